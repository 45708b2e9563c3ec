//! Adding up.

use super::{
    Amount, BandFigure, KindFigure, MeasureFigure, Milestones, NumberFigure, NumberFigures, PlaceFigure, RefusalFigure, STATS_NUMBERS_MAX,
    Span, Stats, WeekFigure,
};
use crate::Moment;
use crate::incident::{KINDS, Kind, PLACE_KINDS, Precision};
use crate::law::law;
use jiff::ToSpan;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Different numbers that are told apart while counting, so that their names take no more than a few megabytes.
pub(super) const NUMBERS_TOLD_APART_MAX: usize = 100_000;
const MS_PER_HOUR: i64 = 3_600_000;
const MS_PER_DAY: i64 = 86_400_000;
const EPOCH: Date = Date::constant(1970, 1, 1);
/// A Monday before every moment there is, in days from 1970 on.
const FIRST_MONDAY: i64 = -3_654 * 7 - 3;
/// Weeks from then to the last moment there is.
const WEEKS: usize = 15_660;

/// When the acts of an incident were.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    at: Moment,
    /// The earliest and the latest that any of them can have been, if that is known.
    within: Option<(Moment, Moment)>,
    hour_is_known: bool,
}

impl When {
    pub(super) fn new(at: Moment, until: Option<Moment>, precision: Precision, acts: u32) -> Self {
        let within = match precision {
            Precision::Part | Precision::Day | Precision::Month | Precision::Year => {
                Some((precision.start(at), just_before(precision.end(until.unwrap_or(at)))))
            }
            Precision::About => None,
            Precision::Exact if acts == 1 => Some((at, at)),
            // Forty calls without an end began then, and nobody knows when they ended.
            Precision::Exact => until.map(|until| (at, until)),
        };
        Self { at, within, hour_is_known: matches!(precision, Precision::Exact | Precision::About) }
    }

    /// Of one act at its own time.
    pub(super) fn of_act(at: Moment) -> Self {
        Self { at, within: Some((at, at)), hour_is_known: true }
    }

    /// Whether it is known of them that not all have this in common.
    pub(super) fn is_spread<T: PartialEq>(&self, over: impl Fn(Moment) -> T) -> bool {
        self.within.is_some_and(|(first, last)| over(first) != over(last))
    }

    /// When the first of them was.
    pub(super) fn at(&self) -> Moment {
        self.at
    }

    /// Whether all of them surely have in common what is true of the first.
    pub(super) fn is_sure<T: PartialEq>(&self, is: impl Fn(Moment) -> T) -> bool {
        self.within.is_some_and(|(first, last)| is(first) == is(last))
    }
}

/// Hours on the clock on the wall.
fn hour(at: Moment) -> i64 {
    at.wall_ms().div_euclid(MS_PER_HOUR)
}

/// Days on the calendar beside it.
fn day(at: Moment) -> i64 {
    at.wall_ms().div_euclid(MS_PER_DAY)
}

/// From [`FIRST_MONDAY`] on.
pub(super) fn week(at: Moment) -> usize {
    usize::try_from((day(at) - FIRST_MONDAY) / 7).unwrap_or(0)
}

/// Where a number stands in a round of so many.
fn place_of(number: i64, round: i64) -> usize {
    usize::try_from(number.rem_euclid(round)).unwrap_or(0)
}

/// The last millisecond before it.
fn just_before(end: Moment) -> Moment {
    Moment::new(end.utc_ms() - 1, end.offset_min()).unwrap_or(end)
}

/// What an act is of: places in [`KINDS`], and in [`PLACE_KINDS`] or behind them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Of {
    kind: usize,
    place: usize,
}

impl Of {
    pub(super) fn new(kind: Kind, place: Option<&str>) -> Self {
        let of_place = |place: &str| PLACE_KINDS.iter().position(|known| *known == place);
        Self {
            kind: KINDS.iter().position(|known| *known == kind).unwrap_or(0),
            place: place.and_then(of_place).unwrap_or(PLACE_KINDS.len()),
        }
    }
}

/// Which number acts came from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number<'a> {
    None,
    One(&'a str),
    OneOfSeveral,
}

impl Amount {
    pub(super) fn add(&mut self, acts: u64, is_sure: bool) {
        *(if is_sure { &mut self.exact } else { &mut self.about }) += acts;
    }

    fn plus(self, other: Self) -> Self {
        Self { exact: self.exact + other.exact, about: self.about + other.about }
    }
}

/// The figures while they grow.
pub(super) struct Tally {
    incidents: u64,
    acts: Amount,
    span: Option<(Moment, Moment)>,
    weeks: Vec<Amount>,
    kinds: [(u64, Amount); KINDS.len()],
    numbers: Numbers,
    hours: [[Amount; 24]; 7],
    hour_unknown: Amount,
    /// The last is for no place.
    places: [Amount; PLACE_KINDS.len() + 1],
    /// First days of the bands after the first one, as [`day`] counts.
    band_days: Vec<i64>,
    bands: Vec<Amount>,
    refusal: Option<RefusalFigure>,
    measures: Vec<MeasureFigure>,
}

#[derive(Default)]
struct Numbers {
    told_apart: HashMap<String, Amount>,
    /// Of numbers that found no room there.
    beyond: Amount,
    of_several: Amount,
    of_none: Amount,
}

impl Tally {
    pub(super) fn new(milestones: &Milestones) -> Self {
        let none = Amount::default();
        let refused = milestones.refusals.iter().min_by_key(|at| at.utc_ms());
        Self {
            incidents: 0,
            acts: none,
            span: None,
            weeks: vec![none; WEEKS],
            kinds: [(0, none); KINDS.len()],
            numbers: Numbers::default(),
            hours: [[none; 24]; 7],
            hour_unknown: none,
            places: [none; PLACE_KINDS.len() + 1],
            band_days: law().bands.iter().filter_map(|band| band.from).map(days_since_epoch).collect(),
            bands: vec![none; law().bands.len()],
            refusal: refused.map(|at| RefusalFigure { at: *at, before: none, after: none }),
            measures: milestones.measures.iter().map(|span| MeasureFigure { span: *span, acts: none }).collect(),
        }
    }

    /// Counts an incident whose acts are counted apart.
    pub(super) fn incident(&mut self, of: Of) {
        self.incidents += 1;
        self.kinds[of.kind].0 += 1;
    }

    /// Counts the acts of an incident written by hand.
    pub(super) fn by_hand(&mut self, of: Of, number: Number<'_>, when: &When, acts: u64, is_counted: bool) {
        self.of(of, acts, is_counted);
        match number {
            Number::None => self.numbers.of_none.add(acts, is_counted),
            Number::One(number) => self.numbers.add(number, acts, is_counted),
            Number::OneOfSeveral => self.numbers.of_several.add(acts, is_counted),
        }
        self.time(when, acts, is_counted);
    }

    /// Counts an imported act, but for its number.
    pub(super) fn imported(&mut self, of: Of, at: Moment) {
        self.of(of, 1, true);
        self.time(&When::of_act(at), 1, true);
    }

    /// Counts the number of imported acts; empty if it was withheld.
    pub(super) fn numbered(&mut self, number: &str, acts: u64) {
        match number {
            "" => self.numbers.of_none.add(acts, true),
            number => self.numbers.add(number, acts, true),
        }
    }

    pub(super) fn of(&mut self, of: Of, acts: u64, is_counted: bool) {
        self.acts.add(acts, is_counted);
        self.kinds[of.kind].1.add(acts, is_counted);
        self.places[of.place].add(acts, is_counted);
    }

    pub(super) fn time(&mut self, when: &When, acts: u64, is_counted: bool) {
        let at = when.at;
        let (first, last) = self.span.unwrap_or((at, at));
        self.span = Some((earlier(first, at), later(last, at)));
        if let Some(figure) = self.weeks.get_mut(week(at)) {
            figure.add(acts, is_counted && when.is_sure(week));
        }
        if when.hour_is_known {
            self.hours[place_of(day(at) - FIRST_MONDAY, 7)][place_of(hour(at), 24)].add(acts, is_counted && when.is_sure(hour));
        } else {
            self.hour_unknown.add(acts, is_counted);
        }
        let band = |at: Moment| self.band_days.iter().filter(|first| **first <= day(at)).count();
        let is_sure = is_counted && when.is_sure(band);
        self.bands[band(at)].add(acts, is_sure);
        if let Some(refusal) = &mut self.refusal {
            let refused_ms = refusal.at.utc_ms();
            let is_after = |at: Moment| at.utc_ms() >= refused_ms;
            let side = if is_after(at) { &mut refusal.after } else { &mut refusal.before };
            side.add(acts, is_counted && when.is_sure(is_after));
        }
        for MeasureFigure { span, acts: within } in &mut self.measures {
            if span.side(at) == Side::Within {
                within.add(acts, is_counted && when.is_sure(|at| span.side(at)));
            }
        }
    }

    pub(super) fn into_stats(self) -> Stats {
        let mut kinds: Vec<KindFigure> =
            KINDS.iter().zip(self.kinds).map(|(kind, (incidents, acts))| KindFigure { kind: *kind, incidents, acts }).collect();
        kinds.retain(|figure| figure.incidents > 0);
        kinds.sort_by_key(|figure| Reverse(figure.acts.total()));
        let places = PLACE_KINDS.into_iter().map(Some).chain([None]).zip(self.places);
        let bands = law().bands.iter().zip(self.bands);
        Stats {
            incidents: self.incidents,
            acts: self.acts,
            first: self.span.map(|(first, _)| first),
            last: self.span.map(|(_, last)| last),
            weeks: week_figures(&self.weeks),
            kinds,
            numbers: self.numbers.into_figures(),
            hours: self.hours,
            hour_unknown: self.hour_unknown,
            places: places.filter(|(_, acts)| acts.total() > 0).map(|(place, acts)| PlaceFigure { place, acts }).collect(),
            bands: bands.map(|(band, acts)| BandFigure { band: &band.id, acts }).collect(),
            refusal: self.refusal,
            measures: self.measures,
        }
    }
}

impl Numbers {
    fn add(&mut self, number: &str, acts: u64, is_counted: bool) {
        if let Some(amount) = self.told_apart.get_mut(number) {
            amount.add(acts, is_counted);
        } else if self.told_apart.len() < NUMBERS_TOLD_APART_MAX {
            self.told_apart.entry(number.to_owned()).or_default().add(acts, is_counted);
        } else {
            self.beyond.add(acts, is_counted);
        }
    }

    fn into_figures(self) -> NumberFigures {
        let mut top: Vec<_> = self.told_apart.into_iter().map(|(number, acts)| NumberFigure { number, acts }).collect();
        top.sort_unstable_by(|a, b| b.acts.total().cmp(&a.acts.total()).then_with(|| a.number.cmp(&b.number)));
        let others = top.split_off(top.len().min(STATS_NUMBERS_MAX));
        NumberFigures {
            top,
            others: (self.beyond.total() == 0).then_some(others.len() as u64),
            of_others: others.iter().fold(self.beyond, |sum, figure| sum.plus(figure.acts)),
            of_several: self.of_several,
            of_none: self.of_none,
        }
    }
}

/// Where a moment lies by a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Within,
    After,
}

impl Span {
    fn side(self, at: Moment) -> Side {
        if at.utc_ms() < self.from.utc_ms() {
            Side::Before
        } else if self.to.is_none_or(|to| at.utc_ms() < to.utc_ms()) {
            Side::Within
        } else {
            Side::After
        }
    }
}

/// The first day of a week as [`week`] counts.
pub(super) fn monday(week: usize) -> Date {
    EPOCH.saturating_add((FIRST_MONDAY + 7 * i64::try_from(week).unwrap_or(0)).days())
}

/// From the first week with acts to the last.
fn week_figures(weeks: &[Amount]) -> Vec<WeekFigure> {
    let has_acts = |acts: &Amount| acts.total() > 0;
    let (Some(first), Some(last)) = (weeks.iter().position(has_acts), weeks.iter().rposition(has_acts)) else { return Vec::new() };
    (first..=last).map(|week| WeekFigure { monday: monday(week), acts: weeks[week] }).collect()
}

fn days_since_epoch(day: Date) -> i64 {
    day.duration_since(EPOCH).as_hours() / 24
}

fn earlier(a: Moment, b: Moment) -> Moment {
    if b.utc_ms() < a.utc_ms() { b } else { a }
}

fn later(a: Moment, b: Moment) -> Moment {
    if b.utc_ms() > a.utc_ms() { b } else { a }
}
