//! Changing the key of a volume so that a cut at any point leaves one key that opens all of it (FORMAT.md §4, "Re-key").

use super::super::seal::Key;
use super::Volume;
use super::keys::{Keyring, Nonces};
use std::io;

impl Volume {
    /// Writes the first marks of a re-key: one copy of superblock and log header under the new key, the others still under the old one.
    ///
    /// The log must be empty. Until the caller has written the head with the new key and said so with [`Volume::head_is_switched`], a start
    /// with either key works, and nothing may be written; after an error the volume must be opened anew.
    pub(crate) fn begin_rekey(&mut self, new: &Key) -> io::Result<()> {
        if !self.log_is_empty() || self.rekeying() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a re-key begins with an empty log and not within another"));
        }
        self.record_size_twice()?;
        let begun = self.mark_rekey(new);
        if begun.is_err() {
            // Memory has the new key, the disk perhaps not.
            self.files.stop();
        }
        begun
    }

    /// Whether a re-key is under way and must be gone on with.
    pub(crate) fn rekeying(&self) -> bool {
        self.superblock.old_key.is_some()
    }

    /// The head names the new key: from here on the old copies may be overwritten.
    pub(crate) fn head_is_switched(&mut self) {
        self.held = false;
    }

    /// Forgets the old key. Every page must have been sealed anew and the log emptied.
    pub(crate) fn finish_rekey(&mut self) -> io::Result<()> {
        self.refuse_while_held()?;
        if !self.log_is_empty() || !self.rekeying() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a re-key ends with an empty log"));
        }
        // The log's headers first: while the superblock still knows the old key, an old header is not taken for damage.
        for _ in 0..2 {
            self.write_empty_log_header()?;
        }
        self.superblock.old_key = None;
        for _ in 0..2 {
            self.commit_superblock()?;
        }
        self.previous = None;
        Ok(())
    }

    fn mark_rekey(&mut self, new: &Key) -> io::Result<()> {
        let count = self.superblock.open_count;
        self.previous = Some(std::mem::replace(&mut self.keys, Keyring::new(new, self.side, self.vault_id)));
        self.superblock.old_key = Some(std::mem::replace(&mut self.key, new.clone()));
        self.nonces = Nonces::new(new, self.uptime, count);
        self.fresh_keys = Nonces::for_keys(new, self.uptime, count);
        self.held = true;
        self.commit_superblock()?;
        self.write_empty_log_header()
    }
}
