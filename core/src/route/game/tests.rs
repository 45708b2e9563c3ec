use super::program::GAP_MAX;
use super::*;
use proptest::prelude::*;

fn way(passes: &[(u32, u16)]) -> Way {
    Way { passes: passes.iter().map(|(cell, after_min)| Pass { cell: Cell(*cell), after_min: *after_min }).collect() }
}

fn choices(ways: usize, quarters: u16) -> Vec<Choice> {
    (0..ways)
        .flat_map(|way| {
            (0..quarters).map(move |quarter| Choice { way, leave_min: 420 + quarter * QUARTER_MIN, effort_min: 4.0 * way as f64 })
        })
        .collect()
}

fn close(one: f64, two: f64) -> bool {
    (one - two).abs() < 1e-4
}

#[test]
fn at_a_door_the_value_is_one_in_the_waits_that_fit() {
    let game = Game::new(&[way(&[(0, 0)])], &choices(1, 8)).unwrap();
    for (wait_min, value) in [(15, 1.0 / 8.0), (30, 1.0 / 4.0), (45, 1.0 / 3.0), (60, 1.0 / 2.0), (120, 1.0), (500, 1.0)] {
        let found = game.value(Cells::All, wait_min, Effort::Any).unwrap();
        assert!(close(found.value, value), "{wait_min}: {found:?}");
        assert!(matches!(found.method, Method::Solved { gap } if gap <= GAP_MAX));
    }
}

#[test]
fn an_even_mix_over_whole_minutes_leaves_no_minute_that_counts_double() {
    let game = Game::new(&[way(&[(0, 0)])], &choices(1, 12)).unwrap();
    let even = vec![1.0 / 12.0; 12];
    for (wait_min, value) in [(1, 1.0 / 180.0), (30, 30.0 / 180.0), (31, 31.0 / 180.0)] {
        assert!(close(game.worst(&even, Cells::All, wait_min).unwrap(), value));
    }
}

#[test]
fn a_way_that_comes_back_is_met_once_a_day() {
    // It passes the place at once and 10 minutes later: in a window of 5 minutes, never more than on 10 of 15 days.
    let game = Game::new(&[way(&[(0, 0), (0, 10)])], &choices(1, 1)).unwrap();
    assert!(close(game.worst(&[1.0], Cells::All, 5).unwrap(), 10.0 / 15.0));
    assert!(close(game.worst(&[1.0], Cells::All, 25).unwrap(), 1.0));
    assert!(close(game.worst(&[1.0], Cells::All, 15).unwrap(), 1.0));
}

#[test]
fn a_place_on_every_way_is_a_door_and_one_that_can_be_left_out_is_not() {
    let ways = [way(&[(0, 0), (1, 5), (9, 20)]), way(&[(0, 0), (2, 5), (9, 25)])];
    let game = Game::new(&ways, &choices(2, 4)).unwrap();
    let advice = game.advise(Effort::Any, 1.0).unwrap();
    assert!(close(advice.met[0].avoidable.unwrap(), 1.0 / 8.0), "{advice:?}");
    assert!(close(advice.met[0].on_every_way.unwrap(), 1.0 / 4.0), "{advice:?}");
    assert!(advice.regret.unwrap() < 1.5);

    let alone = Game::new(&ways[..1], &choices(1, 4)).unwrap().advise(Effort::Any, 1.0).unwrap();
    assert_eq!(alone.met[0].avoidable, None, "with one way only the time helps");
    assert!(close(alone.met[0].on_every_way.unwrap(), 1.0 / 4.0));
}

#[test]
fn places_that_can_be_left_out_wholly_have_no_regret_without_bounds() {
    // The second way passes nothing but what the first passes too.
    let game = Game::new(&[way(&[(0, 0), (1, 5)]), way(&[(0, 0)])], &choices(2, 4)).unwrap();
    let advice = game.advise(Effort::Any, 1.0).unwrap();
    assert!(matches!(advice.method, Method::Solved { .. }), "{advice:?}");
    assert!(advice.met.iter().all(|worst| worst.avoidable.unwrap() < 1e-4), "{advice:?}");
}

#[test]
fn less_effort_never_helps_and_too_little_is_said_before_anything_is_solved() {
    let ways = [way(&[(0, 0), (1, 5)]), way(&[(0, 0), (2, 5)]), way(&[(0, 0), (3, 5)])];
    let game = Game::new(&ways, &choices(3, 6)).unwrap();
    let mut before = f64::INFINITY;
    for extra in [0.5, 1.0, 2.0, 4.0, 8.0, f64::INFINITY] {
        let advice = game.advise(Effort::ExtraMin(extra), 1.0).unwrap();
        assert!(advice.effort_min <= game.least_effort_min() + extra + 1e-6);
        let value = game.value(Cells::Avoidable, 30, Effort::ExtraMin(extra)).unwrap().value;
        assert!(value <= before + 1e-6);
        before = value;
    }
    for extra in [0.0, -1.0, 9e-5, f64::NAN] {
        assert_eq!(game.advise(Effort::ExtraMin(extra), 1.0), Err(GameError::TooLittleEffort));
    }
}

#[test]
fn a_game_that_is_none_is_refused() {
    let ways = [way(&[(0, 0)])];
    assert_eq!(Game::new(&ways, &[]).unwrap_err(), GameError::NoChoice);
    let choice = Choice { way: 0, leave_min: 480, effort_min: 0.0 };
    for wrong in [
        Choice { way: 1, ..choice },
        Choice { leave_min: MINUTES_MAX + 1, ..choice },
        Choice { effort_min: f64::NAN, ..choice },
        Choice { effort_min: f64::INFINITY, ..choice },
    ] {
        assert_eq!(Game::new(&ways, &[wrong]).unwrap_err(), GameError::Malformed);
    }
    assert_eq!(Game::new(&[way(&[])], &[choice]).unwrap_err(), GameError::Malformed);
    assert_eq!(Game::new(&ways, &vec![choice; CHOICES_MAX + 1]).unwrap_err(), GameError::Malformed);
    assert_eq!(Game::new(&ways, &[choice]).unwrap().advise(Effort::Any, 1.5).unwrap_err(), GameError::Malformed);
}

#[test]
fn the_hedge_is_best_for_the_share_followed_and_bounded_if_all_is() {
    let ways = [way(&[(0, 0), (1, 5)]), way(&[(0, 0), (2, 6)]), way(&[(0, 0), (3, 8)])];
    let habit = [Departure { way: 0, leave_min: 452, weight: 3.0 }, Departure { way: 0, leave_min: 455, weight: 1.0 }];
    let game = Game::with_habit(&ways, &choices(3, 8), &habit).unwrap();
    for wait_min in WAITS_MIN {
        let best = game.value(Cells::Avoidable, wait_min, Effort::Any).unwrap();
        let hedged = game.hedged(Cells::Avoidable, wait_min, Effort::Any, 0.6, HEDGE_FACTOR).unwrap();
        assert!(matches!(hedged.method, Method::Solved { .. }));
        let all_followed = game.worst(&hedged.mix, Cells::Avoidable, wait_min).unwrap();
        assert!(all_followed <= HEDGE_FACTOR * best.value + 1e-6);
        // Waiting for the habit meets its share, whatever is drawn.
        assert!(hedged.value >= 0.4 - 1e-9, "{hedged:?}");
        let unbound = game.hedged(Cells::Avoidable, wait_min, Effort::Any, 0.6, f64::INFINITY).unwrap();
        assert!(unbound.value <= hedged.value + 1e-6);
        let unhedged = game.hedged(Cells::Avoidable, wait_min, Effort::Any, 1.0, HEDGE_FACTOR).unwrap();
        assert!(close(unhedged.value, best.value));
    }
    let advice = game.advise(Effort::Any, 0.6).unwrap();
    assert!(matches!(advice.method, Method::Solved { .. }));
    assert!(advice.regret.unwrap() < 1.6, "{advice:?}");
}

#[test]
fn the_mix_without_a_certificate_keeps_to_the_effort() {
    let game = Game::new(&[way(&[(0, 0)]), way(&[(0, 0)])], &choices(2, 4)).unwrap();
    assert_eq!(game.uniform(None), vec![0.125; 8]);
    let mix = game.uniform(Some(1.0));
    assert_eq!(mix.iter().filter(|p| **p > 0.0).count(), 5, "the four that cost nothing and one of four minutes: {mix:?}");
}

/// What the best of two who wait together meets, minute by minute over every place and start; and the best of one.
fn best_of_two_and_of_one(ways: &[Way], choices: &[Choice], mix: &[f64], wait_min: u16) -> (f64, f64) {
    let mut watches: Vec<Vec<bool>> = vec![];
    let cells: std::collections::BTreeSet<Cell> = ways.iter().flat_map(|way| &way.passes).map(|pass| pass.cell).collect();
    for cell in cells {
        for start in 360..600 {
            let meets = |choice: &Choice, minute: u16| {
                let passes = |pass: &Pass| (start..start + wait_min).contains(&(choice.leave_min + minute + pass.after_min));
                ways[choice.way].passes.iter().any(|pass| pass.cell == cell && passes(pass))
            };
            let watch: Vec<bool> = choices.iter().flat_map(|choice| (0..QUARTER_MIN).map(move |minute| meets(choice, minute))).collect();
            if watch.contains(&true) && !watches.contains(&watch) {
                watches.push(watch);
            }
        }
    }
    let met = |one: &[bool], two: &[bool]| {
        let minutes = one.iter().zip(two).enumerate().filter(|(_, (one, two))| **one || **two);
        minutes.map(|(place, _)| mix[place / usize::from(QUARTER_MIN)] / f64::from(QUARTER_MIN)).sum::<f64>()
    };
    let mut best = (0.0f64, 0.0f64);
    for (place, one) in watches.iter().enumerate() {
        best.1 = best.1.max(met(one, one));
        for two in &watches[place..] {
            best.0 = best.0.max(met(one, two));
        }
    }
    best
}

#[test]
fn two_who_wait_never_meet_more_than_the_bound_for_two() {
    let mut reached = 0;
    for case in 0..12u16 {
        // Two or three ways, some of whose places they share.
        let shared = u32::from(case % 3 == 0);
        let ways: Vec<Way> =
            (0..2 + usize::from(case % 2)).map(|n| way(&[(n as u32 + 1, 3), (7 + n as u32 * (1 - shared), 9 + case)])).collect();
        let choices = choices(ways.len(), 2 + case % 3);
        let game = Game::new(&ways, &choices).unwrap();
        let advice = game.advise(Effort::ExtraMin(1.0 + f64::from(case)), 1.0).unwrap();
        for (worst, of_two) in advice.met.iter().zip(advice.met_by_several(2)) {
            let (two, one) = best_of_two_and_of_one(&ways, &choices, &advice.mix, worst.wait_min);
            let highest = |worst: &Worst| worst.avoidable.unwrap_or(0.0).max(worst.on_every_way.unwrap_or(0.0));
            assert!(close(one, highest(worst)), "{one} {worst:?}");
            assert!(two <= highest(&of_two) + 1e-9, "{two} {of_two:?}");
            reached += u32::from(two < 1.0 - 1e-9 && two >= highest(&of_two) - 1e-4);
        }
    }
    assert!(reached >= 3, "the bound is reached where two share nothing: {reached}");
    let all = Worst { wait_min: 15, avoidable: Some(0.3), on_every_way: None, best_avoidable: Some(0.2) };
    assert_eq!(all.by_several(1), all);
    assert_eq!(all.by_several(4), Worst { avoidable: Some(1.0), best_avoidable: Some(0.8), ..all });
    assert_eq!(all.by_several(0).avoidable, Some(0.0));
}

/// χ² of counts against probabilities, in standard deviations from what chance gives.
fn chi_square(counts: &[u32], expected: &[f64]) -> f64 {
    let all: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let possible = expected.iter().filter(|p| **p > 0.0).count() as f64;
    let sum: f64 =
        counts.iter().zip(expected).filter(|(_, p)| **p > 0.0).map(|(count, p)| (f64::from(*count) - all * p).powi(2) / (all * p)).sum();
    (sum - (possible - 1.0)) / (2.0 * (possible - 1.0)).sqrt()
}

#[test]
fn draws_follow_the_mix_and_the_minutes_are_even() {
    // So many that minutes taken from a byte without rejection would show.
    const DRAWS: usize = 600_000;
    let ways = [way(&[(0, 0), (1, 5)]), way(&[(0, 0), (2, 5)])];
    let advice = Game::new(&ways, &choices(2, 5)).unwrap().advise(Effort::ExtraMin(1.0), 1.0).unwrap();
    let mut by_choice = vec![0u32; advice.mix.len()];
    let mut by_minute = [0u32; QUARTER_MIN as usize];
    let mut before = None;
    let mut repeated = 0u32;
    for _ in 0..DRAWS {
        let drawn = advice.draw();
        by_choice[drawn.choice] += 1;
        by_minute[usize::from(drawn.minute)] += 1;
        repeated += u32::from(before == Some(drawn.choice));
        before = Some(drawn.choice);
    }
    assert!(by_choice.iter().zip(&advice.mix).all(|(count, p)| *count == 0 || *p > 0.0));
    // Chance exceeds this less than once in 100,000 runs.
    assert!(chi_square(&by_choice, &advice.mix) < 9.0, "{by_choice:?} {:?}", advice.mix);
    assert!(chi_square(&by_minute, &[1.0 / 15.0; 15]) < 9.0, "{by_minute:?}");
    // Independent draws repeat as often as the mix has it.
    let same: f64 = advice.mix.iter().map(|p| p * p).sum();
    assert!(chi_square(&[repeated, DRAWS as u32 - repeated], &[same, 1.0 - same]) < 15.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_draw_is_one_of_the_choices_and_the_effort_is_kept(
        passes in prop::collection::vec(prop::collection::vec((0u32..12, 0u16..40), 1..8), 1..4),
        quarters in 1u16..8,
        extra in prop::option::of(1e-3f64..12.0),
        efforts in prop::collection::vec(-5.0f64..20.0, 32),
        followed in prop::sample::select(vec![1.0, 0.6]),
    ) {
        let ways: Vec<Way> = passes.iter().map(|passes| way(passes)).collect();
        let mut choices = choices(ways.len(), quarters);
        for (choice, effort) in choices.iter_mut().zip(efforts) {
            choice.effort_min = effort;
        }
        let habit = [Departure { way: 0, leave_min: 432, weight: 1.0 }];
        let game = Game::with_habit(&ways, &choices, &habit).unwrap();
        let advice = game.advise(extra.map_or(Effort::Any, Effort::ExtraMin), followed).unwrap();
        prop_assert!((advice.mix.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(advice.mix.iter().all(|p| *p >= 0.0));
        prop_assert!(matches!(advice.method, Method::Solved { gap } if gap <= GAP_MAX), "{:?}", advice);
        if let Some(extra) = extra {
            // Over all days, of which the others ask for nothing.
            prop_assert!(followed * (advice.effort_min - game.least_effort_min()) <= extra + 1e-6);
        }
        for _ in 0..50 {
            let drawn = advice.draw();
            prop_assert!(advice.mix[drawn.choice] > 0.0 && drawn.minute < QUARTER_MIN);
        }
        for worst in advice.met {
            let highest = worst.avoidable.unwrap_or(0.0).max(worst.on_every_way.unwrap_or(0.0));
            prop_assert!(highest <= 1.0 + 1e-9 && highest > 0.0 || worst.avoidable == Some(0.0));
        }
    }
}
