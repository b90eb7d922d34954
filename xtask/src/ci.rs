//! `cargo xtask ci`: what a change must pass, cheapest first; every step runs, so that one visit shows all that is wrong.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::beside;
use crate::minutes::Minutes;
use crate::shell::{self, Failure, say};
use crate::{bindings, demo, deny, docs, faults, features, lint, package, test, tree};

type Step = (&'static str, fn() -> Result<(), Failure>);

const STEPS: &[Step] = &[
    ("format", || lint::fmt(&["--check".to_owned()])),
    ("tree", || tree::run(&[])),
    ("dependencies", || deny::run(&[])),
    ("features", || features::run(&[])),
    ("clippy", || lint::clippy(&[])),
    ("documentation", || docs::run(&[])),
    ("facades", bindings::check),
    ("tests", || test::run(&[])),
    ("demo", demo_twice),
    (SIZE, package::check_size),
    ("faults", || {
        faults::run(&["--quick".to_owned(), "--json".to_owned()])
    }),
];

/// Linking for size keeps one processor busy for minutes, and the tests leave one idle again and again: begun with them.
const SIZE: &str = "size";
const SIZE_BESIDE: &str = "tests";

/// Runs every step and sums up; afterwards the tree must be as it was and nothing of ours still running.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::usage("`ci` takes no arguments"));
    }
    let before = tree::changes()?;
    let running_before = running();
    let mut lines = Vec::new();
    let mut failed = 0;
    let mut minutes = Minutes::default();
    let mut size = None;
    for (name, step) in STEPS {
        say(format!("—— {name}"));
        if *name == SIZE_BESIDE {
            size = Some(beside::start(SIZE, &["package", SIZE])?);
        }
        let outcome = minutes.of(name, || match size.take() {
            Some(running) if *name == SIZE => ended(running),
            running => {
                size = running;
                step()
            }
        });
        match outcome {
            Ok(()) => lines.push(format!("ok      {name}")),
            Err(failure) => {
                failed += 1;
                lines.push(format!("FAILED  {name:<14} {}", failure.message));
            }
        }
    }
    if tree::changes()? != before {
        failed += 1;
        lines
            .push("FAILED  the steps changed files of the repository: see `git status`".to_owned());
    }
    let left: Vec<_> = running().difference(&running_before).cloned().collect();
    if !left.is_empty() {
        failed += 1;
        let names: Vec<String> = left
            .iter()
            .map(|(pid, program)| format!("{} ({pid})", program.display()))
            .collect();
        lines.push(format!("FAILED  still running: {}", names.join(", ")));
    }
    eprintln!();
    eprintln!("{}", minutes.table());
    for line in &lines {
        eprintln!("{line}");
    }
    if failed == 0 {
        say("all is well");
        return Ok(());
    }
    Err(Failure::check(format!(
        "{failed} of {} steps failed",
        STEPS.len()
    )))
}

/// A step that ran beside others, at its end.
fn ended(running: beside::Running) -> Result<(), Failure> {
    match beside::end(running)?.is_well {
        true => Ok(()),
        false => Err(Failure::check("it said above what is wrong")),
    }
}

/// The demo is the first thing that a newcomer sees: it must run, and tell the same story twice.
fn demo_twice() -> Result<(), Failure> {
    let mut reports = Vec::new();
    for name in ["field-day-1", "field-day-2"] {
        let out = shell::target_dir().join("ci").join(name);
        // A folder left by an earlier run would show whether the demo copes with it, not whether it repeats.
        if out.exists() {
            std::fs::remove_dir_all(&out)
                .map_err(|error| Failure::machine(format!("{}: {error}", out.display())))?;
        }
        std::fs::create_dir_all(&out)
            .map_err(|error| Failure::machine(format!("{}: {error}", out.display())))?;
        let words = ["--seed", "1", "--out", &out.to_string_lossy(), "--json"].map(str::to_owned);
        demo::run(&words)?;
        let report = out.join("report.json");
        let text = std::fs::read_to_string(&report)
            .map_err(|error| Failure::check(format!("{}: {error}", report.display())))?;
        reports.push(without_elapsed(&text));
    }
    if reports[0] != reports[1] {
        return Err(Failure::check(
            "one seed gave two different reports: compare target/ci/field-day-*/report.json",
        ));
    }
    Ok(())
}

/// The report without the one value that may differ.
fn without_elapsed(report: &str) -> String {
    let key = "\"elapsed_ms\":";
    let Some(at) = report.find(key) else {
        return report.to_owned();
    };
    let rest = report[at + key.len()..]
        .trim_start()
        .trim_start_matches(|letter: char| letter.is_ascii_digit());
    format!("{}{rest}", &report[..at])
}

/// Programs built here that run at this moment, as far as the system tells (Linux).
fn running() -> BTreeSet<(u32, PathBuf)> {
    let ours = shell::target_dir();
    let own = std::process::id();
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return BTreeSet::new();
    };
    processes
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let program = std::fs::read_link(entry.path().join("exe")).ok()?;
            (pid != own && program.starts_with(&ours)).then_some((pid, program))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_reports_of_one_seed_differ_only_in_elapsed_time() {
        let quick = "{\"seed\": 1,\"elapsed_ms\": 12,\"stores\":[]}";
        let slow = "{\"seed\": 1,\"elapsed_ms\": 99012,\"stores\":[]}";
        assert_eq!(without_elapsed(quick), without_elapsed(slow));
        assert_ne!(
            without_elapsed(quick),
            without_elapsed(&slow.replace("\"seed\": 1", "\"seed\": 2"))
        );
    }
}
