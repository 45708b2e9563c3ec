//! The interception game, judged by an independent solver: `HiGHS` in the Python package `scipy`, which `tests/run` installs. The judge makes
//! the rows anew from the statement of the game.

#![allow(clippy::unwrap_used)]

use pana_core::route::{Cell, Cells, Choice, Effort, Game, GameError, Method, Pass, QUARTER_MIN, Way};
use pana_tests::chance::{Chance, count, figure, only_seed};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/game.py");
const PACKAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python");
/// How far two right solvers may differ.
const VALUE_DIFFERENCE_MAX: f64 = 1e-6;
/// What the goals of speed are for: the larger games have a second, the smaller a tenth of one.
const SIZES: [Size; 2] =
    [Size { ways: 3, quarters: 12, cells: 40, goal_ms: 100 }, Size { ways: 6, quarters: 16, cells: 200, goal_ms: 1_000 }];

struct Size {
    ways: usize,
    quarters: u16,
    cells: u32,
    goal_ms: u32,
}

/// A game as both sides get it.
struct Posed {
    ways: Vec<Way>,
    choices: Vec<Choice>,
    wait_min: u16,
    extra_min: Option<f64>,
}

#[test]
fn random_games_have_the_value_that_an_independent_solver_finds() {
    let mut chance = Chance::new(only_seed().unwrap_or(0));
    for size in &SIZES {
        let posed: Vec<Posed> = (0..count(60, 1_000)).map(|_| pose(&mut chance, size)).collect();
        let (mut took, mut widest, mut furthest) = (vec![], 0.0f64, 0.0f64);
        for (game, judged) in posed.iter().zip(judged(&posed)) {
            let began = Instant::now();
            let ours = Game::new(&game.ways, &game.choices).unwrap().value(Cells::All, game.wait_min, effort(game));
            took.push(began.elapsed());
            match (ours, judged) {
                (Err(GameError::TooLittleEffort), None) => {}
                (Ok(ours), Some(value)) => {
                    let Method::Solved { gap } = ours.method else { panic!("not solved: {}", told(game)) };
                    assert!((ours.value - value).abs() <= VALUE_DIFFERENCE_MAX, "{} and {value}: {}", ours.value, told(game));
                    assert!(gap <= VALUE_DIFFERENCE_MAX);
                    widest = widest.max(gap);
                    furthest = furthest.max((ours.value - value).abs());
                }
                (ours, value) => panic!("{ours:?} and {value:?}: {}", told(game)),
            }
        }
        let name = size.name();
        figure(&format!("game of {name}: judged by HiGHS"), posed.len());
        figure(&format!("game of {name}: furthest from HiGHS, widest duality gap"), format!("{furthest:.1e}, {widest:.1e}"));
        figure(&format!("game of {name}: against one wait, certificate included"), spread(took));
    }
}

/// Printed and collected, never asserted: the machine decides.
#[test]
fn what_advice_takes() {
    let mut chance = Chance::new(only_seed().unwrap_or(1));
    for size in &SIZES {
        for followed in [1.0, 0.6] {
            let (mut took, mut solved) = (vec![], 0);
            let games = count(12, 100);
            for _ in 0..games {
                let mut posed = pose(&mut chance, size);
                posed.extra_min = Some(8.0);
                let usual = pana_core::route::Departure { way: 0, leave_min: posed.choices[0].leave_min + 20, weight: 1.0 };
                let began = Instant::now();
                let game = Game::with_habit(&posed.ways, &posed.choices, &[usual]).unwrap();
                let advice = game.advise(effort(&posed), followed).unwrap();
                took.push(began.elapsed());
                solved += u64::from(matches!(advice.method, Method::Solved { .. }));
            }
            assert_eq!(solved, games);
            let goal = size.goal_ms;
            figure(&format!("advice for {}, {:.0} % followed (goal {goal} ms)", size.name(), followed * 100.0), spread(took));
        }
    }
}

impl Size {
    fn name(&self) -> String {
        format!("{} ways × {} quarters × {} cells", self.ways, self.quarters, self.cells)
    }
}

fn effort(game: &Posed) -> Effort {
    game.extra_min.map_or(Effort::Any, Effort::ExtraMin)
}

/// Ways from one door to another: each passes its part of the cells, some of which it shares, and sometimes one of them twice.
fn pose(chance: &mut Chance, size: &Size) -> Posed {
    let last = size.cells - 1;
    let durations: Vec<u16> = (0..size.ways).map(|_| 15 + chance.below(25) as u16).collect();
    let ways: Vec<Way> = durations
        .iter()
        .enumerate()
        .map(|(way, duration)| {
            let mut cells: Vec<u32> = (1..last).filter(|cell| *cell as usize % size.ways == way || chance.happens(8)).collect();
            if chance.happens(20) {
                cells.push(cells[0]);
            }
            let after_min = |place: usize| (usize::from(*duration) * (place + 1) / (cells.len() + 1)) as u16;
            let mut passes = vec![Pass { cell: Cell(0), after_min: 0 }];
            passes.extend(cells.iter().enumerate().map(|(place, cell)| Pass { cell: Cell(*cell), after_min: after_min(place) }));
            passes.push(Pass { cell: Cell(last), after_min: *duration });
            Way { passes }
        })
        .collect();
    let first = 300 + chance.below(600) as u16;
    let favourite = *durations.iter().min().unwrap();
    let preferred = first + chance.below(usize::from(size.quarters * QUARTER_MIN)) as u16;
    let mut choices = vec![];
    for (way, duration) in durations.iter().enumerate() {
        for quarter in 0..size.quarters {
            let leave_min = first + quarter * QUARTER_MIN;
            if choices.is_empty() || !chance.happens(10) {
                choices.push(Choice { way, leave_min, effort_min: Choice::effort_min(*duration, favourite, leave_min, preferred) });
            }
        }
    }
    let extra_min =
        *chance.pick(&[None, None, Some(-5.0), Some(-1e-3), Some(1e-3), Some(0.5), Some(2.0), Some(8.0), Some(8.0), Some(30.0)]);
    Posed { ways, choices, wait_min: *chance.pick(&[15, 15, 30, 30, 60, 60, 7, 31, 45, 90]), extra_min }
}

fn told(game: &Posed) -> Value {
    let ways: Vec<Vec<(u32, u16)>> =
        game.ways.iter().map(|way| way.passes.iter().map(|pass| (pass.cell.0, pass.after_min)).collect()).collect();
    let choices: Vec<_> = game.choices.iter().map(|choice| (choice.way, choice.leave_min, choice.effort_min)).collect();
    let least = game.choices.iter().map(|choice| choice.effort_min).fold(f64::INFINITY, f64::min);
    json!({ "ways": ways, "choices": choices, "wait": game.wait_min, "budget": game.extra_min.map(|extra| least + extra) })
}

/// What `HiGHS` makes of each game: its value, or none where the budget allows nothing.
fn judged(games: &[Posed]) -> Vec<Option<f64>> {
    assert!(Path::new(PACKAGES).is_dir(), "scipy is missing: tests/run installs it");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("games");
    let lines: Vec<String> = games.iter().map(|game| told(game).to_string()).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let ran = Command::new("python3").args(["-B", JUDGE]).arg(&file).env("PYTHONPATH", PACKAGES).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let answers: Vec<Option<f64>> =
        String::from_utf8(ran.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), games.len());
    answers
}

fn spread(mut of: Vec<Duration>) -> String {
    of.sort_unstable();
    let at = |percent: usize| of[(of.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    format!("median {:.1} ms, 95 % within {:.1}, worst {:.1}, of {}", at(50), at(95), at(100), of.len())
}
