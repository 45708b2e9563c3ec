//! A disk in memory for tests: it remembers what was synced, and can lose the rest, run full, or fail.

use super::super::disk::{Disk, DiskFile};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

/// What happened to the disk, in order.
#[derive(Clone)]
pub(crate) enum Event {
    Write { name: String, at: usize, bytes: Vec<u8> },
    Sync { name: String },
}

#[derive(Default)]
pub(crate) struct World {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) events: Option<Vec<Event>>,
    /// Files may not get longer than this.
    pub(crate) room_bytes: Option<usize>,
    /// The sync that fails, counted down.
    pub(crate) failing_sync: Option<u32>,
}

#[derive(Clone, Default)]
pub(crate) struct MemoryDisk(Arc<Mutex<World>>);

/// Randomness that repeats.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

impl MemoryDisk {
    pub(crate) fn with(files: BTreeMap<String, Vec<u8>>) -> Self {
        let disk = Self::default();
        disk.world().files = files;
        disk
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    /// What a power cut after the first `count` events leaves: all that was synced, and of the rest anything.
    pub(crate) fn cut(before: &BTreeMap<String, Vec<u8>>, events: &[Event], count: usize, dice: &mut Dice) -> Self {
        let mut files = before.clone();
        let events = &events[..count];
        for (i, event) in events.iter().enumerate() {
            let Event::Write { name, at, bytes } = event else { continue };
            let synced = events[i..].iter().any(|later| matches!(later, Event::Sync { name: synced } if synced == name));
            let (from, to) = match dice.below(4) {
                _ if synced => (0, bytes.len()),
                0 => (0, 0),
                1 => (0, torn(bytes.len(), dice)),
                2 => (torn(bytes.len(), dice), bytes.len()),
                _ => (0, bytes.len()),
            };
            put(files.get_mut(name).unwrap(), *at + from, &bytes[from..to]);
        }
        Self::with(files)
    }
}

fn torn(len: usize, dice: &mut Dice) -> usize {
    (dice.below(len as u64 / 512 + 1) * 512) as usize
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}

impl Disk for MemoryDisk {
    fn open(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        self.world().files.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(MemoryFile { disk: self.clone(), name: name.to_owned() }))
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        self.world().files.insert(name.to_owned(), Vec::new());
        self.open(name)
    }

    fn names(&self, _folder: &str) -> io::Result<Vec<String>> {
        Ok(self.world().files.keys().cloned().collect())
    }

    fn create_folder(&self, _name: &str) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, _from: &str, _to: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.world().files.remove(name);
        Ok(())
    }

    fn sync_folder(&self, _folder: &str) -> io::Result<()> {
        Ok(())
    }

    fn lock(&self, _name: &str) -> io::Result<Box<dyn Send + Sync>> {
        Ok(Box::new(()))
    }
}

struct MemoryFile {
    disk: MemoryDisk,
    name: String,
}

impl DiskFile for MemoryFile {
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize> {
        let world = self.disk.world();
        let rest = world.files[&self.name].get(at as usize..).unwrap_or_default();
        let read = rest.len().min(out.len());
        out[..read].copy_from_slice(&rest[..read]);
        Ok(read)
    }

    fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        let mut world = self.disk.world();
        let at = at as usize;
        if world.room_bytes.is_some_and(|room| at + bytes.len() > room) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if let Some(events) = &mut world.events {
            events.push(Event::Write { name: self.name.clone(), at, bytes: bytes.to_vec() });
        }
        put(world.files.get_mut(&self.name).unwrap(), at, bytes);
        Ok(())
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.disk.world().files[&self.name].len() as u64)
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.disk.world();
        if let Some(left) = &mut world.failing_sync {
            if *left == 0 {
                world.failing_sync = None;
                return Err(io::Error::other("the disk lost it"));
            }
            *left -= 1;
        }
        if let Some(events) = &mut world.events {
            events.push(Event::Sync { name: self.name.clone() });
        }
        Ok(())
    }

    fn set_constant_mtime(&self) -> io::Result<()> {
        Ok(())
    }
}
