//! Where the files of a dossier go: a folder, a zip, or both in one pass.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Takes the files of a dossier, one after the other. Whatever fails leaves a part behind: only after [`Shelf::finish`] may it get the name of a dossier.
pub trait Shelf {
    /// Ends the file before and begins one with this name. Its parts are joined by `/`.
    fn begin(&mut self, name: &str) -> io::Result<()>;

    /// The next bytes of the file that was begun last.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Ends the last file; all of it is on the disk when it returns.
    fn finish(&mut self) -> io::Result<()>;
}

/// A folder, made with its first file. Only this user can read what is in it.
pub struct Folder {
    root: PathBuf,
    file: Option<File>,
}

/// A zip with 64-bit sizes and nothing packed: evidence hardly ever packs, and so every reader finds the bytes as they are. It says no times of its own.
pub struct Zip<W: Write> {
    zip: Option<ZipWriter<StreamWriter<W>>>,
    out: Option<W>,
}

/// Two at once.
pub struct Both<'a>(pub &'a mut dyn Shelf, pub &'a mut dyn Shelf);

impl Folder {
    /// In this folder, which must not be there.
    pub fn new(root: PathBuf) -> Self {
        Self { root, file: None }
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        file.sync_all()
    }
}

impl Shelf for Folder {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.end()?;
        let path = self.root.join(name);
        if let Some(parent) = path.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
        }
        self.file = Some(OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?);
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.as_mut().ok_or(io::ErrorKind::NotFound)?.write_all(bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end()
    }
}

impl<W: Write> Zip<W> {
    /// Written to `out` from its beginning on, without going back.
    pub fn new(out: W) -> Self {
        Self { zip: Some(ZipWriter::new_stream(out)), out: None }
    }

    /// What it was written to, once it is finished.
    pub fn into_inner(self) -> Option<W> {
        self.out
    }

    fn open(&mut self) -> io::Result<&mut ZipWriter<StreamWriter<W>>> {
        self.zip.as_mut().ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }
}

impl<W: Write> Shelf for Zip<W> {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600)
            .large_file(true);
        Ok(self.open()?.start_file(name, options)?)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.open()?.write_all(bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        let zip = self.zip.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut out = zip.finish()?.into_inner();
        out.flush()?;
        self.out = Some(out);
        Ok(())
    }
}

impl Shelf for Both<'_> {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.0.begin(name)?;
        self.1.begin(name)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.put(bytes)?;
        self.1.put(bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.finish()?;
        self.1.finish()
    }
}
