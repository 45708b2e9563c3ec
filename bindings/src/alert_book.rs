//! Who is told, and where she can go: of an open session.

use crate::alert::{Contact, ContactSaid, Reading, SafePlace, SenderName};
use crate::error::PanaError;
use crate::open::Open;
use pana_core::alert::{Book, MessageType, PairCode};
use pana_core::incident::Id;
use pana_core::{Moment as WallMoment, Qr};
use std::sync::Arc;

/// What is added gets a name of its own.
const NO_ID: &str = "00000000";

/// A key shared face to face, for the other phone to scan. Never by message.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PairPicture {
    /// To be typed.
    pub text: String,
    /// The same as a QR code: a PNG image.
    pub png: Vec<u8>,
}

/// Contacts, safe places and her name. After each change the shell lets [`Phone`](crate::phone::Phone) read them anew.
#[derive(uniffi::Object)]
pub struct AlertBook {
    open: Arc<Open>,
}

#[uniffi::export]
impl AlertBook {
    /// Her name, as messages say it.
    pub fn sender(&self) -> Result<SenderName, PanaError> {
        self.with(|book| {
            let kit = book.kit()?;
            Ok(SenderName { name: kit.name, latin: kit.latin })
        })
    }

    /// Sets her name. Without `latin` it is spelled in Latin letters by itself.
    pub fn set_sender(&self, name: &str, latin: Option<String>) -> Result<SenderName, PanaError> {
        self.with(|book| Ok(book.set_sender(name, latin.as_deref())?))
    }

    /// All contacts, in the order they are told.
    pub fn contacts(&self) -> Result<Vec<Contact>, PanaError> {
        self.with(|book| Ok(book.contacts()?.into_iter().map(Contact::from).collect()))
    }

    /// One contact.
    pub fn contact(&self, id: &Id) -> Result<Contact, PanaError> {
        self.with(|book| Ok(book.contact(id)?.into()))
    }

    /// Adds a contact.
    pub fn add_contact(&self, said: ContactSaid) -> Result<Contact, PanaError> {
        self.with(|book| {
            let fresh = pana_core::alert::Contact::new(NO_ID.parse()?, &said.name, &said.number, said.manner.language);
            Ok(book.add_contact(&said.instead_of(fresh))?.into())
        })
    }

    /// Replaces what she says of a contact. The key stays.
    pub fn change_contact(&self, id: &Id, said: ContactSaid) -> Result<Contact, PanaError> {
        self.with(|book| {
            let was = book.contact(id)?;
            Ok(book.change_contact(&said.instead_of(was))?.into())
        })
    }

    /// Removes a contact. An alert that runs tells them nothing more.
    pub fn remove_contact(&self, id: &Id) -> Result<(), PanaError> {
        self.with(|book| Ok(book.remove_contact(id)?))
    }

    /// The first message of this type as the contact would read it.
    pub fn example(&self, id: &Id, kind: MessageType, at: WallMoment) -> Result<String, PanaError> {
        self.with(|book| Ok(book.contact(id)?.example(&book.kit()?, kind, at)))
    }

    /// The key shared with a contact, for their phone to scan; drawn if there is none.
    pub fn pair(&self, id: &Id) -> Result<PairPicture, PanaError> {
        self.with(|book| {
            let mut contact = book.contact(id)?;
            let pair = contact.key.map_or_else(PairCode::draw, PairCode::of);
            if contact.key.is_none() {
                contact.key = Some(pair.key());
                book.change_contact(&contact)?;
            }
            Ok(PairPicture { text: pair.to_string(), png: pair.qr().png() })
        })
    }

    /// Takes the key that their phone showed.
    pub fn take_pair(&self, id: &Id, scanned: &str) -> Result<(), PanaError> {
        self.with(|book| {
            let mut contact = book.contact(id)?;
            contact.key = Some(scanned.parse::<PairCode>()?.key());
            book.change_contact(&contact)?;
            Ok(())
        })
    }

    /// Ends that a key is shared with them.
    pub fn unpair(&self, id: &Id) -> Result<(), PanaError> {
        self.with(|book| {
            let mut contact = book.contact(id)?;
            contact.key = None;
            book.change_contact(&contact)?;
            Ok(())
        })
    }

    /// Reads a message that came from a contact; none if the text is no message of Pana's.
    pub fn read(&self, from: &Id, text: &str, received: WallMoment) -> Result<Option<Reading>, PanaError> {
        self.with(|book| Ok(book.read(from, text, received)?))
    }

    /// All safe places, in the order they were added.
    pub fn places(&self) -> Result<Vec<SafePlace>, PanaError> {
        self.with(|book| Ok(book.places()?))
    }

    /// Adds a safe place; its id is given here, whatever it says.
    pub fn add_place(&self, place: &SafePlace) -> Result<SafePlace, PanaError> {
        self.with(|book| Ok(book.add_place(place)?))
    }

    /// Removes a safe place.
    pub fn remove_place(&self, id: &Id) -> Result<(), PanaError> {
        self.with(|book| Ok(book.remove_place(id)?))
    }
}

/// Reads a message of Pana's that someone else got, without a key; none if it is none.
#[uniffi::export]
pub fn read_message(text: &str, received: WallMoment) -> Result<Option<Reading>, PanaError> {
    crate::open::guarded(|| Ok::<_, PanaError>(pana_core::alert::read_message(text, None, received)))
}

/// A text as a QR code, a PNG image; none if it is too long for one.
#[uniffi::export]
pub fn qr_png(text: &str) -> Result<Option<Vec<u8>>, PanaError> {
    crate::open::guarded(|| Ok::<_, PanaError>(Qr::of(text).map(|code| code.png())))
}

impl AlertBook {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Book<'_>) -> Result<T, PanaError>) -> Result<T, PanaError> {
        self.open.with(|session| work(&mut Book::of(session)))
    }
}
