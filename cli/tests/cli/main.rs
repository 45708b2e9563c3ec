//! The `pana` command, run as people and scripts run it.

mod desk;
mod people;
mod record;
mod refusals;
mod story;
