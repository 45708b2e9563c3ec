//! The power goes at any moment, also during recovery: nothing acknowledged is lost, and `check` finds nothing.
//!
//! `PANA_SEED=n` plays one seed again, `PANA_TEST_LONG=1` runs the long count.

#![allow(clippy::unwrap_used)]

use pana_core::incident::LogError;
use pana_core::vault::{Kdf, PlantedBug, Secret, Vault, VaultError, plant};
use pana_tests::chance::{Chance, count, figure, for_each_seed, only_seed};
use pana_tests::clock::Clock;
use pana_tests::desk::{Desk, Failure, State, Step, inspect, levelled, pin};
use pana_tests::model::Contents;
use pana_tests::recording_disk::{Fault, Op, Recorder, Replay, World};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Acknowledged steps of one recording.
const STEPS: usize = 20;
/// Cuts of one recording, and in a long run.
const CUTS: (u64, u64) = (10, 20);
/// Of a hundred recoveries, how many are cut too.
const CUT_RECOVERIES_PERCENT: usize = 40;
/// Seeds in which a planted bug must show.
const SEEDS_FOR_A_BUG: u64 = 2_000;

#[test]
fn nothing_acknowledged_is_lost_by_a_cut() {
    let cuts = AtomicU64::new(0);
    for_each_seed(count(220, 3_700), |seed| match cut_anywhere(seed) {
        Ok(made) => {
            cuts.fetch_add(made, Ordering::Relaxed);
        }
        Err(failure) => panic!("PANA_SEED={seed}: {failure}"),
    });
    let cuts = cuts.into_inner();
    figure("simulated power cuts", cuts);
    assert!(only_seed().is_some() || cuts >= count(2_000, 100_000), "only {cuts} cuts");
}

#[test]
fn no_commit_sync_is_found() {
    found(PlantedBug::NoCommitSync, cut_anywhere);
}

#[test]
fn no_database_sync_is_found() {
    found(PlantedBug::NoDatabaseSync, cut_anywhere);
}

#[test]
fn a_single_superblock_is_found() {
    found(PlantedBug::SingleSuperblock, cut_anywhere);
}

#[test]
fn a_single_wal_header_is_found() {
    found(PlantedBug::SingleWalHeader, cut_anywhere);
}

#[test]
fn an_uncapped_durable_count_is_found() {
    found(PlantedBug::UncappedDurable, cut_anywhere);
}

#[test]
fn no_page_one_fallback_is_found() {
    found(PlantedBug::NoPageOneFallback, cut_anywhere);
}

#[test]
fn no_levelling_is_found() {
    found(PlantedBug::NoLevelling, kill_and_compare_sizes);
}

/// A start after a kill leaves both volumes and both logs equal, whatever grew: without a PIN.
#[test]
fn a_start_levels_what_a_kill_left() {
    for_each_seed(count(40, 1_000), |seed| {
        kill_and_compare_sizes(seed).unwrap_or_else(|failure| panic!("PANA_SEED={seed}: {failure}"));
    });
}

/// A cut while a vault is made leaves one that opens, or room for a new one.
#[test]
fn a_cut_during_creation_is_no_dead_end() {
    for_each_seed(count(60, 2_000), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        let disk = Recorder::new(World::empty());
        let desk = Desk::create(&disk, Chance::new(seed), Some("second-pin")).unwrap();
        let record = disk.record();
        let world = disk.rebuild(chance.below(record.len() + 1), &mut chance);
        let disk = Recorder::new(world);
        let now = Clock::default().now();
        let opened = Vault::open(disk.folders(), disk.device_key(), now);
        match opened {
            Ok(mut vault) => {
                vault.unlock(&Secret::Pin(pin("first-pin")), now).unwrap_or_else(|e| panic!("a vault that is there does not unlock: {e}"));
            }
            Err(VaultError::Place { exists: false }) => {
                Vault::create(disk.folders(), disk.device_key(), &pin(&desk.state.pin), None, Kdf::STUB, now)
                    .unwrap_or_else(|e| panic!("no vault can be made: {e}"));
            }
            Err(e) => panic!("neither a vault nor room for one: {e}"),
        }
    });
}

/// A vault that was acknowledged when it was made is there after any cut.
#[test]
fn a_new_vault_is_durable_when_it_is_acknowledged() {
    for_each_seed(count(40, 1_000), |seed| {
        let _seeded = pana_core::seed(seed);
        let disk = Recorder::new(World::empty());
        let desk = Desk::create(&disk, Chance::new(seed), None).unwrap();
        let after = Recorder::new(disk.rebuild(disk.record().len(), &mut Chance::new(seed)));
        inspect(&after, &mut desk.clock.clone(), &desk.state, &desk.state).unwrap();
    });
}

/// The charge for a wrong PIN is durable before the answer.
#[test]
fn a_cut_gives_no_try_back() {
    for_each_seed(count(100, 2_000), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        let empty = Recorder::new(World::empty());
        let mut desk = Desk::create(&empty, Chance::new(seed), None).unwrap();
        desk.abandon();
        let disk = Recorder::new(empty.world());
        let mut clock = desk.clock.clone();
        let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.next()).unwrap();
        for tried in 1..=4 {
            assert!(matches!(vault.unlock(&Secret::Pin(pin("wrong pin")), clock.now()), Err(VaultError::WrongSecret { .. })));
            disk.acknowledge(tried);
        }
        drop(vault);
        let record = disk.record();
        let cut_at = chance.below(record.len() + 1);
        let told = record[..cut_at].iter().filter(|op| matches!(op, Op::Acknowledged(_))).count();

        let after = Recorder::new(disk.rebuild(cut_at, &mut chance));
        let mut vault = Vault::open(after.folders(), after.device_key(), clock.pass(Duration::from_secs(1))).unwrap();
        let mut left = 0;
        while matches!(vault.unlock(&Secret::Pin(pin("wrong pin")), clock.now()), Err(VaultError::WrongSecret { .. })) {
            left += 1;
            assert!(left + told <= 5, "PANA_SEED={seed}: {told} tries were answered and {left} are left");
        }
    });
}

/// Every call that changes something fails in turn. Whatever was acknowledged is there, while the program runs and after a cut.
#[test]
fn a_failing_disk_loses_nothing_acknowledged() {
    let happened = AtomicU64::new(0);
    for_each_seed(count(240, 4_000), |seed| {
        let fault = [Fault::Error, Fault::Full, Fault::ShortWrite, Fault::Sync, Fault::ReadOnly][seed as usize % 5];
        match fail_somewhere(seed, fault) {
            Ok(did) => {
                happened.fetch_add(u64::from(did), Ordering::Relaxed);
            }
            Err(failure) => panic!("PANA_SEED={seed}, {fault:?}: {failure}"),
        }
    });
    let happened = happened.into_inner();
    figure("faults of the disk", happened);
    assert!(only_seed().is_some() || happened >= count(100, 1_500), "only {happened} faults happened");
}

/// A planted bug shows within some seeds, and the seed shows it again.
fn found(bug: PlantedBug, run: fn(u64) -> Result<u64, Failure>) {
    let fails = |seed| {
        let _planted = plant(bug);
        catch_unwind(AssertUnwindSafe(|| run(seed))).map_err(|_| "it panics".to_owned()).and_then(|result| result).err()
    };
    let seed = (0..SEEDS_FOR_A_BUG).find(|seed| fails(*seed).is_some());
    let seed = seed.unwrap_or_else(|| panic!("{bug:?} was not found in {SEEDS_FOR_A_BUG} seeds"));
    let again = fails(seed).unwrap_or_else(|| panic!("seed {seed} does not show {bug:?} again"));
    figure(&format!("planted bug {bug:?}"), format!("found by seed {seed}: {again}"));
    assert_eq!(run(seed).err(), None, "without the bug seed {seed} finds nothing");
}

/// Records a seeded run of steps and cuts it in [`CUTS`] places. Returns the number of cuts, those during recovery among them.
fn cut_anywhere(seed: u64) -> Result<u64, Failure> {
    let _seeded = pana_core::seed(seed);
    let mut chance = Chance::new(seed);
    let (disk, states, clock) = recorded_run(seed)?;
    let record = disk.record();
    let mut points: Vec<usize> = (0..count(CUTS.0, CUTS.1)).map(|_| point(&record, &mut chance)).collect();
    points.sort_unstable();

    let mut replay = Replay::new(&disk);
    let mut cuts = 0;
    for cut_at in points {
        replay.advance_to(cut_at, &mut chance);
        let done = last_acknowledged(&record[..cut_at]);
        let (before, after) = (&states[done], states.get(done + 1).unwrap_or(&states[done]));
        let place = |failure| format!("cut before operation {cut_at} of {}, in step {}: {failure}", record.len(), done + 1);

        let mut survivor = Recorder::new(replay.cut(&mut chance));
        cuts += 1;
        if chance.happens(CUT_RECOVERIES_PERCENT) {
            start_and_lock(&survivor, &mut clock.clone(), before, after).map_err(place)?;
            let recovery = survivor.record();
            survivor = Recorder::new(survivor.rebuild(point(&recovery, &mut chance), &mut chance));
            cuts += 1;
        }
        inspect(&survivor, &mut clock.clone(), before, after).map_err(place)?;
    }
    Ok(cuts)
}

/// A run of steps from a new vault on: the disk's record, what was acknowledged after each step, and the clock at the end.
fn recorded_run(seed: u64) -> Result<(Recorder, Vec<State>, Clock), Failure> {
    let empty = Recorder::new(World::empty());
    let mut desk = Desk::create(&empty, Chance::new(seed), None).map_err(|e| format!("no vault: {e}"))?;
    desk.abandon();
    let disk = Recorder::new(empty.world());
    desk.disk = disk.clone();
    let mut states = vec![desk.state.clone()];
    for done in 1..=STEPS {
        let step = desk.step().map_err(|e| format!("step {done} failed without any fault: {e}"))?;
        if step == Step::Lock {
            levelled(&disk)?;
        }
        disk.acknowledge(done);
        states.push(desk.state.clone());
    }
    Ok((disk, states, desk.clock))
}

/// Where to cut: anywhere, at a sync, or right after an acknowledgement.
fn point(record: &[Op], chance: &mut Chance) -> usize {
    let wanted: fn(&Op) -> bool = match chance.below(3) {
        0 => |_| true,
        1 => |op| matches!(op, Op::Sync { .. } | Op::SyncFolder(_)),
        _ => |op| matches!(op, Op::Acknowledged(_)),
    };
    let candidates: Vec<usize> = (0..record.len()).filter(|at| wanted(&record[*at])).collect();
    candidates.get(chance.below(candidates.len())).map_or(record.len(), |at| at + chance.below(2))
}

fn last_acknowledged(record: &[Op]) -> usize {
    let step = |op: &Op| if let Op::Acknowledged(step) = op { Some(*step) } else { None };
    record.iter().rev().find_map(step).unwrap_or(0)
}

/// Opens, unlocks and locks, as after any interruption.
fn start_and_lock(disk: &Recorder, clock: &mut Clock, before: &State, after: &State) -> Result<(), Failure> {
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.reboot()).map_err(|e| format!("does not open: {e}"))?;
    for text in [&before.pin, &after.pin] {
        match vault.unlock(&Secret::Pin(pin(text)), clock.next()) {
            Ok(session) => return session.lock().map_err(|e| format!("does not lock: {e}")),
            Err(VaultError::WrongSecret { .. }) => {}
            Err(e) => return Err(format!("does not unlock: {e}")),
        }
    }
    Err("no acknowledged PIN opens it".to_owned())
}

/// Files grow, the program is killed somewhere in between, and a start without any PIN makes the sizes equal.
fn kill_and_compare_sizes(seed: u64) -> Result<u64, Failure> {
    let _seeded = pana_core::seed(seed);
    let mut chance = Chance::new(seed);
    let empty = Recorder::new(World::empty());
    let mut desk = Desk::create(&empty, Chance::new(seed), None).map_err(|e| format!("no vault: {e}"))?;
    desk.abandon();
    let disk = Recorder::new(empty.world());
    desk.disk = disk.clone();
    for _ in 0..8 {
        desk.take(Step::AddLong).map_err(|e| format!("no incident: {e}"))?;
    }
    let record = disk.record();
    let cut_at = chance.below(record.len() + 1);
    let killed = Recorder::new(disk.rebuild(cut_at, &mut chance));
    let vault = Vault::open(killed.folders(), killed.device_key(), desk.clock.reboot()).map_err(|e| format!("does not open: {e}"))?;
    drop(vault);
    levelled(&killed).map(|()| 1)
}

/// Runs steps until one fails by `fault`; then looks at the disk as it is, and as a cut would leave it. Says whether the fault happened.
fn fail_somewhere(seed: u64, fault: Fault) -> Result<bool, Failure> {
    let _seeded = pana_core::seed(seed);
    let mut chance = Chance::new(seed);
    let empty = Recorder::new(World::empty());
    let mut desk = Desk::create(&empty, Chance::new(seed), None).map_err(|e| format!("no vault: {e}"))?;
    desk.abandon();
    let disk = Recorder::new(empty.world());
    desk.disk = disk.clone();
    for _ in 0..4 {
        desk.step().map_err(|e| format!("a step failed without any fault: {e}"))?;
    }
    disk.plan_fault(chance.below(300) as u64, fault);
    let mut states = vec![desk.state.clone()];
    let mut failed = None;
    while failed.is_none() && states.len() < 12 {
        failed = desk.step().err();
        states.push(desk.state.clone());
    }
    let happened = disk.end_faults();
    if let (Some(error), false) = (&failed, happened) {
        return Err(format!("a step failed without any fault: {error}"));
    }
    if let (Some(error), Fault::Full) = (&failed, fault) {
        says_that_the_disk_is_full(error)?;
    }
    desk.abandon();
    let known = &states[states.len() - if failed.is_some() { 2 } else { 1 }];
    let look = |world: World| survives(&Recorder::new(world), &desk, known, failed.is_some());
    look(disk.world()).map_err(|failure| format!("as it is: {failure}"))?;
    look(disk.rebuild(disk.record().len(), &mut chance)).map_err(|failure| format!("after a cut: {failure}"))?;
    Ok(happened)
}

/// A full disk is its own kind of error, so that a shell can say so.
fn says_that_the_disk_is_full(error: &LogError) -> Result<(), Failure> {
    match error {
        LogError::Vault(VaultError::Disk(e)) if e.kind() == std::io::ErrorKind::StorageFull => Ok(()),
        other => Err(format!("a full disk is told as: {other}")),
    }
}

/// All that `known` holds is there. A failed step may have been carried out all the same: then there is one thing more, or one is different.
fn survives(disk: &Recorder, desk: &Desk, known: &State, step_failed: bool) -> Result<(), Failure> {
    let mut clock = desk.clock.clone();
    if !step_failed {
        return inspect(disk, &mut clock, known, known);
    }
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.reboot()).map_err(|e| format!("does not open: {e}"))?;
    let mut session = match vault.unlock(&Secret::Pin(pin(&known.pin)), clock.next()) {
        Err(VaultError::WrongSecret { .. }) => vault.unlock(&Secret::Pin(pin(&desk.asked_pin)), clock.next()),
        other => other,
    }
    .map_err(|e| format!("does not unlock: {e}"))?;
    let found = Contents::read(&mut session).map_err(|e| format!("can't be read: {e}"))?;
    let changed = known.owner.incidents.iter().filter(|(id, kept)| found.incidents.get(*id) != Some(*kept)).count();
    let missing = known.owner.incidents.keys().any(|id| !found.incidents.contains_key(id));
    let files_lost = known.owner.evidence.iter().any(|(id, kept)| found.evidence.get(id) != Some(kept));
    if missing || changed > 1 || files_lost {
        return Err(known.owner.difference(&found));
    }
    let report = session.check(clock.next(), &mut |_| {}).map_err(|e| format!("check stopped: {e}"))?;
    if !report.ok {
        return Err(format!("check reports {:?}", report.damaged));
    }
    session.lock().map_err(|e| format!("does not lock: {e}"))
}
