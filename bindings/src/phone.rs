//! What needs no PIN: the button, check-ins, captures.

use crate::alert::{Abilities, Event, Finding, Fix, KitState, Outcome, PhoneFacts, RunView};
use crate::device_key::{DeviceKey, ForeignKey};
use crate::error::PanaError;
use crate::file::FileAt;
use crate::open::guarded;
use crate::session::Session;
use crate::text::Language;
use crate::vault::prepare_process;
use pana_core::alert::{Book, Tested, review};
use pana_core::incident::Id;
use pana_core::vault::disk::Folder;
use pana_core::vault::{AlertToken, CaptureKind};
use pana_core::{Moment as WallMoment, Now};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A phone, as far as it needs no PIN. One at a time: while it lives nobody else can open the same folder.
///
/// A session that is given with an order shows whose it is: behind the second PIN everything only looks done. A session that is locked shows nothing.
#[derive(uniffi::Object)]
pub struct Phone {
    phone: Mutex<pana_core::alert::Phone>,
}

#[uniffi::export]
impl Phone {
    /// Reads what is in the device folder: `device` of [`VaultFolders`](crate::vault::VaultFolders). What can't be read is told by `kit_state` and stands in
    /// nobody's way.
    #[uniffi::constructor]
    pub fn open(device: &str, device_key: Arc<dyn DeviceKey>) -> Result<Self, PanaError> {
        prepare_process();
        guarded(|| {
            let folder = Folder::existing(device).map_err(|_| PanaError::refused("no-vault"))?;
            let phone = pana_core::alert::Phone::open(Arc::new(folder), Arc::new(ForeignKey(device_key)))?;
            Ok::<_, PanaError>(Self { phone: Mutex::new(phone) })
        })
    }

    /// Reads the panic kit again, after the owner has changed it or unlocked.
    pub fn refresh(&self) -> Result<(), PanaError> {
        self.with(|phone| {
            phone.refresh();
            Ok(())
        })
    }

    /// How the panic kit is.
    pub fn kit_state(&self) -> Result<KitState, PanaError> {
        self.with(|phone| Ok(phone.kit_state()))
    }

    /// How many would be told.
    pub fn kit_contacts(&self) -> Result<u32, PanaError> {
        self.with(|phone| Ok(u32::try_from(phone.kit().contacts.len()).unwrap_or(u32::MAX)))
    }

    /// The button was held. Begins an alert, or goes on with what runs.
    pub fn press(&self, abilities: Abilities, now: Now) -> Result<Outcome, PanaError> {
        self.with(|phone| Ok(phone.press(abilities, now).into()))
    }

    /// Something happened while a run was on; without one nothing does.
    pub fn step(&self, event: Event, session: Option<Arc<Session>>, now: Now) -> Result<Outcome, PanaError> {
        let token = token_of(session.as_ref());
        self.with(|phone| Ok(phone.step(event.into(), token.as_ref(), now).into()))
    }

    /// The program was started anew: goes on with what ran.
    pub fn resume(&self, abilities: Abilities, now: Now) -> Result<Outcome, PanaError> {
        self.with(|phone| Ok(phone.resume(abilities, now).into()))
    }

    /// What may be shown of what runs; none if nothing is.
    pub fn view(&self, session: Option<Arc<Session>>, now: Now) -> Result<Option<RunView>, PanaError> {
        let token = token_of(session.as_ref());
        self.with(|phone| Ok(phone.view(token.as_ref(), now)))
    }

    /// Begins a check-in that ends at `due`. `contact` is told of it now: then a phone that is off counts as overdue too.
    pub fn check_in(
        &self,
        abilities: Abilities,
        contact: Option<Id>,
        due: WallMoment,
        session: &Session,
        now: Now,
    ) -> Result<Outcome, PanaError> {
        let token = session.open.token()?;
        self.with(|phone| Ok(phone.check_in(abilities, contact.as_ref(), due, &token, now)?.into()))
    }

    /// Moves the deadline of the check-in that runs.
    pub fn extend(&self, due: WallMoment, session: &Session, now: Now) -> Result<Outcome, PanaError> {
        let token = session.open.token()?;
        self.with(|phone| Ok(phone.extend(due, &token, now)?.into()))
    }

    /// Tells all contacts, or only some, that this is a drill.
    pub fn drill(&self, abilities: Abilities, only: Option<Vec<Id>>, session: &Session, now: Now) -> Result<Outcome, PanaError> {
        let token = session.open.token()?;
        self.with(|phone| Ok(phone.drill(abilities, only.as_deref(), &token, now)?.into()))
    }

    /// What is known of this contact's last test message, in words.
    pub fn last_test(&self, contact: &Id, session: &Session, language: Language) -> Result<String, PanaError> {
        let token = session.open.token()?;
        self.with(|phone| {
            let tests = phone.tests(&token);
            Ok(Tested::text(tests.iter().find(|tested| tested.contact == *contact), language))
        })
    }

    /// Looks at contacts and phone before they are needed.
    pub fn review(&self, abilities: Abilities, facts: PhoneFacts, session: &Session, now: Now) -> Result<Vec<Finding>, PanaError> {
        let token = session.open.token()?;
        let kit = session.open.with(|session| Book::of(session).kit())?;
        self.with(|phone| {
            let last_drill = phone.tests(&token).into_iter().map(|tested| tested.at).max_by_key(|at| at.utc_ms());
            let findings = review(&kit, abilities, facts, last_drill, now.wall);
            Ok(findings.into_iter().map(|finding| Finding { key: finding.key.to_owned(), standing: finding.standing }).collect())
        })
    }

    /// Seals a note, which only the owner's session finds.
    pub fn capture_note(&self, words: &str, now: Now) -> Result<(), PanaError> {
        let captures = self.with(|phone| Ok(phone.captures()))?;
        guarded(|| captures.put(CaptureKind::Note, "", &mut words.as_bytes(), now))
    }

    /// Seals a file, which only the owner's session finds. `name` is its own and may be empty.
    pub fn capture_file(&self, kind: CaptureKind, name: &str, file: &FileAt, now: Now) -> Result<(), PanaError> {
        let mut source = file.read()?;
        let captures = self.with(|phone| Ok(phone.captures()))?;
        guarded(|| captures.put(kind, name, &mut source, now))
    }

    /// Takes the runs that are over into the history of the owner's session, each once; returns how many. A shell does it after each unlock and each step.
    pub fn settle(&self, session: &Session, now: Now) -> Result<u32, PanaError> {
        session.open.with(|session| self.with(|phone| Ok(u32::try_from(phone.settle(session, now)?).unwrap_or(u32::MAX))))
    }
}

/// Whether a message may name a place: on Earth, not too old, not from the future.
#[uniffi::export]
pub fn is_usable_fix(fix: &Fix, now: WallMoment) -> Result<bool, PanaError> {
    Ok(fix.is_usable(now))
}

impl Phone {
    /// What runs outlives a panic: it is saved before anything is done.
    fn with<T>(&self, work: impl FnOnce(&mut pana_core::alert::Phone) -> Result<T, PanaError>) -> Result<T, PanaError> {
        guarded(|| work(&mut self.phone()))
    }

    fn phone(&self) -> MutexGuard<'_, pana_core::alert::Phone> {
        self.phone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// None of a session that was locked meanwhile: the order is then nobody's, as from the locked screen.
fn token_of(session: Option<&Arc<Session>>) -> Option<AlertToken> {
    session.and_then(|session| session.open.token().ok())
}
