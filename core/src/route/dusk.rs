//! When it is dark: civil dusk and dawn, the sun's centre six degrees below the horizon, worked out from place and date alone.
//!
//! The position of the sun is by the SPA algorithm. Hills and clouds make it dark sooner; that is not known here.

use crate::Moment;
use jiff::civil::Date;
use solar_positioning::{Horizon, HorizonState, Location, SolarEvents, delta_t};

/// From midnight on, daylight is known for so many days: a way home may begin on the second and take long.
const DAYS: f64 = 4.0;
/// 1 January 1970, 00:00 UT, as a Julian date.
const UNIX_EPOCH_JD: f64 = 2_440_587.5;
const DAY_MS: f64 = 86_400_000.0;

/// Light and darkness at a place from the midnight a date begins with, for four days.
#[derive(Clone, Debug, PartialEq)]
pub struct Daylight {
    midnight: Moment,
    light_at_midnight: bool,
    /// When light ends or begins, by turns.
    changes: Vec<Moment>,
}

impl Daylight {
    /// The light at a place (degrees north and east) by a clock this many minutes ahead of UTC; `None` where there is no such place or
    /// date.
    ///
    /// ```
    /// use pana_core::route::Daylight;
    /// let almaty = Daylight::at(43.238, 76.945, "2026-02-01".parse().unwrap(), 300).unwrap();
    /// let dusk = almaty.dusk().unwrap();
    /// assert_eq!(dusk.to_string()[..16], *"2026-02-01T17:34");
    /// assert!(almaty.is_light_between("2026-02-01T16:00+05:00".parse()?, "2026-02-01T17:30+05:00".parse()?));
    /// assert!(!almaty.is_light_between("2026-02-01T16:00+05:00".parse()?, "2026-02-01T18:00+05:00".parse()?));
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    pub fn at(lat: f64, lon: f64, date: Date, offset_min: i16) -> Option<Self> {
        let midnight = Moment::from_wall(date.at(0, 0, 0, 0), offset_min).ok()?;
        let start = UNIX_EPOCH_JD + midnight.utc_ms() as f64 / DAY_MS;
        let delta_t_s = delta_t::estimate_from_date(i32::from(date.year()), u32::from(date.month().unsigned_abs())).ok()?;
        let place = Location { latitude: lat, longitude: lon };
        let events = SolarEvents::new().for_interval_from_julian(start, start + DAYS, place, delta_t_s, Horizon::CivilTwilight).ok()?;
        let mut changes: Vec<f64> = events.rises.iter().chain(&events.sets).copied().collect();
        changes.sort_by(f64::total_cmp);
        let light_at_midnight = match events.state_at_start {
            HorizonState::Above => true,
            HorizonState::Below => false,
            // What it becomes: a set at this very point is a change of its own.
            HorizonState::OnHorizon => events.sets.first().is_some_and(|set| changes.first() == Some(set)),
        };
        let moment = |jd: f64| Moment::new(((jd - UNIX_EPOCH_JD) * DAY_MS).round() as i64, offset_min).ok();
        Some(Self { midnight, light_at_midnight, changes: changes.into_iter().map(moment).collect::<Option<_>>()? })
    }

    /// Civil dusk of the first day; `None` if the light does not end on it.
    pub fn dusk(&self) -> Option<Moment> {
        self.first_change(!self.light_at_midnight)
    }

    /// Civil dawn of the first day; `None` if light does not begin on it.
    pub fn dawn(&self) -> Option<Moment> {
        self.first_change(self.light_at_midnight)
    }

    /// Whether it is light all the time between two moments of these days.
    pub fn is_light_between(&self, from: Moment, to: Moment) -> bool {
        let before = self.changes.iter().take_while(|change| change.utc_ms() <= from.utc_ms()).count();
        let changes = self.changes[before..].iter().any(|change| change.utc_ms() <= to.utc_ms());
        self.light_at_midnight == before.is_multiple_of(2) && !changes
    }

    /// The first change of one kind, or from the second change on of the other.
    fn first_change(&self, second: bool) -> Option<Moment> {
        let of_first_day = |change: &&Moment| change.utc_ms() - self.midnight.utc_ms() < DAY_MS as i64;
        self.changes.iter().skip(usize::from(second)).step_by(2).find(of_first_day).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daylight(lat: f64, lon: f64, date: &str, offset_min: i16) -> Daylight {
        Daylight::at(lat, lon, date.parse().unwrap(), offset_min).unwrap()
    }

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn far_north_there_are_days_without_light_and_days_without_dark() {
        let night = daylight(78.22, 15.65, "2026-12-21", 60);
        assert_eq!((night.dawn(), night.dusk()), (None, None));
        assert!(!night.is_light_between(at("2026-12-21T12:00+01:00"), at("2026-12-21T12:05+01:00")));
        let day = daylight(78.22, 15.65, "2026-06-21", 120);
        assert_eq!((day.dawn(), day.dusk()), (None, None));
        assert!(day.is_light_between(at("2026-06-21T00:00+02:00"), at("2026-06-22T23:59+02:00")));
        let pole = daylight(90.0, 0.0, "2026-12-21", 0);
        assert!(!pole.is_light_between(at("2026-12-21T12:00Z"), at("2026-12-21T12:00Z")));
    }

    #[test]
    fn light_that_ends_after_midnight_ends_on_the_next_day() {
        // Helsinki: civil dusk comes after midnight in June.
        let helsinki = daylight(60.17, 24.94, "2026-06-21", 180);
        let dusk = helsinki.dusk().expect("light ends shortly after midnight");
        assert!(dusk.wall().hour() < 3 && helsinki.light_at_midnight, "{dusk}");
        assert!(!helsinki.is_light_between(at("2026-06-21T00:00+03:00"), at("2026-06-21T23:59+03:00")));
    }

    #[test]
    fn a_trip_is_in_the_light_only_if_all_of_it_is() {
        let almaty = daylight(43.238, 76.945, "2026-11-27", 300);
        let (dawn, dusk) = (almaty.dawn().unwrap(), almaty.dusk().unwrap());
        let after = |moment: Moment, seconds: i64| Moment::new(moment.utc_ms() + seconds * 1_000, 300).unwrap();
        assert!(almaty.is_light_between(after(dawn, 1), after(dusk, -1)));
        assert!(!almaty.is_light_between(after(dawn, -1), after(dusk, -1)));
        assert!(!almaty.is_light_between(after(dawn, 1), after(dusk, 1)));
        assert!(!almaty.is_light_between(after(dusk, 1), after(dusk, 3_600)));
        assert!(almaty.is_light_between(after(dawn, 86_400 + 120), after(dusk, 86_400 - 120)), "the second day is known too");
    }

    #[test]
    fn the_sun_has_no_place_that_is_none() {
        for (lat, lon) in [(91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Daylight::at(lat, lon, "2026-06-21".parse().unwrap(), 300), None);
        }
        assert_eq!(Daylight::at(43.0, 77.0, "1850-06-21".parse().unwrap(), 300), None);
    }
}
