//! Her habit from one place to another.

use super::{Leg, Numbered, Route, RouteBook, TripNote};
use crate::incident::{Id, LogError};
use crate::language::Language;
use crate::route::game::Way;
use crate::route::ground::ground;
use crate::route::habit::{DayClass, Group, Habit, Nudge, Trip, favourite, habits, hint, nudge, preferred_min};
use crate::route::trace::Shape;
use crate::route::week::Week;
use std::collections::{BTreeMap, HashMap};

/// Her trips from one place to another on one kind of day, and what can be said of them.
#[derive(Clone, Debug, PartialEq)]
pub struct HabitOf {
    /// Where they begin.
    pub from: Id,
    /// Where they end.
    pub to: Id,
    /// The kind of day.
    pub days: DayClass,
    /// What they have in common.
    pub habit: Habit,
    /// What they call for. From a child nothing is asked.
    pub nudge: Nudge,
    approved: Vec<u32>,
    trips: Vec<Trip>,
    /// The same by numbers, as [`Decision::Remind`](crate::route::Decision::Remind) names it.
    pub group: Group,
    /// The route she takes most often; below 10 trips the shortest.
    pub favourite: Option<Id>,
    /// The median of when she leaves, in minutes from midnight.
    pub preferred_min: Option<u16>,
}

/// Her trips from one place to another on any day, as a picture is made of them.
#[derive(Clone, Debug, PartialEq)]
pub struct TripsBetween {
    /// Where they begin.
    pub from: Id,
    /// Where they end.
    pub to: Id,
    /// The trips, oldest first.
    pub trips: Vec<Trip>,
    /// The names of the routes in them.
    pub names: BTreeMap<u32, String>,
}

impl TripsBetween {
    /// The picture of these trips.
    pub fn week(&self) -> Week {
        let (from, to) = self.trips.first().map_or((0, 0), |trip| (trip.from, trip.to));
        Week::new(&self.trips, from, to)
    }
}

impl HabitOf {
    /// What is said of it: the figures, and a hint if it calls for one.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let hint = hint(&self.trips, self.group, &self.approved, language).filter(|_| self.nudge != Nudge::Silent);
        self.habit.sentences(language).into_iter().chain(hint).collect()
    }
}

impl RouteBook<'_> {
    /// Her habit for each two places and kind of day that she made a trip on.
    pub fn habits(&mut self) -> Result<Vec<HabitOf>, LogError> {
        let numbered = self.numbered()?;
        let is_child = self.settings()?.child;
        let mut found = vec![];
        for (ends, trips) in between(&numbered.trips()) {
            let legs = numbered.legs(ends);
            let minutes: BTreeMap<u32, u16> =
                legs.iter().filter(|leg| !leg.route.retired).map(|leg| (leg.number, leg.route.minutes)).collect();
            let approved: Vec<u32> = minutes.keys().copied().collect();
            for (group, habit) in habits(&trips, &ways(&legs), |_| approved.clone()) {
                found.push(HabitOf {
                    from: numbered.place(group.from),
                    to: numbered.place(group.to),
                    days: group.days,
                    habit,
                    nudge: if is_child { Nudge::Silent } else { nudge(&trips, group) },
                    approved: approved.clone(),
                    trips: trips.clone(),
                    group,
                    favourite: favourite(&trips, group, &minutes).map(|number| numbered.route(number).id.clone()),
                    preferred_min: preferred_min(&trips, group),
                });
            }
        }
        Ok(found)
    }

    /// Her trips between each two places, to draw a picture of.
    pub fn trips_between(&mut self) -> Result<Vec<TripsBetween>, LogError> {
        let numbered = self.numbered()?;
        let named = |(ends, trips): ((u32, u32), Vec<Trip>)| TripsBetween {
            from: numbered.place(ends.0),
            to: numbered.place(ends.1),
            names: trips.iter().map(|trip| (trip.route, numbered.route(trip.route).name.clone())).collect(),
            trips,
        };
        Ok(between(&numbered.trips()).into_iter().map(named).collect())
    }

    pub(super) fn numbered(&mut self) -> Result<Numbered, LogError> {
        Ok(Numbered { places: self.places()?, routes: self.all_routes()?, notes: self.trips()? })
    }
}

impl Numbered {
    /// All trips.
    pub(super) fn trips(&self) -> Vec<Trip> {
        let routes: HashMap<&Id, u32> = self.routes.iter().map(|route| &route.id).zip(0..).collect();
        let places: HashMap<&Id, u32> = self.places.iter().map(|place| &place.id).zip(0..).collect();
        let trip = |note: &TripNote| {
            let place = *routes.get(&note.route)?;
            let (from, to) = self.routes[place as usize].ends(note.back);
            Some(Trip { from: *places.get(from)?, to: *places.get(to)?, route: 2 * place + u32::from(note.back), left: note.left })
        };
        self.notes.iter().filter_map(trip).collect()
    }

    /// The number of a place.
    pub(super) fn number(&self, id: &Id) -> Option<u32> {
        self.places.iter().zip(0..).find(|(place, _)| place.id == *id).map(|(_, number)| number)
    }

    pub(super) fn place(&self, number: u32) -> Id {
        self.places[number as usize].id.clone()
    }

    pub(super) fn route(&self, number: u32) -> &Route {
        &self.routes[number as usize / 2]
    }

    /// The ways there are from one place to another, those given up among them.
    pub(super) fn legs(&self, (from, to): (u32, u32)) -> Vec<Leg<'_>> {
        let (from, to) = (&self.places[from as usize].id, &self.places[to as usize].id);
        let mut found = vec![];
        for (route, number) in self.routes.iter().zip((0..).step_by(2)) {
            for back in [false, true] {
                if route.ends(back) == (from, to) && !(back && route.one_way) {
                    found.push(Leg { number: number + u32::from(back), route, back });
                }
            }
        }
        found
    }
}

impl Leg<'_> {
    /// Its line from its beginning to its end, if that is known.
    pub(super) fn shape(&self) -> Option<Shape> {
        let shape = self.route.shape()?;
        Some(if self.back { shape.turned_round() } else { shape })
    }
}

/// The ground of legs between the same places, by their numbers.
pub(super) fn ways(legs: &[Leg<'_>]) -> BTreeMap<u32, Way> {
    let shapes: Vec<_> = legs.iter().map(Leg::shape).collect();
    let lines: Vec<_> = shapes.iter().zip(legs).map(|(shape, leg)| (shape.as_ref(), leg.route.minutes)).collect();
    legs.iter().map(|leg| leg.number).zip(ground(&lines)).collect()
}

/// Trips by the places they begin and end at.
fn between(trips: &[Trip]) -> BTreeMap<(u32, u32), Vec<Trip>> {
    let mut found: BTreeMap<(u32, u32), Vec<Trip>> = BTreeMap::new();
    for trip in trips {
        found.entry((trip.from, trip.to)).or_default().push(*trip);
    }
    found
}
