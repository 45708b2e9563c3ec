//! Whether history and tables agree, and making the tables anew from the history.

use super::act::{self, Tally};
use super::history::{self, Action, Record, field};
use super::row::{self, COLUMNS, Marks, Stored};
use super::{Draft, Id, erase, evidence, search};
use crate::Moment;
use crate::vault::{Damage, VaultError};
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

/// Reads the whole history, recomputes every leaf, and compares the tables with what the records say. Names what differs; empty if nothing does.
///
/// `what` is one of: `history-missing` (records are gone), `history-altered` (a record is not the one of its leaf), `history-emptied` (its texts were
/// destroyed, and no erasure tells of it), `not-erased`, `missing` (the history tells of it, the table has no row), `unknown` (a row the history does not tell
/// of), `differs`, `unreadable`.
pub(crate) fn verify(db: &Connection) -> Result<Vec<Damage>, VaultError> {
    let mut told = Told::default();
    history::for_each(db, |stored| {
        told.hear(stored);
        Ok(())
    })?;
    told.close(history::next_sequence(db)?);
    let mut damaged = std::mem::take(&mut told.damaged);
    compare_incidents(db, &mut told, &mut damaged)?;
    compare_evidence(db, &mut told, &mut damaged)?;
    compare_search(db, &mut damaged)?;
    Ok(damaged)
}

/// Makes the tables of incidents, acts and evidence and the search anew from the history, in one transaction: half a log must never look like all of it.
/// Names what could not be made anew.
pub(crate) fn rebuild_projection(db: &mut Connection) -> Result<Vec<Damage>, VaultError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    search::clear(&tx)?;
    for table in ["act", "evidence", "incident"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut damaged = Vec::new();
    history::for_each(&tx, |stored| {
        let is_told = match &stored.record {
            Some(record) => replay(&tx, record)?,
            None => stored.erased,
        };
        if !is_told {
            damaged.push(damage("history", stored.sequence, "unreadable"));
        }
        Ok(())
    })?;
    for_each_incident(&tx, &mut damaged, |stored, _| search::index(&tx, stored.row, &stored.draft))?;
    let mut lost = tx.prepare("SELECT id FROM evidence WHERE id NOT IN (SELECT evidence FROM evidence_file) ORDER BY row")?;
    for id in lost.query_map([], |row| row.get::<_, String>(0))? {
        damaged.push(damage("evidence", id?, "key-lost"));
    }
    drop(lost);
    tx.commit()?;
    Ok(damaged)
}

/// Does to the tables what a record tells of; false if it can't be told from the record.
fn replay(db: &Connection, record: &Record) -> Result<bool, VaultError> {
    let (Some(action), Some(at)) = (record.action(), record.moment(field::WRITTEN)) else { return Ok(false) };
    match action {
        Action::ClockJump => erase::restart_waits(db, at)?,
        Action::Attach => {
            let Some((evidence, sha256)) = evidence::from_record(record) else { return Ok(false) };
            let Some(owner) = row::find(db, &evidence.incident)? else { return Ok(false) };
            evidence::insert(db, owner.row, &evidence, &sha256)?;
        }
        // Nothing is left to erase, unless a record escaped it.
        Action::Erased => {
            let Some(id) = record.subject() else { return Ok(false) };
            if let Some(stored) = row::find(db, &id)? {
                erase::remove_rows(db, stored.row)?;
            }
        }
        _ if action.is_of_incident() => return replay_incident(db, record, action, at),
        _ => {}
    }
    Ok(true)
}

fn replay_incident(db: &Connection, record: &Record, action: Action, at: Moment) -> Result<bool, VaultError> {
    let (Some(id), Some(draft)) = (record.subject(), Draft::read_from(record)) else { return Ok(false) };
    let Some(acts) = act::from_record(record, draft.kind) else { return Ok(false) };
    let was = match row::find(db, &id)? {
        Some(was) => was,
        None => Stored { row: row::next_row(db)?, id, draft: draft.clone(), marks: Marks::new(at), acts: 0 },
    };
    let is = Stored { draft, marks: was.marks.after(action, at), acts: was.acts + acts.len() as u64, ..was };
    row::write(db, &is)?;
    for act in &acts {
        act::insert(db, is.row, act)?;
    }
    act::index(db, &is, &acts)?;
    Ok(true)
}

/// What the history tells of everything that is not erased, short enough to be held for a whole log.
#[derive(Default)]
struct Told {
    incidents: HashMap<Id, ToldIncident>,
    /// A digest of each piece of evidence.
    evidence: HashMap<Id, [u8; 32]>,
    erased: HashSet<Id>,
    /// Records whose texts are destroyed, and of what.
    emptied: Vec<(u64, Option<Id>)>,
    next_sequence: u64,
    damaged: Vec<Damage>,
}

struct ToldIncident {
    draft: [u8; 32],
    marks: Marks,
    acts: Tally,
}

impl Told {
    fn hear(&mut self, stored: history::Stored) {
        self.expect(stored.sequence);
        self.next_sequence = stored.sequence.saturating_add(1);
        if !stored.intact {
            self.damaged.push(damage("history", stored.sequence, "history-altered"));
        }
        if stored.erased {
            self.emptied.push((stored.sequence, stored.subject));
            return;
        }
        // One that can't be read at all is not the one of its leaf either.
        if let Some(record) = stored.record
            && self.tell(&record).is_none()
            && stored.intact
        {
            self.damaged.push(damage("history", stored.sequence, "unreadable"));
        }
    }

    /// Says what is wrong with the history as a whole, once all of it was heard.
    fn close(&mut self, next_sequence: u64) {
        self.expect(next_sequence);
        for (sequence, subject) in std::mem::take(&mut self.emptied) {
            if !subject.is_some_and(|subject| self.erased.contains(&subject)) {
                self.damaged.push(damage("history", sequence, "history-emptied"));
            }
        }
    }

    fn expect(&mut self, sequence: u64) {
        match sequence.saturating_sub(self.next_sequence) {
            0 => {}
            1 => self.damaged.push(damage("history", self.next_sequence, "history-missing")),
            _ => self.damaged.push(damage("history", format_args!("{}-{}", self.next_sequence, sequence - 1), "history-missing")),
        }
    }

    fn tell(&mut self, record: &Record) -> Option<()> {
        let (action, at) = (record.action()?, record.moment(field::WRITTEN)?);
        match action {
            Action::ClockJump => self.incidents.values_mut().for_each(|incident| incident.marks = incident.marks.after(action, at)),
            Action::Attach => {
                let (evidence, _) = evidence::from_record(record)?;
                self.evidence.insert(evidence.id.clone(), evidence_digest(&evidence));
            }
            Action::Erased => {
                let id = record.subject()?;
                if self.incidents.remove(&id).is_some() || self.evidence.remove(&id).is_some() {
                    self.damaged.push(damage("incident", &id, "not-erased"));
                }
                self.erased.insert(id);
            }
            _ if action.is_of_incident() => {
                let draft = Draft::read_from(record)?;
                let acts = act::from_record(record, draft.kind)?;
                let new = || ToldIncident { draft: [0; 32], marks: Marks::new(at), acts: Tally::default() };
                let incident = self.incidents.entry(record.subject()?).or_insert_with(new);
                incident.draft = draft_digest(&draft);
                incident.marks = incident.marks.after(action, at);
                acts.iter().for_each(|act| incident.acts.add(act));
            }
            _ => {}
        }
        Some(())
    }
}

fn compare_incidents(db: &Connection, told: &mut Told, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    let mut tallies: HashMap<i64, Tally> = HashMap::new();
    let mut select = db.prepare("SELECT series, kind, utc_ms, offset_min, number, direction, seconds, text FROM act")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let tally = tallies.entry(row.get(0)?).or_default();
        // One that can't be read is missing from the tally, and so its incident differs.
        if let Ok(act) = act::read(row, 1) {
            tally.add(&act);
        }
    }
    for_each_incident(db, damaged, |stored, damaged| {
        let acts = tallies.remove(&stored.row).unwrap_or_default();
        let what = match told.incidents.remove(&stored.id) {
            None => "unknown",
            Some(told)
                if told.draft == draft_digest(&stored.draft)
                    && told.marks == stored.marks
                    && told.acts == acts
                    && acts.acts == stored.acts =>
            {
                return Ok(());
            }
            Some(_) => "differs",
        };
        damaged.push(damage("incident", &stored.id, what));
        Ok(())
    })?;
    damaged.extend(sorted(told.incidents.keys()).into_iter().map(|id| damage("incident", id, "missing")));
    Ok(())
}

fn compare_evidence(db: &Connection, told: &mut Told, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    for evidence in evidence::all(db)? {
        match told.evidence.remove(&evidence.id) {
            None => damaged.push(damage("evidence", &evidence.id, "unknown")),
            Some(digest) if digest == evidence_digest(&evidence) => {}
            Some(_) => damaged.push(damage("evidence", &evidence.id, "differs")),
        }
    }
    damaged.extend(sorted(told.evidence.keys()).into_iter().map(|id| damage("evidence", id, "missing")));
    Ok(())
}

fn compare_search(db: &Connection, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    for_each_incident(db, damaged, |stored, damaged| {
        let text = search::own_text(&stored.draft, &evidence::names(db, stored.row)?);
        if search::kept_text(db, stored.row)?.as_ref() != Some(&text) {
            damaged.push(damage("search of incident", &stored.id, "differs"));
        }
        Ok(())
    })?;
    if !search::is_whole(db) {
        damaged.push(Damage { place: "search".to_owned(), what: "differs", set_aside: false });
    }
    Ok(())
}

/// Hands over every incident that can be read, and names the others.
fn for_each_incident(
    db: &Connection,
    damaged: &mut Vec<Damage>,
    mut each: impl FnMut(Stored, &mut Vec<Damage>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut select = db.prepare(&format!("SELECT {COLUMNS} FROM incident ORDER BY row"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        match row::read(row) {
            Ok(stored) => each(stored, damaged)?,
            Err(_) => match row::parsed(row, 1, Id::from_stored) {
                Ok(id) => damaged.push(damage("incident", id, "unreadable")),
                Err(_) => damaged.push(damage("incident row", row.get::<_, i64>(0)?, "unreadable")),
            },
        }
    }
    Ok(())
}

fn draft_digest(draft: &Draft) -> [u8; 32] {
    let mut record = Record::default();
    draft.write_to(&mut record);
    Sha256::digest(record.openings()).into()
}

fn evidence_digest(evidence: &evidence::Evidence) -> [u8; 32] {
    let received = evidence.received.to_bytes();
    Sha256::new()
        .chain_update(evidence.incident.as_str())
        .chain_update(evidence.bytes.to_le_bytes())
        .chain_update(received)
        .chain_update(&evidence.sha256)
        .chain_update(&evidence.name)
        .finalize()
        .into()
}

fn sorted<'a>(ids: impl Iterator<Item = &'a Id>) -> Vec<&'a Id> {
    let mut ids: Vec<&Id> = ids.collect();
    ids.sort_by_key(|id| id.as_str());
    ids
}

fn damage(part: &str, name: impl Display, what: &'static str) -> Damage {
    Damage { place: format!("{part} {name}"), what, set_aside: false }
}
