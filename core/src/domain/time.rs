//! Moments and calendar days. Everybody concerned lives at UTC+8 without summer time, so months and days are cut there.

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat, Timelike, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

const EAST_8: i32 = 8 * 3600;
const EAST_8_MS: i64 = EAST_8 as i64 * 1000;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// A calendar month at UTC+8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// Year, as people write it.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Timestamp {
    /// From RFC 3339 text (`2026-11-23T09:00:00+08:00`); `None` if it is not that.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|t| Self(t.timestamp_millis()))
    }

    fn local(self) -> Option<DateTime<FixedOffset>> {
        let zone = FixedOffset::east_opt(EAST_8)?;
        DateTime::<Utc>::from_timestamp_millis(self.0).map(|t| t.with_timezone(&zone))
    }

    /// RFC 3339 at UTC+8, to the second (milliseconds only where there are any).
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        self.local().map_or_else(
            || format!("@{}", self.0),
            |t| t.to_rfc3339_opts(SecondsFormat::AutoSi, false),
        )
    }

    /// The calendar month at UTC+8 in which it lies (1970-01 for moments no calendar holds).
    #[must_use]
    pub fn month(self) -> Month {
        self.local().map_or(
            Month {
                year: 1970,
                month: 1,
            },
            |t| Month {
                year: t.year(),
                month: u8::try_from(t.month()).unwrap_or(1),
            },
        )
    }

    /// The calendar day at UTC+8, as ISO text (`2026-11-23`).
    #[must_use]
    pub fn day(self) -> String {
        self.local()
            .map_or_else(String::new, |t| t.format("%Y-%m-%d").to_string())
    }

    /// Minutes since midnight at UTC+8.
    #[must_use]
    pub fn minute_of_day(self) -> u32 {
        self.local().map_or(0, |t| t.hour() * 60 + t.minute())
    }

    /// Calendar days at UTC+8 since 1970-01-01.
    #[must_use]
    pub const fn day_number(self) -> i64 {
        self.0.saturating_add(EAST_8_MS).div_euclid(DAY_MS)
    }

    /// The first moment of the next calendar day at UTC+8.
    #[must_use]
    pub const fn next_day(self) -> Self {
        let next = self.day_number().saturating_add(1);
        Self(next.saturating_mul(DAY_MS).saturating_sub(EAST_8_MS))
    }

    /// Seconds later (or earlier, if negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_cut_at_utc_plus_8() {
        let late = Timestamp::parse("2026-10-31T16:00:00Z").expect("valid");
        assert_eq!(late.month().to_string(), "2026-11");
        assert_eq!(late.to_rfc3339(), "2026-11-01T00:00:00+08:00");
        assert_eq!(late.day(), "2026-11-01");
    }

    #[test]
    fn a_day_ends_at_midnight_of_utc_plus_8() {
        let noon = Timestamp::parse("2026-11-23T12:34:56+08:00").expect("valid");
        assert_eq!(noon.minute_of_day(), 12 * 60 + 34);
        let next = noon.next_day();
        assert_eq!(next.to_rfc3339(), "2026-11-24T00:00:00+08:00");
        assert_eq!(next.next_day().to_rfc3339(), "2026-11-25T00:00:00+08:00");
        assert_eq!(Timestamp(next.0 - 1).next_day(), next);
    }
}
