//! A copy elsewhere, made and brought back by commands.

use crate::desk::{Desk, PIN};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const FRIEND: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const FRIENDS_KEY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const NEW_PIN: &str = "730264";

fn add(desk: &Desk, what: &str) -> String {
    let added = desk.json(&["incident", "add", "--kind", "call", "--at", "2026-01-30T21:30+05:00", "--what", what]);
    added["id"].as_str().expect("an id").to_owned()
}

/// Another device: its own folder and key file, and no PIN in its environment but the new one.
fn other_desk(code: Option<&str>) -> Desk {
    let mut desk = Desk::bare();
    desk.set("PANA_NEW_PIN", NEW_PIN);
    desk.set("PANA_PIN", NEW_PIN);
    if let Some(code) = code {
        desk.set("PANA_RECOVERY_CODE", code);
    }
    desk
}

#[test]
fn the_form_and_what_she_marked_as_gone_come_along() {
    let (desk, code) = Desk::with_vault();
    add(&desk, "Он звонил всю ночь");
    let place = |name: &str| desk.path(name).display().to_string();
    desk.json(&["dossier", "form", "--name", "Әсел Қ.", "--address", "Ақтау"]);
    desk.json(&["incident", "export", "--format", "json", "--out", &place("log.json")]);
    let number = desk.json(&["dossier", "copies"])["copies"][0]["number"].to_string();
    let marked = desk.json(&["dossier", "copies", "--gone", &number])["copies"][0].clone();
    assert_ne!(marked["gone"], Value::Null);
    desk.json(&["backup", "make", "--out", &place("copy")]);

    let other = other_desk(Some(&code));
    other.json(&["backup", "restore", &place("copy"), "--kdf", "floor"]);
    assert_eq!(other.json(&["dossier", "form"]), desk.json(&["dossier", "form"]));
    assert_eq!(other.json(&["dossier", "form"])["form"]["sheet"]["address"], "Ақтау");
    let copies = other.json(&["dossier", "copies"]);
    let found = copies["copies"].as_array().expect("a list").iter().find(|copy| copy["number"] == marked["number"]);
    assert_eq!(found, Some(&marked));
}

#[test]
fn a_log_moves_to_another_device_by_its_recovery_code() {
    let (desk, code) = Desk::with_vault();
    let id = add(&desk, "Он звонил всю ночь");
    let photo = desk.path("photo.jpg");
    fs::write(&photo, vec![7; 70_000]).expect("written");
    let piece = desk.json(&["evidence", "add", &id, &photo.display().to_string()]);
    let anchor = desk.json(&["anchor", "make"]);
    assert_eq!(desk.json(&["status"])["last_copy"], Value::Null);
    assert!(desk.run(&["status", "--lang", "en"]).out.contains("none yet"));

    let file = desk.path("copy").display().to_string();
    let made = desk.json(&["backup", "make", "--out", &file]);
    assert_eq!((&made["evidence"], &made["own"], &made["others"], &made["damaged"]), (&json!(1), &json!(true), &json!(0), &json!([])));
    assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    assert!(!desk.path("copy.part").exists());
    assert_eq!(desk.json(&["status"])["last_copy"], made["made"]);
    let later = desk.run(&["status", "--now", "2026-02-07T08:00+05:00", "--lang", "en"]).out;
    assert!(later.contains("2 Feb 2026, 5 days ago"), "{later}");
    assert!(desk.run(&["status", "--now", "2026-02-03T08:00+05:00", "--lang", "ru"]).out.contains("1 день назад"));
    assert_eq!(desk.error(&["backup", "make", "--out", &file], 1)["code"], "file-exists");

    let other = other_desk(Some(&code));
    let back = other.json(&["backup", "restore", &file, "--kdf", "floor"]);
    assert_eq!((&back["made"], &back["evidence"], &back["damaged"]), (&made["made"], &json!(1), &json!([])));
    assert_ne!(back["recovery_code"], code);
    assert_eq!(other.json(&["check"])["ok"], true);
    assert_eq!(other.json(&["incident", "show", &id])["what"], "Он звонил всю ночь");
    assert_eq!(other.json(&["evidence", "list"])["evidence"][0]["sha256"], piece["sha256"]);
    let out = other.path("out.jpg").display().to_string();
    other.json(&["evidence", "get", piece["id"].as_str().expect("an id"), "--out", &out]);
    assert_eq!(fs::read(&out).expect("taken out"), vec![7; 70_000]);
    assert_eq!(other.json(&["anchor", "check", anchor["code"].as_str().expect("a code")])["found"], "unchanged");
    assert_eq!(other.json(&["status"])["last_copy"], made["made"]);
    assert_eq!(other.error(&["backup", "restore", &file, "--kdf", "floor"], 1)["code"], "vault-exists");
}

#[test]
fn a_friend_keeps_a_copy_that_only_their_key_opens() {
    let (mut desk, code) = Desk::with_vault();
    let id = add(&desk, "words");
    let file = desk.path("copy").display().to_string();
    desk.json(&["backup", "make", "--to", FRIEND, "--no-own", "--out", &file]);
    let with_code = other_desk(Some(&code));
    assert_eq!(with_code.error(&["backup", "restore", &file, "--kdf", "floor"], 1)["code"], "backup-for-another-key");
    assert!(!with_code.vault().exists(), "a failure leaves nothing");

    let other = other_desk(None);
    let key = other.path("key").display().to_string();
    fs::write(&key, format!("# mine\n{FRIENDS_KEY}\n")).expect("written");
    other.json(&["backup", "restore", &file, "--identity", &key, "--kdf", "floor"]);
    assert_eq!(other.json(&["incident", "show", &id])["what"], "words");

    // Whoever sits at the open desk needs the PIN again to send everything elsewhere; a batch asks it too.
    desk.set("PANA_PIN", PIN);
    let lines = format!("backup make --to {FRIEND} --out {}\nstatus\n", desk.path("second").display());
    let ran = desk.run_with_input(&["batch", "-"], lines.as_bytes());
    let documents = ran.documents();
    assert_eq!((&documents[0]["others"], &documents[1]["last_copy"]), (&json!(1), &documents[0]["made"]), "{}", ran.out);
}

#[test]
fn the_key_of_the_code_opens_a_backup_without_pana() {
    let (mut desk, code) = Desk::with_vault();
    add(&desk, "words");
    let file = desk.path("copy").display().to_string();
    desk.json(&["backup", "make", "--out", &file]);
    desk.set("PANA_RECOVERY_CODE", &code);
    let key = desk.path("key").display().to_string();
    let written = desk.json(&["backup", "key", "--out", &key]);
    assert!(written["recipient"].as_str().is_some_and(|recipient| recipient.starts_with("age1")));
    assert_eq!(fs::metadata(&key).expect("there").permissions().mode() & 0o777, 0o600);
    let other = other_desk(None);
    other.json(&["backup", "restore", &file, "--identity", &key, "--kdf", "floor"]);
}

#[test]
fn what_a_backup_can_not_be_made_of_or_for_is_said() {
    let (desk, code) = Desk::with_vault();
    let out = desk.path("copy").display().to_string();
    assert_eq!(desk.error(&["backup", "make", "--to", "age1nobody", "--out", &out], 1)["code"], "not-a-recipient");
    assert_eq!(desk.run(&["backup", "make", "--no-own", "--out", &out, "--json"]).exit, 2);
    let elsewhere = desk.path("missing/copy").display().to_string();
    assert_eq!(desk.error(&["backup", "make", "--out", &elsewhere], 1)["code"], "file-unwritable");
    assert!(!desk.path("copy").exists() && !desk.path("copy.part").exists());

    // More than one chunk, or any change would be one of the end.
    let video = desk.path("video.mp4");
    fs::write(&video, vec![7; 200_000]).expect("written");
    desk.json(&["evidence", "add", &add(&desk, "words"), &video.display().to_string()]);
    desk.json(&["backup", "make", "--out", &out]);
    let whole = fs::read(&out).expect("there");
    let other = other_desk(Some(&code));
    let spoiled = other.path("spoiled").display().to_string();
    let mut altered = whole.clone();
    altered[whole.len() / 2] ^= 1;
    for (bytes, exit, code) in [
        (&altered[..], 4, "backup-altered"),
        (&whole[..whole.len() - 1], 4, "backup-cut-short"),
        (b"a letter, and no backup of anything", 1, "not-a-backup"),
        (b"age-encryption.org/v2\n", 1, "backup-of-newer-version"),
    ] {
        fs::write(&spoiled, bytes).expect("written");
        assert_eq!(other.error(&["backup", "restore", &spoiled, "--kdf", "floor"], exit)["code"], code);
        assert!(!other.vault().exists());
    }
    assert_eq!(other.error(&["backup", "restore", "nowhere", "--kdf", "floor"], 1)["code"], "file-not-found");
    fs::create_dir(other.vault()).expect("made");
    fs::write(other.vault().join("letter"), b"hers").expect("written");
    assert_eq!(other.error(&["backup", "restore", &out, "--kdf", "floor"], 1)["code"], "folder-not-empty");
    assert_eq!(fs::read_dir(other.vault()).expect("there").count(), 1, "what was there stays, and nothing else");
}
