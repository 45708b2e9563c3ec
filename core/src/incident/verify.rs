//! Whether history and tables agree, and making the tables anew from the history.

use super::act::{self, Tally};
use super::history::{self, Action, Record, field};
use super::proof::{self, Checkpoint, NoteVerifier, Tree};
use super::row::{self, COLUMNS, Marks, Stored};
use super::stats::pack;
use super::thing::{Owner, Thing};
use super::{Draft, Id, PAGE_MAX, Said, entry, erase, evidence, search, series};
use crate::Moment;
use crate::vault::{Damage, Part, VaultError};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Display;

/// Reads the whole history, recomputes every leaf, and compares the tables with what the records say. Names what differs; empty if nothing does.
///
/// `what` is one of: `history-missing` (records are gone), `history-uncounted` (the database gives this number again, though it is taken), `history-altered` (a record is not the one of its leaf), `history-emptied` (its texts were
/// destroyed, and no erasure tells of it), `history-rewritten` (what this anchor was made over is not what is there now), `clock-back` (the record is
/// older than the one before it, and no clock jump tells of it), `not-erased`, `missing` (the history tells of it, the table has no row), `unknown` (a row the history does not tell
/// of), `differs`, `unreadable`, `key-lost` (evidence whose file nothing can open any more).
pub(crate) fn verify(db: &Connection) -> Result<Vec<Damage>, VaultError> {
    let mut told = Told { verifier: proof::signer(db)?.map(|signer| signer.verifier()), tree: Some(Tree::default()), ..Told::default() };
    history::for_each(db, |stored| {
        told.hear(stored);
        Ok(())
    })?;
    told.close(history::counted(db)?);
    let mut damaged = std::mem::take(&mut told.damaged);
    compare_incidents(db, &mut told, &mut damaged)?;
    compare_entries(db, &mut told, &mut damaged)?;
    compare_evidence(db, &mut told, &mut damaged)?;
    compare_search(db, &mut damaged)?;
    compare_packed(db, &mut damaged)?;
    Ok(damaged)
}

/// Makes the tables of incidents, acts, entries and evidence and the search anew from the history, in one transaction: half a log must never look like all of it.
/// Names what could not be made anew.
pub(crate) fn rebuild_projection(db: &mut Connection) -> Result<Vec<Damage>, VaultError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    search::clear(&tx)?;
    for table in ["act_pack", "act", "undone", "evidence", "incident", "entry"] {
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
    let mut after = 0;
    while let Some(last) = index_incidents(&tx, after, PAGE_MAX)? {
        after = last;
    }
    index_entries(&tx)?;
    damaged.extend(evidence::without_file(&tx)?.into_iter().map(|id| damage("evidence", id, "key-lost")));
    tx.commit()?;
    Ok(damaged)
}

/// Makes what the next incidents say findable, at most `limit` from behind row `after`; returns the last one's row, `None` if there are none.
pub(super) fn index_incidents(db: &Connection, after: i64, limit: u32) -> Result<Option<i64>, VaultError> {
    let mut last = None;
    let mut select = db.prepare_cached(&format!("SELECT {COLUMNS} FROM incident WHERE row > ? ORDER BY row LIMIT ?"))?;
    let mut rows = select.query([after, i64::from(limit)])?;
    while let Some(row) = rows.next()? {
        let stored = row::read(row)?;
        search::index(db, stored.row, &stored.draft)?;
        last = Some(stored.row);
    }
    Ok(last)
}

/// The same for entries, all at once: there are few.
pub(super) fn index_entries(db: &Connection) -> Result<(), VaultError> {
    entry::for_each(db, |read| match read {
        Ok(stored) => search::index_entry(db, stored.row, &stored.said),
        // What was just written can be read.
        Err(_) => Ok(()),
    })
}

/// Does to the tables what a record tells of; false if it can't be told from the record.
pub(super) fn replay(db: &Connection, record: &Record) -> Result<bool, VaultError> {
    let (Some(action), Some(at)) = (record.action(), record.moment(field::WRITTEN)) else { return Ok(false) };
    match action {
        Action::ClockJump => erase::restart_waits(db, at)?,
        Action::Attach => {
            let Some((evidence, sha256)) = evidence::from_record(record) else { return Ok(false) };
            let Some(owner) = Thing::find(db, &evidence.incident)? else {
                // The incident it was moved away from may have been erased since.
                return Ok(history::records_of(db, &evidence.id)? > 1);
            };
            let is_moved = match owner.owner() {
                Owner::Incident(row) => evidence::move_to(db, &evidence.id, row)?,
                Owner::Entry(_) => false,
            };
            if !is_moved {
                evidence::insert(db, owner.owner(), &evidence, &sha256)?;
            }
        }
        // Nothing is left to erase, unless a record escaped it.
        Action::Erased => {
            let Some(id) = record.subject() else { return Ok(false) };
            if let Some(thing) = Thing::find(db, &id)? {
                thing.remove_rows(db)?;
            }
        }
        _ if action.is_of_incident() && entry::is_of_entry(record) => return replay_entry(db, record, action, at),
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
    let is = Stored { draft, marks: was.marks.after(action, at), ..was };
    row::write(db, &is)?;
    for (place, act) in (act::next_place(db, is.row)?..).zip(&acts) {
        act::insert_told(db, is.row, place, act)?;
    }
    act::index(db, &is, &acts)?;
    let is_told = series::replay(db, record, action, is.row)?;
    row::write(db, &Stored { acts: series::acts_in(db, is.row)?, ..is })?;
    Ok(is_told)
}

fn replay_entry(db: &Connection, record: &Record, action: Action, at: Moment) -> Result<bool, VaultError> {
    let (Some(id), Some(said)) = (record.subject(), Said::read_from(record)) else { return Ok(false) };
    let was = match entry::find(db, &id)? {
        Some(was) => was,
        None => entry::Stored::new(db, id, said.clone(), at)?,
    };
    entry::write(db, &entry::Stored { said, marks: was.marks.after(action, at), ..was })?;
    Ok(true)
}

/// What the history tells of everything that is not erased, short enough to be held for a whole log.
#[derive(Default)]
struct Told {
    incidents: HashMap<Id, ToldIncident>,
    /// A digest of what each entry says, and its marks.
    entries: HashMap<Id, ([u8; 32], Marks)>,
    evidence: HashMap<Id, ToldEvidence>,
    /// What was erased, with the record that says so.
    erased: HashMap<Id, u64>,
    /// Records whose texts are destroyed, and of what.
    emptied: Vec<(u64, Option<Id>)>,
    next_sequence: u64,
    /// The tree over the records heard, as long as none was missing or unreadable.
    tree: Option<Tree>,
    /// Whose checkpoints are in the history; nobody's before the first anchor.
    verifier: Option<NoteVerifier>,
    /// When the last record was written.
    written: Option<Moment>,
    damaged: Vec<Damage>,
}

/// `first` is the record that told of it first: rows stand in that order.
struct ToldEvidence {
    first: u64,
    digest: [u8; 32],
    /// The row of what has moved may be that of its first record or of a later one, if the incident it came to is erased.
    is_moved: bool,
}

struct ToldIncident {
    first: u64,
    draft: [u8; 32],
    marks: Marks,
    acts: Tally,
    /// Places of the acts that stand for themselves now, and as what.
    lifted: HashMap<u64, Id>,
    undone: bool,
}

impl Told {
    fn hear(&mut self, stored: history::Stored) {
        self.expect(stored.sequence);
        self.next_sequence = stored.sequence.saturating_add(1);
        if !stored.intact {
            self.damaged.push(damage("history", stored.sequence, "history-altered"));
        }
        if let Some(record) = &stored.record {
            self.hear_time(stored.sequence, record);
            self.hear_checkpoint(stored.sequence, record);
        }
        match (&mut self.tree, stored.leaf) {
            (Some(tree), Some(leaf)) if tree.size() as u64 == stored.sequence => tree.push(leaf),
            (tree, _) => *tree = None,
        }
        if stored.erased {
            self.emptied.push((stored.sequence, stored.subject));
            return;
        }
        // One that can't be read at all is not the one of its leaf either.
        if let Some(record) = stored.record
            && self.tell(stored.sequence, &record).is_none()
            && stored.intact
        {
            self.damaged.push(damage("history", stored.sequence, "unreadable"));
        }
    }

    /// Says what is wrong with the history as a whole, once all of it was heard.
    fn close(&mut self, next_sequence: u64) {
        if self.next_sequence > next_sequence {
            self.damaged.push(damage("history", next_sequence, "history-uncounted"));
        }
        self.expect(next_sequence);
        for (sequence, subject) in std::mem::take(&mut self.emptied) {
            let erased = subject.and_then(|subject| self.erased.get(&subject));
            if erased.is_none_or(|erased| *erased < sequence) {
                self.damaged.push(damage("history", sequence, "history-emptied"));
            }
        }
    }

    /// Time goes forward from record to record, but for a jump that the history tells of.
    fn hear_time(&mut self, sequence: u64, record: &Record) {
        let Some(at) = record.moment(field::WRITTEN) else { return };
        let back = self.written.is_some_and(|before| at.utc_ms() < before.utc_ms());
        if back && record.action() != Some(Action::ClockJump) {
            self.damaged.push(damage("history", sequence, "clock-back"));
        }
        self.written = Some(at);
    }

    /// An anchor's checkpoint must be the one of the records before it.
    fn hear_checkpoint(&mut self, sequence: u64, record: &Record) {
        if record.action() != Some(Action::Anchor) {
            return;
        }
        // Where records are missing nobody can tell what it was made over.
        let Some(tree) = self.tree.as_ref().filter(|tree| tree.size() as u64 == sequence) else { return };
        let checkpoint = std::str::from_utf8(record.get(field::CHECKPOINT)).ok().zip(self.verifier.as_ref());
        let checkpoint = checkpoint.and_then(|(note, verifier)| Checkpoint::parse(verifier.open(note).ok()?).ok());
        let is_own = |is: &Checkpoint| self.verifier.as_ref().is_some_and(|verifier| is.origin == verifier.name());
        let holds = checkpoint.is_some_and(|is| is.size == sequence && is_own(&is) && tree.root_at(tree.size()) == Some(is.root));
        if !holds {
            self.damaged.push(damage("history", sequence, "history-rewritten"));
        }
    }

    fn expect(&mut self, sequence: u64) {
        match sequence.saturating_sub(self.next_sequence) {
            0 => {}
            1 => self.damaged.push(damage("history", self.next_sequence, "history-missing")),
            _ => self.damaged.push(damage("history", format_args!("{}-{}", self.next_sequence, sequence - 1), "history-missing")),
        }
    }

    fn tell(&mut self, sequence: u64, record: &Record) -> Option<()> {
        let (action, at) = (record.action()?, record.moment(field::WRITTEN)?);
        match action {
            Action::ClockJump => {
                let of_incidents = self.incidents.values_mut().map(|incident| &mut incident.marks);
                for marks in of_incidents.chain(self.entries.values_mut().map(|(_, marks)| marks)) {
                    *marks = marks.after(action, at);
                }
            }
            Action::Attach => {
                // One that is there already has moved to another incident.
                let (evidence, _) = evidence::from_record(record)?;
                let digest = evidence_digest(&evidence);
                let is_moved = self.evidence.contains_key(&evidence.id);
                self.evidence.insert(evidence.id, ToldEvidence { first: sequence, digest, is_moved });
            }
            Action::Erased => {
                let id = record.subject()?;
                let is_left = self.incidents.remove(&id).is_some() || self.entries.remove(&id).is_some();
                if is_left || self.evidence.remove(&id).is_some() {
                    self.damaged.push(damage("incident", &id, "not-erased"));
                }
                self.erased.insert(id, sequence);
            }
            _ if action.is_of_incident() && entry::is_of_entry(record) => {
                let digest = said_digest(&Said::read_from(record)?);
                let (said, marks) = self.entries.entry(record.subject()?).or_insert((digest, Marks::new(at)));
                (*said, *marks) = (digest, marks.after(action, at));
            }
            _ if action.is_of_incident() => {
                let draft = Draft::read_from(record)?;
                let acts = act::from_record(record, draft.kind)?;
                let new = || ToldIncident {
                    first: sequence,
                    draft: [0; 32],
                    marks: Marks::new(at),
                    acts: Tally::default(),
                    lifted: HashMap::new(),
                    undone: false,
                };
                let incident = self.incidents.entry(record.subject()?).or_insert_with(new);
                incident.draft = draft_digest(&draft);
                incident.marks = incident.marks.after(action, at);
                for act in &acts {
                    incident.acts.add(act);
                }
                match action {
                    Action::ImportUndone => (incident.acts, incident.undone) = (Tally::default(), true),
                    Action::Lift => {
                        let (place, id) = series::lift_told(record)?;
                        incident.lifted.insert(place, id);
                    }
                    Action::Unlift => {
                        incident.lifted.remove(&series::lift_told(record)?.0);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Some(())
    }
}

fn compare_incidents(db: &Connection, told: &mut Told, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    let mut all: HashMap<i64, (Tally, HashMap<u64, Id>)> = HashMap::new();
    let mut select = db.prepare(&format!("SELECT series, place, lifted, {} FROM act", act::COLUMNS))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (tally, lifted) = all.entry(row.get(0)?).or_default();
        let place = row.get::<_, i64>(1)?.cast_unsigned();
        // One that can't be read is missing from the tally, and so its incident differs.
        if let Ok(act) = act::read(row, 3) {
            tally.add_at(place, &act);
        }
        if let Some(id) = row.get::<_, Option<String>>(2)?.as_deref().and_then(Id::from_stored) {
            lifted.insert(place, id);
        }
    }
    let mut first = 0;
    for_each_incident(db, damaged, |stored, damaged| {
        let (acts, lifted) = all.remove(&stored.row).unwrap_or_default();
        let undone = series::is_undone(db, stored.row)?;
        let what = match told.incidents.remove(&stored.id) {
            None => "unknown",
            Some(told)
                if in_order(&mut first, told.first)
                    && told.draft == draft_digest(&stored.draft)
                    && told.marks == stored.marks
                    && told.acts == acts
                    && told.lifted == lifted
                    && told.undone == undone
                    && acts.acts == stored.acts + lifted.len() as u64 =>
            {
                return Ok(());
            }
            Some(_) => "differs",
        };
        damaged.push(damage("incident", &stored.id, what));
        Ok(())
    })?;
    damaged.extend(sorted(told.incidents.keys()).into_iter().map(|id| damage("incident", id, "missing")));
    let mut of_none: Vec<i64> = all.into_keys().collect();
    of_none.sort_unstable();
    damaged.extend(of_none.into_iter().map(|row| damage("acts of incident row", row, "unknown")));
    Ok(())
}

fn compare_entries(db: &Connection, told: &mut Told, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    for_each_entry(db, damaged, |stored, damaged| {
        match told.entries.remove(&stored.id) {
            None => damaged.push(damage("entry", &stored.id, "unknown")),
            Some(is) if is == (said_digest(&stored.said), stored.marks) => {}
            Some(_) => damaged.push(damage("entry", &stored.id, "differs")),
        }
        Ok(())
    })?;
    damaged.extend(sorted(told.entries.keys()).into_iter().map(|id| damage("entry", id, "missing")));
    Ok(())
}

fn compare_evidence(db: &Connection, told: &mut Told, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    let mut first = 0;
    for evidence in evidence::judged(db)? {
        let evidence = match evidence {
            Ok(evidence) => evidence,
            Err(row) => {
                damaged.push(damage("evidence row", row, "unreadable"));
                continue;
            }
        };
        match told.evidence.remove(&evidence.id) {
            None => damaged.push(damage("evidence", &evidence.id, "unknown")),
            Some(told) if (told.is_moved || in_order(&mut first, told.first)) && told.digest == evidence_digest(&evidence) => {}
            Some(_) => damaged.push(damage("evidence", &evidence.id, "differs")),
        }
    }
    damaged.extend(sorted(told.evidence.keys()).into_iter().map(|id| damage("evidence", id, "missing")));
    damaged.extend(evidence::without_file(db)?.into_iter().map(|id| damage("evidence", id, "key-lost")));
    damaged.extend(evidence::keys_of_none(db)?.into_iter().map(|id| damage("evidence", id, "not-erased")));
    Ok(())
}

fn compare_search(db: &Connection, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    for_each_incident(db, damaged, |stored, damaged| {
        let owner = Owner::Incident(stored.row);
        let text = readable(evidence::names(db, owner))?.map(|names| search::own_text(&stored.draft, &names));
        if text.is_none() || readable(search::kept_text(db, owner))?.flatten() != text {
            damaged.push(damage("search of incident", &stored.id, "differs"));
        }
        Ok(())
    })?;
    damaged.extend(search::texts_of_none(db)?.into_iter().map(|row| damage("search of incident row", row, "unknown")));
    for_each_entry(db, damaged, |stored, damaged| {
        let owner = Owner::Entry(stored.row);
        let text = readable(evidence::names(db, owner))?.map(|names| search::entry_text(&stored.said, &names));
        if text.is_none() || readable(search::kept_text(db, owner))?.flatten() != text {
            damaged.push(damage("search of entry", &stored.id, "differs"));
        }
        Ok(())
    })?;
    damaged.extend(search::texts_of_no_entry(db)?.into_iter().map(|row| damage("search of entry row", row, "unknown")));
    if !search::is_whole(db) {
        damaged.push(Damage { place: "search".to_owned(), what: "differs", set_aside: false });
    }
    Ok(())
}

/// `None` for what the table has and nothing can read.
fn readable<T>(read: Result<T, VaultError>) -> Result<Option<T>, VaultError> {
    match read {
        Err(VaultError::Damaged { part: Part::Row }) => Ok(None),
        read => read.map(Some),
    }
}

/// What figures are counted from must be what the acts are.
fn compare_packed(db: &Connection, damaged: &mut Vec<Damage>) -> Result<(), VaultError> {
    for series in pack::differing(db)? {
        let id: Option<String> = db.query_row("SELECT id FROM incident WHERE row = ?", [series], |row| row.get(0)).optional()?;
        damaged.push(damage("figures of incident", id.unwrap_or_else(|| format!("row {series}")), "differs"));
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

/// Whether the next row is of a later record than all before it.
fn in_order(latest: &mut u64, first: u64) -> bool {
    let is_later = first >= *latest;
    *latest = first.max(*latest);
    is_later
}

/// The same for entries.
fn for_each_entry(
    db: &Connection,
    damaged: &mut Vec<Damage>,
    mut each: impl FnMut(entry::Stored, &mut Vec<Damage>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    entry::for_each(db, |read| match read {
        Ok(stored) => each(stored, damaged),
        Err(name) => {
            damaged.push(damage("entry", name, "unreadable"));
            Ok(())
        }
    })
}

fn said_digest(said: &Said) -> [u8; 32] {
    Sha256::new().chain_update(said.sort().id()).chain_update([0]).chain_update(said.text()).finalize().into()
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
        .chain_update([0])
        .chain_update(evidence.act.as_ref().map(ToString::to_string).unwrap_or_default())
        .chain_update([0])
        .chain_update(evidence.derived.as_ref().map(super::json).unwrap_or_default())
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

#[cfg(test)]
mod tests;
