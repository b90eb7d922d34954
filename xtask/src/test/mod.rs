//! `cargo xtask test`: everything that is checked, in every language, summed up in one last line.
//!
//! Owns which parts there are and in which order they run. Each part sets up what it needs by itself.

mod app;
mod c;
mod kit;
pub(crate) mod kotlin;
mod mobile;
mod page;
mod paper;
pub(crate) mod python;
mod rust;
pub(crate) mod sum;
pub(crate) mod swift;
mod together;

use crate::minutes::Minutes;
use crate::shell::Failure;
use sum::Sum;

/// A part: its name for `--only`, and what runs it.
type Part = (&'static str, fn(&[String]) -> Result<Sum, Failure>);

const PARTS: &[Part] = &[
    ("rust", rust::test),
    ("kit", kit::test),
    ("python", python::test),
    ("kotlin", kotlin::test),
    ("app", app::test),
    ("swift", swift::test),
    ("c", c::test),
    ("mobile", mobile::test),
    ("paper", paper::test),
    ("together", together::test),
];

/// Runs all parts, or those of `--only NAME`; with names of tests only the Rust tests that match them.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let (only, names) = choose(arguments)?;
    let mut sum = Sum::default();
    let mut minutes = Minutes::default();
    for (name, part) in PARTS {
        if !only.is_empty() && !only.iter().any(|chosen| chosen == name) {
            continue;
        }
        match minutes.of(name, || part(&names)) {
            Ok(more) => sum.add(more),
            // A part that could not be set up or built is one failure, and the other parts still run.
            Err(failure) => {
                eprintln!("xtask: {name}: {}", failure.message);
                sum.add(Sum::one(false));
            }
        }
    }
    eprintln!("\n{}", minutes.table());
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 {
        return Err(Failure::check(String::new()));
    }
    if sum.passed == 0 {
        return Err(Failure::check("no test ran"));
    }
    Ok(())
}

/// The parts that are asked for (none: all), and names of Rust tests.
fn choose(arguments: &[String]) -> Result<(Vec<String>, Vec<String>), Failure> {
    let (mut only, mut names) = (Vec::new(), Vec::new());
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--only" {
            let chosen = arguments.next().map(String::as_str).unwrap_or_default();
            only.extend(chosen.split(',').map(str::to_owned));
        } else {
            names.push(argument.clone());
        }
    }
    if let Some(unknown) = only
        .iter()
        .find(|chosen| !PARTS.iter().any(|(name, _)| name == chosen))
    {
        let known: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(Failure::usage(format!(
            "there is no part `{unknown}`: --only takes {}",
            known.join(", ")
        )));
    }
    if !names.is_empty() && only.is_empty() {
        only.push("rust".to_owned());
    }
    Ok((only, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(words: &[&str]) -> Option<(Vec<String>, Vec<String>)> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        choose(&words).ok()
    }

    #[test]
    fn names_of_tests_are_names_of_rust_tests() {
        let (only, names) = chosen(&["recount"]).expect("a name");
        assert_eq!(
            (only, names),
            (vec!["rust".to_owned()], vec!["recount".to_owned()])
        );
        assert_eq!(chosen(&[]), Some((vec![], vec![])));
        assert_eq!(chosen(&["--only", "cobol"]), None);
        assert_eq!(chosen(&["--only"]), None);
    }
}
