//! What she hands over, and checking what one was handed.

mod verify;

use crate::args::Dossier;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::Answer;

/// Runs what needs no open vault; `None` for what does.
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn run_locked(args: &Dossier, desk: &Desk) -> Option<Result<Answer, Failure>> {
    match args {
        Dossier::Verify { paths, anchor } => Some(verify::verify(paths, anchor.as_deref(), desk)),
    }
}
