//! Single acts, the calls and messages behind a series: how they are kept, and what makes two of them one.

use super::direction::{Channel, Direction};
use super::draft::FIELD_MAX_BYTES;
use super::history::{Record, field};
use super::parts::{NUMBER_MAX_BYTES, json};
use super::row::{self, Stored};
use super::{Id, Kind, LogError, search};
use crate::Moment;
use crate::vault::VaultError;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::collections::HashSet;
use std::fmt;

/// Bytes of the acts in one record, if they are more than one: with all that a series says it stays far below the 8 MiB of a record.
const ACTS_PER_RECORD_BYTES: usize = 2_097_152;
/// Bytes of one act in its JSON form, where a line break takes two.
const ACT_MAX_BYTES: usize = 4_194_304;

/// What makes two acts one, as the index `act_once` has it.
macro_rules! once {
    () => {
        "(CASE kind WHEN 'call' THEN utc_ms / 1000 ELSE utc_ms END), number, kind, channel,
        (CASE direction WHEN 'outgoing' THEN 1 WHEN 'draft' THEN 1 WHEN 'failed' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END), text_sum, nth"
    };
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
    /// By what it came.
    pub(crate) channel: Channel,
    /// What tells it from others in place of its words, if its file numbers its messages.
    pub(crate) key: Option<i64>,
    /// How many like it came before it in a file that could not tell them apart; not kept in the history.
    pub(crate) nth: u32,
    /// Files that came with it.
    pub(crate) media: Vec<Medium>,
}

/// A file that an export names beside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Medium {
    /// Its own name.
    pub(crate) name: String,
    /// Line of the message in the export.
    pub(crate) line: u64,
    /// Which file of the message it is, from 0.
    pub(crate) part: u32,
}

impl Act {
    /// A call or message by telephone of which no more is known.
    pub(crate) fn new(kind: Kind, at: Moment, number: impl Into<String>) -> Self {
        Self {
            kind,
            at,
            number: number.into(),
            direction: Direction::Unknown,
            seconds: None,
            text: String::new(),
            channel: Channel::Phone,
            key: None,
            nth: 0,
            media: Vec::new(),
        }
    }

    /// Refuses what no record can hold.
    pub(super) fn check(&self) -> Result<(), LogError> {
        let is_too_long = self.number.len() > NUMBER_MAX_BYTES || self.text.len() > FIELD_MAX_BYTES || line(self).len() > ACT_MAX_BYTES;
        if is_too_long { Err(LogError::Import { why: "row-too-long" }) } else { Ok(()) }
    }

    fn sum(&self) -> i64 {
        self.key.unwrap_or_else(|| text_sum(&self.text))
    }
}

/// An act by its series and its place there; `ABCD1234/17` as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRef {
    /// The series it came in with, wherever it stands now.
    pub series: Id,
    /// Its place there, from 1.
    pub place: u64,
}

impl ActRef {
    /// The reference as it is stored.
    pub(super) fn from_stored(text: &str) -> Option<Self> {
        let (series, place) = text.split_once('/')?;
        let read = Self { series: Id::from_stored(series)?, place: place.parse().ok()? };
        (read.to_string() == text).then_some(read)
    }
}

impl fmt::Display for ActRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.series, self.place)
    }
}

impl Serialize for ActRef {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

/// The place of the next act of a series.
pub(super) fn next_place(db: &Connection, series: i64) -> Result<u64, VaultError> {
    let sql = "SELECT COALESCE(MAX(place), 0) + 1 FROM act WHERE series = ?";
    Ok(db.prepare_cached(sql)?.query_row([series], |row| row.get::<_, i64>(0))?.cast_unsigned())
}

/// Writes an act unless the log has it; returns whether it is new.
pub(super) fn insert(db: &Connection, series: i64, place: u64, act: &Act) -> Result<bool, VaultError> {
    insert_nth(db, series, place, act, act.nth)
}

/// Writes an act that the history tells of: it was new then.
pub(super) fn insert_told(db: &Connection, series: i64, place: u64, act: &Act) -> Result<(), VaultError> {
    let mut nth = 0;
    while !insert_nth(db, series, place, act, nth)? {
        nth += 1;
    }
    Ok(())
}

fn insert_nth(db: &Connection, series: i64, place: u64, act: &Act, nth: u32) -> Result<bool, VaultError> {
    let sql = concat!(
        "INSERT INTO act (series, place, kind, utc_ms, offset_min, number, direction, seconds, text, text_sum, channel, nth)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (",
        once!(),
        ") DO NOTHING"
    );
    let changed = db.prepare_cached(sql)?.execute(params![
        series,
        place.cast_signed(),
        act.kind.id(),
        act.at.utc_ms(),
        act.at.offset_min(),
        act.number,
        act.direction.id(),
        act.seconds,
        act.text,
        act.sum(),
        act.channel.id(),
        nth
    ])?;
    Ok(changed > 0)
}

/// Where the log has an act, if it has it.
pub(super) fn find(db: &Connection, act: &Act) -> Result<Option<ActRef>, VaultError> {
    let sql = concat!(
        "SELECT (SELECT id FROM incident WHERE incident.row = series), place FROM act WHERE (",
        once!(),
        ") = (?, ?, ?, ?, ?, ?, ?)"
    );
    let at = if act.kind == Kind::CALL { act.at.utc_ms() / 1_000 } else { act.at.utc_ms() };
    let way = match act.direction {
        Direction::Outgoing | Direction::Draft | Direction::Failed => 1,
        Direction::Unknown => 2,
        _ => 0,
    };
    let read = |row: &rusqlite::Row<'_>| {
        Ok(ActRef { series: row::parsed(row, 0, Id::from_stored)?, place: row.get::<_, i64>(1)?.cast_unsigned() })
    };
    let values = params![at, act.number, act.kind.id(), act.channel.id(), way, act.sum(), act.nth];
    Ok(db.prepare_cached(sql)?.query_row(values, read).optional()?)
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

/// An act as history keeps it. What is left out at the end is a call or message by telephone that has no key of its own.
#[derive(Deserialize)]
struct Line(i64, i16, String, Direction, Option<u32>, String, #[serde(default)] Channel, #[serde(default)] Option<i64>);

/// The acts that are new with a record, if it can be read.
pub(super) fn from_record(record: &Record, kind: Kind) -> Option<Vec<Act>> {
    let lines: Vec<Line> = match record.get(field::ACTS) {
        [] => Vec::new(),
        json => serde_json::from_slice(json).ok()?,
    };
    let act = |Line(utc_ms, offset_min, number, direction, seconds, text, channel, key): Line| {
        Some(Act { direction, seconds, text, channel, key, ..Act::new(kind, Moment::new(utc_ms, offset_min).ok()?, number) })
    };
    lines.into_iter().map(act).collect()
}

/// Columns in the order [`read`] takes them.
pub(super) const COLUMNS: &str = "kind, utc_ms, offset_min, number, direction, seconds, text, text_sum, channel, nth";

/// The act of a table row selected as [`COLUMNS`] from column `at` on.
pub(super) fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Act> {
    let act = Act {
        direction: row::parsed(row, at + 4, Direction::from_id)?,
        seconds: row.get(at + 5)?,
        text: row.get(at + 6)?,
        channel: row::parsed(row, at + 8, Channel::from_id)?,
        nth: row.get(at + 9)?,
        ..Act::new(row::parsed(row, at, Kind::from_id)?, row::moment(row, at + 1)?, row.get::<_, String>(at + 3)?)
    };
    let sum: i64 = row.get(at + 7)?;
    let key = (sum != text_sum(&act.text)).then_some(sum);
    Ok(Act { key, ..act })
}

/// A sum over acts and their places that does not depend on their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) acts: u64,
    sum: u128,
}

impl Tally {
    /// Adds the next act that came in.
    pub(super) fn add(&mut self, act: &Act) {
        self.add_at(self.acts + 1, act);
    }

    pub(super) fn add_at(&mut self, place: u64, act: &Act) {
        let hash = Sha256::new()
            .chain_update(place.to_le_bytes())
            .chain_update(act.at.to_bytes())
            .chain_update(act.seconds.map_or([0; 5], |seconds| {
                let [a, b, c, d] = seconds.to_le_bytes();
                [1, a, b, c, d]
            }))
            .chain_update([act.direction as u8, act.channel as u8])
            .chain_update(act.sum().to_le_bytes())
            .chain_update([act.number.len() as u8, (act.number.len() >> 8) as u8])
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

/// JSON arrays of acts, each small enough for one record.
pub(super) fn records_of(acts: &[&Act]) -> Vec<String> {
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

/// An act as history keeps it: see [`Line`]. A key that its words give anyway is left out.
fn line(act: &Act) -> String {
    let Act { at, number, direction, seconds, text, channel, .. } = act;
    let (utc_ms, offset_min) = (at.utc_ms(), at.offset_min());
    match act.key.filter(|key| *key != text_sum(text)) {
        Some(key) => json(&(utc_ms, offset_min, number, direction, seconds, text, channel, key)),
        None if *channel != Channel::Phone => json(&(utc_ms, offset_min, number, direction, seconds, text, channel)),
        None => json(&(utc_ms, offset_min, number, direction, seconds, text)),
    }
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
    use super::super::testing::moment;
    use super::*;

    #[test]
    fn an_act_comes_back_from_its_record_and_old_lines_too() {
        let call = Act { seconds: Some(5), ..Act::new(Kind::MSG, moment("2026-02-01T00:00+05:00"), "+77010000001") };
        let chat = Act { channel: Channel::WhatsApp, text: "\n\"".into(), ..call.clone() };
        let keyed = Act { channel: Channel::Telegram, key: Some(-7), ..chat.clone() };
        let acts = [call, chat, keyed];
        let mut record = Record::default();
        record.put(field::ACTS, records_of(&acts.iter().collect::<Vec<_>>()).concat());
        assert_eq!(from_record(&record, Kind::MSG).unwrap(), acts);
        record.put(field::ACTS, "[[1769886000000,300,\"+77010000001\",\"unknown\",5,\"\"]]");
        assert_eq!(from_record(&record, Kind::MSG).unwrap(), acts[..1]);
        for wrong in ["[[1,300,\"\",\"unknown\",5]]", "[[1,300,\"\",\"x\",5,\"\"]]", "{"] {
            record.put(field::ACTS, wrong);
            assert_eq!(from_record(&record, Kind::MSG), None, "{wrong}");
        }
    }

    #[test]
    fn a_reference_has_one_spelling() {
        let act = ActRef { series: "ABCD1234".parse().unwrap(), place: 17 };
        assert_eq!(ActRef::from_stored(&act.to_string()), Some(act));
        for wrong in ["", "ABCD1234", "ABCD1234/", "ABCD1234/017", "abcd1234/17", "ABCD1234/-1"] {
            assert_eq!(ActRef::from_stored(wrong), None, "{wrong}");
        }
    }
}
