//! The header: a stanza for each recipient, and a MAC over them.

use super::key::WRAPPED_BYTES;
use super::{AgeError, FileKey, Identity, Recipient, derive};
use base64ct::{Base64Unpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::io::{BufRead, Read};

const VERSION_LINE: &[u8] = b"age-encryption.org/v1";
const VERSION_START: &[u8] = b"age-encryption.org/";
const STANZA_START: &[u8] = b"-> ";
const MAC_START: &[u8] = b"---";
const X25519: &str = "X25519";
/// Base64 of a body is wrapped after so many characters; the last line is shorter, if need be empty.
const COLUMNS: usize = 64;
/// A longer header is not read.
const HEADER_MAX_BYTES: u64 = 65_536;

/// What stands before the content.
pub(super) struct Header {
    stanzas: Vec<Stanza>,
    /// All bytes up to and with [`MAC_START`]: what the MAC is over.
    authenticated: Vec<u8>,
    mac: [u8; 32],
}

/// The file key for one recipient; of a type that this program does not know, if it is not X25519.
struct Stanza {
    arguments: Vec<String>,
    body: Vec<u8>,
}

/// An ephemeral share, and the file key wrapped by what it makes with an identity.
type Wrapped = ([u8; 32], [u8; WRAPPED_BYTES]);

impl Header {
    pub(super) fn make(file_key: &FileKey, recipients: &[Recipient]) -> Self {
        let stanza = |recipient: &Recipient| {
            let (share, wrapped) = recipient.wrap(file_key);
            Stanza { arguments: vec![X25519.to_owned(), Base64Unpadded::encode_string(&share)], body: wrapped.to_vec() }
        };
        let stanzas: Vec<_> = recipients.iter().map(stanza).collect();
        let mut authenticated = [VERSION_LINE, b"\n"].concat();
        for stanza in &stanzas {
            stanza.write(&mut authenticated);
        }
        authenticated.extend_from_slice(MAC_START);
        let mac = hmac(file_key, &authenticated).finalize().into_bytes().into();
        Self { stanzas, authenticated, mac }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = self.authenticated.clone();
        out.extend_from_slice(format!(" {}\n", Base64Unpadded::encode_string(&self.mac)).as_bytes());
        out
    }

    pub(super) fn read(source: &mut impl BufRead) -> Result<Self, AgeError> {
        let mut lines = Lines { source: source.take(HEADER_MAX_BYTES), read: Vec::new() };
        let first = lines.next().map(<[u8]>::to_vec);
        match first {
            Ok(line) if line == VERSION_LINE => {}
            Ok(line) if line.starts_with(VERSION_START) => return Err(AgeError::UnknownVersion),
            Err(error @ AgeError::Io(_)) => return Err(error),
            Err(_) if VERSION_LINE.starts_with(&lines.read) => return Err(AgeError::CutShort),
            _ => return Err(AgeError::NotAge),
        }
        let mut stanzas = Vec::new();
        loop {
            let line = lines.next()?;
            if let Some(arguments) = line.strip_prefix(STANZA_START) {
                let arguments = parse_arguments(arguments)?;
                stanzas.push(Stanza { arguments, body: lines.body()? });
            } else if let Some(mac) = line.strip_prefix(MAC_START) {
                let mac = mac.strip_prefix(b" ").and_then(decode).and_then(|mac| mac.try_into().ok()).ok_or(AgeError::Malformed)?;
                let after = Base64Unpadded::encoded_len(&[0; 32]) + b" \n".len();
                lines.read.truncate(lines.read.len() - after);
                return if stanzas.is_empty() { Err(AgeError::Malformed) } else { Ok(Self { stanzas, authenticated: lines.read, mac }) };
            } else {
                return Err(AgeError::Malformed);
            }
        }
    }

    /// The file key, if one of the identities opens a stanza.
    pub(super) fn unwrap(&self, identities: &[Identity]) -> Result<FileKey, AgeError> {
        for stanza in &self.stanzas {
            let Some((share, wrapped)) = stanza.x25519()? else { continue };
            for identity in identities {
                if identity.meets_low_order(&share) {
                    return Err(AgeError::Malformed);
                }
                if let Some(file_key) = identity.unwrap(&share, &wrapped) {
                    return Ok(file_key);
                }
            }
        }
        Err(AgeError::OtherKey)
    }

    pub(super) fn check(&self, file_key: &FileKey) -> Result<(), AgeError> {
        hmac(file_key, &self.authenticated).verify_slice(&self.mac).map_err(|_| AgeError::Altered)
    }
}

impl Stanza {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(STANZA_START);
        out.extend_from_slice(self.arguments.join(" ").as_bytes());
        out.push(b'\n');
        let body = Base64Unpadded::encode_string(&self.body);
        for line in body.as_bytes().chunks(COLUMNS) {
            out.extend_from_slice(line);
            out.push(b'\n');
        }
        if body.len().is_multiple_of(COLUMNS) {
            out.push(b'\n');
        }
    }

    /// Share and wrapped key, if this is a stanza of our type.
    fn x25519(&self) -> Result<Option<Wrapped>, AgeError> {
        match self.arguments.as_slice() {
            [kind, share] if kind == X25519 => {
                let share = decode(share.as_bytes()).and_then(|share| share.try_into().ok()).ok_or(AgeError::Malformed)?;
                let wrapped = self.body.as_slice().try_into().map_err(|_| AgeError::Malformed)?;
                Ok(Some((share, wrapped)))
            }
            [kind, ..] if kind == X25519 => Err(AgeError::Malformed),
            _ => Ok(None),
        }
    }
}

/// Lines of a header, which are all kept.
struct Lines<R> {
    source: std::io::Take<R>,
    read: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// The next line without its end.
    fn next(&mut self) -> Result<&[u8], AgeError> {
        let start = self.read.len();
        self.source.read_until(b'\n', &mut self.read)?;
        let line = &self.read[start..];
        match line.strip_suffix(b"\n") {
            Some(line) => Ok(line),
            None if self.source.limit() == 0 => Err(AgeError::Malformed),
            None => Err(AgeError::CutShort),
        }
    }

    fn body(&mut self) -> Result<Vec<u8>, AgeError> {
        let mut body = Vec::new();
        loop {
            let line = self.next()?;
            if line.len() > COLUMNS {
                return Err(AgeError::Malformed);
            }
            let is_last = line.len() < COLUMNS;
            body.extend(decode(line).ok_or(AgeError::Malformed)?);
            if is_last {
                return Ok(body);
            }
        }
    }
}

/// At least one, each of visible ASCII characters.
fn parse_arguments(line: &[u8]) -> Result<Vec<String>, AgeError> {
    let argument = |bytes: &[u8]| {
        let visible = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_graphic);
        String::from_utf8(bytes.to_vec()).ok().filter(|_| visible).ok_or(AgeError::Malformed)
    };
    line.split(|byte| *byte == b' ').map(argument).collect()
}

/// Base64 without padding, in its one canonical form.
fn decode(line: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(line).ok()?;
    Base64Unpadded::decode_vec(text).ok().filter(|bytes| Base64Unpadded::encode_string(bytes) == text)
}

fn hmac(file_key: &FileKey, authenticated: &[u8]) -> Hmac<Sha256> {
    let key = derive(&**file_key, &[], b"header");
    #[allow(clippy::expect_used)]
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(authenticated);
    mac
}
