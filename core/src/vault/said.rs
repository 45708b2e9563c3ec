//! Tables of what she wrote beside the log, an id and JSON in a row: `contact`, `safe_place`, `route_place` and `route` of FORMAT.md §11.

use super::error::{Part, VaultError};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// All rows, in the order they were added.
pub(crate) fn all<T: DeserializeOwned>(db: &Connection, table: &str) -> Result<Vec<T>, VaultError> {
    let mut select = db.prepare_cached(&format!("SELECT said FROM {table} ORDER BY row"))?;
    let said: Vec<String> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    said.iter().map(|said| read(said.as_bytes())).collect()
}

pub(crate) fn one<T: DeserializeOwned>(db: &Connection, table: &str, id: &str) -> Result<Option<T>, VaultError> {
    let mut select = db.prepare_cached(&format!("SELECT said FROM {table} WHERE id = ?"))?;
    let said: Option<String> = select.query_row([id], |row| row.get(0)).optional()?;
    said.map(|said| read(said.as_bytes())).transpose()
}

pub(crate) fn insert(db: &Connection, table: &str, id: &str, said: &impl Serialize) -> Result<(), VaultError> {
    db.execute(&format!("INSERT INTO {table} (id, said) VALUES (?, ?)"), params![id, json(said)])?;
    Ok(())
}

/// Whether there was such a row.
pub(crate) fn update(db: &Connection, table: &str, id: &str, said: &impl Serialize) -> Result<bool, VaultError> {
    let sql = format!("UPDATE {table} SET said = ? WHERE id = ?");
    Ok(db.execute(&sql, params![json(said), id])? > 0)
}

/// Whether there was such a row.
pub(crate) fn remove(db: &Connection, table: &str, id: &str) -> Result<bool, VaultError> {
    Ok(db.execute(&format!("DELETE FROM {table} WHERE id = ?"), [id])? > 0)
}

pub(crate) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, VaultError> {
    serde_json::from_slice(json).map_err(|_| VaultError::Damaged { part: Part::Row })
}

/// Nothing in these tables can't be written as JSON.
pub(crate) fn json(said: &impl Serialize) -> String {
    serde_json::to_string(said).unwrap_or_default()
}
