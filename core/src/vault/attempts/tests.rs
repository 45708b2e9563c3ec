use super::super::cut::Cut;
use super::super::device_key::MemoryDeviceKey;
use super::super::disk::Folder;
use super::*;
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

const MINUTE_NS: u64 = 60 * 1_000_000_000;
const HOUR: Duration = Duration::from_hours(1);
const VAULT_ID: [u8; 16] = [7; 16];

fn up(boot: u8, minutes: u64) -> Uptime {
    Uptime { boot: [boot; 16], nanos: minutes * MINUTE_NS }
}

fn charge_all(attempts: &mut Attempts, times: u32, uptime: Uptime) {
    for _ in 0..times {
        attempts.charge(uptime).unwrap();
    }
}

/// A device with a folder and a key store.
struct Phone {
    folder: tempfile::TempDir,
    keys: MemoryDeviceKey,
}

impl Phone {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), keys: MemoryDeviceKey::new() }
    }

    fn disk(&self) -> Arc<dyn Disk> {
        Arc::new(Folder::new(self.folder.path()).unwrap())
    }

    fn create(&self, uptime: Uptime) -> Attempts {
        Attempts::create(self.disk(), Arc::new(self.keys.clone()), &VAULT_ID, uptime).unwrap()
    }

    fn load(&self, uptime: Uptime) -> Attempts {
        Attempts::load(self.disk(), Arc::new(self.keys.clone()), &VAULT_ID, uptime)
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }
}

#[test]
fn five_tries_then_one_per_ten_minutes() {
    let phone = Phone::new();
    let mut attempts = phone.create(up(1, 0));
    for left in (0..5).rev() {
        assert_eq!(attempts.wait(up(1, 0)), Duration::ZERO);
        let wait = attempts.charge(up(1, 0)).unwrap();
        assert_eq!(wait.is_zero(), left > 0);
    }
    assert_eq!(attempts.wait(up(1, 4)), Duration::from_mins(6));
    assert_eq!(attempts.wait(up(1, 10)), Duration::ZERO);
    assert_eq!(attempts.charge(up(1, 13)).unwrap(), Duration::from_mins(7), "three minutes of the next wait are over");
}

#[test]
fn after_twenty_wrong_ones_one_per_hour_until_forgiven() {
    let phone = Phone::new();
    let mut attempts = phone.create(up(1, 0));
    let mut minute = 0;
    for _ in 0..20 {
        while !attempts.wait(up(1, minute)).is_zero() {
            minute += 1;
        }
        attempts.charge(up(1, minute)).unwrap();
    }
    assert_eq!(minute, 150);
    assert_eq!(attempts.wait(up(1, minute)), HOUR);
    assert_eq!(attempts.wait(up(1, minute + 60)), Duration::ZERO);
    // Five hours fill the bucket; each hour after that forgives one, and twenty are forgiven after twenty.
    let full = minute + 5 * 60;
    assert_eq!(attempts.record.as_ref().unwrap().bucket.later(up(1, full + 59)).wrong, 20);
    assert_eq!(attempts.record.as_ref().unwrap().bucket.later(up(1, full + 60)).wrong, 19);
    assert_eq!(attempts.record.as_ref().unwrap().bucket.later(up(1, full + 100 * 60)).wrong, 0);
}

#[test]
fn the_file_is_as_the_format_says_and_each_charge_takes_a_fresh_key() {
    let phone = Phone::new();
    let mut attempts = phone.create(up(1, 0));
    let mut seen = Vec::new();
    for charge in 1..5 {
        attempts.charge(up(1, 7)).unwrap();
        let [alias] = phone.keys.aliases()[..] else { panic!("one key at a time") };
        let named = [b"pana/attempts/alias".as_slice(), &VAULT_ID, &[charge % 2]].concat();
        assert_eq!(alias.0, Sha256::digest(named)[..16]);
        let answer = phone.keys.hmac(alias, b"which key").unwrap();
        assert!(!seen.contains(&answer));
        seen.push(answer);
        let file = fs::read(phone.file()).unwrap();
        assert_eq!(file.len(), 8192);
        for copy in file.chunks(4096) {
            assert_eq!(copy[12..28], alias.0);
            assert_eq!(copy[60..68], (7 * MINUTE_NS).to_le_bytes());
            assert_eq!(copy[4064..], phone.keys.hmac(alias, &[b"pana/attempts/1", &copy[..4064]].concat()).unwrap());
        }
    }
}

#[test]
fn missing_damaged_or_older_files_cost_the_longest_wait_and_no_more() {
    let phone = Phone::new();
    let older = |minute: u64| {
        let old = fs::read(phone.file()).unwrap();
        phone.load(up(1, minute)).charge(up(1, minute)).unwrap();
        old
    };
    let spoilt: [&dyn Fn(u64); 6] = [
        &|_| fs::remove_file(phone.file()).unwrap(),
        &|_| fs::write(phone.file(), []).unwrap(),
        &|_| fs::write(phone.file(), [0; 8192]).unwrap(),
        &|_| fs::write(phone.file(), random::bytes::<9000>()).unwrap(),
        &|minute| fs::write(phone.file(), older(minute)).unwrap(),
        &|_| phone.keys.aliases().into_iter().for_each(|alias| phone.keys.destroy(alias).unwrap()),
    ];
    for (number, spoil) in (0..).zip(spoilt) {
        let minute = number * 10_000;
        phone.create(up(1, minute));
        spoil(minute);
        assert_eq!(phone.load(up(1, minute)).wait(up(1, minute)), HOUR);
        assert_eq!(phone.load(up(1, minute + 20)).wait(up(1, minute + 20)), HOUR * 2 / 3, "counted from then on, durably");
        assert_eq!(phone.load(up(1, minute + 60)).wait(up(1, minute + 60)), Duration::ZERO);
    }
}

/// Whoever deletes the file between tries and keeps each has as many files that don't count.
#[test]
fn files_collected_by_deleting_them_count_no_more() {
    let phone = Phone::new();
    let mut minute = 0;
    let mut collected = vec![{
        phone.create(up(1, 0));
        fs::read(phone.file()).unwrap()
    }];
    for _ in 0..6 {
        fs::remove_file(phone.file()).unwrap();
        let mut attempts = phone.load(up(1, minute));
        collected.push(fs::read(phone.file()).unwrap());
        minute += 60;
        attempts.charge(up(1, minute)).unwrap();
        collected.push(fs::read(phone.file()).unwrap());
    }
    let current = collected.pop().unwrap();
    for old in collected {
        fs::write(phone.file(), old).unwrap();
        assert_eq!(phone.load(up(1, minute)).wait(up(1, minute)), HOUR);
    }
    fs::write(phone.file(), current).unwrap();
    assert_eq!(phone.load(up(1, minute)).wait(up(1, minute)), HOUR, "nor does the last one, after others were tried");
}

#[test]
fn one_broken_copy_changes_nothing() {
    for copy in 0..2 {
        let phone = Phone::new();
        let mut attempts = phone.create(up(1, 0));
        charge_all(&mut attempts, 5, up(1, 0));
        let mut file = fs::read(phone.file()).unwrap();
        file[copy * 4096 + 70] ^= 1;
        fs::write(phone.file(), file).unwrap();
        for _ in 0..2 {
            assert_eq!(phone.load(up(1, 1)).wait(up(1, 1)), Duration::from_mins(9));
        }
        let file = fs::read(phone.file()).unwrap();
        assert_eq!(file[12..28], file[4096 + 12..4096 + 28], "the other copy is made anew");
    }
}

#[test]
fn a_key_store_that_is_locked_refuses_and_changes_nothing() {
    let phone = Phone::new();
    let mut attempts = phone.create(up(1, 0));
    let before = fs::read(phone.file()).unwrap();
    phone.keys.set_locked(true);
    assert_eq!(phone.load(up(1, 0)).wait(up(1, 0)), HOUR);
    assert!(attempts.charge(up(1, 0)).is_err());
    assert_eq!(attempts.wait(up(1, 600)), HOUR);
    phone.keys.set_locked(false);
    assert!(matches!(attempts.charge(up(1, 600)), Err(AttemptsError::Exhausted)));
    assert_eq!(fs::read(phone.file()).unwrap(), before);
    assert_eq!(phone.load(up(1, 0)).wait(up(1, 0)), Duration::ZERO);
}

#[test]
fn a_clock_that_fell_back_counts_nothing_and_blocks_no_longer_than_an_hour() {
    let phone = Phone::new();
    let mut attempts = phone.create(up(1, 90_000));
    charge_all(&mut attempts, 5, up(1, 90_000));
    assert_eq!(attempts.wait(up(1, 5)), Duration::from_mins(10));
    assert_eq!(phone.load(up(1, 5)).wait(up(1, 5)), Duration::from_mins(10));
    assert_eq!(phone.load(up(1, 9)).wait(up(1, 9)), Duration::from_mins(6));
}

/// A charge, and the start after it, cut at any two points: the state is that before or after the charge, and after it if it returned.
#[test]
fn a_charge_cut_anywhere_is_charged_or_not() {
    let waits = [Duration::ZERO, Duration::from_mins(10)];
    for first_cut in 0.. {
        let mut returned = false;
        for second_cut in 0..14 {
            let phone = Phone::new();
            let mut attempts = phone.create(up(1, 0));
            charge_all(&mut attempts, 4, up(1, 0));
            let cut = Cut::new(phone.folder.path(), &phone.keys);
            let mut attempts = Attempts::load(Arc::new(cut.clone()), Arc::new(cut.clone()), &VAULT_ID, up(1, 0));
            cut.after_operations(first_cut);
            let charged = attempts.charge(up(1, 0));
            returned = charged.is_ok();
            assert_eq!(attempts.wait(up(1, 0)), if returned { waits[1] } else { HOUR });
            let before = fs::read(phone.file()).unwrap();
            // A start that is cut before it has read both copies knows nothing; it must not have changed anything then.
            cut.after_operations(second_cut);
            let at_second = Attempts::load(Arc::new(cut.clone()), Arc::new(cut), &VAULT_ID, up(1, 0)).wait(up(1, 0));
            assert!(waits.contains(&at_second) || fs::read(phone.file()).unwrap() == before);
            let settled = phone.load(up(1, 0));
            assert!(waits.contains(&settled.wait(up(1, 0))), "cut at {first_cut}, then {second_cut}");
            assert!(!returned || settled.wait(up(1, 0)) == waits[1]);
            drop(settled);
            let mut again = phone.load(up(1, 10));
            again.charge(up(1, 10)).unwrap();
            let alias = again.record.as_ref().unwrap().alias;
            fs::write(phone.file(), &before).unwrap();
            assert_eq!(phone.load(up(1, 10)).wait(up(1, 10)), HOUR, "nothing from before opens after a charge under {alias}");
        }
        if returned {
            assert!(first_cut > 5, "the charge has points to be cut at");
            break;
        }
    }
}

/// The same rules, one minute at a time.
struct Model {
    tries: u32,
    wrong: u32,
    waited: u64,
}

impl Model {
    fn minute(&mut self) {
        self.waited += 1;
        if self.tries < 5 {
            let interval = if self.wrong < 20 { 10 } else { 60 };
            if self.waited == interval {
                self.tries += 1;
                self.waited = 0;
            }
        } else if self.waited == 60 {
            self.wrong = self.wrong.saturating_sub(1);
            self.waited = 0;
        }
    }

    fn charge(&mut self) {
        if self.tries == 5 || self.tries == 0 {
            self.waited = 0;
        }
        self.tries = self.tries.saturating_sub(1);
        self.wrong += 1;
    }

    fn wait(&self) -> Duration {
        let interval = if self.wrong < 20 { 10 } else { 60 };
        if self.tries > 0 { Duration::ZERO } else { Duration::from_mins(interval - self.waited) }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Charge,
    Restart,
    Reboot,
    Replay,
    Delete,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u64..25).prop_map(Step::Pass),
        1 => (0u64..2000).prop_map(Step::Pass),
        8 => Just(Step::Charge),
        3 => Just(Step::Restart),
        1 => Just(Step::Reboot),
        1 => Just(Step::Replay),
        1 => Just(Step::Delete),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_does_what_the_model_does(steps in proptest::collection::vec(step(), 1..80)) {
        let phone = Phone::new();
        let (mut boot, mut minute) = (0, 0);
        let mut attempts = phone.create(up(boot, minute));
        let mut model = Model { tries: 5, wrong: 0, waited: 0 };
        // The state that is durable, from which a reboot counts.
        let mut durable = (5, 0, 0);
        let mut old_file = None;
        for step in steps {
            let longest = match step {
                Step::Pass(minutes) => {
                    minute += minutes;
                    (0..minutes).for_each(|_| model.minute());
                    false
                }
                Step::Charge => {
                    let before = fs::read(phone.file()).unwrap();
                    model.charge();
                    prop_assert_eq!(attempts.charge(up(boot, minute)).unwrap(), model.wait());
                    durable = (model.tries, model.wrong, model.waited);
                    old_file = Some(before);
                    false
                }
                Step::Restart => {
                    attempts = phone.load(up(boot, minute));
                    false
                }
                Step::Reboot => {
                    (boot, minute) = (boot + 1, 3);
                    model = Model { tries: durable.0, wrong: durable.1, waited: durable.2 };
                    (0..minute).for_each(|_| model.minute());
                    attempts = phone.load(up(boot, minute));
                    false
                }
                Step::Replay => old_file.take().map(|old| fs::write(phone.file(), old).unwrap()).is_some(),
                Step::Delete => {
                    fs::remove_file(phone.file()).unwrap();
                    old_file = None;
                    true
                }
            };
            if longest {
                attempts = phone.load(up(boot, minute));
                prop_assert_eq!(attempts.wait(up(boot, minute)), HOUR);
                model = Model { tries: 0, wrong: 20, waited: 0 };
                durable = (0, 20, 0);
            }
            prop_assert_eq!(attempts.wait(up(boot, minute)), model.wait());
            prop_assert_eq!(phone.load(up(boot, minute)).wait(up(boot, minute)), model.wait());
        }
    }

    #[test]
    fn no_hostile_state_overflows(at in any::<u64>(), tries in 0u32..=5, wrong in any::<u32>(), waited_ns in any::<u64>(), now in any::<u64>(), boot in 0u8..2) {
        let bucket = Bucket { at: Uptime { boot: [0; 16], nanos: at }, tries, wrong, waited_ns };
        let uptime = Uptime { boot: [boot; 16], nanos: now };
        prop_assert!(bucket.wait_ns(uptime) <= LONGEST_WAIT_NS);
        prop_assert!(bucket.charged(uptime).wait_ns(uptime) <= LONGEST_WAIT_NS);
    }
}
