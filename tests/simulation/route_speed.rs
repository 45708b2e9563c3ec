//! What looking at habits and traces takes. Printed and collected, never asserted: the machine decides.

#![allow(clippy::unwrap_used)]

use pana_core::Moment;
use pana_core::route::{Cell, Fix, Match, Matcher, POINTS_MAX, Pass, Shape, Trip, Way, habits, read_gpx};
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
        let took = median(|| habits(black_box(&made), &ways, |_| (0..6).collect()).is_empty());
        figure(&format!("habit over {trips} trips (goal at 10000: 50 ms)"), millis(took));
    }
}

#[test]
fn what_matching_takes() {
    for points in [5_000u32, 50_000] {
        let mut chance = Chance::new(7);
        // A street of 4 km, walked through with a receiver that is some metres off, and twenty routes beside each other that begin and end
        // where it does.
        let mut off = move || f64::from(chance.below(30) as u32) - 15.0;
        let trace: Vec<Fix> = (0..points).map(|point| fix(4_000.0 * f64::from(point) / f64::from(points) + off(), off())).collect();
        let route = |number: u32| {
            let line: Vec<Fix> = (0..=40)
                .map(|corner| {
                    fix(100.0 * f64::from(corner), if (3..38).contains(&corner) { f64::from(number) * 150.0 - 300.0 } else { 0.0 })
                })
                .collect();
            (number, Shape::new(&line).unwrap())
        };
        let matcher = Matcher::new((0..20).map(route).collect());
        assert!(matches!(matcher.find(&trace), Match::Route { route: 2, .. }));
        let took = median(|| matches!(matcher.find(black_box(&trace)), Match::Route { .. }));
        figure(&format!("matching {points} points with 20 routes (goal at 5000: 10 ms)"), millis(took));
    }
}

#[test]
fn what_reading_a_track_takes() {
    for points in [100_000, POINTS_MAX] {
        let point = "<trkpt lat=\"43.238\" lon=\"76.945\"><ele>800</ele><time>2026-02-01T03:00:00Z</time></trkpt>\n";
        let file = format!("<gpx><trk><trkseg>{}</trkseg></trk></gpx>", point.repeat(points));
        let began = Instant::now();
        assert_eq!(read_gpx(file.as_bytes()).unwrap().fixes.len(), points);
        figure(&format!("reading GPX of {points} points"), millis(began.elapsed()));
    }
}

fn fix(east_m: f64, north_m: f64) -> Fix {
    Fix::new(43.24 + north_m / 111_195.0, 76.92 + east_m / 81_000.0, None).unwrap()
}

fn median(mut of: impl FnMut() -> bool) -> Duration {
    let mut took: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let began = Instant::now();
            black_box(of());
            began.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[TIMES / 2]
}

fn millis(of: Duration) -> String {
    format!("{:.1} ms", of.as_secs_f64() * 1e3)
}
