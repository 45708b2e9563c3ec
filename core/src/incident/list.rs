//! Reading the log: one incident, pages in the order of events, and what there is in all.

use super::filter::{Checked, Filter};
use super::found::Walk;
use super::parts::invalid;
use super::people::Context;
use super::row::{self, COLUMNS, Incident, Stored};
use super::search::Sought;
use super::thing::Owner;
use super::{Id, Log, LogError, change, evidence};
use crate::vault::VaultError;
use rusqlite::Connection;
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

/// Which incidents a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// All but the withdrawn ones.
    Hide,
    /// Only those.
    Only,
}

impl Log<'_> {
    /// One incident, withdrawn ones too.
    pub fn incident(&self, id: &Id) -> Result<Incident, LogError> {
        let stored = change::existing(self.db, id)?;
        let evidence = evidence::of_owner(self.db, Owner::Incident(stored.row))?;
        Ok(stored.into_incident(evidence, &Context::load(self.db)?))
    }

    /// Incidents by time of the event, newest first: at most `limit`, and never more than [`PAGE_MAX`]. `after` is the `next` of the page before; it stays
    /// good whatever is added or removed meanwhile. One that no page gave is refused (`after`, `unknown`).
    pub fn list(&self, withdrawn: Withdrawn, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        self.find("", &Filter::default(), withdrawn, limit, after)
    }

    /// What the log holds.
    pub fn counts(&self) -> Result<Counts, LogError> {
        let sql = "SELECT count(*), COALESCE(sum(CASE WHEN acts > 0 THEN acts ELSE COALESCE(count_acts, 1) END), 0),
            (SELECT count(*) FROM evidence LEFT JOIN incident AS i ON i.row = evidence.incident LEFT JOIN entry ON entry.row = evidence.entry
                WHERE COALESCE(i.hidden, entry.hidden) = 0)
            FROM incident WHERE hidden = 0";
        let [incidents, acts, evidence] = self
            .db
            .prepare_cached(sql)?
            .query_row([], |row| Ok([row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?]))?
            .map(i64::cast_unsigned);
        Ok(Counts { incidents, acts, evidence })
    }
}

/// A page of the incidents that the filter lets through and that say all that is sought.
pub(super) fn page(
    db: &Connection,
    withdrawn: Withdrawn,
    limit: u32,
    after: Option<&str>,
    filter: &Checked,
    sought: &[Sought],
) -> Result<Page, LogError> {
    let limit = limit.min(PAGE_MAX) as usize;
    let cursor = after.map_or(Some(Cursor::START), Cursor::read).ok_or(invalid("after", "unknown"))?;
    let (conditions, values) = filter.conditions();
    let walk = Walk {
        db,
        hidden: withdrawn == Withdrawn::Only,
        before: (cursor.at_ms, cursor.row).min((filter.before_ms(), i64::MIN)),
        conditions,
        values,
        whose: filter.whose.as_ref(),
    };
    // One more than asked for tells whether there is a next page.
    let mut rows = walk.newest(sought, limit + 1)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let stored = stored_of(db, &rows)?;
    let next = if more { stored.last().map(Cursor::of).or(Some(cursor)).map(Cursor::text) } else { None };
    Ok(Page { incidents: with_evidence(db, stored)?, next })
}

fn stored_of(db: &Connection, rows: &[i64]) -> Result<Vec<Stored>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM incident WHERE row = ?");
    let mut select = db.prepare_cached(&sql)?;
    rows.iter().map(|row| Ok(select.query_row([row], row::read)?)).collect()
}

fn with_evidence(db: &Connection, stored: Vec<Stored>) -> Result<Vec<Incident>, LogError> {
    let rows: Vec<i64> = stored.iter().map(|stored| stored.row).collect();
    let mut all = evidence::of_incidents(db, &rows)?;
    let context = Context::load(db)?;
    let mut incidents = Vec::with_capacity(stored.len());
    for stored in stored {
        let own = all.extract_if(.., |(row, _)| *row == stored.row).map(|(_, evidence)| evidence).collect();
        incidents.push(stored.into_incident(own, &context));
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

#[cfg(test)]
mod tests {
    use super::super::testing::{DAY_MS, Desk, draft, later, moment, now};
    use super::super::{Count, Draft, Kind};
    use super::*;
    use crate::Moment;

    fn whats(page: &Page) -> Vec<&str> {
        page.incidents.iter().map(|incident| incident.draft.what.as_str()).collect()
    }

    #[test]
    fn pages_follow_each_other_by_time_of_the_event_newest_first() {
        let mut desk = Desk::new();
        let noon = moment("2026-02-01T12:00+05:00");
        // Three at each moment, written in an order of their own.
        for n in [4, 1, 3, 0, 2] {
            for twin in 0..3 {
                let at = Moment::new(noon.utc_ms() + n * 1_000, 300).unwrap();
                desk.add(&Draft { what: format!("{n}{twin}"), ..Draft::new(Kind::CALL, at) });
            }
        }
        let log = desk.log();
        let all = log.list(Withdrawn::Hide, 500, None).unwrap();
        assert_eq!(all.next, None);
        let expected: Vec<String> = (0..5).rev().flat_map(|n| (0..3).rev().map(move |twin| format!("{n}{twin}"))).collect();
        assert_eq!(whats(&all), expected);
        for limit in 1..=16 {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let page = log.list(Withdrawn::Hide, limit, after.as_deref()).unwrap();
                assert!(page.incidents.len() <= limit as usize);
                seen.extend(page.incidents);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, all.incidents, "{limit}");
        }
    }

    #[test]
    fn a_cursor_stays_good_when_things_change_and_others_are_refused() {
        let mut desk = Desk::new();
        for day in 1..=6 {
            desk.add(&draft("visit", &format!("2026-02-0{day}T12:00+05:00"), &day.to_string()));
        }
        let page = desk.log().list(Withdrawn::Hide, 3, None).unwrap();
        let (newest, last) = (page.incidents[0].id.clone(), page.incidents[2].id.clone());
        desk.log().withdraw(&newest, now()).unwrap();
        desk.log().withdraw(&last, now()).unwrap();
        desk.add(&draft("visit", "2026-02-20T12:00+05:00", "new"));
        assert_eq!(whats(&desk.log().list(Withdrawn::Hide, 3, page.next.as_deref()).unwrap()), ["3", "2", "1"]);
        for wrong in ["", "x", "0", "é", &"0".repeat(31), &"F".repeat(32), &"é".repeat(16)] {
            let refused = desk.log().list(Withdrawn::Hide, 3, Some(wrong));
            assert!(matches!(refused, Err(LogError::Invalid { field: "after", why: "unknown" })), "{wrong}");
        }
    }

    #[test]
    fn no_page_is_longer_than_the_longest() {
        let mut desk = Desk::new();
        for n in 0..=PAGE_MAX {
            desk.add(&draft("call", "2026-02-01T12:00+05:00", &n.to_string()));
        }
        let page = desk.log().list(Withdrawn::Hide, u32::MAX, None).unwrap();
        assert_eq!(page.incidents.len(), PAGE_MAX as usize);
        let rest = desk.log().list(Withdrawn::Hide, u32::MAX, page.next.as_deref()).unwrap();
        assert_eq!((rest.incidents.len(), rest.next), (1, None));
        assert_eq!(desk.log().list(Withdrawn::Hide, 0, None).unwrap().incidents, []);
    }

    #[test]
    fn counts_leave_withdrawn_ones_out() {
        let mut desk = Desk::new();
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 0, acts: 0, evidence: 0 });
        let forty = Draft { count: Some(Count { acts: 40, exact: false }), ..draft("call", "2026-02-01T12:00+05:00", "") };
        let id = desk.add(&forty);
        desk.add(&draft("call", "2026-02-01T12:00+05:00", ""));
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 2, acts: 41, evidence: 0 });
        desk.log().withdraw(&id, now()).unwrap();
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 1, acts: 1, evidence: 0 });
        desk.log().restore(&id, now()).unwrap();
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 2, acts: 41, evidence: 0 });
    }

    #[test]
    fn listing_and_counting_need_no_sorting_of_the_whole_log() {
        let desk = Desk::new();
        let plan = |sql: &str| -> String {
            let mut plan = desk.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let lines = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
            lines.map(|line| line.unwrap() + "\n").collect()
        };
        let page = plan("SELECT row FROM incident WHERE hidden = 0 AND (at_ms, row) < (5, 5) ORDER BY at_ms DESC, row DESC LIMIT 51");
        assert!(page.contains("COVERING INDEX incident_time (hidden=? AND") && !page.contains("TEMP B-TREE"), "{page}");
        let counts =
            plan("SELECT count(*), sum(CASE WHEN acts > 0 THEN acts ELSE COALESCE(count_acts, 1) END) FROM incident WHERE hidden = 0");
        assert!(counts.contains("COVERING INDEX incident_time (hidden=?)"), "{counts}");
    }

    #[test]
    fn json_is_flat_with_a_plain_count() {
        let mut desk = Desk::new();
        let forty = Draft { count: Some(Count { acts: 40, exact: false }), ..draft("call", "2026-02-01T12:00+05:00", "звонил") };
        let id = desk.add(&forty);
        desk.log().ask_erase(&id, false, later(now(), DAY_MS)).unwrap();
        let json = serde_json::to_value(desk.log().incident(&id).unwrap()).unwrap();
        assert_eq!(json["id"], id.as_str());
        assert_eq!(json["kind"], "call");
        assert_eq!(json["at"], "2026-02-01T12:00:00+05:00");
        assert_eq!(json["what"], "звонил");
        assert_eq!((&json["count"], &json["count_exact"]), (&40.into(), &false.into()));
        assert_eq!(json["erase_due"], "2026-03-09T12:00:00+05:00");
        assert!(json["withdrawn"].is_null() && json["evidence"].as_array().unwrap().is_empty());
        let plain = desk.add(&draft("call", "2026-02-01T12:00+05:00", ""));
        assert_eq!(serde_json::to_value(desk.log().incident(&plain).unwrap()).unwrap()["count"], 1);
    }
}
