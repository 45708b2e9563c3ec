//! WebP, WAV and MP3: what is said beside picture and sound is overwritten in its place.

use super::BareError;
use super::patch::Patch;
use std::io::{Read, Seek, SeekFrom};

/// Chunks that make the picture or the sound.
const KEPT: [&[u8; 4]; 10] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"fmt ", b"data", b"fact", b"JUNK"];
/// Every reader passes over a chunk of this name.
const PASSED_OVER: &[u8] = b"JUNK";
/// In the first byte of `VP8X`: there is a colour profile, EXIF, XMP.
const VP8X_SAYS_MORE: u8 = 0x20 | 0x08 | 0x04;
/// Length of the tag at the end of an MP3, and of the head of the one at its beginning.
const ID3V1_BYTES: u64 = 128;
const ID3V2_HEAD_BYTES: u64 = 10;

/// What to change in a RIFF file of so many bytes.
pub(super) fn patches(source: &mut (impl Read + Seek), bytes: u64) -> Result<Vec<Patch>, BareError> {
    let (mut at, mut patches) = (12, Vec::new());
    while at < bytes {
        let head: [u8; 9] = bytes_at(source, at)?;
        let (name, length) = (&head[..4], u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])));
        let content = at + 8;
        let end = content + length + length % 2;
        if content + length > bytes {
            return Err(BareError::Malformed);
        }
        if name == b"VP8X" {
            patches.push(Patch::bytes(content, &[head[8] & !VP8X_SAYS_MORE]));
        }
        if !KEPT.iter().any(|kept| *kept == name) || name == PASSED_OVER {
            patches.extend([Patch::bytes(at, PASSED_OVER), Patch::zeros(content, length)]);
        }
        at = end;
    }
    Ok(patches)
}

/// The same for an MP3: its frames stay, what its tags say becomes their filling.
pub(super) fn patches_of_mp3(source: &mut (impl Read + Seek), bytes: u64) -> Result<Vec<Patch>, BareError> {
    let mut patches = Vec::new();
    let head: [u8; ID3V2_HEAD_BYTES as usize] = bytes_at(source, 0)?;
    if head.starts_with(b"ID3") {
        let length = head[6..].iter().fold(0, |length, byte| length << 7 | u64::from(byte & 0x7f));
        if ID3V2_HEAD_BYTES + length > bytes {
            return Err(BareError::Malformed);
        }
        // Without flags, so that nothing but filling is expected.
        patches.extend([Patch::zeros(5, 1), Patch::zeros(ID3V2_HEAD_BYTES, length)]);
    }
    let tail = bytes.checked_sub(ID3V1_BYTES).filter(|at| *at >= ID3V2_HEAD_BYTES);
    if let Some(at) = tail
        && bytes_at::<3>(source, at)? == *b"TAG"
    {
        patches.push(Patch::zeros(at, ID3V1_BYTES));
    }
    // An APE tag stands before that or at the very end, and may be of any length: who has one is not known to say nothing.
    for end in [Some(bytes), tail] {
        if let Some(at) = end.and_then(|end| end.checked_sub(32))
            && bytes_at::<8>(source, at)? == *b"APETAGEX"
        {
            return Err(BareError::Unknown);
        }
    }
    Ok(patches)
}

fn bytes_at<const N: usize>(source: &mut (impl Read + Seek), at: u64) -> Result<[u8; N], BareError> {
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(at))?;
    source.by_ref().take(N as u64).read_to_end(&mut bytes)?;
    // A chunk without content may be the last.
    if bytes.len() + 1 == N {
        bytes.push(0);
    }
    bytes.try_into().map_err(|_| BareError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::super::patch;
    use super::*;
    use std::io::Cursor;

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        let filling = if content.len() % 2 == 1 { &[0][..] } else { &[] };
        [name, &(content.len() as u32).to_le_bytes(), content, filling].concat()
    }

    fn riff(form: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
        let body = [form, &chunks.concat()].concat();
        [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
    }

    fn patched(file: &[u8], patches: &[Patch]) -> Vec<u8> {
        let mut out = Vec::new();
        patch::copy(&mut Cursor::new(file), patches, &mut out).unwrap();
        out
    }

    #[test]
    fn chunks_that_say_something_else_are_passed_over() {
        let say = |name: &[u8], info: &[u8], flags: u8| {
            riff(b"WEBP", &[chunk(b"VP8X", &[flags, 0, 0]), chunk(b"VP8 ", b"pixels!"), chunk(name, info)])
        };
        let file = say(b"EXIF", b"GPS 43", 0x3c);
        let bare = patched(&file, &patches(&mut Cursor::new(&file), file.len() as u64).unwrap());
        assert_eq!(bare, say(b"JUNK", &[0; 6], 0x10));
        let sound = |name: &[u8], info: &[u8]| riff(b"WAVE", &[chunk(b"fmt ", &[1; 16]), chunk(name, info), chunk(b"data", b"sound")]);
        let file = sound(b"LIST", b"INFOIART");
        assert_eq!(patched(&file, &patches(&mut Cursor::new(&file), file.len() as u64).unwrap()), sound(b"JUNK", &[0; 8]));
    }

    #[test]
    fn tags_of_an_mp3_become_filling() {
        let mp3 = |tag: &[u8], flags: u8, end: [u8; 128]| {
            [&b"ID3\x03\0"[..], &[flags, 0, 0, 0, tag.len() as u8], tag, &[0xff, 0xfb], &[7; 300], &end].concat()
        };
        let mut end = [b' '; 128];
        end[..3].copy_from_slice(b"TAG");
        let file = mp3(b"TPE1 Someone", 0x40, end);
        assert_eq!(patched(&file, &patches_of_mp3(&mut Cursor::new(&file), file.len() as u64).unwrap()), mp3(&[0; 12], 0, [0; 128]));
        let mut ape = mp3(b"", 0, end);
        let at = ape.len() - 128 - 32;
        ape[at..at + 8].copy_from_slice(b"APETAGEX");
        assert!(matches!(patches_of_mp3(&mut Cursor::new(&ape), ape.len() as u64), Err(BareError::Unknown)));
    }
}
