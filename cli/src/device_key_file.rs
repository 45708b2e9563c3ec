//! The device's keys in a file: what a desk has instead of a phone's key store.
//!
//! Weaker than that: whoever may read the file has the keys, and a file system may keep bytes of a file that was replaced. It is text, one key a line, for
//! many vaults:
//!
//! ```text
//! pana device keys 1
//! 000102030405060708090a0b0c0d0e0f <64 hexadecimal digits>
//! ```

use hmac::{Hmac, KeyInit, Mac};
use pana_core::vault::{Alias, DeviceKey, DeviceKeyError};
use rustix::fs::OFlags;
use sha2::Sha256;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const VERSION_LINE: &str = "pana device keys 1";
const KEY_LEN_BYTES: usize = 32;
/// Room for some ten thousand keys.
const FILE_MAX_BYTES: u64 = 1 << 20;

/// A device key file. Every use reads it anew, so that several processes can work with it.
#[derive(Debug)]
pub(crate) struct DeviceKeyFile {
    path: PathBuf,
}

/// Why the file can't be used as it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyFileError {
    #[error("the file is a link")]
    Link,
    #[error("others may read the file")]
    OpenToOthers,
    #[error("line {line} is damaged")]
    Damaged { line: u64 },
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl DeviceKeyFile {
    /// The file at `path`, looked at once so that what is wrong with it is said before a PIN is asked for. It need not exist yet.
    pub(crate) fn new(path: &Path) -> Result<Self, KeyFileError> {
        let file = Self { path: path.to_owned() };
        file.read()?;
        Ok(file)
    }

    fn read(&self) -> Result<Keys, KeyFileError> {
        let mut file = match OpenOptions::new().read(true).custom_flags(no_links()).open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Keys::default()),
            Err(_) if fs::symlink_metadata(&self.path).is_ok_and(|found| found.is_symlink()) => return Err(KeyFileError::Link),
            Err(error) => return Err(error.into()),
        };
        let found = file.metadata()?;
        if !found.is_file() || found.len() > FILE_MAX_BYTES {
            return Err(KeyFileError::Damaged { line: 1 });
        }
        if found.mode() & 0o077 != 0 {
            return Err(KeyFileError::OpenToOthers);
        }
        // Sized before reading: a buffer that grows leaves copies of keys behind.
        let mut bytes = Zeroizing::new(vec![0; found.len() as usize]);
        file.read_exact(&mut bytes)?;
        Keys::parse(&bytes)
    }

    /// Changes the keys under a lock and replaces the file as one step: a cut leaves the old keys or the new ones.
    fn change(&self, change: impl FnOnce(&mut Keys) -> io::Result<bool>) -> Result<(), KeyFileError> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let mut as_guard = OpenOptions::new();
        as_guard.write(true).create(true).truncate(false).mode(0o600).custom_flags(no_links());
        let guard = as_guard.open(self.beside(".lock"))?;
        guard.lock()?;

        let mut keys = self.read()?;
        if !change(&mut keys)? {
            return Ok(());
        }
        let new = self.beside(".new");
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            // Ours from a run that was cut off: the lock is held.
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
        file.write_all(keys.to_text().as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    }
}

impl DeviceKey for DeviceKeyFile {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        let keys = self.read().map_err(|_| DeviceKeyError::Unavailable)?;
        let key = keys.find(alias).ok_or(DeviceKeyError::Missing)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(|_| DeviceKeyError::Unavailable)?;
        mac.update(message);
        Ok(mac.finalize().into_bytes().into())
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        let added = self.change(|keys| {
            if keys.find(alias).is_some() {
                return Ok(false);
            }
            let mut key = Zeroizing::new([0; KEY_LEN_BYTES]);
            getrandom::fill(key.as_mut_slice()).map_err(io::Error::other)?;
            keys.0.push(Entry { alias, key });
            Ok(true)
        });
        added.map_err(|_| DeviceKeyError::Unavailable)
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        let removed = self.change(|keys| {
            let before = keys.0.len();
            keys.0.retain(|entry| entry.alias != alias);
            Ok(keys.0.len() < before)
        });
        removed.map_err(|_| DeviceKeyError::Unavailable)
    }
}

/// What the file holds. Keys are zeroed when dropped.
#[derive(Default)]
struct Keys(Vec<Entry>);

struct Entry {
    alias: Alias,
    key: Zeroizing<[u8; KEY_LEN_BYTES]>,
}

impl Keys {
    fn parse(bytes: &[u8]) -> Result<Self, KeyFileError> {
        let text = std::str::from_utf8(bytes).map_err(|_| KeyFileError::Damaged { line: 1 })?;
        let mut lines = (1..).zip(text.lines());
        if lines.next().is_none_or(|(_, line)| line != VERSION_LINE) {
            return Err(KeyFileError::Damaged { line: 1 });
        }
        // A file that was cut inside its last key lacks the line's end.
        if !text.ends_with('\n') {
            return Err(KeyFileError::Damaged { line: text.lines().count() as u64 });
        }
        let entries = lines.map(|(number, line)| Entry::parse(line).ok_or(KeyFileError::Damaged { line: number }));
        entries.collect::<Result<_, _>>().map(Self)
    }

    fn to_text(&self) -> Zeroizing<String> {
        const LINE_LEN_BYTES: usize = 32 + 1 + 2 * KEY_LEN_BYTES + 1;
        let mut text = Zeroizing::new(String::with_capacity(VERSION_LINE.len() + 1 + self.0.len() * LINE_LEN_BYTES));
        text.push_str(VERSION_LINE);
        text.push('\n');
        for entry in &self.0 {
            text.push_str(&entry.alias.to_string());
            text.push(' ');
            for digit in entry.key.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
                text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
            text.push('\n');
        }
        text
    }

    fn find(&self, alias: Alias) -> Option<&Zeroizing<[u8; KEY_LEN_BYTES]>> {
        self.0.iter().find(|entry| entry.alias == alias).map(|entry| &entry.key)
    }
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let (alias, digits) = line.split_once(' ')?;
        if digits.len() != 2 * KEY_LEN_BYTES || !digits.is_ascii() {
            return None;
        }
        let mut key = Zeroizing::new([0; KEY_LEN_BYTES]);
        for (byte, pair) in key.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            *byte = (high * 16 + low) as u8;
        }
        Some(Self { alias: Alias::from_hex(alias)?, key })
    }
}

/// A link could lead to a file in a place that others write to.
fn no_links() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn alias(byte: u8) -> Alias {
        Alias::from_hex(&format!("{byte:02x}").repeat(16)).expect("32 digits")
    }

    fn fresh() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings/device-key");
        (folder, path)
    }

    #[test]
    fn keys_of_many_vaults_live_side_by_side() {
        let (_folder, path) = fresh();
        let file = DeviceKeyFile::new(&path).expect("a missing file is an empty one");
        assert_eq!(file.hmac(alias(1), b"m"), Err(DeviceKeyError::Missing));
        file.create(alias(1)).expect("created");
        let first = file.hmac(alias(1), b"m").expect("there");
        file.create(alias(2)).expect("created");
        assert_ne!(file.hmac(alias(2), b"m").expect("there"), first);

        let again = DeviceKeyFile::new(&path).expect("readable");
        again.create(alias(1)).expect("not replaced");
        assert_eq!(again.hmac(alias(1), b"m"), Ok(first));

        again.destroy(alias(1)).expect("destroyed");
        again.destroy(alias(1)).expect("twice is no error");
        assert_eq!(file.hmac(alias(1), b"m"), Err(DeviceKeyError::Missing));
        assert!(file.hmac(alias(2), b"m").is_ok());
        assert!(!path.with_extension("new").exists());
    }

    #[test]
    fn the_mac_is_hmac_sha256() {
        // RFC 4231, test case 1 has a 20-byte key: padded with zeros it is the same key for HMAC.
        let (_folder, path) = fresh();
        let file = DeviceKeyFile { path: path.clone() };
        file.create(alias(9)).expect("the folder and the file are made");
        let key = "0b".repeat(20) + &"00".repeat(12);
        fs::write(&path, format!("{VERSION_LINE}\n{} {key}\n", alias(9))).expect("written");
        let mac = file.hmac(alias(9), b"Hi There").expect("there");
        assert_eq!(mac[..8], [0xb0, 0x34, 0x4c, 0x61, 0xd8, 0xdb, 0x38, 0x53]);
    }

    #[test]
    fn the_file_is_for_its_owner_alone() {
        let (_folder, path) = fresh();
        let file = DeviceKeyFile::new(&path).expect("empty");
        file.create(alias(1)).expect("created");
        assert_eq!(fs::metadata(&path).expect("there").mode() & 0o777, 0o600);

        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        assert!(matches!(DeviceKeyFile::new(&path), Err(KeyFileError::OpenToOthers)));
        assert_eq!(file.hmac(alias(1), b"m"), Err(DeviceKeyError::Unavailable));
    }

    #[test]
    fn a_link_is_refused() {
        let (folder, path) = fresh();
        DeviceKeyFile::new(&path).expect("empty").create(alias(1)).expect("created");
        let link = folder.path().join("link");
        symlink(&path, &link).expect("linked");
        assert!(matches!(DeviceKeyFile::new(&link), Err(KeyFileError::Link)));
    }

    #[test]
    fn a_damaged_file_is_named_and_left_alone() {
        let (_folder, path) = fresh();
        let file = DeviceKeyFile::new(&path).expect("empty");
        file.create(alias(1)).expect("created");
        let whole = fs::read_to_string(&path).expect("text");
        for (text, line) in [
            (String::new(), 1),
            ("pana device keys 2\n".to_owned(), 1),
            (whole.trim_end().to_owned(), 2),
            (whole[..whole.len() - 3].to_owned() + "\n", 2),
            (whole.clone() + "я\n", 3),
            (whole.clone() + "\n", 3),
        ] {
            fs::write(&path, &text).expect("written");
            let error = DeviceKeyFile::new(&path).expect_err("damaged");
            assert!(matches!(error, KeyFileError::Damaged { line: found } if found == line), "{text:?}: {error}");
            assert_eq!(file.create(alias(2)), Err(DeviceKeyError::Unavailable));
            assert_eq!(fs::read_to_string(&path).expect("text"), text);
        }
    }

    #[test]
    fn processes_do_not_lose_each_others_keys() {
        let (_folder, path) = fresh();
        std::thread::scope(|threads| {
            for half in 0..2 {
                let path = &path;
                threads.spawn(move || {
                    let file = DeviceKeyFile { path: path.clone() };
                    (0..20).for_each(|n| file.create(alias(half * 20 + n)).expect("created"));
                });
            }
        });
        let file = DeviceKeyFile::new(&path).expect("readable");
        assert!((0..40).all(|n| file.hmac(alias(n), b"m").is_ok()));
    }
}
