//! MP4, MOV, M4A and 3GP (ISO/IEC 14496-12): boxes that say something else than picture and sound become free space of the same length, so that all that the
//! others point to stays where it is.

use super::BareError;
use super::patch::Patch;
use std::io::{Read, Seek, SeekFrom};

/// Boxes of a film; more are not looked at.
const BOXES_MAX: u32 = 1_000_000;
/// Bytes of a table of a track that is neither picture nor sound.
const TABLE_MAX_BYTES: u64 = 8 << 20;
/// Brands of pictures that are kept in boxes.
const PICTURE_BRANDS: [&[u8]; 6] = [b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"];

/// Boxes that lead to others, with those of them that stay. All the rest becomes free space.
const INNER: [(&[u8; 4], &[&[u8; 4]]); 6] = [
    (b"moov", &[b"mvhd", b"trak", b"mvex"]),
    (b"trak", &[b"tkhd", b"edts", b"mdia"]),
    (b"edts", &[b"elst"]),
    (b"mdia", &[b"mdhd", b"hdlr", b"minf"]),
    (b"minf", &[b"vmhd", b"smhd", b"dinf", b"stbl", b"hdlr"]),
    (b"stbl", &[b"stsd", b"stts", b"stss", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sdtp", b"sgpd", b"sbgp"]),
];
const TOP: [&[u8; 4]; 7] = [b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"mfra"];

/// Whether a file is a film or a sound by the names in its first box.
pub(super) fn is_film(name: &[u8], brand: &[u8]) -> bool {
    let names: [&[u8]; 5] = [b"moov", b"mdat", b"wide", b"free", b"skip"];
    (name == b"ftyp" && !PICTURE_BRANDS.contains(&brand)) || names.contains(&name)
}

/// What to change in a film of so many bytes.
pub(super) fn patches(source: &mut (impl Read + Seek), bytes: u64) -> Result<Vec<Patch>, BareError> {
    let mut film = Film { source, boxes: 0, patches: Vec::new(), is_in_fragments: false, has_other_track: false };
    film.level(0, bytes, &TOP, &mut Track::default())?;
    if film.is_in_fragments && film.has_other_track {
        // Their samples lie between the others, and nothing but the fragments says where.
        return Err(BareError::Unknown);
    }
    Ok(film.patches)
}

struct Film<'s, S> {
    source: &'s mut S,
    boxes: u32,
    patches: Vec<Patch>,
    is_in_fragments: bool,
    has_other_track: bool,
}

#[derive(Clone, Copy)]
struct Found {
    name: [u8; 4],
    at: u64,
    content: u64,
    end: u64,
}

/// What tells where the samples of a track lie.
#[derive(Default)]
struct Track {
    is_other: bool,
    sizes: Option<Found>,
    runs: Option<Found>,
    chunks: Option<Found>,
}

impl<S: Read + Seek> Film<'_, S> {
    /// The boxes between two places, of which only these stay.
    fn level(&mut self, from: u64, to: u64, kept: &[&[u8; 4]], track: &mut Track) -> Result<(), BareError> {
        let mut at = from;
        while at < to {
            self.boxes += 1;
            // What ends a list in films of QuickTime.
            if to - at == 4 && self.read::<4>(at)? == [0; 4] {
                return Ok(());
            }
            let found = self.found(at, to).filter(|_| self.boxes <= BOXES_MAX).ok_or(BareError::Malformed)?;
            if kept.contains(&&found.name) {
                self.keep(found, track)?;
            } else {
                self.free(found);
            }
            at = found.end;
        }
        Ok(())
    }

    fn found(&mut self, at: u64, to: u64) -> Option<Found> {
        let head: [u8; 8] = self.read(at).ok()?;
        let name = *head.last_chunk()?;
        let (content, end) = match u32::from_be_bytes(*head.first_chunk()?) {
            0 => (at + 8, to),
            1 => (at + 16, at.checked_add(u64::from_be_bytes(self.read(at + 8).ok()?))?),
            bytes => (at + 8, at + u64::from(bytes)),
        };
        (content <= end && end <= to).then_some(Found { name, at, content, end })
    }

    fn keep(&mut self, found: Found, track: &mut Track) -> Result<(), BareError> {
        match &found.name {
            b"trak" => return self.track(found),
            b"moof" => self.is_in_fragments = true,
            b"mvhd" | b"tkhd" | b"mdhd" => self.forget_times(found)?,
            b"hdlr" => self.forget_names(found, track)?,
            b"stsd" => self.forget_coder(found),
            b"stsz" | b"stz2" => track.sizes = Some(found),
            b"stsc" => track.runs = Some(found),
            b"stco" | b"co64" => track.chunks = Some(found),
            name => {
                if let Some((_, kept)) = INNER.iter().find(|(outer, _)| *outer == name) {
                    self.level(found.content, found.end, kept, track)?;
                }
            }
        }
        Ok(())
    }

    /// A track that is neither picture nor sound may say anything: its samples are overwritten, and it goes.
    fn track(&mut self, found: Found) -> Result<(), BareError> {
        let mut track = Track::default();
        let before = self.patches.len();
        self.level(found.content, found.end, INNER[1].1, &mut track)?;
        if track.is_other {
            self.has_other_track = true;
            self.patches.truncate(before);
            self.free(found);
            for (at, bytes) in self.samples(&track)? {
                self.patches.push(Patch::zeros(at, bytes));
            }
        }
        Ok(())
    }

    fn free(&mut self, found: Found) {
        self.patches.extend([Patch::bytes(found.at + 4, b"free"), Patch::zeros(found.content, found.end - found.content)]);
    }

    /// When it was made and changed.
    fn forget_times(&mut self, found: Found) -> Result<(), BareError> {
        let [version] = self.read(found.content)?;
        self.zeros_in(found, 4, if version == 1 { 16 } else { 8 })
    }

    /// Who made the handler; and whether the track is picture or sound. A handler of data says neither.
    fn forget_names(&mut self, found: Found, track: &mut Track) -> Result<(), BareError> {
        let [class, handler]: [[u8; 4]; 2] = [self.read(found.content + 4)?, self.read(found.content + 8)?];
        if &class != b"dhlr" && &handler != b"alis" && &handler != b"url " {
            track.is_other |= !matches!(&handler, b"vide" | b"soun");
        }
        let names = found.content + 12;
        self.zeros_in(found, 12, found.end.saturating_sub(names))
    }

    /// The names of whatever coded the pictures stand in a description of 86 bytes at least.
    fn forget_coder(&mut self, found: Found) {
        const VIDEO_BYTES: u64 = 86;
        let mut at = found.content + 8;
        while let Some(entry) = self.found(at, found.end).filter(|_| at < found.end) {
            let is_video =
                matches!(&entry.name, b"avc1" | b"avc3" | b"hvc1" | b"hev1" | b"mp4v" | b"jpeg" | b"av01" | b"vp09" | b"s263" | b"apcn");
            if is_video && entry.end - entry.at >= VIDEO_BYTES {
                // Vendor, and the name of the coder.
                self.patches.extend([Patch::zeros(entry.at + 20, 4), Patch::zeros(entry.at + 50, 32)]);
            }
            at = entry.end;
        }
    }

    fn zeros_in(&mut self, found: Found, from: u64, bytes: u64) -> Result<(), BareError> {
        if found.content + from + bytes > found.end {
            return Err(BareError::Malformed);
        }
        self.patches.push(Patch::zeros(found.content + from, bytes));
        Ok(())
    }

    /// Where the samples of a track lie, one run for each chunk.
    fn samples(&mut self, track: &Track) -> Result<Vec<(u64, u64)>, BareError> {
        let (Some(sizes), Some(runs), Some(chunks)) = (track.sizes, track.runs, track.chunks) else { return Ok(Vec::new()) };
        if &sizes.name == b"stz2" {
            return Err(BareError::Unknown);
        }
        let [sizes_table, runs, offsets] = [self.table(sizes)?, self.table(runs)?, self.table(chunks)?];
        let same = number(&sizes_table, 4)?;
        let size = |sample: u64| if same > 0 { Ok(same) } else { number(&sizes_table, 12 + 4 * sample as usize) };
        let is_wide = &chunks.name == b"co64";
        let (mut spans, mut sample) = (Vec::new(), 0);
        for chunk in 0..number(&offsets, 4)? {
            let at = if is_wide {
                number(&offsets, 8 + 8 * chunk as usize)? << 32 | number(&offsets, 12 + 8 * chunk as usize)?
            } else {
                number(&offsets, 8 + 4 * chunk as usize)?
            };
            let mut bytes = 0;
            for _ in 0..samples_of_chunk(&runs, chunk + 1)? {
                bytes += size(sample)?;
                sample += 1;
            }
            spans.push((at, bytes));
        }
        Ok(spans)
    }

    fn table(&mut self, found: Found) -> Result<Vec<u8>, BareError> {
        let bytes = found.end - found.content;
        if bytes > TABLE_MAX_BYTES {
            return Err(BareError::Unknown);
        }
        let mut table = Vec::with_capacity(bytes as usize);
        self.source.seek(SeekFrom::Start(found.content))?;
        self.source.by_ref().take(bytes).read_to_end(&mut table)?;
        Ok(table)
    }

    fn read<const N: usize>(&mut self, at: u64) -> Result<[u8; N], BareError> {
        let mut bytes = Vec::with_capacity(N);
        self.source.seek(SeekFrom::Start(at))?;
        self.source.by_ref().take(N as u64).read_to_end(&mut bytes)?;
        bytes.try_into().map_err(|_| BareError::Malformed)
    }
}

/// How many samples a chunk holds, numbered from 1: what the last run says that begins no later.
fn samples_of_chunk(runs: &[u8], chunk: u64) -> Result<u64, BareError> {
    const SAMPLES_MAX: u64 = 1_000_000;
    let mut samples = 0;
    for run in 0..number(runs, 4)? as usize {
        if number(runs, 8 + 12 * run)? > chunk {
            break;
        }
        samples = number(runs, 12 + 12 * run)?;
    }
    if samples > SAMPLES_MAX { Err(BareError::Malformed) } else { Ok(samples) }
}

fn number(table: &[u8], at: usize) -> Result<u64, BareError> {
    let bytes = table.get(at..).and_then(<[u8]>::first_chunk).ok_or(BareError::Malformed)?;
    Ok(u32::from_be_bytes(*bytes).into())
}

#[cfg(test)]
mod tests {
    use super::super::patch;
    use super::*;
    use std::io::Cursor;

    fn boxed(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        [&(content.len() as u32 + 8).to_be_bytes(), &name[..], content].concat()
    }

    fn numbers(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    fn track(handler: [u8; 4], chunk_at: u32, samples: u32) -> Vec<u8> {
        let times = boxed(*b"mdhd", &numbers(&[0, 77, 78, 1_000, 5]));
        let names = boxed(*b"hdlr", &[&numbers(&[0, 0])[..], &handler, &[b'x'; 12], b"Maker of 43.65\0"].concat());
        let table = [
            boxed(*b"stsd", &numbers(&[0, 0])),
            boxed(*b"stsz", &numbers(&[0, 4, samples])),
            boxed(*b"stsc", &numbers(&[0, 1, 1, samples, 1])),
            boxed(*b"stco", &numbers(&[0, 1, chunk_at])),
        ];
        boxed(*b"trak", &boxed(*b"mdia", &[times, names, boxed(*b"minf", &boxed(*b"stbl", &table.concat()))].concat()))
    }

    fn bare(file: &[u8]) -> Result<Vec<u8>, BareError> {
        let patches = patches(&mut Cursor::new(file), file.len() as u64)?;
        let mut out = Vec::new();
        patch::copy(&mut Cursor::new(file), &patches, &mut out)?;
        Ok(out)
    }

    fn film(handler: [u8; 4]) -> Vec<u8> {
        let samples = boxed(*b"mdat", b"picture!GPS 43.6");
        let moov =
            [boxed(*b"mvhd", &numbers(&[0, 1, 2, 3, 4])), track(*b"vide", 24, 2), track(handler, 32, 2), boxed(*b"udta", b"someone's")];
        [boxed(*b"ftyp", b"isom\0\0\0\0"), samples, boxed(*b"moov", &moov.concat()), boxed(*b"uuid", b"where it was")].concat()
    }

    #[test]
    fn what_is_neither_picture_nor_sound_is_overwritten_in_its_place() {
        let file = film(*b"meta");
        let copy = bare(&file).unwrap();
        let has = |text: &[u8]| copy.windows(text.len()).any(|window| window == text);
        assert_eq!(copy.len(), file.len());
        assert!(has(b"picture!") && has(b"vide") && has(b"stsz"));
        assert!(!has(b"GPS") && !has(b"Maker") && !has(b"someone") && !has(b"where") && !has(b"meta") && !has(b"uuid") && !has(b"udta"));
        assert!(!has(&77u32.to_be_bytes()));
        assert!(bare(&film(*b"soun")).unwrap().windows(8).any(|window| window == b"GPS 43.6"), "a sound stays");
    }

    #[test]
    fn other_tracks_in_fragments_are_not_known() {
        let fragments = |handler| [film(handler), boxed(*b"moof", b"")].concat();
        assert!(bare(&fragments(*b"soun")).is_ok());
        assert!(matches!(bare(&fragments(*b"meta")), Err(BareError::Unknown)));
    }

    #[test]
    fn long_and_open_boxes_are_read() {
        let moov = boxed(*b"moov", &boxed(*b"udta", b"someone's"));
        let long = [&1u32.to_be_bytes()[..], b"mdat", &24u64.to_be_bytes(), b"picture!"].concat();
        let open = [&0u32.to_be_bytes()[..], b"skip", b"secret"].concat();
        let copy = bare(&[boxed(*b"ftyp", b"qt  "), long.clone(), moov, open].concat()).unwrap();
        assert!(copy.windows(8).any(|window| window == b"picture!") && !copy.windows(6).any(|window| window == b"secret"));
        let beyond = [boxed(*b"ftyp", b"isom"), numbers(&[900]), b"mdat".to_vec()].concat();
        assert!(matches!(bare(&beyond), Err(BareError::Malformed)));
    }
}
