//! The one error: a variant for each thing that a shell does differently.

use crate::text::{self, Language, TextArg};
use pana_core::MomentError;
use pana_core::alert::{BookError, CaptureError, CheckInError, PairError, Unfit};
use pana_core::incident::LogError;
use pana_core::route::{GpxError, ShapeError};
use pana_core::trust::backup::BackupError;
use pana_core::vault::{DeviceKeyError, Refusal, VaultError};
use std::any::Any;
use std::collections::HashMap;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

/// Why a call did not do what was asked. Nothing she wrote is in it; [`sentence`] says it to her.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PanaError {
    /// Nothing opens with this PIN or code: ask again, after the wait.
    #[error("wrong PIN or code")]
    WrongPin {
        /// Seconds until the next try; 0 if one is left now.
        wait_s: u64,
    },
    /// Nothing was tried, there were too many wrong tries: wait, or use the recovery code.
    #[error("too many wrong tries")]
    Wait {
        /// Seconds until the next try.
        left_s: u64,
    },
    /// What was given can't be taken as it is: show the sentence beside the field.
    #[error("refused: {key}")]
    Refused {
        /// Key of the reason in the catalogue.
        key: String,
        /// The field, if it is one.
        field: Option<String>,
        /// What stands in for the variables of the sentence.
        args: HashMap<String, TextArg>,
    },
    /// Stored bytes are not what was written. They are kept as they are: offer the check, and the copy.
    #[error("damaged: {key}")]
    Damaged {
        /// Key of the part's sentence in the catalogue.
        key: String,
    },
    /// The session is locked: ask for the PIN.
    #[error("locked")]
    Locked,
    /// Make room and try again.
    #[error("the disk is full")]
    DiskFull,
    /// A disk, a file or the key store did not do its work now: try again.
    #[error("failed: {key}")]
    Failed {
        /// Key of the sentence in the catalogue.
        key: String,
    },
    /// The device's keys are gone: ask for the recovery code. No try was charged.
    #[error("the device's key is missing")]
    DeviceKeyMissing,
    /// A mistake of this program. An open session was locked with it.
    #[error("internal")]
    Internal,
}

/// What the error says to her, with what she can do.
#[uniffi::export]
pub fn sentence(error: &PanaError, language: Language) -> String {
    text::quiet(|| error.sentence(language))
}

impl PanaError {
    pub(crate) fn refused(key: &str) -> Self {
        Self::Refused { key: key.to_owned(), field: None, args: HashMap::new() }
    }

    pub(crate) fn field(field: &str, key: &str) -> Self {
        Self::Refused { key: key.to_owned(), field: Some(field.to_owned()), args: HashMap::new() }
    }

    fn with(key: &str, name: &str, number: u64) -> Self {
        Self::Refused { key: key.to_owned(), field: None, args: HashMap::from([(name.to_owned(), TextArg::Number { number })]) }
    }

    fn failed(key: &str) -> Self {
        Self::Failed { key: key.to_owned() }
    }

    fn damaged(key: &str) -> Self {
        Self::Damaged { key: key.to_owned() }
    }

    /// Of a file she named, for reading.
    pub(crate) fn reading(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename => Self::refused("file-not-found"),
            ErrorKind::IsADirectory => Self::refused("file-is-folder"),
            _ => Self::refused("file-unreadable"),
        }
    }

    /// Of a file she named, for writing.
    pub(crate) fn writing(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::AlreadyExists => Self::refused("file-exists"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::refused("file-unwritable"),
        }
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::WrongPin { wait_s } => waiting(language, "wrong-secret", *wait_s),
            Self::Wait { left_s } => waiting(language, "too-many-tries", *left_s),
            Self::Refused { key, field, args } => {
                let reason = text::of(language, key, args);
                let field = field.as_ref().map(|field| format!("field-{field}")).filter(|key| language.has(key));
                field.map_or_else(|| reason.clone(), |field| text::invalid(language, &language.text(&field), &reason))
            }
            Self::Damaged { key } | Self::Failed { key } => text::of(language, key, &HashMap::new()),
            Self::Locked => language.text("app-locked"),
            Self::DiskFull => text::of(language, "disk-full", &HashMap::new()),
            Self::DeviceKeyMissing => text::of(language, "device-key-lost", &HashMap::new()),
            Self::Internal => language.text("app-internal"),
        }
    }
}

fn waiting(language: Language, key: &str, seconds: u64) -> String {
    let said = text::of(language, key, &HashMap::new());
    if seconds == 0 { said } else { format!("{said} {}", language.wait(Duration::from_secs(seconds))) }
}

/// Rounded up: nobody is sent to try in vain.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// What a caught panic says may quote what she wrote: it goes nowhere.
impl From<Box<dyn Any + Send>> for PanaError {
    fn from(_: Box<dyn Any + Send>) -> Self {
        Self::Internal
    }
}

impl From<VaultError> for PanaError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::WrongSecret { wait } => Self::WrongPin { wait_s: whole_seconds(wait) },
            VaultError::Wait { left } => Self::Wait { left_s: whole_seconds(left) },
            VaultError::Refused(refusal) => refusal.into(),
            VaultError::DeviceKeyLost => Self::DeviceKeyMissing,
            VaultError::Damaged { part } => Self::damaged(part.key()),
            VaultError::UnknownVersion { found } => Self::with("unknown-version", "found", found.into()),
            VaultError::InUse => Self::refused("in-use"),
            VaultError::Place { exists: true } => Self::refused("vault-exists"),
            VaultError::Place { exists: false } => Self::refused("no-vault"),
            VaultError::Disk(error) => error.into(),
        }
    }
}

impl From<Refusal> for PanaError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::CodeTypo { group } => Self::with(refusal.key(), "group", group.into()),
            _ => Self::refused(refusal.key()),
        }
    }
}

impl From<LogError> for PanaError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::NotFound => Self::refused("not-found"),
            LogError::Invalid { field, why } => Self::field(field, why),
            LogError::Import { why } => Self::refused(why),
            LogError::Vault(error) => error.into(),
        }
    }
}

impl From<BackupError> for PanaError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Vault(error) => error.into(),
            BackupError::File(error) => Self::writing(&error),
            BackupError::Altered | BackupError::CutShort => Self::damaged(error.key().unwrap_or("damaged-volume")),
            other => Self::refused(other.key().unwrap_or("not-done")),
        }
    }
}

impl From<Unfit> for PanaError {
    fn from(Unfit { field, why }: Unfit) -> Self {
        Self::field(field, why)
    }
}

impl From<BookError> for PanaError {
    fn from(error: BookError) -> Self {
        match error {
            BookError::NotFound => Self::refused("not-found"),
            BookError::Unfit(unfit) => unfit.into(),
            BookError::Vault(error) => error.into(),
        }
    }
}

impl From<CheckInError> for PanaError {
    fn from(error: CheckInError) -> Self {
        Self::refused(error.key())
    }
}

impl From<CaptureError> for PanaError {
    fn from(error: CaptureError) -> Self {
        match error {
            CaptureError::Full => Self::refused("inbox-full"),
            CaptureError::NoKey => Self::refused("capture-no-key"),
            CaptureError::Disk(error) => error.into(),
        }
    }
}

impl From<GpxError> for PanaError {
    fn from(error: GpxError) -> Self {
        match error {
            GpxError::NotGpx => Self::refused("gpx-not"),
            GpxError::Broken => Self::refused("gpx-broken"),
            GpxError::TooLarge => Self::refused("gpx-too-large"),
            GpxError::Io(error) => Self::reading(&error),
        }
    }
}

impl From<ShapeError> for PanaError {
    fn from(error: ShapeError) -> Self {
        Self::field("gpx", error.key())
    }
}

impl From<PairError> for PanaError {
    fn from(error: PairError) -> Self {
        Self::refused(error.key())
    }
}

impl From<MomentError> for PanaError {
    fn from(_: MomentError) -> Self {
        Self::field("at", "not-a-date")
    }
}

/// The vault's own disk, or the key store behind it.
impl From<io::Error> for PanaError {
    fn from(error: io::Error) -> Self {
        if error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<DeviceKeyError>) {
            return Self::failed("app-key-store-unavailable");
        }
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::failed("disk-read-only"),
            _ => Self::failed("disk-failed"),
        }
    }
}
