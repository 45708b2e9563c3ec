//! Two cases as the police of Mangystau published them in February 2026, entered as someone would have: what the figures then tell is what the reports say.

use crate::desk::Desk;
use serde_json::{Value, json};

const NOW: &str = "2026-02-10T12:00+05:00";

/// Runs a command on the day after the reports.
fn done(desk: &Desk, words: &[&str]) -> Value {
    desk.json(&[words, &["--now", NOW]].concat())
}

fn id_of(answer: &Value) -> String {
    answer["id"].as_str().expect("an id").to_owned()
}

fn incident(desk: &Desk, kind: &str, at: &str, more: &[&str]) -> String {
    id_of(&done(desk, &[&["incident", "add", "--kind", kind, "--at", at], more].concat()))
}

/// The acts in each band, as the law data names them.
fn bands(stats: &Value) -> Vec<(String, u64, u64)> {
    let number = |band: &Value, name: &str| band[name].as_u64().expect("a number");
    let bands = stats["bands"].as_array().expect("bands").iter();
    bands.map(|band| (band["band"].as_str().expect("a band").to_owned(), number(band, "exact"), number(band, "about"))).collect()
}

/// A relation from December 2022 to 2025, a fine in April and an arrest in May 2025, a report by e-Otinish on 13 January 2026.
#[test]
fn a_relation_that_ended_and_acts_on_both_sides_of_the_law() {
    let (desk, _) = Desk::with_vault();
    let person = id_of(&done(&desk, &["person", "add", "--name", "Бывший"]));
    done(&desk, &["relation", "set", &person, "--kind", "ex-partner", "--from", "2022-12", "--to", "2025"]);
    incident(&desk, "call", "2025-02-20T20:00+05:00", &["--what", "Звонил, просил вернуться", "--person", &person]);
    let refused = ["refusal", "add", "--at", "2025-03-10T12:00+05:00", "--channel", "msg", "--words", "Не пишите мне", "--person", &person];
    done(&desk, &refused);
    incident(&desk, "follow", "2025-04-02T19:00+05:00", &["--what", "Шёл следом", "--place", "street", "--person", &person]);
    incident(&desk, "visit", "2025-06-20T21:00+05:00", &["--what", "Стучал в дверь", "--place", "home", "--person", &person]);
    let until = ["--until", "2025-08-06T01:00+05:00", "--count", "3"];
    incident(&desk, "msg", "2025-08-05T23:00+05:00", &[&["--what", "Писал с чужого номера", "--person", &person], &until[..]].concat());
    incident(&desk, "loiter", "2025-11-15T08:00+05:00", &["--what", "Ждал у работы", "--place", "work", "--person", &person]);
    incident(&desk, "follow", "2026-01-10T18:00+05:00", &["--what", "Ехал за такси", "--place", "transport", "--person", &person]);
    let measure = |words: &[&str]| done(&desk, &[&["order", "add", "--person", &person], words].concat());
    measure(&["--kind", "fine", "--article", "434", "--from", "2025-04-15"]);
    measure(&["--kind", "arrest", "--article", "73", "--from", "2025-05-10", "--to", "2025-05-24"]);
    let report = ["police", "report", "--way", "e-otinish", "--at", "2026-01-13T10:00+05:00", "--place", "Мунайлы", "--talon", "26-4711"];
    assert_eq!(done(&desk, &report)["warnings"], json!([]));

    let stats = done(&desk, &["stats"]);
    assert_eq!((&stats["incidents"], &stats["acts"]), (&json!(6), &json!({ "exact": 8, "about": 0 })));
    let [before, between, since] = &bands(&stats)[..] else { panic!("three bands") };
    assert_eq!([(before.1, before.2), (between.1, between.2), (since.1, since.2)], [(3, 0), (3, 0), (2, 0)]);
    assert_eq!(stats["refusal"]["before"], json!({ "exact": 1, "about": 0 }));
    assert_eq!(stats["refusal"]["after"], json!({ "exact": 7, "about": 0 }));
    assert_eq!(stats["measures"].as_array().expect("measures").len(), 1, "a fine has no duration");
    let marked = |words: &str| done(&desk, &["incident", "search", words])["incidents"][0]["after_refusal"].clone();
    assert_eq!((marked("вернуться"), marked("такси")), (json!(false), json!(true)));
}

/// Stalked since October 2024 by an acquaintance: about 300 calls from many numbers, visits to home, work and venues, an order and its breach, the register, a
/// report in Aktau on 3 February 2026.
#[test]
fn about_three_hundred_calls_and_an_order_that_was_broken() {
    let (desk, _) = Desk::with_vault();
    let person = id_of(&done(&desk, &["person", "add", "--name", "Знакомый"]));
    done(&desk, &["relation", "set", &person, "--kind", "acquaintance"]);
    let numbers: Vec<String> = (1..=12).map(|n| format!("+770155500{n:02}")).collect();
    let typed: Vec<&str> = numbers.iter().flat_map(|number| ["--number", number]).collect();
    let calls = ["--until", "2026-02-02T22:00+05:00", "--what", "Звонил с разных номеров", "--count", "about:300", "--person", &person];
    incident(&desk, "call", "2024-10-05T10:00+05:00", &[&calls[..], &typed].concat());
    for (at, place) in [("2025-03-05T20:00+05:00", "home"), ("2025-10-07T18:00+05:00", "work"), ("2025-12-31T23:00+05:00", "venue:кафе")]
    {
        incident(&desk, "visit", at, &["--what", "Пришёл без приглашения", "--place", place, "--person", &person]);
    }
    let order = ["--number", "17", "--from", "2026-01-05", "--to", "2026-02-03"];
    let order = id_of(&done(&desk, &[&["order", "add", "--kind", "protective-order", "--person", &person], &order[..]].concat()));
    done(&desk, &["order", "add", "--kind", "register", "--person", &person, "--from", "2026-01-06"]);
    let breach = incident(&desk, "visit", "2026-01-20T21:30+05:00", &["--what", "Снова пришёл", "--place", "home", "--person", &person]);
    let proposed = done(&desk, &["order", "breaches"])["breaches"].clone();
    let of_breach: Vec<&Value> = proposed.as_array().expect("breaches").iter().filter(|found| found["incident"] == *breach).collect();
    assert_eq!(of_breach.len(), 1, "{proposed}");
    done(&desk, &["order", "confirm", &breach, &order]);
    done(&desk, &["police", "report", "--way", "station", "--at", "2026-02-03T09:00+05:00", "--place", "Актау", "--talon", "26-0203"]);

    let stats = done(&desk, &["stats"]);
    assert_eq!(stats["acts"], json!({ "exact": 4, "about": 300 }));
    let places: Vec<(&str, u64)> = stats["places"]
        .as_array()
        .expect("places")
        .iter()
        .filter_map(|place| Some((place["place"].as_str()?, place["exact"].as_u64()?)))
        .collect();
    for (place, acts) in [("home", 2), ("work", 1), ("venue", 1)] {
        assert!(places.contains(&(place, acts)), "{place}: {places:?}");
    }
    let measures = stats["measures"].as_array().expect("measures").iter();
    let during: Vec<u64> = measures.map(|measure| measure["exact"].as_u64().expect("acts")).collect();
    assert_eq!(during, [1, 1], "the breach fell into the order and the time on the register");
    assert_eq!(done(&desk, &["incident", "show", &breach])["breach"], order);
    for language in ["kk", "ru", "en"] {
        let text = desk.run(&["stats", "--now", NOW, "--lang", language]).out;
        assert!(text.contains("≈300") && text.contains("115-1"), "{text}");
    }
}
