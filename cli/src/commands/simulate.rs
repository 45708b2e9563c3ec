//! Invented people, and how often those who wait for them meet them: a table, or the figures as JSON.

use crate::args::Simulate as Args;
use crate::desk::Desk;
use crate::output::Answer;
use pana_core::language::{Arg, Language};
use pana_core::route::{
    Estimate, HEDGE_FACTOR, LONGER_WAIT_MIN, Observer, SIMULATED_EXTRA_MIN, SIMULATED_FOLLOWED, Simulation, Strategy, WAITS_MIN, simulate,
};
use serde_json::json;
use std::{array, thread};

/// Columns of a figure.
const FIGURE_WIDTH: usize = 13;

/// Lines of a label and a figure for each wait, under a title.
struct Section {
    title: String,
    lines: Vec<(String, [String; WAITS_MIN.len()])>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Answer {
    let bar = desk.counting_progress("working-simulate", u64::from(args.people));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let found = simulate(args.seed, args.people, args.days, threads, &mut |people| bar.at(people));
    drop(bar);
    let mut document = json!(found);
    document["seed"] = args.seed.into();
    document["waits_min"] = json!(WAITS_MIN);
    document["extra_min"] = SIMULATED_EXTRA_MIN.into();
    document["followed"] = SIMULATED_FOLLOWED.into();
    Answer::new(document, text(desk.output.language, args.seed, &found))
}

fn text(language: Language, seed: u64, found: &Simulation) -> String {
    let seed = seed.to_string();
    let whose = [("people", Arg::Number(found.people as u64)), ("days", Arg::Number(u64::from(found.days))), ("seed", Arg::Text(&seed))];
    let mut sections: Vec<Section> = Observer::ALL.map(|observer| observed(language, observer, found)).into();
    sections.extend([worst(language, found), hedged(language, found)]);
    let width = sections.iter().flat_map(|section| &section.lines).map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    let waits = WAITS_MIN.map(|wait_min| language.text_with("simulation-wait", &[("minutes", Arg::Number(u64::from(wait_min)))]));
    let mut lines = vec![language.text_with("simulation-people", &whose), language.text("simulation-reads")];
    for section in sections {
        lines.extend([String::new(), section.title, line("", &waits, width)]);
        lines.extend(section.lines.iter().map(|(label, figures)| line(label, figures, width)));
    }
    lines.extend([String::new(), language.text("simulation-efforts")]);
    lines.extend(found.efforts.iter().map(|taken| {
        let extra_min = said(taken.extra_min, 1.0);
        line(&language.text(strategy_key(taken.strategy)), &[extra_min, String::new(), String::new()], width)
    }));
    lines.extend([String::new(), language.text("simulation-model")]);
    lines.join("\n")
}

/// A label of this many columns, and what stands beside it.
fn line(label: &str, cells: &[String; WAITS_MIN.len()], width: usize) -> String {
    let [first, second, third] = cells;
    let line = format!("{label:<width$}{first:>FIGURE_WIDTH$}{second:>FIGURE_WIDTH$}{third:>FIGURE_WIDTH$}");
    line.trim_end().to_owned()
}

fn observed(language: Language, observer: Observer, found: &Simulation) -> Section {
    let title = match observer {
        Observer::MostCommon => "simulation-most-common",
        Observer::Markov => "simulation-markov",
        Observer::Compression => "simulation-compression",
    };
    let line = |strategy| (language.text(strategy_key(strategy)), found.met(strategy, observer).map(percent));
    Section { title: language.text(title), lines: Strategy::ALL.map(line).into() }
}

fn strategy_key(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Habit => "simulation-habit",
        Strategy::Rotation => "simulation-rotation",
        Strategy::Uniform => "simulation-uniform",
        Strategy::NeverLikeYesterday => "simulation-never-like-yesterday",
        Strategy::Advised => "simulation-advised",
    }
}

fn worst(language: Language, found: &Simulation) -> Section {
    let by_wait = |of: &dyn Fn(usize) -> Estimate| array::from_fn(|wait| percent(of(wait)));
    let longer = language.text_with("simulation-longer", &[("minutes", Arg::Number(u64::from(LONGER_WAIT_MIN)))]);
    Section {
        title: language.text_with("simulation-worst", &[("minutes", Arg::Text(&SIMULATED_EXTRA_MIN.to_string()))]),
        lines: vec![
            (language.text("simulation-advised"), by_wait(&|wait| found.worst[wait].advised)),
            (longer, WAITS_MIN.map(|wait_min| if wait_min == LONGER_WAIT_MIN - 1 { percent(found.longer) } else { String::new() })),
            (language.text("simulation-cheapest"), by_wait(&|wait| found.worst[wait].uniform)),
            (language.text("simulation-best"), by_wait(&|wait| found.worst[wait].best)),
        ],
    }
}

fn hedged(language: Language, found: &Simulation) -> Section {
    let (share, factor) = (format!("{:.0}", 100.0 * SIMULATED_FOLLOWED), HEDGE_FACTOR.to_string());
    let title = language.text_with("simulation-followed", &[("count", Arg::Text(&share)), ("factor", Arg::Text(&factor))]);
    let mut lines = vec![];
    for hedges in found.hedges.chunks(WAITS_MIN.len()) {
        let minutes = hedges[0].extra_min.map(|extra_min| extra_min.to_string());
        let label = |any: &str, limited: &str| match &minutes {
            None => language.text(any),
            Some(minutes) => language.text_with(limited, &[("minutes", Arg::Text(minutes))]),
        };
        let by_wait = |of: &dyn Fn(usize) -> Estimate| array::from_fn(|wait| percent(of(wait)));
        lines.push((label("simulation-any-bounded", "simulation-limited-bounded"), by_wait(&|wait| hedges[wait].bounded)));
        lines.push((label("simulation-any-least", "simulation-limited-least"), by_wait(&|wait| hedges[wait].unbounded)));
    }
    Section { title, lines }
}

/// On how many of 100 days.
fn percent(figure: Estimate) -> String {
    said(figure, 100.0)
}

fn said(figure: Estimate, times: f64) -> String {
    let off = figure.off_95.map_or_else(String::new, |off| format!(" ± {:.1}", times * off));
    format!("{:.1}{off}", times * figure.mean)
}
