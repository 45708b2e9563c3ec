//! What goes between a run and the shell: what its phone can do, what happened to it, and what it is asked to do.

use super::super::message::Fix;
use super::check_in::Notice;
use crate::Uptime;
use crate::incident::Id;
use serde::{Deserialize, Serialize};

/// What this phone can do. What it can't do is neither tried nor shown as pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "what a phone can do is a list of yes and no")]
pub struct Abilities {
    /// Messages go out without her doing anything, and the radio reports on each.
    pub silent_send: bool,
    /// Received messages reach Pana.
    pub receive: bool,
    /// The network reports what arrived.
    pub delivery_receipts: bool,
    /// The message sheet says whether the message was sent.
    pub sheet_reports: bool,
    /// Pana is woken in the background when it asked for it.
    pub background_wake: bool,
    /// SIM cards that can send.
    pub sims: u8,
}

impl Abilities {
    /// Android with the permission to send and receive.
    pub const ANDROID: Self =
        Self { silent_send: true, receive: true, delivery_receipts: true, sheet_reports: false, background_wake: true, sims: 2 };
    /// Android without it: the messages app opens with everything filled in, and says nothing back.
    pub const ANDROID_STORE: Self =
        Self { silent_send: false, receive: false, delivery_receipts: false, sheet_reports: false, background_wake: true, sims: 0 };
    /// iOS: one message sheet, which says whether she pressed Send.
    pub const IOS: Self =
        Self { silent_send: false, receive: false, delivery_receipts: false, sheet_reports: true, background_wake: false, sims: 0 };
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Time has passed.
    Tick,
    /// She held the button again.
    Press,
    /// The phone found out where it is.
    Located(Fix),
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
        /// Whether it was sent; `None` if nobody knows.
        sent: Option<bool>,
    },
    /// A message came in.
    Received {
        /// The sender's number as the network gives it: can be forged.
        from: String,
        /// The text.
        text: String,
    },
    /// She says by hand that a contact has answered.
    Answered {
        /// Who.
        contact: Id,
        /// Whether the owner's alert token was shown.
        token: bool,
    },
    /// She wants to send her place once more.
    SendUpdate {
        /// Whether the owner's alert token was shown.
        token: bool,
    },
    /// Stop before anything went out, or hide the screen.
    Cancel {
        /// Whether the owner's alert token was shown.
        token: bool,
    },
    /// Help is no longer needed.
    Safe {
        /// Whether the owner's alert token was shown.
        token: bool,
    },
    /// The program was started anew and has read the run back.
    Resumed(Abilities),
}

/// What the radio did with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RadioResult {
    /// It took it. That it arrived is another matter.
    Handed,
    /// There is no network.
    NoService,
    /// The radio is off, as in flight mode.
    RadioOff,
    /// The system lets no more messages out for now.
    LimitExceeded,
    /// Anything else.
    Failed,
}

/// What the shell is to do, in this order, after it has saved the run.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Send [`Event::Tick`] then at the latest.
    WakeAt(Uptime),
    /// Find out where the phone is, and go on doing so.
    AskLocation,
    /// No longer.
    StopLocation,
    /// Offer to dial these. Never dialled without her.
    OfferDial(Vec<&'static str>),
    /// Tell her on her own phone, in neutral words.
    Notify(Notice),
    /// Show this.
    Show(Screen),
}

/// What the screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Dark and silent, until the first message goes out.
    Countdown,
    /// The check-in that runs.
    CheckIn,
    /// The run as [`Run::view`] tells it.
    Running,
    /// What the phone showed before: nothing of an alert.
    Gone,
    /// The run is over.
    Ended,
}

impl Event {
    /// The same with the token that was really shown.
    pub(in super::super) fn with_token(mut self, shown: bool) -> Self {
        match &mut self {
            Self::Answered { token, .. } | Self::SendUpdate { token } | Self::Cancel { token } | Self::Safe { token } => *token = shown,
            Self::Tick
            | Self::Press
            | Self::Located(_)
            | Self::Radio { .. }
            | Self::Delivered { .. }
            | Self::SheetClosed { .. }
            | Self::Received { .. }
            | Self::Resumed(_) => {}
        }
        self
    }
}
