//! Who goes, by which ways, and how she decides on a day.

use super::{Generator, Strategy};
use crate::route::game::{Advice, Cell, Choice, Departure, Pass, QUARTER_MIN, Way};
use std::ops::Range;

const WAYS: Range<usize> = 2..6;
const DURATIONS_MIN: Range<usize> = 15..41;
const QUARTERS: Range<usize> = 8..15;
/// From one place along a way to the next, in minutes.
const PLACE_STEP_MIN: u16 = 3;
const SHARED_PERCENT: usize = 10;
const CLOSED_PERCENT: usize = 30;
const CLOSED_QUARTERS: usize = 3;
/// The earliest she ever leaves, there and back, in minutes from midnight.
const MORNING_MIN: u16 = 6 * 60;
const AFTERNOON_MIN: u16 = 16 * 60;
/// How many quarter-hours after that the earliest of one person may be.
const EARLIEST_QUARTERS: usize = 12;
const FAVOURITE_PERCENT: usize = 85;
const USUAL_OFF_MIN: f64 = 6.0;
/// Choices of a fixed rotation.
const ROTATION: usize = 10;

/// The two doors, and numbers of places: a thousand for each way.
const FROM: Cell = Cell(0);
const TO: Cell = Cell(1);
const PLACES_OF_WAY: u32 = 1_000;

/// One direction of one person.
pub(super) struct Direction {
    pub(super) ways: Vec<Way>,
    durations_min: Vec<u16>,
    pub(super) choices: Vec<Choice>,
    favourite: usize,
    usual_min: u16,
    arrive_by_min: u16,
    /// Places that some way goes around, in order.
    pub(super) avoidable: Vec<Cell>,
}

/// One trip of hers.
#[derive(Clone, Copy)]
pub(super) struct Gone {
    pub(super) way: usize,
    /// Minutes from midnight.
    pub(super) left_min: u16,
}

impl Gone {
    pub(super) fn departure(self) -> Departure {
        Departure { way: self.way, leave_min: self.left_min, weight: 1.0 }
    }
}

impl Direction {
    pub(super) fn new(generator: &mut Generator) -> Self {
        let durations_min: Vec<u16> = (0..generator.within(WAYS)).map(|_| generator.within(DURATIONS_MIN) as u16).collect();
        let ways = durations_min.iter().zip(0..).map(|(duration_min, way)| make_way(way, *duration_min, generator)).collect();
        Self::between(ways, durations_min, MORNING_MIN, generator)
    }

    /// The same ways from their other end.
    pub(super) fn turned_round(&self, generator: &mut Generator) -> Self {
        let turned = |(way, duration_min): (&Way, &u16)| Way {
            passes: way.passes.iter().rev().map(|pass| Pass { after_min: duration_min - pass.after_min, ..*pass }).collect(),
        };
        let ways = self.ways.iter().zip(&self.durations_min).map(turned).collect();
        Self::between(ways, self.durations_min.clone(), AFTERNOON_MIN, generator)
    }

    fn between(ways: Vec<Way>, durations_min: Vec<u16>, from_min: u16, generator: &mut Generator) -> Self {
        let earliest_min = from_min + QUARTER_MIN * generator.below(EARLIEST_QUARTERS) as u16;
        let quarters = generator.within(QUARTERS);
        let longest_min = durations_min.iter().max().copied().unwrap_or_default();
        let arrive_by_min = earliest_min + quarters as u16 * QUARTER_MIN + longest_min;
        let favourite = generator.below(ways.len());
        let latest_min = arrive_by_min - durations_min[favourite] - earliest_min;
        let usual_min = earliest_min + latest_min / 4 + generator.below(usize::from(latest_min / 2)) as u16;
        let mut choices = vec![];
        for (way, duration_min) in durations_min.iter().enumerate() {
            let closed = if way != favourite && generator.happens(CLOSED_PERCENT) {
                let first = generator.below(quarters);
                first..first + CLOSED_QUARTERS
            } else {
                0..0
            };
            for quarter in (0..quarters).filter(|quarter| !closed.contains(quarter)) {
                let leave_min = earliest_min + quarter as u16 * QUARTER_MIN;
                if leave_min + QUARTER_MIN - 1 + duration_min <= arrive_by_min {
                    let effort_min = Choice::effort_min(*duration_min, durations_min[favourite], leave_min, usual_min);
                    choices.push(Choice { way, leave_min, effort_min });
                }
            }
        }
        let avoidable = avoidable(&ways);
        Self { ways, durations_min, choices, favourite, usual_min, arrive_by_min, avoidable }
    }

    /// As she goes by habit.
    pub(super) fn by_habit(&self, generator: &mut Generator) -> Gone {
        let way = if generator.happens(FAVOURITE_PERCENT) { self.favourite } else { generator.below(self.ways.len()) };
        // Twelve evenly drawn numbers add up to a normal one, near enough.
        let normal = (0..12).map(|_| generator.unit()).sum::<f64>() - 6.0;
        let off_min = (normal * USUAL_OFF_MIN).round() as i16;
        let latest_min = self.arrive_by_min - self.durations_min[way];
        Gone { way, left_min: self.usual_min.saturating_add_signed(off_min).min(latest_min) }
    }

    /// As of a choice, to the minute.
    pub(super) fn effort_min(&self, gone: &Gone) -> f64 {
        Choice::effort_min(self.durations_min[gone.way], self.durations_min[self.favourite], gone.left_min, self.usual_min)
    }

    /// What she does on the days on which she goes.
    pub(super) fn days(&self, strategy: Strategy, advice: &Advice, goes: &[bool], generator: &mut Generator) -> Vec<Gone> {
        let mut yesterday = None;
        let went = goes.iter().enumerate().filter(|(_, goes)| **goes).map(|(day, _)| day);
        went.map(|day| {
            let choice = match strategy {
                Strategy::Habit => return self.by_habit(generator),
                Strategy::Rotation => day % ROTATION * self.choices.len().div_ceil(ROTATION) % self.choices.len(),
                Strategy::Uniform => generator.below(self.choices.len()),
                Strategy::NeverLikeYesterday => loop {
                    let drawn = generator.below(self.choices.len());
                    if Some(drawn) != yesterday {
                        break drawn;
                    }
                },
                Strategy::Advised => advice.choice_at(generator.unit()),
            };
            yesterday = Some(choice);
            let Choice { way, leave_min, .. } = self.choices[choice];
            Gone { way, left_min: leave_min + generator.below(usize::from(QUARTER_MIN)) as u16 }
        })
        .collect()
    }
}

fn make_way(number: u32, duration_min: u16, generator: &mut Generator) -> Way {
    let mut passes = vec![Pass { cell: FROM, after_min: 0 }];
    for after_min in (PLACE_STEP_MIN..duration_min - 2).step_by(usize::from(PLACE_STEP_MIN)) {
        let shared = number > 0 && generator.happens(SHARED_PERCENT);
        // Where two ways meet they need not be as far from the door.
        let place =
            if shared { PLACES_OF_WAY * number + u32::from(PLACE_STEP_MIN) } else { PLACES_OF_WAY * (number + 1) + u32::from(after_min) };
        passes.push(Pass { cell: Cell(place), after_min });
    }
    passes.push(Pass { cell: TO, after_min: duration_min });
    Way { passes }
}

fn avoidable(ways: &[Way]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = ways.iter().flat_map(|way| &way.passes).map(|pass| pass.cell).collect();
    cells.sort_unstable();
    cells.dedup();
    cells.retain(|cell| ways.iter().any(|way| way.passes.iter().all(|pass| pass.cell != *cell)));
    cells
}
