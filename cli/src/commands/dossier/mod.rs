//! What she hands over, and checking what one was handed.

mod choice;
mod copies;
mod form;
mod make;
mod preview;
mod verify;

pub(crate) use make::{FOLDER, Written, write_plain};
pub(crate) use verify::verify;

use crate::args::Dossier as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::Answer;

/// Runs what needs the vault open.
pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        Args::Form(args) => form::run(args, open),
        Args::Copies { gone, there } => copies::run(*gone, *there, open),
        Args::Make(args) => make::run(args, open),
        Args::Preview(args) => preview::run(args, open),
        Args::Verify { paths, anchor } => verify(paths, anchor.as_deref(), open.desk),
    }
}
