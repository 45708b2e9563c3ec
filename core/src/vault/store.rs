//! The tables of a volume: numbered steps that bring an older database to what this program knows (FORMAT.md §11), and the errors of `SQLite` in our terms.

use super::error::{Part, VaultError};
use super::media::Place;
use crate::Moment;
use rusqlite::{Connection, ErrorCode, TransactionBehavior, params};
use std::io;

/// Every step, in order; step `n` is at `n - 1`.
const STEPS: [&str; 7] = [
    include_str!("steps/001.sql"),
    include_str!("steps/002.sql"),
    include_str!("steps/003.sql"),
    include_str!("steps/004.sql"),
    include_str!("steps/005.sql"),
    include_str!("steps/006.sql"),
    include_str!("steps/007.sql"),
];
/// Statements the log uses again and again; more than that are prepared anew.
const CACHED_STATEMENTS: usize = 64;

/// Prepares a connection and runs the steps its database lacks, each in a transaction of its own. A database of a newer program is refused untouched.
pub(crate) fn migrate(db: &mut Connection) -> Result<(), VaultError> {
    db.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = version as usize;
    if done > STEPS.len() {
        return Err(VaultError::UnknownVersion { found: version });
    }
    for (step, sql) in (1u32..).zip(STEPS).skip(done) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", step)?;
        tx.commit()?;
    }
    Ok(())
}

/// Bytes of damage that are kept aside in `media/`.
pub(crate) struct Aside {
    pub(crate) name: String,
    pub(crate) id: [u8; 16],
}

/// Notes what a file set aside holds and since when.
pub(crate) fn note_aside(db: &Connection, place: &Place, what: &str, at: Moment) -> Result<(), VaultError> {
    db.execute(
        "INSERT INTO aside (name, file_id, what, noted_ms, noted_offset) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![place.name, place.id, what, at.utc_ms(), at.offset_min()],
    )?;
    Ok(())
}

/// All that is kept aside.
pub(crate) fn asides(db: &Connection) -> Result<Vec<Aside>, VaultError> {
    let mut statement = db.prepare_cached("SELECT name, file_id FROM aside")?;
    let rows = statement.query_map([], |row| Ok(Aside { name: row.get(0)?, id: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same bytes lie in another file now; the old file is to be removed.
pub(crate) fn move_aside(db: &mut Connection, old: &Aside, new: &Place) -> Result<(), VaultError> {
    let tx = db.transaction()?;
    tx.execute("UPDATE aside SET name = ?2, file_id = ?3 WHERE name = ?1", params![old.name, new.name, new.id])?;
    tx.execute("INSERT OR IGNORE INTO media_intent (name) VALUES (?1)", [&old.name])?;
    tx.commit()?;
    Ok(())
}

/// The message of `SQLite` is left behind: it may quote what was searched for or written.
impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = error else {
            return Self::Damaged { part: Part::Row };
        };
        match failure.code {
            ErrorCode::DiskFull => Self::Disk(io::ErrorKind::StorageFull.into()),
            ErrorCode::OutOfMemory => Self::Disk(io::ErrorKind::OutOfMemory.into()),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged { part: Part::Volume },
            _ if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_DATA => Self::Damaged { part: Part::Volume },
            _ => Self::Disk(io::Error::other(failure)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pages::Pages;
    use super::super::seal::Key;
    use super::super::volume::memory_disk::MemoryDisk;
    use super::super::volume::{Side, Volume, VolumeFiles};
    use super::*;
    use crate::Uptime;

    #[test]
    fn a_new_database_gets_every_step_once() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db).unwrap();
        migrate(&mut db).unwrap();
        let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version as usize, STEPS.len());
        assert_eq!(db.query_row("SELECT count(*) FROM incident", [], |row| row.get::<_, i64>(0)), Ok(0));
    }

    /// What step 1 kept is there after step 2, in sealed pages as on a phone.
    #[test]
    fn rows_written_before_a_step_are_there_after_it() {
        let disk = MemoryDisk::default();
        let uptime = Uptime { boot: [0; 16], nanos: 0 };
        let volume = Volume::create(VolumeFiles::create(&disk).unwrap(), Side::A, &Key([1; 32]), [0; 16], uptime).unwrap();
        let mut pages = Pages::open(volume, true).unwrap();
        let db = pages.connection_mut();
        db.pragma_update(None, "foreign_keys", "ON").unwrap();
        db.execute_batch(STEPS[0]).unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        db.execute_batch(
            "INSERT INTO incident VALUES (1, 'AAAAAAAA', 'call', 5, 300, NULL, NULL, 'exact', 'what', '', '', '', '', NULL, NULL,
                9, 300, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0);
             WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 3000)
             INSERT INTO evidence SELECT n, printf('%08d', n), 1, printf('%d %s', n, hex(zeroblob(50))), 7, zeroblob(32), 9, 300 FROM n;",
        )
        .unwrap();
        let all = |db: &Connection| -> String {
            let sql = "SELECT group_concat(quote(row) || quote(id) || quote(incident) || quote(name) || quote(sha256) || quote(received_ms)) FROM evidence";
            db.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        let before = all(db);
        migrate(db).unwrap();
        assert!(all(db) == before);
        let what: (String, String, Option<bool>) =
            db.query_row("SELECT what, harm, answered FROM incident", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(what, ("what".to_owned(), String::new(), None));
        assert!(db.execute("INSERT INTO evidence SELECT 9999, 'x', NULL, NULL, 'x', 1, x'00', 1, 1", []).is_err(), "evidence of nothing");
    }

    #[test]
    fn a_database_of_a_newer_program_is_refused_and_left_as_it_is() {
        let mut db = Connection::open_in_memory().unwrap();
        let newer = STEPS.len() as u32 + 1;
        db.pragma_update(None, "user_version", newer).unwrap();
        assert!(matches!(migrate(&mut db), Err(VaultError::UnknownVersion { found }) if found == newer));
        assert_eq!(db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)), Ok(0));
    }

    #[test]
    fn an_error_quotes_nothing_of_a_statement() {
        let db = Connection::open_in_memory().unwrap();
        let error = VaultError::from(db.execute_batch("SELECT 'her words' FROM nowhere").unwrap_err());
        assert!(!format!("{error} {error:?}").contains("her words"));
    }
}
