//! What she hands over, and what the officer finds when he checks it.

use super::Places;
use crate::commands::dossier::{FOLDER, Written, write_plain};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use pana_core::dossier::verify::{Match, Source, Verdict, verify};
use pana_core::dossier::{Applicant, Choice, Form};
use pana_core::incident::proof::Anchor;
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};

pub(super) const NAME: &str = "Айгүл Сапарқызы";
const ADDRESSEE: &str = "Мұнайлы ауданы полиция бөлімі";

pub(super) struct Dossier {
    written: Written,
    /// Checked as he who knows nothing checks it, with its code, and with the anchor that was made before.
    checked: Verdict,
    with_code: Verdict,
    with_anchor: Verdict,
}

impl Dossier {
    pub(super) fn handed_over(anchor: &Anchor, places: &Places, open: &mut OpenDesk<'_>) -> Result<Self, Failure> {
        let applicant = Applicant { name: NAME.to_owned(), ..Applicant::default() };
        Form { addressee: ADDRESSEE.to_owned(), applicant, ..Form::default() }.keep(&mut open.log())?;
        let choice = Choice { languages: vec![Language::Kk, Language::Ru], ..Choice::new(Language::Kk) };
        let written = write_plain(&places.dossier, &choice, open)?;
        let source = Source::Folder(places.dossier.join(FOLDER));
        let check = |anchor| verify(&source, anchor, &mut |_| ()).map_err(|error| Failure::reading(&error.0));
        let (checked, with_code, with_anchor) = (check(None)?, check(Some(&written.made.code))?, check(Some(anchor))?);
        Ok(Self { written, checked, with_code, with_anchor })
    }

    pub(super) fn all_well(&self) -> bool {
        matches!(self.checked, Verdict::Consistent { .. })
            && matches!(self.with_code, Verdict::Matches { by: Match::Dossier, .. })
            && self.covered().is_some()
            && self.written.made.missing.is_empty()
    }

    /// Records that the anchor covers, and all of them.
    fn covered(&self) -> Option<(u64, u64)> {
        match &self.with_anchor {
            Verdict::Matches { seen, by: Match::Log { covered, .. } } => Some((*covered, seen.records)),
            _ => None,
        }
    }

    pub(super) fn document(&self) -> Value {
        let made = &self.written.made;
        json!({
            "code": made.code.to_string(),
            "episodes": made.chosen.incidents.len(),
            "files": made.files.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "pages": made.pages,
            "consistent": matches!(self.checked, Verdict::Consistent { .. }),
            "matches_code": matches!(self.with_code, Verdict::Matches { .. }),
            "covered_by_anchor": self.covered().map(|(covered, _)| covered),
        })
    }

    pub(super) fn rows(&self, language: Language) -> [(String, String); 2] {
        let made = &self.written.made;
        let count = |count: usize| Arg::Number(count as u64);
        let pages = made.pages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let of = [("episodes", count(made.chosen.incidents.len())), ("files", count(made.evidence.len())), ("pages", Arg::Text(&pages))];
        let (covered, records) = self.covered().unwrap_or_default();
        let found = [("covered", Arg::Number(covered)), ("records", Arg::Number(records))];
        let checked = if self.all_well() { "demo-dossier-fits" } else { "demo-dossier-differs" };
        [
            (language.text("demo-dossier"), language.text_with("demo-dossier-value", &of)),
            (language.text("demo-dossier-checked"), language.text_with(checked, &found)),
        ]
    }
}
