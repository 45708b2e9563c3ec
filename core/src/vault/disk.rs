//! What the vault asks of a folder. The shells give real folders; simulations give ones that lose power.

use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File, FileTimes, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Modification time of everything in the vault folder, in seconds since 1970: 2020-01-01T00:00:00Z.
pub const CONSTANT_MTIME_S: u64 = 1_577_836_800;

/// A folder with plain files and one level of folders in it. Names are relative, with `/`.
pub trait Disk: Send + Sync {
    /// Opens a file that exists, for reading and writing.
    fn open(&self, name: &str) -> io::Result<Box<dyn DiskFile>>;
    /// Makes a new empty file; `AlreadyExists` if there is one.
    fn create(&self, name: &str) -> io::Result<Box<dyn DiskFile>>;
    /// Names of the files in a folder (`""` for the top one), without its own name, in no order.
    fn names(&self, folder: &str) -> io::Result<Vec<String>>;
    /// Makes a folder unless it exists.
    fn create_folder(&self, name: &str) -> io::Result<()>;
    /// Renames a file; one that stands there is replaced.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// Removes a file. One that is not there is no error: removal is repeated after a cut.
    fn remove(&self, name: &str) -> io::Result<()>;
    /// Makes creations, renames and removals in a folder durable.
    fn sync_folder(&self, folder: &str) -> io::Result<()>;
    /// Takes the file `name` for this process until the value is dropped; `WouldBlock` if another has it.
    fn lock(&self, name: &str) -> io::Result<Box<dyn Send + Sync>>;
}

/// An open file. Reads and writes carry their place; there is no cursor.
pub trait DiskFile: Send + Sync {
    /// Reads until `out` is full or the file ends; returns the bytes read.
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize>;
    /// Writes all of `bytes`, making the file longer if it must.
    fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()>;
    /// Length in bytes.
    fn len(&self) -> io::Result<u64>;
    /// Whether the file has no bytes.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }
    /// Makes what was written durable.
    fn sync(&self) -> io::Result<()>;
    /// Sets the modification time to [`CONSTANT_MTIME_S`].
    fn set_constant_mtime(&self) -> io::Result<()>;
}

/// A real folder. New files are readable by their owner alone.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at `path`, made with all above it if it is missing.
    pub fn new(path: impl AsRef<Path>) -> io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&path)?;
        Ok(Self { path: path.as_ref().to_owned() })
    }

    /// The folder at `path`, which must exist.
    pub fn existing(path: impl AsRef<Path>) -> io::Result<Self> {
        fs::read_dir(&path)?;
        Ok(Self { path: path.as_ref().to_owned() })
    }
}

impl Disk for Folder {
    fn open(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(OpenOptions::new().read(true).write(true).open(self.path.join(name))?))
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(self.path.join(name))?))
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path.join(folder))? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        Ok(names)
    }

    fn create_folder(&self, name: &str) -> io::Result<()> {
        Folder::new(self.path.join(name)).map(drop)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        File::open(self.path.join(folder))?.sync_all()
    }

    fn lock(&self, name: &str) -> io::Result<Box<dyn Send + Sync>> {
        let file = File::open(self.path.join(name))?;
        // `File::try_lock` is not there on Android before Rust 1.98, and no vault would open.
        flock(&file, FlockOperation::NonBlockingLockExclusive)?;
        Ok(Box::new(file))
    }
}

impl DiskFile for File {
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize> {
        let mut done = 0;
        while done < out.len() {
            match FileExt::read_at(self, &mut out[done..], at + done as u64) {
                Ok(0) => break,
                Ok(n) => done += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(done)
    }

    fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        self.write_all_at(bytes, at)
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_all()
    }

    fn set_constant_mtime(&self) -> io::Result<()> {
        let constant = SystemTime::UNIX_EPOCH + Duration::from_secs(CONSTANT_MTIME_S);
        // Setting it again would only give the next sync something to write.
        if self.metadata()?.modified()? == constant { Ok(()) } else { self.set_times(FileTimes::new().set_modified(constant)) }
    }
}

/// Reads a whole block; false if the file ends before it does.
pub(crate) fn read_block(file: &dyn DiskFile, out: &mut [u8], at: u64) -> io::Result<bool> {
    Ok(file.read_at(out, at)? == out.len())
}
