//! Dossiers of many incidents, many photos and a large video. Alone in its process, so that nothing else is counted.

#![allow(clippy::unwrap_used)]

use pana_core::dossier::bundle::{Zip, make};
use pana_core::dossier::{Choice, Form, Originals};
use pana_core::incident::{Draft, Kind};
use pana_core::language::Language;
use pana_core::vault::{Secret, Session};
use pana_core::{Moment, Now};
use pana_tests::chance::{figure, long};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::real_vault::RealVault;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Instant;

const PIN: &str = "pin-4829153";
const LIMIT_KIB: u64 = 64 * 1024;
const MS_PER_HOUR: i64 = 3_600_000;
const PHOTOS: usize = 30;
/// Twelve million pixels, as a phone makes them.
const PHOTO_SIDES_PX: (u32, u32) = (4_000, 3_000);

/// A file that exists only while it is read.
struct Endless {
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = out.len().min(usize::try_from(self.left).unwrap());
        out[..count].fill((self.left >> 16) as u8);
        self.left -= count as u64;
        Ok(count)
    }
}

/// What is written to it is counted.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn with_log(folder: &Path, mut fill: impl FnMut(&mut Session, Now), name: &str) {
    let mut clock = Clock::default();
    let place = RealVault::at(folder);
    let (mut vault, _) = place.create(PIN, None, clock.next()).unwrap();
    let mut session = vault.unlock(&Secret::Pin(pin(PIN)), clock.next()).unwrap();
    let now = clock.next();
    fill(&mut session, now);
    let choice = Choice { originals: Originals::All, ..Choice::new(Language::Ru) };
    let before = memory_now_kib();
    let start = Instant::now();
    let mut zip = Zip::new(Counted(0));
    let made = make(&mut session.log(), &choice, &Form::default(), &mut zip, clock.next(), &mut |_| ()).unwrap();
    let took = start.elapsed();
    let added = peak_memory_kib() - before;
    let bytes = zip.into_inner().unwrap().0;
    assert!(made.missing.is_empty());
    let (pages, size) = (made.pages[0], bytes >> 10);
    figure(&format!("dossier of {name}"), format!("{took:.1?}, {pages} pages, {size} KiB, memory added {added} KiB"));
    assert!(added < LIMIT_KIB, "{name}: {added} KiB");
    session.lock().unwrap();
}

fn incident(number: u32, now: Now) -> Draft {
    let at = Moment::new(now.wall.utc_ms() - i64::from(number + 1) * MS_PER_HOUR, now.wall.offset_min()).unwrap();
    let what = format!("Случай {number}: ждал у подъезда, пошёл следом до магазина и обратно; ушёл, когда вышла соседка.");
    Draft { what, ..Draft::new(Kind::CALL, at) }
}

#[test]
fn a_dossier_of_any_size_takes_little_memory() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let photo = photo();
    let with_photos = |session: &mut Session, now| {
        for number in 0..300 {
            let id = session.log().add(&incident(number, now), now).unwrap();
            if (number as usize) < PHOTOS {
                session.log().attach(&id, "photo.png", &mut &photo[..], now, &mut |_| {}).unwrap();
            }
        }
    };
    with_log(&folder.path().join("photos"), with_photos, "300 incidents and 30 photos");

    let megabytes: u64 = if long() { 3_072 } else { 256 };
    let with_video = |session: &mut Session, now| {
        let id = session.log().add(&incident(0, now), now).unwrap();
        session.log().attach(&id, "video.mp4", &mut Endless { left: megabytes << 20 }, now, &mut |_| {}).unwrap();
    };
    with_log(&folder.path().join("video"), with_video, &format!("a video of {megabytes} MB"));

    let count = if long() { 10_000 } else { 1_000 };
    let with_many = |session: &mut Session, now| {
        for number in 0..count {
            session.log().add(&incident(number, now), now).unwrap();
        }
    };
    with_log(&folder.path().join("many"), with_many, &format!("{count} incidents"));
}

/// A picture of so many pixels that packs well.
fn photo() -> Vec<u8> {
    let (width, height) = PHOTO_SIDES_PX;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    let row: Vec<u8> = (0..width).flat_map(|x| [(x / 16) as u8, 80, 120]).collect();
    writer.write_image_data(&row.repeat(height as usize)).unwrap();
    writer.finish().unwrap();
    out
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
