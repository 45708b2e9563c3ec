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
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        source(&script),
        source(STYLE)
    );
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
