//! A JSON document read as it comes: what is not asked for is passed over, and of what is asked for one element is held at a time.

use super::input::Input;
use std::io;

/// Objects and arrays within each other. Exports have six.
const DEPTH_MAX: usize = 64;
/// The longest element that is held: the longest message of an export is far shorter.
pub(super) const ELEMENT_MAX_BYTES: usize = 4 * 1024 * 1024;
/// The longest key that is compared; longer ones are no key of an export.
const KEY_MAX_BYTES: usize = 256;

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum JsonError {
    Io(io::Error),
    /// Not JSON from here on.
    Malformed,
    /// Deeper than anything that an export holds.
    TooDeep,
}

impl From<io::Error> for JsonError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What comes next in the object or array that is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A key; its value is to be read, entered or passed over.
    Key(String),
    /// An element of an array, likewise.
    Element,
    /// The end of the object or array.
    End,
}

/// Reads values from a file.
pub(super) struct Json<'a> {
    input: Input<'a>,
    /// What was entered: objects (true) and arrays, and whether something was read of each.
    open: Vec<(bool, bool)>,
}

impl<'a> Json<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { input, open: Vec::new() }
    }

    /// The line that is read.
    pub(super) fn line(&self) -> u64 {
        self.input.line()
    }

    /// The first byte of the value that comes; `None` at the end of the file.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, JsonError> {
        Ok(self.input.peek()?)
    }

    /// Enters the object or array that comes.
    pub(super) fn enter(&mut self) -> Result<(), JsonError> {
        let is_object = match self.input.peek()? {
            Some(b'{') => true,
            Some(b'[') => false,
            _ => return Err(JsonError::Malformed),
        };
        if self.open.len() == DEPTH_MAX {
            return Err(JsonError::TooDeep);
        }
        self.input.consume(1);
        self.open.push((is_object, false));
        Ok(())
    }

    /// What comes next in what was entered last.
    pub(super) fn step(&mut self) -> Result<Step, JsonError> {
        let Some((is_object, any)) = self.open.last().copied() else { return Err(JsonError::Malformed) };
        let end = if is_object { b'}' } else { b']' };
        let mut next = self.input.peek()?;
        if next == Some(b',') && any {
            self.input.consume(1);
            next = self.input.peek()?;
        } else if any && next != Some(end) {
            return Err(JsonError::Malformed);
        }
        if next == Some(end) {
            self.input.consume(1);
            self.open.pop();
            return Ok(Step::End);
        }
        if next.is_none() {
            return Err(JsonError::Malformed);
        }
        if let Some(last) = self.open.last_mut() {
            last.1 = true;
        }
        if !is_object {
            return Ok(Step::Element);
        }
        let key = self.value(KEY_MAX_BYTES)?;
        let key = key.and_then(|key| serde_json::from_slice(&key).ok()).unwrap_or_default();
        if self.input.peek()? != Some(b':') {
            return Err(JsonError::Malformed);
        }
        self.input.consume(1);
        Ok(Step::Key(key))
    }

    /// The bytes of the value that comes, control characters repaired; `None` if it is longer than `max`, and then it is passed over.
    pub(super) fn value(&mut self, max: usize) -> Result<Option<Vec<u8>>, JsonError> {
        let mut taken = Vec::new();
        let mut fits = true;
        let mut depth = 0;
        let mut place = Place::Outside;
        if matches!(self.input.peek()?, None | Some(b',' | b':' | b'}' | b']')) {
            return Err(JsonError::Malformed);
        }
        loop {
            let ahead = self.input.ahead(1)?;
            let is_end = ahead.is_empty();
            let mut passed = 0;
            let mut done = is_end;
            for byte in ahead {
                let is_outermost = depth == 0;
                let (next, ends) = place.after(*byte, &mut depth);
                // What ends a bare word, as a comma, is not part of it.
                if place == Place::Word && next != Place::Word && is_outermost {
                    done = true;
                    break;
                }
                if depth + self.open.len() > DEPTH_MAX {
                    return Err(JsonError::TooDeep);
                }
                place = next;
                passed += 1;
                if ends && depth == 0 {
                    done = true;
                    break;
                }
            }
            if fits && taken.len() + passed <= max {
                taken.extend_from_slice(&ahead[..passed]);
            } else {
                (fits, taken) = (false, Vec::new());
            }
            self.input.consume(passed);
            if is_end && (depth > 0 || matches!(place, Place::Text | Place::Escape)) {
                return Err(JsonError::Malformed);
            }
            if done {
                if fits && taken.is_empty() {
                    return Err(JsonError::Malformed);
                }
                return Ok(fits.then(|| repaired(taken)));
            }
        }
    }
}

/// Where in a value a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    /// In a number, `true`, `false` or `null`.
    Word,
    Text,
    /// Behind a backslash.
    Escape,
}

impl Place {
    /// Where the next byte stands, and whether a value may end with this one.
    fn after(self, byte: u8, depth: &mut usize) -> (Self, bool) {
        match (self, byte) {
            (Self::Text, b'\\') => (Self::Escape, false),
            (Self::Text, b'"') => (Self::Outside, true),
            (Self::Text | Self::Escape, _) | (_, b'"') => (Self::Text, false),
            (Self::Word, b'}' | b']') if *depth == 0 => (Self::Outside, false),
            (_, b'{' | b'[') => {
                *depth += 1;
                (Self::Outside, false)
            }
            (_, b'}' | b']') => {
                *depth = depth.saturating_sub(1);
                (Self::Outside, true)
            }
            (_, b',' | b':') => (Self::Outside, false),
            (_, byte) if byte.is_ascii_whitespace() => (Self::Outside, false),
            _ => (Self::Word, false),
        }
    }
}

/// Telegram writes control characters as `\xNN`, which JSON does not have: `\u00NN` is the same.
fn repaired(json: Vec<u8>) -> Vec<u8> {
    if !json.windows(2).any(|pair| pair == b"\\x") {
        return json;
    }
    let mut out = Vec::with_capacity(json.len() + 16);
    let mut bytes = json.iter().copied();
    while let Some(byte) = bytes.next() {
        out.push(byte);
        if byte != b'\\' {
            continue;
        }
        match bytes.next() {
            Some(b'x') => out.extend_from_slice(b"u00"),
            Some(escaped) => out.push(escaped),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str, max: usize) -> Result<Option<Vec<u8>>, JsonError> {
        let mut ignore = |_| ();
        Json::new(Input::new(Box::new(text.as_bytes()), &mut ignore).unwrap()).value(max)
    }

    fn text(json: &str) -> String {
        String::from_utf8(value(json, 1_000).unwrap().unwrap()).unwrap()
    }

    #[test]
    fn a_value_ends_where_it_ends() {
        for (json, expected) in [
            ("12, 3", "12"),
            (" null}", "null"),
            ("\"a\\\"b]\" ]", "\"a\\\"b]\""),
            ("{\"a\":[1,{\"b\":\"}\"}]},{", "{\"a\":[1,{\"b\":\"}\"}]}"),
            ("[1, 2] ", "[1, 2]"),
            ("true", "true"),
            ("\"\\x1f\\\\x\"", "\"\\u001f\\\\x\""),
        ] {
            assert_eq!(text(json), expected);
        }
        for broken in ["", " ", "{\"a\":1", "\"a", "[", ",", "}"] {
            assert!(matches!(value(broken, 1_000), Err(JsonError::Malformed)), "{broken}");
        }
        assert!(value("\"12345678\"", 5).unwrap().is_none());
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_at_once() {
        let deep = "[".repeat(1_000);
        assert!(matches!(value(&deep, usize::MAX), Err(JsonError::TooDeep)));
        assert!(value(&format!("{}{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX)), 1_000).unwrap().is_some());
    }

    #[test]
    fn an_object_is_walked_through() {
        let mut ignore = |_| ();
        let mut json = Json::new(Input::new(Box::new(&b" {\"a\" : 1, \"b\":[2 ,{}],\"c\":\"x\"} "[..]), &mut ignore).unwrap());
        json.enter().unwrap();
        assert_eq!(json.step().unwrap(), Step::Key("a".into()));
        assert_eq!(json.value(9).unwrap().unwrap(), b"1");
        assert_eq!(json.step().unwrap(), Step::Key("b".into()));
        json.enter().unwrap();
        assert_eq!(json.step().unwrap(), Step::Element);
        assert_eq!(json.value(9).unwrap().unwrap(), b"2");
        assert_eq!(json.step().unwrap(), Step::Element);
        assert_eq!(json.value(9).unwrap().unwrap(), b"{}");
        assert_eq!(json.step().unwrap(), Step::End);
        assert_eq!(json.step().unwrap(), Step::Key("c".into()));
        assert_eq!(json.value(9).unwrap().unwrap(), b"\"x\"");
        assert_eq!(json.step().unwrap(), Step::End);
        assert_eq!(json.peek().unwrap(), None);
    }

    proptest! {
        #[test]
        fn any_valid_value_is_cut_out_whole(number in any::<i64>(), words in prop::collection::vec("\\PC{0,9}", 0..6), behind in "[,\\]} ]") {
            let json = serde_json::json!({ "n": number, "words": words, "deep": [[{ "x": words }]] }).to_string();
            prop_assert_eq!(text(&format!("{json}{behind}")), json);
        }

        #[test]
        fn no_bytes_trap_it(bytes in prop::collection::vec(prop::sample::select(b"{}[]\",:\\x1au0 \n".to_vec()), 0..60)) {
            let mut ignore = |_| ();
            let mut json = Json::new(Input::new(Box::new(&bytes[..]), &mut ignore).unwrap());
            if json.enter().is_ok() {
                for _ in 0..=bytes.len() {
                    match json.step() {
                        Ok(Step::End) | Err(_) => break,
                        Ok(_) => if json.value(30).is_err() { break },
                    }
                }
            }
        }
    }
}
