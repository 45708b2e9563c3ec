//! Single acts as imports hand them to the log.

use super::{Id, Kind, Log, LogError};
use crate::{Moment, Now};

/// Which way a call or message went, as the phone recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// It came in.
    Incoming,
    /// It went out.
    Outgoing,
    /// A call nobody took.
    Missed,
    /// A call that went to voicemail.
    Voicemail,
    /// A call that was declined.
    Rejected,
    /// A call or message the phone blocked.
    Blocked,
    /// A call taken on another device.
    AnsweredElsewhere,
    /// A message that was never sent.
    Draft,
    /// A message that could not be sent.
    Failed,
    /// The file does not say.
    Unknown,
}

/// One call or message with one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    /// Call or message.
    pub(crate) kind: Kind,
    /// When.
    pub(crate) at: Moment,
    /// E.164 where it could be read as such, else as it stands; empty if withheld.
    pub(crate) number: String,
    /// Which way.
    pub(crate) direction: Direction,
    /// How long a call lasted.
    pub(crate) seconds: Option<u32>,
    /// The words of a message.
    pub(crate) text: String,
}

/// Where acts come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImportOrigin<'a> {
    /// The file's own name.
    pub(crate) name: &'a str,
    /// What kind of export it is.
    pub(crate) format: &'static str,
}

/// What the log did with the acts of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Acts that are new.
    pub(crate) added: u64,
    /// Acts it had already.
    pub(crate) known: u64,
    /// The incidents that hold them.
    pub(crate) incidents: Vec<Id>,
}

impl Log<'_> {
    /// Draws batches until there are none.
    pub(crate) fn take_acts(
        &mut self,
        _origin: &ImportOrigin<'_>,
        next: &mut dyn FnMut() -> Result<Option<Vec<Act>>, LogError>,
        _now: Now,
    ) -> Result<Taken, LogError> {
        let mut taken = Taken::default();
        while let Some(acts) = next()? {
            taken.added += acts.len() as u64;
        }
        Ok(taken)
    }
}
