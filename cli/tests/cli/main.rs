//! The `pana` command, run as people and scripts run it.

mod backup;
mod desk;
mod proof;
mod refusals;
mod story;
