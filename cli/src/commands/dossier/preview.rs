//! What the person it is about would learn from a dossier.

use super::choice;
use crate::args::DossierChoice as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::dossier::bundle::MakeError;
use pana_core::dossier::{Chosen, Form, preview};
use pana_core::language::Language;
use serde_json::json;

/// Nothing leaves the vault, so the PIN is not asked for again.
pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    // No statement is written, so none needs a language.
    let choice = choice::of(args, Language::Kk)?;
    let chosen = Chosen::gather(&open.log(), &choice).map_err(MakeError::from)?;
    let preview = preview(&chosen, &choice, &Form::kept(&open.log())?);
    let text = [language.text("for-you-reads-note"), table(&preview.rows(language)), language.text("preview-own-words")];
    Ok(Answer::new(json!({ "preview": preview }), text.join("\n")))
}
