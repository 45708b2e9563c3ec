//! Which way single acts went, and by what they came.

use serde::{Deserialize, Serialize};

/// Which way a call or message went, as the phone recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
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

pub(super) const DIRECTIONS: [Direction; 10] = [
    Direction::Incoming,
    Direction::Outgoing,
    Direction::Missed,
    Direction::Voicemail,
    Direction::Rejected,
    Direction::Blocked,
    Direction::AnsweredElsewhere,
    Direction::Draft,
    Direction::Failed,
    Direction::Unknown,
];

impl Direction {
    /// The direction with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        DIRECTIONS.into_iter().find(|direction| direction.id() == id)
    }

    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Outgoing => "outgoing",
            Self::Missed => "missed",
            Self::Voicemail => "voicemail",
            Self::Rejected => "rejected",
            Self::Blocked => "blocked",
            Self::AnsweredElsewhere => "answered-elsewhere",
            Self::Draft => "draft",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// By what an act came. The same words at the same time by two channels are two acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Calls, SMS and MMS.
    #[default]
    Phone,
    /// WhatsApp.
    WhatsApp,
    /// Telegram.
    Telegram,
    /// Something else that the file does not name.
    Other,
}

pub(super) const CHANNELS: [Channel; 4] = [Channel::Phone, Channel::WhatsApp, Channel::Telegram, Channel::Other];

impl Channel {
    /// The channel with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        CHANNELS.into_iter().find(|channel| channel.id() == id)
    }

    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::WhatsApp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parts::json;
    use super::*;

    #[test]
    fn every_direction_and_channel_has_one_name() {
        for direction in DIRECTIONS {
            assert_eq!(Direction::from_id(direction.id()), Some(direction));
            assert_eq!(json(&direction), format!("\"{}\"", direction.id()));
        }
        for channel in CHANNELS {
            assert_eq!(Channel::from_id(channel.id()), Some(channel));
            assert_eq!(json(&channel), format!("\"{}\"", channel.id()));
        }
        assert_eq!((Direction::from_id(""), Channel::from_id("")), (None, None));
    }
}
