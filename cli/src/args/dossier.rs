//! What can be typed about a dossier.

use super::Filter;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Dossier {
    /// Write a dossier for the police or a lawyer: statement, evidence, table, proofs, and a page that checks it all
    Make(MakeDossier),
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
