//! `cargo xtask faults`: the programs that try to make Linli lose something (`tests/README.md` lists them).

use std::path::Path;
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
    let document = folder.join("faults.json");
    let mut command = Command::new(shell::built("faults"));
    command
        .current_dir(shell::root())
        .env("LINLI", shell::built("linli"))
        .env("LINLI_HUB", shell::built("linli-hub"));
    command.arg("--out").arg(&document).args(arguments);
    let words = document.with_extension("txt");
    // What an earlier run found is not to be told as this one's.
    let _ = std::fs::remove_file(&words);
    shell::run(&mut command).map_err(|failure| Failure {
        message: format!("{}{}", failure.message, found(&words)),
        ..failure
    })
}

/// What the programs found, in words: a log that is cut still ends with it.
fn found(words: &Path) -> String {
    let text = std::fs::read_to_string(words).unwrap_or_default();
    text.lines()
        .map(|line| format!("\n        {line}"))
        .collect()
}
