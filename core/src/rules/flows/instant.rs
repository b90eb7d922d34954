//! Moments of matters, and the days of +08:00 on which they lie.
//!
//! Owns reading and writing of both. No calendar of work: that is `calendar`. Years 0001 to 9999 alone can be written.

use std::fmt;

/// Milliseconds since 1970; what a file writes more finely is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

pub(super) const DAY_MS: i64 = 86_400_000;
pub(super) const HOUR_MS: i64 = 3_600_000;
const EAST_MS: i64 = 8 * HOUR_MS;
/// 0001-01-01 and 9999-12-31, as days since 1970.
pub(super) const FIRST_DAY: i64 = -719_162;
pub(super) const LAST_DAY: i64 = 2_932_896;

/// A date of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub(super) year: i64,
    /// 1 to 12.
    pub(super) month: i64,
    pub(super) day: i64,
}

impl Date {
    /// The day's number since 1970 (proleptic Gregorian).
    pub(super) const fn number(self) -> i64 {
        let year = if self.month <= 2 {
            self.year - 1
        } else {
            self.year
        };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = if self.month > 2 {
            self.month - 3
        } else {
            self.month + 9
        };
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The date of a day's number.
    pub(super) const fn of(number: i64) -> Self {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        Self {
            year: year + era * 400 + if month <= 2 { 1 } else { 0 },
            month,
            day: of_year - (153 * shifted + 2) / 5 + 1,
        }
    }

    /// The number of days of its month.
    pub(super) const fn month_length(self) -> i64 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Digits alone, as a number.
pub(super) fn digits(text: &[u8]) -> Option<i64> {
    let mut number: i64 = 0;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number
            .checked_mul(10)?
            .checked_add(i64::from(byte - b'0'))?;
    }
    (!text.is_empty()).then_some(number)
}

/// The day of `YYYY-MM-DD`, if it exists.
pub(super) fn day(text: &str) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let date = Date {
        year: digits(&[y1, y2, y3, y4])?,
        month: digits(&[m1, m2])?,
        day: digits(&[d1, d2])?,
    };
    let sound = date.year >= 1
        && (1..=12).contains(&date.month)
        && (1..=date.month_length()).contains(&date.day);
    sound.then(|| date.number())
}

/// A number of two digits, at most `most`.
fn two(text: &[u8], most: i64) -> Option<i64> {
    digits(text).filter(|number| text.len() == 2 && *number <= most)
}

impl Instant {
    /// From RFC 3339 with an offset. No leap second: the calendar of days does not know them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let day = day(date)?;
        let &[
            b'T' | b't',
            h1,
            h2,
            b':',
            m1,
            m2,
            b':',
            s1,
            s2,
            ref rest @ ..,
        ] = rest.as_bytes()
        else {
            return None;
        };
        let (hour, minute, second) = (
            two(&[h1, h2], 23)?,
            two(&[m1, m2], 59)?,
            two(&[s1, s2], 59)?,
        );
        let (fraction, zone) = match rest.strip_prefix(b".") {
            None => (0, rest),
            Some(rest) => {
                let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let (written, zone) = rest.split_at(length);
                let mut three = [b'0'; 3];
                three
                    .iter_mut()
                    .zip(written)
                    .for_each(|(to, from)| *to = *from);
                ((length > 0).then(|| digits(&three))??, zone)
            }
        };
        let offset = match zone {
            b"Z" | b"z" => 0,
            &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let minutes = two(&[h1, h2], 23)? * 60 + two(&[m1, m2], 59)?;
                if sign == b'-' { -minutes } else { minutes }
            }
            _ => return None,
        };
        let minutes = (day * 24 + hour) * 60 + minute - offset;
        Some(Self((minutes * 60 + second) * 1000 + fraction))
    }

    /// The day of +08:00 on which it lies, since 1970.
    #[must_use]
    pub const fn day(self) -> i64 {
        self.0.saturating_add(EAST_MS).div_euclid(DAY_MS)
    }

    /// The midnight that follows a day: its end.
    #[must_use]
    pub const fn end_of(day: i64) -> Self {
        Self((day + 1) * DAY_MS - EAST_MS)
    }

    /// Whether its day can be written.
    pub(super) fn in_reach(self) -> bool {
        (FIRST_DAY..=LAST_DAY).contains(&self.day())
    }
}

/// RFC 3339 at +08:00, with milliseconds only where there are any.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.0.saturating_add(EAST_MS).rem_euclid(DAY_MS);
        let (seconds, milliseconds) = (rest / 1000, rest % 1000);
        write!(
            f,
            "{}T{:02}:{:02}:{:02}",
            Date::of(self.day()),
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )?;
        if milliseconds != 0 {
            write!(f, ".{milliseconds:03}")?;
        }
        f.write_str("+08:00")
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_its_own_date() {
        let dates = [
            (FIRST_DAY, "0001-01-01"),
            (0, "1970-01-01"),
            (20_512, "2026-02-28"),
            (LAST_DAY, "9999-12-31"),
        ];
        for (number, text) in dates {
            assert_eq!(Date::of(number).to_string(), text);
        }
        let mut before = Date::of(FIRST_DAY - 1);
        for number in FIRST_DAY..=LAST_DAY {
            let date = Date::of(number);
            assert_eq!(date.number(), number);
            let next =
                date.day == before.day + 1 || date.day == 1 && before.day == before.month_length();
            assert!(next, "{before} {date}");
            before = date;
        }
    }

    #[test]
    fn a_moment_is_read_strictly_and_written_at_plus_8() {
        let written = |text| Instant::parse(text).map(|at| at.to_string());
        assert_eq!(
            written("2026-11-20T23:30:00Z").as_deref(),
            Some("2026-11-21T07:30:00+08:00")
        );
        assert_eq!(
            written("2026-11-20t10:00:00.5z").as_deref(),
            Some("2026-11-20T18:00:00.500+08:00")
        );
        assert_eq!(
            written("1969-12-31T23:59:59.9999+08:00").as_deref(),
            Some("1969-12-31T23:59:59.999+08:00")
        );
        for wrong in [
            "2026-11-20T10:00:00",
            "2026-11-20 10:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T10:00:60Z",
            "2026-11-20T10:00:00.Z",
            "2026-02-29T10:00:00Z",
            "2026-11-20T10:00:00+8:00",
            "0000-01-01T00:00:00Z",
            "é026-11-20T10:00:00Z",
            "",
        ] {
            assert_eq!(written(wrong), None, "{wrong}");
        }
    }
}
