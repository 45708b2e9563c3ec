//! Checks a dossier that someone was handed: no vault, no PIN, nothing of Pana's but FORMAT.md §17.
//!
//! The order of what is looked at is part of the format, so that all who check a dossier say the same of it.

mod archive;
mod documents;
mod json;
mod source;
#[cfg(test)]
mod tests;

use super::names::{INCIDENTS, LIST, PROOF, SIGNATURE};
use super::sealed::{AnchorBox, open_box, open_history};
use super::signature::{SIGNATURE_MAX_BYTES, Signature};
use crate::Moment;
use crate::incident::proof::{Anchor, Checkpoint, Hash, NoteVerifier, Tree};
use crate::incident::{hex, unhex};
use documents::{IncidentsFile, ProofFile};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

pub use source::Source;

use source::Files;

/// Bytes of the list of files.
const LIST_MAX_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of `proof.json` or `incidents.json`.
const JSON_MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// Characters of one part of a name.
const NAME_PART_MAX_CHARACTERS: usize = 100;

/// What a dossier turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something in it is not what it was when it was made.
    Altered {
        /// The first thing that is not.
        reason: Reason,
        /// The file, or the number of the record from 0, if it is one.
        name: Option<String>,
    },
    /// It is as it was signed. Where it comes from was not checked: whoever makes all of it anew can sign it anew.
    Consistent {
        /// What was looked at.
        seen: Seen,
        /// Whether an anchor was given, which is of another dossier, log or time.
        other_anchor: bool,
    },
    /// It is consistent, and fits the anchor that someone kept.
    Matches {
        /// What was looked at.
        seen: Seen,
        /// What the anchor says of it.
        by: Match,
    },
}

/// What was looked at in a dossier that is not altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When it was made, by its own account.
    pub made: Moment,
    /// Records of the log that it shows.
    pub records: u64,
    /// Files in its list.
    pub files: u64,
}

/// How an anchor fits a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is the code of this dossier: all of it is what it was when it was made.
    Dossier,
    /// It is one of the log: some of the records were there, as they are shown, when it was made.
    Log {
        /// When that was.
        at: Moment,
        /// How many of the records.
        covered: u64,
    },
}

/// Why a dossier counts as altered: the rows of the table in FORMAT.md §17.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table says what each means")]
pub enum Reason {
    NotAZip,
    NameUnsafe,
    NameTwice,
    FileMissing,
    ListMalformed,
    FileAdded,
    SignatureMalformed,
    SignatureForged,
    ListAltered,
    FileAltered,
    ProofMalformed,
    IncidentsMalformed,
    RecordAltered,
    RecordDiffers,
    HistoryDiffers,
}

impl Reason {
    /// What it is called in data. Behind `verify-reason-` it is the key of its sentence.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotAZip => "not-a-zip",
            Self::NameUnsafe => "name-unsafe",
            Self::NameTwice => "name-twice",
            Self::FileMissing => "file-missing",
            Self::ListMalformed => "list-malformed",
            Self::FileAdded => "file-added",
            Self::SignatureMalformed => "signature-malformed",
            Self::SignatureForged => "signature-forged",
            Self::ListAltered => "list-altered",
            Self::FileAltered => "file-altered",
            Self::ProofMalformed => "proof-malformed",
            Self::IncidentsMalformed => "incidents-malformed",
            Self::RecordAltered => "record-altered",
            Self::RecordDiffers => "record-differs",
            Self::HistoryDiffers => "history-differs",
        }
    }
}

/// A dossier could not be read at all. What stands in it is not judged then.
#[derive(Debug, thiserror::Error)]
#[error("the files of the dossier can't be read")]
pub struct VerifyError(#[from] pub io::Error);

/// Checks a dossier, and what an anchor says of it. `progress` hears how many bytes of its files were read so far.
///
/// ```
/// use pana_core::dossier::verify::{Reason, Source, Verdict, verify};
/// let folder = tempfile::tempdir()?;
/// let verdict = verify(&Source::Folder(folder.path().to_owned()), None, &mut |_| ())?;
/// assert_eq!(verdict, Verdict::Altered { reason: Reason::FileMissing, name: Some("SHA256SUMS".to_owned()) });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(source: &Source, anchor: Option<&Anchor>, progress: &mut dyn FnMut(u64)) -> Result<Verdict, VerifyError> {
    match judge(source, anchor, progress) {
        Ok(verdict) => Ok(verdict),
        Err(Stop::Altered(reason, name)) => Ok(Verdict::Altered { reason, name }),
        Err(Stop::Io(error)) => Err(VerifyError(error)),
    }
}

/// Why nothing more is looked at.
enum Stop {
    Altered(Reason, Option<String>),
    Io(io::Error),
}

impl Stop {
    fn altered(reason: Reason) -> Self {
        Self::Altered(reason, None)
    }

    fn named(reason: Reason, name: impl Into<String>) -> Self {
        Self::Altered(reason, Some(name.into()))
    }
}

fn judge(source: &Source, anchor: Option<&Anchor>, progress: &mut dyn FnMut(u64)) -> Result<Verdict, Stop> {
    let mut files = Files::of(source)?;
    if let Some(missing) = [LIST, SIGNATURE].into_iter().find(|name| !files.has(name)) {
        return Err(Stop::named(Reason::FileMissing, missing));
    }
    let list = files.content(LIST, LIST_MAX_BYTES)?;
    let signature = files.content(SIGNATURE, SIGNATURE_MAX_BYTES)?;
    let list = list.ok_or(Stop::altered(Reason::ListMalformed))?;
    let hashes = listed(&list).ok_or(Stop::altered(Reason::ListMalformed))?;
    compare_names(&files, &hashes)?;
    let note = signature.ok_or(Stop::altered(Reason::SignatureMalformed))?;
    let signature = Signature::parse(&note).ok_or(Stop::altered(Reason::SignatureMalformed))?;
    let verifier = signature.verifier().ok_or(Stop::altered(Reason::SignatureForged))?;
    if signature.files != *Sha256::digest(&list) {
        return Err(Stop::altered(Reason::ListAltered));
    }
    let [proof, incidents] = compare_files(&mut files, &hashes, progress)?;
    let proof = proof.and_then(|bytes| ProofFile::read(&bytes)).ok_or(Stop::altered(Reason::ProofMalformed))?;
    let incidents = incidents.and_then(|bytes| IncidentsFile::read(&bytes, signature.made, &hashes));
    let incidents = incidents.filter(|incidents| incidents.records.len() == proof.records.len());
    compare_records(&proof, &incidents.ok_or(Stop::altered(Reason::IncidentsMalformed))?, &hashes)?;
    let seen = Seen { made: signature.made, records: proof.records.len() as u64, files: hashes.len() as u64 };
    let Some(anchor) = anchor else { return Ok(Verdict::Consistent { seen, other_anchor: false }) };
    if signature.code() == Some(*anchor) {
        return Ok(Verdict::Matches { seen, by: Match::Dossier });
    }
    match open_box(anchor, &proof.salt, proof.anchors.iter().map(Vec::as_slice)) {
        None => Ok(Verdict::Consistent { seen, other_anchor: true }),
        Some(opened) => {
            let by = covered(anchor, &opened, &proof, verifier).ok_or(Stop::altered(Reason::HistoryDiffers))?;
            Ok(Verdict::Matches { seen, by })
        }
    }
}

/// Whether these bytes are JSON that every reader takes for the same.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    json::Json::read(bytes).is_some()
}

/// The files of the list with their hashes, which stand in it in the order of the map.
fn listed(list: &[u8]) -> Option<BTreeMap<String, Hash>> {
    let (mut hashes, mut alike) = (BTreeMap::<String, Hash>::new(), BTreeSet::new());
    for line in std::str::from_utf8(list).ok()?.split_inclusive('\n') {
        let (hash, name) = line.strip_suffix('\n')?.split_once("  ")?;
        let comes_next = hashes.last_key_value().is_none_or(|(last, _)| last.as_str() < name);
        if !comes_next || !is_name(name) || matches!(name, LIST | SIGNATURE) || !alike.insert(name.to_ascii_lowercase()) {
            return None;
        }
        hashes.insert(name.to_owned(), unhex(hash)?);
    }
    Some(hashes)
}

fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        (1..=NAME_PART_MAX_CHARACTERS).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
            && !part.starts_with(['.', '-'])
    };
    name.split('/').count() <= 2 && name.split('/').all(is_part)
}

fn compare_names(files: &Files, hashes: &BTreeMap<String, Hash>) -> Result<(), Stop> {
    let not_there = hashes.keys().map(String::as_str).find(|name| !files.has(name));
    let not_listed = [PROOF, INCIDENTS].into_iter().find(|name| !hashes.contains_key(*name));
    if let Some(name) = not_there.or(not_listed) {
        return Err(Stop::named(Reason::FileMissing, name));
    }
    match files.names().find(|name| !hashes.contains_key(*name) && !matches!(*name, LIST | SIGNATURE)) {
        Some(added) => Err(Stop::named(Reason::FileAdded, added)),
        None => Ok(()),
    }
}

/// Compares every file with the list. Gives out `proof.json` and `incidents.json`, each only if it is within the limit.
fn compare_files(files: &mut Files, hashes: &BTreeMap<String, Hash>, progress: &mut dyn FnMut(u64)) -> Result<[Option<Vec<u8>>; 2], Stop> {
    let (mut kept, mut done) = ([None, None], 0);
    for (name, hash) in hashes {
        let place = [PROOF, INCIDENTS].into_iter().position(|kept| kept == name);
        let mut content = place.filter(|_| files.bytes(name) <= JSON_MAX_BYTES).map(|_| Vec::new());
        let mut sum = Sha256::new();
        files.read(name, &mut |piece| {
            sum.update(piece);
            if let Some(content) = &mut content {
                content.extend_from_slice(piece);
            }
            done += piece.len() as u64;
            progress(done);
        })?;
        if sum.finalize()[..] != hash[..] {
            return Err(Stop::named(Reason::FileAltered, name));
        }
        if let Some(place) = place {
            kept[place] = content;
        }
    }
    Ok(kept)
}

fn compare_records(proof: &ProofFile, incidents: &IncidentsFile, hashes: &BTreeMap<String, Hash>) -> Result<(), Stop> {
    if let Some(at) = proof.records.iter().position(|record| !record.holds()) {
        return Err(Stop::named(Reason::RecordAltered, at.to_string()));
    }
    for (at, (record, told)) in proof.records.iter().zip(&incidents.records).enumerate() {
        let file = told.original.as_ref().and_then(|name| hashes.get(name)).map(|hash| hex(hash));
        let is_file = file.zip(record.content_hash()).is_none_or(|(file, shown)| file == shown);
        if record.told() != told.fields || !is_file {
            return Err(Stop::named(Reason::RecordDiffers, at.to_string()));
        }
    }
    Ok(())
}

/// What an anchor says of the records, from what it opened; `None` if the history is not the one that it stands for.
fn covered(anchor: &Anchor, opened: &[u8], proof: &ProofFile, verifier: &NoteVerifier) -> Option<Match> {
    let opened = AnchorBox::read(opened)?;
    let root = root_in(&opened, verifier)?;
    if Anchor::new(opened.records, &opened.note, verifier) != *anchor {
        return None;
    }
    let (numbers, leaves) = open_history(&opened.key, &proof.history, proof.records.len())?;
    let before = leaves.get(..usize::try_from(opened.records).ok()?)?;
    if before.iter().copied().collect::<Tree>().root_at(before.len()) != Some(root) {
        return None;
    }
    let mut covered = 0;
    for (record, number) in proof.records.iter().zip(numbers) {
        if let Some(leaf) = usize::try_from(number).ok().and_then(|at| before.get(at)) {
            if record.leaf(number) != *leaf {
                return None;
            }
            covered += 1;
        }
    }
    Some(Match::Log { at: opened.made, covered })
}

/// The root in a checkpoint of three lines and one signature.
fn root_in(opened: &AnchorBox, verifier: &NoteVerifier) -> Option<Hash> {
    let text = verifier.open(&opened.note).ok()?;
    let checkpoint = Checkpoint::parse(text).ok()?;
    let is_of_log = checkpoint.origin == verifier.name() && checkpoint.size == opened.records && checkpoint.text() == text;
    let signatures = opened.note.strip_prefix(text)?.strip_prefix('\n')?;
    (is_of_log && signatures.matches('\n').count() == 1).then_some(checkpoint.root)
}
