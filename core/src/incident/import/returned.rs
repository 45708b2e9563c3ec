//! A table of acts that an export wrote, coming back: in another vault, or after the log was lost.
//!
//! It is known by all of its headings, in whichever language it was written, and its words are read exactly as they were written.

use super::columns::{Column, Columns};
use super::row::{self, CALL, MESSAGE, Row, TEXT_MAX_BYTES, why};
use crate::Moment;
use crate::incident::direction::{CHANNELS, Channel, DIRECTIONS, Direction};
use crate::incident::export::{ACT_COLUMNS, unguarded};
use crate::incident::{Kind, NUMBER_MAX_BYTES, number};
use crate::language::Language;

/// Where in it stands what other tables have too.
const COLUMNS: [(usize, Column); 6] =
    [(1, Column::Service), (2, Column::Date), (4, Column::Number), (5, Column::Direction), (6, Column::Duration), (7, Column::Text)];

/// What the words of such a table mean.
pub(super) struct ActsTable {
    kinds: Vec<(String, Kind)>,
    directions: Vec<(String, Direction)>,
    channels: Vec<(String, Channel)>,
}

impl ActsTable {
    /// The table under these headings; `None` if it is another one.
    pub(super) fn under(headings: &[String]) -> Option<Self> {
        let has_all = |language: &Language| ACT_COLUMNS.iter().map(|key| language.text(key)).eq(headings.iter().map(|text| text.trim()));
        let language = Language::ALL.into_iter().find(has_all)?;
        Some(Self {
            kinds: [CALL, MESSAGE].map(|kind| (language.text(&format!("kind-{}", kind.id())), kind)).into(),
            directions: DIRECTIONS.map(|direction| (language.text(&format!("direction-{}", direction.id())), direction)).into(),
            channels: CHANNELS.map(|channel| (language.text(&format!("act-channel-{}", channel.id())), channel)).into(),
        })
    }

    /// What stands where, to be shown.
    pub(super) fn columns(headings: &[String]) -> Option<Columns> {
        let named: Vec<_> = COLUMNS.into_iter().filter_map(|(at, column)| Some((column, headings.get(at)?.clone()))).collect();
        Columns::given(headings, &named)
    }

    pub(super) fn row(&self, fields: &[String]) -> Result<Row, &'static str> {
        let [_, kind, at, offset, number, direction, seconds, text, channel] = fields else { return Err(why::MALFORMED) };
        let number = number::normalise_or_keep(unguarded(number.trim()));
        if number.len() > NUMBER_MAX_BYTES {
            return Err(why::NUMBER_TOO_LONG);
        }
        // Spaces around a text are a part of it: without them it would be another message.
        let text = unguarded(text);
        if text.len() >= TEXT_MAX_BYTES {
            return Err(why::TEXT_TOO_LONG);
        }
        let seconds = Some(seconds.trim()).filter(|seconds| !seconds.is_empty());
        Ok(Row {
            direction: meaning(&self.directions, direction).ok_or(why::MALFORMED)?,
            seconds: seconds.map(|seconds| seconds.parse().map_err(|_| why::MALFORMED)).transpose()?,
            text: text.to_owned(),
            channel: meaning(&self.channels, channel).ok_or(why::MALFORMED)?,
            ..Row::new(meaning(&self.kinds, kind).ok_or(why::OTHER_KIND)?, moment(at, offset)?, vec![number])
        })
    }
}

fn meaning<T: Copy>(words: &[(String, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| known == word.trim()).map(|(_, meaning)| *meaning)
}

/// `2026-02-01 21:30:00` and `UTC+05:00`.
fn moment(at: &str, offset: &str) -> Result<Moment, &'static str> {
    let offset = offset.trim().strip_prefix("UTC").ok_or(why::DATE_WITHOUT_OFFSET)?;
    let at: Moment = format!("{}{offset}", at.trim()).parse().map_err(|_| why::DATE_UNREADABLE)?;
    row::moment(at.utc_ms(), at.offset_min())
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Desk, now};
    use super::super::super::{Export, ExportForm, Filter};
    use super::super::tests::rejected;
    use super::super::{Choice, Report, survey};
    use super::*;
    use std::io::Cursor;

    /// Acts with all that can get lost on the way.
    const ACTS: &str = r#"{"kind":"call","at":"2025-03-12T21:05:33.250+05:00","number":"8 701 000 00 01","direction":"missed","seconds":0}
{"kind":"call","at":"2025-03-12T21:06:33-03:30","direction":"answered-elsewhere","seconds":72}
{"kind":"call","at":"2025-03-12T21:07:33+05:00","number":"007","direction":"rejected"}
{"kind":"msg","at":"2025-03-12T21:08:33.067+05:00","number":"Kaspi","direction":"incoming","text":" =1+1;\n\"нет\" \t"}
{"kind":"msg","at":"2025-03-12T21:09:33+05:00","number":"+77010000001","direction":"outgoing","text":"'+7 701, '"}
{"kind":"msg","at":"2025-03-12T21:10:33+05:00","number":"+77010000001","direction":"failed","text":"''-"}
{"kind":"msg","at":"2025-03-12T21:11:33+05:00","number":"Серик","direction":"unknown","text":"'нет'","channel":"whatsapp"}
{"kind":"msg","at":"2025-03-12T21:12:33+05:00","number":"","direction":"draft","text":"1E5\r","channel":"other"}
"#;
    const COUNT: u64 = 8;

    fn import(desk: &mut Desk, file: &str, name: &str) -> Report {
        desk.log().import(&mut Cursor::new(file), name, &Choice::All, now(), &mut |_| ()).unwrap()
    }

    fn table(desk: &mut Desk, language: Language) -> String {
        let mut out = Vec::new();
        let what = Export { form: ExportForm::CsvActs, filter: Filter::default(), withdrawn: false };
        desk.log().export(&what, language, &mut out, now()).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Everything but the incidents' ids.
    fn acts(desk: &mut Desk) -> Vec<(String, String, String, Option<i64>, String, String)> {
        let sql = "SELECT kind, utc_ms || ' ' || offset_min || ' ' || direction, number, seconds, text, channel FROM act ORDER BY utc_ms";
        let mut select = desk.db.prepare(sql).unwrap();
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn exported_acts_come_back_as_they_were_and_are_known_where_they_are() {
        let mut desk = Desk::new();
        assert_eq!(import(&mut desk, ACTS, "acts.json").added, COUNT);
        let all = acts(&mut desk);
        for language in Language::ALL {
            let table = table(&mut desk, language);
            let again = import(&mut desk, &table, "acts.csv");
            assert_eq!((again.added, again.known, again.rejected), (0, COUNT, vec![]), "{table}");
            let mut other = Desk::new();
            assert_eq!(import(&mut other, &table, "acts.csv").added, COUNT);
            // A call is told by its second.
            let to_the_second = |(kind, at, number, seconds, text, channel): (String, String, _, _, _, _)| {
                (kind, at.replacen("250 ", "000 ", 1), number, seconds, text, channel)
            };
            assert_eq!(acts(&mut other), all.iter().cloned().map(to_the_second).collect::<Vec<_>>());
            let mut third = Desk::new();
            import(&mut third, &self::table(&mut other, language), "acts.csv");
            assert_eq!(acts(&mut third), acts(&mut other));
        }
        let listed = survey(&mut Cursor::new(table(&mut desk, Language::Kk)), &mut |_| ()).unwrap();
        assert_eq!((listed.asks.len(), listed.columns.len(), listed.rejected), (0, 6, vec![]));
    }

    #[test]
    fn a_word_that_no_export_writes_is_named_by_its_line() {
        let mut desk = Desk::new();
        import(&mut desk, ACTS, "acts.json");
        let table = table(&mut desk, Language::En);
        let changed = table.replace("missed", "пропущен").replace("UTC-03:30", "").replace("declined,,,Phone", "declined,,,Pager");
        assert_ne!(changed, table);
        let rows = super::super::tests::rows(&changed.replacen("Messages", "Visits", 1));
        let named = [(2, why::MALFORMED), (3, why::DATE_WITHOUT_OFFSET), (4, why::MALFORMED), (5, why::OTHER_KIND)];
        assert_eq!(rejected(rows), named);
    }
}
