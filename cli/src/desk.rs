//! Where a vault lies and how it is opened from a desk.

use crate::ask::Ask;
use crate::clock::Clock;
use crate::commands::phone;
use crate::device_key_file::DeviceKeyFile;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use etcetera::BaseStrategy;
use pana_core::Now;
use pana_core::alert::Phone;
use pana_core::incident::Log;
use pana_core::route::RouteBook;
use pana_core::vault::disk::{Disk, Folder};
use pana_core::vault::{DeviceKey, Folders, Intake, Pin, Secret, Session, Vault};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folder of what works before the first unlock, inside the vault's folder.
const DEVICE_FOLDER: &str = "device";
/// In the user's folder for settings.
const DEFAULT_KEY_FILE: &str = "pana/device-key";

/// A desk with its vault locked.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    pub(crate) vault: Option<PathBuf>,
    pub(crate) device_key: Option<PathBuf>,
    pub(crate) clock: Clock,
    pub(crate) ask: Ask,
    pub(crate) output: Output,
}

impl Desk {
    pub(crate) fn vault_path(&self) -> Result<&Path, Failure> {
        self.vault.as_deref().ok_or_else(|| Failure::usage("no-vault-named"))
    }

    /// The folders of a vault that is to be made, and the device's keys.
    pub(crate) fn fresh_folders(&self) -> Result<(Folders, Arc<dyn DeviceKey>), Failure> {
        let path = self.vault_path()?;
        let device_key = self.key_store()?;
        let vault: Arc<dyn Disk> = Arc::new(Folder::new(path)?);
        let device: Arc<dyn Disk> = Arc::new(Folder::new(path.join(DEVICE_FOLDER))?);
        Ok((Folders { vault, device }, device_key))
    }

    /// The vault, still locked.
    pub(crate) fn open(&self) -> Result<Vault, Failure> {
        let path = self.vault_path()?;
        let folder = Folder::existing(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Failure::refused("no-vault"),
            _ => error.into(),
        })?;
        // Someone may have deleted the folder of the waits; elsewhere nothing is made.
        if !["head.0", "head.1"].iter().any(|head| path.join(head).exists()) {
            return Err(Failure::refused("no-vault"));
        }
        let device_key = self.key_store()?;
        let folders = Folders { vault: Arc::new(folder), device: Arc::new(Folder::new(path.join(DEVICE_FOLDER))?) };
        Ok(Vault::open(folders, device_key, self.clock.now()?)?)
    }

    /// What of the vault needs no PIN: the button, check-ins and captures.
    pub(crate) fn phone(&self) -> Result<Phone, Failure> {
        let device = Folder::existing(self.vault_path()?.join(DEVICE_FOLDER)).map_err(|_| Failure::refused("no-vault"))?;
        Ok(Phone::open(Arc::new(device), self.key_store()?)?)
    }

    /// Opens the vault with the PIN. A wait is told before the PIN is asked for.
    pub(crate) fn unlock(&self) -> Result<OpenDesk<'_>, Failure> {
        let vault = self.open()?;
        vault.may_try(self.clock.now()?)?;
        self.open_desk(vault, self.ask.pin()?)
    }

    /// Opens the vault with a PIN that is known here.
    pub(crate) fn unlock_with(&self, pin: Pin) -> Result<OpenDesk<'_>, Failure> {
        self.open_desk(self.open()?, pin)
    }

    fn open_desk(&self, mut vault: Vault, pin: Pin) -> Result<OpenDesk<'_>, Failure> {
        let session = vault.unlock(&Secret::Pin(pin), self.clock.now()?)?;
        let mut open = OpenDesk { desk: self, session, clock: self.clock, intake: Intake::default() };
        phone::take_in(&mut open);
        // What is old goes when the vault is opened, whether or not she looks at it.
        RouteBook::of(&mut open.session, open.clock.now()?.wall)?;
        Ok(open)
    }

    /// A bar for something long: only where someone watches a terminal.
    pub(crate) fn progress(&self, label: &str, total_bytes: Option<u64>) -> Progress {
        Progress::start(self.shows_progress(), self.output.language.text(label), total_bytes)
    }

    /// The same where things are counted, not bytes.
    pub(crate) fn counting_progress(&self, label: &str, total: u64) -> Progress {
        Progress::counting(self.shows_progress(), self.output.language.text(label), total)
    }

    fn shows_progress(&self) -> bool {
        !self.output.json && io::stderr().is_terminal()
    }

    fn key_store(&self) -> Result<Arc<dyn DeviceKey>, Failure> {
        let path = self.key_path()?;
        // Whoever copies the vault's folder must not get the key with it.
        if lies_in(&path, self.vault_path()?) {
            return Err(Failure::refused("key-file-in-vault"));
        }
        let file = DeviceKeyFile::new(&path).map_err(|error| Failure::from(error).with("path", &path.display()))?;
        Ok(Arc::new(file))
    }

    fn key_path(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.device_key {
            return Ok(path.clone());
        }
        let settings = etcetera::choose_base_strategy().map_err(|_| Failure::usage("no-config-folder"))?;
        Ok(settings.config_dir().join(DEFAULT_KEY_FILE))
    }
}

/// A desk with its vault unlocked.
pub(crate) struct OpenDesk<'d> {
    pub(crate) desk: &'d Desk,
    pub(crate) session: Session,
    pub(crate) clock: Clock,
    /// What was taken in from the time the vault was locked.
    pub(crate) intake: Intake,
}

impl OpenDesk<'_> {
    pub(crate) fn log(&mut self) -> Log<'_> {
        self.session.log()
    }

    pub(crate) fn now(&self) -> Result<Now, Failure> {
        self.clock.now()
    }

    /// Runs what needs the open vault, and locks it whether that worked or not.
    pub(crate) fn run_and_lock<T>(mut self, work: impl FnOnce(&mut Self) -> Result<T, Failure>) -> Result<T, Failure> {
        let result = work(&mut self);
        let locked = self.session.lock();
        let value = result?;
        locked?;
        Ok(value)
    }
}

/// Whether `path` lies in `folder`, links resolved as far as the path exists.
fn lies_in(path: &Path, folder: &Path) -> bool {
    resolved(path).starts_with(resolved(folder))
}

fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing = absolute.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    match existing {
        Some((ancestor, real)) => real.join(absolute.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => absolute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_inside_the_vault_is_seen_through_links() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = folder.path().join("vault");
        fs::create_dir(&vault).expect("made");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&vault, &link).expect("linked");
        assert!(lies_in(&link.join("keys/device-key"), &vault));
        assert!(lies_in(&vault.join("device-key"), &link));
        assert!(!lies_in(&folder.path().join("vault-key"), &vault));
    }
}
