//! When a record was first here, once this store's own clock turns out to be wrong. Lists place a stamp that is later than
//! that by the time at which it came.

use super::Intake;
use crate::domain::Timestamp;
use crate::projection;
use crate::records::HOUR_MS;
use crate::store::record;
use crate::store::{Connection, StoreError, meta};
use std::collections::BTreeSet;

/// So many seconds a clock is ahead of the right one (behind, if negative); 0 within an hour, for clocks differ by minutes.
pub(crate) fn seconds_off(clock: Timestamp, right: Timestamp) -> i32 {
    let off = clock.0.saturating_sub(right.0);
    if off.unsigned_abs() <= HOUR_MS.unsigned_abs() {
        return 0;
    }
    let most = if off > 0 { i32::MAX } else { i32::MIN };
    i32::try_from(off / 1000).unwrap_or(most)
}

/// Whether a hub's time is to be gone by. Two against one: a time long before one that a hub has told already, where this store's
/// clock does not agree with it either, is that of a hub whose own clock fell back.
pub(crate) fn is_believed(clock: Timestamp, right: Timestamp, heard: Timestamp) -> bool {
    seconds_off(clock, right) <= 0 || seconds_off(heard, right) <= 0
}

const SET_BACK: &str = "clock_set_back";

/// The latest time from which this store's clock was set back, until a hub has told the right one; 0 if it never was.
fn set_back(connection: &Connection) -> Result<Timestamp, StoreError> {
    let known = meta::get(connection, SET_BACK)?.and_then(|raw| raw.try_into().ok());
    Ok(Timestamp(known.map_or(0, i64::from_be_bytes)))
}

/// Something comes at a time, after others had come at another one. If the clock was set back meanwhile, it was ahead before or
/// is behind now: which of them, the next answer of a hub tells.
pub(crate) fn note(tx: &Connection, before: Timestamp, seen: Timestamp) -> Result<(), StoreError> {
    let Some(seen) = record::known(seen) else {
        return Ok(());
    };
    if before.0 <= seen.0.saturating_add(HOUR_MS) {
        return Ok(());
    }
    let latest = set_back(tx)?.max(before);
    meta::put(tx, SET_BACK, &latest.0.to_be_bytes())
}

impl Intake<'_> {
    /// The right time is known, and this store goes or went by another: what it wrote and saw later than now was first here
    /// by now, and of what it took for later than its own clock, no more is known than that it is here now. Looks through all
    /// lists: once a sync, for what the hub hands out is placed by its own time at once. `heard` is the latest time that a hub
    /// had told before.
    pub(crate) fn correct_seen(
        &mut self,
        clock: Timestamp,
        right: Timestamp,
        heard: Timestamp,
    ) -> Result<(), StoreError> {
        if !is_believed(clock, right, heard) {
            return Ok(());
        }
        let off = seconds_off(clock, right);
        let back = set_back(self.tx)?;
        let (early, late) = (
            right.0.saturating_sub(HOUR_MS),
            right.0.saturating_add(HOUR_MS),
        );
        let mut wrong = BTreeSet::new();
        if off > 0 || heard.max(back).0 > late {
            wrong.extend(record::seen_after(self.tx, late)?);
        }
        if off < 0 {
            wrong.extend(projection::ahead(self.tx, early)?);
        } else if (1..=late).contains(&back.0) {
            // What the clock was set back from has come since: either it was behind for a while, or it was ahead before, and this
            // hub is asked later than by as much. Nothing here tells them apart for certain: the machine's running time does
            // not outlast its being off, no hub has told a time in between, and stamps of others bound the time only as far as
            // their clocks were right, where any came at all. So it is taken to have been behind. If it was ahead, what
            // it wrote then is in the past by now, and of what it took for ahead meanwhile "here now" is true as well, if late.
            wrong.extend(projection::ahead(self.tx, back.0.min(early))?);
        }
        for num in wrong {
            record::set_seen(self.tx, num, right.0)?;
            self.project_again(num)?;
        }
        if back.0 > 0 {
            meta::remove(self.tx, SET_BACK)?;
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

    #[test]
    fn a_hub_that_fell_back_is_not_believed_against_its_own_word_and_this_clock() {
        let at = |hours: i64| Timestamp(hours * HOUR_MS);
        let (then, now, later) = (at(10), at(100), at(1_000));
        assert!(!is_believed(now, then, now));
        assert!(!is_believed(later, then, now));
        // The clock agrees, nobody told any before, or what was told before was earlier.
        assert!(is_believed(then, then, later));
        assert!(is_believed(now, then, Timestamp(0)));
        assert!(is_believed(later, now, then));
        assert!(is_believed(then, now, now));
    }
}
