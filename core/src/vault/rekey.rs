//! "Someone knew my PIN": a new PIN, and everything sealed anew under a new key (FORMAT.md §4).
//!
//! The head's switch to the new key is the point of no return. Before it an interruption changes nothing; after it the next unlock goes on. Evidence
//! follows one file at a time; until the last is done, the old key stands in the database as `media-key-before`.

use super::error::VaultError;
use super::head::{SlotUse, slot};
use super::keep::{self, BACKUP_RECIPIENT, BACKUP_RECIPIENT_NEXT};
use super::media::{self, Media, MediaError};
use super::seal::Key;
use super::secret::{Pin, RecoveryCode, Secret, Stretched};
use super::session::{Session, pages};
use super::store;
use crate::Now;
use crate::incident::history::Action;
use std::sync::Arc;

const MEDIA_KEY_BEFORE: &str = "media-key-before";

impl Session {
    /// Changes the PIN and seals everything under a new key. Returns the new recovery code; the old one and all shares are void.
    ///
    /// `progress` is told the pages and then the bytes of evidence sealed so far.
    pub fn rekey(&mut self, new_pin: &Pin, now: Now, progress: &mut dyn FnMut(u64)) -> Result<RecoveryCode, VaultError> {
        new_pin.strong_enough()?;
        self.shared.refuse_known_pin(new_pin, now)?;
        let new_key = Key::make();
        let old_key = self.volume_key.clone();
        let code = RecoveryCode::make();
        keep::put(self.db(), BACKUP_RECIPIENT_NEXT, &code.backup_recipient())?;
        keep::put(self.db(), MEDIA_KEY_BEFORE, &old_key.0)?;
        let before = pages(&mut self.pages);
        before.checkpoint()?;
        before.volume_mut().begin_rekey(&new_key)?;

        let (side, owner) = (self.side, self.owner.is_some());
        self.shared.set_pin_slot(side, new_pin, &new_key, |head| {
            // Someone else's session shows a code too, which opens nothing: the screens must be the same, and its slots must stay random.
            let stretched = Stretched::new(&Secret::Code(code.clone()), head.kdf, &head.salt)?;
            if owner {
                head.fill_slot(slot(side, SlotUse::Code), &stretched.code_root(), &new_key);
                head.empty_slot(slot(side, SlotUse::Shares));
            }
            Ok(())
        })?;
        pages(&mut self.pages).volume_mut().head_is_switched();
        self.volume_key = new_key;
        self.finish_rekey(progress)?;
        self.log().note(Action::Rekeyed, now)?;
        Ok(code)
    }

    /// Goes on with a re-key that was broken off; says whether there was one.
    pub(super) fn resume_rekey(&mut self) -> Result<bool, VaultError> {
        let Some(before) = keep::get::<32>(self.db(), MEDIA_KEY_BEFORE)? else { return Ok(false) };
        if before == self.volume_key.0 {
            // Broken off before the head changed: nothing was sealed anew.
            keep::forget(self.db(), BACKUP_RECIPIENT_NEXT)?;
            keep::forget(self.db(), MEDIA_KEY_BEFORE)?;
            return Ok(false);
        }
        self.finish_rekey(&mut |_| {})?;
        Ok(true)
    }

    fn finish_rekey(&mut self, progress: &mut dyn FnMut(u64)) -> Result<(), VaultError> {
        let pages = pages(&mut self.pages);
        if pages.volume_mut().rekeying() {
            pages.reseal_all(&mut |done, _| progress(done))?;
            pages.volume_mut().finish_rekey()?;
        }
        self.media = Media::new(Arc::clone(&self.shared.folders.vault), &self.volume_key);
        // The old code is void from the head's switch on, and so must be backups to it.
        if let Some(next) = keep::get::<32>(self.db(), BACKUP_RECIPIENT_NEXT)? {
            keep::put(self.db(), BACKUP_RECIPIENT, &next)?;
            keep::forget(self.db(), BACKUP_RECIPIENT_NEXT)?;
        }
        if let Some(before) = keep::get(self.db(), MEDIA_KEY_BEFORE)? {
            self.reseal_media(&Key(before), progress)?;
            keep::forget(self.db(), MEDIA_KEY_BEFORE)?;
        }
        Ok(())
    }

    /// Seals each file of the old key anew. A damaged one stays as it is, under its old name and key, for `check` to report.
    fn reseal_media(&mut self, old_key: &Key, progress: &mut dyn FnMut(u64)) -> Result<(), VaultError> {
        let old = Media::new(Arc::clone(&self.shared.folders.vault), old_key);
        let old_names: Vec<String> = old.own()?.into_iter().map(|(name, ..)| name).collect();
        let evidence_places = self.log().evidence_places()?;
        for evidence in evidence_places {
            if !old_names.contains(&evidence.place.name) {
                continue;
            }
            let new = self.media.place(self.fresh.key());
            self.log().intend(&new.name)?;
            match reseal(&old, &evidence.place, &self.media, &new, progress) {
                Ok(sealed) if sealed.sha256 == evidence.sha256 => self.log().move_evidence(&evidence.id, &new)?,
                Ok(_) | Err(MediaError::Damaged { .. } | MediaError::Missing) => {}
                Err(MediaError::Io(e)) => return Err(e.into()),
            }
        }
        for aside in store::asides(self.db())? {
            if old_names.contains(&aside.name) {
                let mut bytes = Vec::new();
                let place = old.aside_place(aside.name.clone(), aside.id);
                if let Ok(mut reader) = old.open(&place)
                    && std::io::Read::read_to_end(&mut reader, &mut bytes).is_ok()
                {
                    let new = self.media.set_aside(&bytes)?;
                    store::move_aside(self.db(), &aside, &new)?;
                }
            }
        }
        self.log().finish_intents()?;
        Ok(())
    }
}

fn reseal(
    old: &Media,
    from: &media::Place,
    new: &Media,
    to: &media::Place,
    progress: &mut dyn FnMut(u64),
) -> Result<media::Sealed, MediaError> {
    let mut reader = old.open(from)?;
    new.write(to, &mut reader, progress).map_err(|e| match e.downcast::<MediaError>() {
        Ok(damaged) => damaged,
        Err(other) => MediaError::Io(other),
    })
}
