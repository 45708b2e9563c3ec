//! The `pana` command, run as people and scripts run it.

mod desk;
mod refusals;
mod story;
