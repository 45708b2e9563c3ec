//! `pana`: the vault on a desk, for support workers, tests and a first look.
//!
//! A thin shell: it reads clocks, files, the terminal and the environment, calls the core, and prints what the core answers.

mod alert_fields;
mod alert_words;
mod args;
mod ask;
mod batch;
mod clock;
mod commands;
mod demo;
mod desk;
mod device_key_file;
mod failure;
mod fields;
mod new_file;
mod output;
mod picture;
mod play;
mod plot;
mod progress;
mod run;
mod week;
mod when;

use pana_core::vault::{ZeroingAllocator, install_sqlite_allocator};
use std::process::ExitCode;

/// What is freed is zeroed, so that a command leaves no secret behind in memory that others may get.
#[global_allocator]
static ALLOCATOR: ZeroingAllocator = ZeroingAllocator;

fn main() -> ExitCode {
    install_sqlite_allocator();
    run::run(std::env::args_os().collect())
}
