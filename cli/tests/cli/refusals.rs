//! What can't be done is said in words, with a code and an exit code, and changes nothing.

use crate::desk::{Desk, PIN};
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_wrong_pin_costs_a_try_and_then_a_wait() {
    let (mut desk, _) = Desk::with_vault();
    desk.set("PANA_PIN", "111222");
    for left in (0..5).rev() {
        let error = desk.error(&["status"], 3);
        let wait_s = error["wait_s"].as_u64().expect("a wait");
        assert_eq!(wait_s > 0, left == 0, "{error}");
    }
    desk.set("PANA_PIN", PIN);
    let waiting = desk.error(&["status"], 3);
    assert_eq!(waiting["code"], "too-many-tries");
    // The clock on the wall shortens nothing.
    assert_eq!(desk.run(&["status", "--now", "2027-01-01T00:00Z"]).exit, 3);
    desk.set_uptime_s(1_000 + 60);
    assert_eq!(desk.run(&["status"]).exit, 3);
    desk.set_uptime_s(1_000 + 601);
    assert_eq!(desk.json(&["status"])["incidents"], 0);
}

#[test]
fn secrets_that_cannot_be_taken_are_named() {
    let (mut desk, code) = Desk::with_vault();
    desk.set("PANA_PIN", "");
    assert_eq!(desk.error(&["status"], 1)["code"], "pin-empty");
    desk.set("PANA_PIN", &"7".repeat(100_000));
    assert_eq!(desk.error(&["status"], 1)["code"], "pin-too-long");
    desk.unset("PANA_PIN");
    assert_eq!(desk.error(&["status"], 2)["code"], "no-pin");

    desk.set("PANA_PIN", PIN);
    desk.set("PANA_NEW_PIN", "1234");
    assert_eq!(desk.error(&["pin", "change"], 1)["code"], "pin-too-simple");
    desk.set("PANA_NEW_PIN", "730264");
    desk.set("PANA_RECOVERY_CODE", &code[..10]);
    assert_eq!(desk.error(&["recover"], 1)["code"], "code-length");
    // Another character in the third group.
    let mut typo: Vec<char> = code.chars().collect();
    typo[12] = if typo[12] == '7' { '8' } else { '7' };
    desk.set("PANA_RECOVERY_CODE", &typo.into_iter().collect::<String>());
    let error = desk.error(&["recover"], 1);
    assert_eq!(error["code"], "code-typo");
    assert!(error["message"].as_str().is_some_and(|message| message.contains("group 3")), "{error}");
}

#[test]
fn a_vault_is_made_once_and_looked_for_where_it_is() {
    let (mut desk, _) = Desk::with_vault();
    assert_eq!(desk.error(&["init", "--kdf", "floor"], 1)["code"], "vault-exists");
    let elsewhere = desk.path("elsewhere").display().to_string();
    assert_eq!(desk.error(&["status", "--vault", &elsewhere], 1)["code"], "no-vault");
    let here = desk.path("").display().to_string();
    assert_eq!(desk.error(&["status", "--vault", &here], 1)["code"], "no-vault");
    assert!(!desk.path("device").exists(), "looking leaves nothing behind");
    desk.set("PANA_VAULT", "");
    assert_eq!(desk.run(&["status", "--json"]).exit, 2);
}

#[test]
fn the_key_file_must_be_hers_alone_and_elsewhere() {
    let (desk, _) = Desk::with_vault();
    let key = desk.path("device-key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("set");
    let error = desk.error(&["status"], 1);
    assert_eq!(error["code"], "key-file-open");
    assert!(error["message"].as_str().is_some_and(|message| message.contains("chmod 600")), "{error}");

    let desk = Desk::bare();
    let inside = desk.vault().join("device-key").display().to_string();
    assert_eq!(desk.error(&["init", "--kdf", "floor", "--device-key", &inside], 1)["code"], "key-file-in-vault");
    assert!(!desk.vault().exists());
}

#[test]
fn fields_that_cannot_be_taken_are_named() {
    let (desk, _) = Desk::with_vault();
    let add = |more: &[&str]| {
        let base = ["incident", "add", "--kind", "call", "--what", "x"];
        desk.error(&[&base[..], more].concat(), 1)
    };
    let at = ["--at", "2026-02-01T21:30+05:00"];
    let with = |more: &[&'static str]| add(&[&at[..], more].concat());
    assert_eq!(add(&["--at", "2026-02-01T21:30"])["code"], "date-without-offset");
    assert_eq!(add(&["--at", "вчера"])["code"], "not-a-date");
    assert_eq!(add(&["--at", "2030-02-01T21:30+05:00"])["code"], "in-the-future");
    assert_eq!(with(&["--until", "2026-02-01T21:00+05:00"])["code"], "end-before-start");
    assert_eq!(with(&["--count", "0"])["code"], "zero");
    assert_eq!(with(&["--count", "many"])["code"], "not-a-number");
    assert_eq!(with(&["--witness", "Сәуле; testifies: perhaps"])["code"], "not-yes-or-no");
    assert_eq!(with(&["--witness", "; testifies: yes"])["code"], "empty");
    assert_eq!(add(&["--at", "2023-12"])["code"], "zone-needed");
    assert_eq!(add(&["--at", "2024-02-29T23:30", "--zone", "rest"])["code"], "time-came-twice");
    assert_eq!(with(&["--position", "91,0"])["code"], "not-on-earth");
    assert_eq!(with(&["--own", "plate=123ABC02"])["code"], "not-of-this-kind");
    assert_eq!(with(&["--own", "plate"])["code"], "not-a-pair");
    assert_eq!(with(&["--harm", "anger=x"])["code"], "unknown-harm");
    assert_eq!(with(&["--saw", "dreamt"])["code"], "not-saw-or-told");
    assert_eq!(with(&["--answered", "maybe"])["code"], "not-yes-or-no");
    assert_eq!(with(&["--sure", "very"])["code"], "not-a-certainty");
    assert_eq!(with(&["--person", "nobody"])["code"], "not-found");
    assert_eq!(with(&["--place", "moon"])["code"], "unknown-kind");
    assert_eq!(desk.run(&["incident", "add", "--kind", "nothing", "--at", at[1], "--what", "x"]).exit, 2);
    let long = "ұ".repeat(1 << 20);
    let ran = desk.run_with_input(&["incident", "add", "--kind", "call", "--at", at[1], "--what", "-", "--json"], long.as_bytes());
    assert!(matches!(ran.exit, 0 | 1), "a text of 2 MB is taken or refused: {}", ran.err);
    assert_eq!(desk.error(&["incident", "show", "не то"], 1)["code"], "not-found");
}

#[test]
fn errors_are_told_in_her_language_and_on_the_right_stream() {
    let desk = Desk::bare();
    for (language, word) in [("kk", "қойма"), ("ru", "хранилища"), ("en", "vault")] {
        let ran = desk.run(&["status", "--lang", language]);
        assert_eq!((ran.exit, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    let ran = desk.run(&["no-such-command", "--json"]);
    assert_eq!((ran.exit, ran.err.as_str()), (2, ""));
    assert_eq!(ran.document()["error"]["code"], "usage");
    let help = desk.run(&["--help"]);
    assert_eq!(help.exit, 0);
    assert!(help.out.contains("PANA_PIN") && help.out.contains("other programs of this user"));
}

#[test]
fn kinds_are_listed_without_a_vault() {
    let desk = Desk::bare();
    let kinds = desk.json(&["incident", "kinds", "--lang", "kk"]);
    assert_eq!(kinds["kinds"].as_array().map(Vec::len), Some(22));
    assert_eq!(
        kinds["kinds"][0],
        serde_json::json!({ "id": "call", "word": "Қоңыраулар", "name": "Қоңыраулар", "own_fields": [], "urgent": null })
    );
    assert_eq!(kinds["kinds"][4]["own_fields"][0], serde_json::json!({ "name": "plate", "form": "text", "word": "Көлік нөмірі" }));
    assert_eq!(kinds["kinds"][8]["urgent"]["call"], serde_json::json!(["102", "112"]));
}

/// `pana … | head`: the reader is gone before the answer comes.
#[test]
fn a_reader_that_has_gone_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_pana"))
        .args(["incident", "kinds"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("pana starts");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("pana ends");
    assert!(ended.status.success() && ended.stderr.is_empty());
}
