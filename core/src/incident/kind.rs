//! Kinds of incident.

use serde::{Deserialize, Deserializer, Serialize, de};

/// What a kind of incident is called in data: `call`, `msg`, … (all in [`KINDS`]). Names for people are in the language catalogue.
///
/// ```
/// use pana_core::incident::Kind;
/// assert_eq!(Kind::from_id("threat").map(Kind::id), Some("threat"));
/// assert_eq!(Kind::from_id("Threat"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Kind(&'static str);

/// Every kind, in the order screens show them.
pub const KINDS: [Kind; 22] = [
    Kind::CALL,
    Kind::MSG,
    Kind("social"),
    Kind("gift"),
    Kind("follow"),
    Kind("loiter"),
    Kind("visit"),
    Kind("damage"),
    Kind("threat"),
    Kind("third"),
    Kind("track"),
    Kind("hack"),
    Kind::IMAGE,
    Kind("dox"),
    Kind("fake"),
    Kind("bully"),
    Kind("child"),
    Kind("marry"),
    Kind("pressure"),
    Kind("assault"),
    Kind("breach"),
    Kind("other"),
];

/// What a field of one kind takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnForm {
    /// Her words.
    Text,
    /// `yes` or `no`.
    YesNo,
}

/// A field that only some kinds have. Its name for people is under `own-` and its name in the language catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OwnField {
    /// Its name in data.
    pub name: &'static str,
    /// What it takes.
    pub form: OwnForm,
}

impl OwnField {
    /// The place where a camera's owner is named: a camera's memory is soon overwritten.
    pub const CCTV_OWNER: &'static str = "cctv_owner";
    /// Whether the person in an image is under 18: then no file is kept.
    pub const UNDER_18: &'static str = "under_18";
    /// Stands for yes in a field of [`OwnForm::YesNo`].
    pub const YES: &'static str = "yes";
    /// Stands for no.
    pub const NO: &'static str = "no";
}

const fn text(name: &'static str) -> OwnField {
    OwnField { name, form: OwnForm::Text }
}

const SENDER: [OwnField; 2] = [text("channel"), text("sender_id")];
const PAGE: [OwnField; 2] = [text("url"), text("account")];
const CARRIER: [OwnField; 1] = [text("carrier")];
const LOOKS: [OwnField; 2] = [text("plate"), text("clothing")];
const CAMERA: [OwnField; 1] = [text(OwnField::CCTV_OWNER)];
const ACCESS: [OwnField; 1] = [text("access")];
const THING: [OwnField; 2] = [text("item"), text("cost")];
const WEAPON: [OwnField; 1] = [text("weapon")];
const MESSENGER: [OwnField; 2] = [text("whom"), text("message")];
const DEVICE: [OwnField; 2] = [text("device"), text("serial")];
const ACCOUNT: [OwnField; 1] = [text("account")];
const IMAGE: [OwnField; 2] = [text("url"), OwnField { name: OwnField::UNDER_18, form: OwnForm::YesNo }];
const DATA: [OwnField; 2] = [text("url"), text("data_type")];
const PLATFORM: [OwnField; 2] = [text("platform"), text("account")];
const CHILD: [OwnField; 2] = [text("child"), text("school")];
const FORM: [OwnField; 1] = [text("form")];
const INJURY: [OwnField; 1] = [text("injury")];
const ORDER: [OwnField; 1] = [text("order_number")];

impl Kind {
    /// The fields that only incidents of this kind have, in the order records keep them. Numbers, counts, words, place and who are fields of all.
    ///
    /// ```
    /// use pana_core::incident::Kind;
    /// let names: Vec<&str> = Kind::from_id("follow").unwrap().own_fields().iter().map(|field| field.name).collect();
    /// assert_eq!(names, ["plate", "clothing"]);
    /// ```
    pub fn own_fields(self) -> &'static [OwnField] {
        match self.0 {
            "msg" => &SENDER,
            "social" => &PAGE,
            "gift" => &CARRIER,
            "follow" => &LOOKS,
            "loiter" => &CAMERA,
            "visit" => &ACCESS,
            "damage" => &THING,
            "threat" => &WEAPON,
            "third" => &MESSENGER,
            "track" => &DEVICE,
            "hack" | "fake" => &ACCOUNT,
            "image" => &IMAGE,
            "dox" => &DATA,
            "bully" => &PLATFORM,
            "child" => &CHILD,
            "pressure" => &FORM,
            "assault" => &INJURY,
            "breach" => &ORDER,
            _ => &[],
        }
    }

    /// Calls.
    pub const CALL: Self = Self("call");
    /// Messages.
    pub const MSG: Self = Self("msg");
    /// Photos and videos spread without consent: the one kind that can be erased at once.
    pub const IMAGE: Self = Self("image");
    /// Anything else, and what is not named yet.
    pub const OTHER: Self = Self("other");

    /// Its name in data.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// The kind with this name, exactly as [`Kind::id`] gives it.
    pub fn from_id(id: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.0 == id)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_id(&String::deserialize(from)?).ok_or_else(|| de::Error::custom("not a kind of incident"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_has_a_field_twice() {
        for kind in KINDS {
            let names: Vec<&str> = kind.own_fields().iter().map(|field| field.name).collect();
            assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{}", kind.id());
        }
        assert!(Kind::CALL.own_fields().is_empty());
    }

    #[test]
    fn every_kind_is_found_by_its_name_and_no_other_is() {
        for kind in KINDS {
            assert_eq!(Kind::from_id(kind.id()), Some(kind));
            assert_eq!(serde_json::from_str::<Kind>(&serde_json::to_string(&kind).unwrap()).unwrap(), kind);
        }
        for wrong in ["", "CALL", "call ", "звонок"] {
            assert_eq!(Kind::from_id(wrong), None, "{wrong}");
        }
        assert!(serde_json::from_str::<Kind>("\"nothing\"").is_err());
    }
}
