//! Her ways as they cross.

use crate::incident::{Position, owned};
use crate::text::Language;
use pana_core::Moment as WallMoment;
use pana_core::incident::Id;
use pana_core::route::{TripNote, approved_way_text};

pub use pana_core::route::{DayClass, Leaving, Nudge, Tags};

const MIN_PER_HOUR: u16 = 60;

type Day = jiff::civil::Date;
/// An end of her trips.
pub type RoutePlace = pana_core::route::Place;
#[uniffi::remote(Record)]
pub struct RoutePlace {
    id: Id,
    name: String,
    at: Position,
}

/// What she set about her ways.
pub type RouteSettings = pana_core::route::Settings;
#[uniffi::remote(Record)]
pub struct RouteSettings {
    muted: bool,
    paused_until: Option<Day>,
    child: bool,
    kept_days: u32,
    reminded: Option<WallMoment>,
}

/// The trip she wants to make.
pub type WayRequest = pana_core::route::Request;
#[uniffi::remote(Record)]
pub struct WayRequest {
    from: Id,
    to: Id,
    date: Day,
    earliest_min: u16,
    arrive_by_min: u16,
    extra_min: f64,
    company: bool,
}

#[uniffi::remote(Record)]
pub struct Tags {
    lit: bool,
    busy: bool,
    day_only: bool,
    company: bool,
}

#[uniffi::remote(Enum)]
pub enum DayClass {
    Workday,
    Weekend,
}

#[uniffi::remote(Enum)]
pub enum Nudge {
    Silent,
    Hint,
    Reminder,
}

/// Leaving in one half hour of one day of the week, of which 0 is Monday.
#[uniffi::remote(Record)]
pub struct Leaving {
    weekday: u8,
    half_hour: u8,
    trips: u32,
}

/// What she says of a route.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RouteSaid {
    /// What she calls it.
    pub name: String,
    /// The place where it begins.
    pub from: Id,
    /// The place where it ends.
    pub to: Id,
    /// How long it takes.
    pub minutes: u16,
    /// Lit, busy, for the day, for two.
    pub tags: Tags,
    /// It is not taken the other way round.
    pub one_way: bool,
}

/// A route she approved.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Route {
    /// Its name in data.
    pub id: Id,
    /// What she says of it.
    pub said: RouteSaid,
    /// Whether its line on the ground is known.
    pub has_line: bool,
    /// She gave it up; it stays as long as trips by it do.
    pub retired: bool,
}

/// A trip she made.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Trip {
    /// Its name in data.
    pub id: Id,
    /// The route taken.
    pub route: Id,
    /// From its end to its beginning.
    pub back: bool,
    /// When she left.
    pub left: WallMoment,
    /// When she arrived, if it is known.
    pub arrived: Option<WallMoment>,
}

/// Trips, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TripPage {
    /// They.
    pub trips: Vec<Trip>,
    /// How many there are in all.
    pub all: u32,
}

/// What a trip in a trace was found to be.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Found {
    /// Of this route.
    OfRoute {
        /// The route.
        route: Id,
        /// From its end to its beginning.
        back: bool,
        /// When it began, if the trace says.
        left: Option<WallMoment>,
        /// When it ended, if the trace says.
        arrived: Option<WallMoment>,
    },
    /// Of one of these two: she is asked.
    Unsure {
        /// The nearer one.
        nearest: Id,
        /// The other.
        second: Id,
    },
    /// Of none of hers: it can be offered as a new route.
    New {
        /// The place it begins near.
        from: Option<Id>,
        /// The place it ends near.
        to: Option<Id>,
        /// How long it took.
        minutes: Option<u16>,
        /// Its length.
        length_m: f64,
    },
    /// Too short to be of any.
    TooShort,
}

/// Her habit between two places on one kind of day.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Habit {
    /// Where the trips begin.
    pub from: Id,
    /// Where they end.
    pub to: Id,
    /// The kind of day.
    pub days: DayClass,
    /// What is said of it.
    pub sentences: Vec<String>,
    /// What it calls for.
    pub nudge: Nudge,
    /// The route she takes most often.
    pub favourite: Option<Id>,
    /// The median of when she leaves, in minutes from midnight.
    pub preferred_min: Option<u16>,
}

/// The picture of her trips between two places.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Week {
    /// Where the trips begin.
    pub from: Id,
    /// Where they end.
    pub to: Id,
    /// How many there are.
    pub trips: u32,
    /// When she left on the first of them.
    pub first: Option<WallMoment>,
    /// When she left on the last of them.
    pub last: Option<WallMoment>,
    /// The half hours in which she left.
    pub leaving: Vec<Leaving>,
    /// The routes she took, the most used first.
    pub routes: Vec<RouteShare>,
}

/// How often she took a route.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RouteShare {
    /// What she calls it.
    pub name: String,
    /// Trips by it.
    pub trips: u32,
    /// The same in a hundred of all.
    pub percent: u8,
}

/// The way for a day.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Way {
    /// One of several, drawn.
    Drawn {
        /// The route.
        route: Route,
        /// When to leave.
        leave_at: WallMoment,
        /// It had been drawn for this day before.
        drawn_before: bool,
        /// One sentence on how it came about.
        explanation: String,
        /// What was left out, and why.
        left_out: Vec<LeftOut>,
        /// Names of routes without a line: what happened beside them is not known.
        without_line: Vec<String>,
    },
    /// The way of a child: always the same, with company.
    Approved {
        /// The route.
        route: Route,
        /// When to leave.
        leave_at: WallMoment,
        /// It in words.
        says: String,
        /// Whether its line is known.
        line_known: bool,
    },
    /// Nothing is left.
    Nothing {
        /// What was left out, and why.
        left_out: Vec<LeftOut>,
        /// In what to give way, in sentences; empty if one thing by itself is not enough.
        relax: Vec<String>,
    },
}

/// A route that is left out.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LeftOut {
    /// The route.
    pub route: Id,
    /// Why, in words.
    pub why: String,
    /// The quarter-hours of leaving that are left out, in minutes from midnight.
    pub leave_min: Vec<u16>,
    /// Whether none are left of it.
    pub wholly: bool,
}

/// Whether there is a reminder this evening.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Evening {
    /// None.
    Nothing {
        /// Why, in words.
        says: String,
    },
    /// Of a trip expected tomorrow.
    Remind {
        /// When: now, or later this evening; then it is asked again.
        at: WallMoment,
        /// All that a locked screen shows.
        lock_screen: String,
        /// Shown after unlocking.
        inside: Vec<String>,
    },
    /// This is no time for tips: the alert is offered where she looks.
    OfferAlert {
        /// In words.
        says: String,
    },
}

/// Keys of what she can say of a route, behind `route-tag-` in the catalogue, in the order of [`Tags`].
#[uniffi::export]
pub fn route_tag_keys() -> Vec<String> {
    owned(&Tags::KEYS)
}

impl Way {
    pub(crate) fn of(advised: pana_core::route::Advised, language: Language) -> Self {
        match advised {
            pana_core::route::Advised::Drawn(way) => Self::Drawn {
                explanation: way.explanation(language),
                leave_at: way.leave_at,
                drawn_before: way.drawn_before,
                left_out: LeftOut::all(way.excluded, language),
                without_line: way.without_line.into_iter().map(|route| route.name).collect(),
                route: way.route.into(),
            },
            pana_core::route::Advised::Approved { route, leave_at, line_known } => {
                let wall = leave_at.wall();
                let leave_min = u16::from(wall.hour().unsigned_abs()) * MIN_PER_HOUR + u16::from(wall.minute().unsigned_abs());
                Self::Approved { says: approved_way_text(&route.name, leave_min, language), route: route.into(), leave_at, line_known }
            }
        }
    }
}

impl LeftOut {
    pub(crate) fn all(excluded: Vec<pana_core::route::RouteExcluded>, language: Language) -> Vec<Self> {
        let one = |out: pana_core::route::RouteExcluded| Self {
            route: out.route,
            why: out.why.text(language),
            leave_min: out.leave_min,
            wholly: out.wholly,
        };
        excluded.into_iter().map(one).collect()
    }
}

impl From<pana_core::route::Route> for Route {
    fn from(route: pana_core::route::Route) -> Self {
        let has_line = !route.line.is_empty();
        let pana_core::route::Route { id, name, from, to, minutes, tags, one_way, retired, .. } = route;
        Self { id, said: RouteSaid { name, from, to, minutes, tags, one_way }, has_line, retired }
    }
}

impl From<TripNote> for Trip {
    fn from(TripNote { id, route, back, left, arrived, .. }: TripNote) -> Self {
        Self { id, route, back, left, arrived }
    }
}

impl From<pana_core::route::Found> for Found {
    fn from(found: pana_core::route::Found) -> Self {
        use pana_core::route::Found as Core;
        match found {
            Core::Route { route, back, times, .. } => {
                let (left, arrived) = times.unzip();
                Self::OfRoute { route, back, left, arrived }
            }
            Core::Unsure { nearest, second } => Self::Unsure { nearest, second },
            Core::New { from, to, minutes, length_m, .. } => Self::New { from, to, minutes, length_m },
            Core::TooShort => Self::TooShort,
        }
    }
}

impl From<&pana_core::route::TripsBetween> for Week {
    fn from(between: &pana_core::route::TripsBetween) -> Self {
        let week = between.week();
        let share = |share: &pana_core::route::RouteShare| RouteShare {
            name: between.names.get(&share.route).cloned().unwrap_or_default(),
            trips: share.trips,
            percent: share.percent,
        };
        Self {
            from: between.from.clone(),
            to: between.to.clone(),
            trips: week.trips,
            first: week.first,
            last: week.last,
            routes: week.routes.iter().map(share).collect(),
            leaving: week.leaving,
        }
    }
}
