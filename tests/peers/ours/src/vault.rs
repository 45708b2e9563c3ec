//! A vault to be measured, and what every measurement needs.

use crate::work::Failure;
use hmac::{Hmac, KeyInit, Mac};
use pana_core::vault::disk::Folder;
use pana_core::vault::{Alias, DeviceKey, DeviceKeyError, Folders, Kdf, Pin, Vault};
use pana_core::{Moment, Now, Uptime};
use sha2::Sha256;
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub const PIN: &str = "482915";

/// One key for all aliases, in memory: a device's own answers are no part of what is measured.
#[derive(Default)]
struct MemoryKey(Mutex<HashSet<Alias>>);

impl MemoryKey {
    fn aliases(&self) -> MutexGuard<'_, HashSet<Alias>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DeviceKey for MemoryKey {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        if !self.aliases().contains(&alias) {
            return Err(DeviceKeyError::Missing);
        }
        let mac = Hmac::<Sha256>::new_from_slice(alias.to_string().as_bytes()).map_err(|_| DeviceKeyError::Unavailable)?;
        Ok(mac.chain_update(message).finalize().into_bytes().into())
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.aliases().insert(alias);
        Ok(())
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.aliases().remove(&alias);
        Ok(())
    }
}

/// The wall's clock stands still; the other one runs from when this was made.
pub struct Clock {
    wall: Moment,
    started: Instant,
}

impl Clock {
    pub fn start() -> Result<Self, Failure> {
        Ok(Self { wall: "2026-03-01T12:00+05:00".parse()?, started: Instant::now() })
    }

    pub fn now(&self) -> Now {
        let nanos = 1 + self.started.elapsed().as_nanos() as u64;
        Now { wall: self.wall, uptime: Uptime { boot: [1; 16], nanos } }
    }
}

/// Makes a vault and leaves it locked.
pub fn make(folder: &Path, clock: &Clock) -> Result<Vault, Failure> {
    let folders = Folders { vault: Arc::new(Folder::new(folder.join("vault"))?), device: Arc::new(Folder::new(folder.join("device"))?) };
    let (vault, _code) = Vault::create(folders, Arc::new(MemoryKey::default()), &Pin::new(PIN)?, None, Kdf::FLOOR, clock.now())?;
    Ok(vault)
}

pub fn timed<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, Duration), Failure> {
    let started = Instant::now();
    let done = work()?;
    Ok((done, started.elapsed()))
}

/// The answer to a command.
pub fn answer(taken: Duration, count: u64) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} {count}", taken.as_micros())?;
    Ok(out.flush()?)
}
