//! Medians, and pairs that take turns.

use std::time::{Duration, Instant};

/// The value in the middle; the mean of the two there, if the number is even.
#[must_use]
pub(super) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value below which this part of all lies, between two by their distance.
#[must_use]
pub(super) fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = part * last as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (sorted[high] - sorted[low]) * (at - at.floor())
}

/// Milliseconds of a duration.
#[must_use]
pub(super) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Runs and times.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let value = work();
    (value, ms(start.elapsed()))
}

/// Milliseconds of both sides of every pair.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    pub ours: Vec<f64>,
    pub floor: Vec<f64>,
}

impl Pairs {
    /// Runs both sides so many times; every other pair the floor goes first.
    pub(super) fn take(
        count: usize,
        mut ours: impl FnMut(usize) -> f64,
        mut floor: impl FnMut(usize) -> f64,
    ) -> Self {
        let mut pairs = Self::default();
        for n in 0..count {
            if n % 2 == 0 {
                pairs.ours.push(ours(n));
                pairs.floor.push(floor(n));
            } else {
                pairs.floor.push(floor(n));
                pairs.ours.push(ours(n));
            }
        }
        pairs
    }

    /// Each pair's ratio.
    pub(super) fn ratios(&self) -> Vec<f64> {
        self.ours
            .iter()
            .zip(&self.floor)
            .map(|(ours, floor)| ours / floor)
            .collect()
    }

    /// Both sides in words.
    pub(super) fn words(&self, floor: &str) -> String {
        format!(
            "ours median {:.3} ms (p95 {:.3}, mean {:.3}), {floor} median {:.3} ms (p95 {:.3}, mean {:.3})",
            median(&self.ours),
            quantile(&self.ours, 0.95),
            mean(&self.ours),
            median(&self.floor),
            quantile(&self.floor, 0.95),
            mean(&self.floor),
        )
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_between_the_two_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(quantile(&[0.0, 10.0], 0.95), 9.5);
    }
}
