//! What is done to series as a whole or to single acts of them: lifting out, putting back, undoing an import.

use super::existing;
use super::intake::count_of;
use crate::incident::act::{self, Act, ActRef};
use crate::incident::history::{self, Action, Record, field};
use crate::incident::parts::{invalid, json};
use crate::incident::row::{self, Marks, Stored};
use crate::incident::thing::Thing;
use crate::incident::{Draft, FIELD_MAX_BYTES, Id, Kind, Log, LogError, change, evidence, search};
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// An import that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportInfo {
    /// By this it is undone.
    pub id: Id,
    /// The file's own name; empty for what was typed.
    pub source: String,
    /// What kind of export it was, or `typed`.
    pub format: String,
    /// When it was made.
    pub at: Moment,
    /// Its series.
    pub series: Vec<Id>,
    /// Acts in them, lifted ones too.
    pub acts: u64,
    /// Whether it was undone.
    pub undone: bool,
}

/// What the history says of the import that began a series.
#[derive(Deserialize)]
pub(super) struct Began {
    pub(super) id: String,
    pub(super) source: String,
    pub(super) format: String,
}

/// What the history says of an act that was lifted out or put back; the keys stand in its record in this order.
#[derive(Serialize, Deserialize)]
struct Lifted {
    act: u64,
    incident: String,
}

impl Log<'_> {
    /// Makes a single act an incident of its own, with its kind, time, number, words and the files that came with it; the series no longer counts it.
    /// Refused are an act that is not there (`act`, `unknown`) or lifted already (`act`, `already-lifted`), and the last one of a series
    /// (`act`, `only-act`).
    pub fn lift(&mut self, id: &Id, place: u64, now: Now) -> Result<Id, LogError> {
        let tx = self.begin(now)?;
        let series = existing(&tx, id)?;
        let (act, lifted) = act_at(&tx, series.row, place)?;
        if lifted.is_some() {
            return Err(invalid("act", "already-lifted"));
        }
        if series.acts == 1 {
            return Err(invalid("act", "only-act"));
        }
        let incident =
            Stored { row: row::next_row(&tx)?, id: history::new_id(&tx)?, draft: draft_of(&act), marks: Marks::new(now.wall), acts: 0 };
        history::append(&tx, &change::record(Action::Create, now.wall, &incident))?;
        row::write(&tx, &incident)?;
        search::index(&tx, incident.row, &incident.draft)?;
        mark(&tx, series, place, Some(&incident.id), now.wall)?;
        move_media(&tx, &ActRef { series: id.clone(), place }, &incident, now.wall)?;
        tx.commit()?;
        Ok(incident.id)
    }

    /// Puts an act back into its series with its files. The incident it was is hidden, not lost. One that is not lifted is refused
    /// (`act`, `not-lifted`), or one whose incident is to be erased.
    pub fn unlift(&mut self, id: &Id, place: u64, now: Now) -> Result<Id, LogError> {
        let tx = self.begin(now)?;
        let series = existing(&tx, id)?;
        let lifted = act_at(&tx, series.row, place)?.1.ok_or(invalid("act", "not-lifted"))?;
        let series = mark(&tx, series, place, None, now.wall)?;
        move_media(&tx, &ActRef { series: id.clone(), place }, &series, now.wall)?;
        let incident = change::existing(&tx, &lifted)?;
        if incident.marks.withdrawn.is_none() {
            Thing::Incident(incident).step(&tx, Action::Withdraw, now.wall)?;
        }
        tx.commit()?;
        Ok(lifted)
    }

    /// All imports, the latest first, those that were undone too.
    pub fn imports(&self) -> Result<Vec<ImportInfo>, LogError> {
        let sql = "SELECT id, row, row IN (SELECT incident FROM undone) FROM incident
            WHERE row IN (SELECT series FROM act UNION SELECT incident FROM undone) ORDER BY row DESC";
        let read = |row: &rusqlite::Row<'_>| Ok((row::parsed(row, 0, Id::from_stored)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?));
        let series: Vec<(Id, i64, bool)> = self.db.prepare_cached(sql)?.query_map([], read)?.collect::<Result<_, _>>()?;
        let mut imports: Vec<ImportInfo> = Vec::new();
        for (id, row, undone) in series {
            let (began, at) = beginning(self.db, &id)?;
            let acts = self.db.prepare_cached("SELECT count(*) FROM act WHERE series = ?")?.query_row([row], |row| row.get::<_, i64>(0))?;
            let acts = acts.cast_unsigned();
            let import = Id::from_stored(&began.id).ok_or_else(row::damaged)?;
            if let Some(known) = imports.iter_mut().find(|known| known.id == import) {
                known.series.push(id);
                known.acts += acts;
                known.undone &= undone;
            } else {
                imports.push(ImportInfo { id: import, source: began.source, format: began.format, at, series: vec![id], acts, undone });
            }
        }
        Ok(imports)
    }

    /// Takes an import back whole: its acts leave the log, so that the same file can be imported again, and its series are hidden and can't be restored,
    /// only erased. Returns how many acts left. Refused while acts of it are lifted out (`import`, `acts-lifted`). One that was undone stays so.
    pub fn undo_import(&mut self, import: &Id, now: Now) -> Result<u64, LogError> {
        let info = self.imports()?.into_iter().find(|info| info.id == *import).ok_or(LogError::NotFound)?;
        let tx = self.begin(now)?;
        let mut left = 0;
        for id in &info.series {
            let stored = change::existing(&tx, id)?;
            if is_undone(&tx, stored.row)? {
                continue;
            }
            if tx.prepare_cached("SELECT 1 FROM act WHERE series = ? AND lifted IS NOT NULL")?.exists([stored.row])? {
                return Err(invalid("import", "acts-lifted"));
            }
            left += stored.acts;
            let marks = stored.marks.after(Action::ImportUndone, now.wall);
            let stored = Stored { acts: 0, marks, ..stored };
            history::append(&tx, &change::record(Action::ImportUndone, now.wall, &stored))?;
            row::write(&tx, &stored)?;
            undo(&tx, stored.row)?;
            search::forget(&tx, stored.row)?;
            search::index(&tx, stored.row, &stored.draft)?;
        }
        tx.commit()?;
        Ok(left)
    }
}

/// Does to the acts of a series what a record tells of, besides bringing new ones; false if it can't be told from the record.
pub(crate) fn replay(db: &Connection, record: &Record, action: Action, series: i64) -> Result<bool, VaultError> {
    match action {
        Action::ImportUndone => {
            undo(db, series)?;
            search::forget(db, series)?;
        }
        Action::Lift | Action::Unlift => {
            let Some((place, incident)) = lift_told(record) else { return Ok(false) };
            set_lifted(db, series, place, (action == Action::Lift).then_some(&incident))?;
        }
        _ => {}
    }
    Ok(true)
}

/// The place of the act that a record of lifting or putting back tells of, and the incident that it became or was.
pub(crate) fn lift_told(record: &Record) -> Option<(u64, Id)> {
    let lifted: Lifted = serde_json::from_slice(record.get(field::IMPORT)).ok()?;
    Some((lifted.act, Id::from_stored(&lifted.incident)?))
}

/// Acts that a series counts.
pub(crate) fn acts_in(db: &Connection, series: i64) -> Result<u64, VaultError> {
    let sql = "SELECT count(*) FROM act WHERE series = ? AND lifted IS NULL";
    Ok(db.prepare_cached(sql)?.query_row([series], |row| row.get::<_, i64>(0))?.cast_unsigned())
}

/// Whether the import of a series was undone.
pub(crate) fn is_undone(db: &Connection, series: i64) -> Result<bool, VaultError> {
    Ok(db.prepare_cached("SELECT 1 FROM undone WHERE incident = ?")?.exists([series])?)
}

/// Whether an incident stands for an act of a series.
pub(crate) fn is_lifted(db: &Connection, incident: &Id) -> Result<bool, VaultError> {
    Ok(db.prepare_cached("SELECT 1 FROM act WHERE lifted = ?")?.exists([incident.as_str()])?)
}

/// The incident that an act belongs to now.
pub(crate) fn holder(db: &Connection, act: &ActRef) -> Result<Id, VaultError> {
    let sql = "SELECT COALESCE(lifted, ?1) FROM act WHERE series = (SELECT row FROM incident WHERE id = ?1) AND place = ?2";
    let read = |row: &rusqlite::Row<'_>| row::parsed(row, 0, Id::from_stored);
    Ok(db.prepare_cached(sql)?.query_row(params![act.series.as_str(), act.place.cast_signed()], read)?)
}

/// Removes the acts of a series from the tables, and that it was undone.
pub(crate) fn forget(db: &Connection, series: i64) -> Result<(), VaultError> {
    db.prepare_cached("DELETE FROM act WHERE series = ?")?.execute([series])?;
    db.prepare_cached("DELETE FROM undone WHERE incident = ?")?.execute([series])?;
    Ok(())
}

/// What the history says of the import that began a series, and when that was.
pub(super) fn beginning(db: &Connection, series: &Id) -> Result<(Began, Moment), VaultError> {
    let sql = "SELECT openings FROM history WHERE subject = ? AND openings IS NOT NULL ORDER BY sequence LIMIT 1";
    let openings: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([series.as_str()], |row| row.get(0)).optional()?;
    let record = openings.as_deref().and_then(Record::from_openings).ok_or_else(row::damaged)?;
    let began = serde_json::from_slice(record.get(field::IMPORT)).map_err(|_| row::damaged())?;
    Ok((began, record.moment(field::WRITTEN).ok_or_else(row::damaged)?))
}

fn undo(db: &Connection, series: i64) -> Result<(), VaultError> {
    db.prepare_cached("DELETE FROM act WHERE series = ?")?.execute([series])?;
    db.prepare_cached("INSERT OR IGNORE INTO undone (incident) VALUES (?)")?.execute([series])?;
    Ok(())
}

fn act_at(db: &Connection, series: i64, place: u64) -> Result<(Act, Option<Id>), LogError> {
    let sql = format!("SELECT {}, lifted FROM act WHERE series = ? AND place = ?", act::COLUMNS);
    let read = |row: &rusqlite::Row<'_>| {
        let lifted = row.get::<_, Option<String>>(10)?.map(|_| row::parsed(row, 10, Id::from_stored)).transpose()?;
        Ok((act::read(row, 0)?, lifted))
    };
    let found = db.prepare_cached(&sql)?.query_row(params![series, place.cast_signed()], read).optional()?;
    found.ok_or(invalid("act", "unknown"))
}

/// Writes what became of an act into the series and its history.
fn mark(db: &Connection, series: Stored, place: u64, lifted: Option<&Id>, at: Moment) -> Result<Stored, LogError> {
    let action = if lifted.is_some() { Action::Lift } else { Action::Unlift };
    let incident = match lifted {
        Some(id) => id.clone(),
        None => act_at(db, series.row, place)?.1.ok_or(invalid("act", "not-lifted"))?,
    };
    set_lifted(db, series.row, place, lifted)?;
    let acts = acts_in(db, series.row)?;
    let draft = Draft { count: Some(count_of(acts)), ..series.draft };
    let series = Stored { draft, acts, ..series };
    let mut record = change::record(action, at, &series);
    record.put(field::IMPORT, json(&Lifted { act: place, incident: incident.to_string() }));
    history::append(db, &record)?;
    row::write(db, &series)?;
    Ok(series)
}

fn set_lifted(db: &Connection, series: i64, place: u64, lifted: Option<&Id>) -> Result<(), VaultError> {
    let sql = "UPDATE act SET lifted = ? WHERE series = ? AND place = ?";
    db.prepare_cached(sql)?.execute(params![lifted.map(Id::as_str), series, place.cast_signed()])?;
    Ok(())
}

/// Makes the files of an act those of an incident: each is told of once more, with its new owner.
fn move_media(db: &Connection, act: &ActRef, to: &Stored, at: Moment) -> Result<(), VaultError> {
    for piece in evidence::of_act(db, act)? {
        let moved = evidence::Evidence { incident: to.id.clone(), ..piece };
        history::append(db, &evidence::record_of_move(&moved, &evidence::sha256_of(db, &moved.id)?, at))?;
        evidence::move_to(db, &moved.id, to.row)?;
    }
    Ok(())
}

/// What an act says as an incident.
fn draft_of(act: &Act) -> Draft {
    let mut draft = Draft::new(act.kind, act.at);
    if let (Kind::CALL, Some(seconds)) = (act.kind, act.seconds.filter(|seconds| *seconds > 0)) {
        draft.until = Moment::new(act.at.utc_ms() + i64::from(seconds) * 1_000, act.at.offset_min()).ok();
    }
    // A chat's longest message is shorter than a field.
    if act.text.len() <= FIELD_MAX_BYTES {
        draft.words.clone_from(&act.text);
    }
    if !act.number.is_empty() {
        draft.who.numbers.push(act.number.clone());
    }
    draft
}
