//! Parts of what she writes about an incident, and their form in records and rows.

use super::Id;
use super::kind::{Kind, OwnField, OwnForm};
use super::{LogError, number};
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Kinds of place.
pub const PLACE_KINDS: [&str; 8] = ["home", "work", "study", "street", "venue", "transport", "online", "other"];
/// Numbers of one person.
pub const NUMBERS_MAX: usize = 1_000;
/// Bytes of one number or sender's name: an e-mail address at most.
pub const NUMBER_MAX_BYTES: usize = 320;

const MICRO: f64 = 1e6;

/// Where it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// One of [`PLACE_KINDS`].
    pub kind: String,
    /// Her words for it; may be empty.
    pub label: String,
}

/// An angle to the millionth of a degree, about 11 cm on the ground. In JSON it is a number of degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degrees {
    /// Millionths of a degree.
    pub micro: i32,
}

/// Where on the map it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// North of the equator.
    pub lat: Degrees,
    /// East of Greenwich.
    pub lon: Degrees,
    /// How far off it may be, in metres, if known.
    pub accuracy_m: Option<u32>,
}

/// How sure she is who it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// She knows.
    Sure,
    /// Probably.
    Likely,
    /// Perhaps.
    Unsure,
}

/// Who did it, as far as she knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Name or description; may be empty.
    pub name: String,
    /// Phone numbers in E.164 where they could be read as such.
    pub numbers: Vec<String>,
    /// How sure she is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<Certainty>,
    /// Why she thinks so: the voice, the face, what only he knows; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The entry of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id>,
}

/// Someone who saw or heard it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Name.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
    /// What they saw; may be empty.
    pub saw: String,
    /// Whether they would testify, if she asked.
    pub testifies: Option<bool>,
}

/// How many acts one incident stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Number of acts, at least 1.
    pub acts: u32,
    /// False for "about".
    pub exact: bool,
}

/// What it did to her, in her words; each may be empty. The law asks for substantial harm: privacy, freedom to move, pressure on the mind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harm {
    /// What she was afraid of.
    pub fear: String,
    /// What became of her sleep.
    pub sleep: String,
    /// Where she had to move, or no longer goes.
    pub moved: String,
    /// What it meant for work or study.
    pub work: String,
    /// Whom she had to see about it: a doctor, a psychologist.
    pub medical: String,
    /// What it cost, with the currency.
    pub cost: String,
}

/// Names of the parts of [`Harm`] in data, in its order.
pub const HARM_PARTS: [&str; 6] = ["fear", "sleep", "moved", "work", "medical", "cost"];

/// How she knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// She saw or heard it herself.
    pub myself: bool,
    /// Who told her, if she did not; may be empty.
    pub by: String,
}

/// The fields that only its kind has, those that are filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own(Vec<(String, String)>);

impl Degrees {
    /// The nearest angle there is; `None` for what is no number of degrees.
    ///
    /// ```
    /// use pana_core::incident::Degrees;
    /// assert_eq!(Degrees::new(43.2389491).map(|lat| lat.micro), Some(43_238_949));
    /// assert_eq!(Degrees::new(f64::NAN), None);
    /// ```
    pub fn new(degrees: f64) -> Option<Self> {
        (degrees.abs() <= 360.0).then(|| Self { micro: (degrees * MICRO).round() as i32 })
    }

    /// The angle as a number: the nearest double to its decimal of six places.
    pub fn degrees(self) -> f64 {
        f64::from(self.micro) / MICRO
    }
}

impl Serialize for Degrees {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        // Which is written as that decimal.
        out.serialize_f64(self.degrees())
    }
}

impl<'de> Deserialize<'de> for Degrees {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(f64::deserialize(from)?).ok_or_else(|| de::Error::custom("not an angle"))
    }
}

impl Position {
    pub(crate) fn check(self) -> Result<(), LogError> {
        let on_earth = self.lat.micro.abs() <= 90_000_000 && self.lon.micro.abs() <= 180_000_000;
        if on_earth { Ok(()) } else { Err(invalid("position", "not-on-earth")) }
    }
}

impl Certainty {
    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Unsure => "unsure",
        }
    }

    /// The certainty with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Sure, Self::Likely, Self::Unsure].into_iter().find(|certainty| certainty.id() == id)
    }
}

impl Harm {
    /// The parts by their names in [`HARM_PARTS`].
    pub fn parts(&self) -> [(&'static str, &str); 6] {
        let Self { fear, sleep, moved, work, medical, cost } = self;
        [("fear", fear), ("sleep", sleep), ("moved", moved), ("work", work), ("medical", medical), ("cost", cost)]
    }

    /// The part with this name.
    pub fn part_mut(&mut self, name: &str) -> Option<&mut String> {
        let Self { fear, sleep, moved, work, medical, cost } = self;
        [fear, sleep, moved, work, medical, cost].into_iter().zip(HARM_PARTS).find(|(_, part)| *part == name).map(|(part, _)| part)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, text)| text.is_empty())
    }
}

impl Own {
    /// What stands in a field; empty if nothing does.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// Fills a field, or empties it. Whether the kind has such a field is judged when the incident is written.
    ///
    /// ```
    /// use pana_core::incident::Own;
    /// let mut own = Own::default();
    /// own.set("plate", "123ABC02");
    /// assert_eq!(own.get("plate"), "123ABC02");
    /// own.set("plate", "");
    /// assert_eq!(own, Own::default());
    /// ```
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(own, _)| own != name);
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The filled fields with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The fields in the order of their kind. Refused is a field that the kind does not have, and a word where yes or no belongs.
    pub(super) fn checked(&self, kind: Kind) -> Result<Self, LogError> {
        let fields = kind.own_fields();
        if self.iter().any(|(name, _)| fields.iter().all(|field| field.name != name)) {
            return Err(invalid("own", "not-of-this-kind"));
        }
        let is_answer = |value| value == OwnField::YES || value == OwnField::NO;
        if fields.iter().any(|field| field.form == OwnForm::YesNo && !self.get(field.name).is_empty() && !is_answer(self.get(field.name))) {
            return Err(invalid("own", "not-yes-or-no"));
        }
        let in_order = fields.iter().map(|field| (field.name.to_owned(), self.get(field.name).to_owned()));
        Ok(Self(in_order.filter(|(_, value)| !value.is_empty()).collect()))
    }
}

impl Serialize for Own {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Own {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Own;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Own, A::Error> {
                let mut own = Own::default();
                while let Some((name, value)) = map.next_entry()? {
                    own.0.push((name, value));
                }
                Ok(own)
            }
        }
        from.deserialize_map(Fields)
    }
}

/// Numbers in E.164 where they can be read as such, each once.
pub(super) fn checked_numbers(typed: &[String]) -> Result<Vec<String>, LogError> {
    if typed.len() > NUMBERS_MAX {
        return Err(invalid("numbers", "too-many"));
    }
    let mut numbers: Vec<String> = Vec::with_capacity(typed.len());
    for typed in typed {
        if typed.len() > NUMBER_MAX_BYTES {
            return Err(invalid("numbers", "too-long"));
        }
        let number = number::normalise_or_keep(typed);
        if number.is_empty() {
            return Err(invalid("numbers", "empty"));
        }
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// JSON of a part as records and rows keep it; empty for a part that says nothing.
pub(crate) fn json_or_empty<T: Serialize + Default + PartialEq>(part: &T) -> String {
    if *part == T::default() { String::new() } else { json(part) }
}

/// The reverse of [`json_or_empty`].
pub(crate) fn from_json_or_empty<T: DeserializeOwned + Default>(text: &str) -> serde_json::Result<T> {
    if text.is_empty() { Ok(T::default()) } else { serde_json::from_str(text) }
}

pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> String {
    #[allow(clippy::expect_used)]
    serde_json::to_string(value).expect("plain structs of texts and numbers have a JSON form")
}

pub(crate) fn invalid(field: &'static str, why: &'static str) -> LogError {
    LogError::Invalid { field, why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn own(pairs: &[(&str, &str)]) -> Own {
        let mut own = Own::default();
        for (name, value) in pairs {
            own.set(name, value);
        }
        own
    }

    #[test]
    fn a_part_is_what_the_format_says() {
        let position = Position { lat: Degrees { micro: 43_238_949 }, lon: Degrees { micro: 76_889_709 }, accuracy_m: Some(20) };
        assert_eq!(json(&position), r#"{"lat":43.238949,"lon":76.889709,"accuracy_m":20}"#);
        let harm = Harm { fear: "страшно".into(), cost: "12 000 ₸".into(), ..Harm::default() };
        assert_eq!(json(&harm), r#"{"fear":"страшно","sleep":"","moved":"","work":"","medical":"","cost":"12 000 ₸"}"#);
        assert_eq!(json(&Seen { myself: false, by: "Сәуле".into() }), r#"{"myself":false,"by":"Сәуле"}"#);
        assert_eq!(json(&Who { name: "он".into(), ..Who::default() }), r#"{"name":"он","numbers":[]}"#);
        let known =
            Who { sure: Some(Certainty::Likely), reason: "голос".into(), person: Id::from_stored("ABCD1234"), ..Who::default() };
        assert_eq!(json(&known), r#"{"name":"","numbers":[],"sure":"likely","reason":"голос","person":"ABCD1234"}"#);
        assert_eq!(json_or_empty(&Who::default()), "");
        assert_eq!(json(&own(&[("plate", "123"), ("clothing", "x")])), r#"{"plate":"123","clothing":"x"}"#);
    }

    #[test]
    fn what_was_written_before_a_field_existed_still_reads() {
        let old: Who = from_json_or_empty(r#"{"name":"он","numbers":["+77010000001"]}"#).unwrap();
        assert_eq!(old, Who { name: "он".into(), numbers: vec!["+77010000001".into()], ..Who::default() });
        assert_eq!(from_json_or_empty::<Harm>("").unwrap(), Harm::default());
        assert!(from_json_or_empty::<Who>(r#"{"name":"","numbers":[],"person":"not an id"}"#).is_err());
    }

    #[test]
    fn own_fields_are_those_of_the_kind_in_its_order() {
        let follow = Kind::from_id("follow").unwrap();
        let checked = own(&[("clothing", "чёрная куртка"), ("plate", "123ABC02")]).checked(follow).unwrap();
        assert_eq!(checked.iter().collect::<Vec<_>>(), [("plate", "123ABC02"), ("clothing", "чёрная куртка")]);
        let refused = |own: Own, kind| matches!(own.checked(kind), Err(LogError::Invalid { field: "own", .. }));
        assert!(refused(own(&[("weapon", "нож")]), follow));
        assert!(refused(own(&[("plate", "1")]), Kind::CALL));
        assert!(refused(own(&[("under_18", "maybe")]), Kind::IMAGE));
        assert!(own(&[("under_18", "yes"), ("url", "https://example.kz")]).checked(Kind::IMAGE).is_ok());
    }

    #[test]
    fn a_position_lies_on_earth() {
        let at = |lat: f64, lon: f64| Position { lat: Degrees::new(lat).unwrap(), lon: Degrees::new(lon).unwrap(), accuracy_m: None };
        assert!(at(90.0, -180.0).check().is_ok());
        assert!(at(90.1, 0.0).check().is_err() && at(0.0, 180.1).check().is_err());
        assert_eq!(Degrees::new(f64::INFINITY), None);
    }

    proptest! {
        #[test]
        fn an_angle_comes_back_from_its_text(micro in -360_000_000i32..=360_000_000) {
            let angle = Degrees { micro };
            prop_assert_eq!(serde_json::from_str::<Degrees>(&json(&angle)).unwrap(), angle);
        }
    }
}
