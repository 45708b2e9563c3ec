//! What is refused, and with which words: nothing is stored by halves, and damage is never taken for a wrong PIN.

#![allow(clippy::unwrap_used)]

use pana_core::incident::import::{Choice, survey};
use pana_core::incident::{Id, LogError};
use pana_core::vault::{Pin, RecoveryCode, Refusal, Secret, Session, Vault, VaultError};
use pana_core::{Moment, MomentError};
use pana_tests::chance::Chance;
use pana_tests::clock::Clock;
use pana_tests::desk::{Desk, Step, pin};
use pana_tests::model::{Contents, call_log, draft, sha256_hex};
use pana_tests::real_vault::RealVault;
use pana_tests::recording_disk::{Fault, Recorder, World};
use std::io::{Cursor, ErrorKind, Read, Seek, SeekFrom};

fn desk() -> Desk {
    Desk::create(&Recorder::new(World::empty()), Chance::new(5), None).unwrap()
}

#[test]
fn pins_are_bounded_before_they_are_read() {
    assert_eq!(Pin::new("").err(), Some(Refusal::Empty));
    assert_eq!(Pin::new(&"9".repeat(1 << 20)).err(), Some(Refusal::TooLong));
    assert!(Pin::new("4829").is_ok());
}

#[test]
fn a_wrong_pin_is_a_wrong_pin() {
    let mut desk = desk();
    let wrong = desk.unlock(&Secret::Pin(pin("not this one")));
    assert!(matches!(wrong, Err(VaultError::WrongSecret { wait }) if wait.is_zero()));
}

/// The same characters typed on another keyboard: composed or decomposed, full-width or not.
#[test]
fn a_pin_is_the_same_however_its_characters_are_composed() {
    let mut desk = desk();
    let now = desk.clock.next();
    desk.session().unwrap().change_pin(&pin("көйлек-й-48"), now).unwrap();
    desk.lock().unwrap();
    desk.unlock(&Secret::Pin(pin("көи\u{306}лек-и\u{306}-４８"))).unwrap();
}

#[test]
fn a_typo_in_the_recovery_code_is_found_in_its_group() {
    let code = desk().state.code;
    assert_eq!(code.len(), 7 * 5 + 6);
    let typed_freely = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    assert_eq!(RecoveryCode::parse(&typed_freely).unwrap().to_string(), code);
    for (at, letter) in code.char_indices().filter(|(_, letter)| *letter != '-') {
        let other = if letter == 'Z' { 'Y' } else { 'Z' };
        let mut typo = code.clone();
        typo.replace_range(at..=at, &other.to_string());
        let group = (at / 6 + 1) as u8;
        assert_eq!(RecoveryCode::parse(&typo).err(), Some(Refusal::CodeTypo { group }), "{typo}");
    }
    assert_eq!(RecoveryCode::parse(&code[..20]).err(), Some(Refusal::CodeLength));
    assert!(RecoveryCode::parse("").is_err());
}

#[test]
fn a_second_process_is_refused_clearly() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let place = RealVault::at(folder.path());
    let clock = Clock::default();
    let (vault, _) = place.create("first-pin", None, clock.now()).unwrap();
    assert!(matches!(place.open(clock.now()).err(), Some(VaultError::InUse)));
    drop(vault);
    place.open(clock.now()).unwrap();
}

#[test]
fn a_vault_is_neither_made_twice_nor_found_where_none_is() {
    let disk = Recorder::new(World::empty());
    let clock = Clock::default();
    let opened = Vault::open(disk.folders(), disk.device_key(), clock.now());
    assert!(matches!(opened.err(), Some(VaultError::Place { exists: false })));
    let mut first = Desk::create(&disk, Chance::new(1), None).unwrap();
    first.take(Step::Add).unwrap();
    first.lock().unwrap();
    first.abandon();
    assert!(matches!(Desk::create(&disk, Chance::new(2), None).err(), Some(VaultError::Place { exists: true })));
    let mut session = first.unlock(&Secret::Pin(pin("first-pin"))).unwrap();
    assert_eq!(Contents::read(&mut session).unwrap(), first.state.owner);
}

#[test]
fn a_folder_that_can_only_be_read_is_an_error_of_the_disk() {
    let mut desk = desk();
    desk.abandon();
    let disk = Recorder::new(desk.disk.world());
    disk.plan_fault(0, Fault::ReadOnly);
    let opened = Vault::open(disk.folders(), disk.device_key(), desk.clock.now());
    assert!(matches!(opened.err(), Some(VaultError::Disk(e)) if e.kind() == ErrorKind::PermissionDenied));
}

#[test]
fn a_full_disk_is_told_as_such_and_costs_nothing_saved() {
    let mut desk = desk();
    desk.take(Step::Add).unwrap();
    desk.disk.plan_fault(0, Fault::Full);
    let incident = desk.state.owner.shown()[0].clone();
    let now = desk.clock.next();
    let big = Chance::new(1).bytes(1 << 20);
    let attached = desk.session().unwrap().log().attach(&incident, "big", &mut big.as_slice(), now, &mut |_| {});
    assert!(matches!(attached.err(), Some(LogError::Vault(VaultError::Disk(e))) if e.kind() == ErrorKind::StorageFull));
    desk.disk.end_faults();
    let expected = desk.state.owner.clone();
    assert_eq!(Contents::read(desk.session().unwrap()).unwrap(), expected);
    desk.take(Step::Attach).unwrap();
    desk.lock().unwrap();
    assert_eq!(desk.disk.world().media().len(), 1, "what was begun is gone");
}

#[test]
fn a_date_without_offset_is_asked_for() {
    assert_eq!("2026-02-01T21:30".parse::<Moment>(), Err(MomentError::NoOffset));
}

#[test]
fn texts_in_any_script_come_back_and_are_found() {
    let mut desk = desk();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    for text in [
        "ӘҒҚҢӨҰҮҺІ әғқңөұүһі",
        "😀👩‍👧 сурет",
        "مرحبا بالعالم",
        "שלום עולם",
        "a\u{202e}b right-to-left mark",
        "line\nbreak\ttab",
        "'; DROP TABLE incident; --",
    ] {
        let mut log = session.log();
        let id = log.add(&draft(text, now), now).unwrap();
        assert_eq!(log.incident(&id).unwrap().draft.what, text);
    }
    let found = session.log().search("әғқңөұүһі", 10, None).unwrap();
    assert_eq!(found.incidents.len(), 1);
}

#[test]
fn a_text_of_a_megabyte_is_taken_and_more_is_refused_whole() {
    let mut desk = desk();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    let longest = "ұ".repeat(1_048_576 / 2);
    let id = session.log().add(&draft(&longest, now), now).unwrap();
    assert_eq!(session.log().incident(&id).unwrap().draft.what, longest);
    let refused = session.log().add(&draft(&format!("{longest}x"), now), now);
    assert!(matches!(refused, Err(LogError::Invalid { field: "what", .. })), "{refused:?}");
    assert_eq!(session.log().counts().unwrap().incidents, 1);
}

#[test]
fn what_is_not_there_is_not_found() {
    let mut desk = desk();
    let mut other = Desk::create(&Recorder::new(World::empty()), Chance::new(9), None).unwrap();
    let now = other.clock.next();
    let elsewhere: Id = other.session().unwrap().log().add(&draft("elsewhere", now), now).unwrap();
    let session = desk.session().unwrap();
    assert!(matches!(session.log().incident(&elsewhere), Err(LogError::NotFound)));
    assert!(matches!(session.log().withdraw(&elsewhere, now), Err(LogError::NotFound)));
    assert!(matches!(session.log().take_out(&elsewhere, &mut Vec::new(), &mut |_| {}), Err(LogError::NotFound)));
}

#[test]
fn evidence_comes_out_as_it_went_in() {
    let mut desk = desk();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    let id = session.log().add(&draft("with files", now), now).unwrap();
    for len in [0, 1, 65_527, 65_528, 65_536, 131_072, 1_000_003] {
        let content = Chance::new(len as u64).bytes(len);
        let file = session.log().attach(&id, "photo.jpg", &mut content.as_slice(), now, &mut |_| {}).unwrap();
        assert_eq!((file.bytes, &file.sha256), (len as u64, &sha256_hex(&content)));
        let mut out = Vec::new();
        session.log().take_out(&file.id, &mut out, &mut |_| {}).unwrap();
        assert_eq!(out, content);
    }
}

/// His twelve numbers among others: 300 acts, once, and nothing of anyone else.
#[test]
fn an_import_takes_the_chosen_numbers_once() {
    let his: Vec<String> = (0..12).map(|n| format!("+7701555{n:04}")).collect();
    let others: Vec<String> = (0..50).map(|n| format!("+7702333{n:04}")).collect();
    let export = export_of(&[(&his, 25), (&others, 40)]);
    let survey = survey(&mut Cursor::new(&export), &mut |_| {}).unwrap();
    assert_eq!(survey.numbers.len(), 62);
    assert_eq!(survey.numbers.iter().map(|number| number.count).sum::<u64>(), 2_300);

    let mut desk = desk();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    // As a phone writes them: without the country's code, and with its old prefix.
    let chosen = Choice::Only(his.iter().map(|number| number.replacen("+7", "8", 1)).collect());
    for (added, known) in [(300, 0), (0, 300)] {
        let report = session.log().import(&mut Cursor::new(&export), "calls.xml", &chosen, now, &mut |_| {}).unwrap();
        assert_eq!((report.rows, report.added, report.known, report.skipped), (2_300, added, known, 2_000));
        assert!(report.rejected.is_empty());
    }
    assert_eq!(session.log().counts().unwrap().acts, 300);
    let dump = session.dump_plaintext().unwrap();
    for other in others.iter().map(|number| &number[2..]) {
        assert!(!dump.windows(other.len()).any(|window| window == other.as_bytes()), "{other} was kept");
    }
}

fn export_of(groups: &[(&[String], u64)]) -> Vec<u8> {
    let mut rows = String::new();
    let mut first = 0;
    for (numbers, each) in groups {
        for number in *numbers {
            let one = String::from_utf8(call_log(number, first, *each)).unwrap();
            rows.extend(one.lines().filter(|line| line.trim_start().starts_with("<call ")).map(|line| format!("{line}\n")));
            first += each;
        }
    }
    format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"{first}\">\n{rows}</calls>\n").into_bytes()
}

#[test]
fn a_bad_row_is_named_by_its_line_and_the_rest_goes_in() {
    let export = String::from_utf8(call_log("+77015550000", 0, 10)).unwrap();
    let spoiled = export.replacen("date=\"1769000240000\"", "date=\"yesterday\"", 1);
    assert_ne!(export, spoiled);
    let line = 1 + spoiled.lines().position(|line| line.contains("yesterday")).unwrap() as u64;
    let mut desk = desk();
    let now = desk.clock.next();
    let report = desk.session().unwrap().log().import(&mut Cursor::new(spoiled), "calls.xml", &Choice::All, now, &mut |_| {}).unwrap();
    assert_eq!((report.added, report.rejected.len(), report.rejected[0].line), (9, 1, line));
}

#[test]
fn entities_expand_to_nothing_and_end_nothing() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE calls [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
                <!ENTITY c SYSTEM \"file:///etc/passwd\">]><calls count=\"1\">\
                <call number=\"+77015550000\" duration=\"1\" date=\"1769000000000\" type=\"1\" contact_name=\"&b;&c;\" /></calls>";
    let mut desk = desk();
    let now = desk.clock.next();
    let session = desk.session().unwrap();
    // Taken without the name, its row refused, or the file refused: all the same, so long as nothing expands.
    let _ = session.log().import(&mut Cursor::new(bomb), "calls.xml", &Choice::All, now, &mut |_| {});
    let dump = session.dump_plaintext().unwrap();
    for expanded in ["aaaaaaaaaaaaaaaaaaaa", "root:"] {
        assert!(!dump.windows(expanded.len()).any(|window| window == expanded.as_bytes()), "an entity was expanded");
    }
}

/// An export of 500 MB that exists only while it is read.
struct Endless {
    at: u64,
    head: Vec<u8>,
    row: Vec<u8>,
    rows: u64,
    tail: &'static [u8],
}

impl Endless {
    fn new(bytes: u64) -> Self {
        let row = "  <call number=\"+77020000000\" duration=\"7\" date=\"1769000000000\" type=\"1\" contact_name=\"(Unknown)\" />\n"
            .as_bytes()
            .to_vec();
        let rows = bytes / row.len() as u64;
        Self { at: 0, head: format!("<?xml version='1.0'?>\n<calls count=\"{rows}\">\n").into_bytes(), row, rows, tail: b"</calls>\n" }
    }

    fn len(&self) -> u64 {
        self.head.len() as u64 + self.rows * self.row.len() as u64 + self.tail.len() as u64
    }
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let head = self.head.len() as u64;
        let rows = self.rows * self.row.len() as u64;
        let rest = match self.at {
            at if at < head => &self.head[at as usize..],
            at if at < head + rows => &self.row[((at - head) % self.row.len() as u64) as usize..],
            at => self.tail.get((at - head - rows) as usize..).unwrap_or_default(),
        };
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.len().saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn an_export_of_half_a_gigabyte_streams() {
    const BYTES: u64 = 500_000_000;
    const LIMIT_KIB: u64 = 64 * 1024;
    let before = peak_memory_kib();
    let survey = survey(&mut Endless::new(BYTES), &mut |_| {}).unwrap();
    assert_eq!(survey.numbers.len(), 1);
    let added = peak_memory_kib() - before;
    assert!(added < LIMIT_KIB, "listing the numbers took {added} KiB");
}

fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    peak.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Erasing waits for seven days of the wall clock; a date set forward starts them again.
#[test]
fn erasing_waits_and_can_be_taken_back() {
    use pana_core::incident::ERASE_WAIT_DAYS;
    use std::time::Duration;
    let day = Duration::from_hours(24);
    let mut desk = desk();
    desk.take(Step::Add).unwrap();
    desk.take(Step::Add).unwrap();
    let ids = desk.state.owner.shown();
    let now = desk.clock.next();
    for id in &ids {
        let due = desk.session().unwrap().log().ask_erase(id, false, now).unwrap();
        assert_eq!(due.utc_ms() - now.wall.utc_ms(), i64::from(ERASE_WAIT_DAYS) * 24 * 3_600_000);
    }
    desk.session().unwrap().log().cancel_erase(&ids[0], now).unwrap();
    desk.lock().unwrap();

    desk.clock.set_wall_ahead(30 * day);
    assert_eq!(count_of(desk.session().unwrap()), 2, "a date set forward erases nothing");
    desk.lock().unwrap();
    for _ in 0..=ERASE_WAIT_DAYS {
        desk.clock.pass(day);
        desk.session().unwrap();
        desk.lock().unwrap();
    }
    let session = desk.session().unwrap();
    assert_eq!(count_of(session), 1, "after seven days that went by it is carried out");
    assert!(session.log().incident(&ids[0]).is_ok(), "what was taken back stays");
}

fn count_of(session: &mut Session) -> u64 {
    session.log().counts().unwrap().incidents
}
