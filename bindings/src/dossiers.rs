//! Dossiers: what she hands over, and checking one that someone was handed.

use crate::error::PanaError;
use crate::file::FileAt;
use crate::incident::{Cover, Evidence, Filter, Harm};
use crate::open::{Open, guarded};
use crate::progress::{Progress, reporter};
use crate::text::Language;
use pana_core::dossier::bundle::{self, MakeError, Zip};
use pana_core::dossier::verify::{Match, Source, Verdict, verify};
use pana_core::dossier::{
    Choice, ChosenError, Iin, LayoutError, Originals, Rule, RuleError, Share, ShareError, Withheld, applicant_sheet, copies, cover,
    for_you, make_summary, mark_copy, preview, share,
};
use pana_core::incident::proof::Anchor;
use pana_core::incident::{Id, PartialDate};
use pana_core::trust::age::{Recipient, seal};
use pana_core::{Moment as WallMoment, Now};
use std::collections::HashSet;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

pub use pana_core::dossier::{Applicant, Form, OutsideCopy, Representative, Request, Sheet};

// An identification number as it was typed; a wrong one is kept.
uniffi::custom_type!(Iin, String, {
    remote,
    lower: |iin| iin.as_str().to_owned(),
    try_lift: |typed| Ok(Iin::new(&typed)),
});

#[uniffi::remote(Record)]
pub struct Form {
    addressee: String,
    applicant: Applicant,
    representative: Option<Representative>,
    harm: Harm,
    requests: Vec<Request>,
    other_requests: Vec<String>,
    sheet: Sheet,
}

#[uniffi::remote(Record)]
pub struct Applicant {
    name: String,
    born: Option<PartialDate>,
    iin: Iin,
    contact: String,
}

#[uniffi::remote(Enum)]
pub enum Representative {
    Legal { name: String, contact: String },
    Guardianship { name: String, contact: String },
}

#[uniffi::remote(Enum)]
pub enum Request {
    Register,
    Assess,
    Protect,
    Records,
    Decision,
}

#[uniffi::remote(Record)]
pub struct Sheet {
    address: String,
    school: String,
    phone: String,
}

/// Something of hers that lies outside. Its words are under `copy-of-` and `what` in the catalogue.
#[uniffi::remote(Record)]
pub struct OutsideCopy {
    number: u64,
    at: WallMoment,
    what: String,
    gone: Option<WallMoment>,
}

/// What goes into a dossier, as she ticked it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DossierChoice {
    /// Languages of the statement.
    pub languages: Vec<Language>,
    /// Incidents that are meant.
    pub filter: Filter,
    /// What is not shown: a field as `place`, an incident, entry or file by its id, or a field of one of them as `ID:words`.
    pub withheld: Vec<String>,
    /// Shows positions on the map, which are withheld otherwise.
    pub show_position: bool,
    /// Files that go as they are and not as copies without place and device, by their ids.
    pub originals: Vec<Id>,
    /// What goes in only if it is asked for: captures that are not confirmed, files of incidents of the kind `image`.
    pub included: Vec<Id>,
}

/// A line of the preview, in words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PreviewLine {
    /// Of what.
    pub name: String,
    /// What whoever reads the dossier learns of it.
    pub learns: String,
}

/// A dossier that was written.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MadeDossier {
    /// Its code: whoever keeps it can tell later whether anything in the dossier was changed.
    pub code: String,
    /// When.
    pub at: WallMoment,
    /// Episodes that are shown.
    pub episodes: u32,
    /// Pieces of evidence that are in it.
    pub evidence: u32,
    /// How many of them as copies without place and device.
    pub copies: u32,
    /// Pieces of evidence that could not be read, and are said to be missing.
    pub damaged: u32,
    /// Pieces of evidence that are kept back, because no such copy can be made of them.
    pub kept_back: u32,
    /// Pages of each statement.
    pub pages: Vec<u32>,
}

/// What a dossier turned out to be. There is no fourth: whatever can't be read to its end is an error.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum DossierVerdict {
    /// Something in it is not what it was when it was made.
    Altered {
        /// Its words are under `verify-reason-` and this in the catalogue.
        reason: String,
        /// The file, or the number of the record from 0, if it is one.
        name: Option<String>,
    },
    /// It is as it was signed; where it comes from was not checked.
    Consistent {
        /// Whether an anchor was given, which is of another one.
        other_anchor: bool,
    },
    /// It is consistent and fits the anchor.
    Matches {
        /// When the anchor was made, if it is one of the log; else it is the code of this dossier.
        at: Option<WallMoment>,
        /// How many of its records were there then.
        covered: u64,
        /// How many it has.
        records: u64,
    },
}

/// Dossiers from what a session sees. The shell asks for the PIN before anything goes out.
#[derive(uniffi::Object)]
pub struct Dossiers {
    open: Arc<Open>,
}

#[uniffi::export]
impl Dossiers {
    /// What a statement says that is not in the log, as she filled it in last.
    pub fn form(&self) -> Result<Form, PanaError> {
        self.open.with(|session| Form::kept(&session.log()))
    }

    /// Keeps that.
    pub fn keep_form(&self, form: &Form) -> Result<(), PanaError> {
        self.open.with(|session| form.keep(&mut session.log()))
    }

    /// What the person it is about would learn from such a dossier. Writes nothing.
    pub fn preview(&self, choice: &DossierChoice, language: Language) -> Result<Vec<PreviewLine>, PanaError> {
        let choice = choice.checked()?;
        self.open.with(|session| {
            let log = session.log();
            let chosen = pana_core::dossier::Chosen::gather(&log, &choice)?;
            let lines = preview(&chosen, &choice, &Form::kept(&log)?).rows(language);
            Ok::<_, PanaError>(lines.into_iter().map(|(name, learns)| PreviewLine { name, learns }).collect())
        })
    }

    /// Writes a dossier as a zip, sealed for these age recipients if there are any, and the paper that is for her alone, in her language. What was written of the
    /// zip before an error must not be used.
    #[allow(clippy::too_many_arguments)]
    pub fn make(
        &self,
        choice: &DossierChoice,
        recipients: &[String],
        to: &FileAt,
        for_her: &FileAt,
        language: Language,
        now: Now,
        progress: Option<Arc<Progress>>,
    ) -> Result<MadeDossier, PanaError> {
        let choice = choice.checked()?;
        let recipients = recipients.iter().map(|key| key.trim().parse::<Recipient>()).collect::<Result<Vec<_>, _>>();
        let recipients = recipients.map_err(|_| PanaError::refused("not-a-recipient"))?;
        let form = self.form()?;
        let made = to.write(&self.open, |out| {
            let mut out = BufWriter::new(self.open.watched(out));
            let make = |shelf: &mut dyn bundle::Shelf| {
                self.open.with(|session| bundle::make(&mut session.log(), &choice, &form, shelf, now, &mut reporter(progress)))
            };
            let made = if recipients.is_empty() {
                make(&mut Zip::new(&mut out))?
            } else {
                let mut zip = Zip::new(seal(&mut out, &recipients).map_err(|error| PanaError::writing(&error))?);
                let made = make(&mut zip)?;
                let sealer = zip.into_inner().ok_or(PanaError::Internal)?;
                sealer.finish().map_err(|error| PanaError::writing(&error))?;
                made
            };
            out.flush().map_err(|error| PanaError::writing(&error))?;
            Ok(made)
        })?;
        let paper = for_you(&made, &choice, &form, language)?;
        for_her.write(&self.open, |out| out.write_all(&paper.bytes).map_err(|error| PanaError::writing(&error)))?;
        Ok(made.into())
    }

    /// Writes the sheet that says who she is and how to reach her, to be handed in apart from all else.
    pub fn make_sheet(&self, to: &FileAt, language: Language, now: Now) -> Result<(), PanaError> {
        let sheet = applicant_sheet(&self.form()?, now.wall, language)?;
        to.write(&self.open, |out| out.write_all(&sheet.bytes).map_err(|error| PanaError::writing(&error)))
    }

    /// Writes one page for a crisis centre, in the first language of the choice.
    pub fn make_summary(&self, choice: &DossierChoice, to: &FileAt, now: Now) -> Result<(), PanaError> {
        let choice = choice.checked()?;
        to.write(&self.open, |out| {
            self.open.with(|session| {
                let form = Form::kept(&session.log())?;
                make_summary(&mut session.log(), &choice, &form, out, now).map(|_| ()).map_err(PanaError::from)
            })
        })
    }

    /// Writes one piece of evidence: without what a device wrote beside it, or as it came in.
    pub fn share(&self, evidence: &Id, original: bool, to: &FileAt, now: Now) -> Result<(), PanaError> {
        let how = if original { Share::Original } else { Share::Bare };
        to.write(&self.open, |out| {
            let mut out = BufWriter::new(self.open.watched(out));
            self.open.with(|session| share(&mut session.log(), evidence, how, &mut out, now))
        })
    }

    /// Keeps a picture with parts of another one covered.
    pub fn cover(&self, evidence: &Id, covers: &[Cover], now: Now) -> Result<Evidence, PanaError> {
        self.open.with(|session| cover(&mut session.log(), evidence, covers, now))
    }

    /// What of hers lies outside, the newest first.
    pub fn copies(&self) -> Result<Vec<OutsideCopy>, PanaError> {
        self.open.with(|session| copies(&session.log()))
    }

    /// Marks one of them as gone, or takes that back.
    pub fn mark_copy(&self, number: u64, is_gone: bool, now: Now) -> Result<(), PanaError> {
        self.open.with(|session| mark_copy(&mut session.log(), number, is_gone, now))
    }
}

/// Checks a dossier that someone was handed: its zip, or its parts. `anchor` is the code that someone kept, of the dossier or of the log.
#[uniffi::export]
pub fn verify_dossier(zips: &[String], anchor: Option<String>, progress: Option<Arc<Progress>>) -> Result<DossierVerdict, PanaError> {
    let anchor = anchor.map(|code| code.parse::<Anchor>()).transpose()?;
    let source = Source::Zips(zips.iter().map(PathBuf::from).collect());
    guarded(|| {
        verify(&source, anchor.as_ref(), &mut reporter(progress)).map(DossierVerdict::from).map_err(|error| PanaError::reading(&error.0))
    })
}

impl Dossiers {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }
}

impl DossierChoice {
    fn checked(&self) -> Result<Choice, PanaError> {
        let mut withheld = if self.show_position { Withheld::nothing() } else { Withheld::default() };
        for rule in &self.withheld {
            withheld.add(&rule.parse::<Rule>()?);
        }
        let ids = |ids: &[Id]| ids.iter().cloned().collect::<HashSet<Id>>();
        Ok(Choice {
            filter: self.filter.clone(),
            withheld,
            ticked: ids(&self.included),
            originals: Originals::Only(ids(&self.originals)),
            languages: self.languages.clone(),
        })
    }
}

impl From<bundle::Made> for MadeDossier {
    fn from(made: bundle::Made) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let missing = |is_damaged| count(made.missing.iter().filter(|missing| missing.is_damaged == is_damaged).count());
        let there = || made.evidence.iter().filter(|file| file.sha256.is_some());
        Self {
            code: made.code.to_string(),
            at: made.at,
            episodes: count(made.chosen.incidents.len()),
            evidence: count(there().count()),
            copies: count(there().filter(|file| file.is_copy).count()),
            damaged: missing(true),
            kept_back: missing(false),
            pages: made.pages.iter().map(|pages| count(*pages)).collect(),
        }
    }
}

impl From<Verdict> for DossierVerdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Altered { reason, name } => Self::Altered { reason: reason.id().to_owned(), name },
            Verdict::Consistent { other_anchor, .. } => Self::Consistent { other_anchor },
            Verdict::Matches { seen, by: Match::Dossier } => Self::Matches { at: None, covered: seen.records, records: seen.records },
            Verdict::Matches { seen, by: Match::Log { at, covered } } => Self::Matches { at: Some(at), covered, records: seen.records },
        }
    }
}

impl From<RuleError> for PanaError {
    fn from(_: RuleError) -> Self {
        Self::field("withheld", "not-found")
    }
}

impl From<ChosenError> for PanaError {
    fn from(error: ChosenError) -> Self {
        match error {
            ChosenError::Unknown(_) => Self::refused("not-found"),
            ChosenError::Log(error) => error.into(),
        }
    }
}

impl From<ShareError> for PanaError {
    fn from(error: ShareError) -> Self {
        match error {
            ShareError::NotBare => Self::refused("share-not-bare"),
            ShareError::Log(error) => error.into(),
        }
    }
}

impl From<LayoutError> for PanaError {
    fn from(_: LayoutError) -> Self {
        Self::refused("dossier-too-long")
    }
}

impl From<MakeError> for PanaError {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::Chosen(error) => error.into(),
            MakeError::Log(error) => error.into(),
            MakeError::Layout(error) => error.into(),
            MakeError::Shelf(error) => Self::writing(&error),
        }
    }
}
