//! Places, approved routes and trips.

mod advise;
mod habit;
mod trip;

pub(crate) use advise::advised;

use super::entry::language_of;
use crate::args::{Route as Args, RoutePlace, RouteSettings};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use pana_core::incident::{Degrees, Id};
use pana_core::language::{Arg, Language};
use pana_core::route::{Place, Route, RouteBook, Shape, Tags, line_of, read_gpx};
use serde_json::{Value, json};
use std::io::BufReader;
use std::path::Path;

/// Stands in for an id until the book gives one.
const NO_ID: &str = "00000000";

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    match args {
        Args::Place(args) => place(args, open),
        Args::Add { name, from, to, minutes, tag, gpx, one_way } => {
            let (from, to) = (place_named(open, from)?.id, place_named(open, to)?.id);
            let tags = Tags::from_keys(tag.iter().map(String::as_str)).ok_or(Failure::usage("usage"))?;
            let line = gpx.as_deref().map(line_of_file).transpose()?.unwrap_or_default();
            let route = Route {
                id: NO_ID.parse()?,
                name: name.clone(),
                from,
                to,
                minutes: *minutes,
                tags,
                one_way: *one_way,
                line,
                retired: false,
            };
            let route = book(open)?.add_route(&route)?;
            let same = book(open)?.same_roads(&route)?;
            let places = book(open)?.places()?;
            let mut text = route_line(language, &route, &places);
            for other in &same {
                text = format!("{text}\n{}", language.text_with("route-same-road", &[("route", Arg::Text(&other.name))]));
            }
            let mut document = route_document(&route, &places);
            document["same_road"] = same.iter().map(|other| other.name.clone()).collect();
            Ok(Answer::new(document, text))
        }
        Args::List => {
            let (routes, places) = (book(open)?.routes()?, book(open)?.places()?);
            let rows: Vec<_> = routes.iter().map(|route| (route.id.to_string(), route_line(language, route, &places))).collect();
            let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
            Ok(Answer::new(json!({ "routes": routes.iter().map(|route| route_document(route, &places)).collect::<Vec<_>>() }), text))
        }
        Args::Remove { route } => {
            let route = route_named(open, route)?;
            book(open)?.remove_route(&route.id)?;
            Ok(Answer::new(json!({ "id": route.id }), language.text("route-removed")))
        }
        Args::Trip(args) => trip::run(args, open),
        Args::Habit(args) => habit::run(args, open),
        Args::Advise(args) => advise::run(args, open),
        Args::Remind { moving } => advise::remind(fields::yes_or_no("moving", moving)?, open),
        Args::Set(args) => set(args, open),
        // It ran without the vault.
        Args::Simulate(_) => Err(Failure::usage("usage")),
    }
}

fn place(args: &RoutePlace, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    match args {
        RoutePlace::Add { name, at } => {
            let place = Place { id: NO_ID.parse()?, name: name.clone(), at: fields::position(at)? };
            let place = book(open)?.add_place(&place)?;
            Ok(Answer::new(json!(place), place.name))
        }
        RoutePlace::List => {
            let places = book(open)?.places()?;
            let line = |place: &Place| format!("{} · {:.6}, {:.6}", place.name, place.at.lat.degrees(), place.at.lon.degrees());
            let rows: Vec<_> = places.iter().map(|place| (place.id.to_string(), line(place))).collect();
            let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
            Ok(Answer::new(json!({ "places": places }), text))
        }
        RoutePlace::Remove { place } => {
            let place = place_named(open, place)?;
            book(open)?.remove_place(&place.id)?;
            Ok(Answer::new(json!({ "id": place.id }), language.text("place-removed")))
        }
    }
}

fn set(args: &RouteSettings, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    let mut settings = book(open)?.settings()?;
    if let Some(mute) = &args.mute {
        settings.muted = fields::yes_or_no("mute", mute)?;
    }
    if let Some(day) = &args.pause_until {
        settings.paused_until = fields::optional(day, |day| fields::day("pause-until", day))?;
    }
    if let Some(child) = &args.child {
        settings.child = fields::yes_or_no("child", child)?;
    }
    if let Some(days) = args.keep_days {
        settings.kept_days = days;
    }
    book(open)?.set(&settings)?;
    let answer = |yes: bool| language.text(if yes { "yes" } else { "no" });
    let rows = [
        ("route-set-mute", answer(settings.muted)),
        ("route-set-pause", settings.paused_until.map_or_else(|| answer(false), |day| day.to_string())),
        ("route-set-child", answer(settings.child)),
        ("route-set-keep", settings.kept_days.to_string()),
    ];
    Ok(Answer::new(json!(settings), table(&rows.map(|(key, value)| (language.text(key), value)))))
}

fn book<'o>(open: &'o mut OpenDesk<'_>) -> Result<RouteBook<'o>, Failure> {
    let now = open.now()?.wall;
    Ok(RouteBook::of(&mut open.session, now)?)
}

/// The place with this name, in whatever case, or id.
fn place_named(open: &mut OpenDesk<'_>, typed: &str) -> Result<Place, Failure> {
    let places = book(open)?.places()?;
    places.into_iter().find(|place| is_named(&place.name, &place.id, typed)).ok_or(Failure::refused("no-such-route-place"))
}

/// The approved route with this name, in whatever case, or id.
fn route_named(open: &mut OpenDesk<'_>, typed: &str) -> Result<Route, Failure> {
    let routes = book(open)?.routes()?;
    routes.into_iter().find(|route| is_named(&route.name, &route.id, typed)).ok_or(Failure::refused("no-such-route"))
}

fn is_named(name: &str, id: &Id, typed: &str) -> bool {
    name.to_lowercase() == typed.trim().to_lowercase() || typed.parse::<Id>().is_ok_and(|typed| typed == *id)
}

fn name_of(places: &[Place], id: &Id) -> String {
    places.iter().find(|place| place.id == *id).map(|place| place.name.clone()).unwrap_or_default()
}

fn route_line(language: Language, route: &Route, places: &[Place]) -> String {
    let arrow = if route.one_way { "→" } else { "↔" };
    let minutes = language.text_with("route-minutes-count", &[("count", Arg::Number(u64::from(route.minutes)))]);
    let tags = route.tags.set().into_iter().map(|tag| language.text(&format!("route-tag-{tag}")));
    let line = if route.line.is_empty() { Some(language.text("route-no-line")) } else { None };
    let head = format!("{} · {} {arrow} {} · {minutes}", route.name, name_of(places, &route.from), name_of(places, &route.to));
    std::iter::once(head).chain(tags).chain(line).collect::<Vec<_>>().join(" · ")
}

fn route_document(route: &Route, places: &[Place]) -> Value {
    json!({
        "id": route.id, "name": route.name, "from": name_of(places, &route.from), "to": name_of(places, &route.to), "minutes": route.minutes,
        "tags": route.tags.set(), "one_way": route.one_way, "points": route.line.len(),
    })
}

/// The line that a file of a track or a planned route draws.
fn line_of_file(path: &Path) -> Result<Vec<(Degrees, Degrees)>, Failure> {
    let (file, _) = super::open_file(path)?;
    let track = read_gpx(BufReader::new(file))?;
    let shape = Shape::new(&track.fixes)?;
    Ok(line_of(&shape))
}
