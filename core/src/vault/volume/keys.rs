//! Keys, associated data and nonces of a volume (FORMAT.md §4).

use super::super::seal::{Cipher, Key, NONCE_BYTES};
use super::files::Side;
use crate::Uptime;
use crate::random;
use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};

/// What a sealed block is. The numbers are FORMAT.md's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Superblock = 1,
    Page = 2,
    LogHeader = 3,
    Prelude = 4,
    LogPage = 5,
}

/// The ciphers under one volume key.
pub(super) struct Keyring {
    superblock: Cipher,
    page: Cipher,
    log_header: Cipher,
    prelude: Cipher,
    log_page: Cipher,
    side: Side,
    vault_id: [u8; 16],
}

impl Keyring {
    pub(super) fn new(key: &Key, side: Side, vault_id: [u8; 16]) -> Self {
        Self {
            superblock: key.derive(b"pana/volume/super").cipher(),
            page: key.derive(b"pana/volume/page").cipher(),
            log_header: key.derive(b"pana/wal/header").cipher(),
            prelude: key.derive(b"pana/wal/prelude").cipher(),
            log_page: key.derive(b"pana/wal/page").cipher(),
            side,
            vault_id,
        }
    }

    /// Seals a block that ends in room for nonce and tag.
    pub(super) fn seal(&self, kind: Kind, number: u32, nonces: &mut Nonces, block: &mut [u8]) {
        self.cipher(kind).seal_block(&nonces.next(), &self.associated(kind, number), block);
    }

    /// Opens a block in place. One that is not authentic becomes zeros.
    #[must_use]
    pub(super) fn open(&self, kind: Kind, number: u32, block: &mut [u8]) -> bool {
        self.cipher(kind).open_block(&self.associated(kind, number), block)
    }

    fn cipher(&self, kind: Kind) -> &Cipher {
        match kind {
            Kind::Superblock => &self.superblock,
            Kind::Page => &self.page,
            Kind::LogHeader => &self.log_header,
            Kind::Prelude => &self.prelude,
            Kind::LogPage => &self.log_page,
        }
    }

    fn associated(&self, kind: Kind, number: u32) -> [u8; 22] {
        let mut out = [0; 22];
        out[0] = kind as u8;
        out[1] = self.side as u8;
        out[2..6].copy_from_slice(&number.to_le_bytes());
        out[6..].copy_from_slice(&self.vault_id);
        out
    }
}

/// A keystream that never comes twice: not when the random source repeats, not when the disk was copied, unless both and the clock too.
pub(super) struct Nonces(ChaCha20);

impl Nonces {
    /// The nonces of one opening. The open count must be on the disk before anything but its superblock is sealed with them.
    pub(super) fn new(key: &Key, uptime: Uptime, open_count: u64) -> Self {
        Self::labelled(key, b"", uptime, open_count)
    }

    /// A stream apart, for keys of files.
    pub(super) fn for_keys(key: &Key, uptime: Uptime, open_count: u64) -> Self {
        Self::labelled(key, b"pana/volume/fresh-key", uptime, open_count)
    }

    pub(super) fn next(&mut self) -> [u8; NONCE_BYTES] {
        let mut out = [0; NONCE_BYTES];
        self.0.apply_keystream(&mut out);
        out
    }

    pub(super) fn next_key(&mut self) -> Key {
        let mut out = Key([0; 32]);
        self.0.apply_keystream(&mut out.0);
        out
    }

    fn labelled(key: &Key, label: &[u8], uptime: Uptime, open_count: u64) -> Self {
        let random = random::bytes::<32>();
        let parts: [&[u8]; 5] = [label, &random, &uptime.boot, &uptime.nanos.to_le_bytes(), &open_count.to_le_bytes()];
        let seed = Key(key.derive(b"pana/volume/nonce").mac(&parts));
        Self(ChaCha20::new(&seed.0.into(), &[0; 12].into()))
    }
}
