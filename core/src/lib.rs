//! Pana's core.
mod moment;
mod random;
pub mod vault;
pub use moment::{Moment, MomentError, Now, Uptime};
#[cfg(feature = "test-rng")]
pub use random::{Seeded, seed};
