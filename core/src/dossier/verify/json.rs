//! JSON as FORMAT.md §17 reads it: nothing in it can be read in two ways, and no number goes through a float.

use std::collections::BTreeMap;
use std::str::Chars;

/// Objects and arrays within one another.
pub(crate) const JSON_DEEP_MAX: usize = 64;

/// A value. Two are the same if they are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads a document; `None` if it is none, or one that two readers can take for different things.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(std::str::from_utf8(bytes).ok()?);
        let value = reader.value(0)?;
        reader.skip_gap();
        reader.0.is_empty().then_some(value)
    }

    /// The members of an object that has all of `needed` and, beyond these, only some of `also`.
    pub(super) fn members<const N: usize>(self, needed: [&str; N], also: &[&str]) -> Option<([Self; N], BTreeMap<String, Self>)> {
        let Self::Object(mut members) = self else { return None };
        let found: Vec<Self> = needed.into_iter().map_while(|name| members.remove(name)).collect();
        let known = members.keys().all(|name| also.contains(&name.as_str()));
        Some((found.try_into().ok()?, members)).filter(|_| known)
    }

    pub(super) fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn list(self) -> Option<Vec<Self>> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// A whole number written as digits without a leading zero.
    pub(super) fn whole(&self) -> Option<u64> {
        let Self::Number(digits) = self else { return None };
        digits.parse().ok().filter(|number: &u64| number.to_string() == *digits)
    }
}

struct Reader<'t>(&'t str);

impl Reader<'_> {
    fn skip_gap(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn takes(&mut self, word: &str) -> bool {
        let rest = self.0.strip_prefix(word);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.skip_gap();
        for (word, value) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if self.takes(word) {
                return Some(value);
            }
        }
        match self.0.as_bytes().first()? {
            b'"' => self.text().map(Json::Text),
            b'[' | b'{' if depth == JSON_DEEP_MAX => None,
            b'[' => self.list(depth + 1),
            b'{' => self.object(depth + 1),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut list = Vec::new();
        self.elements("[", "]", |reader| {
            list.push(reader.value(depth)?);
            Some(())
        })?;
        Some(Json::List(list))
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = BTreeMap::new();
        self.elements("{", "}", |reader| {
            reader.skip_gap();
            let name = reader.text()?;
            reader.skip_gap();
            if !reader.takes(":") {
                return None;
            }
            let value = reader.value(depth)?;
            members.insert(name, value).is_none().then_some(())
        })?;
        Some(Json::Object(members))
    }

    fn elements(&mut self, start: &str, end: &str, mut element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.takes(start);
        self.skip_gap();
        if self.takes(end) {
            return Some(());
        }
        loop {
            element(self)?;
            self.skip_gap();
            if self.takes(end) {
                return Some(());
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let whole = self.0;
        self.takes("-");
        if !self.takes("0") {
            self.digits()?;
        }
        if self.takes(".") {
            self.digits()?;
        }
        if self.takes("e") || self.takes("E") {
            let _ = self.takes("+") || self.takes("-");
            self.digits()?;
        }
        Some(Json::Number(whole[..whole.len() - self.0.len()].to_owned()))
    }

    fn digits(&mut self) -> Option<()> {
        let rest = self.0.trim_start_matches(|c: char| c.is_ascii_digit());
        let found = rest.len() < self.0.len();
        self.0 = rest;
        found.then_some(())
    }

    fn text(&mut self) -> Option<String> {
        self.0 = self.0.strip_prefix('"')?;
        let mut out = String::new();
        loop {
            let plain = self.0.find(|c: char| c == '"' || c == '\\' || c < ' ')?;
            out.push_str(&self.0[..plain]);
            let mut rest = self.0[plain..].chars();
            match rest.next()? {
                '"' => {
                    self.0 = rest.as_str();
                    return Some(out);
                }
                '\\' => out.push(escaped(&mut rest)?),
                _ => return None,
            }
            self.0 = rest.as_str();
        }
    }
}

/// The character behind a backslash.
fn escaped(rest: &mut Chars<'_>) -> Option<char> {
    match rest.next()? {
        same @ ('"' | '\\' | '/') => Some(same),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'u' => {
            let first = unit(rest)?;
            if !(0xD800..0xDC00).contains(&first) {
                return char::from_u32(first);
            }
            let second = (rest.next()? == '\\' && rest.next()? == 'u').then(|| unit(rest))??;
            let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + low)
        }
        _ => None,
    }
}

fn unit(rest: &mut Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |number, _| Some(number << 4 | rest.next()?.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A value of another reader, where that says enough of it.
    fn of_serde(value: serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(value) => Json::Bool(value),
            serde_json::Value::Number(number) => Json::Number(number.to_string()),
            serde_json::Value::String(text) => Json::Text(text),
            serde_json::Value::Array(list) => Json::List(list.into_iter().map(of_serde).collect()),
            serde_json::Value::Object(members) => Json::Object(members.into_iter().map(|(name, value)| (name, of_serde(value))).collect()),
        }
    }

    #[test]
    fn what_two_readers_can_take_for_different_things_is_refused() {
        for wrong in [
            "",
            "{",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\":1,\"a\":1}",
            "01",
            "+1",
            ".5",
            "1.",
            "1e",
            "-",
            "NaN",
            "nul",
            "[1 2]",
            "\"\u{1}\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"",
            "\u{feff}1",
            "1 1",
            "'a'",
            "{a:1}",
            "{\"a\" 1}",
            "\u{a0}1",
            "\"\\u00g0\"",
            "[",
        ] {
            assert_eq!(Json::read(wrong.as_bytes()), None, "{wrong}");
        }
        assert_eq!(Json::read(b"\"\xff\""), None);
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Json::read(deep(JSON_DEEP_MAX).as_bytes()).is_some());
        assert_eq!(Json::read(deep(JSON_DEEP_MAX + 1).as_bytes()), None);
    }

    #[test]
    fn numbers_are_the_same_only_as_they_are_written() {
        let read = |text: &str| Json::read(text.as_bytes()).unwrap();
        assert_ne!(read("1"), read("1.0"));
        assert_ne!(read("9223372036854775806"), read("9223372036854775807"));
        assert_eq!(read("-0.10E+5"), Json::Number("-0.10E+5".to_owned()));
        assert_eq!((read("12").whole(), read("1.0").whole(), read("-1").whole(), read("\"1\"").whole()), (Some(12), None, None, None));
    }

    #[test]
    fn escapes_mean_what_the_standard_says() {
        let text = r#""\"\\\/\b\f\n\r\t\u04d9\ud83d\ude21""#;
        assert_eq!(Json::read(text.as_bytes()), Some(Json::Text("\"\\/\u{8}\u{c}\n\r\tә😡".to_owned())));
    }

    proptest! {
        #[test]
        fn it_reads_what_another_reader_reads(text in "([\\[\\]{},:]|\"[a-zә\\\\\"]{0,3}\"|\\\\u[0-9a-f]{4}|true|null|-?[0-9]{1,3}| |\n){0,12}") {
            if let Some(read) = Json::read(text.as_bytes()) {
                let other = serde_json::from_str(&text).unwrap();
                prop_assume!(!text.contains("-0"));
                prop_assert_eq!(read, of_serde(other));
            }
        }

        #[test]
        fn what_another_writer_writes_is_read(texts in proptest::collection::vec("\\PC{0,8}|[\u{0}-\u{20}\"\\\\]{0,4}", 0..5), number in any::<i64>()) {
            let value = serde_json::json!({ "texts": texts, "number": number, "nothing": null, "yes": [true, {}] });
            for written in [serde_json::to_vec(&value).unwrap(), serde_json::to_vec_pretty(&value).unwrap()] {
                prop_assert_eq!(Json::read(&written), Some(of_serde(value.clone())));
            }
        }
    }
}
