//! Writing incidents to a file outside the vault.

use crate::args::{Export as Args, ExportFormat};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::Answer;
use pana_core::incident::{Export, ExportForm};
use pana_core::language::Arg;
use serde_json::json;
use std::io::BufWriter;
use std::path::Path;

/// The log is about to lie open: the PIN is asked for again, whoever sits at the open desk. The file appears under its name only when it is whole and noted
/// in the history, and nobody else on this machine can read it.
pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let form = match (args.format, args.acts) {
        (ExportFormat::Csv, false) => ExportForm::CsvIncidents,
        (ExportFormat::Csv, true) => ExportForm::CsvActs,
        (ExportFormat::Json, false) => ExportForm::Json,
        (ExportFormat::Json, true) => return Err(Failure::usage("acts-are-in-json")),
    };
    let what = Export { form, filter: super::filter(&args.filter)?, withdrawn: args.withdrawn };
    if args.out.symlink_metadata().is_ok() {
        return Err(Failure::refused("file-exists"));
    }
    let pin = open.desk.ask.pin_to_export()?;
    let now = open.now()?;
    open.session.confirm_pin(&pin, now)?;
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unfinished = tempfile::Builder::new().suffix(".part").tempfile_in(folder).map_err(|error| Failure::writing(&error))?;
    let mut out = BufWriter::new(unfinished);
    let exported = open.log().export(&what, language, &mut out, now)?;
    let file = out.into_inner().map_err(|error| Failure::writing(error.error()))?;
    file.as_file().sync_all().map_err(|error| Failure::writing(&error))?;
    file.persist_noclobber(&args.out).map_err(|kept| Failure::writing(&kept.error))?;
    let path = args.out.display().to_string();
    let incidents = language.text_with("stats-incidents", &[("count", Arg::Number(exported.incidents))]);
    let told = language.text_with("export-made", &[("path", Arg::Text(&path)), ("incidents", Arg::Text(&incidents))]);
    let mut document = json!(exported);
    document["out"] = path.into();
    Ok(Answer::new(document, format!("{told}\n{}", language.text("evidence-copy-note"))))
}
