//! Rows of the calls and messages that "SMS Backup & Restore" writes.
//!
//! A missing value is the word `null` there, which can't be told from a text that says "null". It is read as missing everywhere, in texts too: that a
//! message came is kept, and no word is put into anyone's mouth.

use super::Rejected;
use super::repair;
use super::row::{self, CALL, GROUP_MAX_NUMBERS, MESSAGE, Row, TEXT_MAX_BYTES, why};
use super::tags::{Found, Tag, Tags, What};
use crate::incident::act::Medium;
use crate::incident::{Direction, FILE_NAME_MAX_BYTES, NUMBER_MAX_BYTES, number};
use std::borrow::Cow;
use std::io;

#[cfg(test)]
mod tests;

/// Stands for the phone's own number among the members of a group.
const OWN_NUMBER: &str = "insert-address-token";
/// The name of those who have none in the contacts.
const NO_NAME: &str = "(Unknown)";
/// Files of one message.
const PARTS_MAX: usize = 1_000;
/// In `addr`, the type of the sender.
const FROM: &str = "137";

/// The rows of one file.
pub(super) struct XmlRows<'a> {
    tags: Tags<'a>,
    root: Root,
    /// The `<mms>` whose parts are read.
    mms: Option<Mms>,
    /// A row that ended where another one was found.
    next: Option<Result<Row, Rejected>>,
    /// The outermost element ended. Rows behind it are taken too: two exports may have been joined to one file.
    ended: bool,
}

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// `<calls>`
    Calls,
    /// `<smses>`
    Messages,
}

impl Root {
    fn named(name: &str) -> Option<Self> {
        match name {
            "calls" => Some(Self::Calls),
            "smses" => Some(Self::Messages),
            _ => None,
        }
    }
}

impl<'a> XmlRows<'a> {
    /// The rows, if the outermost element is that of an export. How the file is called says nothing: she may have named it.
    pub(super) fn new(mut tags: Tags<'a>) -> io::Result<Option<Self>> {
        let Some(Found { what: What::Tag, .. }) = tags.next()? else { return Ok(None) };
        let tag = tags.tag();
        let Some(root) = Root::named(tag.name()) else { return Ok(None) };
        let ended = tag.is_complete();
        Ok(Some(Self { tags, root, mms: None, next: None, ended }))
    }

    /// What the file holds.
    pub(super) fn root(&self) -> Root {
        self.root
    }

    /// The next row or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Row, Rejected>>> {
        loop {
            if let Some(row) = self.next.take() {
                return Ok(Some(row));
            }
            let row = match self.tags.next()? {
                None if self.ended && self.mms.is_none() => return Ok(None),
                None => Some(self.cut(self.tags.line())),
                Some(Found { line, what }) => match what {
                    What::Tag => self.take_tag(line),
                    What::Cut => Some(self.cut(line)),
                    What::Text => Some(Err(Rejected::of(line, why::MALFORMED))),
                    What::Broken => self.refuse(line, why::MALFORMED),
                    What::TooLong => self.refuse(line, why::TOO_LONG),
                    // Only a reader of pictures stops there.
                    What::Data => None,
                },
            };
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    /// The file ends before its end: in a row, or behind `line`.
    fn cut(&mut self, line: u64) -> Result<Row, Rejected> {
        self.ended = true;
        let line = self.mms.take().map_or(line, |mms| mms.line);
        Err(Rejected::of(line, why::CUT))
    }

    /// A tag that can't be read: a row by itself, or a part that spoils its `<mms>`.
    fn refuse(&mut self, line: u64, why: &'static str) -> Option<Result<Row, Rejected>> {
        let tag = self.tags.tag();
        if let ("part" | "addr" | "parts" | "addrs", Some(mms)) = (tag.name(), &mut self.mms) {
            mms.spoilt = Some(why);
            return None;
        }
        let before = self.mms.take().map(Mms::row);
        self.in_order(before, Some(Err(Rejected::of(line, why))))
    }

    /// A whole tag; the row that it ends or is, if any.
    fn take_tag(&mut self, line: u64) -> Option<Result<Row, Rejected>> {
        if let Some(name) = self.tags.end_name() {
            return match name {
                b"mms" => self.mms.take().map(Mms::row),
                b"calls" | b"smses" => {
                    self.ended = true;
                    self.mms.take().map(Mms::row)
                }
                _ => None,
            };
        }
        let tag = self.tags.tag();
        if let Some(mms) = &mut self.mms {
            match tag.name() {
                "part" => mms.take_part(&tag),
                "addr" => mms.take_address(&tag),
                _ => {}
            }
        }
        let row = match tag.name() {
            "call" => Some(call(&tag)),
            "sms" => Some(sms(&tag)),
            "mms" => {
                let before = self.mms.replace(Mms::new(&tag, line));
                let complete = if tag.is_complete() { self.mms.take().map(Mms::row) } else { None };
                return self.in_order(before.map(Mms::row), complete);
            }
            "calls" | "smses" => {
                self.ended = tag.is_complete();
                None
            }
            // Parts whose message could not be read, which was said there.
            "part" | "addr" | "parts" | "addrs" => None,
            _ if self.mms.is_some() => None,
            _ => Some(Err(why::OTHER_KIND)),
        }?;
        let before = self.mms.take().map(Mms::row);
        self.in_order(before, Some(row.map_err(|why| Rejected::of(line, why))))
    }

    /// Keeps the second of two rows for the next call.
    fn in_order(&mut self, first: Option<Result<Row, Rejected>>, second: Option<Result<Row, Rejected>>) -> Option<Result<Row, Rejected>> {
        if first.is_none() {
            return second;
        }
        self.next = second;
        first
    }
}

/// Reads `<call …/>`.
fn call(tag: &Tag<'_>) -> Result<Row, &'static str> {
    let mut at = Err(why::NO_DATE);
    let mut members = Members::default();
    let mut withheld = false;
    let mut name = None;
    let mut direction = Direction::Unknown;
    let mut seconds = None;
    let mut mistake = None;
    let whole = tag.for_each_attribute(|key, value| match key {
        "date" => at = date(value),
        // Behind a comma or semicolon are digits that were dialled during the call.
        "number" => mistake = members.take(value.split([',', ';']).next().unwrap_or_default()).err(),
        // Restricted, unknown, payphone, unavailable.
        "presentation" => withheld = matches!(value, "2" | "3" | "4" | "5"),
        "contact_name" => name = contact_name(value),
        "type" => direction = call_direction(value),
        "duration" => seconds = value.parse().ok(),
        _ => {}
    });
    if !whole {
        return Err(why::MALFORMED);
    }
    if let Some(mistake) = mistake {
        return Err(mistake);
    }
    let numbers = if withheld { vec![String::new()] } else { members.numbers() };
    let name = name.filter(|_| numbers.len() == 1);
    Ok(Row { name, direction, seconds, ..Row::new(CALL, at?, numbers) })
}

/// Reads `<sms …/>`.
fn sms(tag: &Tag<'_>) -> Result<Row, &'static str> {
    let mut at = Err(why::NO_DATE);
    let mut members = Members::default();
    let mut name = None;
    let mut direction = Direction::Unknown;
    let mut subject = Ok(String::new());
    let mut body = Ok(String::new());
    let mut mistake = None;
    let whole = tag.for_each_attribute(|key, value| match key {
        "date" => at = date(value),
        "address" => mistake = mistake.or(members.take_joined(value).err()),
        "contact_name" => name = contact_name(value),
        "type" => direction = message_direction(value),
        "subject" => subject = words(value),
        "body" => body = words(value),
        _ => {}
    });
    if !whole {
        return Err(why::MALFORMED);
    }
    if let Some(mistake) = mistake {
        return Err(mistake);
    }
    let mut text = Text::default();
    text.add(subject?)?;
    text.add(body?)?;
    let numbers = members.numbers();
    let name = name.filter(|_| numbers.len() == 1);
    Ok(Row { name, direction, text: text.0, ..Row::new(MESSAGE, at?, numbers) })
}

/// An `<mms>` whose parts and addresses are still to come.
struct Mms {
    line: u64,
    /// Why it can't be taken, if so.
    spoilt: Option<&'static str>,
    at: Result<crate::Moment, &'static str>,
    members: Members,
    /// Those that `addr` names as receivers: members of a message whose `address` is missing.
    receivers: Members,
    sender: Option<String>,
    name: Option<String>,
    direction: Direction,
    text: Text,
    /// Parts so far.
    parts: u32,
    media: Vec<Medium>,
}

impl Mms {
    fn new(tag: &Tag<'_>, line: u64) -> Self {
        let mut mms = Self {
            line,
            spoilt: None,
            at: Err(why::NO_DATE),
            members: Members::default(),
            receivers: Members::default(),
            sender: None,
            name: None,
            direction: Direction::Unknown,
            text: Text::default(),
            parts: 0,
            media: Vec::new(),
        };
        let mut by_message_type = Direction::Unknown;
        let mut mistake = None;
        let whole = tag.for_each_attribute(|key, value| match key {
            "date" => mms.at = date(value),
            "address" => mistake = mistake.or(mms.members.take_joined(value).err()),
            "contact_name" => mms.name = contact_name(value),
            "msg_box" => mms.direction = message_direction(value),
            "m_type" => by_message_type = mms_direction(value),
            "sub" => mistake = mistake.or(words(value).and_then(|words| mms.text.add(words)).err()),
            _ => {}
        });
        mms.spoilt = if whole { mistake } else { Some(why::MALFORMED) };
        if mms.direction == Direction::Unknown {
            mms.direction = by_message_type;
        }
        mms
    }

    /// Takes the words of a text part, and notes pictures and sounds, which are read once it is known whose they are.
    fn take_part(&mut self, tag: &Tag<'_>) {
        let part = Part::read(tag);
        let number = self.parts;
        self.parts += 1;
        let is_file = part.has_data && !part.is_text() && !part.is_layout();
        let taken = match (part.is_text(), part.text) {
            _ if !part.whole => Err(why::MALFORMED),
            (true, Ok(text)) => self.text.add(text),
            (true, Err(why)) => Err(why),
            (false, _) => Ok(()),
        };
        self.spoilt = self.spoilt.or(taken.err());
        if is_file && self.media.len() < PARTS_MAX {
            let name = media_name(&part.names, &part.content_type, number, &self.media);
            self.media.push(Medium { name, line: self.line, part: number });
        }
    }

    fn take_address(&mut self, tag: &Tag<'_>) {
        let mut one = Members::default();
        let mut is_sender = false;
        let mut mistake = None;
        let whole = tag.for_each_attribute(|key, value| match key {
            "address" => mistake = one.take(value).err(),
            "type" => is_sender = value == FROM,
            _ => {}
        });
        if !whole {
            mistake = Some(why::MALFORMED);
        }
        self.spoilt = self.spoilt.or(mistake);
        for number in one.0 {
            if is_sender {
                self.sender = Some(number);
            } else if let Err(why) = self.receivers.add(number) {
                self.spoilt = self.spoilt.or(Some(why));
            }
        }
    }

    fn row(self) -> Result<Row, Rejected> {
        let line = self.line;
        self.checked_row().map_err(|why| Rejected::of(line, why))
    }

    fn checked_row(mut self) -> Result<Row, &'static str> {
        if let Some(why) = self.spoilt {
            return Err(why);
        }
        let sender = self.sender.filter(|_| self.direction == Direction::Incoming);
        match &sender {
            Some(sender) => self.members.add(sender.clone())?,
            // She sent it, or it isn't said who did.
            None if self.members.0.is_empty() => self.members = self.receivers,
            None => {}
        }
        let numbers = self.members.numbers();
        let name = self.name.filter(|_| numbers.len() == 1);
        let (direction, text, media) = (self.direction, self.text.0, self.media);
        Ok(Row { sender, name, direction, text, media, ..Row::new(MESSAGE, self.at?, numbers) })
    }
}

/// One `<part …/>`.
struct Part {
    whole: bool,
    has_data: bool,
    content_type: String,
    /// `cl`, `name` and `fn`, the real name of the file most often in the first.
    names: [Option<String>; 3],
    text: Result<String, &'static str>,
}

impl Part {
    fn read(tag: &Tag<'_>) -> Self {
        let mut part =
            Self { whole: true, has_data: false, content_type: String::new(), names: [None, None, None], text: Ok(String::new()) };
        let file = |value: &str| contact_name(value).filter(|name| name.len() <= FILE_NAME_MAX_BYTES);
        part.whole = tag.for_each_attribute(|key, value| match key {
            "ct" => part.content_type = value.trim().to_ascii_lowercase(),
            "cl" => part.names[0] = file(value),
            "name" => part.names[1] = file(value),
            "fn" => part.names[2] = file(value),
            "data" => part.has_data = true,
            "text" => part.text = words(value),
            _ => {}
        });
        part
    }

    fn is_text(&self) -> bool {
        self.content_type.starts_with("text/plain")
    }

    /// Whether it only says where the other parts stand on the screen.
    fn is_layout(&self) -> bool {
        self.content_type.starts_with("application/smil")
    }
}

/// What a part is called: by its own names, else by its place and what it is. No two of one message are called alike.
fn media_name(names: &[Option<String>; 3], content_type: &str, number: u32, others: &[Medium]) -> String {
    let ending = content_type.split(['/', ';']).nth(1).map(str::trim).filter(|ending| ending.chars().all(char::is_alphanumeric));
    let named = names.iter().flatten().map(|name| super::media::own_name(name)).find(|name| !name.is_empty());
    let name = named.map_or_else(|| format!("part-{number}.{}", ending.unwrap_or("bin")), str::to_owned);
    if others.iter().any(|other| other.name == name) { format!("{number}-{name}") } else { name }
}

/// The other sides of a call or message: each once, and no number twice.
#[derive(Default)]
struct Members(Vec<String>);

impl Members {
    /// Takes the numbers of an address, joined by `~` or `,` in a group.
    fn take_joined(&mut self, value: &str) -> Result<(), &'static str> {
        let value = repair::text(value).ok_or(why::ENTITY)?;
        value.split(['~', ',']).try_for_each(|address| self.take_one(address))
    }

    /// Takes the number of a call.
    fn take(&mut self, value: &str) -> Result<(), &'static str> {
        self.take_one(&repair::text(value).ok_or(why::ENTITY)?)
    }

    fn take_one(&mut self, address: &str) -> Result<(), &'static str> {
        match address.trim() {
            // A hidden number, or her own.
            "" | "null" | "-1" | "-2" | "-3" | OWN_NUMBER => Ok(()),
            long if long.len() > NUMBER_MAX_BYTES => Err(why::NUMBER_TOO_LONG),
            address => self.add(number::normalise_or_keep(address)),
        }
    }

    fn add(&mut self, number: String) -> Result<(), &'static str> {
        if self.0.contains(&number) {
            return Ok(());
        }
        if self.0.len() == GROUP_MAX_NUMBERS {
            return Err(why::GROUP_TOO_LARGE);
        }
        self.0.push(number);
        Ok(())
    }

    /// The numbers; one empty one if all are withheld.
    fn numbers(self) -> Vec<String> {
        if self.0.is_empty() { vec![String::new()] } else { self.0 }
    }
}

/// The words of a message: subject and parts, each from a new line.
#[derive(Default)]
struct Text(String);

impl Text {
    fn add(&mut self, words: String) -> Result<(), &'static str> {
        if self.0.len() + words.len() >= TEXT_MAX_BYTES {
            return Err(why::TEXT_TOO_LONG);
        }
        if self.0.is_empty() {
            self.0 = words;
        } else if !words.is_empty() {
            self.0.push('\n');
            self.0.push_str(&words);
        }
        Ok(())
    }
}

/// A value with words in it; empty if it is missing.
fn words(value: &str) -> Result<String, &'static str> {
    if value == "null" {
        return Ok(String::new());
    }
    repair::text(value).map(Cow::into_owned).ok_or(why::ENTITY)
}

/// The name in the contacts. One that can't be read is none: the row is worth more.
fn contact_name(value: &str) -> Option<String> {
    let name = repair::text(value)?;
    let name = name.trim();
    (!matches!(name, "" | "null" | NO_NAME)).then(|| name.to_owned())
}

/// Milliseconds since 1970. `readable_date` beside it is for people: its form and zone are the phone's settings.
fn date(value: &str) -> Result<crate::Moment, &'static str> {
    let value = value.trim();
    if matches!(value, "" | "null") {
        return Err(why::NO_DATE);
    }
    let utc_ms = value.parse().map_err(|_| why::DATE_UNREADABLE)?;
    row::moment(utc_ms, row::kazakhstan_offset_min(utc_ms))
}

/// Above 7 are codes of the phones' makers, whose meaning nobody wrote down.
fn call_direction(code: &str) -> Direction {
    match code {
        "1" => Direction::Incoming,
        "2" => Direction::Outgoing,
        "3" => Direction::Missed,
        "4" => Direction::Voicemail,
        "5" => Direction::Rejected,
        "6" => Direction::Blocked,
        "7" => Direction::AnsweredElsewhere,
        _ => Direction::Unknown,
    }
}

fn message_direction(code: &str) -> Direction {
    match code {
        "1" => Direction::Incoming,
        // Sent, on its way, waiting.
        "2" | "4" | "6" => Direction::Outgoing,
        "3" => Direction::Draft,
        "5" => Direction::Failed,
        _ => Direction::Unknown,
    }
}

/// What the network called the message.
fn mms_direction(code: &str) -> Direction {
    match code {
        "128" => Direction::Outgoing,
        "130" | "132" => Direction::Incoming,
        _ => Direction::Unknown,
    }
}
