//! Number of tests that ran, whoever ran them.

use std::process::Command;

use crate::shell::{self, Failure, say};

/// Tests that ran so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Sum {
    pub(crate) fn add(&mut self, other: Sum) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// One check that is one program: its exit code decides.
    pub(crate) fn one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        }
    }

    /// A run that failed without saying of which test is one failure all the same.
    pub(crate) fn closed(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// Runs a program with its output shown and counts what `read` makes of its lines.
pub(crate) fn counted(
    command: &mut Command,
    read: impl Fn(&str) -> Option<Sum>,
) -> Result<Sum, Failure> {
    say(shell::spelled(command));
    let mut sum = Sum::default();
    let status = shell::run_watched(command, |line| {
        if let Some(result) = read(line) {
            sum.add(result);
        }
    })?;
    Ok(sum.closed(status.success()))
}

/// Runs one of our own programs, which says in its last line how much it looked at (`N passed, N failed`), or nothing: then
/// it is one check.
pub(crate) fn program(command: &mut Command) -> Result<Sum, Failure> {
    say(shell::spelled(command));
    let mut last = String::new();
    let status = shell::run_watched(command, |line| {
        if !line.trim().is_empty() {
            line.clone_into(&mut last);
        }
    })?;
    let sum = summary(&last).unwrap_or_else(|| Sum::one(status.success()));
    Ok(sum.closed(status.success()))
}

/// `12 passed, 0 failed` as our own programs end.
pub(crate) fn summary(line: &str) -> Option<Sum> {
    let (passed, failed) = line.trim().split_once(", ")?;
    Some(Sum {
        passed: passed.strip_suffix(" passed")?.parse().ok()?,
        failed: failed.strip_suffix(" failed")?.parse().ok()?,
    })
}

/// The sum of the last line that gives one.
pub(crate) fn last_of(said: &str) -> Sum {
    said.lines().rev().find_map(summary).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sum_counts() {
        let said = "3 passed, 0 failed\n5 passed, 1 failed\nxtask: a warning at the end\n";
        let sum = last_of(said);
        assert_eq!((sum.passed, sum.failed), (5, 1));
        assert_eq!(last_of("nothing").closed(false).failed, 1);
    }

    #[test]
    fn a_program_of_ours_says_how_much_it_looked_at() {
        assert_eq!(
            summary("5000 passed, 1 failed\n"),
            Some(Sum {
                passed: 5000,
                failed: 1
            })
        );
        assert_eq!(summary("done"), None);
    }

    #[test]
    fn a_run_that_failed_is_never_counted_as_a_success() {
        let sum = Sum {
            passed: 3,
            failed: 0,
        };
        assert_eq!(sum.closed(false).failed, 1);
        assert_eq!(sum.closed(true).failed, 0);
    }
}
