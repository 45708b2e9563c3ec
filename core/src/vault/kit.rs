//! What works while the vault is locked, sealed by the device key alone (FORMAT.md §8): the panic kit, and what runs.

use super::device_key::{Alias, DeviceKey, DeviceKeyError};
use super::disk::{Disk, DiskFile, read_block};
use super::seal::{Key, NONCE_BYTES, TAG_BYTES};
use crate::random;
use std::io;

const QUICK: &str = "quick";
const QUICK_NEW: &str = "quick.new";
pub(crate) const RUNS: &str = "runs";
const RUNS_ASIDE: &str = "runs.aside";
const QUICK_LABEL: &[u8] = b"pana/quick/1";
const RUNS_LABEL: &[u8] = b"pana/runs/1";
const VERSION: u32 = 1;
/// Version, generation and alias: in clear, and authenticated.
const HEADER_BYTES: usize = 28;
const TEXT_AT: usize = HEADER_BYTES + NONCE_BYTES;
const LENGTH_BYTES: usize = 4;
/// What a block holds besides its body.
const FRAME_BYTES: usize = TEXT_AT + LENGTH_BYTES + TAG_BYTES;
/// `quick` is the smallest multiple of this that holds it.
const QUICK_STEP_BYTES: usize = 4096;
const QUICK_BYTES_MAX: usize = 1_048_576;
/// The inbox's public key and the hash of the alert token.
const KIT_FIXED_BYTES: usize = 32 + 32;
const RUNS_BLOCK_BYTES: usize = 65_536;

/// The longest [`Kit::kit`].
pub(crate) const KIT_BYTES_MAX: usize = QUICK_BYTES_MAX - FRAME_BYTES - KIT_FIXED_BYTES;
/// The longest body of `runs`.
pub(crate) const RUNS_BYTES_MAX: usize = RUNS_BLOCK_BYTES - FRAME_BYTES;

/// What is needed for an alert and a capture while the vault is locked.
#[allow(clippy::struct_field_names)]
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Kit {
    /// Captures are sealed to it.
    pub(crate) inbox_public: [u8; 32],
    /// SHA-256 of the owner's alert token: whoever lacks the token only seems to act.
    pub(crate) alert_token_hash: [u8; 32],
    /// Contacts and texts; empty until there are some. The vault does not look into it.
    pub(crate) kit: Vec<u8>,
}

/// Why `quick` or `runs` can't be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KitError {
    #[error("there is no such file")]
    Missing,
    /// Altered, of another version, or brought from another device.
    #[error("the file is damaged or not this device's")]
    DamagedOrOther,
    /// The device's key store no longer has the key.
    #[error("the device no longer has the key")]
    KeyMissing,
    /// The device's key store can't be used now.
    #[error("the device's key store can't be used now")]
    KeyUnavailable,
    #[error("there is more than fits")]
    TooLarge,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads `quick`.
pub(crate) fn read_quick(disk: &dyn Disk, device_key: &dyn DeviceKey) -> Result<Kit, KitError> {
    let body = open_quick(disk, device_key)?.body;
    let (fixed, kit) = body.split_at_checked(KIT_FIXED_BYTES).ok_or(KitError::DamagedOrOther)?;
    let mut read = Kit { inbox_public: [0; 32], alert_token_hash: [0; 32], kit: kit.to_vec() };
    read.inbox_public.copy_from_slice(&fixed[..32]);
    read.alert_token_hash.copy_from_slice(&fixed[32..]);
    Ok(read)
}

/// Replaces `quick`, durably and at once: a cut leaves the old or the new one.
pub(crate) fn write_quick(disk: &dyn Disk, device_key: &dyn DeviceKey, kit: &Kit) -> Result<(), KitError> {
    if kit.kit.len() > KIT_BYTES_MAX {
        return Err(KitError::TooLarge);
    }
    let before = found(open_quick(disk, device_key))?;
    let alias = match &before {
        Some(opened) => opened.alias,
        None => other_or_new_alias(device_key, open_runs(disk, device_key))?,
    };
    let body = [&kit.inbox_public[..], &kit.alert_token_hash, &kit.kit].concat();
    let block_bytes = (FRAME_BYTES + body.len()).next_multiple_of(QUICK_STEP_BYTES);
    let opened = Opened { generation: before.map_or(0, |opened| opened.generation).wrapping_add(1), alias, body };
    let block = seal(device_key, QUICK_LABEL, &opened, block_bytes)?;
    // One that a cut left behind was never in force.
    disk.remove(QUICK_NEW)?;
    let file = disk.create(QUICK_NEW)?;
    file.write_at(&block, 0)?;
    file.sync()?;
    drop(file);
    disk.rename(QUICK_NEW, QUICK)?;
    Ok(disk.sync_folder("")?)
}

/// Reads the body of `runs`.
pub(crate) fn read_runs(disk: &dyn Disk, device_key: &dyn DeviceKey) -> Result<Vec<u8>, KitError> {
    Ok(open_runs(disk, device_key)?.body)
}

/// Replaces the body of `runs`, durably, in the block that is not in force.
pub(crate) fn write_runs(disk: &dyn Disk, device_key: &dyn DeviceKey, body: &[u8]) -> Result<(), KitError> {
    if body.len() > RUNS_BYTES_MAX {
        return Err(KitError::TooLarge);
    }
    let before = found(open_runs(disk, device_key))?;
    let alias = match &before {
        Some(opened) => opened.alias,
        None => other_or_new_alias(device_key, open_quick(disk, device_key))?,
    };
    let generation = before.map_or(0, |opened| opened.generation).wrapping_add(1);
    let block = seal(device_key, RUNS_LABEL, &Opened { generation, alias, body: body.to_vec() }, RUNS_BLOCK_BYTES)?;
    let file = runs_file(disk)?;
    file.write_at(&block, runs_block_at(generation))?;
    Ok(file.sync()?)
}

/// Keeps a `runs` that can't be read beside its place, so that nothing overwrites it. One that is kept already stays: it is what was there first.
pub(crate) fn set_runs_aside(disk: &dyn Disk) -> io::Result<()> {
    if disk.open(RUNS_ASIDE).is_ok() {
        return Ok(());
    }
    match disk.rename(RUNS, RUNS_ASIDE) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        renamed => renamed.and_then(|()| disk.sync_folder("")),
    }
}

/// What a block holds.
struct Opened {
    generation: u64,
    alias: Alias,
    body: Vec<u8>,
}

/// A file that is missing or can't be opened ever again is written anew; one that can't be read now is not.
fn found(opened: Result<Opened, KitError>) -> Result<Option<Opened>, KitError> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(KitError::Missing | KitError::DamagedOrOther | KitError::KeyMissing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `quick` and `runs` share one device key: that of the other file, or a new one.
fn other_or_new_alias(device_key: &dyn DeviceKey, other: Result<Opened, KitError>) -> Result<Alias, KitError> {
    if let Some(other) = found(other)? {
        return Ok(other.alias);
    }
    let alias = Alias::make();
    device_key.create(alias).map_err(key_error)?;
    Ok(alias)
}

fn open_quick(disk: &dyn Disk, device_key: &dyn DeviceKey) -> Result<Opened, KitError> {
    let file = open_file(disk, QUICK)?;
    let length = usize::try_from(file.len()?).unwrap_or(usize::MAX);
    if length == 0 || length > QUICK_BYTES_MAX || !length.is_multiple_of(QUICK_STEP_BYTES) {
        return Err(KitError::DamagedOrOther);
    }
    let mut block = vec![0; length];
    if !read_block(&*file, &mut block, 0)? {
        return Err(KitError::DamagedOrOther);
    }
    open(device_key, QUICK_LABEL, block)
}

/// The valid block of `runs` with the higher generation.
fn open_runs(disk: &dyn Disk, device_key: &dyn DeviceKey) -> Result<Opened, KitError> {
    let file = open_file(disk, RUNS)?;
    let read = |parity: u64| {
        let mut block = vec![0; RUNS_BLOCK_BYTES];
        if !read_block(&*file, &mut block, runs_block_at(parity))? {
            return Err(KitError::DamagedOrOther);
        }
        let opened = open(device_key, RUNS_LABEL, block)?;
        if opened.generation % 2 == parity { Ok(opened) } else { Err(KitError::DamagedOrOther) }
    };
    match (read(0), read(1)) {
        (Ok(even), Ok(odd)) => Ok(if even.generation > odd.generation { even } else { odd }),
        // Which of the two was in force is not known while one of them can't be read.
        (Err(error @ (KitError::Io(_) | KitError::KeyUnavailable)), _) | (_, Err(error @ (KitError::Io(_) | KitError::KeyUnavailable))) => {
            Err(error)
        }
        (Ok(opened), Err(_)) | (Err(_), Ok(opened)) => Ok(opened),
        // A block that was never written names no key, so it is the key that is missing.
        (Err(KitError::KeyMissing), Err(_)) | (Err(_), Err(KitError::KeyMissing)) => Err(KitError::KeyMissing),
        (Err(error), Err(_)) => Err(error),
    }
}

fn runs_block_at(generation: u64) -> u64 {
    generation % 2 * RUNS_BLOCK_BYTES as u64
}

/// Opens `runs`; one that is missing or too short is filled with random bytes first.
fn runs_file(disk: &dyn Disk) -> io::Result<Box<dyn DiskFile>> {
    let file = match disk.open(RUNS) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => disk.create(RUNS)?,
        file => file?,
    };
    let length = file.len()?;
    if let Some(missing) = (2 * RUNS_BLOCK_BYTES as u64).checked_sub(length).filter(|missing| *missing > 0) {
        let mut filler = vec![0; missing as usize];
        random::fill(&mut filler);
        file.write_at(&filler, length)?;
        file.sync()?;
        disk.sync_folder("")?;
    }
    Ok(file)
}

fn open_file(disk: &dyn Disk, name: &str) -> Result<Box<dyn DiskFile>, KitError> {
    disk.open(name).map_err(|error| if error.kind() == io::ErrorKind::NotFound { KitError::Missing } else { error.into() })
}

fn seal(device_key: &dyn DeviceKey, label: &[u8], content: &Opened, block_bytes: usize) -> Result<Vec<u8>, KitError> {
    let mut block = vec![0; block_bytes];
    block[..4].copy_from_slice(&VERSION.to_le_bytes());
    block[4..12].copy_from_slice(&content.generation.to_le_bytes());
    block[12..HEADER_BYTES].copy_from_slice(&content.alias.0);
    let nonce = random::bytes::<NONCE_BYTES>();
    block[HEADER_BYTES..TEXT_AT].copy_from_slice(&nonce);
    let (head, rest) = block.split_at_mut(TEXT_AT);
    let (text, tag) = rest.split_at_mut(block_bytes - TEXT_AT - TAG_BYTES);
    text[..LENGTH_BYTES].copy_from_slice(&(content.body.len() as u32).to_le_bytes());
    text[LENGTH_BYTES..][..content.body.len()].copy_from_slice(&content.body);
    let aad = [&head[..HEADER_BYTES], label].concat();
    tag.copy_from_slice(&key(device_key, content.alias, label)?.cipher().seal(&nonce, &aad, text));
    Ok(block)
}

fn open(device_key: &dyn DeviceKey, label: &[u8], mut block: Vec<u8>) -> Result<Opened, KitError> {
    let (head, rest) = block.split_at_mut(TEXT_AT);
    let (text, end) = rest.split_at_mut(rest.len() - TAG_BYTES);
    if field::<4>(head, 0) != VERSION.to_le_bytes() {
        return Err(KitError::DamagedOrOther);
    }
    let alias = Alias(field(head, 12));
    let aad = [&head[..HEADER_BYTES], label].concat();
    if !key(device_key, alias, label)?.cipher().open(&field(head, HEADER_BYTES), &aad, text, &field(end, 0)) {
        return Err(KitError::DamagedOrOther);
    }
    let body_bytes = u32::from_le_bytes(field(text, 0)) as usize;
    let body = text[LENGTH_BYTES..].get(..body_bytes).ok_or(KitError::DamagedOrOther)?.to_vec();
    Ok(Opened { generation: u64::from_le_bytes(field(head, 4)), alias, body })
}

fn key(device_key: &dyn DeviceKey, alias: Alias, label: &[u8]) -> Result<Key, KitError> {
    device_key.hmac(alias, label).map(Key).map_err(key_error)
}

fn key_error(error: DeviceKeyError) -> KitError {
    match error {
        DeviceKeyError::Missing => KitError::KeyMissing,
        DeviceKeyError::Unavailable => KitError::KeyUnavailable,
    }
}

fn field<const N: usize>(block: &[u8], at: usize) -> [u8; N] {
    let mut field = [0; N];
    field.copy_from_slice(&block[at..at + N]);
    field
}

#[cfg(test)]
mod tests {
    use super::super::cut::Cut;
    use super::super::device_key::MemoryDeviceKey;
    use super::super::disk::Folder;
    use super::*;
    use proptest::prelude::*;
    use std::fs;
    use std::path::PathBuf;

    struct Phone {
        folder: tempfile::TempDir,
        disk: Folder,
        keys: MemoryDeviceKey,
    }

    impl Phone {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let disk = Folder::new(folder.path()).unwrap();
            Self { folder, disk, keys: MemoryDeviceKey::new() }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn write_quick(&self, kit: &Kit) -> Result<(), KitError> {
            write_quick(&self.disk, &self.keys, kit)
        }

        fn read_quick(&self) -> Result<Kit, KitError> {
            read_quick(&self.disk, &self.keys)
        }

        fn write_runs(&self, body: &[u8]) -> Result<(), KitError> {
            write_runs(&self.disk, &self.keys, body)
        }

        fn read_runs(&self) -> Result<Vec<u8>, KitError> {
            read_runs(&self.disk, &self.keys)
        }
    }

    fn kit(bytes: usize) -> Kit {
        Kit { inbox_public: [1; 32], alert_token_hash: [2; 32], kit: vec![3; bytes] }
    }

    #[test]
    fn quick_comes_back_at_any_length_in_the_smallest_block() {
        let phone = Phone::new();
        assert!(matches!(phone.read_quick(), Err(KitError::Missing)));
        let fits = 4096 - FRAME_BYTES - 64;
        for (bytes, block) in [(0, 4096), (fits, 4096), (fits + 1, 8192), (KIT_BYTES_MAX, QUICK_BYTES_MAX)] {
            phone.write_quick(&kit(bytes)).unwrap();
            assert_eq!(phone.read_quick().unwrap(), kit(bytes));
            assert_eq!(fs::metadata(phone.path(QUICK)).unwrap().len(), block as u64);
            assert!(!phone.path(QUICK_NEW).exists());
        }
        assert!(matches!(phone.write_quick(&kit(KIT_BYTES_MAX + 1)), Err(KitError::TooLarge)));
        assert_eq!(phone.read_quick().unwrap(), kit(KIT_BYTES_MAX));
    }

    #[test]
    fn quick_is_as_the_format_says() {
        let phone = Phone::new();
        phone.write_quick(&kit(5)).unwrap();
        let mut block = fs::read(phone.path(QUICK)).unwrap();
        assert_eq!(block[..4], [1, 0, 0, 0]);
        let alias = Alias(block[12..28].try_into().unwrap());
        let key = Key(phone.keys.hmac(alias, b"pana/quick/1").unwrap());
        let (aad, nonce) = ([&block[..28], b"pana/quick/1"].concat(), block[28..52].try_into().unwrap());
        let tag = block.split_off(4080).try_into().unwrap();
        assert!(key.cipher().open(&nonce, &aad, &mut block[52..], &tag));
        let body = [&[1; 32][..], &[2; 32], &[3; 5]].concat();
        assert_eq!(block[52..], [&69u32.to_le_bytes()[..], &body, &[0; 4080 - 52 - 4 - 69]].concat());
    }

    #[test]
    fn every_change_and_every_other_device_is_told() {
        let phone = Phone::new();
        phone.write_quick(&kit(0)).unwrap();
        let whole = fs::read(phone.path(QUICK)).unwrap();
        for bit in (0..whole.len() * 8).step_by(7).chain(0..52 * 8) {
            let mut altered = whole.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            fs::write(phone.path(QUICK), altered).unwrap();
            assert!(matches!(phone.read_quick(), Err(KitError::DamagedOrOther | KitError::KeyMissing)));
        }
        for length in [0, 1, 51, 4095] {
            fs::write(phone.path(QUICK), &whole[..length]).unwrap();
            assert!(matches!(phone.read_quick(), Err(KitError::DamagedOrOther)));
        }
        fs::write(phone.path(QUICK), &whole).unwrap();
        phone.keys.set_locked(true);
        assert!(matches!(phone.read_quick(), Err(KitError::KeyUnavailable)));
        assert!(matches!(phone.write_quick(&kit(1)), Err(KitError::KeyUnavailable)), "a key store that is only locked loses nothing");
        phone.keys.set_locked(false);
        assert_eq!(phone.read_quick().unwrap(), kit(0));
        phone.keys.aliases().into_iter().for_each(|alias| phone.keys.destroy(alias).unwrap());
        assert!(matches!(phone.read_quick(), Err(KitError::KeyMissing)));
        phone.write_quick(&kit(2)).unwrap();
        assert_eq!(phone.read_quick().unwrap(), kit(2));
    }

    #[test]
    fn both_files_share_one_key_and_a_file_of_one_is_none_of_the_other() {
        let phone = Phone::new();
        phone.write_runs(b"runs").unwrap();
        phone.write_quick(&kit(0)).unwrap();
        fs::remove_file(phone.path(RUNS)).unwrap();
        phone.write_runs(b"again").unwrap();
        assert_eq!(phone.keys.aliases().len(), 1);
        let block = fs::read(phone.path(RUNS)).unwrap()[65_536..].to_vec();
        fs::write(phone.path(QUICK), block).unwrap();
        assert!(matches!(phone.read_quick(), Err(KitError::DamagedOrOther)));
    }

    #[test]
    fn a_leftover_of_a_cut_is_replaced() {
        let phone = Phone::new();
        phone.write_quick(&kit(1)).unwrap();
        fs::write(phone.path(QUICK_NEW), b"half").unwrap();
        assert_eq!(phone.read_quick().unwrap(), kit(1));
        phone.write_quick(&kit(2)).unwrap();
        assert_eq!(phone.read_quick().unwrap(), kit(2));
    }

    #[test]
    fn a_write_cut_anywhere_leaves_the_old_or_the_new() {
        for operations in 0.. {
            let phone = Phone::new();
            phone.write_quick(&kit(1)).unwrap();
            phone.write_runs(b"old").unwrap();
            let cut = Cut::new(phone.folder.path(), &phone.keys);
            cut.after_operations(operations);
            let quick = write_quick(&cut, &cut, &kit(2)).is_ok();
            cut.after_operations(operations);
            let runs = write_runs(&cut, &cut, b"new").is_ok();
            assert!(phone.read_quick().unwrap() == kit(2) || !quick && phone.read_quick().unwrap() == kit(1));
            assert!(phone.read_runs().unwrap() == b"new" || !runs && phone.read_runs().unwrap() == b"old");
            phone.write_quick(&kit(3)).unwrap();
            assert_eq!(phone.read_quick().unwrap(), kit(3));
            if quick && runs {
                assert!(operations > 7);
                break;
            }
        }
    }

    #[test]
    fn runs_keeps_the_last_one_when_a_block_breaks() {
        let phone = Phone::new();
        assert!(matches!(phone.read_runs(), Err(KitError::Missing)));
        for number in 1..6u8 {
            phone.write_runs(&[number; 100]).unwrap();
            assert_eq!(phone.read_runs().unwrap(), [number; 100]);
            assert_eq!(fs::metadata(phone.path(RUNS)).unwrap().len(), 131_072);
        }
        let whole = fs::read(phone.path(RUNS)).unwrap();
        let mut torn = whole.clone();
        torn[65_536 + 60] ^= 1;
        fs::write(phone.path(RUNS), &torn).unwrap();
        assert_eq!(phone.read_runs().unwrap(), [4; 100]);
        phone.write_runs(b"next").unwrap();
        assert_eq!(phone.read_runs().unwrap(), b"next");
        torn[60] ^= 1;
        fs::write(phone.path(RUNS), &torn).unwrap();
        assert!(matches!(phone.read_runs(), Err(KitError::DamagedOrOther)));
        fs::write(phone.path(RUNS), [&whole[65_536..], &whole[..65_536]].concat()).unwrap();
        assert!(matches!(phone.read_runs(), Err(KitError::DamagedOrOther)), "blocks have their places");
        fs::write(phone.path(RUNS), &whole[..70_000]).unwrap();
        assert_eq!(phone.read_runs().unwrap(), [4; 100]);
        phone.write_runs(b"whole again").unwrap();
        assert_eq!(fs::metadata(phone.path(RUNS)).unwrap().len(), 131_072);
        assert!(matches!(phone.write_runs(&vec![0; RUNS_BYTES_MAX + 1]), Err(KitError::TooLarge)));
        phone.write_runs(&vec![0; RUNS_BYTES_MAX]).unwrap();
        assert_eq!(phone.read_runs().unwrap().len(), RUNS_BYTES_MAX);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_file_makes_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..9000), pad in any::<bool>()) {
            let phone = Phone::new();
            let mut bytes = bytes;
            if pad {
                bytes.resize(bytes.len().next_multiple_of(4096), 1);
                bytes.splice(..bytes.len().min(4), [1, 0, 0, 0]);
            }
            fs::write(phone.path(QUICK), &bytes).unwrap();
            fs::write(phone.path(RUNS), &bytes).unwrap();
            prop_assert!(phone.read_quick().is_err());
            prop_assert!(phone.read_runs().is_err());
        }
    }
}
