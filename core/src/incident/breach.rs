//! Incidents that may break an order. They are proposed; only she says that they do.

use super::entry::{self, Dismissal, Said, Sort};
use super::parts::invalid;
use super::people::Context;
use super::row::{self, COLUMNS};
use super::{Id, Log, LogError, PAGE_MAX};
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::HashMap;

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
    /// Incidents that fell into the time of an order by the person it is against, and of which she has neither said that they are a breach nor that they
    /// are none: newest first for each order, at most [`PAGE_MAX`] of them. Of an order that names no person nothing is proposed.
    pub fn proposed_breaches(&self) -> Result<Vec<ProposedBreach>, LogError> {
        let context = Context::load(self.db)?;
        let dismissed = dismissals(self.db)?;
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
                let is_his = measure.covers(draft.at, end) && context.behind(draft).iter().any(|behind| behind.id == *person);
                let pair = (incident.id, stored.id.clone());
                if is_his && !dismissed.contains_key(&pair) {
                    proposed.push(ProposedBreach { incident: pair.0, at: draft.at, measure: pair.1 });
                }
            }
        }
        proposed.truncate(PAGE_MAX as usize);
        Ok(proposed)
    }

    /// Marks an incident as a breach of a measure: an amendment like any other, and taken back by one. That it was said to be none is taken back first.
    pub fn confirm_breach(&mut self, incident: &Id, measure: &Id, now: Now) -> Result<(), LogError> {
        let mut draft = self.incident(incident)?.draft;
        match self.propose_again(incident, measure, now) {
            Err(LogError::NotFound) => {}
            taken_back => taken_back?,
        }
        draft.breach = Some(measure.clone());
        self.amend(incident, &draft, now)
    }

    /// Says that an incident is no breach of a measure, and why: it is not proposed again. Returns the entry that says so; said once more, the reason is
    /// replaced. Refused are a measure that is none (`breach`, `not-an-order`), an incident that is marked as its breach (`breach`, `breach-confirmed`),
    /// and what [`Dismissal`] says.
    pub fn dismiss_breach(&mut self, incident: &Id, measure: &Id, reason: &str, now: Now) -> Result<Id, LogError> {
        if self.incident(incident)?.draft.breach.as_ref() == Some(measure) {
            return Err(invalid("breach", "breach-confirmed"));
        }
        if !entry::find(self.db, measure)?.is_some_and(|stored| stored.said.sort() == Sort::Measure) {
            return Err(invalid("breach", "not-an-order"));
        }
        let pair = (incident.clone(), measure.clone());
        let standing = dismissals(self.db)?.remove(&pair);
        let said = Said::Dismissal(Dismissal { incident: pair.0, measure: pair.1, reason: reason.to_owned() });
        match standing {
            Some(id) => self.amend_entry(&id, &said, now).map(|()| id),
            None => self.add_entry(&said, now),
        }
    }

    /// Takes back what [`Log::dismiss_breach`] said, so that the incident is proposed again. [`LogError::NotFound`] if nothing was said.
    pub fn propose_again(&mut self, incident: &Id, measure: &Id, now: Now) -> Result<(), LogError> {
        let standing = dismissals(self.db)?.remove(&(incident.clone(), measure.clone()));
        self.withdraw(&standing.ok_or(LogError::NotFound)?, now)
    }
}

/// Dismissals that are about this incident or this measure, those that were taken back too.
pub(super) fn dismissals_naming(db: &Connection, id: &Id) -> Result<Vec<entry::Stored>, VaultError> {
    let mut all = entry::all(db, Some(Sort::Dismissal))?;
    all.retain(|stored| matches!(&stored.said, Said::Dismissal(said) if said.incident == *id || said.measure == *id));
    Ok(all)
}

/// Incident and measure of each dismissal that was not taken back, with its entry.
fn dismissals(db: &Connection) -> Result<HashMap<(Id, Id), Id>, VaultError> {
    let all = entry::all(db, Some(Sort::Dismissal))?.into_iter().filter(|stored| stored.marks.withdrawn.is_none());
    Ok(all
        .filter_map(|stored| match stored.said {
            Said::Dismissal(Dismissal { incident, measure, .. }) => Some(((incident, measure), stored.id)),
            _ => None,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{DAY_MS, Desk, draft, holds, later, moment, now};
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

    #[test]
    fn what_she_says_is_no_breach_is_not_proposed_until_she_takes_that_back() {
        let mut desk = Desk::new();
        let serik = desk.add_person(&[("number", "+77010000001")]);
        let order = Measure { person: Some(serik.clone()), ..Measure::new("no-approach", moment("2026-01-10T00:00+05:00")) };
        let [first, second] = [0, 1].map(|_| desk.log().add_entry(&Said::Measure(order.clone()), now()).unwrap());
        let visit = Draft { who: Who { person: Some(serik), ..Who::default() }, ..draft("visit", "2026-01-20T10:00+05:00", "") };
        let incident = desk.add(&visit);
        let proposed =
            |desk: &mut Desk| -> Vec<Id> { desk.log().proposed_breaches().unwrap().into_iter().map(|found| found.measure).collect() };
        let said = |desk: &mut Desk| -> Vec<(Id, String)> {
            let all = desk.log().entries(Sort::Dismissal, false).unwrap().into_iter();
            all.map(|entry| {
                let Said::Dismissal(Dismissal { reason, .. }) = entry.said else { panic!() };
                (entry.id, reason)
            })
            .collect()
        };
        let id = desk.log().dismiss_breach(&incident, &first, "заседание суда", now()).unwrap();
        assert_eq!(desk.log().dismiss_breach(&incident, &first, "суд", now()).unwrap(), id);
        assert_eq!((proposed(&mut desk), said(&mut desk)), (vec![second.clone()], vec![(id.clone(), "суд".to_owned())]));
        desk.log().propose_again(&incident, &first, now()).unwrap();
        assert_eq!((proposed(&mut desk), said(&mut desk)), (vec![first.clone(), second.clone()], vec![]));
        assert!(matches!(desk.log().propose_again(&incident, &first, now()), Err(LogError::NotFound)));
        let kept = desk.log().entries(Sort::Dismissal, true).unwrap();
        assert_eq!((kept.len(), &kept[0].id), (1, &id), "that it was said stays in the log");

        let other = desk.log().dismiss_breach(&incident, &first, "ошибка", now()).unwrap();
        assert_ne!(other, id);
        desk.log().confirm_breach(&incident, &first, now()).unwrap();
        assert_eq!(desk.log().incident(&incident).unwrap().draft.breach.as_ref(), Some(&first));
        assert_eq!(said(&mut desk), []);
        let mut refused = |incident: &Id, measure: &Id, reason: &str| match desk.log().dismiss_breach(incident, measure, reason, now()) {
            Err(LogError::Invalid { field, why }) => (field, why),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&incident, &first, "суд"), ("breach", "breach-confirmed"));
        assert_eq!(refused(&incident, &incident, "суд"), ("breach", "not-an-order"));
        assert_eq!(refused(&incident, &second, " "), ("breach-reason", "empty"));
        assert!(matches!(desk.log().dismiss_breach(&first, &second, "суд", now()), Err(LogError::NotFound)));
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn an_erased_incident_or_measure_takes_its_dismissals_with_it() {
        let (mut desk, file) = Desk::in_file();
        let order = || Said::Measure(Measure::new("no-approach", moment("2026-01-10T00:00+05:00")));
        let [first, second] = [0, 1].map(|_| desk.log().add_entry(&order(), now()).unwrap());
        let [erased, kept] = [0, 1].map(|_| desk.add(&draft("visit", "2026-01-20T10:00+05:00", "")));
        desk.log().dismiss_breach(&erased, &first, "kanarejka", now()).unwrap();
        desk.log().propose_again(&erased, &first, now()).unwrap();
        desk.log().dismiss_breach(&kept, &first, "kanarejka", now()).unwrap();
        let other = desk.log().dismiss_breach(&kept, &second, "суд", now()).unwrap();
        for id in [&erased, &first] {
            desk.log().ask_erase(id, false, now()).unwrap();
        }
        assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 2);
        let left: Vec<Id> = desk.log().entries(Sort::Dismissal, true).unwrap().into_iter().map(|entry| entry.id).collect();
        assert_eq!(left, [other]);
        assert!(!holds(&desk.dump(), "kanarejka") && !holds(&std::fs::read(file.path()).unwrap(), "kanarejka"));
        assert_eq!(desk.damaged(), [""; 0]);
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.damaged(), [""; 0]);
    }
}
