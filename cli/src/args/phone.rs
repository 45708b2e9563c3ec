//! What can be typed about contacts, check-ins and what else a phone does beside the log.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use pana_core::alert::{Agreed, PLACE_SORTS, TIERS_MAX};
use pana_core::vault::CaptureKind;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Contact {
    /// Say your first name, as messages give it
    Me {
        name: String,
        /// The same in Latin letters, for messages in English [default: spelled from the name]
        #[arg(long)]
        latin: Option<String>,
    },
    /// Add someone who gets the alert
    Add {
        /// What you call them
        name: String,
        /// Where messages go, in any usual form
        #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
        number: String,
        #[command(flatten)]
        fields: ContactFields,
    },
    /// List contacts in the order they are told
    List,
    /// Show a contact, and an alert as they would read it
    Show { id: String },
    /// Change the given fields. An empty value clears a text
    Change {
        id: String,
        /// What you call them
        #[arg(long)]
        name: Option<String>,
        /// Where messages go, in any usual form
        #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
        number: Option<String>,
        #[command(flatten)]
        fields: ContactFields,
    },
    /// Remove a contact
    Remove { id: String },
    /// Write a card for a contact, in their language: what a message looks like, what was agreed, what to do
    Card {
        id: String,
        /// Also draw it as a QR code into a new file, PNG or SVG by its ending
        #[arg(long, value_name = "FILE")]
        qr: Option<PathBuf>,
    },
    /// Share a key with a contact's phone, so that each can tell what the other wrote. Only face to face
    Pair {
        id: String,
        /// The code that their phone shows [default: this phone makes one]
        #[arg(long)]
        code: Option<String>,
        /// Draw the code as a QR code into a new file, PNG or SVG by its ending
        #[arg(long, value_name = "FILE")]
        qr: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ContactFields {
    /// When they are told: 1 first [default for a new contact: 1]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=i64::from(TIERS_MAX)))]
    pub(crate) tier: Option<u8>,
    /// Language of the messages to them: kk, ru or en [default for a new contact: as --lang]
    #[arg(long, value_name = "LANG", value_parser = super::parse_language)]
    pub(crate) language: Option<pana_core::language::Language>,
    /// Call them сіз or вы: yes or no
    #[arg(long, value_name = "yes|no")]
    pub(crate) polite: Option<String>,
    /// They must not ring your phone: yes or no
    #[arg(long, value_name = "yes|no")]
    pub(crate) quiet: Option<String>,
    /// What they are to you
    #[arg(long, value_name = "TEXT")]
    pub(crate) role: Option<String>,
    /// Where they live: two letters, as KZ
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Option<String>,
    /// City or region
    #[arg(long, value_name = "TEXT")]
    pub(crate) city: Option<String>,
    /// Number of the duty officer of your district: their 102 may be another's
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub(crate) duty_number: Option<String>,
    /// What they have promised: comes, calls-102, takes-children, has-key, keeps-copy
    #[arg(long, value_name = "PROMISE,PROMISE", value_delimiter = ',', value_parser = PossibleValuesParser::new(Agreed::KEYS))]
    pub(crate) agreed: Option<Vec<String>>,
    /// A sentence that says nothing to anyone else: they get it when the second PIN is used to stop an alert
    #[arg(long, value_name = "TEXT")]
    pub(crate) harmless: Option<String>,
    /// They were asked to tell nobody where you are: yes or no
    #[arg(long, value_name = "yes|no")]
    pub(crate) warned: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Place {
    /// Add a place you can go to
    Add {
        /// What you call it
        name: String,
        /// What it is
        #[arg(long, default_value = "other", value_parser = PossibleValuesParser::new(PLACE_SORTS))]
        kind: String,
        /// Where it is, in words
        #[arg(long, value_name = "TEXT", default_value = "")]
        address: String,
        /// Where it is on the map
        #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
        at: Option<String>,
        /// Its number
        #[arg(long, value_name = "NUMBER", default_value = "", allow_hyphen_values = true)]
        number: String,
        /// When someone is there
        #[arg(long, value_name = "TEXT", default_value = "")]
        hours: String,
    },
    /// List the places
    List,
    /// Remove a place
    Remove { id: String },
}

/// What the phone can do, for the desk that plays one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PhoneChoice {
    /// Sends and receives by itself
    Android,
    /// Fills in the messages app
    AndroidStore,
    /// Opens one message sheet
    Ios,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Live {
    /// Hold the button. Needs no PIN
    Press {
        /// What the phone can do
        #[arg(long, value_enum, default_value_t = PhoneChoice::Android)]
        phone: PhoneChoice,
    },
    /// Stop an alert before anything went out, or end it
    Cancel,
    /// Say that no help is needed any more, or end a check-in
    Safe,
    /// Say by hand that a contact has answered
    Answered { contact: String },
    /// Send the newest place once more
    Update,
    /// Show what runs, and what is known of each contact. Needs no PIN; what was stopped with the second PIN is shown to the owner only (--unlock)
    Status {
        /// Ask for the PIN
        #[arg(long)]
        unlock: bool,
    },
    /// Tell what happened, as a phone would. Needs no PIN
    #[command(subcommand)]
    Event(PhoneEvent),
}

#[derive(Debug, Subcommand)]
pub(crate) enum PhoneEvent {
    /// Time has passed
    Tick,
    /// What the radio did with a message
    Radio {
        send: u32,
        #[arg(value_enum)]
        result: RadioChoice,
    },
    /// The network says that a message arrived
    Delivered { send: u32 },
    /// The message sheet was closed
    Sheet {
        send: u32,
        #[arg(value_enum)]
        sent: SheetChoice,
    },
    /// A message came in
    Received {
        #[arg(allow_hyphen_values = true)]
        from: String,
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// The phone found out where it is
    Located {
        #[arg(value_name = "LAT,LON,METRES,SECONDS", allow_hyphen_values = true)]
        fix: String,
    },
    /// The phone or Pana was started anew
    Resumed {
        /// What the phone can do
        #[arg(long, value_enum, default_value_t = PhoneChoice::Android)]
        phone: PhoneChoice,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RadioChoice {
    Handed,
    NoService,
    RadioOff,
    LimitExceeded,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SheetChoice {
    Sent,
    NotSent,
    Unknown,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CheckIn {
    /// Name a time by which you will have said that all is well; without a word your contacts are told
    Start {
        /// By when: 22:30, or 2026-02-01T22:30+05:00
        #[arg(long, value_name = "TIME")]
        due: String,
        /// Who is told of it now, so that a phone that is off counts too: see contact list
        #[arg(long, value_name = "CONTACT")]
        with: Option<String>,
        /// What the phone can do
        #[arg(long, value_enum, default_value_t = PhoneChoice::Android)]
        phone: PhoneChoice,
    },
    /// Move the deadline
    Extend {
        /// By when: 22:30, or 2026-02-01T22:30+05:00
        #[arg(long, value_name = "TIME")]
        due: String,
    },
    /// Say that all is well
    End,
    /// Show the check-in. Needs no PIN
    Status,
}

#[derive(Debug, Args)]
pub(crate) struct Drill {
    /// Send a test message to all contacts, or to these: see contact list
    #[arg(long, value_name = "CONTACT,CONTACT", value_delimiter = ',', num_args = 0..)]
    pub(crate) send: Option<Vec<String>>,
    /// What the phone can do
    #[arg(long, value_enum, default_value_t = PhoneChoice::Android)]
    pub(crate) phone: PhoneChoice,
}

#[derive(Debug, Args)]
pub(crate) struct Capture {
    /// The file; - is standard input
    pub(crate) file: PathBuf,
    /// What it is [default: by the ending of the file; a note from standard input]
    #[arg(long, value_parser = PossibleValuesParser::new(CaptureKind::ALL.map(CaptureKind::id)))]
    pub(crate) kind: Option<String>,
}
