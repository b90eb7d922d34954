//! Minutes by step, as a table at a run's end. Knows nothing of what the steps are.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// Phase of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Installing what the machine lacks; a second run finds all of it.
    SetUp,
    /// Compiling.
    Build,
}

/// Time of this thread so far, by phase; what is in neither is the run itself.
type Spent = (Duration, Duration);

thread_local! {
    static SPENT: Cell<Spent> = const { Cell::new((Duration::ZERO, Duration::ZERO)) };
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` and counts its time for the phase. What it calls is part of it: nothing is counted twice.
pub(crate) fn during<T>(phase: Phase, work: impl FnOnce() -> T) -> T {
    if INSIDE.replace(true) {
        return work();
    }
    let start = Instant::now();
    let done = work();
    INSIDE.set(false);
    let (mut set_up, mut build) = SPENT.get();
    match phase {
        Phase::SetUp => set_up += start.elapsed(),
        Phase::Build => build += start.elapsed(),
    }
    SPENT.set((set_up, build));
    done
}

/// One step's time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: String,
    set_up: Duration,
    build: Duration,
    all: Duration,
}

/// The steps so far.
#[derive(Debug, Default)]
pub(crate) struct Minutes(Vec<Row>);

impl Minutes {
    /// Runs a step and keeps its time.
    pub(crate) fn of<T>(&mut self, name: &str, step: impl FnOnce() -> T) -> T {
        let (set_up, build) = SPENT.get();
        let start = Instant::now();
        let done = step();
        let now = SPENT.get();
        self.0.push(Row {
            name: name.to_owned(),
            set_up: now.0.saturating_sub(set_up),
            build: now.1.saturating_sub(build),
            all: start.elapsed(),
        });
        done
    }

    /// One line a step, and one for all.
    pub(crate) fn table(&self) -> String {
        let sum = |of: fn(&Row) -> Duration| self.0.iter().map(of).sum();
        let total = Row {
            name: "all".to_owned(),
            set_up: sum(|row| row.set_up),
            build: sum(|row| row.build),
            all: sum(|row| row.all),
        };
        let mut text = format!(
            "{:<14} {:>8} {:>8} {:>8} {:>8}\n",
            "minutes", "set-up", "build", "run", "in all"
        );
        for row in self.0.iter().chain([&total]) {
            let run = row.all.saturating_sub(row.set_up + row.build);
            text.push_str(&format!("{:<14}", row.name));
            for part in [row.set_up, row.build, run, row.all] {
                text.push_str(&format!(" {:>8}", clock(part)));
            }
            text.push('\n');
        }
        text
    }
}

/// `3:07`: minutes and seconds.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_its_set_up_its_build_and_its_run() {
        let row = |name: &str, set_up, build, all| Row {
            name: name.to_owned(),
            set_up: Duration::from_secs(set_up),
            build: Duration::from_secs(build),
            all: Duration::from_secs(all),
        };
        let table = Minutes(vec![row("rust", 1, 125, 187), row("kotlin", 0, 0, 59)]).table();
        assert_eq!(
            table.lines().collect::<Vec<_>>(),
            [
                "minutes          set-up    build      run   in all",
                "rust               0:01     2:05     1:01     3:07",
                "kotlin             0:00     0:00     0:59     0:59",
                "all                0:01     2:05     2:00     4:06",
            ]
        );
    }

    #[test]
    fn what_a_phase_calls_is_counted_once() {
        let mut minutes = Minutes::default();
        let answer = minutes.of("step", || {
            during(Phase::Build, || during(Phase::SetUp, || 7))
        });
        assert_eq!((answer, minutes.0[0].set_up), (7, Duration::ZERO));
        assert!(minutes.0[0].build <= minutes.0[0].all);
    }
}
