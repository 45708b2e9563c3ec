//! The two faces of the font: which characters they have, and words shaped once.

use super::LayoutError;
use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Shaped words that are remembered for each face; then it begins anew.
const WORDS_CACHED_MAX: usize = 4_000;
/// Characters that are shaped at once. What is longer is no word of a language, and its parts stand side by side without kerning.
const SHAPED_MAX_CHARS: usize = 64;

/// What both faces have, as code points: `fonts/characters.txt`.
static CHARACTERS: LazyLock<Vec<RangeInclusive<u32>>> = LazyLock::new(|| {
    let code = |hex: &str| u32::from_str_radix(hex, 16).unwrap_or_default();
    let range = |line: &str| line.split_once('-').map_or_else(|| code(line)..=code(line), |(first, last)| code(first)..=code(last));
    include_str!("../fonts/characters.txt").lines().map(range).collect()
});

/// A weight of the font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Face {
    /// For what is read.
    #[default]
    Regular,
    /// For what is found.
    Bold,
}

/// Shapes text, and remembers what it could not show.
pub(super) struct Faces {
    regular: Shaped,
    bold: Shaped,
    replaced: BTreeSet<char>,
}

/// Glyphs of a piece of text, in ems.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width_em: f32,
}

struct Shaped {
    font: Font,
    file: FontRef<'static>,
    data: ShaperData,
    words: HashMap<Box<str>, Rc<Run>>,
}

impl Faces {
    pub(super) fn new() -> Result<Self, LayoutError> {
        let regular = Shaped::new(include_bytes!("../fonts/NotoSans-Regular.ttf"))?;
        let bold = Shaped::new(include_bytes!("../fonts/NotoSans-Bold.ttf"))?;
        Ok(Self { regular, bold, replaced: BTreeSet::new() })
    }

    /// The text as it can be printed: composed, with line ends as `\n`, and other characters that the font lacks by their code point.
    pub(super) fn printable(&mut self, text: &str) -> String {
        let mut printable = String::with_capacity(text.len());
        // The font has й and no mark to make one of и.
        for c in text.replace("\r\n", "\n").nfc() {
            match c {
                '\n' | '\u{2028}' | '\u{2029}' => printable.push('\n'),
                '\t' => printable.push(' '),
                c if has(c) => printable.push(c),
                c => {
                    self.replaced.insert(c);
                    // A String takes whatever is written to it.
                    let _ = write!(printable, "[U+{:04X}]", u32::from(c));
                }
            }
        }
        printable
    }

    /// How wide printable text is, in points.
    pub(super) fn width(&mut self, face: Face, size_pt: f32, text: &str) -> f32 {
        self.runs(face, text).iter().map(|(_, run)| run.width_em).sum::<f32>() * size_pt
    }

    /// The longest beginning of printable text that is no wider than this, and at least one character, in bytes.
    pub(super) fn fitting(&mut self, face: Face, size_pt: f32, text: &str, width_pt: f32) -> usize {
        let mut ends = self.ends_within(face, size_pt, text, width_pt);
        // Cut off, a letter is no longer kerned with the next one.
        while ends.len() > 1 && self.width(face, size_pt, &text[..ends[ends.len() - 1]]) > width_pt {
            ends.pop();
        }
        ends.pop().unwrap_or(text.len())
    }

    /// Where letters of a text end that lie within this width, the first letter in any case.
    fn ends_within(&mut self, face: Face, size_pt: f32, text: &str, width_pt: f32) -> Vec<usize> {
        let (mut at, mut ends) = (0.0, Vec::new());
        for piece in pieces(text) {
            let start = piece.as_ptr().addr() - text.as_ptr().addr();
            for glyph in &self.of(face).run(piece).glyphs {
                at += glyph.x_advance * size_pt;
                if at > width_pt && !ends.is_empty() {
                    return ends;
                }
                ends.push(start + glyph.text_range.end);
            }
        }
        ends
    }

    /// The glyphs of printable text; their ranges are places in it.
    pub(super) fn glyphs(&mut self, face: Face, text: &str) -> Vec<KrillaGlyph> {
        let mut glyphs = Vec::with_capacity(text.len());
        for (start, run) in self.runs(face, text) {
            glyphs.extend(run.glyphs.iter().cloned().map(|mut glyph| {
                glyph.text_range = start + glyph.text_range.start..start + glyph.text_range.end;
                glyph
            }));
        }
        glyphs
    }

    pub(super) fn font(&self, face: Face) -> Font {
        match face {
            Face::Regular => self.regular.font.clone(),
            Face::Bold => self.bold.font.clone(),
        }
    }

    /// Lets go of the shaped words: the file itself takes room too.
    pub(super) fn forget(&mut self) {
        self.regular.words = HashMap::new();
        self.bold.words = HashMap::new();
    }

    /// What was shown by its code point, each once.
    pub(super) fn into_replaced(self) -> Vec<char> {
        self.replaced.into_iter().collect()
    }

    fn runs(&mut self, face: Face, text: &str) -> Vec<(usize, Rc<Run>)> {
        let shaped = self.of(face);
        pieces(text).map(|piece| (piece.as_ptr().addr() - text.as_ptr().addr(), shaped.run(piece))).collect()
    }

    fn of(&mut self, face: Face) -> &mut Shaped {
        match face {
            Face::Regular => &mut self.regular,
            Face::Bold => &mut self.bold,
        }
    }
}

impl Shaped {
    fn new(bytes: &'static [u8]) -> Result<Self, LayoutError> {
        let font = Font::new(bytes.into(), 0).ok_or(LayoutError::Font)?;
        let file = FontRef::new(bytes).map_err(|_| LayoutError::Font)?;
        let data = ShaperData::new(&file);
        Ok(Self { font, file, data, words: HashMap::new() })
    }

    fn run(&mut self, word: &str) -> Rc<Run> {
        if let Some(run) = self.words.get(word) {
            return Rc::clone(run);
        }
        if self.words.len() >= WORDS_CACHED_MAX {
            self.words.clear();
        }
        let run = Rc::new(self.shape(word));
        self.words.insert(word.into(), Rc::clone(&run));
        run
    }

    fn shape(&self, word: &str) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        // Nothing in the font runs to the left.
        buffer.set_direction(Direction::LeftToRight);
        let shaped = self.data.shaper(&self.file).build().shape(buffer, ShapeOptions::new());
        let infos = shaped.glyph_infos();
        let ems = |units: i32| units as f32 / self.font.units_per_em();
        let glyphs: Vec<_> = infos
            .iter()
            .zip(shaped.glyph_positions())
            .enumerate()
            .map(|(at, (info, position))| {
                let start = info.cluster as usize;
                let end = infos[at..].iter().map(|next| next.cluster as usize).find(|next| *next > start).unwrap_or(word.len());
                let [advance, x, y] = [position.x_advance, position.x_offset, position.y_offset].map(ems);
                KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, start..end, None)
            })
            .collect();
        Run { width_em: glyphs.iter().map(|glyph| glyph.x_advance).sum(), glyphs }
    }
}

fn has(c: char) -> bool {
    let code = u32::from(c);
    let at = CHARACTERS.partition_point(|range| *range.end() < code);
    CHARACTERS.get(at).is_some_and(|range| range.contains(&code))
}

/// Cuts text into words and spaces, and what is longer than can be shaped at once.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match rest
            .char_indices()
            .take(SHAPED_MAX_CHARS + 1)
            .enumerate()
            .find(|(number, (_, c))| *c == ' ' || *number == SHAPED_MAX_CHARS)
        {
            Some((0, _)) => 1,
            Some((_, (end, _))) => end,
            None => rest.len(),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_faces_have_every_character_that_they_are_said_to_have() {
        let mut faces = Faces::new().unwrap();
        let all: Vec<char> = CHARACTERS.iter().flat_map(|range| range.clone().map(|code| char::from_u32(code).unwrap())).collect();
        assert!(all.len() > 500 && "ӘҒҚҢӨҰҮҺІәғқңөұүһі№₸«»–".chars().all(has));
        for face in [Face::Regular, Face::Bold] {
            for c in &all {
                let glyphs = faces.glyphs(face, &c.to_string());
                assert!(!glyphs.is_empty() && glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{face:?} {c:?}");
            }
        }
        for lacking in ['\u{ad}', '\u{feff}', '\u{202e}', '\u{200d}', 'ש', '😀', '\u{e000}', '\0', '\u{10ffff}'] {
            assert!(!has(lacking), "{lacking:?}");
        }
    }

    #[test]
    fn what_the_font_lacks_is_shown_by_its_code_point_and_remembered() {
        let mut faces = Faces::new().unwrap();
        assert_eq!(faces.printable("и\u{306}\tокей 😀\r\n\u{202e}x😀"), "й окей [U+1F600]\n[U+202E]x[U+1F600]");
        assert_eq!(faces.printable("Әлия, №5 – 300 ₸"), "Әлия, №5 – 300 ₸");
        assert_eq!(faces.into_replaced(), ['\u{202e}', '😀']);
    }

    #[test]
    fn pairs_of_letters_are_kerned() {
        let mut faces = Faces::new().unwrap();
        let apart = faces.width(Face::Regular, 10.0, "Т") + faces.width(Face::Regular, 10.0, "о");
        assert!(faces.width(Face::Regular, 10.0, "То") < apart);
    }

    #[test]
    fn no_more_words_are_remembered_than_said() {
        let mut faces = Faces::new().unwrap();
        for number in 0..=WORDS_CACHED_MAX {
            faces.width(Face::Regular, 10.0, &number.to_string());
        }
        assert_eq!(faces.regular.words.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_byte_of_a_text_belongs_to_a_glyph(text in "[ А-яӘғa-z\u{300}]{0,200}") {
            let mut faces = Faces::new().unwrap();
            let text = faces.printable(&text);
            let glyphs = faces.glyphs(Face::Regular, &text);
            let mut covered = vec![false; text.len()];
            for glyph in &glyphs {
                prop_assert!(text.get(glyph.text_range.clone()).is_some());
                covered[glyph.text_range.clone()].fill(true);
            }
            prop_assert!(covered.iter().all(|covered| *covered));
        }

        #[test]
        fn what_fits_is_a_beginning_that_could_not_be_longer(text in "[а-яa-z😀-]{1,300}", width in 0.0f32..200.0) {
            let mut faces = Faces::new().unwrap();
            let text = faces.printable(&text);
            let fits = faces.fitting(Face::Bold, 9.0, &text, width);
            prop_assert!(text.is_char_boundary(fits) && fits > 0);
            let next = text[fits..].chars().next().map_or(fits, |c| fits + c.len_utf8());
            if next > fits {
                // Cut elsewhere, a pair may be kerned or not.
                prop_assert!(faces.width(Face::Bold, 9.0, &text[..next]) > width - 1.0);
            }
        }
    }
}
