//! What a command answers, and how it is printed: for people, or as one JSON document.

use crate::failure::{Exit, Failure};
use pana_core::language::Language;
use pana_core::vault::Notice;
use serde_json::{Value, json};
use std::io::{self, Write};

/// What a command that ran answers.
#[derive(Debug)]
pub(crate) struct Answer {
    /// For scripts: an object.
    pub(crate) document: Value,
    /// For people.
    pub(crate) text: String,
    /// Not always [`Exit::Done`]: a check can run well and find damage.
    pub(crate) exit: Exit,
}

impl Answer {
    pub(crate) fn new(document: Value, text: impl Into<String>) -> Self {
        Self { document, text: text.into(), exit: Exit::Done }
    }
}

/// Where answers go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    pub(crate) json: bool,
    pub(crate) language: Language,
}

impl Output {
    /// Prints what came of a command, with what was noticed while opening. Returns its exit code.
    pub(crate) fn print(self, result: &Result<Answer, Failure>, notices: &[Notice]) -> Exit {
        if self.json {
            self.print_document(result, notices);
        } else {
            self.print_text(result, notices);
        }
        match result {
            Ok(answer) => answer.exit,
            Err(failure) => failure.exit(),
        }
    }

    fn print_document(self, result: &Result<Answer, Failure>, notices: &[Notice]) {
        let mut document = match result {
            Ok(answer) => answer.document.clone(),
            Err(failure) => failure.document(self.language),
        };
        // A script must not swallow that someone else opened the vault.
        if !notices.is_empty() {
            document["notices"] = json!(notices);
        }
        write_or_stop(&mut io::stdout().lock(), &format!("{document}\n"));
    }

    fn print_text(self, result: &Result<Answer, Failure>, notices: &[Notice]) {
        for notice in notices {
            write_or_stop(&mut io::stderr().lock(), &format!("! {}\n", notice.text(self.language)));
        }
        match result {
            Ok(answer) => write_or_stop(&mut io::stdout().lock(), &format!("{}\n", harmless(answer.text.trim_end()))),
            Err(failure) => write_or_stop(&mut io::stderr().lock(), &format!("{}\n", harmless(&failure.message(self.language)))),
        }
    }
}

/// Rows of a label and a value, the values in one column.
pub(crate) fn table(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(label, value)| {
        let gap = " ".repeat(width - label.chars().count() + 2);
        // Further lines of a value stand under its first.
        let under = format!("\n{}", " ".repeat(width + 2));
        format!("{label}{gap}{}\n", value.trim_end().replace('\n', &under))
    });
    lines.collect()
}

/// Text that can't drive the terminal: names and messages come from files that others wrote.
fn harmless(text: &str) -> String {
    let drives = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace(drives, "\u{fffd}")
}

/// A reader that has gone, as `pana … | head`, is no failure. Nor can another failure to print be told to anyone.
fn write_or_stop(out: &mut dyn Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_one_column() {
        let rows = [("Қашан".to_owned(), "01.02.2026".to_owned()), ("Не болды".to_owned(), "бір\nекі".to_owned())];
        assert_eq!(table(&rows), "Қашан     01.02.2026\nНе болды  бір\n          екі\n");
    }

    #[test]
    fn names_from_files_do_not_drive_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\nc\u{202e}d مرحبا"), "a\u{fffd}[2Jb\nc\u{fffd}d مرحبا");
    }

    /// A key that is missing would show a general sentence where a precise one was meant.
    #[test]
    fn every_sentence_this_program_names_is_in_the_catalogue() {
        use pana_core::incident;
        let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files: Vec<_> = ["", "commands", "demo", "play"].iter().flat_map(|folder| files_in(&sources.join(folder))).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
        assert!(files.len() > 10);
        for file in files {
            let source = std::fs::read_to_string(&file).expect("readable");
            let product = source.split("#[cfg(test)]").next().unwrap_or_default();
            for key in product.split('"').skip(1).step_by(2).filter(|text| is_key(text)) {
                assert!(Language::En.has(key), "{}: {key}", file.display());
            }
        }
        for kind in incident::KINDS {
            assert!(Language::En.has(&format!("kind-{}", kind.id())));
            assert!(kind.own_fields().iter().all(|field| Language::En.has(&format!("own-{}", field.name))), "{}", kind.id());
        }
        let lists: [(&str, &[&str]); 8] = [
            ("place", &incident::PLACE_KINDS),
            ("harm", &incident::HARM_PARTS),
            ("identity", &incident::IDENTITY_SORTS),
            ("relation", &incident::RELATION_KINDS),
            ("channel", &incident::CHANNELS),
            ("way", &incident::REPORT_WAYS),
            ("measure", &incident::MEASURE_KINDS),
            ("entry", &incident::Sort::ALL.map(incident::Sort::id)),
        ];
        for (list, words) in lists {
            assert!(words.iter().all(|word| Language::En.has(&format!("{list}-{word}"))), "{list}");
        }
    }

    fn files_in(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    }

    /// Words joined by hyphens are keys, but for these.
    fn is_key(text: &str) -> bool {
        const OTHERS: [&str; 13] = [
            "check-in",
            "tz-system",
            "his-numbers",
            "device-key",
            "taken-out",
            "android-store",
            "set-clock",
            "send-sms",
            "open-sheet",
            "wake-at",
            "ask-location",
            "stop-location",
            "offer-dial",
        ];
        let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        text.contains('-') && text.split('-').all(word) && !OTHERS.contains(&text)
    }
}
