//! The Rust tests, and the programs in Python that hold our tools against a second implementation.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::sum::{self, Sum};
use crate::minutes::{Phase, during};
use crate::setup;
use crate::shell::{self, Failure};

/// All of them, or with names only the Rust tests that match.
pub(crate) fn test(names: &[String]) -> Result<Sum, Failure> {
    setup::libcrypto()?;
    setup::python()?;
    let mut sum = Sum::default();
    if names.is_empty() {
        sum.add(plain_sqlite()?);
    }
    // Some tests start the real programs, in Rust as in Python; LINLI and LINLI_HUB say where they are. Built after the run
    // over plain SQLite, whose `linli` lies in the same place.
    shell::build_programs()?;
    let linli = shell::built("linli");
    let mut all = shell::cargo(["test", "--locked", "--no-fail-fast", "--workspace"]);
    all.args(names)
        .env("LINLI", &linli)
        .env("LINLI_HUB", shell::built("linli-hub"));
    sum.add(cargo_test(&mut all)?);
    if names.is_empty() {
        sum.add(python_programs(&linli)?);
    }
    Ok(sum)
}

/// Core and tool without the cipher: what the store promises must not come from SQLCipher. SQLite and our own crates are
/// compiled once more for it, nothing else (`xtask/workspace-hack`).
fn plain_sqlite() -> Result<Sum, Failure> {
    let mut plain = shell::cargo([
        "test",
        "--locked",
        "--no-fail-fast",
        "--no-default-features",
    ]);
    plain.args(["--package", "linli-core", "--package", "linli"]);
    cargo_test(&mut plain)
}

/// One `cargo test`, every crate to its end. A crate that does not build counts as one failure.
fn cargo_test(command: &mut Command) -> Result<Sum, Failure> {
    // Built apart, so that the table of minutes tells building from running. Whatever does not build is told by the run.
    let mut build = shell::cargo(command.get_args());
    build
        .args(["--no-run", "--quiet"])
        .stdout(std::io::stderr());
    during(Phase::Build, || shell::status_of(&mut build))?;
    sum::counted(command, libtest_result)
}

/// The programs in `tests/python`: each gets the path of `linli` and exits 0 if all is well.
fn python_programs(linli: &Path) -> Result<Sum, Failure> {
    let mut sum = Sum::default();
    for program in programs()? {
        let mut command = Command::new("python3");
        // -B: no __pycache__ in the source tree.
        command
            .arg("-B")
            .arg(program.strip_prefix(shell::root()).unwrap_or(&program))
            .arg(linli)
            .current_dir(shell::root());
        sum.add(sum::program(&mut command)?);
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
}
