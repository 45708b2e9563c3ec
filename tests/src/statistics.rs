//! The few statistics that tests need: two means, a flat histogram, and classifiers that look for what they should not find.

use std::ops::Range;

/// Welch's t of two samples: how far apart their means are, in standard errors.
pub fn welch_t(one: &[f64], two: &[f64]) -> f64 {
    let ((mean_one, variance_one), (mean_two, variance_two)) = (mean_and_variance(one), mean_and_variance(two));
    (mean_one - mean_two) / (variance_one / one.len() as f64 + variance_two / two.len() as f64).sqrt()
}

/// The samples without what lies above the `percent` quantile of all of them together: a machine's interruptions say nothing about the code.
pub fn cropped(samples: &[Vec<f64>], percent: usize) -> Vec<Vec<f64>> {
    let mut all: Vec<f64> = samples.concat();
    all.sort_by(f64::total_cmp);
    let limit = all[(all.len() * percent / 100).min(all.len() - 1)];
    samples.iter().map(|sample| sample.iter().copied().filter(|value| *value <= limit).collect()).collect()
}

fn mean_and_variance(sample: &[f64]) -> (f64, f64) {
    let mean = sample.iter().sum::<f64>() / sample.len() as f64;
    let squares: f64 = sample.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, squares / (sample.len() as f64 - 1.0))
}

/// χ² of the 256 byte values against a flat histogram, in standard deviations from what random bytes give.
pub fn flatness(bytes: &[u8]) -> f64 {
    let mut counts = [0u64; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let expected = bytes.len() as f64 / 256.0;
    let chi_square: f64 = counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum();
    (chi_square - 255.0) / (2.0f64 * 255.0).sqrt()
}

/// Groups that cross-validation leaves out in turn.
const FOLDS: usize = 10;

/// Says of a row which label it would give it.
type Classifier = Box<dyn Fn(&[f64]) -> bool>;

/// The best accuracy on rows not seen before that two simple classifiers reach: a threshold on one feature, and logistic regression.
///
/// `labels` alternate, so that every fold is balanced and guessing gives one half.
pub fn best_accuracy(rows: &[Vec<f64>], labels: &[bool]) -> f64 {
    assert!(labels.chunks_exact(2).all(|pair| pair[0] != pair[1]), "labels alternate");
    let rows = standardised(rows);
    let accuracy = |classify: &dyn Fn(&[usize]) -> Classifier| {
        let mut right = 0;
        for fold in 0..FOLDS {
            let in_fold = |row: &usize| row / 2 % FOLDS == fold;
            let seen: Vec<usize> = (0..rows.len()).filter(|row| !in_fold(row)).collect();
            let classifier = classify(&seen);
            right += (0..rows.len()).filter(in_fold).filter(|row| classifier(&rows[*row]) == labels[*row]).count();
        }
        right as f64 / rows.len() as f64
    };
    let by_threshold = accuracy(&|seen| best_threshold(&rows, labels, seen));
    let by_regression = accuracy(&|seen| logistic_regression(&rows, labels, seen));
    by_threshold.max(by_regression)
}

fn features(rows: &[Vec<f64>]) -> Range<usize> {
    0..rows[0].len()
}

/// Each feature with mean 0 and deviation 1; constant ones become 0.
fn standardised(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut rows = rows.to_vec();
    for feature in features(&rows) {
        let column: Vec<f64> = rows.iter().map(|row| row[feature]).collect();
        let (mean, variance) = mean_and_variance(&column);
        for row in &mut rows {
            row[feature] = if variance > 0.0 { (row[feature] - mean) / variance.sqrt() } else { 0.0 };
        }
    }
    rows
}

fn best_threshold(rows: &[Vec<f64>], labels: &[bool], seen: &[usize]) -> Classifier {
    let mut best = (0, 0, f64::INFINITY, true);
    for feature in features(rows) {
        let mut by_value: Vec<(f64, bool)> = seen.iter().map(|row| (rows[*row][feature], labels[*row])).collect();
        by_value.sort_by(|one, two| one.0.total_cmp(&two.0));
        // Right if everything below the threshold is `false`: starts with the threshold below everything.
        let mut right = by_value.iter().filter(|(_, label)| *label).count();
        for (at, (value, label)) in by_value.iter().enumerate() {
            if *label {
                right -= 1;
            } else {
                right += 1;
            }
            let last_of_its_value = by_value.get(at + 1).is_none_or(|(next, _)| next > value);
            for (above, score) in [(true, right), (false, by_value.len() - right)] {
                if last_of_its_value && score > best.0 {
                    best = (score, feature, *value, above);
                }
            }
        }
    }
    let (_, feature, threshold, above) = best;
    Box::new(move |row| (row[feature] > threshold) == above)
}

fn logistic_regression(rows: &[Vec<f64>], labels: &[bool], seen: &[usize]) -> Classifier {
    const ROUNDS: usize = 300;
    const STEP: f64 = 0.5;
    let mut weights = vec![0.0; rows[0].len()];
    let mut bias = 0.0;
    let score = |row: &[f64], weights: &[f64], bias: f64| bias + row.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
    for _ in 0..ROUNDS {
        let mut slope = vec![0.0; weights.len()];
        let mut bias_slope = 0.0;
        for row in seen {
            let error = 1.0 / (1.0 + (-score(&rows[*row], &weights, bias)).exp()) - f64::from(u8::from(labels[*row]));
            bias_slope += error;
            slope.iter_mut().zip(&rows[*row]).for_each(|(s, x)| *s += error * x);
        }
        let step = STEP / seen.len() as f64;
        bias -= step * bias_slope;
        weights.iter_mut().zip(&slope).for_each(|(w, s)| *w -= step * s);
    }
    Box::new(move |row| score(row, &weights, bias) > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    fn rows(leak: f64) -> (Vec<Vec<f64>>, Vec<bool>) {
        let mut chance = Chance::new(1);
        let mut noise = move || chance.below(1000) as f64;
        let labels: Vec<bool> = (0..1000).map(|row| row % 2 == 0).collect();
        (labels.iter().map(|label| vec![7.0, noise(), noise() + if *label { leak } else { 0.0 }]).collect(), labels)
    }

    #[test]
    fn a_classifier_finds_a_leak_and_nothing_in_noise() {
        let (noise, labels) = rows(0.0);
        assert!((best_accuracy(&noise, &labels) - 0.5).abs() < 0.05);
        let (leaking, labels) = rows(400.0);
        assert!(best_accuracy(&leaking, &labels) > 0.6);
    }

    #[test]
    fn flat_and_uneven_bytes_are_told_apart() {
        assert!(flatness(&Chance::new(1).bytes(1 << 20)).abs() < 5.0);
        let mut uneven = Chance::new(1).bytes(1 << 20);
        uneven[..5000].fill(0);
        assert!(flatness(&uneven) > 10.0);
    }

    #[test]
    fn different_means_are_told_apart() {
        let mut chance = Chance::new(2);
        let mut sample = |shift: f64| (0..10_000).map(|_| chance.below(1000) as f64 + shift).collect::<Vec<_>>();
        let (one, two, other) = (sample(0.0), sample(0.0), sample(40.0));
        assert!(welch_t(&one, &two).abs() < 4.5);
        assert!(welch_t(&one, &other).abs() > 4.5);
    }
}
