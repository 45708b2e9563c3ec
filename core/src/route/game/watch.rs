//! Where and when someone could wait, and what that meets.

use super::{Cell, Cells, Choice, Departure, QUARTER_MIN, Way};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What one watch meets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Watch {
    /// Of each choice, in fifteenths of the days on which it is taken.
    pub(super) fifteenths: Vec<u8>,
    /// Of her habit, as a share of days.
    pub(super) habit: f64,
}

/// The cells, and who passes them when.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    choices: usize,
    cells: BTreeMap<Cell, Passers>,
}

#[derive(Clone, Debug, Default)]
struct Passers {
    on_every_way: bool,
    /// A choice and the first minute at which it passes, more than one for a way that comes back.
    choices: Vec<(usize, i32)>,
    /// A minute and the share of days on which her habit passes in it.
    habit: Vec<(i32, f64)>,
}

impl Ground {
    pub(super) fn new(ways: &[Way], choices: &[Choice], habit: &[Departure]) -> Self {
        let used: BTreeSet<usize> = choices.iter().map(|choice| choice.way).collect();
        let mut cells: BTreeMap<Cell, Passers> = BTreeMap::new();
        for (place, choice) in choices.iter().enumerate() {
            for pass in &ways[choice.way].passes {
                let passes = i32::from(choice.leave_min) + i32::from(pass.after_min);
                cells.entry(pass.cell).or_default().choices.push((place, passes));
            }
        }
        for (cell, passers) in &mut cells {
            passers.on_every_way = used.iter().all(|way| ways[*way].passes.iter().any(|pass| pass.cell == *cell));
        }
        let whole: f64 = habit.iter().map(|usual| usual.weight).sum();
        for usual in habit.iter().filter(|usual| usual.weight > 0.0) {
            // A cell that only her habit passes is one more where he could wait.
            let mut seen = BTreeSet::new();
            for pass in &ways[usual.way].passes {
                let passes = i32::from(usual.leave_min) + i32::from(pass.after_min);
                if seen.insert((pass.cell, passes)) {
                    cells.entry(pass.cell).or_default().habit.push((passes, usual.weight / whole));
                }
            }
        }
        Self { choices: choices.len(), cells }
    }

    pub(super) fn has(&self, cells: Cells) -> bool {
        self.of(cells).next().is_some()
    }

    pub(super) fn has_habit(&self) -> bool {
        self.cells.values().any(|passers| !passers.habit.is_empty())
    }

    /// Every watch that could be the best one against some mix.
    pub(super) fn watches(&self, cells: Cells, wait_min: u16) -> Vec<Watch> {
        let mut seen = HashSet::new();
        let mut found = vec![];
        for passers in self.of(cells) {
            for watch in passers.watches(i32::from(wait_min), self.choices) {
                if seen.insert((watch.fifteenths.clone(), watch.habit.to_bits())) {
                    found.push(watch);
                }
            }
        }
        found
    }

    fn of(&self, cells: Cells) -> impl Iterator<Item = &Passers> {
        self.cells.values().filter(move |passers| match cells {
            Cells::All => true,
            Cells::Avoidable => !passers.on_every_way,
            Cells::OnEveryWay => passers.on_every_way,
        })
    }
}

impl Passers {
    fn watches(&self, wait_min: i32, choices: usize) -> Vec<Watch> {
        let quarter = i32::from(QUARTER_MIN);
        let mut starts = BTreeSet::new();
        for (_, first) in &self.choices {
            starts.extend([*first, first + quarter - wait_min]);
        }
        for (minute, _) in &self.habit {
            starts.extend([*minute, minute - wait_min + 1]);
        }
        let mut all: Vec<(u32, Watch)> = starts.into_iter().map(|start| self.watch(start, wait_min, choices)).collect();
        // A row can only be covered by one with at least its sum.
        all.sort_by(|(one, a), (two, b)| two.cmp(one).then(b.habit.total_cmp(&a.habit)));
        let mut kept: Vec<Watch> = vec![];
        for (_, watch) in all {
            if !kept.iter().any(|other| other.covers(&watch)) {
                kept.push(watch);
            }
        }
        kept
    }

    /// What waiting from a minute on meets, and the sum over the choices.
    fn watch(&self, start: i32, wait_min: i32, choices: usize) -> (u32, Watch) {
        let quarter = i32::from(QUARTER_MIN);
        let mut minutes = vec![0u16; choices];
        for (choice, first) in &self.choices {
            // The minutes of the quarter in which she leaves so that she comes by while he is there: a bit for each.
            let (from, to) = ((start - first).clamp(0, quarter), (start + wait_min - first).clamp(0, quarter));
            minutes[*choice] |= (((1u32 << to) - 1) & !((1u32 << from) - 1)) as u16;
        }
        let fifteenths: Vec<u8> = minutes.into_iter().map(|minutes| minutes.count_ones() as u8).collect();
        let habit = self.habit.iter().filter(|(minute, _)| (start..start + wait_min).contains(minute)).map(|(_, share)| share).sum();
        (fifteenths.iter().map(|count| u32::from(*count)).sum(), Watch { fifteenths, habit })
    }
}

impl Watch {
    /// Whether it meets whatever the other one meets, at least as often.
    fn covers(&self, other: &Self) -> bool {
        self.habit >= other.habit && self.fifteenths.iter().zip(&other.fifteenths).all(|(ours, theirs)| ours >= theirs)
    }
}
