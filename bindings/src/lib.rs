//! Pana's core as Kotlin and Swift see it: one object per feature, values for everything else, and one error with a variant for each thing a shell does
//! differently. Nothing is decided here: what a call means stands with the function of the core that has its name.
//!
//! Calls may come from any thread but the one that draws, may come at the same time, and never panic across the border. None reads a clock.

// What crosses is owned, and optional values have no borrowed form there.
#![allow(clippy::needless_pass_by_value, clippy::implicit_hasher)]

pub mod alert;
pub mod alert_book;
pub mod backups;
pub mod device_key;
pub mod dossiers;
pub mod entries;
pub mod error;
pub mod file;
pub mod imports;
pub mod incident;
pub mod log;
pub mod moment;
mod open;
pub mod phone;
pub mod progress;
pub mod proofs;
pub mod route;
pub mod route_book;
pub mod session;
pub mod shown;
pub mod text;
pub mod vault;

use pana_core::vault::ZeroingAllocator;

uniffi::setup_scaffolding!("zhospar");

/// What is freed is zeroed: PINs and words pass through here too.
#[global_allocator]
static ALLOCATOR: ZeroingAllocator = ZeroingAllocator;
