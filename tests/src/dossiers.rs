//! Dossiers that Pana did not make: good ones, and ones altered in every way, each with the verdict that FORMAT.md §17 gives it.

use pana_core::dossier::verify::{Match, Seen, Source, Verdict};
use pana_core::incident::proof::Anchor;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/verifier");
/// Prints what the verifier in Python says of each case of a folder, as one list.
const CHECK_ALL: &str = "
import json, sys
from pathlib import Path
from dossier import anchor_of, checked
folder = Path(sys.argv[1])
cases = json.loads((folder / 'expected.json').read_text())
print(json.dumps([checked([str(folder / path) for path in case['paths']], case['anchor'] and anchor_of(case['anchor'])) for case in cases]))
";

/// What whoever checks a dossier must say of it.
#[derive(Clone, Debug)]
pub struct Expected {
    /// What was altered.
    pub label: String,
    /// Where it lies: one folder, or zips.
    pub paths: Vec<PathBuf>,
    /// The anchor to check it with.
    pub anchor: Option<Anchor>,
    /// The line of JSON that is expected.
    pub verdict: Value,
}

impl Expected {
    /// Where it lies.
    pub fn source(&self) -> Source {
        match self.paths.as_slice() {
            [folder] if folder.is_dir() => Source::Folder(folder.clone()),
            zips => Source::Zips(zips.to_vec()),
        }
    }
}

/// Writes a small good dossier as `dossier/` and `dossier.zip` into a folder, and gives out what its maker says of it.
///
/// # Panics
/// If Python is not there.
pub fn sample(seed: &str, folder: &Path) -> Value {
    run(&[&format!("{SCRIPTS}/dossier_sample.py"), seed, &folder.display().to_string()]);
    read_json(&folder.join("sample.json"))
}

/// Writes altered dossiers into a folder, beside some that only look so.
///
/// # Panics
/// If Python is not there.
pub fn altered_bundles(folder: &Path) -> Vec<Expected> {
    run(&[&format!("{SCRIPTS}/dossier_altered.py"), &folder.display().to_string()]);
    let cases = read_json(&folder.join("expected.json"));
    cases.as_array().into_iter().flatten().map(|case| expected(folder, case)).collect()
}

/// What the verifier in Python says of each of the altered dossiers in a folder.
///
/// # Panics
/// If Python is not there.
pub fn said_by_python(folder: &Path) -> Vec<Value> {
    let said = run(&["-c", CHECK_ALL, &folder.display().to_string()]);
    serde_json::from_slice(&said).expect("a list of verdicts")
}

/// A verdict as the verifiers print it.
pub fn as_json(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Altered { reason, name: None } => json!({ "verdict": "altered", "reason": reason.id() }),
        Verdict::Altered { reason, name } => json!({ "verdict": "altered", "reason": reason.id(), "name": name }),
        Verdict::Consistent { seen, other_anchor } => {
            with_seen(seen, json!({ "verdict": "consistent", "anchor": other_anchor.then_some("other") }))
        }
        Verdict::Matches { seen, by: Match::Dossier } => {
            with_seen(seen, json!({ "verdict": "matches", "anchor": "dossier", "at": seen.made.to_string(), "covered": seen.records }))
        }
        Verdict::Matches { seen, by: Match::Log { at, covered } } => {
            with_seen(seen, json!({ "verdict": "matches", "anchor": "log", "at": at.to_string(), "covered": covered }))
        }
    }
}

fn with_seen(seen: &Seen, mut document: Value) -> Value {
    document["signature"] = true.into();
    document["records"] = seen.records.into();
    document["files"] = seen.files.into();
    document["made"] = seen.made.to_string().into();
    document
}

fn expected(folder: &Path, case: &Value) -> Expected {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    Expected {
        label: text(&case["label"]),
        paths: case["paths"].as_array().expect("paths").iter().map(|path| folder.join(text(path))).collect(),
        anchor: case["anchor"].as_str().map(|code| code.parse().expect("an anchor")),
        verdict: case["verdict"].clone(),
    }
}

fn run(arguments: &[&str]) -> Vec<u8> {
    let ran = Command::new("python3").arg("-B").args(arguments).env("PYTHONPATH", SCRIPTS).output().expect("python3 is there");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("readable")).expect("JSON")
}
