//! The disk of the simulations means what it stands for: it behaves like a real folder, and a cut takes exactly what was not synced.

#![allow(clippy::unwrap_used)]

use pana_core::vault::disk::{Disk, Folder};
use pana_tests::chance::Chance;
use pana_tests::recording_disk::{Fault, Recorder, World};
use std::io::ErrorKind;
use std::sync::Arc;

fn each_disk(test: impl Fn(Arc<dyn Disk>)) {
    let folder = tempfile::tempdir().unwrap();
    test(Arc::new(Folder::new(folder.path()).unwrap()));
    test(Recorder::new(World::empty()).folders().vault);
}

#[test]
fn files_are_made_once_and_opened_when_there() {
    each_disk(|disk| {
        assert_eq!(disk.open("head.0").err().unwrap().kind(), ErrorKind::NotFound);
        assert!(disk.create("head.0").unwrap().is_empty().unwrap());
        assert_eq!(disk.create("head.0").err().unwrap().kind(), ErrorKind::AlreadyExists);
        assert_eq!(disk.create("media/1").err().unwrap().kind(), ErrorKind::NotFound);
        assert_eq!(disk.open("head.0").unwrap().len().unwrap(), 0);
    });
}

#[test]
fn bytes_are_read_where_they_were_written() {
    each_disk(|disk| {
        let file = disk.create("a.db").unwrap();
        file.write_at(b"behind a gap", 20_000).unwrap();
        file.write_at(b"first", 0).unwrap();
        assert_eq!(file.len().unwrap(), 20_012);
        let mut out = [9; 8];
        assert_eq!(file.read_at(&mut out, 2).unwrap(), 8);
        assert_eq!(&out, b"rst\0\0\0\0\0");
        assert_eq!(file.read_at(&mut out, 20_008).unwrap(), 4);
        assert_eq!(&out[..4], b" gap");
        assert_eq!(file.read_at(&mut out, 30_000).unwrap(), 0);
        assert_eq!(disk.open("a.db").unwrap().len().unwrap(), 20_012, "an open file and a name mean the same bytes");
        file.sync().unwrap();
        file.set_constant_mtime().unwrap();
    });
}

#[test]
fn names_come_change_and_go() {
    each_disk(|disk| {
        disk.create_folder("media").unwrap();
        disk.create_folder("media").unwrap();
        let file = disk.create("media/new").unwrap();
        file.write_at(b"x", 0).unwrap();
        disk.create("media/old").unwrap();
        disk.rename("media/new", "media/old").unwrap();
        assert_eq!(disk.names("media").unwrap(), ["old"]);
        assert_eq!(disk.open("media/old").unwrap().len().unwrap(), 1);
        assert!(disk.names("").unwrap().is_empty(), "a folder is not a file");
        assert_eq!(disk.rename("media/new", "media/old").err().unwrap().kind(), ErrorKind::NotFound);
        disk.remove("media/old").unwrap();
        disk.remove("media/old").unwrap();
        file.write_at(b"y", 1).unwrap();
        assert_eq!(file.len().unwrap(), 2, "an open file outlives its name");
        assert!(disk.names("media").unwrap().is_empty());
        assert_eq!(disk.names("inbox").err().unwrap().kind(), ErrorKind::NotFound);
        assert_eq!(disk.sync_folder("inbox").err().unwrap().kind(), ErrorKind::NotFound);
        disk.sync_folder("media").unwrap();
        disk.sync_folder("").unwrap();
    });
}

#[test]
fn one_holder_has_the_lock() {
    each_disk(|disk| {
        assert_eq!(disk.lock("head.0").err().unwrap().kind(), ErrorKind::NotFound);
        disk.create("head.0").unwrap();
        let held = disk.lock("head.0").unwrap();
        assert_eq!(disk.lock("head.0").err().unwrap().kind(), ErrorKind::WouldBlock);
        drop(held);
        disk.lock("head.0").unwrap();
    });
}

/// Names after many cuts of one record.
fn survivors(disk: &Recorder, path: &str) -> (usize, usize) {
    let there = (0..200).filter(|seed| disk.rebuild(usize::MAX, &mut Chance::new(*seed)).paths().iter().any(|p| p == path)).count();
    (there, 200)
}

#[test]
fn a_cut_keeps_what_was_synced_and_may_take_the_rest() {
    let recorder = Recorder::new(World::empty());
    let disk = recorder.folders().vault;
    let file = disk.create("a.db").unwrap();
    file.write_at(&[1; 4096], 0).unwrap();
    file.sync().unwrap();
    let (there, all) = survivors(&recorder, "vault/a.db");
    assert!(0 < there && there < all, "a synced file may still lose its name");
    disk.sync_folder("").unwrap();
    assert_eq!(survivors(&recorder, "vault/a.db"), (all, all));

    file.write_at(&[2; 4096], 4096).unwrap();
    let (mut whole, mut gone, mut torn, mut zeros) = (0, 0, 0, 0);
    for seed in 0..400 {
        let world = recorder.rebuild(usize::MAX, &mut Chance::new(seed));
        let bytes = world.file("vault/a.db").to_vec();
        assert_eq!(bytes[..4096], [1; 4096], "what was synced stays");
        match &bytes[4096..] {
            [] => gone += 1,
            tail if tail.iter().all(|byte| *byte == 2) && tail.len() == 4096 => whole += 1,
            tail if tail.iter().all(|byte| *byte == 0) => zeros += 1,
            tail => {
                assert!(tail.chunks(512).all(|sector| sector.iter().all(|byte| *byte == sector[0])), "sectors are whole");
                torn += 1;
            }
        }
    }
    assert!(whole > 0 && gone > 0 && torn > 0 && zeros > 0, "{whole} whole, {gone} gone, {torn} torn, {zeros} zeros");
}

#[test]
fn a_failed_sync_may_lose_for_good_what_a_later_one_reports_as_kept() {
    let recorder = Recorder::new(World::empty());
    let disk = recorder.folders().vault;
    let file = disk.create("a.db").unwrap();
    disk.sync_folder("").unwrap();
    file.write_at(&[3; 512], 0).unwrap();
    recorder.plan_fault(0, Fault::Sync);
    assert!(file.sync().is_err());
    assert!(recorder.end_faults());
    file.sync().unwrap();
    let kept = (0..100).filter(|seed| recorder.rebuild(usize::MAX, &mut Chance::new(*seed)).file("vault/a.db").len() == 512).count();
    assert!(0 < kept && kept < 100, "{kept} of 100");
}

#[test]
fn faults_are_of_the_kind_asked_for() {
    let recorder = Recorder::new(World::empty());
    let disk = recorder.folders().vault;
    let file = disk.create("a.db").unwrap();
    file.write_at(&[1; 100], 0).unwrap();

    recorder.plan_fault(1, Fault::Full);
    file.write_at(&[2; 100], 0).unwrap();
    file.write_at(&[2; 100], 0).unwrap();
    assert_eq!(file.write_at(&[2; 100], 100).unwrap_err().kind(), ErrorKind::StorageFull);
    assert_eq!(disk.create("b.db").err().unwrap().kind(), ErrorKind::StorageFull);
    assert!(recorder.end_faults());

    recorder.plan_fault(0, Fault::ShortWrite);
    assert!(file.write_at(&[3; 100], 100).is_err());
    assert_eq!(file.len().unwrap(), 150, "a part was written");
    file.write_at(&[3; 100], 100).unwrap();

    recorder.plan_fault(0, Fault::ReadOnly);
    assert_eq!(disk.open("a.db").err().unwrap().kind(), ErrorKind::PermissionDenied);
    assert_eq!(file.write_at(&[4], 0).unwrap_err().kind(), ErrorKind::PermissionDenied);
}
