//! Figures over the log: how many acts, when, where, from which numbers, and how they stand to the law, her refusal and the measures taken. One pass over the
//! tables, in memory that does not grow with them.

mod drawn;
pub(super) mod pack;
mod tally;
#[cfg(test)]
mod tests;

pub(crate) use self::drawn::{Counted, Drawn};
use self::tally::{NUMBERS_TOLD_APART_MAX, Number, Of, Tally, When};
use super::filter::{Checked, FIRST_NUMBER, Filter, NUMBER_COUNT, PLACE_KIND};
use super::people::refusals;
use super::{Kind, Log, LogError, Measure, Precision, Said, Sort, row, whose};
use crate::Moment;
use crate::vault::VaultError;
use jiff::civil::Date;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

/// Numbers that are named in the figures, those with most acts; the rest are counted.
pub const STATS_NUMBERS_MAX: usize = 20;

/// How many acts.
///
/// An imported act counts at its own time. An incident written by hand counts its number of acts at its start. What does not surely belong where it is counted
/// stands apart in `about`: a number given as "about" everywhere, and in figures over time also acts that are spread over more than the figure covers, or whose
/// time is only roughly known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// Acts that were counted and surely belong here.
    pub exact: u64,
    /// Acts beyond those, roughly.
    pub about: u64,
}

/// What divides acts into before, after and within. It stands elsewhere than the acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milestones {
    /// When she said no. The first counts.
    pub refusals: Vec<Moment>,
    /// When each measure against him held.
    pub measures: Vec<Span>,
}

/// From a moment up to, and without, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Its beginning.
    pub from: Moment,
    /// Its end; without one it goes on.
    pub to: Option<Moment>,
}

impl Span {
    /// A measure holds to the end of its last second.
    fn of(measure: &Measure) -> Self {
        let after = |last: Moment| Moment::new(last.utc_ms() + 1_000, last.offset_min()).unwrap_or(last);
        Self { from: measure.from, to: measure.to.map(after) }
    }
}

/// The figures. Withdrawn incidents are not in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Incidents; an import is one for each kind of act.
    pub incidents: u64,
    /// The acts they stand for.
    pub acts: Amount,
    /// When the first act began.
    pub first: Option<Moment>,
    /// When the last one began.
    pub last: Option<Moment>,
    /// Every ISO week from the first act to the last, by the date that the clock on the wall showed; weeks without acts too.
    pub weeks: Vec<WeekFigure>,
    /// Kinds that occur, most acts first.
    pub kinds: Vec<KindFigure>,
    /// Which numbers.
    pub numbers: NumberFigures,
    /// Monday to Sunday, and in each day from midnight to 23 o'clock.
    pub hours: [[Amount; 24]; 7],
    /// Acts of which only the day is known.
    pub hour_unknown: Amount,
    /// Kinds of place that occur, in the order of [`PLACE_KINDS`](super::PLACE_KINDS), and last the acts without a place.
    pub places: Vec<PlaceFigure>,
    /// The spans of [`Law::bands`](crate::law::Law::bands), all of them, in their order.
    pub bands: Vec<BandFigure>,
    /// How it was before and after she said no, if she did.
    pub refusal: Option<RefusalFigure>,
    /// How it was while each measure held, in the order they were given.
    pub measures: Vec<MeasureFigure>,
}

/// Acts of one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WeekFigure {
    /// Its first day.
    pub monday: Date,
    /// How many.
    #[serde(flatten)]
    pub acts: Amount,
}

/// Acts of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KindFigure {
    /// Which.
    pub kind: Kind,
    /// In how many incidents.
    pub incidents: u64,
    /// How many.
    #[serde(flatten)]
    pub acts: Amount,
}

/// Acts by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NumberFigures {
    /// The [`STATS_NUMBERS_MAX`] numbers with most acts.
    pub top: Vec<NumberFigure>,
    /// How many other numbers there are; `None` if they are too many to be told apart.
    pub others: Option<u64>,
    /// Acts from those.
    pub of_others: Amount,
    /// Acts of incidents with several numbers: which came from which is not written.
    pub of_several: Amount,
    /// Acts without a number, or with one that was withheld.
    pub of_none: Amount,
}

/// Acts from one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberFigure {
    /// Which.
    pub number: String,
    /// How many.
    #[serde(flatten)]
    pub acts: Amount,
}

/// Acts in one kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceFigure {
    /// One of [`PLACE_KINDS`](super::PLACE_KINDS); `None` if no place was said.
    pub place: Option<&'static str>,
    /// How many.
    #[serde(flatten)]
    pub acts: Amount,
}

/// Acts in one state of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BandFigure {
    /// The id of the [`Band`](crate::law::Band).
    pub band: &'static str,
    /// How many.
    #[serde(flatten)]
    pub acts: Amount,
}

/// Acts before and after she said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RefusalFigure {
    /// When she first did.
    pub at: Moment,
    /// Acts before.
    pub before: Amount,
    /// Acts from then on.
    pub after: Amount,
}

/// Acts while one measure held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureFigure {
    /// When that was.
    #[serde(flatten)]
    pub span: Span,
    /// How many.
    #[serde(flatten)]
    pub acts: Amount,
}

impl Amount {
    /// All of them.
    pub fn total(self) -> u64 {
        self.exact + self.about
    }
}

impl Log<'_> {
    /// What she has written down of her refusals and of the measures against him, without what is withdrawn. A fine is over once it is imposed, and divides nothing.
    pub fn milestones(&self) -> Result<Milestones, LogError> {
        let measures = self.entries(Sort::Measure, false)?.into_iter().filter_map(|entry| match entry.said {
            Said::Measure(measure) if measure.kind != "fine" => Some(Span::of(&measure)),
            _ => None,
        });
        Ok(Milestones { refusals: refusals(self.db)?, measures: measures.collect() })
    }

    /// Counts what the filter lets through. Its days, number and person are compared with each act; its days with the start of an incident written by hand.
    ///
    /// ```no_run
    /// # fn f(session: &mut pana_core::vault::Session) -> Result<(), pana_core::incident::LogError> {
    /// use pana_core::incident::{Filter, Milestones};
    /// let stats = session.log().stats(&Filter::default(), &Milestones::default())?;
    /// println!("{} acts in {} incidents", stats.acts.total(), stats.incidents);
    /// # Ok(())
    /// # }
    /// ```
    pub fn stats(&self, filter: &Filter, milestones: &Milestones) -> Result<Stats, LogError> {
        let filter = filter.checked(self.db)?;
        let mut tally = Tally::new(milestones);
        self.count_by_hand(&filter, &mut tally)?;
        self.count_imported(&filter, &mut tally)?;
        Ok(tally.into_stats())
    }

    /// Makes the figures of large series quick.
    pub(super) fn pack_series(&self) -> Result<(), VaultError> {
        let large = self.series(&Checked::default())?.into_iter().filter(|series| series.acts >= pack::SERIES_MIN_ACTS);
        large.map(|series| series.row).try_for_each(|row| pack::pack(self.db, row))
    }

    fn count_by_hand(&self, filter: &Checked, tally: &mut Tally) -> Result<(), VaultError> {
        let (conditions, values) = filter.timeless();
        let sql = format!(
            "SELECT at_ms, at_offset, until_ms, until_offset, precision, kind, count_acts, count_exact, {PLACE_KIND}, {NUMBER_COUNT}, {FIRST_NUMBER},
                row{}
            FROM incident WHERE hidden = 0 AND acts = 0{conditions}",
            columns_for(filter)
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let at = row::moment(row, 0)?;
            let is_meant = filter.has(at.wall_ms())
                && filter.whose.as_ref().map_or(Ok(true), |whose| whose.is_behind(self.db, row.get(11)?, row, 12))?;
            if !is_meant {
                continue;
            }
            let until = row.get::<_, Option<i64>>(2)?.map(|_| row::moment(row, 2)).transpose()?;
            let acts = row.get::<_, Option<u32>>(6)?.unwrap_or(1);
            let when = When::new(at, until, row::parsed(row, 4, Precision::from_id)?, acts);
            let is_counted = row.get::<_, Option<bool>>(7)?.unwrap_or(true);
            let number = match row.get::<_, Option<i64>>(9)? {
                None | Some(0) => Number::None,
                Some(1) => Number::One(row.get_ref(10)?.as_str().map_err(rusqlite::Error::from)?),
                Some(_) => Number::OneOfSeveral,
            };
            let of = of(row, 5, 8)?;
            tally.incident(of);
            tally.by_hand(of, number, &when, acts.into(), is_counted);
        }
        Ok(())
    }

    /// An import counts as an incident if any of its acts does.
    fn count_imported(&self, filter: &Checked, tally: &mut Tally) -> Result<(), VaultError> {
        for series in self.series(filter)? {
            // What can't be packed, as on a disk that is full, is counted in its rows.
            let is_packed = series.acts >= pack::SERIES_MIN_ACTS && pack::pack(self.db, series.row).is_ok();
            let counted = if is_packed { self.count_packed(&series, filter, tally)? } else { self.count_rows(&series, filter, tally)? };
            if counted {
                tally.incident(series.of);
            }
        }
        Ok(())
    }

    /// Counts the acts of a series in its rows; whether there were any.
    fn count_rows(&self, series: &Series, filter: &Checked, tally: &mut Tally) -> Result<bool, VaultError> {
        let (conditions, mut values) = filter.of_acts();
        values.insert(0, series.row.into());
        let sql = format!("SELECT utc_ms, offset_min, number FROM act WHERE series = ? AND lifted IS NULL{conditions}");
        let mut select = self.db.prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(values))?;
        let mut counted = false;
        while let Some(row) = rows.next()? {
            let at = row::moment(row, 0)?;
            let number = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            if filter.has(at.wall_ms()) && filter.has_number(number, series.is_of_person) {
                counted = true;
                tally.imported(series.of, at);
                tally.numbered(number, 1);
            }
        }
        Ok(counted)
    }

    /// The same, of a series that is packed.
    fn count_packed(&self, series: &Series, filter: &Checked, tally: &mut Tally) -> Result<bool, VaultError> {
        let mut counted = false;
        pack::for_each_part(self.db, series.row, |part| {
            let is_meant: Vec<bool> = part.numbers.iter().map(|number| filter.has_number(number, series.is_of_person)).collect();
            let mut by_number = vec![0; part.numbers.len()];
            for act in part.acts() {
                let (at, number) = act.ok_or_else(row::damaged)?;
                if is_meant[number] && filter.has(at.wall_ms()) {
                    tally.imported(series.of, at);
                    by_number[number] += 1;
                }
            }
            for (number, acts) in part.numbers.iter().zip(by_number).filter(|(_, acts)| *acts > 0) {
                counted = true;
                tally.numbered(number, acts);
            }
            Ok(())
        })?;
        Ok(counted)
    }

    /// The series that may hold acts that are meant.
    fn series(&self, filter: &Checked) -> Result<Vec<Series>, VaultError> {
        let (conditions, values) = filter.for_any_number().timeless();
        let columns = columns_for(filter);
        let sql =
            format!("SELECT row, acts, kind, {PLACE_KIND}{columns} FROM incident WHERE hidden = 0 AND acts > 0{conditions} ORDER BY row");
        let mut select = self.db.prepare_cached(&sql)?;
        let series = select.query_map(params_from_iter(values), |row| {
            let is_of_person = match &filter.whose {
                Some(whose) => whose.is_behind_all(&row::parsed_json(row, 4)?, &row::parsed_json(row, 5)?),
                None => false,
            };
            Ok(Series { row: row.get(0)?, acts: row.get::<_, i64>(1)?.cast_unsigned(), of: of(row, 2, 3)?, is_of_person })
        })?;
        Ok(series.collect::<Result<_, _>>()?)
    }
}

/// An import's incident.
struct Series {
    row: i64,
    acts: u64,
    of: Of,
    /// Whether the person whose acts are meant is behind all of them, from whatever number they came.
    is_of_person: bool,
}

/// What else is selected of incidents if it matters whose they are; the index for figures has none of it.
fn columns_for(filter: &Checked) -> String {
    if filter.whose.is_some() { format!(", {}", whose::COLUMNS) } else { String::new() }
}

/// What acts are of, by the columns of the kind and of the kind of place.
fn of(row: &Row<'_>, kind: usize, place: usize) -> rusqlite::Result<Of> {
    let place = row.get_ref(place)?.as_str_or_null()?;
    Ok(Of::new(row::parsed(row, kind, Kind::from_id)?, place))
}
