//! The clock of the field day: Saturday, 21 November 2026, in Huzhou. It moves only when the story moves it.

use linli_core::domain::Timestamp;
use linli_core::env::Clock;
use std::sync::atomic::{AtomicI64, Ordering};

/// 2026-11-21T00:00:00+08:00.
const MIDNIGHT: Timestamp = Timestamp(1_795_190_400_000);

/// A minute of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Minute(pub(super) i64);

impl Minute {
    /// From the hands of a clock.
    pub(super) const fn at(hour: i64, minute: i64) -> Self {
        Self(hour * 60 + minute)
    }

    /// Later by so many minutes.
    pub(super) const fn plus(self, minutes: i64) -> Self {
        Self(self.0 + minutes)
    }

    /// The moment, on our day.
    pub(super) const fn moment(self) -> Timestamp {
        MIDNIGHT.plus_seconds(self.0 * 60)
    }
}

impl std::fmt::Display for Minute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The clock that all four stores look at.
pub(super) struct DayClock(AtomicI64);

impl DayClock {
    /// Set to a minute.
    pub(super) const fn new(start: Minute) -> Self {
        Self(AtomicI64::new(start.moment().0))
    }

    /// Moves on to a minute; never back.
    pub(super) fn go_to(&self, minute: Minute) {
        self.0.fetch_max(minute.moment().0, Ordering::SeqCst);
    }

    /// A few seconds pass.
    pub(super) fn tick(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// The time of day on the wall's clock.
    pub(super) fn time(&self) -> Minute {
        Minute((self.now().0 - MIDNIGHT.0) / 60_000)
    }
}

impl Clock for DayClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_a_saturday_in_november_and_never_runs_back() {
        assert_eq!(MIDNIGHT.to_rfc3339(), "2026-11-21T00:00:00+08:00");
        let clock = DayClock::new(Minute::at(9, 5));
        clock.go_to(Minute::at(9, 0));
        clock.tick(90);
        assert_eq!(clock.time().to_string(), "09:06");
    }
}
