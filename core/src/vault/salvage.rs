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
        let mut select = damaged.prepare(&self.select("WHERE _rowid_ > ?1 ORDER BY _rowid_"))?;
        let mut first = damaged.prepare(&self.select("ORDER BY _rowid_"))?;
        let mut probe = damaged.prepare(&self.select("WHERE _rowid_ >= ?1 ORDER BY _rowid_ LIMIT 1"))?;
        let mut after = None;
        let mut landed = None;
        loop {
            let rows = match after {
                Some(rowid) => select.query([rowid])?,
                None => first.query([])?,
            };
            let (last, finished) = self.copy_run(rows, &mut insert)?;
            if finished {
                return Ok(());
            }
            // Nothing read although a probe had read the row: it is given up, so that every turn gets further.
            after = last.or(landed).or(after);
            let next = self.next_readable(&mut probe, after)?;
            lost.push(LostRows { table: self.name.clone(), after_rowid: last.or(after), before_rowid: next });
            let Some(next) = next else { return Ok(()) };
            landed = Some(next);
            after = next.checked_sub(1);
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

    /// The first row that can be read after damage behind `after`.
    fn next_readable(&self, probe: &mut Statement<'_>, after: Option<i64>) -> rusqlite::Result<Option<i64>> {
        // Row ids below 0 are rare: where nothing was read yet the search begins at 0, and turns back if it finds that readable.
        let Some(base) = after.map_or(Some(0), |rowid| rowid.checked_add(1)) else { return Ok(None) };
        let (mut bad, mut good) = (base, None);
        if after.is_none() && !matches!(self.probe(probe, base)?, Probe::Damaged) {
            (bad, good) = (i64::MIN, Some(base));
        }
        let mut step = 1;
        while good.is_none() {
            match self.probe(probe, bad)? {
                Probe::Damaged if bad == i64::MAX => return Ok(None),
                Probe::Damaged => {
                    if bad.saturating_sub(base) >= PROBED_SINGLY_ROWS {
                        step *= 2;
                    }
                    match bad.checked_add(step) {
                        Some(next) if !matches!(self.probe(probe, next)?, Probe::Damaged) => good = Some(next),
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
            match self.probe(probe, middle)? {
                Probe::Damaged => bad = middle,
                _ => good = middle,
            }
        }
        Ok(match self.probe(probe, good)? {
            Probe::Row(rowid) => Some(rowid),
            _ => None,
        })
    }

    /// Whether the first row from `rowid` on can be read, with all its columns.
    fn probe(&self, probe: &mut Statement<'_>, rowid: i64) -> rusqlite::Result<Probe> {
        let mut rows = probe.query([rowid])?;
        match rows.next() {
            Ok(Some(row)) => Ok(Probe::Row(row.get(0)?)),
            Ok(None) => Ok(Probe::End),
            Err(e) if is_unreadable(&e) => Ok(Probe::Damaged),
            Err(e) => Err(e),
        }
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
