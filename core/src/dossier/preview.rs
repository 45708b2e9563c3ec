//! What whoever reads a dossier learns of her, told before it is made: case files can reach the person it is about.

use super::chosen::Chosen;
use super::form::Form;
use crate::Moment;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a dossier would tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Episodes.
    pub episodes: usize,
    /// When the first and the last of those begin whose time is shown.
    pub first: Option<Moment>,
    /// The last of them.
    pub last: Option<Moment>,
    /// What of her the form names, by its keys: `name`, `born`, `iin`, `contact`.
    pub applicant: Vec<&'static str>,
    /// Places in her words, each once.
    pub places: BTreeSet<String>,
    /// Names of witnesses, each once.
    pub witnesses: BTreeSet<String>,
    /// How many of them can be reached by what is said of them.
    pub reachable: usize,
    /// Files.
    pub files: Vec<PreviewFile>,
}

/// A file that would go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewFile {
    /// Its name in the log.
    pub id: String,
    /// Its own name; empty if that is withheld.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Whether it goes as it is, with all that a device wrote into it; else as a copy without that, or not at all if there can be none.
    pub as_it_is: bool,
}

impl Chosen {
    /// What a dossier of this would tell.
    pub fn preview(&self, form: &Form) -> Preview {
        let episodes = || self.incidents.iter().map(|incident| &incident.episode);
        let times = || episodes().filter_map(|episode| episode.time.as_ref()).map(|time| time.at);
        let witnesses = || episodes().flat_map(|episode| &episode.witnesses);
        let of_form = [
            ("name", !form.applicant.name.is_empty()),
            ("born", form.applicant.born.is_some()),
            ("iin", !form.applicant.iin.as_str().is_empty()),
            ("contact", !form.applicant.contact.is_empty()),
        ];
        let file = |evidence: &super::ShownEvidence| PreviewFile {
            id: evidence.id.to_string(),
            name: evidence.name.clone(),
            bytes: evidence.bytes,
            as_it_is: !evidence.as_copy,
        };
        let labels = episodes().filter_map(|episode| episode.place.as_ref()).map(|place| place.label.clone());
        Preview {
            episodes: self.incidents.len(),
            first: times().min_by_key(|at| at.utc_ms()),
            last: times().max_by_key(|at| at.utc_ms()),
            applicant: of_form.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect(),
            places: labels.filter(|label| !label.is_empty()).collect(),
            witnesses: witnesses().map(|witness| witness.name.clone()).filter(|name| !name.is_empty()).collect(),
            reachable: witnesses().map(|witness| &witness.contact).filter(|contact| !contact.is_empty()).collect::<BTreeSet<_>>().len(),
            files: self.evidence.iter().map(file).collect(),
        }
    }
}
