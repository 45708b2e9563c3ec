//! Proof that the history is what it was: a Merkle tree over its records, signed checkpoints, and anchors that others can keep.
//!
//! FORMAT.md §12 has every byte. The claim is "unchanged since the anchor", never "true": whoever has the PIN can write what they like after it.

mod anchor;
mod document;
mod log;
mod note;
mod tree;

pub use anchor::{Anchor, AnchorError};
pub use document::{FIELD_NAMES, Proof, ProofError, Proven, Shown};
pub use log::{AnchorCheck, Entry, HISTORY_PAGE_MAX, MadeAnchor};
pub use note::{Checkpoint, NoteError, NoteSigner, NoteVerifier};
pub use tree::{Hash, Tree, is_consistent, root_with_leaf};

pub(crate) use log::{SIGNING_BYTES, put_signing, signer, signer_or_new, signing};
