//! A copy of the log elsewhere: one age file that her recovery code or someone's key opens, and a vault made from it (FORMAT.md §14).
//!
//! Inside is an ordinary tar, so that with `age` and `tar` alone anyone who may open it gets the evidence as files and the history as text. Whoever can open
//! a backup can also make another one that looks like it: what shows that the history is the same is an anchor kept elsewhere.

mod line;
mod make;
mod members;
mod restore;
mod tar;

pub use make::{For, Made, confirm, last_copy, make};
pub use restore::{NewVault, Restored, restore};

use super::age::AgeError;
use crate::vault::VaultError;
use std::io;

/// What a backup says of itself, damage included, is never longer.
const ABOUT_MAX_BYTES: u64 = 64 << 20;

/// Why no backup was made, or no vault made from one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// This session has no key of its own to seal to: it has not been opened with the recovery code since there are backups.
    #[error("there is no key of one's own to seal to")]
    NoOwnKey,
    /// It would be for nobody.
    #[error("a backup needs someone who can open it")]
    NoRecipient,
    /// It would be for more than [`RECIPIENTS_MAX`](super::age::RECIPIENTS_MAX).
    #[error("a backup has at most 20 recipients")]
    TooManyRecipients,
    /// The file is no backup.
    #[error("this is not a backup")]
    NotABackup,
    /// A newer program made it.
    #[error("this backup is of a version that is not known")]
    UnknownVersion,
    /// None of the keys given opens it.
    #[error("this backup is for another key")]
    OtherKey,
    /// Something in it is not what was put in.
    #[error("this backup was altered")]
    Altered,
    /// Its end is missing, or is not what was written.
    #[error("this backup is cut short")]
    CutShort,
    /// The folder for the new vault has something in it.
    #[error("the folder is not empty")]
    NotEmpty,
    /// The backup's own file could not be read or written.
    #[error("the backup's file: {0}")]
    File(#[source] io::Error),
    /// The vault.
    #[error(transparent)]
    Vault(VaultError),
}

impl BackupError {
    /// Key of the sentence in the language catalogue; `None` where the vault or the file has its own.
    pub fn key(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoOwnKey => "backup-no-own-key",
            Self::NoRecipient => "backup-for-nobody",
            Self::TooManyRecipients => "backup-for-too-many",
            Self::NotABackup => "not-a-backup",
            Self::UnknownVersion => "backup-of-newer-version",
            Self::OtherKey => "backup-for-another-key",
            Self::Altered => "backup-altered",
            Self::CutShort => "backup-cut-short",
            Self::NotEmpty => "folder-not-empty",
            Self::File(_) | Self::Vault(_) => return None,
        })
    }
}

impl From<AgeError> for BackupError {
    fn from(error: AgeError) -> Self {
        match error {
            AgeError::NotAge => Self::NotABackup,
            AgeError::UnknownVersion => Self::UnknownVersion,
            AgeError::OtherKey => Self::OtherKey,
            AgeError::Malformed | AgeError::Altered => Self::Altered,
            AgeError::CutShort => Self::CutShort,
            AgeError::Io(error) => Self::File(error),
        }
    }
}

/// Of the backup's file. What is wrong in it comes as `InvalidData`.
impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        if error.kind() != io::ErrorKind::InvalidData {
            return Self::File(error);
        }
        error.downcast::<AgeError>().map_or(Self::Altered, Self::from)
    }
}

/// What the vault reads from the backup fails in the backup's way.
impl From<VaultError> for BackupError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Disk(error) if error.kind() == io::ErrorKind::InvalidData => error.into(),
            other => Self::Vault(other),
        }
    }
}
