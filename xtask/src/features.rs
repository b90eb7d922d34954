//! `cargo xtask features`: each dependency is compiled once. What is built alone chooses the features of the whole
//! workspace, or cargo would compile all that stands on the difference a second time (`xtask/workspace-hack`).

use std::collections::{BTreeMap, BTreeSet};

use crate::shell::{self, Failure, say};

/// Crates that are built alone: `linli` for the demo, the library for the wheel.
const ALONE: &[&str] = &["linli", "linli-ffi"];

/// A crate and its version, and each set of features in which it is compiled: at most one for what is built, one for what
/// builds it.
type Chosen = BTreeMap<String, BTreeSet<String>>;

/// Names every feature that one of them chooses otherwise, then fails if there was one.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::usage("`features` takes no arguments"));
    }
    let all = chosen(&["--workspace"])?;
    let mut problems = Vec::new();
    for package in ALONE {
        let alone = chosen(&["--package", package])?;
        problems.extend(differences(package, &alone, &all));
    }
    for problem in &problems {
        eprintln!("{problem}");
    }
    if problems.is_empty() {
        say(format!(
            "{} dependencies have the same features everywhere",
            all.len()
        ));
        return Ok(());
    }
    Err(Failure::check(format!(
        "{} sets of features differ: name them in xtask/workspace-hack/Cargo.toml",
        problems.len()
    )))
}

fn chosen(packages: &[&str]) -> Result<Chosen, Failure> {
    let mut tree = shell::cargo([
        "tree",
        "--locked",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}|{f}",
    ]);
    Ok(read(&shell::output_of(tree.args(packages))?))
}

/// `name v1.2.3|one,two`, sometimes with `(proc-macro)` after the version and `(*)` at the end.
fn read(text: &str) -> Chosen {
    let mut chosen = Chosen::new();
    for (package, features) in text.lines().filter_map(|line| line.split_once('|')) {
        let name: Vec<&str> = package.split(' ').take(2).collect();
        let features = features.trim_end_matches("(*)").trim().to_owned();
        chosen.entry(name.join(" ")).or_default().insert(features);
    }
    chosen
}

fn differences(package: &str, alone: &Chosen, all: &Chosen) -> Vec<String> {
    let known = |name: &str, set: &String| all.get(name).is_some_and(|sets| sets.contains(set));
    let sets = alone
        .iter()
        .flat_map(|(name, sets)| sets.iter().map(move |set| (name, set)));
    sets.filter(|(name, set)| !known(name, set))
        .map(|(name, set)| {
            let others: Vec<&str> = all
                .get(name)
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            format!(
                "{package}: {name} with [{set}], in the whole workspace with [{}]",
                others.join("] or [")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_one_package_alone_does_not_choose_is_named() {
        let all = read(
            "linli v0.1.0 (…/cli)|cipher\n\nserde_json v1.0.1|raw_value,std\ncc v1.2.3|\nsyn v3.0.0|full (*)\nsyn v3.0.0|",
        );
        let same = read("serde_json v1.0.1|raw_value,std (*)\nsyn v3.0.0|");
        assert_eq!(differences("linli", &same, &all), Vec::<String>::new());
        let fewer = read("serde_json v1.0.1|std\ncc v1.2.3|");
        assert_eq!(
            differences("linli", &fewer, &all),
            ["linli: serde_json v1.0.1 with [std], in the whole workspace with [raw_value,std]"]
        );
    }
}
