//! The session's clock: stands still where `--now` put it, or follows the system's; `advance` moves either.

use linli_core::domain::Timestamp;
use linli_core::env::{Clock, SystemClock};
use linli_json::codes::at_field;
use linli_json::fields::Fields;
use linli_json::request::Answer;
use serde_json::json;
use std::sync::atomic::{AtomicI64, Ordering};

/// The operation that only a session with a clock of its own has.
pub(super) const ADVANCE: &str = "advance";

/// `advance`: `{"now"}`.
pub(super) fn advance(clock: &DriveClock, fields: &Fields<'_>) -> Answer {
    let now = clock.advance(fields.whole("seconds")?);
    let now = now.ok_or_else(|| at_field("field_range", "seconds"))?;
    Ok(json!({ "now": now.to_rfc3339() }))
}

/// Fixed or system time, moved by `advance`.
pub(super) struct DriveClock {
    fixed: Option<Timestamp>,
    offset_ms: AtomicI64,
}

/// 200 years: farther is a mistake, and far from what a timestamp cannot hold.
const FARTHEST_MS: i64 = 200 * 366 * 86_400 * 1000;

impl DriveClock {
    pub(super) const fn new(fixed: Option<Timestamp>) -> Self {
        Self {
            fixed,
            offset_ms: AtomicI64::new(0),
        }
    }

    /// Moves it, back too; `None` if that is too far.
    pub(super) fn advance(&self, seconds: i64) -> Option<Timestamp> {
        let offset = seconds
            .checked_mul(1000)?
            .checked_add(self.offset_ms.load(Ordering::SeqCst))
            .filter(|offset| offset.abs() <= FARTHEST_MS)?;
        self.offset_ms.store(offset, Ordering::SeqCst);
        Some(self.now())
    }
}

impl Clock for DriveClock {
    fn now(&self) -> Timestamp {
        let base = self.fixed.unwrap_or_else(|| SystemClock.now());
        Timestamp(base.0.saturating_add(self.offset_ms.load(Ordering::SeqCst)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still_until_it_is_advanced() {
        let clock = DriveClock::new(Some(Timestamp(1000)));
        assert_eq!(clock.now(), clock.now());
        assert_eq!(clock.advance(2), Some(Timestamp(3000)));
        assert_eq!(clock.advance(-1), Some(Timestamp(2000)));
        assert_eq!(clock.advance(i64::MAX), None);
        assert_eq!(clock.now(), Timestamp(2000));
    }
}
