//! The `pana` command, run as people and scripts run it.

mod desk;
mod imports;
mod refusals;
mod story;
