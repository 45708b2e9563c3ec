//! Figures that are drawn of chosen incidents: counted as all figures are, from what may be told of each.

use super::tally::{Of, Tally, When, monday, week};
use super::{Amount, BandFigure, Kind, Log, Moment, NUMBERS_TOLD_APART_MAX, PlaceFigure, Precision, STATS_NUMBERS_MAX, pack, row};
use crate::incident::{Count, Id, KINDS};
use crate::vault::VaultError;
use jiff::civil::Date;
use rusqlite::OptionalExtension;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// What may be told of an incident whose acts are counted.
#[derive(Clone, Copy)]
pub(crate) struct Counted<'a> {
    /// The series whose acts are told one by one, with their times; without it the acts are counted together.
    pub(crate) series: Option<&'a Id>,
    /// How many acts it stands for if they are counted together.
    pub(crate) acts: Count,
    pub(crate) kind: Option<Kind>,
    pub(crate) time: Option<(Moment, Option<Moment>, Precision)>,
    pub(crate) place: Option<&'a str>,
    /// Numbers; `None` if they are not told.
    pub(crate) numbers: Option<&'a [String]>,
}

/// The figures while they grow.
pub(crate) struct Drawn {
    tally: Tally,
    /// By week and place in [`KINDS`].
    weeks: BTreeMap<(usize, usize), Amount>,
    week_unknown: Amount,
    numbers: HashMap<String, BTreeMap<usize, Amount>>,
}

/// The figures, as [`Stats`](super::Stats) has them, and over time.
pub(crate) struct DrawnFigures {
    pub(crate) bands: Vec<BandFigure>,
    /// Weeks with acts whose kind is told, the earliest first.
    pub(crate) weeks: Vec<(Date, Vec<(Kind, Amount)>)>,
    /// Acts that are known to lie in several weeks, and of which nobody knows how many in each: they are in no week.
    pub(crate) week_unknown: Amount,
    /// The [`STATS_NUMBERS_MAX`] numbers with most acts, each with its weeks.
    pub(crate) numbers: Vec<(String, Vec<(Date, Amount)>)>,
    pub(crate) hours: [[Amount; 24]; 7],
    pub(crate) hour_unknown: Amount,
    pub(crate) places: Vec<PlaceFigure>,
}

impl Log<'_> {
    /// Counts the acts of one incident.
    pub(crate) fn draw(&self, counted: &Counted<'_>, drawn: &mut Drawn) -> Result<(), VaultError> {
        let Some(series) = counted.series else {
            drawn.together(counted);
            return Ok(());
        };
        self.for_each_act(series, &mut |at, number| {
            let when = When::of_act(at);
            drawn.add(counted, Some(&when), counted.numbers.map(|_| number), 1, true);
        })
    }

    /// Tells time and number of each act that a series counts.
    fn for_each_act(&self, series: &Id, each: &mut dyn FnMut(Moment, &str)) -> Result<(), VaultError> {
        let sql = "SELECT row, acts FROM incident WHERE id = ?";
        let mut select = self.db.prepare_cached(sql)?;
        let found = select.query_row([series.as_str()], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).optional()?;
        let Some((series, acts)) = found else { return Ok(()) };
        if acts.cast_unsigned() >= pack::SERIES_MIN_ACTS && pack::pack(self.db, series).is_ok() {
            return pack::for_each_part(self.db, series, |part| {
                for act in part.acts() {
                    let (at, number) = act.ok_or_else(row::damaged)?;
                    each(at, part.numbers[number]);
                }
                Ok(())
            });
        }
        let sql = "SELECT utc_ms, offset_min, number FROM act WHERE series = ? AND lifted IS NULL";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([series])?;
        while let Some(row) = rows.next()? {
            each(row::moment(row, 0)?, row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
        }
        Ok(())
    }
}

impl Drawn {
    pub(crate) fn new() -> Self {
        Self {
            tally: Tally::new(&super::Milestones::default()),
            weeks: BTreeMap::new(),
            week_unknown: Amount::default(),
            numbers: HashMap::new(),
        }
    }

    fn together(&mut self, counted: &Counted<'_>) {
        let Count { acts, exact } = counted.acts;
        let when = counted.time.map(|(at, until, precision)| When::new(at, until, precision, acts));
        // Of several numbers nobody knows which it was.
        let number = match counted.numbers {
            Some([number]) => Some(number.as_str()),
            _ => None,
        };
        self.add(counted, when.as_ref(), number, acts.into(), exact);
    }

    fn add(&mut self, counted: &Counted<'_>, when: Option<&When>, number: Option<&str>, acts: u64, is_counted: bool) {
        self.tally.of(Of::new(counted.kind.unwrap_or(KINDS[0]), counted.place), acts, is_counted);
        let Some(when) = when else { return };
        self.tally.time(when, acts, is_counted);
        // A year's calls do not belong into the week in which they began.
        if when.is_spread(week) {
            self.week_unknown.add(acts, is_counted);
            return;
        }
        let (week, is_sure) = (week(when.at()), is_counted && when.is_sure(week));
        if let Some(kind) = counted.kind.and_then(|kind| KINDS.iter().position(|known| *known == kind)) {
            self.weeks.entry((week, kind)).or_default().add(acts, is_sure);
        }
        let Some(number) = number.filter(|number| !number.is_empty()) else { return };
        if let Some(weeks) = self.numbers.get_mut(number) {
            weeks.entry(week).or_default().add(acts, is_sure);
        } else if self.numbers.len() < NUMBERS_TOLD_APART_MAX {
            self.numbers.entry(number.to_owned()).or_default().entry(week).or_default().add(acts, is_sure);
        }
    }

    pub(crate) fn into_figures(self) -> DrawnFigures {
        let mut weeks: Vec<(Date, Vec<(Kind, Amount)>)> = Vec::new();
        for ((week, kind), acts) in self.weeks {
            let of_kind = (KINDS[kind], acts);
            match weeks.last_mut() {
                Some((of, kinds)) if *of == monday(week) => kinds.push(of_kind),
                _ => weeks.push((monday(week), vec![of_kind])),
            }
        }
        let mut numbers: Vec<_> = self.numbers.into_iter().collect();
        let total = |weeks: &BTreeMap<usize, Amount>| weeks.values().map(|acts| acts.total()).sum::<u64>();
        numbers.sort_unstable_by(|(a, of_a), (b, of_b)| Reverse(total(of_a)).cmp(&Reverse(total(of_b))).then_with(|| a.cmp(b)));
        numbers.truncate(STATS_NUMBERS_MAX);
        let dated = |weeks: BTreeMap<usize, Amount>| weeks.into_iter().map(|(week, acts)| (monday(week), acts)).collect();
        let stats = self.tally.into_stats();
        DrawnFigures {
            bands: stats.bands,
            weeks,
            week_unknown: self.week_unknown,
            numbers: numbers.into_iter().map(|(number, weeks)| (number, dated(weeks))).collect(),
            hours: stats.hours,
            hour_unknown: stats.hour_unknown,
            places: stats.places,
        }
    }
}
