//! A person whose incidents and acts are meant: those that name the entry, or have a number, an account or a vehicle of theirs.

use super::entry::{self, Identity, Said};
use super::parts::{NUMBERS_MAX, Own, Who, invalid};
use super::people::{of_number, of_own};
use super::{Id, LogError, row};
use crate::vault::VaultError;
use rusqlite::{Connection, Row};
use std::collections::HashSet;

/// What of an incident tells whether a person is behind it, in the order [`Whose::is_behind`] takes it.
pub(super) const COLUMNS: &str = "who, own, acts";

/// A person with all by which they can be told.
#[derive(Clone, Debug)]
pub(super) struct Whose {
    id: Id,
    keys: HashSet<(&'static str, String)>,
}

impl Whose {
    /// An entry that is no person is refused (`person`, `not-a-person`).
    pub(super) fn of(db: &Connection, id: &Id) -> Result<Self, LogError> {
        match entry::find(db, id)?.map(|stored| stored.said) {
            Some(Said::Person(person)) => Ok(Self { id: id.clone(), keys: person.identities.iter().map(Identity::own_key).collect() }),
            _ => Err(invalid("person", "not-a-person")),
        }
    }

    /// Whether the person is behind an incident: a row with [`COLUMNS`] from `at` on. The row of its table is needed for a series, which lists its first
    /// numbers only: those after stand in its acts.
    pub(super) fn is_behind(&self, db: &Connection, incident: i64, columns: &Row<'_>, at: usize) -> Result<bool, VaultError> {
        let (who, own): (Who, Own) = (row::parsed_json(columns, at)?, row::parsed_json(columns, at + 1)?);
        if self.is_behind_all(&who, &own) || who.numbers.iter().any(|number| self.has_number(number)) {
            return Ok(true);
        }
        let may_have_more = who.numbers.len() >= NUMBERS_MAX && columns.get::<_, i64>(at + 2)? > 0;
        Ok(may_have_more && self.has_act(db, incident)?)
    }

    /// Whether the person is behind all acts of an incident, from whatever number they came.
    pub(super) fn is_behind_all(&self, who: &Who, own: &Own) -> bool {
        who.person.as_ref() == Some(&self.id) || of_own(own).any(|(sort, value)| self.has(sort, value))
    }

    /// Whether this is a number of theirs, or an account that stands where numbers do.
    pub(super) fn has_number(&self, number: &str) -> bool {
        of_number(number).into_iter().any(|(sort, value)| self.has(sort, value))
    }

    fn has(&self, sort: &str, value: &str) -> bool {
        self.keys.contains(&Identity::key(sort, value))
    }

    fn has_act(&self, db: &Connection, series: i64) -> Result<bool, VaultError> {
        let mut select = db.prepare_cached("SELECT DISTINCT number FROM act WHERE series = ? AND lifted IS NULL")?;
        let mut rows = select.query([series])?;
        while let Some(row) = rows.next()? {
            if self.has_number(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
