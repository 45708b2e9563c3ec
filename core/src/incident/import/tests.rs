//! Files of every kind, whole and broken.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, SeekFrom};

/// All rows and mistakes of a file.
pub(super) fn rows(file: &str) -> Vec<Result<Row, Rejected>> {
    rows_of(file.as_bytes())
}

pub(super) fn rows_with(file: &str, options: &Options) -> Vec<Result<Row, Rejected>> {
    read(file.as_bytes(), options).unwrap()
}

pub(super) fn rows_of(file: &[u8]) -> Vec<Result<Row, Rejected>> {
    read(file, &Options::default()).unwrap()
}

/// All rows and mistakes, or why it is no export.
fn read(file: &[u8], options: &Options) -> Result<Vec<Result<Row, Rejected>>, LogError> {
    with_rows(&mut Cursor::new(file), options, Purpose::Read, &mut |_| (), |rows| {
        std::iter::from_fn(|| rows.next().transpose()).collect::<Result<Vec<_>, _>>()
    })
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
    assert_eq!(survey.rejected, [Rejected::of(7, row::why::DATE_IMPLAUSIBLE)]);
    assert_eq!(survey.unreadable, 1);
}

fn intake(file: &str, choice: &Choice) -> (Vec<Act>, u64, u64, u64) {
    with_rows(&mut Cursor::new(file.as_bytes()), &Options::default(), Purpose::Read, &mut |_| (), |rows| {
        let mut intake = Intake::new(rows, choice);
        let acts: Vec<Act> = std::iter::from_fn(|| intake.batch().unwrap()).flatten().collect();
        Ok((acts, intake.read, intake.skipped, intake.refusals.rows))
    })
    .unwrap()
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
        let found = with_rows(&mut file, &Options::default(), Purpose::Read, &mut |_| (), |rows| {
            let mut intake = Intake::new(rows, &Choice::All);
            let mut acts = 0;
            while let Some(batch) = intake.batch()? {
                assert!(batch.len() <= ACTS_PER_TRANSACTION);
                assert!(batch.iter().map(|act| act.text.len()).sum::<usize>() <= BATCH_TEXT_BYTES + row::TEXT_MAX_BYTES);
                acts += batch.len();
            }
            assert!(intake.batch()?.is_none(), "the end stays the end");
            Ok(acts)
        });
        assert_eq!(found.unwrap(), rows);
    }
}

#[test]
fn what_is_no_export_is_said() {
    for file in ["", " \n\t", "\u{feff}"] {
        assert_eq!(why(&survey_of(file.as_bytes()).unwrap_err()), "empty-file", "{file:?}");
    }
    for file in [
        b"<html><calls/></html>".as_slice(),
        b"<",
        b"<?xml version='1.0'?>",
        b"hello",
        b"a,b\n1,2\n",
        b"number,date\r1,2\r",
        " ".repeat(70_000).as_bytes(),
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
    let options = Options { offset_min: Some(i16::MIN), ..Options::default() };
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
        "13.03.2025, 21:05 - A: <attached: a>",
        "[3/18/22, 2:56 PM] B: ",
        "{\"kind\":\"call\",\"at\":\"2025-03-12T21:05Z\"}",
        "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1741795533\",\"from_id\":\"user1\",\"text\":[\"a\"]}",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\x1f",
        ":",
    ]);
    prop_oneof![8 => known.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..8)]
}

proptest! {
    #[test]
    fn no_bytes_stop_or_trap_the_reading(
        head in prop::sample::select(vec!["", "<calls>", "<smses>", "number,date,text\n", "дата;номер\n", "[", "{\"messages\":[", "13.03.2025, 21:05 - A: "]),
        pieces in prop::collection::vec(piece(), 0..60),
    ) {
        let file = [head.as_bytes().to_vec(), pieces.concat()].concat();
        if let Ok(rows) = read(&file, &Options { offset_min: Some(300), date_order: Some(DateOrder::Dmy), ..Options::default() }) {
            let lines = file.split(|byte| *byte == b'\n').count() as u64;
            prop_assert!(rows.len() <= file.len() + 1, "rows without end");
            for row in rows {
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
