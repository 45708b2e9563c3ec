//! Pages of a sealed vault put back one by one: each carries a seal for its place, so it opens, and only the history can show that it is old.

#![allow(clippy::unwrap_used)]

use pana_core::incident::Withdrawn;
use pana_core::incident::proof::HISTORY_PAGE_MAX;
use pana_core::vault::{Secret, Session, Vault};
use pana_tests::chance::figure;
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::{call_log, draft};
use pana_tests::real_vault::RealVault;
use std::fs;
use std::io::Cursor;
use std::path::Path;

const PIN: &str = "pin-4829153-long";
const DATABASES: [&str; 2] = ["vault/a.db", "vault/b.db"];
/// FORMAT.md §4: page n stands at 8192 + (n − 1) · 8192.
const PAGE_BYTES: usize = 8192;

fn unlocked<T>(place: &RealVault, clock: &mut Clock, work: impl FnOnce(&mut Session, &mut Clock) -> T) -> T {
    let mut vault: Vault = place.open(clock.next()).unwrap();
    let mut session = vault.unlock(&Secret::Pin(pin(PIN)), clock.next()).unwrap();
    let result = work(&mut session, clock);
    session.lock().unwrap();
    result
}

/// Everything she would see; `None` if some of it can't be read.
fn contents(session: &mut Session) -> Option<String> {
    let log = session.log();
    let shown = log.list(Withdrawn::Hide, 500, None).ok()?.incidents;
    Some(format!("{:?} {:?} {:?}", log.history(None, HISTORY_PAGE_MAX).ok()?, shown, log.evidence(None).ok()?))
}

fn write(session: &mut Session, clock: &mut Clock, round: u64) {
    for number in 0..12 {
        let now = clock.next();
        let id = session.log().add(&draft(&format!("round {round} incident {number} {}", "слово ".repeat(60)), now), now).unwrap();
        if number % 4 == 0 {
            session.log().attach(&id, "photo.jpg", &mut &b"content"[..], clock.next(), &mut |_| {}).unwrap();
        }
    }
    let mut export = Cursor::new(call_log("+77011234567", round * 1_000, 40));
    let choice = pana_core::incident::import::Choice::All;
    session.log().import(&mut export, "calls.xml", &choice, clock.next(), &mut |_| {}).unwrap();
    session.log().make_anchor(clock.next()).unwrap();
}

/// Both databases of a vault, and the numbers of their pages.
fn databases(place: &RealVault) -> [Vec<u8>; 2] {
    DATABASES.map(|name| fs::read(place.path(name)).unwrap())
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_sealed_page_that_is_put_back_is_found_by_check() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let place = RealVault::at(folder.path().join("vault"));
    let mut clock = Clock::default();
    drop(place.create(PIN, None, clock.next()).unwrap());
    unlocked(&place, &mut clock, |session, clock| write(session, clock, 1));
    let older = databases(&place);
    unlocked(&place, &mut clock, |session, clock| write(session, clock, 2));
    let newer = databases(&place);
    let expected = unlocked(&place, &mut clock, |session, clock| {
        assert!(session.check(clock.next(), &mut |_| {}).unwrap().ok);
        contents(session)
    });

    let (mut found, mut harmless) = (0, 0);
    for at in (PAGE_BYTES..older[0].len()).step_by(PAGE_BYTES) {
        let page = at..at + PAGE_BYTES;
        if (0..2).all(|side| older[side][page.clone()] == newer[side][page.clone()]) {
            continue;
        }
        let trial = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        copy_folder(&folder.path().join("vault"), trial.path());
        let place = RealVault::at(trial.path());
        for (name, (older, newer)) in DATABASES.iter().zip(older.iter().zip(&newer)) {
            let mut mixed = newer.clone();
            mixed[page.clone()].copy_from_slice(&older[page.clone()]);
            fs::write(place.path(name), mixed).unwrap();
        }
        let mut clock = clock.clone();
        let mut vault = place.open(clock.next()).unwrap();
        // What keeps the vault from opening is found, too.
        let Ok(mut session) = vault.unlock(&Secret::Pin(pin(PIN)), clock.next()) else {
            found += 1;
            continue;
        };
        let seen = contents(&mut session);
        let is_found = session.check(clock.next(), &mut |_| {}).map_or(true, |report| !report.ok);
        assert!(is_found || seen == expected, "page {} of the log is an old one, and check finds nothing", at / PAGE_BYTES);
        *if is_found { &mut found } else { &mut harmless } += 1;
    }
    figure("sealed pages put back one by one that check found, and that held nothing of the log", format!("{found}, {harmless}"));
    assert!(found > 10);
}
