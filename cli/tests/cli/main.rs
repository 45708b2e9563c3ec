//! The `pana` command, run as people and scripts run it.

mod desk;
mod figures;
mod refusals;
mod story;
