//! The sealed vault.
mod device_key;
pub mod disk;
mod pages;
mod planted;
mod salvage;
mod seal;
mod volume;
mod wipe;
pub use device_key::{Alias, DeviceKey, DeviceKeyError};
#[cfg(feature = "test-rng")]
pub use planted::{Planted, PlantedBug, plant};
pub use wipe::{ZeroingAllocator, burn_stack, in_own_frame, install_sqlite_allocator};
