//! All of it, as a backup holds it.

use super::{
    PLACES, Place, ROUTE_PLACES_MAX, ROUTES, ROUTES_MAX, Route, Settings, TRACES_MAX, TRIPS_KEPT_DAYS_MAX, TRIPS_MAX, TripNote, all,
    insert, insert_trip, trips,
};
use crate::incident::Id;
use crate::vault::{Part, VaultError, keep, said};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// Places, routes, trips and settings. Draws stay behind: a copy elsewhere must not tell where she will be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Content {
    settings: Option<Settings>,
    places: Vec<Place>,
    routes: Vec<Route>,
    trips: Vec<TripNote>,
}

impl Content {
    pub(crate) fn read(db: &Connection) -> Result<Self, VaultError> {
        let settings = keep::get_all(db, super::settings::SETTINGS)?;
        Ok(Self {
            settings: if settings.is_empty() { None } else { Some(said::read(&settings)?) },
            places: all(db, PLACES)?,
            routes: all(db, ROUTES)?,
            trips: trips(db)?,
        })
    }

    /// Writes it into a database that has none of it. What does not fit is not of this program.
    pub(crate) fn write(&self, db: &Connection) -> Result<(), VaultError> {
        let Self { settings, places, routes, trips } = self;
        let kept = trips.iter().filter(|trip| !trip.trace.is_empty()).count();
        let is_kept = |settings: &Settings| (1..=TRIPS_KEPT_DAYS_MAX).contains(&settings.kept_days);
        let is_place = |id: &Id| places.iter().any(|place| place.id == *id);
        let fits = places.len() <= ROUTE_PLACES_MAX
            && routes.len() <= ROUTES_MAX
            && trips.len() <= TRIPS_MAX
            && kept <= TRACES_MAX
            && settings.as_ref().is_none_or(is_kept)
            && places.iter().all(|place| place.checked().is_ok_and(|checked| checked == *place))
            && routes
                .iter()
                .all(|route| route.checked().is_ok_and(|checked| checked == *route) && is_place(&route.from) && is_place(&route.to))
            && trips.iter().all(|trip| routes.iter().any(|route| route.id == trip.route) && trip.check_itself().is_ok());
        if !fits {
            return Err(VaultError::Damaged { part: Part::Row });
        }
        for place in places {
            insert(db, PLACES, place.id.as_str(), place)?;
        }
        for route in routes {
            insert(db, ROUTES, route.id.as_str(), route)?;
        }
        for trip in trips {
            insert_trip(db, trip)?;
        }
        settings.as_ref().map_or(Ok(()), |settings| keep::put(db, super::settings::SETTINGS, said::json(settings).as_bytes()))
    }
}
