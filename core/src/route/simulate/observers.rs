//! Those who wait for her, and what each makes of the days he saw.

use super::Observer;
use super::people::{Direction, Gone};
use crate::route::game::{Cell, QUARTER_MIN};
use std::collections::HashMap;

/// From one start of a watch to the next, in minutes.
const START_STEP_MIN: u16 = 5;

/// Way and quarter-hour of a day.
type Step = (usize, u16);
/// A place in the tree of LZ78; 0 is its root.
type Node = usize;

/// A place and the minute from which on he waits there.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Watch {
    cell: Cell,
    from_min: u16,
}

/// On which share of her days each observer meets her, in the order of [`Observer::ALL`].
pub(super) fn met(direction: &Direction, days: &[Gone], wait_min: u16) -> [f64; Observer::ALL.len()] {
    let mut most_common = Seen::default();
    let mut after: HashMap<Step, Seen> = HashMap::new();
    let mut tree: Vec<Seen> = vec![Seen::default()];
    let mut children: HashMap<(Node, Step), Node> = HashMap::new();
    let (mut at, mut before): (Node, Option<Step>) = (0, None);
    let mut met = [0u32; Observer::ALL.len()];
    for gone in days {
        let step = (gone.way, gone.left_min / QUARTER_MIN);
        let watches = [
            most_common.best,
            before.and_then(|before| after.get(&before)).unwrap_or(&most_common).best,
            tree[at].best.or(most_common.best),
        ];
        for (met, watch) in met.iter_mut().zip(watches) {
            *met += u32::from(watch.is_some_and(|watch| watch.meets(direction, gone, wait_min)));
        }
        most_common.add(direction, gone, wait_min);
        if let Some(before) = before {
            after.entry(before).or_default().add(direction, gone, wait_min);
        }
        tree[at].add(direction, gone, wait_min);
        let next = tree.len();
        at = *children.entry((at, step)).or_insert(next);
        if at == next {
            tree.push(Seen::default());
            at = 0;
        }
        before = Some(step);
    }
    met.map(|met| f64::from(met) / days.len().max(1) as f64)
}

impl Watch {
    fn meets(self, direction: &Direction, gone: &Gone, wait_min: u16) -> bool {
        let waits = self.from_min..self.from_min + wait_min;
        direction.ways[gone.way].passes.iter().any(|pass| pass.cell == self.cell && waits.contains(&(gone.left_min + pass.after_min)))
    }
}

/// The watches that would have met some of the days seen, and the first that would have met most.
#[derive(Default)]
struct Seen {
    counts: HashMap<Watch, u32>,
    best: Option<Watch>,
    highest: u32,
}

impl Seen {
    fn add(&mut self, direction: &Direction, gone: &Gone, wait_min: u16) {
        let passes = &direction.ways[gone.way].passes;
        for pass in passes.iter().filter(|pass| direction.avoidable.binary_search(&pass.cell).is_ok()) {
            let passes_min = gone.left_min + pass.after_min;
            let first = (passes_min + 1).saturating_sub(wait_min).next_multiple_of(START_STEP_MIN);
            for from_min in (first..=passes_min).step_by(usize::from(START_STEP_MIN)) {
                let watch = Watch { cell: pass.cell, from_min };
                let count = self.counts.entry(watch).or_default();
                *count += 1;
                if *count > self.highest {
                    self.highest = *count;
                    self.best = Some(watch);
                }
            }
        }
    }
}
