//! Making a vault from a backup.
//!
//! Everything goes into the volume of a vault that has no head yet, and is verified there. Only then the head is written: before that there is no vault,
//! whatever lies in its folder, and a failure takes even that away.

use super::line::{LINE_MAX_BYTES, row_of};
use super::members::{
    ABOUT, About, FORMAT, FORMAT_START, HISTORY, MANIFEST, Manifest, NOTE, SETTINGS, Settings, Version, evidence_member, seconds,
};
use super::tar::{Member, TarReader};
use super::{ABOUT_MAX_BYTES, BackupError};
use crate::incident::copy::{Filling, ToldEvidence};
use crate::incident::history::Action;
use crate::incident::proof::{self, NoteSigner};
use crate::incident::{Evidence, Log, remember_clock, verify};
use crate::trust::age::{self, Identity, Opener};
use crate::vault::disk::Disk;
use crate::vault::keep::{self, COPIES_GONE, DOSSIER_FORM, LAST_COPY};
use crate::vault::said;
use crate::vault::{Alias, Damage, DeviceKey, DeviceKeyError, Folders, Kdf, Pin, RecoveryCode, Vault, VaultError};
use crate::{Moment, Now};
use base64ct::{Base64, Encoding};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// A file of settings is never longer: 200 routes and 100 traces of 5,000 points each are half of it.
const SETTINGS_MAX_BYTES: u64 = 64 << 20;
/// No log has more records.
const RECORDS_MAX: u64 = 1 << 48;

/// The vault that a backup is to become.
pub struct NewVault<'a> {
    /// Two folders with nothing in them.
    pub folders: Folders,
    /// This device's keys.
    pub device_key: Arc<dyn DeviceKey>,
    /// Its PIN.
    pub pin: &'a Pin,
    /// What trying a PIN costs.
    pub kdf: Kdf,
}

/// A vault made from a backup, still locked.
pub struct Restored {
    /// It.
    pub vault: Vault,
    /// Its recovery code: a new one, shown once and stored nowhere.
    pub code: RecoveryCode,
    /// When the backup was made.
    pub made: Moment,
    /// Records of the history.
    pub records: u64,
    /// Pieces of evidence.
    pub evidence: u64,
    /// What a check finds in it. It was so when the backup was made.
    pub damaged: Vec<Damage>,
}

/// Makes a vault from a backup that one of `identities` opens. All of it is verified before there is a vault; a failure leaves neither vault nor files, and
/// touches nothing else. `progress` is told the bytes of evidence done so far, which is read a second time from where it was written.
///
/// Brought back are the log with its history, salts and evidence, its signing key (anchors made before still match), contacts and safe places. Not brought
/// back are PINs, the recovery code, what is behind the second PIN, the alert token and the device folder.
pub fn restore(
    source: &mut (dyn Read + Send),
    identities: &[Identity],
    new: NewVault<'_>,
    now: Now,
    progress: &mut dyn FnMut(u64),
) -> Result<Restored, BackupError> {
    let NewVault { folders, device_key, pin, kdf } = new;
    require_fresh(&folders)?;
    let opener = age::open(source, identities)?;
    let mut files = Files { tar: TarReader::new(opener), manifest: Manifest::default() };
    let about = files.about()?;

    let keys = Arc::new(NewKeys { store: Arc::clone(&device_key), made: Mutex::default() });
    let mut filled = None;
    let made = Vault::create_filled(folders.clone(), keys.clone(), pin, None, kdf, now, |log| {
        filled = Some(fill(log, files, &about, now, progress)?);
        Ok::<_, BackupError>(())
    });
    let opened = made.and_then(|(vault, code)| {
        // From here on the vault's keys are its own affair.
        drop(vault);
        Ok((Vault::open(folders.clone(), device_key, now)?, code))
    });
    let (vault, code) = opened.inspect_err(|_| clear(&folders, &keys))?;
    let (evidence, damaged) = filled.unwrap_or_default();
    Ok(Restored { vault, code, made: about.made, records: about.records, evidence, damaged })
}

/// Fills the log, verifies it, and says how many pieces of evidence it has and what is damaged.
fn fill(
    log: &mut Log<'_>,
    mut files: Files<'_>,
    about: &About,
    now: Now,
    progress: &mut dyn FnMut(u64),
) -> Result<(u64, Vec<Damage>), BackupError> {
    let (signing, settings) = files.settings(about)?;
    proof::put_signing(log.db, &signing)?;
    settings.book.write(log.db)?;
    settings.ways.write(log.db)?;
    for (row, kept) in [(DOSSIER_FORM, &settings.form), (COPIES_GONE, &settings.gone)] {
        if let Some(kept) = kept {
            keep::put(log.db, row, said::json(kept).as_bytes())?;
        }
    }
    let told = files.history(log, about)?;
    let present = |piece: &Evidence| !about.left_out.iter().any(|id| id == piece.id.as_str());
    let (mut evidence, mut done) = (0, 0);
    for (piece, sha256) in told.iter().filter(|(piece, _)| present(piece)) {
        files.evidence(log, piece, sha256, &mut |bytes| progress(done + bytes))?;
        evidence += 1;
        done += piece.bytes;
    }
    let signer = proof::signer(log.db)?.ok_or(BackupError::Altered)?;
    files.finish(about, &signer)?;

    let mut damaged = verify(log.db)?;
    for id in log.lost_evidence(&told, &mut |bytes| progress(done + bytes))? {
        let lost = Damage { place: format!("evidence {id}"), what: "key-lost", set_aside: false };
        if !damaged.contains(&lost) {
            damaged.push(lost);
        }
    }
    let is_told = |damage: &Damage| about.damaged.iter().any(|told| told.place == damage.place && told.what == damage.what);
    if !damaged.iter().all(is_told) {
        return Err(BackupError::Altered);
    }
    remember_clock(log.db, about.made)?;
    keep::put(log.db, LAST_COPY, &about.made.to_bytes())?;
    log.note_backup(Action::Recovered, now)?;
    Ok((evidence, damaged))
}

/// Files on their way in, each in its one place, each put on the list that must be the one at the end.
struct Files<'s> {
    tar: TarReader<Opener<&'s mut (dyn Read + Send)>>,
    manifest: Manifest,
}

impl Files<'_> {
    /// What the backup says of itself. Anything else than a backup is told as such.
    fn about(&mut self) -> Result<About, BackupError> {
        let member = self.tar.next().map_err(|error| match BackupError::from(error) {
            BackupError::Altered => BackupError::NotABackup,
            other => other,
        })?;
        if member.name != ABOUT || member.bytes > ABOUT_MAX_BYTES {
            return Err(BackupError::NotABackup);
        }
        let bytes = self.take(&member, |content| read_all(content))?;
        let Version { format } = parse(&bytes).map_err(|_| BackupError::NotABackup)?;
        if format != FORMAT {
            return Err(if format.starts_with(FORMAT_START) { BackupError::UnknownVersion } else { BackupError::NotABackup });
        }
        let about: About = parse(&bytes)?;
        if member.modified_s == seconds(about.made) && about.records <= RECORDS_MAX { Ok(about) } else { Err(BackupError::Altered) }
    }

    fn settings(&mut self, about: &About) -> Result<(Zeroizing<[u8; proof::SIGNING_BYTES]>, Settings), BackupError> {
        let member = self.expect(SETTINGS, about, SETTINGS_MAX_BYTES)?;
        let bytes = Zeroizing::new(self.take(&member, |content| read_all(content))?);
        let mut settings: Settings = parse(&bytes)?;
        let signing = Zeroizing::new(Base64::decode_vec(&settings.signing).map_err(|_| BackupError::Altered)?);
        zeroize::Zeroize::zeroize(&mut settings.signing);
        let signing = signing.as_slice().try_into().map(Zeroizing::new).map_err(|_| BackupError::Altered)?;
        Ok((signing, settings))
    }

    /// Takes in the history; returns the evidence it tells of.
    fn history(&mut self, log: &mut Log<'_>, about: &About) -> Result<ToldEvidence, BackupError> {
        let member = self.expect(HISTORY, about, u64::MAX)?;
        let mut told = ToldEvidence::default();
        let mut filling = Filling::new(log.db);
        self.take(&member, |content| {
            let mut lines = BufReader::new(content);
            let mut line = Vec::new();
            let mut next = 0;
            while read_line(&mut lines, &mut line)? {
                let row = row_of(&line).filter(|row| (next..about.records).contains(&row.sequence)).ok_or(BackupError::Altered)?;
                next = row.sequence + 1;
                told.hear(&row);
                filling.add(row)?;
            }
            Ok(())
        })?;
        filling.finish(about.records)?;
        Ok(told)
    }

    fn evidence(
        &mut self,
        log: &mut Log<'_>,
        piece: &Evidence,
        sha256: &[u8; 32],
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), BackupError> {
        let member = self.tar.next()?;
        if member != evidence_member(piece) {
            return Err(BackupError::Altered);
        }
        let sealed = self.tar.content(&member, |content| log.put_back(&piece.id, content, progress).map_err(BackupError::from))?;
        if sealed.bytes != piece.bytes || sealed.sha256 != *sha256 {
            return Err(BackupError::Altered);
        }
        self.manifest.add(&member, sha256);
        Ok(())
    }

    /// Compares the list and the note that signs it with what came before them, and reads the end.
    fn finish(mut self, about: &About, signer: &NoteSigner) -> Result<(), BackupError> {
        let note = self.manifest.note(signer);
        let manifest = std::mem::take(&mut self.manifest);
        for (name, expected) in [(MANIFEST, manifest.bytes()), (NOTE, note.as_bytes())] {
            let member = self.expect(name, about, expected.len() as u64)?;
            if self.tar.content(&member, |content| read_all(content))? != expected {
                return Err(BackupError::Altered);
            }
        }
        Ok(self.tar.finish()?)
    }

    /// The header of the next file, which must have this name and be no longer than this.
    fn expect(&mut self, name: &str, about: &About, bytes_max: u64) -> Result<Member, BackupError> {
        let member = self.tar.next()?;
        let is_it = member.name == name && member.modified_s == seconds(about.made) && member.bytes <= bytes_max;
        if is_it { Ok(member) } else { Err(BackupError::Altered) }
    }

    fn take<T>(&mut self, member: &Member, take: impl FnOnce(&mut (dyn Read + Send)) -> Result<T, BackupError>) -> Result<T, BackupError> {
        let mut hash = Sha256::new();
        let taken = self.tar.content(member, |content| take(&mut Hashing { content, hash: &mut hash }))?;
        self.manifest.add(member, &hash.finalize().into());
        Ok(taken)
    }
}

struct Hashing<'a> {
    content: &'a mut (dyn Read + Send),
    hash: &'a mut Sha256,
}

impl Read for Hashing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(out)?;
        self.hash.update(&out[..read]);
        Ok(read)
    }
}

/// The whole of a file whose length was looked at.
fn read_all(content: &mut (dyn Read + Send)) -> Result<Vec<u8>, BackupError> {
    let mut bytes = Vec::new();
    content.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a line without its end; false at the end of the file. One without an end is none.
fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, BackupError> {
    line.clear();
    lines.take(LINE_MAX_BYTES).read_until(b'\n', line)?;
    match line.pop() {
        None => Ok(false),
        Some(b'\n') => Ok(true),
        Some(_) => Err(BackupError::Altered),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BackupError> {
    serde_json::from_slice(bytes).map_err(|_| BackupError::Altered)
}

/// All folders a vault has files in.
fn all_folders(folders: &Folders) -> [(&dyn Disk, &'static str); 4] {
    [(&*folders.vault, ""), (&*folders.vault, "media"), (&*folders.device, ""), (&*folders.device, "inbox")]
}

/// Refuses folders with anything in them: what is in the way must not be overwritten, and a failure must be able to remove all that is there.
fn require_fresh(folders: &Folders) -> Result<(), BackupError> {
    if names(&*folders.vault, "")?.iter().any(|name| name == "head.0" || name == "head.1") {
        return Err(VaultError::Place { exists: true }.into());
    }
    for (disk, folder) in all_folders(folders) {
        if !names(disk, folder)?.is_empty() {
            return Err(BackupError::NotEmpty);
        }
    }
    Ok(())
}

fn names(disk: &dyn Disk, folder: &str) -> Result<Vec<String>, VaultError> {
    match disk.names(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        names => Ok(names?),
    }
}

/// Takes away what a failed restore has left in folders that were empty. What the disk does not let go is no vault either: it has no head, or no key.
fn clear(folders: &Folders, keys: &NewKeys) {
    for (disk, folder) in all_folders(folders) {
        for name in names(disk, folder).unwrap_or_default() {
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let _ = disk.remove(&path);
        }
        let _ = disk.sync_folder(folder);
    }
    for alias in keys.made() {
        let _ = keys.store.destroy(alias);
    }
}

/// The device's keys, which remembers what was made in it.
struct NewKeys {
    store: Arc<dyn DeviceKey>,
    made: Mutex<Vec<Alias>>,
}

impl NewKeys {
    fn made(&self) -> Vec<Alias> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl DeviceKey for NewKeys {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        self.store.hmac(alias, message)
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.store.create(alias)?;
        self.made.lock().unwrap_or_else(PoisonError::into_inner).push(alias);
        Ok(())
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.store.destroy(alias)
    }
}
