use super::super::verify::{Match, Source, Verdict, verify};
use super::super::{Choice, Form};
use super::{Both, Folder, Made, MakeError, Shelf, Zip, make};
use crate::incident::proof::Anchor;
use crate::incident::series::TypedAct;
use crate::incident::testing::{Desk, draft, later, moment, now};
use crate::incident::{Direction, Draft, Harm, Id, Kind, Place, Refusal, Said, Who, Witness};
use crate::language::Language;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PHOTO: &[u8] = include_bytes!("../../../../cli/sample/photo.jpg");

/// A visit with a photo, a series of three calls, two of them written later, a refusal, and an anchor before the last incident.
struct Kept {
    desk: Desk,
    visit: Id,
    anchor: Anchor,
}

fn kept() -> Kept {
    let mut desk = Desk::new();
    let visit = desk.add(&Draft {
        place: Some(Place { kind: "home".into(), label: "МЕТКА-МЕСТО".into() }),
        who: Who { name: "МЕТКА-КТО".into(), numbers: vec!["+77010000001".into()], ..Who::default() },
        words: "МЕТКА-СЛОВА".into(),
        witnesses: vec![Witness { name: "МЕТКА-СВИДЕТЕЛЬ".into(), ..Witness::default() }],
        harm: Harm { fear: "МЕТКА-СТРАХ".into(), ..Harm::default() },
        ..draft("visit", "2026-02-01T21:30+05:00", "МЕТКА-ЧТО")
    });
    desk.log().attach(&visit, "у двери.JPG", &mut &PHOTO[..], now(), &mut |_| ()).unwrap();
    let call = |at: &str| TypedAct {
        at: moment(at),
        number: "+77010000001".into(),
        direction: Direction::Missed,
        seconds: None,
        text: String::new(),
    };
    let (calls, _) = desk.log().add_series(Kind::CALL, &[call("2026-01-11T10:00+05:00")], now()).unwrap();
    let refusal = Refusal { words: "Нет".into(), ..Refusal::new(moment("2026-01-20T12:00+05:00")) };
    desk.log().add_entry(&Said::Refusal(refusal), now()).unwrap();
    let anchor = desk.log().make_anchor(now()).unwrap().anchor;
    desk.log().extend_series(&calls, &[call("2026-01-12T10:00+05:00"), call("2026-01-13T10:00+05:00")], now()).unwrap();
    Kept { desk, visit, anchor }
}

fn everything() -> Choice {
    Choice { originals: super::super::Originals::All, ..Choice::new(Language::Ru) }
}

fn write(desk: &mut Desk, choice: &Choice) -> (TempDir, Made) {
    let place = tempfile::tempdir().unwrap();
    let mut folder = Folder::new(place.path().join("dossier"));
    let mut zip = Zip::new(File::create(place.path().join("dossier.zip")).unwrap());
    let made = make(&mut desk.log(), choice, &Form::default(), &mut Both(&mut folder, &mut zip), later(now(), 1_000), &mut |_| ()).unwrap();
    assert!(zip.into_inner().is_some());
    (place, made)
}

fn verdict(place: &TempDir, anchor: Option<&Anchor>) -> Verdict {
    let of = |source: &Source| verify(source, anchor, &mut |_| ()).unwrap();
    let folder = of(&Source::Folder(place.path().join("dossier")));
    assert_eq!(of(&Source::Zips(vec![place.path().join("dossier.zip")])), folder);
    folder
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn what_was_made_is_consistent_and_matches_its_code_and_every_anchor() {
    let Kept { mut desk, anchor, .. } = kept();
    let (place, made) = write(&mut desk, &everything());
    let names: Vec<_> = files(&place.path().join("dossier")).into_keys().collect();
    let expected = [
        "SHA256SUMS",
        "evidence/0001.jpg",
        "incidents.csv",
        "incidents.json",
        "proof.json",
        "signature.txt",
        "statement.pdf",
        "verify.html",
    ];
    assert_eq!(names, expected);
    assert_eq!((made.records, made.chosen.incidents.len(), made.missing.len()), (5, 2, 0));
    assert!(matches!(verdict(&place, None), Verdict::Consistent { .. }), "{:?}", verdict(&place, None));
    let Verdict::Matches { by: Match::Dossier, .. } = verdict(&place, Some(&made.code)) else { panic!("its own code") };
    let Verdict::Matches { by: Match::Log { covered, .. }, .. } = verdict(&place, Some(&anchor)) else { panic!("an earlier anchor") };
    assert_eq!(covered, 4, "the visit, its photo, the first calls and the refusal");
    let other = kept().anchor;
    assert!(matches!(verdict(&place, Some(&other)), Verdict::Consistent { .. }));
    assert_eq!(desk.damaged(), [""; 0]);
    assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);

    let mut sums = Command::new("sha256sum");
    sums.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(place.path().join("dossier"));
    assert!(sums.status().unwrap().success());
}

#[test]
fn another_zip_reader_finds_the_same_files() {
    let Kept { mut desk, .. } = kept();
    let (place, _) = write(&mut desk, &everything());
    let mut archive = zip::ZipArchive::new(File::open(place.path().join("dossier.zip")).unwrap()).unwrap();
    let mut found = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        found.insert(entry.name().unwrap().into_owned(), bytes);
    }
    assert_eq!(found, files(&place.path().join("dossier")));
    let python = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()))";
    let said = Command::new("python3").args(["-c", python]).arg(place.path().join("dossier.zip")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), found.len().to_string(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn a_withheld_field_stands_in_no_file() {
    let Kept { mut desk, visit, anchor } = kept();
    for (rule, marker) in [
        ("what", "МЕТКА-ЧТО"),
        ("words", "МЕТКА-СЛОВА"),
        ("witnesses", "МЕТКА-СВИДЕТЕЛЬ"),
        ("harm", "МЕТКА-СТРАХ"),
        ("who", "МЕТКА-КТО"),
        ("who", "7010000001"),
        ("place", "МЕТКА-МЕСТО"),
        (visit.as_str(), "МЕТКА-ЧТО"),
    ] {
        let shown = write(&mut desk, &everything()).0;
        let mut choice = everything();
        choice.withheld.add(&rule.parse().unwrap());
        let (place, _) = write(&mut desk, &choice);
        let holds = |place: &TempDir, marker: &str| {
            let folder = place.path().join("dossier");
            files(&folder).into_iter().any(|(name, bytes)| holds(&folder.join(&name), &bytes, marker))
        };
        assert!(holds(&shown, marker), "{marker} is looked for where it stands");
        assert!(!holds(&place, marker), "{rule}: {marker}");
        assert!(matches!(verdict(&place, Some(&anchor)), Verdict::Matches { .. }), "{rule}");
    }
}

/// Whether a file says this: as it is, in the base64 of a proof, or as text of a PDF.
fn holds(path: &Path, bytes: &[u8], marker: &str) -> bool {
    let has = |bytes: &[u8]| bytes.windows(marker.len()).any(|window| window == marker.as_bytes());
    if path.extension().is_some_and(|ending| ending == "pdf") {
        let text = Command::new("pdftotext").arg("-raw").arg(path).arg("-").output().unwrap();
        let text: Vec<u8> = text.stdout.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        return has(&text);
    }
    let is_proof = path.file_name().is_some_and(|name| name == "proof.json");
    let texts = std::str::from_utf8(bytes).unwrap_or_default().split('"').filter(|_| is_proof);
    has(bytes) || texts.filter_map(|text| <base64ct::Base64 as base64ct::Encoding>::decode_vec(text).ok()).any(|bytes| has(&bytes))
}

#[test]
fn a_file_that_is_gone_is_said_to_be_missing_and_the_rest_is_made() {
    let Kept { mut desk, .. } = kept();
    for entry in fs::read_dir(desk.folder.path().join("media")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let (place, made) = write(&mut desk, &everything());
    assert_eq!((made.missing.len(), made.missing[0].is_damaged, made.evidence[0].sha256), (1, true, None));
    assert!(matches!(verdict(&place, Some(&made.code)), Verdict::Matches { .. }));
    let text = Command::new("pdftotext").arg(place.path().join("dossier/statement.pdf")).arg("-").output().unwrap();
    assert!(String::from_utf8_lossy(&text.stdout).contains(&Language::Ru.text("dossier-file-missing")));
}

#[test]
fn a_photo_goes_as_a_copy_without_place_and_device_unless_she_says_otherwise() {
    let Kept { mut desk, visit, .. } = kept();
    let text = desk.log().attach(&visit, "notes.txt", &mut &b"At home"[..], now(), &mut |_| ()).unwrap();
    let bare = desk.log().attach(&visit, "bare.jpg", &mut &bare_photo()[..], now(), &mut |_| ()).unwrap();
    let (place, made) = write(&mut desk, &Choice::new(Language::Ru));
    let [photo, notes, already] = &made.evidence[..] else { panic!("three files") };
    assert_eq!((photo.is_copy, notes.sha256, already.is_copy), (true, None, false), "what has no metadata goes as it is");
    assert_eq!(made.missing, [super::Missing { evidence: text.id, is_damaged: false }]);
    assert_eq!(fs::read(place.path().join("dossier/evidence/0003.jpg")).unwrap(), bare_photo());
    assert_eq!(bare.bytes, already.bytes);
    for (name, bytes) in files(&place.path().join("dossier")) {
        for marker in ["Phone 1", "Exif\0", "At home", "Sample"] {
            let is_script = name == "verify.html";
            assert!(is_script || !bytes.windows(marker.len()).any(|window| window == marker.as_bytes()), "{name}: {marker}");
        }
    }
    assert!(matches!(verdict(&place, Some(&made.code)), Verdict::Matches { .. }));
    let text = Command::new("pdftotext").args(["-raw"]).arg(place.path().join("dossier/statement.pdf")).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap().replace('\n', " ");
    assert!(text.contains(&Language::Ru.text("dossier-file-kept")) && text.contains(&Language::Ru.text("dossier-copy")));
    assert!(!text.contains(&Language::Ru.text("dossier-file-missing")));
}

/// The photo of the sample without metadata.
fn bare_photo() -> Vec<u8> {
    let mut bare = Vec::new();
    super::super::copy_bare(&mut std::io::Cursor::new(PHOTO), &mut bare).unwrap();
    bare
}

#[test]
fn an_empty_log_makes_a_whole_dossier() {
    let (place, made) = write(&mut Desk::new(), &Choice { languages: vec![Language::Kk, Language::Ru], ..everything() });
    assert_eq!((made.records, made.pages.len()), (0, 2));
    assert!(place.path().join("dossier/statement-kk.pdf").exists() && place.path().join("dossier/statement-ru.pdf").exists());
    assert!(matches!(verdict(&place, Some(&made.code)), Verdict::Matches { .. }));
}

#[test]
fn a_damaged_history_is_tied_to_no_anchor() {
    let Kept { mut desk, anchor, .. } = kept();
    desk.db.execute("UPDATE history SET leaf = zeroblob(32) WHERE sequence = 0", []).unwrap();
    let (place, made) = write(&mut desk, &everything());
    assert!(matches!(verdict(&place, Some(&anchor)), Verdict::Consistent { .. }));
    assert!(matches!(verdict(&place, Some(&made.code)), Verdict::Matches { .. }));
}

#[test]
fn an_act_that_became_an_incident_of_its_own_is_withheld_with_it() {
    let mut desk = Desk::new();
    let act = |at: &str, text: &str| TypedAct {
        at: moment(at),
        number: "+77010000001".into(),
        direction: Direction::Incoming,
        seconds: None,
        text: text.into(),
    };
    let acts = [act("2026-01-11T10:00+05:00", "МЕТКА-ОДНА"), act("2026-01-12T10:00+05:00", "другая")];
    let (series, _) = desk.log().add_series(Kind::from_id("msg").unwrap(), &acts, now()).unwrap();
    let lifted = desk.log().lift(&series, 1, now()).unwrap();
    let says = |desk: &mut Desk, choice: &Choice| {
        let (place, _) = write(desk, choice);
        assert!(matches!(verdict(&place, None), Verdict::Consistent { .. }));
        let folder = place.path().join("dossier");
        files(&folder).into_iter().any(|(name, bytes)| holds(&folder.join(&name), &bytes, "МЕТКА-ОДНА"))
    };
    assert!(says(&mut desk, &everything()));
    for rule in [lifted.to_string(), format!("{lifted}:what"), format!("{lifted}:words")] {
        let mut choice = everything();
        choice.withheld.add(&rule.parse().unwrap());
        // The text of a message becomes the words of its incident.
        assert_eq!(says(&mut desk, &choice), rule.ends_with(":what"), "{rule}");
    }
}

/// A disk that is full after so many calls.
struct Full {
    folder: Folder,
    left: usize,
}

impl Full {
    fn step(&mut self) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
        Ok(())
    }
}

impl Shelf for Full {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.step()?;
        self.folder.begin(name)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.step()?;
        self.folder.put(bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.step()?;
        self.folder.finish()
    }
}

#[test]
fn a_disk_that_fills_up_leaves_no_dossier_that_looks_whole_and_nothing_in_the_history() {
    let Kept { mut desk, .. } = kept();
    let records = crate::incident::history::next_sequence(&desk.db).unwrap();
    for left in 0.. {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path().join("dossier"));
        let mut shelf = Full { folder, left };
        let made = make(&mut desk.log(), &everything(), &Form::default(), &mut shelf, later(now(), 1_000), &mut |_| ());
        if made.is_ok() {
            // Eight files, each begun and written, and the end.
            assert!(left > 2 * 8, "{left}");
            return;
        }
        assert!(matches!(made, Err(MakeError::Shelf(error)) if error.kind() == io::ErrorKind::StorageFull), "{left}");
        assert_eq!(crate::incident::history::next_sequence(&desk.db).unwrap(), records);
    }
}
