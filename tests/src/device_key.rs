//! A device key kept in a folder, for tests on real files: one file an alias.

use hmac::{Hmac, KeyInit, Mac};
use pana_core::vault::{Alias, DeviceKey, DeviceKeyError};
use sha2::Sha256;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Keys as files of 32 bytes, named by their alias.
pub struct KeyFolder(PathBuf);

impl KeyFolder {
    /// The keys in the folder at `path`, which is made if it is missing.
    pub fn new(path: impl AsRef<Path>) -> io::Result<Self> {
        fs::create_dir_all(&path)?;
        Ok(Self(path.as_ref().to_owned()))
    }

    fn path(&self, alias: Alias) -> PathBuf {
        self.0.join(alias.to_string())
    }

    fn make(&self, alias: Alias) -> io::Result<()> {
        if self.path(alias).exists() {
            return Ok(());
        }
        let mut key = [0; 32];
        File::open("/dev/urandom")?.read_exact(&mut key)?;
        let unfinished = self.0.join("new");
        let mut file = File::create(&unfinished)?;
        file.write_all(&key)?;
        file.sync_all()?;
        fs::rename(unfinished, self.path(alias))?;
        File::open(&self.0)?.sync_all()
    }
}

impl DeviceKey for KeyFolder {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        let key = fs::read(self.path(alias)).map_err(|_| DeviceKeyError::Missing)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| DeviceKeyError::Missing)?;
        mac.update(message);
        Ok(mac.finalize().into_bytes().into())
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.make(alias).map_err(|_| DeviceKeyError::Unavailable)
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        match fs::remove_file(self.path(alias)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(DeviceKeyError::Unavailable),
            _ => File::open(&self.0).and_then(|folder| folder.sync_all()).map_err(|_| DeviceKeyError::Unavailable),
        }
    }
}
