//! How a text travels as SMS: in which alphabet, in how many messages, cut where.
//!
//! The alphabets and the lengths are those of 3GPP TS 23.038 and TS 23.040: 160 septets or 70 UTF-16 units in a single message, 153 or 67 in each part of a
//! longer one. One character outside the 7-bit alphabet turns the whole text into UCS-2.

use serde::Serialize;

/// The 7-bit default alphabet of TS 23.038 §6.2.1, without the escape at 0x1B.
const BASIC: &str =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension table of §6.2.1.1: an escape and a septet each.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// The alphabet of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// Seven bits a character, two septets for the extension table.
    #[serde(rename = "GSM-7")]
    Gsm7,
    /// UTF-16, for everything else: Cyrillic, Kazakh letters, emoji.
    #[serde(rename = "UCS-2")]
    Ucs2,
}

/// One message as it goes over the air.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its text.
    pub text: String,
    /// The alphabet, the same in all segments of a text.
    pub encoding: Encoding,
    /// Its length: septets, or UTF-16 units.
    pub units: usize,
}

impl Encoding {
    /// The narrowest alphabet that holds a text.
    pub fn of(text: &str) -> Self {
        if text.chars().all(|c| septets(c).is_some()) { Self::Gsm7 } else { Self::Ucs2 }
    }

    /// Its name in data, as `UCS-2`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    /// What fits into one message.
    pub const fn single_max_units(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// What fits into one part of several, beside the header that joins them.
    pub const fn part_max_units(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Self::Gsm7 => septets(c).unwrap_or(0),
            Self::Ucs2 => c.len_utf16(),
        }
    }
}

/// The length of a text in its own alphabet.
///
/// ```
/// use pana_core::alert::{Encoding, sms_units};
/// assert_eq!(sms_units("HELP {Aigul}"), (Encoding::Gsm7, 14));
/// assert_eq!(sms_units("КӨМЕК 😡"), (Encoding::Ucs2, 8));
/// ```
pub fn sms_units(text: &str) -> (Encoding, usize) {
    let encoding = Encoding::of(text);
    (encoding, text.chars().map(|c| encoding.units(c)).sum())
}

/// Cuts a text into the messages it takes. No character is cut: neither an escape from its septet nor a surrogate from its pair. An empty text is one empty
/// message.
pub fn segments(text: &str) -> Vec<Segment> {
    let (encoding, units) = sms_units(text);
    let max = if units <= encoding.single_max_units() { encoding.single_max_units() } else { encoding.part_max_units() };
    let mut segments = Vec::new();
    let mut open = Segment { text: String::new(), encoding, units: 0 };
    for c in text.chars() {
        let more = encoding.units(c);
        if open.units + more > max {
            segments.push(std::mem::replace(&mut open, Segment { text: String::new(), encoding, units: 0 }));
        }
        open.text.push(c);
        open.units += more;
    }
    segments.push(open);
    segments
}

/// Septets of a character of the 7-bit alphabet.
fn septets(c: char) -> Option<usize> {
    if BASIC.contains(c) {
        Some(1)
    } else if EXTENDED.contains(c) {
        Some(2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lengths(text: &str) -> Vec<usize> {
        segments(text).iter().map(|segment| segment.units).collect()
    }

    #[test]
    fn the_alphabet_has_its_127_letters_and_10_more() {
        assert_eq!(BASIC.chars().count(), 127);
        assert_eq!(EXTENDED.chars().count(), 10);
        assert!(EXTENDED.chars().all(|c| !BASIC.contains(c)));
    }

    #[test]
    fn a_text_is_cut_at_the_published_lengths() {
        assert_eq!(lengths(&"a".repeat(160)), [160]);
        assert_eq!(lengths(&"a".repeat(161)), [153, 8]);
        assert_eq!(lengths(&"ә".repeat(70)), [70]);
        assert_eq!(lengths(&"ә".repeat(71)), [67, 4]);
        assert_eq!(lengths(""), [0]);
    }

    #[test]
    fn no_escape_and_no_surrogate_is_left_alone() {
        assert_eq!(lengths(&format!("{}{{{}", "a".repeat(152), "b".repeat(10))), [152, 12]);
        assert_eq!(lengths(&format!("{}😡{}", "ә".repeat(66), "б".repeat(10))), [66, 12]);
    }

    #[test]
    fn one_letter_outside_turns_the_whole_text() {
        assert_eq!(sms_units("I am safe №"), (Encoding::Ucs2, 11));
        assert_eq!(sms_units("+-20m"), (Encoding::Gsm7, 5));
        assert_eq!(Encoding::of("±20m"), Encoding::Ucs2);
        assert_eq!(Encoding::of("ç"), Encoding::Ucs2);
    }

    proptest! {
        #[test]
        fn segments_give_back_the_text_and_fit(text in "(?s)[a-z{}€әғқА-я😡-😰 \\n]{0,400}") {
            let segments = segments(&text);
            let joined: String = segments.iter().map(|segment| segment.text.as_str()).collect();
            prop_assert_eq!(&joined, &text);
            let (encoding, units) = sms_units(&text);
            prop_assert_eq!(segments.iter().map(|segment| segment.units).sum::<usize>(), units);
            let max = if segments.len() == 1 { encoding.single_max_units() } else { encoding.part_max_units() };
            prop_assert!(segments.iter().all(|segment| segment.units <= max && segment.encoding == encoding));
        }
    }
}
