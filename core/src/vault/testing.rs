//! What tests must see of a vault and a program must not. Only with the feature `test-rng`.

use super::VaultError;
use super::head::{Head, Looked, SlotUse, Tried, slot};
use super::seal::Key;
use super::secret::Kdf;
use super::session::{Session, pages};
use super::volume::Side;

/// A head with all its used slots, to time what trying a secret costs.
pub struct SlotStage {
    head: Head,
    roots: [[Key; 6]; 4],
}

/// Which slot a secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotCase {
    /// The PIN of volume a.
    A,
    /// The PIN of volume b.
    B,
    /// The recovery code of volume a.
    Code,
    /// None.
    Wrong,
}

/// A secret after its slow derivation.
#[derive(Clone)]
pub struct SlotSecret([Key; 6]);

/// What one try found.
pub struct SlotSample(Looked);

impl SlotStage {
    /// A head with both PINs and one recovery code.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let mut head = Head::make(Kdf::FLOOR, [[0; 32]; 2]);
        let used = [slot(Side::A, SlotUse::Pin), slot(Side::B, SlotUse::Pin), slot(Side::A, SlotUse::Code)];
        let secret = || std::array::from_fn(|_| Key::make());
        let roots: [[Key; 6]; 4] = std::array::from_fn(|_| secret());
        for (number, roots) in used.into_iter().zip(&roots) {
            head.fill_slot(number, &roots[number], &Key::make());
        }
        Self { head, roots }
    }

    /// Tries a secret. `EARLY_EXIT` stops at the slot that opens, which a timing test must notice.
    pub fn sample<const EARLY_EXIT: bool>(&self, secret: &SlotSecret) -> SlotSample {
        SlotSample(self.head.look::<EARLY_EXIT>(&secret.0))
    }

    /// A copy of what a case's secret is stretched to: every case is then tried from the same place in memory.
    pub fn secret(&self, case: SlotCase) -> SlotSecret {
        SlotSecret(self.roots[case as usize].clone())
    }
}

impl SlotSample {
    /// Whether a slot opened. To be asked when the time is taken: from here on it may differ.
    pub fn opened(self) -> bool {
        matches!(self.0.tried(), Tried::Opened { .. })
    }
}

impl Session {
    /// Every page and every write-ahead unit that this session's key opens, superseded ones too, as plaintext.
    pub fn dump_plaintext(&mut self) -> Result<Vec<u8>, VaultError> {
        Ok(pages(&mut self.pages).volume_mut().dump_plaintext()?)
    }

    /// Keys that must not be found in memory once the session is locked: the volume key and what is derived from it.
    pub fn exposed_keys(&self) -> Vec<[u8; 32]> {
        let labels: [&[u8]; 4] = [b"pana/volume/page", b"pana/wal/page", b"pana/volume/nonce", b"pana/media/tag"];
        std::iter::once(self.volume_key.0).chain(labels.iter().map(|label| self.volume_key.derive(label).0)).collect()
    }
}
