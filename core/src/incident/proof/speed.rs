//! How long checks and proofs take over a log of the size that issue 4 names. Times are printed, not judged: they depend on the machine.

use super::super::act::Act;
use super::super::direction::Direction;
use super::super::series::ImportOrigin;
use super::super::testing::{Desk, draft, figure, later, long, now};
use super::super::{Kind, LogError, bench, verify};
use super::AnchorCheck;
use super::log::tree_of;
use crate::Now;
use std::time::Instant;

/// A log of this size is made in a long run, of a hundredth of it in every run.
const INCIDENTS: usize = 100_000;
const SERIES_ROWS: usize = 1_000_000;
const PROOFS: u16 = 1_000;

fn add_incidents(desk: &mut Desk, count: usize) {
    let said = |number| draft("visit", "2026-02-01T21:30+05:00", &format!("Он стоял у подъезда и ждал, {number} раз. Соседка видела."));
    bench::add_all(&mut desk.log(), (0..count).map(said), now()).unwrap();
}

fn import_calls(desk: &mut Desk, rows: usize) {
    let call = |n: usize| Act {
        direction: Direction::Missed,
        seconds: Some((n % 300) as u32),
        ..Act::new(Kind::CALL, seconds_later(7 * (SERIES_ROWS - n)).wall, format!("+7701{:07}", n % 12))
    };
    let mut next = 0;
    let mut batch = || {
        let from = next;
        next = rows.min(from + 10_000);
        Ok::<_, LogError>((from < next).then(|| (from..next).map(call).collect()))
    };
    let at = seconds_later(INCIDENTS);
    desk.log().take_acts(&ImportOrigin { name: "calls.csv", format: "csv" }, &mut batch, at).unwrap();
}

fn seconds_later(seconds: usize) -> Now {
    later(now(), i64::try_from(seconds).unwrap() * 1_000)
}

fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed().as_secs_f64(), done)
}

/// Seconds that all threads of this process were on a processor: what a busy machine takes, too.
fn busy_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let hundredths = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(f64::NAN);
    (hundredths(11) + hundredths(12)) / 100.0
}

#[test]
fn checks_and_proofs_of_a_large_log_hold_and_their_times_are_printed() {
    let part = if long() { 1 } else { 100 };
    let mut desk = Desk::new();
    add_incidents(&mut desk, INCIDENTS / part);
    import_calls(&mut desk, SERIES_ROWS / part);
    let made = desk.log().make_anchor(seconds_later(2 * INCIDENTS)).unwrap();
    let size = format!("{} incidents, {} series rows", INCIDENTS / part, SERIES_ROWS / part);

    let busy = busy_seconds();
    let (taken, damaged) = seconds(|| verify(&desk.db).unwrap());
    assert_eq!(damaged, []);
    let took = |taken: f64, busy: f64| format!("{taken:.2} s, {:.2} s of processor", busy_seconds() - busy);
    figure(&format!("history and tree computed anew, all tables compared with them, {size}"), took(taken, busy));
    let busy = busy_seconds();
    let (taken, (tree, _)) = seconds(|| tree_of(&desk.db).unwrap());
    figure(&format!("history and tree computed anew, {size}"), took(taken, busy));
    assert_eq!(desk.log().check_anchor(&made.anchor).unwrap(), AnchorCheck::Unchanged);

    let log = desk.log();
    let prover = log.prover().unwrap();
    assert_eq!(prover.size(), tree.size() as u64);
    let of_incidents = |n: u16| (usize::from(n) * 31 % (INCIDENTS / part)) as u64;
    let (taken, proofs) = seconds(|| (0..PROOFS).map(|n| prover.prove(of_incidents(n), None, &[]).unwrap()).collect::<Vec<_>>());
    figure(&format!("one proof, {size}"), format!("{:.3} ms", taken / f64::from(PROOFS) * 1_000.0));
    proofs.iter().step_by(50).for_each(|proof| drop(proof.verify().unwrap()));
    let series = (INCIDENTS / part) as u64;
    let (taken, proof) = seconds(|| prover.prove(series, None, &[]).unwrap());
    figure("one proof of a record of 2,000 series rows", format!("{:.3} ms", taken * 1_000.0));
    proof.verify().unwrap();
    let (taken, proof) = seconds(|| prover.consistency(series / 2, None).unwrap());
    figure("one consistency proof", format!("{:.3} ms", taken * 1_000.0));
    proof.verify().unwrap();
}
