//! A vault on real files: vault folder, device folder and device keys beside each other.

use crate::desk::pin;
use crate::device_key::KeyFolder;
use pana_core::Now;
use pana_core::vault::disk::Folder;
use pana_core::vault::{DeviceKey, Folders, Kdf, RecoveryCode, Vault, VaultError};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// A child has all open files of its parent, and so the lock of any vault that is open here, until it runs its own program.
static STARTS: RwLock<()> = RwLock::new(());

/// Starts a process while no thread of this one [keeps](no_process_starts) others from starting.
///
/// # Panics
/// If it can't be started.
pub fn start_process(command: &mut Command) -> Child {
    let _alone = STARTS.write().unwrap_or_else(PoisonError::into_inner);
    command.spawn().expect("the program is there")
}

/// Until the guard is dropped no process is started that could keep a vault locked.
pub fn no_process_starts() -> RwLockReadGuard<'static, ()> {
    STARTS.read().unwrap_or_else(PoisonError::into_inner)
}

/// Where a vault of a test lies.
pub struct RealVault {
    root: PathBuf,
}

impl RealVault {
    /// In the folder `root`.
    pub fn at(root: impl AsRef<Path>) -> Self {
        Self { root: root.as_ref().to_owned() }
    }

    /// Makes it, with the KDF stub.
    pub fn create(&self, first_pin: &str, second_pin: Option<&str>, now: Now) -> Result<(Vault, RecoveryCode), VaultError> {
        let second_pin = second_pin.map(pin);
        Vault::create(self.folders(), self.device_key(), &pin(first_pin), second_pin.as_ref(), Kdf::STUB, now)
    }

    /// Opens it.
    pub fn open(&self, now: Now) -> Result<Vault, VaultError> {
        Vault::open(self.folders(), self.device_key(), now)
    }

    /// The two folders.
    pub fn folders(&self) -> Folders {
        let folder = |name| Arc::new(Folder::new(self.root.join(name)).unwrap());
        Folders { vault: folder("vault"), device: folder("device") }
    }

    /// The device's keys.
    pub fn device_key(&self) -> Arc<dyn DeviceKey> {
        Arc::new(KeyFolder::new(self.root.join("keys")).unwrap())
    }

    /// The path of one of its files, as `vault/a.db`.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Paths of all files in the vault and device folders.
    pub fn files(&self) -> Vec<PathBuf> {
        let folders = ["vault", "vault/media", "device", "device/inbox"].map(|folder| self.root.join(folder));
        let inside = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        let mut files: Vec<PathBuf> = inside.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
        files.sort();
        files
    }
}
