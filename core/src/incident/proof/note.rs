//! Signed notes (<https://c2sp.org/signed-note>) and the checkpoints in them (<https://c2sp.org/tlog-checkpoint>).

use super::tree::Hash;
use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The type byte of an Ed25519 key.
pub(crate) const ED25519: u8 = 1;
/// An em dash and a space begin every signature line.
pub(crate) const SIGNATURE_START: &str = "\u{2014} ";
/// Notes with more signatures are not looked at.
const SIGNATURES_MAX: usize = 100;
/// Longer notes are not looked at.
const NOTE_MAX_BYTES: usize = 65_536;
/// A key's id: the beginning of a hash over name and key.
pub(crate) const KEY_ID_BYTES: usize = 4;

/// Why a note or a verifier key is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is not in the form of the specification.
    #[error("this is not a signed note, or not a key for one")]
    Malformed,
    /// None of its signatures is from this key.
    #[error("this key has not signed the note")]
    NotSigned,
    /// A signature claims to be from this key and is not.
    #[error("the signature does not belong to this text: one of them was changed")]
    Forged,
}

/// Signs notes.
pub struct NoteSigner {
    name: String,
    key: SigningKey,
}

/// Verifies what one [`NoteSigner`] signed.
///
/// ```
/// use pana_core::incident::proof::NoteVerifier;
/// let verifier: NoteVerifier = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k".parse()?;
/// let note = "This is an example message.\n\n\u{2014} example.com/foo \
///     Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
/// assert_eq!(verifier.open(note)?, "This is an example message.\n");
/// # Ok::<(), pana_core::incident::proof::NoteError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteVerifier {
    name: String,
    key: VerifyingKey,
}

impl NoteSigner {
    pub(crate) fn new(name: String, seed: &[u8; 32]) -> Self {
        Self { name, key: SigningKey::from_bytes(seed) }
    }

    /// Who verifies these notes.
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The note of a text, which must end with a newline. The same text always gives the same note.
    pub fn sign(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes());
        let signed = [&self.verifier().id()[..], &signature.to_bytes()].concat();
        format!("{text}\n{SIGNATURE_START}{} {}\n", self.name, Base64::encode_string(&signed))
    }
}

impl NoteVerifier {
    /// The key's name: the origin of the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The 32 bytes of the Ed25519 public key.
    pub fn public_key(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// The text of a note that this key has signed, with its last newline.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        let stray = |c: char| c.is_ascii_control() && c != '\n';
        let (text, signatures) = note.rsplit_once("\n\n").filter(|_| note.len() <= NOTE_MAX_BYTES).ok_or(NoteError::Malformed)?;
        let lines = signatures.strip_suffix('\n').ok_or(NoteError::Malformed)?.split('\n');
        if note.contains(stray) || lines.clone().count() > SIGNATURES_MAX {
            return Err(NoteError::Malformed);
        }
        let text = &note[..=text.len()];
        let mut mine = None;
        for line in lines {
            let (name, signed) = line.strip_prefix(SIGNATURE_START).and_then(|line| line.split_once(' ')).ok_or(NoteError::Malformed)?;
            let signed = Base64::decode_vec(signed).map_err(|_| NoteError::Malformed)?;
            let (id, signature) = signed.split_first_chunk::<KEY_ID_BYTES>().ok_or(NoteError::Malformed)?;
            if !is_name(name) {
                return Err(NoteError::Malformed);
            }
            if mine.is_none() && name == self.name && *id == self.id() {
                mine = Some(signature.to_vec());
            }
        }
        let signature = Signature::from_slice(&mine.ok_or(NoteError::NotSigned)?).map_err(|_| NoteError::Forged)?;
        self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| NoteError::Forged)?;
        Ok(text)
    }

    fn id(&self) -> [u8; KEY_ID_BYTES] {
        key_id(&self.name, self.public_key())
    }
}

/// The id of a key in signature lines and verifier keys. It can be said of bytes that are no key.
pub(crate) fn key_id(name: &str, public_key: &[u8; 32]) -> [u8; KEY_ID_BYTES] {
    let hash: Hash = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(public_key).finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// `name+id+key`, as the specification writes a verifier key.
impl std::fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key = [&[ED25519], &self.public_key()[..]].concat();
        write!(f, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id()), Base64::encode_string(&key))
    }
}

impl std::str::FromStr for NoteVerifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(NoteError::Malformed) };
        let key = Base64::decode_vec(key).map_err(|_| NoteError::Malformed)?;
        let Some((&[ED25519], key)) = key.split_first_chunk() else { return Err(NoteError::Malformed) };
        let key = VerifyingKey::try_from(key).map_err(|_| NoteError::Malformed)?;
        let verifier = Self { name: name.to_owned(), key };
        // Writing it again compares the id as well.
        if is_name(name) && verifier.to_string() == text { Ok(verifier) } else { Err(NoteError::Malformed) }
    }
}

/// What a history was at one moment: how many records, and the root over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log: `pana/` and 16 hexadecimal digits.
    pub origin: String,
    /// Records of the log.
    pub size: u64,
    /// Root of the tree over their leaves.
    pub root: Hash,
}

impl Checkpoint {
    /// The text of a checkpoint note.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, Base64::encode_string(&self.root))
    }

    /// Reads the text of a note. Lines after the third are extensions and left alone.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut lines = text.split('\n');
        let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or(NoteError::Malformed);
        let (origin, size, root) = (line()?, line()?, line()?);
        let number: u64 = size.parse().map_err(|_| NoteError::Malformed)?;
        let root = Base64::decode_vec(root).ok().and_then(|root| root.try_into().ok()).ok_or(NoteError::Malformed)?;
        if number.to_string() != size || !text.ends_with('\n') {
            return Err(NoteError::Malformed);
        }
        Ok(Self { origin: origin.to_owned(), size: number, root })
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of the package that the specification describes, `golang.org/x/mod/sumdb/note`.
    const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const SIGNATURE: &str =
        "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const VERIFIER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const SEED: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    fn signer() -> NoteSigner {
        let seed = Base64::decode_vec(SEED).unwrap();
        NoteSigner::new("PeterNeumann".to_owned(), seed[1..].try_into().unwrap())
    }

    #[test]
    fn the_published_note_is_made_and_opened() {
        let note = signer().sign(TEXT);
        assert_eq!(note, format!("{TEXT}\n{SIGNATURE}"));
        assert_eq!(signer().verifier().to_string(), VERIFIER);
        assert_eq!(VERIFIER.parse::<NoteVerifier>().unwrap().open(&note), Ok(TEXT));
    }

    /// A signed tree head of Go's checksum database, whose key is in every copy of `go`.
    #[test]
    fn a_checkpoint_that_a_public_log_has_signed_is_opened() {
        let key: NoteVerifier = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8".parse().unwrap();
        let note = "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n\u{2014} sum.golang.org \
            Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n";
        let checkpoint = Checkpoint::parse(key.open(note).unwrap()).unwrap();
        assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("go.sum database tree", 6_476_701));
        assert_eq!(key.open(&note.replace("6476701", "6476702")), Err(NoteError::Forged));
    }

    /// The specifications give no key for their examples, so only their form can be held against ours.
    #[test]
    fn the_examples_of_the_specifications_are_read() {
        let verifier: NoteVerifier = VERIFIER.parse().unwrap();
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        let signature = "\u{2014} example.com/behind-the-sofa \
            Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
        let checkpoint = Checkpoint::parse(text).unwrap();
        assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("example.com/behind-the-sofa", 20_852_163));
        assert_eq!(checkpoint.text(), text);
        assert_eq!(verifier.open(&format!("{text}\n{signature}")), Err(NoteError::NotSigned));
        let poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u{e8} subito sera.\n";
        let signature = "\u{2014} quasimodo.example/salvatore \
            NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        assert_eq!(verifier.open(&format!("{poem}\n{signature}")), Err(NoteError::NotSigned));
        assert_eq!(verifier.open(&format!("{poem}\n{signature}{}", signer().sign(poem).rsplit_once("\n\n").unwrap().1)), Ok(poem));
    }

    #[test]
    fn other_signatures_stand_beside_it() {
        let verifier: NoteVerifier = VERIFIER.parse().unwrap();
        let stranger =
            "\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        assert_eq!(verifier.open(&format!("{TEXT}\n{stranger}{SIGNATURE}")), Ok(TEXT));
        assert_eq!(verifier.open(&format!("{TEXT}\n{stranger}")), Err(NoteError::NotSigned));
        assert_eq!(verifier.open(&format!("{TEXT} \n{SIGNATURE}")), Err(NoteError::Malformed));
        assert_eq!(verifier.open(&format!("Not {TEXT}\n{SIGNATURE}")), Err(NoteError::Forged));
    }

    #[test]
    fn a_key_with_another_id_is_refused() {
        for wrong in [
            "",
            "PeterNeumann",
            "PeterNeumann+c74f20a3",
            &VERIFIER.replace("c74f", "c74e"),
            &VERIFIER.replace("Peter", "Petra"),
            &VERIFIER[1..],
        ] {
            assert_eq!(wrong.parse::<NoteVerifier>(), Err(NoteError::Malformed), "{wrong}");
        }
    }

    #[test]
    fn a_checkpoint_reads_back_and_nothing_else_does() {
        let checkpoint = Checkpoint { origin: "pana/00112233aabbccdd".to_owned(), size: 1042, root: [7; 32] };
        assert_eq!(Checkpoint::parse(&checkpoint.text()), Ok(checkpoint.clone()));
        assert_eq!(Checkpoint::parse(&format!("{}extension\n", checkpoint.text())), Ok(checkpoint.clone()));
        for wrong in [
            String::new(),
            checkpoint.text().replace("1042", "01042"),
            checkpoint.text().replace("1042", "-1"),
            checkpoint.text().replace("pana/00112233aabbccdd", ""),
            checkpoint.text().trim_end().to_owned(),
            checkpoint.text().replace("BwcHBw", "BwcH"),
        ] {
            assert_eq!(Checkpoint::parse(&wrong), Err(NoteError::Malformed), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_found(at in 0usize..200, change in 1u8..=255) {
            let mut bytes = signer().sign(TEXT).into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= change;
            if let Ok(note) = String::from_utf8(bytes) {
                prop_assert!(signer().verifier().open(&note).is_err());
            }
        }

        #[test]
        fn nothing_makes_it_panic(note in "(.|\n|\u{2014} |[a-z+/= ]){0,80}") {
            prop_assert!(signer().verifier().open(&note).is_err());
            let _ = Checkpoint::parse(&note);
            prop_assert!(note.parse::<NoteVerifier>().is_err());
        }
    }
}
