//! SQLite's file system interface over one volume.

use super::super::volume::{FRAME_HEADER_BYTES, LOG_HEADER_BYTES, PAGE_BYTES, Volume, is_damage, is_full};
use super::PagesError;
use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::io;
use std::mem::size_of;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::slice;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroizing;

/// What SQLite calls the database; the log is this and `-wal`.
pub(super) const DATABASE_NAME: &str = "vault";
const DATABASE_C_NAME: &CStr = c"vault";
const LOG_C_NAME: &CStr = c"vault-wal";
/// More than both names need.
const LONGEST_NAME_BYTES: c_int = 64;
/// SQLite's frame: header and page.
const FRAME_BYTES: u64 = (FRAME_HEADER_BYTES + PAGE_BYTES) as u64;
const SECTOR_BYTES: c_int = 4096;

/// What SQLite's calls work on.
#[allow(clippy::struct_excessive_bools)]
pub(super) struct State {
    pub(super) volume: Volume,
    /// The last thing that went wrong below SQLite, which itself keeps only a number.
    pub(super) last_error: Option<io::Error>,
    /// While the whole database is being exchanged: SQLite reads each page before it overwrites it.
    pub(super) damage_reads_as_zeros: bool,
    /// The header of a frame whose page has not come yet: what follows tells whether it begins a unit or corrects one.
    pending: Option<(u32, [u8; FRAME_HEADER_BYTES])>,
    /// A checkpoint has set the size of the database, which it does after the last page.
    checkpoint_is_whole: bool,
    database_is_open: bool,
    log_is_open: bool,
}

/// A file system that is registered with SQLite under a name of its own.
pub(super) struct Vfs {
    table: *mut sqlite3_vfs,
    state: *mut State,
    name: CString,
}

// SAFETY: both pointers are owned, and what they point to may move between threads. SQLite uses them only within calls through the
// connection, which is owned beside this value and is not shared between threads.
unsafe impl Send for Vfs {}

impl Vfs {
    pub(super) fn register(volume: Volume) -> Result<Self, PagesError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("pana-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let name = CString::new(name).map_err(|e| PagesError::Io(e.into()))?;
        let state = Box::into_raw(Box::new(State {
            volume,
            last_error: None,
            damage_reads_as_zeros: false,
            pending: None,
            checkpoint_is_whole: false,
            database_is_open: false,
            log_is_open: false,
        }));
        let table = Box::into_raw(Box::new(table(&name, state)));
        let vfs = Self { table, state, name };
        // SAFETY: the table and all it points to live until `unregister`.
        let code = unsafe { ffi::sqlite3_vfs_register(table, 0) };
        if code == ffi::SQLITE_OK {
            Ok(vfs)
        } else {
            drop(vfs.unregister());
            Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into())
        }
    }

    pub(super) fn name(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }

    pub(super) fn state_mut(&mut self) -> &mut State {
        // SAFETY: the pointer came from a box and is freed only by `unregister`, which takes `self`. SQLite makes its own references only
        // within calls through the connection, and none runs while the caller has `&mut` of the owner of both.
        unsafe { &mut *self.state }
    }

    /// Takes the file system from SQLite. No connection may be open on it any more.
    pub(super) fn unregister(self) -> Volume {
        // SAFETY: both pointers came from boxes in `register`, and this is the only place that frees them. SQLite does not list the table
        // afterwards, and no connection calls it.
        unsafe {
            ffi::sqlite3_vfs_unregister(self.table);
            drop(Box::from_raw(self.table));
            Box::from_raw(self.state).volume
        }
    }
}

impl State {
    fn read_database(&mut self, out: &mut [u8], at: u64) -> c_int {
        let Ok(number) = u32::try_from(at / PAGE_BYTES as u64 + 1) else { return ffi::SQLITE_IOERR_READ };
        if u64::from(number) > self.volume.pages() {
            return ffi::SQLITE_IOERR_SHORT_READ;
        }
        let within = (at % PAGE_BYTES as u64) as usize;
        if within == 0 && out.len() == PAGE_BYTES {
            let read = self.read_page(number, out);
            return self.code(read, ffi::SQLITE_IOERR_READ);
        }
        // SQLite looks at parts of the first page only.
        if within + out.len() > PAGE_BYTES {
            return ffi::SQLITE_IOERR_READ;
        }
        let mut page = Zeroizing::new(vec![0; PAGE_BYTES]);
        let read = self.read_page(number, &mut page);
        out.copy_from_slice(&page[within..within + out.len()]);
        self.code(read, ffi::SQLITE_IOERR_READ)
    }

    fn read_page(&mut self, number: u32, out: &mut [u8]) -> io::Result<()> {
        match self.volume.read_page(number, out) {
            Err(e) if self.damage_reads_as_zeros && is_damage(&e) => Ok(()),
            other => other,
        }
    }

    fn write_database(&mut self, page: &[u8], at: u64) -> c_int {
        let number = u32::try_from(at / PAGE_BYTES as u64 + 1);
        let (Ok(number), 0, PAGE_BYTES) = (number, at % PAGE_BYTES as u64, page.len()) else { return ffi::SQLITE_IOERR_WRITE };
        let written = self.volume.write_page(number, page);
        self.code(written, ffi::SQLITE_IOERR_WRITE)
    }

    fn sync_database(&mut self) -> c_int {
        let mut synced = self.volume.sync_database();
        if std::mem::take(&mut self.checkpoint_is_whole) {
            synced = synced.and_then(|()| self.volume.log_is_copied());
        }
        self.code(synced, ffi::SQLITE_IOERR_FSYNC)
    }

    fn truncate_database(&mut self, bytes: u64) {
        self.volume.truncate_database(bytes / PAGE_BYTES as u64);
        self.checkpoint_is_whole = true;
    }

    fn read_log(&mut self, out: &mut [u8], at: u64) -> c_int {
        let settled = self.settle_pending();
        if settled != ffi::SQLITE_OK {
            return settled;
        }
        let Some(after_header) = at.checked_sub(LOG_HEADER_BYTES as u64) else { return self.read_log_header(out, at) };
        let within = (after_header % FRAME_BYTES) as usize;
        let Some((unit, frame)) =
            u32::try_from(after_header / FRAME_BYTES).ok().and_then(|unit| Some((unit, *self.volume.frame_header(unit)?)))
        else {
            return ffi::SQLITE_IOERR_SHORT_READ;
        };
        let of_header = FRAME_HEADER_BYTES.saturating_sub(within).min(out.len());
        let (header, page) = out.split_at_mut(of_header);
        if !header.is_empty() {
            header.copy_from_slice(&frame[within..within + of_header]);
        }
        match page.len() {
            0 => ffi::SQLITE_OK,
            PAGE_BYTES if within <= FRAME_HEADER_BYTES => {
                let read = self.volume.read_unit(unit, page);
                self.code(read, ffi::SQLITE_IOERR_READ)
            }
            _ => ffi::SQLITE_IOERR_READ,
        }
    }

    fn read_log_header(&self, out: &mut [u8], at: u64) -> c_int {
        let Some(header) = self.volume.log_header() else { return ffi::SQLITE_IOERR_SHORT_READ };
        match header.get(at as usize..).and_then(|rest| rest.get(..out.len())) {
            Some(asked) => {
                out.copy_from_slice(asked);
                ffi::SQLITE_OK
            }
            None => ffi::SQLITE_IOERR_READ,
        }
    }

    fn write_log(&mut self, bytes: &[u8], at: u64) -> c_int {
        if let (0, Ok(header)) = (at, bytes.try_into()) {
            self.pending = None;
            let begun = self.volume.begin_log(header);
            return self.code(begun, ffi::SQLITE_IOERR_WRITE);
        }
        let Some(after_header) = at.checked_sub(LOG_HEADER_BYTES as u64) else { return ffi::SQLITE_IOERR_WRITE };
        let Ok(unit) = u32::try_from(after_header / FRAME_BYTES) else { return ffi::SQLITE_IOERR_WRITE };
        let within = (after_header % FRAME_BYTES) as usize;
        if let (0, Ok(frame)) = (within, bytes.try_into()) {
            let settled = self.settle_pending();
            self.pending = Some((unit, frame));
            return settled;
        }
        if within != FRAME_HEADER_BYTES || bytes.len() != PAGE_BYTES {
            return ffi::SQLITE_IOERR_WRITE;
        }
        let written = match self.pending.take_if(|(pending, _)| *pending == unit) {
            Some((_, frame)) => self.volume.append_unit(unit, frame, bytes),
            None => match self.settle_pending() {
                ffi::SQLITE_OK => self.volume.rewrite_page(unit, bytes),
                code => return code,
            },
        };
        self.code(written, ffi::SQLITE_IOERR_WRITE)
    }

    /// A header whose page did not follow corrects a unit that exists.
    fn settle_pending(&mut self) -> c_int {
        let Some((unit, frame)) = self.pending.take() else { return ffi::SQLITE_OK };
        let rewritten = self.volume.rewrite_frame_header(unit, frame);
        self.code(rewritten, ffi::SQLITE_IOERR_WRITE)
    }

    fn sync_log(&mut self) -> c_int {
        match self.settle_pending() {
            ffi::SQLITE_OK => {
                let synced = self.volume.sync_log();
                self.code(synced, ffi::SQLITE_IOERR_FSYNC)
            }
            code => code,
        }
    }

    fn truncate_log(&mut self, bytes: i64) -> c_int {
        // Other sizes come only with a size limit, which is never set.
        if bytes != 0 {
            return ffi::SQLITE_IOERR_TRUNCATE;
        }
        self.pending = None;
        let cleared = self.volume.clear_log();
        self.code(cleared, ffi::SQLITE_IOERR_TRUNCATE)
    }

    fn size(&self, is_log: bool) -> i64 {
        let bytes = match (is_log, self.volume.log_header()) {
            (false, _) => self.volume.pages() * PAGE_BYTES as u64,
            (true, Some(_)) => LOG_HEADER_BYTES as u64 + u64::from(self.volume.log_units()) * FRAME_BYTES,
            (true, None) => 0,
        };
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }

    /// SQLite's number for a result, whose error is kept.
    fn code(&mut self, result: io::Result<()>, otherwise: c_int) -> c_int {
        let Err(error) = result else { return ffi::SQLITE_OK };
        let code = match &error {
            e if is_full(e) => ffi::SQLITE_FULL,
            e if is_damage(e) => ffi::SQLITE_IOERR_DATA,
            _ => otherwise,
        };
        self.last_error = Some(error);
        code
    }
}

/// What SQLite keeps for an open file.
#[repr(C)]
struct OpenFile {
    methods: *const sqlite3_io_methods,
    state: *mut State,
    is_log: bool,
}

#[allow(clippy::cast_possible_wrap)]
const OPEN_FILE_BYTES: c_int = size_of::<OpenFile>() as c_int;

/// Runs `f` for one of SQLite's calls. A panic must not cross into C: it stops the volume and becomes an error.
///
/// # Safety
/// `file` must be a file that [`open`] opened.
unsafe fn with_file(file: *mut sqlite3_file, on_panic: c_int, f: impl FnOnce(&mut State, bool) -> c_int) -> c_int {
    // SAFETY: `open` wrote an `OpenFile` there, whose state lives as long as the file system is registered; SQLite calls for one connection
    // are not concurrent, and no other reference to the state exists during such a call (see `Vfs::state_mut`).
    let (state, is_log) = unsafe {
        let file = file.cast::<OpenFile>();
        (&mut *(*file).state, (*file).is_log)
    };
    catch_unwind(AssertUnwindSafe(|| f(state, is_log))).unwrap_or_else(|_| {
        state.volume.stop();
        on_panic
    })
}

fn place(at: i64) -> Option<u64> {
    u64::try_from(at).ok()
}

unsafe extern "C" fn read(file: *mut sqlite3_file, out: *mut c_void, len: c_int, at: i64) -> c_int {
    let (Ok(len), Some(at)) = (usize::try_from(len), place(at)) else { return ffi::SQLITE_IOERR_READ };
    // SAFETY: SQLite gives room for `len` bytes, which are set before they become a slice, and a file of ours.
    unsafe {
        ptr::write_bytes(out.cast::<u8>(), 0, len);
        let out = slice::from_raw_parts_mut(out.cast::<u8>(), len);
        with_file(file, ffi::SQLITE_IOERR_READ, |state, is_log| if is_log { state.read_log(out, at) } else { state.read_database(out, at) })
    }
}

unsafe extern "C" fn write(file: *mut sqlite3_file, bytes: *const c_void, len: c_int, at: i64) -> c_int {
    let (Ok(len), Some(at)) = (usize::try_from(len), place(at)) else { return ffi::SQLITE_IOERR_WRITE };
    // SAFETY: SQLite gives `len` bytes and a file of ours.
    unsafe {
        let bytes = slice::from_raw_parts(bytes.cast::<u8>(), len);
        with_file(
            file,
            ffi::SQLITE_IOERR_WRITE,
            |state, is_log| if is_log { state.write_log(bytes, at) } else { state.write_database(bytes, at) },
        )
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, bytes: i64) -> c_int {
    // SAFETY: SQLite gives a file of ours.
    unsafe {
        with_file(file, ffi::SQLITE_IOERR_TRUNCATE, |state, is_log| match place(bytes) {
            _ if is_log => state.truncate_log(bytes),
            Some(bytes) => {
                state.truncate_database(bytes);
                ffi::SQLITE_OK
            }
            None => ffi::SQLITE_IOERR_TRUNCATE,
        })
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: SQLite gives a file of ours.
    unsafe { with_file(file, ffi::SQLITE_IOERR_FSYNC, |state, is_log| if is_log { state.sync_log() } else { state.sync_database() }) }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, out: *mut i64) -> c_int {
    // SAFETY: SQLite gives a file of ours and room for the size.
    unsafe {
        with_file(file, ffi::SQLITE_IOERR_FSTAT, |state, is_log| {
            *out = state.size(is_log);
            ffi::SQLITE_OK
        })
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite gives a file of ours.
    unsafe {
        with_file(file, ffi::SQLITE_IOERR_CLOSE, |state, is_log| {
            *(if is_log { &mut state.log_is_open } else { &mut state.database_is_open }) = false;
            ffi::SQLITE_OK
        })
    }
}

/// Locks mean nothing: one process has the vault, and it has one connection.
unsafe extern "C" fn lock(_: *mut sqlite3_file, _level: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(_: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite gives room for the answer.
    unsafe { *out = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    if operation != ffi::SQLITE_FCNTL_PERSIST_WAL || argument.is_null() {
        return ffi::SQLITE_NOTFOUND;
    }
    // The log's file is never deleted.
    // SAFETY: the argument of this operation is a `c_int`.
    unsafe { *argument.cast::<c_int>() = 1 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn sector_size(_: *mut sqlite3_file) -> c_int {
    SECTOR_BYTES
}

unsafe extern "C" fn device_characteristics(_: *mut sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(lock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

fn table(name: &CStr, state: *mut State) -> sqlite3_vfs {
    sqlite3_vfs {
        iVersion: 1,
        szOsFile: OPEN_FILE_BYTES,
        mxPathname: LONGEST_NAME_BYTES,
        pNext: ptr::null_mut(),
        zName: name.as_ptr(),
        pAppData: state.cast(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: Some(no_library),
        xDlError: Some(no_library_error),
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(no_clock),
        xGetLastError: Some(last_error),
        xCurrentTimeInt64: None,
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }
}

/// Opens the database or its log, each once. Whatever else SQLite asks for would lie in clear.
unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives our table, room for an `OpenFile`, a name that ends in zero or null, and room for the flags or null.
    unsafe {
        (*file).pMethods = ptr::null();
        let state = (*vfs).pAppData.cast::<State>();
        let is_log = flags & ffi::SQLITE_OPEN_WAL != 0;
        let known = !name.is_null()
            && match CStr::from_ptr(name) {
                n if is_log => n == LOG_C_NAME,
                n => n == DATABASE_C_NAME && flags & ffi::SQLITE_OPEN_MAIN_DB != 0,
            };
        let is_open = if is_log { &raw mut (*state).log_is_open } else { &raw mut (*state).database_is_open };
        if !known || *is_open {
            return ffi::SQLITE_CANTOPEN;
        }
        *is_open = true;
        file.cast::<OpenFile>().write(OpenFile { methods: &raw const METHODS, state, is_log });
        if !flags_out.is_null() {
            *flags_out = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, _name: *const c_char, _sync: c_int) -> c_int {
    ffi::SQLITE_OK
}

/// The log exists if its header names one. Nothing else ever does.
unsafe extern "C" fn access(vfs: *mut sqlite3_vfs, name: *const c_char, _flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: SQLite gives our table, a name that ends in zero, and room for the answer.
    unsafe {
        let state = (*vfs).pAppData.cast::<State>();
        *out = c_int::from(CStr::from_ptr(name) == LOG_C_NAME && (*state).volume.log_header().is_some());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_pathname(_: *mut sqlite3_vfs, name: *const c_char, room: c_int, out: *mut c_char) -> c_int {
    // SAFETY: SQLite gives a name that ends in zero and room for `room` bytes apart from it.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if usize::try_from(room).is_ok_and(|room| bytes.len() <= room) {
            ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
            return ffi::SQLITE_OK;
        }
    }
    ffi::SQLITE_CANTOPEN
}

unsafe extern "C" fn no_library(_: *mut sqlite3_vfs, _name: *const c_char) -> *mut c_void {
    ptr::null_mut()
}

unsafe extern "C" fn no_library_error(_: *mut sqlite3_vfs, room: c_int, out: *mut c_char) {
    if room > 0 {
        // SAFETY: SQLite gives `room` bytes.
        unsafe { *out = 0 };
    }
}

unsafe extern "C" fn randomness(_: *mut sqlite3_vfs, len: c_int, out: *mut c_char) -> c_int {
    let Ok(len_bytes) = usize::try_from(len) else { return 0 };
    // SAFETY: SQLite gives `len` bytes, which are set before they become a slice.
    let out = unsafe {
        ptr::write_bytes(out, 0, len_bytes);
        slice::from_raw_parts_mut(out.cast::<u8>(), len_bytes)
    };
    catch_unwind(AssertUnwindSafe(|| crate::random::fill(out))).map_or(0, |()| len)
}

unsafe extern "C" fn sleep(_: *mut sqlite3_vfs, _microseconds: c_int) -> c_int {
    0
}

/// The core reads no clock: `datetime('now')` is NULL.
unsafe extern "C" fn no_clock(_: *mut sqlite3_vfs, _out: *mut f64) -> c_int {
    ffi::SQLITE_ERROR
}

unsafe extern "C" fn last_error(_: *mut sqlite3_vfs, _room: c_int, _out: *mut c_char) -> c_int {
    0
}
