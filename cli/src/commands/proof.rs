//! The history, anchors over it, and proofs for others.

use super::open_file;
use crate::args::{Anchor as AnchorArgs, History, Proof as ProofArgs};
use crate::desk::{Desk, OpenDesk};
use crate::failure::{Exit, Failure};
use crate::output::{Answer, table};
use crate::picture::NewPicture;
use pana_core::incident::proof::{Anchor, AnchorCheck, AnchorError, Consistency, Consistent, Entry, FIELD_NAMES, MadeAnchor, Proof};
use pana_core::language::{Arg, Language};
use serde_json::{Map, Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// More than any proof takes: one record is at most 8 MiB, in base64.
const MAX_PROOF_BYTES: u64 = 32 << 20;
/// Read and written by its owner alone.
const PRIVATE: u32 = 0o600;

pub(crate) fn history(args: &History, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    if let Some(path) = &args.export {
        return export(path, args.anchor.as_deref(), open);
    }
    let entries = open.log().history(args.before, args.limit)?;
    let rows: Vec<_> = entries.iter().map(|entry| (entry.sequence.to_string(), line(language, entry))).collect();
    let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
    let next = entries.last().map(|entry| entry.sequence).filter(|sequence| *sequence > 0);
    Ok(Answer::new(json!({ "history": entries, "next": next }), text))
}

fn export(path: &Path, anchor: Option<&str>, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let anchor = anchor.map(code_of).transpose()?;
    let now = open.now()?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(path).map_err(|error| Failure::writing(&error))?;
    let written = open.log().export_history(&mut file, anchor.as_ref(), now);
    let rows =
        match written.map_err(Failure::from).and_then(|rows| file.sync_all().map(|()| rows).map_err(|error| Failure::writing(&error))) {
            Ok(rows) => rows,
            Err(failure) => {
                // Half a history is as secret as all of it, and proves nothing.
                let _ = fs::remove_file(path);
                return Err(failure);
            }
        };
    let path = path.display().to_string();
    let text = open.desk.output.language.text_with("history-exported", &[("path", Arg::Text(&path))]);
    Ok(Answer::new(json!({ "records": rows, "out": path }), text))
}

fn line(language: Language, entry: &Entry) -> String {
    let written = entry.written.map(|at| language.date_time(at)).unwrap_or_default();
    let action = match entry.action {
        Some(action) => language.text(&format!("action-{action}")),
        None if entry.erased => language.text("action-gone"),
        None => language.text("unreadable"),
    };
    let subject = entry.subject.as_ref().map(ToString::to_string).unwrap_or_default();
    let altered = if entry.intact { String::new() } else { format!("  ! {}", language.text("history-altered")) };
    format!("{written}  {action}  {subject}{altered}")
}

pub(crate) fn anchor(args: &AnchorArgs, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        AnchorArgs::Make { qr } => make(qr.as_deref(), open),
        AnchorArgs::Check { code } => check(&code_of(&code.concat())?, open),
    }
}

/// Makes an anchor, and a picture of it in a new file.
pub(crate) fn make_anchor(qr: Option<&Path>, open: &mut OpenDesk<'_>) -> Result<MadeAnchor, Failure> {
    let picture = qr.map(NewPicture::at).transpose()?;
    let now = open.now()?;
    let made = open.log().make_anchor(now)?;
    if let Some(picture) = picture {
        picture.draw(&made.anchor.qr())?;
    }
    Ok(made)
}

fn make(qr: Option<&Path>, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let at = language.date_time(open.now()?.wall);
    let made = make_anchor(qr, open)?;
    let code = made.anchor.to_string();
    let line =
        language.text_with("anchor-line", &[("at", Arg::Text(&at)), ("count", Arg::Number(made.anchor.size)), ("code", Arg::Text(&code))]);
    // Words in Cyrillic would make two segments of one, and the code says nothing of what it is to whoever else sees the message.
    let document =
        json!({ "code": code, "sms": code, "line": line, "records": made.anchor.size, "note": made.note, "key": made.key, "qr": qr });
    let told = language.text_with("anchor-made", &[("count", Arg::Number(made.anchor.size))]);
    Ok(Answer::new(document, format!("{told}\n\n    {code}\n\n{}", language.text("anchor-advice"))))
}

fn check(anchor: &Anchor, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let found = open.log().check_anchor(anchor)?;
    let (key, exit) = match found {
        AnchorCheck::Unchanged => ("anchor-unchanged", Exit::Done),
        AnchorCheck::Changed => ("anchor-changed", Exit::Damaged),
        AnchorCheck::Shorter => ("anchor-shorter", Exit::Damaged),
    };
    let document = json!({ "ok": found == AnchorCheck::Unchanged, "found": found, "records": anchor.size });
    Ok(Answer { exit, ..Answer::new(document, language.text_with(key, &[("count", Arg::Number(anchor.size))])) })
}

/// Writes a proof.
pub(crate) fn proof(args: &ProofArgs, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let (record, hide, anchor, out) = match args {
        ProofArgs::Make { record, hide, anchor, out } => (record, hide, anchor, out),
        ProofArgs::Consistency { from, to, out } => return consistency(from, to.as_deref(), out, open),
        ProofArgs::Verify { file, anchor } => return verify(file, anchor.as_deref(), open.desk),
    };
    let anchor = anchor.as_deref().map(code_of).transpose()?;
    let hidden: Vec<u16> =
        (0u16..).zip(FIELD_NAMES).filter(|(_, name)| hide.iter().any(|hidden| hidden == name)).map(|(at, _)| at).collect();
    let proof = open.log().prover()?.prove(*record, anchor.map(|anchor| anchor.size), &hidden)?;
    let path = write_json(serde_json::to_string_pretty(&proof), out)?;
    let document = json!({ "record": record, "out": path, "shown": proof.shown.len() });
    Ok(Answer::new(document, language.text_with("proof-made", &[("path", Arg::Text(&path))])))
}

fn consistency(from: &str, to: Option<&str>, out: &Path, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let (from, to) = (size_of(from)?, to.map(size_of).transpose()?);
    let proof = open.log().prover()?.consistency(from, to)?;
    let path = write_json(serde_json::to_string_pretty(&proof), out)?;
    let text = open.desk.output.language.text_with("consistency-made", &[("path", Arg::Text(&path))]);
    Ok(Answer::new(json!({ "from": from, "to": to, "out": path }), text))
}

/// How many records an anchor covers, or just how many.
fn size_of(typed: &str) -> Result<u64, Failure> {
    typed.parse().or_else(|_| code_of(typed).map(|anchor| anchor.size))
}

fn write_json(text: serde_json::Result<String>, out: &Path) -> Result<String, Failure> {
    let mut file = new_file(out)?;
    let text = text.map_err(|_| Failure::refused("not-done"))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| Failure::writing(&error))?;
    Ok(out.display().to_string())
}

/// Checks a proof that someone brought: no vault is opened.
pub(crate) fn verify(file: &Path, anchor: Option<&str>, desk: &Desk) -> Result<Answer, Failure> {
    let language = desk.output.language;
    let kept = anchor.map(code_of).transpose()?;
    let (file, _) = open_file(file)?;
    let mut bytes = Vec::new();
    file.take(MAX_PROOF_BYTES).read_to_end(&mut bytes).map_err(|error| Failure::reading(&error))?;
    if let Ok(proof) = serde_json::from_slice::<Consistency>(&bytes) {
        return Ok(verify_consistency(&proof, kept, language));
    }
    let proof: Proof = serde_json::from_slice(&bytes).map_err(|_| Failure::refused("not-a-proof"))?;
    let Ok(proven) = proof.verify() else {
        return Ok(Answer { exit: Exit::Damaged, ..Answer::new(json!({ "ok": false }), language.text("proof-fails")) });
    };
    let fields = proven.readable();
    let shown: Map<String, Value> = fields.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let fits = kept.map(|kept| kept == proven.anchor);
    let document = json!({
        "ok": fits != Some(false),
        "record": proof.sequence,
        "records": proven.checkpoint.size,
        "anchor": proven.anchor.to_string(),
        "anchor_fits": fits,
        "fields": shown,
    });
    let sentence = match fits {
        Some(true) => "proof-fits-anchor",
        Some(false) => "proof-of-other-anchor",
        None => "proof-holds",
    };
    let rows: Vec<_> = fields.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let text = format!("{}\n\n{}", language.text_with(sentence, &[("count", Arg::Number(proven.checkpoint.size))]), table(&rows));
    let exit = if fits == Some(false) { Exit::Damaged } else { Exit::Done };
    Ok(Answer { exit, ..Answer::new(document, text) })
}

fn verify_consistency(proof: &Consistency, kept: Option<Anchor>, language: Language) -> Answer {
    let Ok(Consistent { old, new }) = proof.verify() else {
        return Answer { exit: Exit::Damaged, ..Answer::new(json!({ "ok": false }), language.text("proof-fails")) };
    };
    let fits = kept.map(|kept| kept == old.1 || kept == new.1);
    let document = json!({
        "ok": fits != Some(false),
        "from": { "records": old.0.size, "anchor": old.1.to_string() },
        "to": { "records": new.0.size, "anchor": new.1.to_string() },
        "anchor_fits": fits,
    });
    if fits == Some(false) {
        return Answer { exit: Exit::Damaged, ..Answer::new(document, language.text("proof-of-other-anchor")) };
    }
    Answer::new(document, language.text_with("consistency-holds", &[("old", Arg::Number(old.0.size)), ("new", Arg::Number(new.0.size))]))
}

pub(crate) fn code_of(typed: &str) -> Result<Anchor, Failure> {
    typed.parse().map_err(|error| {
        Failure::refused(match error {
            AnchorError::Malformed => "anchor-malformed",
            AnchorError::Typo => "anchor-typo",
        })
    })
}

fn new_file(path: &Path) -> Result<File, Failure> {
    File::create_new(path).map_err(|error| Failure::writing(&error))
}
