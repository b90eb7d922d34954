//! A period of the calendar, as people say it, from its code: `2026-H1` is 2026年上半年.

use super::Said;
use crate::rules::flows;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A period by its code; what is none that exists stays as it was written.
pub(crate) fn said(code: &str) -> Said {
    if !flows::is_period(code) {
        return Said::typed(code);
    }
    let Some((year, part)) = code.split_once('-') else {
        return if is_number(code) {
            Said::new(format!("{code}年"), code)
        } else {
            Said::typed(code)
        };
    };
    let numbered = |letter: char| {
        let number = part.strip_prefix(letter).filter(|rest| is_number(rest))?;
        Some(number.trim_start_matches('0').to_owned())
    };
    match part {
        _ if !is_number(year) => Said::typed(code),
        "H1" => Said::new(format!("{year}年上半年"), format!("first half of {year}")),
        "H2" => Said::new(format!("{year}年下半年"), format!("second half of {year}")),
        _ => match (numbered('Q'), numbered('W'), month(part)) {
            (Some(quarter), ..) => Said::new(
                format!("{year}年第{quarter}季度"),
                format!("quarter {quarter} of {year}"),
            ),
            (_, Some(week), _) => Said::new(
                format!("{year}年第{week}周"),
                format!("week {week} of {year}"),
            ),
            (.., Some((number, name))) => {
                Said::new(format!("{year}年{number}月"), format!("{name} {year}"))
            }
            _ => Said::typed(code),
        },
    }
}

fn month(text: &str) -> Option<(usize, &'static str)> {
    let number: usize = text.parse().ok()?;
    Some((number, MONTHS.get(number.checked_sub(1)?)?))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_said_in_both_languages_and_what_is_none_stays() {
        for (code, zh, en) in [
            ("2026", "2026年", "2026"),
            ("2026-H1", "2026年上半年", "first half of 2026"),
            ("2026-H2", "2026年下半年", "second half of 2026"),
            ("2026-Q3", "2026年第3季度", "quarter 3 of 2026"),
            ("2026-W05", "2026年第5周", "week 5 of 2026"),
            ("2026-11", "2026年11月", "November 2026"),
            ("2026-01", "2026年1月", "January 2026"),
        ] {
            assert_eq!(said(code), Said::new(zh, en), "{code}");
        }
        for odd in [
            "", "2026-13", "2026-00", "2026-Q", "2026-Q9", "2026-W00", "2026-+5", "夏天", "夏-Q1",
            "2026-",
        ] {
            assert_eq!(said(odd), Said::typed(odd));
        }
    }
}
