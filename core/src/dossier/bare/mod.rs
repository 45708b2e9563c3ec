//! Copies without metadata: what a camera or a phone wrote beside the picture or the sound, as place, time, device and names, is not in them.
//!
//! What is seen and heard stays as it is, to the bit. A maker's mark inside the coded picture itself, which some dash cameras write, is part of that and stays too.

mod boxes;
pub(super) mod jpeg;
mod patch;
mod png;
mod riff;

use std::io::{self, Read, Seek, SeekFrom, Write};

/// Bytes of a picture that is copied: it lies in memory whole.
pub const BARE_PICTURE_MAX_BYTES: u64 = 32 << 20;
/// Bytes by which a format is told.
const MAGIC_BYTES: usize = 16;

/// Why there is no copy without metadata.
#[derive(Debug, thiserror::Error)]
pub enum BareError {
    /// Nobody here knows where in such a file metadata may stand: it goes as it is or not at all.
    #[error("no copy without metadata can be made of such a file")]
    Unknown,
    /// It begins as a format that is known and does not go on so.
    #[error("the file is not what it begins as")]
    Malformed,
    /// It could not be read, or the copy not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Copies a file without its metadata: JPEG, PNG, MP4 and its relatives (MOV, M4A, 3GP), WebP, WAV, MP3, AMR. It is told by its content, not by its name. What is
/// written before an error must not be used.
///
/// ```
/// use pana_core::dossier::{BareError, copy_bare};
/// let mut out = Vec::new();
/// let refused = copy_bare(&mut std::io::Cursor::new("where I live"), &mut out);
/// assert!(matches!(refused, Err(BareError::Unknown)));
/// ```
pub fn copy_bare(source: &mut (impl Read + Seek), out: &mut dyn Write) -> Result<(), BareError> {
    let bytes = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let mut magic = Vec::new();
    source.by_ref().take(MAGIC_BYTES as u64).read_to_end(&mut magic)?;
    source.seek(SeekFrom::Start(0))?;
    let kind = |at: usize| magic.get(at..at + 4).unwrap_or_default();
    if magic.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok(out.write_all(&jpeg::bare(&whole(source, bytes)?).ok_or(BareError::Malformed)?.upright_or_turned())?);
    }
    if magic.starts_with(png::SIGNATURE) {
        return png::copy(&whole(source, bytes)?, out);
    }
    let patches = if kind(0) == b"RIFF" && (kind(8) == b"WEBP" || kind(8) == b"WAVE") {
        riff::patches(source, bytes)?
    } else if boxes::is_film(kind(4), kind(8)) {
        boxes::patches(source, bytes)?
    } else if magic.starts_with(b"ID3") || matches!(magic[..], [0xff, 0xfa..=0xfb | 0xf2..=0xf3, ..]) {
        riff::patches_of_mp3(source, bytes)?
    } else if magic.starts_with(b"#!AMR") {
        Vec::new()
    } else {
        return Err(BareError::Unknown);
    };
    patch::copy(source, &patches, out)
}

fn whole(source: &mut impl Read, bytes: u64) -> Result<Vec<u8>, BareError> {
    if bytes > BARE_PICTURE_MAX_BYTES {
        return Err(BareError::Unknown);
    }
    let mut file = Vec::with_capacity(bytes as usize);
    source.read_to_end(&mut file)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    const PHOTO: &[u8] = include_bytes!("../../../../cli/sample/photo.jpg");
    const VIDEO: &[u8] = include_bytes!("../../../../cli/sample/video.mp4");

    fn bare(file: &[u8]) -> Result<Vec<u8>, BareError> {
        let mut out = Vec::new();
        copy_bare(&mut Cursor::new(file), &mut out).map(|()| out)
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn a_copy_of_a_copy_is_the_same() {
        for file in [PHOTO, VIDEO] {
            let once = bare(file).unwrap();
            assert_ne!(once, file, "the samples say where they were made");
            assert_eq!(bare(&once).unwrap(), once);
        }
        assert!(holds(PHOTO, "Sample") && !holds(&bare(PHOTO).unwrap(), "Sample"));
        assert!(holds(VIDEO, "loci") && !holds(&bare(VIDEO).unwrap(), "loci"));
        assert_eq!(bare(VIDEO).unwrap().len(), VIDEO.len(), "a film is changed in its place");
    }

    #[test]
    fn what_is_not_known_has_no_copy() {
        for file in [&b""[..], b"%PDF-1.7", b"GIF89a", b"\0\0\0\x18ftypheic\0\0\0\0", b"RIFF\0\0\0\0AVI LIST", b"text"] {
            assert!(matches!(bare(file), Err(BareError::Unknown)), "{file:?}");
        }
        for file in [&b"\xff\xd8\xff\xe1"[..], b"\x89PNG\r\n\x1a\n\0\0", b"\0\0\0\x18ftypisom\0\0", b"RIFF\xff\0\0\0WAVEfmt "] {
            assert!(matches!(bare(file), Err(BareError::Malformed)), "{file:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn altered_files_are_copied_or_refused(film in any::<bool>(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut in any::<prop::sample::Index>()) {
            // The head of the film and its directory, without most of the picture between them.
            let mut file = if film { [&VIDEO[..2_000], &VIDEO[VIDEO.len() - 20_000..]].concat() } else { PHOTO[..6_000].to_vec() };
            for (at, byte) in changes {
                let at = at.index(file.len());
                file[at] = byte;
            }
            file.truncate(cut.index(file.len()).max(16));
            let _ = bare(&file);
        }
    }
}
