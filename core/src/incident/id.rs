//! Names of things in the log.

use crate::random;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight characters that name an incident, a piece of evidence or an import: random, so that they tell nothing.
///
/// They can be read aloud and copied by hand: case does not matter, `O` is read as 0, `I` and `L` as 1.
///
/// ```
/// use pana_core::incident::Id;
/// let id: Id = "abcd-12o4".replace('-', "").parse()?;
/// assert_eq!(id.to_string(), "ABCD1204");
/// assert!("ABCD".parse::<Id>().is_err());
/// # Ok::<(), pana_core::incident::LogError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// Characters of every id: 40 random bits.
    pub const LEN: usize = 8;

    /// The eight characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A random id. Whoever stores it makes sure that it is new.
    pub(crate) fn make() -> Self {
        let bits = u64::from_le_bytes(random::bytes());
        Self((0..Self::LEN).map(|place| char::from(ALPHABET[(bits >> (5 * place)) as usize % ALPHABET.len()])).collect())
    }

    /// An id as it is stored: no other spelling is taken.
    pub(crate) fn from_stored(text: &str) -> Option<Self> {
        text.parse::<Self>().ok().filter(|id| id.0 == text)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_stored(&String::deserialize(from)?).ok_or_else(|| de::Error::custom("not an id"))
    }
}

/// Fails with [`LogError::NotFound`](super::LogError::NotFound): what is no id names nothing.
impl FromStr for Id {
    type Err = super::LogError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = |c: char| match c.to_ascii_uppercase() {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            c => u8::try_from(c).ok().filter(|byte| ALPHABET.contains(byte)).map(char::from),
        };
        let id: Option<String> = text.chars().map(read).collect();
        id.filter(|id| id.len() == Self::LEN).map(Self).ok_or(super::LogError::NotFound)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_id_is_read_in_any_case() {
        for _ in 0..100 {
            let id = Id::make();
            assert_eq!(id.to_string().to_lowercase().parse::<Id>().unwrap(), id);
            assert_eq!(Id::from_stored(id.as_str()), Some(id));
        }
        assert_eq!(Id::from_stored("abcd1234"), None);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for wrong in ["", "ABCD123", "ABCD12345", "ABCD123U", "ABCD123é", "ӘҒҚҢӨҰҮҺ"] {
            assert!(wrong.parse::<Id>().is_err(), "{wrong}");
        }
    }
}
