//! Any record of any sort, with any fields hidden, is proven; and no byte of the proof can be another.

use super::super::act::Act;
use super::super::direction::Direction;
use super::super::history::{Action, FIELDS, field};
use super::super::series::ImportOrigin;
use super::super::testing::{DAY_MS, Desk, draft, later, now};
use super::super::{Kind, LogError, NewCapture};
use super::{Consistency, Proof, ProofError};
use crate::vault::CaptureKind;
use base64ct::{Base64, Encoding};
use proptest::prelude::*;
use std::path::Path;

/// Bytes of each document that are changed in one case.
const CHANGES: usize = 40;

/// Every sort of record: incidents, a change of one, evidence, a hidden and an erased one, imported acts, a capture and its confirmation, an alert, a jump of the
/// clock, a note and an anchor.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "Тұрды. 😡"));
    let image = desk.add(&draft("image", "2026-02-02T21:30+05:00", "to be erased"));
    let mut log = desk.log();
    log.amend(&id, &draft("visit", "2026-02-01T21:40+05:00", "amended"), now()).unwrap();
    for incident in [&id, &image] {
        log.attach(incident, "a.jpg", &mut &b"content"[..], now(), &mut |_| ()).unwrap();
    }
    log.withdraw(&id, now()).unwrap();
    log.ask_erase(&image, true, now()).unwrap();
    let act = |n: i64| Act {
        direction: Direction::Incoming,
        text: format!("сообщение {n}"),
        ..Act::new(Kind::MSG, later(now(), n).wall, "+77010000001")
    };
    let mut batches = vec![(0..9).map(act).collect::<Vec<_>>()];
    log.take_acts(&ImportOrigin { name: "sms.xml", format: "sms-xml" }, &mut || Ok::<_, LogError>(batches.pop()), now()).unwrap();
    let capture = NewCapture { item: &[7; 16], kind: CaptureKind::Note, name: "", at: now().wall };
    let captured = log.take_in(&capture, &mut "құлыптаулы кезде".as_bytes(), now()).unwrap().unwrap();
    log.confirm(&captured, now()).unwrap();
    log.note_run(b"AAAAAAAA", now().wall, now().wall, br#"{"id":"AAAAAAAA"}"#, now()).unwrap();
    log.note(Action::Rekeyed, later(now(), DAY_MS)).unwrap();
    log.note(Action::Opening, now()).unwrap();
    log.make_anchor(now()).unwrap();
    drop(log);
    assert_eq!(desk.damaged(), [""; 0]);
    desk
}

fn hidden(mask: u32) -> Vec<u16> {
    (0..FIELDS as u16).filter(|number| mask >> number & 1 == 1).collect()
}

/// Changes one byte of a document's text; `None` if the outcome can't be read as such a document.
fn with_byte<T: serde::de::DeserializeOwned>(text: &str, at: usize, change: u8) -> Option<T> {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] ^= change;
    serde_json::from_slice(&bytes).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_fields_of_any_record_can_be_hidden_and_no_byte_be_another(
        masks in prop::collection::vec(any::<u32>(), 32),
        places in prop::collection::vec((any::<prop::sample::Index>(), 1u8..=255), CHANGES),
    ) {
        let mut desk = desk();
        let log = desk.log();
        let prover = log.prover().unwrap();
        for (sequence, mask) in (0..prover.size()).zip(masks) {
            let proof = prover.prove(sequence, None, &hidden(mask)).unwrap();
            let proven = proof.verify().unwrap();
            prop_assert!(proven.fields.keys().all(|number| mask >> number & 1 == 0));
            for at in 0..proof.shown.len() {
                let mut wrong = proof.clone();
                let mut bytes = Base64::decode_vec(&wrong.shown[at].bytes).unwrap();
                match bytes.last_mut() {
                    Some(byte) => *byte ^= 1,
                    None => bytes.push(0),
                }
                wrong.shown[at].bytes = Base64::encode_string(&bytes);
                prop_assert_eq!(wrong.verify(), Err(ProofError::Field(wrong.shown[at].field)));
            }
            let text = serde_json::to_string(&proof).unwrap();
            for (place, change) in &places {
                // Another way to write the same document is no other document.
                if let Some(other) = with_byte::<Proof>(&text, place.index(text.len()), *change).filter(|other| *other != proof) {
                    prop_assert!(other.verify().is_err());
                }
            }
        }
        let proof = prover.consistency(3, None).unwrap();
        let text = serde_json::to_string(&proof).unwrap();
        for (place, change) in &places {
            if let Some(other) = with_byte::<Consistency>(&text, place.index(text.len()), *change).filter(|other| *other != proof) {
                prop_assert!(other.verify().is_err());
            }
        }
    }
}

#[test]
fn an_erased_record_shows_nothing_and_one_of_acts_shows_them() {
    let mut desk = desk();
    let log = desk.log();
    let prover = log.prover().unwrap();
    let proofs: Vec<_> = (0..prover.size()).map(|sequence| prover.prove(sequence, None, &[]).unwrap()).collect();
    let shown = |proof: &Proof| proof.verify().unwrap().fields;
    assert_eq!(proofs.iter().filter(|proof| shown(proof).is_empty()).count(), 2);
    let acts = proofs.iter().map(shown).find_map(|fields| fields.get(&(field::ACTS as u16)).filter(|acts| !acts.is_empty()).cloned());
    assert!(String::from_utf8(acts.unwrap()).unwrap().contains("сообщение 8"));
}

#[test]
fn the_other_verifier_agrees_on_proofs() {
    let mut desk = desk();
    let log = desk.log();
    let prover = log.prover().unwrap();
    let mut documents = Vec::new();
    for sequence in 0..prover.size() {
        let proof = prover.prove(sequence, None, &hidden(0x5555_5555 << (sequence % 2))).unwrap();
        documents.push(serde_json::to_string_pretty(&proof).unwrap());
    }
    for old in 0..=prover.size() {
        for new in old..=prover.size() {
            documents.push(serde_json::to_string_pretty(&prover.consistency(old, Some(new)).unwrap()).unwrap());
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let mut ours = Vec::new();
    for (number, text) in documents.iter().enumerate() {
        for harmed in [false, true] {
            let mut bytes = text.clone().into_bytes();
            if harmed {
                let letters: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_alphanumeric()).collect();
                let at = letters[number * 7_919 % letters.len()];
                bytes[at] = if bytes[at] == b'2' { b'3' } else { b'2' };
            }
            let path = folder.path().join(format!("{number}-{harmed}.json"));
            std::fs::write(&path, &bytes).unwrap();
            let holds = serde_json::from_slice::<Proof>(&bytes).is_ok_and(|proof| proof.verify().is_ok())
                || serde_json::from_slice::<Consistency>(&bytes).is_ok_and(|proof| proof.verify().is_ok());
            assert_ne!(holds, harmed, "{}", String::from_utf8_lossy(&bytes));
            ours.push((path, holds));
        }
    }
    let paths: Vec<&Path> = ours.iter().map(|(path, _)| path.as_path()).collect();
    let said = super::tamper::python(&paths, None);
    for (path, holds) in &ours {
        let objects = said.lines().any(|line| line.starts_with(&format!("{}: ", path.display())));
        assert_eq!(objects, !holds, "{}", path.display());
    }
}
