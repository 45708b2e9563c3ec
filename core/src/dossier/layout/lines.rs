//! Breaking paragraphs into lines.
//!
//! Lines are filled greedily and end at spaces, never with a hyphen that nobody wrote. A dash stays with the word before it. A word that no line can hold is
//! broken after a sign that divides its parts, as in a link, and only then anywhere.

use super::face::{Face, Faces};
use std::ops::Range;

/// Signs after which a word too long for a line is broken.
const DIVIDERS: [char; 14] = ['/', '.', '-', '_', '?', '&', '=', '@', ',', ';', ':', '\\', '|', '+'];
/// Characters in which such a sign is looked for: more than any line holds.
const DIVIDED_MAX_CHARS: usize = 256;
/// How much of text's breadth may stand beyond the edge because numbers are rounded.
const ROUNDING_PT: f32 = 0.01;

/// Words of one look. A line may end between two spans.
#[derive(Clone, Debug, Default)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) face: Face,
}

/// One line of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) parts: Vec<Part>,
    /// Without the space at its end.
    pub(super) width_pt: f32,
}

/// What one span has in a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// Which span.
    pub(super) span: usize,
    /// Which bytes of it, with the space that the line ends at.
    pub(super) bytes: Range<usize>,
    /// Where it begins, from the beginning of the line.
    pub(super) x_pt: f32,
}

/// Breaks printable spans into lines of this width. There is always at least one, if only an empty one.
pub(super) fn lines(faces: &mut Faces, spans: &[Span], size_pt: f32, width_pt: f32) -> Vec<Line> {
    let mut breaker = Breaker { faces, spans, size_pt, width_pt, lines: Vec::new(), line: Line::default(), at_pt: 0.0 };
    for (span, text) in spans.iter().enumerate() {
        breaker.span(span, &text.text);
    }
    breaker.end_line();
    breaker.lines
}

struct Breaker<'a> {
    faces: &'a mut Faces,
    spans: &'a [Span],
    size_pt: f32,
    width_pt: f32,
    lines: Vec<Line>,
    line: Line,
    /// Where the next word begins: behind the last space.
    at_pt: f32,
}

impl Breaker<'_> {
    fn span(&mut self, span: usize, text: &str) {
        let mut at = 0;
        for (number, hard_line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
            }
            for word in words(hard_line) {
                self.word(span, at + word.start..at + word.end);
            }
            at += hard_line.len() + 1;
        }
    }

    /// Places a word, the spaces behind it included.
    fn word(&mut self, span: usize, bytes: Range<usize>) {
        let text = &self.spans[span].text[bytes.clone()];
        let bare = text.trim_end_matches(' ').len();
        let width = self.width(span, &text[..bare]);
        if self.at_pt + width > self.width_pt + ROUNDING_PT && !self.line.parts.is_empty() && width <= self.width_pt {
            self.end_line();
        }
        if self.at_pt + width <= self.width_pt + ROUNDING_PT {
            self.place(span, bytes, bare, width);
        } else {
            self.long_word(span, bytes, bare);
        }
    }

    fn long_word(&mut self, span: usize, bytes: Range<usize>, bare: usize) {
        let mut start = bytes.start;
        let end = bytes.start + bare;
        while start < end {
            let rest = &self.spans[span].text[start..end];
            let divided = divided(rest);
            let width = self.width(span, &rest[..divided]);
            if self.at_pt + width > self.width_pt + ROUNDING_PT && !self.line.parts.is_empty() {
                self.end_line();
                continue;
            }
            let piece = if width <= self.width_pt { divided } else { self.fitting(span, &rest[..divided]) };
            // The spaces belong to the last piece.
            let until = if start + piece == end { bytes.end } else { start + piece };
            let width = self.width(span, &rest[..piece]);
            self.place(span, start..until, piece, width);
            start += piece;
        }
    }

    fn place(&mut self, span: usize, bytes: Range<usize>, bare: usize, width: f32) {
        let spaces = &self.spans[span].text[bytes.start + bare..bytes.end];
        let spaces = self.width(span, spaces);
        match self.line.parts.last_mut() {
            Some(last) if last.span == span => last.bytes.end = bytes.end,
            _ => self.line.parts.push(Part { span, bytes, x_pt: self.at_pt }),
        }
        self.line.width_pt = self.at_pt + width;
        self.at_pt += width + spaces;
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.at_pt = 0.0;
    }

    fn width(&mut self, span: usize, text: &str) -> f32 {
        self.faces.width(self.spans[span].face, self.size_pt, text)
    }

    fn fitting(&mut self, span: usize, text: &str) -> usize {
        self.faces.fitting(self.spans[span].face, self.size_pt, text, self.width_pt)
    }
}

/// Where the first part of a long word ends.
fn divided(word: &str) -> usize {
    let window = word.char_indices().nth(DIVIDED_MAX_CHARS).map_or(word, |(end, _)| &word[..end]);
    window.find(DIVIDERS).map_or(window.len(), |at| at + 1)
}

/// The words of a line with the spaces behind them; a dash that stands alone is part of the word before it.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let range = at..at + word.len();
        at = range.end;
        match words.last_mut() {
            Some(last) if matches!(word.trim_end_matches(' '), "" | "–" | "—" | "-") => last.end = range.end,
            _ => words.push(range),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lines as broad as what is to fit into one.
    fn broken(text: &str, fits: &str) -> Vec<String> {
        let mut faces = Faces::new().unwrap();
        let width_pt = faces.width(Face::Regular, 10.0, fits);
        let spans = [Span { text: faces.printable(text), face: Face::Regular }];
        let lines = lines(&mut faces, &spans, 10.0, width_pt);
        lines.iter().map(|line| line.parts.iter().map(|part| &spans[0].text[part.bytes.clone()]).collect()).collect()
    }

    #[test]
    fn lines_end_at_spaces_and_keep_them() {
        assert_eq!(broken("один два три", "один два"), ["один два ", "три"]);
        assert_eq!(broken("один\n\nдва", "один"), ["один", "", "два"]);
        assert_eq!(broken("", "один"), [""]);
        assert_eq!(broken("ст.\u{a0}115-1 УК", "ст.\u{a0}115-1"), ["ст.\u{a0}115-1 ", "УК"]);
    }

    #[test]
    fn no_line_begins_with_a_dash() {
        assert_eq!(broken("и слово – дело", "и слово"), ["и ", "слово – ", "дело"]);
        assert_eq!(broken("– дело", "– дело"), ["– дело"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_at_its_signs_first_and_gets_no_hyphen() {
        assert_eq!(broken("смотри example.org/a/very-long", "example.org/"), ["смотри ", "example.org/", "a/very-long"]);
        let long = "ж".repeat(500);
        let lines = broken(&long, &"ж".repeat(16));
        assert!(lines.len() > 20 && lines.concat() == long);
        // One letter a line, if the column is narrower than that.
        assert_eq!(broken("жж", "i"), ["ж", "ж"]);
    }

    #[test]
    fn a_letter_that_is_cut_off_from_the_next_still_fits() {
        let mut faces = Faces::new().unwrap();
        let text = "aиаkdдадnсxc";
        let width_pt = 16.162_462;
        let spans = [Span { text: text.into(), face: Face::Regular }];
        assert!(lines(&mut faces, &spans, 10.0, width_pt).iter().all(|line| line.width_pt <= width_pt + ROUNDING_PT));
    }

    #[test]
    fn spans_of_two_faces_share_a_line() {
        let mut faces = Faces::new().unwrap();
        let spans = [Span { text: "Место: ".into(), face: Face::Bold }, Span { text: "дом".into(), face: Face::Regular }];
        let lines = lines(&mut faces, &spans, 10.0, 200.0);
        assert_eq!(lines.len(), 1);
        assert!((lines[0].parts[1].x_pt - faces.width(Face::Bold, 10.0, "Место: ")).abs() < 0.01);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(text in "([а-яa-z]{1,30}[ .–/-]{0,3}|\n|😀| ){0,60}", width in 8.0f32..300.0) {
            let mut faces = Faces::new().unwrap();
            let printable = faces.printable(&text);
            let spans = [Span { text: printable.clone(), face: Face::Regular }];
            let lines = lines(&mut faces, &spans, 10.0, width);
            for line in &lines {
                let chars: usize = line.parts.iter().map(|part| printable[part.bytes.clone()].trim_end().chars().count()).sum();
                prop_assert!(line.width_pt <= width + ROUNDING_PT || chars <= 1, "{} > {width}: {chars}", line.width_pt);
            }
            let kept: String = lines.iter().flat_map(|line| &line.parts).map(|part| &printable[part.bytes.clone()]).collect();
            prop_assert_eq!(kept, printable.replace('\n', ""));
        }
    }
}
