//! Words: every sentence a person reads, in Kazakh, Russian and English.
//!
//! The catalogues are Fluent files with the same keys and variables. A key that a catalogue lacks gives a general sentence and never a panic: a missing word
//! must not stop someone who needs help.

use crate::Moment;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use std::time::Duration;
use unic_langid::LanguageIdentifier;

/// A language that Pana speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// What stands in for a variable of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// As it is. No ending is ever attached to it.
    Text(&'a str),
    /// A number that may decide the form of the words around it.
    Number(u64),
}

impl Language {
    /// All of them, the country's own first.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// Said of a key that a catalogue lacks.
    const GENERAL_KEY: &'static str = "not-done";

    /// Reads a language tag or a POSIX locale name.
    ///
    /// ```
    /// use pana_core::language::Language;
    /// assert_eq!(Language::from_tag("kk-KZ"), Some(Language::Kk));
    /// assert_eq!(Language::from_tag("ru_RU.UTF-8"), Some(Language::Ru));
    /// assert_eq!(Language::from_tag("C"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Self> {
        let name = tag.split(['-', '_', '.', '@']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(name))
    }

    /// `kk`, `ru` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Whether there is a sentence under this key.
    pub fn has(self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    /// Every key, in the order of the catalogue.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static str> {
        let begins_one = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        self.catalogue().lines().filter(begins_one).filter_map(|line| line.split_once(" =")).map(|(key, _)| key)
    }

    /// The sentence under a key.
    ///
    /// ```
    /// use pana_core::language::Language;
    /// assert_eq!(Language::En.text("kind-call"), "Calls");
    /// assert_eq!(Language::En.text("no-such-key"), Language::En.text("not-done"));
    /// ```
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The sentence under a key with its variables filled in.
    ///
    /// ```
    /// use pana_core::language::{Arg, Language};
    /// assert_eq!(Language::Ru.text_with("wait-minutes", &[("count", Arg::Number(2))]), "Попробуйте снова через 2 минуты.");
    /// ```
    pub fn text_with(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let bundle = self.bundle();
        let found = bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = found.or_else(|| bundle.get_message(Self::GENERAL_KEY)?.value()) else {
            return String::new();
        };
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            filled.set(
                *name,
                match arg {
                    Arg::Text(text) => FluentValue::from(*text),
                    Arg::Number(number) => FluentValue::from(*number),
                },
            );
        }
        // A variable that was not given shows up as its name; the sentence around it still helps.
        bundle.format_pattern(pattern, Some(&filled), &mut Vec::new()).into_owned()
    }

    /// How long to wait before the next try, rounded up. Empty if there is no wait.
    ///
    /// ```
    /// use pana_core::language::Language;
    /// use std::time::Duration;
    /// assert_eq!(Language::En.wait(Duration::from_millis(500)), "Try again in 1 second.");
    /// assert_eq!(Language::En.wait(Duration::from_secs(61)), "Try again in 2 minutes.");
    /// ```
    pub fn wait(self, left: Duration) -> String {
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        match seconds {
            0 => String::new(),
            1..60 => self.text_with("wait-seconds", &[("count", Arg::Number(seconds))]),
            _ => self.text_with("wait-minutes", &[("count", Arg::Number(seconds.div_ceil(60)))]),
        }
    }

    /// A date as people here write it, by the wall clock she saw.
    pub fn date(self, moment: Moment) -> String {
        let form = match self {
            Self::Kk | Self::Ru => "%d.%m.%Y",
            // 3/2/2026 is read in two ways.
            Self::En => "%-d %b %Y",
        };
        moment.wall().strftime(form).to_string()
    }

    /// Date and hour, by the wall clock she saw.
    pub fn date_time(self, moment: Moment) -> String {
        format!("{} {}", self.date(moment), moment.wall().strftime("%H:%M"))
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Language::ALL.map(Language::load));
        &BUNDLES[self as usize]
    }

    fn catalogue(self) -> &'static str {
        match self {
            Self::Kk => include_str!("kk.ftl"),
            Self::Ru => include_str!("ru.ftl"),
            Self::En => include_str!("en.ftl"),
        }
    }

    fn load(self) -> FluentBundle<FluentResource> {
        let tag: LanguageIdentifier = self.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would break ids and paths that people copy from a terminal.
        bundle.set_use_isolating(false);
        // The tests parse every catalogue whole; at run time what can be read is better than nothing.
        let resource = FluentResource::try_new(self.catalogue().to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
        bundle
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_catalogue_parses_and_names_no_key_twice() {
        for language in Language::ALL {
            let resource = FluentResource::try_new(language.catalogue().to_owned());
            let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()));
            let bundle_errors = FluentBundle::new_concurrent(vec![]).add_resource(resource).err();
            assert!(bundle_errors.is_none(), "{}: {bundle_errors:?}", language.tag());
        }
    }

    #[test]
    fn all_languages_have_the_same_keys_and_variables() {
        let english = keys(Language::En);
        assert!(english.len() > 100);
        assert_eq!(keys(Language::Kk), english);
        assert_eq!(keys(Language::Ru), english);
    }

    #[test]
    fn every_sentence_can_be_said() {
        for language in Language::ALL {
            for (key, variables) in keys(language) {
                let args: Vec<_> = variables.iter().map(|name| (name.as_str(), Arg::Number(5))).collect();
                let said = language.text_with(&key, &args);
                assert!(!said.is_empty() && !said.contains(['{', '$', '\u{2068}', '\u{2069}']), "{} {key}: {said}", language.tag());
            }
        }
    }

    /// The program can't know that someone is safe, that a message arrived or that a phone is clean.
    #[test]
    fn nothing_is_promised_that_is_not_known() {
        let promises = ["safe", "sent", "clean", "безопасн", "отправлен", "чист", "қауіпсіз", "жіберілді", "таза"];
        for language in Language::ALL {
            // One message says it, and that one is hers: it goes out when she says so.
            let is_hers = |line: &str| line.starts_with("sms-safe ");
            let sentences = language.catalogue().lines().filter(|line| !line.starts_with('#') && !is_hers(line));
            for sentence in sentences {
                let words = sentence.to_lowercase();
                let said = words.split(|c: char| !c.is_alphabetic()).find(|word| promises.iter().any(|p| word.starts_with(p)));
                assert_eq!(said, None, "{}: {sentence}", language.tag());
            }
        }
    }

    #[test]
    fn russian_counts_in_three_forms() {
        let said = |count| Language::Ru.text_with("wait-minutes", &[("count", Arg::Number(count))]);
        assert_eq!(said(1), "Попробуйте снова через 1 минуту.");
        assert_eq!(said(3), "Попробуйте снова через 3 минуты.");
        assert_eq!(said(11), "Попробуйте снова через 11 минут.");
        assert_eq!(said(21), "Попробуйте снова через 21 минуту.");
    }

    #[test]
    fn kazakh_endings_never_follow_a_variable() {
        for line in Language::Kk.catalogue().lines() {
            // `who` brings its colon and space along, and a unit is no ending.
            let line = if line.starts_with("sms-accuracy-") { String::new() } else { line.replace("{ $who }", "") };
            for after in line.split('}').skip(1) {
                // A hyphen makes an ordinal, as in 3-топ: that one does not change with the number.
                assert!(!after.starts_with(char::is_alphabetic), "{line}");
            }
        }
    }

    #[test]
    fn dates_are_written_as_people_read_them() {
        let moment: Moment = "2026-02-03T21:05+05:00".parse().expect("a date");
        assert_eq!(Language::Kk.date_time(moment), "03.02.2026 21:05");
        assert_eq!(Language::En.date_time(moment), "3 Feb 2026 21:05");
    }

    /// Each key with the variables its sentence uses.
    fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in language.catalogue().lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
                name.clone_into(&mut key);
            }
            let variables = found.entry(key.clone()).or_default();
            variables.extend(line.split('$').skip(1).map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>()));
        }
        found
    }
}
