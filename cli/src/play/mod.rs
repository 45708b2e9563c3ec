//! `pana alert play`: a script of an alert on a phone that does not exist, printed effect by effect.

mod phone;
mod script;

use self::phone::{Happened, Phone, Said, What};
use self::script::{Line, Script, Step};
use crate::commands;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Answer, Output, table};
use pana_core::alert::{ContactView, Effect, Next, PartView, Phase, RadioResult, RunView, Screen, sms_units};
use pana_core::incident::Id;
use pana_core::language::{Arg, Language};
use pana_core::{Moment, Uptime};
use serde_json::{Value, json};
use std::io::{self, Read};
use std::path::Path;

const SCRIPT_MAX_BYTES: u64 = 1 << 20;
const NANOS_PER_S: u64 = 1_000_000_000;
/// What stands before lines that tell what happens to the phone.
const HAPPENS: &str = ">";

/// Plays a script to its end and prints what comes of it.
pub(crate) fn run(file: &Path, desk: &Desk) -> Exit {
    match play(file, desk) {
        Ok(()) => Exit::Done,
        Err(failure) => desk.output.print(&Err(failure), &[]),
    }
}

fn play(file: &Path, desk: &Desk) -> Result<(), Failure> {
    let script = Script::read(&text_of(file)?)?;
    let clock = match script.clock {
        Some(clock) => clock,
        None => desk.clock.now()?.wall,
    };
    let mut phone = Phone::new(&script, clock);
    let page = Page::new(desk.output, &script);
    for line in &script.lines {
        page.print_step(&phone, line)?;
        let played = phone.play(&line.step);
        for happened in phone.take_happened() {
            page.print(&phone, &happened);
        }
        played.map_err(|failure| failure.at_line(line.number))?;
    }
    page.print_state(&phone)
}

fn text_of(file: &Path) -> Result<String, Failure> {
    let source: Box<dyn Read> = if file == Path::new("-") { Box::new(io::stdin()) } else { Box::new(commands::open_file(file)?.0) };
    let mut bytes = Vec::new();
    source.take(SCRIPT_MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| Failure::reading(&error))?;
    if bytes.len() as u64 > SCRIPT_MAX_BYTES {
        return Err(Failure::refused("script-too-long"));
    }
    String::from_utf8(bytes).map_err(|_| Failure::refused("text-not-utf8"))
}

/// Where the play is printed.
#[derive(Clone, Copy)]
struct Page {
    output: Output,
    /// Widths of the columns of effects and of contacts, in characters.
    label_width: usize,
    name_width: usize,
}

impl Page {
    fn new(output: Output, script: &Script) -> Self {
        let label_width = widest(EFFECT_KEYS.iter().map(|key| output.language.text(key)));
        let name_width = widest(script.kit.contacts.iter().map(|contact| contact.name.clone()));
        Self { output, label_width, name_width }
    }

    /// What the script makes happen; that time passes shows by itself.
    fn print_step(self, phone: &Phone, line: &Line) -> Result<(), Failure> {
        if !self.output.json && !matches!(line.step, Step::Wait { .. }) {
            self.print_row(phone.now()?.wall, phone.elapsed_ms(), HAPPENS, "", &line.typed);
        }
        Ok(())
    }

    fn print(self, phone: &Phone, happened: &Happened) {
        let Happened { at, elapsed_ms, uptime, what } = happened;
        let language = self.output.language;
        let row = |label: &str, to: &[Id], text: &str| self.print_row(*at, *elapsed_ms, label, &names(phone, to).join(", "), text);
        match what {
            What::Effect { effect, to } if self.output.json => {
                self.print_document(effect_document(phone, effect, to, *uptime), *at, *elapsed_ms);
            }
            _ if self.output.json => {}
            // Without it the table stays calm; it only tells when time goes on.
            What::Effect { effect: Effect::WakeAt(_), .. } => {}
            What::Effect { effect, to } => {
                let (label, text) = self.effect_words(effect);
                row(&label, to, &text);
            }
            What::Report { said, to } => row(HAPPENS, to, &language.text(said_key(*said))),
            What::Located => row(HAPPENS, &[], &language.text("play-located")),
            What::NotSeen => row(HAPPENS, &[], &language.text("play-not-seen")),
        }
    }

    fn print_document(self, mut document: Value, at: Moment, elapsed_ms: u64) {
        document["at"] = json!(at);
        document["elapsed_s"] = (elapsed_ms / 1_000).into();
        self.output.print(&Ok(Answer::new(document, "")), &[]);
    }

    /// `21:30:10  +0:10  SMS            Анам  text`, further lines of the text under its first.
    fn print_row(self, at: Moment, elapsed_ms: u64, label: &str, to: &str, text: &str) {
        let seconds = elapsed_ms / 1_000;
        let elapsed = format!("+{}:{:02}", seconds / 60, seconds % 60);
        let head = format!(
            "{}  {elapsed:>6}  {}  {}  ",
            at.wall().strftime("%H:%M:%S"),
            padded(label, self.label_width),
            padded(to, self.name_width)
        );
        let under = format!("\n{}", " ".repeat(head.chars().count()));
        self.output.print(&Ok(Answer::new(Value::Null, head + &text.replace('\n', &under))), &[]);
    }

    fn effect_words(self, effect: &Effect) -> (String, String) {
        let language = self.output.language;
        let (key, text) = match effect {
            Effect::SendSms { text, .. } => ("play-sms", text.clone()),
            Effect::OpenSheet { text, .. } => ("play-sheet", text.clone()),
            Effect::WakeAt(_) => ("play-wake", String::new()),
            Effect::AskLocation => ("play-location", language.text("play-location-ask")),
            Effect::StopLocation => ("play-location", language.text("play-location-stop")),
            Effect::OfferDial(numbers) => ("play-dial", numbers.join(", ")),
            Effect::Show(screen) => ("play-screen", language.text(screen_words(*screen).1)),
        };
        (language.text(key), text)
    }

    /// What may be said of the run and of each contact when the script is over.
    fn print_state(self, phone: &Phone) -> Result<(), Failure> {
        let view = phone.view()?;
        let now = phone.now()?;
        if self.output.json {
            let mut document = json!(view);
            document["effect"] = "state".into();
            document["to"] = Value::Null;
            self.print_document(document, now.wall, phone.elapsed_ms());
        } else {
            let text = state_text(self.output.language, &view);
            self.output.print(&Ok(Answer::new(Value::Null, format!("\n{text}"))), &[]);
        }
        Ok(())
    }
}

/// All labels of effects: the widest makes the column.
const EFFECT_KEYS: [&str; 6] = ["play-sms", "play-sheet", "play-wake", "play-location", "play-dial", "play-screen"];

fn effect_document(phone: &Phone, effect: &Effect, to: &[Id], uptime: Uptime) -> Value {
    let mut document = match effect {
        Effect::SendSms { send, number, text, sim, .. } => {
            let (encoding, units) = sms_units(text);
            json!({ "effect": "send-sms", "send": send, "number": number, "text": text, "encoding": encoding, "units": units, "sim": sim })
        }
        Effect::OpenSheet { send, numbers, text } => {
            json!({ "effect": "open-sheet", "send": send, "recipients": names(phone, to), "numbers": numbers, "text": text })
        }
        Effect::WakeAt(at) => json!({ "effect": "wake-at", "in_s": at.nanos.saturating_sub(uptime.nanos).div_ceil(NANOS_PER_S) }),
        Effect::AskLocation => json!({ "effect": "ask-location" }),
        Effect::StopLocation => json!({ "effect": "stop-location" }),
        Effect::OfferDial(numbers) => json!({ "effect": "offer-dial", "numbers": numbers }),
        Effect::Show(screen) => json!({ "effect": "show", "screen": screen_words(*screen).0 }),
    };
    // One name, or none: a sheet to several names them beside it.
    document["to"] = match to {
        [contact] => phone.name(contact).into(),
        _ => Value::Null,
    };
    document
}

fn names(phone: &Phone, to: &[Id]) -> Vec<String> {
    to.iter().map(|contact| phone.name(contact)).collect()
}

fn widest(texts: impl Iterator<Item = String>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

fn padded(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(text.chars().count()))
}

fn state_text(language: Language, view: &RunView) -> String {
    let mut out = language.text(phase_key(view.phase)) + "\n";
    if let Some(next) = view.next {
        out += &next_words(language, next);
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
    let part = |label: &str, part| format!("{} {}", language.text(label), language.text(part_key(part)));
    let mut words = vec![
        language.text_with("play-tier", &[("tier", Arg::Text(&contact.tier.to_string()))]),
        part("play-first", contact.first),
        part("play-second", contact.second),
    ];
    if let Some(at) = contact.answered {
        words.push(language.text_with("play-answered", &[("at", Arg::Text(&language.date_time(at)))]));
    }
    words.join(" · ")
}

fn next_words(language: Language, next: Next) -> String {
    let (key, in_s) = match next {
        Next::Tier { in_s } => ("play-next-tier", in_s),
        Next::LastTierEnds { in_s } => ("play-next-end", in_s),
        Next::Update { in_s } => ("play-next-update", in_s),
    };
    language.text_with(key, &[("count", Arg::Number(in_s))])
}

fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Countdown => "play-phase-countdown",
        Phase::Climbing => "play-phase-climbing",
        Phase::Answered => "play-phase-answered",
        Phase::NobodyReached => "play-phase-nobody-reached",
        Phase::Safe => "play-phase-over",
        Phase::Cancelled => "play-phase-cancelled",
    }
}

fn part_key(part: PartView) -> &'static str {
    match part {
        PartView::NotYet => "play-part-not-yet",
        PartView::NotSent => "play-part-not-told",
        PartView::Waiting => "play-part-waiting",
        PartView::Retrying => "play-part-retrying",
        PartView::Handed => "play-part-handed",
        PartView::Delivered => "play-part-delivered",
        PartView::Failed => "play-part-failed",
        PartView::Unknown => "play-part-unknown",
    }
}

/// Its name in data, and the key of its words.
fn screen_words(screen: Screen) -> (&'static str, &'static str) {
    match screen {
        Screen::Countdown => ("countdown", "play-screen-countdown"),
        Screen::Running => ("running", "play-screen-running"),
        Screen::Gone => ("gone", "play-screen-gone"),
        Screen::Ended => ("ended", "play-screen-ended"),
    }
}

fn said_key(said: Said) -> &'static str {
    match said {
        Said::Radio(RadioResult::Handed) => "play-radio-handed",
        Said::Radio(RadioResult::NoService) => "play-radio-none",
        Said::Radio(RadioResult::RadioOff) => "play-radio-off",
        Said::Radio(RadioResult::LimitExceeded) => "play-radio-limit",
        Said::Radio(RadioResult::Failed) => "play-radio-failed",
        Said::Delivered => "play-delivered",
    }
}
