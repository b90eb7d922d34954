//! Licences, banned crates and sources of everything we build on; the rules are in `deny.toml`.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{self, Failure, say};

/// Known to build with our Rust and to read our `deny.toml`.
const VERSION: &str = "0.20.2";

/// Checks without the network once the crates and the tool are here.
pub(crate) fn run(_: &[String]) -> Result<(), Failure> {
    let tool = tool()?;
    // The check looks at the crates of all platforms, not only at those that this machine compiles.
    shell::run(&mut shell::cargo(["fetch", "--locked", "--quiet"]))?;
    let mut command = Command::new(tool);
    command.args([
        "--offline",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]);
    shell::run(command.current_dir(shell::root()))
}

/// `cargo-deny` from PATH, or built once into `target/tools`.
fn tool() -> Result<PathBuf, Failure> {
    let folder = shell::target_dir().join("tools");
    let own = folder
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    for candidate in [PathBuf::from("cargo-deny"), own.clone()] {
        if shell::succeeds(Command::new(&candidate).arg("--version")) {
            return Ok(candidate);
        }
    }
    say("building cargo-deny once, into target/tools; some minutes");
    // Unoptimised: it compiles in a third of the time, and judges our few crates in a second all the same.
    let mut install = shell::cargo([
        "install",
        "cargo-deny",
        "--locked",
        "--debug",
        "--version",
        VERSION,
        "--root",
    ]);
    install.arg(&folder);
    shell::run(&mut install)?;
    Ok(own)
}
