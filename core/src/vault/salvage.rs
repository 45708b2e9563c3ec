//! Takes every readable row out of a database of which some pages are damaged.

use rusqlite::config::DbConfig;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ErrorCode, Row, Statement, ffi};

/// After damage each of this many row ids is tried by itself before larger steps are taken: several damaged leaves in a row, exactly.
const PROBED_SINGLY_ROWS: i64 = 1024;

/// A stretch of a table that could not be read. Row ids between the two, neither included, are lost if there were any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LostRows {
    pub(crate) table: String,
    /// The last readable row before the stretch; `None` at the start of the table.
    pub(crate) after_rowid: Option<i64>,
    /// The first readable row after it; `None` at the end.
    pub(crate) before_rowid: Option<i64>,
}

/// Copies what is readable in `damaged` into `fresh`, whose tables the caller has made, and returns what is not.
///
/// Triggers and foreign keys rest meanwhile. Virtual tables and their shadows are left out: the caller makes full-text indexes anew. A damaged
/// schema is an error, since then nobody knows what the rows mean.
pub(crate) fn salvage(damaged: &Connection, fresh: &Connection) -> rusqlite::Result<Vec<LostRows>> {
    damaged.query_row("SELECT count(sql) FROM sqlite_schema", [], |_| Ok(()))?;
    let triggers = fresh.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)?;
    let foreign_keys = fresh.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY)?;
    fresh.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    fresh.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
    let copied = copy_tables(damaged, fresh);
    fresh.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, triggers)?;
    fresh.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, foreign_keys)?;
    copied
}

fn copy_tables(damaged: &Connection, fresh: &Connection) -> rusqlite::Result<Vec<LostRows>> {
    let transaction = fresh.unchecked_transaction()?;
    let mut lost = Vec::new();
    for table in Table::all(fresh)? {
        if table.has_rowid {
            table.copy_by_rowid(damaged, fresh, &mut lost)?;
        } else {
            table.copy_from_both_ends(damaged, fresh, &mut lost)?;
        }
    }
    transaction.commit()?;
    Ok(lost)
}

struct Table {
    name: String,
    has_rowid: bool,
    /// Quoted, with commas.
    columns: String,
    count: usize,
    /// The columns of the primary key, quoted.
    key: Vec<String>,
}

/// What reading one row showed.
enum Probe {
    Row(i64),
    End,
    Damaged,
}

impl Table {
    fn all(fresh: &Connection) -> rusqlite::Result<Vec<Self>> {
        let mut list = fresh.prepare(
            "SELECT name, NOT wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )?;
        let names = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(String, bool)>>>()?;
        names.into_iter().map(|(name, has_rowid)| Self::describe(fresh, name, has_rowid)).collect()
    }

    fn describe(fresh: &Connection, name: String, has_rowid: bool) -> rusqlite::Result<Self> {
        // Hidden columns are computed; they can't be inserted.
        let mut info = fresh.prepare("SELECT name, pk FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid")?;
        let columns = info.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
        let mut key: Vec<_> = columns.iter().filter(|(_, place)| *place > 0).collect();
        key.sort_by_key(|(_, place)| *place);
        let key = key.into_iter().map(|(column, _)| quoted(column)).collect();
        let rowid = has_rowid.then(|| "_rowid_".to_owned());
        let all: Vec<String> = rowid.into_iter().chain(columns.iter().map(|(column, _)| quoted(column))).collect();
        Ok(Self { name, has_rowid, count: all.len(), columns: all.join(", "), key })
    }

    fn copy_by_rowid(&self, damaged: &Connection, fresh: &Connection, lost: &mut Vec<LostRows>) -> rusqlite::Result<()> {
        let mut insert = fresh.prepare(&self.insert())?;
        let mut all = damaged.prepare(&self.select("ORDER BY _rowid_"))?;
        // From the row itself on: looking for what comes after the row before it might lead into the damaged page.
        let mut rest = damaged.prepare(&self.select("WHERE _rowid_ >= ?1 ORDER BY _rowid_"))?;
        let mut probe = damaged.prepare(&self.select("WHERE _rowid_ >= ?1 ORDER BY _rowid_ LIMIT 1"))?;
        let (mut from, mut copied) = (None, None);
        loop {
            let rows = match from {
                Some(rowid) => rest.query([rowid])?,
                None => all.query([])?,
            };
            let (newest, finished) = self.copy_run(rows, &mut insert)?;
            if finished {
                return Ok(());
            }
            copied = newest.or(copied);
            // A row that a probe could read and the copy could not is given up, so that every turn gets further.
            from = next_readable(&mut probe, newest.or(from))?;
            lost.push(LostRows { table: self.name.clone(), after_rowid: copied, before_rowid: from });
            if from.is_none() {
                return Ok(());
            }
        }
    }

    /// Copies rows until they end or one is damaged. Returns the row id of the last one, and whether that was the end.
    fn copy_run(&self, mut rows: rusqlite::Rows<'_>, insert: &mut Statement<'_>) -> rusqlite::Result<(Option<i64>, bool)> {
        let mut last = None;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    self.insert_row(row, insert)?;
                    if self.has_rowid {
                        last = Some(row.get(0)?);
                    }
                }
                Ok(None) => return Ok((last, true)),
                Err(e) if is_unreadable(&e) => return Ok((last, false)),
                Err(e) => return Err(e),
            }
        }
    }

    fn insert_row(&self, row: &Row<'_>, insert: &mut Statement<'_>) -> rusqlite::Result<()> {
        for column in 0..self.count {
            insert.raw_bind_parameter(column + 1, ToSqlOutput::Borrowed(row.get_ref(column)?))?;
        }
        insert.raw_execute().map(drop)
    }

    /// A table without row ids can't be probed by number: it is read forwards to the first damage and backwards to the last.
    fn copy_from_both_ends(&self, damaged: &Connection, fresh: &Connection, lost: &mut Vec<LostRows>) -> rusqlite::Result<()> {
        let mut insert = fresh.prepare(&self.insert())?;
        let mut forwards = damaged.prepare(&self.select(&format!("ORDER BY {}", self.key.join(", "))))?;
        if self.copy_run(forwards.query([])?, &mut insert)?.1 {
            return Ok(());
        }
        let mut backwards = damaged.prepare(&self.select(&format!("ORDER BY {} DESC", self.key.join(" DESC, "))))?;
        self.copy_run(backwards.query([])?, &mut insert)?;
        lost.push(LostRows { table: self.name.clone(), after_rowid: None, before_rowid: None });
        Ok(())
    }

    /// Other indexes may be damaged too, and the table alone has all there is.
    fn select(&self, which: &str) -> String {
        format!("SELECT {} FROM {} NOT INDEXED {which}", self.columns, quoted(&self.name))
    }

    /// Replaces what the steps that made the table may have put there.
    fn insert(&self) -> String {
        let places = vec!["?"; self.count].join(", ");
        format!("INSERT OR REPLACE INTO {} ({}) VALUES ({places})", quoted(&self.name), self.columns)
    }
}

/// The first row that can be read after damage behind `after`.
fn next_readable(probe: &mut Statement<'_>, after: Option<i64>) -> rusqlite::Result<Option<i64>> {
    // Row ids below 0 are rare: where nothing was read yet the search begins at 0, and turns back if it finds that readable.
    let Some(base) = after.map_or(Some(0), |rowid| rowid.checked_add(1)) else { return Ok(None) };
    let (mut bad, mut good) = (base, None);
    if after.is_none() && !matches!(read_from(probe, base)?, Probe::Damaged) {
        (bad, good) = (i64::MIN, Some(base));
    }
    let mut step = 1;
    while good.is_none() {
        match read_from(probe, bad)? {
            Probe::Damaged if bad == i64::MAX => return Ok(None),
            Probe::Damaged => {
                if bad.saturating_sub(base) >= PROBED_SINGLY_ROWS {
                    step *= 2;
                }
                match bad.checked_add(step) {
                    Some(next) if !matches!(read_from(probe, next)?, Probe::Damaged) => good = Some(next),
                    Some(next) => bad = next,
                    None => good = Some(i64::MAX),
                }
            }
            _ => good = Some(bad),
        }
    }
    let mut good = good.unwrap_or(i64::MAX);
    while i128::from(good) - i128::from(bad) > 1 {
        let middle = i64::midpoint(bad, good);
        match read_from(probe, middle)? {
            Probe::Damaged => bad = middle,
            _ => good = middle,
        }
    }
    Ok(match read_from(probe, good)? {
        Probe::Row(rowid) => Some(rowid),
        _ => None,
    })
}

/// Whether the first row from `rowid` on can be read, with all its columns.
fn read_from(probe: &mut Statement<'_>, rowid: i64) -> rusqlite::Result<Probe> {
    let mut rows = probe.query([rowid])?;
    match rows.next() {
        Ok(Some(row)) => Ok(Probe::Row(row.get(0)?)),
        Ok(None) => Ok(Probe::End),
        Err(e) if is_unreadable(&e) => Ok(Probe::Damaged),
        Err(e) => Err(e),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whether reading failed over bytes on the disk, and not for want of memory or by a mistake in a statement.
fn is_unreadable(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|e| {
        let kind = matches!(e.code, ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase);
        kind && e.extended_code != ffi::SQLITE_IOERR_NOMEM
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::cast_sign_loss, clippy::cast_precision_loss, clippy::needless_for_each)]

    use super::super::pages::{Pages, memory_database};
    use super::super::seal::Key;
    use super::super::volume::memory_disk::MemoryDisk;
    use super::super::volume::{PAGE_BYTES, Side, Volume, VolumeFiles};
    use super::*;
    use crate::Uptime;
    use proptest::prelude::*;
    use rusqlite::types::Value;
    use std::collections::BTreeSet;

    const SCHEMA: &str = "
        CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL, loud TEXT AS (upper(text)), number REAL, bytes BLOB);
        CREATE TABLE note (entry INTEGER REFERENCES entry (id), text TEXT);
        CREATE TABLE \"keep \"\"it\" (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
        CREATE INDEX by_text ON entry (text);
        CREATE TRIGGER copies AFTER INSERT ON entry BEGIN INSERT INTO note VALUES (new.id, 'by trigger'); END;
        CREATE VIRTUAL TABLE search USING fts5 (text);";
    const KEY: Key = Key([1; 32]);

    fn database(disk: &MemoryDisk) -> Pages {
        let uptime = Uptime { boot: [0; 16], nanos: 0 };
        let volume = match VolumeFiles::open(disk) {
            Ok(files) => {
                return Pages::open(Volume::open(files, Side::A, &KEY, [0; 16], uptime, &mut |_| Ok(())).unwrap().volume, false).unwrap();
            }
            Err(_) => Volume::create(VolumeFiles::create(disk).unwrap(), Side::A, &KEY, [0; 16], uptime).unwrap(),
        };
        let pages = Pages::open(volume, true).unwrap();
        pages.connection().execute_batch(SCHEMA).unwrap();
        pages
    }

    fn fill(pages: &Pages, rows: i64) {
        pages.connection().execute_batch("DROP TRIGGER copies; BEGIN").unwrap();
        for id in 1..=rows {
            let text = format!("entry number {id}: {}", "word ".repeat((id % 40) as usize));
            // Every hundredth row has pages of its own.
            let bytes = vec![id as u8; if id % 100 == 0 { 30_000 } else { 0 }];
            pages
                .connection()
                .execute("INSERT INTO entry (id, text, number, bytes) VALUES (?1, ?2, ?3, ?4)", (id, &text, id as f64 / 2.0, bytes))
                .unwrap();
            pages.connection().execute("INSERT INTO note VALUES (?1, 'by hand')", [id]).unwrap();
            pages.connection().execute("INSERT INTO \"keep \"\"it\" VALUES (?1, x'00')", [&text]).unwrap();
            pages.connection().execute("INSERT INTO search (rowid, text) VALUES (?1, ?2)", (id, &text)).unwrap();
        }
        pages.connection().execute_batch("COMMIT").unwrap();
    }

    fn ids(connection: &Connection) -> BTreeSet<i64> {
        let mut list = connection.prepare("SELECT id FROM entry").unwrap();
        list.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// The ids that lie on a page of the table, its overflow pages included, by asking which rows can't be read without it.
    fn unreadable(pages: &Pages, rows: i64) -> BTreeSet<i64> {
        let mut read = pages.connection().prepare("SELECT text, bytes FROM entry NOT INDEXED WHERE id = ?1").unwrap();
        (1..=rows).filter(|id| read.query_row([id], |row| Ok((row.get::<_, Value>(0)?, row.get::<_, Value>(1)?))).is_err()).collect()
    }

    fn break_pages(disk: &MemoryDisk, numbers: &[u32]) {
        let mut world = disk.world();
        let file = world.files.get_mut("a.db").unwrap();
        numbers.iter().for_each(|number| file[8192 + (*number as usize - 1) * PAGE_BYTES] ^= 1);
    }

    fn fresh() -> Connection {
        let fresh = memory_database().unwrap();
        fresh.execute_batch(SCHEMA).unwrap();
        fresh
    }

    #[test]
    fn an_undamaged_database_comes_over_whole() {
        let disk = MemoryDisk::default();
        let pages = database(&disk);
        fill(&pages, 300);
        let fresh = fresh();
        assert_eq!(salvage(pages.connection(), &fresh).unwrap(), []);
        for query in ["SELECT * FROM entry ORDER BY id", "SELECT * FROM note ORDER BY rowid", "SELECT * FROM \"keep \"\"it\" ORDER BY name"]
        {
            let all = |connection: &Connection| -> Vec<Vec<Value>> {
                let mut list = connection.prepare(query).unwrap();
                let count = list.column_count();
                list.query_map([], |row| (0..count).map(|i| row.get(i)).collect()).unwrap().map(Result::unwrap).collect()
            };
            assert!(all(pages.connection()) == all(&fresh), "{query}");
        }
        assert_eq!(fresh.query_row("SELECT count(*) FROM note WHERE text = 'by trigger'", [], |row| row.get::<_, i64>(0)), Ok(0));
    }

    #[test]
    fn a_damaged_schema_is_an_error() {
        let disk = MemoryDisk::default();
        let mut pages = database(&disk);
        fill(&pages, 300);
        // So many tables that the schema has leaves of its own.
        (0..100).for_each(|i| pages.connection().execute_batch(&format!("CREATE TABLE filler_{i} (some_column, other_column)")).unwrap());
        let leaf = leaves(&pages, "sqlite_schema")[0];
        pages.checkpoint().unwrap();
        // What is read by now stays in the cache; only then does the page break.
        pages.connection().execute_batch("PRAGMA cache_size=1; SELECT count(*) FROM entry, note LIMIT 1; PRAGMA shrink_memory;").unwrap();
        break_pages(&disk, &[leaf]);
        assert!(salvage(pages.connection(), &fresh()).is_err());
    }

    #[test]
    fn rows_with_ids_far_apart_and_below_zero_are_found_again() {
        let disk = MemoryDisk::default();
        let pages = database(&disk);
        pages.connection().execute_batch("DROP TRIGGER copies").unwrap();
        let spread: Vec<i64> = (-200..200i64).map(|i| i * 40_000_000_000_000_000).collect();
        for id in &spread {
            pages.connection().execute("INSERT INTO entry (id, text) VALUES (?1, ?2)", (id, "some words ".repeat(40))).unwrap();
        }
        let leaves: Vec<u32> = leaves(&pages, "entry");
        pages.close().unwrap();
        for damaged in [leaves[0], leaves[leaves.len() / 2], leaves[leaves.len() - 1]] {
            let copy = MemoryDisk::with(disk.world().files.clone());
            break_pages(&copy, &[damaged]);
            let pages = database(&copy);
            let fresh = fresh();
            let lost = salvage(pages.connection(), &fresh).unwrap();
            let mut read = pages.connection().prepare("SELECT text FROM entry WHERE id = ?1").unwrap();
            let readable: BTreeSet<i64> =
                spread.iter().copied().filter(|id| read.query_row([id], |row| row.get::<_, String>(0)).is_ok()).collect();
            assert!(readable.len() > 300 && readable.len() < 400);
            assert_eq!(ids(&fresh), readable);
            assert_eq!(lost.len(), 1, "{lost:?}");
        }
    }

    fn leaves(pages: &Pages, table: &str) -> Vec<u32> {
        let mut list = pages.connection().prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path").unwrap();
        list.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn only_what_lies_on_damaged_pages_is_lost(picked in proptest::collection::vec(any::<prop::sample::Index>(), 0..6)) {
            const ROWS: i64 = 1500;
            let disk = MemoryDisk::default();
            let pages = database(&disk);
            fill(&pages, ROWS);
            let mut of_table: Vec<u32> = {
                let mut list = pages.connection().prepare("SELECT pageno FROM dbstat WHERE name = 'entry' AND pagetype <> 'internal'").unwrap();
                list.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
            };
            of_table.sort_unstable();
            pages.close().unwrap();
            let broken: BTreeSet<u32> = picked.iter().map(|index| *index.get(&of_table)).collect();
            break_pages(&disk, &broken.into_iter().collect::<Vec<_>>());
            let pages = database(&disk);
            let fresh = fresh();
            let lost = salvage(pages.connection(), &fresh).unwrap();
            let gone = unreadable(&pages, ROWS);
            let expected: BTreeSet<i64> = (1..=ROWS).filter(|id| !gone.contains(id)).collect();
            prop_assert!(ids(&fresh) == expected);
            for id in &gone {
                let told = lost.iter().any(|stretch| stretch.after_rowid.is_none_or(|after| after < *id) && stretch.before_rowid.is_none_or(|before| *id < before));
                prop_assert!(told, "{} in {:?}", id, lost);
            }
        }
    }
}
