//! How quick a large log is, and that it adds up.

#![allow(clippy::unwrap_used)]

use pana_core::incident::{Filter, Log, Milestones, Withdrawn};
use pana_core::vault::{Secret, Session};
use pana_tests::chance::{figure, long};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::large::{NUMBER, Size, WORDS, fill};
use pana_tests::real_vault::RealVault;
use std::path::Path;
use std::time::{Duration, Instant};

const PIN: &str = "pin-4829153-long";
/// Tries of which the quickest counts: whatever else the machine does makes a try longer, never shorter.
const TRIES: usize = 5;

#[test]
fn a_large_log_adds_up_and_answers_quickly() {
    let size = if long() { Size::FULL } else { Size::SMALL };
    // What a disk needs to sync a hundred thousand commits is not what is measured.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let mut clock = Clock::default();
    let place = RealVault::at(folder.path());
    let (mut vault, _) = place.create(PIN, None, clock.now()).unwrap();
    let mut session = vault.unlock(&Secret::Pin(pin(PIN)), clock.next()).unwrap();
    let begun = Instant::now();
    let filled = fill(&mut session, size, &clock, 1).unwrap();
    figure(&format!("{} incidents and {} acts written", size.incidents, size.acts), in_ms(begun.elapsed()));
    session.lock().unwrap();

    let mut session = vault.unlock(&Secret::Pin(pin(PIN)), clock.next()).unwrap();
    let stats = session.log().stats(&Filter::default(), &Milestones::default()).unwrap();
    assert_eq!((stats.incidents, stats.acts.exact, stats.acts.about), (filled.incidents, filled.exact, filled.about));
    let weeks: u64 = stats.weeks.iter().map(|week| week.acts.total()).sum();
    let hours: u64 = stats.hours.as_flattened().iter().map(|hour| hour.total()).sum();
    let bands: u64 = stats.bands.iter().map(|band| band.acts.total()).sum();
    assert_eq!([weeks, hours + stats.hour_unknown.total(), bands], [stats.acts.total(); 3]);

    timed(&mut session, size, "stats", |log| log.stats(&Filter::default(), &Milestones::default()).unwrap().incidents);
    let number = Filter { number: Some(NUMBER.to_owned()), ..Filter::default() };
    timed(&mut session, size, "stats of one number", |log| log.stats(&number, &Milestones::default()).unwrap().incidents);
    timed(&mut session, size, "list, first page", |log| log.list(Withdrawn::Hide, 50, None).unwrap().incidents.len() as u64);
    for words in [WORDS[0], WORDS[1], WORDS[2], "он", "о", "стоял парковке", "стоял зимородок", "стоял нигде", "8 701 000 00 00", "Кобелев"]
    {
        let found =
            timed(&mut session, size, &format!("search {words}"), |log| log.search(words, 50, None).unwrap().incidents.len() as u64);
        assert_eq!(found == 0, words.contains("нигде"), "{words}");
    }
    for (name, filter) in [
        ("kind", Filter { kind: pana_core::incident::Kind::from_id("threat"), ..Filter::default() }),
        ("number", number),
        ("place", Filter { place: Some("home".to_owned()), ..Filter::default() }),
        ("days", Filter { from: Some("2024-05-01".parse().unwrap()), to: Some("2024-05-31".parse().unwrap()), ..Filter::default() }),
    ] {
        timed(&mut session, size, &format!("list by {name}"), |log| {
            log.find("", &filter, Withdrawn::Hide, 50, None).unwrap().incidents.len() as u64
        });
    }
}

/// Prints the first and the quickest time, and the quickest that a processor was at it; returns what came out.
fn timed(session: &mut Session, size: Size, name: &str, work: impl Fn(&Log<'_>) -> u64) -> u64 {
    let (mut times, mut at_work) = (Vec::new(), Vec::new());
    let mut outcome = 0;
    for _ in 0..TRIES {
        let log = session.log();
        let (begun, worked) = (Instant::now(), time_at_work());
        outcome = work(&log);
        times.push(begun.elapsed());
        at_work.push(time_at_work().saturating_sub(worked));
    }
    let quickest = |times: &[Duration]| in_ms(times.iter().min().copied().unwrap_or_default());
    let figures = format!("{} (first {}, at work {})", quickest(&times), in_ms(times[0]), quickest(&at_work));
    figure(&format!("{name}, {} incidents and {} acts", size.incidents, size.acts), figures);
    outcome
}

/// How long a processor was at work for this thread; other programs do not count.
fn time_at_work() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

fn in_ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}
