//! Counts of a simulation: faults that were played, and what must never happen.

use std::collections::BTreeMap;

/// Number of samples of violations that are kept.
const MOST_NOTES: usize = 20;

/// Counts of one schedule, or of many.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Schedules run.
    pub schedules: u64,
    /// Commands that were acknowledged.
    pub acknowledged: u64,
    /// Faults played, by kind.
    pub faults: BTreeMap<String, u64>,
    /// Violations, by kind; see [`VIOLATIONS`].
    pub violations: BTreeMap<&'static str, u64>,
    /// The first violations in words, with their seeds.
    pub notes: Vec<String>,
}

/// Everything that must stay zero.
pub const VIOLATIONS: [&str; 18] = [
    "not_converged",
    "acknowledged_lost",
    "ballots_lost",
    "ballots_forged",
    "ballots_twice",
    "miscounted",
    "steps_forged",
    "visits_doubled",
    "read_out_of_scope",
    "words_kept",
    "not_returned",
    "purged_unsafe",
    "fed_twice",
    "verify_failed",
    "renewed_differently",
    "wrong_answer",
    "stopped",
    "panicked",
];

impl Counts {
    /// Notes a fault that was played.
    pub fn fault(&mut self, kind: &str) {
        *self.faults.entry(kind.to_owned()).or_default() += 1;
    }

    /// Notes something that must not happen.
    pub fn violation(&mut self, kind: &'static str, note: String) {
        *self.violations.entry(kind).or_default() += 1;
        if self.notes.len() < MOST_NOTES {
            self.notes.push(format!("{kind}: {note}"));
        }
    }

    /// Number of violations of one kind.
    #[must_use]
    pub fn of(&self, kind: &str) -> u64 {
        self.violations.get(kind).copied().unwrap_or(0)
    }

    /// Number of violations of all kinds.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.violations.values().sum()
    }

    /// Adds those of another schedule.
    pub fn add(&mut self, other: Self) {
        self.schedules += other.schedules;
        self.acknowledged += other.acknowledged;
        for (kind, n) in other.faults {
            *self.faults.entry(kind).or_default() += n;
        }
        for (kind, n) in other.violations {
            *self.violations.entry(kind).or_default() += n;
        }
        let room = MOST_NOTES.saturating_sub(self.notes.len());
        self.notes.extend(other.notes.into_iter().take(room));
    }
}
