//! A disk in memory that writes down all that is done to it, and can then say how it might look had the power gone at any point.
//!
//! What a real disk promises is little: bytes are there for certain after a sync of their file, a name after a sync of its folder. Whatever was done
//! since then may be there, be missing, or be there in part ([`Recorder::rebuild`]). The device key writes into the same record, because the order
//! between it and the disk matters; it is durable at once, as its trait promises.

use crate::chance::Chance;
use crate::content::Content;
use hmac::{Hmac, KeyInit, Mac};
use pana_core::vault::disk::{Disk, DiskFile};
use pana_core::vault::{Alias, DeviceKey, DeviceKeyError, Folders};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

/// What a disk writes at once or not at all.
const SECTOR_BYTES: usize = 512;
const VAULT: &str = "vault";
const DEVICE: &str = "device";

/// A file whatever its name: names come and go, an open file stays.
type Inode = usize;

/// Everything that survives without power: both folders and the device's keys.
#[derive(Clone)]
pub struct World {
    names: BTreeMap<String, Inode>,
    folders: BTreeSet<String>,
    files: Vec<File>,
    keys: HashMap<Alias, [u8; 32]>,
    keys_made: u64,
}

#[derive(Clone, Default)]
struct File {
    content: Content,
    constant_mtime: bool,
}

/// One thing done to the disk or the key store, or said to the user.
#[derive(Clone)]
pub enum Op {
    /// Bytes were written.
    Write {
        /// Which file.
        inode: usize,
        /// From which byte.
        at: usize,
        /// What.
        bytes: Arc<[u8]>,
    },
    /// A file was synced.
    Sync {
        /// Which file.
        inode: usize,
    },
    /// A sync failed: what it should have made durable may be lost for good, and no later sync brings it back.
    SyncFailed {
        /// Which file.
        inode: usize,
    },
    /// A file got the constant modification time.
    Mtime {
        /// Which file.
        inode: usize,
    },
    /// A name came, went, or came to mean another file.
    Name(NameOp),
    /// A folder was synced.
    SyncFolder(String),
    /// A device key was made.
    KeyMade(Alias, [u8; 32]),
    /// A device key was destroyed.
    KeyDestroyed(Alias),
    /// The user was told that this step is done: from here on it must survive.
    Acknowledged(usize),
}

/// A change in a folder.
#[derive(Clone)]
pub enum NameOp {
    /// A new file.
    Create(String, usize),
    /// A new folder.
    CreateFolder(String),
    /// A file under another name.
    Rename(String, String, usize),
    /// A file without its name.
    Remove(String),
}

/// What goes wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// One call fails with EIO.
    Error,
    /// From then on the disk is full: nothing new fits, what is there can be overwritten.
    Full,
    /// One write stops half-way and fails.
    ShortWrite,
    /// One sync fails, and loses some of what it should have kept.
    Sync,
    /// From then on nothing may be written.
    ReadOnly,
}

/// The disk and its record. Clones are the same disk.
#[derive(Clone)]
pub struct Recorder(Arc<Mutex<State>>);

struct State {
    start: World,
    live: World,
    record: Vec<Op>,
    locks: BTreeSet<String>,
    /// Calls that change something, counted for faults.
    calls: u64,
    fault: Option<(u64, Fault)>,
    fault_happened: bool,
}

impl World {
    /// Two empty folders and no keys.
    pub fn empty() -> Self {
        let folders = BTreeSet::from([VAULT.to_owned(), DEVICE.to_owned()]);
        Self { names: BTreeMap::new(), folders, files: Vec::new(), keys: HashMap::new(), keys_made: 0 }
    }

    /// Every file's path, as `vault/head.0`.
    pub fn paths(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    /// Paths of the sealed files.
    pub fn media(&self) -> Vec<String> {
        self.paths().into_iter().filter(|path| path.starts_with("vault/media/")).collect()
    }

    /// A file's bytes.
    ///
    /// # Panics
    /// If there is no such file.
    pub fn file(&self, path: &str) -> &Content {
        &self.files[self.names[path]].content
    }

    /// A file's bytes, to be changed behind the vault's back.
    ///
    /// # Panics
    /// If there is no such file.
    pub fn file_mut(&mut self, path: &str) -> &mut Content {
        &mut self.files[self.names[path]].content
    }

    /// Whether a file carries the constant modification time.
    ///
    /// # Panics
    /// If there is no such file.
    pub fn has_constant_mtime(&self, path: &str) -> bool {
        self.files[self.names[path]].constant_mtime
    }

    /// Takes a file's name away.
    pub fn remove(&mut self, path: &str) {
        self.names.remove(path);
    }

    /// Puts a file there as it was in another world.
    ///
    /// # Panics
    /// If `from` has no such file.
    pub fn put_back(&mut self, path: &str, from: &World) {
        let file = from.files[from.names[path]].clone();
        self.names.insert(path.to_owned(), self.files.len());
        self.files.push(file);
    }

    /// Exchanges two files.
    ///
    /// # Panics
    /// If one is missing.
    pub fn swap(&mut self, one: &str, two: &str) {
        let (first, second) = (self.names[one], self.names[two]);
        self.names.insert(one.to_owned(), second);
        self.names.insert(two.to_owned(), first);
    }

    /// Forgets every key of the device.
    pub fn lose_keys(&mut self) {
        self.keys.clear();
    }

    fn apply_name(&mut self, op: &NameOp) {
        match op {
            NameOp::Create(path, inode) => {
                self.room_for(*inode);
                self.names.insert(path.clone(), *inode);
            }
            NameOp::CreateFolder(path) => {
                self.folders.insert(path.clone());
            }
            NameOp::Rename(from, to, inode) => {
                self.names.remove(from);
                self.names.insert(to.clone(), *inode);
            }
            NameOp::Remove(path) => {
                self.names.remove(path);
            }
        }
    }

    /// Files in a folder whose own name was lost can't be reached.
    fn drop_unreachable(&mut self) {
        let folders = &self.folders;
        self.names.retain(|path, _| folders.contains(folder_of(path)));
    }

    fn room_for(&mut self, inode: Inode) -> &mut File {
        if self.files.len() <= inode {
            self.files.resize_with(inode + 1, File::default);
        }
        &mut self.files[inode]
    }
}

impl Recorder {
    /// A disk that starts as `world`, all of it durable.
    pub fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(State {
            start: world.clone(),
            live: world,
            record: Vec::new(),
            locks: BTreeSet::new(),
            calls: 0,
            fault: None,
            fault_happened: false,
        })))
    }

    /// The two folders of a vault on this disk.
    pub fn folders(&self) -> Folders {
        let folder = |root| Arc::new(RecordedFolder { disk: self.clone(), root });
        Folders { vault: folder(VAULT), device: folder(DEVICE) }
    }

    /// The device key that belongs to this disk.
    pub fn device_key(&self) -> Arc<dyn DeviceKey> {
        Arc::new(self.clone())
    }

    /// Notes that the user was told: step `step` is done.
    pub fn acknowledge(&self, step: usize) {
        self.state().record.push(Op::Acknowledged(step));
    }

    /// The disk as a program sees it now, synced or not.
    pub fn world(&self) -> World {
        self.state().live.clone()
    }

    /// What was done so far.
    pub fn record(&self) -> Vec<Op> {
        self.state().record.clone()
    }

    /// Where the file now called `path` was written so far: from which byte, and how many.
    pub fn writes_to(&self, path: &str) -> Vec<(usize, usize)> {
        let state = self.state();
        let file = state.live.names[path];
        let place = |op: &Op| match op {
            Op::Write { inode, at, bytes } if *inode == file => Some((*at, bytes.len())),
            _ => None,
        };
        state.record.iter().filter_map(place).collect()
    }

    /// Calls that changed something so far.
    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    /// Lets `fault` happen at the first call it can happen to after `calls` more calls that change something.
    pub fn plan_fault(&self, calls: u64, fault: Fault) {
        let mut state = self.state();
        state.fault = Some((state.calls + calls, fault));
        state.fault_happened = false;
    }

    /// Ends the faults; says whether one happened.
    pub fn end_faults(&self) -> bool {
        let mut state = self.state();
        state.fault = None;
        state.fault_happened
    }

    /// The disk as it could look if the power went before operation `cut_at` of the record.
    pub fn rebuild(&self, cut_at: usize, chance: &mut Chance) -> World {
        let mut replay = Replay::new(self);
        replay.advance_to(cut_at, chance);
        replay.cut(chance)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Goes through a record once and can be cut at rising points: what is durable, and what is only on its way.
pub struct Replay {
    record: Vec<Op>,
    done: usize,
    durable: World,
    writes: BTreeMap<Inode, Vec<Pending>>,
    names: BTreeMap<String, Vec<NameOp>>,
}

/// A write that no sync has made durable.
#[derive(Clone)]
struct Pending {
    op: usize,
    at: usize,
    bytes: Arc<[u8]>,
}

/// How a disk treats what is on its way when the power goes.
enum Nature {
    /// Everything arrived in time.
    Kept,
    /// Nothing did.
    Lost,
    /// What was done before this operation arrived.
    Before(usize),
    /// Each write for itself arrived, so many times in a hundred.
    Each(usize),
}

impl Replay {
    /// At the start of what `disk` recorded.
    pub fn new(disk: &Recorder) -> Self {
        let state = disk.state();
        let (record, durable) = (state.record.clone(), state.start.clone());
        Self { record, done: 0, durable, writes: BTreeMap::new(), names: BTreeMap::new() }
    }

    /// Goes on to just before operation `op`.
    ///
    /// # Panics
    /// If that was passed already.
    pub fn advance_to(&mut self, op: usize, chance: &mut Chance) {
        assert!(self.done <= op, "a replay only goes forward");
        while self.done < op.min(self.record.len()) {
            let op = self.record[self.done].clone();
            self.pass(op, chance);
            self.done += 1;
        }
    }

    /// The disk after a cut here.
    pub fn cut(&self, chance: &mut Chance) -> World {
        let nature = match chance.below(10) {
            0 => Nature::Kept,
            1 | 2 => Nature::Lost,
            3 | 4 => Nature::Before(chance.below(self.done + 1)),
            _ => Nature::Each(*chance.pick(&[10, 50, 90])),
        };
        let mut world = self.durable.clone();
        for (inode, writes) in &self.writes {
            settle(world.room_for(*inode), writes, &nature, chance);
        }
        for ops in self.names.values() {
            settle_names(&mut world, ops, &nature, chance);
        }
        world.drop_unreachable();
        world
    }

    fn pass(&mut self, op: Op, chance: &mut Chance) {
        match op {
            Op::Write { inode, at, bytes } => self.writes.entry(inode).or_default().push(Pending { op: self.done, at, bytes }),
            Op::Sync { inode } => {
                for write in self.writes.remove(&inode).unwrap_or_default() {
                    self.durable.room_for(inode).content.write(&write.bytes, write.at);
                }
            }
            Op::SyncFailed { inode } => {
                let writes = self.writes.remove(&inode).unwrap_or_default();
                settle(self.durable.room_for(inode), &writes, &Nature::Each(50), chance);
            }
            Op::Mtime { inode } => self.durable.room_for(inode).constant_mtime = true,
            Op::Name(op) => self.names.entry(op.folder()).or_default().push(op),
            Op::SyncFolder(folder) => {
                for op in self.names.remove(&folder).unwrap_or_default() {
                    self.durable.apply_name(&op);
                }
            }
            Op::KeyMade(alias, key) => {
                self.durable.keys.insert(alias, key);
                self.durable.keys_made += 1;
            }
            Op::KeyDestroyed(alias) => {
                self.durable.keys.remove(&alias);
            }
            Op::Acknowledged(_) => {}
        }
    }
}

impl NameOp {
    /// The folder whose sync makes this durable. Nothing is renamed from one folder into another.
    fn folder(&self) -> String {
        let (Self::Create(path, _) | Self::CreateFolder(path) | Self::Rename(path, ..) | Self::Remove(path)) = self;
        folder_of(path).to_owned()
    }
}

/// Lets each write arrive, get lost, or arrive in part. They are applied in their order: a cache never writes an older state over a newer one.
fn settle(file: &mut File, writes: &[Pending], nature: &Nature, chance: &mut Chance) {
    let Some(end) = writes.iter().map(|write| write.at + write.bytes.len()).max() else { return };
    file.constant_mtime = false;
    for write in writes {
        let arrived = match nature {
            Nature::Kept => true,
            Nature::Lost => false,
            Nature::Before(op) => write.op < *op,
            Nature::Each(percent) => chance.happens(*percent),
        };
        if arrived && matches!(nature, Nature::Each(_)) && chance.happens(25) {
            tear(&mut file.content, write, chance);
        } else if arrived {
            file.content.write(&write.bytes, write.at);
        }
    }
    // A file system may have noted the new length before the data came: zeros stand there.
    if matches!(nature, Nature::Each(_)) && file.content.len() < end && chance.happens(50) {
        let noted = chance.pick(writes);
        file.content.grow(noted.at + noted.bytes.len());
    }
}

/// Writes some sectors of a write: its first ones, its last ones, or any.
fn tear(content: &mut Content, write: &Pending, chance: &mut Chance) {
    let first = write.at / SECTOR_BYTES;
    let sectors = (write.at + write.bytes.len()).div_ceil(SECTOR_BYTES) - first;
    let (kind, split) = (chance.below(3), chance.below(sectors + 1));
    for sector in 0..sectors {
        let arrived = match kind {
            0 => sector < split,
            1 => sector >= split,
            _ => chance.happens(50),
        };
        if arrived {
            let from = ((first + sector) * SECTOR_BYTES).max(write.at);
            let to = ((first + sector + 1) * SECTOR_BYTES).min(write.at + write.bytes.len());
            content.write(&write.bytes[from - write.at..to - write.at], from);
        }
    }
}

/// Names arrive in their order up to some point, as a journal keeps them, or each for itself.
fn settle_names(world: &mut World, ops: &[NameOp], nature: &Nature, chance: &mut Chance) {
    let in_order = chance.happens(50);
    let arrived_in_order = chance.below(ops.len() + 1);
    for (at, op) in ops.iter().enumerate() {
        let arrived = match nature {
            Nature::Kept => true,
            Nature::Lost => false,
            _ if in_order => at < arrived_in_order,
            _ => chance.happens(50),
        };
        if arrived {
            world.apply_name(op);
        }
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What a call that changes something is, as far as faults tell calls apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    /// Writes over bytes that are there.
    Overwrite,
    /// Needs new room.
    Extend,
    Sync,
    Names,
}

impl State {
    /// Counts a call and fails it if a fault is due.
    fn call(&mut self, call: Call) -> io::Result<()> {
        self.calls += 1;
        let Some((from, fault)) = self.fault else { return Ok(()) };
        if self.calls <= from {
            return Ok(());
        }
        let failure = match (fault, call) {
            (Fault::Error, _) | (Fault::Sync, Call::Sync) | (Fault::ShortWrite, Call::Overwrite | Call::Extend) => {
                self.fault = None;
                io::Error::other("input/output error")
            }
            (Fault::Full, Call::Extend) => io::ErrorKind::StorageFull.into(),
            (Fault::ReadOnly, _) => io::ErrorKind::PermissionDenied.into(),
            _ => return Ok(()),
        };
        self.fault_happened = true;
        Err(failure)
    }

    fn write(&mut self, inode: Inode, bytes: &[u8], at: usize) {
        let file = self.live.room_for(inode);
        file.content.write(bytes, at);
        file.constant_mtime = false;
        self.record.push(Op::Write { inode, at, bytes: bytes.into() });
    }

    fn name(&mut self, op: NameOp) {
        self.live.apply_name(&op);
        self.record.push(Op::Name(op));
    }
}

/// One of the two folders on a recorded disk.
struct RecordedFolder {
    disk: Recorder,
    root: &'static str,
}

impl RecordedFolder {
    fn path(&self, name: &str) -> String {
        if name.is_empty() { self.root.to_owned() } else { format!("{}/{name}", self.root) }
    }

    fn opened(&self, inode: Inode) -> Box<dyn DiskFile> {
        Box::new(RecordedFile { disk: self.disk.clone(), inode })
    }
}

impl Disk for RecordedFolder {
    fn open(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.disk.state();
        if matches!(state.fault, Some((from, Fault::ReadOnly)) if state.calls >= from) {
            state.fault_happened = true;
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let inode = *state.live.names.get(&self.path(name)).ok_or(io::ErrorKind::NotFound)?;
        Ok(self.opened(inode))
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.disk.state();
        let path = self.path(name);
        if !state.live.folders.contains(folder_of(&path)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if state.live.names.contains_key(&path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.call(Call::Extend)?;
        let inode = state.live.files.len();
        state.live.files.push(File::default());
        state.name(NameOp::Create(path, inode));
        Ok(self.opened(inode))
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let state = self.disk.state();
        let folder = self.path(folder);
        if !state.live.folders.contains(&folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = state.live.names.keys().filter(|path| folder_of(path) == folder);
        Ok(inside.map(|path| path[folder.len() + 1..].to_owned()).collect())
    }

    fn create_folder(&self, name: &str) -> io::Result<()> {
        let mut state = self.disk.state();
        let path = self.path(name);
        if state.live.folders.contains(&path) {
            return Ok(());
        }
        state.call(Call::Extend)?;
        state.name(NameOp::CreateFolder(path));
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.disk.state();
        let (from, to) = (self.path(from), self.path(to));
        let inode = *state.live.names.get(&from).ok_or(io::ErrorKind::NotFound)?;
        assert_eq!(folder_of(&from), folder_of(&to), "one sync of a folder could not make this durable");
        state.call(Call::Names)?;
        state.name(NameOp::Rename(from, to, inode));
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.disk.state();
        let path = self.path(name);
        if !state.live.names.contains_key(&path) {
            return Ok(());
        }
        state.call(Call::Names)?;
        state.name(NameOp::Remove(path));
        Ok(())
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        let mut state = self.disk.state();
        let path = self.path(folder);
        if !state.live.folders.contains(&path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        state.call(Call::Names)?;
        state.record.push(Op::SyncFolder(path));
        Ok(())
    }

    fn lock(&self, name: &str) -> io::Result<Box<dyn Send + Sync>> {
        let path = self.path(name);
        let mut state = self.disk.state();
        if !state.live.names.contains_key(&path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if !state.locks.insert(path.clone()) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(Box::new(Taken { disk: self.disk.clone(), path }))
    }
}

/// A lock that is given back when dropped.
struct Taken {
    disk: Recorder,
    path: String,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.disk.state().locks.remove(&self.path);
    }
}

struct RecordedFile {
    disk: Recorder,
    inode: Inode,
}

impl DiskFile for RecordedFile {
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize> {
        Ok(self.disk.state().live.files[self.inode].content.read(out, at as usize))
    }

    fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        let at = at as usize;
        let longer = at + bytes.len() > state.live.files[self.inode].content.len();
        let short = matches!(state.fault, Some((_, Fault::ShortWrite)));
        let done = state.call(if longer { Call::Extend } else { Call::Overwrite });
        match done {
            Ok(()) => state.write(self.inode, bytes, at),
            Err(_) if short => state.write(self.inode, &bytes[..bytes.len() / 2], at),
            Err(_) => {}
        }
        done
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.disk.state().live.files[self.inode].content.len() as u64)
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        let done = state.call(Call::Sync);
        let inode = self.inode;
        state.record.push(if done.is_ok() { Op::Sync { inode } } else { Op::SyncFailed { inode } });
        done
    }

    fn set_constant_mtime(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        state.call(Call::Names)?;
        let inode = self.inode;
        state.live.files[inode].constant_mtime = true;
        state.record.push(Op::Mtime { inode });
        Ok(())
    }
}

impl DeviceKey for Recorder {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        let key = *self.state().live.keys.get(&alias).ok_or(DeviceKeyError::Missing)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        mac.update(message);
        Ok(mac.finalize().into_bytes().into())
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        let mut state = self.state();
        if state.live.keys.contains_key(&alias) {
            return Ok(());
        }
        // Never the same key twice, not even for the same alias; and the same keys whenever a seed is played again.
        state.live.keys_made += 1;
        let key: [u8; 32] = Sha256::digest(format!("{alias} {}", state.live.keys_made)).into();
        state.live.keys.insert(alias, key);
        state.record.push(Op::KeyMade(alias, key));
        Ok(())
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        let mut state = self.state();
        if state.live.keys.remove(&alias).is_some() {
            state.record.push(Op::KeyDestroyed(alias));
        }
        Ok(())
    }
}
