//! An unlocked vault.

use super::error::VaultError;
use super::keep::{self, BACKUP_RECIPIENT, KIT, Owner};
use super::kit::{self, KitError};
use super::locked::{Opened, Shared, kit_of, write_kit};
use super::media::Media;
use super::openings::{self, OpenedBy, Opening};
use super::pages::Pages;
use super::seal::Key;
use super::secret::{Pin, Secret};
use super::volume::{Recovery, Side, Volume, VolumeFiles};
use super::{store, wipe};
use crate::incident::Log;
use crate::language::{Arg, Language};
use crate::{Moment, Now, random};
use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use rusqlite::Connection;
use serde::Serialize;
use std::sync::Arc;

/// An unlocked vault. Dropping it without [`Session::lock`] is like a power cut: nothing saved is lost, but nothing is tidied either.
pub struct Session {
    pub(super) shared: Arc<Shared>,
    /// Always there until `lock` or `drop` takes it.
    pub(super) pages: Option<Pages>,
    pub(super) side: Side,
    pub(super) volume_key: Key,
    pub(super) media: Media,
    pub(super) fresh: Fresh,
    /// Only in the owner's session.
    pub(super) owner: Option<Owner>,
    notices: Vec<Notice>,
}

/// Shows that an order about an alert is the owner's. It says nothing of whose it is.
#[derive(Clone)]
pub struct AlertToken(pub(crate) Key);

/// Something the user should be told after an unlock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "notice")]
pub enum Notice {
    /// One copy of the head was damaged; it was made anew from the other.
    HeadRepaired,
    /// One copy of a volume's header was damaged; it was made anew from the other.
    HeaderRepaired,
    /// The program ended in the middle of a save: the last one may be missing.
    LastSaveMayBeMissing,
    /// Saved data was damaged: what was saved before that point is here, the damaged bytes are kept aside.
    DamageSetAside,
    /// The vault was opened with the second PIN.
    OpenedWithSecondPin {
        /// When, as the phone's clock showed.
        at: Moment,
    },
    /// More openings than the ring holds.
    MoreOpenings {
        /// How many more.
        count: u64,
    },
    /// Records of openings that are damaged.
    DamagedOpenings {
        /// How many.
        count: u64,
    },
    /// This unlock could not be recorded.
    OpeningNotRecorded,
    /// The panic kit could not be read and was made anew.
    KitRepaired,
    /// A re-key was finished that an interruption had broken off.
    RekeyFinished,
    /// The keys that openings are recorded under are not the vault's own: someone altered the head.
    HeadAltered,
}

impl Notice {
    /// Said to her.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::HeadRepaired => language.text("notice-head-repaired"),
            Self::HeaderRepaired => language.text("notice-header-repaired"),
            Self::LastSaveMayBeMissing => language.text("notice-last-save-may-be-missing"),
            Self::DamageSetAside => language.text("notice-damage-set-aside"),
            Self::OpenedWithSecondPin { at } => {
                language.text_with("notice-opened-with-second-pin", &[("at", Arg::Text(&language.date_time(*at)))])
            }
            Self::MoreOpenings { count } => language.text_with("notice-more-openings", &[("count", Arg::Number(*count))]),
            Self::DamagedOpenings { count } => language.text_with("notice-damaged-openings", &[("count", Arg::Number(*count))]),
            Self::OpeningNotRecorded => language.text("notice-opening-not-recorded"),
            Self::KitRepaired => language.text("notice-kit-repaired"),
            Self::RekeyFinished => language.text("notice-rekey-finished"),
            Self::HeadAltered => language.text("notice-head-altered"),
        }
    }
}

/// Draws keys for new evidence: a stream under a key that the volume made for this session.
pub(super) struct Fresh(ChaCha20);

impl Fresh {
    pub(super) fn new(seed: &Key) -> Self {
        Self(ChaCha20::new(&seed.0.into(), &[0; 12].into()))
    }

    pub(super) fn key(&mut self) -> Key {
        let mut key = Key([0; 32]);
        self.0.apply_keystream(&mut key.0);
        key
    }
}

impl Session {
    pub(super) fn open(shared: &Arc<Shared>, opened: Opened, secret: &Secret, now: Now) -> Result<Self, VaultError> {
        {
            let mut state = shared.state();
            if state.in_session {
                return Err(VaultError::InUse);
            }
            state.in_session = true;
        }
        let mut session = Self::open_volume(Arc::clone(shared), opened, now).inspect_err(|_| shared.state().in_session = false)?;
        // From here on dropping the session lets go of the vault.
        session.start(secret, now)?;
        Ok(session)
    }

    /// Opens the sealed database; damage in its log is kept aside before anything is overwritten.
    fn open_volume(shared: Arc<Shared>, opened: Opened, now: Now) -> Result<Self, VaultError> {
        let Opened { side, volume_key } = opened;
        let media = Media::new(Arc::clone(&shared.folders.vault), &volume_key);
        let vault_id = shared.state().head.vault_id;
        let files = VolumeFiles::open(&*shared.folders.vault)?;
        let mut aside = None;
        let opened = Volume::open(files, side, &volume_key, vault_id, now.uptime, &mut |bytes| {
            aside = Some(media.set_aside(bytes)?);
            Ok(())
        })?;
        let mut notices = Vec::new();
        if opened.superblock_repaired || opened.log_header_repaired {
            notices.push(Notice::HeaderRepaired);
        }
        match opened.recovery {
            Recovery::Clean | Recovery::Recovered => {}
            Recovery::LastSaveMayBeMissing => notices.push(Notice::LastSaveMayBeMissing),
            Recovery::Damaged { .. } | Recovery::HeaderRebuilt => notices.push(Notice::DamageSetAside),
        }
        let mut volume = opened.volume;
        let fresh = Fresh::new(&volume.fresh_key());
        let mut pages = Pages::open(volume, false)?;
        store::migrate(pages.connection_mut())?;
        if let Some(place) = aside {
            store::note_aside(pages.connection(), &place, "write-ahead-log", now.wall)?;
        }
        Ok(Self { shared, pages: Some(pages), side, volume_key, media, fresh, owner: None, notices })
    }

    /// What every unlock does once the database is open.
    fn start(&mut self, secret: &Secret, now: Now) -> Result<(), VaultError> {
        self.repair_head()?;
        if self.resume_rekey()? {
            self.notices.push(Notice::RekeyFinished);
        }
        self.owner = Owner::load(self.db())?;
        if let Secret::Code(code) = secret {
            // Only here is the code at hand: what was sealed to another one she could not open.
            keep::put(self.db(), BACKUP_RECIPIENT, &code.backup_recipient())?;
        }
        self.record_opening(secret, now);
        self.log().finish_intents()?;
        self.log().carry_out_erasures(now)?;
        if self.owner.is_some() {
            self.start_owner(now)?;
        }
        Ok(())
    }

    /// Only the owner's session reads the openings, repairs the panic kit and finishes a removal of the second volume.
    fn start_owner(&mut self, now: Now) -> Result<(), VaultError> {
        self.read_openings(now)?;
        self.finish_removing_second()?;
        let kit = keep::get_all(self.db(), KIT)?;
        let Some(owner) = &self.owner else { return Ok(()) };
        let (folders, device_key) = (&self.shared.folders, &*self.shared.device_key);
        match kit::read_quick(&*folders.device, device_key) {
            Ok(found) if found == kit_of(owner, kit.clone()) => Ok(()),
            // A change of hers was broken off between the database and this file.
            Ok(_) => write_kit(folders, device_key, owner, kit),
            Err(error @ (KitError::Io(_) | KitError::KeyUnavailable)) => Err(error.into()),
            Err(KitError::Missing | KitError::DamagedOrOther | KitError::KeyMissing | KitError::TooLarge) => {
                write_kit(folders, device_key, owner, kit)?;
                self.notices.push(Notice::KitRepaired);
                Ok(())
            }
        }
    }

    fn repair_head(&mut self) -> Result<(), VaultError> {
        let mut state = self.shared.state();
        if std::mem::take(&mut state.head_copy_damaged) {
            state.head.rewrite(&*self.shared.folders.vault)?;
            self.notices.push(Notice::HeadRepaired);
        }
        Ok(())
    }

    /// Seals a record of this unlock to the other volume. A ring that can't be written must not keep her out of her own log, but she is told.
    fn record_opening(&mut self, secret: &Secret, now: Now) {
        let (vault_id, public) = {
            let head = &self.shared.state().head;
            (head.vault_id, head.opening_public[self.side.other() as usize])
        };
        let secret = match secret {
            Secret::Pin(_) => OpenedBy::Pin,
            Secret::Code(_) => OpenedBy::RecoveryCode,
        };
        if openings::append(&*self.shared.folders.device, &public, &vault_id, Opening { secret, now }).is_err() {
            self.notices.push(Notice::OpeningNotRecorded);
        }
    }

    fn read_openings(&mut self, now: Now) -> Result<(), VaultError> {
        let Some(owner) = &mut self.owner else { return Ok(()) };
        let (vault_id, fits) = {
            let head = &self.shared.state().head;
            (head.vault_id, keep::head_fits(pages(&mut self.pages).connection(), head)?)
        };
        if !fits {
            self.notices.push(Notice::HeadAltered);
        }
        let Ok(read) = openings::read(&*self.shared.folders.device, &owner.openings_private, &vault_id, owner.openings_read) else {
            // She was told above: the ring could be neither written nor made anew.
            return Ok(());
        };
        let seen: Vec<Moment> = read.opened.iter().map(|(_, opening)| opening.now.wall).collect();
        self.notices.extend(seen.iter().map(|at| Notice::OpenedWithSecondPin { at: *at }));
        if read.overwritten > 0 {
            self.notices.push(Notice::MoreOpenings { count: read.overwritten });
        }
        if read.damaged > 0 {
            self.notices.push(Notice::DamagedOpenings { count: read.damaged });
        }
        owner.openings_read = read.next;
        self.log().note_openings(&seen, now, |db| keep::put(db, "openings-read", &read.next.to_le_bytes()))
    }

    /// What the user should be told about this unlock.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The incident log.
    pub fn log(&mut self) -> Log<'_> {
        let fresh = &mut self.fresh;
        Log { db: pages(&mut self.pages).connection_mut(), media: self.media.clone(), fresh_key: Box::new(|| fresh.key()) }
    }

    /// What a running alert must be shown to obey: the owner's token, or in any other session one that only looks like it.
    pub fn alert_token(&self) -> AlertToken {
        AlertToken(self.owner.as_ref().map_or_else(|| Key(random::bytes()), |owner| owner.alert_token.clone()))
    }

    /// Brings `quick` to what the database says, once that is durable. Only the owner's session has a say in it; any other leaves it untouched.
    pub(crate) fn publish_kit(&mut self) -> Result<(), VaultError> {
        let kit = keep::get_all(self.db(), KIT)?;
        let Some(owner) = &self.owner else { return Ok(()) };
        write_kit(&self.shared.folders, &*self.shared.device_key, owner, kit)
    }

    /// Asks for the PIN of this session once more, as for erasing. A wrong one is charged.
    pub fn confirm_pin(&mut self, pin: &Pin, now: Now) -> Result<(), VaultError> {
        let opened = self.shared.try_secret(&Secret::Pin(pin.clone_secret()), now)?;
        if opened.side == self.side {
            return Ok(());
        }
        // The other volume's PIN is a wrong one here, and must cost what a wrong one costs.
        let wait = self.shared.charge(now)?;
        Err(VaultError::WrongSecret { wait })
    }

    /// Changes this session's PIN. An old copy of the vault can no longer be opened with the old one.
    pub fn change_pin(&mut self, new_pin: &Pin, now: Now) -> Result<(), VaultError> {
        new_pin.strong_enough()?;
        self.shared.refuse_known_pin(new_pin, now)?;
        self.set_pin(new_pin)
    }

    pub(super) fn set_pin(&mut self, new_pin: &Pin) -> Result<(), VaultError> {
        self.shared.set_pin_slot(self.side, new_pin, &self.volume_key, |_| Ok(()))
    }

    /// Ends the session: everything written to its place, used logs overwritten, no key or plaintext left in memory.
    pub fn lock(mut self) -> Result<(), VaultError> {
        let closed = match self.pages.take() {
            Some(pages) => pages.close().map(drop).map_err(VaultError::from),
            None => Ok(()),
        };
        drop(self);
        wipe::burn_stack();
        closed
    }

    pub(crate) fn db(&mut self) -> &mut Connection {
        pages(&mut self.pages).connection_mut()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(pages) = self.pages.take() {
            // The times would tell which volume was open. If they can't be set now, the next start sets them.
            let _ = pages.abandon().set_constant_mtimes();
        }
        self.shared.state().in_session = false;
    }
}

/// The pages of a session that is not being locked.
pub(super) fn pages(pages: &mut Option<Pages>) -> &mut Pages {
    #[allow(clippy::expect_used)]
    pages.as_mut().expect("only `lock` and `drop` take the pages, and both end the session")
}
