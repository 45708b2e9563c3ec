//! The applicant's sheet.

use super::super::Form;
use super::super::layout::{Block, Field, Paragraph};
use super::super::statement::{Representative, partial_date};
use super::Words;
use crate::Moment;

pub(super) fn blocks(form: &Form, made_at: Moment, words: Words) -> Vec<Block<'static>> {
    let Form { applicant, representative, sheet, .. } = form;
    let born = applicant.born.as_ref().map(|date| partial_date(date, words.language)).unwrap_or_default();
    let mut lines = vec![
        ("applicant-name", applicant.name.as_str()),
        ("dossier-born", &born),
        ("dossier-iin", applicant.iin.as_str()),
        ("applicant-address", &sheet.address),
        ("applicant-school", &sheet.school),
        ("applicant-phone", &sheet.phone),
        ("dossier-contact", &applicant.contact),
    ];
    match representative {
        Some(Representative::Legal { name, contact }) => {
            lines.extend([("dossier-representative", name.as_str()), ("dossier-contact", contact)]);
        }
        Some(Representative::Guardianship { name, contact }) => {
            lines.extend([("dossier-guardianship", name.as_str()), ("dossier-contact", contact)]);
        }
        None => {}
    }
    let mut blocks = vec![Block::Title(words.text("applicant-title")), words.paragraph("applicant-note")];
    let given = lines.into_iter().filter(|(_, value)| !value.is_empty());
    blocks.extend(given.map(|(key, value)| Block::Paragraph(Paragraph::labelled(&words.text(key), value))));
    let field = |key: &str, filled: String, share| Field { caption: words.text(key), filled, share };
    blocks.push(Block::Fields(vec![
        field("dossier-date", words.language.date(made_at), 1.0),
        field("dossier-signature", String::new(), 1.4),
        field("dossier-signed-name", applicant.name.clone(), 2.2),
    ]));
    blocks
}
