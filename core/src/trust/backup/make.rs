//! Making a backup.

use super::line::line_of;
use super::members::{ABOUT, About, FORMAT, Found, HISTORY, MANIFEST, Manifest, NOTE, SETTINGS, Settings, evidence_member, seconds};
use super::tar::{Member, TarWriter};
use super::{ABOUT_MAX_BYTES, BackupError};
use crate::alert::BookContent;
use crate::incident::copy::{self, ToldEvidence};
use crate::incident::history::{Action, next_sequence};
use crate::incident::{proof, verify};
use crate::route::RouteContent;
use crate::trust::age::{self, RECIPIENTS_MAX, Recipient, Sealer};
use crate::vault::keep::{self, BACKUP_RECIPIENT, COPIES_GONE, DOSSIER_FORM, LAST_COPY};
use crate::vault::{Damage, Part, Session, VaultError, said};
use crate::{Moment, Now};
use base64ct::{Base64, Encoding};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Whom a backup is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct For {
    /// Whoever has the recovery code of this session.
    pub own: bool,
    /// Others, such as someone who keeps a copy.
    pub others: Vec<Recipient>,
}

/// A backup that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// When, and what [`confirm`] takes.
    pub at: Moment,
    /// Records of the history in it, with the one that tells of it.
    pub records: u64,
    /// Pieces of evidence in it.
    pub evidence: u64,
    /// What a check found. The log is in the backup as it is; content of evidence that was lost before is not.
    pub damaged: Vec<Damage>,
}

/// Writes a backup of what this session sees. `progress` is told the bytes of evidence read so far, which is done twice: first to see that it is sound.
///
/// Nothing else can write meanwhile: the session is borrowed, and there is only one. The record of this export is written first, so that it is in the
/// backup too, and stands even if the writing fails. A shell writes to a file that does not have its final name yet, makes it durable, renames it, and then
/// calls [`confirm`].
pub fn make(session: &mut Session, whom: &For, out: &mut dyn Write, now: Now, progress: &mut dyn FnMut(u64)) -> Result<Made, BackupError> {
    let mut log = session.log();
    let recipients = recipients(log.db, whom)?;
    log.note_backup(Action::Export, now)?;
    let signer = proof::signer_or_new(log.db)?;
    let signing = proof::signing(log.db)?.ok_or(VaultError::Damaged { part: Part::Row })?;

    let survey = Survey::of(log.db)?;
    let left_out = log.lost_evidence(&survey.evidence, progress)?;
    let mut damaged = verify(log.db)?;
    for id in &left_out {
        let lost = Damage { place: format!("evidence {id}"), what: "key-lost", set_aside: false };
        if !damaged.contains(&lost) {
            damaged.push(lost);
        }
    }
    let about = About {
        format: FORMAT.to_owned(),
        made: now.wall,
        records: next_sequence(log.db)?,
        left_out: left_out.iter().map(ToString::to_string).collect(),
        damaged: damaged.iter().map(|damage| Found { place: damage.place.clone(), what: damage.what.to_owned() }).collect(),
    };
    let about_bytes = json(&about);
    if about_bytes.len() as u64 > ABOUT_MAX_BYTES {
        return Err(VaultError::Damaged { part: Part::Row }.into());
    }

    let mut files = Files { tar: TarWriter::new(age::seal(out, &recipients)?), manifest: Manifest::default(), made: now.wall };
    files.add_bytes(ABOUT, &about_bytes)?;
    let kept = |row: &str| {
        let value = keep::get_all(log.db, row)?;
        if value.is_empty() { Ok(None) } else { said::read(&value).map(Some) }
    };
    let settings = Settings {
        signing: Base64::encode_string(&*signing),
        book: BookContent::read(log.db)?,
        ways: RouteContent::read(log.db)?,
        form: kept(DOSSIER_FORM)?,
        gone: kept(COPIES_GONE)?,
    };
    files.add_bytes(SETTINGS, &json(&settings))?;
    files.add(&files.member(HISTORY, survey.history_bytes), |out| {
        copy::for_each_row(log.db, |row| Ok::<_, BackupError>(out.write_all(&line_of(&row))?))
    })?;
    let mut evidence = 0;
    let mut done: u64 = survey.evidence.iter().map(|(piece, _)| piece.bytes).sum();
    for (piece, _) in survey.evidence.iter().filter(|(piece, _)| !left_out.contains(&piece.id)) {
        // It was sound a moment ago; what has changed since is named by the hash in the history.
        files.add(&evidence_member(piece), |out| {
            log.copy_out(&piece.id, out, &mut |bytes| progress(done + bytes))?;
            Ok::<_, BackupError>(())
        })?;
        evidence += 1;
        done += piece.bytes;
    }
    files.finish(&signer)?;
    Ok(Made { at: now.wall, records: about.records, evidence, damaged })
}

/// Notes that the backup made at this moment is where it belongs.
pub fn confirm(session: &mut Session, made: &Made) -> Result<(), BackupError> {
    Ok(keep::put(session.log().db, LAST_COPY, &made.at.to_bytes())?)
}

/// When the last backup was made that was confirmed; `None` if there is none yet.
pub fn last_copy(session: &mut Session) -> Result<Option<Moment>, BackupError> {
    let kept = keep::get(session.log().db, LAST_COPY)?;
    Ok(kept.and_then(|kept| Moment::from_bytes(kept).ok()))
}

fn recipients(db: &Connection, whom: &For) -> Result<Vec<Recipient>, BackupError> {
    let own = if whom.own { Some(keep::get(db, BACKUP_RECIPIENT)?.ok_or(BackupError::NoOwnKey)?) } else { None };
    let mut recipients: Vec<Recipient> = own.map(Recipient::from_public).into_iter().collect();
    for other in &whom.others {
        if !recipients.contains(other) {
            recipients.push(other.clone());
        }
    }
    match recipients.len() {
        0 => Err(BackupError::NoRecipient),
        1..=RECIPIENTS_MAX => Ok(recipients),
        _ => Err(BackupError::TooManyRecipients),
    }
}

/// What has to be known before the first byte is written.
struct Survey {
    evidence: ToldEvidence,
    history_bytes: u64,
}

impl Survey {
    fn of(db: &Connection) -> Result<Self, VaultError> {
        let mut survey = Self { evidence: ToldEvidence::default(), history_bytes: 0 };
        copy::for_each_row(db, |row| {
            survey.evidence.hear(&row);
            survey.history_bytes += line_of(&row).len() as u64;
            Ok::<_, VaultError>(())
        })?;
        Ok(survey)
    }
}

/// Files on their way out, each put on the list.
struct Files<W: Write> {
    tar: TarWriter<Sealer<W>>,
    manifest: Manifest,
    made: Moment,
}

impl<W: Write> Files<W> {
    fn member(&self, name: &str, bytes: u64) -> Member {
        Member { name: name.to_owned(), bytes, modified_s: seconds(self.made) }
    }

    fn add(&mut self, member: &Member, fill: impl FnOnce(&mut dyn Write) -> Result<(), BackupError>) -> Result<(), BackupError> {
        let mut hash = Sha256::new();
        self.tar.add(member, |out| fill(&mut Hashing { out, hash: &mut hash }))?;
        self.manifest.add(member, &hash.finalize().into());
        Ok(())
    }

    fn add_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let member = self.member(name, bytes.len() as u64);
        self.add(&member, |out| Ok(out.write_all(bytes)?))
    }

    /// Adds the list itself and the note that signs it, which stand in no list.
    fn finish(mut self, signer: &proof::NoteSigner) -> Result<(), BackupError> {
        let note = self.manifest.note(signer);
        for (name, bytes) in [(MANIFEST, self.manifest.bytes()), (NOTE, note.as_bytes())] {
            let member = self.member(name, bytes.len() as u64);
            self.tar.add(&member, |out| out.write_all(bytes))?;
        }
        self.tar.finish()?.finish()?;
        Ok(())
    }
}

struct Hashing<'a> {
    out: &'a mut dyn Write,
    hash: &'a mut Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Nothing in these can't be written as JSON.
    serde_json::to_vec(value).unwrap_or_default()
}
