//! A row of the history as a line of JSON, which anyone can read and which gives the row back to the byte (FORMAT.md §14).

use crate::Moment;
use crate::incident::copy::{HistoryRow, Kept};
use crate::incident::history::{Action, FIELDS, Record, field};
use crate::incident::proof::FIELD_NAMES;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

/// A line is a record of at most 8 MiB, whose signs may take six characters each.
pub(super) const LINE_MAX_BYTES: u64 = 64 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    sequence: u64,
    subject: Option<String>,
    leaf: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// Number, name and value of each field that is not empty. The name is for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<(u16, String, Value)>>,
    /// Openings that are no fields: a damaged row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    openings: Option<String>,
    /// The commitments of an erased record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Value {
    Text(String),
    Bytes {
        /// What the bytes say, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reads: Option<String>,
        base64: String,
    },
}

/// The line of a row, with its end.
pub(super) fn line_of(row: &HistoryRow) -> Vec<u8> {
    let mut line = Line {
        sequence: row.sequence,
        subject: row.subject.clone(),
        leaf: Base64::encode_string(&row.leaf),
        secret: None,
        fields: None,
        openings: None,
        record: None,
    };
    match &row.kept {
        Kept::Commitments(record) => line.record = Some(Base64::encode_string(record)),
        Kept::All { secret, openings } => {
            line.secret = Some(Base64::encode_string(secret));
            match row.record() {
                Some(record) => line.fields = Some(fields_of(&record)),
                None => line.openings = Some(Base64::encode_string(openings)),
            }
        }
    }
    // Nothing in a line can't be written as JSON.
    let mut out = serde_json::to_vec(&line).unwrap_or_default();
    out.push(b'\n');
    out
}

/// The row of a line without its end.
pub(super) fn row_of(line: &[u8]) -> Option<HistoryRow> {
    let Line { sequence, subject, leaf, secret, fields, openings, record } = serde_json::from_slice(line).ok()?;
    let kept = match (secret, fields, openings, record) {
        (None, None, None, Some(record)) => Kept::Commitments(bytes_of(&record)?),
        (Some(secret), Some(fields), None, None) => Kept::All { secret: bytes_of(&secret)?, openings: record_of(fields)?.openings() },
        (Some(secret), None, Some(openings), None) => Kept::All { secret: bytes_of(&secret)?, openings: bytes_of(&openings)? },
        _ => return None,
    };
    Some(HistoryRow { sequence, subject, leaf: bytes_of(&leaf)?, kept })
}

fn fields_of(record: &Record) -> Vec<(u16, String, Value)> {
    let filled = record.fields().filter(|(_, bytes)| !bytes.is_empty());
    let named = |number: u16| FIELD_NAMES.get(usize::from(number)).copied().unwrap_or_default().to_owned();
    filled.map(|(number, bytes)| (number, named(number), value_of(number, bytes))).collect()
}

fn record_of(fields: Vec<(u16, String, Value)>) -> Option<Record> {
    let mut record = Record::default();
    let mut next = 0;
    for (number, _, value) in fields {
        let bytes = match value {
            Value::Text(text) => text.into_bytes(),
            Value::Bytes { base64, .. } => bytes_of(&base64)?,
        };
        if number < next || bytes.is_empty() || usize::from(number) >= FIELDS {
            return None;
        }
        record.put(usize::from(number), bytes);
        next = number + 1;
    }
    Some(record)
}

fn value_of(number: u16, bytes: &[u8]) -> Value {
    const ACTION: u16 = field::ACTION as u16;
    const WRITTEN: u16 = field::WRITTEN as u16;
    const START: u16 = field::START as u16;
    const END: u16 = field::END as u16;
    let reads = match number {
        ACTION => bytes.first().and_then(|number| Action::from_number(*number)).map(|action| action.id().to_owned()),
        WRITTEN | START | END => bytes.try_into().ok().and_then(|bytes| Moment::from_bytes(bytes).ok()).map(|moment| moment.to_string()),
        _ => None,
    };
    match std::str::from_utf8(bytes) {
        Ok(text) if reads.is_none() && !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) => {
            Value::Text(text.to_owned())
        }
        _ => Value::Bytes { reads, base64: Base64::encode_string(bytes) },
    }
}

fn bytes_of(base64: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(base64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_line_can_be_read_by_anyone() {
        let mut record = Record::new(Action::Create, "2026-02-01T21:30+05:00".parse().unwrap(), None);
        record.put(field::WHAT, "Ол «тұрды»\n\"ұзақ\"");
        let row = HistoryRow {
            sequence: 7,
            subject: None,
            leaf: vec![1; 32],
            kept: Kept::All { secret: vec![2; 32], openings: record.openings() },
        };
        let line = String::from_utf8(line_of(&row)).unwrap();
        for part in ["\"sequence\":7", "\"create\"", "2026-02-01T21:30:00+05:00", "Ол «тұрды»\\n\\\"ұзақ\\\"", "[9,\"what\","]
        {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert_eq!(line.matches('\n').count(), 1);
    }

    #[test]
    fn a_line_of_another_shape_is_no_row() {
        let line = |rest: &str| format!("{{\"sequence\":0,\"subject\":null,\"leaf\":\"\",{rest}}}");
        assert!(row_of(line("\"record\":\"\"").as_bytes()).is_some());
        assert!(row_of(line("\"secret\":\"\",\"fields\":[[9,\"what\",\"x\"]]").as_bytes()).is_some());
        for rest in [
            "\"secret\":\"\"",
            "\"secret\":\"\",\"record\":\"\"",
            "\"record\":\"!\"",
            "\"record\":\"\",\"more\":1",
            "\"fields\":[]",
            "\"secret\":\"\",\"fields\":[[9,\"what\",\"\"]]",
            "\"secret\":\"\",\"fields\":[[32,\"\",\"x\"]]",
            "\"secret\":\"\",\"fields\":[[9,\"what\",\"x\"],[9,\"what\",\"y\"]]",
            "\"secret\":\"\",\"fields\":[[9,\"what\",\"x\"],[3,\"kind\",\"y\"]]",
        ] {
            assert_eq!(row_of(line(rest).as_bytes()), None, "{rest}");
        }
    }

    proptest! {
        #[test]
        fn any_row_comes_back(
            sequence: u64,
            subject in proptest::option::of(".{0,9}"),
            leaf in vec(any::<u8>(), 0..40),
            fields in vec(prop_oneof![vec(any::<u8>(), 0..40), ".{0,20}".prop_map(String::into_bytes)], 32),
            noise in proptest::option::of(vec(any::<u8>(), 0..40)),
            is_erased: bool,
        ) {
            let mut record = Record::default();
            fields.into_iter().enumerate().for_each(|(number, bytes)| record.put(number, bytes));
            let openings = noise.unwrap_or_else(|| record.openings());
            let kept = if is_erased { Kept::Commitments(openings) } else { Kept::All { secret: leaf.clone(), openings } };
            let row = HistoryRow { sequence, subject, leaf, kept };
            let line = line_of(&row);
            prop_assert_eq!(row_of(&line[..line.len() - 1]), Some(row));
        }

        #[test]
        fn any_bytes_are_taken_without_panic(bytes in vec(any::<u8>(), 0..80)) {
            let _ = row_of(&bytes);
        }
    }
}
