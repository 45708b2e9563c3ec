//! What each command does: one file a group.

pub(crate) mod backup;
pub(crate) mod contact;
pub(crate) mod dossier;
pub(crate) mod entry;
pub(crate) mod evidence;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod incident;
pub(crate) mod message;
pub(crate) mod person;
pub(crate) mod phone;
pub(crate) mod police;
pub(crate) mod proof;
pub(crate) mod refusal;
pub(crate) mod route;
pub(crate) mod series;
pub(crate) mod share;
pub(crate) mod simulate;
pub(crate) mod stats;
pub(crate) mod vault;

use crate::args::{self, Task};
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::fields;
use crate::output::Answer;
use pana_core::incident::Filter;
use pana_core::language::{Arg, Language};
use pana_core::law::Fact;
use std::fs::File;
use std::io;
use std::path::Path;

/// Runs a task that tells nothing of what is in the vault; `None` if it needs the vault open.
pub(crate) fn run_locked(task: &Task, desk: &Desk) -> Option<Result<Answer, Failure>> {
    match task {
        Task::Incident(args::Incident::Kinds) => Some(Ok(incident::kinds(desk))),
        Task::Refusal(args::Refusal::Words) => Some(Ok(refusal::words(desk))),
        Task::Proof(args::Proof::Verify { file, anchor }) => Some(proof::verify(file, anchor.as_deref(), desk)),
        Task::Dossier(args::Dossier::Verify { paths, anchor }) => Some(dossier::verify(paths, anchor.as_deref(), desk)),
        Task::Import(args) if args.list => Some(import::list(args, desk)),
        Task::Backup(args) => backup::run_locked(args, desk),
        Task::CheckIn(args) => phone::check_in_locked(args, desk),
        Task::Capture(args) => Some(phone::capture(args, desk)),
        Task::Alert(args::Alert::Text(args)) => Some(message::text(args, desk)),
        Task::Alert(args::Alert::Table { name, latin }) => Some(message::all(name, latin)),
        Task::Alert(args::Alert::Read(args)) if args.from.is_none() => Some(message::read(args, desk)),
        // It prints many documents, not one.
        Task::Alert(args::Alert::Play { .. }) => Some(Err(Failure::usage("needs-own-run"))),
        Task::Alert(args::Alert::Live(args)) => phone::live_locked(args, desk),
        Task::Route(args::Route::Simulate(args)) => Some(Ok(simulate::run(args, desk))),
        _ => None,
    }
}

/// Runs any task with the vault open.
pub(crate) fn run(task: &Task, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    if let Some(result) = run_locked(task, open.desk) {
        return result;
    }
    match task {
        Task::Status => vault::status(open),
        Task::Incident(args) => incident::run(args, open),
        Task::Person(args) => person::run(args, open),
        Task::Relation(args) => person::relation(args, open),
        Task::Refusal(args) => refusal::run(args, open),
        Task::Police(args) => police::run(args, open),
        Task::Order(args) => police::order(args, open),
        Task::Evidence(args) => evidence::run(args, open),
        Task::Share(args) => share::run(args, open),
        Task::Import(args) => import::take_in(args, open),
        Task::Series(args) => series::run(args, open),
        Task::Pin(args) => vault::pin(args, open),
        Task::Stats(args) => stats::run(args, open),
        Task::Check => vault::check(open),
        Task::History(args) => proof::history(args, open),
        Task::Anchor(args) => proof::anchor(args, open),
        Task::Proof(args) => proof::proof(args, open),
        Task::Backup(args::Backup::Make(args)) => backup::make(args, open),
        Task::Contact(args) => contact::run(args, open),
        Task::Place(args) => contact::place(args, open),
        Task::CheckIn(args) => phone::check_in(args, open),
        Task::Drill(args) => phone::drill(args, open),
        Task::Route(args) => route::run(args, open),
        Task::Dossier(args) => dossier::run(args, open),
        Task::Alert(args::Alert::Live(args)) => phone::live(args, open),
        Task::Alert(args::Alert::Read(args @ args::AlertRead { from: Some(from), .. })) => message::read_from(from, args, open),
        // All of these ran above.
        Task::Backup(args::Backup::Restore(_) | args::Backup::Key { .. }) | Task::Alert(_) | Task::Capture(_) => {
            Err(Failure::usage("usage"))
        }
    }
}

/// Which incidents she means.
fn filter(args: &args::Filter) -> Result<Filter, Failure> {
    Ok(Filter {
        kind: args.kind.as_deref().map(incident::kind_of).transpose()?,
        number: args.number.clone(),
        person: args.person.as_deref().map(str::parse).transpose()?,
        from: args.from.as_deref().map(|day| fields::day("from", day)).transpose()?,
        to: args.to.as_deref().map(|day| fields::day("to", day)).transpose()?,
        place: args.place.clone(),
    })
}

/// Whatever is said of the law stands with its source, the day it was checked, and how sure it is.
fn fact_words(language: Language, fact: &Fact) -> String {
    let status = language.text(&format!("law-{}", fact.status.id()));
    let date = fact.checked_on.strftime(if language == Language::En { "%-d %b %Y" } else { "%d.%m.%Y" }).to_string();
    let of_source = [("source", Arg::Text(fact.source.of(language))), ("date", Arg::Text(&date)), ("status", Arg::Text(&status))];
    format!("{} {}", fact.says.of(language), language.text_with("law-source", &of_source))
}

/// Opens a file that she named, with its length in bytes.
pub(crate) fn open_file(path: &Path) -> Result<(File, u64), Failure> {
    let opened = File::open(path).and_then(|file| {
        let found = file.metadata()?;
        if found.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok((file, found.len())) }
    });
    opened.map_err(|error| Failure::reading(&error))
}

/// Whether a text of this task is `-`.
pub(crate) fn reads_standard_input(task: &Task) -> bool {
    match task {
        Task::Incident(args::Incident::Add(args)) => args.what == incident::STANDARD_INPUT,
        Task::Incident(args::Incident::Amend(args)) => args.what.as_deref() == Some(incident::STANDARD_INPUT),
        Task::Series(args::Series::Add { rows, .. } | args::Series::Extend { rows, .. }) => rows == Path::new(incident::STANDARD_INPUT),
        Task::Alert(args::Alert::Read(args)) => args.text == incident::STANDARD_INPUT,
        Task::Capture(args) => args.file == Path::new(incident::STANDARD_INPUT),
        Task::Route(args::Route::Trip(args::RouteTrip::Live { file, .. })) => file == Path::new(incident::STANDARD_INPUT),
        _ => false,
    }
}
