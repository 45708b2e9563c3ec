//! A file that holds the export: the export itself, or a zip with its media.
//!
//! Names in a zip are compared, never used as paths. What comes out of an entry is bounded while it is read, whatever the zip says of its size.

use super::{LogError, Source};
use std::error::Error;
use std::fmt;
use std::io::{self, Read, SeekFrom};
use zip::{CompressionMethod, ZipArchive};

/// Entries of one zip.
const ENTRIES_MAX: usize = 200_000;
/// Bytes of the directory of a zip, which is held in memory.
const DIRECTORY_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes that come out of one entry.
const ENTRY_MAX_BYTES: u64 = 16 * 1024 * 1024 * 1024;
/// So much may come out of any entry, however short it is.
const ENTRY_FREE_BYTES: u64 = 16 * 1024 * 1024;
/// Beyond that an entry may be so many times as long as in the zip. Chats and bills compress to a twentieth, zip bombs to a thousandth.
const RATIO_MAX: u64 = 200;
/// The end of a zip's directory lies within so many bytes of the end of the file.
const DIRECTORY_END_BYTES: u64 = 22 + 65_535 + 20;

/// A file with an export in it.
pub(super) enum Container<'a> {
    Plain(&'a mut dyn Source),
    Zip { zip: ZipArchive<&'a mut dyn Source>, main: usize },
}

impl<'a> Container<'a> {
    /// Looks into a file. Refused are zips with a password (`zip-encrypted`), packed in a way that is not read (`zip-method`), damaged (`zip-damaged`),
    /// made to fill a disk (`archive-expands`), with no export in them (`not-an-export`) or with several (`several-exports`).
    pub(super) fn open(source: &'a mut dyn Source) -> Result<Self, LogError> {
        let mut start = Vec::new();
        source.rewind().and_then(|()| (&mut *source).take(4).read_to_end(&mut start)).map_err(super::unreadable)?;
        if start != b"PK\x03\x04" {
            return Ok(Self::Plain(source));
        }
        if directory_bytes(source).map_err(super::unreadable)?.is_some_and(|bytes| bytes > DIRECTORY_MAX_BYTES) {
            return Err(refused("archive-expands"));
        }
        let mut zip = ZipArchive::new(source).map_err(|_| refused("zip-damaged"))?;
        if zip.len() > ENTRIES_MAX || zip.has_overlapping_files().map_err(|_| refused("zip-damaged"))? {
            return Err(refused("archive-expands"));
        }
        let names: Vec<String> = zip.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let main = main_entry(&names)?;
        let main = zip.index_for_name_raw(names[main].as_bytes()).ok_or(refused("zip-damaged"))?;
        Ok(Self::Zip { zip, main })
    }

    /// The export from its beginning.
    pub(super) fn main(&mut self) -> Result<Box<dyn Read + '_>, LogError> {
        match self {
            Self::Plain(source) => {
                source.rewind().map_err(super::unreadable)?;
                Ok(Box::new(source))
            }
            Self::Zip { zip, main } => entry(zip, *main),
        }
    }

    /// Whether the export is a table for a spreadsheet program, and so many entries.
    pub(super) fn is_sheet(&self) -> bool {
        matches!(self, Self::Zip { zip, .. } if zip.index_for_name(WORKBOOK).is_some())
    }

    /// An entry of the zip by its whole name.
    pub(super) fn named(&mut self, name: &str) -> Result<Option<Box<dyn Read + '_>>, LogError> {
        let Self::Zip { zip, .. } = self else { return Ok(None) };
        let Some(index) = zip.index_for_name(name) else { return Ok(None) };
        entry(zip, index).map(Some)
    }

    /// A file beside the export in the zip: by its path from there, else by its last part, if that is the only one of its name.
    pub(super) fn beside(&mut self, path: &str) -> Result<Option<Box<dyn Read + '_>>, LogError> {
        let Self::Zip { zip, main } = self else { return Ok(None) };
        let main_name = zip.name_for_index(*main).and_then(Result::ok).unwrap_or_default().into_owned();
        let folder = main_name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
        let index = zip.index_for_name(&whole).or_else(|| {
            let own = last_part(path);
            let mut alike = (0..zip.len()).filter(|index| {
                let name = zip.name_for_index(*index).and_then(Result::ok);
                name.is_some_and(|name| last_part(&name) == own)
            });
            alike.next().filter(|_| alike.next().is_none())
        });
        index.map(|index| entry(zip, index)).transpose()
    }
}

/// The first part of a workbook that says what is in it.
pub(super) const WORKBOOK: &str = "xl/workbook.xml";

/// What follows the last slash or backslash of a name.
pub(super) fn last_part(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The one entry that can be an export.
fn main_entry(names: &[String]) -> Result<usize, LogError> {
    for is_kind in [is_workbook, is_chat_of_ios, is_result, is_chat_of_android, is_any_export] {
        let mut found = (0..names.len()).filter(|at| is_kind(&names[*at]));
        if let Some(first) = found.next() {
            return if found.next().is_none() { Ok(first) } else { Err(refused("several-exports")) };
        }
    }
    Err(refused("not-an-export"))
}

fn is_workbook(name: &str) -> bool {
    name == WORKBOOK
}

fn is_chat_of_ios(name: &str) -> bool {
    last_part(name) == "_chat.txt"
}

fn is_result(name: &str) -> bool {
    last_part(name) == "result.json"
}

/// A chat may have text files among its documents, but it alone is named after the app, in every language.
fn is_chat_of_android(name: &str) -> bool {
    name.to_lowercase().contains("whatsapp") && ends_with(name, &["txt"])
}

/// What macOS puts beside each file is none.
fn is_any_export(name: &str) -> bool {
    !last_part(name).starts_with("._") && ends_with(name, &["txt", "xml", "csv", "json", "jsonl"])
}

fn ends_with(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending.to_lowercase().as_str()))
}

fn entry<'z, 'a>(zip: &'z mut ZipArchive<&'a mut dyn Source>, index: usize) -> Result<Box<dyn Read + 'z>, LogError> {
    let raw = zip.by_index_raw(index).map_err(|_| refused("zip-damaged"))?;
    let packed_bytes = raw.compressed_size();
    if raw.encrypted() {
        return Err(refused("zip-encrypted"));
    }
    if !matches!(raw.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(refused("zip-method"));
    }
    drop(raw);
    let content = zip.by_index(index).map_err(|_| refused("zip-damaged"))?;
    let left = ENTRY_FREE_BYTES.max(packed_bytes.saturating_mul(RATIO_MAX)).min(ENTRY_MAX_BYTES);
    Ok(Box::new(Bounded { content, left }))
}

/// Says how long the directory of a zip is, if its end is found.
fn directory_bytes(source: &mut dyn Source) -> io::Result<Option<u64>> {
    const END: &[u8] = b"PK\x05\x06";
    const LOCATOR: &[u8] = b"PK\x06\x07";
    const ZIP64_END: &[u8] = b"PK\x06\x06";
    let length = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(length.saturating_sub(DIRECTORY_END_BYTES)))?;
    let mut tail = Vec::new();
    (&mut *source).take(DIRECTORY_END_BYTES).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(END.len()).rposition(|window| window == END) else { return Ok(None) };
    let number = |bytes: &[u8], at: usize, size: usize| {
        bytes.get(at..at + size).map(|bytes| bytes.iter().rev().fold(0u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    let bytes = number(&tail, at + 12, 4);
    if bytes != Some(u64::from(u32::MAX)) {
        return Ok(bytes);
    }
    let locator = at.checked_sub(20).filter(|at| tail[*at..].starts_with(LOCATOR));
    let Some(end_at) = locator.and_then(|at| number(&tail, at + 8, 8)) else { return Ok(bytes) };
    source.seek(SeekFrom::Start(end_at))?;
    let mut end = Vec::new();
    (&mut *source).take(56).read_to_end(&mut end)?;
    Ok(if end.starts_with(ZIP64_END) { number(&end, 40, 8) } else { bytes })
}

fn refused(why: &'static str) -> LogError {
    LogError::Import { why }
}

/// An entry that gives no more than it may.
struct Bounded<R> {
    content: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(out)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(Expands))?;
        Ok(read)
    }
}

/// More came out of an entry than it may hold.
#[derive(Debug)]
pub(super) struct Expands;

impl fmt::Display for Expands {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the archive expands too far")
    }
}

impl Error for Expands {}

/// Whether reading failed because an entry expands too far.
pub(super) fn expands(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Expands>)
}
