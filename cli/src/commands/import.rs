//! Bringing in what a phone recorded: first the numbers, then the rows of the chosen ones.

use crate::args::Import as Args;
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use pana_core::incident::import::{self, Choice, Options, Rejected, Report, Survey};
use pana_core::language::{Arg, Language};
use serde_json::json;
use std::io::BufReader;
use std::path::Path;

/// Lists the numbers. The vault is not even opened.
pub(crate) fn list(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let language = desk.output.language;
    let survey = survey(&args.file, options(args)?, desk)?;
    let rows = survey.numbers.iter().map(|number| {
        let shown = if number.number.is_empty() { language.text("import-withheld") } else { number.number.clone() };
        (shown, format!("{:>6}  {}", number.count, number.name.as_deref().unwrap_or("")))
    });
    let listed = table(&rows.collect::<Vec<_>>());
    let text = format!("{listed}\n{}{}", language.text("import-choose"), rejected_text(language, &survey.rejected, survey.unreadable));
    Ok(Answer::new(json!(survey), text))
}

pub(crate) fn survey(path: &Path, options: Options, desk: &Desk) -> Result<Survey, Failure> {
    let (file, total_bytes) = super::open_file(path)?;
    let bar = desk.progress("working-import", Some(total_bytes));
    Ok(import::survey_with(&mut BufReader::new(file), &options, &mut |done| bar.at(done))?)
}

pub(crate) fn take_in(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let choice = match &args.only {
        Some(numbers) => Choice::Only(numbers.clone()),
        None => Choice::All,
    };
    let report = take(&args.file, &choice, options(args)?, open)?;
    let rows =
        [("import-rows", report.rows), ("import-added", report.added), ("import-known", report.known), ("import-skipped", report.skipped)];
    let rows = rows.map(|(label, count)| (language.text(label), count.to_string()));
    Ok(Answer::new(json!(report), table(&rows) + &rejected_text(language, &report.rejected, report.unreadable)))
}

pub(crate) fn take(path: &Path, choice: &Choice, options: Options, open: &mut OpenDesk<'_>) -> Result<Report, Failure> {
    let (file, total_bytes) = super::open_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let now = open.now()?;
    let bar = open.desk.progress("working-import", Some(total_bytes));
    Ok(open.log().import_with(&mut BufReader::new(file), &name, choice, &options, now, &mut |done| bar.at(done))?)
}

fn options(args: &Args) -> Result<Options, Failure> {
    let offset_min = args.offset.as_deref().map(|typed| fields::offset_min("offset", typed)).transpose()?;
    Ok(Options { offset_min })
}

/// The listed rows line by line under the number of all.
fn rejected_text(language: Language, rejected: &[Rejected], unreadable: u64) -> String {
    if rejected.is_empty() {
        return String::new();
    }
    let lines = rejected.iter().map(|row| {
        let why = match row.why {
            // Of a date that she typed the catalogue says how to write it; of a file's dates one option says it at once.
            "date-without-offset" => language.text("import-date-without-offset"),
            why => language.text(why),
        };
        let line = language.text_with("import-line", &[("line", Arg::Number(row.line)), ("why", Arg::Text(&why))]);
        format!("  {line}\n")
    });
    format!("\n{}: {unreadable}\n{}", language.text("import-rejected"), lines.collect::<String>())
}
