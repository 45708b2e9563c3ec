//! What she chose to show.

use super::fields::FieldSet;
use crate::incident::history::field;
use crate::incident::{Filter, Id};
use crate::language::Language;
use std::collections::{HashMap, HashSet};
use std::str::FromStr;

/// What goes into a dossier. Withdrawn incidents and entries never do.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Incidents that are meant.
    pub filter: Filter,
    /// What of them, of entries and of evidence is not shown.
    pub withheld: Withheld,
    /// What goes in only if it is asked for: captures that she has not confirmed, by the incident; files of incidents of the kind `image`, by the incident or the
    /// file.
    pub ticked: HashSet<Id>,
    /// Files that go as they are although they may tell what is withheld.
    pub originals: Originals,
    /// Languages of the statement, each once; the table of incidents is in the first.
    pub languages: Vec<Language>,
}

/// Files that go as they are although place or time is withheld: pictures and videos may tell both. Others go as a copy without metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Originals {
    /// No such file.
    #[default]
    None,
    /// All of them.
    All,
    /// These pieces of evidence.
    Only(HashSet<Id>),
}

/// What is not shown: fields everywhere, whole incidents, entries and pieces of evidence, and fields of one of them.
///
/// ```
/// use pana_core::dossier::Withheld;
/// let mut withheld = Withheld::default();
/// for rule in ["witnesses", "ABCD1234", "ABCD1235:words"] {
///     withheld.add(&rule.parse()?);
/// }
/// let (whole, other) = ("ABCD1234".parse().unwrap(), "ABCD1235".parse().unwrap());
/// assert!(withheld.is_whole(&whole) && !withheld.is_whole(&other));
/// let names: Vec<_> = withheld.named_of(&other).names().collect();
/// assert_eq!(names, ["position", "words", "witnesses"], "the position is never shown by itself");
/// # Ok::<(), pana_core::dossier::RuleError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    everywhere: FieldSet,
    whole: HashSet<Id>,
    of: HashMap<Id, FieldSet>,
}

/// One thing that is not shown: `FIELD`, `ID` or `ID:FIELD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A field of every record.
    Field(FieldSet),
    /// All of an incident, an entry or a piece of evidence.
    Whole(Id),
    /// A field of one of them.
    FieldOf(Id, FieldSet),
}

/// A text is no [`Rule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// It names a field that there is not.
    #[error("no field has this name")]
    UnknownField,
    /// What stands before the colon is no id.
    #[error("this is no id")]
    NotAnId,
}

impl Choice {
    /// All that is not withheld by itself, in one language.
    pub fn new(language: Language) -> Self {
        Self {
            filter: Filter::default(),
            withheld: Withheld::default(),
            ticked: HashSet::new(),
            originals: Originals::None,
            languages: vec![language],
        }
    }

    /// The ids that it names.
    pub(super) fn ids(&self) -> impl Iterator<Item = &Id> {
        let originals = match &self.originals {
            Originals::Only(ids) => Some(ids),
            Originals::None | Originals::All => None,
        };
        let Withheld { whole, of, .. } = &self.withheld;
        whole.iter().chain(of.keys()).chain(&self.ticked).chain(originals.into_iter().flatten())
    }
}

impl Originals {
    /// Whether this piece of evidence goes as it is.
    pub fn has(&self, evidence: &Id) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Only(ids) => ids.contains(evidence),
        }
    }
}

/// The position on the map alone: it is shown to nobody unless she says so.
impl Default for Withheld {
    fn default() -> Self {
        Self { everywhere: FieldSet::of(&[field::POSITION]), ..Self::nothing() }
    }
}

impl Withheld {
    /// Nothing, the position neither.
    pub fn nothing() -> Self {
        Self { everywhere: FieldSet::default(), whole: HashSet::new(), of: HashMap::new() }
    }

    /// Withholds something more.
    pub fn add(&mut self, rule: &Rule) {
        match rule {
            Rule::Field(fields) => self.everywhere = self.everywhere.and(*fields),
            Rule::Whole(id) => {
                self.whole.insert(id.clone());
            }
            Rule::FieldOf(id, fields) => {
                let of = self.of.entry(id.clone()).or_default();
                *of = of.and(*fields);
            }
        }
    }

    /// The fields that no record shows.
    pub const fn everywhere(&self) -> FieldSet {
        self.everywhere
    }

    /// How many incidents, entries and files are withheld, and of how many more some fields are.
    pub fn counts(&self) -> (usize, usize) {
        (self.whole.len(), self.of.keys().filter(|id| !self.whole.contains(*id)).count())
    }

    /// Whether nothing of it is shown.
    pub fn is_whole(&self, id: &Id) -> bool {
        self.whole.contains(id)
    }

    /// The fields of it that are withheld by name.
    pub fn named_of(&self, id: &Id) -> FieldSet {
        self.everywhere.and(self.of.get(id).copied().unwrap_or_default())
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let id = |text: &str| text.parse::<Id>().map_err(|_| RuleError::NotAnId);
        if let Some((of, name)) = text.split_once(':') {
            return Ok(Self::FieldOf(id(of)?, FieldSet::named(name).ok_or(RuleError::UnknownField)?));
        }
        // An id could be spelt as the name of a field is: `evidence`.
        match FieldSet::named(text) {
            Some(field) => Ok(Self::Field(field)),
            None => id(text).map(Self::Whole).map_err(|_| RuleError::UnknownField),
        }
    }
}
