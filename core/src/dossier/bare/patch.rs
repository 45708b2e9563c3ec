//! Copying a file with some of its bytes replaced in their places.

use super::BareError;
use std::io::{Read, Seek, SeekFrom, Write};

/// Bytes read at a time.
const PIECE_BYTES: usize = 1 << 16;

/// What stands at a place in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) at: u64,
    pub(super) with: With,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    Zeros(u64),
    Bytes(Vec<u8>),
}

impl Patch {
    pub(super) fn zeros(at: u64, bytes: u64) -> Self {
        Self { at, with: With::Zeros(bytes) }
    }

    pub(super) fn bytes(at: u64, bytes: &[u8]) -> Self {
        Self { at, with: With::Bytes(bytes.to_vec()) }
    }

    fn end(&self) -> u64 {
        self.at.saturating_add(match &self.with {
            With::Zeros(bytes) => *bytes,
            With::Bytes(bytes) => bytes.len() as u64,
        })
    }

    /// Replaces what of a piece lies under it.
    fn apply(&self, piece_at: u64, piece: &mut [u8]) {
        let end = piece_at + piece.len() as u64;
        let (from, to) = (self.at.max(piece_at), self.end().min(end));
        if from >= to {
            return;
        }
        let under = &mut piece[(from - piece_at) as usize..(to - piece_at) as usize];
        match &self.with {
            With::Zeros(_) => under.fill(0),
            With::Bytes(bytes) => under.copy_from_slice(&bytes[(from - self.at) as usize..(to - self.at) as usize]),
        }
    }
}

/// Copies all of the source. Of patches that overlap the later one stands.
pub(super) fn copy(source: &mut (impl Read + Seek), patches: &[Patch], out: &mut dyn Write) -> Result<(), BareError> {
    source.seek(SeekFrom::Start(0))?;
    let mut order: Vec<&Patch> = patches.iter().collect();
    order.sort_by_key(|patch| patch.at);
    let (mut at, mut begun, mut open) = (0, order.into_iter().peekable(), Vec::<&Patch>::new());
    let mut buffer = vec![0; PIECE_BYTES];
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        let piece = &mut buffer[..read];
        let end = at + read as u64;
        while let Some(patch) = begun.next_if(|patch| patch.at < end) {
            open.push(patch);
        }
        for patch in &open {
            patch.apply(at, piece);
        }
        open.retain(|patch| patch.end() > end);
        out.write_all(piece)?;
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    proptest! {
        #[test]
        fn a_patched_copy_is_the_file_with_bytes_replaced(length in 0usize..200_000, places in prop::collection::vec((any::<prop::sample::Index>(), 0u64..90_000), 0..6)) {
            let file: Vec<u8> = (0..length).map(|at| (at % 250) as u8 + 1).collect();
            let patches: Vec<Patch> = places.iter().map(|(at, bytes)| Patch::zeros(at.index(length.max(1)) as u64, *bytes)).collect();
            let mut expected = file.clone();
            for patch in &patches {
                let end = (patch.end() as usize).min(length);
                expected[(patch.at as usize).min(end)..end].fill(0);
            }
            let mut out = Vec::new();
            copy(&mut Cursor::new(&file), &patches, &mut out).unwrap();
            prop_assert!(out == expected);
        }
    }

    #[test]
    fn bytes_stand_across_pieces() {
        let at = PIECE_BYTES as u64 - 2;
        let mut out = Vec::new();
        copy(&mut Cursor::new(vec![9; PIECE_BYTES * 2]), &[Patch::bytes(at, b"free")], &mut out).unwrap();
        assert_eq!(&out[at as usize - 1..at as usize + 5], b"\x09free\x09");
    }
}
