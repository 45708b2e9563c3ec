//! Places she can go to: a police station, a shop that is open at night, a friend's door.

use super::contact::{Unfit, check_text};
use crate::incident::{Id, Position, normalise_number};
use serde::{Deserialize, Serialize};

/// Safe places of one log.
pub const PLACES_MAX: usize = 100;
/// What a place can be.
pub const PLACE_SORTS: [&str; 7] = ["police", "crisis-centre", "hospital", "shop", "transport", "friend", "other"];

/// A place she can go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafePlace {
    /// Its name in data.
    pub id: Id,
    /// One of [`PLACE_SORTS`].
    pub sort: String,
    /// What she calls it.
    pub name: String,
    /// Where it is, in words.
    pub address: String,
    /// Where it is on the map.
    pub at: Option<Position>,
    /// Its number; empty if none.
    pub number: String,
    /// When someone is there, in her words, as "round the clock".
    pub hours: String,
}

impl SafePlace {
    /// The place as it is taken. Refused are an empty name (`empty`), an unknown sort (`unknown-place-kind`), a position that is not on Earth (`not-on-earth`), and texts
    /// as in [`Contact::checked`](super::Contact::checked).
    pub fn checked(&self) -> Result<Self, Unfit> {
        let trimmed = |text: &str| text.trim().to_owned();
        let place = Self {
            name: trimmed(&self.name),
            address: trimmed(&self.address),
            number: normalise_number(&self.number),
            hours: trimmed(&self.hours),
            ..self.clone()
        };
        for (field, text) in
            [("contact-name", &place.name), ("address", &place.address), ("number", &place.number), ("hours", &place.hours)]
        {
            check_text(field, text)?;
        }
        if place.name.is_empty() {
            return Err(Unfit { field: "contact-name", why: "empty" });
        }
        if !PLACE_SORTS.contains(&place.sort.as_str()) {
            return Err(Unfit { field: "kind", why: "unknown-place-kind" });
        }
        if place.at.is_some_and(|at| at.check().is_err()) {
            return Err(Unfit { field: "position", why: "not-on-earth" });
        }
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Degrees;

    fn position(lat: f64, lon: f64) -> Option<Position> {
        Some(Position { lat: Degrees::new(lat)?, lon: Degrees::new(lon)?, accuracy_m: None })
    }

    #[test]
    fn a_place_needs_a_name_and_a_spot_on_earth() {
        let place = SafePlace {
            id: "AAAAAAAA".parse().unwrap(),
            sort: "shop".into(),
            name: " Түнгі дүкен ".into(),
            address: String::new(),
            at: position(43.238, 76.945),
            number: "8 727 250 00 00".into(),
            hours: String::new(),
        };
        let taken = place.checked().unwrap();
        assert_eq!((taken.name.as_str(), taken.number.as_str()), ("Түнгі дүкен", "+77272500000"));
        assert_eq!(SafePlace { name: String::new(), ..place.clone() }.checked().unwrap_err().why, "empty");
        assert_eq!(SafePlace { sort: "moon".into(), ..place.clone() }.checked().unwrap_err().why, "unknown-place-kind");
        for at in [position(91.0, 0.0), position(0.0, 181.0)] {
            assert_eq!(SafePlace { at, ..place.clone() }.checked().unwrap_err().why, "not-on-earth");
        }
    }
}
