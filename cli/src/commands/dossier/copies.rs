//! What of hers lies outside.

use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::dossier::{OutsideCopy, copies, mark_copy};
use pana_core::language::{Arg, Language};
use serde_json::json;

/// `gone` and `there` are numbers of copies.
pub(crate) fn run(gone: Option<u64>, there: Option<u64>, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let now = open.now()?;
    let mut log = open.log();
    for (number, is_gone) in [(gone, true), (there, false)] {
        if let Some(number) = number {
            mark_copy(&mut log, number, is_gone, now)?;
        }
    }
    let copies = copies(&log)?;
    let rows: Vec<_> = copies.iter().map(|copy| (copy.number.to_string(), line(copy, language))).collect();
    let listed = if rows.is_empty() { language.text("copies-none") } else { table(&rows) };
    Ok(Answer::new(json!({ "copies": copies }), format!("{listed}\n{}", language.text("copies-unseen"))))
}

fn line(copy: &OutsideCopy, language: Language) -> String {
    let said = format!("{}  {}", language.date_time(copy.at), language.text(&format!("copy-of-{}", copy.what)));
    let gone = copy.gone.map(|at| language.text_with("copies-gone", &[("date", Arg::Text(&language.date(at)))]));
    gone.map_or_else(|| said.clone(), |gone| format!("{said} · {gone}"))
}
