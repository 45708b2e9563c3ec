//! Fields of an incident as they are typed.
//!
//! What can't be read is refused with a reason in her language, as the core does it: these are things she wrote, not a slip in the command.

use crate::args::PrecisionChoice;
use crate::failure::Failure;
use pana_core::incident::{Count, Place, Precision, Witness};
use pana_core::{Moment, MomentError};

/// `None` for an empty value: it clears a field.
pub(crate) fn optional<T>(typed: &str, parse: impl FnOnce(&str) -> Result<T, Failure>) -> Result<Option<T>, Failure> {
    if typed.trim().is_empty() { Ok(None) } else { parse(typed).map(Some) }
}

pub(crate) fn moment(field: &'static str, typed: &str) -> Result<Moment, Failure> {
    typed.parse().map_err(|error| {
        let why = match error {
            MomentError::Malformed => "not-a-date",
            MomentError::NoOffset => "date-without-offset",
            MomentError::OutOfRange => "date-out-of-range",
        };
        Failure::field(field, why)
    })
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
        PrecisionChoice::Day => Precision::Day,
    }
}

/// One witness a name; an empty name stands for none.
pub(crate) fn witnesses(names: &[String]) -> Vec<Witness> {
    filled(names).map(|name| Witness { name, ..Witness::default() }).collect()
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
    fn a_time_without_offset_is_asked_for() {
        assert_eq!(moment("at", "2026-02-01T21:30").expect_err("no offset").code(), "date-without-offset");
        assert_eq!(moment("at", "вчера").expect_err("no date").code(), "not-a-date");
        assert!(moment("at", "2026-02-01T21:30+05:00").is_ok());
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
        assert!(witnesses(&[String::new()]).is_empty());
    }
}
