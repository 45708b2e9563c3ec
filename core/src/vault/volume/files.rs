//! The four files of the two volumes: always there, always level, random where unused (FORMAT.md §4, "Sizes"). No key is needed here.

use super::super::disk::{Disk, DiskFile};
use super::super::planted::planted;
use crate::random;
use chacha20::ChaCha8;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use std::io;

/// Both `.db` grow by this.
pub(crate) const GROWTH_STEP_BYTES: u64 = 4 << 20;
/// Both `.wal` grow by this.
pub(crate) const WAL_STEP_BYTES: u64 = 2 << 20;
/// What a file system leaves as zeros when data never arrived.
const HOLE_BYTES: usize = 4096;
/// Filler is made and holes are looked for in pieces of this size. Both steps are multiples of it.
const PIECE_BYTES: usize = 256 << 10;

/// Which of the two volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    A = 0,
    B = 1,
}

impl Side {
    pub(crate) fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// Which of the two files of a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Database = 0,
    Log = 1,
}

impl Role {
    fn names(self) -> [&'static str; 2] {
        match self {
            Self::Database => ["a.db", "b.db"],
            Self::Log => ["a.wal", "b.wal"],
        }
    }

    fn step_bytes(self) -> u64 {
        match self {
            Self::Database => GROWTH_STEP_BYTES,
            Self::Log => WAL_STEP_BYTES,
        }
    }
}

/// Whether an error says that there is no room left, which is no damage and passes.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

/// The open files of both volumes.
///
/// Once a sync has failed nobody knows what the disk holds, and a second sync may wrongly succeed: from then on all writes are refused. Only
/// opening the files anew ends that.
pub(crate) struct VolumeFiles {
    pairs: [Pair; 2],
    filler: Box<Filler>,
    failed: bool,
}

impl VolumeFiles {
    /// Makes the files for a new vault, or completes a creation that was cut. Nothing in them opens yet.
    pub(crate) fn create(disk: &dyn Disk) -> io::Result<Self> {
        let mut files = Self::gather(disk, true)?;
        for pair in &mut files.pairs {
            pair.settle(&mut files.filler)?;
        }
        disk.sync_folder("")?;
        Ok(files)
    }

    /// Opens the files of a vault, finishes a growth that was interrupted and resets the times.
    ///
    /// One file of a pair may be missing or short: it is filled up to the size of its twin, so that the other volume stays usable, and what it
    /// lost is then found not to be authentic. A pair that is missing altogether is `NotFound`. A full disk does not keep anybody from reading.
    pub(crate) fn open(disk: &dyn Disk) -> io::Result<Self> {
        let mut files = Self::gather(disk, false)?;
        for pair in &mut files.pairs {
            if planted!(NoLevelling) {
                pair.room = pair.level_room()?;
                continue;
            }
            match pair.settle(&mut files.filler) {
                Err(e) if is_full(&e) => pair.room = pair.level_room()?,
                other => other?,
            }
        }
        files.set_constant_mtimes()?;
        Ok(files)
    }

    /// Sets the modification time of all four files, which would tell the volume in use, to a constant.
    pub(crate) fn set_constant_mtimes(&self) -> io::Result<()> {
        self.pairs.iter().flat_map(|pair| &pair.files).try_for_each(|file| file.set_constant_mtime())
    }

    /// Overwrites all of one volume with random bytes, durably. Nothing in it opens any more.
    pub(crate) fn randomise(&mut self, side: Side) -> io::Result<()> {
        for role in [Role::Database, Role::Log] {
            let end = self.file(role, side).len()?;
            self.overwrite(role, side, 0, end)?;
            self.sync(role, side)?;
        }
        Ok(())
    }

    pub(super) fn file(&self, role: Role, side: Side) -> &dyn DiskFile {
        self.pairs[role as usize].files[side as usize].as_ref()
    }

    pub(super) fn write(&mut self, role: Role, side: Side, bytes: &[u8], at: u64) -> io::Result<()> {
        self.refuse_after_failure()?;
        self.file(role, side).write_at(bytes, at)
    }

    pub(super) fn sync(&mut self, role: Role, side: Side) -> io::Result<()> {
        self.refuse_after_failure()?;
        let done = self.file(role, side).sync();
        self.failed = done.is_err();
        done
    }

    /// Makes sure that a file has room up to `end`; both files of the pair grow, a before b, and are synced before the room is used.
    pub(super) fn reserve(&mut self, role: Role, side: Side, end: u64) -> io::Result<()> {
        self.refuse_after_failure()?;
        let pair = &mut self.pairs[role as usize];
        if end <= pair.room {
            return Ok(());
        }
        let target = end.next_multiple_of(role.step_bytes());
        if planted!(NoLevelling) {
            self.filler.extend(pair.files[side as usize].as_ref(), target)?;
            pair.room = target;
            return Ok(());
        }
        let grown = pair.grow(target, &mut self.filler);
        self.failed = grown.as_ref().is_err_and(|e| !is_full(e));
        grown
    }

    /// Overwrites a stretch of a file with random bytes.
    pub(super) fn overwrite(&mut self, role: Role, side: Side, from: u64, to: u64) -> io::Result<()> {
        self.refuse_after_failure()?;
        let file = self.pairs[role as usize].files[side as usize].as_ref();
        self.filler.write(file, from, to)
    }

    /// From now on nothing may be written: what lies on the disk is not what memory says.
    pub(super) fn stop(&mut self) {
        self.failed = true;
    }

    fn refuse_after_failure(&self) -> io::Result<()> {
        if self.failed { Err(io::Error::other("an earlier write could not be made durable")) } else { Ok(()) }
    }

    fn gather(disk: &dyn Disk, new: bool) -> io::Result<Self> {
        let database = Pair::gather(disk, Role::Database, new)?;
        let log = Pair::gather(disk, Role::Log, new)?;
        Ok(Self { pairs: [database, log], filler: Box::new(Filler::new()), failed: false })
    }
}

/// The same file of both volumes.
struct Pair {
    files: [Box<dyn DiskFile>; 2],
    role: Role,
    /// Up to here both files have durable bytes.
    room: u64,
}

impl Pair {
    fn gather(disk: &dyn Disk, role: Role, new: bool) -> io::Result<Self> {
        let present = |name| match disk.open(name) {
            Ok(file) => Ok(Some(file)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        };
        let [name_a, name_b] = role.names();
        let (a, b) = (present(name_a)?, present(name_b)?);
        if a.is_none() && b.is_none() && !new {
            return Err(io::ErrorKind::NotFound.into());
        }
        let some_missing = a.is_none() || b.is_none();
        let a = a.map_or_else(|| disk.create(name_a), Ok)?;
        let b = b.map_or_else(|| disk.create(name_b), Ok)?;
        if some_missing {
            disk.sync_folder("")?;
        }
        Ok(Self { files: [a, b], role, room: 0 })
    }

    /// Brings both files to the same full step, at least one, and fills the holes of the last.
    fn settle(&mut self, filler: &mut Filler) -> io::Result<()> {
        let step = self.role.step_bytes();
        let longest = self.files[0].len()?.max(self.files[1].len()?).max(1);
        let target = longest.next_multiple_of(step);
        if self.files[0].len()? != target || self.files[1].len()? != target {
            self.grow(target, filler)?;
        }
        for file in &self.files {
            filler.fill_holes(file.as_ref(), target - step, target)?;
        }
        self.room = target;
        Ok(())
    }

    fn grow(&mut self, target: u64, filler: &mut Filler) -> io::Result<()> {
        for file in &self.files {
            filler.extend(file.as_ref(), target)?;
        }
        for file in &self.files {
            file.sync()?;
        }
        self.room = target;
        Ok(())
    }

    /// The full steps that both files have.
    fn level_room(&self) -> io::Result<u64> {
        let step = self.role.step_bytes();
        Ok(self.files[0].len()?.min(self.files[1].len()?) / step * step)
    }
}

/// Random bytes in quantity. Seeded once from the system: what is overwritten or unused never needs to be told from another vault's.
struct Filler {
    stream: ChaCha8,
    piece: Vec<u8>,
}

impl Filler {
    fn new() -> Self {
        Self { stream: ChaCha8::new(&random::bytes::<32>().into(), &[0; 12].into()), piece: vec![0; PIECE_BYTES] }
    }

    fn extend(&mut self, file: &dyn DiskFile, target: u64) -> io::Result<()> {
        self.write(file, file.len()?, target)
    }

    fn write(&mut self, file: &dyn DiskFile, from: u64, to: u64) -> io::Result<()> {
        let mut at = from;
        while at < to {
            let len = PIECE_BYTES.min(usize::try_from(to - at).unwrap_or(PIECE_BYTES));
            let piece = &mut self.piece[..len];
            piece.fill(0);
            self.stream.apply_keystream(piece);
            file.write_at(piece, at)?;
            at += len as u64;
        }
        Ok(())
    }

    fn fill_holes(&mut self, file: &dyn DiskFile, from: u64, to: u64) -> io::Result<()> {
        let mut filled = false;
        let mut at = from;
        while at < to {
            let read = file.read_at(&mut self.piece, at)?;
            for (i, block) in self.piece[..read].chunks_mut(HOLE_BYTES).enumerate() {
                // The first bytes decide for nearly every block, so a start reads but hardly computes.
                if block.iter().take(16).all(|byte| *byte == 0) && block.iter().all(|byte| *byte == 0) {
                    self.stream.apply_keystream(block);
                    file.write_at(block, at + (i * HOLE_BYTES) as u64)?;
                    filled = true;
                }
            }
            at += PIECE_BYTES as u64;
        }
        if filled { file.sync() } else { Ok(()) }
    }
}
