//! What is done to a run from outside: by her, by whoever holds the phone, and by the system that stops and starts the program.

use super::super::contact::Kit;
use super::super::deadline::Deadline;
use super::trail::Happened;
use super::{Abilities, COUNTDOWN_S, Effect, Guise, Phase, Run, SHEET_LAPSE_S, Screen};
use crate::Now;

impl Run {
    pub(super) fn press_again(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        if self.countdown.is_some() && !self.is_hidden() {
            return;
        }
        self.note(now, Happened::Pressed);
        effects.push(Effect::AskLocation);
        // On a phone with a sheet nobody may have been told yet: then the sheet is wanted once more.
        let can_update = self.abilities.silent_send || !self.reached().is_empty();
        if self.phase == Phase::Climbing && self.pressed && !self.is_hidden() && can_update {
            if self.update_gap.is_none_or(|gap| gap.has_come(now)) {
                self.update(kit, now, effects);
            }
            return;
        }
        // A press always looks the same, whatever goes on behind it.
        if self.is_hidden() {
            self.guise = Guise::FirstPress;
        }
        if self.phase != Phase::Countdown {
            self.countdown = Some(Deadline::after(now, COUNTDOWN_S));
        }
        effects.push(Effect::Show(Screen::Countdown));
    }

    pub(super) fn cancel(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        // With her token the pretence ends.
        self.guise = Guise::None;
        match (self.phase, self.countdown.take()) {
            (Phase::Safe | Phase::Cancelled, _) => effects.extend([Effect::StopLocation, Effect::Show(Screen::Ended)]),
            (Phase::Countdown, _) => {
                self.phase = Phase::Cancelled;
                self.note(now, Happened::Cancelled);
                effects.extend([Effect::StopLocation, Effect::Show(Screen::Ended)]);
            }
            // Another press was not meant; what ran before it runs on.
            (_, Some(_)) => {
                self.note(now, Happened::Cancelled);
                if matches!(self.phase, Phase::Waiting | Phase::Drill) {
                    effects.push(Effect::StopLocation);
                }
                effects.push(Effect::Show(self.screen()));
                self.offer_dial(effects);
            }
            (_, None) => self.end(kit, now, effects),
        }
    }

    /// Everyone whose alert at least reached the radio hears that she is safe, and nobody else.
    pub(super) fn end(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        self.guise = Guise::None;
        if matches!(self.phase, Phase::Safe | Phase::Cancelled) {
            self.countdown = None;
            effects.extend([Effect::StopLocation, Effect::Show(Screen::Ended)]);
            // Whoever it did not reach is told once more.
            self.tell_safe(kit, now, effects);
            return;
        }
        let nothing_went_out = self.phase == Phase::Countdown;
        self.phase = if nothing_went_out { Phase::Cancelled } else { Phase::Safe };
        self.note(now, if nothing_went_out { Happened::Cancelled } else { Happened::Safe });
        self.countdown = None;
        self.tier_due = None;
        self.update_due = None;
        self.lapse = (!self.abilities.silent_send).then(|| Deadline::after(now, SHEET_LAPSE_S));
        self.drop_waiting(now);
        effects.extend([Effect::StopLocation, Effect::Show(Screen::Ended)]);
        self.tell_safe(kit, now, effects);
    }

    /// The second PIN stops an alert for whoever looks on. Those who were told get their harmless sentence, and the ladder goes on.
    pub(super) fn seem_to_stop(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        let is_final = matches!(self.phase, Phase::Safe | Phase::Cancelled);
        if is_final && self.countdown.is_none() {
            return;
        }
        effects.push(Effect::Show(Screen::Gone));
        if std::mem::replace(&mut self.guise, Guise::Stopped) != Guise::Stopped {
            self.note(now, Happened::SeemedStopped);
            if !is_final && self.phase != Phase::Drill {
                self.send_harmless(kit, now, effects);
            }
        }
    }

    /// After a kill: what was with the radio may have been lost with it, and counts as failed.
    pub(super) fn resume(&mut self, kit: &Kit, abilities: Abilities, now: Now, effects: &mut Vec<Effect>) {
        self.abilities = abilities;
        self.count_on_this_boot(now);
        self.lose_unreported(kit, now, effects);
        if matches!(self.phase, Phase::Safe | Phase::Cancelled) {
            return;
        }
        self.note(now, Happened::Resumed);
        if !matches!(self.phase, Phase::Waiting | Phase::Drill) || self.countdown.is_some() {
            effects.push(Effect::AskLocation);
        }
        if !self.is_hidden() {
            effects.push(Effect::Show(self.screen()));
            self.offer_dial(effects);
        }
    }

    /// After a restart of the phone each deadline is set anew on the clock that can't be set, so that the other one is asked but once.
    fn count_on_this_boot(&mut self, now: Now) {
        let seen_ms = self.seen_ms;
        let own = [&mut self.countdown, &mut self.tier_due, &mut self.update_due, &mut self.update_gap, &mut self.lapse];
        let retries = self.outgoing.iter_mut().map(|outgoing| &mut outgoing.retry);
        for due in own.into_iter().chain(retries).flatten() {
            *due = due.on_this_boot(now, seen_ms);
        }
        if let Some(check_in) = &mut self.check_in {
            check_in.count_on_this_boot(now, seen_ms);
        }
    }
}
