//! X25519 recipients and identities, and how they are written.

use super::{FILE_KEY_BYTES, FileKey, derive};
use crate::random;
use crate::vault::RecoveryCode;
use crate::vault::seal::{Key, x25519_public};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, Tag};
use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const RECIPIENT_PREFIX: &str = "age";
const IDENTITY_PREFIX: &str = "AGE-SECRET-KEY-";
const WRAP_INFO: &[u8] = b"age-encryption.org/v1/X25519";
/// The wrapped file key: ciphertext and tag.
pub(super) const WRAPPED_BYTES: usize = FILE_KEY_BYTES + 16;
/// A file of identities is text, a line each; a longer one is not looked at.
const IDENTITIES_MAX_BYTES: usize = 65_536;

/// Someone a file can be sealed to: `age1…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

/// What opens the files of one [`Recipient`]: `AGE-SECRET-KEY-1…`. Zeroed when dropped.
#[derive(Clone)]
pub struct Identity(Key);

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an age key for X25519, or a character of it is wrong")]
pub struct KeyError;

impl Recipient {
    pub(crate) fn from_public(public: [u8; 32]) -> Self {
        Self(public)
    }

    /// Wraps a file key; returns the ephemeral share and the wrapped key.
    pub(super) fn wrap(&self, file_key: &FileKey) -> ([u8; 32], [u8; WRAPPED_BYTES]) {
        let ephemeral = Zeroizing::new(random::bytes());
        let share = x25519_dalek::x25519(*ephemeral, x25519_dalek::X25519_BASEPOINT_BYTES);
        let shared = Zeroizing::new(x25519_dalek::x25519(*ephemeral, self.0));
        let mut wrapped = [0; WRAPPED_BYTES];
        let (text, tag) = wrapped.split_at_mut(FILE_KEY_BYTES);
        text.copy_from_slice(&**file_key);
        #[allow(clippy::expect_used)]
        let sealed = wrap_cipher(&shared, &share, &self.0).encrypt_inout_detached(&Nonce::default(), &[], text.into()).expect("16 bytes");
        tag.copy_from_slice(&sealed);
        (share, wrapped)
    }
}

impl Identity {
    /// Her own, which follows from her recovery code (FORMAT.md §14).
    pub fn from_code(code: &RecoveryCode) -> Self {
        Self(code.backup_identity())
    }

    /// Reads a file as `age-keygen` writes it: an identity a line, with comments and empty lines.
    pub fn read_file(text: &str) -> Result<Vec<Self>, KeyError> {
        if text.len() > IDENTITIES_MAX_BYTES {
            return Err(KeyError);
        }
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities = lines.map(str::parse).collect::<Result<Vec<_>, _>>()?;
        if identities.is_empty() { Err(KeyError) } else { Ok(identities) }
    }

    /// Whom to seal to so that this opens it.
    pub fn recipient(&self) -> Recipient {
        Recipient(x25519_public(&self.0))
    }

    /// `AGE-SECRET-KEY-1…`, for a file that `age` reads. Whoever has it opens every file of its recipient.
    pub fn secret_text(&self) -> Zeroizing<String> {
        Zeroizing::new(bech32::encode_upper::<Bech32>(Hrp::parse_unchecked(IDENTITY_PREFIX), &self.0.0).unwrap_or_default())
    }

    #[cfg(test)]
    pub(crate) fn make() -> Self {
        Self(Key::make())
    }

    /// The file key, if it was wrapped to this identity. `None` also for a share of low order, which would make a key that anyone knows.
    pub(super) fn unwrap(&self, share: &[u8; 32], wrapped: &[u8; WRAPPED_BYTES]) -> Option<FileKey> {
        let shared = Zeroizing::new(x25519_dalek::x25519(self.0.0, *share));
        let mut file_key = FileKey::new([0; FILE_KEY_BYTES]);
        file_key.copy_from_slice(&wrapped[..FILE_KEY_BYTES]);
        let tag = Tag::try_from(&wrapped[FILE_KEY_BYTES..]).ok()?;
        let cipher = wrap_cipher(&shared, share, &self.recipient().0);
        let opened = cipher.decrypt_inout_detached(&Nonce::default(), &[], (&mut file_key[..]).into(), &tag);
        (opened.is_ok() && !is_low_order(&shared)).then_some(file_key)
    }

    /// Whether a share has low order: no honest writer makes such a one.
    pub(super) fn meets_low_order(&self, share: &[u8; 32]) -> bool {
        is_low_order(&Zeroizing::new(x25519_dalek::x25519(self.0.0, *share)))
    }
}

fn wrap_cipher(shared: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> ChaCha20Poly1305 {
    let wrap_key = derive(shared, &[*share, *recipient].concat(), WRAP_INFO);
    ChaCha20Poly1305::new(&wrap_key.0.into())
}

fn is_low_order(shared: &[u8; 32]) -> bool {
    shared.ct_eq(&[0; 32]).into()
}

/// The 32 bytes under a prefix. Only the one spelling that is written is taken.
fn decode(prefix: &str, text: &str) -> Option<Key> {
    let checked = CheckedHrpstring::new::<Bech32>(text).ok().filter(|checked| checked.hrp() == Hrp::parse_unchecked(prefix))?;
    let mut key = Key([0; 32]);
    let mut bytes = checked.byte_iter();
    for byte in &mut key.0 {
        *byte = bytes.next()?;
    }
    bytes.next().is_none().then_some(key)
}

impl FromStr for Recipient {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let recipient = Self(decode(RECIPIENT_PREFIX, text).ok_or(KeyError)?.0);
        // What was sealed to a key of low order anyone could open.
        let usable = !Identity(Key::make()).meets_low_order(&recipient.0);
        if usable && recipient.to_string() == text { Ok(recipient) } else { Err(KeyError) }
    }
}

impl FromStr for Identity {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let identity = Self(decode(IDENTITY_PREFIX, text).ok_or(KeyError)?);
        if *identity.secret_text() == text { Ok(identity) } else { Err(KeyError) }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&bech32::encode_lower::<Bech32>(Hrp::parse_unchecked(RECIPIENT_PREFIX), &self.0).unwrap_or_default())
    }
}

/// Never shows the key: debug output ends in logs.
impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Identity(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pair of the specification's examples.
    const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    const IDENTITY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    #[test]
    fn the_pair_of_the_specification_belongs_together() {
        let identity: Identity = IDENTITY.parse().unwrap();
        assert_eq!(identity.0.0, [0x42; 32]);
        assert_eq!(identity.recipient().to_string(), RECIPIENT);
        assert_eq!(identity.recipient(), RECIPIENT.parse().unwrap());
        assert_eq!(*identity.secret_text(), IDENTITY);
        assert!(!format!("{identity:?}").contains("GFPY"));
    }

    #[test]
    fn no_other_spelling_is_taken() {
        for wrong in ["", "age1", &RECIPIENT.to_uppercase(), &RECIPIENT[1..], IDENTITY, &RECIPIENT.replace('z', "q")] {
            assert_eq!(wrong.parse::<Recipient>(), Err(KeyError), "{wrong}");
        }
        for wrong in ["", &IDENTITY.to_lowercase(), RECIPIENT] {
            assert!(wrong.parse::<Identity>().is_err());
        }
        let low_order = Recipient([0; 32]).to_string();
        assert_eq!(low_order.parse::<Recipient>(), Err(KeyError));
    }

    #[test]
    fn a_file_of_identities_has_comments_and_empty_lines() {
        let file = format!("# created: 2026-02-01\n# public key: {RECIPIENT}\n\n{IDENTITY}\r\n");
        assert_eq!(Identity::read_file(&file).unwrap().len(), 1);
        assert!(Identity::read_file("# nothing\n").is_err());
        assert!(Identity::read_file(&format!("{IDENTITY}\nnonsense\n")).is_err());
        assert!(Identity::read_file(&"#\n".repeat(40_000)).is_err());
    }

    proptest! {
        #[test]
        fn keys_come_back_as_text(bytes: [u8; 32]) {
            let identity = Identity(Key(bytes));
            prop_assert_eq!(identity.secret_text().parse::<Identity>().unwrap().0.0, bytes);
            let recipient = identity.recipient();
            prop_assert_eq!(recipient.to_string().parse::<Recipient>(), Ok(recipient));
        }

        #[test]
        fn one_wrong_character_is_found(at in 4usize..62, other in "[a-z0-9]") {
            let mut text = RECIPIENT.to_owned();
            text.replace_range(at..=at, &other);
            prop_assume!(text != RECIPIENT);
            prop_assert!(text.parse::<Recipient>().is_err());
        }
    }
}
