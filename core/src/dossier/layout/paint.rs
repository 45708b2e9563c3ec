//! Writing pages as a PDF.

use super::drawing::{Anchor, Area, Fill, Shape, hatching};
use super::face::{Face, Faces};
use super::galley::{Child, Ink, Mark, Role, Tag, TagId, Tags, name};
use super::pages::{FOOT_PT, HEIGHT_PT, LEFT_PT, Page, RIGHT_PT, TOP_PT, WIDTH_PT};
use super::{LayoutError, Story};
use crate::Moment;
use crate::language::{Arg, Language};
use krilla::color::luma;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, ValidationError};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag as PdfTag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// Of the words at the foot of a page.
const FOOT_SIZE_PT: f32 = 7.8;
/// Of an area's outline and of the lines in it.
const OUTLINE_PT: f32 = 0.5;
const HATCH_PT: f32 = 0.45;

/// Writes all pages. `tags` gets what is painted under each of them.
pub(super) fn write(faces: &mut Faces, story: &Story<'_>, pages: Vec<Page>, mut tags: Tags) -> Result<Vec<u8>, LayoutError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| LayoutError::Pdf(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let title = name(&faces.printable(&story.title));
    document.set_metadata(metadata(&title, story));
    document.set_outline(outline(&title, &pages));
    let count = pages.len();
    for (number, page) in pages.into_iter().enumerate() {
        let settings = Size::from_wh(WIDTH_PT, HEIGHT_PT).map_or_else(PageSettings::default, PageSettings::new);
        let mut sheet = document.start_page_with(settings);
        let mut painter = Painter { faces, surface: sheet.surface(), open: Open::Nothing };
        for (top, slice) in page.slices {
            for mark in slice.marks {
                painter.mark(&mark, top, &mut tags);
            }
        }
        painter.close();
        painter.foot(&title, story.language, number + 1, count);
    }
    faces.forget();
    document.set_tag_tree(tag_tree(tags));
    document.finish().map_err(|error| LayoutError::Pdf(reason(&error)))
}

/// What the writer of PDF does not like, without the words that it does not like it in.
fn reason(error: &KrillaError) -> String {
    let KrillaError::Validation(errors) = error else { return error.to_string() };
    let kind = |error: &ValidationError| format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    errors.iter().map(|(error, _)| kind(error)).collect::<Vec<_>>().join(", ")
}

/// Title, language and the one time; nothing of who wrote it, with what and where.
fn metadata(title: &str, story: &Story<'_>) -> Metadata {
    Metadata::new()
        .title(title.to_owned())
        .language(story.language.tag().to_owned())
        .creation_date(date_time(story.made_at))
        .text_direction(TextDirection::LeftToRight)
}

fn date_time(moment: Moment) -> DateTime {
    let wall = moment.wall();
    let number = |number: i8| number.unsigned_abs();
    DateTime::new(wall.year().unsigned_abs())
        .month(number(wall.month()))
        .day(number(wall.day()))
        .hour(number(wall.hour()))
        .minute(number(wall.minute()))
        .second(number(wall.second()))
        .utc_offset_hour((moment.offset_min() / 60) as i8)
        .utc_offset_minute((moment.offset_min() % 60).unsigned_abs() as u8)
}

/// Bookmarks, each below the last one of a higher level; without any, one to the beginning.
fn outline(title: &str, pages: &[Page]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>, down_to: u8| {
        while let Some((_, node)) = open.pop_if(|(level, _)| *level >= down_to) {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for (number, page) in pages.iter().enumerate() {
        for (top, slice) in &page.slices {
            if let Some(bookmark) = &slice.bookmark {
                close(&mut open, bookmark.level);
                let place = XyzDestination::new(number, Point::from_xy(LEFT_PT, *top));
                open.push((bookmark.level, OutlineNode::new(bookmark.text.clone(), place).with_open(true)));
            }
        }
    }
    close(&mut open, 0);
    if pages.iter().flat_map(|page| &page.slices).all(|(_, slice)| slice.bookmark.is_none()) {
        outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(LEFT_PT, TOP_PT))));
    }
    outline
}

fn tag_tree(tags: Tags) -> TagTree {
    let mut tree = TagTree::new();
    let mut nodes: Vec<Option<Tag>> = tags.nodes.into_iter().map(Some).collect();
    let root = nodes.first_mut().and_then(Option::take);
    for child in root.into_iter().flat_map(|root| root.children) {
        if let Some(node) = node(child, &mut nodes) {
            tree.push(node);
        }
    }
    tree
}

fn node(child: Child, tags: &mut [Option<Tag>]) -> Option<Node> {
    let id = match child {
        Child::Content(content) => return Some(content.into()),
        Child::Tag(id) => id,
    };
    let tag = tags.get_mut(id as usize)?.take()?;
    // Most have one child, and there are very many.
    let mut children = Vec::with_capacity(tag.children.len());
    children.extend(tag.children.into_iter().filter_map(|child| node(child, tags)));
    // A cell without words is still one of its row.
    let is_kept = !children.is_empty() || matches!(tag.role, Role::Cell | Role::HeadCell);
    is_kept.then(|| TagGroup::with_children(kind(tag.role), children).into())
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Heading { level, text } => PdfTag::Hn(NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN), Some(text)).into(),
        Role::Root | Role::Paragraph => PdfTag::P.into(),
        Role::List => PdfTag::L(ListNumbering::Decimal).into(),
        Role::Item => PdfTag::LI.into(),
        Role::Label => PdfTag::Lbl.into(),
        Role::ItemBody => PdfTag::LBody.into(),
        Role::Table => PdfTag::Table.into(),
        Role::TableHead => PdfTag::THead.into(),
        Role::TableBody => PdfTag::TBody.into(),
        Role::Row => PdfTag::TR.into(),
        Role::HeadCell => PdfTag::TH(TableHeaderScope::Column).into(),
        Role::Cell => PdfTag::TD.into(),
        Role::Figure { alt } => PdfTag::Figure(Some(alt)).into(),
        Role::Caption => PdfTag::Caption.into(),
    }
}

/// Which content is being painted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// What says nothing, as a table's lines.
    Artifact,
    Tag(TagId),
}

struct Painter<'a, 's> {
    faces: &'a mut Faces,
    surface: Surface<'s>,
    open: Open,
}

impl Painter<'_, '_> {
    fn mark(&mut self, mark: &Mark, top: f32, tags: &mut Tags) {
        let belongs_to = mark.tag.map_or(Open::Artifact, Open::Tag);
        if self.open != belongs_to {
            self.close();
            self.begin(mark, tags);
            self.open = belongs_to;
        }
        let at = (LEFT_PT + mark.at.0, top + mark.at.1);
        match &mark.ink {
            Ink::Words { text, face, size_pt } => self.words(text, at, *face, *size_pt),
            Ink::Picture { picture, width_pt, height_pt } => {
                if let Some(size) = Size::from_wh(*width_pt, *height_pt) {
                    self.surface.push_transform(&Transform::from_translate(at.0, at.1));
                    self.surface.draw_image(picture.image.clone(), size);
                    self.surface.pop();
                }
            }
            Ink::Shape(shape) => self.shape(shape, at),
        }
    }

    fn begin(&mut self, mark: &Mark, tags: &mut Tags) {
        let content = match (mark.tag, &mark.ink) {
            (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
            (Some(_), Ink::Words { .. }) => ContentTag::Span(SpanTag::empty()),
            (Some(_), _) => ContentTag::Other,
        };
        let identifier: Identifier = self.surface.start_tagged(content);
        if let Some(tag) = mark.tag {
            tags.put(tag, Child::Content(identifier));
        }
    }

    fn close(&mut self) {
        if std::mem::replace(&mut self.open, Open::Nothing) != Open::Nothing {
            self.surface.end_tagged();
        }
    }

    fn words(&mut self, text: &str, at: (f32, f32), face: Face, size_pt: f32) {
        let glyphs = self.faces.glyphs(face, text);
        let font = self.faces.font(face);
        self.ink(0);
        self.surface.draw_glyphs(Point::from_xy(at.0, at.1), &glyphs, font, text, size_pt, false);
    }

    fn shape(&mut self, shape: &Shape, origin: (f32, f32)) {
        match shape {
            Shape::Area { area, fill } => self.area(Area { x: origin.0 + area.x, y: origin.1 + area.y, ..*area }, *fill),
            Shape::Line { from, to, width_pt, dashed } => {
                let dash = dashed.then(|| StrokeDash { array: vec![3.0, 2.0], offset: 0.0 });
                let moved = [*from, *to].map(|(x, y)| (origin.0 + x, origin.1 + y));
                self.stroke(lines_path(&[moved]), *width_pt, dash);
            }
            Shape::Label { text, at, anchor, face, size_pt } => {
                let width = self.faces.width(*face, *size_pt, text);
                let left = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => width / 2.0,
                    Anchor::End => width,
                };
                self.words(text, (origin.0 + at.0 - left, origin.1 + at.1), *face, *size_pt);
            }
        }
    }

    fn area(&mut self, area: Area, fill: Fill) {
        let Some(rect) = Rect::from_xywh(area.x, area.y, area.width, area.height) else { return };
        let mut outline = PathBuilder::new();
        outline.push_rect(rect);
        let Some(outline) = outline.finish() else { return };
        match fill {
            Fill::Solid => self.fill(&outline, 0),
            Fill::Grey(grey) => self.fill(&outline, grey),
            Fill::Empty | Fill::Rising | Fill::Falling | Fill::Crossed | Fill::Level | Fill::Upright => {
                self.fill(&outline, 255);
                self.stroke(lines_path(&hatching(area, fill)), HATCH_PT, None);
                self.stroke(Some(outline), OUTLINE_PT, None);
            }
        }
    }

    fn fill(&mut self, path: &Path, grey: u8) {
        self.ink(grey);
        self.surface.draw_path(path);
    }

    fn stroke(&mut self, path: Option<Path>, width: f32, dash: Option<StrokeDash>) {
        let Some(path) = path else { return };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke { width, dash, ..Stroke::default() }));
        self.surface.draw_path(&path);
    }

    fn ink(&mut self, grey: u8) {
        let paint = luma::Color::new(grey).into();
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(krilla::paint::Fill { paint, opacity: NormalizedF32::ONE, rule: krilla::paint::FillRule::NonZero }));
    }

    /// The title and which page of how many.
    fn foot(&mut self, title: &str, language: Language, number: usize, count: usize) {
        let pages = [("page", Arg::Number(number as u64)), ("pages", Arg::Number(count as u64))];
        let pages = language.text_with("dossier-page", &pages);
        let pages_left = WIDTH_PT - RIGHT_PT - self.faces.width(Face::Regular, FOOT_SIZE_PT, &pages);
        let title_end = self.faces.fitting(Face::Regular, FOOT_SIZE_PT, title, pages_left - LEFT_PT - FOOT_SIZE_PT);
        let baseline = HEIGHT_PT - FOOT_PT;
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let rule = [(LEFT_PT, baseline - 11.0), (WIDTH_PT - RIGHT_PT, baseline - 11.0)];
        self.stroke(lines_path(&[rule]), 0.4, None);
        self.words(&title[..title_end], (LEFT_PT, baseline), Face::Regular, FOOT_SIZE_PT);
        self.words(&pages, (pages_left, baseline), Face::Regular, FOOT_SIZE_PT);
        self.surface.end_tagged();
    }
}

fn lines_path(lines: &[[(f32, f32); 2]]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for [from, to] in lines {
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
    }
    path.finish()
}
