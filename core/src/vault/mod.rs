//! The sealed vault: what is in it can be read only with a PIN and this device's key, or with the recovery code.
//!
//! A [`Vault`] is the locked state. [`Vault::unlock`] gives a [`Session`], [`Session::lock`] ends it. See FORMAT.md for every byte and ARCHITECTURE.md for
//! the reasons.

mod attempts;
mod device_key;
pub mod disk;
mod error;
mod inbox;
mod kit;
pub(crate) mod media;
mod openings;
pub(crate) mod seal;
pub(crate) mod store;
mod stream;

#[cfg(any(test, feature = "test-rng"))]
pub use device_key::MemoryDeviceKey;
pub use device_key::{Alias, DeviceKey, DeviceKeyError};
pub use error::{Part, Refusal, VaultError};
pub use media::MediaReader;

use crate::incident::Log;
use crate::{Moment, Now};
use disk::Disk;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;

/// The two folders of a vault (FORMAT.md §1).
#[derive(Clone)]
pub struct Folders {
    /// Opens with the first unlock of the phone.
    pub vault: Arc<dyn Disk>,
    /// Usable before it.
    pub device: Arc<dyn Disk>,
}

/// A PIN as typed, checked for length only. Zeroed when dropped.
pub struct Pin(zeroize::Zeroizing<String>);

/// 128 random bits on paper that open the vault without this device's key.
pub struct RecoveryCode([u8; 16]);

/// Cost of turning a secret into a key (FORMAT.md §2), frozen when a vault is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kdf {
    /// Memory.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// What opens a vault.
pub enum Secret {
    /// First or second PIN: nothing tells which until it has opened.
    Pin(Pin),
    /// The owner's recovery code.
    Code(RecoveryCode),
}

/// A vault that is locked.
pub struct Vault {}

/// An unlocked vault. Dropping it without [`Session::lock`] is like a power cut: safe, but slower to open next time and not tidied.
pub struct Session {}

/// Something the user should be told after an unlock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "notice")]
pub enum Notice {
    /// One copy of the head was damaged; it was made anew from the other.
    HeadRepaired,
    /// A stored copy of a header was damaged and made anew.
    HeaderRepaired,
    /// The program ended in the middle of a save: the last one may be missing.
    LastSaveMayBeMissing,
    /// Saved data was damaged: what was saved before that point is here, the damaged bytes are kept aside.
    DamageSetAside,
    /// The vault was opened with the second PIN.
    OpenedWithSecondPin {
        /// When, as the phone's clock showed.
        at: Moment,
    },
    /// More openings than the ring holds.
    MoreOpenings {
        /// How many more.
        count: u64,
    },
    /// The panic kit can't be read and was made anew, empty.
    KitRepaired,
    /// A re-key was finished that an interruption had broken off.
    RekeyFinished,
    /// The recovery key material in the head does not fit what the vault remembers: someone altered it.
    HeadAltered,
}

/// One damaged thing, by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// `page 12`, `media 3f…`, `history 7`, `incident ABCD1234`: places, never content.
    pub place: String,
    /// Key of the explanation in the language catalogue.
    pub what: &'static str,
    /// Whether the damaged bytes are kept aside.
    pub set_aside: bool,
}

/// What [`Session::check`] found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Nothing is damaged.
    pub ok: bool,
    /// Everything that is.
    pub damaged: Vec<Damage>,
}

impl Pin {
    /// Takes what was typed; refuses nothing and too much.
    ///
    /// ```
    /// use pana_core::vault::{Pin, Refusal};
    /// assert!(Pin::new("482915").is_ok());
    /// assert_eq!(Pin::new("").err(), Some(Refusal::Empty));
    /// ```
    pub fn new(typed: &str) -> Result<Self, Refusal> {
        todo!()
    }
}

impl RecoveryCode {
    /// Reads a typed code: any case, spaces and hyphens as one likes. A typo is named by its group.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        todo!()
    }
}

/// Seven groups of five characters with hyphens.
impl std::fmt::Display for RecoveryCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        todo!()
    }
}

impl Kdf {
    /// The least that is accepted for a new vault: 64 MiB, 3 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// Raises the cost until one derivation takes at least half a second on this device. `measure` times a call: the core has no clock.
    pub fn calibrate(measure: &mut dyn FnMut(&mut dyn FnMut()) -> Duration) -> Self {
        todo!()
    }
}

impl Vault {
    /// Makes a vault in two folders where none is. The recovery code is shown once and stored nowhere.
    pub fn create(
        folders: Folders,
        device_key: Arc<dyn DeviceKey>,
        pin: &Pin,
        second_pin: Option<&Pin>,
        kdf: Kdf,
        now: Now,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        todo!()
    }

    /// Opens the folders of a vault, still locked: finishes what an interruption broke off, for which no key is needed.
    pub fn open(folders: Folders, device_key: Arc<dyn DeviceKey>, now: Now) -> Result<Self, VaultError> {
        todo!()
    }

    /// How long until a PIN may be tried.
    pub fn wait(&self, now: Now) -> Duration {
        todo!()
    }

    /// Tries a secret against all slots. A wrong PIN is charged durably before this returns.
    pub fn unlock(&mut self, secret: &Secret, now: Now) -> Result<Session, VaultError> {
        todo!()
    }

    /// Sets a new PIN with the recovery code, also after the device's key was lost, and unlocks.
    pub fn recover(&mut self, code: &RecoveryCode, new_pin: &Pin, now: Now) -> Result<Session, VaultError> {
        todo!()
    }

    /// Sets the second PIN, or changes it and keeps what is behind it. Needs the recovery code: no session has such a screen.
    pub fn set_second_pin(&mut self, code: &RecoveryCode, new_pin: &Pin, now: Now) -> Result<(), VaultError> {
        todo!()
    }

    /// Removes the second PIN and destroys what is behind it.
    pub fn remove_second_pin(&mut self, code: &RecoveryCode, now: Now) -> Result<(), VaultError> {
        todo!()
    }
}

impl Session {
    /// What the user should be told about this unlock.
    pub fn notices(&self) -> &[Notice] {
        todo!()
    }

    /// The incident log.
    pub fn log(&mut self) -> Log<'_> {
        todo!()
    }

    /// Asks for the PIN once more, as for erasing. A wrong one is charged.
    pub fn confirm_pin(&mut self, pin: &Pin, now: Now) -> Result<(), VaultError> {
        todo!()
    }

    /// Changes this session's PIN. An old copy of the vault can no longer be opened with the old one.
    pub fn change_pin(&mut self, new_pin: &Pin, now: Now) -> Result<(), VaultError> {
        todo!()
    }

    /// Changes the PIN and seals everything under a new key, for when someone knew the old PIN. Returns the new recovery code; the old one is void.
    pub fn rekey(&mut self, new_pin: &Pin, now: Now, progress: &mut dyn FnMut(u64)) -> Result<RecoveryCode, VaultError> {
        todo!()
    }

    /// Reads and verifies everything this session may see. What is damaged is set aside, the rest stays usable.
    pub fn check(&mut self, now: Now, progress: &mut dyn FnMut(u64)) -> Result<CheckReport, VaultError> {
        todo!()
    }

    /// Ends the session: everything written to its place, no key left in memory.
    pub fn lock(self) -> Result<(), VaultError> {
        todo!()
    }
}
