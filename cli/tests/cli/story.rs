//! One desk's story: a vault is made, used, checked, and its PIN changed.

use crate::desk::{Desk, PIN, his_numbers, sample};
use serde_json::json;
use std::fs;

#[test]
fn incidents_are_written_found_changed_and_hidden() {
    let (desk, _) = Desk::with_vault();
    let add = |kind: &str, at: &str, what: &str| {
        let added = desk.json(&["incident", "add", "--kind", kind, "--at", at, "--what", what, "--number", "8 701 123 45 67"]);
        added["id"].as_str().expect("an id").to_owned()
    };
    let older = add("call", "2026-01-30T21:30+05:00", "Он звонил всю ночь");
    let newer = add("loiter", "2026-02-01T21:30+05:00", "Үйдің алдында тұрды, ӘҒҚҢӨҰҮҺІ 🙂 مرحبا");

    let page = desk.json(&["incident", "list", "--limit", "1"]);
    assert_eq!(page["incidents"][0]["id"], newer);
    assert_eq!(page["incidents"][0]["kind"], "loiter");
    assert_eq!(page["incidents"][0]["at"], "2026-02-01T21:30:00+05:00");
    let rest = desk.json(&["incident", "list", "--after", page["next"].as_str().expect("a cursor")]);
    assert_eq!(rest["incidents"][0]["id"], older);
    assert_eq!(rest["next"], serde_json::Value::Null);

    for words in [&["звонил"][..], &["ЗВОН"], &["всю", "ночь"]] {
        let found = desk.json(&[&["incident", "search"], words].concat());
        assert_eq!(found["incidents"][0]["id"], older, "{words:?}");
    }

    desk.json(&[
        "incident",
        "amend",
        &older,
        "--count",
        "about:40",
        "--witness",
        "Сәуле; contact: 8 701 000 00 09; testifies: no",
        "--witness",
        "Ержан",
        "--place",
        "home:у двери",
    ]);
    let shown = desk.json(&["incident", "show", &older]);
    assert_eq!(shown["what"], "Он звонил всю ночь", "what was not given stays");
    assert_eq!((&shown["count"], &shown["count_exact"]), (&40.into(), &false.into()));
    assert_eq!(shown["witnesses"][0], json!({ "name": "Сәуле", "contact": "8 701 000 00 09", "saw": "", "testifies": false }));
    assert_eq!((&shown["witnesses"][1]["name"], &shown["witnesses"][1]["testifies"]), (&"Ержан".into(), &json!(null)));
    assert!(desk.run(&["incident", "show", &older, "--lang", "en"]).out.contains("Сәуле · 8 701 000 00 09 · would not testify"));
    assert_eq!(shown["who"]["numbers"][0], "+77011234567");
    assert_eq!(shown["place"]["label"], "у двери");
    desk.json(&["incident", "amend", &older, "--place", ""]);
    assert_eq!(desk.json(&["incident", "show", &older])["place"], serde_json::Value::Null);

    desk.json(&["incident", "withdraw", &newer]);
    assert_eq!(desk.json(&["status"])["incidents"], 1);
    assert_eq!(desk.json(&["incident", "list", "--withdrawn"])["incidents"][0]["id"], newer);
    desk.json(&["incident", "restore", &newer]);
    assert_eq!(desk.json(&["status"])["incidents"], 2);

    assert!(desk.json(&["incident", "erase", &newer])["erase_due"].as_str().is_some_and(|due| due.starts_with("2026-02-09")));
    desk.json(&["incident", "erase-cancel", &newer]);
    assert_eq!(desk.json(&["incident", "show", &newer])["erase_due"], serde_json::Value::Null);

    let check = desk.json(&["check"]);
    assert_eq!((&check["ok"], check["damaged"].as_array().map(Vec::len)), (&true.into(), Some(0)));
}

#[test]
fn text_comes_from_standard_input() {
    let (desk, _) = Desk::with_vault();
    let add = ["incident", "add", "--kind", "msg", "--at", "2026-02-01T21:30+05:00", "--what", "-", "--json"];
    let ran = desk.run_with_input(&add, "бірінші жол\nвторая строка\n".as_bytes());
    assert_eq!(ran.exit, 0, "{}", ran.out);
    let id = ran.document()["id"].as_str().expect("an id").to_owned();
    assert_eq!(desk.json(&["incident", "show", &id])["what"], "бірінші жол\nвторая строка");
    assert_eq!(desk.run_with_input(&add, b"\xff\xfe").document()["error"]["code"], "text-not-utf8");
}

#[test]
fn chosen_numbers_come_in_once_and_nothing_else() {
    let (desk, _) = Desk::with_vault();
    let calls = sample("calls.xml");
    let listed = desk.json(&["import", &calls, "--list"]);
    let his = his_numbers();
    let counts: u64 = listed["numbers"]
        .as_array()
        .expect("numbers")
        .iter()
        .filter(|number| his.iter().any(|h| number["number"] == *h))
        .map(|number| number["count"].as_u64().expect("a count"))
        .sum();
    assert_eq!(counts, 300);
    assert_eq!(desk.json(&["status"])["acts"], 0, "a list stores nothing");

    let only = his.join(",");
    let first = desk.json(&["import", &calls, "--only", &only]);
    assert_eq!((&first["rows"], &first["added"], &first["skipped"]), (&2300.into(), &300.into(), &2000.into()));
    let again = desk.json(&["import", &calls, "--only", &only]);
    assert_eq!((&again["added"], &again["known"]), (&0.into(), &300.into()));
    assert_eq!(desk.json(&["status"])["acts"], 300);
    assert_eq!(desk.run(&["import", &calls, "--json"]).exit, 2, "whose rows must be said");
}

#[test]
fn a_table_without_offsets_asks_for_one() {
    let (desk, _) = Desk::with_vault();
    let bill = desk.path("bill.csv");
    fs::write(&bill, "date,number\n2026-01-20 21:30,+77011234567\n2026-01-21 22:15,87011234567\n").expect("written");
    let bill = bill.display().to_string();
    let without = desk.json(&["import", &bill, "--all"]);
    assert_eq!((&without["added"], &without["rejected"][0]["why"]), (&0.into(), &"date-without-offset".into()));
    for language in ["kk", "ru", "en"] {
        let said = desk.run(&["import", &bill, "--all", "--lang", language]).out;
        assert!(said.contains(": 2\n") && said.contains("--offset +05:00"), "{said}");
    }
    assert_eq!(desk.json(&["import", &bill, "--all", "--offset", "+05:00"])["added"], 2);
    assert_eq!(desk.error(&["import", &bill, "--all", "--offset", "soon"], 1)["code"], "not-an-offset");
}

#[test]
fn evidence_comes_out_as_it_went_in() {
    let (desk, _) = Desk::with_vault();
    let added = desk.json(&["incident", "add", "--kind", "loiter", "--at", "2026-02-01T21:30+05:00", "--what", "у двери"]);
    let incident = added["id"].as_str().expect("an id");
    let photo = sample("photo.jpg");
    let piece = desk.json(&["evidence", "add", incident, &photo]);
    let id = piece["id"].as_str().expect("an id");
    assert_eq!(piece["bytes"], fs::metadata(&photo).expect("there").len());

    let copy = desk.path("copy.jpg");
    let out = copy.display().to_string();
    assert_eq!(desk.json(&["evidence", "get", id, "--out", &out])["sha256"], piece["sha256"]);
    assert_eq!(fs::read(&copy).expect("there"), fs::read(&photo).expect("there"));
    assert_eq!(desk.error(&["evidence", "get", id, "--out", &out], 1)["code"], "file-exists");
    assert_eq!(desk.json(&["evidence", "list", incident])["evidence"][0]["name"], "photo.jpg");
    assert_eq!(desk.error(&["evidence", "add", incident, "/no/such/file"], 1)["code"], "file-not-found");
    assert_eq!(desk.error(&["evidence", "add", incident, "/"], 1)["code"], "file-is-folder");
}

#[test]
fn a_pin_is_changed_recovered_and_doubled() {
    let (mut desk, code) = Desk::with_vault();
    desk.json(&["incident", "add", "--kind", "call", "--at", "2026-02-01T21:30+05:00", "--what", "бірінші"]);
    desk.set("PANA_NEW_PIN", "730264");
    desk.json(&["pin", "change"]);
    assert_eq!(desk.error(&["status"], 3)["code"], "wrong-secret");
    desk.set("PANA_PIN", "730264");
    assert_eq!(desk.json(&["status"])["incidents"], 1);

    desk.set("PANA_SECOND_PIN", "915047");
    desk.set("PANA_RECOVERY_CODE", &code.to_lowercase().replace('-', " "));
    desk.json(&["second", "set"]);
    desk.set("PANA_PIN", "915047");
    assert_eq!(desk.json(&["status"])["incidents"], 0);
    desk.set("PANA_PIN", "730264");
    let noticed = desk.json(&["status"])["notices"].to_string();
    assert!(noticed.contains("opened-with-second-pin"), "{noticed}");
    desk.json(&["second", "remove"]);
    desk.set("PANA_PIN", "915047");
    assert_eq!(desk.run(&["status"]).exit, 3);

    // The device's keys are lost: no try is charged, and the code opens the vault.
    fs::remove_file(desk.path("device-key")).expect("removed");
    desk.set("PANA_PIN", "730264");
    assert_eq!(desk.error(&["status"], 1)["code"], "device-key-lost");
    desk.set("PANA_NEW_PIN", PIN);
    desk.json(&["recover"]);
    desk.set("PANA_PIN", PIN);
    assert_eq!(desk.json(&["status"])["incidents"], 1);

    desk.set("PANA_NEW_PIN", "628401");
    let new_code = desk.json(&["pin", "change", "--rekey"])["recovery_code"].as_str().expect("a code").to_owned();
    assert_ne!(new_code, code);
    desk.set("PANA_PIN", "628401");
    assert_eq!(desk.json(&["status"])["incidents"], 1);
    assert_eq!(desk.json(&["check"])["ok"], true);
}

#[test]
fn a_batch_answers_each_line_under_one_unlock() {
    let (desk, _) = Desk::with_vault();
    let lines = "\
# two incidents and three mistakes
incident add --kind call --at 2026-02-01T21:30+05:00 --what 'Ол \"тұр\" деді'

incident add --kind call --at 2026-02-01T21:30 --what x
incident add --kind msg --at 2026-02-01T22:30+05:00 --what second --now 2026-02-01T23:00+05:00
incident show ZZZZZZZZ
init
incident add --what 'open
status
";
    let ran = desk.run_with_input(&["batch", "-"], lines.as_bytes());
    let documents = ran.documents();
    assert_eq!(ran.exit, 2, "the highest");
    assert_eq!(documents.len(), 7);
    assert!(documents[0]["id"].is_string() && documents[2]["id"].is_string());
    let codes: Vec<_> = [1, 3, 4, 5].iter().map(|at: &usize| documents[*at]["error"]["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["date-without-offset", "not-found", "needs-own-run", "quotes-open"]);
    assert_eq!(documents[6]["incidents"], 2);
    let shown = desk.json(&["incident", "show", documents[2]["id"].as_str().expect("an id")]);
    assert_eq!(shown["written"], "2026-02-01T23:00:00+05:00");
}

#[test]
fn the_demo_ends_with_its_page() {
    let desk = Desk::bare();
    let folder = desk.path("demo");
    let dir = folder.display().to_string();
    for (language, word) in [("kk", "демо"), ("ru", "Проверка"), ("en", "device key")] {
        let page = desk.run(&["demo", "--dir", &format!("{dir}-{language}"), "--lang", language]);
        assert_eq!(page.exit, 0, "{}{}", page.out, page.err);
        assert!(page.out.contains(word) && page.out.contains("300"), "{}", page.out);
        assert!(page.out.lines().count() <= 60, "a page is read at once: {}", page.out);
    }
    let demo = desk.json(&["demo", "--dir", &dir]);
    assert_eq!((&demo["import"]["added"], &demo["import_again"]["added"], &demo["same"]), (&300.into(), &0.into(), &2.into()));
    assert_eq!((&demo["check"]["ok"], &demo["looked"]["found"], &demo["found"]), (&true.into(), &0.into(), &1.into()));
    let alert = &demo["alert"];
    assert_eq!((&alert["locked"]["phase"], &alert["state"]["phase"]), (&"countdown".into(), &"safe".into()));
    assert_eq!(alert["played"].as_array().map(|lines| lines.iter().filter(|line| line["text"] == "no network").count()), Some(1));
    let refusal = &demo["refusal"];
    assert_eq!(refusal["at"], "2025-12-30T19:20:00+05:00");
    assert_eq!(
        refusal["before"]["exact"].as_u64().zip(refusal["after"]["exact"].as_u64()).map(|(before, after)| before + after),
        Some(303)
    );
    assert_eq!((&demo["restored"]["same"], &demo["restored"]["counts"]["acts"]), (&true.into(), &303.into()));
    let read = std::process::Command::new("zbarimg").args(["-q", "--raw", demo["anchor"]["qr"].as_str().expect("a path")]).output();
    assert_eq!(String::from_utf8_lossy(&read.expect("zbarimg starts").stdout).trim(), demo["anchor"]["code"].as_str().expect("a code"));
    assert_eq!(desk.error(&["demo", "--dir", &dir], 1)["code"], "folder-not-empty");
}

/// An anchor is kept elsewhere; a record is proven without its other fields; the proof is checked where no vault is.
#[test]
fn an_anchor_and_a_proof_say_what_was_there() {
    let (desk, _) = Desk::with_vault();
    for what in ["first", "Күтіп тұрды", "third"] {
        desk.json(&["incident", "add", "--kind", "loiter", "--at", "2026-02-01T21:30+05:00", "--what", what, "--name", "secret name"]);
    }
    let qr = desk.path("anchor.png");
    let made = desk.json(&["anchor", "make", "--qr", qr.to_str().unwrap()]);
    assert_eq!(made["records"], 3);
    let code = made["code"].as_str().unwrap();
    desk.json(&["incident", "add", "--kind", "call", "--at", "2026-02-02T21:30+05:00", "--what", "later"]);
    assert_eq!(desk.json(&["anchor", "check", &code.to_lowercase()])["found"], "unchanged");
    let typo = format!("{}{}", &code[..code.len() - 1], if code.ends_with('A') { 'B' } else { 'A' });
    assert_eq!(desk.error(&["anchor", "check", &typo], 1)["code"], "anchor-typo");
    assert_eq!(desk.error(&["anchor", "check", "ABCD"], 1)["code"], "anchor-malformed");

    let history = desk.json(&["history", "--limit", "2"]);
    let actions: Vec<_> = history["history"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!((actions, history["next"].as_u64()), (vec!["create", "anchor"], Some(3)));

    let proof = desk.path("proof.json");
    let path = proof.to_str().unwrap();
    desk.json(&["proof", "make", "1", "--hide", "who,subject", "--anchor", code, "--out", path]);
    assert!(!std::fs::read_to_string(&proof).unwrap().contains("secret name"));
    let elsewhere = Desk::bare();
    let verified = elsewhere.json(&["proof", "verify", path, "--anchor", code]);
    assert_eq!(
        (&verified["ok"], &verified["anchor_fits"], &verified["fields"]["what"]),
        (&json!(true), &json!(true), &json!("Күтіп тұрды"))
    );
    assert_eq!((&verified["fields"]["who"], &verified["fields"]["action"]), (&json!(null), &json!("create")));
    let later = desk.json(&["anchor", "make"]);
    let other = elsewhere.run(&["proof", "verify", path, "--anchor", later["code"].as_str().unwrap(), "--json"]);
    assert_eq!((other.exit, &other.document()["ok"]), (4, &json!(false)));
    std::fs::write(&proof, std::fs::read_to_string(&proof).unwrap().replacen("\"sequence\": 1", "\"sequence\": 2", 1)).unwrap();
    assert_eq!(elsewhere.run(&["proof", "verify", path, "--json"]).exit, 4);
    assert_eq!(desk.json(&["check"])["ok"], true);
}
