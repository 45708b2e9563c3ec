//! Her "no".

use super::entry;
use super::incident::when_words;
use crate::args::Refusal as Args;
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::output::{Answer, table};
use crate::when::{self, When};
use pana_core::incident::{Entry, Refusal, Said, Sort};
use pana_core::language::Language;
use serde_json::json;

/// Keys of the words that are offered: the memo's own sentence first.
const WORDS: [&str; 2] = ["refusal-words-short", "refusal-words-long"];

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        Args::Add { at, zone, channel, words, to, person } => {
            let When { at, precision } = when::when("at", at, *zone)?;
            let person = person.as_deref().map(str::parse).transpose()?;
            let refusal = Refusal { at, precision, channel: channel.clone(), words: words.clone(), to: to.clone(), person };
            entry::add(&Said::Refusal(refusal), open)
        }
        Args::List(hidden) => entry::list(Sort::Refusal, "refusals", hidden.withdrawn, open, line),
        Args::Words => Ok(words(open.desk)),
        Args::Withdraw { id } => entry::withdraw(id, open),
        Args::Restore { id } => entry::restore(id, open),
    }
}

/// In all three languages: it is he who must understand them.
pub(crate) fn words(desk: &Desk) -> Answer {
    let document = Language::ALL.map(|language| {
        let [short, long] = WORDS.map(|key| language.text(key));
        json!({ "lang": language.tag(), "short": short, "long": long })
    });
    let rows = Language::ALL.map(|language| (language.tag().to_owned(), WORDS.map(|key| language.text(key)).join("\n\n")));
    let advice = desk.output.language.text("refusal-advice");
    Answer::new(json!({ "words": document }), format!("{}\n{advice}", table(&rows)))
}

fn line(language: Language, entry: &Entry) -> String {
    let Said::Refusal(refusal) = &entry.said else { return String::new() };
    let when = when_words(language, refusal.at, refusal.precision);
    format!("{when}  {} · {}", language.text(&format!("channel-{}", refusal.channel)), refusal.words)
}
