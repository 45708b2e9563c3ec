//! Reports to the police, measures, and what runs out.

use super::entry::{self, language_of};
use crate::args::{Order as OrderArgs, OrderAmendment, OrderFields, Police as Args, ReportNumbers};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use crate::plot;
use crate::when::{self, When, Zone};
use pana_core::Moment;
use pana_core::incident::{Answer as Reply, BRING, Entry, Id, Measure, Precision, Report, Said, Sort};
use pana_core::language::Language;
use pana_core::law::{Fact, law};
use serde_json::json;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        Args::Report(fields) => {
            let mut report = Report::new(&fields.way, when::moment("at", &fields.at, fields.zone)?);
            apply(&fields.numbers, &mut report);
            entry::add(&Said::Report(report), open)
        }
        Args::Amend { id, numbers } => {
            let id: Id = id.parse()?;
            let mut report = report(&id, open)?;
            apply(numbers, &mut report);
            entry::amend(&id, &Said::Report(report), open)
        }
        Args::Answer { id, at, zone, text } => {
            let id: Id = id.parse()?;
            let answer = Some(Reply { at: when::moment("answer", at, *zone)?, text: text.clone() });
            let report = Report { answer, ..report(&id, open)? };
            entry::amend(&id, &Said::Report(report), open)
        }
        Args::List(hidden) => entry::list(Sort::Report, "reports", hidden.withdrawn, open, report_line),
        Args::Reminders => reminders(open),
        Args::Bring => Ok(bring(language_of(open))),
        Args::Withdraw { id } => entry::withdraw(id, open),
        Args::Restore { id } => entry::restore(id, open),
    }
}

pub(crate) fn order(args: &OrderArgs, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        OrderArgs::Add(fields) => entry::add(&Said::Measure(measure(fields)?), open),
        OrderArgs::Amend(args) => amend_measure(args, open),
        OrderArgs::List(hidden) => entry::list(Sort::Measure, "orders", hidden.withdrawn, open, measure_line),
        OrderArgs::Breaches { dismissed: false } => breaches(open),
        OrderArgs::Breaches { dismissed: true } => entry::list(Sort::Dismissal, "dismissed", false, open, dismissal_line),
        OrderArgs::Confirm { incident, order } => {
            let (incident, order, now): (Id, Id, _) = (incident.parse()?, order.parse()?, open.now()?);
            open.log().confirm_breach(&incident, &order, now)?;
            let text = entry::done(language_of(open), "amended", &incident).text;
            Ok(Answer::new(json!({ "id": incident, "breach": order }), text))
        }
        OrderArgs::Dismiss { incident, order, reason } => {
            let (incident, order, now): (Id, Id, _) = (incident.parse()?, order.parse()?, open.now()?);
            let id = open.log().dismiss_breach(&incident, &order, reason, now)?;
            Ok(entry::done(language_of(open), "written-down", &id))
        }
        OrderArgs::Undismiss { incident, order } => {
            let (incident, order, now): (Id, Id, _) = (incident.parse()?, order.parse()?, open.now()?);
            open.log().propose_again(&incident, &order, now)?;
            Ok(Answer::new(json!({ "incident": incident, "order": order }), language_of(open).text("breach-proposed-again")))
        }
        OrderArgs::Withdraw { id } => entry::withdraw(id, open),
        OrderArgs::Restore { id } => entry::restore(id, open),
    }
}

fn reminders(open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let (language, now) = (language_of(open), open.now()?);
    let reminders = open.log().reminders(now)?;
    let rows: Vec<_> = reminders
        .iter()
        .map(|reminder| {
            let words = language.text(&format!("reminder-{}", reminder.kind));
            (reminder.subject.to_string(), format!("{}  {words}", language.date(reminder.due)))
        })
        .collect();
    let mut text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
    let mut facts: Vec<&Fact> = Vec::new();
    for fact in reminders.iter().filter_map(|reminder| reminder.fact) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    if !facts.is_empty() {
        text += "\n";
        text.extend(facts.into_iter().map(|fact| plot::wrapped(&super::fact_words(language, fact))));
        text += &plot::wrapped(&language.text("law-no-advice"));
    }
    Ok(Answer::new(json!({ "reminders": reminders }), text))
}

fn bring(language: Language) -> Answer {
    let things: Vec<String> = BRING.iter().map(|thing| language.text(&format!("bring-{thing}"))).collect();
    let talon = &law().talon;
    let mut text: String = things.iter().map(|thing| plot::wrapped(thing)).collect();
    text += "\n";
    text += &plot::wrapped(&language.text("bring-about"));
    text += &plot::wrapped(&super::fact_words(language, talon));
    text += &plot::wrapped(&language.text("law-no-advice"));
    Answer::new(json!({ "bring": things, "talon": talon }), text)
}

fn breaches(open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    let proposed = open.log().proposed_breaches()?;
    let rows: Vec<_> = proposed
        .iter()
        .map(|found| {
            (found.incident.to_string(), format!("{}  {} {}", language.date_time(found.at), language.text("field-breach"), found.measure))
        })
        .collect();
    let text =
        if rows.is_empty() { language.text("nothing-here") } else { format!("{}\n{}", table(&rows), language.text("breach-confirm")) };
    Ok(Answer::new(json!({ "breaches": proposed }), text))
}

fn apply(numbers: &ReportNumbers, report: &mut Report) {
    let ReportNumbers { place, talon, kui, erdr, officer } = numbers;
    let given = [
        (place, &mut report.place),
        (talon, &mut report.talon),
        (kui, &mut report.kui),
        (erdr, &mut report.erdr),
        (officer, &mut report.officer),
    ];
    for (given, field) in given {
        if let Some(given) = given {
            field.clone_from(given);
        }
    }
}

fn measure(fields: &OrderFields) -> Result<Measure, Failure> {
    let to = fields.to.as_deref().map(|typed| last_moment(typed, fields.zone)).transpose()?;
    Ok(Measure {
        kind: fields.kind.clone(),
        number: fields.number.clone(),
        authority: fields.authority.clone(),
        article: fields.article.clone(),
        person: fields.person.as_deref().map(str::parse).transpose()?,
        from: when::when("from", &fields.from, fields.zone)?.at,
        to,
    })
}

fn amend_measure(args: &OrderAmendment, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let id: Id = args.id.parse()?;
    let Said::Measure(mut measure) = open.log().entry(&id)?.said else { return Err(Failure::refused("not-found")) };
    let OrderAmendment { number, authority, article, .. } = args;
    for (given, field) in [(number, &mut measure.number), (authority, &mut measure.authority), (article, &mut measure.article)] {
        if let Some(given) = given {
            field.clone_from(given);
        }
    }
    if let Some(person) = &args.person {
        measure.person = fields::optional(person, |typed| Ok(typed.parse()?))?;
    }
    if let Some(from) = &args.from {
        measure.from = when::when("from", from, args.zone)?.at;
    }
    if let Some(to) = &args.to {
        measure.to = fields::optional(to, |typed| last_moment(typed, args.zone))?;
    }
    entry::amend(&id, &Said::Measure(measure), open)
}

/// Of a day, its last second: the day belongs to the order.
fn last_moment(typed: &str, zone: Option<Zone>) -> Result<Moment, Failure> {
    let When { at, precision } = when::when("to", typed, zone)?;
    if matches!(precision, Precision::Exact | Precision::About) {
        return Ok(at);
    }
    let end = precision.end(at);
    Moment::new(end.utc_ms() - 1_000, end.offset_min()).map_err(|_| Failure::field("to", "date-out-of-range"))
}

fn report(id: &Id, open: &mut OpenDesk<'_>) -> Result<Report, Failure> {
    match open.log().entry(id)?.said {
        Said::Report(report) => Ok(report),
        _ => Err(Failure::refused("not-found")),
    }
}

fn report_line(language: Language, entry: &Entry) -> String {
    let Said::Report(report) = &entry.said else { return String::new() };
    let named = |key: &str, value: &str| (!value.is_empty()).then(|| format!("{} {value}", language.text(key)));
    let answer =
        report.answer.as_ref().map(|answer| format!("{} {}: {}", language.text("field-answer"), language.date(answer.at), answer.text));
    let parts = [Some(language.text(&format!("way-{}", report.way))), Some(report.place.clone()).filter(|place| !place.is_empty())]
        .into_iter()
        .chain([named("field-talon", &report.talon), named("field-kui", &report.kui), named("field-erdr", &report.erdr), answer]);
    format!("{}  {}", language.date_time(report.at), parts.flatten().collect::<Vec<_>>().join(" · "))
}

fn measure_line(language: Language, entry: &Entry) -> String {
    let Said::Measure(measure) = &entry.said else { return String::new() };
    let to = measure.to.map(|to| language.date(to)).unwrap_or_default();
    let texts = [&measure.number, &measure.authority, &measure.article].into_iter().filter(|text| !text.is_empty()).cloned();
    let person = measure.person.as_ref().map(ToString::to_string);
    let parts = [language.text(&format!("measure-{}", measure.kind))].into_iter().chain(texts).chain(person);
    format!("{} – {to}  {}", language.date(measure.from), parts.collect::<Vec<_>>().join(" · "))
}

fn dismissal_line(language: Language, entry: &Entry) -> String {
    let Said::Dismissal(dismissal) = &entry.said else { return String::new() };
    let named = format!("{} · {} {}", dismissal.incident, language.text("field-breach"), dismissal.measure);
    format!("{}  {named} · {}", language.date(entry.written), dismissal.reason)
}
