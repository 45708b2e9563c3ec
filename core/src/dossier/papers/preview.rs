//! What the person it is about would learn from a dossier.

use super::super::chosen::Chosen;
use super::super::fields::FieldSet;
use super::super::statement::{Episode, joined};
use super::super::{Choice, Form};
use super::Words;
use crate::incident::history::field;
use crate::incident::{LACKING, Place, Precision};
use crate::language::{Arg, Language};
use serde::Serialize;

/// Endings of files that hold words and no more.
const WORDS_ONLY: [&str; 2] = ["txt", "csv"];
/// Names of files that are listed in words; of more only that there are.
const FILE_NAMES_SHOWN_MAX: usize = 20;
/// The own field in which a school is named.
const SCHOOL: &str = "school";

/// What whoever reads a dossier learns of her and of others. Her texts are not searched: what she wrote there stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// What of her is given, by the names in [`GIVEN`].
    pub given: Vec<&'static str>,
    /// How many episodes are shown.
    pub episodes: usize,
    /// Places that are named, each once.
    pub places: Vec<Place>,
    /// How many episodes tell a place and the hour at which she was there.
    pub timed_places: usize,
    /// Whether positions on the map are shown.
    pub positions: bool,
    /// Witnesses, each once.
    pub witnesses: Vec<Contact>,
    /// How many files go along.
    pub files: usize,
    /// Their own names, as far as they are shown.
    pub file_names: Vec<String>,
    /// How many of them go as they are and may tell the place, the time or the device.
    pub originals: usize,
    /// Fields that are withheld everywhere.
    pub withheld: Vec<&'static str>,
    /// How many incidents, entries and files are withheld.
    pub withheld_whole: usize,
    /// Of how many others some fields are.
    pub withheld_in_part: usize,
}

/// What a dossier may give of her: name, date of birth, identification number, how to reach her, and who acts for her. Their words are under `preview-` and the
/// name in the language catalogue.
pub const GIVEN: [&str; 5] = ["name", "born", "iin", "contact", "representative"];

/// Someone who is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
}

/// Works it out from what is shown.
pub fn preview(chosen: &Chosen, choice: &Choice, form: &Form) -> Preview {
    let (mut places, mut witnesses) = (Vec::new(), Vec::new());
    for episode in chosen.incidents.iter().map(|incident| &incident.episode) {
        let school = Some(episode.own.get(SCHOOL)).filter(|name| !name.is_empty());
        let school = school.map(|name| Place { kind: String::new(), label: name.to_owned() });
        for place in episode.place.iter().cloned().chain(school) {
            once(&mut places, place);
        }
        for witness in &episode.witnesses {
            once(&mut witnesses, Contact { name: witness.name.clone(), contact: witness.contact.clone() });
        }
    }
    let is_timed = |episode: &Episode| {
        let time = episode.time.as_ref();
        episode.place.is_some() && time.is_some_and(|time| matches!(time.precision, Precision::Exact | Precision::About | Precision::Part))
    };
    let everywhere = choice.withheld.everywhere();
    let (withheld_whole, withheld_in_part) = choice.withheld.counts();
    let may_tell = chosen.evidence.iter().filter(|file| !file.as_copy && !WORDS_ONLY.contains(&file.ending.as_str()));
    Preview {
        given: given(form),
        episodes: chosen.incidents.len(),
        places,
        timed_places: chosen.incidents.iter().filter(|incident| is_timed(&incident.episode)).count(),
        positions: !everywhere.has_any(FieldSet::of(&[field::POSITION, field::PLACE])),
        witnesses,
        files: chosen.evidence.len(),
        file_names: chosen.evidence.iter().map(|file| file.name.clone()).filter(|name| !name.is_empty()).collect(),
        originals: may_tell.count(),
        withheld: everywhere.names().collect(),
        withheld_whole,
        withheld_in_part,
    }
}

fn given(form: &Form) -> Vec<&'static str> {
    let Form { applicant, representative, .. } = form;
    let is_given = [
        !applicant.name.is_empty(),
        applicant.born.is_some(),
        !applicant.iin.as_str().is_empty(),
        !applicant.contact.is_empty(),
        representative.is_some(),
    ];
    GIVEN.into_iter().zip(is_given).filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect()
}

impl Preview {
    /// It in words: names and what stands there.
    pub fn rows(&self, language: Language) -> Vec<(String, String)> {
        let words = Words { language };
        let answer = |yes: bool| words.text(if yes { "yes" } else { "no" });
        let listed = |names: Vec<String>| if names.is_empty() { words.text("preview-none") } else { names.join("; ") };
        let places = self.places.iter().map(|place| {
            let kind = if place.kind.is_empty() { String::new() } else { words.text(&format!("place-{}", place.kind)) };
            joined([kind, place.label.clone()], ", ")
        });
        let witnesses = self.witnesses.iter().map(|witness| joined([witness.name.clone(), witness.contact.clone()], ", "));
        let withheld = self.withheld.iter().map(|name| field_name(name, words));
        let things = [("preview-withheld-whole", self.withheld_whole), ("preview-withheld-in-part", self.withheld_in_part)];
        let things = things.into_iter().filter(|(_, count)| *count > 0);
        let things = things.map(|(key, count)| words.with(key, &[("count", Arg::Number(count as u64))]));
        let mut names = self.file_names.iter().take(FILE_NAMES_SHOWN_MAX).cloned().collect::<Vec<_>>();
        if self.file_names.len() > names.len() {
            names.push("…".to_owned());
        }
        let rows = [
            ("preview-episodes", self.episodes.to_string()),
            ("preview-places", listed(places.collect())),
            ("preview-timed-places", self.timed_places.to_string()),
            ("preview-positions", answer(self.positions)),
            ("preview-witnesses", listed(witnesses.collect())),
            ("preview-files", self.files.to_string()),
            ("preview-file-names", listed(names)),
            ("preview-originals", self.originals.to_string()),
            ("preview-withheld", listed(withheld.chain(things).collect())),
        ];
        let given = GIVEN.into_iter().map(|name| (words.text(&format!("preview-{name}")), answer(self.given.contains(&name))));
        given.chain(rows.into_iter().map(|(key, value)| (words.text(key), value))).collect()
    }
}

/// The questions that are open, in the order in which they are asked, each with the numbers of its episodes.
pub(super) fn open_questions(chosen: &Chosen) -> Vec<(&'static str, Vec<usize>)> {
    let of = |key: &'static str| {
        let open = chosen.incidents.iter().enumerate().filter(|(_, incident)| incident.lacking.contains(&key));
        (key, open.map(|(at, _)| at + 1).collect::<Vec<_>>())
    };
    LACKING.into_iter().map(of).filter(|(_, episodes)| !episodes.is_empty()).collect()
}

fn once<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// What people call a field, or what `incidents.json` calls it.
fn field_name(name: &str, words: Words) -> String {
    let key = match name {
        "start" => "field-at".to_owned(),
        "end" => "field-until".to_owned(),
        "police" => "field-report".to_owned(),
        name => format!("field-{name}"),
    };
    if words.language.has(&key) { words.text(&key) } else { name.to_owned() }
}
