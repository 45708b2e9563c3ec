//! Taking acts into the log: a batch at a time, each a transaction of its own.
//!
//! One import makes one series incident per kind, with its first new act. An act the log has already, from whatever file, is never taken twice.

use crate::incident::act::{self, Act, ActRef, Medium};
use crate::incident::history::{self, Action, field};
use crate::incident::parts::{NUMBERS_MAX, json};
use crate::incident::row::{self, Marks, Stored};
use crate::incident::{Count, Draft, Id, Kind, Log, LogError, change, evidence, search};
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::HashSet;

/// Acts written in one transaction: the sealed write-ahead log grows with the largest and never shrinks.
pub(crate) const ACTS_PER_TRANSACTION: usize = 2_000;
/// Acts of one import.
pub(crate) const ACTS_PER_IMPORT: u64 = 2_000_000;
/// Files beside messages of one import.
const MEDIA_PER_IMPORT: usize = 200_000;

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
    /// The import, by which it can be undone.
    pub(crate) import: Option<Id>,
    /// Files that came with acts, new or known.
    pub(crate) media: Vec<(ActRef, Medium)>,
}

/// What the history says of the import an act came with; the keys stand in its record in this order.
#[derive(Serialize)]
pub(super) struct Origin<'a> {
    pub(super) id: Id,
    pub(super) source: &'a str,
    pub(super) format: &'a str,
}

/// A series incident while acts come in.
pub(super) struct Series {
    pub(super) stored: Stored,
    /// Its earliest and latest act.
    span: Option<(Moment, Moment)>,
    /// The numbers in its draft.
    listed: HashSet<String>,
    next_place: u64,
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
        let import = Id::make();
        let source = json(&Origin { id: import.clone(), source: origin.name, format: origin.format });
        let mut taken = Taken::default();
        let mut all_series: Vec<Series> = Vec::new();
        while let Some(acts) = next()? {
            for batch in acts.chunks(ACTS_PER_TRANSACTION) {
                if taken.added + taken.known + batch.len() as u64 > ACTS_PER_IMPORT {
                    return Err(LogError::Import { why: "too-many-rows" });
                }
                batch.iter().try_for_each(Act::check)?;
                let tx = self.begin(now)?;
                for kind in kinds(batch) {
                    let position = all_series.iter().position(|series| series.stored.draft.kind == kind);
                    let mut series = match position {
                        Some(position) => all_series.remove(position),
                        None => Series::new(&tx, kind, now.wall)?,
                    };
                    series.take(&tx, batch, &source, now.wall, &mut taken)?;
                    if series.stored.acts > 0 {
                        all_series.insert(position.unwrap_or(all_series.len()), series);
                    }
                }
                tx.commit()?;
            }
        }
        taken.import = (!all_series.is_empty()).then_some(import);
        taken.incidents = all_series.into_iter().map(|series| series.stored.id).collect();
        Ok(taken)
    }
}

impl Series {
    /// A series without acts, which is nowhere written yet.
    pub(super) fn new(db: &Connection, kind: Kind, written: Moment) -> Result<Self, VaultError> {
        let draft = Draft::new(kind, written);
        let stored = Stored { row: row::next_row(db)?, id: history::new_id(db)?, draft, marks: Marks::new(written), acts: 0 };
        Ok(Self { stored, span: None, listed: HashSet::new(), next_place: 1 })
    }

    /// A series to which more acts come.
    pub(super) fn existing(db: &Connection, stored: Stored) -> Result<Self, VaultError> {
        let span = Some((stored.draft.at, stored.draft.until.unwrap_or(stored.draft.at)));
        let listed = stored.draft.who.numbers.iter().cloned().collect();
        let next_place = act::next_place(db, stored.row)?;
        Ok(Self { stored, span, listed, next_place })
    }

    /// Takes the acts of its kind from a batch and counts them.
    pub(super) fn take(&mut self, db: &Connection, batch: &[Act], source: &str, at: Moment, taken: &mut Taken) -> Result<(), LogError> {
        let mut new: Vec<&Act> = Vec::new();
        for act in batch.iter().filter(|act| act.kind == self.stored.draft.kind) {
            let place = self.next_place + new.len() as u64;
            let is_new = act::insert(db, self.stored.row, place, act)?;
            if is_new {
                new.push(act);
            } else {
                taken.known += 1;
            }
            if act.media.is_empty() {
                continue;
            }
            let found = if is_new { None } else { act::find(db, act)? };
            let holder = found.unwrap_or_else(|| ActRef { series: self.stored.id.clone(), place });
            if taken.media.len() + act.media.len() > MEDIA_PER_IMPORT {
                return Err(LogError::Import { why: "too-many-rows" });
            }
            taken.media.extend(act.media.iter().map(|medium| (holder.clone(), medium.clone())));
        }
        if new.is_empty() {
            return Ok(());
        }
        taken.added += new.len() as u64;
        self.next_place += new.len() as u64;
        let is_new = self.stored.acts == 0;
        let has_new_numbers = self.follow(&new);
        for acts in act::records_of(&new) {
            let mut record = change::record(Action::Import, at, &self.stored);
            record.put(field::ACTS, acts);
            record.put(field::IMPORT, source);
            history::append(db, &record)?;
        }
        row::write(db, &self.stored)?;
        if is_new || has_new_numbers {
            search::index(db, self.stored.row, &self.stored.draft)?;
        }
        act::index(db, &self.stored, &new)?;
        Ok(())
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
        draft.count = Some(count_of(self.stored.acts));
        self.listed.len() > listed_before
    }
}

/// The count of a series with so many acts.
pub(super) fn count_of(acts: u64) -> Count {
    Count { acts: u32::try_from(acts).unwrap_or(u32::MAX), exact: true }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Moment;
    use crate::incident::testing::{Desk, moment, now};
    use crate::incident::{Counts, Direction, FIELD_MAX_BYTES, Kind, Who};

    const ORIGIN: ImportOrigin<'_> = ImportOrigin { name: "calls-2026.xml", format: "calls-xml" };

    fn call(minute: i64, number: &str) -> Act {
        let at = Moment::new(moment("2026-02-01T00:00+05:00").utc_ms() + minute * 60_000, 300).unwrap();
        Act { direction: Direction::Missed, seconds: Some(0), ..Act::new(Kind::CALL, at, number) }
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
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
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
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
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
}
