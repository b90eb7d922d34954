//! The field day: everybody in a process of his own, over a real hub. Knows how to start the languages, nothing of the day.

use std::process::Command;

use super::python::Python;
use super::sum::{self, Sum};
use super::{kotlin, swift};
use crate::bindings::Profile;
use crate::setup;
use crate::shell::{self, Failure};

/// A language's name, and the command that starts one person's day in it, from the repository's root.
pub(crate) type Language = (&'static str, String);

/// Every language that plays; each is the office once.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    let languages = vec![
        ("python", Python::ready(Profile::Development)?.day()),
        ("kotlin", kotlin::day()?),
        ("swift", swift::day()?),
    ];
    play(&languages)
}

/// One language plays everybody.
pub(crate) fn alone(language: Language) -> Result<Sum, Failure> {
    play(&[language])
}

fn play(languages: &[Language]) -> Result<Sum, Failure> {
    setup::python()?;
    let mut together = Command::new("python3");
    together
        .args(["-B", "tests/field-day/together.py", "--hub"])
        .arg(shell::built("linli-hub"))
        .current_dir(shell::root());
    for (name, command) in languages {
        together.arg("--language").arg(format!("{name}={command}"));
    }
    sum::program(&mut together)
}
