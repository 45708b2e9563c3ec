//! What the commands about people, refusals, the police and orders have in common.

use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::Moment;
use pana_core::incident::{Entry, Id, Said, Sort};
use pana_core::language::{Arg, Language};
use serde_json::json;

pub(crate) fn language_of(open: &OpenDesk<'_>) -> Language {
    open.desk.output.language
}

/// Writes an entry; answers with its id and what looks unusual about it.
pub(crate) fn add(said: &Said, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let now = open.now()?;
    let id = open.log().add_entry(said, now)?;
    Ok(written("written-down", &id, said, open))
}

pub(crate) fn amend(id: &Id, said: &Said, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let now = open.now()?;
    open.log().amend_entry(id, said, now)?;
    Ok(written("amended", id, said, open))
}

pub(crate) fn withdraw(id: &str, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let (id, now): (Id, _) = (id.parse()?, open.now()?);
    open.log().withdraw(&id, now)?;
    Ok(Answer::new(json!({ "id": id, "withdrawn": now.wall }), done(language_of(open), "entry-withdrawn", &id).text))
}

pub(crate) fn restore(id: &str, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let (id, now): (Id, _) = (id.parse()?, open.now()?);
    open.log().restore(&id, now)?;
    Ok(Answer::new(json!({ "id": id, "withdrawn": null }), done(language_of(open), "restored", &id).text))
}

/// All entries of a sort under the name `key`, a line each.
pub(crate) fn list(
    sort: Sort,
    key: &str,
    with_withdrawn: bool,
    open: &mut OpenDesk<'_>,
    line: fn(Language, &Entry) -> String,
) -> Result<Answer, Failure> {
    let language = language_of(open);
    let entries = open.log().entries(sort, with_withdrawn)?;
    let rows: Vec<_> = entries.iter().map(|entry| (entry.id.to_string(), line(language, entry) + &hidden(language, entry))).collect();
    let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
    Ok(Answer::new(json!({ key: entries }), text))
}

/// A sentence that names the entry.
pub(crate) fn done(language: Language, key: &str, id: &Id) -> Answer {
    Answer::new(json!({ "id": id }), language.text_with(key, &[("id", Arg::Text(&id.to_string()))]))
}

/// Rows for [`table`] with their labels, the empty ones left out.
pub(crate) fn labelled<'a>(language: Language, rows: impl Iterator<Item = (&'a str, String)>) -> Vec<(String, String)> {
    rows.filter(|(_, value)| !value.is_empty()).map(|(label, value)| (language.text(label), value)).collect()
}

/// When things were done to an entry, and what was attached.
pub(crate) fn marks(language: Language, entry: &Entry) -> [(&'static str, String); 5] {
    let shown = |moment: Option<Moment>| moment.map(|moment| language.date_time(moment)).unwrap_or_default();
    let evidence: Vec<_> = entry.evidence.iter().map(|piece| format!("{}  {}", piece.id, piece.name)).collect();
    [
        ("field-evidence", evidence.join("\n")),
        ("field-written", shown(Some(entry.written))),
        ("field-amended", shown(entry.amended)),
        ("field-withdrawn", shown(entry.withdrawn)),
        ("field-erase-due", shown(entry.erase_due)),
    ]
}

/// One line for a search that found it.
pub(crate) fn found(language: Language, entry: &Entry) -> String {
    let first = match &entry.said {
        Said::Person(person) => &person.name,
        Said::Refusal(refusal) => &refusal.words,
        Said::Report(report) => &report.place,
        Said::Measure(measure) => &measure.number,
        Said::Dismissal(dismissal) => &dismissal.reason,
    };
    format!("{}  {}  {first}\n", entry.id, language.text(&format!("entry-{}", entry.said.sort().id())))
}

fn written(key: &str, id: &Id, said: &Said, open: &OpenDesk<'_>) -> Answer {
    let language = language_of(open);
    let mut warnings = match said {
        Said::Report(report) => report.warnings(),
        _ => Vec::new(),
    };
    if matches!(said, Said::Measure(measure) if measure.is_order() && measure.person.is_none()) {
        warnings.push("order-without-person");
    }
    let words = warnings.iter().map(|key| format!("\n! {}", language.text(key)));
    let text = done(language, key, id).text + &words.collect::<String>();
    Answer::new(json!({ "id": id, "warnings": warnings }), text)
}

fn hidden(language: Language, entry: &Entry) -> String {
    let since = entry.withdrawn.map(|since| format!(" · {} {}", language.text("field-withdrawn"), language.date(since)));
    since.unwrap_or_default()
}
