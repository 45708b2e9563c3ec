//! Places, routes, trips and advice in a vault on real files.

// What is counted here is small.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_wrap)]

use pana_core::Moment;
use pana_core::incident::{Degrees, Draft, Id, Kind, LogError, Position};
use pana_core::route::{
    Advised, DRAWS_JUDGED_MIN, Decision, DrawnWay, EXTRA_DEFAULT_MIN, Fix, Found, NoAdvice, Nudge, Place, Quiet, Relax, Request, Route,
    RouteBook, Settings, Shape, TRIPS_KEPT_DAYS, Tags, TripNote, Why, line_of,
};
use pana_core::vault::{Secret, Session};
use pana_tests::chance::Chance;
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::real_vault::RealVault;
use std::collections::BTreeSet;
use std::time::Duration;
use tempfile::TempDir;

const PIN: &str = "pin-4829153-long";
const SECOND_PIN: &str = "second-771204-long";
const DAY_S: u64 = 86_400;

struct Story {
    _folder: TempDir,
    vault: RealVault,
    clock: Clock,
}

impl Story {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = RealVault::at(folder.path());
        let mut clock = Clock::default();
        vault.create(PIN, Some(SECOND_PIN), clock.next()).unwrap();
        Self { _folder: folder, vault, clock }
    }

    fn with<T>(&mut self, secret: &str, work: impl FnOnce(&mut Session, Moment) -> T) -> T {
        let mut vault = self.vault.open(self.clock.next()).unwrap();
        let mut session = vault.unlock(&Secret::Pin(pin(secret)), self.clock.next()).unwrap();
        let result = work(&mut session, self.clock.now().wall);
        session.lock().unwrap();
        result
    }
}

fn id() -> Id {
    "00000000".parse().unwrap()
}

fn position(lat: f64, lon: f64) -> Position {
    Position { lat: Degrees::new(lat).unwrap(), lon: Degrees::new(lon).unwrap(), accuracy_m: None }
}

/// Home and work, a kilometre and a half apart, and two ways around a square: by the park in the north, by the market in the south.
struct Ways {
    home: Place,
    work: Place,
    park: Route,
    market: Route,
}

const HOME: (f64, f64) = (43.240, 76.900);
const WORK: (f64, f64) = (43.240, 76.920);
const NORTH: f64 = 43.244;
const SOUTH: f64 = 43.236;

fn corners(lat: f64) -> [(f64, f64); 4] {
    [HOME, (lat, HOME.1), (lat, WORK.1), WORK]
}

impl Ways {
    fn make(session: &mut Session, now: Moment) -> Self {
        let mut book = RouteBook::of(session, now).unwrap();
        let mut place =
            |name: &str, at: (f64, f64)| book.add_place(&Place { id: id(), name: name.into(), at: position(at.0, at.1) }).unwrap();
        let (home, work) = (place("Дом", HOME), place("Работа", WORK));
        let mut route = |name: &str, lat: f64, minutes: u16| {
            let line = line_of(&Shape::from_points(corners(lat).to_vec()).unwrap());
            let (from, to) = (home.id.clone(), work.id.clone());
            let route =
                Route { id: id(), name: name.into(), from, to, minutes, tags: Tags::default(), one_way: false, line, retired: false };
            book.add_route(&route).unwrap()
        };
        let (park, market) = (route("Парком", NORTH, 25), route("Рынком", SOUTH, 22));
        Self { home, work, park, market }
    }

    fn request(&self, date: &str) -> Request {
        Request {
            from: self.home.id.clone(),
            to: self.work.id.clone(),
            date: date.parse().unwrap(),
            earliest_min: 7 * 60,
            arrive_by_min: 9 * 60,
            extra_min: EXTRA_DEFAULT_MIN,
            company: false,
        }
    }
}

fn advise(session: &mut Session, request: &Request, now: Moment) -> Result<Box<DrawnWay>, NoAdvice> {
    match RouteBook::of(session, now).unwrap().advise(request, 300)? {
        Advised::Drawn(way) => Ok(way),
        Advised::Approved { .. } => panic!("she is no child"),
    }
}

fn trip(route: &Route, left: &str) -> TripNote {
    TripNote { id: id(), route: route.id.clone(), back: false, left: left.parse().unwrap(), arrived: None, trace: vec![] }
}

/// A walk along corners, one fix every 20 m and 15 s, each off by up to 8 m in a way of its own.
fn walk(corners: &[(f64, f64)], left: &str, seed: u64) -> Vec<Fix> {
    let left: Moment = left.parse().unwrap();
    let mut chance = Chance::new(seed);
    let mut fixes = vec![];
    for pair in corners.windows(2) {
        let steps = (((pair[1].0 - pair[0].0) * 5_560.0).abs() + ((pair[1].1 - pair[0].1) * 4_050.0).abs()) as usize;
        for step in 0..steps {
            let share = step as f64 / steps as f64;
            let mut off = || (chance.below(1_000) as f64 - 500.0) * 1.5e-7;
            let (lat, lon) = (pair[0].0 + (pair[1].0 - pair[0].0) * share + off(), pair[0].1 + (pair[1].1 - pair[0].1) * share + off());
            let at = Moment::new(left.utc_ms() + fixes.len() as i64 * 15_000, 300).unwrap();
            fixes.push(Fix::new(lat, lon, Some(at)).unwrap());
        }
    }
    fixes
}

#[test]
fn a_trace_is_matched_and_dropped() {
    let mut story = Story::begin();
    let (ways, there, back) = story.with(PIN, |session, now| {
        let ways = Ways::make(session, now);
        let there = walk(&corners(NORTH), "2026-01-30T08:00+05:00", 1);
        let mut turned = corners(SOUTH);
        turned.reverse();
        (ways, there, walk(&turned, "2026-01-30T18:00+05:00", 2))
    });
    // Where the trace is bent, to the six decimals that a line is kept with: no route of hers says these.
    let kept = |trace: &[Fix]| -> Vec<String> {
        let points = Shape::new(trace).unwrap();
        points.points()[1..points.points().len() - 1].iter().map(|(_, lon)| format!("{lon:.6}")).collect()
    };
    let canaries = [kept(&there), kept(&back)].concat();
    assert!(canaries.len() > 3);
    let holds = |session: &mut Session| {
        let dump = session.dump_plaintext().unwrap();
        canaries.iter().filter(|canary| dump.windows(canary.len()).any(|window| window == canary.as_bytes())).count()
    };
    for keeps in [false, true] {
        let notes = story.with(PIN, |session, now| {
            let mut book = RouteBook::of(session, now).unwrap();
            for (trace, route, is_back) in [(&there, &ways.park, false), (&back, &ways.market, true)] {
                let Found::Route { route: found, back, covered, times: Some((left, arrived)), line } = book.find(trace, None).unwrap()
                else {
                    panic!("the trace is of a route");
                };
                assert_eq!((&found, back), (&route.id, is_back));
                assert!(covered.unwrap() > 0.9 && (20..40).contains(&((arrived.utc_ms() - left.utc_ms()) / 60_000)));
                let trace = if keeps { line } else { vec![] };
                let note = TripNote { id: id(), route: found, back, left, arrived: Some(arrived), trace };
                assert!(book.add_trip(&note, now).unwrap().1, "it is new");
                assert!(!book.add_trip(&note, now).unwrap().1, "the same trip is not noted twice");
            }
            book.trips().unwrap()
        });
        assert_eq!(notes.len(), 2);
        let held = story.with(PIN, |session, _| holds(session));
        assert_eq!(held > 0, keeps, "{held} places of a trace are in the unlocked data");
        story.with(PIN, |session, now| assert_eq!(RouteBook::of(session, now).unwrap().forget_trips().unwrap(), 2));
    }
    let held = story.with(PIN, |session, _| holds(session));
    assert_eq!(held, 0, "forgotten traces are gone from every page");
}

#[test]
fn what_is_of_no_route_is_offered_and_not_kept() {
    let mut story = Story::begin();
    story.with(PIN, |session, now| {
        let ways = Ways::make(session, now);
        let mut book = RouteBook::of(session, now).unwrap();
        let far = walk(&corners(43.250), "2026-01-30T08:00+05:00", 3);
        let Found::New { from, to, minutes, length_m, line } = book.find(&far, None).unwrap() else { panic!("it is of no route") };
        assert_eq!((from, to), (Some(ways.home.id.clone()), Some(ways.work.id.clone())));
        assert!((30..60).contains(&minutes.unwrap()) && length_m > 3_000.0);
        assert_eq!(book.trips().unwrap(), []);
        let route = Route { name: "Дальний".into(), line, ..ways.park.clone() };
        let route = book.add_route(&route).unwrap();
        assert!(matches!(book.find(&far, None).unwrap(), Found::Route { route: found, .. } if found == route.id));
        // She may say which it was.
        let named = book.find(&far, Some(&ways.park.id)).unwrap();
        assert!(matches!(named, Found::Route { route, back: false, .. } if route == ways.park.id));
        assert_eq!(book.find(&far[..2], None).unwrap(), Found::TooShort);
        assert_eq!(book.find(&[], None).unwrap(), Found::TooShort);
        let again = Route { name: "Он же".into(), ..route.clone() };
        let again = book.add_route(&again).unwrap();
        assert_eq!(book.same_roads(&again).unwrap(), [route]);
    });
}

#[test]
fn a_line_goes_from_the_first_place_to_the_second() {
    let mut story = Story::begin();
    story.with(PIN, |session, now| {
        let ways = Ways::make(session, now);
        let mut book = RouteBook::of(session, now).unwrap();
        let recorded_back: Vec<_> = ways.park.line.iter().rev().copied().collect();
        let turned = book.add_route(&Route { name: "Обратно записан".into(), line: recorded_back, ..ways.park.clone() }).unwrap();
        assert_eq!(turned.line, ways.park.line);
        let moved = ways.park.line.iter().map(|(lat, lon)| (Degrees::new(lat.degrees() + 0.02).unwrap(), *lon)).collect();
        let elsewhere = book.add_route(&Route { name: "Не там".into(), line: moved, ..ways.park.clone() });
        assert!(matches!(elsewhere, Err(LogError::Invalid { field: "gpx", why: "route-line-elsewhere" })), "{elsewhere:?}");
        // A trace that she names goes the way its ends say, though it begins past the middle.
        let late = walk(&[(NORTH, 76.912), (NORTH, WORK.1), WORK], "2026-01-30T08:00+05:00", 5);
        let found = book.find(&late, Some(&ways.market.id)).unwrap();
        assert!(matches!(found, Found::Route { back: false, covered: None, .. }), "{found:?}");
        // To the second: two taps in one are one trip, here as in a backup.
        let tap = |left: &str| trip(&ways.park, left);
        assert!(book.add_trip(&tap("2026-01-30T08:00:00.200+05:00"), now).unwrap().1);
        let (again, is_new) = book.add_trip(&tap("2026-01-30T08:00:00.900+05:00"), now).unwrap();
        assert_eq!((is_new, again.left.utc_ms() % 1_000), (false, 0));
    });
}

#[test]
fn bad_places_routes_and_trips_are_refused_with_a_reason() {
    let mut story = Story::begin();
    story.with(PIN, |session, now| {
        let ways = Ways::make(session, now);
        let mut book = RouteBook::of(session, now).unwrap();
        let why = |error: LogError| match error {
            LogError::Invalid { field, why } => (field, why),
            other => panic!("{other}"),
        };
        let place = |name: &str, at| Place { id: id(), name: name.into(), at };
        let here = position(43.0, 76.0);
        assert_eq!(why(book.add_place(&place(" ", here)).unwrap_err()), ("route-name", "empty"));
        assert_eq!(why(book.add_place(&place("дОМ", here)).unwrap_err()), ("route-name", "route-name-taken"));
        assert_eq!(why(book.add_place(&place("x", position(91.0, 0.0))).unwrap_err()), ("position", "not-on-earth"));
        assert_eq!(why(book.remove_place(&ways.home.id).unwrap_err()), ("route-place", "route-place-in-use"));
        let mut refused = |route: Route| why(book.add_route(&Route { name: format!("{}2", route.name), ..route }).unwrap_err());
        assert_eq!(refused(Route { minutes: 0, ..ways.park.clone() }), ("minutes", "route-minutes"));
        assert_eq!(refused(Route { to: ways.home.id.clone(), ..ways.park.clone() }), ("to", "route-to-itself"));
        assert_eq!(refused(Route { line: ways.park.line[..1].to_vec(), ..ways.park.clone() }), ("gpx", "route-too-short"));
        assert!(matches!(book.add_route(&Route { name: "y".into(), to: id(), ..ways.park.clone() }), Err(LogError::NotFound)));
        let one_way = book.add_route(&Route { name: "Туда".into(), one_way: true, ..ways.park.clone() }).unwrap();

        let good = trip(&ways.park, "2026-02-01T08:00+05:00");
        let mut refused = |trip: TripNote| why(book.add_trip(&trip, now).unwrap_err());
        let arrived = |at: &str| TripNote { arrived: Some(at.parse().unwrap()), ..good.clone() };
        assert_eq!(refused(arrived("2026-02-01T07:59+05:00")), ("arrived", "end-before-start"));
        assert_eq!(refused(arrived("2026-02-02T08:01+05:00")), ("arrived", "trip-in-future"));
        assert_eq!(
            refused(TripNote { left: "2026-01-29T08:00+05:00".parse().unwrap(), ..arrived("2026-01-31T08:00+05:00") }).1,
            "trip-too-long"
        );
        assert_eq!(refused(trip(&ways.park, "2026-02-03T08:00+05:00")), ("left", "trip-in-future"));
        assert_eq!(refused(TripNote { back: true, ..trip(&one_way, "2026-02-01T08:00+05:00") }), ("back", "route-one-way"));
        let gone = TripNote { route: id(), ..good.clone() };
        assert!(matches!(book.add_trip(&gone, now), Err(LogError::NotFound)));
        // Across midnight, and across the change of the offset in 2024.
        assert!(book.add_trip(&arrived("2026-02-01T08:40+05:00"), now).unwrap().1);
        let midnight = TripNote { left: "2026-01-31T23:50+05:00".parse().unwrap(), ..arrived("2026-02-01T00:20+05:00") };
        assert!(book.add_trip(&midnight, now).unwrap().1);
        book.set(&Settings { kept_days: 3_660, ..Settings::default() }).unwrap();
        let change = TripNote { left: "2024-02-29T23:50+06:00".parse().unwrap(), ..arrived("2024-02-29T23:20+05:00") };
        assert!(book.add_trip(&change, now).unwrap().1, "by the clock on the wall it ended before it began");
        assert_eq!(why(book.set(&Settings { kept_days: 0, ..Settings::default() }).unwrap_err()).1, "route-kept-days");
    });
}

#[test]
fn old_trips_go_by_themselves_and_routes_given_up_with_the_last_of_them() {
    let mut story = Story::begin();
    let ways = story.with(PIN, |session, now| {
        let ways = Ways::make(session, now);
        let mut book = RouteBook::of(session, now).unwrap();
        book.add_trip(&trip(&ways.market, "2026-01-30T08:00+05:00"), now).unwrap();
        book.remove_route(&ways.market.id).unwrap();
        assert_eq!(book.routes().unwrap(), std::slice::from_ref(&ways.park));
        assert_eq!(book.all_routes().unwrap().len(), 2, "its trip tells of her habit");
        assert_eq!(book.habits().unwrap().len(), 1);
        ways
    });
    story.with(PIN, |session, now| {
        let way = advise(session, &ways.request("2026-02-03"), now).unwrap();
        assert_eq!(way.route, ways.park, "a route given up is not advised");
    });
    story.clock.pass(Duration::from_secs((u64::from(TRIPS_KEPT_DAYS) + 3) * DAY_S));
    story.with(PIN, |session, now| {
        let mut book = RouteBook::of(session, now).unwrap();
        assert_eq!(book.trips().unwrap(), []);
        assert_eq!(book.all_routes().unwrap(), std::slice::from_ref(&ways.park));
        let again = advise(session, &ways.request("2026-02-03"), now).unwrap();
        assert!(!again.drawn_before, "the draw is gone too");
    });
}

#[test]
fn asking_again_draws_nothing_new() {
    let mut story = Story::begin();
    let ways = story.with(PIN, Ways::make);
    let mut drawn = BTreeSet::new();
    for day in 2..=28 {
        let request = ways.request(&format!("2026-02-{day:02}"));
        let first = story.with(PIN, |session, now| advise(session, &request, now).unwrap());
        assert!(!first.drawn_before && !first.options.is_empty());
        let again = story.with(PIN, |session, now| advise(session, &request, now).unwrap());
        assert!(again.drawn_before);
        assert_eq!((&again.route, again.leave_at), (&first.route, first.leave_at));
        drawn.insert((first.route.name.clone(), first.leave_at.wall().time()));
        // Whatever minute is drawn, she is there in time.
        let arrives = first.leave_at.utc_ms() + i64::from(first.route.minutes) * 60_000;
        let by = Moment::from_wall(request.date.at(9, 0, 0, 0), 300).unwrap();
        assert!(arrives <= by.utc_ms(), "{} by {}", first.leave_at, first.route.minutes);
    }
    assert!(drawn.len() > 10, "{drawn:?}");
    // What was drawn is no longer possible: then there is a new draw.
    let request = ways.request("2026-02-10");
    let before = story.with(PIN, |session, now| advise(session, &request, now).unwrap());
    let leave_min = (before.leave_at.wall().hour() as u16) * 60 + before.leave_at.wall().minute() as u16;
    let later = Request { earliest_min: leave_min + 15, arrive_by_min: leave_min + 90, ..request.clone() };
    let after = story.with(PIN, |session, now| advise(session, &later, now).unwrap());
    assert!(!after.drawn_before && after.leave_at.utc_ms() > before.leave_at.utc_ms());
    // With the conditions as they were it is the first draw again: nobody draws until it pleases.
    let back = story.with(PIN, |session, now| advise(session, &request, now).unwrap());
    assert_eq!((back.drawn_before, back.leave_at, &back.route), (true, before.leave_at, &before.route));
}

#[test]
fn what_happened_beside_a_route_keeps_her_off_it() {
    let mut story = Story::begin();
    let ways = story.with(PIN, Ways::make);
    let request = ways.request("2026-02-03");
    let at_the_park = Draft {
        position: Some(position(NORTH, 76.910)),
        ..Draft::new(Kind::from_id("loiter").unwrap(), "2026-01-20T18:00+05:00".parse().unwrap())
    };
    let incident = story.with(PIN, |session, now| {
        let now = pana_core::Now { wall: now, ..Clock::default().now() };
        session.log().add(&at_the_park, now).unwrap()
    });
    story.with(PIN, |session, now| {
        let way = advise(session, &request, now).unwrap();
        assert_eq!(way.route, ways.market);
        let out = way.excluded.iter().find(|out| out.why == Why::HotSpot).unwrap();
        assert!(out.route == ways.park.id && out.wholly, "{:?}", way.excluded);
        // With the other gone nothing is left, and it says in what to give way.
        RouteBook::of(session, now).unwrap().remove_route(&ways.market.id).unwrap();
        let Err(NoAdvice::Nothing(left)) = advise(session, &request, now) else { panic!("nothing is left") };
        assert_eq!(left.relax, [Relax::HotSpot]);
        session.log().withdraw(&incident, pana_core::Now { wall: now, ..Clock::default().now() }).unwrap();
        assert_eq!(advise(session, &request, now).unwrap().route, ways.park, "what was withdrawn does not count");
    });
}

#[test]
fn a_child_gets_the_first_route_and_no_draw() {
    let mut story = Story::begin();
    story.with(PIN, |session, now| {
        let ways = Ways::make(session, now);
        let mut book = RouteBook::of(session, now).unwrap();
        book.set(&Settings { child: true, ..Settings::default() }).unwrap();
        for day in 2..9 {
            let Advised::Approved { route, leave_at, line_known: true } =
                book.advise(&ways.request(&format!("2026-02-{day:02}")), 300).unwrap()
            else {
                panic!("drawn for a child");
            };
            assert_eq!((route, leave_at.wall().time().to_string().as_str()), (ways.park.clone(), "08:15:00"));
        }
        // Nor is a child asked to vary anything.
        for day in 26..=30 {
            book.add_trip(&trip(&ways.park, &format!("2026-01-{day}T08:00+05:00")), now).unwrap();
        }
        let evening = "2026-02-01T20:30+05:00".parse().unwrap();
        let is_child = |book: &mut RouteBook<'_>| (book.reminder(false, false, evening).unwrap(), book.habits().unwrap()[0].nudge);
        assert_eq!(is_child(&mut book), (Decision::Nothing(Quiet::Child), Nudge::Silent));
        book.set(&Settings { child: false, ..Settings::default() }).unwrap();
        assert!(matches!(is_child(&mut book), (Decision::Remind { .. }, Nudge::Reminder)));
    });
}

#[test]
fn advice_she_does_not_follow_is_seen() {
    let mut story = Story::begin();
    let ways = story.with(PIN, Ways::make);
    for day in 0..8 {
        let now = story.clock.now().wall;
        let date = now.wall().date().tomorrow().unwrap();
        let request = ways.request(&date.to_string());
        let way = story.with(PIN, |session, now| advise(session, &request, now).unwrap());
        assert_eq!(way.followed.draws, day);
        story.clock.pass(Duration::from_secs(DAY_S + 12 * 3600));
        let left = if day % 2 == 0 { way.leave_at } else { Moment::from_wall(date.at(6, 0, 0, 0), 300).unwrap() };
        story.with(PIN, |session, now| {
            let note = TripNote { left, ..trip(&way.route, "2026-02-01T08:00+05:00") };
            RouteBook::of(session, now).unwrap().add_trip(&note, now).unwrap();
        });
    }
    let date = story.clock.now().wall.wall().date().tomorrow().unwrap();
    let way = story.with(PIN, |session, now| advise(session, &ways.request(&date.to_string()), now).unwrap());
    assert_eq!((way.followed.draws, way.followed.followed), (8, 4));
    assert!(8 >= DRAWS_JUDGED_MIN && (way.followed.share() - 0.5).abs() < 1e-9);
}

#[test]
fn behind_the_second_pin_there_is_another_book() {
    let mut story = Story::begin();
    let ways = story.with(PIN, Ways::make);
    story.with(SECOND_PIN, |session, now| {
        let mut book = RouteBook::of(session, now).unwrap();
        assert_eq!((book.places().unwrap(), book.routes().unwrap(), book.trips().unwrap()), (vec![], vec![], vec![]));
        assert!(matches!(book.advise(&ways.request("2026-02-03"), 300), Err(NoAdvice::Log(LogError::NotFound))));
        book.add_place(&Place { id: id(), name: "Другое".into(), at: position(43.0, 76.0) }).unwrap();
        assert_eq!(book.forget_trips().unwrap(), 0);
    });
    story.with(PIN, |session, now| {
        let mut book = RouteBook::of(session, now).unwrap();
        assert_eq!(book.places().unwrap(), [ways.home.clone(), ways.work.clone()]);
        assert_eq!(book.routes().unwrap(), [ways.park.clone(), ways.market.clone()]);
    });
}
