//! Setting blocks, one below the other, as slices that are not cut through.

use super::drawing::{Drawing, Shape};
use super::face::{Face, Faces};
use super::lines::{Line, Span, lines};
use super::pages::BODY_HEIGHT_PT;
use super::picture::Picture;
use super::{Align, Block, Cell, Field, Figure, LayoutError, List, MEASURE_PT, Paragraph, STORY_MAX_BYTES, Size, Table};
use krilla::tagging::Identifier;
use std::rc::Rc;

/// Characters of a title, a bookmark or what is said in place of a picture: a string in a PDF can hold no more than 32,767 bytes.
const NAME_MAX_CHARS: usize = 1_000;
/// From line to line, in ems.
const LEADING_EM: f32 = 1.32;
/// From a line's top to its baseline, in ems.
const BASELINE_EM: f32 = 1.04;
/// Above a paragraph.
const PARAGRAPH_GAP_PT: f32 = 4.0;
/// Above the heading of a section.
const HEADING_GAP_PT: f32 = 14.0;
/// Between a table's text and its lines.
const CELL_PADDING_PT: f32 = 3.5;
/// A label of a list, and the room behind it.
const LABEL_PT: f32 = 24.0;
/// A row of a table that is lower than this is not parted.
const ROW_WHOLE_MAX_PT: f32 = BODY_HEIGHT_PT / 2.0;
/// A picture in a table is no higher than this.
const PICTURE_MAX_PT: f32 = 130.0;
/// Above a line to write on, and how many lines of words it can have there.
const SIGN_HEIGHT_PT: f32 = 30.0;
const SIGN_MAX_LINES: usize = 2;

/// A whole story, not yet cut into pages.
pub(super) struct Galley {
    pub(super) slices: Vec<Slice>,
    pub(super) tags: Tags,
}

/// Something of the full breadth that stands on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Slice {
    /// Above it, unless it comes first on a page.
    pub(super) gap_pt: f32,
    pub(super) height_pt: f32,
    pub(super) marks: Vec<Mark>,
    /// Whether the next slice stands on the same page, if one page can hold both.
    pub(super) glued: bool,
    pub(super) bookmark: Option<Bookmark>,
    /// The header of the table that it is a row of.
    pub(super) header: Option<Rc<Vec<Slice>>>,
}

/// What leads to a place.
#[derive(Clone, Debug)]
pub(super) struct Bookmark {
    pub(super) text: String,
    /// The title is 1.
    pub(super) level: u8,
}

/// Something visible, at a place from the upper left corner of its slice.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// What it is part of; without one it says nothing, as a table's lines.
    pub(super) tag: Option<TagId>,
    pub(super) at: (f32, f32),
    pub(super) ink: Ink,
}

#[derive(Clone, Debug)]
pub(super) enum Ink {
    /// Printable words; the place is that of their baseline.
    Words {
        text: Box<str>,
        face: Face,
        size_pt: f32,
    },
    Picture {
        picture: Picture,
        width_pt: f32,
        height_pt: f32,
    },
    Shape(Box<Shape>),
}

/// What the parts of a document are, as a reader aloud is told.
#[derive(Debug)]
pub(super) struct Tags {
    pub(super) nodes: Vec<Tag>,
}

/// A place in [`Tags::nodes`].
pub(super) type TagId = u32;

#[derive(Debug)]
pub(super) struct Tag {
    pub(super) role: Role,
    pub(super) children: Vec<Child>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Child {
    Tag(TagId),
    /// Words or a picture, once they are painted.
    Content(Identifier),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Heading { level: u8, text: String },
    Paragraph,
    List,
    Item,
    Label,
    ItemBody,
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell,
    Cell,
    Figure { alt: String },
    Caption,
}

/// Sets blocks. Each is gone when it is set: there may be many.
pub(super) fn set(faces: &mut Faces, blocks: Vec<Block<'_>>) -> Result<Galley, LayoutError> {
    let tags = Tags { nodes: vec![Tag { role: Role::Root, children: Vec::new() }] };
    let mut setter = Setter { faces, galley: Galley { slices: Vec::new(), tags }, bytes: 0 };
    for block in blocks {
        setter.block(block)?;
    }
    Ok(setter.galley)
}

impl Tags {
    const ROOT: TagId = 0;

    fn add(&mut self, parent: TagId, role: Role) -> TagId {
        let id = self.nodes.len() as TagId;
        self.nodes.push(Tag { role, children: Vec::new() });
        self.put(parent, Child::Tag(id));
        id
    }

    /// Adds something to what stands under a tag.
    pub(super) fn put(&mut self, parent: TagId, child: Child) {
        if let Some(tag) = self.nodes.get_mut(parent as usize) {
            tag.children.push(child);
        }
    }
}

struct Setter<'a> {
    faces: &'a mut Faces,
    galley: Galley,
    /// Bytes of text so far.
    bytes: usize,
}

/// A line that stands somewhere in a slice.
struct Set {
    marks: Vec<Mark>,
    height_pt: f32,
}

impl Setter<'_> {
    fn block(&mut self, block: Block<'_>) -> Result<(), LayoutError> {
        match block {
            Block::Title(text) => self.heading(&text, 1, Size::Title, Align::Centre, HEADING_GAP_PT),
            Block::Heading(text) => self.heading(&text, 2, Size::Heading, Align::Left, HEADING_GAP_PT),
            Block::Subheading(text) => self.heading(&text, 3, Size::Subheading, Align::Left, 2.0 * PARAGRAPH_GAP_PT),
            Block::Paragraph(paragraph) => self.paragraph(&paragraph),
            Block::List(list) => self.list(&list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Fields(fields) => self.fields(&fields),
            Block::Together(blocks) => {
                let first = self.galley.slices.len();
                blocks.into_iter().try_for_each(|block| self.block(block))?;
                let last = self.galley.slices.len().saturating_sub(1).max(first);
                self.galley.slices[first..last].iter_mut().for_each(|slice| slice.glued = true);
                Ok(())
            }
        }
    }

    fn heading(&mut self, text: &str, level: u8, size: Size, align: Align, gap_pt: f32) -> Result<(), LayoutError> {
        let name = name(&self.printable(text)?);
        let tag = self.tag(Tags::ROOT, Role::Heading { level, text: name.clone() });
        let paragraph = Paragraph::bold(text).size(size).align(align);
        let set = self.lines_of(&paragraph, tag, 0.0, MEASURE_PT)?;
        let first = self.push(set, gap_pt, true);
        self.galley.slices[first].bookmark = Some(Bookmark { text: name, level });
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), LayoutError> {
        let tag = self.tag(Tags::ROOT, Role::Paragraph);
        let set = self.lines_of(paragraph, tag, 0.0, MEASURE_PT)?;
        self.push(set, PARAGRAPH_GAP_PT, paragraph.keep_with_next);
        Ok(())
    }

    fn list(&mut self, list: &List) -> Result<(), LayoutError> {
        let parent = self.tag(Tags::ROOT, Role::List);
        for item in &list.items {
            let item_tag = self.tag(parent, Role::Item);
            let label = self.tag(item_tag, Role::Label);
            let body = self.tag(item_tag, Role::ItemBody);
            let mut label = self.lines_of(&Paragraph::new(item.label.clone()), label, 0.0, LABEL_PT)?;
            for paragraph in &item.paragraphs {
                let tag = self.tag(body, Role::Paragraph);
                let set = self.lines_of(paragraph, tag, LABEL_PT, MEASURE_PT - LABEL_PT)?;
                let first = self.push(set, PARAGRAPH_GAP_PT / 2.0, paragraph.keep_with_next);
                let marks = label.drain(..).flat_map(|line| line.marks);
                self.galley.slices[first].marks.splice(0..0, marks);
            }
        }
        Ok(())
    }

    fn table(&mut self, table: Table<'_>) -> Result<(), LayoutError> {
        let shares: f32 = table.columns.iter().map(|column| column.share).sum();
        let widths: Vec<f32> = table.columns.iter().map(|column| column.share / shares * MEASURE_PT).collect();
        let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
        let tag = self.tag(Tags::ROOT, Role::Table);

        let head = self.tag(tag, Role::TableHead);
        let heads: Vec<Cell> =
            table.columns.iter().map(|column| Cell::of(vec![Paragraph::bold(column.head.clone()).size(Size::Table)])).collect();
        let mut header = self.row(head, &Role::HeadCell, &heads, &widths, &aligns)?;
        for slice in &mut header {
            slice.glued = true;
        }
        if let [first, ..] = &mut header[..] {
            first.gap_pt = 2.0 * PARAGRAPH_GAP_PT;
            first.marks.push(rule(0.0, 0.9));
        }
        if let Some(last) = header.last_mut() {
            last.marks.push(rule(last.height_pt, 0.9));
        }
        let repeated = Rc::new(header.iter().map(Slice::as_artifact).collect::<Vec<_>>());
        self.galley.slices.extend(header);

        let body = self.tag(tag, Role::TableBody);
        for cells in table.rows {
            let mut row = self.row(body, &Role::Cell, &cells, &widths, &aligns)?;
            if let Some(last) = row.last_mut() {
                last.marks.push(rule(last.height_pt, 0.4));
            }
            self.galley.slices.extend(row.into_iter().map(|slice| Slice { header: Some(Rc::clone(&repeated)), ..slice }));
        }
        Ok(())
    }

    /// A row as one slice, or, if it is high, cut between its lines.
    fn row(&mut self, parent: TagId, role: &Role, cells: &[Cell], widths: &[f32], aligns: &[Align]) -> Result<Vec<Slice>, LayoutError> {
        let row = self.tag(parent, Role::Row);
        let mut columns = Vec::with_capacity(cells.len());
        let mut left = 0.0;
        for ((cell, width), align) in cells.iter().zip(widths).zip(aligns) {
            let tag = self.tag(row, role.clone());
            columns.push(self.cell(cell, tag, left + CELL_PADDING_PT, width - 2.0 * CELL_PADDING_PT, *align)?);
            left += width;
        }
        let height: f32 = columns.iter().map(|lines| lines.iter().map(|line| line.height_pt).sum()).fold(0.0, f32::max);
        let mut slices = if height <= ROW_WHOLE_MAX_PT { vec![whole_row(columns, height)] } else { parted_row(columns) };
        if let [first, ..] = &mut slices[..] {
            first.shift(CELL_PADDING_PT);
        }
        if let Some(last) = slices.last_mut() {
            last.height_pt += CELL_PADDING_PT;
        }
        Ok(slices)
    }

    fn cell(&mut self, cell: &Cell, tag: TagId, left: f32, width: f32, align: Align) -> Result<Vec<Set>, LayoutError> {
        let mut set = Vec::new();
        for paragraph in &cell.paragraphs {
            let align = if paragraph.align == Align::Left { align } else { paragraph.align };
            let size = if paragraph.size == Size::Body { Size::Table } else { paragraph.size };
            set.extend(self.lines_of(&paragraph.clone().align(align).size(size), tag, left, width)?);
        }
        if let Some((picture, alt)) = &cell.picture {
            let alt = name(&self.printable(alt)?);
            let tag = self.tag(tag, Role::Figure { alt });
            let (width_pt, height_pt) = fitted(picture, width, PICTURE_MAX_PT);
            let at = (left, CELL_PADDING_PT);
            let ink = Ink::Picture { picture: picture.clone(), width_pt, height_pt };
            set.push(Set { marks: vec![Mark { tag: Some(tag), at, ink }], height_pt: height_pt + 2.0 * CELL_PADDING_PT });
        }
        Ok(set)
    }

    fn figure(&mut self, figure: Figure) -> Result<(), LayoutError> {
        let alt = name(&self.printable(&figure.alt)?);
        let tag = self.tag(Tags::ROOT, Role::Figure { alt });
        let Drawing { height_pt, shapes } = figure.drawing;
        let mut marks = Vec::with_capacity(shapes.len());
        for shape in shapes {
            let shape = match shape {
                Shape::Label { text, at, anchor, face, size_pt } => {
                    Shape::Label { text: self.printable(&text)?.replace('\n', " "), at, anchor, face, size_pt }
                }
                other => other,
            };
            marks.push(Mark { tag: Some(tag), at: (0.0, 0.0), ink: Ink::Shape(Box::new(shape)) });
        }
        self.galley.slices.push(Slice { gap_pt: 2.0 * PARAGRAPH_GAP_PT, height_pt, marks, glued: true, ..Slice::default() });
        let caption = self.tag(Tags::ROOT, Role::Caption);
        let set = self.lines_of(&Paragraph::new(figure.caption).size(Size::Small), caption, 0.0, MEASURE_PT)?;
        self.push(set, PARAGRAPH_GAP_PT, false);
        Ok(())
    }

    fn fields(&mut self, fields: &[Field]) -> Result<(), LayoutError> {
        const BETWEEN_PT: f32 = 16.0;
        let shares: f32 = fields.iter().map(|field| field.share).sum();
        let breadth = MEASURE_PT - BETWEEN_PT * fields.len().saturating_sub(1) as f32;
        let mut slice = Slice { gap_pt: 2.0 * PARAGRAPH_GAP_PT, ..Slice::default() };
        let mut left = 0.0;
        for field in fields {
            let width = field.share / shares * breadth;
            let tag = self.tag(Tags::ROOT, Role::Paragraph);
            let mut filled = self.lines_of(&Paragraph::new(field.filled.clone()), tag, left, width)?;
            let caption = self.lines_of(&Paragraph::new(field.caption.clone()).size(Size::Small).align(Align::Centre), tag, left, width)?;
            filled.truncate(SIGN_MAX_LINES);
            let mut below = SIGN_HEIGHT_PT - 1.0 - filled.iter().map(|line| line.height_pt).sum::<f32>();
            for line in filled {
                slice.put(line.marks, below);
                below += line.height_pt;
            }
            let line = Shape::Line { from: (left, SIGN_HEIGHT_PT), to: (left + width, SIGN_HEIGHT_PT), width_pt: 0.6, dashed: false };
            slice.marks.push(Mark { tag: None, at: (0.0, 0.0), ink: Ink::Shape(Box::new(line)) });
            let mut below = SIGN_HEIGHT_PT + 1.0;
            for line in caption {
                slice.put(line.marks, below);
                below += line.height_pt;
            }
            slice.height_pt = slice.height_pt.max(below);
            left += width + BETWEEN_PT;
        }
        self.galley.slices.push(slice);
        Ok(())
    }

    /// Adds lines as slices, without a single line of them alone on a page. Returns the place of the first.
    fn push(&mut self, set: Vec<Set>, gap_pt: f32, glued: bool) -> usize {
        let first = self.galley.slices.len();
        let count = set.len();
        for (number, line) in set.into_iter().enumerate() {
            let is_first = number == 0;
            let is_last = number + 1 == count;
            let glued = if is_last { glued } else { is_first || number + 2 == count || glued };
            let gap_pt = if is_first { gap_pt } else { 0.0 };
            self.galley.slices.push(Slice { gap_pt, height_pt: line.height_pt, marks: line.marks, glued, ..Slice::default() });
        }
        first
    }

    /// The lines of a paragraph in a column of this place and breadth.
    fn lines_of(&mut self, paragraph: &Paragraph, tag: TagId, left: f32, width: f32) -> Result<Vec<Set>, LayoutError> {
        let mut spans = Vec::with_capacity(paragraph.spans.len());
        for span in &paragraph.spans {
            spans.push(Span { text: self.printable(&span.text)?, face: span.face });
        }
        let size_pt = paragraph.size.pt();
        let width = width - paragraph.indent_pt;
        let set = |line: Line| {
            let free = width - line.width_pt;
            let left = left
                + paragraph.indent_pt
                + match paragraph.align {
                    Align::Left => 0.0,
                    Align::Centre => free / 2.0,
                    Align::Right => free,
                };
            let words = |part: super::lines::Part| {
                let Span { text, face } = &spans[part.span];
                let ink = Ink::Words { text: text[part.bytes].into(), face: *face, size_pt };
                Mark { tag: Some(tag), at: (left + part.x_pt, BASELINE_EM * size_pt), ink }
            };
            Set { marks: line.parts.into_iter().map(words).collect(), height_pt: LEADING_EM * size_pt }
        };
        Ok(lines(self.faces, &spans, size_pt, width).into_iter().map(set).collect())
    }

    fn printable(&mut self, text: &str) -> Result<String, LayoutError> {
        self.bytes += text.len();
        if self.bytes > STORY_MAX_BYTES {
            return Err(LayoutError::TooLong);
        }
        Ok(self.faces.printable(text))
    }

    fn tag(&mut self, parent: TagId, role: Role) -> TagId {
        self.galley.tags.add(parent, role)
    }
}

impl Slice {
    /// Adds marks so far below its top.
    fn put(&mut self, marks: Vec<Mark>, below: f32) {
        self.marks.extend(marks.into_iter().map(|mark| Mark { at: (mark.at.0, mark.at.1 + below), ..mark }));
    }

    /// Makes room at its top.
    fn shift(&mut self, down: f32) {
        let marks = std::mem::take(&mut self.marks);
        self.put(marks, down);
        self.height_pt += down;
    }

    /// The same, as something that was said already.
    fn as_artifact(&self) -> Self {
        let marks = self.marks.iter().cloned().map(|mark| Mark { tag: None, ..mark }).collect();
        Self { gap_pt: 0.0, marks, bookmark: None, ..self.clone() }
    }
}

/// A text as one line that a string in a PDF can hold.
pub(super) fn name(printable: &str) -> String {
    printable.replace('\n', " ").chars().take(NAME_MAX_CHARS).collect()
}

fn whole_row(columns: Vec<Vec<Set>>, height_pt: f32) -> Slice {
    let mut slice = Slice { height_pt, ..Slice::default() };
    for lines in columns {
        let mut below = 0.0;
        for line in lines {
            slice.put(line.marks, below);
            below += line.height_pt;
        }
    }
    slice
}

/// The first lines of all cells, then the second ones, and so on.
fn parted_row(columns: Vec<Vec<Set>>) -> Vec<Slice> {
    let mut slices: Vec<Slice> = Vec::new();
    for lines in columns {
        for (number, line) in lines.into_iter().enumerate() {
            if number == slices.len() {
                slices.push(Slice::default());
            }
            let slice = &mut slices[number];
            slice.height_pt = slice.height_pt.max(line.height_pt);
            slice.put(line.marks, 0.0);
        }
    }
    slices
}

fn rule(below: f32, width_pt: f32) -> Mark {
    let line = Shape::Line { from: (0.0, 0.0), to: (MEASURE_PT, 0.0), width_pt, dashed: false };
    Mark { tag: None, at: (0.0, below), ink: Ink::Shape(Box::new(line)) }
}

/// The size of a picture in a frame, never larger than a pixel a point.
fn fitted(picture: &Picture, width_max: f32, height_max: f32) -> (f32, f32) {
    let (width, height) = (picture.width_px as f32, picture.height_px as f32);
    let scale = (width_max / width).min(height_max / height).min(1.0);
    (width * scale, height * scale)
}
