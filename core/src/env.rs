//! What the outside world hands in: the clock and the random source. Nothing in core asks the operating system.

#[cfg(test)]
#[expect(
    unreachable_pub,
    reason = "the tests' own crate has the file as a public module"
)]
pub(crate) mod thread_time;

use crate::domain::Timestamp;
use std::io::ErrorKind;
use zeroize::Zeroizing;

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

/// A secret as a command's option gives it: `@FILE` (what the file holds), `env:NAME` (what the environment holds), or the
/// text itself, which every user of the machine then sees in the list of processes.
///
/// # Errors
/// The file cannot be read, or there is no such variable.
pub fn secret_option(given: &str) -> std::io::Result<Zeroizing<String>> {
    let text = if let Some(file) = given.strip_prefix('@') {
        std::fs::read_to_string(file)?
    } else if let Some(name) = given.strip_prefix("env:") {
        std::env::var(name).map_err(|error| std::io::Error::new(ErrorKind::NotFound, error))?
    } else {
        given.to_owned()
    };
    Ok(Zeroizing::new(text))
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
