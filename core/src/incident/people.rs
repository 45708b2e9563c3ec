//! Who is behind a number: looked up each time something is shown, so that a number attached to a person later changes no incident.

use super::entry::{self, Identity, Said, Sort, Stored};
use super::list::{Page, Withdrawn};
use super::thing::Thing;
use super::{Draft, Filter, Id, Log, LogError, Own};
use crate::vault::VaultError;
use rusqlite::Connection;
use serde::Serialize;
use std::collections::HashMap;

/// The own fields in which an account may stand.
const ACCOUNT_FIELDS: [&str; 2] = ["account", "sender_id"];
const PLATE_FIELD: &str = "plate";

/// A person who is behind an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Behind {
    /// The person's entry.
    pub id: Id,
    /// The name; `None` if the entry was erased.
    pub name: Option<String>,
    /// Whether the entry is withdrawn.
    pub withdrawn: bool,
    /// What the person was told by: `person` if the incident names the entry, else the sort of the identity.
    pub by: &'static str,
    /// The identity; the id of the entry if `by` is `person`.
    pub value: String,
}

/// What all incidents are seen against: the people she has named and her first refusal.
pub(super) struct Context {
    people: Vec<Stored>,
    /// Places in `people` by the form in which identities are compared.
    by_key: HashMap<(&'static str, String), Vec<usize>>,
    refused_ms: Option<i64>,
}

impl Log<'_> {
    /// Who is behind a number as she or a phone wrote it.
    pub fn behind_number(&self, number: &str) -> Result<Vec<Behind>, LogError> {
        Ok(Context::load(self.db)?.behind_value("number", number))
    }

    /// Incidents that a person is behind, newest first; withdrawn ones are left out.
    pub fn incidents_of(&self, person: &Id, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        let Thing::Entry(Stored { said: Said::Person(_), id, .. }) = Thing::existing(self.db, person)? else {
            return Err(LogError::NotFound);
        };
        self.find("", &Filter { person: Some(id), ..Filter::default() }, Withdrawn::Hide, limit, after)
    }

    /// When her first refusal was over that is not withdrawn; `None` without one. What came after it is marked.
    pub fn first_refusal(&self) -> Result<Option<crate::Moment>, LogError> {
        Ok(refusals(self.db)?.into_iter().min_by_key(|over| over.utc_ms()))
    }
}

impl Context {
    pub(super) fn load(db: &Connection) -> Result<Self, VaultError> {
        let people = entry::all(db, Some(Sort::Person))?;
        let mut by_key: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, stored) in people.iter().enumerate() {
            let Said::Person(person) = &stored.said else { continue };
            for identity in &person.identities {
                by_key.entry(identity.own_key()).or_default().push(at);
            }
        }
        let refused_ms = refusals(db)?.into_iter().map(crate::Moment::utc_ms).min();
        Ok(Self { people, by_key, refused_ms })
    }

    /// Who is behind an incident: each person once, by the surest way first.
    pub(super) fn behind(&self, draft: &Draft) -> Vec<Behind> {
        let mut all: Vec<Behind> = draft.who.person.iter().map(|id| self.named(id)).collect();
        let numbers = draft.who.numbers.iter().flat_map(|number| of_number(number));
        for (sort, value) in numbers.chain(of_own(&draft.own)) {
            for found in self.behind_value(sort, value) {
                if all.iter().all(|known| known.id != found.id) {
                    all.push(found);
                }
            }
        }
        all
    }

    fn behind_value(&self, sort: &str, value: &str) -> Vec<Behind> {
        if self.by_key.is_empty() {
            return Vec::new();
        }
        let key = Identity::key(sort, value);
        let people = self.by_key.get(&key).into_iter().flatten().map(|at| &self.people[*at]);
        let value = if key.0 == "number" { &key.1 } else { value };
        people.map(|stored| behind(stored, key.0, value.to_owned())).collect()
    }

    /// Whether something came after her first refusal. An approximate time counts if all of its stretch did.
    pub(super) fn is_after_refusal(&self, draft: &Draft) -> bool {
        self.refused_ms.is_some_and(|over_ms| draft.is_after(over_ms))
    }

    fn named(&self, id: &Id) -> Behind {
        match self.people.iter().find(|stored| stored.id == *id) {
            Some(stored) => behind(stored, "person", id.to_string()),
            None => Behind { id: id.clone(), name: None, withdrawn: false, by: "person", value: id.to_string() },
        }
    }
}

fn behind(stored: &Stored, by: &'static str, value: String) -> Behind {
    let name = match &stored.said {
        Said::Person(person) => Some(person.name.clone()),
        _ => None,
    };
    Behind { id: stored.id.clone(), name, withdrawn: stored.marks.withdrawn.is_some(), by, value }
}

/// When each refusal was over that is not withdrawn.
pub(super) fn refusals(db: &Connection) -> Result<Vec<crate::Moment>, VaultError> {
    let stored = entry::all(db, Some(Sort::Refusal))?;
    let standing = stored.iter().filter(|stored| stored.marks.withdrawn.is_none());
    Ok(standing
        .filter_map(|stored| match &stored.said {
            Said::Refusal(refusal) => Some(refusal.over()),
            _ => None,
        })
        .collect())
}

/// What a number can be an identity of.
pub(super) fn of_number(number: &str) -> [(&'static str, &str); 2] {
    [("number", number), ("account", number)]
}

/// What can be identities among the own fields of a kind.
pub(super) fn of_own(own: &Own) -> impl Iterator<Item = (&'static str, &str)> {
    let filled = |field| Some(own.get(field)).filter(|value| !value.is_empty());
    let accounts = ACCOUNT_FIELDS.into_iter().filter_map(filled).flat_map(|account| [("account", account), ("number", account)]);
    accounts.chain(filled(PLATE_FIELD).map(|plate| ("vehicle", plate)))
}

#[cfg(test)]
mod tests {
    use super::super::act::Act;
    use super::super::direction::Direction;
    use super::super::series::ImportOrigin;
    use super::super::testing::{DAY_MS, Desk, MINUTE_MS, draft, later, moment, now};
    use super::super::{Kind, Person, Precision, Refusal, Who};
    use super::*;

    fn identity(sort: &str, value: &str) -> Identity {
        Identity { sort: sort.into(), value: value.into(), certainty: None, reason: "узнала голос".into(), since: None }
    }

    fn person(desk: &mut Desk, name: &str) -> Id {
        desk.log().add_entry(&Said::Person(Person { name: name.into(), ..Person::default() }), now()).unwrap()
    }

    fn called_from(number: &str, at: &str) -> Draft {
        Draft { who: Who { numbers: vec![number.into()], ..Who::default() }, ..draft("call", at, number) }
    }

    fn whats(desk: &mut Desk, person: &Id) -> Vec<String> {
        let page = desk.log().incidents_of(person, 50, None).unwrap();
        page.incidents.into_iter().map(|incident| incident.draft.what).collect()
    }

    #[test]
    fn a_number_attached_later_shows_the_person_in_past_incidents_and_acts() {
        let mut desk = Desk::new();
        let by_hand = desk.add(&called_from("8 701 000 00 01", "2026-02-01T10:00+05:00"));
        desk.add(&called_from("+7 702 000 00 02", "2026-02-02T10:00+05:00"));
        desk.add(&draft("call", "2026-02-03T10:00+05:00", "звонил с 8 701 000 00 01"));
        let act = |n: i64| Act {
            direction: Direction::Missed,
            ..Act::new(Kind::CALL, later(now(), n * MINUTE_MS).wall, format!("+7701{:07}", n % 1500 + 1))
        };
        let mut batches = vec![(0..1500).rev().map(act).collect::<Vec<_>>()];
        let series = desk
            .log()
            .take_acts(&ImportOrigin { name: "calls.xml", format: "calls-xml" }, &mut || Ok(batches.pop()), now())
            .unwrap()
            .incidents
            .remove(0);
        let listed = desk.log().incident(&series).unwrap().draft.who.numbers.len();
        assert_eq!(listed, 1000, "the number is among those that found no room");
        let records = crate::incident::history::next_sequence(&desk.db).unwrap();

        let serik = person(&mut desk, "Серик");
        assert_eq!(desk.log().incidents_of(&serik, 50, None).unwrap().incidents, []);
        desk.log().attach_identity(&serik, &identity("number", "8(701)000-00-01"), now()).unwrap();
        assert_eq!(crate::incident::history::next_sequence(&desk.db).unwrap(), records + 2, "no incident is written");
        let behind = desk.log().incident(&by_hand).unwrap().people;
        let expected =
            Behind { id: serik.clone(), name: Some("Серик".into()), withdrawn: false, by: "number", value: "+77010000001".into() };
        assert_eq!(behind, std::slice::from_ref(&expected));
        assert_eq!(
            desk.log().list(Withdrawn::Hide, 50, None).unwrap().incidents.iter().filter(|incident| !incident.people.is_empty()).count(),
            1
        );
        // The words of an incident are not the number that called.
        assert_eq!(whats(&mut desk, &serik), ["", "8 701 000 00 01"]);
        assert_eq!(desk.log().behind_number("+7 701 000 00 01").unwrap(), [expected]);

        desk.log().detach_identity(&serik, "number", "87010000001", later(now(), DAY_MS)).unwrap();
        assert_eq!(desk.log().incident(&by_hand).unwrap().people, []);
        assert_eq!(whats(&mut desk, &serik), [""; 0]);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn accounts_vehicles_and_a_named_person_are_told_too() {
        let mut desk = Desk::new();
        let serik = person(&mut desk, "Серик");
        for (sort, value) in [("account", "@Serik_01"), ("vehicle", "123 ABC 02"), ("account", "Kaspi")] {
            desk.log().attach_identity(&serik, &identity(sort, value), now()).unwrap();
        }
        let with = |kind: &str, field: &str, value: &str| {
            let mut draft = draft(kind, "2026-02-01T10:00+05:00", kind);
            draft.own.set(field, value);
            draft
        };
        let named =
            Draft { who: Who { person: Some(serik.clone()), ..Who::default() }, ..draft("visit", "2026-02-01T10:00+05:00", "visit") };
        let all = [
            with("social", "account", "serik_01"),
            with("follow", "plate", "123abc02"),
            called_from("kaspi", "2026-02-01T10:00+05:00"),
            named,
        ];
        let ids = all.map(|draft| desk.add(&draft));
        let by: Vec<&str> = ids.iter().map(|id| desk.log().incident(id).unwrap().people[0].by).collect();
        assert_eq!(by, ["account", "vehicle", "account", "person"]);
        assert_eq!(whats(&mut desk, &serik), ["visit", "kaspi", "follow", "social"]);
    }

    #[test]
    fn a_person_who_is_withdrawn_or_erased_stays_marked_in_incidents() {
        let mut desk = Desk::new();
        let serik = person(&mut desk, "Серик");
        let id =
            desk.add(&Draft { who: Who { person: Some(serik.clone()), ..Who::default() }, ..draft("visit", "2026-02-01T10:00+05:00", "") });
        desk.log().withdraw(&serik, now()).unwrap();
        let behind = |desk: &mut Desk| desk.log().incident(&id).unwrap().people.remove(0);
        assert_eq!((behind(&mut desk).name.as_deref(), behind(&mut desk).withdrawn), (Some("Серик"), true));
        desk.log().restore(&serik, now()).unwrap();
        assert!(!behind(&mut desk).withdrawn);
        desk.log().ask_erase(&serik, false, now()).unwrap();
        desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap();
        assert_eq!((behind(&mut desk).id, behind(&mut desk).name), (serik, None));
    }

    #[test]
    fn what_came_after_the_first_refusal_is_marked() {
        let mut desk = Desk::new();
        let times = ["2025-06-01T11:59+05:00", "2025-06-01T12:00+05:00", "2025-06-01T12:01+05:00", "2025-07-01T00:00+05:00"];
        let ids = times.map(|at| desk.add(&draft("call", at, "")));
        let july = desk.add(&Draft { precision: Precision::Month, ..draft("call", "2025-07-10T00:00+05:00", "") });
        let marked =
            |desk: &mut Desk| ids.iter().chain([&july]).map(|id| desk.log().incident(id).unwrap().after_refusal).collect::<Vec<_>>();
        assert_eq!(marked(&mut desk), [false; 5]);
        let refusal = Refusal { words: "Нет".into(), ..Refusal::new(moment("2025-06-01T12:00+05:00")) };
        let exact = desk.log().add_entry(&Said::Refusal(refusal.clone()), now()).unwrap();
        assert_eq!(desk.log().first_refusal().unwrap(), Some(refusal.at));
        assert_eq!(marked(&mut desk), [false, false, true, true, true]);
        desk.log().withdraw(&exact, now()).unwrap();
        assert_eq!(marked(&mut desk), [false; 5]);
        let june = Refusal { precision: Precision::Month, ..refusal };
        desk.log().add_entry(&Said::Refusal(june), now()).unwrap();
        assert_eq!(marked(&mut desk), [false, false, false, false, true]);
    }
}
