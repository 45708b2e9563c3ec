//! What the history tells of by an id: an incident or an entry. Both are hidden, brought back, erased and given evidence in the same way.

use super::entry;
use super::history::{self, Action, Record};
use super::row::{self, Marks};
use super::{Id, LogError, change, evidence, search, series};
use crate::Moment;
use crate::vault::VaultError;
use rusqlite::Connection;

/// An incident or an entry with its row.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and a box would hide the rows from patterns")]
pub(super) enum Thing {
    Incident(row::Stored),
    Entry(entry::Stored),
}

/// The row that a piece of evidence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Incident(i64),
    Entry(i64),
}

impl Thing {
    pub(super) fn find(db: &Connection, id: &Id) -> Result<Option<Self>, VaultError> {
        if let Some(stored) = row::find(db, id)? {
            return Ok(Some(Self::Incident(stored)));
        }
        Ok(entry::find(db, id)?.map(Self::Entry))
    }

    pub(super) fn existing(db: &Connection, id: &Id) -> Result<Self, LogError> {
        Self::find(db, id)?.ok_or(LogError::NotFound)
    }

    pub(super) fn id(&self) -> &Id {
        match self {
            Self::Incident(stored) => &stored.id,
            Self::Entry(stored) => &stored.id,
        }
    }

    pub(super) fn marks(&self) -> Marks {
        match self {
            Self::Incident(stored) => stored.marks,
            Self::Entry(stored) => stored.marks,
        }
    }

    pub(super) fn owner(&self) -> Owner {
        match self {
            Self::Incident(stored) => Owner::Incident(stored.row),
            Self::Entry(stored) => Owner::Entry(stored.row),
        }
    }

    /// Writes the record of an action and its outcome; returns the thing as it is then.
    pub(super) fn step(self, db: &Connection, action: Action, at: Moment) -> Result<Self, VaultError> {
        let is = match self {
            Self::Incident(stored) => Self::Incident(row::Stored { marks: stored.marks.after(action, at), ..stored }),
            Self::Entry(stored) => Self::Entry(entry::Stored { marks: stored.marks.after(action, at), ..stored }),
        };
        is.write(db, action, at)?;
        Ok(is)
    }

    /// Writes the record of an action and the row as it is.
    pub(super) fn write(&self, db: &Connection, action: Action, at: Moment) -> Result<(), VaultError> {
        match self {
            Self::Incident(stored) => {
                history::append(db, &change::record(action, at, stored))?;
                row::write(db, stored)
            }
            Self::Entry(stored) => {
                let mut record = Record::new(action, at, Some(&stored.id));
                stored.said.write_to(&mut record);
                history::append(db, &record)?;
                entry::write(db, stored)
            }
        }
    }

    /// Makes what it says findable in place of what it said.
    pub(super) fn index(&self, db: &Connection) -> Result<(), VaultError> {
        match self {
            Self::Incident(stored) => search::index(db, stored.row, &stored.draft),
            Self::Entry(stored) => search::index_entry(db, stored.row, &stored.said),
        }
    }

    /// Removes it and all that hangs on it from the tables. Returns the ids of its evidence.
    pub(super) fn remove_rows(&self, db: &Connection) -> Result<Vec<Id>, VaultError> {
        let evidence = evidence::erase_of(db, self.owner())?;
        match self {
            Self::Incident(stored) => {
                search::forget(db, stored.row)?;
                series::forget(db, stored.row)?;
                db.prepare_cached("DELETE FROM incident WHERE row = ?")?.execute([stored.row])?;
            }
            Self::Entry(stored) => {
                search::forget_entry(db, stored.row)?;
                entry::remove(db, stored.row)?;
            }
        }
        Ok(evidence)
    }
}
