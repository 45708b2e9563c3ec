//! Bringing in what was recorded elsewhere: first whose rows there are, then the rows of those who were chosen.

use crate::args::{DateOrderChoice, Import as Args};
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use pana_core::Region;
use pana_core::incident::import::{self, Beside, Choice, ColumnChoice, DateOrder, Export, Options, Rejected, Report, Survey};
use pana_core::language::{Arg, Language};
use serde_json::json;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// In place of columns, to take those that were listed.
const GUESSED: &str = "guessed";

/// Lists whose rows there are. The vault is not even opened.
pub(crate) fn list(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let language = desk.output.language;
    let survey = survey(&args.file, &options(args)?, desk)?;
    let rows = survey.numbers.iter().map(|number| {
        let shown = if number.number.is_empty() { language.text("import-withheld") } else { number.number.clone() };
        let own = if number.own { format!("  {}", language.text("import-own")) } else { String::new() };
        (shown, format!("{:>6}  {}{own}", number.count, number.name.as_deref().unwrap_or("")))
    });
    let mut text = table(&rows.collect::<Vec<_>>());
    if !survey.columns.is_empty() {
        let columns: Vec<_> = survey.columns.iter().map(|guess| (guess.column.to_owned(), guess.heading.clone())).collect();
        text = format!("{text}\n{}\n{}", language.text("import-columns"), table(&columns));
    }
    text = format!("{text}\n{}\n", language.text("import-choose"));
    text.extend(survey.asks.iter().map(|ask| format!("{}\n", language.text(ask))));
    text += &rejected_text(language, &survey.rejected, survey.unreadable);
    Ok(Answer::new(json!(survey), text))
}

pub(crate) fn survey(path: &Path, options: &Options, desk: &Desk) -> Result<Survey, Failure> {
    let (file, total_bytes) = super::open_file(path)?;
    let bar = desk.progress("working-import", Some(total_bytes));
    Ok(import::survey_with(&mut BufReader::new(file), options, &mut |done| bar.at(done))?)
}

pub(crate) fn take_in(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let choice = match &args.only {
        Some(numbers) => Choice::Only(numbers.clone()),
        None => Choice::All,
    };
    let report = take(&args.file, &choice, &options(args)?, open)?;
    let rows = [
        ("import-rows", report.rows),
        ("import-added", report.added),
        ("import-known", report.known),
        ("import-skipped", report.skipped),
        ("import-media", report.media),
    ];
    let rows = rows.map(|(label, count)| (language.text(label), count.to_string()));
    let undo = report.import.as_ref().map(|id| language.text_with("import-undo", &[("id", Arg::Text(&id.to_string()))]));
    let text = table(&rows) + &undo.map(|undo| format!("{undo}\n")).unwrap_or_default();
    Ok(Answer::new(json!(report), text + &rejected_text(language, &report.rejected, report.unreadable)))
}

pub(crate) fn take(path: &Path, choice: &Choice, options: &Options, open: &mut OpenDesk<'_>) -> Result<Report, Failure> {
    let (file, total_bytes) = super::open_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let now = open.now()?;
    let bar = open.desk.progress("working-import", Some(total_bytes));
    let mut folder = Folder(path.parent().unwrap_or(Path::new("")).to_owned());
    let mut export = Export { source: &mut BufReader::new(file), name: &name, beside: Some(&mut folder) };
    Ok(open.log().import_export(&mut export, choice, options, now, &mut |done| bar.at(done))?)
}

/// The folder that an export lies in.
struct Folder(PathBuf);

impl Beside for Folder {
    fn open(&mut self, parts: &[&str]) -> Option<Box<dyn Read>> {
        let folder = if self.0.as_os_str().is_empty() { Path::new(".") } else { &self.0 };
        let folder = folder.canonicalize().ok()?;
        // A link in the folder may lead anywhere.
        let path = parts.iter().fold(folder.clone(), |path, part| path.join(part)).canonicalize().ok()?;
        let file = File::open(&path).ok().filter(|_| path.starts_with(&folder))?;
        file.metadata().ok()?.is_file().then(|| Box::new(BufReader::new(file)) as Box<dyn Read>)
    }
}

fn options(args: &Args) -> Result<Options, Failure> {
    let region = args.offset.as_deref().and_then(|typed| Region::from_id(typed.trim()));
    let offset = args.offset.as_deref().filter(|_| region.is_none());
    let columns = match &args.columns[..] {
        [] => ColumnChoice::Known,
        [guessed] if guessed == GUESSED => ColumnChoice::Guessed,
        given => ColumnChoice::Named(given.iter().map(|typed| column(typed)).collect::<Result<_, _>>()?),
    };
    let date_order = args.date_order.map(|order| match order {
        DateOrderChoice::Dmy => DateOrder::Dmy,
        DateOrderChoice::Mdy => DateOrder::Mdy,
        DateOrderChoice::Ymd => DateOrder::Ymd,
    });
    Ok(Options {
        offset_min: offset.map(|typed| fields::offset_min("offset", typed)).transpose()?,
        region,
        date_order,
        me: args.me.clone(),
        columns,
        keep_source: args.keep_source,
    })
}

/// `number=Номер Б`.
fn column(typed: &str) -> Result<(String, String), Failure> {
    let (column, heading) = typed.split_once('=').ok_or(Failure::field("columns", "not-a-column"))?;
    Ok((column.trim().to_owned(), heading.trim().to_owned()))
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
        let file = row.file.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        format!("  {line}{file}\n")
    });
    format!("\n{}: {unreadable}\n{}", language.text("import-rejected"), lines.collect::<String>())
}
