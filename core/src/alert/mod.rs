//! Calling for help: who is told, what the messages say, how they travel, and what is known of each.
//!
//! Nothing here acts. [`Run`] is a pure state machine: events in, effects out; the shell carries the effects out and reports back. [`Phone`] keeps it where a
//! locked vault can reach it, [`Book`] is where an unlocked one says who is told.

mod book;
mod code;
mod contact;
mod deadline;
mod drill;
mod ladder;
mod message;
mod name;
mod pair;
mod phone;
mod place;
mod read;
mod sms;

pub(crate) use book::Content as BookContent;
pub use book::{Book, BookError, SenderName};
pub use code::{CODE_CHARS, Covered, message_code, next_number, reply_code};
pub use contact::{Agreed, CONTACT_TEXT_MAX_BYTES, CONTACTS_MAX, Contact, DOUBTS, EMERGENCY_NUMBERS, Kit, TIERS_MAX, Unfit};
pub use drill::{DRILL_GOOD_DAYS, DRILL_KEYS, Finding, PhoneFacts, Standing, Tested, review};
pub use ladder::{
    Abilities, CHECK_IN_MAX_HOURS, COUNTDOWN_S, CheckInError, CheckInView, ContactView, DELAY_S, Effect, Event, GRACE_MIN, Happened, Next,
    Noted, Notice, PartView, Phase, REMIND_MIN, RETRIES_S, RadioResult, Run, RunView, Screen, TIER_WAIT_S, TRAIL_MAX, UPDATE_GAP_S,
    UPDATE_MOVED_M, UPDATE_S, UPDATES_MAX,
};
pub use message::{FIX_MAX_AGE_MIN, Fix, Manner, Message, MessageType};
pub use name::latin_name;
pub use pair::{PairCode, PairError};
pub use phone::{CaptureError, Captures, KitState, Outcome, PAST_MAX, Phone};
pub use place::{PLACE_SORTS, PLACES_MAX, SafePlace};
pub use read::{READ_MAX_BYTES, Reading, Sender, Shared, read_message};
pub use sms::{Encoding, Segment, segments, sms_units};
