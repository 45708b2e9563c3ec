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
mod tests {
    use super::super::game::Pass;
    use super::*;

    /// Monday, 2 February 2026, in Almaty.
    const MONDAY_MS: i64 = 1_769_972_400_000;
    const DAY_MS: i64 = 86_400_000;

    /// A trip from 1 to 2 so many days after that Monday.
    fn trip(day: i64, route: u32, minute: i64) -> Trip {
        Trip { from: 1, to: 2, route, left: Moment::new(MONDAY_MS + day * DAY_MS + minute * 60_000, 300).unwrap() }
    }

    /// The nth workday after that Monday.
    fn workday(n: i64) -> i64 {
        n / 5 * 7 + n % 5
    }

    fn workdays(routes_and_minutes: &[(u32, i64)]) -> Vec<Trip> {
        (0..).zip(routes_and_minutes).map(|(n, (route, minute))| trip(workday(n), *route, *minute)).collect()
    }

    fn ways() -> BTreeMap<u32, Way> {
        let way = |passes: &[(u32, u16)]| Way {
            passes: passes.iter().map(|(cell, after_min)| Pass { cell: Cell(*cell), after_min: *after_min }).collect(),
        };
        BTreeMap::from([(7, way(&[(0, 0), (1, 10), (9, 20)])), (8, way(&[(0, 0), (2, 10), (9, 25)]))])
    }

    const GROUP: Group = Group { from: 1, to: 2, days: DayClass::Workday };

    fn figures(trips: &[Trip]) -> Figures {
        match habits(trips, &ways(), |_| vec![7, 8]).remove(&GROUP).unwrap() {
            Habit::Known(figures) => *figures,
            Habit::TooEarly { trips } => panic!("too early with {trips}"),
        }
    }

    fn close(one: f64, two: f64) -> bool {
        (one - two).abs() < 1e-9
    }

    #[test]
    fn below_ten_trips_it_is_too_early() {
        let trips = workdays(&[(7, 480); 9]);
        assert_eq!(habits(&trips, &ways(), |_| vec![7, 8])[&GROUP], Habit::TooEarly { trips: 9 });
        assert_eq!(figures(&workdays(&[(7, 480); 10])).trips, 10);
    }

    #[test]
    fn weekends_and_other_ways_are_groups_of_their_own() {
        let mut trips = workdays(&[(7, 480); 10]);
        trips.push(trip(5, 8, 600));
        trips.push(Trip { from: 2, to: 1, ..trip(0, 8, 1_080) });
        let found = habits(&trips, &ways(), |_| vec![]);
        assert_eq!(found.len(), 3);
        assert_eq!(found[&Group { days: DayClass::Weekend, ..GROUP }], Habit::TooEarly { trips: 1 });
        assert_eq!(found[&Group { from: 2, to: 1, ..GROUP }], Habit::TooEarly { trips: 1 });
    }

    #[test]
    fn who_always_does_the_same_is_always_guessed() {
        let seen = figures(&workdays(&[(7, 483); 12]));
        assert!(close(seen.repeat_rate, 1.0) && close(seen.pair_repeat_rate, 1.0) && close(seen.modal_share, 1.0));
        assert_eq!((seen.streak, seen.joint_streak), (12, 12));
        assert!(seen.departure_spread_min < 1e-4 && close(seen.route_entropy, 0.0) && close(seen.quarter_entropy, 0.0));
        assert_eq!(seen.same_place, Some(SamePlace { cell: Cell(1), trips: 12 }));
        assert_eq!(seen.same_door, Some(SamePlace { cell: Cell(0), trips: 12 }));
        let all = Score { right: 11, of: 11, right_lately: 11, of_lately: 11 };
        assert_eq!(seen.observers.most_common, all);
        assert_eq!(seen.observers.markov, all);
        assert_eq!(seen.observers.compression, all);
        assert_eq!(all.percent(), Some(100));
    }

    /// Worked out by hand: 7 at 08:00 six times, then 8 at 08:20 and 7 at 08:00 by turns.
    #[test]
    fn figures_are_those_worked_out_by_hand() {
        let seen =
            figures(&workdays(&[(7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (8, 500), (7, 480), (8, 500), (7, 480)]));
        assert!(close(seen.repeat_rate, 0.8) && close(seen.modal_share, 1.0));
        assert_eq!((seen.streak, seen.joint_streak), (1, 1));
        // 28 pairs of the eight and one of the two, of 45.
        assert!(close(seen.pair_repeat_rate, 29.0 / 45.0));
        let two: f64 = -(0.8f64 * 0.8f64.log2() + 0.2 * 0.2f64.log2());
        assert!(close(seen.route_entropy, two), "two routes, log2 of 2 is 1");
        assert!(close(seen.quarter_entropy, two / 10f64.log2()));
        assert_eq!(seen.same_place, Some(SamePlace { cell: Cell(1), trips: 8 }));
        assert_eq!(seen.same_door, Some(SamePlace { cell: Cell(0), trips: 10 }));
        assert_eq!((seen.observers.most_common.right, seen.observers.most_common.of), (7, 9));
        // Wrong at both trips by 8; after the first of them it knows nothing that followed, and what is most common comes.
        assert_eq!((seen.observers.markov.right, seen.observers.markov.of), (7, 9));
    }

    #[test]
    fn sentences_say_the_figures_in_every_language() {
        let by_hand = [(7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (8, 500), (7, 480), (8, 500), (7, 480)];
        let said = |trips: &[(u32, i64)], language| habits(&workdays(trips), &ways(), |_| vec![7, 8])[&GROUP].sentences(language);
        assert_eq!(
            said(&by_hand, Language::En),
            [
                "8 of your last 10 trips passed the same place in the same half hour.",
                "At a place that every route passes, as your door, it was 10 of 10: there only the time helps.",
                "Someone who had seen all your trips before and guessed the next one, route and half hour, would have been right 7 of the \
                 last 9 times.",
            ]
        );
        let russian = said(&by_hand, Language::Ru);
        assert_eq!(russian[0], "Через одно и то же место в одни и те же полчаса: 8 из ваших последних 10 поездок.");
        assert!(russian[2].ends_with("был бы прав в 7 случаях из последних 9."), "{russian:?}");
        let kazakh = said(&by_hand, Language::Kk);
        assert_eq!(kazakh[0], "Соңғы 10 сапардың ішінде 8 рет бір жерден бірдей жарты сағат ішінде өттіңіз.");
        assert!(kazakh[1].contains("тек уақыт көмектеседі") && kazakh.len() == 3, "{kazakh:?}");

        let same = said(&[(7, 480); 12], Language::En);
        assert_eq!(same[2], "Last 12 trips: same route and time.");
        let hourly: Vec<(u32, i64)> = (0..10).map(|n| (7, 60 * n)).collect();
        assert_eq!(said(&hourly, Language::En)[2], "Last 10 trips: same route.");
        let nowhere = habits(&workdays(&by_hand), &BTreeMap::new(), |_| vec![7, 8])[&GROUP].sentences(Language::En);
        assert_eq!(nowhere.len(), 1, "no place is known: {nowhere:?}");
    }

    #[test]
    fn what_is_too_early_to_say_is_counted_in_every_language() {
        let said = |trips, language| Habit::TooEarly { trips }.sentences(language).remove(0);
        assert_eq!(said(1, Language::En), "Too early to say anything of a habit: 1 trip is noted, 10 are needed.");
        assert_eq!(said(1, Language::Ru), "Говорить о привычке рано: записана 1 поездка, нужно 10.");
        assert_eq!(said(3, Language::Ru), "Говорить о привычке рано: записаны 3 поездки, нужно 10.");
        assert_eq!(said(0, Language::Ru), "Говорить о привычке рано: записано 0 поездок, нужно 10.");
        assert_eq!(said(9, Language::Kk), "Әдет туралы айтуға әлі ерте: 9 сапар жазылған, 10 сапар керек.");
    }

    #[test]
    fn of_the_observers_the_one_speaks_who_was_right_most_often_lately() {
        let lately = |right_lately| Score { right: 50, of: 60, right_lately, of_lately: 20 };
        let best = |most_common, markov, compression| {
            let observers = Observers { most_common: lately(most_common), markov: lately(markov), compression: lately(compression) };
            observers.best_lately().right_lately
        };
        assert_eq!([best(9, 1, 2), best(1, 9, 2), best(1, 2, 9)], [9; 3]);
        let turns: Vec<(u32, i64)> = (0..60).map(|n| if n % 2 == 0 { (7, 480) } else { (8, 540) }).collect();
        let said = habits(&workdays(&turns), &ways(), |_| vec![7, 8])[&GROUP].sentences(Language::En);
        assert!(said.last().unwrap().contains("right 20 of the last 20 times"), "{said:?}");
    }

    #[test]
    fn a_rotation_is_seen_through_by_who_remembers_what_came_before() {
        let turns: Vec<(u32, i64)> = (0..60).map(|n| if n % 2 == 0 { (7, 480) } else { (8, 540) }).collect();
        let observers = figures(&workdays(&turns)).observers;
        assert!(observers.most_common.percent().unwrap() <= 50);
        assert!(observers.markov.percent().unwrap() >= 95, "{observers:?}");
        assert!(observers.compression.percent().unwrap() >= 60, "{observers:?}");
        assert_eq!(observers.markov.right_lately, HABIT_TRIPS_MAX);
    }

    #[test]
    fn times_around_midnight_are_near_each_other() {
        // Monday to Thursday: a trip after midnight on Friday is one of the weekend.
        let late: Vec<Trip> = (0..10).map(|n| trip(n / 4 * 7 + n % 4, 7, if n % 2 == 0 { 1_430 } else { 1_445 })).collect();
        let seen = figures(&late);
        assert!(seen.departure_spread_min < 10.0, "{}", seen.departure_spread_min);
        assert!(close(seen.modal_share, 1.0));
        assert_eq!(seen.joint_streak, 10);
        let preferred = preferred_min(&late, GROUP).unwrap();
        assert!([1_430, 5].contains(&preferred), "{preferred}");
    }

    #[test]
    fn the_hour_she_saw_counts_across_the_change_of_the_offset() {
        let before = "2024-02-29T08:00+06:00".parse().unwrap();
        let after = "2024-03-01T08:00+05:00".parse().unwrap();
        let trips: Vec<Trip> = (0..10).map(|n| Trip { left: if n < 5 { before } else { after }, ..trip(0, 7, 0) }).collect();
        assert_eq!(figures(&trips).joint_streak, 10);
    }

    #[test]
    fn three_in_a_row_are_a_hint_and_five_a_reminder() {
        let same = |times: usize, others: usize| {
            let mixed = [(8, 600), (7, 900), (8, 300), (7, 1_200), (8, 60)];
            let mut trips: Vec<(u32, i64)> = mixed[..others].to_vec();
            trips.extend(vec![(9, 480); times]);
            nudge(&workdays(&trips), GROUP)
        };
        assert_eq!(same(4, 0), Nudge::Silent, "four trips are too few");
        assert_eq!(same(2, 5), Nudge::Silent);
        assert_eq!(same(3, 5), Nudge::Hint);
        assert_eq!(same(4, 5), Nudge::Hint);
        assert_eq!(same(5, 5), Nudge::Reminder);
        let scattered: Vec<(u32, i64)> = (0..10).map(|n| (7, 100 * n)).collect();
        assert_eq!(nudge(&workdays(&scattered), GROUP), Nudge::Hint, "always one route");
        assert_eq!(nudge(&[], GROUP), Nudge::Silent);
    }

    #[test]
    fn the_favourite_is_the_shortest_until_there_are_trips() {
        let minutes = BTreeMap::from([(7, 30), (8, 25)]);
        assert_eq!(favourite(&workdays(&[(7, 480); 9]), GROUP, &minutes), Some(8));
        assert_eq!(favourite(&workdays(&[(7, 480); 10]), GROUP, &minutes), Some(7));
        assert_eq!(favourite(&[], GROUP, &BTreeMap::new()), None);
        assert_eq!(preferred_min(&[], GROUP), None);
        assert_eq!(preferred_min(&workdays(&[(7, 480), (7, 490), (7, 700)]), GROUP), Some(490));
    }
}
