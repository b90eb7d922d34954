//! The outside world: the clock and the random source, which are handed in, and files that are still whole after a power cut.

#[cfg(test)]
#[expect(
    unreachable_pub,
    reason = "the tests' own crate has the file as a public module"
)]
pub(crate) mod thread_time;

mod folder;
mod whole;

use crate::domain::Timestamp;

pub use folder::sync_folder;
pub use whole::write_whole;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, as far as the device knows.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes fit for keys.
pub trait Random: Send + Sync {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);
}

impl dyn Random + '_ {
    /// `N` fresh random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }
}

/// The clock of the operating system.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the operating system for the time"
)]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(chrono::Utc::now().timestamp_millis())
    }
}

/// The random source of the operating system.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemRandom;

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the operating system for randomness"
)]
impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) {
        // A device without entropy must not make keys: stopping is the only safe answer.
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}
