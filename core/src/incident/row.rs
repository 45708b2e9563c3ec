//! Incidents as the log shows them and as its table keeps them.

use super::evidence::Evidence;
use super::history::Action;
use super::parts::{Count, Harm, Own, Place, Position, Seen, Who, Witness, from_json_or_empty, json_or_empty};
use super::people::{Behind, Context};
use super::{Captured, Draft, ERASE_WAIT_DAYS, Id, Kind, Precision};
use crate::Moment;
use crate::vault::{Part, VaultError};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

/// Hours between an event and its writing from which on it counts as written late.
pub const LATE_MIN_HOURS: i64 = 24;

const MS_PER_HOUR: i64 = 3_600_000;
const MS_PER_DAY: i64 = 86_400_000;

/// An incident as it stands in the log.
///
/// As JSON it is one flat object: the fields of [`Draft`] beside its own, except that `count` is the plain number of acts it stands for
/// ([`Incident::count_acts`]) and `count_exact` says whether that number is exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its name.
    pub id: Id,
    /// What it says now.
    pub draft: Draft,
    /// When it was first written.
    pub written: Moment,
    /// When it was last amended.
    pub amended: Option<Moment>,
    /// Hidden since then; restorable.
    pub withdrawn: Option<Moment>,
    /// Erasing was asked and will be carried out from then on.
    pub erase_due: Option<Moment>,
    /// Imported single acts (calls, messages) behind it.
    pub acts: u64,
    /// Pieces of evidence, in the order they came in.
    pub evidence: Vec<Evidence>,
    /// The people behind it, as far as she has named them: looked up when it is read.
    pub people: Vec<Behind>,
    /// Whether it came after her first refusal: looked up when it is read.
    pub after_refusal: bool,
}

impl Incident {
    /// How many acts it stands for: the imported ones if it has any, else the count given by hand, else 1.
    pub fn count_acts(&self) -> u64 {
        match self.acts {
            0 => self.draft.count.map_or(1, |count| u64::from(count.acts)),
            imported => imported,
        }
    }

    /// Whether it was written more than [`LATE_MIN_HOURS`] after it was over. Acts that a phone recorded are never late: they tell their own time.
    pub fn is_written_late(&self) -> bool {
        let over = self.draft.until.unwrap_or(self.draft.precision.end(self.draft.at));
        self.acts == 0 && self.written.utc_ms() - over.utc_ms() > LATE_MIN_HOURS * MS_PER_HOUR
    }
}

impl Serialize for Incident {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            id: &'a Id,
            kind: Kind,
            at: Moment,
            until: Option<Moment>,
            precision: Precision,
            time_words: &'a str,
            what: &'a str,
            words: &'a str,
            place: Option<&'a Place>,
            position: Option<Position>,
            who: &'a Who,
            witnesses: &'a [Witness],
            count: u64,
            count_exact: bool,
            harm: &'a Harm,
            answered: Option<bool>,
            seen: Option<&'a Seen>,
            own: &'a Own,
            breach: Option<&'a Id>,
            captured: Option<&'a Captured>,
            written: Moment,
            written_late: bool,
            amended: Option<Moment>,
            withdrawn: Option<Moment>,
            erase_due: Option<Moment>,
            acts: u64,
            evidence: &'a [Evidence],
            people: &'a [Behind],
            after_refusal: bool,
        }
        let draft = &self.draft;
        Flat {
            id: &self.id,
            kind: draft.kind,
            at: draft.at,
            until: draft.until,
            precision: draft.precision,
            time_words: &draft.time_words,
            what: &draft.what,
            words: &draft.words,
            place: draft.place.as_ref(),
            position: draft.position,
            who: &draft.who,
            witnesses: &draft.witnesses,
            count: self.count_acts(),
            count_exact: self.acts > 0 || draft.count.is_none_or(|count| count.exact),
            harm: &draft.harm,
            answered: draft.answered,
            seen: draft.seen.as_ref(),
            own: &draft.own,
            breach: draft.breach.as_ref(),
            captured: draft.captured.as_ref(),
            written: self.written,
            written_late: self.is_written_late(),
            amended: self.amended,
            withdrawn: self.withdrawn,
            erase_due: self.erase_due,
            acts: self.acts,
            evidence: &self.evidence,
            people: &self.people,
            after_refusal: self.after_refusal,
        }
        .serialize(out)
    }
}

/// When things were done to an incident. Follows from the actions in its history alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) written: Moment,
    pub(crate) amended: Option<Moment>,
    pub(crate) withdrawn: Option<Moment>,
    pub(crate) erase_due: Option<Moment>,
}

impl Marks {
    pub(crate) fn new(written: Moment) -> Self {
        Self { written, amended: None, withdrawn: None, erase_due: None }
    }

    /// From eight columns, of which the first is number `at`, as [`Marks::columns`] gives them.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            written: moment(row, at)?,
            amended: optional_moment(row, at + 2)?,
            withdrawn: optional_moment(row, at + 4)?,
            erase_due: optional_moment(row, at + 6)?,
        })
    }

    /// What a row keeps of them: milliseconds and offset of each, in the order of the fields.
    pub(crate) fn columns(self) -> [[Option<i64>; 2]; 4] {
        [Some(self.written), self.amended, self.withdrawn, self.erase_due]
            .map(|at| [at.map(Moment::utc_ms), at.map(|at| at.offset_min().into())])
    }

    pub(crate) fn after(self, action: Action, at: Moment) -> Self {
        match action {
            Action::Amend => Self { amended: Some(at), ..self },
            Action::Withdraw => Self { withdrawn: Some(at), ..self },
            Action::ImportUndone => Self { withdrawn: self.withdrawn.or(Some(at)), ..self },
            Action::Restore => Self { withdrawn: None, ..self },
            Action::EraseAsked => Self { erase_due: Some(after_wait(at)), ..self },
            Action::EraseCancelled => Self { erase_due: None, ..self },
            Action::ClockJump => Self { erase_due: self.erase_due.map(|_| after_wait(at)), ..self },
            _ => self,
        }
    }
}

/// When an erasure asked for at `at` may be carried out.
pub(crate) fn after_wait(at: Moment) -> Moment {
    Moment::new(at.utc_ms() + i64::from(ERASE_WAIT_DAYS) * MS_PER_DAY, at.offset_min()).unwrap_or(at)
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) row: i64,
    pub(crate) id: Id,
    pub(crate) draft: Draft,
    pub(crate) marks: Marks,
    pub(crate) acts: u64,
}

impl Stored {
    pub(super) fn into_incident(self, evidence: Vec<Evidence>, context: &Context) -> Incident {
        let Marks { written, amended, withdrawn, erase_due } = self.marks;
        let (people, after_refusal) = (context.behind(&self.draft), context.is_after_refusal(&self.draft));
        Incident {
            id: self.id,
            draft: self.draft,
            written,
            amended,
            withdrawn,
            erase_due,
            acts: self.acts,
            evidence,
            people,
            after_refusal,
        }
    }
}

/// Columns in the order [`read`] takes them.
pub(crate) const COLUMNS: &str = "row, id, kind, at_ms, at_offset, until_ms, until_offset, precision, what, words, place, who, witnesses, \
     count_acts, count_exact, written_ms, written_offset, amended_ms, amended_offset, withdrawn_ms, withdrawn_offset, erase_due_ms, erase_due_offset, acts, \
     time_words, position, harm, answered, seen, own, breach, captured";

/// A row selected as [`COLUMNS`].
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let draft = Draft {
        kind: parsed(row, 2, Kind::from_id)?,
        at: moment(row, 3)?,
        until: optional_moment(row, 5)?,
        precision: parsed(row, 7, Precision::from_id)?,
        what: row.get(8)?,
        words: row.get(9)?,
        place: parsed_json(row, 10)?,
        who: parsed_json(row, 11)?,
        witnesses: parsed_json(row, 12)?,
        count: row.get::<_, Option<u32>>(13)?.map(|acts| Ok::<_, rusqlite::Error>(Count { acts, exact: row.get(14)? })).transpose()?,
        time_words: row.get(24)?,
        position: parsed_json(row, 25)?,
        harm: parsed_json(row, 26)?,
        answered: row.get(27)?,
        seen: parsed_json(row, 28)?,
        own: parsed_json(row, 29)?,
        breach: row.get_ref(30)?.as_str_or_null()?.map(|_| parsed(row, 30, Id::from_stored)).transpose()?,
        captured: parsed_json(row, 31)?,
    };
    let acts = row.get::<_, i64>(23)?.cast_unsigned();
    Ok(Stored { row: row.get(0)?, id: parsed(row, 1, Id::from_stored)?, draft, marks: Marks::read(row, 15)?, acts })
}

pub(crate) fn find(db: &Connection, id: &Id) -> Result<Option<Stored>, VaultError> {
    Ok(db.prepare_cached(&format!("SELECT {COLUMNS} FROM incident WHERE id = ?"))?.query_row([id.as_str()], read).optional()?)
}

/// The number for a new row.
pub(crate) fn next_row(db: &Connection) -> Result<i64, VaultError> {
    Ok(db.prepare_cached("SELECT COALESCE(MAX(row), 0) + 1 FROM incident")?.query_row([], |row| row.get(0))?)
}

/// Writes a row, new or in place of what it said.
pub(crate) fn write(db: &Connection, stored: &Stored) -> Result<(), VaultError> {
    let sql =
        "INSERT INTO incident (row, id, kind, at_ms, at_offset, until_ms, until_offset, precision, what, words, place, who, witnesses,
            count_acts, count_exact, written_ms, written_offset, amended_ms, amended_offset, withdrawn_ms, withdrawn_offset,
            erase_due_ms, erase_due_offset, acts, hidden, time_words, position, harm, answered, seen, own, breach, captured)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (row) DO UPDATE SET (kind, at_ms, at_offset, until_ms, until_offset, precision, what, words, place, who, witnesses,
            count_acts, count_exact, amended_ms, amended_offset, withdrawn_ms, withdrawn_offset, erase_due_ms, erase_due_offset, acts, hidden,
            time_words, position, harm, answered, seen, own, breach, captured)
        = (excluded.kind, excluded.at_ms, excluded.at_offset, excluded.until_ms, excluded.until_offset, excluded.precision, excluded.what,
            excluded.words, excluded.place, excluded.who, excluded.witnesses, excluded.count_acts, excluded.count_exact,
            excluded.amended_ms, excluded.amended_offset, excluded.withdrawn_ms, excluded.withdrawn_offset,
            excluded.erase_due_ms, excluded.erase_due_offset, excluded.acts, excluded.hidden, excluded.time_words,
            excluded.position, excluded.harm, excluded.answered, excluded.seen, excluded.own, excluded.breach, excluded.captured)";
    let Stored { row, id, draft, marks, acts } = stored;
    let [[written_ms, written_offset], [amended_ms, amended_offset], [withdrawn_ms, withdrawn_offset], [erase_due_ms, erase_due_offset]] =
        marks.columns();
    db.prepare_cached(sql)?.execute(params![
        row,
        id.as_str(),
        draft.kind.id(),
        draft.at.utc_ms(),
        draft.at.offset_min(),
        draft.until.map(Moment::utc_ms),
        draft.until.map(Moment::offset_min),
        draft.precision.id(),
        draft.what,
        draft.words,
        json_or_empty(&draft.place),
        json_or_empty(&draft.who),
        json_or_empty(&draft.witnesses),
        draft.count.map(|count| count.acts),
        draft.count.map(|count| count.exact),
        written_ms,
        written_offset,
        amended_ms,
        amended_offset,
        withdrawn_ms,
        withdrawn_offset,
        erase_due_ms,
        erase_due_offset,
        acts.cast_signed(),
        marks.withdrawn.is_some(),
        draft.time_words,
        json_or_empty(&draft.position),
        json_or_empty(&draft.harm),
        draft.answered,
        json_or_empty(&draft.seen),
        json_or_empty(&draft.own),
        draft.breach.as_ref().map(Id::as_str),
        json_or_empty(&draft.captured),
    ])?;
    Ok(())
}

/// The moment in two columns from `at` on.
pub(crate) fn moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Moment> {
    Moment::new(row.get(at)?, row.get(at + 1)?).map_err(|_| unreadable(at))
}

pub(crate) fn optional_moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Moment>> {
    row.get::<_, Option<i64>>(at)?.map(|_| moment(row, at)).transpose()
}

/// The text in column `at` as `parse` reads it.
pub(crate) fn parsed<T>(row: &Row<'_>, at: usize, parse: impl FnOnce(&str) -> Option<T>) -> rusqlite::Result<T> {
    parse(row.get_ref(at)?.as_str()?).ok_or_else(|| unreadable(at))
}

/// The JSON in column `at`, which is empty for a part that says nothing.
pub(crate) fn parsed_json<T: DeserializeOwned + Default>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    parsed(row, at, |text| from_json_or_empty(text).ok())
}

/// A value that this program never wrote: it becomes [`Part::Row`].
fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Text)
}

/// The error for a table that contradicts itself.
pub(crate) fn damaged() -> VaultError {
    VaultError::Damaged { part: Part::Row }
}
