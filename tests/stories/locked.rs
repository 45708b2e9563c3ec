//! What works while the vault is locked, on real files: the panic button, check-ins and captures; and what of it the owner finds after unlocking.

#![allow(clippy::unwrap_used)]

use pana_core::alert::{Abilities, Book, CaptureError, CheckInError, Contact, Effect, Event, KitState, Phase, Phone, RadioResult, Screen};
use pana_core::incident::proof::HISTORY_PAGE_MAX;
use pana_core::incident::{Incident, Withdrawn};
use pana_core::language::Language;
use pana_core::vault::{CaptureKind, Notice, Secret, Session, VaultError};
use pana_tests::chance::figure;
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::sha256_hex;
use pana_tests::real_vault::RealVault;
use std::fs;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PIN: &str = "pin-4829153-long";
const SECOND_PIN: &str = "second-771204-long";

struct Place {
    _folder: TempDir,
    vault: RealVault,
    clock: Clock,
}

impl Place {
    /// A vault with two contacts, the second told if the first does not answer.
    fn new() -> Self {
        let mut place = Self::without_contacts();
        place.with(PIN, |session, _, _| {
            let mut book = Book::of(session);
            book.set_sender("Айгүл", None).unwrap();
            for (name, number, tier) in [("Апа", "8 701 000 00 01", 1), ("Дос", "8 701 000 00 02", 2)] {
                let contact = Contact::new("00000000".parse().unwrap(), name, number, Language::Kk);
                book.add_contact(&Contact { tier, harmless: "нан ал".into(), ..contact }).unwrap();
            }
        });
        place
    }

    fn without_contacts() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = RealVault::at(folder.path());
        let mut clock = Clock::default();
        vault.create(PIN, Some(SECOND_PIN), clock.next()).unwrap();
        Self { _folder: folder, vault, clock }
    }

    /// Unlocks, and locks again; `work` also gets what opens the phone beside the session.
    fn with<T>(&mut self, secret: &str, work: impl FnOnce(&mut Session, &mut Clock, &dyn Fn() -> Phone) -> T) -> T {
        let mut vault = self.vault.open(self.clock.next()).unwrap();
        let mut session = vault.unlock(&Secret::Pin(pin(secret)), self.clock.next()).unwrap();
        let (folders, device_key) = (self.vault.folders(), self.vault.device_key());
        let open = || Phone::open(folders.device.clone(), device_key.clone()).unwrap();
        let result = work(&mut session, &mut self.clock, &open);
        session.lock().unwrap();
        result
    }

    fn phone(&self) -> Phone {
        Phone::open(self.vault.folders().device, self.vault.device_key()).unwrap()
    }

    fn device_file(&self, name: &str) -> std::path::PathBuf {
        self.vault.path("device").join(name)
    }
}

fn texts(effects: &[Effect]) -> Vec<(String, String)> {
    let sent = |effect: &Effect| match effect {
        Effect::SendSms { number, text, .. } => Some((number.clone(), text.clone())),
        _ => None,
    };
    effects.iter().filter_map(sent).collect()
}

fn sends(effects: &[Effect]) -> Vec<u32> {
    let sent = |effect: &Effect| if let Effect::SendSms { send, .. } = effect { Some(*send) } else { None };
    effects.iter().filter_map(sent).collect()
}

fn incidents(session: &mut Session) -> Vec<Incident> {
    session.log().list(Withdrawn::Hide, 500, None).unwrap().incidents
}

fn actions(session: &mut Session) -> Vec<String> {
    let history = session.log().history(None, HISTORY_PAGE_MAX).unwrap();
    history.iter().filter_map(|entry| entry.action).map(str::to_owned).collect()
}

#[test]
fn the_button_needs_no_pin_and_each_step_outlives_a_kill() {
    let mut place = Place::new();
    let outcome = place.phone().press(Abilities::ANDROID, place.clock.now());
    assert!(outcome.saved && outcome.effects.contains(&Effect::Show(Screen::Countdown)));
    let now = place.clock.pass(Duration::from_secs(10));
    let outcome = place.phone().step(Event::Tick, None, now);
    let told = texts(&outcome.effects);
    assert_eq!(told.len(), 1);
    assert!(told[0].0 == "+77010000001" && told[0].1.starts_with("Айгүл: КӨМЕК"), "{told:?}");
    let _ = place.phone().step(Event::Radio { send: 0, result: RadioResult::Handed }, None, now);
    let outcome = place.phone().step(Event::Tick, None, place.clock.pass(Duration::from_mins(2)));
    assert!(texts(&outcome.effects).iter().any(|(number, _)| number == "+77010000002"));

    // Only the owner's token ends it.
    place.with(SECOND_PIN, |session, clock, open| {
        assert_eq!(Book::of(session).contacts().unwrap(), []);
        let mut phone = open();
        let outcome = phone.step(Event::Safe { token: true }, Some(&session.alert_token()), clock.now());
        assert!(outcome.effects.contains(&Effect::Show(Screen::Gone)));
        assert_eq!(phone.view(Some(&session.alert_token()), clock.now()), None);
        assert_eq!(phone.settle(session, clock.now()).unwrap(), 0);
    });
    assert_eq!(place.phone().view(None, place.clock.now()), None, "it goes on, but nothing shows it");
    place.with(PIN, |session, clock, open| {
        let mut phone = open();
        let token = session.alert_token();
        assert!(phone.view(Some(&token), clock.now()).is_some());
        let outcome = phone.step(Event::Safe { token: false }, Some(&token), clock.now());
        let told = texts(&outcome.effects);
        assert!(told.iter().any(|(number, text)| number == "+77010000001" && text.contains("аманмын")), "{told:?}");
        // It is over once the radio has all of it.
        for send in 0..20 {
            let _ = phone.step(Event::Radio { send, result: RadioResult::Handed }, None, clock.now());
        }
        assert_eq!(phone.settle(session, clock.now()).unwrap(), 1);
        assert_eq!(phone.settle(session, clock.now()).unwrap(), 0);
        assert_eq!(actions(session).iter().filter(|action| *action == "alert").count(), 1);
        assert_eq!(session.check(clock.now(), &mut |_| ()).unwrap().damaged, []);
    });
}

#[test]
fn a_run_goes_into_the_history_once_even_if_that_is_broken_off() {
    let mut place = Place::new();
    let _ = place.phone().press(Abilities::ANDROID, place.clock.now());
    place.with(PIN, |session, clock, open| {
        let mut phone = open();
        let _ = phone.step(Event::Cancel { token: true }, Some(&session.alert_token()), clock.now());
    });
    let before = fs::read(place.device_file("runs")).unwrap();
    for _ in 0..2 {
        place.with(PIN, |session, clock, open| {
            open().settle(session, clock.now()).unwrap();
        });
        // As if the program had been killed after the history and before this file.
        fs::write(place.device_file("runs"), &before).unwrap();
        place.with(PIN, |session, _, _| assert_eq!(actions(session).iter().filter(|action| *action == "alert").count(), 1));
    }
}

#[test]
fn without_contacts_dialling_is_offered_at_once() {
    let mut place = Place::without_contacts();
    let _ = place.phone().press(Abilities::ANDROID, place.clock.now());
    let now = place.clock.pass(Duration::from_secs(10));
    let outcome = place.phone().step(Event::Tick, None, now);
    assert!(outcome.effects.contains(&Effect::OfferDial(vec!["102", "103", "112", "111"])));
    assert_eq!(place.phone().view(None, now).unwrap().phase, Phase::NobodyReached);
}

#[test]
fn a_damaged_kit_offers_dialling_and_only_its_owner_mends_it() {
    let mut place = Place::new();
    let whole = fs::read(place.device_file("quick")).unwrap();
    let mut altered = whole.clone();
    altered[100] ^= 1;
    fs::write(place.device_file("quick"), &altered).unwrap();
    assert_eq!(place.phone().kit_state(), KitState::Damaged);
    let _ = place.phone().press(Abilities::ANDROID, place.clock.now());
    let outcome = place.phone().step(Event::Tick, None, place.clock.pass(Duration::from_secs(10)));
    assert!(outcome.effects.iter().any(|effect| matches!(effect, Effect::OfferDial(_))));
    let refused = place.phone().capture(CaptureKind::Note, "", &mut &b"x"[..], place.clock.now());
    assert!(matches!(refused, Err(CaptureError::NoKey)));

    place.with(SECOND_PIN, |session, _, _| assert!(!session.notices().contains(&Notice::KitRepaired)));
    assert!(fs::read(place.device_file("quick")).unwrap() == altered);
    place.with(PIN, |session, _, _| assert!(session.notices().contains(&Notice::KitRepaired)));
    assert_eq!(place.phone().kit_state(), KitState::Whole);
    assert_eq!(place.phone().kit().contacts.len(), 2);
    assert_eq!(place.phone().view(None, place.clock.now()).unwrap().phase, Phase::NobodyReached, "what ran runs on");
}

#[test]
fn nothing_behind_the_second_pin_changes_what_works_locked() {
    let mut place = Place::new();
    let due = place.clock.now();
    let due = pana_core::Moment::new(due.wall.utc_ms() + 6 * 3_600_000, 300).unwrap();
    place.with(PIN, |session, clock, open| {
        let mut phone = open();
        let first = phone.kit().contacts[0].id.clone();
        let outcome = phone.check_in(Abilities::ANDROID, Some(&first), due, &session.alert_token(), clock.now()).unwrap();
        assert_eq!(texts(&outcome.effects).len(), 1);
        let again = phone.check_in(Abilities::ANDROID, None, due, &session.alert_token(), clock.now());
        assert_eq!(again.unwrap_err(), CheckInError::Busy);
    });
    let before = ["quick", "runs"].map(|name| fs::read(place.device_file(name)).unwrap());
    place.with(SECOND_PIN, |session, clock, open| {
        let mut book = Book::of(session);
        book.set_sender("Басқа", None).unwrap();
        let added = book.add_contact(&Contact::new("00000000".parse().unwrap(), "Басқа", "87015555555", Language::Kk)).unwrap();
        assert_eq!(book.contacts().unwrap(), [added]);
        let token = session.alert_token();
        let mut phone = open();
        let moved = phone.extend(pana_core::Moment::new(due.utc_ms() + 3_600_000, 300).unwrap(), &token, clock.now()).unwrap();
        let begun = phone.check_in(Abilities::ANDROID, None, due, &token, clock.now()).unwrap();
        let drilled = phone.drill(Abilities::ANDROID, None, &token, clock.now()).unwrap();
        for outcome in [moved, begun, drilled] {
            assert!(texts(&outcome.effects).is_empty() && outcome.saved);
        }
    });
    assert!(before == ["quick", "runs"].map(|name| fs::read(place.device_file(name)).unwrap()));
}

#[test]
fn captures_come_into_the_owners_log_once_with_their_times() {
    let mut place = Place::new();
    let photo = vec![0xd8; 300_000];
    let taken_at = place.clock.now();
    place.phone().capture(CaptureKind::Note, "", &mut "ол есік алдында тұр".as_bytes(), taken_at).unwrap();
    place.phone().capture(CaptureKind::Photo, "IMG_1.jpg", &mut &photo[..], place.clock.pass(Duration::from_mins(1))).unwrap();
    place.with(SECOND_PIN, |session, clock, _| {
        assert_eq!(session.take_in_captures(clock.now()).unwrap().incidents, []);
        assert_eq!(incidents(session), []);
    });
    // A program that was killed after it had taken one in and before it could remove the file.
    let items = || fs::read_dir(place.vault.path("device/inbox")).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let kept: Vec<_> = items().into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    place.with(PIN, |session, clock, _| assert_eq!(session.take_in_captures(clock.now()).unwrap().incidents.len(), 2));
    for (path, bytes) in kept.iter().filter(|(path, _)| !path.ends_with("ring")) {
        assert!(!path.exists());
        fs::write(path, bytes).unwrap();
    }
    place.with(PIN, |session, clock, _| {
        assert_eq!(session.take_in_captures(clock.now()).unwrap().incidents, []);
        assert!(!kept.iter().any(|(path, _)| !path.ends_with("ring") && path.exists()), "what came back is in the log already");
        let all = incidents(session);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|incident| incident.lacking().contains(&"confirmed")));
        let note = all.iter().find(|incident| incident.draft.what == "ол есік алдында тұр").unwrap();
        assert_eq!(note.draft.at, taken_at.wall);
        assert_eq!(note.draft.captured.as_ref().map(|captured| (captured.kind, captured.at)), Some((CaptureKind::Note, taken_at.wall)));
        let pictured = all.iter().find(|incident| !incident.evidence.is_empty()).unwrap();
        assert_eq!((pictured.evidence[0].name.as_str(), &pictured.evidence[0].sha256), ("IMG_1.jpg", &sha256_hex(&photo)));

        let (id, draft) = (note.id.clone(), note.draft.clone());
        session.log().confirm(&id, clock.now()).unwrap();
        session.log().amend(&id, &pana_core::incident::Draft { words: "аш".into(), captured: None, ..draft }, clock.now()).unwrap();
        let confirmed = session.log().incident(&id).unwrap();
        assert!(confirmed.draft.captured.unwrap().confirmed, "what it was captured as stays");
        assert_eq!(session.check(clock.now(), &mut |_| ()).unwrap().damaged, []);
    });
}

#[test]
fn an_inbox_that_someone_fills_keeps_what_was_in_it() {
    let mut place = Place::new();
    place.phone().capture(CaptureKind::Note, "", &mut "бірінші".as_bytes(), place.clock.now()).unwrap();
    let refused =
        (0..200).filter(|_| place.phone().capture(CaptureKind::Note, "", &mut "spam".as_bytes(), place.clock.now()).is_err()).count();
    assert_eq!(refused, 200 - 63);
    place.with(PIN, |session, clock, _| {
        assert_eq!(session.take_in_captures(clock.now()).unwrap().incidents.len(), 64);
        assert!(incidents(session).iter().any(|incident| incident.draft.what == "бірінші"));
    });
    place.phone().capture(CaptureKind::Note, "", &mut "енді".as_bytes(), place.clock.now()).unwrap();
}

#[test]
fn a_copied_kit_tells_nothing_without_the_devices_key_and_no_incident_with_it() {
    let mut place = Place::new();
    place.with(PIN, |session, clock, _| {
        session.log().add(&pana_tests::model::draft("ізімнен ерді", clock.now()), clock.now()).unwrap();
    });
    let quick = fs::read(place.device_file("quick")).unwrap();
    for word in ["Апа", "+77010000001", "77010000001", "Айгүл", "нан ал", "ізімнен"] {
        assert!(!quick.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let thief = RealVault::at(elsewhere.path());
    fs::create_dir_all(thief.path("device")).unwrap();
    fs::write(thief.path("device/quick"), &quick).unwrap();
    let phone = Phone::open(thief.folders().device, thief.device_key()).unwrap();
    assert_eq!((phone.kit_state(), phone.kit().contacts.len()), (KitState::Damaged, 0));
    assert!(!format!("{:?}", place.phone().kit()).contains("ізімнен"));
}

#[test]
fn two_programs_do_not_run_one_alert() {
    let place = Place::new();
    let _first = place.phone();
    assert!(matches!(Phone::open(place.vault.folders().device, place.vault.device_key()), Err(VaultError::InUse)));
}

#[test]
fn the_kit_of_twenty_contacts_is_small_and_the_first_message_ready_at_once() {
    let mut place = Place::without_contacts();
    place.with(PIN, |session, _, _| {
        let mut book = Book::of(session);
        book.set_sender("Айгүл", None).unwrap();
        for n in 0..20 {
            let contact = Contact::new("00000000".parse().unwrap(), "Нұрмұхамбетова Әлия апай", &format!("+770100000{n:02}"), Language::Kk);
            let role = "анамның сіңлісі, бір ауласы жақын тұрады".into();
            book.add_contact(&Contact {
                role, city: "Алматы".into(), harmless: "нан ала келші".into(), key: Some([7; 32]), ..contact
            })
            .unwrap();
        }
    });
    let bytes = fs::metadata(place.device_file("quick")).unwrap().len();
    assert!(bytes <= 16_384, "{bytes}");
    figure("quick with 20 contacts, bytes", bytes);

    let mut fastest = Duration::MAX;
    for _ in 0..20 {
        fs::remove_file(place.device_file("runs")).unwrap();
        let began = Instant::now();
        let mut phone = place.phone();
        let _ = phone.press(Abilities::ANDROID, place.clock.now());
        let outcome = phone.step(Event::Tick, None, place.clock.pass(Duration::from_secs(10)));
        fastest = fastest.min(began.elapsed());
        assert_eq!(texts(&outcome.effects).len(), 20);
    }
    figure("from the press to 20 first messages ready and saved, ms (goal 10)", format!("{:.1}", fastest.as_secs_f64() * 1e3));
}

#[test]
fn two_hundred_contacts_are_told_in_their_order() {
    let mut place = Place::without_contacts();
    place.with(PIN, |session, _, _| {
        let mut book = Book::of(session);
        for n in 0..200u32 {
            let contact = Contact::new("00000000".parse().unwrap(), "Адам", &format!("+77010000{n:03}"), Language::Ru);
            book.add_contact(&Contact { tier: (n / 40 + 1) as u8, ..contact }).unwrap();
        }
        let more = Contact::new("00000000".parse().unwrap(), "Адам", "+77019999999", Language::Ru);
        assert!(book.add_contact(&more).is_err(), "one more than the limit");
    });
    let mut phone = place.phone();
    let mut outcome = phone.press(Abilities::ANDROID, place.clock.now());
    let mut told = 0;
    for _ in 0..200 {
        let now = place.clock.pass(Duration::from_secs(5));
        // Whatever goes out fails, and with the last of a tier the next one begins.
        let mut with_radio = sends(&outcome.effects);
        while let Some(send) = with_radio.pop() {
            let failed = phone.step(Event::Radio { send, result: RadioResult::NoService }, None, now);
            assert!(failed.saved, "a run of 200 contacts that all fail fits where it is saved");
            told += texts(&failed.effects).len();
            with_radio.extend(sends(&failed.effects));
        }
        outcome = phone.step(Event::Tick, None, now);
        told += texts(&outcome.effects).len();
    }
    assert_eq!(told, 200 * 4, "each once and three times more");
    assert_eq!(phone.view(None, place.clock.now()).unwrap().phase, Phase::NobodyReached);
}
