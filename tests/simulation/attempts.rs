//! The wait after wrong PINs: nothing shortens it but time on the clock that can't be set. And the other small files of the device folder.

#![allow(clippy::unwrap_used)]

use pana_core::vault::{Notice, Refusal, Secret, Session, Vault, VaultError};
use pana_tests::chance::{Chance, count, for_each_seed};
use pana_tests::clock::Clock;
use pana_tests::desk::{Desk, code, pin};
use pana_tests::recording_disk::{Recorder, World};
use std::time::Duration;

const TRIES: usize = 5;
const A_TRY: Duration = Duration::from_mins(10);
const LONGEST: Duration = Duration::from_hours(1);
const SECOND: Duration = Duration::from_secs(1);
const ALL_BUT_A_SECOND: Duration = A_TRY.checked_sub(SECOND).unwrap();

/// A vault with a second PIN whose tries are used up.
struct Exhausted {
    disk: Recorder,
    clock: Clock,
    code: String,
    /// The disk before the first wrong try.
    untried: World,
}

impl Exhausted {
    fn make() -> Self {
        let empty = Recorder::new(World::empty());
        let mut desk = Desk::create(&empty, Chance::new(3), Some("second-pin")).unwrap();
        desk.session().unwrap();
        desk.lock().unwrap();
        desk.abandon();
        let untried = empty.world();
        let disk = Recorder::new(untried.clone());
        let mut clock = desk.clock.clone();
        clock.next();
        let mut vault = open(&disk, &clock);
        for left in (0..TRIES).rev() {
            match try_pin(&mut vault, &clock, "wrong-pin") {
                Err(VaultError::WrongSecret { wait }) => assert_eq!(wait.is_zero(), left > 0, "{left} tries left, and a wait of {wait:?}"),
                other => panic!("a wrong PIN: {:?}", other.err()),
            }
        }
        Self { disk, clock, code: desk.state.code, untried }
    }

    fn wait(&self, clock: &Clock) -> Duration {
        open(&self.disk, clock).wait(clock.now())
    }

    /// The same, with the device folder or the vault changed behind its back.
    fn tampered(&self, tamper: impl FnOnce(&mut World)) -> Self {
        let mut world = self.disk.world();
        tamper(&mut world);
        Self { disk: Recorder::new(world), clock: self.clock.clone(), code: self.code.clone(), untried: self.untried.clone() }
    }
}

fn open(disk: &Recorder, clock: &Clock) -> Vault {
    Vault::open(disk.folders(), disk.device_key(), clock.now()).unwrap()
}

fn try_pin(vault: &mut Vault, clock: &Clock, text: &str) -> Result<Session, VaultError> {
    vault.unlock(&Secret::Pin(pin(text)), clock.now())
}

#[test]
fn time_alone_ends_the_wait() {
    let exhausted = Exhausted::make();
    let mut clock = exhausted.clock.clone();
    assert_eq!(exhausted.wait(&clock), A_TRY);
    clock.pass(ALL_BUT_A_SECOND);
    assert_eq!(exhausted.wait(&clock), SECOND);
    let mut vault = open(&exhausted.disk, &clock);
    assert!(
        matches!(try_pin(&mut vault, &clock, "first-pin"), Err(VaultError::Wait { left }) if left == SECOND),
        "even the right PIN waits"
    );
    clock.pass(SECOND);
    try_pin(&mut vault, &clock, "first-pin").unwrap().lock().unwrap();
}

#[test]
fn the_date_shortens_nothing() {
    let exhausted = Exhausted::make();
    let mut clock = exhausted.clock.clone();
    clock.set_wall_ahead(Duration::from_hours(400 * 24));
    assert_eq!(exhausted.wait(&clock), A_TRY);
}

#[test]
fn a_restart_shortens_nothing() {
    let exhausted = Exhausted::make();
    let mut clock = exhausted.clock.clone();
    clock.pass(A_TRY / 2);
    clock.reboot();
    assert!(exhausted.wait(&clock) >= A_TRY / 2, "time before the restart that nobody noted may count or not, time that never was may not");
    // Again and again, a little after each start.
    for _ in 0..50 {
        clock.reboot();
        assert!(!exhausted.wait(&clock).is_zero(), "fifty starts of ten seconds each are less than a try's wait");
    }
}

#[test]
fn waited_time_is_kept_over_restarts() {
    let exhausted = Exhausted::make();
    let mut clock = exhausted.clock.clone();
    clock.reboot();
    clock.pass(A_TRY);
    assert!(exhausted.wait(&clock).is_zero(), "a wait that was sat out after a restart is over");
}

#[test]
fn the_other_pin_shortens_nothing() {
    let exhausted = Exhausted::make();
    for right in ["first-pin", "second-pin"] {
        let mut vault = open(&exhausted.disk, &exhausted.clock);
        assert!(matches!(try_pin(&mut vault, &exhausted.clock, right), Err(VaultError::Wait { left }) if left == A_TRY));
    }
}

#[test]
fn a_right_pin_refills_nothing() {
    let exhausted = Exhausted::make();
    let mut clock = exhausted.clock.clone();
    for right in ["first-pin", "second-pin"] {
        clock.pass(A_TRY);
        let mut vault = open(&exhausted.disk, &clock);
        try_pin(&mut vault, &clock, right).unwrap().lock().unwrap();
        assert!(matches!(try_pin(&mut vault, &clock, "wrong-pin"), Err(VaultError::WrongSecret { wait }) if !wait.is_zero()));
    }
}

#[test]
fn an_old_head_shortens_nothing() {
    let exhausted = Exhausted::make();
    let old = exhausted.tampered(|world| {
        for head in ["vault/head.0", "vault/head.1"] {
            world.remove(head);
            world.put_back(head, &exhausted.untried);
        }
    });
    assert_eq!(old.wait(&old.clock), A_TRY);
}

#[test]
fn a_deleted_or_older_or_damaged_attempts_file_means_the_longest_wait() {
    let exhausted = Exhausted::make();
    let deleted = exhausted.tampered(|world| world.remove("device/attempts"));
    assert_eq!(deleted.wait(&deleted.clock), LONGEST);
    let older = exhausted.tampered(|world| {
        world.remove("device/attempts");
        world.put_back("device/attempts", &exhausted.untried);
    });
    assert_eq!(older.wait(&older.clock), LONGEST, "its device key was destroyed with the next charge");
    let damaged = exhausted.tampered(|world| [70, 4096 + 70].iter().for_each(|byte| world.file_mut("device/attempts").flip(8 * byte)));
    assert_eq!(damaged.wait(&damaged.clock), LONGEST);
    // The longest wait is a wait, not a lock-out.
    let mut clock = deleted.clock.clone();
    let mut vault = open(&deleted.disk, &clock);
    clock.pass(LONGEST);
    try_pin(&mut vault, &clock, "first-pin").unwrap();
}

#[test]
fn after_twenty_wrong_tries_each_next_one_costs_an_hour() {
    let exhausted = Exhausted::make();
    let mut clock = exhausted.clock.clone();
    let mut vault = open(&exhausted.disk, &clock);
    for _ in TRIES..20 {
        clock.pass(vault.wait(clock.now()));
        assert!(matches!(try_pin(&mut vault, &clock, "wrong-pin"), Err(VaultError::WrongSecret { .. })));
    }
    assert_eq!(vault.wait(clock.now()), LONGEST);
}

#[test]
fn the_recovery_code_never_waits() {
    let exhausted = Exhausted::make();
    let mut vault = open(&exhausted.disk, &exhausted.clock);
    vault.unlock(&Secret::Code(code(&exhausted.code)), exhausted.clock.now()).unwrap().lock().unwrap();
    vault.recover(&code(&exhausted.code), &pin("a new pin"), exhausted.clock.now()).unwrap();
}

#[test]
fn a_lost_device_key_is_told_as_such_and_charges_nothing() {
    let empty = Recorder::new(World::empty());
    let mut desk = Desk::create(&empty, Chance::new(3), None).unwrap();
    desk.abandon();
    let mut world = empty.world();
    world.lose_keys();
    let disk = Recorder::new(world);
    let mut clock = desk.clock.clone();
    let mut vault = open(&disk, &clock);
    clock.pass(LONGEST);
    for _ in 0..=TRIES {
        assert!(matches!(try_pin(&mut vault, &clock, "first-pin"), Err(VaultError::DeviceKeyLost)));
    }
    vault.recover(&code(&desk.state.code), &pin("a new pin"), clock.next()).unwrap().lock().unwrap();
    try_pin(&mut vault, &clock, "a new pin").unwrap();
}

/// Whoever kept a copy of the vault and learns the old PIN later opens nothing with it.
#[test]
fn an_old_head_with_the_old_pin_opens_nothing() {
    let empty = Recorder::new(World::empty());
    let mut desk = Desk::create(&empty, Chance::new(3), None).unwrap();
    desk.lock().unwrap();
    desk.abandon();
    let old = empty.world();
    desk.take(pana_tests::desk::Step::ChangePin).unwrap();
    desk.lock().unwrap();
    desk.abandon();
    let mut world = empty.world();
    for head in ["vault/head.0", "vault/head.1"] {
        world.remove(head);
        world.put_back(head, &old);
    }
    let disk = Recorder::new(world);
    let mut vault = open(&disk, &desk.clock);
    assert!(try_pin(&mut vault, &desk.clock, "first-pin").is_err());
}

/// A new PIN is tried against all slots: one that opens the other volume is refused with the same words as a simple one.
#[test]
fn a_new_pin_that_opens_something_is_refused_without_telling() {
    let disk = Recorder::new(World::empty());
    let mut desk = Desk::create(&disk, Chance::new(3), Some("second-pin")).unwrap();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    for taken in ["second-pin", "first-pin", "1234", "7777", "12"] {
        let refused = session.change_pin(&pin(taken), now);
        assert!(matches!(refused, Err(VaultError::Refused(Refusal::TooSimple) | VaultError::Wait { .. })), "{taken}: {refused:?}");
    }
    let now = desk.clock.next();
    assert!(matches!(desk.session().unwrap().change_pin(&pin("second-pin"), now), Err(VaultError::Refused(Refusal::TooSimple))));
}

/// Asking for the PIN once more, and a new PIN that hits, are tries like any other.
#[test]
fn every_way_to_guess_a_pin_is_charged() {
    let disk = Recorder::new(World::empty());
    let mut desk = Desk::create(&disk, Chance::new(3), Some("second-pin")).unwrap();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    let mut tried = 0;
    let wait = loop {
        match session.confirm_pin(&pin("wrong-pin"), now) {
            Err(VaultError::WrongSecret { .. }) => tried += 1,
            Err(VaultError::Wait { left }) => break left,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((tried, wait), (TRIES, A_TRY));
    assert!(matches!(session.change_pin(&pin("a new pin"), now), Err(VaultError::Wait { .. })));
}

/// Any flipped bit in the files of the device folder: no panic, no shorter wait, and the log is as it was.
#[test]
fn flipped_bits_in_the_device_folder_cost_no_data() {
    let exhausted = Exhausted::make();
    let paths: Vec<String> = exhausted.disk.world().paths().into_iter().filter(|path| path.starts_with("device/")).collect();
    for_each_seed(count(200, 2_000), |seed| {
        let mut chance = Chance::new(seed);
        let path = chance.pick(&paths);
        let flipped = exhausted.tampered(|world| {
            let bit = chance.below(8 * world.file(path).len());
            world.file_mut(path).flip(bit);
        });
        let mut clock = flipped.clock.clone();
        let mut vault = open(&flipped.disk, &clock);
        assert!(vault.wait(clock.now()) >= A_TRY, "a flipped bit in {path} shortens the wait");
        clock.pass(LONGEST);
        let session = try_pin(&mut vault, &clock, "first-pin").unwrap();
        assert!(!session.notices().contains(&Notice::DamageSetAside));
    });
}
