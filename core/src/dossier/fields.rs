//! Fields of records by their names, and what a withheld one takes with it.

use crate::incident::history::field;
use crate::incident::proof::FIELD_NAMES;
use std::fmt;

/// What a field of a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// The number of an action.
    Action,
    /// A moment.
    Moment,
    /// Text.
    Text,
    /// A hash.
    Hash,
    /// JSON.
    Json,
}

/// What the field with this number holds (FORMAT.md §12).
pub(super) const fn holds(number: usize) -> Holds {
    match number {
        field::ACTION => Holds::Action,
        field::WRITTEN | field::START | field::END => Holds::Moment,
        field::SUBJECT | field::KIND | field::PRECISION | field::WHAT | field::WORDS | field::REASON | field::CHECKPOINT => Holds::Text,
        field::EVIDENCE_HASH => Holds::Hash,
        _ => Holds::Json,
    }
}

/// The fields that say when something was: of any of them the others can be guessed.
const TIMES: [usize; 3] = [field::START, field::END, field::PRECISION];

/// What else of an incident, and of its evidence, tells what a field says. A field that is withheld takes these with it, and what they take.
const TOLD_BY: [(usize, &[usize]); 12] = [
    // When a file came in is as good as when it was written down.
    (field::WRITTEN, &[field::EVIDENCE]),
    // These name the incident.
    (field::SUBJECT, &[field::EVIDENCE, field::IMPORT]),
    // Own fields, the form of an import and the acts each belong to one kind.
    (field::KIND, &[field::OWN, field::ACTS, field::IMPORT]),
    (field::START, &OF_TIME),
    (field::END, &OF_TIME),
    (field::PRECISION, &OF_TIME),
    (field::PLACE, &[field::POSITION]),
    // Messages are acts with their words.
    (field::WHAT, &[field::ACTS]),
    (field::WORDS, &[field::ACTS]),
    // Numbers stand in the acts, accounts and plates in the own fields, the other side of a chat in the name of its file.
    (field::WHO, &[field::ACTS, field::IMPORT, field::OWN]),
    (field::COUNT, &[field::ACTS]),
    // Of a file whose sum is not told nothing is.
    (field::EVIDENCE_HASH, &[field::EVIDENCE]),
];

/// What tells a time: when it was written, when its files came in, when it was captured, its acts, the file they came in, and the order that it broke while that
/// held.
const OF_TIME: [usize; 9] =
    [TIMES[0], TIMES[1], TIMES[2], field::WRITTEN, field::EVIDENCE, field::ACTS, field::IMPORT, field::CAPTURED, field::POLICE];

/// Some of the fields of a record.
///
/// ```
/// use pana_core::dossier::FieldSet;
/// let set = FieldSet::named("place").unwrap();
/// assert!(set.contains(7) && !set.contains(8));
/// assert!(set.with_what_tells_it().contains(8), "where on the map it was tells the place");
/// assert_eq!(FieldSet::named("Place"), None);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldSet(u32);

impl FieldSet {
    /// The field with this name.
    pub fn named(name: &str) -> Option<Self> {
        FIELD_NAMES.iter().position(|known| *known == name).map(|number| Self::of(&[number]))
    }

    /// The fields with these numbers; there are 32.
    pub(crate) const fn of(numbers: &[usize]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < numbers.len() {
            set |= 1 << numbers[at];
            at += 1;
        }
        Self(set)
    }

    /// Whether the field with this number is among them.
    pub const fn contains(self, number: usize) -> bool {
        number < 32 && self.0 >> number & 1 == 1
    }

    /// Whether all of them are among those.
    pub(crate) const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether any of these is.
    pub(crate) const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These and others.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These and whatever else of an incident tells what they say:
    ///
    /// | withheld | goes with it |
    /// |---|---|
    /// | `start`, `end`, `precision` | each other, `written`, `evidence`, `acts`, `import`, `captured`, `police` |
    /// | `written` | `evidence` |
    /// | `subject` | `evidence`, `import` |
    /// | `kind` | `own`, `acts`, `import` |
    /// | `place` | `position` |
    /// | `what`, `words`, `count` | `acts` |
    /// | `who` | `acts`, `import`, `own` |
    /// | `sha256` | `evidence` |
    #[must_use]
    pub fn with_what_tells_it(self) -> Self {
        let all = TOLD_BY.iter().filter(|(told, _)| self.contains(*told)).fold(self, |all, (_, by)| all.and(Self::of(by)));
        if all == self { self } else { all.with_what_tells_it() }
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        FIELD_NAMES.into_iter().enumerate().filter(move |(number, _)| self.contains(*number)).map(|(_, name)| name)
    }
}

impl fmt::Debug for FieldSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.names()).finish()
    }
}
