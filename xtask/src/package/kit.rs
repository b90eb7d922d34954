//! `cargo xtask package kit`: rule vectors, tally files with their answers, the field day and a checker, in one folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup;
use crate::shell::{self, Failure, say};

/// Folders copied as they are: from where in the repository, to where in the kit, which endings.
const COPIED: &[(&str, &str, &[&str])] = &[
    ("tests/kit", "", &["README.md", "check.py", "drive_sync.py"]),
    (
        "cli/tests/golden/recount",
        "recount/stories",
        &[".json", ".txt"],
    ),
    ("core/src/rules/packs", "rules", &[".tsv"]),
    ("packs", "rules", &[".json"]),
    ("tests/field-day", "field-day", &[".md", ".json", ".csv"]),
    ("docs", "", &["drive.md"]),
];

/// Assembles it.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::usage("`package kit` takes no arguments"));
    }
    let folder = assemble()?;
    say(format!("written to {}", folder.display()));
    Ok(())
}

/// The kit's folder, made anew.
pub(crate) fn assemble() -> Result<PathBuf, Failure> {
    setup::libcrypto()?;
    setup::python()?;
    shell::build_programs()?;
    let kit = shell::target_dir()
        .join("kit")
        .join(format!("linli-conformance-{}", env!("CARGO_PKG_VERSION")));
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", kit.display()));
    if kit.exists() {
        std::fs::remove_dir_all(&kit).map_err(broken)?;
    }
    for (from, to, endings) in COPIED {
        copy(&shell::root().join(from), &kit.join(to), endings).map_err(broken)?;
    }
    let mut vectors = Command::new("python3");
    vectors
        .args(["-B", "tests/kit/vectors.py"])
        .arg(shell::built("linli"))
        .arg(kit.join("recount/random"))
        .current_dir(shell::root())
        .stdout(std::io::stderr());
    shell::run(&mut vectors)?;
    Ok(kit)
}

fn copy(from: &Path, to: &Path, endings: &[&str]) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if file.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            std::fs::copy(&file, to.join(name.as_ref()))?;
        }
    }
    Ok(())
}
