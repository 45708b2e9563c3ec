//! What an incident says, as it crosses.

use crate::error::PanaError;
use pana_core::Moment as WallMoment;
use pana_core::incident::{Id, Kind, Own};

pub use pana_core::incident::{
    ActRef, Captured, Certainty, Count, Counts, Cover, Degrees, Derived, Draft, Evidence, Filter, Harm, Place, Position, Precision, Seen,
    Who, Withdrawn, Witness,
};
pub use pana_core::vault::CaptureKind;

type Day = jiff::civil::Date;

#[uniffi::remote(Record)]
pub struct Draft {
    kind: Kind,
    at: WallMoment,
    until: Option<WallMoment>,
    precision: Precision,
    time_words: String,
    what: String,
    words: String,
    place: Option<Place>,
    position: Option<Position>,
    who: Who,
    witnesses: Vec<Witness>,
    count: Option<Count>,
    harm: Harm,
    answered: Option<bool>,
    seen: Option<Seen>,
    own: Own,
    breach: Option<Id>,
    captured: Option<Captured>,
}

/// How well a time is known. The time itself is the start of the stretch that it stands for.
#[uniffi::remote(Enum)]
pub enum Precision {
    Exact,
    About,
    Part,
    Day,
    Month,
    Year,
}

#[uniffi::remote(Record)]
pub struct Place {
    kind: String,
    label: String,
}

#[uniffi::remote(Record)]
pub struct Position {
    lat: Degrees,
    lon: Degrees,
    accuracy_m: Option<u32>,
}

#[uniffi::remote(Enum)]
pub enum Certainty {
    Sure,
    Likely,
    Unsure,
}

#[uniffi::remote(Record)]
pub struct Who {
    name: String,
    numbers: Vec<String>,
    sure: Option<Certainty>,
    reason: String,
    person: Option<Id>,
}

#[uniffi::remote(Record)]
pub struct Witness {
    name: String,
    contact: String,
    saw: String,
    testifies: Option<bool>,
}

#[uniffi::remote(Record)]
pub struct Count {
    acts: u32,
    exact: bool,
}

#[uniffi::remote(Record)]
pub struct Harm {
    fear: String,
    sleep: String,
    moved: String,
    work: String,
    medical: String,
    cost: String,
}

#[uniffi::remote(Record)]
pub struct Seen {
    myself: bool,
    by: String,
}

#[uniffi::remote(Enum)]
pub enum CaptureKind {
    Note,
    Photo,
    Sound,
    Video,
    File,
}

#[uniffi::remote(Record)]
pub struct Captured {
    kind: CaptureKind,
    at: WallMoment,
    confirmed: bool,
}

#[uniffi::remote(Record)]
pub struct ActRef {
    series: Id,
    place: u64,
}

#[uniffi::remote(Record)]
pub struct Cover {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

#[uniffi::remote(Record)]
pub struct Derived {
    from: Id,
    covers: Vec<Cover>,
}

#[uniffi::remote(Record)]
pub struct Evidence {
    id: Id,
    incident: Id,
    name: String,
    bytes: u64,
    sha256: String,
    received: WallMoment,
    act: Option<ActRef>,
    derived: Option<Derived>,
}

#[uniffi::remote(Record)]
pub struct Counts {
    incidents: u64,
    acts: u64,
    evidence: u64,
}

/// Which incidents a page shows.
#[uniffi::remote(Enum)]
pub enum Withdrawn {
    Hide,
    Only,
}

#[uniffi::remote(Record)]
pub struct Filter {
    kind: Option<Kind>,
    number: Option<String>,
    person: Option<Id>,
    from: Option<Day>,
    to: Option<Day>,
    place: Option<String>,
}

/// An incident as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Incident {
    /// Its name.
    pub id: Id,
    /// What it says now.
    pub draft: Draft,
    /// When it was first written.
    pub written: WallMoment,
    /// When it was last amended.
    pub amended: Option<WallMoment>,
    /// Hidden since then; restorable.
    pub withdrawn: Option<WallMoment>,
    /// Erasing was asked and will be carried out from then on.
    pub erase_due: Option<WallMoment>,
    /// Imported single acts (calls, messages) behind it.
    pub acts: u64,
    /// How many acts it stands for, however that is known.
    pub count_acts: u64,
    /// Written so long after it was over that this is said.
    pub written_late: bool,
    /// What it does not say yet: keys of the catalogue behind `lacks-`.
    pub lacking: Vec<String>,
    /// The sign of danger that it tells of.
    pub urgent: Option<Urgent>,
    /// Pieces of evidence, in the order they came in.
    pub evidence: Vec<Evidence>,
    /// The people behind it, as far as she has named them.
    pub people: Vec<Behind>,
    /// Whether it came after her first refusal.
    pub after_refusal: bool,
}

/// A page of incidents, newest first.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct IncidentPage {
    /// They.
    pub incidents: Vec<Incident>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// A person who is behind an incident.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Behind {
    /// The person's entry.
    pub id: Id,
    /// The name; none if the entry was erased.
    pub name: Option<String>,
    /// Whether the entry is withdrawn.
    pub withdrawn: bool,
    /// What the person was told by: `person` if the incident names the entry, else the sort of the identity.
    pub by: String,
    /// The identity; the id of the entry if `by` is `person`.
    pub value: String,
}

/// A sign of danger. Its words are under `urgent-` and its id in the catalogue. That there is none says nothing.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Urgent {
    /// Its name in data.
    pub id: String,
    /// Numbers to call, the first one first.
    pub call: Vec<String>,
}

/// A field that only some kinds have. Its name for people is under `own-` and its name in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OwnField {
    /// Its name in data.
    pub name: String,
    /// It takes `yes` or `no`; else her words.
    pub yes_or_no: bool,
}

/// Every kind of incident, in the order screens show them.
#[uniffi::export]
pub fn incident_kinds() -> Vec<Kind> {
    pana_core::incident::KINDS.to_vec()
}

/// Kinds of place, whose words are under `place-`.
#[uniffi::export]
pub fn place_kinds() -> Vec<String> {
    owned(&pana_core::incident::PLACE_KINDS)
}

/// The fields that only incidents of this kind have.
#[uniffi::export]
pub fn own_fields(kind: Kind) -> Result<Vec<OwnField>, PanaError> {
    let form = |field: &pana_core::incident::OwnField| OwnField {
        name: field.name.to_owned(),
        yes_or_no: field.form == pana_core::incident::OwnForm::YesNo,
    };
    Ok(kind.own_fields().iter().map(form).collect())
}

/// The least an incident is: a kind and a time, everything else still empty.
#[uniffi::export]
pub fn draft_of(kind: Kind, at: WallMoment) -> Result<Draft, PanaError> {
    Ok(Draft::new(kind, at))
}

/// A number in E.164 where it is one, else the text without marks.
#[uniffi::export]
pub fn normalised_number(typed: &str) -> String {
    pana_core::incident::normalise_number(typed)
}

/// The start of the stretch that a time of this precision lies in, by the wall clock she saw.
#[uniffi::export]
pub fn stretch_start(at: WallMoment, precision: Precision) -> Result<WallMoment, PanaError> {
    Ok(precision.start(at))
}

/// Words of data as the other side owns them.
pub(crate) fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl From<pana_core::incident::Incident> for Incident {
    fn from(incident: pana_core::incident::Incident) -> Self {
        Self {
            count_acts: incident.count_acts(),
            written_late: incident.is_written_late(),
            lacking: owned(&incident.lacking()),
            urgent: incident.draft.urgent().map(Urgent::from),
            id: incident.id,
            draft: incident.draft,
            written: incident.written,
            amended: incident.amended,
            withdrawn: incident.withdrawn,
            erase_due: incident.erase_due,
            acts: incident.acts,
            evidence: incident.evidence,
            people: incident.people.into_iter().map(Behind::from).collect(),
            after_refusal: incident.after_refusal,
        }
    }
}

impl From<pana_core::incident::Page> for IncidentPage {
    fn from(page: pana_core::incident::Page) -> Self {
        Self { incidents: page.incidents.into_iter().map(Incident::from).collect(), next: page.next }
    }
}

impl From<pana_core::incident::Behind> for Behind {
    fn from(pana_core::incident::Behind { id, name, withdrawn, by, value }: pana_core::incident::Behind) -> Self {
        Self { id, name, withdrawn, by: by.to_owned(), value }
    }
}

impl From<&pana_core::incident::Urgent> for Urgent {
    fn from(urgent: &pana_core::incident::Urgent) -> Self {
        Self { id: urgent.id.to_owned(), call: owned(urgent.call) }
    }
}
