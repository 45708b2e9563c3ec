//! What is done with the vault open, and a look through its files afterwards.

use super::alert::Alert;
use super::dossier::{Dossier, NAME};
use super::way::Way;
use super::{CALLS, EVIDENCE, Places, his_numbers};
use crate::commands::{backup, evidence, import, incident, proof};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::when;
use pana_core::incident::import::{Choice, Options, Report};
use pana_core::incident::proof::MadeAnchor;
use pana_core::incident::{Counts, Draft, Evidence, Filter, Id, Place, Refusal, Said, Stats, Who, Witness};
use pana_core::language::Language;
use pana_core::trust::backup::{For, Made};
use pana_core::vault::CheckReport;
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::Path;

/// Occurs in one of the incidents.
pub(super) const SEARCHED: &str = "терезе";

pub(super) struct Work {
    pub(super) first: Report,
    pub(super) again: Report,
    pub(super) incidents: usize,
    pub(super) refusal: Refusal,
    pub(super) stats: Stats,
    pub(super) found: usize,
    pub(super) pieces: Vec<Evidence>,
    /// Pieces whose file came out with the hash of the file that went in.
    pub(super) same: usize,
    pub(super) check: CheckReport,
    pub(super) anchor: MadeAnchor,
    pub(super) way: Way,
    pub(super) dossier: Dossier,
    pub(super) backup: Made,
    pub(super) counts: Counts,
    /// Every text and number that went in.
    pub(super) entered: Vec<String>,
}

impl Work {
    pub(super) fn do_all(open: &mut OpenDesk<'_>, places: &Places) -> Result<Self, Failure> {
        let calls = places.phone.join(CALLS);
        let choice = Choice::Only(his_numbers().map(str::to_owned).collect());
        let first = import::take(&calls, &choice, &Options::default(), open)?;
        let again = import::take(&calls, &choice, &Options::default(), open)?;

        let drafts = drafts()?;
        let ids = drafts.iter().map(|draft| incident::add(draft, open)).collect::<Result<Vec<_>, _>>()?;
        let refusal = refusal()?;
        let now = open.now()?;
        open.log().add_entry(&Said::Refusal(refusal.clone()), now)?;
        let milestones = open.log().milestones()?;
        let stats = open.log().stats(&Filter::default(), &milestones)?;
        let found = open.log().search(SEARCHED, 50, None)?.incidents.len();
        let (pieces, same) = attach_and_take_out(&ids[0], open, places)?;

        let now = open.now()?;
        let check = open.session.check(now, &mut |_| {})?;
        let anchor = proof::make_anchor(Some(&places.anchor), open)?;
        let contacts = Alert::keep_contacts(open)?;
        let way = Way::asked(&places.habit, open)?;
        let dossier = Dossier::handed_over(&anchor.anchor, places, open)?;
        let counts = open.log().counts()?;
        let backup = backup::write(&places.copy, &For { own: true, others: Vec::new() }, open)?;
        let mut entered = entered(&drafts, &refusal);
        entered.push(NAME.to_owned());
        entered.extend(contacts);
        entered.extend(way.entered.iter().cloned());
        Ok(Self {
            first,
            again,
            incidents: ids.len(),
            refusal,
            stats,
            found,
            pieces,
            same,
            check,
            anchor,
            way,
            dossier,
            backup,
            counts,
            entered,
        })
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

/// Her "no", in the sentence that is offered.
fn refusal() -> Result<Refusal, Failure> {
    let at = when::moment("at", "2025-12-30T19:20+05:00", None)?;
    let words = Language::Ru.text("refusal-words-short");
    Ok(Refusal { channel: "msg".into(), words, to: "бұрынғы таныс".into(), ..Refusal::new(at) })
}

/// What a curious eye would look for in the vault's files: texts, names, and numbers without the country's code.
fn entered(drafts: &[Draft], refusal: &Refusal) -> Vec<String> {
    let texts = drafts.iter().flat_map(|draft| {
        let labels = draft.place.iter().map(|place| &place.label);
        let witnesses = draft.witnesses.iter().map(|witness| &witness.name);
        [&draft.what, &draft.words, &draft.who.name].into_iter().chain(labels).chain(witnesses)
    });
    let numbers = his_numbers().map(|number| number.trim_start_matches("+7").to_owned());
    let texts = texts.chain([&refusal.words]).filter(|text| !text.is_empty()).cloned();
    texts.chain(EVIDENCE.map(str::to_owned)).chain(numbers).collect()
}

/// A look through the locked vault's files for what was entered.
pub(super) struct Looked {
    pub(super) files: usize,
    pub(super) bytes: usize,
    pub(super) entered: usize,
    pub(super) found: usize,
}

impl Looked {
    pub(super) fn through(folder: &Path, entered: &[String]) -> Result<Self, Failure> {
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

/// In the hexadecimal form of `sha256sum`.
fn sha256_of(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::reading(&error))?;
    let digits = Sha256::digest(&bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect())
}
