//! Pana's core: everything both phones share. ARCHITECTURE.md has the map, FORMAT.md every byte.

pub mod alert;
pub mod dossier;
pub mod incident;
pub mod language;
pub mod law;
mod moment;
mod qr;
mod random;
pub mod route;
pub mod trust;
pub mod vault;
mod zone;

pub use moment::{Moment, MomentError, Now, Uptime};
pub use qr::Qr;
#[cfg(feature = "test-rng")]
pub use random::{Seeded, seed};
pub use zone::{Offsets, Region, common_offset_min};
