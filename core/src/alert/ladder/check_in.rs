//! A check-in: she names a time by which she will have said that all is well. Without a word by then, and a little grace, her contacts are told.
//!
//! It is a run that waits before it climbs, so a press in between goes on from what was told already, and whoever stops it with the second PIN stops as
//! little as in an alert.

use super::super::contact::Kit;
use super::super::deadline::Deadline;
use super::super::message::MessageType;
use super::trail::Happened;
use super::{Abilities, Effect, Guise, Part, Phase, Run, Screen};
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

impl CheckInError {
    /// Key of its sentence in the language catalogue.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Passed => "check-in-passed",
            Self::TooFar => "check-in-too-far",
            Self::NoSuchContact => "no-such-contact",
            Self::Busy => "check-in-busy",
            Self::None => "check-in-none",
        }
    }
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

    pub(super) fn count_on_this_boot(&mut self, now: Now, seen_ms: i64) {
        for due in [&mut self.remind, &mut self.ask].into_iter().flatten().chain([&mut self.overdue]) {
            *due = due.on_this_boot(now, seen_ms);
        }
    }

    /// Milliseconds until something of it is due.
    pub(super) fn next_ms(&self, now: Now) -> u64 {
        let asked = [self.remind, self.ask].into_iter().flatten();
        asked.chain([self.overdue]).map(|due| due.left_ms(now)).min().unwrap_or(0)
    }
}

/// Whether a deadline can be that of a check-in.
pub(in super::super) fn check_due(due: Moment, now: Now) -> Result<(), CheckInError> {
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
        // Only the owner can move it, and sees then that it runs.
        run.guise = Guise::None;
        run.outdate(now);
        let mut effects = vec![Effect::Show(run.screen())];
        run.begin_check_in(kit, contact, due, now, &mut effects);
        let run = run.advance(kit, now, &mut effects);
        Ok((run, effects))
    }

    fn begin_check_in(&mut self, kit: &Kit, contact: Option<Id>, due: Moment, now: Now, effects: &mut Vec<Effect>) {
        self.note(now, Happened::CheckIn { due });
        let told = self.places(|party| Some(&party.contact) == contact.as_ref());
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
        effects.extend(due.or(soon).filter(|_| !self.is_hidden() && !is_overdue).map(Effect::Notify));
        if is_overdue {
            self.note(now, Happened::Overdue);
            self.phase = Phase::Climbing;
            self.outdate(now);
            for party in &mut self.parties {
                party.alert = [Part::Unsent; 2];
            }
            effects.push(Effect::AskLocation);
            if !self.is_hidden() {
                effects.push(Effect::Show(Screen::Running));
            }
            self.climb(kit, now, effects);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::contact::Contact;
    use super::super::{Event, RadioResult};
    use super::*;
    use crate::Uptime;
    use crate::language::Language;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn now(wall: &str) -> Now {
        let wall = at(wall);
        let nanos = (wall.utc_ms() - at("2026-02-01T00:00+05:00").utc_ms()).cast_unsigned() * 1_000_000;
        Now { wall, uptime: Uptime { boot: [1; 16], nanos } }
    }

    fn kit() -> Kit {
        let contact = |id: &str, number: &str, tier| Contact {
            tier,
            harmless: "нан ал".into(),
            ..Contact::new(id.parse().unwrap(), id, number, Language::Ru)
        };
        let contacts = vec![contact("AAAAAAAA", "+77010000001", 1), contact("BBBBBBBB", "+77010000002", 2)];
        Kit { name: "Айгуль".into(), latin: "Aigul".into(), contacts }
    }

    fn second_contact() -> Id {
        "BBBBBBBB".parse().unwrap()
    }

    /// A check-in until 22:30, begun at 21:30, of which the contact of the second tier was told.
    fn begun() -> (Run, Vec<Effect>) {
        let (run, effects) = Run::check_in(
            &kit(),
            Abilities::ANDROID,
            0,
            Some(&second_contact()),
            at("2026-02-01T22:30+05:00"),
            now("2026-02-01T21:30+05:00"),
        )
        .unwrap();
        let (run, _) = run.step(&kit(), &Event::Radio { send: 0, result: RadioResult::Handed }, now("2026-02-01T21:30+05:00"));
        (run, effects)
    }

    fn tick(run: Run, wall: &str) -> (Run, Vec<Effect>) {
        run.step(&kit(), &Event::Tick, now(wall))
    }

    fn texts<'e>(effects: &'e [Effect]) -> Vec<(&'e str, &'e str)> {
        let sent = |effect: &'e Effect| match effect {
            Effect::SendSms { number, text, .. } => Some((number.as_str(), text.as_str())),
            _ => None,
        };
        effects.iter().filter_map(sent).collect()
    }

    #[test]
    fn the_contact_is_told_the_deadline_and_so_a_dead_phone_counts() {
        let (run, effects) = begun();
        assert_eq!(texts(&effects), [("+77010000002", "Айгуль: я в пути, срок 22:30. Не будет вестей - позвони.")]);
        let view = run.view(&kit(), now("2026-02-01T21:30+05:00"));
        let check_in = view.check_in.unwrap();
        assert_eq!((check_in.counts_when_off, check_in.overdue_in_s), (true, Some(70 * 60)));
        let (silent, effects) =
            Run::check_in(&kit(), Abilities::ANDROID, 0, None, at("2026-02-01T22:30+05:00"), now("2026-02-01T21:30+05:00")).unwrap();
        assert!(texts(&effects).is_empty());
        assert!(!silent.view(&kit(), now("2026-02-01T21:30+05:00")).check_in.unwrap().counts_when_off);
    }

    #[test]
    fn she_is_reminded_then_asked_then_missed() {
        let (run, effects) = begun();
        assert!(effects.contains(&Effect::WakeAt(now("2026-02-01T22:20+05:00").uptime)));
        let (run, effects) = tick(run, "2026-02-01T22:20+05:00");
        assert!(effects.contains(&Effect::Notify(Notice::DueSoon)));
        let (run, effects) = tick(run, "2026-02-01T22:30+05:00");
        assert!(effects.contains(&Effect::Notify(Notice::Due)) && texts(&effects).is_empty());
        let (run, effects) = tick(run, "2026-02-01T22:40+05:00");
        assert_eq!(texts(&effects), [("+77010000002", "Айгуль: нет вестей, срок 22:30. Позвони; не ответит - 102.")]);
        assert_eq!(run.phase(), Phase::Climbing);
        // Whoever was named first does not answer: the tiers follow, and no one is told twice.
        let (run, effects) = tick(run, "2026-02-01T22:42+05:00");
        assert_eq!(texts(&effects)[0].0, "+77010000001");
        let (run, effects) = tick(run, "2026-02-01T22:44+05:00");
        assert!(texts(&effects).is_empty() && effects.contains(&Effect::OfferDial(super::super::EMERGENCY_NUMBERS.to_vec())));
        assert_eq!(run.phase(), Phase::NobodyReached);
    }

    #[test]
    fn a_word_in_time_ends_it_and_is_passed_on() {
        let (run, _) = begun();
        let (run, effects) = run.step(&kit(), &Event::Safe { token: true }, now("2026-02-01T22:00+05:00"));
        assert_eq!(run.phase(), Phase::Safe);
        assert_eq!(texts(&effects), [("+77010000002", "Айгуль: я в безопасности, помощь больше не нужна. 22:00")]);
        let (_, effects) = tick(run, "2026-02-01T23:00+05:00");
        assert!(texts(&effects).is_empty());
    }

    #[test]
    fn a_press_meanwhile_is_an_alert_from_the_first_tier_on() {
        let (run, _) = begun();
        let (run, effects) = run.step(&kit(), &Event::Press, now("2026-02-01T22:00+05:00"));
        assert!(effects.contains(&Effect::Show(Screen::Countdown)));
        let (run, effects) = tick(run, "2026-02-01T22:00:10+05:00");
        assert_eq!(texts(&effects).len(), 1);
        assert!(texts(&effects)[0].0 == "+77010000001" && texts(&effects)[0].1.starts_with("Айгуль: ПОМОГИ!"));
        let (run, effects) = tick(run, "2026-02-01T22:02:10+05:00");
        assert!(texts(&effects).iter().any(|(number, text)| *number == "+77010000002" && text.contains("ПОМОГИ")));
        let (_, effects) = tick(run, "2026-02-01T22:40+05:00");
        assert!(texts(&effects).iter().all(|(_, text)| !text.contains("нет вестей")), "the alert has told more already");
    }

    #[test]
    fn a_press_that_was_not_meant_leaves_the_check_in() {
        let (run, _) = begun();
        let (run, _) = run.step(&kit(), &Event::Press, now("2026-02-01T22:00+05:00"));
        let (run, effects) = run.step(&kit(), &Event::Cancel { token: true }, now("2026-02-01T22:00:05+05:00"));
        assert!(effects.contains(&Effect::Show(Screen::CheckIn)));
        assert_eq!(texts(&tick(run, "2026-02-01T22:40+05:00").1).len(), 1);
    }

    #[test]
    fn a_press_after_it_was_missed_tells_the_worse_news() {
        let (run, _) = begun();
        let (run, _) = tick(run, "2026-02-01T22:40+05:00");
        let (run, _) = run.step(&kit(), &Event::Press, now("2026-02-01T22:41+05:00"));
        let (_, effects) = tick(run, "2026-02-01T22:41:10+05:00");
        assert!(texts(&effects).iter().any(|(number, text)| *number == "+77010000002" && text.contains("ПОМОГИ")), "{effects:?}");
    }

    #[test]
    fn the_second_pin_ends_it_for_whoever_looks_on_only() {
        let (run, _) = begun();
        let (run, effects) = run.step(&kit(), &Event::Safe { token: false }, now("2026-02-01T22:00+05:00"));
        assert_eq!(texts(&effects), [("+77010000002", "нан ал")]);
        let (run, effects) = tick(run, "2026-02-01T22:30+05:00");
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Notify(_) | Effect::Show(_))));
        let (_, effects) = tick(run, "2026-02-01T22:40+05:00");
        assert!(texts(&effects).len() == 1 && !effects.iter().any(|effect| matches!(effect, Effect::Show(_))));
    }

    /// Stopped with the second PIN while a press after the end counted down, held again, and ended with the owner's token.
    #[test]
    fn with_her_token_nothing_looks_like_a_first_press_any_more() {
        let at = now("2026-02-01T22:00+05:00");
        for order in [Event::Cancel { token: true }, Event::Safe { token: true }] {
            let events = [Event::Safe { token: true }, Event::Press, Event::Cancel { token: false }, Event::Press, order];
            let (run, _) = events.iter().fold(begun(), |(run, _), event| run.step(&kit(), event, at));
            assert_eq!(run.view_for_others(&kit(), at).map(|view| view.phase), Some(Phase::Safe));
        }
    }

    #[test]
    fn a_moved_deadline_is_told_anew_and_holds() {
        let (run, _) = begun();
        let (run, effects) = run.extend(&kit(), at("2026-02-01T23:30+05:00"), now("2026-02-01T22:00+05:00")).unwrap();
        assert_eq!(texts(&effects), [("+77010000002", "Айгуль: я в пути, срок 23:30. Не будет вестей - позвони.")]);
        let (run, effects) = tick(run, "2026-02-01T22:40+05:00");
        assert!(texts(&effects).is_empty());
        let (run, effects) = tick(run, "2026-02-01T23:40+05:00");
        assert_eq!(texts(&effects).len(), 1);
        assert_eq!(run.extend(&kit(), at("2026-02-02T01:00+05:00"), now("2026-02-01T23:41+05:00")), Err(CheckInError::None));
    }

    #[test]
    fn a_phone_off_over_the_deadline_tells_when_it_is_back() {
        let (run, _) = begun();
        let after = Now { uptime: Uptime { boot: [2; 16], nanos: 20_000_000_000 }, ..now("2026-02-01T23:50+05:00") };
        let (_, effects) = run.step(&kit(), &Event::Resumed(Abilities::ANDROID), after);
        assert!(texts(&effects)[0].1.contains("нет вестей, срок 22:30"));
    }

    #[test]
    fn where_nothing_goes_out_by_itself_nothing_is_shown_as_pending() {
        let due = at("2026-02-01T22:30+05:00");
        let (run, effects) = Run::check_in(&kit(), Abilities::IOS, 0, Some(&second_contact()), due, now("2026-02-01T21:30+05:00")).unwrap();
        assert!(effects.iter().any(|effect| matches!(effect, Effect::OpenSheet { .. })));
        assert_eq!(run.view(&kit(), now("2026-02-01T21:30+05:00")).check_in.unwrap().overdue_in_s, None);
        let (run, effects) = tick(run, "2026-02-01T22:40+05:00");
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::OpenSheet { .. })));
        assert_eq!(run.phase(), Phase::NobodyReached);
    }

    #[test]
    fn a_deadline_that_is_none_is_refused() {
        let begin = |contact: Option<&Id>, due: &str| {
            Run::check_in(&kit(), Abilities::ANDROID, 0, contact, at(due), now("2026-02-01T21:30+05:00")).map(drop).unwrap_err()
        };
        assert_eq!(begin(None, "2026-02-01T21:30+05:00"), CheckInError::Passed);
        assert_eq!(begin(None, "2026-02-02T09:31+05:00"), CheckInError::TooFar);
        assert_eq!(begin(Some(&"CCCCCCCC".parse().unwrap()), "2026-02-01T22:30+05:00"), CheckInError::NoSuchContact);
    }
}
