//! Runs the `pana` command in a folder of its own.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) const PIN: &str = "482915";

/// One boot of an invented machine; a test moves its clock by hand.
const BOOT: &str = "0123456789abcdef0123456789abcdef";

/// A desk: a vault's folder, a key file beside it, and a clock that stands still.
pub(crate) struct Desk {
    folder: TempDir,
    environment: Vec<(&'static str, String)>,
}

/// What one run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// A desk without a vault.
    pub(crate) fn bare() -> Self {
        let mut desk = Self { folder: tempfile::tempdir().expect("a folder"), environment: Vec::new() };
        desk.set("PANA_PIN", PIN);
        desk.set_uptime_s(1_000);
        desk
    }

    /// A desk with a vault, and its recovery code.
    pub(crate) fn with_vault() -> (Self, String) {
        let desk = Self::bare();
        let made = desk.json(&["init", "--kdf", "floor"]);
        assert_eq!(made["vault"], desk.vault().display().to_string());
        let code = made["recovery_code"].as_str().expect("a code").to_owned();
        (desk, code)
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn set(&mut self, variable: &'static str, value: &str) {
        self.environment.retain(|(name, _)| *name != variable);
        self.environment.push((variable, value.to_owned()));
    }

    pub(crate) fn unset(&mut self, variable: &'static str) {
        self.environment.retain(|(name, _)| *name != variable);
    }

    pub(crate) fn set_uptime_s(&mut self, seconds: u64) {
        self.set("PANA_UPTIME", &format!("{BOOT}:{}", seconds * 1_000_000_000));
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with_input(words, b"")
    }

    pub(crate) fn run_with_input(&self, words: &[&str], input: &[u8]) -> Ran {
        let key = self.path("device-key").display().to_string();
        let usual = [["--device-key", key.as_str()], ["--now", "2026-02-02T08:00+05:00"]];
        let not_given = usual.iter().filter(|[flag, _]| !words.contains(flag)).flatten();
        let mut child = Command::new(env!("CARGO_BIN_EXE_pana"))
            .env_clear()
            .env("PANA_VAULT", self.vault())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .args(words)
            .args(not_given)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("pana starts");
        // A command that refuses may be gone before it has read all.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        child.wait_with_output().expect("pana ends").into()
    }

    /// Runs with `--json` what has to succeed.
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let ran = self.run(&[words, &["--json"]].concat());
        assert_eq!(ran.exit, 0, "{words:?}: {}{}", ran.out, ran.err);
        ran.document()
    }

    /// Runs with `--json` what has to fail with this exit code, and returns the error.
    pub(crate) fn error(&self, words: &[&str], exit: i32) -> Value {
        let ran = self.run(&[words, &["--json"]].concat());
        assert_eq!(ran.exit, exit, "{words:?}: {}{}", ran.out, ran.err);
        ran.document()["error"].clone()
    }
}

impl Ran {
    /// The one JSON document on standard output.
    pub(crate) fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// One JSON document a line.
    pub(crate) fn documents(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self { exit: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// A file of the demo's input.
pub(crate) fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").join(name).display().to_string()
}

/// His numbers in the demo's input.
pub(crate) fn his_numbers() -> Vec<String> {
    std::fs::read_to_string(sample("his-numbers.txt")).expect("readable").lines().map(str::to_owned).collect()
}
