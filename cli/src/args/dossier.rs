//! What can be typed about a dossier.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Dossier {
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
