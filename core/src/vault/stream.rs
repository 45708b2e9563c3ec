//! Content in sealed chunks, as media and the inbox keep it (FORMAT.md §6): `content ‖ zeros ‖ u64 length` behind a header.

use super::disk::{Disk, DiskFile, read_block};
use super::seal::{Cipher, Key, NONCE_BYTES, TAG_BYTES, padme};
use crate::random;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Bytes of plaintext in a chunk.
pub(super) const CHUNK_BYTES: usize = 65_536;
/// Bytes of the random id that begins every header and makes the nonces.
pub(super) const ID_BYTES: usize = 16;
/// Chunks are numbered in 32 bits; the limit keeps every sum far from their end.
const CHUNKS_MAX: u64 = 1 << 31;
/// No file of chunks is longer, whatever its header.
pub(super) const FILE_BYTES_MAX: u64 = CHUNKS_MAX * SLOT_BYTES as u64;
/// A chunk as it lies in the file: ciphertext and tag.
const SLOT_BYTES: usize = CHUNK_BYTES + TAG_BYTES;
/// Chunks that one thread takes at a time.
const BATCH_CHUNKS: usize = 2;
/// Batches there are: 1 MiB, however long the file.
const BATCHES: usize = 8;
/// The trailing length of the content.
const LENGTH_BYTES: u64 = 8;
/// Digits of a random file name.
const NAME_DIGITS: usize = 32;

/// What was found in a file while it was sealed or verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
}

/// Why a sealed file does not give its content.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MediaError {
    #[error("the sealed file is missing")]
    Missing,
    /// Altered, cut short, made longer or exchanged; `chunk` is the first bad one that was met, `None` the header or the length.
    #[error("the sealed file is damaged")]
    Damaged { chunk: Option<u32> },
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A file that is about to be made: a header, and content sealed under `key` behind it.
pub(super) struct NewFile<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) folder: &'a str,
    pub(super) name: &'a str,
    /// Begins with the id of [`ID_BYTES`].
    pub(super) header: &'a [u8],
    pub(super) key: &'a Key,
    /// A file that would grow beyond this is refused with `FileTooLarge`.
    pub(super) bytes_max: u64,
}

impl NewFile<'_> {
    /// Reads `source` to its end, hashes and seals it in one pass, and makes file and folder durable. A failure removes what was begun.
    pub(super) fn write(&self, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> io::Result<Sealed> {
        self.disk.create_folder(self.folder)?;
        self.disk.sync_folder("")?;
        let file = self.disk.create(&path(self.folder, self.name))?;
        let written = self.fill(&*file, source, progress);
        if written.is_err() {
            drop(file);
            // The first error is the one that says why; what could not be removed is found by its tag later.
            let _ = remove(self.disk, self.folder, self.name, self.header.len());
        }
        written
    }

    fn fill(&self, file: &dyn DiskFile, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> io::Result<Sealed> {
        let sealed = self.seal(file, source, progress)?;
        file.set_constant_mtime()?;
        file.sync()?;
        self.disk.sync_folder(self.folder)?;
        Ok(sealed)
    }

    /// This thread reads and hashes, in order; a second one seals and writes, and is helped when it lags.
    fn seal(&self, file: &dyn DiskFile, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> io::Result<Sealed> {
        file.write_at(self.header, 0)?;
        let mut intake = Intake::new(source, self.header.len() as u64, self.bytes_max);
        let belt = Belt::new(file, Chunks::new(self.header, self.key));
        thread::scope(|scope| {
            // Without a second thread this one does all of it.
            let _ = thread::Builder::new().spawn_scoped(scope, || belt.seal_until_the_end());
            let end = EndOfBelt(&belt);
            while !belt.failed() {
                let mut batch = belt.empty_batch();
                intake.fill(&mut batch)?;
                progress(intake.content_bytes);
                if batch.used == 0 {
                    break;
                }
                belt.add(batch);
            }
            drop(end);
            belt.seal_until_the_end();
            Ok::<(), io::Error>(())
        })?;
        belt.outcome()?;
        Ok(Sealed { bytes: intake.content_bytes, sha256: intake.hash.finalize().into() })
    }
}

/// Removes a file after overwriting its header, without which no chunk opens. One that is not there is no error.
pub(super) fn remove(disk: &dyn Disk, folder: &str, name: &str, header_bytes: usize) -> io::Result<()> {
    let path = path(folder, name);
    let overwritten = match disk.open(&path) {
        Ok(file) => {
            let mut filler = vec![0; header_bytes];
            random::fill(&mut filler);
            file.write_at(&filler, 0).and_then(|()| file.sync())
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e),
    };
    // A full disk may refuse the overwriting: the file goes all the same.
    let removed = disk.remove(&path).and_then(|()| disk.sync_folder(folder));
    overwritten.and(removed)
}

/// Names of the files in `folder` that are called as this module calls them. No folder holds no files.
pub(super) fn names(disk: &dyn Disk, folder: &str) -> io::Result<Vec<String>> {
    let mut names = match disk.names(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
        names => names?,
    };
    names.retain(|name| name.len() == NAME_DIGITS && name.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')));
    Ok(names)
}

/// A name that tells nothing.
pub(super) fn random_name() -> String {
    random::bytes::<{ NAME_DIGITS / 2 }>().iter().fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

pub(super) fn path(folder: &str, name: &str) -> String {
    format!("{folder}/{name}")
}

/// Length of the file that holds so much content behind a header.
fn file_bytes(header_bytes: u64, content_bytes: u64) -> u64 {
    let text_bytes = padme(content_bytes + LENGTH_BYTES);
    header_bytes + text_bytes + text_bytes.div_ceil(CHUNK_BYTES as u64) * TAG_BYTES as u64
}

/// Seals and opens single chunks of one file.
struct Chunks {
    cipher: Cipher,
    header: Vec<u8>,
}

impl Chunks {
    fn new(header: &[u8], key: &Key) -> Self {
        Self { cipher: key.cipher(), header: header.to_vec() }
    }

    fn nonce(&self, number: u32, last: bool) -> [u8; NONCE_BYTES] {
        let mut nonce = [0; NONCE_BYTES];
        nonce[..ID_BYTES].copy_from_slice(&self.header[..ID_BYTES]);
        nonce[19..23].copy_from_slice(&number.to_be_bytes());
        nonce[23] = u8::from(last);
        nonce
    }

    /// Seals a text in place and puts the tag into the room behind it.
    fn seal(&self, number: u32, last: bool, slot: &mut [u8]) {
        let (text, tag) = slot.split_at_mut(slot.len() - TAG_BYTES);
        tag.copy_from_slice(&self.cipher.seal(&self.nonce(number, last), &self.header, text));
    }

    /// Opens a slot in place and returns its text.
    fn open<'a>(&self, number: u32, last: bool, slot: &'a mut [u8]) -> Option<&'a [u8]> {
        let (text, end) = slot.split_at_mut(slot.len() - TAG_BYTES);
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(end);
        self.cipher.open(&self.nonce(number, last), &self.header, text, &tag).then_some(text)
    }
}

/// Neighbouring chunks as they lie in the file.
struct Batch {
    slots: Vec<u8>,
    /// Bytes of `slots` in use. Only the last chunk of the file is shorter than a slot.
    used: usize,
    /// Number of the first chunk.
    first: u32,
    /// The last chunk of the file is in it.
    ends: bool,
}

impl Batch {
    fn new() -> Self {
        Self { slots: vec![0; BATCH_CHUNKS * SLOT_BYTES], used: 0, first: 0, ends: false }
    }

    fn seal_and_write(&mut self, chunks: &Chunks, file: &dyn DiskFile) -> io::Result<()> {
        let count = self.used.div_ceil(SLOT_BYTES);
        for (index, slot) in self.slots[..self.used].chunks_mut(SLOT_BYTES).enumerate() {
            chunks.seal(self.first + index as u32, self.ends && index + 1 == count, slot);
        }
        file.write_at(&self.slots[..self.used], chunks.header.len() as u64 + u64::from(self.first) * SLOT_BYTES as u64)
    }
}

/// Batches on their way between the thread that fills them and the two that seal them.
struct Belt<'a> {
    file: &'a dyn DiskFile,
    chunks: Chunks,
    batches: Mutex<Batches>,
    changed: Condvar,
}

struct Batches {
    empty: Vec<Batch>,
    full: VecDeque<Batch>,
    /// No more will be added.
    ended: bool,
    failure: Option<io::Error>,
}

impl<'a> Belt<'a> {
    fn new(file: &'a dyn DiskFile, chunks: Chunks) -> Self {
        let empty = (0..BATCHES).map(|_| Batch::new()).collect();
        let batches = Batches { empty, full: VecDeque::new(), ended: false, failure: None };
        Self { file, chunks, batches: Mutex::new(batches), changed: Condvar::new() }
    }

    /// A batch to fill. While there is none this thread seals full ones.
    fn empty_batch(&self) -> Batch {
        loop {
            let mut batches = self.batches();
            if let Some(batch) = batches.empty.pop() {
                return batch;
            }
            let full = batches.full.pop_front();
            drop(batches);
            // The other thread holds one batch at most, so one is empty or full here.
            if let Some(batch) = full {
                self.seal(batch);
            }
        }
    }

    fn add(&self, batch: Batch) {
        self.batches().full.push_back(batch);
        self.changed.notify_one();
    }

    /// Seals full batches until no more will come.
    fn seal_until_the_end(&self) {
        loop {
            let waiting = |batches: &mut Batches| batches.full.is_empty() && !batches.ended;
            let mut batches = self.changed.wait_while(self.batches(), waiting).unwrap_or_else(PoisonError::into_inner);
            let Some(batch) = batches.full.pop_front() else { break };
            drop(batches);
            self.seal(batch);
        }
    }

    fn seal(&self, mut batch: Batch) {
        let written = batch.seal_and_write(&self.chunks, self.file);
        let mut batches = self.batches();
        batches.empty.push(batch);
        if let Err(error) = written {
            batches.failure.get_or_insert(error);
        }
    }

    fn failed(&self) -> bool {
        self.batches().failure.is_some()
    }

    fn outcome(&self) -> io::Result<()> {
        self.batches().failure.take().map_or(Ok(()), Err)
    }

    fn batches(&self) -> MutexGuard<'_, Batches> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells the sealing threads that nothing follows, however the filling ended: one that waits for more would never be joined.
struct EndOfBelt<'a>(&'a Belt<'a>);

impl Drop for EndOfBelt<'_> {
    fn drop(&mut self) {
        self.0.batches().ended = true;
        self.0.changed.notify_all();
    }
}

/// Turns a source into the text of chunks, and hashes it on the way.
struct Intake<'a> {
    source: &'a mut dyn Read,
    hash: Sha256,
    content_bytes: u64,
    /// Bytes of text given out.
    given_bytes: u64,
    /// Bytes of all the text, known once the source has ended.
    text_bytes: Option<u64>,
    header_bytes: u64,
    bytes_max: u64,
}

impl<'a> Intake<'a> {
    fn new(source: &'a mut dyn Read, header_bytes: u64, bytes_max: u64) -> Self {
        Self { source, hash: Sha256::new(), content_bytes: 0, given_bytes: 0, text_bytes: None, header_bytes, bytes_max }
    }

    /// Puts the next text into `batch`; none is left if it stays empty.
    fn fill(&mut self, batch: &mut Batch) -> io::Result<()> {
        batch.first = (self.given_bytes / CHUNK_BYTES as u64) as u32;
        batch.used = 0;
        for slot in batch.slots.chunks_exact_mut(SLOT_BYTES) {
            if self.text_bytes == Some(self.given_bytes) {
                break;
            }
            batch.used += self.take(&mut slot[..CHUNK_BYTES])? + TAG_BYTES;
        }
        // Text always follows content, so a batch can't turn out to be the last one after it was filled.
        batch.ends = self.text_bytes == Some(self.given_bytes);
        Ok(())
    }

    fn take(&mut self, text: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while self.text_bytes.is_none() && filled < text.len() {
            match self.source.read(&mut text[filled..]) {
                Ok(0) => self.text_bytes = Some(padme(self.content_bytes + LENGTH_BYTES)),
                Ok(n) => {
                    self.hash.update(&text[filled..filled + n]);
                    filled += n;
                    self.content_bytes += n as u64;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        if file_bytes(self.header_bytes, self.content_bytes) > self.bytes_max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if let Some(text_bytes) = self.text_bytes {
            let end = (text_bytes - self.given_bytes).min(text.len() as u64) as usize;
            text[filled..end].fill(0);
            filled = end;
            let length_at = text_bytes - LENGTH_BYTES;
            for (at, byte) in (length_at..).zip(self.content_bytes.to_le_bytes()) {
                // The length may lie across two chunks.
                if (self.given_bytes..self.given_bytes + end as u64).contains(&at) {
                    text[(at - self.given_bytes) as usize] = byte;
                }
            }
        }
        self.given_bytes += filled as u64;
        Ok(filled)
    }
}

/// Reads a sealed file: `Read` and `Seek` over the content. A damaged chunk is an error of kind `InvalidData` that wraps a [`MediaError`].
///
/// Only the chunks that are touched are read and opened, one at a time.
pub(crate) struct MediaReader {
    file: Box<dyn DiskFile>,
    chunks: Chunks,
    text_bytes: u64,
    content_bytes: u64,
    place: u64,
    /// The chunk whose text is in `slot`.
    loaded: Option<u32>,
    slot: Vec<u8>,
}

impl MediaReader {
    /// Checks the length against what the file says about itself. `header` is what the caller read and understood.
    pub(super) fn open(file: Box<dyn DiskFile>, header: &[u8], key: &Key) -> Result<Self, MediaError> {
        const BAD_LENGTH: MediaError = MediaError::Damaged { chunk: None };
        let body_bytes = file.len()?.checked_sub(header.len() as u64).ok_or(BAD_LENGTH)?;
        let chunks = body_bytes.div_ceil(SLOT_BYTES as u64);
        let text_bytes = body_bytes.checked_sub(chunks * TAG_BYTES as u64).ok_or(BAD_LENGTH)?;
        if chunks > CHUNKS_MAX || text_bytes < LENGTH_BYTES || text_bytes.div_ceil(CHUNK_BYTES as u64) != chunks {
            return Err(BAD_LENGTH);
        }
        let mut reader = Self {
            file,
            chunks: Chunks::new(header, key),
            text_bytes,
            // No padding is expected before the length is known.
            content_bytes: text_bytes - LENGTH_BYTES,
            place: 0,
            loaded: None,
            slot: Vec::new(),
        };
        reader.content_bytes = reader.length()?;
        reader.loaded = None;
        Ok(reader)
    }

    /// Bytes of the content.
    pub(crate) fn content_bytes(&self) -> u64 {
        self.content_bytes
    }

    /// Opens every chunk, the padding too, and hashes the content. `progress` is told the bytes hashed so far.
    pub(crate) fn verify_all(mut self, progress: &mut dyn FnMut(u64)) -> Result<Sealed, MediaError> {
        let mut hash = Sha256::new();
        for number in 0..self.text_bytes.div_ceil(CHUNK_BYTES as u64) as u32 {
            let start = chunk_start(number);
            let content_left = self.content_bytes.saturating_sub(start);
            let text = self.load(number)?;
            hash.update(&text[..content_left.min(text.len() as u64) as usize]);
            progress((start + text.len() as u64).min(self.content_bytes));
        }
        Ok(Sealed { bytes: self.content_bytes, sha256: hash.finalize().into() })
    }

    /// The length that ends the text, if it explains how long the text is.
    fn length(&mut self) -> Result<u64, MediaError> {
        let mut field = [0; LENGTH_BYTES as usize];
        // From the end, so that a file cut short is known by its last chunk.
        for (index, byte) in field.iter_mut().enumerate().rev() {
            let at = self.text_bytes - LENGTH_BYTES + index as u64;
            let text = self.load((at / CHUNK_BYTES as u64) as u32)?;
            *byte = text[(at % CHUNK_BYTES as u64) as usize];
        }
        let content_bytes = u64::from_le_bytes(field);
        let explains = content_bytes <= self.text_bytes - LENGTH_BYTES && padme(content_bytes + LENGTH_BYTES) == self.text_bytes;
        explains.then_some(content_bytes).ok_or(MediaError::Damaged { chunk: None })
    }

    /// The text of one chunk, with its part of the padding checked.
    fn load(&mut self, number: u32) -> Result<&[u8], MediaError> {
        let start = chunk_start(number);
        let text_bytes = (self.text_bytes - start).min(CHUNK_BYTES as u64) as usize;
        if self.loaded != Some(number) {
            self.loaded = None;
            self.slot.resize(text_bytes + TAG_BYTES, 0);
            let at = self.chunks.header.len() as u64 + u64::from(number) * SLOT_BYTES as u64;
            let last = start + text_bytes as u64 == self.text_bytes;
            let damaged = MediaError::Damaged { chunk: Some(number) };
            if !read_block(&*self.file, &mut self.slot, at)? {
                return Err(damaged);
            }
            let Some(text) = self.chunks.open(number, last, &mut self.slot) else {
                return Err(damaged);
            };
            let within = |place: u64| place.saturating_sub(start).min(text_bytes as u64) as usize;
            let padding = &text[within(self.content_bytes)..within(self.text_bytes - LENGTH_BYTES)];
            if padding.iter().any(|byte| *byte != 0) {
                return Err(damaged);
            }
            self.loaded = Some(number);
        }
        Ok(&self.slot[..text_bytes])
    }
}

fn chunk_start(number: u32) -> u64 {
    u64::from(number) * CHUNK_BYTES as u64
}

impl Read for MediaReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.content_bytes.saturating_sub(self.place);
        if left == 0 || out.is_empty() {
            return Ok(0);
        }
        let (number, skipped) = ((self.place / CHUNK_BYTES as u64) as u32, (self.place % CHUNK_BYTES as u64) as usize);
        let text = self.load(number).map_err(|error| match error {
            MediaError::Io(error) => error,
            damage => io::Error::new(io::ErrorKind::InvalidData, damage),
        })?;
        let text = &text[skipped..];
        let n = (text.len() as u64).min(left).min(out.len() as u64) as usize;
        out[..n].copy_from_slice(&text[..n]);
        self.place += n as u64;
        Ok(n)
    }
}

impl Seek for MediaReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.content_bytes.checked_add_signed(by),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
