//! `cargo xtask bench`: the measurements of the tests crate, optimised, each against its floor.

use crate::setup;
use crate::shell::{self, Failure};

/// Runs them; the JSON of cli.md lies in `target/bench/bench.json` and, with `--json`, on stdout.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    setup::libcrypto()?;
    let folder = shell::target_dir().join("bench");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::machine(format!("{}: {error}", folder.display())))?;
    let mut command = shell::cargo([
        "run",
        "--release",
        "--locked",
        "--package",
        "linli-tests",
        "--bin",
        "bench",
        "--",
    ]);
    command
        .arg("--out")
        .arg(folder.join("bench.json"))
        .args(arguments);
    shell::run(&mut command)
}
