//! Anchors, by which others can tell that nothing before them was changed, and the history.

use crate::error::PanaError;
use crate::open::Open;
use pana_core::Moment as WallMoment;
use pana_core::Now;
use pana_core::incident::Id;
use pana_core::incident::proof::{Anchor, AnchorError};
use std::sync::Arc;

pub use pana_core::incident::proof::AnchorCheck;

/// Lines of the history on one page.
pub const PAGE_HISTORY: u32 = 50;

/// What comparing the log with an anchor showed. "Unchanged" is said of the time since the anchor, and says nothing of truth.
#[uniffi::remote(Enum)]
pub enum AnchorCheck {
    Unchanged,
    Changed,
    Shorter,
}

/// An anchor for someone to keep.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MadeAnchor {
    /// It, short enough for one text message.
    pub text: String,
    /// The same as a QR code: a PNG image.
    pub png: Vec<u8>,
    /// Records of the history that it covers.
    pub records: u64,
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HistoryLine {
    /// Number of the record, from 0.
    pub sequence: u64,
    /// What was done, as `create`; none if that was erased.
    pub action: Option<String>,
    /// When it was written.
    pub written: Option<WallMoment>,
    /// The incident or evidence it is about.
    pub subject: Option<Id>,
    /// The record's texts were destroyed.
    pub erased: bool,
    /// It is the record that was written here.
    pub intact: bool,
}

/// Anchors and the history of an open session.
#[derive(uniffi::Object)]
pub struct Proofs {
    open: Arc<Open>,
}

#[uniffi::export]
impl Proofs {
    /// Makes an anchor over the whole history so far, and notes it there.
    pub fn make_anchor(&self, now: Now) -> Result<MadeAnchor, PanaError> {
        self.open.with(|session| {
            let anchor = session.log().make_anchor(now)?.anchor;
            Ok::<_, PanaError>(MadeAnchor { text: anchor.to_string(), png: anchor.qr().png(), records: anchor.size })
        })
    }

    /// Compares the history with an anchor that someone kept.
    pub fn check_anchor(&self, anchor: &str) -> Result<AnchorCheck, PanaError> {
        let anchor: Anchor = anchor.parse()?;
        self.open.with(|session| session.log().check_anchor(&anchor))
    }

    /// The history, newest first, 50 lines at a time from before record `before` on.
    pub fn history(&self, before: Option<u64>) -> Result<Vec<HistoryLine>, PanaError> {
        self.open.with(|session| {
            let lines = session.log().history(before, PAGE_HISTORY)?;
            Ok::<_, PanaError>(lines.into_iter().map(HistoryLine::from).collect())
        })
    }
}

impl Proofs {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }
}

impl From<AnchorError> for PanaError {
    fn from(error: AnchorError) -> Self {
        Self::refused(match error {
            AnchorError::Malformed => "anchor-malformed",
            AnchorError::Typo => "anchor-typo",
        })
    }
}

impl From<pana_core::incident::proof::Entry> for HistoryLine {
    fn from(entry: pana_core::incident::proof::Entry) -> Self {
        let pana_core::incident::proof::Entry { sequence, action, written, subject, erased, intact } = entry;
        Self { sequence, action: action.map(str::to_owned), written, subject, erased, intact }
    }
}
