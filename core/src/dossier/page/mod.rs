//! The page in a dossier that checks it: one file, without a network, in any current browser.

use crate::language::Language;
use base64ct::{Base64, Encoding};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

const FRAME: &str = include_str!("verify.html");
const STYLE: &str = include_str!("verify.css");
const SCRIPTS: [&str; 5] =
    [include_str!("sha256.js"), include_str!("json.js"), include_str!("files.js"), include_str!("check.js"), include_str!("page.js")];
/// Sentences of others that the page says too.
const KEYS_OF_OTHERS: [&str; 4] = ["anchor-malformed", "anchor-typo", "dossier-kilobytes", "dossier-megabytes"];
const KEY_START: &str = "verify-";

/// The page that checks a dossier, `verify.html` of FORMAT.md §17. It is the same in every dossier.
///
/// Its policy lets nothing run but its own script, and lets nothing in or out.
///
/// ```
/// let page = pana_core::dossier::verify_page();
/// assert!(page.starts_with("<!doctype html>"));
/// assert!(page.contains("default-src 'none'"));
/// ```
pub fn verify_page() -> String {
    let script = format!("'use strict';\nconst TEXTS = {};\n{}", texts(), SCRIPTS.join("\n"));
    let policy =
        format!("default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'", source(&script), source(STYLE));
    FRAME.replace("{{policy}}", &policy).replace("{{style}}", STYLE).replace("{{script}}", &script)
}

/// How a policy names an inline script or style.
fn source(content: &str) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(content)))
}

/// The sentences by language and key as a JavaScript literal. Variables stand in them as `{$name}`.
fn texts() -> String {
    let of_language = |language: Language| -> Map<String, Value> {
        let keys = language.keys().filter(|key| key.starts_with(KEY_START)).chain(KEYS_OF_OTHERS);
        keys.map(|key| (key.to_owned(), language.text(key).into())).collect()
    };
    let all: Map<String, Value> =
        Language::ALL.into_iter().map(|language| (language.tag().to_owned(), of_language(language).into())).collect();
    // Nothing in a sentence can end the script it stands in.
    Value::from(all).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const PAGE_MAX_BYTES: usize = 128 << 10;

    /// What stands between the first of two texts and the next of the other.
    fn between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
        page.split_once(start).and_then(|(_, rest)| rest.split_once(end)).expect("the page has it").0
    }

    #[test]
    fn its_policy_names_its_one_script_and_its_one_style() {
        let page = verify_page();
        assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
        let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        for (name, start, end) in [("script", "<script>", "</script>"), ("style", "<style>", "</style>")] {
            let hash = Base64::encode_string(&Sha256::digest(between(&page, start, end)));
            assert_eq!(between(policy, &format!("{name}-src '"), "'"), format!("sha256-{hash}"));
        }
        let directives: Vec<&str> = policy.split("; ").map(|directive| directive.split_once(' ').expect("a value").0).collect();
        assert_eq!(directives, ["default-src", "script-src", "style-src", "base-uri", "form-action"]);
    }

    #[test]
    fn it_says_every_sentence_of_a_check_in_three_languages() {
        let page = verify_page();
        let texts: Value = serde_json::from_str(between(&page, "const TEXTS = ", ";\n")).expect("JSON");
        let keys: BTreeSet<&str> = Language::En.keys().filter(|key| key.starts_with(KEY_START)).chain(KEYS_OF_OTHERS).collect();
        assert!(keys.len() > 40);
        for language in Language::ALL {
            let said = texts[language.tag()].as_object().expect("sentences");
            assert_eq!(said.keys().map(String::as_str).collect::<BTreeSet<_>>(), keys);
            assert!(said["verify-reason-file-altered"].as_str().expect("text").contains("{$name}"));
        }
    }

    #[test]
    fn every_key_that_it_names_is_in_the_catalogues() {
        let sources = format!("{FRAME}{}", SCRIPTS.concat());
        let is_of_key = |c: char| c.is_ascii_lowercase() || c == '-';
        let mut named = 0;
        for (at, _) in sources.match_indices(KEY_START).filter(|(at, _)| !sources[..*at].ends_with(is_of_key)) {
            let key: String = sources[at..].chars().take_while(|c| is_of_key(*c)).collect();
            // The rest of the name of some is worked out.
            let is_there = if key.ends_with('-') { Language::En.keys().any(|one| one.starts_with(&key)) } else { Language::En.has(&key) };
            assert!(is_there, "{key}");
            named += 1;
        }
        assert!(named > 20);
    }

    #[test]
    fn it_is_small_and_names_no_address() {
        let page = verify_page();
        assert!(page.len() <= PAGE_MAX_BYTES, "{} bytes", page.len());
        for outside in ["http://", "https://", "src=", "href=", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        assert!(!verify_page().contains("{{"));
        assert_eq!(verify_page(), verify_page());
    }
}
