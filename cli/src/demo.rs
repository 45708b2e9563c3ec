//! What Pana does, shown on invented data in a fresh folder: the same steps that the commands take, and a page of what came of them.

use crate::args::{self, KdfChoice};
use crate::commands::{evidence, import, incident, vault};
use crate::desk::{Desk, OpenDesk};
use crate::failure::{Exit, Failure};
use crate::output::{Answer, table};
use crate::when;
use pana_core::incident::import::{Choice, Options, Report, Survey};
use pana_core::incident::{Draft, Evidence, Id, Place, Who, Witness};
use pana_core::language::{Arg, Language};
use pana_core::vault::{CheckReport, Pin};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Printed on the page: it guards nothing.
const PIN: &str = "482915";
const CALLS: &str = "calls.xml";
const EVIDENCE: [&str; 2] = ["photo.jpg", "video.mp4"];
/// Occurs in one of the incidents.
const SEARCHED: &str = "терезе";

/// What a phone would hand over, and which of the numbers in it are his.
const PHONE_FILES: [(&str, &[u8]); 3] = [
    (CALLS, include_bytes!("../sample/calls.xml")),
    (EVIDENCE[0], include_bytes!("../sample/photo.jpg")),
    (EVIDENCE[1], include_bytes!("../sample/video.mp4")),
];
const HIS_NUMBERS: &str = include_str!("../sample/his-numbers.txt");

pub(crate) fn run(args: &args::Demo, desk: &Desk) -> Result<Answer, Failure> {
    let places = Places::make(args.dir.as_deref())?;
    let desk = Desk { vault: Some(places.vault.clone()), device_key: Some(places.device_key.clone()), ..desk.clone() };
    let pin = Pin::new(PIN)?;

    let code = vault::make(&desk, &pin, None, KdfChoice::Floor)?.to_string();
    let survey = import::survey(&places.phone.join(CALLS), &Options::default(), &desk)?;
    let session = desk.unlock_with(pin)?.run_and_lock(|open| Work::do_all(open, &places))?;
    let looked = Looked::through(&places.vault, &session.entered)?;

    let page = Page { places, code, survey, work: session, looked };
    let exit = if page.all_well() { Exit::Done } else { Exit::Damaged };
    Ok(Answer { exit, ..Answer::new(page.document(), page.text(desk.output.language)) })
}

/// Where everything lies. The device key is in the same tree for once, so that one folder shows it all, but not in the vault.
struct Places {
    root: PathBuf,
    vault: PathBuf,
    device_key: PathBuf,
    phone: PathBuf,
    taken_out: PathBuf,
}

impl Places {
    fn make(named: Option<&Path>) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::writing(&error);
        let root = match named {
            Some(dir) => fresh_folder(dir)?,
            None => tempfile::Builder::new().prefix("pana-demo-").tempdir().map_err(failed)?.keep(),
        };
        let places = Self {
            vault: root.join("vault"),
            device_key: root.join("device-key"),
            phone: root.join("phone"),
            taken_out: root.join("taken-out"),
            root,
        };
        fs::create_dir(&places.phone).map_err(failed)?;
        fs::create_dir(&places.taken_out).map_err(failed)?;
        for (name, bytes) in PHONE_FILES {
            fs::write(places.phone.join(name), bytes).map_err(failed)?;
        }
        Ok(places)
    }
}

fn fresh_folder(dir: &Path) -> Result<PathBuf, Failure> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(|error| Failure::writing(&error))?;
    let mut entries = fs::read_dir(dir).map_err(|error| Failure::writing(&error))?;
    if entries.next().is_some() {
        return Err(Failure::refused("folder-not-empty"));
    }
    std::path::absolute(dir).map_err(|error| Failure::writing(&error))
}

/// What was done with the vault open.
struct Work {
    first: Report,
    again: Report,
    incidents: usize,
    found: usize,
    pieces: Vec<Evidence>,
    /// Pieces whose file came out with the hash of the file that went in.
    same: usize,
    check: CheckReport,
    /// Every text and number that went in.
    entered: Vec<String>,
}

impl Work {
    fn do_all(open: &mut OpenDesk<'_>, places: &Places) -> Result<Self, Failure> {
        let calls = places.phone.join(CALLS);
        let choice = Choice::Only(his_numbers().map(str::to_owned).collect());
        let first = import::take(&calls, &choice, &Options::default(), open)?;
        let again = import::take(&calls, &choice, &Options::default(), open)?;

        let drafts = drafts()?;
        let ids = drafts.iter().map(|draft| incident::add(draft, open)).collect::<Result<Vec<_>, _>>()?;
        let found = open.log().search(SEARCHED, 50, None)?.incidents.len();
        let (pieces, same) = attach_and_take_out(&ids[0], open, places)?;

        let now = open.now()?;
        let check = open.session.check(now, &mut |_| {})?;
        Ok(Self { first, again, incidents: ids.len(), found, pieces, same, check, entered: entered(&drafts) })
    }
}

fn attach_and_take_out(incident: &Id, open: &mut OpenDesk<'_>, places: &Places) -> Result<(Vec<Evidence>, usize), Failure> {
    let mut pieces = Vec::new();
    let mut same = 0;
    for name in EVIDENCE {
        let (source, copy) = (places.phone.join(name), places.taken_out.join(name));
        let piece = evidence::attach(incident, &source, open)?;
        evidence::take_out(&piece.id, &copy, open)?;
        let (before, after) = (sha256_of(&source)?, sha256_of(&copy)?);
        same += usize::from(before == after && before == piece.sha256);
        pieces.push(piece);
    }
    Ok((pieces, same))
}

/// Three incidents in the words of the person the demo is about.
fn drafts() -> Result<Vec<Draft>, Failure> {
    let mut numbers = his_numbers().map(str::to_owned);
    let loiter = Draft {
        place: Some(Place { kind: "home".into(), label: "кіреберіс алдында".into() }),
        who: Who { name: "бұрынғы таныс".into(), numbers: numbers.by_ref().take(1).collect(), ..Who::default() },
        witnesses: vec![Witness { name: "Көрші Сәуле апай".into(), ..Witness::default() }],
        ..draft("loiter", "2026-01-17T21:40+05:00", "Үй алдында көлігінде екі сағат отырды. Терезеге қарап, қоңырау шала берді.")?
    };
    let threat = Draft {
        place: Some(Place { kind: "work".into(), label: "у проходной".into() }),
        words: "Всё равно выйдешь ко мне".into(),
        who: Who { numbers: numbers.by_ref().take(1).collect(), ..Who::default() },
        ..draft("threat", "2026-01-12T08:20+05:00", "Ждал у входа, шёл следом до лифта. Позвонил с нового номера.")?
    };
    let gift = draft("gift", "2025-12-30T19:05+05:00", "Оставил у двери цветы и записку. Просила больше не приходить.")?;
    Ok(vec![loiter, threat, gift])
}

fn draft(kind: &str, at: &str, what: &str) -> Result<Draft, Failure> {
    Ok(Draft { what: what.to_owned(), ..Draft::new(incident::kind_of(kind)?, when::moment("at", at, None)?) })
}

/// What a curious eye would look for in the vault's files: texts, names, and numbers without the country's code.
fn entered(drafts: &[Draft]) -> Vec<String> {
    let texts = drafts.iter().flat_map(|draft| {
        let labels = draft.place.iter().map(|place| &place.label);
        let witnesses = draft.witnesses.iter().map(|witness| &witness.name);
        [&draft.what, &draft.words, &draft.who.name].into_iter().chain(labels).chain(witnesses)
    });
    let numbers = his_numbers().map(|number| number.trim_start_matches("+7").to_owned());
    texts.filter(|text| !text.is_empty()).cloned().chain(EVIDENCE.map(str::to_owned)).chain(numbers).collect()
}

/// A look through the locked vault's files for what was entered.
struct Looked {
    files: usize,
    bytes: usize,
    entered: usize,
    found: usize,
}

impl Looked {
    fn through(folder: &Path, entered: &[String]) -> Result<Self, Failure> {
        let mut looked = Self { files: 0, bytes: 0, entered: entered.len(), found: 0 };
        looked.read_folder(folder, entered).map_err(|error| Failure::reading(&error))?;
        Ok(looked)
    }

    fn read_folder(&mut self, folder: &Path, entered: &[String]) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.read_folder(&entry.path(), entered)?;
                continue;
            }
            let bytes = fs::read(entry.path())?;
            self.files += 1;
            self.bytes += bytes.len();
            self.found += entered.iter().filter(|text| bytes.windows(text.len()).any(|window| window == text.as_bytes())).count();
        }
        Ok(())
    }
}

/// What the demo ends with.
struct Page {
    places: Places,
    code: String,
    survey: Survey,
    work: Work,
    looked: Looked,
}

impl Page {
    fn all_well(&self) -> bool {
        self.work.check.ok && self.work.same == self.work.pieces.len() && self.looked.found == 0
    }

    fn document(&self) -> Value {
        let work = &self.work;
        json!({
            "dir": self.places.root,
            "vault": self.places.vault,
            "device_key": self.places.device_key,
            "taken_out": self.places.taken_out,
            "pin": PIN,
            "recovery_code": self.code,
            "numbers": self.survey.numbers.len(),
            "chosen": his_numbers().count(),
            "import": work.first,
            "import_again": work.again,
            "incidents": work.incidents,
            "found": work.found,
            "evidence": work.pieces,
            "same": work.same,
            "check": work.check,
            "looked": {
                "files": self.looked.files, "bytes": self.looked.bytes, "entered": self.looked.entered, "found": self.looked.found
            },
        })
    }

    fn text(&self, language: Language) -> String {
        let say = |key: &str| language.text(key);
        let rule = "─".repeat(76);
        let title = format!("{rule}\n  {}\n{rule}\n{}\n", say("demo-title"), say("demo-intro"));
        let done = table(&self.rows(language));

        let shown = |path: &Path| path.display().to_string();
        let places = [
            ("demo-where-vault", shown(&self.places.vault)),
            ("demo-where-key", shown(&self.places.device_key)),
            ("demo-where-phone", shown(&self.places.phone)),
            ("demo-where-out", shown(&self.places.taken_out)),
            ("demo-where-pin", PIN.to_owned()),
            ("demo-where-code", self.code.clone()),
        ];
        let places = table(&places.map(|(label, value)| (format!("  {}", say(label)), value)));
        format!(
            "{title}\n{done}\n{}:\n{places}\n{}:\n  {}\n\n{}\n{rule}",
            say("demo-where"),
            say("demo-try"),
            self.command("incident list"),
            say("demo-remove")
        )
    }

    fn rows(&self, language: Language) -> Vec<(String, String)> {
        let count = |count: usize| Arg::Number(count as u64);
        let (work, looked) = (&self.work, &self.looked);
        let read = [
            ("rows", Arg::Number(work.first.rows)),
            ("numbers", count(self.survey.numbers.len())),
            ("chosen", count(his_numbers().count())),
        ];
        let pieces: Vec<_> = work.pieces.iter().map(|piece| format!("{} {}", piece.name, kilobytes(piece.bytes))).collect();
        let check = if work.check.ok {
            language.text("demo-check-value")
        } else {
            language.text_with("demo-check-damaged", &[("count", count(work.check.damaged.len()))])
        };
        let looked = [
            ("files", count(looked.files)),
            ("megabytes", Arg::Number(looked.bytes as u64 / 1_000_000)),
            ("needles", count(looked.entered)),
            ("found", count(looked.found)),
        ];
        let same = [("same", count(work.same)), ("count", count(work.pieces.len()))];
        let taken = [("added", Arg::Number(work.first.added)), ("skipped", Arg::Number(work.first.skipped))];
        let again = [("added", Arg::Number(work.again.added)), ("known", Arg::Number(work.again.known))];
        let row = |label: &str, value: &str, args: &[(&str, Arg<'_>)]| (language.text(label), language.text_with(value, args));
        vec![
            row("demo-read", "demo-read-value", &read),
            row("demo-added", "demo-added-value", &taken),
            row("demo-again", "demo-again-value", &again),
            row("demo-written", "demo-written-value", &[("count", count(work.incidents))]),
            (language.text_with("demo-search", &[("words", Arg::Text(SEARCHED))]), {
                language.text_with("demo-search-value", &[("count", count(work.found))])
            }),
            (language.text("demo-evidence"), pieces.join(", ")),
            row("demo-taken-out", "demo-taken-out-value", &same),
            (language.text("demo-check"), check),
            row("demo-looked", "demo-looked-value", &looked),
        ]
    }

    /// A command line for this vault that can be copied.
    fn command(&self, words: &str) -> String {
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("pana"));
        let here = env::current_dir().unwrap_or_default();
        let program = program.strip_prefix(here).unwrap_or(&program);
        let quoted = |path: &Path| {
            let text = path.display().to_string();
            shlex::try_quote(&text).map(String::from).unwrap_or(text)
        };
        let (vault, key) = (quoted(&self.places.vault), quoted(&self.places.device_key));
        format!("PANA_PIN={PIN} {} --vault {vault} --device-key {key} {words}", quoted(program))
    }
}

fn his_numbers() -> impl Iterator<Item = &'static str> {
    HIS_NUMBERS.lines()
}

fn kilobytes(bytes: u64) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

/// In the hexadecimal form of `sha256sum`.
fn sha256_of(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::reading(&error))?;
    let digits = Sha256::digest(&bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect())
}
