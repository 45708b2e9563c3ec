//! Writing a dossier out of the vault.

use super::choice;
use crate::args::MakeDossier as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::new_file::{NewFile, UNFINISHED, rename_to_new, sync_folder};
use crate::output::{Answer, table};
use pana_core::dossier::bundle::{Both, Folder, Made, MakeError, Shelf, Zip, make};
use pana_core::dossier::{Choice, Form, LayoutError, Pdf, applicant_sheet, for_you, make_summary};
use pana_core::language::{Arg, Language};
use pana_core::trust::age::{Recipient, seal};
use serde_json::{Value, json};
use std::fs::{self, DirBuilder, File};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

const EOTINISH: &str = "eotinish";
/// What the folder for all of it calls the dossier.
pub(crate) const FOLDER: &str = "dossier";
pub(super) const ZIP: &str = "dossier.zip";
const SEALED_ZIP: &str = "dossier.zip.age";
const FOR_YOU: &str = "for-you.pdf";
const SHEET: &str = "applicant.pdf";
const SUMMARY: &str = "summary.pdf";
const MEGABYTE: u64 = 1_000_000;
/// What a zip adds to a file besides its name, which stands there twice, and to all of them; both are rounded up.
const ZIP_ENTRY_BYTES: u64 = 200;
const ZIP_END_BYTES: u64 = 200;
const COPY_BYTES: usize = 1 << 16;

/// In which form it goes out.
enum Wrapping {
    /// A folder and a zip.
    Plain,
    /// A zip for those who have a key, and nothing else.
    Sealed(Vec<Recipient>),
    /// A folder, and zips of so many bytes at most.
    Parts { max_bytes: u64 },
}

/// The log is about to lie open: the PIN is asked for again, whoever sits at the open desk. What is written gets its name only when it is whole and noted in the
/// history.
pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let choice = choice::of(&args.choice, language)?;
    let wrapping = Wrapping::of(args)?;
    make_folder(&args.out)?;
    let pin = open.desk.ask.pin_to_export()?;
    let now = open.now()?;
    open.session.confirm_pin(&pin, now)?;
    let form = Form::kept(&open.log())?;
    if args.summary {
        return write_summary(&args.out.join(SUMMARY), &choice, &form, open);
    }
    let written = write(&args.out, &choice, &form, &wrapping, open)?;
    if args.sheet {
        write_paper(&args.out.join(SHEET), applicant_sheet(&form, written.made.at, language))?;
    }
    Ok(Answer::new(written.document(&args.out), written.text(language, &args.out)))
}

fn write_summary(path: &Path, choice: &Choice, form: &Form, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let now = open.now()?;
    let mut file = NewFile::begin(path)?;
    let made = make_summary(&mut open.log(), choice, form, &mut file.file, now)?;
    file.finish()?;
    let path = path.display().to_string();
    let told = open.desk.output.language.text_with("summary-made", &[("path", Arg::Text(&path))]);
    Ok(Answer::new(json!({ "out": path, "pages": made.pages }), told))
}

/// What was written.
pub(crate) struct Written {
    pub(crate) made: Made,
    /// Zips of a dossier in parts, by their names.
    parts: Vec<String>,
    /// Files that no part holds: each is larger than one may be.
    too_large: Vec<String>,
    is_sealed: bool,
}

/// Writes a dossier as a folder and a zip into a folder that is there.
pub(crate) fn write_plain(out: &Path, choice: &Choice, open: &mut OpenDesk<'_>) -> Result<Written, Failure> {
    let form = Form::kept(&open.log())?;
    write(out, choice, &form, &Wrapping::Plain, open)
}

fn write(out: &Path, choice: &Choice, form: &Form, wrapping: &Wrapping, open: &mut OpenDesk<'_>) -> Result<Written, Failure> {
    let failed = |error: io::Error| Failure::writing(&error);
    let (mut parts, mut too_large) = (Vec::new(), Vec::new());
    let made = match wrapping {
        Wrapping::Plain => {
            let folder = NewFolder::begin(out.join(FOLDER));
            let path = out.join(ZIP);
            let file = NewFile::begin(&path)?;
            let mut zip = Zip::new(BufWriter::new(&file.file));
            let made = onto(&mut Both(&mut folder.shelf(), &mut zip), choice, form, open)?;
            drop(zip);
            write_for_her(out, &made, choice, form, open)?;
            folder.finish().map_err(failed)?;
            file.finish()?;
            made
        }
        Wrapping::Sealed(recipients) => {
            let path = out.join(SEALED_ZIP);
            let file = NewFile::begin(&path)?;
            let sealer = seal(BufWriter::new(&file.file), recipients).map_err(failed)?;
            let mut zip = Zip::new(sealer);
            let made = onto(&mut zip, choice, form, open)?;
            let sealer = zip.into_inner().ok_or(io::ErrorKind::BrokenPipe).map_err(|kind| failed(kind.into()))?;
            sealer.finish().and_then(|mut out| out.flush()).map_err(failed)?;
            file.finish()?;
            made
        }
        Wrapping::Parts { max_bytes } => {
            let folder = NewFolder::begin(out.join(FOLDER));
            let made = onto(&mut folder.shelf(), choice, form, open)?;
            write_for_her(out, &made, choice, form, open)?;
            folder.finish().map_err(failed)?;
            (parts, too_large) = split(out, &made, *max_bytes)?;
            made
        }
    };
    Ok(Written { made, parts, too_large, is_sealed: matches!(wrapping, Wrapping::Sealed(_)) })
}

/// The paper for her alone: before the dossier gets its name, so that one that is there has all that belongs to it. None lies beside a sealed one, whose words it
/// would tell to whoever finds it.
fn write_for_her(out: &Path, made: &Made, choice: &Choice, form: &Form, open: &OpenDesk<'_>) -> Result<(), Failure> {
    write_paper(&out.join(FOR_YOU), for_you(made, choice, form, open.desk.output.language))
}

fn write_paper(path: &Path, paper: Result<Pdf, LayoutError>) -> Result<(), Failure> {
    let paper = paper.map_err(MakeError::from)?;
    let mut file = NewFile::begin(path)?;
    file.file.write_all(&paper.bytes).map_err(|error| Failure::writing(&error))?;
    file.finish()
}

fn onto(shelf: &mut dyn Shelf, choice: &Choice, form: &Form, open: &mut OpenDesk<'_>) -> Result<Made, Failure> {
    let now = open.now()?;
    let bar = open.desk.progress("working-dossier", None);
    Ok(make(&mut open.log(), choice, form, shelf, now, &mut |done| bar.at(done))?)
}

impl Wrapping {
    fn of(args: &Args) -> Result<Self, Failure> {
        match (&args.whom[..], args.max_mb) {
            ([], None) => Ok(Self::Plain),
            ([eotinish], Some(max_mb)) if eotinish == EOTINISH => Ok(Self::Parts { max_bytes: max_mb.saturating_mul(MEGABYTE) }),
            (whom, max_mb) if max_mb.is_some() || whom.iter().any(|whom| whom == EOTINISH) => Err(Failure::usage("eotinish-needs-size")),
            (keys, _) => {
                let recipients = keys.iter().map(|key| key.trim().parse()).collect::<Result<_, _>>();
                Ok(Self::Sealed(recipients.map_err(|_| Failure::refused("not-a-recipient"))?))
            }
        }
    }
}

/// The folder for all of it: made if it is not there, refused if anything is in it.
fn make_folder(out: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::writing(&error);
    DirBuilder::new().recursive(true).mode(0o700).create(out).map_err(failed)?;
    match fs::read_dir(out).map_err(failed)?.next() {
        None => Ok(()),
        Some(_) => Err(Failure::refused("folder-not-empty")),
    }
}

/// A folder that gets its name only once it is whole. What a failure leaves is removed.
struct NewFolder {
    path: PathBuf,
    part: PathBuf,
}

impl NewFolder {
    fn begin(path: PathBuf) -> Self {
        let mut part = path.as_os_str().to_owned();
        part.push(UNFINISHED);
        Self { path, part: part.into() }
    }

    fn shelf(&self) -> Folder {
        Folder::new(self.part.clone())
    }

    fn finish(self) -> io::Result<()> {
        rename_to_new(&self.part, &self.path)?;
        sync_folder(&self.path)
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // After a rename there is none.
        let _ = fs::remove_dir_all(&self.part);
    }
}

/// Zips of the folder's files, each no larger than this, in the order in which they were written but with the evidence last: who opens the first finds the
/// statement.
fn split(out: &Path, made: &Made, max_bytes: u64) -> Result<(Vec<String>, Vec<String>), Failure> {
    let taken = |name: &str, bytes: u64| bytes + 2 * name.len() as u64 + ZIP_ENTRY_BYTES;
    let (evidence, papers): (Vec<_>, Vec<_>) = made.files.iter().partition(|(name, _)| name.contains('/'));
    let (mut groups, mut too_large): (Vec<Vec<&str>>, Vec<String>) = (vec![], vec![]);
    let mut left = 0;
    for (name, bytes) in papers.into_iter().chain(evidence) {
        let needs = taken(name, *bytes);
        if needs + ZIP_END_BYTES > max_bytes {
            too_large.push(name.clone());
            continue;
        }
        if let Some(group) = groups.last_mut().filter(|_| needs <= left) {
            group.push(name);
        } else {
            groups.push(vec![name]);
            left = max_bytes - ZIP_END_BYTES;
        }
        left -= needs;
    }
    let mut names = vec![];
    for (at, group) in groups.iter().enumerate() {
        let name = format!("{FOLDER}-{}-of-{}.zip", at + 1, groups.len());
        zip_of(&out.join(FOLDER), group, &out.join(&name))?;
        names.push(name);
    }
    Ok((names, too_large))
}

fn zip_of(folder: &Path, names: &[&str], path: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::writing(&error);
    let file = NewFile::begin(path)?;
    let mut zip = Zip::new(BufWriter::new(&file.file));
    let mut piece = vec![0; COPY_BYTES];
    for name in names {
        zip.begin(name).map_err(failed)?;
        let mut source = File::open(folder.join(name)).map_err(|error| Failure::reading(&error))?;
        loop {
            match source.read(&mut piece).map_err(|error| Failure::reading(&error))? {
                0 => break,
                read => zip.put(&piece[..read]).map_err(failed)?,
            }
        }
    }
    zip.finish().map_err(failed)?;
    drop(zip);
    file.finish()
}

impl Written {
    fn document(&self, out: &Path) -> Value {
        let Made { code, at, chosen, records, evidence, files, missing, pages, replaced } = &self.made;
        let missing = |is_damaged| missing.iter().filter(move |missing| missing.is_damaged == is_damaged).map(|missing| &missing.evidence);
        json!({
            "out": out.display().to_string(),
            "code": code.to_string(),
            "made": at,
            "episodes": chosen.incidents.len(),
            "records": records,
            "evidence": evidence.len(),
            "copies": evidence.iter().filter(|file| file.is_copy && file.sha256.is_some()).count(),
            "missing": missing(true).collect::<Vec<_>>(),
            "kept_back": missing(false).collect::<Vec<_>>(),
            "files": files.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "pages": pages,
            "replaced": replaced.iter().map(|character| format!("U+{:04X}", u32::from(*character))).collect::<Vec<_>>(),
            "parts": self.parts,
            "too_large": self.too_large,
            "sealed": self.is_sealed,
        })
    }

    fn text(&self, language: Language, out: &Path) -> String {
        let made = &self.made;
        let say = |key: &str, count: usize| language.text_with(key, &[("count", Arg::Number(count as u64))]);
        let count = |is_damaged| made.missing.iter().filter(|missing| missing.is_damaged == is_damaged).count();
        let copies = made.evidence.iter().filter(|file| file.is_copy && file.sha256.is_some()).count();
        let rows = [
            ("dossier-made-episodes", made.chosen.incidents.len().to_string()),
            ("dossier-made-files", made.evidence.iter().filter(|file| file.sha256.is_some()).count().to_string()),
            ("dossier-made-pages", made.pages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
            ("dossier-made-code", made.code.to_string()),
        ];
        let path = out.display().to_string();
        let mut said = vec![language.text_with("dossier-made", &[("path", Arg::Text(&path))])];
        said.push(table(&rows.map(|(key, value)| (language.text(key), value))));
        let told = [
            ("dossier-made-copies", copies),
            ("dossier-made-damaged", count(true)),
            ("dossier-made-kept-back", count(false)),
            ("dossier-made-replaced", made.replaced.len()),
            ("dossier-made-parts", self.parts.len()),
            ("dossier-made-too-large", self.too_large.len()),
        ];
        said.extend(told.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| say(key, count)));
        said.extend(self.too_large.iter().map(|name| format!("  {name}")));
        said.push(language.text("dossier-made-next"));
        said.join("\n")
    }
}
