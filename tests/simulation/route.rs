//! What the simulation of route advice finds among many invented people (`pana_core::route::simulate`), and what of it has to hold.

#![allow(clippy::unwrap_used)]

use pana_core::route::{
    Estimate, HEDGE_FACTOR, Observer, SIMULATED_EXTRA_MIN, SIMULATED_FOLLOWED, Simulation, Strategy, WAITS_MIN, simulate,
};
use pana_tests::chance::{count, figure, only_seed};

/// Days that each is watched.
const DAYS: u16 = 200;
const THREADS: usize = 2;

#[test]
fn who_follows_the_advice_is_met_no_more_often_than_it_says() {
    let people = u32::try_from(count(24, 1_000)).unwrap();
    let found = simulate(only_seed().unwrap_or(1), people, DAYS, THREADS, &mut |_| {});
    print(&found);

    assert_eq!(found.unproven, 0);
    assert!(found.extra_most_min <= SIMULATED_EXTRA_MIN + 1e-6, "{}", found.extra_most_min);
    assert!(found.over_bound_most <= 0.001, "{} above {HEDGE_FACTOR} times the best", found.over_bound_most);
    for (place, worst) in found.worst.iter().enumerate() {
        let (wait_min, advised) = (worst.wait_min, worst.advised.mean);
        for observer in Observer::ALL {
            let met = found.met(Strategy::Advised, observer)[place].mean;
            assert!(met <= advised + 0.01, "{observer:?} at {wait_min} min meets {met}, worst case {advised}");
        }
        let uniform = worst.uniform.mean;
        assert!(advised <= 0.85 * uniform, "{wait_min} min: {advised} and {uniform}");
    }
    // Against an hour, and with all the effort there is, the bound costs more: the figures say how much.
    for hedge in found.hedges.iter().filter(|hedge| hedge.extra_min.is_some() || hedge.wait_min < 60) {
        assert!(hedge.bounded.mean <= hedge.unbounded.mean + 0.005, "{hedge:?}");
    }
    let half_an_hour = found.worst[1];
    assert_eq!(half_an_hour.wait_min, 30);
    assert!(found.longer.mean <= half_an_hour.advised.mean + 0.01, "a minute more: {} and {half_an_hour:?}", found.longer.mean);
}

/// Collects every figure.
fn print(found: &Simulation) {
    let waits = WAITS_MIN.map(|wait_min| wait_min.to_string()).join(", ");
    let people = found.people;
    for met in &found.met {
        let name = format!("route: {people} people, {:?} met by {:?}, % at {waits} min", met.strategy, met.observer);
        figure(&name, said(met.by_wait));
    }
    for taken in &found.efforts {
        let (mean, off) = (taken.extra_min.mean, taken.extra_min.off_95.unwrap_or(f64::NAN));
        figure(
            &format!("route: {people} people, {:?}, min a day beyond the least effort", taken.strategy),
            format!("{mean:.1} ± {off:.1}"),
        );
    }
    let worst = |name: &str, of: &dyn Fn(usize) -> Estimate| {
        figure(&format!("route: worst case {name}, % at {waits} min"), said((0..WAITS_MIN.len()).map(of)));
    };
    worst("advised", &|wait| found.worst[wait].advised);
    worst("uniform over the cheapest", &|wait| found.worst[wait].uniform);
    worst("best", &|wait| found.worst[wait].best);
    figure("route: worst case advised, % at 31 min", said([found.longer]));
    for hedges in found.hedges.chunks(WAITS_MIN.len()) {
        let effort = hedges[0].extra_min.map_or("any effort".to_owned(), |extra_min| format!("{extra_min} min beyond the least"));
        let followed = 100.0 * SIMULATED_FOLLOWED;
        let name = |what: &str| format!("route: {followed:.0} % followed, {effort}, hedged{what}, % at {waits} min");
        figure(&name(""), said(hedges.iter().map(|hedge| hedge.bounded)));
        figure(&name(" without the bound on v"), said(hedges.iter().map(|hedge| hedge.unbounded)));
    }
}

fn said(of: impl IntoIterator<Item = Estimate>) -> String {
    let percent = |one: Estimate| format!("{:.1} ± {:.1}", 100.0 * one.mean, 100.0 * one.off_95.unwrap_or(f64::NAN));
    of.into_iter().map(percent).collect::<Vec<_>>().join(", ")
}
