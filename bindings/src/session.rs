//! An unlocked vault.

use crate::alert_book::AlertBook;
use crate::backups::Backups;
use crate::dossiers::Dossiers;
use crate::entries::Entries;
use crate::error::PanaError;
use crate::imports::Imports;
use crate::log::Log;
use crate::open::Open;
use crate::progress::{Progress, reporter};
use crate::proofs::Proofs;
use crate::route_book::RouteBook;
use crate::text::{Language, of, quiet};
use pana_core::Now;
use pana_core::incident::Id;
use pana_core::vault::{Intake, Notice, Pin};
use std::collections::HashMap;
use std::sync::Arc;

/// What an unlock has to tell.
#[uniffi::remote(Enum)]
pub enum Notice {
    HeadRepaired,
    HeaderRepaired,
    LastSaveMayBeMissing,
    DamageSetAside,
    OpenedWithSecondPin { at: pana_core::Moment },
    MoreOpenings { count: u64 },
    DamagedOpenings { count: u64 },
    OpeningNotRecorded,
    KitRepaired,
    RekeyFinished,
    HeadAltered,
}

/// A notice in words.
#[uniffi::export]
pub fn notice_text(notice: &Notice, language: Language) -> String {
    quiet(|| match notice {
        Notice::HeadAltered => of(language, "notice-head-altered", &HashMap::new()),
        other => other.text(language),
    })
}

/// What was taken in from the time the vault was locked.
#[uniffi::remote(Record)]
pub struct Intake {
    incidents: Vec<Id>,
    damaged: u64,
    unopened: u64,
}

/// A damaged thing, by its place.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Damage {
    /// Its place, never its content.
    pub place: String,
    /// Key of the explanation in the catalogue.
    pub what: String,
    /// Whether the damaged bytes are kept aside.
    pub set_aside: bool,
}

/// An unlocked vault. Everything that it hands out ends with [`Session::lock`].
#[derive(uniffi::Object)]
pub struct Session {
    pub(crate) open: Arc<Open>,
}

#[uniffi::export]
impl Session {
    /// What she should be told about this unlock.
    pub fn notices(&self) -> Result<Vec<Notice>, PanaError> {
        self.open.with(|session| Ok::<_, PanaError>(session.notices().to_vec()))
    }

    /// The incident log.
    pub fn log(&self) -> Arc<Log> {
        Arc::new(Log::of(&self.open))
    }

    /// Contacts, safe places and her name.
    pub fn alert_book(&self) -> Arc<AlertBook> {
        Arc::new(AlertBook::of(&self.open))
    }

    /// People, refusals, reports and measures.
    pub fn entries(&self) -> Arc<Entries> {
        Arc::new(Entries::of(&self.open))
    }

    /// Imports and their series.
    pub fn imports(&self) -> Arc<Imports> {
        Arc::new(Imports::of(&self.open))
    }

    /// Places, routes and trips.
    pub fn route_book(&self) -> Arc<RouteBook> {
        Arc::new(RouteBook::of(&self.open))
    }

    /// Copies of the log.
    pub fn backups(&self) -> Arc<Backups> {
        Arc::new(Backups::of(&self.open))
    }

    /// What she hands over.
    pub fn dossiers(&self) -> Arc<Dossiers> {
        Arc::new(Dossiers::of(&self.open))
    }

    /// Anchors and the history.
    pub fn proofs(&self) -> Arc<Proofs> {
        Arc::new(Proofs::of(&self.open))
    }

    /// Asks for the PIN of this session once more, as before an export. A wrong one is charged.
    pub fn confirm_pin(&self, pin: &str, now: Now) -> Result<(), PanaError> {
        self.open.with(|session| session.confirm_pin(&Pin::new(pin)?, now))
    }

    /// Changes the PIN of this session. An old copy of the vault no longer opens with the old one.
    pub fn change_pin(&self, new_pin: &str, now: Now) -> Result<(), PanaError> {
        self.open.with(|session| session.change_pin(&Pin::new(new_pin)?, now))
    }

    /// Changes the PIN of this session because someone knew it: everything is sealed anew. Returns the new recovery code, shown once; the old one opens nothing.
    pub fn rekey(&self, new_pin: &str, now: Now, progress: Option<Arc<Progress>>) -> Result<String, PanaError> {
        self.open.with(|session| {
            let code = session.rekey(&Pin::new(new_pin)?, now, &mut reporter(progress))?;
            Ok::<_, PanaError>(code.to_string())
        })
    }

    /// Reads and verifies everything that this session may see; nothing is damaged if nothing is named. What is damaged is set aside.
    pub fn check(&self, now: Now, progress: Option<Arc<Progress>>) -> Result<Vec<Damage>, PanaError> {
        self.open.with(|session| {
            let report = session.check(now, &mut reporter(progress))?;
            Ok::<_, PanaError>(report.damaged.into_iter().map(Damage::from).collect())
        })
    }

    /// Takes in what was captured while the vault was locked; returns the incidents, oldest first. A shell does it after each unlock.
    pub fn take_in_captures(&self, now: Now) -> Result<Intake, PanaError> {
        self.open.with(|session| session.take_in_captures(now))
    }

    /// Ends the session: everything written to its place, no key and no plaintext left in memory. Every later call says that it is locked, and so
    /// does one that is reading or writing a file now.
    pub fn lock(&self) -> Result<(), PanaError> {
        self.open.lock()
    }
}

impl Session {
    pub(crate) fn shared(session: pana_core::vault::Session) -> Arc<Self> {
        Arc::new(Self { open: Arc::new(Open::new(session)) })
    }
}

impl From<pana_core::vault::Damage> for Damage {
    fn from(pana_core::vault::Damage { place, what, set_aside }: pana_core::vault::Damage) -> Self {
        Self { place, what: what.to_owned(), set_aside }
    }
}
