//! What is typed to bring in files, imports and series.

use crate::when::{self, Zone};
use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use pana_core::incident::series::ACTS_PAGE_MAX;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// Keep a file with an incident or an entry, unchanged
    Add { incident: String, file: PathBuf },
    /// Write a file out as it came in, and compare it
    Get {
        id: String,
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Make a picture of a picture, with parts of it covered by solid boxes; the untouched one stays, and dossiers show the covered one
    Cover {
        id: String,
        /// A box in pixels of the picture as it is seen: from the left, from above, width, height (may be repeated)
        #[arg(long = "box", value_name = "X,Y,W,H", required = true)]
        boxes: Vec<String>,
    },
    /// List evidence, of one incident or entry or all
    List { incident: Option<String> },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("choice").required(true).args(["list", "only", "all"]))]
pub(crate) struct Import {
    /// XML of "SMS Backup & Restore", an exported WhatsApp chat, Telegram's result.json, an itemised bill or other table as CSV or XLSX, Pana's own JSON,
    /// or a table of calls and messages that incident export wrote; each also in a zip
    pub(crate) file: PathBuf,
    /// List whose rows are in the file, and what has to be said before they come in; nothing is stored
    #[arg(long)]
    pub(crate) list: bool,
    /// Take in the rows of these numbers, or of these authors of a chat, and of no one else
    #[arg(long, value_name = "NUMBER,NUMBER", value_delimiter = ',')]
    pub(crate) only: Option<Vec<String>>,
    /// Take in every row
    #[arg(long)]
    pub(crate) all: bool,
    /// Where the clock of its dates was, for files that don't say it: an offset from UTC as +05:00, or a region as in incident add (west, kyzylorda, rest),
    /// whose clocks changed on 1 March 2024
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) offset: Option<String>,
    /// In which order a chat writes day, month and year: for chats whose dates don't show it
    #[arg(long, value_enum)]
    pub(crate) date_order: Option<DateOrderChoice>,
    /// Which author of a chat you are, as --list names them; an empty name if none
    #[arg(long, value_name = "NAME")]
    pub(crate) me: Option<String>,
    /// Which heading of a table says what: when, time, number, direction, duration, service, name, text. guessed takes what --list shows
    #[arg(long, value_name = "COLUMN=HEADING,… | guessed", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Keep the file itself, whole, as evidence
    #[arg(long)]
    pub(crate) keep_source: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DateOrderChoice {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
    /// Year, month, day
    Ymd,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Series {
    /// Show the single calls or messages of a series, oldest first
    Show {
        id: String,
        /// How many at most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(ACTS_PAGE_MAX)))]
        limit: u32,
        /// Go on where the page before ended
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
    },
    /// Add up a series by day and by number
    Totals { id: String },
    /// Make a single act an incident of its own; the series no longer counts it
    Lift { id: String, act: u64 },
    /// Put an act back into its series; the incident it was is hidden
    Unlift { id: String, act: u64 },
    /// Write a series by hand: one act a line, as 2026-02-01T21:30+05:00; +77011234567; missed; 0
    Add {
        /// call or msg
        #[arg(long, value_parser = PossibleValuesParser::new(["call", "msg"]))]
        kind: String,
        /// The number of the lines that name none
        #[arg(long)]
        number: Option<String>,
        /// File with time; number; direction; seconds; text a line, all but the time may be left out; - is standard input
        #[arg(long, value_name = "FILE")]
        rows: PathBuf,
        /// Where the clock was, for times without offset, as in incident add
        #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
        zone: Option<Zone>,
    },
    /// Add acts to a series that was written by hand
    Extend {
        id: String,
        /// The number of the lines that name none
        #[arg(long)]
        number: Option<String>,
        /// As in series add
        #[arg(long, value_name = "FILE")]
        rows: PathBuf,
        /// As in series add
        #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
        zone: Option<Zone>,
    },
    /// List the imports, the latest first
    Imports,
    /// Take an import back whole: its acts leave the log, its series are hidden and can only be erased
    Undo { import: String },
}

#[derive(Debug, Args)]
pub(crate) struct Share {
    /// Its id
    pub(crate) evidence: String,
    /// A new file
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// As it came in, with everything a device wrote into it
    #[arg(long)]
    pub(crate) original: bool,
}
