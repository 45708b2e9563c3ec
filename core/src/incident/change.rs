//! Writing, amending, hiding and bringing back incidents. Each change is one transaction: the history record and the table, or neither.

use super::history::{self, Action, Record};
use super::row::{self, Marks, Stored};
use super::{Draft, Id, Log, LogError, search};
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::{Connection, Transaction, TransactionBehavior};

impl Log<'_> {
    /// Writes a new incident and its history record; durable when it returns. [`Draft`] says what is refused.
    pub fn add(&mut self, draft: &Draft, now: Now) -> Result<Id, LogError> {
        let draft = draft.checked(now, None)?;
        let tx = self.begin()?;
        let id = history::new_id(&tx)?;
        let stored = Stored { row: row::next_row(&tx)?, id, draft, marks: Marks::new(now.wall), acts: 0 };
        history::append(&tx, &record(Action::Create, now.wall, &stored))?;
        row::write(&tx, &stored)?;
        search::index(&tx, stored.row, &stored.draft)?;
        tx.commit()?;
        Ok(stored.id)
    }

    /// Replaces what an incident says. The earlier text stays in its history. Nothing is written if it says this already.
    /// The count of an incident with imported acts stays their number.
    pub fn amend(&mut self, id: &Id, draft: &Draft, now: Now) -> Result<(), LogError> {
        let tx = self.begin()?;
        let was = existing(&tx, id)?;
        let mut draft = draft.checked(now, Some(&was.draft))?;
        if was.acts > 0 {
            draft.count = was.draft.count;
        }
        if draft == was.draft {
            return Ok(());
        }
        let is = step(&tx, Stored { draft, ..was }, Action::Amend, now.wall)?;
        search::index(&tx, is.row, &is.draft)?;
        Ok(tx.commit()?)
    }

    /// Hides an incident at once. Nothing is lost: [`Log::restore`] brings it back. One that is hidden already stays as it is.
    pub fn withdraw(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin()?;
        let was = existing(&tx, id)?;
        if was.marks.withdrawn.is_none() {
            step(&tx, was, Action::Withdraw, now.wall)?;
        }
        Ok(tx.commit()?)
    }

    /// Brings a withdrawn incident back. One that is not withdrawn stays as it is.
    pub fn restore(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin()?;
        let was = existing(&tx, id)?;
        if was.marks.withdrawn.is_some() {
            step(&tx, was, Action::Restore, now.wall)?;
        }
        Ok(tx.commit()?)
    }

    /// Notes in the history what happened to the vault rather than to an incident: an opening, a recovery, a re-key.
    pub(crate) fn note(&mut self, action: Action, now: Now) -> Result<(), VaultError> {
        let tx = self.begin()?;
        history::append(&tx, &Record::new(action, now.wall, None))?;
        Ok(tx.commit()?)
    }

    /// Notes openings by the second PIN, and lets the vault remember in the same step that they were noted.
    pub(crate) fn note_openings(
        &mut self,
        seen: &[Moment],
        now: Now,
        remember: impl FnOnce(&Connection) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let tx = self.begin()?;
        for at in seen {
            let mut record = Record::new(Action::Opening, now.wall, None);
            record.put(history::field::START, at.to_bytes());
            history::append(&tx, &record)?;
        }
        remember(&tx)?;
        Ok(tx.commit()?)
    }

    pub(super) fn begin(&mut self) -> Result<Transaction<'_>, VaultError> {
        Ok(self.db.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

pub(super) fn existing(db: &Connection, id: &Id) -> Result<Stored, LogError> {
    row::find(db, id)?.ok_or(LogError::NotFound)
}

/// Writes the record of an action and its outcome; returns the incident as it is then.
pub(super) fn step(db: &Connection, stored: Stored, action: Action, at: Moment) -> Result<Stored, VaultError> {
    let stored = Stored { marks: stored.marks.after(action, at), ..stored };
    history::append(db, &record(action, at, &stored))?;
    row::write(db, &stored)?;
    Ok(stored)
}

/// The record of an action on an incident, with all that it says.
pub(super) fn record(action: Action, at: Moment, stored: &Stored) -> Record {
    let mut record = Record::new(action, at, Some(&stored.id));
    stored.draft.write_to(&mut record);
    record
}
