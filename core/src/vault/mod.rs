//! The sealed vault.
mod device_key;
pub mod disk;
mod seal;
pub use device_key::{Alias, DeviceKey, DeviceKeyError};
