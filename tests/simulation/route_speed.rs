//! What looking at habits and traces takes, and advice on the largest plan. Printed and collected, never asserted: the machine decides.

#![allow(clippy::unwrap_used)]

use pana_core::Moment;
use pana_core::route::{
    Approved, Cell, EXTRA_DEFAULT_MIN, Fix, Match, Matcher, Method, PLAN_CHOICES_MAX, POINTS_MAX, Pass, Plan, Shape, Trip, WAYS_MAX, Way,
    Wish, habits, read_gpx,
};
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
    let mut growth = Growth::default();
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
        growth.add(took);
    }
    figure("habit: growth at 10 times the trips", growth);
}

#[test]
fn what_matching_takes() {
    let mut growth = Growth::default();
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
        growth.add(took);
    }
    figure("matching: growth at 10 times the points", growth);
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

#[test]
fn what_advice_on_the_largest_plan_takes() {
    let mut took = vec![];
    for seed in 0..12 {
        let mut chance = Chance::new(seed);
        let approved: Vec<Approved> = (0..WAYS_MAX as u32)
            .map(|route| {
                let minutes = chance.within(20..60) as u16;
                // A stretch of its own, one shared with a neighbour, and both doors.
                let mut place = |pass: u32| if chance.happens(20) { 1 + pass } else { 1_000 * (1 + route) + pass };
                let passes = (0..200).map(|pass| {
                    let cell = if pass == 0 || pass == 199 { Cell(pass) } else { Cell(1_000 + place(pass)) };
                    Pass { cell, after_min: (pass * u32::from(minutes) / 199) as u16 }
                });
                Approved { route, minutes, day_only: false, company: false, way: Way { passes: passes.collect() }, shape: None }
            })
            .collect();
        let wish = Wish {
            date: "2027-01-11".parse().unwrap(),
            offset_min: 300,
            earliest_min: 420,
            arrive_by_min: 420 + 25 * 15 + 60,
            company: false,
            daylight: None,
            hot_spots: vec![],
            favourite: Some(0),
            preferred_min: Some(540),
        };
        let plan = Plan::new(&approved, &wish);
        assert!(plan.choices.len() == PLAN_CHOICES_MAX && plan.left_aside > 300);
        let began = Instant::now();
        let advice = plan.advise(&[(0, 545, 1.0)], EXTRA_DEFAULT_MIN, 0.6).unwrap();
        took.push(began.elapsed());
        assert!(matches!(advice.method, Method::Solved { .. }));
    }
    took.sort_unstable();
    let said = format!("{}, {} at most", millis(took[took.len() / 2]), millis(took[took.len() - 1]));
    figure(&format!("advice on a plan of {PLAN_CHOICES_MAX} choices, 20 ways of 200 cells, 60 % followed"), said);
}

/// How much longer the last took than the first.
#[derive(Default)]
struct Growth(Vec<Duration>);

impl Growth {
    fn add(&mut self, took: Duration) {
        self.0.push(took);
    }
}

impl std::fmt::Display for Growth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} times as long", self.0[self.0.len() - 1].as_secs_f64() / self.0[0].as_secs_f64())
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
