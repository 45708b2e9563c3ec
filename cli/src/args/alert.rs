//! What can be typed about alerts.

use super::Live;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use pana_core::alert::MessageType;
use std::path::PathBuf;

/// Numbers of messages are the minutes since 2026 or little more: these last for 190 years.
const MESSAGE_NUMBER_MAX: u64 = 99_999_999;

const GRAMMAR: &str = "\
One step a line, words quoted as in a shell; # begins a comment. Time spans: 30s, 5m, 2h.

Before the first press, check-in or drill:
  phone android         sends and receives by itself
  phone android-store   fills in the messages app, and hears nothing back
  phone ios             opens a message sheet, and hears whether Send was pressed
  name NAME [LATIN]     her first name, and how English messages spell it
  contact NAME NUMBER tier N LANG [polite] [quiet] [harmless TEXT] [key KEY]
                        someone who is told; LANG: kk, ru or en; quiet: must not ring her
  clock TIME            the clock on the wall, as 2026-02-01T21:30+05:00

At any time:
  network ok|none|off|limit|fail
                        what the radio says of each message from now on, after 1 s
  receipts on|off       whether the network reports arrival, 2 s after that
  gps LAT,LON,METRES [AGE]
                        what the phone finds now, or once it asks, and how old that is
  gps off               the phone does not find out where it is
  wait SPAN             time passes
  set-clock -SPAN|+SPAN the clock on the wall jumps; the one that waits are counted on does not
  press                 she holds the button
  checkin TIME [with NAME]
                        a check-in begins, due at 22:30 or 2026-02-01T22:30+05:00;
                        NAME is told of it now
  extend TIME           its deadline moves
  drill                 contacts get a test message
  cancel | safe         she stops it; she says that she needs no help, or ends her check-in
  update                she sends her place once more
  hand NAME             she says by hand that this contact has answered
  sheet sent|closed|unknown
                        what became of the open message sheet
  answers NAME          the contact replies with the digits of the newest message they have
  receive NUMBER TEXT   a text comes in from any number
  kill [SPAN]           Pana is stopped for so long; the saved run is read back and goes on
  reboot [SPAN]         so is the phone
Behind cancel, safe, update and hand, second says that someone with the second PIN does it.
A phone that can't be woken in the background is taken to stay open.

What is printed: > marks what happens to the phone; when Pana wants to be woken is left out.
With --json one document a line for each effect, as {\"at\", \"elapsed_s\", \"effect\", \"to\", ...},
and a last one with effect \"state\": what may be said of the run and of each contact.";

#[derive(Debug, Subcommand)]
pub(crate) enum Alert {
    /// Write a message as a contact would get it, in the language of --lang, with its length on the air. Needs no vault
    Text(AlertText),
    /// Show every message in every language and manner, with its length, as a table in Markdown. Needs no vault
    Table {
        /// Her first name
        #[arg(long, default_value = "Айгүл")]
        name: String,
        /// The same in Latin letters [default: spelled from --name]
        #[arg(long, default_value = "")]
        latin: String,
    },
    /// Read a message that came in: who, what for, where, and what to do. Needs no vault
    Read(AlertRead),
    #[command(flatten)]
    Live(Live),
    /// Play a script of an alert on a phone that does not exist, and print each effect with its time. Needs no vault
    #[command(after_help = GRAMMAR)]
    Play {
        /// The script; - is standard input
        script: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AlertText {
    /// What it is for
    #[arg(long = "type", value_name = "TYPE", value_parser = PossibleValuesParser::new(MessageType::ALL.map(MessageType::id)))]
    pub(crate) kind: String,
    /// To someone she calls сіз or вы
    #[arg(long)]
    pub(crate) polite: bool,
    /// To someone who must not ring her
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Her first name
    #[arg(long)]
    pub(crate) name: String,
    /// The same in Latin letters, for English [default: spelled from --name]
    #[arg(long, default_value = "")]
    pub(crate) latin: String,
    /// When it is written
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: String,
    /// Deadline of a check-in [default: half an hour after --at]
    #[arg(long, value_name = "HH:MM")]
    pub(crate) due: Option<String>,
    /// Where the phone was: degrees, metres it may be off, and how many seconds ago that was
    #[arg(long, value_name = "LAT,LON,METRES,SECONDS", allow_hyphen_values = true)]
    pub(crate) fix: Option<String>,
    /// Number of the message [default: the minutes since 2026 began]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=MESSAGE_NUMBER_MAX))]
    pub(crate) number: Option<u64>,
    /// Three digits to answer with, which a second message carries, as 481
    #[arg(long, value_name = "DIGITS")]
    pub(crate) answer: Option<String>,
    /// Eight letters and digits that show who wrote it, which a second message carries
    #[arg(long)]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AlertRead {
    /// The message, or both messages on a line each; - is standard input
    #[arg(allow_hyphen_values = true)]
    pub(crate) text: String,
    /// The key that she and the reader share: a pairing code, 64 hexadecimal digits, or 52 letters and digits
    #[arg(long, conflicts_with = "from")]
    pub(crate) key: Option<String>,
    /// The contact it came from, whose key the vault has: see contact pair. Asks for the PIN
    #[arg(long, value_name = "CONTACT", conflicts_with = "last")]
    pub(crate) from: Option<String>,
    /// The highest number confirmed so far
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) last: u64,
}
