//! From the command line to the exit code.

use crate::args::{Alert, Cli, Command, Common, Task};
use crate::ask::Ask;
use crate::clock::{self, Clock, UPTIME_VARIABLE};
use crate::commands::{self, vault};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Answer, Output};
use crate::{batch, demo, play};
use clap::Parser;
use pana_core::language::Language;
use pana_core::vault::Notice;
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

pub(crate) fn run(typed: Vec<OsString>) -> ExitCode {
    let wants_json = typed.iter().any(|word| word == "--json");
    let exit = match Cli::try_parse_from(typed) {
        Ok(cli) => run_command(cli),
        Err(error) if wants_json && error.use_stderr() => {
            let output = Output { json: true, language: language_of_environment() };
            output.print(&Err(Failure::unreadable_command(&error)), &[])
        }
        // Help and version come this way too: they are asked for and end well.
        Err(error) => {
            let _ = error.print();
            if error.use_stderr() { Exit::Usage } else { Exit::Done }
        }
    };
    ExitCode::from(exit as u8)
}

fn run_command(cli: Cli) -> Exit {
    let output = Output { json: cli.common.json, language: cli.common.lang.unwrap_or_else(language_of_environment) };
    let desk = match desk(cli.common, output) {
        Ok(desk) => desk,
        Err(failure) => return output.print(&Err(failure), &[]),
    };
    let mut notices = Vec::new();
    let result = match &cli.command {
        Command::Batch(args) => return batch::run(args, &desk),
        Command::Task(Task::Alert(Alert::Play { script })) => return play::run(script, &desk),
        Command::Init(args) => vault::init(args, &desk),
        Command::Recover => vault::recover(&desk, &mut notices),
        Command::Second(args) => vault::second(args, &desk),
        Command::Demo(args) => demo::run(args, &desk),
        Command::Task(task) => commands::run_locked(task, &desk).unwrap_or_else(|| run_task(task, &desk, &mut notices)),
    };
    output.print(&result, &notices)
}

fn run_task(task: &Task, desk: &Desk, notices: &mut Vec<Notice>) -> Result<Answer, Failure> {
    desk.unlock()?.run_and_lock(|open| {
        *notices = open.session.notices().to_vec();
        commands::run(task, open)
    })
}

fn desk(common: Common, output: Output) -> Result<Desk, Failure> {
    let uptime = match env::var(UPTIME_VARIABLE) {
        Ok(text) => Some(clock::parse_uptime(&text).ok_or_else(|| Failure::usage("not-unicode").with("variable", &UPTIME_VARIABLE))?),
        Err(_) => None,
    };
    Ok(Desk {
        vault: common.vault,
        device_key: common.device_key,
        clock: Clock::new(common.now, uptime),
        ask: Ask(output.language),
        output,
    })
}

/// As POSIX orders them; the first that is set decides.
fn language_of_environment() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    set.and_then(|tag| Language::from_tag(&tag)).unwrap_or(Language::En)
}
