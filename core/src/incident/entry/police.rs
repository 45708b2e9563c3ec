//! The police track: what she reported, and what was decided against him.

use super::super::parts::invalid;
use super::super::{Id, LogError};
use super::{check_choice, check_past, to_second};
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

/// How a report can be made.
pub const REPORT_WAYS: [&str; 4] = ["102", "station", "e-otinish", "other"];
/// What to take along to a report that is made in person, the most needed first. Their words are under `bring-` in the language catalogue; they are our advice.
/// What must be handed out there is [`law().talon`](crate::law::Law::talon).
pub const BRING: [&str; 7] = ["document", "statement", "dossier", "originals", "witnesses", "earlier", "someone"];
/// What an authority can decide.
pub const MEASURE_KINDS: [&str; 7] = ["fine", "arrest", "protective-order", "special-requirements", "register", "no-approach", "other"];
/// Those that forbid him to come near or to make contact: an incident within their time may break them.
const ORDERS: [&str; 3] = ["protective-order", "special-requirements", "no-approach"];
/// Digits of a number in the unified register of pre-trial investigations. From memory, unverified: a number of another length is only pointed out.
const ERDR_DIGITS: usize = 15;
/// Characters of a talon's number. The form is not published; longer ones are pointed out.
const TALON_MAX_CHARS: usize = 32;

/// A report to the police.
///
/// Refused, as [`LogError::Invalid`]: an unknown way (`way`, `unknown-choice`) · a time that lies ahead (`at`, `answer`: `in-the-future`) · an answer
/// from before the report (`answer`, `end-before-start`). Numbers of an unusual form are kept: [`Report::warnings`] points them out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// One of [`REPORT_WAYS`].
    pub way: String,
    /// When, to the second.
    pub at: Moment,
    /// Which department; may be empty.
    pub place: String,
    /// Number of the talon that she was handed; empty if none was.
    pub talon: String,
    /// Number in the book of statements (КУИ); may be empty.
    pub kui: String,
    /// Number in the unified register of pre-trial investigations (ЕРДР); may be empty.
    pub erdr: String,
    /// Who took it; may be empty.
    pub officer: String,
    /// What came of it.
    pub answer: Option<Answer>,
}

/// What the police answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When it came, to the second.
    pub at: Moment,
    /// What it said.
    pub text: String,
}

/// A measure that an authority took.
///
/// Refused, as [`LogError::Invalid`]: an unknown kind (`measure`, `unknown-choice`) · an end before the beginning (`to`, `end-before-start`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// One of [`MEASURE_KINDS`].
    pub kind: String,
    /// Its number; may be empty.
    pub number: String,
    /// Who took it; may be empty.
    pub authority: String,
    /// Article of the law; may be empty.
    pub article: String,
    /// Against whom.
    pub person: Option<Id>,
    /// From when on, to the second.
    pub from: Moment,
    /// Until when, that second included; `None` if it is not known.
    pub to: Option<Moment>,
}

/// Her word that an incident breaks no measure, although it was proposed: there was a hearing, or a child was handed over as agreed. Withdrawn, it is
/// taken back.
///
/// Refused, as [`LogError::Invalid`]: no reason (`reason`, `empty`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// The incident.
    pub incident: Id,
    /// The measure that it does not break.
    pub measure: Id,
    /// Why not.
    pub reason: String,
}

impl Report {
    /// A report of which nothing else is known yet.
    pub fn new(way: &str, at: Moment) -> Self {
        let empty = String::new;
        Self { way: way.to_owned(), at, place: empty(), talon: empty(), kui: empty(), erdr: empty(), officer: empty(), answer: None }
    }

    /// What looks unusual about its numbers, as keys of the language catalogue. They are kept as she typed them: the paper in her hand is right.
    ///
    /// ```
    /// use pana_core::incident::Report;
    /// let mut report = Report::new("station", "2026-01-13T10:00+05:00".parse()?);
    /// assert!(report.warnings().is_empty());
    /// report.talon = "number unknown".to_owned();
    /// assert_eq!(report.warnings(), ["talon-without-digits"]);
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    pub fn warnings(&self) -> Vec<&'static str> {
        let usual = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | '№');
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let checks = [
            ("talon-without-digits", !self.talon.is_empty() && digits(&self.talon) == 0),
            ("talon-odd-sign", !self.talon.chars().all(usual)),
            ("talon-too-long", self.talon.chars().count() > TALON_MAX_CHARS),
            ("erdr-length", !self.erdr.is_empty() && digits(&self.erdr) != ERDR_DIGITS),
            ("kui-without-digits", !self.kui.is_empty() && digits(&self.kui) == 0),
        ];
        checks.into_iter().filter(|(_, holds)| *holds).map(|(key, _)| key).collect()
    }

    pub(super) fn checked(&self, now: Now, was: Option<&Self>) -> Result<Self, LogError> {
        check_choice("way", &REPORT_WAYS, &self.way)?;
        let answer = self.answer.as_ref().map(|answer| Answer { at: to_second(answer.at), text: answer.text.clone() });
        let checked = Self { at: to_second(self.at), answer, ..self.clone() };
        check_past("at", checked.at, now, was.map(|was| was.at))?;
        if let Some(answer) = &checked.answer {
            check_past("answer", answer.at, now, was.and_then(|was| was.answer.as_ref()).map(|answer| answer.at))?;
            if answer.at.utc_ms() < checked.at.utc_ms() {
                return Err(invalid("answer", "end-before-start"));
            }
        }
        Ok(checked)
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        let answer = self.answer.as_ref().map(|answer| answer.text.as_str());
        [self.place.as_str(), &self.talon, &self.kui, &self.erdr, &self.officer].into_iter().chain(answer).collect()
    }
}

impl Measure {
    /// A measure of which nothing else is known yet.
    pub fn new(kind: &str, from: Moment) -> Self {
        let empty = String::new;
        Self { kind: kind.to_owned(), number: empty(), authority: empty(), article: empty(), person: None, from, to: None }
    }

    /// Whether it forbids him to come near or to make contact.
    pub fn is_order(&self) -> bool {
        ORDERS.contains(&self.kind.as_str())
    }

    /// Whether something between two moments fell into its time, or a part of it did.
    pub fn covers(&self, start: Moment, end: Moment) -> bool {
        end.utc_ms() >= self.from.utc_ms() && self.to.is_none_or(|to| start.utc_ms() <= to.utc_ms())
    }

    pub(super) fn checked(&self) -> Result<Self, LogError> {
        check_choice("measure", &MEASURE_KINDS, &self.kind)?;
        let checked = Self { from: to_second(self.from), to: self.to.map(to_second), ..self.clone() };
        if checked.to.is_some_and(|to| to.utc_ms() < checked.from.utc_ms()) {
            return Err(invalid("to", "end-before-start"));
        }
        Ok(checked)
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        vec![&self.number, &self.authority, &self.article]
    }
}

impl Dismissal {
    pub(super) fn checked(&self) -> Result<Self, LogError> {
        if self.reason.trim().is_empty() { Err(invalid("breach-reason", "empty")) } else { Ok(self.clone()) }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        vec![&self.reason]
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{moment, now};
    use super::*;

    #[test]
    fn a_number_of_an_unusual_form_is_pointed_out_and_kept() {
        let with = |talon: &str, erdr: &str| Report { talon: talon.into(), erdr: erdr.into(), ..Report::new("station", now().wall) };
        for (talon, erdr, warnings) in [
            ("", "", vec![]),
            ("КУИ-2026/001234", "261100031000123", vec![]),
            ("№ 12 345", "", vec![]),
            ("не дали", "", vec!["talon-without-digits"]),
            ("12\u{202e}34", "", vec!["talon-odd-sign"]),
            ("1234567890 1234567890 1234567890 1", "", vec!["talon-too-long"]),
            ("1", "12345", vec!["erdr-length"]),
        ] {
            let report = with(talon, erdr);
            assert_eq!(report.warnings(), warnings, "{talon} {erdr}");
            assert_eq!(report.checked(now(), None).unwrap().talon, talon);
        }
    }

    #[test]
    fn a_report_is_made_before_it_is_answered() {
        let answered = |at: &str| Report {
            answer: Some(Answer { at: moment(at), text: "Зарегистрировано".into() }),
            ..Report::new("e-otinish", moment("2026-01-13T10:00+05:00"))
        };
        let refused = |report: Report| match report.checked(now(), None) {
            Err(LogError::Invalid { field, why }) => (field, why),
            other => panic!("{other:?}"),
        };
        assert!(answered("2026-02-03T10:00+05:00").checked(now(), None).is_ok());
        assert_eq!(refused(answered("2026-01-12T10:00+05:00")), ("answer", "end-before-start"));
        assert_eq!(refused(answered("2027-01-12T10:00+05:00")), ("answer", "in-the-future"));
        assert_eq!(refused(Report::new("pigeon", now().wall)), ("way", "unknown-choice"));
        assert_eq!(refused(Report::new("102", moment("2027-01-01T00:00+05:00"))), ("at", "in-the-future"));
    }

    #[test]
    fn a_measure_that_ends_before_it_begins_is_refused() {
        let until = |to: &str| Measure { to: Some(moment(to)), ..Measure::new("protective-order", moment("2026-01-10T00:00+05:00")) };
        assert!(until("2026-01-10T00:00+05:00").checked().is_ok());
        assert!(matches!(until("2026-01-09T23:59+05:00").checked(), Err(LogError::Invalid { field: "to", why: "end-before-start" })));
        let unknown = Measure::new("curse", now().wall).checked();
        assert!(matches!(unknown, Err(LogError::Invalid { field: "measure", why: "unknown-choice" })));
    }

    #[test]
    fn an_order_covers_what_overlaps_it() {
        let order =
            Measure { to: Some(moment("2026-02-09T23:59:59+05:00")), ..Measure::new("no-approach", moment("2026-01-10T00:00+05:00")) };
        let covers = |start: &str, end: &str| order.covers(moment(start), moment(end));
        assert!(covers("2026-01-10T00:00+05:00", "2026-01-10T00:00+05:00"));
        assert!(covers("2026-02-09T23:59:59+05:00", "2026-02-10T12:00+05:00"));
        assert!(covers("2025-01-01T00:00+05:00", "2027-01-01T00:00+05:00"));
        assert!(!covers("2026-01-09T00:00+05:00", "2026-01-09T23:59+05:00"));
        assert!(!covers("2026-02-10T00:00+05:00", "2026-02-11T00:00+05:00"));
        assert!(order.is_order() && !Measure::new("fine", now().wall).is_order());
    }
}
