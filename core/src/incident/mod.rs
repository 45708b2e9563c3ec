//! The incident log: what happened, when, where, who, with what evidence, and a history that shows every change.
//!
//! A [`Log`] is borrowed from an unlocked [`Session`](crate::vault::Session). It reads no clock: what is written carries the `now` it is given.

mod act;
#[cfg(any(test, feature = "bench"))]
pub mod bench;
mod breach;
mod captured;
mod change;
pub(crate) mod copy;
mod derived;
mod direction;
mod draft;
mod entry;
mod erase;
mod evidence;
pub(crate) mod export;
mod filter;
mod found;
pub(crate) mod history;
mod id;
pub mod import;
mod kind;
mod lacking;
mod lately;
mod list;
mod look;
mod number;
mod parts;
mod people;
mod precision;
pub mod proof;
mod reminder;
mod row;
mod search;
pub mod series;
mod stats;
#[cfg(test)]
pub(crate) mod testing;
mod thing;
mod urgent;
mod verify;
mod whose;

pub use act::ActRef;
pub use breach::ProposedBreach;
pub use captured::Captured;
pub use derived::{Cover, Derived};
pub use direction::{Channel, Direction};
pub use draft::{Draft, FIELD_MAX_BYTES, FUTURE_MAX_HOURS, WITNESSES_MAX};
pub use entry::{
    Answer, BRING, CHANNELS, Dismissal, Entry, IDENTITIES_MAX, IDENTITY_SORTS, Identity, MEASURE_KINDS, Measure, PartialDate, Person,
    RELATION_KINDS, REPORT_WAYS, Refusal, Relation, Report, Said, Sort,
};
pub use erase::ERASE_WAIT_DAYS;
pub use evidence::{Evidence, FILE_NAME_MAX_BYTES};
pub use export::{Export, ExportForm, Exported};
pub use filter::Filter;
pub use id::Id;
pub use kind::{KINDS, Kind, OwnField, OwnForm};
pub use lacking::LACKING;
pub use list::{Counts, PAGE_MAX, Page, Withdrawn};
pub use number::normalise_or_keep as normalise_number;
pub use parts::{
    Certainty, Count, Degrees, HARM_PARTS, Harm, NUMBER_MAX_BYTES, NUMBERS_MAX, Own, PLACE_KINDS, Place, Position, Seen, Who, Witness,
};
pub use people::Behind;
pub use precision::{PART_OF_DAY_HOURS, Precision};
pub use reminder::{CCTV_GONE_DAYS, ENDS_WITHIN_DAYS, REMINDERS, Reminder, reminders};
pub use row::{Incident, LATE_MIN_HOURS};
pub use search::{SEARCH_MAX_BYTES, SEARCH_MAX_TERMS};
pub use stats::{
    Amount, BandFigure, KindFigure, MeasureFigure, Milestones, NumberFigure, NumberFigures, PlaceFigure, RefusalFigure, STATS_NUMBERS_MAX,
    Span, Stats, WeekFigure,
};
pub use urgent::{URGENT, Urgent};

pub(crate) use captured::NewCapture;
pub(crate) use erase::remember_clock;
pub(crate) use evidence::{Origin, hex, unhex};
pub(crate) use parts::json;
pub(crate) use stats::{Counted, Drawn};
pub(crate) use verify::{rebuild_projection, verify};

use crate::vault::VaultError;
use crate::vault::media::Media;
use rusqlite::Connection;

/// The open log of one session.
pub struct Log<'s> {
    pub(crate) db: &'s mut Connection,
    pub(crate) media: Media,
    /// Draws content keys for new evidence.
    pub(crate) fresh_key: Box<dyn FnMut() -> crate::vault::seal::Key + 's>,
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

impl From<rusqlite::Error> for LogError {
    fn from(error: rusqlite::Error) -> Self {
        VaultError::from(error).into()
    }
}
