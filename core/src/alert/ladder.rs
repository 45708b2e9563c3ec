//! The ladder of an alert: who is told when, what is known of each message, and what comes next.
//!
//! A pure state machine. [`Run::press`], [`Run::check_in`] and [`Run::drill`] begin one, [`Run::step`] takes it from event to event; all return what the
//! shell is to do. The shell saves the run first and acts then, so that a kill at any moment leaves a run that can go on. Nothing is ever claimed that no
//! event told: a message is handed over when the radio says so, delivered when the network says so, answered when a human did.

mod answer;
mod check_in;
mod orders;
mod send;
mod shell;
mod trail;
mod view;

pub(super) use check_in::check_due;
pub use check_in::{CHECK_IN_MAX_HOURS, CheckInError, GRACE_MIN, Notice, REMIND_MIN};
pub use shell::{Abilities, Effect, Event, RadioResult, Screen};
pub use trail::{Happened, Noted, TRAIL_MAX};
pub use view::{CheckInView, ContactView, Next, PartView, RunView};

use self::check_in::CheckIn;
use self::send::Outgoing;
use super::code;
use super::contact::{Contact, EMERGENCY_NUMBERS, Kit};
use super::deadline::Deadline;
use super::message::{Fix, MessageType};
use crate::incident::Id;
use crate::{Moment, Now, Uptime};
use serde::{Deserialize, Serialize};

/// Silence before the first message goes out: time to stop what was not meant.
pub const COUNTDOWN_S: u64 = 10;
/// How long a tier has to answer before the next one is told.
pub const TIER_WAIT_S: u64 = 120;
/// What a bare "1" adds to that, once in a run: anyone can forge it.
pub const DELAY_S: u64 = 60;
/// Waits before a message is tried again; after the last one it has failed.
pub const RETRIES_S: [u64; 3] = [10, 30, 60];
/// A new place is told after this time, …
pub const UPDATE_S: u64 = 300;
/// … or when she is this far from the one told last.
pub const UPDATE_MOVED_M: f64 = 300.0;
/// But not sooner than this after the one before: a drive must not use them all up.
pub const UPDATE_GAP_S: u64 = 60;
/// Updates of one run.
pub const UPDATES_MAX: u8 = 12;
/// Once it is over, a message sheet that nobody reported on is given up after this time.
const SHEET_LAPSE_S: u64 = 600;
/// Wrong codes from one contact's number after which right ones are no longer believed either.
const WRONG_CODES_MAX: u8 = 3;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// A check-in runs.
    Waiting,
    /// A drill: whoever is told is told that it is one.
    Drill,
    /// Nothing went out yet.
    Countdown,
    /// Tier after tier is told.
    Climbing,
    /// A human has answered: no further tier is told.
    Answered,
    /// Every tier was told and nobody answered.
    NobodyReached,
    /// She said that she is safe, or ended her check-in or drill.
    Safe,
    /// Stopped before anything went out.
    Cancelled,
}

/// A running alert, check-in or drill: everything that has to survive a kill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Under this it goes into the history, once.
    id: Id,
    abilities: Abilities,
    phase: Phase,
    began: Moment,
    guise: Guise,
    /// The latest that the clock on the wall has shown.
    seen_ms: i64,
    check_in: Option<CheckIn>,
    /// She pressed the button: contacts are told that she needs help, and no longer that she gives no sign.
    pressed: bool,
    /// Until then the countdown runs; with a phase other than [`Phase::Countdown`], that of a press during the run.
    countdown: Option<Deadline>,
    /// The last number that a message of this phone had.
    number: u64,
    answer: u16,
    /// What answered the alert before another press: late, and no guess.
    former_answer: Option<u16>,
    fix: Option<Fix>,
    /// The place that was told last.
    told: Option<Fix>,
    parties: Vec<Party>,
    broadcasts: Vec<Broadcast>,
    /// Broadcasts before this one are of before the last press: they hold no longer.
    holds_from: usize,
    outgoing: Vec<Outgoing>,
    next_send: u32,
    /// The tier that was told last.
    tier: Option<u8>,
    tier_due: Option<Deadline>,
    delayed: bool,
    updates: u8,
    update_due: Option<Deadline>,
    /// No update before this, however far she moved.
    update_gap: Option<Deadline>,
    /// When message sheets that nobody reported on are given up.
    lapse: Option<Deadline>,
    trail: Vec<Noted>,
    trail_left_out: u32,
}

/// What it looks like to someone without the owner's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Guise {
    /// As it is.
    None,
    /// They have stopped it: it only looks stopped.
    Stopped,
    /// The button was held after that: until messages go out this must look like a first press.
    FirstPress,
}

/// What is known of one contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Party {
    contact: Id,
    /// When its turn comes; 0 for whoever a check-in names.
    tier: u8,
    /// The two messages of what it was told last, …
    alert: [Part; 2],
    /// … and whether any such message at least reached the radio.
    reached: bool,
    answered: Option<Moment>,
    /// The message that she is safe.
    safe: Part,
    wrong_codes: u8,
}

/// What is known of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    /// Nothing was done yet.
    Unsent,
    /// With the radio or in the sheet; nothing is known.
    Queued,
    /// It failed and will be tried again.
    Retrying,
    /// The radio took it.
    Handed { at: Moment, send: u32 },
    /// The network says that it arrived.
    Delivered { at: Moment },
    /// It will not be tried again.
    Failed,
    /// The sheet was closed, and nobody knows whether it was sent.
    Unknown,
}

/// A message as all its recipients get it, each in their own manner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Broadcast {
    kind: MessageType,
    number: u64,
    at: Moment,
    fix: Option<Fix>,
}

impl Run {
    /// Begins a run. `last_number` is that of the last message this phone ever numbered, 0 if that is not known.
    ///
    /// Without contacts there is nobody to tell: the run says so at once and offers to dial.
    pub fn press(kit: &Kit, abilities: Abilities, last_number: u64, now: Now) -> (Self, Vec<Effect>) {
        let mut run = Self::new(kit, abilities, last_number, Phase::Countdown, now);
        run.note(now, Happened::Pressed);
        run.countdown = Some(Deadline::after(now, COUNTDOWN_S));
        let mut effects = vec![Effect::Show(Screen::Countdown), Effect::AskLocation];
        let run = run.advance(kit, now, &mut effects);
        (run, effects)
    }

    /// Begins a drill: everyone in the kit, or `only` these, get a message that says it is one.
    pub fn drill(kit: &Kit, abilities: Abilities, last_number: u64, only: Option<&[Id]>, now: Now) -> (Self, Vec<Effect>) {
        let mut run = Self::new(kit, abilities, last_number, Phase::Drill, now);
        run.parties.retain(|party| only.is_none_or(|only| only.contains(&party.contact)));
        run.note(now, Happened::Drill);
        run.lapse = (!abilities.silent_send).then(|| Deadline::after(now, SHEET_LAPSE_S));
        let mut effects = vec![Effect::Show(Screen::Running)];
        let all = run.places(|_| true);
        if !all.is_empty() {
            let at = run.broadcast(MessageType::Test, now);
            run.send(kit, &all, at, now, &mut effects);
        }
        let run = run.advance(kit, now, &mut effects);
        (run, effects)
    }

    fn new(kit: &Kit, abilities: Abilities, last_number: u64, phase: Phase, now: Now) -> Self {
        Self {
            id: Id::make(),
            abilities,
            phase,
            began: now.wall,
            guise: Guise::None,
            seen_ms: now.wall.utc_ms(),
            check_in: None,
            pressed: phase == Phase::Countdown,
            countdown: None,
            number: last_number,
            answer: code::draw_answer(),
            former_answer: None,
            fix: None,
            told: None,
            parties: kit.contacts.iter().map(Party::new).collect(),
            broadcasts: Vec::new(),
            holds_from: 0,
            outgoing: Vec::new(),
            next_send: 0,
            tier: None,
            tier_due: None,
            delayed: false,
            updates: 0,
            update_due: None,
            update_gap: None,
            lapse: None,
            trail: Vec::new(),
            trail_left_out: 0,
        }
    }

    /// What follows from an event. `kit` is what `quick` holds now; contacts that are no longer in it get nothing more.
    #[must_use = "the run that is returned is to be saved before its effects are carried out"]
    pub fn step(mut self, kit: &Kit, event: &Event, now: Now) -> (Self, Vec<Effect>) {
        let mut effects = Vec::new();
        match event {
            Event::Press => self.press_again(kit, now, &mut effects),
            Event::Located(fix) => self.locate(*fix, now),
            Event::Radio { send, result } => self.hear_radio(kit, *send, *result, now, &mut effects),
            Event::Delivered { send } => self.hear_delivery(*send, now),
            Event::SheetClosed { send, sent } => self.hear_sheet(kit, *send, *sent, now, &mut effects),
            Event::Received { from, text } => self.receive(kit, from, text, now),
            Event::Answered { contact, token: true } => self.answered_by_hand(contact, now),
            Event::SendUpdate { token: true } => self.update(kit, now, &mut effects),
            // Time alone does what is due; without the token it only looks done.
            Event::Tick | Event::Answered { token: false, .. } | Event::SendUpdate { token: false } => {}
            Event::Cancel { token: true } => self.cancel(kit, now, &mut effects),
            Event::Safe { token: true } => self.end(kit, now, &mut effects),
            Event::Cancel { token: false } | Event::Safe { token: false } => self.seem_to_stop(kit, now, &mut effects),
            Event::Resumed(abilities) => self.resume(kit, *abilities, now, &mut effects),
        }
        let run = self.advance(kit, now, &mut effects);
        (run, effects)
    }

    /// Its name in the history.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// When it began.
    pub fn began(&self) -> Moment {
        self.began
    }

    /// How far it is.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The number of its last message: the next run begins after it.
    pub fn last_number(&self) -> u64 {
        self.number
    }

    /// Whose message of a drill has at least reached the radio, and when a human answered it.
    pub(crate) fn tested(&self) -> impl Iterator<Item = (&Id, Option<Moment>)> {
        let has_left = |party: &&Party| matches!(party.alert[0], Part::Handed { .. } | Part::Delivered { .. }) || party.answered.is_some();
        let of_drill = self.parties.iter().filter(|_| self.phase == Phase::Drill).filter(has_left);
        of_drill.map(|party| (&party.contact, party.answered))
    }

    /// Whether it is over and nothing of it waits. A drill is over once everything is settled.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Safe | Phase::Cancelled | Phase::Drill) && self.outgoing.is_empty() && self.countdown.is_none()
    }

    /// Does what is due, and says when the next thing is.
    fn advance(mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) -> Self {
        self.seen_ms = self.seen_ms.max(now.wall.utc_ms());
        self.let_sheets_lapse(now);
        if self.countdown.is_some_and(|until| until.has_come(now)) {
            self.countdown = None;
            self.begin(kit, now, effects);
        }
        self.retry(kit, now, effects);
        self.watch(kit, now, effects);
        if self.phase == Phase::Climbing && self.countdown.is_none() && self.tier_is_over(now) {
            self.climb(kit, now, effects);
        }
        if self.is_update_due(now) {
            self.update(kit, now, effects);
        }
        if let Some(ms) = self.next_ms(now) {
            let nanos = now.uptime.nanos.saturating_add(ms.saturating_mul(1_000_000));
            effects.push(Effect::WakeAt(Uptime { nanos, ..now.uptime }));
        }
        self
    }

    /// The countdown is over: the first tier is told, or, where the ladder ran already, everyone who was told before.
    fn begin(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        if self.phase == Phase::Safe {
            self.start_over();
        }
        self.admit(kit);
        self.phase = Phase::Climbing;
        self.pressed = true;
        if self.guise == Guise::FirstPress {
            self.guise = Guise::None;
        }
        self.lapse = None;
        if self.tier.is_some() {
            self.former_answer = Some(std::mem::replace(&mut self.answer, code::draw_answer()));
        }
        if !self.is_hidden() {
            effects.push(Effect::Show(Screen::Running));
        }
        self.outdate(now);
        let told_before = self.tier;
        for party in self.parties.iter_mut().filter(|party| told_before.is_none_or(|told| party.tier <= told)) {
            party.alert = [Part::Unsent; 2];
            party.answered = None;
            if told_before.is_none() {
                // Nobody was told that she is overdue, so nobody has a turn before the first tier.
                party.tier = kit.contact(&party.contact).map_or(party.tier, |contact| contact.tier);
            }
        }
        match told_before {
            None => self.climb(kit, now, effects),
            Some(told) => {
                // If only whoever the check-in names was told, the first tier need not wait for them.
                let first = self.parties.iter().map(|party| party.tier).filter(|tier| *tier > 0).min();
                let told = first.map_or(told, |first| first.max(told));
                self.tier = Some(told);
                self.call(kit, |party| party.tier <= told, now, effects);
            }
        }
    }

    /// She was safe, and is no more: what was told before that counts no longer.
    fn start_over(&mut self) {
        for party in &mut self.parties {
            party.reached = false;
            party.answered = None;
            party.safe = Part::Unsent;
        }
        self.updates = 0;
        self.update_due = None;
        self.delayed = false;
    }

    /// Tells the next tier, or says that nobody is left.
    fn climb(&mut self, kit: &Kit, now: Now, effects: &mut Vec<Effect>) {
        // A sheet can't open behind the back of whoever has stopped it, nor while she gives no sign.
        let can_tell = self.abilities.silent_send || self.pressed && !self.is_hidden();
        self.admit(kit);
        let is_there = |party: &&Party| kit.contact(&party.contact).is_some();
        let next = self.parties.iter().filter(is_there).map(|party| party.tier).filter(|tier| Some(*tier) > self.tier).min();
        let Some(tier) = next.filter(|_| can_tell) else {
            self.phase = Phase::NobodyReached;
            self.tier_due = None;
            self.note(now, Happened::NobodyReached);
            self.offer_dial(effects);
            return;
        };
        self.tier = Some(tier);
        self.call(kit, |party| party.tier == tier, now, effects);
    }

    /// Tells these that she needs help, or that she is overdue, and gives them their time to answer.
    fn call(&mut self, kit: &Kit, is_told: impl Fn(&Party) -> bool, now: Now, effects: &mut Vec<Effect>) {
        let told = self.places(is_told);
        self.tier_due = Some(Deadline::after(now, TIER_WAIT_S));
        let at = self.broadcast(if self.pressed { MessageType::Alert } else { MessageType::Missed }, now);
        self.send(kit, &told, at, now, effects);
    }

    /// A tier is over when its time is, or when no message to it can arrive any more. A sheet that she closed leaves it its time.
    fn tier_is_over(&self, now: Now) -> bool {
        let all_failed = self.abilities.silent_send
            && self.parties.iter().filter(|party| Some(party.tier) == self.tier).all(|party| party.alert[0] == Part::Failed);
        self.tier_due.is_none_or(|due| due.has_come(now)) || all_failed
    }

    fn locate(&mut self, fix: Fix, now: Now) {
        // After the clock was set back, what is known lies in the future: no message may name it, and nothing would be newer for hours.
        let is_newer = self.fix.is_none_or(|known| !known.is_usable(now.wall) || fix.at.utc_ms() >= known.at.utc_ms());
        if fix.is_usable(now.wall) && is_newer {
            self.fix = Some(fix);
        }
    }

    /// Once nobody is left to be told; never before whoever has stopped the alert.
    fn offer_dial(&self, effects: &mut Vec<Effect>) {
        if self.phase == Phase::NobodyReached && !self.is_hidden() {
            effects.push(Effect::OfferDial(EMERGENCY_NUMBERS.to_vec()));
        }
    }

    /// Takes in contacts that were added since it began.
    fn admit(&mut self, kit: &Kit) {
        let is_new = |contact: &&Contact| !self.parties.iter().any(|party| party.contact == contact.id);
        let others: Vec<Party> = kit.contacts.iter().filter(is_new).map(Party::new).collect();
        self.parties.extend(others);
    }

    /// Where the parties stand that are meant.
    fn places(&self, is_meant: impl Fn(&Party) -> bool) -> Vec<usize> {
        (0..self.parties.len()).filter(|at| is_meant(&self.parties[*at])).collect()
    }

    /// What was told so far holds no longer, and what of it waits is not tried again.
    fn outdate(&mut self, now: Now) {
        self.drop_waiting(now);
        self.holds_from = self.broadcasts.len();
    }

    fn is_hidden(&self) -> bool {
        self.guise == Guise::Stopped
    }

    fn screen(&self) -> Screen {
        match self.phase {
            _ if self.countdown.is_some() => Screen::Countdown,
            Phase::Waiting => Screen::CheckIn,
            _ => Screen::Running,
        }
    }

    /// Milliseconds until something is due.
    fn next_ms(&self, now: Now) -> Option<u64> {
        // What has to wait for something else first asks for no time of its own: it would ask for now, again and again.
        let climbing = self.tier_due.filter(|_| self.phase == Phase::Climbing && self.countdown.is_none());
        let can_update = self.abilities.silent_send && self.may_update();
        let updating = self.update_due.filter(|_| can_update);
        // A place that was found too soon after the last update is told as soon as it may be.
        let moving = self.update_gap.filter(|_| can_update && self.has_moved(now));
        let retries = self.outgoing.iter().filter_map(|outgoing| outgoing.retry);
        let waiting = self.check_in.iter().filter(|_| self.phase == Phase::Waiting && self.countdown.is_none());
        let due = [self.countdown, climbing, updating, moving, self.lapse].into_iter().flatten().chain(retries).map(|due| due.left_ms(now));
        due.chain(waiting.map(|check_in| check_in.next_ms(now))).min()
    }
}

impl Party {
    fn new(contact: &Contact) -> Self {
        Self {
            contact: contact.id.clone(),
            tier: contact.tier,
            alert: [Part::Unsent; 2],
            reached: false,
            answered: None,
            safe: Part::Unsent,
            wrong_codes: 0,
        }
    }
}
