//! Messages and calls of Telegram Desktop's `result.json`: one chat, or a whole account.
//!
//! Sessions, contacts and all else in the file are passed over unread.

use super::json::{ELEMENT_MAX_BYTES, Json, JsonError, Step};
use super::row::{self, CALL, MESSAGE, Row, TEXT_MAX_BYTES, cleaned, why};
use super::{Options, Rejected};
use crate::Moment;
use crate::incident::act::{Medium, text_sum};
use crate::incident::{Channel, Direction, NUMBER_MAX_BYTES};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::VecDeque;

/// Bytes of a name, type or id of a chat.
const NAME_MAX_BYTES: usize = 16 * 1024;
/// An offset from UTC is at most so many minutes.
const OFFSET_MAX_MIN: i64 = 18 * 60;

/// The rows of one file.
pub(super) struct TelegramRows<'a> {
    json: Json<'a>,
    options: Options,
    /// The objects and arrays that were entered, outermost first.
    levels: Vec<Level>,
    /// The account's own id, as `user123`, where the file says it or she did.
    own: Option<String>,
    begun: bool,
    ended: bool,
    ready: VecDeque<Result<Row, Rejected>>,
}

enum Level {
    /// An object that may turn out to be a chat.
    Object(Chat),
    /// The array of a chat's messages.
    Messages(Chat),
    /// An array of chats.
    List,
}

/// What is known of a chat before its messages come.
#[derive(Clone, Default)]
struct Chat {
    name: String,
    kind: String,
    id: String,
}

impl<'a> TelegramRows<'a> {
    pub(super) fn new(json: Json<'a>, options: Options) -> Self {
        let own = options.me.clone();
        Self { json, options, levels: Vec::new(), own, begun: false, ended: false, ready: VecDeque::new() }
    }

    /// Whose export it is, once that was read or said.
    pub(super) fn owner(&self) -> Option<&str> {
        self.own.as_deref()
    }

    /// The next row or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Row, Rejected>>, JsonError> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Ok(Some(row));
            }
            if self.ended {
                return Ok(None);
            }
            match self.advance() {
                Ok(()) => {}
                // What came before is good; the rest of the file is not JSON, or is not there.
                Err(JsonError::Malformed) => {
                    self.ended = true;
                    self.ready.push_back(Err(Rejected::of(self.json.line(), why::CUT)));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// One step through the document.
    fn advance(&mut self) -> Result<(), JsonError> {
        if !self.begun {
            self.begun = true;
            self.json.enter()?;
            self.levels.push(Level::Object(Chat::default()));
            return Ok(());
        }
        let step = self.json.step()?;
        if step == Step::End {
            self.levels.pop();
            self.ended = self.levels.is_empty();
            return Ok(());
        }
        match (self.levels.last_mut(), step) {
            (Some(Level::Object(chat)), Step::Key(key)) => {
                let mut chat = chat.clone();
                let next = self.json.peek()?;
                match key.as_str() {
                    "name" => chat.name = self.text(NAME_MAX_BYTES)?,
                    "type" => chat.kind = self.text(NAME_MAX_BYTES)?,
                    "id" => chat.id = self.text(NAME_MAX_BYTES)?,
                    "user_id" => {
                        let id = self.text(NAME_MAX_BYTES)?;
                        // Only `personal_information` has one at this place, and it comes first.
                        if self.options.me.is_none() && self.own.is_none() && !id.is_empty() {
                            self.own = Some(format!("user{id}"));
                        }
                    }
                    "messages" if next == Some(b'[') => {
                        self.json.enter()?;
                        self.levels.push(Level::Messages(chat));
                        return Ok(());
                    }
                    "personal_information" | "chats" | "left_chats" if next == Some(b'{') => {
                        self.json.enter()?;
                        self.levels.push(Level::Object(Chat::default()));
                        return Ok(());
                    }
                    "list" if next == Some(b'[') => {
                        self.json.enter()?;
                        self.levels.push(Level::List);
                        return Ok(());
                    }
                    _ => {
                        self.json.value(0)?;
                    }
                }
                if let Some(Level::Object(kept)) = self.levels.last_mut() {
                    *kept = chat;
                }
                Ok(())
            }
            (Some(Level::List), Step::Element) => {
                if self.json.peek()? == Some(b'{') {
                    self.json.enter()?;
                    self.levels.push(Level::Object(Chat::default()));
                } else {
                    self.json.value(0)?;
                }
                Ok(())
            }
            (Some(Level::Messages(chat)), Step::Element) => {
                let chat = chat.clone();
                self.json.peek()?;
                let line = self.json.line();
                let row = match self.json.value(ELEMENT_MAX_BYTES)? {
                    None => Some(Err(why::TOO_LONG)),
                    Some(bytes) => match parsed(&bytes) {
                        Some(message) => self.row(&chat, &message, line).transpose(),
                        None => Some(Err(why::MALFORMED)),
                    },
                };
                self.ready.extend(row.map(|row| row.map_err(|why| Rejected::of(line, why))));
                Ok(())
            }
            _ => Err(JsonError::Malformed),
        }
    }

    /// A short text or number.
    fn text(&mut self, max: usize) -> Result<String, JsonError> {
        let value = self.json.value(max)?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(value.map(|value| scalar(&value)).unwrap_or_default())
    }

    /// The row of a message; none for what is neither message nor call, as someone joining.
    fn row(&self, chat: &Chat, message: &Value, line: u64) -> Result<Option<Row>, &'static str> {
        let text = |key: &str| message.get(key).map(scalar).unwrap_or_default();
        let is_call = text("action") == "phone_call";
        match text("type").as_str() {
            "message" => {}
            "service" if is_call => {}
            "service" => return Ok(None),
            _ => return Err(why::OTHER_KIND),
        }
        let (from, from_id) = if is_call { ("actor", "actor_id") } else { ("from", "from_id") };
        let (name, id) = (text(from), account(&text(from_id)));
        let author = if id.is_empty() { name.clone() } else { id };
        if author.len() > NUMBER_MAX_BYTES {
            return Err(why::NUMBER_TOO_LONG);
        }
        let own = self.own.as_ref().is_some_and(|own| *own == author || (!own.is_empty() && *own == name));
        let partner = format!("user{}", chat.id);
        let number = if own && chat.kind == "personal_chat" && !chat.id.is_empty() { partner } else { author.clone() };
        let at = moment(&text("date"), &text("date_unixtime"), &self.options)?;
        let mut row = Row::new(if is_call { CALL } else { MESSAGE }, at, vec![number]);
        row.channel = Channel::Telegram;
        row.key = Some(key_of(&chat.id, &text("id")));
        row.name = Some(name).filter(|name| !name.is_empty());
        row.author = Some(author);
        row.own = own;
        row.direction = match (own, &self.own) {
            (true, _) => Direction::Outgoing,
            (false, Some(_)) => Direction::Incoming,
            (false, None) => Direction::Unknown,
        };
        if is_call {
            row.seconds = Some(text("duration_seconds").parse().unwrap_or(0));
            row.direction = match text("discard_reason").as_str() {
                "missed" if row.direction == Direction::Incoming => Direction::Missed,
                "busy" if row.direction == Direction::Incoming => Direction::Rejected,
                _ => row.direction,
            };
            return Ok(Some(row));
        }
        row.text = words(message)?;
        row.media = media(message, line);
        Ok(Some(row))
    }
}

/// The message as JSON. One version left the name of a file without quotes, as the id of an emoji: that is repaired.
fn parsed(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes).ok().or_else(|| serde_json::from_slice(&quoted(bytes)).ok())
}

fn quoted(bytes: &[u8]) -> Vec<u8> {
    const KEY: &[u8] = b"\"document_id\":";
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut rest = bytes;
    while let Some(at) = rest.windows(KEY.len()).position(|window| window == KEY) {
        let (before, value) = rest.split_at(at + KEY.len());
        out.extend_from_slice(before);
        let blank = value.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let end = value.iter().position(|byte| matches!(byte, b',' | b'}' | b'\n')).unwrap_or(value.len());
        if value.get(blank) == Some(&b'"') || end < blank {
            rest = value;
            continue;
        }
        out.push(b'"');
        out.extend(value[blank..end].iter().filter(|byte| !matches!(byte, b'"' | b'\\')));
        out.push(b'"');
        rest = &value[end..];
    }
    out.extend_from_slice(rest);
    out
}

/// A text or number as text; empty for all else.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// An account's id. Old exports left out what kind of account it is.
fn account(id: &str) -> String {
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) { format!("user{id}") } else { id.to_owned() }
}

/// Chat and number of a message, as one number.
fn key_of(chat: &str, message: &str) -> i64 {
    text_sum(&format!("{chat}/{message}"))
}

/// When it was: the instant from one field, the offset of her clock from the other.
fn moment(date: &str, unix_s: &str, options: &Options) -> Result<Moment, &'static str> {
    if date.is_empty() && unix_s.is_empty() {
        return Err(why::NO_DATE);
    }
    let wall: Option<DateTime> = date.parse().ok();
    let Ok(unix_s) = unix_s.parse::<i64>() else {
        return row::moment_of(wall.ok_or(why::DATE_UNREADABLE)?, options);
    };
    let utc_ms = unix_s.checked_mul(1_000).ok_or(why::DATE_IMPLAUSIBLE)?;
    let wall_ms = wall.and_then(|wall| wall.to_zoned(TimeZone::UTC).ok()).map(|wall| wall.timestamp().as_millisecond());
    let offset_min = wall_ms.map(|wall_ms| (wall_ms - utc_ms) / 60_000).filter(|offset| offset.abs() <= OFFSET_MAX_MIN);
    let offset_min = offset_min.and_then(|offset| i16::try_from(offset).ok());
    row::moment(utc_ms, offset_min.unwrap_or_else(|| row::kazakhstan_offset_min(utc_ms)))
}

/// What was written, and what stands for words: a place, someone's number.
fn words(message: &Value) -> Result<String, &'static str> {
    let mut text = match message.get("text") {
        Some(Value::Array(pieces)) => {
            pieces.iter().map(|piece| piece.get("text").map_or_else(|| scalar(piece), scalar)).collect::<String>()
        }
        Some(text) => scalar(text),
        None => String::new(),
    };
    let mut add = |more: String| {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&more);
    };
    if let Some(place) = message.get("location_information") {
        let number = |key: &str| place.get(key).map(scalar).unwrap_or_default();
        add(format!("geo:{},{}", number("latitude"), number("longitude")));
    }
    if let Some(phone) = message.get("contact_information").and_then(|contact| contact.get("phone_number")) {
        add(format!("tel:{}", scalar(phone)));
    }
    if text.len() >= TEXT_MAX_BYTES { Err(why::TEXT_TOO_LONG) } else { Ok(cleaned(&text)) }
}

/// The files of a message. A sentence in brackets in place of a path says that the file is not in the export.
fn media(message: &Value, line: u64) -> Vec<Medium> {
    let paths = ["photo", "file"].into_iter().filter_map(|key| message.get(key)).map(scalar);
    let paths = paths.filter(|path| !path.is_empty() && !path.starts_with('('));
    (0..).zip(paths).map(|(part, name)| Medium { name, line, part }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rejected, rows_with, taken};
    use super::*;

    const CALL_LINE: &str = r#"{"id":7,"type":"service","date":"2025-03-12T21:05:33","date_unixtime":"1741795533","actor":"Сосед","actor_id":"user1000001","action":"phone_call","discard_reason":"missed","text":"","text_entities":[]}"#;

    fn chat(messages: &str) -> String {
        format!("{{\"name\":\"Сосед\",\"type\":\"personal_chat\",\"id\":1000001,\"messages\":[{messages}]}}")
    }

    fn as_me() -> Options {
        Options { me: Some("user1000002".to_owned()), ..Options::default() }
    }

    #[test]
    fn a_chat_is_read_with_both_sides() {
        let file = chat(&format!(
            r#"{CALL_LINE},
            {{"id":8,"type":"message","date":"2025-03-12T21:06:00","date_unixtime":"1741795560","from":"Сосед","from_id":"user1000001",
              "text":["Выйди ",{{"type":"bold","text":"сейчас"}},"\x1f"],"text_entities":[],"photo":"photos/photo_1.jpg"}},
            {{"id":9,"type":"message","date":"2025-03-12T21:07:00","date_unixtime":"1741795620","from":"Я","from_id":"user1000002","text":"Нет",
              "file":"(File not included. Change data exporting settings to download.)"}},
            {{"id":10,"type":"service","action":"pin_message","actor":"Сосед","date":"2025-03-12T21:07:00","text":""}},
            {{"id":11,"type":"unsupported"}}"#
        ));
        let all = rows_with(&file, &as_me());
        assert_eq!(rejected(all), [(7, why::OTHER_KIND)]);
        let rows = taken(rows_with(&file, &as_me()));
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[0].kind, rows[0].direction, rows[0].seconds), (CALL, Direction::Missed, Some(0)));
        assert_eq!(rows[0].at.to_string(), "2025-03-12T21:05:33+05:00");
        assert_eq!((rows[1].text.as_str(), rows[1].direction), ("Выйди сейчас\u{fffd}", Direction::Incoming));
        assert_eq!(rows[1].media[0].name, "photos/photo_1.jpg");
        assert_eq!((rows[2].direction, rows[2].own, rows[2].media.len()), (Direction::Outgoing, true, 0));
        assert_eq!((rows[2].numbers[0].as_str(), rows[2].author.as_deref()), ("user1000001", Some("user1000002")));
        assert_ne!(rows[1].key, rows[2].key);
    }

    #[test]
    fn an_account_names_its_owner_and_nothing_else_is_read() {
        let file = format!(
            "{{\"about\":\"x\",\"personal_information\":{{\"user_id\":1000002,\"first_name\":\"Я\"}},\"sessions\":{{\"list\":[{{\"ip\":\"1.2.3.4\"}}]}},
             \"chats\":{{\"about\":\"y\",\"list\":[{},{}]}}}}",
            chat(CALL_LINE),
            chat(&CALL_LINE.replace("1000001", "1000002").replace("\"id\":7", "\"id\":8"))
        );
        let rows = taken(rows_with(&file, &Options::default()));
        assert_eq!(rows.iter().map(|row| row.direction).collect::<Vec<_>>(), [Direction::Missed, Direction::Outgoing]);
    }

    #[test]
    fn old_forms_are_read_and_the_offset_is_asked_for() {
        let old = r#"{"id":1,"type":"message","date":"2020-03-12T21:05:33","from":"Сосед","from_id":1000001,"text":"a","sticker_emoji":"x",
            "text_entities":[{"type":"custom_emoji","text":"a","document_id": stickers/a (1).webp}]}"#;
        assert_eq!(rejected(rows_with(&chat(old), &as_me())), [(1, why::DATE_WITHOUT_OFFSET)]);
        let rows = taken(rows_with(&chat(old), &Options { offset_min: Some(360), ..as_me() }));
        assert_eq!((rows[0].numbers[0].as_str(), rows[0].at.to_string().as_str()), ("user1000001", "2020-03-12T21:05:33+06:00"));
    }

    #[test]
    fn a_file_cut_short_gives_what_came_before() {
        let whole = chat(&format!("{CALL_LINE},{CALL_LINE}"));
        let cut = &whole[..whole.len() - 40];
        let rows = rows_with(cut, &as_me());
        assert_eq!(rejected(rows), [(1, why::CUT)]);
        assert_eq!(taken(rows_with(cut, &as_me())).len(), 1);
    }
}
