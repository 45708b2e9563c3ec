//! Words from the catalogues, so that no shell has a second copy of them.

use crate::error::PanaError;
use crate::open::guarded;
use pana_core::Moment as WallMoment;
use pana_core::language::Arg;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use pana_core::language::Language;

/// A language that Pana speaks.
#[uniffi::remote(Enum)]
pub enum Language {
    Kk,
    Ru,
    En,
}

/// What stands in for a variable of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TextArg {
    /// As it is. No ending is ever attached to it.
    Words {
        /// Them.
        words: String,
    },
    /// A number that may decide the form of the words around it.
    Number {
        /// It.
        number: u64,
    },
}

/// The sentence under a key, in a phone's words where a desk has others.
#[uniffi::export]
pub fn text(key: &str, language: Language, args: &HashMap<String, TextArg>) -> String {
    quiet(|| of(language, key, args))
}

/// Whether there is a sentence under this key.
#[uniffi::export]
pub fn has_text(key: &str, language: Language) -> bool {
    language.has(key)
}

/// The language of a tag or a locale's name; none if Pana does not speak it.
#[uniffi::export]
pub fn language_of(tag: &str) -> Option<Language> {
    Language::from_tag(tag)
}

/// A date as people write it, by the wall clock she saw.
#[uniffi::export]
pub fn date_text(at: WallMoment, language: Language) -> Result<String, PanaError> {
    guarded(|| Ok::<_, PanaError>(language.date(at)))
}

/// Date and hour, by the wall clock she saw.
#[uniffi::export]
pub fn date_time_text(at: WallMoment, language: Language) -> Result<String, PanaError> {
    guarded(|| Ok::<_, PanaError>(language.date_time(at)))
}

/// The sentence under `app-` and the key if there is one: it names screens where the other names commands.
pub(crate) fn of(language: Language, key: &str, args: &HashMap<String, TextArg>) -> String {
    let of_app = format!("app-{key}");
    let key = if language.has(&of_app) { &of_app } else { key };
    let args: Vec<(&str, Arg<'_>)> = args
        .iter()
        .map(|(name, arg)| {
            let arg = match arg {
                TextArg::Words { words } => Arg::Text(words),
                TextArg::Number { number } => Arg::Number(*number),
            };
            (name.as_str(), arg)
        })
        .collect();
    language.text_with(key, &args)
}

/// A field with what is wrong with it.
pub(crate) fn invalid(language: Language, field: &str, reason: &str) -> String {
    language.text_with("invalid", &[("field", Arg::Text(field)), ("reason", Arg::Text(reason))])
}

/// Words, or none where making them panics: in Swift a panic in a call that can't fail ends the program.
pub(crate) fn quiet(words: impl FnOnce() -> String) -> String {
    catch_unwind(AssertUnwindSafe(words)).unwrap_or_default()
}
