//! What was captured while the vault was locked comes into the log: once, as it was taken, and unconfirmed until she says what it is.

use super::history::{self, Action};
use super::parts::invalid;
use super::row::{self, Marks, Stored};
use super::thing::Thing;
use super::{Draft, FIELD_MAX_BYTES, Id, Kind, Log, LogError, change, evidence, search};
use crate::vault::{CaptureKind, VaultError};
use crate::{Moment, Now};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::io::Read;

/// Where an incident comes from that began as a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// What was captured.
    pub kind: CaptureKind,
    /// When, as the phone's clock showed.
    pub at: Moment,
    /// Whether she has said since that it belongs into the log. Anyone who holds the phone can make a capture.
    pub confirmed: bool,
}

/// A capture on its way into the log.
pub(crate) struct NewCapture<'a> {
    /// Unique: it is taken in once.
    pub(crate) item: &'a [u8; 16],
    pub(crate) kind: CaptureKind,
    /// The file's own name; may be empty.
    pub(crate) name: &'a str,
    pub(crate) at: Moment,
}

impl Log<'_> {
    /// Takes a capture in as an incident of its own, with its file as evidence or its words as what happened; durable when it returns. `None` if it was taken in
    /// before.
    pub(crate) fn take_in(&mut self, capture: &NewCapture<'_>, source: &mut dyn Read, now: Now) -> Result<Option<Id>, LogError> {
        if is_taken(self.db, capture.item)? {
            return Ok(None);
        }
        let mut start = Vec::new();
        if capture.kind == CaptureKind::Note {
            (&mut *source).take(FIELD_MAX_BYTES as u64 + 1).read_to_end(&mut start).map_err(VaultError::from)?;
            if let Some(words) = words(&start) {
                let tx = self.begin(now)?;
                let stored = insert(&tx, capture, words, now)?;
                mark_taken(&tx, capture.item)?;
                tx.commit()?;
                return Ok(Some(stored.id));
            }
        }
        let name = if capture.name.is_empty() || capture.name.contains('\0') { capture.kind.id() } else { capture.name };
        let kept = self.keep_file(&mut start.chain(source), &mut |_| ())?;
        let tx = self.begin(now)?;
        let stored = insert(&tx, capture, "", now)?;
        let id = stored.id.clone();
        let owner = Thing::Incident(stored);
        evidence::add(&tx, &owner, name, evidence::Origin::default(), &kept, now)?;
        owner.index(&tx)?;
        mark_taken(&tx, capture.item)?;
        tx.commit()?;
        Ok(Some(id))
    }

    /// How many captures she has not confirmed yet; hidden ones don't wait for her.
    pub fn unconfirmed(&self) -> Result<u64, LogError> {
        let sql = "SELECT count(*) FROM incident WHERE captured <> '' AND hidden = 0 AND NOT captured ->> '$.confirmed'";
        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// Says that an incident that began as a capture belongs into the log. One that is confirmed already stays as it is; `id`, `not-captured` of any other.
    pub fn confirm(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin(now)?;
        let mut was = change::existing(&tx, id)?;
        let captured = was.draft.captured.as_mut().ok_or(invalid("id", "not-captured"))?;
        if !std::mem::replace(&mut captured.confirmed, true) {
            Thing::Incident(was).step(&tx, Action::Confirm, now.wall)?;
        }
        Ok(tx.commit()?)
    }
}

/// Whether an item of the inbox, or a run of an alert, is in the log already.
pub(crate) fn is_taken(db: &Connection, item: &[u8]) -> Result<bool, VaultError> {
    Ok(db.prepare_cached("SELECT 1 FROM taken WHERE id = ?")?.exists([item])?)
}

/// Remembers that it is.
pub(crate) fn mark_taken(db: &Connection, item: &[u8]) -> Result<(), VaultError> {
    db.prepare_cached("INSERT INTO taken (id) VALUES (?)")?.execute([item])?;
    Ok(())
}

/// The words of a note; `None` for what an incident can't say.
fn words(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| text.len() <= FIELD_MAX_BYTES && !text.contains('\0') && !text.trim().is_empty())
}

fn insert(db: &Connection, capture: &NewCapture<'_>, what: &str, now: Now) -> Result<Stored, LogError> {
    // A phone whose clock was wrong then must not keep its capture out; what it showed stays in `captured`.
    let at = if capture.at.utc_ms() > now.wall.utc_ms() { now.wall } else { capture.at };
    let draft = Draft { what: what.to_owned(), ..Draft::new(Kind::OTHER, at) }.checked(now, None)?;
    let draft = Draft { captured: Some(Captured { kind: capture.kind, at: capture.at, confirmed: false }), ..draft };
    let stored = Stored { row: row::next_row(db)?, id: history::new_id(db)?, draft, marks: Marks::new(now.wall), acts: 0 };
    history::append(db, &change::record(Action::Create, now.wall, &stored))?;
    row::write(db, &stored)?;
    search::index(db, stored.row, &stored.draft)?;
    Ok(stored)
}
