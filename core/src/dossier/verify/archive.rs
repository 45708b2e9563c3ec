//! A zip as FORMAT.md §17 reads it: strictly, so that every reader finds the same files in it.
//!
//! Names are compared, never used as paths. No more comes out of an entry than the directory says, and all entries together are packed into no more
//! bytes than the file has, so that no zip costs more than its length is worth.

use super::source::Broken;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// Entries of one zip.
pub(crate) const ZIP_ENTRIES_MAX: u64 = 200_000;
/// Bytes of the directory of a zip, which is held in memory.
pub(crate) const ZIP_DIRECTORY_MAX_BYTES: u64 = 64 * 1024 * 1024;
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const COMMENT_MAX_BYTES: u64 = 65_535;
const LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_BYTES: u64 = 20;
const BIG_END: &[u8] = b"PK\x06\x06";
const BIG_END_BYTES: usize = 56;
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const DIRECTORY_ENTRY_BYTES: usize = 46;
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_BYTES: usize = 30;
const BIG_NUMBERS: u64 = 1;
const ENCRYPTED: u64 = 1;
const STORED: u64 = 0;
const DEFLATED: u64 = 8;
const PIECE_BYTES: usize = 256 * 1024;

pub(super) struct Zip {
    file: File,
    length: u64,
}

/// What the directory says of a file.
pub(super) struct ZipEntry {
    pub(super) raw_name: Vec<u8>,
    pub(super) length: u64,
    flags: u64,
    method: u64,
    checksum: u64,
    packed: u64,
    offset: u64,
}

impl Zip {
    /// Opens a zip and gives out the entries of its directory in their order.
    pub(super) fn open(mut file: File) -> Result<(Self, Vec<ZipEntry>), Broken> {
        let length = file.seek(SeekFrom::End(0))?;
        let mut zip = Self { file, length };
        let (count, bytes, offset, end) = zip.directory_place()?;
        let fits = offset.checked_add(bytes).is_some_and(|to| to <= end);
        if count > ZIP_ENTRIES_MAX || bytes > ZIP_DIRECTORY_MAX_BYTES || !fits {
            return Err(Broken::Damaged);
        }
        let directory = zip.at(offset, bytes)?;
        let mut rest = directory.as_slice();
        let entries = (0..count).map(|_| entry(&mut rest).ok_or(Broken::Damaged)).collect::<Result<Vec<_>, _>>()?;
        let packed = entries.iter().try_fold(0u64, |sum, entry| sum.checked_add(entry.packed));
        let is_whole = rest.is_empty() && packed.is_some_and(|packed| packed <= length);
        is_whole.then_some((zip, entries)).ok_or(Broken::Damaged)
    }

    /// Number of entries, length and place of the directory, and where it must have ended.
    fn directory_place(&mut self) -> Result<(u64, u64, u64, u64), Broken> {
        let tail_at = self.length.saturating_sub(END_BYTES as u64 + COMMENT_MAX_BYTES);
        let tail = self.at(tail_at, self.length - tail_at)?;
        let ends_here =
            |at: &usize| tail[*at..].starts_with(END) && number(&tail, at + 20, 2) == Some((tail.len() - at - END_BYTES) as u64);
        let at = (0..=tail.len().checked_sub(END_BYTES).ok_or(Broken::Damaged)?).rev().find(ends_here).ok_or(Broken::Damaged)?;
        let field = |from, size| number(&tail, at + from, size).ok_or(Broken::Damaged);
        let (count, bytes, offset) = (field(10, 2)?, field(12, 4)?, field(16, 4)?);
        let end = tail_at + at as u64;
        if count != 0xFFFF && bytes != 0xFFFF_FFFF && offset != 0xFFFF_FFFF {
            return Ok((count, bytes, offset, end));
        }
        let locator = self.at(end.checked_sub(LOCATOR_BYTES).ok_or(Broken::Damaged)?, LOCATOR_BYTES)?;
        let end = number(&locator, 8, 8).filter(|_| locator.starts_with(LOCATOR)).ok_or(Broken::Damaged)?;
        let big = self.at(end, BIG_END_BYTES as u64)?;
        let field = |from| number(&big, from, 8).filter(|_| big.starts_with(BIG_END)).ok_or(Broken::Damaged);
        Ok((field(32)?, field(40)?, field(48)?, end))
    }

    /// Hands over the content of an entry in pieces. What was handed over counts only if this ends well.
    pub(super) fn read(&mut self, entry: &ZipEntry, each: &mut dyn FnMut(&[u8])) -> Result<(), Broken> {
        self.seek_content(entry)?;
        let mut out = Checked { left: entry.length, sum: Crc::new(), each };
        if entry.method == STORED {
            self.stored(entry.packed, &mut out)?;
        } else {
            self.inflated(entry.packed, &mut out)?;
        }
        if out.left == 0 && u64::from(out.sum.sum()) == entry.checksum { Ok(()) } else { Err(Broken::Damaged) }
    }

    fn seek_content(&mut self, entry: &ZipEntry) -> Result<(), Broken> {
        let head = self.at(entry.offset, LOCAL_BYTES as u64)?;
        let field = |from| number(&head, from, 2).filter(|_| head.starts_with(LOCAL)).ok_or(Broken::Damaged);
        let (flags, method, name_bytes, extra_bytes) = (field(6)?, field(8)?, field(26)?, field(28)?);
        let name = self.at(entry.offset + LOCAL_BYTES as u64, name_bytes)?;
        let is_readable = (flags | entry.flags) & ENCRYPTED == 0 && matches!(method, STORED | DEFLATED);
        if !is_readable || method != entry.method || name != entry.raw_name {
            return Err(Broken::Damaged);
        }
        self.file.seek(SeekFrom::Start(entry.offset + LOCAL_BYTES as u64 + name_bytes + extra_bytes))?;
        Ok(())
    }

    fn stored(&mut self, packed: u64, out: &mut Checked<'_>) -> Result<(), Broken> {
        let mut left = packed;
        while left > 0 {
            let piece = self.piece(left)?;
            left -= piece.len() as u64;
            out.take(&piece)?;
        }
        Ok(())
    }

    /// Takes one deflate stream that ends where the packed bytes do.
    fn inflated(&mut self, packed: u64, out: &mut Checked<'_>) -> Result<(), Broken> {
        let (mut inflate, mut left) = (Decompress::new(false), packed);
        let (mut packed_piece, mut at) = (Vec::new(), 0);
        let mut plain = vec![0; PIECE_BYTES];
        loop {
            if at == packed_piece.len() && left > 0 {
                packed_piece = self.piece(left)?;
                left -= packed_piece.len() as u64;
                at = 0;
            }
            let (taken, given) = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress(&packed_piece[at..], &mut plain, FlushDecompress::None).map_err(|_| Broken::Damaged)?;
            let (taken, given) = ((inflate.total_in() - taken) as usize, (inflate.total_out() - given) as usize);
            at += taken;
            out.take(&plain[..given])?;
            if status == Status::StreamEnd {
                return if at == packed_piece.len() && left == 0 { Ok(()) } else { Err(Broken::Damaged) };
            }
            if taken == 0 && given == 0 && left == 0 {
                return Err(Broken::Damaged);
            }
        }
    }

    fn piece(&mut self, left: u64) -> Result<Vec<u8>, Broken> {
        let mut piece = vec![0; left.min(PIECE_BYTES as u64) as usize];
        self.file.read_exact(&mut piece)?;
        Ok(piece)
    }

    fn at(&mut self, offset: u64, bytes: u64) -> Result<Vec<u8>, Broken> {
        if offset.checked_add(bytes).is_none_or(|to| to > self.length) {
            return Err(Broken::Damaged);
        }
        self.file.seek(SeekFrom::Start(offset))?;
        let mut out = vec![0; bytes as usize];
        self.file.read_exact(&mut out)?;
        Ok(out)
    }
}

/// Passes on no more than the directory says.
struct Checked<'e> {
    left: u64,
    sum: Crc,
    each: &'e mut dyn FnMut(&[u8]),
}

impl Checked<'_> {
    fn take(&mut self, piece: &[u8]) -> Result<(), Broken> {
        self.left = self.left.checked_sub(piece.len() as u64).ok_or(Broken::Damaged)?;
        self.sum.update(piece);
        (self.each)(piece);
        Ok(())
    }
}

/// Takes the next entry of a directory.
fn entry(rest: &mut &[u8]) -> Option<ZipEntry> {
    let whole = *rest;
    let field = |from, size| number(whole, from, size);
    let size = |from| field(from, 2).map(|bytes| bytes as usize);
    let (name_bytes, extra_bytes, comment_bytes) = (size(28)?, size(30)?, size(32)?);
    let (name, after) = whole.get(DIRECTORY_ENTRY_BYTES..).filter(|_| whole.starts_with(DIRECTORY_ENTRY))?.split_at_checked(name_bytes)?;
    let (extra, after) = after.split_at_checked(extra_bytes)?;
    *rest = after.get(comment_bytes..)?;
    let mut big = big_numbers(extra);
    let mut long = |from| match field(from, 4)? {
        0xFFFF_FFFF => {
            let found = number(big, 0, 8);
            big = big.get(8..)?;
            found
        }
        short => Some(short),
    };
    let (length, packed, offset) = (long(24)?, long(20)?, long(42)?);
    Some(ZipEntry { raw_name: name.to_vec(), length, flags: field(8, 2)?, method: field(10, 2)?, checksum: field(16, 4)?, packed, offset })
}

/// The first extra field with numbers of 64 bits.
fn big_numbers(mut extra: &[u8]) -> &[u8] {
    while let (Some(kind), Some(bytes)) = (number(extra, 0, 2), number(extra, 2, 2)) {
        let end = (4 + bytes as usize).min(extra.len());
        if kind == BIG_NUMBERS {
            return &extra[4..end];
        }
        extra = &extra[end..];
    }
    &[]
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    bytes.get(at..at + size).map(|bytes| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
