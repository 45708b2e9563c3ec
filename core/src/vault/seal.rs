//! The primitives of FORMAT.md under their names there. Reads like that page; nothing else calls the crypto libraries for sealing.

use crate::random;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

pub(crate) const NONCE_BYTES: usize = 24;
pub(crate) const TAG_BYTES: usize = 16;
/// What a sealed block has more than its plaintext.
pub(crate) const SEAL_BYTES: usize = NONCE_BYTES + TAG_BYTES;

/// A secret of 32 bytes that is zeroed when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key(pub(crate) [u8; 32]);

impl Key {
    pub(crate) fn make() -> Self {
        Self(random::bytes())
    }

    /// `derive(self, label)` of FORMAT.md.
    pub(crate) fn derive(&self, label: &[u8]) -> Self {
        let mut out = [0; 32];
        let expanded = Hkdf::<Sha256>::from_prk(&self.0).is_ok_and(|hkdf| hkdf.expand(label, &mut out).is_ok());
        assert!(expanded, "32 bytes are within HKDF's bounds");
        Self(out)
    }

    /// HKDF-SHA256 with no salt over secret input of any shape.
    pub(crate) fn extract(input: &[u8], label: &[u8]) -> Self {
        let mut out = [0; 32];
        assert!(Hkdf::<Sha256>::new(None, input).expand(label, &mut out).is_ok(), "32 bytes are within HKDF's bounds");
        Self(out)
    }

    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        hmac_sha256(&self.0, parts)
    }

    pub(crate) fn cipher(&self) -> Cipher {
        Cipher(XChaCha20Poly1305::new(&self.0.into()))
    }
}

pub(crate) fn hmac_sha256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    #[allow(clippy::expect_used)]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// XChaCha20-Poly1305 under one key.
pub(crate) struct Cipher(XChaCha20Poly1305);

impl Cipher {
    /// Encrypts `text` in place and returns the tag.
    pub(crate) fn seal(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], text: &mut [u8]) -> [u8; TAG_BYTES] {
        #[allow(clippy::expect_used)]
        let tag = self.0.encrypt_inout_detached(&XNonce::from(*nonce), aad, text.into()).expect("a block is far below the cipher's limit");
        tag.into()
    }

    /// Decrypts `text` in place; false, with `text` zeroed, if it is not authentic.
    #[must_use]
    pub(crate) fn open(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], text: &mut [u8], tag: &[u8; TAG_BYTES]) -> bool {
        let authentic = self.0.decrypt_inout_detached(&XNonce::from(*nonce), aad, text.into(), &Tag::from(*tag)).is_ok();
        if !authentic {
            text.fill(0);
        }
        authentic
    }

    /// Seals a block that ends in [`SEAL_BYTES`] of room: `ciphertext ‖ nonce ‖ tag`.
    pub(crate) fn seal_block(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], block: &mut [u8]) {
        let (text, tail) = block.split_at_mut(block.len() - SEAL_BYTES);
        let tag = self.seal(nonce, aad, text);
        tail[..NONCE_BYTES].copy_from_slice(nonce);
        tail[NONCE_BYTES..].copy_from_slice(&tag);
    }

    /// Opens what [`Cipher::seal_block`] sealed and zeroes nonce and tag.
    #[must_use]
    pub(crate) fn open_block(&self, aad: &[u8], block: &mut [u8]) -> bool {
        let (text, tail) = block.split_at_mut(block.len() - SEAL_BYTES);
        let mut nonce = [0; NONCE_BYTES];
        let mut tag = [0; TAG_BYTES];
        nonce.copy_from_slice(&tail[..NONCE_BYTES]);
        tag.copy_from_slice(&tail[NONCE_BYTES..]);
        let authentic = self.open(&nonce, aad, text, &tag);
        tail.fill(0);
        authentic
    }
}

type Kem = hpke::kem::X25519HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::ChaCha20Poly1305;

/// Bytes that [`hpke_seal`] adds: encapsulated key and tag.
pub(crate) const HPKE_BYTES: usize = 32 + TAG_BYTES;

/// A new X25519 pair for HPKE: private, public.
pub(crate) fn hpke_pair() -> (Key, [u8; 32]) {
    let (private, public) = <Kem as hpke::Kem>::gen_keypair_with_rng(&mut random::Source);
    (Key(private.to_bytes().into()), public.to_bytes().into())
}

/// The public half of an X25519 secret.
pub(crate) fn x25519_public(secret: &Key) -> [u8; 32] {
    x25519_dalek::x25519(secret.0, x25519_dalek::X25519_BASEPOINT_BYTES)
}

/// `hpke(public, info, aad, text)` of FORMAT.md; `None` if `public` is no usable key.
pub(crate) fn hpke_seal(public: &[u8; 32], info: &[u8], aad: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(public).ok()?;
    let (encapsulated, sealed) =
        hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>(&OpModeS::Base, &public, info, text, aad, &mut random::Source).ok()?;
    let mut out = encapsulated.to_bytes().to_vec();
    out.extend_from_slice(&sealed);
    Some(out)
}

/// The text of [`hpke_seal`], if it was sealed to this private key and is unchanged.
pub(crate) fn hpke_open(private: &Key, info: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (encapsulated, sealed) = sealed.split_at_checked(32)?;
    let private = <Kem as hpke::Kem>::PrivateKey::from_bytes(&private.0).ok()?;
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
    hpke::single_shot_open::<Aead, Kdf, Kem>(&OpModeR::Base, &private, &encapsulated, info, sealed, aad).ok()
}

/// `PADMÉ(n)` of FORMAT.md: the length to pad to so that it tells little of `n`.
pub(crate) fn padme(n: u64) -> u64 {
    if n < 2 {
        return n;
    }
    let e = u64::from(n.ilog2());
    let s = u64::from(if e == 0 { 0 } else { e.ilog2() + 1 });
    let mask = (1u64 << (e - s.min(e))) - 1;
    (n + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn padme_of_known_lengths() {
        for (n, padded) in [(0, 0), (1, 1), (8, 8), (9, 10), (100, 104), (1 << 20, 1 << 20), ((1 << 20) + 1, (1 << 20) + 32_768)] {
            assert_eq!(padme(n), padded, "{n}");
        }
    }

    #[test]
    fn hpke_opens_only_for_its_own_key_info_and_data() {
        let (private, public) = hpke_pair();
        let sealed = hpke_seal(&public, b"info", b"aad", b"text").unwrap();
        assert_eq!(hpke_open(&private, b"info", b"aad", &sealed).unwrap(), b"text");
        assert!(hpke_open(&hpke_pair().0, b"info", b"aad", &sealed).is_none());
        assert!(hpke_open(&private, b"other", b"aad", &sealed).is_none());
        assert!(hpke_open(&private, b"info", b"other", &sealed).is_none());
        assert!(hpke_open(&private, b"info", b"aad", &sealed[..31]).is_none());
    }

    proptest! {
        #[test]
        fn padme_costs_at_most_an_eighth(n in 0u64..1 << 40) {
            let padded = padme(n);
            prop_assert!(padded >= n && padded - n <= n / 8);
            prop_assert_eq!(padme(padded), padded);
        }

        #[test]
        fn a_block_opens_as_it_was_and_never_altered(text in proptest::collection::vec(any::<u8>(), 0..200), bit in any::<prop::sample::Index>()) {
            let cipher = Key::make().cipher();
            let mut block = [text.as_slice(), &[0; SEAL_BYTES]].concat();
            cipher.seal_block(&random::bytes(), b"place", &mut block);
            let bit = bit.index(block.len() * 8);
            let mut altered = block.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!cipher.open_block(b"place", &mut altered));
            prop_assert!(!cipher.open_block(b"elsewhere", &mut block.clone()));
            prop_assert!(cipher.open_block(b"place", &mut block));
            prop_assert_eq!(&block[..text.len()], &text[..]);
        }
    }
}
