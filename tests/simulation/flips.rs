//! One bit turned over anywhere, files cut short, made longer or exchanged: refused, repaired with a notice, or reported. Never silent, never a panic.

#![allow(clippy::unwrap_used)]

use pana_core::vault::{Notice, Part, Secret, Vault, VaultError};
use pana_tests::chance::{Chance, count, figure, for_each_seed};
use pana_tests::clock::Clock;
use pana_tests::desk::{Desk, Step, pin};
use pana_tests::model::{Contents, id_text};
use pana_tests::recording_disk::{Recorder, World};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

const HEAD_BITS: usize = 4096 * 8;
const HEADS: [&str; 2] = ["vault/head.0", "vault/head.1"];
/// Where pages begin in a volume, and units in a log.
const FIRST_BYTES: usize = 8192;
const PAGE_BYTES: usize = 8192;
const UNIT_BYTES: usize = 120 + PAGE_BYTES;
/// Flips that one seed tries.
const FLIPS: usize = 100;

/// A vault to be damaged: its disk, what must be in it, and where its owner's bytes are.
struct Victim {
    world: World,
    clock: Clock,
    pin: String,
    contents: Contents,
    /// What was there when it was last locked.
    locked: Contents,
    volume: String,
    log: String,
    /// Pages of the owner's volume that were ever written, from 0.
    pages: Vec<usize>,
    /// Units of the owner's log that are in use, from 0.
    units: Vec<usize>,
}

/// What became of a damaged vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It does not open, or does not give something out.
    Refused,
    /// It says that something was wrong.
    Reported,
    /// It says nothing, and everything in it is as it was.
    Unharmed,
}

/// Every bit goes through parser and slots beside the code of the head; here every sixteenth, or in a long run every one, goes through a whole unlock.
#[test]
fn a_flipped_bit_in_a_head_is_repaired_and_told() {
    const BITS_OF_A_SEED: usize = 1024;
    let victim = Victim::make(&[Step::Add, Step::Lock]);
    let between = count(16, 1) as usize;
    for_each_seed((2 * HEAD_BITS / BITS_OF_A_SEED) as u64, |seed| {
        let _seeded = pana_core::seed(seed);
        let first = seed as usize % between;
        for bit in (first..BITS_OF_A_SEED).step_by(between).map(|bit| seed as usize * BITS_OF_A_SEED + bit) {
            let (head, bit) = (HEADS[bit / HEAD_BITS], bit % HEAD_BITS);
            let disk = victim.damaged(|world| world.file_mut(head).flip(bit));
            match victim.unlock(&disk) {
                Ok((_, notices)) => {
                    assert!(notices.contains(&Notice::HeadRepaired), "bit {bit} of {head} is silent");
                    let world = disk.world();
                    assert_eq!(world.file(HEADS[0]), world.file(HEADS[1]), "bit {bit} of {head} was not repaired");
                }
                Err(VaultError::UnknownVersion { .. }) => assert!(bit < 32, "bit {bit} of {head} is not in the version"),
                Err(e) => panic!("bit {bit} of {head}: the other copy is whole, and yet: {e}"),
            }
        }
    });
    figure("flipped bits in the heads, through a whole unlock", 2 * HEAD_BITS / between);
}

#[test]
fn both_heads_damaged_is_no_wrong_pin() {
    let victim = Victim::make(&[Step::Add, Step::Lock]);
    let disk = victim.damaged(|world| HEADS.iter().for_each(|head| world.file_mut(head).flip(20_000)));
    assert!(matches!(victim.unlock(&disk).err(), Some(VaultError::Damaged { part: Part::Head })));
}

#[test]
fn a_version_that_is_not_known_is_refused() {
    let victim = Victim::make(&[Step::Add, Step::Lock]);
    let disk = victim.damaged(|world| {
        for head in HEADS {
            let mut bytes = world.file(head).to_vec();
            bytes[0] = 9;
            let checksum = <sha2::Sha256 as sha2::Digest>::digest(&bytes[..4064]);
            bytes[4064..].copy_from_slice(&checksum);
            world.file_mut(head).write(&bytes, 0);
        }
    });
    assert!(matches!(victim.unlock(&disk).err(), Some(VaultError::UnknownVersion { found: 9 })));
}

/// Parameters of the key derivation that would take all memory, or none of the work, are refused before anything is derived.
#[test]
fn kdf_parameters_out_of_bounds_are_refused() {
    let victim = Victim::make(&[Step::Add, Step::Lock]);
    for (at, value) in [(60, 262_145u32), (60, u32::MAX), (60, 19_455), (64, 11), (64, u32::MAX), (68, 5), (68, u32::MAX)] {
        let disk = victim.damaged(|world| {
            for head in HEADS {
                let mut bytes = world.file(head).to_vec();
                for (place, usual) in [(60, 65_536u32), (64, 3), (68, 1)] {
                    bytes[place..place + 4].copy_from_slice(&usual.to_le_bytes());
                }
                bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
                let checksum = <sha2::Sha256 as sha2::Digest>::digest(&bytes[..4064]);
                bytes[4064..].copy_from_slice(&checksum);
                world.file_mut(head).write(&bytes, 0);
            }
        });
        assert!(matches!(victim.unlock(&disk).err(), Some(VaultError::Damaged { part: Part::Head })), "{value} at {at}");
    }
}

#[test]
fn sampled_bits_of_volumes_logs_and_media() {
    let locked = Victim::make(&[Step::Add, Step::Attach, Step::Import, Step::AddLong, Step::Attach, Step::Amend, Step::Attach, Step::Lock]);
    let abandoned = Victim::make(&[Step::Add, Step::Attach, Step::Lock, Step::Add, Step::Amend, Step::Import, Step::Add, Step::Abandon]);
    for victim in [&locked, &abandoned] {
        assert_eq!(victim.judge(&victim.damaged(|_| {}), "whole"), Outcome::Unharmed, "a vault that nobody damaged reports nothing");
    }
    assert!(locked.pages.len() > 10 && locked.world.media().len() == 3 && abandoned.units.len() > 10, "the victims are worth it");

    let outcomes = [const { AtomicU64::new(0) }; 3];
    for_each_seed(count(200, 1_000), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        for _ in 0..FLIPS {
            let victim = if chance.happens(50) { &locked } else { &abandoned };
            let (path, bit, harmless) = victim.aim(&mut chance);
            let disk = victim.damaged(|world| world.file_mut(&path).flip(bit));
            let outcome = victim.judge(&disk, &format!("PANA_SEED={seed}: bit {bit} of {path}"));
            assert!(harmless || outcome != Outcome::Unharmed, "PANA_SEED={seed}: bit {bit} of {path} is sealed, and yet nothing is said");
            outcomes[outcome as usize].fetch_add(1, Ordering::Relaxed);
        }
    });
    let [refused, reported, unharmed] = outcomes.map(AtomicU64::into_inner);
    figure(
        "flipped bits in volumes, logs and media",
        format!("{refused} refused, {reported} reported, {unharmed} in filler or stale copies"),
    );
}

/// One flipped bit in an acknowledged frame: what came before it is there, the originals are kept aside, and it is said.
#[test]
fn a_flipped_bit_in_an_acknowledged_frame_is_reported_and_kept_aside() {
    let victim = Victim::make(&[Step::Add, Step::Attach, Step::Lock, Step::Add, Step::Add, Step::Amend, Step::Add, Step::Abandon]);
    for_each_seed(count(100, 1_000), |seed| {
        let _seeded = pana_core::seed(seed);
        let mut chance = Chance::new(seed);
        // The first half of the log: a later unit says that these were durable.
        let unit = victim.units[chance.below(victim.units.len() / 2)];
        let bit = 8 * (FIRST_BYTES + unit * UNIT_BYTES) + chance.below(8 * UNIT_BYTES);
        let disk = victim.damaged(|world| world.file_mut(&victim.log).flip(bit));
        let damaged_log = disk.world().file(&victim.log).len();

        let ((mut vault, mut clock), notices) = victim.unlock(&disk).unwrap();
        assert!(notices.contains(&Notice::DamageSetAside), "unit {unit}: {notices:?}");
        let kept = disk.world();
        let aside = kept.media().into_iter().filter(|path| !victim.world.media().contains(path)).collect::<Vec<_>>();
        assert_eq!(aside.len(), 1, "the originals are kept aside once");
        assert!(kept.file(&aside[0]).len() >= damaged_log, "all of the log is kept");

        let mut session = vault.unlock(&Secret::Pin(pin(&victim.pin)), clock.next()).unwrap();
        let found = Contents::read(&mut session).unwrap();
        assert!(victim.locked.incidents.keys().all(|id| found.incidents.contains_key(id)), "what was saved before is there");
        assert_eq!(found.evidence, victim.locked.evidence);
        session.lock().unwrap();
        assert!(disk.world().media().contains(&aside[0]), "what was set aside stays");
    });
}

/// A damaged evidence file is named; everything else is as it was.
#[test]
fn damage_to_one_file_costs_only_that_file() {
    let victim = Victim::make(&[Step::Add, Step::Attach, Step::Attach, Step::Attach, Step::Lock]);
    for path in victim.world.media() {
        let disk = victim.damaged(|world| world.file_mut(&path).flip(8 * 60));
        let ((mut vault, mut clock), _) = victim.unlock(&disk).unwrap();
        let mut session = vault.unlock(&Secret::Pin(pin(&victim.pin)), clock.next()).unwrap();
        let report = session.check(clock.next(), &mut |_| {}).unwrap();
        let places: Vec<&str> = report.damaged.iter().map(|damage| damage.place.as_str()).collect();
        let log = session.log();
        let lost = victim.contents.evidence.keys().filter(|id| log.take_out(id, &mut Vec::new(), &mut |_| {}).is_err());
        let lost: Vec<String> = lost.map(|id| format!("evidence {}", id_text(id))).collect();
        assert_eq!(lost.len(), 1, "damage to {path} costs that one file");
        assert_eq!(places, lost, "what is told is what is lost");
    }
}

#[test]
fn files_cut_short_made_longer_exchanged_or_gone() {
    let steps = [Step::Add, Step::Attach, Step::Add, Step::Attach, Step::Lock, Step::Add, Step::Abandon];
    for victim in [Victim::make(&steps[..5]), Victim::make(&steps)] {
        let mut paths: Vec<String> = ["head.0", "head.1", "a.db", "b.db", "a.wal", "b.wal"].map(|name| format!("vault/{name}")).into();
        paths.extend(victim.world.media());
        for path in &paths {
            let len = victim.world.file(path).len();
            for shorter in [0, 1, len / 2, len - 1] {
                let disk = victim.damaged(|world| world.file_mut(path).cut(shorter));
                victim.judge(&disk, &format!("{path} cut to {shorter} bytes"));
            }
            for longer in [1, 4096, 1 << 22] {
                let disk = victim.damaged(|world| world.file_mut(path).write(&vec![7; longer], len));
                victim.judge(&disk, &format!("{path} with {longer} bytes more"));
            }
            let disk = victim.damaged(|world| world.remove(path));
            victim.judge(&disk, &format!("{path} gone"));
            for other in paths.iter().filter(|other| *other > path) {
                let disk = victim.damaged(|world| world.swap(path, other));
                victim.judge(&disk, &format!("{path} exchanged with {other}"));
            }
        }
    }
}

impl Victim {
    /// A vault after these steps, the last of which ends the session.
    fn make(steps: &[Step]) -> Self {
        let _seeded = pana_core::seed(7);
        let created = Recorder::new(World::empty());
        let mut desk = Desk::create(&created, Chance::new(7), None).unwrap();
        desk.abandon();
        let mut pages = BTreeSet::new();
        note_pages(&created, &mut pages);
        let mut disk = Recorder::new(created.world());
        desk.disk = disk.clone();
        desk.session().unwrap();
        // A session raises the open count in a superblock of its own volume, and writes nothing at the head of the other.
        let side = if disk.writes_to("vault/a.db").iter().any(|(at, _)| *at < FIRST_BYTES) { 'a' } else { 'b' };
        let mut locked = Contents::default();
        for step in steps {
            desk.take(*step).unwrap();
            if *step == Step::Lock {
                // Whatever the log held is overwritten now: its units in use are those of a record that begins here.
                desk.abandon();
                note_pages(&disk, &mut pages);
                disk = Recorder::new(disk.world());
                desk.disk = disk.clone();
                locked = desk.state.owner.clone();
            }
        }
        note_pages(&disk, &mut pages);
        let (volume, log) = (format!("vault/{side}.db"), format!("vault/{side}.wal"));
        let unit = |(at, len): &(usize, usize)| (*at >= FIRST_BYTES && *len <= UNIT_BYTES).then(|| (at - FIRST_BYTES) / UNIT_BYTES);
        let units: BTreeSet<usize> = disk.writes_to(&log).iter().filter_map(unit).collect();
        Self {
            world: disk.world(),
            clock: desk.clock.clone(),
            pin: desk.state.pin.clone(),
            contents: desk.state.owner.clone(),
            locked,
            pages: pages.into_iter().filter(|(of, _)| *of == volume).map(|(_, page)| page).collect(),
            units: units.into_iter().collect(),
            volume,
            log,
        }
    }

    fn damaged(&self, damage: impl FnOnce(&mut World)) -> Recorder {
        let mut world = self.world.clone();
        damage(&mut world);
        Recorder::new(world)
    }

    /// A bit to turn over, and whether nothing may depend on it.
    fn aim(&self, chance: &mut Chance) -> (String, usize, bool) {
        match chance.below(10) {
            0..4 if self.units.is_empty() => {
                let page = *chance.pick(&self.pages);
                (self.volume.clone(), 8 * (FIRST_BYTES + page * PAGE_BYTES) + chance.below(8 * PAGE_BYTES), false)
            }
            0..4 => {
                let unit = *chance.pick(&self.units);
                (self.log.clone(), 8 * (FIRST_BYTES + unit * UNIT_BYTES) + chance.below(8 * UNIT_BYTES), false)
            }
            4..6 => {
                let path = chance.pick(&self.world.media()).clone();
                let bit = chance.below(8 * self.world.file(&path).len());
                (path, bit, false)
            }
            6 | 7 => ([&self.volume, &self.log][chance.below(2)].clone(), chance.below(8 * FIRST_BYTES), true),
            _ => {
                let path = format!("vault/{}", chance.pick(&["a.db", "b.db", "a.wal", "b.wal"]));
                let bit = chance.below(8 * self.world.file(&path).len());
                (path, bit, true)
            }
        }
    }

    /// Opens and unlocks; the session is over, its notices are not.
    fn unlock(&self, disk: &Recorder) -> Result<((Vault, Clock), Vec<Notice>), VaultError> {
        let mut clock = self.clock.clone();
        let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.reboot())?;
        let session = vault.unlock(&Secret::Pin(pin(&self.pin)), clock.next())?;
        let notices = session.notices().to_vec();
        Ok(((vault, clock), notices))
    }

    /// Uses all of a damaged vault.
    ///
    /// # Panics
    /// If it gives out something else than was put in, and says nothing; or if it takes damage for a wrong PIN or for no vault.
    fn judge(&self, disk: &Recorder, what: &str) -> Outcome {
        let mut clock = self.clock.clone();
        let opened = Vault::open(disk.folders(), disk.device_key(), clock.reboot());
        let session = opened.and_then(|mut vault| vault.unlock(&Secret::Pin(pin(&self.pin)), clock.next()));
        let mut session = match session {
            Ok(session) => session,
            Err(VaultError::Damaged { .. } | VaultError::UnknownVersion { .. } | VaultError::Disk(_)) => return Outcome::Refused,
            Err(e) => panic!("{what}: damage is told as: {e}"),
        };
        let mut reported = !session.notices().is_empty();
        let found = Contents::read(&mut session);
        match session.check(clock.next(), &mut |_| {}) {
            Ok(report) => reported |= !report.ok,
            Err(_) => return Outcome::Refused,
        }
        match found {
            _ if reported => Outcome::Reported,
            Err(e) => panic!("{what}: something can't be read ({e}), and check finds nothing"),
            Ok(found) if found == self.contents => Outcome::Unharmed,
            Ok(found) => panic!("{what}: silent and wrong: {}", self.contents.difference(&found)),
        }
    }
}

/// Notes which pages of either volume were written on this disk.
fn note_pages(disk: &Recorder, pages: &mut BTreeSet<(String, usize)>) {
    for path in ["vault/a.db", "vault/b.db"] {
        for (at, len) in disk.writes_to(path) {
            if len == PAGE_BYTES && at >= FIRST_BYTES && at % PAGE_BYTES == 0 {
                pages.insert((path.to_owned(), (at - FIRST_BYTES) / PAGE_BYTES));
            }
        }
    }
}
