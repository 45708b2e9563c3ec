//! The sealed vault: what is in it can be read only with a PIN and this device's key, or with the recovery code.
//!
//! A [`Vault`] is the locked state; [`Vault::unlock`] gives a [`Session`], [`Session::lock`] ends it. FORMAT.md has every byte, ARCHITECTURE.md the reasons.

mod attempts;
#[cfg(feature = "bench")]
pub mod bench;
mod check;
#[cfg(test)]
mod cut;
mod device_key;
pub mod disk;
mod error;
mod head;
pub(crate) mod inbox;
mod intake;
pub(crate) mod keep;
pub(crate) mod kit;
mod locked;
pub(crate) mod media;
mod openings;
mod pages;
mod planted;
mod rekey;
pub(crate) mod said;
mod salvage;
pub(crate) mod seal;
mod second;
mod secret;
mod session;
pub(crate) mod store;
mod stream;
#[cfg(feature = "test-rng")]
mod testing;
mod volume;
mod wipe;

pub use check::{CheckReport, Damage};
#[cfg(any(test, feature = "test-rng"))]
pub use device_key::MemoryDeviceKey;
pub use device_key::{Alias, DeviceKey, DeviceKeyError};
pub use error::{Part, Refusal, VaultError};
pub use inbox::CaptureKind;
pub use intake::Intake;
pub use locked::{Folders, Vault};
#[cfg(feature = "test-rng")]
pub use planted::{Planted, PlantedBug, plant};
pub use secret::{Kdf, Pin, RecoveryCode, Secret};
pub use session::{AlertToken, Notice, Session};
#[cfg(feature = "test-rng")]
pub use testing::{SlotCase, SlotSample, SlotSecret, SlotStage};
pub(crate) use wipe::burn_stack;
pub use wipe::{ZeroingAllocator, in_own_frame, install_sqlite_allocator};
