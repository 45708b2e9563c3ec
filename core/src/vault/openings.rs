//! The ring in which each volume's unlocks are told to the other (FORMAT.md §9).
//!
//! Every unlock of either volume appends one record. Only the owner's private key exists, so only she reads those of the second PIN, and nobody
//! tells from the ring which records those are.

use super::disk::{Disk, DiskFile, read_block};
use super::seal::{HPKE_BYTES, Key, hpke_open, hpke_seal};
use crate::Now;
use crate::random;
use sha2::{Digest, Sha256};
use std::io;

const FOLDER: &str = "inbox";
const FILE: &str = "inbox/ring";
const RECORDS: u64 = 64;
const RECORD_BYTES: usize = 256;
const SEALED_AT: usize = 16;
const TEXT_BYTES: usize = RECORD_BYTES - SEALED_AT - HPKE_BYTES;
const VERSION: u8 = 1;
/// No device is unlocked so often. A record that claims a higher number was written by no Pana.
const SEQUENCE_MAX: u64 = u32::MAX as u64;

/// By which secret a volume was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenedBy {
    Pin = 1,
    RecoveryCode = 2,
    Shares = 3,
}

/// One unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) secret: OpenedBy,
    pub(crate) now: Now,
}

/// What the ring holds from one number on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Openings {
    /// Where to read on next time. Lower than where this reading began if the ring was replaced: then everything in it is given.
    pub(crate) next: u64,
    /// The openings told to the reader, with their numbers.
    pub(crate) opened: Vec<(u64, Opening)>,
    /// Records that newer ones took the place of before they were read.
    pub(crate) overwritten: u64,
    /// Records that are torn or altered.
    pub(crate) damaged: u64,
    /// Records for the other volume: the reader's own openings.
    pub(crate) not_ours: u64,
}

/// Makes an empty ring in place of what was there.
pub(crate) fn create(disk: &dyn Disk) -> io::Result<()> {
    disk.create_folder(FOLDER)?;
    disk.sync_folder("")?;
    disk.remove(FILE)?;
    make(disk).map(drop)
}

/// Appends one record, durably, and returns its number. `public` is the key of the *other* volume.
///
/// A ring that is missing is made anew: an unlock is told even then.
pub(crate) fn append(disk: &dyn Disk, public: &[u8; 32], vault_id: &[u8; 16], opening: Opening) -> io::Result<u64> {
    let file = match disk.open(FILE) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => make(disk)?,
        file => file?,
    };
    let number = Slots::read(&*file)?.next().min(SEQUENCE_MAX);
    let count = (number + 1).to_le_bytes();
    let sealed = hpke_seal(public, b"pana/opening/1", &[&vault_id[..], &count].concat(), &encode(opening));
    let sealed = sealed.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the public key for openings is unusable"))?;
    let record = [&count[..], &check(count, &sealed), &sealed].concat();
    file.write_at(&record, number % RECORDS * RECORD_BYTES as u64)?;
    file.sync()?;
    Ok(number)
}

/// Reads the records from number `from` on, in order.
pub(crate) fn read(disk: &dyn Disk, private: &Key, vault_id: &[u8; 16], from: u64) -> io::Result<Openings> {
    let slots = Slots::read(&*disk.open(FILE)?)?;
    let next = slots.next();
    // A ring that ends before what was read of it is another one.
    let from = if next < from { 0 } else { from };
    let oldest = next.saturating_sub(RECORDS).max(from);
    let mut openings = Openings { next, overwritten: oldest - from, ..Openings::default() };
    for number in oldest..next {
        let Some(sealed) = slots.sealed(number) else {
            openings.damaged += 1;
            continue;
        };
        match hpke_open(private, b"pana/opening/1", &[&vault_id[..], &(number + 1).to_le_bytes()].concat(), sealed) {
            None => openings.not_ours += 1,
            Some(text) => match decode(&text) {
                Some(opening) => openings.opened.push((number, opening)),
                None => openings.damaged += 1,
            },
        }
    }
    // Appending was cut: that unlock was never answered, but it was begun.
    openings.damaged += u64::from(next < RECORDS && slots.is_torn(next));
    Ok(openings)
}

/// The ring as it lies in the file; places that the file lacks are as if never written.
struct Slots(Vec<u8>);

impl Slots {
    fn read(file: &dyn DiskFile) -> io::Result<Self> {
        let mut bytes = vec![0; RECORDS as usize * RECORD_BYTES];
        for record in 0..RECORDS as usize {
            let record = record * RECORD_BYTES..(record + 1) * RECORD_BYTES;
            if !read_block(file, &mut bytes[record.clone()], record.start as u64)? {
                bytes[record].fill(0);
            }
        }
        Ok(Self(bytes))
    }

    /// One more than the highest number there is.
    fn next(&self) -> u64 {
        (0..RECORDS).filter_map(|slot| self.number(slot)).max().map_or(0, |number| number + 1)
    }

    fn sealed(&self, number: u64) -> Option<&[u8]> {
        (self.number(number % RECORDS) == Some(number)).then(|| &self.record(number)[SEALED_AT..])
    }

    /// The number of the record in a place, if it is whole and belongs there.
    fn number(&self, slot: u64) -> Option<u64> {
        let record = self.record(slot);
        let (count, rest) = record.split_first_chunk()?;
        let number = u64::from_le_bytes(*count).checked_sub(1)?;
        let whole = check(*count, &rest[SEALED_AT - 8..]) == rest[..8];
        (whole && number <= SEQUENCE_MAX && number % RECORDS == slot).then_some(number)
    }

    fn is_torn(&self, slot: u64) -> bool {
        self.record(slot)[..8] != [0; 8] && self.number(slot).is_none()
    }

    fn record(&self, number: u64) -> &[u8] {
        &self.0[(number % RECORDS) as usize * RECORD_BYTES..][..RECORD_BYTES]
    }
}

fn make(disk: &dyn Disk) -> io::Result<Box<dyn DiskFile>> {
    let mut ring = vec![0; RECORDS as usize * RECORD_BYTES];
    for record in ring.chunks_exact_mut(RECORD_BYTES) {
        random::fill(&mut record[8..]);
    }
    let file = disk.create(FILE)?;
    file.write_at(&ring, 0)?;
    file.sync()?;
    disk.sync_folder(FOLDER)?;
    Ok(file)
}

/// Tells a torn record; it keeps nobody from writing one.
fn check(count: [u8; 8], sealed: &[u8]) -> [u8; 8] {
    let hash = Sha256::new().chain_update(b"pana/opening/check").chain_update(count).chain_update(sealed).finalize();
    let mut check = [0; 8];
    check.copy_from_slice(&hash[..8]);
    check
}

fn encode(opening: Opening) -> [u8; TEXT_BYTES] {
    let mut text = [0; TEXT_BYTES];
    text[0] = VERSION;
    text[1] = opening.secret as u8;
    text[2..2 + Now::LEN_BYTES].copy_from_slice(&opening.now.to_bytes());
    text
}

fn decode(text: &[u8]) -> Option<Opening> {
    let (&[version, secret], rest) = text.split_first_chunk()?;
    let secret = match secret {
        1 => OpenedBy::Pin,
        2 => OpenedBy::RecoveryCode,
        3 => OpenedBy::Shares,
        _ => return None,
    };
    let now = Now::from_bytes(rest.first_chunk()?)?;
    (version == VERSION).then_some(Opening { secret, now })
}

#[cfg(test)]
mod tests {
    use super::super::disk::Folder;
    use super::super::seal::hpke_pair;
    use super::*;
    use crate::{Moment, Uptime};
    use proptest::prelude::*;
    use std::fs;

    const VAULT: [u8; 16] = [7; 16];

    struct Phone {
        folder: tempfile::TempDir,
        disk: Folder,
        private: Key,
        public: [u8; 32],
        other_public: [u8; 32],
    }

    impl Phone {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let disk = Folder::new(folder.path()).unwrap();
            create(&disk).unwrap();
            let (private, public) = hpke_pair();
            Self { folder, disk, private, public, other_public: hpke_pair().1 }
        }

        fn append(&self, number: u64) {
            assert_eq!(append(&self.disk, &self.public, &VAULT, opening(number)).unwrap(), number);
        }

        fn read(&self, from: u64) -> Openings {
            read(&self.disk, &self.private, &VAULT, from).unwrap()
        }

        fn bytes(&self) -> Vec<u8> {
            fs::read(self.folder.path().join(FILE)).unwrap()
        }

        fn set(&self, bytes: &[u8]) {
            fs::write(self.folder.path().join(FILE), bytes).unwrap();
        }
    }

    fn opening(number: u64) -> Opening {
        let secret = [OpenedBy::Pin, OpenedBy::RecoveryCode, OpenedBy::Shares][number as usize % 3];
        let now = Now {
            wall: Moment::new(1_769_963_400_000 + number.cast_signed(), 300).unwrap(),
            uptime: Uptime { boot: [number as u8; 16], nanos: number },
        };
        Opening { secret, now }
    }

    fn expected(numbers: std::ops::Range<u64>) -> Vec<(u64, Opening)> {
        numbers.map(|number| (number, opening(number))).collect()
    }

    #[test]
    fn openings_come_back_in_order_and_what_was_overwritten_is_counted() {
        let phone = Phone::new();
        assert_eq!(phone.read(0), Openings::default());
        (0..10).for_each(|number| phone.append(number));
        assert_eq!(phone.read(0).opened, expected(0..10));
        assert_eq!(phone.read(8).opened, expected(8..10));
        (10..150).for_each(|number| phone.append(number));
        assert_eq!(phone.read(10), Openings { next: 150, opened: expected(86..150), overwritten: 76, ..Openings::default() });
        assert_eq!(phone.read(150), Openings { next: 150, ..Openings::default() });
        assert_eq!(phone.bytes().len(), 16_384);
    }

    #[test]
    fn a_record_is_as_the_format_says() {
        let phone = Phone::new();
        (0..3).for_each(|number| phone.append(number));
        let ring = phone.bytes();
        let record = &ring[512..768];
        assert_eq!(record[..8], 3u64.to_le_bytes());
        assert_eq!(record[8..16], Sha256::digest([b"pana/opening/check", &record[..8], &record[16..]].concat())[..8]);
        let text = hpke_open(&phone.private, b"pana/opening/1", &[&VAULT[..], &record[..8]].concat(), &record[16..]).unwrap();
        let moment = opening(2).now.wall.to_bytes();
        assert_eq!(text, [&[1, 3][..], &moment, &[2; 16], &2u64.to_le_bytes(), &[0; 192 - 36]].concat());
        assert!(ring.chunks(256).skip(3).all(|record| record[..8] == [0; 8] && record[8..] != [0; 248]));
    }

    #[test]
    fn those_for_the_other_volume_or_vault_are_counted_only() {
        let phone = Phone::new();
        phone.append(0);
        append(&phone.disk, &phone.other_public, &VAULT, opening(1)).unwrap();
        append(&phone.disk, &phone.public, &[8; 16], opening(2)).unwrap();
        assert_eq!(phone.read(0), Openings { next: 3, opened: expected(0..1), not_ours: 2, ..Openings::default() });
        assert!(append(&phone.disk, &[0; 32], &VAULT, opening(3)).is_err(), "a key to which nothing can be sealed");
    }

    #[test]
    fn a_broken_record_is_that_record_only() {
        let phone = Phone::new();
        (0..70).for_each(|number| phone.append(number));
        let whole = phone.bytes();
        for bit in (0..16 * 8).chain((16 * 8..256 * 8).step_by(37)) {
            let mut altered = whole.clone();
            altered[3 * 256 + bit / 8] ^= 1 << (bit % 8);
            phone.set(&altered);
            let read = phone.read(6);
            assert_eq!((read.next, read.damaged, read.opened.len()), (70, 1, 63), "bit {bit}");
            assert!(read.opened.iter().all(|(number, _)| *number != 67));
        }
    }

    #[test]
    fn a_torn_append_is_told_and_written_over() {
        let phone = Phone::new();
        phone.append(0);
        let before = phone.bytes();
        phone.append(1);
        let after = phone.bytes();
        phone.set(&[&after[..256 + 100], &before[256 + 100..]].concat());
        assert_eq!(phone.read(0), Openings { next: 1, opened: expected(0..1), damaged: 1, ..Openings::default() });
        phone.append(1);
        assert_eq!(phone.read(0).opened, expected(0..2));
    }

    #[test]
    fn a_ring_that_was_replaced_is_read_from_its_start() {
        let phone = Phone::new();
        (0..5).for_each(|number| phone.append(number));
        fs::remove_file(phone.folder.path().join(FILE)).unwrap();
        assert!(read(&phone.disk, &phone.private, &VAULT, 5).is_err());
        phone.append(0);
        assert_eq!(phone.read(5), Openings { next: 1, opened: expected(0..1), ..Openings::default() });
    }

    #[test]
    fn forged_numbers_neither_overflow_nor_hide_the_next_opening() {
        for forged in [SEQUENCE_MAX + 1, u64::MAX, u64::MAX - 1, 1 << 40] {
            let phone = Phone::new();
            (0..2).for_each(|number| phone.append(number));
            let mut ring = phone.bytes();
            let at = ((forged.wrapping_sub(1)) % 64) as usize * 256;
            let sealed = ring[at + 16..at + 256].to_vec();
            let count = forged.to_le_bytes();
            ring[at..at + 16].copy_from_slice(&[count, check(count, &sealed)].concat());
            phone.set(&ring);
            let number = append(&phone.disk, &phone.public, &VAULT, opening(9)).unwrap();
            let read = phone.read(0);
            assert_eq!(read.opened.last(), Some(&(number, opening(9))));
            assert!(read.opened.len() <= 64 && read.next <= SEQUENCE_MAX + 1);
            append(&phone.disk, &phone.public, &VAULT, opening(10)).unwrap();
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn no_file_makes_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..20_000), from in any::<u64>()) {
            let phone = Phone::new();
            phone.set(&bytes);
            phone.read(from);
            append(&phone.disk, &phone.public, &VAULT, opening(1)).unwrap();
            prop_assert_eq!(phone.read(0).opened, vec![(0, opening(1))]);
        }
    }
}
