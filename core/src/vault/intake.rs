//! The owner's session takes the captures made while the vault was locked into the log.

use super::error::VaultError;
use super::inbox;
use super::session::Session;
use crate::Now;
use crate::incident::{Id, LogError, NewCapture};
use std::io::{self, Read};

/// What an intake did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Intake {
    /// The incidents that captures became, oldest first.
    pub incidents: Vec<Id>,
    /// Captures that can't be read to their end: they stay where they are.
    pub damaged: u64,
    /// Files that are no captures of this vault, or not at all: they stay where they are.
    pub unopened: u64,
}

impl Session {
    /// Takes in what was captured while the vault was locked. Each capture is an incident of its own, unconfirmed, and comes in once, however often this is broken
    /// off; only then its file is removed. In any other session than the owner's nothing happens.
    pub fn take_in_captures(&mut self, now: Now) -> Result<Intake, LogError> {
        let mut intake = Intake::default();
        let Some(owner) = &self.owner else { return Ok(intake) };
        let device = std::sync::Arc::clone(&self.shared.folders.device);
        let found = inbox::items(&*device, &owner.inbox_private).map_err(VaultError::from)?;
        intake.unopened = found.unopened;
        for item in found.items {
            let Some(mut content) = item.bytes.and_then(|_| inbox::read(&*device, &item).ok()) else {
                intake.damaged += 1;
                continue;
            };
            let capture = NewCapture { item: &item.id, kind: item.capture.kind, name: &item.capture.name, at: item.capture.now.wall };
            let mut source = Remembering { source: &mut content, is_damaged: false };
            let taken = self.log().take_in(&capture, &mut source, now);
            match taken {
                // Its bytes, not the disk under the log, are what could not be read.
                Err(_) if source.is_damaged => {
                    intake.damaged += 1;
                    continue;
                }
                taken => intake.incidents.extend(taken?),
            }
            inbox::remove(&*device, &item).map_err(VaultError::from)?;
        }
        Ok(intake)
    }
}

/// Remembers that reading failed.
struct Remembering<R> {
    source: R,
    is_damaged: bool,
}

impl<R: Read> Read for Remembering<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.source.read(out).inspect_err(|_| self.is_damaged = true)
    }
}
