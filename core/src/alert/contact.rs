//! People who get the alert, and what works with them while the vault is locked.

use super::message::Manner;
use crate::incident::{Id, normalise_number};
use serde::{Deserialize, Serialize};

/// Numbers that are always there and can't be removed: police, ambulance, the single emergency number, the helpline for families, women and children.
pub const EMERGENCY_NUMBERS: [&str; 4] = ["102", "103", "112", "111"];
/// Contacts of one log.
pub const CONTACTS_MAX: usize = 200;
/// Tiers of the ladder.
pub const TIERS_MAX: u8 = 5;

/// Someone who gets the alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its name in data.
    pub id: Id,
    /// What she calls them.
    pub name: String,
    /// Where messages go: E.164 where it could be read as such.
    pub number: String,
    /// When they are told: 1 first, then 2 … [`TIERS_MAX`].
    pub tier: u8,
    /// How she speaks to them.
    pub manner: Manner,
    /// What they are to her, in her words.
    pub role: String,
    /// Where they live: their 102 is another desk than hers.
    pub country: String,
    /// City or region.
    pub city: String,
    /// What was agreed with them.
    pub agreed: Agreed,
    /// A sentence that says nothing to anyone else: sent when the second PIN is used to stop an alert. Empty if none was agreed.
    pub harmless: String,
    /// Whether they were asked to tell nobody where she is.
    pub warned: bool,
    /// Shared by a QR code, face to face: shows which messages are from her phone, and which answers from theirs.
    pub key: Option<[u8; 32]>,
}

/// What a contact has promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "five promises, each made or not")]
pub struct Agreed {
    /// Comes at once.
    pub comes: bool,
    /// Calls 102.
    pub calls_102: bool,
    /// Takes the children.
    pub takes_children: bool,
    /// Has a key to her home.
    pub has_key: bool,
    /// Keeps a copy of the log.
    pub keeps_copy: bool,
}

/// What an alert needs, sealed by the device key alone: no incident, no word of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Her first name, as messages say it.
    pub name: String,
    /// The same in Latin letters.
    pub latin: String,
    /// Who gets the alert, in any order.
    pub contacts: Vec<Contact>,
}

impl Kit {
    /// The contact with this id.
    pub fn contact(&self, id: &Id) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == *id)
    }

    /// The contact whose number this is, in any usual form.
    pub fn contact_of(&self, number: &str) -> Option<&Contact> {
        let number = normalise_number(number);
        self.contacts.iter().find(|contact| contact.number == number)
    }
}
