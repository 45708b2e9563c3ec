//! What a dossier shows of the history: `proof.json` and `incidents.json` (FORMAT.md §17).

use super::super::chosen::{Chosen, Filed, ShownEntry};
use super::super::fields::{FieldSet, Holds, holds};
use super::super::names::{ACTS, EVIDENCE, INCIDENT, INCIDENTS_FORMAT, MEASURE, PERSON, PROOF_FORMAT, REFUSAL, REPORT};
use super::super::sealed::{ANCHORS_MAX, ANCHORS_MIN, AnchorBox, SEALED_BOX_BYTES, seal_boxes, seal_history};
use super::super::verify::is_json;
use crate::incident::history::{self, Action, field};
use crate::incident::proof::{self, Anchor, FIELD_NAMES, Hash, NoteVerifier};
use crate::incident::{Id, hex, json, verify};
use crate::vault::{Part, VaultError};
use crate::{Moment, random};
use base64ct::{Base64, Encoding};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use std::io::Write;

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
    /// Whether a check of the log finds nothing: every record is there and is the one that was written.
    is_whole: bool,
    anchors: Vec<(u64, String, Moment)>,
}

/// A record of something that is shown.
#[derive(Clone, Copy)]
struct Step {
    sequence: u64,
    action: Action,
    /// The fields that say something.
    said: FieldSet,
}

impl Records {
    /// One pass over the history, and the check of the log. `files` are those of the evidence, in its order.
    pub(super) fn gather(db: &Connection, chosen: &Chosen, files: &[Filed]) -> Result<Self, VaultError> {
        let mut steps: HashMap<Id, Vec<Step>> = ids(chosen).map(|id| (id.clone(), Vec::new())).collect();
        let mut history = History { leaves: Vec::new(), is_whole: verify(db)?.is_empty(), anchors: Vec::new() };
        history::for_each(db, |stored| {
            history.leaves.push(stored.leaf.unwrap_or_default());
            let Some((record, action)) = stored.record.as_ref().and_then(|record| Some((record, record.action()?))) else { return Ok(()) };
            if action == Action::Anchor
                && let (Ok(note), Some(made)) = (std::str::from_utf8(record.get(field::CHECKPOINT)), record.moment(field::WRITTEN))
            {
                history.anchors.push((stored.sequence, note.to_owned(), made));
            }
            let steps = stored.subject.as_ref().and_then(|id| steps.get_mut(id)).filter(|_| stored.intact);
            if let Some(steps) = steps {
                let said = (0..FIELD_NAMES.len()).filter(|number| !record.get(*number).is_empty());
                steps.push(Step { sequence: stored.sequence, action, said: FieldSet::of(&said.collect::<Vec<_>>()) });
            }
            Ok(())
        })?;
        Ok(Self { list: Listing { steps: &steps, telling: telling_of_others(db, chosen)?, list: Vec::new() }.of(chosen, files), history })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Writes `proof.json`. The anchors are those that this key has signed.
    pub(super) fn write_proof(&self, db: &Connection, verifier: &NoteVerifier, out: &mut dyn Write) -> Result<(), VaultError> {
        write!(out, "{{\"format\":\"{PROOF_FORMAT}\",\"records\":[")?;
        for (at, shown) in self.list.iter().enumerate() {
            let (canonical, secret, record) = opened(db, shown.sequence)?;
            let commitments = history::commitments(&canonical).ok_or(VaultError::Damaged { part: Part::Row })?;
            let commitments = Base64::encode_string(commitments.as_flattened());
            let fields = shown_fields(&record, shown.withheld)
                .map(|(number, bytes)| proof::Shown::new(number as u16, &history::salt(&secret, number as u16), bytes));
            let shown = json(&fields.collect::<Vec<_>>());
            write!(out, "{}\n{{\"commitments\":\"{commitments}\",\"shown\":{shown}}}", if at == 0 { "" } else { "," })?;
        }
        let salt = random::bytes();
        let (history, anchors) = self.sealed(verifier, &salt);
        let anchors: Vec<String> = anchors.iter().map(|sealed| Base64::encode_string(sealed)).collect();
        let (salt, history) = (Base64::encode_string(&salt), Base64::encode_string(&history));
        Ok(writeln!(out, "\n],\"salt\":\"{salt}\",\"history\":\"{history}\",\"anchors\":{}}}", json(&anchors))?)
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
        let made_up: Vec<Hash> = std::iter::repeat_with(random::bytes).take(leaves.len()).collect();
        (seal_history(&key, &numbers, &made_up), boxes.collect())
    }

    /// Writes `incidents.json`.
    pub(super) fn write_incidents(&self, db: &Connection, made: Moment, out: &mut dyn Write) -> Result<(), VaultError> {
        write!(out, "{{\"format\":\"{INCIDENTS_FORMAT}\",\"made\":\"{made}\",\"records\":[")?;
        for (at, shown) in self.list.iter().enumerate() {
            let (_, _, record) = opened(db, shown.sequence)?;
            write!(out, "{}\n{{\"of\":\"{}\",\"number\":{},", if at == 0 { "" } else { "," }, shown.of, shown.number)?;
            if let Some((name, is_copy)) = &shown.file {
                write!(out, "\"file\":\"{name}\",{}", if *is_copy { "\"copy\":true," } else { "" })?;
            }
            out.write_all(b"\"fields\":{")?;
            for (place, (number, bytes)) in shown_fields(&record, shown.withheld).enumerate() {
                write!(out, "{}\"{}\":{}", if place == 0 { "" } else { "," }, FIELD_NAMES[number], value(number, bytes))?;
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
    telling: HashSet<Id>,
    list: Vec<Shown>,
}

impl Listing<'_> {
    fn of(mut self, chosen: &Chosen, files: &[Filed]) -> Vec<Shown> {
        for (at, incident) in chosen.incidents.iter().enumerate() {
            let latest = self.latest(&incident.id, Action::is_of_incident);
            let with_acts = FieldSet::of(&[field::ACTS]);
            let withheld = incident.withheld.and(if self.telling.contains(&incident.id) { with_acts } else { FieldSet::default() });
            self.add(INCIDENT, at, latest, withheld);
            if !withheld.contains(field::ACTS) {
                let steps = self.steps.get(&incident.id).into_iter().flatten();
                let earlier: Vec<Step> = steps
                    .filter(|step| step.said.contains(field::ACTS) && Some(step.sequence) != latest.map(|step| step.sequence))
                    .copied()
                    .collect();
                for step in earlier {
                    self.add(ACTS, at, Some(step), withheld);
                }
            }
        }
        for (at, (evidence, filed)) in chosen.evidence.iter().zip(files).enumerate() {
            let latest = self.latest(&evidence.id, |action| action == Action::Attach);
            let before = self.list.len();
            self.add(EVIDENCE, at, latest, evidence.withheld);
            if let Some(shown) = self.list.get_mut(before).filter(|_| filed.sha256.is_some()) {
                shown.file = Some((filed.name.clone(), filed.is_copy));
            }
        }
        self.add_entries(PERSON, &chosen.people);
        self.add_entries(REFUSAL, &chosen.refusals);
        self.add_entries(REPORT, &chosen.reports);
        self.add_entries(MEASURE, &chosen.measures);
        self.list
    }

    fn add_entries<T>(&mut self, of: &'static str, entries: &[ShownEntry<T>]) {
        for (at, entry) in entries.iter().enumerate() {
            let latest = self.latest(&entry.id, Action::is_of_incident);
            self.add(of, at, latest, entry.withheld);
        }
    }

    fn latest(&self, id: &Id, is_meant: impl Fn(Action) -> bool) -> Option<Step> {
        self.steps.get(id)?.iter().rev().find(|step| is_meant(step.action)).copied()
    }

    /// What lost its record to damage is shown without one, and so is what nothing is left of.
    fn add(&mut self, of: &'static str, at: usize, step: Option<Step>, withheld: FieldSet) {
        if let Some(step) = step.filter(|step| !step.said.is_within(withheld)) {
            self.list.push(Shown { of, number: at + 1, file: None, sequence: step.sequence, withheld });
        }
    }
}

/// Series of which an act was lifted out into an incident that is not shown, or whose acts are not: in the records of the series it would be.
fn telling_of_others(db: &Connection, chosen: &Chosen) -> Result<HashSet<Id>, VaultError> {
    let shown: HashMap<&str, FieldSet> = chosen.incidents.iter().map(|incident| (incident.id.as_str(), incident.withheld)).collect();
    let sql = "SELECT DISTINCT incident.id, act.lifted FROM act JOIN incident ON incident.row = act.series WHERE act.lifted IS NOT NULL";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut telling = HashSet::new();
    while let Some(row) = rows.next()? {
        let (series, lifted): (String, String) = (row.get(0)?, row.get(1)?);
        if shown.get(lifted.as_str()).is_none_or(|withheld| withheld.contains(field::ACTS)) {
            telling.extend(Id::from_stored(&series));
        }
    }
    Ok(telling)
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

/// A field in JSON, as `incidents.json` has it: what is not as FORMAT.md §12 has it stands in hexadecimal.
fn value(number: usize, bytes: &[u8]) -> String {
    let text = |text: &str| json(text);
    let said = match holds(number) {
        Holds::Action => <[u8; 1]>::try_from(bytes).ok().and_then(|[action]| Action::from_number(action)).map(|action| text(action.id())),
        Holds::Moment => bytes.try_into().ok().and_then(|bytes| Moment::from_bytes(bytes).ok()).map(|at| text(&at.to_string())),
        Holds::Text => std::str::from_utf8(bytes).ok().map(text),
        Holds::Hash => None,
        // As it was written: a number that passed through another form would not be the one that is proven.
        Holds::Json => std::str::from_utf8(bytes).ok().filter(|_| is_json(bytes)).map(str::to_owned),
    };
    said.unwrap_or_else(|| text(&hex(bytes)))
}
