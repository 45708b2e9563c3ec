//! Entries as their table keeps them.

use super::super::row::{Marks, parsed};
use super::super::{Evidence, Id};
use super::{Entry, Said, Sort};
use crate::Moment;
use crate::vault::VaultError;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Columns in the order [`read`] takes them.
const COLUMNS: &str = "row, id, sort, said, written_ms, written_offset, amended_ms, amended_offset, withdrawn_ms, withdrawn_offset, \
     erase_due_ms, erase_due_offset";

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Stored {
    pub(in super::super) row: i64,
    pub(in super::super) id: Id,
    pub(in super::super) said: Said,
    pub(in super::super) marks: Marks,
}

impl Stored {
    /// The row of an entry that is written for the first time.
    pub(in super::super) fn new(db: &Connection, id: Id, said: Said, written: Moment) -> Result<Self, VaultError> {
        let row = db.prepare_cached("SELECT COALESCE(MAX(row), 0) + 1 FROM entry")?.query_row([], |row| row.get(0))?;
        Ok(Self { row, id, said, marks: Marks::new(written) })
    }

    pub(in super::super) fn into_entry(self, evidence: Vec<Evidence>) -> Entry {
        let Marks { written, amended, withdrawn, erase_due } = self.marks;
        Entry { id: self.id, said: self.said, written, amended, withdrawn, erase_due, evidence }
    }
}

pub(in super::super) fn find(db: &Connection, id: &Id) -> Result<Option<Stored>, VaultError> {
    Ok(db.prepare_cached(&format!("SELECT {COLUMNS} FROM entry WHERE id = ?"))?.query_row([id.as_str()], read).optional()?)
}

/// All entries of one sort, or all, in the order they were written; withdrawn ones too.
pub(in super::super) fn all(db: &Connection, sort: Option<Sort>) -> Result<Vec<Stored>, VaultError> {
    let mut select = db.prepare_cached(&format!("SELECT {COLUMNS} FROM entry WHERE ?1 IS NULL OR sort = ?1 ORDER BY row"))?;
    Ok(select.query_map([sort.map(Sort::id)], read)?.collect::<Result<_, _>>()?)
}

/// Hands over every row: what it holds, or the name by which it can be told if it can't be read.
pub(in super::super) fn for_each(
    db: &Connection,
    mut each: impl FnMut(Result<Stored, String>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut select = db.prepare(&format!("SELECT {COLUMNS} FROM entry ORDER BY row"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        each(match read(row) {
            Ok(stored) => Ok(stored),
            Err(_) => Err(match parsed(row, 1, Id::from_stored) {
                Ok(id) => id.to_string(),
                Err(_) => format!("row {}", row.get::<_, i64>(0)?),
            }),
        })?;
    }
    Ok(())
}

/// Writes a row, new or in place of what it said.
pub(in super::super) fn write(db: &Connection, stored: &Stored) -> Result<(), VaultError> {
    let sql = "INSERT INTO entry (row, id, sort, said, written_ms, written_offset, amended_ms, amended_offset, withdrawn_ms, withdrawn_offset,
            erase_due_ms, erase_due_offset, hidden)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (row) DO UPDATE SET (sort, said, amended_ms, amended_offset, withdrawn_ms, withdrawn_offset, erase_due_ms, erase_due_offset, hidden)
        = (excluded.sort, excluded.said, excluded.amended_ms, excluded.amended_offset, excluded.withdrawn_ms, excluded.withdrawn_offset,
            excluded.erase_due_ms, excluded.erase_due_offset, excluded.hidden)";
    let Stored { row, id, said, marks } = stored;
    let [[written_ms, written_offset], [amended_ms, amended_offset], [withdrawn_ms, withdrawn_offset], [erase_due_ms, erase_due_offset]] =
        marks.columns();
    db.prepare_cached(sql)?.execute(params![
        row,
        id.as_str(),
        said.sort().id(),
        said.text(),
        written_ms,
        written_offset,
        amended_ms,
        amended_offset,
        withdrawn_ms,
        withdrawn_offset,
        erase_due_ms,
        erase_due_offset,
        marks.withdrawn.is_some(),
    ])?;
    Ok(())
}

pub(in super::super) fn remove(db: &Connection, row: i64) -> Result<(), VaultError> {
    db.prepare_cached("DELETE FROM entry WHERE row = ?")?.execute([row])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let sort = parsed(row, 2, Sort::from_id)?;
    Ok(Stored {
        row: row.get(0)?,
        id: parsed(row, 1, Id::from_stored)?,
        said: parsed(row, 3, |text| Said::from_text(sort, text))?,
        marks: Marks::read(row, 4)?,
    })
}
