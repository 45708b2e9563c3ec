//! The rules of the house that can be read off the sources (core/ARCHITECTURE.md).

#![allow(clippy::unwrap_used)]

use pana_core::language::Language;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file below a folder with its text; never none.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                gather(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    gather(&root().join(folder), &mut paths);
    assert!(!paths.is_empty(), "{folder} has no sources");
    paths
        .into_iter()
        .map(|path| (path.strip_prefix(root()).unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// Lines outside comments that hold a text, as `file:line`.
fn places(sources: &[(String, String)], text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (file, content) in sources {
        for (number, line) in content.lines().enumerate() {
            if line.contains(text) && !line.trim_start().starts_with("//") {
                found.push(format!("{file}:{}", number + 1));
            }
        }
    }
    found
}

#[test]
fn the_core_reads_no_clock_no_network_and_no_environment() {
    let core = sources("core/src");
    for forbidden in ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "std::env::var", "std::net", "thread_rng"] {
        let of_tests = |place: &String| {
            ["testing.rs", "proof/speed.rs", "import/archive_tests.rs", "dossier/chosen_tests.rs"].iter().any(|file| place.contains(file))
        };
        let found: Vec<String> = places(&core, forbidden).into_iter().filter(|place| !of_tests(place)).collect();
        assert_eq!(found, [""; 0], "{forbidden}");
    }
}

#[test]
fn unsafe_stays_in_its_three_rooms() {
    let at_home =
        |file: &str| file.starts_with("core/src/vault/pages") || ["core/src/vault/wipe.rs", "bindings/src/file.rs"].contains(&file);
    let strangers: Vec<String> = ["core/src", "cli/src", "bindings/src"]
        .into_iter()
        .flat_map(|folder| places(&without_the_reason(sources(folder)), "unsafe"))
        .filter(|place| !at_home(place.split(':').next().unwrap()))
        .collect();
    assert_eq!(strangers, [""; 0]);
}

/// An error that names its sentence names one that there is: a missing one would show a general sentence where a precise one was meant.
#[test]
fn every_sentence_that_an_error_names_is_in_every_catalogue() {
    let mut named = 0;
    for (file, source) in sources("core/src") {
        let bodies = source.split("fn key(&self) -> ").chain(source.split("fn key(self) -> ")).skip(1);
        let bodies = bodies.filter(|body| body.starts_with("&'static str") || body.starts_with("Option<&'static str>"));
        for key in bodies.flat_map(|body| body.split("\n    }\n").next().unwrap().split('"').skip(1).step_by(2)) {
            assert!(Language::ALL.iter().all(|language| language.has(key)), "{file}: {key}");
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}

/// A file of a zip may have an unsafe name, and that is what the format calls it.
fn without_the_reason(sources: Vec<(String, String)>) -> Vec<(String, String)> {
    let without = |(file, text): (String, String)| (file, text.replace("\"name-unsafe\"", ""));
    sources.into_iter().map(without).collect()
}

/// vault ← incident ← {alert, route} ← trust ← cli; `language`, `law` and the time types are used by all; `route` but for its book stands by itself, and what
/// `dossier` sets on paper on the types of the log. A few modules know the log that a session lends its database to.
#[test]
fn dependencies_point_one_way() {
    let core = sources("core/src");
    for (folder, above) in [
        ("core/src/language", &["crate::vault", "crate::incident", "crate::law"][..]),
        ("core/src/law", &["crate::vault", "crate::incident", "crate::random"]),
        ("core/src/route", &["crate::vault", "crate::incident", "crate::law"]),
        ("core/src/dossier/layout/", &["crate::vault", "crate::random", "crate::incident"]),
        ("core/src/dossier/statement/", &["crate::vault", "crate::random"]),
        ("core/src/dossier/pictures.rs", &["crate::vault", "crate::random"]),
    ] {
        let in_folder = |file: &str| file.starts_with(folder) && !file.starts_with("core/src/route/book/");
        let sources: Vec<(String, String)> = core.iter().filter(|(file, _)| in_folder(file)).cloned().collect();
        assert!(!sources.is_empty());
        for upper in above {
            assert_eq!(places(&sources, upper), [""; 0], "{folder}");
        }
    }
    let below: Vec<(String, String)> = core
        .iter()
        .filter(|(file, _)| file.starts_with("core/src/vault/"))
        .filter(|(file, _)| !["session.rs", "check.rs", "rekey.rs", "locked.rs", "intake.rs"].iter().any(|name| file.ends_with(name)))
        .cloned()
        .collect();
    assert_eq!(places(&below, "crate::incident"), [""; 0]);
    // A backup holds contacts and routes too.
    for (top, users) in
        [("trust", &["trust"][..]), ("alert", &["alert", "trust"]), ("route", &["route", "trust"]), ("dossier", &["dossier"])]
    {
        let is_user = |file: &str| users.iter().any(|user| file.starts_with(&format!("core/src/{user}/")));
        let others: Vec<_> = core.iter().filter(|(file, _)| !is_user(file)).cloned().collect();
        assert_eq!(places(&others, &format!("crate::{top}")), [""; 0]);
    }
    assert_eq!(places(&core, "pana_cli"), [""; 0]);
}

/// The facade stands on the core alone, and the core knows nothing of it: neither its generator nor its types.
#[test]
fn the_border_to_other_languages_lies_in_the_bindings() {
    assert_eq!(places(&sources("core/src"), "uniffi"), [""; 0]);
    let manifest = |name: &str| fs::read_to_string(root().join(name).join("Cargo.toml")).unwrap();
    assert!(!manifest("core").contains("uniffi") && !manifest("cli").contains("uniffi"));
    assert!(manifest("bindings").contains("pana-core") && !manifest("bindings").contains("pana-cli"));

    let bindings = sources("bindings/src");
    for forbidden in ["pana_cli", "async ", "SystemTime", "std::env", "std::net", "panic!(", ".expect("] {
        assert_eq!(places(&bindings, forbidden), [""; 0], "{forbidden}");
    }
    // The cost of a try is measured where the core is told what it took.
    let clocks = places(&bindings, "Instant::now");
    assert!(clocks.len() == 1 && clocks[0].starts_with("bindings/src/vault.rs:"), "{clocks:?}");
}

/// Two lock files, and what one generates the other must understand.
#[test]
fn the_generator_has_the_version_of_the_library() {
    let version = |manifest: &str| {
        let manifest = fs::read_to_string(root().join(manifest)).unwrap();
        let line = manifest.lines().find(|line| line.starts_with("uniffi = ")).unwrap().to_owned();
        line.split('"').nth(1).unwrap().to_owned()
    };
    assert_eq!(version("Cargo.toml"), version("bindings/bindgen/Cargo.toml"));
}

#[test]
fn nothing_is_unfinished_or_skipped() {
    for folder in ["core", "bindings", "cli", "tests"] {
        let sources: Vec<_> = sources(folder).into_iter().filter(|(file, _)| !file.ends_with("tidy.rs")).collect();
        for forbidden in ["todo!(", "unimplemented!(", "dbg!(", "#[ignore", "thread::sleep", "allow(dead_code"] {
            assert_eq!(places(&sources, forbidden), [""; 0], "{forbidden}");
        }
    }
}

#[test]
fn every_limit_of_the_format_is_the_one_in_the_code() {
    let format = fs::read_to_string(root().join("core/FORMAT.md")).unwrap();
    assert!(format.contains(&format!("`ps` = {}", 8192)));
    let core = sources("core/src");
    for (constant, sentence) in [
        ("GROWTH_STEP_BYTES: u64 = 4 << 20", "steps of 4 MiB"),
        ("WAL_STEP_BYTES: u64 = 2 << 20", "steps of 2 MiB"),
        ("PAGE_BYTES: usize = 8192", "`page_size` 8192"),
        ("COPIES_GONE_MAX: usize = 10_000", "copies marked as gone 10,000"),
        ("FORM_MAX_BYTES: usize = 65_536", "a form for a statement 65,536 bytes"),
        ("BARE_PICTURE_MAX_BYTES: u64 = 32 << 20", "copied without metadata 32 MiB"),
        ("DECODED_MAX_BYTES: usize = 12 << 20", "made small for its list, or has parts covered, 12 MiB"),
        ("COVERS_MAX: usize = 100", "100 boxes over it"),
        ("DECODED_PIXELS_MAX_BYTES: usize = 39_000_000", "39,000,000 bytes of pixels"),
        ("STATS_NUMBERS_MAX: usize = 20", "figures name 20 numbers"),
        ("NUMBERS_TOLD_APART_MAX: usize = 100_000", "tell 100,000 apart"),
        ("CONSTANT_MTIME_S: u64 = 1_577_836_800", "2020-01-01T00:00:00Z"),
        ("RECIPIENTS_MAX: usize = 20", "20 recipients"),
        ("HEADER_MAX_BYTES: u64 = 65_536", "65,536 bytes of age header"),
        ("ABOUT_MAX_BYTES: u64 = 64 << 20", "`about.json` 64 MiB"),
        ("SETTINGS_MAX_BYTES: u64 = 64 << 20", "`settings.json` 64 MiB"),
        ("LINE_MAX_BYTES: u64 = 64 << 20", "a line of the history 64 MiB"),
        ("RECORDS_MAX: u64 = 1 << 48", "records 2^48"),
        ("CONTACTS_MAX: usize = 200", "contacts 200"),
        ("TIERS_MAX: u8 = 5", "tiers 5"),
        ("PLACES_MAX: usize = 100", "safe places 100"),
        ("ROUTE_PLACES_MAX: usize = 100", "places at the ends of routes 100"),
        ("ROUTES_MAX: usize = 200", "routes 200"),
        ("ROUTE_NAME_MAX_BYTES: usize = 200", "names of 200 bytes"),
        ("TRIPS_MAX: usize = 20_000", "trips 20,000"),
        ("TRACES_MAX: usize = 100", "traces kept 100"),
        ("TRIP_MAX_HOURS: i64 = 24", "a trip 24 hours"),
        ("ROUTE_END_MAX_M: f64 = 1_000.0", "within 1,000 m of its places"),
        ("TRIPS_KEPT_DAYS: u32 = 180", "trips stand for 180 days"),
        ("TRIPS_KEPT_DAYS_MAX: u32 = 3_660", "3,660 at most"),
        ("CONTACT_TEXT_MAX_BYTES: usize = 400", "a text of a contact or place 400 bytes"),
        ("CHECK_IN_MAX_HOURS: i64 = 12", "a check-in 12 hours"),
        ("TRAIL_MAX: usize = 400", "lines of a trail 400"),
        ("PAST_MAX: usize = 8", "runs that wait for the history 8"),
        ("REMINDER_HOUR: i8 = 20", "a reminder from 20:00 on"),
        ("REMINDER_END_HOUR: i8 = 22", "and before 22:00"),
        ("EXPECTED_WITHIN_DAYS: i64 = 14", "of a trip made within 14 days"),
        ("FOLLOWING_HOURS: i64 = 6", "for 6 hours after a following"),
        ("CLOCK_AHEAD_MAX_DAYS: i32 = 7", "a last reminder up to 7 days ahead"),
        ("PLAN_CHOICES_MAX: usize = 96", "a plan keeps the 96"),
        ("SIMULATED_PEOPLE_MAX: u32 = 100_000", "people 100,000"),
        ("SIMULATED_DAYS_MAX: u16 = 3_650", "days 3,650"),
        ("STORY_MAX_BYTES: usize = 32 << 20", "a PDF: 32 MiB of text"),
        ("PAGES_MAX: usize = 20_000", "20,000 pages"),
        ("NAME_MAX_CHARS: usize = 1_000", "1,000 characters of a title, bookmark"),
        ("WORDS_CACHED_MAX: usize = 4_000", "shaped words 4,000 a face"),
        ("SHAPED_MAX_CHARS: usize = 64", "each of 64 characters at most"),
        ("PICTURE_MAX_BYTES: usize = 4 << 20", "a picture in it 4 MiB"),
        ("PICTURE_SIDE_MAX_PX: u32 = 2_048", "2,048 pixels a side"),
        ("DIVIDED_MAX_CHARS: usize = 256", "256 characters ahead"),
        ("ENDING_MAX_CHARS: usize = 5", "the ending of a file in a dossier 5 characters"),
        ("WEEKS_DRAWN_MAX: u16 = 530", "the newest 530 weeks"),
        ("KINDS_DRAWN_MAX: usize = 6", "six kinds with a filling of their own"),
        ("SIGNATURE_MAX_BYTES: u64 = 64 * 1024", "`signature.txt` 64 KiB"),
        ("LIST_MAX_BYTES: u64 = 16 * 1024 * 1024", "`SHA256SUMS` 16 MiB"),
        ("JSON_MAX_BYTES: u64 = 1024 * 1024 * 1024", "`proof.json` and `incidents.json` 1 GiB each"),
        ("JSON_DEEP_MAX: usize = 64", "64 deep, a part of a name"),
        ("NAME_PART_MAX_CHARACTERS: usize = 100", "a part of a name 100 characters"),
        ("ANCHORS_MAX: usize = 1024", "its newest 1,024 anchors"),
        ("ANCHORS_MIN: usize = 8", "8 boxes for them and 1,024 leaves at least"),
        ("LEAVES_MIN: usize = 1024", "8 boxes for them and 1,024 leaves at least"),
        ("ZIP_ENTRIES_MAX: u64 = 200_000", "of a zip of it 200,000 entries"),
        ("ZIP_DIRECTORY_MAX_BYTES: u64 = 64 * 1024 * 1024", "a directory of 64 MiB, packed into no more"),
        ("IDENTITIES_MAX_BYTES: usize = 65_536", "a file of identities 65,536 bytes"),
    ] {
        assert_ne!(places(&core, constant), [""; 0], "{constant}");
        assert!(format.contains(sentence), "{sentence}");
    }
}
