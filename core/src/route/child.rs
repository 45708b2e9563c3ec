//! The way of a child: known, agreed with the guardian, with company, and never drawn.

use super::plan::{Approved, Plan, Relax, Wish, clock};
use crate::language::{Arg, Language};

/// The way that a child takes: route and minute from midnight, as [`Plan::drawn`] has them.
///
/// The routes are in the guardian's order. It is the first that keeps all constraints in some quarter-hour, in the last of these, so that
/// the child does not wait alone at the other end; by the same routes and wish it is always the same. A child goes with company on every
/// route, whether or not the route asks for it.
///
/// If there is none, the error is in what the grown-ups could give way, as in [`Plan::relax`].
pub fn approved_way(approved: &[Approved], wish: &Wish) -> Result<(u32, u16), Vec<Relax>> {
    let together: Vec<Approved> = approved.iter().map(|route| Approved { company: true, ..route.clone() }).collect();
    let plan = Plan::of_all(&together, wish);
    // Routes without a choice are not in the plan: the first way is the first that is possible.
    let last = plan.choices.iter().rfind(|choice| choice.way == 0);
    let found = last.and_then(|choice| Some((*plan.routes.get(choice.way)?, choice.leave_min)));
    found.ok_or(plan.relax)
}

/// The way of a child in words; `route` is its name.
///
/// ```
/// use pana_core::language::Language;
/// use pana_core::route::approved_way_text;
/// assert_eq!(approved_way_text("by the school", 465, Language::En), "The approved way, with company: by the school, leave 07:45.");
/// ```
pub fn approved_way_text(route: &str, leave_min: u16, language: Language) -> String {
    language.text_with("route-approved-way", &[("route", Arg::Text(route)), ("time", Arg::Text(&clock(leave_min)))])
}

#[cfg(test)]
mod tests {
    use super::super::dusk::Daylight;
    use super::super::game::{Cell, Pass, QUARTER_MIN, Way};
    use super::super::gpx::Fix;
    use super::super::plan::HotSpot;
    use super::super::trace::Shape;
    use super::*;
    use crate::Moment;
    use proptest::prelude::*;

    /// The first route is the dearest of very many choices, and still the child's.
    #[test]
    fn however_much_there_is_to_choose_from_the_first_route_holds() {
        let all_day = Wish { arrive_by_min: 15 * 60, ..wish() };
        let routes = [approved(1, 60), approved(2, 10), approved(3, 10), approved(4, 10)];
        let plan = Plan::new(&routes, &all_day);
        assert!(plan.left_aside > 0 && plan.choices.iter().filter(|choice| plan.routes[choice.way] == 1).count() < 28);
        assert_eq!(approved_way(&routes, &all_day), Ok((1, 13 * 60 + 45)));
    }

    fn approved(route: u32, minutes: u16) -> Approved {
        let way = Way { passes: vec![Pass { cell: Cell(route), after_min: 0 }] };
        Approved { route, minutes, day_only: false, company: false, way, shape: None }
    }

    /// A winter morning in Almaty: dawn is shortly before seven.
    fn wish() -> Wish {
        let date = "2027-01-11".parse().unwrap();
        Wish {
            date,
            offset_min: 300,
            earliest_min: 7 * 60,
            arrive_by_min: 8 * 60,
            company: true,
            daylight: Daylight::at(43.238, 76.945, date, 300),
            hot_spots: vec![],
            favourite: None,
            preferred_min: None,
        }
    }

    #[test]
    fn the_guardian_s_order_decides_and_not_the_length() {
        assert_eq!(approved_way(&[approved(1, 30), approved(2, 10)], &wish()), Ok((1, 435)), "07:15 + 14 + 30 is before eight");
        assert_eq!(approved_way(&[approved(2, 10), approved(1, 30)], &wish()), Ok((2, 450)));
        assert_eq!(approved_way(&[approved(1, 50), approved(2, 10)], &wish()), Ok((2, 450)), "the first would be late");
        assert_eq!(approved_way(&[], &wish()), Err(vec![]));
    }

    #[test]
    fn a_child_does_not_go_alone() {
        let alone = Wish { company: false, ..wish() };
        assert_eq!(approved_way(&[approved(1, 30)], &alone), Err(vec![Relax::Company]));
        let late = Wish { earliest_min: 7 * 60 + 40, ..wish() };
        assert_eq!(approved_way(&[approved(1, 30)], &late), Err(vec![Relax::ArriveBy(509), Relax::Earliest(435)]));
    }

    #[test]
    fn a_place_where_something_happened_is_passed_by() {
        let fix = |lat, lon| Fix { lat, lon, at: None };
        let shape = Shape::new(&[fix(43.24, 76.90), fix(43.26, 76.92), fix(43.24, 76.94)]).ok();
        let at: Moment = "2027-01-09T18:00+05:00".parse().unwrap();
        let wish = Wish { hot_spots: vec![HotSpot { lat: 43.26, lon: 76.92, off_m: 0.0, at }], ..wish() };
        let north = Approved { shape, ..approved(1, 20) };
        assert_eq!(approved_way(&[north.clone(), approved(2, 30)], &wish), Ok((2, 435)));
        assert_eq!(approved_way(&[north], &wish), Err(vec![Relax::HotSpot]));
    }

    #[test]
    fn the_sentence_names_company_in_every_language() {
        let said = Language::ALL.map(|language| approved_way_text("{x}", 1_440 + 65, language));
        assert!(said.iter().all(|text| text.contains("{x}") && text.ends_with("01:05.")), "{said:?}");
        for (text, company) in said.iter().zip(["біреумен бірге", "вместе с кем-нибудь", "with company"]) {
            assert!(text.contains(company), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn the_way_keeps_all_constraints_and_is_always_the_same(
            routes in prop::collection::vec((5u16..90, any::<bool>(), any::<bool>()), 0..4),
            earliest_min in 0u16..1_500,
            span in 10u16..200,
            company in any::<bool>(),
            known in any::<bool>(),
        ) {
            let routes: Vec<Approved> =
                (1..).zip(routes).map(|(route, (minutes, day_only, company))| Approved { day_only, company, ..approved(route, minutes) }).collect();
            let wish = Wish { earliest_min, arrive_by_min: earliest_min + span, company, daylight: wish().daylight.filter(|_| known), ..wish() };
            let way = approved_way(&routes, &wish);
            for _ in 0..10 {
                prop_assert_eq!(&approved_way(&routes, &wish), &way);
            }
            let midnight = Moment::from_wall(wish.date.at(0, 0, 0, 0), wish.offset_min).unwrap();
            let moment = |minute: u16| Moment::new(midnight.utc_ms() + i64::from(minute) * 60_000, wish.offset_min).unwrap();
            let fits = |route: &Approved, leave_min: u16| {
                let there_min = leave_min + QUARTER_MIN - 1 + route.minutes;
                let light = wish.daylight.as_ref().is_some_and(|light| light.is_light_between(moment(leave_min), moment(there_min)));
                leave_min >= wish.earliest_min && there_min <= wish.arrive_by_min && wish.company && (light || !route.day_only)
            };
            let possible = |route: &Approved| (0..1_800).step_by(15).filter(|leave_min| fits(route, *leave_min)).max();
            let expected = routes.iter().find_map(|route| Some((route.route, possible(route)?)));
            prop_assert_eq!(way.ok(), expected);
        }
    }
}
