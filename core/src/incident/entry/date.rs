//! Dates of which the day, or even the month, may be unknown.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use std::str::FromStr;

/// A year, a month or a day: `2022`, `2022-12`, `2022-12-05`. No offset: that of a whole day matters to nobody here.
///
/// ```
/// use pana_core::incident::PartialDate;
/// let met: PartialDate = "2022-12".parse().unwrap();
/// let parted: PartialDate = "2025".parse().unwrap();
/// assert!(!parted.is_before(&met));
/// assert!("2022-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PartialDate(String);

/// The text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date such as 2022, 2022-12 or 2022-12-05")]
pub struct PartialDateError;

impl PartialDate {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether all of it lies before the other: `2022-12` is before `2023` and not before `2022-12-05`.
    pub fn is_before(&self, other: &Self) -> bool {
        let shared = self.0.len().min(other.0.len());
        self.0[..shared] < other.0[..shared]
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    fn from_str(text: &str) -> Result<Self, PartialDateError> {
        let whole = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            10 => text.to_owned(),
            _ => return Err(PartialDateError),
        };
        let date: Date = whole.parse().map_err(|_| PartialDateError)?;
        // Only this one spelling, in the years that a moment has too.
        if date.to_string() != whole || !(1900..2200).contains(&date.year()) {
            return Err(PartialDateError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_long_as_it_is_known() {
        for text in ["2022", "2022-12", "2022-12-05", "2024-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().as_str(), text);
        }
        for wrong in ["", "22", "1899", "2200", "2022-1", "2022-00", "2023-02-29", "2022/12", "+002022", "20221205", "дек. 2022", "é2022"]
        {
            assert_eq!(wrong.parse::<PartialDate>(), Err(PartialDateError), "{wrong}");
        }
    }

    #[test]
    fn only_what_is_certain_counts_as_before() {
        let before = |a: &str, b: &str| a.parse::<PartialDate>().unwrap().is_before(&b.parse().unwrap());
        assert!(before("2022-12-31", "2023") && before("2022", "2023-01-01") && before("2022-11", "2022-12-05"));
        assert!(!before("2022", "2022-12") && !before("2022-12", "2022") && !before("2023", "2022-12-31"));
    }
}
