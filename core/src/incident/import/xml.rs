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
        let taken = match part.text {
            _ if !part.whole => Err(why::MALFORMED),
            Ok(text) if part.is_text => self.text.add(text),
            Err(why) if part.is_text => Err(why),
            _ => Ok(()),
        };
        self.spoilt = self.spoilt.or(taken.err());
        if part.has_data && !part.is_text && !part.is_layout && self.media.len() < PARTS_MAX {
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
    is_text: bool,
    is_layout: bool,
    has_data: bool,
    content_type: String,
    /// `cl`, `name` and `fn`, the real name of the file most often in the first.
    names: [Option<String>; 3],
    text: Result<String, &'static str>,
}

impl Part {
    fn read(tag: &Tag<'_>) -> Self {
        let mut part = Self {
            whole: true,
            is_text: false,
            is_layout: false,
            has_data: false,
            content_type: String::new(),
            names: [None, None, None],
            text: Ok(String::new()),
        };
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
        part.is_text = part.content_type.starts_with("text/plain");
        part.is_layout = part.content_type.starts_with("application/smil");
        part
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

#[cfg(test)]
mod tests {
    use super::super::tests::{Repeating, rejected, rows, rows_of, taken};
    use super::*;
    use crate::incident::import::Options;
    use crate::incident::import::rows::{Purpose, Rows, with_rows};

    const HEAD: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n\
        <!--File Created By SMS Backup & Restore v10.20.002 on 12/03/2025 <sms -->\n\
        <?xml-stylesheet type=\"text/xsl\" href=\"sms.xsl\"?>\n";

    fn calls(rows: &str) -> String {
        format!("{HEAD}<calls count=\"1\" backup_set=\"0\" backup_date=\"1741795600000\" type=\"full\">\n{rows}\n</calls>\n")
    }

    fn messages(rows: &str) -> String {
        format!("\u{feff}{HEAD}<smses count=\"null\">\n{rows}\n</smses>")
    }

    fn one(file: &str) -> Row {
        let mut rows = taken(rows(file));
        assert_eq!(rows.len(), 1, "{file}");
        rows.remove(0)
    }

    #[test]
    fn a_call_is_read() {
        let row = one(&calls(
            "<call number=\"8 701 000 00 01\" duration=\"72\" date=\"1741795500000\" type=\"1\" presentation=\"1\" \
             subscription_id=\"null\" post_dial_digits=\"\" readable_date=\"12 мар. 2025 г. 21:05:00\" contact_name=\"Сосед\" />",
        ));
        assert_eq!(row.numbers, ["+77010000001"]);
        assert_eq!((row.kind, row.direction, row.seconds), (CALL, Direction::Incoming, Some(72)));
        assert_eq!(row.at.to_string(), "2025-03-12T21:05:00+05:00");
        assert_eq!(row.name.as_deref(), Some("Сосед"));
    }

    #[test]
    fn before_march_2024_the_clock_stood_six_hours_ahead() {
        assert_eq!(one(&calls("<call number='1' date='1706790600000' />")).at.to_string(), "2024-02-01T18:30:00+06:00");
    }

    #[test]
    fn call_types_and_unknown_codes_are_taken() {
        let codes = ["1", "2", "3", "4", "5", "6", "7", "8", "1000", "-3", "null", "x", ""];
        let file = codes.map(|code| format!("<call number=\"102\" date=\"1741795500000\" type=\"{code}\"/>")).join("\n");
        let directions: Vec<_> = taken(rows(&calls(&file))).iter().map(|row| row.direction).collect();
        let known = [
            Direction::Incoming,
            Direction::Outgoing,
            Direction::Missed,
            Direction::Voicemail,
            Direction::Rejected,
            Direction::Blocked,
            Direction::AnsweredElsewhere,
        ];
        assert_eq!(directions[..7], known);
        assert_eq!(directions[7..], [Direction::Unknown; 6]);
    }

    #[test]
    fn message_types_are_taken() {
        let file =
            ["1", "2", "3", "4", "5", "6", "9"].map(|code| format!("<sms address='Kaspi' date='1741795500000' type='{code}' body=''/>"));
        let directions: Vec<_> = taken(rows(&messages(&file.join("")))).iter().map(|row| row.direction).collect();
        let (out, unknown) = (Direction::Outgoing, Direction::Unknown);
        assert_eq!(directions, [Direction::Incoming, out, Direction::Draft, out, Direction::Failed, out, unknown]);
    }

    #[test]
    fn withheld_numbers_are_empty() {
        for attributes in [
            "number=\"\"",
            "number=\"-1\"",
            "number=\"-2\"",
            "number=\"-3\"",
            "number=\"null\"",
            "",
            "number=\"x\" presentation=\"2\"",
            "presentation=\"3\" number=\"x\"",
            "presentation=\"4\" number=\"x\"",
        ] {
            assert_eq!(one(&calls(&format!("<call {attributes} date=\"1741795500000\"/>"))).numbers, [""], "{attributes}");
        }
        assert_eq!(one(&calls("<call number='+77010000001' presentation='null' date='1741795500000'/>")).numbers, ["+77010000001"]);
    }

    #[test]
    fn digits_dialled_during_a_call_are_not_its_number() {
        assert_eq!(one(&calls("<call number='87010000001,,5#' date='1741795500000'/>")).numbers, ["+77010000001"]);
    }

    #[test]
    fn an_emoji_is_one_however_it_was_written() {
        let file = "<sms address=\"+77010000001\" date=\"1741795560000\" type=\"1\" body=\"Выйди &#55357;&#56832;\" subject=\"null\"/>\n\
            <sms address=\"+77010000001\" date=\"1741795560000\" type=\"1\" body=\"Выйди 😀\"/>\n\
            <sms address='+77010000001' date='1741795560000' type='1' body='Выйди &#xD83D;&#xDE00;'/>";
        for row in taken(rows(&messages(file))) {
            assert_eq!(row.text, "Выйди 😀");
        }
    }

    #[test]
    fn texts_come_word_for_word() {
        let file = "<sms address='102' date='1741795560000' body='say \"no\" > a < b &amp;&#10;Tom & Jerry\u{1}&#2;' subject=\"тема\"/>";
        assert_eq!(one(&messages(file)).text, "тема\nsay \"no\" > a < b &\nTom & Jerry\u{fffd}\u{fffd}");
    }

    #[test]
    fn missing_values_are_the_word_null() {
        let row = one(&messages("<sms address='102' date='1741795560000' body='null' subject='null' contact_name='null' type='1'/>"));
        assert_eq!((row.text.as_str(), row.name), ("", None));
        assert_eq!(one(&messages("<sms address='102' date='1741795560000' body='null and void' contact_name='(Unknown)'/>")).name, None);
    }

    #[test]
    fn a_group_has_each_number_once() {
        for joined in
            ["87010000001~+77010000002~+77010000001", "+77010000001, +7 701 000 00 02", "insert-address-token~87010000001~~77010000002"]
        {
            let row =
                one(&messages(&format!("<sms address=\"{joined}\" date=\"1741795560000\" type=\"2\" body=\"b\" contact_name=\"A, B\"/>")));
            assert_eq!(row.numbers, ["+77010000001", "+77010000002"], "{joined}");
            assert_eq!(row.name, None, "a name of both belongs to neither");
        }
        let many = (0..=GROUP_MAX_NUMBERS).map(|i| i.to_string()).collect::<Vec<_>>().join("~");
        let file = messages(&format!("<sms address=\"{many}\" date=\"1741795560000\"/>\n<sms address=\"{}\"/>", "a".repeat(500)));
        assert_eq!(rejected(rows(&file)), [(5, why::GROUP_TOO_LARGE), (6, why::NUMBER_TOO_LONG)]);
    }

    const PICTURE_MESSAGE: &str = "<mms date=\"1741795560000\" msg_box=\"1\" address=\"+77010000001~+77010000002\" m_type=\"132\" sub=\"null\">\n\
        <parts>\n\
        <part seq=\"-1\" ct=\"application/smil\" text='&lt;smil/&gt;' />\n\
        <part seq=\"0\" ct=\"image/jpeg\" name=\"a.jpg\" text=\"null\" data=\"/9j/4AAQ\" />\n\
        <part seq=\"0\" ct=\"text/plain\" chset=\"106\" text=\"Я здесь\" />\n\
        <part seq=\"0\" ct=\"text/plain; charset=utf-8\" text=\"внизу\" />\n\
        </parts>\n\
        <addrs>\n\
        <addr address=\"+77010000002\" type=\"137\" charset=\"106\" />\n\
        <addr address=\"insert-address-token\" type=\"151\" charset=\"106\" />\n\
        <addr address=\"+77010000001\" type=\"151\" charset=\"106\" />\n\
        </addrs>\n\
        </mms>\n";

    #[test]
    fn a_picture_message_has_the_words_of_its_text_parts() {
        let row = one(&messages(PICTURE_MESSAGE));
        assert_eq!(row.text, "Я здесь\nвнизу");
        assert_eq!((row.kind, row.direction), (MESSAGE, Direction::Incoming));
    }

    #[test]
    fn what_one_member_sent_is_not_laid_to_another() {
        let row = one(&messages(PICTURE_MESSAGE));
        assert_eq!(row.numbers, ["+77010000001", "+77010000002"]);
        assert_eq!(row.act("+77010000002").direction, Direction::Incoming);
        assert_eq!(row.act("+77010000001").direction, Direction::Unknown);
    }

    #[test]
    fn addresses_are_optional_and_stand_in_for_one_that_is_missing() {
        let row = one(&messages(
            "<mms date='1741795560000' m_type='132' address='null'><addrs><addr address='8 701 000 00 01' type='137'/></addrs></mms>",
        ));
        assert_eq!((row.numbers, row.direction), (vec!["+77010000001".to_owned()], Direction::Incoming));
        let row = one(&messages(
            "<mms date='1741795560000' msg_box='2'><addrs><addr address='102' type='151'/><addr address='insert-address-token' type='137'/></addrs></mms>",
        ));
        assert_eq!((row.numbers, row.direction), (vec!["102".to_owned()], Direction::Outgoing));
        assert_eq!(one(&messages("<mms date='1741795560000' address='102' msg_box='1' sub='тема' />")).text, "тема");
    }

    #[test]
    fn kinds_of_rows_may_alternate() {
        let row = "<sms address='102' date='1741795560000'/>";
        let file = messages(&format!("{row}{PICTURE_MESSAGE}{row}<mms date='1741795560000' address='1'/>{row}"));
        assert_eq!(taken(rows(&file)).len(), 5);
        // An end is missing.
        let file = messages(&format!("<mms date='1741795560000' address='1'>{row}<mms date='1741795560000' address='2'><parts>"));
        let numbers: Vec<_> = taken(rows(&file)).into_iter().flat_map(|row| row.numbers).collect();
        assert_eq!(numbers, ["1", "102", "2"]);
    }

    #[test]
    fn one_bad_row_costs_itself_and_is_named_by_its_line() {
        let good = "<sms address='102' date='1741795560000' body='&#55357;&#56832;'/>";
        for (bad, why) in [
            ("<sms address='102' body='b'/>", why::NO_DATE),
            ("<sms address='102' date='null'/>", why::NO_DATE),
            ("<sms address='102' date='0'/>", why::DATE_IMPLAUSIBLE),
            ("<sms address='102' date='-1741795560000'/>", why::DATE_IMPLAUSIBLE),
            ("<sms address='102' date='7258118400000'/>", why::DATE_IMPLAUSIBLE),
            ("<sms address='102' date='99999999999999999999'/>", why::DATE_UNREADABLE),
            ("<sms address='102' date='12 мар. 2025'/>", why::DATE_UNREADABLE),
            ("<sms address='102' date='1741795560000' body='&lol;'/>", why::ENTITY),
            ("<sms address='102' date='1741795560000' body=\"she said \"no\" twice\"/>", why::MALFORMED),
            ("<sms address='102' date='1741795560000' body=\"5\" wide\"/>", why::MALFORMED),
            ("<sms address='102' date='1741795560000' body='never closed/>", why::MALFORMED),
            ("<sms address='102' date='1741795560000' body='b'", why::MALFORMED),
            ("<sms address=102 date='1741795560000'/>", why::MALFORMED),
            ("sms address='102' date='1741795560000'/>", why::MALFORMED),
            ("<fax address='102' date='1741795560000'/>", why::OTHER_KIND),
            ("<mms date='1741795560000' address='1'><parts><part ct='text/plain' text='&lol;'/></parts></mms>", why::ENTITY),
            ("<mms date='1741795560000' address='1'><parts><part ct='text/plain' text='x></parts></mms>", why::MALFORMED),
        ] {
            let file = messages(&format!("{good}\n{good}\n\n{bad}\n{good}\n{good}"));
            assert_eq!(rejected(rows(&file)), [(8, why)], "{bad}");
            assert_eq!(taken(rows(&file)).len(), 4, "{bad}");
        }
    }

    #[test]
    fn a_text_beyond_the_limit_is_rejected_and_one_below_is_not() {
        let text = "x".repeat(TEXT_MAX_BYTES - 1);
        let file = messages(&format!(
            "<sms address='1' date='1741795560000' body='{text}'/>\n<sms address='1' date='1741795560000' body='{text}x'/>"
        ));
        assert_eq!(rejected(rows(&file)), [(6, why::TEXT_TOO_LONG)]);
        assert_eq!(taken(rows(&file)).len(), 1);
    }

    #[test]
    fn nothing_is_expanded() {
        let entities = "<!DOCTYPE smses [\n<!ENTITY lol \"lol > ]\">\n<!ENTITY lol1 \"&lol;&lol;&lol;&lol;\">\n\
            <!ENTITY file SYSTEM \"file:///etc/passwd\">\n]>\n";
        let file = format!(
            "{entities}<smses>\n<sms address='1' date='1741795560000' body='&lol1;'/>\n<sms address='1' date='1741795560000' body='&file;'/>\n\
             <sms address='1' date='1741795560000' body='fine'/></smses>"
        );
        assert_eq!(rejected(rows(&file)), [(7, why::ENTITY), (8, why::ENTITY)]);
        assert_eq!(taken(rows(&file))[0].text, "fine");
    }

    #[test]
    fn a_cut_file_gives_the_rows_before_the_cut() {
        let row = "<sms address='102' date='1741795560000' body='b'/>\n";
        let whole = messages(&row.repeat(3));
        let rows_begin = whole.find("<sms address").unwrap();
        for cut in rows_begin..whole.len() {
            if !whole.is_char_boundary(cut) {
                continue;
            }
            let all = rows(&whole[..cut]);
            let whole_rows = whole[..cut].matches("'/>").count();
            assert_eq!(rejected(rows(&whole[..cut])).iter().map(|(_, why)| *why).collect::<Vec<_>>(), [why::CUT], "{cut}");
            assert_eq!(taken(all).len(), whole_rows, "{cut}");
        }
        let cut = messages(PICTURE_MESSAGE);
        let cut = &cut[..cut.find("</addrs>").unwrap()];
        assert_eq!(rejected(rows(cut)), [(5, why::CUT)], "it may lack words: the row is named, not half taken");
    }

    #[test]
    fn zero_bytes_and_a_second_export_may_follow() {
        let row = "<sms address='102' date='1741795560000'/>";
        assert!(rejected(rows(&format!("{}\0\0\0\n", messages(row)))).is_empty());
        assert_eq!(taken(rows(&format!("{}\n{}", messages(row), calls(row)))).len(), 2);
        assert!(rows(&calls("")).is_empty());
        assert!(rows("<calls/>").is_empty());
        assert!(rows("<smses count='0' />").is_empty());
    }

    #[test]
    fn bytes_that_are_no_utf8_are_replaced() {
        let mut file = messages("<sms address='102' date='1741795560000' body='a#b'/>").into_bytes();
        let at = file.iter().rposition(|byte| *byte == b'#').unwrap();
        file[at] = 0xff;
        assert_eq!(taken(rows_of(&file))[0].text, "a\u{fffd}b");
    }

    #[test]
    fn a_photograph_of_many_megabytes_costs_no_memory_and_an_endless_tag_costs_its_row() {
        let row = "<sms address='102' date='1741795560000'/>\n";
        for (before, after, expected, rejections) in [
            ("<mms date='1741795560000' address='1'><parts><part ct='image/jpeg' data='", "'/></parts></mms>\n", 2, &[][..]),
            ("<sms address='1' date='1741795560000' body='", "'/>\n", 1, &[(5, why::TOO_LONG)][..]),
        ] {
            let head = format!("{HEAD}<smses>\n{before}");
            let mut file = Repeating::new(&head, "QUJD", 16 * 1024 * 1024, &format!("{after}{row}</smses>"));
            let all = with_rows(&mut file, &Options::default(), Purpose::Read, &mut |_| (), |rows| {
                let all = std::iter::from_fn(|| rows.next().transpose()).collect::<Result<Vec<_>, _>>()?;
                let Rows::Xml(rows) = rows else { panic!("not XML") };
                // A growing buffer doubles, so it may have room for twice the limit.
                assert!(rows.tags.held_bytes() <= 2 * super::super::tags::TAG_MAX_BYTES);
                Ok(all)
            })
            .unwrap();
            assert_eq!(all.iter().filter(|row| row.is_ok()).count(), expected);
            assert_eq!(rejected(all), rejections);
        }
    }
}
