//! The `pana` command, run as people and scripts run it.

mod alert;
mod backup;
mod cases;
mod desk;
mod dossier;
mod figures;
mod hand_over;
mod imports;
mod people;
mod phone;
mod proof;
mod record;
mod refusals;
mod route;
mod simulate;
mod story;
