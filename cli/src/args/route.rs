//! What can be typed about places, routes and trips.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use pana_core::route::{SIMULATED_DAYS_MAX, SIMULATED_PEOPLE_MAX, Tags};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Route {
    /// Keep the places your trips begin and end at
    #[command(subcommand)]
    Place(RoutePlace),
    /// Approve a route. It counts both ways unless it is one-way
    Add {
        /// What you call it
        name: String,
        /// The place it begins at
        #[arg(long, value_name = "PLACE")]
        from: String,
        /// The place it ends at
        #[arg(long, value_name = "PLACE")]
        to: String,
        /// How long it takes
        #[arg(long)]
        minutes: u16,
        /// What it is like: there are lamps, there are people, only by day, only with someone; can be repeated
        #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = PossibleValuesParser::new(Tags::KEYS))]
        tag: Vec<String>,
        /// Its line, from a file of a track or a planned route
        #[arg(long, value_name = "FILE")]
        gpx: Option<PathBuf>,
        /// It is not taken the other way round
        #[arg(long)]
        one_way: bool,
    },
    /// List the approved routes
    List,
    /// Give a route up
    Remove {
        /// Its name or id
        route: String,
    },
    /// Note trips, so that a habit shows
    #[command(subcommand)]
    Trip(RouteTrip),
    /// Show what your trips have in common, and what someone who watched would have guessed
    ///
    /// With --json: for each two places and kind of day the metrics, the favourite route, the preferred minute, and observers: shares of right guesses.
    Habit(RouteHabit),
    /// Draw a way and a time for a day
    Advise(RouteAdvise),
    /// See whether there is a reminder this evening
    Remind {
        /// You are on the way now: yes or no
        #[arg(long, value_name = "yes|no", default_value = "no")]
        moving: String,
    },
    /// Show or change what is set about reminders, and how long trips stand
    Set(RouteSettings),
    /// See how often invented people are met by habit, by the advice and by other ways to vary. Needs no vault
    ///
    /// With --json: what each observer met of each strategy, worst cases, a wait of 31 minutes, hedges. A figure is a share of days: its mean over
    /// people, and how far that may be off on either side by a 95 % interval.
    Simulate(Simulate),
}

#[derive(Debug, Subcommand)]
pub(crate) enum RoutePlace {
    /// Add a place
    Add {
        /// What you call it
        name: String,
        /// Where it is on the map
        #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
        at: String,
    },
    /// List the places
    List,
    /// Remove a place at which no route begins or ends
    Remove {
        /// Its name or id
        place: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RouteTrip {
    /// Note a trip
    Add {
        /// The route taken: its name or id
        #[arg(long)]
        route: String,
        /// When you left, as 2026-02-01T08:05+05:00 [default: now]
        #[arg(long, value_name = "TIME")]
        left: Option<String>,
        /// When you arrived
        #[arg(long, value_name = "TIME")]
        arrived: Option<String>,
        /// From the end of the route to its beginning
        #[arg(long)]
        back: bool,
    },
    /// Find out which routes the tracks of a GPX file are of, note the trips, and drop the tracks
    Import {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        how: TraceChoice,
    },
    /// The same for fixes as a receiver gives them, one a line: TIME,LAT,LON
    Live {
        /// The file; - is standard input
        file: PathBuf,
        #[command(flatten)]
        how: TraceChoice,
    },
    /// List trips, newest first
    List {
        /// How many at most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
    /// Remove a trip
    Remove { id: String },
    /// Remove all trips and draws
    Forget,
}

#[derive(Debug, Args)]
pub(crate) struct TraceChoice {
    /// It was this route, whatever it looks like: its name or id
    #[arg(long)]
    pub(crate) route: Option<String>,
    /// Keep the line of the trace too
    #[arg(long)]
    pub(crate) keep_trace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RouteHabit {
    /// Only trips from this place
    #[arg(long, value_name = "PLACE")]
    pub(crate) from: Option<String>,
    /// Only trips to this place
    #[arg(long, value_name = "PLACE")]
    pub(crate) to: Option<String>,
    /// Draw weekdays, times and routes into a new SVG file; needs --from and --to
    #[arg(long, value_name = "FILE", requires = "from", requires = "to")]
    pub(crate) picture: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RouteAdvise {
    /// Where it begins
    #[arg(long, value_name = "PLACE")]
    pub(crate) from: String,
    /// Where it ends
    #[arg(long, value_name = "PLACE")]
    pub(crate) to: String,
    /// Be there by then; a time before --earliest is the next day
    #[arg(long, value_name = "HH:MM")]
    pub(crate) arrive_by: String,
    /// Leave no earlier
    #[arg(long, value_name = "HH:MM")]
    pub(crate) earliest: String,
    /// The day, as 2026-02-01
    #[arg(long, value_name = "DATE")]
    pub(crate) date: String,
    /// Minutes a day, on average, that it may cost you beyond the least
    #[arg(long, value_name = "MINUTES", default_value_t = pana_core::route::EXTRA_DEFAULT_MIN, allow_hyphen_values = true)]
    pub(crate) extra_minutes: f64,
    /// Someone comes along
    #[arg(long)]
    pub(crate) company: bool,
    /// What the clock is ahead of UTC on that day, as +05:00 [default: as now]
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    pub(crate) offset: Option<String>,
    /// Draw by this seed, for tests
    #[cfg(feature = "test-rng")]
    #[arg(long)]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct RouteSettings {
    /// No reminders: yes or no
    #[arg(long, value_name = "yes|no")]
    pub(crate) mute: Option<String>,
    /// No reminders before this day, as 2026-02-01; empty for none
    #[arg(long, value_name = "DATE")]
    pub(crate) pause_until: Option<String>,
    /// A child uses it: the approved route and company, and nothing is drawn: yes or no
    #[arg(long, value_name = "yes|no")]
    pub(crate) child: Option<String>,
    /// How many days trips stand
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_days: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// How many people; each goes there and back
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=i64::from(SIMULATED_PEOPLE_MAX)))]
    pub(crate) people: u32,
    /// How many days each of them is watched
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=i64::from(SIMULATED_DAYS_MAX)))]
    pub(crate) days: u16,
    /// Who they are: the same number gives the same figures
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}
