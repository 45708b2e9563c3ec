//! Fields of alerts as they are typed.

use crate::failure::Failure;
use base32ct::{Base32UpperUnpadded, Encoding};
use jiff::civil::Time;
use pana_core::Moment;
use pana_core::alert::{CODE_CHARS, Fix, PairCode};
use std::ops::RangeInclusive;

const KEY_BYTES: usize = 32;
/// No older place is told, and no clock is off by more.
const AGE_MAX_S: i64 = 366 * 24 * 3_600;
const ANSWERS: RangeInclusive<u16> = 100..=999;
const DAY_S: i64 = 24 * 3_600;
const MS_PER_S: i64 = 1_000;

/// `43.238,76.945,20,30`: degrees, metres it may be off, and seconds since it was so.
pub(crate) fn fix(typed: &str, at: Moment) -> Result<Fix, Failure> {
    let wrong = || Failure::field("fix", "not-a-fix");
    let (place, age_s) = typed.rsplit_once(',').ok_or_else(wrong)?;
    let age_s: i64 = age_s.trim().parse().ok().filter(|age_s| (0..=AGE_MAX_S).contains(age_s)).ok_or_else(wrong)?;
    let (lat, lon, accuracy_m) = spot(place).ok_or_else(wrong)?;
    Ok(Fix { lat, lon, accuracy_m, at: earlier(at, age_s).ok_or_else(wrong)? })
}

/// `43.238,76.945,20`: degrees on Earth, and metres it may be off.
pub(crate) fn spot(typed: &str) -> Option<(f64, f64, u32)> {
    let parts: Vec<&str> = typed.split(',').map(str::trim).collect();
    let [lat, lon, accuracy_m] = parts[..] else { return None };
    let degrees = |text: &str, max: f64| text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= max);
    Some((degrees(lat, 90.0)?, degrees(lon, 180.0)?, accuracy_m.parse().ok()?))
}

/// So many seconds before a moment.
pub(crate) fn earlier(at: Moment, seconds: i64) -> Option<Moment> {
    Moment::new(at.utc_ms() - seconds * MS_PER_S, at.offset_min()).ok()
}

/// `22:30` on the day of `at`, by the same clock.
pub(crate) fn hour_of(field: &'static str, typed: &str, at: Moment) -> Result<Moment, Failure> {
    let wrong = || Failure::field(field, "not-an-hour");
    let time = Time::strptime("%H:%M", typed.trim()).map_err(|_| wrong())?;
    Moment::from_wall(at.wall().date().to_datetime(time), at.offset_min()).map_err(|_| wrong())
}

/// A moment ahead: whole, or `22:30` the next time that the clock shows it.
pub(crate) fn deadline(typed: &str, now: Moment) -> Result<Moment, Failure> {
    if let Ok(moment) = typed.parse() {
        return Ok(moment);
    }
    let due = hour_of("due", typed, now)?;
    if due.utc_ms() > now.utc_ms() { Ok(due) } else { earlier(due, -DAY_S).ok_or(Failure::field("due", "not-an-hour")) }
}

/// `481`
pub(crate) fn answer(typed: &str) -> Result<u16, Failure> {
    typed.trim().parse().ok().filter(|answer| ANSWERS.contains(answer)).ok_or(Failure::field("answer", "not-an-answer"))
}

/// Eight letters and digits, small ones too.
pub(crate) fn code(typed: &str) -> Result<String, Failure> {
    let code = typed.trim().to_ascii_uppercase();
    let is_code = code.len() == CODE_CHARS && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_code { Ok(code) } else { Err(Failure::field("code", "not-a-code")) }
}

/// A pairing code, 64 hexadecimal digits, or 52 characters of base32; gaps and small letters do no harm.
pub(crate) fn key(typed: &str) -> Result<[u8; KEY_BYTES], Failure> {
    if let Ok(pair) = typed.parse::<PairCode>() {
        return Ok(pair.key());
    }
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    let bytes = if digits.len() == 2 * KEY_BYTES { unhex(&digits) } else { Base32UpperUnpadded::decode_vec(&digits).ok() };
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(Failure::field("key", "not-a-key"))
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let value = |byte: u8| char::from(byte).to_digit(16);
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Moment {
        "2026-02-01T21:30+05:00".parse().expect("a date")
    }

    #[test]
    fn a_place_has_degrees_metres_and_an_age() {
        let found = fix("43.238, 76.945,20,90", at()).expect("a place");
        assert_eq!(format!("{},{},{}", found.lat, found.lon, found.accuracy_m), "43.238,76.945,20");
        assert_eq!(found.at.to_string(), "2026-02-01T21:28:30+05:00");
        assert!(fix("-43.238,-76.945,20,0", at()).expect("in the south").lat < 0.0);
        for typed in
            ["", "43,76", "43,76,20", "43,76,x,0", "91,0,20,0", "0,181,20,0", "NaN,0,20,0", "43,76,20,-1", "43,76,-20,0", "1,2,3,4,5"]
        {
            assert_eq!(fix(typed, at()).expect_err(typed).code(), "not-a-fix");
        }
    }

    #[test]
    fn an_hour_is_one_of_the_same_day() {
        assert_eq!(hour_of("due", "22:30", at()).expect("an hour").to_string(), "2026-02-01T22:30:00+05:00");
        for typed in ["", "24:00", "22", "22:60", "half past ten"] {
            assert_eq!(hour_of("due", typed, at()).expect_err(typed).code(), "not-an-hour");
        }
    }

    #[test]
    fn an_answer_has_three_digits_and_a_code_eight_characters() {
        assert_eq!(answer("481").ok(), Some(481));
        for typed in ["", "99", "1000", "4 8", "-481"] {
            assert_eq!(answer(typed).expect_err(typed).code(), "not-an-answer");
        }
        assert_eq!(code("7k3m9qxw").ok().as_deref(), Some("7K3M9QXW"));
        for typed in ["", "7K3M9QX", "7K3M 9QXW", "7K3M9QXЖ"] {
            assert_eq!(code(typed).expect_err(typed).code(), "not-a-code");
        }
    }

    #[test]
    fn a_key_is_read_in_both_its_forms() {
        let hex = "07".repeat(KEY_BYTES);
        assert_eq!(key(&hex).ok(), Some([7; KEY_BYTES]));
        let base32 = Base32UpperUnpadded::encode_string(&[7; KEY_BYTES]);
        assert_eq!(base32.len(), 52);
        assert_eq!(key(&format!("{}-{}", &base32[..20], base32[20..].to_lowercase())).ok(), Some([7; KEY_BYTES]));
        for typed in ["", "07", &base32[1..], &"ж".repeat(32), &"0g".repeat(32)] {
            assert_eq!(key(typed).expect_err(typed).code(), "not-a-key");
        }
    }
}
