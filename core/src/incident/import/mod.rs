//! Bringing in what a phone already recorded: call logs and messages exported by "SMS Backup & Restore", and CSV.
//!
//! First [`survey`] lists the numbers in a file with their counts, and nothing is stored. Then [`Log::import`] takes in the rows of the numbers she chose, and
//! of no other.

use super::{Id, Log, LogError};
use crate::Now;
use serde::Serialize;
use std::io::{Read, Seek};

/// Something that can be read twice: a file.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// One number in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberCount {
    /// E.164 where the number could be read as such, else as it stands; empty for withheld numbers.
    pub number: String,
    /// Rows with this number.
    pub count: u64,
    /// The name the phone's owner gave it, if any.
    pub name: Option<String>,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Line in the file, from 1.
    pub line: u64,
    /// Key of the reason in the language catalogue.
    pub why: &'static str,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survey {
    /// Numbers, most rows first.
    pub numbers: Vec<NumberCount>,
    /// Rows that can't be read.
    pub rejected: Vec<Rejected>,
}

/// Whose rows are taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Rows of these numbers, in any usual form.
    Only(Vec<String>),
    /// Every row.
    All,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows in the file, unreadable ones too.
    pub rows: u64,
    /// Acts that are new in the log.
    pub added: u64,
    /// Rows of chosen numbers that the log had already.
    pub known: u64,
    /// Rows of other numbers: nothing of them was kept.
    pub skipped: u64,
    /// Rows that could not be read.
    pub rejected: Vec<Rejected>,
    /// The series incidents that hold the acts: one per kind.
    pub incidents: Vec<Id>,
}

/// Lists the numbers in an export. Stores nothing. `progress` is told the bytes read.
pub fn survey(source: &mut dyn Source, progress: &mut dyn FnMut(u64)) -> Result<Survey, LogError> {
    todo!()
}

impl Log<'_> {
    /// Takes in the rows of the chosen numbers: acts of one series incident per import and kind. Rows the log has already are counted, not doubled.
    /// `name` is the file's own name.
    pub fn import(
        &mut self,
        source: &mut dyn Source,
        name: &str,
        choice: &Choice,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Report, LogError> {
        todo!()
    }
}
