//! On a phone no sentence tells her to type a command.

use pana_core::language::Language;
use std::collections::{BTreeSet, HashMap};
use zhospar::text::text;

/// Keys of sentences that only the desk says: of its command line, its files, and its own answers.
const OF_THE_DESK: [&str; 13] = [
    "acts-are-in-json",
    "dossier-made-kept-back",
    "eotinish-needs-size",
    "import-choose",
    "import-undo",
    "key-file-damaged",
    "next-page",
    "no-config-folder",
    "no-vault-named",
    "script-unknown",
    "script-words",
    "statement-needs-language",
    "usage",
];

/// Keys of sentences for whoever checks a dossier at a desk of their own: on her paper, and on the page.
const FOR_THE_OFFICER: [&str; 2] = ["for-you-code-note", "verify-page-signature-unchecked"];

fn keys() -> BTreeSet<&'static str> {
    let lines = include_str!("../../core/src/language/en.ftl").lines();
    let keys: BTreeSet<&str> = lines.filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
    assert!(keys.len() > 500);
    keys.into_iter().filter(|key| !key.starts_with(['#', ' '])).collect()
}

/// `pana` with a word behind it, or an option.
fn names_a_command(sentence: &str) -> bool {
    let command = sentence.split("pana ").skip(1).any(|behind| behind.starts_with(|sign: char| sign.is_ascii_lowercase()));
    command || sentence.split(" --").skip(1).any(|behind| behind.starts_with(|sign: char| sign.is_ascii_lowercase()))
}

#[test]
fn every_sentence_that_names_a_command_has_another_for_phones() {
    let (none, mut seen) = (HashMap::new(), BTreeSet::new());
    for key in keys() {
        for language in Language::ALL {
            if names_a_command(&text(key, language, &none)) {
                seen.insert(key);
            }
        }
    }
    let wanted: BTreeSet<&str> = OF_THE_DESK.into_iter().chain(FOR_THE_OFFICER).collect();
    assert_eq!(seen, wanted);
}
