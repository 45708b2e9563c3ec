//! `pana alert play`: a script of an alert on a phone that does not exist, printed effect by effect.

mod phone;
mod script;
mod story;

pub(crate) use self::story::Story;

use self::phone::{Happened, Phone, Said, What};
use self::script::{Line, Script, Step};
use crate::commands::incident::STANDARD_INPUT;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Answer, Output};
use crate::{alert_words, commands};
use pana_core::Moment;
use pana_core::alert::{Effect, RadioResult};
use pana_core::incident::Id;
use serde_json::{Value, json};
use std::io::{self, Read};
use std::path::Path;

const SCRIPT_MAX_BYTES: u64 = 1 << 20;
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
    let source: Box<dyn Read> =
        if file == Path::new(STANDARD_INPUT) { Box::new(io::stdin()) } else { Box::new(commands::open_file(file)?.0) };
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
        let label_width = widest(alert_words::EFFECT_KEYS.iter().map(|key| output.language.text(key)));
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
                self.print_document(alert_words::document(effect, &names(phone, to), *uptime), *at, *elapsed_ms);
            }
            _ if self.output.json => {}
            // Without it the table stays calm; it only tells when time goes on.
            What::Effect { effect: Effect::WakeAt(_), .. } => {}
            What::Effect { effect, to } => {
                let (label, text) = alert_words::effect(language, effect);
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
            let text = alert_words::state(self.output.language, &view);
            self.output.print(&Ok(Answer::new(Value::Null, format!("\n{text}"))), &[]);
        }
        Ok(())
    }
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
