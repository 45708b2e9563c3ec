//! An open session as several objects and threads share it.

use crate::error::PanaError;
use pana_core::vault::{AlertToken, Session, in_own_frame};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An unlocked vault until it is locked.
pub(crate) struct Open {
    session: Mutex<Option<Session>>,
    /// Beside the session, so that an order about an alert waits for no long call.
    token: Mutex<Option<AlertToken>>,
    /// Someone wants to lock: what reads or writes a file gives up.
    closing: AtomicBool,
}

impl Open {
    pub(crate) fn new(session: Session) -> Self {
        let token = Mutex::new(Some(session.alert_token()));
        Self { session: Mutex::new(Some(session)), token, closing: AtomicBool::new(false) }
    }

    /// Does something with the session, alone and in a stack frame that is overwritten afterwards. After a panic nobody knows what the session is worth: it ends
    /// as with a power cut, which loses nothing that was saved.
    pub(crate) fn with<T, E: Into<PanaError>>(&self, work: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, PanaError> {
        let mut held = held(&self.session);
        let session = held.as_mut().filter(|_| !self.is_closing()).ok_or(PanaError::Locked)?;
        let done = in_own_frame(|| catch_unwind(AssertUnwindSafe(|| work(session))));
        match done {
            Ok(Err(_)) if self.is_closing() => Err(PanaError::Locked),
            Ok(result) => result.map_err(Into::into),
            Err(panic) => {
                self::held(&self.token).take();
                let session = held.take();
                // A second panic says nothing that the first one does not.
                let _ = catch_unwind(AssertUnwindSafe(|| drop(session)));
                Err(panic.into())
            }
        }
    }

    /// Shows that an order is this session's. It never crosses.
    pub(crate) fn token(&self) -> Result<AlertToken, PanaError> {
        held(&self.token).clone().ok_or(PanaError::Locked)
    }

    /// Ends the session. Whoever calls later is told that it is locked.
    pub(crate) fn lock(&self) -> Result<(), PanaError> {
        self.closing.store(true, Ordering::Release);
        held(&self.token).take();
        let session = held(&self.session).take().ok_or(PanaError::Locked)?;
        guarded(|| session.lock())
    }

    /// A file that fails once the session is to be locked.
    pub(crate) fn watched<F>(&self, file: F) -> Watched<'_, F> {
        Watched { open: self, file }
    }

    /// Whether someone wants to lock.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }
}

/// A panic leaves whole values behind these: one that holds a session takes it away.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something that needs no session.
pub(crate) fn guarded<T, E: Into<PanaError>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, PanaError> {
    in_own_frame(|| catch_unwind(AssertUnwindSafe(work)))?.map_err(Into::into)
}

/// A file that a long call reads or writes.
pub(crate) struct Watched<'o, F> {
    open: &'o Open,
    file: F,
}

impl<F> Watched<'_, F> {
    fn file(&mut self) -> io::Result<&mut F> {
        if self.open.is_closing() { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(&mut self.file) }
    }
}

impl<F: Read> Read for Watched<'_, F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(out)
    }
}

impl<F: Seek> Seek for Watched<'_, F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}

impl<F: Write> Write for Watched<'_, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file()?.flush()
    }
}
