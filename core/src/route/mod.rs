//! Route advice: which way to take tomorrow and when to leave, so that who waits somewhere meets her as seldom as can be.
//!
//! Everything here is worked out from its arguments: no vault, no clock, no files. What is drawn is drawn by `crate::random`.

// What is counted here is bounded far below the 2^52 that a float holds whole.
#![allow(clippy::cast_precision_loss)]

mod game;

pub use game::{
    Advice, CHOICES_MAX, Cell, Cells, Choice, Departure, Drawn, Effort, Game, GameError, HEDGE_FACTOR, MINUTES_MAX, Method, PASSES_MAX,
    Pass, QUARTER_MIN, Value, WAITS_MIN, WAYS_MAX, Way, Worst,
};
