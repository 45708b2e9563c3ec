//! JPEG: the segments alone that make the pixels.

const SCAN: u8 = 0xda;
const END: u8 = 0xd9;
const EXIF: u8 = 0xe1;
/// The transform of colours in Adobe's JPEGs.
const ADOBE: u8 = 0xee;
const COMMENT: u8 = 0xfe;

/// What is left of a JPEG.
pub(in crate::dossier) struct Bare {
    /// It, as the camera held it.
    pub(in crate::dossier) bytes: Vec<u8>,
    /// How the camera was held, by the numbers of EXIF (JEITA CP-3451, tag 274): 1 is upright.
    pub(in crate::dossier) turn: u8,
}

impl Bare {
    /// With a note of the turn and of nothing else, unless it is upright.
    pub(super) fn upright_or_turned(self) -> Vec<u8> {
        if self.turn == 1 {
            return self.bytes;
        }
        // One directory of one entry: tag 274, one number of 16 bits.
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([self.turn, 0, 0, 0, 0, 0, 0]);
        let length = (exif.len() as u16 + 2).to_be_bytes();
        [&self.bytes[..2], &[0xff, EXIF], &length, &exif, &self.bytes[2..]].concat()
    }
}

/// A JPEG without application segments, comments, and whatever stands behind its end; `None` if it is none.
pub(in crate::dossier) fn bare(file: &[u8]) -> Option<Bare> {
    let mut bare = Bare { bytes: vec![0xff, 0xd8], turn: 1 };
    let mut at = 2;
    loop {
        let [0xff, marker] = *file.get(at..at + 2)? else { return None };
        match marker {
            0xff => at += 1,
            END => {
                bare.bytes.extend([0xff, END]);
                return Some(bare);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes(*file.get(at + 2..)?.first_chunk()?));
                let mut end = at + 2 + length.max(2);
                if marker == SCAN {
                    end += scan_bytes(file.get(end..)?)?;
                }
                let segment = file.get(at..end)?;
                if marker == EXIF {
                    bare.turn = turn(&segment[4..]).unwrap_or(bare.turn);
                }
                if !((0xe0..=0xef).contains(&marker) && marker != ADOBE || marker == COMMENT) {
                    bare.bytes.extend_from_slice(segment);
                }
                at = end;
            }
        }
    }
}

/// Bytes of a scan's data: up to a marker that is no restart.
fn scan_bytes(data: &[u8]) -> Option<usize> {
    data.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

/// The turn that EXIF notes.
fn turn(segment: &[u8]) -> Option<u8> {
    const ORIENTATION: u32 = 274;
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let is_big = tiff.starts_with(b"MM");
    let number = |at: usize, bytes: usize| {
        let bytes = tiff.get(at..at.checked_add(bytes)?)?;
        let in_order = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
        Some(if is_big { bytes.iter().fold(0, in_order) } else { bytes.iter().rev().fold(0, in_order) })
    };
    let directory = number(4, 4)? as usize;
    let entries = number(directory, 2)? as usize;
    let entry = (0..entries).map(|entry| directory + 2 + 12 * entry).find(|at| number(*at, 2) == Some(ORIENTATION))?;
    u8::try_from(number(entry + 8, 2)?).ok().filter(|turn| (1..=8).contains(turn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turn_stays_and_nothing_else() {
        let plain = bare(include_bytes!("../../../../cli/sample/photo.jpg")).unwrap();
        assert_eq!(plain.turn, 1);
        let kept = plain.bytes.clone();
        for turn in 2..=8 {
            let turned = Bare { bytes: kept.clone(), turn }.upright_or_turned();
            let again = bare(&turned).unwrap();
            assert_eq!((again.turn, &again.bytes), (turn, &kept));
            assert_eq!(again.upright_or_turned(), turned);
        }
        assert_eq!(plain.upright_or_turned(), kept);
    }

    #[test]
    fn a_turn_that_lies_elsewhere_is_no_turn() {
        for segment in [
            &b""[..],
            b"Exif\0\0",
            b"Exif\0\0MM\0\x2a\xff\xff\xff\xff",
            b"Exif\0\0II\x2a\0\x08\0\0\0\xff\xff",
            b"http://ns.adobe.com/xap/1.0/\0",
        ] {
            assert_eq!(turn(segment), None);
        }
    }
}
