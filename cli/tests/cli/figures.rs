//! Looking for incidents, counting them, and taking them out.

use crate::desk::{Desk, his_numbers, sample};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// Three incidents by hand, and the 300 calls of the sample.
fn desk() -> Desk {
    let (desk, _) = Desk::with_vault();
    let add = |kind: &str, at: &str, more: &[&str]| {
        desk.json(&[&["incident", "add", "--kind", kind, "--at", at], more].concat());
    };
    add("msg", "2025-07-01T21:30+05:00", &["--what", "Жазды", "--count", "about:300", "--number", "8 (701) 123-45-67"]);
    add("visit", "2025-08-01T21:30+05:00", &["--what", "=Кобелёв, \"сосед\"", "--place", "home:у ворот"]);
    add("loiter", "2025-12-01T08:30+05:00", &["--what", "Қоңырау шалды\nжәне тұрды", "--place", "work"]);
    desk.json(&["import", &sample("calls.xml"), "--only", &his_numbers().join(",")]);
    desk
}

fn whats(found: &Value) -> Vec<&str> {
    found["incidents"].as_array().expect("incidents").iter().map(|incident| incident["what"].as_str().expect("text")).collect()
}

#[test]
fn words_and_numbers_are_found_however_they_are_typed() {
    let desk = desk();
    for (typed, what) in [
        (&["ҚОҢЫРАУ"][..], "Қоңырау шалды\nжәне тұрды"),
        (&["конырау"], "Қоңырау шалды\nжәне тұрды"),
        (&["кобелев"], "=Кобелёв, \"сосед\""),
        (&["+77011234567"], "Жазды"),
        (&["87011234567"], "Жазды"),
        (&["7011234567"], "Жазды"),
        (&["8", "701", "123", "45", "67"], "Жазды"),
        (&["+7 (701) 123-45-67"], "Жазды"),
    ] {
        assert_eq!(whats(&desk.json(&[&["incident", "search"], typed].concat())), [what], "{typed:?}");
    }
}

#[test]
fn lists_and_searches_are_narrowed_down() {
    let desk = desk();
    let list = |words: &[&str]| desk.json(&[&["incident", "list"], words].concat());
    assert_eq!(whats(&list(&["--kind", "loiter"])), ["Қоңырау шалды\nжәне тұрды"]);
    assert_eq!(whats(&list(&["--place", "home"])), ["=Кобелёв, \"сосед\""]);
    assert_eq!(whats(&list(&["--number", "87011234567"])), ["Жазды"]);
    assert_eq!(whats(&list(&["--from", "2025-08-01", "--to", "2025-08-01"])), ["=Кобелёв, \"сосед\""]);
    assert_eq!(whats(&desk.json(&["incident", "search", "тұрды", "--place", "home"])), [""; 0]);
    assert_eq!(desk.error(&["incident", "list", "--from", "1.8.2025"], 1)["code"], "not-a-day");
    assert_eq!(desk.error(&["incident", "list", "--from", "2025-08-02", "--to", "2025-08-01"], 1)["code"], "end-before-start");
    assert_eq!(desk.error(&["incident", "list", "--place", "roof"], 1)["code"], "unknown-kind");
}

#[test]
fn figures_add_up_in_data_and_are_plotted_for_people() {
    let desk = desk();
    let stats = desk.json(&["stats", "--refused", "2025-08-15T12:00+05:00"]);
    assert_eq!((&stats["incidents"], &stats["acts"]), (&4.into(), &json!({ "exact": 302, "about": 300 })));
    let bands = stats["bands"].as_array().expect("bands");
    assert_eq!(bands[0], json!({ "band": "before-signing", "exact": 0, "about": 300 }));
    let sum = |amounts: &Value| -> u64 {
        let amounts = amounts.as_array().expect("amounts").iter();
        amounts.map(|amount| amount["exact"].as_u64().expect("a number") + amount["about"].as_u64().expect("a number")).sum()
    };
    for figures in ["weeks", "kinds", "places", "bands"] {
        assert_eq!(sum(&stats[figures]), 602, "{figures}");
    }
    let hours: u64 = stats["hours"].as_array().expect("days").iter().map(sum).sum();
    assert_eq!(hours, 602);
    assert_eq!(stats["numbers"]["top"].as_array().expect("numbers").len(), 13);
    assert_eq!(stats["refusal"]["before"], json!({ "exact": 1, "about": 300 }));
    assert_eq!(desk.json(&["stats", "--kind", "visit"])["acts"], json!({ "exact": 1, "about": 0 }));
    for language in ["kk", "ru", "en"] {
        let text = desk.run(&["stats", "--refused", "2025-08-15T12:00+05:00", "--lang", language]).out;
        assert!(text.lines().all(|line| line.chars().count() <= 80 || line.contains("http") || line.contains('/')), "{text}");
        assert!(text.contains("302 + ≈300") && text.contains('█') && text.contains("115-1") && text.contains("27"), "{text}");
    }
    let (empty, _) = Desk::with_vault();
    assert_eq!(empty.run(&["stats", "--lang", "en"]).out, "Nothing here yet.\n");
}

/// What Python's own reader of such tables makes of a file.
fn rows_by_python(path: &str) -> Vec<Vec<String>> {
    let script = "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))";
    let ran = Command::new("python3").args(["-c", script, path]).output().expect("python3 runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

#[test]
fn an_export_opens_elsewhere_is_noted_and_read_by_nobody_else() {
    let desk = desk();
    let table = desk.path("log.csv").display().to_string();
    let exported = desk.json(&["incident", "export", "--format", "csv", "--out", &table, "--lang", "ru"]);
    assert_eq!((&exported["incidents"], &exported["acts"], &exported["form"]), (&4.into(), &300.into(), &"csv-incidents".into()));
    assert!(fs::read(&table).expect("a file").starts_with("\u{feff}".as_bytes()));
    assert_eq!(fs::metadata(&table).expect("a file").permissions().mode() & 0o777, 0o600);
    let rows = rows_by_python(&table);
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let what = rows[0].iter().position(|heading| heading == "Что произошло").expect("a heading");
    let mut texts: Vec<_> = rows[1..].iter().map(|row| row[what].as_str()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["", "'=Кобелёв, \"сосед\"", "Жазды", "Қоңырау шалды\nжәне тұрды"]);

    let acts = desk.path("acts.csv").display().to_string();
    desk.json(&["incident", "export", "--format", "csv", "--acts", "--out", &acts]);
    assert_eq!(rows_by_python(&acts).len(), 301);
    let (other, _) = Desk::with_vault();
    assert_eq!(other.json(&["import", &acts, "--all"])["added"], 300, "the guards before the numbers are taken off again");
    assert_eq!(other.json(&["stats"])["numbers"], desk.json(&["stats", "--kind", "call"])["numbers"]);

    let all = desk.path("log.json").display().to_string();
    desk.json(&["incident", "export", "--format", "json", "--out", &all, "--kind", "visit"]);
    let document: Value = serde_json::from_str(&fs::read_to_string(&all).expect("a file")).expect("JSON");
    assert_eq!(
        (&document["incidents"][0]["what"], document["incidents"].as_array().map(Vec::len)),
        (&"=Кобелёв, \"сосед\"".into(), Some(1))
    );

    let actions = desk.json(&["history", "--limit", "3"]);
    assert!(actions["history"].as_array().expect("entries").iter().all(|entry| entry["action"] == "export"));
    assert_eq!(desk.json(&["check"])["ok"], true);
    assert_eq!(desk.error(&["incident", "export", "--format", "json", "--out", &all], 1)["code"], "file-exists");
    assert_eq!(desk.error(&["incident", "export", "--format", "json", "--acts", "--out", "x"], 2)["code"], "acts-are-in-json");
    let left: Vec<_> = fs::read_dir(desk.path("")).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
}
