//! The `pana` command, run as people and scripts run it.

mod backup;
mod desk;
mod refusals;
mod story;
