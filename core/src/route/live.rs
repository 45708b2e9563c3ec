//! A trace that grows while she walks.

use super::gpx::Fix;

/// Fixes that a trace under way keeps.
pub const LIVE_FIXES_MAX: usize = 10_000;

/// A trace under way: fixes as the receiver gives them, in memory only.
///
/// However long she walks it stays bounded: when it is full every other fix is dropped, and from then on only every second one is taken, and so on. The line
/// stays the same, with fewer points on it.
///
/// ```
/// use pana_core::route::{Fix, LIVE_FIXES_MAX, LiveTrace};
/// let mut trace = LiveTrace::default();
/// for step in 0..100_000 {
///     trace.add(Fix::new(43.2 + f64::from(step) * 1e-6, 76.9, None).unwrap());
/// }
/// assert!(trace.fixes().len() <= LIVE_FIXES_MAX);
/// assert_eq!(trace.fixes()[0].lat, 43.2);
/// assert!((trace.fixes().last().unwrap().lat - 43.299_999).abs() < 1e-9, "the newest is always there");
/// ```
#[derive(Clone, Debug)]
pub struct LiveTrace {
    fixes: Vec<Fix>,
    /// One of so many fixes is kept.
    every: usize,
    /// Fixes since the last one kept for good; the newest stands at the end until the next comes.
    since: usize,
}

impl Default for LiveTrace {
    fn default() -> Self {
        Self { fixes: vec![], every: 1, since: 0 }
    }
}

impl LiveTrace {
    /// Takes the next fix.
    pub fn add(&mut self, fix: Fix) {
        if self.since > 0 {
            self.fixes.pop();
        }
        self.fixes.push(fix);
        self.since = (self.since + 1) % self.every;
        if self.fixes.len() == LIVE_FIXES_MAX {
            let mut place = 0;
            self.fixes.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            self.fixes.push(fix);
            self.every *= 2;
            self.since = 1;
        }
    }

    /// The trace so far, the newest fix at its end.
    pub fn fixes(&self) -> &[Fix] {
        &self.fixes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_walk_keeps_its_line() {
        let mut trace = LiveTrace::default();
        let walked = 7 * LIVE_FIXES_MAX + 321;
        #[allow(clippy::cast_precision_loss)]
        let at = |step: usize| 40.0 + step as f64 * 1e-5;
        for step in 0..walked {
            let fix = Fix::new(at(step), 76.9, None).unwrap();
            trace.add(fix);
            assert_eq!(trace.fixes().last(), Some(&fix));
        }
        let lats: Vec<f64> = trace.fixes().iter().map(|fix| fix.lat).collect();
        assert!(lats.len() > LIVE_FIXES_MAX / 2 - 2 && lats.len() <= LIVE_FIXES_MAX);
        assert!(lats.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] < 17e-5), "in order, without holes");
        assert_eq!(trace.fixes().first(), Fix::new(at(0), 76.9, None).as_ref());
    }
}
