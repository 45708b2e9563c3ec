//! Which approved route a trace is of, and which ground a route passes.
//!
//! A trace is projected to a plane around its own middle, rid of outliers by a running median, thinned, simplified, resampled by length,
//! and compared by the discrete Fréchet distance: the longest leash between two who walk the trace and the route, neither ever back. A
//! detour of one block is a leash of one block; a mean or a share of points nearby can't see it.
//!
//! How near is near enough depends on how far her routes are from each other ([`Matcher::threshold_m`]). The nearest route is taken if no
//! other is nearly as near. A trace that begins late or ends early is compared with the part of the route between its ends.

use super::game::{Cell, Pass, Way};
use super::gpx::Fix;
use crate::Moment;
use geo::line_measures::{Euclidean, FrechetDistance};
use geo::{Coord, LineString, Simplify};
use std::collections::BTreeSet;

/// A trace within this of a route is of it, where her routes are far apart, in metres. Measured on blocks of 200 m.
pub const THRESHOLD_MAX_M: f64 = 120.0;
/// The same where they are as near as can be told apart: less than receivers are off says nothing.
pub const THRESHOLD_MIN_M: f64 = 40.0;
/// Two routes nearer than this to each other are the same road, in metres.
pub const SAME_ROAD_M: f64 = 30.0;
/// The distance of the second nearest route has to be this many times that of the nearest.
pub const MARGIN_FACTOR: f64 = 1.25;
/// The share of a route that a trace has to cover.
pub const COVERED_MIN: f64 = 0.5;
/// From this share on a trace covers all of a route, and is compared with all of it.
pub const COVERED_WHOLLY: f64 = 0.97;
/// A shape is at least this long, in metres: shorter ones have no direction that receivers could tell.
pub const SHAPE_LEAST_M: f64 = 50.0;
/// Points that a shape keeps.
pub const SHAPE_POINTS_MAX: usize = 5_000;

/// Points of the running median at most: with five, two outliers in a row come through.
const MEDIAN_POINTS_MAX: usize = 9;
/// The ground that the points of the running median may span, in metres: over more, it would cut corners. A route of a few planned points
/// has none.
const MEDIAN_SPAN_M: f64 = 100.0;
/// Points nearer to the last one than this are standing still, in metres.
const STILL_M: f64 = 10.0;
/// What simplifying may move, in metres.
const SIMPLIFY_M: f64 = 5.0;
/// Points of two lines that are compared: one for so many metres of the longer, or of the longest route.
const SAMPLE_M: f64 = 40.0;
const SAMPLES_MIN: usize = 128;
const SAMPLES_MAX: usize = 512;
/// The threshold is this, in metres, and a share of what her two nearest routes are apart: 120 m on blocks of 200 m and 70 m on blocks of
/// 100 m, as measured best.
const THRESHOLD_BASE_M: f64 = 20.0;
const THRESHOLD_SHARE: f64 = 0.5;
/// What is this much further than a limit is beyond it, however distances were rounded.
const LEASH_ROUNDING: f64 = 1.0 + 1e-9;
/// From one cell along a route to the next, in metres; further if the longest route would have more than so many.
const CELL_M: f64 = 50.0;
const CELLS_OF_ROUTE_MAX: f64 = 200.0;
/// How far from its middle one is still in a cell, in terms of that.
const CELL_RADIUS_FACTOR: f64 = 0.75;

/// Metres of one degree of latitude: the mean of the WGS 84 ellipsoid, which is within 0.6 % anywhere.
const DEGREE_M: f64 = 111_195.0;
/// Beyond this, degrees of longitude are too short to make a plane of.
const LATITUDE_MAX: f64 = 85.0;

/// The line of a route on the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Degrees north and east, at least two.
    points: Vec<(f64, f64)>,
}

/// Why there is no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// Less than [`SHAPE_LEAST_M`] from end to end: one point, or many at one place.
    #[error("too short to be a route")]
    TooShort,
    /// Near a pole or around the Earth.
    #[error("not a route on a plane")]
    NotFlat,
}

impl ShapeError {
    /// Key of its sentence in the language catalogue.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooShort => "route-too-short",
            Self::NotFlat => "route-not-flat",
        }
    }
}

/// What a trace is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Match {
    /// Of this route.
    Route {
        /// Its number.
        route: u32,
        /// The Fréchet distance, in metres.
        distance_m: f64,
        /// The share of the route that it covers.
        covered: f64,
    },
    /// Of one of these two: she is asked.
    Unsure {
        /// The nearer one.
        nearest: u32,
        /// The other.
        second: u32,
    },
    /// Of none: it can be offered as a new route.
    Unmatched,
    /// It is too short to be of any.
    TooShort,
}

/// Her routes, ready for traces.
#[derive(Clone, Debug)]
pub struct Matcher {
    shapes: Vec<(u32, Shape)>,
    threshold_m: f64,
}

/// A plane around a place: metres east and north of it.
#[derive(Clone, Copy)]
struct Plane {
    lat: f64,
    lon: f64,
    east_m: f64,
}

impl Plane {
    fn around(points: &[(f64, f64)]) -> Self {
        let (first_lat, first_lon) = points.first().copied().unwrap_or_default();
        let count = points.len().max(1) as f64;
        let lat = first_lat + points.iter().map(|(lat, _)| lat - first_lat).sum::<f64>() / count;
        let lon = first_lon + points.iter().map(|(_, lon)| turned(lon - first_lon)).sum::<f64>() / count;
        Self { lat, lon, east_m: DEGREE_M * lat.to_radians().cos() }
    }

    fn project(self, points: &[(f64, f64)]) -> Vec<Coord<f64>> {
        points.iter().map(|(lat, lon)| Coord { x: turned(lon - self.lon) * self.east_m, y: (lat - self.lat) * DEGREE_M }).collect()
    }

    fn back(self, at: Coord<f64>) -> (f64, f64) {
        (self.lat + at.y / DEGREE_M, turned(self.lon + at.x / self.east_m))
    }
}

/// Degrees of longitude, −180 to 180, so that there is no gap where one begins and the other ends.
fn turned(degrees: f64) -> f64 {
    if degrees.abs() < 180.0 {
        return degrees;
    }
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

impl Shape {
    /// The line of a trace or of a planned route, in order. Fixes that go back in time or repeat one, outliers and standing still are left
    /// out.
    pub fn new(fixes: &[Fix]) -> Result<Self, ShapeError> {
        let points = in_order(fixes);
        if points.iter().any(|(lat, _)| lat.abs() > LATITUDE_MAX) {
            return Err(ShapeError::NotFlat);
        }
        let plane = Plane::around(&points);
        let line = cleaned(plane.project(&points));
        let across = line.iter().map(|at| (at.x.abs() / plane.east_m).max(at.y.abs() / DEGREE_M)).fold(0.0, f64::max);
        if across > 5.0 {
            return Err(ShapeError::NotFlat);
        }
        if length(&line) < SHAPE_LEAST_M {
            return Err(ShapeError::TooShort);
        }
        Ok(Self { points: line.into_iter().map(|at| plane.back(at)).collect() })
    }

    /// The line through these points, degrees north and east, as they are: for what [`Shape::points`] gave before.
    pub fn from_points(points: Vec<(f64, f64)>) -> Result<Self, ShapeError> {
        if points.iter().any(|(lat, _)| lat.abs() > LATITUDE_MAX) {
            return Err(ShapeError::NotFlat);
        }
        let shape = Self { points };
        if shape.points.len() < 2 || shape.length_m() < SHAPE_LEAST_M { Err(ShapeError::TooShort) } else { Ok(shape) }
    }

    /// The same line the other way round.
    #[must_use]
    pub fn turned_round(&self) -> Self {
        Self { points: self.points.iter().rev().copied().collect() }
    }

    /// How far two places are from each other, degrees north and east, in metres.
    pub(super) fn distance_between_m(one: (f64, f64), other: (f64, f64)) -> f64 {
        let at = Plane::around(&[one]).project(&[other])[0];
        at.x.hypot(at.y)
    }

    /// Its points, degrees north and east.
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// How long it is, in metres.
    pub fn length_m(&self) -> f64 {
        length(&Plane::around(&self.points).project(&self.points))
    }

    /// Whether it comes this near to a place (degrees north and east), unless that is as near to one of its ends.
    pub fn passes(&self, lat: f64, lon: f64, within_m: f64) -> bool {
        let plane = Plane::around(&[(lat, lon)]);
        let line = plane.project(&self.points);
        let from_place = |at: &Coord<f64>| at.x.hypot(at.y);
        let at_an_end = line.first().into_iter().chain(line.last()).any(|end| from_place(end) <= within_m);
        let nearest = |pair: &[Coord<f64>]| {
            let (from, along) = (pair[0], pair[1] - pair[0]);
            let squared = along.x * along.x + along.y * along.y;
            let share = if squared > 0.0 { (-(from.x * along.x + from.y * along.y) / squared).clamp(0.0, 1.0) } else { 0.0 };
            from_place(&(from + along * share))
        };
        !at_an_end && line.windows(2).any(|pair| nearest(pair) <= within_m)
    }

    /// The discrete Fréchet distance to another, in metres.
    pub fn distance_m(&self, other: &Self) -> f64 {
        let plane = Plane::around(&self.points);
        distance(&plane.project(&self.points), &plane.project(&other.points))
    }
}

impl Matcher {
    /// Her routes by their numbers.
    pub fn new(shapes: Vec<(u32, Shape)>) -> Self {
        let mut nearest = f64::INFINITY;
        for (place, (_, one)) in shapes.iter().enumerate() {
            for (_, other) in &shapes[place + 1..] {
                let apart = one.distance_m(other);
                if apart >= SAME_ROAD_M {
                    nearest = nearest.min(apart);
                }
            }
        }
        let threshold_m = (THRESHOLD_BASE_M + THRESHOLD_SHARE * nearest).clamp(THRESHOLD_MIN_M, THRESHOLD_MAX_M);
        Self { shapes, threshold_m }
    }

    /// Up to this distance a trace is of a route, in metres: 20 m and half of what her two nearest routes are apart, from
    /// [`THRESHOLD_MIN_M`] to [`THRESHOLD_MAX_M`]. Routes that are the same road don't count.
    pub fn threshold_m(&self) -> f64 {
        self.threshold_m
    }

    /// Pairs of routes that are the same road: no trace can tell them apart.
    pub fn same_roads(&self) -> Vec<(u32, u32)> {
        let mut found = vec![];
        for (place, (number, one)) in self.shapes.iter().enumerate() {
            for (other_number, other) in &self.shapes[place + 1..] {
                if one.distance_m(other) < SAME_ROAD_M {
                    found.push((*number, *other_number));
                }
            }
        }
        found
    }

    /// What a trace is.
    pub fn find(&self, trace: &[Fix]) -> Match {
        let Ok(trace) = Shape::new(trace) else { return Match::TooShort };
        let plane = Plane::around(&trace.points);
        let line = plane.project(&trace.points);
        let roads: Vec<Vec<Coord<f64>>> = self.shapes.iter().map(|(_, shape)| plane.project(&shape.points)).collect();
        // By the roads alone: errors of a receiver make a trace as long as they please.
        let count = samples(roads.iter().map(|road| length(road)).fold(0.0, f64::max));
        let walked = LineString::new(resampled(&line, count));
        // Whole ones first, then parts, each by distance.
        let mut near: Vec<(bool, f64, u32, f64)> = vec![];
        for ((route, _), road) in self.shapes.iter().zip(roads) {
            let road = LineString::new(resampled(&road, count));
            if let Some(whole) = distance_within(&walked, &road, self.threshold_m) {
                near.push((false, whole, *route, 1.0));
            } else if let Some((part, covered)) = part_of(&road, &walked, self.threshold_m) {
                near.push((true, part, *route, covered));
            }
        }
        near.sort_by(|one, two| one.0.cmp(&two.0).then(one.1.total_cmp(&two.1)));
        match near[..] {
            [] => Match::Unmatched,
            [(part, nearest, route, _), (also_part, second, other, _), ..] if part == also_part && second < nearest * MARGIN_FACTOR => {
                Match::Unsure { nearest: route, second: other }
            }
            [(_, distance_m, route, covered), ..] => Match::Route { route, distance_m, covered },
        }
    }
}

/// The ground that routes pass, for the game: each with the minutes it takes. Routes share a cell where they come near the same place.
pub fn ways(routes: &[(&Shape, u16)]) -> Vec<Way> {
    let Some((first, _)) = routes.first() else { return vec![] };
    let plane = Plane::around(&first.points);
    let lines: Vec<Vec<Coord<f64>>> = routes.iter().map(|(shape, _)| plane.project(&shape.points)).collect();
    let step = lines.iter().map(|line| length(line) / CELLS_OF_ROUTE_MAX).fold(CELL_M, f64::max);
    let mut cells: Vec<Coord<f64>> = vec![];
    lines
        .iter()
        .zip(routes)
        .map(|(line, (_, minutes))| {
            #[allow(clippy::cast_sign_loss)]
            let count = (length(line) / step).ceil() as usize + 1;
            let mut passes = vec![];
            let mut seen = BTreeSet::new();
            for (place, at) in resampled(line, count.max(2)).into_iter().enumerate() {
                let near = (0..cells.len()).min_by(|one, two| apart(cells[*one], at).total_cmp(&apart(cells[*two], at)));
                let cell = near.filter(|cell| apart(cells[*cell], at) <= step * CELL_RADIUS_FACTOR).unwrap_or_else(|| {
                    cells.push(at);
                    cells.len() - 1
                });
                let after_min = (place * usize::from(*minutes) / (count.max(2) - 1)) as u16;
                if seen.insert((cell, after_min)) {
                    passes.push(Pass { cell: Cell(cell as u32), after_min });
                }
            }
            Way { passes }
        })
        .collect()
}

/// The places in their order, without those that go back in time or repeat one.
fn in_order(fixes: &[Fix]) -> Vec<(f64, f64)> {
    let mut latest = i64::MIN;
    let forward = |fix: &&Fix| {
        let Some(at) = fix.at.map(Moment::utc_ms) else { return true };
        let later = at > latest;
        latest = latest.max(at);
        later
    };
    fixes.iter().filter(forward).map(|fix| (fix.lat, fix.lon)).collect()
}

/// Without outliers, standing still and what is straight anyway.
fn cleaned(line: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let line = median(line);
    let mut moved: Vec<Coord<f64>> = vec![];
    for at in &line {
        if moved.last().is_none_or(|last| apart(*last, *at) >= STILL_M) {
            moved.push(*at);
        }
    }
    if let (Some(last), Some(end)) = (moved.last(), line.last())
        && last != end
    {
        moved.push(*end);
    }
    // Simplifying calls itself as deep as there are points, at worst.
    let every = moved.len().div_ceil(SHAPE_POINTS_MAX - 1).max(1);
    let end = moved.last().copied();
    let mut kept: Vec<Coord<f64>> = moved.into_iter().step_by(every).collect();
    if every > 1 {
        kept.extend(end);
    }
    LineString::new(kept).simplify(SIMPLIFY_M).into_inner()
}

/// The running median of both coordinates, of fewer points towards the ends.
fn median(line: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let reach_max = median_reach(&line);
    if reach_max == 0 {
        return line;
    }
    let middle = |of: &mut [f64]| {
        let place = of.len() / 2;
        *of.select_nth_unstable_by(place, f64::total_cmp).1
    };
    let (mut xs, mut ys) = ([0.0; MEDIAN_POINTS_MAX], [0.0; MEDIAN_POINTS_MAX]);
    (0..line.len())
        .map(|place| {
            let reach = reach_max.min(place).min(line.len() - 1 - place);
            // The ends have no neighbours on one side; two on the other are better than none.
            let (from, to) =
                if reach == 0 { (place.saturating_sub(2), (place + 3).min(line.len())) } else { (place - reach, place + reach + 1) };
            for (at, (x, y)) in line[from..to].iter().zip(xs.iter_mut().zip(&mut ys)) {
                (*x, *y) = (at.x, at.y);
            }
            Coord { x: middle(&mut xs[..to - from]), y: middle(&mut ys[..to - from]) }
        })
        .collect()
}

/// Points on each side that the running median takes: as many as lie within [`MEDIAN_SPAN_M`], by what most points are from the eighth
/// after them. The steps from point to point say less: where receivers are off by more than she walks, they are all error.
fn median_reach(line: &[Coord<f64>]) -> usize {
    let Some(steps) = line.len().checked_sub(MEDIAN_POINTS_MAX).map(|last| last + 1) else { return 0 };
    let mut spans: Vec<f64> = (0..steps).map(|place| apart(line[place], line[place + MEDIAN_POINTS_MAX - 1])).collect();
    let (_, usual, _) = spans.select_nth_unstable_by(steps / 2, f64::total_cmp);
    let whole = MEDIAN_POINTS_MAX / 2;
    (1..=whole).rev().find(|reach| *usual * *reach as f64 / whole as f64 <= MEDIAN_SPAN_M).unwrap_or(0)
}

/// The distance between a trace and the part of a road between its ends, and the share of the road that is; `None` if it is too far or too
/// little.
fn part_of(road: &LineString, walked: &LineString, threshold_m: f64) -> Option<(f64, f64)> {
    let points = &road.0;
    let nearest =
        |to: Coord<f64>, from: usize| (from..points.len()).min_by(|one, two| apart(points[*one], to).total_cmp(&apart(points[*two], to)));
    let first = nearest(*walked.0.first()?, 0)?;
    let last = nearest(*walked.0.last()?, first)?;
    let covered = (last - first) as f64 / (points.len() - 1) as f64;
    let too_far = |place: usize, end: usize| apart(points[place], walked.0[end]) > threshold_m;
    if !(COVERED_MIN..COVERED_WHOLLY).contains(&covered) || too_far(first, 0) || too_far(last, walked.0.len() - 1) {
        return None;
    }
    let part = LineString::new(resampled(&points[first..=last], walked.0.len()));
    Some((distance_within(&part, walked, threshold_m)?, covered))
}

/// The discrete Fréchet distance of two lines, if it is within a limit.
fn distance_within(one: &LineString, two: &LineString, limit_m: f64) -> Option<f64> {
    if !may_be_within(&one.0, &two.0, limit_m) {
        return None;
    }
    Some(Euclidean.frechet_distance(one, two)).filter(|distance| *distance <= limit_m)
}

/// Whether two who walk two lines, neither ever back, need no leash longer than this. Much quicker to tell than how long a leash they need:
/// most routes are too far at some place, and nothing beyond it has to be looked at. Rounding only makes it say yes.
fn may_be_within(one: &[Coord<f64>], two: &[Coord<f64>], limit_m: f64) -> bool {
    let squared_max = (limit_m * LEASH_ROUNDING).powi(2);
    // Where the second may be while the first is at a point.
    let mut reached = vec![false; two.len()];
    for (step, at) in one.iter().enumerate() {
        // Both begin at their first points.
        let mut behind = step == 0;
        let mut before = false;
        for (place, other) in reached.iter_mut().zip(two) {
            let open = *place || behind || before;
            behind = *place;
            before = open && {
                let between = *at - *other;
                between.x * between.x + between.y * between.y <= squared_max
            };
            *place = before;
        }
        if !reached.contains(&true) {
            return false;
        }
    }
    reached.last().is_some_and(|end| *end)
}

/// The discrete Fréchet distance of two lines, resampled alike.
fn distance(one: &[Coord<f64>], two: &[Coord<f64>]) -> f64 {
    let count = samples(length(one).max(length(two)));
    Euclidean.frechet_distance(&LineString::new(resampled(one, count)), &LineString::new(resampled(two, count)))
}

#[allow(clippy::cast_sign_loss)]
fn samples(length_m: f64) -> usize {
    ((length_m / SAMPLE_M) as usize).clamp(SAMPLES_MIN, SAMPLES_MAX)
}

fn apart(one: Coord<f64>, two: Coord<f64>) -> f64 {
    let between = one - two;
    (between.x * between.x + between.y * between.y).sqrt()
}

fn length(line: &[Coord<f64>]) -> f64 {
    line.windows(2).map(|pair| apart(pair[0], pair[1])).sum()
}

/// So many points along a line, evenly by its length, both ends among them. `count` is at least 2.
fn resampled(line: &[Coord<f64>], count: usize) -> Vec<Coord<f64>> {
    let step = length(line) / (count - 1) as f64;
    let Some((first, last)) = line.first().zip(line.last()) else { return vec![] };
    let mut found = vec![*first];
    let mut gone = 0.0;
    for pair in line.windows(2) {
        let stretch = apart(pair[0], pair[1]);
        while stretch > 0.0 && found.len() < count - 1 && step * found.len() as f64 <= gone + stretch {
            let share = (step * found.len() as f64 - gone) / stretch;
            found.push(pair[0] + (pair[1] - pair[0]) * share);
        }
        gone += stretch;
    }
    found.resize(count, *last);
    found
}

#[cfg(test)]
mod tests;
