//! Stored histories, harmed at random. `check` names what was done, and a verifier in another language, written from FORMAT.md alone, names the same.

use super::super::act::Act;
use super::super::direction::Direction;
use super::super::history::{self, Action, Record, field};
use super::super::series::ImportOrigin;
use super::super::testing::{Desk, MINUTE_MS, draft, later, now};
use super::super::{Id, Kind, LogError, NewCapture, verify};
use super::export::write_history;
use super::{Anchor, AnchorCheck};
use crate::vault::CaptureKind;
use crate::{Moment, Now, random};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const VERIFIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/verifier/verify.py");
/// Logs that rows are harmed in, and how often in each.
const LOGS: u8 = 12;
const HARMS_PER_LOG: usize = 80;
/// Pages rolled back, in as many files as logs.
const ROLLBACKS_PER_LOG: usize = 80;
/// What the verifier says of histories begins so.
const HISTORY: &str = "history ";
const COLUMNS: [&str; 5] = ["subject", "leaf", "secret", "openings", "record"];

/// Choices that are the same in every run.
struct Chance(TestRng);

impl Chance {
    fn new(seed: u8) -> Self {
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
    }

    fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end as u64) as usize
    }
}

/// A log that is written to, with its clock.
struct Writing {
    desk: Desk,
    clock: Now,
    chance: Chance,
    incidents: Vec<Id>,
    anchors: Vec<Anchor>,
}

impl Writing {
    fn new(desk: Desk, seed: u8) -> Self {
        Self { desk, clock: now(), chance: Chance::new(seed), incidents: Vec::new(), anchors: Vec::new() }
    }

    fn steps(&mut self, count: usize) {
        for _ in 0..count {
            self.step();
        }
    }

    /// One change of any sort; most are of texts.
    fn step(&mut self) {
        self.clock = later(self.clock, MINUTE_MS);
        let (now, drawn) = (self.clock, self.chance.below(22));
        let text = format!("слова {} {}", self.chance.below(1_000), "x".repeat(self.chance.below(300)));
        let said = draft("image", "2026-02-01T21:30+05:00", &text);
        let any = (!self.incidents.is_empty()).then(|| self.chance.below(self.incidents.len()));
        let mut log = self.desk.log();
        match (drawn, any) {
            (0..=5, Some(at)) => log.amend(&self.incidents[at], &said, now).unwrap(),
            (6, Some(at)) => log.withdraw(&self.incidents[at], now).unwrap(),
            (7, Some(at)) => log.restore(&self.incidents[at], now).unwrap(),
            (8, Some(at)) => drop(log.ask_erase(&self.incidents[at], false, now).unwrap()),
            (9, Some(at)) => log.cancel_erase(&self.incidents[at], now).unwrap(),
            (10 | 11, Some(at)) => drop(log.attach(&self.incidents[at], "a.jpg", &mut text.as_bytes(), now, &mut |_| ()).unwrap()),
            (12, Some(at)) => drop(log.ask_erase(&self.incidents.swap_remove(at), true, now).unwrap()),
            (13, _) => self.anchors.push(log.make_anchor(now).unwrap().anchor),
            (14, _) => log.note(Action::Opening, now).unwrap(),
            (15, _) => {
                self.clock = Now { wall: earlier(now.wall, 90 * MINUTE_MS), ..now };
                log.note(Action::Recovered, self.clock).unwrap();
            }
            (17, _) => {
                let capture = NewCapture { item: &random::bytes(), kind: CaptureKind::Note, name: "", at: now.wall };
                let captured = log.take_in(&capture, &mut text.as_bytes(), now).unwrap().unwrap();
                log.confirm(&captured, now).unwrap();
            }
            (18, _) => log.note_run(&random::bytes::<8>(), now.wall, now.wall, text.as_bytes(), now).unwrap(),
            (16, _) => {
                let act = |n: usize| Act {
                    direction: Direction::Missed,
                    text: text.clone(),
                    ..Act::new(Kind::CALL, earlier(now.wall, 1_000 * number(n)), "+77010000001")
                };
                let mut batches = vec![(0..5).map(act).collect::<Vec<_>>()];
                let origin = ImportOrigin { name: "calls.xml", format: "calls-xml" };
                log.take_acts(&origin, &mut || Ok::<_, LogError>(batches.pop()), now).unwrap();
            }
            _ => self.incidents.push(log.add(&said, now).unwrap()),
        }
    }

    fn anchor(&mut self) -> Anchor {
        self.clock = later(self.clock, MINUTE_MS);
        let anchor = self.desk.log().make_anchor(self.clock).unwrap().anchor;
        self.anchors.push(anchor);
        anchor
    }
}

fn number(at: usize) -> i64 {
    i64::try_from(at).unwrap()
}

fn earlier(at: Moment, ms: i64) -> Moment {
    Moment::new(at.utc_ms() - ms, at.offset_min()).unwrap()
}

/// A row of the history, to be put where it does not belong.
type Row = (i64, [Value; 5]);

fn rows(db: &Connection) -> Vec<Row> {
    let mut select = db.prepare("SELECT sequence, subject, leaf, secret, openings, record FROM history ORDER BY sequence").unwrap();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]));
    select.query_map([], read).unwrap().map(Result::unwrap).collect()
}

fn put(db: &Connection, (sequence, [subject, leaf, secret, openings, record]): &Row) {
    let sql = "INSERT OR REPLACE INTO history (sequence, subject, leaf, secret, openings, record) VALUES (?, ?, ?, ?, ?, ?)";
    db.execute(sql, params![sequence, subject, leaf, secret, openings, record]).unwrap();
}

fn blob(value: &Value) -> &[u8] {
    let Value::Blob(bytes) = value else { panic!("no bytes: {value:?}") };
    bytes
}

/// Writes another record into a row, with a leaf that fits.
fn rewrite(row: &mut Row, change: impl FnOnce(&mut Record)) {
    let (sequence, [subject, leaf, secret, openings, _]) = row;
    let mut record = Record::from_openings(blob(openings)).unwrap();
    change(&mut record);
    let canonical = record.canonical(sequence.cast_unsigned(), blob(secret).try_into().unwrap());
    *leaf = Value::Blob(history::leaf(&canonical).to_vec());
    *openings = Value::Blob(record.openings());
    *subject = record.subject().map_or(Value::Null, |id| Value::Text(id.to_string()));
}

fn is_open(row: &Row) -> bool {
    row.1[3] != Value::Null
}

fn action(row: &Row) -> Option<Action> {
    if is_open(row) { Record::from_openings(blob(&row.1[3]))?.action() } else { None }
}

/// Harms the rows of a log in one way; says which, or `None` if there is nothing to harm so.
fn harm(db: &Connection, chance: &mut Chance, other_branch: &[Row]) -> Option<&'static str> {
    let mut rows = rows(db);
    let at = chance.below(rows.len());
    let last_anchor = rows.iter().rposition(|row| action(row) == Some(Action::Anchor))?;
    match chance.below(11) {
        0 => {
            let count = 1 + number(chance.below(3));
            db.execute("DELETE FROM history WHERE sequence BETWEEN ? AND ?", [number(at), number(at) + count - 1]).unwrap();
            Some("remove")
        }
        1 => {
            let other = chance.below(rows.len());
            let (one, two) = (rows[at].1.clone(), rows[other].1.clone());
            put(db, &(number(at), two));
            put(db, &(number(other), one));
            (other != at).then_some("swap")
        }
        2 => {
            let from = at.min(rows.len().checked_sub(3)?);
            rows[from..from + 3].iter().enumerate().for_each(|(n, row)| put(db, &(number(from + (n + 1) % 3), row.1.clone())));
            Some("rotate")
        }
        3 => {
            db.execute("UPDATE history SET sequence = sequence + 1000 WHERE sequence = ?", [number(at)]).unwrap();
            Some("move")
        }
        4 => {
            put(db, &(number(rows.len()), rows[at].1.clone()));
            Some("repeat")
        }
        5 => {
            db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'history'", [number(at) - 1]).unwrap();
            Some("counter")
        }
        6 | 7 => {
            let column = chance.below(COLUMNS.len());
            match &mut rows[at].1[column] {
                Value::Blob(bytes) => {
                    let place = chance.below(bytes.len());
                    bytes[place] ^= 1 << chance.below(8);
                }
                Value::Text(text) => text.replace_range(2..3, if &text[2..3] == "Z" { "Y" } else { "Z" }),
                _ => return None,
            }
            put(db, &rows[at]);
            Some("edit")
        }
        8 => {
            let at = at % last_anchor.max(1);
            if !is_open(&rows[at]) || action(&rows[at])? == Action::Anchor {
                return None;
            }
            rewrite(&mut rows[at], |record| record.put(field::WHAT, "another text"));
            put(db, &rows[at]);
            (at < last_anchor).then_some("rewrite before an anchor")
        }
        9 => {
            let before = rows[..at].iter().rev().find(|row| is_open(row))?;
            let before = Record::from_openings(blob(&before.1[3]))?.moment(field::WRITTEN)?;
            if !is_open(&rows[at]) || action(&rows[at])? == Action::ClockJump {
                return None;
            }
            let back = earlier(before, 1 + number(chance.below(10_000)));
            rewrite(&mut rows[at], |record| record.put(field::WRITTEN, back.to_bytes()));
            put(db, &rows[at]);
            Some("clock back")
        }
        _ => {
            let from = other_branch.iter().zip(&rows).position(|(one, two)| one != two)?;
            let end = other_branch.len().min(last_anchor);
            (from < end).then(|| {
                other_branch[from..end].iter().for_each(|row| put(db, row));
                "fork before an anchor"
            })
        }
    }
}

/// What `check` says of a database, or that it can't be read.
fn found(db: &Connection) -> Vec<String> {
    let structure: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).unwrap_or_default();
    let mut found = match verify(db) {
        Ok(damaged) => damaged.into_iter().map(|damage| format!("{}: {}", damage.place, damage.what)).collect(),
        Err(_) => vec!["database: unreadable".to_owned()],
    };
    if structure != "ok" {
        found.push("database: structure-damaged".to_owned());
    }
    found
}

fn of_history(found: &[String]) -> BTreeSet<String> {
    found.iter().filter(|line| line.starts_with(HISTORY)).cloned().collect()
}

/// Documents for the other verifier, and what ours found.
struct Cases {
    folder: TempDir,
    ours: BTreeMap<PathBuf, (String, BTreeSet<String>)>,
}

impl Cases {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), ours: BTreeMap::new() }
    }

    /// Writes the history of a database as a document; one that SQLite can't read through has none.
    fn add(&mut self, db: &Connection, what: &str, found: &[String]) {
        let path = self.folder.path().join(format!("{}.jsonl", self.ours.len()));
        if write_history(db, &mut File::create(&path).unwrap(), None).is_ok() {
            self.ours.insert(path, (what.to_owned(), of_history(found)));
        }
    }

    fn compare(self) {
        let paths: Vec<&Path> = self.ours.keys().map(PathBuf::as_path).collect();
        let mut theirs: BTreeMap<&Path, BTreeSet<String>> = BTreeMap::new();
        let said = python(&paths, None);
        for line in said.lines() {
            let (path, finding) = line.split_once(": ").unwrap();
            theirs.entry(Path::new(path)).or_default().insert(finding.to_owned());
        }
        for (path, (what, ours)) in &self.ours {
            assert_eq!(theirs.remove(path.as_path()).unwrap_or_default(), *ours, "{what}");
        }
        assert!(theirs.is_empty());
    }
}

/// What the verifier prints of some documents.
pub(super) fn python(paths: &[&Path], anchor: Option<&Anchor>) -> String {
    let mut command = Command::new("python3");
    command.arg("-B").arg(VERIFIER).args(paths);
    if let Some(anchor) = anchor {
        command.args(["--anchor", &anchor.to_string()]);
    }
    let ran = command.output().expect("python3 is there");
    let said = String::from_utf8(ran.stdout).unwrap();
    let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(if said.is_empty() { 0 } else { 4 }), "{errors}");
    said
}

fn verdict(db: &Connection, anchor: &Anchor) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    write_history(db, &mut File::create(file.path()).unwrap(), Some(anchor.size)).unwrap();
    python(&[file.path()], Some(anchor)).trim_end().to_owned()
}

/// The log as it stands, and the same log with another continuation.
fn branches(seed: u8) -> (Writing, Vec<Row>) {
    let (desk, file) = Desk::in_file();
    let mut trunk = Writing::new(desk, seed);
    trunk.steps(12);
    trunk.anchor();
    let (copy, _copied) = Desk::copy_of(file.path());
    let mut branch = Writing::new(copy, seed ^ 0x80);
    (branch.incidents, branch.clock) = (trunk.incidents.clone(), trunk.clock);
    branch.steps(20);
    trunk.steps(20);
    trunk.anchor();
    trunk.steps(5);
    assert_eq!(found(&trunk.desk.db), [""; 0]);
    assert_eq!(found(&branch.desk.db), [""; 0]);
    let other = rows(&branch.desk.db);
    (trunk, other)
}

#[test]
fn any_harm_to_stored_rows_is_found_and_another_verifier_finds_the_same() {
    let mut cases = Cases::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..LOGS {
        let (Writing { desk: Desk { db, .. }, mut chance, anchors, .. }, other) = branches(seed);
        cases.add(&db, "unharmed", &[]);
        for anchor in &anchors {
            assert_eq!(verdict(&db, anchor), "");
        }
        for _ in 0..HARMS_PER_LOG {
            db.execute_batch("SAVEPOINT harm").unwrap();
            if let Some(what) = harm(&db, &mut chance, &other) {
                let found = found(&db);
                assert!(found.iter().any(|line| line.starts_with(HISTORY)), "{what} in {seed}: {found:?}");
                cases.add(&db, what, &found);
                *kinds.entry(what).or_default() += 1;
            }
            db.execute_batch("ROLLBACK TO harm; RELEASE harm").unwrap();
        }
    }
    println!("harmed rows: {kinds:?}");
    assert!(kinds.len() == 10 && kinds.values().all(|count| *count >= 10), "{kinds:?}");
    cases.compare();
}

/// What the tables of the log hold, whatever page of them it is on.
fn contents(db: &Connection) -> Option<Vec<Vec<Value>>> {
    let mut all = Vec::new();
    for table in ["history", "incident", "evidence", "evidence_file", "act", "search_text", "sqlite_sequence"] {
        let mut select = db.prepare(&format!("SELECT * FROM {table} NOT INDEXED")).ok()?;
        let columns = select.column_count();
        let mut rows = select.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            all.push((0..columns).map(|column| row.get(column)).collect::<Result<_, _>>().ok()?);
        }
    }
    Some(all)
}

/// Every page carries a seal for its place, so one that is put back is as good as new: only what the history says can show it.
#[test]
fn a_page_of_the_log_that_is_put_back_is_found_and_another_verifier_finds_the_same() {
    let mut cases = Cases::new();
    let (mut harmful, mut harmless, mut of_rows) = (0, 0, 0);
    for seed in 100..100 + LOGS {
        let (desk, file) = Desk::in_file();
        let page = desk.db.pragma_query_value(None, "page_size", |row| row.get::<_, u32>(0)).unwrap() as usize;
        let mut writing = Writing::new(desk, seed);
        writing.steps(20);
        writing.anchor();
        let mut older = vec![std::fs::read(file.path()).unwrap()];
        for _ in 0..4 {
            writing.steps(12);
            older.push(std::fs::read(file.path()).unwrap());
        }
        let newest = older.pop().unwrap();
        let unharmed = contents(&writing.desk.db).unwrap();
        let mut put_back = BTreeSet::new();
        for _ in 0..ROLLBACKS_PER_LOG {
            let old = &older[writing.chance.below(older.len())];
            // The first page is the head and the tables' names, which do not change.
            let at = page * (1 + writing.chance.below(old.len() / page - 1));
            let mut mixed = newest.clone();
            mixed[at..at + page].copy_from_slice(&old[at..at + page]);
            if mixed == newest || !put_back.insert((at, mixed[at..at + page].to_vec())) {
                continue;
            }
            let mixed_file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(mixed_file.path(), mixed).unwrap();
            let db = Connection::open(mixed_file.path()).unwrap();
            let found = found(&db);
            if contents(&db).as_ref() == Some(&unharmed) {
                harmless += 1;
            } else {
                assert_ne!(found, [""; 0], "page {} of log {seed}", at / page);
                harmful += 1;
                of_rows += usize::from(!of_history(&found).is_empty());
            }
            cases.add(&db, "page put back", &found);
        }
    }
    println!("pages put back: {harmful} with rows of the log, of which {of_rows} of the history; {harmless} without");
    assert!(harmful > 100 && of_rows > 30);
    cases.compare();
}

/// Nobody can tell these from the log alone: whoever has the PIN has the key. An anchor that left the device can.
#[test]
fn what_only_an_anchor_shows_is_shown_by_it() {
    let (desk, file) = Desk::in_file();
    let mut writing = Writing::new(desk, 200);
    writing.steps(15);
    let early = writing.anchor();
    let (mut old, _kept) = Desk::copy_of(file.path());
    writing.steps(15);
    let late = writing.anchor();
    // A whole older state put back.
    assert_eq!(found(&old.db), [""; 0]);
    for (anchor, ours, theirs) in [(early, AnchorCheck::Unchanged, ""), (late, AnchorCheck::Shorter, "anchor: shorter")] {
        assert_eq!(old.log().check_anchor(&anchor).unwrap(), ours);
        assert_eq!(verdict(&old.db, &anchor), theirs);
    }
    // The older state with another continuation, longer than what it takes the place of.
    let mut forked = Writing::new(old, 201);
    forked.clock = writing.clock;
    forked.steps(60);
    forked.anchor();
    assert_eq!(found(&forked.desk.db), [""; 0]);
    for (anchor, ours, theirs) in [(early, AnchorCheck::Unchanged, ""), (late, AnchorCheck::Changed, "anchor: changed")] {
        assert_eq!(forked.desk.log().check_anchor(&anchor).unwrap(), ours);
        assert_eq!(verdict(&forked.desk.db, &anchor), theirs);
    }
}

#[test]
fn a_document_that_is_cut_or_mended_is_refused_by_the_verifier() {
    let mut desk = Desk::new();
    desk.add(&draft("call", "2026-02-01T21:30+05:00", "first"));
    desk.log().make_anchor(now()).unwrap();
    let mut document = Vec::new();
    assert_eq!(desk.log().export_history(&mut document, None, now()).unwrap(), 3);
    let text = String::from_utf8(document).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let without = |gone: usize| [&lines[..gone], &lines[gone + 1..]].concat().join("\n") + "\n";
    let file = tempfile::NamedTempFile::new().unwrap();
    let said = |text: String| {
        std::fs::write(file.path(), text).unwrap();
        python(&[file.path()], None)
    };
    assert_eq!(said(text.clone()), "");
    assert_eq!(said(without(4)), "document: cut-short\n");
    assert_eq!(said(without(1)), "document: cut-short\nhistory 0: history-missing\n");
    assert!(said(without(0)).starts_with("document: malformed"));
    assert!(said(format!("{text}{{}}\n")).starts_with("document: cut-short"));
}
