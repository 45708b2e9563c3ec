//! The key that never leaves the device: without it a copied vault can't be guessed at.

use std::fmt;

/// The name of one device key: 16 random bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Alias(pub(crate) [u8; Self::LEN_BYTES]);

impl Alias {
    pub(crate) const LEN_BYTES: usize = 16;

    pub(crate) fn make() -> Self {
        Self(crate::random::bytes())
    }

    /// Reads the form that [`Alias`] prints.
    ///
    /// ```
    /// use pana_core::vault::Alias;
    /// let text = "000102030405060708090a0b0c0d0e0f";
    /// assert_eq!(Alias::from_hex(text).unwrap().to_string(), text);
    /// assert!(Alias::from_hex("00").is_none());
    /// ```
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 2 * Self::LEN_BYTES || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut out = [0; Self::LEN_BYTES];
        for (byte, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(out))
    }
}

/// 32 lower-case hexadecimal digits: what a key store is asked for.
impl fmt::Display for Alias {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Alias {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Alias({self})")
    }
}

/// Why the device key did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceKeyError {
    /// No key has this alias. The key store was cleared, or the vault was brought from another device.
    #[error("the device has no such key")]
    Missing,
    /// The key store can't be used now; later it may.
    #[error("the device's key store can't be used now")]
    Unavailable,
}

/// Keys for HMAC-SHA256 that the shell keeps where they can't be read out: Android's Keystore, Apple's Keychain, a file on a desk.
///
/// Whatever `create` and `destroy` did is durable when they return.
pub trait DeviceKey: Send + Sync {
    /// HMAC-SHA256 of `message` under the key called `alias`.
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError>;
    /// Makes a new random key. One that exists under this alias stays as it is.
    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError>;
    /// Destroys a key for good. One that is not there is no error: destruction is repeated after a cut.
    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError>;
}

/// Device keys in memory, for tests. Clones share their keys.
#[cfg(any(test, feature = "test-rng"))]
#[derive(Clone, Default)]
pub struct MemoryDeviceKey {
    store: std::sync::Arc<std::sync::Mutex<MemoryStore>>,
}

#[cfg(any(test, feature = "test-rng"))]
#[derive(Default)]
struct MemoryStore {
    keys: std::collections::HashMap<Alias, [u8; 32]>,
    locked: bool,
}

#[cfg(any(test, feature = "test-rng"))]
impl MemoryDeviceKey {
    /// An empty key store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the store refuse everything as [`DeviceKeyError::Unavailable`], or serve again.
    pub fn set_locked(&self, locked: bool) {
        self.store().locked = locked;
    }

    /// The names of the keys there are, in no order.
    pub fn aliases(&self) -> Vec<Alias> {
        self.store().keys.keys().copied().collect()
    }

    fn store(&self) -> std::sync::MutexGuard<'_, MemoryStore> {
        self.store.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn unlocked(&self) -> Result<std::sync::MutexGuard<'_, MemoryStore>, DeviceKeyError> {
        let store = self.store();
        if store.locked { Err(DeviceKeyError::Unavailable) } else { Ok(store) }
    }
}

#[cfg(any(test, feature = "test-rng"))]
impl DeviceKey for MemoryDeviceKey {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        let store = self.unlocked()?;
        let key = store.keys.get(&alias).ok_or(DeviceKeyError::Missing)?;
        Ok(super::seal::hmac_sha256(key, &[message]))
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.unlocked()?.keys.entry(alias).or_insert_with(crate::random::bytes);
        Ok(())
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.unlocked()?.keys.remove(&alias);
        Ok(())
    }
}
