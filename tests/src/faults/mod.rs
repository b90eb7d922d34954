//! The fault programs (tests/README.md) that need no special machine. Each takes a budget and a seed, and gives a row
//! of counts; each is run against planted bugs too, so that it is known to be able to fail.

pub mod authority;
mod crowd;
mod decided;
mod drive;
mod errands;
pub mod failing;
mod fed;
pub mod fuzz;
mod hub_process;
pub mod kill;
pub mod kill_hub;
mod lists;
pub mod order;
pub mod overload;
pub mod power;
mod preload;
pub mod price;
pub mod rot;
mod rowdies;
pub mod simulator;
mod snapshot;
mod survey;
mod targets;
mod targets_files;
mod targets_sync;
pub mod twins;
mod verdicts;
// An earlier version can be played in development builds alone.
#[cfg(debug_assertions)]
pub mod versions;

pub use preload::Preload;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Budget of a program: how long it goes on, and from which seed.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// The first seed.
    pub seed: u64,
    /// It starts no new run after this.
    pub time: Duration,
    /// Or after exactly this many runs, whatever the time.
    pub runs: Option<u64>,
    /// And, of what ends by the time, after this many runs at the latest: so that a quicker machine plays no seed that
    /// nobody has looked at before.
    pub most: Option<u64>,
    /// Every case and the greatest stage, however long that takes.
    pub long: bool,
}

/// Counts a program's runs against its budget.
#[derive(Debug)]
pub struct Meter {
    budget: Budget,
    started: Instant,
    done: u64,
}

impl Meter {
    /// Starts the clock.
    #[must_use]
    pub fn start(budget: Budget) -> Self {
        Self {
            budget,
            started: Instant::now(),
            done: 0,
        }
    }

    /// The seed of the next run; `None` once the budget is used up. At least one run is always made.
    pub fn next_seed(&mut self) -> Option<u64> {
        let over = match self.budget.runs {
            Some(runs) => self.done >= runs,
            None => {
                self.budget.most.is_some_and(|most| self.done >= most)
                    || (self.done > 0 && self.started.elapsed() >= self.budget.time)
            }
        };
        if over {
            return None;
        }
        let seed = self.budget.seed.wrapping_add(self.done);
        self.done += 1;
        Some(seed)
    }

    /// Seconds so far.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        (self.started.elapsed().as_secs_f64() * 10.0).round() / 10.0
    }
}

/// Plays runs on as many threads as there are processors, and gives what came of each, by seed.
pub(crate) fn side_by_side<T: Send>(
    meter: &mut Meter,
    run: impl Fn(u64) -> T + Sync,
) -> Vec<(u64, T)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let meter = Mutex::new(meter);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let next = || held(&meter).next_seed();
                while let Some(seed) = next() {
                    let result = run(seed);
                    held(&done).push((seed, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(seed, _)| *seed);
    done
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Findings of a program.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// `T1`, `T4` ….
    pub id: &'static str,
    /// Number of runs.
    pub runs: u64,
    /// Faults played, by kind.
    pub faults: BTreeMap<String, u64>,
    /// Violations: these must stay zero.
    pub violations: u64,
    /// Bugs planted.
    pub planted: u64,
    /// Bugs found again.
    pub planted_found: u64,
    /// Duration in seconds.
    pub seconds: f64,
    /// Counts that it must print besides, in words.
    pub counts: Vec<String>,
    /// The first violations in words.
    pub notes: Vec<String>,
    /// The seed of the first violation.
    pub seed: Option<u64>,
}

impl Row {
    pub(crate) fn new(id: &'static str) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }

    pub(crate) fn fault(&mut self, kind: &str) {
        *self.faults.entry(kind.to_owned()).or_default() += 1;
    }

    pub(crate) fn violation(&mut self, seed: u64, note: String) {
        self.violations += 1;
        self.seed.get_or_insert(seed);
        if self.notes.len() < 20 {
            self.notes.push(format!("seed {seed}: {note}"));
        }
    }

    /// Whether nothing was lost and every planted bug was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violations == 0 && self.planted == self.planted_found
    }
}

/// The most memory this process ever had, in KiB, where the system tells.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    peak_memory_of("self")
}

/// That of another process.
fn peak_memory_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
