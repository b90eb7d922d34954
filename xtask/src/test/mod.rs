//! `cargo xtask test`: everything that is checked, in every language, summed up in one last line.
//!
//! Owns which parts there are and in which order they run. Each part sets up what it needs by itself.

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

use crate::beside;
use crate::bindings::{self, Profile};
use crate::minutes::Minutes;
use crate::shell::Failure;
use sum::Sum;

/// A part: its name for `--only`, and what runs it.
type Part = (&'static str, fn(&[String]) -> Result<Sum, Failure>);

const PARTS: &[Part] = &[
    ("rust", rust::test),
    ("kit", kit::test),
    ("python", python::test),
    ("kotlin", kotlin::facade),
    ("app", kotlin::apps_alone),
    ("swift", swift::test),
    ("c", c::test),
    ("mobile", mobile::test),
    ("paper", paper::test),
    ("together", together::test),
];

/// Two parts that are one where both are asked for.
const FACADE_AND_APPS: Part = ("kotlin, app", kotlin::facade_and_apps);

/// Compiles on one processor for minutes, and so does Kotlin: side by side they use two.
const BESIDE: &str = "swift";

/// Runs all parts, or those of `--only NAME`; with names of tests only the Rust tests that match them.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let (only, names) = choose(arguments)?;
    let mut sum = Sum::default();
    let mut minutes = Minutes::default();
    let mut beside = None;
    for (name, part) in arranged(&only) {
        let outcome = minutes.of(name, || match beside.take() {
            Some(running) if name == BESIDE => {
                let ended = beside::end(running)?;
                Ok(sum::last_of(&ended.said).closed(ended.is_well))
            }
            running => {
                beside = running;
                if name == FACADE_AND_APPS.0 && is_asked_for(&only, BESIDE) {
                    // What both stand on is made before they part.
                    bindings::generate(Profile::Development)?;
                    beside = Some(beside::start(BESIDE, &["test", "--only", BESIDE])?);
                }
                part(&names)
            }
        });
        match outcome {
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

/// Whether a part is among those that are asked for (none: all).
fn is_asked_for(only: &[String], name: &str) -> bool {
    only.is_empty() || only.iter().any(|chosen| chosen == name)
}

/// The parts that are asked for, in their order.
fn arranged(only: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = PARTS
        .iter()
        .filter(|(name, _)| is_asked_for(only, name))
        .copied()
        .collect();
    if is_asked_for(only, "kotlin") && is_asked_for(only, "app") {
        parts.retain(|(name, _)| *name != "app");
        for part in parts.iter_mut().filter(|(name, _)| *name == "kotlin") {
            *part = FACADE_AND_APPS;
        }
    }
    parts
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

    #[test]
    fn facade_and_apps_are_one_part_where_both_are_asked_for() {
        let names = |only: &[&str]| -> Vec<&str> {
            let only: Vec<String> = only.iter().map(|&word| word.to_owned()).collect();
            arranged(&only).into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(&["swift", "app"]), ["app", "swift"]);
        assert_eq!(names(&["app", "c", "kotlin"]), ["kotlin, app", "c"]);
        assert_eq!(names(&[]).len(), PARTS.len() - 1);
    }
}
