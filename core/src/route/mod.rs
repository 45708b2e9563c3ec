//! Route advice: which way to take tomorrow and when to leave, so that who waits somewhere meets her as seldom as can be.
//!
//! All but [`RouteBook`] is worked out from its arguments: no vault, no clock, no files. What is drawn for her is drawn by `crate::random`, what is drawn for the
//! invented people of [`simulate()`] follows from a seed. [`RouteBook`] keeps places,
//! approved routes and trips in an unlocked session, and asks the rest.

// What is counted here is bounded far below the 2^52 that a float holds whole.
#![allow(clippy::cast_precision_loss)]

mod book;
mod child;
mod dusk;
mod game;
mod gpx;
mod ground;
mod habit;
mod live;
mod plan;
mod remind;
mod simulate;
mod trace;
mod week;

pub(crate) use book::Content as RouteContent;
pub use book::{
    Advised, DRAWS_JUDGED_MIN, DrawnWay, FollowedShare, Found, HabitOf, Left, NoAdvice, Place, ROUTE_END_MAX_M, ROUTE_NAME_MAX_BYTES,
    ROUTE_PLACES_MAX, ROUTES_MAX, Request, Route, RouteBook, RouteExcluded, RouteOption, Settings, TRACES_MAX, TRIP_FUTURE_MAX_MIN,
    TRIP_GAP_MIN, TRIP_MAX_HOURS, TRIPS_KEPT_DAYS, TRIPS_KEPT_DAYS_MAX, TRIPS_MAX, Tags, TripNote, TripsBetween, line_of, trips_of,
};
pub use child::{approved_way, approved_way_text};
pub use dusk::Daylight;
pub use game::{
    Advice, CHOICES_MAX, Cell, Cells, Choice, Departure, Drawn, Effort, Game, GameError, HEDGE_FACTOR, MINUTES_MAX, Method, PASSES_MAX,
    Pass, QUARTER_MIN, Value, WAITS_MIN, WAYS_MAX, Way, Worst,
};
pub use gpx::{DEPTH_MAX, Fix, GpxError, MARKUP_MAX_BYTES, POINTS_MAX, Track, read_gpx};
pub use ground::ground;
pub use habit::{
    DayClass, Figures, Group, HABIT_TRIPS_MAX, HABIT_TRIPS_MIN, HINT_SHARE, HINT_STREAK, HINT_TRIPS_MIN, Habit, Nudge, Observers,
    PAIR_APART_MAX_MIN, REMINDER_STREAK, SAME_TIME_MIN, SamePlace, Score, Trip, favourite, habits, hint, nudge, preferred_min,
};
pub use live::{LIVE_FIXES_MAX, LiveTrace};
pub use plan::{
    Approved, EXTRA_DEFAULT_MIN, Excluded, HOT_SPOT_DAYS, HOT_SPOT_M, HOT_SPOT_OFF_MAX_M, HotSpot, PLAN_CHOICES_MAX, Plan, Relax, Why, Wish,
};
pub use remind::{
    CLOCK_AHEAD_MAX_DAYS, Decision, EXPECTED_WITHIN_DAYS, Evening, FOLLOWING_HOURS, FOLLOWING_KINDS, Quiet, REMINDER_END_HOUR,
    REMINDER_HOUR, lock_screen_text, may_be_followed, tomorrow_text,
};
pub use simulate::{
    Estimate, Hedge, LONGER_WAIT_MIN, Met, Observer, SIMULATED_DAYS_MAX, SIMULATED_EXTRA_MIN, SIMULATED_FOLLOWED, SIMULATED_PEOPLE_MAX,
    Simulation, Strategy, Taken, WorstCase, simulate,
};
pub use trace::{
    COVERED_MIN, COVERED_WHOLLY, MARGIN_FACTOR, Match, Matcher, SAME_ROAD_M, SHAPE_LEAST_M, SHAPE_POINTS_MAX, Shape, ShapeError,
    THRESHOLD_MAX_M, THRESHOLD_MIN_M, ways,
};
pub use week::{HALF_HOURS, Leaving, RouteShare, WEEK_DAYS, Week};
