//! Every vector of `vectors/age`, opened by the core's own reader of age files.

#![allow(clippy::unwrap_used)]

use flate2::read::ZlibDecoder;
use pana_core::trust::age::{self, AgeError, Identity};
use pana_tests::model::sha256_hex;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// A file of the folder: what is said of it, and the age file itself.
struct Vector {
    name: String,
    expect: String,
    payload: Option<String>,
    identities: Vec<Identity>,
    file: Vec<u8>,
}

impl Vector {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut vector = Self {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            expect: String::new(),
            payload: None,
            identities: Vec::new(),
            file: bytes[end + 2..].to_vec(),
        };
        for line in head.lines() {
            match line.split_once(": ").unwrap() {
                ("expect", value) => value.clone_into(&mut vector.expect),
                ("payload", value) => vector.payload = Some(value.to_owned()),
                ("identity", value) => vector.identities.push(value.parse().unwrap()),
                ("compressed", "zlib") => {
                    let mut inflated = Vec::new();
                    ZlibDecoder::new(vector.file.as_slice()).read_to_end(&mut inflated).unwrap();
                    vector.file = inflated;
                }
                ("file key" | "comment", _) => {}
                (unknown, _) => panic!("{}: {unknown}", vector.name),
            }
        }
        vector
    }

    /// What opening it comes to, in the words of the vectors, and all content that was given out.
    fn open(&self) -> (&'static str, Vec<u8>) {
        let mut content = Vec::new();
        let mut opener = match age::open(self.file.as_slice(), &self.identities) {
            Ok(opener) => opener,
            Err(AgeError::OtherKey) => return ("no match", content),
            Err(AgeError::Altered) => return ("HMAC failure", content),
            Err(_) => return ("header failure", content),
        };
        match opener.read_to_end(&mut content) {
            Ok(_) => ("success", content),
            Err(error) => {
                assert_eq!(error.kind(), io::ErrorKind::InvalidData);
                ("payload failure", content)
            }
        }
    }
}

#[test]
fn every_vector_comes_to_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/age/testdata");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 60, "only {} vectors", paths.len());
    for vector in paths.iter().map(|path| Vector::read(path)) {
        let (found, content) = vector.open();
        assert_eq!(found, vector.expect, "{}", vector.name);
        if let Some(payload) = &vector.payload {
            assert_eq!(&sha256_hex(&content), payload, "{}", vector.name);
        }
    }
}
