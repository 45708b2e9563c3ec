//! What is typed about the history, its proofs, and copies elsewhere.

use super::KdfChoice;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use pana_core::incident::proof::{FIELD_NAMES, HISTORY_PAGE_MAX};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct History {
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(HISTORY_PAGE_MAX)))]
    pub(crate) limit: u32,
    /// Only records before this number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) before: Option<u64>,
    /// Write the whole history to a new file, for someone who checks it without Pana. As secret as the vault: every text is in it, and its proof
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
    /// Add what it takes to compare the file with this anchor
    #[arg(long, value_name = "CODE", requires = "export")]
    pub(crate) anchor: Option<String>,
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
    /// Write the proof that nothing was changed between two states of the history to a new file
    Consistency {
        /// The earlier state: an anchor, or how many records there were
        #[arg(long, value_name = "CODE|NUMBER")]
        from: String,
        /// The later state [default: the history as it is now]
        #[arg(long, value_name = "CODE|NUMBER")]
        to: Option<String>,
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Check a proof. Needs no vault and no PIN
    Verify {
        file: PathBuf,
        /// The anchor that someone kept: what is proven was so when it was made
        #[arg(long, value_name = "CODE")]
        anchor: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Write everything that is in the log into one sealed file
    Make(MakeBackup),
    /// Make a vault from a backup, with a new PIN. The folder of the vault must be new
    Restore(RestoreBackup),
    /// Write the age key of the recovery code to a new file, to open a backup without Pana. Needs no vault
    Key {
        /// A new file. Whoever has it can open every backup made for this code
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct MakeBackup {
    /// Also for these age keys, as of someone who keeps a copy; asks for the PIN again
    #[arg(long, value_name = "AGE-KEY,AGE-KEY", value_delimiter = ',')]
    pub(crate) to: Vec<String>,
    /// Not for the recovery code
    #[arg(long, requires = "to")]
    pub(crate) no_own: bool,
    /// A new file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreBackup {
    /// The backup
    pub(crate) file: PathBuf,
    /// File with an age secret key that opens it [default: the recovery code opens it]
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,
    /// Cost of trying a PIN, as for init
    #[arg(long, value_enum, default_value_t = KdfChoice::Calibrate)]
    pub(crate) kdf: KdfChoice,
}
