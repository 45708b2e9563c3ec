//! The incident log: what happened, when, where, who, with what evidence, and a history that shows every change.
//!
//! A [`Log`] is borrowed from an unlocked [`Session`](crate::vault::Session). It reads no clock: what is written carries the `now` it is given.

pub mod import;

use crate::vault::VaultError;
use crate::vault::media::Media;
use crate::{Moment, Now};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// The open log of one session.
pub struct Log<'s> {
    pub(crate) db: &'s mut Connection,
    pub(crate) media: Media,
    /// Draws content keys for new evidence.
    pub(crate) fresh_key: Box<dyn FnMut() -> crate::vault::seal::Key + 's>,
}

/// What a kind of incident is called in data: `call`, `msg`, … (domain list in [`KINDS`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Kind(&'static str);

/// Every kind, in the order screens show them.
pub const KINDS: [Kind; 22] = [
    Kind("call"),
    Kind("msg"),
    Kind("social"),
    Kind("gift"),
    Kind("follow"),
    Kind("loiter"),
    Kind("visit"),
    Kind("damage"),
    Kind("threat"),
    Kind("third"),
    Kind("track"),
    Kind("hack"),
    Kind("image"),
    Kind("dox"),
    Kind("fake"),
    Kind("bully"),
    Kind("child"),
    Kind("marry"),
    Kind("pressure"),
    Kind("assault"),
    Kind("breach"),
    Kind("other"),
];

/// How well a time is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the minute.
    #[default]
    Exact,
    /// Roughly then.
    About,
    /// Only the day is known.
    Day,
}

/// Where it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// `home`, `work`, `study`, `street`, `venue`, `transport`, `online`, `other`.
    pub kind: String,
    /// Her words for it; may be empty.
    pub label: String,
}

/// Who did it, as far as she knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Name or description; may be empty.
    pub name: String,
    /// Phone numbers in E.164 where they could be read as such.
    pub numbers: Vec<String>,
}

/// Someone who saw or heard it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Name.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
    /// What they saw; may be empty.
    pub saw: String,
    /// Whether they would testify, if she asked.
    pub testifies: Option<bool>,
}

/// How many acts one incident stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Number of acts, at least 1.
    pub acts: u32,
    /// False for "about".
    pub exact: bool,
}

/// What she writes about an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// What kind of act.
    pub kind: Kind,
    /// When it began.
    pub at: Moment,
    /// When it ended, if it lasted.
    pub until: Option<Moment>,
    /// How well the time is known.
    pub precision: Precision,
    /// What happened, in her words.
    pub what: String,
    /// Words that were said or written, verbatim.
    pub words: String,
    /// Where.
    pub place: Option<Place>,
    /// Who.
    pub who: Who,
    /// Who saw it.
    pub witnesses: Vec<Witness>,
    /// How many acts, if more than one.
    pub count: Option<Count>,
}

/// Eight characters that name an incident, a piece of evidence or an import: random, so that they tell nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

/// An incident as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// Its name.
    pub id: Id,
    /// What it says now.
    #[serde(flatten)]
    pub draft: Draft,
    /// When it was first written.
    pub written: Moment,
    /// When it was last amended.
    pub amended: Option<Moment>,
    /// Hidden since then; restorable.
    pub withdrawn: Option<Moment>,
    /// Erasing was asked and will be carried out from then on.
    pub erase_due: Option<Moment>,
    /// Imported single acts (calls, messages) behind it.
    pub acts: u64,
    /// Pieces of evidence.
    pub evidence: Vec<Evidence>,
}

/// A piece of evidence: one file, kept unmodified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its name.
    pub id: Id,
    /// The incident it belongs to.
    pub incident: Id,
    /// The file's own name.
    pub name: String,
    /// Content length.
    pub bytes: u64,
    /// SHA-256 of the content in hexadecimal.
    pub sha256: String,
    /// When Pana received it.
    pub received: Moment,
}

/// A page of a listing, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// At most as many as were asked for.
    pub incidents: Vec<Incident>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// What the log holds. Withdrawn incidents are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Incidents.
    pub incidents: u64,
    /// Single acts: imported ones, and counts given by hand (1 if none was given).
    pub acts: u64,
    /// Evidence files.
    pub evidence: u64,
}

/// A page that shows withdrawn incidents too, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// Leave them out.
    Hide,
    /// Show only them.
    Only,
}

/// Why the log did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// No incident, evidence or import has this id.
    #[error("there is nothing under this id")]
    NotFound,
    /// A field can't be taken as it is.
    #[error("{field}: {why}")]
    Invalid {
        /// The field, as `at` or `count`.
        field: &'static str,
        /// Key of the reason in the language catalogue, as `end-before-start`.
        why: &'static str,
    },
    /// The file is not one that can be imported, or does not say enough.
    #[error("import: {why}")]
    Import {
        /// Key of the reason in the language catalogue.
        why: &'static str,
    },
    /// The vault could not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Log<'_> {
    /// Writes a new incident and its history record; durable when it returns.
    pub fn add(&mut self, draft: &Draft, now: Now) -> Result<Id, LogError> {
        todo!()
    }

    /// Replaces what an incident says. The earlier text stays in its history.
    pub fn amend(&mut self, id: &Id, draft: &Draft, now: Now) -> Result<(), LogError> {
        todo!()
    }

    /// One incident, withdrawn ones too.
    pub fn incident(&self, id: &Id) -> Result<Incident, LogError> {
        todo!()
    }

    /// Incidents by time of the event, newest first.
    pub fn list(&self, withdrawn: Withdrawn, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        todo!()
    }

    /// Incidents in which all of `words` (or beginnings of words, or a number in any usual form) occur, newest first.
    pub fn search(&self, words: &str, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        todo!()
    }

    /// What the log holds.
    pub fn counts(&self) -> Result<Counts, LogError> {
        todo!()
    }

    /// Hides an incident at once. Nothing is lost: [`Log::restore`] brings it back.
    pub fn withdraw(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        todo!()
    }

    /// Brings a withdrawn incident back.
    pub fn restore(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        todo!()
    }

    /// Asks for an incident, its evidence and all its history texts to be destroyed in [`ERASE_WAIT_DAYS`] days (at once for an `image` incident of an
    /// under-18 person: `minor`). The shell asks for the PIN again before this. Returns when it will happen.
    pub fn ask_erase(&mut self, id: &Id, minor: bool, now: Now) -> Result<Moment, LogError> {
        todo!()
    }

    /// Takes [`Log::ask_erase`] back.
    pub fn cancel_erase(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        todo!()
    }

    /// Carries out erasures that are due; called at each unlock. A wall clock that jumped forward restarts their wait. Returns how many were carried out.
    pub(crate) fn carry_out_erasures(&mut self, now: Now) -> Result<u32, LogError> {
        todo!()
    }

    /// Seals a file as evidence of an incident, unmodified and hashed in the same pass. `progress` is told the bytes read.
    pub fn attach(
        &mut self,
        incident: &Id,
        name: &str,
        source: &mut (dyn Read + Send),
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Evidence, LogError> {
        todo!()
    }

    /// Writes an evidence file out as it came in. The hash is compared while writing: an error means that what was written must not be used.
    pub fn take_out(&self, id: &Id, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<Evidence, LogError> {
        todo!()
    }

    /// Evidence of one incident, or all of it.
    pub fn evidence(&self, incident: Option<&Id>) -> Result<Vec<Evidence>, LogError> {
        todo!()
    }
}

/// Days between asking to erase and erasing.
pub const ERASE_WAIT_DAYS: u32 = 7;
