//! What can be typed about people, refusals, the police and orders.

use crate::when::{self, Zone};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use pana_core::incident::{CHANNELS, IDENTITY_SORTS, MEASURE_KINDS, PAGE_MAX, RELATION_KINDS, REPORT_WAYS};

#[derive(Debug, Subcommand)]
pub(crate) enum Person {
    /// Write down a person
    Add(PersonFields),
    /// List people
    List(Hidden),
    /// Show a person and the incidents they are behind
    Show {
        id: String,
        /// How many incidents at most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_MAX)))]
        limit: u32,
        /// Go on where the page before ended
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
    },
    /// Change the given fields. An empty value clears a field
    Amend {
        id: String,
        #[command(flatten)]
        fields: PersonFields,
    },
    /// Say that a number, account, vehicle or address is theirs: past incidents show it at once
    Attach(Attach),
    /// Take that back; the incidents keep the number
    Detach {
        id: String,
        #[command(flatten)]
        value: IdentityValue,
    },
    /// Hide a person; incidents keep them, marked
    Withdraw { id: String },
    /// Bring a hidden person back
    Restore { id: String },
}

#[derive(Debug, Args)]
pub(crate) struct PersonFields {
    /// Name
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What they look like, where they work
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Attach {
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) value: IdentityValue,
    /// How sure you are that it is theirs, and why
    #[arg(long, value_name = "sure|likely|unsure[:REASON]")]
    pub(crate) sure: Option<String>,
    /// Since when: 2025, 2025-03 or 2025-03-05
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
}

/// By what someone can be told.
#[derive(Debug, Args)]
pub(crate) struct IdentityValue {
    /// What it is
    #[arg(long, default_value = "number", value_parser = PossibleValuesParser::new(IDENTITY_SORTS))]
    pub(crate) sort: String,
    /// The number, the name of the account, the plate, the address
    #[arg(long)]
    pub(crate) value: String,
}

/// For listings that leave the hidden ones out.
#[derive(Debug, Args)]
pub(crate) struct Hidden {
    /// Show the hidden ones too
    #[arg(long)]
    pub(crate) withdrawn: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Relation {
    /// Say what someone is to you. An empty value clears a field
    Set {
        /// The person: see person list
        person: String,
        /// What they are to you
        #[arg(long, value_parser = PossibleValuesParser::new(RELATION_KINDS))]
        kind: Option<String>,
        /// When it began: 2022, 2022-12 or 2022-12-05
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// When it ended
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Whether you have a child together: yes or no
        #[arg(long, value_name = "yes|no")]
        common_child: Option<String>,
        /// Whether they live with you: yes or no
        #[arg(long, value_name = "yes|no")]
        lives_with_me: Option<String>,
    },
    /// Show what someone is to you
    Show { person: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Refusal {
    /// Write down that you said no: what comes after it is marked
    Add {
        /// When you said it, in the forms that incident add takes
        #[arg(long, value_name = "TIME")]
        at: String,
        /// Where the clock was, for times without offset: west, kyzylorda, rest, or an offset as +06:00
        #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
        zone: Option<Zone>,
        /// How you said it
        #[arg(long, value_parser = PossibleValuesParser::new(CHANNELS))]
        channel: String,
        /// What you said, exactly: see refusal words
        #[arg(long, value_name = "TEXT")]
        words: String,
        /// To whom
        #[arg(long, default_value = "", hide_default_value = true)]
        to: String,
        /// The person: see person list
        #[arg(long, value_name = "ID")]
        person: Option<String>,
    },
    /// List refusals
    List(Hidden),
    /// Show words that can be used, in three languages
    Words,
    /// Hide a refusal
    Withdraw { id: String },
    /// Bring a hidden refusal back
    Restore { id: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Police {
    /// Write down a report to the police
    Report(ReportFields),
    /// Write down numbers that came later, or correct what was written
    Amend {
        id: String,
        #[command(flatten)]
        numbers: ReportNumbers,
    },
    /// Write down what the police answered
    Answer {
        id: String,
        /// When the answer came
        #[arg(long, value_name = "TIME")]
        at: String,
        /// Where the clock was, for times without offset
        #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
        zone: Option<Zone>,
        /// What it said
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// List reports
    List(Hidden),
    /// Show what runs out or is owed
    Reminders,
    /// Show what to take along to a report in person, and what to ask for there
    Bring,
    /// Hide a report
    Withdraw { id: String },
    /// Bring a hidden report back
    Restore { id: String },
}

#[derive(Debug, Args)]
pub(crate) struct ReportFields {
    /// How it was made
    #[arg(long, value_parser = PossibleValuesParser::new(REPORT_WAYS))]
    pub(crate) way: String,
    /// When, as 2026-01-13T10:00+05:00
    #[arg(long, value_name = "TIME")]
    pub(crate) at: String,
    /// Where the clock was, for times without offset: west, kyzylorda, rest, or an offset as +06:00
    #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
    pub(crate) zone: Option<Zone>,
    #[command(flatten)]
    pub(crate) numbers: ReportNumbers,
}

#[derive(Debug, Args)]
pub(crate) struct ReportNumbers {
    /// Which department
    #[arg(long, value_name = "TEXT")]
    pub(crate) place: Option<String>,
    /// Number of the talon you were handed
    #[arg(long, value_name = "NUMBER")]
    pub(crate) talon: Option<String>,
    /// Number in the book of statements (КУИ)
    #[arg(long, value_name = "NUMBER")]
    pub(crate) kui: Option<String>,
    /// Number in the register of investigations (ЕРДР)
    #[arg(long, value_name = "NUMBER")]
    pub(crate) erdr: Option<String>,
    /// Who took it
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Order {
    /// Write down a measure against someone: an order, an arrest, a fine, a register
    Add(OrderFields),
    /// Change the given fields, as a new last day. An empty value clears a field
    Amend(OrderAmendment),
    /// List measures
    List(Hidden),
    /// Show incidents that may break an order
    Breaches {
        /// Those instead of which you said that they break none
        #[arg(long)]
        dismissed: bool,
    },
    /// Say that an incident breaks an order
    Confirm { incident: String, order: String },
    /// Say that an incident breaks no order, and why: it is not shown again
    Dismiss {
        incident: String,
        order: String,
        /// Why it breaks none
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Take that back
    Undismiss { incident: String, order: String },
    /// Hide a measure
    Withdraw { id: String },
    /// Bring a hidden measure back
    Restore { id: String },
}

#[derive(Debug, Args)]
pub(crate) struct OrderAmendment {
    pub(crate) id: String,
    /// Its number
    #[arg(long)]
    pub(crate) number: Option<String>,
    /// Who took it
    #[arg(long)]
    pub(crate) authority: Option<String>,
    /// Article of the law
    #[arg(long)]
    pub(crate) article: Option<String>,
    /// Against whom: see person list
    #[arg(long, value_name = "ID")]
    pub(crate) person: Option<String>,
    /// First day, or a time
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day, or a time
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Where the clock was, for times without offset: west, kyzylorda, rest, or an offset as +06:00
    #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
    pub(crate) zone: Option<Zone>,
}

#[derive(Debug, Args)]
pub(crate) struct OrderFields {
    /// What it is
    #[arg(long, value_parser = PossibleValuesParser::new(MEASURE_KINDS))]
    pub(crate) kind: String,
    /// Its number
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) number: String,
    /// Who took it
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) authority: String,
    /// Article of the law
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) article: String,
    /// Against whom: see person list
    #[arg(long, value_name = "ID")]
    pub(crate) person: Option<String>,
    /// First day, as 2026-01-10, or a time
    #[arg(long, value_name = "DATE")]
    pub(crate) from: String,
    /// Last day, or a time
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Where the clock was, for times without offset: west, kyzylorda, rest, or an offset as +06:00
    #[arg(long, value_name = "REGION", value_parser = when::zone, allow_hyphen_values = true)]
    pub(crate) zone: Option<Zone>,
}
