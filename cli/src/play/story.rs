//! A play as a page tells it: who was told what and when, what failed, and who answered.

use super::phone::{Phone, Said, What};
use super::said_key;
use super::script::{Script, Step};
use crate::failure::Failure;
use pana_core::Moment;
use pana_core::alert::{Effect, Kit, RadioResult, RunView};
use pana_core::incident::Id;
use pana_core::language::Language;

/// A script, played to its end.
pub(crate) struct Story {
    /// Her name and her contacts.
    pub(crate) kit: Kit,
    pub(crate) lines: Vec<Told>,
    /// What may be said of the run then.
    pub(crate) view: RunView,
}

/// One line of a story.
pub(crate) struct Told {
    pub(crate) at: Moment,
    /// Whom it is about; may be empty.
    pub(crate) who: String,
    pub(crate) text: String,
}

impl Story {
    /// Plays a script that names its clock. Messages with link and code, and reports that a message arrived, are left to the state at the end.
    pub(crate) fn of(script: &str, language: Language) -> Result<Self, Failure> {
        let script = Script::read(script)?;
        let mut phone = Phone::new(&script, script.clock.ok_or(Failure::refused("date-without-offset"))?);
        let mut lines = Vec::new();
        for line in &script.lines {
            if let Step::Answers(contact) = &line.step {
                lines.push(Told { at: phone.now()?.wall, who: phone.name(contact), text: language.text("play-answers") });
            }
            phone.play(&line.step).map_err(|failure| failure.at_line(line.number))?;
            for happened in phone.take_happened() {
                let told = |to: &[Id], text: String| Told { at: happened.at, who: phone.name(&to[0]), text };
                match &happened.what {
                    What::Effect { effect: Effect::SendSms { text, .. }, to } if !is_second(text) => lines.push(told(to, text.clone())),
                    What::Report { said: said @ Said::Radio(result), to } if *result != RadioResult::Handed => {
                        lines.push(told(to, language.text(said_key(*said))));
                    }
                    _ => {}
                }
            }
        }
        Ok(Self { view: phone.view()?, kit: script.kit, lines })
    }
}

/// The message with number, link and code begins with the number.
fn is_second(text: &str) -> bool {
    text.starts_with(|c: char| c == '№' || c.is_ascii_digit())
}
