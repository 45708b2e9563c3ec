//! Published vectors, run against the very libraries and parameters that the core seals with.
//!
//! XChaCha20-Poly1305, HKDF-SHA256 and X25519: C2SP's Wycheproof. Argon2id: RFC 9106 §5.3 and the reference implementation's test. HPKE: RFC 9180 A.2.1.

#![allow(clippy::unwrap_used)]

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hpke::{Deserializable, OpModeR};
use sha2::Sha256;
use wycheproof::TestResult;
use wycheproof::{aead, hkdf as hkdf_vectors, xdh};

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn xchacha20_poly1305() {
    let set = aead::TestSet::load(aead::TestName::XChaCha20Poly1305).unwrap();
    let mut run = 0;
    for test in set.test_groups.iter().filter(|group| group.nonce_size == 192).flat_map(|group| &group.tests) {
        let cipher = XChaCha20Poly1305::new_from_slice(&test.key).unwrap();
        let nonce = XNonce::try_from(&test.nonce[..]).unwrap();
        let sealed = [&test.ct[..], &test.tag[..]].concat();
        let opened = cipher.decrypt(&nonce, Payload { msg: &sealed, aad: &test.aad });
        if test.result == TestResult::Invalid {
            assert!(opened.is_err(), "test {} opens", test.tc_id);
        } else {
            assert_eq!(opened.unwrap(), &test.pt[..], "test {}", test.tc_id);
            assert_eq!(cipher.encrypt(&nonce, Payload { msg: &test.pt, aad: &test.aad }).unwrap(), sealed, "test {}", test.tc_id);
        }
        run += 1;
    }
    assert!(run > 200, "only {run} vectors");
}

#[test]
fn hkdf_sha256() {
    let set = hkdf_vectors::TestSet::load(hkdf_vectors::TestName::HkdfSha256).unwrap();
    let mut run = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut out = vec![0; test.size];
        let made = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut out);
        assert_eq!(made.is_ok(), test.result != TestResult::Invalid, "test {}", test.tc_id);
        if made.is_ok() {
            assert_eq!(out, &test.okm[..], "test {}", test.tc_id);
        }
        run += 1;
    }
    assert!(run > 50, "only {run} vectors");
}

#[test]
fn x25519() {
    let set = xdh::TestSet::load(xdh::TestName::X25519).unwrap();
    let mut run = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let (Ok(private), Ok(public)) = (test.private_key[..].try_into(), test.public_key[..].try_into()) else {
            assert_eq!(test.result, TestResult::Invalid, "test {}", test.tc_id);
            continue;
        };
        assert_eq!(x25519_dalek::x25519(private, public), test.shared_secret[..], "test {}", test.tc_id);
        run += 1;
    }
    assert!(run > 500, "only {run} vectors");
}

#[test]
fn argon2id_of_rfc_9106() {
    let parameters = ParamsBuilder::new().m_cost(32).t_cost(3).p_cost(4).data(AssociatedData::new(&[4; 12]).unwrap()).build().unwrap();
    let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, parameters).unwrap();
    let mut tag = [0; 32];
    argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
    assert_eq!(tag[..], unhex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
}

#[test]
fn argon2id_of_the_reference_implementation() {
    let parameters = ParamsBuilder::new().m_cost(1 << 16).t_cost(2).p_cost(1).build().unwrap();
    let mut tag = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters).hash_password_into(b"password", b"somesalt", &mut tag).unwrap();
    assert_eq!(tag[..], unhex("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"));
}

#[test]
fn hpke_of_rfc_9180() {
    type Kem = hpke::kem::X25519HkdfSha256;
    let private = unhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    let encapsulated = unhex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
    let sealed = unhex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");
    let opened = hpke::single_shot_open::<hpke::aead::ChaCha20Poly1305, hpke::kdf::HkdfSha256, Kem>(
        &OpModeR::Base,
        &<Kem as hpke::Kem>::PrivateKey::from_bytes(&private).unwrap(),
        &<Kem as hpke::Kem>::EncappedKey::from_bytes(&encapsulated).unwrap(),
        b"Ode on a Grecian Urn",
        &sealed,
        b"Count-0",
    );
    assert_eq!(opened.unwrap(), b"Beauty is truth, truth beauty");
}
