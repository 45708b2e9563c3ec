//! What she set about reminders, and how long trips stand.

use super::{RouteBook, entry::invalid};
use crate::Moment;
use crate::incident::LogError;
use crate::route::habit::Trip;
use crate::route::remind::{Decision, EXPECTED_WITHIN_DAYS, Evening, FOLLOWING_KINDS, Quiet, REMINDER_HOUR, may_be_followed};
use crate::vault::keep;
use crate::vault::said;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Trips and draws stand for so many days unless she says otherwise: half a year tells a habit, more only tells who reads it.
pub const TRIPS_KEPT_DAYS: u32 = 180;
/// The most she can say.
pub const TRIPS_KEPT_DAYS_MAX: u32 = 3_660;

/// Row of `keep` with the settings.
pub(super) const SETTINGS: &str = "route-settings";

/// What she set about her ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// No reminders.
    pub muted: bool,
    /// No reminders on days before this one: she is away.
    pub paused_until: Option<Date>,
    /// A child uses it: the approved route and company, and nothing is drawn.
    pub child: bool,
    /// How long trips and draws stand, in days.
    pub kept_days: u32,
    /// When she was last reminded.
    pub reminded: Option<Moment>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { muted: false, paused_until: None, child: false, kept_days: TRIPS_KEPT_DAYS, reminded: None }
    }
}

impl Settings {
    /// An evening on which she is at rest and nobody is near.
    fn evening<'a>(&self, trips: &'a [Trip], now: Moment) -> Evening<'a> {
        Evening {
            now,
            trips,
            last: self.reminded,
            muted: self.muted,
            paused_until: self.paused_until.and_then(|day| Moment::from_wall(day.at(0, 0, 0, 0), now.offset_min()).ok()),
            moving: false,
            following: false,
        }
    }

    fn decide(&self, evening: Evening<'_>) -> Decision {
        match evening.decide() {
            Decision::Remind { .. } if self.child => Decision::Nothing(Quiet::Child),
            decision => decision,
        }
    }
}

impl RouteBook<'_> {
    /// What she set.
    pub fn settings(&mut self) -> Result<Settings, LogError> {
        let kept = keep::get_all(self.session.db(), SETTINGS)?;
        Ok(if kept.is_empty() { Settings::default() } else { said::read(&kept)? })
    }

    /// Sets it. Trips that are to stand no day, or more than [`TRIPS_KEPT_DAYS_MAX`], are refused (`route-kept-days`).
    pub fn set(&mut self, settings: &Settings) -> Result<(), LogError> {
        if !(1..=TRIPS_KEPT_DAYS_MAX).contains(&settings.kept_days) {
            return Err(invalid("kept-days", "route-kept-days"));
        }
        self.change(|tx| Ok(keep::put(tx, SETTINGS, said::json(settings).as_bytes())?))
    }

    /// Whether there is a reminder this evening, and when. `alert_runs` is whether an alert does.
    pub fn reminder(&mut self, moving: bool, alert_runs: bool, now: Moment) -> Result<Decision, LogError> {
        let settings = self.settings()?;
        let trips = self.numbered()?.trips();
        let newest = self.session.log().newest_of(&FOLLOWING_KINDS)?;
        let following = may_be_followed(alert_runs, newest, now);
        Ok(settings.decide(Evening { moving, following, ..settings.evening(&trips, now) }))
    }

    /// When she is to be reminded on the evenings after this one, as far as her trips tell by now; oldest first, none further ahead than
    /// [`EXPECTED_WITHIN_DAYS`]. For a shell that can't ask on those days, since she may not unlock on them: it can hand these to the system.
    pub fn reminders_ahead(&mut self, now: Moment) -> Result<Vec<Moment>, LogError> {
        let settings = self.settings()?;
        let trips = self.numbered()?.trips();
        let mut ahead = Vec::new();
        for days in 1..=EXPECTED_WITHIN_DAYS {
            // Days that no calendar holds any more.
            let Ok(day) = now.wall().date().checked_add(days.days()) else { break };
            let Ok(evening) = Moment::from_wall(day.at(REMINDER_HOUR, 0, 0, 0), now.offset_min()) else { break };
            if let Decision::Remind { at, .. } = settings.decide(settings.evening(&trips, evening)) {
                ahead.push(at);
            }
        }
        Ok(ahead)
    }

    /// Notes that she was reminded: there is no other reminder on that day.
    pub fn was_reminded(&mut self, now: Moment) -> Result<(), LogError> {
        let settings = self.settings()?;
        self.set(&Settings { reminded: Some(now), ..settings })
    }
}
