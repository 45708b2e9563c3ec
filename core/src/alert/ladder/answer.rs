//! Whether a human has answered. A sender's number can be forged, so a number alone stops nothing.

use super::super::code::{CODE_CHARS, is_code, reply_code};
use super::super::contact::{EMERGENCY_NUMBERS, Kit};
use super::trail::Happened;
use super::{DELAY_S, Part, Party, Phase, Run, WRONG_CODES_MAX};
use crate::Now;
use crate::incident::Id;

/// What a received message turns out to be.
enum Answer {
    /// Of a contact: shown by the code of the alert, or by a code under the key shared with them.
    Human { party: usize },
    /// It may be one: whoever sent it knows no more than anyone could.
    Perhaps,
    /// A contact's number with a code that is none of this alert's.
    WrongCode { party: usize },
    /// Something else.
    None,
}

impl Run {
    pub(super) fn receive(&mut self, kit: &Kit, from: &str, text: &str, now: Now) {
        if !self.abilities.receive || !self.may_be_answered() {
            return;
        }
        match self.judge(kit, from, text) {
            Answer::Human { party } => self.answered(party, false, now),
            Answer::Perhaps => self.delay(now),
            Answer::WrongCode { party } => self.parties[party].wrong_codes += 1,
            Answer::None => {}
        }
    }

    pub(super) fn answered_by_hand(&mut self, contact: &Id, now: Now) {
        let party = self.parties.iter().position(|party| party.contact == *contact);
        if let Some(party) = party.filter(|_| self.may_be_answered()) {
            self.answered(party, true, now);
        }
    }

    /// Whether anyone was asked to answer.
    fn may_be_answered(&self) -> bool {
        matches!(self.phase, Phase::Climbing | Phase::Answered | Phase::NobodyReached | Phase::Drill)
    }

    fn judge(&self, kit: &Kit, from: &str, text: &str) -> Answer {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if let Some(party) = self.authentic(kit, &words) {
            return Answer::Human { party };
        }
        let sender = kit.contact_of(from).and_then(|contact| self.parties.iter().position(|party| party.contact == contact.id));
        let told = sender.filter(|party| self.parties[*party].alert[0] != Part::Unsent);
        let has_answer = words.contains(&self.answer.to_string().as_str());
        // The messages themselves tell to call 102, and an answer to the alert before this one is late, not guessed.
        let is_guess = |word: &str| !EMERGENCY_NUMBERS.contains(&word) && word.parse().ok() != self.former_answer;
        let has_code = words.iter().any(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()) && is_guess(word));
        match told {
            Some(party) if has_answer && self.parties[party].wrong_codes < WRONG_CODES_MAX => Answer::Human { party },
            Some(party) if has_code && !has_answer && self.parties[party].wrong_codes < WRONG_CODES_MAX => Answer::WrongCode { party },
            // All that a drill asks for.
            Some(party) if words == ["1"] && self.phase == Phase::Drill => Answer::Human { party },
            Some(_) if words == ["1"] => Answer::Perhaps,
            // From a number that is no contact's: someone has read a message, or guesses.
            None if has_answer => Answer::Perhaps,
            _ => Answer::None,
        }
    }

    /// The party whose own Pana has answered a message of this run.
    fn authentic(&self, kit: &Kit, words: &[&str]) -> Option<usize> {
        // Most messages hold no word that could be a code, and then none is computed: there may be as many as contacts times broadcasts.
        let words: Vec<&str> = words.iter().copied().filter(|word| word.chars().count() == CODE_CHARS).collect();
        if words.is_empty() {
            return None;
        }
        self.parties.iter().position(|party| {
            let key = kit.contact(&party.contact).and_then(|contact| contact.key);
            key.is_some_and(|key| {
                let mut codes = self.broadcasts[self.holds_from..].iter().map(|broadcast| reply_code(&key, broadcast.number));
                codes.any(|code| words.iter().any(|word| is_code(word, &code)))
            })
        })
    }

    fn answered(&mut self, party: usize, by_hand: bool, now: Now) {
        let Party { contact, answered, .. } = &mut self.parties[party];
        if answered.is_none() {
            *answered = Some(now.wall);
            let contact = contact.clone();
            self.note(now, Happened::Answered { contact, by_hand });
        }
        if matches!(self.phase, Phase::Climbing | Phase::NobodyReached) {
            self.phase = Phase::Answered;
            self.tier_due = None;
        }
    }

    /// Gives the tier a little more time, once in a run.
    fn delay(&mut self, now: Now) {
        if self.phase == Phase::Climbing && !self.delayed {
            self.delayed = true;
            self.note(now, Happened::Delayed);
            self.tier_due = self.tier_due.map(|due| due.later_by(DELAY_S));
        }
    }
}
