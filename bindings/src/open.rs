//! An open session as several objects and threads share it.

use crate::error::PanaError;
use pana_core::vault::{Session, in_own_frame};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// An unlocked vault until it is locked.
pub(crate) struct Open(Mutex<Option<Session>>);

impl Open {
    pub(crate) fn new(session: Session) -> Self {
        Self(Mutex::new(Some(session)))
    }

    /// Does something with the session, alone and in a stack frame that is overwritten afterwards. After a panic nobody knows what the session is worth: it ends
    /// as with a power cut, which loses nothing that was saved.
    pub(crate) fn with<T, E: Into<PanaError>>(&self, work: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, PanaError> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let session = held.as_mut().ok_or(PanaError::Locked)?;
        let done = in_own_frame(|| catch_unwind(AssertUnwindSafe(|| work(session))));
        match done {
            Ok(result) => result.map_err(Into::into),
            Err(panic) => {
                let session = held.take();
                // A second panic says nothing that the first one does not.
                let _ = catch_unwind(AssertUnwindSafe(|| drop(session)));
                Err(panic.into())
            }
        }
    }

    /// Ends the session. Whoever calls later is told that it is locked.
    pub(crate) fn lock(&self) -> Result<(), PanaError> {
        let session = self.0.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or(PanaError::Locked)?;
        guarded(|| session.lock())
    }
}

/// Does something that needs no session.
pub(crate) fn guarded<T, E: Into<PanaError>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, PanaError> {
    in_own_frame(|| catch_unwind(AssertUnwindSafe(work)))?.map_err(Into::into)
}
