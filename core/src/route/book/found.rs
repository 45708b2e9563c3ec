//! Of which route a trace is.

use super::entry::line_of;
use super::{Place, Route, RouteBook};
use crate::Moment;
use crate::incident::{Degrees, Id, LogError};
use crate::route::gpx::Fix;
use crate::route::trace::{Match, Matcher, Shape};

/// A trace that is silent for so many minutes, or whose clock jumps by as many, is two trips.
pub const TRIP_GAP_MIN: i64 = 30;
/// A place is offered as the end of a trace that begins or ends this near to it, in metres.
const PLACE_NEAR_M: f64 = 300.0;

const MINUTE_MS: i64 = 60_000;

/// What a trace was found to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Of this route.
    Route {
        /// The route.
        route: Id,
        /// From its end to its beginning.
        back: bool,
        /// The share of it that the trace covers; `None` if only she said that it is of this route.
        covered: Option<f64>,
        /// When it began and ended, if the trace says.
        times: Option<(Moment, Moment)>,
        /// The trace without its times, should she want to keep it.
        line: Vec<(Degrees, Degrees)>,
    },
    /// Of one of these two: she is asked.
    Unsure {
        /// The nearer one.
        nearest: Id,
        /// The other.
        second: Id,
    },
    /// Of none of hers: it can be offered as a new route.
    New {
        /// The place it begins near, if there is one.
        from: Option<Id>,
        /// The place it ends near, if there is one.
        to: Option<Id>,
        /// How long it took, in minutes, if the trace says.
        minutes: Option<u16>,
        /// Its length, in metres.
        length_m: f64,
        /// Its line.
        line: Vec<(Degrees, Degrees)>,
    },
    /// Too short to be of any.
    TooShort,
}

/// The trips in a trace, in the order of the file: one ends where the next fix is [`TRIP_GAP_MIN`] away or more.
pub fn trips_of(fixes: &[Fix]) -> Vec<&[Fix]> {
    let goes_on = |one: &Fix, next: &Fix| {
        let between = one.at.zip(next.at).map(|(one, next)| (next.utc_ms() - one.utc_ms()).abs());
        between.is_none_or(|between| between < TRIP_GAP_MIN * MINUTE_MS)
    };
    fixes.chunk_by(goes_on).collect()
}

impl RouteBook<'_> {
    /// What a trace is, by the lines of her routes in both directions. `named` says that it is of this route, whatever it looks like, if it is long enough to
    /// have a direction. Nothing is stored.
    pub fn find(&mut self, trace: &[Fix], named: Option<&Id>) -> Result<Found, LogError> {
        let Ok(shape) = Shape::new(trace) else { return Ok(Found::TooShort) };
        let routes = self.routes()?;
        let matcher = Matcher::new(both_ways(&routes));
        let of = |number: u32| (routes[number as usize / 2].id.clone(), number % 2 == 1);
        let (found, covered) = match (named, matcher.find(trace)) {
            (Some(named), found) => {
                let route = routes.iter().find(|route| route.id == *named).ok_or(LogError::NotFound)?;
                let (covered, back) = match found {
                    Match::Route { route, covered, .. } if of(route).0 == *named => (Some(covered), of(route).1),
                    _ => (None, !route.one_way && goes_back(route, &shape, &self.places()?)),
                };
                ((named.clone(), back), covered)
            }
            (None, Match::Route { route, covered, .. }) => (of(route), Some(covered)),
            (None, Match::Unsure { nearest, second }) => return Ok(Found::Unsure { nearest: of(nearest).0, second: of(second).0 }),
            (None, Match::Unmatched) => return Ok(new(trace, &shape, &self.places()?)),
            (None, Match::TooShort) => return Ok(Found::TooShort),
        };
        let (route, back) = found;
        Ok(Found::Route { route, back, covered, times: times(trace), line: line_of(&shape) })
    }
}

/// The lines of routes, each with twice its place in the list, and the way back with one more.
fn both_ways(routes: &[Route]) -> Vec<(u32, Shape)> {
    let mut shapes = vec![];
    for (route, number) in routes.iter().zip((0..).step_by(2)) {
        let Some(shape) = route.shape() else { continue };
        if !route.one_way {
            shapes.push((number + 1, shape.turned_round()));
        }
        shapes.push((number, shape));
    }
    shapes
}

/// Whether a line goes from the end of a route to its beginning, by where it begins and ends.
pub(super) fn goes_back(route: &Route, line: &Shape, places: &[Place]) -> bool {
    let away_m = |back| ends_away_m(route, back, line, places).iter().sum::<f64>();
    away_m(true) < away_m(false)
}

/// How far a line begins and ends from the places of a route in one direction, in metres; nothing from a place that is not there.
pub(super) fn ends_away_m(route: &Route, back: bool, line: &Shape, places: &[Place]) -> [f64; 2] {
    let (from, to) = route.ends(back);
    let (first, last) = (line.points()[0], line.points()[line.points().len() - 1]);
    let away = |id: &Id, point| places.iter().find(|place| place.id == *id).map_or(0.0, |place| away_m(place, point));
    [away(from, first), away(to, last)]
}

fn new(trace: &[Fix], shape: &Shape, places: &[Place]) -> Found {
    let near = |point: (f64, f64)| {
        let by_distance = |one: &&Place, two: &&Place| away_m(one, point).total_cmp(&away_m(two, point));
        places.iter().min_by(by_distance).filter(|place| away_m(place, point) <= PLACE_NEAR_M).map(|place| place.id.clone())
    };
    let points = shape.points();
    let took = times(trace).map(|(left, arrived)| (arrived.utc_ms() - left.utc_ms() + MINUTE_MS / 2) / MINUTE_MS);
    Found::New {
        from: near(points[0]),
        to: near(points[points.len() - 1]),
        minutes: took.and_then(|minutes| u16::try_from(minutes.max(1)).ok()),
        length_m: shape.length_m(),
        line: line_of(shape),
    }
}

fn away_m(place: &Place, point: (f64, f64)) -> f64 {
    Shape::distance_between_m((place.at.lat.degrees(), place.at.lon.degrees()), point)
}

/// The first and the last time of a trace that goes back and forth in time, perhaps.
fn times(trace: &[Fix]) -> Option<(Moment, Moment)> {
    let known = || trace.iter().filter_map(|fix| fix.at);
    known().min_by_key(|at| at.utc_ms()).zip(known().max_by_key(|at| at.utc_ms()))
}
