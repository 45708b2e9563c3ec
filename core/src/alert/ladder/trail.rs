//! What happened in a run, as it goes into her history.

use super::super::message::{Fix, MessageType};
use super::{Part, Run};
use crate::incident::Id;
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

/// Lines of one trail; of more only the number is kept.
pub const TRAIL_MAX: usize = 400;
/// Of these, so many are left to what decides a run: reports on single messages, and what anyone can cause, must not use them up.
const TRAIL_KEPT_FREE: usize = 60;

/// One line: when the clock on the wall showed what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noted {
    /// When.
    pub at: Moment,
    /// What.
    pub what: Happened,
}

/// What can happen in a run. Of each message its beginning and every report, never its text: that follows from type, number and place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// The button was held.
    Pressed,
    /// A check-in began, or its deadline moved.
    CheckIn {
        /// The new deadline.
        due: Moment,
    },
    /// Its deadline and the grace passed without a word from her.
    Overdue,
    /// A drill began.
    Drill,
    /// A message was written for one or more contacts.
    Wrote {
        /// What it is for.
        kind: MessageType,
        /// Its number.
        number: u64,
        /// The place it names.
        fix: Option<Fix>,
    },
    /// The radio took the message with this number, or she said that it went out.
    Handed {
        /// To whom.
        contact: Id,
        /// Its number.
        number: u64,
        /// 1 or 2: the message itself, or the one with link and code.
        part: u8,
    },
    /// The network says that it arrived.
    Delivered {
        /// Where.
        contact: Id,
        /// 1 or 2.
        part: u8,
    },
    /// It failed for good.
    Failed {
        /// To whom.
        contact: Id,
        /// Its number.
        number: u64,
        /// 1 or 2.
        part: u8,
    },
    /// A human has answered.
    Answered {
        /// Who.
        contact: Id,
        /// She said so herself; otherwise a code did.
        by_hand: bool,
    },
    /// A message that may be an answer gave the tier a little more time.
    Delayed,
    /// Someone without the owner's token stopped it: it only looked stopped.
    SeemedStopped,
    /// The program was started anew.
    Resumed,
    /// Everyone was told and nobody answered.
    NobodyReached,
    /// Stopped before anything went out.
    Cancelled,
    /// She said that she is safe, or ended her check-in.
    Safe,
}

impl Happened {
    /// The contact it is about.
    pub(crate) fn contact(&self) -> Option<&Id> {
        match self {
            Self::Handed { contact, .. }
            | Self::Delivered { contact, .. }
            | Self::Failed { contact, .. }
            | Self::Answered { contact, .. } => Some(contact),
            _ => None,
        }
    }
}

impl Run {
    pub(super) fn note(&mut self, now: Now, what: Happened) {
        let decides = !matches!(
            what,
            Happened::Handed { .. }
                | Happened::Delivered { .. }
                | Happened::Failed { .. }
                | Happened::Wrote { .. }
                | Happened::Pressed
                | Happened::Resumed
        );
        if self.trail.len() < if decides { TRAIL_MAX } else { TRAIL_MAX - TRAIL_KEPT_FREE } {
            self.trail.push(Noted { at: now.wall, what });
        } else {
            self.trail_left_out = self.trail_left_out.saturating_add(1);
        }
    }

    /// Notes a report on a message to several.
    pub(super) fn note_report(&mut self, to: &[usize], number: u64, part: usize, is: Part, now: Now) {
        let part = part as u8 + 1;
        for party in to {
            let contact = self.parties[*party].contact.clone();
            match is {
                Part::Handed { .. } => self.note(now, Happened::Handed { contact, number, part }),
                Part::Failed => self.note(now, Happened::Failed { contact, number, part }),
                _ => {}
            }
        }
    }

    /// What happened so far, oldest first, and how many lines more there were.
    pub fn trail(&self) -> (&[Noted], u32) {
        (&self.trail, self.trail_left_out)
    }
}
