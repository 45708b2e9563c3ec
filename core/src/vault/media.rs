//! Sealed files of any size: evidence, and bytes set aside (FORMAT.md §6).

use super::disk::Disk;
use super::seal::Key;
use std::io::{self, Read};
use std::sync::Arc;

/// What a sealed file is for; part of its owner tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Evidence = 1,
    Aside = 2,
}

/// Where a sealed file lies and how it opens: what its database row keeps.
#[derive(Clone)]
pub(crate) struct Place {
    /// 32 hexadecimal digits: the name in `media/`.
    pub(crate) name: String,
    /// The file id in its header.
    pub(crate) id: [u8; 16],
    /// The content key.
    pub(crate) key: Key,
}

/// What was found in a file while it was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
}

/// The sealed files of one volume. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Media {
    disk: Arc<dyn Disk>,
    tag: Key,
    aside: Key,
}

impl Media {
    pub(crate) fn new(disk: Arc<dyn Disk>, volume_key: &Key) -> Self {
        Self { disk, tag: volume_key.derive(b"pana/media/tag"), aside: volume_key.derive(b"pana/media/aside") }
    }

    /// A place for a new evidence file: random name, random id, and the content key given.
    pub(crate) fn place(&self, key: Key) -> Place {
        todo!()
    }

    /// Reads `source` to its end, hashes and seals it in one pass on two threads, and makes file and folder durable.
    /// A failure removes what was begun. `progress` is told the bytes read so far.
    pub(crate) fn write(&self, place: &Place, source: &mut (dyn Read + Send), progress: &mut dyn FnMut(u64)) -> io::Result<Sealed> {
        todo!()
    }

    /// Opens a sealed file for reading at any place.
    pub(crate) fn open(&self, place: &Place) -> Result<MediaReader, MediaError> {
        todo!()
    }

    /// Removes a file, after overwriting its header. One that is not there is no error.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        todo!()
    }

    /// Keeps damaged bytes as they were, in a file that this volume's key opens; returns its place.
    pub(crate) fn set_aside(&self, bytes: &[u8]) -> io::Result<Place> {
        todo!()
    }

    /// Names and purposes of all files whose owner tag is this volume's.
    pub(crate) fn own(&self) -> io::Result<Vec<(String, [u8; 16], Purpose)>> {
        todo!()
    }
}

/// Why a sealed file does not give its content.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MediaError {
    #[error("the sealed file is missing")]
    Missing,
    /// Altered, cut short, made longer or exchanged; `chunk` is the first bad one, `None` the header or the length.
    #[error("the sealed file is damaged")]
    Damaged { chunk: Option<u32> },
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads a sealed file: `Read` and `Seek` over the content. A damaged chunk is an error of kind `InvalidData` that wraps a [`MediaError`].
pub struct MediaReader {
    _todo: (),
}
