//! Rows of the first sheet of a workbook (XLSX), cell by cell as text.
//!
//! Formulas are not computed: what the program that wrote the file had in a cell is what is read.

use super::LogError;
use super::archive::{Container, WORKBOOK};
use super::row::{cleaned, why};
use super::table::Fields;
use jiff::civil::DateTime;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{self, BufReader, Read};

/// Bytes of one part of a workbook: a million rows of a bill take less.
const PART_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of all texts that cells share.
const SHARED_MAX_BYTES: usize = 64 * 1024 * 1024;
/// Columns of a row that are read; a bill has ten.
const COLUMNS_MAX: usize = 256;
/// Bytes of one cell.
const CELL_MAX_BYTES: usize = 256 * 1024;

/// What cells refer to.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    sheet: String,
    shared: Vec<String>,
    /// For each style whether it shows numbers as dates.
    dates: Vec<bool>,
    /// Days are counted from 1904 instead of 1900.
    from_1904: bool,
}

impl Workbook {
    /// Reads all but the rows. A workbook that can't be read is none of ours (`not-an-export`).
    pub(super) fn read(container: &mut Container<'_>) -> Result<Self, LogError> {
        let mut book = Self { sheet: "xl/worksheets/sheet1.xml".to_owned(), ..Self::default() };
        let mut relation = None;
        for_each(container, WORKBOOK, |event| match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "workbookPr" => {
                book.from_1904 = matches!(attribute(tag, "date1904").as_deref(), Some("1" | "true"));
            }
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sheet" && relation.is_none() => {
                relation = attribute(tag, "r:id");
            }
            _ => {}
        })?;
        for_each(container, "xl/_rels/workbook.xml.rels", |event| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
            if relation.is_some() && attribute(tag, "Id") == relation {
                let target = attribute(tag, "Target").unwrap_or_default();
                book.sheet = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            }
        })?;
        book.read_shared(container)?;
        book.read_styles(container)?;
        Ok(book)
    }

    /// The name of the first sheet in the zip.
    pub(super) fn sheet(&self) -> &str {
        &self.sheet
    }

    fn read_shared(&mut self, container: &mut Container<'_>) -> Result<(), LogError> {
        let mut bytes = 0;
        let mut text: Option<String> = None;
        let mut says = Says::default();
        for_each(container, "xl/sharedStrings.xml", |event| {
            match event {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => text = Some(String::new()),
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => self.shared.push(String::new()),
                Event::End(tag) if tag.local_name().as_ref() == "si" => self.shared.extend(text.take()),
                _ => {}
            }
            if let (Some(said), Some(text)) = (says.hear(event), &mut text) {
                bytes += said.len();
                if bytes <= SHARED_MAX_BYTES {
                    text.push_str(&said);
                }
            }
        })?;
        if bytes > SHARED_MAX_BYTES { Err(LogError::Import { why: "archive-expands" }) } else { Ok(()) }
    }

    fn read_styles(&mut self, container: &mut Container<'_>) -> Result<(), LogError> {
        let mut own: Vec<(u32, bool)> = Vec::new();
        let mut in_cells = false;
        for_each(container, "xl/styles.xml", |event| {
            if let Event::End(tag) = event {
                in_cells &= tag.local_name().as_ref() != "cellXfs";
            }
            let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
            let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
            match tag.local_name().as_ref() {
                "cellXfs" => in_cells = true,
                "numFmt" => own.extend(id.map(|id| (id, shows_date(&attribute(tag, "formatCode").unwrap_or_default())))),
                "xf" if in_cells => {
                    let id = id.unwrap_or(0);
                    let known = own.iter().find(|(known, _)| *known == id).map(|(_, date)| *date);
                    // Numbers of the forms that every program knows: dates, times and durations.
                    self.dates.push(known.unwrap_or(matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)));
                }
                _ => {}
            }
        })
    }

    /// The text of a cell.
    fn text(&self, kind: &str, style: usize, value: &str) -> String {
        match kind {
            "s" => value.parse().ok().and_then(|at: usize| self.shared.get(at)).cloned().unwrap_or_default(),
            "" | "n" if self.dates.get(style).copied().unwrap_or(false) => {
                value.parse().ok().and_then(|days| self.date(days)).unwrap_or_else(|| value.to_owned())
            }
            // Programs write a long number as 7.7010000001E10.
            "" | "n" if value.contains(['e', 'E']) => value.parse().map_or_else(|_| value.to_owned(), |number: f64| number.to_string()),
            _ => value.to_owned(),
        }
    }

    /// A number of days as date and time; less than one day is a time or a duration.
    #[expect(clippy::cast_possible_truncation, reason = "bounded before")]
    fn date(&self, days: f64) -> Option<String> {
        const DAYS_MAX: f64 = 200_000.0;
        if !(0.0..DAYS_MAX).contains(&days) {
            return None;
        }
        let seconds = (days * 86_400.0).round() as i64;
        if seconds < 86_400 {
            return Some(format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60));
        }
        // 1900 was no leap year, but programs count as if it had been: from March on the days begin at 30 December.
        let start = if self.from_1904 { DateTime::constant(1904, 1, 1, 0, 0, 0, 0) } else { DateTime::constant(1899, 12, 30, 0, 0, 0, 0) };
        let at = start.checked_add(jiff::Span::new().try_seconds(seconds).ok()?).ok()?;
        Some(at.strftime("%Y-%m-%d %H:%M:%S").to_string())
    }
}

/// The rows of a sheet.
pub(super) struct SheetRows<'a> {
    reader: Reader<BufReader<Box<dyn Read + 'a>>>,
    buffer: Vec<u8>,
    book: Workbook,
    row: u64,
    ended: bool,
}

impl<'a> SheetRows<'a> {
    pub(super) fn new(sheet: Box<dyn Read + 'a>, book: Workbook) -> Self {
        Self { reader: Reader::from_reader(BufReader::new(sheet)), buffer: Vec::new(), book, row: 0, ended: false }
    }

    /// The next row that is not empty, with its number; `None` at the end. A sheet that ends in the middle says so in its last row.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Result<Fields, &'static str>)>> {
        let mut fields = Fields::new();
        let mut cell: Option<Cell> = None;
        let mut says = Says::default();
        while !self.ended {
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Eof) | Err(quick_xml::Error::Syntax(_) | quick_xml::Error::IllFormed(_)) => {
                    self.ended = true;
                    return Ok(Some((self.row + 1, Err(why::CUT))));
                }
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => return Err(io::Error::new(error.kind(), error)),
                Err(_) => {
                    self.ended = true;
                    return Ok(Some((self.row + 1, Err(why::MALFORMED))));
                }
            };
            match &event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        let number = attribute(tag, "r").and_then(|number| number.parse().ok());
                        self.row = number.unwrap_or(self.row + 1);
                        fields.clear();
                    }
                    "c" => {
                        let column = attribute(tag, "r").and_then(|place| column_of(&place)).unwrap_or(fields.len());
                        let kind = attribute(tag, "t").unwrap_or_default();
                        let style = attribute(tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                        cell = Some(Cell { column, kind, style, text: String::new() });
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "c" => put(&self.book, &mut fields, cell.take()),
                    "row" if fields.iter().any(|field| !field.is_empty()) => return Ok(Some((self.row, Ok(fields)))),
                    "sheetData" => self.ended = true,
                    _ => {}
                },
                _ => {}
            }
            if let (Some(said), Some(cell)) = (says.hear(&event), &mut cell) {
                cell.text.push_str(&said);
                if cell.text.len() > CELL_MAX_BYTES {
                    cell.text.clear();
                }
            }
        }
        Ok(None)
    }
}

/// Puts a cell into its row.
fn put(book: &Workbook, fields: &mut Fields, cell: Option<Cell>) {
    let Some(Cell { column, kind, style, text }) = cell else { return };
    if column >= COLUMNS_MAX {
        return;
    }
    if fields.len() <= column {
        fields.resize(column + 1, String::new());
    }
    fields[column] = cleaned(book.text(&kind, style, &text).trim());
}

struct Cell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
}

/// Hears the words of cells: in `v` and `t`, but not those that say how other words are spoken.
#[derive(Default)]
struct Says {
    in_text: bool,
    in_phonetic: bool,
}

impl Says {
    fn hear(&mut self, event: &Event<'_>) -> Option<String> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "v" | "t" => self.in_text = true,
                "rPh" => self.in_phonetic = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "t" => self.in_text = false,
                "rPh" => self.in_phonetic = false,
                _ => {}
            },
            _ => {}
        }
        if !self.in_text || self.in_phonetic {
            return None;
        }
        match event {
            Event::Text(text) => Some(text.as_ref().to_owned()),
            Event::CData(text) => Some(text.as_ref().to_owned()),
            Event::GeneralRef(name) => {
                let written = format!("&{};", name.as_ref());
                super::repair::text(&written).map(std::borrow::Cow::into_owned)
            }
            _ => None,
        }
    }
}

/// Whether a form of numbers shows dates or times.
fn shows_date(code: &str) -> bool {
    let mut quoted = false;
    let mut bracket = false;
    let mut before = ' ';
    code.chars().any(|c| {
        let literal = quoted || before == '\\' || bracket;
        before = c;
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ => {}
        }
        // `[h]` counts hours beyond a day; other brackets hold colours and countries.
        !literal && matches!(c, 'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S')
    })
}

/// The column of `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0usize, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
}

/// Hands over the events of a part of the workbook; none if it has no such part.
fn for_each(container: &mut Container<'_>, part: &str, mut each: impl FnMut(&Event<'_>)) -> Result<(), LogError> {
    let Some(content) = container.named(part)? else { return Ok(()) };
    let mut reader = Reader::from_reader(BufReader::new(content.take(PART_MAX_BYTES)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => each(&event),
            Err(quick_xml::Error::Io(error)) => return Err(super::unreadable(io::Error::new(error.kind(), error))),
            Err(_) => return Err(LogError::Import { why: "not-an-export" }),
        }
    }
}
