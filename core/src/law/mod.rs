//! Law and hotlines: dates, terms and numbers that someone read somewhere, each with where, when it was last looked up and how sure that is.
//!
//! All of it stands in `law.json` and is edited there, without touching code. Nobody read an official text of the codes, and nothing here is legal advice:
//! whoever shows an item shows its source, the day it was checked and its status with it.

use crate::Moment;
use crate::language::Language;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// All there is.
///
/// ```
/// use pana_core::language::Language;
/// use pana_core::law::{Status, law};
/// let autumn = law().band("2025-10-01T09:00+05:00".parse()?);
/// assert_eq!((autumn.id.as_str(), autumn.fact.status), ("in-force", Status::Seen));
/// assert_eq!(autumn.name.of(Language::En), "from 16 Sep 2025");
/// # Ok::<(), pana_core::MomentError>(())
/// ```
pub fn law() -> &'static Law {
    #[allow(clippy::expect_used)]
    static LAW: LazyLock<Law> = LazyLock::new(|| serde_json::from_str(include_str!("law.json")).expect("a test reads the whole file"));
    &LAW
}

/// What `law.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Spans of time in which article 115-1 of the Criminal Code stood differently, the earliest first. The first has no beginning.
    pub bands: Vec<Band>,
    /// Terms that run from some day.
    pub terms: Terms,
    /// What article 115-1 names, one by one, in its order.
    pub elements: Vec<Element>,
    /// That other articles may apply besides.
    pub other_articles: Fact,
    /// That a knowingly false report is punishable.
    pub false_report: Fact,
    /// That a report in person gets a paper with a number.
    pub talon: Fact,
    /// Numbers to call, in the order screens show them.
    pub hotlines: Vec<Hotline>,
}

/// A span of time with one state of the law. It ends where the next begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// What data calls it.
    pub id: String,
    /// Its first day; none for the earliest.
    pub from: Option<Date>,
    /// What people call it: its dates.
    pub name: Text,
    /// What is known of it.
    pub fact: Fact,
}

/// One of the things that article 115-1 of the Criminal Code names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// What data calls it.
    pub id: String,
    /// What is known of it.
    pub fact: Fact,
}

/// The terms Pana reckons with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// How long a protective order of the police lasts.
    pub protective_order: Term,
    /// How long special requirements for conduct last, which a court sets.
    pub special_requirements: Term,
    /// After how long an act is past administrative liability.
    pub administrative_limit: Term,
    /// In what time an ordinary appeal is answered.
    pub ordinary_answer: Term,
    /// After how long the recording of a camera may be gone.
    pub cctv_kept: Term,
}

/// A length of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The shortest it can be, in `unit`.
    pub least: u16,
    /// The longest it can be, in `unit`.
    pub most: u16,
    /// What is counted.
    pub unit: Unit,
    /// What is known of it.
    pub fact: Fact,
}

/// What a [`Term`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Days of the calendar.
    Days,
    /// Mondays to Fridays. Holidays are not known here, so the end may come later.
    WorkingDays,
    /// Months of the calendar.
    Months,
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    /// As it is dialled.
    pub number: String,
    /// Who answers.
    pub name: Text,
    /// What is known of it.
    pub fact: Fact,
}

/// One thing known, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The thing, in words that a person reads.
    pub says: Text,
    /// Where it stands.
    pub source: Source,
    /// The day someone last looked there.
    pub checked_on: Date,
    /// How sure it is.
    pub status: Status,
}

/// Where a [`Fact`] stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Source {
    /// Addresses, which are the same in every language.
    Address(String),
    /// Addresses with words.
    Said(Text),
}

/// How sure a [`Fact`] is. What people call it is under the key `law-` and its name in the language catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Read in the source, which is no official text.
    Seen,
    /// Written down from memory, found in no source.
    FromMemory,
    /// Sources contradict each other.
    Conflicting,
    /// Nobody's rule: Pana had to choose.
    OwnChoice,
}

/// One text in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    kk: String,
    ru: String,
    en: String,
}

impl Law {
    /// The band that a moment lies in, by the date that the clock on the wall showed.
    pub fn band(&self, at: Moment) -> &Band {
        &self.bands[self.band_of(at.wall().date())]
    }

    /// The place in `bands` of the one that a day lies in.
    pub fn band_of(&self, day: Date) -> usize {
        self.bands.iter().rposition(|band| band.from.is_none_or(|from| from <= day)).unwrap_or(0)
    }
}

impl Term {
    /// The day on which it is over at the latest, if it begins on `first`. Months end on the same day of the month, or on its last one.
    ///
    /// ```
    /// use pana_core::law::law;
    /// let day = |text: &str| text.parse::<jiff::civil::Date>();
    /// assert_eq!(law().terms.protective_order.end(day("2026-02-01")?), day("2026-03-03")?);
    /// assert_eq!(law().terms.administrative_limit.end(day("2025-12-31")?), day("2026-02-28")?);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn end(&self, first: Date) -> Date {
        match self.unit {
            Unit::Days => first.saturating_add(i32::from(self.most).days()),
            Unit::Months => first.saturating_add(i32::from(self.most).months()),
            Unit::WorkingDays => (0..self.most).fold(first, |day, _| next_working_day(day)),
        }
    }
}

fn next_working_day(day: Date) -> Date {
    let next = day.saturating_add(1.day());
    match next.weekday() {
        Weekday::Saturday => next.saturating_add(2.days()),
        Weekday::Sunday => next.saturating_add(1.day()),
        _ => next,
    }
}

impl Status {
    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::FromMemory => "from-memory",
            Self::Conflicting => "conflicting",
            Self::OwnChoice => "own-choice",
        }
    }
}

impl Source {
    /// It in one language.
    pub fn of(&self, language: Language) -> &str {
        match self {
            Self::Address(address) => address,
            Self::Said(said) => said.of(language),
        }
    }
}

impl Text {
    /// It in one language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// Every object of the file that states something, with its place in it.
    fn statements() -> Vec<(String, serde_json::Value)> {
        fn gather(place: &str, value: &serde_json::Value, found: &mut Vec<(String, serde_json::Value)>) {
            match value {
                serde_json::Value::Object(fields) => {
                    if fields.contains_key("says") {
                        found.push((place.to_owned(), value.clone()));
                    }
                    fields.iter().for_each(|(name, value)| gather(&format!("{place}/{name}"), value, found));
                }
                serde_json::Value::Array(items) => items.iter().for_each(|item| gather(place, item, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        gather("", &serde_json::from_str(include_str!("law.json")).unwrap(), &mut found);
        found
    }

    #[test]
    fn every_item_says_where_it_stands_when_that_was_checked_and_how_sure_it_is() {
        let statements = statements();
        assert_eq!(statements.len(), law().bands.len() + 5 + law().elements.len() + 1 + 1 + 1 + law().hotlines.len());
        for (place, statement) in statements {
            let fact: Fact = serde_json::from_value(statement).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert!(Language::ALL.iter().all(|language| fact.source.of(*language).len() > 10), "{place}");
            // Words of another language would stand in her statement.
            let is_bare =
                |source: &str| !source.contains(". ") && source.split([' ', ';']).all(|part| part.is_empty() || part.contains('/'));
            assert!(matches!(&fact.source, Source::Said(_)) || is_bare(fact.source.of(Language::En)), "{place}");
            assert!(fact.checked_on >= day("2026-11-01"), "{place}");
            assert!(Language::ALL.iter().all(|language| !fact.says.of(*language).trim().is_empty()), "{place}");
            assert_eq!(serde_json::to_value(fact.status).unwrap(), fact.status.id());
            assert!(Language::ALL.iter().all(|language| language.has(&format!("law-{}", fact.status.id()))), "{place}");
        }
    }

    #[test]
    fn an_item_without_a_source_is_not_read() {
        for missing in ["says", "source", "checked_on", "status"] {
            let mut statement = statements().remove(0).1;
            assert!(serde_json::from_value::<Fact>(statement.clone()).is_ok());
            statement.as_object_mut().unwrap().remove(missing);
            assert!(serde_json::from_value::<Fact>(statement).is_err(), "{missing}");
        }
    }

    /// What to do is hers to decide, and what the law makes of it is a court's.
    #[test]
    fn nothing_is_worded_as_advice_or_promised() {
        let advice = [
            "should",
            "must",
            "you",
            "guilty",
            "safe",
            "следует",
            "нужно",
            "должн",
            "виновен",
            "безопасн",
            "керек",
            "тиіс",
            "кінәлі",
            "қауіпсіз",
        ];
        for (place, statement) in statements() {
            for (language, text) in statement["says"].as_object().unwrap() {
                let text = text.as_str().unwrap().to_lowercase();
                let said = text.split(|c: char| !c.is_alphabetic()).find(|word| advice.iter().any(|advice| word.starts_with(advice)));
                assert_eq!(said, None, "{place} {language}");
            }
        }
    }

    #[test]
    fn bands_follow_each_other_from_the_beginning_of_time() {
        let starts: Vec<_> = law().bands.iter().map(|band| band.from).collect();
        assert!(starts.is_sorted() && starts[0].is_none() && starts[1..].iter().all(Option::is_some));
        let mut ids: Vec<_> = law().bands.iter().map(|band| &band.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), starts.len());
    }

    #[test]
    fn a_moment_lies_in_the_band_of_the_date_that_was_seen() {
        for (at, band) in [
            ("1999-01-01T00:00+06:00", "before-signing"),
            ("2025-07-15T23:59+05:00", "before-signing"),
            ("2025-07-16T00:00+05:00", "signed"),
            ("2025-07-15T23:30+04:00", "before-signing"),
            ("2025-09-15T23:59+05:00", "signed"),
            ("2025-09-16T00:00+05:00", "in-force"),
            ("2026-02-03T12:00+05:00", "in-force"),
        ] {
            assert_eq!(law().band(moment(at)).id, band, "{at}");
        }
    }

    #[test]
    fn what_sources_dispute_is_marked_as_disputed() {
        let status = |at: &str| law().band(moment(at)).fact.status;
        assert_eq!(status("2025-08-01T12:00+05:00"), Status::Conflicting);
        assert_eq!(law().terms.ordinary_answer.fact.status, Status::FromMemory);
        assert_eq!(law().terms.cctv_kept.fact.status, Status::OwnChoice);
    }

    #[test]
    fn terms_end_when_the_calendar_says() {
        let terms = &law().terms;
        assert_eq!(terms.special_requirements.end(day("2024-02-29")), day("2025-02-28"));
        assert_eq!(terms.cctv_kept.end(day("2026-12-28")), day("2027-01-04"));
        // Three weeks, from whichever day.
        assert_eq!(terms.ordinary_answer.end(day("2026-02-02")), day("2026-02-23"));
        assert_eq!(terms.ordinary_answer.end(day("2026-02-06")), day("2026-02-27"));
        assert_eq!(terms.ordinary_answer.end(day("2026-02-07")), day("2026-02-27"));
        assert_eq!(terms.ordinary_answer.end(Date::MAX), Date::MAX);
    }

    #[test]
    fn the_four_numbers_are_there() {
        let numbers: Vec<_> = law().hotlines.iter().map(|hotline| hotline.number.as_str()).collect();
        assert_eq!(numbers, ["102", "103", "112", "111"]);
    }
}
