//! A dossier as she makes it, and as whoever gets it checks it: for that no vault is there.

use crate::desk::Desk;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::{TempDir, tempdir};

const MAKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/verifier/dossier_sample.py");

/// A dossier that Pana did not make, in a folder and in a zip, and what its maker says of it.
fn made() -> (TempDir, Value) {
    let folder = tempdir().expect("a folder");
    let ran = Command::new("python3").args(["-B", MAKER, "shell"]).arg(folder.path()).output().expect("python3 is there");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let about = fs::read(folder.path().join("sample.json")).expect("readable");
    (folder, serde_json::from_slice(&about).expect("JSON"))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

fn no_vault() -> Desk {
    Desk::with_vault().0
}

#[test]
fn a_dossier_left_alone_is_consistent_wherever_it_lies() {
    let ((folder, about), desk) = (made(), no_vault());
    let expected = json!({
        "verdict": "consistent", "signature": true, "anchor": null, "records": about["records"], "files": about["files"], "made": about["made"]
    });
    let places: [PathBuf; 3] = ["", "dossier", "dossier.zip"].map(|name| folder.path().join(name));
    for place in places {
        assert_eq!(desk.json(&["dossier", "verify", text(&place)]), expected, "{}", place.display());
    }
    fs::remove_dir_all(folder.path().join("dossier")).expect("removed");
    assert_eq!(desk.json(&["dossier", "verify", text(folder.path())]), expected);
}

#[test]
fn an_anchor_says_how_much_of_it_was_there() {
    let ((folder, about), desk) = (made(), no_vault());
    let check = |code: &Value| desk.json(&["dossier", "verify", text(folder.path()), "--anchor", code.as_str().expect("a code")]);
    let whole = check(&about["code"]);
    assert_eq!([&whole["verdict"], &whole["anchor"], &whole["covered"]], [&json!("matches"), &json!("dossier"), &about["records"]]);
    let (first, found) = (&about["anchors"][0], check(&about["anchors"][0]["code"]));
    assert_eq!([&found["anchor"], &found["at"], &found["covered"]], [&json!("log"), &first["at"], &first["covered"]]);
    assert_eq!(check(&about["other"])["anchor"], "other");
    let words = desk.run(&["dossier", "verify", text(folder.path()), "--anchor", first["code"].as_str().expect("a code"), "--lang", "en"]);
    assert!(words.out.starts_with("Matches the anchor\n\n"), "{}", words.out);
    assert!(words.out.contains(&format!("{} of {}", first["covered"], about["records"])), "{}", words.out);
}

#[test]
fn an_altered_one_ends_with_4_and_says_what_in_each_language() {
    let ((folder, _), desk) = (made(), no_vault());
    fs::write(folder.path().join("dossier/statement.pdf"), b"another").expect("written");
    for (language, verdict) in [("kk", "Өзгертілген"), ("ru", "Изменено"), ("en", "Altered")] {
        let ran = desk.run(&["dossier", "verify", text(folder.path()), "--lang", language]);
        assert_eq!(ran.exit, 4);
        assert!(ran.out.starts_with(verdict) && ran.out.contains("statement.pdf"), "{}", ran.out);
    }
    let ran = desk.run(&["dossier", "verify", text(folder.path()), "--json"]);
    assert_eq!((ran.exit, ran.document()), (4, json!({ "verdict": "altered", "reason": "file-altered", "name": "statement.pdf" })));
}

#[test]
fn what_is_no_dossier_is_refused() {
    let ((folder, _), desk) = (made(), no_vault());
    assert_eq!(desk.error(&["dossier", "verify", text(&folder.path().join("nowhere"))], 1)["code"], "dossier-not-found");
    assert_eq!(desk.error(&["dossier", "verify", text(folder.path()), "--anchor", "AAAA"], 1)["code"], "anchor-malformed");
}
