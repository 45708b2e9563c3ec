//! Why a command did not do what was asked: a code for scripts, a sentence for people, and an exit code.

use crate::device_key_file::KeyFileError;
use pana_core::alert::{BookError, CaptureError, CheckInError, PairError, Unfit};
use pana_core::dossier::bundle::MakeError;
use pana_core::dossier::{ChosenError, ShareError};
use pana_core::incident::LogError;
use pana_core::language::{Arg, Language};
use pana_core::route::{GpxError, ShapeError};
use pana_core::trust::backup::BackupError;
use pana_core::vault::{DeviceKeyError, Refusal, VaultError};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

/// How a run ends, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    Done = 0,
    Refused = 1,
    Usage = 2,
    WrongPin = 3,
    Damaged = 4,
}

/// A command that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    /// Key of the sentence in the catalogue.
    code: &'static str,
    args: Vec<(&'static str, String)>,
    field: Option<&'static str>,
    wait: Option<Duration>,
    /// Of a file with one thing a line, from 1.
    line: Option<u64>,
    found: Option<Box<Found>>,
}

/// What is told instead of the sentence of a code, which would say too little.
#[derive(Debug)]
struct Found {
    said: String,
    /// More keys of the document.
    keys: Map<String, Value>,
}

impl Failure {
    fn new(exit: Exit, code: &'static str) -> Self {
        Self { exit, code, args: Vec::new(), field: None, wait: None, line: None, found: None }
    }

    pub(crate) fn refused(code: &'static str) -> Self {
        Self::new(Exit::Refused, code)
    }

    /// The command lacks something.
    pub(crate) fn usage(code: &'static str) -> Self {
        Self::new(Exit::Usage, code)
    }

    /// The command line could not be read.
    pub(crate) fn unreadable_command(error: &clap::Error) -> Self {
        Self::usage("usage").saying(error.to_string().trim_end().to_owned(), Map::new())
    }

    pub(crate) fn field(field: &'static str, why: &'static str) -> Self {
        Self { field: Some(field), ..Self::refused(why) }
    }

    #[must_use]
    pub(crate) fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: &impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Says this instead of the sentence, and has these keys in its document.
    #[must_use]
    pub(crate) fn saying(self, said: String, keys: Map<String, Value>) -> Self {
        Self { found: Some(Box::new(Found { said, keys })), ..self }
    }

    /// A file she named, for reading.
    pub(crate) fn reading(error: &io::Error) -> Self {
        Self::refused(match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename => "file-not-found",
            ErrorKind::IsADirectory => "file-is-folder",
            _ => "file-unreadable",
        })
    }

    /// A file she named, for writing.
    pub(crate) fn writing(error: &io::Error) -> Self {
        Self::refused(match error.kind() {
            ErrorKind::AlreadyExists => "file-exists",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk-full",
            _ => "file-unwritable",
        })
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    #[cfg(test)]
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    #[cfg(test)]
    pub(crate) fn line(&self) -> Option<u64> {
        self.line
    }

    pub(crate) fn message(&self, language: Language) -> String {
        if let Some(found) = &self.found {
            return found.said.clone();
        }
        let args: Vec<_> = self.args.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
        let reason = language.text_with(self.code, &args);
        let named = match self.field.map(|field| format!("field-{field}")) {
            Some(key) if language.has(&key) => {
                language.text_with("invalid", &[("field", Arg::Text(&language.text(&key))), ("reason", Arg::Text(&reason))])
            }
            _ => reason,
        };
        match (self.wait, self.line) {
            (Some(wait), _) if !wait.is_zero() => format!("{named} {}", language.wait(wait)),
            (_, Some(line)) => language.text_with("import-line", &[("line", Arg::Text(&line.to_string())), ("why", Arg::Text(&named))]),
            _ => named,
        }
    }

    /// `{"error": {"code", "message", "wait_s"?, "field"?, "line"?, …}}`
    pub(crate) fn document(&self, language: Language) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message(language) });
        if let Some(wait) = self.wait {
            error["wait_s"] = (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).into();
        }
        if let Some(field) = self.field {
            error["field"] = field.into();
        }
        if let Some(line) = self.line {
            error["line"] = line.into();
        }
        for (key, value) in self.found.iter().flat_map(|found| &found.keys) {
            error[key] = value.clone();
        }
        json!({ "error": error })
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::WrongSecret { wait } => Self { wait: Some(wait), ..Self::new(Exit::WrongPin, "wrong-secret") },
            VaultError::Wait { left } => Self { wait: Some(left), ..Self::new(Exit::WrongPin, "too-many-tries") },
            VaultError::Refused(refusal) => refusal.into(),
            VaultError::DeviceKeyLost => Self::refused("device-key-lost"),
            VaultError::Damaged { part } => Self::new(Exit::Damaged, part.key()),
            VaultError::UnknownVersion { found } => Self::refused("unknown-version").with("found", &found),
            VaultError::InUse => Self::refused("in-use"),
            VaultError::Place { exists: true } => Self::refused("vault-exists"),
            VaultError::Place { exists: false } => Self::refused("no-vault"),
            VaultError::Disk(error) => error.into(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::CodeTypo { group } => Self::refused(refusal.key()).with("group", &group),
            _ => Self::refused(refusal.key()),
        }
    }
}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        match error {
            LogError::NotFound => Self::refused("not-found"),
            LogError::Invalid { field, why } => Self::field(field, why),
            LogError::Import { why } => Self::refused(why),
            LogError::Vault(error) => error.into(),
        }
    }
}

impl From<ChosenError> for Failure {
    fn from(error: ChosenError) -> Self {
        match error {
            ChosenError::Unknown(_) => Self::refused("not-found"),
            ChosenError::Log(error) => error.into(),
        }
    }
}

impl From<ShareError> for Failure {
    fn from(error: ShareError) -> Self {
        match error {
            ShareError::NotBare => Self::refused("share-not-bare"),
            ShareError::Log(error) => error.into(),
        }
    }
}

impl From<MakeError> for Failure {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::Chosen(error) => error.into(),
            MakeError::Log(error) => error.into(),
            MakeError::Layout(_) => Self::refused("dossier-too-long"),
            MakeError::Shelf(error) => Self::writing(&error),
        }
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        let exit = match error {
            BackupError::Altered | BackupError::CutShort => Exit::Damaged,
            _ => Exit::Refused,
        };
        match error {
            BackupError::Vault(error) => error.into(),
            BackupError::File(error) => Self::writing(&error),
            other => Self::new(exit, other.key().unwrap_or("not-done")),
        }
    }
}

impl From<Unfit> for Failure {
    fn from(Unfit { field, why }: Unfit) -> Self {
        Self::field(field, why)
    }
}

impl From<BookError> for Failure {
    fn from(error: BookError) -> Self {
        match error {
            BookError::NotFound => Self::refused("not-found"),
            BookError::Unfit(unfit) => unfit.into(),
            BookError::Vault(error) => error.into(),
        }
    }
}

impl From<CheckInError> for Failure {
    fn from(error: CheckInError) -> Self {
        Self::refused(error.key())
    }
}

impl From<CaptureError> for Failure {
    fn from(error: CaptureError) -> Self {
        match error {
            CaptureError::Full => Self::refused("inbox-full"),
            CaptureError::NoKey => Self::refused("capture-no-key"),
            CaptureError::Disk(error) => error.into(),
        }
    }
}

impl From<GpxError> for Failure {
    fn from(error: GpxError) -> Self {
        match error {
            GpxError::NotGpx => Self::refused("gpx-not"),
            GpxError::Broken => Self::refused("gpx-broken"),
            GpxError::TooLarge => Self::refused("gpx-too-large"),
            GpxError::Io(error) => Self::reading(&error),
        }
    }
}

impl From<ShapeError> for Failure {
    fn from(error: ShapeError) -> Self {
        Self::field("gpx", error.key())
    }
}

impl From<PairError> for Failure {
    fn from(error: PairError) -> Self {
        Self::refused(error.key())
    }
}

/// The vault's own disk.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<DeviceKeyError>) {
            return Self::refused("key-file-unavailable");
        }
        Self::refused(match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk-full",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "disk-read-only",
            _ => "disk-failed",
        })
    }
}

impl From<KeyFileError> for Failure {
    fn from(error: KeyFileError) -> Self {
        match error {
            KeyFileError::Link => Self::refused("key-file-link"),
            KeyFileError::OpenToOthers => Self::refused("key-file-open"),
            KeyFileError::Damaged { line } => Self::refused("key-file-damaged").with("line", &line),
            KeyFileError::Io(_) => Self::refused("key-file-unavailable"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pin_says_how_long_to_wait() {
        let failure = Failure::from(VaultError::WrongSecret { wait: Duration::from_millis(599_001) });
        assert_eq!(failure.exit(), Exit::WrongPin);
        assert_eq!(failure.document(Language::En)["error"]["wait_s"], 600);
        assert!(failure.message(Language::En).ends_with("Try again in 10 minutes."));
        let left = Failure::from(VaultError::WrongSecret { wait: Duration::ZERO });
        assert_eq!(left.document(Language::En)["error"]["wait_s"], 0);
        assert_eq!(left.message(Language::En), Language::En.text("wrong-secret"));
    }

    #[test]
    fn an_unknown_reason_still_says_something() {
        let failure = Failure::from(LogError::Invalid { field: "no-such-field", why: "no-such-reason" });
        assert_eq!(failure.message(Language::Ru), Language::Ru.text("not-done"));
        let named = Failure::from(LogError::Invalid { field: "at", why: "date-without-offset" });
        assert!(named.message(Language::En).starts_with("When: Add the offset"));
    }

    #[test]
    fn a_key_store_that_fails_is_not_called_a_disk() {
        let failure = Failure::from(VaultError::from(DeviceKeyError::Unavailable));
        assert_eq!(failure.code(), "key-file-unavailable");
    }
}
