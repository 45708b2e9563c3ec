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
mod tests;
