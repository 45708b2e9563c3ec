//! How long the slots take tells nothing about which of them opened. The key derivation is a constant stub here: it would drown everything else.

use pana_core::vault::{SlotCase, SlotStage};
use pana_tests::chance::{Chance, figure};
use pana_tests::statistics::{cropped, welch_t};
use std::hint::black_box;
use std::time::Instant;

const CASES: [SlotCase; 4] = [SlotCase::A, SlotCase::B, SlotCase::Code, SlotCase::Wrong];
const RUNS: usize = 100_000;
/// Heads with secrets of their own: what one secret costs more or less than another is not what is asked.
const STAGES: usize = 256;
/// The usual bound of leakage tests: by chance it is passed once in 150,000 tests.
const T_LIMIT: f64 = 4.5;
/// Samples above this percentile are interruptions of the machine.
const KEPT_PERCENT: usize = 90;

/// Both in one test, so that neither runs beside the other.
#[test]
fn a_used_slot_takes_as_long_as_a_wrong_pin_and_a_planted_early_exit_does_not() {
    let largest = largest_t::<false>();
    figure("slot stage: largest Welch t of a used slot against a wrong PIN", format!("{largest:.2}"));
    let planted = largest_t::<true>();
    figure("the same with a planted early exit", format!("{planted:.2}"));
    assert!(largest < T_LIMIT, "t = {largest:.2}: a used slot can be told by its time");
    assert!(planted > T_LIMIT, "t = {planted:.2}: an early exit goes unnoticed");
}

/// Runs all cases in random order, each [`RUNS`] times, and compares each used slot with the wrong PIN.
fn largest_t<const EARLY_EXIT: bool>() -> f64 {
    let _seeded = pana_core::seed(1);
    let stages: Vec<SlotStage> = (0..STAGES).map(|_| SlotStage::new()).collect();
    let mut chance = Chance::new(1);
    let mut samples = vec![Vec::with_capacity(RUNS); CASES.len()];
    let mut order = [0, 1, 2, 3];
    for _ in 0..RUNS {
        for last in (1..order.len()).rev() {
            order.swap(last, chance.below(last + 1));
        }
        let stage = chance.pick(&stages);
        let secrets = CASES.map(|case| stage.secret(case));
        // Whatever is tried first would wait for memory.
        black_box(stage.sample::<false>(&secrets[3]));
        for case in order {
            let secret = secrets[case].clone();
            let start = Instant::now();
            let sample = black_box(stage.sample::<EARLY_EXIT>(black_box(&secret)));
            let nanos = start.elapsed().as_nanos();
            assert_eq!(sample.opened(), CASES[case] != SlotCase::Wrong, "the stage does its work");
            #[allow(clippy::cast_precision_loss)]
            samples[case].push(nanos as f64);
        }
    }
    let samples = cropped(&samples, KEPT_PERCENT);
    let (wrong, used) = samples.split_last().expect("there are four cases");
    used.iter().map(|sample| welch_t(sample, wrong).abs()).fold(0.0, f64::max)
}
