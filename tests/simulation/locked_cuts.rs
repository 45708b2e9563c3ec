//! Power cuts around what works while the vault is locked: captures, their way into the log, contacts on their way to `quick`, and a run that is saved.
//!
//! `PANA_SEED=n` plays one seed again, `PANA_TEST_LONG=1` runs the long count.

#![allow(clippy::unwrap_used)]

use pana_core::Now;
use pana_core::alert::{Abilities, Book, Contact, Effect, Event, PartView, Phone, RadioResult};
use pana_core::incident::Withdrawn;
use pana_core::language::Language;
use pana_core::vault::{CaptureKind, Secret, Session, Vault};
use pana_tests::chance::{Chance, count, figure, for_each_seed};
use pana_tests::clock::Clock;
use pana_tests::desk::{Desk, pin};
use pana_tests::recording_disk::{Op, Recorder, World};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const CUTS: u64 = 6;
const CAPTURES: usize = 4;
const NUMBERS: [&str; 3] = ["+77010000001", "+77010000002", "+77010000003"];

/// A vault on a disk that records from here on, and the clock then.
fn vault(seed: u64) -> (Recorder, Clock) {
    let disk = Recorder::new(World::empty());
    let mut desk = Desk::create(&disk, Chance::new(seed), Some("second-pin")).unwrap();
    desk.abandon();
    (Recorder::new(disk.world()), desk.clock)
}

/// What the owner does in a session, from the start of the phone to the lock.
fn as_owner<T>(disk: &Recorder, clock: &mut Clock, work: impl FnOnce(&mut Session, &mut Clock) -> T) -> T {
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.reboot()).unwrap();
    let mut session = vault.unlock(&Secret::Pin(pin("first-pin")), clock.next()).unwrap();
    let result = work(&mut session, clock);
    session.lock().unwrap();
    result
}

fn add_contact(session: &mut Session, number: &str) {
    Book::of(session).add_contact(&Contact::new("00000000".parse().unwrap(), "Апа", number, Language::Kk)).unwrap();
}

/// Cuts the power anywhere in what a disk recorded. `judge` is told where, what is left, and how many steps had been acknowledged.
fn after_cuts(disk: &Recorder, chance: &mut Chance, mut judge: impl FnMut(usize, Recorder, usize, &mut Chance)) {
    let record = disk.record();
    for _ in 0..CUTS {
        let cut_at = chance.below(record.len() + 1);
        let done = record[..cut_at].iter().filter(|op| matches!(op, Op::Acknowledged(_))).count();
        let survivor = Recorder::new(disk.rebuild(cut_at, chance));
        judge(cut_at, survivor, done, chance);
    }
}

fn phone(disk: &Recorder) -> Phone {
    Phone::open(disk.folders().device, disk.device_key()).unwrap()
}

/// Unlocks as the owner, takes in what was captured, and returns what the log says of captures: words, or the hash of the file. A capture that was cut short
/// while it was written is none yet.
fn taken_in(disk: &Recorder, clock: &mut Clock) -> Vec<String> {
    as_owner(disk, clock, |session, clock| {
        session.take_in_captures(clock.now()).unwrap();
        let incidents = session.log().list(Withdrawn::Hide, 500, None).unwrap().incidents;
        let captured = incidents.iter().filter(|incident| incident.draft.captured.is_some());
        let said =
            captured.map(|incident| incident.evidence.first().map_or_else(|| incident.draft.what.clone(), |piece| piece.sha256.clone()));
        let said = said.collect();
        assert_eq!(session.check(clock.now(), &mut |_| ()).unwrap().damaged, []);
        said
    })
}

fn capture(phone: &Phone, number: usize, now: Now) {
    if number.is_multiple_of(2) {
        phone.capture(CaptureKind::Note, "", &mut format!("note {number}").as_bytes(), now).unwrap();
    } else {
        phone.capture(CaptureKind::Photo, "a.jpg", &mut vec![number as u8; 70_000].as_slice(), now).unwrap();
    }
}

/// Every capture that was acknowledged comes in, and none twice, wherever the power fails.
#[test]
fn a_capture_is_in_the_log_once_after_any_cut() {
    let cuts = AtomicU64::new(0);
    for_each_seed(count(24, 400), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        let (disk, mut clock) = vault(seed);
        for number in 0..CAPTURES {
            capture(&phone(&disk), number, clock.pass(Duration::from_mins(1)));
            disk.acknowledge(number + 1);
        }
        let captured_ops = disk.record().len();
        let all = taken_in(&disk, &mut clock.clone());
        assert_eq!(all.len(), CAPTURES);
        after_cuts(&disk, &mut chance, |cut_at, mut survivor, done, chance| {
            if cut_at > captured_ops && chance.happens(50) {
                // The power fails once more while what was left is taken in.
                taken_in(&survivor, &mut clock.clone());
                let again = chance.below(survivor.record().len() + 1);
                survivor = Recorder::new(survivor.rebuild(again, chance));
            }
            let said = taken_in(&survivor, &mut clock.clone());
            let unique: BTreeSet<&String> = said.iter().collect();
            assert_eq!(unique.len(), said.len(), "PANA_SEED={seed}: a capture came in twice");
            assert!(said.len() >= done, "PANA_SEED={seed}: {done} captures were acknowledged and {} are there", said.len());
            cuts.fetch_add(1, Ordering::Relaxed);
        });
    });
    figure("cuts around captures", cuts.into_inner());
}

/// After a cut and an unlock `quick` has every contact that was acknowledged, and what the database says.
#[test]
fn contacts_reach_the_locked_phone_whatever_fails() {
    for_each_seed(count(24, 400), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        let (disk, mut clock) = vault(seed);
        as_owner(&disk, &mut clock, |session, _| {
            for (number, step) in NUMBERS.iter().zip(1..) {
                add_contact(session, number);
                disk.acknowledge(step);
            }
        });
        after_cuts(&disk, &mut chance, |_, survivor, done, _| {
            as_owner(&survivor, &mut clock.clone(), |session, _| {
                let kept = Book::of(session).contacts().unwrap();
                assert!(kept.len() >= done, "PANA_SEED={seed}");
                assert_eq!(phone(&survivor).kit().contacts, kept, "PANA_SEED={seed}");
            });
        });
    });
}

/// A message whose sending was decided is never numbered anew, and a run that was saved goes on.
#[test]
fn a_run_goes_on_after_any_cut() {
    for_each_seed(count(24, 400), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        let (disk, mut clock) = vault(seed);
        as_owner(&disk, &mut clock, |session, _| NUMBERS.iter().for_each(|number| add_contact(session, number)));
        let disk = Recorder::new(disk.world());
        let mut pressed = phone(&disk);
        let outcome = pressed.press(Abilities::ANDROID, clock.now());
        assert!(outcome.saved);
        disk.acknowledge(1);
        let outcome = pressed.step(Event::Tick, None, clock.pass(Duration::from_secs(10)));
        disk.acknowledge(2);
        let sends = outcome.effects.iter().filter(|effect| matches!(effect, Effect::SendSms { .. })).count();
        assert_eq!((outcome.saved, sends), (true, NUMBERS.len()));
        let outcome = pressed.step(Event::Radio { send: 0, result: RadioResult::Handed }, None, clock.now());
        assert!(outcome.saved);
        disk.acknowledge(3);
        drop(pressed);
        after_cuts(&disk, &mut chance, |_, survivor, done, _| {
            let mut clock = clock.clone();
            let mut phone = phone(&survivor);
            let view = phone.view(None, clock.now());
            assert!(view.is_some() || done == 0, "PANA_SEED={seed}: a run that was saved is gone");
            let outcome = phone.resume(Abilities::ANDROID, clock.reboot());
            let told = outcome.effects.iter().any(|effect| matches!(effect, Effect::SendSms { .. }));
            let view = phone.view(None, clock.now());
            let handed = view.is_some_and(|view| view.contacts.iter().any(|contact| contact.first == PartView::Handed));
            assert!(done < 2 || told || handed, "PANA_SEED={seed}: nobody is told any more");
            assert!(done < 3 || handed, "PANA_SEED={seed}: what the radio took is forgotten");
        });
    });
}
