//! The append-only history (FORMAT.md §12): records, their commitments, and how they are stored and erased.

use super::Id;
use super::proof::Hash;
use crate::vault::{VaultError, burn_stack};
use crate::{Moment, random};
use hmac::{Hmac, Mac};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use std::sync::mpsc::{self, SendError};
use std::thread;

/// Fields of every record.
pub(crate) const FIELDS: usize = 32;
/// Bytes of a record in its canonical form.
const RECORD_BYTES: usize = RECORD_LABEL.len() + 8 + 2 + FIELDS * 32;
/// Openings up to the end of field 1: number and length of either, one byte of action, a moment.
const UP_TO_WRITTEN_BYTES: u32 = 2 * (2 + 4) + 1 + Moment::LEN_BYTES as u32;
/// Rows that go to the other thread at a time: fewer, if they hold so many bytes.
const BATCH_ROWS: usize = 256;
const BATCH_BYTES: usize = 1 << 20;
/// Batches that wait for the other thread.
const BATCHES_AHEAD: usize = 2;
const RECORD_LABEL: &[u8] = b"pana/record/1";
const SALT_LABEL: &[u8] = b"pana/salt/1";
const FIELD_LABEL: &[u8] = b"pana/field/1";

/// Numbers of the fields in use.
pub(crate) mod field {
    pub(crate) const ACTION: usize = 0;
    pub(crate) const WRITTEN: usize = 1;
    pub(crate) const SUBJECT: usize = 2;
    pub(crate) const KIND: usize = 3;
    pub(crate) const START: usize = 4;
    pub(crate) const END: usize = 5;
    pub(crate) const PRECISION: usize = 6;
    pub(crate) const PLACE: usize = 7;
    pub(crate) const POSITION: usize = 8;
    pub(crate) const WHAT: usize = 9;
    pub(crate) const WORDS: usize = 10;
    pub(crate) const WHO: usize = 11;
    pub(crate) const WITNESSES: usize = 12;
    pub(crate) const COUNT: usize = 13;
    pub(crate) const HARM: usize = 14;
    pub(crate) const ANSWERED: usize = 15;
    pub(crate) const SEEN: usize = 16;
    pub(crate) const EVIDENCE_HASH: usize = 17;
    pub(crate) const EVIDENCE: usize = 18;
    pub(crate) const ACTS: usize = 19;
    pub(crate) const IMPORT: usize = 20;
    pub(crate) const OWN: usize = 21;
    pub(crate) const PEOPLE: usize = 22;
    pub(crate) const REFUSAL: usize = 23;
    pub(crate) const POLICE: usize = 24;
    pub(crate) const REASON: usize = 25;
    pub(crate) const CHECKPOINT: usize = 26;
    pub(crate) const EXPORT: usize = 27;
    pub(crate) const CAPTURED: usize = 28;
    pub(crate) const ALERT: usize = 29;
}

/// What happened to the subject of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Create = 1,
    Amend = 2,
    Attach = 3,
    Withdraw = 4,
    Restore = 5,
    EraseAsked = 6,
    EraseCancelled = 7,
    Erased = 8,
    Import = 9,
    ImportUndone = 10,
    Export = 11,
    ViewForExport = 12,
    Anchor = 13,
    ClockJump = 14,
    Opening = 15,
    Confirm = 16,
    Recovered = 17,
    Rekeyed = 18,
    Alert = 19,
    Lift = 32,
    Unlift = 33,
}

impl Action {
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        ACTIONS.into_iter().find(|action| *action as u8 == number)
    }

    /// What it is called in data.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Amend => "amend",
            Self::Attach => "attach",
            Self::Withdraw => "withdraw",
            Self::Restore => "restore",
            Self::EraseAsked => "erase-asked",
            Self::EraseCancelled => "erase-cancelled",
            Self::Erased => "erased",
            Self::Import => "import",
            Self::ImportUndone => "import-undone",
            Self::Export => "export",
            Self::ViewForExport => "view-for-export",
            Self::Anchor => "anchor",
            Self::ClockJump => "clock-jump",
            Self::Opening => "opening",
            Self::Confirm => "confirm",
            Self::Recovered => "recovered",
            Self::Rekeyed => "re-keyed",
            Self::Alert => "alert",
            Self::Lift => "lift",
            Self::Unlift => "unlift",
        }
    }

    /// Whether its record tells what an incident says.
    pub(crate) fn is_of_incident(self) -> bool {
        matches!(
            self,
            Self::Create
                | Self::Amend
                | Self::Withdraw
                | Self::Restore
                | Self::EraseAsked
                | Self::EraseCancelled
                | Self::Import
                | Self::ImportUndone
                | Self::Confirm
                | Self::Lift
                | Self::Unlift
        )
    }
}

const ACTIONS: [Action; 21] = [
    Action::Create,
    Action::Amend,
    Action::Attach,
    Action::Withdraw,
    Action::Restore,
    Action::EraseAsked,
    Action::EraseCancelled,
    Action::Erased,
    Action::Import,
    Action::ImportUndone,
    Action::Export,
    Action::ViewForExport,
    Action::Anchor,
    Action::ClockJump,
    Action::Opening,
    Action::Confirm,
    Action::Recovered,
    Action::Rekeyed,
    Action::Alert,
    Action::Lift,
    Action::Unlift,
];

/// One record: 32 fields, most of them empty. It carries the whole state of its subject after the action, not a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    fields: [Vec<u8>; FIELDS],
}

impl Record {
    pub(crate) fn new(action: Action, written: Moment, subject: Option<&Id>) -> Self {
        let mut record = Self::default();
        record.put(field::ACTION, [action as u8]);
        record.put(field::WRITTEN, written.to_bytes());
        if let Some(subject) = subject {
            record.put(field::SUBJECT, subject.as_str());
        }
        record
    }

    pub(crate) fn put(&mut self, field: usize, bytes: impl Into<Vec<u8>>) {
        self.fields[field] = bytes.into();
    }

    pub(crate) fn get(&self, field: usize) -> &[u8] {
        &self.fields[field]
    }

    /// Every field with its number.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (u16, &[u8])> {
        (0u16..).zip(&self.fields).map(|(number, bytes)| (number, bytes.as_slice()))
    }

    pub(crate) fn moment(&self, field: usize) -> Option<Moment> {
        Moment::from_bytes(self.get(field).try_into().ok()?).ok()
    }

    pub(crate) fn action(&self) -> Option<Action> {
        let &[number] = self.get(field::ACTION) else { return None };
        Action::from_number(number)
    }

    pub(crate) fn subject(&self) -> Option<Id> {
        Id::from_stored(std::str::from_utf8(self.get(field::SUBJECT)).ok()?)
    }

    /// The record's bytes: a commitment to each field, which tell nothing of it to anyone without the secret.
    pub(crate) fn canonical(&self, sequence: u64, secret: &[u8; 32]) -> Vec<u8> {
        #[allow(clippy::expect_used)]
        let salts = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
        let mut out = record_start(sequence);
        for (number, bytes) in (0u16..).zip(&self.fields) {
            out.extend_from_slice(&commitment(number, &salt_of(salts.clone(), number), bytes));
        }
        out
    }

    /// `(u16 field ‖ u32 length ‖ bytes)*` in rising field order, empty fields left out.
    pub(crate) fn openings(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.fields.iter().map(|bytes| bytes.len() + 6).sum());
        for (number, bytes) in (0u16..).zip(&self.fields).filter(|(_, bytes)| !bytes.is_empty()) {
            out.extend_from_slice(&number.to_le_bytes());
            out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            out.extend_from_slice(bytes);
        }
        out
    }

    /// The reverse of [`Record::openings`], for exactly what that writes.
    pub(crate) fn from_openings(mut from: &[u8]) -> Option<Self> {
        let mut record = Self::default();
        let mut next = 0;
        while let Some((&[a, b, c, d, e, f], rest)) = from.split_first_chunk() {
            let number = usize::from(u16::from_le_bytes([a, b]));
            let (bytes, rest) = rest.split_at_checked(u32::from_le_bytes([c, d, e, f]) as usize)?;
            if number < next || number >= FIELDS || bytes.is_empty() {
                return None;
            }
            record.put(number, bytes);
            next = number + 1;
            from = rest;
        }
        from.is_empty().then_some(record)
    }
}

/// The salt of a field, which lets whoever gets it and the field's bytes compute its commitment, and tells nothing of any other field.
pub(crate) fn salt(secret: &[u8; 32], field: u16) -> [u8; 32] {
    #[allow(clippy::expect_used)]
    salt_of(<Hmac<Sha256> as hmac::KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length"), field)
}

fn salt_of(mut salts: Hmac<Sha256>, field: u16) -> [u8; 32] {
    let mut message = [0; SALT_LABEL.len() + 2];
    message[..SALT_LABEL.len()].copy_from_slice(SALT_LABEL);
    message[SALT_LABEL.len()..].copy_from_slice(&field.to_le_bytes());
    salts.update(&message);
    salts.finalize().into_bytes().into()
}

/// `commitment(f)` of FORMAT.md §12.
pub(crate) fn commitment(field: u16, salt: &[u8; 32], bytes: &[u8]) -> [u8; 32] {
    // In one piece: most fields are empty, and then the hash is of little else.
    let mut start = [0; FIELD_LABEL.len() + 32 + 2 + 8];
    let (label, rest) = start.split_at_mut(FIELD_LABEL.len());
    label.copy_from_slice(FIELD_LABEL);
    rest[..32].copy_from_slice(salt);
    rest[32..34].copy_from_slice(&field.to_le_bytes());
    rest[34..].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    Sha256::new().chain_update(start).chain_update(bytes).finalize().into()
}

/// A record from its commitments.
pub(crate) fn record_of(sequence: u64, commitments: &[[u8; 32]; FIELDS]) -> Vec<u8> {
    let mut out = record_start(sequence);
    out.extend_from_slice(commitments.as_flattened());
    out
}

/// `leaf` of FORMAT.md §12.
pub(crate) fn leaf(record: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update([0]).chain_update(record).finalize().into()
}

/// Whether bytes have the form of the record with this number.
pub(crate) fn is_record(bytes: &[u8], sequence: u64) -> bool {
    bytes.len() == RECORD_BYTES && bytes.starts_with(&record_start(sequence))
}

fn record_start(sequence: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(RECORD_BYTES);
    out.extend_from_slice(RECORD_LABEL);
    out.extend_from_slice(&sequence.to_le_bytes());
    out.extend_from_slice(&(FIELDS as u16).to_le_bytes());
    out
}

/// Writes a record after all others; returns its sequence. The caller's transaction makes it one with the change it tells of.
pub(crate) fn append(db: &Connection, record: &Record) -> Result<u64, VaultError> {
    let sequence = next_sequence(db)?;
    let secret: [u8; 32] = random::bytes();
    let leaf = leaf(&record.canonical(sequence, &secret));
    db.prepare_cached("INSERT INTO history (sequence, subject, leaf, secret, openings) VALUES (?, ?, ?, ?, ?)")?.execute(params![
        sequence.cast_signed(),
        record.subject().as_ref().map(Id::as_str),
        leaf,
        secret,
        record.openings()
    ])?;
    Ok(sequence)
}

/// The sequence of the next record: one more than the highest there ever was. A counter that was set back, which [`counted`] shows, keeps nobody
/// from writing.
pub(crate) fn next_sequence(db: &Connection) -> Result<u64, VaultError> {
    let highest: i64 = db.prepare_cached("SELECT COALESCE(MAX(sequence), -1) FROM history")?.query_row([], |row| row.get(0))?;
    Ok(counted(db)?.max(highest.wrapping_add(1).cast_unsigned()))
}

/// One more than the highest sequence that the database remembers to have given.
pub(crate) fn counted(db: &Connection) -> Result<u64, VaultError> {
    let highest: i64 = db
        .prepare_cached("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'history'), -1)")?
        .query_row([], |row| row.get(0))?;
    Ok(highest.wrapping_add(1).cast_unsigned())
}

/// Lets the next record have this sequence: in a log filled from a copy, whose last records may have been missing.
pub(crate) fn set_next_sequence(db: &Connection, next: u64) -> Result<(), VaultError> {
    db.execute("DELETE FROM sqlite_sequence WHERE name = 'history'", [])?;
    db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('history', ?)", [next.cast_signed() - 1])?;
    Ok(())
}

/// When the last record was written whose texts are there.
pub(crate) fn last_written(db: &Connection) -> Result<Option<Moment>, VaultError> {
    // Fields 0 and 1 stand first and are of fixed length.
    let sql = "SELECT substr(openings, 1, ?) FROM history WHERE openings IS NOT NULL ORDER BY sequence DESC LIMIT 1";
    let start: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([UP_TO_WRITTEN_BYTES], |row| row.get(0)).optional()?;
    Ok(start.and_then(|start| Record::from_openings(&start)).and_then(|record| record.moment(field::WRITTEN)))
}

/// Destroys what the records of a subject say: what stays of each is its commitments, whose salts are gone.
pub(crate) fn erase_records(db: &Connection, subject: &Id) -> Result<(), VaultError> {
    let mut select = db.prepare_cached("SELECT sequence, secret, openings FROM history WHERE subject = ? AND record IS NULL LIMIT 1")?;
    let mut update = db.prepare_cached("UPDATE history SET record = ?, secret = NULL, openings = NULL WHERE sequence = ?")?;
    // One at a time: an import has many records of up to 8 MiB.
    while let Some(row) = select.query([subject.as_str()])?.next()? {
        let sequence = row.get::<_, i64>(0)?;
        let record = Record::from_openings(row.get_ref(2)?.as_blob().unwrap_or_default()).unwrap_or_default();
        let canonical = record.canonical(sequence.cast_unsigned(), &row.get(1)?);
        update.execute(params![canonical, sequence])?;
    }
    Ok(())
}

/// Records of a subject whose texts are there.
pub(crate) fn records_of(db: &Connection, subject: &Id) -> Result<u64, VaultError> {
    let sql = "SELECT count(*) FROM history WHERE subject = ? AND openings IS NOT NULL";
    Ok(db.prepare_cached(sql)?.query_row([subject.as_str()], |row| row.get::<_, i64>(0))?.cast_unsigned())
}

/// An id that nothing in the log has or ever had.
pub(crate) fn new_id(db: &Connection) -> Result<Id, VaultError> {
    let mut taken = db.prepare_cached("SELECT 1 FROM history WHERE subject = ? LIMIT 1")?;
    loop {
        let id = Id::make();
        if !taken.exists([id.as_str()])? {
            return Ok(id);
        }
    }
}

/// The commitments of a record to its fields.
pub(crate) fn commitments(record: &[u8]) -> Option<[[u8; 32]; FIELDS]> {
    let (all, []) = record.get(RECORD_BYTES - FIELDS * 32..)?.as_chunks() else { return None };
    all.try_into().ok()
}

/// What it takes to prove one record: its canonical bytes, and secret and openings if they are there.
pub(crate) struct Provable {
    pub(crate) canonical: Vec<u8>,
    pub(crate) opened: Option<([u8; 32], Record)>,
}

/// Reads a row to prove it; `None` if there is none, or it holds no record.
pub(crate) fn provable(db: &Connection, sequence: u64) -> Result<Option<Provable>, VaultError> {
    let mut select = db.prepare_cached("SELECT secret, openings, record FROM history WHERE sequence = ?")?;
    let mut rows = select.query([sequence.cast_signed()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    if let Some(record) = row.get_ref(2)?.as_blob_or_null().unwrap_or_default() {
        return Ok(is_record(record, sequence).then(|| Provable { canonical: record.to_vec(), opened: None }));
    }
    let record = Record::from_openings(row.get_ref(1)?.as_blob().unwrap_or_default());
    let opened = row.get::<_, [u8; 32]>(0).ok().zip(record);
    Ok(opened.map(|(secret, record)| Provable { canonical: record.canonical(sequence, &secret), opened: Some((secret, record)) }))
}

/// What a stored row of the history tells.
pub(crate) struct Stored {
    pub(crate) sequence: u64,
    pub(crate) subject: Option<Id>,
    /// `None` if the record was erased, or can't be read.
    pub(crate) record: Option<Record>,
    pub(crate) erased: bool,
    /// The leaf of what the row holds; `None` if that is no record.
    pub(crate) leaf: Option<Hash>,
    /// Whether that is the leaf it was written with.
    pub(crate) intact: bool,
}

/// A row of the history exactly as it is stored, whatever that is.
pub(crate) struct RawRow<'r> {
    pub(crate) sequence: u64,
    pub(crate) subject: Option<&'r [u8]>,
    pub(crate) leaf: Option<&'r [u8]>,
    pub(crate) secret: Option<&'r [u8]>,
    pub(crate) openings: Option<&'r [u8]>,
    pub(crate) record: Option<&'r [u8]>,
}

/// Columns in the order [`RawRow::of`] takes them.
const RAW_COLUMNS: &str = "sequence, subject, leaf, secret, openings, record";

impl<'r> RawRow<'r> {
    fn of(row: &'r Row<'_>) -> rusqlite::Result<Self> {
        // The bytes of a subject that is no text are as good as any to tell that it was altered.
        let bytes = |column| {
            Ok::<_, rusqlite::Error>(match row.get_ref(column)? {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes),
                _ => None,
            })
        };
        Ok(Self {
            sequence: row.get::<_, i64>(0)?.cast_unsigned(),
            subject: bytes(1)?,
            leaf: bytes(2)?,
            secret: bytes(3)?,
            openings: bytes(4)?,
            record: bytes(5)?,
        })
    }

    fn owned(&self) -> OwnedRow {
        let own = |bytes: Option<&[u8]>| bytes.map(<[u8]>::to_vec);
        OwnedRow {
            sequence: self.sequence,
            subject: own(self.subject),
            leaf: own(self.leaf),
            secret: own(self.secret),
            openings: own(self.openings),
            record: own(self.record),
        }
    }

    /// What it tells, and whether that is what was written.
    pub(crate) fn judged(&self) -> Stored {
        let subject = self.subject.and_then(|bytes| Id::from_stored(std::str::from_utf8(bytes).ok()?));
        let sequence = self.sequence;
        if let Some(record) = self.record {
            let leaf = is_record(record, sequence).then(|| leaf(record));
            let intact = leaf.is_some_and(|leaf| self.is_of(&leaf)) && self.secret.is_none() && self.openings.is_none();
            return Stored { sequence, subject, record: None, erased: true, leaf, intact };
        }
        let record = self.openings.and_then(Record::from_openings);
        let secret: Option<&[u8; 32]> = self.secret.and_then(|secret| secret.try_into().ok());
        let leaf = record.as_ref().zip(secret).map(|(record, secret)| leaf(&record.canonical(sequence, secret)));
        let subject_fits = record.as_ref().is_some_and(|record| self.subject.unwrap_or_default() == record.get(field::SUBJECT));
        let intact = subject_fits && leaf.is_some_and(|leaf| self.is_of(&leaf));
        Stored { sequence, subject, record, erased: false, leaf, intact }
    }

    fn is_of(&self, leaf: &Hash) -> bool {
        self.leaf == Some(leaf)
    }
}

/// Hands over every row in order, as it is stored.
pub(crate) fn for_each_raw<E: From<rusqlite::Error>>(db: &Connection, mut each: impl FnMut(&RawRow<'_>) -> Result<(), E>) -> Result<(), E> {
    let mut select = db.prepare(&format!("SELECT {RAW_COLUMNS} FROM history ORDER BY sequence"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        each(&RawRow::of(row)?)?;
    }
    Ok(())
}

/// Hands over what every row tells, in order. Rows are hashed on a second thread while the next ones are read.
pub(crate) fn for_each(db: &Connection, mut each: impl FnMut(Stored) -> Result<(), VaultError>) -> Result<(), VaultError> {
    thread::scope(|scope| {
        let (hand_over, handed_over) = mpsc::sync_channel::<Vec<OwnedRow>>(BATCHES_AHEAD);
        let (give_back, given_back) = mpsc::channel::<Vec<Stored>>();
        let judge = move || {
            for batch in handed_over {
                if give_back.send(judged(&batch)).is_err() {
                    break;
                }
            }
            burn_stack();
        };
        // Without a second thread the rows come back from where they were to go.
        let _ = thread::Builder::new().spawn_scoped(scope, judge);
        let mut hear = |batch: Vec<Stored>| batch.into_iter().try_for_each(&mut each);
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for_each_raw(db, |row| {
            let row = row.owned();
            bytes += row.bytes();
            batch.push(row);
            if bytes < BATCH_BYTES && batch.len() < BATCH_ROWS {
                return Ok(());
            }
            bytes = 0;
            if let Err(SendError(batch)) = hand_over.send(std::mem::take(&mut batch)) {
                hear(judged(&batch))?;
            }
            given_back.try_iter().try_for_each(&mut hear)
        })?;
        drop(hand_over);
        given_back.iter().try_for_each(&mut hear)?;
        hear(judged(&batch))
    })
}

fn judged(batch: &[OwnedRow]) -> Vec<Stored> {
    batch.iter().map(|row| row.raw().judged()).collect()
}

/// A row to take to another thread.
struct OwnedRow {
    sequence: u64,
    subject: Option<Vec<u8>>,
    leaf: Option<Vec<u8>>,
    secret: Option<Vec<u8>>,
    openings: Option<Vec<u8>>,
    record: Option<Vec<u8>>,
}

impl OwnedRow {
    fn raw(&self) -> RawRow<'_> {
        RawRow {
            sequence: self.sequence,
            subject: self.subject.as_deref(),
            leaf: self.leaf.as_deref(),
            secret: self.secret.as_deref(),
            openings: self.openings.as_deref(),
            record: self.record.as_deref(),
        }
    }

    fn bytes(&self) -> usize {
        [&self.openings, &self.record].into_iter().flatten().map(Vec::len).sum()
    }
}

/// Hands over at most `limit` rows from before a sequence, the newest first.
pub(crate) fn for_each_before(db: &Connection, before: i64, limit: u32, mut each: impl FnMut(Stored)) -> Result<(), VaultError> {
    let sql = format!("SELECT {RAW_COLUMNS} FROM history WHERE sequence < ? ORDER BY sequence DESC LIMIT ?");
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(params![before, limit])?;
    while let Some(row) = rows.next()? {
        each(RawRow::of(row)?.judged());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
