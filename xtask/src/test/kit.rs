//! The conformance kit, assembled as embedders get it, and our own tool held against it. A checker that finds nothing is
//! worth nothing: it is also shown a counter that is wrong.

use std::process::Command;

use super::sum::{self, Sum};
use crate::package;
use crate::shell::{self, Failure, say};

/// Runs it.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    let kit = package::assemble_kit()?;
    let check = |counter: &[&str]| {
        let mut command = Command::new("python3");
        command
            .args(["-B", "check.py", "recount", "--"])
            .args(counter)
            .current_dir(&kit);
        command
    };
    let linli = shell::built("linli");
    let mut sum = sum::program(&mut check(&[
        &linli.to_string_lossy(),
        "recount",
        "-",
        "--json",
    ]))?;
    let mut weathers = Command::new("python3");
    weathers
        .args(["-B", "check.py", "sync"])
        .arg(shell::built("linli-hub"))
        .args(["--", "python3", "-B"])
        .arg(shell::root().join("tests/kit/drive_sync.py"))
        .arg(&linli)
        .current_dir(&kit);
    sum.add(sum::program(&mut weathers)?);
    let caught = !shell::succeeds(&mut check(&[
        "python3",
        "-c",
        "print('{\"outcome\":\"passed\"}')",
    ]));
    if !caught {
        say("the kit takes a counter that says `passed` to everything for a good one");
    }
    sum.add(Sum::one(caught));
    Ok(sum)
}
