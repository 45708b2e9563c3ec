//! Files and folders that appear under their names only when they are whole.

use crate::failure::Failure;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Behind the name of what is being written.
pub(crate) const UNFINISHED: &str = ".part";

/// A file that gets its name only once it is whole and durable. What a failure leaves is removed.
pub(crate) struct NewFile<'a> {
    path: &'a Path,
    part: PathBuf,
    /// What it is written to.
    pub(crate) file: File,
}

impl<'a> NewFile<'a> {
    /// Begins one that is not there yet.
    pub(crate) fn begin(path: &'a Path) -> Result<Self, Failure> {
        if path.symlink_metadata().is_ok() {
            return Err(Failure::refused("file-exists"));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(UNFINISHED);
        let part = PathBuf::from(part);
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::writing(&error)),
            // Of a run that was cut off.
            _ => {}
        }
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).map_err(|error| Failure::writing(&error))?;
        Ok(Self { path, part, file })
    }

    /// Gives it its name.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let named = self.file.sync_all().and_then(|()| rename_to_new(&self.part, self.path)).and_then(|()| sync_folder(self.path));
        named.map_err(|error| Failure::writing(&error))
    }
}

impl Drop for NewFile<'_> {
    fn drop(&mut self) {
        // After a rename there is none.
        let _ = fs::remove_file(&self.part);
    }
}

/// Renames a file, but not over one that has appeared meanwhile.
pub(crate) fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        // File systems of sticks and cards can't promise that in one step.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) if to.symlink_metadata().is_err() => fs::rename(from, to),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn sync_folder(of: &Path) -> io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
