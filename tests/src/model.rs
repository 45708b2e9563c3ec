//! What a log must hold, kept beside the real one in the plainest way.

use pana_core::incident::{Draft, Id, KINDS, LogError, Place, Precision, Who, Withdrawn};
use pana_core::vault::Session;
use pana_core::{Moment, Now};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// Incidents a page of a listing holds here: few, so that listings have several pages.
const PAGE: u32 = 7;

/// Everything a session can see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// Incidents by id.
    pub incidents: HashMap<Id, Kept>,
    /// Evidence by id.
    pub evidence: HashMap<Id, KeptFile>,
}

/// An incident as it must stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What it says.
    pub draft: Draft,
    /// Whether it is hidden.
    pub withdrawn: bool,
    /// Imported acts behind it.
    pub acts: u64,
}

/// A piece of evidence as it must come out.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFile {
    /// The incident it belongs to.
    pub incident: Id,
    /// Its own name.
    pub name: String,
    /// SHA-256 of its content in hexadecimal.
    pub sha256: String,
}

impl Contents {
    /// Reads everything through a session, evidence to its last byte.
    pub fn read(session: &mut Session) -> Result<Self, LogError> {
        let log = session.log();
        let mut contents = Self::default();
        for withdrawn in [Withdrawn::Hide, Withdrawn::Only] {
            let mut after = None;
            loop {
                let page = log.list(withdrawn, PAGE, after.as_deref())?;
                for incident in page.incidents {
                    let kept = Kept { draft: incident.draft, withdrawn: incident.withdrawn.is_some(), acts: incident.acts };
                    assert!(contents.incidents.insert(incident.id, kept).is_none(), "an incident is listed twice");
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
        for file in log.evidence(None)? {
            let mut content = Vec::new();
            log.take_out(&file.id, &mut content, &mut |_| {})?;
            let kept = KeptFile { incident: file.incident, name: file.name, sha256: sha256_hex(&content) };
            assert!(contents.evidence.insert(file.id, kept).is_none(), "a piece of evidence is listed twice");
        }
        Ok(contents)
    }

    /// Ids of incidents that are not hidden, in an order that a seed repeats.
    pub fn shown(&self) -> Vec<Id> {
        let mut shown: Vec<_> = self.incidents.iter().filter(|(_, kept)| !kept.withdrawn).map(|(id, _)| id.clone()).collect();
        shown.sort_by_key(id_text);
        shown
    }

    /// Ids of hidden incidents, in an order that a seed repeats.
    pub fn hidden(&self) -> Vec<Id> {
        let mut hidden: Vec<_> = self.incidents.iter().filter(|(_, kept)| kept.withdrawn).map(|(id, _)| id.clone()).collect();
        hidden.sort_by_key(id_text);
        hidden
    }

    /// What differs, in one line.
    pub fn difference(&self, found: &Self) -> String {
        let mut text = String::new();
        for (id, kept) in &self.incidents {
            match found.incidents.get(id) {
                None => write!(text, "incident {} is missing; ", id_text(id)).unwrap(),
                Some(other) if other != kept => write!(text, "incident {} differs; ", id_text(id)).unwrap(),
                Some(_) => {}
            }
        }
        for (id, kept) in &self.evidence {
            match found.evidence.get(id) {
                None => write!(text, "evidence {} is missing; ", id_text(id)).unwrap(),
                Some(other) if other != kept => write!(text, "evidence {} differs; ", id_text(id)).unwrap(),
                Some(_) => {}
            }
        }
        let more = found.incidents.keys().filter(|id| !self.incidents.contains_key(id)).count();
        let more_files = found.evidence.keys().filter(|id| !self.evidence.contains_key(id)).count();
        write!(text, "{more} incidents and {more_files} pieces of evidence too many").unwrap();
        text
    }
}

/// An id as text.
pub fn id_text(id: &Id) -> String {
    serde_json::to_value(id).unwrap().as_str().unwrap().to_owned()
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// An incident with the given words, an hour before `now`.
pub fn draft(what: &str, now: Now) -> Draft {
    let at = Moment::new(now.wall.utc_ms() - 3_600_000, now.wall.offset_min()).unwrap();
    Draft {
        precision: Precision::About,
        what: what.to_owned(),
        words: "«мен сені табамын»".to_owned(),
        place: Some(Place { kind: "street".to_owned(), label: "Абай даңғылы".to_owned() }),
        who: Who { numbers: vec!["+77011234567".to_owned()], ..Who::default() },
        ..Draft::new(KINDS[0], at)
    }
}

/// A call log as "SMS Backup & Restore" writes it: `rows` calls from one number, each call another minute; `first` sets exports apart.
pub fn call_log(number: &str, first: u64, rows: u64) -> Vec<u8> {
    let mut xml = format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"{rows}\">\n");
    for row in first..first + rows {
        let date = 1_769_000_000_000 + row * 60_000;
        writeln!(
            xml,
            "  <call number=\"{number}\" duration=\"{}\" date=\"{date}\" type=\"1\" presentation=\"1\" subscription_id=\"null\" \
             post_dial_digits=\"\" subscription_component_name=\"null\" readable_date=\"\" contact_name=\"(Unknown)\" />",
            row % 90
        )
        .unwrap();
    }
    xml.push_str("</calls>\n");
    xml.into_bytes()
}
