//! Pana's core: everything both phones share. ARCHITECTURE.md has the map, FORMAT.md every byte.

pub mod alert;
pub mod incident;
pub mod language;
mod moment;
mod random;
pub mod vault;

pub use moment::{Moment, MomentError, Now, Uptime};
#[cfg(feature = "test-rng")]
pub use random::{Seeded, seed};
