//! The incident log: what happened, when, where, who, with what evidence, and a history that shows every change.
//!
//! A [`Log`] is borrowed from an unlocked [`Session`](crate::vault::Session). It reads no clock: what is written carries the `now` it is given.

mod act;
mod change;
mod draft;
mod erase;
mod evidence;
pub(crate) mod history;
mod id;
pub mod import;
mod kind;
mod list;
mod number;
pub mod proof;
mod row;
mod search;
#[cfg(test)]
mod testing;
mod verify;

pub use draft::{
    Count, Draft, FIELD_MAX_BYTES, FUTURE_MAX_HOURS, NUMBER_MAX_BYTES, NUMBERS_MAX, PLACE_KINDS, Place, Precision, WITNESSES_MAX, Who,
    Witness,
};
pub use erase::ERASE_WAIT_DAYS;
pub use evidence::{Evidence, FILE_NAME_MAX_BYTES};
pub use id::Id;
pub use kind::{KINDS, Kind};
pub use list::{Counts, PAGE_MAX, Page, Withdrawn};
pub use number::normalise_or_keep as normalise_number;
pub use row::Incident;
pub use search::{SEARCH_MAX_BYTES, SEARCH_MAX_TERMS};

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
