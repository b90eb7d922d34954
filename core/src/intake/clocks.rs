//! When a record was first here, once this store's own clock turns out to be wrong. Lists place a stamp that is later than
//! that by the time at which it came.

use super::Intake;
use crate::domain::Timestamp;
use crate::projection;
use crate::store::StoreError;
use crate::store::record::{self, HOUR_MS};

/// So many seconds a clock is ahead of the right one (behind, if negative); 0 within an hour, for clocks differ by minutes.
pub(crate) fn seconds_off(clock: Timestamp, right: Timestamp) -> i32 {
    let off = clock.0.saturating_sub(right.0);
    if off.unsigned_abs() <= HOUR_MS.unsigned_abs() {
        return 0;
    }
    let most = if off > 0 { i32::MAX } else { i32::MIN };
    i32::try_from(off / 1000).unwrap_or(most)
}

impl Intake<'_> {
    /// The right time is known, and this store's clock goes by another: what it wrote and saw later than now was first here
    /// by now, and of what it took for later than its own clock, no more is known than that it is here now. Looks through all
    /// lists: once a sync, for what the hub hands out is placed by its own time at once.
    pub(crate) fn correct_seen(
        &mut self,
        clock: Timestamp,
        right: Timestamp,
    ) -> Result<(), StoreError> {
        let nums = match seconds_off(clock, right) {
            0 => return Ok(()),
            1.. => record::seen_after(self.tx, right.0.saturating_add(HOUR_MS))?,
            _ => projection::ahead(self.tx, right.0.saturating_sub(HOUR_MS))?,
        };
        for num in nums {
            record::set_seen(self.tx, num, right.0)?;
            self.project_again(num)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_by_minutes_is_right() {
        let at = |minutes: i64| Timestamp(minutes * 60_000);
        assert_eq!(seconds_off(at(60), at(0)), 0);
        assert_eq!(seconds_off(at(0), at(60)), 0);
        assert_eq!(seconds_off(at(61), at(0)), 3_660);
        assert_eq!(seconds_off(at(0), at(61)), -3_660);
    }
}
