//! What clocks in Kazakhstan showed: for times that someone tells without the offset from UTC.
//!
//! | region | from 2005 | from 21 December 2018 | from 1 March 2024 |
//! |---|---|---|---|
//! | west: Aktobe, Atyrau, Mangystau, West Kazakhstan | +05:00 | +05:00 | +05:00 |
//! | Kyzylorda | +06:00 | +05:00 | +05:00 |
//! | the rest, Almaty and Astana among it | +06:00 | +06:00 | +05:00 |
//!
//! Source: IANA time zone database 2024a and later (`Asia/Aqtau`, `Asia/Aqtobe`, `Asia/Atyrau`, `Asia/Oral`, `Asia/Qyzylorda`, `Asia/Almaty`,
//! `Asia/Qostanay`), checked on 27 November 2026. Before 2005 there was summer time: nothing is offered then.

use jiff::civil::{DateTime, date};

/// Where in Kazakhstan a clock hung. It is asked, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The regions of Aktobe, Atyrau, Mangystau and West Kazakhstan.
    West,
    /// The region of Kyzylorda.
    Kyzylorda,
    /// Everywhere else.
    Rest,
}

/// The offsets from UTC, in minutes, at which a clock on the wall showed some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offsets {
    /// The time came once.
    One(i16),
    /// The clock was set back over it, and so it came twice: only she can say which it was.
    Two {
        /// Before the clock was set back.
        first: i16,
        /// After it.
        second: i16,
    },
}

const FIVE: i16 = 5 * 60;
const SIX: i16 = 6 * 60;
/// Nothing is said of years before.
const FIRST_YEAR: i16 = 2005;

impl Region {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::West, Self::Kyzylorda, Self::Rest];

    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::West => "west",
            Self::Kyzylorda => "kyzylorda",
            Self::Rest => "rest",
        }
    }

    /// The region with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.id() == id)
    }

    /// The offsets at which clocks of this region showed a time; `None` for years that the table leaves out.
    ///
    /// ```
    /// use pana_core::{Offsets, Region};
    /// let evening = "2024-02-29T23:30".parse().unwrap();
    /// assert_eq!(Region::West.offsets(evening), Some(Offsets::One(300)));
    /// assert_eq!(Region::Rest.offsets(evening), Some(Offsets::Two { first: 360, second: 300 }));
    /// ```
    pub fn offsets(self, wall: DateTime) -> Option<Offsets> {
        if wall.year() < FIRST_YEAR {
            return None;
        }
        // At midnight the clock was set back to 23:00.
        let set_back = match self {
            Self::West => return Some(Offsets::One(FIVE)),
            Self::Kyzylorda => date(2018, 12, 20).at(23, 0, 0, 0),
            Self::Rest => date(2024, 2, 29).at(23, 0, 0, 0),
        };
        Some(if wall < set_back {
            Offsets::One(SIX)
        } else if wall.date() == set_back.date() {
            Offsets::Two { first: SIX, second: FIVE }
        } else {
            Offsets::One(FIVE)
        })
    }
}

/// The offset of the whole country on this date, if there was one.
///
/// ```
/// use pana_core::common_offset_min;
/// assert_eq!(common_offset_min("2025-03-05T00:00".parse().unwrap()), Some(300));
/// assert_eq!(common_offset_min("2023-03-05T00:00".parse().unwrap()), None, "ask for the region");
/// ```
pub fn common_offset_min(wall: DateTime) -> Option<i16> {
    let all = Region::ALL.map(|region| region.offsets(wall));
    match all[0] {
        Some(Offsets::One(offset_min)) if all.iter().all(|other| *other == all[0]) => Some(offset_min),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    /// What `zoneinfo` of Python 3.11 gives for the cities named above, with `fold` 0 and 1.
    #[test]
    fn the_offsets_are_those_of_the_time_zone_database() {
        use Offsets::{One, Two};
        let twice = Two { first: 360, second: 300 };
        for (text, west, kyzylorda, rest) in [
            ("2005-01-01T00:00:00", One(300), One(360), One(360)),
            ("2018-12-20T22:59:59", One(300), One(360), One(360)),
            ("2018-12-20T23:00:00", One(300), twice, One(360)),
            ("2018-12-20T23:59:59", One(300), twice, One(360)),
            ("2018-12-21T00:00:00", One(300), One(300), One(360)),
            ("2024-02-29T22:59:59", One(300), One(300), One(360)),
            ("2024-02-29T23:00:00", One(300), One(300), twice),
            ("2024-02-29T23:59:59", One(300), One(300), twice),
            ("2024-03-01T00:00:00", One(300), One(300), One(300)),
            ("2026-07-01T12:00:00", One(300), One(300), One(300)),
        ] {
            let found = Region::ALL.map(|region| region.offsets(wall(text)));
            assert_eq!(found, [Some(west), Some(kyzylorda), Some(rest)], "{text}");
        }
    }

    #[test]
    fn years_with_summer_time_are_left_out() {
        assert_eq!(Region::West.offsets(wall("2004-12-31T23:59:59")), None);
        assert_eq!(common_offset_min(wall("2004-12-31T23:59:59")), None);
    }

    #[test]
    fn one_offset_for_all_begins_in_march_2024() {
        assert_eq!(common_offset_min(wall("2024-02-29T23:30")), None);
        assert_eq!(common_offset_min(wall("2024-03-01T00:00")), Some(300));
    }

    #[test]
    fn a_region_is_found_by_its_name() {
        for region in Region::ALL {
            assert_eq!(Region::from_id(region.id()), Some(region));
        }
        assert_eq!(Region::from_id("almaty"), None);
    }
}
