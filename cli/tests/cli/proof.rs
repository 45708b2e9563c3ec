//! Anchors as people carry them, and what others check without Pana.

use crate::desk::Desk;
use std::path::Path;
use std::process::Command;

/// The verifier that was written from FORMAT.md alone.
const VERIFIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/verifier/verify.py");
/// Characters of one text message in the 7-bit alphabet of GSM 03.38, of which an anchor has only letters, digits and hyphens.
const SMS_CHARACTERS: usize = 160;

fn desk_with(texts: &[&str]) -> Desk {
    let (desk, _) = Desk::with_vault();
    for what in texts {
        desk.json(&["incident", "add", "--kind", "loiter", "--at", "2026-02-01T21:30+05:00", "--what", what]);
    }
    desk
}

/// What a program of the system prints, and how it ends.
fn ran(program: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    (output.status.code(), String::from_utf8(output.stdout).expect("text"))
}

fn verified(arguments: &[&str]) -> (Option<i32>, String) {
    ran("python3", &[&["-B", VERIFIER], arguments].concat())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn a_camera_reads_the_anchor_from_either_picture() {
    let desk = desk_with(&["first"]);
    let (png, svg, drawn) = (desk.path("anchor.png"), desk.path("anchor.svg"), desk.path("drawn.png"));
    let made = desk.json(&["anchor", "make", "--qr", text(&png)]);
    let (exit, read) = ran("zbarimg", &["--quiet", "--raw", text(&png)]);
    assert_eq!((exit, read.trim_end()), (Some(0), made["code"].as_str().unwrap()));
    let made = desk.json(&["anchor", "make", "--qr", text(&svg)]);
    assert_eq!(ran("rsvg-convert", &["--background-color", "white", "--output", text(&drawn), text(&svg)]).0, Some(0));
    let (exit, read) = ran("zbarimg", &["--quiet", "--raw", text(&drawn)]);
    assert_eq!((exit, read.trim_end()), (Some(0), made["code"].as_str().unwrap()));
    assert_eq!(desk.json(&["anchor", "check", read.trim_end()])["found"], "unchanged");
}

#[test]
fn an_anchor_is_one_text_message_in_any_language_and_a_line_on_paper_in_hers() {
    let desk = desk_with(&["first", "second"]);
    for (language, word) in [("kk", "Зәкір"), ("ru", "Якорь"), ("en", "Anchor")] {
        let made = desk.json(&["anchor", "make", "--lang", language]);
        let sms = made["sms"].as_str().unwrap();
        assert!(sms.len() <= SMS_CHARACTERS && sms.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{sms}");
        let line = made["line"].as_str().unwrap();
        assert!(line.starts_with(word) && line.ends_with(sms), "{line}");
        assert_eq!(desk.json(&["anchor", "check", sms])["found"], "unchanged");
    }
}

#[test]
fn the_whole_history_is_checked_without_pana() {
    let desk = desk_with(&["first", "Күтіп тұрды"]);
    let code = desk.json(&["anchor", "make"])["code"].as_str().unwrap().to_owned();
    desk.json(&["incident", "add", "--kind", "call", "--at", "2026-02-01T21:30+05:00", "--what", "later"]);
    let file = desk.path("history.jsonl");
    let made = desk.json(&["history", "--export", text(&file), "--anchor", &code]);
    assert_eq!(made["records"], 5);
    assert_eq!(desk.json(&["history", "--limit", "1"])["history"][0]["action"], "export");
    assert_eq!(desk.error(&["history", "--export", text(&file)], 1)["code"], "file-exists");
    assert_eq!(verified(&[text(&file), "--anchor", &code]), (Some(0), String::new()));

    let other = desk.json(&["anchor", "make"])["code"].as_str().unwrap().to_owned();
    assert_eq!(verified(&[text(&file), "--anchor", &other]), (Some(4), "anchor: changed\n".to_owned()));
    let document = std::fs::read_to_string(&file).unwrap();
    let without_second: Vec<&str> = document.lines().filter(|line| !line.contains("\"sequence\":1,")).collect();
    std::fs::write(&file, without_second.join("\n") + "\n").unwrap();
    assert_eq!(
        verified(&[text(&file)]),
        (Some(4), "document: cut-short\nhistory 1: history-missing\ndocument: note-of-other-rows\n".to_owned())
    );
}

#[test]
fn a_history_in_the_clear_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk_with(&["first"]);
    let file = desk.path("history.jsonl");
    desk.json(&["history", "--export", text(&file)]);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn proofs_hold_for_another_verifier_too() {
    let desk = desk_with(&["first", "Күтіп тұрды"]);
    let early = desk.json(&["anchor", "make"])["code"].as_str().unwrap().to_owned();
    desk.json(&["incident", "add", "--kind", "call", "--at", "2026-02-01T21:30+05:00", "--what", "later"]);
    let late = desk.json(&["anchor", "make"])["code"].as_str().unwrap().to_owned();
    let (proof, consistency) = (desk.path("proof.json"), desk.path("consistency.json"));
    let list = desk.json(&["incident", "list"]);
    let second = list["incidents"].as_array().unwrap().iter().find(|incident| incident["what"] == "Күтіп тұрды").unwrap();
    desk.json(&["incident", "amend", second["id"].as_str().unwrap(), "--what", "said otherwise"]);
    desk.json(&["proof", "make", "1", "--hide", "subject,who", "--anchor", &early, "--out", text(&proof)]);
    desk.json(&["proof", "consistency", "--from", &early, "--to", &late, "--out", text(&consistency)]);

    let elsewhere = Desk::bare();
    let proven = elsewhere.json(&["proof", "verify", text(&proof), "--anchor", &early]);
    assert_eq!((&proven["anchor_fits"], &proven["fields"]["what"]), (&true.into(), &"Күтіп тұрды".into()));
    let found = elsewhere.json(&["proof", "verify", text(&consistency), "--anchor", &early]);
    assert_eq!((&found["ok"], &found["from"]["records"], &found["to"]["records"]), (&true.into(), &2.into(), &4.into()));
    for (file, anchor) in [(&proof, &early), (&consistency, &early), (&consistency, &late)] {
        assert_eq!(verified(&[text(file), "--anchor", anchor]), (Some(0), String::new()));
    }
    assert_eq!(verified(&[text(&proof), "--anchor", &late]), (Some(4), "anchor: other\n".to_owned()));
    for file in [&proof, &consistency] {
        let harmed = std::fs::read_to_string(file).unwrap().replacen('A', "B", 1);
        std::fs::write(file, harmed).unwrap();
        assert_eq!(verified(&[text(file)]).0, Some(4));
        assert_eq!(elsewhere.run(&["proof", "verify", text(file), "--json"]).exit, 4);
    }
}
