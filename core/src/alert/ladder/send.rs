//! Messages of a run on their way: handed out, reported on, tried again.

use super::super::code::{Covered, message_code, next_number};
use super::super::contact::{Contact, Kit};
use super::super::message::{Fix, Message, MessageType};
use super::trail::Happened;
use super::{
    Broadcast, Deadline, Effect, Part, Party, Phase, RETRIES_S, RadioResult, Run, UPDATE_GAP_S, UPDATE_MOVED_M, UPDATE_S, UPDATES_MAX,
};
use crate::Now;
use serde::{Deserialize, Serialize};

/// Metres of a degree of latitude.
const DEGREE_M: f64 = 111_320.0;

/// A message that is not settled yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Outgoing {
    send: u32,
    /// Places of its recipients among the parties: one, or all of a sheet.
    to: Vec<usize>,
    what: What,
    tries: u8,
    /// When it is tried again; without it the message is with the radio or in a sheet.
    pub(super) retry: Option<Deadline>,
}

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum What {
    /// Part 0 or 1 of a broadcast.
    Broadcast { at: usize, part: usize },
    /// The sentence that was agreed with the contact.
    Harmless,
}

impl Run {
    /// Sends the newest place to everyone whose alert at least reached the radio.
    pub(super) fn update(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        if !self.may_update() {
            return;
        }
        self.updates += 1;
        self.update_due = Some(Deadline::after(now, UPDATE_S));
        self.update_gap = Some(Deadline::after(now, UPDATE_GAP_S));
        let at = self.broadcast(MessageType::Update, now);
        let reached = self.reached();
        self.send(kit, &reached, at, now, effects);
    }

    pub(super) fn may_update(&self) -> bool {
        let is_running = matches!(self.phase, Phase::Climbing | Phase::Answered | Phase::NobodyReached);
        let can_send = self.abilities.silent_send || !self.is_hidden();
        is_running && can_send && self.countdown.is_none() && self.updates < UPDATES_MAX && !self.reached().is_empty()
    }

    /// Whether an update is to go out by itself: only where that needs nobody's hand.
    pub(super) fn is_update_due(&self, now: Now) -> bool {
        if !self.abilities.silent_send || !self.may_update() {
            return false;
        }
        let in_time = self.update_due.is_some_and(|due| due.has_come(now));
        let may_move = self.update_gap.is_none_or(|gap| gap.has_come(now));
        in_time || may_move && self.has_moved(now)
    }

    /// Whether the place known now says more than the one told last. One that no message may name says nothing.
    pub(super) fn has_moved(&self, now: Now) -> bool {
        match (self.told, self.fix.filter(|fix| fix.is_usable(now.wall))) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(told), Some(fix)) => distance_m(told, fix) >= UPDATE_MOVED_M.max(f64::from(fix.accuracy_m)),
        }
    }

    /// Tells those whose alert at least reached the radio, and who were not told yet, that she is safe.
    pub(super) fn tell_safe(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        let is_untold = |at: &usize| matches!(self.parties[*at].safe, Part::Unsent | Part::Failed);
        let told: Vec<usize> = self.reached().into_iter().filter(is_untold).collect();
        if told.is_empty() {
            return;
        }
        // Whoever is told late hears the same as the others.
        let told_others = self.broadcasts.iter().rposition(|broadcast| broadcast.kind == MessageType::Safe);
        let at = match told_others.filter(|at| *at >= self.holds_from) {
            Some(at) => at,
            None => self.broadcast(MessageType::Safe, now),
        };
        self.send(kit, &told, at, now, effects);
    }

    /// Sends each contact who knows of the alert the sentence agreed with them. Where only a sheet can send, nothing goes out: it would be seen.
    pub(super) fn send_harmless(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        if !self.abilities.silent_send {
            return;
        }
        for at in 0..self.parties.len() {
            let agreed = kit.contact(&self.parties[at].contact).is_some_and(|contact| !contact.harmless.is_empty());
            if agreed && self.parties[at].alert[0] != Part::Unsent {
                self.hand_over(kit, vec![at], What::Harmless, 0, now, effects);
            }
        }
    }

    /// Hands what is due to the radio once more.
    pub(super) fn retry(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        let due = |outgoing: &mut Outgoing| outgoing.retry.is_some_and(|retry| retry.has_come(now));
        for Outgoing { to, what, tries, .. } in self.outgoing.extract_if(.., due).collect::<Vec<_>>() {
            self.hand_over(kit, to, what, tries, now, effects);
        }
    }

    pub(super) fn hear_radio(&mut self, kit: &Kit, send: u32, result: RadioResult, now: Now, effects: &mut Vec<Effect>) {
        // Reports on what is settled, or was never sent, change nothing.
        let Some(place) = self.outgoing.iter().position(|outgoing| outgoing.send == send && outgoing.retry.is_none()) else { return };
        let outgoing = self.outgoing.remove(place);
        if result != RadioResult::Handed {
            self.fail(outgoing, now);
            return;
        }
        self.mark(&outgoing, Part::Handed { at: now.wall, send }, now);
        self.follow_up(kit, &outgoing, now, effects);
    }

    pub(super) fn hear_delivery(&mut self, send: u32, now: Now) {
        for party in 0..self.parties.len() {
            for part in 0..2 {
                let Party { contact, alert, .. } = &mut self.parties[party];
                if matches!(alert[part], Part::Handed { send: handed, .. } if handed == send) {
                    alert[part] = Part::Delivered { at: now.wall };
                    let contact = contact.clone();
                    self.note(now, Happened::Delivered { contact, part: part as u8 + 1 });
                }
            }
        }
    }

    pub(super) fn hear_sheet(&mut self, kit: &Kit, send: u32, sent: Option<bool>, now: Now, effects: &mut Vec<Effect>) {
        let Some(place) = self.outgoing.iter().position(|outgoing| outgoing.send == send && outgoing.retry.is_none()) else { return };
        match sent {
            // It stays: she can still say by hand what became of it.
            None => {
                let outgoing = self.outgoing[place].clone();
                self.mark(&outgoing, Part::Unknown, now);
            }
            Some(true) => {
                let outgoing = self.outgoing.remove(place);
                self.mark(&outgoing, Part::Handed { at: now.wall, send }, now);
                self.follow_up(kit, &outgoing, now, effects);
            }
            Some(false) => {
                let outgoing = self.outgoing.remove(place);
                self.mark(&outgoing, Part::Failed, now);
            }
        }
    }

    /// What waits to be tried again is not tried again once she is safe. What is with the radio may still go out.
    pub(super) fn drop_waiting(&mut self, now: Now) {
        let waiting: Vec<Outgoing> = self.outgoing.extract_if(.., |outgoing| outgoing.retry.is_some()).collect();
        for outgoing in &waiting {
            self.mark(outgoing, Part::Failed, now);
        }
    }

    /// After a kill nobody will report on what was with the radio.
    pub(super) fn lose_unreported(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        if self.abilities.silent_send {
            for outgoing in self.outgoing.extract_if(.., |outgoing| outgoing.retry.is_none()).collect::<Vec<_>>() {
                self.fail_and_wait(outgoing, Deadline::after(now, 0), now);
            }
            return;
        }
        // What did not go out opens as a sheet, once for all its readers: nothing leaves it without her hand.
        // An alert that begins now tells everyone anew.
        let begins = self.countdown.is_some_and(|until| until.has_come(now));
        let mut sheets: Vec<(What, Vec<usize>)> = Vec::new();
        for outgoing in std::mem::take(&mut self.outgoing) {
            let is_whole = matches!(outgoing.what, What::Broadcast { part: 0, .. });
            if begins || !is_whole || self.is_outdated(&outgoing) {
                self.mark(&outgoing, if outgoing.retry.is_some() { Part::Failed } else { Part::Unknown }, now);
                continue;
            }
            match sheets.iter_mut().find(|(what, _)| *what == outgoing.what) {
                Some((_, to)) => to.extend(outgoing.to),
                None => sheets.push((outgoing.what, outgoing.to)),
            }
        }
        for (what, to) in sheets {
            self.hand_over(kit, to, what, 0, now, effects);
        }
    }

    /// Sheets of which nobody said what became of them keep a run from its end for a while only.
    pub(super) fn let_sheets_lapse(&mut self, now: Now) {
        if self.lapse.take_if(|lapse| lapse.has_come(now)).is_none() {
            return;
        }
        for outgoing in self.outgoing.extract_if(.., |outgoing| outgoing.retry.is_none()).collect::<Vec<_>>() {
            self.mark(&outgoing, Part::Unknown, now);
        }
    }

    /// Places of the parties whose alert at least reached the radio.
    pub(super) fn reached(&self) -> Vec<usize> {
        self.places(|party| party.reached)
    }

    /// A new message for several; returns its place.
    pub(super) fn broadcast(&mut self, kind: MessageType, now: Now) -> usize {
        self.number = next_number(self.number, now.wall.utc_ms());
        let fix = self.fix.filter(|fix| kind.has_place() && fix.is_usable(now.wall));
        if kind.has_place() {
            self.told = fix;
        }
        self.note(now, Happened::Wrote { kind, number: self.number, fix });
        self.broadcasts.push(Broadcast { kind, number: self.number, at: now.wall, fix });
        self.broadcasts.len() - 1
    }

    /// Sends a broadcast: to each by itself, or to all in one sheet.
    pub(super) fn send(&mut self, kit: &Kit, to: &[usize], at: usize, now: Now, effects: &mut Vec<Effect>) {
        if self.abilities.silent_send {
            for party in to {
                self.hand_over(kit, vec![*party], What::Broadcast { at, part: 0 }, 0, now, effects);
            }
        } else {
            self.hand_over(kit, to.to_vec(), What::Broadcast { at, part: 0 }, 0, now, effects);
        }
    }

    /// Gives a message to the radio, to each by itself, or to one sheet. Contacts who are no longer in the kit get nothing.
    fn hand_over(&mut self, kit: &Kit, to: Vec<usize>, what: What, tries: u8, now: Now, effects: &mut Vec<Effect>) {
        // A sheet would show whoever has stopped it that it runs, and a harmless sentence in a sheet is none.
        let may_send = self.abilities.silent_send || !self.is_hidden() && what != What::Harmless;
        let can_reach = |at: &usize| may_send && kit.contact(&self.parties[*at].contact).is_some();
        let (reachable, others): (Vec<usize>, Vec<usize>) = to.into_iter().partition(can_reach);
        if !others.is_empty() {
            self.mark(&Outgoing { send: 0, to: others, what, tries, retry: None }, Part::Failed, now);
        }
        if self.abilities.silent_send {
            for at in reachable {
                self.hand_to_radio(kit, at, what, tries, now, effects);
            }
        } else if !reachable.is_empty() {
            let contacts: Vec<&Contact> = reachable.iter().filter_map(|at| kit.contact(&self.parties[*at].contact)).collect();
            let numbers = contacts.iter().map(|contact| contact.number.clone()).collect();
            let text = self.sheet_text(kit, &contacts, what);
            effects.push(Effect::OpenSheet { send: self.next_send, numbers, text });
            self.let_out(reachable, what, tries, now);
        }
    }

    fn hand_to_radio(&mut self, kit: &Kit, at: usize, what: What, tries: u8, now: Now, effects: &mut Vec<Effect>) {
        let Some(contact) = kit.contact(&self.parties[at].contact) else { return };
        let Some(text) = self.text(kit, contact, what) else { return };
        let sim = tries % self.abilities.sims.max(1);
        effects.push(Effect::SendSms { send: self.next_send, contact: contact.id.clone(), number: contact.number.clone(), text, sim });
        self.let_out(vec![at], what, tries, now);
    }

    /// Remembers what was handed out under the next number.
    fn let_out(&mut self, to: Vec<usize>, what: What, tries: u8, now: Now) {
        let outgoing = Outgoing { send: self.next_send, to, what, tries, retry: None };
        self.next_send = self.next_send.wrapping_add(1);
        self.mark(&outgoing, Part::Queued, now);
        self.outgoing.push(outgoing);
    }

    /// What comes after a message that reached the radio.
    fn follow_up(&mut self, kit: &Kit, outgoing: &Outgoing, now: Now, effects: &mut Vec<Effect>) {
        let What::Broadcast { at, part } = outgoing.what else { return };
        let kind = self.broadcasts[at].kind;
        if matches!(kind, MessageType::Alert | MessageType::Missed) && self.update_due.is_none() {
            self.update_due = Some(Deadline::after(now, UPDATE_S));
        }
        if self.phase == Phase::Safe && kind != MessageType::Safe {
            // It was with the radio when she said so: its reader must hear that too.
            self.tell_safe(kit, now, effects);
        } else if part == 0 && self.abilities.silent_send && at >= self.holds_from {
            self.hand_over(kit, outgoing.to.clone(), What::Broadcast { at, part: 1 }, 0, now, effects);
        }
    }

    fn fail(&mut self, outgoing: Outgoing, now: Now) {
        match RETRIES_S.get(usize::from(outgoing.tries)) {
            Some(wait) => self.fail_and_wait(outgoing, Deadline::after(now, *wait), now),
            None => self.mark(&outgoing, Part::Failed, now),
        }
    }

    fn fail_and_wait(&mut self, outgoing: Outgoing, until: Deadline, now: Now) {
        if self.is_outdated(&outgoing) || usize::from(outgoing.tries) >= RETRIES_S.len() {
            self.mark(&outgoing, Part::Failed, now);
            return;
        }
        self.mark(&outgoing, Part::Retrying, now);
        self.outgoing.push(Outgoing { tries: outgoing.tries + 1, retry: Some(until), ..outgoing });
    }

    /// Whether a message says what no longer holds: that she needs help once she is safe, that she is safe once she is not.
    fn is_outdated(&self, outgoing: &Outgoing) -> bool {
        let is_safe = self.phase == Phase::Safe;
        match outgoing.what {
            What::Harmless => is_safe,
            What::Broadcast { at, .. } => at < self.holds_from || is_safe != (self.broadcasts[at].kind == MessageType::Safe),
        }
    }

    /// Notes what is known of a message. Of one that tells what is no news (a further place, that she is safe) only the trail knows. A sheet carries both parts
    /// at once.
    fn mark(&mut self, outgoing: &Outgoing, is: Part, now: Now) {
        let What::Broadcast { at, part } = outgoing.what else { return };
        let Broadcast { kind, number, .. } = self.broadcasts[at];
        self.note_report(&outgoing.to, number, part, is, now);
        // A report on an old one says nothing of the alert that runs now.
        if kind == MessageType::Safe && part == 0 && at >= self.holds_from {
            for to in &outgoing.to {
                self.parties[*to].safe = is;
            }
        }
        if matches!(kind, MessageType::Update | MessageType::Safe) {
            return;
        }
        let parts = if self.abilities.silent_send { part..part + 1 } else { 0..2 };
        for to in &outgoing.to {
            let party = &mut self.parties[*to];
            party.reached |= parts.start == 0 && kind != MessageType::Test && matches!(is, Part::Handed { .. });
            // Of what was told before another press only that it went out matters.
            if at >= self.holds_from {
                party.alert[parts.clone()].fill(is);
            }
        }
    }

    /// The text for a contact; `None` if there is no such part.
    fn text(&self, kit: &Kit, contact: &Contact, what: What) -> Option<String> {
        let What::Broadcast { at, part } = what else { return Some(contact.harmless.clone()) };
        self.texts(kit, contact, self.broadcasts[at]).into_iter().nth(part)
    }

    /// One text for all recipients of a sheet: nobody is called sen who is called siz, and nobody rings who must not.
    fn sheet_text(&self, kit: &Kit, contacts: &[&Contact], what: What) -> String {
        let What::Broadcast { at, .. } = what else { return String::new() };
        let mut shared = contacts[0].clone();
        shared.manner.polite = contacts.iter().any(|contact| contact.manner.polite);
        shared.manner.quiet = contacts.iter().any(|contact| contact.manner.quiet);
        // A code is one contact's alone.
        shared.key = None;
        self.texts(kit, &shared, self.broadcasts[at]).join("\n")
    }

    fn texts(&self, kit: &Kit, contact: &Contact, broadcast: Broadcast) -> Vec<String> {
        let Broadcast { kind, number, at, fix } = broadcast;
        let place = fix.map(|fix| fix.text()).unwrap_or_default();
        let due = self.check_in.as_ref().map(|check_in| check_in.due).filter(|_| kind.has_deadline());
        let hour = due.unwrap_or(fix.map_or(at, |fix| fix.at)).wall().strftime("%H:%M").to_string();
        let code = contact.key.map(|key| message_code(&key, Covered { number, kind, place: &place, hour: &hour }));
        let message = Message {
            kind,
            to: contact.manner,
            name: &kit.name,
            latin: &kit.latin,
            number,
            at,
            due,
            fix,
            answer: (kind.has_place() || kind == MessageType::Missed).then_some(self.answer),
            code: code.as_deref(),
        };
        message.texts()
    }
}

/// On the short way between two places of one person the Earth is flat.
fn distance_m(a: Fix, b: Fix) -> f64 {
    let north = (a.lat - b.lat) * DEGREE_M;
    let east = (a.lon - b.lon) * DEGREE_M * a.lat.to_radians().cos();
    north.hypot(east)
}
