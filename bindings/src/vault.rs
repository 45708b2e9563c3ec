//! The locked vault.

use crate::device_key::{DeviceKey, ForeignKey};
use crate::error::{PanaError, whole_seconds};
use crate::open::guarded;
use crate::session::Session;
use pana_core::Now;
use pana_core::vault::disk::Folder;
use pana_core::vault::{Folders, Pin, RecoveryCode, Secret, VaultError, install_sqlite_allocator};
use std::io::ErrorKind;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::Instant;

pub use pana_core::vault::Kdf;

/// Where a vault lies. Neither folder may be copied to a backup of the system's.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VaultFolders {
    /// Opens with the first unlock of the phone.
    pub vault: String,
    /// Usable before it: Android's device-protected storage.
    pub device: String,
}

/// What trying a secret costs, frozen when a vault is made.
#[uniffi::remote(Record)]
pub struct Kdf {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// A vault that was made, and what opens it without this device.
#[derive(uniffi::Record)]
pub struct NewVault {
    /// It, still locked.
    pub vault: Arc<Vault>,
    /// Shown once and stored nowhere.
    pub recovery_code: String,
}

/// A vault that is locked. While it lives no other process can open the same folders.
#[derive(uniffi::Object)]
pub struct Vault {
    vault: Mutex<pana_core::vault::Vault>,
}

/// The cost at which one try takes about half a second on this device.
#[uniffi::export]
pub fn calibrated_kdf() -> Result<Kdf, PanaError> {
    guarded(|| {
        let mut measure = |derive: &mut dyn FnMut()| {
            let start = Instant::now();
            derive();
            start.elapsed()
        };
        Ok::<_, PanaError>(Kdf::calibrate(&mut measure))
    })
}

/// The least cost that is accepted, for a device that is slow.
#[uniffi::export]
pub fn least_kdf() -> Kdf {
    Kdf::FLOOR
}

/// Makes a vault in two folders where none is. A creation that was cut off starts over.
#[uniffi::export]
pub fn make_vault(
    folders: &VaultFolders,
    device_key: Arc<dyn DeviceKey>,
    pin: &str,
    second_pin: Option<String>,
    kdf: Kdf,
    now: Now,
) -> Result<NewVault, PanaError> {
    prepare_process();
    guarded(|| {
        let made = Folders { vault: Arc::new(Folder::new(&folders.vault)?), device: Arc::new(Folder::new(&folders.device)?) };
        let second = second_pin.as_deref().map(Pin::new).transpose()?;
        let key = Arc::new(ForeignKey(device_key));
        let (vault, code) = pana_core::vault::Vault::create(made, key, &Pin::new(pin)?, second.as_ref(), kdf, now)?;
        Ok::<_, PanaError>(NewVault { vault: Arc::new(Vault::new(vault)), recovery_code: code.to_string() })
    })
}

#[uniffi::export]
impl Vault {
    /// Opens the folders of a vault, still locked. Where there is none the reason is `no-vault`.
    #[uniffi::constructor]
    pub fn open(folders: &VaultFolders, device_key: Arc<dyn DeviceKey>, now: Now) -> Result<Self, PanaError> {
        prepare_process();
        guarded(|| {
            let vault = Folder::existing(&folders.vault).map_err(|error| match error.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory => VaultError::Place { exists: false },
                _ => error.into(),
            })?;
            // Someone may have deleted the folder of the waits.
            let found = Folders { vault: Arc::new(vault), device: Arc::new(Folder::new(&folders.device)?) };
            Ok::<_, VaultError>(Self::new(pana_core::vault::Vault::open(found, Arc::new(ForeignKey(device_key)), now)?))
        })
    }

    /// Seconds until a PIN may be tried; 0 if one may be now. The recovery code never waits.
    pub fn wait_s(&self, now: Now) -> Result<u64, PanaError> {
        guarded(|| Ok::<_, PanaError>(whole_seconds(self.vault().wait(now))))
    }

    /// Fails with what stands in the way of trying a PIN, so that none is asked for in vain.
    pub fn may_try(&self, now: Now) -> Result<(), PanaError> {
        guarded(|| self.vault().may_try(now))
    }

    /// Opens what is behind a PIN. A wrong one is charged durably before this returns.
    pub fn unlock(&self, pin: &str, now: Now) -> Result<Arc<Session>, PanaError> {
        self.unlock_with(|| Ok(Secret::Pin(Pin::new(pin)?)), now)
    }

    /// Opens the vault with the recovery code, without this device's keys.
    pub fn unlock_with_code(&self, code: &str, now: Now) -> Result<Arc<Session>, PanaError> {
        self.unlock_with(|| Ok(Secret::Code(RecoveryCode::parse(code)?)), now)
    }

    /// Sets a new PIN with the recovery code, also after the device's keys were lost, and unlocks.
    pub fn recover(&self, code: &str, new_pin: &str, now: Now) -> Result<Arc<Session>, PanaError> {
        guarded(|| {
            let session = self.vault().recover(&RecoveryCode::parse(code)?, &Pin::new(new_pin)?, now)?;
            Ok::<_, VaultError>(Session::shared(session))
        })
    }

    /// Sets the second PIN, or changes it and keeps what is behind it.
    pub fn set_second_pin(&self, code: &str, new_pin: &str, now: Now) -> Result<(), PanaError> {
        guarded(|| self.vault().set_second_pin(&RecoveryCode::parse(code)?, &Pin::new(new_pin)?, now))
    }

    /// Removes the second PIN and destroys what is behind it.
    pub fn remove_second_pin(&self, code: &str, now: Now) -> Result<(), PanaError> {
        guarded(|| self.vault().remove_second_pin(&RecoveryCode::parse(code)?, now))
    }
}

impl Vault {
    pub(crate) fn new(vault: pana_core::vault::Vault) -> Self {
        Self { vault: Mutex::new(vault) }
    }

    /// A panic leaves whole values in a locked vault.
    fn vault(&self) -> MutexGuard<'_, pana_core::vault::Vault> {
        self.vault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unlock_with(&self, secret: impl FnOnce() -> Result<Secret, VaultError>, now: Now) -> Result<Arc<Session>, PanaError> {
        guarded(|| Ok::<_, VaultError>(Session::shared(self.vault().unlock(&secret()?, now)?)))
    }
}

/// Before the first vault of this process is touched.
pub(crate) fn prepare_process() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        install_sqlite_allocator();
        // A panic may quote what she wrote, and the hook would print it.
        #[cfg(not(debug_assertions))]
        std::panic::set_hook(Box::new(|_| {}));
    });
}
