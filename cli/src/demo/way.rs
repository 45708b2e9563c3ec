//! Tomorrow's way: three approved routes, three weeks of trips, a walk as a phone recorded it, and one way drawn.

use crate::commands::route;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::Answer;
use crate::week::Picture;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use pana_core::Moment;
use pana_core::incident::{Degrees, Id, Position};
use pana_core::language::Language;
use pana_core::route::{
    Advised, DrawnWay, EXTRA_DEFAULT_MIN, Found, HabitOf, Place, Request, Route, RouteBook, Shape, Tags, TripNote, line_of, read_gpx,
};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Ends of the routes, with their degrees north and east.
const PLACES: [(&str, f64, f64); 2] = [("Үй", 43.2400, 76.9000), ("Жұмыс", 43.2400, 76.9250)];
const ROUTES: [(&str, u16, &str, &str); 3] = [
    ("Саябақпен", 38, "day-only", include_str!("../../sample/routes/park.gpx")),
    ("Базармен", 34, "busy", include_str!("../../sample/routes/market.gpx")),
    ("Өзенмен", 46, "lit", include_str!("../../sample/routes/river.gpx")),
];
/// A walk as a phone records it.
const WALK: &str = include_str!("../../sample/routes/walk.gpx");
/// Weeks of trips before today.
const WEEKS: i64 = 3;
/// When she left by habit, in minutes from midnight, a minute later or earlier each day; every fifth day by another route.
const USUAL_MIN: i64 = 8 * 60 + 5;
const EARLIEST_MIN: u16 = 7 * 60 + 30;
const ARRIVE_BY_MIN: u16 = 10 * 60;

pub(super) struct Way {
    /// Of which route the walk was, and how many of its points were kept.
    walk: Option<String>,
    walk_points: usize,
    habit: Vec<HabitOf>,
    answer: Answer,
    drawn: Option<Box<DrawnWay>>,
    again_is_same: bool,
    pub(super) entered: Vec<String>,
}

impl Way {
    /// Approves the routes, notes the trips, and asks twice for tomorrow. The picture of the habit goes into a new file.
    pub(super) fn asked(picture: &Path, open: &mut OpenDesk<'_>) -> Result<Self, Failure> {
        let now = open.now()?.wall;
        let language = open.desk.output.language;
        let mut book = RouteBook::of(&mut open.session, now)?;
        let no_id: Id = "00000000".parse()?;
        let mut places = vec![];
        for (name, lat, lon) in PLACES {
            let at = Degrees::new(lat).zip(Degrees::new(lon)).map(|(lat, lon)| Position { lat, lon, accuracy_m: None });
            let at = at.ok_or(Failure::refused("not-on-earth"))?;
            places.push(book.add_place(&Place { id: no_id.clone(), name: name.to_owned(), at })?);
        }
        let mut routes = vec![];
        for (name, minutes, tag, gpx) in ROUTES {
            let route = Route {
                id: no_id.clone(),
                name: name.to_owned(),
                from: places[0].id.clone(),
                to: places[1].id.clone(),
                minutes,
                tags: Tags::from_keys([tag]).unwrap_or_default(),
                one_way: false,
                line: line_of(&Shape::new(&read_gpx(gpx.as_bytes())?.fixes)?),
                retired: false,
            };
            routes.push(book.add_route(&route)?);
        }
        for (count, left) in workdays_before(now).into_iter().enumerate() {
            let route = &routes[usize::from(count % 5 == 4)];
            let trip = TripNote { id: no_id.clone(), route: route.id.clone(), back: false, left, arrived: None, trace: vec![] };
            book.add_trip(&trip, now)?;
        }
        let walk = read_gpx(WALK.as_bytes())?.fixes;
        let found = match book.find(&walk, None)? {
            Found::Route { route, .. } => routes.iter().find(|other| other.id == route).map(|route| route.name.clone()),
            _ => None,
        };
        let walk_points = book.trips()?.iter().map(|trip| trip.trace.len()).sum();
        let habit = book.habits()?;
        let between = book.trips_between()?;
        let svg = between
            .first()
            .map(|trips| Picture { week: &trips.week(), from: PLACES[0].0, to: PLACES[1].0, routes: &trips.names, language }.svg());
        fs::write(picture, svg.unwrap_or_default()).map_err(|error| Failure::writing(&error))?;

        let request = Request {
            from: places[0].id.clone(),
            to: places[1].id.clone(),
            date: now.wall().date().tomorrow().map_err(|_| Failure::field("date", "date-out-of-range"))?,
            earliest_min: EARLIEST_MIN,
            arrive_by_min: ARRIVE_BY_MIN,
            extra_min: EXTRA_DEFAULT_MIN,
            company: false,
        };
        let asked = |open: &mut OpenDesk<'_>| route::advised(&request, now.offset_min(), open);
        let (first, second) = (asked(open)?, asked(open)?);
        let drawn = |advised: Advised| if let Advised::Drawn(way) = advised { Some(way) } else { None };
        let (first_way, second_way) = (drawn(first.0), drawn(second.0));
        let same =
            |(one, other): (&DrawnWay, &DrawnWay)| other.drawn_before && (one.leave_at, &one.route) == (other.leave_at, &other.route);
        let again_is_same = first_way.as_deref().zip(second_way.as_deref()).is_some_and(same);
        let entered = ROUTES.map(|route| route.0.to_owned()).into();
        Ok(Self { walk: found, walk_points, habit, answer: first.1, drawn: first_way, again_is_same, entered })
    }

    pub(super) fn all_well(&self) -> bool {
        self.drawn.is_some() && self.again_is_same && self.walk.as_deref() == Some(ROUTES[0].0) && self.walk_points == 0
    }

    pub(super) fn document(&self) -> Value {
        json!({ "walk": self.walk, "advice": self.answer.document, "again_is_same": self.again_is_same })
    }

    /// The first that was found of the habit, and the advice with how it came about: the page is to be read at once.
    pub(super) fn text(&self, language: Language) -> String {
        let habit = self.habit.iter().filter_map(|habit| habit.sentences(language).into_iter().next());
        let advice = self.answer.text.lines().take(2).map(str::to_owned);
        let lines: Vec<String> = habit.chain(advice).map(|line| format!("  {line}\n")).collect();
        format!("{}:\n{}", language.text("demo-way"), lines.concat())
    }
}

/// When she left on the workdays of the weeks before today, oldest first.
fn workdays_before(now: Moment) -> Vec<Moment> {
    let today = now.wall().date();
    let is_workday = |date: &Date| !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let days = (1..=WEEKS * 7).rev().filter_map(|days| today.checked_sub(days.days()).ok()).filter(is_workday);
    let left = |(count, date): (i64, Date)| {
        let minute = USUAL_MIN + count * 7 % 11 - 5;
        let time = date.at(0, 0, 0, 0).checked_add(minute.minutes()).ok()?;
        Moment::from_wall(time, now.offset_min()).ok()
    };
    (0..).zip(days).filter_map(left).collect()
}
