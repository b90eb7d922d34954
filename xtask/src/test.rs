//! `cargo xtask test`: everything that can fail in a minute or two, summed up in one last line.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Failure, say};
use crate::{demo, setup};

/// What ran so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    passed: u64,
    failed: u64,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs all tests, or with names only the Rust tests that match them.
pub(crate) fn run(names: &[String]) -> Result<(), Failure> {
    setup::libcrypto()?;
    setup::python()?;
    let mut sum = Sum::default();
    if names.is_empty() {
        sum.add(plain_sqlite()?);
    }
    // Some tests start the real programs, in Rust as in Python; LINLI and LINLI_HUB say where they are. Built after the run over plain
    // SQLite, whose `linli` lies in the same place.
    let linli = demo::build_linli().inspect_err(|_| println!("{} passed, 1 failed", sum.passed))?;
    let mut all = shell::cargo(["test", "--locked", "--no-fail-fast", "--workspace"]);
    all.args(names)
        .env("LINLI", &linli)
        .env("LINLI_HUB", shell::built("linli-hub"));
    sum.add(cargo_test(&mut all)?);
    if names.is_empty() {
        sum.add(python_programs(&linli)?);
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 {
        return Err(Failure::check(String::new()));
    }
    if sum.passed == 0 {
        return Err(Failure::check("no test ran"));
    }
    Ok(())
}

/// Core and tool without the cipher: what the store promises must not come from SQLCipher. (Core alone would need other
/// features of what both are built on, and compile all of that once more.)
fn plain_sqlite() -> Result<Sum, Failure> {
    let mut plain = shell::cargo([
        "test",
        "--locked",
        "--no-fail-fast",
        "--no-default-features",
    ]);
    cargo_test(plain.args(["--package", "linli-core", "--package", "linli"]))
}

/// One `cargo test`, every crate to its end. A crate that does not build counts as one failure.
fn cargo_test(command: &mut Command) -> Result<Sum, Failure> {
    say(shell::spelled(command));
    let mut sum = Sum::default();
    let status = shell::run_watched(command, |line| {
        if let Some(result) = libtest_result(line) {
            sum.add(result);
        }
    })?;
    if !status.success() && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok(sum)
}

/// The programs in `tests/python`: each gets the path of `linli`, exits 0 if all is well, and may say in its last line how
/// much it looked at (`N passed, N failed`).
fn python_programs(linli: &Path) -> Result<Sum, Failure> {
    let mut sum = Sum::default();
    for program in programs()? {
        let mut command = Command::new("python3");
        // -B: no __pycache__ in the source tree.
        command
            .arg("-B")
            .arg(&program)
            .arg(linli)
            .current_dir(shell::root());
        say(format!(
            "python3 {}",
            program
                .strip_prefix(shell::root())
                .unwrap_or(&program)
                .display()
        ));
        let mut last = String::new();
        let status = shell::run_watched(&mut command, |line| {
            if !line.trim().is_empty() {
                line.clone_into(&mut last);
            }
        })?;
        let mut result = summary(&last).unwrap_or(Sum {
            passed: u64::from(status.success()),
            failed: 0,
        });
        if !status.success() && result.failed == 0 {
            result.failed = 1;
        }
        sum.add(result);
    }
    Ok(sum)
}

/// Programs are named for what they do; other modules of that folder are theirs to import.
fn programs() -> Result<Vec<PathBuf>, Failure> {
    let folder = shell::root().join("tests").join("python");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Ok(Vec::new());
    };
    let mut programs: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".py")
                && ["compare_", "check_", "test_"]
                    .iter()
                    .any(|prefix| name.starts_with(prefix))
        })
        .collect();
    programs.sort();
    if programs.is_empty() {
        return Err(Failure::check(format!(
            "{} holds no program to run",
            folder.display()
        )));
    }
    Ok(programs)
}

/// `test result: ok. 12 passed; 0 failed; …` as libtest prints it.
fn libtest_result(line: &str) -> Option<Sum> {
    let counts = line.trim().strip_prefix("test result: ")?;
    let (_, counts) = counts.split_once(". ")?;
    let mut sum = Sum::default();
    for part in counts.split(';') {
        match part.trim().split_once(' ') {
            Some((number, "passed")) => sum.passed = number.parse().ok()?,
            Some((number, "failed")) => sum.failed = number.parse().ok()?,
            _ => {}
        }
    }
    Some(sum)
}

/// `12 passed, 0 failed` as our own programs end.
fn summary(line: &str) -> Option<Sum> {
    let (passed, failed) = line.trim().split_once(", ")?;
    Some(Sum {
        passed: passed.strip_suffix(" passed")?.parse().ok()?,
        failed: failed.strip_suffix(" failed")?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_of_cargo_test_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.02s";
        assert_eq!(
            libtest_result(line),
            Some(Sum {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(libtest_result("running 12 tests"), None);
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
}
