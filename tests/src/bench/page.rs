//! The report as a page for the documentation: a table in Markdown and a plot, both from the same JSON, so that the figures of
//! other programs on the same data stand beside ours.

use serde_json::Value;
use std::fmt::Write;

/// Where the tables go into the page, and where they end.
const BEGIN: &str = "<!-- rows: cargo xtask bench --page -->";
const END: &str = "<!-- end of rows -->";

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

/// A number with as many digits as a reader needs.
fn short(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or_default()
}

/// The rows of a report as a table.
fn table(report: &Value) -> String {
    let mut out = String::from("| row | value | goal | | |\n|---|---|---|---|---|\n");
    for row in report["rows"].as_array().into_iter().flatten() {
        let met = if row["met"].as_bool() == Some(true) {
            "met"
        } else {
            "**missed**"
        };
        let sign = match text(row, "better") {
            "higher" => "≥",
            _ => "≤",
        };
        let _ = writeln!(
            out,
            "| `{}` | {} {} | {sign} {} | {met} | {} |",
            text(row, "id"),
            short(number(row, "value")),
            text(row, "unit"),
            short(number(row, "goal")),
            text(row, "note").replace('|', "/"),
        );
    }
    out
}

/// The machine and its load, in words.
fn machine(report: &Value) -> String {
    let machine = &report["machine"];
    format!(
        "{} × {}, {}, {}; load before the run {}\n",
        machine["cpus"],
        text(machine, "cpu"),
        text(machine, "memory"),
        text(machine, "os"),
        text(machine, "load"),
    )
}

/// The page with the report's rows in their place; `None` if it has no place for them.
#[must_use]
pub fn filled(page: &str, report: &Value) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!(
        "{before}{BEGIN}\n\n{}\n{}\n{END}{after}",
        machine(report),
        table(report)
    ))
}

const WIDTH: f64 = 860.0;
const LEFT: f64 = 250.0;
const LINE: f64 = 22.0;
/// Bars end here, in multiples of the goal.
const MOST: f64 = 3.0;

/// A plot: each row as a part of its goal, the goal at 1; longer is worse. What is higher the better is shown as goal over value.
#[must_use]
pub fn plot(report: &Value) -> String {
    let rows: Vec<&Value> = report["rows"].as_array().into_iter().flatten().collect();
    let height = LINE.mul_add(rows.len() as f64, 40.0);
    let unit = (WIDTH - LEFT - 90.0) / MOST;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (n, row) in rows.iter().enumerate() {
        let (value, goal) = (number(row, "value"), number(row, "goal"));
        let part = match text(row, "better") {
            "higher" => goal / value.max(f64::MIN_POSITIVE),
            _ => value / goal.max(f64::MIN_POSITIVE),
        };
        let colour = if row["met"].as_bool() == Some(true) {
            "#2a7f5e"
        } else {
            "#b4452c"
        };
        let y = LINE.mul_add(n as f64, 14.0);
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{LEFT}\" y=\"{y}\" width=\"{:.1}\" height=\"14\" fill=\"{colour}\"/>\
             <text x=\"{:.1}\" y=\"{}\">{} {}</text>",
            LEFT - 8.0,
            y + 11.0,
            text(row, "id"),
            part.min(MOST) * unit,
            part.min(MOST).mul_add(unit, LEFT + 5.0),
            y + 11.0,
            short(value),
            text(row, "unit"),
        );
    }
    let at = LEFT + unit;
    let _ = writeln!(
        out,
        "<line x1=\"{at}\" y1=\"8\" x2=\"{at}\" y2=\"{}\" stroke=\"#333\" stroke-dasharray=\"3 3\"/>\
         <text x=\"{at}\" y=\"{}\" text-anchor=\"middle\">goal</text>\n</svg>",
        height - 24.0,
        height - 8.0,
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report() -> Value {
        json!({
            "machine": { "cpus": 2, "cpu": "a processor", "memory": "8 kB", "os": "linux", "load": "0 0 0" },
            "rows": [
                { "id": "slow_ms", "value": 12.34, "unit": "ms", "goal": 10.0, "better": "lower", "met": false, "note": "a|b" },
                { "id": "many", "value": 400.0, "unit": "changes/s", "goal": 200.0, "better": "higher", "met": true, "note": "" },
            ],
        })
    }

    #[test]
    fn rows_take_the_place_of_those_that_were_there() {
        let page = format!("words\n{BEGIN}\nold\n{END}\nmore\n");
        let filled = filled(&page, &report()).expect("a place");
        assert!(filled.contains("| `slow_ms` | 12.3 ms | ≤ 10.0 | **missed** | a/b |"));
        assert!(filled.contains("| `many` | 400 changes/s | ≥ 200 | met |  |"));
        assert!(filled.starts_with("words\n") && filled.ends_with("\nmore\n"));
        assert!(!filled.contains("old"));
        assert_eq!(super::filled("no place", &report()), None);
    }

    #[test]
    fn a_bar_is_as_long_as_its_row_is_away_from_the_goal() {
        let plot = plot(&report());
        let unit = (WIDTH - LEFT - 90.0) / MOST;
        for part in [1.234, 0.5] {
            let width = format!("width=\"{:.1}\" height=\"14\"", part * unit);
            assert!(plot.contains(&width), "{width}");
        }
    }
}
