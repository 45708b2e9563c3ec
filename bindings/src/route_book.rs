//! Her ways: places, routes she approved, trips, and the way for a day.

use crate::error::PanaError;
use crate::file::FileAt;
use crate::incident::Position;
use crate::open::{Open, guarded};
use crate::route::{Evening, Found, Habit, LeftOut, Route, RoutePlace, RouteSaid, RouteSettings, Trip, TripPage, Way, WayRequest, Week};
use crate::text::Language;
use pana_core::incident::Id;
use pana_core::route::{Decision, Fix, LiveTrace, NoAdvice, Shape, TripNote, line_of, lock_screen_text, read_gpx, trips_of};
use pana_core::{Moment as WallMoment, Now};
use std::io::BufReader;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Trips on one page.
pub const PAGE_TRIPS: u32 = 50;
/// What is added gets a name of its own.
const NO_ID: &str = "00000000";

/// A trace under way, or out of a file: in memory only, and forgotten with this object.
#[derive(uniffi::Object)]
pub struct Trace {
    trace: Mutex<Kept>,
}

enum Kept {
    Live(LiveTrace),
    File(Vec<Fix>),
}

#[uniffi::export]
impl Trace {
    /// One that begins.
    #[uniffi::constructor]
    pub fn live() -> Self {
        Self { trace: Mutex::new(Kept::Live(LiveTrace::default())) }
    }

    /// One out of a GPX file.
    #[uniffi::constructor]
    pub fn of_gpx(file: &FileAt) -> Result<Self, PanaError> {
        let source = BufReader::new(file.read()?);
        guarded(|| Ok::<_, PanaError>(Self { trace: Mutex::new(Kept::File(read_gpx(source)?.fixes)) }))
    }

    /// Takes the next fix of one that is under way. Degrees that say nothing are passed over.
    pub fn add(&self, lat: f64, lon: f64, at: WallMoment) -> Result<(), PanaError> {
        if let (Kept::Live(trace), Some(fix)) = (&mut *self.kept(), Fix::new(lat, lon, Some(at))) {
            trace.add(fix);
        }
        Ok(())
    }
}

impl Trace {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.trace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fixes(&self) -> Vec<Fix> {
        match &*self.kept() {
            Kept::Live(trace) => trace.fixes().to_vec(),
            Kept::File(fixes) => fixes.clone(),
        }
    }
}

/// Places, routes and trips of an open session. Trips older than she lets them stand go at any call: a shell makes one after each unlock.
#[derive(uniffi::Object)]
pub struct RouteBook {
    open: Arc<Open>,
}

#[uniffi::export]
impl RouteBook {
    /// All places, in the order they were added.
    pub fn places(&self, now: Now) -> Result<Vec<RoutePlace>, PanaError> {
        self.with(now, |book| Ok(book.places()?))
    }

    /// Adds a place.
    pub fn add_place(&self, name: &str, at: Position, now: Now) -> Result<RoutePlace, PanaError> {
        self.with(now, |book| Ok(book.add_place(&RoutePlace { id: NO_ID.parse()?, name: name.to_owned(), at })?))
    }

    /// Removes a place at which no route begins or ends.
    pub fn remove_place(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(now, |book| Ok(book.remove_place(id)?))
    }

    /// The routes she approved; with `retired` also those she gave up and made trips by.
    pub fn routes(&self, retired: bool, now: Now) -> Result<Vec<Route>, PanaError> {
        self.with(now, |book| {
            let routes = if retired { book.all_routes()? } else { book.routes()? };
            Ok(routes.into_iter().map(Route::from).collect())
        })
    }

    /// Adds a route, with the line of a trace if there is one.
    pub fn add_route(&self, said: RouteSaid, trace: Option<Arc<Trace>>, now: Now) -> Result<Route, PanaError> {
        let line = match trace {
            Some(trace) => guarded(|| Ok::<_, PanaError>(line_of(&Shape::new(&trace.fixes())?)))?,
            None => Vec::new(),
        };
        self.with(now, |book| {
            let RouteSaid { name, from, to, minutes, tags, one_way } = said;
            let route = pana_core::route::Route { id: NO_ID.parse()?, name, from, to, minutes, tags, one_way, line, retired: false };
            Ok(book.add_route(&route)?.into())
        })
    }

    /// Gives a route up.
    pub fn remove_route(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(now, |book| Ok(book.remove_route(id)?))
    }

    /// Trips, the newest first, 50 at a time behind the first `skip`.
    pub fn trips(&self, skip: u32, now: Now) -> Result<TripPage, PanaError> {
        self.with(now, |book| {
            let trips = book.trips()?;
            let all = u32::try_from(trips.len()).unwrap_or(u32::MAX);
            let page = trips.into_iter().rev().skip(skip as usize).take(PAGE_TRIPS as usize);
            Ok(TripPage { trips: page.map(Trip::from).collect(), all })
        })
    }

    /// Notes a trip; none is returned if it was noted before.
    pub fn add_trip(
        &self,
        route: Id,
        back: bool,
        left: WallMoment,
        arrived: Option<WallMoment>,
        now: Now,
    ) -> Result<Option<Trip>, PanaError> {
        self.with(now, |book| {
            let (trip, is_new) =
                book.add_trip(&TripNote { id: NO_ID.parse()?, route, back, left, arrived, trace: Vec::new() }, now.wall)?;
            Ok(is_new.then(|| trip.into()))
        })
    }

    /// Removes a trip.
    pub fn remove_trip(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(now, |book| Ok(book.remove_trip(id)?))
    }

    /// Forgets all trips, traces and draws; returns how many trips that were.
    pub fn forget_trips(&self, now: Now) -> Result<u32, PanaError> {
        self.with(now, |book| Ok(u32::try_from(book.forget_trips()?).unwrap_or(u32::MAX)))
    }

    /// What the trips in a trace are. `named` says that they are of this route. Nothing is stored.
    pub fn find(&self, trace: &Trace, named: Option<Id>, now: Now) -> Result<Vec<Found>, PanaError> {
        let fixes = trace.fixes();
        self.with(now, |book| trips_of(&fixes).into_iter().map(|trip| Ok(book.find(trip, named.as_ref())?.into())).collect())
    }

    /// Her habit for each two places and kind of day.
    pub fn habits(&self, language: Language, now: Now) -> Result<Vec<Habit>, PanaError> {
        self.with(now, |book| {
            let said = |habit: pana_core::route::HabitOf| Habit {
                sentences: habit.sentences(language),
                from: habit.from,
                to: habit.to,
                days: habit.days,
                nudge: habit.nudge,
                favourite: habit.favourite,
                preferred_min: habit.preferred_min,
            };
            Ok(book.habits()?.into_iter().map(said).collect())
        })
    }

    /// Her trips between each two places, to draw a picture of.
    pub fn weeks(&self, now: Now) -> Result<Vec<Week>, PanaError> {
        self.with(now, |book| Ok(book.trips_between()?.iter().map(Week::from).collect()))
    }

    /// Draws a way for a day, or gives what was drawn for it before. `offset_min` is what the clock on the wall is ahead of UTC on that day.
    pub fn advise(&self, request: &WayRequest, offset_min: i16, language: Language, now: Now) -> Result<Way, PanaError> {
        self.with(now, |book| match book.advise(request, offset_min) {
            Ok(advised) => Ok(Way::of(advised, language)),
            Err(NoAdvice::Nothing(left)) => Ok(Way::Nothing {
                left_out: LeftOut::all(left.excluded, language),
                relax: left.relax.iter().map(|relax| relax.text(language)).collect(),
            }),
            Err(NoAdvice::NoRoute) => Err(PanaError::refused("route-no-route")),
            Err(NoAdvice::TooLittleEffort) => Err(PanaError::field("extra-minutes", "route-too-little-effort")),
            Err(NoAdvice::TooLarge) => Err(PanaError::refused("route-too-large")),
            Err(NoAdvice::Log(error)) => Err(error.into()),
        })
    }

    /// What she set.
    pub fn settings(&self, now: Now) -> Result<RouteSettings, PanaError> {
        self.with(now, |book| Ok(book.settings()?))
    }

    /// Sets it.
    pub fn set(&self, settings: &RouteSettings, now: Now) -> Result<(), PanaError> {
        self.with(now, |book| Ok(book.set(settings)?))
    }

    /// Whether there is a reminder this evening. `moving`: she is on the way. `alert_runs`: contacts are being told.
    pub fn evening(&self, moving: bool, alert_runs: bool, language: Language, now: Now) -> Result<Evening, PanaError> {
        self.with(now, |book| {
            let decision = book.reminder(moving, alert_runs, now.wall)?;
            Ok(match decision {
                Decision::Nothing(why) => Evening::Nothing { says: why.text(language) },
                Decision::OfferAlert => Evening::OfferAlert { says: decision.text(language).unwrap_or_default() },
                Decision::Remind { at, group } => {
                    let habit = book.habits()?.into_iter().find(|habit| habit.group == group);
                    let inside = habit.map(|habit| habit.sentences(language)).unwrap_or_default();
                    Evening::Remind { at, lock_screen: lock_screen_text(language), inside }
                }
            })
        })
    }

    /// When she is to be reminded on the evenings after this one, as far as her trips tell by now. A shell hands these to the system: she may
    /// not unlock on those days.
    pub fn reminders_ahead(&self, now: Now) -> Result<Vec<WallMoment>, PanaError> {
        self.with(now, |book| Ok(book.reminders_ahead(now.wall)?))
    }

    /// Notes that she was reminded: there is no other reminder on that day.
    pub fn was_reminded(&self, now: Now) -> Result<(), PanaError> {
        self.with(now, |book| Ok(book.was_reminded(now.wall)?))
    }
}

impl RouteBook {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }

    fn with<T>(&self, now: Now, work: impl FnOnce(&mut pana_core::route::RouteBook<'_>) -> Result<T, PanaError>) -> Result<T, PanaError> {
        self.open.with(|session| work(&mut pana_core::route::RouteBook::of(session, now.wall)?))
    }
}
