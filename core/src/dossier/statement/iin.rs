//! The individual identification number (ИИН, ЖСН).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An individual identification number as it was typed. A wrong one is pointed out and kept: the paper in her hand is right. Nothing logs it.
///
/// ```
/// use pana_core::dossier::{Iin, IinError};
/// assert_eq!(Iin::new("85 03 15 4 0000 8").check(), Err(IinError::Digits));
/// assert_eq!(Iin::new("850315400007").check(), Err(IinError::Checksum));
/// assert_eq!(format!("{:?}", Iin::new("850315400007")), "Iin(..)");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Iin(String);

/// What is wrong with an [`Iin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IinError {
    /// Not twelve digits.
    #[error("not twelve digits")]
    Digits,
    /// It does not begin with a date of birth, or the seventh digit is no century.
    #[error("no date of birth")]
    Date,
    /// Its last digit does not follow from the others.
    #[error("a digit is wrong")]
    Checksum,
}

const DIGITS: usize = 12;

impl Iin {
    /// Takes it as it was typed.
    pub fn new(typed: &str) -> Self {
        Self(typed.to_owned())
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can be one: twelve digits, YYMMDD, a digit for century and sex, and a last digit that follows from the others.
    pub fn check(&self) -> Result<(), IinError> {
        let digits: Vec<u8> = self.0.bytes().map(|byte| byte.wrapping_sub(b'0')).collect();
        let digits: [u8; DIGITS] = digits.try_into().map_err(|_| IinError::Digits)?;
        if digits.iter().any(|digit| *digit > 9) {
            return Err(IinError::Digits);
        }
        born(&digits).ok_or(IinError::Date)?;
        if check_digit(&digits) == Some(digits[DIGITS - 1]) { Ok(()) } else { Err(IinError::Checksum) }
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Iin(..)")
    }
}

fn born(digits: &[u8; DIGITS]) -> Option<Date> {
    let two = |at: usize| digits[at] * 10 + digits[at + 1];
    let century: i16 = match digits[6] {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return None,
    };
    Date::new(century + i16::from(two(0)), two(2).cast_signed(), two(4).cast_signed()).ok()
}

/// The last digit, as the first eleven give it: Σ dᵢ·i mod 11, and where that is 10, with the weights 3 … 11, 1, 2. A number for which that is 10 too is
/// given to nobody. Three published implementations agree on this.
fn check_digit(digits: &[u8; DIGITS]) -> Option<u8> {
    let sum = |first: u8| {
        let weights = (0..11).map(|at| u32::from((at + first - 1) % 11 + 1));
        (digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum::<u32>() % 11) as u8
    };
    [sum(1), sum(3)].into_iter().find(|digit| *digit < 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn digits(text: &str) -> [u8; DIGITS] {
        text.bytes().map(|byte| byte - b'0').collect::<Vec<_>>().try_into().unwrap()
    }

    #[test]
    fn the_last_digit_follows_in_one_pass_or_two_or_never() {
        // The month of these is 13: nobody has them.
        assert_eq!(check_digit(&digits("991339300000")), Some(0));
        assert_eq!(check_digit(&digits("991339300109")), Some(9));
        assert_eq!(check_digit(&digits("991339300160")), None);
    }

    #[test]
    fn what_can_be_no_number_is_said_to_be_none() {
        let check = |text: &str| Iin::new(text).check();
        for text in ["", "8503154000", "8503154000077", "85031540000x", "٨٥٠٣١٥٤٠٠٠٠٧", " 850315400008"] {
            assert_eq!(check(text), Err(IinError::Digits), "{text}");
        }
        // Twelve zeros pass the sum.
        for text in ["000000000000", "991339300000", "850315000000", "850315700000", "850230300000"] {
            assert_eq!(check(text), Err(IinError::Date), "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(year in 0u8..100, month in 1u8..=12, day in 1u8..=28, sex in 3u8..=6, number in 0u16..10_000, at in 7usize..11, by in 1u8..10) {
            let text = format!("{year:02}{month:02}{day:02}{sex}{number:04}0");
            if let Some(last) = check_digit(&digits(&text)) {
                let valid = format!("{}{last}", &text[..11]);
                prop_assert_eq!(Iin::new(&valid).check(), Ok(()));
                let mut wrong = digits(&valid);
                wrong[at] = (wrong[at] + by) % 10;
                let wrong: String = wrong.iter().map(|digit| char::from(b'0' + digit)).collect();
                // The second pass maps two sums to one digit, so not every error is.
                if check_digit(&digits(&wrong)) != Some(last) {
                    prop_assert_eq!(Iin::new(&wrong).check(), Err(IinError::Checksum));
                }
            }
        }
    }
}
