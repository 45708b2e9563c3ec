//! What works while the vault is locked: the panic button, check-ins, and captures. It needs the device folder and the device's key, no PIN.
//!
//! Every step is saved before its effects are given out, so that a kill at any moment leaves a run that can go on. Nothing here refuses to call for help: with a
//! `quick` that can't be read there is nobody to tell, and dialling is offered; with a disk that takes nothing the run goes on in memory.

use super::book::decode_kit;
use super::contact::{Contact, Kit};
use super::drill::Tested;
use super::ladder::{Abilities, CheckInError, Effect, Event, Noted, Phase, Run, RunView, Screen, check_due};
use crate::incident::Id;
use crate::vault::disk::Disk;
use crate::vault::inbox::{self, Capture, InboxError};
use crate::vault::kit::{self, KitError};
use crate::vault::{AlertToken, CaptureKind, DeviceKey, Session, VaultError};
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// First byte of the body of `runs`.
const RUNS_VERSION: u8 = 2;
/// Runs that are over and wait for the owner's session, which takes them into the history.
pub const PAST_MAX: usize = 8;

/// A phone, as far as it needs no PIN.
pub struct Phone {
    device: Arc<dyn Disk>,
    device_key: Arc<dyn DeviceKey>,
    quick: Quick,
    runs: Runs,
    /// `runs` could not be read so far, and may still hold something.
    runs_unread: bool,
    /// Only one program at a time may change what runs.
    _lock: Option<Box<dyn Send + Sync>>,
}

/// The inbox as the panic kit that was last read knows it.
#[derive(Clone)]
pub struct Captures {
    device: Arc<dyn Disk>,
    inbox_public: Option<[u8; 32]>,
}

/// How the panic kit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KitState {
    /// It was read.
    Whole,
    /// It is missing, altered or another device's. Only the owner's unlock mends it; until then there is nobody to tell, and dialling is offered.
    Damaged,
    /// It can't be read now.
    Unavailable,
}

struct Quick {
    state: KitState,
    kit: Kit,
    token_hash: [u8; 32],
    inbox_public: Option<[u8; 32]>,
}

/// The body of `runs`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Runs {
    /// Of the last message this phone numbered.
    last_number: u64,
    run: Option<Run>,
    past: Vec<Past>,
    /// The last test message of each contact.
    tests: Vec<Tested>,
}

/// A run that is over, as the history will tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Past {
    id: Id,
    began: Moment,
    phase: Phase,
    trail: Vec<Noted>,
    left_out: u32,
}

/// What follows from a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the effects are to be carried out"]
pub struct Outcome {
    /// What the shell is to do, in this order.
    pub effects: Vec<Effect>,
    /// Whether what was decided is saved. If not it holds until the program ends, and a kill loses it.
    pub saved: bool,
}

/// Why a capture was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The inbox holds as much as it may. What is in it is kept.
    #[error("the inbox is full until its owner has unlocked the vault")]
    Full,
    /// The panic kit can't be read, and with it the key that captures are sealed to.
    #[error("captures can't be sealed until the owner has unlocked the vault")]
    NoKey,
    /// The file could not be read, or the disk did not take it.
    #[error("the capture could not be read or written: {0}")]
    Disk(#[from] io::Error),
}

impl Phone {
    /// Reads what is in the device folder. Fails only if another program has it open ([`VaultError::InUse`]): what can't be read otherwise is told by
    /// [`Phone::kit_state`] and stands in nobody's way.
    pub fn open(device: Arc<dyn Disk>, device_key: Arc<dyn DeviceKey>) -> Result<Self, VaultError> {
        let lock = match device.lock(kit::RUNS) {
            Ok(lock) => Some(lock),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(VaultError::InUse),
            Err(_) => None,
        };
        let quick = Quick::read(&*device, &*device_key);
        let mut phone = Self { device, device_key, quick, runs: Runs::default(), runs_unread: true, _lock: lock };
        phone.catch_up();
        Ok(phone)
    }

    /// Reads what could not be read before: a phone that has just started may not have its keys yet.
    fn catch_up(&mut self) {
        if self.quick.state == KitState::Unavailable {
            self.refresh();
        }
        if !self.runs_unread {
            return;
        }
        let Some(saved) = Runs::read(&*self.device, &*self.device_key) else { return };
        self.runs_unread = false;
        let begun = std::mem::replace(&mut self.runs, saved);
        self.runs.last_number = self.runs.last_number.max(begun.last_number);
        self.forget_tests();
        if begun.run.is_some() {
            // Someone has called for help meanwhile: that goes on, and what was saved before is told in the history.
            let saved = std::mem::replace(&mut self.runs.run, begun.run);
            self.retire(saved);
        }
    }

    /// Reads the panic kit again, after the owner has changed it.
    pub fn refresh(&mut self) {
        self.quick = Quick::read(&*self.device, &*self.device_key);
        let before = self.runs.tests.len();
        self.forget_tests();
        if self.runs.tests.len() < before {
            // If this is not saved they are forgotten once more.
            self.save();
        }
    }

    /// Forgets the tests of contacts that are gone, or have another number now. Of a kit that can't be read nobody knows who is gone.
    fn forget_tests(&mut self) {
        let Quick { state: KitState::Whole, kit, .. } = &self.quick else { return };
        self.runs.tests.retain(|tested| kit.contact(&tested.contact).is_some_and(|contact| contact.number == tested.number));
    }

    fn keep_tests(&mut self, run: &Run) {
        for (contact, answered) in run.tested() {
            match self.runs.tests.iter_mut().find(|tested| tested.contact == *contact) {
                // A late report is of the number that the message went to.
                Some(tested) if tested.at == run.began() => tested.answered = answered,
                former => {
                    let Some(Contact { number, .. }) = self.quick.kit.contact(contact) else { continue };
                    let tested = Tested { contact: contact.clone(), number: number.clone(), at: run.began(), answered };
                    match former {
                        Some(former) => *former = tested,
                        None => self.runs.tests.push(tested),
                    }
                }
            }
        }
        self.forget_tests();
    }

    /// How the panic kit is.
    pub fn kit_state(&self) -> KitState {
        self.quick.state
    }

    /// Who is told, and by what name.
    pub fn kit(&self) -> &Kit {
        &self.quick.kit
    }

    /// The last test message of each contact at their number of now, as far as the radio knows: for the owner.
    pub fn tests(&self, token: &AlertToken) -> Vec<Tested> {
        if self.quick.is_owner(token) { self.runs.tests.clone() } else { Vec::new() }
    }

    /// The button was held. Begins an alert, or goes on with what runs.
    pub fn press(&mut self, abilities: Abilities, now: Now) -> Outcome {
        self.catch_up();
        match self.runs.run.take() {
            Some(run) if !run.is_over() => {
                let (run, effects) = run.step(&self.quick.kit, &Event::Press, now);
                self.keep(run, effects)
            }
            over => {
                self.retire(over);
                let (run, effects) = Run::press(&self.quick.kit, abilities, self.runs.last_number, now);
                self.keep(run, effects)
            }
        }
    }

    /// Something happened while a run was on. Orders in `event` count as the owner's only if `token` is; without a run nothing happens.
    pub fn step(&mut self, event: Event, token: Option<&AlertToken>, now: Now) -> Outcome {
        self.catch_up();
        let is_owner = token.is_some_and(|token| self.quick.is_owner(token));
        let Some(run) = self.runs.run.take() else { return Outcome { effects: Vec::new(), saved: true } };
        let (run, effects) = run.step(&self.quick.kit, &event.with_token(is_owner), now);
        self.keep(run, effects)
    }

    /// The program was started anew: goes on with what ran.
    pub fn resume(&mut self, abilities: Abilities, now: Now) -> Outcome {
        self.step(Event::Resumed(abilities), None, now)
    }

    /// Begins a check-in, as [`Run::check_in`] does. Behind another token than the owner's it only looks begun.
    ///
    /// # Errors
    /// As [`Run::check_in`], and [`CheckInError::Busy`] while something runs.
    pub fn check_in(
        &mut self,
        abilities: Abilities,
        contact: Option<&Id>,
        due: Moment,
        token: &AlertToken,
        now: Now,
    ) -> Result<Outcome, CheckInError> {
        self.catch_up();
        check_due(due, now)?;
        if !self.quick.is_owner(token) {
            return Ok(seeming());
        }
        if self.runs.run.as_ref().is_some_and(|run| !run.is_over()) {
            return Err(CheckInError::Busy);
        }
        let (run, effects) = Run::check_in(&self.quick.kit, abilities, self.runs.last_number, contact, due, now)?;
        let over = self.runs.run.take();
        self.retire(over);
        Ok(self.keep(run, effects))
    }

    /// Moves the deadline of the check-in that runs. Behind another token than the owner's it only looks moved.
    ///
    /// # Errors
    /// As [`Run::extend`].
    pub fn extend(&mut self, due: Moment, token: &AlertToken, now: Now) -> Result<Outcome, CheckInError> {
        self.catch_up();
        check_due(due, now)?;
        if !self.quick.is_owner(token) {
            return Ok(seeming());
        }
        let (run, effects) = self.runs.run.as_ref().ok_or(CheckInError::None)?.extend(&self.quick.kit, due, now)?;
        Ok(self.keep(run, effects))
    }

    /// Tells all contacts, or only some, that this is a drill. Behind another token than the owner's it only looks so.
    ///
    /// # Errors
    /// [`CheckInError::Busy`] while something runs, and [`CheckInError::NoSuchContact`].
    pub fn drill(&mut self, abilities: Abilities, only: Option<&[Id]>, token: &AlertToken, now: Now) -> Result<Outcome, CheckInError> {
        self.catch_up();
        if !self.quick.is_owner(token) {
            return Ok(Outcome { effects: vec![Effect::Show(Screen::Running)], saved: true });
        }
        if self.runs.run.as_ref().is_some_and(|run| !run.is_over()) {
            return Err(CheckInError::Busy);
        }
        if only.is_some_and(|only| only.iter().any(|id| self.quick.kit.contact(id).is_none())) {
            return Err(CheckInError::NoSuchContact);
        }
        let over = self.runs.run.take();
        self.retire(over);
        let (run, effects) = Run::drill(&self.quick.kit, abilities, self.runs.last_number, only, now);
        Ok(self.keep(run, effects))
    }

    /// What may be shown of what runs. `None` if nothing does, or if it was stopped with the second PIN and `token` is not the owner's. Whoever has opened another
    /// log learns of nobody in the owner's, and of no place.
    pub fn view(&self, token: Option<&AlertToken>, now: Now) -> Option<RunView> {
        let run = self.runs.run.as_ref()?;
        if token.is_some_and(|token| self.quick.is_owner(token)) {
            return Some(run.view(&self.quick.kit, now));
        }
        let view = run.view_for_others(&self.quick.kit, now)?;
        Some(if token.is_some() { view.of_nobody() } else { view })
    }

    /// Seals a note, photo or recording into the inbox, where only the owner's session finds it. `name` is the file's own and may be empty.
    pub fn capture(&self, kind: CaptureKind, name: &str, source: &mut (dyn Read + Send), now: Now) -> Result<(), CaptureError> {
        self.captures().put(kind, name, source, now)
    }

    /// Where captures go, apart from what runs: a long one must not keep the button waiting.
    pub fn captures(&self) -> Captures {
        Captures { device: Arc::clone(&self.device), inbox_public: self.quick.inbox_public }
    }

    /// Takes the runs that are over into the history of the owner's session, each once. In any other session nothing happens. Returns how many.
    pub fn settle(&mut self, session: &mut Session, now: Now) -> Result<usize, VaultError> {
        self.catch_up();
        if !self.quick.is_owner(&session.alert_token()) {
            return Ok(0);
        }
        if let Some(over) = self.runs.run.take_if(|run| run.is_over()) {
            self.retire(Some(over));
        }
        let past = self.runs.past.clone();
        for run in &past {
            let ended = run.trail.last().map_or(run.began, |noted| noted.at);
            session.log().note_run(run.id.as_str().as_bytes(), run.began, ended, &self.told(run), now)?;
        }
        if past.is_empty() {
            return Ok(0);
        }
        // If this is not saved they come once more, and are known then.
        self.runs.past.clear();
        self.save();
        Ok(past.len())
    }

    /// Field 29 of the record of a run.
    fn told(&self, run: &Past) -> Vec<u8> {
        #[derive(Serialize)]
        struct Told<'a> {
            id: &'a Id,
            phase: Phase,
            contacts: Vec<Named<'a>>,
            trail: &'a [Noted],
            left_out: u32,
        }
        #[derive(Serialize)]
        struct Named<'a> {
            id: &'a Id,
            name: &'a str,
            number: &'a str,
        }
        let mut ids: Vec<&Id> = Vec::new();
        for id in run.trail.iter().filter_map(|noted| noted.what.contact()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let known = |id: &Id| self.quick.kit.contact(id).map_or(("", ""), |contact| (contact.name.as_str(), contact.number.as_str()));
        let contacts = ids.into_iter().map(|id| (id, known(id))).map(|(id, (name, number))| Named { id, name, number }).collect();
        // Nothing in it can't be written as JSON.
        serde_json::to_vec(&Told { id: &run.id, phase: run.phase, contacts, trail: &run.trail, left_out: run.left_out }).unwrap_or_default()
    }

    /// Puts a run that is over among those that wait for the history. Of too many the oldest gives way.
    fn retire(&mut self, run: Option<Run>) {
        let Some(run) = run else { return };
        let (trail, left_out) = run.trail();
        let past = Past { id: run.id().clone(), began: run.began(), phase: run.phase(), trail: trail.to_vec(), left_out };
        self.runs.past.push(past);
        if self.runs.past.len() > PAST_MAX {
            self.runs.past.remove(0);
        }
    }

    fn keep(&mut self, run: Run, effects: Vec<Effect>) -> Outcome {
        self.runs.last_number = self.runs.last_number.max(run.last_number());
        self.keep_tests(&run);
        self.runs.run = Some(run);
        Outcome { effects, saved: self.save() }
    }

    /// Saves what runs; false if the disk or the key store does not take it. What is too long gives up the oldest trails first: the run itself matters more.
    fn save(&mut self) -> bool {
        loop {
            match kit::write_runs(&*self.device, &*self.device_key, &self.runs.encoded()) {
                Ok(()) => return true,
                Err(KitError::TooLarge) if !self.runs.past.is_empty() => drop(self.runs.past.remove(0)),
                Err(_) => return false,
            }
        }
    }
}

impl Captures {
    /// As [`Phone::capture`].
    pub fn put(&self, kind: CaptureKind, name: &str, source: &mut (dyn Read + Send), now: Now) -> Result<(), CaptureError> {
        let inbox_public = self.inbox_public.ok_or(CaptureError::NoKey)?;
        let capture = Capture { kind, name: name.to_owned(), now };
        inbox::put(&*self.device, &inbox_public, &capture, source).map_err(|error| match error {
            InboxError::Full => CaptureError::Full,
            InboxError::UnusableKey => CaptureError::NoKey,
            InboxError::Io(error) => CaptureError::Disk(error),
        })
    }
}

impl Quick {
    fn read(device: &dyn Disk, device_key: &dyn DeviceKey) -> Self {
        let without = |state| Self { state, kit: Kit::default(), token_hash: [0; 32], inbox_public: None };
        match kit::read_quick(device, device_key) {
            Ok(found) => {
                let kit = decode_kit(&found.kit);
                let state = if kit.is_some() { KitState::Whole } else { KitState::Damaged };
                let kit = kit.unwrap_or_default();
                Self { state, kit, token_hash: found.alert_token_hash, inbox_public: Some(found.inbox_public) }
            }
            Err(KitError::Io(_) | KitError::KeyUnavailable) => without(KitState::Unavailable),
            Err(_) => without(KitState::Damaged),
        }
    }

    fn is_owner(&self, token: &AlertToken) -> bool {
        let hash: [u8; 32] = Sha256::digest(token.0.0).into();
        hash.ct_eq(&self.token_hash).into()
    }
}

impl Runs {
    /// Reads what is saved; `None` if it can't be read now. What can never be read is kept aside.
    fn read(device: &dyn Disk, device_key: &dyn DeviceKey) -> Option<Self> {
        let body = match kit::read_runs(device, device_key) {
            Ok(body) if body.is_empty() => return Some(Self::default()),
            Ok(body) => Self::decode(&body),
            Err(KitError::Missing | KitError::KeyMissing | KitError::TooLarge) => return Some(Self::default()),
            Err(KitError::DamagedOrOther) => None,
            Err(KitError::Io(_) | KitError::KeyUnavailable) => return None,
        };
        if body.is_none() {
            // What can't be moved is overwritten only once something runs, and then half of it stays.
            let _ = kit::set_runs_aside(device);
        }
        Some(body.unwrap_or_default())
    }

    fn decode(body: &[u8]) -> Option<Self> {
        match body.split_first()? {
            (&RUNS_VERSION, rest) => postcard::from_bytes(rest).ok(),
            _ => None,
        }
    }

    fn encoded(&self) -> Vec<u8> {
        // Nothing in it can't be written.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        [&[RUNS_VERSION][..], &body].concat()
    }
}

/// What a check-in shows to someone who has no say in it.
fn seeming() -> Outcome {
    Outcome { effects: vec![Effect::Show(Screen::CheckIn)], saved: true }
}
