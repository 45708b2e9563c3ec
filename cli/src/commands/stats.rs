//! The figures over the log, as plots of plain text or as JSON.

use crate::args::Stats as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::Answer;
use crate::plot;
use crate::week::WEEKDAYS;
use crate::when::moment;
use pana_core::Moment;
use pana_core::incident::{Amount, Span, Stats, WeekFigure};
use pana_core::language::{Arg, Language};
use pana_core::law::law;
use serde_json::json;

/// Columns that a chart of weeks may have, its scale aside.
const CHART_COLUMNS: usize = 66;
/// From one mark under the columns, as `03.2025`, to the next.
const MARK_EVERY: usize = 11;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let mut milestones = open.log().milestones()?;
    for at in &args.refused {
        milestones.refusals.push(moment("refused", at, None)?);
    }
    let stats = open.log().stats(&super::filter(&args.filter)?, &milestones)?;
    Ok(Answer::new(json!(stats), text(open.desk.output.language, &stats)))
}

fn text(language: Language, stats: &Stats) -> String {
    if stats.incidents == 0 {
        return language.text("nothing-here");
    }
    let sections = [
        ("stats-weeks", weeks(language, &stats.weeks)),
        ("stats-hours", hours(language, stats)),
        ("stats-kinds", kinds(language, stats)),
        ("stats-numbers", numbers(language, stats)),
        ("stats-places", places(language, stats)),
        ("stats-bands", bands(language, stats)),
        ("stats-refusal", refusal(language, stats)),
        ("stats-measures", measures(language, stats)),
    ];
    let mut out = head(language, stats);
    for (title, section) in sections.iter().filter(|(_, section)| !section.is_empty()) {
        out.extend(["\n", &language.text(title), "\n", section]);
    }
    if has_about(stats) {
        out += "\n";
        out += &plot::wrapped(&language.text("stats-about"));
    }
    out
}

/// `7 incidents · 345 + ≈300 acts · 1 Mar 2025 – 12 Feb 2026`
fn head(language: Language, stats: &Stats) -> String {
    let mut parts = vec![language.text_with("stats-incidents", &[("count", Arg::Number(stats.incidents))]), acts(language, stats.acts)];
    if let Some((first, last)) = stats.first.zip(stats.last) {
        parts.push(format!("{} – {}", language.date(first), language.date(last)));
    }
    parts.join(" · ") + "\n"
}

/// `12 acts`, `≈300 acts` or `12 + ≈300 acts`: the last number decides the form of the word.
fn acts(language: Language, acts: Amount) -> String {
    let words = |count| language.text_with("acts", &[("count", Arg::Number(count))]);
    match acts {
        Amount { exact, about: 0 } => words(exact),
        Amount { exact: 0, about } => format!("≈{}", words(about)),
        Amount { exact, about } => format!("{exact} + ≈{}", words(about)),
    }
}

/// A column a week, or for several weeks if there are too many.
fn weeks(language: Language, weeks: &[WeekFigure]) -> String {
    let per_column = weeks.len().div_ceil(CHART_COLUMNS).max(1);
    let groups: Vec<_> = weeks.chunks(per_column).collect();
    let amounts: Vec<_> = groups.iter().map(|group| group.iter().fold(Amount::default(), |sum, week| plus(sum, week.acts))).collect();
    let most = amounts.iter().map(|acts| acts.total()).max().unwrap_or(0);
    let first_days = groups.iter().enumerate().step_by(MARK_EVERY);
    let marks: Vec<_> = first_days.map(|(column, group)| (column, group[0].monday.strftime("%m.%Y").to_string())).collect();
    let each = language.text_with("stats-each-column", &[("count", Arg::Number(per_column as u64))]);
    format!("{}{}  {each}\n", plot::columns(&amounts), plot::marks(most.to_string().len() + 4, &marks))
}

fn hours(language: Language, stats: &Stats) -> String {
    let days: Vec<_> = WEEKDAYS.iter().zip(&stats.hours).map(|(day, hours)| (language.text(day), *hours)).collect();
    plot::heat(&days) + &beside(language, "stats-hour-unknown", stats.hour_unknown)
}

fn kinds(language: Language, stats: &Stats) -> String {
    plot::bars(&stats.kinds.iter().map(|of| (language.text(&format!("kind-{}", of.kind.id())), of.acts)).collect::<Vec<_>>())
}

/// Nothing if no act has a number: then there is nothing to tell.
fn numbers(language: Language, stats: &Stats) -> String {
    let numbers = &stats.numbers;
    if numbers.top.is_empty() && numbers.of_several.total() == 0 {
        return String::new();
    }
    let top: Vec<_> = numbers.top.iter().map(|of| (of.number.clone(), of.acts)).collect();
    let others = match numbers.others {
        Some(count) => language.text_with("stats-other-numbers", &[("count", Arg::Number(count))]),
        None => language.text("stats-many-numbers"),
    };
    let of_others =
        if numbers.of_others.total() == 0 { String::new() } else { format!("  {others}: {}\n", plot::amount(numbers.of_others)) };
    [
        plot::bars(&top),
        of_others,
        beside(language, "stats-several-numbers", numbers.of_several),
        beside(language, "stats-no-number", numbers.of_none),
    ]
    .concat()
}

fn places(language: Language, stats: &Stats) -> String {
    let word =
        |place: Option<&str>| place.map_or_else(|| language.text("stats-no-place"), |place| language.text(&format!("place-{place}")));
    plot::bars(&stats.places.iter().map(|of| (word(of.place), of.acts)).collect::<Vec<_>>())
}

fn bands(language: Language, stats: &Stats) -> String {
    let of_law = || law().bands.iter().zip(&stats.bands);
    let mut out = plot::bars(&of_law().map(|(band, of)| (band.name.of(language).to_owned(), of.acts)).collect::<Vec<_>>());
    for (band, _) in of_law().filter(|(_, of)| of.acts.total() > 0) {
        out += &plot::wrapped(&format!("{}: {}", band.name.of(language), super::fact_words(language, &band.fact)));
    }
    out + &plot::wrapped(&language.text("law-no-advice"))
}

pub(crate) fn refusal(language: Language, stats: &Stats) -> String {
    let Some(of) = &stats.refusal else { return String::new() };
    let at = language.date_time(of.at);
    let label = |key| language.text_with(key, &[("at", Arg::Text(&at))]);
    plot::bars(&[(label("stats-before"), of.before), (label("stats-after"), of.after)])
}

fn measures(language: Language, stats: &Stats) -> String {
    let until = |to: Option<Moment>| to.map_or_else(|| "…".to_owned(), |to| language.date(to));
    let label = |span: &Span| format!("{} – {}", language.date(span.from), until(span.to));
    plot::bars(&stats.measures.iter().map(|of| (label(&of.span), of.acts)).collect::<Vec<_>>())
}

/// A line of its own for what has no bar; nothing for no acts.
fn beside(language: Language, key: &str, acts: Amount) -> String {
    if acts.total() == 0 { String::new() } else { format!("  {}: {}\n", language.text(key), plot::amount(acts)) }
}

fn has_about(stats: &Stats) -> bool {
    let weeks = stats.weeks.iter().map(|week| week.acts);
    let hours = stats.hours.as_flattened().iter().copied();
    weeks.chain(hours).chain([stats.acts]).any(|acts| acts.about > 0)
}

fn plus(a: Amount, b: Amount) -> Amount {
    Amount { exact: a.exact + b.exact, about: a.about + b.about }
}
