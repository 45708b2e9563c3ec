//! Contacts, safe places and her own name, in an unlocked session's database; and the part of them that works while the vault is locked.
//!
//! Any session has them. Only the owner's gives them to `quick`: what is changed behind the second PIN stays there.

use super::contact::{CONTACTS_MAX, Contact, Kit, Unfit, check_text};
use super::name::latin_name;
use super::place::{PLACES_MAX, SafePlace};
use super::read::{Reading, Sender, Shared, read_message};
use crate::Moment;
use crate::incident::Id;
use crate::vault::keep::{self, KIT};
use crate::vault::said::{self, all, insert, one};
use crate::vault::{Part, Session, VaultError};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

/// First byte of the kit in `quick`.
const KIT_VERSION: u8 = 1;
/// Row of `keep` with her name.
const SENDER: &str = "sender";

/// Why a contact or place is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// There is none with this id.
    #[error("there is nothing under this id")]
    NotFound,
    /// It can't be taken as it is.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The vault could not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The contacts, places and name of a session.
pub struct Book<'s> {
    session: &'s mut Session,
}

/// Her name, as messages say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderName {
    /// Her first name.
    pub name: String,
    /// The same in Latin letters.
    pub latin: String,
}

/// All of it, as a backup holds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Content {
    sender: SenderName,
    contacts: Vec<Contact>,
    places: Vec<SafePlace>,
}

impl<'s> Book<'s> {
    /// Opens the book of a session.
    pub fn of(session: &'s mut Session) -> Self {
        Self { session }
    }

    /// What messages are made from: her name and all contacts.
    pub fn kit(&mut self) -> Result<Kit, BookError> {
        Ok(kit(self.session.db())?)
    }

    /// Sets her name. Without `latin` it is spelled in Latin letters by itself.
    pub fn set_sender(&mut self, name: &str, latin: Option<&str>) -> Result<SenderName, BookError> {
        let name = name.trim().to_owned();
        let latin = latin.map_or_else(|| latin_name(&name), |latin| latin.trim().to_owned());
        check_text("contact-name", &name)?;
        check_text("latin", &latin)?;
        if !latin.is_ascii() {
            return Err(Unfit { field: "latin", why: "not-latin" }.into());
        }
        let sender = SenderName { name, latin };
        self.change(|tx| Ok(put_sender(tx, &sender)?))?;
        Ok(sender)
    }

    /// All contacts, in the order they are told and, within a tier, in that in which they were added.
    pub fn contacts(&mut self) -> Result<Vec<Contact>, BookError> {
        let mut contacts: Vec<Contact> = all(self.session.db(), "contact")?;
        contacts.sort_by_key(|contact| contact.tier);
        Ok(contacts)
    }

    /// The contact with this id.
    pub fn contact(&mut self, id: &Id) -> Result<Contact, BookError> {
        one(self.session.db(), "contact", id.as_str())?.ok_or(BookError::NotFound)
    }

    /// Adds a contact under a new id, as [`Contact::checked`] takes it. Refused is also a number that another contact has (`number`, `taken`), and one more than
    /// [`CONTACTS_MAX`] (`contacts`, `too-many-contacts`).
    pub fn add_contact(&mut self, contact: &Contact) -> Result<Contact, BookError> {
        let contact = Contact { id: Id::make(), ..contact.checked()? };
        self.change(|tx| {
            let others: Vec<Contact> = all(tx, "contact")?;
            check_number(&contact, &others)?;
            if others.len() >= CONTACTS_MAX {
                return Err(Unfit { field: "contacts", why: "too-many-contacts" }.into());
            }
            Ok(insert(tx, "contact", contact.id.as_str(), &contact)?)
        })?;
        Ok(contact)
    }

    /// Replaces the contact with this id.
    pub fn change_contact(&mut self, contact: &Contact) -> Result<Contact, BookError> {
        let contact = contact.checked()?;
        self.change(|tx| {
            let others: Vec<Contact> = all(tx, "contact")?;
            check_number(&contact, &others)?;
            found(said::update(tx, "contact", contact.id.as_str(), &contact)?)
        })?;
        Ok(contact)
    }

    /// Reads a message that came from a contact, under the key shared with them. One that is confirmed is remembered by its number, so that the same message,
    /// sent again later, is not. `None` if the text is no message.
    pub fn read(&mut self, from: &Id, text: &str, received: Moment) -> Result<Option<Reading>, BookError> {
        let contact = self.contact(from)?;
        let shared = contact.key.map(|key| Shared { key, last_number: contact.heard });
        let Some(reading) = read_message(text, shared.as_ref(), received) else { return Ok(None) };
        let number = reading.number.filter(|number| reading.sender == Sender::Confirmed && *number > contact.heard);
        if let Some(heard) = number {
            self.change_contact(&Contact { heard, ..contact })?;
        }
        Ok(Some(reading))
    }

    /// Removes a contact. An alert that runs tells them nothing more.
    pub fn remove_contact(&mut self, id: &Id) -> Result<(), BookError> {
        self.change(|tx| found(said::remove(tx, "contact", id.as_str())?))
    }

    /// All safe places, in the order they were added.
    pub fn places(&mut self) -> Result<Vec<SafePlace>, BookError> {
        Ok(all(self.session.db(), "safe_place")?)
    }

    /// Adds a safe place under a new id, as [`SafePlace::checked`] takes it; one more than [`PLACES_MAX`] is refused (`places`, `too-many-places`).
    pub fn add_place(&mut self, place: &SafePlace) -> Result<SafePlace, BookError> {
        let place = SafePlace { id: Id::make(), ..place.checked()? };
        self.change(|tx| {
            if all::<SafePlace>(tx, "safe_place")?.len() >= PLACES_MAX {
                return Err(Unfit { field: "places", why: "too-many-places" }.into());
            }
            Ok(insert(tx, "safe_place", place.id.as_str(), &place)?)
        })?;
        Ok(place)
    }

    /// Removes a safe place.
    pub fn remove_place(&mut self, id: &Id) -> Result<(), BookError> {
        self.change(|tx| found(said::remove(tx, "safe_place", id.as_str())?))
    }

    /// Makes a change durable together with what `quick` is to hold, and then gives that to `quick`. A cut in between is mended at the next unlock.
    fn change(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<(), BookError>) -> Result<(), BookError> {
        let tx = self.session.db().transaction_with_behavior(TransactionBehavior::Immediate).map_err(VaultError::from)?;
        change(&tx)?;
        keep_kit(&tx)?;
        tx.commit().map_err(VaultError::from)?;
        Ok(self.session.publish_kit()?)
    }
}

impl Content {
    pub(crate) fn read(db: &Connection) -> Result<Self, VaultError> {
        Ok(Self { sender: sender(db)?, contacts: all(db, "contact")?, places: all(db, "safe_place")? })
    }

    /// Writes it into a database that has none of it. What does not fit is not of this program.
    pub(crate) fn write(&self, db: &Connection) -> Result<(), VaultError> {
        let damaged = VaultError::Damaged { part: Part::Row };
        if self.contacts.len() > CONTACTS_MAX || self.places.len() > PLACES_MAX {
            return Err(damaged);
        }
        for contact in &self.contacts {
            if contact.checked().as_ref() != Ok(contact) {
                return Err(damaged);
            }
            insert(db, "contact", contact.id.as_str(), contact)?;
        }
        for place in &self.places {
            if place.checked().as_ref() != Ok(place) {
                return Err(damaged);
            }
            insert(db, "safe_place", place.id.as_str(), place)?;
        }
        put_sender(db, &self.sender)?;
        keep_kit(db)
    }
}

/// Reads the kit of `quick`; `None` if it is none that this program wrote. Empty bytes are an empty kit: there are no contacts yet.
pub(super) fn decode_kit(bytes: &[u8]) -> Option<Kit> {
    match bytes.split_first() {
        None => Some(Kit::default()),
        Some((&KIT_VERSION, rest)) => postcard::from_bytes(rest).ok(),
        Some(_) => None,
    }
}

fn kit(db: &Connection) -> Result<Kit, VaultError> {
    let SenderName { name, latin } = sender(db)?;
    Ok(Kit { name, latin, contacts: all(db, "contact")? })
}

fn keep_kit(db: &Connection) -> Result<(), VaultError> {
    let kit = postcard::to_allocvec(&kit(db)?).map_err(|_| VaultError::Damaged { part: Part::Kit })?;
    keep::put(db, KIT, &[&[KIT_VERSION][..], &kit].concat())
}

fn sender(db: &Connection) -> Result<SenderName, VaultError> {
    let kept = keep::get_all(db, SENDER)?;
    if kept.is_empty() { Ok(SenderName::default()) } else { said::read(&kept) }
}

fn put_sender(db: &Connection, sender: &SenderName) -> Result<(), VaultError> {
    keep::put(db, SENDER, said::json(sender).as_bytes())
}

/// A number names one contact, or nobody could tell whose an answer is.
fn check_number(contact: &Contact, all: &[Contact]) -> Result<(), Unfit> {
    let is_taken = all.iter().any(|other| other.id != contact.id && other.number == contact.number);
    if is_taken { Err(Unfit { field: "number", why: "taken" }) } else { Ok(()) }
}

fn found(is_there: bool) -> Result<(), BookError> {
    if is_there { Ok(()) } else { Err(BookError::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::{Agreed, Manner};
    use crate::language::Language;

    /// The bytes put together by hand from FORMAT.md §16.
    #[test]
    fn a_kit_is_as_the_format_says() {
        let contact = Contact {
            tier: 2,
            manner: Manner { language: Language::Ru, polite: true, quiet: false },
            agreed: Agreed { calls_102: true, ..Agreed::default() },
            key: Some([7; 32]),
            heard: 300,
            ..Contact::new("ABCD1234".parse().unwrap(), "A", "+7701", Language::Ru)
        };
        let kit = Kit { name: "Ай".into(), latin: "Ai".into(), contacts: vec![contact] };
        let text = |text: &str| [&[text.len() as u8][..], text.as_bytes()].concat();
        let bytes = [
            vec![KIT_VERSION],
            text("Ай"),
            text("Ai"),
            vec![1],
            text("ABCD1234"),
            text("A"),
            text("+7701"),
            vec![2, 1, 1, 0],
            text(""),
            text("KZ"),
            text(""),
            text(""),
            vec![0, 1, 0, 0, 0],
            text(""),
            vec![0, 1],
            vec![7; 32],
            // 300 as a varint.
            vec![0xac, 0x02],
        ]
        .concat();
        assert_eq!(decode_kit(&bytes), Some(kit.clone()));
        assert_eq!([&[KIT_VERSION][..], &postcard::to_allocvec(&kit).unwrap()].concat(), bytes);
        assert_eq!((decode_kit(&[]), decode_kit(&[9]), decode_kit(&bytes[..bytes.len() - 1])), (Some(Kit::default()), None, None));
    }
}
