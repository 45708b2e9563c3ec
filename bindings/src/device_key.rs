//! The one thing the core asks a shell in the middle of a call: the device's keys.

use pana_core::vault::{Alias, DeviceKeyError};
use std::sync::Arc;

/// Why the key store did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeyStoreError {
    /// No key has this alias: the key store was cleared, or the vault comes from another device.
    #[error("the device has no such key")]
    Missing,
    /// The key store can't be used now; later it may.
    #[error("the device's key store can't be used now")]
    Unavailable,
}

/// Keys for HMAC-SHA256 that the shell keeps where they can't be read out: Android's Keystore, Apple's Keychain.
/// Whatever `create` and `destroy` did is durable when they return. An alias is 32 hexadecimal digits.
#[uniffi::export(with_foreign)]
pub trait DeviceKey: Send + Sync {
    /// HMAC-SHA256 of `message` under the key called `alias`: 32 bytes.
    fn hmac(&self, alias: String, message: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;
    /// Makes a new random key. One that exists under this alias stays as it is.
    fn create(&self, alias: String) -> Result<(), KeyStoreError>;
    /// Destroys a key for good. One that is not there is no error: destruction is repeated after a cut.
    fn destroy(&self, alias: String) -> Result<(), KeyStoreError>;
}

/// Whatever else the shell throws: a key store that fails in a way nobody foresaw may work again, so nothing is given up for it.
impl From<uniffi::UnexpectedUniFFICallbackError> for KeyStoreError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

impl From<KeyStoreError> for DeviceKeyError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Missing => Self::Missing,
            KeyStoreError::Unavailable => Self::Unavailable,
        }
    }
}

/// The shell's keys as the core asks for them.
pub(crate) struct ForeignKey(pub(crate) Arc<dyn DeviceKey>);

impl pana_core::vault::DeviceKey for ForeignKey {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        let answer = self.0.hmac(alias.to_string(), message.to_vec())?;
        answer.try_into().map_err(|_| DeviceKeyError::Unavailable)
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        Ok(self.0.create(alias.to_string())?)
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        Ok(self.0.destroy(alias.to_string())?)
    }
}
