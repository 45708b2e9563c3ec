//! What she keeps of her ways: the places at their ends, the routes she approved, and when she went.

use super::super::game::MINUTES_MAX;
use super::super::trace::{SHAPE_POINTS_MAX, Shape};
use crate::Moment;
use crate::incident::{Degrees, Id, LogError, Position};
use serde::{Deserialize, Serialize};

/// Places at the ends of routes in one log.
pub const ROUTE_PLACES_MAX: usize = 100;
/// Routes of one log.
pub const ROUTES_MAX: usize = 200;
/// Bytes of the name of a place or route.
pub const ROUTE_NAME_MAX_BYTES: usize = 200;
/// How long a trip may take, in hours.
pub const TRIP_MAX_HOURS: i64 = 24;
/// A trip may lie this far in the future, in minutes: clocks differ.
pub const TRIP_FUTURE_MAX_MIN: i64 = 10;

const MINUTE_MS: i64 = 60_000;

/// An end of her trips, as home or work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its name in data.
    pub id: Id,
    /// What she calls it.
    pub name: String,
    /// Where it is: when it gets dark is worked out from this.
    pub at: Position,
}

/// A route she approved. Pana never makes one up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Its name in data.
    pub id: Id,
    /// What she calls it.
    pub name: String,
    /// Where it begins.
    pub from: Id,
    /// Where it ends.
    pub to: Id,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// What she says of it.
    pub tags: Tags,
    /// It is not taken the other way round.
    pub one_way: bool,
    /// Its line on the ground from one end to the other, degrees north and east; empty if it is not known.
    pub line: Vec<(Degrees, Degrees)>,
    /// She gave it up. It stays as long as trips by it do, for they tell of her habit.
    pub retired: bool,
}

/// What she says of a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four tags, each there or not")]
pub struct Tags {
    /// There are lamps.
    pub lit: bool,
    /// There are people.
    pub busy: bool,
    /// Only while it is light.
    pub day_only: bool,
    /// Only with someone.
    pub company: bool,
}

/// A trip she made: labels and times, no trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripNote {
    /// Its name in data.
    pub id: Id,
    /// The route taken.
    pub route: Id,
    /// From its end to its beginning.
    pub back: bool,
    /// When she left.
    pub left: Moment,
    /// When she arrived, if it is known.
    pub arrived: Option<Moment>,
    /// Where she went, degrees north and east: only if she said to keep it, else empty.
    pub trace: Vec<(Degrees, Degrees)>,
}

impl Tags {
    /// The tags in data, in the order of the fields, and behind `route-tag-` in the language catalogue.
    pub const KEYS: [&str; 4] = ["lit", "busy", "day-only", "company"];

    /// The tags that are set, by their keys.
    pub fn set(&self) -> Vec<&'static str> {
        let Self { lit, busy, day_only, company } = *self;
        [lit, busy, day_only, company].into_iter().zip(Self::KEYS).filter(|(set, _)| *set).map(|(_, key)| key).collect()
    }

    /// Those of these keys; `None` if one is unknown.
    ///
    /// ```
    /// use pana_core::route::Tags;
    /// let tags = Tags::from_keys(["lit", "day-only"]).unwrap();
    /// assert!(tags.lit && tags.day_only && !tags.busy);
    /// assert_eq!(tags.set(), ["lit", "day-only"]);
    /// assert_eq!(Tags::from_keys(["dark"]), None);
    /// ```
    pub fn from_keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Option<Self> {
        let mut tags = Self::default();
        for key in keys {
            match key {
                "lit" => tags.lit = true,
                "busy" => tags.busy = true,
                "day-only" => tags.day_only = true,
                "company" => tags.company = true,
                _ => return None,
            }
        }
        Some(tags)
    }
}

impl Place {
    /// The place as it is taken. Refused, as [`LogError::Invalid`]: a name as in [`Route::checked`], a position that is not on Earth (`not-on-earth`).
    pub fn checked(&self) -> Result<Self, LogError> {
        self.at.check()?;
        Ok(Self { name: name(&self.name)?, ..self.clone() })
    }
}

impl Route {
    /// The route as it is taken. Refused, as [`LogError::Invalid`]: an empty name (`empty`), one over [`ROUTE_NAME_MAX_BYTES`] (`too-long`) or with control
    /// characters; no minutes, or more than two days (`route-minutes`); the same place at both ends (`route-to-itself`); a line of one point or of more than
    /// [`SHAPE_POINTS_MAX`] (`route-too-short`, `too-many`).
    pub fn checked(&self) -> Result<Self, LogError> {
        if !(1..=MINUTES_MAX).contains(&self.minutes) {
            return Err(invalid("minutes", "route-minutes"));
        }
        if self.from == self.to {
            return Err(invalid("to", "route-to-itself"));
        }
        check_line(&self.line)?;
        Ok(Self { name: name(&self.name)?, ..self.clone() })
    }

    /// The line as it is compared with others; `None` if it is not known.
    pub fn shape(&self) -> Option<Shape> {
        Shape::from_points(degrees(&self.line)).ok()
    }

    /// Where it goes from and to, one way or the other.
    pub fn ends(&self, back: bool) -> (&Id, &Id) {
        if back { (&self.to, &self.from) } else { (&self.from, &self.to) }
    }
}

impl TripNote {
    /// Refused, as [`LogError::Invalid`]: a trip that begins in the future (`trip-in-future`), ends before it begins (`end-before-start`) or takes longer than
    /// [`TRIP_MAX_HOURS`] (`trip-too-long`).
    pub(super) fn check(&self, now: Moment) -> Result<(), LogError> {
        let is_future = |at: Moment| minutes_between(now, at) > TRIP_FUTURE_MAX_MIN;
        if is_future(self.left) {
            return Err(invalid("left", "trip-in-future"));
        }
        if self.arrived.is_some_and(is_future) {
            return Err(invalid("arrived", "trip-in-future"));
        }
        self.check_itself()
    }

    /// The same, but for the future: there is no clock.
    pub(super) fn check_itself(&self) -> Result<(), LogError> {
        match self.arrived {
            Some(arrived) if arrived.utc_ms() < self.left.utc_ms() => Err(invalid("arrived", "end-before-start")),
            Some(arrived) if minutes_between(self.left, arrived) > TRIP_MAX_HOURS * 60 => Err(invalid("arrived", "trip-too-long")),
            _ => check_line(&self.trace),
        }
    }
}

fn minutes_between(from: Moment, to: Moment) -> i64 {
    (to.utc_ms() - from.utc_ms()).div_euclid(MINUTE_MS)
}

/// A line as it is kept.
pub fn line_of(shape: &Shape) -> Vec<(Degrees, Degrees)> {
    shape.points().iter().filter_map(|(lat, lon)| Degrees::new(*lat).zip(Degrees::new(*lon))).collect()
}

fn degrees(line: &[(Degrees, Degrees)]) -> Vec<(f64, f64)> {
    line.iter().map(|(lat, lon)| (lat.degrees(), lon.degrees())).collect()
}

fn check_line(line: &[(Degrees, Degrees)]) -> Result<(), LogError> {
    if line.len() > SHAPE_POINTS_MAX {
        return Err(invalid("gpx", "too-many"));
    }
    if !line.is_empty() && Shape::from_points(degrees(line)).is_err() {
        return Err(invalid("gpx", "route-too-short"));
    }
    Ok(())
}

fn name(typed: &str) -> Result<String, LogError> {
    let name = typed.trim();
    match name {
        "" => Err(invalid("route-name", "empty")),
        long if long.len() > ROUTE_NAME_MAX_BYTES => Err(invalid("route-name", "route-name-too-long")),
        odd if odd.chars().any(char::is_control) => Err(invalid("route-name", "control-characters")),
        name => Ok(name.to_owned()),
    }
}

pub(super) fn invalid(field: &'static str, why: &'static str) -> LogError {
    LogError::Invalid { field, why }
}
