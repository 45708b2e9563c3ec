use super::super::import::Choice;
use super::super::testing::{Desk, draft, moment, now};
use super::super::{Count, Draft, Place, Who, Withdrawn};
use super::*;
use proptest::prelude::*;
use std::io::Cursor;

fn exact(exact: u64) -> Amount {
    Amount { exact, about: 0 }
}

fn about(about: u64) -> Amount {
    Amount { exact: 0, about }
}

fn all(desk: &mut Desk) -> Stats {
    of(desk, &Filter::default())
}

fn of(desk: &mut Desk, filter: &Filter) -> Stats {
    desk.log().stats(filter, &Milestones::default()).unwrap()
}

fn import(desk: &mut Desk, rows: &[&str]) {
    let table = format!("date,number,direction\n{}\n", rows.join("\n"));
    desk.log().import(&mut Cursor::new(table), "calls.csv", &Choice::All, now(), &mut |_| ()).unwrap();
}

fn counted(at: &str, until: Option<&str>, acts: u32, is_exact: bool) -> Draft {
    Draft { until: until.map(moment), count: Some(Count { acts, exact: is_exact }), ..draft("call", at, "") }
}

fn days(from: &str, to: &str) -> Filter {
    Filter { from: Some(from.parse().unwrap()), to: Some(to.parse().unwrap()), ..Filter::default() }
}

/// The weeks with acts.
fn busy(stats: &Stats) -> Vec<(String, Amount)> {
    stats.weeks.iter().filter(|week| week.acts.total() > 0).map(|week| (week.monday.to_string(), week.acts)).collect()
}

#[test]
fn an_empty_log_has_empty_figures() {
    let stats = all(&mut Desk::new());
    assert_eq!((stats.incidents, stats.acts, stats.first, stats.weeks.len()), (0, exact(0), None, 0));
    assert_eq!((stats.kinds.len(), stats.places.len(), stats.bands.len(), stats.refusal), (0, 0, 3, None));
}

#[test]
fn imported_acts_count_at_their_own_times_and_those_counted_by_hand_where_they_began() {
    let mut desk = Desk::new();
    import(&mut desk, &["2026-01-05T10:00+05:00,+77010000001,missed", "2026-01-12T11:00+05:00,+77010000001,missed"]);
    desk.add(&counted("2026-01-05T21:30+05:00", None, 300, false));
    desk.add(&draft("visit", "2026-01-20T21:30+05:00", ""));
    let stats = all(&mut desk);
    assert_eq!((stats.incidents, stats.acts), (3, Amount { exact: 3, about: 300 }));
    let expected = [("2026-01-05", Amount { exact: 1, about: 300 }), ("2026-01-12", exact(1)), ("2026-01-19", exact(1))];
    assert_eq!(busy(&stats), expected.map(|(monday, acts)| (monday.to_owned(), acts)));
    assert_eq!((stats.hours[0][10], stats.hours[0][21], stats.hours[1][21]), (exact(1), about(300), exact(1)));
    let kinds: Vec<_> = stats.kinds.iter().map(|of| (of.kind.id(), of.incidents, of.acts)).collect();
    assert_eq!(kinds, [("call", 2, Amount { exact: 2, about: 300 }), ("visit", 1, exact(1))]);
    assert_eq!((stats.first, stats.last), (Some(moment("2026-01-05T10:00+05:00")), Some(moment("2026-01-20T21:30+05:00"))));
}

#[test]
fn days_and_hours_are_those_of_the_clock_she_saw() {
    let mut desk = Desk::new();
    // One instant on two clocks: for one of them it is Sunday, the week before.
    desk.add(&draft("visit", "2026-02-02T00:30+05:00", ""));
    desk.add(&draft("visit", "2026-02-01T23:30+04:00", ""));
    let stats = all(&mut desk);
    assert_eq!(busy(&stats), [("2026-01-26".to_owned(), exact(1)), ("2026-02-02".to_owned(), exact(1))]);
    assert_eq!((stats.hours[6][23], stats.hours[0][0]), (exact(1), exact(1)));
    assert_eq!(of(&mut desk, &days("2026-02-01", "2026-02-01")).acts, exact(1));
    assert_eq!(of(&mut desk, &days("2026-02-01", "2026-02-02")).acts, exact(2));
}

#[test]
fn weeks_without_acts_are_among_those_with_them() {
    let mut desk = Desk::new();
    desk.add(&draft("visit", "2025-12-31T12:00+05:00", ""));
    desk.add(&draft("visit", "2026-01-22T12:00+05:00", ""));
    let weeks: Vec<_> = all(&mut desk).weeks.iter().map(|week| (week.monday.to_string(), week.acts.exact)).collect();
    let expected = [("2025-12-29", 1), ("2026-01-05", 0), ("2026-01-12", 0), ("2026-01-19", 1)];
    assert_eq!(weeks, expected.map(|(monday, acts)| (monday.to_owned(), acts)));
}

#[test]
fn the_first_and_the_last_moment_there_is_find_their_weeks() {
    let mut desk = Desk::new();
    desk.add(&draft("visit", "1900-01-01T00:00-18:00", ""));
    desk.add(&draft("visit", "1899-12-31T06:00-18:00", ""));
    assert_eq!(busy(&all(&mut desk)), [("1899-12-25".to_owned(), exact(1)), ("1900-01-01".to_owned(), exact(1))]);
    let mut tally = Tally::new(&Milestones::default());
    tally.imported(Of::new(Kind::CALL, None), moment("2199-12-31T23:59:59+00:00").at_offset(1080));
    assert_eq!(busy(&tally.into_stats()), [("2199-12-30".to_owned(), exact(1))]);
}

#[test]
fn acts_counted_by_hand_are_sure_of_a_week_if_all_of_them_lie_in_it() {
    for (until, precision, week, hour) in [
        (None, Precision::Exact, about(40), about(40)),
        (Some("2026-01-05T21:50+05:00"), Precision::Exact, exact(40), exact(40)),
        (Some("2026-01-11T23:59+05:00"), Precision::Exact, exact(40), about(40)),
        (Some("2026-01-12T00:00+05:00"), Precision::Exact, about(40), about(40)),
        (Some("2026-01-05T21:50+05:00"), Precision::About, about(40), about(40)),
        (None, Precision::Day, exact(40), exact(0)),
        (Some("2026-01-12T00:00+05:00"), Precision::Day, about(40), exact(0)),
    ] {
        let mut desk = Desk::new();
        desk.add(&Draft { precision, ..counted("2026-01-05T21:30+05:00", until, 40, true) });
        let stats = all(&mut desk);
        assert_eq!((stats.acts, stats.weeks[0].acts, stats.hours[0][21]), (exact(40), week, hour), "{until:?} {precision:?}");
        assert_eq!(stats.hour_unknown, if precision == Precision::Day { exact(40) } else { exact(0) });
    }
}

#[test]
fn a_single_act_that_lasted_is_one_where_it_began() {
    let mut desk = Desk::new();
    desk.add(&Draft { until: Some(moment("2026-01-12T02:00+05:00")), ..draft("loiter", "2026-01-11T23:00+05:00", "") });
    let stats = all(&mut desk);
    assert_eq!((stats.weeks[0].acts, stats.weeks.len(), stats.hours[6][23]), (exact(1), 1, exact(1)));
}

#[test]
fn numbers_are_told_apart_where_it_is_written_which_it_was() {
    let mut desk = Desk::new();
    let with = |numbers: &[&str], acts| Draft {
        who: Who { numbers: numbers.iter().map(|number| (*number).to_owned()).collect(), ..Who::default() },
        ..counted("2026-01-05T21:30+05:00", None, acts, true)
    };
    desk.add(&with(&["87010000001"], 5));
    desk.add(&with(&["+77010000001", "+77010000002"], 7));
    desk.add(&with(&[], 2));
    import(
        &mut desk,
        &["2026-01-05T10:00+05:00,+77010000002,missed", "2026-01-05T11:00+05:00,,missed", "2026-01-05T12:00+05:00,8 701 000 00 01,missed"],
    );
    let numbers = all(&mut desk).numbers;
    let top: Vec<_> = numbers.top.iter().map(|of| (of.number.as_str(), of.acts)).collect();
    assert_eq!(top, [("+77010000001", exact(6)), ("+77010000002", exact(1))]);
    assert_eq!((numbers.others, numbers.of_others, numbers.of_several, numbers.of_none), (Some(0), exact(0), exact(7), exact(3)));
    let one = of(&mut desk, &Filter { number: Some("8 (701) 000-00-02".to_owned()), ..Filter::default() });
    assert_eq!((one.incidents, one.acts, one.numbers.of_several), (2, exact(8), exact(7)));
}

#[test]
fn the_numbers_with_most_acts_are_named_and_the_rest_counted() {
    let mut desk = Desk::new();
    let rows: Vec<String> = (0..30)
        .flat_map(|number| (0..=number).map(move |minute| format!("2026-01-05T10:{minute:02}+05:00,+770100000{number:02},missed")))
        .collect();
    import(&mut desk, &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let numbers = all(&mut desk).numbers;
    assert_eq!((numbers.top.len(), numbers.top[0].number.as_str(), numbers.top[0].acts), (STATS_NUMBERS_MAX, "+77010000029", exact(30)));
    assert_eq!((numbers.others, numbers.of_others), (Some(10), exact((1..=10).sum())));
}

#[test]
fn acts_fall_into_the_bands_of_the_law_by_their_dates() {
    let mut desk = Desk::new();
    import(
        &mut desk,
        &[
            "2025-07-15T23:59+05:00,1,missed",
            "2025-07-16T00:00+05:00,1,missed",
            "2025-09-15T23:59+05:00,1,missed",
            "2025-09-16T00:00+05:00,1,missed",
        ],
    );
    desk.add(&counted("2025-07-01T12:00+05:00", Some("2025-08-01T12:00+05:00"), 10, true));
    let bands: Vec<_> = all(&mut desk).bands.iter().map(|of| (of.band, of.acts)).collect();
    assert_eq!(bands, [("before-signing", Amount { exact: 1, about: 10 }), ("signed", exact(2)), ("in-force", exact(1))]);
}

#[test]
fn the_first_refusal_divides_acts_and_measures_hold_from_and_up_to() {
    let mut desk = Desk::new();
    import(&mut desk, &["2026-01-05T09:59+05:00,1,missed", "2026-01-05T10:00+05:00,1,missed", "2026-01-05T11:00+05:00,1,missed"]);
    desk.add(&Draft { precision: Precision::Day, ..draft("visit", "2026-01-05T00:00+05:00", "") });
    desk.add(&Draft { precision: Precision::Day, ..draft("visit", "2026-01-04T00:00+05:00", "") });
    desk.add(&counted("2026-01-04T12:00+05:00", Some("2026-01-06T12:00+05:00"), 9, true));
    let milestones = Milestones {
        refusals: vec![moment("2026-02-01T10:00+05:00"), moment("2026-01-05T10:00+05:00")],
        measures: vec![
            Span { from: moment("2026-01-05T10:00+05:00"), to: Some(moment("2026-01-05T11:00+05:00")) },
            Span { from: moment("2026-01-05T11:00+05:00"), to: None },
            Span { from: moment("2026-01-04T00:00+05:00"), to: Some(moment("2026-01-05T00:00+05:00")) },
        ],
    };
    let stats = desk.log().stats(&Filter::default(), &milestones).unwrap();
    let refusal = stats.refusal.unwrap();
    assert_eq!(refusal.at, moment("2026-01-05T10:00+05:00"));
    // Of the visit on the same day and of the nine over three days nobody knows.
    assert_eq!((refusal.before, refusal.after), (Amount { exact: 2, about: 10 }, exact(2)));
    let within: Vec<_> = stats.measures.iter().map(|of| of.acts).collect();
    assert_eq!(within, [exact(1), exact(1), Amount { exact: 1, about: 9 }]);
}

#[test]
fn withdrawn_incidents_are_in_no_figure() {
    let mut desk = Desk::new();
    import(&mut desk, &["2026-01-05T10:00+05:00,+77010000001,missed"]);
    desk.add(&draft("visit", "2026-01-05T21:30+05:00", ""));
    let page = desk.log().list(Withdrawn::Hide, 10, None).unwrap();
    for incident in page.incidents {
        desk.log().withdraw(&incident.id, now()).unwrap();
    }
    assert_eq!(all(&mut desk), all(&mut Desk::new()));
}

#[test]
fn a_filter_lets_through_what_it_names() {
    let mut desk = Desk::new();
    import(&mut desk, &["2026-01-05T10:00+05:00,+77010000001,missed", "2026-01-15T10:00+05:00,+77010000002,missed"]);
    let home = Some(Place { kind: "home".into(), label: "\"у\" ворот".into() });
    desk.add(&Draft { place: home, ..draft("visit", "2026-01-10T21:30+05:00", "") });
    desk.add(&draft("threat", "2026-01-20T21:30+05:00", ""));
    let acts = |desk: &mut Desk, filter: Filter| of(desk, &filter).acts.total();
    assert_eq!(acts(&mut desk, Filter { kind: Some(Kind::CALL), ..Filter::default() }), 2);
    assert_eq!(acts(&mut desk, Filter { place: Some("home".into()), ..Filter::default() }), 1);
    assert_eq!(acts(&mut desk, Filter { place: Some("work".into()), ..Filter::default() }), 0);
    assert_eq!(acts(&mut desk, days("2026-01-10", "2026-01-15")), 2);
    assert_eq!(acts(&mut desk, Filter { kind: Some(Kind::CALL), ..days("2026-01-10", "2026-01-15") }), 1);
    let places = of(&mut desk, &Filter::default()).places;
    assert_eq!(places.iter().map(|of| (of.place, of.acts.exact)).collect::<Vec<_>>(), [(Some("home"), 1), (None, 3)]);
}

#[test]
fn acts_of_a_person_are_those_of_their_numbers_or_of_a_series_that_is_theirs() {
    let mut desk = Desk::new();
    let serik = desk.add_person(&[("number", "+77010000001"), ("number", "+77010000003")]);
    import(
        &mut desk,
        &["2026-01-05T10:00+05:00,+77010000001,missed", "2026-01-06T10:00+05:00,+77010000002,missed", "2026-01-07T10:00+05:00,,missed"],
    );
    let visit = Draft { who: Who { person: Some(serik.clone()), ..Who::default() }, ..counted("2026-01-10T21:30+05:00", None, 4, true) };
    desk.add(&Draft { kind: Kind::from_id("visit").unwrap(), ..visit });
    desk.add(&draft("threat", "2026-01-20T21:30+05:00", "Серик"));
    let his = Filter { person: Some(serik.clone()), ..Filter::default() };
    let mut counted = |filter: &Filter| {
        let stats = of(&mut desk, filter);
        (stats.incidents, stats.acts.total())
    };
    assert_eq!(counted(&his), (2, 5));
    assert_eq!(counted(&Filter { number: Some("87010000002".into()), ..his.clone() }), (0, 0));
    assert_eq!(counted(&Filter { kind: Some(Kind::CALL), ..his.clone() }), (1, 1));
    assert_eq!(counted(&Filter { to: "2026-01-04".parse().ok(), ..his.clone() }), (0, 0));
    let calls = Filter { kind: Some(Kind::CALL), ..Filter::default() };
    let series = desk.log().find("", &calls, Withdrawn::Hide, 1, None).unwrap().incidents.remove(0);
    let who = Who { person: Some(serik), ..series.draft.who.clone() };
    desk.log().amend(&series.id, &Draft { who, ..series.draft }, now()).unwrap();
    assert_eq!(of(&mut desk, &his).acts.total(), 7, "she says that all of the series was he, whoever's numbers they are");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_figure_adds_up_to_all_acts(
        by_hand in prop::collection::vec((0i64..700, 0u32..50, any::<bool>(), 0usize..3, 0i64..40), 0..20),
        imported in prop::collection::vec((0i64..1_000_000, 0u8..40), 0..60),
    ) {
        let mut desk = Desk::new();
        for (day, acts, is_exact, precision, lasted) in by_hand {
            let at = Moment::new(moment("2024-01-01T00:10+05:00").utc_ms() + day * 86_400_000, 300).unwrap();
            let until = (lasted > 0).then(|| Moment::new(at.utc_ms() + lasted * 3_600_000, 300).unwrap());
            let precision = [Precision::Exact, Precision::About, Precision::Day][precision];
            let count = (acts > 0).then_some(Count { acts, exact: is_exact });
            desk.add(&Draft { until, precision, count, ..Draft::new(Kind::MSG, at) });
        }
        let rows: Vec<String> = imported.iter().map(|(minute, number)| {
            let at = Moment::new(moment("2024-01-01T00:00+05:00").utc_ms() + minute * 60_000, 300).unwrap();
            format!("{at},+770100000{number:02},missed")
        }).collect();
        if !rows.is_empty() {
            import(&mut desk, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let milestones = Milestones { refusals: vec![moment("2025-01-01T00:00+05:00")], measures: Vec::new() };
        let stats = desk.log().stats(&Filter::default(), &milestones).unwrap();
        let total = stats.acts.total();
        let sum = |acts: &mut dyn Iterator<Item = Amount>| acts.map(Amount::total).sum::<u64>();
        prop_assert_eq!(total, desk.log().counts().unwrap().acts);
        prop_assert_eq!(total, sum(&mut stats.weeks.iter().map(|of| of.acts)));
        prop_assert_eq!(total, sum(&mut stats.hours.as_flattened().iter().copied().chain([stats.hour_unknown])));
        prop_assert_eq!(total, sum(&mut stats.kinds.iter().map(|of| of.acts)));
        prop_assert_eq!(total, sum(&mut stats.places.iter().map(|of| of.acts)));
        prop_assert_eq!(total, sum(&mut stats.bands.iter().map(|of| of.acts)));
        let refusal = stats.refusal.unwrap();
        prop_assert_eq!(total, sum(&mut [refusal.before, refusal.after].into_iter()));
        let numbers = stats.numbers;
        let rest = [numbers.of_others, numbers.of_several, numbers.of_none];
        prop_assert_eq!(total, sum(&mut numbers.top.iter().map(|of| of.acts).chain(rest)));
    }
}
