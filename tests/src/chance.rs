//! Seeded chance: every choice a test makes comes from one number, so that a failure can be played again.

use std::env;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Threads that share the seeds of one test.
const THREADS: usize = 2;

/// A generator of choices (`SplitMix64`). For tests only: it keeps no secret.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    /// The choices that belong to a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// A number with all its bits drawn.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.number() % end as u64) as usize }
    }

    /// A number of a range that is not empty.
    pub fn within(&mut self, range: Range<usize>) -> usize {
        range.start + self.below(range.len())
    }

    /// True `percent` times in a hundred.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Bytes without any structure.
    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len.div_ceil(8)).flat_map(|_| self.number().to_le_bytes()).take(len).collect()
    }
}

/// Whether the long counts were asked for (`PANA_TEST_LONG=1`, set by `tests/run long`).
pub fn long() -> bool {
    env::var("PANA_TEST_LONG").is_ok_and(|value| value == "1")
}

/// How often to do something: in every run, or in a long one.
pub fn count(usual: u64, long_run: u64) -> u64 {
    if long() { long_run } else { usual }
}

/// The one seed that `PANA_SEED` asks for, if it does.
pub fn only_seed() -> Option<u64> {
    env::var("PANA_SEED").ok().map(|text| text.parse().expect("PANA_SEED is a whole number"))
}

/// Calls `body` with each seed below `seeds`, on two threads; with `PANA_SEED` set, with that seed alone.
///
/// # Panics
/// When `body` does, after printing the seed that plays it again.
pub fn for_each_seed(seeds: u64, body: impl Fn(u64) + Sync) {
    if let Some(seed) = only_seed() {
        return body(seed);
    }
    let next = AtomicU64::new(0);
    let failed = Mutex::new(None);
    let take_seeds = || {
        while failed.lock().unwrap().is_none() {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                break;
            }
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| body(seed))) {
                eprintln!("PANA_SEED={seed} plays this again");
                failed.lock().unwrap().get_or_insert(panic);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(take_seeds);
        }
    });
    if let Some(panic) = failed.into_inner().unwrap() {
        resume_unwind(panic);
    }
}

/// Prints a figure, and keeps it where `tests/run long` collects them for RESULTS.md (`PANA_FIGURES`).
pub fn figure(name: &str, value: impl std::fmt::Display) {
    use std::io::Write;
    println!("{name}: {value}");
    if let Some(path) = env::var_os("PANA_FIGURES") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        writeln!(file, "| {name} | {value} |").unwrap();
    }
}
