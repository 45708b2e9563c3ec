//! What looking at habits and traces takes. Printed and collected, never asserted: the machine decides.

#![allow(clippy::unwrap_used)]

use pana_core::Moment;
use pana_core::route::{Cell, Pass, Trip, Way, habits};
use pana_tests::chance::{Chance, figure};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Times that each is measured; the median counts.
const TIMES: usize = 9;
const DAY_MS: i64 = 86_400_000;

#[test]
fn what_habits_take() {
    let way =
        |route: u32| Way { passes: (0..200).map(|cell| Pass { cell: Cell(route * 150 + cell), after_min: (cell / 8) as u16 }).collect() };
    let ways: BTreeMap<u32, Way> = (0..6).map(|route| (route, way(route))).collect();
    for trips in [10_000, 100_000] {
        let mut chance = Chance::new(trips);
        let made: Vec<Trip> = (0..i64::try_from(trips).unwrap())
            .map(|day| {
                let minute = i64::try_from(450 + chance.below(90)).unwrap();
                let left = Moment::new(day / 8 * DAY_MS + minute * 60_000, 300).unwrap();
                Trip { from: 1, to: 2, route: chance.below(6) as u32, left }
            })
            .collect();
        let took = median(|| drop(black_box(habits(black_box(&made), &ways, |_| (0..6).collect()))));
        figure(&format!("habit over {trips} trips (goal at 10000: 50 ms)"), millis(took));
    }
}

fn median(mut of: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let began = Instant::now();
            of();
            began.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[TIMES / 2]
}

fn millis(of: Duration) -> String {
    format!("{:.1} ms", of.as_secs_f64() * 1e3)
}
