//! The write-ahead log: every unit sealed, and examined before SQLite sees it (FORMAT.md §5).

use super::super::disk::read_block;
use super::super::planted::planted;
use super::super::seal::{SEAL_BYTES, TAG_BYTES};
use super::files::{Role, Side, VolumeFiles};
use super::keys::{Keyring, Kind};
use super::twin::{self, COPY_BYTES, Copies, TEXT_BYTES, Text, Twin};
use super::{Damage, PAGE_BYTES, Recovery, Volume, VolumeError, check_page};
use std::io;
use zeroize::Zeroizing;

/// SQLite's header of a log.
pub(in super::super) const LOG_HEADER_BYTES: usize = 32;
/// SQLite's header of a frame.
pub(in super::super) const FRAME_HEADER_BYTES: usize = 24;

const UNITS_AT: u64 = 2 * COPY_BYTES as u64;
const PRELUDE_TEXT_BYTES: usize = FRAME_HEADER_BYTES + 8 + LOG_HEADER_BYTES + TAG_BYTES;
const PRELUDE_BYTES: usize = PRELUDE_TEXT_BYTES + SEAL_BYTES;
/// A sealed prelude and a sealed page.
pub(super) const UNIT_BYTES: usize = PRELUDE_BYTES + PAGE_BYTES;

type LogHeader = [u8; LOG_HEADER_BYTES];
type FrameHeader = [u8; FRAME_HEADER_BYTES];

/// The log as it stands in memory.
pub(super) struct Log {
    headers: Twin,
    /// What the newest header on the disk says.
    state: State,
    /// SQLite's header; `None` if SQLite is to find no log.
    header: Option<LogHeader>,
    units: Vec<Unit>,
    /// How many units are known to be synced.
    durable: u32,
    /// Units below this may hold something sealed.
    used: u32,
}

/// What the newest header says. The numbers are FORMAT.md's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Empty = 0,
    Active = 1,
    Emptied = 2,
}

#[derive(Clone, Copy)]
struct Unit {
    frame: FrameHeader,
    /// Ties the prelude to its page.
    tag: [u8; TAG_BYTES],
}

impl Unit {
    fn page(&self) -> u32 {
        be32(&self.frame, 0)
    }

    /// The size of the database after the commit that this unit ends; 0 if it ends none.
    fn commit_pages(&self) -> u32 {
        be32(&self.frame, 4)
    }

    fn is_of(&self, log: &LogHeader) -> bool {
        self.frame[8..16] == log[16..24]
    }
}

impl Log {
    pub(super) fn empty(generation: u64) -> Self {
        let headers = Twin::new(Kind::LogHeader, generation);
        Self { headers, state: State::Empty, header: None, units: Vec::new(), durable: 0, used: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.state == State::Empty
    }

    /// The number of units up to the last commit.
    pub(super) fn committed(&self) -> u32 {
        self.units.iter().rposition(|unit| unit.commit_pages() != 0).map_or(0, |last| last as u32 + 1)
    }

    /// The size of the database that the last commit of the log left.
    pub(super) fn committed_pages(&self) -> Option<u32> {
        self.units.iter().rev().map(Unit::commit_pages).find(|pages| *pages != 0)
    }

    pub(super) fn page_of(&self, unit: u32) -> Option<u32> {
        self.units.get(unit as usize).map(Unit::page)
    }

    pub(super) fn newest_unit_of(&self, page: u32) -> Option<u32> {
        self.units.iter().rposition(|unit| unit.page() == page).map(|unit| unit as u32)
    }
}

/// What SQLite does with its log.
impl Volume {
    /// SQLite's header, if there is a log.
    pub(in super::super) fn log_header(&self) -> Option<&LogHeader> {
        self.log.header.as_ref()
    }

    /// The number of units that SQLite is to find.
    pub(in super::super) fn log_units(&self) -> u32 {
        self.log.units.len() as u32
    }

    /// SQLite's header of a unit.
    pub(in super::super) fn frame_header(&self, unit: u32) -> Option<&FrameHeader> {
        self.log.units.get(unit as usize).map(|unit| &unit.frame)
    }

    /// Begins a log over the units of the one before, all of which are in the database by now.
    pub(in super::super) fn begin_log(&mut self, header: LogHeader) -> io::Result<()> {
        self.refuse_while_held()?;
        self.record_size_twice()?;
        self.log.units.clear();
        self.log.durable = 0;
        self.activate(header)
    }

    /// Adds a unit. An index that exists means that SQLite has rolled back to it: what stood there and after it is gone.
    pub(in super::super) fn append_unit(&mut self, unit: u32, frame: FrameHeader, page: &[u8]) -> io::Result<()> {
        if unit as usize > self.log.units.len() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        self.log.units.truncate(unit as usize);
        self.write_unit(unit, frame, page)
    }

    /// Exchanges the page of a unit that the transaction under way has written before.
    pub(in super::super) fn rewrite_page(&mut self, unit: u32, page: &[u8]) -> io::Result<()> {
        let frame = *self.frame_header(unit).ok_or(io::ErrorKind::InvalidInput)?;
        self.write_unit(unit, frame, page)
    }

    /// Exchanges SQLite's header of a unit: its checksum follows from a page that was exchanged before it.
    pub(in super::super) fn rewrite_frame_header(&mut self, unit: u32, frame: FrameHeader) -> io::Result<()> {
        self.refuse_while_held()?;
        let tag = self.log.units.get(unit as usize).ok_or(io::ErrorKind::InvalidInput)?.tag;
        self.lower_durable(unit);
        self.seal_prelude(unit, frame, tag)?;
        self.files.write(Role::Log, self.side, &self.unit[..PRELUDE_BYTES], unit_at(unit))?;
        self.log.units[unit as usize].frame = frame;
        Ok(())
    }

    pub(in super::super) fn read_unit(&mut self, unit: u32, out: &mut [u8]) -> io::Result<()> {
        let known = *self.log.units.get(unit as usize).ok_or(io::ErrorKind::InvalidInput)?;
        let at = page_at(unit);
        let authentic = out.len() == PAGE_BYTES
            && read_block(self.files.file(Role::Log, self.side), out, at)?
            && out.ends_with(&known.tag)
            && self.keys.open(Kind::LogPage, unit, out);
        if !authentic {
            out.fill(0);
            return Err(Damage::Unit(unit).into());
        }
        Ok(())
    }

    /// Makes all units durable.
    pub(in super::super) fn sync_log(&mut self) -> io::Result<()> {
        if planted!(NoCommitSync) {
            self.log.headers.was_synced();
        } else {
            self.log.headers.sync(&mut self.files, self.side)?;
        }
        self.log.durable = if planted!(UncappedDurable) { self.log.used } else { self.log.units.len() as u32 };
        Ok(())
    }

    /// Every unit of the log is now in the database and durable there. A crash from here on need not look at the log, and damage to it does
    /// not matter any more. Not synced: the header before it is as true.
    pub(in super::super) fn log_is_copied(&mut self) -> io::Result<()> {
        if self.log.state == State::Active && !self.log.units.is_empty() {
            self.record_size_twice()?;
            self.write_log_header(State::Emptied, None)?;
        }
        Ok(())
    }

    /// Empties the log and overwrites what it held.
    pub(in super::super) fn clear_log(&mut self) -> io::Result<()> {
        if self.log.is_empty() {
            return Ok(());
        }
        self.record_size_twice()?;
        if self.log.state == State::Active {
            self.write_log_header(State::Emptied, None)?;
        }
        // Were units overwritten before it is durable that they don't count, a power cut would look like damage.
        self.log.headers.sync(&mut self.files, self.side)?;
        self.log.header = None;
        self.log.units.clear();
        self.log.durable = 0;
        self.files.overwrite(Role::Log, self.side, UNITS_AT, unit_at(self.log.used))?;
        self.finish_clearing()
    }

    pub(super) fn write_empty_log_header(&mut self) -> io::Result<()> {
        self.write_log_header(State::Empty, None)?;
        self.log.headers.sync(&mut self.files, self.side)
    }

    /// Takes over what [`examine`] found and overwrites all that lies past the log's end.
    pub(super) fn adopt(&mut self, found: Found) -> io::Result<()> {
        let end = found.scan.units.len() as u32;
        self.log = Log { state: found.state, header: found.header, durable: end, used: end, ..Log::empty(found.generation) };
        self.log.units = found.scan.units;
        for _ in 0..if found.rebuilt { 2 } else { u32::from(found.header_broken) } {
            self.write_log_header(found.state, found.header)?;
            self.log.headers.sync(&mut self.files, self.side)?;
        }
        if self.log.state != State::Empty {
            let file_end = self.files.file(Role::Log, self.side).len()?;
            if self.log.state == State::Active && end == 0 {
                self.write_log_header(State::Emptied, None)?;
                self.log.headers.sync(&mut self.files, self.side)?;
                self.log.header = None;
            }
            self.files.overwrite(Role::Log, self.side, unit_at(end), file_end)?;
            if self.log.state == State::Emptied { self.finish_clearing()? } else { self.files.sync(Role::Log, self.side)? }
        }
        Ok(())
    }

    fn finish_clearing(&mut self) -> io::Result<()> {
        self.files.sync(Role::Log, self.side)?;
        self.log.used = 0;
        self.write_empty_log_header()
    }

    /// Has both header copies name this log before it gets its first unit: then one of them may break.
    fn activate(&mut self, header: LogHeader) -> io::Result<()> {
        for _ in 0..2 {
            self.write_log_header(State::Active, Some(header))?;
            self.log.headers.sync(&mut self.files, self.side)?;
        }
        self.log.header = Some(header);
        Ok(())
    }

    fn write_unit(&mut self, unit: u32, frame: FrameHeader, page: &[u8]) -> io::Result<()> {
        self.refuse_while_held()?;
        check_page(page)?;
        let header = self.log.header.ok_or(io::ErrorKind::InvalidInput)?;
        if self.log.state != State::Active {
            // SQLite goes on with a log that was copied, because something still reads it.
            self.activate(header)?;
        }
        self.lower_durable(unit);
        let at = unit_at(unit);
        self.files.reserve(Role::Log, self.side, at + UNIT_BYTES as u64)?;
        let block = &mut self.unit[PRELUDE_BYTES..];
        block.copy_from_slice(page);
        self.keys.seal(Kind::LogPage, unit, &mut self.nonces, block);
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(&block[PAGE_BYTES - TAG_BYTES..]);
        self.seal_prelude(unit, frame, tag)?;
        self.log.used = self.log.used.max(unit + 1);
        self.files.write(Role::Log, self.side, &self.unit, at)?;
        let written = Unit { frame, tag };
        match self.log.units.get_mut(unit as usize) {
            Some(known) => *known = written,
            None => self.log.units.push(written),
        }
        Ok(())
    }

    fn seal_prelude(&mut self, unit: u32, frame: FrameHeader, tag: [u8; TAG_BYTES]) -> io::Result<()> {
        let header = self.log.header.ok_or(io::ErrorKind::InvalidInput)?;
        let prelude = Prelude { unit: Unit { frame, tag }, durable: self.log.durable, header };
        let block = &mut self.unit[..PRELUDE_BYTES];
        block[..PRELUDE_TEXT_BYTES].copy_from_slice(&prelude.encode());
        self.keys.seal(Kind::Prelude, unit, &mut self.nonces, block);
        Ok(())
    }

    /// A unit that is written again is not durable, nor is any after it.
    fn lower_durable(&mut self, unit: u32) {
        if !planted!(UncappedDurable) {
            self.log.durable = self.log.durable.min(unit);
        }
    }

    fn write_log_header(&mut self, state: State, header: Option<LogHeader>) -> io::Result<()> {
        let mut text = Zeroizing::new([0; TEXT_BYTES]);
        text[8] = state as u8;
        if let Some(header) = header {
            text[16..16 + LOG_HEADER_BYTES].copy_from_slice(&header);
        }
        self.log.headers.write(&mut self.files, self.side, &self.keys, &mut self.nonces, text)?;
        self.log.state = state;
        Ok(())
    }
}

/// What lies in a log file. Finding it out writes nothing.
pub(super) struct Found {
    generation: u64,
    state: State,
    header: Option<LogHeader>,
    /// The header was made anew from the first unit.
    rebuilt: bool,
    /// One copy of the header is not authentic.
    pub(super) header_broken: bool,
    scan: Scan,
}

impl Found {
    pub(super) fn recovery(&self) -> Recovery {
        let scan = &self.scan;
        match scan.first_bad {
            Some(bad_unit) if scan.proven => {
                let lost_units = scan.authentic_to - scan.units.len() as u32;
                Recovery::Damaged { restored_to_commits: scan.commits, bad_unit, lost_units }
            }
            _ if scan.authentic_to > scan.units.len() as u32 => Recovery::LastSaveMayBeMissing,
            _ if self.rebuilt => Recovery::HeaderRebuilt,
            _ if scan.commits > 0 => Recovery::Recovered,
            _ => Recovery::Clean,
        }
    }

    /// Whether the file must be kept as it is before anything in it is overwritten.
    pub(super) fn keep_first(&self) -> bool {
        self.scan.proven || self.rebuilt
    }
}

/// Reads the headers and, if they name a log, every unit.
pub(super) fn examine(files: &VolumeFiles, side: Side, keyrings: &[&Keyring]) -> Result<Found, VolumeError> {
    let copies = Copies::read(files, side, Kind::LogHeader, keyrings)?;
    // A re-key starts with an empty log, so units are only ever sealed under the first key.
    let Some(keys) = keyrings.first() else { return Err(VolumeError::NoWalHeader) };
    let mut found = Found {
        generation: copies.newest.as_ref().map_or(0, twin::generation),
        state: State::Empty,
        header: None,
        rebuilt: false,
        header_broken: copies.broken,
        scan: Scan::default(),
    };
    if let Some(newest) = &copies.newest {
        (found.state, found.header) = decode_header(newest);
    }
    if copies.broken
        && let Some(header) = newer_log(files, side, keys, found.state, found.header.as_ref())?
    {
        (found.state, found.header, found.rebuilt) = (State::Active, Some(header), true);
    } else if copies.newest.is_none() {
        return Err(VolumeError::NoWalHeader);
    }
    if let Some(header) = &found.header {
        found.scan = Scan::run(files, side, keys, header)?;
    }
    Ok(found)
}

/// The whole log file as it lies on the disk.
pub(super) fn whole(files: &VolumeFiles, side: Side) -> io::Result<Vec<u8>> {
    let file = files.file(Role::Log, side);
    let len = usize::try_from(file.len()?).map_err(|_| io::ErrorKind::FileTooLarge)?;
    let mut out = vec![0; len];
    let read = file.read_at(&mut out, 0)?;
    out.truncate(read);
    Ok(out)
}

/// The header in the first unit, if the unit is of a later log than the header known: then the broken copy was the newest.
///
/// All units are overwritten before a header says "empty", so what is there then is later. "Emptied" is written over the units it gives up,
/// so what is there then is not. Between two logs SQLite's checkpoint number tells.
fn newer_log(files: &VolumeFiles, side: Side, keys: &Keyring, state: State, known: Option<&LogHeader>) -> io::Result<Option<LogHeader>> {
    if state == State::Emptied {
        return Ok(None);
    }
    let Some(first) = Prelude::read(files, side, keys, 0)? else { return Ok(None) };
    let later = known.is_none_or(|known| be32(&first.header, 12) == be32(known, 12).wrapping_add(1));
    Ok(later.then_some(first.header))
}

fn decode_header(text: &Text) -> (State, Option<LogHeader>) {
    let mut header = [0; LOG_HEADER_BYTES];
    header.copy_from_slice(&text[16..16 + LOG_HEADER_BYTES]);
    match text[8] {
        0 => (State::Empty, None),
        1 => (State::Active, Some(header)),
        _ => (State::Emptied, None),
    }
}

/// What examining the units showed.
#[derive(Default)]
struct Scan {
    /// The units up to the last commit before the first bad one.
    units: Vec<Unit>,
    commits: u32,
    first_bad: Option<u32>,
    /// A later unit of this log says that the bad one had been durable.
    proven: bool,
    /// One past the last authentic unit of this log.
    authentic_to: u32,
}

impl Scan {
    fn run(files: &VolumeFiles, side: Side, keys: &Keyring, header: &LogHeader) -> io::Result<Self> {
        let mut scan = Self::default();
        let mut sums = Checksum::after(header);
        let mut committed = 0;
        for unit in 0..capacity(files, side)? {
            let Some(prelude) = Prelude::read(files, side, keys, unit)?.filter(|prelude| prelude.unit.is_of(header)) else {
                scan.first_bad.get_or_insert(unit);
                continue;
            };
            scan.authentic_to = unit + 1;
            if let Some(bad) = scan.first_bad {
                scan.proven |= prelude.durable > bad;
            } else if sums.accept(files, side, keys, unit, &prelude.unit)? {
                scan.units.push(prelude.unit);
                if prelude.unit.commit_pages() != 0 {
                    committed = scan.units.len();
                    scan.commits += 1;
                }
            } else {
                scan.first_bad = Some(unit);
            }
        }
        scan.units.truncate(committed);
        Ok(scan)
    }
}

/// SQLite's running checksum over a log.
struct Checksum {
    sums: [u32; 2],
    word: fn([u8; 4]) -> u32,
    page: Zeroizing<Vec<u8>>,
}

impl Checksum {
    fn after(header: &LogHeader) -> Self {
        // The lowest bit of SQLite's magic number says in which order the machine that began the log read its words.
        let word = if header[3] & 1 == 0 { u32::from_le_bytes } else { u32::from_be_bytes };
        Self { sums: [be32(header, 24), be32(header, 28)], word, page: Zeroizing::new(vec![0; PAGE_BYTES]) }
    }

    /// Whether the page of a unit is authentic and continues the log.
    fn accept(&mut self, files: &VolumeFiles, side: Side, keys: &Keyring, unit: u32, known: &Unit) -> io::Result<bool> {
        let at = page_at(unit);
        if !read_block(files.file(Role::Log, side), &mut self.page, at)? || !self.page.ends_with(&known.tag) {
            return Ok(false);
        }
        if !keys.open(Kind::LogPage, unit, &mut self.page) {
            return Ok(false);
        }
        let over_frame = add_words(self.sums, &known.frame[..8], self.word);
        self.sums = add_words(over_frame, &self.page, self.word);
        Ok(self.sums == [be32(&known.frame, 16), be32(&known.frame, 20)])
    }
}

pub(super) fn add_words([mut a, mut b]: [u32; 2], bytes: &[u8], word: fn([u8; 4]) -> u32) -> [u32; 2] {
    for pair in bytes.chunks_exact(8) {
        a = a.wrapping_add(word([pair[0], pair[1], pair[2], pair[3]])).wrapping_add(b);
        b = b.wrapping_add(word([pair[4], pair[5], pair[6], pair[7]])).wrapping_add(a);
    }
    [a, b]
}

/// The sealed beginning of a unit.
struct Prelude {
    unit: Unit,
    /// How many units were known to be synced when this one was written.
    durable: u32,
    header: LogHeader,
}

impl Prelude {
    const DURABLE_AT: usize = FRAME_HEADER_BYTES;
    const HEADER_AT: usize = Self::DURABLE_AT + 8;
    const TAG_AT: usize = Self::HEADER_AT + LOG_HEADER_BYTES;

    fn encode(&self) -> [u8; PRELUDE_TEXT_BYTES] {
        let mut out = [0; PRELUDE_TEXT_BYTES];
        out[..FRAME_HEADER_BYTES].copy_from_slice(&self.unit.frame);
        out[Self::DURABLE_AT..Self::DURABLE_AT + 4].copy_from_slice(&self.durable.to_le_bytes());
        out[Self::HEADER_AT..Self::TAG_AT].copy_from_slice(&self.header);
        out[Self::TAG_AT..].copy_from_slice(&self.unit.tag);
        out
    }

    /// `None` if the unit is not authentic.
    fn read(files: &VolumeFiles, side: Side, keys: &Keyring, unit: u32) -> io::Result<Option<Self>> {
        let mut block = [0; PRELUDE_BYTES];
        if !read_block(files.file(Role::Log, side), &mut block, unit_at(unit))? || !keys.open(Kind::Prelude, unit, &mut block) {
            return Ok(None);
        }
        let mut out =
            Self { unit: Unit { frame: [0; FRAME_HEADER_BYTES], tag: [0; TAG_BYTES] }, durable: 0, header: [0; LOG_HEADER_BYTES] };
        out.unit.frame.copy_from_slice(&block[..FRAME_HEADER_BYTES]);
        let durable = &block[Self::DURABLE_AT..];
        out.durable = u32::from_le_bytes([durable[0], durable[1], durable[2], durable[3]]);
        out.header.copy_from_slice(&block[Self::HEADER_AT..Self::TAG_AT]);
        out.unit.tag.copy_from_slice(&block[Self::TAG_AT..PRELUDE_TEXT_BYTES]);
        Ok(Some(out))
    }
}

pub(super) fn capacity(files: &VolumeFiles, side: Side) -> io::Result<u32> {
    let units = files.file(Role::Log, side).len()?.saturating_sub(UNITS_AT) / UNIT_BYTES as u64;
    Ok(u32::try_from(units).unwrap_or(u32::MAX))
}

/// Where the sealed page of a unit lies.
pub(super) fn page_at(unit: u32) -> u64 {
    unit_at(unit) + PRELUDE_BYTES as u64
}

fn unit_at(unit: u32) -> u64 {
    UNITS_AT + u64::from(unit) * UNIT_BYTES as u64
}

fn be32(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
