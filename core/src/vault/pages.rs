//! Joins a sealed volume to SQLite: one virtual file system per open volume, with two file names that no disk knows.
//!
//! SQLite runs with a write-ahead log and an exclusive lock; it never sees a path, a size or a byte of the disk. Every other kind of file it
//! might ask for (journals, temporary files, attached databases) is refused, so nothing can spill in clear.
#![allow(unsafe_code)]

#[cfg(test)]
mod tests;
mod vfs;

use super::volume::{LOCK_PAGE, PAGE_BYTES, RESERVED_BYTES, Volume, VolumeFiles};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, ffi};
use std::ffi::c_int;
use std::io;
use vfs::Vfs;
use zeroize::Zeroizing;

/// Pages in the log after which SQLite copies it into the database: small, because every one is examined when a killed session is reopened.
const AUTOCHECKPOINT_PAGES: u32 = 200;
/// SQLite's page cache.
const CACHE_KIB: u32 = 32_768;
/// Pages that one transaction of [`Pages::reseal_all`] passes through the log.
const RESEAL_BATCH_PAGES: u32 = 128;

/// What SQLite is asked to leave free at the end of each page.
#[allow(clippy::cast_possible_wrap)]
const RESERVED: c_int = RESERVED_BYTES as c_int;

/// Why the database in a volume does not do as asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PagesError {
    /// The volume was never given a database.
    #[error("the volume holds no database")]
    Empty,
    /// A database was to be made where one is.
    #[error("the volume already holds a database")]
    NotEmpty,
    /// The database has another shape than this program writes.
    #[error("the database does not have the pages that this program writes")]
    Shape,
    /// The disk failed or is full, or a page is damaged: `volume::is_damage` and `volume::is_full` tell.
    #[error(transparent)]
    Io(io::Error),
    /// SQLite itself.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// The database of an open volume. Dropping it leaves the files as after a crash.
pub(crate) struct Pages {
    // Before the VFS, which must outlive it.
    connection: Option<Connection>,
    vfs: Option<Vfs>,
}

impl Pages {
    /// Opens the database in a volume, or makes one in a new volume. Neither does the other's work: damage must not look like a new database.
    pub(crate) fn open(volume: Volume, create: bool) -> Result<Self, PagesError> {
        let holds_none = volume.pages() == 0 && volume.log_header().is_none();
        match (create, holds_none) {
            (true, false) => return Err(PagesError::NotEmpty),
            (false, true) => return Err(PagesError::Empty),
            _ => {}
        }
        let vfs = Vfs::register(volume)?;
        let name = vfs.name();
        let mut pages = Self { connection: None, vfs: Some(vfs) };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE;
        let flags = if create { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags };
        let opened = Connection::open_with_flags_and_vfs(vfs::DATABASE_NAME, flags, name.as_str());
        let prepared = opened.map_err(PagesError::from).and_then(|connection| {
            pages.connection = Some(connection);
            prepare(pages.connection(), create)
        });
        match prepared {
            Ok(()) => Ok(pages),
            Err(e) => Err(pages.explain(e)),
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        #[allow(clippy::expect_used)]
        self.connection.as_ref().expect("the connection is there until the value is taken apart")
    }

    pub(crate) fn connection_mut(&mut self) -> &mut Connection {
        #[allow(clippy::expect_used)]
        self.connection.as_mut().expect("the connection is there until the value is taken apart")
    }

    /// The volume below. No statement can be running meanwhile, since it would borrow the connection.
    pub(crate) fn volume_mut(&mut self) -> &mut Volume {
        &mut self.vfs_mut().state_mut().volume
    }

    /// The last error of the disk or damage behind an error that SQLite has reported since this was last asked.
    pub(crate) fn take_io_error(&mut self) -> Option<io::Error> {
        self.vfs_mut().state_mut().last_error.take()
    }

    /// Copies the whole log into the database and overwrites what it held.
    pub(crate) fn checkpoint(&mut self) -> Result<(), PagesError> {
        let busy = self.connection().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        match busy {
            Ok(0) => Ok(()),
            Ok(_) => Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None).into()),
            Err(e) => Err(self.explain(e.into())),
        }
    }

    /// Passes every page through the log, so that all are sealed anew; ends with an empty log. Returns the damaged pages, which stay as
    /// they are. Of a re-key this is the part after the head's switch. `progress` is told the pages done and their total.
    pub(crate) fn reseal_all(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<u32>, PagesError> {
        self.volume_mut().head_is_switched();
        self.checkpoint()?;
        self.connection().set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
        let resealed = self.reseal_in_batches(progress);
        self.connection().set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        let damaged = resealed?;
        self.checkpoint()?;
        Ok(damaged)
    }

    /// Exchanges the whole database for the one in `fresh`, which is in memory and has the same page size and reserve, in one transaction.
    /// Damaged pages of the old database don't stand in the way.
    pub(crate) fn replace_all(&mut self, fresh: &Connection) -> Result<(), PagesError> {
        check_shape(fresh)?;
        self.vfs_mut().state_mut().damage_reads_as_zeros = true;
        let copied = copy_database(fresh, self.connection());
        self.vfs_mut().state_mut().damage_reads_as_zeros = false;
        // No page that was served as zeros may stay in the cache.
        // SAFETY: the handle is that of an open connection.
        unsafe { ffi::sqlite3_db_release_memory(self.connection().handle()) };
        copied.map_err(|e| self.explain(e.into()))
    }

    /// Empties the log, forgets the keys and gives the files back with constant times. A failure loses nothing: the next opening finds the
    /// log as it is.
    pub(crate) fn close(mut self) -> Result<VolumeFiles, PagesError> {
        let emptied = self.checkpoint();
        let files = self.take_apart();
        let levelled = files.set_constant_mtimes();
        emptied?;
        levelled.map_err(PagesError::Io)?;
        Ok(files)
    }

    /// Gives the files back as a crash would leave them.
    pub(crate) fn abandon(mut self) -> VolumeFiles {
        self.take_apart()
    }

    fn reseal_in_batches(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<u32>, PagesError> {
        let total: u32 = self.connection().query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let mut damaged = Vec::new();
        let mut next = 1;
        while next <= total {
            let last = next.saturating_add(RESEAL_BATCH_PAGES - 1).min(total);
            // Read outside the transaction: damage would roll it back.
            let mut batch = Vec::new();
            for number in (next..=last).filter(|number| *number != LOCK_PAGE) {
                match read_page(self.connection(), number) {
                    Ok(page) => batch.push((number, page)),
                    Err(e) if is_damage_code(&e) => damaged.push(number),
                    Err(e) => return Err(self.explain(e.into())),
                }
            }
            self.take_io_error();
            write_pages(self.connection_mut(), &batch).map_err(|e| self.explain(e.into()))?;
            progress(u64::from(last), u64::from(total));
            next = last + 1;
        }
        Ok(damaged)
    }

    /// The error of the disk behind an error of SQLite, if there was one.
    fn explain(&mut self, error: PagesError) -> PagesError {
        match self.take_io_error() {
            Some(behind) => PagesError::Io(behind),
            None => error,
        }
    }

    fn vfs_mut(&mut self) -> &mut Vfs {
        #[allow(clippy::expect_used)]
        self.vfs.as_mut().expect("the VFS is there until the value is taken apart")
    }

    fn take_apart(&mut self) -> VolumeFiles {
        self.disconnect();
        #[allow(clippy::expect_used)]
        let vfs = self.vfs.take().expect("the VFS is there until the value is taken apart");
        vfs.unregister().into_files()
    }

    /// Closes the connection without a checkpoint.
    fn disconnect(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // A failure here only means that closing copies the log, which loses nothing.
        let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        connection.flush_prepared_statement_cache();
        if let Err((connection, _)) = connection.close() {
            // A statement was leaked and not dropped. SQLite then keeps its side, but nothing calls this connection ever again.
            std::mem::forget(connection);
        }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.disconnect();
        if let Some(vfs) = self.vfs.take() {
            drop(vfs.unregister());
        }
    }
}

/// A database in memory of the shape that [`Pages::replace_all`] takes.
pub(crate) fn memory_database() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    set_shape(&connection)?;
    connection.execute_batch("PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;")?;
    Ok(connection)
}

fn prepare(connection: &Connection, create: bool) -> Result<(), PagesError> {
    // Exclusive before anything is read: SQLite then keeps the log's index in its own memory and asks for no shared file.
    connection.execute_batch("PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;")?;
    // A URI could attach a file through another file system, in clear. VACUUM attaches too: it would put the whole database into the log.
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    if create {
        set_shape(connection)?;
        // The change to a log is itself a transaction, and no journal file is to be had for it.
        connection.execute_batch("PRAGMA journal_mode=MEMORY;")?;
    }
    let mode: String = connection.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
    connection.execute_batch(&format!(
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA cache_size=-{CACHE_KIB};
         PRAGMA wal_autocheckpoint={AUTOCHECKPOINT_PAGES}; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
    ))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    if mode == "wal" { check_shape(connection) } else { Err(PagesError::Shape) }
}

/// Page size and reserve of a database that is still empty.
fn set_shape(connection: &Connection) -> rusqlite::Result<()> {
    reserve(connection, RESERVED)?;
    connection.execute_batch(&format!("PRAGMA page_size={PAGE_BYTES};"))
}

fn check_shape(connection: &Connection) -> Result<(), PagesError> {
    let page_bytes: u32 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let fits = page_bytes == PAGE_BYTES as u32 && reserve(connection, -1)? == RESERVED;
    if fits { Ok(()) } else { Err(PagesError::Shape) }
}

/// Asks for this many bytes at the end of each page, unless `bytes` is negative; returns how many were asked for before.
fn reserve(connection: &Connection, bytes: c_int) -> rusqlite::Result<c_int> {
    let mut asked = bytes;
    // SAFETY: the handle is that of an open connection, the name ends in zero, and this operation reads and writes one `c_int`.
    let code = unsafe {
        ffi::sqlite3_file_control(connection.handle(), c"main".as_ptr(), ffi::SQLITE_FCNTL_RESERVE_BYTES, (&raw mut asked).cast())
    };
    if code == ffi::SQLITE_OK { Ok(asked) } else { Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)) }
}

fn read_page(connection: &Connection, number: u32) -> rusqlite::Result<Zeroizing<Vec<u8>>> {
    let mut read = connection.prepare_cached("SELECT data FROM sqlite_dbpage WHERE pgno = ?1")?;
    read.query_row([number], |row| row.get(0).map(Zeroizing::new))
}

fn write_pages(connection: &mut Connection, pages: &[(u32, Zeroizing<Vec<u8>>)]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut write = transaction.prepare_cached("INSERT INTO sqlite_dbpage (pgno, data) VALUES (?1, ?2)")?;
        for (number, page) in pages {
            write.execute(rusqlite::params![number, **page])?;
        }
    }
    transaction.commit()
}

/// Whether an error of SQLite means altered bytes.
pub(crate) fn is_damage_code(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|e| e.extended_code == ffi::SQLITE_IOERR_DATA)
}

/// SQLite's backup: one transaction in `to`, which in the end has exactly the pages of `from`.
fn copy_database(from: &Connection, to: &Connection) -> rusqlite::Result<()> {
    // SAFETY: both handles are those of open connections that nothing else uses meanwhile, the names end in zero, and the backup is
    // finished before the function returns.
    let code = unsafe {
        let backup = ffi::sqlite3_backup_init(to.handle(), c"main".as_ptr(), from.handle(), c"main".as_ptr());
        if backup.is_null() {
            ffi::sqlite3_extended_errcode(to.handle())
        } else {
            ffi::sqlite3_backup_step(backup, -1);
            ffi::sqlite3_backup_finish(backup)
        }
    };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)) }
}
