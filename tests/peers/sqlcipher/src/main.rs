//! The shared work on SQLCipher.
#![forbid(unsafe_code)]

#[path = "../../work.rs"]
mod work;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::path::Path;
use work::{Failure, Sealed};

/// 32 bytes of key as they are, so that no derivation is measured.
const RAW_KEY: &str = "x'0707070707070707070707070707070707070707070707070707070707070707'";

struct Cipher(Connection);

impl Cipher {
    fn connect(folder: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder)?;
        let db = Connection::open(folder.join("incidents.db"))?;
        db.execute_batch(&format!("PRAGMA key = \"{RAW_KEY}\"; PRAGMA cipher_page_size = 8192;"))?;
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;")?;
        // Without its key this is plain SQLite, which would be no peer.
        let version: String = db.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
        if version.is_empty() {
            return Err("this is not SQLCipher".into());
        }
        let _: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = -32768;
             PRAGMA wal_autocheckpoint = 200; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
        )?;
        Ok(Self(db))
    }
}

impl Sealed for Cipher {
    fn create(folder: &Path) -> Result<Self, Failure> {
        Self::connect(folder)
    }

    fn open(folder: &Path) -> Result<Self, Failure> {
        Self::connect(folder)
    }

    fn connection(&mut self) -> &mut Connection {
        &mut self.0
    }

    fn close(self) -> Result<(), Failure> {
        self.0.close().map_err(|(_, error)| error.into())
    }

    fn abandon(self) -> Result<(), Failure> {
        self.0.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        self.close()
    }
}

fn main() -> Result<(), Failure> {
    work::serve::<Cipher>()
}
