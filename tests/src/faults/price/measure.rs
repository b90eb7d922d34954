//! Costs of a process: working time and peak memory, as Linux tells them.

use std::fs;
use std::path::Path;

/// Ticks of `/proc/PID/stat` in a second: what the kernel shows, whatever its own clock.
const TICKS: f64 = 100.0;
/// A figure is off by so many milliseconds at most: one tick at each end.
const TICK_MS: f64 = 10.0;
/// Memory below this is the allocator's and the database's own business, in KiB.
const FLOOR_KIB: f64 = 8.0 * 1024.0;
/// Pages that come and go by themselves, in KiB.
const NOISE_KIB: f64 = 2.0 * 1024.0;

/// The cost of one piece of work.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cost {
    /// Working time in milliseconds.
    pub(super) cpu: f64,
    /// Peak memory over what was there before, in KiB.
    pub(super) kib: f64,
}

impl Cost {
    /// Less of each: noise of other work only ever adds.
    pub(super) fn least(self, other: Self) -> Self {
        Self {
            cpu: self.cpu.min(other.cpu),
            kib: self.kib.min(other.kib),
        }
    }

    /// This cost without what an empty piece of work costs.
    pub(super) fn without(self, empty: Self) -> Self {
        Self {
            cpu: (self.cpu - empty.cpu).max(0.0),
            kib: self.kib,
        }
    }

    /// The least by which the working time can have grown to twice the work: figures are whole ticks.
    pub(super) fn cpu_ratio(self, twice: Self) -> Option<f64> {
        (twice.cpu >= 8.0 * TICK_MS).then(|| (twice.cpu - TICK_MS) / (self.cpu + TICK_MS))
    }

    /// The same for memory.
    pub(super) fn kib_ratio(self, twice: Self) -> Option<f64> {
        (twice.kib >= FLOOR_KIB).then(|| (twice.kib - NOISE_KIB) / (self.kib + NOISE_KIB))
    }
}

/// A process before a piece of work.
pub(super) struct Before {
    process: String,
    cpu: f64,
    kib: f64,
}

impl Before {
    /// Of a process, by its number, or `self`. Its peak is what it has now.
    ///
    /// # Errors
    /// The system does not tell.
    pub(super) fn of(process: &str) -> Result<Self, String> {
        // Peak memory starts again from what is there (proc(5): clear_refs).
        fs::write(format!("/proc/{process}/clear_refs"), "5").map_err(|e| e.to_string())?;
        Ok(Self {
            cpu: cpu(process)?,
            kib: kib(process, "VmRSS:")?,
            process: process.to_owned(),
        })
    }

    /// The cost since.
    ///
    /// # Errors
    /// The system does not tell.
    pub(super) fn cost(&self) -> Result<Cost, String> {
        Ok(Cost {
            cpu: cpu(&self.process)? - self.cpu,
            kib: (kib(&self.process, "VmHWM:")? - self.kib).max(0.0),
        })
    }
}

/// Milliseconds that a process has worked, its ended threads too.
pub(super) fn cpu(process: &str) -> Result<f64, String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).map_err(|e| e.to_string())?;
    // The name in brackets may hold anything.
    let rest = stat.rsplit_once(')').ok_or("stat")?.1;
    let ticks = rest.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(ticks as f64 * 1000.0 / TICKS)
}

fn kib(process: &str, name: &str) -> Result<f64, String> {
    let status =
        fs::read_to_string(format!("/proc/{process}/status")).map_err(|e| e.to_string())?;
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .ok_or_else(|| name.to_owned())
}

/// Bytes of all files below a folder.
pub(super) fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => bytes(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

/// Copies a folder.
///
/// # Errors
/// The disk.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let said = |e: std::io::Error| format!("{}: {e}", from.display());
    fs::create_dir_all(to).map_err(said)?;
    for entry in fs::read_dir(from).map_err(said)? {
        let entry = entry.map_err(said)?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(said)?;
        }
    }
    Ok(())
}
