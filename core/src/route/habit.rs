//! Her habit, from the trips she noted: facts about the past, and what someone who watched would have guessed right.
//!
//! Trips are looked at by where they go from and to and by the kind of day ([`Group`]). The thresholds are choices of this project: no
//! published work sets them.

use super::game::{Cell, QUARTER_MIN, Way};
use crate::Moment;
use crate::language::{Arg, Language};
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// Below this many trips of a group nothing is said of them: figures of so few mislead.
pub const HABIT_TRIPS_MIN: usize = 10;
/// The newest trips of a group that figures are made of, observers excepted.
pub const HABIT_TRIPS_MAX: usize = 20;
/// What counts as the same time, in minutes.
pub const SAME_TIME_MIN: u16 = 30;
/// Two trips repeat each other if they are by the same route and no further apart than this, in minutes.
pub const PAIR_APART_MAX_MIN: u16 = 15;
/// Below this many trips of a group there is no hint.
pub const HINT_TRIPS_MIN: usize = 5;
/// Trips in a row by the same route at the same time from which on there is a hint.
pub const HINT_STREAK: usize = 3;
/// Trips in a row by the same route at the same time from which on she is reminded.
pub const REMINDER_STREAK: usize = 5;
/// A share of trips by one route, or at one time, above which there is a hint.
pub const HINT_SHARE: f64 = 0.6;

const DAY_MIN: u16 = 24 * 60;
const HALF_HOUR_QUARTERS: u16 = SAME_TIME_MIN / QUARTER_MIN;

/// One trip she made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trip {
    /// A number of the place it began at.
    pub from: u32,
    /// A number of the place it went to.
    pub to: u32,
    /// A number of the route taken.
    pub route: u32,
    /// When she left.
    pub left: Moment,
}

/// The kind of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayClass {
    /// Monday to Friday.
    Workday,
    /// Saturday and Sunday.
    Weekend,
}

/// Trips that are compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// As in [`Trip`].
    pub from: u32,
    /// As in [`Trip`].
    pub to: u32,
    /// The kind of day on which she left, by the clock she saw.
    pub days: DayClass,
}

/// What can be said of the trips of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Habit {
    /// Fewer than [`HABIT_TRIPS_MIN`].
    TooEarly {
        /// How many there are.
        trips: usize,
    },
    /// Enough of them.
    Known(Box<Figures>),
}

/// Figures over the newest trips of a group, [`HABIT_TRIPS_MAX`] at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Trips the figures are made of.
    pub trips: usize,
    /// Trips of the group.
    pub of_all: usize,
    /// The share of the route most used.
    pub repeat_rate: f64,
    /// Newest trips in a row by the same route.
    pub streak: usize,
    /// Newest trips in a row by the same route that all began within [`SAME_TIME_MIN`].
    pub joint_streak: usize,
    /// The share of pairs of trips, any two of them, that repeat each other: the figure to follow over time, for it does not grow with the
    /// number of trips.
    pub pair_repeat_rate: f64,
    /// The share of trips in the [`SAME_TIME_MIN`] that have most of them.
    pub modal_share: f64,
    /// The circular standard deviation of leaving, in minutes; infinite if leaving has no middle.
    pub departure_spread_min: f64,
    /// Entropy of the routes, 1 if all that could be taken are taken alike.
    pub route_entropy: f64,
    /// Entropy of the quarter-hours of leaving, 1 if no two trips share one.
    pub quarter_entropy: f64,
    /// "n of your last m trips passed the same place in the same half hour", of places that some route goes around; `None` if there are
    /// none.
    pub same_place: Option<SamePlace>,
    /// The same of places that every route passes, as her door.
    pub same_door: Option<SamePlace>,
    /// Who would have guessed right.
    pub observers: Observers,
}

/// How many of the trips passed one place within [`SAME_TIME_MIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamePlace {
    /// The place that had most.
    pub cell: Cell,
    /// Trips that passed it in the half hour that had most.
    pub trips: usize,
}

/// People who see her trips one by one and guess the next before it happens. A guess is right if route and half hour are, counted from
/// midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Observers {
    /// Guesses what she did most often so far.
    pub most_common: Score,
    /// Guesses what most often came after what she did last: a first-order Markov chain over route and quarter-hour.
    pub markov: Score,
    /// Guesses from the longest sequence known so far: the tree of LZ78 over route and quarter-hour.
    pub compression: Score,
}

/// Guesses of one observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Score {
    /// Right ones.
    pub right: usize,
    /// All of them: one for each trip but the first.
    pub of: usize,
    /// Right ones of the newest guesses.
    pub right_lately: usize,
    /// The newest guesses, [`HABIT_TRIPS_MAX`] at most.
    pub of_lately: usize,
}

/// What a group of trips calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nudge {
    /// Nothing.
    Silent,
    /// A hint where she looks anyway.
    Hint,
    /// A reminder the evening before.
    Reminder,
}

impl DayClass {
    /// The kind of the day that the clock on the wall showed.
    pub fn of(moment: Moment) -> Self {
        Self::on(moment.wall().date())
    }

    /// The kind of a date.
    pub fn on(date: Date) -> Self {
        match date.weekday() {
            Weekday::Saturday | Weekday::Sunday => Self::Weekend,
            _ => Self::Workday,
        }
    }
}

impl Score {
    /// Right guesses in a hundred, rounded; `None` if there were none at all.
    pub fn percent(self) -> Option<usize> {
        (self.of > 0).then(|| (self.right * 200 + self.of) / (self.of * 2))
    }
}

impl Habit {
    /// What there is to say of it, each a whole sentence: where she could be met, what repeats itself, who would have guessed it.
    ///
    /// All of it is about the past. Of the three observers the one speaks who was right most often lately, for she can't know which of them
    /// watches; and a rotation, which the simplest of them can't see, is not praised.
    ///
    /// ```
    /// use pana_core::language::Language;
    /// use pana_core::route::Habit;
    /// let said = Habit::TooEarly { trips: 4 }.sentences(Language::En);
    /// assert_eq!(said, ["Too early to say anything of a habit: 4 trips are noted, 10 are needed."]);
    /// ```
    pub fn sentences(&self, language: Language) -> Vec<String> {
        match self {
            Self::TooEarly { trips } => vec![counted(language, "route-habit-too-early", *trips, HABIT_TRIPS_MIN)],
            Self::Known(figures) => figures.sentences(language),
        }
    }
}

impl Figures {
    fn sentences(&self, language: Language) -> Vec<String> {
        let passed = |key, place: Option<SamePlace>| place.map(|place| counted(language, key, place.trips, self.trips));
        let streak = if self.joint_streak >= HINT_STREAK {
            Some(counted(language, "route-same-route-and-time", self.joint_streak, self.trips))
        } else {
            (self.streak >= HINT_STREAK).then(|| counted(language, "route-habit-streak", self.streak, self.trips))
        };
        let best = self.observers.best_lately();
        let guessed = (best.of_lately > 0).then(|| counted(language, "route-habit-guessed", best.right_lately, best.of_lately));
        [passed("route-habit-place", self.same_place), passed("route-habit-door", self.same_door), streak, guessed]
            .into_iter()
            .flatten()
            .collect()
    }
}

impl Observers {
    /// The score of whoever was right most often of the newest guesses.
    pub fn best_lately(self) -> Score {
        [self.markov, self.compression].into_iter().fold(self.most_common, |best, other| {
            // All of them guessed as often.
            if other.right_lately > best.right_lately { other } else { best }
        })
    }
}

impl Trip {
    pub(super) fn group(&self) -> Group {
        Group { from: self.from, to: self.to, days: DayClass::of(self.left) }
    }

    /// Minutes since midnight on the clock she saw.
    pub(super) fn minute(&self) -> u16 {
        let minutes = self.left.wall_ms().div_euclid(60_000).rem_euclid(i64::from(DAY_MIN));
        u16::try_from(minutes).unwrap_or_default()
    }
}

/// The habit of each group of trips, in any order. `ways` has the routes approved, by their numbers: those a trip of a group was made by,
/// and by `approved` those she could take.
pub fn habits(trips: &[Trip], ways: &BTreeMap<u32, Way>, approved: impl Fn(Group) -> Vec<u32>) -> BTreeMap<Group, Habit> {
    groups(trips).into_iter().map(|(group, trips)| (group, habit(&trips, ways, &approved(group)))).collect()
}

/// What a group of trips calls for, by streaks and shares.
pub fn nudge(trips: &[Trip], group: Group) -> Nudge {
    match repetition(trips, group) {
        None => Nudge::Silent,
        Some(Repetition::RouteAndTime(streak)) if streak >= REMINDER_STREAK => Nudge::Reminder,
        Some(_) => Nudge::Hint,
    }
}

/// What repeats itself in a group and what she could do about it, said to her; `None` if nothing calls for a hint. `approved` are the
/// routes she could take: without a second one it is the time or company that helps.
///
/// Shown inside Pana only: it speaks of her ways.
pub fn hint(trips: &[Trip], group: Group, approved: &[u32], language: Language) -> Option<String> {
    let repetition = repetition(trips, group)?;
    let advice = if approved.len() > 1 { "route-hint" } else { "route-hint-one-route" };
    Some(format!("{} {}", repetition.text(language), language.text(advice)))
}

/// The route she takes most often in a group, the one taken last if two are alike; below [`HABIT_TRIPS_MIN`] trips the shortest of those
/// with their minutes.
pub fn favourite(trips: &[Trip], group: Group, minutes: &BTreeMap<u32, u16>) -> Option<u32> {
    let trips = groups(trips).remove(&group).unwrap_or_default();
    if trips.len() < HABIT_TRIPS_MIN {
        return minutes.iter().min_by_key(|(_, minutes)| **minutes).map(|(route, _)| *route);
    }
    let mut count = Tally::default();
    for trip in trips {
        count.add(trip.route);
    }
    count.most
}

/// The median of when she leaves, in minutes since midnight; `None` without trips.
pub fn preferred_min(trips: &[Trip], group: Group) -> Option<u16> {
    let trips = groups(trips).remove(&group)?;
    // Around the middle of the day as she lives it, so that trips on both sides of midnight have a median between them.
    let (middle, _) = circular(&trips);
    let mut from_middle: Vec<i32> = trips.iter().map(|trip| from_to(middle, trip.minute())).collect();
    from_middle.sort_unstable();
    let median = from_middle[(from_middle.len() - 1) / 2];
    Some((i32::from(middle) + median).rem_euclid(i32::from(DAY_MIN)) as u16)
}

/// The trips of each group, oldest first.
pub(super) fn groups(trips: &[Trip]) -> BTreeMap<Group, Vec<Trip>> {
    let mut found: BTreeMap<Group, Vec<Trip>> = BTreeMap::new();
    for trip in trips {
        found.entry(trip.group()).or_default().push(*trip);
    }
    for trips in found.values_mut() {
        trips.sort_by_key(|trip| trip.left.utc_ms());
    }
    found
}

/// What repeats itself so much that she should know, the most telling first.
#[derive(Clone, Copy)]
enum Repetition {
    /// So many of the newest trips in a row.
    RouteAndTime(usize),
    /// So many of so many.
    Route(usize, usize),
    /// So many of so many.
    Time(usize, usize),
}

impl Repetition {
    fn text(self, language: Language) -> String {
        match self {
            Self::RouteAndTime(streak) => counted(language, "route-same-route-and-time", streak, streak),
            Self::Route(trips, of) => counted(language, "route-same-route", trips, of),
            Self::Time(trips, of) => counted(language, "route-same-time", trips, of),
        }
    }
}

fn repetition(trips: &[Trip], group: Group) -> Option<Repetition> {
    let trips = groups(trips).remove(&group).unwrap_or_default();
    let newest = newest(&trips);
    if newest.len() < HINT_TRIPS_MIN {
        return None;
    }
    let often = |trips: usize| share(trips, newest.len()) > HINT_SHARE;
    let (streak, by_route, at_a_time) = (joint_streak(newest), most_by_one_route(newest), most_at_one_time(newest));
    if streak >= HINT_STREAK {
        Some(Repetition::RouteAndTime(streak))
    } else if often(by_route) {
        Some(Repetition::Route(by_route, newest.len()))
    } else {
        often(at_a_time).then_some(Repetition::Time(at_a_time, newest.len()))
    }
}

fn counted(language: Language, key: &str, count: usize, of: usize) -> String {
    language.text_with(key, &[("count", Arg::Number(count as u64)), ("of", Arg::Number(of as u64))])
}

/// The newest trips of those given oldest first, [`HABIT_TRIPS_MAX`] at most.
pub(super) fn newest(trips: &[Trip]) -> &[Trip] {
    &trips[trips.len().saturating_sub(HABIT_TRIPS_MAX)..]
}

fn habit(all: &[Trip], ways: &BTreeMap<u32, Way>, approved: &[u32]) -> Habit {
    if all.len() < HABIT_TRIPS_MIN {
        return Habit::TooEarly { trips: all.len() };
    }
    let trips = newest(all);
    let routes: BTreeSet<u32> = approved.iter().copied().chain(trips.iter().map(|trip| trip.route)).collect();
    let (_, departure_spread_min) = circular(trips);
    let (same_place, same_door) = same_place(trips, ways, &routes);
    Habit::Known(Box::new(Figures {
        trips: trips.len(),
        of_all: all.len(),
        repeat_rate: share(most_by_one_route(trips), trips.len()),
        streak: trips.iter().rev().take_while(|trip| trip.route == trips[trips.len() - 1].route).count(),
        joint_streak: joint_streak(trips),
        pair_repeat_rate: pair_repeat_rate(trips),
        modal_share: share(most_at_one_time(trips), trips.len()),
        departure_spread_min,
        route_entropy: entropy(trips.iter().map(|trip| trip.route), routes.len()),
        quarter_entropy: entropy(trips.iter().map(|trip| trip.minute() / QUARTER_MIN), usize::from(DAY_MIN / QUARTER_MIN)),
        same_place,
        same_door,
        observers: observe(all),
    }))
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of as f64
}

fn most_by_one_route(trips: &[Trip]) -> usize {
    let mut count = Tally::default();
    for trip in trips {
        count.add(trip.route);
    }
    count.highest
}

pub(super) fn joint_streak(trips: &[Trip]) -> usize {
    let Some(last) = trips.last() else { return 0 };
    let (mut earliest, mut latest) = (0, 0);
    trips
        .iter()
        .rev()
        .take_while(|trip| {
            let off = from_to(last.minute(), trip.minute());
            (earliest, latest) = (earliest.min(off), latest.max(off));
            trip.route == last.route && latest - earliest < i32::from(SAME_TIME_MIN)
        })
        .count()
}

fn pair_repeat_rate(trips: &[Trip]) -> f64 {
    let repeats = |one: &Trip, two: &Trip| {
        one.route == two.route && from_to(one.minute(), two.minute()).unsigned_abs() <= u32::from(PAIR_APART_MAX_MIN)
    };
    let repeated: usize =
        trips.iter().enumerate().map(|(place, one)| trips[place + 1..].iter().filter(|two| repeats(one, two)).count()).sum();
    share(repeated, trips.len() * (trips.len() - 1) / 2)
}

fn most_at_one_time(trips: &[Trip]) -> usize {
    let minutes: Vec<u16> = trips.iter().map(Trip::minute).collect();
    most_within(&minutes)
}

/// The most of these minutes of the day that lie within [`SAME_TIME_MIN`].
fn most_within(minutes: &[u16]) -> usize {
    let within = |start: u16| minutes.iter().filter(|minute| (**minute + DAY_MIN - start) % DAY_MIN < SAME_TIME_MIN).count();
    minutes.iter().map(|start| within(*start)).max().unwrap_or(0)
}

/// Minutes from one time of the day to another by the shorter way round, −720 to 719.
fn from_to(one: u16, two: u16) -> i32 {
    let half = i32::from(DAY_MIN) / 2;
    (i32::from(two) - i32::from(one) + half).rem_euclid(i32::from(DAY_MIN)) - half
}

/// The circular mean of leaving and its standard deviation, in minutes.
fn circular(trips: &[Trip]) -> (u16, f64) {
    let turn = std::f64::consts::TAU / f64::from(DAY_MIN);
    let (mut east, mut north) = (0.0, 0.0);
    for trip in trips {
        let (sin, cos) = (f64::from(trip.minute()) * turn).sin_cos();
        east += cos;
        north += sin;
    }
    let length = east.hypot(north) / trips.len().max(1) as f64;
    let mean = (north.atan2(east) / turn).rem_euclid(f64::from(DAY_MIN));
    #[allow(clippy::cast_sign_loss)]
    let mean = mean as u16 % DAY_MIN;
    // Rounding can take the length of equal directions above one.
    (mean, (-2.0 * length.min(1.0).ln()).max(0.0).sqrt() / turn)
}

/// H / log2(min(n, possible)).
fn entropy<T: Eq + Hash + Copy>(of: impl Iterator<Item = T>, possible: usize) -> f64 {
    let mut counts: HashMap<T, usize> = HashMap::new();
    let mut all = 0;
    for one in of {
        *counts.entry(one).or_default() += 1;
        all += 1;
    }
    let most = all.min(possible);
    if most < 2 {
        return 0.0;
    }
    let mut shares: Vec<f64> = counts.values().map(|count| share(*count, all)).collect();
    // In an order of its own, so that the sum is the same each time.
    shares.sort_by(f64::total_cmp);
    shares.iter().map(|p| -p * p.log2()).sum::<f64>() / (most as f64).log2()
}

/// The place that most trips passed at the same time: of those that a route goes around, and of the others.
fn same_place(trips: &[Trip], ways: &BTreeMap<u32, Way>, routes: &BTreeSet<u32>) -> (Option<SamePlace>, Option<SamePlace>) {
    let known: Vec<BTreeSet<Cell>> =
        routes.iter().filter_map(|route| ways.get(route)).map(|way| way.passes.iter().map(|pass| pass.cell).collect()).collect();
    let mut passed: BTreeMap<Cell, Vec<u16>> = BTreeMap::new();
    for trip in trips {
        let mut seen = BTreeSet::new();
        for pass in ways.get(&trip.route).map_or(&[][..], |way| &way.passes) {
            // A trip that comes back to a place is one trip: its first passing counts.
            if seen.insert(pass.cell) {
                passed.entry(pass.cell).or_default().push((trip.minute() + pass.after_min) % DAY_MIN);
            }
        }
    }
    let (mut place, mut door): (Option<SamePlace>, Option<SamePlace>) = (None, None);
    for (cell, minutes) in passed {
        let found = SamePlace { cell, trips: most_within(&minutes) };
        let kept = if known.iter().all(|cells| cells.contains(&cell)) { &mut door } else { &mut place };
        if kept.is_none_or(|kept| kept.trips < found.trips) {
            *kept = Some(found);
        }
    }
    (place, door)
}

/// What was seen how often, and what most often; of those alike, what was seen last.
#[derive(Clone, Debug)]
struct Tally<T> {
    counts: HashMap<T, usize>,
    most: Option<T>,
    highest: usize,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { counts: HashMap::new(), most: None, highest: 0 }
    }
}

impl<T: Eq + Hash + Copy> Tally<T> {
    fn add(&mut self, seen: T) {
        let count = self.counts.entry(seen).or_default();
        *count += 1;
        if *count >= self.highest {
            self.highest = *count;
            self.most = Some(seen);
        }
    }
}

/// A route and the quarter-hour of the day in which she left by it.
type Step = (u32, u16);
/// A place in the tree of LZ78; 0 is its root.
type Node = usize;

/// Walks through trips, oldest first, and lets each observer guess every one but the first.
fn observe(trips: &[Trip]) -> Observers {
    let mut scores = Observers::default();
    let mut most_common: Tally<Step> = Tally::default();
    let mut after: HashMap<Step, Tally<Step>> = HashMap::new();
    let mut by_quarter: Tally<Step> = Tally::default();
    let mut tree: Vec<Tally<Step>> = vec![Tally::default()];
    let mut children: HashMap<(Node, Step), Node> = HashMap::new();
    let (mut at, mut before): (Node, Option<Step>) = (0, None);
    for (place, trip) in trips.iter().enumerate() {
        let step = (trip.route, trip.minute() / QUARTER_MIN);
        let half_hour = |(route, quarter): Step| (route, quarter / HALF_HOUR_QUARTERS);
        let lately = trips.len() - place <= HABIT_TRIPS_MAX;
        let right = |guess: Option<Step>| guess.map(half_hour) == Some(half_hour(step));
        if let Some(before) = before {
            scores.most_common.add(most_common.most == Some(half_hour(step)), lately);
            scores.markov.add(right(after.get(&before).and_then(|next| next.most).or(by_quarter.most)), lately);
            scores.compression.add(right(tree[at].most.or(tree[0].most)), lately);
            after.entry(before).or_default().add(step);
        }
        most_common.add(half_hour(step));
        by_quarter.add(step);
        tree[at].add(step);
        at = if let Some(child) = children.get(&(at, step)) {
            *child
        } else {
            children.insert((at, step), tree.len());
            tree.push(Tally::default());
            0
        };
        before = Some(step);
    }
    scores
}

impl Score {
    fn add(&mut self, right: bool, lately: bool) {
        self.right += usize::from(right);
        self.of += 1;
        self.right_lately += usize::from(right && lately);
        self.of_lately += usize::from(lately);
    }
}

#[cfg(test)]
mod tests;
