//! The sealed parts of `proof.json` (FORMAT.md §17): where its records stand in the history, for whoever keeps an anchor and for nobody else.

use crate::incident::proof::{Anchor, Hash};
use crate::vault::seal::hmac_sha256;
use crate::{Moment, random};

const MAC_LABEL: &[u8] = b"pana/dossier/mac/1";
const STREAM_LABEL: &[u8] = b"pana/dossier/stream/1";
const ANCHOR_LABEL: &[u8] = b"pana/dossier/anchor/1";
/// What sealing adds.
pub(crate) const TAG_BYTES: usize = 32;
/// The text of an anchor's box.
const BOX_BYTES: usize = 512;
const BOX_HEAD_BYTES: usize = 32 + 8 + Moment::LEN_BYTES + 2;
/// A sealed box of an anchor.
pub(crate) const SEALED_BOX_BYTES: usize = BOX_BYTES + TAG_BYTES;
/// Anchors of a dossier: the newest ones.
pub const ANCHORS_MAX: usize = 1024;
/// Boxes of a dossier, however few anchors there are.
pub(crate) const ANCHORS_MIN: usize = 8;
/// Leaves of a dossier, however short the history is.
pub(crate) const LEAVES_MIN: usize = 1024;

/// Seals a text. A key seals one text only: its stream begins the same each time.
pub(crate) fn seal(key: &Hash, text: &[u8]) -> Vec<u8> {
    let mut out = masked(key, text);
    let tag = tag(key, &out);
    out.extend_from_slice(&tag);
    out
}

/// The text of what was sealed with this key; `None` if it was not.
pub(crate) fn open(key: &Hash, sealed: &[u8]) -> Option<Vec<u8>> {
    let (body, sealed_tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
    (tag(key, body) == *sealed_tag).then(|| masked(key, body))
}

fn tag(key: &Hash, body: &[u8]) -> Hash {
    hmac_sha256(&hmac_sha256(key, &[MAC_LABEL]), &[body])
}

fn masked(key: &Hash, text: &[u8]) -> Vec<u8> {
    let key = hmac_sha256(key, &[STREAM_LABEL]);
    let mut out = text.to_vec();
    for (number, piece) in (0u64..).zip(out.chunks_mut(32)) {
        let block = hmac_sha256(&key, &[&number.to_le_bytes()]);
        piece.iter_mut().zip(block).for_each(|(byte, mask)| *byte ^= mask);
    }
    out
}

/// What an anchor opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorBox {
    /// The key of the sealed history.
    pub key: Hash,
    /// Records that the anchor covers.
    pub records: u64,
    /// When it was made.
    pub made: Moment,
    /// The checkpoint that it stands for.
    pub note: String,
}

impl AnchorBox {
    /// Seals it for whoever keeps the anchor. `None` if the note is too long to be a checkpoint of a log.
    pub fn seal(&self, anchor: &Anchor, salt: &Hash) -> Option<Vec<u8>> {
        let mut text = Vec::with_capacity(BOX_BYTES);
        text.extend_from_slice(&self.key);
        text.extend_from_slice(&self.records.to_le_bytes());
        text.extend_from_slice(&self.made.to_bytes());
        text.extend_from_slice(&(self.note.len() as u16).to_le_bytes());
        text.extend_from_slice(self.note.as_bytes());
        if text.len() > BOX_BYTES {
            return None;
        }
        text.resize(BOX_BYTES, 0);
        Some(seal(&box_key(anchor, salt), &text))
    }

    /// Reads the text of a box; `None` if it is none.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        let (head, rest) = text.split_first_chunk::<BOX_HEAD_BYTES>()?;
        let (key, head) = head.split_first_chunk()?;
        let (records, head) = head.split_first_chunk()?;
        let (made, length) = head.split_first_chunk()?;
        let length = u16::from_le_bytes(length.try_into().ok()?);
        let (note, zeros) = rest.split_at_checked(usize::from(length))?;
        if zeros.iter().any(|byte| *byte != 0) || text.len() != BOX_BYTES {
            return None;
        }
        let note = std::str::from_utf8(note).ok()?.to_owned();
        Some(Self { key: *key, records: u64::from_le_bytes(*records), made: Moment::from_bytes(*made).ok()?, note })
    }
}

/// The text of the first of these boxes that the anchor opens.
pub(crate) fn open_box<'b>(anchor: &Anchor, salt: &Hash, mut boxes: impl Iterator<Item = &'b [u8]>) -> Option<Vec<u8>> {
    let key = box_key(anchor, salt);
    boxes.find_map(|sealed| open(&key, sealed))
}

fn box_key(anchor: &Anchor, salt: &Hash) -> Hash {
    hmac_sha256(anchor.digest(), &[ANCHOR_LABEL, salt])
}

/// The boxes of a dossier: those of the newest [`ANCHORS_MAX`] anchors, given with the newest last, among random ones that look alike, in random order.
pub fn seal_boxes(salt: &Hash, anchors: &[(Anchor, AnchorBox)]) -> Vec<Vec<u8>> {
    let newest = &anchors[anchors.len().saturating_sub(ANCHORS_MAX)..];
    let mut boxes: Vec<Vec<u8>> = newest.iter().filter_map(|(anchor, content)| content.seal(anchor, salt)).collect();
    let count = boxes.len().next_power_of_two().max(ANCHORS_MIN);
    boxes.resize_with(count, || random::bytes::<SEALED_BOX_BYTES>().to_vec());
    boxes.sort_by_cached_key(|_| random::bytes::<16>());
    boxes
}

/// Seals where the records of a dossier stand in the history, and the leaves of all of it.
pub fn seal_history(key: &Hash, numbers: &[u64], leaves: &[Hash]) -> Vec<u8> {
    let count = leaves.len().next_power_of_two().max(LEAVES_MIN);
    let mut text = Vec::with_capacity(8 * numbers.len() + 32 * count);
    for number in numbers {
        text.extend_from_slice(&number.to_le_bytes());
    }
    text.extend_from_slice(leaves.as_flattened());
    for _ in leaves.len()..count {
        text.extend_from_slice(&random::bytes::<32>());
    }
    seal(key, &text)
}

/// Whether a sealed history of so many records has a length that there can be.
pub(crate) fn is_history_length(bytes: usize, records: usize) -> bool {
    let leaves = bytes.checked_sub(TAG_BYTES + 8 * records).filter(|bytes| bytes % 32 == 0).map(|bytes| bytes / 32);
    leaves.is_some_and(|leaves| leaves >= LEAVES_MIN && leaves.is_power_of_two())
}

/// The reverse of [`seal_history`] for so many records: their numbers, and all leaves with the random ones behind them.
pub(crate) fn open_history(key: &Hash, sealed: &[u8], records: usize) -> Option<(Vec<u64>, Vec<Hash>)> {
    let text = open(key, sealed).filter(|_| is_history_length(sealed.len(), records))?;
    let (numbers, leaves) = text.split_at_checked(8 * records)?;
    let numbers = numbers.as_chunks().0.iter().map(|number| u64::from_le_bytes(*number)).collect();
    Some((numbers, leaves.as_chunks().0.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::proof::NoteSigner;
    use hmac::{Hmac, KeyInit, Mac};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use sha2::Sha256;

    fn anchor(size: u64) -> (Anchor, AnchorBox) {
        let signer = NoteSigner::new("pana/0011223344556677".to_owned(), &[3; 32]);
        let note = signer.sign(&format!("pana/0011223344556677\n{size}\nroot\n"));
        let made = "2026-02-01T21:30+05:00".parse().unwrap();
        (Anchor::new(size, &note, &signer.verifier()), AnchorBox { key: [7; 32], records: size, made, note })
    }

    /// §17 written out once more.
    #[test]
    fn a_sealed_text_is_what_the_format_says() {
        let mac = |key: &[u8], text: &[u8]| {
            let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
        let (key, text) = ([5; 32], [9; 40]);
        let stream_key = mac(&key, b"pana/dossier/stream/1");
        let stream = [mac(&stream_key, &[0; 8]), mac(&stream_key, &[1, 0, 0, 0, 0, 0, 0, 0])].concat();
        let body: Vec<u8> = text.iter().zip(stream).map(|(one, other)| one ^ other).collect();
        let tag = mac(&mac(&key, b"pana/dossier/mac/1"), &body);
        assert_eq!(seal(&key, &text), [body, tag].concat());
    }

    #[test]
    fn each_anchor_opens_its_box_and_no_other() {
        let anchors: Vec<_> = (0..9).map(anchor).collect();
        let boxes = seal_boxes(&[1; 32], &anchors);
        assert_eq!(boxes.len(), 16);
        let mut found = Vec::new();
        for (anchor, content) in &anchors {
            let opened = open_box(anchor, &[1; 32], boxes.iter().map(Vec::as_slice)).unwrap();
            assert_eq!(AnchorBox::read(&opened).as_ref(), Some(content));
            found.push(boxes.iter().position(|sealed| open_box(anchor, &[1; 32], std::iter::once(sealed.as_slice())).is_some()).unwrap());
            assert_eq!(open_box(anchor, &[2; 32], boxes.iter().map(Vec::as_slice)), None);
        }
        assert!(!found.is_sorted(), "in an order of chance");
        let (other, _) = anchor(10);
        assert_eq!(open_box(&other, &[1; 32], boxes.iter().map(Vec::as_slice)), None);
    }

    #[test]
    fn few_anchors_and_many_look_as_the_format_says() {
        assert_eq!(seal_boxes(&[1; 32], &[]).len(), ANCHORS_MIN);
        let many: Vec<_> = (0..1030).map(anchor).collect();
        let boxes = seal_boxes(&[1; 32], &many);
        assert_eq!(boxes.len(), ANCHORS_MAX);
        assert!(boxes.iter().all(|sealed| sealed.len() == SEALED_BOX_BYTES));
        let opens = |at: usize| open_box(&many[at].0, &[1; 32], boxes.iter().map(Vec::as_slice)).is_some();
        assert!(opens(1029) && opens(6) && !opens(5));
    }

    #[test]
    fn the_length_of_a_history_says_little() {
        let short = seal_history(&[7; 32], &[0, 4], &[[1; 32]; 5]);
        assert_eq!(short.len(), seal_history(&[7; 32], &[9, 3], &vec![[1; 32]; 1024]).len());
        let (numbers, leaves) = open_history(&[7; 32], &short, 2).unwrap();
        assert_eq!((numbers, &leaves[..5]), (vec![0, 4], &[[1; 32]; 5][..]));
        assert_eq!(open_history(&[8; 32], &short, 2), None);
        assert_eq!(open_history(&[7; 32], &short, 3), None);
        assert_eq!(seal_history(&[7; 32], &[], &vec![[1; 32]; 1025]).len(), 32 * 2048 + 32);
    }

    #[test]
    fn a_note_too_long_for_a_box_is_left_out() {
        let (anchor, mut content) = anchor(1);
        content.note = "n".repeat(BOX_BYTES - BOX_HEAD_BYTES);
        assert!(content.seal(&anchor, &[1; 32]).is_some());
        content.note.push('n');
        assert_eq!(content.seal(&anchor, &[1; 32]), None);
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_with_its_key_alone(key in any::<Hash>(), other in any::<Hash>(), text in vec(any::<u8>(), 0..100), flip in any::<usize>()) {
            let mut sealed = seal(&key, &text);
            prop_assert_eq!(open(&key, &sealed), Some(text));
            prop_assert_eq!(open(&other, &sealed), None);
            let at = flip % sealed.len();
            sealed[at] ^= 1;
            prop_assert_eq!(open(&key, &sealed), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(text in vec(any::<u8>(), 0..600)) {
            let _ = AnchorBox::read(&text);
        }
    }
}
