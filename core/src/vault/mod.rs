//! The sealed vault.
mod attempts;
#[cfg(test)]
mod cut;
mod device_key;
pub mod disk;
mod inbox;
mod kit;
mod media;
mod openings;
mod seal;
mod stream;
#[cfg(any(test, feature = "test-rng"))]
pub use device_key::MemoryDeviceKey;
pub use device_key::{Alias, DeviceKey, DeviceKeyError};
pub use media::MediaReader;
