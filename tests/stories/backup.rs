//! A copy elsewhere: it comes back to the byte, opens with the stock `age` too, and nothing altered, cut or unfinished ever becomes a vault.

#![allow(clippy::unwrap_used)]

use pana_core::incident::import::Choice;
use pana_core::incident::proof::{Anchor, AnchorCheck};
use pana_core::incident::{Draft, Kind};
use pana_core::trust::age::{self, Identity, Recipient};
use pana_core::trust::backup::{self, BackupError, For, Made, NewVault, Restored};
use pana_core::vault::{Kdf, RecoveryCode, Secret, Session, Vault, VaultError};
use pana_tests::chance::{Chance, figure};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::{Contents, call_log, draft};
use pana_tests::recording_disk::{Fault, Recorder, Replay, World};
use std::fs;
use std::io::{Cursor, ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const PIN: &str = "pin-4829153-long";
const SECOND: &str = "pin-7710482-other";
const NEW_PIN: &str = "pin-5500127-newer";
/// Someone who keeps a copy.
const FRIEND: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const TAR_BLOCK: usize = 512;
/// Altered backups that must be refused, of either sort.
const ALTERED: usize = 150;
/// Points of a restore at which the disk fails.
const STEPS: u64 = 25;

/// A vault on a disk in memory, with its own code.
struct Place {
    disk: Recorder,
    clock: Clock,
    vault: Vault,
    code: RecoveryCode,
}

impl Place {
    fn new() -> Self {
        let disk = Recorder::new(World::empty());
        let mut clock = Clock::default();
        let (vault, code) =
            Vault::create(disk.folders(), disk.device_key(), &pin(PIN), Some(&pin(SECOND)), Kdf::STUB, clock.next()).unwrap();
        Self { disk, clock, vault, code }
    }

    /// With something of everything: amended, hidden, erased, imported, with evidence and an anchor.
    fn full() -> (Self, Anchor) {
        let mut place = Self::new();
        let anchor = place.under(PIN, fill);
        (place, anchor)
    }

    fn under<T>(&mut self, with: &str, work: impl FnOnce(&mut Session, &mut Clock) -> T) -> T {
        let mut session = self.vault.unlock(&Secret::Pin(pin(with)), self.clock.next()).unwrap();
        let result = work(&mut session, &mut self.clock);
        session.lock().unwrap();
        result
    }

    fn back_up(&mut self, with: &str, others: &[Recipient]) -> (Vec<u8>, Made) {
        self.under(with, |session, clock| {
            let mut out = Vec::new();
            let whom = For { own: true, others: others.to_vec() };
            let made = backup::make(session, &whom, &mut out, clock.next(), &mut |_| ()).unwrap();
            (out, made)
        })
    }

    fn identity(&self) -> Identity {
        Identity::from_code(&self.code)
    }
}

fn fill(session: &mut Session, clock: &mut Clock) -> Anchor {
    let now = clock.next();
    let mut log = session.log();
    let first = log.add(&draft("Ол «тұрды»\nұзақ", now), now).unwrap();
    log.amend(&first, &draft("ол екі сағат тұрды", now), now).unwrap();
    for (name, len) in [("photo.JPG", 70_000), ("empty", 0), ("../../etc/passwd", 513), ("голос.ogg", 65_536)] {
        log.attach(&first, name, &mut Chance::new(len as u64).bytes(len).as_slice(), now, &mut |_| {}).unwrap();
    }
    let hidden = log.add(&draft("hidden", now), now).unwrap();
    log.withdraw(&hidden, now).unwrap();
    log.import(&mut Cursor::new(call_log("+77015550199", 0, 300)), "calls.xml", &Choice::All, now, &mut |_| {}).unwrap();
    let image = log.add(&Draft { kind: Kind::IMAGE, ..draft("an image", now) }, now).unwrap();
    log.attach(&image, "image.png", &mut &b"image"[..], now, &mut |_| {}).unwrap();
    log.ask_erase(&image, true, now).unwrap();
    let anchor = log.make_anchor(now).unwrap().anchor;
    log.add(&draft("after the anchor", now), now).unwrap();
    anchor
}

fn restore_on(disk: &Recorder, file: &[u8], identity: &Identity, clock: &mut Clock) -> Result<Restored, BackupError> {
    let pin = pin(NEW_PIN);
    let new = NewVault { folders: disk.folders(), device_key: disk.device_key(), pin: &pin, kdf: Kdf::STUB };
    backup::restore(&mut &*file, std::slice::from_ref(identity), new, clock.next(), &mut |_| ())
}

/// A place made from a backup.
fn restored(file: &[u8], identity: &Identity, clock: &Clock) -> Place {
    let disk = Recorder::new(World::empty());
    let mut clock = clock.clone();
    let Restored { vault, code, .. } = restore_on(&disk, file, identity, &mut clock).unwrap();
    Place { disk, clock, vault, code }
}

/// Restoring fails, and leaves no vault, no file and no key.
fn refused(file: &[u8], identity: &Identity) -> BackupError {
    let disk = Recorder::new(World::empty());
    let mut clock = Clock::default();
    let error = restore_on(&disk, file, identity, &mut clock).err().expect("this must be refused");
    assert_eq!(disk.world().paths(), [""; 0], "{error}");
    let opened = Vault::open(disk.folders(), disk.device_key(), clock.next());
    assert!(matches!(opened.err(), Some(VaultError::Place { exists: false })));
    error
}

fn plaintext(file: &[u8], identity: &Identity) -> Vec<u8> {
    let mut text = Vec::new();
    age::open(file, std::slice::from_ref(identity)).unwrap().read_to_end(&mut text).unwrap();
    text
}

fn sealed(text: &[u8], to: &Recipient) -> Vec<u8> {
    let mut sealer = age::seal(Vec::new(), std::slice::from_ref(to)).unwrap();
    sealer.write_all(text).unwrap();
    sealer.finish().unwrap()
}

/// The files of a tar with header and padding, and what ends it.
fn split(tar: &[u8]) -> (Vec<(String, Vec<u8>)>, Vec<u8>) {
    let mut rest = tar;
    let mut members = Vec::new();
    while rest[0] != 0 {
        let name = String::from_utf8(rest[..100].split(|byte| *byte == 0).next().unwrap().to_vec()).unwrap();
        let bytes = usize::from_str_radix(std::str::from_utf8(&rest[124..135]).unwrap(), 8).unwrap();
        let (member, after) = rest.split_at(TAR_BLOCK + bytes.next_multiple_of(TAR_BLOCK));
        members.push((name, member.to_vec()));
        rest = after;
    }
    (members, rest.to_vec())
}

fn joined(members: &[(String, Vec<u8>)], end: &[u8]) -> Vec<u8> {
    [members.iter().flat_map(|(_, bytes)| bytes.clone()).collect(), end.to_vec()].concat()
}

/// The content of a member, without padding.
fn content(member: &[u8]) -> &[u8] {
    let bytes = usize::from_str_radix(std::str::from_utf8(&member[124..135]).unwrap(), 8).unwrap();
    &member[TAR_BLOCK..TAR_BLOCK + bytes]
}

/// A header says another name, and its checksum fits.
fn renamed(member: &[u8], name: &str) -> Vec<u8> {
    let mut member = member.to_vec();
    member[..100].fill(0);
    member[..name.len()].copy_from_slice(name.as_bytes());
    summed(member)
}

/// The member with other content of the same length.
fn replaced(member: &[u8], content: &[u8]) -> Vec<u8> {
    let mut member = member.to_vec();
    member[TAR_BLOCK..TAR_BLOCK + content.len()].copy_from_slice(content);
    member
}

fn summed(mut member: Vec<u8>) -> Vec<u8> {
    member[148..156].fill(b' ');
    let sum: u32 = member[..TAR_BLOCK].iter().map(|byte| u32::from(*byte)).sum();
    member[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    member
}

#[test]
fn a_log_comes_back_to_the_byte() {
    let (mut place, anchor) = Place::full();
    let before = place.under(PIN, |session, _| Contents::read(session).unwrap());
    let (file, made) = place.back_up(PIN, &[]);
    assert_eq!((made.evidence, made.damaged.len()), (4, 0));

    let mut again = restored(&file, &place.identity(), &place.clock);
    again.under(NEW_PIN, |session, clock| {
        assert_eq!(Contents::read(session).unwrap(), before);
        let report = session.check(clock.next(), &mut |_| ()).unwrap();
        assert!(report.ok, "{report:?}");
        assert_eq!(session.log().check_anchor(&anchor).unwrap(), AnchorCheck::Unchanged);
        assert_eq!(session.log().search("екі сағат", 5, None).unwrap().incidents.len(), 1);
        assert_eq!(session.log().search("passwd", 5, None).unwrap().incidents.len(), 1);
        assert_eq!(backup::last_copy(session).unwrap(), Some(made.at));
        let newest = session.log().history(None, 1).unwrap()[0].clone();
        assert_eq!((newest.sequence, newest.action), (made.records, Some("recovered")));
    });

    // The history of the second vault begins with every byte of the first one's; evidence and signing key are the same.
    let (second, _) = again.back_up(NEW_PIN, &[]);
    let (old, _) = split(&plaintext(&file, &place.identity()));
    let (new, _) = split(&plaintext(&second, &again.identity()));
    for ((old_name, old), (name, new)) in old.iter().zip(&new) {
        assert_eq!(old_name, name);
        match name.as_str() {
            "history.jsonl" => assert!(content(new).starts_with(content(old)) && content(old).len() > 5_000),
            name if name.starts_with("evidence/") => assert_eq!(old, new),
            "settings.json" => assert_eq!(content(old), content(new)),
            _ => {}
        }
    }
    assert!(matches!(age::open(second.as_slice(), &[place.identity()]), Err(age::AgeError::OtherKey)), "the old code is the old vault's");
}

#[test]
fn the_stock_age_opens_a_backup_and_ours_opens_what_it_seals() {
    let (mut place, _) = Place::full();
    let before = place.under(PIN, |session, _| Contents::read(session).unwrap());
    let friend: Identity = FRIEND.parse().unwrap();
    let (file, _) = place.back_up(PIN, &[friend.recipient()]);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("backup"), &file).unwrap();
    fs::write(at("own"), place.identity().secret_text().as_bytes()).unwrap();
    fs::write(at("friend"), format!("# a friend's\n{FRIEND}\n")).unwrap();
    let text = plaintext(&file, &friend);
    for key in ["own", "friend"] {
        assert_eq!(run("age", &["-d", "-i", &at(key), &at("backup")], b""), text, "{key}");
    }

    // Everything can be read with tar and the shell's own tools.
    fs::create_dir(at("out")).unwrap();
    run("tar", &["-x", "-C", &at("out")], &text);
    let mut found = 0;
    for (id, kept) in &before.evidence {
        let entries = fs::read_dir(at("out/evidence")).unwrap().map(|entry| entry.unwrap().path());
        let path = entries.into_iter().find(|path| path.file_stem().unwrap().to_string_lossy() == id.as_str()).unwrap();
        assert_eq!(pana_tests::model::sha256_hex(&fs::read(path).unwrap()), kept.sha256);
        found += 1;
    }
    assert_eq!(found, 4);
    assert!(Path::new(&at("out/evidence")).read_dir().unwrap().any(|entry| entry.unwrap().path().extension().is_some_and(|e| e == "jpg")));
    let history = fs::read_to_string(at("out/history.jsonl")).unwrap();
    assert!(history.contains("ол екі сағат тұрды") && !history.contains("an image"), "words can be read, erased ones are gone");
    for line in history.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }

    let of_age = run("age", &["-r", &friend.recipient().to_string()], &text);
    let mut again = restored(&of_age, &friend, &place.clock);
    assert_eq!(again.under(NEW_PIN, |session, _| Contents::read(session).unwrap()), before);
}

fn run(program: &str, words: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}: install it, as tests/run does"));
    let mut pipe = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || pipe.write_all(input).unwrap());
        child.wait_with_output().unwrap()
    });
    assert!(output.status.success(), "{program} {words:?}");
    output.stdout
}

#[test]
fn a_backup_that_was_flipped_or_cut_is_refused() {
    let (mut place, _) = Place::full();
    let (file, _) = place.back_up(PIN, &[]);
    let identity = place.identity();
    let mut chance = Chance::new(11);
    for number in 0..ALTERED {
        let mut altered = file.clone();
        if number % 3 == 0 {
            altered.truncate(chance.below(file.len()));
            assert!(matches!(refused(&altered, &identity), BackupError::CutShort), "{} of {}", altered.len(), file.len());
        } else {
            let bit = chance.below(file.len() * 8);
            altered[bit / 8] ^= 1 << (bit % 8);
            refused(&altered, &identity);
        }
    }
    refused(&[file.clone(), vec![0]].concat(), &identity);
    figure("backups with a flipped bit or a cut, refused", ALTERED + 1);
}

/// Whoever knows the public key can seal anything to it. What was taken from a backup and changed does not become a vault.
#[test]
fn a_backup_sealed_anew_with_anything_changed_is_refused() {
    let (mut place, _) = Place::full();
    let friend: Identity = FRIEND.parse().unwrap();
    let (file, _) = place.back_up(PIN, &[friend.recipient()]);
    let text = plaintext(&file, &friend);
    let reseal = |text: &[u8]| sealed(text, &friend.recipient());
    restored(&reseal(&text), &friend, &place.clock);

    let mut tampered = Vec::new();
    let mut chance = Chance::new(12);
    for _ in 0..ALTERED {
        let mut flipped = text.clone();
        let bit = chance.below(text.len() * 8);
        flipped[bit / 8] ^= 1 << (bit % 8);
        tampered.push(flipped);
    }
    for _ in 0..20 {
        tampered.push(text[..chance.below(text.len())].to_vec());
    }
    tampered.push([text.clone(), vec![0; TAR_BLOCK]].concat());
    let (members, end) = split(&text);
    assert_eq!(members.len(), 3 + 4 + 2);
    for at in 0..members.len() {
        let (name, member) = &members[at];
        let mut removed = members.clone();
        removed.remove(at);
        tampered.push(joined(&removed, &end));
        let mut doubled = members.clone();
        doubled.insert(at, members[at].clone());
        tampered.push(joined(&doubled, &end));
        let mut swapped = members.clone();
        swapped.swap(at, (at + 1) % members.len());
        tampered.push(joined(&swapped, &end));
        for other in ["../../../tmp/x", "evidence/ABCD1234", &format!("./{name}"), ""] {
            let mut other_name = members.clone();
            other_name[at].1 = renamed(member, other);
            tampered.push(joined(&other_name, &end));
        }
        // A link, a folder, another date.
        for (byte, value) in [(156, b'2'), (156, b'5'), (146, b'7'), (103, b'7')] {
            let mut other_kind = members.clone();
            other_kind[at].1[byte] = if member[byte] == value { b'1' } else { value };
            other_kind[at].1 = summed(other_kind[at].1.clone());
            tampered.push(joined(&other_kind, &end));
        }
    }
    tampered.push(joined(&with_other_words(&members), &end));
    for text in &tampered {
        refused(&reseal(text), &friend);
    }
    figure("backups sealed anew with a change in them, refused", tampered.len());
}

/// One word of the history, and the hash in the list so that it fits: only the note does not.
fn with_other_words(members: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let mut members = members.to_vec();
    let at = |name: &str, members: &[(String, Vec<u8>)]| members.iter().position(|(other, _)| other == name).unwrap();
    let (history, manifest) = (at("history.jsonl", &members), at("manifest.jsonl", &members));
    let old = content(&members[history].1).to_vec();
    let new = String::from_utf8(old.clone()).unwrap().replacen("after the anchor", "until the anchor", 1).into_bytes();
    assert_ne!(old, new);
    members[history].1 = replaced(&members[history].1, &new);
    let list = String::from_utf8(content(&members[manifest].1).to_vec()).unwrap();
    let hash = pana_tests::model::sha256_hex;
    let fitting = list.replace(&hash(&old), &hash(&new));
    assert_ne!(list, fitting);
    members[manifest].1 = replaced(&members[manifest].1, fitting.as_bytes());
    members
}

#[test]
fn what_is_no_backup_is_told_by_name() {
    let (mut place, _) = Place::full();
    let friend: Identity = FRIEND.parse().unwrap();
    let (file, _) = place.back_up(PIN, &[]);
    assert!(matches!(refused(&file, &friend), BackupError::OtherKey));
    assert!(matches!(refused(b"", &friend), BackupError::CutShort));
    assert!(matches!(refused(&[7; 5_000], &friend), BackupError::NotABackup));
    assert!(matches!(refused(&sealed(b"a letter", &friend.recipient()), &friend), BackupError::NotABackup));
    assert!(matches!(refused(b"age-encryption.org/v2\n", &friend), BackupError::UnknownVersion));

    let (mut members, end) = split(&plaintext(&file, &place.identity()));
    let newer = String::from_utf8(content(&members[0].1).to_vec()).unwrap().replace("pana/backup/1", "pana/backup/2");
    members[0].1 = replaced(&members[0].1, newer.as_bytes());
    assert!(matches!(refused(&sealed(&joined(&members, &end), &friend.recipient()), &friend), BackupError::UnknownVersion));
}

#[test]
fn a_place_with_anything_in_it_is_left_as_it_is() {
    let (mut place, _) = Place::full();
    let (file, _) = place.back_up(PIN, &[]);
    let before = place.disk.world();
    let onto_itself = restore_on(&place.disk, &file, &place.identity(), &mut place.clock.clone());
    assert!(matches!(onto_itself.err(), Some(BackupError::Vault(VaultError::Place { exists: true }))));
    let unchanged = |before: &World, after: &World| {
        assert_eq!(before.paths(), after.paths());
        assert!(before.paths().iter().all(|path| before.file(path) == after.file(path)));
    };
    unchanged(&before, &place.disk.world());

    let mut headless = before.clone();
    headless.remove("vault/head.0");
    headless.remove("vault/head.1");
    let disk = Recorder::new(headless.clone());
    assert!(matches!(restore_on(&disk, &file, &place.identity(), &mut Clock::default()).err(), Some(BackupError::NotEmpty)));
    unchanged(&headless, &disk.world());
}

#[test]
fn a_full_disk_leaves_nothing_half() {
    let (mut place, _) = Place::full();
    let (file, _) = place.back_up(PIN, &[]);
    let old = place.under(PIN, |session, _| Contents::read(session).unwrap());
    let calls = {
        let disk = Recorder::new(World::empty());
        restore_on(&disk, &file, &place.identity(), &mut Clock::default()).unwrap();
        disk.calls()
    };
    assert!(calls > 100);
    let mut full = 0;
    for step in 0..STEPS {
        for fault in [Fault::Full, Fault::Error, Fault::ShortWrite, Fault::Sync] {
            let disk = Recorder::new(World::empty());
            disk.plan_fault(calls * step / STEPS, fault);
            match restore_on(&disk, &file, &place.identity(), &mut Clock::default()) {
                // Late enough, everything has its room.
                Ok(_) => {}
                Err(error) => {
                    let is_full = matches!(&error, BackupError::Vault(VaultError::Disk(e)) if e.kind() == ErrorKind::StorageFull);
                    full += usize::from(is_full);
                    disk.end_faults();
                    assert!(fault != Fault::Full || is_full, "{error:?}");
                    assert_eq!(disk.world().paths(), [""; 0], "after {fault:?} at step {step}");
                    // With room again the same folder will do.
                    restore_on(&disk, &file, &place.identity(), &mut Clock::default()).unwrap();
                }
            }
        }
    }
    assert!(full > 5, "only {full} were full");
    assert_eq!(place.under(PIN, |session, _| Contents::read(session).unwrap()), old, "the old vault is as it was");
}

/// The power goes: there is no vault yet, or all of it.
#[test]
fn a_cut_anywhere_leaves_no_vault_or_a_whole_one() {
    let (mut place, _) = Place::full();
    let before = place.under(PIN, |session, _| Contents::read(session).unwrap());
    let (file, _) = place.back_up(PIN, &[]);
    let disk = Recorder::new(World::empty());
    restore_on(&disk, &file, &place.identity(), &mut Clock::default()).unwrap();
    let mut chance = Chance::new(3);
    let operations = disk.record().len();
    let mut replay = Replay::new(&disk);
    let (mut none, mut whole) = (0, 0);
    for step in 0..=60 {
        // The last third is the interesting one: the head is written there.
        let cut_at = if step < 20 { operations * step / 30 } else { operations - operations * (60 - step) / 400 };
        replay.advance_to(cut_at, &mut chance);
        let after = Recorder::new(replay.cut(&mut chance));
        let mut clock = Clock::default();
        match Vault::open(after.folders(), after.device_key(), clock.next()) {
            Err(VaultError::Place { exists: false }) => none += 1,
            Err(other) => panic!("{other:?}"),
            Ok(mut vault) => {
                let mut session = vault.unlock(&Secret::Pin(pin(NEW_PIN)), clock.next()).unwrap();
                assert_eq!(Contents::read(&mut session).unwrap(), before);
                assert!(session.check(clock.next(), &mut |_| ()).unwrap().ok);
                whole += 1;
            }
        }
    }
    assert!(none > 20 && whole > 0, "{none} without a vault, {whole} whole");
}

#[test]
fn a_second_pin_backs_up_what_it_shows_and_nothing_else() {
    let (mut place, _) = Place::full();
    place.under(SECOND, |session, clock| {
        let now = clock.next();
        session.log().add(&draft("harmless", now), now).unwrap();
    });
    let before = place.under(SECOND, |session, _| Contents::read(session).unwrap());
    let (file, made) = place.back_up(SECOND, &[]);
    assert_eq!(made.evidence, 0);
    let text = plaintext(&file, &place.identity());
    let holds = |words: &str| text.windows(words.len()).any(|window| window == words.as_bytes());
    assert!(holds("harmless") && !holds("тұрды"));
    let mut again = restored(&file, &place.identity(), &place.clock);
    assert_eq!(again.under(NEW_PIN, |session, _| Contents::read(session).unwrap()), before);
}

#[test]
fn after_a_rekey_only_the_new_code_opens_new_backups() {
    let (mut place, _) = Place::full();
    let old = place.identity();
    place.code = place.under(PIN, |session, clock| session.rekey(&pin(NEW_PIN), clock.next(), &mut |_| ()).unwrap());
    let (file, _) = place.back_up(NEW_PIN, &[]);
    assert!(matches!(refused(&file, &old), BackupError::OtherKey));
    restored(&file, &place.identity(), &place.clock);
    // The same screens under the second PIN: its code opens its backups too.
    place.code = place.under(SECOND, |session, clock| session.rekey(&pin("pin-3311-second"), clock.next(), &mut |_| ()).unwrap());
    let (file, _) = place.back_up("pin-3311-second", &[]);
    restored(&file, &place.identity(), &place.clock);
}

/// Wherever a re-key is cut: a backup made then opens with the code that opens the vault, and never with the other.
#[test]
fn a_cut_in_a_rekey_seals_to_the_code_that_opens() {
    let mut place = Place::new();
    place.under(PIN, |session, clock| {
        let now = clock.next();
        session.log().add(&draft("words", now), now).unwrap();
    });
    let begun = place.disk.record().len();
    let old = place.code.clone();
    let new = place.under(PIN, |session, clock| session.rekey(&pin(NEW_PIN), clock.next(), &mut |_| ()).unwrap());
    let ended = place.disk.record().len();
    let mut chance = Chance::new(4);
    let mut replay = Replay::new(&place.disk);
    let mut seen = [0, 0];
    for cut_at in (begun..=ended).step_by((ended - begun).div_ceil(60)) {
        replay.advance_to(cut_at, &mut chance);
        let disk = Recorder::new(replay.cut(&mut chance));
        let mut clock = place.clock.clone();
        let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.next()).unwrap();
        let by_pin = [PIN, NEW_PIN].into_iter().find_map(|with| vault.unlock(&Secret::Pin(pin(with)), clock.next()).ok());
        let mut session = by_pin.unwrap();
        let mut file = Vec::new();
        backup::make(&mut session, &For { own: true, others: Vec::new() }, &mut file, clock.next(), &mut |_| ()).unwrap();
        session.lock().unwrap();
        for (at, code) in [&old, &new].into_iter().enumerate() {
            let opens_vault = vault.unlock(&Secret::Code(code.clone()), clock.next()).map(Session::lock).is_ok();
            assert_eq!(age::open(file.as_slice(), &[Identity::from_code(code)]).is_ok(), opens_vault, "cut at {cut_at}");
            seen[at] += usize::from(opens_vault);
        }
    }
    assert!(seen.iter().all(|times| *times > 2), "{seen:?}");
}

#[test]
fn a_backup_is_for_someone_and_its_age_is_told_once_it_is_confirmed() {
    let (mut place, _) = Place::full();
    place.under(PIN, |session, clock| {
        let nobody = For { own: false, others: Vec::new() };
        let refused = backup::make(session, &nobody, &mut Vec::new(), clock.next(), &mut |_| ());
        assert!(matches!(refused, Err(BackupError::NoRecipient)));
        let made = backup::make(session, &For { own: true, ..nobody }, &mut Vec::new(), clock.next(), &mut |_| ()).unwrap();
        assert_eq!(backup::last_copy(session).unwrap(), None);
        backup::confirm(session, &made).unwrap();
        assert_eq!(backup::last_copy(session).unwrap(), Some(made.at));
        let actions: Vec<_> = session.log().history(None, 2).unwrap().iter().map(|entry| entry.action.unwrap()).collect();
        assert_eq!(actions, ["export", "create"], "one that was refused is none");
    });
}

/// The one copy matters most when the disk begins to fail: what is damaged is named, the rest goes along.
#[test]
fn a_damaged_log_is_backed_up_as_it_is() {
    let (mut place, anchor) = Place::full();
    let lost = place.under(PIN, |session, clock| {
        let now = clock.next();
        let id = session.log().add(&draft("with a file", now), now).unwrap();
        session.log().attach(&id, "lost.bin", &mut Chance::new(1).bytes(300_000).as_slice(), now, &mut |_| {}).unwrap().id
    });
    let mut world = place.disk.world();
    let largest = world.media().into_iter().max_by_key(|path| world.file(path).len()).unwrap();
    world.file_mut(&largest).flip(8 * 100_000);
    place.disk = Recorder::new(world);
    place.vault = Vault::open(place.disk.folders(), place.disk.device_key(), place.clock.next()).unwrap();

    let (file, made) = place.back_up(PIN, &[]);
    assert_eq!(made.evidence, 4);
    assert_eq!(made.damaged.iter().map(|damage| damage.place.as_str()).collect::<Vec<_>>(), [format!("evidence {lost}")]);
    let mut again = restored(&file, &place.identity(), &place.clock);
    again.under(NEW_PIN, |session, clock| {
        let report = session.check(clock.next(), &mut |_| ()).unwrap();
        assert_eq!(report.damaged.len(), 1, "{report:?}");
        assert_eq!((report.damaged[0].place.clone(), report.damaged[0].what), (format!("evidence {lost}"), "key-lost"));
        assert_eq!(session.log().check_anchor(&anchor).unwrap(), AnchorCheck::Unchanged);
        assert_eq!(session.log().evidence(None).unwrap().len(), 5);
    });
}

/// An erasure that waits goes on waiting, and the clock of a new phone may be wrong.
#[test]
fn a_wrong_clock_on_the_new_phone_erases_nothing() {
    let (mut place, _) = Place::full();
    let id = place.under(PIN, |session, clock| {
        let now = clock.next();
        let id = session.log().add(&draft("to be erased", now), now).unwrap();
        session.log().ask_erase(&id, false, now).unwrap();
        id
    });
    let (file, _) = place.back_up(PIN, &[]);
    let mut again = restored(&file, &place.identity(), &place.clock);
    again.clock.reboot();
    again.clock.set_wall_ahead(Duration::from_hours(24 * 400));
    again.under(NEW_PIN, |session, clock| {
        assert!(session.log().incident(&id).unwrap().erase_due.unwrap() > clock.now().wall);
    });
}
