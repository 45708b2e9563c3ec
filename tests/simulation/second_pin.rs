//! Two sessions that know nothing of each other: whatever is done under one PIN changes nothing under the other, and nothing outside tells how many are in use.

#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use pana_core::incident::import::Choice;
use pana_core::incident::{Counts, KINDS, Kind, Withdrawn};
use pana_core::vault::{Secret, Session, Vault};
use pana_tests::chance::{Chance, count, figure, for_each_seed};
use pana_tests::clock::Clock;
use pana_tests::desk::{Desk, Step, pin};
use pana_tests::model::{Contents, Kept, KeptFile, call_log, draft, sha256_hex};
use pana_tests::recording_disk::{Recorder, World};
use pana_tests::statistics::best_accuracy;
use std::io::Cursor;
use std::sync::Mutex;

const SECOND: &str = "second-pin";

/// A vault whose owner has 100 files and whose second PIN was never used.
fn with_a_hundred_files() -> (World, Desk) {
    let disk = Recorder::new(World::empty());
    let mut desk = Desk::create(&disk, Chance::new(11), Some(SECOND)).unwrap();
    desk.take(Step::Add).unwrap();
    for _ in 0..100 {
        desk.take(Step::Attach).unwrap();
    }
    desk.lock().unwrap();
    desk.abandon();
    assert_eq!(disk.world().media().len(), 100);
    (disk.world(), desk)
}

/// What the owner's PIN opens, byte for byte: her slots, her volume and log, her files.
struct OwnersBytes {
    world: World,
    side: char,
}

impl OwnersBytes {
    fn of(world: World, desk: &Desk) -> Self {
        let disk = Recorder::new(world.clone());
        let mut vault = Vault::open(disk.folders(), disk.device_key(), desk.clock.now()).unwrap();
        let session = vault.unlock(&Secret::Pin(pin(&desk.state.pin)), desk.clock.now()).unwrap();
        drop(session);
        let side = if disk.writes_to("vault/a.db").iter().any(|(at, _)| *at < 8192) { 'a' } else { 'b' };
        Self { world, side }
    }

    fn assert_same(&self, now: &World, after: &str) {
        for path in self.world.media() {
            assert_eq!(now.file(&path), self.world.file(&path), "{path} after {after}");
        }
        for name in ["db", "wal"] {
            let path = format!("vault/{}.{name}", self.side);
            let (before, now) = (self.world.file(&path).to_vec(), now.file(&path).to_vec());
            assert!(now.starts_with(&before), "{path} may only have grown after {after}");
        }
        let slots = if self.side == 'a' { 256..1024 } else { 1024..1792 };
        for head in ["vault/head.0", "vault/head.1"] {
            let (before, now) = (self.world.file(head).to_vec(), now.file(head).to_vec());
            assert_eq!(before[slots.clone()], now[slots.clone()], "slots in {head} after {after}");
        }
    }
}

/// Everything that a session can be asked, as text.
fn everything_it_says(session: &mut Session, clock: &mut Clock) -> String {
    let notices = session.notices().to_vec();
    let report = session.check(clock.next(), &mut |_| {}).unwrap();
    let log = session.log();
    let pages = [Withdrawn::Hide, Withdrawn::Only].map(|which| log.list(which, 50, None).unwrap());
    let searches = ["short", "first", "photo", "77011234567", "а"].map(|words| log.search(words, 50, None).unwrap());
    let said = (notices, report, pages, searches, log.counts().unwrap(), log.evidence(None).unwrap());
    format!("{said:?}")
}

#[test]
fn under_the_second_pin_the_vault_is_an_empty_one() {
    let _seeded = pana_core::seed(11);
    let (world, mut desk) = with_a_hundred_files();
    let disk = Recorder::new(world.clone());
    let mut vault = Vault::open(disk.folders(), disk.device_key(), desk.clock.next()).unwrap();
    let mut second = vault.unlock(&Secret::Pin(pin(SECOND)), desk.clock.next()).unwrap();
    let said = everything_it_says(&mut second, &mut desk.clock.clone());
    second.lock().unwrap();
    OwnersBytes::of(world, &desk).assert_same(&disk.world(), "reading everything under the second PIN");

    let empty = Recorder::new(World::empty());
    let mut other = Desk::create(&empty, Chance::new(12), None).unwrap();
    let mut clock = other.clock.clone();
    assert_eq!(said, everything_it_says(other.session().unwrap(), &mut clock));
}

#[test]
fn nothing_done_under_the_second_pin_touches_the_owners_bytes() {
    let _seeded = pana_core::seed(13);
    let (world, mut desk) = with_a_hundred_files();
    let owner = OwnersBytes::of(world.clone(), &desk);
    let disk = Recorder::new(world);
    desk.disk = disk.clone();
    let mut clock = desk.clock.clone();
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.next()).unwrap();
    let mut second = vault.unlock(&Secret::Pin(pin(SECOND)), clock.next()).unwrap();
    let done = |what: &str| owner.assert_same(&disk.world(), what);

    let mut now = clock.next();
    let id = second.log().add(&draft("harmless", now), now).unwrap();
    done("add");
    second.log().amend(&id, &draft("harmless still", now), now).unwrap();
    done("amend");
    let file = second.log().attach(&id, "cat.jpg", &mut &vec![5; 100_000][..], now, &mut |_| {}).unwrap();
    done("attach");
    second.log().take_out(&file.id, &mut Vec::new(), &mut |_| {}).unwrap();
    done("take out");
    let export = call_log("+77010000000", 1, 30);
    second.log().import(&mut Cursor::new(export), "calls.xml", &Choice::All, now, &mut |_| {}).unwrap();
    done("import");
    second.log().withdraw(&id, now).unwrap();
    second.log().restore(&id, now).unwrap();
    done("withdraw and restore");
    now = clock.next();
    second.log().ask_erase(&id, false, now).unwrap();
    second.log().cancel_erase(&id, now).unwrap();
    let mut image = draft("an image", now);
    image.kind = Kind::IMAGE;
    let image = second.log().add(&image, now).unwrap();
    second.log().attach(&image, "image.jpg", &mut &vec![6; 1_000][..], now, &mut |_| {}).unwrap();
    second.log().ask_erase(&image, true, now).unwrap();
    done("erase");
    assert!(second.check(clock.next(), &mut |_| {}).unwrap().ok);
    done("check");
    second.confirm_pin(&pin(SECOND), clock.next()).unwrap();
    second.change_pin(&pin("another-second"), clock.next()).unwrap();
    done("a new PIN");
    second.rekey(&pin("a-third-second"), clock.next(), &mut |_| {}).unwrap();
    done("a re-key");
    second.lock().unwrap();
    done("lock");
    let mut second = vault.unlock(&Secret::Pin(pin("a-third-second")), clock.next()).unwrap();
    now = clock.next();
    second.log().add(&draft("before the crash", now), now).unwrap();
    drop(second);
    drop(vault);
    done("a crash");
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.reboot()).unwrap();
    vault.unlock(&Secret::Pin(pin("a-third-second")), clock.next()).unwrap().lock().unwrap();
    done("cleaning up after the crash");

    let mut session = vault.unlock(&Secret::Pin(pin(&desk.state.pin)), clock.next()).unwrap();
    assert_eq!(Contents::read(&mut session).unwrap(), desk.state.owner);
    assert!(session.check(clock.next(), &mut |_| {}).unwrap().ok);
}

/// One of two people who use the same vault.
struct Person {
    pin: &'static str,
    contents: Contents,
}

#[test]
fn ten_thousand_operations_of_both_sessions_follow_two_models() {
    const SEEDS: u64 = 8;
    const OPERATIONS: usize = 1_250;
    for_each_seed(count(SEEDS, 4 * SEEDS), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        let disk = Recorder::new(World::empty());
        let mut desk = Desk::create(&disk, Chance::new(seed), Some(SECOND)).unwrap();
        desk.abandon();
        let mut clock = desk.clock.clone();
        let mut people = ["first-pin", SECOND].map(|pin| Person { pin, contents: Contents::default() });
        let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.next()).unwrap();
        let mut left = OPERATIONS;
        while left > 0 {
            let person = &mut people[chance.below(2)];
            let mut session = vault.unlock(&Secret::Pin(pin(person.pin)), clock.next()).unwrap();
            for _ in 0..chance.within(5..40).min(left) {
                operate(&mut session, &mut person.contents, &mut clock, &mut chance);
                left -= 1;
            }
            assert_eq!(Contents::read(&mut session).unwrap(), person.contents, "PANA_SEED={seed}");
            if chance.happens(70) {
                session.lock().unwrap();
            } else {
                drop(session);
            }
        }
        for person in &people {
            let mut session = vault.unlock(&Secret::Pin(pin(person.pin)), clock.next()).unwrap();
            assert_eq!(Contents::read(&mut session).unwrap(), person.contents, "PANA_SEED={seed}");
            assert!(session.check(clock.next(), &mut |_| {}).unwrap().ok);
            session.lock().unwrap();
        }
    });
    figure("operations of both sessions", count(SEEDS, 4 * SEEDS) * OPERATIONS as u64);
}

/// One random operation on the log and on its model.
fn operate(session: &mut Session, contents: &mut Contents, clock: &mut Clock, chance: &mut Chance) {
    let now = clock.next();
    let mut log = session.log();
    let shown = contents.shown();
    let some = shown.get(chance.below(shown.len())).cloned();
    match (chance.below(20), some) {
        (0..5, Some(id)) => {
            let incident = log.incident(&id).unwrap();
            assert_eq!(incident.draft, contents.incidents[&id].draft);
        }
        (5..8, Some(id)) => {
            let draft = draft(&format!("amended {}", chance.number()), now);
            log.amend(&id, &draft, now).unwrap();
            contents.incidents.get_mut(&id).unwrap().draft = draft;
        }
        (8, Some(id)) => {
            log.withdraw(&id, now).unwrap();
            contents.incidents.get_mut(&id).unwrap().withdrawn = true;
        }
        (9, Some(incident)) => {
            let len = chance.below(3000);
            let content = chance.bytes(len);
            let file = log.attach(&incident, "photo.jpg", &mut content.as_slice(), now, &mut |_| {}).unwrap();
            let kept = KeptFile { incident, name: "photo.jpg".to_owned(), sha256: sha256_hex(&content) };
            contents.evidence.insert(file.id, kept);
        }
        (10 | 11, Some(id)) => {
            let what = contents.incidents[&id].draft.what.clone();
            let found = log.search(what.rsplit(' ').next().unwrap(), 50, None).unwrap();
            assert!(found.incidents.iter().any(|incident| incident.id == id), "what was written is found");
        }
        (12, _) => {
            let Counts { incidents, evidence, .. } = log.counts().unwrap();
            assert_eq!((incidents, evidence <= contents.evidence.len() as u64), (shown.len() as u64, true));
        }
        _ => {
            let draft = draft(&format!("written {}", chance.number()), now);
            let id = log.add(&draft, now).unwrap();
            contents.incidents.insert(id, Kept { draft, withdrawn: false, acts: 0 });
        }
    }
}

/// A thousand vaults with as much in them, half of them with a part of it under a second PIN: names, sizes, times and numbers of files tell nothing.
#[test]
fn nothing_outside_tells_whether_a_second_pin_is_in_use() {
    let rows = Mutex::new(vec![None; 1_000]);
    for_each_seed(1_000, |seed| {
        let _seeded = pana_core::seed(seed);
        let in_use = seed % 2 == 0;
        // Neighbours are given the same amount of work by chance, never the same work.
        let row = features(&used_vault(&mut Chance::new(seed), in_use));
        rows.lock().unwrap()[seed as usize] = Some((row, in_use));
    });
    let (rows, labels): (Vec<_>, Vec<_>) = rows.into_inner().unwrap().into_iter().flatten().unzip();
    if rows.len() < 1_000 {
        return; // One seed was asked for: it ran.
    }
    let accuracy = best_accuracy(&rows, &labels);
    figure("a classifier that looks for a second PIN (chance is 0.5)", format!("{accuracy:.3}"));
    assert!((accuracy - 0.5).abs() <= 0.05, "a classifier is right {accuracy:.3} of the time");
}

/// A vault after a few sessions. With `in_use`, some of them are under a second PIN.
fn used_vault(chance: &mut Chance, in_use: bool) -> World {
    let disk = Recorder::new(World::empty());
    let mut desk = Desk::create(&disk, Chance::new(chance.number()), in_use.then_some(SECOND)).unwrap();
    desk.abandon();
    let mut clock = desk.clock.clone();
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.next()).unwrap();
    for _ in 0..chance.within(1..5) {
        let under = if in_use && chance.happens(50) { SECOND } else { "first-pin" };
        let mut session = vault.unlock(&Secret::Pin(pin(under)), clock.next()).unwrap();
        for _ in 0..chance.within(1..4) {
            let now = clock.next();
            let mut written = draft("text", now);
            written.kind = *chance.pick(&KINDS);
            let id = session.log().add(&written, now).unwrap();
            for _ in 0..chance.below(3) {
                let len = chance.below(40_000);
                let content = chance.bytes(len);
                session.log().attach(&id, "photo", &mut content.as_slice(), clock.next(), &mut |_| {}).unwrap();
            }
        }
        session.lock().unwrap();
    }
    drop(vault);
    disk.world()
}

/// What someone without a key can measure.
fn features(world: &World) -> Vec<f64> {
    let paths = world.paths();
    let media = world.media();
    let sizes: Vec<f64> = media.iter().map(|path| world.file(path).len() as f64).collect();
    let constant_times = paths.iter().filter(|path| world.has_constant_mtime(path)).count();
    let mut row = vec![
        paths.len() as f64,
        paths.iter().map(String::len).sum::<usize>() as f64,
        media.len() as f64,
        sizes.iter().sum(),
        sizes.iter().copied().fold(0.0, f64::max),
        sizes.iter().copied().fold(f64::MAX, f64::min).min(1e9),
        constant_times as f64,
    ];
    let fixed = ["vault/head.0", "vault/head.1", "vault/a.db", "vault/b.db", "vault/a.wal", "vault/b.wal"];
    let of_device = ["device/attempts", "device/quick", "device/runs", "device/inbox/ring"];
    for path in fixed.iter().chain(&of_device) {
        let there = paths.iter().any(|one| one == path);
        row.push(if there { world.file(path).len() as f64 } else { -1.0 });
        row.push(if there { f64::from(u8::from(world.has_constant_mtime(path))) } else { -1.0 });
    }
    row
}
