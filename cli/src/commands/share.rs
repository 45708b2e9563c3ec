//! One piece of evidence for someone.

use crate::args::Share as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::new_file::NewFile;
use crate::output::Answer;
use pana_core::dossier::{Share, share};
use pana_core::language::Arg;
use serde_json::json;
use std::io::BufWriter;

/// It is about to lie open: the PIN is asked for again, whoever sits at the open desk.
pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let id = args.evidence.parse()?;
    let file = NewFile::begin(&args.out)?;
    let pin = open.desk.ask.pin_to_export()?;
    let now = open.now()?;
    open.session.confirm_pin(&pin, now)?;
    let how = if args.original { Share::Original } else { Share::Bare };
    share(&mut open.log(), &id, how, &mut BufWriter::new(&file.file), now)?;
    file.finish()?;
    let path = args.out.display().to_string();
    let told = language.text_with(if args.original { "share-original" } else { "share-bare" }, &[("path", Arg::Text(&path))]);
    Ok(Answer::new(
        json!({ "out": path, "evidence": id, "original": args.original }),
        format!("{told}\n{}", language.text("evidence-copy-note")),
    ))
}
