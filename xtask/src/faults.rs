//! `cargo xtask faults`: the programs that try to make Linli lose something (`tests/README.md` lists them).

use std::process::Command;

use crate::setup;
use crate::shell::{self, Failure};

/// Runs them against the development build, so that overflow checks are on and nothing is compiled twice.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    setup::libcrypto()?;
    let folder = shell::target_dir().join("faults");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::machine(format!("{}: {error}", folder.display())))?;
    shell::build_programs()?;
    let mut command = Command::new(shell::built("faults"));
    command
        .current_dir(shell::root())
        .env("LINLI", shell::built("linli"))
        .env("LINLI_HUB", shell::built("linli-hub"));
    command
        .arg("--out")
        .arg(folder.join("faults.json"))
        .args(arguments);
    shell::run(&mut command)
}
