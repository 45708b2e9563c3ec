//! What can be typed after `pana`.

mod alert;
mod dossier;
mod entries;
mod intake;
mod keeping;
mod phone;
mod route;

pub(crate) use alert::{Alert, AlertRead, AlertText};
pub(crate) use dossier::{Dossier, DossierChoice, DossierForm, MakeDossier, StatementChoice};
pub(crate) use entries::{
    Attach, IdentityValue, Order, OrderAmendment, OrderFields, Person, PersonFields, Police, Refusal, Relation, ReportNumbers,
};
pub(crate) use intake::{DateOrderChoice, Evidence, Import, Series, Share};
pub(crate) use keeping::{Anchor, Backup, History, MakeBackup, Proof, RestoreBackup};
pub(crate) use phone::{Capture, CheckIn, Contact, ContactFields, Drill, Live, PhoneChoice, PhoneEvent, Place, RadioChoice, SheetChoice};
pub(crate) use route::{Route, RouteAdvise, RouteHabit, RoutePlace, RouteSettings, RouteTrip, Simulate, TraceChoice};

use crate::when::{self, Zone};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use pana_core::Moment;
use pana_core::incident::{KINDS, Kind, PAGE_MAX};
use pana_core::language::Language;
use std::path::PathBuf;

const ENVIRONMENT_AND_EXIT_CODES: &str = "\
Environment:
  PANA_VAULT          the vault's folder, as --vault
  PANA_PIN            the PIN, instead of asking on the terminal
  PANA_SECOND_PIN     the second PIN: for init and second set
  PANA_NEW_PIN        the new PIN: for pin change, recover and backup restore
  PANA_RECOVERY_CODE  the recovery code: for recover, second, backup restore and backup key
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
    /// Write down people and what numbers, accounts and vehicles are theirs
    #[command(subcommand)]
    Person(Person),
    /// Say what someone is to you
    #[command(subcommand)]
    Relation(Relation),
    /// Write down that you said no
    #[command(subcommand)]
    Refusal(Refusal),
    /// Write down reports to the police and see what runs out
    #[command(subcommand)]
    Police(Police),
    /// Write down measures against someone and see what may break them
    #[command(subcommand)]
    Order(Order),
    /// Attach files and take them out
    #[command(subcommand)]
    Evidence(Evidence),
    /// Give one file to someone, without the place and device that a camera wrote into it
    Share(Share),
    /// Bring in calls and messages that a phone, an app or an operator recorded
    Import(Import),
    /// Look at many calls or messages as one: their table and totals, single acts, imports
    #[command(subcommand)]
    Series(Series),
    /// Change the PIN
    #[command(subcommand)]
    Pin(Pin),
    /// Count acts by week, hour, kind, number, place and state of the law
    ///
    /// With --json: incidents and acts; weeks, kinds, numbers, hours (Monday to Sunday, 24 each), places, bands of the law, refusal, measures. An amount is
    /// {"exact", "about"}: acts that surely belong there, and acts beyond those, roughly.
    Stats(Stats),
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
    /// Keep a copy of the log elsewhere, sealed
    #[command(subcommand)]
    Backup(Backup),
    /// Say who gets an alert, how, and what was agreed with them
    #[command(subcommand)]
    Contact(Contact),
    /// Keep places you can go to
    #[command(subcommand)]
    Place(Place),
    /// Name a time by which you will have said that all is well
    #[command(subcommand, name = "checkin")]
    CheckIn(CheckIn),
    /// See whether an alert would reach anyone, and try it
    Drill(Drill),
    /// Keep a note, photo or recording while the vault is locked. Needs no PIN
    Capture(Capture),
    /// Call for help: what the messages say, and what a phone does
    #[command(subcommand)]
    Alert(Alert),
    /// Make a dossier for the police or a lawyer, and check one
    #[command(subcommand)]
    Dossier(Dossier),
    /// Vary ways and times, so that who waits for you meets you seldom
    #[command(subcommand)]
    Route(Route),
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
    List(List),
    /// Show one incident
    Show { id: String },
    /// Change the given fields; the earlier text stays in the history. An empty value clears a field
    Amend(Amendment),
    /// Find incidents by words, beginnings of words or numbers, all of which occur
    Search(Search),
    /// Hide an incident at once; nothing is lost
    Withdraw { id: String },
    /// Bring a hidden incident back
    Restore { id: String },
    /// Destroy an incident and its evidence after a wait; asks for the PIN again
    Erase(Erase),
    /// Stop an erasure that waits
    EraseCancel { id: String },
    /// Say that what was captured while the vault was locked belongs into the log
    Confirm { id: String },
    /// List the kinds of incident
    Kinds,
    /// Write incidents to a file outside the vault; asks for the PIN again and is noted in the history
    Export(Export),
}

#[derive(Debug, Args)]
pub(crate) struct NewIncident {
    /// What kind of act: see incident kinds
    #[arg(long, value_parser = kinds(), hide_possible_values = true)]
    pub(crate) kind: String,
    /// When it began, as well as it is known: 2026-02-01T21:30+05:00, about:2026-02-01T21:30+05:00, 2026-02-01/evening, 2026-02-01, 2026-02, 2026
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
    /// When it began, as well as it is known: 2026-02-01T21:30+05:00, about:2026-02-01T21:30+05:00, 2026-02-01/evening, 2026-02-01, 2026-02, 2026
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
    /// Where the clock was, for times without offset: west (Aktobe, Atyrau, Mangystau, West Kazakhstan), kyzylorda, rest, or an offset as +06:00
    #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
    pub(crate) zone: Option<Zone>,
    /// Your words for a time that is not exact
    #[arg(long, value_name = "TEXT")]
    pub(crate) time_words: Option<String>,
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
    /// Where on the map, and how many metres it may be off
    #[arg(long, value_name = "LAT,LON[,METRES]", allow_hyphen_values = true)]
    pub(crate) position: Option<String>,
    /// What it did to you: fear, sleep, moved, work, medical or cost, in your words; can be repeated
    #[arg(long, value_name = "PART=TEXT")]
    pub(crate) harm: Vec<String>,
    /// Whether you answered the contact: yes or no
    #[arg(long, value_name = "yes|no")]
    pub(crate) answered: Option<String>,
    /// How you know of it
    #[arg(long, value_name = "myself|told[:BY]")]
    pub(crate) saw: Option<String>,
    /// How sure you are who it was, and why
    #[arg(long, value_name = "sure|likely|unsure[:REASON]")]
    pub(crate) sure: Option<String>,
    /// The person it was: see person list
    #[arg(long, value_name = "ID")]
    pub(crate) person: Option<String>,
    /// A field that only this kind has: see incident kinds; can be repeated
    #[arg(long, value_name = "FIELD=TEXT")]
    pub(crate) own: Vec<String>,
    /// The order that it breaks: see order list
    #[arg(long, value_name = "ID")]
    pub(crate) breach: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrecisionChoice {
    /// To the minute
    Exact,
    /// Roughly then
    About,
    /// Only the part of the day is known
    Part,
    /// Only the day is known
    Day,
    /// Only the month is known
    Month,
    /// Only the year is known
    Year,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) paging: Paging,
    #[command(flatten)]
    pub(crate) filter: Filter,
}

/// Which incidents are meant.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Only incidents")]
pub(crate) struct Filter {
    /// Of this kind: see incident kinds
    #[arg(id = "of_kind", long = "kind", value_parser = kinds(), hide_possible_values = true)]
    pub(crate) kind: Option<String>,
    /// With this number, in any usual form
    #[arg(id = "of_number", long = "number", value_name = "NUMBER", allow_hyphen_values = true)]
    pub(crate) number: Option<String>,
    /// By this person, named or told by a number, an account or a vehicle: see person list
    #[arg(id = "of_person", long = "person", value_name = "ID")]
    pub(crate) person: Option<String>,
    /// Not over before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Option<String>,
    /// Begun by the end of this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) to: Option<String>,
    /// In such a place: home, work, study, street, venue, transport, online or other
    #[arg(id = "in_place", long = "place", value_name = "KIND")]
    pub(crate) place: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// csv opens in any spreadsheet; json holds everything, word for word
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// A new file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// With csv: one row an imported call or message, instead of one an incident
    #[arg(long)]
    pub(crate) acts: bool,
    /// The hidden ones too
    #[arg(long)]
    pub(crate) withdrawn: bool,
    #[command(flatten)]
    pub(crate) filter: Filter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Csv,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// When you said no, as 2026-02-01T21:30+05:00: acts before and after are told apart; can be repeated, the first counts
    #[arg(long, value_name = "TIME")]
    pub(crate) refused: Vec<String>,
    #[command(flatten)]
    pub(crate) filter: Filter,
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
    #[command(flatten)]
    pub(crate) paging: Paging,
    #[command(flatten)]
    pub(crate) filter: Filter,
}

#[derive(Debug, Args)]
pub(crate) struct Erase {
    pub(crate) id: String,
    /// An image of someone under 18: at once, without a wait
    #[arg(long)]
    pub(crate) minor: bool,
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
