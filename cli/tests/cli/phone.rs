//! A phone played on the desk: contacts with the PIN, the button, check-ins and captures without it.

use crate::desk::{Desk, Ran, sample};
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

const SECOND_PIN: &str = "771204";
const EVENING: &str = "2026-02-01T21:30+05:00";

fn id_of(answer: &Value) -> String {
    answer["id"].as_str().expect("an id").to_owned()
}

/// A vault with a second PIN, her name, and two contacts: the ids of these.
fn with_contacts() -> (Desk, String, String) {
    let mut desk = Desk::bare();
    desk.set("PANA_SECOND_PIN", SECOND_PIN);
    desk.json(&["init", "--kdf", "floor", "--second"]);
    desk.json(&["contact", "me", "Айгүл"]);
    let mother =
        desk.json(&["contact", "add", "Апа", "--number", "8 701 123 45 67", "--language", "kk", "--harmless", "Нан ала келейін бе?"]);
    let friend = [
        "contact",
        "add",
        "Ольга",
        "--number",
        "87021234567",
        "--tier",
        "2",
        "--language",
        "ru",
        "--polite",
        "yes",
        "--agreed",
        "comes,has-key",
    ];
    let friend = desk.json(&friend);
    (desk, id_of(&mother), id_of(&friend))
}

fn locked(desk: &mut Desk) -> &mut Desk {
    desk.unset("PANA_PIN");
    desk
}

fn unlocked<'d>(desk: &'d mut Desk, pin: &str) -> &'d mut Desk {
    desk.set("PANA_PIN", pin);
    desk
}

fn sent(answer: &Value) -> Vec<(&str, &str)> {
    let effects = answer["effects"].as_array().expect("effects").iter();
    let handed = effects.filter(|effect| effect["effect"] == "send-sms");
    handed.map(|effect| (effect["to"].as_str().expect("a name"), effect["text"].as_str().expect("a text"))).collect()
}

#[test]
fn contacts_are_kept_with_what_was_agreed() {
    let (desk, mother, friend) = with_contacts();
    let listed = desk.json(&["contact", "list"]);
    assert_eq!(listed["contacts"][0]["number"], "+77011234567");
    assert_eq!(listed["contacts"][1]["agreed"], json!(["comes", "has-key"]));
    assert_eq!(desk.error(&["contact", "add", "X", "--number", "+7 701 123-45-67"], 1)["code"], "taken");
    assert_eq!(desk.error(&["contact", "add", "X", "--number", "102"], 1)["code"], "emergency-number");
    assert_eq!(desk.error(&["contact", "add", "X", "--number", "жоқ"], 1)["code"], "no-message-number");
    assert_eq!(desk.error(&["contact", "change", &mother, "--harmless", &"а".repeat(71)], 1)["code"], "over-one-message");
    assert_eq!(desk.json(&["contact", "add", "Үй", "--number", "87272501234"])["doubts"], json!(["number-landline"]));
    assert_eq!(desk.json(&["contact", "change", &friend, "--city", "Шымкент", "--agreed", "calls-102"])["agreed"], json!(["calls-102"]));
    assert_eq!(desk.error(&["contact", "remove", "ABCD1234"], 1)["code"], "not-found");

    let card = desk.path("card.png");
    let shown = desk.json(&["contact", "card", &mother, "--qr", &card.display().to_string()]);
    let text = shown["card"].as_str().expect("a card");
    assert!(text.contains("Айгүл: КӨМЕК КЕРЕК!") && text.contains("Нан ала келейін бе?"), "{text}");
    let read = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(&card).output().expect("zbarimg runs");
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim_end(), text);

    let place = ["place", "add", "Түнгі дүкен", "--kind", "shop", "--at", "43.238,76.945", "--hours", "тәулік бойы"];
    let place = id_of(&desk.json(&place));
    assert_eq!(desk.json(&["place", "list"])["places"][0]["id"], place);
    desk.json(&["place", "remove", &place]);
    assert_eq!(desk.json(&["place", "list"])["places"], json!([]));
}

#[test]
fn two_phones_share_a_key_and_then_tell_each_others_messages() {
    let (desk, mother, _) = with_contacts();
    let picture = desk.path("pair.svg").display().to_string();
    let code = desk.json(&["contact", "pair", &mother, "--qr", &picture])["code"].as_str().expect("a code").to_owned();
    assert!(fs::read_to_string(&picture).expect("a picture").ends_with("</svg>"));
    assert_eq!(desk.json(&["contact", "pair", &mother])["code"], code, "asked again it is the same");
    assert!(!desk.json(&["contact", "list"]).to_string().contains(&code[12..40]), "a list gives no key away");
    let (theirs, daughter, _) = with_contacts();
    assert_eq!(theirs.error(&["contact", "pair", &daughter, "--code", &code.replace("PAIR-1", "PAIR-9")], 1)["code"], "pair-malformed");
    assert_eq!(theirs.json(&["contact", "pair", &daughter, "--code", &code.to_lowercase()])["code"], code);

    let mut desk = desk;
    locked(&mut desk).json(&["alert", "press", "--now", EVENING]);
    desk.set_uptime_s(1_010);
    let first = desk.json(&["alert", "event", "tick", "--now", EVENING]);
    let second = desk.json(&["alert", "event", "radio", "0", "handed", "--now", EVENING]);
    let both = format!("{}\n{}", sent(&first)[0].1, sent(&second)[0].1);
    let read =
        |more: &[&str]| theirs.json(&[&["alert", "read", &both, "--now", "2026-02-01T21:31+05:00"], more].concat())["sender"].clone();
    assert_eq!(read(&[]), "not-confirmed");
    assert_eq!(read(&["--key", &code]), "confirmed");
    assert_eq!(read(&["--from", &daughter]), "confirmed");
    let again = ["alert", "read", &both, "--from", &daughter, "--now", "2026-02-02T21:31+05:00"];
    assert_eq!(theirs.json(&again)["sender"], "not-confirmed", "it was read the day before");
}

#[test]
fn the_button_works_without_any_pin_and_ends_with_the_owners() {
    let (mut desk, mother, _) = with_contacts();
    let pressed = locked(&mut desk).json(&["alert", "press", "--now", EVENING]);
    assert_eq!(
        (&pressed["effects"][0]["screen"], &pressed["saved"], &pressed["kit"]),
        (&json!("countdown"), &json!(true), &json!("whole"))
    );
    assert_eq!(pressed["state"]["phase"], "countdown");
    desk.json(&["alert", "event", "located", "43.238,76.945,20,5", "--now", EVENING]);
    desk.set_uptime_s(1_010);
    let told = desk.json(&["alert", "event", "tick", "--now", EVENING]);
    assert_eq!(sent(&told), [("Апа", "Айгүл: КӨМЕК КЕРЕК! Қоңырау шал, алмасам 102. 43.23800,76.94500 21:29")]);
    assert_eq!(desk.json(&["alert", "event", "radio", "0", "handed"])["state"]["contacts"][0]["first"], "handed");
    assert_eq!(desk.error(&["alert", "safe"], 2)["code"], "no-pin", "ending it takes a PIN");

    // Whoever has the second PIN sees it stop.
    let stopped = unlocked(&mut desk, SECOND_PIN).json(&["alert", "safe"]);
    assert_eq!((&stopped["effects"][0]["screen"], &stopped["state"]), (&json!("gone"), &json!(null)));
    assert_eq!(sent(&stopped), [("Апа", "Нан ала келейін бе?")]);
    assert_eq!(locked(&mut desk).json(&["alert", "status"])["state"], json!(null));
    desk.set_uptime_s(1_131);
    let going_on = desk.json(&["alert", "event", "tick"]);
    assert_eq!(sent(&going_on).iter().map(|(to, _)| *to).collect::<Vec<_>>(), ["Ольга"], "the ladder goes on");

    assert_eq!(unlocked(&mut desk, crate::desk::PIN).json(&["alert", "status", "--unlock"])["state"]["phase"], "climbing");
    let answered = desk.json(&["alert", "answered", &mother]);
    assert_eq!(answered["state"]["phase"], "answered");
    let safe = desk.json(&["alert", "safe"]);
    assert_eq!(sent(&safe).len(), 1, "{safe}");
    assert!(sent(&safe)[0].1.contains("аманмын"));
    for send in 0..12 {
        desk.json(&["alert", "event", "radio", &send.to_string(), "handed"]);
    }
    let history = desk.json(&["history"]);
    assert_eq!(history["history"][0]["action"], "alert");
    assert_eq!(desk.json(&["check"])["ok"], true);
    assert!(desk.run(&["alert", "status", "--lang", "kk"]).out.contains("Ештеңе жүріп жатқан жоқ"));
}

#[test]
fn nobody_to_tell_means_dialling_is_offered() {
    let (mut desk, _) = Desk::with_vault();
    locked(&mut desk).json(&["alert", "press"]);
    desk.set_uptime_s(1_010);
    let told = desk.json(&["alert", "event", "tick"]);
    let dial = told["effects"].as_array().expect("effects").iter().find(|effect| effect["effect"] == "offer-dial").expect("an offer");
    assert_eq!(dial["numbers"], json!(["102", "103", "112", "111"]));
    assert!(desk.run(&["alert", "status", "--lang", "ru"]).out.contains("звоните сами"));

    fs::write(desk.path("vault/device/quick"), vec![0; 4096]).expect("written");
    let status = desk.json(&["alert", "status"]);
    assert_eq!(status["kit"], "damaged");
    assert!(desk.run(&["alert", "status", "--lang", "en"]).out.contains("Call 112"));
    unlocked(&mut desk, crate::desk::PIN).json(&["status"]);
    assert_eq!(desk.json(&["alert", "status"])["kit"], "whole");
}

#[test]
fn a_check_in_is_told_moved_and_ended() {
    let (mut desk, mother, _) = with_contacts();
    let start = desk.json(&["checkin", "start", "--due", "22:30", "--with", &mother, "--now", EVENING]);
    assert_eq!(sent(&start), [("Апа", "Айгүл: жолдамын. Мерзімі 22:30. Хабар болмаса, қоңырау шал.")]);
    assert_eq!(start["state"]["check_in"]["counts_when_off"], false);
    let handed = desk.json(&["alert", "event", "radio", "0", "handed", "--now", EVENING]);
    assert_eq!(handed["state"]["check_in"]["counts_when_off"], true);
    assert_eq!(desk.error(&["checkin", "start", "--due", "23:00", "--now", EVENING], 1)["code"], "check-in-busy");
    let moved = desk.json(&["checkin", "extend", "--due", "23:30", "--now", EVENING]);
    assert!(sent(&moved)[0].1.contains("23:30"));
    assert_eq!(locked(&mut desk).json(&["checkin", "status", "--now", EVENING])["state"]["phase"], "waiting");
    let text = desk.run(&["checkin", "status", "--now", EVENING, "--lang", "en"]).out;
    assert!(text.contains("A check-in is running") && text.contains("130 min"), "{text}");

    unlocked(&mut desk, SECOND_PIN);
    let moved = desk.json(&["checkin", "extend", "--due", "23:59", "--now", EVENING]);
    assert_eq!((&moved["effects"][0]["screen"], sent(&moved).len()), (&json!("check-in"), 0));
    unlocked(&mut desk, crate::desk::PIN);
    assert_eq!(desk.json(&["checkin", "status", "--now", EVENING])["state"]["check_in"]["due"], "2026-02-01T23:30:00+05:00");
    let ended = desk.json(&["checkin", "end", "--now", EVENING]);
    assert!(sent(&ended)[0].1.contains("аманмын"));
    assert_eq!(
        desk.error(&["checkin", "start", "--due", "2026-02-01T23:30+05:00", "--now", "2026-02-01T22:30+05:00"], 1)["code"],
        "check-in-busy"
    );
    for send in ["1", "2"] {
        desk.json(&["alert", "event", "radio", send, "handed"]);
    }
    assert_eq!(
        desk.error(&["checkin", "start", "--due", "2026-02-01T21:30+05:00", "--now", "2026-02-01T22:30+05:00"], 1)["code"],
        "check-in-passed"
    );
    assert_eq!(desk.error(&["checkin", "extend", "--due", "23:30", "--now", EVENING], 1)["code"], "check-in-none");
}

#[test]
fn a_drill_says_what_is_missing_and_that_it_is_one() {
    let (mut desk, mother, _) = with_contacts();
    let findings = desk.json(&["drill"]);
    let standing = |key: &str| {
        let all = findings["findings"].as_array().expect("findings");
        all.iter().find(|finding| finding["key"] == key).expect("looked at")["standing"].as_str().expect("a word").to_owned()
    };
    assert_eq!(["contacts", "second-tier", "harmless", "credit", "last-drill"].map(standing), ["good", "good", "bad", "unknown", "bad"]);
    assert!(desk.run(&["drill", "--lang", "ru"]).out.contains("в приложении «Сообщения»"));
    let test = desk.json(&["drill", "--send", &mother]);
    assert_eq!(sent(&test).len(), 1);
    assert!(sent(&test)[0].1.contains("ТЕКСЕРУ"), "{test}");
    desk.json(&["alert", "event", "radio", "0", "handed"]);
    let again = desk.json(&["drill"]);
    let last = again["findings"].as_array().expect("findings").iter().find(|finding| finding["key"] == "last-drill").expect("looked at");
    assert_eq!(last["standing"], "good");
    let tested = |found: &Value| found["tests"].as_array().expect("tests").iter().map(|test| test["contact"].clone()).collect::<Vec<_>>();
    assert_eq!(tested(&again), [json!(mother)], "nobody else had one");
    let said = desk.run(&["drill"]).out;
    assert!(said.contains("no answer") && said.contains("No test message yet"), "{said}");
    let elsewhere = unlocked(&mut desk, SECOND_PIN).json(&["drill"]);
    assert_eq!((&elsewhere["tests"], &elsewhere["findings"][0]["standing"]), (&json!([]), &json!("bad")));
}

#[test]
fn what_is_captured_without_a_pin_waits_for_the_owner() {
    let (mut desk, ..) = with_contacts();
    let photo = sample("photo.jpg");
    locked(&mut desk).json(&["capture", &photo, "--now", EVENING]);
    let note: Ran = desk.run_with_input(&["capture", "-", "--json", "--now", "2026-02-01T21:31+05:00"], "есік алдында тұр".as_bytes());
    assert_eq!((note.exit, &note.document()["captured"]), (0, &json!("note")));
    assert_eq!(desk.error(&["capture", "nowhere.jpg"], 1)["code"], "file-not-found");
    for pin in [SECOND_PIN, crate::desk::PIN] {
        unlocked(&mut desk, pin);
        let expected = if pin == SECOND_PIN { 0 } else { 2 };
        assert_eq!(desk.json(&["status"])["unconfirmed"], expected);
        assert_eq!(desk.json(&["incident", "list"])["incidents"].as_array().map(Vec::len), Some(expected));
    }
    let listed = desk.json(&["incident", "list"])["incidents"].clone();
    assert_eq!((&listed[0]["what"], &listed[0]["at"]), (&json!("есік алдында тұр"), &json!("2026-02-01T21:31:00+05:00")));
    assert_eq!(listed[1]["captured"], json!({ "kind": "photo", "at": "2026-02-01T21:30:00+05:00", "confirmed": false }));
    let (evidence, taken_out) = (listed[1]["evidence"][0]["id"].as_str().expect("an id"), desk.path("out.jpg"));
    desk.json(&["evidence", "get", evidence, "--out", &taken_out.display().to_string()]);
    assert_eq!(fs::read(taken_out).expect("readable"), fs::read(photo).expect("readable"));
    let id = id_of(&listed[0]);
    desk.json(&["incident", "confirm", &id]);
    assert_eq!(desk.json(&["incident", "show", &id])["captured"]["confirmed"], true);
    assert_eq!(desk.json(&["status"])["unconfirmed"], 1);
    assert_eq!(desk.json(&["check"])["ok"], true);
    let other = id_of(&desk.json(&["incident", "add", "--kind", "call", "--at", EVENING, "--what", "x"]));
    assert_eq!(desk.error(&["incident", "confirm", &other], 1)["code"], "not-captured");
}
