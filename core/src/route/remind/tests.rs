use super::super::habit::{HINT_STREAK, REMINDER_STREAK, hint};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const DAY_MS: i64 = 24 * HOUR_MS;
const TO_WORK: Group = Group { from: 1, to: 2, days: DayClass::Workday };

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Trips on each of the days before one, at this minute of the clock that stood so far ahead of UTC.
fn daily(group: Group, before: &str, days: i64, minute: i64, offset_min: i16) -> Vec<Trip> {
    let midnight = Moment::from_wall(before.parse::<jiff::civil::Date>().unwrap().at(0, 0, 0, 0), offset_min).unwrap();
    let left = |day| Moment::new(midnight.utc_ms() - day * DAY_MS + minute * 60_000, offset_min).unwrap();
    let trips = (1..=days).map(|day| Trip { from: group.from, to: group.to, route: 7, left: left(day) });
    trips.filter(|trip| DayClass::of(trip.left) == group.days).collect()
}

/// The week before Monday, 9 February 2026.
fn working_week() -> Vec<Trip> {
    daily(TO_WORK, "2026-02-09", 14, 480, 300)
}

fn evening<'a>(trips: &'a [Trip], now: &str) -> Evening<'a> {
    Evening { now: moment(now), trips, last: None, muted: false, paused_until: None, moving: false, following: false }
}

fn remind(at: &str) -> Decision {
    Decision::Remind { at: moment(at), group: TO_WORK }
}

#[test]
fn the_reminder_comes_in_the_evening_before() {
    let trips = working_week();
    let decided = |now: &str| evening(&trips, now).decide();
    assert_eq!(decided("2026-02-09T00:00+05:00"), remind("2026-02-09T20:00+05:00"));
    assert_eq!(decided("2026-02-09T19:59+05:00"), remind("2026-02-09T20:00+05:00"));
    assert_eq!(decided("2026-02-09T20:00+05:00"), remind("2026-02-09T20:00+05:00"));
    assert_eq!(decided("2026-02-09T21:59+05:00"), remind("2026-02-09T21:59+05:00"));
    assert_eq!(decided("2026-02-09T22:00+05:00"), Decision::Nothing(Quiet::TooLate));
    assert_eq!(decided("2026-02-13T20:00+05:00"), Decision::Nothing(Quiet::NothingTomorrow), "Friday");
    assert_eq!(decided("2026-02-15T20:00+05:00"), remind("2026-02-15T20:00+05:00"), "Sunday");
}

#[test]
fn each_reason_to_be_quiet_is_named() {
    let trips = working_week();
    let asked = evening(&trips, "2026-02-09T20:30+05:00");
    let quiet = |evening: Evening<'_>| match evening.decide() {
        Decision::Nothing(quiet) => quiet,
        other => panic!("{other:?}"),
    };
    assert_eq!(quiet(Evening { muted: true, ..asked }), Quiet::Muted);
    assert_eq!(quiet(Evening { moving: true, ..asked }), Quiet::Moving);
    assert_eq!(quiet(Evening { paused_until: Some(moment("2026-02-09T22:00+05:00")), ..asked }), Quiet::Paused);
    assert_eq!(quiet(Evening { last: Some(moment("2026-02-09T20:00+05:00")), ..asked }), Quiet::RemindedToday);
    assert_eq!(quiet(Evening { trips: &[], ..asked }), Quiet::NothingTomorrow);
    assert_eq!(quiet(Evening { now: moment("2026-02-22T20:30+05:00"), ..asked }), Quiet::NothingTomorrow, "16 days without one");
    assert_eq!(quiet(Evening { trips: &trips[..REMINDER_STREAK - 1], ..asked }), Quiet::NoHabit);
    let rested: Vec<Trip> = trips.iter().enumerate().map(|(day, trip)| Trip { route: day as u32, ..*trip }).collect();
    assert_eq!(quiet(Evening { trips: &rested, ..asked }), Quiet::NoHabit);
}

#[test]
fn a_pause_that_ends_in_the_evening_and_a_way_that_ends_before_it_only_delay() {
    let trips = working_week();
    let asked = evening(&trips, "2026-02-09T12:00+05:00");
    assert_eq!(Evening { moving: true, ..asked }.decide(), remind("2026-02-09T20:00+05:00"));
    // The pause was set by another clock.
    assert_eq!(Evening { paused_until: Some(moment("2026-02-09T22:15+06:00")), ..asked }.decide(), remind("2026-02-09T21:15+05:00"));
    assert_eq!(Evening { paused_until: Some(moment("2026-02-09T15:00+05:00")), ..asked }.decide(), remind("2026-02-09T20:00+05:00"));
    let pause_over = Evening { paused_until: Some(moment("2026-02-08T22:30+05:00")), ..evening(&trips, "2026-02-09T20:30+05:00") };
    assert_eq!(pause_over.decide(), remind("2026-02-09T20:30+05:00"));
}

#[test]
fn who_may_be_followed_gets_no_tips_whatever_else_holds() {
    let trips = working_week();
    let asked = evening(&trips, "2026-02-09T20:30+05:00");
    let followed = Evening { following: true, ..asked };
    for evening in [followed, Evening { muted: true, ..followed }, Evening { moving: true, ..followed }, Evening { trips: &[], ..followed }]
    {
        assert_eq!(evening.decide(), Decision::OfferAlert);
    }
    let seen = |at: &str| may_be_followed(false, Some(moment(at)), asked.now);
    assert!(may_be_followed(true, None, asked.now) && !may_be_followed(false, None, asked.now));
    assert!(seen("2026-02-09T14:31+05:00") && !seen("2026-02-09T14:30+05:00"));
    assert!(seen("2026-02-10T02:29+05:00") && !seen("2026-02-10T02:30+05:00"), "by a clock that was set back");
    for kind in FOLLOWING_KINDS {
        assert!(Language::ALL.iter().all(|language| language.has(&format!("kind-{kind}"))), "{kind}");
    }
}

#[test]
fn of_two_trips_the_one_that_repeats_itself_longer_is_meant_then_the_earlier() {
    let home = Group { from: 2, to: 1, days: DayClass::Workday };
    let of = |morning_days, evening_days| {
        let trips = [daily(TO_WORK, "2026-02-10", morning_days, 480, 300), daily(home, "2026-02-10", evening_days, 1_080, 300)].concat();
        match evening(&trips, "2026-02-09T20:00+05:00").decide() {
            Decision::Remind { group, .. } => group,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(of(14, 14), TO_WORK);
    assert_eq!(of(8, 14), home);
    assert_eq!(of(14, 8), TO_WORK);
}

#[test]
fn days_are_those_of_the_clock_on_the_wall_when_the_offset_changes() {
    // Almaty, Thursday to Friday: at midnight by +06 it was 23:00 by +05 again.
    let trips = daily(TO_WORK, "2024-02-29", 14, 480, 360);
    let asked = |now: &str, last: &str| Evening { last: Some(moment(last)), ..evening(&trips, now) }.decide();
    let (of_28, of_29) = ("2024-02-28T20:00+06:00", "2024-02-29T20:00+06:00");
    assert_eq!(asked("2024-02-29T12:00+06:00", of_28), remind(of_29));
    assert_eq!(asked("2024-02-29T23:30+06:00", of_29), Decision::Nothing(Quiet::RemindedToday));
    assert_eq!(asked("2024-02-29T23:30+05:00", of_29), Decision::Nothing(Quiet::RemindedToday), "the hour that came twice");
    assert_eq!(asked("2024-02-29T23:30+05:00", of_28), Decision::Nothing(Quiet::TooLate));
    assert_eq!(asked("2024-02-29T20:30+05:00", of_29), Decision::Nothing(Quiet::RemindedToday), "a phone that changed early");
    // Saturday follows; on Sunday the new clock counts.
    assert_eq!(asked("2024-03-01T20:00+05:00", of_29), Decision::Nothing(Quiet::NothingTomorrow));
    assert_eq!(asked("2024-03-03T19:30+05:00", of_29), remind("2024-03-03T20:00+05:00"));
    assert_eq!(asked("2024-03-03T20:30+06:00", of_29), remind("2024-03-03T20:30+06:00"), "a phone that never changed");
}

#[test]
fn a_reminder_of_a_clock_that_was_far_ahead_silences_nothing() {
    let trips = working_week();
    let asked = |last: &str| Evening { last: Some(moment(last)), ..evening(&trips, "2026-02-09T20:30+05:00") }.decide();
    assert_eq!(asked("2026-02-16T20:00+05:00"), Decision::Nothing(Quiet::RemindedToday));
    assert_eq!(asked("2026-02-17T20:00+05:00"), remind("2026-02-09T20:30+05:00"));
}

#[test]
fn a_locked_screen_shows_three_neutral_words_and_no_more() {
    let said = Language::ALL.map(lock_screen_text);
    assert_eq!(said, ["Күнделікті еске салу", "Ежедневное напоминание", "Daily reminder"]);
    for (language, text) in Language::ALL.into_iter().zip(said) {
        // Whatever stands in for variables: there are none.
        assert_eq!(language.text_with("route-lock-screen", &[("route", Arg::Text("x")), ("time", Arg::Text("y"))]), text);
        assert!(text.chars().all(|c| c.is_alphabetic() || c == ' '));
    }
}

#[test]
fn inside_the_trip_and_the_reservation_are_named_in_every_language() {
    let said = Language::ALL.map(|language| tomorrow_text("{x}", 7 * 60 + 5, language));
    assert!(said.iter().all(|text| text.contains("{x}") && text.contains("07:05")), "{said:?}");
    for (text, reservation) in said.iter().zip(["Ештеңе кедергі болмаса", "если ничто не мешает", "if nothing speaks against it"])
    {
        assert!(text.contains(reservation), "{text}");
    }
    let all = [Quiet::Muted, Quiet::Paused, Quiet::RemindedToday, Quiet::TooLate, Quiet::Moving, Quiet::NothingTomorrow, Quiet::NoHabit];
    let decisions = all.map(Decision::Nothing).into_iter().chain([Decision::OfferAlert]);
    let texts: BTreeSet<String> = decisions.flat_map(|decision| Language::ALL.map(|language| decision.text(language).unwrap())).collect();
    assert_eq!(texts.len(), (all.len() + 1) * 3);
    assert!(Language::ALL.iter().all(|language| !texts.contains(&language.text("not-done"))));
    assert!(all.iter().all(|quiet| serde_json::to_value(quiet).unwrap() == quiet.id()));
}

#[test]
fn the_hint_says_what_repeats_itself() {
    let trips = working_week();
    let said = |language| hint(&trips, TO_WORK, &[7, 8], language).unwrap();
    assert_eq!(
        said(Language::En),
        "Last 10 trips: same route and time. If nothing speaks against it, take another route, or leave 15–20 minutes earlier or later."
    );
    assert!(said(Language::Kk).starts_with("Соңғы 10 сапарда бағыт пен уақыт бірдей. Ештеңе кедергі болмаса"));
    assert!(said(Language::Ru).starts_with("Последние поездки (10) – тот же маршрут и время. Если ничто не мешает"));
    let hours = [0, 3, 6, 9, 12, 15, 18, 21, 1, 4];
    let at_odd_hours: Vec<Trip> = trips
        .iter()
        .zip(hours)
        .map(|(trip, hour)| Trip { left: Moment::new(trip.left.utc_ms() - (8 - hour) * HOUR_MS, 300).unwrap(), ..*trip })
        .collect();
    assert!(hint(&at_odd_hours, TO_WORK, &[7, 8], Language::En).unwrap().starts_with("10 of your last 10 trips took the same route. "));
    let by_turns: Vec<Trip> = trips.iter().enumerate().map(|(day, trip)| Trip { route: day as u32, ..*trip }).collect();
    assert!(hint(&by_turns, TO_WORK, &[7, 8], Language::En).unwrap().starts_with("10 of your last 10 trips began in the same half hour. "));
    assert_eq!(hint(&trips[..HINT_STREAK], TO_WORK, &[7, 8], Language::En), None);
    for (language, shift_or_company) in Language::ALL.into_iter().zip(["біреумен бірге", "вместе с кем-нибудь", "or go with someone"])
    {
        let said = hint(&trips, TO_WORK, &[7], language).unwrap();
        assert!(said.contains("15–20") && said.contains(shift_or_company), "{said}");
    }
}

/// The days around 1 March 2024, by both clocks of that time.
fn around_the_change() -> impl Strategy<Value = Moment> {
    let start = moment("2024-02-27T00:00+06:00").utc_ms();
    (0i64..5 * 24 * 60, any::<bool>())
        .prop_map(move |(minutes, changed)| Moment::new(start + minutes * 60_000, if changed { 300 } else { 360 }).unwrap())
}

/// When it is asked and what then holds: muted, on the way, followed, paused; and whether the shell hands a reminder of later this evening to
/// the system at once.
fn asked() -> impl Strategy<Value = (Moment, bool, bool, bool, Option<Moment>, bool)> {
    let rarely = || prop::bool::weighted(0.2);
    (around_the_change(), rarely(), rarely(), rarely(), prop::option::weighted(0.3, around_the_change()), any::<bool>())
}

proptest! {
    #[test]
    fn whatever_the_order_there_is_one_a_day_in_the_evening_and_never_on_the_way(calls in prop::collection::vec(asked(), 1..60)) {
        let weekend = Group { days: DayClass::Weekend, ..TO_WORK };
        let trips = [daily(TO_WORK, "2024-02-29", 14, 480, 360), daily(weekend, "2024-02-27", 21, 480, 360)].concat();
        let mut last = None;
        let mut days = BTreeSet::new();
        for (now, muted, moving, following, paused_until, hands_over) in calls {
            let decision = Evening { now, trips: &trips, last, muted, paused_until, moving, following }.decide();
            prop_assert_eq!(decision == Decision::OfferAlert, following);
            let Decision::Remind { at, group } = decision else { continue };
            prop_assert!(!muted && (at > now || !moving));
            prop_assert!(paused_until.is_none_or(|until| until.utc_ms() <= at.utc_ms()));
            prop_assert!(at.utc_ms() >= now.utc_ms() && at.wall().date() == now.wall().date());
            prop_assert!((REMINDER_HOUR..REMINDER_END_HOUR).contains(&at.wall().hour()));
            prop_assert_eq!(group.days, DayClass::on(at.wall().date().tomorrow().unwrap()));
            if at == now || hands_over {
                prop_assert!(days.insert(at.wall().date()), "two on {}", at.wall().date());
                last = Some(at);
            }
        }
    }
}
