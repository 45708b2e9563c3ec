//! What a caller of the vault can act on.

use super::attempts::AttemptsError;
use super::device_key::DeviceKeyError;
use super::kit::KitError;
use super::pages::PagesError;
use super::volume::{VolumeError, is_damage};
use std::io;
use std::time::Duration;

/// Why the vault did not do what was asked. Each variant asks the caller for something different; none carries anything she wrote.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No slot opens with this PIN or code. Until `wait` is over no further PIN is tried.
    #[error("wrong PIN or code")]
    WrongSecret {
        /// Until the next try; zero if one is left now.
        wait: Duration,
    },
    /// Too many wrong tries: nothing was tried now. The recovery code always works.
    #[error("too many wrong tries")]
    Wait {
        /// Until the next try.
        left: Duration,
    },
    /// The new PIN can't be taken.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The device's key is gone: use the recovery code. No try was charged.
    #[error("the device's key is missing")]
    DeviceKeyLost,
    /// Stored bytes are not what was written. They are kept as they are.
    #[error("damaged: {part}")]
    Damaged {
        /// Which part of the vault.
        part: Part,
    },
    /// The vault was written by a newer program.
    #[error("format version {found} is not known to this program")]
    UnknownVersion {
        /// The version it names.
        found: u32,
    },
    /// Another process has this vault open.
    #[error("the vault is open in another process")]
    InUse,
    /// The folder has no vault, or has one already where a new one was to be made.
    #[error("{}", if *.exists { "there is a vault here already" } else { "there is no vault here" })]
    Place {
        /// Whether a vault stands there.
        exists: bool,
    },
    /// The disk or the key store did not do its work; nothing acknowledged is lost. A full disk is `ErrorKind::StorageFull`.
    #[error("the disk did not take or give the data: {0}")]
    Disk(#[from] io::Error),
}

/// Why a new PIN or a typed code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing was typed.
    #[error("the PIN is empty")]
    Empty,
    /// Longer than the limit.
    #[error("the PIN is too long")]
    TooLong,
    /// Fewer than four characters, one character repeated, or a run such as 1234. Also said of a PIN that opens something already: it must not tell.
    #[error("the PIN is too simple")]
    TooSimple,
    /// Group `group` (from 1) of the recovery code has a typo.
    #[error("a typo in group {group} of the recovery code")]
    CodeTypo {
        /// Which of the seven groups, from 1.
        group: u8,
    },
    /// The recovery code has not 35 characters.
    #[error("the recovery code has 7 groups of 5 characters")]
    CodeLength,
}

/// A part of the vault, as an error names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Both copies of the head.
    Head,
    /// A slot whose commitment fits and whose seal does not.
    Slot,
    /// The sealed database: superblocks or pages.
    Volume,
    /// The write-ahead log's headers.
    WriteAheadLog,
    /// An evidence file.
    Media,
    /// The panic kit.
    Kit,
    /// A row that the program can't read.
    Row,
}

impl Refusal {
    /// Key of its sentence in the language catalogue; that of a typo takes the group as `group`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "pin-empty",
            Self::TooLong => "pin-too-long",
            Self::TooSimple => "pin-too-simple",
            Self::CodeTypo { .. } => "code-typo",
            Self::CodeLength => "code-length",
        }
    }
}

impl Part {
    /// Key of the sentence in the language catalogue that says it is damaged.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Head => "damaged-head",
            Self::Slot => "damaged-slot",
            Self::Volume => "damaged-volume",
            Self::WriteAheadLog => "damaged-write-ahead-log",
            Self::Media => "damaged-media",
            Self::Kit => "damaged-kit",
            Self::Row => "damaged-row",
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Part::Head => "head",
            Part::Slot => "slot",
            Part::Volume => "volume",
            Part::WriteAheadLog => "write-ahead log",
            Part::Media => "media",
            Part::Kit => "kit",
            Part::Row => "row",
        })
    }
}

impl From<DeviceKeyError> for VaultError {
    fn from(error: DeviceKeyError) -> Self {
        match error {
            DeviceKeyError::Missing => Self::DeviceKeyLost,
            DeviceKeyError::Unavailable => Self::Disk(io::Error::other(error)),
        }
    }
}

impl From<VolumeError> for VaultError {
    fn from(error: VolumeError) -> Self {
        match error {
            VolumeError::NoSuperblock => Self::Damaged { part: Part::Volume },
            VolumeError::NoWalHeader => Self::Damaged { part: Part::WriteAheadLog },
            VolumeError::Io(e) => Self::of_volume(e),
        }
    }
}

impl From<PagesError> for VaultError {
    fn from(error: PagesError) -> Self {
        match error {
            PagesError::Io(e) => Self::of_volume(e),
            PagesError::Sqlite(e) => e.into(),
            PagesError::Empty | PagesError::NotEmpty | PagesError::Shape => Self::Damaged { part: Part::Volume },
        }
    }
}

impl From<AttemptsError> for VaultError {
    fn from(error: AttemptsError) -> Self {
        match error {
            AttemptsError::Io(e) => Self::Disk(e),
            AttemptsError::DeviceKey(e) => e.into(),
            AttemptsError::Exhausted => Self::Disk(io::Error::other(error)),
        }
    }
}

impl From<KitError> for VaultError {
    fn from(error: KitError) -> Self {
        match error {
            KitError::Io(e) => Self::Disk(e),
            KitError::KeyMissing => Self::DeviceKeyLost,
            KitError::KeyUnavailable => Self::Disk(io::Error::other(error)),
            KitError::Missing | KitError::DamagedOrOther | KitError::TooLarge => Self::Damaged { part: Part::Kit },
        }
    }
}

impl VaultError {
    /// Altered bytes come out of a volume as an error of the disk; here they get their own name.
    pub(super) fn of_volume(error: io::Error) -> Self {
        if is_damage(&error) { Self::Damaged { part: Part::Volume } } else { Self::Disk(error) }
    }
}
