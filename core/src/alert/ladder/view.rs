//! What a screen may say of a run: what is known, and what comes next. Nothing that can't happen on this phone is shown as pending.

use super::super::contact::Kit;
use super::super::message::Fix;
use super::{Guise, Part, Phase, Run};
use crate::incident::Id;
use crate::language::{Arg, Language};
use crate::{Moment, Now};
use serde::Serialize;

/// A run as its screen tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunView {
    /// How far it is.
    pub phase: Phase,
    /// When the button was pressed.
    pub began: Moment,
    /// Seconds until the first message goes out; `None` after that.
    pub countdown_s: Option<u64>,
    /// The check-in that it is, or began as.
    pub check_in: Option<CheckInView>,
    /// Everyone, in the order they are told.
    pub contacts: Vec<ContactView>,
    /// What happens next by itself; `None` if nothing does.
    pub next: Option<Next>,
    /// The place that was written last.
    #[serde(skip)]
    pub place: Option<Fix>,
    /// Whether an answer by message would be seen by Pana.
    pub answers_are_seen: bool,
    /// Whether what comes next comes only while Pana is open.
    pub needs_to_stay_open: bool,
}

/// A check-in as its screen tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckInView {
    /// When she is due.
    pub due: Moment,
    /// Seconds until contacts are told that she is overdue; `None` once she is, or has ended it, or where this phone can't tell them by itself.
    pub overdue_in_s: Option<u64>,
    /// Who was to hear of it when it began.
    pub contact: Option<Id>,
    /// Whether that message at least reached the radio. If not, nobody is told when this phone is off.
    pub counts_when_off: bool,
}

/// What is known of one contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// Who.
    pub contact: Id,
    /// What she calls them; empty if they are no longer a contact.
    pub name: String,
    /// Their tier; 0 for whoever a check-in names.
    pub tier: u8,
    /// The message that is whole by itself.
    pub first: PartView,
    /// The one with link and code.
    pub second: PartView,
    /// When a human answered.
    pub answered: Option<Moment>,
    /// What is known of the message that help is no longer needed; `None` if there is none.
    pub over: Option<PartView>,
}

/// What is known of one message. Each is shown in words of its own; none is ever merged with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartView {
    /// Its turn has not come.
    NotYet,
    /// Its turn does not come any more.
    NotSent,
    /// It waits for the radio, or in the open sheet.
    Waiting,
    /// It failed and will be tried again.
    Retrying,
    /// The network took it.
    Handed,
    /// The network says that it arrived.
    Delivered,
    /// It failed for good.
    Failed,
    /// The sheet was closed; whether it was sent, only she knows.
    Unknown,
}

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Next {
    /// The next tier is told.
    Tier {
        /// In so many seconds.
        in_s: u64,
    },
    /// Everyone was told; if nobody answers until then, only dialling is left.
    LastTierEnds {
        /// In so many seconds.
        in_s: u64,
    },
    /// The newest place is sent.
    Update {
        /// In so many seconds, or sooner if she moves.
        in_s: u64,
    },
}

impl PartView {
    /// Said to her, of the message before it.
    pub fn text(self, language: Language) -> String {
        language.text(match self {
            Self::NotYet => "play-part-not-yet",
            Self::NotSent => "play-part-not-told",
            Self::Waiting => "play-part-waiting",
            Self::Retrying => "play-part-retrying",
            Self::Handed => "play-part-handed",
            Self::Delivered => "play-part-delivered",
            Self::Failed => "play-part-failed",
            Self::Unknown => "play-part-unknown",
        })
    }
}

impl Next {
    /// Said to her.
    pub fn text(self, language: Language) -> String {
        let (key, in_s) = match self {
            Self::Tier { in_s } => ("play-next-tier", in_s),
            Self::LastTierEnds { in_s } => ("play-next-end", in_s),
            Self::Update { in_s } => ("play-next-update", in_s),
        };
        language.text_with(key, &[("count", Arg::Number(in_s))])
    }
}

impl Phase {
    /// Said to her.
    pub fn text(self, language: Language) -> String {
        language.text(match self {
            Self::Waiting => "play-phase-waiting",
            Self::Drill => "play-phase-drill",
            Self::Countdown => "play-phase-countdown",
            Self::Climbing => "play-phase-climbing",
            Self::Answered => "play-phase-answered",
            Self::NobodyReached => "play-phase-nobody-reached",
            Self::Safe => "play-phase-over",
            Self::Cancelled => "play-phase-cancelled",
        })
    }
}

impl RunView {
    /// The same without a name and a place.
    pub(in super::super) fn of_nobody(mut self) -> Self {
        self.place = None;
        for contact in &mut self.contacts {
            contact.name.clear();
        }
        self
    }
}

impl Run {
    /// What its screen may say.
    pub fn view(&self, kit: &Kit, now: Now) -> RunView {
        let mut parties: Vec<_> = self.parties.iter().collect();
        // Stable: within a tier the order is hers.
        parties.sort_by_key(|party| party.tier);
        let contacts = parties.into_iter().map(|party| ContactView {
            contact: party.contact.clone(),
            name: kit.contact(&party.contact).map(|contact| contact.name.clone()).unwrap_or_default(),
            tier: party.tier,
            first: self.part(party.tier, party.alert[0]),
            second: self.part(party.tier, party.alert[1]),
            answered: party.answered,
            over: (party.safe != Part::Unsent).then(|| self.part(party.tier, party.safe)),
        });
        RunView {
            phase: self.phase,
            began: self.began,
            countdown_s: self.countdown.map(|until| until.left_ms(now).div_ceil(1_000)),
            check_in: self.check_in_view(now),
            contacts: contacts.collect(),
            next: self.next(now),
            place: self.told,
            answers_are_seen: self.abilities.receive,
            needs_to_stay_open: !self.abilities.background_wake,
        }
    }

    /// What its screen may say to someone who is not the owner; `None` if nothing.
    pub(crate) fn view_for_others(&self, kit: &Kit, now: Now) -> Option<RunView> {
        if self.is_hidden() {
            return None;
        }
        let mut view = self.view(kit, now);
        if self.guise == Guise::FirstPress {
            // As after a first press: what went on before it is not theirs to see.
            view.phase = Phase::Countdown;
            view.check_in = None;
            view.place = None;
            view.next = None;
            for contact in &mut view.contacts {
                (contact.first, contact.second) = (PartView::NotYet, PartView::NotYet);
                (contact.answered, contact.over) = (None, None);
            }
        }
        Some(view)
    }

    fn check_in_view(&self, now: Now) -> Option<CheckInView> {
        let check_in = self.check_in.as_ref()?;
        let told = self.parties.iter().find(|party| Some(&party.contact) == check_in.contact.as_ref());
        let is_pending = self.phase == Phase::Waiting && self.abilities.silent_send;
        Some(CheckInView {
            due: check_in.due,
            overdue_in_s: is_pending.then(|| check_in.overdue.left_ms(now).div_ceil(1_000)),
            contact: check_in.contact.clone(),
            counts_when_off: told.is_some_and(|party| party.reached),
        })
    }

    fn part(&self, tier: u8, part: Part) -> PartView {
        let comes = match self.phase {
            Phase::Countdown => true,
            Phase::Waiting => self.abilities.silent_send,
            Phase::Climbing => Some(tier) >= self.tier,
            _ => false,
        };
        match part {
            Part::Unsent if comes => PartView::NotYet,
            Part::Unsent => PartView::NotSent,
            Part::Queued => PartView::Waiting,
            Part::Retrying => PartView::Retrying,
            Part::Handed { .. } => PartView::Handed,
            Part::Delivered { .. } => PartView::Delivered,
            Part::Failed => PartView::Failed,
            Part::Unknown => PartView::Unknown,
        }
    }

    fn next(&self, now: Now) -> Option<Next> {
        if self.countdown.is_some() {
            return None;
        }
        if let Some(due) = self.tier_due.filter(|_| self.phase == Phase::Climbing) {
            let in_s = due.left_ms(now).div_ceil(1_000);
            let is_last = self.parties.iter().all(|party| Some(party.tier) <= self.tier);
            return Some(if is_last { Next::LastTierEnds { in_s } } else { Next::Tier { in_s } });
        }
        let due = self.update_due.filter(|_| self.abilities.silent_send && self.may_update())?;
        Some(Next::Update { in_s: due.left_ms(now).div_ceil(1_000) })
    }
}
