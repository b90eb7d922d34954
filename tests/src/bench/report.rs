//! The JSON of the report, and a table for people.

use super::stats::median;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt::Write;

/// Direction that is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
}

/// One measurement.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name in the report.
    pub id: Cow<'static, str>,
    /// The median, or the one value.
    pub value: f64,
    /// `ratio`, `ms`, `s`, `mb`, `bytes`, `changes/s` or `logins/s`.
    pub unit: Cow<'static, str>,
    /// The line to beat.
    pub goal: f64,
    /// Direction that is better.
    pub better: Better,
    /// Everything that was measured.
    pub samples: Vec<f64>,
    /// A note on what the number leaves out.
    pub note: String,
}

impl Row {
    /// A row whose value is the median of its samples, and where less is better.
    #[must_use]
    pub fn lower(
        id: &'static str,
        unit: &'static str,
        goal: f64,
        samples: Vec<f64>,
        note: String,
    ) -> Self {
        Self {
            id: id.into(),
            value: median(&samples),
            unit: unit.into(),
            goal,
            better: Better::Lower,
            samples,
            note,
        }
    }

    /// A row of one value, where more is better.
    #[must_use]
    pub fn higher(
        id: &'static str,
        unit: &'static str,
        goal: f64,
        value: f64,
        note: String,
    ) -> Self {
        Self {
            id: id.into(),
            value,
            unit: unit.into(),
            goal,
            better: Better::Higher,
            samples: vec![value],
            note,
        }
    }

    /// Whether the line is beaten.
    #[must_use]
    pub fn met(&self) -> bool {
        match self.better {
            Better::Lower => self.value <= self.goal,
            Better::Higher => self.value >= self.goal,
        }
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "value": rounded(self.value),
            "unit": self.unit,
            "goal": self.goal,
            "better": match self.better { Better::Lower => "lower", Better::Higher => "higher" },
            "met": self.met(),
            "samples": self.samples.iter().copied().map(rounded).collect::<Vec<_>>(),
            "note": self.note,
        })
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// A run.
#[derive(Debug, Clone)]
pub struct Report {
    /// On what.
    pub machine: Value,
    /// The measurements.
    pub rows: Vec<Row>,
}

impl Report {
    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "machine": self.machine,
            "rows": self.rows.iter().map(Row::json).collect::<Vec<_>>(),
        })
    }

    /// For people.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let _ = writeln!(
                out,
                "{:<26} {:>10.3} {:<6} goal {:>6} {}  n={}",
                row.id,
                row.value,
                row.unit,
                row.goal,
                if row.met() { "met   " } else { "MISSED" },
                row.samples.len(),
            );
            let _ = writeln!(out, "    {}", row.note);
        }
        out
    }
}

/// The machine that this runs on, as far as numbers depend on it.
#[must_use]
pub fn machine() -> Value {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        text.lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
    };
    json!({
        "os": std::env::consts::OS,
        "arch": std::env::consts::ARCH,
        "cpus": std::thread::available_parallelism().map_or(1, usize::from),
        "cpu": field(&read("/proc/cpuinfo"), "model name"),
        "memory": field(&read("/proc/meminfo"), "MemTotal"),
        "load": read("/proc/loadavg").split(' ').take(3).collect::<Vec<_>>().join(" "),
        "optimised": !cfg!(debug_assertions),
        "cipher": cfg!(feature = "cipher"),
    })
}
