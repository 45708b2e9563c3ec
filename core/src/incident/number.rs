//! Phone numbers in one form, so that a number typed by hand is found among exported ones.

/// No phone number in any usual form is longer.
const FORM_MAX_BYTES: usize = 128;
/// Fewest digits of an international number, country code included.
const DIGITS_MIN: usize = 7;
/// Most digits of an international number (ITU-T E.164).
const DIGITS_MAX: usize = 15;
/// Digits of a number in Kazakhstan or Russia without the leading `+7` or `8`.
const NATIONAL_DIGITS: usize = 10;

/// A phone number as E.164, `+77010000001`; `None` for what is none: short codes, sender names, text.
///
/// Without `+` or `00` only numbers of Kazakhstan and Russia are recognised, as they are written there: with `8`, with `7`, or as ten digits that
/// begin with 7. Prefixes are not compared with a list: operators get new ones.
pub(crate) fn normalise(text: &str) -> Option<String> {
    if text.len() > FORM_MAX_BYTES {
        return None;
    }
    let dialled = dialled(text)?;
    if let Some(international) = dialled.strip_prefix('+') {
        return e164(international);
    }
    // From a landline the way abroad was 8-10; no number inside the country begins with 1 after the 8.
    if let Some(international) = dialled.strip_prefix("00").or_else(|| dialled.strip_prefix("810")) {
        return e164(international);
    }
    let national = match dialled.len() {
        11 => dialled.strip_prefix(['7', '8'])?,
        NATIONAL_DIGITS if dialled.starts_with('7') => &dialled,
        _ => return None,
    };
    (!national.starts_with(['0', '1', '2'])).then(|| format!("+7{national}"))
}

/// A number in E.164 where it is one, else the text without marks and outer spaces.
pub fn normalise_or_keep(text: &str) -> String {
    normalise(text).unwrap_or_else(|| text.chars().filter(|c| !is_mark(*c)).collect::<String>().trim().to_owned())
}

/// Digits that follow a `+`, if they can be an international number.
fn e164(digits: &str) -> Option<String> {
    let digits_of_seven = digits.len() == NATIONAL_DIGITS + 1;
    let plausible = !digits.starts_with('0')
        && !digits.contains('+')
        && (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len())
        && (!digits.starts_with('7') || digits_of_seven);
    plausible.then(|| format!("+{digits}"))
}

/// Digits, with a `+` in front if there was one; `None` if anything else than the usual separators is among them.
fn dialled(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let text = match text.get(..4) {
        // A telephone link may carry parameters behind a semicolon.
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => text[4..].split(';').next()?,
        _ => text,
    };
    let mut dialled = String::with_capacity(DIGITS_MAX + 1);
    for c in text.chars() {
        match c {
            '0'..='9' => dialled.push(c),
            '+' if dialled.is_empty() => dialled.push(c),
            c if is_separator(c) || is_mark(c) => {}
            _ => return None,
        }
    }
    Some(dialled)
}

/// What people and programs put between digits.
fn is_separator(c: char) -> bool {
    // U+2010 to U+2015 are hyphens and dashes, the non-breaking one among them; U+2212 is the minus sign.
    c.is_whitespace() || matches!(c, '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Characters without shape that copied numbers carry: directions, isolates, joiners, the byte order mark, the soft hyphen.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_usual_form_is_one_number() {
        for form in [
            "+77010000001",
            "87010000001",
            "77010000001",
            "7010000001",
            "0077010000001",
            "810 7 701 000 00 01",
            "8 701 000 00 01",
            "8(701)000-00-01",
            "+7 (701) 000-00-01",
            "(+7) 701 000 00 01",
            "8 (701) 000.00.01",
            "+7\u{a0}701\u{a0}000\u{2011}00\u{2011}01",
            "\u{202a}+7\u{202f}701\u{a0}000\u{2011}00\u{2011}01\u{202c}",
            "\u{2068}+7 701 000 00 01\u{2069}",
            "\u{200e}+7 701 000 00 01\u{200f}",
            "\u{feff}8 701 000 00 01",
            "tel:+7-701-000-00-01",
            "TEL:87010000001;ext=5",
        ] {
            assert_eq!(normalise(form).as_deref(), Some("+77010000001"), "{form:?}");
        }
    }

    #[test]
    fn numbers_of_russia_and_of_other_countries_are_kept() {
        assert_eq!(normalise("8 916 000-00-01").as_deref(), Some("+79160000001"));
        assert_eq!(normalise("8 800 100 00 00").as_deref(), Some("+78001000000"));
        assert_eq!(normalise("+44 20 7946 0958").as_deref(), Some("+442079460958"));
        assert_eq!(normalise("00998 90 123 45 67").as_deref(), Some("+998901234567"));
        assert_eq!(normalise("8 10 49 30 123456").as_deref(), Some("+4930123456"));
        assert_eq!(normalise("+7 799 000 00 01").as_deref(), Some("+77990000001"), "a prefix on no list");
    }

    #[test]
    fn what_is_no_number_stands_as_it_is() {
        let long = "7".repeat(FORM_MAX_BYTES + 1);
        for text in [
            "",
            "102",
            "1414",
            "112",
            "1",
            "123456",
            "Kaspi",
            "Kcell7",
            "-1",
            "-2",
            "null",
            "*100#",
            "+",
            "+123456",
            "+0701000000",
            "+7701000000",
        ] {
            assert_eq!(normalise(text), None, "{text:?}");
        }
        for text in
            ["998901234567", "2501234", "8 201 000 00 01", "+1234567890123456", "7+7010000001", "a@b.kz", "８７０１０００００１１", &long]
        {
            assert_eq!(normalise(text), None, "{text:?}");
        }
        assert_eq!(normalise_or_keep("\u{200e} Kaspi "), "Kaspi");
        assert_eq!(normalise_or_keep("1414"), "1414");
    }

    proptest! {
        #[test]
        fn separators_and_prefix_make_no_difference(
            national in "7[0-9]{9}",
            prefix in prop::sample::select(vec!["+7", "8", "7", "007", "", "tel:+7", "+7 ", "8("]),
            separators in prop::collection::vec(prop::sample::select(vec!["", " ", "-", "\u{a0}", "\u{2011}", "\u{200e}", ")", "\u{2069}"]), 10),
        ) {
            let mut text = prefix.to_owned();
            for (digit, separator) in national.chars().zip(&separators) {
                text.push(digit);
                text.push_str(separator);
            }
            prop_assert_eq!(normalise(&text), Some(format!("+7{national}")));
        }

        #[test]
        fn the_result_is_e164_and_stays_the_same(text in "\\PC{0,20}|[+0-9 ()-]{0,24}") {
            if let Some(number) = normalise(&text) {
                prop_assert!(number.starts_with('+') && number[1..].bytes().all(|b| b.is_ascii_digit()));
                prop_assert!((DIGITS_MIN..=DIGITS_MAX).contains(&(number.len() - 1)));
                prop_assert_eq!(normalise(&number), Some(number.clone()));
            }
        }
    }
}
