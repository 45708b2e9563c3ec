//! A file as its readers see it: from the front, once, a window at a time.

use std::io::{self, Read};

/// Bytes read from the file at once.
const READ_BYTES: u64 = 64 * 1024;
/// What some programs write before the text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The bytes of a file that were not consumed yet. Counts lines and tells how far it is.
pub(super) struct Input<'a> {
    source: Box<dyn Read + 'a>,
    progress: &'a mut dyn FnMut(u64),
    window: Vec<u8>,
    /// Where the bytes that were not consumed begin.
    start: usize,
    line: u64,
    read_bytes: u64,
    ended: bool,
}

impl<'a> Input<'a> {
    /// The file from its beginning, behind a byte order mark.
    pub(super) fn new(source: Box<dyn Read + 'a>, progress: &'a mut dyn FnMut(u64)) -> io::Result<Self> {
        let mut input = Self { source, progress, window: Vec::new(), start: 0, line: 1, read_bytes: 0, ended: false };
        if input.ahead(BYTE_ORDER_MARK.len())?.starts_with(BYTE_ORDER_MARK) {
            input.consume(BYTE_ORDER_MARK.len());
        }
        Ok(input)
    }

    /// At least `bytes` of what comes next, fewer only at the end of the file. The window grows to what is asked for: callers bound it.
    pub(super) fn ahead(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.window.len() - self.start < bytes && !self.ended {
            self.fill()?;
        }
        Ok(&self.window[self.start..])
    }

    /// Leaves `bytes` of what [`Input::ahead`] showed behind.
    #[expect(clippy::naive_bytecount, reason = "a crate for counting line ends is not worth one more to trust")]
    pub(super) fn consume(&mut self, bytes: usize) {
        let gone = &self.window[self.start..self.start + bytes];
        self.line += gone.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.start += bytes;
    }

    /// The next byte that is no space, left where it is; `None` at the end of the file.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let ahead = self.ahead(1)?;
            let blank = ahead.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (found, ended) = (ahead.get(blank).copied(), ahead.is_empty());
            self.consume(blank);
            if found.is_some() || ended {
                return Ok(found);
            }
        }
    }

    /// Takes the next line into `line`, without its end, but of a line beyond `max` bytes only so much. Returns whether all of it is there; `None` at
    /// the end of the file.
    pub(super) fn take_line(&mut self, line: &mut Vec<u8>, max: usize) -> io::Result<Option<bool>> {
        line.clear();
        let mut whole = true;
        let mut any = false;
        loop {
            let ahead = self.ahead(1)?;
            if ahead.is_empty() {
                return Ok(any.then_some(whole));
            }
            any = true;
            let end = ahead.iter().position(|byte| *byte == b'\n');
            let piece = &ahead[..end.unwrap_or(ahead.len())];
            let room = max - line.len();
            whole &= piece.len() <= room;
            line.extend_from_slice(&piece[..piece.len().min(room)]);
            let passed = piece.len() + usize::from(end.is_some());
            self.consume(passed);
            if end.is_some() {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(Some(whole));
            }
        }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Reads [`READ_BYTES`], even if they come in crumbs: each call moves what is left of the window.
    fn fill(&mut self) -> io::Result<()> {
        self.window.drain(..self.start);
        self.start = 0;
        let read = (&mut self.source).take(READ_BYTES).read_to_end(&mut self.window)?;
        self.ended = read == 0;
        self.read_bytes += read as u64;
        (self.progress)(self.read_bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn bytes_come_in_order_with_their_lines_whatever_is_asked_for() {
        let text: Vec<u8> = (0..300_000u32).map(|i| if i % 100 == 99 { b'\n' } else { b'a' + (i % 26) as u8 }).collect();
        let source = Cursor::new(text.clone());
        let mut told = 0;
        let mut progress = |bytes| told = bytes;
        let mut input = Input::new(Box::new(source), &mut progress).unwrap();
        let mut seen = Vec::new();
        for step in (1..).map(|i| i * 7919 % 100_000 + 1) {
            let ahead = input.ahead(step).unwrap();
            let taken = ahead.len().min(step);
            seen.extend_from_slice(&ahead[..taken]);
            input.consume(taken);
            assert_eq!(input.line(), 1 + seen.len() as u64 / 100);
            if taken < step {
                break;
            }
        }
        drop(input);
        assert_eq!(seen, text);
        assert_eq!(told, 300_000);
    }

    #[test]
    fn a_byte_order_mark_is_left_out() {
        for (file, ahead) in [(&b"\xef\xbb\xbfab"[..], &b"ab"[..]), (b"\xef", b"\xef")] {
            assert_eq!(Input::new(Box::new(file), &mut |_| ()).unwrap().ahead(10).unwrap(), ahead);
        }
    }
}
