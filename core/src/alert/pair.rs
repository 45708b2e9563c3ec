//! The key that two phones share, shown by one and scanned by the other, face to face (FORMAT.md §16).

use crate::qr::Qr;
use crate::random;
use base32ct::{Base32Unpadded, Base32UpperUnpadded, Encoding};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

const PREFIX: &str = "PANA-PAIR-1:";
const CHECK_LABEL: &[u8] = b"pana/pair/check";
const VERSION: u8 = 1;
const KEY_BYTES: usize = 32;
const CHECK_BYTES: usize = 2;
const CODE_BYTES: usize = 1 + KEY_BYTES + CHECK_BYTES;
/// Longer texts are not looked at.
const TEXT_MAX_BYTES: usize = 256;

/// A key for the messages between her phone and one contact's: with it each can tell what the other wrote. Never sent by message: whoever reads it can write
/// in her name.
///
/// ```
/// use pana_core::alert::PairCode;
/// let code = PairCode::draw();
/// let scanned: PairCode = code.to_string().to_lowercase().parse()?;
/// assert_eq!(scanned.key(), code.key());
/// # Ok::<(), pana_core::alert::PairError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PairCode([u8; KEY_BYTES]);

/// Why a text is no pairing code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PairError {
    /// It is another text, or cut.
    #[error("this is no pairing code")]
    Malformed,
    /// A character is wrong.
    #[error("a character of this pairing code was copied wrongly")]
    Typo,
}

impl PairError {
    /// Key of its sentence in the language catalogue.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Malformed => "pair-malformed",
            Self::Typo => "pair-typo",
        }
    }
}

impl PairCode {
    /// A fresh key.
    pub fn draw() -> Self {
        Self(random::bytes())
    }

    /// The code of a key there is.
    pub fn of(key: [u8; KEY_BYTES]) -> Self {
        Self(key)
    }

    /// The key: [`Contact::key`](super::Contact::key).
    pub fn key(&self) -> [u8; KEY_BYTES] {
        self.0
    }

    /// The code for the other phone to scan.
    #[expect(clippy::missing_panics_doc, reason = "a text of this length always fits")]
    pub fn qr(&self) -> Qr {
        #[allow(clippy::expect_used)]
        Qr::of(&self.to_string()).expect("68 characters fit a QR code")
    }
}

impl fmt::Display for PairCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[VERSION][..], &self.0, &check(&self.0)].concat();
        write!(out, "{PREFIX}{}", Base32UpperUnpadded::encode_string(&bytes))
    }
}

/// Reads what was scanned or typed; gaps and small letters are no matter.
impl FromStr for PairCode {
    type Err = PairError;

    fn from_str(text: &str) -> Result<Self, PairError> {
        if text.len() > TEXT_MAX_BYTES {
            return Err(PairError::Malformed);
        }
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let code = text.strip_prefix(PREFIX).ok_or(PairError::Malformed)?.to_ascii_lowercase();
        let bytes = Base32Unpadded::decode_vec(&code).map_err(|_| PairError::Malformed)?;
        let bytes: [u8; CODE_BYTES] = bytes.try_into().map_err(|_| PairError::Malformed)?;
        let mut key = [0; KEY_BYTES];
        key.copy_from_slice(&bytes[1..=KEY_BYTES]);
        match bytes[0] {
            VERSION if bytes[1 + KEY_BYTES..] == check(&key) => Ok(Self(key)),
            VERSION => Err(PairError::Typo),
            _ => Err(PairError::Malformed),
        }
    }
}

fn check(key: &[u8; KEY_BYTES]) -> [u8; CHECK_BYTES] {
    let sum = Sha256::new().chain_update(CHECK_LABEL).chain_update(key).finalize();
    [sum[0], sum[1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_as_the_format_says() {
        let code = PairCode::of([7; 32]).to_string();
        assert_eq!(code.len(), 68);
        let bytes = Base32Unpadded::decode_vec(&code[PREFIX.len()..].to_lowercase()).unwrap();
        assert_eq!((bytes[0], &bytes[1..33]), (1, &[7; 32][..]));
    }

    #[test]
    fn every_wrong_character_is_noticed() {
        let code = PairCode::draw().to_string();
        for at in PREFIX.len()..code.len() {
            let other = if &code[at..=at] == "A" { "B" } else { "A" };
            let wrong = format!("{}{other}{}", &code[..at], &code[at + 1..]);
            assert!(wrong.parse::<PairCode>().map_err(|_| ()) != code.parse().map_err(|_| ()), "{at}");
        }
        for wrong in ["", "PANA-PAIR-1:", "PANA-PAIR-2:AAAA", &code[..60], &format!("{code}A"), &"A".repeat(300)] {
            assert!(wrong.parse::<PairCode>().is_err());
        }
        assert!(code.replace("PAIR-1:", "PAIR-1: ").parse::<PairCode>().is_ok());
    }
}
