//! 工作日与期限: working days by the State Council's yearly calendar, and when a period ends.
//!
//! Owns arithmetic over days of +08:00. The calendar is data with the years that it covers; beyond them nothing is guessed.

use super::instant::{Date, HOUR_MS, Instant, LAST_DAY};
use super::pack::{Period, Unit};
use super::periods::weekday;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The years that a calendar covers, with what differs in them from Monday to Friday.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Years.
    pub years: BTreeSet<i64>,
    /// Days without work, since 1970.
    pub off: BTreeSet<i64>,
    /// Days of work.
    pub on: BTreeSet<i64>,
    /// Stretches of years that follow each other; made when first asked.
    stretches: OnceLock<Vec<Stretch>>,
}

/// Working days of years that follow each other.
#[derive(Debug, Clone)]
struct Stretch {
    first: i64,
    last: i64,
    /// Sorted.
    working: Vec<i64>,
}

/// As a matter's file holds it.
impl Serialize for Calendar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let days = |days: &BTreeSet<i64>| -> Vec<String> {
            days.iter().map(|day| Date::of(*day).to_string()).collect()
        };
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("years", &self.years)?;
        map.serialize_entry("off", &days(&self.off))?;
        map.serialize_entry("on", &days(&self.on))?;
        map.end()
    }
}

impl Calendar {
    /// Of years, days off and days on (numbers since 1970).
    #[must_use]
    pub fn new(years: BTreeSet<i64>, off: BTreeSet<i64>, on: BTreeSet<i64>) -> Self {
        Self {
            years,
            off,
            on,
            stretches: OnceLock::new(),
        }
    }

    fn works(&self, day: i64) -> bool {
        !self.off.contains(&day) && (self.on.contains(&day) || weekday(day) < 5)
    }

    fn stretches(&self) -> &[Stretch] {
        self.stretches.get_or_init(|| {
            let mut found: Vec<Stretch> = Vec::new();
            for year in self
                .years
                .iter()
                .copied()
                .filter(|year| (1..=9999).contains(year))
            {
                let first = Date {
                    year,
                    month: 1,
                    day: 1,
                }
                .number();
                let last = Date {
                    year,
                    month: 12,
                    day: 31,
                }
                .number();
                let working = (first..=last).filter(|day| self.works(*day));
                match found.last_mut() {
                    Some(before) if before.last + 1 == first => {
                        before.last = last;
                        before.working.extend(working);
                    }
                    _ => found.push(Stretch {
                        first,
                        last,
                        working: working.collect(),
                    }),
                }
            }
            found
        })
    }

    /// The n-th working day from this day on (n from 1), if the calendar covers every day that is looked at.
    fn nth_from(&self, day: i64, n: i64) -> Option<i64> {
        let stretch = self
            .stretches()
            .iter()
            .find(|one| (one.first..=one.last).contains(&day))?;
        let before = stretch.working.partition_point(|working| *working < day);
        let index = before.checked_add(usize::try_from(n.checked_sub(1)?).ok()?)?;
        stretch.working.get(index).copied()
    }

    /// When a period that starts at a moment ends; none if the calendar does not cover it, or no year that can be written.
    #[must_use]
    pub fn end(&self, start: Instant, period: Period) -> Option<Instant> {
        if !start.in_reach() {
            return None;
        }
        let day = start.day();
        let end = match period.unit {
            Unit::Hours => Instant(period.count.checked_mul(HOUR_MS)?.checked_add(start.0)?),
            Unit::WorkingDays => Instant::end_of(match period.count {
                0 => day,
                n => self.nth_from(day + 1, n)?,
            }),
            Unit::Days => self.rolled(day.checked_add(period.count)?, period.roll)?,
            Unit::Months => self.rolled(months_on(day, period.count)?, period.roll)?,
        };
        end.in_reach().then_some(end)
    }

    fn rolled(&self, day: i64, roll: bool) -> Option<Instant> {
        if day > LAST_DAY {
            return None;
        }
        Some(Instant::end_of(if roll {
            self.nth_from(day, 1)?
        } else {
            day
        }))
    }
}

/// The same day some months on, or that month's last day.
fn months_on(day: i64, months: i64) -> Option<i64> {
    let date = Date::of(day);
    let count = (date.year * 12 + date.month - 1).checked_add(months)?;
    let first = Date {
        year: count.div_euclid(12),
        month: count.rem_euclid(12) + 1,
        day: 1,
    };
    if first.year > 9999 {
        return None;
    }
    Some(
        Date {
            day: date.day.min(first.month_length()),
            ..first
        }
        .number(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::flows::instant;

    fn calendar() -> Calendar {
        let days = |texts: &[&str]| texts.iter().filter_map(|text| instant::day(text)).collect();
        Calendar::new(
            [2026].into(),
            days(&["2026-10-01", "2026-10-02"]),
            days(&["2026-10-10"]),
        )
    }

    fn end(start: &str, unit: Unit, count: i64, roll: bool) -> Option<String> {
        let start = Instant::parse(start).expect("a moment");
        calendar()
            .end(start, Period { unit, count, roll })
            .map(|end| end.to_string())
    }

    #[test]
    fn the_day_itself_does_not_count_civil_code_201() {
        let to = |unit, count| end("2026-11-20T10:00:00+08:00", unit, count, false);
        assert_eq!(
            to(Unit::Days, 7).as_deref(),
            Some("2026-11-28T00:00:00+08:00")
        );
        assert_eq!(
            to(Unit::Days, 0).as_deref(),
            Some("2026-11-21T00:00:00+08:00")
        );
        assert_eq!(
            to(Unit::Hours, 48).as_deref(),
            Some("2026-11-22T10:00:00+08:00")
        );
        assert_eq!(
            to(Unit::WorkingDays, 1).as_deref(),
            Some("2026-11-24T00:00:00+08:00")
        );
        // 16:00Z is the next day at +08:00.
        assert_eq!(
            end("2026-11-20T16:00:00Z", Unit::Days, 1, false).as_deref(),
            Some("2026-11-23T00:00:00+08:00")
        );
    }

    #[test]
    fn a_month_ends_on_its_same_day_or_its_last() {
        let to = |months| end("2026-01-31T10:00:00+08:00", Unit::Months, months, false);
        assert_eq!(to(1).as_deref(), Some("2026-03-01T00:00:00+08:00"));
        assert_eq!(to(25).as_deref(), Some("2028-03-01T00:00:00+08:00"));
        assert_eq!(to(25 + 24).as_deref(), Some("2030-03-01T00:00:00+08:00"));
        assert_eq!(to(12 * 7973), Some("9999-02-01T00:00:00+08:00".to_owned()));
        assert_eq!(to(12 * 7974), None);
        assert_eq!(to(i64::MAX), None);
    }

    #[test]
    fn an_end_on_a_day_without_work_rolls_on_civil_code_203() {
        let to = |start, roll| end(start, Unit::Days, 1, roll);
        assert_eq!(
            to("2026-09-30T10:00:00+08:00", false).as_deref(),
            Some("2026-10-02T00:00:00+08:00")
        );
        // 1 and 2 October are off, 3 and 4 a weekend.
        assert_eq!(
            to("2026-09-30T10:00:00+08:00", true).as_deref(),
            Some("2026-10-06T00:00:00+08:00")
        );
        // 10 October is a Saturday on which people work.
        assert_eq!(
            to("2026-10-09T10:00:00+08:00", true).as_deref(),
            Some("2026-10-11T00:00:00+08:00")
        );
        assert_eq!(to("2026-12-31T10:00:00+08:00", true), None);
        assert_eq!(
            to("2026-12-31T10:00:00+08:00", false).as_deref(),
            Some("2027-01-02T00:00:00+08:00")
        );
    }

    #[test]
    fn beyond_the_years_of_the_calendar_nothing_is_guessed() {
        assert_eq!(
            end("2026-12-30T10:00:00+08:00", Unit::WorkingDays, 1, false).as_deref(),
            Some("2027-01-01T00:00:00+08:00")
        );
        assert_eq!(
            end("2026-12-30T10:00:00+08:00", Unit::WorkingDays, 2, false),
            None
        );
        assert_eq!(
            end("2025-12-31T10:00:00+08:00", Unit::WorkingDays, 1, false).as_deref(),
            Some("2026-01-02T00:00:00+08:00")
        );
        assert_eq!(
            end(
                "2026-12-30T10:00:00+08:00",
                Unit::WorkingDays,
                i64::MAX,
                false
            ),
            None
        );
        assert_eq!(
            end("2026-12-30T10:00:00+08:00", Unit::Hours, 1 << 53, false),
            None
        );
    }
}
