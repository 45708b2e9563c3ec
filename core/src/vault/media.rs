//! Sealed files of any size: evidence, and bytes set aside (FORMAT.md §6).

use super::disk::{Disk, DiskFile, read_block};
use super::seal::Key;
use super::stream::{self, ID_BYTES, MediaReader, NewFile};
pub(crate) use super::stream::{MediaError, Sealed};
use crate::random;
use std::io::{self, Read};
use std::sync::Arc;
use subtle::ConstantTimeEq;

const FOLDER: &str = "media";
const TAG_BYTES: usize = 32;
const HEADER_BYTES: usize = ID_BYTES + TAG_BYTES;

/// What a sealed file is for; part of its owner tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Evidence = 1,
    Aside = 2,
}

/// Where a sealed file lies and how it opens: what its database row keeps.
#[derive(Clone)]
pub(crate) struct Place {
    /// 32 hexadecimal digits: the name in `media/`.
    pub(crate) name: String,
    /// The file id in its header.
    pub(crate) id: [u8; 16],
    /// The content key.
    pub(crate) key: Key,
}

/// The sealed files of one volume. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Media {
    disk: Arc<dyn Disk>,
    tag: Key,
    aside: Key,
}

impl Media {
    pub(crate) fn new(disk: Arc<dyn Disk>, volume_key: &Key) -> Self {
        Self { disk, tag: volume_key.derive(b"pana/media/tag"), aside: volume_key.derive(b"pana/media/aside") }
    }

    /// A place for a new evidence file: random name, random id, and the content key given.
    #[allow(clippy::unused_self)]
    pub(crate) fn place(&self, key: Key) -> Place {
        Place { name: stream::random_name(), id: random::bytes(), key }
    }

    /// Reads `source` to its end, hashes and seals it in one pass on two threads, and makes file and folder durable.
    /// A failure removes what was begun. `progress` is told the bytes read so far.
    pub(crate) fn write(&self, place: &Place, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> io::Result<Sealed> {
        self.write_for(Purpose::Evidence, place, source, progress)
    }

    /// Opens a sealed file for reading at any place.
    pub(crate) fn open(&self, place: &Place) -> Result<MediaReader, MediaError> {
        let file = match self.disk.open(&stream::path(FOLDER, &place.name)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(MediaError::Missing),
            file => file?,
        };
        let header = read_header(&*file)?.ok_or(MediaError::Damaged { chunk: None })?;
        if header[..ID_BYTES] != place.id {
            return Err(MediaError::Damaged { chunk: None });
        }
        MediaReader::open(file, &header, &place.key).map_err(|error| match error {
            // No chunk opens behind a header that was altered. The tag is not asked before: one of an earlier volume key is no damage.
            MediaError::Damaged { .. } if self.purpose(&header).is_none() => MediaError::Damaged { chunk: None },
            other => other,
        })
    }

    /// Removes a file, after overwriting its header. One that is not there is no error.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        stream::remove(&*self.disk, FOLDER, name, HEADER_BYTES)
    }

    /// Keeps damaged bytes as they were, in a file that this volume's key opens; returns its place.
    pub(crate) fn set_aside(&self, mut bytes: &[u8]) -> io::Result<Place> {
        let id = random::bytes();
        let place = self.aside_place(stream::random_name(), id);
        self.write_for(Purpose::Aside, &place, &mut bytes, &mut |_| ())?;
        Ok(place)
    }

    /// Where bytes set aside lie, from what [`Media::own`] tells of them.
    pub(crate) fn aside_place(&self, name: String, id: [u8; 16]) -> Place {
        Place { name, id, key: self.aside.derive(&id) }
    }

    /// Names and purposes of all files whose owner tag is this volume's.
    ///
    /// Everything else is passed over without a word: it may be the other volume's.
    pub(crate) fn own(&self) -> io::Result<Vec<(String, [u8; 16], Purpose)>> {
        let names = stream::names(&*self.disk, FOLDER)?;
        let header = |name: &str| self.disk.open(&stream::path(FOLDER, name)).and_then(|file| read_header(&*file)).ok().flatten();
        Ok(names
            .into_iter()
            .filter_map(|name| {
                let header = header(&name)?;
                Some((name, id(&header), self.purpose(&header)?))
            })
            .collect())
    }

    fn write_for(&self, purpose: Purpose, place: &Place, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> io::Result<Sealed> {
        let mut header = [0; HEADER_BYTES];
        header[..ID_BYTES].copy_from_slice(&place.id);
        header[ID_BYTES..].copy_from_slice(&self.owner_tag(&place.id, purpose));
        let file = NewFile {
            disk: &*self.disk,
            folder: FOLDER,
            name: &place.name,
            header: &header,
            key: &place.key,
            bytes_max: stream::FILE_BYTES_MAX,
        };
        file.write(source, progress)
    }

    fn owner_tag(&self, id: &[u8; ID_BYTES], purpose: Purpose) -> [u8; TAG_BYTES] {
        self.tag.mac(&[id, &[purpose as u8]])
    }

    /// What a file is for, if it is this volume's.
    fn purpose(&self, header: &[u8; HEADER_BYTES]) -> Option<Purpose> {
        let tagged = |purpose: &Purpose| bool::from(self.owner_tag(&id(header), *purpose).ct_eq(&header[ID_BYTES..]));
        [Purpose::Evidence, Purpose::Aside].into_iter().find(tagged)
    }
}

fn id(header: &[u8; HEADER_BYTES]) -> [u8; ID_BYTES] {
    let mut id = [0; ID_BYTES];
    id.copy_from_slice(&header[..ID_BYTES]);
    id
}

/// The header, unless the file ends before it does.
fn read_header(file: &dyn DiskFile) -> io::Result<Option<[u8; HEADER_BYTES]>> {
    let mut header = [0; HEADER_BYTES];
    Ok(read_block(file, &mut header, 0)?.then_some(header))
}

#[cfg(test)]
mod tests {
    use super::super::cut::Cut;
    use super::super::device_key::MemoryDeviceKey;
    use super::super::disk::{CONSTANT_MTIME_S, Folder};
    use super::super::seal::padme;
    use super::super::stream::CHUNK_BYTES;
    use super::*;
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};
    use std::fs;
    use std::io::{Seek, SeekFrom};
    use std::path::PathBuf;

    /// A volume's media in a folder that goes when it does.
    struct Bench {
        folder: tempfile::TempDir,
        media: Media,
    }

    impl Bench {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let media = Media::new(Arc::new(Folder::new(folder.path()).unwrap()), &Key::make());
            Self { folder, media }
        }

        fn write(&self, content: &[u8]) -> (Place, Sealed) {
            let place = self.media.place(Key::make());
            let sealed = self.media.write(&place, &mut &*content, &mut |_| ()).unwrap();
            (place, sealed)
        }

        fn path(&self, place: &Place) -> PathBuf {
            self.folder.path().join(FOLDER).join(&place.name)
        }

        /// Every way to read agrees that the file is damaged; returns where it was found first.
        fn damage(&self, place: &Place) -> Option<u32> {
            let found = match self.media.open(place) {
                Err(error) => error,
                Ok(mut reader) => {
                    assert_eq!(reader.read_to_end(&mut Vec::new()).unwrap_err().kind(), io::ErrorKind::InvalidData);
                    self.media.open(place).unwrap().verify_all(&mut |_| ()).unwrap_err()
                }
            };
            match found {
                MediaError::Damaged { chunk } => chunk,
                other => panic!("{other}"),
            }
        }
    }

    fn content(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| (at * 31 + at / 251) as u8).collect()
    }

    fn read_all(bench: &Bench, place: &Place) -> Vec<u8> {
        let mut out = Vec::new();
        bench.media.open(place).unwrap().read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn content_of_any_length_comes_back_with_its_hash() {
        let bench = Bench::new();
        let chunk = CHUNK_BYTES;
        let around = |n: usize| [n - 9, n - 8, n - 7, n - 1, n, n + 1, n + 7];
        let lengths = [0, 1, 7, 8, 9, 100].into_iter().chain([chunk, 2 * chunk, 32 * chunk, 33 * chunk].into_iter().flat_map(around));
        for length in lengths {
            let content = content(length);
            let (place, sealed) = bench.write(&content);
            assert_eq!(sealed, Sealed { bytes: length as u64, sha256: Sha256::digest(&content).into() });
            assert!(read_all(&bench, &place) == content, "{length}");
            assert_eq!(bench.media.open(&place).unwrap().verify_all(&mut |_| ()).unwrap(), sealed);
            let text = padme(length as u64 + 8);
            assert_eq!(fs::metadata(bench.path(&place)).unwrap().len(), 48 + text + 16 * text.div_ceil(65_536));
        }
    }

    /// The bytes are what FORMAT.md §6 says, computed here by its words alone.
    #[test]
    fn a_small_file_is_as_the_format_says() {
        let bench = Bench::new();
        let (place, _) = bench.write(b"evidence");
        let file = fs::read(bench.path(&place)).unwrap();
        assert_eq!(file[..16], place.id);
        assert_eq!(file[16..48], bench.media.tag.mac(&[&place.id, &[1]]));
        let nonce = [&place.id[..], &[0, 0, 0], &[0, 0, 0, 0], &[1]].concat().try_into().unwrap();
        let (text, tag) = file[48..].split_at(file.len() - 48 - 16);
        let mut text = text.to_vec();
        assert!(place.key.cipher().open(&nonce, &file[..48], &mut text, tag.try_into().unwrap()));
        assert_eq!(text, [&b"evidence"[..], &8u64.to_le_bytes()].concat());
    }

    #[test]
    fn a_source_that_gives_little_at_a_time_makes_the_same_file() {
        struct Drops(Vec<u8>);
        impl Read for Drops {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let n = self.0.len().min(977).min(out.len());
                out[..n].copy_from_slice(&self.0[..n]);
                self.0.drain(..n);
                Ok(n)
            }
        }
        let bench = Bench::new();
        let (place, content) = (bench.media.place(Key::make()), content(200_000));
        let mut told = Vec::new();
        let sealed = bench.media.write(&place, &mut Drops(content.clone()), &mut |bytes| told.push(bytes)).unwrap();
        assert_eq!(sealed.sha256, <[u8; 32]>::from(Sha256::digest(&content)));
        assert!(read_all(&bench, &place) == content);
        assert_eq!(told.last(), Some(&200_000));
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let bench = Bench::new();
        let (place, _) = bench.write(b"what he wrote");
        let whole = fs::read(bench.path(&place)).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut altered = whole.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            fs::write(bench.path(&place), &altered).unwrap();
            assert_eq!(bench.damage(&place), (bit >= 48 * 8).then_some(0), "bit {bit}");
        }
    }

    #[test]
    fn no_shorter_and_no_longer_file_opens() {
        let bench = Bench::new();
        let (place, _) = bench.write(b"what he wrote");
        let whole = fs::read(bench.path(&place)).unwrap();
        for length in 0..whole.len() {
            fs::write(bench.path(&place), &whole[..length]).unwrap();
            bench.damage(&place);
        }
        for more in 1..40 {
            fs::write(bench.path(&place), [&whole[..], &vec![0; more]].concat()).unwrap();
            bench.damage(&place);
        }
    }

    #[test]
    fn a_long_file_cut_between_chunks_or_extended_by_one_is_refused() {
        let bench = Bench::new();
        let (place, _) = bench.write(&content(3 * CHUNK_BYTES));
        let whole = fs::read(bench.path(&place)).unwrap();
        let slot = CHUNK_BYTES + 16;
        for (chunks, found) in [(0, None), (1, Some(0)), (2, Some(1)), (3, Some(2))] {
            fs::write(bench.path(&place), &whole[..48 + chunks * slot]).unwrap();
            assert_eq!(bench.damage(&place), found);
        }
        fs::write(bench.path(&place), [&whole[..], &whole[48..48 + slot]].concat()).unwrap();
        bench.damage(&place);
    }

    #[test]
    fn chunks_can_not_change_places_within_or_between_files() {
        let bench = Bench::new();
        let key = Key::make();
        let places = [bench.media.place(key.clone()), bench.media.place(key)];
        for place in &places {
            bench.media.write(place, &mut &*content(3 * CHUNK_BYTES), &mut |_| ()).unwrap();
        }
        let [one, other] = places.each_ref().map(|place| fs::read(bench.path(place)).unwrap());
        let slot = |index: usize| 48 + index * (CHUNK_BYTES + 16)..48 + (index + 1) * (CHUNK_BYTES + 16);
        let mut swapped = one.clone();
        swapped[slot(1)].copy_from_slice(&other[slot(1)]);
        fs::write(bench.path(&places[0]), &swapped).unwrap();
        assert_eq!(bench.damage(&places[0]), Some(1));
        swapped[slot(1)].copy_from_slice(&one[slot(0)]);
        fs::write(bench.path(&places[0]), &swapped).unwrap();
        assert_eq!(bench.damage(&places[0]), Some(1));
        fs::write(bench.path(&places[0]), &other).unwrap();
        assert_eq!(bench.damage(&places[0]), None, "a whole file under another's name");
    }

    #[test]
    fn what_is_before_the_damage_is_still_read() {
        let bench = Bench::new();
        let content = content(4 * CHUNK_BYTES);
        let (place, _) = bench.write(&content);
        let mut file = fs::read(bench.path(&place)).unwrap();
        file[48 + 2 * (CHUNK_BYTES + 16)] ^= 1;
        fs::write(bench.path(&place), &file).unwrap();
        let mut reader = bench.media.open(&place).unwrap();
        let mut out = vec![0; 2 * CHUNK_BYTES];
        reader.read_exact(&mut out).unwrap();
        assert!(out == content[..2 * CHUNK_BYTES]);
        let error = reader.read(&mut out).unwrap_err();
        assert!(matches!(error.get_ref().unwrap().downcast_ref(), Some(MediaError::Damaged { chunk: Some(2) })));
        reader.seek(SeekFrom::Start(3 * CHUNK_BYTES as u64)).unwrap();
        reader.read_exact(&mut out[..CHUNK_BYTES]).unwrap();
        assert!(out[..CHUNK_BYTES] == content[3 * CHUNK_BYTES..]);
    }

    #[test]
    fn padding_that_is_not_zero_or_not_padme_is_refused() {
        let bench = Bench::new();
        let place = bench.media.place(Key::make());
        let mut header = [0; HEADER_BYTES];
        header[..16].copy_from_slice(&place.id);
        header[16..].copy_from_slice(&bench.media.owner_tag(&place.id, Purpose::Evidence));
        bench.media.disk.create_folder(FOLDER).unwrap();
        let nonce = [&place.id[..], &[0; 7], &[1]].concat().try_into().unwrap();
        let seal = |mut text: Vec<u8>| {
            let tag = place.key.cipher().seal(&nonce, &header, &mut text);
            fs::write(bench.path(&place), [&header[..], &text, &tag].concat()).unwrap();
        };
        let text = |content: &[u8], padding: &[u8], length: u64| [content, padding, &length.to_le_bytes()].concat();
        seal(text(&[7; 9], &[0], 9));
        assert_eq!(read_all(&bench, &place), [7; 9]);
        seal(text(&[7; 9], &[1], 9));
        assert_eq!(bench.damage(&place), Some(0));
        for length in [0, 7, 11, u64::MAX - 8, u64::MAX] {
            seal(text(&[7; 9], &[0], length));
            assert_eq!(bench.damage(&place), None, "{length}");
        }
    }

    #[test]
    fn a_source_that_fails_leaves_nothing() {
        struct Fails(usize);
        impl Read for Fails {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let n = self.0.min(out.len());
                self.0 -= n;
                if n == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(n) }
            }
        }
        let bench = Bench::new();
        for after in [0, 10, 5 << 20] {
            let place = bench.media.place(Key::make());
            let error = bench.media.write(&place, &mut Fails(after), &mut |_| ()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
            assert!(!bench.path(&place).exists());
        }
    }

    #[test]
    fn a_full_disk_is_told_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let cut = Cut::new(folder.path(), &MemoryDeviceKey::new());
        let media = Media::new(Arc::new(cut.clone()), &Key::make());
        for bytes in [0, 48, 100_000, 3_000_000, 4_500_000] {
            cut.after_bytes(bytes);
            let error = media.write(&media.place(Key::make()), &mut &*content(5_000_000), &mut |_| ()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            assert_eq!(media.disk.names(FOLDER).unwrap(), [""; 0]);
        }
    }

    #[test]
    fn a_source_that_panics_does_not_hang() {
        struct Panics;
        impl Read for Panics {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                panic!("as asked")
            }
        }
        let bench = Bench::new();
        let place = bench.media.place(Key::make());
        let write = std::panic::AssertUnwindSafe(|| bench.media.write(&place, &mut Panics, &mut |_| ()));
        assert!(std::panic::catch_unwind(write).is_err());
    }

    #[test]
    fn a_file_that_stands_there_is_neither_overwritten_nor_removed() {
        let bench = Bench::new();
        let (place, _) = bench.write(b"first");
        assert_eq!(bench.media.write(&place, &mut &b"second"[..], &mut |_| ()).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read_all(&bench, &place), b"first");
    }

    #[test]
    fn only_own_files_are_told() {
        let bench = Bench::new();
        assert_eq!(bench.media.own().unwrap(), []);
        let (place, _) = bench.write(b"evidence");
        let aside = bench.media.set_aside(b"broken bytes").unwrap();
        let stranger = Media::new(Arc::clone(&bench.media.disk), &Key::make());
        stranger.set_aside(b"theirs").unwrap();
        fs::write(bench.folder.path().join(FOLDER).join("0".repeat(32)), b"short").unwrap();
        fs::write(bench.folder.path().join(FOLDER).join("notes.txt"), [0; 100]).unwrap();
        let mut own = bench.media.own().unwrap();
        own.sort_by_key(|(_, _, purpose)| *purpose as u8);
        assert_eq!(own, [(place.name, place.id, Purpose::Evidence), (aside.name.clone(), aside.id, Purpose::Aside)]);
        assert_eq!(read_all(&bench, &bench.media.aside_place(aside.name, aside.id)), b"broken bytes");
    }

    #[test]
    fn removal_is_repeatable_and_files_carry_the_constant_time() {
        let bench = Bench::new();
        let (place, _) = bench.write(b"evidence");
        let modified = fs::metadata(bench.path(&place)).unwrap().modified().unwrap();
        assert_eq!(modified.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs(), CONSTANT_MTIME_S);
        let kept = bench.folder.path().join("kept");
        fs::hard_link(bench.path(&place), &kept).unwrap();
        let before = fs::read(&kept).unwrap();
        bench.media.remove(&place.name).unwrap();
        assert_ne!(fs::read(&kept).unwrap()[..48], before[..48], "the header is overwritten");
        bench.media.remove(&place.name).unwrap();
        assert!(matches!(bench.media.open(&place), Err(MediaError::Missing)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn seeking_reads_what_a_slice_shows(length in 0usize..300_000, places in proptest::collection::vec((0u64..310_000, 0usize..70_000), 1..8)) {
            let bench = Bench::new();
            let content = content(length);
            let (place, _) = bench.write(&content);
            let mut reader = bench.media.open(&place).unwrap();
            prop_assert_eq!(reader.content_bytes(), length as u64);
            prop_assert_eq!(reader.seek(SeekFrom::End(0)).unwrap(), length as u64);
            for (at, bytes) in places {
                prop_assert_eq!(reader.seek(SeekFrom::Start(at)).unwrap(), at);
                let mut out = Vec::new();
                (&mut reader).take(bytes as u64).read_to_end(&mut out).unwrap();
                let start = (at as usize).min(length);
                prop_assert!(out == content[start..(start + bytes).min(length)]);
                prop_assert_eq!(reader.stream_position().unwrap(), at + out.len() as u64);
            }
            prop_assert!(reader.seek(SeekFrom::Current(i64::MIN)).is_err());
        }
    }
}
