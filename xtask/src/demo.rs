//! `cargo xtask demo`: builds `linli` and lets it tell its field day.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::setup;
use crate::shell::{self, Failure};

/// Builds, then runs `linli demo` with the same arguments. Stdout is the story, or one JSON document with `--json`.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    play(arguments, Stdio::inherit())
}

/// The same, told to `told`.
pub(crate) fn play(arguments: &[String], told: Stdio) -> Result<(), Failure> {
    setup::libcrypto()?;
    let linli = build_linli()?;
    let mut command = Command::new(linli);
    command.arg("demo").args(arguments).stdout(told);
    let elsewhere = std::env::current_dir().is_ok_and(|here| here != shell::root());
    let folder_given = arguments
        .iter()
        .any(|word| word == "--out" || word.starts_with("--out="));
    if elsewhere && !folder_given {
        command
            .arg("--out")
            .arg(shell::root().join("target").join("field-day"));
    }
    let status = shell::status_of(&mut command)?;
    match status.code() {
        Some(0) => Ok(()),
        // The demo has said what is wrong, in the words of its user.
        Some(code) => Err(Failure {
            message: String::new(),
            exit: u8::try_from(code).unwrap_or(3),
        }),
        None => Err(Failure::machine(format!(
            "linli demo ended without an answer ({status})"
        ))),
    }
}

/// `linli` as the development profile builds it: its dependencies are optimised, so it is quick enough to show. Alone, with
/// the features of the whole workspace (`xtask/workspace-hack`): what it is built on is not compiled again for the tests.
fn build_linli() -> Result<PathBuf, Failure> {
    let mut build = shell::cargo(["build", "--locked", "--package", "linli", "--bin", "linli"]);
    if shell::built("linli").is_file() {
        build.arg("--quiet");
    } else {
        shell::say("building linli; the first time takes some minutes, later ones seconds");
    }
    shell::run(build.stdout(std::io::stderr()))?;
    Ok(shell::built("linli"))
}
