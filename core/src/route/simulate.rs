//! Invented people and those who wait for them: how often each observer meets her, by habit, by other ways to vary it, and by the advice.
//!
//! Habit is what was before, the advice what is after; the other ways stand beside them. Everything follows from a seed, in every build, so
//! that whoever doubts a figure can work it out again.
//!
//! **The generator** is `SplitMix64`: its state grows by 0x9e3779b97f4a7c15 and is then mixed, mix(z) being z ^= z >> 30, z *=
//! 0xbf58476d1ce4e5b9, z ^= z >> 27, z *= 0x94d049bb133111eb, z ^= z >> 31. The person n of a seed has one of her own that begins at
//! mix(mix(seed) ^ n). Whole numbers below an end are a remainder, parts of one the highest 53 bits. It keeps no secret: real advice is
//! drawn by [`Advice::draw`](super::Advice::draw).
//!
//! **A person** has 2–5 ways of 15–40 minutes between two doors; each way passes a place of its own every three minutes and, one time in
//! ten, the first of the way before it instead. She goes there and, by the ways turned round, back; of either, one day in ten falls out.
//! There are 8–14 quarter-hours to leave in, from a quarter-hour between 06:00 and 08:45 on, or between 16:00 and 18:45; she has to arrive
//! in time even if she leaves at the end of the last one by her longest way. By habit she takes her favourite way 85 times in 100, else
//! any, and leaves at her usual minute, which is in the middle half of the time she has, off by a normal error of 6 minutes (twelve even
//! numbers summed), but never so that she is late. Three ways in ten, though never her favourite, are closed for up to three quarter-hours
//! in a row. The game knows her habit by 400 trips of it.
//!
//! **To vary it** ([`Strategy`]) she can go through ten choices in turn, evenly from the list by way and time; take any choice as often as
//! any other; take any but yesterday's; or draw from the advice. The first three take whatever effort that is, the advice eight minutes a
//! day beyond the least. The minute within the quarter-hour is drawn evenly each time.
//!
//! **An observer** ([`Observer`]) waits 15, 30 or 60 minutes at a place that she can avoid, each day where waiting would have met most of
//! the days he remembers: all of them, those after a day like the last one by way and quarter-hour, or those with the longest known past
//! (the tree of LZ78). Who remembers none of the last two kinds takes all of them. He may begin at every fifth minute; of watches alike he
//! takes the one that was the first to be. Who knows the mix itself meets its worst case, which is computed ([`WorstCase`]).
//!
//! These people are nobody, and one who waits in one place is a model: the figures compare ways to decide. They say nothing of a person.

mod observers;
mod people;

use self::people::Direction;
use super::game::{Cells, Departure, Effort, Game, GameError, HEDGE_FACTOR, Method, Value, WAITS_MIN};
use serde::Serialize;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::{array, iter, thread};

/// People of one simulation.
pub const SIMULATED_PEOPLE_MAX: u32 = 100_000;
/// Days that each of them is watched.
pub const SIMULATED_DAYS_MAX: u16 = 3_650;
/// What she gives for the advice beyond the least effort, in minutes a day.
pub const SIMULATED_EXTRA_MIN: f64 = 8.0;
/// The share of days on which hedged advice is followed.
pub const SIMULATED_FOLLOWED: f64 = 0.6;
/// A wait for which the advice was not made, in minutes.
pub const LONGER_WAIT_MIN: u16 = 31;

/// Trips that her habit is made of, as the game gets it.
const HABIT_TRIPS: usize = 400;
const STAYS_HOME_PERCENT: usize = 10;
/// z of a 95 % interval.
const Z_95: f64 = 1.96;
const WAITS: usize = WAITS_MIN.len();

/// How she decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// As she always did.
    Habit,
    /// Ten choices, one after the other.
    Rotation,
    /// Any choice, each as likely as any other.
    Uniform,
    /// The same, but not the choice of the day before.
    NeverLikeYesterday,
    /// Drawn from the advice.
    Advised,
}

/// What someone who watches her makes of the days he saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Observer {
    /// Waits where he would have met her most often.
    MostCommon,
    /// The same, of the days after one like the last: a first-order Markov chain over way and quarter-hour.
    Markov,
    /// The same, of the days after the longest sequence he knows: the tree of LZ78 over way and quarter-hour.
    Compression,
}

/// A mean over the people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// How far the true mean may be off on either side, by a 95 % interval: 1.96 standard errors over people. `None` of one person alone.
    pub off_95: Option<f64>,
}

/// How often an observer met her, as a share of the days on which she went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Met {
    /// How she decided.
    pub strategy: Strategy,
    /// Who watched her.
    pub observer: Observer,
    /// For each of [`WAITS_MIN`].
    pub by_wait: [Estimate; WAITS],
}

/// What a strategy takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Taken {
    /// How she decided.
    pub strategy: Strategy,
    /// Minutes beyond the least effort on a day on which she goes, as [`Choice::effort_min`](super::Choice::effort_min) counts.
    pub extra_min: Estimate,
}

/// What who knows the mix itself meets, as a share of days, with [`SIMULATED_EXTRA_MIN`] beyond the least effort.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WorstCase {
    /// How long he waits, in minutes.
    pub wait_min: u16,
    /// Of the advice, which is made for all waits.
    pub advised: Estimate,
    /// Of any of the cheapest choices, as many as that effort allows.
    pub uniform: Estimate,
    /// The least there is if this wait were the only one.
    pub best: Estimate,
}

/// What who knows habit and mix meets if she follows it on [`SIMULATED_FOLLOWED`] of her days, as a share of days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Hedge {
    /// How long he waits, in minutes.
    pub wait_min: u16,
    /// Minutes a day beyond the least effort; `None` is any effort.
    pub extra_min: Option<f64>,
    /// Of the mix that, followed every day, would be at most [`HEDGE_FACTOR`] times the best.
    pub bounded: Estimate,
    /// The least there is.
    pub unbounded: Estimate,
}

/// What a simulation found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simulation {
    /// How many people there were; each goes there and back.
    pub people: usize,
    /// Days that each was watched.
    pub days: u16,
    /// Each strategy with each observer.
    pub met: Vec<Met>,
    /// What each strategy takes.
    pub efforts: Vec<Taken>,
    /// For each of [`WAITS_MIN`].
    pub worst: Vec<WorstCase>,
    /// What who waits for [`LONGER_WAIT_MIN`] and knows the mix of the advice meets.
    pub longer: Estimate,
    /// With any effort and with [`SIMULATED_EXTRA_MIN`], for each of [`WAITS_MIN`].
    pub hedges: Vec<Hedge>,
    /// Mixes that the solver could not prove: anything but 0 is a defect.
    pub unproven: usize,
    /// The most effort that any advice took beyond the least, in minutes a day.
    pub extra_most_min: f64,
    /// The largest share by which a bounded hedge, followed every day, is above [`HEDGE_FACTOR`] times the best; negative if none is.
    pub over_bound_most: f64,
}

/// The days of one person.
#[derive(Debug)]
struct Lived {
    there_and_back: [Figures; 2],
}

/// What one direction of one person's days add up to: shares of days, by the places of [`Strategy::ALL`], [`Observer::ALL`] and
/// [`WAITS_MIN`].
#[derive(Clone, Debug, PartialEq)]
struct Figures {
    met: [[[f64; WAITS]; Observer::ALL.len()]; Strategy::ALL.len()],
    /// By the places of [`Strategy::ALL`], in minutes a day.
    efforts: [f64; Strategy::ALL.len()],
    advised: [f64; WAITS],
    uniform: [f64; WAITS],
    best: [f64; WAITS],
    longer: f64,
    /// By the places of [`EFFORTS`].
    hedged: [[Hedged; WAITS]; EFFORTS.len()],
    unproven: usize,
    extra_min: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Hedged {
    bounded: f64,
    unbounded: f64,
    /// By how much the bounded one is above its bound.
    over_bound: f64,
}

const EFFORTS: [Effort; 2] = [Effort::Any, Effort::ExtraMin(SIMULATED_EXTRA_MIN)];

impl Strategy {
    /// All of them, from what was before to what is after.
    pub const ALL: [Self; 5] = [Self::Habit, Self::Rotation, Self::Uniform, Self::NeverLikeYesterday, Self::Advised];
}

impl Observer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::MostCommon, Self::Markov, Self::Compression];
}

/// Lets the first so many people of a seed live so many days, on so many threads, and says after each how many have. The figures do not
/// depend on the threads.
///
/// ```
/// use pana_core::route::{Observer, Strategy, simulate};
/// let found = simulate(1, 3, 30, 2, &mut |_| {});
/// let [quarter_hour, ..] = found.met(Strategy::Habit, Observer::MostCommon);
/// assert!(quarter_hour.mean > 0.3);
/// assert_eq!(found, simulate(1, 3, 30, 1, &mut |_| {}));
/// ```
pub fn simulate(seed: u64, people: u32, days: u16, threads: usize, progress: &mut dyn FnMut(u64)) -> Simulation {
    let people = u64::from(people);
    let next = AtomicU64::new(0);
    let (ended, each) = mpsc::channel();
    let mut lived = thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            let (ended, next) = (ended.clone(), &next);
            scope.spawn(move || {
                let persons = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|person| *person < people);
                // Whoever asked waits for all of them: someone takes each.
                persons.for_each(|person| drop(ended.send((person, Lived::new(seed, person, days)))));
            });
        }
        drop(ended);
        let mut lived = vec![];
        for one in each {
            lived.push(one);
            progress(lived.len() as u64);
        }
        lived
    });
    lived.sort_by_key(|(person, _)| *person);
    Simulation::of(days, &lived.into_iter().map(|(_, one)| one).collect::<Vec<_>>())
}

impl Simulation {
    fn of(days: u16, lived: &[Lived]) -> Self {
        let over = |figure: &dyn Fn(&Figures) -> f64| Estimate::of(lived, figure);
        let each = |figure: &dyn Fn(&Figures) -> f64| lived.iter().flat_map(|one| &one.there_and_back).map(figure).collect::<Vec<_>>();
        let most = |figures: Vec<f64>| figures.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let mut met = vec![];
        for (decided, strategy) in Strategy::ALL.into_iter().enumerate() {
            for (watched, observer) in Observer::ALL.into_iter().enumerate() {
                let by_wait = array::from_fn(|wait| over(&|one| one.met[decided][watched][wait]));
                met.push(Met { strategy, observer, by_wait });
            }
        }
        let efforts = Strategy::ALL.into_iter().enumerate();
        let efforts = efforts.map(|(decided, strategy)| Taken { strategy, extra_min: over(&|one| one.efforts[decided]) }).collect();
        let mut hedges = vec![];
        for (place, effort) in EFFORTS.into_iter().enumerate() {
            let extra_min = match effort {
                Effort::Any => None,
                Effort::ExtraMin(extra_min) => Some(extra_min),
            };
            hedges.extend(WAITS_MIN.into_iter().enumerate().map(|(wait, wait_min)| Hedge {
                wait_min,
                extra_min,
                bounded: over(&|one| one.hedged[place][wait].bounded),
                unbounded: over(&|one| one.hedged[place][wait].unbounded),
            }));
        }
        let worst = WAITS_MIN.into_iter().enumerate().map(|(wait, wait_min)| WorstCase {
            wait_min,
            advised: over(&|one| one.advised[wait]),
            uniform: over(&|one| one.uniform[wait]),
            best: over(&|one| one.best[wait]),
        });
        Self {
            people: lived.len(),
            days,
            met,
            efforts,
            worst: worst.collect(),
            longer: over(&|one| one.longer),
            hedges,
            unproven: lived.iter().flat_map(|one| &one.there_and_back).map(|one| one.unproven).sum(),
            extra_most_min: most(each(&|one| one.extra_min)),
            over_bound_most: most(each(&|one| {
                one.hedged.iter().flatten().map(|hedged| hedged.over_bound).fold(f64::NEG_INFINITY, f64::max)
            })),
        }
    }

    /// How often an observer met her by a strategy, for each of [`WAITS_MIN`].
    ///
    /// # Panics
    /// If the list was taken apart.
    pub fn met(&self, strategy: Strategy, observer: Observer) -> [Estimate; WAITS] {
        let asked = |met: &&Met| (met.strategy, met.observer) == (strategy, observer);
        self.met.iter().find(asked).expect("each strategy is there with each observer").by_wait
    }
}

impl Lived {
    fn new(seed: u64, person: u64, days: u16) -> Self {
        let mut generator = Generator::of(seed, person);
        let there = Direction::new(&mut generator);
        let back = there.turned_round(&mut generator);
        Self { there_and_back: [there, back].map(|direction| Figures::of(&direction, days, &mut generator)) }
    }
}

impl Figures {
    fn of(direction: &Direction, days: u16, generator: &mut Generator) -> Self {
        let habit: Vec<Departure> = (0..HABIT_TRIPS).map(|_| direction.by_habit(generator).departure()).collect();
        let game = Game::with_habit(&direction.ways, &direction.choices, &habit).expect("every direction has choices within the limits");
        let mut proofs = Proofs::default();
        let effort = Effort::ExtraMin(SIMULATED_EXTRA_MIN);
        let advice = game.advise(effort, 1.0).expect("the effort is enough for a mix");
        proofs.note(advice.method);
        let worst = |mix: &[f64], wait_min| game.worst(mix, Cells::Avoidable, wait_min).unwrap_or_default();
        let uniform = game.uniform(Some(SIMULATED_EXTRA_MIN));
        let best = EFFORTS.map(|effort| WAITS_MIN.map(|wait_min| proofs.value(game.value(Cells::Avoidable, wait_min, effort)).0));
        let hedged = array::from_fn(|place| {
            array::from_fn(|wait| {
                let mut least = |factor| {
                    let hedged = game.hedged(Cells::Avoidable, WAITS_MIN[wait], EFFORTS[place], SIMULATED_FOLLOWED, factor);
                    proofs.value(hedged)
                };
                let (bounded, mix) = least(HEDGE_FACTOR);
                let (unbounded, _) = least(f64::INFINITY);
                Hedged { bounded, unbounded, over_bound: worst(&mix, WAITS_MIN[wait]) - HEDGE_FACTOR * best[place][wait] }
            })
        });
        let goes: Vec<bool> = (0..days).map(|_| !generator.happens(STAYS_HOME_PERCENT)).collect();
        let lived = Strategy::ALL.map(|strategy| direction.days(strategy, &advice, &goes, generator));
        let met = lived.each_ref().map(|gone| {
            let by_wait = WAITS_MIN.map(|wait_min| observers::met(direction, gone, wait_min));
            array::from_fn(|observer| by_wait.map(|met| met[observer]))
        });
        let efforts = lived.map(|gone| {
            let extra_min = gone.iter().map(|gone| direction.effort_min(gone) - game.least_effort_min()).sum::<f64>();
            extra_min / gone.len().max(1) as f64
        });
        Self {
            met,
            efforts,
            advised: WAITS_MIN.map(|wait_min| worst(&advice.mix, wait_min)),
            uniform: WAITS_MIN.map(|wait_min| worst(&uniform, wait_min)),
            best: best[1],
            longer: worst(&advice.mix, LONGER_WAIT_MIN),
            hedged,
            unproven: proofs.missing,
            extra_min: advice.effort_min - game.least_effort_min(),
        }
    }
}

/// Counts mixes that were not proven.
#[derive(Default)]
struct Proofs {
    missing: usize,
}

impl Proofs {
    fn note(&mut self, method: Method) {
        self.missing += usize::from(method == Method::Uniform);
    }

    fn value(&mut self, found: Result<Value, GameError>) -> (f64, Vec<f64>) {
        let found = found.expect("what is asked is within the limits");
        self.note(found.method);
        (found.value, found.mix)
    }
}

impl Estimate {
    /// There and back are of one person and not independent: their mean counts once.
    fn of(lived: &[Lived], figure: &dyn Fn(&Figures) -> f64) -> Self {
        let of_people: Vec<f64> =
            lived.iter().map(|one| f64::midpoint(figure(&one.there_and_back[0]), figure(&one.there_and_back[1]))).collect();
        let count = of_people.len() as f64;
        let mean = of_people.iter().sum::<f64>() / count;
        let variance = of_people.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        Self { mean, off_95: (of_people.len() > 1).then(|| Z_95 * (variance / count).sqrt()) }
    }
}

/// `SplitMix64`.
struct Generator(u64);

impl Generator {
    fn of(seed: u64, person: u64) -> Self {
        Self(mix(mix(seed) ^ person))
    }

    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// From 0 up, below 1.
    fn unit(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    /// A number of a range that is not empty.
    fn within(&mut self, range: Range<usize>) -> usize {
        range.start + self.below(range.len())
    }

    /// True `percent` times in a hundred.
    fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests;
