//! `incidents.csv`: the episodes of the statement for a spreadsheet.

use super::super::chosen::{Chosen, Filed, ShownIncident};
use super::super::statement::EpisodeTime;
use crate::incident::export::csv::{Cell, Table, offset, optional_time, owned, place_word, seen_words, text, witness_words};
use crate::language::Language;
use std::io::{self, Write};

const COLUMNS: [&str; 26] = [
    "field-episode",
    "field-kind",
    "field-at",
    "field-until",
    "field-offset",
    "field-precision",
    "field-time-words",
    "field-count",
    "field-count-about",
    "field-acts",
    "field-what",
    "field-words",
    "field-place",
    "field-place-label",
    "field-who",
    "field-numbers",
    "field-sure",
    "field-reason",
    "field-seen",
    "field-answered",
    "field-own",
    "field-harm",
    "field-breach",
    "field-after-refusal",
    "field-witnesses",
    "field-evidence",
];

/// Writes the table in words of a language.
pub(super) fn write(chosen: &Chosen, files: &[Filed], language: Language, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::begin(out, language, &COLUMNS)?;
    for (at, incident) in chosen.incidents.iter().enumerate() {
        table.row(&cells(at + 1, incident, chosen, files, language))?;
    }
    Ok(())
}

fn cells<'a>(
    number: usize,
    incident: &'a ShownIncident,
    chosen: &'a Chosen,
    files: &'a [Filed],
    language: Language,
) -> [Cell<'a>; COLUMNS.len()] {
    let episode = &incident.episode;
    let when = episode.time.as_ref();
    let word = |of: &str, id: &str| language.text(&format!("{of}-{id}"));
    let lines = |pairs: Vec<(String, &str)>| {
        let filled = pairs.into_iter().filter(|(_, told)| !told.is_empty());
        filled.map(|(name, told)| format!("{name}: {told}")).collect::<Vec<_>>().join("\n")
    };
    let own = lines(episode.own.iter().map(|(name, value)| (word("own", name), value)).collect());
    let harm = lines(episode.harm.parts().into_iter().map(|(part, told)| (word("harm", part), told)).collect());
    let breaks = episode.breaks.iter().filter_map(|at| chosen.measures.get(*at));
    let breaks: Vec<_> = breaks.map(|measure| format!("{} {}", word("measure", &measure.said.kind), measure.said.number)).collect();
    let witnesses: Vec<_> = episode.witnesses.iter().map(|witness| witness_words(witness, language)).collect();
    let names: Vec<_> = episode.evidence.iter().filter_map(|at| files.get(*at)).map(|file| file.name.as_str()).collect();
    let number_of = |count: u64| Cell::Value(if count == 0 { String::new() } else { count.to_string() });
    [
        Cell::Value(number.to_string()),
        owned(episode.kind.map(|kind| word("kind", kind.id())).unwrap_or_default()),
        optional_time(when.map(|time| time.at)),
        optional_time(when.and_then(|time| time.until)),
        owned(when.map(|time| offset(time.at)).unwrap_or_default()),
        owned(when.map(|time| word("precision", time.precision.id())).unwrap_or_default()),
        text(when.map_or("", |time: &EpisodeTime| &time.words)),
        number_of(episode.count.map_or(0, |count| count.acts.into())),
        text(if episode.count.is_some_and(|count| !count.exact) { "≈" } else { "" }),
        number_of(episode.acts),
        text(&episode.what),
        text(&episode.words),
        owned(episode.place.as_ref().map(|place| place_word(place, language)).unwrap_or_default()),
        text(episode.place.as_ref().map_or("", |place| &place.label)),
        text(&episode.who.name),
        owned(episode.who.numbers.join("; ")),
        owned(episode.who.sure.map(|sure| word("sure", sure.id())).unwrap_or_default()),
        text(&episode.who.reason),
        owned(episode.seen.as_ref().map(|seen| seen_words(seen, language)).unwrap_or_default()),
        owned(episode.answered.map(|yes| language.text(if yes { "yes" } else { "no" })).unwrap_or_default()),
        owned(own),
        owned(harm),
        owned(breaks.join("\n")),
        owned(if episode.after_refusal { language.text("yes") } else { String::new() }),
        owned(witnesses.join("\n")),
        owned(names.join("\n")),
    ]
}
