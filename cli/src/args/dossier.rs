//! What can be typed about a dossier.

use super::Filter;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Dossier {
    /// Fill in what a statement says that is not in the log; without options, show it
    Form(DossierForm),
    /// Write a dossier for the police or a lawyer: statement, evidence, table, proofs, and a page that checks it all
    Make(MakeDossier),
    /// List what of yours lies outside: exports, dossiers, backups, imported files, messages
    Copies {
        /// Mark the one with this number as gone
        #[arg(long, value_name = "NUMBER")]
        gone: Option<u64>,
        /// Take that back
        #[arg(long, value_name = "NUMBER")]
        there: Option<u64>,
    },
    /// Show what the person it is about would learn from such a dossier. Writes nothing
    Preview(DossierChoice),
    /// Check a dossier that you were handed. Needs no vault and no PIN
    Verify {
        /// Its folder, or its zip files
        #[arg(required = true, value_name = "DIR|ZIP")]
        paths: Vec<PathBuf>,
        /// The anchor that someone kept, or the code of the dossier
        #[arg(long, value_name = "CODE")]
        anchor: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct MakeDossier {
    /// Folder to make: the dossier as a folder and as a zip, and beside them what is for you alone
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Only a zip, sealed for whoever has the key of this age recipient (may be repeated); or `eotinish`, with --max-mb
    #[arg(long = "for", value_name = "RECIPIENT")]
    pub(crate) whom: Vec<String>,
    /// With --for eotinish: zips of so many megabytes at most, numbered
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_mb: Option<u64>,
    /// Instead of a dossier, one page for a crisis centre, so that you need not tell it all again
    #[arg(long, conflicts_with_all = ["whom", "max_mb", "sheet"])]
    pub(crate) summary: bool,
    /// Beside the dossier, a sheet that says who you are and how to reach you, to hand in apart from it
    #[arg(long)]
    pub(crate) sheet: bool,
    #[command(flatten)]
    pub(crate) choice: DossierChoice,
}

/// What goes into a dossier.
#[derive(Debug, Args)]
pub(crate) struct DossierChoice {
    /// Language of the statement [default: as --lang]
    #[arg(long, value_enum)]
    pub(crate) statement: Option<StatementChoice>,
    /// What is not shown: a field as `place`, an incident, entry or file by its id, or a field of one of them as `ID:words` (may be repeated)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) withhold: Vec<String>,
    /// Show positions on the map, which are withheld otherwise
    #[arg(long)]
    pub(crate) show_position: bool,
    /// Files that go as they are and not as a copy without place and device, by their ids; or `all`
    #[arg(long, value_name = "ID|all", value_delimiter = ',')]
    pub(crate) original: Vec<String>,
    /// What goes in only if it is asked for: a capture that is not confirmed, the files of an incident of kind `image`, by id
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) include: Vec<String>,
    #[command(flatten)]
    pub(crate) filter: Filter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatementChoice {
    Kk,
    Ru,
    Both,
}

/// What a statement says that is not in the log. An empty text takes back what was said.
#[derive(Debug, Args)]
pub(crate) struct DossierForm {
    /// To whom it goes, as the head of a police department
    #[arg(long)]
    pub(crate) to: Option<String>,
    /// Your name
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Your date of birth, as far as you say it: 1985, 1985-03, 1985-03-15
    #[arg(long, value_name = "DATE")]
    pub(crate) born: Option<String>,
    /// Your identification number; it may be left out
    #[arg(long)]
    pub(crate) iin: Option<String>,
    /// How you want to be reached: it stands in the statement
    #[arg(long)]
    pub(crate) contact: Option<String>,
    /// A parent or other legal representative of an applicant under 18
    #[arg(long, value_name = "NAME", conflicts_with = "guardianship")]
    pub(crate) representative: Option<String>,
    /// The guardianship authority, as when the parent is whom it is about
    #[arg(long, value_name = "NAME")]
    pub(crate) guardianship: Option<String>,
    /// How to reach whoever represents the applicant
    #[arg(long, value_name = "TEXT")]
    pub(crate) represented_contact: Option<String>,
    /// What it all did to you, besides what single incidents say: PART=TEXT; the parts are fear, sleep, moved, work, medical, cost (may be repeated)
    #[arg(long, value_name = "PART=TEXT")]
    pub(crate) harm: Vec<String>,
    /// What you ask for: register, assess, protect, records, decision
    #[arg(long, value_name = "REQUEST,…", value_delimiter = ',')]
    pub(crate) ask: Option<Vec<String>>,
    /// What else you ask for, in your words (may be repeated)
    #[arg(long, value_name = "TEXT")]
    pub(crate) ask_also: Option<Vec<String>>,
    /// Where you live: stands on the applicant's sheet alone, which is made only with --sheet
    #[arg(long)]
    pub(crate) address: Option<String>,
    /// Where you, or your child, go to school: on that sheet alone
    #[arg(long)]
    pub(crate) school: Option<String>,
    /// Your private number: on that sheet alone
    #[arg(long)]
    pub(crate) phone: Option<String>,
}
