//! Reading the log: one incident, pages in the order of events, and what there is in all.

use super::draft::invalid;
use super::row::{self, COLUMNS, Incident, Stored};
use super::search::CHUNK_BITS;
use super::{Id, Log, LogError, change, evidence};
use rusqlite::{Connection, ToSql};
use serde::Serialize;

/// Incidents on one page; more are not given, however many are asked for.
pub const PAGE_MAX: u32 = 500;

/// A page of a listing, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// At most as many as were asked for.
    pub incidents: Vec<Incident>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// What the log holds. Withdrawn incidents are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Incidents.
    pub incidents: u64,
    /// Single acts: imported ones, and counts given by hand (1 if none was given).
    pub acts: u64,
    /// Evidence files.
    pub evidence: u64,
}

/// A page that shows withdrawn incidents too, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// Leave them out.
    Hide,
    /// Show only them.
    Only,
}

impl Log<'_> {
    /// One incident, withdrawn ones too.
    pub fn incident(&self, id: &Id) -> Result<Incident, LogError> {
        let stored = change::existing(self.db, id)?;
        let evidence = evidence::of_incidents(self.db, &[stored.row])?.into_iter().map(|(_, evidence)| evidence).collect();
        Ok(stored.into_incident(evidence))
    }

    /// Incidents by time of the event, newest first: at most `limit`, and never more than [`PAGE_MAX`]. `after` is the `next` of the page before; it stays
    /// good whatever is added or removed meanwhile. One that no page gave is refused (`after`, `unknown`).
    pub fn list(&self, withdrawn: Withdrawn, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        page(self.db, withdrawn, limit, after, &[])
    }

    /// What the log holds.
    pub fn counts(&self) -> Result<Counts, LogError> {
        let sql = "SELECT count(*), COALESCE(sum(CASE WHEN acts > 0 THEN acts ELSE COALESCE(count_acts, 1) END), 0),
            (SELECT count(*) FROM evidence JOIN incident ON incident.row = evidence.incident WHERE hidden = 0)
            FROM incident WHERE hidden = 0";
        let [incidents, acts, evidence] = self
            .db
            .prepare_cached(sql)?
            .query_row([], |row| Ok([row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?]))?
            .map(i64::cast_unsigned);
        Ok(Counts { incidents, acts, evidence })
    }
}

/// A page of the incidents that every one of `matches` finds.
pub(super) fn page(db: &Connection, withdrawn: Withdrawn, limit: u32, after: Option<&str>, matches: &[String]) -> Result<Page, LogError> {
    let limit = limit.min(PAGE_MAX);
    let hidden = withdrawn == Withdrawn::Only;
    let Cursor { at_ms, row } = after.map_or(Some(Cursor::START), Cursor::read).ok_or(invalid("after", "unknown"))?;
    let found = format!(" AND row IN (SELECT rowid >> {CHUNK_BITS} FROM search WHERE search MATCH ?)").repeat(matches.len());
    let sql = format!(
        "SELECT {COLUMNS} FROM incident WHERE row IN (
            SELECT row FROM incident WHERE hidden = ? AND (at_ms, row) < (?, ?){found} ORDER BY at_ms DESC, row DESC LIMIT ?
        ) ORDER BY at_ms DESC, row DESC"
    );
    // One more than asked for tells whether there is a next page.
    let one_more = limit + 1;
    let mut values: Vec<&dyn ToSql> = vec![&hidden, &at_ms, &row];
    values.extend(matches.iter().map(|query| query as &dyn ToSql));
    values.push(&one_more);
    let mut statement = db.prepare_cached(&sql)?;
    let mut stored: Vec<Stored> = statement.query_map(values.as_slice(), row::read)?.collect::<Result<_, _>>()?;
    let more = stored.len() > limit as usize;
    stored.truncate(limit as usize);
    let next = if more { stored.last().map(Cursor::of).or(Some(Cursor { at_ms, row })).map(Cursor::text) } else { None };
    Ok(Page { incidents: with_evidence(db, stored)?, next })
}

fn with_evidence(db: &Connection, stored: Vec<Stored>) -> Result<Vec<Incident>, LogError> {
    let rows: Vec<i64> = stored.iter().map(|stored| stored.row).collect();
    let mut all = evidence::of_incidents(db, &rows)?;
    let mut incidents = Vec::with_capacity(stored.len());
    for stored in stored {
        let own = all.extract_if(.., |(row, _)| *row == stored.row).map(|(_, evidence)| evidence).collect();
        incidents.push(stored.into_incident(own));
    }
    Ok(incidents)
}

/// The last incident of a page: the next page is what comes before it in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    at_ms: i64,
    row: i64,
}

impl Cursor {
    const START: Self = Self { at_ms: i64::MAX, row: i64::MAX };

    fn of(stored: &Stored) -> Self {
        Self { at_ms: stored.draft.at.utc_ms(), row: stored.row }
    }

    fn text(self) -> String {
        format!("{:016x}{:016x}", self.at_ms, self.row)
    }

    fn read(text: &str) -> Option<Self> {
        let (at_ms, row) = text.split_at_checked(16)?;
        let number = |text| u64::from_str_radix(text, 16).ok().map(u64::cast_signed);
        let cursor = Self { at_ms: number(at_ms)?, row: number(row)? };
        (cursor.text() == text).then_some(cursor)
    }
}
