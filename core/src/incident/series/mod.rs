//! Series: the many calls or messages that stand behind one incident, each with its number, time, direction and duration.
//!
//! An import makes series, or she types one. A single act can be lifted out to be an incident of its own, and put back. An import is undone whole.

mod change;
mod intake;
#[cfg(test)]
mod tests;
mod typed;

pub use change::ImportInfo;
pub use typed::{TYPED_MAX, TypedAct};

pub(crate) use change::{acts_in, forget, holder, is_lifted, is_undone, lift_told, replay};
pub(crate) use intake::{ACTS_PER_TRANSACTION, ImportOrigin};

use super::act::{self, Act};
use super::parts::invalid;
use super::row;
use super::{Channel, Direction, Id, Log, LogError, change as incidents};
use crate::Moment;
use rusqlite::{Connection, params};
use serde::Serialize;

/// Acts on one page; more are not given, however many are asked for.
pub const ACTS_PAGE_MAX: u32 = 1_000;

/// One call or message of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesAct {
    /// Its place in the series, from 1: by it the act is named.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// With whom: E.164 where it could be read as such, else as it stands; empty if withheld.
    pub number: String,
    /// Which way.
    pub direction: Direction,
    /// Whether a call was taken, where that follows from what is known.
    pub answered: Option<bool>,
    /// How long a call lasted.
    pub seconds: Option<u32>,
    /// The words of a message.
    pub text: String,
    /// By what it came.
    pub channel: Channel,
    /// The incident it stands for by itself; the series does not count it.
    pub lifted: Option<Id>,
}

/// Acts of a series by time, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActPage {
    /// At most as many as were asked for.
    pub acts: Vec<SeriesAct>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// How many acts there were on one day, on the clock where they happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayTotal {
    /// As `2026-02-01`.
    pub day: String,
    /// Acts of the day.
    pub acts: u64,
}

/// How many acts there were with one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberTotal {
    /// The number; empty if withheld.
    pub number: String,
    /// Acts with it.
    pub acts: u64,
    /// Those that went out.
    pub outgoing: u64,
    /// How long the calls lasted together.
    pub seconds: u64,
}

/// What a series adds up to. Acts that were lifted out are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// All acts.
    pub acts: u64,
    /// By day, the first one first.
    pub days: Vec<DayTotal>,
    /// By number, most acts first.
    pub numbers: Vec<NumberTotal>,
}

impl Log<'_> {
    /// The acts of a series by time: at most `limit`, and never more than [`ACTS_PAGE_MAX`]. `after` is the `next` of the page before; another is refused
    /// (`after`, `unknown`). An incident without acts is none (`id`, `not-a-series`).
    pub fn series_acts(&self, id: &Id, limit: u32, after: Option<&str>) -> Result<ActPage, LogError> {
        let row = existing(self.db, id)?.row;
        let limit = limit.min(ACTS_PAGE_MAX);
        let (after_ms, after_place) = match after {
            None => (i64::MIN, 0),
            Some(cursor) => read_cursor(cursor).ok_or(invalid("after", "unknown"))?,
        };
        let sql = format!(
            "SELECT {}, place, lifted FROM act WHERE series = ? AND (utc_ms, place) > (?, ?) ORDER BY utc_ms, place LIMIT ?",
            act::COLUMNS
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| {
            let lifted = row.get::<_, Option<String>>(11)?.map(|_| row::parsed(row, 11, Id::from_stored)).transpose()?;
            Ok(shown(act::read(row, 0)?, row.get::<_, i64>(10)?.cast_unsigned(), lifted))
        };
        let mut acts: Vec<SeriesAct> = select.query_map(params![row, after_ms, after_place, limit + 1], read)?.collect::<Result<_, _>>()?;
        let more = acts.len() > limit as usize;
        acts.truncate(limit as usize);
        let next = acts.last().filter(|_| more).map(|act| format!("{}-{}", act.at.utc_ms(), act.act));
        Ok(ActPage { acts, next })
    }

    /// What a series adds up to, by day and by number. An incident without acts is none (`id`, `not-a-series`).
    pub fn series_totals(&self, id: &Id) -> Result<Totals, LogError> {
        let stored = existing(self.db, id)?;
        let days = "SELECT date(utc_ms / 1000 + offset_min * 60, 'unixepoch') AS day, count(*) FROM act
            WHERE series = ? AND lifted IS NULL GROUP BY day ORDER BY day";
        let day = |row: &rusqlite::Row<'_>| Ok(DayTotal { day: row.get(0)?, acts: row.get::<_, i64>(1)?.cast_unsigned() });
        let days = self.db.prepare_cached(days)?.query_map([stored.row], day)?.collect::<Result<_, _>>()?;
        let numbers = "SELECT number, count(*) AS acts, sum(direction = 'outgoing'), COALESCE(sum(seconds), 0) FROM act
            WHERE series = ? AND lifted IS NULL GROUP BY number ORDER BY acts DESC, number";
        let number = |row: &rusqlite::Row<'_>| {
            let [acts, outgoing, seconds] = [row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?].map(i64::cast_unsigned);
            Ok(NumberTotal { number: row.get(0)?, acts, outgoing, seconds })
        };
        let numbers = self.db.prepare_cached(numbers)?.query_map([stored.row], number)?.collect::<Result<_, _>>()?;
        Ok(Totals { acts: stored.acts, days, numbers })
    }
}

/// The incident, if it has acts.
fn existing(db: &Connection, id: &Id) -> Result<row::Stored, LogError> {
    let stored = incidents::existing(db, id)?;
    if stored.acts == 0 { Err(invalid("id", "not-a-series")) } else { Ok(stored) }
}

fn shown(act: Act, place: u64, lifted: Option<Id>) -> SeriesAct {
    let answered = match act.direction {
        _ if act.kind != super::Kind::CALL => None,
        Direction::Missed | Direction::Rejected | Direction::Blocked | Direction::Voicemail => Some(false),
        Direction::AnsweredElsewhere => Some(true),
        _ => act.seconds.map(|seconds| seconds > 0),
    };
    let Act { at, number, direction, seconds, text, channel, .. } = act;
    SeriesAct { act: place, at, number, direction, answered, seconds, text, channel, lifted }
}

fn read_cursor(text: &str) -> Option<(i64, i64)> {
    let (at_ms, place) = text.rsplit_once('-')?;
    Some((at_ms.parse().ok()?, place.parse().ok()?))
}
