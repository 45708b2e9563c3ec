//! Papers beside a dossier and never in it: one for her alone, the sheet that says who the applicant is, and a page for those who help her.

mod elements;
mod for_you;
mod preview;
mod sheet;
mod summary;
#[cfg(test)]
mod tests;

pub use preview::{Contact, GIVEN, Preview, preview};
pub use summary::make_summary;

use super::bundle::Made;
use super::layout::{Align, Block, Cell, Column, LayoutError, Paragraph, Pdf, Size, Story, Table, typeset};
use super::{Choice, Form};
use crate::Moment;
use crate::language::{Arg, Language};

/// What is for her alone: which episodes speak to what the law names, what an investigator will still ask, what the person it is about would learn, and the code
/// of the dossier with what to do with it. It gives facts and no score. The shell keeps it beside the dossier and never puts it into it.
pub fn for_you(made: &Made, choice: &Choice, form: &Form, language: Language) -> Result<Pdf, LayoutError> {
    let words = Words { language };
    let blocks = for_you::blocks(&made.chosen, &made.code.to_string(), choice, form, words);
    typeset(Story { title: words.text("for-you-title"), language, made_at: made.at, blocks })
}

/// Who the applicant is and how to reach her, on a sheet of its own: what must not come into a file that others may read. What is empty is left out.
///
/// ```
/// use pana_core::dossier::{Form, applicant_sheet};
/// use pana_core::language::Language;
/// let mut form = Form::default();
/// form.sheet.phone = "+7 701 000 00 01".into();
/// let pdf = applicant_sheet(&form, "2026-02-03T12:00+05:00".parse()?, Language::Kk).unwrap();
/// assert_eq!(pdf.pages, 1);
/// # Ok::<(), pana_core::MomentError>(())
/// ```
pub fn applicant_sheet(form: &Form, made_at: Moment, language: Language) -> Result<Pdf, LayoutError> {
    let words = Words { language };
    typeset(Story { title: words.text("applicant-title"), language, made_at, blocks: sheet::blocks(form, made_at, words) })
}

/// Words of one language, as blocks.
#[derive(Clone, Copy)]
struct Words {
    language: Language,
}

impl Words {
    fn text(self, key: &str) -> String {
        self.language.text(key)
    }

    fn with(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.language.text_with(key, args)
    }

    fn paragraph(self, key: &str) -> Block<'static> {
        Block::Paragraph(Paragraph::new(self.text(key)))
    }

    /// What says what comes next: a page does not end with it.
    fn lead(self, key: &str) -> Block<'static> {
        Block::Paragraph(Paragraph::new(self.text(key)).keep_with_next())
    }

    fn note(self, key: &str) -> Block<'static> {
        Block::Paragraph(Paragraph::new(self.text(key)).size(Size::Small))
    }

    /// Two columns, of which the first is bold; nothing without rows.
    fn table(self, heads: [&str; 2], shares: [f32; 2], rows: Vec<(String, String)>) -> Option<Block<'static>> {
        let column = |(head, share): (&str, f32)| Column { head: self.text(head), share, align: Align::Left };
        let columns = heads.into_iter().zip(shares).map(column).collect();
        let row = |(name, value): (String, String)| vec![Cell::of(vec![Paragraph::bold(name)]), Cell::new(value)];
        Table::new(columns, rows.into_iter().map(row).collect::<Vec<_>>()).map(Block::Table)
    }
}
