//! A linear programme over mixes, its dual, and what both together prove.

use super::PROBABILITY_LEAST;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

/// How far the value of a mix may be from the bound that the dual proves.
pub(super) const GAP_MAX: f64 = 1e-6;
/// A row that is not yet in the programme and is exceeded by less counts as kept: well below [`GAP_MAX`].
const EXCEEDED_MIN: f64 = 1e-8;
/// How far the solver may break a row or a bound: rows in terms of v* are steep, so its own 1e-7 would be too coarse.
const FEASIBILITY: f64 = 1e-9;
/// Rows that are added at once.
const ROWS_ADDED_MAX: usize = 40;
/// Programmes solved until no row is exceeded. Each adds a row at least; a few are enough in practice.
const ROUNDS_MAX: usize = 200;

/// What a watch meets as a function of the mix: factor · fifteenths + constant, for mixes that sum to one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) fifteenths: &'a [u8],
    pub(super) factor: f64,
    pub(super) constant: f64,
}

/// Of all mixes within the budget that keep every hard line at or below its limit.
pub(super) struct Program<'a> {
    pub(super) soft: Vec<Line<'a>>,
    pub(super) hard: Vec<(Line<'a>, f64)>,
    /// Of every choice, from 0 up, in minutes.
    pub(super) effort: &'a [f64],
    /// In minutes; `None` if any effort will do.
    pub(super) budget: Option<f64>,
}

/// A mix with its certificate.
pub(super) struct Found {
    pub(super) mix: Vec<f64>,
    /// The highest soft line of the mix, or its effort.
    pub(super) value: f64,
    /// How far the value may be above the least there is, at most.
    pub(super) gap: f64,
}

/// The solver failed, or its answers do not fit together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unsolved;

#[derive(Clone, Copy, PartialEq)]
enum Goal {
    LeastWorst,
    LeastEffort,
}

/// The rows that a programme has been given, by their places.
#[derive(Default)]
struct Rows {
    soft: Vec<usize>,
    hard: Vec<usize>,
}

impl Line<'_> {
    fn of(&self, choice: usize) -> f64 {
        self.factor * f64::from(self.fifteenths[choice]) + self.constant
    }

    /// What a mix that sums to one gives.
    pub(super) fn at(&self, mix: &[f64]) -> f64 {
        self.factor * self.fifteenths.iter().zip(mix).map(|(count, p)| f64::from(*count) * p).sum::<f64>() + self.constant
    }
}

impl Program<'_> {
    /// The mix whose highest soft line is lowest; without one, the cheapest.
    pub(super) fn least_worst(&self) -> Result<Found, Unsolved> {
        if self.soft.is_empty() {
            return Ok(Found { value: 0.0, ..self.least_effort()? });
        }
        self.solve(Goal::LeastWorst)
    }

    /// The mix that takes the least effort.
    pub(super) fn least_effort(&self) -> Result<Found, Unsolved> {
        self.solve(Goal::LeastEffort)
    }

    fn solve(&self, goal: Goal) -> Result<Found, Unsolved> {
        let even = vec![1.0 / self.effort.len() as f64; self.effort.len()];
        let mut rows = Rows::default();
        self.add_exceeded(&mut rows, &even, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for _ in 0..ROUNDS_MAX {
            let (mix, level) = self.primal(&rows, goal)?;
            if self.add_exceeded(&mut rows, &mix, level + EXCEEDED_MIN, EXCEEDED_MIN) {
                continue;
            }
            let value = match goal {
                Goal::LeastWorst => super::highest(&self.soft, &mix),
                Goal::LeastEffort => self.effort_of(&mix),
            };
            let gap = (value - self.bound(&rows, goal)?).abs();
            let too_much = self.budget.map_or(0.0, |budget| self.effort_of(&mix) - budget);
            let too_high = self.hard.iter().map(|(line, limit)| line.at(&mix) - limit).fold(too_much, f64::max);
            return if gap <= GAP_MAX && too_high <= GAP_MAX { Ok(Found { mix, value, gap }) } else { Err(Unsolved) };
        }
        Err(Unsolved)
    }

    /// Adds the rows that a mix exceeds most; says whether there were any.
    fn add_exceeded(&self, rows: &mut Rows, mix: &[f64], level: f64, slack: f64) -> bool {
        let soft = self.soft.iter().map(|line| line.at(mix) - level);
        let hard = self.hard.iter().map(|(line, limit)| line.at(mix) - limit - slack);
        let soft = most(soft, &mut rows.soft);
        let hard = most(hard, &mut rows.hard);
        soft || hard
    }

    /// The mix that is best where only these rows count, and the level it reaches.
    fn primal(&self, rows: &Rows, goal: Goal) -> Result<(Vec<f64>, f64), Unsolved> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let price = |effort: f64| if goal == Goal::LeastEffort { effort } else { 0.0 };
        let mix: Vec<Variable> = self.effort.iter().map(|effort| problem.add_var(price(*effort), (0.0, 1.0))).collect();
        let level = problem.add_var(1.0, (0.0, f64::INFINITY));
        problem.add_constraint(mix.iter().map(|x| (*x, 1.0)), ComparisonOp::Eq, 1.0);
        if let Some(budget) = self.budget {
            problem.add_constraint(terms(&mix, |choice| self.effort[choice]), ComparisonOp::Le, budget);
        }
        // The constant is left out of the entries and taken to the other side, so that rows stay sparse.
        let plain = |line: &Line<'_>, choice: usize| line.of(choice) - line.constant;
        for row in &rows.soft {
            let line = &self.soft[*row];
            let mut sum = terms(&mix, |choice| plain(line, choice));
            sum.push((level, -1.0));
            problem.add_constraint(sum, ComparisonOp::Le, -line.constant);
        }
        for row in &rows.hard {
            let (line, limit) = &self.hard[*row];
            problem.add_constraint(terms(&mix, |choice| plain(line, choice)), ComparisonOp::Le, limit - line.constant);
        }
        let solution = solve(&problem)?;
        let mut found: Vec<f64> = mix.iter().map(|x| solution.var_value(*x)).collect();
        for p in &mut found {
            if *p < PROBABILITY_LEAST {
                *p = 0.0;
            }
        }
        let whole: f64 = found.iter().sum();
        if !(0.5..2.0).contains(&whole) {
            return Err(Unsolved);
        }
        for p in &mut found {
            *p /= whole;
        }
        Ok((found, solution.var_value(level)))
    }

    /// A value below which no mix can go, from the dual of the programme with these rows.
    fn bound(&self, rows: &Rows, goal: Goal) -> Result<f64, Unsolved> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let lambda = problem.add_var(1.0, (f64::NEG_INFINITY, f64::INFINITY));
        let mu = self.budget.map(|budget| problem.add_var(-budget, (0.0, f64::INFINITY)));
        let weights: Vec<Variable> = rows.soft.iter().map(|_| problem.add_var(0.0, (0.0, 1.0))).collect();
        let prices: Vec<Variable> = rows.hard.iter().map(|row| problem.add_var(-self.hard[*row].1, (0.0, f64::INFINITY))).collect();
        let own = |choice: usize| if goal == Goal::LeastEffort { self.effort[choice] } else { 0.0 };
        for choice in 0..self.effort.len() {
            let mut sum = vec![(lambda, 1.0)];
            sum.extend(mu.map(|mu| (mu, -self.effort[choice])));
            sum.extend(weights.iter().zip(&rows.soft).map(|(y, row)| (*y, -self.soft[*row].of(choice))));
            sum.extend(prices.iter().zip(&rows.hard).map(|(z, row)| (*z, -self.hard[*row].0.of(choice))));
            sum.retain(|(_, factor)| *factor != 0.0);
            problem.add_constraint(sum, ComparisonOp::Le, own(choice));
        }
        if goal == Goal::LeastWorst {
            problem.add_constraint(weights.iter().map(|y| (*y, 1.0)), ComparisonOp::Eq, 1.0);
        }
        let solution = solve(&problem)?;
        let not_negative = |variable: &Variable| solution.var_value(*variable).max(0.0);
        let mut weights: Vec<f64> = weights.iter().map(not_negative).collect();
        let whole: f64 = weights.iter().sum();
        for y in &mut weights {
            *y /= whole;
        }
        let prices: Vec<f64> = prices.iter().map(not_negative).collect();
        let mu = mu.as_ref().map_or(0.0, not_negative);
        let reached = |choice: usize| {
            own(choice)
                + mu * self.effort[choice]
                + weights.iter().zip(&rows.soft).map(|(y, row)| y * self.soft[*row].of(choice)).sum::<f64>()
                + prices.iter().zip(&rows.hard).map(|(z, row)| z * self.hard[*row].0.of(choice)).sum::<f64>()
        };
        let least = (0..self.effort.len()).map(reached).fold(f64::INFINITY, f64::min);
        let limits: f64 = prices.iter().zip(&rows.hard).map(|(z, row)| z * self.hard[*row].1).sum();
        Ok(least - mu * self.budget.unwrap_or(0.0) - limits)
    }

    fn effort_of(&self, mix: &[f64]) -> f64 {
        self.effort.iter().zip(mix).map(|(effort, p)| effort * p).sum()
    }
}

/// Adds the places of the largest positive values that are not yet there; says whether there were any.
fn most(values: impl Iterator<Item = f64>, places: &mut Vec<usize>) -> bool {
    let mut exceeded: Vec<(f64, usize)> =
        values.enumerate().filter(|(place, value)| *value > 0.0 && !places.contains(place)).map(|(place, value)| (value, place)).collect();
    exceeded.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    exceeded.truncate(ROWS_ADDED_MAX);
    places.extend(exceeded.iter().map(|(_, place)| place));
    !exceeded.is_empty()
}

fn terms(mix: &[Variable], factor: impl Fn(usize) -> f64) -> Vec<(Variable, f64)> {
    mix.iter().enumerate().map(|(choice, x)| (*x, factor(choice))).filter(|(_, factor)| *factor != 0.0).collect()
}

fn solve(problem: &Problem) -> Result<microlp::Solution, Unsolved> {
    let mut options = SolveOptions::default();
    options.tolerances.feasibility = FEASIBILITY;
    // What the solver says of a failure helps nobody here.
    problem.solve_with(options).ok().and_then(|outcome| outcome.into_solution().ok()).ok_or(Unsolved)
}
