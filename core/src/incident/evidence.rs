//! Evidence: files kept unmodified, each under a key of its own.
//!
//! A file and its row can't be made in one step. So a file is named as intended before it exists, and the transaction that writes its row removes the
//! intention: whatever is still intended at an unlock is a file that nothing needs.

use super::act::ActRef;
use super::derived::Derived;
use super::history::{self, Action, Record, field};
use super::parts::{invalid, json};
use super::thing::{Owner, Thing};
use super::{Id, Log, LogError, row};
use crate::vault::media::{Media, MediaError, Place};
use crate::vault::seal::Key;
use crate::vault::{Part, VaultError};
use crate::{Moment, Now};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek, Write};

/// Bytes of a file's own name.
pub const FILE_NAME_MAX_BYTES: usize = 1_024;
/// Bytes read at a time when a file is written out.
const COPY_BYTES: usize = 65_536;

/// A piece of evidence: one file, kept unmodified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its name.
    pub id: Id,
    /// The incident it belongs to, or the entry.
    pub incident: Id,
    /// The file's own name.
    pub name: String,
    /// Content length.
    pub bytes: u64,
    /// SHA-256 of the content in hexadecimal.
    pub sha256: String,
    /// When Pana received it.
    pub received: Moment,
    /// The act it came with, if it came with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<ActRef>,
    /// What it was made of, if it did not come in but was made here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derived: Option<Derived>,
}

/// Where the file of a piece of evidence lies, and what must come out of it.
#[derive(Clone)]
pub(crate) struct EvidencePlace {
    pub(crate) id: Id,
    pub(crate) place: Place,
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
}

impl Log<'_> {
    /// Seals a file as evidence of an incident or entry, unmodified and hashed in the same pass. `name` is the file's own; `progress` is told the bytes read.
    /// Refused are names that are empty, over [`FILE_NAME_MAX_BYTES`] or with a NUL character (`name`: `empty`, `too-long`, `nul`), and every file of
    /// an image of someone under 18 (`evidence`, `under-18`): nobody may keep it.
    pub fn attach(
        &mut self,
        incident: &Id,
        name: &str,
        source: &mut dyn Read,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Evidence, LogError> {
        self.attach_with(incident, name, source, Origin::default(), now, progress)
    }

    /// [`Log::attach`], with where the file is from.
    pub(crate) fn attach_with(
        &mut self,
        incident: &Id,
        name: &str,
        source: &mut dyn Read,
        origin: Origin,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Evidence, LogError> {
        check_name(name)?;
        let owner = Thing::existing(self.db, incident)?;
        if matches!(&owner, Thing::Incident(stored) if stored.draft.is_of_minor()) {
            return Err(invalid("evidence", "under-18"));
        }
        let kept = self.keep_file(source, progress)?;
        let tx = self.begin(now)?;
        let evidence = add(&tx, &owner, name, origin, &kept, now)?;
        if evidence.act.is_none() {
            owner.index(&tx)?;
        }
        tx.commit()?;
        Ok(evidence)
    }

    /// Seals a file that stays intended for removal until [`add`] makes it evidence.
    pub(super) fn keep_file(&mut self, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> Result<Kept, VaultError> {
        let place = self.media.place((self.fresh_key)());
        self.intend(&place.name)?;
        match self.media.write(&place, source, progress) {
            Ok(sealed) => Ok(Kept { place, bytes: sealed.bytes, sha256: sealed.sha256 }),
            Err(error) => {
                // The first error is the one to tell. What of the file is still there stays intended.
                let _ = self.finish_intents();
                Err(error.into())
            }
        }
    }

    /// Whether an incident, an entry or a piece of evidence has this id.
    pub(crate) fn has(&self, id: &Id) -> Result<bool, LogError> {
        let is_evidence = || self.db.prepare_cached("SELECT 1 FROM evidence WHERE id = ?")?.exists([id.as_str()]);
        Ok(Thing::find(self.db, id)?.is_some() || is_evidence()?)
    }

    /// One piece of evidence.
    pub fn piece(&self, id: &Id) -> Result<Evidence, LogError> {
        let (_, evidence) = select(self.db, "evidence.id = ?", id.as_str())?.pop().ok_or(LogError::NotFound)?;
        Ok(evidence)
    }

    /// Writes an evidence file out as it came in; `progress` is told the bytes written. The hash is compared while writing: an error means that what was
    /// written must not be used.
    pub fn take_out(&self, id: &Id, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<Evidence, LogError> {
        let evidence = self.piece(id)?;
        // A row without a place is one whose key was lost with damaged pages.
        let place = place_of(self.db, id)?.ok_or(VaultError::Damaged { part: Part::Media })?;
        let (bytes, sha256) = copy(&self.media, &place, out, progress)?;
        if bytes != evidence.bytes || hex(&sha256) != evidence.sha256 {
            return Err(VaultError::Damaged { part: Part::Media }.into());
        }
        Ok(evidence)
    }

    /// The content of a piece of evidence.
    pub(crate) fn open_evidence(&self, id: &Id) -> Result<impl Read + Seek + use<>, VaultError> {
        let place = place_of(self.db, id)?.ok_or(VaultError::Damaged { part: Part::Media })?;
        self.media.open(&place).map_err(from_media)
    }

    /// Evidence of one incident or entry, or all of it but that of undone imports, in the order it came in.
    pub fn evidence(&self, of: Option<&Id>) -> Result<Vec<Evidence>, LogError> {
        let Some(id) = of else { return Ok(listed(self.db)?) };
        Ok(of_owner(self.db, Thing::existing(self.db, id)?.owner())?)
    }

    /// Names a file as one to remove unless a row comes to name it; durable when it returns.
    pub(crate) fn intend(&mut self, file: &str) -> Result<(), VaultError> {
        self.db.prepare_cached("INSERT OR IGNORE INTO media_intent (name) VALUES (?)")?.execute([file])?;
        Ok(())
    }

    /// Removes the files that are still intended: called at each unlock, and after what leaves files behind. Returns how many. One that the disk
    /// does not let go stays intended, and keeps nobody from the log.
    pub(crate) fn finish_intents(&mut self) -> Result<u32, VaultError> {
        let names: Vec<String> =
            self.db.prepare_cached("SELECT name FROM media_intent")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut removed = 0;
        for name in &names {
            if self.media.remove(name).is_ok() {
                fulfil(self.db, name)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Where all evidence files lie, for checking and for sealing them anew.
    pub(crate) fn evidence_places(&self) -> Result<Vec<EvidencePlace>, VaultError> {
        let sql = "SELECT evidence.id, bytes, sha256, evidence_file.name, file_id, key
            FROM evidence JOIN evidence_file ON evidence_file.evidence = evidence.id ORDER BY evidence.row";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(EvidencePlace {
                id: row::parsed(row, 0, Id::from_stored)?,
                bytes: row.get::<_, i64>(1)?.cast_unsigned(),
                sha256: row.get(2)?,
                place: Place { name: row.get(3)?, id: row.get(4)?, key: Key(row.get(5)?) },
            })
        };
        Ok(self.db.prepare(sql)?.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// Makes `new`, a file intended and written before, the one of this evidence. The old file is intended for removal by [`Log::finish_intents`].
    pub(crate) fn move_evidence(&mut self, id: &Id, new: &Place) -> Result<(), VaultError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let old = place_of(&tx, id)?.ok_or(VaultError::Damaged { part: Part::Row })?;
        tx.execute("DELETE FROM evidence_file WHERE evidence = ?", [id.as_str()])?;
        insert_place(&tx, id, new)?;
        fulfil(&tx, &new.name)?;
        tx.execute("INSERT OR IGNORE INTO media_intent (name) VALUES (?)", [old.name])?;
        Ok(tx.commit()?)
    }
}

/// Where a file is from, if not from her.
#[derive(Default)]
pub(crate) struct Origin {
    /// The act it came with.
    pub(crate) act: Option<ActRef>,
    /// What it was made of.
    pub(crate) derived: Option<Derived>,
}

/// A sealed file that is nobody's evidence yet.
pub(super) struct Kept {
    place: Place,
    bytes: u64,
    sha256: [u8; 32],
}

/// Makes a sealed file evidence of an incident or entry, within the caller's change.
pub(super) fn add(db: &Connection, owner: &Thing, name: &str, origin: Origin, kept: &Kept, now: Now) -> Result<Evidence, VaultError> {
    let evidence = Evidence {
        id: history::new_id(db)?,
        incident: owner.id().clone(),
        name: name.to_owned(),
        bytes: kept.bytes,
        sha256: hex(&kept.sha256),
        received: now.wall,
        act: origin.act,
        derived: origin.derived,
    };
    history::append(db, &record(&evidence, &kept.sha256))?;
    insert(db, owner.owner(), &evidence, &kept.sha256)?;
    insert_place(db, &evidence.id, &kept.place)?;
    fulfil(db, &kept.place.name)?;
    Ok(evidence)
}

/// Every row of the table in order, for checking: of one that can't be read, or is of no incident, its number.
pub(super) fn judged(db: &Connection) -> Result<Vec<Result<Evidence, i64>>, VaultError> {
    let sql = format!("SELECT {COLUMNS}, evidence.row FROM {JOINED} ORDER BY evidence.row");
    let judge = |row: &rusqlite::Row<'_>| {
        let number = row.get(11)?;
        Ok(read(row).map(|(_, evidence)| evidence).map_err(|_| number))
    };
    Ok(db.prepare(&sql)?.query_map([], judge)?.collect::<Result<_, _>>()?)
}

/// Evidence that is not there and whose key is: it came back after an erasure.
pub(super) fn keys_of_none(db: &Connection) -> Result<Vec<Id>, VaultError> {
    ids(db, "SELECT evidence FROM evidence_file WHERE evidence NOT IN (SELECT id FROM evidence) ORDER BY evidence")
}

/// All evidence but that of undone imports, in the order it came in.
fn listed(db: &Connection) -> Result<Vec<Evidence>, VaultError> {
    let of_others = "(evidence.incident IS NULL OR evidence.incident NOT IN (SELECT incident FROM undone)) AND ? IS NULL";
    Ok(select(db, of_others, rusqlite::types::Null)?.into_iter().map(|(_, evidence)| evidence).collect())
}

/// Evidence of the incidents in these rows, each with its incident's row.
pub(super) fn of_incidents(db: &Connection, rows: &[i64]) -> Result<Vec<(i64, Evidence)>, VaultError> {
    let found = select(db, "evidence.incident IN (SELECT value FROM json_each(?))", json(rows))?;
    let of_incident = |(owner, evidence)| match owner {
        Owner::Incident(row) => Some((row, evidence)),
        Owner::Entry(_) => None,
    };
    Ok(found.into_iter().filter_map(of_incident).collect())
}

/// Evidence of one incident or entry, in the order it came in.
pub(super) fn of_owner(db: &Connection, owner: Owner) -> Result<Vec<Evidence>, VaultError> {
    let found = match owner {
        Owner::Incident(row) => select(db, "evidence.incident = ?", row)?,
        Owner::Entry(row) => select(db, "evidence.entry = ?", row)?,
    };
    Ok(found.into_iter().map(|(_, evidence)| evidence).collect())
}

/// Evidence whose place and key are gone.
pub(super) fn without_file(db: &Connection) -> Result<Vec<Id>, VaultError> {
    ids(db, "SELECT id FROM evidence WHERE id NOT IN (SELECT evidence FROM evidence_file) ORDER BY row")
}

/// The ids that a query gives; what is none is left out.
fn ids(db: &Connection, sql: &str) -> Result<Vec<Id>, VaultError> {
    let mut select = db.prepare(sql)?;
    let read: Vec<Option<Id>> = select.query_map([], |row| Ok(row::parsed(row, 0, Id::from_stored).ok()))?.collect::<Result<_, _>>()?;
    Ok(read.into_iter().flatten().collect())
}

/// The files' own names of the evidence of an incident or entry, as far as it did not come with an act: exports number such files, and there may be
/// thousands.
pub(super) fn names(db: &Connection, owner: Owner) -> Result<Vec<String>, VaultError> {
    let (sql, row) = match owner {
        Owner::Incident(row) => ("SELECT name FROM evidence WHERE incident = ? AND act IS NULL ORDER BY row", row),
        Owner::Entry(row) => ("SELECT name FROM evidence WHERE entry = ? ORDER BY row", row),
    };
    let mut names = db.prepare_cached(sql)?;
    Ok(names.query_map([row], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Destroys keys and rows of the evidence of an incident or entry and intends its files for removal. Returns the ids.
pub(super) fn erase_of(db: &Connection, owner: Owner) -> Result<Vec<Id>, VaultError> {
    let ids: Vec<Id> = of_owner(db, owner)?.into_iter().map(|evidence| evidence.id).collect();
    for id in &ids {
        db.execute("INSERT OR IGNORE INTO media_intent (name) SELECT name FROM evidence_file WHERE evidence = ?", [id.as_str()])?;
        db.execute("DELETE FROM evidence_file WHERE evidence = ?", [id.as_str()])?;
        db.execute("DELETE FROM evidence WHERE id = ?", [id.as_str()])?;
    }
    Ok(ids)
}

/// What the history says of a piece of evidence; the keys stand in its record in this order.
#[derive(Serialize, Deserialize)]
struct AsReceived {
    name: String,
    bytes: u64,
    /// Not told apart yet.
    media_type: Option<String>,
    received_at: Moment,
    incident: String,
    /// Left out where there is none: so it was before acts brought files with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<String>,
    /// The same, before pictures could be covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    derived: Option<Derived>,
}

/// The record of a piece of evidence that came in.
pub(super) fn record(evidence: &Evidence, sha256: &[u8; 32]) -> Record {
    let mut record = Record::new(Action::Attach, evidence.received, Some(&evidence.id));
    record.put(field::EVIDENCE_HASH, *sha256);
    let received = AsReceived {
        name: evidence.name.clone(),
        bytes: evidence.bytes,
        media_type: None,
        received_at: evidence.received,
        incident: evidence.incident.to_string(),
        act: evidence.act.as_ref().map(ToString::to_string),
        derived: evidence.derived.clone(),
    };
    record.put(field::EVIDENCE, json(&received));
    record
}

/// The record of a piece of evidence that belongs to another incident from `at` on. When it was received stands in field 4 there.
pub(super) fn record_of_move(evidence: &Evidence, sha256: &[u8; 32], at: Moment) -> Record {
    let mut record = record(evidence, sha256);
    record.put(field::WRITTEN, at.to_bytes());
    record.put(field::START, evidence.received.to_bytes());
    record
}

/// The evidence that [`record`] told of, if this is such a record.
pub(super) fn from_record(record: &Record) -> Option<(Evidence, [u8; 32])> {
    let received: AsReceived = serde_json::from_slice(record.get(field::EVIDENCE)).ok()?;
    let sha256: [u8; 32] = record.get(field::EVIDENCE_HASH).try_into().ok()?;
    let evidence = Evidence {
        id: record.subject()?,
        incident: Id::from_stored(&received.incident)?,
        name: received.name,
        bytes: received.bytes,
        sha256: hex(&sha256),
        // Of the record rather than of the JSON, whose text is only exact to the second.
        received: record.moment(field::START).or_else(|| record.moment(field::WRITTEN))?,
        act: match received.act {
            Some(act) => Some(ActRef::from_stored(&act)?),
            None => None,
        },
        derived: received.derived,
    };
    Some((evidence, sha256))
}

pub(super) fn insert(db: &Connection, owner: Owner, evidence: &Evidence, sha256: &[u8; 32]) -> Result<(), VaultError> {
    let (incident, entry) = match owner {
        Owner::Incident(row) => (Some(row), None),
        Owner::Entry(row) => (None, Some(row)),
    };
    let sql = "INSERT INTO evidence (id, incident, entry, name, bytes, sha256, received_ms, received_offset, act, derived)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.prepare_cached(sql)?.execute(params![
        evidence.id.as_str(),
        incident,
        entry,
        evidence.name,
        evidence.bytes.cast_signed(),
        sha256,
        evidence.received.utc_ms(),
        evidence.received.offset_min(),
        evidence.act.as_ref().map(ToString::to_string),
        evidence.derived.as_ref().map(json)
    ])?;
    Ok(())
}

/// Makes a piece of evidence that of another incident; false if there is no such piece.
pub(super) fn move_to(db: &Connection, id: &Id, incident: i64) -> Result<bool, VaultError> {
    let changed = db.prepare_cached("UPDATE evidence SET incident = ? WHERE id = ?")?.execute(params![incident, id.as_str()])?;
    Ok(changed > 0)
}

/// Evidence that came with an act, wherever it belongs now.
pub(super) fn of_act(db: &Connection, act: &ActRef) -> Result<Vec<Evidence>, VaultError> {
    Ok(select(db, "act = ?", act.to_string())?.into_iter().map(|(_, evidence)| evidence).collect())
}

/// SHA-256 of the content of a piece of evidence.
pub(super) fn sha256_of(db: &Connection, id: &Id) -> Result<[u8; 32], VaultError> {
    Ok(db.prepare_cached("SELECT sha256 FROM evidence WHERE id = ?")?.query_row([id.as_str()], |row| row.get(0))?)
}

pub(super) fn insert_place(db: &Connection, id: &Id, place: &Place) -> Result<(), VaultError> {
    db.prepare_cached("INSERT INTO evidence_file (evidence, name, file_id, key) VALUES (?, ?, ?, ?)")?.execute(params![
        id.as_str(),
        place.name,
        place.id,
        place.key.0
    ])?;
    Ok(())
}

pub(super) fn place_of(db: &Connection, id: &Id) -> Result<Option<Place>, VaultError> {
    let mut select = db.prepare_cached("SELECT name, file_id, key FROM evidence_file WHERE evidence = ?")?;
    Ok(select.query_row([id.as_str()], |row| Ok(Place { name: row.get(0)?, id: row.get(1)?, key: Key(row.get(2)?) })).optional()?)
}

fn fulfil(db: &Connection, file: &str) -> Result<(), VaultError> {
    db.prepare_cached("DELETE FROM media_intent WHERE name = ?")?.execute([file])?;
    Ok(())
}

/// Evidence that a condition with one value picks, each with the row that it belongs to.
fn select(db: &Connection, condition: &str, value: impl rusqlite::ToSql) -> Result<Vec<(Owner, Evidence)>, VaultError> {
    let sql =
        format!("SELECT {COLUMNS} FROM {JOINED} WHERE COALESCE(incident.row, entry.row) IS NOT NULL AND {condition} ORDER BY evidence.row");
    Ok(db.prepare_cached(&sql)?.query_map([value], read)?.collect::<Result<_, _>>()?)
}

/// Columns in the order [`read`] takes them.
const COLUMNS: &str = "incident.row, evidence.id, COALESCE(incident.id, entry.id), name, bytes, sha256, received_ms, received_offset, entry.row, act, derived";
/// Evidence beside what it belongs to.
const JOINED: &str = "evidence LEFT JOIN incident ON incident.row = evidence.incident LEFT JOIN entry ON entry.row = evidence.entry";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<(Owner, Evidence)> {
    let evidence = Evidence {
        id: row::parsed(row, 1, Id::from_stored)?,
        incident: row::parsed(row, 2, Id::from_stored)?,
        name: row.get(3)?,
        bytes: row.get::<_, i64>(4)?.cast_unsigned(),
        sha256: hex(&row.get::<_, [u8; 32]>(5)?),
        received: row::moment(row, 6)?,
        act: row.get::<_, Option<String>>(9)?.map(|_| row::parsed(row, 9, ActRef::from_stored)).transpose()?,
        derived: row.get::<_, Option<String>>(10)?.map(|_| row::parsed(row, 10, |text| serde_json::from_str(text).ok())).transpose()?,
    };
    let owner = match row.get(0)? {
        Some(incident) => Owner::Incident(incident),
        None => Owner::Entry(row.get(8)?),
    };
    Ok((owner, evidence))
}

pub(super) fn copy(
    media: &Media,
    place: &Place,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<(u64, [u8; 32]), VaultError> {
    let mut content = media.open(place).map_err(from_media)?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let read = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(VaultError::Damaged { part: Part::Media }),
            Err(error) => return Err(error.into()),
        };
        hash.update(&buffer[..read]);
        out.write_all(&buffer[..read])?;
        bytes += read as u64;
        progress(bytes);
    }
    out.flush()?;
    Ok((bytes, hash.finalize().into()))
}

fn from_media(error: MediaError) -> VaultError {
    match error {
        MediaError::Missing | MediaError::Damaged { .. } => VaultError::Damaged { part: Part::Media },
        MediaError::Io(error) => error.into(),
    }
}

/// Refuses names that no file has.
pub(super) fn check_name(name: &str) -> Result<(), LogError> {
    match name {
        "" => Err(invalid("name", "empty")),
        _ if name.len() > FILE_NAME_MAX_BYTES => Err(invalid("name", "too-long")),
        _ if name.contains('\0') => Err(invalid("name", "nul")),
        _ => Ok(()),
    }
}

/// The reverse of [`hex`]: so many bytes from lower-case digits.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut out = [0; N];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    for (byte, &[high, low]) in out.iter_mut().zip(pairs) {
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(out)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a String can't fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests;
