//! A vault made from the backup, and whether it holds what the first one held.

use super::PIN;
use super::work::Work;
use crate::args::KdfChoice;
use crate::commands::backup;
use crate::desk::Desk;
use crate::failure::Failure;
use pana_core::incident::Counts;
use pana_core::incident::proof::AnchorCheck;
use pana_core::trust::age::Identity;
use pana_core::vault::{Pin, RecoveryCode};
use std::fs::File;
use std::path::Path;

pub(super) struct Second {
    /// Of the backup.
    pub(super) bytes: u64,
    pub(super) counts: Counts,
    /// Whether it has as much of everything as the first vault, no damage was found, and the anchor of that vault fits.
    pub(super) is_same: bool,
}

impl Second {
    pub(super) fn restored(code: &RecoveryCode, work: &Work, file: &Path, desk: &Desk) -> Result<Self, Failure> {
        let file = File::open(file).map_err(|error| Failure::reading(&error))?;
        let bytes = file.metadata().map_err(|error| Failure::reading(&error))?.len();
        let restored = backup::make_vault(file, &[Identity::from_code(code)], &Pin::new(PIN)?, KdfChoice::Floor, desk)?;
        let is_sound = restored.damaged.is_empty() && restored.records == work.backup.records;
        drop(restored);
        let (counts, anchor) = desk.unlock_with(Pin::new(PIN)?)?.run_and_lock(|open| {
            let log = open.log();
            Ok((log.counts()?, log.check_anchor(&work.anchor.anchor)?))
        })?;
        Ok(Self { bytes, counts, is_same: is_sound && counts == work.counts && anchor == AnchorCheck::Unchanged })
    }
}
