//! For tests: a device on which everything fails from some operation on, or whose disk is full.

use super::device_key::{Alias, DeviceKey, DeviceKeyError, MemoryDeviceKey};
use super::disk::{Disk, DiskFile, Folder};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Folder and key store of one device. Clones share their limits. A write that fails leaves half of itself.
#[derive(Clone)]
pub(super) struct Cut {
    folder: Arc<Folder>,
    keys: MemoryDeviceKey,
    left: Arc<Mutex<Left>>,
}

struct Left {
    operations: u32,
    disk_bytes: u64,
}

impl Cut {
    pub(super) fn new(folder: &Path, keys: &MemoryDeviceKey) -> Self {
        let left = Left { operations: u32::MAX, disk_bytes: u64::MAX };
        Self { folder: Arc::new(Folder::new(folder).unwrap()), keys: keys.clone(), left: Arc::new(Mutex::new(left)) }
    }

    /// After so many more operations nothing works.
    pub(super) fn after_operations(&self, operations: u32) {
        self.left().operations = operations;
    }

    /// After so many more bytes nothing can be written.
    pub(super) fn after_bytes(&self, bytes: u64) {
        self.left().disk_bytes = bytes;
    }

    fn step(&self) -> io::Result<()> {
        let mut left = self.left();
        left.operations = left.operations.checked_sub(1).ok_or(io::ErrorKind::Other)?;
        Ok(())
    }

    fn write_step(&self, bytes: usize) -> io::Result<()> {
        self.step()?;
        let mut left = self.left();
        left.disk_bytes = left.disk_bytes.checked_sub(bytes as u64).ok_or(io::ErrorKind::StorageFull)?;
        Ok(())
    }

    fn key_step(&self) -> Result<(), DeviceKeyError> {
        self.step().map_err(|_| DeviceKeyError::Unavailable)
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk for Cut {
    fn open(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        self.step()?;
        Ok(Box::new(CutFile(self.clone(), self.folder.open(name)?)))
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        self.step()?;
        Ok(Box::new(CutFile(self.clone(), self.folder.create(name)?)))
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        self.step()?;
        self.folder.names(folder)
    }

    fn create_folder(&self, name: &str) -> io::Result<()> {
        self.step()?;
        self.folder.create_folder(name)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.step()?;
        self.folder.rename(from, to)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.step()?;
        self.folder.remove(name)
    }

    fn sync_folder(&self, _: &str) -> io::Result<()> {
        self.step()
    }

    fn lock(&self, name: &str) -> io::Result<Box<dyn Send + Sync>> {
        self.step()?;
        self.folder.lock(name)
    }
}

struct CutFile(Cut, Box<dyn DiskFile>);

impl DiskFile for CutFile {
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize> {
        self.0.step()?;
        self.1.read_at(out, at)
    }

    fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        if let Err(error) = self.0.write_step(bytes.len()) {
            self.1.write_at(&bytes[..bytes.len() / 2], at)?;
            return Err(error);
        }
        self.1.write_at(bytes, at)
    }

    fn len(&self) -> io::Result<u64> {
        self.0.step()?;
        self.1.len()
    }

    fn sync(&self) -> io::Result<()> {
        self.0.step()
    }

    fn set_constant_mtime(&self) -> io::Result<()> {
        self.0.step()?;
        self.1.set_constant_mtime()
    }
}

impl DeviceKey for Cut {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        self.key_step()?;
        self.keys.hmac(alias, message)
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.key_step()?;
        self.keys.create(alias)
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.key_step()?;
        self.keys.destroy(alias)
    }
}
