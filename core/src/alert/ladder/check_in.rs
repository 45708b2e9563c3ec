//! A check-in: she names a time by which she will have said that all is well. Without a word by then, and a little grace, her contacts are told.
//!
//! It is a run that waits before it climbs, so a press in between goes on from what was told already, and whoever stops it with the second PIN stops as
//! little as in an alert.

use super::super::contact::Kit;
use super::super::deadline::Deadline;
use super::super::message::MessageType;
use super::trail::Happened;
use super::{Abilities, Effect, Part, Phase, Run, Screen};
use crate::incident::Id;
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

/// She is reminded so long before the deadline.
pub const REMIND_MIN: i64 = 10;
/// Contacts are told so long after it.
pub const GRACE_MIN: i64 = 10;
/// Messages name an hour of the day, which must not be another day's.
pub const CHECK_IN_MAX_HOURS: i64 = 12;

const MS_PER_MIN: i64 = 60_000;

/// What she is told on her own phone, in neutral words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// The deadline comes soon.
    DueSoon,
    /// It has passed; contacts are told after the grace.
    Due,
}

/// Why a check-in does not begin or move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckInError {
    /// The deadline is not ahead.
    #[error("the deadline has passed already")]
    Passed,
    /// It is more than [`CHECK_IN_MAX_HOURS`] ahead.
    #[error("the deadline is too far ahead")]
    TooFar,
    /// The contact is none.
    #[error("there is no such contact")]
    NoSuchContact,
    /// An alert or another check-in runs.
    #[error("an alert or another check-in runs")]
    Busy,
    /// No check-in runs.
    #[error("no check-in runs")]
    None,
}

/// A check-in of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CheckIn {
    pub(super) due: Moment,
    /// `None` once she was reminded.
    remind: Option<Deadline>,
    /// `None` once she was asked.
    ask: Option<Deadline>,
    pub(super) overdue: Deadline,
    /// Who was to hear of it when it began: first to be told when it is overdue.
    pub(super) contact: Option<Id>,
}

impl CheckIn {
    fn new(contact: Option<Id>, due: Moment, now: Now) -> Self {
        let ahead_ms = due.utc_ms() - now.wall.utc_ms();
        let shifted = |minutes: i64| Deadline::at(now, Moment::new(due.utc_ms() + minutes * MS_PER_MIN, due.offset_min()).unwrap_or(due));
        let remind = (ahead_ms > REMIND_MIN * MS_PER_MIN).then(|| shifted(-REMIND_MIN));
        Self { due, remind, ask: Some(shifted(0)), overdue: shifted(GRACE_MIN), contact }
    }

    /// Milliseconds until something of it is due.
    pub(super) fn next_ms(&self, now: Now) -> u64 {
        let asked = [self.remind, self.ask].into_iter().flatten();
        asked.chain([self.overdue]).map(|due| due.left_ms(now)).min().unwrap_or(0)
    }
}

/// Whether a deadline can be that of a check-in.
fn check_due(due: Moment, now: Now) -> Result<(), CheckInError> {
    match due.utc_ms() - now.wall.utc_ms() {
        ..MS_PER_MIN => Err(CheckInError::Passed),
        ahead_ms if ahead_ms > CHECK_IN_MAX_HOURS * 60 * MS_PER_MIN => Err(CheckInError::TooFar),
        _ => Ok(()),
    }
}

impl Run {
    /// Begins a check-in that ends at `due`, a minute ahead at least. `contact` is told of it now, with the deadline: then a phone that is dead or taken
    /// counts as overdue too, for whoever reads that message. Without one, nobody is told if this phone is off.
    ///
    /// # Errors
    /// [`CheckInError::Passed`], [`CheckInError::TooFar`] and [`CheckInError::NoSuchContact`]; nothing has begun then.
    pub fn check_in(
        kit: &Kit,
        abilities: Abilities,
        last_number: u64,
        contact: Option<&Id>,
        due: Moment,
        now: Now,
    ) -> Result<(Self, Vec<Effect>), CheckInError> {
        check_due(due, now)?;
        if contact.is_some_and(|id| kit.contact(id).is_none()) {
            return Err(CheckInError::NoSuchContact);
        }
        let mut run = Self::new(kit, abilities, last_number, Phase::Waiting, now);
        if let Some(party) = run.parties.iter_mut().find(|party| Some(&party.contact) == contact) {
            // Before every tier, should it come to that.
            party.tier = 0;
        }
        let mut effects = vec![Effect::Show(Screen::CheckIn)];
        run.begin_check_in(kit, contact.cloned(), due, now, &mut effects);
        let run = run.advance(kit, now, &mut effects);
        Ok((run, effects))
    }

    /// Moves the deadline of a check-in that runs; whoever was told of it is told anew.
    ///
    /// # Errors
    /// [`CheckInError::Passed`], [`CheckInError::TooFar`], and [`CheckInError::None`] if none runs, or contacts are being told already.
    pub fn extend(&self, kit: &Kit, due: Moment, now: Now) -> Result<(Self, Vec<Effect>), CheckInError> {
        check_due(due, now)?;
        let running = self.check_in.as_ref().filter(|_| self.phase == Phase::Waiting);
        let contact = running.ok_or(CheckInError::None)?.contact.clone();
        let mut run = self.clone();
        run.drop_waiting(now);
        run.holds_from = run.broadcasts.len();
        let mut effects = vec![Effect::Show(Screen::CheckIn)];
        run.begin_check_in(kit, contact, due, now, &mut effects);
        let run = run.advance(kit, now, &mut effects);
        Ok((run, effects))
    }

    fn begin_check_in(&mut self, kit: &Kit, contact: Option<Id>, due: Moment, now: Now, effects: &mut Vec<Effect>) {
        self.note(now, Happened::CheckIn { due });
        let told: Vec<usize> = (0..self.parties.len()).filter(|at| Some(&self.parties[*at].contact) == contact.as_ref()).collect();
        self.check_in = Some(CheckIn::new(contact, due, now));
        if !told.is_empty() {
            let at = self.broadcast(MessageType::Start, now);
            self.send(kit, &told, at, now, effects);
        }
    }

    /// Reminds, asks, and begins to tell her contacts, each once its time has come. A press that counts down goes first.
    pub(super) fn watch(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        if self.phase != Phase::Waiting || self.countdown.is_some() {
            return;
        }
        let Some(check_in) = &mut self.check_in else { return };
        let soon = check_in.remind.take_if(|due| due.has_come(now)).map(|_| Notice::DueSoon);
        let due = check_in.ask.take_if(|due| due.has_come(now)).map(|_| Notice::Due);
        let is_overdue = check_in.overdue.has_come(now);
        // Whoever has stopped it must not be told that it runs; and of several that are late only the last one matters.
        effects.extend(due.or(soon).filter(|_| !self.hidden && !is_overdue).map(Effect::Notify));
        if is_overdue {
            self.note(now, Happened::Overdue);
            self.phase = Phase::Climbing;
            self.drop_waiting(now);
            self.holds_from = self.broadcasts.len();
            for party in &mut self.parties {
                party.alert = [Part::Unsent; 2];
            }
            effects.push(Effect::AskLocation);
            if !self.hidden {
                effects.push(Effect::Show(Screen::Running));
            }
            self.climb(kit, now, effects);
        }
    }
}
