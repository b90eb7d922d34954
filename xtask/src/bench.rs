//! `cargo xtask bench`: the measurements of the tests crate, optimised, each against its floor; and what each façade costs beside
//! the generated code below it.

use std::path::Path;
use std::process::Command;

use crate::bindings::{self, Profile};
use crate::setup;
use crate::shell::{self, Failure};
use crate::test::{kotlin, python, swift};

/// A language's name, its rows, and what measures them.
type Language = (
    &'static str,
    &'static [&'static str],
    fn(&Path) -> Result<(), Failure>,
);

const LANGUAGES: &[Language] = &[
    ("python", &["ffi_call_vs_bare_python"], |rows| {
        python::Python::ready(Profile::Release)?.bench(rows)
    }),
    (
        "kotlin",
        &[
            "ffi_call_vs_bare_kotlin",
            "list_200_kotlin_ms",
            "reads_vs_rust_kotlin",
        ],
        kotlin::bench,
    ),
    ("app", &["scroll_500_doors_ms"], kotlin::bench_frames),
    (
        "swift",
        &["ffi_call_vs_bare_swift", "reads_vs_rust_swift"],
        swift::bench,
    ),
];

/// Runs them; the JSON of the report lies in `target/bench/bench.json` and, with `--json`, on stdout.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    setup::libcrypto()?;
    let folder = shell::target_dir().join("bench");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::machine(format!("{}: {error}", folder.display())))?;
    let program = format!("bench{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(bindings::build_optimised()?.join(program));
    command.current_dir(shell::root());
    command.arg("--out").arg(folder.join("bench.json"));
    let only = only(arguments);
    for (name, ids, measure) in LANGUAGES {
        if only.is_empty() || ids.iter().any(|id| only.contains(id)) {
            let rows = folder.join(format!("{name}.json"));
            measure(&rows)?;
            command.arg("--rows").arg(rows);
        }
    }
    shell::run(command.args(arguments))
}

/// The rows that are asked for; none: all.
fn only(arguments: &[String]) -> Vec<&str> {
    let pairs = arguments.windows(2).filter(|pair| pair[0] == "--only");
    pairs.flat_map(|pair| pair[1].split(',')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_asked_for_by_name() {
        let words = ["--quick", "--only", "a,b", "--only", "c"].map(str::to_owned);
        assert_eq!(only(&words), ["a", "b", "c"]);
        assert!(only(&words[..1]).is_empty());
    }
}
