//! What a measurement of the log needs and a shell does not. Only with the feature `bench`.

use super::change::record;
use super::history::{self, Action};
use super::row::{self, Marks, Stored};
use super::{Draft, Log, LogError, search};
use crate::Now;

/// Incidents written in one transaction.
const INCIDENTS_PER_TRANSACTION: usize = 1_000;

/// As [`Log::add`] for each, many in one transaction.
pub fn add_all(log: &mut Log<'_>, drafts: impl IntoIterator<Item = Draft>, now: Now) -> Result<(), LogError> {
    let mut drafts = drafts.into_iter().peekable();
    while drafts.peek().is_some() {
        let tx = log.begin(now)?;
        for draft in drafts.by_ref().take(INCIDENTS_PER_TRANSACTION) {
            let draft = draft.checked(now, None)?;
            let stored = Stored { row: row::next_row(&tx)?, id: history::new_id(&tx)?, draft, marks: Marks::new(now.wall), acts: 0 };
            history::append(&tx, &record(Action::Create, now.wall, &stored))?;
            row::write(&tx, &stored)?;
            search::index(&tx, stored.row, &stored.draft)?;
        }
        tx.commit()?;
    }
    Ok(())
}

/// The log's part of a check: how many differences there are between the history, itself and the tables.
pub fn differences(log: &Log<'_>) -> Result<usize, LogError> {
    Ok(super::verify(log.db)?.len())
}
