//! The age file format, version 1 (<https://c2sp.org/age>), for X25519 recipients: sealing and opening in a stream.
//!
//! ```
//! use pana_core::trust::age::{self, Identity};
//! use std::io::{Read, Write};
//!
//! let key = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
//! let identity: Identity = key.parse()?;
//! let mut sealer = age::seal(Vec::new(), &[identity.recipient()])?;
//! sealer.write_all(b"what happened")?;
//! let sealed = sealer.finish()?;
//!
//! let mut text = String::new();
//! age::open(sealed.as_slice(), &[identity])?.read_to_string(&mut text)?;
//! assert_eq!(text, "what happened");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod header;
mod key;
mod stream;

pub use key::{Identity, KeyError, Recipient};
pub use stream::{Opener, Sealer};

use crate::random;
use crate::vault::seal::Key;
use header::Header;
use hkdf::Hkdf;
use sha2::Sha256;
use std::io::{self, BufReader, Read, Write};
use zeroize::Zeroizing;

/// Recipients of one file.
pub const RECIPIENTS_MAX: usize = 20;
const FILE_KEY_BYTES: usize = 16;
const NONCE_BYTES: usize = 16;

/// The key that everything in one file hangs on.
type FileKey = Zeroizing<[u8; FILE_KEY_BYTES]>;

/// Why a file does not open.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    /// It does not begin as an age file does.
    #[error("this is not an age file")]
    NotAge,
    /// It is one of another version.
    #[error("this age file is of a version that is not known")]
    UnknownVersion,
    /// Its header is not in the form of the specification.
    #[error("the header of the age file is malformed")]
    Malformed,
    /// It is sealed to other keys.
    #[error("the age file is sealed to another key")]
    OtherKey,
    /// Header or content are not what was sealed.
    #[error("the age file was altered")]
    Altered,
    /// It ends too early, or its end is not what was sealed.
    #[error("the age file is cut short")]
    CutShort,
    /// It could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Begins a file that each of `recipients` can open, at most [`RECIPIENTS_MAX`]. What is written goes out in chunks of 64 KiB; nothing of it opens before
/// [`Sealer::finish`].
pub fn seal<W: Write>(mut out: W, recipients: &[Recipient]) -> io::Result<Sealer<W>> {
    if recipients.is_empty() || recipients.len() > RECIPIENTS_MAX {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file_key = Zeroizing::new(random::bytes());
    out.write_all(&Header::make(&file_key, recipients).bytes())?;
    let nonce: [u8; NONCE_BYTES] = random::bytes();
    out.write_all(&nonce)?;
    Ok(Sealer::new(out, &derive(&*file_key, &nonce, b"payload")))
}

/// Reads the header of a file that one of `identities` opens. What the reader then gives is authentic, chunk by chunk; that it is whole is known only once
/// it has come to its end. Its errors are of the kind `InvalidData` and wrap an [`AgeError`].
pub fn open<R: Read>(source: R, identities: &[Identity]) -> Result<Opener<R>, AgeError> {
    let mut source = BufReader::new(source);
    let header = Header::read(&mut source)?;
    let file_key = header.unwrap(identities)?;
    header.check(&file_key)?;
    let mut nonce = [0; NONCE_BYTES];
    source.read_exact(&mut nonce).map_err(AgeError::of_end)?;
    Ok(Opener::new(source, &derive(&*file_key, &nonce, b"payload")))
}

impl AgeError {
    /// An end where more has to come is the file's fault, not the disk's.
    fn of_end(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::CutShort } else { Self::Io(error) }
    }
}

impl From<AgeError> for io::Error {
    fn from(error: AgeError) -> Self {
        match error {
            AgeError::Io(error) => error,
            other => Self::new(io::ErrorKind::InvalidData, other),
        }
    }
}

/// HKDF-SHA-256 as the specification uses it everywhere.
fn derive(secret: &[u8], salt: &[u8], info: &[u8]) -> Key {
    let mut out = Key([0; 32]);
    assert!(Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut out.0).is_ok(), "32 bytes are within HKDF's bounds");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed(content: &[u8], recipients: &[Recipient]) -> Vec<u8> {
        let mut sealer = seal(Vec::new(), recipients).unwrap();
        sealer.write_all(content).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(file: &[u8], identity: &Identity) -> Result<Vec<u8>, AgeError> {
        let mut out = Vec::new();
        match open(file, std::slice::from_ref(identity))?.read_to_end(&mut out) {
            Ok(_) => Ok(out),
            Err(error) => Err(error.downcast().unwrap()),
        }
    }

    #[test]
    fn content_of_any_length_comes_back_to_each_recipient() {
        let identities = [Identity::make(), Identity::make(), Identity::make()];
        let recipients = [0, 1].map(|at: usize| identities[at].recipient());
        for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let content: Vec<u8> = (0..=250).cycle().take(length).collect();
            let file = sealed(&content, &recipients);
            assert_eq!(opened(&file, &identities[0]).unwrap(), content);
            assert_eq!(opened(&file, &identities[1]).unwrap(), content);
            assert!(matches!(opened(&file, &identities[2]), Err(AgeError::OtherKey)));
        }
    }

    #[test]
    fn a_file_that_was_cut_anywhere_is_called_cut() {
        let identity = Identity::make();
        let file = sealed(&vec![7; 70_000], &[identity.recipient()]);
        for length in (0..400).chain(65_000..66_500).chain(file.len() - 50..file.len()) {
            let found = opened(&file[..length], &identity).unwrap_err();
            assert!(matches!(found, AgeError::CutShort), "{length}: {found:?}");
        }
    }

    #[test]
    fn nobody_and_a_crowd_are_no_recipients() {
        assert!(seal(Vec::new(), &[]).is_err());
        let recipient = Identity::make().recipient();
        assert!(seal(Vec::new(), &vec![recipient; RECIPIENTS_MAX + 1]).is_err());
    }

    #[test]
    fn another_version_and_another_file_are_told_apart() {
        let identity = Identity::make();
        assert!(matches!(opened(b"age-encryption.org/v2\n-> X\n", &identity), Err(AgeError::UnknownVersion)));
        assert!(matches!(opened(b"PK\x03\x04 and so on\n", &identity), Err(AgeError::NotAge)));
        assert!(matches!(opened(&vec![b'a'; 1 << 20], &identity), Err(AgeError::NotAge)));
    }

    proptest! {
        #[test]
        fn no_altered_bit_gives_anything(bit in any::<prop::sample::Index>(), length in 0usize..300) {
            let identity = Identity::make();
            let mut file = sealed(&vec![7; length], &[identity.recipient()]);
            let bit = bit.index(file.len() * 8);
            file[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(opened(&file, &identity).is_err());
        }

        #[test]
        fn nothing_makes_it_panic(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            let file = [&b"age-encryption.org/v1\n-> X25519 "[..], &noise].concat();
            prop_assert!(opened(&file, &Identity::make()).is_err());
        }
    }
}
