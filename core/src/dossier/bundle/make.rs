//! Making a dossier, from the evidence to the signature.

use super::super::bare::{BareError, copy_bare};
use super::super::chosen::{Chosen, ChosenError, Filed, ShownEvidence};
use super::super::layout::LayoutError;
use super::super::names::{EVIDENCE_FOLDER, INCIDENTS, LIST, PROOF, SIGNATURE};
use super::super::{Choice, Form, page, signature, statement};
use super::records::Records;
use super::shelf::Shelf;
use super::table;
use super::thumbnail::Passing;
use crate::incident::history::{self, field};
use crate::incident::proof::{Anchor, signer_or_new};
use crate::incident::{Exported, Id, Log, LogError, export, hex};
use crate::language::Language;
use crate::vault::{Part, VaultError};
use crate::{Moment, Now};
use sha2::{Digest, Sha256};
use std::io::{self, BufWriter, Write};

/// Bytes that are put onto a shelf at a time.
const PUT_BYTES: usize = 1 << 16;

/// A dossier that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its code: whoever keeps it can tell later whether anything in the dossier was changed.
    pub code: Anchor,
    /// When.
    pub at: Moment,
    /// What is shown.
    pub chosen: Chosen,
    /// Records behind that.
    pub records: usize,
    /// The files of the evidence, in its order.
    pub evidence: Vec<Filed>,
    /// Every file of the dossier, with its length.
    pub files: Vec<(String, u64)>,
    /// Pieces of evidence whose file is not in it.
    pub missing: Vec<Missing>,
    /// Pages of each statement, in the order of the languages.
    pub pages: Vec<usize>,
    /// What the font of the statement lacks and shows by its code point, each once.
    pub replaced: Vec<char>,
}

/// A piece of evidence whose file is not in the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which.
    pub evidence: Id,
    /// Whether it is in the vault and can't be read to its end; else it is kept back, because no copy without metadata can be made of it.
    pub is_damaged: bool,
}

/// Why no dossier was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// What was chosen is not there, or can't be read.
    #[error(transparent)]
    Chosen(#[from] ChosenError),
    /// The statement is too long.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// Its files could not be written.
    #[error("the files of the dossier: {0}")]
    Shelf(#[source] io::Error),
    /// The log or the vault.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl From<VaultError> for MakeError {
    fn from(error: VaultError) -> Self {
        Self::Log(error.into())
    }
}

/// Writes a dossier onto a shelf, and then notes in the history that it was done: whoever makes it usable does so after this. A piece of evidence that is damaged
/// is reported and said to be missing, the rest is made. The shell asks for the PIN before it. `progress` is told the bytes of evidence that were read.
///
/// ```no_run
/// # fn make_one(session: &mut pana_core::vault::Session, now: pana_core::Now) -> Result<(), Box<dyn std::error::Error>> {
/// use pana_core::dossier::{Choice, Form, bundle};
/// use pana_core::language::Language;
/// let mut folder = bundle::Folder::new("dossier.part".into());
/// let made = bundle::make(&mut session.log(), &Choice::new(Language::Kk), &Form::default(), &mut folder, now, &mut |_| ())?;
/// std::fs::rename("dossier.part", "dossier")?;
/// println!("{}", made.code);
/// # Ok(())
/// # }
/// ```
pub fn make(
    log: &mut Log<'_>,
    choice: &Choice,
    form: &Form,
    shelf: &mut dyn Shelf,
    now: Now,
    progress: &mut dyn FnMut(u64),
) -> Result<Made, MakeError> {
    let chosen = Chosen::gather(log, choice)?;
    let signer = signer_or_new(log.db)?;
    let verifier = signer.verifier();
    let mut writer = Writer { shelf, sums: Vec::new() };
    let Filing { files: evidence, missing, .. } = Filing::of(log, &chosen, &mut writer, progress)?;

    let said = chosen.statement(form, evidence.clone(), now.wall);
    let (mut pages, mut replaced) = (Vec::new(), Vec::new());
    for language in &choice.languages {
        let pdf = statement(&said, *language)?;
        let name = match choice.languages[..] {
            [_] => "statement.pdf".to_owned(),
            _ => format!("statement-{}.pdf", language.tag()),
        };
        writer.file(&name, |out| Ok(out.write_all(&pdf.bytes)?))?;
        pages.push(pdf.pages);
        replaced.extend(pdf.replaced);
    }
    replaced.sort_unstable();
    replaced.dedup();
    let language = choice.languages.first().copied().unwrap_or(Language::Kk);
    writer.file("incidents.csv", |out| Ok(table::write(&chosen, &evidence, language, out)?))?;
    let records = Records::gather(log.db, &chosen, &evidence)?;
    writer.file(INCIDENTS, |out| records.write_incidents(log.db, now.wall, out))?;
    writer.file(PROOF, |out| records.write_proof(log.db, &verifier, out))?;
    writer.file("verify.html", |out| Ok(out.write_all(page::verify_page().as_bytes())?))?;
    let list = writer.list();
    let note = signature::sign(&signer, now.wall, list.as_bytes());
    writer.file(LIST, |out| Ok(out.write_all(list.as_bytes())?))?;
    writer.file(SIGNATURE, |out| Ok(out.write_all(note.as_bytes())?))?;
    writer.shelf.finish().map_err(MakeError::Shelf)?;

    note_it(log, &chosen, &note, now)?;
    let files = writer.sums.into_iter().map(|(name, _, bytes)| (name, bytes)).collect();
    let (code, records) = (signature::code(&note, &verifier), records.len());
    Ok(Made { code, at: now.wall, chosen, records, evidence, files, missing, pages, replaced })
}

/// Notes in the history what went out, with the note by which it is known again.
fn note_it(log: &mut Log<'_>, chosen: &Chosen, note: &str, now: Now) -> Result<(), MakeError> {
    let acts: u64 = chosen.incidents.iter().map(|incident| incident.episode.acts).sum();
    let exported = Exported { form: "dossier", incidents: chosen.incidents.len() as u64, acts, withdrawn: false };
    let tx = log.begin(now)?;
    let mut record = export::record_of(None, &exported, now.wall);
    record.put(field::CHECKPOINT, note);
    history::append(&tx, &record)?;
    tx.commit().map_err(VaultError::from)?;
    Ok(())
}

/// Puts files onto the shelf and remembers their sums.
struct Writer<'s> {
    shelf: &'s mut dyn Shelf,
    sums: Vec<(String, [u8; 32], u64)>,
}

impl Writer<'_> {
    /// One file. What the shelf does not take is told as such, whatever it went through.
    fn file(&mut self, name: &str, write: impl FnOnce(&mut dyn Write) -> Result<(), VaultError>) -> Result<([u8; 32], u64), MakeError> {
        self.shelf.begin(name).map_err(MakeError::Shelf)?;
        let summed = Summed { shelf: self.shelf, sum: Sha256::new(), bytes: 0, failed: None };
        let mut out = BufWriter::with_capacity(PUT_BYTES, summed);
        let written = write(&mut out).and_then(|()| Ok(out.flush()?));
        let (Summed { sum, bytes, failed, .. }, _) = out.into_parts();
        if let Some(error) = failed {
            return Err(MakeError::Shelf(error));
        }
        written?;
        let sum = sum.finalize().into();
        self.sums.push((name.to_owned(), sum, bytes));
        Ok((sum, bytes))
    }

    /// As `sha256sum` writes it.
    fn list(&self) -> String {
        let mut sums: Vec<_> = self.sums.iter().collect();
        sums.sort();
        let lines: Vec<String> = sums.into_iter().map(|(name, sum, _)| format!("{}  {name}\n", hex(sum))).collect();
        lines.concat()
    }
}

struct Summed<'s> {
    shelf: &'s mut dyn Shelf,
    sum: Sha256,
    bytes: u64,
    failed: Option<io::Error>,
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.shelf.put(bytes) {
            let kind = error.kind();
            self.failed = Some(error);
            return Err(kind.into());
        }
        self.sum.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The evidence while it is written out.
struct Filing {
    files: Vec<Filed>,
    missing: Vec<Missing>,
    read_bytes: u64,
}

impl Filing {
    fn of(log: &Log<'_>, chosen: &Chosen, writer: &mut Writer<'_>, progress: &mut dyn FnMut(u64)) -> Result<Self, MakeError> {
        let mut filing = Self { files: Vec::new(), missing: Vec::new(), read_bytes: 0 };
        for (at, evidence) in chosen.evidence.iter().enumerate() {
            let name = format!("{EVIDENCE_FOLDER}{:04}.{}", at + 1, evidence.ending);
            let filed = filing.file(log, evidence, name, writer, progress)?;
            filing.files.push(filed);
        }
        Ok(filing)
    }

    /// Each file is read before it is written: what is damaged, or has no copy without metadata, must be known before any of it stands in the dossier.
    fn file(
        &mut self,
        log: &Log<'_>,
        evidence: &ShownEvidence,
        name: String,
        writer: &mut Writer<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Filed, MakeError> {
        let ShownEvidence { id, bytes, .. } = evidence;
        let mut passing = Passing::default();
        let before = self.read_bytes;
        let looked = log.take_out(id, &mut passing, &mut |bytes| progress(before + bytes));
        self.read_bytes += bytes;
        let without = |is_copy| Filed { name: name.clone(), sha256: None, bytes: *bytes, is_copy, thumbnail: None };
        match looked {
            Ok(_) => {}
            Err(LogError::NotFound | LogError::Vault(VaultError::Damaged { .. } | VaultError::Disk(_))) => {
                self.missing.push(Missing { evidence: id.clone(), is_damaged: true });
                return Ok(without(false));
            }
            Err(error) => return Err(error.into()),
        }
        let Some(is_copy) = is_to_be_copied(log, evidence)? else {
            self.missing.push(Missing { evidence: id.clone(), is_damaged: false });
            return Ok(without(true));
        };
        let (sha256, bytes) = writer.file(&name, |out| {
            if is_copy {
                return copy_bare(&mut log.open_evidence(id)?, out).map_err(of_vault);
            }
            match log.take_out(id, out, &mut |_| ()) {
                Ok(_) => Ok(()),
                Err(LogError::Vault(error)) => Err(error),
                Err(_) => Err(VaultError::Damaged { part: Part::Media }),
            }
        })?;
        Ok(Filed { name, sha256: Some(sha256), bytes, is_copy, thumbnail: passing.thumbnail() })
    }
}

/// Whether a copy without metadata goes: not if the file may go as it is, or has none. `None` if no such copy can be made.
fn is_to_be_copied(log: &Log<'_>, evidence: &ShownEvidence) -> Result<Option<bool>, MakeError> {
    if !evidence.as_copy {
        return Ok(Some(false));
    }
    let mut sum = Summing(Sha256::new());
    match copy_bare(&mut log.open_evidence(&evidence.id)?, &mut sum) {
        Ok(()) => Ok(Some(sum.0.finalize().as_slice() != evidence.sha256)),
        Err(BareError::Unknown | BareError::Malformed) => Ok(None),
        Err(BareError::Io(error)) => Err(VaultError::Disk(error).into()),
    }
}

fn of_vault(error: BareError) -> VaultError {
    match error {
        BareError::Io(error) => VaultError::Disk(error),
        BareError::Unknown | BareError::Malformed => VaultError::Damaged { part: Part::Media },
    }
}

/// Sums what is written and keeps nothing of it.
struct Summing(Sha256);

impl Write for Summing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
