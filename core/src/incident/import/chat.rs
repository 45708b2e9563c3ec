//! Messages and calls of an exported WhatsApp chat, from Android and iOS, in Kazakh, Russian and English.

use super::chat_head::{Head, OrderWitness, is_mark};
use super::input::Input;
use super::row::{self, CALL, MESSAGE, Row, TEXT_MAX_BYTES, cleaned, why};
use super::{DateOrder, Options, Rejected};
use crate::incident::act::Medium;
use crate::incident::{Channel, Direction, NUMBER_MAX_BYTES, number};
use std::collections::BTreeSet;
use std::io;

/// The longest line that is read; the longest message is 64 KiB.
const LINE_MAX_BYTES: usize = TEXT_MAX_BYTES;
/// Authors of one chat; the largest group has 1,024.
const AUTHORS_MAX: usize = 5_000;

/// What the whole chat says before its rows are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The order of its dates, where it follows from them.
    pub(super) order: Option<DateOrder>,
    /// Everyone who wrote.
    pub(super) authors: BTreeSet<String>,
}

impl Plan {
    /// Reads the chat once; `None` if it is none.
    pub(super) fn read(mut input: Input<'_>) -> io::Result<Option<Self>> {
        let mut plan = Self::default();
        let mut witness = OrderWitness::default();
        let mut line = Vec::new();
        let mut first = true;
        while input.take_line(&mut line, LINE_MAX_BYTES)?.is_some() {
            let text = String::from_utf8_lossy(&line);
            if let Some(head) = Head::read(&text) {
                witness.hear(head.date);
                if let Some(author) = head.author.filter(|_| plan.authors.len() < AUTHORS_MAX) {
                    plan.authors.insert(author_of(author));
                }
            } else if first && !text.trim().is_empty() {
                return Ok(None);
            }
            first &= text.trim().is_empty();
        }
        plan.order = witness.order();
        Ok(witness.any().then_some(plan))
    }
}

/// Whether a file begins as an exported chat does.
pub(super) fn begins(ahead: &[u8]) -> bool {
    let text = String::from_utf8_lossy(ahead);
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| Head::read(line).is_some())
}

/// The rows of one chat.
pub(super) struct ChatRows<'a> {
    input: Input<'a>,
    options: Options,
    order: Option<DateOrder>,
    /// The only other author, whom her own lines went to.
    partner: Option<String>,
    me: Option<String>,
    /// The message that is read: more lines may belong to it.
    open: Option<Message>,
    line: Vec<u8>,
}

struct Message {
    line: u64,
    at: Result<crate::Moment, &'static str>,
    coarse: bool,
    author: String,
    body: String,
    spoilt: Option<&'static str>,
}

impl<'a> ChatRows<'a> {
    pub(super) fn new(input: Input<'a>, options: Options, plan: &Plan) -> Self {
        let me = options.me.as_deref().map(author_of);
        let others: Vec<&String> = plan.authors.iter().filter(|author| Some(*author) != me.as_ref()).collect();
        let partner = if let ([partner], true) = (&others[..], me.is_some()) { Some((*partner).clone()) } else { None };
        let order = options.date_order.or(plan.order);
        Self { input, options, order, partner, me, open: None, line: Vec::new() }
    }

    /// The next row or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Row, Rejected>>> {
        loop {
            let line = self.input.line();
            let Some(whole) = self.input.take_line(&mut self.line, LINE_MAX_BYTES)? else {
                return Ok(self.open.take().map(|message| self.row(message)));
            };
            let bytes = std::mem::take(&mut self.line);
            let text = String::from_utf8_lossy(&bytes);
            let done = if let Some(head) = Head::read(&text) {
                let next = self.message(&head, line, whole);
                std::mem::replace(&mut self.open, next)
            } else {
                self.go_on(&text, whole);
                None
            };
            self.line = bytes;
            if let Some(message) = done {
                return Ok(Some(self.row(message)));
            }
        }
    }

    /// A message of someone; what WhatsApp says has no author, or is known by its words.
    fn message(&self, head: &Head<'_>, line: u64, whole: bool) -> Option<Message> {
        let author = author_of(head.author?);
        let body = head.body.trim_start_matches(is_mark);
        if is_notice(body) {
            return None;
        }
        let wall = self.order.ok_or(why::DATE_UNREADABLE).and_then(|order| head.wall(order).ok_or(why::DATE_UNREADABLE));
        let at = wall.and_then(|wall| row::moment_of(wall, &self.options));
        let spoilt = (!whole).then_some(why::TEXT_TOO_LONG);
        Some(Message { line, at, coarse: head.time.2.is_none(), author, body: body.to_owned(), spoilt })
    }

    /// A further line of the message before it.
    fn go_on(&mut self, text: &str, whole: bool) {
        let Some(message) = &mut self.open else { return };
        if !whole || message.body.len() + text.len() >= TEXT_MAX_BYTES {
            message.spoilt = Some(why::TEXT_TOO_LONG);
            return;
        }
        message.body.push('\n');
        message.body.push_str(text.trim_start_matches(is_mark));
    }

    fn row(&self, message: Message) -> Result<Row, Rejected> {
        let line = message.line;
        self.checked_row(message).map_err(|why| Rejected::of(line, why))
    }

    fn checked_row(&self, message: Message) -> Result<Row, &'static str> {
        let Message { line, at, coarse, author, body, spoilt } = message;
        if let Some(why) = spoilt {
            return Err(why);
        }
        if author.len() > NUMBER_MAX_BYTES {
            return Err(why::NUMBER_TOO_LONG);
        }
        let own = self.me.as_ref() == Some(&author);
        let direction = match (&self.me, own) {
            (None, _) => Direction::Unknown,
            (Some(_), true) => Direction::Outgoing,
            (Some(_), false) => Direction::Incoming,
        };
        let number = if own { self.partner.clone().unwrap_or_else(|| author.clone()) } else { author.clone() };
        let call = call(&body);
        let mut row = Row::new(if call.is_some() { CALL } else { MESSAGE }, at?, vec![number]);
        (row.channel, row.coarse, row.own, row.author) = (Channel::WhatsApp, coarse, own, Some(author));
        row.direction = direction;
        if let Some(call) = call {
            row.seconds = call.seconds;
            if call.missed && direction == Direction::Incoming {
                row.direction = Direction::Missed;
            }
            return Ok(row);
        }
        row.media = attached(&body).map(|name| Medium { name, line, part: 0 }).into_iter().collect();
        // Seen for messages that show once: what was in them is not in the file.
        row.text = if body == "null" { String::new() } else { cleaned(body.trim_end()) };
        if row.text.len() >= TEXT_MAX_BYTES { Err(why::TEXT_TOO_LONG) } else { Ok(row) }
    }
}

/// A name as it is compared: without marks and the sign of those who are no contacts; numbers in E.164.
pub(super) fn author_of(name: &str) -> String {
    let name = name.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
    let name = name.strip_prefix('~').map_or(name, |name| name.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace()));
    number::normalise_or_keep(name)
}

/// What WhatsApp says under an author's name on newer phones.
fn is_notice(body: &str) -> bool {
    const BEGINNINGS: [&str; 4] = [
        "Messages and calls are end-to-end encrypted",
        "Messages to this chat and calls are now secured with end-to-end encryption",
        "Сообщения и звонки защищены сквозным шифрованием",
        "Хабарламалар мен қоңыраулар",
    ];
    BEGINNINGS.iter().any(|beginning| body.starts_with(beginning))
}

struct Call {
    missed: bool,
    seconds: Option<u32>,
}

/// The call that a line tells of. The whole line must be such a sentence: words in which one occurs are someone's words.
fn call(body: &str) -> Option<Call> {
    const MISSED: [&str; 10] = [
        "Missed voice call",
        "Missed video call",
        "Missed group voice call",
        "Missed group video call",
        "Пропущенный аудиозвонок",
        "Пропущенный видеозвонок",
        "Пропущенный групповой аудиозвонок",
        "Пропущенный групповой видеозвонок",
        "Жауапсыз қоңырау",
        "Жауапсыз видео қоңырау",
    ];
    const OTHER: [&str; 4] = ["Voice call", "Video call", "Аудиозвонок", "Видеозвонок"];
    const TAILS: [&str; 3] = ["Tap to call back", "Нажмите, чтобы перезвонить", "Click to call back"];
    const UNANSWERED: [&str; 2] = ["No answer", "Нет ответа"];
    let body = body.trim();
    let (first, tail) = body.split_once(['.', ',']).unwrap_or((body, ""));
    let tail = tail.trim_matches(|c: char| is_mark(c) || c.is_whitespace() || c == '.');
    if MISSED.contains(&first) {
        return (tail.is_empty() || TAILS.contains(&tail)).then_some(Call { missed: true, seconds: Some(0) });
    }
    if !OTHER.contains(&first) {
        return None;
    }
    if tail.is_empty() {
        return Some(Call { missed: false, seconds: None });
    }
    if UNANSWERED.contains(&tail) {
        return Some(Call { missed: true, seconds: Some(0) });
    }
    lasted(tail)
}

/// A call that lasted `35 sec`. Whole minutes say nothing of the seconds; what is no duration tells of no call.
fn lasted(text: &str) -> Option<Call> {
    let mut words = text.split([' ', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty());
    let number: u32 = words.next()?.parse().ok()?;
    let unit = words.next()?.trim_end_matches('.');
    let seconds = match unit {
        "sec" | "secs" | "seconds" | "second" | "сек" | "с" if words.next().is_none() => Some(number),
        "min" | "mins" | "minutes" | "minute" | "hr" | "hrs" | "hour" | "hours" | "мин" | "ч" | "час" => None,
        _ => return None,
    };
    Some(Call { missed: false, seconds })
}

/// The file that a message brought, by its first line.
fn attached(body: &str) -> Option<String> {
    const BEHIND: [&str; 3] = [" (file attached)", " (файл добавлен)", " (қосымша файл)"];
    const BEFORE: [&str; 2] = ["<attached: ", "<прикреплено: "];
    let first = body.lines().next()?.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
    let behind = BEHIND.iter().find_map(|words| first.strip_suffix(words));
    let before = || BEFORE.iter().find_map(|words| first.split(words).nth(1)).and_then(|name| name.strip_suffix('>'));
    let name = behind.or_else(before)?.trim_matches(is_mark);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rejected, rows_with, taken};
    use super::*;

    const ANDROID: &str = "13.03.2025, 21:04 - Сообщения и звонки защищены сквозным шифрованием. Подробнее.\n\
        13.03.2025, 21:05 - Сосед: Открой дверь\nвторой раз прошу\n\
        13.03.2025, 21:05 - Сосед: IMG-20250313-WA0001.jpg (файл добавлен)\nвот твоё окно\n\
        13.03.2025, 21:06 - Я: Нет: уходи\n\
        13.03.2025, 21:06 - Сосед: <Без медиафайлов>\n\
        13.03.2025, 21:07 - Сосед: Пропущенный аудиозвонок\n\
        13.03.2025, 21:08 - Сосед: null\n";

    fn as_me() -> Options {
        Options { me: Some("Я".into()), offset_min: Some(300), ..Options::default() }
    }

    #[test]
    fn a_chat_from_android_is_read() {
        let rows = taken(rows_with(ANDROID, &as_me()));
        let texts: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Открой дверь\nвторой раз прошу",
                "IMG-20250313-WA0001.jpg (файл добавлен)\nвот твоё окно",
                "Нет: уходи",
                "<Без медиафайлов>",
                "",
                ""
            ]
        );
        assert_eq!(rows[0].at.to_string(), "2025-03-13T21:05:00+05:00");
        assert_eq!((rows[0].direction, rows[0].numbers[0].as_str()), (Direction::Incoming, "Сосед"));
        assert_eq!((rows[1].media[0].name.as_str(), rows[1].media[0].line), ("IMG-20250313-WA0001.jpg", 4));
        assert_eq!((rows[2].direction, rows[2].own, rows[2].numbers[0].as_str()), (Direction::Outgoing, true, "Сосед"));
        assert_eq!((rows[4].kind, rows[4].direction, rows[4].seconds), (CALL, Direction::Missed, Some(0)));
    }

    #[test]
    fn a_chat_from_ios_is_read_in_any_region() {
        let file = "\u{feff}[3/18/22, 14:56:00] Сосед: \u{200e}Сообщения и звонки защищены сквозным шифрованием.\r\n\
            \u{200e}[3/18/22, 14:56:01] ~\u{202f}Сосед: \u{200e}<прикреплено: 00000012-PHOTO-2022-03-18-14-56-01.jpg>\r\n\
            [3/18/22, 14:56:02] \u{202a}+7\u{a0}701\u{a0}000\u{2011}00\u{2011}01\u{202c}: Voice call. \u{200e}12 min\r\n\
            [3/18/22, 14:56:03] ~\u{202f}Сосед: Video call. No answer\r\n\
            [3/18/22, 14:56:04] ~\u{202f}Сосед: Voice call me. 12 min\r\n";
        let rows = taken(rows_with(file, &Options { me: Some(String::new()), ..as_me() }));
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0].media[0].name, "00000012-PHOTO-2022-03-18-14-56-01.jpg");
        assert_eq!(rows[0].numbers, ["Сосед"]);
        assert_eq!((rows[1].numbers[0].as_str(), rows[1].kind, rows[1].seconds), ("+77010000001", CALL, None));
        assert_eq!((rows[2].kind, rows[2].direction), (CALL, Direction::Missed));
        assert_eq!((rows[3].kind, rows[3].text.as_str()), (MESSAGE, "Voice call me. 12 min"));
        assert!(!rows[0].coarse);
    }

    #[test]
    fn a_date_that_can_not_be_is_named_and_the_zone_is_asked_for() {
        let file = "13.03.2025, 21:05 - A: x\n31.02.2025, 21:05 - A: y\n";
        assert_eq!(rejected(rows_with(file, &as_me())), [(2, why::DATE_UNREADABLE)]);
        let without = Options { offset_min: None, ..as_me() };
        assert_eq!(rejected(rows_with(file, &without))[0], (1, why::DATE_WITHOUT_OFFSET));
    }

    #[test]
    fn calls_and_files_are_told_from_words() {
        for words in ["Missed voice call yesterday", "Voice call. or not", "Пропущенный", "Аудиозвонок. потом"] {
            assert!(call(words).is_none(), "{words}");
        }
        for (words, seconds) in [("Voice call. 35 sec", Some(35)), ("Аудиозвонок. 12 мин.", None), ("Жауапсыз қоңырау", Some(0))]
        {
            assert_eq!(call(words).unwrap().seconds, seconds, "{words}");
        }
        assert_eq!(attached("a b.pdf (қосымша файл)").as_deref(), Some("a b.pdf"));
        assert_eq!(attached("x.pdf • 2 страницы <прикреплено: 1-x.pdf>").as_deref(), Some("1-x.pdf"));
        assert_eq!(attached("<attached: >"), None);
        assert_eq!(attached("file attached"), None);
    }
}
