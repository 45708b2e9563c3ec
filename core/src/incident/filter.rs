//! Which incidents a listing, a search, the figures or an export are about.

use super::parts::{NUMBERS_MAX, PLACE_KINDS, invalid};
use super::whose::Whose;
use super::{Id, Kind, LogError, number};
use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value;

const MS_PER_DAY: i64 = 86_400_000;
const MS_PER_HOUR: i64 = 3_600_000;
/// What step 4 of the tables keeps in an index, word for word: the kind of the place, how many numbers, and the first of them.
pub(super) const PLACE_KIND: &str = "CASE WHEN json_valid(place) THEN place ->> '$.kind' END";
pub(super) const NUMBER_COUNT: &str = "CASE WHEN json_valid(who) THEN json_array_length(who, '$.numbers') END";
pub(super) const FIRST_NUMBER: &str = "CASE WHEN json_valid(who) THEN who ->> '$.numbers[0]' END";
/// No clock on the wall stands further from UTC.
const OFFSET_MAX_MS: i64 = 18 * MS_PER_HOUR;

/// What incidents have in common that are looked for. What is not set makes no difference.
///
/// Refused, as [`LogError::Invalid`]: an unknown `place` (`unknown-kind`), a `to` before `from` (`end-before-start`), a `number` without any sign (`empty`),
/// a `person` who is none (`not-a-person`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// With this number, in any usual form.
    pub number: Option<String>,
    /// That this person is behind: those that name the entry, or have a number, an account or a vehicle that is theirs.
    pub person: Option<Id>,
    /// Not over before this day. Days are those that the clock on the wall showed.
    pub from: Option<Date>,
    /// Begun by the end of this day.
    pub to: Option<Date>,
    /// In a place of this kind, one of [`PLACE_KINDS`].
    pub place: Option<String>,
}

/// A filter that was looked over, in the forms that the tables keep.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    pub(super) kind: Option<Kind>,
    number: Option<String>,
    pub(super) whose: Option<Whose>,
    pub(super) place: Option<String>,
    /// The first millisecond of the clock on the wall, and the first that is too late.
    wall_ms: (Option<i64>, Option<i64>),
}

impl Filter {
    pub(super) fn checked(&self, db: &Connection) -> Result<Checked, LogError> {
        if self.place.as_ref().is_some_and(|place| !PLACE_KINDS.contains(&place.as_str())) {
            return Err(invalid("place", "unknown-kind"));
        }
        if self.from.zip(self.to).is_some_and(|(from, to)| to < from) {
            return Err(invalid("to", "end-before-start"));
        }
        let number = self.number.as_deref().map(number::normalise_or_keep);
        if number.as_ref().is_some_and(String::is_empty) {
            return Err(invalid("number", "empty"));
        }
        let wall_ms = (self.from.map(midnight_ms), self.to.map(|to| midnight_ms(to) + MS_PER_DAY));
        let whose = self.person.as_ref().map(|person| Whose::of(db, person)).transpose()?;
        Ok(Checked { kind: self.kind, number, whose, place: self.place.clone(), wall_ms })
    }
}

impl Checked {
    /// Conditions on rows of `incident`, each after an ` AND `, and their values in order. One that lasted is meant if any of it lies within the days.
    /// Whose an incident is, [`Whose::is_behind`] tells.
    pub(super) fn conditions(&self) -> (String, Vec<Value>) {
        let (mut sql, mut values) = self.timeless();
        let mut add = |condition: &str, value: i64| {
            sql += condition;
            values.push(value.into());
        };
        if let Some(from) = self.wall_ms.0 {
            add(" AND COALESCE(until_ms, at_ms) + COALESCE(until_offset, at_offset) * 60000 >= ?", from);
        }
        if let Some(to) = self.wall_ms.1 {
            add(" AND at_ms + at_offset * 60000 < ?", to);
        }
        (sql, values)
    }

    /// The first millisecond in UTC that is too late, whatever the offset: where newest first begins.
    pub(super) fn before_ms(&self) -> i64 {
        self.wall_ms.1.map_or(i64::MAX, |to| to + OFFSET_MAX_MS)
    }

    /// [`Checked::conditions`] but for the days.
    pub(super) fn timeless(&self) -> (String, Vec<Value>) {
        let mut sql = String::new();
        let mut values: Vec<Value> = Vec::new();
        if let Some(kind) = self.kind {
            sql += " AND kind = ?";
            values.push(kind.id().to_owned().into());
        }
        if let Some(place) = &self.place {
            sql = format!("{sql} AND {PLACE_KIND} = ?");
            values.push(place.clone().into());
        }
        if let Some(number) = &self.number {
            // The index tells the first number; for the others the row is read. A series lists its first numbers only; those after stand in its acts.
            sql = format!(
                "{sql} AND ({FIRST_NUMBER} = ?
                OR {NUMBER_COUNT} > 1 AND EXISTS (
                    SELECT 1 FROM incident AS whole, json_each(whole.who, '$.numbers') WHERE whole.row = incident.row AND value = ?)
                OR {NUMBER_COUNT} >= {NUMBERS_MAX} AND acts > 0 AND EXISTS (
                    SELECT 1 FROM act WHERE act.series = incident.row AND act.number = ?))"
            );
            values.extend([number.clone().into(), number.clone().into(), number.clone().into()]);
        }
        (sql, values)
    }

    /// The same for any number: for series, whose acts tell their own.
    pub(super) fn for_any_number(&self) -> Self {
        Self { number: None, ..self.clone() }
    }

    /// Whether acts with this number are meant; `is_of_person` says whether the person is behind all acts of the series.
    pub(super) fn has_number(&self, number: &str, is_of_person: bool) -> bool {
        self.number.as_ref().is_none_or(|meant| meant == number)
            && (is_of_person || self.whose.as_ref().is_none_or(|whose| whose.has_number(number)))
    }

    /// Whether a moment lies within the days.
    pub(super) fn has(&self, wall_ms: i64) -> bool {
        self.wall_ms.0.is_none_or(|from| wall_ms >= from) && self.wall_ms.1.is_none_or(|to| wall_ms < to)
    }

    /// Conditions on rows of `act`, each after an ` AND `, and their values in order. Whether an act lies within the days, [`Checked::has`] tells to the hour,
    /// and whose it is, [`Checked::has_number`].
    pub(super) fn of_acts(&self) -> (String, Vec<Value>) {
        let mut sql = String::new();
        let mut values: Vec<Value> = Vec::new();
        if let Some(number) = &self.number {
            sql += " AND number = ?";
            values.push(number.clone().into());
        }
        if let Some(from) = self.wall_ms.0 {
            sql += " AND utc_ms >= ?";
            values.push((from - OFFSET_MAX_MS).into());
        }
        if let Some(to) = self.wall_ms.1 {
            sql += " AND utc_ms < ?";
            values.push((to + OFFSET_MAX_MS).into());
        }
        (sql, values)
    }
}

/// On the clock on the wall, since its 1 January 1970.
fn midnight_ms(day: Date) -> i64 {
    day.duration_since(Date::constant(1970, 1, 1)).as_hours() * MS_PER_HOUR
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, draft, moment};
    use super::super::{Draft, Page, Place, Who, Withdrawn};
    use super::*;

    fn found(desk: &mut Desk, words: &str, filter: &Filter) -> Vec<String> {
        let Page { incidents, .. } = desk.log().find(words, filter, Withdrawn::Hide, 500, None).unwrap();
        incidents.into_iter().map(|incident| incident.draft.what).collect()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn desk() -> Desk {
        let mut desk = Desk::new();
        let home = Some(Place { kind: "home".into(), label: "work".into() });
        let who = Who { name: "+77010000002".into(), numbers: vec!["87010000001".into(), "Kaspi".into()], ..Who::default() };
        desk.add(&Draft { place: home, who, ..draft("visit", "2026-01-10T23:30+05:00", "стоял и ждал") });
        desk.add(&Draft { until: Some(moment("2026-01-14T08:00+05:00")), ..draft("loiter", "2026-01-12T21:30+05:00", "стоял") });
        desk.add(&draft("threat", "2026-01-20T00:10+05:00", "+77010000001 писал"));
        desk
    }

    #[test]
    fn each_thing_that_is_set_leaves_less() {
        let mut desk = desk();
        let mut of = |filter: Filter| found(&mut desk, "", &filter);
        let filters = [
            (Filter::default(), vec!["+77010000001 писал", "стоял", "стоял и ждал"]),
            (Filter { kind: Kind::from_id("visit"), ..Filter::default() }, vec!["стоял и ждал"]),
            (Filter { number: Some("8 (701) 000-00-01".into()), ..Filter::default() }, vec!["стоял и ждал"]),
            (Filter { number: Some("Kaspi".into()), ..Filter::default() }, vec!["стоял и ждал"]),
            (Filter { number: Some("+77010000002".into()), ..Filter::default() }, vec![]),
            (Filter { place: Some("home".into()), ..Filter::default() }, vec!["стоял и ждал"]),
            (Filter { place: Some("work".into()), ..Filter::default() }, vec![]),
            (
                Filter { kind: Kind::from_id("visit"), place: Some("home".into()), from: Some(day("2026-01-11")), ..Filter::default() },
                vec![],
            ),
        ];
        let (filters, expected): (Vec<_>, Vec<_>) = filters.into_iter().unzip();
        assert_eq!(filters.into_iter().map(&mut of).collect::<Vec<_>>(), expected);
        assert_eq!(found(&mut desk, "стоял", &Filter { kind: Kind::from_id("loiter"), ..Filter::default() }), ["стоял"]);
    }

    #[test]
    fn days_are_those_she_saw_and_what_lasted_is_in_each_of_them() {
        let mut desk = desk();
        let mut of = |from, to| found(&mut desk, "", &Filter { from: Some(day(from)), to: Some(day(to)), ..Filter::default() });
        assert_eq!(of("2026-01-10", "2026-01-10"), ["стоял и ждал"]);
        assert_eq!(of("2026-01-11", "2026-01-11"), [""; 0]);
        assert_eq!(of("2026-01-13", "2026-01-13"), ["стоял"]);
        assert_eq!(of("2026-01-14", "2026-01-19"), ["стоял"]);
        assert_eq!(of("2026-01-20", "9999-12-31"), ["+77010000001 писал"]);
        assert_eq!(of("-009999-01-01", "2026-01-12"), ["стоял", "стоял и ждал"]);
    }

    #[test]
    fn pages_of_what_is_filtered_follow_each_other() {
        let mut desk = Desk::new();
        for n in 0..20 {
            desk.add(&draft(["visit", "call"][n % 2], "2026-01-10T23:30+05:00", &n.to_string()));
        }
        let visits = Filter { kind: Kind::from_id("visit"), ..Filter::default() };
        let first = desk.log().find("", &visits, Withdrawn::Hide, 6, None).unwrap();
        let second = desk.log().find("", &visits, Withdrawn::Hide, 6, first.next.as_deref()).unwrap();
        assert_eq!((first.incidents.len(), second.incidents.len(), second.next), (6, 4, None));
    }

    #[test]
    fn a_person_is_told_by_the_entry_by_numbers_accounts_and_vehicles() {
        let mut desk = Desk::new();
        let serik = desk.add_person(&[("number", "8 701 000 00 01"), ("account", "@Serik_01"), ("vehicle", "123 ABC 02")]);
        let other = desk.add_person(&[("number", "8 702 000 00 02")]);
        let at = "2026-01-10T21:30+05:00";
        let with = |kind: &str, field: &str, value: &str| {
            let mut draft = draft(kind, at, field);
            draft.own.set(field, value);
            draft
        };
        let by = |who: Who| Draft { who, ..draft("call", at, "call") };
        let number = |number: &str| by(Who { numbers: vec!["102".into(), number.into()], ..Who::default() });
        desk.add(&Draft { what: "number".into(), ..number("+7 701 000-00-01") });
        desk.add(&Draft { what: "account as number".into(), ..number("serik_01") });
        desk.add(&Draft { what: "person".into(), ..by(Who { person: Some(serik.clone()), ..Who::default() }) });
        desk.add(&with("social", "account", "serik_01"));
        desk.add(&with("follow", "plate", "123abc 02"));
        desk.add(&number("87020000002"));
        desk.add(&with("social", "account", "Serik_02"));
        desk.add(&draft("call", at, "Серик звонил с 8 701 000 00 01"));
        let of = |person: &Id| Filter { person: Some(person.clone()), ..Filter::default() };
        assert_eq!(found(&mut desk, "", &of(&serik)), ["plate", "account", "person", "account as number", "number"]);
        assert_eq!(found(&mut desk, "", &of(&other)), ["call"]);
        assert_eq!(found(&mut desk, "account", &Filter { kind: Kind::from_id("social"), ..of(&serik) }), ["account"]);
        let first = desk.log().find("", &of(&serik), Withdrawn::Hide, 3, None).unwrap();
        let second = desk.log().find("", &of(&serik), Withdrawn::Hide, 3, first.next.as_deref()).unwrap();
        assert_eq!((first.incidents.len(), second.incidents.len(), second.next), (3, 2, None));
    }

    #[test]
    fn a_filter_that_means_nothing_is_refused() {
        let mut desk = desk();
        let nobody = desk.add(&draft("call", "2026-01-10T23:30+05:00", ""));
        for (filter, field, why) in [
            (Filter { place: Some("Home".into()), ..Filter::default() }, "place", "unknown-kind"),
            (Filter { person: Some(nobody), ..Filter::default() }, "person", "not-a-person"),
            (Filter { number: Some(" \u{200e}".into()), ..Filter::default() }, "number", "empty"),
            (Filter { from: Some(day("2026-01-02")), to: Some(day("2026-01-01")), ..Filter::default() }, "to", "end-before-start"),
        ] {
            match desk.log().find("", &filter, Withdrawn::Hide, 5, None) {
                Err(LogError::Invalid { field: of, why: reason }) => assert_eq!((of, reason), (field, why)),
                other => panic!("{other:?}"),
            }
        }
    }
}
