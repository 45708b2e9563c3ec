//! A backup of any size takes the same memory. Alone in its process, so that nothing else is counted.

#![allow(clippy::unwrap_used)]

use pana_core::trust::age::Identity;
use pana_core::trust::backup::{self, For, NewVault};
use pana_core::vault::{Kdf, Secret};
use pana_tests::chance::{figure, long};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::draft;
use pana_tests::real_vault::RealVault;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

const LIMIT_KIB: u64 = 32 * 1024;
const PIECES: u64 = 4;

/// Evidence that exists only while it is read; no two blocks of it are the same.
struct Endless {
    at: u64,
    bytes: u64,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = out.len().min(usize::try_from(self.bytes - self.at).unwrap());
        for (place, byte) in (self.at..).zip(&mut out[..count]) {
            *byte = (place ^ (place >> 12)) as u8;
        }
        self.at += count as u64;
        Ok(count)
    }
}

#[test]
fn a_backup_and_its_restoring_take_little_memory() {
    let megabytes: u64 = if long() { 4_096 } else { 256 };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut clock = Clock::default();
    let place = RealVault::at(folder.path().join("old"));
    let (mut vault, code) = place.create("pin-4829153", None, clock.next()).unwrap();
    let mut session = vault.unlock(&Secret::Pin(pin("pin-4829153")), clock.next()).unwrap();
    let now = clock.next();
    let id = session.log().add(&draft("with large files", now), now).unwrap();
    for _ in 0..PIECES {
        let mut content = Endless { at: 0, bytes: (megabytes << 20) / PIECES };
        session.log().attach(&id, "video.mp4", &mut content, now, &mut |_| {}).unwrap();
    }

    let path = folder.path().join("backup");
    let before = memory_now_kib();
    let mut out = BufWriter::new(File::create(&path).unwrap());
    let made = backup::make(&mut session, &For { own: true, others: Vec::new() }, &mut out, clock.next(), &mut |_| {}).unwrap();
    out.flush().unwrap();
    let added = peak_memory_kib() - before;
    assert_eq!((made.evidence, made.damaged.len()), (PIECES, 0));
    assert!(path.metadata().unwrap().len() > megabytes << 20);
    assert!(added < LIMIT_KIB, "making a backup of {megabytes} MB took {added} KiB");
    figure(&format!("memory added by a backup of {megabytes} MB"), format!("{added} KiB"));
    session.lock().unwrap();

    let before = memory_now_kib();
    let new_place = RealVault::at(folder.path().join("new"));
    let pin = pin("pin-5500127");
    let new = NewVault { folders: new_place.folders(), device_key: new_place.device_key(), pin: &pin, kdf: Kdf::STUB };
    let identities = [Identity::from_code(&code)];
    let restored = backup::restore(&mut File::open(&path).unwrap(), &identities, new, clock.next(), &mut |_| {}).unwrap();
    let added = peak_memory_kib() - before;
    assert_eq!(restored.evidence, PIECES);
    assert!(added < LIMIT_KIB, "restoring {megabytes} MB took {added} KiB");
    figure(&format!("memory added by restoring {megabytes} MB"), format!("{added} KiB"));
}

/// Memory in use now, from where on the peak is counted anew.
fn memory_now_kib() -> u64 {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    peak_memory_kib()
}

fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    peak.split_whitespace().nth(1).unwrap().parse().unwrap()
}
