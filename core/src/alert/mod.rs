//! Calling for help: who is told, what the messages say, how they travel, and what is known of each.
//!
//! Nothing here acts. [`Run`] is a pure state machine: events in, effects out; the shell carries the effects out and reports back.

mod code;
mod contact;
mod deadline;
mod ladder;
mod message;
mod name;
mod read;
mod sms;

pub use code::{CODE_CHARS, Covered, message_code, next_number, reply_code};
pub use contact::{Agreed, CONTACTS_MAX, Contact, EMERGENCY_NUMBERS, Kit, TIERS_MAX};
pub use ladder::{
    Abilities, COUNTDOWN_S, ContactView, DELAY_S, Effect, Event, Next, PartView, Phase, RETRIES_S, RadioResult, Run, RunView, Screen,
    TIER_WAIT_S, UPDATE_GAP_S, UPDATE_MOVED_M, UPDATE_S, UPDATES_MAX,
};
pub use message::{FIX_MAX_AGE_MIN, Fix, Manner, Message, MessageType};
pub use name::latin_name;
pub use read::{GRACE_MIN, READ_MAX_BYTES, Reading, Sender, Shared, read_message};
pub use sms::{Encoding, Segment, segments, sms_units};
