//! Bringing in what a phone already recorded: call logs and messages exported by "SMS Backup & Restore", and CSV.
//!
//! First [`survey`] lists the numbers in a file with their counts, and nothing is stored. Then [`Log::import`] takes in the rows of the numbers she chose, and
//! of no other.

mod input;
mod repair;
mod row;
mod table;
mod tags;
mod xml;

use self::input::Input;
use self::row::{GROUP_MAX_NUMBERS, Row};
use self::table::TableRows;
use self::tags::Tags;
use self::xml::{Root, XmlRows};
use super::act::{ACTS_PER_TRANSACTION, Act, ImportOrigin};
use super::{Id, Log, LogError, number};
use crate::Now;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::io::{self, Read, Seek};

/// Most numbers that one survey lists; no phone has as many contacts.
pub const NUMBERS_MAX: usize = 100_000;
/// Most unreadable rows that are listed; the rest are counted.
pub const REJECTED_MAX_ROWS: usize = 10_000;
/// A batch ends once its texts are as long as this.
const BATCH_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// Different names that are counted for one number; later ones are passed over.
const NAMES_MAX: usize = 8;
/// Longer names are shortened: they are shown in a list.
const NAME_MAX_CHARS: usize = 100;
/// In so many bytes a file shows what it is.
const DETECT_BYTES: usize = 1024;
/// An offset from UTC is at most eighteen hours.
const OFFSET_MAX_MIN: u16 = 18 * 60;

/// Something that can be read twice: a file.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// One number in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberCount {
    /// E.164 where the number could be read as such, else as it stands; empty for withheld numbers.
    pub number: String,
    /// Rows with this number.
    pub count: u64,
    /// The name the phone's owner gave it, if any.
    pub name: Option<String>,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Line in the file, from 1.
    pub line: u64,
    /// Key of the reason in the language catalogue.
    pub why: &'static str,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survey {
    /// Numbers, most rows first.
    pub numbers: Vec<NumberCount>,
    /// Rows that can't be read, the first [`REJECTED_MAX_ROWS`] of them.
    pub rejected: Vec<Rejected>,
    /// Rows that can't be read, listed or not.
    pub unreadable: u64,
}

/// What she says about a file that the file does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Minutes by which the clock of its dates stood ahead of UTC. Without it rows whose date lacks an offset are rejected with `date-without-offset`.
    pub offset_min: Option<i16>,
}

/// Whose rows are taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Rows of these numbers, in any usual form.
    Only(Vec<String>),
    /// Every row.
    All,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows in the file, unreadable ones too.
    pub rows: u64,
    /// Acts that are new in the log.
    pub added: u64,
    /// Rows of chosen numbers that the log had already.
    pub known: u64,
    /// Rows of other numbers: nothing of them was kept.
    pub skipped: u64,
    /// Rows that could not be read, the first [`REJECTED_MAX_ROWS`] of them.
    pub rejected: Vec<Rejected>,
    /// Rows that could not be read, listed or not.
    pub unreadable: u64,
    /// The series incidents that hold the acts: one per kind.
    pub incidents: Vec<Id>,
}

/// Lists the numbers in an export. Stores nothing. `progress` is told the bytes read.
pub fn survey(source: &mut dyn Source, progress: &mut dyn FnMut(u64)) -> Result<Survey, LogError> {
    survey_with(source, &Options::default(), progress)
}

/// [`survey`] with what she said about the file. A group message counts for each of its numbers.
pub fn survey_with(source: &mut dyn Source, options: &Options, progress: &mut dyn FnMut(u64)) -> Result<Survey, LogError> {
    let mut rows = Rows::open(source, *options, progress)?;
    let mut tallies: HashMap<String, Tally> = HashMap::new();
    let mut refusals = Refusals::default();
    while let Some(row) = rows.next()? {
        let row = match row {
            Ok(row) => row,
            Err(rejected) => {
                refusals.add(rejected);
                continue;
            }
        };
        for number in row.numbers {
            if tallies.len() == NUMBERS_MAX && !tallies.contains_key(&number) {
                return Err(LogError::Import { why: "too-many-numbers" });
            }
            tallies.entry(number).or_default().add(row.name.as_deref());
        }
    }
    let mut numbers: Vec<_> =
        tallies.into_iter().map(|(number, tally)| NumberCount { number, count: tally.rows, name: tally.name() }).collect();
    numbers.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.number.cmp(&b.number)));
    Ok(Survey { numbers, rejected: refusals.listed, unreadable: refusals.rows })
}

impl Log<'_> {
    /// Takes in the rows of the chosen numbers: acts of one series incident per import and kind. Rows the log has already are counted, not doubled.
    /// `name` is the file's own name.
    pub fn import(
        &mut self,
        source: &mut dyn Source,
        name: &str,
        choice: &Choice,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Report, LogError> {
        self.import_with(source, name, choice, &Options::default(), now, progress)
    }

    /// [`Log::import`] with what she said about the file. A group message becomes one act for each chosen number in it.
    pub fn import_with(
        &mut self,
        source: &mut dyn Source,
        name: &str,
        choice: &Choice,
        options: &Options,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Report, LogError> {
        let mut intake = Intake::new(Rows::open(source, *options, progress)?, choice);
        let origin = ImportOrigin { name, format: intake.rows.format() };
        let taken = self.take_acts(&origin, &mut || intake.batch(), now)?;
        // The acts are in the log, whether or not the disk has room for what makes their figures quick.
        let _ = self.pack_series();
        Ok(Report {
            rows: intake.read,
            added: taken.added,
            known: taken.known,
            skipped: intake.skipped,
            rejected: intake.refusals.listed,
            unreadable: intake.refusals.rows,
            incidents: taken.incidents,
        })
    }
}

/// The rows of a file in any of the formats.
enum Rows<'a> {
    Xml(XmlRows<'a>),
    Table(TableRows<'a>),
}

impl<'a> Rows<'a> {
    /// Recognises the format by what is in the file.
    fn open(source: &'a mut dyn Source, options: Options, progress: &'a mut dyn FnMut(u64)) -> Result<Self, LogError> {
        if options.offset_min.is_some_and(|offset| offset.unsigned_abs() > OFFSET_MAX_MIN) {
            return Err(LogError::Invalid { field: "offset", why: "offset-out-of-range" });
        }
        let mut input = Input::new(source, progress).map_err(unreadable)?;
        let ahead = input.ahead(DETECT_BYTES).map_err(unreadable)?;
        let rows = match ahead.trim_ascii_start() {
            [] if ahead.len() < DETECT_BYTES => return Err(LogError::Import { why: "empty-file" }),
            [b'<', ..] => XmlRows::new(Tags::new(input)).map_err(unreadable)?.map(Self::Xml),
            _ => TableRows::new(input, options).map_err(unreadable)?.map(Self::Table),
        };
        rows.ok_or(LogError::Import { why: "not-an-export" })
    }

    /// The next row or mistake; `None` at the end.
    fn next(&mut self) -> Result<Option<Result<Row, Rejected>>, LogError> {
        match self {
            Self::Xml(rows) => rows.next(),
            Self::Table(rows) => rows.next(),
        }
        .map_err(unreadable)
    }

    /// What the log calls the format.
    fn format(&self) -> &'static str {
        match self {
            Self::Xml(rows) if rows.root() == Root::Calls => "calls-xml",
            Self::Xml(_) => "sms-xml",
            Self::Table(_) => "csv",
        }
    }
}

/// The system's own words may hold the path of the file, so they are left out.
fn unreadable(_: io::Error) -> LogError {
    LogError::Import { why: "file-unreadable" }
}

/// Draws the acts of chosen numbers from rows.
struct Intake<'a> {
    rows: Rows<'a>,
    /// `None` takes every row.
    chosen: Option<HashSet<String>>,
    read: u64,
    skipped: u64,
    refusals: Refusals,
}

impl<'a> Intake<'a> {
    fn new(rows: Rows<'a>, choice: &Choice) -> Self {
        let chosen = match choice {
            Choice::All => None,
            Choice::Only(numbers) => Some(numbers.iter().map(|number| number::normalise_or_keep(number)).collect()),
        };
        Self { rows, chosen, read: 0, skipped: 0, refusals: Refusals::default() }
    }

    /// The next acts; `None` at the end of the file.
    fn batch(&mut self) -> Result<Option<Vec<Act>>, LogError> {
        let mut acts = Vec::new();
        let mut text_bytes = 0;
        while acts.len() + GROUP_MAX_NUMBERS <= ACTS_PER_TRANSACTION && text_bytes < BATCH_TEXT_BYTES {
            let Some(row) = self.rows.next()? else { break };
            self.read += 1;
            let row = match row {
                Ok(row) => row,
                Err(rejected) => {
                    self.refusals.add(rejected);
                    continue;
                }
            };
            let before = acts.len();
            let is_chosen = |number: &&String| self.chosen.as_ref().is_none_or(|chosen| chosen.contains(*number));
            acts.extend(row.numbers.iter().filter(is_chosen).map(|number| row.act(number)));
            text_bytes += (acts.len() - before) * row.text.len();
            if acts.len() == before {
                self.skipped += 1;
            }
        }
        Ok((!acts.is_empty()).then_some(acts))
    }
}

/// Rows that could not be read.
#[derive(Default)]
struct Refusals {
    /// The first of them.
    listed: Vec<Rejected>,
    rows: u64,
}

impl Refusals {
    fn add(&mut self, rejected: Rejected) {
        self.rows += 1;
        if self.listed.len() < REJECTED_MAX_ROWS {
            self.listed.push(rejected);
        }
    }
}

/// What a survey knows about one number.
#[derive(Default)]
struct Tally {
    rows: u64,
    /// Names with the rows they stood in.
    names: Vec<(String, u64)>,
}

impl Tally {
    fn add(&mut self, name: Option<&str>) {
        self.rows += 1;
        let Some(name) = name else { return };
        let name = name.char_indices().nth(NAME_MAX_CHARS).map_or(name, |(end, _)| &name[..end]);
        if let Some((_, rows)) = self.names.iter_mut().find(|(known, _)| known == name) {
            *rows += 1;
        } else if self.names.len() < NAMES_MAX {
            self.names.push((name.to_owned(), 1));
        }
    }

    /// The most frequent name.
    fn name(self) -> Option<String> {
        self.names.into_iter().max_by_key(|(name, rows)| (*rows, Reverse(name.clone()))).map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{Cursor, SeekFrom};

    /// All rows and mistakes of a file.
    pub(super) fn rows(file: &str) -> Vec<Result<Row, Rejected>> {
        rows_of(file.as_bytes())
    }

    pub(super) fn rows_with(file: &str, options: Options) -> Vec<Result<Row, Rejected>> {
        let (mut source, mut ignore) = (Cursor::new(file.as_bytes()), |_| ());
        drain(open(&mut source, options, &mut ignore))
    }

    pub(super) fn rows_of(file: &[u8]) -> Vec<Result<Row, Rejected>> {
        let (mut source, mut ignore) = (Cursor::new(file), |_| ());
        drain(open(&mut source, Options::default(), &mut ignore))
    }

    pub(super) fn open<'a>(source: &'a mut dyn Source, options: Options, progress: &'a mut dyn FnMut(u64)) -> Rows<'a> {
        Rows::open(source, options, progress).unwrap()
    }

    fn drain(mut rows: Rows<'_>) -> Vec<Result<Row, Rejected>> {
        std::iter::from_fn(|| rows.next().unwrap()).collect()
    }

    pub(super) fn taken(rows: Vec<Result<Row, Rejected>>) -> Vec<Row> {
        rows.into_iter().filter_map(Result::ok).collect()
    }

    pub(super) fn rejected(rows: Vec<Result<Row, Rejected>>) -> Vec<(u64, &'static str)> {
        rows.into_iter().filter_map(Result::err).map(|rejected| (rejected.line, rejected.why)).collect()
    }

    /// A file that is made while it is read: a head, many times the same, a tail.
    pub(super) struct Repeating {
        head: Vec<u8>,
        body: Vec<u8>,
        body_bytes: u64,
        tail: Vec<u8>,
        at: u64,
    }

    impl Repeating {
        /// `body` is repeated to at least `bytes`.
        pub(super) fn new(head: &str, body: &str, bytes: u64, tail: &str) -> Self {
            let body_bytes = bytes.next_multiple_of(body.len() as u64);
            Self { head: head.into(), body: body.into(), body_bytes, tail: tail.into(), at: 0 }
        }
    }

    impl Read for Repeating {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let head_bytes = self.head.len() as u64;
            let tail_at = head_bytes + self.body_bytes;
            let part = if self.at < head_bytes {
                &self.head[self.at as usize..]
            } else if self.at < tail_at {
                &self.body[((self.at - head_bytes) % self.body.len() as u64) as usize..]
            } else {
                &self.tail[((self.at - tail_at) as usize).min(self.tail.len())..]
            };
            let read = part.len().min(out.len());
            out[..read].copy_from_slice(&part[..read]);
            self.at += read as u64;
            Ok(read)
        }
    }

    impl Seek for Repeating {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            let SeekFrom::Start(at) = to else { return Err(io::ErrorKind::Unsupported.into()) };
            self.at = at;
            Ok(at)
        }
    }

    /// A file whose medium fails behind its first bytes.
    struct Failing(Cursor<Vec<u8>>);

    impl Read for Failing {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(io::Error::other("/home/name/calls.xml: input/output error")),
                read => Ok(read),
            }
        }
    }

    impl Seek for Failing {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    const CALLS: &str = "<calls>\n\
        <call number='+77010000001' date='1741795500000' type='3' contact_name='Сосед'/>\n\
        <call number='8 701 000 00 01' date='1741795560000' type='3' contact_name='Сосед'/>\n\
        <call number='7(701)0000001' date='1741795570000' type='1' contact_name='Снизу'/>\n\
        <call number='-2' date='1741795580000' type='3' contact_name='(Unknown)'/>\n\
        <call number='102' date='1741795590000' type='2'/>\n\
        <call number='102' date='0' type='2'/>\n\
        </calls>\n";

    fn survey_of(file: &[u8]) -> Result<Survey, LogError> {
        survey(&mut Cursor::new(file), &mut |_| ())
    }

    fn why(error: &LogError) -> &'static str {
        match error {
            LogError::Import { why } => why,
            _ => panic!("another error"),
        }
    }

    #[test]
    fn a_survey_counts_each_number_in_all_its_forms() {
        let survey = survey_of(CALLS.as_bytes()).unwrap();
        let numbers: Vec<_> = survey.numbers.iter().map(|n| (n.number.as_str(), n.count, n.name.as_deref())).collect();
        assert_eq!(numbers, [("+77010000001", 3, Some("Сосед")), ("", 1, None), ("102", 1, None)]);
        assert_eq!(survey.rejected, [Rejected { line: 7, why: row::why::DATE_IMPLAUSIBLE }]);
        assert_eq!(survey.unreadable, 1);
    }

    fn intake(file: &str, choice: &Choice) -> (Vec<Act>, u64, u64, u64) {
        let (mut source, mut ignore) = (Cursor::new(file.as_bytes()), |_| ());
        let mut intake = Intake::new(open(&mut source, Options::default(), &mut ignore), choice);
        let acts: Vec<Act> = std::iter::from_fn(|| intake.batch().unwrap()).flatten().collect();
        (acts, intake.read, intake.skipped, intake.refusals.rows)
    }

    #[test]
    fn only_chosen_numbers_are_taken_in_any_form() {
        for form in ["+77010000001", "8 (701) 000-00-01", "tel:+7701\u{2011}0000001"] {
            let (acts, read, skipped, unreadable) = intake(CALLS, &Choice::Only(vec![form.to_owned(), "+77010000009".to_owned()]));
            assert_eq!((acts.len(), read, skipped, unreadable), (3, 6, 2, 1), "{form}");
            assert!(acts.iter().all(|act| act.number == "+77010000001"));
        }
        assert_eq!(intake(CALLS, &Choice::Only(vec![String::new()])).0.len(), 1, "withheld");
        assert_eq!(intake(CALLS, &Choice::Only(Vec::new())).0.len(), 0);
        assert_eq!(intake(CALLS, &Choice::Only(vec!["+77010000009".to_owned()])).2, 5);
        assert_eq!(intake(CALLS, &Choice::All).0.len(), 5);
    }

    #[test]
    fn a_group_message_is_one_act_for_each_chosen_member() {
        let file = "<smses><sms address='87010000001~87010000002~87010000003' date='1741795500000' type='2' body='b'/></smses>";
        let members = |chosen: &[&str]| {
            let choice = Choice::Only(chosen.iter().map(|number| (*number).to_owned()).collect());
            intake(file, &choice).0.into_iter().map(|act| act.number).collect::<Vec<_>>()
        };
        assert_eq!(members(&["+77010000003", "87010000001", "+77010000001"]), ["+77010000001", "+77010000003"]);
        assert!(members(&["102"]).is_empty());
        assert_eq!(survey_of(file.as_bytes()).unwrap().numbers.len(), 3);
    }

    #[test]
    fn batches_are_bounded() {
        let row = "<sms address='102' date='1741795500000' body='b'/>";
        let long = format!("<sms address='102' date='1741795500000' body='{}'/>", "x".repeat(200_000));
        for (body, rows) in [(row, 10_000), (&*long, 100)] {
            let mut file = Repeating::new("<smses>", body, (body.len() * rows) as u64, "</smses>");
            let mut ignore = |_| ();
            let mut intake = Intake::new(open(&mut file, Options::default(), &mut ignore), &Choice::All);
            let mut acts = 0;
            while let Some(batch) = intake.batch().unwrap() {
                assert!(batch.len() <= ACTS_PER_TRANSACTION);
                assert!(batch.iter().map(|act| act.text.len()).sum::<usize>() <= BATCH_TEXT_BYTES + row::TEXT_MAX_BYTES);
                acts += batch.len();
            }
            assert_eq!(acts, rows);
            assert!(intake.batch().unwrap().is_none(), "the end stays the end");
        }
    }

    #[test]
    fn what_is_no_export_is_said() {
        for file in ["", " \n\t", "\u{feff}"] {
            assert_eq!(why(&survey_of(file.as_bytes()).unwrap_err()), "empty-file", "{file:?}");
        }
        let zip = b"PK\x03\x04\x14\0\0\0".as_slice();
        for file in [
            zip,
            b"<html><calls/></html>",
            b"<",
            b"<?xml version='1.0'?>",
            b"{}",
            b"hello",
            b"a,b\n1,2\n",
            b"number,date\r1,2\r",
            &[b' '; 5000],
        ] {
            assert_eq!(why(&survey_of(file).unwrap_err()), "not-an-export");
        }
    }

    #[test]
    fn an_error_of_the_medium_holds_nothing_of_the_file() {
        let error = survey(&mut Failing(Cursor::new(b"<calls>\n<call".to_vec())), &mut |_| ()).unwrap_err();
        assert_eq!(why(&error), "file-unreadable");
        assert!(!error.to_string().contains("name"));
    }

    #[test]
    fn an_impossible_offset_is_refused() {
        let options = Options { offset_min: Some(i16::MIN) };
        let error = survey_with(&mut Cursor::new(CALLS), &options, &mut |_| ()).unwrap_err();
        assert!(matches!(error, LogError::Invalid { field: "offset", .. }));
    }

    #[test]
    fn lists_are_bounded_and_counts_are_not() {
        let rows = REJECTED_MAX_ROWS as u64 + 5;
        let row = "<call/>\n";
        let survey = survey(&mut Repeating::new("<calls>", row, rows * row.len() as u64, "</calls>"), &mut |_| ()).unwrap();
        assert_eq!((survey.rejected.len(), survey.unreadable), (REJECTED_MAX_ROWS, rows));

        let calls: Vec<_> = (0..=NUMBERS_MAX).map(|number| format!("<call number='{number}' date='1741795500000'/>")).collect();
        let file = format!("<calls>{}", calls.concat());
        assert_eq!(why(&survey_of(file.as_bytes()).unwrap_err()), "too-many-numbers");
    }

    #[test]
    fn a_large_file_is_read_as_it_comes() {
        const FILE_BYTES: u64 = 50 * 1024 * 1024;
        let row = "<sms protocol=\"0\" address=\"+77010000001\" date=\"1741795560000\" type=\"1\" subject=\"null\" \
            body=\"Выйди &#55357;&#56832; во двор\" toa=\"null\" sc_toa=\"null\" service_center=\"null\" read=\"1\" status=\"-1\" \
            locked=\"0\" date_sent=\"0\" sub_id=\"1\" readable_date=\"12 мар. 2025 г. 21:06:00\" contact_name=\"Сосед\" />\n";
        let mut file = Repeating::new("<smses>\n", row, FILE_BYTES, "</smses>");
        let mut told = 0;
        let survey = survey(&mut file, &mut |bytes| {
            assert!(bytes >= told, "progress goes back");
            told = bytes;
        })
        .unwrap();
        assert!(told > FILE_BYTES);
        assert_eq!(survey.numbers[0].count, FILE_BYTES.div_ceil(row.len() as u64));
        assert_eq!(survey.unreadable, 0);
    }

    /// Pieces that files are made of, whole and broken.
    fn piece() -> impl Strategy<Value = Vec<u8>> {
        let known = prop::sample::select(vec![
            "<calls>",
            "</calls>",
            "<smses count='1'>",
            "</smses>",
            "<call ",
            "<sms ",
            "<mms ",
            "</mms>",
            "<part ",
            "/>",
            ">",
            "<",
            "'",
            "\"",
            "=",
            "number",
            "date",
            " date='1741795500000'",
            " address='102~103'",
            " body='b'",
            "data='QUJD'",
            "<!--",
            "-->",
            "<!DOCTYPE x [",
            "]>",
            "<![CDATA[",
            "]]>",
            "<?xml",
            "?>",
            "&#55357;",
            "&#56832;",
            "&lol;",
            "\n",
            ";",
            ",",
            "\t",
            "номер б",
            "дата",
            "number,date\n",
            "2025-03-12T21:05+05:00",
            "\u{feff}",
            "\0",
        ]);
        prop_oneof![8 => known.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..8)]
    }

    proptest! {
        #[test]
        fn no_bytes_stop_or_trap_the_reading(
            head in prop::sample::select(vec!["", "<calls>", "<smses>", "number,date,text\n", "дата;номер\n"]),
            pieces in prop::collection::vec(piece(), 0..60),
        ) {
            let file = [head.as_bytes().to_vec(), pieces.concat()].concat();
            let (mut source, mut ignore) = (Cursor::new(&file), |_| ());
            if let Ok(mut rows) = Rows::open(&mut source, Options::default(), &mut ignore) {
                let lines = file.split(|byte| *byte == b'\n').count() as u64;
                let mut found = 0;
                while let Some(row) = rows.next().unwrap() {
                    found += 1;
                    prop_assert!(found <= file.len() + 1, "rows without end");
                    match row {
                        Ok(row) => prop_assert!(!row.numbers.is_empty()),
                        Err(rejected) => prop_assert!((1..=lines).contains(&rejected.line)),
                    }
                }
            }
        }

        #[test]
        fn a_bad_row_anywhere_costs_only_itself(bad in 0usize..40, rows in 40usize..60, mistake in "[^<>&]{0,20}") {
            let row = |i: usize| format!("<sms address='102' date='{}' body='b'/>\n", 1_741_795_500_000 + i);
            let mistake = mistake.replace(['\n', '\r', '\''], "");
            let file: String = (0..rows).map(|i| if i == bad { format!("<sms body='{mistake}\n") } else { row(i) }).collect();
            let rows_found = super::tests::rows(&format!("<smses>\n{file}</smses>"));
            prop_assert_eq!(rows_found.iter().filter(|row| row.is_ok()).count(), rows - 1);
            prop_assert_eq!(rejected(rows_found), [(bad as u64 + 2, row::why::MALFORMED)]);
        }
    }
}
