//! PNG: the chunks alone that make the pixels, moving ones too.

use super::BareError;
use std::io::Write;

/// How a PNG begins.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const KEPT: [&[u8]; 13] =
    [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"];
/// Length, name and checksum of a chunk.
const AROUND_BYTES: usize = 12;

pub(super) fn copy(file: &[u8], out: &mut dyn Write) -> Result<(), BareError> {
    out.write_all(SIGNATURE)?;
    let mut rest = &file[SIGNATURE.len()..];
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk().ok_or(BareError::Malformed)?) as usize;
        let (chunk, after) = rest.split_at_checked(length.saturating_add(AROUND_BYTES)).ok_or(BareError::Malformed)?;
        let name = &chunk[4..8];
        if KEPT.contains(&name) {
            out.write_all(chunk)?;
        }
        if name == b"IEND" {
            return Ok(());
        }
        rest = after;
    }
}
