//! The files of a dossier by name, wherever they lie.

use super::super::names::LIST;
use super::archive::{Zip, ZipEntry};
use super::{Reason, Stop};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

const PIECE_BYTES: usize = 256 * 1024;
/// What systems leave behind in a folder on their own.
const LEFT_BEHIND: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Where a dossier lies.
#[derive(Clone, Debug)]
pub enum Source {
    /// In a folder.
    Folder(PathBuf),
    /// In a zip, or in parts in several.
    Zips(Vec<PathBuf>),
}

/// Why a file can't be read.
pub(super) enum Broken {
    /// It is not what it says of itself.
    Damaged,
    Io(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::Damaged } else { Self::Io(error) }
    }
}

/// The files of a dossier, without what systems leave behind.
pub(super) struct Files {
    zips: Vec<Zip>,
    by_name: BTreeMap<String, Place>,
}

enum Place {
    Disk {
        path: PathBuf,
        bytes: u64,
    },
    /// A link or a device: nothing that a dossier holds.
    NoFile,
    Packed {
        zip: usize,
        entry: ZipEntry,
    },
}

impl Files {
    pub(super) fn of(source: &Source) -> Result<Self, Stop> {
        let mut zips = Vec::new();
        let found = match source {
            Source::Folder(folder) => in_folder(folder)?,
            Source::Zips(paths) => in_zips(paths, &mut zips)?,
        };
        let mut named = Vec::new();
        for (raw_name, place) in found {
            let name = String::from_utf8(raw_name).ok().filter(|name| is_harmless(name)).ok_or(Stop::altered(Reason::NameUnsafe))?;
            named.push((name, place));
        }
        named.retain(|(name, _)| !is_left_aside(name));
        let folder = common_folder(&named).map_or(0, str::len);
        let mut by_name = BTreeMap::new();
        for (name, place) in named {
            let name = name[folder..].to_owned();
            if by_name.contains_key(&name) {
                return Err(Stop::named(Reason::NameTwice, name));
            }
            by_name.insert(name, place);
        }
        Ok(Self { zips, by_name })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// All names in rising order of their bytes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// How many bytes a file has by what is said of it.
    pub(super) fn bytes(&self, name: &str) -> u64 {
        match self.by_name.get(name) {
            Some(Place::Disk { bytes, .. }) => *bytes,
            Some(Place::Packed { entry, .. }) => entry.length,
            Some(Place::NoFile) | None => 0,
        }
    }

    /// Hands over a file in pieces. What was handed over counts only if this ends well.
    pub(super) fn read(&mut self, name: &str, each: &mut dyn FnMut(&[u8])) -> Result<(), Stop> {
        let read = match self.by_name.get(name) {
            Some(Place::Disk { path, .. }) => read_file(path, each),
            Some(Place::Packed { zip, entry }) => self.zips[*zip].read(entry, each),
            Some(Place::NoFile) | None => Err(Broken::Damaged),
        };
        read.map_err(|broken| match broken {
            Broken::Damaged => Stop::named(Reason::FileAltered, name.to_owned()),
            Broken::Io(error) => Stop::Io(error),
        })
    }

    /// All of a file; `None` if it is over the limit.
    pub(super) fn content(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Stop> {
        if self.bytes(name) > max_bytes {
            return Ok(None);
        }
        let mut content = Vec::new();
        self.read(name, &mut |piece| content.extend_from_slice(piece))?;
        Ok(Some(content))
    }
}

fn read_file(path: &Path, each: &mut dyn FnMut(&[u8])) -> Result<(), Broken> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(()),
            bytes => each(&piece[..bytes]),
        }
    }
}

fn in_zips(paths: &[PathBuf], zips: &mut Vec<Zip>) -> Result<Vec<(Vec<u8>, Place)>, Stop> {
    let mut found = Vec::new();
    for (zip, path) in paths.iter().enumerate() {
        let opened = File::open(path).map_err(Stop::Io)?;
        if opened.metadata().map_err(Stop::Io)?.is_dir() {
            return Err(Stop::Io(io::ErrorKind::IsADirectory.into()));
        }
        let (archive, entries) = Zip::open(opened).map_err(|broken| match broken {
            Broken::Damaged => Stop::altered(Reason::NotAZip),
            Broken::Io(error) => Stop::Io(error),
        })?;
        zips.push(archive);
        found.extend(entries.into_iter().map(|entry| (entry.raw_name.clone(), Place::Packed { zip, entry })));
    }
    Ok(found)
}

/// Every file in a folder and those in it, by rising bytes of their names. Links are not followed.
fn in_folder(folder: &Path) -> Result<Vec<(Vec<u8>, Place)>, Stop> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).map_err(Stop::Io)? {
            let path = entry.map_err(Stop::Io)?.path();
            let about = fs::symlink_metadata(&path).map_err(Stop::Io)?;
            if about.is_dir() {
                folders.push(path);
                continue;
            }
            let raw_name = path.strip_prefix(folder).unwrap_or(&path).as_os_str().as_bytes().to_vec();
            let place = if about.is_file() { Place::Disk { path, bytes: about.len() } } else { Place::NoFile };
            found.push((raw_name, place));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

fn is_harmless(name: &str) -> bool {
    let parts = name.strip_suffix('/').unwrap_or(name).split('/');
    !name.contains(|c: char| c.is_control() || c == '\\' || c == ':') && parts.into_iter().all(|part| !matches!(part, "" | "." | ".."))
}

fn is_left_aside(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.ends_with('/') || name.starts_with("__MACOSX/") || LEFT_BEHIND.contains(&last) || last.starts_with("._")
}

/// The folder, with its slash, in which all files and the list lie.
fn common_folder(named: &[(String, Place)]) -> Option<&str> {
    let mut folders = named.iter().filter_map(|(name, _)| name.strip_suffix(LIST)).filter(|folder| folder.ends_with('/'));
    folders.find(|folder| named.iter().all(|(name, _)| name.starts_with(folder)))
}
