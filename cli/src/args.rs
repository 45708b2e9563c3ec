//! What can be typed after `pana`.

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use pana_core::Moment;
use pana_core::incident::proof::{FIELD_NAMES, HISTORY_PAGE_MAX};
use pana_core::incident::series::ACTS_PAGE_MAX;
use pana_core::incident::{KINDS, Kind, PAGE_MAX};
use pana_core::language::Language;
use std::path::PathBuf;

const ENVIRONMENT_AND_EXIT_CODES: &str = "\
Environment:
  PANA_VAULT          the vault's folder, as --vault
  PANA_PIN            the PIN, instead of asking on the terminal
  PANA_SECOND_PIN     the second PIN: for init and second set
  PANA_NEW_PIN        the new PIN: for pin change and recover
  PANA_RECOVERY_CODE  the recovery code: for recover and second
  PANA_UPTIME         for tests: fixes the clock that waits are counted on, as BOOT:NANOS (32 hexadecimal digits, a number)
Whatever stands in the environment can be read by other programs of this user. Use it for scripts, not for a real vault.

Exit codes:
  0 done   1 refused, with a reason   2 the command can't be read   3 wrong PIN, or a wait   4 damaged data";

/// Keeps a sealed log of incidents and evidence, on this device only
#[derive(Debug, Parser)]
#[command(name = "pana", version, after_help = ENVIRONMENT_AND_EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "For every command")]
pub(crate) struct Common {
    /// Folder of the vault
    #[arg(long, global = true, value_name = "DIR", env = "PANA_VAULT", hide_env = true)]
    pub(crate) vault: Option<PathBuf>,
    /// File with this device's keys, outside the vault [default: pana/device-key in the folder for settings]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) device_key: Option<PathBuf>,
    /// Print one JSON document and nothing else
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Fix the clock on the wall
    #[arg(long, global = true, value_name = "RFC3339")]
    pub(crate) now: Option<Moment>,
    /// Language of texts: kk, ru or en [default: from the environment]
    #[arg(long, global = true, value_name = "LANG", value_parser = parse_language)]
    pub(crate) lang: Option<Language>,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and a box would hide the commands from patterns")]
pub(crate) enum Command {
    /// Make a vault
    Init(Init),
    /// Set a new PIN with the recovery code
    Recover,
    /// Set or remove the second PIN with the recovery code
    #[command(subcommand)]
    Second(Second),
    /// Run one command a line under one unlock
    Batch(Batch),
    /// Show what Pana does, in a fresh folder with invented data
    Demo(Demo),
    #[command(flatten)]
    Task(Task),
}

/// A command that one session can run many of.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Show what the vault holds
    Status,
    /// Write down, read and change incidents
    #[command(subcommand)]
    Incident(Incident),
    /// Attach files and take them out
    #[command(subcommand)]
    Evidence(Evidence),
    /// Bring in calls and messages that a phone, an app or an operator recorded
    Import(Import),
    /// Look at many calls or messages as one: their table and totals, single acts, imports
    #[command(subcommand)]
    Series(Series),
    /// Change the PIN
    #[command(subcommand)]
    Pin(Pin),
    /// Read and verify everything
    Check,
    /// List what was done to the log, newest first
    History(History),
    /// Give someone a short code that later shows whether the history was changed
    #[command(subcommand)]
    Anchor(Anchor),
    /// Prove one record to others without showing the rest
    #[command(subcommand)]
    Proof(Proof),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Cost of trying a PIN: as much as this device bears, or the least that is accepted (for scripts)
    #[arg(long, value_enum, default_value_t = KdfChoice::Calibrate)]
    pub(crate) kdf: KdfChoice,
    /// Ask for a second PIN too
    #[arg(long)]
    pub(crate) second: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KdfChoice {
    Calibrate,
    Floor,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Second {
    /// Set the second PIN, or change it and keep what is behind it
    Set,
    /// Remove the second PIN and destroy what is behind it
    Remove,
}

#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// File with one command a line (shell quoting, without `pana`, # begins a comment); - is standard input
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder to make and work in [default: a new one among the temporary files]
    #[arg(long)]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Write down an incident
    Add(NewIncident),
    /// List incidents, newest first
    List(Paging),
    /// Show one incident
    Show { id: String },
    /// Change the given fields; the earlier text stays in the history. An empty value clears a field
    Amend(Amendment),
    /// Find incidents by words, beginnings of words or numbers
    Search(Search),
    /// Hide an incident at once; nothing is lost
    Withdraw { id: String },
    /// Bring a hidden incident back
    Restore { id: String },
    /// Destroy an incident and its evidence after a wait; asks for the PIN again
    Erase(Erase),
    /// Stop an erasure that waits
    EraseCancel { id: String },
    /// List the kinds of incident
    Kinds,
}

#[derive(Debug, Args)]
pub(crate) struct NewIncident {
    /// What kind of act: see incident kinds
    #[arg(long, value_parser = kinds(), hide_possible_values = true)]
    pub(crate) kind: String,
    /// When it began, as 2026-02-01T21:30+05:00
    #[arg(long, value_name = "TIME")]
    pub(crate) at: String,
    /// What happened, in your words; - reads standard input
    #[arg(long, value_name = "TEXT")]
    pub(crate) what: String,
    #[command(flatten)]
    pub(crate) more: MoreFields,
}

#[derive(Debug, Args)]
pub(crate) struct Amendment {
    pub(crate) id: String,
    /// What kind of act: see incident kinds
    #[arg(long, value_parser = kinds(), hide_possible_values = true)]
    pub(crate) kind: Option<String>,
    /// When it began, as 2026-02-01T21:30+05:00
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// What happened, in your words; - reads standard input
    #[arg(long, value_name = "TEXT")]
    pub(crate) what: Option<String>,
    #[command(flatten)]
    pub(crate) more: MoreFields,
}

/// Fields that can wait.
#[derive(Debug, Args)]
pub(crate) struct MoreFields {
    /// When it ended
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// How well the time is known
    #[arg(long, value_enum)]
    pub(crate) precision: Option<PrecisionChoice>,
    /// Words said or written, exactly
    #[arg(long, value_name = "TEXT")]
    pub(crate) words: Option<String>,
    /// Where: home, work, study, street, venue, transport, online or other, and your words for it
    #[arg(long, value_name = "KIND[:LABEL]")]
    pub(crate) place: Option<String>,
    /// Who: a name or a description
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A number they used; can be repeated
    #[arg(long)]
    pub(crate) number: Vec<String>,
    /// Who saw or heard it: a name, and behind semicolons how to reach them, what they saw, and whether they would testify; can be repeated
    #[arg(long, value_name = "NAME[; contact: TEXT][; saw: TEXT][; testifies: yes|no]")]
    pub(crate) witness: Vec<String>,
    /// How many acts this stands for: 40, or about:40
    #[arg(long)]
    pub(crate) count: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrecisionChoice {
    /// To the minute
    Exact,
    /// Roughly then
    About,
    /// Only the day is known
    Day,
}

#[derive(Debug, Args)]
pub(crate) struct Paging {
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_MAX)))]
    pub(crate) limit: u32,
    /// Go on where the page before ended
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
    /// Show the hidden ones instead
    #[arg(long)]
    pub(crate) withdrawn: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// All of them must occur
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_MAX)))]
    pub(crate) limit: u32,
    /// Go on where the page before ended
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Erase {
    pub(crate) id: String,
    /// An image of someone under 18: at once, without a wait
    #[arg(long)]
    pub(crate) minor: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// Keep a file with an incident, unchanged
    Add { incident: String, file: PathBuf },
    /// Write a file out as it came in, and compare it
    Get {
        id: String,
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// List evidence, of one incident or all
    List { incident: Option<String> },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("choice").required(true).args(["list", "only", "all"]))]
pub(crate) struct Import {
    /// XML of "SMS Backup & Restore", an exported WhatsApp chat, Telegram's result.json, an itemised bill or other table as CSV or XLSX, or Pana's own
    /// JSON; each also in a zip
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
    /// By how much the clock of its dates stood ahead of UTC, as +05:00: for files that don't say it. kz: the clocks of most of Kazakhstan, which went from
    /// +06:00 to +05:00 on 1 March 2024
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
    },
    /// List the imports, the latest first
    Imports,
    /// Take an import back whole: its acts leave the log, its series are hidden and can only be erased
    Undo { import: String },
}

#[derive(Debug, Args)]
pub(crate) struct History {
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(HISTORY_PAGE_MAX)))]
    pub(crate) limit: u32,
    /// Only records before this number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) before: Option<u64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Anchor {
    /// Make an anchor over all that was written so far
    Make {
        /// Also draw it as a QR code into a new file, PNG or SVG by its ending
        #[arg(long, value_name = "FILE")]
        qr: Option<PathBuf>,
    },
    /// Compare the history with an anchor
    Check {
        /// The code as it was kept; spaces and small letters do no harm
        #[arg(required = true)]
        code: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Proof {
    /// Write the proof of one record to a new file
    Make {
        /// Number of the record: see history
        record: u64,
        /// Fields to keep back; without this all are shown
        #[arg(long, value_name = "FIELD,FIELD", value_delimiter = ',', value_parser = PossibleValuesParser::new(FIELD_NAMES))]
        hide: Vec<String>,
        /// Lead to this anchor instead of the history as it is now
        #[arg(long, value_name = "CODE")]
        anchor: Option<String>,
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Check a proof. Needs no vault and no PIN
    Verify {
        file: PathBuf,
        /// The anchor that someone kept: the record was there when it was made
        #[arg(long, value_name = "CODE")]
        anchor: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Pin {
    /// Set a new PIN; the old one no longer opens the vault, nor an old copy of it
    Change {
        /// Someone knew the PIN: seal everything under a new key, too. Gives a new recovery code
        #[arg(long)]
        rekey: bool,
    },
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(KINDS.map(Kind::id))
}

fn parse_language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "choose kk, ru or en".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_import_says_whose_rows() {
        assert!(Cli::try_parse_from(["pana", "import", "calls.xml"]).is_err());
        assert!(Cli::try_parse_from(["pana", "import", "calls.xml", "--all", "--only", "1"]).is_err());
        assert!(Cli::try_parse_from(["pana", "import", "calls.xml", "--only", "+77010000001,87010000002"]).is_ok());
    }
}
