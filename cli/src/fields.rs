//! Fields of an incident as they are typed.
//!
//! What can't be read is refused with a reason in her language, as the core does it: these are things she wrote, not a slip in the command.

use crate::args::PrecisionChoice;
use crate::failure::Failure;
use jiff::civil::Date;
use pana_core::Moment;
use pana_core::incident::{Certainty, Count, Degrees, Place, Position, Precision, Seen, Witness};

/// `None` for an empty value: it clears a field.
pub(crate) fn optional<T>(typed: &str, parse: impl FnOnce(&str) -> Result<T, Failure>) -> Result<Option<T>, Failure> {
    if typed.trim().is_empty() { Ok(None) } else { parse(typed).map(Some) }
}

/// `2026-02-01`
pub(crate) fn day(field: &'static str, typed: &str) -> Result<Date, Failure> {
    typed.trim().parse().map_err(|_| Failure::field(field, "not-a-day"))
}

/// `08:30`, in minutes from midnight.
pub(crate) fn clock_min(field: &'static str, typed: &str) -> Result<u16, Failure> {
    let read = || {
        let (hour, minute) = typed.trim().split_once(':')?;
        let digits = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() == 2 && !text.starts_with('+'));
        Some((digits(hour)?, digits(minute)?)).filter(|(hour, minute)| *hour < 24 && *minute < 60)
    };
    read().map(|(hour, minute)| hour * 60 + minute).ok_or(Failure::field(field, "not-a-clock-time"))
}

/// A minute from midnight as a clock shows it.
pub(crate) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// `+05:00`, in minutes.
pub(crate) fn offset_min(field: &'static str, typed: &str) -> Result<i16, Failure> {
    // Read as the end of a date, so that it has the same forms.
    let date: Result<Moment, _> = format!("2026-01-01T00:00{}", typed.trim()).parse();
    date.map(Moment::offset_min).map_err(|_| Failure::field(field, "not-an-offset"))
}

/// `home` or `home:by the gate`. Which kinds there are, the core knows.
pub(crate) fn place(typed: &str) -> Place {
    let (kind, label) = typed.split_once(':').unwrap_or((typed, ""));
    Place { kind: kind.trim().to_owned(), label: label.trim().to_owned() }
}

/// `40` or `about:40`.
pub(crate) fn count(typed: &str) -> Result<Count, Failure> {
    let (digits, exact) = match typed.trim().strip_prefix("about:") {
        Some(digits) => (digits, false),
        None => (typed.trim(), true),
    };
    match digits.trim().parse() {
        Ok(0) => Err(Failure::field("count", "zero")),
        Ok(acts) => Ok(Count { acts, exact }),
        Err(_) => Err(Failure::field("count", "not-a-number")),
    }
}

pub(crate) fn precision(choice: PrecisionChoice) -> Precision {
    match choice {
        PrecisionChoice::Exact => Precision::Exact,
        PrecisionChoice::About => Precision::About,
        PrecisionChoice::Part => Precision::Part,
        PrecisionChoice::Day => Precision::Day,
        PrecisionChoice::Month => Precision::Month,
        PrecisionChoice::Year => Precision::Year,
    }
}

/// One witness a value; an empty one stands for none.
pub(crate) fn witnesses(typed: &[String]) -> Result<Vec<Witness>, Failure> {
    filled(typed).map(|typed| witness(&typed)).collect()
}

/// `Сәуле; contact: +7 701 123 45 67; saw: the car by the gate; testifies: yes`: the name stands first, the rest in any order.
/// A semicolon that begins none of these parts belongs to the text before it.
fn witness(typed: &str) -> Result<Witness, Failure> {
    let mut witness = Witness::default();
    let Witness { name, contact, saw, testifies } = &mut witness;
    let mut text = name;
    for part in typed.split(';') {
        let rest = match part.split_once(':').map(|(key, rest)| (key.trim(), rest)) {
            Some(("testifies", answer)) => {
                *testifies = Some(yes_or_no("witnesses", answer)?);
                continue;
            }
            Some(("contact", rest)) => {
                text = &mut *contact;
                rest
            }
            Some(("saw", rest)) => {
                text = &mut *saw;
                rest
            }
            _ => part,
        };
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(rest.trim());
    }
    Ok(witness)
}

pub(crate) fn yes_or_no(field: &'static str, typed: &str) -> Result<bool, Failure> {
    match typed.trim() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Failure::field(field, "not-yes-or-no")),
    }
}

/// `43.238949,76.889709` or with how far off it may be in metres, `43.238949,76.889709,20`.
pub(crate) fn position(typed: &str) -> Result<Position, Failure> {
    let wrong = || Failure::field("position", "not-a-position");
    let parts: Vec<&str> = typed.split(',').map(str::trim).collect();
    let degrees = |text: &str| text.parse().ok().and_then(Degrees::new).ok_or_else(wrong);
    let (lat, lon, accuracy) = match parts[..] {
        [lat, lon] => (lat, lon, None),
        [lat, lon, accuracy] => (lat, lon, Some(accuracy)),
        _ => return Err(wrong()),
    };
    let accuracy_m = accuracy.map(|metres| metres.parse().map_err(|_| wrong())).transpose()?;
    Ok(Position { lat: degrees(lat)?, lon: degrees(lon)?, accuracy_m })
}

/// `fear=a text`: a name and what belongs to it.
pub(crate) fn pair<'t>(field: &'static str, typed: &'t str) -> Result<(&'t str, &'t str), Failure> {
    let (name, value) = typed.split_once('=').ok_or(Failure::field(field, "not-a-pair"))?;
    Ok((name.trim(), value.trim()))
}

/// `myself`, `told` or `told:by whom`.
pub(crate) fn seen(typed: &str) -> Result<Seen, Failure> {
    let (how, by) = typed.split_once(':').unwrap_or((typed, ""));
    match how.trim() {
        "myself" if by.is_empty() => Ok(Seen { myself: true, by: String::new() }),
        "told" => Ok(Seen { myself: false, by: by.trim().to_owned() }),
        _ => Err(Failure::field("seen", "not-saw-or-told")),
    }
}

/// `likely` or `likely:the reason`.
pub(crate) fn certainty(typed: &str) -> Result<(Certainty, String), Failure> {
    let (sure, reason) = typed.split_once(':').unwrap_or((typed, ""));
    let sure = Certainty::from_id(sure.trim()).ok_or(Failure::field("sure", "not-a-certainty"))?;
    Ok((sure, reason.trim().to_owned()))
}

/// The values that are not empty.
pub(crate) fn filled(values: &[String]) -> impl Iterator<Item = String> {
    values.iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_kind_and_perhaps_words() {
        let home = place("home");
        assert_eq!((home.kind.as_str(), home.label.as_str()), ("home", ""));
        let gate = place("work: у ворот: слева");
        assert_eq!((gate.kind.as_str(), gate.label.as_str()), ("work", "у ворот: слева"));
    }

    #[test]
    fn a_count_is_exact_or_about() {
        assert_eq!(count("40").ok(), Some(Count { acts: 40, exact: true }));
        assert_eq!(count("about:40").ok(), Some(Count { acts: 40, exact: false }));
        assert_eq!(count("0").expect_err("none").code(), "zero");
        for typed in ["-1", "many", "about:", "4294967296", "1e3"] {
            assert_eq!(count(typed).expect_err(typed).code(), "not-a-number");
        }
    }

    #[test]
    fn a_witness_has_a_name_and_perhaps_more() {
        let read = |typed: &str| witness(typed).expect(typed);
        assert_eq!(read("Сәуле"), Witness { name: "Сәуле".into(), ..Witness::default() });
        let all = Witness {
            name: "Сәуле".into(),
            contact: "+7 701 123 45 67".into(),
            saw: "стоял: час; потом ушёл".into(),
            testifies: Some(true),
        };
        assert_eq!(read("Сәуле; contact: +7 701 123 45 67; saw: стоял: час; потом ушёл; testifies: yes"), all);
        assert_eq!(read("Сәуле;testifies:yes ;saw:стоял: час;потом ушёл;contact:+7 701 123 45 67"), all);
        assert_eq!(read("Көрші; 2-қабат; testifies: no").name, "Көрші; 2-қабат");
        assert_eq!(witness("Сәуле; testifies: perhaps").expect_err("perhaps").code(), "not-yes-or-no");
    }

    #[test]
    fn a_position_is_two_angles_and_perhaps_metres() {
        let at = position("43.238949, 76.889709,20").expect("a position");
        assert_eq!((at.lat.micro, at.lon.micro, at.accuracy_m), (43_238_949, 76_889_709, Some(20)));
        for typed in ["", "43", "43,x", "43,76,-5", "43,76,20,1", "NaN,1"] {
            assert_eq!(position(typed).expect_err(typed).code(), "not-a-position");
        }
    }

    #[test]
    fn what_she_saw_or_was_told_is_read() {
        assert_eq!(seen("myself").ok(), Some(Seen { myself: true, by: String::new() }));
        assert_eq!(seen("told: Сәуле").ok(), Some(Seen { myself: false, by: "Сәуле".into() }));
        assert_eq!(seen("heard").expect_err("neither").code(), "not-saw-or-told");
        assert_eq!(certainty("likely: голос").ok(), Some((Certainty::Likely, "голос".into())));
        assert_eq!(certainty("certain").expect_err("unknown").code(), "not-a-certainty");
    }

    #[test]
    fn a_time_of_the_day_is_read_as_a_clock_shows_it() {
        assert_eq!(clock_min("earliest", " 08:05 ").ok(), Some(485));
        assert_eq!(clock(clock_min("earliest", "23:59").expect("a time")), "23:59");
        for typed in ["", "8:05", "24:00", "08:60", "08", "08:5", "-1:00", "+8:00", "08:05:00"] {
            assert_eq!(clock_min("earliest", typed).expect_err(typed).code(), "not-a-clock-time", "{typed}");
        }
    }

    #[test]
    fn an_offset_is_read_as_in_a_date() {
        assert_eq!(offset_min("offset", "+05:00").ok(), Some(300));
        assert_eq!(offset_min("offset", "-03:30").ok(), Some(-210));
        assert_eq!(offset_min("offset", "Z").ok(), Some(0));
        for typed in ["", "5", "05:00", ":30+05:00[x", "+99:00"] {
            assert_eq!(offset_min("offset", typed).expect_err(typed).code(), "not-an-offset");
        }
    }

    #[test]
    fn empty_clears() {
        assert!(matches!(optional(" ", count), Ok(None)));
        assert!(matches!(optional("3", count), Ok(Some(_))));
        assert_eq!(witnesses(&[String::new()]).ok(), Some(Vec::new()));
    }
}
