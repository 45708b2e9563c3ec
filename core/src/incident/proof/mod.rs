//! Proof that the history is what it was: a Merkle tree over its records, signed checkpoints, and anchors that others can keep.
//!
//! FORMAT.md §12 has every byte. The claim is "unchanged since the anchor", never "true": whoever has the PIN can write what they like after it.

mod anchor;
mod document;
mod export;
#[cfg(test)]
mod hiding;
mod log;
mod note;
mod prover;
#[cfg(test)]
mod speed;
#[cfg(test)]
mod tamper;
mod tree;

pub use anchor::{Anchor, AnchorError};
pub use document::{Consistency, Consistent, FIELD_NAMES, Proof, ProofError, Proven, Shown};
pub use log::{AnchorCheck, Entry, HISTORY_PAGE_MAX, MadeAnchor};
pub use note::{Checkpoint, NoteError, NoteSigner, NoteVerifier};
pub use prover::Prover;
pub use tree::{Hash, Tree, is_consistent, root_with_leaf};

pub(crate) use log::{SIGNING_BYTES, put_signing, signer, signer_or_new, signing};
pub(crate) use note::{ED25519, KEY_ID_BYTES, SIGNATURE_START, key_id};
