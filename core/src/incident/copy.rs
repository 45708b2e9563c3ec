//! The history row by row as it is stored, for a copy elsewhere and back from one.

use super::history::{self, Action, Record, field};
use super::{Evidence, Id, Log, evidence, verify};
use crate::Now;
use crate::vault::media::{MediaError, Sealed};
use crate::vault::{Part, VaultError};
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// What the record of an export or a recovery says in place of a kind of incident.
const BACKUP_KIND: &str = "backup";
/// Bytes of history written in one transaction, give or take a row: the sealed write-ahead log grows with the largest and never shrinks.
const BYTES_PER_TRANSACTION: usize = 524_288;
/// Incidents made findable in one transaction.
const INCIDENTS_PER_TRANSACTION: u32 = 500;

/// A row of the history, sound or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HistoryRow {
    pub(crate) sequence: u64,
    pub(crate) subject: Option<String>,
    pub(crate) leaf: Vec<u8>,
    pub(crate) kept: Kept,
}

/// What is left of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    All {
        secret: Vec<u8>,
        openings: Vec<u8>,
    },
    /// It was erased: its commitments.
    Commitments(Vec<u8>),
}

impl HistoryRow {
    /// The record, if it can be read.
    pub(crate) fn record(&self) -> Option<Record> {
        match &self.kept {
            Kept::All { openings, .. } => Record::from_openings(openings),
            Kept::Commitments(_) => None,
        }
    }

    fn bytes(&self) -> usize {
        match &self.kept {
            Kept::All { openings, .. } => openings.len(),
            Kept::Commitments(record) => record.len(),
        }
    }
}

/// The evidence that the history tells of and that was not erased, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ToldEvidence(BTreeMap<String, (Evidence, [u8; 32])>);

impl ToldEvidence {
    pub(crate) fn hear(&mut self, row: &HistoryRow) {
        let Some(record) = row.record() else { return };
        match record.action() {
            Some(Action::Attach) => {
                if let Some((evidence, sha256)) = evidence::from_record(&record) {
                    self.0.insert(evidence.id.to_string(), (evidence, sha256));
                }
            }
            Some(Action::Erased) => {
                if let Some(id) = record.subject() {
                    self.0.remove(id.as_str());
                }
            }
            _ => {}
        }
    }

    /// In the order of their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Evidence, [u8; 32])> {
        self.0.values()
    }
}

/// Hands over every row in order.
pub(crate) fn for_each_row<E: From<VaultError>>(db: &Connection, mut each: impl FnMut(HistoryRow) -> Result<(), E>) -> Result<(), E> {
    let mut select =
        db.prepare("SELECT sequence, subject, leaf, secret, openings, record FROM history ORDER BY sequence").map_err(VaultError::from)?;
    let mut rows = select.query([]).map_err(VaultError::from)?;
    while let Some(row) = rows.next().map_err(VaultError::from)? {
        each(read(row).map_err(VaultError::from)?)?;
    }
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<HistoryRow> {
    let kept = match row.get::<_, Option<Vec<u8>>>(5)? {
        Some(record) => Kept::Commitments(record),
        None => Kept::All { secret: row.get(3)?, openings: row.get(4)? },
    };
    Ok(HistoryRow { sequence: row.get::<_, i64>(0)?.cast_unsigned(), subject: row.get(1)?, leaf: row.get(2)?, kept })
}

/// Fills an empty log from the rows of another one. The tables follow row by row, so that no transaction is larger than a few records; a log that is
/// filled by halves must not be shown to anyone.
pub(crate) struct Filling<'db> {
    db: &'db mut Connection,
    rows: Vec<HistoryRow>,
    bytes: usize,
}

impl<'db> Filling<'db> {
    pub(crate) fn new(db: &'db mut Connection) -> Self {
        Self { db, rows: Vec::new(), bytes: 0 }
    }

    /// Takes the next row, in rising order of sequence.
    pub(crate) fn add(&mut self, row: HistoryRow) -> Result<(), VaultError> {
        self.bytes += row.bytes();
        self.rows.push(row);
        if self.bytes >= BYTES_PER_TRANSACTION { self.write() } else { Ok(()) }
    }

    /// Ends the filling. `next` is the sequence that comes next: the log that the rows are from may have had more.
    pub(crate) fn finish(mut self, next: u64) -> Result<(), VaultError> {
        self.write()?;
        history::set_next_sequence(self.db, next)?;
        let mut after = 0;
        loop {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let indexed = verify::index_incidents(&tx, after, INCIDENTS_PER_TRANSACTION)?;
            tx.commit()?;
            match indexed {
                Some(last) => after = last,
                None => break,
            }
        }
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        verify::index_entries(&tx)?;
        Ok(tx.commit()?)
    }

    fn write(&mut self) -> Result<(), VaultError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for row in self.rows.drain(..) {
            insert(&tx, &row)?;
            // What can't be told from a record is named by the check that follows.
            if let Some(record) = row.record() {
                verify::replay(&tx, &record)?;
            }
        }
        self.bytes = 0;
        Ok(tx.commit()?)
    }
}

fn insert(db: &Connection, row: &HistoryRow) -> Result<(), VaultError> {
    let (secret, openings, record) = match &row.kept {
        Kept::All { secret, openings } => (Some(secret), Some(openings), None),
        Kept::Commitments(record) => (None, None, Some(record)),
    };
    db.prepare_cached("INSERT INTO history (sequence, subject, leaf, secret, openings, record) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![row.sequence.cast_signed(), row.subject, row.leaf, secret, openings, record])?;
    Ok(())
}

impl Log<'_> {
    /// Notes that a copy of the log is about to be made, so that this stands in the copy too; or that the log was filled from one.
    pub(crate) fn note_backup(&mut self, action: Action, now: Now) -> Result<(), VaultError> {
        let tx = self.begin(now)?;
        let mut record = Record::new(action, now.wall, None);
        record.put(field::KIND, BACKUP_KIND);
        history::append(&tx, &record)?;
        Ok(tx.commit()?)
    }

    /// Keeps the content of a piece of evidence that the history tells of already.
    pub(crate) fn put_back(
        &mut self,
        id: &Id,
        source: &mut (dyn Read + Send),
        progress: &mut dyn FnMut(u64),
    ) -> Result<Sealed, VaultError> {
        let place = self.media.place((self.fresh_key)());
        let sealed = self.media.write(&place, source, progress)?;
        evidence::insert_place(self.db, id, &place)?;
        Ok(sealed)
    }

    /// Reads all evidence that the history tells of and compares it with what that says. Names the pieces whose content is not there.
    pub(crate) fn lost_evidence(&self, told: &ToldEvidence, progress: &mut dyn FnMut(u64)) -> Result<Vec<Id>, VaultError> {
        let mut lost = Vec::new();
        let mut done = 0;
        for (piece, sha256) in told.iter() {
            let expected = Sealed { bytes: piece.bytes, sha256: *sha256 };
            let found = evidence::place_of(self.db, &piece.id)?
                .map(|place| self.media.open(&place).and_then(|reader| reader.verify_all(&mut |bytes| progress(done + bytes))));
            match found {
                Some(Ok(found)) if found == expected => {}
                Some(Err(MediaError::Io(error))) => return Err(error.into()),
                _ => lost.push(piece.id.clone()),
            }
            done += piece.bytes;
        }
        Ok(lost)
    }

    /// Writes out the content of a piece of evidence; returns what was written.
    pub(crate) fn copy_out(&self, id: &Id, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<Sealed, VaultError> {
        let place = evidence::place_of(self.db, id)?.ok_or(VaultError::Damaged { part: Part::Media })?;
        let (bytes, sha256) = evidence::copy(&self.media, &place, out, progress)?;
        Ok(Sealed { bytes, sha256 })
    }
}
