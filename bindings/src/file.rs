//! Files that the shell names: evidence and exports go by their place, never as arrays of bytes.

use crate::error::PanaError;
use crate::open::Open;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::fd::{BorrowedFd, RawFd};
use std::os::unix::fs::OpenOptionsExt;

/// How long a pipe that takes nothing is waited for before someone looks whether the vault is to be locked.
const MOMENT: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FileAt {
    /// In a folder that this program may use.
    Path {
        /// Its path.
        path: String,
    },
    /// Behind an open descriptor, as a document that another program lends. It stays the shell's, which closes it after the call.
    Descriptor {
        /// Its number.
        descriptor: i32,
    },
}

impl FileAt {
    /// The file, for reading.
    pub(crate) fn read(&self) -> Result<File, PanaError> {
        let file = match self {
            Self::Path { path } => File::open(path).map_err(|error| PanaError::reading(&error))?,
            Self::Descriptor { descriptor } => duplicate(*descriptor)?,
        };
        let metadata = file.metadata().map_err(|error| PanaError::reading(&error))?;
        if metadata.is_dir() { Err(PanaError::refused("file-is-folder")) } else { Ok(file) }
    }

    /// Writes the file. One at a path is new, and is removed again if `fill` fails. Into a pipe, whose reader may stall, it is written until `open` is to be locked.
    pub(crate) fn write<T>(&self, open: &Open, fill: impl FnOnce(&mut dyn Write) -> Result<T, PanaError>) -> Result<T, PanaError> {
        let file = match self {
            Self::Path { path } => {
                OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| PanaError::writing(&error))?
            }
            Self::Descriptor { descriptor } => duplicate(*descriptor)?,
        };
        let mut out = Sink::of(file, open).map_err(|error| PanaError::writing(&error))?;
        let filled = fill(&mut out).and_then(|value| match out.file.sync_all() {
            // What is no file, as a pipe, can't be made durable.
            Err(error) if error.kind() != ErrorKind::InvalidInput => Err(PanaError::writing(&error)),
            _ => Ok(value),
        });
        if let (Err(_), Self::Path { path }) = (&filled, self) {
            // What can't be removed either is told by the error that there is.
            let _ = fs::remove_file(path);
        }
        filled
    }
}

/// A file, or a pipe that holds up nobody for longer than a moment once the vault is to be locked.
struct Sink<'o> {
    file: File,
    open: &'o Open,
}

impl<'o> Sink<'o> {
    fn of(file: File, open: &'o Open) -> io::Result<Self> {
        if !file.metadata()?.is_file() {
            fcntl_setfl(&file, fcntl_getfl(&file)? | OFlags::NONBLOCK)?;
        }
        Ok(Self { file, open })
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.file.write(bytes) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                done => return done,
            }
            if self.open.is_closing() {
                return Err(ErrorKind::ConnectionAborted.into());
            }
            // However this ends, the next try tells.
            let _ = poll(&mut [PollFd::new(&self.file, PollFlags::OUT)], Some(&MOMENT));
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A descriptor of our own for the same file.
#[allow(unsafe_code)]
fn duplicate(descriptor: RawFd) -> Result<File, PanaError> {
    if descriptor < 0 {
        return Err(PanaError::refused("file-unreadable"));
    }
    // SAFETY: it is not -1, and is used for one `dup`, which says so if nothing is open under it.
    let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
    Ok(borrowed.try_clone_to_owned().map_err(|error| PanaError::reading(&error))?.into())
}
