//! How texts are cut into messages, judged by an independent implementation: the Python package `smsutil`, which `tests/run` installs.
//!
//! It differs from 3GPP TS 23.038 in two places, which are left out here. It takes the escape (0x1B, §6.2.1) for a letter of its own, so that a text with one
//! counts as 7-bit, and it calls an empty text UCS-2, though nothing in it needs that (smsutil 1.1.3, codecs.py, `is_valid_gsm`).

#![allow(clippy::unwrap_used)]

use pana_core::Moment;
use pana_core::alert::{Encoding, Fix, Manner, Message, MessageType, Segment, segments, sms_units};
use pana_core::language::Language;
use pana_tests::chance::{Chance, count, figure, only_seed};
use std::path::Path;
use std::process::Command;

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/sms.py");
const PACKAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python");

/// Letters that texts are made of, a repertoire each.
const REPERTOIRES: [&str; 7] = [
    "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшыіэюяӘҒҚҢӨҰҮҺІ ,.!?-0123456789",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВ №«»–:;",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789.,'\"\n\r",
    "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤%&()*+/<=>¡ÄÖÑÜ§¿äöñüà#",
    "^{}\\[~]|€\u{c}",
    "😡🙂👩‍👧🇰🇿❤️🆘𝒜\u{10ffff}",
    "çáłœ±`‘’“”…\u{a0}\u{200b}\u{202e}\u{301}\0\u{7f}",
];
/// Lengths around which something changes: of single messages, and of one part, two and three.
const EDGES: [usize; 9] = [0, 67, 70, 134, 153, 160, 201, 306, 459];

#[test]
fn random_texts_are_cut_as_an_independent_implementation_cuts_them() {
    let mut chance = Chance::new(only_seed().unwrap_or(0));
    let texts: Vec<String> = (0..count(20_000, 150_000)).map(|_| random_text(&mut chance)).collect();
    for (text, judged) in texts.iter().zip(judged(&texts)) {
        let ours = segments(text);
        assert_eq!(ours, judged, "{text:?}");
        assert_eq!(sms_units(text), (ours[0].encoding, ours.iter().map(|segment| segment.units).sum()));
    }
    figure("texts cut as smsutil cuts them", texts.len());
}

#[test]
fn every_message_is_whole_in_its_first_segment() {
    let at: Moment = "2026-02-01T21:30+05:00".parse().unwrap();
    let due = "2026-02-01T22:30+05:00".parse().ok();
    let fix = Fix { lat: 43.238, lon: 76.945, accuracy_m: 20, at };
    let letters = ["Әлия-Гүлбаршын Нұрмұхамбетқызы ", "Щукина Ольга ", "Aigul-Zhanna O’Neill ", "Ж😡w\u{301}\n"];
    let names = letters.iter().flat_map(|letters| (0..=200).map(|length| letters.chars().cycle().take(length).collect::<String>()));
    let (mut texts, mut wholes) = (Vec::new(), Vec::new());
    for name in names {
        for kind in MessageType::ALL {
            for language in Language::ALL {
                for (polite, quiet) in [(false, false), (false, true), (true, false), (true, true)] {
                    for fix in [Some(fix), None] {
                        let to = Manner { language, polite, quiet };
                        let message = Message { kind, to, name: &name, latin: "", number: 45_630, at, due, fix, answer: None, code: None };
                        texts.extend(message.texts());
                        wholes.extend(Message { name: "", ..message }.texts());
                    }
                }
            }
        }
    }
    for ((text, whole), judged) in texts.iter().zip(&wholes).zip(judged(&texts)) {
        assert!(judged.len() == 1 && judged[0].text == *text, "{text:?}: {judged:?}");
        // Only the name gives way: what stands without one stands behind it, to the last letter.
        assert!(text.ends_with(whole.as_str()), "{text:?}: {whole:?}");
        assert_eq!(segments(text), judged);
    }
    figure("messages that are whole in one segment", texts.len());
}

fn random_text(chance: &mut Chance) -> String {
    let mixed: Vec<&str> = REPERTOIRES.iter().copied().filter(|_| chance.happens(20)).collect();
    let repertoires = if mixed.is_empty() || chance.happens(40) { vec![*chance.pick(&REPERTOIRES)] } else { mixed };
    let edge = *chance.pick(&EDGES);
    let length = match chance.below(20) {
        0 => chance.within(500..2_000),
        1..5 => chance.within(1..500),
        _ => (edge + chance.below(7)).saturating_sub(3).max(1),
    };
    let letters: Vec<char> = repertoires.concat().chars().collect();
    (0..length).map(|_| *chance.pick(&letters)).collect()
}

/// What `smsutil` makes of each text.
fn judged(texts: &[String]) -> Vec<Vec<Segment>> {
    assert!(Path::new(PACKAGES).is_dir(), "smsutil is missing: tests/run installs it");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("texts");
    let lines: Vec<String> = texts.iter().map(|text| serde_json::to_string(text).unwrap()).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let ran = Command::new("python3").args(["-B", JUDGE]).arg(&file).env("PYTHONPATH", PACKAGES).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let answers = String::from_utf8(ran.stdout).unwrap();
    let answers: Vec<Vec<Segment>> = answers.lines().map(answer).collect();
    assert_eq!(answers.len(), texts.len());
    answers
}

fn answer(line: &str) -> Vec<Segment> {
    let (encoding, parts): (String, Vec<(String, usize)>) = serde_json::from_str(line).unwrap();
    let encoding = match encoding.as_str() {
        "gsm0338" => Encoding::Gsm7,
        "utf_16_be" => Encoding::Ucs2,
        other => panic!("an encoding that is none: {other}"),
    };
    parts.into_iter().map(|(text, units)| Segment { text, encoding, units }).collect()
}
