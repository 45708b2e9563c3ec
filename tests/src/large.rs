//! A log as large as one may get: years of incidents, and imports of all calls and messages. Drawn from a seed, so that two of them are alike.

use crate::chance::Chance;
use crate::clock::Clock;
use pana_core::Moment;
use pana_core::incident::import::Choice;
use pana_core::incident::{Count, Draft, KINDS, LogError, PLACE_KINDS, Place, Precision, Who};
use pana_core::vault::Session;
use std::fmt::Write;
use std::io::Cursor;

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Incidents written by hand.
    pub incidents: usize,
    /// Calls and messages in imports.
    pub acts: usize,
}

impl Size {
    /// The largest that Pana promises to be quick with.
    pub const FULL: Self = Self { incidents: 100_000, acts: 1_000_000 };
    /// A hundredth of it.
    pub const SMALL: Self = Self { incidents: 1_000, acts: 10_000 };
}

/// What is in a log that was [filled](fill), to compare with what it says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Incidents written by hand and imports, one for each kind.
    pub incidents: u64,
    /// Acts that were counted: imported ones, and those of incidents with an exact count.
    pub exact: u64,
    /// Acts of incidents whose count is "about".
    pub about: u64,
}

/// A word that nearly every incident says, one that a few of a hundred say, and one that two say in all.
pub const WORDS: [&str; 3] = ["стоял", "парковке", "зимородок"];
/// The number with most acts.
pub const NUMBER: &str = "+77010000000";

/// Rows of one import.
const IMPORT_ROWS: usize = 100_000;
/// Numbers that calls and messages come from.
const NUMBERS: usize = 200;
/// Three years up to the default [`Clock`].
const SPAN_MIN: usize = 3 * 365 * 24 * 60;
/// Kazakhstan's offset changed on 1 March 2024.
const ONE_OFFSET_FROM_MS: i64 = 1_709_233_200_000;
const COMMON: [&str; 24] = [
    "он",
    "у",
    "подъезда",
    "снова",
    "и",
    "не",
    "уходил",
    "кричал",
    "звонил",
    "в",
    "дверь",
    "потом",
    "написал",
    "что",
    "найдёт",
    "меня",
    "үйдің",
    "алдында",
    "тұрды",
    "қоңырау",
    "шалды",
    "кешке",
    "таныс",
    "көлік",
];

/// Fills a log. Takes a few minutes for [`Size::FULL`], on a disk in memory.
pub fn fill(session: &mut Session, size: Size, clock: &Clock, seed: u64) -> Result<Filled, LogError> {
    let mut chance = Chance::new(seed);
    let mut filled = Filled::default();
    for n in 0..size.incidents {
        let draft = incident(&mut chance, clock, n);
        let count = draft.count.unwrap_or(Count { acts: 1, exact: true });
        *(if count.exact { &mut filled.exact } else { &mut filled.about }) += u64::from(count.acts);
        session.log().add(&draft, clock.now())?;
        filled.incidents += 1;
    }
    for first in (0..size.acts).step_by(IMPORT_ROWS) {
        let rows = IMPORT_ROWS.min(size.acts - first);
        let table = table(&mut chance, clock, first, rows);
        let report = session.log().import(&mut Cursor::new(table), "calls.csv", &Choice::All, clock.now(), &mut |_| ())?;
        assert_eq!((report.unreadable, report.added + report.known), (0, rows as u64));
        filled.exact += report.added;
        filled.incidents += report.incidents.len() as u64;
    }
    Ok(filled)
}

fn incident(chance: &mut Chance, clock: &Clock, n: usize) -> Draft {
    let mut draft = Draft::new(*chance.pick(&KINDS), moment(chance, clock));
    let mut words: Vec<&str> = (0..chance.within(6..30)).map(|_| *chance.pick(&COMMON)).collect();
    for (word, percent) in [(WORDS[0], 90), (WORDS[1], 3)] {
        if chance.happens(percent) {
            words.push(word);
        }
    }
    if n % 50_000 == 17 || n == 18 {
        words.push(WORDS[2]);
    }
    draft.what = format!("{} {n}", words.join(" "));
    draft.precision = *chance.pick(&[Precision::Exact, Precision::Exact, Precision::About, Precision::Day]);
    if chance.happens(70) {
        draft.place = Some(Place { kind: (*chance.pick(&PLACE_KINDS)).to_owned(), label: "у ворот".to_owned() });
    }
    if chance.happens(40) {
        draft.who = Who { name: "Кобелёв".to_owned(), numbers: vec![number(chance)], ..Who::default() };
    }
    if chance.happens(10) {
        draft.count = Some(Count { acts: chance.within(1..60) as u32, exact: chance.happens(50) });
    }
    draft
}

/// CSV as phones and operators write it.
fn table(chance: &mut Chance, clock: &Clock, first: usize, rows: usize) -> Vec<u8> {
    let mut out = String::from("date,number,direction,duration,text\n");
    for n in first..first + rows {
        let (at, number) = (moment(chance, clock), number(chance));
        // Writing to a String can't fail.
        let _ = if chance.happens(20) {
            writeln!(out, "{at},{number},incoming,,{} {} {n}", chance.pick(&COMMON), chance.pick(&COMMON))
        } else {
            writeln!(out, "{at},{number},missed,{},", chance.below(300))
        };
    }
    out.into_bytes()
}

/// A few numbers have most of the acts.
fn number(chance: &mut Chance) -> String {
    let n = chance.below(NUMBERS).min(chance.below(NUMBERS)).min(chance.below(NUMBERS));
    format!("+7701{n:07}")
}

/// Some second before the clock, as the clocks of the country showed it then.
fn moment(chance: &mut Chance, clock: &Clock) -> Moment {
    let before_ms = (chance.below(SPAN_MIN) * 60 + chance.below(60)) as i64 * 1_000;
    let utc_ms = clock.now().wall.utc_ms() - before_ms;
    Moment::new(utc_ms, if utc_ms < ONE_OFFSET_FROM_MS { 360 } else { 300 }).unwrap()
}
