//! The picture of her habit as plain data: when she leaves, by day of the week and half hour, and by which routes. Who draws it draws what
//! is here and counts nothing.

use super::habit::{DayClass, Group, SAME_TIME_MIN, Trip, groups, newest};
use crate::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Days of a week.
pub const WEEK_DAYS: u8 = 7;
/// Half hours of a day.
pub const HALF_HOURS: u8 = 48;

/// Her trips from one place to another, on all days.
///
/// The trips are those that the figures of a habit are made of, so that picture and sentences speak of the same ones: the newest
/// [`super::HABIT_TRIPS_MAX`] of workdays and as many of weekends.
///
/// ```
/// use pana_core::route::{Trip, Week};
/// let trip = |route, left: &str| Trip { from: 1, to: 2, route, left: left.parse().unwrap() };
/// let week = Week::new(&[trip(7, "2026-02-02T08:10+05:00"), trip(7, "2026-02-09T08:25+05:00"), trip(8, "2026-02-10T09:40+05:00")], 1, 2);
/// assert_eq!((week.at(0, 16), week.at(1, 19), week.at(2, 16)), (2, 1, 0));
/// assert_eq!((week.routes[0].route, week.routes[0].trips, week.routes[0].percent), (7, 2, 67));
/// assert_eq!(week.hours(), Some(8..=9));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// How many trips there are.
    pub trips: u32,
    /// When she left on the first of them.
    pub first: Option<Moment>,
    /// When she left on the last of them.
    pub last: Option<Moment>,
    /// The half hours in which she left, by weekday and time. One in which she never did is not listed.
    pub leaving: Vec<Leaving>,
    /// The routes she took, the most used first, of those alike the one taken last.
    pub routes: Vec<RouteShare>,
}

/// Leaving in one half hour of one day of the week, by the clock she saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// 0 is Monday, 6 is Sunday.
    pub weekday: u8,
    /// 0 begins at midnight, 47 at 23:30.
    pub half_hour: u8,
    /// Trips that began in it, at least one.
    pub trips: u32,
}

/// How often she took a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteShare {
    /// Its number.
    pub route: u32,
    /// Trips by it.
    pub trips: u32,
    /// The same in a hundred of all, rounded.
    pub percent: u8,
}

impl Week {
    /// The week of the trips between two places. Others may be among those given, in any order.
    pub fn new(trips: &[Trip], from: u32, to: u32) -> Self {
        let groups = groups(trips);
        let of = |days| groups.get(&Group { from, to, days }).map(|trips| newest(trips)).unwrap_or_default();
        let mut trips = [of(DayClass::Workday), of(DayClass::Weekend)].concat();
        trips.sort_by_key(|trip| (trip.left.utc_ms(), trip.route));
        let mut leaving: BTreeMap<(u8, u8), u32> = BTreeMap::new();
        let mut routes: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
        for (place, trip) in trips.iter().enumerate() {
            *leaving.entry((weekday(trip), half_hour(trip))).or_default() += 1;
            let (taken, last) = routes.entry(trip.route).or_default();
            (*taken, *last) = (*taken + 1, place);
        }
        let mut routes: Vec<_> = routes.into_iter().collect();
        routes.sort_by_key(|(_, used)| std::cmp::Reverse(*used));
        let all = trips.len() as u32;
        let share = |(route, (trips, _))| RouteShare { route, trips, percent: percent(trips, all) };
        Self {
            trips: all,
            first: trips.first().map(|trip| trip.left),
            last: trips.last().map(|trip| trip.left),
            leaving: leaving.into_iter().map(|((weekday, half_hour), trips)| Leaving { weekday, half_hour, trips }).collect(),
            routes: routes.into_iter().map(share).collect(),
        }
    }

    /// Trips that began in a half hour of a day of the week, numbered as in [`Leaving`].
    pub fn at(&self, weekday: u8, half_hour: u8) -> u32 {
        let found = self.leaving.iter().find(|leaving| (leaving.weekday, leaving.half_hour) == (weekday, half_hour));
        found.map_or(0, |leaving| leaving.trips)
    }

    /// The most trips of any half hour.
    pub fn most(&self) -> u32 {
        self.leaving.iter().map(|leaving| leaving.trips).max().unwrap_or(0)
    }

    /// The hours of the day to draw, 0–23: from the first to the last in which she left. `None` without trips.
    pub fn hours(&self) -> Option<RangeInclusive<u8>> {
        let hours = || self.leaving.iter().map(|leaving| leaving.half_hour / 2);
        Some(hours().min()?..=hours().max()?)
    }
}

fn weekday(trip: &Trip) -> u8 {
    trip.left.wall().date().weekday().to_monday_zero_offset().unsigned_abs()
}

fn half_hour(trip: &Trip) -> u8 {
    (trip.minute() / SAME_TIME_MIN) as u8
}

fn percent(part: u32, whole: u32) -> u8 {
    ((part * 200 + whole) / (whole * 2).max(1)) as u8
}

#[cfg(test)]
mod tests {
    use super::super::habit::HABIT_TRIPS_MAX;
    use super::*;
    use proptest::prelude::*;

    fn trip(route: u32, left: &str) -> Trip {
        Trip { from: 1, to: 2, route, left: left.parse().unwrap() }
    }

    #[test]
    fn without_trips_there_is_nothing_to_draw() {
        let week = Week::new(&[Trip { to: 3, ..trip(7, "2026-02-02T08:10+05:00") }], 1, 2);
        assert_eq!((week.trips, week.first, week.most(), week.hours()), (0, None, 0, None));
        assert!(week.leaving.is_empty() && week.routes.is_empty());
    }

    #[test]
    fn days_and_half_hours_are_those_of_the_clock_she_saw() {
        // The same half hour in UTC, on both sides of midnight and of the change of the offset.
        let week =
            Week::new(&[trip(7, "2024-02-29T00:29+06:00"), trip(7, "2024-02-28T23:30+05:00"), trip(8, "2024-03-03T23:59+05:00")], 1, 2);
        assert_eq!(week.leaving.iter().map(|at| (at.weekday, at.half_hour)).collect::<Vec<_>>(), [(2, 47), (3, 0), (6, 47)]);
        assert_eq!(week.hours(), Some(0..=23));
    }

    #[test]
    fn only_the_newest_of_each_kind_of_day_are_counted() {
        let monday: Moment = "2026-02-02T08:00+05:00".parse().unwrap();
        let days: Vec<Trip> = (0..100)
            .map(|day| Trip {
                left: Moment::new(monday.utc_ms() + day * 86_400_000, 300).unwrap(),
                ..trip(u32::from(day < 50), "2026-02-02T08:00Z")
            })
            .collect();
        let week = Week::new(&days, 1, 2);
        assert_eq!(week.trips as usize, 2 * HABIT_TRIPS_MAX);
        let of_workdays: u32 = (0..5).map(|day| week.at(day, 16)).sum();
        assert_eq!(of_workdays as usize, HABIT_TRIPS_MAX);
        // Twenty weekend days reach back beyond the fiftieth day; twenty workdays don't.
        assert_eq!(week.first.unwrap().wall().date().to_string(), "2026-03-07");
        assert_eq!(week.routes.iter().map(|share| share.route).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn of_routes_used_alike_the_last_one_comes_first() {
        let trips = [trip(9, "2026-02-02T08:10+05:00"), trip(3, "2026-02-03T08:10+05:00"), trip(5, "2026-02-04T08:10+05:00")];
        let week = Week::new(&trips, 1, 2);
        assert_eq!(week.routes.iter().map(|share| (share.route, share.percent)).collect::<Vec<_>>(), [(5, 33), (3, 33), (9, 33)]);
    }

    proptest! {
        #[test]
        fn every_trip_is_counted_once_in_each_and_the_order_does_not_matter(
            trips in prop::collection::vec((0u32..5, 0i64..30 * 86_400), 0..60),
        ) {
            let start: Moment = "2026-02-02T00:00+05:00".parse().unwrap();
            let mut trips: Vec<Trip> = trips
                .into_iter()
                .map(|(route, after_s)| Trip { left: Moment::new(start.utc_ms() + after_s * 1_000, 300).unwrap(), ..trip(route, "2026-02-02T08:00Z") })
                .collect();
            let week = Week::new(&trips, 1, 2);
            prop_assert_eq!(week.leaving.iter().map(|at| at.trips).sum::<u32>(), week.trips);
            prop_assert_eq!(week.routes.iter().map(|share| share.trips).sum::<u32>(), week.trips);
            prop_assert!(week.routes.is_sorted_by_key(|share| std::cmp::Reverse(share.trips)));
            prop_assert!(week.leaving.iter().all(|at| at.weekday < WEEK_DAYS && at.half_hour < HALF_HOURS));
            let text = serde_json::to_string(&week).unwrap();
            prop_assert_eq!(serde_json::from_str::<Week>(&text).unwrap(), Week { first: second(week.first), last: second(week.last), ..week.clone() });
            trips.reverse();
            // Trips of one instant have no order: they could be either side of the newest.
            let mut instants: Vec<i64> = trips.iter().map(|trip| trip.left.utc_ms()).collect();
            instants.sort_unstable();
            instants.dedup();
            if instants.len() == trips.len() {
                prop_assert_eq!(Week::new(&trips, 1, 2), week);
            }
        }
    }

    /// Times are written to the second.
    fn second(moment: Option<Moment>) -> Option<Moment> {
        moment.map(|moment| Moment::new(moment.utc_ms() / 1_000 * 1_000, moment.offset_min()).unwrap())
    }
}
