//! `kill -9` at any moment of real work on real files: nothing acknowledged is lost, and `check` finds nothing.

#![allow(clippy::unwrap_used)]

use pana_core::vault::{Secret, Session, Vault, VaultError};
use pana_tests::chance::{Chance, count, figure, for_each_seed};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::{Contents, id_text};
use pana_tests::real_vault::{RealVault, no_process_starts, start_process};
use std::collections::HashMap;
use std::hint::spin_loop;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

/// Kills of one vault before a new one is made.
const KILLS: u64 = 25;
const SIGKILL: i32 = 9;

/// What the killed processes acknowledged.
#[derive(Default)]
struct Acknowledged {
    /// Id to the first word of the text.
    incidents: HashMap<String, String>,
    /// Id to SHA-256.
    files: HashMap<String, String>,
    pin: String,
    /// A PIN that was asked for and not acknowledged.
    asked: Option<String>,
}

#[test]
fn nothing_acknowledged_is_lost_by_a_kill() {
    let kills = AtomicU64::new(0);
    for_each_seed(count(8, 80), |seed| {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let place = RealVault::at(folder.path());
        {
            let _alone = no_process_starts();
            drop(place.create("first-pin", None, Clock::nth_start(0).next()).unwrap());
        }
        let mut chance = Chance::new(seed);
        let mut done = Acknowledged { pin: "first-pin".to_owned(), ..Acknowledged::default() };
        for kill in 0..KILLS {
            work_and_kill(folder.path(), seed, 2 * kill + 1, &mut chance, &mut done);
            compare(&place, &mut Clock::nth_start(2 * kill + 2), &mut chance, &mut done);
            kills.fetch_add(1, Ordering::Relaxed);
        }
    });
    figure("kill -9 rounds", kills.into_inner());
}

/// Lets the worker do some things, and kills it somewhere in the next one.
fn work_and_kill(folder: &std::path::Path, seed: u64, start: u64, chance: &mut Chance, done: &mut Acknowledged) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_work"));
    command.arg(folder).args([seed.to_string(), start.to_string(), done.pin.clone()]).stdout(Stdio::piped());
    let mut worker = start_process(&mut command);
    let mut lines = BufReader::new(worker.stdout.take().unwrap()).lines();
    for line in lines.by_ref().take(chance.below(25)) {
        note(&line.unwrap(), done);
    }
    for _ in 0..chance.below(3_000_000) {
        spin_loop();
    }
    worker.kill().unwrap();
    let status = worker.wait().unwrap();
    assert_eq!(status.signal(), Some(SIGKILL), "the worker stopped by itself: {status}");
    for line in lines {
        note(&line.unwrap(), done);
    }
}

fn note(line: &str, done: &mut Acknowledged) {
    let mut words = line.split(' ').map(str::to_owned);
    let mut word = || words.next().unwrap();
    match word().as_str() {
        "incident" => drop(done.incidents.insert(word(), word())),
        "file" => drop(done.files.insert(word(), word())),
        "asked" => done.asked = Some(word()),
        "pin" => (done.pin, done.asked) = (word(), None),
        other => panic!("the worker said {other}"),
    }
}

/// Everything acknowledged is there; at most one thing more, which then counts as done.
fn compare(place: &RealVault, clock: &mut Clock, chance: &mut Chance, done: &mut Acknowledged) {
    let _alone = no_process_starts();
    let mut vault = place.open(clock.now()).unwrap();
    let mut session = unlock(&mut vault, clock, done);
    let found = Contents::read(&mut session).unwrap();
    let first_word = |text: &str| text.split(' ').next().unwrap().to_owned();
    let mut incidents: HashMap<_, _> = found.incidents.iter().map(|(id, kept)| (id_text(id), first_word(&kept.draft.what))).collect();
    let mut files: HashMap<_, _> = found.evidence.iter().map(|(id, kept)| (id_text(id), kept.sha256.clone())).collect();
    for (id, name) in &done.incidents {
        assert_eq!(incidents.get(id), Some(name), "an acknowledged incident is lost");
    }
    for (id, sha256) in &done.files {
        assert_eq!(files.get(id), Some(sha256), "an acknowledged file is lost");
    }
    let more = incidents.len() + files.len() - done.incidents.len() - done.files.len();
    assert!(more <= 1, "{more} things that nobody acknowledged");
    done.incidents.extend(incidents.drain());
    done.files.extend(files.drain());

    let report = session.check(clock.next(), &mut |_| {}).unwrap();
    assert!(report.ok, "check reports {:?}", report.damaged);
    if chance.happens(50) {
        session.lock().unwrap();
        assert_eq!(std::fs::read_dir(place.path("vault/media")).unwrap().count(), done.files.len(), "sealed files without evidence");
    }
}

fn unlock(vault: &mut Vault, clock: &mut Clock, done: &mut Acknowledged) -> Session {
    match vault.unlock(&Secret::Pin(pin(&done.pin)), clock.next()) {
        Err(VaultError::WrongSecret { .. }) => {
            done.pin = done.asked.take().expect("the acknowledged PIN is refused, and no other was asked for");
            vault.unlock(&Secret::Pin(pin(&done.pin)), clock.next()).unwrap()
        }
        other => {
            done.asked = None;
            other.unwrap()
        }
    }
}
