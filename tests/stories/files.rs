//! What lies on the disk after any command tells nothing: no word, no table name, no structure, and never which volume is in use.

#![allow(clippy::unwrap_used)]

use flate2::{Compress, Compression, FlushCompress, Status};
use pana_core::incident::import::Choice;
use pana_core::incident::{Draft, Id, Kind};
use pana_core::vault::disk::CONSTANT_MTIME_S;
use pana_core::vault::{Secret, Session, Vault};
use pana_tests::chance::{Chance, figure};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::{call_log, draft};
use pana_tests::real_vault::RealVault;
use pana_tests::statistics::flatness;
use std::collections::HashSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const PIN: &str = "pin-4829153-long";
const SECOND: &str = "pin-7710482-other";
const NUMBER: &str = "+77015550199";
/// Words that were entered; at least eight bytes each, so that chance does not write them.
const WORDS: [&str; 8] =
    ["Қарағанды-баспасөз", "преследователь", "canary-zimorodok", "witness-Aizhan", "сен менікісің", "leaflet.jpg", "Абай даңғылы", NUMBER];
/// A histogram may stray by so many standard deviations. Random files pass seven once in a hundred thousand million.
const FLATNESS_LIMIT: f64 = 7.0;
/// Fewer bytes make no histogram.
const HISTOGRAM_BYTES: usize = 64 * 1024;

/// One vault on real files, with one command after another: each opens, unlocks, works and locks as the `pana` command does.
struct Story {
    place: RealVault,
    clock: Clock,
    forbidden: Vec<Vec<u8>>,
    _folder: tempfile::TempDir,
}

impl Story {
    fn begin() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let place = RealVault::at(folder.path());
        let mut clock = Clock::default();
        drop(place.create(PIN, Some(SECOND), clock.next()).unwrap());
        Self { place, clock, forbidden: forbidden(), _folder: folder }
    }

    fn vault(&mut self) -> Vault {
        self.place.open(self.clock.next()).unwrap()
    }

    /// One command; then everything is looked at.
    fn command<T>(&mut self, name: &str, under: &str, work: impl FnOnce(&mut Session, &mut Clock) -> T) -> T {
        let mut vault = self.vault();
        let mut session = vault.unlock(&Secret::Pin(pin(under)), self.clock.next()).unwrap();
        let result = work(&mut session, &mut self.clock);
        session.lock().unwrap();
        drop(vault);
        self.look(name);
        result
    }

    fn look(&self, after: &str) {
        self.look_for_words(after);
        let sealed = self.sealed_files();
        for path in &sealed {
            let modified = fs::metadata(path).unwrap().modified().unwrap();
            assert_eq!(modified, SystemTime::UNIX_EPOCH + Duration::from_secs(CONSTANT_MTIME_S), "{} after {after}", path.display());
        }
        for (one, two) in [("vault/a.db", "vault/b.db"), ("vault/a.wal", "vault/b.wal")] {
            let len = |name| fs::metadata(self.place.path(name)).unwrap().len();
            assert_eq!(len(one), len(two), "{one} and {two} after {after}");
        }
        let contents: Vec<Vec<u8>> = sealed.iter().map(|path| fs::read(path).unwrap()).collect();
        for (path, bytes) in sealed.iter().zip(&contents).filter(|(_, bytes)| bytes.len() >= HISTOGRAM_BYTES) {
            let off = flatness(bytes);
            assert!(off.abs() < FLATNESS_LIMIT, "{} after {after}: the histogram is {off:.1} deviations off", path.display());
        }
        assert_eq!(repeated_words(&contents), 0, "words of eight bytes repeat after {after}");
    }

    /// No file of either folder holds a word that was entered, or a name that SQLite would write.
    fn look_for_words(&self, after: &str) {
        for path in self.place.files() {
            let bytes = fs::read(&path).unwrap();
            for word in &self.forbidden {
                let there = bytes.windows(word.len()).any(|window| window[0] == word[0] && window == word);
                assert!(!there, "{} holds “{}” after {after}", path.display(), String::from_utf8_lossy(word));
            }
        }
    }

    /// Volumes, logs and media.
    fn sealed_files(&self) -> Vec<PathBuf> {
        let sealed = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.ends_with(".db") || name.ends_with(".wal") || path.parent().unwrap().ends_with("media")
        };
        self.place.files().into_iter().filter(sealed).collect()
    }
}

/// What was entered, and what SQLite and the tables are called.
fn forbidden() -> Vec<Vec<u8>> {
    let mut words: HashSet<String> =
        WORDS.iter().chain(&[PIN, SECOND, "SQLite", "CREATE TABLE", "sqlite_"]).map(|word| (*word).to_owned()).collect();
    for step in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/vault/steps")).unwrap() {
        let sql = fs::read_to_string(step.unwrap().path()).unwrap();
        let tokens: Vec<&str> = sql.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        for pair in tokens.windows(2) {
            if ["TABLE", "INDEX", "TRIGGER"].contains(&pair[0].to_uppercase().as_str()) && pair[1].len() >= 6 {
                words.insert(pair[1].to_owned());
            }
        }
    }
    assert!(words.len() > WORDS.len() + 4, "the steps of the database name some tables");
    words.into_iter().map(String::into_bytes).collect()
}

/// How many eight-byte words, at any place, occur twice.
fn repeated_words(contents: &[Vec<u8>]) -> usize {
    let windows = contents.iter().flat_map(|bytes| bytes.windows(8));
    let mut words: Vec<u64> = windows.map(|window| u64::from_le_bytes(window.try_into().unwrap())).collect();
    words.sort_unstable();
    words.windows(2).filter(|pair| pair[0] == pair[1]).count()
}

fn deflated_len(bytes: &[u8]) -> usize {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8 + 1024);
    let mut compress = Compress::new(Compression::best(), true);
    assert_eq!(compress.compress_vec(bytes, &mut out, FlushCompress::Finish).unwrap(), Status::StreamEnd);
    out.len()
}

#[test]
fn after_any_command_the_files_tell_nothing() {
    let mut story = Story::begin();
    story.look("init");
    let photo = Chance::new(1).bytes(100_000).into_iter().map(|byte| byte & 3).collect::<Vec<u8>>();
    let mut id: Option<Id> = None;
    id = Some(story.command("incident add", PIN, |session, clock| write_all_words(session, clock, id.as_ref())));
    let id = id.unwrap();
    story.command("incident list, show and search", PIN, |session, _| {
        let log = session.log();
        log.incident(&id).unwrap();
        assert_eq!(log.search("преследователь", 10, None).unwrap().incidents.len(), 1);
    });
    story.command("incident amend", PIN, |session, clock| write_all_words(session, clock, Some(&id)));
    let file = story.command("evidence add", PIN, |session, clock| {
        session.log().attach(&id, "leaflet.jpg", &mut photo.as_slice(), clock.next(), &mut |_| {}).unwrap()
    });
    story.command("evidence get", PIN, |session, _| {
        let mut out = Vec::new();
        session.log().take_out(&file.id, &mut out, &mut |_| {}).unwrap();
        assert_eq!(out, photo);
    });
    story.command("import", PIN, |session, clock| {
        let mut export = Cursor::new(call_log(NUMBER, 0, 300));
        let chosen = Choice::Only(vec![NUMBER.to_owned()]);
        assert_eq!(session.log().import(&mut export, "calls.xml", &chosen, clock.next(), &mut |_| {}).unwrap().added, 300);
    });
    story.command("incident withdraw and restore", PIN, |session, clock| {
        session.log().withdraw(&id, clock.next()).unwrap();
        session.log().restore(&id, clock.next()).unwrap();
    });
    story.command("a command under the second PIN", SECOND, |session, clock| write_all_words(session, clock, None));
    story.command("check", PIN, |session, clock| assert!(session.check(clock.next(), &mut |_| {}).unwrap().ok));
    story.command("pin change", PIN, |session, clock| session.change_pin(&pin("pin-5500127-newer"), clock.next()).unwrap());
    story.command("pin change --rekey", "pin-5500127-newer", |session, clock| {
        session.rekey(&pin(PIN), clock.next(), &mut |_| {}).unwrap();
    });
    story.command("much writing", PIN, |session, clock| {
        for number in 0..1500 {
            let now = clock.next();
            session.log().add(&draft(&format!("{} {number} {}", WORDS[1], WORDS[0].repeat(20)), now), now).unwrap();
        }
    });
    story.command("incident erase", PIN, |session, clock| session.log().ask_erase(&id, true, clock.next()).unwrap());

    for path in story.sealed_files() {
        let bytes = fs::read(&path).unwrap();
        assert!(deflated_len(&bytes) >= bytes.len(), "zlib finds structure in {}", path.display());
    }
}

/// A program that was killed leaves no word either; the next start, without any PIN, takes the traces of time and size away.
#[test]
fn after_a_kill_the_files_tell_nothing_either() {
    let mut story = Story::begin();
    let mut vault = story.vault();
    let mut session = vault.unlock(&Secret::Pin(pin(PIN)), story.clock.next()).unwrap();
    for _ in 0..50 {
        write_all_words(&mut session, &mut story.clock, None);
    }
    story.look_for_words("work that goes on");
    drop(session);
    drop(vault);
    story.look_for_words("a kill");
    drop(story.vault());
    story.look("the start after a kill");
}

/// Writes or amends an incident with all the words in it.
fn write_all_words(session: &mut Session, clock: &mut Clock, amend: Option<&Id>) -> Id {
    let now = clock.next();
    let mut written = draft(&WORDS.join(" "), now);
    // The one kind that can be erased at once.
    written.kind = Kind::IMAGE;
    WORDS[4].clone_into(&mut written.words);
    written.who.numbers = vec![NUMBER.to_owned()];
    written.witnesses = vec![pana_core::incident::Witness { name: WORDS[3].to_owned(), ..Default::default() }];
    let mut log = session.log();
    match amend {
        Some(id) => {
            log.amend(id, &written, now).unwrap();
            id.clone()
        }
        None => log.add(&written, now).unwrap(),
    }
}

/// After an erasure and a checkpoint not even the keys bring a word of it back.
#[test]
fn an_erased_incident_is_in_no_decrypted_page() {
    let mut story = Story::begin();
    let canary = "zimorodok-qwxv";
    let holds_canary = |session: &mut Session| {
        let dump = session.dump_plaintext().unwrap();
        assert!(dump.len() > 8192, "the dump holds pages");
        // FTS5 cuts words up and folds them; each part is looked for as it may stand there.
        ["zimorodok", "qwxv"].iter().any(|part| dump.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes())))
    };
    let id = story.command("add", PIN, |session, clock| {
        let now = clock.next();
        let id = session.log().add(&Draft { kind: Kind::IMAGE, ..draft(&format!("{canary} {}", "x".repeat(20_000)), now) }, now).unwrap();
        session.log().amend(&id, &Draft { kind: Kind::IMAGE, ..draft(&format!("amended {canary}"), now) }, now).unwrap();
        assert!(holds_canary(session), "the dump shows what is there");
        id
    });
    story.command("erase", PIN, |session, clock| {
        session.log().ask_erase(&id, true, clock.next()).unwrap();
    });
    story.command("dump", PIN, |session, _| assert!(!holds_canary(session), "a word outlived its erasure"));
    figure("copies of an erased word in decrypted pages and log units", 0);
}

/// Nobody but the owner of the files may read them.
#[test]
fn files_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let story = Story::begin();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
    for path in story.place.files() {
        assert_eq!(mode(&path), 0, "{}", path.display());
    }
    for folder in ["vault", "vault/media", "device"] {
        assert_eq!(mode(&story.place.path(folder)), 0, "{folder}");
    }
}
