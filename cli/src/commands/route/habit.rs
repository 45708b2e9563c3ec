//! What her trips have in common, in words, figures and a picture.

use super::{book, name_of, place_named};
use crate::args::RouteHabit as Args;
use crate::commands::entry::language_of;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::fields;
use crate::output::Answer;
use crate::week::Picture;
use pana_core::language::Language;
use pana_core::route::{DayClass, Figures, Habit, HabitOf, Nudge, Observers, Place, Route, Score, Week};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;

pub(super) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    let from = args.from.as_deref().map(|typed| place_named(open, typed)).transpose()?;
    let to = args.to.as_deref().map(|typed| place_named(open, typed)).transpose()?;
    // Made first, so that nothing is worked out in vain.
    let file = args.picture.as_ref().map(|path| File::create_new(path).map_err(|error| Failure::writing(&error))).transpose()?;
    let mut book = book(open)?;
    let (places, routes, habits, between) = (book.places()?, book.all_routes()?, book.habits()?, book.trips_between()?);
    let is_meant = |one: &pana_core::incident::Id, other: &pana_core::incident::Id| {
        from.as_ref().is_none_or(|place| place.id == *one) && to.as_ref().is_none_or(|place| place.id == *other)
    };
    let (mut documents, mut text) = (vec![], String::new());
    for trips in between.iter().filter(|trips| is_meant(&trips.from, &trips.to)) {
        let week = trips.week();
        let of_these = |habit: &&HabitOf| (&habit.from, &habit.to) == (&trips.from, &trips.to);
        let of_these: Vec<&HabitOf> = habits.iter().filter(of_these).collect();
        documents.extend(of_these.iter().map(|habit| document(habit, &places, &routes)));
        let (from, to) = (name_of(&places, &trips.from), name_of(&places, &trips.to));
        text += &Picture { week: &week, from: &from, to: &to, routes: &trips.names, language }.text();
        for habit in of_these {
            text.extend(["\n", &said(habit, language), "\n"]);
        }
        text.push('\n');
    }
    if let Some(mut file) = file {
        let meant = between.iter().find(|trips| is_meant(&trips.from, &trips.to));
        let empty = Week::new(&[], 0, 0);
        let (week, names) = meant.map_or((empty, None), |trips| (trips.week(), Some(&trips.names)));
        let none = std::collections::BTreeMap::new();
        let name = |place: Option<&Place>| place.map(|place| place.name.clone()).unwrap_or_default();
        let picture =
            Picture { week: &week, from: &name(from.as_ref()), to: &name(to.as_ref()), routes: names.unwrap_or(&none), language }.svg();
        file.write_all(picture.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| Failure::writing(&error))?;
    }
    let text = if documents.is_empty() { language.text("nothing-here") } else { text };
    Ok(Answer::new(json!({ "habits": documents }), text))
}

fn said(habit: &HabitOf, language: Language) -> String {
    let days = language.text(match habit.days {
        DayClass::Workday => "route-workdays",
        DayClass::Weekend => "route-weekends",
    });
    let lines = habit.sentences(language);
    format!("{days}\n{}", lines.join("\n"))
}

fn document(habit: &HabitOf, places: &[Place], routes: &[Route]) -> Value {
    let route = |id| routes.iter().find(|route| Some(&route.id) == id).map(|route| route.name.clone());
    let mut document = json!({
        "from": name_of(places, &habit.from),
        "to": name_of(places, &habit.to),
        "days": match habit.days { DayClass::Workday => "workdays", DayClass::Weekend => "weekends" },
        "nudge": match habit.nudge { Nudge::Silent => "silent", Nudge::Hint => "hint", Nudge::Reminder => "reminder" },
        "favourite": route(habit.favourite.as_ref()),
        "preferred": habit.preferred_min.map(fields::clock),
    });
    match &habit.habit {
        Habit::TooEarly { trips } => {
            document["too_early"] = true.into();
            document["trips"] = (*trips).into();
        }
        Habit::Known(figures) => {
            document["too_early"] = false.into();
            document["trips"] = figures.trips.into();
            document["metrics"] = metrics(figures);
            document["observers"] = observers(figures.observers);
        }
    }
    document
}

fn metrics(figures: &Figures) -> Value {
    json!({
        "of_all": figures.of_all,
        "repeat_rate": figures.repeat_rate,
        "streak": figures.streak,
        "joint_streak": figures.joint_streak,
        "pair_repeat_rate": figures.pair_repeat_rate,
        "modal_share": figures.modal_share,
        "departure_spread_min": Some(figures.departure_spread_min).filter(|spread| spread.is_finite()),
        "route_entropy": figures.route_entropy,
        "quarter_entropy": figures.quarter_entropy,
        "same_place": figures.same_place.map(|place| place.trips),
        "same_door": figures.same_door.map(|place| place.trips),
    })
}

/// Shares of right guesses.
fn observers(observers: Observers) -> Value {
    #[allow(clippy::cast_precision_loss)]
    let rate = |score: Score| (score.of > 0).then(|| score.right as f64 / score.of as f64);
    json!({ "most_common": rate(observers.most_common), "markov": rate(observers.markov), "compression": rate(observers.compression) })
}
