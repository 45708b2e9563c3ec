//! One of the two sealed volumes: pages, superblocks, keys (FORMAT.md §4). Nothing here knows SQLite's interfaces; `pages` joins the two.

mod files;
mod keys;
mod log;
#[cfg(test)]
pub(super) mod memory_disk;
mod rekey;
#[cfg(test)]
mod tests;
mod twin;

pub(crate) use files::{Side, VolumeFiles, is_full};
pub(super) use log::{FRAME_HEADER_BYTES, LOG_HEADER_BYTES};

use super::disk::read_block;
use super::planted::planted;
use super::seal::{Key, SEAL_BYTES};
use crate::Uptime;
use files::Role;
use keys::{Keyring, Kind, Nonces};
use log::{Log, UNIT_BYTES};
use std::collections::HashMap;
use std::io;
use twin::{Copies, TEXT_BYTES, Text, Twin};
use zeroize::Zeroizing;

/// A page of the database as SQLite sees it and as it lies on the disk.
pub(crate) const PAGE_BYTES: usize = 8192;
/// What SQLite leaves free at the end of each page for nonce and tag.
pub(crate) const RESERVED_BYTES: usize = SEAL_BYTES;
/// The first page lies here; before it the two superblocks.
const PAGES_AT: u64 = 8192;
/// The page at this offset is SQLite's own for locks: it never holds anything.
const LOCK_BYTE_AT: u64 = 0x4000_0000;
/// The number of that page.
pub(crate) const LOCK_PAGE: u32 = (LOCK_BYTE_AT / PAGE_BYTES as u64) as u32 + 1;

/// What was found in the log when a volume was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recovery {
    /// The log was empty.
    Clean,
    /// The log held commits, all of them whole: the last session was killed.
    Recovered,
    /// The log ends in something that was begun and is not whole. A power cut leaves that; so does damage to the last save.
    LastSaveMayBeMissing,
    /// Units that were durable are no longer authentic. `restored_to_commits` commits of the log before them are there.
    Damaged { restored_to_commits: u32, bad_unit: u32, lost_units: u32 },
    /// The log's header was lost and made anew from the log itself. Nothing is missing.
    HeaderRebuilt,
}

/// An open volume and what opening it showed.
pub(crate) struct Opened {
    pub(crate) volume: Volume,
    pub(crate) recovery: Recovery,
    /// One of the two superblocks was damaged and has been written anew. A re-key that was cut before its head was written shows the same.
    pub(crate) superblock_repaired: bool,
    /// The same for the log's header.
    pub(crate) log_header_repaired: bool,
}

/// Why a volume does not open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VolumeError {
    /// Neither superblock is authentic: the wrong key, or both are damaged.
    #[error("both superblocks of the volume are damaged")]
    NoSuperblock,
    /// Neither header of the log is authentic, and the log can't replace them.
    #[error("both headers of the volume's log are damaged")]
    NoWalHeader,
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Bytes that are not what was written: the reason inside an `io::Error` of kind `InvalidData`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Damage {
    /// A page of the database, counted from 1.
    #[error("page {0} is damaged")]
    Page(u32),
    /// A unit of the log, counted from 0.
    #[error("unit {0} of the log is damaged")]
    Unit(u32),
}

impl From<Damage> for io::Error {
    fn from(damage: Damage) -> Self {
        Self::new(io::ErrorKind::InvalidData, damage)
    }
}

/// An open volume. Dropping it leaves the files as after a crash, which loses nothing that was synced.
pub(crate) struct Volume {
    files: VolumeFiles,
    side: Side,
    vault_id: [u8; 16],
    uptime: Uptime,
    key: Key,
    keys: Keyring,
    /// While a re-key is under way: what opens the pages that it has not reached.
    previous: Option<Keyring>,
    /// Between the first step of a re-key and the head's switch nothing may be written.
    held: bool,
    nonces: Nonces,
    fresh_keys: Nonces,
    superblock: Superblock,
    superblocks: Twin,
    /// The sizes that the newest and the older superblock record.
    recorded_pages: [u64; 2],
    /// Pages up to this one were given up and still hold what they held.
    given_up: Option<u64>,
    log: Log,
    unit: Zeroizing<Vec<u8>>,
}

impl Volume {
    /// Makes an empty volume in files that hold nothing yet.
    pub(crate) fn create(files: VolumeFiles, side: Side, key: &Key, vault_id: [u8; 16], uptime: Uptime) -> io::Result<Self> {
        let superblock = Superblock { open_count: 1, pages: 0, old_key: None };
        let mut volume = Self::assemble(files, side, key, vault_id, uptime, superblock, 0);
        for _ in 0..2 {
            volume.commit_superblock()?;
            volume.write_empty_log_header()?;
        }
        Ok(volume)
    }

    /// Opens a volume and examines its log before anything is written.
    ///
    /// If damage is proven, `keep` gets the whole log as it lies on the disk, and only when it has kept that is anything overwritten.
    pub(crate) fn open(
        mut files: VolumeFiles,
        side: Side,
        key: &Key,
        vault_id: [u8; 16],
        uptime: Uptime,
        keep: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<Opened, VolumeError> {
        let keys = Keyring::new(key, side, vault_id);
        let found = Copies::read(&files, side, Kind::Superblock, &[&keys])?;
        let newest = found.newest.ok_or(VolumeError::NoSuperblock)?;
        let mut superblock = Superblock::decode(&newest);
        let previous = superblock.old_key.as_ref().map(|old| Keyring::new(old, side, vault_id));
        // The start of a re-key leaves the older copies under the previous key. They are as they should be.
        let keyrings: Vec<&Keyring> = std::iter::once(&keys).chain(&previous).collect();
        let superblock_repaired = found.broken && Copies::read(&files, side, Kind::Superblock, &keyrings)?.broken;
        let log = log::examine(&files, side, &keyrings)?;
        let log_header_repaired = log.header_broken;
        let recovery = log.recovery();
        if log.keep_first() {
            keep(&log::whole(&files, side)?)?;
        }

        // What was read may not have reached the disk when its writer was stopped, and what is written now relies on it.
        files.sync(Role::Database, side)?;
        files.sync(Role::Log, side)?;
        superblock.open_count += 1;
        let mut volume = Self::assemble(files, side, key, vault_id, uptime, superblock, twin::generation(&newest));
        volume.previous = previous;
        volume.commit_superblock()?;
        volume.adopt(log)?;
        Ok(Opened { volume, recovery, superblock_repaired, log_header_repaired })
    }

    /// Gives the files back for the next opening.
    pub(crate) fn into_files(self) -> VolumeFiles {
        self.files
    }

    /// The logical size of the database in pages. Pages that only the log holds don't count.
    pub(crate) fn pages(&self) -> u64 {
        self.superblock.pages
    }

    /// Whether the log holds nothing.
    pub(crate) fn log_is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// A new key for the content of a file.
    pub(crate) fn fresh_key(&mut self) -> Key {
        self.fresh_keys.next_key()
    }

    /// Reads every page there is and returns the numbers of those that are damaged. A page that the log supersedes is looked at there.
    /// `progress` is told the pages looked at and their total.
    pub(crate) fn damaged_pages(&mut self, progress: &mut dyn FnMut(u64, u64)) -> io::Result<Vec<u32>> {
        let committed = self.log.committed();
        let superseded: HashMap<u32, u32> = (0..committed).filter_map(|i| Some((self.log.page_of(i)?, i))).collect();
        let total = self.log.committed_pages().map_or(self.superblock.pages, u64::from);
        let mut page = Zeroizing::new(vec![0; PAGE_BYTES]);
        let mut damaged = Vec::new();
        for number in 1..=u32::try_from(total).unwrap_or(u32::MAX) {
            let read = match superseded.get(&number) {
                _ if number == LOCK_PAGE => Ok(()),
                Some(unit) => self.read_unit(*unit, &mut page),
                None => self.read_page_in_place(number, &mut page),
            };
            match read {
                Err(e) if is_damage(&e) => damaged.push(number),
                other => other?,
            }
            progress(u64::from(number), total);
        }
        Ok(damaged)
    }

    /// The sealed bytes of a page as they lie on the disk, for keeping them; shorter if the file ends in it.
    pub(crate) fn raw_page(&self, number: u32) -> io::Result<Vec<u8>> {
        let mut out = vec![0; PAGE_BYTES];
        let read = self.files.file(Role::Database, self.side).read_at(&mut out, page_at(number)?)?;
        out.truncate(read);
        Ok(out)
    }

    /// Every page of the file and every unit of the log that this key opens, superseded and given-up ones too, as plaintext.
    #[cfg(feature = "test-rng")]
    pub(crate) fn dump_plaintext(&mut self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut page = vec![0; PAGE_BYTES];
        let pages = self.files.file(Role::Database, self.side).len()?.saturating_sub(PAGES_AT) / PAGE_BYTES as u64;
        for number in 1..=u32::try_from(pages).unwrap_or(u32::MAX) {
            if self.read_page_in_place(number, &mut page).is_ok() {
                out.extend_from_slice(&page);
            }
        }
        for unit in 0..log::capacity(&self.files, self.side)? {
            let at = log::page_at(unit);
            if read_block(self.files.file(Role::Log, self.side), &mut page, at)? && self.keys.open(Kind::LogPage, unit, &mut page) {
                out.extend_from_slice(&page);
            }
        }
        Ok(out)
    }

    /// Reads a page of the database file. Page 1 is taken from the log if a power cut tore it in a checkpoint, because SQLite looks at it
    /// before it asks for the log.
    pub(super) fn read_page(&mut self, number: u32, out: &mut [u8]) -> io::Result<()> {
        match self.read_page_in_place(number, out) {
            Err(e) if number == 1 && is_damage(&e) && !planted!(NoPageOneFallback) => match self.log.newest_unit_of(1) {
                Some(unit) => self.read_unit(unit, out),
                None => Err(e),
            },
            other => other,
        }
    }

    /// Seals a page into the database file. Durable after [`Volume::sync_database`].
    pub(super) fn write_page(&mut self, number: u32, page: &[u8]) -> io::Result<()> {
        self.refuse_while_held()?;
        check_page(page)?;
        let at = page_at(number)?;
        self.files.reserve(Role::Database, self.side, at + PAGE_BYTES as u64)?;
        let block = &mut self.unit[..PAGE_BYTES];
        block.copy_from_slice(page);
        self.keys.seal(Kind::Page, number, &mut self.nonces, block);
        self.files.write(Role::Database, self.side, block, at)?;
        self.superblock.pages = self.superblock.pages.max(u64::from(number));
        Ok(())
    }

    /// Sets the logical size. What lies past it is overwritten once the smaller size is durable.
    pub(super) fn truncate_database(&mut self, pages: u64) {
        let before = self.superblock.pages;
        if pages < before {
            self.given_up = Some(self.given_up.map_or(before, |up_to| up_to.max(before)));
        }
        self.superblock.pages = pages;
    }

    /// Makes the pages written and the logical size durable.
    pub(super) fn sync_database(&mut self) -> io::Result<()> {
        if self.recorded_pages[0] != self.superblock.pages {
            self.write_superblock()?;
        }
        if planted!(NoDatabaseSync) {
            self.superblocks.was_synced();
            return Ok(());
        }
        self.superblocks.sync(&mut self.files, self.side)?;
        self.overwrite_given_up()
    }

    /// Has both superblocks record the size, durably: then one of them may break and the pages that have left the log stay known.
    fn record_size_twice(&mut self) -> io::Result<()> {
        while self.recorded_pages != [self.superblock.pages; 2] {
            self.commit_superblock()?;
        }
        Ok(())
    }

    fn commit_superblock(&mut self) -> io::Result<()> {
        self.write_superblock()?;
        self.superblocks.sync(&mut self.files, self.side)
    }

    fn write_superblock(&mut self) -> io::Result<()> {
        let text = self.superblock.encode();
        self.superblocks.write(&mut self.files, self.side, &self.keys, &mut self.nonces, text)?;
        self.recorded_pages = [self.superblock.pages, self.recorded_pages[0]];
        Ok(())
    }

    fn overwrite_given_up(&mut self) -> io::Result<()> {
        let Some(up_to) = self.given_up.take() else { return Ok(()) };
        let from = PAGES_AT + self.superblock.pages * PAGE_BYTES as u64;
        let to = (PAGES_AT + up_to * PAGE_BYTES as u64).min(self.files.file(Role::Database, self.side).len()?);
        self.files.overwrite(Role::Database, self.side, from, to)
    }

    fn read_page_in_place(&mut self, number: u32, out: &mut [u8]) -> io::Result<()> {
        let at = page_at(number)?;
        let file = self.files.file(Role::Database, self.side);
        if out.len() == PAGE_BYTES && read_block(file, out, at)? && self.keys.open(Kind::Page, number, out) {
            return Ok(());
        }
        if let Some(previous) = &self.previous
            && read_block(file, out, at)?
            && previous.open(Kind::Page, number, out)
        {
            return Ok(());
        }
        out.fill(0);
        Err(Damage::Page(number).into())
    }

    /// From now on nothing more is written: a call broke off in the middle.
    pub(super) fn stop(&mut self) {
        self.files.stop();
    }

    fn refuse_while_held(&self) -> io::Result<()> {
        if self.held { Err(io::Error::other("the re-key waits for its head")) } else { Ok(()) }
    }

    fn assemble(
        files: VolumeFiles,
        side: Side,
        key: &Key,
        vault_id: [u8; 16],
        uptime: Uptime,
        superblock: Superblock,
        generation: u64,
    ) -> Self {
        Self {
            files,
            side,
            vault_id,
            uptime,
            key: key.clone(),
            keys: Keyring::new(key, side, vault_id),
            previous: None,
            held: false,
            nonces: Nonces::new(key, uptime, superblock.open_count),
            fresh_keys: Nonces::for_keys(key, uptime, superblock.open_count),
            recorded_pages: [superblock.pages; 2],
            superblock,
            superblocks: Twin::new(Kind::Superblock, generation),
            given_up: None,
            log: Log::empty(0),
            unit: Zeroizing::new(vec![0; UNIT_BYTES]),
        }
    }
}

/// What a superblock says beside its generation.
struct Superblock {
    open_count: u64,
    pages: u64,
    /// The volume key before the re-key that is under way.
    old_key: Option<Key>,
}

impl Superblock {
    fn encode(&self) -> Text {
        let mut text = Zeroizing::new([0; TEXT_BYTES]);
        text[8..16].copy_from_slice(&self.open_count.to_le_bytes());
        text[16..24].copy_from_slice(&self.pages.to_le_bytes());
        if let Some(old_key) = &self.old_key {
            text[24] = 1;
            text[32..64].copy_from_slice(&old_key.0);
        }
        text
    }

    fn decode(text: &Text) -> Self {
        let old_key = (text[24] == 1).then(|| {
            let mut key = Key([0; 32]);
            key.0.copy_from_slice(&text[32..64]);
            key
        });
        Self { open_count: twin::u64_at(text, 8), pages: twin::u64_at(text, 16), old_key }
    }
}

/// Whether an error means altered bytes and not a disk that fails or is full.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Damage>()).is_some()
}

fn page_at(number: u32) -> io::Result<u64> {
    let before = number.checked_sub(1).ok_or(io::ErrorKind::InvalidInput)?;
    Ok(PAGES_AT + u64::from(before) * PAGE_BYTES as u64)
}

/// The end of a page takes nonce and tag, so it must be free. Refusing is loud; SQLite's checksum over lost bytes would break the log later.
fn check_page(page: &[u8]) -> io::Result<()> {
    let free = page.len() == PAGE_BYTES && page[PAGE_BYTES - RESERVED_BYTES..].iter().all(|byte| *byte == 0);
    if free { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "the page has no room for its seal")) }
}
