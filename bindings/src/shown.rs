//! An incident in words. What a page of the log says comes in one call: a call across the border costs more than making the words does.

use crate::incident::Incident;
use crate::text::{TextArg, of};
use pana_core::Moment as WallMoment;
use pana_core::language::Language;
use std::collections::HashMap;

/// An incident with its words in one language.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ShownIncident {
    /// As it stands in the log.
    pub incident: Incident,
    /// What is shown of it.
    pub words: IncidentWords,
}

/// What is shown of an incident beside its own text. Times are by the wall clock she saw.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct IncidentWords {
    /// Its kind.
    pub kind: String,
    /// The date of the event. Whether the hour is known too is told by the precision.
    pub day: String,
    /// Date and hour of the event.
    pub time: String,
    /// The place by her own name, else by its kind; empty if there is none.
    pub place: String,
    /// When it was first written.
    pub written: String,
    /// When it was last amended.
    pub amended: Option<String>,
    /// That it will be erased, and when.
    pub erased: Option<String>,
    /// What she should know at once about the sign of danger in it. That there is none says nothing.
    pub urgent: Option<String>,
}

/// A page of incidents in words, newest first.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ShownPage {
    /// They.
    pub incidents: Vec<ShownIncident>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

impl ShownIncident {
    /// Puts an incident into words.
    pub(crate) fn of(incident: Incident, language: Language) -> Self {
        let words = IncidentWords::of(&incident, language);
        Self { incident, words }
    }
}

impl IncidentWords {
    fn of(incident: &Incident, language: Language) -> Self {
        let draft = &incident.draft;
        let date_time = |at: WallMoment| language.date_time(at);
        let place = draft
            .place
            .as_ref()
            .map(|place| if place.label.trim().is_empty() { word(language, "place", &place.kind) } else { place.label.clone() });
        let urgent = incident.urgent.as_ref().map(|urgent| {
            let call = with(language, "urgent-call", "numbers", urgent.call.join(", "));
            format!("{} {call}", word(language, "urgent", &urgent.id))
        });
        Self {
            kind: word(language, "kind", draft.kind.id()),
            day: language.date(draft.at),
            time: date_time(draft.at),
            place: place.unwrap_or_default(),
            written: date_time(incident.written),
            amended: incident.amended.map(date_time),
            erased: incident.erase_due.map(|due| with(language, "erase-asked-for", "date", date_time(due))),
            urgent,
        }
    }
}

fn word(language: Language, group: &str, name: &str) -> String {
    of(language, &format!("{group}-{name}"), &HashMap::new())
}

fn with(language: Language, key: &str, name: &str, words: String) -> String {
    of(language, key, &HashMap::from([(name.to_owned(), TextArg::Words { words })]))
}
