//! Incidents that may break an order. They are proposed; only she says that they do.

use super::entry::{self, Said, Sort};
use super::people::Context;
use super::row::{self, COLUMNS};
use super::{Id, Log, LogError, PAGE_MAX};
use crate::{Moment, Now};
use rusqlite::params;
use serde::Serialize;

/// The longest stretch of an approximate time, a leap year, in milliseconds.
const STRETCH_MAX_MS: i64 = 366 * 86_400_000;

/// An incident that fell into the time of an order against the person behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedBreach {
    /// The incident.
    pub incident: Id,
    /// When it began.
    pub at: Moment,
    /// The order.
    pub measure: Id,
}

impl Log<'_> {
    /// Incidents that fell into the time of an order by the person it is against, and that are not marked as a breach: newest first for each order,
    /// at most [`PAGE_MAX`] of them. Of an order that names no person nothing is proposed.
    pub fn proposed_breaches(&self) -> Result<Vec<ProposedBreach>, LogError> {
        let context = Context::load(self.db)?;
        let mut proposed = Vec::new();
        for stored in entry::all(self.db, Some(Sort::Measure))?.into_iter().filter(|stored| stored.marks.withdrawn.is_none()) {
            let Said::Measure(measure) = stored.said else { continue };
            let Some(person) = measure.person.as_ref().filter(|_| measure.is_order()) else { continue };
            let latest_ms = measure.to.map_or(i64::MAX, Moment::utc_ms);
            let sql = format!(
                "SELECT {COLUMNS} FROM incident WHERE hidden = 0 AND at_ms <= ? AND COALESCE(until_ms, at_ms + ?) >= ? AND breach IS NULL
                 ORDER BY at_ms DESC, row DESC LIMIT ?"
            );
            let mut select = self.db.prepare_cached(&sql)?;
            let mut rows = select.query_map(params![latest_ms, STRETCH_MAX_MS, measure.from.utc_ms(), PAGE_MAX], row::read)?;
            while let Some(incident) = rows.next().transpose()? {
                let draft = &incident.draft;
                // The end of a stretch is the first moment after it.
                let end = draft.until.unwrap_or(match draft.precision.end(draft.at) {
                    end if end == draft.at => end,
                    end => Moment::new(end.utc_ms() - 1, end.offset_min()).unwrap_or(end),
                });
                if measure.covers(draft.at, end) && context.behind(draft).iter().any(|behind| behind.id == *person) {
                    proposed.push(ProposedBreach { incident: incident.id, at: draft.at, measure: stored.id.clone() });
                }
            }
        }
        proposed.truncate(PAGE_MAX as usize);
        Ok(proposed)
    }

    /// Marks an incident as a breach of a measure: an amendment like any other, and taken back by one.
    pub fn confirm_breach(&mut self, incident: &Id, measure: &Id, now: Now) -> Result<(), LogError> {
        let mut draft = self.incident(incident)?.draft;
        draft.breach = Some(measure.clone());
        self.amend(incident, &draft, now)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, draft, moment, now};
    use super::super::{Draft, Identity, Measure, Person, Precision, Who};
    use super::*;

    #[test]
    fn what_he_did_within_an_order_is_proposed_and_confirmed_by_her() {
        let mut desk = Desk::new();
        let identity =
            Identity { sort: "number".into(), value: "+77010000001".into(), certainty: None, reason: String::new(), since: None };
        let serik = Said::Person(Person { name: "Серик".into(), identities: vec![identity], ..Person::default() });
        let serik = desk.log().add_entry(&serik, now()).unwrap();
        let order = |kind: &str, person: Option<&Id>| {
            Said::Measure(Measure {
                person: person.cloned(),
                to: Some(moment("2026-02-09T23:59:59+05:00")),
                ..Measure::new(kind, moment("2026-01-10T00:00+05:00"))
            })
        };
        let measure = desk.log().add_entry(&order("protective-order", Some(&serik)), now()).unwrap();
        desk.log().add_entry(&order("fine", Some(&serik)), now()).unwrap();
        desk.log().add_entry(&order("no-approach", None), now()).unwrap();
        let by_number = |at: &str| Draft { who: Who { numbers: vec!["87010000001".into()], ..Who::default() }, ..draft("call", at, "") };
        let called = desk.add(&by_number("2026-01-20T10:00+05:00"));
        let visit = Draft { who: Who { person: Some(serik.clone()), ..Who::default() }, ..draft("visit", "2026-02-09T23:59+05:00", "") };
        let visited = desk.add(&visit);
        let some_day = desk.add(&Draft { precision: Precision::Month, ..by_number("2026-01-01T00:00+05:00") });
        for outside in
            [by_number("2026-01-09T23:59+05:00"), by_number("2026-02-10T00:00+05:00"), draft("call", "2026-01-20T10:00+05:00", "")]
        {
            desk.add(&outside);
        }
        desk.add(&Draft { precision: Precision::Month, ..by_number("2025-12-01T00:00+05:00") });
        let proposed = |desk: &mut Desk| -> Vec<Id> {
            desk.log()
                .proposed_breaches()
                .unwrap()
                .into_iter()
                .inspect(|found| assert_eq!(found.measure, measure))
                .map(|found| found.incident)
                .collect()
        };
        assert_eq!(proposed(&mut desk), [visited.clone(), called.clone(), some_day.clone()]);
        desk.log().confirm_breach(&called, &measure, now()).unwrap();
        assert_eq!(desk.log().incident(&called).unwrap().draft.breach, Some(measure.clone()));
        assert_eq!(proposed(&mut desk), [visited.clone(), some_day]);
        let refused = desk.log().confirm_breach(&visited, &serik, now());
        assert!(matches!(refused, Err(LogError::Invalid { field: "breach", why: "not-an-order" })));
        desk.log().withdraw(&measure, now()).unwrap();
        assert_eq!(proposed(&mut desk), []);
        assert_eq!(desk.damaged(), [""; 0]);
    }
}
