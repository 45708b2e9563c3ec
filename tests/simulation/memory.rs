//! After `lock` nothing is left in memory: no PIN, no key, no word. Every readable region of a process is searched, which is more than a core dump holds.

#![allow(clippy::unwrap_used)]

use pana_tests::chance::{Chance, figure};
use pana_tests::clock::Clock;
use pana_tests::model::hex;
use pana_tests::real_vault::{RealVault, no_process_starts, start_process};
use std::fs::File;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::FileExt;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What is searched for, and what to call it. A PIN this long is found in memory only where it was put.
struct Wanted {
    name: String,
    bytes: Vec<u8>,
}

/// The process that holds an unlocked vault.
struct Holder {
    process: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
    wanted: Vec<Wanted>,
    _folder: tempfile::TempDir,
}

#[test]
fn after_lock_memory_holds_no_pin_key_or_word() {
    let mut holder = Holder::start(None);
    let unlocked = holder.found();
    assert!(
        unlocked.iter().any(|name| name.starts_with("text")),
        "the search finds the text while it is unlocked, and not only {unlocked:?}"
    );
    assert!(unlocked.iter().any(|name| name.starts_with("key")), "the search finds a key while it is unlocked, and not only {unlocked:?}");
    holder.lock();
    let left = holder.found();
    figure("secrets searched for in memory after lock", format!("{}, found {}", holder.wanted.len(), left.len()));
    assert!(left.is_empty(), "left in memory after lock: {left:?}");
}

/// The same search finds every kind of secret in a process that keeps copies of them.
#[test]
fn a_planted_leak_is_found() {
    let mut holder = Holder::start(Some("leak"));
    holder.lock();
    let found = holder.found();
    for kind in ["PIN", "text", "key"] {
        assert!(found.iter().any(|name| name.starts_with(kind)), "{kind} is not among {found:?}");
    }
}

impl Holder {
    /// Starts it and waits until it has unlocked and written.
    fn start(mode: Option<&str>) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut chance = Chance::new(u64::from(std::process::id()));
        let mut word = |name: &str| format!("{name}{}", hex(&chance.bytes(12)));
        let (pin, text) = (word("pin"), [word("canary"), word("канарейка"), word("құс")].join(" "));
        {
            let _alone = no_process_starts();
            drop(RealVault::at(folder.path()).create(&pin, None, Clock::nth_start(0).next()).unwrap());
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_hold"));
        let mut process = start_process(command.arg(folder.path()).args(mode).stdin(Stdio::piped()).stdout(Stdio::piped()));
        let mut input = process.stdin.take().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        writeln!(input, "{pin}\n{text}").unwrap();
        let mut wanted = vec![Wanted { name: "PIN".to_owned(), bytes: pin.into_bytes() }];
        wanted.extend(text.split(' ').map(|word| Wanted { name: format!("text {word}"), bytes: word.as_bytes().to_vec() }));
        let mut holder = Self { process, input, lines, wanted, _folder: folder };
        holder.listen("unlocked");
        holder
    }

    fn lock(&mut self) {
        writeln!(self.input).unwrap();
        self.listen("locked");
    }

    /// Reads what it says until `word`; keys that it tells are wanted too.
    fn listen(&mut self, word: &str) {
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            if line == word {
                return;
            }
            let digits = line.strip_prefix("secret ").unwrap_or_else(|| panic!("it said {line}"));
            let bytes = (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect();
            self.wanted.push(Wanted { name: format!("key {digits}"), bytes });
        }
        panic!("it ended before it was {word}");
    }

    /// Names of everything wanted that its memory holds.
    fn found(&self) -> Vec<String> {
        let memory = File::open(format!("/proc/{}/mem", self.process.id())).unwrap();
        let maps = std::fs::read_to_string(format!("/proc/{}/maps", self.process.id())).unwrap();
        let mut found = Vec::new();
        let mut searched = 0;
        for region in maps.lines() {
            let mut fields = region.split_whitespace();
            let (range, rights) = (fields.next().unwrap(), fields.next().unwrap());
            let (from, to) = range.split_once('-').unwrap();
            let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
            let mut bytes = vec![0; (to - from) as usize];
            // The kernel's own pages in a process are in no core dump and can't be read.
            if !rights.starts_with('r') || memory.read_exact_at(&mut bytes, from).is_err() {
                continue;
            }
            searched += bytes.len();
            for wanted in &self.wanted {
                if holds(&bytes, &wanted.bytes) {
                    found.push(wanted.name.clone());
                }
            }
        }
        assert!(searched > 1 << 20, "only {searched} bytes of memory were readable");
        found
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn holds(memory: &[u8], wanted: &[u8]) -> bool {
    let first = wanted[0];
    memory.windows(wanted.len()).any(|window| window[0] == first && window == wanted)
}
