//! Series: their table and totals, single acts of them, series written by hand, and imports as a whole.

use super::incident::{STANDARD_INPUT, kind_of};
use crate::args::Series as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use crate::when::{self, Zone};
use pana_core::incident::series::{SeriesAct, TypedAct};
use pana_core::incident::{Direction, Id};
use pana_core::language::{Arg, Language};
use serde_json::json;
use std::io::{self, Read};
use std::path::Path;

/// More than any series that is typed takes.
const ROWS_MAX_BYTES: u64 = 16 << 20;
/// Between the parts of a row, so that a text may hold commas.
const DELIMITER: char = ';';

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    match args {
        Args::Show { id, limit, after } => show(&id.parse()?, *limit, after.as_deref(), open),
        Args::Totals { id } => totals(&id.parse()?, open),
        Args::Lift { id, act } => {
            let (id, now) = (id.parse()?, open.now()?);
            let incident = open.log().lift(&id, *act, now)?;
            Ok(Answer::new(json!({ "series": id, "act": act, "incident": incident }), named(language, "lifted", &incident)))
        }
        Args::Unlift { id, act } => {
            let (id, now) = (id.parse()?, open.now()?);
            let incident = open.log().unlift(&id, *act, now)?;
            Ok(Answer::new(json!({ "series": id, "act": act, "withdrawn": incident }), named(language, "unlifted", &id)))
        }
        Args::Add { kind, number, rows, zone } => {
            let (acts, now) = (typed(rows, number.as_deref(), *zone)?, open.now()?);
            let (id, known) = open.log().add_series(kind_of(kind)?, &acts, now)?;
            let added = acts.len() as u64 - known;
            Ok(Answer::new(json!({ "id": id, "added": added, "known": known }), named(language, "written-down", &id)))
        }
        Args::Extend { id, number, rows, zone } => {
            let (id, acts, now) = (id.parse()?, typed(rows, number.as_deref(), *zone)?, open.now()?);
            let added = open.log().extend_series(&id, &acts, now)?;
            let known = acts.len() as u64 - added;
            Ok(Answer::new(json!({ "id": id, "added": added, "known": known }), named(language, "written-down", &id)))
        }
        Args::Imports => imports(open),
        Args::Undo { import } => {
            let (id, now) = (import.parse()?, open.now()?);
            let acts = open.log().undo_import(&id, now)?;
            let told = language.text_with("import-undone-now", &[("count", Arg::Number(acts))]);
            Ok(Answer::new(json!({ "import": id, "acts": acts }), told))
        }
    }
}

fn show(id: &Id, limit: u32, after: Option<&str>, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let page = open.log().series_acts(id, limit, after)?;
    let rows: Vec<_> = page.acts.iter().map(|act| (act.act.to_string(), line(language, act))).collect();
    let mut text = table(&rows);
    if let Some(cursor) = &page.next {
        text.push('\n');
        text += &language.text_with("next-page", &[("cursor", Arg::Text(cursor))]);
    }
    Ok(Answer::new(json!(page), text))
}

/// `01.02.2026 21:30  +77011234567 · missed · words`
fn line(language: Language, act: &SeriesAct) -> String {
    let number = if act.number.is_empty() { language.text("import-withheld") } else { act.number.clone() };
    let mut parts = vec![number, language.text(&format!("direction-{}", act.direction.id()))];
    parts.extend(act.seconds.filter(|seconds| *seconds > 0).map(clock));
    parts.extend(Some(act.text.clone()).filter(|text| !text.is_empty()));
    parts.extend(act.lifted.as_ref().map(|id| named(language, "lifted", id)));
    format!("{}  {}", language.date_time(act.at), parts.join(" · "))
}

/// `1:05` for 65 seconds.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn totals(id: &Id, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let totals = open.log().series_totals(id)?;
    let days: Vec<_> = totals.days.iter().map(|day| (day.day.clone(), day.acts.to_string())).collect();
    let numbers = totals.numbers.iter().map(|number| {
        let shown = if number.number.is_empty() { language.text("import-withheld") } else { number.number.clone() };
        (shown, number.acts.to_string())
    });
    let text = format!("{}\n{}", table(&days), table(&numbers.collect::<Vec<_>>()));
    Ok(Answer::new(json!(totals), text))
}

fn imports(open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let imports = open.log().imports()?;
    let rows: Vec<_> = imports
        .iter()
        .map(|import| {
            let undone = if import.undone { format!(" · {}", language.text("action-import-undone")) } else { String::new() };
            let at = language.date_time(import.at);
            (import.id.to_string(), format!("{at}  {} · {} · {}{undone}", import.format, import.source, import.acts))
        })
        .collect();
    let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
    Ok(Answer::new(json!({ "imports": imports }), text))
}

/// The acts of a file, one a line; empty lines and comments are passed over.
fn typed(rows: &Path, number: Option<&str>, zone: Option<Zone>) -> Result<Vec<TypedAct>, Failure> {
    let source: Box<dyn Read> = if rows == Path::new(STANDARD_INPUT) { Box::new(io::stdin()) } else { Box::new(super::open_file(rows)?.0) };
    let mut bytes = Vec::new();
    source.take(ROWS_MAX_BYTES).read_to_end(&mut bytes).map_err(|error| Failure::reading(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::field("rows", "text-not-utf8"))?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| act(line, number.unwrap_or_default(), zone)).collect()
}

/// `2026-02-01T21:30+05:00; +77011234567; missed; 0; words`
fn act(line: &str, usual_number: &str, zone: Option<Zone>) -> Result<TypedAct, Failure> {
    let mut parts = line.splitn(5, DELIMITER).map(str::trim);
    let at = when::moment("rows", parts.next().unwrap_or_default(), zone)?;
    let number = parts.next().filter(|number| !number.is_empty()).unwrap_or(usual_number).to_owned();
    let direction = match parts.next().unwrap_or_default() {
        "" => Direction::Unknown,
        id => Direction::from_id(id).ok_or(Failure::field("rows", "not-a-direction"))?,
    };
    let seconds = match parts.next().unwrap_or_default() {
        "" => None,
        seconds => Some(seconds.parse().map_err(|_| Failure::field("rows", "not-seconds"))?),
    };
    let text = parts.next().unwrap_or_default().to_owned();
    Ok(TypedAct { at, number, direction, seconds, text })
}

fn named(language: Language, key: &str, id: &Id) -> String {
    language.text_with(key, &[("id", Arg::Text(&id.to_string()))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_needs_no_more_than_its_time() {
        let least = act("2026-02-01T21:30+05:00", "102", None).expect("a row");
        assert_eq!((least.number.as_str(), least.direction, least.seconds), ("102", Direction::Unknown, None));
        let whole = act("2026-02-01T21:30+05:00; 8 701 000 00 01; incoming; 65; выйди; сейчас", "102", None).expect("a row");
        assert_eq!((whole.number.as_str(), whole.seconds, whole.text.as_str()), ("8 701 000 00 01", Some(65), "выйди; сейчас"));
        assert_eq!(clock(65), "1:05");
        for (line, code) in [
            ("вчера", "not-a-date"),
            ("2026-02-01T21:30", "date-without-offset"),
            ("2026-02-01T21:30Z;;up", "not-a-direction"),
            ("2026-02-01T21:30Z;;;1:05", "not-seconds"),
        ] {
            assert_eq!(act(line, "", None).expect_err(line).code(), code);
        }
    }
}
