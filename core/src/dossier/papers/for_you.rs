//! The paper for her alone.

use super::super::chosen::Chosen;
use super::super::layout::{Block, Drawing, Figure, Fill, Paragraph, Size};
use super::super::statement::{law_source, ranges};
use super::super::{Choice, Form};
use super::Words;
use super::elements::{of_other_articles, speaking};
use super::preview::{open_questions, preview};
use crate::language::Arg;
use crate::law::law;
use crate::qr::{QUIET_MODULES, Qr};

/// The side of one module of the code.
const MODULE_PT: f32 = 2.4;
/// Stretches of numbers that are named of one question or element; of more only how many there are.
const STRETCHES_NAMED: usize = 10;

pub(super) fn blocks(chosen: &Chosen, code: &str, choice: &Choice, form: &Form, words: Words) -> Vec<Block<'static>> {
    let mut blocks = vec![
        Block::Title(words.text("for-you-title")),
        Block::Paragraph(Paragraph::bold(words.text("for-you-alone"))),
        Block::Heading(words.text("for-you-elements")),
        words.lead("for-you-elements-note"),
    ];
    blocks.extend(elements(chosen, form, words));
    blocks.push(Block::Heading(words.text("for-you-questions")));
    blocks.extend(questions(chosen, words));
    blocks.push(Block::Heading(words.text("for-you-reads")));
    blocks.push(words.lead("for-you-reads-note"));
    let rows = preview(chosen, choice, form).rows(words.language);
    blocks.extend(words.table(["for-you-what", "for-you-shown"], [3.0, 5.0], rows));
    blocks.push(words.note("preview-own-words"));
    blocks.push(Block::Heading(words.text("for-you-code")));
    blocks.push(words.paragraph("for-you-code-note"));
    blocks.push(Block::Paragraph(Paragraph::bold(code).size(Size::Table)));
    blocks.extend(qr(code, words));
    blocks
}

fn elements(chosen: &Chosen, form: &Form, words: Words) -> Vec<Block<'static>> {
    let speaking = speaking(&chosen.incidents, &form.harm);
    let row = |element: &super::elements::Speaks| {
        let overall = element.overall.then(|| words.text("for-you-overall"));
        let told: Vec<String> =
            [named(&element.episodes, words), overall.unwrap_or_default()].into_iter().filter(|t| !t.is_empty()).collect();
        let told = if told.is_empty() { words.text("for-you-nothing-yet") } else { told.join("; ") };
        (element.fact.says.of(words.language).to_owned(), told)
    };
    let mut blocks: Vec<Block<'static>> =
        words.table(["for-you-element", "for-you-episodes"], [4.0, 4.0], speaking.iter().map(row).collect()).into_iter().collect();
    let others = of_other_articles(&chosen.incidents);
    if !others.is_empty() {
        let fact = law().other_articles.says.of(words.language);
        blocks.push(Block::Paragraph(Paragraph::labelled(fact.trim_end_matches('.'), named(&others, words))));
    }
    let mut sources: Vec<String> = Vec::new();
    for fact in speaking.iter().map(|element| element.fact).chain([&law().other_articles]) {
        let source = law_source(fact, words.language);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    blocks.extend(sources.into_iter().map(|source| Block::Paragraph(Paragraph::new(source).size(Size::Small))));
    blocks.push(words.note("law-no-advice"));
    blocks
}

fn questions(chosen: &Chosen, words: Words) -> Vec<Block<'static>> {
    let rows = open_questions(chosen).into_iter().map(|(key, episodes)| (words.text(&format!("lacks-{key}")), named(&episodes, words)));
    match words.table(["for-you-question", "for-you-episodes"], [4.0, 4.0], rows.collect()) {
        Some(table) => vec![words.lead("for-you-questions-note"), table],
        None => vec![words.paragraph("for-you-questions-none")],
    }
}

/// Numbers of episodes; of very many the first ones and how many there are.
fn named(numbers: &[usize], words: Words) -> String {
    let all = ranges(numbers);
    let stretches: Vec<&str> = all.split(", ").collect();
    if stretches.len() <= STRETCHES_NAMED {
        return all;
    }
    let first = stretches[..STRETCHES_NAMED].join(", ");
    words.with("for-you-many", &[("numbers", Arg::Text(&first)), ("count", Arg::Number(numbers.len() as u64))])
}

fn qr(code: &str, words: Words) -> Option<Block<'static>> {
    let modules = Qr::of(code)?.modules();
    let quiet = QUIET_MODULES as f32;
    let mut drawing = Drawing { height_pt: (modules.len() as f32 + 2.0 * quiet) * MODULE_PT, ..Drawing::default() };
    for (y, row) in modules.iter().enumerate() {
        let mut x = 0;
        // Neighbours are one area, so that no hair of white shows between them.
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] {
                let (left, top) = ((x as f32 + quiet) * MODULE_PT, (y as f32 + quiet) * MODULE_PT);
                drawing.area(left, top, run.len() as f32 * MODULE_PT, MODULE_PT, Fill::Grey(0));
            }
            x += run.len();
        }
    }
    Some(Block::Figure(Figure { drawing, alt: words.text("for-you-code-alt"), caption: words.text("for-you-code-caption") }))
}
