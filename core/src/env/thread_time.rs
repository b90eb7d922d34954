//! Working time of a thread, for tests that say that something ends soon: on a loaded machine the wall's clock goes on
//! while the thread waits for its turn, and the test would be red by chance.
//!
//! The tests' own crate has this file as a module too.

use std::time::{Duration, Instant};

/// Counts from its start on, in the thread that started it.
#[derive(Debug, Clone, Copy)]
pub struct ThreadTime {
    worked: Option<Duration>,
    started: Instant,
}

impl ThreadTime {
    /// Starts counting.
    #[must_use]
    pub fn start() -> Self {
        Self {
            worked: worked(),
            started: Instant::now(),
        }
    }

    /// The time that this thread has worked since; where the system does not tell, the time that has passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        match (worked(), self.worked) {
            (Some(now), Some(before)) => now.saturating_sub(before),
            _ => self.started.elapsed(),
        }
    }
}

/// Working time of this thread (Linux; `/proc/PID/schedstat` in the kernel's `sched-stats`: nanoseconds on a
/// processor, nanoseconds in its queue, turns).
fn worked() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = line.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_and_sleep_is_not() {
        if worked().is_none() {
            return;
        }
        let time = ThreadTime::start();
        std::thread::sleep(Duration::from_millis(50));
        let slept = time.elapsed();
        let mut rounds = 0_u64;
        while time.elapsed() < slept + Duration::from_millis(5) {
            rounds = std::hint::black_box(rounds + 1);
        }
        assert!(rounds > 0);
        assert!(slept < Duration::from_millis(50), "{slept:?}");
    }
}
