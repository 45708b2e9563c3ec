//! Copies of a log, in a file that the stock `age` opens.

use crate::device_key::{DeviceKey, ForeignKey};
use crate::error::PanaError;
use crate::file::FileAt;
use crate::open::{Open, guarded};
use crate::progress::{Progress, reporter};
use crate::session::Damage;
use crate::vault::{Kdf, NewVault, Vault, VaultFolders, prepare_process};
use pana_core::trust::age::{Identity, Recipient};
use pana_core::trust::backup::{self, For, Made, NewVault as Becoming};
use pana_core::vault::disk::Folder;
use pana_core::vault::{Folders, Pin, RecoveryCode};
use pana_core::{Moment as WallMoment, Now};
use std::io::{BufReader, BufWriter, Write};
use std::sync::Arc;

/// A backup that was written.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Backup {
    /// When: what [`Backups::confirm`] takes.
    pub at: WallMoment,
    /// Records of the history in it.
    pub records: u64,
    /// Pieces of evidence in it.
    pub evidence: u64,
    /// What a check found. The log is in the backup as it is.
    pub damaged: Vec<Damage>,
}

/// A vault made from a backup.
#[derive(uniffi::Record)]
pub struct RestoredVault {
    /// It, locked, with a recovery code of its own.
    pub made: NewVault,
    /// What it was made from.
    pub from: Backup,
}

/// Backups of what a session sees.
#[derive(uniffi::Object)]
pub struct Backups {
    open: Arc<Open>,
}

#[uniffi::export]
impl Backups {
    /// Writes a backup for her own recovery code, for others (`age1…`), or both. The shell asks for the PIN before one for others, and says with `confirm` that
    /// the file is where it belongs.
    pub fn make(&self, own: bool, others: &[String], to: &FileAt, now: Now, progress: Option<Arc<Progress>>) -> Result<Backup, PanaError> {
        let others = others.iter().map(|key| key.trim().parse::<Recipient>()).collect::<Result<_, _>>();
        let whom = For { own, others: others.map_err(|_| PanaError::refused("not-a-recipient"))? };
        to.write(&self.open, |out| {
            let mut out = BufWriter::new(self.open.watched(out));
            let made = self.open.with(|session| backup::make(session, &whom, &mut out, now, &mut reporter(progress)))?;
            out.flush().map_err(|error| PanaError::writing(&error))?;
            Ok(made.into())
        })
    }

    /// Notes that a backup is where it belongs.
    pub fn confirm(&self, made: &Backup) -> Result<(), PanaError> {
        let made = Made { at: made.at, records: made.records, evidence: made.evidence, damaged: Vec::new() };
        self.open.with(|session| backup::confirm(session, &made))
    }

    /// When the last backup was made that was confirmed; none if there is none yet.
    pub fn last_copy(&self) -> Result<Option<WallMoment>, PanaError> {
        self.open.with(backup::last_copy)
    }
}

/// Makes a vault from a backup, in two folders with nothing in them. `secret` is a recovery code, or the text of a file of age keys. A failure leaves nothing.
#[uniffi::export]
#[allow(clippy::too_many_arguments)]
pub fn restore_vault(
    backup: &FileAt,
    secret: &str,
    folders: &VaultFolders,
    device_key: Arc<dyn DeviceKey>,
    pin: &str,
    kdf: Kdf,
    now: Now,
    progress: Option<Arc<Progress>>,
) -> Result<RestoredVault, PanaError> {
    prepare_process();
    let mut source = BufReader::new(backup.read()?);
    guarded(|| {
        let identities = match RecoveryCode::parse(secret) {
            Ok(code) => vec![Identity::from_code(&code)],
            Err(refusal) => Identity::read_file(secret).map_err(|_| refusal)?,
        };
        let folders = Folders { vault: Arc::new(Folder::new(&folders.vault)?), device: Arc::new(Folder::new(&folders.device)?) };
        let new = Becoming { folders, device_key: Arc::new(ForeignKey(device_key)), pin: &Pin::new(pin)?, kdf };
        let restored = backup::restore(&mut source, &identities, new, now, &mut reporter(progress))?;
        let made = NewVault { vault: Arc::new(Vault::new(restored.vault)), recovery_code: restored.code.to_string() };
        let from = Backup {
            at: restored.made,
            records: restored.records,
            evidence: restored.evidence,
            damaged: restored.damaged.into_iter().map(Damage::from).collect(),
        };
        Ok::<_, PanaError>(RestoredVault { made, from })
    })
}

impl Backups {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }
}

impl From<Made> for Backup {
    fn from(made: Made) -> Self {
        let damaged = made.damaged.into_iter().map(Damage::from).collect();
        Self { at: made.at, records: made.records, evidence: made.evidence, damaged }
    }
}
