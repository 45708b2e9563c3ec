//! Rows in Pana's own JSON: an array of objects, or one object a line (FORMAT.md §15).

use super::input::Input;
use super::json::{ELEMENT_MAX_BYTES, Json, JsonError, Step};
use super::row::{self, Row, TEXT_MAX_BYTES, cleaned, why};
use super::{Options, Rejected};
use crate::incident::{Channel, Direction, Kind, NUMBER_MAX_BYTES, number};
use crate::{Moment, MomentError};
use serde::Deserialize;

/// The rows of one file.
pub(super) struct OwnRows<'a> {
    json: Json<'a>,
    options: Options,
    /// Whether it is one array; else there is one object a line.
    array: bool,
    begun: bool,
    ended: bool,
}

/// One row. Unknown keys are passed over.
#[derive(Deserialize)]
struct Line {
    kind: String,
    at: String,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default)]
    seconds: Option<u32>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    channel: Option<String>,
}

impl<'a> OwnRows<'a> {
    pub(super) fn new(input: Input<'a>, options: Options, array: bool) -> Self {
        Self { json: Json::new(input), options, array, begun: !array, ended: false }
    }

    /// The next row or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Row, Rejected>>, JsonError> {
        if self.ended {
            return Ok(None);
        }
        match self.read() {
            Err(JsonError::Malformed) => {
                self.ended = true;
                Ok(Some(Err(Rejected::of(self.json.line(), why::CUT))))
            }
            row => row,
        }
    }

    fn read(&mut self) -> Result<Option<Result<Row, Rejected>>, JsonError> {
        if !self.begun {
            self.begun = true;
            self.json.enter()?;
        }
        let is_end = if self.array { self.json.step()? == Step::End } else { self.json.peek()?.is_none() };
        if is_end {
            self.ended = true;
            return Ok(None);
        }
        self.json.peek()?;
        let line = self.json.line();
        let row = match self.json.value(ELEMENT_MAX_BYTES)? {
            None => Err(why::TOO_LONG),
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| why::MALFORMED).and_then(|read| self.row(read)),
        };
        Ok(Some(row.map_err(|why| Rejected::of(line, why))))
    }

    fn row(&self, line: Line) -> Result<Row, &'static str> {
        let kind = Kind::from_id(&line.kind).filter(|kind| [Kind::CALL, Kind::MSG].contains(kind)).ok_or(why::OTHER_KIND)?;
        let at = match line.at.parse::<Moment>() {
            Ok(at) => row::moment(at.utc_ms(), at.offset_min())?,
            Err(MomentError::OutOfRange) => return Err(why::DATE_IMPLAUSIBLE),
            Err(_) => row::moment_of(line.at.parse().map_err(|_| why::DATE_UNREADABLE)?, &self.options)?,
        };
        let number = number::normalise_or_keep(&line.number.unwrap_or_default());
        if number.len() > NUMBER_MAX_BYTES {
            return Err(why::NUMBER_TOO_LONG);
        }
        let text = line.text.unwrap_or_default();
        if text.len() >= TEXT_MAX_BYTES {
            return Err(why::TEXT_TOO_LONG);
        }
        let known = |id: &Option<String>| id.as_deref().map(str::to_owned);
        let direction = known(&line.direction).map_or(Some(Direction::Unknown), |id| Direction::from_id(&id)).ok_or(why::MALFORMED)?;
        let channel = known(&line.channel).map_or(Some(Channel::Phone), |id| Channel::from_id(&id)).ok_or(why::MALFORMED)?;
        let (name, seconds, text) = (line.name, line.seconds, cleaned(&text));
        Ok(Row { name, direction, seconds, text, channel, ..Row::new(kind, at, vec![number]) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rejected, rows, taken};
    use super::*;

    #[test]
    fn an_array_and_lines_say_the_same() {
        let one = r#"{"kind":"msg","at":"2025-03-12T21:05:33+05:00","number":"8 701 000 00 01","direction":"incoming","text":"a","channel":"other"}"#;
        let two = r#"{"at":"2025-03-12T21:06:33+05:00","kind":"call","direction":"missed","seconds":0,"more":[1]}"#;
        for file in [format!("[{one},\n{two}]"), format!("{one}\n{two}\n"), format!("\u{feff} {one}\r\n\r\n{two}")] {
            let rows = taken(rows(&file));
            assert_eq!(rows.len(), 2, "{file}");
            assert_eq!((rows[0].numbers[0].as_str(), rows[0].channel, rows[0].text.as_str()), ("+77010000001", Channel::Other, "a"));
            assert_eq!((rows[1].kind, rows[1].direction, rows[1].seconds), (Kind::CALL, Direction::Missed, Some(0)));
        }
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_goes_in() {
        let good = r#"{"kind":"call","at":"2025-03-12T21:05:33+05:00"}"#;
        let file = format!(
            "[{good},\n{{\"kind\":\"call\"}},\n{{\"kind\":\"visit\",\"at\":\"2025-03-12T21:05:33Z\"}},\n{{\"kind\":\"call\",\"at\":\"2025-03-12T21:05:33\"}},\n5,\n{good}]"
        );
        assert_eq!(rejected(rows(&file)), [(2, why::MALFORMED), (3, why::OTHER_KIND), (4, why::DATE_WITHOUT_OFFSET), (5, why::MALFORMED)]);
        assert_eq!(taken(rows(&file)).len(), 2);
    }
}
