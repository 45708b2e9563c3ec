//! Places, routes, trips and draws in an unlocked session's database, and what follows from them.
//!
//! Any session has its own. None of it is in the history: it tells where she will be, and proves nothing. What is old goes by itself ([`TRIPS_KEPT_DAYS`]),
//! the only thing in a vault that does.

mod advise;
mod content;
mod entry;
mod found;
mod habit;
mod settings;

pub use advise::{Advised, DRAWS_JUDGED_MIN, DrawnWay, FollowedShare, Left, NoAdvice, Request, RouteExcluded, RouteOption};
pub(crate) use content::Content;
pub use entry::{
    Place, ROUTE_NAME_MAX_BYTES, ROUTE_PLACES_MAX, ROUTES_MAX, Route, TRIP_FUTURE_MAX_MIN, TRIP_MAX_HOURS, Tags, TripNote, line_of,
};
pub use found::{Found, TRIP_GAP_MIN, trips_of};
pub use habit::{HabitOf, TripsBetween};
pub use settings::{Settings, TRIPS_KEPT_DAYS, TRIPS_KEPT_DAYS_MAX};

use self::entry::invalid;
use super::trace::{SAME_ROAD_M, Shape};
use crate::Moment;
use crate::incident::{Degrees, Id, LogError};
use crate::vault::said::{self, all, insert};
use crate::vault::{Part, Session, VaultError};
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};

/// Trips of one log.
pub const TRIPS_MAX: usize = 20_000;
/// Traces of one log that she said to keep.
pub const TRACES_MAX: usize = 100;
/// The line of a route begins and ends within this of its places, in metres.
pub const ROUTE_END_MAX_M: f64 = 1_000.0;

const DAY_MS: i64 = 86_400_000;
const PLACES: &str = "route_place";
const ROUTES: &str = "route";
const TRIP_COLUMNS: &str = "id, route, back, left_ms, left_offset, arrived_ms, arrived_offset, trace";

/// The places, routes and trips of a session.
pub struct RouteBook<'s> {
    session: &'s mut Session,
}

impl<'s> RouteBook<'s> {
    /// Opens the book of a session. Trips and draws older than she lets them stand are removed: a shell opens it after each unlock.
    pub fn of(session: &'s mut Session, now: Moment) -> Result<Self, LogError> {
        let mut book = Self { session };
        let kept_days = i64::from(book.settings()?.kept_days);
        book.change(|tx| Ok(expire(tx, now, kept_days)?))?;
        Ok(book)
    }

    /// All places, in the order they were added.
    pub fn places(&mut self) -> Result<Vec<Place>, LogError> {
        Ok(all(self.session.db(), PLACES)?)
    }

    /// Adds a place under a new id, as [`Place::checked`] takes it. Refused is also a name that another place has (`taken`), and one more than
    /// [`ROUTE_PLACES_MAX`] (`too-many`).
    pub fn add_place(&mut self, place: &Place) -> Result<Place, LogError> {
        let place = Place { id: Id::make(), ..place.checked()? };
        self.change(|tx| {
            let others: Vec<Place> = all(tx, PLACES)?;
            check_name(&place.name, others.iter().map(|other| &other.name))?;
            check_room(others.len(), ROUTE_PLACES_MAX)?;
            Ok(insert(tx, PLACES, place.id.as_str(), &place)?)
        })?;
        Ok(place)
    }

    /// Removes a place. One at which a route begins or ends is refused (`route-place-in-use`).
    pub fn remove_place(&mut self, id: &Id) -> Result<(), LogError> {
        self.change(|tx| {
            let routes: Vec<Route> = all(tx, ROUTES)?;
            if routes.iter().any(|route| route.from == *id || route.to == *id) {
                return Err(invalid("route-place", "route-place-in-use"));
            }
            found(said::remove(tx, PLACES, id.as_str())?)
        })
    }

    /// The routes she approved, in that order; those she gave up left out.
    pub fn routes(&mut self) -> Result<Vec<Route>, LogError> {
        let mut routes = self.all_routes()?;
        routes.retain(|route| !route.retired);
        Ok(routes)
    }

    /// Adds a route under a new id, as [`Route::checked`] takes it; a line that was recorded the other way round is turned. Refused is also a line that begins or
    /// ends further than [`ROUTE_END_MAX_M`] from its places (`route-line-elsewhere`), a name that another route has (`taken`), an end that is no place
    /// ([`LogError::NotFound`]), and one more than [`ROUTES_MAX`] (`too-many`).
    pub fn add_route(&mut self, route: &Route) -> Result<Route, LogError> {
        let route = Route { id: Id::make(), retired: false, ..route.checked()? };
        self.change(|tx| {
            let places: Vec<Place> = all(tx, PLACES)?;
            found([&route.from, &route.to].iter().all(|end| places.iter().any(|place| place.id == **end)))?;
            let route = along_its_line(route, &places)?;
            let others: Vec<Route> = all(tx, ROUTES)?;
            check_name(&route.name, others.iter().filter(|other| !other.retired).map(|other| &other.name))?;
            check_room(others.len(), ROUTES_MAX)?;
            insert(tx, ROUTES, route.id.as_str(), &route)?;
            Ok(route)
        })
    }

    /// The approved routes that are the same road as this one, as far as their lines say: no trace can tell them apart.
    pub fn same_roads(&mut self, route: &Route) -> Result<Vec<Route>, LogError> {
        let Some(shape) = route.shape() else { return Ok(vec![]) };
        let mut others = self.routes()?;
        others.retain(|other| other.id != route.id);
        let is_same = |other: &Route| {
            let same = |line: &Shape| shape.distance_m(line) < SAME_ROAD_M;
            other.shape().is_some_and(|line| same(&line) || same(&line.turned_round()))
        };
        Ok(others.into_iter().filter(is_same).collect())
    }

    /// Gives a route up: it is advised no more. What she did on it counts for her habit until those trips are gone.
    pub fn remove_route(&mut self, id: &Id) -> Result<(), LogError> {
        self.change(|tx| {
            let route: Route = said::one(tx, ROUTES, id.as_str())?.ok_or(LogError::NotFound)?;
            said::update(tx, ROUTES, id.as_str(), &Route { retired: true, ..route })?;
            Ok(remove_unused(tx)?)
        })
    }

    /// Her trips, oldest first.
    pub fn trips(&mut self) -> Result<Vec<TripNote>, LogError> {
        Ok(trips(self.session.db())?)
    }

    /// Adds a trip under a new id, and says whether it is new: the same one is not added twice. Refused, as [`LogError::Invalid`], is what
    /// [`TripNote`] lists, a way back by a route that goes one way (`route-one-way`), one trip more than [`TRIPS_MAX`] or trace more than [`TRACES_MAX`]
    /// (`too-many`); a route she does not have is [`LogError::NotFound`].
    pub fn add_trip(&mut self, trip: &TripNote, now: Moment) -> Result<(TripNote, bool), LogError> {
        trip.check(now)?;
        let trip = &TripNote { left: to_the_second(trip.left)?, arrived: trip.arrived.map(to_the_second).transpose()?, ..trip.clone() };
        self.change(|tx| {
            let route: Route = said::one(tx, ROUTES, trip.route.as_str())?.ok_or(LogError::NotFound)?;
            if route.one_way && trip.back {
                return Err(invalid("back", "route-one-way"));
            }
            if let Some(known) = same_trip(tx, trip)? {
                return Ok((known, false));
            }
            check_room(count(tx, "trip")?, TRIPS_MAX)?;
            if !trip.trace.is_empty() {
                check_room(count(tx, "trip WHERE trace <> ''")?, TRACES_MAX)?;
            }
            let trip = TripNote { id: Id::make(), ..trip.clone() };
            insert_trip(tx, &trip)?;
            Ok((trip, true))
        })
    }

    /// Removes a trip.
    pub fn remove_trip(&mut self, id: &Id) -> Result<(), LogError> {
        self.change(|tx| {
            found(tx.execute("DELETE FROM trip WHERE id = ?", [id.as_str()])? > 0)?;
            Ok(remove_unused(tx)?)
        })
    }

    /// Forgets all trips, traces and draws, and says how many trips that were. Places and routes stay.
    pub fn forget_trips(&mut self) -> Result<usize, LogError> {
        self.change(|tx| {
            let forgotten = tx.execute("DELETE FROM trip", [])?;
            tx.execute("DELETE FROM draw", [])?;
            remove_unused(tx)?;
            Ok(forgotten)
        })
    }

    /// The routes, those she gave up among them as long as trips by them stand.
    pub fn all_routes(&mut self) -> Result<Vec<Route>, LogError> {
        Ok(all(self.session.db(), ROUTES)?)
    }

    fn change<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<T, LogError>) -> Result<T, LogError> {
        let tx = self.session.db().transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = change(&tx)?;
        tx.commit()?;
        Ok(changed)
    }
}

/// What the pure part of this module knows by numbers: a place by its place in the list, a route by twice its own, and one more for the way back.
struct Numbered {
    places: Vec<Place>,
    routes: Vec<Route>,
    notes: Vec<TripNote>,
}

/// A route in one direction.
struct Leg<'r> {
    number: u32,
    route: &'r Route,
    back: bool,
}

/// Removes what is older than it may be, and routes she gave up once no trip is left of them.
fn expire(db: &Connection, now: Moment, kept_days: i64) -> Result<(), VaultError> {
    let oldest = now.utc_ms() - kept_days * DAY_MS;
    let trips = db.execute("DELETE FROM trip WHERE left_ms < ?", [oldest])?;
    if let Ok(oldest) = Moment::new(oldest, now.offset_min()) {
        db.execute("DELETE FROM draw WHERE day < ?", [oldest.wall().date().to_string()])?;
    }
    if trips > 0 { remove_unused(db) } else { Ok(()) }
}

fn remove_unused(db: &Connection) -> Result<(), VaultError> {
    for route in all::<Route>(db, ROUTES)?.iter().filter(|route| route.retired) {
        let used: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM trip WHERE route = ?)", [route.id.as_str()], |row| row.get(0))?;
        if !used {
            said::remove(db, ROUTES, route.id.as_str())?;
        }
    }
    Ok(())
}

fn trips(db: &Connection) -> Result<Vec<TripNote>, VaultError> {
    let mut select = db.prepare_cached(&format!("SELECT {TRIP_COLUMNS} FROM trip ORDER BY left_ms, row"))?;
    let mut rows = select.query([])?;
    let mut found = vec![];
    while let Some(row) = rows.next()? {
        found.push(trip(row)?);
    }
    Ok(found)
}

/// A file may have been recorded the other way round. A line that begins or ends elsewhere is of another route.
fn along_its_line(route: Route, places: &[Place]) -> Result<Route, LogError> {
    let Some(shape) = route.shape() else { return Ok(route) };
    let turned = found::goes_back(&route, &shape, places);
    if found::ends_away_m(&route, turned, &shape, places).iter().any(|metres| *metres > ROUTE_END_MAX_M) {
        return Err(invalid("gpx", "route-line-elsewhere"));
    }
    Ok(if turned { Route { line: route.line.into_iter().rev().collect(), ..route } } else { route })
}

/// Trips are kept to the second, as a backup writes them.
fn to_the_second(at: Moment) -> Result<Moment, LogError> {
    Moment::new(at.utc_ms().div_euclid(1_000) * 1_000, at.offset_min()).map_err(|_| invalid("left", "date-out-of-range"))
}

/// The trip by this route, in this direction, that began at this moment.
fn same_trip(db: &Connection, trip: &TripNote) -> Result<Option<TripNote>, VaultError> {
    let mut select = db.prepare_cached(&format!("SELECT {TRIP_COLUMNS} FROM trip WHERE route = ? AND back = ? AND left_ms = ?"))?;
    let mut rows = select.query(params![trip.route.as_str(), trip.back, trip.left.utc_ms()])?;
    rows.next()?.map(self::trip).transpose()
}

fn count(db: &Connection, of: &str) -> Result<usize, VaultError> {
    let count: u32 = db.query_row(&format!("SELECT count(*) FROM {of}"), [], |row| row.get(0))?;
    Ok(count as usize)
}

fn trip(row: &Row<'_>) -> Result<TripNote, VaultError> {
    let damaged = || VaultError::Damaged { part: Part::Row };
    let id = |at: usize| -> Result<Id, VaultError> { row.get::<_, String>(at)?.parse().map_err(|_| damaged()) };
    let moment = |ms: i64, offset_min: i16| Moment::new(ms, offset_min).map_err(|_| damaged());
    let arrived: Option<i64> = row.get(5)?;
    let trace: String = row.get(7)?;
    Ok(TripNote {
        id: id(0)?,
        route: id(1)?,
        back: row.get(2)?,
        left: moment(row.get(3)?, row.get(4)?)?,
        arrived: arrived.map(|ms| moment(ms, row.get(6)?)).transpose()?,
        trace: if trace.is_empty() { vec![] } else { said::read::<Vec<(Degrees, Degrees)>>(trace.as_bytes())? },
    })
}

fn insert_trip(db: &Connection, trip: &TripNote) -> Result<(), VaultError> {
    let trace = if trip.trace.is_empty() { String::new() } else { said::json(&trip.trace) };
    db.prepare_cached(&format!("INSERT INTO trip ({TRIP_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))?.execute(params![
        trip.id.as_str(),
        trip.route.as_str(),
        trip.back,
        trip.left.utc_ms(),
        trip.left.offset_min(),
        trip.arrived.map(Moment::utc_ms),
        trip.arrived.map(Moment::offset_min),
        trace,
    ])?;
    Ok(())
}

/// Names are how she says which is meant, so each names one, in whatever case.
fn check_name<'n>(name: &str, mut others: impl Iterator<Item = &'n String>) -> Result<(), LogError> {
    let folded = name.to_lowercase();
    if others.any(|other| other.to_lowercase() == folded) { Err(invalid("route-name", "route-name-taken")) } else { Ok(()) }
}

fn check_room(there: usize, most: usize) -> Result<(), LogError> {
    if there >= most { Err(invalid("routes", "too-many")) } else { Ok(()) }
}

fn found(is_there: bool) -> Result<(), LogError> {
    if is_there { Ok(()) } else { Err(LogError::NotFound) }
}
