use super::super::game::Pass;
use super::*;

/// Monday, 2 February 2026, in Almaty.
const MONDAY_MS: i64 = 1_769_972_400_000;
const DAY_MS: i64 = 86_400_000;

/// A trip from 1 to 2 so many days after that Monday.
fn trip(day: i64, route: u32, minute: i64) -> Trip {
    Trip { from: 1, to: 2, route, left: Moment::new(MONDAY_MS + day * DAY_MS + minute * 60_000, 300).unwrap() }
}

/// The nth workday after that Monday.
fn workday(n: i64) -> i64 {
    n / 5 * 7 + n % 5
}

fn workdays(routes_and_minutes: &[(u32, i64)]) -> Vec<Trip> {
    (0..).zip(routes_and_minutes).map(|(n, (route, minute))| trip(workday(n), *route, *minute)).collect()
}

fn ways() -> BTreeMap<u32, Way> {
    let way = |passes: &[(u32, u16)]| Way {
        passes: passes.iter().map(|(cell, after_min)| Pass { cell: Cell(*cell), after_min: *after_min }).collect(),
    };
    BTreeMap::from([(7, way(&[(0, 0), (1, 10), (9, 20)])), (8, way(&[(0, 0), (2, 10), (9, 25)]))])
}

const GROUP: Group = Group { from: 1, to: 2, days: DayClass::Workday };

fn figures(trips: &[Trip]) -> Figures {
    match habits(trips, &ways(), |_| vec![7, 8]).remove(&GROUP).unwrap() {
        Habit::Known(figures) => *figures,
        Habit::TooEarly { trips } => panic!("too early with {trips}"),
    }
}

fn close(one: f64, two: f64) -> bool {
    (one - two).abs() < 1e-9
}

#[test]
fn below_ten_trips_it_is_too_early() {
    let trips = workdays(&[(7, 480); 9]);
    assert_eq!(habits(&trips, &ways(), |_| vec![7, 8])[&GROUP], Habit::TooEarly { trips: 9 });
    assert_eq!(figures(&workdays(&[(7, 480); 10])).trips, 10);
}

#[test]
fn weekends_and_other_ways_are_groups_of_their_own() {
    let mut trips = workdays(&[(7, 480); 10]);
    trips.push(trip(5, 8, 600));
    trips.push(Trip { from: 2, to: 1, ..trip(0, 8, 1_080) });
    let found = habits(&trips, &ways(), |_| vec![]);
    assert_eq!(found.len(), 3);
    assert_eq!(found[&Group { days: DayClass::Weekend, ..GROUP }], Habit::TooEarly { trips: 1 });
    assert_eq!(found[&Group { from: 2, to: 1, ..GROUP }], Habit::TooEarly { trips: 1 });
}

#[test]
fn who_always_does_the_same_is_always_guessed() {
    let seen = figures(&workdays(&[(7, 483); 12]));
    assert!(close(seen.repeat_rate, 1.0) && close(seen.pair_repeat_rate, 1.0) && close(seen.modal_share, 1.0));
    assert_eq!((seen.streak, seen.joint_streak), (12, 12));
    assert!(seen.departure_spread_min < 1e-4 && close(seen.route_entropy, 0.0) && close(seen.quarter_entropy, 0.0));
    assert_eq!(seen.same_place, Some(SamePlace { cell: Cell(1), trips: 12 }));
    assert_eq!(seen.same_door, Some(SamePlace { cell: Cell(0), trips: 12 }));
    let all = Score { right: 11, of: 11, right_lately: 11, of_lately: 11 };
    assert_eq!(seen.observers.most_common, all);
    assert_eq!(seen.observers.markov, all);
    assert_eq!(seen.observers.compression, all);
    assert_eq!(all.percent(), Some(100));
}

/// Worked out by hand: 7 at 08:00 six times, then 8 at 08:20 and 7 at 08:00 by turns.
#[test]
fn figures_are_those_worked_out_by_hand() {
    let seen = figures(&workdays(&[(7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (8, 500), (7, 480), (8, 500), (7, 480)]));
    assert!(close(seen.repeat_rate, 0.8) && close(seen.modal_share, 1.0));
    assert_eq!((seen.streak, seen.joint_streak), (1, 1));
    // 28 pairs of the eight and one of the two, of 45.
    assert!(close(seen.pair_repeat_rate, 29.0 / 45.0));
    let two: f64 = -(0.8f64 * 0.8f64.log2() + 0.2 * 0.2f64.log2());
    assert!(close(seen.route_entropy, two), "two routes, log2 of 2 is 1");
    assert!(close(seen.quarter_entropy, two / 10f64.log2()));
    assert_eq!(seen.same_place, Some(SamePlace { cell: Cell(1), trips: 8 }));
    assert_eq!(seen.same_door, Some(SamePlace { cell: Cell(0), trips: 10 }));
    assert_eq!((seen.observers.most_common.right, seen.observers.most_common.of), (7, 9));
    // Wrong at both trips by 8; after the first of them it knows nothing that followed, and what is most common comes.
    assert_eq!((seen.observers.markov.right, seen.observers.markov.of), (7, 9));
}

#[test]
fn sentences_say_the_figures_in_every_language() {
    let by_hand = [(7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (7, 480), (8, 500), (7, 480), (8, 500), (7, 480)];
    let said = |trips: &[(u32, i64)], language| habits(&workdays(trips), &ways(), |_| vec![7, 8])[&GROUP].sentences(language);
    assert_eq!(
        said(&by_hand, Language::En),
        [
            "8 of your last 10 trips passed the same place in the same half hour.",
            "At a place that every route passes, as your door, it was 10 of 10: there only the time helps.",
            "Someone who had seen all your trips before and guessed the next one, route and half hour, would have been right 7 of the \
             last 9 times.",
        ]
    );
    let russian = said(&by_hand, Language::Ru);
    assert_eq!(russian[0], "Через одно и то же место в одни и те же полчаса: 8 из ваших последних 10 поездок.");
    assert!(russian[2].ends_with("был бы прав в 7 случаях из последних 9."), "{russian:?}");
    let kazakh = said(&by_hand, Language::Kk);
    assert_eq!(kazakh[0], "Соңғы 10 сапардың ішінде 8 рет бір жерден бірдей жарты сағат ішінде өттіңіз.");
    assert!(kazakh[1].contains("тек уақыт көмектеседі") && kazakh.len() == 3, "{kazakh:?}");

    let same = said(&[(7, 480); 12], Language::En);
    assert_eq!(same[2], "Last 12 trips: same route and time.");
    let hourly: Vec<(u32, i64)> = (0..10).map(|n| (7, 60 * n)).collect();
    assert_eq!(said(&hourly, Language::En)[2], "Last 10 trips: same route.");
    let nowhere = habits(&workdays(&by_hand), &BTreeMap::new(), |_| vec![7, 8])[&GROUP].sentences(Language::En);
    assert_eq!(nowhere.len(), 1, "no place is known: {nowhere:?}");
}

#[test]
fn what_is_too_early_to_say_is_counted_in_every_language() {
    let said = |trips, language| Habit::TooEarly { trips }.sentences(language).remove(0);
    assert_eq!(said(1, Language::En), "Too early to say anything of a habit: 1 trip is noted, 10 are needed.");
    assert_eq!(said(1, Language::Ru), "Говорить о привычке рано: записана 1 поездка, нужно 10.");
    assert_eq!(said(3, Language::Ru), "Говорить о привычке рано: записаны 3 поездки, нужно 10.");
    assert_eq!(said(0, Language::Ru), "Говорить о привычке рано: записано 0 поездок, нужно 10.");
    assert_eq!(said(9, Language::Kk), "Әдет туралы айтуға әлі ерте: 9 сапар жазылған, 10 сапар керек.");
}

#[test]
fn of_the_observers_the_one_speaks_who_was_right_most_often_lately() {
    let lately = |right_lately| Score { right: 50, of: 60, right_lately, of_lately: 20 };
    let best = |most_common, markov, compression| {
        let observers = Observers { most_common: lately(most_common), markov: lately(markov), compression: lately(compression) };
        observers.best_lately().right_lately
    };
    assert_eq!([best(9, 1, 2), best(1, 9, 2), best(1, 2, 9)], [9; 3]);
    let turns: Vec<(u32, i64)> = (0..60).map(|n| if n % 2 == 0 { (7, 480) } else { (8, 540) }).collect();
    let said = habits(&workdays(&turns), &ways(), |_| vec![7, 8])[&GROUP].sentences(Language::En);
    assert!(said.last().unwrap().contains("right 20 of the last 20 times"), "{said:?}");
}

#[test]
fn a_rotation_is_seen_through_by_who_remembers_what_came_before() {
    let turns: Vec<(u32, i64)> = (0..60).map(|n| if n % 2 == 0 { (7, 480) } else { (8, 540) }).collect();
    let observers = figures(&workdays(&turns)).observers;
    assert!(observers.most_common.percent().unwrap() <= 50);
    assert!(observers.markov.percent().unwrap() >= 95, "{observers:?}");
    assert!(observers.compression.percent().unwrap() >= 60, "{observers:?}");
    assert_eq!(observers.markov.right_lately, HABIT_TRIPS_MAX);
}

#[test]
fn times_around_midnight_are_near_each_other() {
    // Monday to Thursday: a trip after midnight on Friday is one of the weekend.
    let late: Vec<Trip> = (0..10).map(|n| trip(n / 4 * 7 + n % 4, 7, if n % 2 == 0 { 1_430 } else { 1_445 })).collect();
    let seen = figures(&late);
    assert!(seen.departure_spread_min < 10.0, "{}", seen.departure_spread_min);
    assert!(close(seen.modal_share, 1.0));
    assert_eq!(seen.joint_streak, 10);
    let preferred = preferred_min(&late, GROUP).unwrap();
    assert!([1_430, 5].contains(&preferred), "{preferred}");
}

#[test]
fn the_hour_she_saw_counts_across_the_change_of_the_offset() {
    let before = "2024-02-29T08:00+06:00".parse().unwrap();
    let after = "2024-03-01T08:00+05:00".parse().unwrap();
    let trips: Vec<Trip> = (0..10).map(|n| Trip { left: if n < 5 { before } else { after }, ..trip(0, 7, 0) }).collect();
    assert_eq!(figures(&trips).joint_streak, 10);
}

#[test]
fn three_in_a_row_are_a_hint_and_five_a_reminder() {
    let same = |times: usize, others: usize| {
        let mixed = [(8, 600), (7, 900), (8, 300), (7, 1_200), (8, 60)];
        let mut trips: Vec<(u32, i64)> = mixed[..others].to_vec();
        trips.extend(vec![(9, 480); times]);
        nudge(&workdays(&trips), GROUP)
    };
    assert_eq!(same(4, 0), Nudge::Silent, "four trips are too few");
    assert_eq!(same(2, 5), Nudge::Silent);
    assert_eq!(same(3, 5), Nudge::Hint);
    assert_eq!(same(4, 5), Nudge::Hint);
    assert_eq!(same(5, 5), Nudge::Reminder);
    let scattered: Vec<(u32, i64)> = (0..10).map(|n| (7, 100 * n)).collect();
    assert_eq!(nudge(&workdays(&scattered), GROUP), Nudge::Hint, "always one route");
    assert_eq!(nudge(&[], GROUP), Nudge::Silent);
}

#[test]
fn the_favourite_is_the_shortest_until_there_are_trips() {
    let minutes = BTreeMap::from([(7, 30), (8, 25)]);
    assert_eq!(favourite(&workdays(&[(7, 480); 9]), GROUP, &minutes), Some(8));
    assert_eq!(favourite(&workdays(&[(7, 480); 10]), GROUP, &minutes), Some(7));
    assert_eq!(favourite(&[], GROUP, &BTreeMap::new()), None);
    assert_eq!(preferred_min(&[], GROUP), None);
    assert_eq!(preferred_min(&workdays(&[(7, 480), (7, 490), (7, 700)]), GROUP), Some(490));
}
