//! Attribute values as text, also where the export broke the rules of XML.
//!
//! Some versions write an emoji as the two halves of its UTF-16 form, `&#55357;&#56832;`, and control characters as they are. Both are forbidden, and
//! a message is worth more than the rule.

use std::borrow::Cow;

/// Bytes between `&` and `;` of a reference. Longer is text that happens to have an ampersand.
const REFERENCE_MAX_BYTES: usize = 64;

/// A value with its references resolved. What can't stand in a text becomes U+FFFD, so that one sees that something stood there; an ampersand that
/// begins no reference stays. `None` if the value names an entity that XML does not define: what it means is not in the file, or is a trap.
pub(super) fn text(value: &str) -> Option<Cow<'_, str>> {
    // 0xEF begins the two characters U+FFFE and U+FFFF, besides others that are fine.
    if !value.bytes().any(|byte| byte == b'&' || byte < b' ' || byte == 0xef) {
        return Some(Cow::Borrowed(value));
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(|c| c == '&' || !is_allowed(c)) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, bytes) = match rest.strip_prefix('&') {
            Some(_) => reference(rest)?,
            None => (char::REPLACEMENT_CHARACTER, rest.chars().next().map_or(1, char::len_utf8)),
        };
        out.push(c);
        rest = &rest[bytes..];
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// The character that `text`, which begins with `&`, stands for, and the bytes it takes there.
fn reference(text: &str) -> Option<(char, usize)> {
    let Some((name, bytes)) = name(text) else { return Some(('&', 1)) };
    let Some(number) = name.strip_prefix('#') else {
        let c = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        };
        return Some((c, bytes));
    };
    let unit = code(number);
    if let Some(high) = unit.filter(|unit| (0xd800..0xdc00).contains(unit)) {
        let low = self::name(&text[bytes..]).and_then(|(name, bytes)| Some((code(name.strip_prefix('#')?)?, bytes)));
        if let Some((low, low_bytes)) = low.filter(|(low, _)| (0xdc00..0xe000).contains(low)) {
            let c = char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))?;
            return Some((c, bytes + low_bytes));
        }
    }
    let c = unit.and_then(char::from_u32).filter(|c| is_allowed(*c)).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((c, bytes))
}

/// What stands between `&` and `;` at the beginning of `text`, if it has the form of a reference, and the bytes of all of it.
fn name(text: &str) -> Option<(&str, usize)> {
    let text = text.strip_prefix('&')?;
    let end = text.bytes().take(REFERENCE_MAX_BYTES + 1).position(|byte| byte == b';')?;
    let name = &text[..end];
    let is_name = |name: &str| {
        let first = name.chars().next();
        first.is_some_and(|c| c.is_alphabetic() || c == '_' || c == ':')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.'))
    };
    let is_number = |number: &str| match number.strip_prefix('x') {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()),
    };
    let is_reference = name.strip_prefix('#').map_or_else(|| is_name(name), is_number);
    is_reference.then_some((name, end + 2))
}

/// The number of a reference, decimal or with `x` hexadecimal; `None` if it is beyond 32 bits.
fn code(number: &str) -> Option<u32> {
    match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    }
}

/// Whether XML 1.0 allows the character.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{1_0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_of_an_emoji_become_one() {
        assert_eq!(text("Выйди &#55357;&#56832;").unwrap(), "Выйди 😀");
        assert_eq!(text("&#xD83D;&#xDE00;&#xd83d;&#56832;").unwrap(), "😀😀");
        assert_eq!(text("😀 and &#128512;").unwrap(), "😀 and 😀");
    }

    #[test]
    fn a_half_alone_is_replaced_and_the_rest_stays() {
        assert_eq!(text("a&#55357;b").unwrap(), "a\u{fffd}b");
        assert_eq!(text("a&#56832;&#55357;b").unwrap(), "a\u{fffd}\u{fffd}b");
        assert_eq!(text("&#55357;&#55357;&#56832;").unwrap(), "\u{fffd}😀");
        assert_eq!(text("&#55357;&amp;").unwrap(), "\u{fffd}&");
        assert_eq!(text("&#55357; &#56832;").unwrap(), "\u{fffd} \u{fffd}");
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(text("a\u{1}b\u{0}c\u{1f}").unwrap(), "a\u{fffd}b\u{fffd}c\u{fffd}");
        assert_eq!(text("&#0;&#1;&#x1F;&#xFFFF;\u{ffff}&#1114112;&#99999999999;").unwrap(), "\u{fffd}".repeat(7));
        assert_eq!(text("a&#10;b\tc\nd&#13;").unwrap(), "a\nb\tc\nd\r");
    }

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(text("&lt;&gt;&amp;&quot;&apos;").unwrap(), "<>&\"'");
        assert_eq!(text("&amp;#55357;&amp;lt;").unwrap(), "&#55357;&lt;");
    }

    #[test]
    fn an_ampersand_that_begins_no_reference_stays() {
        let long = format!("&{};", "a".repeat(REFERENCE_MAX_BYTES + 1));
        for verbatim in ["Tom & Jerry; both", "AT&T", "&", "&;", "&#;", "&#x;", "&#12a;", "a&&b", "&жоқ жоқ;", &long] {
            assert_eq!(text(verbatim).unwrap(), verbatim);
        }
    }

    #[test]
    fn an_entity_of_the_files_own_is_refused() {
        assert_eq!(text("a &lol9; b"), None);
        assert_eq!(text("&nbsp;"), None);
    }

    proptest! {
        #[test]
        fn a_text_written_as_utf16_references_comes_back(original in "[\\PC\\n\\t]{0,40}", hexadecimal: bool) {
            let written: String = original
                .encode_utf16()
                .map(|unit| if hexadecimal { format!("&#x{unit:x};") } else { format!("&#{unit};") })
                .collect();
            prop_assert_eq!(text(&written).unwrap(), original.as_str());
        }

        #[test]
        fn whatever_comes_out_is_allowed(value in "[&#;x0-9a-f\u{0}-\u{20}\\PC]{0,60}") {
            if let Some(text) = text(&value) {
                prop_assert!(text.chars().all(is_allowed));
            }
        }
    }
}
