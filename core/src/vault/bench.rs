//! A sealed database without a vault around it, to be measured against others. Only with the feature `bench`.

use super::VaultError;
use super::disk::Folder;
use super::head::Side;
use super::pages::Pages;
use super::seal::Key;
use super::volume::{Volume, VolumeFiles};
use crate::Uptime;
use rusqlite::Connection;
use std::path::Path;

const KEY: [u8; 32] = [7; 32];
const VAULT_ID: [u8; 16] = [9; 16];
const UPTIME: Uptime = Uptime { boot: [1; 16], nanos: 1 };

/// One volume of a pair under a fixed key.
pub struct RawVolume(Pages);

impl RawVolume {
    /// Makes both volumes' files in a folder and opens the first, empty.
    pub fn create(path: &Path) -> Result<Self, VaultError> {
        let files = VolumeFiles::create(&Folder::new(path)?)?;
        Ok(Self(Pages::open(Volume::create(files, Side::A, &Key(KEY), VAULT_ID, UPTIME)?, true)?))
    }

    /// Opens what [`RawVolume::create`] made.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let files = VolumeFiles::open(&Folder::existing(path)?)?;
        let opened = Volume::open(files, Side::A, &Key(KEY), VAULT_ID, UPTIME, &mut |_| Ok(()))?;
        Ok(Self(Pages::open(opened.volume, false)?))
    }

    /// The database.
    pub fn connection(&mut self) -> &mut Connection {
        self.0.connection_mut()
    }

    /// Checkpoints, overwrites the log and closes.
    pub fn close(self) -> Result<(), VaultError> {
        self.0.close()?;
        Ok(())
    }

    /// Lets go as a killed process would.
    pub fn abandon(self) {
        self.0.abandon();
    }
}
