//! Writing, amending, hiding and bringing back incidents. Each change is one transaction: the history record and the table, or neither.

use super::history::{self, Action, Record};
use super::parts::invalid;
use super::row::{self, Marks, Stored};
use super::thing::{Owner, Thing};
use super::{Draft, Id, Log, LogError, captured, entry, erase, evidence, search, series};
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::{Connection, Transaction, TransactionBehavior};

impl Log<'_> {
    /// Writes a new incident and its history record; durable when it returns. [`Draft`] says what is refused.
    pub fn add(&mut self, draft: &Draft, now: Now) -> Result<Id, LogError> {
        let draft = draft.checked(now, None)?;
        let tx = self.begin(now)?;
        check_links(&tx, &draft, None)?;
        let id = history::new_id(&tx)?;
        let stored = Stored { row: row::next_row(&tx)?, id, draft, marks: Marks::new(now.wall), acts: 0 };
        history::append(&tx, &record(Action::Create, now.wall, &stored))?;
        row::write(&tx, &stored)?;
        search::index(&tx, stored.row, &stored.draft)?;
        tx.commit()?;
        Ok(stored.id)
    }

    /// Replaces what an incident says. The earlier text stays in its history. Nothing is written if it says this already.
    /// The count of an incident with imported acts stays their number.
    pub fn amend(&mut self, id: &Id, draft: &Draft, now: Now) -> Result<(), LogError> {
        let tx = self.begin(now)?;
        let was = existing(&tx, id)?;
        let mut draft = draft.checked(now, Some(&was.draft))?;
        if was.acts > 0 {
            draft.count = was.draft.count;
        }
        if draft == was.draft {
            return Ok(());
        }
        check_links(&tx, &draft, Some(&was.draft))?;
        if draft.is_of_minor() && !evidence::names(&tx, Owner::Incident(was.row))?.is_empty() {
            return Err(invalid("own", "under-18-with-files"));
        }
        let is = Thing::Incident(Stored { draft, ..was }).step(&tx, Action::Amend, now.wall)?;
        is.index(&tx)?;
        Ok(tx.commit()?)
    }

    /// Hides an incident or an entry at once. Nothing is lost: [`Log::restore`] brings it back. One that is hidden already stays as it is.
    pub fn withdraw(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin(now)?;
        let was = Thing::existing(&tx, id)?;
        if was.marks().withdrawn.is_none() {
            was.step(&tx, Action::Withdraw, now.wall)?;
        }
        Ok(tx.commit()?)
    }

    /// Brings a withdrawn incident or entry back. One that is not withdrawn stays as it is; the series of an import that was undone is refused (`id`,
    /// `import-undone`).
    pub fn restore(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin(now)?;
        let was = Thing::existing(&tx, id)?;
        if let Thing::Incident(stored) = &was
            && series::is_undone(&tx, stored.row)?
        {
            return Err(invalid("id", "import-undone"));
        }
        if was.marks().withdrawn.is_some() {
            was.step(&tx, Action::Restore, now.wall)?;
        }
        Ok(tx.commit()?)
    }

    /// Notes in the history what happened to the vault rather than to an incident: an opening, a recovery, a re-key.
    pub(crate) fn note(&mut self, action: Action, now: Now) -> Result<(), VaultError> {
        let tx = self.begin(now)?;
        history::append(&tx, &Record::new(action, now.wall, None))?;
        Ok(tx.commit()?)
    }

    /// Notes openings by the second PIN, and lets the vault remember in the same step that they were noted.
    pub(crate) fn note_openings(
        &mut self,
        seen: &[Moment],
        now: Now,
        remember: impl FnOnce(&Connection) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let tx = self.begin(now)?;
        for at in seen {
            let mut record = Record::new(Action::Opening, now.wall, None);
            record.put(history::field::START, at.to_bytes());
            history::append(&tx, &record)?;
        }
        remember(&tx)?;
        Ok(tx.commit()?)
    }

    /// Notes a run of an alert, told in `json`, once: `key` names it.
    pub(crate) fn note_run(&mut self, key: &[u8], began: Moment, ended: Moment, json: &[u8], now: Now) -> Result<(), VaultError> {
        let tx = self.begin(now)?;
        if !captured::is_taken(&tx, key)? {
            let mut record = Record::new(Action::Alert, now.wall, None);
            record.put(history::field::START, began.to_bytes());
            record.put(history::field::END, ended.to_bytes());
            record.put(history::field::ALERT, json);
            history::append(&tx, &record)?;
            captured::mark_taken(&tx, key)?;
        }
        Ok(tx.commit()?)
    }

    /// Begins a change. If the clock stands before the last record, the history says so first: time runs forward in it but for such jumps.
    pub(crate) fn begin(&mut self, now: Now) -> Result<Transaction<'_>, VaultError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(before) = history::last_written(&tx)?.filter(|before| now.wall.utc_ms() < before.utc_ms()) {
            erase::note_jump(&tx, before, now.wall)?;
        }
        Ok(tx)
    }
}

pub(super) fn existing(db: &Connection, id: &Id) -> Result<Stored, LogError> {
    row::find(db, id)?.ok_or(LogError::NotFound)
}

/// Refuses a person that is none and a measure that is none, unless they stay.
fn check_links(db: &Connection, draft: &Draft, was: Option<&Draft>) -> Result<(), LogError> {
    entry::check_person(db, draft.who.person.as_ref(), was.and_then(|was| was.who.person.as_ref()))?;
    match draft.breach.as_ref().filter(|breach| was.is_none_or(|was| was.breach.as_ref() != Some(breach))) {
        Some(breach) if !entry::find(db, breach)?.is_some_and(|stored| stored.said.sort() == entry::Sort::Measure) => {
            Err(invalid("breach", "not-an-order"))
        }
        _ => Ok(()),
    }
}

/// The record of an action on an incident, with all that it says.
pub(super) fn record(action: Action, at: Moment, stored: &Stored) -> Record {
    let mut record = Record::new(action, at, Some(&stored.id));
    stored.draft.write_to(&mut record);
    record
}

#[cfg(test)]
mod tests {
    use super::super::testing::{DAY_MS, Desk, MINUTE_MS, draft, later, now};
    use super::super::{Count, Incident, Withdrawn};
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn records(desk: &Desk) -> u64 {
        history::next_sequence(&desk.db).unwrap()
    }

    #[test]
    fn what_was_added_reads_back_with_the_time_of_writing() {
        let mut desk = Desk::new();
        let draft = draft("follow", "2026-02-01T21:30+06:00", "Ізімнен ерді 😡 \u{202e}rtl\u{202c}");
        let id = desk.add(&draft);
        let incident = desk.log().incident(&id).unwrap();
        let expected = Incident {
            id,
            draft,
            written: now().wall,
            amended: None,
            withdrawn: None,
            erase_due: None,
            acts: 0,
            evidence: Vec::new(),
            people: Vec::new(),
            after_refusal: false,
        };
        assert_eq!(incident, expected);
        assert_eq!(records(&desk), 1);
    }

    #[test]
    fn a_draft_that_is_refused_leaves_nothing() {
        let mut desk = Desk::new();
        let wrong = Draft { count: Some(Count { acts: 0, exact: true }), ..draft("call", "2026-02-01T21:30+05:00", "") };
        assert!(matches!(desk.log().add(&wrong, now()), Err(LogError::Invalid { field: "count", why: "zero" })));
        let id = desk.add(&draft("call", "2026-02-01T21:30+05:00", "first"));
        assert!(matches!(desk.log().amend(&id, &wrong, now()), Err(LogError::Invalid { field: "count", why: "zero" })));
        assert_eq!(desk.log().incident(&id).unwrap().draft.what, "first");
        assert_eq!(records(&desk), 1);
    }

    #[test]
    fn saying_the_same_again_is_no_change() {
        let mut desk = Desk::new();
        let same = draft("call", "2026-02-01T21:30+05:00", "first");
        let id = desk.add(&same);
        desk.log().amend(&id, &same, later(now(), DAY_MS)).unwrap();
        desk.log().restore(&id, now()).unwrap();
        desk.log().cancel_erase(&id, now()).unwrap();
        desk.log().withdraw(&id, now()).unwrap();
        desk.log().withdraw(&id, later(now(), DAY_MS)).unwrap();
        assert_eq!(desk.log().incident(&id).unwrap().withdrawn, Some(now().wall));
        assert_eq!(records(&desk), 2);
    }

    #[test]
    fn nothing_is_done_to_what_is_not_there() {
        let mut desk = Desk::new();
        desk.add(&draft("call", "2026-02-01T21:30+05:00", ""));
        let id: Id = "00000000".parse().unwrap();
        let draft = draft("call", "2026-02-01T21:30+05:00", "");
        let mut log = desk.log();
        let failures = [
            log.amend(&id, &draft, now()),
            log.withdraw(&id, now()),
            log.restore(&id, now()),
            log.cancel_erase(&id, now()),
            log.ask_erase(&id, false, now()).map(drop),
            log.incident(&id).map(drop),
            log.evidence(Some(&id)).map(drop),
            log.attach(&id, "a.jpg", &mut &b"x"[..], now(), &mut |_| ()).map(drop),
            log.take_out(&id, &mut Vec::new(), &mut |_| ()).map(drop),
        ];
        assert!(failures.iter().all(|failure| matches!(failure, Err(LogError::NotFound))));
        drop(log);
        assert_eq!(records(&desk), 1);
    }

    #[test]
    fn a_note_is_a_record_without_a_subject() {
        let mut desk = Desk::new();
        desk.log().note(Action::Recovered, now()).unwrap();
        let mut heard = Vec::new();
        history::for_each(&desk.db, |stored| {
            heard.push((stored.subject, stored.record.unwrap()));
            Ok(())
        })
        .unwrap();
        assert_eq!(heard[0].0, None);
        assert_eq!(heard[0].1.action(), Some(Action::Recovered));
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Add(u8),
        Amend(usize, u8),
        Withdraw(usize),
        Restore(usize),
        Ask(usize),
        Cancel(usize),
        Unlock(u8),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let any_one = 0usize..64;
        proptest::collection::vec(
            prop_oneof![
                3 => any::<u8>().prop_map(Step::Add),
                3 => (any_one.clone(), any::<u8>()).prop_map(|(place, text)| Step::Amend(place, text)),
                2 => any_one.clone().prop_map(Step::Withdraw),
                1 => any_one.clone().prop_map(Step::Restore),
                1 => any_one.clone().prop_map(Step::Ask),
                1 => any_one.prop_map(Step::Cancel),
                1 => (0u8..9).prop_map(Step::Unlock),
            ],
            1..40,
        )
    }

    fn said(text: u8) -> Draft {
        draft("visit", &format!("2026-02-{:02}T12:00+05:00", text % 28 + 1), &format!("w{text}w"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The log against a plain map, after any steps; then made anew from its history and compared once more.
        #[test]
        fn the_log_is_what_was_done_to_it(steps in steps()) {
            let mut desk = Desk::new();
            let mut model: HashMap<Id, Incident> = HashMap::new();
            let mut ids: Vec<Id> = Vec::new();
            let mut clock = now();
            for step in steps {
                clock = later(clock, MINUTE_MS);
                let pick = |place: usize| (!ids.is_empty()).then(|| ids[place % ids.len()].clone());
                let mut log = desk.log();
                match step {
                    Step::Add(text) => {
                        let id = log.add(&said(text), clock).unwrap();
                        model.insert(id.clone(), log.incident(&id).unwrap());
                        ids.push(id);
                    }
                    Step::Unlock(days) => {
                        clock = later(clock, i64::from(days) * DAY_MS);
                        let before = model.len();
                        model.retain(|_, incident| incident.erase_due.is_none_or(|due| due.utc_ms() > clock.wall.utc_ms()));
                        prop_assert_eq!(log.carry_out_erasures(clock).unwrap() as usize, before - model.len());
                    }
                    Step::Amend(place, _) | Step::Withdraw(place) | Step::Restore(place) | Step::Ask(place) | Step::Cancel(place) => {
                        let Some(id) = pick(place) else { continue };
                        let outcome = match step {
                            Step::Amend(_, text) => log.amend(&id, &said(text), clock),
                            Step::Withdraw(_) => log.withdraw(&id, clock),
                            Step::Restore(_) => log.restore(&id, clock),
                            Step::Ask(_) => log.ask_erase(&id, false, clock).map(drop),
                            _ => log.cancel_erase(&id, clock),
                        };
                        let Some(incident) = model.get_mut(&id) else {
                            prop_assert!(matches!(outcome, Err(LogError::NotFound)));
                            continue;
                        };
                        outcome.unwrap();
                        match step {
                            Step::Amend(_, text) if incident.draft != said(text) => {
                                incident.draft = said(text);
                                incident.amended = Some(clock.wall);
                            }
                            Step::Withdraw(_) => incident.withdrawn = incident.withdrawn.or(Some(clock.wall)),
                            Step::Restore(_) => incident.withdrawn = None,
                            Step::Ask(_) => incident.erase_due = incident.erase_due.or(Some(row::after_wait(clock.wall))),
                            Step::Cancel(_) => incident.erase_due = None,
                            _ => {}
                        }
                    }
                }
            }
            for again in [false, true] {
                if again {
                    prop_assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
                }
                prop_assert_eq!(desk.damaged(), [""; 0]);
                let log = desk.log();
                let mut listed = 0;
                for (which, hidden) in [(Withdrawn::Hide, false), (Withdrawn::Only, true)] {
                    for incident in log.list(which, 500, None).unwrap().incidents {
                        listed += 1;
                        prop_assert_eq!(incident.withdrawn.is_some(), hidden);
                        prop_assert_eq!(model.get(&incident.id), Some(&incident));
                        let found = log.search(&incident.draft.what, 500, None).unwrap().incidents;
                        prop_assert_eq!(found.contains(&incident), !hidden);
                    }
                }
                prop_assert_eq!(listed, model.len());
                let shown = model.values().filter(|incident| incident.withdrawn.is_none()).count() as u64;
                prop_assert_eq!(log.counts().unwrap().incidents, shown);
            }
        }
    }
}
