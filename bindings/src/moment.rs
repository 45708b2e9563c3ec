//! Times, and the small types of the core that cross as texts and numbers. What is none of them is refused where it comes in.

use crate::error::PanaError;
use pana_core::incident::{Degrees, Id, Kind, Own, PartialDate};
use std::collections::HashMap;

/// A point in time and what the clock on the wall showed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc_ms: i64,
    /// Minutes by which the wall clock stood ahead of UTC.
    pub offset_min: i16,
}

type WallMoment = pana_core::Moment;
uniffi::custom_type!(WallMoment, Moment, {
    remote,
    lower: |moment| Moment { utc_ms: moment.utc_ms(), offset_min: moment.offset_min() },
    try_lift: |moment| Ok(WallMoment::new(moment.utc_ms, moment.offset_min).map_err(PanaError::from)?),
});

/// Sixteen bytes that change with every start of the device.
type BootId = [u8; 16];
uniffi::custom_type!(BootId, Vec<u8>, {
    remote,
    lower: |boot| boot.to_vec(),
    try_lift: |boot| Ok(BootId::try_from(boot).map_err(|_| PanaError::Internal)?),
});

type Uptime = pana_core::Uptime;

/// What a clock that only runs forward shows: which start of the device, and nanoseconds since then, sleep included.
#[uniffi::remote(Record)]
pub struct Uptime {
    boot: BootId,
    nanos: u64,
}

type Now = pana_core::Now;

/// Both clocks at one point, as the shell read them.
#[uniffi::remote(Record)]
pub struct Now {
    wall: WallMoment,
    uptime: Uptime,
}

// Eight characters that name an incident, an entry, a piece of evidence or a contact.
uniffi::custom_type!(Id, String, {
    remote,
    lower: |id| id.to_string(),
    try_lift: |id| Ok(id.parse::<Id>().map_err(PanaError::from)?),
});

// What a kind of incident is called in data: `call`, `msg`, …
uniffi::custom_type!(Kind, String, {
    remote,
    lower: |kind| kind.id().to_owned(),
    try_lift: |kind| Ok(Kind::from_id(&kind).ok_or_else(|| PanaError::field("kind", "unknown-kind"))?),
});

// The fields that only a kind has.
uniffi::custom_type!(Own, HashMap<String, String>, {
    remote,
    lower: |own| own.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    try_lift: |fields| {
        let mut own = Own::default();
        for (name, value) in &fields {
            own.set(name, value);
        }
        Ok(own)
    },
});

// An angle in degrees, to its millionth.
uniffi::custom_type!(Degrees, f64, {
    remote,
    lower: |angle| angle.degrees(),
    try_lift: |degrees| Ok(Degrees::new(degrees).ok_or_else(|| PanaError::field("position", "not-on-earth"))?),
});

/// A day as `2026-02-01`.
type Day = jiff::civil::Date;
uniffi::custom_type!(Day, String, {
    remote,
    lower: |day| day.to_string(),
    try_lift: |day| Ok(day.parse::<Day>().map_err(|_| PanaError::refused("not-a-date"))?),
});

// A year, a month or a day.
uniffi::custom_type!(PartialDate, String, {
    remote,
    lower: |date| date.to_string(),
    try_lift: |date| Ok(date.parse::<PartialDate>().map_err(|_| PanaError::refused("not-a-date"))?),
});
