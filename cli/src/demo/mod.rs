//! What Pana does, shown on invented data in a fresh folder: the same steps that the commands take, and a page of what came of them.

mod alert;
mod dossier;
mod page;
mod second;
mod way;
mod work;

use self::alert::Alert;
use self::page::Page;
use self::second::Second;
use self::work::{Looked, Work};
use crate::args::{self, KdfChoice};
use crate::commands::{import, vault};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::Answer;
use pana_core::incident::import::Options;
use pana_core::vault::Pin;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Printed on the page: it guards nothing.
const PIN: &str = "482915";
const CALLS: &str = "calls.xml";
const EVIDENCE: [&str; 2] = ["photo.jpg", "video.mp4"];

/// What a phone would hand over, and which of the numbers in it are his.
const PHONE_FILES: [(&str, &[u8]); 3] = [
    (CALLS, include_bytes!("../../sample/calls.xml")),
    (EVIDENCE[0], include_bytes!("../../sample/photo.jpg")),
    (EVIDENCE[1], include_bytes!("../../sample/video.mp4")),
];
const HIS_NUMBERS: &str = include_str!("../../sample/his-numbers.txt");

pub(crate) fn run(args: &args::Demo, desk: &Desk) -> Result<Answer, Failure> {
    let places = Places::make(args.dir.as_deref())?;
    let desk = places.vault.desk(desk);

    let code = vault::make(&desk, &Pin::new(PIN)?, None, KdfChoice::Floor)?;
    let survey = import::survey(&places.phone.join(CALLS), &Options::default(), &desk)?;
    let work = desk.unlock_with(Pin::new(PIN)?)?.run_and_lock(|open| Work::do_all(open, &places))?;
    let alert = Alert::pressed(&desk)?;
    let looked = Looked::through(&places.vault.folder, &work.entered)?;
    let second = Second::restored(&code, &work, &places.copy, &places.second.desk(&desk))?;

    let page = Page { places, code: code.to_string(), survey, work, alert, looked, second };
    let exit = if page.all_well() { Exit::Done } else { Exit::Damaged };
    Ok(Answer { exit, ..Answer::new(page.document(), page.text(desk.output.language)) })
}

/// Where everything lies. The device keys are in the same tree for once, so that one folder shows it all, but in no vault.
struct Places {
    root: PathBuf,
    vault: VaultPlace,
    phone: PathBuf,
    taken_out: PathBuf,
    /// A picture of the anchor.
    anchor: PathBuf,
    /// A picture of when she leaves and by which routes.
    habit: PathBuf,
    /// What she hands over.
    dossier: PathBuf,
    /// The backup.
    copy: PathBuf,
    /// What is made of it, as on another device.
    second: VaultPlace,
}

/// A vault and the file of its device's keys.
struct VaultPlace {
    folder: PathBuf,
    device_key: PathBuf,
}

impl VaultPlace {
    fn desk(&self, desk: &Desk) -> Desk {
        Desk { vault: Some(self.folder.clone()), device_key: Some(self.device_key.clone()), ..desk.clone() }
    }
}

impl Places {
    fn make(named: Option<&Path>) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::writing(&error);
        let root = match named {
            Some(dir) => fresh_folder(dir)?,
            None => tempfile::Builder::new().prefix("pana-demo-").tempdir().map_err(failed)?.keep(),
        };
        let places = Self {
            vault: VaultPlace { folder: root.join("vault"), device_key: root.join("device-key") },
            phone: root.join("phone"),
            taken_out: root.join("taken-out"),
            anchor: root.join("anchor.png"),
            habit: root.join("habit.svg"),
            dossier: root.join("dossier"),
            copy: root.join("copy.age"),
            second: VaultPlace { folder: root.join("vault-2"), device_key: root.join("device-key-2") },
            root,
        };
        fs::create_dir(&places.phone).map_err(failed)?;
        fs::create_dir(&places.taken_out).map_err(failed)?;
        fs::create_dir(&places.dossier).map_err(failed)?;
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

fn his_numbers() -> impl Iterator<Item = &'static str> {
    HIS_NUMBERS.lines()
}
