//! The database work that is measured, the same for every peer: each binary brings only a way to make, open and leave its database.
//!
//! One command a line on stdin; for each, one line on stdout with the microseconds it took and a count, 0 where nothing is counted. The first
//! command is `create DIR` or `open DIR`; `run.py` stops at the first failure.

use rusqlite::{Connection, Transaction, params};
use std::error::Error;
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Why a measurement could not be made.
pub type Failure = Box<dyn Error>;

/// A database under some kind of encryption.
pub trait Sealed: Sized {
    /// Makes an empty one in a folder.
    fn create(folder: &Path) -> Result<Self, Failure>;
    /// Opens what is in the folder.
    fn open(folder: &Path) -> Result<Self, Failure>;
    /// The open database.
    fn connection(&mut self) -> &mut Connection;
    /// Empties the log and closes.
    fn close(self) -> Result<(), Failure>;
    /// Closes and leaves the log as a killed process would.
    fn abandon(self) -> Result<(), Failure>;
}

/// What every peer must report of itself, so that the same is compared.
const EQUAL: [(&str, &str); 8] = [
    ("page_size", "8192"),
    ("cache_size", "-32768"),
    ("wal_autocheckpoint", "200"),
    ("secure_delete", "1"),
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("temp_store", "2"),
    ("locking_mode", "exclusive"),
];

const SCHEMA: &str = "
    CREATE TABLE incident (row INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL) STRICT;
    CREATE INDEX incident_time ON incident (at_ms, row);
    CREATE VIRTUAL TABLE search USING fts5(what, content = 'incident', content_rowid = 'row', tokenize = 'unicode61');
    INSERT INTO search (search, rank) VALUES ('secure-delete', 1);";

/// Bytes of one incident's text, at least.
const TEXT_BYTES: usize = 700;
/// Frames with which SQLite copies the log into the database by itself, as set for all peers.
const CHECKPOINT_FRAMES: u64 = 200;
/// Rows of one transaction of `bulk`.
const BATCH_ROWS: u64 = 2_000;
/// Rows of a page of the list and of search results.
const PAGE_ROWS: u32 = 50;
/// In one row of this many stands the rare word.
const RARE_EVERY_ROWS: u64 = 1_000;
pub const RARE_WORD: &str = "қолтаңба";
pub const COMMON_WORD: &str = "телефон";
/// 1 January 2026 in UTC.
const FIRST_MS: i64 = 1_767_225_600_000;
/// Between two incidents, on average.
const APART_MS: i64 = 60_000;

const KINDS: [&str; 6] = ["call", "message", "following", "threat", "visit", "online"];
/// Words of both languages; forms of them are made by endings, so that the index holds some ten thousand words.
#[rustfmt::skip]
const WORDS: [&str; 48] = [
    "ол", "маған", "қоңырау", "шалды", "үйге", "келіп", "есікті", "қақты", "жұмыстан", "шыққанда", "көлікте", "отырды", "хабарлама",
    "жіберді", "көрші", "көрді", "түнде", "тағы", "қорқыттым", "деді", "балабақша", "жанында", "тұрды", "сөйлесуден", "он", "звонил",
    "снова", "писал", "сообщение", "угрожал", "стоял", "подъезда", "машина", "телефон", "номер", "вечером", "ждал", "работы", "дочь",
    "видела", "соседка", "дверь", "стучал", "обещал", "найти", "угрозы", "удалила", "полиция",
];
const ENDINGS: [&str; 16] = ["", "ы", "ом", "ами", "ға", "дан", "лар", "ның", "ке", "мен", "ов", "ой", "ях", "іміз", "сыз", "пен"];

/// A small generator (SplitMix64): the same incidents in every peer and every round.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[(self.next() % from.len() as u64) as usize]
    }
}

pub struct Incident {
    row: i64,
    pub at_ms: i64,
    kind: &'static str,
    pub what: String,
}

/// The incident that goes into a row. Times are a little out of order, as when she adds what happened yesterday.
pub fn incident(row: u64) -> Incident {
    let mut random = Random(row.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let mut what = String::with_capacity(TEXT_BYTES + 64);
    if row.is_multiple_of(RARE_EVERY_ROWS) {
        what.push_str(RARE_WORD);
    }
    while what.len() < TEXT_BYTES {
        what.push(' ');
        // One word of eight carries a number, as flats, cars and times do.
        match random.next() % 8 {
            0 => what.push_str(&(random.next() % 10_000).to_string()),
            1 | 2 => what.push_str(random.pick(&WORDS)),
            _ => {
                what.push_str(random.pick(&WORDS));
                what.push_str(random.pick(&ENDINGS));
            }
        }
    }
    let at_ms = FIRST_MS + row as i64 * APART_MS + (random.next() % (100 * APART_MS as u64)) as i64;
    Incident { row: row as i64, at_ms, kind: random.pick(&KINDS), what }
}

fn insert(transaction: &Transaction<'_>, incident: &Incident) -> rusqlite::Result<()> {
    let row = incident.row;
    transaction.prepare_cached("INSERT INTO incident (row, at_ms, kind, what) VALUES (?, ?, ?, ?)")?.execute(params![
        row,
        incident.at_ms,
        incident.kind,
        incident.what
    ])?;
    transaction.prepare_cached("INSERT INTO search (rowid, what) VALUES (?, ?)")?.execute(params![row, incident.what])?;
    Ok(())
}

fn rows(db: &Connection) -> rusqlite::Result<u64> {
    db.query_row("SELECT COALESCE(MAX(row), 0) FROM incident", [], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)
}

/// Adds so many incidents, `batch` in each transaction. The texts are made outside the time that is measured.
fn add(db: &mut Connection, count: u64, batch: u64) -> Result<Duration, Failure> {
    let mut next = rows(db)? + 1;
    let end = next + count;
    let mut taken = Duration::ZERO;
    while next < end {
        let until = end.min(next + batch);
        let incidents: Vec<Incident> = (next..until).map(incident).collect();
        let started = Instant::now();
        let transaction = db.transaction()?;
        for incident in &incidents {
            insert(&transaction, incident)?;
        }
        transaction.commit()?;
        taken += started.elapsed();
        next = until;
    }
    Ok(taken)
}

/// Frames in the write-ahead log.
fn frames(db: &Connection) -> rusqlite::Result<u64> {
    db.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get::<_, i64>(1)).map(i64::cast_unsigned)
}

/// Appends until the log holds at least so many frames, and not so many that they were copied into the database; returns how many.
fn fill_log(db: &mut Connection, wanted: u64) -> Result<u64, Failure> {
    loop {
        add(db, 1, 1)?;
        let held = frames(db)?;
        if (wanted..CHECKPOINT_FRAMES).contains(&held) {
            return Ok(held);
        }
    }
}

/// The newest incidents, whole, as the list shows them.
fn newest(db: &Connection) -> Result<(), Failure> {
    let mut select = db.prepare_cached("SELECT row, at_ms, kind, what FROM incident ORDER BY at_ms DESC, row DESC LIMIT ?")?;
    read_rows(select.query([PAGE_ROWS])?, PAGE_ROWS)
}

/// The newest incidents with a word.
fn search(db: &Connection, word: &str) -> Result<(), Failure> {
    let mut select = db.prepare_cached(
        "SELECT row, at_ms, kind, incident.what FROM search JOIN incident ON incident.row = search.rowid
         WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?",
    )?;
    read_rows(select.query(params![format!("\"{word}\""), PAGE_ROWS])?, PAGE_ROWS)
}

/// Reads all rows and all their columns, and makes sure that there are some.
fn read_rows(mut found: rusqlite::Rows<'_>, most: u32) -> Result<(), Failure> {
    let mut count = 0;
    while let Some(row) = found.next()? {
        let (_row, _at, _kind): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if row.get::<_, String>(3)?.len() >= TEXT_BYTES {
            count += 1;
        }
    }
    if (1..=most).contains(&count) { Ok(()) } else { Err(format!("{count} rows where 1 to {most} should be").into()) }
}

/// Repeats a reading, each time with no page of the database in SQLite's cache if `cold`; the emptying is not measured.
fn repeat(db: &Connection, times: u64, cold: bool, read: impl Fn(&Connection) -> Result<(), Failure>) -> Result<Duration, Failure> {
    let mut taken = Duration::ZERO;
    for _ in 0..times {
        if cold {
            db.execute_batch("PRAGMA shrink_memory")?;
        }
        let started = Instant::now();
        read(db)?;
        taken += started.elapsed();
    }
    Ok(taken)
}

/// Refuses to compare what was set up differently.
fn check_equal(db: &Connection) -> Result<(), Failure> {
    for (name, wanted) in EQUAL {
        let found = db.query_row(&format!("PRAGMA {name}"), [], |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str()?.to_owned(),
            })
        })?;
        if found != wanted {
            return Err(format!("{name} is {found} where all peers have {wanted}").into());
        }
    }
    Ok(())
}

/// Serves commands until stdin ends:
///
/// | command | measured | count |
/// |---|---|---|
/// | `create DIR` | making an empty database, without the tables that it then gets | frames in the log |
/// | `open [DIR]` | opening it and reading one row; no folder means the last one | frames found in the log |
/// | `close`, `abandon` | closing it with an empty log, or with the log as it is | 0 |
/// | `bulk N`, `append N` | adding incidents, 2,000 a transaction or each in its own | rows there are |
/// | `version` | nothing | SQLite's version, as 3053004 for 3.53.4 |
/// | `fill-log N` | nothing: appends until the log holds so many frames and less than 200 | frames in the log |
/// | `newest N`, `search-rare N`, `search-common N` | reading 50 rows, so many times; `newest-cold N` and so on: without a page cache | 0 |
pub fn serve<S: Sealed>() -> Result<(), Failure> {
    let mut folder = String::new();
    let mut open: Option<S> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (command, argument) = line.split_once(' ').unwrap_or((&line, ""));
        let count = || argument.parse::<u64>().map_err(|_| format!("{command}: a number is missing"));
        let (taken, found) = match command {
            "create" | "open" => {
                if !argument.is_empty() {
                    argument.clone_into(&mut folder);
                }
                let started = Instant::now();
                let mut sealed = if command == "create" { S::create(folder.as_ref())? } else { S::open(folder.as_ref())? };
                // An opening is over when the first row is there.
                let schema = sealed.connection().query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
                if schema > 0 {
                    rows(sealed.connection())?;
                }
                let taken = started.elapsed();
                check_equal(sealed.connection())?;
                let found_frames = frames(sealed.connection())?;
                if schema == 0 {
                    sealed.connection().execute_batch(SCHEMA)?;
                }
                open = Some(sealed);
                (taken, found_frames)
            }
            "version" => (Duration::ZERO, u64::from(rusqlite::version_number().cast_unsigned())),
            "close" | "abandon" => {
                let sealed = open.take().ok_or("nothing is open")?;
                let started = Instant::now();
                if command == "close" {
                    sealed.close()?
                } else {
                    sealed.abandon()?
                }
                (started.elapsed(), 0)
            }
            _ => {
                let db = open.as_mut().ok_or("nothing is open")?.connection();
                match command {
                    "bulk" => (add(db, count()?, BATCH_ROWS)?, rows(db)?),
                    "append" => (add(db, count()?, 1)?, rows(db)?),
                    "fill-log" => (Duration::ZERO, fill_log(db, count()?)?),
                    "newest" => (repeat(db, count()?, false, newest)?, 0),
                    "newest-cold" => (repeat(db, count()?, true, newest)?, 0),
                    "search-rare" => (repeat(db, count()?, false, |db| search(db, RARE_WORD))?, 0),
                    "search-rare-cold" => (repeat(db, count()?, true, |db| search(db, RARE_WORD))?, 0),
                    "search-common" => (repeat(db, count()?, false, |db| search(db, COMMON_WORD))?, 0),
                    "search-common-cold" => (repeat(db, count()?, true, |db| search(db, COMMON_WORD))?, 0),
                    _ => return Err(format!("unknown command: {command}").into()),
                }
            }
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{} {found}", taken.as_micros())?;
        out.flush()?;
    }
    Ok(())
}
