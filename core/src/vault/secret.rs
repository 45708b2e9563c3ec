//! What a person knows or keeps on paper, and how it becomes a key (FORMAT.md §3).

use super::device_key::{DeviceKey, DeviceKeyError};
use super::error::{Refusal, VaultError};
use super::seal::{Key, x25519_public};
use crate::random;
use sha2::{Digest, Sha256};
use std::fmt;
use std::io;
use std::time::Duration;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A PIN as typed, in its NFKC form, so that one keyboard's `é` is another's. Zeroed when dropped.
#[derive(PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Pin(String);

impl Pin {
    /// Longest input that is looked at.
    pub const MAX_TYPED_BYTES: usize = 1024;
    /// Longest PIN after normalisation.
    pub const MAX_BYTES: usize = 256;
    /// Fewest characters of a new PIN.
    pub const MIN_CHARS: usize = 4;

    /// Takes what was typed; refuses nothing and too much.
    ///
    /// ```
    /// use pana_core::vault::{Pin, Refusal};
    /// assert!(Pin::new("482915").is_ok());
    /// assert_eq!(Pin::new("").err(), Some(Refusal::Empty));
    /// assert_eq!(Pin::new(&"7".repeat(1_000_000)).err(), Some(Refusal::TooLong));
    /// ```
    pub fn new(typed: &str) -> Result<Self, Refusal> {
        if typed.is_empty() {
            return Err(Refusal::Empty);
        }
        if typed.len() > Self::MAX_TYPED_BYTES {
            return Err(Refusal::TooLong);
        }
        let pin = Self(typed.nfkc().collect());
        if pin.0.len() > Self::MAX_BYTES {
            return Err(Refusal::TooLong);
        }
        Ok(pin)
    }

    /// Another copy, as long-lived as its [`Secret`].
    pub(crate) fn clone_secret(&self) -> Self {
        Self(self.0.clone())
    }

    /// Refuses what anyone tries first: under four characters, one character repeated, a run up or down.
    pub(crate) fn strong_enough(&self) -> Result<(), Refusal> {
        let chars = Zeroizing::new(self.0.chars().map(u32::from).collect::<Vec<_>>());
        let steps_by = |step: i64| chars.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step);
        if chars.len() < Self::MIN_CHARS || steps_by(0) || steps_by(1) || steps_by(-1) {
            return Err(Refusal::TooSimple);
        }
        Ok(())
    }
}

/// 128 random bits on paper that open the vault without this device's key. Zeroed when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; 16]);

impl RecoveryCode {
    const GROUPS: usize = 7;
    const DATA_PER_GROUP: usize = 4;
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    pub(crate) fn make() -> Self {
        Self(random::bytes())
    }

    /// Reads a typed code: any case, spaces and hyphens as one likes. A typo is named by its group.
    ///
    /// ```
    /// use pana_core::vault::{RecoveryCode, Refusal};
    /// let code = RecoveryCode::parse("00000 00000 00000 00000 00000 00000 00000");
    /// assert_eq!(code.err(), Some(Refusal::CodeTypo { group: 1 }));
    /// assert_eq!(RecoveryCode::parse("7K3M2").err(), Some(Refusal::CodeLength));
    /// ```
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        const MAX_TYPED_BYTES: usize = 256;
        if typed.len() > MAX_TYPED_BYTES {
            return Err(Refusal::CodeLength);
        }
        let characters: Zeroizing<Vec<char>> = Zeroizing::new(typed.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)).collect());
        if characters.len() != Self::GROUPS * (Self::DATA_PER_GROUP + 1) {
            return Err(Refusal::CodeLength);
        }
        let mut data = Zeroizing::new(Vec::with_capacity(Self::GROUPS * Self::DATA_PER_GROUP));
        for (group, five) in (1u8..).zip(characters.chunks_exact(Self::DATA_PER_GROUP + 1)) {
            let values: Option<Vec<u8>> = five.iter().map(|c| value_of(*c)).collect();
            let values = Zeroizing::new(values.ok_or(Refusal::CodeTypo { group })?);
            if check_symbol(group, &values[..Self::DATA_PER_GROUP]) != values[Self::DATA_PER_GROUP] {
                return Err(Refusal::CodeTypo { group });
            }
            data.extend_from_slice(&values[..Self::DATA_PER_GROUP]);
        }
        let mut bits = 0u32;
        let mut held = 0;
        let mut bytes = Zeroizing::new(Vec::with_capacity(18));
        for value in data.iter() {
            bits = (bits << 5) | u32::from(*value);
            held += 5;
            if held >= 8 {
                held -= 8;
                bytes.push((bits >> held) as u8);
                bits &= (1 << held) - 1;
            }
        }
        let mut code = Self([0; 16]);
        code.0.copy_from_slice(&bytes[..16]);
        // 140 bits: 17 whole bytes and half of one more.
        let checked = code.check_bits();
        if bytes[16] != checked[0] || bits as u8 != checked[1] >> 4 {
            return Err(Refusal::CodeTypo { group: Self::GROUPS as u8 });
        }
        Ok(code)
    }

    /// The X25519 secret that opens her own backups: FORMAT.md §14.
    pub(crate) fn backup_identity(&self) -> Key {
        Key::extract(&self.0, b"pana/backup")
    }

    /// Whom [`RecoveryCode::backup_identity`] opens backups of.
    pub(crate) fn backup_recipient(&self) -> [u8; 32] {
        x25519_public(&self.backup_identity())
    }

    fn check_bits(&self) -> [u8; 2] {
        let digest = Sha256::new().chain_update(b"pana/code/check").chain_update(self.0).finalize();
        [digest[0], digest[1] & 0xf0]
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    RecoveryCode::ALPHABET.iter().position(|symbol| char::from(*symbol) == c).and_then(|at| u8::try_from(at).ok())
}

/// The fifth character of a group: it differs for one wrong character, for two exchanged ones, and for another group's place.
fn check_symbol(group: u8, data: &[u8]) -> u8 {
    // Horner's rule from the last character down gives Σ αⁱ·dᵢ for i from 1.
    data.iter().rev().fold(0, |sum, d| times_alpha(sum ^ d)) ^ group
}

/// Multiplication by α = 2 in GF(2⁵) modulo x⁵ + x² + 1.
fn times_alpha(a: u8) -> u8 {
    let doubled = a << 1;
    if doubled & 0x20 == 0 { doubled } else { doubled ^ 0x25 }
}

/// Seven groups of five characters with hyphens.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = self.check_bits();
        let bits = u128::from_be_bytes(self.0);
        // The 28 data characters are 140 bits: the code's 128, then 12 of the check.
        let tail = (u16::from(check[0]) << 4) | u16::from(check[1] >> 4);
        let symbol_at = |n: usize| -> u8 {
            let end = 140 - 5 * (n + 1);
            let value = if end >= 12 { bits >> (end - 12) } else { (bits << (12 - end)) | u128::from(tail >> end) };
            (value & 31) as u8
        };
        for group in 0..Self::GROUPS {
            let mut data = [0; Self::DATA_PER_GROUP];
            for (i, d) in data.iter_mut().enumerate() {
                *d = symbol_at(group * Self::DATA_PER_GROUP + i);
            }
            if group > 0 {
                out.write_str("-")?;
            }
            for value in data.iter().chain([&check_symbol(group as u8 + 1, &data)]) {
                write!(out, "{}", char::from(Self::ALPHABET[usize::from(*value)]))?;
            }
            data.zeroize();
        }
        Ok(())
    }
}

/// Never shows the code: debug output ends in logs.
impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

/// Never shows the PIN: debug output ends in logs.
impl fmt::Debug for Pin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Pin(…)")
    }
}

/// What opens a vault.
#[derive(Debug)]
pub enum Secret {
    /// First or second PIN: nothing tells which until it has opened.
    Pin(Pin),
    /// The owner's recovery code.
    Code(RecoveryCode),
}

/// Cost of turning a secret into a key (FORMAT.md §2), frozen when a vault is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kdf {
    /// Memory of Argon2id.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Kdf {
    /// The least that is accepted for a new vault: 64 MiB, 3 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// No work at all, for tests that open thousands of vaults.
    #[cfg(feature = "test-rng")]
    pub const STUB: Self = Self { memory_kib: 0, passes: 0, lanes: 0 };

    const MEMORY_KIB: std::ops::RangeInclusive<u32> = 19 * 1024..=256 * 1024;
    const PASSES: std::ops::RangeInclusive<u32> = 1..=10;
    const LANES: std::ops::RangeInclusive<u32> = 1..=4;
    const TARGET: Duration = Duration::from_millis(500);

    /// Raises the cost until one derivation takes about half a second on this device, within the bounds. `measure` runs what it is given and
    /// returns how long that took: the core has no clock.
    ///
    /// ```
    /// use pana_core::vault::Kdf;
    /// use std::time::Duration;
    /// let slow_phone = Kdf::calibrate(&mut |_derive| Duration::from_millis(900));
    /// assert_eq!(slow_phone, Kdf::FLOOR);
    /// let desk = Kdf::calibrate(&mut |_derive| Duration::from_millis(130));
    /// assert!(desk.passes * desk.memory_kib >= 3 * Kdf::FLOOR.memory_kib * Kdf::FLOOR.passes);
    /// ```
    pub fn calibrate(measure: &mut dyn FnMut(&mut dyn FnMut()) -> Duration) -> Self {
        let took = measure(&mut || {
            // A failure to get 64 MiB shows again when the vault is made, with its error.
            let _ = Self::FLOOR.derive(b"calibration", &[0; 32]);
        });
        let wanted = Self::TARGET.as_micros().div_ceil(took.as_micros().max(1));
        let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
        let options = [1, 2, 4].map(|times| {
            let passes = Self::FLOOR.passes.saturating_mul(wanted).div_ceil(times);
            Self { memory_kib: Self::FLOOR.memory_kib * times, passes: passes.max(Self::FLOOR.passes), ..Self::FLOOR }
        });
        let most = Self { memory_kib: *Self::MEMORY_KIB.end(), passes: *Self::PASSES.end(), ..Self::FLOOR };
        options.into_iter().find(|kdf| kdf.acceptable()).unwrap_or(most)
    }

    /// Whether parameters read from a file may be worked with: checked before any memory is taken.
    pub(crate) fn acceptable(self) -> bool {
        #[cfg(feature = "test-rng")]
        if self == Self::STUB {
            return true;
        }
        Self::MEMORY_KIB.contains(&self.memory_kib) && Self::PASSES.contains(&self.passes) && Self::LANES.contains(&self.lanes)
    }

    /// `S1` of FORMAT.md §3.
    pub(crate) fn derive(self, secret: &[u8], salt: &[u8; 32]) -> Result<Key, VaultError> {
        #[cfg(feature = "test-rng")]
        if self == Self::STUB {
            return Ok(Key(super::seal::hmac_sha256(salt, &[secret])));
        }
        let mut out = Key([0; 32]);
        let failed = |_| VaultError::Disk(io::ErrorKind::OutOfMemory.into());
        let params = argon2::Params::new(self.memory_kib, self.passes, self.lanes, Some(out.0.len())).map_err(failed)?;
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(secret, salt, &mut out.0)
            .map_err(failed)?;
        Ok(out)
    }
}

/// A secret after the slow derivation: `S1` of FORMAT.md §3.
pub(crate) struct Stretched(Key);

impl Stretched {
    pub(crate) fn new(secret: &Secret, kdf: Kdf, salt: &[u8; 32]) -> Result<Self, VaultError> {
        let bytes: &[u8] = match secret {
            Secret::Pin(pin) => pin.0.as_bytes(),
            Secret::Code(code) => &code.0,
        };
        kdf.derive(bytes, salt).map(Self)
    }

    /// The root of one volume's PIN slot; needs the device.
    pub(crate) fn pin_root(&self, device: &dyn DeviceKey, alias: super::Alias) -> Result<Key, DeviceKeyError> {
        let s2 = Zeroizing::new(device.hmac(alias, &self.0.0)?);
        Ok(self.pin_root_with(&s2))
    }

    fn pin_root_with(&self, s2: &[u8; 32]) -> Key {
        let mut both = Zeroizing::new([0; 64]);
        both[..32].copy_from_slice(&self.0.0);
        both[32..].copy_from_slice(s2);
        Key::extract(&*both, b"pana/pin")
    }

    pub(crate) fn code_root(&self) -> Key {
        Key::extract(&self.0.0, b"pana/code")
    }

    fn share_root(&self) -> Key {
        Key::extract(&self.0.0, b"pana/share")
    }

    /// The roots to try, slot by slot. Without the device's answer the PIN slots get roots that open nothing.
    pub(crate) fn roots(&self, answers: Option<[[u8; 32]; 2]>) -> [Key; 6] {
        let answers = Zeroizing::new(answers.unwrap_or_else(|| [random::bytes(), random::bytes()]));
        let [of_a, of_b] = [0, 1].map(|side| self.pin_root_with(&answers[side]));
        [of_a, self.code_root(), self.share_root(), of_b, self.code_root(), self.share_root()]
    }

    /// Both device answers; the device is always asked for both, so that it can't be told which volume opens.
    pub(crate) fn device_answers(&self, device: &dyn DeviceKey, aliases: [super::Alias; 2]) -> Result<[[u8; 32]; 2], DeviceKeyError> {
        let answers = aliases.map(|alias| device.hmac(alias, &self.0.0));
        let [a, b] = answers;
        Ok([a?, b?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn simple_pins_are_refused() {
        for pin in ["123", "0000", "1234", "987654", "aaaaaa", "abcdef"] {
            assert_eq!(Pin::new(pin).unwrap().strong_enough(), Err(Refusal::TooSimple), "{pin}");
        }
        for pin in ["4829", "1357", "0001", "құпия"] {
            assert_eq!(Pin::new(pin).unwrap().strong_enough(), Ok(()), "{pin}");
        }
    }

    #[test]
    fn the_same_letters_typed_otherwise_are_the_same_pin() {
        assert_eq!(Pin::new("cafe\u{301}").unwrap().0, Pin::new("caf\u{e9}").unwrap().0);
        assert_eq!(Pin::new("１２３９").unwrap().0, "1239");
    }

    #[test]
    fn costs_from_a_file_are_bounded() {
        let bad =
            [(18 * 1024, 3, 1), (257 * 1024, 3, 1), (u32::MAX, 3, 1), (65_536, 0, 1), (65_536, 11, 1), (65_536, 3, 0), (65_536, 3, 5)];
        for (memory_kib, passes, lanes) in bad {
            assert!(!Kdf { memory_kib, passes, lanes }.acceptable());
        }
        assert!(Kdf::FLOOR.acceptable());
        assert!(Kdf::calibrate(&mut |_| Duration::ZERO).acceptable());
    }

    proptest! {
        #[test]
        fn a_code_comes_back_and_a_typo_is_named(bytes: [u8; 16], at in 0usize..35, other in 1u8..32) {
            let code = RecoveryCode(bytes);
            let shown = code.to_string();
            prop_assert_eq!(RecoveryCode::parse(&shown.to_lowercase().replace('-', " ")), Ok(code));
            let mut characters: Vec<char> = shown.chars().filter(|c| *c != '-').collect();
            let value = (value_of(characters[at]).unwrap() + other) % 32;
            characters[at] = char::from(RecoveryCode::ALPHABET[usize::from(value)]);
            let typo: String = characters.iter().collect();
            prop_assert_eq!(RecoveryCode::parse(&typo), Err(Refusal::CodeTypo { group: (at / 5 + 1) as u8 }));
        }

        #[test]
        fn two_exchanged_characters_are_found(bytes: [u8; 16], at in 0usize..34) {
            let mut characters: Vec<char> = RecoveryCode(bytes).to_string().chars().filter(|c| *c != '-').collect();
            prop_assume!(characters[at] != characters[at + 1]);
            characters.swap(at, at + 1);
            let named = matches!(RecoveryCode::parse(&characters.iter().collect::<String>()), Err(Refusal::CodeTypo { .. }));
            prop_assert!(named);
        }

        #[test]
        fn anything_typed_is_answered(typed in "\\PC*") {
            let _ = RecoveryCode::parse(&typed);
            let _ = Pin::new(&typed);
        }
    }
}
