//! Checks a dossier: no vault is opened.

use super::super::proof::code_of;
use super::make::{FOLDER, ZIP};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Answer, table};
use pana_core::dossier::verify::{Match, Reason, Seen, Source, Verdict, verify as verify_dossier};
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// By this file a folder is known for a dossier.
const LIST: &str = "SHA256SUMS";

pub(crate) fn verify(paths: &[PathBuf], anchor: Option<&str>, desk: &Desk) -> Result<Answer, Failure> {
    let anchor = anchor.map(code_of).transpose()?;
    let source = source_of(paths)?;
    let bar = desk.progress("working-check", None);
    let verdict = verify_dossier(&source, anchor.as_ref(), &mut |done| bar.at(done)).map_err(|error| Failure::reading(&error.0))?;
    drop(bar);
    let language = desk.output.language;
    Ok(match verdict {
        Verdict::Altered { reason, name } => {
            let key = format!("verify-reason-{}", reason.id());
            let reason_words = language.text_with(&key, &[("name", Arg::Text(&shown_name(reason, name.as_deref())))]);
            let mut document = json!({ "verdict": "altered", "reason": reason.id() });
            if let Some(name) = name {
                document["name"] = name.into();
            }
            let text = sentences(language, "verify-is-altered", &[reason_words, language.text("verify-altered-means")]);
            Answer { exit: Exit::Damaged, ..Answer::new(document, text) }
        }
        Verdict::Consistent { seen, other_anchor } => {
            let of_anchor = if other_anchor { "verify-anchor-other" } else { "verify-anchor-none" };
            let said = ["verify-consistent-means", of_anchor, "verify-proves-not"].map(|key| language.text(key));
            let document = document("consistent", &seen, json!({ "anchor": other_anchor.then_some("other") }));
            Answer::new(document, format!("{}\n\n{}", sentences(language, "verify-is-consistent", &said), rows(language, &seen, None)))
        }
        Verdict::Matches { seen, by } => matching(language, &seen, by),
    })
}

/// A file by its name, and a record by its number as people count.
fn shown_name(reason: Reason, name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let number = name.parse::<u64>().ok().filter(|_| matches!(reason, Reason::RecordAltered | Reason::RecordDiffers));
    number.map_or_else(|| name.to_owned(), |number| (number + 1).to_string())
}

fn matching(language: Language, seen: &Seen, by: Match) -> Answer {
    let (anchor, at, covered, said) = match by {
        Match::Dossier => ("dossier", seen.made, seen.records, language.text("verify-matches-dossier")),
        Match::Log { at, covered } => {
            let counts = [("covered", Arg::Number(covered)), ("records", Arg::Number(seen.records))];
            ("log", at, covered, language.text_with("verify-matches-log", &counts))
        }
    };
    let document = document("matches", seen, json!({ "anchor": anchor, "at": at.to_string(), "covered": covered }));
    let made = (by != Match::Dossier).then(|| (language.text("verify-anchor-made"), language.date_time(at)));
    let said = sentences(language, "verify-is-matches", &[said, language.text("verify-proves-not")]);
    Answer::new(document, format!("{said}\n\n{}", rows(language, seen, made)))
}

fn document(verdict: &str, seen: &Seen, mut more: Value) -> Value {
    more["verdict"] = verdict.into();
    more["signature"] = true.into();
    more["records"] = seen.records.into();
    more["files"] = seen.files.into();
    more["made"] = seen.made.to_string().into();
    more
}

fn sentences(language: Language, verdict: &str, said: &[String]) -> String {
    format!("{}\n\n{}", language.text(verdict), said.join("\n"))
}

fn rows(language: Language, seen: &Seen, anchor_made: Option<(String, String)>) -> String {
    let mut rows = vec![
        (language.text("verify-dossier-made"), language.date_time(seen.made)),
        (language.text("verify-records"), seen.records.to_string()),
        (language.text("verify-files"), seen.files.to_string()),
    ];
    rows.extend(anchor_made);
    table(&rows)
}

/// The dossier that is meant: a folder may be the one that it was written to.
fn source_of(paths: &[PathBuf]) -> Result<Source, Failure> {
    let [folder] = paths else { return all_zips(paths) };
    if !folder.is_dir() {
        return all_zips(paths);
    }
    let (inner, zip) = (folder.join(FOLDER), folder.join(ZIP));
    let lies_in_it = !folder.join(LIST).is_file();
    Ok(if lies_in_it && inner.is_dir() {
        Source::Folder(inner)
    } else if lies_in_it && zip.is_file() {
        Source::Zips(vec![zip])
    } else {
        Source::Folder(folder.clone())
    })
}

fn all_zips(paths: &[PathBuf]) -> Result<Source, Failure> {
    if paths.iter().all(|path| Path::is_file(path)) { Ok(Source::Zips(paths.to_vec())) } else { Err(Failure::refused("dossier-not-found")) }
}
