//! Codes in messages: three digits for a human answer, and eight characters that show who wrote it.

use super::contact::EMERGENCY_NUMBERS;
use super::message::MessageType;
use crate::random;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Characters of an authentication code: 40 bits.
pub const CODE_CHARS: usize = 8;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MESSAGE_LABEL: &str = "pana/alert-code/1";
const REPLY_LABEL: &str = "pana/reply-code/1";
/// 2026-01-01T00:00:00Z.
const NUMBERS_FROM_MS: i64 = 1_767_225_600_000;
const MS_PER_MIN: i64 = 60_000;

/// What an authentication code covers: each part stands in the message, so that whoever has the key can compute it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covered<'a> {
    /// Number of the message.
    pub number: u64,
    /// What it is for.
    pub kind: MessageType,
    /// The place as the message writes it; empty if it names none.
    pub place: &'a str,
    /// The hour as the message writes it: of the place, of writing, or the deadline.
    pub hour: &'a str,
}

/// Three digits, 100 to 999, but no number that someone may write who calls for help.
pub(super) fn draw_answer() -> u16 {
    loop {
        let answer = 100 + (u32::from_le_bytes(random::bytes()) % 900) as u16;
        if !EMERGENCY_NUMBERS.contains(&answer.to_string().as_str()) {
            return answer;
        }
    }
}

/// The number of the next message: higher than the last one, and no lower than the minutes since 2026 began, so that a phone that forgot its last number
/// never repeats one.
pub fn next_number(last: u64, wall_ms: i64) -> u64 {
    last.saturating_add(1).max(minutes_since_2026(wall_ms))
}

pub(super) fn minutes_since_2026(wall_ms: i64) -> u64 {
    u64::try_from((wall_ms - NUMBERS_FROM_MS) / MS_PER_MIN).unwrap_or(0)
}

/// The authentication code of a message under the key shared with its reader.
pub fn message_code(key: &[u8; 32], covered: Covered<'_>) -> String {
    code(key, &format!("{MESSAGE_LABEL}\n{}\n{}\n{}\n{}", covered.number, covered.kind.id(), covered.place, covered.hour))
}

/// The code with which a contact's own Pana answers the message with this number.
pub fn reply_code(key: &[u8; 32], number: u64) -> String {
    code(key, &format!("{REPLY_LABEL}\n{number}"))
}

/// Whether a typed or received code is this one; letters that look alike are taken for each other.
pub(super) fn is_code(typed: &str, code: &str) -> bool {
    let read: String = typed
        .chars()
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    read.as_bytes().ct_eq(code.as_bytes()).into()
}

fn code(key: &[u8; 32], text: &str) -> String {
    #[allow(clippy::expect_used)]
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    let sum = mac.finalize().into_bytes();
    let bits = sum.iter().take(CODE_CHARS * 5 / 8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..CODE_CHARS).rev().map(|place| char::from(ALPHABET[(bits >> (5 * place)) as usize % ALPHABET.len()])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn covered() -> Covered<'static> {
        Covered { number: 45_930, kind: MessageType::Alert, place: "43.23800,76.94500", hour: "21:30" }
    }

    #[test]
    fn every_part_and_the_key_change_the_code() {
        let code = message_code(&KEY, covered());
        assert_eq!(code.len(), CODE_CHARS);
        assert!(code.bytes().all(|byte| ALPHABET.contains(&byte)));
        for other in [
            Covered { number: 45_931, ..covered() },
            Covered { kind: MessageType::Update, ..covered() },
            Covered { place: "43.23801,76.94500", ..covered() },
            Covered { place: "", ..covered() },
            Covered { hour: "21:31", ..covered() },
        ] {
            assert_ne!(message_code(&KEY, other), code);
        }
        assert_ne!(message_code(&[8; 32], covered()), code);
        assert_ne!(reply_code(&KEY, 45_930), code);
    }

    /// Computed with another implementation of HMAC-SHA256.
    #[test]
    fn a_code_is_the_first_forty_bits_of_the_sum() {
        assert_eq!(message_code(&KEY, covered()), "7C5ZKSJT");
    }

    #[test]
    fn letters_that_look_alike_are_one() {
        assert!(is_code("0oIlabcd", "0011ABCD"));
        assert!(!is_code("0011ABC", "0011ABCD"));
    }

    #[test]
    fn numbers_only_rise_even_if_the_last_is_forgotten() {
        let noon_ms = NUMBERS_FROM_MS + 720 * MS_PER_MIN;
        assert_eq!(next_number(0, noon_ms), 720);
        assert_eq!(next_number(720, noon_ms), 721);
        assert_eq!(next_number(900, noon_ms), 901);
        assert_eq!(next_number(5, 0), 6);
        assert_eq!(next_number(u64::MAX, noon_ms), u64::MAX);
    }

    #[test]
    fn an_answer_has_three_digits() {
        assert!((0..10_000).map(|_| draw_answer()).all(|answer| (100..=999).contains(&answer) && answer != 102));
    }
}
