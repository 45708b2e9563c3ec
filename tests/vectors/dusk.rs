//! Civil dawn and dusk, judged by another computation: the series of Meeus, in Python.

#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use pana_core::route::Daylight;
use pana_tests::chance::figure;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/dusk.py");
const CITIES: [(&str, f64, f64); 3] = [("Almaty", 43.238, 76.945), ("Aktau", 43.651, 51.158), ("Petropavl", 54.873, 69.143)];
const FIRST_DAY: &str = "2026-11-27";
const DAYS: usize = 365;
const OFFSET_MIN: i16 = 300;
/// How far the two may be apart, in milliseconds.
const APART_MAX_MS: i64 = 10_000;

#[test]
fn dusk_and_dawn_of_a_year_are_those_of_another_computation() {
    let judged = judged();
    let first: jiff::civil::Date = FIRST_DAY.parse().unwrap();
    for ((name, lat, lon), judged) in CITIES.into_iter().zip(judged.chunks(DAYS)) {
        let mut furthest = 0;
        for (date, (dawn, dusk)) in first.series(jiff::Span::new().days(1)).zip(judged) {
            let daylight = Daylight::at(lat, lon, date, OFFSET_MIN).unwrap();
            for (ours, theirs) in [(daylight.dawn().unwrap(), dawn), (daylight.dusk().unwrap(), dusk)] {
                let apart = (ours.utc_ms() - theirs).abs();
                assert!(apart <= APART_MAX_MS, "{name} {date}: {ours}, {apart} ms apart");
                furthest = furthest.max(apart);
            }
        }
        figure(&format!("civil dawn and dusk of a year in {name}: furthest from Meeus"), format!("{:.1} s", furthest as f64 / 1e3));
    }
}

fn judged() -> Vec<(i64, i64)> {
    let mut judge = Command::new("python3").args(["-B", JUDGE]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut asked = judge.stdin.take().unwrap();
    for (_, lat, lon) in CITIES {
        writeln!(asked, "{}", json!({ "lat": lat, "lon": lon, "from": FIRST_DAY, "days": DAYS, "offset_min": OFFSET_MIN })).unwrap();
    }
    drop(asked);
    let ran = judge.wait_with_output().unwrap();
    assert!(ran.status.success());
    let answers: Vec<(i64, i64)> = String::from_utf8(ran.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), CITIES.len() * DAYS);
    answers
}
