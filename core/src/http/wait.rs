//! Waiting before a request is sent again: longer each time, and never all phones at once.

use crate::env::Random;
use std::time::Duration;

/// The longest wait, whatever a hub asks for: the next sync comes by itself.
const LONGEST: Duration = Duration::from_secs(60);
/// The time within which a wait notices that it was called off.
const STEP: Duration = Duration::from_millis(50);

/// The wait before the request is sent again for the `attempt`-th time (from 0): doubled each time, half of it
/// drawn at random, and not less than the hub asks for.
pub(super) fn before(
    attempt: u32,
    first: Duration,
    retry_after: Option<u32>,
    random: &dyn Random,
) -> Duration {
    let doubled = first.saturating_mul(1 << attempt.min(16)).min(LONGEST);
    let drawn = f64::from(u16::from_be_bytes(random.bytes())) / f64::from(u16::MAX);
    let jittered = doubled.mul_f64(0.5 + drawn / 2.0);
    let asked = Duration::from_secs(u64::from(retry_after.unwrap_or_default()));
    jittered.max(asked).min(LONGEST)
}

/// Waits; false if it was called off meanwhile.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that waits, for those who have chosen the library's own transport"
)]
pub(super) fn wait(mut left: Duration, is_cancelled: &dyn Fn() -> bool) -> bool {
    while !left.is_zero() {
        if is_cancelled() {
            return false;
        }
        let step = left.min(STEP);
        std::thread::sleep(step);
        left -= step;
    }
    !is_cancelled()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::SystemRandom;

    #[test]
    fn each_wait_is_longer_and_none_is_as_the_last() {
        let first = Duration::from_secs(1);
        for attempt in 0..12 {
            let wait = before(attempt, first, None, &SystemRandom);
            let doubled = (first * (1 << attempt)).min(LONGEST);
            assert!(
                wait >= doubled / 2 && wait <= doubled,
                "{attempt}: {wait:?}"
            );
        }
        assert!(before(0, first, Some(7), &SystemRandom) >= Duration::from_secs(7));
        assert_eq!(before(0, first, Some(4_000), &SystemRandom), LONGEST);
    }
}
