//! `cargo xtask package WHAT`: what embedders are given.
//!
//! Owns which packages there are. Each says what a machine lacks for it.

mod android;
mod elf;
mod kit;
mod size;

use crate::shell::Failure;

/// A package: its name, what it is, and what makes it.
type Package = (
    &'static str,
    &'static str,
    fn(&[String]) -> Result<(), Failure>,
);

const PACKAGES: &[Package] = &[
    (
        "size",
        "the library as a phone gets it, and what it weighs without symbols",
        size::run,
    ),
    (
        "android",
        "shared libraries for phones under target/mobile/jniLibs (needs the NDK)",
        android::run,
    ),
    (
        "kit",
        "the conformance kit for embedders under target/kit",
        kit::run,
    ),
];

/// Makes one of them.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let Some((what, rest)) = arguments.split_first() else {
        return Err(Failure::usage(usage()));
    };
    let found = PACKAGES.iter().find(|(name, ..)| name == what);
    let (.., make) = found.ok_or_else(|| Failure::usage(usage()))?;
    make(rest)
}

fn usage() -> String {
    let mut text = String::from("`package` takes one of:\n");
    for (name, what, _) in PACKAGES {
        text.push_str(&format!("  {name:<8} {what}\n"));
    }
    text
}

pub(crate) use kit::assemble as assemble_kit;
pub(crate) use size::check as check_size;
