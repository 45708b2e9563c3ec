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

impl Kind {
    /// Calls.
    pub const CALL: Self = Self("call");
    /// Messages.
    pub const MSG: Self = Self("msg");
    /// Photos and videos spread without consent: the one kind that can be erased at once.
    pub const IMAGE: Self = Self("image");

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
