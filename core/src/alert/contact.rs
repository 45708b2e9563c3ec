//! People who get the alert, and what works with them while the vault is locked.

use super::message::{Fix, Manner, Message, MessageType};
use super::sms::segments;
use crate::Moment;
use crate::incident::{Id, normalise_number};
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// Numbers that are always there and can't be removed: police, ambulance, the single emergency number, the helpline for families, women and children.
pub const EMERGENCY_NUMBERS: [&str; 4] = ["102", "103", "112", "111"];
/// Contacts of one log.
pub const CONTACTS_MAX: usize = 200;
/// Tiers of the ladder.
pub const TIERS_MAX: u8 = 5;
/// Bytes of one text of a contact or place.
pub const CONTACT_TEXT_MAX_BYTES: usize = 400;
/// Fewest and most digits of a number that messages can go to: what is shorter is a service, what is longer no number.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=15;

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
    /// Where they live: their 102 is another desk than hers. Two letters, as `KZ`.
    pub country: String,
    /// City or region.
    pub city: String,
    /// The number of the duty officer of her own district, for someone whose 102 is another's. Empty if not known.
    pub duty_number: String,
    /// What was agreed with them.
    pub agreed: Agreed,
    /// A sentence that says nothing to anyone else: sent when the second PIN is used to stop an alert. Empty if none was agreed.
    pub harmless: String,
    /// Whether they were asked to tell nobody where she is.
    pub warned: bool,
    /// Shared by a QR code, face to face: shows which messages are from her phone, and which answers from theirs.
    pub key: Option<[u8; 32]>,
    /// The highest number of a message of theirs that the key has confirmed; 0 before the first.
    pub heard: u64,
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

/// Why a contact, a place or her name is not taken as it is: the field, and the key of the reason in the language catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub struct Unfit {
    /// As `number`.
    pub field: &'static str,
    /// As `not-a-number`.
    pub why: &'static str,
}

/// What looks wrong with a contact and may be right: told, and taken.
pub const DOUBTS: [&str; 4] = ["number-unknown-form", "number-landline", "number-prefix-unknown", "other-country-no-duty-number"];

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

impl Agreed {
    /// What is agreed, as keys in data and, behind `agreed-`, in the language catalogue.
    pub const KEYS: [&str; 5] = ["comes", "calls-102", "takes-children", "has-key", "keeps-copy"];

    /// The promises that were made, in the order of [`Agreed::KEYS`].
    pub fn made(&self) -> Vec<&'static str> {
        let made = [self.comes, self.calls_102, self.takes_children, self.has_key, self.keeps_copy];
        Self::KEYS.into_iter().zip(made).filter_map(|(key, is_made)| is_made.then_some(key)).collect()
    }

    /// Those with these keys; `None` if one of them is no promise.
    pub fn from_keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Option<Self> {
        let mut agreed = Self::default();
        for key in keys {
            match key {
                "comes" => agreed.comes = true,
                "calls-102" => agreed.calls_102 = true,
                "takes-children" => agreed.takes_children = true,
                "has-key" => agreed.has_key = true,
                "keeps-copy" => agreed.keeps_copy = true,
                _ => return None,
            }
        }
        Some(agreed)
    }
}

impl Contact {
    /// The least a contact is: a name and a number, told first, in this language.
    pub fn new(id: Id, name: &str, number: &str, language: Language) -> Self {
        Self {
            id,
            name: name.to_owned(),
            number: number.to_owned(),
            tier: 1,
            manner: Manner { language, polite: false, quiet: false },
            role: String::new(),
            country: "KZ".to_owned(),
            city: String::new(),
            duty_number: String::new(),
            agreed: Agreed::default(),
            harmless: String::new(),
            warned: false,
            key: None,
            heard: 0,
        }
    }

    /// The contact as it is taken: its number in E.164 where it can be read as such, its texts without outer spaces.
    ///
    /// Refused are an empty name or number (`empty`), a number that no message can go to (`no-message-number`) or that is an emergency number
    /// (`emergency-number`: they take no messages), a tier that is none (`no-such-tier`), a country that is not two letters (`not-a-country`), texts over
    /// [`CONTACT_TEXT_MAX_BYTES`] (`contact-too-long`) or with line breaks and other control characters (`control-characters`), and a harmless sentence that does not
    /// fit into one message (`over-one-message`).
    pub fn checked(&self) -> Result<Self, Unfit> {
        let unfit = |field, why| Err(Unfit { field, why });
        let trimmed = |text: &str| text.trim().to_owned();
        let contact = Self {
            name: trimmed(&self.name),
            number: normalise_number(&self.number),
            role: trimmed(&self.role),
            country: trimmed(&self.country).to_uppercase(),
            city: trimmed(&self.city),
            duty_number: normalise_number(&self.duty_number),
            harmless: trimmed(&self.harmless),
            ..self.clone()
        };
        for (field, text) in contact.texts() {
            check_text(field, text)?;
        }
        if contact.name.is_empty() {
            return unfit("contact-name", "empty");
        }
        if contact.number.is_empty() {
            return unfit("number", "empty");
        }
        if EMERGENCY_NUMBERS.contains(&contact.number.as_str()) {
            return unfit("number", "emergency-number");
        }
        if !is_dialable(&contact.number) {
            return unfit("number", "no-message-number");
        }
        if !contact.duty_number.is_empty() && !is_dialable(&contact.duty_number) {
            return unfit("duty-number", "no-message-number");
        }
        if !(1..=TIERS_MAX).contains(&contact.tier) {
            return unfit("tier", "no-such-tier");
        }
        if contact.country.len() != 2 || !contact.country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return unfit("country", "not-a-country");
        }
        if segments(&contact.harmless).len() > 1 {
            return unfit("harmless", "over-one-message");
        }
        Ok(contact)
    }

    /// What looks wrong and may be right, as keys of [`DOUBTS`]: numbering plans change, so nothing is refused for it.
    pub fn doubts(&self) -> Vec<&'static str> {
        let mut doubts = Vec::new();
        match self.number.strip_prefix("+7") {
            _ if !self.number.starts_with('+') => doubts.push("number-unknown-form"),
            Some(national) if national.starts_with("71") || national.starts_with("72") => doubts.push("number-landline"),
            Some(national) if !is_mobile(national) => doubts.push("number-prefix-unknown"),
            _ => {}
        }
        if self.country != "KZ" && self.duty_number.is_empty() {
            doubts.push("other-country-no-duty-number");
        }
        doubts
    }

    /// The first message of an alert as this contact would read it, at a place in the middle of Almaty.
    pub fn example(&self, kit: &Kit, kind: MessageType, at: Moment) -> String {
        let fix = Fix { lat: 43.238, lon: 76.945, accuracy_m: 20, at };
        let message = Message {
            kind,
            to: self.manner,
            name: &kit.name,
            latin: &kit.latin,
            number: 1,
            at,
            due: kind.has_deadline().then_some(at),
            fix: Some(fix),
            answer: None,
            code: None,
        };
        message.texts().swap_remove(0)
    }

    fn texts(&self) -> [(&'static str, &str); 7] {
        [
            ("contact-name", &self.name),
            ("number", &self.number),
            ("role", &self.role),
            ("country", &self.country),
            ("city", &self.city),
            ("duty-number", &self.duty_number),
            ("harmless", &self.harmless),
        ]
    }
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

/// Whether a text of a contact or a place can be kept.
pub(super) fn check_text(field: &'static str, text: &str) -> Result<(), Unfit> {
    if text.len() > CONTACT_TEXT_MAX_BYTES {
        return Err(Unfit { field, why: "contact-too-long" });
    }
    if text.chars().any(char::is_control) {
        return Err(Unfit { field, why: "control-characters" });
    }
    Ok(())
}

fn is_dialable(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or(number);
    DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Mobile numbers of Kazakhstan by the plan of 2026, and of Russia.
fn is_mobile(national: &str) -> bool {
    let prefix = national.get(..3).unwrap_or_default();
    national.starts_with('9')
        || matches!(prefix, "700" | "701" | "702" | "705" | "706" | "707" | "708" | "747" | "771" | "775" | "776" | "777" | "778" | "785")
        || ("760"..="764").contains(&prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(number: &str) -> Contact {
        Contact::new("AAAAAAAA".parse().unwrap(), "Апа", number, Language::Kk)
    }

    #[test]
    fn numbers_are_read_in_any_usual_form() {
        for typed in ["8 701 123 45 67", "+7 (701) 123-45-67", "7011234567", "+77011234567"] {
            let contact = contact(typed).checked().unwrap();
            assert_eq!((contact.number.as_str(), contact.doubts()), ("+77011234567", vec![]), "{typed}");
        }
        assert_eq!(contact("+79161234567").checked().unwrap().doubts(), [""; 0]);
        for (typed, doubt) in
            [("87272123456", "number-landline"), ("87991234567", "number-prefix-unknown"), ("2501234", "number-unknown-form")]
        {
            assert_eq!(contact(typed).checked().unwrap().doubts(), [doubt], "{typed}");
        }
    }

    #[test]
    fn what_no_message_can_go_to_is_refused() {
        let refused = |contact: Contact| contact.checked().unwrap_err();
        for (number, why) in [
            ("", "empty"),
            ("102", "emergency-number"),
            ("112", "emergency-number"),
            ("Апа", "no-message-number"),
            ("123", "no-message-number"),
        ] {
            assert_eq!(refused(contact(number)), Unfit { field: "number", why });
        }
        let good = contact("87011234567");
        assert_eq!(refused(Contact { name: " ".into(), ..good.clone() }).field, "contact-name");
        assert_eq!(refused(Contact { tier: 0, ..good.clone() }).why, "no-such-tier");
        assert_eq!(refused(Contact { tier: TIERS_MAX + 1, ..good.clone() }).why, "no-such-tier");
        assert_eq!(refused(Contact { country: "Қазақстан".into(), ..good.clone() }).why, "not-a-country");
        assert_eq!(refused(Contact { role: "x".repeat(CONTACT_TEXT_MAX_BYTES + 1), ..good.clone() }).why, "contact-too-long");
        assert_eq!(refused(Contact { harmless: "а\nб".into(), ..good.clone() }).why, "control-characters");
        assert_eq!(refused(Contact { harmless: "а".repeat(71), ..good.clone() }).why, "over-one-message");
        assert!(Contact { harmless: "а".repeat(70), ..good }.checked().is_ok());
    }

    #[test]
    fn someone_abroad_needs_the_number_of_her_district() {
        let abroad = Contact { country: "ru".into(), ..contact("+79161234567") }.checked().unwrap();
        assert_eq!(abroad.doubts(), ["other-country-no-duty-number"]);
        assert_eq!(Contact { duty_number: "8 727 254 44 44".into(), ..abroad }.checked().unwrap().doubts(), [""; 0]);
    }

    #[test]
    fn promises_come_back_by_their_keys() {
        let agreed = Agreed::from_keys(Agreed::KEYS).unwrap();
        assert_eq!(agreed.made(), Agreed::KEYS);
        assert_eq!(Agreed::from_keys(["comes", "has-key"]).unwrap().made(), ["comes", "has-key"]);
        assert_eq!(Agreed::from_keys(["sings"]), None);
    }
}
