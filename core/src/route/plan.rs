//! What she can do on a day, why the rest is left out, and the advice on it.

use super::dusk::Daylight;
use super::game::{Advice, Choice, Departure, Drawn, Effort, Game, GameError, MINUTES_MAX, QUARTER_MIN, Way};
use super::trace::Shape;
use crate::Moment;
use crate::language::{Arg, Language};
use jiff::civil::Date;

/// A place where something happened counts for so many days.
pub const HOT_SPOT_DAYS: i64 = 30;
/// A route this near to such a place is left out, in metres.
pub const HOT_SPOT_M: f64 = 200.0;
/// As much as the place itself may be off counts too, up to this, in metres: beyond, it says nothing of a route.
pub const HOT_SPOT_OFF_MAX_M: f64 = 300.0;
/// The effort that is asked for if she says nothing, in minutes a day beyond the least.
pub const EXTRA_DEFAULT_MIN: f64 = 8.0;
/// Choices that a plan keeps: a phone must not hang on a game of hundreds.
pub const PLAN_CHOICES_MAX: usize = 96;

const DAY_MIN: u16 = 24 * 60;

/// A route she approved, between the two places of the trip.
#[derive(Clone, Debug, PartialEq)]
pub struct Approved {
    /// A number of the caller's.
    pub route: u32,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Only while it is light.
    pub day_only: bool,
    /// Only with someone.
    pub company: bool,
    /// The ground it passes.
    pub way: Way,
    /// Its line, if it is known: hot spots are looked for beside it.
    pub shape: Option<Shape>,
}

/// A place where an incident happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HotSpot {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How far off that may be, in metres.
    pub off_m: f64,
    /// When.
    pub at: Moment,
}

/// The trip to plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The day on which she leaves.
    pub date: Date,
    /// Minutes by which the clock on the wall is ahead of UTC.
    pub offset_min: i16,
    /// Not before, in minutes from midnight.
    pub earliest_min: u16,
    /// There by then, in minutes from midnight; over 24 hours is the next day.
    pub arrive_by_min: u16,
    /// Someone comes along.
    pub company: bool,
    /// The light at either end of the trip; `None` if it is not known.
    pub daylight: Option<Daylight>,
    /// Places to keep away from.
    pub hot_spots: Vec<HotSpot>,
    /// What she does most: efforts are counted from it. `None` is the shortest.
    pub favourite: Option<u32>,
    /// When she leaves by habit, in minutes from midnight; `None` is as late as the favourite allows.
    pub preferred_min: Option<u16>,
}

/// Why a route is left out, wholly or for some quarter-hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It would arrive too late.
    NotInTime,
    /// It is for the day, and it would be dark.
    Dark,
    /// It is for the day, and nobody knows when it is dark.
    DarkUnknown,
    /// It is for two, and she is alone.
    NoCompany,
    /// Something happened beside it lately.
    HotSpot,
}

/// A route that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// Its number.
    pub route: u32,
    /// Why.
    pub why: Why,
    /// The quarter-hours of leaving that are left out, in minutes from midnight.
    pub leave_min: Vec<u16>,
    /// Whether none are left of this route.
    pub wholly: bool,
}

/// One thing to give way in, that by itself makes a trip possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relax {
    /// Arrive at this minute from midnight at the earliest.
    ArriveBy(u16),
    /// Leave at this minute from midnight at the latest.
    Earliest(u16),
    /// Go with someone.
    Company,
    /// Take a route for the day in the dark.
    Dark,
    /// Pass a place where something happened.
    HotSpot,
}

/// What she can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The routes left, by the places that choices name; one whose choices are all left aside is among them.
    pub routes: Vec<u32>,
    /// What there is to choose from, [`PLAN_CHOICES_MAX`] at most.
    pub choices: Vec<Choice>,
    /// Choices beyond those that keep all constraints too, and are left aside because they take the most effort.
    pub left_aside: usize,
    /// What there is not.
    pub excluded: Vec<Excluded>,
    /// If there is nothing: in what to give way, time first. Empty if one thing by itself is not enough.
    pub relax: Vec<Relax>,
    ways: Vec<Way>,
}

impl Plan {
    /// The choices that keep all constraints: each route in each quarter-hour from the earliest on, if it arrives in time whichever minute
    /// is drawn.
    pub fn new(approved: &[Approved], wish: &Wish) -> Self {
        let mut plan = Self::of_all(approved, wish);
        plan.leave_aside(favourite(approved, wish).map(|route| route.route));
        plan
    }

    /// The same, however many choices that are.
    pub(super) fn of_all(approved: &[Approved], wish: &Wish) -> Self {
        let favourite = favourite(approved, wish);
        let favourite_min = favourite.map_or(0, |route| route.minutes);
        let latest_min = wish.arrive_by_min.saturating_sub(arrival(0, favourite_min));
        let preferred_min = wish.preferred_min.unwrap_or(latest_min.max(wish.earliest_min));
        let mut plan = Self { routes: vec![], choices: vec![], left_aside: 0, excluded: vec![], relax: vec![], ways: vec![] };
        for route in approved {
            let mut left_out: Vec<(Why, u16)> = vec![];
            let way = plan.ways.len();
            for leave_min in quarters(wish) {
                if let Some(why) = wish.hinders(route, leave_min, &[]) {
                    left_out.push((why, leave_min));
                } else {
                    let effort_min = Choice::effort_min(route.minutes, favourite_min, leave_min, preferred_min);
                    plan.choices.push(Choice { way, leave_min, effort_min });
                }
            }
            let wholly = plan.choices.last().is_none_or(|choice| choice.way != way);
            if !wholly {
                plan.routes.push(route.route);
                plan.ways.push(route.way.clone());
            }
            plan.exclude(route.route, left_out, wholly);
        }
        if plan.choices.is_empty() {
            plan.relax = wish.relax(approved);
        }
        plan
    }

    /// The game over these choices, with what she does by habit: route, minute from midnight and how often.
    pub fn game(&self, habit: &[(u32, u16, f64)]) -> Result<Game, GameError> {
        let usual = |(route, leave_min, weight): &(u32, u16, f64)| {
            let way = self.routes.iter().position(|other| other == route)?;
            Some(Departure { way, leave_min: *leave_min, weight: *weight })
        };
        let habit: Vec<Departure> = habit.iter().filter_map(usual).collect();
        Game::with_habit(&self.ways, &self.choices, &habit)
    }

    /// The mix to draw from: [`Game::advise`] with this many minutes beyond the least effort.
    pub fn advise(&self, habit: &[(u32, u16, f64)], extra_min: f64, followed: f64) -> Result<Advice, GameError> {
        self.game(habit)?.advise(Effort::ExtraMin(extra_min), followed)
    }

    /// The route and the minute from midnight that were drawn.
    pub fn drawn(&self, drawn: Drawn) -> Option<(u32, u16)> {
        let choice = self.choices.get(drawn.choice)?;
        Some((*self.routes.get(choice.way)?, choice.leave_min + drawn.minute))
    }

    /// One sentence on how the advice came about.
    pub fn explanation(&self, advice: &Advice, language: Language) -> String {
        let taken = advice.mix.iter().filter(|p| **p > 0.0).count() as u64;
        let key = match (advice.met[0].avoidable, advice.met[0].on_every_way) {
            _ if taken == 1 => "route-one-choice",
            (None, _) => "route-only-time",
            (Some(_), Some(_)) => "route-drawn-door",
            (Some(_), None) => "route-drawn",
        };
        language.text_with(key, &[("count", Arg::Number(taken))])
    }

    /// Leaves the dearest choices aside if there are too many; of those alike, the later ones. The favourite keeps its cheapest.
    fn leave_aside(&mut self, favourite: Option<u32>) {
        self.left_aside = self.choices.len().saturating_sub(PLAN_CHOICES_MAX);
        if self.left_aside == 0 {
            return;
        }
        let mut by_effort: Vec<usize> = (0..self.choices.len()).collect();
        by_effort.sort_by(|one, two| self.choices[*one].effort_min.total_cmp(&self.choices[*two].effort_min));
        let is_favourite = |choice: &usize| Some(self.routes[self.choices[*choice].way]) == favourite;
        if let Some(place) = by_effort.iter().position(is_favourite).filter(|place| *place >= PLAN_CHOICES_MAX) {
            by_effort.swap(place, PLAN_CHOICES_MAX - 1);
        }
        by_effort.truncate(PLAN_CHOICES_MAX);
        by_effort.sort_unstable();
        self.choices = by_effort.into_iter().map(|choice| self.choices[choice]).collect();
    }

    fn exclude(&mut self, route: u32, left_out: Vec<(Why, u16)>, wholly: bool) {
        let first = self.excluded.len();
        for (why, leave_min) in left_out {
            match self.excluded[first..].iter_mut().find(|excluded| excluded.why == why) {
                Some(excluded) => excluded.leave_min.push(leave_min),
                None => self.excluded.push(Excluded { route, why, leave_min: vec![leave_min], wholly }),
            }
        }
        self.excluded[first..].sort_by_key(|excluded| excluded.why);
    }
}

impl Why {
    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotInTime => "not-in-time",
            Self::Dark => "dark",
            Self::DarkUnknown => "dark-unknown",
            Self::NoCompany => "no-company",
            Self::HotSpot => "hot-spot",
        }
    }

    /// Said to her.
    pub fn text(self, language: Language) -> String {
        language.text(match self {
            Self::NotInTime => "route-not-in-time",
            Self::Dark => "route-dark",
            Self::DarkUnknown => "route-dark-unknown",
            Self::NoCompany => "route-no-company",
            Self::HotSpot => "route-hot-spot",
        })
    }
}

impl Relax {
    /// Said to her.
    pub fn text(self, language: Language) -> String {
        match self {
            Self::ArriveBy(minute) => language.text_with("route-relax-arrive", &[("time", Arg::Text(&clock(minute)))]),
            Self::Earliest(minute) => language.text_with("route-relax-earliest", &[("time", Arg::Text(&clock(minute)))]),
            Self::Company => language.text("route-relax-company"),
            Self::Dark => language.text("route-relax-dark"),
            Self::HotSpot => language.text("route-relax-hot-spot"),
        }
    }
}

impl Wish {
    /// What hinders a route in a quarter-hour, the first of what she does not give way in.
    fn hinders(&self, route: &Approved, leave_min: u16, given_way: &[Why]) -> Option<Why> {
        let latest_min = arrival(leave_min, route.minutes);
        let dark = || {
            let Some(daylight) = &self.daylight else { return Some(Why::DarkUnknown) };
            let between = self.moment(leave_min).zip(self.moment(latest_min));
            (!between.is_some_and(|(from, to)| daylight.is_light_between(from, to))).then_some(Why::Dark)
        };
        let hindrances = [
            (latest_min > self.arrive_by_min).then_some(Why::NotInTime),
            (route.company && !self.company).then_some(Why::NoCompany),
            self.passes_hot_spot(route).then_some(Why::HotSpot),
            route.day_only.then(dark).flatten(),
        ];
        hindrances.into_iter().flatten().find(|why| !given_way.contains(why))
    }

    /// Whether something happened beside a route lately. What happened at one of its ends does not count: every route has these.
    fn passes_hot_spot(&self, route: &Approved) -> bool {
        let Some((shape, today)) = route.shape.as_ref().zip(self.moment(0)) else { return false };
        let lately = |spot: &&HotSpot| today.utc_ms() - spot.at.utc_ms() < HOT_SPOT_DAYS * 86_400_000;
        self.hot_spots
            .iter()
            .filter(lately)
            .any(|spot| shape.passes(spot.lat, spot.lon, HOT_SPOT_M + spot.off_m.clamp(0.0, HOT_SPOT_OFF_MAX_M)))
    }

    /// A minute from the midnight that the day begins with.
    pub(super) fn moment(&self, minute: u16) -> Option<Moment> {
        let midnight = Moment::from_wall(self.date.at(0, 0, 0, 0), self.offset_min).ok()?;
        Moment::new(midnight.utc_ms() + i64::from(minute) * 60_000, self.offset_min).ok()
    }

    fn relax(&self, approved: &[Approved]) -> Vec<Relax> {
        let first = next_quarter(self.earliest_min);
        let mut found = vec![];
        // Later in the day it may be light, so all quarters of a day are looked at.
        let later = (first..=first.saturating_add(DAY_MIN).min(MINUTES_MAX - QUARTER_MIN)).step_by(usize::from(QUARTER_MIN));
        let arrivals = later.flat_map(|leave| {
            let in_its_time = approved.iter().filter(move |route| self.hinders(route, leave, &[Why::NotInTime]).is_none());
            in_its_time.map(move |route| arrival(leave, route.minutes))
        });
        found.extend(arrivals.min().map(Relax::ArriveBy));
        let mut earlier = (0..first / QUARTER_MIN).rev().map(|quarter| quarter * QUARTER_MIN);
        found.extend(earlier.find(|leave| approved.iter().any(|route| self.hinders(route, *leave, &[]).is_none())).map(Relax::Earliest));
        for (given_way, relax) in
            [(&[Why::NoCompany][..], Relax::Company), (&[Why::Dark, Why::DarkUnknown], Relax::Dark), (&[Why::HotSpot], Relax::HotSpot)]
        {
            if approved.iter().any(|route| quarters(self).any(|leave| self.hinders(route, leave, given_way).is_none())) {
                found.push(relax);
            }
        }
        found
    }
}

/// What she does most; the shortest if that is not known.
fn favourite<'r>(approved: &'r [Approved], wish: &Wish) -> Option<&'r Approved> {
    approved.iter().find(|route| Some(route.route) == wish.favourite).or_else(|| approved.iter().min_by_key(|route| route.minutes))
}

/// When she is there at the latest, whichever minute of the quarter-hour is drawn.
fn arrival(leave_min: u16, minutes: u16) -> u16 {
    leave_min.saturating_add(QUARTER_MIN - 1).saturating_add(minutes)
}

/// The quarter-hours in which she could leave.
fn quarters(wish: &Wish) -> impl Iterator<Item = u16> {
    let latest = wish.arrive_by_min.min(MINUTES_MAX - QUARTER_MIN);
    (next_quarter(wish.earliest_min)..=latest).step_by(usize::from(QUARTER_MIN))
}

fn next_quarter(minute: u16) -> u16 {
    minute.min(MINUTES_MAX - QUARTER_MIN).next_multiple_of(QUARTER_MIN)
}

/// A minute from midnight as a clock shows it.
pub(super) fn clock(minute: u16) -> String {
    let minute = minute % DAY_MIN;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests;
