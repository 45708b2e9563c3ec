//! Rows of a CSV file: an operator's itemised bill, a table made by hand, or one that an export wrote.
//!
//! No two bills have the same columns, so they are known by their headings, in three languages and any order. A date without its offset from UTC is
//! not guessed at: the row is rejected until she has said which offset the file has.
//!
//! Records are cut here, with a bound: a CSV parser would take the rest of the file for the field in which a quote is not closed.

use super::columns::{Column, Columns, column_named};
use super::input::Input;
use super::returned::ActsTable;
use super::row::{self, CALL, MESSAGE, Row, TEXT_MAX_BYTES, cleaned, why};
use super::sheet::SheetRows;
use super::{ColumnChoice, Options, Rejected};
use crate::incident::{Direction, NUMBER_MAX_BYTES, number};
use crate::{Moment, MomentError};
use jiff::civil::DateTime;
use std::io;

/// The longest record that is read; longer ones are mistakes, as a quote that is never closed.
const RECORD_MAX_BYTES: usize = 256 * 1024;
/// The headings stand within so many lines from the top: bills begin with the name of the subscriber and the like.
const HEADING_WITHIN_LINES: usize = 30;
/// And within so many bytes.
const HEADING_WITHIN_BYTES: usize = 64 * 1024;
/// What may stand between the fields.
const DELIMITERS: [u8; 3] = *b";\t,";

/// The rows of one file.
pub(super) struct TableRows<'a> {
    records: Records<'a>,
    columns: Columns,
    options: Options,
    /// Set if an export wrote the table.
    returned: Option<ActsTable>,
}

/// Where the records come from.
enum Records<'a> {
    Text(TextRecords<'a>),
    Sheet(SheetRows<'a>),
}

impl<'a> TableRows<'a> {
    /// The rows of a text, if there are headings by which numbers and dates can be told.
    pub(super) fn of_text(mut input: Input<'a>, options: Options) -> io::Result<Option<Self>> {
        let mut lines = 0;
        let mut bytes = 0;
        while lines < HEADING_WITHIN_LINES && bytes < HEADING_WITHIN_BYTES {
            let ahead = input.ahead(HEADING_WITHIN_BYTES)?;
            let line = ahead.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
            let line_bytes = line.len();
            if line.is_empty() {
                break;
            }
            // Lines that end in a carriage return alone, as one program writes them, would all be taken for headings.
            let is_one_line = !line.trim_ascii_end().contains(&b'\r');
            let mut delimiters = DELIMITERS.iter().filter(|_| is_one_line);
            let found = delimiters.find_map(|delimiter| {
                let headings: Vec<String> = record(line, *delimiter)?.0.iter().map(|heading| heading.trim().to_owned()).collect();
                let returned = ActsTable::under(&headings).filter(|_| !matches!(options.columns, ColumnChoice::Named(_)));
                let columns = if returned.is_some() { ActsTable::columns(&headings) } else { columns(&headings, &options) };
                Some((*delimiter, columns?, returned))
            });
            input.consume(line_bytes);
            if let Some((delimiter, columns, returned)) = found {
                return Ok(Some(Self { records: Records::Text(TextRecords { input, delimiter }), columns, options, returned }));
            }
            lines += 1;
            bytes += line_bytes;
        }
        Ok(None)
    }

    /// The rows of a sheet, likewise.
    pub(super) fn of_sheet(mut sheet: SheetRows<'a>, options: Options) -> io::Result<Option<Self>> {
        for _ in 0..HEADING_WITHIN_LINES {
            let Some((_, record)) = sheet.next()? else { break };
            let Some(columns) = record.ok().and_then(|fields| columns(&fields, &options)) else { continue };
            return Ok(Some(Self { records: Records::Sheet(sheet), columns, options, returned: None }));
        }
        Ok(None)
    }

    /// The next row or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Row, Rejected>>> {
        let record = match &mut self.records {
            Records::Text(records) => records.next(),
            Records::Sheet(records) => records.next(),
        }?;
        let Some((line, record)) = record else { return Ok(None) };
        let row = record.and_then(|fields| match &self.returned {
            Some(table) => table.row(&fields),
            None => self.row(&fields),
        });
        Ok(Some(row.map_err(|why| Rejected::of(line, why))))
    }

    /// Which heading was taken for what.
    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    fn row(&self, fields: &[String]) -> Result<Row, &'static str> {
        let value = |column: Column| self.columns.value(fields, column).trim();
        let date = [value(Column::Date), value(Column::Time)].join(" ");
        let at = moment(date.trim(), &self.options)?;
        let described = [value(Column::Service), value(Column::Direction)].join(" ").to_lowercase();
        let kind = match kind(&described) {
            Some(Service::Call) => CALL,
            Some(Service::Message) => MESSAGE,
            None => return Err(why::OTHER_KIND),
        };
        let number = number(value(Column::Number))?;
        let text = value(Column::Text).to_owned();
        if text.len() >= TEXT_MAX_BYTES {
            return Err(why::TEXT_TOO_LONG);
        }
        let direction = direction(&value(Column::Direction).to_lowercase());
        let duration = Some(value(Column::Duration)).filter(|duration| !self.columns.in_minutes || duration.contains(':'));
        let seconds = duration.and_then(seconds);
        let name = Some(value(Column::Name)).filter(|name| !name.is_empty()).map(str::to_owned);
        // `21:05` has one colon, `21:05:33` two.
        let coarse = date.split('+').next().is_some_and(|clock| clock.matches(':').count() < 2);
        Ok(Row { name, direction, seconds, text, coarse, ..Row::new(kind, at, vec![number]) })
    }
}

/// The columns under headings: as she named them, or as they can be told.
fn columns(headings: &[String], options: &Options) -> Option<Columns> {
    match &options.columns {
        ColumnChoice::Named(given) => {
            let given = given.iter().map(|(name, heading)| Some((column_named(name)?, heading.clone()))).collect::<Option<Vec<_>>>()?;
            Columns::given(headings, &given)
        }
        ColumnChoice::Known | ColumnChoice::Guessed => Columns::named(headings),
    }
}

/// Cuts the file into records.
struct TextRecords<'a> {
    input: Input<'a>,
    delimiter: u8,
}

impl TextRecords<'_> {
    /// The next record with the line it begins on. One whose quote is never closed costs its first line, and the next is read as a new record.
    fn next(&mut self) -> io::Result<Option<(u64, Result<Fields, &'static str>)>> {
        loop {
            let ahead = self.input.ahead(RECORD_MAX_BYTES)?;
            let blank = ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                break;
            }
            self.input.consume(blank);
        }
        let line = self.input.line();
        let ahead = self.input.ahead(RECORD_MAX_BYTES)?;
        if ahead.is_empty() {
            return Ok(None);
        }
        if let Some((fields, bytes)) = record(ahead, self.delimiter) {
            self.input.consume(bytes);
            return Ok(Some((line, Ok(fields))));
        }
        let why = if ahead.contains(&b'\n') { why::MALFORMED } else { why::TOO_LONG };
        self.skip_line()?;
        Ok(Some((line, Err(why))))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let ahead = self.input.ahead(1)?;
            let end = ahead.iter().position(|byte| *byte == b'\n');
            let passed = end.unwrap_or(ahead.len());
            self.input.consume(passed);
            if end.is_some() || passed == 0 {
                return Ok(());
            }
        }
    }
}

/// The fields of one record, in the file's order, with the spaces around them; the carriage return of a line end stands behind the last.
pub(super) type Fields = Vec<String>;

/// The record at the beginning of `ahead` and its bytes, line end included; `None` if it does not end there.
///
/// Quotes are read as in RFC 4180. A quote that does not begin a field means itself: `5" wide`. A field that goes over a line end and on behind its
/// closing quote is none: the quote was never closed, and what closed it belongs to the next row.
fn record(ahead: &[u8], delimiter: u8) -> Option<(Fields, usize)> {
    let mut fields = Fields::new();
    let mut field = Vec::new();
    let mut place = Place::Start;
    for (at, byte) in ahead.iter().enumerate() {
        place = match (place, byte) {
            (Place::Start, b'"') => Place::Quoted,
            (Place::Quoted, b'"') => Place::Closed,
            (Place::Quoted, byte) => {
                field.push(*byte);
                Place::Quoted
            }
            (Place::Closed, b'"') => {
                field.push(b'"');
                Place::Quoted
            }
            (_, b'\n') => {
                fields.push(text(&field));
                return Some((fields, at + 1));
            }
            (_, byte) if *byte == delimiter => {
                fields.push(text(&field));
                field.clear();
                Place::Start
            }
            (Place::Closed, byte) if *byte != b'\r' && field.contains(&b'\n') => return None,
            (_, byte) => {
                field.push(*byte);
                Place::Plain
            }
        };
    }
    fields.push(text(&field));
    (place != Place::Quoted && ahead.len() < RECORD_MAX_BYTES).then_some((fields, ahead.len()))
}

/// A field as text. What no text may hold becomes U+FFFD.
fn text(field: &[u8]) -> String {
    cleaned(&String::from_utf8_lossy(field))
}

/// Where in a field a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    /// In a field without quotes.
    Plain,
    Quoted,
    /// Behind a quote that closes the field, or is the first of two that mean one.
    Closed,
}

/// A date and time with its offset from UTC, or, if she said which offset the file has, without.
fn moment(text: &str, options: &Options) -> Result<Moment, &'static str> {
    if text.is_empty() {
        return Err(why::NO_DATE);
    }
    match text.parse::<Moment>() {
        Ok(moment) => row::moment(moment.utc_ms(), moment.offset_min()),
        Err(MomentError::OutOfRange) => Err(why::DATE_IMPLAUSIBLE),
        Err(MomentError::NoOffset | MomentError::Malformed) => row::moment_of(wall(text).ok_or(why::DATE_UNREADABLE)?, options),
    }
}

/// A date and time as a clock on the wall shows them. With slashes it is unclear which is the day, so such dates are not read.
fn wall(text: &str) -> Option<DateTime> {
    /// Day first, as everywhere in Kazakhstan.
    const FORMS: [&str; 4] = ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%y %H:%M:%S", "%d.%m.%y %H:%M"];
    let text = text.replace(", ", " ");
    if let Some(form) = FORMS.iter().find_map(|form| DateTime::strptime(form, &text).ok()) {
        return Some(form);
    }
    // A date alone would become midnight, which nobody said.
    text.contains(':').then(|| text.parse().ok()).flatten()
}

/// What a bill charges for.
#[derive(Clone, Copy)]
enum Service {
    Call,
    Message,
}

/// A call, unless the row says that it is a message; `None` if it is neither.
fn kind(described: &str) -> Option<Service> {
    const MESSAGE_WORDS: [&str; 8] = ["sms", "смс", "mms", "ммс", "message", "msg", "сообщ", "хабарлама"];
    const OTHER_WORDS: [&str; 6] = ["интернет", "internet", "gprs", "трафик", "traffic", "data"];
    let says = |words: &[&str]| words.iter().any(|word| described.contains(word));
    if says(&MESSAGE_WORDS) {
        return Some(Service::Message);
    }
    (!says(&OTHER_WORDS)).then_some(Service::Call)
}

/// The number of the other party; empty if it was withheld.
fn number(text: &str) -> Result<String, &'static str> {
    // `="7701…"` is how tables keep a long number from being shown as 7.7E+10.
    let text = text.trim_matches(['=', '"', '\'']);
    if text.len() > NUMBER_MAX_BYTES {
        return Err(why::NUMBER_TOO_LONG);
    }
    Ok(match text {
        "null" | "-1" | "-2" | "-3" => String::new(),
        text => number::normalise_or_keep(text),
    })
}

/// The direction that a word in three languages, or the code of a phone's call log, stands for.
fn direction(text: &str) -> Direction {
    /// In this order: a missed call is an incoming one too, and may be called both.
    const BEGINNINGS: [(Direction, &[&str]); 7] = [
        (Direction::Missed, &["пропущ", "missed", "жауапсыз", "өткізіп", "3"]),
        (Direction::Rejected, &["отклон", "reject", "declin", "қабылданбаған", "5"]),
        (Direction::Blocked, &["заблок", "block", "бұғатт", "6"]),
        (Direction::Voicemail, &["голосов", "voicemail", "4"]),
        (Direction::AnsweredElsewhere, &["7"]),
        (Direction::Incoming, &["вход", "вх", "incoming", "inbound", "in", "received", "кіріс", "1"]),
        (Direction::Outgoing, &["исх", "outgoing", "outbound", "out", "sent", "шығыс", "2"]),
    ];
    /// Shorter ones are whole words: "in" also begins "internet".
    const BEGINNING_MIN_CHARS: usize = 3;
    let begins = |beginning: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| word == beginning || beginning.chars().count() >= BEGINNING_MIN_CHARS && word.starts_with(beginning))
    };
    let known = BEGINNINGS.iter().find(|(_, beginnings)| beginnings.iter().any(|beginning| begins(beginning)));
    known.map_or(Direction::Unknown, |(direction, _)| *direction)
}

/// Seconds of `72`, `1:12` or `00:01:12`; `None` for anything else.
fn seconds(text: &str) -> Option<u32> {
    /// Hours, minutes and seconds.
    const PARTS_MAX: usize = 3;
    let parts = text.split(':').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
    let within_the_hour = parts.iter().skip(1).all(|part| *part < 60);
    (parts.len() <= PARTS_MAX && within_the_hour)
        .then(|| parts.iter().try_fold(0u32, |seconds, part| seconds.checked_mul(60)?.checked_add(*part)))?
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rejected, rows, rows_of, rows_with, taken};
    use super::*;

    const BILL: &str = "Дата и время;Направление;Номер абонента;Номер Б;Длительность\r\n\
        12.03.2025 21:05:00;Входящий;77010000002;77010000001;00:01:12\r\n\
        12.03.2025 21:07;Исходящее SMS;77010000002;8 (701) 000-00-03;\r\n";

    fn with_offset() -> Options {
        Options { offset_min: Some(300), ..Options::default() }
    }

    #[test]
    fn a_bill_is_read_once_its_offset_is_known() {
        let rows = taken(rows_with(BILL, &with_offset()));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].at.to_string(), "2025-03-12T21:05:00+05:00");
        assert_eq!(rows[0].numbers, ["+77010000001"], "not the subscriber's own");
        assert_eq!((rows[0].kind, rows[0].direction, rows[0].seconds), (CALL, Direction::Incoming, Some(72)));
        assert_eq!(rows[1].numbers, ["+77010000003"]);
        assert_eq!((rows[1].kind, rows[1].direction, rows[1].seconds), (MESSAGE, Direction::Outgoing, None));
    }

    #[test]
    fn without_an_offset_nothing_is_guessed() {
        assert_eq!(rejected(rows(BILL)), [(2, why::DATE_WITHOUT_OFFSET), (3, why::DATE_WITHOUT_OFFSET)]);
    }

    #[test]
    fn a_plain_table_of_every_delimiter_and_language_is_read() {
        for table in [
            "number,date,type,duration,name\n+77010000001,2025-03-12T21:05:00+05:00,missed,0,Сосед\n",
            "\u{feff}Number;Date;Type;Duration;Name\n87010000001;2025-03-12 21:05:00+05:00;missed;0;Сосед",
            "\"Номер\"\t\"Дата\"\t\"Тип\"\t\"Длительность, сек\"\t\"Имя\"\n\"8 701 000 00 01\"\t2025-03-12T16:05Z\tПропущенный входящий\t0\tСосед\n",
            "Нөмір;Күні;Түрі;Ұзақтығы;Аты\n=\"77010000001\";2025-03-12T21:05+05;Жауапсыз қоңырау;00:00;Сосед\n",
            "Счёт за март\n\nАбонент: вы\nИмя;Номер;Тип;Дата;Длительность\nСосед;77010000001;3;2025-03-12T21:05+05:00;0\n",
        ] {
            let rows = taken(rows(table));
            assert_eq!(rows.len(), 1, "{table}");
            assert_eq!(rows[0].numbers, ["+77010000001"], "{table}");
            assert_eq!(rows[0].at.utc_ms(), 1_741_795_500_000, "{table}");
            assert_eq!((rows[0].direction, rows[0].seconds), (Direction::Missed, Some(0)), "{table}");
            assert_eq!(rows[0].name.as_deref(), Some("Сосед"), "{table}");
        }
    }

    #[test]
    fn date_and_time_may_stand_apart() {
        let rows = taken(rows_with("Время;Дата;Телефон\n21:05;12.03.2025;102\n", &with_offset()));
        assert_eq!(rows[0].at.to_string(), "2025-03-12T21:05:00+05:00");
        assert_eq!(rows[0].numbers, ["102"]);
    }

    #[test]
    fn bad_rows_are_named_by_line_and_the_rest_goes_in() {
        let table = "number,date,text\n\
            87010000001,2025-03-12T21:05+05:00,\"two\nlines, \"\"quoted\"\"\"\n\
            \n\
            87010000001,tomorrow,\n\
            87010000001,,\n\
            87010000001,12/03/2025 21:05,\n\
            87010000001,2025-03-12,\n\
            87010000001,1025-03-12T21:05+05:00,\n\
            ,2025-03-12T21:05+05:00,5\" screen\n\
            \"87010000001,2025-03-12T21:05+05:00,never closed\n\
            87010000001,2025-03-12T21:06+05:00,last";
        let all = rows(table);
        assert_eq!(
            rejected(rows(table)),
            [
                (5, why::DATE_UNREADABLE),
                (6, why::NO_DATE),
                (7, why::DATE_UNREADABLE),
                (8, why::DATE_UNREADABLE),
                (9, why::DATE_IMPLAUSIBLE),
                (11, why::MALFORMED),
            ]
        );
        let rows = taken(all);
        assert_eq!(rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["two\nlines, \"quoted\"", "5\" screen", "last"]);
        assert_eq!(rows[1].numbers, [""]);
    }

    #[test]
    fn a_quote_never_closed_does_not_swallow_the_next_row() {
        let table = "number,date,text\n\
            \"87010000001,2025-03-12T21:05+05:00,never closed\n\
            87010000001,2025-03-12T21:06+05:00,\"quoted\"\n\
            \"87010000001\",2025-03-12T21:07+05:00,\"over\ntwo lines\"\r\n";
        assert_eq!(rejected(rows(table)), [(2, why::MALFORMED)]);
        let texts: Vec<_> = taken(rows(table)).into_iter().map(|row| row.text).collect();
        assert_eq!(texts, ["quoted", "over\ntwo lines"]);
    }

    #[test]
    fn a_record_too_long_costs_itself_only() {
        let long = "x".repeat(2 * RECORD_MAX_BYTES);
        let table = format!("number,date\n{long}\n87010000001,2025-03-12T21:05+05:00\n");
        assert_eq!(rejected(rows(&table)), [(2, why::TOO_LONG)]);
        assert_eq!(taken(rows(&table)).len(), 1);
    }

    #[test]
    fn what_is_neither_call_nor_message_is_said() {
        let table = "number,date,service\ninternet,2025-03-12T21:05+05:00,GPRS-трафик\n";
        assert_eq!(rejected(rows(table)), [(2, why::OTHER_KIND)]);
    }

    #[test]
    fn what_no_text_may_hold_is_replaced() {
        let rows = taken(rows_of(b"number,date,text\n1,2025-03-12T21:05Z,a\0b\x01\xff\n"));
        assert_eq!(rows[0].text, "a\u{fffd}b\u{fffd}\u{fffd}");
    }

    #[test]
    fn whole_minutes_are_no_seconds() {
        let table = "number,date,duration (min)\n1,2025-03-12T21:05Z,2\n1,2025-03-12T21:05Z,2:00\n";
        assert_eq!(taken(rows(table)).iter().map(|row| row.seconds).collect::<Vec<_>>(), [None, Some(120)]);
    }

    #[test]
    fn durations_are_seconds_or_have_colons() {
        for (text, expected) in [("72", Some(72)), ("1:12", Some(72)), ("00:01:12", Some(72)), ("90:00", Some(5400))] {
            assert_eq!(seconds(text), expected, "{text}");
        }
        for text in ["", "1,2", "1:60", "1:2:3:4", "-1", "4294967295:00", "2 мин"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
