//! What stands beside incidents: people, her "no", reports, measures, and what follows from them.

use crate::error::PanaError;
use crate::incident::{Behind, Certainty, Evidence, IncidentPage, Precision};
use crate::log::PAGE_INCIDENTS;
use crate::open::{Open, guarded};
use crate::text::Language;
use pana_core::incident::{BRING, Id, LogError, PartialDate};
use pana_core::law::{Status, law};
use pana_core::{Moment as WallMoment, Now};
use std::sync::Arc;

pub use pana_core::incident::{Answer, Dismissal, Identity, Measure, Person, ProposedBreach, Refusal, Relation, Report, Sort};

#[uniffi::remote(Enum)]
pub enum Sort {
    Person,
    Refusal,
    Report,
    Measure,
    Dismissal,
}

#[uniffi::remote(Record)]
pub struct Person {
    name: String,
    description: String,
    identities: Vec<Identity>,
    relation: Option<Relation>,
}

#[uniffi::remote(Record)]
pub struct Identity {
    sort: String,
    value: String,
    certainty: Option<Certainty>,
    reason: String,
    since: Option<PartialDate>,
}

#[uniffi::remote(Record)]
pub struct Relation {
    kind: String,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    common_child: Option<bool>,
    lives_with_me: Option<bool>,
}

#[uniffi::remote(Record)]
pub struct Refusal {
    at: WallMoment,
    precision: Precision,
    channel: String,
    words: String,
    to: String,
    person: Option<Id>,
}

#[uniffi::remote(Record)]
pub struct Report {
    way: String,
    at: WallMoment,
    place: String,
    talon: String,
    kui: String,
    erdr: String,
    officer: String,
    answer: Option<Answer>,
}

#[uniffi::remote(Record)]
pub struct Answer {
    at: WallMoment,
    text: String,
}

#[uniffi::remote(Record)]
pub struct Measure {
    kind: String,
    number: String,
    authority: String,
    article: String,
    person: Option<Id>,
    from: WallMoment,
    to: Option<WallMoment>,
}

#[uniffi::remote(Record)]
pub struct Dismissal {
    incident: Id,
    measure: Id,
    reason: String,
}

#[uniffi::remote(Record)]
pub struct ProposedBreach {
    incident: Id,
    at: WallMoment,
    measure: Id,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Said {
    /// Someone who does it, or may.
    PersonSaid {
        /// Who.
        person: Person,
    },
    /// Her "no".
    RefusalSaid {
        /// It.
        refusal: Refusal,
    },
    /// A report to the police.
    ReportSaid {
        /// It.
        report: Report,
    },
    /// A measure that an authority took.
    MeasureSaid {
        /// It.
        measure: Measure,
    },
    /// Her word that an incident breaks no measure.
    DismissalSaid {
        /// It.
        dismissal: Dismissal,
    },
}

/// An entry as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Entry {
    /// Its name.
    pub id: Id,
    /// What it says now.
    pub said: Said,
    /// When it was first written.
    pub written: WallMoment,
    /// When it was last amended.
    pub amended: Option<WallMoment>,
    /// Hidden since then; restorable.
    pub withdrawn: Option<WallMoment>,
    /// Erasing was asked and will be carried out from then on.
    pub erase_due: Option<WallMoment>,
    /// Pieces of evidence, in the order they came in.
    pub evidence: Vec<Evidence>,
    /// What looks unusual and is kept as she typed it: keys of the catalogue.
    pub warnings: Vec<String>,
}

/// Something that runs out or is owed. Its words are under `reminder-` and its kind in the catalogue, and are neutral.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Reminder {
    /// What.
    pub kind: String,
    /// The entry or incident that it is about.
    pub subject: Id,
    /// When it ends, was owed, or may be gone.
    pub due: WallMoment,
    /// The rule that it was reckoned with: shown beside it.
    pub fact: Option<Fact>,
}

/// One thing known of the law, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Fact {
    /// The thing, in words that a person reads.
    pub says: String,
    /// Where it stands.
    pub source: String,
    /// The day someone last looked there.
    pub checked_on: String,
    /// How sure it is: a word of the catalogue behind `law-`.
    pub status: String,
}

/// People, refusals, reports, measures and dismissals. Hiding, erasing and evidence are the log's.
#[derive(uniffi::Object)]
pub struct Entries {
    open: Arc<Open>,
}

#[uniffi::export]
impl Entries {
    /// Writes a new entry; durable when it returns.
    pub fn add(&self, said: Said, now: Now) -> Result<Id, PanaError> {
        self.with(|log| log.add_entry(&said.into(), now))
    }

    /// Replaces what an entry says by something of the same sort.
    pub fn amend(&self, id: &Id, said: Said, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.amend_entry(id, &said.into(), now))
    }

    /// One entry, withdrawn ones too.
    pub fn entry(&self, id: &Id) -> Result<Entry, PanaError> {
        self.with(|log| Ok(log.entry(id)?.into()))
    }

    /// The entries of one sort, in the order they were written.
    pub fn list(&self, sort: Sort, with_withdrawn: bool) -> Result<Vec<Entry>, PanaError> {
        self.with(|log| Ok(log.entries(sort, with_withdrawn)?.into_iter().map(Entry::from).collect()))
    }

    /// Entries in which all of `words` occur.
    pub fn search(&self, words: &str) -> Result<Vec<Entry>, PanaError> {
        self.with(|log| Ok(log.search_entries(words, PAGE_INCIDENTS)?.into_iter().map(Entry::from).collect()))
    }

    /// Says that a number, an account, a vehicle or an address is this person's.
    pub fn attach_identity(&self, person: &Id, identity: &Identity, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.attach_identity(person, identity, now))
    }

    /// Takes that back.
    pub fn detach_identity(&self, person: &Id, sort: &str, value: &str, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.detach_identity(person, sort, value, now))
    }

    /// Who is behind a number.
    pub fn behind_number(&self, number: &str) -> Result<Vec<Behind>, PanaError> {
        self.with(|log| Ok(log.behind_number(number)?.into_iter().map(Behind::from).collect()))
    }

    /// Incidents that a person is behind, newest first, 50 at a time.
    pub fn incidents_of(&self, person: &Id, after: Option<String>) -> Result<IncidentPage, PanaError> {
        self.with(|log| Ok(log.incidents_of(person, PAGE_INCIDENTS, after.as_deref())?.into()))
    }

    /// When her first refusal was over; none without one.
    pub fn first_refusal(&self) -> Result<Option<WallMoment>, PanaError> {
        self.with(|log| log.first_refusal())
    }

    /// What runs out now, the most pressing first.
    pub fn reminders(&self, language: Language, now: Now) -> Result<Vec<Reminder>, PanaError> {
        self.with(|log| Ok(log.reminders(now)?.into_iter().map(|reminder| Reminder::in_words(reminder, language)).collect()))
    }

    /// Incidents that fell into the time of an order, and of which she has said nothing yet.
    pub fn proposed_breaches(&self) -> Result<Vec<ProposedBreach>, PanaError> {
        self.with(|log| log.proposed_breaches())
    }

    /// Marks an incident as a breach of a measure.
    pub fn confirm_breach(&self, incident: &Id, measure: &Id, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.confirm_breach(incident, measure, now))
    }

    /// Says that it is none, and why.
    pub fn dismiss_breach(&self, incident: &Id, measure: &Id, reason: &str, now: Now) -> Result<Id, PanaError> {
        self.with(|log| log.dismiss_breach(incident, measure, reason, now))
    }

    /// Takes that back.
    pub fn propose_again(&self, incident: &Id, measure: &Id, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.propose_again(incident, measure, now))
    }
}

/// The words that fields of entries take, by their field: what each is called stands in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct EntryChoices {
    /// Of [`Identity`].
    pub identity_sorts: Vec<String>,
    /// Of [`Relation`].
    pub relation_kinds: Vec<String>,
    /// Of [`Refusal`].
    pub channels: Vec<String>,
    /// Of [`Report`].
    pub report_ways: Vec<String>,
    /// Of [`Measure`].
    pub measure_kinds: Vec<String>,
}

/// What can be chosen in entries, in the order screens show it.
#[uniffi::export]
pub fn entry_choices() -> EntryChoices {
    use crate::incident::owned;
    use pana_core::incident::{CHANNELS, IDENTITY_SORTS, MEASURE_KINDS, RELATION_KINDS, REPORT_WAYS};
    EntryChoices {
        identity_sorts: owned(&IDENTITY_SORTS),
        relation_kinds: owned(&RELATION_KINDS),
        channels: owned(&CHANNELS),
        report_ways: owned(&REPORT_WAYS),
        measure_kinds: owned(&MEASURE_KINDS),
    }
}

impl Entries {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }

    fn with<T>(&self, work: impl FnOnce(&mut pana_core::incident::Log<'_>) -> Result<T, LogError>) -> Result<T, PanaError> {
        self.open.with(|session| work(&mut session.log()))
    }
}

/// What to take along to a report that is made in person, in words, and what must be handed out there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Bring {
    /// Things, the most needed first; they are our advice.
    pub things: Vec<String>,
    /// That a report in person gets a paper with a number.
    pub talon: Fact,
}

/// What to take along to the police.
#[uniffi::export]
pub fn what_to_bring(language: Language) -> Result<Bring, PanaError> {
    guarded(|| {
        let things = BRING.iter().map(|thing| language.text(&format!("bring-{thing}"))).collect();
        Ok::<_, PanaError>(Bring { things, talon: Fact::of(&law().talon, language) })
    })
}

impl Fact {
    fn of(fact: &pana_core::law::Fact, language: Language) -> Self {
        Self {
            says: fact.says.of(language).to_owned(),
            source: fact.source.of(language).to_owned(),
            checked_on: fact.checked_on.to_string(),
            status: Status::id(fact.status).to_owned(),
        }
    }
}

impl Reminder {
    fn in_words(reminder: pana_core::incident::Reminder, language: Language) -> Self {
        let fact = reminder.fact.map(|fact| Fact::of(fact, language));
        Self { kind: reminder.kind.to_owned(), subject: reminder.subject, due: reminder.due, fact }
    }
}

impl From<Said> for pana_core::incident::Said {
    fn from(said: Said) -> Self {
        match said {
            Said::PersonSaid { person } => Self::Person(person),
            Said::RefusalSaid { refusal } => Self::Refusal(refusal),
            Said::ReportSaid { report } => Self::Report(report),
            Said::MeasureSaid { measure } => Self::Measure(measure),
            Said::DismissalSaid { dismissal } => Self::Dismissal(dismissal),
        }
    }
}

impl From<pana_core::incident::Said> for Said {
    fn from(said: pana_core::incident::Said) -> Self {
        use pana_core::incident::Said as Core;
        match said {
            Core::Person(person) => Self::PersonSaid { person },
            Core::Refusal(refusal) => Self::RefusalSaid { refusal },
            Core::Report(report) => Self::ReportSaid { report },
            Core::Measure(measure) => Self::MeasureSaid { measure },
            Core::Dismissal(dismissal) => Self::DismissalSaid { dismissal },
        }
    }
}

impl From<pana_core::incident::Entry> for Entry {
    fn from(entry: pana_core::incident::Entry) -> Self {
        let warnings = match &entry.said {
            pana_core::incident::Said::Report(report) => crate::incident::owned(&report.warnings()),
            _ => Vec::new(),
        };
        Self {
            id: entry.id,
            said: entry.said.into(),
            written: entry.written,
            amended: entry.amended,
            withdrawn: entry.withdrawn,
            erase_due: entry.erase_due,
            evidence: entry.evidence,
            warnings,
        }
    }
}
