//! A small layout engine: paragraphs, tables, lists and pictures on A4 pages, as a tagged PDF for archives (PDF/A-3a, PDF/UA-1).
//!
//! A [`Story`] is set as a long galley of slices that nothing can be cut through (`galley`), the slices are laid on pages (`pages`), and the pages are written
//! (`paint`). All of it is worked out from the story alone: the same story gives the same bytes.

mod drawing;
mod face;
mod galley;
mod lines;
mod pages;
mod paint;
mod picture;

pub(super) use drawing::{Anchor, Drawing, Fill};
pub(super) use face::Face;
pub(super) use lines::Span;
pub use picture::{PICTURE_MAX_BYTES, PICTURE_SIDE_MAX_PX, Picture, PictureError};

#[cfg(test)]
pub(super) use drawing::testing_shapes;

use crate::Moment;
use crate::language::Language;

/// Bytes of text in one story.
pub const STORY_MAX_BYTES: usize = 32 << 20;
/// Pages of one story.
pub const PAGES_MAX: usize = 20_000;

/// A finished document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that the font lacks, each once: they stand in the text by their code points, as `[U+1F600]`.
    pub replaced: Vec<char>,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// More than [`STORY_MAX_BYTES`] of text.
    #[error("the text is too long for one document")]
    TooLong,
    /// More than [`PAGES_MAX`].
    #[error("the document would have too many pages")]
    TooManyPages,
    /// The built-in font can't be used.
    #[error("the font can't be used")]
    Font,
    /// The writer of PDF refuses what it was given.
    #[error("the PDF can't be written: {0}")]
    Pdf(String),
}

/// What is printed.
pub(super) struct Story<'a> {
    /// In the window's title and at the foot of each page.
    pub(super) title: String,
    /// In which its words are, and those at the foot.
    pub(super) language: Language,
    /// The only time in the file.
    pub(super) made_at: Moment,
    pub(super) blocks: Vec<Block<'a>>,
}

/// A part of a [`Story`], one below the other.
pub(super) enum Block<'a> {
    /// What the document is, in the middle.
    Title(String),
    /// The heading of a section; bookmarks lead to it. What follows begins on its page.
    Heading(String),
    /// A heading within a section.
    Subheading(String),
    Paragraph(Paragraph),
    List(List),
    Table(Table<'a>),
    Figure(Figure),
    /// Lines to write on, side by side.
    Fields(Vec<Field>),
    /// Blocks that are not parted, if one page can hold them.
    Together(Vec<Block<'a>>),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) spans: Vec<Span>,
    pub(super) size: Size,
    pub(super) align: Align,
    /// From the left edge, in points.
    pub(super) indent_pt: f32,
    /// What follows begins on its page.
    pub(super) keep_with_next: bool,
}

/// Sizes of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Size {
    Title,
    Heading,
    Subheading,
    #[default]
    Body,
    /// In tables.
    Table,
    /// For notes, sources and hashes.
    Small,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    /// A number or a bullet.
    pub(super) label: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// Its header is repeated on every page that it reaches.
pub(super) struct Table<'a> {
    columns: Vec<Column>,
    /// Written when they are set: there may be very many.
    rows: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) head: String,
    /// Its part of the breadth, compared with those of the others.
    pub(super) share: f32,
    pub(super) align: Align,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<Paragraph>,
    /// With what is said in its place to someone who can't see it.
    pub(super) picture: Option<(Picture, String)>,
}

#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) drawing: Drawing,
    /// Said in its place to someone who can't see it.
    pub(super) alt: String,
    pub(super) caption: String,
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Below the line.
    pub(super) caption: String,
    /// On the line; may be empty.
    pub(super) filled: String,
    /// Its part of the breadth, compared with those of the others.
    pub(super) share: f32,
}

impl Paragraph {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { spans: vec![Span { text: text.into(), face: Face::Regular }], ..Self::default() }
    }

    /// A name in bold and what it is.
    pub(super) fn labelled(label: &str, text: impl Into<String>) -> Self {
        let label = Span { text: format!("{label}: "), face: Face::Bold };
        Self { spans: vec![label, Span { text: text.into(), face: Face::Regular }], ..Self::default() }
    }

    pub(super) fn bold(text: impl Into<String>) -> Self {
        Self { spans: vec![Span { text: text.into(), face: Face::Bold }], ..Self::default() }
    }

    #[must_use]
    pub(super) fn size(self, size: Size) -> Self {
        Self { size, ..self }
    }

    #[must_use]
    pub(super) fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    #[must_use]
    pub(super) fn indent(self, indent_pt: f32) -> Self {
        Self { indent_pt, ..self }
    }

    #[must_use]
    pub(super) fn keep_with_next(self) -> Self {
        Self { keep_with_next: true, ..self }
    }
}

impl<'a> Table<'a> {
    /// A table of these rows, each with as many cells as there are columns; `None` without any.
    pub(super) fn new(columns: Vec<Column>, rows: impl IntoIterator<Item = Vec<Cell>, IntoIter: 'a>) -> Option<Self> {
        let mut rows = rows.into_iter().peekable();
        rows.peek()?;
        Some(Self { columns, rows: Box::new(rows) })
    }
}

impl Size {
    fn pt(self) -> f32 {
        match self {
            Self::Title => 15.0,
            Self::Heading => 12.5,
            Self::Subheading => 11.0,
            Self::Body => 10.5,
            Self::Table => 9.0,
            Self::Small => 7.8,
        }
    }
}

impl Cell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { paragraphs: vec![Paragraph::new(text)], picture: None }
    }

    pub(super) fn of(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, picture: None }
    }
}

/// How broad what stands on a page is.
pub(super) const MEASURE_PT: f32 = pages::WIDTH_PT - pages::LEFT_PT - pages::RIGHT_PT;

/// Sets a story.
pub(super) fn typeset(mut story: Story<'_>) -> Result<Pdf, LayoutError> {
    let mut faces = face::Faces::new()?;
    let galley = galley::set(&mut faces, std::mem::take(&mut story.blocks))?;
    let pages = pages::break_into(galley.slices)?;
    let count = pages.len();
    let bytes = paint::write(&mut faces, &story, pages, galley.tags)?;
    Ok(Pdf { bytes, pages: count, replaced: faces.into_replaced() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn story(blocks: Vec<Block<'_>>) -> Story<'_> {
        let made_at = "2026-02-03T11:40+05:00".parse().unwrap();
        Story { title: "Проба".into(), language: Language::Ru, made_at, blocks }
    }

    fn paragraphs(count: usize) -> Vec<Block<'static>> {
        (0..count).map(|number| Block::Paragraph(Paragraph::new(format!("Абзац {number}.")))).collect()
    }

    #[test]
    fn a_story_too_long_is_refused() {
        let text = "a ".repeat(STORY_MAX_BYTES / 2 + 1);
        let refused = typeset(story(vec![Block::Paragraph(Paragraph::new(text))]));
        assert!(matches!(refused, Err(LayoutError::TooLong)));
    }

    #[test]
    fn nothing_is_one_page() {
        assert_eq!(typeset(story(Vec::new())).unwrap().pages, 1);
        assert_eq!(typeset(story(vec![Block::Together(Vec::new())])).unwrap().pages, 1);
        assert!(Table::new(Vec::new(), Vec::new()).is_none());
    }

    #[test]
    fn blocks_that_belong_together_move_to_the_next_page() {
        let pages = |count| {
            let mut blocks = paragraphs(count);
            blocks.push(Block::Together(paragraphs(10)));
            typeset(story(blocks)).unwrap().pages
        };
        // Forty lines fill a page.
        assert_eq!((pages(28), pages(35)), (1, 2));
    }

    #[test]
    fn a_cell_longer_than_a_page_goes_on_under_the_same_header() {
        let column = |head: &str| Column { head: head.into(), share: 1.0, align: Align::Left };
        let rows = vec![vec![Cell::new("слово ".repeat(5_000)), Cell::new("рядом")], vec![Cell::new("конец"), Cell::default()]];
        let mut faces = face::Faces::new().unwrap();
        let table = Block::Table(Table::new(vec![column("Один"), column("Два")], rows).unwrap());
        let pages = pages::break_into(galley::set(&mut faces, vec![table]).unwrap().slices).unwrap();
        assert!(pages.len() > 3);
        for page in &pages {
            let first = &page.slices[0].1;
            let words = |slice: &galley::Slice| {
                slice
                    .marks
                    .iter()
                    .filter_map(|mark| if let galley::Ink::Words { text, .. } = &mark.ink { Some(text.to_string()) } else { None })
                    .collect::<Vec<_>>()
            };
            assert_eq!(words(first), ["Один", "Два"]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_words_give_a_document(title in "\\PC{1,40}", texts in proptest::collection::vec(any::<String>(), 0..12), level in 0u8..4) {
            let blocks = texts.iter().map(|text| match level {
                0 => Block::Title(text.clone()),
                1 => Block::Heading(text.clone()),
                2 => Block::List(List { items: vec![Item { label: text.clone(), paragraphs: vec![Paragraph::labelled(text, text.clone())] }] }),
                _ => Block::Fields(vec![Field { caption: text.clone(), filled: text.clone(), share: 1.0 }]),
            });
            let pdf = typeset(Story { title, ..story(blocks.collect()) });
            prop_assert!(pdf.is_ok(), "{pdf:?}");
        }
    }
}
