//! Bytes of a file in memory, cheap to copy: copies share what neither has changed.

use std::sync::Arc;

const CHUNK_BYTES: usize = 16 * 1024;
type Chunk = [u8; CHUNK_BYTES];

/// The bytes of one file.
#[derive(Clone, Default)]
pub struct Content {
    chunks: Vec<Arc<Chunk>>,
    len: usize,
}

impl Content {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Reads until `out` is full or the bytes end; returns how many were read.
    pub fn read(&self, out: &mut [u8], at: usize) -> usize {
        let count = out.len().min(self.len.saturating_sub(at));
        let mut done = 0;
        while done < count {
            let (chunk, from) = ((at + done) / CHUNK_BYTES, (at + done) % CHUNK_BYTES);
            let part = (CHUNK_BYTES - from).min(count - done);
            out[done..done + part].copy_from_slice(&self.chunks[chunk][from..from + part]);
            done += part;
        }
        count
    }

    /// Writes `bytes`, with zeros between the old end and them if they begin behind it.
    pub fn write(&mut self, bytes: &[u8], at: usize) {
        if bytes.is_empty() {
            return;
        }
        self.grow(at + bytes.len());
        let mut done = 0;
        while done < bytes.len() {
            let (chunk, from) = ((at + done) / CHUNK_BYTES, (at + done) % CHUNK_BYTES);
            let part = (CHUNK_BYTES - from).min(bytes.len() - done);
            Arc::make_mut(&mut self.chunks[chunk])[from..from + part].copy_from_slice(&bytes[done..done + part]);
            done += part;
        }
    }

    /// Makes it at least `len` bytes long, with zeros.
    pub fn grow(&mut self, len: usize) {
        self.chunks.resize_with(self.chunks.len().max(len.div_ceil(CHUNK_BYTES)), || Arc::new([0; CHUNK_BYTES]));
        self.len = self.len.max(len);
    }

    /// Cuts it to `len` bytes.
    pub fn cut(&mut self, len: usize) {
        let kept = self.to_vec();
        *self = Self::from(&kept[..len.min(kept.len())]);
    }

    /// Turns one bit over.
    pub fn flip(&mut self, bit: usize) {
        let (byte, mask) = (bit / 8, 1 << (bit % 8));
        assert!(byte < self.len, "the bit lies in the file");
        Arc::make_mut(&mut self.chunks[byte / CHUNK_BYTES])[byte % CHUNK_BYTES] ^= mask;
    }

    /// All the bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut out = vec![0; self.len];
        self.read(&mut out, 0);
        out
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Self {
        let mut content = Self::default();
        content.write(bytes, 0);
        content
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, two): (&Arc<Chunk>, &Arc<Chunk>)| Arc::ptr_eq(one, two) || one == two;
        self.len == other.len && self.chunks.iter().zip(&other.chunks).all(same)
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} bytes", self.len)
    }
}
