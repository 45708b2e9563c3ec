//! What one step of the ladder takes. Printed and collected, never asserted: the machine decides. The goal is 50 µs.

#![allow(clippy::unwrap_used)]

use pana_core::alert::{Abilities, CONTACTS_MAX, Contact, Effect, Event, Fix, Kit, Manner, RadioResult, Run, TIER_WAIT_S};
use pana_core::language::Language;
use pana_core::{Moment, Now, Uptime};
use pana_tests::chance::figure;
use std::collections::VecDeque;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Runs that are measured; the first warms the caches and does not count.
const RUNS: usize = 6;
const TIERS: u8 = 4;

/// What steps of one kind took.
#[derive(Default)]
struct Measured {
    steps: Vec<Duration>,
    /// A step that tells a whole tier writes a message to each of it.
    telling: Vec<Duration>,
    told: usize,
    saving: Vec<Duration>,
    saved_bytes: usize,
}

#[test]
fn what_a_step_takes() {
    for contacts in [20, CONTACTS_MAX] {
        let mut measured = Measured::default();
        for run in 0..RUNS {
            let once = live(contacts);
            if run > 0 {
                measured.steps.extend(once.steps);
                measured.telling.extend(once.telling);
                measured.told += once.told;
                measured.saving.extend(once.saving);
                measured.saved_bytes = once.saved_bytes;
            }
        }
        let Measured { steps, telling, told, saving, saved_bytes } = measured;
        let figure = |what: &str, value: String| figure(&format!("ladder, {contacts} contacts: {what}"), value);
        figure("a step (goal 50 µs)", spread(steps));
        figure("telling one contact, in a step that tells many", micros(telling.iter().sum::<Duration>() / u32::try_from(told).unwrap()));
        figure("a step that tells a tier (goal 50 µs)", spread(telling));
        figure(&format!("saving, {saved_bytes} bytes"), spread(saving));
    }
}

/// An alert from the press until everyone was told and nobody answered, with everything that happens meanwhile.
fn live(contacts: usize) -> Measured {
    let kit = Kit { name: "Айгүл".into(), latin: "Aigul".into(), contacts: (0..contacts).map(contact).collect() };
    let mut now = Now { wall: Moment::new(1_790_000_000_000, 300).unwrap(), uptime: Uptime { boot: [1; 16], nanos: 0 } };
    let mut measured = Measured::default();
    let (mut run, _) = Run::press(&kit, Abilities::ANDROID, 7, now);
    for second in 0..TIER_WAIT_S * (u64::from(TIERS) + 1) {
        now = Now {
            wall: Moment::new(now.wall.utc_ms() + 1_000, 300).unwrap(),
            uptime: Uptime { nanos: now.uptime.nanos + 1_000_000_000, ..now.uptime },
        };
        let fix = Fix { lat: 43.2, lon: 76.9, accuracy_m: 20, at: now.wall };
        let writes = Event::Received { from: format!("+770100{:05}", second % 300), text: "Где ты? Я выхожу.".into() };
        let mut events = VecDeque::from([Event::Tick, Event::Located(fix), writes]);
        while let Some(event) = events.pop_front() {
            let began = Instant::now();
            let (after, effects) = black_box(run.step(&kit, black_box(&event), now));
            let took = began.elapsed();
            run = after;
            let told = effects.iter().filter(|effect| matches!(effect, Effect::SendSms { .. })).count();
            if told > 1 {
                measured.telling.push(took);
                measured.told += told;
            } else {
                measured.steps.push(took);
            }
            for effect in effects {
                if let Effect::SendSms { send, .. } = effect {
                    events.extend([Event::Radio { send, result: RadioResult::Handed }, Event::Delivered { send }]);
                }
            }
        }
        let began = Instant::now();
        let saved = serde_json::to_vec(&run).unwrap();
        measured.saving.push(began.elapsed());
        measured.saved_bytes = saved.len();
    }
    measured
}

fn contact(n: usize) -> Contact {
    let language = Language::ALL[n % Language::ALL.len()];
    Contact {
        tier: 1 + n as u8 % TIERS,
        manner: Manner { language, polite: n.is_multiple_of(2), quiet: n.is_multiple_of(5) },
        harmless: "нан ал".into(),
        key: n.is_multiple_of(3).then_some([9; 32]),
        ..Contact::new(format!("{n:08}").parse().unwrap(), &format!("Контакт {n}"), &format!("+770100{n:05}"), language)
    }
}

fn spread(mut of: Vec<Duration>) -> String {
    of.sort_unstable();
    let at = |percent: usize| micros(of[(of.len() - 1) * percent / 100]);
    format!("median {}, 99 % within {}, worst {}, of {}", at(50), at(99), at(100), of.len())
}

fn micros(of: Duration) -> String {
    format!("{:.1} µs", of.as_secs_f64() * 1e6)
}
