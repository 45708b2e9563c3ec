//! The tags of a phone export, one at a time, also of an export that is not well-formed.
//!
//! An XML parser stops at the first mistake and holds the longest tag in memory. Here a mistake costs one tag: reading goes on at the next row. And a
//! tag is held only up to a limit, without the base64 of photographs, which may be a hundred times longer than all else.

use super::input::Input;
use quick_xml::events::BytesStart;
use std::borrow::Cow;
use std::io;

/// The longest tag that is held, without its `data` value. Texts are far shorter (`TEXT_MAX_BYTES`), but references can make six bytes of one.
pub(super) const TAG_MAX_BYTES: usize = 4 * 1024 * 1024;

/// Where a row or its end begins. Exports escape `<` in texts, so inside of a tag this means that the tag lacks a quote or its end.
const RESUME_AT: [&[u8]; 10] = [b"<call ", b"<sms ", b"<mms ", b"<mms>", b"<part ", b"<addr ", b"</mms", b"</part", b"</smses", b"</calls"];
/// The longest of these and of the marks of comments and the like.
const LOOK_AHEAD_BYTES: usize = 9;

/// What stands at a place in the file.
pub(super) struct Found {
    /// Line of its first byte.
    pub(super) line: u64,
    /// What it is.
    pub(super) what: What,
}

/// See [`Found`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A whole tag: [`Tags::tag`] has it.
    Tag,
    /// A tag that lacks a quote or its end: only its name can be trusted.
    Broken,
    /// A tag beyond [`TAG_MAX_BYTES`], which was passed over.
    TooLong,
    /// A tag, comment or the like in which the file ends.
    Cut,
    /// Text between tags, where none belongs.
    Text,
    /// A tag up to the beginning of its `data`: only where [`Tags::stopping`] said so.
    Data,
}

/// Reads tags. Comments, declarations and document types are passed over, entities among them: nothing is ever expanded.
pub(super) struct Tags<'a> {
    input: Input<'a>,
    /// The tag without its angle brackets.
    content: Vec<u8>,
    /// Whether to stop at the value of `data`.
    stops: bool,
    /// What closes the value of `data` at which the reading stopped.
    data_mark: Option<u8>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { input, content: Vec::new(), stops: false, data_mark: None }
    }

    /// Tags that stop at each value of `data`, to be read with [`Tags::read_data`].
    pub(super) fn stopping(input: Input<'a>) -> Self {
        Self { stops: true, ..Self::new(input) }
    }

    /// Reads the value of `data` at which the reading stopped; 0 at its end. [`Tags::rest_of_tag`] goes on behind it.
    pub(super) fn read_data(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(mark) = self.data_mark else { return Ok(0) };
        let ahead = self.input.ahead(1)?;
        if ahead.is_empty() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let value = ahead.iter().position(|byte| *byte == mark || *byte == b'<').unwrap_or(ahead.len());
        if ahead.get(value).is_some_and(|byte| *byte == b'<') && value == 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let read = value.min(out.len());
        out[..read].copy_from_slice(&ahead[..read]);
        self.input.consume(read);
        Ok(read)
    }

    /// The rest of the tag at whose `data` the reading stopped.
    pub(super) fn rest_of_tag(&mut self) -> io::Result<What> {
        let mark = self.data_mark.take();
        self.read_on(mark, if mark.is_some() { Keep::NotThisValue } else { Keep::All })
    }

    /// The next tag or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Found>> {
        self.content.clear();
        loop {
            if let Some(line) = self.skip_text()? {
                return Ok(Some(Found { line, what: What::Text }));
            }
            let line = self.input.line();
            let ahead = self.input.ahead(LOOK_AHEAD_BYTES)?;
            let whole = match ahead {
                [] => return Ok(None),
                [b'<', b'!', b'-', b'-', ..] => self.skip_past(b"-->")?,
                [b'<', b'!', b'[', ..] => self.skip_past(b"]]>")?,
                [b'<', b'!', ..] => self.skip_document_type()?,
                [b'<', b'?', ..] => self.skip_past(b"?>")?,
                _ => return Ok(Some(Found { line, what: self.read_tag()? })),
            };
            if !whole {
                return Ok(Some(Found { line, what: What::Cut }));
            }
        }
    }

    /// The tag that was read last.
    pub(super) fn tag(&self) -> Tag<'_> {
        let content = String::from_utf8_lossy(&self.content);
        let name_len = content.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(content.len());
        Tag { content, name_len }
    }

    /// The name of what ends, if the tag that was read last is an end `</…>`.
    pub(super) fn end_name(&self) -> Option<&[u8]> {
        Some(self.content.strip_prefix(b"/")?.trim_ascii())
    }

    /// The line that is read.
    pub(super) fn line(&self) -> u64 {
        self.input.line()
    }

    /// Memory the longest tag so far took.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.content.capacity()
    }

    /// Passes over what stands before the next `<`. The line of the first thing that is not blank, if there is one.
    fn skip_text(&mut self) -> io::Result<Option<u64>> {
        let mut found = None;
        loop {
            let ahead = self.input.ahead(1)?;
            let text = ahead.iter().position(|byte| *byte == b'<').unwrap_or(ahead.len());
            let more = text == ahead.len() && text > 0;
            // Control characters are no text: a file system that lost power may leave zero bytes.
            let first = ahead[..text].iter().position(|byte| *byte > b' ').filter(|_| found.is_none());
            if let Some(first) = first {
                self.input.consume(first);
                found = Some(self.input.line());
            }
            self.input.consume(text - first.unwrap_or(0));
            if !more {
                return Ok(found);
            }
        }
    }

    /// Passes over everything up to and with `end`; false if it does not come.
    fn skip_past(&mut self, end: &[u8]) -> io::Result<bool> {
        loop {
            let ahead = self.input.ahead(end.len())?;
            if let Some(at) = ahead.windows(end.len()).position(|window| window == end) {
                self.input.consume(at + end.len());
                return Ok(true);
            }
            if ahead.len() < end.len() {
                return Ok(false);
            }
            let passed = ahead.len() - (end.len() - 1);
            self.input.consume(passed);
        }
    }

    /// Passes over `<!DOCTYPE …>` with the declarations in it; false if it does not end.
    fn skip_document_type(&mut self) -> io::Result<bool> {
        let mut depth = 0u64;
        let mut quote = None;
        loop {
            let ahead = self.input.ahead(1)?;
            let passed = ahead.len();
            let mut end = None;
            for (at, byte) in ahead.iter().enumerate() {
                match (quote, byte) {
                    (Some(open), byte) if open == *byte => quote = None,
                    (None, b'"' | b'\'') => quote = Some(*byte),
                    (None, b'<') => depth += 1,
                    (None, b'>') => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    end = Some(at + 1);
                    break;
                }
            }
            self.input.consume(end.unwrap_or(passed));
            if end.is_some() || passed == 0 {
                return Ok(end.is_some());
            }
        }
    }

    /// Reads a tag from its `<` on.
    fn read_tag(&mut self) -> io::Result<What> {
        self.input.consume(1);
        self.read_on(None, Keep::All)
    }

    fn read_on(&mut self, mut quote: Option<u8>, mut keep: Keep) -> io::Result<What> {
        loop {
            let ahead = self.input.ahead(1)?;
            if ahead.is_empty() {
                return Ok(What::Cut);
            }
            let is_stop = |byte: &u8| match quote {
                Some(open) => *byte == open || *byte == b'<',
                None => matches!(byte, b'"' | b'\'' | b'<' | b'>'),
            };
            let plain = ahead.iter().position(is_stop).unwrap_or(ahead.len());
            let stop = ahead.get(plain).copied();
            keep = keep.push(&mut self.content, &ahead[..plain]);
            self.input.consume(plain);
            match stop {
                None => continue,
                Some(b'<') => {
                    let ahead = self.input.ahead(LOOK_AHEAD_BYTES)?;
                    if RESUME_AT.iter().any(|start| ahead.starts_with(start)) {
                        return Ok(What::Broken);
                    }
                }
                Some(b'>') if quote.is_none() => {
                    self.input.consume(1);
                    return Ok(if keep == Keep::Nothing { What::TooLong } else { What::Tag });
                }
                Some(mark) if quote.is_none() => {
                    quote = Some(mark);
                    keep = keep.open(&mut self.content, mark);
                    self.input.consume(1);
                    if self.stops && keep == Keep::NotThisValue {
                        self.data_mark = quote;
                        return Ok(What::Data);
                    }
                    continue;
                }
                Some(_) => {
                    quote = None;
                    keep = keep.close();
                }
            }
            // A closing quote, or a `<` that means itself.
            keep = keep.push(&mut self.content, &[stop.unwrap_or_default()]);
            self.input.consume(1);
        }
    }
}

/// What is kept of a tag while it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    All,
    /// All but the value that is open now.
    NotThisValue,
    /// The tag is too long.
    Nothing,
}

impl Keep {
    fn push(self, content: &mut Vec<u8>, bytes: &[u8]) -> Self {
        match self {
            Self::All if content.len() + bytes.len() > TAG_MAX_BYTES => Self::Nothing,
            Self::All => {
                content.extend_from_slice(bytes);
                self
            }
            Self::NotThisValue | Self::Nothing => self,
        }
    }

    /// A value begins: that of `data`, the base64 of a picture, is not kept.
    fn open(self, content: &mut Vec<u8>, mark: u8) -> Self {
        let attribute = content.trim_ascii_end().strip_suffix(b"=").map(<[u8]>::trim_ascii_end);
        let is_data = attribute.and_then(|text| text.strip_suffix(b"data")).and_then(<[u8]>::last).is_some_and(u8::is_ascii_whitespace);
        match self.push(content, &[mark]) {
            Self::All if is_data => Self::NotThisValue,
            other => other,
        }
    }

    fn close(self) -> Self {
        if self == Self::NotThisValue { Self::All } else { self }
    }
}

/// A start tag, or one that is complete in itself.
pub(super) struct Tag<'t> {
    content: Cow<'t, str>,
    name_len: usize,
}

impl Tag<'_> {
    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.content[..self.name_len]
    }

    /// Whether nothing stands in it: `<mms … />`.
    pub(super) fn is_complete(&self) -> bool {
        self.content.ends_with('/')
    }

    /// Tells `each` the attributes in their order, values with their references unresolved; false if they can't be read.
    pub(super) fn for_each_attribute(&self, mut each: impl FnMut(&str, &str)) -> bool {
        let content = self.content.strip_suffix('/').unwrap_or(&self.content);
        let start = BytesStart::from_content(content, self.name_len);
        let mut attributes = start.attributes();
        // Comparing every name with every other would take hours for a tag made of nothing but names.
        for attribute in attributes.with_checks(false) {
            match attribute {
                Ok(attribute) => each(attribute.key.0, &attribute.value),
                Err(_) => return false,
            }
        }
        true
    }
}
