//! Proofs of single records and of whole histories, from one pass over the log.

use super::super::history::{self, FIELDS};
use super::super::{Log, LogError};
use super::log::{note_of, signer, tree_of};
use super::{Consistency, NoteSigner, Proof, Shown, Tree};
use crate::vault::{Part, VaultError};
use rusqlite::Connection;

/// Proves any number of records of an open log. Its tree is computed once, anew, from what stands in the log.
pub struct Prover<'l> {
    db: &'l Connection,
    tree: Tree,
    signer: NoteSigner,
}

impl Log<'_> {
    /// Reads the whole history to prove what is in it. Before the first anchor there is no key: [`LogError::Invalid`] with `anchor`, `none-made`.
    pub fn prover(&self) -> Result<Prover<'_>, LogError> {
        let signer = signer(self.db)?.ok_or(LogError::Invalid { field: "anchor", why: "none-made" })?;
        Ok(Prover { db: self.db, tree: tree_of(self.db)?.0, signer })
    }
}

impl Prover<'_> {
    /// Records that can be proven: those up to the first that is missing or can't be read.
    pub fn size(&self) -> u64 {
        self.tree.size() as u64
    }

    /// Proves one record to others, without the fields in `hidden`. The proof leads to the checkpoint of the whole history, or of its first `size` records.
    ///
    /// Of a record whose texts were erased nothing can be shown, and that it was there can still be proven.
    pub fn prove(&self, sequence: u64, size: Option<u64>, hidden: &[u16]) -> Result<Proof, LogError> {
        let size = number(size.unwrap_or(self.size()))?;
        let path = self.tree.inclusion(number(sequence)?, size).ok_or(LogError::NotFound)?;
        let provable = history::provable(self.db, sequence)?.ok_or(LogError::NotFound)?;
        let commitments = history::commitments(&provable.canonical).ok_or(VaultError::Damaged { part: Part::Row })?;
        let shown = provable.opened.iter().flat_map(|(secret, record)| {
            let fields = (0..FIELDS as u16).filter(|number| !hidden.contains(number));
            fields.map(|number| Shown::new(number, &history::salt(secret, number), record.get(usize::from(number))))
        });
        Ok(Proof::new(&self.signer.verifier(), self.note(size)?, sequence, &path, &commitments, shown.collect()))
    }

    /// Proves that the history of `new` records (all, unless told) begins with the one of `old`: nothing before that was changed, removed or put in.
    pub fn consistency(&self, old: u64, new: Option<u64>) -> Result<Consistency, LogError> {
        let (old, new) = (number(old)?, number(new.unwrap_or(self.size()))?);
        let path = self.tree.consistency(old, new).ok_or(LogError::NotFound)?;
        Ok(Consistency::new(&self.signer.verifier(), self.note(old)?, self.note(new)?, &path))
    }

    fn note(&self, size: usize) -> Result<String, LogError> {
        note_of(&self.tree, size, &self.signer)
    }
}

fn number(value: u64) -> Result<usize, LogError> {
    usize::try_from(value).map_err(|_| LogError::NotFound)
}
