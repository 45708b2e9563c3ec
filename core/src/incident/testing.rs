//! A log in memory for tests, with times and drafts to fill it.

use super::{Draft, Id, Identity, Kind, Log, Person, Said};
use crate::vault::disk::{Disk, Folder};
use crate::vault::media::Media;
use crate::vault::seal::Key;
use crate::vault::store;
use crate::{Moment, Now, Uptime};
use rusqlite::Connection;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use tempfile::{NamedTempFile, TempDir};

pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const DAY_MS: i64 = 86_400_000;

/// A log and what it stands on.
pub(crate) struct Desk {
    pub(crate) db: Connection,
    pub(crate) folder: TempDir,
    media: Media,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::on(Connection::open_in_memory().unwrap())
    }

    /// A log whose database is a file, to look at every byte of, free pages included.
    pub(crate) fn in_file() -> (Self, NamedTempFile) {
        Self::over(NamedTempFile::new().unwrap())
    }

    /// A log on a copy of another one's database. Its evidence files are not there.
    pub(crate) fn copy_of(file: &Path) -> (Self, NamedTempFile) {
        let copy = NamedTempFile::new().unwrap();
        std::fs::copy(file, copy.path()).unwrap();
        Self::over(copy)
    }

    fn over(file: NamedTempFile) -> (Self, NamedTempFile) {
        let db = Connection::open(file.path()).unwrap();
        db.pragma_update(None, "journal_mode", "MEMORY").unwrap();
        db.pragma_update(None, "synchronous", "OFF").unwrap();
        (Self::on(db), file)
    }

    fn on(mut db: Connection) -> Self {
        store::migrate(&mut db).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let disk = Folder::new(folder.path()).unwrap();
        disk.create_folder("media").unwrap();
        let media = Media::new(Arc::new(disk), &Key::make());
        Self { db, folder, media }
    }

    pub(crate) fn log(&mut self) -> Log<'_> {
        Log { db: &mut self.db, media: self.media.clone(), fresh_key: Box::new(Key::make) }
    }

    pub(crate) fn add(&mut self, draft: &Draft) -> Id {
        self.log().add(draft, now()).unwrap()
    }

    /// A person to whom these belong, each a sort and a value.
    pub(crate) fn add_person(&mut self, identities: &[(&str, &str)]) -> Id {
        let identity = |(sort, value): &(&str, &str)| Identity {
            sort: (*sort).to_owned(),
            value: (*value).to_owned(),
            certainty: None,
            reason: String::new(),
            since: None,
        };
        let person = Person { name: "Серик".into(), identities: identities.iter().map(identity).collect(), ..Person::default() };
        self.log().add_entry(&Said::Person(person), now()).unwrap()
    }

    /// All that stands in any table, the inner ones of the search too, as `SQLite` would hand it out.
    pub(crate) fn dump(&self) -> Vec<u8> {
        let mut names = self.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'search'").unwrap();
        let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut out = Vec::new();
        for name in names {
            let mut select = self.db.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
            let columns = select.column_count();
            let mut rows = select.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    match row.get_ref(column).unwrap() {
                        rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => out.extend_from_slice(bytes),
                        _ => {}
                    }
                    out.push(b'\n');
                }
            }
        }
        out
    }

    pub(crate) fn damaged(&self) -> Vec<String> {
        super::verify(&self.db).unwrap().into_iter().map(|damage| format!("{}: {}", damage.place, damage.what)).collect()
    }
}

/// Whether the long counts were asked for (`PANA_TEST_LONG=1`, set by `tests/run long`).
pub(crate) fn long() -> bool {
    std::env::var("PANA_TEST_LONG").is_ok_and(|value| value == "1")
}

/// Prints a figure, and keeps it where `tests/run long` collects them (`PANA_FIGURES`).
pub(crate) fn figure(name: &str, value: impl std::fmt::Display) {
    println!("{name}: {value}");
    if let Some(path) = std::env::var_os("PANA_FIGURES") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        writeln!(file, "| {name} | {value} |").unwrap();
    }
}

pub(crate) fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// 1 March 2026, 12:00 in Almaty.
pub(crate) fn now() -> Now {
    Now { wall: moment("2026-03-01T12:00+05:00"), uptime: Uptime { boot: [1; 16], nanos: 1_000_000_000_000 } }
}

/// Both clocks, so much later.
pub(crate) fn later(now: Now, ms: i64) -> Now {
    let wall = Moment::new(now.wall.utc_ms() + ms, now.wall.offset_min()).unwrap();
    let nanos = now.uptime.nanos + u64::try_from(ms).unwrap() * 1_000_000;
    Now { wall, uptime: Uptime { nanos, ..now.uptime } }
}

/// What was said of some evening.
pub(crate) fn draft(kind: &str, at: &str, what: &str) -> Draft {
    Draft { what: what.to_owned(), ..Draft::new(Kind::from_id(kind).unwrap(), moment(at)) }
}

pub(crate) fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}
