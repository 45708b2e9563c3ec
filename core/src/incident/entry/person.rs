//! One person behind many numbers, accounts, vehicles and addresses, and what ties her to them.

use super::super::parts::{Certainty, NUMBER_MAX_BYTES, invalid};
use super::super::{LogError, number};
use super::{PartialDate, check_choice};
use serde::{Deserialize, Serialize};

/// Identities of one person.
pub const IDENTITIES_MAX: usize = 1_000;
/// What an identity can be.
pub const IDENTITY_SORTS: [&str; 5] = ["number", "account", "vehicle", "address", "other"];
/// What someone can be to her.
pub const RELATION_KINDS: [&str; 12] = [
    "spouse",
    "ex-spouse",
    "partner",
    "ex-partner",
    "relative",
    "acquaintance",
    "colleague",
    "neighbour",
    "classmate",
    "stranger",
    "other",
    "unknown",
];

/// Someone who does it, or may: with all by which they can be told.
///
/// Refused, as [`LogError::Invalid`]: nothing at all (`person`, `empty`) · an identity of an unknown sort, without a value or too long
/// (`identity`: `unknown-choice`, `empty`, `too-long`), too many (`too-many`) · a relation of an unknown kind or ending before it began
/// (`relation`: `unknown-choice`, `end-before-start`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name; may be empty.
    pub name: String,
    /// What they look like, where they work; may be empty.
    pub description: String,
    /// Numbers, accounts, vehicles, addresses.
    pub identities: Vec<Identity>,
    /// What they are to her.
    pub relation: Option<Relation>,
}

/// Something by which a person can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// One of [`IDENTITY_SORTS`].
    pub sort: String,
    /// The number in E.164 where it can be read as such; any other value as it was typed.
    pub value: String,
    /// How sure she is that it is theirs.
    pub certainty: Option<Certainty>,
    /// Why she thinks so; may be empty.
    pub reason: String,
    /// Since when.
    pub since: Option<PartialDate>,
}

/// What someone is to her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// One of [`RELATION_KINDS`].
    pub kind: String,
    /// When it began.
    pub from: Option<PartialDate>,
    /// When it ended.
    pub to: Option<PartialDate>,
    /// Whether they have a child together.
    pub common_child: Option<bool>,
    /// Whether they live with her.
    pub lives_with_me: Option<bool>,
}

impl Person {
    pub(super) fn checked(&self) -> Result<Self, LogError> {
        if self.identities.len() > IDENTITIES_MAX {
            return Err(invalid("identity", "too-many"));
        }
        let mut person = Self { identities: Vec::with_capacity(self.identities.len()), ..self.clone() };
        for identity in &self.identities {
            let identity = identity.checked()?;
            if !person.identities.iter().any(|known| known.is_same(&identity)) {
                person.identities.push(identity);
            }
        }
        if let Some(relation) = &self.relation {
            check_choice("relation", &RELATION_KINDS, &relation.kind)?;
            if relation.from.as_ref().zip(relation.to.as_ref()).is_some_and(|(from, to)| to.is_before(from)) {
                return Err(invalid("relation", "end-before-start"));
            }
        }
        if person == Self::default() { Err(invalid("person", "empty")) } else { Ok(person) }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        let identities = self.identities.iter().flat_map(|identity| [identity.value.as_str(), &identity.reason]);
        [self.name.as_str(), &self.description].into_iter().chain(identities).collect()
    }
}

impl Identity {
    /// An identity as it is found in what was written: sort and value in the form in which values are compared.
    pub(in super::super) fn key(sort: &str, value: &str) -> (&'static str, String) {
        match sort {
            "number" => ("number", number::normalise_or_keep(value)),
            "vehicle" => ("vehicle", value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()),
            "account" => ("account", value.trim().trim_start_matches('@').to_lowercase()),
            "address" => ("address", value.trim().to_lowercase()),
            _ => ("other", value.trim().to_lowercase()),
        }
    }

    /// Whether it is the same number, account or vehicle, however that is spelt.
    pub fn is_same(&self, other: &Self) -> bool {
        self.own_key() == other.own_key()
    }

    pub(in super::super) fn own_key(&self) -> (&'static str, String) {
        Self::key(&self.sort, &self.value)
    }

    fn checked(&self) -> Result<Self, LogError> {
        check_choice("identity", &IDENTITY_SORTS, &self.sort)?;
        if self.sort == "number" && self.value.len() > NUMBER_MAX_BYTES {
            return Err(invalid("identity", "too-long"));
        }
        let value = if self.sort == "number" { number::normalise_or_keep(&self.value) } else { self.value.trim().to_owned() };
        if value.is_empty() {
            return Err(invalid("identity", "empty"));
        }
        Ok(Self { value, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::parts::json;
    use super::*;

    fn identity(sort: &str, value: &str) -> Identity {
        Identity { sort: sort.into(), value: value.into(), certainty: None, reason: String::new(), since: None }
    }

    fn refused(person: &Person) -> (&'static str, &'static str) {
        match person.checked() {
            Err(LogError::Invalid { field, why }) => (field, why),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_number_is_kept_once_however_it_is_spelt() {
        let with = |identities: Vec<Identity>| Person { identities, ..Person::default() };
        let all = with(vec![
            identity("number", "8 701 000 00 01"),
            identity("number", "+77010000001"),
            identity("vehicle", "123 ABC 02"),
            identity("vehicle", "123abc02"),
            identity("account", "@serik"),
            identity("account", " Serik"),
        ]);
        let values: Vec<String> = all.checked().unwrap().identities.into_iter().map(|identity| identity.value).collect();
        assert_eq!(values, ["+77010000001", "123 ABC 02", "@serik"]);
        assert_eq!(refused(&with(vec![identity("number", " ")])), ("identity", "empty"));
        assert_eq!(refused(&with(vec![identity("soul", "x")])), ("identity", "unknown-choice"));
        assert_eq!(refused(&with(vec![identity("account", "x"); IDENTITIES_MAX + 1])), ("identity", "too-many"));
        assert_eq!(refused(&Person::default()), ("person", "empty"));
    }

    #[test]
    fn a_relation_does_not_end_before_it_began() {
        let with = |kind: &str, from: &str, to: &str| Person {
            relation: Some(Relation {
                kind: kind.into(),
                from: from.parse().ok(),
                to: to.parse().ok(),
                common_child: Some(true),
                lives_with_me: None,
            }),
            ..Person::default()
        };
        assert!(with("ex-partner", "2022-12", "2025").checked().is_ok());
        assert!(with("ex-partner", "2025-06", "2025").checked().is_ok());
        assert_eq!(refused(&with("ex-partner", "2025-06", "2024")), ("relation", "end-before-start"));
        assert_eq!(refused(&with("enemy", "", "")), ("relation", "unknown-choice"));
    }

    #[test]
    fn a_person_is_what_the_format_says() {
        let person = Person {
            name: "Серик".into(),
            identities: vec![Identity { certainty: Some(Certainty::Likely), since: "2025-03".parse().ok(), ..identity("number", "102") }],
            ..Person::default()
        };
        let expected = r#"{"name":"Серик","description":"","identities":[{"sort":"number","value":"102","certainty":"likely","reason":"","since":"2025-03"}],"relation":null}"#;
        assert_eq!(json(&person), expected);
    }
}
