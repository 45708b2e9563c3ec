//! An alert in words and in data: its effects, and what may be said of it.

use crate::output::table;
use pana_core::Uptime;
use pana_core::alert::{ContactView, Effect, Kit, Notice, PartView, RunView, Screen, sms_units};
use pana_core::incident::Id;
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};

const NANOS_PER_S: u64 = 1_000_000_000;

/// All labels of effects: the widest makes the column.
pub(crate) const EFFECT_KEYS: [&str; 7] =
    ["play-sms", "play-sheet", "play-wake", "play-location", "play-dial", "play-notice", "play-screen"];

/// Whom an effect reaches.
pub(crate) fn recipients(kit: &Kit, effect: &Effect) -> Vec<Id> {
    match effect {
        Effect::SendSms { contact, .. } => vec![contact.clone()],
        Effect::OpenSheet { numbers, .. } => {
            numbers.iter().filter_map(|number| kit.contact_of(number)).map(|contact| contact.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// What a contact is called; empty if they are none any more.
pub(crate) fn name_of(kit: &Kit, contact: &Id) -> String {
    kit.contact(contact).map(|contact| contact.name.clone()).unwrap_or_default()
}

/// An effect for scripts; `to` are the names of its recipients.
pub(crate) fn document(effect: &Effect, to: &[String], uptime: Uptime) -> Value {
    let mut document = match effect {
        Effect::SendSms { send, number, text, sim, .. } => {
            let (encoding, units) = sms_units(text);
            json!({ "effect": "send-sms", "send": send, "number": number, "text": text, "encoding": encoding, "units": units, "sim": sim })
        }
        Effect::OpenSheet { send, numbers, text } => {
            json!({ "effect": "open-sheet", "send": send, "recipients": to, "numbers": numbers, "text": text })
        }
        Effect::WakeAt(at) => json!({ "effect": "wake-at", "in_s": at.nanos.saturating_sub(uptime.nanos).div_ceil(NANOS_PER_S) }),
        Effect::AskLocation => json!({ "effect": "ask-location" }),
        Effect::StopLocation => json!({ "effect": "stop-location" }),
        Effect::OfferDial(numbers) => json!({ "effect": "offer-dial", "numbers": numbers }),
        Effect::Notify(notice) => json!({ "effect": "notify", "notice": notice }),
        Effect::Show(screen) => json!({ "effect": "show", "screen": screen_words(*screen).0 }),
    };
    // One name, or none: a sheet to several names them beside it.
    document["to"] = match to {
        [name] => name.as_str().into(),
        _ => Value::Null,
    };
    document
}

/// An effect for people: its label, and the rest.
pub(crate) fn effect(language: Language, effect: &Effect) -> (String, String) {
    let (key, text) = match effect {
        Effect::SendSms { text, .. } => ("play-sms", text.clone()),
        Effect::OpenSheet { text, .. } => ("play-sheet", text.clone()),
        Effect::WakeAt(_) => ("play-wake", String::new()),
        Effect::AskLocation => ("play-location", language.text("play-location-ask")),
        Effect::StopLocation => ("play-location", language.text("play-location-stop")),
        Effect::OfferDial(numbers) => ("play-dial", numbers.join(", ")),
        Effect::Notify(Notice::DueSoon) => ("play-notice", language.text("notice-due-soon")),
        Effect::Notify(Notice::Due) => ("play-notice", language.text("notice-due")),
        Effect::Show(screen) => ("play-screen", language.text(screen_words(*screen).1)),
    };
    (language.text(key), text)
}

/// What may be said of a run: how far it is, what comes next, and what is known of each contact.
pub(crate) fn state(language: Language, view: &RunView) -> String {
    let mut out = view.phase.text(language) + "\n";
    if let Some(check_in) = &view.check_in {
        let due = language.date_time(check_in.due);
        out += &language.text_with("check-in-due", &[("due", Arg::Text(&due))]);
        out.push('\n');
        if let Some(in_s) = check_in.overdue_in_s {
            out += &language.text_with("check-in-overdue-in", &[("count", Arg::Number(in_s.div_ceil(60)))]);
            out.push('\n');
        }
        if !check_in.counts_when_off {
            out += &language.text("check-in-phone-off");
            out.push('\n');
        }
    }
    if let Some(next) = view.next {
        out += &next.text(language);
        out.push('\n');
    }
    let rows: Vec<_> = view.contacts.iter().map(|contact| (contact.name.clone(), contact_words(language, contact))).collect();
    out += &table(&rows);
    if !view.answers_are_seen {
        out += &language.text("play-answers-not-seen");
        out.push('\n');
    }
    if view.needs_to_stay_open {
        out += &language.text("play-stay-open");
    }
    out
}

/// Both messages, each by itself, and whether a human answered.
fn contact_words(language: Language, contact: &ContactView) -> String {
    let part = |label: &str, part| format!("{} {}", language.text(label), PartView::text(part, language));
    let turn = match contact.tier {
        0 => language.text("play-tier-named"),
        tier => language.text_with("play-tier", &[("tier", Arg::Text(&tier.to_string()))]),
    };
    let mut words = vec![turn, part("play-first", contact.first), part("play-second", contact.second)];
    if let Some(at) = contact.answered {
        words.push(language.text_with("play-answered", &[("at", Arg::Text(&language.date_time(at)))]));
    }
    if let Some(over) = contact.over {
        words.push(part("play-over", over));
    }
    words.join(" · ")
}

/// Its name in data, and the key of its words.
fn screen_words(screen: Screen) -> (&'static str, &'static str) {
    match screen {
        Screen::Countdown => ("countdown", "play-screen-countdown"),
        Screen::CheckIn => ("check-in", "play-screen-check-in"),
        Screen::Running => ("running", "play-screen-running"),
        Screen::Gone => ("gone", "play-screen-gone"),
        Screen::Ended => ("ended", "play-screen-ended"),
    }
}
