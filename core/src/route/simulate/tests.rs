use super::super::game::{Choice, PASSES_MAX, QUARTER_MIN};
use super::*;
use std::collections::BTreeSet;

#[test]
fn the_generator_is_the_published_one() {
    // The first outputs for the state 0, as in the reference by Vigna.
    let mut generator = Generator(0);
    let first = [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f];
    assert_eq!(first.map(|_| generator.number()), first);
    let units: Vec<f64> = (0..10_000).map(|_| generator.unit()).collect();
    assert!(units.iter().all(|unit| (0.0..1.0).contains(unit)));
    assert!((units.iter().sum::<f64>() / 10_000.0 - 0.5).abs() < 0.01);
}

#[test]
fn a_seed_gives_its_people_on_any_number_of_threads_and_others_give_others() {
    let found = simulate(5, 3, 40, 1, &mut |_| {});
    assert_eq!(simulate(5, 3, 40, 3, &mut |_| {}), found);
    assert_eq!(simulate(5, 3, 40, 0, &mut |_| {}), found);
    assert_ne!(simulate(6, 3, 40, 1, &mut |_| {}), found);
    assert_ne!(simulate(5, 1, 40, 1, &mut |_| {}).met, found.met);
    let [one, other] = [0, 1].map(|person| Lived::new(5, person, 40).there_and_back);
    assert_ne!(one, other);
}

#[test]
fn progress_counts_people() {
    let mut said = vec![];
    let found = simulate(1, 3, 0, 2, &mut |done| said.push(done));
    assert_eq!(said, [1, 2, 3]);
    // Who was not watched was not met, and the rest does not need days.
    assert!(found.met.iter().flat_map(|met| met.by_wait).all(|share| share.mean == 0.0));
    assert_eq!((found.people, found.days, found.unproven), (3, 0, 0));
    assert_eq!(found.met.len(), Strategy::ALL.len() * Observer::ALL.len());
}

#[test]
fn people_are_made_as_said() {
    for person in 0..50 {
        let mut generator = Generator::of(3, person);
        let there = Direction::new(&mut generator);
        let back = there.turned_round(&mut generator);
        for direction in [&there, &back] {
            assert!((2..=5).contains(&direction.ways.len()));
            for way in &direction.ways {
                let minutes: Vec<u16> = way.passes.iter().map(|pass| pass.after_min).collect();
                let (least, most) = (minutes.iter().min().unwrap(), minutes.iter().max().unwrap());
                assert!(*least == 0 && (15..=40).contains(most) && minutes.len() < PASSES_MAX);
            }
            let quarters: BTreeSet<u16> = direction.choices.iter().map(|choice| choice.leave_min).collect();
            assert!((8..=14).contains(&quarters.len()));
            assert!(!direction.avoidable.is_empty() && direction.avoidable.iter().all(|cell| cell.0 > 1), "not the doors");
        }
        let ends = |direction: &Direction| direction.ways.iter().map(|way| way.passes[0].cell).collect::<BTreeSet<_>>();
        assert!(ends(&there).len() == 1 && ends(&back).len() == 1 && ends(&there) != ends(&back));
    }
}

/// A direction, advice on it, and so many days of a strategy by its seed.
fn days(strategy: Strategy, count: usize) -> (Direction, Game, Vec<f64>, Vec<people::Gone>) {
    let mut generator = Generator::of(1, 0);
    let direction = Direction::new(&mut generator);
    let game = Game::new(&direction.ways, &direction.choices).unwrap();
    let advice = game.advise(Effort::ExtraMin(SIMULATED_EXTRA_MIN), 1.0).unwrap();
    let gone = direction.days(strategy, &advice, &vec![true; count], &mut generator);
    (direction, game, advice.mix, gone)
}

fn choice_of(choices: &[Choice], gone: &people::Gone) -> usize {
    let taken = |choice: &Choice| choice.way == gone.way && (choice.leave_min..choice.leave_min + QUARTER_MIN).contains(&gone.left_min);
    choices.iter().position(taken).unwrap()
}

#[test]
fn what_is_advised_is_drawn_as_real_advice_is() {
    const DAYS: usize = 60_000;
    let (_, game, mix, gone) = days(Strategy::Advised, DAYS);
    let mut counts = vec![0.0; mix.len()];
    let mut minutes = [0.0; QUARTER_MIN as usize];
    for gone in &gone {
        let choice = choice_of(game.choices(), gone);
        counts[choice] += 1.0;
        minutes[usize::from(gone.left_min - game.choices()[choice].leave_min)] += 1.0;
    }
    // Five standard deviations: chance exceeds them in a run of these, which always is the same, not at all.
    let follows = |count: f64, p: f64| (count - p * DAYS as f64).abs() <= 5.0 * (DAYS as f64 * p * (1.0 - p)).sqrt();
    assert!(counts.iter().zip(&mix).all(|(count, p)| follows(*count, *p)), "{counts:?} {mix:?}");
    assert!(minutes.iter().all(|count| follows(*count, 1.0 / 15.0)), "{minutes:?}");
    assert!(mix.iter().filter(|p| **p > 0.0).count() > 3);
}

#[test]
fn strategies_do_what_their_names_say() {
    let taken = |strategy| {
        let (_, game, _, gone) = days(strategy, 400);
        gone.iter().map(|gone| choice_of(game.choices(), gone)).collect::<Vec<usize>>()
    };
    let rotation = taken(Strategy::Rotation);
    assert!(rotation.windows(11).all(|days| days[0] == days[10]) && rotation[..10].iter().collect::<BTreeSet<_>>().len() == 10);
    let other = taken(Strategy::NeverLikeYesterday);
    assert!(other.windows(2).all(|days| days[0] != days[1]));
    let uniform = taken(Strategy::Uniform);
    assert!(uniform.windows(2).any(|days| days[0] == days[1]));
    assert_eq!(uniform.iter().collect::<BTreeSet<_>>().len(), days(Strategy::Uniform, 1).1.choices().len());
}

#[test]
fn the_advice_keeps_its_effort_and_any_choice_takes_more() {
    let found = simulate(2, 8, 200, 2, &mut |_| {});
    let of = |strategy| found.efforts.iter().find(|taken| taken.strategy == strategy).unwrap().extra_min.mean;
    // A minute off the quarter-hour's beginning counts up to a quarter of a minute, either way.
    assert!(of(Strategy::Advised) <= SIMULATED_EXTRA_MIN + 1.75, "{}", of(Strategy::Advised));
    assert!(of(Strategy::Uniform) > of(Strategy::Advised) + 1.0, "{:?}", found.efforts);
    assert!(found.extra_most_min <= SIMULATED_EXTRA_MIN + 1e-6);
}

#[test]
fn an_observer_sees_through_what_repeats() {
    let met = |strategy| {
        let (direction, _, _, gone) = days(strategy, 400);
        observers::met(&direction, &gone, 15)
    };
    let [most_common, markov, compression] = met(Strategy::Rotation);
    assert!(most_common < 0.4 && markov > 0.6 && compression > most_common, "{most_common} {markov} {compression}");
    assert!(met(Strategy::Habit).iter().all(|met| *met > 0.3));
    // Who always goes alike is met on every day but the first.
    let (direction, _, _, gone) = days(Strategy::Habit, 1);
    for met in observers::met(&direction, &vec![gone[0]; 50], 15) {
        assert!((met - 0.98).abs() < 1e-9);
    }
}

#[test]
fn an_interval_is_of_people() {
    let figures = Lived::new(1, 0, 10).there_and_back[0].clone();
    let one = |there: f64, back: f64| Lived { there_and_back: [there, back].map(|longer| Figures { longer, ..figures.clone() }) };
    let of = |lived: &[Lived]| Estimate::of(lived, &|one| one.longer);
    let two = of(&[one(0.1, 0.3), one(0.3, 0.5)]);
    // Means 0.2 and 0.4: a standard deviation of 0.1 · √2, an error of 0.1.
    assert!((two.mean - 0.3).abs() < 1e-9 && (two.off_95.unwrap() - 0.196).abs() < 1e-9);
    assert_eq!(of(&[one(0.1, 0.3)]).off_95, None);
}
