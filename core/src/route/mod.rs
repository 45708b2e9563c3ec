//! Route advice: which way to take tomorrow and when to leave, so that who waits somewhere meets her as seldom as can be.
//!
//! Everything here is worked out from its arguments: no vault, no clock, no files. What is drawn is drawn by `crate::random`.

// What is counted here is bounded far below the 2^52 that a float holds whole.
#![allow(clippy::cast_precision_loss)]

mod dusk;
mod game;
mod gpx;
mod habit;
mod plan;
mod trace;

pub use dusk::Daylight;
pub use game::{
    Advice, CHOICES_MAX, Cell, Cells, Choice, Departure, Drawn, Effort, Game, GameError, HEDGE_FACTOR, MINUTES_MAX, Method, PASSES_MAX,
    Pass, QUARTER_MIN, Value, WAITS_MIN, WAYS_MAX, Way, Worst,
};
pub use gpx::{DEPTH_MAX, Fix, GpxError, MARKUP_MAX_BYTES, POINTS_MAX, Track, read_gpx};
pub use habit::{
    DayClass, Figures, Group, HABIT_TRIPS_MAX, HABIT_TRIPS_MIN, HINT_SHARE, HINT_STREAK, HINT_TRIPS_MIN, Habit, Nudge, Observers,
    PAIR_APART_MAX_MIN, REMINDER_STREAK, SAME_TIME_MIN, SamePlace, Score, Trip, favourite, habits, nudge, preferred_min,
};
pub use plan::{Approved, EXTRA_DEFAULT_MIN, Excluded, HOT_SPOT_DAYS, HOT_SPOT_M, HotSpot, Plan, Relax, Why, Wish};
pub use trace::{
    COVERED_MIN, COVERED_WHOLLY, MARGIN_FACTOR, Match, Matcher, SAME_ROAD_M, SHAPE_LEAST_M, SHAPE_POINTS_MAX, Shape, ShapeError,
    THRESHOLD_MAX_M, THRESHOLD_MIN_M, ways,
};
