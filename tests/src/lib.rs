//! What tests Pana from the outside: a disk that loses power, clocks moved by hand, a model of what must be in the log, and some statistics.

// A harness stops at the first thing it did not expect, and the message with its place is all that is needed.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_wrap)]

pub mod chance;
pub mod clock;
pub mod content;
pub mod desk;
pub mod device_key;
pub mod dossiers;
pub mod large;
pub mod model;
pub mod real_vault;
pub mod recording_disk;
pub mod statistics;
