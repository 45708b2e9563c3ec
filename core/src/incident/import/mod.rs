//! Bringing in what a phone, an app or an operator recorded: calls and messages, with the pictures that came with them.
//!
//! Read are the XML of "SMS Backup & Restore", exported WhatsApp chats, Telegram's `result.json`, itemised bills and other tables as CSV or XLSX, Pana's
//! own JSON and its tables of acts; each as a file or in a zip. First [`survey`] lists whose rows are in a file with their counts, and nothing is stored. Then
//! [`Log::import`] takes in the rows of those she chose, and of no one else.

mod archive;
#[cfg(test)]
mod archive_tests;
mod chat;
mod chat_head;
mod columns;
mod input;
mod json;
mod media;
mod own;
mod repair;
mod returned;
mod row;
mod rows;
mod sheet;
mod table;
mod tags;
mod telegram;
#[cfg(test)]
mod tests;
mod xml;

pub use columns::ColumnGuess;

use self::row::{GROUP_MAX_NUMBERS, Row};
use self::rows::{Purpose, Rows, with_rows};
use super::act::Act;
use super::series::{ACTS_PER_TRANSACTION, ImportOrigin};
use super::{Id, Log, LogError, number};
use crate::{Now, Region};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek};

/// Most numbers that one survey lists; no phone has as many contacts.
pub const NUMBERS_MAX: usize = 100_000;
/// Most unreadable rows that are listed; the rest are counted.
pub const REJECTED_MAX_ROWS: usize = 10_000;
/// A batch ends once its texts are as long as this.
const BATCH_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// Different names that are counted for one number; later ones are passed over.
const NAMES_MAX: usize = 8;
/// Longer names are shortened: they are shown in a list.
const NAME_MAX_CHARS: usize = 100;
/// An offset from UTC is at most eighteen hours.
const OFFSET_MAX_MIN: u16 = 18 * 60;

/// Something that can be read twice: a file.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// Files beside an export, as in the folder that Telegram writes.
pub trait Beside {
    /// The file by the parts of its path from the export, none of which leads upwards; `None` if there is none.
    fn open(&mut self, parts: &[&str]) -> Option<Box<dyn Read>>;
}

/// An export to be imported.
pub struct Export<'a> {
    /// The file.
    pub source: &'a mut dyn Source,
    /// Its own name.
    pub name: &'a str,
    /// What lies beside it.
    pub beside: Option<&'a mut dyn Beside>,
}

/// One number in an export, or one author of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberCount {
    /// E.164 where the number could be read as such, else as it stands; empty for withheld numbers. Of a chat's author the name, or the account's id.
    pub number: String,
    /// Rows with this number, or of this author.
    pub count: u64,
    /// The name the phone's owner gave it, if any.
    pub name: Option<String>,
    /// Whether this is the owner of the export, as far as that is known.
    pub own: bool,
}

/// A row, or a file of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Line in the file, from 1.
    pub line: u64,
    /// Key of the reason in the language catalogue.
    pub why: &'static str,
    /// The file's own name, if it is a picture or the like that is missing; the row itself was taken in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Rejected {
    fn of(line: u64, why: &'static str) -> Self {
        Self { line, why, file: None }
    }

    fn file(line: u64, why: &'static str, name: &str) -> Self {
        Self { line, why, file: Some(name.to_owned()) }
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survey {
    /// Numbers, most rows first.
    pub numbers: Vec<NumberCount>,
    /// Rows that can't be read, the first [`REJECTED_MAX_ROWS`] of them.
    pub rejected: Vec<Rejected>,
    /// Rows that can't be read, listed or not.
    pub unreadable: u64,
    /// What has to be said before the import: keys of the questions in the language catalogue.
    pub asks: Vec<&'static str>,
    /// Of a table: which heading was taken for what.
    pub columns: Vec<ColumnGuess>,
}

/// In which order a file writes day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// Whose word on the columns of a table is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColumnChoice {
    /// Headings that are known word for word; a table that has others is refused (`columns-unsure`).
    #[default]
    Known,
    /// What [`Survey::columns`] showed.
    Guessed,
    /// Hers: names of columns (`when`, `time`, `number`, `direction`, `duration`, `service`, `name`, `text`) with their headings.
    Named(Vec<(String, String)>),
}

/// What she says about a file that the file does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Minutes by which the clock of its dates stood ahead of UTC. Without it rows whose date lacks an offset are rejected with `date-without-offset`, and
    /// a chat that has no offsets is refused with `offset-needed`.
    pub offset_min: Option<i16>,
    /// In place of a fixed offset: the clocks of a region of Kazakhstan. A time that came twice there is not guessed at: its row is rejected.
    pub region: Option<Region>,
    /// The order of day, month and year in a chat. Without it a chat from whose dates it does not follow is refused with `date-order-unknown`.
    pub date_order: Option<DateOrder>,
    /// Which author of a chat she is; empty if none of them. Without it a chat that does not say it is refused with `owner-needed`.
    pub me: Option<String>,
    /// The columns of a table.
    pub columns: ColumnChoice,
    /// Whether the file itself is kept, whole, as evidence of the first series.
    pub keep_source: bool,
}

/// Whose rows are taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Rows of these numbers, in any usual form, or of these authors of a chat.
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
    /// Rows that could not be read, the first [`REJECTED_MAX_ROWS`] of them.
    pub rejected: Vec<Rejected>,
    /// Rows that could not be read, listed or not.
    pub unreadable: u64,
    /// Files that came with acts and are evidence now.
    pub media: u64,
    /// The series incidents that hold the acts: one per kind.
    pub incidents: Vec<Id>,
    /// The import, by which it can be undone; none if nothing was new.
    pub import: Option<Id>,
    /// The evidence that holds the file itself, if she wanted it.
    pub source: Option<Id>,
}

/// Lists the numbers in an export. Stores nothing. `progress` is told the bytes read.
pub fn survey(source: &mut dyn Source, progress: &mut dyn FnMut(u64)) -> Result<Survey, LogError> {
    survey_with(source, &Options::default(), progress)
}

/// [`survey`] with what she said about the file. A group message counts for each of its numbers.
pub fn survey_with(source: &mut dyn Source, options: &Options, progress: &mut dyn FnMut(u64)) -> Result<Survey, LogError> {
    with_rows(source, options, Purpose::List, progress, |rows| {
        let mut tallies: HashMap<String, Tally> = HashMap::new();
        let mut refusals = Refusals::default();
        while let Some(row) = rows.next()? {
            let row = match row {
                Ok(row) => row,
                Err(rejected) => {
                    refusals.add(rejected);
                    continue;
                }
            };
            for whose in row.whose() {
                if tallies.len() == NUMBERS_MAX && !tallies.contains_key(whose) {
                    return Err(LogError::Import { why: "too-many-numbers" });
                }
                if let Some(tally) = tallies.get_mut(whose) {
                    tally.add(&row);
                } else {
                    tallies.entry(whose.clone()).or_default().add(&row);
                }
            }
        }
        let count = |(number, tally): (String, Tally)| NumberCount { number, count: tally.rows, own: tally.own, name: tally.name() };
        let mut numbers: Vec<_> = tallies.into_iter().map(count).collect();
        numbers.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.number.cmp(&b.number)));
        let (asks, columns) = (rows.asks(options), rows.columns());
        Ok(Survey { numbers, rejected: refusals.listed, unreadable: refusals.rows, asks, columns })
    })
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
        self.import_with(source, name, choice, &Options::default(), now, progress)
    }

    /// [`Log::import`] with what she said about the file. A group message becomes one act for each chosen number in it.
    pub fn import_with(
        &mut self,
        source: &mut dyn Source,
        name: &str,
        choice: &Choice,
        options: &Options,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Report, LogError> {
        self.import_export(&mut Export { source, name, beside: None }, choice, options, now, progress)
    }

    /// [`Log::import_with`] for an export that may have files beside it. Pictures and the like that came with the acts become evidence of their series;
    /// one that can't be had is named among the rejected, and its act stays. A chat of which nobody was chosen is refused (`nobody-chosen`).
    pub fn import_export(
        &mut self,
        export: &mut Export<'_>,
        choice: &Choice,
        options: &Options,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Report, LogError> {
        let name = export.name;
        let (mut report, media) = with_rows(export.source, options, Purpose::Import, progress, |rows| {
            let origin = ImportOrigin { name, format: rows.format() };
            let is_chat = rows.is_chat();
            let mut intake = Intake::new(rows, choice);
            let taken = self.take_acts(&origin, &mut || intake.batch(), now)?;
            // The acts are in the log, whether or not the disk has room for what makes their figures quick.
            let _ = self.pack_series();
            if is_chat && *choice != Choice::All && taken.added + taken.known == 0 {
                return Err(LogError::Import { why: "nobody-chosen" });
            }
            let report = Report {
                rows: intake.read,
                added: taken.added,
                known: taken.known,
                skipped: intake.skipped,
                rejected: intake.refusals.listed,
                unreadable: intake.refusals.rows,
                media: 0,
                incidents: taken.incidents,
                import: taken.import,
                source: None,
            };
            Ok((report, taken.media))
        })?;
        let media = self.take_media(export, media, now, progress)?;
        report.media = media.added;
        let room = REJECTED_MAX_ROWS.saturating_sub(report.rejected.len());
        report.unreadable += media.rejected.len() as u64;
        report.rejected.extend(media.rejected.into_iter().take(room));
        if let (true, Some(series)) = (options.keep_source, report.incidents.first()) {
            export.source.rewind().map_err(unreadable)?;
            report.source = Some(self.attach(series, name, &mut export.source, now, progress)?.id);
        }
        Ok(report)
    }
}

/// The system's own words may hold the path of the file, so they are left out.
fn unreadable(error: io::Error) -> LogError {
    let why = if archive::expands(&error) { "archive-expands" } else { "file-unreadable" };
    drop(error);
    LogError::Import { why }
}

/// Draws the acts of chosen numbers from rows.
struct Intake<'r, 'a> {
    rows: &'r mut Rows<'a>,
    /// `None` takes every row.
    chosen: Option<HashSet<String>>,
    read: u64,
    skipped: u64,
    refusals: Refusals,
    /// How often acts came that the file could not tell apart.
    alike: HashMap<u64, u32>,
}

impl<'r, 'a> Intake<'r, 'a> {
    fn new(rows: &'r mut Rows<'a>, choice: &Choice) -> Self {
        let chosen = match choice {
            Choice::All => None,
            Choice::Only(numbers) => Some(numbers.iter().map(|number| number::normalise_or_keep(number)).collect()),
        };
        Self { rows, chosen, read: 0, skipped: 0, refusals: Refusals::default(), alike: HashMap::new() }
    }

    /// The next acts; `None` at the end of the file.
    fn batch(&mut self) -> Result<Option<Vec<Act>>, LogError> {
        let mut acts = Vec::new();
        let mut text_bytes = 0;
        while acts.len() + GROUP_MAX_NUMBERS <= ACTS_PER_TRANSACTION && text_bytes < BATCH_TEXT_BYTES {
            let Some(row) = self.rows.next()? else { break };
            self.read += 1;
            let row = match row {
                Ok(row) => row,
                Err(rejected) => {
                    self.refusals.add(rejected);
                    continue;
                }
            };
            let before = acts.len();
            acts.extend(self.chosen_of(&row).into_iter().map(|number| row.act(number)));
            if row.coarse {
                acts[before..].iter_mut().for_each(|act| self.number_alike(act));
            }
            text_bytes += (acts.len() - before) * row.text.len();
            if acts.len() == before {
                self.skipped += 1;
            }
        }
        Ok((!acts.is_empty()).then_some(acts))
    }

    /// The numbers of a row whose acts are taken.
    fn chosen_of<'w>(&self, row: &'w Row) -> Vec<&'w String> {
        let is_chosen = |whose: &String| self.chosen.as_ref().is_none_or(|chosen| chosen.contains(whose));
        match &row.author {
            Some(author) if is_chosen(author) => row.numbers.iter().collect(),
            Some(_) => Vec::new(),
            None => row.numbers.iter().filter(|number| is_chosen(number)).collect(),
        }
    }

    fn number_alike(&mut self, act: &mut Act) {
        let mut hash = DefaultHasher::new();
        (act.at.utc_ms(), &act.number, act.kind, act.direction.id(), &act.text).hash(&mut hash);
        let nth = self.alike.entry(hash.finish()).or_default();
        act.nth = *nth;
        *nth += 1;
    }
}

/// Rows that could not be read.
#[derive(Default)]
struct Refusals {
    /// The first of them.
    listed: Vec<Rejected>,
    rows: u64,
}

impl Refusals {
    fn add(&mut self, rejected: Rejected) {
        self.rows += 1;
        if self.listed.len() < REJECTED_MAX_ROWS {
            self.listed.push(rejected);
        }
    }
}

/// What a survey knows about one number.
#[derive(Default)]
struct Tally {
    rows: u64,
    own: bool,
    /// Names with the rows they stood in.
    names: Vec<(String, u64)>,
}

impl Tally {
    fn add(&mut self, row: &Row) {
        self.rows += 1;
        self.own |= row.own;
        let Some(name) = row.name.as_deref() else { return };
        let name = name.char_indices().nth(NAME_MAX_CHARS).map_or(name, |(end, _)| &name[..end]);
        if let Some((_, rows)) = self.names.iter_mut().find(|(known, _)| known == name) {
            *rows += 1;
        } else if self.names.len() < NAMES_MAX {
            self.names.push((name.to_owned(), 1));
        }
    }

    /// The most frequent name.
    fn name(self) -> Option<String> {
        self.names.into_iter().max_by_key(|(name, rows)| (*rows, Reverse(name.clone()))).map(|(name, _)| name)
    }
}
