//! The statement to the police: what she says of it, in the order in which it is read, as a PDF.
//!
//! Facts only, and what she saw herself apart from what she was told. What is empty is left out, so that a withheld field leaves no trace: numbers are dense over
//! what is shown.

mod iin;
mod sections;
mod words;

pub use iin::{Iin, IinError};
pub(super) use words::{joined, law_source, partial_date, ranges, when};

use super::layout::{LayoutError, Pdf, Picture, Story, typeset};
use super::pictures::Pictures;
use crate::Moment;
use crate::incident::{
    BandFigure, Count, Draft, Harm, Kind, Measure, Own, PartialDate, Person, Place, Precision, Refusal, Report, Seen, Who, Witness,
};
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// What a statement says. Every text may be empty.
#[derive(Clone, Debug)]
pub struct Statement {
    /// To whom it goes, as the head of a police department; empty leaves room to write that by hand.
    pub addressee: String,
    /// Whose statement it is.
    pub applicant: Applicant,
    /// Who acts for an applicant under 18.
    pub representative: Option<Representative>,
    /// Whom it is about, with what they are to her; empty if she does not know who it is.
    pub suspects: Vec<Person>,
    /// When she said no.
    pub refusals: Vec<Refusal>,
    /// What happened, the earliest first. An episode's number is its place here, from 1.
    pub episodes: Vec<Episode>,
    /// Acts in each state of article 115-1.
    pub bands: Vec<BandFigure>,
    /// Figures that are drawn.
    pub pictures: Pictures,
    /// What it all did to her, besides what single episodes say.
    pub harm: Harm,
    /// What she reported before.
    pub reports: Vec<Report>,
    /// What was decided against him.
    pub measures: Vec<Measure>,
    /// What she asks for.
    pub requests: Vec<Request>,
    /// What else she asks for, in her words.
    pub other_requests: Vec<String>,
    /// The files beside it. An attachment's number is its place here, from 1.
    pub attachments: Vec<Attachment>,
    /// When it is made. It is dated by this, and so is the file.
    pub made_at: Moment,
}

/// Whose statement it is, as she chooses to be named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Applicant {
    /// Name.
    pub name: String,
    /// Date of birth.
    pub born: Option<PartialDate>,
    /// Identification number; empty if she does not give it. A wrong one is printed as it is.
    pub iin: Iin,
    /// Addresses and numbers by which she wants to be reached, one a line.
    pub contact: String,
}

/// Who acts for an applicant under 18.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sort", rename_all = "lowercase", deny_unknown_fields)]
pub enum Representative {
    /// A legal representative, as a parent.
    Legal {
        /// Name, and what they are to the applicant.
        name: String,
        /// How to reach them.
        contact: String,
    },
    /// The guardianship authority, as when the parent is whom it is about.
    Guardianship {
        /// Which.
        name: String,
        /// How to reach it.
        contact: String,
    },
}

/// One thing that happened. What is withheld is as what was never said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Episode {
    /// What kind of act.
    pub kind: Option<Kind>,
    /// When it was.
    pub time: Option<EpisodeTime>,
    /// What happened, in her words.
    pub what: String,
    /// Words that were said or written, verbatim.
    pub words: String,
    /// Where.
    pub place: Option<Place>,
    /// Who. The id of a person is not shown.
    pub who: Who,
    /// Who saw it.
    pub witnesses: Vec<Witness>,
    /// How many acts, if she counted them.
    pub count: Option<Count>,
    /// The acts of an import; 0 for an incident written by hand.
    pub acts: u64,
    /// What it did to her.
    pub harm: Harm,
    /// Whether she answered the contact.
    pub answered: Option<bool>,
    /// Whether she saw it herself or was told.
    pub seen: Option<Seen>,
    /// The fields that only its kind has.
    pub own: Own,
    /// Whether she had said no before.
    pub after_refusal: bool,
    /// Places in [`Statement::measures`] of those it breaks.
    pub breaks: Vec<usize>,
    /// Places in [`Statement::attachments`] of its evidence.
    pub evidence: Vec<usize>,
}

/// When an episode was, as in a [`Draft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpisodeTime {
    /// Its beginning.
    pub at: Moment,
    /// Its end, if it lasted.
    pub until: Option<Moment>,
    /// How well that is known.
    pub precision: Precision,
    /// Her words for it; may be empty.
    pub words: String,
}

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Request {
    /// To register the statement and hand out a talon.
    Register,
    /// To assess the acts under article 115-1.
    Assess,
    /// To consider protection.
    Protect,
    /// To obtain details of calls and recordings of cameras.
    Records,
    /// To be told the decision.
    Decision,
}

/// A file beside the statement.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name in the folder.
    pub name: String,
    /// What it is; may be empty.
    pub title: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256; `None` if the file is missing, which the statement says.
    pub sha256: Option<[u8; 32]>,
    /// Whether it is a copy without metadata, which the statement says too; without a sum, that it is kept back because no such copy can be made.
    pub is_copy: bool,
    /// Whether parts of it were covered, which the statement says.
    pub is_covered: bool,
    /// The SHA-256 of what it is a copy of, unless that is withheld.
    pub original_sha256: Option<[u8; 32]>,
    /// What else than episodes it is of.
    pub of: Belongs,
    /// It made small, if it is a picture.
    pub thumbnail: Option<Picture>,
}

/// What a file is of: a place in the lists of the statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Belongs {
    /// Episodes, which say so themselves.
    #[default]
    Episodes,
    /// One of [`Statement::suspects`].
    Suspect(usize),
    /// One of [`Statement::refusals`].
    Refusal(usize),
    /// One of [`Statement::reports`].
    Report(usize),
    /// One of [`Statement::measures`].
    Measure(usize),
}

impl Episode {
    /// All of what she wrote, but for its position on the map and the ids of people and measures.
    pub fn of(draft: Draft) -> Self {
        let Draft { kind, at, until, precision, time_words, what, words, place, who, witnesses, count, harm, answered, seen, own, .. } =
            draft;
        Self {
            kind: Some(kind),
            time: Some(EpisodeTime { at, until, precision, words: time_words }),
            what,
            words,
            place,
            who: Who { person: None, ..who },
            witnesses,
            count,
            harm,
            answered,
            seen,
            own,
            ..Self::default()
        }
    }
}

impl Request {
    /// All of them, in the order they are asked.
    pub const ALL: [Self; 5] = [Self::Register, Self::Assess, Self::Protect, Self::Records, Self::Decision];

    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Assess => "assess",
            Self::Protect => "protect",
            Self::Records => "records",
            Self::Decision => "decision",
        }
    }
}

impl Statement {
    /// A statement that says nothing yet and asks for everything.
    pub fn new(made_at: Moment) -> Self {
        Self {
            addressee: String::new(),
            applicant: Applicant::default(),
            representative: None,
            suspects: Vec::new(),
            refusals: Vec::new(),
            episodes: Vec::new(),
            bands: Vec::new(),
            pictures: Pictures::default(),
            harm: Harm::default(),
            reports: Vec::new(),
            measures: Vec::new(),
            requests: Request::ALL.to_vec(),
            other_requests: Vec::new(),
            attachments: Vec::new(),
            made_at,
        }
    }
}

/// Writes a statement in one language: PDF/A-3a with tags, bookmarks and real text. The same statement gives the same bytes.
///
/// Names of her own, descriptions and quotations stay in the language they are in.
///
/// ```
/// use pana_core::dossier::{Statement, statement};
/// use pana_core::language::Language;
/// let empty = Statement::new("2026-02-03T12:00+05:00".parse()?);
/// let pdf = statement(&empty, Language::Kk).unwrap();
/// assert!(pdf.bytes.starts_with(b"%PDF-1.7") && pdf.replaced.is_empty());
/// # Ok::<(), pana_core::MomentError>(())
/// ```
pub fn statement(statement: &Statement, language: Language) -> Result<Pdf, LayoutError> {
    let title = language.text("dossier-title");
    let blocks = sections::blocks(statement, language);
    typeset(Story { title: title.replace('\n', " "), language, made_at: statement.made_at, blocks })
}
