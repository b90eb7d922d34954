//! Periods of the calendar and their codes: `2026-W05` (ISO), `2026-07`, `2026-Q3`, `2026-H1`, `2026`.

use super::instant::{Date, FIRST_DAY, LAST_DAY, digits};

/// The rhythm in which a duty recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the page's")]
pub enum Every {
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// A period of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CalendarPeriod {
    pub(super) code: String,
    /// Its first day, since 1970.
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Every {
    /// Its name in packs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [
            Self::Week,
            Self::Month,
            Self::Quarter,
            Self::HalfYear,
            Self::Year,
        ]
        .into_iter()
        .find(|one| one.name() == name)
    }

    const fn months(self) -> i64 {
        match self {
            Self::Week => 0,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The period in which a day lies (a day of the years 0001 to 9999).
    fn at(self, day: i64) -> CalendarPeriod {
        if self == Self::Week {
            let first = day - weekday(day);
            let (year, week) = iso_week(first + 3);
            return CalendarPeriod {
                code: format!("{year:04}-W{week:02}"),
                first,
                last: first + 6,
            };
        }
        let date = Date::of(day);
        let months = self.months();
        let number = (date.month - 1) / months;
        let last_month = Date {
            month: (number + 1) * months,
            day: 1,
            ..date
        };
        let number = number + 1;
        let code = match self {
            Self::Month => format!("{:04}-{number:02}", date.year),
            Self::Quarter => format!("{:04}-Q{number}", date.year),
            Self::HalfYear => format!("{:04}-H{number}", date.year),
            Self::Year | Self::Week => format!("{:04}", date.year),
        };
        CalendarPeriod {
            code,
            first: Date {
                month: (number - 1) * months + 1,
                day: 1,
                ..date
            }
            .number(),
            last: Date {
                day: last_month.month_length(),
                ..last_month
            }
            .number(),
        }
    }

    /// The periods whose last day is not before `since` and whose first day is not after `now`.
    pub(super) fn between(self, since: i64, now: i64) -> impl Iterator<Item = CalendarPeriod> {
        let mut day = since.max(FIRST_DAY);
        std::iter::from_fn(move || {
            if day > LAST_DAY {
                return None;
            }
            let period = self.at(day);
            day = period.last + 1;
            (period.first <= now).then_some(period)
        })
    }
}

/// Monday is 0.
pub(super) const fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// ISO year and week of a week's Thursday.
fn iso_week(thursday: i64) -> (i64, i64) {
    let date = Date::of(thursday);
    let first = Date {
        month: 1,
        day: 1,
        ..date
    }
    .number();
    (date.year, (thursday - first) / 7 + 1)
}

/// Whether this is the code of a period that exists.
pub(crate) fn exists(code: &str) -> bool {
    let Some((year, rest)) = code.split_at_checked(4) else {
        return false;
    };
    let Some(year) = digits(year.as_bytes()).filter(|year| *year >= 1) else {
        return false;
    };
    let within =
        |text: &[u8], most| digits(text).is_some_and(|number| (1..=most).contains(&number));
    match rest.as_bytes() {
        b"" => true,
        [b'-', b'W', week @ ..] if week.len() == 2 => {
            // 28 December lies in the last week of its ISO year.
            let day = Date {
                year,
                month: 12,
                day: 28,
            }
            .number();
            within(week, iso_week(day - weekday(day) + 3).1)
        }
        [b'-', b'Q', quarter @ ..] if quarter.len() == 1 => within(quarter, 4),
        [b'-', b'H', half @ ..] if half.len() == 1 => within(half, 2),
        [b'-', month @ ..] if month.len() == 2 => within(month, 12),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_a_period_that_exists() {
        for code in [
            "2026", "2026-07", "2026-Q3", "2026-H1", "2026-W05", "2026-W53", "0001-W01", "9999-12",
        ] {
            assert!(exists(code), "{code}");
        }
        for code in [
            "", "26", "0000", "2026-13", "2026-00", "2026-Q5", "2026-H0", "2025-W53", "2026-W00",
            "2026-W5", "2026-7", "2026-h1", "２026",
        ] {
            assert!(!exists(code), "{code}");
        }
    }

    #[test]
    fn periods_follow_each_other_without_gap_to_the_end_of_the_calendar() {
        for every in [
            Every::Week,
            Every::Month,
            Every::Quarter,
            Every::HalfYear,
            Every::Year,
        ] {
            let all: Vec<_> = every.between(i64::MIN, i64::MAX).collect();
            assert_eq!(all[0].first, FIRST_DAY);
            assert!(all.windows(2).all(|pair| pair[0].last + 1 == pair[1].first));
            assert!(all.iter().all(|period| exists(&period.code)), "{every:?}");
            assert!(all.last().is_some_and(|period| period.last >= LAST_DAY));
        }
    }
}
