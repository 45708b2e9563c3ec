//! Tomorrow's way, and the reminder of the evening before.

use super::{book, name_of, place_named};
use crate::args::RouteAdvise as Args;
use crate::commands::entry::language_of;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use pana_core::alert::Phase;
use pana_core::incident::Id;
use pana_core::language::{Arg, Language};
use pana_core::route::{
    Advised, Decision, DrawnWay, Left, NoAdvice, Request, Route, RouteExcluded, Why, approved_way_text, lock_screen_text,
};
use serde_json::{Value, json};

/// While an alert is in one of these nothing else is said.
const UNDER_WAY: [Phase; 4] = [Phase::Countdown, Phase::Climbing, Phase::Answered, Phase::NobodyReached];

pub(super) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    if !args.extra_minutes.is_finite() {
        return Err(Failure::field("extra-minutes", "not-a-number"));
    }
    let request = Request {
        from: place_named(open, &args.from)?.id,
        to: place_named(open, &args.to)?.id,
        date: fields::day("date", &args.date)?,
        earliest_min: fields::clock_min("earliest", &args.earliest)?,
        arrive_by_min: fields::clock_min("arrive-by", &args.arrive_by)?,
        extra_min: args.extra_minutes,
        company: args.company,
    };
    let offset_min = match &args.offset {
        Some(typed) => fields::offset_min("offset", typed)?,
        None => open.now()?.wall.offset_min(),
    };
    #[cfg(feature = "test-rng")]
    let _seeded = args.seed.map(pana_core::seed);
    Ok(advised(&request, offset_min, open)?.1)
}

/// The advice, and how it is said.
pub(crate) fn advised(request: &Request, offset_min: i16, open: &mut OpenDesk<'_>) -> Result<(Advised, Answer), Failure> {
    let language = language_of(open);
    let routes = book(open)?.routes()?;
    let advised = book(open)?.advise(request, offset_min).map_err(|error| refused(error, language, &routes))?;
    let answer = match &advised {
        Advised::Drawn(way) => Answer::new(document(way, &routes), text(language, way, &routes)),
        Advised::Approved { route, leave_at, line_known } => {
            let (hour, minute) = (leave_at.wall().hour(), leave_at.wall().minute());
            let leave_min = u16::from(hour.unsigned_abs()) * 60 + u16::from(minute.unsigned_abs());
            let document = json!({ "route": route.name, "leave_at": leave_at, "company": true, "drawn": false, "line_known": line_known });
            let unknown = (!line_known).then(|| language.text_with("route-without-line", &[("route", Arg::Text(&route.name))]));
            let said = [Some(approved_way_text(&route.name, leave_min, language)), unknown];
            Answer::new(document, said.into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
    };
    Ok((advised, answer))
}

/// What the core knows a route by, said by its name.
fn name<'r>(routes: &'r [Route], id: &Id) -> &'r str {
    routes.iter().find(|route| route.id == *id).map_or("", |route| &route.name)
}

fn document(advised: &DrawnWay, routes: &[Route]) -> Value {
    let options = advised
        .options
        .iter()
        .map(|option| json!({ "route": name(routes, &option.route), "quarter": fields::clock(option.leave_min), "p": rounded(option.p) }));
    let met: serde_json::Map<String, Value> = advised
        .advice
        .met
        .iter()
        .map(|worst| (worst.wait_min.to_string(), worst.avoidable.or(worst.on_every_way).map_or(Value::Null, |met| rounded(met).into())))
        .collect();
    json!({
        "route": advised.route.name,
        "leave_at": advised.leave_at,
        "drawn_before": advised.drawn_before,
        "met": met,
        "only_time_helps": advised.advice.met[0].avoidable.is_none(),
        "options": options.collect::<Vec<_>>(),
        "excluded": excluded_documents(&advised.excluded, routes),
        "left_aside": advised.left_aside,
        "without_line": advised.without_line.iter().map(|route| &route.name).collect::<Vec<_>>(),
        "followed": { "draws": advised.followed.draws, "followed": advised.followed.followed },
    })
}

fn text(language: Language, advised: &DrawnWay, routes: &[Route]) -> String {
    let time = advised.leave_at.wall().strftime("%H:%M").to_string();
    let day = language.date(advised.leave_at);
    let drawn = [("day", Arg::Text(&day)), ("route", Arg::Text(&advised.route.name)), ("time", Arg::Text(&time))];
    let mut lines = vec![language.text_with("route-advice", &drawn), advised.explanation(language)];
    if advised.drawn_before {
        lines.push(language.text("route-drawn-before"));
    }
    if advised.left_aside > 0 {
        lines.push(language.text_with("route-left-aside", &[("count", Arg::Number(advised.left_aside as u64))]));
    }
    for route in &advised.without_line {
        lines.push(language.text_with("route-without-line", &[("route", Arg::Text(&route.name))]));
    }
    let excluded = excluded_table(language, &advised.excluded, routes);
    if !excluded.is_empty() {
        lines.extend([String::new(), language.text("route-left-out"), excluded]);
    }
    lines.join("\n")
}

/// Whether there is a reminder this evening. If it is time for it, this was it.
pub(super) fn remind(moving: bool, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    let now = open.now()?;
    let token = open.session.alert_token();
    let runs = open.desk.phone()?.view(Some(&token), now).is_some_and(|run| UNDER_WAY.contains(&run.phase));
    let decision = book(open)?.reminder(moving, runs, now.wall)?;
    Ok(match decision {
        Decision::Remind { at, group } => {
            let is_due = at.utc_ms() <= now.wall.utc_ms();
            if is_due {
                book(open)?.was_reminded(now.wall)?;
            }
            let (places, habits) = (book(open)?.places()?, book(open)?.habits()?);
            let habit = habits.iter().find(|habit| habit.group == group);
            let trip =
                habit.map(|habit| format!("{} → {}", name_of(&places, &habit.from), name_of(&places, &habit.to))).unwrap_or_default();
            let inside = habit.map(|habit| habit.sentences(language)).unwrap_or_default();
            let locked = lock_screen_text(language);
            let ahead = book(open)?.reminders_ahead(now.wall)?;
            let document = json!({ "decision": "remind", "at": at, "due": is_due, "ahead": ahead, "lock_screen": locked, "trip": trip, "inside": inside });
            let at = language.date_time(at);
            let rows = [
                ("route-remind-at", at),
                ("route-remind-locked", locked),
                ("route-remind-trip", trip),
                ("route-remind-inside", inside.join("\n")),
            ];
            Answer::new(document, table(&rows.map(|(key, value)| (language.text(key), value))))
        }
        Decision::Nothing(why) => Answer::new(json!({ "decision": "nothing", "why": why.id() }), why.text(language)),
        Decision::OfferAlert => Answer::new(json!({ "decision": "offer-alert" }), decision.text(language).unwrap_or_default()),
    })
}

/// Why there is no advice, and in what to give way.
fn refused(error: NoAdvice, language: Language, routes: &[Route]) -> Failure {
    match error {
        NoAdvice::NoRoute => Failure::refused("route-no-route"),
        NoAdvice::TooLittleEffort => Failure::field("extra-minutes", "route-too-little-effort"),
        NoAdvice::TooLarge => Failure::refused("route-too-large"),
        NoAdvice::Log(error) => error.into(),
        NoAdvice::Nothing(Left { excluded, relax }) => {
            let ways: Vec<String> = relax.iter().map(|relax| relax.text(language)).collect();
            let help = if ways.is_empty() { language.text("route-relax-more") } else { ways.join("\n") };
            let said =
                format!("{}\n{}\n{help}", language.text("route-nothing-left"), excluded_table(language, &excluded, routes).trim_end());
            let keys = [("excluded".to_owned(), json!(excluded_documents(&excluded, routes))), ("relax".to_owned(), json!(ways))];
            Failure::refused("route-nothing-left").saying(said, keys.into_iter().collect())
        }
    }
}

fn excluded_documents(excluded: &[RouteExcluded], routes: &[Route]) -> Vec<Value> {
    let one = |out: &RouteExcluded| {
        let quarters: Vec<String> = out.leave_min.iter().map(|minute| fields::clock(*minute)).collect();
        json!({ "what": name(routes, &out.route), "why": out.why.id(), "quarters": quarters, "wholly": out.wholly })
    };
    excluded.iter().map(one).collect()
}

/// Quarter-hours that would only arrive too late go without saying, unless nothing else is said of a route that is wholly left out.
fn excluded_table(language: Language, excluded: &[RouteExcluded], routes: &[Route]) -> String {
    let reasons = |route: &Id| excluded.iter().filter(|out| out.route == *route).count();
    let told = excluded.iter().filter(|out| out.why != Why::NotInTime || (out.wholly && reasons(&out.route) == 1));
    let row = |out: &RouteExcluded| {
        let which = match (out.wholly, &out.leave_min[..]) {
            (false, [first, .., last]) => format!(" ({} – {})", fields::clock(*first), fields::clock(*last)),
            (false, [only]) => format!(" ({})", fields::clock(*only)),
            _ => String::new(),
        };
        (format!("{}{which}", name(routes, &out.route)), out.why.text(language))
    };
    table(&told.map(row).collect::<Vec<_>>())
}

/// To a millionth: more is the solver's.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
