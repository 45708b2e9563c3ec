//! Times as they are typed: to the minute, or as well as she knows them.
//!
//! | typed | stands for |
//! |---|---|
//! | `2026-02-01T21:30+05:00` | that minute |
//! | `2026-02-01T21:30` with `--zone` | that minute by the clocks there |
//! | `about:2026-02-01T21:30+05:00` | roughly then |
//! | `2026-02-01/evening` | that part of the day: night from 0, morning from 6, afternoon from 12, evening from 18 |
//! | `2026-02-01`, `2026-02`, `2026` | that day, month, year; `about:` may stand before it |

use crate::failure::Failure;
use crate::fields;
use jiff::civil::{Date, DateTime};
use pana_core::incident::{PART_OF_DAY_HOURS, Precision};
use pana_core::{Moment, MomentError, Offsets, Region, common_offset_min};

const PARTS_OF_DAY: [&str; 4] = ["night", "morning", "afternoon", "evening"];

/// Where the clock was that showed a time without its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Region(Region),
    /// Minutes ahead of UTC.
    Offset(i16),
}

/// A time and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) at: Moment,
    pub(crate) precision: Precision,
}

/// `west`, `kyzylorda`, `rest` or an offset as `+06:00`.
pub(crate) fn zone(typed: &str) -> Result<Zone, String> {
    if let Some(region) = Region::from_id(typed) {
        return Ok(Zone::Region(region));
    }
    fields::offset_min("offset", typed).map(Zone::Offset).map_err(|_| "say west, kyzylorda, rest, or an offset as +06:00".to_owned())
}

/// Any of the forms above.
pub(crate) fn when(field: &'static str, typed: &str, zone: Option<Zone>) -> Result<When, Failure> {
    let typed = typed.trim();
    let (typed, about) = typed.strip_prefix("about:").map_or((typed, false), |rest| (rest.trim(), true));
    if let Some((wall, precision)) = stretch(typed) {
        let at = if let Some(zone) = zone {
            at_zone(field, wall, zone)?
        } else {
            let offset_min = common_offset_min(wall).ok_or(Failure::field(field, "zone-needed"))?;
            Moment::from_wall(wall, offset_min).map_err(|_| Failure::field(field, "date-out-of-range"))?
        };
        return Ok(When { at, precision });
    }
    Ok(When { at: moment(field, typed, zone)?, precision: if about { Precision::About } else { Precision::Exact } })
}

/// A date and time to the minute.
pub(crate) fn moment(field: &'static str, typed: &str, zone: Option<Zone>) -> Result<Moment, Failure> {
    match typed.parse::<Moment>() {
        Ok(moment) => Ok(moment),
        Err(MomentError::Malformed) => Err(Failure::field(field, "not-a-date")),
        Err(MomentError::OutOfRange) => Err(Failure::field(field, "date-out-of-range")),
        Err(MomentError::NoOffset) => {
            let zone = zone.ok_or(Failure::field(field, "date-without-offset"))?;
            let wall: DateTime = typed.trim().parse().map_err(|_| Failure::field(field, "not-a-date"))?;
            at_zone(field, wall, zone)
        }
    }
}

fn at_zone(field: &'static str, wall: DateTime, zone: Zone) -> Result<Moment, Failure> {
    let offset_min = match zone {
        Zone::Offset(offset_min) => offset_min,
        Zone::Region(region) => match region.offsets(wall) {
            Some(Offsets::One(offset_min)) => offset_min,
            Some(Offsets::Two { .. }) => return Err(Failure::field(field, "time-came-twice")),
            None => return Err(Failure::field(field, "zone-unknown-then")),
        },
    };
    Moment::from_wall(wall, offset_min).map_err(|_| Failure::field(field, "date-out-of-range"))
}

/// The start of a part of a day, a day, a month or a year; `None` if it is none of these.
fn stretch(typed: &str) -> Option<(DateTime, Precision)> {
    let (date, part) = typed.split_once('/').map_or((typed, None), |(date, part)| (date, Some(part)));
    let date_of = |text: &str| text.parse::<Date>().ok();
    let start = |text: &str| date_of(text).map(|date| date.at(0, 0, 0, 0));
    match (date.len(), part) {
        (10, Some(part)) => {
            let hour = (0i8..).step_by(PART_OF_DAY_HOURS as usize).zip(PARTS_OF_DAY).find(|(_, name)| *name == part)?.0;
            Some((date_of(date)?.at(hour, 0, 0, 0), Precision::Part))
        }
        (10, None) => Some((start(date)?, Precision::Day)),
        (7, None) => Some((start(&format!("{date}-01"))?, Precision::Month)),
        (4, None) => Some((start(&format!("{date}-01-01"))?, Precision::Year)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str, zone: Option<Zone>) -> (String, Precision) {
        let when = when("at", typed, zone).expect(typed);
        (when.at.to_string(), when.precision)
    }

    #[test]
    fn a_time_is_read_as_well_as_it_is_known() {
        for (typed, at, precision) in [
            ("2026-02-01T21:30+05:00", "2026-02-01T21:30:00+05:00", Precision::Exact),
            ("about:2026-02-01T21:30+05:00", "2026-02-01T21:30:00+05:00", Precision::About),
            ("2025-03-05/evening", "2025-03-05T18:00:00+05:00", Precision::Part),
            ("about:2025-03-05/night", "2025-03-05T00:00:00+05:00", Precision::Part),
            ("2025-03-05", "2025-03-05T00:00:00+05:00", Precision::Day),
            ("about:2025-03", "2025-03-01T00:00:00+05:00", Precision::Month),
            ("2025", "2025-01-01T00:00:00+05:00", Precision::Year),
        ] {
            assert_eq!(read(typed, None), (at.to_owned(), precision), "{typed}");
        }
        for wrong in ["", "вчера", "2025-13", "2025-03-05/tea", "2025/evening", "20250305", "about:"] {
            assert_eq!(when("at", wrong, None).expect_err(wrong).code(), "not-a-date", "{wrong}");
        }
    }

    #[test]
    fn the_offset_is_asked_for_where_clocks_differed() {
        let code = |typed: &str, zone| when("at", typed, zone).expect_err(typed).code();
        let (west, rest) = (Some(Zone::Region(Region::West)), Some(Zone::Region(Region::Rest)));
        assert_eq!(code("2026-02-01T21:30", None), "date-without-offset");
        assert_eq!(code("2023-12", None), "zone-needed");
        assert_eq!(read("2023-12", rest).0, "2023-12-01T00:00:00+06:00");
        assert_eq!(read("2023-12-05T21:30", west).0, "2023-12-05T21:30:00+05:00");
        assert_eq!(read("2024-02-29T22:59", rest).0, "2024-02-29T22:59:00+06:00");
        assert_eq!(code("2024-02-29T23:30", rest), "time-came-twice");
        assert_eq!(read("2024-02-29T23:30+06:00", rest).0, "2024-02-29T23:30:00+06:00");
        assert_eq!(code("2001-02-01T21:30", west), "zone-unknown-then");
        assert_eq!(read("2001-02-01T21:30", Some(Zone::Offset(360))).0, "2001-02-01T21:30:00+06:00");
    }

    #[test]
    fn a_zone_is_a_region_or_an_offset() {
        assert_eq!(zone("rest"), Ok(Zone::Region(Region::Rest)));
        assert_eq!(zone("+06:00"), Ok(Zone::Offset(360)));
        assert!(zone("Almaty").is_err());
    }
}
