//! What comes from a phone's own exports: whose it is, she chooses.

use crate::error::PanaError;
use crate::file::FileAt;
use crate::incident::owned;
use crate::open::{Open, guarded};
use crate::progress::{Progress, reporter};
use pana_core::Moment as WallMoment;
use pana_core::Now;
use pana_core::incident::import::{Choice, ColumnChoice, Options, survey_with};
use pana_core::incident::{Id, Kind};
use std::collections::HashMap;
use std::sync::Arc;

pub use pana_core::Region;
pub use pana_core::incident::import::{DateOrder, NumberCount};
pub use pana_core::incident::series::{ActPage, DayTotal, ImportInfo, NumberTotal, SeriesAct, Totals, TypedAct};
pub use pana_core::incident::{Channel, Direction};

/// Acts of a series on one page.
pub const PAGE_ACTS: u32 = 50;

/// Where in Kazakhstan a clock hung.
#[uniffi::remote(Enum)]
pub enum Region {
    West,
    Kyzylorda,
    Rest,
}

/// In which order a file writes day, month and year.
#[uniffi::remote(Enum)]
pub enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

#[uniffi::remote(Record)]
pub struct NumberCount {
    number: String,
    count: u64,
    name: Option<String>,
    own: bool,
}

#[uniffi::remote(Enum)]
pub enum Direction {
    Incoming,
    Outgoing,
    Missed,
    Voicemail,
    Rejected,
    Blocked,
    AnsweredElsewhere,
    Draft,
    Failed,
    Unknown,
}

#[uniffi::remote(Enum)]
pub enum Channel {
    Phone,
    WhatsApp,
    Telegram,
    Other,
}

#[uniffi::remote(Record)]
pub struct SeriesAct {
    act: u64,
    at: WallMoment,
    number: String,
    direction: Direction,
    answered: Option<bool>,
    seconds: Option<u32>,
    text: String,
    channel: Channel,
    lifted: Option<Id>,
}

#[uniffi::remote(Record)]
pub struct ActPage {
    acts: Vec<SeriesAct>,
    next: Option<String>,
}

#[uniffi::remote(Record)]
pub struct DayTotal {
    day: String,
    acts: u64,
}

#[uniffi::remote(Record)]
pub struct NumberTotal {
    number: String,
    acts: u64,
    outgoing: u64,
    seconds: u64,
}

#[uniffi::remote(Record)]
pub struct Totals {
    acts: u64,
    days: Vec<DayTotal>,
    numbers: Vec<NumberTotal>,
}

#[uniffi::remote(Record)]
pub struct TypedAct {
    at: WallMoment,
    number: String,
    direction: Direction,
    seconds: Option<u32>,
    text: String,
}

#[uniffi::remote(Record)]
pub struct ImportInfo {
    id: Id,
    source: String,
    format: String,
    at: WallMoment,
    series: Vec<Id>,
    acts: u64,
    undone: bool,
}

/// A row, or a file of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Rejected {
    /// Line in the file, from 1.
    pub line: u64,
    /// Key of the reason in the catalogue.
    pub why: String,
    /// The name of the picture or the like that is missing; the row itself was taken in.
    pub file: Option<String>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Survey {
    /// Numbers, most rows first.
    pub numbers: Vec<NumberCount>,
    /// The first rows that can't be read.
    pub rejected: Vec<Rejected>,
    /// Rows that can't be read, listed or not.
    pub unreadable: u64,
    /// What has to be said before the import: keys of the questions in the catalogue.
    pub asks: Vec<String>,
    /// Of a table: which heading was taken for what.
    pub columns: Vec<ColumnGuess>,
}

/// Which heading of a table was taken for what.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ColumnGuess {
    /// What.
    pub column: String,
    /// The heading as it stands in the file.
    pub heading: String,
}

/// Whose word on the columns of a table is taken.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Columns {
    /// Headings that are known word for word.
    Known,
    /// What the survey showed.
    Guessed,
    /// Hers.
    Named {
        /// Names of columns with their headings.
        headings: HashMap<String, String>,
    },
}

/// What she says about a file that the file does not say.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ImportOptions {
    /// Minutes by which the clock of its dates stood ahead of UTC.
    pub offset_min: Option<i16>,
    /// In place of that: where the clock hung.
    pub region: Option<Region>,
    /// The order of day, month and year in a chat.
    pub date_order: Option<DateOrder>,
    /// Which author of a chat she is; empty if none of them.
    pub me: Option<String>,
    /// The columns of a table.
    pub columns: Columns,
    /// Whether the file itself is kept, whole, as evidence.
    pub keep_source: bool,
}

/// Whose rows are taken in.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ImportChoice {
    /// Rows of these numbers, or of these authors of a chat.
    Only {
        /// They.
        numbers: Vec<String>,
    },
    /// Every row.
    All,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ImportReport {
    /// Rows in the file, unreadable ones too.
    pub rows: u64,
    /// Acts that are new in the log.
    pub added: u64,
    /// Rows that the log had already.
    pub known: u64,
    /// Rows of other numbers: nothing of them was kept.
    pub skipped: u64,
    /// The first rows that could not be read.
    pub rejected: Vec<Rejected>,
    /// Rows that could not be read, listed or not.
    pub unreadable: u64,
    /// Files that came with acts and are evidence.
    pub media: u64,
    /// The series that hold the acts: one per kind.
    pub incidents: Vec<Id>,
    /// By this it can be undone; none if nothing was new.
    pub import: Option<Id>,
    /// The evidence that holds the file itself.
    pub source: Option<Id>,
}

/// A series that she typed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TypedSeries {
    /// The incident.
    pub id: Id,
    /// Acts that the log had already.
    pub known: u64,
}

/// Imports and the series that they become.
#[derive(uniffi::Object)]
pub struct Imports {
    open: Arc<Open>,
}

#[uniffi::export]
impl Imports {
    /// Lists whose rows are in a file. Stores nothing.
    pub fn survey(&self, file: &FileAt, options: ImportOptions, progress: Option<Arc<Progress>>) -> Result<Survey, PanaError> {
        let mut source = self.open.watched(file.read()?);
        guarded(|| Ok::<_, PanaError>(survey_with(&mut source, &options.into(), &mut reporter(progress))?.into()))
    }

    /// Takes in the rows of the chosen numbers. Rows that the log has already are counted, not doubled. `name` is the file's own.
    pub fn import_file(
        &self,
        file: &FileAt,
        name: &str,
        choice: ImportChoice,
        options: ImportOptions,
        now: Now,
        progress: Option<Arc<Progress>>,
    ) -> Result<ImportReport, PanaError> {
        let mut source = self.open.watched(file.read()?);
        self.open.with(|session| {
            let report = session.log().import_with(&mut source, name, &choice.into(), &options.into(), now, &mut reporter(progress))?;
            Ok::<_, PanaError>(report.into())
        })
    }

    /// All imports, the latest first, those that were undone too.
    pub fn list(&self) -> Result<Vec<ImportInfo>, PanaError> {
        self.open.with(|session| session.log().imports())
    }

    /// Takes an import back whole; returns how many acts left.
    pub fn undo(&self, import: &Id, now: Now) -> Result<u64, PanaError> {
        self.open.with(|session| session.log().undo_import(import, now))
    }

    /// The acts of a series by time, oldest first, 50 at a time. `after` is the `next` of the page before.
    pub fn acts(&self, series: &Id, after: Option<String>) -> Result<ActPage, PanaError> {
        self.open.with(|session| session.log().series_acts(series, PAGE_ACTS, after.as_deref()))
    }

    /// What a series adds up to, by day and by number.
    pub fn totals(&self, series: &Id) -> Result<Totals, PanaError> {
        self.open.with(|session| session.log().series_totals(series))
    }

    /// Makes a single act an incident of its own; returns its id.
    pub fn lift(&self, series: &Id, act: u64, now: Now) -> Result<Id, PanaError> {
        self.open.with(|session| session.log().lift(series, act, now))
    }

    /// Puts it back; returns the incident that it was.
    pub fn unlift(&self, series: &Id, act: u64, now: Now) -> Result<Id, PanaError> {
        self.open.with(|session| session.log().unlift(series, act, now))
    }

    /// Writes a series of calls or messages that she typed.
    pub fn add_series(&self, kind: Kind, acts: &[TypedAct], now: Now) -> Result<TypedSeries, PanaError> {
        self.open.with(|session| {
            let (id, known) = session.log().add_series(kind, acts, now)?;
            Ok::<_, PanaError>(TypedSeries { id, known })
        })
    }

    /// Adds acts to a series that she typed; returns how many were new.
    pub fn extend_series(&self, id: &Id, acts: &[TypedAct], now: Now) -> Result<u64, PanaError> {
        self.open.with(|session| session.log().extend_series(id, acts, now))
    }
}

/// The offset of the whole country at this time of the clock on the wall, or of one region; none where only she can say it.
#[uniffi::export]
pub fn offset_of(wall: &str, region: Option<Region>) -> Option<i16> {
    let wall = wall.parse().ok()?;
    match region {
        None => pana_core::common_offset_min(wall),
        Some(region) => match region.offsets(wall)? {
            pana_core::Offsets::One(offset_min) => Some(offset_min),
            pana_core::Offsets::Two { .. } => None,
        },
    }
}

impl Imports {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }
}

impl From<ImportOptions> for Options {
    fn from(options: ImportOptions) -> Self {
        Self {
            offset_min: options.offset_min,
            region: options.region,
            date_order: options.date_order,
            me: options.me,
            columns: match options.columns {
                Columns::Known => ColumnChoice::Known,
                Columns::Guessed => ColumnChoice::Guessed,
                Columns::Named { headings } => ColumnChoice::Named(headings.into_iter().collect()),
            },
            keep_source: options.keep_source,
        }
    }
}

impl From<ImportChoice> for Choice {
    fn from(choice: ImportChoice) -> Self {
        match choice {
            ImportChoice::Only { numbers } => Self::Only(numbers),
            ImportChoice::All => Self::All,
        }
    }
}

impl From<pana_core::incident::import::Rejected> for Rejected {
    fn from(rejected: pana_core::incident::import::Rejected) -> Self {
        Self { line: rejected.line, why: rejected.why.to_owned(), file: rejected.file }
    }
}

impl From<pana_core::incident::import::Survey> for Survey {
    fn from(survey: pana_core::incident::import::Survey) -> Self {
        let guess =
            |guess: pana_core::incident::import::ColumnGuess| ColumnGuess { column: guess.column.to_owned(), heading: guess.heading };
        Self {
            numbers: survey.numbers,
            rejected: survey.rejected.into_iter().map(Rejected::from).collect(),
            unreadable: survey.unreadable,
            asks: owned(&survey.asks),
            columns: survey.columns.into_iter().map(guess).collect(),
        }
    }
}

impl From<pana_core::incident::import::Report> for ImportReport {
    fn from(report: pana_core::incident::import::Report) -> Self {
        Self {
            rows: report.rows,
            added: report.added,
            known: report.known,
            skipped: report.skipped,
            rejected: report.rejected.into_iter().map(Rejected::from).collect(),
            unreadable: report.unreadable,
            media: report.media,
            incidents: report.incidents,
            import: report.import,
            source: report.source,
        }
    }
}
