//! The locked vault: making one, opening its folders, trying secrets.

use super::attempts::Attempts;
use super::device_key::{Alias, DeviceKey, DeviceKeyError};
use super::disk::Disk;
use super::error::{Part, Refusal, VaultError};
use super::head::{self, Head, SlotUse, Tried, slot};
use super::keep::{self, BACKUP_RECIPIENT, Owner, Second};
use super::kit::{self, Kit, KitError};
use super::media::Media;
use super::pages::Pages;
use super::seal::Key;
use super::secret::{Kdf, Pin, RecoveryCode, Secret, Stretched};
use super::session::{Fresh, Session};
use super::volume::{Side, Volume, VolumeFiles};
use super::{openings, store};
use crate::incident::Log;
use crate::incident::history::Action;
use crate::{Now, Uptime, random};
use sha2::{Digest, Sha256};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The two folders of a vault (FORMAT.md §1).
#[derive(Clone)]
pub struct Folders {
    /// Opens with the first unlock of the phone.
    pub vault: Arc<dyn Disk>,
    /// Usable before it.
    pub device: Arc<dyn Disk>,
}

/// A vault that is locked. While it lives no other process can open the same folders.
pub struct Vault {
    pub(super) shared: Arc<Shared>,
}

/// What the locked vault and its session both need.
pub(super) struct Shared {
    pub(super) folders: Folders,
    pub(super) device_key: Arc<dyn DeviceKey>,
    state: Mutex<State>,
    _lock: Box<dyn Send + Sync>,
}

pub(super) struct State {
    pub(super) head: Head,
    /// One copy of the head is damaged: made anew at the next successful unlock.
    pub(super) head_copy_damaged: bool,
    pub(super) attempts: Attempts,
    /// A session is open; a second one would write the same files.
    pub(super) in_session: bool,
}

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves whole values here: nothing is changed in parts.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A secret that opened a slot.
pub(super) struct Opened {
    pub(super) side: Side,
    pub(super) volume_key: Key,
}

impl Vault {
    /// Makes a vault in two folders where none is, and leaves it locked. The recovery code is shown once and stored nowhere.
    ///
    /// A creation that was cut off left no head: calling this again starts over.
    pub fn create(
        folders: Folders,
        device_key: Arc<dyn DeviceKey>,
        pin: &Pin,
        second_pin: Option<&Pin>,
        kdf: Kdf,
        now: Now,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        Self::create_filled(folders, device_key, pin, second_pin, kdf, now, |_| Ok(()))
    }

    /// The same, with a log that `fill` fills before there is a vault: if that fails there is none.
    pub(crate) fn create_filled<E: From<VaultError>>(
        folders: Folders,
        device_key: Arc<dyn DeviceKey>,
        pin: &Pin,
        second_pin: Option<&Pin>,
        kdf: Kdf,
        now: Now,
        fill: impl FnOnce(&mut Log<'_>) -> Result<(), E>,
    ) -> Result<(Self, RecoveryCode), E> {
        let (mut head, mut pages, volume_key, code) = Self::prepare(&folders, &device_key, pin, second_pin, kdf, now)?;
        let media = Media::new(Arc::clone(&folders.vault), &volume_key);
        let mut fresh = Fresh::new(&pages.volume_mut().fresh_key());
        fill(&mut Log { db: pages.connection_mut(), media, fresh_key: Box::new(|| fresh.key()) })?;
        pages.close().map_err(VaultError::from)?;

        // The head comes last: with it the vault exists.
        head.store(&*folders.vault).map_err(VaultError::from)?;
        Ok((Self::open(folders, device_key, now)?, code))
    }

    /// Everything of a new vault but its head, the owner's volume still open.
    fn prepare(
        folders: &Folders,
        device_key: &Arc<dyn DeviceKey>,
        pin: &Pin,
        second_pin: Option<&Pin>,
        kdf: Kdf,
        now: Now,
    ) -> Result<(Head, Pages, Key, RecoveryCode), VaultError> {
        if !matches!(Head::load(&*folders.vault), Err(VaultError::Place { exists: false })) {
            return Err(VaultError::Place { exists: true });
        }
        pin.strong_enough()?;
        second_pin.map_or(Ok(()), |second| if second == pin { Err(Refusal::TooSimple) } else { second.strong_enough() })?;

        let side = if random::bytes::<1>()[0] & 1 == 0 { Side::A } else { Side::B };
        let (mut owner, owner_public) = Owner::make();
        // The other pair's private half ends here: nobody can read what is addressed to the second volume.
        let (_, other_public) = super::seal::hpke_pair();
        let publics = if side == Side::A { [owner_public, other_public] } else { [other_public, owner_public] };
        let mut head = Head::make(kdf, publics);
        for alias in head.aliases {
            device_key.create(alias)?;
        }

        folders.vault.create_folder("media")?;
        folders.device.create_folder("inbox")?;
        openings::create(&*folders.device)?;
        Attempts::create(Arc::clone(&folders.device), Arc::clone(device_key), &head.vault_id, now.uptime)?;
        write_kit(folders, &**device_key, &owner, Vec::new())?;

        let volume_key = Key::make();
        let code = RecoveryCode::make();
        fill_pin_slot(&mut head, side, pin.clone_secret(), &volume_key, &**device_key)?;
        let stretched = Stretched::new(&Secret::Code(code.clone()), kdf, &head.salt)?;
        head.fill_slot(slot(side, SlotUse::Code), &stretched.code_root(), &volume_key);

        let recipient = code.backup_recipient();
        let mut files = VolumeFiles::create(&*folders.vault)?;
        if let Some(second) = second_pin {
            owner.second = Second::Used;
            fill_pin_slot(&mut head, side.other(), second.clone_secret(), &owner.second_key, &**device_key)?;
            files = make_volume(files, side.other(), &owner.second_key, &recipient, &head, now.uptime)?.close()?;
        }
        let mut pages = make_volume(files, side, &volume_key, &recipient, &head, now.uptime)?;
        owner.store(pages.connection_mut(), &head)?;
        Ok((head, pages, volume_key, code))
    }

    /// Opens the folders of a vault, still locked, and finishes what an interruption broke off, as far as no key is needed.
    pub fn open(folders: Folders, device_key: Arc<dyn DeviceKey>, now: Now) -> Result<Self, VaultError> {
        let lock = head::NAMES
            .iter()
            .map(|name| folders.vault.lock(name))
            .find(|lock| !matches!(lock, Err(e) if e.kind() == io::ErrorKind::NotFound))
            .unwrap_or_else(|| Err(io::ErrorKind::NotFound.into()))
            .map_err(|e| match e.kind() {
                io::ErrorKind::NotFound => VaultError::Place { exists: false },
                io::ErrorKind::WouldBlock => VaultError::InUse,
                _ => VaultError::Disk(e),
            })?;
        let found = Head::load(&*folders.vault)?;
        if found.one_copy_older {
            found.head.rewrite(&*folders.vault)?;
        }
        device_key.destroy(found.head.retired)?;
        VolumeFiles::open(&*folders.vault)?.set_constant_mtimes()?;
        folders.vault.create_folder("media")?;
        folders.device.create_folder("inbox")?;
        let attempts = Attempts::load(Arc::clone(&folders.device), Arc::clone(&device_key), &found.head.vault_id, now.uptime);
        let state = State { head: found.head, head_copy_damaged: found.one_copy_damaged, attempts, in_session: false };
        Ok(Self { shared: Arc::new(Shared { folders, device_key, state: Mutex::new(state), _lock: lock }) })
    }

    /// How long until a PIN may be tried. The recovery code never waits.
    pub fn wait(&self, now: Now) -> Duration {
        self.shared.state().attempts.wait(now.uptime)
    }

    /// Whether a PIN may be tried now; the error says what stands in the way, so that a shell need not ask for a PIN in vain.
    pub fn may_try(&self, now: Now) -> Result<(), VaultError> {
        self.shared.may_try(&self.shared.state(), now.uptime)
    }

    /// Tries a secret against all slots and opens the volume behind it. A wrong PIN is charged durably before this returns.
    pub fn unlock(&mut self, secret: &Secret, now: Now) -> Result<Session, VaultError> {
        let opened = self.shared.try_secret(secret, now)?;
        Session::open(&self.shared, opened, secret, now)
    }

    /// Sets a new PIN with the recovery code, also after the device's key was lost, and unlocks.
    pub fn recover(&mut self, code: &RecoveryCode, new_pin: &Pin, now: Now) -> Result<Session, VaultError> {
        new_pin.strong_enough()?;
        let secret = Secret::Code(code.clone());
        let opened = self.shared.try_secret(&secret, now)?;
        let mut session = Session::open(&self.shared, opened, &secret, now)?;
        self.shared.replace_lost_keys(now.uptime)?;
        session.set_pin(new_pin)?;
        session.log().note(Action::Recovered, now)?;
        Ok(session)
    }
}

impl Shared {
    /// Finds the slot that a secret opens. PINs are counted; the recovery code is not, it can't be guessed.
    pub(super) fn try_secret(&self, secret: &Secret, now: Now) -> Result<Opened, VaultError> {
        let mut state = self.state();
        let pin = matches!(secret, Secret::Pin(_));
        if pin {
            self.may_try(&state, now.uptime)?;
        }
        match self.try_slots(&state.head, secret)? {
            Tried::Opened { slot, volume_key } => Ok(Opened { side: if slot < 3 { Side::A } else { Side::B }, volume_key }),
            Tried::Damaged => Err(VaultError::Damaged { part: Part::Slot }),
            Tried::Nothing if pin => {
                let wait = state.attempts.charge(now.uptime)?;
                Err(VaultError::WrongSecret { wait })
            }
            Tried::Nothing => Err(VaultError::WrongSecret { wait: Duration::ZERO }),
        }
    }

    /// Whether a PIN that someone wants to set opens anything already. Costs one try, so that it is no way to guess.
    pub(super) fn refuse_known_pin(&self, pin: &Pin, now: Now) -> Result<(), VaultError> {
        let mut state = self.state();
        self.may_try(&state, now.uptime)?;
        let tried = self.try_slots(&state.head, &Secret::Pin(pin.clone_secret()))?;
        state.attempts.charge(now.uptime)?;
        match tried {
            Tried::Nothing => Ok(()),
            Tried::Opened { .. } | Tried::Damaged => Err(Refusal::TooSimple.into()),
        }
    }

    /// The same for a holder of the recovery code, who could open both volumes anyway: nothing to guess, nothing to charge.
    pub(super) fn refuse_known_pin_uncharged(&self, pin: &Pin) -> Result<(), VaultError> {
        match self.try_slots(&self.state().head, &Secret::Pin(pin.clone_secret()))? {
            Tried::Nothing => Ok(()),
            Tried::Opened { .. } | Tried::Damaged => Err(Refusal::TooSimple.into()),
        }
    }

    /// Counts a wrong try; returns the wait that follows.
    pub(super) fn charge(&self, now: Now) -> Result<Duration, VaultError> {
        Ok(self.state().attempts.charge(now.uptime)?)
    }

    fn try_slots(&self, head: &Head, secret: &Secret) -> Result<Tried, VaultError> {
        let stretched = Stretched::new(secret, head.kdf, &head.salt)?;
        let answers = match (stretched.device_answers(&*self.device_key, head.aliases), secret) {
            (Ok(answers), _) => Some(answers),
            // The code opens without the device: that is what it is for.
            (Err(_), Secret::Code(_)) => None,
            (Err(e), Secret::Pin(_)) => return Err(e.into()),
        };
        Ok(head.try_slots(&stretched.roots(answers)))
    }

    /// Gives a PIN slot a new PIN and volume key under a new device key; the old device key dies once both copies of the head are durable.
    /// `also` may change other slots of the same volume in the same step.
    pub(super) fn set_pin_slot(
        &self,
        side: Side,
        pin: &Pin,
        volume_key: &Key,
        also: impl FnOnce(&mut Head) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let mut state = self.state();
        let mut head = state.head.clone();
        let old = head.aliases[side as usize];
        head.aliases[side as usize] = Alias::make();
        head.retired = old;
        self.device_key.create(head.aliases[side as usize])?;
        fill_pin_slot(&mut head, side, pin.clone_secret(), volume_key, &*self.device_key)?;
        also(&mut head)?;
        head.store(&*self.folders.vault)?;
        state.head = head;
        self.device_key.destroy(old)?;
        Ok(())
    }

    /// Makes a volume's PIN slot unused under a new device key, so that an older copy of the head does not open it either.
    pub(super) fn drop_pin_slot(&self, side: Side) -> Result<(), VaultError> {
        let mut state = self.state();
        let mut head = state.head.clone();
        let old = head.aliases[side as usize];
        head.aliases[side as usize] = Alias::make();
        head.retired = old;
        self.device_key.create(head.aliases[side as usize])?;
        head.empty_slot(slot(side, SlotUse::Pin));
        head.store(&*self.folders.vault)?;
        state.head = head;
        self.device_key.destroy(old)?;
        Ok(())
    }

    /// After the device's key store was cleared, a PIN could never be tried again: both device keys must answer, and the new PIN's tries are counted anew.
    /// Where nothing was lost the count stays.
    fn replace_lost_keys(&self, uptime: Uptime) -> Result<(), VaultError> {
        let mut state = self.state();
        if self.keys_lost(&state.head)? {
            for alias in state.head.aliases {
                self.device_key.create(alias)?;
            }
            state.attempts =
                Attempts::create(Arc::clone(&self.folders.device), Arc::clone(&self.device_key), &state.head.vault_id, uptime)?;
        }
        Ok(())
    }

    fn may_try(&self, state: &State, uptime: Uptime) -> Result<(), VaultError> {
        let left = state.attempts.wait(uptime);
        if left.is_zero() {
            return Ok(());
        }
        // A lost key also loses the count, and waiting would not bring it back.
        Err(if self.keys_lost(&state.head)? { VaultError::DeviceKeyLost } else { VaultError::Wait { left } })
    }

    fn keys_lost(&self, head: &Head) -> Result<bool, VaultError> {
        for alias in head.aliases {
            match self.device_key.hmac(alias, b"pana/probe") {
                Ok(_) => {}
                Err(DeviceKeyError::Missing) => return Ok(true),
                Err(e) => return Err(e.into()),
            }
        }
        Ok(false)
    }
}

fn fill_pin_slot(head: &mut Head, side: Side, pin: Pin, volume_key: &Key, device_key: &dyn DeviceKey) -> Result<(), VaultError> {
    let stretched = Stretched::new(&Secret::Pin(pin), head.kdf, &head.salt)?;
    let root = stretched.pin_root(device_key, head.aliases[side as usize])?;
    head.fill_slot(slot(side, SlotUse::Pin), &root, volume_key);
    Ok(())
}

/// A volume with empty tables. Backups made in it open with the code that `recipient` is of: the second volume has none of its own, and what is behind
/// its PIN is hers too.
pub(super) fn make_volume(
    files: VolumeFiles,
    side: Side,
    key: &Key,
    recipient: &[u8; 32],
    head: &Head,
    uptime: Uptime,
) -> Result<Pages, VaultError> {
    let volume = Volume::create(files, side, key, head.vault_id, uptime)?;
    let mut pages = Pages::open(volume, true)?;
    store::migrate(pages.connection_mut())?;
    keep::put(pages.connection(), BACKUP_RECIPIENT, recipient)?;
    Ok(pages)
}

/// Writes `quick` anew with what the owner's database knows, and `runs` if it can never be read again: what runs must outlive a `quick` that was lost.
pub(super) fn write_kit(folders: &Folders, device_key: &dyn DeviceKey, owner: &Owner, kit: Vec<u8>) -> Result<(), VaultError> {
    let device = &*folders.device;
    kit::write_quick(device, device_key, &kit_of(owner, kit))?;
    match kit::read_runs(device, device_key) {
        Ok(_) => return Ok(()),
        Err(error @ (KitError::Io(_) | KitError::KeyUnavailable)) => return Err(error.into()),
        Err(KitError::DamagedOrOther) => kit::set_runs_aside(device)?,
        Err(KitError::Missing | KitError::KeyMissing | KitError::TooLarge) => {}
    }
    Ok(kit::write_runs(device, device_key, &[])?)
}

/// What `quick` is to hold.
pub(super) fn kit_of(owner: &Owner, kit: Vec<u8>) -> Kit {
    Kit { inbox_public: owner.inbox_public, alert_token_hash: Sha256::digest(owner.alert_token.0).into(), kit }
}
