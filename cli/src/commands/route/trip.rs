//! Trips: typed, out of a file, or as a receiver gives them.

use super::{NO_ID, book, name_of, route_named};
use crate::args::{RouteTrip as Args, TraceChoice};
use crate::commands::entry::language_of;
use crate::commands::incident::STANDARD_INPUT;
use crate::commands::open_file;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use crate::when::moment;
use pana_core::incident::{Id, LogError};
use pana_core::language::{Arg, Language};
use pana_core::route::{Fix, Found, LiveTrace, Route, TripNote, read_gpx, trips_of};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// A line of a receiver.
const LINE_MAX_BYTES: u64 = 1_000;
/// Trips of one file: three years of two a day.
const TRACES_OF_FILE_MAX: usize = 2_000;

pub(super) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    match args {
        Args::Add { route, left, arrived, back } => {
            let route = route_named(open, route)?;
            let left = left.as_deref().map_or_else(|| Ok(open.now()?.wall), |typed| moment("left", typed, None))?;
            let arrived = arrived.as_deref().map(|typed| moment("arrived", typed, None)).transpose()?;
            let trip = TripNote { id: NO_ID.parse()?, route: route.id, back: *back, left, arrived, trace: vec![] };
            let now = open.now()?.wall;
            let (trip, is_new) = book(open)?.add_trip(&trip, now)?;
            let names = Names::of(open)?;
            let mut document = names.document(&trip);
            document["known"] = (!is_new).into();
            Ok(Answer::new(document, names.line(language, &trip)))
        }
        Args::Import { file, how } => {
            let track = read_gpx(BufReader::new(open_file(file)?.0))?;
            take_in(&track.fixes, how, open)
        }
        Args::Live { file, how } => take_in(live(file)?.fixes(), how, open),
        Args::List { limit } => {
            let trips = book(open)?.trips()?;
            let names = Names::of(open)?;
            let newest: Vec<&TripNote> = trips.iter().rev().take(*limit as usize).collect();
            let rows: Vec<_> = newest.iter().map(|trip| (trip.id.to_string(), names.line(language, trip))).collect();
            let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
            let document = json!({ "trips": newest.iter().map(|trip| names.document(trip)).collect::<Vec<_>>(), "all": trips.len() });
            Ok(Answer::new(document, text))
        }
        Args::Remove { id } => {
            let id: Id = id.parse()?;
            book(open)?.remove_trip(&id)?;
            Ok(Answer::new(json!({ "id": id }), language.text("trip-removed")))
        }
        Args::Forget => {
            let trips = book(open)?.forget_trips()?;
            let text = language.text_with("trips-forgotten", &[("count", Arg::Number(trips as u64))]);
            Ok(Answer::new(json!({ "trips": trips }), text))
        }
    }
}

/// Notes the trips of a trace. What is of no route is told, so that it can be approved as a new one; what is unsure is asked.
fn take_in(fixes: &[Fix], how: &TraceChoice, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    if fixes.is_empty() {
        return Err(Failure::refused("gpx-no-points"));
    }
    let named = how.route.as_deref().map(|typed| route_named(open, typed)).transpose()?;
    let now = open.now()?.wall;
    let names = Names::of(open)?;
    let (mut documents, mut lines) = (vec![], vec![]);
    let traces = trips_of(fixes);
    if traces.len() > TRACES_OF_FILE_MAX {
        return Err(Failure::refused("gpx-too-many-trips"));
    }
    for trace in traces {
        let found = book(open)?.find(trace, named.as_ref().map(|route| &route.id))?;
        let (document, line) = match found {
            Found::Route { route, times: None, .. } => {
                let name = names.route(&route);
                let line = language.text_with("trace-no-times", &[("route", Arg::Text(&name))]);
                (json!({ "found": "no-times", "route": name }), line)
            }
            Found::Route { route, back, covered, times: Some((left, arrived)), line } => {
                let trace = if how.keep_trace { line } else { vec![] };
                let trip = TripNote { id: NO_ID.parse()?, route, back, left, arrived: Some(arrived), trace };
                let added = match book(open)?.add_trip(&trip, now) {
                    // The others of the file are not its fault.
                    Err(LogError::Invalid { field, why }) => {
                        let failure = Failure::field(field, why);
                        lines.push(format!("{}: {}", names.line(language, &trip), failure.message(language)));
                        documents.push(json!({ "found": "refused", "route": names.route(&trip.route), "left": trip.left, "why": why }));
                        continue;
                    }
                    added => added?,
                };
                let (trip, is_new) = added;
                let mut document = names.document(&trip);
                document["found"] = if is_new { "trip" } else { "known" }.into();
                document["covered"] = json!(covered.map(|covered| (covered * 100.0).round() / 100.0));
                (document, names.line(language, &trip))
            }
            Found::Unsure { nearest, second } => {
                let (one, other) = (names.route(&nearest), names.route(&second));
                let line = language.text_with("trace-unsure", &[("one", Arg::Text(&one)), ("other", Arg::Text(&other))]);
                (json!({ "found": "unsure", "routes": [one, other] }), line)
            }
            Found::New { from, to, minutes, length_m, .. } => {
                let place = |id: Option<Id>| id.map(|id| name_of(&names.places, &id));
                #[allow(clippy::cast_sign_loss)]
                let metres = length_m.round() as u64;
                let line = language.text_with("trace-new", &[("metres", Arg::Number(metres))]);
                (json!({ "found": "new", "from": place(from), "to": place(to), "minutes": minutes, "length_m": metres }), line)
            }
            Found::TooShort => (json!({ "found": "too-short" }), language.text("trace-too-short")),
        };
        documents.push(document);
        lines.push(line);
    }
    Ok(Answer::new(json!({ "traces": documents, "points": fixes.len() }), lines.join("\n")))
}

/// `2026-02-01T08:05:00+05:00,43.238,76.945` a line.
fn live(file: &Path) -> Result<LiveTrace, Failure> {
    let mut source: Box<dyn BufRead> = if file == Path::new(STANDARD_INPUT) {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(open_file(file)?.0))
    };
    let mut trace = LiveTrace::default();
    let mut line = String::new();
    for number in 1.. {
        line.clear();
        let wrong = || Failure::refused("trace-line").at_line(number);
        let read = source.by_ref().take(LINE_MAX_BYTES).read_line(&mut line).map_err(|_| wrong())?;
        if read == 0 {
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        trace.add(fix(line.trim()).ok_or_else(wrong)?);
    }
    Ok(trace)
}

fn fix(line: &str) -> Option<Fix> {
    let mut parts = line.split(',').map(str::trim);
    let at = parts.next()?.parse().ok()?;
    let (lat, lon) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Fix::new(lat, lon, Some(at)).filter(|_| parts.next().is_none())
}

/// What places and routes are called, those given up among them.
struct Names {
    places: Vec<pana_core::route::Place>,
    routes: Vec<Route>,
}

impl Names {
    fn of(open: &mut OpenDesk<'_>) -> Result<Self, Failure> {
        let mut book = book(open)?;
        Ok(Self { places: book.places()?, routes: book.all_routes()? })
    }

    fn route(&self, id: &Id) -> String {
        self.routes.iter().find(|route| route.id == *id).map(|route| route.name.clone()).unwrap_or_default()
    }

    fn ends(&self, trip: &TripNote) -> (String, String) {
        let route = self.routes.iter().find(|route| route.id == trip.route);
        let (from, to) = route.map(|route| route.ends(trip.back)).unzip();
        let name = |id: Option<&Id>| id.map(|id| name_of(&self.places, id)).unwrap_or_default();
        (name(from), name(to))
    }

    fn line(&self, language: Language, trip: &TripNote) -> String {
        let (from, to) = self.ends(trip);
        let arrived = trip.arrived.map(|at| format!("–{}", at.wall().strftime("%H:%M"))).unwrap_or_default();
        format!("{}{arrived} · {from} → {to} · {}", language.date_time(trip.left), self.route(&trip.route))
    }

    fn document(&self, trip: &TripNote) -> Value {
        let (from, to) = self.ends(trip);
        json!({
            "id": trip.id, "route": self.route(&trip.route), "from": from, "to": to, "back": trip.back, "left": trip.left, "arrived": trip.arrived,
            "trace_points": trip.trace.len(),
        })
    }
}
