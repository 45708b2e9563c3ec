#![allow(clippy::needless_for_each)]

use super::memory_disk::MemoryDisk;
use super::*;
use proptest::prelude::*;

const KEY: Key = Key([1; 32]);
const UPTIME: Uptime = Uptime { boot: [3; 16], nanos: 1 };

fn create(disk: &MemoryDisk) -> Volume {
    Volume::create(VolumeFiles::create(disk).unwrap(), Side::A, &KEY, [7; 16], UPTIME).unwrap()
}

fn reopen(disk: &MemoryDisk) -> Opened {
    Volume::open(VolumeFiles::open(disk).unwrap(), Side::A, &KEY, [7; 16], UPTIME, &mut |_| Ok(())).unwrap()
}

fn page(byte: u8) -> Vec<u8> {
    let mut page = vec![byte; PAGE_BYTES];
    page[PAGE_BYTES - RESERVED_BYTES..].fill(0);
    page
}

/// A log as SQLite would write it.
struct Writer {
    header: [u8; LOG_HEADER_BYTES],
    sums: [u32; 2],
    unit: u32,
}

impl Writer {
    fn begin(volume: &mut Volume, number: u32) -> Self {
        let mut header = [9; LOG_HEADER_BYTES];
        header[..4].copy_from_slice(&0x377f_0682u32.to_be_bytes());
        header[12..16].copy_from_slice(&number.to_be_bytes());
        header[16..24].copy_from_slice(&(u64::from(number) + 5).to_be_bytes());
        let sums = log::add_words([0; 2], &header[..24], u32::from_le_bytes);
        header[24..28].copy_from_slice(&sums[0].to_be_bytes());
        header[28..].copy_from_slice(&sums[1].to_be_bytes());
        volume.begin_log(header).unwrap();
        Self { header, sums, unit: 0 }
    }

    fn append(&mut self, volume: &mut Volume, number: u32, byte: u8, commit_pages: u32) {
        let mut frame = [0; FRAME_HEADER_BYTES];
        frame[..4].copy_from_slice(&number.to_be_bytes());
        frame[4..8].copy_from_slice(&commit_pages.to_be_bytes());
        frame[8..16].copy_from_slice(&self.header[16..24]);
        let page = page(byte);
        self.sums = log::add_words(log::add_words(self.sums, &frame[..8], u32::from_le_bytes), &page, u32::from_le_bytes);
        frame[16..20].copy_from_slice(&self.sums[0].to_be_bytes());
        frame[20..].copy_from_slice(&self.sums[1].to_be_bytes());
        volume.append_unit(self.unit, frame, &page).unwrap();
        self.unit += 1;
    }
}

fn unit(volume: &mut Volume, unit: u32) -> u8 {
    let mut out = vec![0; PAGE_BYTES];
    volume.read_unit(unit, &mut out).unwrap();
    out[0]
}

#[test]
fn a_log_that_was_copied_can_go_on() {
    let disk = MemoryDisk::default();
    let mut volume = create(&disk);
    let mut writer = Writer::begin(&mut volume, 0);
    writer.append(&mut volume, 1, 1, 1);
    volume.sync_log().unwrap();
    volume.write_page(1, &page(1)).unwrap();
    volume.sync_database().unwrap();
    volume.log_is_copied().unwrap();
    writer.append(&mut volume, 2, 2, 2);
    volume.sync_log().unwrap();
    drop(volume);
    let mut opened = reopen(&disk);
    assert_eq!(opened.recovery, Recovery::Recovered);
    assert_eq!((opened.volume.log_units(), unit(&mut opened.volume, 1)), (2, 2));
}

#[test]
fn units_of_a_log_before_and_of_a_broken_transaction_are_overwritten() {
    let disk = MemoryDisk::default();
    let mut volume = create(&disk);
    let mut writer = Writer::begin(&mut volume, 0);
    (0..9).for_each(|i| writer.append(&mut volume, i + 1, i as u8, 9));
    volume.sync_log().unwrap();
    let mut writer = Writer::begin(&mut volume, 1);
    writer.append(&mut volume, 1, 50, 9);
    volume.sync_log().unwrap();
    writer.append(&mut volume, 2, 51, 0);
    drop(volume);
    let opened = reopen(&disk);
    assert_eq!((opened.recovery, opened.volume.log_units()), (Recovery::LastSaveMayBeMissing, 1));
    let keys = Keyring::new(&KEY, Side::A, [7; 16]);
    let file = disk.world().files["a.wal"].clone();
    let authentic = |i: usize| keys.open(Kind::Prelude, i as u32, &mut file[8192 + i * UNIT_BYTES..][..120].to_vec());
    assert!(authentic(0));
    assert!((1..9).all(|i| !authentic(i)));
}

#[test]
fn a_replayed_unit_of_an_older_log_is_damage() {
    let disk = MemoryDisk::default();
    let mut volume = create(&disk);
    let mut writer = Writer::begin(&mut volume, 0);
    (0..5).for_each(|i| writer.append(&mut volume, i + 1, i as u8, 5));
    volume.sync_log().unwrap();
    let old = disk.world().files["a.wal"].clone();
    let mut writer = Writer::begin(&mut volume, 1);
    for i in 0..5 {
        writer.append(&mut volume, i + 1, 100 + i as u8, 5);
        volume.sync_log().unwrap();
    }
    drop(volume);
    let at = 8192 + 2 * UNIT_BYTES;
    disk.world().files.get_mut("a.wal").unwrap()[at..at + UNIT_BYTES].copy_from_slice(&old[at..at + UNIT_BYTES]);
    assert_eq!(reopen(&disk).recovery, Recovery::Damaged { restored_to_commits: 2, bad_unit: 2, lost_units: 3 });
}

#[test]
fn a_page_without_room_for_its_seal_is_refused() {
    let disk = MemoryDisk::default();
    let mut volume = create(&disk);
    assert!(volume.write_page(1, &[1; PAGE_BYTES]).is_err());
    assert!(volume.write_page(1, &[0; 100]).is_err());
    assert!(volume.write_page(0, &page(0)).is_err());
    assert!(volume.append_unit(7, [0; FRAME_HEADER_BYTES], &page(0)).is_err());
}

#[test]
fn a_page_opens_only_in_its_place_and_its_volume() {
    let disk = MemoryDisk::default();
    let mut volume = create(&disk);
    volume.write_page(1, &page(1)).unwrap();
    volume.write_page(2, &page(2)).unwrap();
    volume.sync_database().unwrap();
    let mut out = vec![0; PAGE_BYTES];
    volume.read_page(2, &mut out).unwrap();
    assert!(out == page(2));
    let first = volume.raw_page(1).unwrap();
    let at = 8192 + PAGE_BYTES;
    disk.world().files.get_mut("a.db").unwrap()[at..at + PAGE_BYTES].copy_from_slice(&first);
    assert!(is_damage(&volume.read_page(2, &mut out).unwrap_err()));
    assert!(out.iter().all(|byte| *byte == 0));
}

#[test]
fn two_sessions_never_share_a_nonce() {
    let disk = MemoryDisk::default();
    let mut volume = create(&disk);
    let mut nonces = Vec::new();
    for _ in 0..4 {
        for number in 1..50 {
            volume.write_page(number, &page(0)).unwrap();
            nonces.push(volume.raw_page(number).unwrap()[PAGE_BYTES - SEAL_BYTES..PAGE_BYTES - 16].to_vec());
        }
        drop(volume);
        volume = reopen(&disk).volume;
    }
    let count = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), count);
}

/// What a session does, in short.
#[derive(Clone, Debug)]
enum Step {
    Commit(Vec<u32>),
    RollBack(Vec<u32>),
    Copy,
    Clear,
    Kill,
}

fn step() -> impl Strategy<Value = Step> {
    let numbers = || proptest::collection::vec(1u32..12, 1..6);
    prop_oneof![
        4 => numbers().prop_map(Step::Commit),
        2 => numbers().prop_map(Step::RollBack),
        1 => Just(Step::Copy),
        1 => Just(Step::Clear),
        2 => Just(Step::Kill),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a session does and wherever it is killed, the log holds all that was committed since it was last copied, and nothing else.
    #[test]
    fn the_log_is_what_was_committed(steps in proptest::collection::vec(step(), 1..20)) {
        let disk = MemoryDisk::default();
        let mut volume = create(&disk);
        let mut writer: Option<Writer> = None;
        let mut logs = 0;
        let mut expected: Vec<(u32, u8)> = Vec::new();
        for (i, step) in steps.into_iter().enumerate() {
            match step {
                Step::Commit(numbers) => {
                    let writer = writer.get_or_insert_with(|| { logs += 1; Writer::begin(&mut volume, logs) });
                    let last = numbers.len() - 1;
                    for (k, number) in numbers.into_iter().enumerate() {
                        writer.append(&mut volume, number, i as u8, if k == last { 12 } else { 0 });
                        expected.push((number, i as u8));
                    }
                    volume.sync_log().unwrap();
                }
                Step::RollBack(numbers) => if let Some(writer) = &mut writer {
                    let (unit, sums) = (writer.unit, writer.sums);
                    numbers.into_iter().for_each(|number| writer.append(&mut volume, number, 255, 0));
                    (writer.unit, writer.sums) = (unit, sums);
                },
                Step::Copy | Step::Clear => {
                    for (number, byte) in &expected {
                        volume.write_page(*number, &page(*byte)).unwrap();
                    }
                    volume.sync_database().unwrap();
                    if matches!(step, Step::Copy) { volume.log_is_copied().unwrap() } else { volume.clear_log().unwrap() }
                    writer = None;
                    expected.clear();
                }
                Step::Kill => {
                    drop(volume);
                    let opened = reopen(&disk);
                    let sound = !matches!(opened.recovery, Recovery::Damaged { .. } | Recovery::HeaderRebuilt);
                    prop_assert!(sound);
                    volume = opened.volume;
                    prop_assert_eq!(volume.log_units() as usize, expected.len());
                    for (k, (number, byte)) in expected.iter().enumerate() {
                        prop_assert_eq!((volume.log.page_of(k as u32), unit(&mut volume, k as u32)), (Some(*number), *byte));
                    }
                    if expected.is_empty() {
                        writer = None;
                    }
                }
            }
        }
    }
}
