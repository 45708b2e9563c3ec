//! Tables that open right in a spreadsheet.

use super::super::act::Act;
use super::super::{Id, Incident, Kind, Place, Position, Seen, Witness};
use crate::Moment;
use crate::language::Language;
use std::borrow::Cow;
use std::io::{self, Write};

/// By it a spreadsheet knows UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// What a formula begins with in some spreadsheet, full-width signs of Asian ones too; and what some of them pass over before it.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// Before a text, it makes a spreadsheet leave the text alone.
const GUARD: char = '\'';

/// Keys of the headings of a table of incidents, in the language catalogue.
pub(super) const INCIDENT_COLUMNS: [&str; 31] = [
    "field-id",
    "field-kind",
    "field-at",
    "field-until",
    "field-offset",
    "field-precision",
    "field-time-words",
    "field-count",
    "field-count-about",
    "field-what",
    "field-words",
    "field-place",
    "field-place-label",
    "field-position",
    "field-who",
    "field-numbers",
    "field-people",
    "field-sure",
    "field-reason",
    "field-seen",
    "field-answered",
    "field-own",
    "field-harm",
    "field-breach",
    "field-after-refusal",
    "field-witnesses",
    "field-acts",
    "field-evidence",
    "field-written",
    "field-amended",
    "field-withdrawn",
];
/// The same of a table of acts.
pub(in crate::incident) const ACT_COLUMNS: [&str; 9] = [
    "field-incident",
    "field-kind",
    "field-at",
    "field-offset",
    "field-number",
    "field-direction",
    "field-seconds",
    "field-text",
    "field-channel",
];

/// One cell.
pub(crate) enum Cell<'a> {
    /// Written by people, and to be shown as it is.
    Text(Cow<'a, str>),
    /// A number or a time, to be reckoned with.
    Value(String),
}

/// A table that is being written.
pub(crate) struct Table<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Table<'w> {
    /// Writes the headings.
    pub(crate) fn begin(out: &'w mut dyn Write, language: Language, columns: &[&str]) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut table = Self { out };
        let headings: Vec<_> = columns.iter().map(|key| Cell::Text(language.text(key).into())).collect();
        table.row(&headings)?;
        Ok(table)
    }

    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let mut line = String::new();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                line.push(',');
            }
            match cell {
                Cell::Text(text) => push_quoted(&mut line, &guarded(text)),
                Cell::Value(value) => push_quoted(&mut line, value),
            }
        }
        line.push_str("\r\n");
        self.out.write_all(line.as_bytes())
    }
}

/// RFC 4180: in quotes if anything in it would end the cell.
fn push_quoted(line: &mut String, text: &str) {
    if text.contains([',', '"', '\r', '\n', ';', '\t']) {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

/// A text that a spreadsheet takes for nothing else.
fn guarded(text: &str) -> Cow<'_, str> {
    if is_guarded(text) { format!("{GUARD}{text}").into() } else { text.into() }
}

/// The text that [`guarded`] made this of.
pub(in crate::incident) fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|text| is_guarded(text)).unwrap_or(text)
}

/// Whether a text would be taken for something else, or is one that would be behind guards of its own: so that every guard can be told from an apostrophe.
fn is_guarded(text: &str) -> bool {
    let text = text.trim_start_matches(GUARD);
    // Of 00123456 or 12E45678, which can be an id, another number would be left.
    let is_number_of_other_form = text.parse::<f64>().is_ok_and(|number| number.to_string() != text);
    text.starts_with(FORMULA_STARTS) || is_number_of_other_form
}

/// What a table says of an incident, in the order of [`INCIDENT_COLUMNS`].
pub(super) fn incident_cells(incident: &Incident, language: Language) -> [Cell<'_>; INCIDENT_COLUMNS.len()] {
    let draft = &incident.draft;
    let is_about = incident.acts == 0 && draft.count.is_some_and(|count| !count.exact);
    let witnesses: Vec<_> = draft.witnesses.iter().map(|witness| witness_words(witness, language)).collect();
    let people: Vec<_> = incident.people.iter().map(|behind| behind.name.clone().unwrap_or_else(|| behind.id.to_string())).collect();
    let own: Vec<_> = draft.own.iter().map(|(name, value)| format!("{}: {value}", language.text(&format!("own-{name}")))).collect();
    let harm = draft.harm.parts().into_iter().filter(|(_, told)| !told.is_empty());
    let harm: Vec<_> = harm.map(|(part, told)| format!("{}: {told}", language.text(&format!("harm-{part}")))).collect();
    let evidence: Vec<_> = incident.evidence.iter().map(|piece| format!("{} {} SHA-256 {}", piece.id, piece.name, piece.sha256)).collect();
    [
        text(incident.id.as_str()),
        owned(language.text(&format!("kind-{}", draft.kind.id()))),
        Cell::Value(time(draft.at)),
        optional_time(draft.until),
        owned(offset(draft.at)),
        text(draft.precision.id()),
        text(&draft.time_words),
        Cell::Value(incident.count_acts().to_string()),
        text(if is_about { "≈" } else { "" }),
        text(&draft.what),
        text(&draft.words),
        owned(draft.place.as_ref().map(|place| place_word(place, language)).unwrap_or_default()),
        text(draft.place.as_ref().map_or("", |place| &place.label)),
        owned(draft.position.map(position_words).unwrap_or_default()),
        text(&draft.who.name),
        owned(draft.who.numbers.join("; ")),
        owned(people.join("; ")),
        owned(draft.who.sure.map(|sure| language.text(&format!("sure-{}", sure.id()))).unwrap_or_default()),
        text(&draft.who.reason),
        owned(draft.seen.as_ref().map(|seen| seen_words(seen, language)).unwrap_or_default()),
        owned(draft.answered.map(|yes| language.text(if yes { "yes" } else { "no" })).unwrap_or_default()),
        owned(own.join("\n")),
        owned(harm.join("\n")),
        text(draft.breach.as_ref().map_or("", Id::as_str)),
        owned(if incident.after_refusal { language.text("yes") } else { String::new() }),
        owned(witnesses.join("\n")),
        Cell::Value(incident.acts.to_string()),
        owned(evidence.join("\n")),
        Cell::Value(time(incident.written)),
        optional_time(incident.amended),
        optional_time(incident.withdrawn),
    ]
}

/// What a table says of an act, in the order of [`ACT_COLUMNS`].
pub(super) fn act_cells<'a>(incident: &'a Incident, act: &'a Act, language: Language) -> [Cell<'a>; ACT_COLUMNS.len()] {
    [
        text(incident.id.as_str()),
        owned(language.text(&format!("kind-{}", incident.draft.kind.id()))),
        Cell::Value(time_of(act)),
        owned(offset(act.at)),
        text(&act.number),
        owned(language.text(&format!("direction-{}", act.direction.id()))),
        Cell::Value(act.seconds.map(|seconds| seconds.to_string()).unwrap_or_default()),
        text(&act.text),
        owned(language.text(&format!("act-channel-{}", act.channel.id()))),
    ]
}

pub(crate) fn text(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

pub(crate) fn owned(text: String) -> Cell<'static> {
    Cell::Text(text.into())
}

/// By the clock on the wall, in the one form that every spreadsheet reads as a time.
fn time(at: Moment) -> String {
    at.wall().strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The same of an act. Messages are told apart by the millisecond, calls by the second.
fn time_of(act: &Act) -> String {
    if act.kind == Kind::CALL { time(act.at) } else { act.at.wall().strftime("%Y-%m-%d %H:%M:%S%.f").to_string() }
}

pub(crate) fn optional_time(at: Option<Moment>) -> Cell<'static> {
    Cell::Value(at.map(time).unwrap_or_default())
}

/// `UTC+05:00`
pub(crate) fn offset(at: Moment) -> String {
    let sign = if at.offset_min() < 0 { '-' } else { '+' };
    let minutes = at.offset_min().unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

pub(crate) fn place_word(place: &Place, language: Language) -> String {
    language.text(&format!("place-{}", place.kind))
}

/// `43.238949, 76.889709`
fn position_words(position: Position) -> String {
    format!("{:.6}, {:.6}", position.lat.degrees(), position.lon.degrees())
}

pub(crate) fn seen_words(seen: &Seen, language: Language) -> String {
    let told = language.text(if seen.myself { "saw-myself" } else { "was-told" });
    if seen.by.is_empty() { told } else { format!("{told}: {}", seen.by) }
}

pub(crate) fn witness_words(witness: &Witness, language: Language) -> String {
    let testifies = witness.testifies.map(|yes| language.text(if yes { "witness-testifies" } else { "witness-declines" }));
    let texts = [&witness.name, &witness.contact, &witness.saw].into_iter().filter(|text| !text.is_empty());
    texts.cloned().chain(testifies).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[Cell<'_>]) -> String {
        let mut out = Vec::new();
        Table { out: &mut out }.row(cells).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_would_end_a_cell_is_quoted() {
        assert_eq!(
            line(&[text("a"), text("b,c"), text("он сказал \"нет\""), text("бір\nекі")]),
            "a,\"b,c\",\"он сказал \"\"нет\"\"\",\"бір\nекі\"\r\n"
        );
        assert_eq!(line(&[text(""), Cell::Value("40".into())]), ",40\r\n");
    }

    #[test]
    fn no_text_begins_a_formula() {
        for formula in ["=1+1", "+77010000001", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|'/c calc'!A1"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for harmless in ["", "звонил = угрожал", "'", "a-b", " =1", "102", "8 701", "нет"] {
            assert_eq!(guarded(harmless), harmless);
        }
    }

    #[test]
    fn a_guard_is_taken_off_again_and_an_apostrophe_stays() {
        for text in ["", "'", "''", "+77010000001", "'+7", "''=1", "'нет'", "00123456", "'12E45678", "-", "102", "\n", "'8 701"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!((unguarded("'нет"), unguarded("+7"), guarded("'+7")), ("'нет", "+7", "''+7".into()));
    }

    #[test]
    fn an_id_is_not_shortened_to_a_number() {
        for id in ["00123456", "12E45678", "1E234567"] {
            assert_eq!(guarded(id), format!("'{id}"));
        }
        assert_eq!(guarded("12345678"), "12345678");
    }

    #[test]
    fn an_offset_is_a_text_and_a_time_is_none() {
        let at: Moment = "2026-02-01T21:30-03:30".parse().unwrap();
        assert_eq!((offset(at).as_str(), time(at).as_str()), ("UTC-03:30", "2026-02-01 21:30:00"));
    }
}
