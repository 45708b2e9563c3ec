//! Incidents: writing down, reading, changing, hiding, erasing.

use crate::args::{Amendment, Erase, Filter, Incident as Args, List, MoreFields, NewIncident, Paging, Search};
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use pana_core::Moment;
use pana_core::incident::{Draft, Id, Incident, KINDS, Kind, Page, Place, Precision, Withdrawn, Witness};
use pana_core::language::{Arg, Language};
use serde_json::json;
use std::io::{self, Read};

/// Given for a text, it is read from there.
pub(crate) const STANDARD_INPUT: &str = "-";
/// More than any field takes: the core says what is too long.
const STANDARD_INPUT_MAX_BYTES: u64 = 16 << 20;
/// Of what happened, in a list.
const LINE_MAX_CHARS: usize = 60;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    match args {
        Args::Add(args) => {
            let id = add(&new_draft(args)?, open)?;
            Ok(Answer::new(json!({ "id": id }), named(language, "written-down", &id)))
        }
        Args::List(args) => list(args, open),
        Args::Show { id } => show(&id.parse()?, open),
        Args::Amend(args) => amend(args, open),
        Args::Search(args) => search(args, open),
        Args::Withdraw { id } => {
            let (id, now) = (id.parse()?, open.now()?);
            open.log().withdraw(&id, now)?;
            Ok(Answer::new(json!({ "id": id, "withdrawn": now.wall }), named(language, "withdrawn", &id)))
        }
        Args::Restore { id } => {
            let (id, now) = (id.parse()?, open.now()?);
            open.log().restore(&id, now)?;
            Ok(Answer::new(json!({ "id": id, "withdrawn": null }), named(language, "restored", &id)))
        }
        Args::Erase(args) => erase(args, open),
        Args::EraseCancel { id } => {
            let (id, now) = (id.parse()?, open.now()?);
            open.log().cancel_erase(&id, now)?;
            Ok(Answer::new(json!({ "id": id, "erase_due": null }), named(language, "erase-cancelled", &id)))
        }
        Args::Kinds => Ok(kinds(open.desk)),
        Args::Export(args) => super::export::run(args, open),
    }
}

pub(crate) fn add(draft: &Draft, open: &mut OpenDesk<'_>) -> Result<Id, Failure> {
    let now = open.now()?;
    Ok(open.log().add(draft, now)?)
}

pub(crate) fn kinds(desk: &Desk) -> Answer {
    let language = desk.output.language;
    let words = KINDS.map(|kind| (kind.id().to_owned(), word_for(language, kind)));
    let document: Vec<_> = words.iter().map(|(id, word)| json!({ "id": id, "word": word })).collect();
    Answer::new(json!({ "kinds": document }), table(&words))
}

fn list(args: &List, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let page = page("", &args.paging, &args.filter, open)?;
    Ok(page_answer(open.desk.output.language, &page, "nothing-here"))
}

fn search(args: &Search, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let page = page(&args.words.join(" "), &args.paging, &args.filter, open)?;
    Ok(page_answer(open.desk.output.language, &page, "nothing-found"))
}

fn page(words: &str, paging: &Paging, filter: &Filter, open: &mut OpenDesk<'_>) -> Result<Page, Failure> {
    let which = if paging.withdrawn { Withdrawn::Only } else { Withdrawn::Hide };
    Ok(open.log().find(words, &super::filter(filter)?, which, paging.limit, paging.after.as_deref())?)
}

fn show(id: &Id, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let incident = open.log().incident(id)?;
    Ok(Answer::new(json!(incident), whole(open.desk.output.language, &incident)))
}

fn amend(args: &Amendment, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let id: Id = args.id.parse()?;
    let mut draft = open.log().incident(&id)?.draft;
    if let Some(kind) = &args.kind {
        draft.kind = kind_of(kind)?;
    }
    if let Some(at) = &args.at {
        draft.at = fields::moment("at", at)?;
    }
    if let Some(what) = &args.what {
        draft.what = given_text(what)?;
    }
    apply(&args.more, &mut draft)?;
    let now = open.now()?;
    open.log().amend(&id, &draft, now)?;
    Ok(Answer::new(json!({ "id": id }), named(open.desk.output.language, "amended", &id)))
}

/// What is destroyed stays destroyed: the PIN is asked for again, whoever sits at the open desk.
fn erase(args: &Erase, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let id: Id = args.id.parse()?;
    let pin = open.desk.ask.pin_to_erase()?;
    let now = open.now()?;
    open.session.confirm_pin(&pin, now)?;
    let due = open.log().ask_erase(&id, args.minor, now)?;
    let text = if due <= now.wall {
        named(language, "erased", &id)
    } else {
        let date = language.date(due.at_offset(now.wall.offset_min()));
        language.text_with("erase-asked-for", &[("id", Arg::Text(&id.to_string())), ("date", Arg::Text(&date))])
    };
    Ok(Answer::new(json!({ "id": id, "erase_due": due }), text))
}

fn new_draft(args: &NewIncident) -> Result<Draft, Failure> {
    let mut draft = Draft::new(kind_of(&args.kind)?, fields::moment("at", &args.at)?);
    draft.what = given_text(&args.what)?;
    apply(&args.more, &mut draft)?;
    Ok(draft)
}

/// Sets the fields that were given and no other.
fn apply(more: &MoreFields, draft: &mut Draft) -> Result<(), Failure> {
    if let Some(until) = &more.until {
        draft.until = fields::optional(until, |typed| fields::moment("until", typed))?;
    }
    if let Some(precision) = more.precision {
        draft.precision = fields::precision(precision);
    }
    if let Some(words) = &more.words {
        draft.words.clone_from(words);
    }
    if let Some(place) = &more.place {
        draft.place = fields::optional(place, |typed| Ok(fields::place(typed)))?;
    }
    if let Some(name) = &more.name {
        draft.who.name.clone_from(name);
    }
    if !more.number.is_empty() {
        draft.who.numbers = fields::filled(&more.number).collect();
    }
    if !more.witness.is_empty() {
        draft.witnesses = fields::witnesses(&more.witness)?;
    }
    if let Some(count) = &more.count {
        draft.count = fields::optional(count, fields::count)?;
    }
    Ok(())
}

pub(crate) fn kind_of(id: &str) -> Result<Kind, Failure> {
    Kind::from_id(id).ok_or_else(|| Failure::field("kind", "unknown-kind"))
}

fn given_text(given: &str) -> Result<String, Failure> {
    if given != STANDARD_INPUT {
        return Ok(given.to_owned());
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(STANDARD_INPUT_MAX_BYTES).read_to_end(&mut bytes).map_err(|error| Failure::reading(&error))?;
    let mut text = String::from_utf8(bytes).map_err(|_| Failure::field("what", "text-not-utf8"))?;
    // What `echo` and editors add is no part of the text.
    if text.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

fn page_answer(language: Language, page: &Page, nothing: &str) -> Answer {
    let mut text: String = page.incidents.iter().map(|incident| line(language, incident)).collect();
    if page.incidents.is_empty() {
        text = language.text(nothing);
    }
    if let Some(cursor) = &page.next {
        text.push('\n');
        text += &language.text_with("next-page", &[("cursor", Arg::Text(cursor))]);
    }
    Answer::new(json!(page), text)
}

/// `A1B2C3D4  01.02.2026 21:30  Звонки · 40 раз · first line of what happened`
fn line(language: Language, incident: &Incident) -> String {
    let what = incident.draft.what.lines().next().unwrap_or("");
    let mut parts = vec![word_for(language, incident.draft.kind)];
    parts.extend(acts(language, incident));
    if !what.is_empty() {
        parts.push(shortened(what));
    }
    format!("{}  {}  {}\n", incident.id, language.date_time(incident.draft.at), parts.join(" · "))
}

/// All that is filled in, a row a field.
fn whole(language: Language, incident: &Incident) -> String {
    let draft = &incident.draft;
    let shown = |moment: Option<Moment>| moment.map(|moment| language.date_time(moment)).unwrap_or_default();
    let witnesses: Vec<_> = draft.witnesses.iter().map(|witness| witness_words(language, witness)).collect();
    let evidence: Vec<_> =
        incident.evidence.iter().map(|piece| format!("{}  {}  SHA-256 {}", piece.id, piece.name, piece.sha256)).collect();
    let rows = [
        ("field-id", incident.id.to_string()),
        ("field-kind", word_for(language, draft.kind)),
        ("field-at", when(language, draft.at, draft.precision)),
        ("field-until", shown(draft.until)),
        ("field-count", acts(language, incident).unwrap_or_default()),
        ("field-what", draft.what.clone()),
        ("field-words", draft.words.clone()),
        ("field-place", draft.place.as_ref().map(|place| place_words(language, place)).unwrap_or_default()),
        ("field-who", draft.who.name.clone()),
        ("field-numbers", draft.who.numbers.join(", ")),
        ("field-witnesses", witnesses.join("\n")),
        ("field-evidence", evidence.join("\n")),
        ("field-written", shown(Some(incident.written))),
        ("field-amended", shown(incident.amended)),
        ("field-withdrawn", shown(incident.withdrawn)),
        ("field-erase-due", shown(incident.erase_due)),
    ];
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    table(&filled.map(|(label, value)| (language.text(label), value)).collect::<Vec<_>>())
}

/// How many acts it stands for, if she counted them or an import did.
fn acts(language: Language, incident: &Incident) -> Option<String> {
    let words = |count: u64| language.text_with("acts", &[("count", Arg::Number(count))]);
    match incident.draft.count {
        Some(count) if count.exact => Some(words(count.acts.into())),
        Some(count) => Some(language.text_with("about", &[("value", Arg::Text(&words(count.acts.into())))])),
        None => (incident.acts > 0).then(|| words(incident.acts)),
    }
}

fn when(language: Language, at: Moment, precision: Precision) -> String {
    match precision {
        Precision::Exact => language.date_time(at),
        Precision::About => language.text_with("about", &[("value", Arg::Text(&language.date_time(at)))]),
        Precision::Day => language.text_with("day-only", &[("date", Arg::Text(&language.date(at)))]),
    }
}

/// `Сәуле · +7 701 123 45 67 · the car by the gate · would testify`
fn witness_words(language: Language, witness: &Witness) -> String {
    let testifies = witness.testifies.map(|yes| language.text(if yes { "witness-testifies" } else { "witness-declines" }));
    let texts = [&witness.name, &witness.contact, &witness.saw].into_iter().filter(|text| !text.is_empty());
    texts.cloned().chain(testifies).collect::<Vec<_>>().join(" · ")
}

fn place_words(language: Language, place: &Place) -> String {
    let kind = language.text(&format!("place-{}", place.kind));
    if place.label.is_empty() { kind } else { format!("{kind}: {}", place.label) }
}

fn word_for(language: Language, kind: Kind) -> String {
    language.text(&format!("kind-{}", kind.id()))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LINE_MAX_CHARS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn named(language: Language, key: &str, id: &Id) -> String {
    language.text_with(key, &[("id", Arg::Text(&id.to_string()))])
}
