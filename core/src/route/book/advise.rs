//! Tomorrow's way: what she can do, and one of it drawn.

use super::habit::ways;
use super::{Leg, Numbered, Route, RouteBook};
use crate::Moment;
use crate::incident::{Id, LogError};
use crate::language::Language;
use crate::route::child::approved_way;
use crate::route::dusk::Daylight;
use crate::route::game::{Advice, Choice, GameError, QUARTER_MIN, Way};
use crate::route::habit::{DayClass, Group, HABIT_TRIPS_MAX, Trip, favourite, preferred_min};
use crate::route::plan::{Approved, Excluded, HOT_SPOT_DAYS, HotSpot, Plan, Relax, Why, Wish};
use crate::vault::VaultError;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// With fewer draws than this to judge by, all advice counts as followed.
pub const DRAWS_JUDGED_MIN: usize = 5;
/// Draws that are looked at to see how much of the advice she follows, the newest ones.
const DRAWS_JUDGED_MAX: u32 = 20;
/// The least share of advice that counts as followed: below it, habit would decide alone.
const FOLLOWED_LEAST: f64 = 0.1;

const DAY_MIN: u16 = 24 * 60;
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// The trip she wants to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Where it begins.
    pub from: Id,
    /// Where it ends.
    pub to: Id,
    /// The day on which she leaves.
    pub date: Date,
    /// Not before, in minutes from midnight.
    pub earliest_min: u16,
    /// There by then, in minutes from midnight; one before `earliest_min` is the next day.
    pub arrive_by_min: u16,
    /// What she is ready to give, in minutes a day on average beyond the least effort there is.
    pub extra_min: f64,
    /// Someone comes along.
    pub company: bool,
}

/// The advice for a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Advised {
    /// One of several ways, drawn.
    Drawn(Box<DrawnWay>),
    /// The way of a child: always the same, with company.
    Approved {
        /// The route.
        route: Route,
        /// When to leave.
        leave_at: Moment,
        /// Whether its line is known: without it nobody looked for what happened beside it.
        line_known: bool,
    },
}

/// What was drawn for a day, and from what.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnWay {
    /// The route.
    pub route: Route,
    /// When to leave.
    pub leave_at: Moment,
    /// It had been drawn for this day before: asking again draws nothing new.
    pub drawn_before: bool,
    /// What there was to draw from.
    pub options: Vec<RouteOption>,
    /// What there was not.
    pub excluded: Vec<RouteExcluded>,
    /// How many choices more there were: the dearest are left aside where there are too many to work with.
    pub left_aside: usize,
    /// Routes without a line: what happened beside them is not known.
    pub without_line: Vec<Route>,
    /// How much of earlier advice she followed.
    pub followed: FollowedShare,
    /// The mix it was drawn from.
    pub advice: Advice,
    plan: Plan,
}

/// How much of the advice for such trips she followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowedShare {
    /// Draws that are over and that she made a trip on.
    pub draws: usize,
    /// Those by the route drawn, left within a quarter of an hour of the minute drawn.
    pub followed: usize,
}

/// A choice that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteOption {
    /// The route.
    pub route: Id,
    /// Where the quarter-hour of leaving begins, in minutes from midnight.
    pub leave_min: u16,
    /// Its probability.
    pub p: f64,
}

/// A route that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteExcluded {
    /// The route.
    pub route: Id,
    /// Why, for which quarter-hours.
    pub why: Why,
    /// The quarter-hours of leaving that are left out, in minutes from midnight.
    pub leave_min: Vec<u16>,
    /// Whether none are left of it.
    pub wholly: bool,
}

/// Nothing can be advised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What was left out, and why.
    pub excluded: Vec<RouteExcluded>,
    /// In what to give way; empty if one thing by itself is not enough.
    pub relax: Vec<Relax>,
}

/// Why there is no advice.
#[derive(Debug, thiserror::Error)]
pub enum NoAdvice {
    /// No approved route goes there.
    #[error("there is no approved route")]
    NoRoute,
    /// What she asks for leaves nothing.
    #[error("nothing is left")]
    Nothing(Left),
    /// The effort she is ready to give is less than the least there is.
    #[error("not possible with this much effort")]
    TooLittleEffort,
    /// More than a game can hold.
    #[error("too much to choose from")]
    TooLarge,
    /// The vault could not do it, or a place is not there.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl From<VaultError> for NoAdvice {
    fn from(error: VaultError) -> Self {
        Self::Log(error.into())
    }
}

impl From<rusqlite::Error> for NoAdvice {
    fn from(error: rusqlite::Error) -> Self {
        Self::Log(error.into())
    }
}

impl DrawnWay {
    /// One sentence on how it came about.
    pub fn explanation(&self, language: Language) -> String {
        self.plan.explanation(&self.advice, language)
    }
}

impl FollowedShare {
    /// The share, 1 as long as there is too little to judge by.
    pub fn share(self) -> f64 {
        if self.draws < DRAWS_JUDGED_MIN {
            return 1.0;
        }
        #[allow(clippy::cast_precision_loss)]
        let share = self.followed as f64 / self.draws as f64;
        share.max(FOLLOWED_LEAST)
    }
}

impl RouteBook<'_> {
    /// Draws a way for a day from the approved routes, or gives what was drawn for it before if that is still possible: a second draw would tell the better of
    /// two, and whoever knows that meets her more often.
    ///
    /// For a child ([`Settings::child`](super::Settings::child)) nothing is drawn.
    ///
    /// `offset_min` is what the clock on the wall is ahead of UTC on that day. Places that incidents of the last [`HOT_SPOT_DAYS`] days name on the map keep
    /// routes away.
    pub fn advise(&mut self, request: &Request, offset_min: i16) -> Result<Advised, NoAdvice> {
        let numbered = self.numbered()?;
        let ends = (numbered.number(&request.from).ok_or(LogError::NotFound)?, numbered.number(&request.to).ok_or(LogError::NotFound)?);
        let midnight = Moment::from_wall(request.date.at(0, 0, 0, 0), offset_min).map_err(|_| not_a_day())?;
        let mut legs = numbered.legs(ends);
        legs.retain(|leg| !leg.route.retired);
        if legs.is_empty() {
            return Err(NoAdvice::NoRoute);
        }
        let group = Group { from: ends.0, to: ends.1, days: DayClass::of(midnight) };
        let trips = numbered.trips();
        let wish = self.wish(request, midnight, &numbered, &legs, &trips, group)?;
        let approved = approved(&legs);
        if self.settings()?.child {
            return child_way(&approved, &wish, &numbered);
        }
        let plan = Plan::new(&approved, &wish);
        let excluded = excluded(&plan.excluded, &numbered);
        if plan.choices.is_empty() {
            return Err(NoAdvice::Nothing(Left { excluded, relax: plan.relax }));
        }
        let followed = self.followed(request, &numbered, &trips, ends)?;
        let advice = plan.advise(&habit(&trips, group), request.extra_min, followed.share()).map_err(|error| match error {
            GameError::TooLittleEffort => NoAdvice::TooLittleEffort,
            GameError::NoChoice => NoAdvice::NoRoute,
            GameError::Malformed => NoAdvice::TooLarge,
        })?;

        let drawn_before = self.drawn(request)?.into_iter().find(|drawn| still_possible(drawn, &plan, &numbered));
        let (route, leave_min) = if let Some(drawn) = &drawn_before {
            (numbered.routes.iter().find(|route| route.id == drawn.0).ok_or(LogError::NotFound)?.clone(), drawn.1)
        } else {
            let (number, leave_min) = plan.drawn(advice.draw()).ok_or(NoAdvice::NoRoute)?;
            let route = numbered.route(number).clone();
            self.change(|tx| Ok(keep_draw(tx, request, &route.id, leave_min)?))?;
            (route, leave_min)
        };
        let option = |(choice, p): (&Choice, &f64)| RouteOption {
            route: numbered.route(plan.routes[choice.way]).id.clone(),
            leave_min: choice.leave_min,
            p: *p,
        };
        Ok(Advised::Drawn(Box::new(DrawnWay {
            route,
            leave_at: wish.moment(leave_min).ok_or_else(not_a_day)?,
            drawn_before: drawn_before.is_some(),
            options: plan.choices.iter().zip(&advice.mix).filter(|(_, p)| **p > 0.0).map(option).collect(),
            excluded,
            left_aside: plan.left_aside,
            without_line: legs.iter().filter(|leg| leg.route.line.is_empty()).map(|leg| leg.route.clone()).collect(),
            followed,
            advice,
            plan,
        })))
    }

    fn wish(
        &mut self,
        request: &Request,
        midnight: Moment,
        numbered: &Numbered,
        legs: &[Leg<'_>],
        trips: &[Trip],
        group: Group,
    ) -> Result<Wish, LogError> {
        let from = &numbered.places[group.from as usize].at;
        let since = Moment::new(midnight.utc_ms() - HOT_SPOT_DAYS * DAY_MS, midnight.offset_min());
        let spots = since.map_or(Ok(vec![]), |since| self.session.log().spots(since))?;
        let minutes: BTreeMap<u32, u16> = legs.iter().map(|leg| (leg.number, leg.route.minutes)).collect();
        let next_day = if request.arrive_by_min < request.earliest_min { DAY_MIN } else { 0 };
        Ok(Wish {
            date: request.date,
            offset_min: midnight.offset_min(),
            earliest_min: request.earliest_min,
            arrive_by_min: request.arrive_by_min + next_day,
            company: request.company,
            daylight: Daylight::at(from.lat.degrees(), from.lon.degrees(), request.date, midnight.offset_min()),
            hot_spots: spots
                .into_iter()
                .map(|(at, when)| HotSpot {
                    lat: at.lat.degrees(),
                    lon: at.lon.degrees(),
                    off_m: f64::from(at.accuracy_m.unwrap_or(0)),
                    at: when,
                })
                .collect(),
            favourite: favourite(trips, group, &minutes),
            preferred_min: preferred_min(trips, group),
        })
    }

    /// What was drawn for that day, in that order: conditions that come and go bring none of it back into the urn.
    fn drawn(&mut self, request: &Request) -> Result<Vec<(Id, u16)>, VaultError> {
        let sql = "SELECT route, leave_min FROM draw WHERE day = ? AND from_place = ? AND to_place = ? ORDER BY row";
        let mut select = self.session.db().prepare_cached(sql)?;
        let key = (request.date.to_string(), request.from.as_str(), request.to.as_str());
        let found: Vec<(String, u16)> = select.query_map(key, |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(found.into_iter().filter_map(|(route, leave_min)| Some((route.parse().ok()?, leave_min))).collect())
    }

    fn followed(&mut self, request: &Request, numbered: &Numbered, trips: &[Trip], ends: (u32, u32)) -> Result<FollowedShare, VaultError> {
        let sql =
            "SELECT day, route, leave_min FROM draw WHERE from_place = ? AND to_place = ? AND day < ? ORDER BY day DESC, row DESC LIMIT ?";
        let mut select = self.session.db().prepare_cached(sql)?;
        let key = (request.from.as_str(), request.to.as_str(), request.date.to_string(), DRAWS_JUDGED_MAX);
        let mut rows = select.query(key)?;
        let mut judged: BTreeMap<String, bool> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (day, route, leave_min): (String, String, u16) = (row.get(0)?, row.get(1)?, row.get(2)?);
            // By the clock on the wall, whatever it is ahead of UTC; past midnight it is the next day's.
            let Some(drawn_ms) = day.parse::<Date>().ok().and_then(|date| Moment::from_wall(date.at(0, 0, 0, 0), 0).ok()) else { continue };
            let drawn_ms = drawn_ms.utc_ms() + i64::from(leave_min) * MINUTE_MS;
            let apart = |trip: &&Trip| (trip.left.wall_ms() - drawn_ms).abs();
            let made = trips.iter().filter(|trip| (trip.from, trip.to) == ends && apart(trip) < DAY_MS / 2);
            let as_drawn =
                |trip: &Trip| numbered.route(trip.route).id.as_str() == route && apart(&trip) < i64::from(QUARTER_MIN) * MINUTE_MS;
            for trip in made {
                *judged.entry(day.clone()).or_default() |= as_drawn(trip);
            }
        }
        let share = FollowedShare { draws: judged.len(), followed: judged.values().filter(|followed| **followed).count() };
        Ok(share)
    }
}

fn keep_draw(db: &Connection, request: &Request, route: &Id, leave_min: u16) -> Result<(), VaultError> {
    let sql = "INSERT INTO draw (day, from_place, to_place, route, leave_min) VALUES (?, ?, ?, ?, ?)";
    db.execute(sql, params![request.date.to_string(), request.from.as_str(), request.to.as_str(), route.as_str(), leave_min])?;
    Ok(())
}

fn approved(legs: &[Leg<'_>]) -> Vec<Approved> {
    let mut ways: BTreeMap<u32, Way> = ways(legs);
    let one = |leg: &Leg<'_>| Approved {
        route: leg.number,
        minutes: leg.route.minutes,
        day_only: leg.route.tags.day_only,
        company: leg.route.tags.company,
        way: ways.remove(&leg.number).unwrap_or(Way { passes: vec![] }),
        shape: leg.shape(),
    };
    legs.iter().map(one).collect()
}

fn excluded(found: &[Excluded], numbered: &Numbered) -> Vec<RouteExcluded> {
    let one = |excluded: &Excluded| RouteExcluded {
        route: numbered.route(excluded.route).id.clone(),
        why: excluded.why,
        leave_min: excluded.leave_min.clone(),
        wholly: excluded.wholly,
    };
    found.iter().map(one).collect()
}

/// Whether a draw is among the choices, with its quarter-hour.
fn still_possible((route, leave_min): &(Id, u16), plan: &Plan, numbered: &Numbered) -> bool {
    plan.choices.iter().any(|choice| {
        let quarter = choice.leave_min..choice.leave_min + QUARTER_MIN;
        numbered.route(plan.routes[choice.way]).id == *route && quarter.contains(leave_min)
    })
}

/// The guardian's order is that in which the routes were approved.
fn child_way(approved: &[Approved], wish: &Wish, numbered: &Numbered) -> Result<Advised, NoAdvice> {
    let wish = Wish { company: true, ..wish.clone() };
    let (number, leave_min) = approved_way(approved, &wish).map_err(|relax| {
        let together: Vec<Approved> = approved.iter().map(|route| Approved { company: true, ..route.clone() }).collect();
        // Nobody gives way in these for a child.
        let relax = relax.into_iter().filter(|relax| !matches!(relax, Relax::Dark | Relax::HotSpot)).collect();
        NoAdvice::Nothing(Left { excluded: excluded(&Plan::new(&together, &wish).excluded, numbered), relax })
    })?;
    let leave_at = wish.moment(leave_min).ok_or_else(not_a_day)?;
    let route = numbered.route(number).clone();
    Ok(Advised::Approved { line_known: !route.line.is_empty(), route, leave_at })
}

/// When she left by which route, each time alike: the newest trips of a group.
fn habit(trips: &[Trip], group: Group) -> Vec<(u32, u16, f64)> {
    let of_group = trips.iter().rev().filter(|trip| trip.group() == group);
    of_group.take(HABIT_TRIPS_MAX).map(|trip| (trip.route, trip.minute(), 1.0)).collect()
}

fn not_a_day() -> LogError {
    super::invalid("date", "date-out-of-range")
}
