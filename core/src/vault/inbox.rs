//! Captures made while the vault is locked (FORMAT.md §10): sealed to a public key, so that taking one in needs no secret.

use super::disk::{Disk, DiskFile, read_block};
use super::seal::{HPKE_BYTES, Key, hpke_open, hpke_seal};
use super::stream::{self, ID_BYTES, MediaError, MediaReader, NewFile};
use crate::moment::Now;
use crate::random;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

const FOLDER: &str = "inbox";
const INFO: &[u8] = b"pana/inbox/1";
const VERSION: u8 = 1;
const TEXT_BYTES: usize = 256;
const HEADER_BYTES: usize = ID_BYTES + HPKE_BYTES + TEXT_BYTES;
/// Longest name of a capture; a longer one is cut at a character.
const NAME_BYTES_MAX: usize = 160;
const ITEMS_MAX: usize = 64;
/// All files of the inbox together.
const INBOX_BYTES_MAX: u64 = 268_435_456;

const NOW_AT: usize = 2;
const KEY_AT: usize = NOW_AT + Now::LEN_BYTES;
const NAME_AT: usize = KEY_AT + 32;

/// What can be captured while the vault is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaptureKind {
    /// Words.
    Note = 1,
    /// A picture.
    Photo = 2,
    /// A recording of sound.
    Sound = 3,
    /// A recording of sound and picture.
    Video = 4,
    /// Any other file.
    File = 5,
}

impl CaptureKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Note, Self::Photo, Self::Sound, Self::Video, Self::File];

    /// The kind with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What it is called in data, and its file where that came without a name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Photo => "photo",
            Self::Sound => "sound",
            Self::Video => "video",
            Self::File => "file",
        }
    }
}

/// What is known about a capture besides its content.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Capture {
    pub(crate) kind: CaptureKind,
    /// As the file was called, or empty.
    pub(crate) name: String,
    pub(crate) now: Now,
}

/// A capture in the inbox.
pub(crate) struct Item {
    /// Its file in `inbox/`.
    pub(crate) file: String,
    /// Unique: an item is taken into the log once.
    pub(crate) id: [u8; 16],
    pub(crate) capture: Capture,
    /// Bytes of the content; `None` if its end is damaged or was never written.
    pub(crate) bytes: Option<u64>,
    key: Key,
}

/// What lies in the inbox.
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) items: Vec<Item>,
    /// Files that don't open with this key, or not at all.
    pub(crate) unopened: u64,
}

/// Why a capture was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InboxError {
    /// The new one is refused; what is there is kept.
    #[error("the inbox is full")]
    Full,
    /// The inbox's public key is not one.
    #[error("nothing can be sealed to the inbox's key")]
    UnusableKey,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Seals one capture to the inbox's public key, durably. No secret is needed.
pub(crate) fn put(disk: &dyn Disk, inbox_public: &[u8; 32], capture: &Capture, source: &mut (dyn Read + Send)) -> Result<(), InboxError> {
    let bytes_max = room_bytes(disk)?;
    let (id, key) = (random::bytes::<ID_BYTES>(), Key::make());
    let sealed = hpke_seal(inbox_public, INFO, &id, &encode(capture, &key)).ok_or(InboxError::UnusableKey)?;
    let header = [&id[..], &sealed].concat();
    let name = stream::random_name();
    let file = NewFile { disk, folder: FOLDER, name: &name, header: &header, key: &key, bytes_max };
    match file.write(source, &mut |_| ()) {
        Ok(_) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::FileTooLarge => Err(InboxError::Full),
        Err(e) => Err(e.into()),
    }
}

/// The items that `private` opens, oldest first by their own clock.
pub(crate) fn items(disk: &dyn Disk, private: &Key) -> io::Result<Items> {
    let mut found = Items::default();
    for file in stream::names(disk, FOLDER)? {
        match item(disk, private, file) {
            Ok(item) => found.items.push(item),
            Err(_) => found.unopened += 1,
        }
    }
    found.items.sort_by_key(|item| (item.capture.now.wall, item.id));
    Ok(found)
}

/// Opens the content of an item.
pub(crate) fn read(disk: &dyn Disk, item: &Item) -> Result<MediaReader, MediaError> {
    let file = match disk.open(&stream::path(FOLDER, &item.file)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(MediaError::Missing),
        file => file?,
    };
    let header = read_header(&*file)?.ok_or(MediaError::Damaged { chunk: None })?;
    MediaReader::open(file, &header, &item.key)
}

/// Removes an item: the caller has made durable what was in it. One that is not there is no error.
pub(crate) fn remove(disk: &dyn Disk, item: &Item) -> io::Result<()> {
    stream::remove(disk, FOLDER, &item.file, HEADER_BYTES)
}

/// How long a further file may be.
fn room_bytes(disk: &dyn Disk) -> Result<u64, InboxError> {
    let names = stream::names(disk, FOLDER)?;
    if names.len() >= ITEMS_MAX {
        return Err(InboxError::Full);
    }
    let mut used_bytes = 0u64;
    for name in names {
        // A file that was just taken in, or that can't be read, must not cost a new capture.
        let bytes = disk.open(&stream::path(FOLDER, &name)).and_then(|file| file.len()).unwrap_or(0);
        used_bytes = used_bytes.saturating_add(bytes);
    }
    INBOX_BYTES_MAX.checked_sub(used_bytes).ok_or(InboxError::Full)
}

fn item(disk: &dyn Disk, private: &Key, file: String) -> Result<Item, MediaError> {
    const UNOPENED: MediaError = MediaError::Damaged { chunk: None };
    let header = read_header(&*disk.open(&stream::path(FOLDER, &file))?)?.ok_or(UNOPENED)?;
    let (id, sealed) = header.split_first_chunk().ok_or(UNOPENED)?;
    let text = hpke_open(private, INFO, id, sealed).ok_or(UNOPENED)?;
    let (capture, key) = decode(&text).ok_or(UNOPENED)?;
    let mut item = Item { file, id: *id, capture, bytes: None, key };
    item.bytes = read(disk, &item).ok().map(|content| content.content_bytes());
    Ok(item)
}

fn read_header(file: &dyn DiskFile) -> io::Result<Option<[u8; HEADER_BYTES]>> {
    let mut header = [0; HEADER_BYTES];
    Ok(read_block(file, &mut header, 0)?.then_some(header))
}

fn encode(capture: &Capture, key: &Key) -> [u8; TEXT_BYTES] {
    let name = &capture.name[..capture.name.floor_char_boundary(NAME_BYTES_MAX)];
    let mut text = [0; TEXT_BYTES];
    text[0] = VERSION;
    text[1] = capture.kind as u8;
    text[NOW_AT..KEY_AT].copy_from_slice(&capture.now.to_bytes());
    text[KEY_AT..NAME_AT].copy_from_slice(&key.0);
    text[NAME_AT] = name.len() as u8;
    text[NAME_AT + 1..][..name.len()].copy_from_slice(name.as_bytes());
    text
}

fn decode(text: &[u8]) -> Option<(Capture, Key)> {
    let (&[version, kind], rest) = text.split_first_chunk()?;
    let (now, rest) = rest.split_first_chunk()?;
    let (key, rest) = rest.split_first_chunk()?;
    let (&name_bytes, rest) = rest.split_first()?;
    let name = std::str::from_utf8(rest.get(..usize::from(name_bytes))?).ok()?;
    let kind = CaptureKind::ALL.into_iter().find(|known| *known as u8 == kind)?;
    let valid = version == VERSION && name.len() <= NAME_BYTES_MAX;
    valid.then_some((Capture { kind, name: name.to_owned(), now: Now::from_bytes(now)? }, Key(*key)))
}

#[cfg(test)]
mod tests {
    use super::super::disk::Folder;
    use super::super::seal::hpke_pair;
    use super::*;
    use crate::moment::{Moment, Uptime};
    use proptest::prelude::*;
    use std::fs;
    use std::path::PathBuf;

    struct Phone {
        folder: tempfile::TempDir,
        disk: Folder,
        private: Key,
        public: [u8; 32],
    }

    impl Phone {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let disk = Folder::new(folder.path()).unwrap();
            let (private, public) = hpke_pair();
            Self { folder, disk, private, public }
        }

        fn put(&self, capture: &Capture, content: &[u8]) -> Result<(), InboxError> {
            put(&self.disk, &self.public, capture, &mut &*content)
        }

        fn items(&self) -> Items {
            items(&self.disk, &self.private).unwrap()
        }

        fn content(&self, item: &Item) -> Vec<u8> {
            let mut out = Vec::new();
            read(&self.disk, item).unwrap().read_to_end(&mut out).unwrap();
            out
        }

        fn path(&self, file: &str) -> PathBuf {
            self.folder.path().join(FOLDER).join(file)
        }
    }

    fn capture(kind: CaptureKind, name: &str, minute: i64) -> Capture {
        let now = Now { wall: Moment::new(1_769_963_400_000 + minute * 60_000, 300).unwrap(), uptime: Uptime { boot: [3; 16], nanos: 99 } };
        Capture { kind, name: name.to_owned(), now }
    }

    #[test]
    fn captures_come_back_oldest_first_and_go_when_taken() {
        let phone = Phone::new();
        assert!(phone.items().items.is_empty());
        let kinds = [CaptureKind::Note, CaptureKind::Photo, CaptureKind::Sound, CaptureKind::Video, CaptureKind::File];
        for (minute, kind) in [0, 1, 2, 3, 4].into_iter().zip(kinds).rev() {
            phone.put(&capture(kind, "снимок.jpg", minute), &vec![kind as u8; 70_000]).unwrap();
        }
        let found = phone.items();
        assert_eq!(found.unopened, 0);
        for (minute, (item, kind)) in (0..).zip(found.items.iter().zip(kinds)) {
            assert_eq!(item.capture, capture(kind, "снимок.jpg", minute));
            assert_eq!(item.bytes, Some(70_000));
            assert!(phone.content(item) == vec![kind as u8; 70_000]);
        }
        for _ in 0..2 {
            remove(&phone.disk, &found.items[0]).unwrap();
            assert_eq!(phone.items().items.len(), 4);
        }
        assert!(matches!(read(&phone.disk, &found.items[0]), Err(MediaError::Missing)));
    }

    #[test]
    fn an_item_is_as_the_format_says() {
        let phone = Phone::new();
        phone.put(&capture(CaptureKind::Photo, "a.jpg", 0), b"content!").unwrap();
        let item = &phone.items().items[0];
        let file = fs::read(phone.path(&item.file)).unwrap();
        let text = hpke_open(&phone.private, b"pana/inbox/1", &file[..16], &file[16..320]).unwrap();
        let moment = capture(CaptureKind::Photo, "", 0).now.wall.to_bytes();
        let head = [&[1, 2][..], &moment, &[3; 16], &99u64.to_le_bytes()].concat();
        assert_eq!(text, [&head[..], &item.key.0, &[5], b"a.jpg", &[0; 256 - 36 - 32 - 6]].concat());
        let nonce = [&file[..16], &[0; 7], &[1]].concat().try_into().unwrap();
        let (mut content, tag) = (file[320..336].to_vec(), file[336..].try_into().unwrap());
        assert!(item.key.cipher().open(&nonce, &file[..320], &mut content, &tag));
        assert_eq!(content, [&b"content!"[..], &8u64.to_le_bytes()].concat());
    }

    #[test]
    fn a_long_name_is_cut_at_a_character() {
        let phone = Phone::new();
        phone.put(&capture(CaptureKind::File, &format!("x{}", "ә".repeat(200)), 0), b"").unwrap();
        assert_eq!(phone.items().items[0].capture.name, format!("x{}", "ә".repeat(79)));
    }

    #[test]
    fn a_full_inbox_refuses_the_new_and_keeps_the_old() {
        let phone = Phone::new();
        for minute in 0..64 {
            phone.put(&capture(CaptureKind::Note, "", minute), b"note").unwrap();
        }
        assert!(matches!(phone.put(&capture(CaptureKind::Note, "", 64), b"note"), Err(InboxError::Full)));
        assert_eq!(phone.items().items.len(), 64);
        remove(&phone.disk, &phone.items().items[0]).unwrap();
        phone.put(&capture(CaptureKind::Note, "", 65), b"note").unwrap();
    }

    #[test]
    fn bytes_are_limited_over_all_items_together() {
        let phone = Phone::new();
        phone.put(&capture(CaptureKind::Note, "", 0), b"note").unwrap();
        let first = phone.items().items.remove(0);
        // A file that takes up nearly all room, without writing it.
        let others = "f".repeat(32);
        let first_bytes = fs::metadata(phone.path(&first.file)).unwrap().len();
        let leave = |bytes: u64| fs::File::create(phone.path(&others)).unwrap().set_len(INBOX_BYTES_MAX - first_bytes - bytes).unwrap();
        leave(320 + 4096 + 16);
        assert!(matches!(phone.put(&capture(CaptureKind::Note, "", 1), &[0; 4089]), Err(InboxError::Full)));
        assert_eq!(fs::read_dir(phone.folder.path().join(FOLDER)).unwrap().count(), 2, "nothing of the refused one is left");
        phone.put(&capture(CaptureKind::Note, "", 1), &[0; 4088]).unwrap();
        assert!(matches!(phone.put(&capture(CaptureKind::Note, "", 2), b""), Err(InboxError::Full)), "not a byte is left");
        assert_eq!((phone.items().items.len(), phone.items().unopened), (2, 1));
        assert_eq!(phone.content(&first), b"note");
    }

    #[test]
    fn a_capture_cut_short_is_shown_as_such_and_foreign_files_are_counted() {
        let phone = Phone::new();
        phone.put(&capture(CaptureKind::Video, "v.mp4", 0), &vec![1; 200_000]).unwrap();
        put(&phone.disk, &hpke_pair().1, &capture(CaptureKind::Note, "", 0), &mut &b"theirs"[..]).unwrap();
        fs::write(phone.path(&"0".repeat(32)), b"short").unwrap();
        fs::write(phone.path("ring"), [0; 16_384]).unwrap();
        let item = phone.items().items.remove(0);
        let whole = fs::read(phone.path(&item.file)).unwrap();
        fs::write(phone.path(&item.file), &whole[..100_000]).unwrap();
        let found = phone.items();
        assert_eq!((found.items.len(), found.items[0].bytes, found.unopened), (1, None, 2));
        fs::write(phone.path(&item.file), &whole[..319]).unwrap();
        assert_eq!((phone.items().items.len(), phone.items().unopened), (0, 3));
    }

    #[test]
    fn nothing_is_begun_for_an_unusable_key() {
        let phone = Phone::new();
        let refused = put(&phone.disk, &[0; 32], &capture(CaptureKind::Note, "", 0), &mut &b"note"[..]);
        assert!(matches!(refused, Err(InboxError::UnusableKey)));
        assert!(phone.items().items.is_empty() && phone.items().unopened == 0);
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let phone = Phone::new();
        phone.put(&capture(CaptureKind::Note, "n", 0), b"a note").unwrap();
        let item = phone.items().items.remove(0);
        let whole = fs::read(phone.path(&item.file)).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut altered = whole.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            fs::write(phone.path(&item.file), &altered).unwrap();
            let found = phone.items();
            // X25519 ignores the highest bit of an encapsulated key, but HPKE binds its bytes.
            let shown = found.items.first().map(|item| item.bytes);
            assert_eq!(shown, (bit >= 320 * 8).then_some(None), "bit {bit}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_text_is_decoded_or_refused(mut text in proptest::collection::vec(any::<u8>(), 0..300), valid in any::<bool>()) {
            if valid && text.len() > 2 {
                (text[0], text[1]) = (1, 2);
            }
            if let Some((capture, key)) = decode(&text) {
                prop_assert_eq!(decode(&encode(&capture, &key)).unwrap().0, capture);
            }
        }

        #[test]
        fn any_name_comes_back_as_its_beginning(name in ".{0,200}") {
            let before = capture(CaptureKind::File, &name, 0);
            let (after, _) = decode(&encode(&before, &Key::make())).unwrap();
            prop_assert!(name.starts_with(&after.name) && after.name.len() <= 160 && (after.name == name || after.name.len() > 156));
        }
    }
}
