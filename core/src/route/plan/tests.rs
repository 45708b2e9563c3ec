use super::super::game::{Cell, Pass, WAITS_MIN};
use super::super::gpx::Fix;
use super::*;
use proptest::prelude::*;

fn approved(route: u32, minutes: u16) -> Approved {
    let way = Way { passes: vec![Pass { cell: Cell(0), after_min: 0 }, Pass { cell: Cell(route), after_min: minutes / 2 }] };
    Approved { route, minutes, day_only: false, company: false, way, shape: None }
}

/// A winter morning in Almaty: dawn is shortly before seven.
fn wish() -> Wish {
    let date = "2027-01-11".parse().unwrap();
    Wish {
        date,
        offset_min: 300,
        earliest_min: 7 * 60,
        arrive_by_min: 9 * 60,
        company: false,
        daylight: Daylight::at(43.238, 76.945, date, 300),
        hot_spots: vec![],
        favourite: None,
        preferred_min: None,
    }
}

fn leaving(plan: &Plan, route: u32) -> Vec<u16> {
    plan.choices.iter().filter(|choice| plan.routes[choice.way] == route).map(|choice| choice.leave_min).collect()
}

#[test]
fn a_choice_arrives_in_time_whichever_minute_is_drawn() {
    let plan = Plan::new(&[approved(1, 31), approved(2, 45)], &wish());
    assert_eq!(leaving(&plan, 1), [420, 435, 450, 465, 480, 495], "08:15 + 14 + 31 is 09:00");
    assert_eq!(leaving(&plan, 2), [420, 435, 450, 465, 480]);
    let late = |route, leave_min: Vec<u16>| Excluded { route, why: Why::NotInTime, leave_min, wholly: false };
    assert_eq!(plan.excluded, [late(1, vec![510, 525, 540]), late(2, vec![495, 510, 525, 540])]);
    assert!(plan.relax.is_empty());
    let begun = Plan::new(&[approved(1, 30)], &Wish { earliest_min: 421, ..wish() });
    assert_eq!(leaving(&begun, 1)[0], 435, "a quarter that has begun is over");
}

#[test]
fn a_route_for_the_day_waits_for_the_light() {
    let park = Approved { day_only: true, ..approved(1, 20) };
    let early = Wish { earliest_min: 6 * 60, ..wish() };
    let plan = Plan::new(&[park.clone(), approved(2, 20)], &early);
    let dawn = wish().daylight.unwrap().dawn().unwrap().wall().time();
    let dawn_min = u16::try_from(dawn.hour()).unwrap() * 60 + u16::try_from(dawn.minute()).unwrap();
    assert!(!leaving(&plan, 1).is_empty() && leaving(&plan, 1).iter().all(|leave| *leave > dawn_min));
    assert!(plan.excluded.iter().any(|excluded| excluded.route == 1 && excluded.why == Why::Dark && !excluded.wholly));
    assert!(plan.excluded.iter().all(|excluded| excluded.route == 1 || excluded.why == Why::NotInTime));

    let unknown = Plan::new(&[park], &Wish { daylight: None, ..wish() });
    assert!(unknown.choices.is_empty());
    assert!(unknown.excluded.iter().any(|excluded| excluded.why == Why::DarkUnknown && excluded.wholly));
    assert_eq!(unknown.relax, [Relax::Dark]);

    // It is dark until the time to be there; later it would be light: that is said before the dark is.
    let in_the_dark = Wish { earliest_min: 6 * 60, arrive_by_min: 6 * 60 + 40, ..wish() };
    let park = Approved { day_only: true, ..approved(1, 20) };
    let plan = Plan::new(&[park], &in_the_dark);
    let [Relax::ArriveBy(arrive), Relax::Dark] = plan.relax[..] else { panic!("{:?}", plan.relax) };
    assert!((dawn_min + 20..dawn_min + 15 + 14 + 20 + 15).contains(&arrive), "{arrive}");
}

#[test]
fn a_route_for_two_needs_someone() {
    let underpass = Approved { company: true, ..approved(1, 20) };
    let alone = Plan::new(std::slice::from_ref(&underpass), &wish());
    assert!(alone.choices.is_empty());
    assert_eq!(alone.relax, [Relax::Company]);
    let together = Plan::new(&[underpass], &Wish { company: true, ..wish() });
    assert!(!together.choices.is_empty());
}

#[test]
fn a_place_where_something_happened_lately_is_passed_by() {
    let fix = |lat, lon| Fix { lat, lon, at: None };
    let shape = |lat| Shape::new(&[fix(43.24, 76.90), fix(lat, 76.92), fix(43.24, 76.94)]).ok();
    let north = Approved { shape: shape(43.26), ..approved(1, 20) };
    let south = Approved { shape: shape(43.22), ..approved(2, 20) };
    let spot = |lat, lon, days: i64| HotSpot { lat, lon, off_m: 0.0, at: Moment::new(1_799_600_400_000 - days * 86_400_000, 300).unwrap() };
    let left = |hot_spots| Plan::new(&[north.clone(), south.clone()], &Wish { hot_spots, ..wish() }).routes;
    assert_eq!(wish().moment(0).unwrap().utc_ms(), 1_799_607_600_000, "two hours before that midnight");
    assert_eq!(left(vec![spot(43.26, 76.92, 3)]), [2]);
    assert_eq!(left(vec![spot(43.26, 76.92, HOT_SPOT_DAYS + 1)]), [1, 2], "long ago");
    assert_eq!(left(vec![spot(43.24, 76.90, 3)]), [1, 2], "at her door");
    let near = |off_m| HotSpot { off_m, ..spot(43.2635, 76.92, 3) };
    assert_eq!(left(vec![near(100.0)]), [1, 2], "390 m away");
    assert_eq!(left(vec![near(250.0)]), [2], "or a good deal less");
    assert_eq!(left(vec![HotSpot { off_m: 5_000.0, ..spot(43.268, 76.92, 3) }]), [1, 2], "somewhere in town");
    let both = Plan::new(std::slice::from_ref(&north), &Wish { hot_spots: vec![spot(43.26, 76.92, 3)], ..wish() });
    assert_eq!((both.routes, both.relax), (vec![], vec![Relax::HotSpot]));
}

#[test]
fn what_leaves_nothing_says_what_to_give_way_in() {
    let late = Plan::new(&[approved(1, 40), approved(2, 50)], &Wish { earliest_min: 8 * 60 + 20, ..wish() });
    assert!(late.choices.is_empty());
    // 08:30 + 14 + 40, or a departure from which that is 09:00 at the latest.
    assert_eq!(late.relax, [Relax::ArriveBy(564), Relax::Earliest(480)]);
    assert_eq!(late.relax[0].text(Language::En), "It would work if you could arrive at 09:24 or later.");
    assert_eq!(late.relax[1].text(Language::Ru), "Получится, если выйти в 08:00 или раньше.");
    let none = Plan::new(&[Approved { company: true, day_only: true, ..approved(1, 20) }], &Wish { daylight: None, ..wish() });
    assert_eq!(none.relax, [], "no single thing is enough");
    assert!(Plan::new(&[], &wish()).choices.is_empty());
    assert_eq!(late.advise(&[], EXTRA_DEFAULT_MIN, 1.0), Err(GameError::NoChoice));
}

#[test]
fn the_sentence_says_where_only_time_helps() {
    let door = |way: Way| Way { passes: way.passes[1..].to_vec() };
    let said = |routes: &[Approved], language| {
        let plan = Plan::new(routes, &wish());
        plan.explanation(&plan.advise(&[], 60.0, 1.0).unwrap(), language)
    };
    let two = [approved(1, 20), approved(2, 20)];
    assert!(said(&two, Language::En).contains("only the time helps"), "{}", said(&two, Language::En));
    let apart = two.clone().map(|route| Approved { way: door(route.way), ..route });
    assert!(said(&apart, Language::En).starts_with("Drawn by chance from"), "{}", said(&apart, Language::En));
    assert!(!said(&apart, Language::En).contains("time helps"));
    assert!(said(&two[..1], Language::Ru).contains("помогает только время"), "{}", said(&two[..1], Language::Ru));
    assert!(said(&two[..1], Language::Kk).contains("тек уақыт көмектеседі"));
    let narrow = Plan::new(&two[..1], &Wish { earliest_min: 495, arrive_by_min: 530, ..wish() });
    let advice = narrow.advise(&[], 8.0, 1.0).unwrap();
    assert_eq!(
        narrow.explanation(&advice, Language::En),
        "Only one route and quarter-hour came into question; within it the minute was drawn by chance."
    );
    assert_eq!(advice.met.map(|worst| worst.wait_min), WAITS_MIN);
    for why in [Why::NotInTime, Why::Dark, Why::DarkUnknown, Why::NoCompany, Why::HotSpot] {
        let texts: std::collections::BTreeSet<String> = Language::ALL.map(|language| why.text(language)).into();
        assert_eq!(texts.len(), 3, "{}", why.id());
        assert!(texts.iter().all(|text| Language::ALL.iter().all(|language| *text != language.text("not-done"))));
    }
}

#[test]
fn efforts_count_from_the_favourite_and_the_time_she_prefers() {
    let wish = Wish { favourite: Some(2), preferred_min: Some(450), ..wish() };
    let plan = Plan::new(&[approved(1, 20), approved(2, 25)], &wish);
    let effort = |route: u32, leave_min: u16| {
        plan.choices.iter().find(|choice| plan.routes[choice.way] == route && choice.leave_min == leave_min).unwrap().effort_min
    };
    assert!((effort(2, 450) - 0.0).abs() < 1e-9 && (effort(1, 450) + 5.0).abs() < 1e-9 && (effort(1, 480) - 2.5).abs() < 1e-9);
}

#[test]
fn a_plan_too_large_keeps_its_favourite_and_says_what_it_left_aside() {
    // Twenty routes of which the favourite is by far the longest.
    let mut routes: Vec<Approved> = (1..20).map(|route| approved(route, 20)).collect();
    routes.push(approved(20, 200));
    let day = Wish { arrive_by_min: 20 * 60, favourite: Some(20), preferred_min: Some(420), ..wish() };
    let plan = Plan::new(&routes, &day);
    assert_eq!((plan.choices.len(), plan.routes.len()), (PLAN_CHOICES_MAX, 20));
    assert_eq!(leaving(&plan, 20), [420], "its cheapest");
    assert_eq!(plan.left_aside, 19 * 50 + 38 - PLAN_CHOICES_MAX);
    let small = Plan::new(&routes[..2], &Wish { arrive_by_min: 10 * 60, ..wish() });
    assert_eq!(small.left_aside, 0);
    // What she does by habit is known by routes without a choice, too.
    assert!(plan.advise(&[(20, 430, 3.0), (7, 800, 1.0)], EXTRA_DEFAULT_MIN, 0.6).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn only_the_dearest_choices_are_left_aside(
        routes in prop::collection::vec((5u16..90, any::<bool>(), any::<bool>()), 1..=20),
        earliest_min in 0u16..1_500,
        span in 20u16..600,
        preferred in 0u16..600,
        favourite in 1u32..=20,
    ) {
        let routes: Vec<Approved> = (1..)
            .zip(routes)
            .map(|(route, (minutes, day_only, company))| Approved { day_only, company, ..approved(route, minutes) })
            .collect();
        let wish = Wish {
            earliest_min,
            arrive_by_min: earliest_min + span,
            favourite: Some(favourite),
            preferred_min: Some(earliest_min + preferred),
            ..wish()
        };
        let plan = Plan::new(&routes, &wish);
        prop_assert_eq!(&plan, &Plan::new(&routes, &wish));
        let favourite = routes.iter().find(|route| route.route == favourite).or_else(|| routes.iter().min_by_key(|route| route.minutes));
        let favourite = favourite.unwrap();
        let effort = |route: &Approved, leave_min: u16| {
            Choice::effort_min(route.minutes, favourite.minutes, leave_min, earliest_min + preferred)
        };
        let possible: Vec<(u32, u16, f64)> = routes
            .iter()
            .flat_map(|route| quarters(&wish).map(move |leave_min| (route, leave_min)))
            .filter(|(route, leave_min)| wish.hinders(route, *leave_min, &[]).is_none())
            .map(|(route, leave_min)| (route.route, leave_min, effort(route, leave_min)))
            .collect();
        let kept: Vec<(u32, u16, f64)> =
            plan.choices.iter().map(|choice| (plan.routes[choice.way], choice.leave_min, choice.effort_min)).collect();
        let aside: Vec<_> = possible.iter().filter(|choice| !kept.contains(choice)).collect();
        prop_assert!(kept.iter().all(|choice| possible.contains(choice)));
        prop_assert_eq!(kept.len(), possible.len().min(PLAN_CHOICES_MAX));
        prop_assert_eq!(plan.left_aside, aside.len());
        let least = |of: &mut dyn Iterator<Item = f64>| of.fold(f64::INFINITY, f64::min);
        let cheapest_aside = least(&mut aside.iter().map(|choice| choice.2));
        prop_assert!(least(&mut kept.iter().map(|choice| choice.2)) <= cheapest_aside);
        let of_favourite = |choices: &[(u32, u16, f64)]| choices.iter().filter(|choice| choice.0 == favourite.route).count();
        prop_assert_eq!(of_favourite(&kept) == 0, of_favourite(&possible) == 0);
        let dearer = kept.iter().filter(|choice| choice.2 > cheapest_aside).count();
        prop_assert!(dearer == 0 || dearer == 1 && of_favourite(&kept) == 1, "{:?}", kept);
    }

    #[test]
    fn no_draw_breaks_a_constraint(
        routes in prop::collection::vec((5u16..90, any::<bool>(), any::<bool>()), 1..4),
        earliest_min in 0u16..1_500,
        span in 20u16..200,
        company in any::<bool>(),
        known in any::<bool>(),
    ) {
        let routes: Vec<Approved> = (1..)
            .zip(routes)
            .map(|(route, (minutes, day_only, company))| Approved { day_only, company, ..approved(route, minutes) })
            .collect();
        let wish = Wish { earliest_min, arrive_by_min: earliest_min + span, company, daylight: wish().daylight.filter(|_| known), ..wish() };
        let plan = Plan::new(&routes, &wish);
        prop_assert!(plan.choices.is_empty() || plan.relax.is_empty());
        for excluded in &plan.excluded {
            prop_assert_eq!(excluded.wholly, leaving(&plan, excluded.route).is_empty());
            prop_assert!(excluded.leave_min.iter().all(|leave| !leaving(&plan, excluded.route).contains(leave)));
        }
        let Ok(advice) = plan.advise(&[(1, 480, 1.0)], EXTRA_DEFAULT_MIN, 0.6) else {
            prop_assert!(plan.choices.is_empty());
            return Ok(());
        };
        for _ in 0..30 {
            let (route, leave_min) = plan.drawn(advice.draw()).unwrap();
            let taken = routes.iter().find(|approved| approved.route == route).unwrap();
            prop_assert!(leave_min >= wish.earliest_min && leave_min + taken.minutes <= wish.arrive_by_min);
            prop_assert!(company || !taken.company);
            let between = wish.moment(leave_min).zip(wish.moment(leave_min + taken.minutes));
            let light = wish.daylight.as_ref().zip(between).is_some_and(|(daylight, (from, to))| daylight.is_light_between(from, to));
            prop_assert!(light || !taken.day_only);
        }
    }
}
