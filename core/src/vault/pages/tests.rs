#![allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, clippy::cast_precision_loss, clippy::needless_for_each)]

use super::super::seal::Key;
use super::super::volume::memory_disk::{Dice, Event, MemoryDisk};
use super::super::volume::{Opened, Recovery, Side, VolumeError};
use super::*;
use crate::Uptime;
use crate::vault::disk::{CONSTANT_MTIME_S, Folder};
use std::collections::BTreeMap;
use std::time::UNIX_EPOCH;

const VAULT: [u8; 16] = [7; 16];
const UPTIME: Uptime = Uptime { boot: [3; 16], nanos: 1 };
const KEY: Key = Key([1; 32]);
const OTHER_KEY: Key = Key([2; 32]);
/// Superblocks, headers and units lie behind this much.
const HEAD_BYTES: usize = 8192;
const UNIT_BYTES: usize = 8312;

fn create(disk: &MemoryDisk) -> Pages {
    let files = VolumeFiles::create(disk).unwrap();
    let pages = Pages::open(Volume::create(files, Side::A, &KEY, VAULT, UPTIME).unwrap(), true).unwrap();
    pages.connection().execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL);").unwrap();
    pages
}

fn open_volume(disk: &MemoryDisk, key: &Key, kept: &mut Vec<Vec<u8>>) -> Result<Opened, VolumeError> {
    let files = VolumeFiles::open(disk)?;
    Volume::open(files, Side::A, key, VAULT, UPTIME, &mut |bytes| {
        kept.push(bytes.to_vec());
        Ok(())
    })
}

fn reopen(disk: &MemoryDisk) -> (Pages, Recovery, Vec<Vec<u8>>) {
    let mut kept = Vec::new();
    let opened = open_volume(disk, &KEY, &mut kept).unwrap();
    (Pages::open(opened.volume, false).unwrap(), opened.recovery, kept)
}

fn insert(pages: &Pages, text: &str) {
    pages.connection().execute("INSERT INTO t (v) VALUES (?1)", [text]).unwrap();
}

fn count(pages: &Pages) -> i64 {
    pages.connection().query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap()
}

fn is_sound(pages: &Pages) -> bool {
    pages.connection().query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).is_ok_and(|answer| answer == "ok")
}

fn flip(disk: &MemoryDisk, name: &str, at: usize) {
    disk.world().files.get_mut(name).unwrap()[at] ^= 1;
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

fn big(i: usize) -> String {
    format!("{i} ").repeat(3000)
}

#[test]
fn what_was_written_is_there_after_a_lock() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    insert(&pages, "one");
    pages.close().unwrap();
    let (pages, recovery, kept) = reopen(&disk);
    assert_eq!((count(&pages), recovery, kept.len()), (1, Recovery::Clean, 0));
}

#[test]
fn what_was_committed_is_there_after_a_kill() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..30 {
        insert(&pages, &big(i));
    }
    pages.abandon();
    let (pages, recovery, _) = reopen(&disk);
    assert_eq!((count(&pages), recovery), (30, Recovery::Recovered));
    pages.abandon();
    let (pages, ..) = reopen(&disk);
    assert_eq!(count(&pages), 30);
    pages.close().unwrap();
    assert_eq!(reopen(&disk).1, Recovery::Clean);
}

#[test]
fn a_log_that_was_copied_is_not_replayed() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..100 {
        insert(&pages, &big(i));
        let _: i64 = pages.connection().query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(0)).unwrap();
    }
    pages.abandon();
    // The units are still there; damage to them is no longer damage to anything.
    flip(&disk, "a.wal", HEAD_BYTES + 500);
    let (pages, recovery, kept) = reopen(&disk);
    assert_eq!((count(&pages), recovery, kept.len()), (100, Recovery::Clean, 0));
    assert!(is_sound(&pages));
}

#[test]
fn a_flipped_bit_in_an_acknowledged_save_is_damage_and_the_log_is_kept_first() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..20 {
        insert(&pages, &big(i));
    }
    let written = pages.connection().query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get::<_, i64>(1)).unwrap_or(20);
    pages.abandon();
    let bad = written as usize / 2;
    flip(&disk, "a.wal", HEAD_BYTES + bad * UNIT_BYTES + 4000);
    let as_it_was = disk.world().files["a.wal"].clone();
    // A disk that takes no copy: nothing may be overwritten.
    let files = VolumeFiles::open(&disk).unwrap();
    let refused = Volume::open(files, Side::A, &KEY, VAULT, UPTIME, &mut |_| Err(io::ErrorKind::StorageFull.into()));
    assert!(matches!(refused, Err(VolumeError::Io(_))));
    assert!(disk.world().files["a.wal"] == as_it_was);

    let (mut pages, recovery, kept) = reopen(&disk);
    let Recovery::Damaged { restored_to_commits, bad_unit, lost_units } = recovery else { panic!("{recovery:?}") };
    assert_eq!(bad_unit as usize, bad);
    assert!(lost_units > 0 && restored_to_commits > 0);
    assert!(kept == [as_it_was]);
    assert!(count(&pages) > 0 && count(&pages) < 20 && is_sound(&pages));
    assert!(pages.volume_mut().damaged_pages(&mut |_, _| {}).unwrap().is_empty());
    pages.abandon();
    assert_eq!(reopen(&disk).1, Recovery::Recovered, "reported once");
}

#[test]
fn a_bad_last_save_may_be_a_power_cut() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    pages.connection().execute_batch("BEGIN").unwrap();
    for i in 0..5 {
        insert(&pages, &big(i));
    }
    pages.connection().execute_batch("COMMIT").unwrap();
    let units = units_in(&disk);
    pages.abandon();
    flip(&disk, "a.wal", HEAD_BYTES + (units - 1) * UNIT_BYTES + 4000);
    let (pages, recovery, kept) = reopen(&disk);
    assert_eq!((count(&pages), recovery, kept.len()), (0, Recovery::LastSaveMayBeMissing, 0));
}

/// Units that the key opens, wherever they lie.
fn units_in(disk: &MemoryDisk) -> usize {
    opened_units(disk, &KEY).len()
}

fn opened_units(disk: &MemoryDisk, key: &Key) -> Vec<Vec<u8>> {
    let cipher = key.derive(b"pana/wal/page").cipher();
    let wal = disk.world().files["a.wal"].clone();
    let units = wal[HEAD_BYTES..].chunks_exact(UNIT_BYTES).enumerate();
    units.filter_map(|(i, unit)| opened(&cipher, 5, i as u32, &unit[120..])).collect()
}

fn opened_pages(disk: &MemoryDisk, key: &Key) -> Vec<Vec<u8>> {
    let cipher = key.derive(b"pana/volume/page").cipher();
    let database = disk.world().files["a.db"].clone();
    let pages = database[HEAD_BYTES..].chunks_exact(PAGE_BYTES).enumerate();
    pages.filter_map(|(i, page)| opened(&cipher, 2, i as u32 + 1, page)).collect()
}

fn opened(cipher: &super::super::seal::Cipher, kind: u8, number: u32, sealed: &[u8]) -> Option<Vec<u8>> {
    let associated = [&[kind, 0][..], &number.to_le_bytes(), &VAULT].concat();
    let mut block = sealed.to_vec();
    cipher.open_block(&associated, &mut block).then_some(block)
}

#[test]
fn two_broken_superblocks_or_headers_are_an_error_and_never_an_empty_vault() {
    let disk = MemoryDisk::default();
    create(&disk).close().unwrap();
    let whole = disk.world().files.clone();
    for (name, at, broken) in [("a.db", [10, 4106], "super"), ("a.wal", [10, 4106], "header")] {
        let disk = MemoryDisk::with(whole.clone());
        at.into_iter().for_each(|at| flip(&disk, name, at));
        match open_volume(&disk, &KEY, &mut Vec::new()) {
            Err(VolumeError::NoSuperblock) => assert_eq!(broken, "super"),
            Err(VolumeError::NoWalHeader) => assert_eq!(broken, "header"),
            _ => panic!("it opened"),
        }
    }
    assert!(matches!(open_volume(&disk, &OTHER_KEY, &mut Vec::new()), Err(VolumeError::NoSuperblock)));
}

#[test]
fn one_broken_copy_loses_nothing_is_reported_and_repaired() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..60 {
        insert(&pages, &big(i));
    }
    let killed = disk.world().files.clone();
    pages.close().unwrap();
    let locked = disk.world().files.clone();
    for (files, name) in [(&killed, "a.db"), (&killed, "a.wal"), (&locked, "a.db"), (&locked, "a.wal")] {
        for at in [100, 4196] {
            let disk = MemoryDisk::with(files.clone());
            flip(&disk, name, at);
            let opened = open_volume(&disk, &KEY, &mut Vec::new()).unwrap();
            assert_eq!((opened.superblock_repaired, opened.log_header_repaired), (name == "a.db", name == "a.wal"));
            let pages = Pages::open(opened.volume, false).unwrap();
            assert_eq!(count(&pages), 60, "{name} {at}");
            assert!(is_sound(&pages));
            pages.abandon();
            let opened = open_volume(&disk, &KEY, &mut Vec::new()).unwrap();
            assert!(!opened.superblock_repaired && !opened.log_header_repaired);
        }
    }
}

#[test]
fn lost_headers_are_made_anew_from_the_log() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..10 {
        insert(&pages, &big(i));
    }
    pages.abandon();
    [100, 4196].into_iter().for_each(|at| flip(&disk, "a.wal", at));
    let (pages, recovery, kept) = reopen(&disk);
    assert_eq!((count(&pages), recovery, kept.len()), (10, Recovery::HeaderRebuilt, 1));
}

#[test]
fn a_torn_first_page_is_served_from_the_log() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    insert(&pages, "one");
    pages.abandon();
    flip(&disk, "a.db", HEAD_BYTES + 50);
    let (pages, ..) = reopen(&disk);
    assert_eq!(count(&pages), 1);
    pages.close().unwrap();
    assert_eq!(count(&reopen(&disk).0), 1);
}

#[test]
fn a_damaged_page_is_named_and_the_rest_stays_readable() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..60 {
        insert(&pages, &big(i));
    }
    pages.close().unwrap();
    flip(&disk, "a.db", HEAD_BYTES + 20 * PAGE_BYTES + 9);
    let (mut pages, recovery, _) = reopen(&disk);
    assert_eq!(recovery, Recovery::Clean);
    assert_eq!(pages.volume_mut().damaged_pages(&mut |_, _| {}).unwrap(), [21]);
    assert_eq!(pages.volume_mut().raw_page(21).unwrap(), disk.world().files["a.db"][HEAD_BYTES + 20 * PAGE_BYTES..][..PAGE_BYTES]);
    let error = pages.connection().query_row("SELECT sum(length(v)) FROM t", [], |row| row.get::<_, i64>(0)).unwrap_err();
    assert!(is_damage_code(&error));
    assert!(crate::vault::volume::is_damage(&pages.take_io_error().unwrap()));
    assert!(pages.connection().query_row("SELECT v FROM t WHERE id = 1", [], |row| row.get::<_, String>(0)).is_ok());
}

#[test]
fn a_cut_file_is_damage_and_never_an_empty_database() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..60 {
        insert(&pages, &big(i));
    }
    pages.close().unwrap();
    let whole = disk.world().files.clone();

    disk.world().files.get_mut("a.db").unwrap().truncate(HEAD_BYTES + 10 * PAGE_BYTES);
    let (mut pages, ..) = reopen(&disk);
    assert!(pages.volume_mut().damaged_pages(&mut |_, _| {}).unwrap().len() > 40);
    assert!(disk.world().files["a.db"].len() == 4 << 20);

    for name in ["a.db", "a.wal"] {
        let disk = MemoryDisk::with(whole.clone());
        disk.world().files.remove(name);
        assert!(open_volume(&disk, &KEY, &mut Vec::new()).is_err());
        assert!(disk.world().files[name].iter().take(4096).any(|byte| *byte != 0));
    }
    let disk = MemoryDisk::with(whole);
    disk.world().files.retain(|name, _| name.ends_with("wal"));
    assert!(matches!(open_volume(&disk, &KEY, &mut Vec::new()), Err(VolumeError::Io(e)) if e.kind() == io::ErrorKind::NotFound));
}

#[test]
fn creating_and_opening_are_not_the_same() {
    let disk = MemoryDisk::default();
    let files = VolumeFiles::create(&disk).unwrap();
    let volume = Volume::create(files, Side::A, &KEY, VAULT, UPTIME).unwrap();
    assert!(matches!(Pages::open(volume, false), Err(PagesError::Empty)));
    create(&disk).abandon();
    let volume = open_volume(&disk, &KEY, &mut Vec::new()).unwrap().volume;
    assert!(matches!(Pages::open(volume, true), Err(PagesError::NotEmpty)));
}

#[test]
fn both_volumes_stay_level_and_apart() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    let files = pages.close().unwrap();
    let second = Volume::create(files, Side::B, &OTHER_KEY, VAULT, UPTIME).unwrap();
    let mut second = Pages::open(second, true).unwrap();
    second.connection().execute_batch("CREATE TABLE u (v BLOB)").unwrap();
    second
        .connection()
        .execute_batch("INSERT INTO u SELECT randomblob(100000) FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10))")
        .unwrap();
    for _ in 0..3 {
        second.connection().execute_batch("INSERT INTO u SELECT v FROM u").unwrap();
        let world = disk.world();
        assert_eq!(world.files["a.db"].len(), world.files["b.db"].len());
        assert_eq!(world.files["a.wal"].len(), world.files["b.wal"].len());
    }
    second.checkpoint().unwrap();
    second.close().unwrap();
    let sizes: Vec<usize> = disk.world().files.values().map(Vec::len).collect();
    assert!(sizes[0] >= 8 << 20 && sizes[0].is_multiple_of(4 << 20) && sizes[0] == sizes[2] && sizes[1] == sizes[3], "{sizes:?}");
    assert_eq!(count(&reopen(&disk).0), 0);
}

#[test]
fn an_interrupted_growth_is_finished_and_holes_are_filled_without_a_key() {
    let disk = MemoryDisk::default();
    create(&disk).close().unwrap();
    {
        let mut world = disk.world();
        world.files.get_mut("a.db").unwrap().resize((8 << 20) - 5000, 0);
        world.files.get_mut("a.wal").unwrap()[(2 << 20) - 8192..].fill(0);
    }
    VolumeFiles::open(&disk).unwrap();
    let world = disk.world();
    assert!(world.files["a.db"].len() == 8 << 20 && world.files["b.db"].len() == 8 << 20);
    for file in world.files.values() {
        assert!(file.chunks(4096).all(|block| block.iter().any(|byte| *byte != 0)));
    }
}

#[test]
fn files_say_nothing() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..40 {
        insert(&pages, &big(i));
    }
    let killed = disk.world().files.clone();
    pages.close().unwrap();
    for (name, bytes) in killed.iter().chain(disk.world().files.iter()) {
        assert!(!holds(bytes, "SQLite") && !holds(bytes, "CREATE"));
        for (i, block) in bytes.chunks(65_536).enumerate() {
            let mut counts = [0u32; 256];
            block.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
            let expected = block.len() as f64 / 256.0;
            let chi: f64 = counts.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
            // 255 degrees of freedom: random bytes exceed 420 less than once in a billion blocks.
            assert!(chi < 420.0, "{name} block {i}: {chi}");
        }
    }
}

#[test]
fn an_erased_word_is_gone_from_every_page_and_unit() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    pages.connection().execute_batch("CREATE VIRTUAL TABLE f USING fts5(v); INSERT INTO f (f, rank) VALUES ('secure-delete', 1);").unwrap();
    for i in 0..200 {
        let text = if i == 77 { "before құпиясөз after".to_owned() } else { format!("text number {i} ").repeat(20) };
        insert(&pages, &text);
        pages.connection().execute("INSERT INTO f (rowid, v) VALUES (?1, ?2)", rusqlite::params![i + 1, text]).unwrap();
    }
    let copies =
        |disk: &MemoryDisk| opened_pages(disk, &KEY).iter().chain(&opened_units(disk, &KEY)).filter(|page| holds(page, "құпиясөз")).count();
    assert!(copies(&disk) > 0);
    pages.connection().execute_batch("DELETE FROM t WHERE id = 78; DELETE FROM f WHERE rowid = 78;").unwrap();
    pages.checkpoint().unwrap();
    assert_eq!(copies(&disk), 0);
    assert_eq!(units_in(&disk), 0);
    assert!(is_sound(&pages));
}

#[test]
fn a_shrunk_database_leaves_no_page_behind() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    for i in 0..100 {
        insert(&pages, &big(i));
    }
    pages.checkpoint().unwrap();
    let fresh = memory_database().unwrap();
    fresh.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL); INSERT INTO t VALUES (5, 'only');").unwrap();
    pages.replace_all(&fresh).unwrap();
    assert_eq!(count(&pages), 1);
    pages.checkpoint().unwrap();
    assert_eq!(opened_pages(&disk, &KEY).len(), 2);
    pages.close().unwrap();
    let (pages, ..) = reopen(&disk);
    assert_eq!(count(&pages), 1);
    assert!(is_sound(&pages));
}

#[test]
fn a_damaged_database_is_replaced_at_once_or_not_at_all() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..60 {
        insert(&pages, &big(i));
    }
    pages.close().unwrap();
    for page in [2, 5, 20] {
        flip(&disk, "a.db", HEAD_BYTES + page * PAGE_BYTES);
    }
    let (mut pages, ..) = reopen(&disk);
    assert!(matches!(pages.replace_all(&Connection::open_in_memory().unwrap()), Err(PagesError::Shape)));
    let fresh = memory_database().unwrap();
    fresh.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL);").unwrap();
    for i in 0..40 {
        fresh.execute("INSERT INTO t (v) VALUES (?1)", [big(i)]).unwrap();
    }
    disk.world().failing_sync = Some(0);
    assert!(matches!(pages.replace_all(&fresh), Err(PagesError::Io(_))));
    drop(pages);
    let (mut pages, ..) = reopen(&disk);
    pages.replace_all(&fresh).unwrap();
    assert_eq!(count(&pages), 40);
    pages.close().unwrap();
    let (mut pages, ..) = reopen(&disk);
    assert!(is_sound(&pages) && pages.volume_mut().damaged_pages(&mut |_, _| {}).unwrap().is_empty());
}

#[test]
fn no_other_file_is_ever_opened() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Folder::new(folder.path()).unwrap();
    let files = VolumeFiles::create(&disk).unwrap();
    let pages = Pages::open(Volume::create(files, Side::A, &KEY, VAULT, UPTIME).unwrap(), true).unwrap();
    let connection = pages.connection();
    connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, v BLOB);").unwrap();
    let outside = folder.path().join("outside");
    for target in ["vault", "vault-journal", "other", ":memory:", "", &format!("file:{}?vfs=unix", outside.display())] {
        assert!(connection.execute("ATTACH ?1 AS other", [target]).is_err(), "{target:?}");
    }
    assert!(connection.execute_batch("VACUUM").is_err());
    assert!(connection.execute("VACUUM INTO ?1", [outside.to_string_lossy()]).is_err());
    for vfs_flags in [OpenFlags::default(), OpenFlags::SQLITE_OPEN_READ_WRITE] {
        let name = pages.vfs.as_ref().unwrap().name();
        assert!(Connection::open_with_flags_and_vfs("vault", vfs_flags, name.as_str()).is_err());
        assert!(Connection::open_with_flags_and_vfs("vault-journal", vfs_flags, name.as_str()).is_err());
    }
    // Far more than the cache, with savepoints, sorting and a temporary table.
    connection
        .execute_batch(
            "PRAGMA cache_size=10; BEGIN;
             INSERT INTO t (v) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT randomblob(1000) FROM n;
             SAVEPOINT s; UPDATE t SET v = randomblob(1000); ROLLBACK TO s; RELEASE s; COMMIT;
             CREATE TEMP TABLE x AS SELECT v FROM t ORDER BY v; DROP TABLE x; CREATE INDEX i ON t (v);",
        )
        .unwrap();
    assert!(is_sound(&pages));
    let mut names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.db", "a.wal", "b.db", "b.wal"]);
    pages.close().unwrap();
    for name in names {
        let changed = std::fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
        assert_eq!(changed.duration_since(UNIX_EPOCH).unwrap().as_secs(), CONSTANT_MTIME_S);
    }
}

#[test]
fn sql_learns_no_time() {
    let pages = create(&MemoryDisk::default());
    let now: Option<String> = pages.connection().query_row("SELECT datetime('now')", [], |row| row.get(0)).unwrap();
    assert_eq!(now, None);
}

#[test]
fn a_full_disk_is_told_from_damage_and_passes() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    disk.world().room_bytes = Some(4 << 20);
    pages.connection().execute_batch("BEGIN").unwrap();
    let failure = (0..1000).find_map(|i| {
        pages
            .connection()
            .execute("INSERT INTO t (v) VALUES (?1)", [big(i)])
            .err()
            .or_else(|| (i == 999).then(|| pages.connection().execute_batch("COMMIT").unwrap_err()))
    });
    assert_eq!(failure.unwrap().sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
    assert!(crate::vault::volume::is_full(&pages.take_io_error().unwrap()));
    let _ = pages.connection().execute_batch("ROLLBACK");
    insert(&pages, "still works");
    assert_eq!(count(&pages), 1);
    pages.abandon();
    // A start with a full disk: the sizes are not level, reading works all the same.
    let (pages, ..) = reopen(&disk);
    assert_eq!(count(&pages), 1);
    disk.world().room_bytes = None;
    pages.close().unwrap();
    let (pages, ..) = reopen(&disk);
    for i in 0..600 {
        insert(&pages, &big(i));
    }
    assert!(is_sound(&pages));
}

#[test]
fn after_one_failed_sync_nothing_is_written_until_the_files_are_opened_anew() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    insert(&pages, "before");
    disk.world().failing_sync = Some(0);
    assert!(pages.connection().execute("INSERT INTO t (v) VALUES ('lost?')", []).is_err());
    assert!(pages.take_io_error().is_some());
    let as_it_was = disk.world().files.clone();
    assert!(pages.connection().execute("INSERT INTO t (v) VALUES ('after')", []).is_err());
    assert!(pages.checkpoint().is_err());
    assert_eq!(count(&pages), 1);
    assert!(pages.close().is_err());
    assert!(disk.world().files == as_it_was);
    let (pages, ..) = reopen(&disk);
    assert!(count(&pages) >= 1);
    insert(&pages, "again");
}

#[test]
fn fresh_keys_never_repeat() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    let mut keys: Vec<[u8; 32]> = (0..100).map(|_| pages.volume_mut().fresh_key().0).collect();
    pages.abandon();
    let (mut pages, ..) = reopen(&disk);
    keys.extend((0..100).map(|_| pages.volume_mut().fresh_key().0));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 200);
}

#[test]
fn a_leaked_statement_does_not_keep_the_files() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    std::mem::forget(pages.connection().prepare("SELECT 1").unwrap());
    pages.close().unwrap();
    assert_eq!(count(&reopen(&disk).0), 0);
}

#[test]
fn a_changed_key_leaves_nothing_that_the_old_one_opens() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    for i in 0..150 {
        insert(&pages, &big(i));
    }
    assert!(pages.volume_mut().begin_rekey(&OTHER_KEY).is_err(), "the log is not empty");
    pages.checkpoint().unwrap();
    pages.volume_mut().begin_rekey(&OTHER_KEY).unwrap();
    assert!(pages.connection().execute("INSERT INTO t (v) VALUES ('too early')", []).is_err());
    assert_eq!(count(&pages), 150);
    assert!(pages.reseal_all(&mut |_, _| {}).unwrap().is_empty());
    pages.volume_mut().finish_rekey().unwrap();
    assert!(!pages.volume_mut().rekeying());
    assert!(is_sound(&pages));
    pages.close().unwrap();
    assert!(opened_pages(&disk, &KEY).is_empty());
    assert!(matches!(open_volume(&disk, &KEY, &mut Vec::new()), Err(VolumeError::NoSuperblock)));
    let opened = open_volume(&disk, &OTHER_KEY, &mut Vec::new()).unwrap();
    assert!(!opened.superblock_repaired && !opened.log_header_repaired && opened.recovery == Recovery::Clean);
    assert_eq!(count(&Pages::open(opened.volume, false).unwrap()), 150);
}

#[test]
fn a_re_key_steps_over_damaged_pages() {
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    for i in 0..60 {
        insert(&pages, &big(i));
    }
    pages.close().unwrap();
    flip(&disk, "a.db", HEAD_BYTES + 20 * PAGE_BYTES);
    let (mut pages, ..) = reopen(&disk);
    pages.volume_mut().begin_rekey(&OTHER_KEY).unwrap();
    assert_eq!(pages.reseal_all(&mut |_, _| {}).unwrap(), [21]);
    pages.volume_mut().finish_rekey().unwrap();
    assert_eq!(pages.volume_mut().damaged_pages(&mut |_, _| {}).unwrap(), [21]);
}

#[test]
fn a_re_key_that_is_cut_anywhere_is_gone_on_with() {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    for i in 0..150 {
        insert(&pages, &big(i));
    }
    pages.checkpoint().unwrap();
    let before = disk.world().files.clone();
    disk.world().events = Some(Vec::new());
    pages.volume_mut().begin_rekey(&OTHER_KEY).unwrap();
    let begun = disk.world().events.as_ref().unwrap().len();
    pages.reseal_all(&mut |_, _| {}).unwrap();
    pages.volume_mut().finish_rekey().unwrap();
    let events = disk.world().events.take().unwrap();

    let mut dice = Dice(11);
    for cut in (0..=begun).chain((0..40).map(|_| begun + dice.below((events.len() - begun) as u64) as usize)).collect::<Vec<_>>() {
        if cut <= begun {
            // The head still names the old key.
            let disk = MemoryDisk::cut(&before, &events, cut, &mut dice);
            let opened = open_volume(&disk, &KEY, &mut Vec::new()).unwrap();
            assert_eq!(opened.recovery, Recovery::Clean);
            let pages = Pages::open(opened.volume, false).unwrap();
            insert(&pages, "goes on");
            pages.abandon();
            assert_eq!(count(&reopen(&disk).0), 151);
        }
        if cut >= begun {
            let disk = MemoryDisk::cut(&before, &events, cut, &mut dice);
            let opened = open_volume(&disk, &OTHER_KEY, &mut Vec::new()).unwrap();
            let mut pages = Pages::open(opened.volume, false).unwrap();
            assert_eq!(count(&pages), 150);
            if pages.volume_mut().rekeying() {
                assert!(pages.reseal_all(&mut |_, _| {}).unwrap().is_empty());
                pages.volume_mut().finish_rekey().unwrap();
            }
            assert!(is_sound(&pages) && opened_pages(&disk, &KEY).is_empty());
        }
    }
}

/// A short session, every event of it recorded, and after which of them how many rows had been acknowledged.
fn recorded_session() -> (BTreeMap<String, Vec<u8>>, Vec<Event>, Vec<usize>) {
    let disk = MemoryDisk::default();
    let mut pages = create(&disk);
    pages.checkpoint().unwrap();
    let before = disk.world().files.clone();
    disk.world().events = Some(Vec::new());
    let mut acknowledged = Vec::new();
    // A tiny cache: transactions spill, and a rollback takes spilled pages back.
    pages.connection().execute_batch("PRAGMA cache_size=8; PRAGMA wal_autocheckpoint=40;").unwrap();
    for i in 0..60 {
        if i % 7 == 3 {
            pages.connection().execute_batch("BEGIN").unwrap();
            (0..30).for_each(|k| insert(&pages, &big(k)));
            pages.connection().execute_batch("ROLLBACK").unwrap();
        }
        insert(&pages, &big(i));
        acknowledged.push(disk.world().events.as_ref().unwrap().len());
        if i % 25 == 24 {
            pages.checkpoint().unwrap();
        }
    }
    pages.abandon();
    (before, disk.world().events.take().unwrap(), acknowledged)
}

/// Cuts the power in a session, and again while that is recovered from; says what was wrong afterwards.
fn first_fault(cuts: usize, seed: u64) -> Option<String> {
    let (before, events, acknowledged) = recorded_session();
    let mut dice = Dice(seed);
    for _ in 0..cuts {
        let cut = dice.below(events.len() as u64 + 1) as usize;
        let rows = acknowledged.iter().filter(|at| **at <= cut).count() as i64;
        let disk = MemoryDisk::cut(&before, &events, cut, &mut dice);
        let before_recovery = disk.world().files.clone();
        disk.world().events = Some(Vec::new());
        if let Some(fault) = fault_after_cut(&disk, rows) {
            return Some(format!("cut {cut}: {fault}"));
        }
        let recovery = disk.world().events.take().unwrap();
        let again = dice.below(recovery.len() as u64 + 1) as usize;
        if let Some(fault) = fault_after_cut(&MemoryDisk::cut(&before_recovery, &recovery, again, &mut dice), rows) {
            return Some(format!("cut {cut}, {again}: {fault}"));
        }
    }
    None
}

fn fault_after_cut(disk: &MemoryDisk, rows: i64) -> Option<String> {
    let opened = match open_volume(disk, &KEY, &mut Vec::new()) {
        Ok(opened) => opened,
        Err(e) => return Some(e.to_string()),
    };
    if matches!(opened.recovery, Recovery::Damaged { .. } | Recovery::HeaderRebuilt) {
        return Some(format!("{:?}", opened.recovery));
    }
    let pages = match Pages::open(opened.volume, false) {
        Ok(pages) => pages,
        Err(e) => return Some(e.to_string()),
    };
    let found: rusqlite::Result<i64> = pages.connection().query_row("SELECT count(*) FROM t", [], |row| row.get(0));
    let known = found.as_ref().is_ok_and(|found| (rows..=rows + 1).contains(found));
    (!known || !is_sound(&pages)).then(|| format!("{found:?} of {rows} rows"))
}

#[test]
fn a_power_cut_at_any_point_loses_no_acknowledged_row() {
    assert_eq!(first_fault(120, 5), None);
}

/// The simulation is worth something only if it notices what it is there for.
#[cfg(feature = "test-rng")]
#[test]
fn every_planted_bug_is_noticed() {
    use super::super::planted::{PlantedBug, plant};
    for bug in [
        PlantedBug::NoCommitSync,
        PlantedBug::NoDatabaseSync,
        PlantedBug::SingleSuperblock,
        PlantedBug::SingleWalHeader,
        PlantedBug::UncappedDurable,
        PlantedBug::NoPageOneFallback,
    ] {
        let planted = plant(bug);
        let fault = first_fault(1500, 5);
        drop(planted);
        println!("{bug:?}: {fault:?}");
        assert!(fault.is_some(), "{bug:?}");
    }
    let planted = plant(PlantedBug::NoLevelling);
    let disk = MemoryDisk::default();
    let pages = create(&disk);
    (0..600).for_each(|i| insert(&pages, &big(i)));
    let grown = disk.world().files["a.db"].len();
    assert!(grown != disk.world().files["b.db"].len());
    drop(planted);
}
