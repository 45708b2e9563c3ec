//! Episodes as pictures: acts by week, by hour, numbers over time, and places as a table. They are lines and hatchings, so that a copy in black and white
//! says the same.

use super::layout::{Align, Anchor, Block, Cell, Column, Drawing, Figure, Fill, MEASURE_PT, Table};
use crate::incident::{Amount, Kind, PlaceFigure, STATS_NUMBERS_MAX};
use crate::language::{Arg, Language};
use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks that are drawn, the newest ones: ten years.
pub const WEEKS_DRAWN_MAX: u16 = 530;
/// Kinds of act that have a filling of their own in a picture, those with most acts.
pub const KINDS_DRAWN_MAX: usize = 6;

/// Weeks in one row of columns.
const WEEKS_A_ROW: usize = 53;
const COLUMN_MAX_PT: f32 = 16.0;
const COLUMNS_HEIGHT_PT: f32 = 96.0;
const LABEL_SIZE_PT: f32 = 6.8;
/// Lines that only guide the eye.
const FINE_PT: f32 = 0.25;
/// Left of a picture, for numbers and days.
const SCALE_PT: f32 = 24.0;

const FILLS: [Fill; KINDS_DRAWN_MAX] = [Fill::Solid, Fill::Rising, Fill::Empty, Fill::Crossed, Fill::Level, Fill::Falling];
const FILL_OF_OTHERS: Fill = Fill::Upright;

/// What is drawn. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// Acts by week, the earliest first; weeks without acts may be left out.
    pub weeks: Vec<Week>,
    /// Acts that lie in several weeks, and of which nobody knows how many in each.
    pub week_unknown: Amount,
    /// The day she first said no.
    pub refusal: Option<Date>,
    /// When orders against him held.
    pub orders: Vec<Days>,
    /// Monday to Sunday, and in each day from midnight to 23 o'clock.
    pub hours: [[Amount; 24]; 7],
    /// Acts of which only the day is known.
    pub hour_unknown: Amount,
    /// The [`STATS_NUMBERS_MAX`] numbers with most acts; others are not drawn.
    pub numbers: Vec<NumberUse>,
    /// Kinds of place.
    pub places: Vec<PlaceFigure>,
}

/// Acts of one week by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub monday: Date,
    /// Kinds that occur in it, each once.
    pub kinds: Vec<(Kind, Amount)>,
}

/// From a day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last; without one they go on.
    pub to: Option<Date>,
}

/// When a number was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberUse {
    /// Which.
    pub number: String,
    /// Weeks by their first day, the earliest first.
    pub weeks: Vec<(Date, Amount)>,
}

/// The pictures as parts of a story.
pub(super) fn blocks(pictures: &Pictures, language: Language) -> Vec<Block<'static>> {
    let mut blocks = week_figures(pictures, language);
    blocks.extend(hour_figure(pictures, language).map(Block::Figure));
    blocks.extend(number_figure(&pictures.numbers, language).map(Block::Figure));
    blocks.extend(place_table(&pictures.places, language));
    blocks
}

/// The newest weeks alone.
pub(super) fn last_weeks(pictures: &Pictures, language: Language) -> Option<Block<'static>> {
    week_figures(pictures, language).pop()
}

/// An amount in words: `12`, `about 300`, `12 and about 300`.
pub(super) fn amount_words(amount: Amount, language: Language) -> String {
    let (exact, about) = (amount.exact.to_string(), amount.about.to_string());
    match (amount.exact, amount.about) {
        (_, 0) => exact,
        (0, _) => language.text_with("dossier-about", &[("value", Arg::Text(&about))]),
        _ => language.text_with("dossier-amount", &[("exact", Arg::Text(&exact)), ("about", Arg::Text(&about))]),
    }
}

/// A kind as the applicant would name it.
pub(super) fn kind_words(kind: Kind, language: Language) -> String {
    let own = format!("dossier-kind-{}", kind.id());
    if language.has(&own) { language.text(&own) } else { language.text(&format!("kind-{}", kind.id())) }
}

/// A day as dates are written in papers.
pub(super) fn day_words(day: Date, language: Language) -> String {
    match language {
        Language::Kk | Language::Ru => day.strftime("%d.%m.%Y").to_string(),
        Language::En => day.strftime("%-d %b %Y").to_string(),
    }
}

fn week_figures(pictures: &Pictures, language: Language) -> Vec<Block<'static>> {
    let (Some(first), Some(last)) = (pictures.weeks.first(), pictures.weeks.last()) else { return Vec::new() };
    let all = weeks_between(first.monday, last.monday) + 1;
    let back = (0..WEEKS_DRAWN_MAX).map(|back| last.monday.saturating_sub(i64::from(back).weeks()));
    let mut mondays: Vec<Date> = back.take_while(|monday| *monday >= first.monday).collect();
    mondays.reverse();
    let columns = Columns::new(pictures, language);
    let mut blocks: Vec<Block<'static>> = mondays.chunks(WEEKS_A_ROW).map(|mondays| Block::Figure(columns.figure(mondays))).collect();
    if all > mondays.len() {
        let count = [("count", Arg::Number((all - mondays.len()) as u64))];
        blocks.insert(0, Block::Paragraph(super::layout::Paragraph::new(language.text_with("dossier-weeks-left-out", &count))));
    }
    blocks
}

/// What all rows of columns share.
struct Columns<'a> {
    pictures: &'a Pictures,
    language: Language,
    /// Kinds with a filling of their own, most acts first.
    kinds: Vec<Kind>,
    has_others: bool,
    /// The most acts of a week.
    most: u64,
}

impl<'a> Columns<'a> {
    fn new(pictures: &'a Pictures, language: Language) -> Self {
        let mut totals: Vec<(Kind, u64)> = Vec::new();
        for (kind, amount) in pictures.weeks.iter().flat_map(|week| &week.kinds) {
            match totals.iter_mut().find(|(known, _)| known == kind) {
                Some((_, total)) => *total += amount.total(),
                None => totals.push((*kind, amount.total())),
            }
        }
        totals.sort_by_key(|(_, total)| std::cmp::Reverse(*total));
        let kinds: Vec<Kind> = totals.iter().take(KINDS_DRAWN_MAX).map(|(kind, _)| *kind).collect();
        let most = pictures.weeks.iter().map(total).max().unwrap_or_default();
        Self { pictures, language, has_others: totals.len() > kinds.len(), kinds, most: most.max(1) }
    }

    fn figure(&self, mondays: &[Date]) -> Figure {
        let language = self.language;
        let weeks: Vec<(Date, Option<&Week>)> = mondays.iter().map(|monday| (*monday, self.week(*monday))).collect();
        let (from, to) = (mondays[0], mondays[mondays.len() - 1].saturating_add(6.days()));
        let (from, to) = (day_words(from, language), day_words(to, language));
        let acts = weeks.iter().filter_map(|(_, week)| week.map(total)).sum();
        let most = weeks.iter().filter_map(|(monday, week)| week.map(|week| (total(week), *monday))).max_by_key(|(total, _)| *total);
        let (most, monday) = most.unwrap_or((0, mondays[0]));
        let monday = day_words(monday, language);
        let span = [("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
        let counts = [("count", Arg::Number(acts)), ("most", Arg::Number(most)), ("monday", Arg::Text(&monday))];
        let unknown = self.pictures.week_unknown;
        let unknown = (unknown.total() > 0).then(|| {
            let amount = amount_words(unknown, language);
            language.text_with("dossier-weeks-unknown", &[("amount", Arg::Text(&amount))])
        });
        Figure {
            drawing: self.drawing(&weeks),
            alt: language.text_with("dossier-weeks-alt", &[&span[..], &counts].concat()),
            caption: [Some(language.text_with("dossier-weeks", &span)), unknown].into_iter().flatten().collect::<Vec<_>>().join(" "),
        }
    }

    fn week(&self, monday: Date) -> Option<&'a Week> {
        self.pictures.weeks.binary_search_by_key(&monday, |week| week.monday).ok().map(|at| &self.pictures.weeks[at])
    }

    fn drawing(&self, weeks: &[(Date, Option<&Week>)]) -> Drawing {
        const ABOVE_PT: f32 = 30.0;
        let step = ((MEASURE_PT - SCALE_PT) / weeks.len() as f32).min(COLUMN_MAX_PT);
        let right = SCALE_PT + step * weeks.len() as f32;
        let ground = ABOVE_PT + COLUMNS_HEIGHT_PT;
        let mut drawing = Drawing::default();

        for (level, value) in scale(self.most) {
            let y = ground - level * COLUMNS_HEIGHT_PT;
            if value == 0 {
                drawing.line((SCALE_PT, y), (right, y), 0.6);
            } else {
                drawing.dashed_line((SCALE_PT, y), (right, y), FINE_PT);
            }
            drawing.label(value.to_string(), (SCALE_PT - 4.0, y + 2.4), Anchor::End, LABEL_SIZE_PT);
        }
        for (at, (monday, week)) in weeks.iter().enumerate() {
            let x = SCALE_PT + step * at as f32;
            self.column(&mut drawing, *week, x, step, ground);
            let begins_month = monday.day() <= 7;
            if begins_month || at == 0 {
                drawing.line((x, ground), (x, ground + 3.0), 0.4);
            }
            if begins_month && x + 20.0 <= MEASURE_PT {
                drawing.label(monday.strftime("%m.%y").to_string(), (x, ground + 10.0), Anchor::Start, LABEL_SIZE_PT);
            }
        }
        self.milestones(&mut drawing, weeks, step, ground);
        drawing.height_pt = self.legend(&mut drawing, ground + 20.0);
        drawing
    }

    /// One week's acts, kind upon kind.
    fn column(&self, drawing: &mut Drawing, week: Option<&Week>, x: f32, step: f32, ground: f32) {
        let top_of_scale = scale(self.most).last().map_or(self.most, |(_, value)| *value).max(1);
        let height = |acts: u64| acts as f32 / top_of_scale as f32 * COLUMNS_HEIGHT_PT;
        let mut top = ground;
        let mut put = |drawing: &mut Drawing, acts: u64, fill: Fill| {
            if acts > 0 {
                top -= height(acts);
                drawing.area(x + step * 0.12, top, step * 0.76, height(acts), fill);
            }
        };
        let Some(week) = week else { return };
        let acts_of = |kind: Kind| week.kinds.iter().filter(|(of, _)| *of == kind).map(|(_, amount)| amount.total()).sum::<u64>();
        for (kind, fill) in self.kinds.iter().zip(FILLS) {
            put(drawing, acts_of(*kind), fill);
        }
        let own: u64 = self.kinds.iter().map(|kind| acts_of(*kind)).sum();
        put(drawing, total(week) - own, FILL_OF_OTHERS);
    }

    /// Her refusal as an upright line, orders as bars above the columns.
    fn milestones(&self, drawing: &mut Drawing, weeks: &[(Date, Option<&Week>)], step: f32, ground: f32) {
        const ORDER_Y: f32 = 24.0;
        let (Some((first, _)), Some((last, _))) = (weeks.first(), weeks.last()) else { return };
        let end = last.saturating_add(6.days());
        let place = |day: Date| SCALE_PT + step * days_between(*first, day) as f32 / 7.0;
        if let Some(day) = self.pictures.refusal.filter(|day| (*first..=end).contains(day)) {
            let x = place(day);
            drawing.dashed_line((x, 9.0), (x, ground), 0.9);
            let anchor = if x > MEASURE_PT / 2.0 { Anchor::End } else { Anchor::Start };
            let name = format!("{} {}", self.language.text("dossier-week-refusal"), day_words(day, self.language));
            drawing.label(name, (x, 6.5), anchor, LABEL_SIZE_PT);
        }
        let mut is_named = false;
        for order in &self.pictures.orders {
            let (from, to) = (order.from.max(*first), order.to.unwrap_or(end).min(end));
            if from > to {
                continue;
            }
            let (left, right) = (place(from), place(to.saturating_add(1.days())));
            drawing.line((left, ORDER_Y), (right, ORDER_Y), 2.4);
            for x in [left, right] {
                drawing.line((x, ORDER_Y - 3.0), (x, ORDER_Y + 3.0), 0.7);
            }
            if !std::mem::replace(&mut is_named, true) {
                let anchor = if left > MEASURE_PT * 0.7 { Anchor::End } else { Anchor::Start };
                drawing.label(self.language.text("dossier-week-order"), (left, ORDER_Y - 5.5), anchor, LABEL_SIZE_PT);
            }
        }
    }

    /// What the fillings mean, in two columns. Returns where it ends.
    fn legend(&self, drawing: &mut Drawing, top: f32) -> f32 {
        const LINE_PT: f32 = 12.0;
        let own = self.kinds.iter().zip(FILLS).map(|(kind, fill)| (kind_words(*kind, self.language), fill));
        let others = self.has_others.then(|| (self.language.text("dossier-week-others"), FILL_OF_OTHERS));
        let entries: Vec<(String, Fill)> = own.chain(others).collect();
        let lines = entries.len().div_ceil(2);
        for (at, (name, fill)) in entries.into_iter().enumerate() {
            let x = SCALE_PT + (at / lines) as f32 * (MEASURE_PT / 2.0);
            let y = top + (at % lines) as f32 * LINE_PT;
            drawing.area(x, y, 14.0, 8.0, fill);
            drawing.label(name, (x + 19.0, y + 6.8), Anchor::Start, 7.5);
        }
        top + lines as f32 * LINE_PT
    }
}

fn hour_figure(pictures: &Pictures, language: Language) -> Option<Figure> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const TOP_PT: f32 = 14.0;
    const ROW_PT: f32 = 15.0;
    let counts = pictures.hours.map(|day| day.map(Amount::total));
    let places = (0..7).flat_map(|day| (0..24).map(move |hour| (day, hour)));
    let (day, hour) = places.clone().rev().max_by_key(|(day, hour)| counts[*day][*hour])?;
    let most = counts[day][hour];
    if most == 0 {
        return None;
    }
    let name = |day: usize| language.text(&format!("weekday-{}", DAYS[day]));
    let width = (MEASURE_PT - SCALE_PT) / 24.0;
    let mut drawing = Drawing { height_pt: TOP_PT + 7.0 * ROW_PT, ..Drawing::default() };
    for hour in 0..24 {
        drawing.label(hour.to_string(), (SCALE_PT + (hour as f32 + 0.5) * width, TOP_PT - 4.0), Anchor::Middle, LABEL_SIZE_PT);
    }
    for day in 0..7 {
        drawing.label(name(day), (0.0, TOP_PT + (day as f32 + 0.68) * ROW_PT), Anchor::Start, 7.5);
    }
    for (day, hour) in places {
        let (x, y) = (SCALE_PT + hour as f32 * width, TOP_PT + day as f32 * ROW_PT);
        let count = counts[day][hour];
        if count > 0 {
            // The number on it stays readable on the darkest.
            let darkness = (count * 4).div_ceil(most) as u8;
            drawing.area(x, y, width, ROW_PT, Fill::Grey(255 - 26 * darkness));
            let digits = count.to_string();
            let size = (width * 1.5 / digits.len() as f32).min(7.5);
            drawing.label(digits, (x + width / 2.0, y + ROW_PT * 0.68), Anchor::Middle, size);
        }
    }
    for line in 0..=7 {
        let y = TOP_PT + line as f32 * ROW_PT;
        drawing.line((SCALE_PT, y), (MEASURE_PT, y), FINE_PT);
    }
    for line in 0..=24 {
        let x = SCALE_PT + line as f32 * width;
        drawing.line((x, TOP_PT), (x, TOP_PT + 7.0 * ROW_PT), FINE_PT);
    }
    let (day, hour) = (name(day), format!("{hour:02}"));
    let most = [("most", Arg::Number(most)), ("day", Arg::Text(&day)), ("hour", Arg::Text(&hour))];
    let mut caption = language.text("dossier-hours");
    if pictures.hour_unknown.total() > 0 {
        let amount = amount_words(pictures.hour_unknown, language);
        caption.push(' ');
        caption.push_str(&language.text_with("dossier-hours-unknown", &[("amount", Arg::Text(&amount))]));
    }
    Some(Figure { drawing, alt: language.text_with("dossier-hours-alt", &most), caption })
}

fn number_figure(numbers: &[NumberUse], language: Language) -> Option<Figure> {
    const NAME_PT: f32 = 104.0;
    const TOTAL_PT: f32 = 40.0;
    const ROW_PT: f32 = 17.0;
    const TOP_PT: f32 = 4.0;
    let numbers = &numbers[..numbers.len().min(STATS_NUMBERS_MAX)];
    let weeks = || numbers.iter().flat_map(|number| &number.weeks);
    let last = weeks().map(|(monday, _)| *monday).max()?;
    let first = weeks().map(|(monday, _)| *monday).min()?.max(last.saturating_sub((i64::from(WEEKS_DRAWN_MAX) - 1).weeks()));
    let most = weeks().map(|(_, amount)| amount.total()).max()?.max(1);
    let right = MEASURE_PT - TOTAL_PT;
    let step = ((right - NAME_PT) / (weeks_between(first, last) + 1) as f32).min(COLUMN_MAX_PT);
    let ground = TOP_PT + ROW_PT * numbers.len() as f32;
    let place = |monday: Date| NAME_PT + step * weeks_between(first, monday) as f32;
    let mut drawing = Drawing { height_pt: ground + 14.0, ..Drawing::default() };
    for (at, number) in numbers.iter().enumerate() {
        let base = TOP_PT + ROW_PT * (at + 1) as f32 - 3.0;
        drawing.label(short(&number.number), (0.0, base - 1.0), Anchor::Start, 7.5);
        drawing.line((NAME_PT, base), (right, base), FINE_PT);
        for (monday, amount) in number.weeks.iter().filter(|(monday, amount)| *monday >= first && amount.total() > 0) {
            let height = (amount.total() as f32 / most as f32).sqrt() * (ROW_PT - 5.0);
            drawing.area(place(*monday), base - height, (step * 0.8).max(0.6), height, Fill::Solid);
        }
        let total: u64 = number.weeks.iter().map(|(_, amount)| amount.total()).sum();
        drawing.label(total.to_string(), (MEASURE_PT, base - 1.0), Anchor::End, 7.5);
    }
    let (from, to) = (day_words(first, language), day_words(last.saturating_add(6.days()), language));
    drawing.label(from.clone(), (NAME_PT, ground + 10.0), Anchor::Start, LABEL_SIZE_PT);
    drawing.label(to.clone(), (right, ground + 10.0), Anchor::End, LABEL_SIZE_PT);
    let span = [("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
    let alt = [&span[..], &[("count", Arg::Number(numbers.len() as u64))]].concat();
    Some(Figure {
        drawing,
        alt: language.text_with("dossier-numbers-alt", &alt),
        caption: language.text_with("dossier-numbers-used", &span),
    })
}

fn place_table(places: &[PlaceFigure], language: Language) -> Option<Block<'static>> {
    let row = |figure: &PlaceFigure| {
        let place = figure.place.map_or_else(|| language.text("dossier-no-place"), |place| language.text(&format!("place-{place}")));
        vec![Cell::new(place), Cell::new(amount_words(figure.acts, language))]
    };
    let column = |key: &str, share, align| Column { head: language.text(key), share, align };
    let columns = vec![column("dossier-places", 3.0, Align::Left), column("dossier-acts-column", 1.0, Align::Right)];
    Table::new(columns, places.iter().map(row).collect::<Vec<_>>()).map(Block::Table)
}

fn total(week: &Week) -> u64 {
    week.kinds.iter().map(|(_, amount)| amount.total()).sum()
}

/// A number or name that fits before its row.
fn short(number: &str) -> String {
    const SHOWN_MAX_CHARS: usize = 20;
    let end = number.char_indices().nth(SHOWN_MAX_CHARS).map(|(end, _)| end);
    end.map_or_else(|| number.to_owned(), |end| format!("{}…", &number[..end]))
}

/// Round values from 0 to one that is no less than the most, each with its height from 0 to 1.
fn scale(most: u64) -> Vec<(f32, u64)> {
    let step = (0..).flat_map(|power| [1, 2, 5].map(|digit: u64| digit.saturating_mul(10u64.saturating_pow(power))));
    let step = step.into_iter().find(|step| most.div_ceil(*step) <= 4).unwrap_or(u64::MAX);
    let count = most.div_ceil(step).max(1);
    (0..=count).map(|at| (at as f32 / count as f32, at.saturating_mul(step))).collect()
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn weeks_between(from: Date, to: Date) -> usize {
    usize::try_from(days_between(from, to) / 7).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::layout::testing_shapes;
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn exact(acts: u64) -> Amount {
        Amount { exact: acts, about: 0 }
    }

    fn week(monday: &str, kinds: &[(&str, u64)]) -> Week {
        Week { monday: day(monday), kinds: kinds.iter().map(|(kind, acts)| (Kind::from_id(kind).unwrap(), exact(*acts))).collect() }
    }

    fn figures(pictures: &Pictures) -> Vec<Figure> {
        let figure = |block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        };
        blocks(pictures, Language::Ru).into_iter().filter_map(figure).collect()
    }

    #[test]
    fn nothing_gives_no_picture() {
        assert!(blocks(&Pictures::default(), Language::Kk).is_empty());
    }

    #[test]
    fn a_column_is_as_high_as_its_acts() {
        let pictures = Pictures {
            weeks: vec![week("2026-01-05", &[("call", 10), ("msg", 5)]), week("2026-01-19", &[("call", 20)])],
            ..Pictures::default()
        };
        let [figure] = &figures(&pictures)[..] else { panic!() };
        let columns = testing_shapes::areas(&figure.drawing, |area| area.y + area.height <= 30.0 + COLUMNS_HEIGHT_PT + 0.01);
        let heights: Vec<(Fill, f32)> = columns.iter().map(|(area, fill)| (*fill, area.height / COLUMNS_HEIGHT_PT)).collect();
        assert_eq!(heights, [(Fill::Solid, 0.5), (Fill::Rising, 0.25), (Fill::Solid, 1.0)]);
        // The week between has a place of its own.
        assert!((columns[2].0.x - columns[0].0.x - 2.0 * COLUMN_MAX_PT).abs() < 0.01);
        assert!(figure.alt.contains("35") && figure.alt.contains("19.01.2026"), "{}", figure.alt);
    }

    #[test]
    fn rare_kinds_share_a_filling() {
        let kinds = ["call", "msg", "visit", "follow", "threat", "gift", "dox", "bully"];
        let counted: Vec<(&str, u64)> = kinds.iter().zip([9, 8, 7, 6, 5, 4, 3, 2]).map(|(kind, acts)| (*kind, acts)).collect();
        let pictures = Pictures { weeks: vec![week("2026-01-05", &counted)], ..Pictures::default() };
        let [figure] = &figures(&pictures)[..] else { panic!() };
        let others = testing_shapes::areas(&figure.drawing, |area| area.x < 100.0 && area.width < 13.0);
        assert_eq!(others.len(), KINDS_DRAWN_MAX + 1);
        assert_eq!(others.last().unwrap().1, FILL_OF_OTHERS);
        // Three and two acts, beside nine.
        assert!((others[KINDS_DRAWN_MAX].0.height / others[0].0.height - 5.0 / 9.0).abs() < 0.01);
    }

    #[test]
    fn many_years_are_rows_of_columns_and_the_earliest_are_left_out() {
        let pictures =
            Pictures { weeks: vec![week("2005-01-03", &[("call", 1)]), week("2026-01-05", &[("call", 1)])], ..Pictures::default() };
        assert_eq!(figures(&pictures).len(), usize::from(WEEKS_DRAWN_MAX) / WEEKS_A_ROW);
        let Block::Paragraph(paragraph) = &blocks(&pictures, Language::Ru)[0] else { panic!() };
        assert_eq!(paragraph.spans[0].text, format!("Более ранние недели не нарисованы: {}.", 1_097 - u32::from(WEEKS_DRAWN_MAX)));
    }

    #[test]
    fn the_darkest_hour_is_named() {
        let mut pictures = Pictures { hour_unknown: Amount { exact: 2, about: 30 }, ..Pictures::default() };
        pictures.hours[4][23] = exact(12);
        pictures.hours[0][7] = exact(3);
        let [figure] = &figures(&pictures)[..] else { panic!() };
        assert!(figure.alt.contains("12, Пт, 23:00–23:59"), "{}", figure.alt);
        assert!(figure.caption.ends_with("Без известного часа: 2 и около 30."), "{}", figure.caption);
        let greys = testing_shapes::areas(&figure.drawing, |_| true).into_iter().filter_map(|(_, fill)| match fill {
            Fill::Grey(grey) => Some(grey),
            _ => None,
        });
        assert_eq!(greys.collect::<Vec<_>>(), [255 - 26, 255 - 4 * 26]);
    }

    #[test]
    fn a_number_has_a_row_and_no_more_than_the_first_are_drawn() {
        let used = |number: usize| NumberUse { number: format!("+7701000{number:04}"), weeks: vec![(day("2026-01-05"), exact(4))] };
        let pictures = Pictures { numbers: (0..30).map(used).collect(), ..Pictures::default() };
        let [figure] = &figures(&pictures)[..] else { panic!() };
        assert_eq!(testing_shapes::areas(&figure.drawing, |_| true).len(), STATS_NUMBERS_MAX);
    }

    #[test]
    fn a_scale_reaches_the_most_in_few_round_steps() {
        for most in [0, 1, 3, 4, 7, 12, 99, 100, 101, 4_321, 1_000_000, u64::MAX] {
            let scale = scale(most);
            assert!(scale.len() <= 6 && scale.last().unwrap().1 >= most && scale[0] == (0.0, 0), "{most}: {scale:?}");
        }
    }
}
