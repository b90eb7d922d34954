//! The API documentation, in which a broken link is an error.

use crate::setup;
use crate::shell::{self, Failure};

/// Builds it, with `--open` also shows it.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    setup::libcrypto()?;
    let mut command = shell::cargo(["doc", "--no-deps", "--workspace", "--locked"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    match arguments {
        [] => {}
        [flag] if flag == "--open" => {
            command.arg("--open");
        }
        _ => return Err(Failure::usage("`docs` takes only --open")),
    }
    shell::run(&mut command)
}
