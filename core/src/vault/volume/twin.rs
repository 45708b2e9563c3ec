//! A small sealed block in two copies that are written in turn, so that a write that tears leaves the other one (FORMAT.md §4, §5).

use super::super::disk::read_block;
use super::super::planted::planted;
use super::super::seal::SEAL_BYTES;
use super::files::{Role, Side, VolumeFiles};
use super::keys::{Keyring, Kind, Nonces};
use std::io;
use zeroize::Zeroizing;

/// One sealed copy.
pub(super) const COPY_BYTES: usize = 4096;
/// What a copy holds, generation first.
pub(super) const TEXT_BYTES: usize = COPY_BYTES - SEAL_BYTES;

pub(super) type Text = Zeroizing<[u8; TEXT_BYTES]>;

/// What lies in the two places of a block.
pub(super) struct Copies {
    /// The text of the valid copy with the higher generation.
    pub(super) newest: Option<Text>,
    /// Whether a copy is not authentic.
    pub(super) broken: bool,
}

impl Copies {
    /// Opens both copies, each with the first of the keyrings that fits.
    pub(super) fn read(files: &VolumeFiles, side: Side, kind: Kind, keyrings: &[&Keyring]) -> io::Result<Self> {
        let mut found = Self { newest: None, broken: false };
        for copy in 0..2 {
            match read_copy(files, side, kind, copy, keyrings)? {
                Some(text) if found.newest.as_ref().is_none_or(|newest| generation(&text) > generation(newest)) => {
                    found.newest = Some(text);
                }
                Some(_) => {}
                None => found.broken = true,
            }
        }
        Ok(found)
    }
}

/// Writes the copies of one block.
pub(super) struct Twin {
    kind: Kind,
    generation: u64,
    /// Whether the newest copy is durable. The other one may only be overwritten then.
    synced: bool,
}

impl Twin {
    pub(super) fn new(kind: Kind, generation: u64) -> Self {
        Self { kind, generation, synced: true }
    }

    /// Writes the next generation over the older copy. It is durable only after [`Twin::sync`].
    pub(super) fn write(
        &mut self,
        files: &mut VolumeFiles,
        side: Side,
        keys: &Keyring,
        nonces: &mut Nonces,
        mut text: Text,
    ) -> io::Result<()> {
        if !self.synced {
            self.sync(files, side)?;
        }
        let generation = self.generation + 1;
        let single = [planted!(SingleSuperblock), planted!(SingleWalHeader)][usize::from(self.kind == Kind::LogHeader)];
        let copy = if single { 0 } else { (generation % 2) as u32 };
        text[..8].copy_from_slice(&generation.to_le_bytes());
        let mut block = Zeroizing::new([0; COPY_BYTES]);
        block[..TEXT_BYTES].copy_from_slice(&text[..]);
        keys.seal(self.kind, copy, nonces, &mut block[..]);
        // A write that fails may have torn this copy. The generation stays, so that the next try takes the same place and not the good one.
        files.write(role(self.kind), side, &block[..], place(copy))?;
        self.generation = generation;
        self.synced = false;
        Ok(())
    }

    pub(super) fn sync(&mut self, files: &mut VolumeFiles, side: Side) -> io::Result<()> {
        files.sync(role(self.kind), side)?;
        self.synced = true;
        Ok(())
    }

    /// The file was synced for another reason.
    pub(super) fn was_synced(&mut self) {
        self.synced = true;
    }
}

pub(super) fn generation(text: &Text) -> u64 {
    u64_at(text, 0)
}

pub(super) fn u64_at(text: &Text, at: usize) -> u64 {
    let mut out = [0; 8];
    out.copy_from_slice(&text[at..at + 8]);
    u64::from_le_bytes(out)
}

fn read_copy(files: &VolumeFiles, side: Side, kind: Kind, copy: u32, keyrings: &[&Keyring]) -> io::Result<Option<Text>> {
    for keys in keyrings {
        let mut block = Zeroizing::new([0; COPY_BYTES]);
        if read_block(files.file(role(kind), side), &mut block[..], place(copy))? && keys.open(kind, copy, &mut block[..]) {
            let mut text = Zeroizing::new([0; TEXT_BYTES]);
            text.copy_from_slice(&block[..TEXT_BYTES]);
            return Ok(Some(text));
        }
    }
    Ok(None)
}

fn role(kind: Kind) -> Role {
    if kind == Kind::Superblock { Role::Database } else { Role::Log }
}

fn place(copy: u32) -> u64 {
    u64::from(copy) * COPY_BYTES as u64
}
