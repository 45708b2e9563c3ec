//! The one reminder of a day, the evening before a trip that repeats itself: whether, when and of what.
//!
//! Worked out anew from its arguments each time it is asked, in any order; the thresholds are choices of this project. The shell shows what
//! is decided here, asks again at the moment that was named, and keeps the moment of the last reminder.

use super::habit::{DayClass, Group, Nudge, Trip, groups, joint_streak, newest, nudge, preferred_min};
use super::plan::clock;
use crate::Moment;
use crate::language::{Arg, Language};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// From this hour of the clock on the wall on she may be reminded of tomorrow.
pub const REMINDER_HOUR: i8 = 20;
/// From this hour on she is left in peace.
pub const REMINDER_END_HOUR: i8 = 22;
/// A trip that she made within so many days is expected again.
pub const EXPECTED_WITHIN_DAYS: i64 = 14;
/// For so many hours after an incident of [`FOLLOWING_KINDS`] someone may still be about: then no tip is given, but the alert is offered.
pub const FOLLOWING_HOURS: i64 = 6;
/// Kinds of incidents at which someone was where she was.
pub const FOLLOWING_KINDS: [&str; 2] = ["follow", "loiter"];
/// A last reminder further ahead than this, in days, is of a clock that was wrong, and does not silence the right one.
pub const CLOCK_AHEAD_MAX_DAYS: i32 = 7;

const HOUR_MS: i64 = 3_600_000;

/// What a reminder is decided from.
#[derive(Clone, Copy, Debug)]
pub struct Evening<'a> {
    /// When it is asked.
    pub now: Moment,
    /// Her trips, all of them, in any order.
    pub trips: &'a [Trip],
    /// When she was last reminded; `None` if never.
    pub last: Option<Moment>,
    /// She wants no reminders.
    pub muted: bool,
    /// She wants none until then.
    pub paused_until: Option<Moment>,
    /// She is on the way.
    pub moving: bool,
    /// Someone may be following her now ([`may_be_followed`]).
    pub following: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// No reminder.
    Nothing(Quiet),
    /// A reminder of a trip expected tomorrow.
    Remind {
        /// When: now, or later this evening. If it is later, it is decided then, by asking again; a shell that can't wake then may hand it to
        /// the system at once, as the last reminder.
        at: Moment,
        /// The trip.
        group: Group,
    },
    /// This is no time for tips: the alert is offered where she looks. It neither sounds nor counts as a reminder.
    OfferAlert,
}

/// Why there is no reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quiet {
    /// She wants none.
    Muted,
    /// She wants none this evening.
    Paused,
    /// There was one today.
    RemindedToday,
    /// The evening is over.
    TooLate,
    /// She is on the way: ask again when she is not.
    Moving,
    /// No trip is expected tomorrow.
    NothingTomorrow,
    /// None of those expected repeats itself so much.
    NoHabit,
    /// A child is not asked to vary anything.
    Child,
}

/// Whether someone may be following her now: an alert runs, or an incident of [`FOLLOWING_KINDS`] is less than [`FOLLOWING_HOURS`] away.
pub fn may_be_followed(alert_runs: bool, newest_incident: Option<Moment>, now: Moment) -> bool {
    let near = |at: Moment| now.utc_ms().abs_diff(at.utc_ms()) < (FOLLOWING_HOURS * HOUR_MS).unsigned_abs();
    alert_runs || newest_incident.is_some_and(near)
}

impl Evening<'_> {
    /// At most one reminder in a day of the clock on the wall, between [`REMINDER_HOUR`] and [`REMINDER_END_HOUR`], and none on the way.
    ///
    /// ```
    /// use pana_core::route::{Decision, Evening, Quiet, Trip};
    /// // Five workdays by the same route at the same time.
    /// let trips: Vec<Trip> = (2..=6)
    ///     .map(|day| Trip { from: 1, to: 2, route: 7, left: format!("2026-02-0{day}T08:00+05:00").parse().unwrap() })
    ///     .collect();
    /// let evening = |now: &str| Evening {
    ///     now: now.parse().unwrap(),
    ///     trips: &trips,
    ///     last: None,
    ///     muted: false,
    ///     paused_until: None,
    ///     moving: false,
    ///     following: false,
    /// };
    /// // On Friday nothing, for Saturday; on Sunday at eight, for Monday.
    /// assert_eq!(evening("2026-02-06T20:30+05:00").decide(), Decision::Nothing(Quiet::NothingTomorrow));
    /// let Decision::Remind { at, .. } = evening("2026-02-08T12:00+05:00").decide() else { panic!() };
    /// assert_eq!(at.to_string(), "2026-02-08T20:00:00+05:00");
    /// ```
    pub fn decide(&self) -> Decision {
        if self.following {
            return Decision::OfferAlert;
        }
        self.next().map_or_else(Decision::Nothing, |(at, group)| Decision::Remind { at, group })
    }

    fn next(&self) -> Result<(Moment, Group), Quiet> {
        if self.muted {
            return Err(Quiet::Muted);
        }
        if self.last.is_some_and(|last| self.is_today_or_ahead(last)) {
            return Err(Quiet::RemindedToday);
        }
        let at = self.at()?;
        if self.moving && at == self.now {
            return Err(Quiet::Moving);
        }
        Ok((at, self.group()?))
    }

    /// Ahead is what a clock that has been set back makes of a reminder: its day is not over.
    fn is_today_or_ahead(&self, last: Moment) -> bool {
        let today = self.now.wall().date();
        let ahead_days = (last.wall().date() - today).get_days();
        (0..=CLOCK_AHEAD_MAX_DAYS).contains(&ahead_days)
    }

    /// The first moment of this evening that is left.
    fn at(&self) -> Result<Moment, Quiet> {
        let hour = |hour| Moment::from_wall(self.now.wall().date().at(hour, 0, 0, 0), self.now.offset_min());
        let (Ok(begins), Ok(ends)) = (hour(REMINDER_HOUR), hour(REMINDER_END_HOUR)) else { return Err(Quiet::TooLate) };
        if self.now.utc_ms() >= ends.utc_ms() {
            return Err(Quiet::TooLate);
        }
        let earliest = if self.now.utc_ms() < begins.utc_ms() { begins } else { self.now };
        match self.paused_until {
            Some(until) if until.utc_ms() >= ends.utc_ms() => Err(Quiet::Paused),
            Some(until) if until.utc_ms() > earliest.utc_ms() => Ok(until.at_offset(self.now.offset_min())),
            _ => Ok(earliest),
        }
    }

    /// Of the trips expected tomorrow the one that repeats itself longest, the earlier one of two alike.
    fn group(&self) -> Result<Group, Quiet> {
        let tomorrow = self.now.wall().date().tomorrow().map_err(|_| Quiet::NothingTomorrow)?;
        let days = DayClass::on(tomorrow);
        let is_recent = |trip: &Trip| self.now.utc_ms() - trip.left.utc_ms() <= EXPECTED_WITHIN_DAYS * 24 * HOUR_MS;
        let mut expected = groups(self.trips);
        expected.retain(|group, trips| group.days == days && trips.last().is_some_and(is_recent));
        if expected.is_empty() {
            return Err(Quiet::NothingTomorrow);
        }
        expected.retain(|group, _| nudge(self.trips, *group) == Nudge::Reminder);
        let order = |(group, trips): &(Group, Vec<Trip>)| (Reverse(joint_streak(newest(trips))), preferred_min(trips, *group), *group);
        expected.into_iter().min_by_key(order).map(|(group, _)| group).ok_or(Quiet::NoHabit)
    }
}

impl Decision {
    /// Said to her inside Pana where there is something to say besides the trip itself; the reminder's own words are [`super::hint`] and
    /// [`tomorrow_text`].
    pub fn text(self, language: Language) -> Option<String> {
        match self {
            Self::Nothing(quiet) => Some(quiet.text(language)),
            Self::Remind { .. } => None,
            Self::OfferAlert => Some(language.text("route-offer-alert")),
        }
    }
}

impl Quiet {
    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Muted => "muted",
            Self::Paused => "paused",
            Self::RemindedToday => "reminded-today",
            Self::TooLate => "too-late",
            Self::Moving => "moving",
            Self::NothingTomorrow => "nothing-tomorrow",
            Self::NoHabit => "no-habit",
            Self::Child => "child",
        }
    }

    /// Said to her.
    pub fn text(self, language: Language) -> String {
        language.text(match self {
            Self::Muted => "route-quiet-muted",
            Self::Paused => "route-quiet-paused",
            Self::RemindedToday => "route-quiet-reminded-today",
            Self::TooLate => "route-quiet-too-late",
            Self::Moving => "route-quiet-moving",
            Self::NothingTomorrow => "route-quiet-nothing-tomorrow",
            Self::NoHabit => "route-quiet-no-habit",
            Self::Child => "route-quiet-child",
        })
    }
}

/// All that a locked screen shows of a reminder: nothing of her, of a trip, or of what Pana is.
pub fn lock_screen_text(language: Language) -> String {
    language.text("route-lock-screen")
}

/// What was drawn for tomorrow, shown inside Pana only; `route` is the name of the route.
///
/// ```
/// use pana_core::language::Language;
/// use pana_core::route::tomorrow_text;
/// assert_eq!(tomorrow_text("by the river", 490, Language::En), "Tomorrow: by the river, leave 08:10. Only if nothing speaks against it.");
/// ```
pub fn tomorrow_text(route: &str, leave_min: u16, language: Language) -> String {
    language.text_with("route-tomorrow", &[("route", Arg::Text(route)), ("time", Arg::Text(&clock(leave_min)))])
}

#[cfg(test)]
mod tests;
