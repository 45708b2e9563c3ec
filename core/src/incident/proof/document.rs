//! A proof that one record stood in a history, as a document for others: with the fields that are shown, and commitments to those that are not.

use super::super::evidence::hex;
use super::super::history::{Action, FIELDS, commitment, field, leaf, record_of};
use super::anchor::Anchor;
use super::note::{Checkpoint, NoteError, NoteVerifier};
use super::tree::{Hash, is_consistent, root_with_leaf};
use crate::Moment;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the document says it is.
const FORMAT: &str = "pana/proof/1";
const CONSISTENCY_FORMAT: &str = "pana/consistency/1";

/// Names of the fields of a record in data, by their numbers in FORMAT.md §12.
pub const FIELD_NAMES: [&str; 30] = [
    "action",
    "written",
    "subject",
    "kind",
    "start",
    "end",
    "precision",
    "place",
    "position",
    "what",
    "words",
    "who",
    "witnesses",
    "count",
    "harm",
    "answered",
    "seen",
    "sha256",
    "evidence",
    "acts",
    "import",
    "own",
    "people",
    "refusal",
    "police",
    "reason",
    "checkpoint",
    "export",
    "captured",
    "alert",
];

/// A proof as it is written to a file in JSON. Bytes are in base64.
///
/// [`Proof::verify`] needs nothing else: no vault, no PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// `pana/proof/1`.
    pub format: String,
    /// The key that signs this log's checkpoints, as a C2SP verifier key.
    pub key: String,
    /// The signed checkpoint.
    pub note: String,
    /// Number of the record, from 0.
    pub sequence: u64,
    /// Audit path from the record up to the checkpoint's root.
    pub path: Vec<String>,
    /// One commitment for each of the 32 fields.
    pub commitments: Vec<String>,
    /// The fields that are shown.
    pub shown: Vec<Shown>,
}

/// A field that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its number in FORMAT.md §12.
    pub field: u16,
    /// What its commitment was salted with.
    pub salt: String,
    /// What it says.
    pub bytes: String,
}

/// What a proof proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The history at the time of the checkpoint.
    pub checkpoint: Checkpoint,
    /// The anchor of that checkpoint: equal to the one that someone kept, and the record was there when it was made.
    pub anchor: Anchor,
    /// The fields that are shown, by number.
    pub fields: BTreeMap<u16, Vec<u8>>,
}

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It is not a proof of this format.
    #[error("this is not a proof, or a part of it is missing")]
    Malformed,
    /// The checkpoint is not one of this key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A shown field is not what the record commits to.
    #[error("field {0} is not what the record holds")]
    Field(u16),
    /// The record does not stand in the history of the checkpoint.
    #[error("the record is not in this history")]
    NotInHistory,
}

impl Proof {
    pub(super) fn new(
        verifier: &NoteVerifier,
        note: String,
        sequence: u64,
        path: &[Hash],
        commitments: &[Hash],
        shown: Vec<Shown>,
    ) -> Self {
        let text = |hashes: &[Hash]| hashes.iter().map(|hash| Base64::encode_string(hash)).collect();
        let (path, commitments) = (text(path), text(commitments));
        Self { format: FORMAT.to_owned(), key: verifier.to_string(), note, sequence, path, commitments, shown }
    }

    /// Checks all of it and gives out what is shown.
    pub fn verify(&self) -> Result<Proven, ProofError> {
        if self.format != FORMAT {
            return Err(ProofError::Malformed);
        }
        let verifier: NoteVerifier = self.key.parse()?;
        let (checkpoint, anchor) = signed(&self.note, &verifier)?;
        let commitments: [Hash; FIELDS] = hashes(&self.commitments)?.try_into().map_err(|_| ProofError::Malformed)?;
        let mut fields = BTreeMap::new();
        for shown in &self.shown {
            let expected = commitments.get(usize::from(shown.field)).ok_or(ProofError::Malformed)?;
            let bytes = Base64::decode_vec(&shown.bytes).map_err(|_| ProofError::Malformed)?;
            if commitment(shown.field, &hash(&shown.salt)?, &bytes) != *expected {
                return Err(ProofError::Field(shown.field));
            }
            if fields.insert(shown.field, bytes).is_some() {
                return Err(ProofError::Malformed);
            }
        }
        let leaf = leaf(&record_of(self.sequence, &commitments));
        let root = root_with_leaf(&leaf, number(self.sequence)?, number(checkpoint.size)?, &hashes(&self.path)?);
        if root != Some(checkpoint.root) {
            return Err(ProofError::NotInHistory);
        }
        Ok(Proven { checkpoint, anchor, fields })
    }
}

impl Proven {
    /// The fields that are shown and say something, by name and as text: moments as dates, hashes in hexadecimal.
    pub fn readable(&self) -> Vec<(&'static str, String)> {
        let named =
            |(number, bytes): (&u16, &Vec<u8>)| Some((*FIELD_NAMES.get(usize::from(*number))?, text_of(usize::from(*number), bytes)));
        self.fields.iter().filter(|(_, bytes)| !bytes.is_empty()).filter_map(named).collect()
    }
}

fn text_of(number: usize, bytes: &[u8]) -> String {
    let text = match number {
        field::ACTION => bytes.first().and_then(|number| Action::from_number(*number)).map(|action| action.id().to_owned()),
        field::WRITTEN | field::START | field::END => {
            bytes.try_into().ok().and_then(|bytes| Moment::from_bytes(bytes).ok()).map(|moment| moment.to_string())
        }
        field::EVIDENCE_HASH => None,
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.unwrap_or_else(|| hex(bytes))
}

impl Shown {
    pub(crate) fn new(field: u16, salt: &Hash, bytes: &[u8]) -> Self {
        Self { field, salt: Base64::encode_string(salt), bytes: Base64::encode_string(bytes) }
    }
}

/// A proof that a later history begins with an earlier one, as it is written to a file in JSON. Bytes are in base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency {
    /// `pana/consistency/1`.
    pub format: String,
    /// The key that signs this log's checkpoints, as a C2SP verifier key.
    pub key: String,
    /// The signed checkpoint over fewer records.
    pub old: String,
    /// The signed checkpoint over more.
    pub new: String,
    /// The proof between the two.
    pub path: Vec<String>,
}

/// What a [`Consistency`] proves: nothing of what the earlier checkpoint covers was changed, removed or added before the later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistent {
    /// The earlier checkpoint, and the anchor of it.
    pub old: (Checkpoint, Anchor),
    /// The later one.
    pub new: (Checkpoint, Anchor),
}

impl Consistency {
    pub(super) fn new(verifier: &NoteVerifier, old: String, new: String, path: &[Hash]) -> Self {
        let path = path.iter().map(|hash| Base64::encode_string(hash)).collect();
        Self { format: CONSISTENCY_FORMAT.to_owned(), key: verifier.to_string(), old, new, path }
    }

    /// Checks all of it. Needs nothing else: no vault, no PIN.
    pub fn verify(&self) -> Result<Consistent, ProofError> {
        if self.format != CONSISTENCY_FORMAT {
            return Err(ProofError::Malformed);
        }
        let verifier: NoteVerifier = self.key.parse()?;
        let old = signed(&self.old, &verifier)?;
        let new = signed(&self.new, &verifier)?;
        let holds = is_consistent(number(old.0.size)?, &old.0.root, number(new.0.size)?, &new.0.root, &hashes(&self.path)?);
        if holds { Ok(Consistent { old, new }) } else { Err(ProofError::NotInHistory) }
    }
}

/// The checkpoint in a note of the log whose key this is, and its anchor.
fn signed(note: &str, verifier: &NoteVerifier) -> Result<(Checkpoint, Anchor), ProofError> {
    let checkpoint = Checkpoint::parse(verifier.open(note)?)?;
    if checkpoint.origin != verifier.name() {
        return Err(ProofError::Malformed);
    }
    let anchor = Anchor::new(checkpoint.size, note, verifier);
    Ok((checkpoint, anchor))
}

fn number(value: u64) -> Result<usize, ProofError> {
    usize::try_from(value).map_err(|_| ProofError::Malformed)
}

fn hash(text: &str) -> Result<Hash, ProofError> {
    Base64::decode_vec(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(ProofError::Malformed)
}

fn hashes(texts: &[String]) -> Result<Vec<Hash>, ProofError> {
    texts.iter().map(|text| hash(text)).collect()
}
