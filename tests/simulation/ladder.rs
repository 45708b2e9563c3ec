//! Random events drive the ladder, kills included; a model that knows only the events says what may be claimed.
//!
//! `PANA_SEED=n` plays one seed again, `PANA_TEST_LONG=1` runs the long count.

#![allow(clippy::unwrap_used)]

use pana_core::alert::{
    Abilities, Contact, DELAY_S, Effect, Event, Fix, Kit, Manner, Next, PartView, Phase, RadioResult, Run, RunView, Screen, TIER_WAIT_S,
    UPDATE_GAP_S, UPDATES_MAX, segments,
};
use pana_core::incident::Id;
use pana_core::language::Language;
use pana_core::{Moment, Now, Uptime};
use pana_tests::chance::{Chance, count, figure, for_each_seed};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

/// Random events of one run, before time alone takes it to its end.
const EVENTS: usize = 250;
const NAMES: [&str; 3] = ["Апа", "Дос", "Сосед"];
const HARMLESS: &str = "нан ал";

#[test]
fn nothing_is_claimed_that_did_not_happen() {
    let events = AtomicU64::new(0);
    for_each_seed(count(240, 4_200), |seed| {
        for (n, abilities) in [Abilities::ANDROID, Abilities::ANDROID_STORE, Abilities::IOS].into_iter().enumerate() {
            let mut phone = Phone::new(abilities, Chance::new(seed * 3 + n as u64));
            phone.live();
            events.fetch_add(phone.events, Ordering::Relaxed);
        }
    });
    figure("random events of the ladder", events.into_inner());
}

#[test]
fn a_place_found_after_the_clock_was_set_back_is_told() {
    let mut chance = Chance::new(0);
    let kit = Kit { name: "Айгүл".into(), latin: "Aigul".into(), contacts: vec![contact(0, &mut chance)] };
    let at = |utc_ms, seconds: u64| {
        let uptime = Uptime { boot: [1; 16], nanos: seconds * 1_000_000_000 };
        Now { wall: Moment::new(utc_ms, 300).unwrap(), uptime }
    };
    let fix = |lat, now: Now| Event::Located(Fix { lat, lon: 76.9, accuracy_m: 20, at: now.wall });
    let pressed = at(1_790_000_000_000, 1);
    let (run, _) = Run::press(&kit, Abilities::ANDROID, 7, pressed);
    let (run, _) = run.step(&kit, &fix(43.2, pressed), pressed);
    let set_back = at(pressed.wall.utc_ms() - 7_200_000, 2);
    let (run, _) = run.step(&kit, &fix(43.3, set_back), set_back);
    let (_, effects) = run.step(&kit, &Event::Tick, at(set_back.wall.utc_ms() + 10_000, 12));
    let told = effects.iter().find_map(|effect| if let Effect::SendSms { text, .. } = effect { Some(text) } else { None }).unwrap();
    assert!(told.contains("43.30000"), "{told}");
}

#[test]
fn a_place_found_right_after_an_update_is_told_as_soon_as_it_may_be() {
    let mut chance = Chance::new(0);
    let kit = Kit { name: "Айгүл".into(), latin: "Aigul".into(), contacts: vec![contact(0, &mut chance)] };
    let at = |seconds: u64| {
        let uptime = Uptime { boot: [1; 16], nanos: seconds * 1_000_000_000 };
        Now { wall: Moment::new(1_790_000_000_000 + seconds.cast_signed() * 1_000, 300).unwrap(), uptime }
    };
    let is_update = |effect: &Effect| matches!(effect, Effect::SendSms { text, .. } if kind_of(text) == Kind::Update);
    let (run, _) = Run::press(&kit, Abilities::ANDROID, 7, at(0));
    let (run, effects) = run.step(&kit, &Event::Tick, at(10));
    let Some(Effect::SendSms { send, .. }) = effects.iter().find(|effect| matches!(effect, Effect::SendSms { .. })) else { panic!("told") };
    let (run, _) = run.step(&kit, &Event::Radio { send: *send, result: RadioResult::Handed }, at(11));
    let (run, effects) = run.step(&kit, &Event::SendUpdate { token: true }, at(20));
    assert!(effects.iter().any(is_update));
    let found = Event::Located(Fix { lat: 43.2, lon: 76.9, accuracy_m: 20, at: at(21).wall });
    let (run, effects) = run.step(&kit, &found, at(21));
    assert!(!effects.iter().any(is_update));
    let Some(Effect::WakeAt(wake)) = effects.last() else { panic!("no wake") };
    assert_eq!(*wake, at(20 + UPDATE_GAP_S).uptime);
    let (_, effects) = run.step(&kit, &Event::Tick, at(20 + UPDATE_GAP_S));
    assert!(effects.iter().any(is_update));
}

/// One message to one contact, as the model knows it.
struct Sent {
    contact: Id,
    kind: Kind,
    is_first: bool,
    /// With the radio: no report yet.
    open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
enum Kind {
    Alert,
    Start,
    Missed,
    Update,
    Safe,
    Harmless,
}

/// What the events allow to claim of one contact.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each event has happened or not")]
struct Known {
    asked: bool,
    handed: bool,
    delivered: bool,
    answered: bool,
    safe_told: u32,
    /// Sends of the same text to the same number since the last failure.
    since_failure: HashMap<String, u32>,
}

struct Phone {
    chance: Chance,
    abilities: Abilities,
    kit: Kit,
    now: Now,
    run: Run,
    saved: String,
    sent: HashMap<u32, Vec<Sent>>,
    known: HashMap<Id, Known>,
    answer: Option<String>,
    wake: Option<Uptime>,
    tiers_told: Vec<u8>,
    dial_offered: bool,
    stopped_by_other: bool,
    /// Whom a check-in names: told before any tier.
    named: Option<Id>,
    /// Numbers of the updates since she was last safe.
    updates: HashSet<String>,
    events: u64,
}

impl Phone {
    fn new(abilities: Abilities, mut chance: Chance) -> Self {
        let contacts = (0..chance.below(6)).map(|n| contact(n, &mut chance)).collect();
        let kit = Kit { name: "Айгүл".into(), latin: "Aigul".into(), contacts };
        let now = Now { wall: Moment::new(1_790_000_000_000, 300).unwrap(), uptime: Uptime { boot: [1; 16], nanos: 1_000_000_000 } };
        let named = kit.contacts.first().map(|contact| contact.id.clone()).filter(|_| chance.happens(70));
        let minutes = *chance.pick(&[5, 11, 20, 29]);
        let due = Moment::new(now.wall.utc_ms() + minutes * 60_000, 300).unwrap();
        let is_check_in = chance.happens(40);
        let (run, effects) = if is_check_in {
            Run::check_in(&kit, abilities, 7, named.as_ref(), due, now).unwrap()
        } else {
            Run::press(&kit, abilities, 7, now)
        };
        let known = kit.contacts.iter().map(|contact| (contact.id.clone(), Known::default())).collect();
        let mut phone = Self {
            chance,
            abilities,
            kit,
            now,
            saved: serde_json::to_string(&run).unwrap(),
            run,
            sent: HashMap::new(),
            known,
            answer: None,
            wake: None,
            tiers_told: Vec::new(),
            dial_offered: false,
            stopped_by_other: false,
            named: named.filter(|_| is_check_in),
            updates: HashSet::new(),
            events: 0,
        };
        assert_eq!(effects[0], Effect::Show(if is_check_in { Screen::CheckIn } else { Screen::Countdown }));
        phone.carry_out(effects);
        phone
    }

    fn live(&mut self) {
        for _ in 0..EVENTS {
            if self.run.is_over() {
                break;
            }
            self.something_happens();
            self.judge();
        }
        self.come_to_an_end();
    }

    fn something_happens(&mut self) {
        match self.chance.below(100) {
            0..30 => self.time_passes(),
            30..55 => self.radio_reports(),
            55..62 => self.network_delivers(),
            62..74 => self.someone_writes(),
            74..80 => self.phone_is_located(),
            80..84 => self.is_killed(),
            84..88 => self.give(&Event::Press),
            88..91 => self.someone_stops_it(),
            91..93 => self.she_says_who_answered(),
            93..95 => {
                let token = self.chance.happens(50);
                self.give(&Event::SendUpdate { token });
            }
            95..96 if self.chance.happens(20) && !self.kit.contacts.is_empty() => {
                let gone = self.chance.below(self.kit.contacts.len());
                self.kit.contacts.remove(gone);
                self.give(&Event::Tick);
            }
            95..96 => self.give(&Event::Cancel { token: true }),
            96..97 => self.deadline_moves(),
            97..98 => self.give(&Event::Safe { token: true }),
            _ => self.clock_is_set_back(),
        }
    }

    fn give(&mut self, event: &Event) {
        self.events += 1;
        // A press looks like any other, and what she does with her token ends the pretence.
        let is_hers = matches!(event, Event::Press | Event::Cancel { token: true } | Event::Safe { token: true });
        self.stopped_by_other &= !is_hers;
        let counted_down = self.run.view(&self.kit, self.now).countdown_s.is_some();
        let was_safe = self.run.phase() == Phase::Safe;
        let (run, effects) = self.run.clone().step(&self.kit, event, self.now);
        let was_stopped = matches!(event, Event::Cancel { token: true } | Event::Safe { token: true });
        if counted_down && !was_stopped && run.view(&self.kit, self.now).countdown_s.is_none() {
            // Another press is another alert, even if it reads the same.
            if was_safe {
                self.updates.clear();
            }
            for known in self.known.values_mut() {
                known.since_failure.clear();
                if was_safe {
                    *known = Known { asked: known.asked, ..Known::default() };
                }
            }
        }
        self.saved = serde_json::to_string(&run).unwrap();
        self.run = run;
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::SendSms { send, contact, number, text, sim } => {
                    assert!(self.abilities.silent_send, "a message was to go out by itself on a phone that can't");
                    assert!(sim < self.abilities.sims.max(1));
                    assert_eq!(segments(&text).len(), 1, "{text}");
                    assert_eq!(self.kit.contact(&contact).unwrap().number, number);
                    self.note_sent(send, vec![contact], &text);
                }
                Effect::OpenSheet { send, numbers, text } => {
                    assert!(!self.abilities.silent_send && !self.stopped_by_other, "a sheet opened where it must not");
                    let to = numbers.iter().map(|number| self.kit.contact_of(number).unwrap().id.clone()).collect();
                    self.note_sent(send, to, &text);
                }
                Effect::WakeAt(at) => {
                    assert_eq!(at.boot, self.now.uptime.boot);
                    assert!(at.nanos > self.now.uptime.nanos, "woken for what is due already: it would never sleep");
                    self.wake = Some(at);
                }
                Effect::OfferDial(numbers) => {
                    assert_eq!(numbers, ["102", "103", "112", "111"]);
                    assert!(!self.stopped_by_other, "whoever stopped it is shown that it runs");
                    self.dial_offered = true;
                }
                Effect::Show(screen) => {
                    let shows_alert = matches!(screen, Screen::Running | Screen::Ended | Screen::CheckIn);
                    assert!(!(self.stopped_by_other && shows_alert), "whoever stopped it is shown {screen:?}");
                }
                Effect::Notify(_) => assert!(!self.stopped_by_other, "whoever stopped it is reminded of it"),
                Effect::AskLocation | Effect::StopLocation => {}
            }
        }
    }

    fn note_sent(&mut self, send: u32, to: Vec<Id>, text: &str) {
        let kind = kind_of(text);
        let is_first = !text.starts_with('№') && !text.starts_with(|c: char| c.is_ascii_digit());
        for contact in &to {
            let tier = self.kit.contact(contact).unwrap().tier;
            let known = self.known.get_mut(contact).unwrap();
            let times = known.since_failure.entry(text.to_owned()).or_default();
            *times += 1;
            assert!(kind == Kind::Harmless || *times == 1, "twice without a failure between: {text}");
            match kind {
                Kind::Start => {
                    assert_eq!(self.named.as_ref(), Some(contact));
                    known.asked = true;
                }
                Kind::Alert | Kind::Missed if is_first => {
                    known.asked = true;
                    // Whoever a check-in names may be told before its turn.
                    if self.named.as_ref() != Some(contact) {
                        self.tiers_told.push(tier);
                    }
                }
                Kind::Safe => {
                    assert!(known.handed, "told that she is safe, and never that she is not");
                    known.safe_told += 1;
                }
                Kind::Update => assert!(known.handed, "an update to someone who knows of nothing"),
                Kind::Alert | Kind::Missed | Kind::Harmless => assert!(known.asked),
            }
        }
        if kind == Kind::Update && is_first {
            let number = text.split(':').next().and_then(|head| head.split_whitespace().last()).unwrap();
            self.updates.insert(number.trim_start_matches('№').to_owned());
            assert!(self.updates.len() <= usize::from(UPDATES_MAX), "more updates than promised");
        }
        if let Some(answer) =
            text.split_whitespace().last().filter(|_| text.contains("жауап") || text.contains("reply") || text.contains("ответь"))
        {
            self.answer = Some(answer.to_owned());
        }
        let sent = to.into_iter().map(|contact| Sent { contact, kind, is_first, open: true }).collect();
        assert!(self.sent.insert(send, sent).is_none(), "one number for two messages");
    }

    fn time_passes(&mut self) {
        let seconds = *self.chance.pick(&[0, 1, 5, 10, 30, 60, 120, 400]);
        self.wait(seconds * 1_000);
        self.give(&Event::Tick);
    }

    fn wait(&mut self, ms: u64) {
        self.now.uptime.nanos += ms * 1_000_000;
        self.now.wall = Moment::new(self.now.wall.utc_ms() + ms.cast_signed(), 300).unwrap();
    }

    fn clock_is_set_back(&mut self) {
        self.now.wall = Moment::new(self.now.wall.utc_ms() - 7_200_000, 300).unwrap();
        self.give(&Event::Tick);
    }

    fn open_sends(&self) -> Vec<u32> {
        let mut open: Vec<u32> = self.sent.iter().filter(|(_, sent)| sent[0].open).map(|(send, _)| *send).collect();
        open.sort_unstable();
        open
    }

    fn radio_reports(&mut self) {
        let open = self.open_sends();
        if open.is_empty() {
            return self.give(&Event::Radio { send: 9_999, result: RadioResult::Handed });
        }
        let send = *self.chance.pick(&open);
        if self.abilities.silent_send {
            let results =
                [RadioResult::Handed, RadioResult::Handed, RadioResult::NoService, RadioResult::RadioOff, RadioResult::LimitExceeded];
            let result = *self.chance.pick(&results);
            self.settle(send, Some(result == RadioResult::Handed));
            self.give(&Event::Radio { send, result });
        } else {
            let sent = if self.abilities.sheet_reports || self.chance.happens(50) { Some(self.chance.happens(70)) } else { None };
            self.settle(send, sent);
            self.give(&Event::SheetClosed { send, sent });
        }
    }

    /// What the model learns from a report, before the run hears of it.
    fn settle(&mut self, send: u32, handed: Option<bool>) {
        let Some(handed) = handed else { return };
        for sent in self.sent.get_mut(&send).unwrap() {
            sent.open = false;
            let known = self.known.get_mut(&sent.contact).unwrap();
            if !handed {
                known.since_failure.clear();
            } else if matches!(sent.kind, Kind::Alert | Kind::Start | Kind::Missed) && sent.is_first {
                known.handed = true;
            }
        }
    }

    fn network_delivers(&mut self) {
        let settled: Vec<u32> = self.sent.iter().filter(|(_, sent)| !sent[0].open).map(|(send, _)| *send).collect();
        let Some(send) = settled.iter().min().copied() else { return };
        if !self.abilities.delivery_receipts {
            return;
        }
        for sent in &self.sent[&send] {
            self.known.get_mut(&sent.contact).unwrap().delivered = true;
        }
        self.give(&Event::Delivered { send });
    }

    fn someone_writes(&mut self) {
        let numbers: Vec<String> = self.kit.contacts.iter().map(|contact| contact.number.clone()).chain(["+77779999999".into()]).collect();
        let from = self.chance.pick(&numbers).clone();
        let sender = self.kit.contact_of(&from).map(|contact| contact.id.clone());
        let answer = self.answer.clone().filter(|_| self.chance.happens(20));
        let text = match (&answer, self.chance.below(3)) {
            (Some(answer), _) => format!("иду! {answer}"),
            (None, 0) => "1".to_owned(),
            (None, 1) => "answered".to_owned(),
            (None, _) => "я занят".to_owned(),
        };
        if let Some(sender) = sender.filter(|_| answer.is_some() && self.abilities.receive) {
            let known = self.known.get_mut(&sender).unwrap();
            known.answered |= known.asked;
        }
        self.give(&Event::Received { from, text });
    }

    fn she_says_who_answered(&mut self) {
        let Some(contact) = self.kit.contacts.first().map(|contact| contact.id.clone()) else { return };
        let token = self.chance.happens(60);
        if token {
            self.known.get_mut(&contact).unwrap().answered = true;
        }
        self.give(&Event::Answered { contact, token });
    }

    fn phone_is_located(&mut self) {
        let step = u8::try_from(self.chance.below(100)).unwrap();
        let lat = 43.2 + f64::from(step) / 5_000.0;
        let (lat, lon) = if self.chance.happens(10) { (0.0, 0.0) } else { (lat, 76.9) };
        let age_ms = i64::try_from(self.chance.below(4)).unwrap() * 3_600_000;
        let at = Moment::new(self.now.wall.utc_ms() - age_ms, 300).unwrap();
        self.give(&Event::Located(Fix { lat, lon, accuracy_m: 20, at }));
    }

    fn deadline_moves(&mut self) {
        let due = Moment::new(self.now.wall.utc_ms() + 20 * 60_000, 300).unwrap();
        let was_waiting = self.run.phase() == Phase::Waiting;
        let Ok((run, effects)) = self.run.extend(&self.kit, due, self.now) else {
            assert!(!was_waiting, "a check-in that can't be moved");
            return;
        };
        assert!(was_waiting);
        for known in self.known.values_mut() {
            known.since_failure.clear();
        }
        self.stopped_by_other = false;
        self.saved = serde_json::to_string(&run).unwrap();
        self.run = run;
        self.carry_out(effects);
    }

    /// Whatever was not saved is gone, and so are reports on what was with the radio.
    fn is_killed(&mut self) {
        self.run = serde_json::from_str(&self.saved).unwrap();
        if self.chance.happens(40) {
            // No two boots have one id: what was counted in one says nothing in another.
            self.now.uptime = Uptime { boot: [self.now.uptime.boot[0].wrapping_add(1); 16], nanos: 1_000_000 };
            self.wait(20_000);
        }
        for send in self.open_sends() {
            self.settle(send, Some(false));
        }
        if self.abilities.background_wake && self.chance.happens(15) {
            // A permission was given or taken.
            self.abilities = *self.chance.pick(&[Abilities::ANDROID, Abilities::ANDROID_STORE]);
        }
        self.give(&Event::Resumed(self.abilities));
    }

    /// Someone with the second PIN. What the run does next must be what it would have done.
    fn someone_stops_it(&mut self) {
        let event = if self.chance.happens(50) { Event::Cancel { token: false } } else { Event::Safe { token: false } };
        let before = self.run.phase();
        let counts_down = self.run.view(&self.kit, self.now).countdown_s.is_some();
        self.stopped_by_other |= counts_down || !matches!(before, Phase::Safe | Phase::Cancelled);
        let kit = self.kit.clone();
        self.give(&event);
        assert_eq!(self.kit, kit);
        let is_ended = matches!(self.run.phase(), Phase::Safe | Phase::Cancelled);
        assert!(self.run.phase() == before || !is_ended, "the second PIN has ended an alert");
    }

    fn judge(&mut self) {
        let view = self.run.view(&self.kit, self.now);
        for contact in &view.contacts {
            let known = &self.known[&contact.contact];
            assert!(contact.answered.is_none() || known.answered, "answered, and nobody did");
            for part in [contact.first, contact.second] {
                assert!(part != PartView::Delivered || known.delivered, "delivered, and nobody said so");
                assert!(!matches!(part, PartView::Handed | PartView::Delivered) || known.handed || !self.abilities.silent_send);
            }
        }
        self.judge_tiers();
        self.judge_pending(&view);
        if view.phase == Phase::NobodyReached && !self.stopped_by_other {
            assert!(view.contacts.iter().all(|contact| contact.first != PartView::NotYet));
        }
    }

    /// No tier is told before everyone of the earlier ones was.
    fn judge_tiers(&self) {
        let Some(highest) = self.tiers_told.iter().max() else { return };
        for contact in self.kit.contacts.iter().filter(|contact| contact.tier < *highest) {
            assert!(self.known[&contact.id].asked, "tier {} was skipped", contact.tier);
        }
    }

    fn judge_pending(&self, view: &RunView) {
        if let Some(Next::Tier { in_s } | Next::LastTierEnds { in_s }) = view.next {
            assert!(in_s <= TIER_WAIT_S + DELAY_S, "a tier waits for {in_s} s");
        }
        if !self.abilities.silent_send {
            assert!(!matches!(view.next, Some(Next::Update { .. })), "an update is pending that needs her hand");
            assert!(view.contacts.iter().all(|contact| contact.first != PartView::Retrying), "a retry is pending that can't be");
        }
        let is_final = matches!(view.phase, Phase::Safe | Phase::Cancelled);
        assert!(!is_final || view.contacts.iter().all(|contact| contact.first != PartView::NotYet));
    }

    /// With nothing but time and reports, every run ends answered, safe, or with nobody reached and dialling offered.
    fn come_to_an_end(&mut self) {
        for _ in 0..60 {
            for send in self.open_sends() {
                if self.abilities.silent_send {
                    self.settle(send, Some(true));
                    self.give(&Event::Radio { send, result: RadioResult::Handed });
                }
            }
            self.wait(61_000);
            self.give(&Event::Tick);
            self.judge();
        }
        let phase = self.run.phase();
        let reached_end = matches!(phase, Phase::Answered | Phase::NobodyReached | Phase::Safe | Phase::Cancelled);
        assert!(reached_end, "still {phase:?}");
        if phase == Phase::NobodyReached && !self.stopped_by_other {
            assert!(self.dial_offered, "nobody reached, and no dialling offered");
        }
        if phase == Phase::Safe && self.abilities.silent_send {
            for (id, known) in self.known.iter().filter(|(id, _)| self.kit.contact(id).is_some()) {
                assert_eq!(known.safe_told > 0, known.handed, "safe is told to exactly those who were alarmed: {id}");
            }
        }
    }
}

fn contact(n: usize, chance: &mut Chance) -> Contact {
    let (language, number) = (*chance.pick(&Language::ALL), format!("+7701000000{n}"));
    Contact {
        tier: 1 + chance.below(3) as u8,
        manner: Manner { language, polite: chance.happens(50), quiet: chance.happens(30) },
        harmless: if chance.happens(50) { HARMLESS.into() } else { String::new() },
        key: chance.happens(30).then_some([9; 32]),
        ..Contact::new(format!("{n:08}").parse().unwrap(), NAMES[n % NAMES.len()], &number, language)
    }
}

fn kind_of(text: &str) -> Kind {
    let of = |words: [&str; 3]| words.iter().any(|word| text.contains(word));
    if of(["жолдамын", "в пути", "on my way"]) {
        Kind::Start
    } else if of(["хабар жоқ", "нет вестей", "no word, due"]) {
        Kind::Missed
    } else if text == HARMLESS {
        Kind::Harmless
    } else if of(["аманмын", "в безопасности", "I am safe"]) {
        Kind::Safe
    } else if of(["әлі керек", "ещё нужна", "Still need"]) {
        Kind::Update
    } else {
        // The second part of an update looks like that of an alert.
        Kind::Alert
    }
}
