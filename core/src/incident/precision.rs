//! How well a time is known, and the stretch of time that an approximate one stands for.

use crate::{Moment, MomentError};
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Hours of each part of a day: night from 0, morning from 6, afternoon from 12, evening from 18.
pub const PART_OF_DAY_HOURS: i8 = 6;

/// How well a time is known. The time itself is the start of the stretch that it stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the minute.
    #[default]
    Exact,
    /// Roughly then.
    About,
    /// Only the part of the day is known: night, morning, afternoon, evening, of [`PART_OF_DAY_HOURS`] each.
    Part,
    /// Only the day is known.
    Day,
    /// Only the month is known.
    Month,
    /// Only the year is known.
    Year,
}

const PRECISIONS: [Precision; 6] = [Precision::Exact, Precision::About, Precision::Part, Precision::Day, Precision::Month, Precision::Year];

impl Precision {
    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Part => "part",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The precision with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        PRECISIONS.into_iter().find(|precision| precision.id() == id)
    }

    /// The start of the stretch that a time of this precision lies in, by the wall clock she saw.
    ///
    /// ```
    /// use pana_core::{Moment, incident::Precision};
    /// let some_evening: Moment = "2025-03-05T21:30+05:00".parse()?;
    /// assert_eq!(Precision::Part.start(some_evening).to_string(), "2025-03-05T18:00:00+05:00");
    /// assert_eq!(Precision::Month.start(some_evening).to_string(), "2025-03-01T00:00:00+05:00");
    /// assert_eq!(Precision::About.start(some_evening), some_evening);
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    #[must_use]
    pub fn start(self, at: Moment) -> Moment {
        let wall = at.wall();
        let date = wall.date();
        let start = match self {
            Self::Exact | Self::About => return at,
            Self::Part => date.at(wall.hour() / PART_OF_DAY_HOURS * PART_OF_DAY_HOURS, 0, 0, 0),
            Self::Day => date.to_datetime(jiff::civil::Time::midnight()),
            Self::Month => date.first_of_month().to_datetime(jiff::civil::Time::midnight()),
            Self::Year => date.first_of_year().to_datetime(jiff::civil::Time::midnight()),
        };
        moment_or(start, at)
    }

    /// The end of that stretch: the first moment after it. An exact or rough time has no length.
    ///
    /// ```
    /// use pana_core::{Moment, incident::Precision};
    /// let march: Moment = "2025-03-01T00:00+05:00".parse()?;
    /// assert_eq!(Precision::Month.end(march).to_string(), "2025-04-01T00:00:00+05:00");
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    #[must_use]
    pub fn end(self, at: Moment) -> Moment {
        let start = self.start(at).wall();
        let length = match self {
            Self::Exact | Self::About => return at,
            Self::Part => i64::from(PART_OF_DAY_HOURS).hours(),
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        };
        start.checked_add(length).map_or(at, |end| moment_or(end, at))
    }
}

/// The same wall clock's moment; `at` itself at the very edge of the years there are.
fn moment_or(wall: DateTime, at: Moment) -> Moment {
    let moment: Result<Moment, MomentError> = Moment::from_wall(wall, at.offset_min());
    moment.unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::super::testing::moment;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_precision_is_found_by_its_name() {
        for precision in PRECISIONS {
            assert_eq!(Precision::from_id(precision.id()), Some(precision));
            assert_eq!(serde_json::to_string(&precision).unwrap(), format!("\"{}\"", precision.id()));
        }
        assert_eq!(Precision::from_id("Exact"), None);
    }

    #[test]
    fn a_stretch_is_what_people_mean_by_it() {
        let at = moment("2024-02-29T23:59:59+06:00");
        for (precision, start, end) in [
            (Precision::Exact, "2024-02-29T23:59:59+06:00", "2024-02-29T23:59:59+06:00"),
            (Precision::Part, "2024-02-29T18:00:00+06:00", "2024-03-01T00:00:00+06:00"),
            (Precision::Day, "2024-02-29T00:00:00+06:00", "2024-03-01T00:00:00+06:00"),
            (Precision::Month, "2024-02-01T00:00:00+06:00", "2024-03-01T00:00:00+06:00"),
            (Precision::Year, "2024-01-01T00:00:00+06:00", "2025-01-01T00:00:00+06:00"),
        ] {
            assert_eq!((precision.start(at).to_string(), precision.end(at).to_string()), (start.to_owned(), end.to_owned()));
        }
        let last = Moment::new(7_258_118_399_999, 0).unwrap();
        assert_eq!(Precision::Year.end(last), last, "there is no year 2200");
    }

    proptest! {
        #[test]
        fn a_time_lies_in_its_stretch_and_the_start_stays(seconds in 0i64..4_000_000_000, offset in -1080i16..=1080) {
            let at = Moment::new(seconds * 1000, offset).unwrap();
            for precision in PRECISIONS {
                let start = precision.start(at);
                prop_assert!(start.utc_ms() <= at.utc_ms() && at.utc_ms() <= precision.end(at).utc_ms());
                prop_assert_eq!(precision.start(start), start);
                prop_assert_eq!(precision.end(start), precision.end(at));
            }
        }
    }
}
