//! Entries of an open log: writing, amending, reading.

use super::super::history::{self, Action};
use super::super::parts::invalid;
use super::super::thing::{self, Thing};
use super::super::{Id, Log, LogError, evidence, search};
use super::{Entry, Identity, Person, Said, Sort, Stored, row};
use crate::Now;
use rusqlite::Connection;

impl Log<'_> {
    /// Writes a new entry and its history record; durable when it returns. [`Person`], [`Refusal`](super::Refusal), [`Report`](super::Report) and
    /// [`Measure`](super::Measure) say what is refused; so is a person who is none (`person`, `not-a-person`).
    pub fn add_entry(&mut self, said: &Said, now: Now) -> Result<Id, LogError> {
        let said = said.checked(now, None)?;
        let tx = self.begin(now)?;
        check_person(&tx, said.person(), None)?;
        let stored = Stored::new(&tx, history::new_id(&tx)?, said, now.wall)?;
        let id = stored.id.clone();
        let thing = Thing::Entry(stored);
        thing.write(&tx, Action::Create, now.wall)?;
        thing.index(&tx)?;
        tx.commit()?;
        Ok(id)
    }

    /// Replaces what an entry says by something of the same sort (`sort`, `other-sort`). Nothing is written if it says this already.
    pub fn amend_entry(&mut self, id: &Id, said: &Said, now: Now) -> Result<(), LogError> {
        let tx = self.begin(now)?;
        let was = existing(&tx, id)?;
        let said = said.checked(now, Some(&was.said))?;
        if said.sort() != was.said.sort() {
            return Err(invalid("sort", "other-sort"));
        }
        check_person(&tx, said.person(), was.said.person())?;
        if said == was.said {
            return Ok(());
        }
        let is = Thing::Entry(Stored { said, ..was }).step(&tx, Action::Amend, now.wall)?;
        is.index(&tx)?;
        Ok(tx.commit()?)
    }

    /// One entry, withdrawn ones too.
    pub fn entry(&self, id: &Id) -> Result<Entry, LogError> {
        with_evidence(self.db, existing(self.db, id)?)
    }

    /// The entries of one sort, in the order they were written.
    pub fn entries(&self, sort: Sort, with_withdrawn: bool) -> Result<Vec<Entry>, LogError> {
        let all = row::all(self.db, Some(sort))?.into_iter();
        all.filter(|stored| with_withdrawn || stored.marks.withdrawn.is_none()).map(|stored| with_evidence(self.db, stored)).collect()
    }

    /// Entries in which all of `words` occur, as [`Log::search`] looks for them, at most `limit`; withdrawn ones are left out.
    pub fn search_entries(&self, words: &str, limit: u32) -> Result<Vec<Entry>, LogError> {
        let Some(sought) = search::sought(words)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for stored in row::all(self.db, None)?.into_iter().filter(|stored| stored.marks.withdrawn.is_none()) {
            if found.len() < limit as usize && search::finds_entry(self.db, stored.row, &sought)? {
                found.push(with_evidence(self.db, stored)?);
            }
        }
        Ok(found)
    }

    /// Says that a number, an account, a vehicle or an address is this person's. Every incident and act with it shows the person at once, and
    /// none of them is rewritten. What was said of the same identity before is replaced.
    pub fn attach_identity(&mut self, person: &Id, identity: &Identity, now: Now) -> Result<(), LogError> {
        let mut said = self.person(person)?;
        said.identities.retain(|known| !known.is_same(identity));
        said.identities.push(identity.clone());
        self.amend_entry(person, &Said::Person(said), now)
    }

    /// Takes that back. Nothing is lost: the incidents keep the number, the history keeps that it was this person's.
    /// One that the person does not have is [`LogError::NotFound`].
    pub fn detach_identity(&mut self, person: &Id, sort: &str, value: &str, now: Now) -> Result<(), LogError> {
        let mut said = self.person(person)?;
        let key = Identity::key(sort, value);
        let before = said.identities.len();
        said.identities.retain(|known| known.own_key() != key);
        if said.identities.len() == before {
            return Err(LogError::NotFound);
        }
        self.amend_entry(person, &Said::Person(said), now)
    }

    fn person(&self, id: &Id) -> Result<Person, LogError> {
        match existing(self.db, id)?.said {
            Said::Person(person) => Ok(person),
            _ => Err(LogError::NotFound),
        }
    }
}

/// Refuses an id that names no person, unless it stays.
pub(in super::super) fn check_person(db: &Connection, id: Option<&Id>, was: Option<&Id>) -> Result<(), LogError> {
    let Some(id) = id.filter(|id| was != Some(*id)) else { return Ok(()) };
    let is_person = row::find(db, id)?.is_some_and(|stored| stored.said.sort() == Sort::Person);
    if is_person { Ok(()) } else { Err(invalid("person", "not-a-person")) }
}

fn existing(db: &Connection, id: &Id) -> Result<Stored, LogError> {
    row::find(db, id)?.ok_or(LogError::NotFound)
}

fn with_evidence(db: &Connection, stored: Stored) -> Result<Entry, LogError> {
    let evidence = evidence::of_owner(db, thing::Owner::Entry(stored.row))?;
    Ok(stored.into_entry(evidence))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{DAY_MS, Desk, draft, holds, later, moment, now};
    use super::super::super::{Draft, Measure, Refusal, Report, Who};
    use super::*;

    fn person(name: &str) -> Said {
        Said::Person(Person { name: name.into(), ..Person::default() })
    }

    fn records(desk: &Desk) -> u64 {
        history::next_sequence(&desk.db).unwrap()
    }

    #[test]
    fn an_entry_is_written_amended_hidden_and_brought_back() {
        let mut desk = Desk::new();
        let mut log = desk.log();
        let id = log.add_entry(&person("Серик"), now()).unwrap();
        let then = later(now(), DAY_MS);
        log.amend_entry(&id, &person("Серик К."), then).unwrap();
        log.amend_entry(&id, &person("Серик К."), later(then, DAY_MS)).unwrap();
        let entry = log.entry(&id).unwrap();
        assert_eq!((&entry.said, entry.written, entry.amended), (&person("Серик К."), now().wall, Some(then.wall)));
        log.withdraw(&id, then).unwrap();
        assert_eq!(log.entries(Sort::Person, false).unwrap(), []);
        assert_eq!(log.entries(Sort::Person, true).unwrap()[0].withdrawn, Some(then.wall));
        log.restore(&id, then).unwrap();
        assert_eq!(log.entries(Sort::Person, false).unwrap().len(), 1);
        let refused = log.amend_entry(&id, &Said::Report(Report::new("102", now().wall)), then);
        assert!(matches!(refused, Err(LogError::Invalid { field: "sort", why: "other-sort" })));
        drop(log);
        assert_eq!(records(&desk), 4);
        assert_eq!(desk.damaged(), [""; 0]);
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.log().entry(&id).unwrap().said, person("Серик К."));
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn an_entry_holds_evidence_and_is_erased_with_it() {
        let (mut desk, file) = Desk::in_file();
        let report = Report { place: "kanarejka".into(), ..Report::new("station", moment("2026-01-13T10:00+05:00")) };
        let id = desk.log().add_entry(&Said::Report(report), now()).unwrap();
        let piece = desk.log().attach(&id, "kanarejka.jpg", &mut &b"talon"[..], now(), &mut |_| ()).unwrap();
        assert_eq!(piece.incident, id);
        assert_eq!(desk.log().entry(&id).unwrap().evidence, std::slice::from_ref(&piece));
        assert_eq!(desk.log().evidence(Some(&id)).unwrap(), std::slice::from_ref(&piece));
        assert_eq!(desk.log().counts().unwrap().evidence, 1);
        let mut out = Vec::new();
        desk.log().take_out(&piece.id, &mut out, &mut |_| ()).unwrap();
        assert_eq!(out, b"talon");
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.log().entry(&id).unwrap().evidence, [piece]);
        let due = desk.log().ask_erase(&id, false, now()).unwrap();
        assert_eq!(desk.log().entry(&id).unwrap().erase_due, Some(due));
        desk.log().cancel_erase(&id, now()).unwrap();
        desk.log().ask_erase(&id, false, now()).unwrap();
        assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 1);
        assert!(matches!(desk.log().entry(&id), Err(LogError::NotFound)));
        assert!(!holds(&desk.dump(), "kana") && !holds(&std::fs::read(file.path()).unwrap(), "kana"));
        assert_eq!(desk.damaged(), [""; 0]);
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn a_person_must_be_one() {
        let mut desk = Desk::new();
        let mut log = desk.log();
        let refusal = log
            .add_entry(&Said::Refusal(Refusal { words: "Нет".into(), ..Refusal::new(moment("2026-01-01T00:00+05:00")) }), now())
            .unwrap();
        let against = |id: &Id| Said::Measure(Measure { person: Some(id.clone()), ..Measure::new("fine", now().wall) });
        assert!(matches!(log.add_entry(&against(&refusal), now()), Err(LogError::Invalid { field: "person", why: "not-a-person" })));
        let who = Who { person: Some(refusal), ..Who::default() };
        let by_nobody = Draft { who, ..draft("call", "2026-02-01T21:30+05:00", "") };
        assert!(matches!(log.add(&by_nobody, now()), Err(LogError::Invalid { field: "person", why: "not-a-person" })));
        let id = log.add_entry(&person("он"), now()).unwrap();
        let measure = log.add_entry(&against(&id), now()).unwrap();
        // Erased since: what names the person can still be amended.
        log.ask_erase(&id, false, now()).unwrap();
        drop(log);
        desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap();
        let Said::Measure(was) = desk.log().entry(&measure).unwrap().said else { panic!() };
        desk.log().amend_entry(&measure, &Said::Measure(Measure { number: "5".into(), ..was }), now()).unwrap();
        assert!(matches!(desk.log().add_entry(&against(&id), now()), Err(LogError::Invalid { .. })));
    }

    #[test]
    fn entries_are_found_by_what_they_say() {
        let mut desk = Desk::new();
        let mut log = desk.log();
        let id = log.add_entry(&person("Қайрат Кобелёв"), now()).unwrap();
        let number =
            Identity { sort: "number".into(), value: "8 701 000 00 01".into(), certainty: None, reason: "голос".into(), since: None };
        log.attach_identity(&id, &number, now()).unwrap();
        for words in ["кайрат", "КОБЕЛЕВ", "+7 701 000-00-01", "голос", ""] {
            let found: Vec<Id> = log.search_entries(words, 5).unwrap().into_iter().map(|entry| entry.id).collect();
            assert_eq!(found, std::slice::from_ref(&id), "{words}");
            assert_eq!(log.search(words, 5, None).unwrap().incidents, [], "{words}");
        }
        assert_eq!(log.search_entries("!!!", 5).unwrap(), []);
        log.detach_identity(&id, "number", "+77010000001", now()).unwrap();
        assert!(matches!(log.detach_identity(&id, "number", "+77010000001", now()), Err(LogError::NotFound)));
        assert_eq!(log.search_entries("голос", 5).unwrap(), []);
        log.withdraw(&id, now()).unwrap();
        assert_eq!(log.search_entries("кайрат", 5).unwrap(), []);
    }
}
