//! `signature.txt` (FORMAT.md §17): what ties a dossier to the key of its log and to the time it was made.

use crate::Moment;
use crate::incident::proof::{Anchor, ED25519, Hash, KEY_ID_BYTES, NoteSigner, NoteVerifier, SIGNATURE_START, key_id};
use crate::incident::{hex, unhex};
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

const FORMAT: &str = "pana/dossier/1";
/// Longer ones are not looked at.
pub(crate) const SIGNATURE_MAX_BYTES: u64 = 64 * 1024;
const SIGNED_BYTES: usize = KEY_ID_BYTES + 64;

/// The bytes of `signature.txt` for a dossier whose `SHA256SUMS` is this.
pub fn sign(signer: &NoteSigner, made: Moment, list: &[u8]) -> String {
    let files: Hash = Sha256::digest(list).into();
    signer.sign(&format!("{FORMAT}\nmade: {made}\nkey: {}\nfiles: {}\n", signer.verifier(), hex(&files)))
}

/// The code of a dossier with this `signature.txt`.
pub(crate) fn code(note: &str, verifier: &NoteVerifier) -> Anchor {
    Anchor::new(0, note, verifier)
}

/// A `signature.txt` that was read.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    /// When the dossier was made.
    pub(crate) made: Moment,
    /// SHA-256 of `SHA256SUMS`.
    pub(crate) files: Hash,
    note: String,
    /// `None` if the key is no point of the curve: nobody can have signed with it.
    verifier: Option<NoteVerifier>,
}

impl Signature {
    /// Reads exactly what [`sign`] writes, but does not ask whether the key has signed it.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let note = std::str::from_utf8(bytes).ok()?;
        let rest = note.strip_prefix(FORMAT)?.strip_prefix("\nmade: ")?;
        let (made, rest) = rest.split_once("\nkey: ")?;
        let (key_text, rest) = rest.split_once("\nfiles: ")?;
        let (files_text, line) = rest.split_once("\n\n")?;
        let (signer, signed) = line.strip_suffix('\n')?.strip_prefix(SIGNATURE_START)?.split_once(' ')?;
        let moment: Moment = made.parse().ok().filter(|moment: &Moment| moment.to_string() == made)?;
        let files: Hash = unhex(files_text)?;
        let (name, id, public_key) = key_parts(key_text)?;
        let signed: [u8; SIGNED_BYTES] = Base64::decode_vec(signed).ok()?.try_into().ok()?;
        let is_of_key = signer == name && signed.starts_with(&id) && id == key_id(name, &public_key);
        is_of_key.then(|| Self { made: moment, files, note: note.to_owned(), verifier: key_text.parse().ok() })
    }

    /// The key, if it has signed this.
    pub(crate) fn verifier(&self) -> Option<&NoteVerifier> {
        self.verifier.as_ref().filter(|verifier| verifier.open(&self.note).is_ok())
    }

    /// The code of the dossier, if the key has signed this.
    pub(crate) fn code(&self) -> Option<Anchor> {
        self.verifier().map(|verifier| code(&self.note, verifier))
    }
}

/// Name, id and public key of a verifier key whose name is the origin of a log.
fn key_parts(text: &str) -> Option<(&str, [u8; KEY_ID_BYTES], [u8; 32])> {
    let (name, rest) = text.split_once('+')?;
    let (id, key) = rest.split_once('+')?;
    let digits = name.strip_prefix("pana/")?;
    unhex::<8>(digits)?;
    let key: [u8; 33] = Base64::decode_vec(key).ok()?.try_into().ok()?;
    let (&[ED25519], public_key) = key.split_first_chunk()? else { return None };
    Some((name, unhex(id)?, public_key.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signer() -> NoteSigner {
        NoteSigner::new("pana/0011223344556677".to_owned(), &[3; 32])
    }

    fn note() -> String {
        sign(&signer(), "2026-02-01T21:30:00+05:00".parse().unwrap(), b"list")
    }

    #[test]
    fn it_reads_back() {
        let read = Signature::parse(note().as_bytes()).unwrap();
        assert_eq!(read.made.to_string(), "2026-02-01T21:30:00+05:00");
        assert_eq!(read.files.as_slice(), Sha256::digest(b"list").as_slice());
        assert_eq!(read.verifier(), Some(&signer().verifier()));
        assert_eq!(read.code(), Some(code(&note(), &signer().verifier())));
        assert_eq!(read.code().map(|code| code.size), Some(0));
    }

    #[test]
    fn a_key_that_is_no_point_is_read_and_has_signed_nothing() {
        // 2 is no y of a point.
        let mut no_point = [0; 32];
        no_point[0] = 2;
        let name = "pana/0011223344556677";
        let id = key_id(name, &no_point);
        let key = format!("{name}+{}+{}", hex(&id), Base64::encode_string(&[&[1], &no_point[..]].concat()));
        let signed = Base64::encode_string(&[&id[..], &[7; 64]].concat());
        let files = hex(&[9; 32]);
        let note = format!("{FORMAT}\nmade: 2026-02-01T21:30:00+05:00\nkey: {key}\nfiles: {files}\n\n\u{2014} {name} {signed}\n");
        let read = Signature::parse(note.as_bytes()).unwrap();
        assert_eq!(read.verifier(), None);
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_found(at in 0usize..400, change in 1u8..=255) {
            let mut bytes = note().into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= change;
            let read = Signature::parse(&bytes);
            prop_assert!(read.is_none_or(|read| read.verifier().is_none()));
        }

        #[test]
        fn nothing_makes_it_panic(text in "(pana/dossier/1|\nmade: |\nkey: |\nfiles: |\n|\u{2014} |[a-f0-9+/= ]){0,40}") {
            prop_assert!(Signature::parse(text.as_bytes()).is_none());
        }
    }
}
