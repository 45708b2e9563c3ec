//! Entries: what the log keeps beside incidents. People, her refusals, reports to the police, measures against him and what does not break them.
//!
//! An entry has a history as an incident has: its records carry one of the fields 22, 23 and 24 and no kind.

mod date;
mod log;
mod person;
mod police;
mod refusal;
mod row;

pub use date::PartialDate;
pub use person::{IDENTITIES_MAX, IDENTITY_SORTS, Identity, Person, RELATION_KINDS, Relation};
pub use police::{Answer, BRING, Dismissal, MEASURE_KINDS, Measure, REPORT_WAYS, Report};
pub use refusal::{CHANNELS, Refusal};

pub(super) use log::check_person;
pub(super) use row::{Stored, all, find, for_each, remove, write};

use super::draft::FIELD_MAX_BYTES;
use super::history::{Record, field};
use super::parts::{invalid, json};
use super::{Evidence, Id, LogError};
use crate::{Moment, Now};
use serde::{Deserialize, Serialize, Serializer};

const MS_PER_SECOND: i64 = 1_000;

/// What sort of entry something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Someone who does it, or may.
    Person,
    /// Her "no".
    Refusal,
    /// A report to the police.
    Report,
    /// A measure that an authority took.
    Measure,
    /// Her word that an incident breaks no measure.
    Dismissal,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// Someone who does it, or may.
    Person(Person),
    /// Her "no".
    Refusal(Refusal),
    /// A report to the police.
    Report(Report),
    /// A measure that an authority took.
    Measure(Measure),
    /// Her word that an incident breaks no measure.
    Dismissal(Dismissal),
}

/// An entry as it stands in the log. As JSON it is one flat object: `id`, `sort`, what it says, and the rest of its own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub id: Id,
    /// What it says now.
    pub said: Said,
    /// When it was first written.
    pub written: Moment,
    /// When it was last amended.
    pub amended: Option<Moment>,
    /// Hidden since then; restorable.
    pub withdrawn: Option<Moment>,
    /// Erasing was asked and will be carried out from then on.
    pub erase_due: Option<Moment>,
    /// Pieces of evidence, in the order they came in.
    pub evidence: Vec<Evidence>,
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            id: &'a Id,
            sort: Sort,
            #[serde(flatten)]
            said: &'a Said,
            written: Moment,
            amended: Option<Moment>,
            withdrawn: Option<Moment>,
            erase_due: Option<Moment>,
            evidence: &'a [Evidence],
        }
        let Self { id, said, written, amended, withdrawn, erase_due, evidence } = self;
        let sort = said.sort();
        Flat { id, sort, said, written: *written, amended: *amended, withdrawn: *withdrawn, erase_due: *erase_due, evidence }.serialize(out)
    }
}

/// Field 24 of an entry's record: three sorts share it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "sort", rename_all = "lowercase")]
enum Police {
    Report(Report),
    Measure(Measure),
    Dismissal(Dismissal),
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Person, Self::Refusal, Self::Report, Self::Measure, Self::Dismissal];

    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Refusal => "refusal",
            Self::Report => "report",
            Self::Measure => "measure",
            Self::Dismissal => "dismissal",
        }
    }

    /// The sort with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.id() == id)
    }

    const fn field(self) -> usize {
        match self {
            Self::Person => field::PEOPLE,
            Self::Refusal => field::REFUSAL,
            Self::Report | Self::Measure | Self::Dismissal => field::POLICE,
        }
    }
}

impl Said {
    /// Its sort.
    pub const fn sort(&self) -> Sort {
        match self {
            Self::Person(_) => Sort::Person,
            Self::Refusal(_) => Sort::Refusal,
            Self::Report(_) => Sort::Report,
            Self::Measure(_) => Sort::Measure,
            Self::Dismissal(_) => Sort::Dismissal,
        }
    }

    /// As the log takes it. `was` is what the entry says so far.
    pub(super) fn checked(&self, now: Now, was: Option<&Self>) -> Result<Self, LogError> {
        let checked = match (self, was) {
            (Self::Person(person), _) => Self::Person(person.checked()?),
            (Self::Refusal(refusal), Some(Self::Refusal(was))) => Self::Refusal(refusal.checked(now, Some(was))?),
            (Self::Refusal(refusal), _) => Self::Refusal(refusal.checked(now, None)?),
            (Self::Report(report), Some(Self::Report(was))) => Self::Report(report.checked(now, Some(was))?),
            (Self::Report(report), _) => Self::Report(report.checked(now, None)?),
            (Self::Measure(measure), _) => Self::Measure(measure.checked()?),
            (Self::Dismissal(dismissal), _) => Self::Dismissal(dismissal.checked()?),
        };
        let sort = checked.sort();
        if checked.texts().iter().any(|text| text.contains('\0')) {
            return Err(invalid(sort.id(), "nul"));
        }
        if checked.text().len() > FIELD_MAX_BYTES {
            return Err(invalid(sort.id(), "too-long"));
        }
        Ok(checked)
    }

    /// The person entry that it names.
    pub(super) fn person(&self) -> Option<&Id> {
        match self {
            Self::Person(_) | Self::Report(_) | Self::Dismissal(_) => None,
            Self::Refusal(refusal) => refusal.person.as_ref(),
            Self::Measure(measure) => measure.person.as_ref(),
        }
    }

    /// Everything in it that can be searched.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Person(person) => person.texts(),
            Self::Refusal(refusal) => refusal.texts(),
            Self::Report(report) => report.texts(),
            Self::Measure(measure) => measure.texts(),
            Self::Dismissal(dismissal) => dismissal.texts(),
        }
    }

    /// As records and rows keep it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Person(person) => json(person),
            Self::Refusal(refusal) => json(refusal),
            Self::Report(report) => json(&Police::Report(report.clone())),
            Self::Measure(measure) => json(&Police::Measure(measure.clone())),
            Self::Dismissal(dismissal) => json(&Police::Dismissal(dismissal.clone())),
        }
    }

    /// The reverse of [`Said::text`].
    pub(super) fn from_text(sort: Sort, text: &str) -> Option<Self> {
        let said = match sort {
            Sort::Person => Self::Person(serde_json::from_str(text).ok()?),
            Sort::Refusal => Self::Refusal(serde_json::from_str(text).ok()?),
            Sort::Report | Sort::Measure | Sort::Dismissal => match serde_json::from_str(text).ok()? {
                Police::Report(report) => Self::Report(report),
                Police::Measure(measure) => Self::Measure(measure),
                Police::Dismissal(dismissal) => Self::Dismissal(dismissal),
            },
        };
        (said.sort() == sort).then_some(said)
    }

    pub(super) fn write_to(&self, record: &mut Record) {
        record.put(self.sort().field(), self.text());
    }

    /// What [`Said::write_to`] wrote, if the record holds an entry.
    pub(super) fn read_from(record: &Record) -> Option<Self> {
        let is_filled = |sort: &Sort| !record.get(sort.field()).is_empty();
        let fields = [field::PEOPLE, field::REFUSAL, field::POLICE].into_iter().filter(|field| !record.get(*field).is_empty());
        if fields.count() != 1 || !record.get(field::KIND).is_empty() {
            return None;
        }
        let text = |sort: Sort| std::str::from_utf8(record.get(sort.field())).ok();
        Sort::ALL.into_iter().filter(is_filled).find_map(|sort| Self::from_text(sort, text(sort)?))
    }
}

/// Whether a record is of an entry: it has no kind.
pub(super) fn is_of_entry(record: &Record) -> bool {
    record.get(field::KIND).is_empty()
}

/// A moment as JSON keeps it, to the second.
fn to_second(at: Moment) -> Moment {
    Moment::new(at.utc_ms().div_euclid(MS_PER_SECOND) * MS_PER_SECOND, at.offset_min()).unwrap_or(at)
}

/// Refuses a word that is not on a list.
fn check_choice(field: &'static str, list: &[&str], choice: &str) -> Result<(), LogError> {
    if list.contains(&choice) { Ok(()) } else { Err(invalid(field, "unknown-choice")) }
}

/// Refuses a time that lies ahead, unless it stays.
fn check_past(field: &'static str, at: Moment, now: Now, was: Option<Moment>) -> Result<(), LogError> {
    let latest_ms = now.wall.utc_ms() + super::FUTURE_MAX_HOURS * 3_600_000;
    if at.utc_ms() > latest_ms && was != Some(at) { Err(invalid(field, "in-the-future")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::history::Action;
    use super::super::testing::{moment, now};
    use super::*;

    fn some() -> [Said; 5] {
        let at = moment("2026-01-05T10:00+05:00");
        let [incident, measure] = ["ABCD1234", "ABCD1235"].map(|id| Id::from_stored(id).unwrap());
        [
            Said::Person(Person { name: "он".into(), ..Person::default() }),
            Said::Refusal(Refusal { words: "Нет".into(), channel: "call".into(), ..Refusal::new(at) }),
            Said::Report(Report::new("station", at)),
            Said::Measure(Measure::new("protective-order", at)),
            Said::Dismissal(Dismissal { incident, measure, reason: "Суд".into() }),
        ]
    }

    #[test]
    fn every_sort_comes_back_from_its_record() {
        for said in some() {
            let said = said.checked(now(), None).unwrap();
            let mut record = Record::new(Action::Create, now().wall, Id::from_stored("ABCD1234").as_ref());
            said.write_to(&mut record);
            assert!(is_of_entry(&record));
            assert_eq!(Said::read_from(&record), Some(said.clone()));
            assert_eq!(Said::from_text(said.sort(), &said.text()), Some(said.clone()));
            assert_eq!(Sort::from_id(said.sort().id()), Some(said.sort()));
            let others = Sort::ALL.into_iter().filter(|sort| *sort != said.sort());
            assert!(others.into_iter().all(|sort| Said::from_text(sort, &said.text()).is_none()));
            record.put(field::KIND, "call");
            assert_eq!(Said::read_from(&record), None, "an incident");
        }
    }

    #[test]
    fn a_record_of_two_sorts_is_none() {
        let mut record = Record::default();
        for said in some() {
            said.write_to(&mut record);
        }
        assert_eq!(Said::read_from(&record), None);
        assert_eq!(Said::read_from(&Record::default()), None);
    }

    #[test]
    fn texts_that_no_field_takes_are_refused() {
        let long = Person { description: "x".repeat(FIELD_MAX_BYTES), ..Person::default() };
        assert!(matches!(Said::Person(long).checked(now(), None), Err(LogError::Invalid { field: "person", why: "too-long" })));
        let nul = Person { name: "a\0b".into(), ..Person::default() };
        assert!(matches!(Said::Person(nul).checked(now(), None), Err(LogError::Invalid { field: "person", why: "nul" })));
    }
}
