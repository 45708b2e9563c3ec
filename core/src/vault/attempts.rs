//! How often a secret may be tried: a bucket of tries that only time refills (FORMAT.md §7).
//!
//! Five tries, then one per ten minutes; after twenty remembered wrong ones, one per hour. The time is that of a clock which can't be set, no
//! successful unlock refills anything, and every charge moves the file to a fresh device key, so that an older one no longer counts.
//!
//! The keys have two names in turn, and those follow from the vault: whoever deletes the file can't leave a key behind that nobody knows of, and
//! collect files that still count.

use super::device_key::{Alias, DeviceKey, DeviceKeyError};
use super::disk::{Disk, DiskFile, read_block};
use crate::moment::Uptime;
use crate::random;
use sha2::{Digest, Sha256};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;

const FILE: &str = "attempts";
const VERSION: u32 = 1;
const LABEL: &[u8] = b"pana/attempts/1";
const ALIAS_LABEL: &[u8] = b"pana/attempts/alias";
const COPY_BYTES: usize = 4096;
/// What a copy's authentication covers.
const BODY_BYTES: usize = COPY_BYTES - 32;

/// Tries in a full bucket.
const TRIES_MAX: u32 = 5;
/// Remembered wrong tries from which on the wait is the longest.
const WRONG_TRIES_BEFORE_LONGEST_WAIT: u32 = 20;
const WAIT_NS: u64 = 10 * 60 * 1_000_000_000;
const LONGEST_WAIT_NS: u64 = 60 * 60 * 1_000_000_000;
/// While the bucket is full, one remembered wrong try is forgiven each time this has passed.
const FORGIVEN_AFTER_NS: u64 = 60 * 60 * 1_000_000_000;

/// The count of tries, as it is on disk.
pub(crate) struct Attempts {
    disk: Arc<dyn Disk>,
    device_key: Arc<dyn DeviceKey>,
    /// The two names that its keys have in turn.
    aliases: [Alias; 2],
    /// What is durable; `None` once that is in doubt: then no more is tried before the next [`Attempts::load`].
    record: Option<Record>,
}

/// Why a try could not be charged. There are no more tries until the next [`Attempts::load`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum AttemptsError {
    #[error("the count of attempts could not be written")]
    Io(#[from] io::Error),
    #[error(transparent)]
    DeviceKey(#[from] DeviceKeyError),
    #[error("an earlier attempt could not be counted")]
    Exhausted,
}

impl Attempts {
    /// Begins with a full bucket. What stood there is overwritten: the caller makes a new vault.
    pub(crate) fn create(
        disk: Arc<dyn Disk>,
        device_key: Arc<dyn DeviceKey>,
        vault_id: &[u8; 16],
        uptime: Uptime,
    ) -> Result<Self, AttemptsError> {
        let mut attempts = Self { disk, device_key, aliases: aliases(vault_id), record: None };
        attempts.begin(Bucket::full(uptime))?;
        Ok(attempts)
    }

    /// Reads the count. Where it is missing or fails, the longest wait begins now.
    ///
    /// While the device's key store can't be asked nothing is known and nothing written: the longest wait holds until the next load.
    pub(crate) fn load(disk: Arc<dyn Disk>, device_key: Arc<dyn DeviceKey>, vault_id: &[u8; 16], uptime: Uptime) -> Self {
        let mut attempts = Self { disk, device_key, aliases: aliases(vault_id), record: None };
        match attempts.read() {
            Ok(Some((record, both))) => attempts.resume(record, both, uptime),
            Err(AttemptsError::DeviceKey(DeviceKeyError::Unavailable)) => (),
            Ok(None) | Err(_) => {
                // If not even this can be written there is no record, which refuses.
                let _ = attempts.begin(Bucket::empty(uptime));
            }
        }
        attempts
    }

    /// How long until the next try; zero if there is one now.
    pub(crate) fn wait(&self, uptime: Uptime) -> Duration {
        Duration::from_nanos(self.record.as_ref().map_or(LONGEST_WAIT_NS, |record| record.bucket.wait_ns(uptime)))
    }

    /// Counts a wrong try, durably, and returns the wait until the next. The answer to the try may be shown only after this.
    pub(crate) fn charge(&mut self, uptime: Uptime) -> Result<Duration, AttemptsError> {
        // Whatever fails below leaves no record, and so no further try.
        let old = self.record.take().ok_or(AttemptsError::Exhausted)?;
        let bucket = old.bucket.charged(uptime);
        self.move_on(old.generation, self.other(old.alias), bucket)?;
        Ok(self.wait(uptime))
    }

    /// Starts a file that continues none. No file that ever counted does so from here on; after a cut before the new one is whole there is none,
    /// and the next start begins again.
    fn begin(&mut self, bucket: Bucket) -> Result<(), AttemptsError> {
        let [first, second] = self.aliases;
        self.device_key.destroy(second)?;
        self.move_on(0, first, bucket)
    }

    /// Writes both copies under a new key called `alias`, and only then destroys the other key: at every point one copy is readable.
    fn move_on(&mut self, generation: u64, alias: Alias, bucket: Bucket) -> Result<(), AttemptsError> {
        // An older key of this name would let older files count again.
        self.device_key.destroy(alias)?;
        self.device_key.create(alias)?;
        let mut record = Record { generation, alias, previous: self.other(alias), bucket };
        let file = self.file()?;
        for _ in 0..2 {
            self.write_next(&*file, &mut record)?;
        }
        self.device_key.destroy(record.previous)?;
        self.record = Some(record);
        Ok(())
    }

    fn other(&self, alias: Alias) -> Alias {
        self.aliases[usize::from(alias == self.aliases[0])]
    }

    /// Takes up what was read, and finishes a move that was cut short. What can't be finished now is finished by the next charge.
    fn resume(&mut self, mut record: Record, both: bool, uptime: Uptime) {
        let _ = self.settle(&mut record, both, uptime);
        self.record = Some(record);
    }

    fn settle(&self, record: &mut Record, both: bool, uptime: Uptime) -> Result<(), AttemptsError> {
        let file = self.file()?;
        let behind = record.bucket.at.boot == uptime.boot && uptime.nanos < record.bucket.at.nanos;
        if behind {
            // Counting goes on from here, or a clock that fell back by a month would make a wait of a month.
            record.bucket.at = uptime;
        }
        if behind || !both {
            self.write_next(&*file, record)?;
        }
        if behind {
            self.write_next(&*file, record)?;
        }
        // What was read may not have reached the disk when its writer was stopped.
        file.sync()?;
        Ok(self.device_key.destroy(record.previous)?)
    }

    /// The valid copy with the higher generation, and whether the other one carries its alias too.
    fn read(&self) -> Result<Option<(Record, bool)>, AttemptsError> {
        let file = self.disk.open(FILE)?;
        let first = self.read_copy(&*file, 0)?;
        let second = self.read_copy(&*file, 1)?;
        Ok(match (first, second) {
            (Some(first), Some(second)) => {
                let both = first.alias == second.alias;
                Some((if first.generation > second.generation { first } else { second }, both))
            }
            (one, other) => one.or(other).map(|record| (record, false)),
        })
    }

    fn read_copy(&self, file: &dyn DiskFile, copy: u64) -> Result<Option<Record>, AttemptsError> {
        let mut block = [0; COPY_BYTES];
        if !read_block(file, &mut block, copy * COPY_BYTES as u64)? {
            return Ok(None);
        }
        let ours = |record: &Record| {
            record.generation % 2 == copy && self.aliases.contains(&record.alias) && record.previous == self.other(record.alias)
        };
        let Some(record) = Record::decode(&block).filter(ours) else { return Ok(None) };
        match self.tag(record.alias, &block) {
            Ok(tag) => Ok(bool::from(tag.ct_eq(&block[BODY_BYTES..])).then_some(record)),
            Err(DeviceKeyError::Missing) => Ok(None),
            Err(unavailable) => Err(unavailable.into()),
        }
    }

    /// Writes the record as the next generation, into the copy whose turn it is.
    fn write_next(&self, file: &dyn DiskFile, record: &mut Record) -> Result<(), AttemptsError> {
        record.generation = record.generation.wrapping_add(1);
        let mut block = record.encode();
        let tag = self.tag(record.alias, &block)?;
        block[BODY_BYTES..].copy_from_slice(&tag);
        file.write_at(&block, record.generation % 2 * COPY_BYTES as u64)?;
        Ok(file.sync()?)
    }

    fn tag(&self, alias: Alias, block: &[u8; COPY_BYTES]) -> Result<[u8; 32], DeviceKeyError> {
        self.device_key.hmac(alias, &[LABEL, &block[..BODY_BYTES]].concat())
    }

    fn file(&self) -> io::Result<Box<dyn DiskFile>> {
        match self.disk.open(FILE) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let file = self.disk.create(FILE)?;
                self.disk.sync_folder("")?;
                Ok(file)
            }
            file => file,
        }
    }
}

/// One copy of the file.
struct Record {
    generation: u64,
    alias: Alias,
    previous: Alias,
    bucket: Bucket,
}

/// The two names that the keys of a vault's attempts have in turn.
fn aliases(vault_id: &[u8; 16]) -> [Alias; 2] {
    [0u8, 1].map(|number| {
        let hash = Sha256::new().chain_update(ALIAS_LABEL).chain_update(vault_id).chain_update([number]).finalize();
        let mut alias = Alias([0; Alias::LEN_BYTES]);
        alias.0.copy_from_slice(&hash[..Alias::LEN_BYTES]);
        alias
    })
}

impl Record {
    fn encode(&self) -> [u8; COPY_BYTES] {
        let mut block = random::bytes::<COPY_BYTES>();
        let Bucket { at, tries, wrong, waited_ns } = &self.bucket;
        block[..4].copy_from_slice(&VERSION.to_le_bytes());
        block[4..12].copy_from_slice(&self.generation.to_le_bytes());
        block[12..28].copy_from_slice(&self.alias.0);
        block[28..44].copy_from_slice(&self.previous.0);
        block[44..60].copy_from_slice(&at.boot);
        block[60..68].copy_from_slice(&at.nanos.to_le_bytes());
        block[68..72].copy_from_slice(&tries.to_le_bytes());
        block[72..76].copy_from_slice(&wrong.to_le_bytes());
        block[76..84].copy_from_slice(&waited_ns.to_le_bytes());
        block
    }

    /// Reads the fields, whoever wrote them; `None` if no writer of this version writes so.
    fn decode(block: &[u8; COPY_BYTES]) -> Option<Self> {
        let tries = u32::from_le_bytes(field(block, 68));
        if u32::from_le_bytes(field(block, 0)) != VERSION || tries > TRIES_MAX {
            return None;
        }
        Some(Self {
            generation: u64::from_le_bytes(field(block, 4)),
            alias: Alias(field(block, 12)),
            previous: Alias(field(block, 28)),
            bucket: Bucket {
                at: Uptime { boot: field(block, 44), nanos: u64::from_le_bytes(field(block, 60)) },
                tries,
                wrong: u32::from_le_bytes(field(block, 72)),
                waited_ns: u64::from_le_bytes(field(block, 76)),
            },
        })
    }
}

fn field<const N: usize>(block: &[u8; COPY_BYTES], at: usize) -> [u8; N] {
    let mut field = [0; N];
    field.copy_from_slice(&block[at..at + N]);
    field
}

/// The tries there were at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bucket {
    at: Uptime,
    tries: u32,
    wrong: u32,
    /// Waited by then towards the next try; in a full bucket, towards forgiving.
    waited_ns: u64,
}

impl Bucket {
    fn full(at: Uptime) -> Self {
        Self { at, tries: TRIES_MAX, wrong: 0, waited_ns: 0 }
    }

    /// The longest wait lies before the next try.
    fn empty(at: Uptime) -> Self {
        Self { at, tries: 0, wrong: WRONG_TRIES_BEFORE_LONGEST_WAIT, waited_ns: 0 }
    }

    fn wait_ns(&self, uptime: Uptime) -> u64 {
        let later = self.later(uptime);
        if later.tries > 0 { 0 } else { later.interval_ns().saturating_sub(later.waited_ns) }
    }

    fn charged(&self, uptime: Uptime) -> Self {
        let mut bucket = self.later(uptime);
        // What was waited in a full bucket counted towards forgiving; a charge without a try left starts the wait anew.
        if bucket.tries == TRIES_MAX || bucket.tries == 0 {
            bucket.waited_ns = 0;
        }
        bucket.tries = bucket.tries.saturating_sub(1);
        bucket.wrong = bucket.wrong.saturating_add(1);
        bucket
    }

    /// The bucket as time has refilled it.
    fn later(&self, uptime: Uptime) -> Self {
        // After another boot only the time since then is certain. A clock that went back shows none.
        let passed_ns = if uptime.boot == self.at.boot { uptime.nanos.saturating_sub(self.at.nanos) } else { uptime.nanos };
        let mut bucket = Self { at: uptime, waited_ns: self.waited_ns.saturating_add(passed_ns), ..self.clone() };
        let gained = (bucket.waited_ns / bucket.interval_ns()).min(u64::from(TRIES_MAX - bucket.tries)) as u32;
        bucket.waited_ns -= u64::from(gained) * bucket.interval_ns();
        bucket.tries += gained;
        if bucket.tries == TRIES_MAX {
            let forgiven = (bucket.waited_ns / FORGIVEN_AFTER_NS).min(u64::from(bucket.wrong)) as u32;
            bucket.wrong -= forgiven;
            bucket.waited_ns %= FORGIVEN_AFTER_NS;
        }
        bucket
    }

    fn interval_ns(&self) -> u64 {
        if self.wrong >= WRONG_TRIES_BEFORE_LONGEST_WAIT { LONGEST_WAIT_NS } else { WAIT_NS }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut::Cut;
    use super::super::device_key::MemoryDeviceKey;
    use super::super::disk::Folder;
    use super::*;
    use proptest::prelude::*;
    use std::fs;
    use std::path::PathBuf;

    const MINUTE_NS: u64 = 60 * 1_000_000_000;
    const HOUR: Duration = Duration::from_hours(1);
    const VAULT_ID: [u8; 16] = [7; 16];

    fn up(boot: u8, minutes: u64) -> Uptime {
        Uptime { boot: [boot; 16], nanos: minutes * MINUTE_NS }
    }

    fn charge_all(attempts: &mut Attempts, times: u32, uptime: Uptime) {
        for _ in 0..times {
            attempts.charge(uptime).unwrap();
        }
    }

    /// A device with a folder and a key store.
    struct Phone {
        folder: tempfile::TempDir,
        keys: MemoryDeviceKey,
    }

    impl Phone {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap(), keys: MemoryDeviceKey::new() }
        }

        fn disk(&self) -> Arc<dyn Disk> {
            Arc::new(Folder::new(self.folder.path()).unwrap())
        }

        fn create(&self, uptime: Uptime) -> Attempts {
            Attempts::create(self.disk(), Arc::new(self.keys.clone()), &VAULT_ID, uptime).unwrap()
        }

        fn load(&self, uptime: Uptime) -> Attempts {
            Attempts::load(self.disk(), Arc::new(self.keys.clone()), &VAULT_ID, uptime)
        }

        fn file(&self) -> PathBuf {
            self.folder.path().join(FILE)
        }
    }

    #[test]
    fn five_tries_then_one_per_ten_minutes() {
        let phone = Phone::new();
        let mut attempts = phone.create(up(1, 0));
        for left in (0..5).rev() {
            assert_eq!(attempts.wait(up(1, 0)), Duration::ZERO);
            let wait = attempts.charge(up(1, 0)).unwrap();
            assert_eq!(wait.is_zero(), left > 0);
        }
        assert_eq!(attempts.wait(up(1, 4)), Duration::from_mins(6));
        assert_eq!(attempts.wait(up(1, 10)), Duration::ZERO);
        assert_eq!(attempts.charge(up(1, 13)).unwrap(), Duration::from_mins(7), "three minutes of the next wait are over");
    }

    #[test]
    fn after_twenty_wrong_ones_one_per_hour_until_forgiven() {
        let phone = Phone::new();
        let mut attempts = phone.create(up(1, 0));
        let mut minute = 0;
        for _ in 0..20 {
            while !attempts.wait(up(1, minute)).is_zero() {
                minute += 1;
            }
            attempts.charge(up(1, minute)).unwrap();
        }
        assert_eq!(minute, 150);
        assert_eq!(attempts.wait(up(1, minute)), HOUR);
        assert_eq!(attempts.wait(up(1, minute + 60)), Duration::ZERO);
        // Five hours fill the bucket; each hour after that forgives one, and twenty are forgiven after twenty.
        let full = minute + 5 * 60;
        assert_eq!(attempts.record.as_ref().unwrap().bucket.later(up(1, full + 59)).wrong, 20);
        assert_eq!(attempts.record.as_ref().unwrap().bucket.later(up(1, full + 60)).wrong, 19);
        assert_eq!(attempts.record.as_ref().unwrap().bucket.later(up(1, full + 100 * 60)).wrong, 0);
    }

    #[test]
    fn the_file_is_as_the_format_says_and_each_charge_takes_a_fresh_key() {
        let phone = Phone::new();
        let mut attempts = phone.create(up(1, 0));
        let mut seen = Vec::new();
        for charge in 1..5 {
            attempts.charge(up(1, 7)).unwrap();
            let [alias] = phone.keys.aliases()[..] else { panic!("one key at a time") };
            let named = [b"pana/attempts/alias".as_slice(), &VAULT_ID, &[charge % 2]].concat();
            assert_eq!(alias.0, Sha256::digest(named)[..16]);
            let answer = phone.keys.hmac(alias, b"which key").unwrap();
            assert!(!seen.contains(&answer));
            seen.push(answer);
            let file = fs::read(phone.file()).unwrap();
            assert_eq!(file.len(), 8192);
            for copy in file.chunks(4096) {
                assert_eq!(copy[12..28], alias.0);
                assert_eq!(copy[60..68], (7 * MINUTE_NS).to_le_bytes());
                assert_eq!(copy[4064..], phone.keys.hmac(alias, &[b"pana/attempts/1", &copy[..4064]].concat()).unwrap());
            }
        }
    }

    #[test]
    fn missing_damaged_or_older_files_cost_the_longest_wait_and_no_more() {
        let phone = Phone::new();
        let older = |minute: u64| {
            let old = fs::read(phone.file()).unwrap();
            phone.load(up(1, minute)).charge(up(1, minute)).unwrap();
            old
        };
        let spoilt: [&dyn Fn(u64); 6] = [
            &|_| fs::remove_file(phone.file()).unwrap(),
            &|_| fs::write(phone.file(), []).unwrap(),
            &|_| fs::write(phone.file(), [0; 8192]).unwrap(),
            &|_| fs::write(phone.file(), random::bytes::<9000>()).unwrap(),
            &|minute| fs::write(phone.file(), older(minute)).unwrap(),
            &|_| phone.keys.aliases().into_iter().for_each(|alias| phone.keys.destroy(alias).unwrap()),
        ];
        for (number, spoil) in (0..).zip(spoilt) {
            let minute = number * 10_000;
            phone.create(up(1, minute));
            spoil(minute);
            assert_eq!(phone.load(up(1, minute)).wait(up(1, minute)), HOUR);
            assert_eq!(phone.load(up(1, minute + 20)).wait(up(1, minute + 20)), HOUR * 2 / 3, "counted from then on, durably");
            assert_eq!(phone.load(up(1, minute + 60)).wait(up(1, minute + 60)), Duration::ZERO);
        }
    }

    /// Whoever deletes the file between tries and keeps each has as many files that don't count.
    #[test]
    fn files_collected_by_deleting_them_count_no_more() {
        let phone = Phone::new();
        let mut minute = 0;
        let mut collected = vec![{
            phone.create(up(1, 0));
            fs::read(phone.file()).unwrap()
        }];
        for _ in 0..6 {
            fs::remove_file(phone.file()).unwrap();
            let mut attempts = phone.load(up(1, minute));
            collected.push(fs::read(phone.file()).unwrap());
            minute += 60;
            attempts.charge(up(1, minute)).unwrap();
            collected.push(fs::read(phone.file()).unwrap());
        }
        let current = collected.pop().unwrap();
        for old in collected {
            fs::write(phone.file(), old).unwrap();
            assert_eq!(phone.load(up(1, minute)).wait(up(1, minute)), HOUR);
        }
        fs::write(phone.file(), current).unwrap();
        assert_eq!(phone.load(up(1, minute)).wait(up(1, minute)), HOUR, "nor does the last one, after others were tried");
    }

    #[test]
    fn one_broken_copy_changes_nothing() {
        for copy in 0..2 {
            let phone = Phone::new();
            let mut attempts = phone.create(up(1, 0));
            charge_all(&mut attempts, 5, up(1, 0));
            let mut file = fs::read(phone.file()).unwrap();
            file[copy * 4096 + 70] ^= 1;
            fs::write(phone.file(), file).unwrap();
            for _ in 0..2 {
                assert_eq!(phone.load(up(1, 1)).wait(up(1, 1)), Duration::from_mins(9));
            }
            let file = fs::read(phone.file()).unwrap();
            assert_eq!(file[12..28], file[4096 + 12..4096 + 28], "the other copy is made anew");
        }
    }

    #[test]
    fn a_key_store_that_is_locked_refuses_and_changes_nothing() {
        let phone = Phone::new();
        let mut attempts = phone.create(up(1, 0));
        let before = fs::read(phone.file()).unwrap();
        phone.keys.set_locked(true);
        assert_eq!(phone.load(up(1, 0)).wait(up(1, 0)), HOUR);
        assert!(attempts.charge(up(1, 0)).is_err());
        assert_eq!(attempts.wait(up(1, 600)), HOUR);
        phone.keys.set_locked(false);
        assert!(matches!(attempts.charge(up(1, 600)), Err(AttemptsError::Exhausted)));
        assert_eq!(fs::read(phone.file()).unwrap(), before);
        assert_eq!(phone.load(up(1, 0)).wait(up(1, 0)), Duration::ZERO);
    }

    #[test]
    fn a_clock_that_fell_back_counts_nothing_and_blocks_no_longer_than_an_hour() {
        let phone = Phone::new();
        let mut attempts = phone.create(up(1, 90_000));
        charge_all(&mut attempts, 5, up(1, 90_000));
        assert_eq!(attempts.wait(up(1, 5)), Duration::from_mins(10));
        assert_eq!(phone.load(up(1, 5)).wait(up(1, 5)), Duration::from_mins(10));
        assert_eq!(phone.load(up(1, 9)).wait(up(1, 9)), Duration::from_mins(6));
    }

    /// A charge, and the start after it, cut at any two points: the state is that before or after the charge, and after it if it returned.
    #[test]
    fn a_charge_cut_anywhere_is_charged_or_not() {
        let waits = [Duration::ZERO, Duration::from_mins(10)];
        for first_cut in 0.. {
            let mut returned = false;
            for second_cut in 0..14 {
                let phone = Phone::new();
                let mut attempts = phone.create(up(1, 0));
                charge_all(&mut attempts, 4, up(1, 0));
                let cut = Cut::new(phone.folder.path(), &phone.keys);
                let mut attempts = Attempts::load(Arc::new(cut.clone()), Arc::new(cut.clone()), &VAULT_ID, up(1, 0));
                cut.after_operations(first_cut);
                let charged = attempts.charge(up(1, 0));
                returned = charged.is_ok();
                assert_eq!(attempts.wait(up(1, 0)), if returned { waits[1] } else { HOUR });
                let before = fs::read(phone.file()).unwrap();
                // A start that is cut before it has read both copies knows nothing; it must not have changed anything then.
                cut.after_operations(second_cut);
                let at_second = Attempts::load(Arc::new(cut.clone()), Arc::new(cut), &VAULT_ID, up(1, 0)).wait(up(1, 0));
                assert!(waits.contains(&at_second) || fs::read(phone.file()).unwrap() == before);
                let settled = phone.load(up(1, 0));
                assert!(waits.contains(&settled.wait(up(1, 0))), "cut at {first_cut}, then {second_cut}");
                assert!(!returned || settled.wait(up(1, 0)) == waits[1]);
                drop(settled);
                let mut again = phone.load(up(1, 10));
                again.charge(up(1, 10)).unwrap();
                let alias = again.record.as_ref().unwrap().alias;
                fs::write(phone.file(), &before).unwrap();
                assert_eq!(phone.load(up(1, 10)).wait(up(1, 10)), HOUR, "nothing from before opens after a charge under {alias}");
            }
            if returned {
                assert!(first_cut > 5, "the charge has points to be cut at");
                break;
            }
        }
    }

    /// The same rules, one minute at a time.
    struct Model {
        tries: u32,
        wrong: u32,
        waited: u64,
    }

    impl Model {
        fn minute(&mut self) {
            self.waited += 1;
            if self.tries < 5 {
                let interval = if self.wrong < 20 { 10 } else { 60 };
                if self.waited == interval {
                    self.tries += 1;
                    self.waited = 0;
                }
            } else if self.waited == 60 {
                self.wrong = self.wrong.saturating_sub(1);
                self.waited = 0;
            }
        }

        fn charge(&mut self) {
            if self.tries == 5 || self.tries == 0 {
                self.waited = 0;
            }
            self.tries = self.tries.saturating_sub(1);
            self.wrong += 1;
        }

        fn wait(&self) -> Duration {
            let interval = if self.wrong < 20 { 10 } else { 60 };
            if self.tries > 0 { Duration::ZERO } else { Duration::from_mins(interval - self.waited) }
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Pass(u64),
        Charge,
        Restart,
        Reboot,
        Replay,
        Delete,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0u64..25).prop_map(Step::Pass),
            1 => (0u64..2000).prop_map(Step::Pass),
            8 => Just(Step::Charge),
            3 => Just(Step::Restart),
            1 => Just(Step::Reboot),
            1 => Just(Step::Replay),
            1 => Just(Step::Delete),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_does_what_the_model_does(steps in proptest::collection::vec(step(), 1..80)) {
            let phone = Phone::new();
            let (mut boot, mut minute) = (0, 0);
            let mut attempts = phone.create(up(boot, minute));
            let mut model = Model { tries: 5, wrong: 0, waited: 0 };
            // The state that is durable, from which a reboot counts.
            let mut durable = (5, 0, 0);
            let mut old_file = None;
            for step in steps {
                let longest = match step {
                    Step::Pass(minutes) => {
                        minute += minutes;
                        (0..minutes).for_each(|_| model.minute());
                        false
                    }
                    Step::Charge => {
                        let before = fs::read(phone.file()).unwrap();
                        model.charge();
                        prop_assert_eq!(attempts.charge(up(boot, minute)).unwrap(), model.wait());
                        durable = (model.tries, model.wrong, model.waited);
                        old_file = Some(before);
                        false
                    }
                    Step::Restart => {
                        attempts = phone.load(up(boot, minute));
                        false
                    }
                    Step::Reboot => {
                        (boot, minute) = (boot + 1, 3);
                        model = Model { tries: durable.0, wrong: durable.1, waited: durable.2 };
                        (0..minute).for_each(|_| model.minute());
                        attempts = phone.load(up(boot, minute));
                        false
                    }
                    Step::Replay => old_file.take().map(|old| fs::write(phone.file(), old).unwrap()).is_some(),
                    Step::Delete => {
                        fs::remove_file(phone.file()).unwrap();
                        old_file = None;
                        true
                    }
                };
                if longest {
                    attempts = phone.load(up(boot, minute));
                    prop_assert_eq!(attempts.wait(up(boot, minute)), HOUR);
                    model = Model { tries: 0, wrong: 20, waited: 0 };
                    durable = (0, 20, 0);
                }
                prop_assert_eq!(attempts.wait(up(boot, minute)), model.wait());
                prop_assert_eq!(phone.load(up(boot, minute)).wait(up(boot, minute)), model.wait());
            }
        }

        #[test]
        fn no_hostile_state_overflows(at in any::<u64>(), tries in 0u32..=5, wrong in any::<u32>(), waited_ns in any::<u64>(), now in any::<u64>(), boot in 0u8..2) {
            let bucket = Bucket { at: Uptime { boot: [0; 16], nanos: at }, tries, wrong, waited_ns };
            let uptime = Uptime { boot: [boot; 16], nanos: now };
            prop_assert!(bucket.wait_ns(uptime) <= LONGEST_WAIT_NS);
            prop_assert!(bucket.charged(uptime).wait_ns(uptime) <= LONGEST_WAIT_NS);
        }
    }
}
