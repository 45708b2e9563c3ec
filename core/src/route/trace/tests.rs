use super::*;
use crate::Moment;
use proptest::prelude::*;

/// Blocks that a route goes through in each direction.
const BLOCKS: usize = 8;

/// Seeded choices (`SplitMix64`), so that the figures are the same each time.
struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.unit()).ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// A place so many metres east and north of a corner in Almaty.
fn fix(east_m: f64, north_m: f64) -> Fix {
    near(43.24, 76.92, east_m, north_m)
}

fn near(lat: f64, lon: f64, east_m: f64, north_m: f64) -> Fix {
    let lon = turned(lon + east_m / (DEGREE_M * lat.to_radians().cos()));
    Fix { lat: lat + north_m / DEGREE_M, lon, at: None }
}

/// Streets from one corner to the opposite one: at each crossing east (true) or north.
fn streets(chance: &mut Chance) -> Vec<bool> {
    let (mut east, mut north) = (BLOCKS, BLOCKS);
    let mut turns = vec![];
    while east + north > 0 {
        let goes_east = chance.unit() < east as f64 / (east + north) as f64;
        if goes_east {
            east -= 1;
        } else {
            north -= 1;
        }
        turns.push(goes_east);
    }
    turns
}

fn corners(turns: &[bool], block_m: f64) -> Vec<(f64, f64)> {
    let mut at = (0.0, 0.0);
    let mut found = vec![at];
    for east in turns {
        if *east {
            at.0 += block_m;
        } else {
            at.1 += block_m;
        }
        found.push(at);
    }
    found
}

fn shape(turns: &[bool], block_m: f64) -> Shape {
    Shape::new(&corners(turns, block_m).iter().map(|(east, north)| fix(*east, *north)).collect::<Vec<_>>()).unwrap()
}

/// A fix every 10 m along the streets, each off by a normal error in both directions, and two in a hundred anywhere within a kilometre.
fn walked(turns: &[bool], block_m: f64, sigma_m: f64, chance: &mut Chance) -> Vec<Fix> {
    let corners = corners(turns, block_m);
    let mut found = vec![];
    for pair in corners.windows(2) {
        for step in (0..).take_while(|step| f64::from(*step) * 10.0 < block_m) {
            let share = f64::from(step) * 10.0 / block_m;
            let (mut east, mut north) = (
                pair[0].0 + (pair[1].0 - pair[0].0) * share + sigma_m * chance.normal(),
                pair[0].1 + (pair[1].1 - pair[0].1) * share + sigma_m * chance.normal(),
            );
            if chance.unit() < 0.02 {
                (east, north) = (east + 2_000.0 * (chance.unit() - 0.5), north + 2_000.0 * (chance.unit() - 0.5));
            }
            found.push(fix(east, north));
        }
    }
    found
}

/// Precision and recall over traces of approved routes and as many of other streets.
fn precision_and_recall(block_m: f64, sigma_m: f64, traces: usize) -> (f64, f64) {
    let mut chance = Chance(sigma_m.to_bits() ^ block_m.to_bits());
    let (mut right, mut wrong, mut of_approved) = (0, 0, 0);
    for _ in 0..traces / 20 {
        let mut approved: Vec<Vec<bool>> = vec![];
        // Neighbours by one block are among them: the hardest case.
        while approved.len() < 4 {
            let mut turns = streets(&mut chance);
            if approved.len() == 1 {
                turns.clone_from(&approved[0]);
                let turn = (0..turns.len() - 1).filter(|place| turns[*place] != turns[place + 1]).min().unwrap();
                turns.swap(turn, turn + 1);
            }
            if !approved.contains(&turns) {
                approved.push(turns);
            }
        }
        let matcher = Matcher::new(approved.iter().zip(0..).map(|(turns, number)| (number, shape(turns, block_m))).collect());
        for trace in 0..20 {
            let of = if trace % 2 == 0 { Some(trace / 2 % 4) } else { None };
            let turns = of.map_or_else(|| streets(&mut chance), |route| approved[route].clone());
            let of = approved.iter().position(|other| *other == turns);
            of_approved += usize::from(of.is_some());
            if let Match::Route { route, .. } = matcher.find(&walked(&turns, block_m, sigma_m, &mut chance)) {
                if of == Some(route as usize) { right += 1 } else { wrong += 1 }
            }
        }
    }
    (f64::from(right) / f64::from(right + wrong), f64::from(right) / of_approved as f64)
}

#[test]
fn traces_on_blocks_of_200_m_are_told_apart() {
    for sigma_m in [10.0, 20.0, 30.0] {
        let (precision, recall) = precision_and_recall(200.0, sigma_m, 1_000);
        println!("200 m, σ {sigma_m} m: precision {precision:.3}, recall {recall:.3}");
        assert!(precision >= 0.99 && recall >= 0.98, "σ {sigma_m} m: precision {precision}, recall {recall}");
    }
    for (block_m, sigma_m) in [(200.0, 50.0), (100.0, 10.0), (100.0, 20.0), (100.0, 30.0)] {
        let (precision, recall) = precision_and_recall(block_m, sigma_m, 400);
        println!("{block_m} m, σ {sigma_m} m: precision {precision:.3}, recall {recall:.3}");
        assert!(precision > 0.5 && recall > 0.0);
    }
}

#[test]
fn the_threshold_follows_the_routes() {
    let mut chance = Chance(1);
    let turns = streets(&mut chance);
    let mut other = turns.clone();
    let turn = (0..turns.len() - 1).find(|place| turns[*place] != turns[place + 1]).unwrap();
    other.swap(turn, turn + 1);
    let of = |block_m: f64| Matcher::new(vec![(1, shape(&turns, block_m)), (2, shape(&other, block_m))]).threshold_m();
    assert!((of(200.0) - 120.0).abs() < 5.0 && (of(100.0) - 70.0).abs() < 5.0, "{} {}", of(200.0), of(100.0));
    assert!(of(1_000.0) <= THRESHOLD_MAX_M && of(35.0) >= THRESHOLD_MIN_M);
    let alone = Matcher::new(vec![(1, shape(&turns, 200.0))]);
    assert!((alone.threshold_m() - THRESHOLD_MAX_M).abs() < 1e-9);
}

#[test]
fn parts_are_found_and_what_two_share_is_asked() {
    let mut chance = Chance(2);
    // Both go east four blocks; then one goes on east and the other north first.
    let one: Vec<bool> = [vec![true; 8], vec![false; 8]].concat();
    let two: Vec<bool> = [vec![true; 4], vec![false; 8], vec![true; 4]].concat();
    let matcher = Matcher::new(vec![(1, shape(&one, 200.0)), (2, shape(&two, 200.0))]);
    let whole = walked(&one, 200.0, 10.0, &mut chance);
    assert!(matches!(matcher.find(&whole), Match::Route { route: 1, covered, .. } if covered > 0.99));
    let cut = whole.len() / 4;
    for part in [&whole[cut..], &whole[..whole.len() - cut], &whole[cut / 2..whole.len() - cut / 2]] {
        let found = matcher.find(part);
        assert!(matches!(found, Match::Route { route: 1, covered, .. } if (0.7..0.8).contains(&covered)), "{found:?}");
    }
    assert_eq!(matcher.find(&whole[..whole.len() / 4]), Match::Unmatched, "less than half of a route");
    let same = Matcher::new(vec![(1, shape(&one, 200.0)), (2, shape(&two, 200.0)), (3, shape(&one, 200.0))]);
    assert_eq!(same.find(&whole), Match::Unsure { nearest: 1, second: 3 });
    assert_eq!(same.same_roads(), [(1, 3)]);
    assert!((same.threshold_m() - matcher.threshold_m()).abs() < 1e-9);
}

#[test]
fn the_way_back_is_another_route() {
    let turns: Vec<bool> = [vec![true; 8], vec![false; 8]].concat();
    let matcher = Matcher::new(vec![(1, shape(&turns, 200.0))]);
    let mut back = walked(&turns, 200.0, 5.0, &mut Chance(3));
    back.reverse();
    assert_eq!(matcher.find(&back), Match::Unmatched);
}

#[test]
fn standing_still_and_gaps_leave_a_match() {
    let turns: Vec<bool> = [vec![true; 8], vec![false; 8]].concat();
    let mut chance = Chance(4);
    let matcher = Matcher::new(vec![(1, shape(&turns, 200.0))]);
    let mut trace: Vec<Fix> = (0..600).map(|_| fix(8.0 * chance.normal(), 8.0 * chance.normal())).collect();
    trace.extend(walked(&turns, 200.0, 8.0, &mut chance));
    trace.drain(620..650);
    assert!(matches!(matcher.find(&trace), Match::Route { route: 1, .. }), "{:?}", matcher.find(&trace));
}

#[test]
fn times_that_repeat_or_go_back_are_passed_over() {
    let at = |seconds: i64| Moment::new(1_770_000_000_000 + seconds * 1_000, 300).ok();
    let mut fixes: Vec<Fix> = (0..40).map(|n| Fix { at: at(n), ..fix(25.0 * n as f64, 0.0) }).collect();
    let straight = Shape::new(&fixes).unwrap();
    // A receiver that gives old fixes again, and others for times it gave already.
    fixes.splice(20..20, (0..15).map(|n| Fix { at: at(n), ..fix(25.0 * n as f64, 0.0) }));
    fixes.splice(10..10, (0..9).map(|n| Fix { at: at(n), ..fix(5_000.0, 5_000.0) }));
    assert_eq!(Shape::new(&fixes).unwrap(), straight);
}

#[test]
fn the_line_of_dates_and_the_far_north_are_no_edge() {
    for (lat, lon) in [(-16.5, 179.999), (-16.5, -179.999), (69.0, 33.0), (0.0001, 0.0001)] {
        let line: Vec<Fix> = (0..40).map(|n| near(lat, lon, 25.0 * f64::from(n) - 500.0, 0.0)).collect();
        let shape = Shape::new(&line).unwrap();
        assert!((shape.length_m() - 975.0).abs() < 60.0, "{lat} {lon}: {}", shape.length_m());
        assert!(matches!(Matcher::new(vec![(1, shape)]).find(&line), Match::Route { route: 1, .. }));
    }
    assert_eq!(Shape::new(&[near(88.0, 0.0, 0.0, 0.0), near(88.0, 0.0, 1_000.0, 0.0)]), Err(ShapeError::NotFlat));
    let around: Vec<Fix> = (-17..17).map(|n| Fix { lat: 43.0, lon: f64::from(n) * 10.0, at: None }).collect();
    assert_eq!(Shape::new(&around), Err(ShapeError::NotFlat));
}

#[test]
fn a_place_beside_a_route_is_passed_and_one_at_its_ends_is_not() {
    let shape = shape(&[true, true, true, false, false, false], 500.0);
    let passes = |east_m: f64, north_m: f64| {
        let at = fix(east_m, north_m);
        shape.passes(at.lat, at.lon, 200.0)
    };
    assert!(passes(750.0, 0.0) && passes(750.0, 190.0) && passes(1_690.0, 700.0));
    assert!(!passes(750.0, 215.0) && !passes(1_000.0, 750.0));
    assert!(!passes(0.0, 0.0) && !passes(100.0, 100.0) && !passes(1_500.0, 1_400.0));
}

#[test]
fn what_has_no_length_is_no_route() {
    assert_eq!(Shape::new(&[]), Err(ShapeError::TooShort));
    assert_eq!(Shape::new(&[fix(0.0, 0.0)]), Err(ShapeError::TooShort));
    assert_eq!(Shape::new(&vec![fix(5.0, 5.0); 1_000]), Err(ShapeError::TooShort));
    let matcher = Matcher::new(vec![]);
    assert_eq!(matcher.find(&[fix(0.0, 0.0)]), Match::TooShort);
    assert_eq!(matcher.find(&[fix(0.0, 0.0), fix(500.0, 0.0)]), Match::Unmatched);
}

#[test]
fn a_million_points_are_one_shape() {
    let turn = std::f64::consts::TAU / 1_000_000.0;
    // A spiral: each point is off every line between others.
    let spiral: Vec<Fix> = (0..1_000_000)
        .map(|n| {
            let (sin, cos) = (f64::from(n) * turn * 40.0).sin_cos();
            let radius = f64::from(n) / 500.0;
            fix(radius * cos, radius * sin)
        })
        .collect();
    assert!(Shape::new(&spiral).unwrap().points().len() <= SHAPE_POINTS_MAX);
}

#[test]
fn routes_share_the_ground_they_share() {
    let one: Vec<bool> = [vec![true; 8], vec![false; 8]].concat();
    let two: Vec<bool> = [vec![true; 4], vec![false; 8], vec![true; 4]].concat();
    let found = ways(&[(&shape(&one, 200.0), 20), (&shape(&two, 200.0), 24)]);
    let cells = |way: &Way| way.passes.iter().map(|pass| pass.cell).collect::<BTreeSet<_>>();
    let shared: Vec<Cell> = cells(&found[0]).intersection(&cells(&found[1])).copied().collect();
    assert_eq!(found[0].passes[0], Pass { cell: Cell(0), after_min: 0 });
    assert_eq!(found[1].passes[0], Pass { cell: Cell(0), after_min: 0 });
    assert_eq!(found[0].passes.last().unwrap().cell, found[1].passes.last().unwrap().cell);
    assert_eq!((found[0].passes.last().unwrap().after_min, found[1].passes.last().unwrap().after_min), (20, 24));
    let share = shared.len() as f64 / cells(&found[0]).len() as f64;
    assert!((0.2..0.4).contains(&share), "a quarter of each is the same street: {share}");
    assert_eq!(ways(&[]), []);
}

/// [`Matcher::find`] with every distance worked out in full.
fn found_plainly(matcher: &Matcher, trace: &[Fix]) -> Match {
    let Ok(trace) = Shape::new(trace) else { return Match::TooShort };
    let plane = Plane::around(&trace.points);
    let roads: Vec<_> = matcher.shapes.iter().map(|(_, shape)| plane.project(&shape.points)).collect();
    let count = samples(roads.iter().map(|road| length(road)).fold(0.0, f64::max));
    let walked = resampled(&plane.project(&trace.points), count);
    let leash =
        |one: &[Coord<f64>], two: &[Coord<f64>]| Euclidean.frechet_distance(&LineString::new(one.to_vec()), &LineString::new(two.to_vec()));
    let nearest_to = |road: &[Coord<f64>], to: Coord<f64>, from: usize| {
        (from..road.len()).min_by(|one, two| apart(road[*one], to).total_cmp(&apart(road[*two], to))).unwrap()
    };
    let mut near = vec![];
    for ((route, _), road) in matcher.shapes.iter().zip(roads) {
        let road = resampled(&road, count);
        let first = nearest_to(&road, walked[0], 0);
        let last = nearest_to(&road, walked[count - 1], first);
        let covered = (last - first) as f64 / (count - 1) as f64;
        let whole = leash(&walked, &road);
        let part = leash(&resampled(&road[first..=last], count), &walked);
        if whole <= matcher.threshold_m {
            near.push((false, whole, *route, 1.0));
        } else if (COVERED_MIN..COVERED_WHOLLY).contains(&covered) && part <= matcher.threshold_m {
            near.push((true, part, *route, covered));
        }
    }
    near.sort_by(|one, two| one.0.cmp(&two.0).then(one.1.total_cmp(&two.1)));
    match near[..] {
        [] => Match::Unmatched,
        [(part, nearest, route, _), (also, second, other, _), ..] if part == also && second < nearest * MARGIN_FACTOR => {
            Match::Unsure { nearest: route, second: other }
        }
        [(_, distance_m, route, covered), ..] => Match::Route { route, distance_m, covered },
    }
}

#[test]
fn the_quick_way_finds_what_the_plain_way_finds() {
    let mut chance = Chance(9);
    let mut kinds = [0; 4];
    for _ in 0..60 {
        let block_m = 60.0 + 200.0 * chance.unit();
        let mut routes: Vec<Vec<bool>> = (0..5).map(|_| streets(&mut chance)).collect();
        routes.push(routes[0].clone());
        let matcher = Matcher::new((0..).zip(&routes).map(|(number, turns)| (number, shape(turns, block_m))).collect());
        for (place, turns) in routes.iter().enumerate() {
            let turns = if place == 4 { streets(&mut chance) } else { turns.clone() };
            let trace = walked(&turns, block_m, 60.0 * chance.unit(), &mut chance);
            let share = 0.4 * chance.unit() * chance.unit();
            let from = (0..trace.len()).filter(|fix| (*fix as f64) < share * trace.len() as f64).count();
            for trace in [&trace[..], &trace[from..], &trace[..trace.len() - from]] {
                let found = matcher.find(trace);
                assert_eq!(found, found_plainly(&matcher, trace));
                kinds[match found {
                    Match::Route { covered, .. } if covered < 1.0 => 0,
                    Match::Route { .. } => 1,
                    Match::Unsure { .. } => 2,
                    Match::Unmatched | Match::TooShort => 3,
                }] += 1;
            }
        }
    }
    assert!(kinds.iter().all(|kind| *kind >= 20), "{kinds:?}");
}

/// The longest leash by its definition, over all places where both can be.
fn leash_by_definition(one: &[Coord<f64>], two: &[Coord<f64>]) -> f64 {
    match (one, two) {
        ([at], _) => two.iter().map(|other| apart(*at, *other)).fold(0.0, f64::max),
        (_, [at]) => one.iter().map(|other| apart(*at, *other)).fold(0.0, f64::max),
        ([.., at], [.., other]) => {
            let (earlier, before) = (&one[..one.len() - 1], &two[..two.len() - 1]);
            let least = leash_by_definition(earlier, two).min(leash_by_definition(one, before)).min(leash_by_definition(earlier, before));
            least.max(apart(*at, *other))
        }
        _ => 0.0,
    }
}

proptest! {
    #[test]
    fn what_is_beyond_a_leash_is_told_without_its_length(
        one in prop::collection::vec((0.0f64..9.0, 0.0f64..9.0), 1..7),
        two in prop::collection::vec((0.0f64..9.0, 0.0f64..9.0), 1..7),
        limit_m in 0.0f64..14.0,
    ) {
        let line = |points: Vec<(f64, f64)>| points.into_iter().map(|(x, y)| Coord { x, y }).collect::<Vec<_>>();
        let (one, two) = (line(one), line(two));
        let leash = leash_by_definition(&one, &two);
        prop_assert_eq!(may_be_within(&one, &two, limit_m), leash <= limit_m);
        prop_assert!(may_be_within(&one, &two, leash));
    }

    #[test]
    fn nothing_in_a_trace_makes_it_panic(fixes in prop::collection::vec((-90.0f64..=90.0, -180.0f64..=180.0, prop::option::of(-1_000i64..1_000)), 0..60)) {
        let fixes: Vec<Fix> = fixes.into_iter().map(|(lat, lon, at)| Fix { lat, lon, at: at.and_then(|at| Moment::new(at, 0).ok()) }).collect();
        let matcher = Matcher::new(vec![(1, shape(&[true, false], 200.0))]);
        let _ = matcher.find(&fixes);
    }
}
