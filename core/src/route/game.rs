//! The interception game: where and when would someone who knows all this wait, and what is the best answer to it?
//!
//! # Derivation
//!
//! She picks a *choice* o = (way r, quarter-hour t). An onlooker who knows her ways, her constraints and this program, but not the draw,
//! picks a *watch*: a cell c and a start s, and waits there for W minutes. It is a zero-sum game, and each side may mix.
//!
//! **Pay-off.** She leaves in a minute drawn evenly from the fifteen of the quarter, so she passes c in one of the minutes b, …, b + 14,
//! where b = 15 t + δ and δ is what the way takes from the door to c. The watch meets her with the probability
//!
//! ```text
//! A(o, (c, s)) = |[b, b + 15) ∩ [s, s + W)| / 15        (for a way that passes c more than once: of the union)
//! ```
//!
//! All times are whole minutes, so that this is a whole number of fifteenths, and rows are compared without rounding.
//!
//! **Which starts matter.** For a mix x the chance Σ x(o) A(o, (c, s)) is piecewise linear in s. At its maximum the slope falls, and it
//! falls only where the window's end reaches the end of a passing interval, s = b + 15 − W, or its start leaves the beginning, s = b. Other
//! starts need not be looked at, nor rows that another row of their cell equals or exceeds in every choice.
//!
//! **The programme.** min v such that Σ x(o) A(o, a) ≤ v for every watch a, Σ x = 1, Σ effort(o) x(o) ≤ B, x ≥ 0. Efforts are counted from
//! the least one, which changes nothing because Σ x = 1. Of the rows only those are given to the solver that turn out to matter: it starts
//! with a few, and rows that its answer breaks are added until there are none.
//!
//! **The certificate.** The dual programme, max λ − B μ such that λ ≤ Σ y(a) A(o, a) + μ effort(o) for every choice, Σ y = 1, y, μ ≥ 0,
//! says where the onlooker does best to wait. It is solved by itself, not read off the first solution. From its y and μ, once they are made
//! non-negative and y sums to one, min over o of (Σ y(a) A(o, a) + μ effort(o)) − B μ is a value that *no* mix can go below, whatever the
//! solver did; and the highest row of the mix is what the mix really gives. Both are worked out here over all rows. If they are further
//! than [`program::GAP_MAX`] apart, nothing the solver said is used: [`Method::Uniform`].
//!
//! **Which wait?** Nobody knows how long he waits, and the best mix against one wait can be a poor one against another. So the recommended
//! mix has the least regret: with v*(W) the best value against the wait W by itself, min ρ such that x · A(W) ≤ ρ v*(W) for all W of
//! [`WAITS_MIN`]. Scaled by 1 / v*(W) the rows are rows as before, and so is the dual.
//!
//! **Doors.** A cell that every way passes can't be avoided: about 1 / ⌈span / W⌉ is the best there, and 1 once the wait covers her whole
//! span. Its rows would hide what can be gained elsewhere. So regret is first made least over the cells that some way avoids (ρ(N)), then,
//! with ρ(N) held, over the others (ρ(U)), then, with both held, the effort. Each step leaves the one after it a little room ([`ROOM`]), or
//! the solver would find none.
//!
//! **Followed only in part.** If she follows the share q of the advice, and her habit h (a probability of every way and minute) has the
//! rest, the watch a meets her with q Σ x(o) A(o, a) + (1 − q) h(a). As Σ x = 1 the second term can be added to every entry of the row:
//! again a row as before. The effort is an average over all days, and a day on which she does as always asks for none: the others may take
//! B / q. The best against that could be careless should she follow it after all, so x · A(W) ≤ [`HEDGE_FACTOR`] v*(W) is
//! kept beside it for the first layer that has cells, or the least regret if that is above it. A habit is by the minute: its share jumps
//! where a pass enters the window, s = p − W + 1, or leaves it, s = p, so these starts are looked at as well.
//!
//! **The draw** is independent of every draw before it: no re-rolls, no "not as yesterday". Both would make a knowing onlooker better, not
//! worse.
//!
//! The value models one person who waits in one place. It is no probability of anything else, and is not shown as one.

mod program;
mod watch;

use self::program::{Found, Line, Program, Unsolved};
use self::watch::{Ground, Watch};

/// Minutes of a quarter-hour.
pub const QUARTER_MIN: u16 = 15;
/// How long someone may wait, in minutes.
pub const WAITS_MIN: [u16; 3] = [15, 30, 60];
/// Ways of one game.
pub const WAYS_MAX: usize = 20;
/// Choices of one game.
pub const CHOICES_MAX: usize = 500;
/// Passes of one way.
pub const PASSES_MAX: usize = 1_000;
/// What a way may take, and how late in the day a quarter may begin, in minutes: two days.
pub const MINUTES_MAX: u16 = 2 * 24 * 60;
/// With a hedge for advice that is not followed, what v may be in times of its best if all is followed.
pub const HEDGE_FACTOR: f64 = 1.25;

/// The least effort above the cheapest that can be asked for, in minutes: the solver is not exact enough below.
const EXTRA_LEAST_MIN: f64 = 1e-4;
/// What a step leaves the next one beyond its own optimum.
const ROOM: f64 = 1e-5;
/// Regret is in terms of v*, and of this where v* is less: a place that can be left out wholly has no regret to measure by.
const VALUE_LEAST: f64 = 1e-2;
/// A probability below this is the solver's rounding.
const PROBABILITY_LEAST: f64 = 1e-9;

/// Somewhere one can wait: a stretch of ground with a number of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(pub u32);

/// One passing of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Where.
    pub cell: Cell,
    /// How long after leaving, in minutes.
    pub after_min: u16,
}

/// A route she approved, as the game sees it: the cells it passes, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// At most [`PASSES_MAX`].
    pub passes: Vec<Pass>,
}

/// What she can do: take a way and leave in a quarter-hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The place of the way in the list the game was made of.
    pub way: usize,
    /// Minutes from midnight to where the quarter begins; beyond 24 hours it is the next day.
    pub leave_min: u16,
    /// What it costs her, in minutes against what she does by habit ([`Choice::effort_min`]).
    pub effort_min: f64,
}

/// One thing she does by habit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure {
    /// As in [`Choice`].
    pub way: usize,
    /// Minutes from midnight to leaving.
    pub leave_min: u16,
    /// How often, against the others.
    pub weight: f64,
}

/// How much she is ready to give for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effort {
    /// Whatever it takes.
    Any,
    /// So many minutes a day on average beyond the least effort that is possible, days on which the advice is not followed counted as none.
    ExtraMin(f64),
}

/// Which cells are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// All of them.
    All,
    /// Those that some way of the choices does not pass.
    Avoidable,
    /// Those on every way, as her own door: there only the time helps.
    OnEveryWay,
}

/// Why there is no advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GameError {
    /// There is nothing to choose from.
    #[error("there is nothing to choose from")]
    NoChoice,
    /// The effort asked for is less than the cheapest choice takes.
    #[error("not possible with this much effort")]
    TooLittleEffort,
    /// A limit is exceeded, a way is not in the list or passes nothing, or a number is not finite or is negative.
    #[error("the game is malformed or too large")]
    Malformed,
}

/// How a mix was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// By the programme, with its certificate.
    Solved {
        /// How far the mix may be from the best, at most: the widest duality gap of all programmes solved.
        gap: f64,
    },
    /// The solver gave nothing that its certificate confirms: the choices that the effort allows, each as likely as any other.
    Uniform,
}

/// The answer of the game against one wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What the best watch against it meets, as a share of days.
    pub value: f64,
    /// A probability for every choice, in their order.
    pub mix: Vec<f64>,
    /// How it was found.
    pub method: Method,
}

/// What the best watch of one wait meets, as a share of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worst {
    /// How long he waits, in minutes.
    pub wait_min: u16,
    /// Where some way could avoid him; `None` if there are no such cells.
    pub avoidable: Option<f64>,
    /// On every way; `None` if there are no such cells.
    pub on_every_way: Option<f64>,
    /// What would be the least for `avoidable` if this wait were the only one.
    pub best_avoidable: Option<f64>,
}

/// The mix to draw from.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// A probability for every choice, in their order.
    pub mix: Vec<f64>,
    /// How it was found.
    pub method: Method,
    /// What it gives if it is always followed, for each of [`WAITS_MIN`].
    pub met: [Worst; WAITS_MIN.len()],
    /// For any of these waits it is within this factor of the best there is for that wait, at places that can be avoided, or if there are
    /// none, at the others.
    pub regret: Option<f64>,
    /// The effort it takes on average on days on which it is followed, in minutes, as [`Choice::effort_min`] counts.
    pub effort_min: f64,
}

/// What was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The place of the choice in the list the game was made of.
    pub choice: usize,
    /// The minute within its quarter, 0–14.
    pub minute: u16,
}

/// Choices and the cells they pass.
///
/// ```
/// # fn main() -> Result<(), pana_core::route::GameError> {
/// use pana_core::route::{Cell, Choice, Effort, Game, Pass, Way};
/// // Two ways from the same door, each with a place of its own.
/// let way = |cell| Way { passes: vec![Pass { cell: Cell(0), after_min: 0 }, Pass { cell: Cell(cell), after_min: 7 }] };
/// let choice = |way, leave_min| Choice { way, leave_min, effort_min: 0.0 };
/// let choices = [choice(0, 480), choice(0, 495), choice(1, 480), choice(1, 495)];
/// let game = Game::new(&[way(1), way(2)], &choices)?;
/// let advice = game.advise(Effort::Any, 1.0)?;
/// // Who waits 15 minutes at one of the places meets her once in four days; who waits half an hour, once in two.
/// assert!((advice.met[0].avoidable.unwrap_or(1.0) - 0.25).abs() < 1e-4);
/// assert!((advice.met[1].avoidable.unwrap_or(1.0) - 0.50).abs() < 1e-4);
/// // At the door only the time helps.
/// assert!((advice.met[0].on_every_way.unwrap_or(1.0) - 0.5).abs() < 1e-4);
/// let drawn = advice.draw();
/// assert!(drawn.choice < choices.len() && drawn.minute < 15);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Game {
    choices: Vec<Choice>,
    ground: Ground,
    /// Efforts above the least.
    extra_min: Vec<f64>,
    least_min: f64,
}

impl Choice {
    /// What a choice costs: the minutes by which its way is longer than the favourite one, and a quarter of a minute for every minute that
    /// it leaves before or after the time she prefers.
    pub fn effort_min(duration_min: u16, favourite_min: u16, leave_min: u16, preferred_min: u16) -> f64 {
        f64::from(duration_min) - f64::from(favourite_min) + f64::from(leave_min.abs_diff(preferred_min)) / 4.0
    }
}

impl Game {
    /// A game without a habit: enough for advice that is always followed.
    pub fn new(ways: &[Way], choices: &[Choice]) -> Result<Self, GameError> {
        Self::with_habit(ways, choices, &[])
    }

    /// A game that knows what she does when she does not follow the advice.
    pub fn with_habit(ways: &[Way], choices: &[Choice], habit: &[Departure]) -> Result<Self, GameError> {
        if choices.is_empty() {
            return Err(GameError::NoChoice);
        }
        let passes_fit = |way: &Way| way.passes.len() <= PASSES_MAX && way.passes.iter().all(|pass| pass.after_min <= MINUTES_MAX);
        let leaves = |way: usize, leave_min: u16| way < ways.len() && leave_min <= MINUTES_MAX;
        let fits = ways.len() <= WAYS_MAX
            && choices.len() <= CHOICES_MAX
            && habit.len() <= CHOICES_MAX
            && ways.iter().all(passes_fit)
            && choices.iter().all(|choice| leaves(choice.way, choice.leave_min) && choice.effort_min.is_finite())
            && choices.iter().all(|choice| !ways[choice.way].passes.is_empty())
            && habit.iter().all(|usual| leaves(usual.way, usual.leave_min) && usual.weight.is_finite() && usual.weight >= 0.0);
        if !fits {
            return Err(GameError::Malformed);
        }
        let least_min = choices.iter().map(|choice| choice.effort_min).fold(f64::INFINITY, f64::min);
        Ok(Self {
            ground: Ground::new(ways, choices, habit),
            extra_min: choices.iter().map(|choice| choice.effort_min - least_min).collect(),
            choices: choices.to_vec(),
            least_min,
        })
    }

    /// The choices, in the order in which mixes have their probabilities.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The least effort of any choice, in minutes.
    pub fn least_effort_min(&self) -> f64 {
        self.least_min
    }

    /// The best mix against one wait, in minutes.
    pub fn value(&self, cells: Cells, wait_min: u16, effort: Effort) -> Result<Value, GameError> {
        let budget = effort.budget()?;
        let watches = self.ground.watches(cells, wait_min);
        let (mix, method) = match self.program(lines(&watches, 1.0, 1.0), vec![], budget).least_worst() {
            Ok(found) => (found.mix, Method::Solved { gap: found.gap }),
            Err(Unsolved) => (self.uniform(budget), Method::Uniform),
        };
        Ok(Value { value: worst(&watches, &mix), mix, method })
    }

    /// The best mix against one wait if it is followed only for a share of days and her habit has the others: the least v of both together,
    /// with v of the mix alone at most `factor` times its best ([`HEDGE_FACTOR`] in advice; infinite for any). `value` is that of both
    /// together.
    pub fn hedged(&self, cells: Cells, wait_min: u16, effort: Effort, followed: f64, factor: f64) -> Result<Value, GameError> {
        let budget = effort.budget()?;
        let followed = self.share(followed)?;
        if factor.is_nan() || factor < 1.0 {
            return Err(GameError::Malformed);
        }
        let watches = self.ground.watches(cells, wait_min);
        let solved = self.program(lines(&watches, 1.0, 1.0), vec![], budget).least_worst().and_then(|best| {
            let kept = if factor.is_finite() { lines(&watches, 1.0, 1.0) } else { vec![] };
            let hard = at_most(kept, best.value * factor);
            let found = self.program(lines(&watches, 1.0, followed), hard, on_followed_days(budget, followed)).least_worst()?;
            Ok((found.mix, found.gap.max(best.gap)))
        });
        let (mix, method) = match solved {
            Ok((mix, gap)) => (mix, Method::Solved { gap }),
            Err(Unsolved) => (self.uniform(budget), Method::Uniform),
        };
        let value = highest(&lines(&watches, 1.0, followed), &mix);
        Ok(Value { value, mix, method })
    }

    /// What the best watch of this wait meets if she draws from a mix, as a share of days; `None` if there are no such cells.
    ///
    /// # Panics
    /// If the mix does not have a probability for every choice.
    pub fn worst(&self, mix: &[f64], cells: Cells, wait_min: u16) -> Option<f64> {
        assert_eq!(mix.len(), self.choices.len());
        self.ground.has(cells).then(|| worst(&self.ground.watches(cells, wait_min), mix))
    }

    /// The mix of least regret, for advice that is followed on this share of days.
    pub fn advise(&self, effort: Effort, followed: f64) -> Result<Advice, GameError> {
        let budget = effort.budget()?;
        let followed = self.share(followed)?;
        let mut layers: Vec<Layer> = [Cells::Avoidable, Cells::OnEveryWay]
            .into_iter()
            .filter(|cells| self.ground.has(*cells))
            .map(|cells| Layer {
                watches: WAITS_MIN.map(|wait_min| self.ground.watches(cells, wait_min)),
                cells,
                best: [0.0; WAITS_MIN.len()],
            })
            .collect();
        Ok(match self.least_regret(&mut layers, budget, followed) {
            Ok(found) => self.advice(found.mix, Method::Solved { gap: found.gap }, &layers),
            Err(Unsolved) => self.advice(self.uniform(budget), Method::Uniform, &layers),
        })
    }

    /// The mix that has the least regret in each layer after the other, and then takes the least effort; fills in what is best for each
    /// wait.
    fn least_regret(&self, layers: &mut [Layer], budget: Option<f64>, followed: f64) -> Result<Found, Unsolved> {
        let mut gap: f64 = 0.0;
        let mut checked = |found: Found| {
            gap = gap.max(found.gap);
            found
        };
        let budget_followed = on_followed_days(budget, followed);
        let mut aims = vec![];
        for (place, layer) in layers.iter_mut().enumerate() {
            for (wait, watches) in layer.watches.iter().enumerate() {
                layer.best[wait] = checked(self.program(lines(watches, 1.0, 1.0), vec![], budget).least_worst()?).value;
            }
            let mut aim = layer.best;
            if followed < 1.0 {
                for (wait, watches) in layer.watches.iter().enumerate() {
                    let kept = if place == 0 { lines(watches, 1.0, 1.0) } else { vec![] };
                    let hard = at_most(kept, layer.best[wait] * HEDGE_FACTOR);
                    aim[wait] = checked(self.program(lines(watches, 1.0, followed), hard, budget_followed).least_worst()?).value;
                }
            }
            aims.push(aim);
        }
        let mut held = vec![];
        if let Some(first) = layers.first().filter(|_| followed < 1.0) {
            let least = checked(self.program(first.regrets(&first.best, 1.0), vec![], budget).least_worst()?);
            held = at_most(first.regrets(&first.best, 1.0), HEDGE_FACTOR.max(least.value + ROOM));
        }
        for (layer, aim) in layers.iter().zip(&aims) {
            let least = checked(self.program(layer.regrets(aim, followed), held.clone(), budget_followed).least_worst()?);
            held.extend(at_most(layer.regrets(aim, followed), least.value));
            for (_, limit) in &mut held {
                *limit += ROOM;
            }
        }
        let cheapest = checked(self.program(vec![], held, budget_followed).least_effort()?);
        Ok(Found { gap, ..cheapest })
    }

    fn advice(&self, mix: Vec<f64>, method: Method, layers: &[Layer]) -> Advice {
        let solved = method != Method::Uniform;
        let regret = layers.first().filter(|_| solved).map(|first| highest(&first.regrets(&first.best, 1.0), &mix));
        let of = |cells| layers.iter().find(|layer| layer.cells == cells);
        let mut wait = 0..;
        let met = WAITS_MIN.map(|wait_min| {
            let wait = wait.next().unwrap_or_default();
            let worst_in = |cells| of(cells).map(|layer| worst(&layer.watches[wait], &mix));
            Worst {
                wait_min,
                avoidable: worst_in(Cells::Avoidable),
                on_every_way: worst_in(Cells::OnEveryWay),
                best_avoidable: of(Cells::Avoidable).filter(|_| solved).map(|layer| layer.best[wait]),
            }
        });
        let effort_min = self.least_min + mix.iter().zip(&self.extra_min).map(|(p, extra)| p * extra).sum::<f64>();
        Advice { mix, method, met, regret, effort_min }
    }

    fn program<'a>(&'a self, soft: Vec<Line<'a>>, hard: Vec<(Line<'a>, f64)>, budget: Option<f64>) -> Program<'a> {
        Program { soft, hard, effort: &self.extra_min, budget }
    }

    /// The share of days on which advice is followed; all of them if there is no habit to hedge against.
    fn share(&self, followed: f64) -> Result<f64, GameError> {
        if !(0.0..=1.0).contains(&followed) {
            return Err(GameError::Malformed);
        }
        Ok(if self.ground.has_habit() { followed } else { 1.0 })
    }

    /// The cheapest choices, as many as the budget allows together, each as likely as any other.
    pub(super) fn uniform(&self, budget: Option<f64>) -> Vec<f64> {
        let mut by_effort: Vec<usize> = (0..self.choices.len()).collect();
        by_effort.sort_by(|one, two| self.extra_min[*one].total_cmp(&self.extra_min[*two]));
        let mut sum = 0.0;
        let mut taken = vec![];
        for choice in by_effort {
            sum += self.extra_min[choice];
            if budget.is_some_and(|budget| sum > budget * (taken.len() + 1) as f64) {
                break;
            }
            taken.push(choice);
        }
        let mut mix = vec![0.0; self.choices.len()];
        for choice in &taken {
            mix[*choice] = 1.0 / taken.len() as f64;
        }
        mix
    }
}

impl Effort {
    /// The budget above the least effort.
    fn budget(self) -> Result<Option<f64>, GameError> {
        match self {
            Self::Any => Ok(None),
            Self::ExtraMin(extra) if extra >= EXTRA_LEAST_MIN => Ok(Some(extra).filter(|extra| extra.is_finite())),
            Self::ExtraMin(_) => Err(GameError::TooLittleEffort),
        }
    }
}

impl Worst {
    /// At most this is met by so many who each wait in a place and at a time of their own and meet her if one of them does: min(1, k v) in
    /// the place of each v. It is the union bound, reached wherever their watches share no minute of hers, as at two places that no way has
    /// both. For watchers of whom some wait where she can avoid them and some where she can't, it is min(1, k v) of the larger v.
    #[must_use]
    pub fn by_several(self, watchers: u32) -> Self {
        let bound = |met: Option<f64>| met.map(|met| (met * f64::from(watchers)).min(1.0));
        Self {
            wait_min: self.wait_min,
            avoidable: bound(self.avoidable),
            on_every_way: bound(self.on_every_way),
            best_avoidable: bound(self.best_avoidable),
        }
    }
}

impl Advice {
    /// What it gives against so many watchers, at most: [`Worst::by_several`].
    pub fn met_by_several(&self, watchers: u32) -> [Worst; WAITS_MIN.len()] {
        self.met.map(|worst| worst.by_several(watchers))
    }

    /// Draws a choice by its probability and a minute evenly.
    ///
    /// # Panics
    /// If the system has no randomness to give.
    pub fn draw(&self) -> Drawn {
        /// One more than the highest byte that is taken: as many for each minute.
        const TAKEN: u8 = u8::MAX / QUARTER_MIN as u8 * QUARTER_MIN as u8;
        // The 53 bits that a float between 0 and 1 can hold.
        let choice = self.choice_at((u64::from_le_bytes(crate::random::bytes()) >> 11) as f64 / (1u64 << 53) as f64);
        let minute = loop {
            let [byte] = crate::random::bytes();
            if byte < TAKEN {
                break u16::from(byte) % QUARTER_MIN;
            }
        };
        Drawn { choice, minute }
    }

    /// The choice on which a number from 0 up, below 1, falls if their probabilities are laid end to end.
    pub(super) fn choice_at(&self, number: f64) -> usize {
        let mut left = number;
        let mut choice = 0;
        for (place, p) in self.mix.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            // Rounding may leave a little over: that is the last one's.
            choice = place;
            if left < *p {
                break;
            }
            left -= p;
        }
        choice
    }
}

/// The cells of one kind with their watches, for each wait.
struct Layer {
    cells: Cells,
    watches: [Vec<Watch>; WAITS_MIN.len()],
    /// The least value for each wait, if it were the only one.
    best: [f64; WAITS_MIN.len()],
}

impl Layer {
    /// All watches in terms of the best for their wait.
    fn regrets(&self, best: &[f64; WAITS_MIN.len()], followed: f64) -> Vec<Line<'_>> {
        self.watches.iter().zip(best).flat_map(|(watches, best)| lines(watches, 1.0 / best.max(VALUE_LEAST), followed)).collect()
    }
}

/// What each watch meets, times a factor, if the mix has this share of days and habit the rest.
fn lines(watches: &[Watch], factor: f64, followed: f64) -> Vec<Line<'_>> {
    watches
        .iter()
        .map(|watch| Line {
            fifteenths: &watch.fifteenths,
            factor: factor * followed / f64::from(QUARTER_MIN),
            constant: factor * (1.0 - followed) * watch.habit,
        })
        .collect()
}

/// The budget of a followed day, if so many of them are and the others cost nothing.
fn on_followed_days(budget: Option<f64>, followed: f64) -> Option<f64> {
    budget.map(|budget| if followed > 0.0 { budget / followed } else { budget })
}

fn worst(watches: &[Watch], mix: &[f64]) -> f64 {
    highest(&lines(watches, 1.0, 1.0), mix)
}

fn highest(lines: &[Line<'_>], mix: &[f64]) -> f64 {
    lines.iter().map(|line| line.at(mix)).fold(0.0, f64::max)
}

fn at_most(lines: Vec<Line<'_>>, limit: f64) -> Vec<(Line<'_>, f64)> {
    lines.into_iter().map(|line| (line, limit)).collect()
}

#[cfg(test)]
mod tests;
