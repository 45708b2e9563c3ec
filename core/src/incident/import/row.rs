//! One row of an export, whatever the format it was in.

use super::{Options, repair};
use crate::incident::act::{Act, Medium};
use crate::incident::{Channel, Direction, Kind};
use crate::{Moment, Offsets};
use jiff::civil::DateTime;

pub(super) const CALL: Kind = Kind::CALL;
pub(super) const MESSAGE: Kind = Kind::MSG;

/// The longest text of one message; the longest a network carries is shorter.
pub(super) const TEXT_MAX_BYTES: usize = 256 * 1024;
/// Most numbers of one group message; groups of phones are smaller.
pub(super) const GROUP_MAX_NUMBERS: usize = 256;

/// No phone recorded anything before 1990: an older date is that of a clock that was never set.
const DATE_MIN_UTC_MS: i64 = 631_152_000_000;
/// 1 March 2024, 00:00 in the zone of Almaty and Astana, when it went from six hours ahead of UTC to five.
const ONE_ZONE_FROM_UTC_MS: i64 = 1_709_229_600_000;

/// Keys of the reasons for which a row is not taken.
pub(super) mod why {
    pub(in crate::incident::import) const MALFORMED: &str = "row-malformed";
    pub(in crate::incident::import) const TOO_LONG: &str = "row-too-long";
    pub(in crate::incident::import) const ENTITY: &str = "row-unknown-entity";
    pub(in crate::incident::import) const OTHER_KIND: &str = "row-of-other-kind";
    pub(in crate::incident::import) const CUT: &str = "file-cut";
    pub(in crate::incident::import) const NO_DATE: &str = "date-missing";
    pub(in crate::incident::import) const DATE_UNREADABLE: &str = "date-unreadable";
    pub(in crate::incident::import) const DATE_IMPLAUSIBLE: &str = "date-implausible";
    pub(in crate::incident::import) const DATE_WITHOUT_OFFSET: &str = "date-without-offset";
    pub(in crate::incident::import) const NUMBER_TOO_LONG: &str = "number-too-long";
    pub(in crate::incident::import) const GROUP_TOO_LARGE: &str = "group-too-large";
    pub(in crate::incident::import) const TEXT_TOO_LONG: &str = "text-too-long";
    pub(in crate::incident::import) const CAME_TWICE: &str = "time-came-twice";
    pub(in crate::incident::import) const ZONE_UNKNOWN: &str = "zone-unknown-then";
    pub(in crate::incident::import) const MEDIUM_MISSING: &str = "medium-missing";
    pub(in crate::incident::import) const MEDIUM_DAMAGED: &str = "medium-damaged";
    pub(in crate::incident::import) const MEDIUM_EXPANDS: &str = "archive-expands";
}

/// A call or message with one number or, in a group, with several.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) at: Moment,
    /// At least one, each once; empty if withheld.
    pub(super) numbers: Vec<String>,
    /// Which of them sent it, where the file says so.
    pub(super) sender: Option<String>,
    /// The name in the phone's contacts; never that of a group.
    pub(super) name: Option<String>,
    pub(super) direction: Direction,
    pub(super) seconds: Option<u32>,
    pub(super) text: String,
    pub(super) channel: Channel,
    /// Who wrote or called, in a chat: by this rows are chosen there, her own too. Elsewhere they are chosen by their numbers.
    pub(super) author: Option<String>,
    /// Whether the author is the one whose export it is.
    pub(super) own: bool,
    /// What tells the message from every other of its channel, if the file numbers its messages.
    pub(super) key: Option<i64>,
    /// Whether its clock shows no more than minutes, so that two rows alike may be two acts.
    pub(super) coarse: bool,
    pub(super) media: Vec<Medium>,
}

impl Row {
    /// By what it is chosen: its author in a chat, elsewhere its numbers.
    pub(super) fn whose(&self) -> &[String] {
        self.author.as_ref().map_or(&self.numbers, std::slice::from_ref)
    }

    /// A row by telephone of which no more is known.
    pub(super) fn new(kind: Kind, at: Moment, numbers: Vec<String>) -> Self {
        Self {
            kind,
            at,
            numbers,
            sender: None,
            name: None,
            direction: Direction::Unknown,
            seconds: None,
            text: String::new(),
            channel: Channel::Phone,
            author: None,
            own: false,
            key: None,
            coarse: false,
            media: Vec::new(),
        }
    }

    /// The row as an act of one of its numbers.
    pub(super) fn act(&self, number: &str) -> Act {
        let by_another = self.sender.as_deref().is_some_and(|sender| sender != number);
        // What another member wrote must not stand in her log as this one's words.
        let direction = if by_another { Direction::Unknown } else { self.direction };
        Act {
            direction,
            seconds: self.seconds,
            text: self.text.clone(),
            channel: self.channel,
            key: self.key,
            media: self.media.clone(),
            ..Act::new(self.kind, self.at, number)
        }
    }
}

/// The moment of a row, if a phone can have recorded it.
pub(super) fn moment(utc_ms: i64, offset_min: i16) -> Result<Moment, &'static str> {
    let moment = Moment::new(utc_ms, offset_min).map_err(|_| why::DATE_IMPLAUSIBLE)?;
    (utc_ms >= DATE_MIN_UTC_MS).then_some(moment).ok_or(why::DATE_IMPLAUSIBLE)
}

/// Minutes by which clocks in most of Kazakhstan stood ahead of UTC: six hours, and five since 1 March 2024. The west had five before too, and summer
/// time ended in 2004; both are left out, since an export does not say where the phone was. The instant is exact in any case.
pub(super) fn kazakhstan_offset_min(utc_ms: i64) -> i16 {
    if utc_ms < ONE_ZONE_FROM_UTC_MS { 6 * 60 } else { 5 * 60 }
}

/// The moment of a date on the wall, if she said by how much that stood ahead of UTC.
pub(super) fn moment_of(wall: DateTime, options: &Options) -> Result<Moment, &'static str> {
    let offset_min = match (options.offset_min, options.region) {
        (Some(offset_min), _) => offset_min,
        (None, Some(region)) => match region.offsets(wall) {
            Some(Offsets::One(offset_min)) => offset_min,
            Some(Offsets::Two { .. }) => return Err(why::CAME_TWICE),
            None => return Err(why::ZONE_UNKNOWN),
        },
        (None, None) => return Err(why::DATE_WITHOUT_OFFSET),
    };
    let at = Moment::from_wall(wall, offset_min).map_err(|_| why::DATE_IMPLAUSIBLE)?;
    moment(at.utc_ms(), at.offset_min())
}

/// A text as it was read, without what no text may hold.
pub(super) fn cleaned(text: &str) -> String {
    if text.chars().all(repair::is_allowed) { text.to_owned() } else { text.replace(|c| !repair::is_allowed(c), "\u{fffd}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_changes_with_march_2024() {
        let midnight: Moment = "2024-03-01T00:00+06:00".parse().unwrap();
        assert_eq!(kazakhstan_offset_min(midnight.utc_ms()), 300);
        assert_eq!(kazakhstan_offset_min(midnight.utc_ms() - 1), 360);
    }

    #[test]
    fn a_time_that_came_twice_is_not_guessed_at() {
        let options = Options { region: Some(crate::Region::Rest), ..Options::default() };
        let at = |wall: &str| moment_of(wall.parse().unwrap(), &options).map(|at| at.to_string());
        assert_eq!(at("2024-02-29T22:59").unwrap(), "2024-02-29T22:59:00+06:00");
        assert_eq!(at("2024-02-29T23:30"), Err(why::CAME_TWICE));
        assert_eq!(at("2024-03-01T00:00").unwrap(), "2024-03-01T00:00:00+05:00");
        assert_eq!(at("2004-03-01T00:00"), Err(why::ZONE_UNKNOWN));
    }

    #[test]
    fn dates_no_phone_recorded_are_implausible() {
        for utc_ms in [0, -1, 1_741_795_500, i64::MIN, i64::MAX, 7_258_118_400_000] {
            assert_eq!(moment(utc_ms, 300), Err(why::DATE_IMPLAUSIBLE));
        }
        assert!(moment(1_741_795_500_000, 300).is_ok());
    }
}
