//! Form and habits: rustfmt and clippy.

use crate::bindings;
use crate::setup;
use crate::shell::{self, Failure};

/// Formats, or with `--check` refuses what is not formatted.
pub(crate) fn fmt(arguments: &[String]) -> Result<(), Failure> {
    setup::component("fmt", "rustfmt")?;
    let mut command = shell::cargo(["fmt", "--all"]);
    match arguments {
        [] => {}
        [flag] if flag == "--check" => {
            command.args(["--", "--check"]);
        }
        _ => return Err(Failure::usage("`fmt` takes only --check")),
    }
    shell::run(&mut command)
}

/// Clippy over every target of every crate, and over the library as phones have it: what only an office's features use is dead
/// code there. The bans and their reasons are in `clippy.toml`.
pub(crate) fn clippy(_: &[String]) -> Result<(), Failure> {
    setup::component("clippy", "clippy")?;
    setup::libcrypto()?;
    let everything = ["--workspace", "--all-targets", "--locked"];
    for of in [&everything[..], &bindings::for_phones("cipher")] {
        let mut command = shell::cargo(["clippy"]);
        shell::run(command.args(of).args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}
