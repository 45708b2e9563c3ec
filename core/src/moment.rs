//! Time as an argument: the core reads no clock.

use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use std::fmt;

/// A point in time and what the clock on the wall showed then.
///
/// Kazakhstan moved to a single offset on 1 March 2024, and a phone may be set wrong: the offset seen is kept beside the instant, so that a
/// statement can always print the hour she saw.
///
/// ```
/// use pana_core::Moment;
/// let evening: Moment = "2026-02-01T21:30+05:00".parse()?;
/// assert_eq!(evening.utc_ms(), 1_769_963_400_000);
/// assert_eq!(evening.to_string(), "2026-02-01T21:30:00+05:00");
/// assert!("2026-02-01T21:30".parse::<Moment>().is_err(), "no offset: ask, never guess");
/// # Ok::<(), pana_core::MomentError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    utc_ms: i64,
    offset_min: i16,
}

/// Why something is not a [`Moment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// The text is not a date and time.
    #[error("not a date and time such as 2026-02-01T21:30+05:00")]
    Malformed,
    /// The date and time lack the offset from UTC.
    #[error("the offset from UTC is missing, as +05:00 in 2026-02-01T21:30+05:00")]
    NoOffset,
    /// Outside the years 1900–2200 or an offset beyond ±18 h.
    #[error("the date is outside the years 1900 to 2200")]
    OutOfRange,
}

impl Moment {
    /// 1900-01-01T00:00:00Z
    const MIN_UTC_MS: i64 = -2_208_988_800_000;
    /// 2200-01-01T00:00:00Z
    const MAX_UTC_MS: i64 = 7_258_118_400_000;
    const MAX_OFFSET_MIN: i16 = 18 * 60;
    /// Bytes of [`Moment::to_bytes`].
    pub const LEN_BYTES: usize = 10;

    /// A moment from milliseconds since 1970 in UTC and the minutes by which the wall clock stood ahead of UTC.
    pub fn new(utc_ms: i64, offset_min: i16) -> Result<Self, MomentError> {
        let known = (Self::MIN_UTC_MS..Self::MAX_UTC_MS).contains(&utc_ms) && offset_min.abs() <= Self::MAX_OFFSET_MIN;
        known.then_some(Self { utc_ms, offset_min }).ok_or(MomentError::OutOfRange)
    }

    /// The moment at which a clock that stood so many minutes ahead of UTC showed this date and time.
    pub fn from_wall(wall: jiff::civil::DateTime, offset_min: i16) -> Result<Self, MomentError> {
        let offset = Offset::from_seconds(i32::from(offset_min) * 60).map_err(|_| MomentError::OutOfRange)?;
        let instant = offset.to_timestamp(wall).map_err(|_| MomentError::OutOfRange)?;
        Self::new(instant.as_millisecond(), offset_min)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn utc_ms(self) -> i64 {
        self.utc_ms
    }

    /// Minutes by which the wall clock stood ahead of UTC.
    pub fn offset_min(self) -> i16 {
        self.offset_min
    }

    /// The same instant as another offset's wall clock shows it.
    #[must_use]
    pub fn at_offset(self, offset_min: i16) -> Self {
        Self { offset_min, ..self }
    }

    /// As FORMAT.md writes it.
    pub fn to_bytes(self) -> [u8; Self::LEN_BYTES] {
        let mut out = [0; Self::LEN_BYTES];
        out[..8].copy_from_slice(&self.utc_ms.to_le_bytes());
        out[8..].copy_from_slice(&self.offset_min.to_le_bytes());
        out
    }

    /// The reverse of [`Moment::to_bytes`].
    pub fn from_bytes(bytes: [u8; Self::LEN_BYTES]) -> Result<Self, MomentError> {
        let (mut utc_ms, mut offset_min) = ([0; 8], [0; 2]);
        utc_ms.copy_from_slice(&bytes[..8]);
        offset_min.copy_from_slice(&bytes[8..]);
        Self::new(i64::from_le_bytes(utc_ms), i16::from_le_bytes(offset_min))
    }

    /// Milliseconds that the clock on the wall counted since it showed 1 January 1970.
    pub(crate) fn wall_ms(self) -> i64 {
        self.utc_ms + i64::from(self.offset_min) * 60_000
    }

    /// The wall clock's date and time.
    pub fn wall(self) -> jiff::civil::DateTime {
        let offset = Offset::from_seconds(i32::from(self.offset_min) * 60).unwrap_or(Offset::UTC);
        offset.to_datetime(Timestamp::from_millisecond(self.utc_ms).unwrap_or(Timestamp::UNIX_EPOCH))
    }
}

impl std::str::FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let text = text.trim();
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text).map_err(|_| MomentError::Malformed)?;
        if pieces.time().is_none() {
            return Err(MomentError::Malformed);
        }
        let offset = pieces.to_numeric_offset().ok_or(MomentError::NoOffset)?;
        let time = pieces.time().unwrap_or_default();
        let instant = offset.to_timestamp(pieces.date().to_datetime(time)).map_err(|_| MomentError::OutOfRange)?;
        let minutes = i16::try_from(offset.seconds() / 60).map_err(|_| MomentError::OutOfRange)?;
        Self::new(instant.as_millisecond(), minutes)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wall = self.wall();
        let (sign, minutes) = if self.offset_min < 0 { ('-', -self.offset_min) } else { ('+', self.offset_min) };
        write!(out, "{}{sign}{:02}:{:02}", wall.strftime("%Y-%m-%dT%H:%M:%S"), minutes / 60, minutes % 60)
    }
}

impl From<&Zoned> for Moment {
    fn from(zoned: &Zoned) -> Self {
        let offset_min = i16::try_from(zoned.offset().seconds() / 60).unwrap_or(0);
        let utc_ms = zoned.timestamp().as_millisecond().clamp(Self::MIN_UTC_MS, Self::MAX_UTC_MS - 1);
        Self { utc_ms, offset_min }
    }
}

/// Text to the second for people; both numbers, whole, where bytes are written.
impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        if out.is_human_readable() { out.collect_str(self) } else { (self.utc_ms, self.offset_min).serialize(out) }
    }
}

impl<'de> serde::Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return String::deserialize(from)?.parse().map_err(serde::de::Error::custom);
        }
        let (utc_ms, offset_min) = <(i64, i16)>::deserialize(from)?;
        Self::new(utc_ms, offset_min).map_err(serde::de::Error::custom)
    }
}

/// What a clock that only runs forward shows: which boot of the device, and nanoseconds since then.
///
/// Setting the wall clock does not move it, so waits are counted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uptime {
    /// Changes with every start of the device.
    pub boot: [u8; 16],
    /// Nanoseconds since that start, sleep included.
    pub nanos: u64,
}

/// Both clocks at one point, as the shell read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The clock on the wall: for records.
    pub wall: Moment,
    /// The clock that can't be set: for waits.
    pub uptime: Uptime,
}

impl Now {
    /// Bytes of its form in FORMAT.md: moment ‖ boot id ‖ nanoseconds.
    pub(crate) const LEN_BYTES: usize = Moment::LEN_BYTES + 16 + 8;

    pub(crate) fn to_bytes(self) -> [u8; Self::LEN_BYTES] {
        let mut out = [0; Self::LEN_BYTES];
        out[..10].copy_from_slice(&self.wall.to_bytes());
        out[10..26].copy_from_slice(&self.uptime.boot);
        out[26..].copy_from_slice(&self.uptime.nanos.to_le_bytes());
        out
    }

    /// The reverse of [`Now::to_bytes`]; `None` if there is no such moment.
    pub(crate) fn from_bytes(bytes: &[u8; Self::LEN_BYTES]) -> Option<Self> {
        let (wall, rest) = bytes.split_first_chunk()?;
        let (boot, rest) = rest.split_first_chunk()?;
        let uptime = Uptime { boot: *boot, nanos: u64::from_le_bytes(*rest.first_chunk()?) };
        Some(Self { wall: Moment::from_bytes(*wall).ok()?, uptime })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_date_without_offset_is_asked_for() {
        assert_eq!("2026-02-01T21:30:00".parse::<Moment>(), Err(MomentError::NoOffset));
        assert_eq!("2026-02-01".parse::<Moment>(), Err(MomentError::Malformed));
        assert_eq!("yesterday".parse::<Moment>(), Err(MomentError::Malformed));
        assert_eq!("1026-02-01T21:30:00Z".parse::<Moment>(), Err(MomentError::OutOfRange));
    }

    #[test]
    fn the_repeated_hour_of_february_2024_keeps_both_offsets() {
        let before: Moment = "2024-02-29T23:30+06:00".parse().unwrap();
        let after: Moment = "2024-02-29T23:30+05:00".parse().unwrap();
        assert_eq!(after.utc_ms() - before.utc_ms(), 3_600_000);
        assert_eq!(before.to_string(), "2024-02-29T23:30:00+06:00");
    }

    proptest! {
        #[test]
        fn text_and_bytes_come_back(seconds in -2_000_000_000i64..7_000_000_000, offset in -1080i16..=1080) {
            let moment = Moment::new(seconds * 1000, offset).unwrap();
            prop_assert_eq!(moment.to_string().parse::<Moment>(), Ok(moment));
            prop_assert_eq!(Moment::from_bytes(moment.to_bytes()), Ok(moment));
            prop_assert_eq!(Moment::from_wall(moment.wall(), offset), Ok(moment));
        }
    }
}
