//! Whether history and tables agree, and making the tables anew from the history.

use super::act::{self, Tally};
use super::history::{self, Action, Record, field};
use super::proof::{self, Checkpoint, NoteVerifier, Tree};
use super::row::{self, COLUMNS, Marks, Stored};
use super::{Draft, Id, erase, evidence, search, series};
use crate::Moment;
use crate::vault::{Damage, VaultError};
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

/// Reads the whole history, recomputes every leaf, and compares the tables with what the records say. Names what differs; empty if nothing does.
///
/// `what` is one of: `history-missing` (records are gone), `history-altered` (a record is not the one of its leaf), `history-emptied` (its texts were
/// destroyed, and no erasure tells of it), `history-rewritten` (what this anchor was made over is not what is there now), `clock-back` (the record is
/// older than the one before it, and no clock jump tells of it), `not-erased`, `missing` (the history tells of it, the table has no row), `unknown` (a row the history does not tell
/// of), `differs`, `unreadable`, `key-lost` (evidence whose file nothing can open any more).
pub(crate) fn verify(db: &Connection) -> Result<Vec<Damage>, VaultError> {
    let mut told = Told { verifier: proof::signer(db)?.map(|signer| signer.verifier()), tree: Some(Tree::default()), ..Told::default() };
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
    for table in ["act", "undone", "evidence", "incident"] {
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
    damaged.extend(evidence::without_file(&tx)?.into_iter().map(|id| damage("evidence", id, "key-lost")));
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
            let Some(owner) = row::find(db, &evidence.incident)? else {
                // The incident it was moved away from may have been erased since.
                return Ok(history::records_of(db, &evidence.id)? > 1);
            };
            if !evidence::move_to(db, &evidence.id, owner.row)? {
                evidence::insert(db, owner.row, &evidence, &sha256)?;
            }
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
    /// The tree over the records heard, as long as none was missing or unreadable.
    tree: Option<Tree>,
    /// Whose checkpoints are in the history; nobody's before the first anchor.
    verifier: Option<NoteVerifier>,
    /// When the last record was written.
    written: Option<Moment>,
    damaged: Vec<Damage>,
}

struct ToldIncident {
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
        let Some(tree) = &self.tree else { return };
        let checkpoint = std::str::from_utf8(record.get(field::CHECKPOINT)).ok().zip(self.verifier.as_ref());
        let checkpoint = checkpoint.and_then(|(note, verifier)| Checkpoint::parse(verifier.open(note).ok()?).ok());
        let holds = checkpoint.is_some_and(|is| is.size == sequence && tree.root_at(tree.size()) == Some(is.root));
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

    fn tell(&mut self, record: &Record) -> Option<()> {
        let (action, at) = (record.action()?, record.moment(field::WRITTEN)?);
        match action {
            Action::ClockJump => {
                for incident in self.incidents.values_mut() {
                    incident.marks = incident.marks.after(action, at);
                }
            }
            Action::Attach => {
                // One that is there already has moved to another incident.
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
                let new = || ToldIncident {
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
    for_each_incident(db, damaged, |stored, damaged| {
        let (acts, lifted) = all.remove(&stored.row).unwrap_or_default();
        let undone = series::is_undone(db, stored.row)?;
        let what = match told.incidents.remove(&stored.id) {
            None => "unknown",
            Some(told)
                if told.draft == draft_digest(&stored.draft)
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
    damaged.extend(evidence::without_file(db)?.into_iter().map(|id| damage("evidence", id, "key-lost")));
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
        .chain_update([0])
        .chain_update(evidence.act.as_ref().map(ToString::to_string).unwrap_or_default())
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
mod tests {
    use super::super::act::Act;
    use super::super::direction::Direction;
    use super::super::series::ImportOrigin;
    use super::super::testing::{DAY_MS, Desk, draft, later, now};
    use super::super::{Kind, LogError};
    use super::*;

    /// A log with something of everything: two incidents, one amended, one erased, evidence, acts and a note at the end.
    fn full() -> (Desk, Id, Id, Id) {
        let mut desk = Desk::new();
        let first = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "first"));
        let second = desk.add(&draft("call", "2026-02-02T21:30+05:00", "second"));
        let image = desk.add(&draft("image", "2026-02-02T21:30+05:00", "image"));
        let mut log = desk.log();
        log.amend(&first, &draft("visit", "2026-02-01T21:40+05:00", "first, amended"), now()).unwrap();
        let evidence = log.attach(&first, "a.jpg", &mut &b"content"[..], now(), &mut |_| ()).unwrap().id;
        log.withdraw(&second, now()).unwrap();
        log.ask_erase(&image, true, now()).unwrap();
        let act = |n: i64| Act { direction: Direction::Missed, ..Act::new(Kind::CALL, later(now(), n * 1_000).wall, "+77010000001") };
        let mut batches = vec![vec![act(1), act(2)]];
        log.take_acts(&ImportOrigin { name: "calls.xml", format: "calls-xml" }, &mut || Ok::<_, LogError>(batches.pop()), now()).unwrap();
        log.note(Action::Opening, later(now(), DAY_MS)).unwrap();
        drop(log);
        assert_eq!(desk.damaged(), [""; 0]);
        (desk, first, second, evidence)
    }

    fn after(desk: &Desk, sql: &str) -> Vec<String> {
        desk.db.execute_batch("SAVEPOINT harm").unwrap();
        desk.db.execute_batch(sql).unwrap();
        let damaged = desk.damaged();
        desk.db.execute_batch("ROLLBACK TO harm; RELEASE harm").unwrap();
        damaged
    }

    #[test]
    fn any_record_that_is_altered_removed_or_moved_is_named() {
        let (desk, ..) = full();
        let all = history::next_sequence(&desk.db).unwrap();
        for n in 0..all {
            let named = |damaged: &[String], what: &str| damaged.contains(&format!("history {n}: {what}"));
            assert!(named(&after(&desk, &format!("DELETE FROM history WHERE sequence = {n}")), "history-missing"), "{n}");
            for column in ["leaf", "secret", "openings", "record"] {
                let flipped = format!(
                    "CAST(substr({column}, 1, 20) || CASE substr({column}, 21, 1) WHEN x'07' THEN char(8) ELSE char(7) END || substr({column}, 22) AS BLOB)"
                );
                let sql = format!("UPDATE history SET {column} = {flipped} WHERE sequence = {n} AND {column} IS NOT NULL");
                let is_there: bool = desk
                    .db
                    .query_row(&format!("SELECT {column} IS NOT NULL FROM history WHERE sequence = {n}"), [], |row| row.get(0))
                    .unwrap();
                assert_eq!(named(&after(&desk, &sql), "history-altered"), is_there, "{n} {column}");
            }
            let moved = format!("UPDATE history SET subject = '00000000' WHERE sequence = {n}");
            assert!(!after(&desk, &moved).is_empty(), "{n}");
            for other in (0..all).filter(|other| *other != n) {
                let swap = format!(
                    "UPDATE history SET sequence = 999 WHERE sequence = {n}; UPDATE history SET sequence = {n} WHERE sequence = {other};
                     UPDATE history SET sequence = {other} WHERE sequence = 999; DELETE FROM sqlite_sequence;
                     INSERT INTO sqlite_sequence VALUES ('history', {})",
                    all - 1
                );
                let damaged = after(&desk, &swap);
                assert!(
                    named(&damaged, "history-altered") && damaged.contains(&format!("history {other}: history-altered")),
                    "{n} {other}"
                );
            }
        }
        assert_eq!(after(&desk, "DELETE FROM history WHERE sequence IN (3, 4, 5)")[0], "history 3-5: history-missing");
    }

    #[test]
    fn a_record_emptied_without_an_erasure_is_named() {
        let (desk, first, ..) = full();
        desk.db.execute_batch("SAVEPOINT harm").unwrap();
        history::erase_records(&desk.db, &first).unwrap();
        let damaged = desk.damaged();
        assert!(damaged.contains(&"history 0: history-emptied".to_owned()), "{damaged:?}");
        assert!(damaged.contains(&format!("incident {first}: unknown")), "{damaged:?}");
    }

    #[test]
    fn any_row_that_is_altered_removed_or_added_is_named() {
        let (desk, first, second, evidence) = full();
        let of_first = |set: &str| format!("UPDATE incident SET {set} WHERE id = '{first}'");
        for set in [
            "kind = 'call'",
            "at_ms = at_ms + 1",
            "at_offset = 0",
            "until_ms = at_ms, until_offset = 0",
            "precision = 'day'",
            "words = 'x'",
            "place = '{\"kind\":\"home\",\"label\":\"\"}'",
            "who = '{\"name\":\"x\",\"numbers\":[]}'",
            "witnesses = '[{\"name\":\"x\",\"contact\":\"\",\"saw\":\"\",\"testifies\":null}]'",
            "count_acts = 3, count_exact = 1",
            "written_ms = 0",
            "amended_ms = NULL",
            "withdrawn_ms = 0, withdrawn_offset = 0, hidden = 1",
            "erase_due_ms = 0, erase_due_offset = 0",
            "acts = 1",
        ] {
            assert!(after(&desk, &of_first(set)).contains(&format!("incident {first}: differs")), "{set}");
        }
        for set in ["kind = 'x'", "who = '{'", "precision = ''", "at_offset = 5000"] {
            assert!(after(&desk, &of_first(set)).contains(&format!("incident {first}: unreadable")), "{set}");
        }
        let removed = format!("DELETE FROM search_text WHERE 0; DELETE FROM incident WHERE id = '{second}'");
        assert!(after(&desk, &removed).contains(&format!("incident {second}: missing")));
        let renamed = after(&desk, "UPDATE incident SET id = '00000000' WHERE acts > 0");
        assert!(renamed.contains(&"incident 00000000: unknown".to_owned()), "{renamed:?}");
        for set in ["name = 'x'", "bytes = 1", "received_ms = 0", "incident = 2"] {
            let damaged = after(&desk, &format!("UPDATE evidence SET {set}"));
            assert!(damaged.contains(&format!("evidence {evidence}: differs")), "{set}");
        }
        assert_eq!(after(&desk, "DELETE FROM evidence")[0], format!("evidence {evidence}: missing"));
        let series: String = desk.db.query_row("SELECT id FROM incident WHERE acts > 0", [], |row| row.get(0)).unwrap();
        for sql in [
            "DELETE FROM act WHERE row = 1",
            "UPDATE act SET number = '+77010000002' WHERE row = 1",
            "UPDATE act SET seconds = 5",
            "UPDATE act SET direction = 'x' WHERE row = 1",
            "UPDATE act SET utc_ms = utc_ms + 1 WHERE row = 2",
            "UPDATE act SET place = 7 WHERE row = 1",
            "UPDATE act SET channel = 'whatsapp' WHERE row = 1",
            "UPDATE act SET text_sum = 1 WHERE row = 1",
            "UPDATE act SET lifted = '00000000' WHERE row = 1",
            "INSERT INTO undone SELECT row FROM incident WHERE acts > 0",
        ] {
            assert_eq!(after(&desk, sql), [format!("incident {series}: differs")], "{sql}");
        }
    }

    #[test]
    fn a_search_that_does_not_fit_is_named() {
        let (desk, first, ..) = full();
        let text = format!("UPDATE search_text SET text = 'x' WHERE row = (SELECT row FROM incident WHERE id = '{first}') << 21");
        assert_eq!(after(&desk, &text), [format!("search of incident {first}: differs"), "search: differs".to_owned()]);
        assert_eq!(after(&desk, "INSERT INTO search (search) VALUES ('delete-all')"), ["search: differs"]);
    }

    #[test]
    fn tables_come_back_from_the_history_alone() {
        let (mut desk, first, second, evidence) = full();
        let all = |desk: &mut Desk| {
            let log = desk.log();
            let of = |id: &Id| log.incident(id).unwrap();
            (of(&first), of(&second), log.evidence(None).unwrap(), log.counts().unwrap())
        };
        let before = all(&mut desk);
        desk.db.execute_batch("DELETE FROM act; DELETE FROM undone; DELETE FROM evidence; DELETE FROM incident").unwrap();
        assert!(desk.damaged().len() > 3);
        assert_eq!(rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(all(&mut desk), before);
        assert_eq!(desk.damaged(), [""; 0]);
        let mut out = Vec::new();
        desk.log().take_out(&evidence, &mut out, &mut |_| ()).unwrap();
        assert_eq!(out, b"content");
        assert_eq!(desk.log().search("first amended a.jpg", 5, None).unwrap().incidents, [before.0]);
    }

    #[test]
    fn what_can_not_be_read_is_named_and_the_rest_comes_back() {
        let (mut desk, first, second, _) = full();
        desk.db.execute("UPDATE history SET openings = x'00' WHERE subject = ?", [second.as_str()]).unwrap();
        let named: Vec<String> = rebuild_projection(&mut desk.db).unwrap().into_iter().map(|damage| damage.place).collect();
        assert_eq!(named.len(), 2);
        assert!(named.iter().all(|place| place.starts_with("history ")));
        assert!(desk.log().incident(&first).is_ok());
        assert!(matches!(desk.log().incident(&second), Err(LogError::NotFound)));
    }
}
