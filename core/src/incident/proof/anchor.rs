//! Anchors: a checkpoint in 79 characters that fit a text message, a QR code, or a line on paper.

use super::note::NoteVerifier;
use super::tree::Hash;
use crate::qr::Qr;
use base32ct::{Base32Upper, Encoding};
use sha2::{Digest, Sha256};

const DIGEST_LABEL: &[u8] = b"pana/anchor/1";
const CHECK_LABEL: &[u8] = b"pana/anchor/check";
const SIZE_BYTES: usize = 6;
const CHECK_BYTES: usize = 2;
const CODE_BYTES: usize = SIZE_BYTES + 32 + CHECK_BYTES;
const GROUP_CHARACTERS: usize = 4;
/// Longer texts are not looked at.
const TEXT_MAX_BYTES: usize = 1024;

/// Says what a history was, without saying anything of what is in it. Whoever keeps one can later tell whether the history was changed before it.
///
/// It proves "unchanged since the anchor", never "true".
///
/// ```
/// use pana_core::incident::proof::{Anchor, AnchorError};
/// let code = "AAAA-AAAE-CIAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";
/// assert_eq!(code.parse::<Anchor>(), Err(AnchorError::Typo));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Records of the history that it covers: those with a sequence below this.
    pub size: u64,
    /// Over the signed note and the public key.
    digest: Hash,
}

/// Why a text is not an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// It is too short, too long, or has characters that no anchor has.
    #[error("an anchor has 64 letters and digits in groups of four: some are missing, or too many")]
    Malformed,
    /// A character is wrong or two are exchanged.
    #[error("a character of this anchor was copied wrongly")]
    Typo,
}

impl Anchor {
    /// The anchor of a checkpoint note over `size` records.
    pub fn new(size: u64, note: &str, verifier: &NoteVerifier) -> Self {
        let digest = Sha256::new()
            .chain_update(DIGEST_LABEL)
            .chain_update((note.len() as u64).to_le_bytes())
            .chain_update(note)
            .chain_update(verifier.public_key())
            .finalize();
        Self { size, digest: digest.into() }
    }

    /// SHA-256 over the note and its key. A dossier is opened with it.
    pub(crate) fn digest(&self) -> &Hash {
        &self.digest
    }

    /// The anchor as a QR code.
    #[expect(clippy::missing_panics_doc, reason = "a text of this length always fits")]
    pub fn qr(&self) -> Qr {
        #[allow(clippy::expect_used)]
        Qr::of(&self.to_string()).expect("79 characters fit a QR code")
    }

    fn bytes(&self) -> [u8; CODE_BYTES] {
        let mut out = [0; CODE_BYTES];
        out[..SIZE_BYTES].copy_from_slice(&self.size.to_be_bytes()[8 - SIZE_BYTES..]);
        out[SIZE_BYTES..CODE_BYTES - CHECK_BYTES].copy_from_slice(&self.digest);
        let check = Sha256::new().chain_update(CHECK_LABEL).chain_update(&out[..CODE_BYTES - CHECK_BYTES]).finalize();
        out[CODE_BYTES - CHECK_BYTES..].copy_from_slice(&check[..CHECK_BYTES]);
        out
    }
}

/// Sixteen groups of four letters and digits: one segment of a text message in the 7-bit alphabet.
impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let characters = Base32Upper::encode_string(&self.bytes());
        for (at, character) in characters.chars().enumerate() {
            if at > 0 && at % GROUP_CHARACTERS == 0 {
                f.write_str("-")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

/// Reads what a person copied: small letters, other groups and gaps are no matter, and 0, 1 and 8, which no anchor has, are read as O, I and B.
impl std::str::FromStr for Anchor {
    type Err = AnchorError;

    fn from_str(text: &str) -> Result<Self, AnchorError> {
        if text.len() > TEXT_MAX_BYTES {
            return Err(AnchorError::Malformed);
        }
        let read = |c: char| match c.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other,
        };
        let characters: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(read).collect();
        let bytes = Base32Upper::decode_vec(&characters).map_err(|_| AnchorError::Malformed)?;
        let bytes: [u8; CODE_BYTES] = bytes.try_into().map_err(|_| AnchorError::Malformed)?;
        let mut size = [0; 8];
        size[8 - SIZE_BYTES..].copy_from_slice(&bytes[..SIZE_BYTES]);
        let mut digest = [0; 32];
        digest.copy_from_slice(&bytes[SIZE_BYTES..CODE_BYTES - CHECK_BYTES]);
        let anchor = Self { size: u64::from_be_bytes(size), digest };
        if anchor.bytes() == bytes { Ok(anchor) } else { Err(AnchorError::Typo) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::note::NoteSigner;
    use super::*;
    use proptest::prelude::*;

    /// Characters of a text message of one segment, if all are in the 7-bit alphabet of GSM 03.38.
    const SEGMENT_CHARACTERS: usize = 160;

    fn anchor(size: u64) -> Anchor {
        let signer = NoteSigner::new("pana/0011223344556677".to_owned(), &[3; 32]);
        Anchor::new(size, &signer.sign("some text\n"), &signer.verifier())
    }

    #[test]
    fn an_anchor_fits_one_text_message() {
        let text = anchor(u64::MAX >> 16).to_string();
        assert!(
            text.len() <= SEGMENT_CHARACTERS && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        );
        assert_eq!(text.len(), 79);
    }

    #[test]
    fn it_depends_on_note_and_key() {
        let (one, two) = (NoteSigner::new("pana/a".to_owned(), &[3; 32]), NoteSigner::new("pana/a".to_owned(), &[4; 32]));
        let note = one.sign("text\n");
        assert_ne!(Anchor::new(1, &note, &one.verifier()), Anchor::new(1, &note, &two.verifier()));
        assert_ne!(Anchor::new(1, &note, &one.verifier()), Anchor::new(1, &one.sign("taxt\n"), &one.verifier()));
    }

    #[test]
    fn pictures_are_whole_files() {
        assert!(anchor(5).qr().png().starts_with(b"\x89PNG\r\n\x1a\n"));
        assert!(anchor(5).qr().svg().ends_with("</svg>"));
    }

    proptest! {
        #[test]
        fn it_is_read_as_people_copy_it(size in 0u64..1 << 48) {
            let text = anchor(size).to_string();
            prop_assert_eq!(text.parse(), Ok(anchor(size)));
            prop_assert_eq!(format!(" {} ", text.to_lowercase().replace('-', " ").replace('o', "0")).parse(), Ok(anchor(size)));
        }

        #[test]
        fn a_wrong_character_is_found(size in 0u64..1 << 48, at in 0usize..79, to in "[A-Z2-7]") {
            let text = anchor(size).to_string();
            let mut wrong = text.clone();
            wrong.replace_range(at..=at, &to);
            prop_assume!(wrong != text && text.as_bytes()[at] != b'-');
            // Two bytes of check let one in 65,536 through; it is then another anchor, which does not fit the history.
            prop_assert_ne!(wrong.parse(), Ok(anchor(size)));
        }
    }
}
