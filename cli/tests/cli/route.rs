//! Places, routes, trips, habit and advice, as they are typed.

use crate::desk::{Desk, PIN};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;

const ADVISE: [&str; 12] =
    ["route", "advise", "--from", "дом", "--to", "работа", "--arrive-by", "09:00", "--earliest", "06:00", "--date", "2026-02-03"];

/// Corners of a way from 43.240 north, 76.900 east to 76.920 east, around by this latitude.
fn corners(lat: f64) -> [(f64, f64); 4] {
    [(43.240, 76.900), (lat, 76.900), (lat, 76.920), (43.240, 76.920)]
}

/// A file with a planned route, or with a track of one fix every ten seconds from `left` on, both over these corners.
fn gpx(corners: &[(f64, f64)], left: Option<&str>) -> String {
    let mut points = String::new();
    let mut at: Option<jiff::Timestamp> = left.map(|left| left.parse().expect("a time"));
    for pair in corners.windows(2) {
        for step in 0..60 {
            let share = f64::from(step) / 60.0;
            let (lat, lon) = (pair[0].0 + (pair[1].0 - pair[0].0) * share, pair[0].1 + (pair[1].1 - pair[0].1) * share);
            let time = at.map(|at| format!("<time>{at}</time>")).unwrap_or_default();
            write!(points, r#"<trkpt lat="{lat:.7}" lon="{lon:.7}">{time}</trkpt>"#).expect("written");
            at = at.map(|at| at + jiff::SignedDuration::from_secs(10));
        }
    }
    format!(r#"<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><trk><trkseg>{points}</trkseg></trk></gpx>"#)
}

fn with_routes() -> Desk {
    with_routes_and_code().0
}

/// A vault with home, work and two routes between them, and its recovery code.
fn with_routes_and_code() -> (Desk, String) {
    let (desk, code) = Desk::with_vault();
    desk.json(&["route", "place", "add", "Дом", "--at", "43.240,76.900"]);
    desk.json(&["route", "place", "add", "Работа", "--at", "43.240,76.920"]);
    for (name, lat, minutes, tag) in [("Парком", 43.244, "25", "day-only"), ("Рынком", 43.236, "22", "lit,busy")] {
        let file = desk.path(&format!("{minutes}.gpx"));
        fs::write(&file, gpx(&corners(lat), None)).expect("written");
        let file = file.display().to_string();
        desk.json(&["route", "add", name, "--from", "Дом", "--to", "Работа", "--minutes", minutes, "--tag", tag, "--gpx", &file]);
    }
    (desk, code)
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|one| one["route"].as_str().or(one["what"].as_str())).collect()
}

#[test]
fn a_way_is_drawn_from_what_is_possible() {
    let desk = with_routes();
    let advice = desk.json(&ADVISE);
    let options = advice["options"].as_array().expect("options");
    let all: f64 = options.iter().filter_map(|option| option["p"].as_f64()).sum();
    assert!((all - 1.0).abs() < 1e-4, "{advice:#}");
    assert!(names(&advice["options"]).contains(&advice["route"].as_str().expect("a route")));
    for wait in ["15", "30", "60"] {
        let met = advice["met"][wait].as_f64().expect("a share");
        assert!(met > 0.0 && met <= 1.0, "{wait}: {met}");
    }
    // By the park only while it is light: dawn is at twenty to seven there in February.
    let dark: Vec<&Value> = advice["excluded"].as_array().expect("a list").iter().filter(|out| out["why"] == "dark").collect();
    assert!(dark.len() == 1 && dark[0]["what"] == "Парком" && dark[0]["wholly"] == false, "{advice:#}");
    let quarter = |option: &Value| option["quarter"].as_str().expect("a quarter").to_owned();
    let earliest_by_park = options.iter().filter(|option| option["route"] == "Парком").map(quarter).min();
    assert!(earliest_by_park.is_none_or(|quarter| quarter.as_str() >= "06:45"), "{options:?}");
    let again = desk.json(&ADVISE);
    assert_eq!((&again["route"], &again["leave_at"], &again["drawn_before"]), (&advice["route"], &advice["leave_at"], &json!(true)));
    for language in ["kk", "ru", "en"] {
        let said = desk.run(&[&ADVISE[..], &["--lang", language]].concat());
        assert!(
            said.exit == 0 && said.out.lines().count() >= 4 && said.out.contains(advice["route"].as_str().expect("a route")),
            "{}",
            said.out
        );
    }
}

#[test]
fn conditions_that_leave_nothing_say_in_what_to_give_way() {
    let desk = with_routes();
    let narrow = |earliest: &str, by: &str, more: &[&str]| {
        let base = [
            "route",
            "advise",
            "--from",
            "Дом",
            "--to",
            "Работа",
            "--earliest",
            earliest,
            "--arrive-by",
            by,
            "--date",
            "2026-02-03",
            "--json",
        ];
        desk.run(&[&base[..], more].concat())
    };
    let refused = narrow("08:30", "08:45", &[]);
    assert_eq!(refused.exit, 1);
    let error = &refused.document()["error"];
    assert_eq!(error["code"], "route-nothing-left");
    assert!(error["relax"].as_array().is_some_and(|relax| relax.len() == 2), "{error:#}");
    assert!(error["message"].as_str().is_some_and(|said| said.contains("09:06")), "by the market, leaving at 08:44: {error:#}");
    assert_eq!(narrow("07:00", "09:00", &["--extra-minutes", "0"]).document()["error"]["code"], "route-too-little-effort");
    assert_eq!(narrow("07:00", "09:00", &["--extra-minutes", "nan"]).document()["error"]["field"], "extra-minutes");
    assert_eq!(narrow("7:00", "09:00", &[]).document()["error"]["code"], "not-a-clock-time");
    // Past midnight.
    assert_eq!(narrow("23:30", "00:30", &[]).exit, 0);
    let unknown = desk.run(&[
        "route",
        "advise",
        "--from",
        "Дом",
        "--to",
        "Дача",
        "--earliest",
        "07:00",
        "--arrive-by",
        "09:00",
        "--date",
        "2026-02-03",
    ]);
    assert!(unknown.exit == 1 && !unknown.err.is_empty());
    desk.json(&["route", "place", "add", "Дача", "--at", "43.3,76.9"]);
    let none = desk.run(&[
        "route",
        "advise",
        "--from",
        "Дом",
        "--to",
        "Дача",
        "--earliest",
        "07:00",
        "--arrive-by",
        "09:00",
        "--date",
        "2026-02-03",
        "--json",
    ]);
    assert_eq!(none.document()["error"]["code"], "route-no-route");
}

#[test]
fn tracks_become_trips_and_a_habit_shows() {
    let desk = with_routes();
    let import = |name: &str, content: &str, more: &[&str]| {
        let file = desk.path(name);
        fs::write(&file, content).expect("written");
        let file = file.display().to_string();
        desk.json(&[&["route", "trip", "import", &file][..], more].concat())
    };
    let mut found = vec![];
    for day in 12..=31 {
        let track = gpx(&corners(43.244), Some(&format!("2026-01-{day}T03:0{}:00Z", day % 7)));
        found.push(import(&format!("{day}.gpx"), &track, &[])["traces"][0]["found"].clone());
    }
    assert!(found.iter().all(|found| found == "trip"), "{found:?}");
    let again = import("again.gpx", &gpx(&corners(43.244), Some("2026-01-12T03:05:00Z")), &[]);
    assert_eq!((&again["traces"][0]["found"], &again["traces"][0]["route"]), (&json!("known"), &json!("Парком")));
    let mut turned = corners(43.236);
    turned.reverse();
    let back = import("back.gpx", &gpx(&turned, Some("2026-01-30T13:00:00Z")), &["--keep-trace"]);
    assert!(back["traces"][0]["back"] == true && back["traces"][0]["trace_points"].as_u64() > Some(1), "{back:#}");
    let unknown = import("unknown.gpx", &gpx(&corners(43.260), Some("2026-01-30T03:00:00Z")), &[]);
    assert_eq!((&unknown["traces"][0]["found"], &unknown["traces"][0]["from"]), (&json!("new"), &json!("Дом")));
    let timeless = import("timeless.gpx", &gpx(&corners(43.244), None), &[]);
    assert_eq!(timeless["traces"][0]["found"], "no-times");
    for (name, content, code) in
        [("no.gpx", "plain", "gpx-not"), ("cut.gpx", "<gpx><trk>", "gpx-broken"), ("empty.gpx", "<gpx></gpx>", "gpx-no-points")]
    {
        let file = desk.path(name);
        fs::write(&file, content).expect("written");
        let refused = desk.run(&["route", "trip", "import", &file.display().to_string(), "--json"]);
        assert_eq!((refused.exit, &refused.document()["error"]["code"]), (1, &json!(code)));
    }

    let picture = desk.path("habit.svg");
    let habit = desk.json(&["route", "habit", "--from", "Дом", "--to", "Работа", "--picture", &picture.display().to_string()]);
    let workdays = habit["habits"].as_array().expect("habits").iter().find(|one| one["days"] == "workdays").expect("workdays");
    assert_eq!((&workdays["favourite"], &workdays["nudge"]), (&json!("Парком"), &json!("reminder")));
    assert_eq!(workdays["metrics"]["repeat_rate"], 1.0);
    for observer in ["most_common", "markov", "compression"] {
        let rate = workdays["observers"][observer].as_f64().expect("a rate");
        assert!(rate > 0.8 && rate <= 1.0, "{observer}: {rate}");
    }
    assert!(fs::read_to_string(&picture).expect("a picture").contains("Парком"));
    for language in ["kk", "ru", "en"] {
        let said = desk.run(&["route", "habit", "--lang", language]);
        assert!(said.exit == 0 && said.out.lines().count() > 15, "{}", said.out);
    }
    // Saturday and Sunday in January 2026 were five of these days: too early.
    let weekends = habit["habits"].as_array().expect("habits").iter().find(|one| one["days"] == "weekends").expect("weekends");
    assert_eq!((&weekends["too_early"], &weekends["trips"]), (&json!(true), &json!(5)));

    // On Sunday evening she is reminded of Monday, once, and in words that say nothing.
    let evening = |at: &str, more: &[&str]| desk.json(&[&["route", "remind", "--now", at][..], more].concat());
    assert_eq!(evening("2026-02-01T20:30+05:00", &["--moving", "yes"])["why"], "moving");
    let reminder = evening("2026-02-01T20:30+05:00", &[]);
    assert_eq!(
        (&reminder["decision"], &reminder["due"], &reminder["lock_screen"]),
        (&json!("remind"), &json!(true), &json!("Daily reminder"))
    );
    // She may not open Pana on the days after. Each calls for one, workday and weekend, until her last trip is two weeks ago.
    let ahead: Vec<_> = (2..=13).map(|day| format!("2026-02-{day:02}T20:00:00+05:00")).collect();
    assert_eq!(reminder["ahead"], json!(ahead));
    assert_eq!(evening("2026-02-01T20:40+05:00", &[])["why"], "reminded-today");
    desk.json(&["route", "set", "--mute", "yes"]);
    assert_eq!(evening("2026-02-02T20:30+05:00", &[])["why"], "muted");
    desk.json(&["route", "set", "--mute", "no", "--pause-until", "2026-02-10"]);
    assert_eq!(evening("2026-02-02T20:30+05:00", &[])["why"], "paused");
    desk.json(&["route", "set", "--pause-until", ""]);
    desk.json(&[
        "incident",
        "add",
        "--kind",
        "follow",
        "--at",
        "2026-02-02T18:30+05:00",
        "--what",
        "от остановки",
        "--now",
        "2026-02-02T19:00+05:00",
    ]);
    assert_eq!(evening("2026-02-02T20:30+05:00", &[])["decision"], "offer-alert");
}

#[test]
fn a_walk_is_taken_line_by_line() {
    let desk = with_routes();
    let line = |(second, (lat, lon)): (usize, (f64, f64))| {
        format!("2026-02-01T08:{:02}:{:02}+05:00,{lat:.6},{lon:.6}\n", second / 60, second % 60)
    };
    let points: Vec<(f64, f64)> = corners(43.236)
        .windows(2)
        .flat_map(|pair| {
            let (one, other) = (pair[0], pair[1]);
            (0..60)
                .map(move |step| (one.0 + (other.0 - one.0) * f64::from(step) / 60.0, one.1 + (other.1 - one.1) * f64::from(step) / 60.0))
        })
        .collect();
    let walk: String = points.into_iter().enumerate().map(line).collect();
    let taken = desk.run_with_input(&["route", "trip", "live", "-", "--json"], walk.as_bytes());
    assert_eq!(taken.document()["traces"][0]["route"], "Рынком", "{}", taken.err);
    let refused = desk.run_with_input(&["route", "trip", "live", "-", "--json"], b"2026-02-01T08:00:00+05:00,43.2,76.9\nhere,43,76\n");
    assert_eq!((refused.exit, &refused.document()["error"]["line"]), (1, &json!(2)));
    let listed = desk.json(&["route", "trip", "list"]);
    let trip = &listed["trips"][0];
    assert_eq!((&trip["from"], &trip["to"], &trip["trace_points"]), (&json!("Дом"), &json!("Работа"), &json!(0)));
    assert_eq!(desk.json(&["route", "trip", "remove", trip["id"].as_str().expect("an id")])["id"], trip["id"]);
    let tapped = desk.json(&["route", "trip", "add", "--route", "парком", "--back"]);
    assert_eq!((&tapped["from"], &tapped["left"]), (&json!("Работа"), &json!("2026-02-02T08:00:00+05:00")));
    assert_eq!(desk.json(&["route", "trip", "forget"])["trips"], 1);
}

#[test]
fn a_child_goes_the_same_way_with_company() {
    let desk = with_routes();
    desk.json(&["route", "set", "--child", "yes"]);
    let ways: Vec<Value> = (0..3).map(|_| desk.json(&ADVISE)).collect();
    assert!(ways.iter().all(|way| way["drawn"] == false && way["company"] == true && *way == ways[0]), "{ways:?}");
    assert_eq!((&ways[0]["route"], &ways[0]["leave_at"]), (&json!("Парком"), &json!("2026-02-03T08:15:00+05:00")));
}

#[test]
fn places_routes_and_trips_move_to_another_device() {
    let (desk, code) = with_routes_and_code();
    for left in ["2026-01-30T08:05:00+05:00", "2026-01-31T08:06:30.250+05:00"] {
        desk.json(&["route", "trip", "add", "--route", "Парком", "--left", left]);
    }
    desk.json(&["route", "remove", "Парком"]);
    desk.json(&["route", "set", "--keep-days", "300"]);
    desk.json(&ADVISE);
    let file = desk.path("copy").display().to_string();
    desk.json(&["backup", "make", "--out", &file]);
    let mut other = Desk::bare();
    other.set("PANA_NEW_PIN", PIN);
    other.set("PANA_RECOVERY_CODE", &code);
    other.json(&["backup", "restore", &file, "--kdf", "floor"]);
    for list in [&["route", "place", "list"][..], &["route", "list"], &["route", "trip", "list"], &["route", "set"]] {
        let (here, there) = (desk.json(list), other.json(list));
        assert!(here == there && !here.to_string().contains("[]"), "{list:?}: {here:#} {there:#}");
    }
    assert_eq!(other.json(&["check"])["ok"], true);
    assert_eq!(other.json(&ADVISE)["drawn_before"], false, "where she will be stays behind");
}
