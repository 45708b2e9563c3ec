//! What a dossier shows of the history: `proof.json` and `incidents.json` (FORMAT.md §17).

use super::super::chosen::{Chosen, Filed, ShownEntry};
use super::super::fields::{FIELD_NAMES, FieldSet};
use super::super::sealed::{ANCHORS_MAX, ANCHORS_MIN, AnchorBox, LEAVES_MIN, SEALED_BOX_BYTES, seal_boxes, seal_history};
use crate::incident::history::{self, Action, field};
use crate::incident::proof::{Anchor, Hash, NoteVerifier};
use crate::incident::{Id, hex};
use crate::vault::{Part, VaultError};
use crate::{Moment, random};
use base64ct::{Base64, Encoding};
use rusqlite::Connection;
use serde_json::json;
use std::collections::HashMap;
use std::io::Write;

/// Fields that are text in a record; the rest is JSON, but for those that are bytes.
const TEXTS: FieldSet = FieldSet::of(&[field::SUBJECT, field::KIND, field::PRECISION, field::WHAT, field::WORDS, field::REASON]);
const MOMENTS: FieldSet = FieldSet::of(&[field::WRITTEN, field::START, field::END]);

/// The records that are shown, in the order of the files.
pub(super) struct Records {
    list: Vec<Shown>,
    history: History,
}

/// A record that is shown.
struct Shown {
    of: &'static str,
    number: usize,
    /// The name of the file in the dossier, and whether it is a copy without metadata.
    file: Option<(String, bool)>,
    sequence: u64,
    withheld: FieldSet,
}

/// The whole history, as it is sealed.
struct History {
    leaves: Vec<Hash>,
    /// Whether every record is there and is the one that was written.
    is_whole: bool,
    anchors: Vec<(u64, String, Moment)>,
}

/// A record of something that is shown.
#[derive(Clone, Copy)]
struct Step {
    sequence: u64,
    action: Action,
    has_acts: bool,
}

impl Records {
    /// One pass over the history. `files` are those of the evidence, in its order.
    pub(super) fn gather(db: &Connection, chosen: &Chosen, files: &[Filed]) -> Result<Self, VaultError> {
        let mut steps: HashMap<Id, Vec<Step>> = ids(chosen).map(|id| (id.clone(), Vec::new())).collect();
        let mut history = History { leaves: Vec::new(), is_whole: true, anchors: Vec::new() };
        history::for_each(db, |stored| {
            history.is_whole &= stored.intact && stored.sequence == history.leaves.len() as u64;
            history.leaves.push(stored.leaf.unwrap_or_default());
            let Some((record, action)) = stored.record.as_ref().and_then(|record| Some((record, record.action()?))) else { return Ok(()) };
            if action == Action::Anchor
                && let (Ok(note), Some(made)) = (std::str::from_utf8(record.get(field::CHECKPOINT)), record.moment(field::WRITTEN))
            {
                history.anchors.push((stored.sequence, note.to_owned(), made));
            }
            if let Some(steps) = stored.subject.as_ref().and_then(|id| steps.get_mut(id)) {
                steps.push(Step { sequence: stored.sequence, action, has_acts: !record.get(field::ACTS).is_empty() });
            }
            Ok(())
        })?;
        Ok(Self { list: Listing { steps: &steps, list: Vec::new() }.of(chosen, files), history })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Writes `proof.json`. The anchors are those that this key has signed.
    pub(super) fn write_proof(&self, db: &Connection, verifier: &NoteVerifier, out: &mut dyn Write) -> Result<(), VaultError> {
        out.write_all(b"{\"format\":\"pana/dossier-proof/1\",\"records\":[")?;
        for (at, shown) in self.list.iter().enumerate() {
            let (canonical, secret, record) = opened(db, shown.sequence)?;
            let commitments = history::commitments(&canonical).ok_or(VaultError::Damaged { part: Part::Row })?;
            let fields = shown_fields(&record, shown.withheld).map(|(number, bytes)| {
                let salt = history::salt(&secret, number as u16);
                json!({ "field": number, "salt": Base64::encode_string(&salt), "bytes": Base64::encode_string(bytes) })
            });
            let element = json!({ "commitments": Base64::encode_string(commitments.as_flattened()), "shown": fields.collect::<Vec<_>>() });
            write!(out, "{}\n{element}", if at == 0 { "" } else { "," })?;
        }
        let salt = random::bytes();
        let (history, anchors) = self.sealed(verifier, &salt);
        let anchors: Vec<String> = anchors.iter().map(|sealed| Base64::encode_string(sealed)).collect();
        let (salt, history) = (Base64::encode_string(&salt), Base64::encode_string(&history));
        Ok(writeln!(out, "\n],\"salt\":\"{salt}\",\"history\":\"{history}\",\"anchors\":{}}}", json!(anchors))?)
    }

    fn sealed(&self, verifier: &NoteVerifier, salt: &Hash) -> (Vec<u8>, Vec<Vec<u8>>) {
        let History { leaves, is_whole, anchors } = &self.history;
        let key = random::bytes();
        let numbers: Vec<u64> = self.list.iter().map(|shown| shown.sequence).collect();
        if *is_whole {
            let boxed = |(records, note, made): &(u64, String, Moment)| {
                let content = AnchorBox { key, records: *records, made: *made, note: note.clone() };
                (Anchor::new(*records, note, verifier), content)
            };
            let anchors: Vec<_> = anchors.iter().filter(|(_, note, _)| verifier.open(note).is_ok()).map(boxed).collect();
            return (seal_history(&key, &numbers, leaves), seal_boxes(salt, &anchors));
        }
        // Nobody gets the key of what is sealed here: the leaves are not those of the log.
        let count = anchors.len().min(ANCHORS_MAX).next_power_of_two().max(ANCHORS_MIN);
        let boxes = std::iter::repeat_with(|| random::bytes::<SEALED_BOX_BYTES>().to_vec()).take(count);
        let made_up: Vec<Hash> = std::iter::repeat_with(random::bytes).take(leaves.len().max(LEAVES_MIN)).collect();
        (seal_history(&key, &numbers, &made_up), boxes.collect())
    }

    /// Writes `incidents.json`.
    pub(super) fn write_incidents(&self, db: &Connection, made: Moment, out: &mut dyn Write) -> Result<(), VaultError> {
        write!(out, "{{\"format\":\"pana/incidents/1\",\"made\":\"{made}\",\"records\":[")?;
        for (at, shown) in self.list.iter().enumerate() {
            let (_, _, record) = opened(db, shown.sequence)?;
            write!(out, "{}\n{{\"of\":\"{}\",\"number\":{},", if at == 0 { "" } else { "," }, shown.of, shown.number)?;
            if let Some((name, is_copy)) = &shown.file {
                write!(out, "\"file\":\"{name}\",{}", if *is_copy { "\"copy\":true," } else { "" })?;
            }
            out.write_all(b"\"fields\":{")?;
            for (place, (number, bytes)) in shown_fields(&record, shown.withheld).enumerate() {
                write!(out, "{}\"{}\":{}", if place == 0 { "" } else { "," }, FIELD_NAMES[number], value(number, bytes)?)?;
            }
            out.write_all(b"}}")?;
        }
        Ok(out.write_all(b"\n]}\n")?)
    }
}

/// Every name in the log of what is shown.
fn ids(chosen: &Chosen) -> impl Iterator<Item = &Id> {
    let incidents = chosen.incidents.iter().map(|incident| &incident.id);
    let people = chosen.people.iter().map(|entry| &entry.id);
    let refusals = chosen.refusals.iter().map(|entry| &entry.id);
    let police = chosen.reports.iter().map(|entry| &entry.id).chain(chosen.measures.iter().map(|entry| &entry.id));
    incidents.chain(people).chain(refusals).chain(police).chain(chosen.evidence.iter().map(|file| &file.id))
}

struct Listing<'s> {
    steps: &'s HashMap<Id, Vec<Step>>,
    list: Vec<Shown>,
}

impl Listing<'_> {
    fn of(mut self, chosen: &Chosen, files: &[Filed]) -> Vec<Shown> {
        for (at, incident) in chosen.incidents.iter().enumerate() {
            let latest = self.latest(&incident.id, Action::is_of_incident);
            self.add("incident", at, latest, incident.withheld);
            if !incident.withheld.contains(field::ACTS) {
                let steps = self.steps.get(&incident.id).into_iter().flatten();
                let earlier: Vec<Step> = steps.filter(|step| step.has_acts && Some(step.sequence) != latest).copied().collect();
                earlier.into_iter().for_each(|step| self.add("acts", at, Some(step.sequence), incident.withheld));
            }
        }
        for (at, (evidence, filed)) in chosen.evidence.iter().zip(files).enumerate() {
            let latest = self.latest(&evidence.id, |action| action == Action::Attach);
            let before = self.list.len();
            self.add("evidence", at, latest, evidence.withheld);
            if let Some(shown) = self.list.get_mut(before).filter(|_| filed.sha256.is_some()) {
                shown.file = Some((filed.name.clone(), filed.is_copy));
            }
        }
        self.add_entries("person", &chosen.people);
        self.add_entries("refusal", &chosen.refusals);
        self.add_entries("report", &chosen.reports);
        self.add_entries("measure", &chosen.measures);
        self.list
    }

    fn add_entries<T>(&mut self, of: &'static str, entries: &[ShownEntry<T>]) {
        for (at, entry) in entries.iter().enumerate() {
            let latest = self.latest(&entry.id, Action::is_of_incident);
            self.add(of, at, latest, entry.withheld);
        }
    }

    fn latest(&self, id: &Id, is_meant: impl Fn(Action) -> bool) -> Option<u64> {
        let steps = self.steps.get(id)?;
        steps.iter().rev().find(|step| is_meant(step.action)).map(|step| step.sequence)
    }

    /// What lost its record to damage is shown without one.
    fn add(&mut self, of: &'static str, at: usize, sequence: Option<u64>, withheld: FieldSet) {
        if let Some(sequence) = sequence {
            self.list.push(Shown { of, number: at + 1, file: None, sequence, withheld });
        }
    }
}

/// A record that is there, with the secret of its salts.
fn opened(db: &Connection, sequence: u64) -> Result<(Vec<u8>, Hash, history::Record), VaultError> {
    let damaged = VaultError::Damaged { part: Part::Row };
    match history::provable(db, sequence)? {
        Some(history::Provable { canonical, opened: Some((secret, record)) }) => Ok((canonical, secret, record)),
        _ => Err(damaged),
    }
}

/// The fields that say something and are not withheld.
fn shown_fields(record: &history::Record, withheld: FieldSet) -> impl Iterator<Item = (usize, &[u8])> {
    let fields = (0..FIELD_NAMES.len()).filter(move |number| !withheld.contains(*number));
    fields.map(|number| (number, record.get(number))).filter(|(_, bytes)| !bytes.is_empty())
}

/// A field in JSON, as `incidents.json` has it.
fn value(number: usize, bytes: &[u8]) -> Result<String, VaultError> {
    let damaged = VaultError::Damaged { part: Part::Row };
    let text = match number {
        field::ACTION => bytes.first().and_then(|action| Action::from_number(*action)).map(|action| json!(action.id()).to_string()),
        field::EVIDENCE_HASH => Some(json!(hex(bytes)).to_string()),
        _ if MOMENTS.contains(number) => {
            bytes.try_into().ok().and_then(|bytes| Moment::from_bytes(bytes).ok()).map(|at| json!(at).to_string())
        }
        _ if TEXTS.contains(number) => std::str::from_utf8(bytes).ok().map(|text| json!(text).to_string()),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.ok_or(damaged)
}
