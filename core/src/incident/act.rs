//! Single acts as imports hand them to the log: the calls and messages behind a series.
//!
//! One import makes one series incident per kind, with its first new act. An act the log has already, from whatever file, is never taken twice.

use super::draft::FIELD_MAX_BYTES;
use super::history::{self, Action, Record, field};
use super::parts::{NUMBER_MAX_BYTES, NUMBERS_MAX, json};
use super::row::{self, Marks, Stored};
use super::{Count, Draft, Id, Kind, Log, LogError, change, evidence, search};
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::collections::HashSet;

/// Acts written in one transaction: the sealed write-ahead log grows with the largest and never shrinks.
pub(crate) const ACTS_PER_TRANSACTION: usize = 2_000;
/// Acts of one import.
pub(crate) const ACTS_PER_IMPORT: u64 = 2_000_000;
/// Bytes of the acts in one record, if they are more than one: with all that a series says it stays far below the 8 MiB of a record.
const ACTS_PER_RECORD_BYTES: usize = 2_097_152;
/// Bytes of one act in its JSON form, where a line break takes two.
const ACT_MAX_BYTES: usize = 4_194_304;

/// Which way a call or message went, as the phone recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    /// It came in.
    Incoming,
    /// It went out.
    Outgoing,
    /// A call nobody took.
    Missed,
    /// A call that went to voicemail.
    Voicemail,
    /// A call that was declined.
    Rejected,
    /// A call or message the phone blocked.
    Blocked,
    /// A call taken on another device.
    AnsweredElsewhere,
    /// A message that was never sent.
    Draft,
    /// A message that could not be sent.
    Failed,
    /// The file does not say.
    Unknown,
}

const DIRECTIONS: [Direction; 10] = [
    Direction::Incoming,
    Direction::Outgoing,
    Direction::Missed,
    Direction::Voicemail,
    Direction::Rejected,
    Direction::Blocked,
    Direction::AnsweredElsewhere,
    Direction::Draft,
    Direction::Failed,
    Direction::Unknown,
];

impl Direction {
    /// The direction with this name.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        DIRECTIONS.into_iter().find(|direction| direction.id() == id)
    }

    /// Its name in data.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Outgoing => "outgoing",
            Self::Missed => "missed",
            Self::Voicemail => "voicemail",
            Self::Rejected => "rejected",
            Self::Blocked => "blocked",
            Self::AnsweredElsewhere => "answered-elsewhere",
            Self::Draft => "draft",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// One call or message with one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    /// Call or message.
    pub(crate) kind: Kind,
    /// When.
    pub(crate) at: Moment,
    /// E.164 where it could be read as such, else as it stands; empty if withheld.
    pub(crate) number: String,
    /// Which way.
    pub(crate) direction: Direction,
    /// How long a call lasted.
    pub(crate) seconds: Option<u32>,
    /// The words of a message.
    pub(crate) text: String,
}

/// Where acts come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImportOrigin<'a> {
    /// The file's own name.
    pub(crate) name: &'a str,
    /// What kind of export it is.
    pub(crate) format: &'static str,
}

/// What the log did with the acts of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Acts that are new.
    pub(crate) added: u64,
    /// Acts the log had already.
    pub(crate) known: u64,
    /// The series that hold the new ones, in the order they began.
    pub(crate) incidents: Vec<Id>,
}

/// What the history says of the import an act came with; the keys stand in its record in this order.
#[derive(Serialize)]
struct Origin<'a> {
    id: Id,
    source: &'a str,
    format: &'a str,
}

/// A series incident while its import runs.
struct Series {
    stored: Stored,
    /// Its earliest and latest act.
    span: Option<(Moment, Moment)>,
    /// The numbers in its draft.
    listed: HashSet<String>,
}

impl Log<'_> {
    /// Takes in acts, a batch at a time until `next` gives none. What was taken in stays if a later batch fails: the next try finds it known.
    ///
    /// The series begins with its earliest act, ends with its latest and counts them; the numbers of the first [`NUMBERS_MAX`] are its person's.
    pub(crate) fn take_acts(
        &mut self,
        origin: &ImportOrigin<'_>,
        next: &mut dyn FnMut() -> Result<Option<Vec<Act>>, LogError>,
        now: Now,
    ) -> Result<Taken, LogError> {
        evidence::check_name(origin.name)?;
        let source = json(&Origin { id: Id::make(), source: origin.name, format: origin.format });
        let mut taken = Taken::default();
        let mut all_series: Vec<Series> = Vec::new();
        while let Some(acts) = next()? {
            for batch in acts.chunks(ACTS_PER_TRANSACTION) {
                if taken.added + taken.known + batch.len() as u64 > ACTS_PER_IMPORT {
                    return Err(LogError::Import { why: "too-many-rows" });
                }
                batch.iter().try_for_each(check)?;
                let tx = self.begin(now)?;
                for kind in kinds(batch) {
                    let position = all_series.iter().position(|series| series.stored.draft.kind == kind);
                    let mut series = match position {
                        Some(position) => all_series.remove(position),
                        None => Series::new(&tx, kind, now.wall)?,
                    };
                    let (of_kind, new) = series.take(&tx, batch, &source, now.wall)?;
                    taken.added += new;
                    taken.known += of_kind - new;
                    if series.stored.acts > 0 {
                        all_series.insert(position.unwrap_or(all_series.len()), series);
                    }
                }
                tx.commit()?;
            }
        }
        taken.incidents = all_series.into_iter().map(|series| series.stored.id).collect();
        Ok(taken)
    }
}

impl Series {
    /// A series without acts, which is nowhere written yet.
    fn new(db: &Connection, kind: Kind, written: Moment) -> Result<Self, VaultError> {
        let draft = Draft::new(kind, written);
        let stored = Stored { row: row::next_row(db)?, id: history::new_id(db)?, draft, marks: Marks::new(written), acts: 0 };
        Ok(Self { stored, span: None, listed: HashSet::new() })
    }

    /// Takes the acts of its kind from a batch; returns how many there are, and how many of them are new.
    fn take(&mut self, db: &Connection, batch: &[Act], source: &str, at: Moment) -> Result<(u64, u64), VaultError> {
        let mut of_kind = 0;
        let mut new: Vec<&Act> = Vec::new();
        for act in batch.iter().filter(|act| act.kind == self.stored.draft.kind) {
            of_kind += 1;
            if insert(db, self.stored.row, act)? {
                new.push(act);
            }
        }
        if new.is_empty() {
            return Ok((of_kind, 0));
        }
        let is_new = self.stored.acts == 0;
        let has_new_numbers = self.follow(&new);
        for acts in records_of(&new) {
            let mut record = change::record(Action::Import, at, &self.stored);
            record.put(field::ACTS, acts);
            record.put(field::IMPORT, source);
            history::append(db, &record)?;
        }
        row::write(db, &self.stored)?;
        if is_new || has_new_numbers {
            search::index(db, self.stored.row, &self.stored.draft)?;
        }
        index(db, &self.stored, &new)?;
        Ok((of_kind, new.len() as u64))
    }

    /// Makes start, end, count and numbers those of its acts; returns whether there are new numbers.
    fn follow(&mut self, new: &[&Act]) -> bool {
        let listed_before = self.listed.len();
        let draft = &mut self.stored.draft;
        for act in new {
            let (first, last) = self.span.unwrap_or((act.at, act.at));
            let first = if act.at.utc_ms() < first.utc_ms() { act.at } else { first };
            let last = if act.at.utc_ms() > last.utc_ms() { act.at } else { last };
            self.span = Some((first, last));
            draft.at = first;
            draft.until = (last.utc_ms() > first.utc_ms()).then_some(last);
            if !act.number.is_empty() && self.listed.len() < NUMBERS_MAX && !self.listed.contains(&act.number) {
                self.listed.insert(act.number.clone());
                draft.who.numbers.push(act.number.clone());
            }
        }
        self.stored.acts += new.len() as u64;
        draft.count = Some(Count { acts: u32::try_from(self.stored.acts).unwrap_or(u32::MAX), exact: true });
        self.listed.len() > listed_before
    }
}

/// Writes an act unless the log has it; returns whether it is new.
pub(super) fn insert(db: &Connection, series: i64, act: &Act) -> Result<bool, VaultError> {
    let sql = "INSERT INTO act (series, kind, utc_ms, offset_min, number, direction, seconds, text, text_sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (utc_ms, number, kind, direction, text_sum) DO NOTHING";
    let changed = db.prepare_cached(sql)?.execute(params![
        series,
        act.kind.id(),
        act.at.utc_ms(),
        act.at.offset_min(),
        act.number,
        act.direction.id(),
        act.seconds,
        act.text,
        text_sum(&act.text)
    ])?;
    Ok(changed > 0)
}

/// Makes the texts of acts findable under their series, and the numbers that found no room in its draft.
pub(super) fn index<A: Borrow<Act>>(db: &Connection, series: &Stored, acts: &[A]) -> Result<(), VaultError> {
    let listed: HashSet<&str> = series.draft.who.numbers.iter().map(String::as_str).collect();
    let mut unlisted: HashSet<&str> = acts.iter().map(|act| act.borrow().number.as_str()).collect();
    unlisted.retain(|number| !number.is_empty() && !listed.contains(number));
    let texts = acts.iter().map(|act| act.borrow().text.as_str()).filter(|text| !text.is_empty());
    let mut parts = texts.chain(unlisted).peekable();
    if parts.peek().is_none() {
        return Ok(());
    }
    search::index_acts(db, series.row, parts)
}

/// The acts that a record of [`Series::take`] holds, if it can be read.
pub(super) fn from_record(record: &Record, kind: Kind) -> Option<Vec<Act>> {
    type Line = (i64, i16, String, Direction, Option<u32>, String);
    let lines: Vec<Line> = match record.get(field::ACTS) {
        [] => Vec::new(),
        json => serde_json::from_slice(json).ok()?,
    };
    let act = |(utc_ms, offset_min, number, direction, seconds, text): Line| {
        Some(Act { kind, at: Moment::new(utc_ms, offset_min).ok()?, number, direction, seconds, text })
    };
    lines.into_iter().map(act).collect()
}

/// The acts of a table row selected as kind, `utc_ms`, offset, number, direction, seconds, text from column `at` on.
pub(super) fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Act> {
    Ok(Act {
        kind: row::parsed(row, at, Kind::from_id)?,
        at: row::moment(row, at + 1)?,
        number: row.get(at + 3)?,
        direction: row::parsed(row, at + 4, Direction::from_id)?,
        seconds: row.get(at + 5)?,
        text: row.get(at + 6)?,
    })
}

/// A sum over acts that does not depend on their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) acts: u64,
    sum: u128,
}

impl Tally {
    pub(super) fn add(&mut self, act: &Act) {
        let hash = Sha256::new()
            .chain_update(act.at.to_bytes())
            .chain_update(act.seconds.map_or([0; 5], |seconds| {
                let [a, b, c, d] = seconds.to_le_bytes();
                [1, a, b, c, d]
            }))
            .chain_update([act.direction as u8, act.number.len() as u8, (act.number.len() >> 8) as u8])
            .chain_update(&act.number)
            .chain_update(act.kind.id())
            .chain_update([0])
            .chain_update(&act.text)
            .finalize();
        let mut term = [0; 16];
        term.copy_from_slice(&hash[..16]);
        self.acts += 1;
        self.sum = self.sum.wrapping_add(u128::from_le_bytes(term));
    }
}

fn check(act: &Act) -> Result<(), LogError> {
    let is_too_long = act.number.len() > NUMBER_MAX_BYTES || act.text.len() > FIELD_MAX_BYTES || line(act).len() > ACT_MAX_BYTES;
    if is_too_long { Err(LogError::Import { why: "row-too-long" }) } else { Ok(()) }
}

/// The kinds in a batch, each once, in the order they occur.
fn kinds(batch: &[Act]) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for act in batch {
        if !kinds.contains(&act.kind) {
            kinds.push(act.kind);
        }
    }
    kinds
}

/// JSON arrays of acts, each small enough for one record.
fn records_of(acts: &[&Act]) -> Vec<String> {
    let mut records = Vec::new();
    let mut open = String::new();
    for act in acts {
        let line = line(act);
        if !open.is_empty() && open.len() + line.len() > ACTS_PER_RECORD_BYTES {
            records.push(open + "]");
            open = String::new();
        }
        open.push(if open.is_empty() { '[' } else { ',' });
        open.push_str(&line);
    }
    records.push(open + "]");
    records
}

/// An act as history keeps it: `[utc_ms, offset_min, number, direction, seconds, text]`.
fn line(act: &Act) -> String {
    json(&(act.at.utc_ms(), act.at.offset_min(), &act.number, act.direction, act.seconds, &act.text))
}

/// Tells the texts of messages apart that came in one and the same millisecond; 0 for none.
pub(super) fn text_sum(text: &str) -> i64 {
    if text.is_empty() {
        return 0;
    }
    let mut sum = [0; 8];
    sum.copy_from_slice(&Sha256::digest(text)[..8]);
    i64::from_le_bytes(sum)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, moment, now};
    use super::super::{Counts, Who};
    use super::*;

    const ORIGIN: ImportOrigin<'_> = ImportOrigin { name: "calls-2026.xml", format: "calls-xml" };

    fn call(minute: i64, number: &str) -> Act {
        let at = Moment::new(moment("2026-02-01T00:00+05:00").utc_ms() + minute * 60_000, 300).unwrap();
        Act { kind: Kind::CALL, at, number: number.into(), direction: Direction::Missed, seconds: Some(0), text: String::new() }
    }

    fn message(minute: i64, number: &str, text: &str) -> Act {
        Act { kind: Kind::MSG, direction: Direction::Incoming, seconds: None, text: text.into(), ..call(minute, number) }
    }

    fn take(desk: &mut Desk, batches: Vec<Vec<Act>>) -> Taken {
        let mut batches = batches.into_iter();
        desk.log().take_acts(&ORIGIN, &mut || Ok(batches.next()), now()).unwrap()
    }

    #[test]
    fn one_import_makes_one_series_per_kind() {
        let mut desk = Desk::new();
        let first = vec![call(5, "+77010000001"), message(7, "+77010000002", "Выйди во двор"), call(3, "")];
        let second = vec![call(9, "+77010000003"), call(5, "+77010000001"), call(4, "+77010000001")];
        let taken = take(&mut desk, vec![first, Vec::new(), second]);
        assert_eq!((taken.added, taken.known, taken.incidents.len()), (5, 1, 2));
        let calls = desk.log().incident(&taken.incidents[0]).unwrap();
        assert_eq!((calls.draft.kind, calls.acts, calls.count_acts()), (Kind::CALL, 4, 4));
        assert_eq!((calls.draft.at, calls.draft.until), (call(3, "").at, Some(call(9, "").at)));
        assert_eq!(calls.draft.count, Some(Count { acts: 4, exact: true }));
        assert_eq!(calls.draft.who, Who { numbers: vec!["+77010000001".into(), "+77010000003".into()], ..Who::default() });
        assert_eq!((calls.written, calls.amended), (now().wall, None));
        let messages = desk.log().incident(&taken.incidents[1]).unwrap();
        assert_eq!((messages.draft.kind, messages.acts, messages.draft.until), (Kind::MSG, 1, None));
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 2, acts: 5, evidence: 0 });
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn an_import_again_adds_nothing_and_makes_no_incident() {
        let mut desk = Desk::new();
        let acts = vec![call(1, "+77010000001"), call(2, ""), message(1, "Beeline", "баланс"), message(1, "Beeline", "другой")];
        assert_eq!(take(&mut desk, vec![acts.clone()]).added, 4);
        let records = history::next_sequence(&desk.db).unwrap();
        let again = take(&mut desk, vec![acts.clone(), acts.clone()]);
        assert_eq!((again.added, again.known, again.incidents), (0, 8, Vec::new()));
        assert_eq!(history::next_sequence(&desk.db).unwrap(), records);
        let mut more = acts;
        more.push(call(3, "+77010000001"));
        let more = take(&mut desk, vec![more]);
        assert_eq!((more.added, more.known, more.incidents.len()), (1, 4, 1));
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 3, acts: 5, evidence: 0 });
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn acts_differ_by_kind_number_time_direction_and_words() {
        let base = message(1, "+77010000001", "одно");
        let all = vec![
            base.clone(),
            Act { kind: Kind::CALL, ..base.clone() },
            Act { number: "+77010000002".into(), ..base.clone() },
            Act { at: Moment::new(base.at.utc_ms() + 1, 300).unwrap(), ..base.clone() },
            Act { direction: Direction::Outgoing, ..base.clone() },
            Act { text: "другое".into(), ..base.clone() },
        ];
        let same = vec![Act { at: base.at.at_offset(360), ..base.clone() }, Act { seconds: Some(5), ..base }];
        let taken = take(&mut Desk::new(), vec![all, same]);
        assert_eq!((taken.added, taken.known), (6, 2));
    }

    #[test]
    fn acts_are_found_by_number_and_words() {
        let mut desk = Desk::new();
        let many: Vec<Act> = (0..1_500).map(|n| call(n, &format!("+7701{n:07}"))).collect();
        take(&mut desk, vec![many]);
        take(&mut desk, vec![vec![message(1, "+77029999999", "Выйди во двор")], vec![message(2, "+77029999999", "Жду")]]);
        let found = |desk: &mut Desk, words: &str| desk.log().search(words, 9, None).unwrap().incidents.len();
        for (words, n) in [
            ("двор жду", 1),
            ("8 702 999-99-99", 1),
            ("8 701 000 00 05", 1),
            ("8 701 000 14 99", 1),
            ("8 701 000 15 00", 0),
            ("жду 87010000005", 0),
        ] {
            assert_eq!(found(&mut desk, words), n, "{words}");
        }
        assert_eq!(super::super::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(found(&mut desk, "8 701 000 14 99"), 1);
        assert_eq!(found(&mut desk, "двор жду"), 1);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn a_series_can_be_amended_and_keeps_its_count() {
        let mut desk = Desk::new();
        let id = take(&mut desk, vec![vec![call(1, "+77010000001"), call(2, "")]]).incidents.remove(0);
        let mut draft = desk.log().incident(&id).unwrap().draft;
        draft.what = "Звонил всю ночь".into();
        draft.count = None;
        desk.log().amend(&id, &draft, now()).unwrap();
        let incident = desk.log().incident(&id).unwrap();
        assert_eq!(
            (incident.draft.what.as_str(), incident.acts, incident.draft.count),
            ("Звонил всю ночь", 2, Some(Count { acts: 2, exact: true }))
        );
        assert_eq!(super::super::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.log().incident(&id).unwrap(), incident);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn what_came_before_a_failure_stays_and_is_known_the_next_time() {
        let mut desk = Desk::new();
        let mut batches = vec![Err(LogError::Import { why: "cut" }), Ok(Some(vec![call(1, "")]))];
        let failed = desk.log().take_acts(&ORIGIN, &mut || batches.pop().unwrap(), now());
        assert!(matches!(failed, Err(LogError::Import { why: "cut" })));
        let too_long = Act { text: "x".repeat(FIELD_MAX_BYTES + 1), ..call(2, "") };
        let mut batches = vec![vec![call(3, ""), too_long]];
        let failed = desk.log().take_acts(&ORIGIN, &mut || Ok(batches.pop()), now());
        assert!(matches!(failed, Err(LogError::Import { why: "row-too-long" })));
        assert_eq!(desk.log().counts().unwrap().acts, 1);
        assert_eq!(take(&mut desk, vec![vec![call(1, ""), call(3, "")]]).known, 1);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn long_texts_are_spread_over_records() {
        let mut desk = Desk::new();
        let long = "\n".repeat(FIELD_MAX_BYTES);
        let acts: Vec<Act> = (0..5).map(|n| message(n, "+77010000001", &format!("{n}{}", &long[1..]))).collect();
        take(&mut desk, vec![acts]);
        let largest: i64 = desk.db.query_row("SELECT max(length(openings)) FROM history", [], |row| row.get(0)).unwrap();
        assert!(history::next_sequence(&desk.db).unwrap() == 5 && largest < 8 * 1_024 * 1_024, "{largest}");
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn every_direction_has_one_name() {
        for direction in DIRECTIONS {
            assert_eq!(Direction::from_id(direction.id()), Some(direction));
            assert_eq!(json(&direction), format!("\"{}\"", direction.id()));
        }
        assert_eq!(Direction::from_id(""), None);
    }
}
