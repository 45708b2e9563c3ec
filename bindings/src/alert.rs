//! What an alert is made of, as it crosses: contacts, places, events, effects, and what is known of a run.

use crate::error::PanaError;
use crate::incident::owned;
use crate::text::{Language, quiet};
use pana_core::Moment as WallMoment;
use pana_core::Uptime;
use pana_core::incident::{Id, Position};

pub use pana_core::alert::{
    Abilities, Agreed, CheckInView, ContactView, Fix, KitState, Manner, MessageType, Next, PartView, Phase, PhoneFacts, RadioResult,
    Reading, RunView, SafePlace, Screen, Sender, SenderName, Standing,
};

#[uniffi::remote(Record)]
pub struct Agreed {
    comes: bool,
    calls_102: bool,
    takes_children: bool,
    has_key: bool,
    keeps_copy: bool,
}

/// How she speaks to a contact: language, сіз or вы instead of сен or ты, and whether they must not ring her.
#[uniffi::remote(Record)]
pub struct Manner {
    language: Language,
    polite: bool,
    quiet: bool,
}

#[uniffi::remote(Record)]
pub struct SenderName {
    name: String,
    latin: String,
}

#[uniffi::remote(Record)]
pub struct SafePlace {
    id: Id,
    sort: String,
    name: String,
    address: String,
    at: Option<Position>,
    number: String,
    hours: String,
}

/// Where the phone was, and when it was there.
#[uniffi::remote(Record)]
pub struct Fix {
    lat: f64,
    lon: f64,
    accuracy_m: u32,
    at: WallMoment,
}

#[uniffi::remote(Enum)]
pub enum MessageType {
    Alert,
    Update,
    Start,
    Missed,
    Safe,
    Test,
}

/// Whether a message was written by the phone it names. One that is not confirmed is treated as real: call back.
#[uniffi::remote(Enum)]
pub enum Sender {
    Confirmed,
    NotConfirmed,
}

#[uniffi::remote(Record)]
pub struct Reading {
    kind: MessageType,
    language: Language,
    name: String,
    number: Option<u64>,
    place: Option<String>,
    hour: Option<String>,
    due: Option<WallMoment>,
    answer: Option<String>,
    quiet: bool,
    sender: Sender,
}

/// What this phone can do. What it can't do is neither tried nor shown as pending.
#[uniffi::remote(Record)]
pub struct Abilities {
    silent_send: bool,
    receive: bool,
    delivery_receipts: bool,
    sheet_reports: bool,
    background_wake: bool,
    sims: u8,
}

#[uniffi::remote(Enum)]
pub enum RadioResult {
    Handed,
    NoService,
    RadioOff,
    LimitExceeded,
    Failed,
}

#[uniffi::remote(Enum)]
pub enum Screen {
    Countdown,
    CheckIn,
    Running,
    Gone,
    Ended,
}

#[uniffi::remote(Enum)]
pub enum Phase {
    Waiting,
    Drill,
    Countdown,
    Climbing,
    Answered,
    NobodyReached,
    Safe,
    Cancelled,
}

/// What is known of one message. Each has words of its own; none is merged with another.
#[uniffi::remote(Enum)]
pub enum PartView {
    NotYet,
    NotSent,
    Waiting,
    Retrying,
    Handed,
    Delivered,
    Failed,
    Unknown,
}

#[uniffi::remote(Enum)]
pub enum Next {
    Tier { in_s: u64 },
    LastTierEnds { in_s: u64 },
    Update { in_s: u64 },
}

#[uniffi::remote(Record)]
pub struct CheckInView {
    due: WallMoment,
    overdue_in_s: Option<u64>,
    contact: Option<Id>,
    counts_when_off: bool,
}

#[uniffi::remote(Record)]
pub struct ContactView {
    contact: Id,
    name: String,
    tier: u8,
    first: PartView,
    second: PartView,
    answered: Option<WallMoment>,
    over: Option<PartView>,
}

#[uniffi::remote(Record)]
pub struct RunView {
    phase: Phase,
    began: WallMoment,
    countdown_s: Option<u64>,
    check_in: Option<CheckInView>,
    contacts: Vec<ContactView>,
    next: Option<Next>,
    place: Option<Fix>,
    answers_are_seen: bool,
    needs_to_stay_open: bool,
}

/// How the part is that works before the PIN. Only the owner's unlock mends a damaged one; until then there is nobody to tell, and dialling is offered.
#[uniffi::remote(Enum)]
pub enum KitState {
    Whole,
    Damaged,
    Unavailable,
}

/// What the shell knows of the phone; none for what it can't find out.
#[uniffi::remote(Record)]
pub struct PhoneFacts {
    sim: Option<bool>,
    may_send: Option<bool>,
    may_locate: Option<bool>,
    unrestricted: Option<bool>,
    exact_alarms: Option<bool>,
}

#[uniffi::remote(Enum)]
pub enum Standing {
    Good,
    Bad,
    Unknown,
}

/// One thing that was looked at. Its sentence stands under `drill-`, the key, `-` and the standing in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Finding {
    /// What.
    pub key: String,
    /// How it stands.
    pub standing: Standing,
}

/// What she says of someone who gets the alert.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ContactSaid {
    /// What she calls them.
    pub name: String,
    /// Where messages go, in any usual form.
    pub number: String,
    /// When they are told: 1 first.
    pub tier: u8,
    /// How she speaks to them.
    pub manner: Manner,
    /// What they are to her, in her words.
    pub role: String,
    /// Where they live: two letters, as `KZ`.
    pub country: String,
    /// City or region.
    pub city: String,
    /// The duty officer of her own district, for someone whose 102 is another's.
    pub duty_number: String,
    /// What was agreed with them.
    pub agreed: Agreed,
    /// A sentence that says nothing to anyone else; empty if none was agreed.
    pub harmless: String,
    /// Whether they were asked to tell nobody where she is.
    pub warned: bool,
}

/// Someone who gets the alert. The key that is shared with them never crosses.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Contact {
    /// Its name in data.
    pub id: Id,
    /// What she says of them.
    pub said: ContactSaid,
    /// Whether a key is shared, face to face.
    pub paired: bool,
    /// What looks wrong and may be right: keys of the catalogue.
    pub doubts: Vec<String>,
}

/// What happened, as the shell reports it. Whose order it is shows the session beside it.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Event {
    /// Time has passed.
    Tick,
    /// She held the button again.
    Press,
    /// The phone found out where it is.
    Located {
        /// Where.
        fix: Fix,
    },
    /// What the radio says of a message that was handed to it.
    Radio {
        /// Of [`Effect::SendSms`].
        send: u32,
        /// How it went.
        result: RadioResult,
    },
    /// The network says that a message arrived.
    Delivered {
        /// Of [`Effect::SendSms`].
        send: u32,
    },
    /// The message sheet was closed, or she said by hand whether she sent it.
    SheetClosed {
        /// Of [`Effect::OpenSheet`].
        send: u32,
        /// Whether it was sent; none if nobody knows.
        went_out: Option<bool>,
    },
    /// A message came in.
    Received {
        /// The sender's number as the network gives it.
        from: String,
        /// The text.
        text: String,
    },
    /// She says by hand that a contact has answered.
    Answered {
        /// Who.
        contact: Id,
    },
    /// She wants to send her place once more.
    SendUpdate,
    /// Stop before anything went out, or hide the screen.
    Cancel,
    /// Help is no longer needed.
    Safe,
}

/// What the shell is to do, in this order.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Effect {
    /// Hand a message to the radio.
    SendSms {
        /// Names it in later events.
        send: u32,
        /// To whom.
        contact: Id,
        /// Their number.
        number: String,
        /// One segment.
        text: String,
        /// Which SIM card, from 0.
        sim: u8,
    },
    /// Open the message sheet, filled in.
    OpenSheet {
        /// Names it in later events.
        send: u32,
        /// All recipients.
        numbers: Vec<String>,
        /// The text.
        text: String,
    },
    /// Report [`Event::Tick`] then at the latest.
    WakeAt {
        /// On the clock that can't be set.
        at: Uptime,
    },
    /// Find out where the phone is, and go on doing so.
    AskLocation,
    /// No longer.
    StopLocation,
    /// Offer to dial these. Never dialled without her.
    OfferDial {
        /// The first one first.
        numbers: Vec<String>,
    },
    /// Tell her on her own phone, in neutral words: their key in the catalogue.
    Notify {
        /// `notice-due-soon` or `notice-due`.
        key: String,
    },
    /// Show this.
    Show {
        /// What.
        screen: Screen,
    },
}

/// What follows from a step.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Outcome {
    /// What the shell is to do, in this order.
    pub effects: Vec<Effect>,
    /// Whether what was decided is saved. If not, a kill loses it.
    pub saved: bool,
}

/// Numbers that are always there, two taps from the locked screen.
#[uniffi::export]
pub fn emergency_numbers() -> Vec<String> {
    owned(&pana_core::alert::EMERGENCY_NUMBERS)
}

/// What a safe place can be, whose words are under `safe-place-`.
#[uniffi::export]
pub fn safe_place_sorts() -> Vec<String> {
    owned(&pana_core::alert::PLACE_SORTS)
}

/// What Android can do that may send and receive messages.
#[uniffi::export]
pub fn android_abilities() -> Abilities {
    Abilities::ANDROID
}

/// What Android can do without that permission.
#[uniffi::export]
pub fn android_store_abilities() -> Abilities {
    Abilities::ANDROID_STORE
}

/// What iOS can do.
#[uniffi::export]
pub fn ios_abilities() -> Abilities {
    Abilities::IOS
}

/// How far a run is, in words.
#[uniffi::export]
pub fn phase_text(phase: Phase, language: Language) -> String {
    quiet(|| phase.text(language))
}

/// What is known of one message, in words.
#[uniffi::export]
pub fn part_text(part: PartView, language: Language) -> String {
    quiet(|| part.text(language))
}

/// What happens next, in words.
#[uniffi::export]
pub fn next_text(next: Next, language: Language) -> String {
    quiet(|| next.text(language))
}

/// What to do on reading a message, as keys of the catalogue, the most urgent first.
#[uniffi::export]
pub fn reading_advice(reading: &Reading, now: WallMoment) -> Result<Vec<String>, PanaError> {
    Ok(owned(&reading.advice(now)))
}

impl From<pana_core::alert::Contact> for Contact {
    fn from(contact: pana_core::alert::Contact) -> Self {
        Self {
            doubts: owned(&contact.doubts()),
            paired: contact.key.is_some(),
            said: ContactSaid {
                name: contact.name,
                number: contact.number,
                tier: contact.tier,
                manner: contact.manner,
                role: contact.role,
                country: contact.country,
                city: contact.city,
                duty_number: contact.duty_number,
                agreed: contact.agreed,
                harmless: contact.harmless,
                warned: contact.warned,
            },
            id: contact.id,
        }
    }
}

impl ContactSaid {
    /// `was` keeps what she does not say: its name in data, and the key.
    pub(crate) fn instead_of(self, was: pana_core::alert::Contact) -> pana_core::alert::Contact {
        pana_core::alert::Contact {
            name: self.name,
            number: self.number,
            tier: self.tier,
            manner: self.manner,
            role: self.role,
            country: self.country,
            city: self.city,
            duty_number: self.duty_number,
            agreed: self.agreed,
            harmless: self.harmless,
            warned: self.warned,
            ..was
        }
    }
}

impl From<Event> for pana_core::alert::Event {
    /// An order counts as nobody's until the phone has looked at the session.
    fn from(event: Event) -> Self {
        let token = false;
        match event {
            Event::Tick => Self::Tick,
            Event::Press => Self::Press,
            Event::Located { fix } => Self::Located(fix),
            Event::Radio { send, result } => Self::Radio { send, result },
            Event::Delivered { send } => Self::Delivered { send },
            Event::SheetClosed { send, went_out } => Self::SheetClosed { send, sent: went_out },
            Event::Received { from, text } => Self::Received { from, text },
            Event::Answered { contact } => Self::Answered { contact, token },
            Event::SendUpdate => Self::SendUpdate { token },
            Event::Cancel => Self::Cancel { token },
            Event::Safe => Self::Safe { token },
        }
    }
}

impl From<pana_core::alert::Outcome> for Outcome {
    fn from(outcome: pana_core::alert::Outcome) -> Self {
        Self { effects: outcome.effects.into_iter().map(Effect::from).collect(), saved: outcome.saved }
    }
}

impl From<pana_core::alert::Effect> for Effect {
    fn from(effect: pana_core::alert::Effect) -> Self {
        use pana_core::alert::{Effect as Done, Notice};
        match effect {
            Done::SendSms { send, contact, number, text, sim } => Self::SendSms { send, contact, number, text, sim },
            Done::OpenSheet { send, numbers, text } => Self::OpenSheet { send, numbers, text },
            Done::WakeAt(at) => Self::WakeAt { at },
            Done::AskLocation => Self::AskLocation,
            Done::StopLocation => Self::StopLocation,
            Done::OfferDial(numbers) => Self::OfferDial { numbers: owned(&numbers) },
            Done::Notify(Notice::DueSoon) => Self::Notify { key: "notice-due-soon".to_owned() },
            Done::Notify(Notice::Due) => Self::Notify { key: "notice-due".to_owned() },
            Done::Show(screen) => Self::Show { screen },
        }
    }
}
