//! Pana's side: with `database` the shared work on a sealed volume, with `media` sealing and unlocking beside age and Argon2, and with `log`
//! the whole log as it grows, beside nothing.
#![forbid(unsafe_code)]

mod log;
mod media;
mod vault;
#[path = "../../work.rs"]
mod work;

use pana_core::vault::bench::RawVolume;
use rusqlite::Connection;
use std::path::Path;
use work::{Failure, Sealed};

struct Ours(RawVolume);

impl Sealed for Ours {
    fn create(folder: &Path) -> Result<Self, Failure> {
        Ok(Self(RawVolume::create(folder)?))
    }

    fn open(folder: &Path) -> Result<Self, Failure> {
        Ok(Self(RawVolume::open(folder)?))
    }

    fn connection(&mut self) -> &mut Connection {
        self.0.connection()
    }

    fn close(self) -> Result<(), Failure> {
        Ok(self.0.close()?)
    }

    fn abandon(self) -> Result<(), Failure> {
        self.0.abandon();
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    match std::env::args().nth(1).as_deref() {
        Some("database") => work::serve::<Ours>(),
        Some("media") => media::serve(),
        Some("log") => log::serve(),
        _ => Err("usage: peer-ours database|media|log".into()),
    }
}
