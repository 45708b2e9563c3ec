//! Incidents: writing down, reading, changing, hiding, erasing.

use super::entry;
use crate::args::{Amendment, Erase, Filter, Incident as Args, List, MoreFields, NewIncident, Paging, Search};
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use crate::when::{self, When};
use pana_core::Moment;
use pana_core::incident::{
    Behind, Draft, Id, Incident, KINDS, Kind, PART_OF_DAY_HOURS, Page, Place, Position, Precision, Seen, Urgent, Who, Withdrawn, Witness,
};
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};
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
            let draft = new_draft(args)?;
            let id = add(&draft, open)?;
            let urgent = draft.urgent();
            let text = [Some(named(language, "written-down", &id)), urgent.map(|urgent| prompt(language, urgent))];
            let document = json!({ "id": id, "urgent": urgent.map(|urgent| urgent_document(language, urgent)) });
            Ok(Answer::new(document, text.into_iter().flatten().collect::<Vec<_>>().join("\n\n")))
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
        Args::Confirm { id } => {
            let (id, now): (Id, _) = (id.parse()?, open.now()?);
            open.log().confirm(&id, now)?;
            Ok(Answer::new(json!({ "id": id, "confirmed": true }), language.text("confirmed")))
        }
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
    let document = KINDS.map(|kind| {
        let own =
            kind.own_fields().iter().map(|field| json!({ "name": field.name, "form": field.form, "word": own_word(language, field.name) }));
        let word = word_for(language, kind);
        json!({
            "id": kind.id(),
            "word": word,
            "name": word,
            "own_fields": own.collect::<Vec<_>>(),
            "urgent": kind.urgent().map(|urgent| urgent_document(language, urgent)),
        })
    });
    let rows = KINDS.map(|kind| {
        let own: Vec<_> =
            kind.own_fields().iter().map(|field| format!("\n--own {}=… ({})", field.name, own_word(language, field.name))).collect();
        (kind.id().to_owned(), word_for(language, kind) + &own.concat())
    });
    Answer::new(json!({ "kinds": document }), table(&rows))
}

/// What to do now, in words.
fn prompt(language: Language, urgent: &Urgent) -> String {
    let calls = urgent.call.join(", ");
    format!(
        "! {} {}",
        language.text(&format!("urgent-{}", urgent.id)),
        language.text_with("urgent-call", &[("numbers", Arg::Text(&calls))])
    )
}

fn urgent_document(language: Language, urgent: &Urgent) -> Value {
    json!({ "id": urgent.id, "field": urgent.field, "call": urgent.call, "text": language.text(&format!("urgent-{}", urgent.id)) })
}

fn own_word(language: Language, name: &str) -> String {
    language.text(&format!("own-{name}"))
}

fn list(args: &List, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let page = page("", &args.paging, &args.filter, open)?;
    Ok(page_answer(open.desk.output.language, &page, "nothing-here"))
}

fn search(args: &Search, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let words = args.words.join(" ");
    let page = page(&words, &args.paging, &args.filter, open)?;
    // Entries stand before the first page of incidents, unless only some incidents are meant.
    let wants_entries = args.paging.after.is_none() && super::filter(&args.filter)? == pana_core::incident::Filter::default();
    let entries = if wants_entries { open.log().search_entries(&words, args.paging.limit)? } else { Vec::new() };
    let nothing = if entries.is_empty() { "nothing-found" } else { "no-incident-found" };
    let mut answer = page_answer(language, &page, nothing);
    answer.document["entries"] = json!(entries);
    answer.text = entries.iter().map(|found| entry::found(language, found)).collect::<String>() + &answer.text;
    Ok(answer)
}

fn page(words: &str, paging: &Paging, filter: &Filter, open: &mut OpenDesk<'_>) -> Result<Page, Failure> {
    let which = if paging.withdrawn { Withdrawn::Only } else { Withdrawn::Hide };
    Ok(open.log().find(words, &super::filter(filter)?, which, paging.limit, paging.after.as_deref())?)
}

fn show(id: &Id, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let incident = open.log().incident(id)?;
    let mut document = json!(incident);
    document["lacking"] = json!(incident.lacking());
    Ok(Answer::new(document, whole(open.desk.output.language, &incident)))
}

fn amend(args: &Amendment, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let id: Id = args.id.parse()?;
    let mut draft = open.log().incident(&id)?.draft;
    if let Some(kind) = &args.kind {
        draft.kind = kind_of(kind)?;
    }
    if let Some(at) = &args.at {
        When { at: draft.at, precision: draft.precision } = when::when("at", at, args.more.zone)?;
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
    let When { at, precision } = when::when("at", &args.at, args.more.zone)?;
    let mut draft = Draft { precision, ..Draft::new(kind_of(&args.kind)?, at) };
    draft.what = given_text(&args.what)?;
    apply(&args.more, &mut draft)?;
    Ok(draft)
}

/// Sets the fields that were given and no other.
fn apply(more: &MoreFields, draft: &mut Draft) -> Result<(), Failure> {
    if let Some(until) = &more.until {
        draft.until = fields::optional(until, |typed| when::moment("until", typed, more.zone))?;
    }
    if let Some(precision) = more.precision {
        draft.precision = fields::precision(precision);
    }
    if let Some(words) = &more.time_words {
        draft.time_words.clone_from(words);
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
    apply_circumstances(more, draft)
}

/// What the incident means and how it is known.
fn apply_circumstances(more: &MoreFields, draft: &mut Draft) -> Result<(), Failure> {
    if let Some(position) = &more.position {
        draft.position = fields::optional(position, fields::position)?;
    }
    for typed in &more.harm {
        let (part, text) = fields::pair("harm", typed)?;
        text.clone_into(draft.harm.part_mut(part).ok_or(Failure::field("harm", "unknown-harm"))?);
    }
    if let Some(answered) = &more.answered {
        draft.answered = fields::optional(answered, |typed| fields::yes_or_no("answered", typed))?;
    }
    if let Some(saw) = &more.saw {
        draft.seen = fields::optional(saw, fields::seen)?;
    }
    if let Some(sure) = &more.sure {
        let certainty = fields::optional(sure, fields::certainty)?;
        (draft.who.sure, draft.who.reason) = certainty.map_or((None, String::new()), |(sure, reason)| (Some(sure), reason));
    }
    if let Some(person) = &more.person {
        draft.who.person = fields::optional(person, |typed| Ok(typed.parse()?))?;
    }
    for typed in &more.own {
        let (name, text) = fields::pair("own", typed)?;
        draft.own.set(name, text);
    }
    if let Some(breach) = &more.breach {
        draft.breach = fields::optional(breach, |typed| Ok(typed.parse()?))?;
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

pub(crate) fn page_answer(language: Language, page: &Page, nothing: &str) -> Answer {
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
    parts.extend(behind_words(language, incident));
    if incident.after_refusal {
        parts.push(language.text("after-refusal"));
    }
    if incident.draft.breach.is_some() {
        parts.push(language.text("breaks-order"));
    }
    if incident.is_written_late() {
        parts.push(language.text("written-late"));
    }
    let when = when_words(language, incident.draft.at, incident.draft.precision);
    format!("{}  {when}  {}\n", incident.id, parts.join(" · "))
}

/// All that is filled in, a row a field.
fn whole(language: Language, incident: &Incident) -> String {
    let draft = &incident.draft;
    let shown = |moment: Option<Moment>| moment.map(|moment| language.date_time(moment)).unwrap_or_default();
    let witnesses: Vec<_> = draft.witnesses.iter().map(|witness| witness_words(language, witness)).collect();
    let evidence: Vec<_> =
        incident.evidence.iter().map(|piece| format!("{}  {}  SHA-256 {}", piece.id, piece.name, piece.sha256)).collect();
    let own: Vec<_> = draft.own.iter().map(|(name, value)| format!("{}: {value}", own_word(language, name))).collect();
    let harm = draft.harm.parts().into_iter().filter(|(_, text)| !text.is_empty());
    let harm: Vec<_> = harm.map(|(part, text)| format!("{}: {text}", language.text(&format!("harm-{part}")))).collect();
    let lacking: Vec<_> = incident.lacking().iter().map(|key| language.text(&format!("lacks-{key}"))).collect();
    let late = if incident.is_written_late() { format!(" · {}", language.text("written-late")) } else { String::new() };
    let written = language.date_time(incident.written) + &late;
    let rows = [
        ("field-id", incident.id.to_string()),
        ("field-kind", word_for(language, draft.kind)),
        ("field-at", when_words(language, draft.at, draft.precision)),
        ("field-time-words", draft.time_words.clone()),
        ("field-until", shown(draft.until)),
        ("field-count", acts(language, incident).unwrap_or_default()),
        ("field-what", draft.what.clone()),
        ("field-words", draft.words.clone()),
        ("field-place", draft.place.as_ref().map(|place| place_words(language, place)).unwrap_or_default()),
        ("field-position", draft.position.map(position_words).unwrap_or_default()),
        ("field-who", draft.who.name.clone()),
        ("field-numbers", draft.who.numbers.join(", ")),
        ("field-person", draft.who.person.as_ref().map(Id::to_string).unwrap_or_default()),
        ("field-people", behind_words(language, incident).unwrap_or_default()),
        ("field-sure", certainty_words(language, &draft.who)),
        ("field-seen", draft.seen.as_ref().map(|seen| seen_words(language, seen)).unwrap_or_default()),
        ("field-answered", draft.answered.map(|yes| language.text(if yes { "yes" } else { "no" })).unwrap_or_default()),
        ("field-own", own.join("\n")),
        ("field-harm", harm.join("\n")),
        ("field-breach", draft.breach.as_ref().map(Id::to_string).unwrap_or_default()),
        ("field-witnesses", witnesses.join("\n")),
        ("field-evidence", evidence.join("\n")),
        ("field-after-refusal", if incident.after_refusal { language.text("yes") } else { String::new() }),
        ("field-written", written),
        ("field-amended", shown(incident.amended)),
        ("field-withdrawn", shown(incident.withdrawn)),
        ("field-erase-due", shown(incident.erase_due)),
        ("field-lacking", lacking.join("\n")),
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

/// A time as well as it is known.
pub(crate) fn when_words(language: Language, at: Moment, precision: Precision) -> String {
    let wall = at.wall();
    let year = wall.year().to_string();
    match precision {
        Precision::Exact => language.date_time(at),
        Precision::About => language.text_with("about", &[("value", Arg::Text(&language.date_time(at)))]),
        Precision::Part => {
            let part = ["night", "morning", "afternoon", "evening"][usize::try_from(wall.hour() / PART_OF_DAY_HOURS).unwrap_or(0) % 4];
            format!("{}, {}", language.date(at), language.text(&format!("part-{part}")))
        }
        Precision::Day => language.text_with("day-only", &[("date", Arg::Text(&language.date(at)))]),
        Precision::Month => language.text_with("month-only", &[("month", Arg::Text(&format!("{:02}.{year}", wall.month())))]),
        Precision::Year => language.text_with("year-only", &[("year", Arg::Text(&year))]),
    }
}

/// The people behind it, those she has hidden marked.
fn behind_words(language: Language, incident: &Incident) -> Option<String> {
    let name = |behind: &Behind| {
        let name = behind.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| behind.id.to_string());
        if behind.withdrawn { format!("{name} ({})", language.text("person-hidden")) } else { name }
    };
    (!incident.people.is_empty()).then(|| incident.people.iter().map(name).collect::<Vec<_>>().join(", "))
}

/// `43.238949, 76.889709 (±20 m)`
fn position_words(position: Position) -> String {
    let accuracy = position.accuracy_m.map(|metres| format!(" (±{metres} m)")).unwrap_or_default();
    format!("{:.6}, {:.6}{accuracy}", position.lat.degrees(), position.lon.degrees())
}

fn certainty_words(language: Language, who: &Who) -> String {
    let sure = who.sure.map(|sure| language.text(&format!("sure-{}", sure.id())));
    let reason = Some(who.reason.clone()).filter(|reason| !reason.is_empty());
    sure.into_iter().chain(reason).collect::<Vec<_>>().join(": ")
}

fn seen_words(language: Language, seen: &Seen) -> String {
    match seen {
        Seen { myself: true, .. } => language.text("saw-myself"),
        Seen { by, .. } if by.is_empty() => language.text("was-told"),
        Seen { by, .. } => format!("{}: {by}", language.text("was-told")),
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
