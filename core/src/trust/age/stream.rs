//! The content: STREAM over chunks of 64 KiB under ChaCha20-Poly1305.

use super::AgeError;
use crate::vault::seal::Key;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, Tag};
use std::io::{self, BufReader, Read, Write};
use zeroize::Zeroizing;

const CHUNK_BYTES: usize = 65_536;
const TAG_BYTES: usize = 16;
const SEALED_BYTES: usize = CHUNK_BYTES + TAG_BYTES;

/// Chunks under one key, each with the next nonce: an 11-byte counter, big-endian, and a byte that is 1 for the last chunk.
struct Chunks {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Chunks {
    fn new(key: &Key) -> Self {
        Self { cipher: ChaCha20Poly1305::new(&key.0.into()), number: 0 }
    }

    fn nonce(&self, last: bool) -> Nonce {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(last);
        nonce.into()
    }

    fn seal(&mut self, last: bool, text: &mut [u8]) -> Tag {
        #[allow(clippy::expect_used)]
        let tag = self.cipher.encrypt_inout_detached(&self.nonce(last), &[], text.into()).expect("a chunk is far below the cipher's limit");
        // 2^64 chunks are more than anything can hold.
        self.number += 1;
        tag
    }

    /// Opens a sealed chunk in place and returns the length of its text. One that does not open as this stays as it is.
    fn open(&mut self, last: bool, sealed: &mut [u8]) -> Option<usize> {
        let (text, tag) = sealed.split_at_mut(sealed.len().checked_sub(TAG_BYTES)?);
        let tag = Tag::try_from(&*tag).ok()?;
        self.cipher.decrypt_inout_detached(&self.nonce(last), &[], text.into(), &tag).ok()?;
        self.number += 1;
        Some(text.len())
    }
}

/// Seals what is written to it.
pub struct Sealer<W: Write> {
    out: W,
    chunks: Chunks,
    text: Zeroizing<Vec<u8>>,
}

impl<W: Write> Sealer<W> {
    pub(super) fn new(out: W, key: &Key) -> Self {
        Self { out, chunks: Chunks::new(key), text: Zeroizing::new(Vec::with_capacity(CHUNK_BYTES)) }
    }

    /// Ends the file and gives back what it was written to. Without this the file opens as one that was cut short.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal_chunk(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn seal_chunk(&mut self, last: bool) -> io::Result<()> {
        let tag = self.chunks.seal(last, &mut self.text);
        self.out.write_all(&self.text)?;
        self.out.write_all(&tag)?;
        self.text.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits for more: it may be the last.
        if self.text.len() == CHUNK_BYTES && !bytes.is_empty() {
            self.seal_chunk(false)?;
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.text.len());
        self.text.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Bytes of an unfinished chunk stay here.
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads the content of a file.
pub struct Opener<R> {
    source: BufReader<R>,
    chunks: Chunks,
    /// A sealed chunk and, if there is one, the first byte behind it; once opened, its text.
    chunk: Zeroizing<Vec<u8>>,
    /// Bytes of `chunk` that came from the source.
    filled: usize,
    /// Bytes of text in `chunk`, and how many of them were given out.
    text: usize,
    given: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Within,
    Ended,
    /// What was wrong is said again to whoever goes on reading.
    Altered,
    CutShort,
}

impl<R: Read> Opener<R> {
    pub(super) fn new(source: BufReader<R>, key: &Key) -> Self {
        let chunk = Zeroizing::new(vec![0; SEALED_BYTES + 1]);
        Self { source, chunks: Chunks::new(key), chunk, filled: 0, text: 0, given: 0, state: State::Within }
    }

    /// Opens the next chunk. Only whether anything follows tells whether it has to be the last.
    fn next_chunk(&mut self) -> io::Result<()> {
        let is_first = self.chunks.number == 0;
        let ahead = self.chunk[SEALED_BYTES];
        if self.filled > SEALED_BYTES {
            self.chunk[0] = ahead;
        }
        self.filled = usize::from(self.filled > SEALED_BYTES);
        while self.filled < self.chunk.len() {
            match self.source.read(&mut self.chunk[self.filled..]) {
                Ok(0) => break,
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let has_more = self.filled > SEALED_BYTES;
        let sealed = &mut self.chunk[..self.filled.min(SEALED_BYTES)];
        let is_full = sealed.len() == SEALED_BYTES;
        // As it has to be here, or else as the other: what is authentic is given out before it is said what is wrong.
        let (text, state) = match (has_more, self.chunks.open(!has_more, sealed)) {
            // Only a file without content has an empty chunk.
            (false, Some(0)) if !is_first => (0, State::Altered),
            (false, Some(text)) => (text, State::Ended),
            (true, Some(text)) => (text, State::Within),
            (false, None) if is_full => (self.chunks.open(false, sealed).unwrap_or(0), State::CutShort),
            (false, None) => (0, State::CutShort),
            (true, None) => (self.chunks.open(true, sealed).unwrap_or(0), State::Altered),
        };
        (self.text, self.given, self.state) = (text, 0, state);
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text {
            match self.state {
                State::Within => self.next_chunk()?,
                State::Ended => return Ok(0),
                State::Altered => return Err(AgeError::Altered.into()),
                State::CutShort => return Err(AgeError::CutShort.into()),
            }
        }
        let count = out.len().min(self.text - self.given);
        out[..count].copy_from_slice(&self.chunk[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
