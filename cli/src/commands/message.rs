//! The messages of an alert on their own: writing one, all of them at once, and reading one that came in.

use super::incident::STANDARD_INPUT;
use crate::alert_fields;
use crate::args::{AlertRead, AlertText};
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::output::{Answer, table};
use crate::when::moment;
use pana_core::Moment;
use pana_core::alert::{
    Book, Fix, Manner, Message, MessageType, READ_MAX_BYTES, Reading, Segment, Sender, Shared, next_number, read_message,
};
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};
use std::io::{self, Read};

const DUE_AFTER_MIN: i64 = 30;
const MS_PER_MIN: i64 = 60_000;

/// What the messages of the table say of place and time.
const SAMPLE_AT: &str = "2026-02-01T21:30+05:00";
const SAMPLE_LAT: f64 = 43.238;
const SAMPLE_LON: f64 = 76.945;
const SAMPLE_ACCURACY_M: u32 = 20;
const TABLE_HEAD: &str = "\
| type | language | polite | quiet | place | alphabet | units | text |
|---|---|---|---|---|---|---:|---|
";

pub(crate) fn text(args: &AlertText, desk: &Desk) -> Result<Answer, Failure> {
    let at = moment("at", &args.at, None)?;
    let code = args.code.as_deref().map(alert_fields::code).transpose()?;
    let message = Message {
        kind: MessageType::from_id(&args.kind).ok_or(Failure::usage("usage"))?,
        to: Manner { language: desk.output.language, polite: args.polite, quiet: args.quiet },
        name: &args.name,
        latin: &args.latin,
        number: args.number.unwrap_or_else(|| next_number(0, at.utc_ms())),
        at,
        due: Some(args.due.as_deref().map_or_else(|| later(at, DUE_AFTER_MIN), |due| alert_fields::hour_of("due", due, at))?),
        fix: args.fix.as_deref().map(|fix| alert_fields::fix(fix, at)).transpose()?,
        answer: args.answer.as_deref().map(alert_fields::answer).transpose()?,
        code: code.as_deref(),
    };
    let segments = message.segments();
    let shown = segments.iter().map(|Segment { text, encoding, units }| {
        let length = format!("{}, {units}/{}", encoding.id(), encoding.single_max_units());
        format!("{text}\n  {length}\n")
    });
    Ok(Answer::new(json!({ "segments": segments }), shown.collect::<String>()))
}

/// Each type in each language and manner, with a place and, where that makes a difference, without one.
pub(crate) fn all(name: &str, latin: &str) -> Result<Answer, Failure> {
    let mut rows: Vec<Value> = Vec::new();
    let mut out = String::from(TABLE_HEAD);
    for message in samples(name, latin)? {
        let Message { kind, to: Manner { language, polite, quiet }, fix, .. } = message;
        let segments = message.segments();
        if fix.is_none() && rows.last().is_some_and(|row| row["segments"] == json!(segments)) {
            continue;
        }
        let mark = |is: bool| if is { "+" } else { "" };
        let marks = [polite, quiet, fix.is_some()].map(mark).join(" | ");
        out.extend(segments.iter().map(|Segment { text, encoding, units }| {
            format!("| {} | {} | {marks} | {} | {units} | {text} |\n", kind.id(), language.tag(), encoding.id())
        }));
        rows.push(
            json!({ "type": kind, "lang": language, "polite": polite, "quiet": quiet, "place": fix.is_some(), "segments": segments }),
        );
    }
    Ok(Answer::new(json!({ "messages": rows }), out))
}

fn samples<'n>(name: &'n str, latin: &'n str) -> Result<Vec<Message<'n>>, Failure> {
    let at: Moment = moment("at", SAMPLE_AT, None)?;
    let due = Some(later(at, DUE_AFTER_MIN)?);
    let fix = Fix { lat: SAMPLE_LAT, lon: SAMPLE_LON, accuracy_m: SAMPLE_ACCURACY_M, at };
    let mut messages = Vec::new();
    for kind in MessageType::ALL {
        for language in Language::ALL {
            for (polite, quiet) in [(false, false), (true, false), (false, true), (true, true)] {
                let to = Manner { language, polite, quiet };
                let number = next_number(0, at.utc_ms());
                let with_place = Message { kind, to, name, latin, number, at, due, fix: Some(fix), answer: None, code: None };
                messages.extend([with_place, Message { fix: None, ..with_place }]);
            }
        }
    }
    Ok(messages)
}

pub(crate) fn read(args: &AlertRead, desk: &Desk) -> Result<Answer, Failure> {
    let key = args.key.as_deref().map(alert_fields::key).transpose()?;
    let shared = key.map(|key| Shared { key, last_number: args.last });
    let now = desk.clock.now()?.wall;
    let text = given(&args.text)?;
    answer(read_message(&text, shared.as_ref(), now).as_ref(), desk.output.language, now)
}

/// With the key that the vault has of a contact.
pub(crate) fn read_from(from: &str, args: &AlertRead, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let (from, now) = (from.parse()?, open.now()?.wall);
    let reading = Book::of(&mut open.session).read(&from, &given(&args.text)?, now)?;
    answer(reading.as_ref(), open.desk.output.language, now)
}

fn answer(reading: Option<&Reading>, language: Language, now: Moment) -> Result<Answer, Failure> {
    let reading = reading.ok_or(Failure::refused("not-an-alert"))?;
    Ok(Answer::new(document(reading, language, now), words(reading, language, now)))
}

fn document(reading: &Reading, language: Language, now: Moment) -> Value {
    let mut document = json!(reading);
    document["link"] = json!(link(reading));
    document["overdue"] = reading.is_overdue(now).into();
    document["advice"] = advice(reading, language, now).into();
    document
}

/// What it says, row by row, then what to do.
fn words(reading: &Reading, language: Language, now: Moment) -> String {
    let sender = match reading.sender {
        Sender::Confirmed => "sender-confirmed",
        Sender::NotConfirmed => "sender-not-confirmed",
    };
    let due = reading.due.map(|due| {
        let key = if reading.is_overdue(now) { "due-over" } else { "due-at" };
        language.text_with(key, &[("at", Arg::Text(&language.date_time(due)))])
    });
    let place = reading.place.as_ref().map(|place| format!("{place}\n{}", link(reading).unwrap_or_default()));
    let rows = [
        ("field-message", Some(language.text(kind_key(reading.kind)))),
        ("field-from-her", Some(reading.name.clone()).filter(|name| !name.is_empty())),
        ("field-place", place),
        ("field-hour", reading.hour.clone()),
        ("field-due", due),
        ("field-answer-with", reading.answer.clone()),
        ("field-message-number", reading.number.map(|number| number.to_string())),
        ("field-sender", Some(language.text(sender))),
    ];
    let rows: Vec<_> = rows.into_iter().filter_map(|(key, value)| Some((language.text(key), value?))).collect();
    let advice: Vec<String> = advice(reading, language, now).iter().map(|sentence| format!("- {sentence}")).collect();
    format!("{}\n{}", table(&rows), advice.join("\n"))
}

fn advice(reading: &Reading, language: Language, now: Moment) -> Vec<String> {
    reading.advice(now).into_iter().map(|key| language.text(key)).collect()
}

fn link(reading: &Reading) -> Option<String> {
    reading.place.as_ref().map(|place| format!("https://maps.google.com/?q={place}"))
}

fn kind_key(kind: MessageType) -> &'static str {
    match kind {
        MessageType::Alert => "message-alert",
        MessageType::Update => "message-update",
        MessageType::Start => "message-start",
        MessageType::Missed => "message-missed",
        MessageType::Safe => "message-needs-no-help",
        MessageType::Test => "message-test",
    }
}

fn later(at: Moment, minutes: i64) -> Result<Moment, Failure> {
    Moment::new(at.utc_ms() + minutes * MS_PER_MIN, at.offset_min()).map_err(|_| Failure::field("at", "date-out-of-range"))
}

fn given(text: &str) -> Result<String, Failure> {
    if text != STANDARD_INPUT {
        return Ok(text.to_owned());
    }
    // One byte over the limit is enough to tell that it is no message.
    let mut bytes = Vec::new();
    io::stdin().lock().take(READ_MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| Failure::reading(&error))?;
    if bytes.len() > READ_MAX_BYTES {
        return Err(Failure::refused("not-an-alert"));
    }
    String::from_utf8(bytes).map_err(|_| Failure::refused("text-not-utf8"))
}
