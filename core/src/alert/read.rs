//! The contact's side: what a received message says, who wrote it, and what to do now.
//!
//! Whether it was written by her phone is one question, whether to take it as real is none: a message that can't be confirmed is treated as real. Nothing here
//! ever says "false".

use super::code::{CODE_CHARS, Covered, is_code, message_code, minutes_since_2026};
use super::ladder::GRACE_MIN;
use super::message::MessageType;
use crate::Moment;
use crate::language::{Arg, Language};
use serde::Serialize;

/// Bytes of a text that is read; longer ones are no message of Pana's.
pub const READ_MAX_BYTES: usize = 4_096;
/// A number that is no higher than one seen before counts as repeated only once it is this old: a phone that lost its count repeats none by much.
const REPEATED_AFTER_MIN: u64 = 10;
const MS_PER_MIN: i64 = 60_000;
const MINUTES_PER_DAY: i64 = 24 * 60;

/// Stand in for the variables of a message when its words are taken apart. No message holds control characters.
const WHO: char = '\u{1}';
const PLACE: char = '\u{2}';
const ACCURACY: char = '\u{3}';
const TIME: char = '\u{4}';
const DUE: char = '\u{5}';
const NUMBER: char = '\u{6}';

const KEYS: [(MessageType, &str); 21] = [
    (MessageType::Alert, "sms-alert"),
    (MessageType::Alert, "sms-alert-polite"),
    (MessageType::Alert, "sms-alert-quiet"),
    (MessageType::Alert, "sms-alert-quiet-polite"),
    (MessageType::Alert, "sms-no-place"),
    (MessageType::Alert, "sms-no-place-polite"),
    (MessageType::Alert, "sms-no-place-quiet"),
    (MessageType::Alert, "sms-no-place-quiet-polite"),
    (MessageType::Update, "sms-update"),
    (MessageType::Update, "sms-update-no-place"),
    (MessageType::Start, "sms-start"),
    (MessageType::Start, "sms-start-polite"),
    (MessageType::Start, "sms-start-quiet"),
    (MessageType::Start, "sms-start-quiet-polite"),
    (MessageType::Missed, "sms-missed"),
    (MessageType::Missed, "sms-missed-polite"),
    (MessageType::Missed, "sms-missed-quiet"),
    (MessageType::Missed, "sms-missed-quiet-polite"),
    (MessageType::Safe, "sms-safe"),
    (MessageType::Test, "sms-test"),
    (MessageType::Test, "sms-test-polite"),
];

/// What a contact knows of her phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The key they exchanged face to face.
    pub key: [u8; 32],
    /// The highest number confirmed so far; 0 before the first.
    pub last_number: u64,
}

/// A message, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What it is for.
    #[serde(rename = "type")]
    pub kind: MessageType,
    /// The language it is in.
    pub language: Language,
    /// The name it gives; may be empty.
    pub name: String,
    /// Its number, if the second segment is there.
    pub number: Option<u64>,
    /// The place it names, as it stands.
    pub place: Option<String>,
    /// The hour of the place or of writing.
    pub hour: Option<String>,
    /// The deadline of a check-in.
    pub due: Option<Moment>,
    /// What to answer with.
    pub answer: Option<String>,
    /// The one who is called must not ring her.
    pub quiet: bool,
    /// Whether her phone wrote it.
    pub sender: Sender,
}

/// Whether a message was written by the phone it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sender {
    /// Its code was made with the key that only her phone and the reader's have.
    Confirmed,
    /// Nothing shows who wrote it: no key, no code, another code, or a number that came before. Treat it as real and call back.
    NotConfirmed,
}

/// Reads a message of Pana's: one or both of its segments, in any language. `None` if the text is none.
///
/// ```
/// use pana_core::alert::{MessageType, Sender, read_message};
/// let now = "2026-02-01T21:31+05:00".parse()?;
/// let read = read_message("Айгуль: ПОМОГИ! Позвони; не отвечу - 102. 43.23800,76.94500 21:30", None, now).unwrap();
/// assert_eq!((read.kind, read.place.as_deref(), read.sender), (MessageType::Alert, Some("43.23800,76.94500"), Sender::NotConfirmed));
/// assert_eq!(read_message("Позвони мне", None, now), None);
/// # Ok::<(), pana_core::MomentError>(())
/// ```
pub fn read_message(text: &str, shared: Option<&Shared>, received: Moment) -> Option<Reading> {
    if text.len() > READ_MAX_BYTES {
        return None;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let first = lines.iter().find_map(|line| First::read(line))?;
    let second = lines.iter().find_map(|line| Second::read(line));
    let number = first.number.or(second.as_ref().map(|second| second.number));
    let sender = match (shared, &second) {
        (Some(shared), Some(second)) if is_confirmed(&first, second, shared, received) => Sender::Confirmed,
        _ => Sender::NotConfirmed,
    };
    Some(Reading {
        kind: first.kind,
        language: first.language,
        due: first.due.as_deref().and_then(|due| nearest(due, received)),
        name: first.name,
        number,
        place: first.place,
        hour: first.time,
        answer: second.and_then(|second| second.answer),
        quiet: first.quiet,
        sender,
    })
}

impl Reading {
    /// Whether a check-in that this message began should have ended by now. It needs nothing but the message: her phone may be dead.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.kind == MessageType::Start && self.due.is_some_and(|due| now.utc_ms() > due.utc_ms() + GRACE_MIN * MS_PER_MIN)
    }

    /// What to do, as keys of sentences in the language catalogue, the most urgent first.
    pub fn advice(&self, now: Moment) -> Vec<&'static str> {
        let mut advice = Vec::new();
        let needs_help = match self.kind {
            MessageType::Alert | MessageType::Update | MessageType::Missed => true,
            MessageType::Start => self.is_overdue(now),
            MessageType::Safe | MessageType::Test => false,
        };
        if needs_help {
            advice.push(if self.quiet { "advice-do-not-ring" } else { "advice-ring-first" });
            advice.extend(["advice-call-102", "advice-not-alone", "advice-tell-nobody"]);
        } else if self.kind == MessageType::Start {
            advice.push("advice-wait");
        } else if self.kind == MessageType::Test {
            advice.push("advice-answer-test");
        }
        if self.answer.is_some() && needs_help {
            advice.push("advice-answer-code");
        }
        if self.sender == Sender::NotConfirmed && self.kind != MessageType::Test {
            advice.push("advice-not-confirmed");
        }
        advice
    }
}

/// The segment that is whole by itself.
struct First {
    kind: MessageType,
    language: Language,
    quiet: bool,
    name: String,
    place: Option<String>,
    time: Option<String>,
    due: Option<String>,
    number: Option<u64>,
}

impl First {
    fn read(line: &str) -> Option<Self> {
        Language::ALL.into_iter().find_map(|language| KEYS.iter().find_map(|(kind, key)| Self::read_as(line, language, *kind, key)))
    }

    fn read_as(line: &str, language: Language, kind: MessageType, key: &str) -> Option<Self> {
        let mut first =
            Self { kind, language, quiet: key.contains("-quiet"), name: String::new(), place: None, time: None, due: None, number: None };
        for (variable, value) in captured(&pattern(language, key), line)? {
            match variable {
                WHO => value.trim_end().trim_end_matches(':').clone_into(&mut first.name),
                PLACE => first.place = Some(as_place(value)?.to_owned()),
                TIME => first.time = Some(as_hour(value)?.to_owned()),
                DUE => first.due = Some(as_hour(value)?.to_owned()),
                // In English nothing stands between name and number.
                NUMBER => {
                    let (name, number) = value.rsplit_once(' ').unwrap_or(("", value));
                    first.number = Some(number.parse().ok()?);
                    if !name.is_empty() {
                        name.clone_into(&mut first.name);
                    }
                }
                _ => {}
            }
        }
        Some(first)
    }
}

/// The segment with link and codes.
struct Second {
    number: u64,
    place: Option<String>,
    code: Option<String>,
    answer: Option<String>,
}

impl Second {
    fn read(line: &str) -> Option<Self> {
        let (number, rest) = line.split_once(':')?;
        let number = number.trim().trim_start_matches('№').parse().ok()?;
        let words: Vec<&str> = rest.split_whitespace().collect();
        let place = words.iter().find_map(|word| word.strip_prefix("maps.google.com/?q=")).map(str::to_owned);
        let is_code = |word: &&&str| word.len() == CODE_CHARS && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let code = words.iter().find(is_code).map(|word| (*word).to_owned());
        let is_answer = |word: &&&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let answer = words.last().filter(is_answer).map(|word| (*word).to_owned());
        (place.is_some() || code.is_some() || answer.is_some()).then_some(Self { number, place, code, answer })
    }
}

/// Whether the code covers exactly what both segments say, and the message is not an old one that someone sent again.
fn is_confirmed(first: &First, second: &Second, shared: &Shared, received: Moment) -> bool {
    let Some(code) = &second.code else { return false };
    let same_number = first.number.is_none_or(|number| number == second.number);
    let same_place = second.place.is_none() || second.place == first.place;
    let covered = Covered {
        number: second.number,
        kind: first.kind,
        place: first.place.as_deref().unwrap_or_default(),
        hour: first.due.as_deref().or(first.time.as_deref()).unwrap_or_default(),
    };
    let is_repeated =
        second.number <= shared.last_number && second.number.saturating_add(REPEATED_AFTER_MIN) < minutes_since_2026(received.utc_ms());
    same_number && same_place && !is_repeated && is_code(code, &message_code(&shared.key, covered))
}

/// The words of a message with its variables as single characters.
fn pattern(language: Language, key: &str) -> String {
    let variables = [("who", WHO), ("place", PLACE), ("accuracy", ACCURACY), ("time", TIME), ("due", DUE), ("number", NUMBER)];
    let texts = variables.map(|(name, variable)| (name, variable.to_string()));
    let args: Vec<(&str, Arg<'_>)> = texts.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
    language.text_with(key, &args)
}

/// What stands in a line for the variables of a pattern; `None` if the line is not of this pattern.
fn captured<'l>(pattern: &str, line: &'l str) -> Option<Vec<(char, &'l str)>> {
    let mut found = Vec::new();
    let mut rest = line;
    let mut open: Option<char> = None;
    for piece in pattern.split_inclusive(|c: char| c.is_control()) {
        let variable = piece.chars().last().filter(|c| c.is_control());
        let words = piece.trim_end_matches(|c: char| c.is_control());
        if !words.is_empty() {
            let at = rest.find(words).filter(|at| open.is_some() || *at == 0)?;
            if let Some(variable) = open.take() {
                found.push((variable, &rest[..at]));
            }
            rest = &rest[at + words.len()..];
        }
        if variable.is_some() {
            open = variable;
        }
    }
    match open {
        Some(variable) => found.push((variable, rest)),
        None if !rest.is_empty() => return None,
        None => {}
    }
    Some(found)
}

fn as_hour(text: &str) -> Option<&str> {
    let (hours, minutes) = text.split_once(':')?;
    let is_number = |part: &str, below: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < below);
    (is_number(hours, 24) && is_number(minutes, 60)).then_some(text)
}

fn as_place(text: &str) -> Option<&str> {
    let (lat, lon) = text.split_once(',')?;
    let is_degree = |part: &str, max: f64| part.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= max);
    (is_degree(lat, 90.0) && is_degree(lon, 180.0)).then_some(text)
}

/// When a clock with the reader's offset shows this hour, nearest to when the message came.
fn nearest(hour: &str, received: Moment) -> Option<Moment> {
    let (hours, minutes) = hour.split_once(':')?;
    let due: i64 = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    let wall = received.wall();
    let now = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
    let ahead_min = (due - now + MINUTES_PER_DAY / 2).rem_euclid(MINUTES_PER_DAY) - MINUTES_PER_DAY / 2;
    let minute_ms = received.utc_ms() - received.utc_ms().rem_euclid(MS_PER_MIN);
    Moment::new(minute_ms + ahead_min * MS_PER_MIN, received.offset_min()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::message::{Fix, Manner, Message};
    use super::*;

    const KEY: [u8; 32] = [7; 32];
    const NUMBER: u64 = 45_630;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn now() -> Moment {
        at("2026-02-01T21:31+05:00")
    }

    fn message(kind: MessageType, to: Manner) -> Message<'static> {
        let written = at("2026-02-01T21:30+05:00");
        Message {
            kind,
            to,
            name: "Айгүл",
            latin: "",
            number: NUMBER,
            at: written,
            due: Some(at("2026-02-01T22:30+05:00")),
            fix: Some(Fix { lat: 43.238, lon: 76.945, accuracy_m: 20, at: written }),
            answer: Some(481),
            code: None,
        }
    }

    fn with_code(kind: MessageType, place: &str, hour: &str) -> String {
        message_code(&KEY, Covered { number: NUMBER, kind, place, hour })
    }

    fn shared() -> Shared {
        Shared { key: KEY, last_number: NUMBER - 1 }
    }

    fn alert() -> String {
        let code = with_code(MessageType::Alert, "43.23800,76.94500", "21:30");
        let manner = Manner { language: Language::Ru, polite: false, quiet: false };
        Message { code: Some(&code), ..message(MessageType::Alert, manner) }.texts().join("\n")
    }

    #[test]
    fn every_message_that_is_written_can_be_read() {
        for language in Language::ALL {
            for (polite, quiet) in [(false, false), (false, true), (true, false), (true, true)] {
                for kind in MessageType::ALL {
                    for (fix, place) in [(message(kind, Manner { language, polite, quiet }).fix, "43.23800,76.94500"), (None, "")] {
                        let manner = Manner { language, polite, quiet };
                        let place = if kind.has_place() { place } else { "" };
                        let hour = if matches!(kind, MessageType::Start | MessageType::Missed) { "22:30" } else { "21:30" };
                        let code = with_code(kind, place, hour);
                        let written = Message { code: Some(&code), fix, ..message(kind, manner) };
                        let read = read_message(&written.texts().join("\n"), Some(&shared()), now()).unwrap();
                        assert_eq!((read.kind, read.number, read.sender), (kind, Some(NUMBER), Sender::Confirmed), "{:?}", written.texts());
                        assert_eq!(read.place.as_deref().unwrap_or_default(), place);
                        assert!(read.name == "Айгүл" || read.name == "Aigul", "{}", read.name);
                        assert_eq!(read.due.is_some(), hour == "22:30");
                        let nameless = Message { name: "", ..written };
                        assert_eq!(read_message(&nameless.texts().join("\n"), None, now()).unwrap().name, "");
                    }
                }
            }
        }
    }

    #[test]
    fn what_was_altered_forged_repeated_or_meant_for_another_is_not_confirmed() {
        let text = alert();
        let read = |text: &str, shared: &Shared, at| read_message(text, Some(shared), at).unwrap().sender;
        assert_eq!(read(&text, &shared(), now()), Sender::Confirmed);
        let code = with_code(MessageType::Alert, "43.23800,76.94500", "21:30");
        for (from, to) in [
            ("43.23800,76.94500 21", "43.23801,76.94500 21"),
            ("q=43.2", "q=44.2"),
            ("21:30", "21:20"),
            ("№45630", "№45631"),
            (&code, "00000000"),
        ] {
            assert!(text.contains(from));
            assert_eq!(read(&text.replace(from, to), &shared(), now()), Sender::NotConfirmed, "{from}");
        }
        assert_eq!(read(text.lines().next().unwrap(), &shared(), now()), Sender::NotConfirmed);
        assert_eq!(read(&text, &Shared { key: [8; 32], ..shared() }, now()), Sender::NotConfirmed);
        assert_eq!(read_message(&text, None, now()).unwrap().sender, Sender::NotConfirmed);
        // Sent again the next day, after it was read once.
        assert_eq!(read(&text, &Shared { last_number: NUMBER, ..shared() }, at("2026-02-02T21:31+05:00")), Sender::NotConfirmed);
    }

    #[test]
    fn a_phone_that_forgot_its_count_is_still_confirmed() {
        // It counted a little ahead of the minutes before, and begins with the minutes again.
        let ahead = Shared { last_number: NUMBER + 6, ..shared() };
        assert_eq!(minutes_since_2026(now().utc_ms()), 45_631);
        let text = alert();
        assert_eq!(read_message(&text, Some(&ahead), now()).unwrap().sender, Sender::Confirmed);
    }

    #[test]
    fn a_start_alone_tells_that_it_is_overdue() {
        let manner = Manner { language: Language::Kk, polite: true, quiet: false };
        let text = message(MessageType::Start, manner).texts().remove(0);
        let read = read_message(&text, None, now()).unwrap();
        assert_eq!(read.due, Some(at("2026-02-01T22:30+05:00")));
        assert!(!read.is_overdue(at("2026-02-01T22:40+05:00")));
        assert!(read.is_overdue(at("2026-02-01T22:41+05:00")));
        assert!(read.advice(at("2026-02-01T22:41+05:00")).contains(&"advice-call-102"));
        // Read only afterwards, also past midnight.
        let late = read_message(&text, None, at("2026-02-02T01:00+05:00")).unwrap();
        assert_eq!(late.due, Some(at("2026-02-01T22:30+05:00")));
        assert!(late.is_overdue(at("2026-02-02T01:00+05:00")));
    }

    #[test]
    fn advice_has_words_and_never_calls_a_message_false() {
        for language in Language::ALL {
            for kind in MessageType::ALL {
                let manner = Manner { language, polite: false, quiet: kind == MessageType::Alert };
                let read = read_message(&message(kind, manner).texts().join("\n"), None, now()).unwrap();
                for key in read.advice(now()) {
                    assert!(language.has(key), "{key}");
                }
            }
        }
    }

    #[test]
    fn other_texts_are_no_messages() {
        for text in
            ["", "1", "Позвони мне", "HELP!", "Айгүл: КӨМЕК КЕРЕК! Қоңырау шал, алмасам 102. тут 25:99", &"х".repeat(READ_MAX_BYTES)]
        {
            assert_eq!(read_message(text, None, now()), None, "{text}");
        }
    }
}
