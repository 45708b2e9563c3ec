//! The second PIN: set, changed or removed from the lock screen with the recovery code. No session has such a screen.

use super::error::{Part, VaultError};
use super::keep::{self, BACKUP_RECIPIENT, Second};
use super::locked::{Vault, make_volume};
use super::media::Media;
use super::seal::Key;
use super::secret::{Pin, RecoveryCode, Secret};
use super::session::Session;
use super::volume::{Volume, VolumeError, VolumeFiles};
use crate::Now;
use std::sync::Arc;

impl Vault {
    /// Sets the second PIN, or changes it and keeps what is behind it.
    pub fn set_second_pin(&mut self, code: &RecoveryCode, new_pin: &Pin, now: Now) -> Result<(), VaultError> {
        new_pin.strong_enough()?;
        let mut session = self.unlock(&Secret::Code(code.clone()), now)?;
        let done = session.set_second_pin(new_pin, now);
        session.lock().and(done)
    }

    /// Removes the second PIN and destroys what is behind it.
    pub fn remove_second_pin(&mut self, code: &RecoveryCode, now: Now) -> Result<(), VaultError> {
        let mut session = self.unlock(&Secret::Code(code.clone()), now)?;
        let done = session.remove_second();
        session.lock().and(done)
    }
}

impl Session {
    fn set_second_pin(&mut self, new_pin: &Pin, now: Now) -> Result<(), VaultError> {
        self.shared.refuse_known_pin_uncharged(new_pin)?;
        let Some(owner) = &self.owner else { return Ok(()) };
        let second_key = owner.second_key.clone();
        if owner.second != Second::Used && !(owner.second == Second::Making && self.second_volume_exists(&second_key, now)?) {
            self.note_second(Second::Making)?;
            let head = self.shared.state().head.clone();
            let files = VolumeFiles::open(&*self.shared.folders.vault)?;
            // This session was opened with the code, so it is there.
            let recipient = keep::get(self.db(), BACKUP_RECIPIENT)?.ok_or(VaultError::Damaged { part: Part::Row })?;
            make_volume(files, self.side.other(), &second_key, &recipient, &head, now.uptime)?.close()?;
        }
        self.shared.set_pin_slot(self.side.other(), new_pin, &second_key, |_| Ok(()))?;
        self.note_second(Second::Used)
    }

    /// After a cut while it was made: the volume may be there already, with things in it.
    fn second_volume_exists(&self, key: &Key, now: Now) -> Result<bool, VaultError> {
        let vault_id = self.shared.state().head.vault_id;
        let files = VolumeFiles::open(&*self.shared.folders.vault)?;
        let media = Media::new(Arc::clone(&self.shared.folders.vault), key);
        match Volume::open(files, self.side.other(), key, vault_id, now.uptime, &mut |bytes| media.set_aside(bytes).map(drop)) {
            Ok(_) => Ok(true),
            Err(VolumeError::NoSuperblock | VolumeError::NoWalHeader) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    fn remove_second(&mut self) -> Result<(), VaultError> {
        self.note_second(Second::Removing)?;
        self.finish_removing_second()
    }

    /// The slot and its device key go first: from then on nothing opens what is left.
    pub(super) fn finish_removing_second(&mut self) -> Result<(), VaultError> {
        let Some(owner) = &self.owner else { return Ok(()) };
        if owner.second != Second::Removing {
            return Ok(());
        }
        let second_key = owner.second_key.clone();
        let side = self.side.other();
        self.shared.drop_pin_slot(side)?;
        let media = Media::new(Arc::clone(&self.shared.folders.vault), &second_key);
        for (name, ..) in media.own()? {
            media.remove(&name)?;
        }
        let mut files = VolumeFiles::open(&*self.shared.folders.vault)?;
        files.randomise(side)?;
        if let Some(owner) = &mut self.owner {
            owner.second_key = Key::make();
            keep::put(super::session::pages(&mut self.pages).connection(), "second-key", &owner.second_key.0)?;
        }
        self.note_second(Second::Unused)
    }

    fn note_second(&mut self, second: Second) -> Result<(), VaultError> {
        keep::put(self.db(), "second", &[second as u8])?;
        if let Some(owner) = &mut self.owner {
            owner.second = second;
        }
        Ok(())
    }
}
