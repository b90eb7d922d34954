//! Matters on A4 paper, laid out by Chromium. Knows how to start it, nothing of the pages.

use std::process::Command;

use super::sum::{self, Sum};
use crate::setup;
use crate::shell::{self, Failure};

/// Every page in both languages, under `target/paper`.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    setup::python()?;
    let chromium = setup::chromium()?;
    shell::build_programs()?;
    let mut paper = Command::new("python3");
    paper
        .args(["-B", "tests/paper/paper.py", "--linli"])
        .arg(shell::built("linli"))
        .args(["--chromium", chromium, "target/paper"])
        .current_dir(shell::root());
    sum::program(&mut paper)
}
