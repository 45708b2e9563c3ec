//! Synthetic people and those who wait for them: how often each observer meets her, by habit, by other ways to vary it, and by the advice.
//!
//! **A person** has 2–5 ways of 15–40 minutes between two doors and 8–14 quarter-hours to leave in; each way passes its own places and, now
//! and then, one of another way. On a day she goes there and, by the ways turned round, back; one day in ten she stays at home. By habit
//! she takes her favourite way 85 times in 100, else any, and leaves at her usual minute, off by a normal error of 6 minutes, but never so
//! that she is late. Some way or other is closed to her for some quarter-hours.
//!
//! **To vary it** she can go through ten choices in turn, take any choice as often as any other, take any but yesterday's, whatever effort
//! that is, or draw from the advice for eight minutes a day beyond the least effort.
//!
//! **An observer** waits W minutes at a place that she can avoid, each day where waiting would have met most of the days he remembers: all
//! of them (most common), those after a day like the last one by way and quarter-hour (Markov), or those with the longest known past (the
//! tree of LZ78). He may begin at every fifth minute. Who knows the mix itself meets its worst case, which is computed.

#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use pana_core::route::{Cell, Cells, Choice, Departure, Effort, Game, HEDGE_FACTOR, Method, Pass, QUARTER_MIN, WAITS_MIN, Way};
use pana_tests::chance::{Chance, count, figure, for_each_seed};
use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

/// Days that a person is watched.
const DAYS: usize = 200;
/// What she gives beyond the least effort, in minutes a day.
const EXTRA_MIN: f64 = 8.0;
const FOLLOWED: f64 = 0.6;
const STAYS_HOME_PERCENT: usize = 10;
const FAVOURITE_PERCENT: usize = 85;
const USUAL_OFF_MIN: f64 = 6.0;
/// From one start of a watch to the next, in minutes.
const START_STEP_MIN: u16 = 5;
/// Choices of a fixed rotation.
const ROTATION: usize = 10;
/// z of a 95 % interval.
const Z_95: f64 = 1.96;

/// How she decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Strategy {
    Habit,
    Rotation,
    Uniform,
    NeverLikeYesterday,
    Advised,
}

const STRATEGIES: [Strategy; 5] = [Strategy::Habit, Strategy::Rotation, Strategy::Uniform, Strategy::NeverLikeYesterday, Strategy::Advised];
const ANY_EFFORT: &str = "any effort";
const LIMITS: [&str; 2] = [ANY_EFFORT, "8 min beyond the least"];
const OBSERVERS: [&str; 3] = ["most common", "Markov", "LZ78"];

/// One direction of one person.
struct Person {
    ways: Vec<Way>,
    durations: Vec<u16>,
    choices: Vec<Choice>,
    favourite: usize,
    usual_min: u16,
    arrive_by_min: u16,
    /// Places that some way goes around.
    avoidable: Vec<Cell>,
}

/// What one person's days add up to: a share for each key.
type Shares = BTreeMap<(String, u16), Vec<f64>>;

#[test]
fn who_follows_the_advice_is_met_no_more_often_than_it_says() {
    let shares: Mutex<Shares> = Mutex::default();
    for_each_seed(count(24, 1_000), |seed| {
        let of_person = live(seed);
        let mut shares = shares.lock().unwrap();
        for (key, share) in of_person {
            shares.entry(key).or_default().push(share);
        }
    });
    let shares = shares.into_inner().unwrap();
    let people = shares.values().map(Vec::len).max().unwrap();
    let mean = |key: &str, wait_min: u16| mean_and_error(&shares[&(key.to_owned(), wait_min)]);

    for strategy in STRATEGIES {
        for observer in OBSERVERS {
            let said: Vec<String> = WAITS_MIN
                .iter()
                .map(|wait_min| {
                    let (mean, error) = mean(&met(strategy, observer), *wait_min);
                    format!("{:.1} ± {:.1}", 100.0 * mean, 100.0 * Z_95 * error)
                })
                .collect();
            figure(&format!("route: {people} directions, {strategy:?} met by {observer}, % at 15, 30, 60 min"), said.join(", "));
        }
    }
    for what in ["advised", "uniform over the cheapest", "best"] {
        let said: Vec<String> = WAITS_MIN.iter().map(|wait_min| format!("{:.1}", 100.0 * mean(what, *wait_min).0)).collect();
        figure(&format!("route: worst case {what}, % at 15, 30, 60 min"), said.join(", "));
    }

    for wait_min in WAITS_MIN {
        let (worst, _) = mean("advised", wait_min);
        for observer in OBSERVERS {
            let (met, _) = mean(&met(Strategy::Advised, observer), wait_min);
            assert!(met <= worst + 0.01, "{observer} at {wait_min} min meets {met}, worst case {worst}");
        }
        let (uniform, _) = mean("uniform over the cheapest", wait_min);
        assert!(worst <= 0.85 * uniform, "{wait_min} min: {worst} and {uniform}");
    }
    for limit in LIMITS {
        let of = |bound: &str| WAITS_MIN.map(|wait_min| mean(&hedge(limit, bound), wait_min).0);
        let (bounded, unbounded) = (of("bounded"), of("unbounded"));
        let said = bounded.iter().zip(unbounded).map(|(one, other)| format!("{:.1} ({:.1})", 100.0 * one, 100.0 * other));
        figure(
            &format!("route: {:.0} % followed, {limit}, hedged (without the bound on v), % at 15, 30, 60 min", 100.0 * FOLLOWED),
            said.collect::<Vec<_>>().join(", "),
        );
        if limit == ANY_EFFORT {
            // At an hour, and where effort is short, the bound costs more: the figures say how much.
            assert!(bounded.iter().zip(unbounded).take(2).all(|(one, other)| *one <= other + 0.005), "{bounded:?} {unbounded:?}");
        }
    }
    let (longer, _) = mean("advised", 31);
    let (worst, _) = mean("advised", 30);
    assert!(longer <= worst + 0.01, "a minute more: {longer} and {worst}");
}

fn hedge(limit: &str, bound: &str) -> String {
    format!("{limit} {bound}")
}

fn met(strategy: Strategy, observer: &str) -> String {
    format!("{strategy:?} {observer}")
}

/// The days of one person, both ways.
fn live(seed: u64) -> Vec<((String, u16), f64)> {
    let _drawn_by_seed = pana_core::seed(seed);
    let mut chance = Chance::new(seed);
    let there = Person::make(&mut chance);
    let back = there.turned_round(&mut chance);
    let mut found = vec![];
    for person in [there, back] {
        found.extend(person.live(&mut chance));
    }
    found
}

impl Person {
    fn make(chance: &mut Chance) -> Self {
        let durations: Vec<u16> = (0..chance.within(2..6)).map(|_| 15 + chance.below(26) as u16).collect();
        let ways = durations
            .iter()
            .zip(0u32..)
            .map(|(duration, way)| {
                let place = |minute: u16| Cell(1_000 * (way + 1) + u32::from(minute));
                let mut passes = vec![Pass { cell: Cell(0), after_min: 0 }];
                for minute in (3..duration - 2).step_by(3) {
                    let shared = way > 0 && chance.happens(10);
                    // Where two ways meet they need not be as far from the door.
                    passes.push(Pass { cell: if shared { Cell(1_000 * way + 3) } else { place(minute) }, after_min: minute });
                }
                passes.push(Pass { cell: Cell(1), after_min: *duration });
                Way { passes }
            })
            .collect();
        let earliest_min = 360 + 15 * chance.below(12) as u16;
        Self::with(ways, durations, earliest_min, chance)
    }

    fn turned_round(&self, chance: &mut Chance) -> Self {
        let turned = |way: &Way, duration: u16| Way {
            passes: way.passes.iter().rev().map(|pass| Pass { after_min: duration - pass.after_min, ..*pass }).collect(),
        };
        let ways = self.ways.iter().zip(&self.durations).map(|(way, duration)| turned(way, *duration)).collect();
        let earliest_min = 960 + 15 * chance.below(12) as u16;
        Self::with(ways, self.durations.clone(), earliest_min, chance)
    }

    fn with(ways: Vec<Way>, durations: Vec<u16>, earliest_min: u16, chance: &mut Chance) -> Self {
        let quarters = chance.within(8..15) as u16;
        let longest = *durations.iter().max().unwrap();
        let arrive_by_min = earliest_min + quarters * QUARTER_MIN + longest;
        let favourite = chance.below(ways.len());
        let latest = arrive_by_min - durations[favourite] - earliest_min;
        let usual_min = earliest_min + latest / 4 + chance.below(usize::from(latest / 2)) as u16;
        let mut choices = vec![];
        for (way, duration) in durations.iter().enumerate() {
            let closed = if way != favourite && chance.happens(30) { chance.below(usize::from(quarters)) } else { usize::MAX };
            for quarter in 0..quarters {
                let leave_min = earliest_min + quarter * QUARTER_MIN;
                if leave_min + QUARTER_MIN - 1 + duration <= arrive_by_min
                    && !(closed..closed.saturating_add(3)).contains(&usize::from(quarter))
                {
                    choices.push(Choice {
                        way,
                        leave_min,
                        effort_min: Choice::effort_min(*duration, durations[favourite], leave_min, usual_min),
                    });
                }
            }
        }
        let mut avoidable: Vec<Cell> = ways.iter().flat_map(|way: &Way| way.passes.iter().map(|pass| pass.cell)).collect();
        avoidable.sort_unstable();
        avoidable.dedup();
        avoidable.retain(|cell| ways.iter().any(|way| way.passes.iter().all(|pass| pass.cell != *cell)));
        Self { ways, durations, choices, favourite, usual_min, arrive_by_min, avoidable }
    }

    /// A way and a minute, as she goes by habit.
    fn by_habit(&self, chance: &mut Chance) -> (usize, u16) {
        let way = if chance.happens(FAVOURITE_PERCENT) { self.favourite } else { chance.below(self.ways.len()) };
        // Twelve evenly drawn numbers add up to a normal one, near enough.
        let normal = (0..12).map(|_| chance.below(1_000) as f64 / 1_000.0).sum::<f64>() - 6.0;
        let off = (normal * USUAL_OFF_MIN).round() as i32;
        let latest = i32::from(self.arrive_by_min - self.durations[way]);
        (way, u16::try_from((i32::from(self.usual_min) + off).min(latest)).unwrap())
    }

    fn live(&self, chance: &mut Chance) -> Vec<((String, u16), f64)> {
        let habit: Vec<Departure> = (0..400)
            .map(|_| {
                let (way, leave_min) = self.by_habit(chance);
                Departure { way, leave_min, weight: 1.0 }
            })
            .collect();
        let game = Game::with_habit(&self.ways, &self.choices, &habit).unwrap();
        let effort = Effort::ExtraMin(EXTRA_MIN);
        let advice = game.advise(effort, 1.0).unwrap();
        assert!(matches!(advice.method, Method::Solved { .. }));
        assert!(advice.effort_min <= game.least_effort_min() + EXTRA_MIN + 1e-6);
        let cheapest = self.uniform_over_cheapest(game.least_effort_min());
        let mut found = vec![];
        for wait_min in WAITS_MIN.into_iter().chain([31]) {
            let worst = |mix: &[f64]| game.worst(mix, Cells::Avoidable, wait_min).unwrap();
            found.push((("advised".to_owned(), wait_min), worst(&advice.mix)));
            found.push((("uniform over the cheapest".to_owned(), wait_min), worst(&cheapest)));
        }
        for wait_min in WAITS_MIN {
            found.push((("best".to_owned(), wait_min), game.value(Cells::Avoidable, wait_min, effort).unwrap().value));
            for (limit, effort) in LIMITS.into_iter().zip([Effort::Any, effort]) {
                let best = game.value(Cells::Avoidable, wait_min, effort).unwrap().value;
                let hedged = game.hedged(Cells::Avoidable, wait_min, effort, FOLLOWED, HEDGE_FACTOR).unwrap();
                let unbound = game.hedged(Cells::Avoidable, wait_min, effort, FOLLOWED, f64::INFINITY).unwrap();
                let all_followed = game.worst(&hedged.mix, Cells::Avoidable, wait_min).unwrap();
                assert!(all_followed <= HEDGE_FACTOR * best + 0.001);
                found.push(((hedge(limit, "bounded"), wait_min), hedged.value));
                found.push(((hedge(limit, "unbounded"), wait_min), unbound.value));
            }
        }

        let home: Vec<bool> = (0..DAYS).map(|_| chance.happens(STAYS_HOME_PERCENT)).collect();
        for strategy in STRATEGIES {
            let days = self.days(strategy, &advice, &home, chance);
            for wait_min in WAITS_MIN {
                for (observer, met) in OBSERVERS.into_iter().zip(self.watched(&days, wait_min)) {
                    found.push(((self::met(strategy, observer), wait_min), met));
                }
            }
        }
        found
    }

    /// What she does on the days on which she goes.
    fn days(&self, strategy: Strategy, advice: &pana_core::route::Advice, home: &[bool], chance: &mut Chance) -> Vec<(usize, u16)> {
        let minute = |choice: &Choice, chance: &mut Chance| (choice.way, choice.leave_min + chance.below(usize::from(QUARTER_MIN)) as u16);
        let mut yesterday = usize::MAX;
        home.iter()
            .enumerate()
            .filter(|(_, stays)| !**stays)
            .map(|(day, _)| match strategy {
                Strategy::Habit => self.by_habit(chance),
                Strategy::Rotation => {
                    let step = self.choices.len().div_ceil(ROTATION).max(1);
                    minute(&self.choices[day % ROTATION * step % self.choices.len()], chance)
                }
                Strategy::Uniform => minute(chance.pick(&self.choices), chance),
                Strategy::NeverLikeYesterday => {
                    let mut taken = chance.below(self.choices.len());
                    while taken == yesterday {
                        taken = chance.below(self.choices.len());
                    }
                    yesterday = taken;
                    minute(&self.choices[taken], chance)
                }
                Strategy::Advised => {
                    let drawn = advice.draw();
                    let choice = self.choices[drawn.choice];
                    (choice.way, choice.leave_min + drawn.minute)
                }
            })
            .collect()
    }

    /// How often each observer meets her.
    fn watched(&self, days: &[(usize, u16)], wait_min: u16) -> [f64; OBSERVERS.len()] {
        let mut most_common = Seen::default();
        let mut after: HashMap<(usize, u16), Seen> = HashMap::new();
        let mut tree: Vec<Seen> = vec![Seen::default()];
        let mut children: HashMap<(usize, (usize, u16)), usize> = HashMap::new();
        let (mut at, mut before) = (0, None);
        let mut met = [0u32; OBSERVERS.len()];
        for (way, leave_min) in days {
            let step = (*way, leave_min / QUARTER_MIN);
            let watches = [
                most_common.best,
                before.and_then(|before| after.get(&before)).unwrap_or(&most_common).best,
                if tree[at].best.is_some() { tree[at].best } else { most_common.best },
            ];
            for (met, watch) in met.iter_mut().zip(watches) {
                *met += u32::from(watch.is_some_and(|watch| self.meets(watch, *way, *leave_min, wait_min)));
            }
            most_common.add(self, *way, *leave_min, wait_min);
            if let Some(before) = before {
                after.entry(before).or_default().add(self, *way, *leave_min, wait_min);
            }
            tree[at].add(self, *way, *leave_min, wait_min);
            let next = tree.len();
            at = *children.entry((at, step)).or_insert(next);
            if at == next {
                tree.push(Seen::default());
                at = 0;
            }
            before = Some(step);
        }
        met.map(|met| f64::from(met) / days.len() as f64)
    }

    fn meets(&self, (cell, start): (Cell, u16), way: usize, leave_min: u16, wait_min: u16) -> bool {
        let there = |pass: &Pass| pass.cell == cell && (start..start + wait_min).contains(&(leave_min + pass.after_min));
        self.ways[way].passes.iter().any(there)
    }

    /// The cheapest choices, as many as the budget allows together.
    fn uniform_over_cheapest(&self, least_min: f64) -> Vec<f64> {
        let mut by_effort: Vec<usize> = (0..self.choices.len()).collect();
        by_effort.sort_by(|one, two| self.choices[*one].effort_min.total_cmp(&self.choices[*two].effort_min));
        let mut sum = 0.0;
        let mut taken = 0;
        for choice in &by_effort {
            sum += self.choices[*choice].effort_min - least_min;
            if sum > EXTRA_MIN * (taken + 1) as f64 {
                break;
            }
            taken += 1;
        }
        let mut mix = vec![0.0; self.choices.len()];
        for choice in &by_effort[..taken] {
            mix[*choice] = 1.0 / taken as f64;
        }
        mix
    }
}

/// The watches that would have met some of the days seen, and the one that would have met most.
#[derive(Default)]
struct Seen {
    counts: HashMap<(Cell, u16), u32>,
    best: Option<(Cell, u16)>,
    highest: u32,
}

impl Seen {
    fn add(&mut self, person: &Person, way: usize, leave_min: u16, wait_min: u16) {
        for pass in person.ways[way].passes.iter().filter(|pass| person.avoidable.binary_search(&pass.cell).is_ok()) {
            let passes = leave_min + pass.after_min;
            let first = (passes + 1).saturating_sub(wait_min).next_multiple_of(START_STEP_MIN);
            for start in (first..=passes).step_by(usize::from(START_STEP_MIN)) {
                let count = self.counts.entry((pass.cell, start)).or_default();
                *count += 1;
                if *count > self.highest {
                    self.highest = *count;
                    self.best = Some((pass.cell, start));
                }
            }
        }
    }
}

fn mean_and_error(of: &[f64]) -> (f64, f64) {
    let mean = of.iter().sum::<f64>() / of.len() as f64;
    let variance = of.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (of.len() as f64 - 1.0);
    (mean, (variance / of.len() as f64).sqrt())
}
