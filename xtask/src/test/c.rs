//! The C library as a C program has it: the header in C90 and C++, the contract's tests plainly and under valgrind, and the
//! page's quickstart, followed to the letter and linked both ways.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::page;
use super::sum::{self, Sum};
use crate::shell::{self, Failure, say};
use crate::{bindings, setup};

const WARNINGS: &[&str] = &["-Wall", "-Wextra", "-Werror", "-pedantic"];

/// Runs it.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    setup::libcrypto()?;
    bindings::build(bindings::Profile::Development)?;
    let folder = shell::target_dir().join("c");
    let mut sum = headers();
    let contract = compile(&folder, "contract", &contract_sources()?)?;
    sum.add(sum::program(
        Command::new(&contract).arg(with_stores(&folder, "plain")?),
    )?);
    sum.add(checked(&contract, &with_stores(&folder, "checked")?)?);
    sum.add(page::in_clean_folder("c", quickstart)?);
    Ok(sum)
}

/// The page, in a folder that has nothing but the header and the library where the page says that they are. Its first command
/// builds the library: that is done already. Then the same program with the library inside.
fn quickstart(folder: &Path) -> Result<Sum, Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", folder.display()));
    let blocks = page::blocks("c.md")?;
    let source = folder.join("quickstart.c");
    std::fs::write(&source, &page::first(&blocks, "c")?.text).map_err(broken)?;
    let library = folder.join("target/release");
    std::fs::create_dir_all(&library).map_err(broken)?;
    let built = bindings::library_of("linli");
    std::fs::copy(shell::build_dir().join(&built), library.join(&built)).map_err(broken)?;
    shell::copy_tree(&include(), &folder.join("bindings/include"))?;
    let rest = page::commands_after(&blocks, "cargo build --release -p linli-c")?;
    let mut follow = Command::new("sh");
    follow.args(["-e", "-c", &rest]).current_dir(folder);
    say(format!(
        "following docs/embedding/c.md: {}",
        rest.trim().replace('\n', "; ")
    ));
    // The callback's lines come in between, from another thread.
    let printed = shell::output_of(&mut follow)?;
    let (told, answered): (Vec<&str>, Vec<&str>) = printed
        .lines()
        .partition(|line| line.starts_with("changed: "));
    let wanted = &page::first(&blocks, "text")?.text;
    let as_shown = wanted
        .lines()
        .filter(|line| *line != "…")
        .all(|line| told.contains(&line) || answered.contains(&line));
    let mut sum = Sum::one(as_shown && answered.len() == 7);
    if cfg!(target_os = "linux") {
        let fixed = compile_static(folder, "quickstart-static", &[source])?;
        sum.add(runs(&fixed, &scratch(folder, "second-store")?)?);
    }
    Ok(sum)
}

fn tests() -> PathBuf {
    shell::root().join("bindings/c/tests")
}

fn include() -> PathBuf {
    shell::root().join("bindings/include")
}

/// Every source of that folder.
fn contract_sources() -> Result<Vec<PathBuf>, Failure> {
    let folder = tests();
    let entries = std::fs::read_dir(&folder)
        .map_err(|error| Failure::check(format!("{}: {error}", folder.display())))?;
    let mut sources: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "c"))
        .collect();
    sources.sort();
    Ok(sources)
}

fn compiler(variable: &str, usual: &str) -> Command {
    let program = std::env::var_os(variable).unwrap_or_else(|| usual.into());
    Command::new(program)
}

/// The header alone, as the oldest C that we promise and as C++.
fn headers() -> Sum {
    let header = include().join("linli.h");
    let mut sum = Sum::default();
    for (variable, usual, language, standard) in [
        ("CC", "cc", "c", "-std=c90"),
        ("CXX", "c++", "c++", "-std=c++98"),
    ] {
        if !shell::succeeds(compiler(variable, usual).arg("--version")) {
            say(format!(
                "`{usual}` is not here: the header is not tried as {language}"
            ));
            continue;
        }
        let mut command = compiler(variable, usual);
        command
            .args(["-x", language, standard, "-fsyntax-only"])
            .args(WARNINGS)
            .arg(&header);
        sum.add(Sum::one(shell::run(&mut command).is_ok()));
    }
    sum
}

fn compile(folder: &Path, name: &str, sources: &[PathBuf]) -> Result<PathBuf, Failure> {
    let libraries = shell::build_dir();
    let mut rpath = std::ffi::OsString::from("-Wl,-rpath,");
    rpath.push(&libraries);
    let mut command = command(folder, name, sources)?;
    command.arg("-L").arg(&libraries).arg("-llinli").arg(rpath);
    shell::run(&mut command)?;
    Ok(folder.join(name))
}

/// With the library in the program itself; then what it stands on must be named.
fn compile_static(folder: &Path, name: &str, sources: &[PathBuf]) -> Result<PathBuf, Failure> {
    let mut command = command(folder, name, sources)?;
    command
        .arg(shell::build_dir().join("liblinli.a"))
        .args(["-lcrypto", "-lm", "-ldl"]);
    shell::run(&mut command)?;
    Ok(folder.join(name))
}

fn command(folder: &Path, name: &str, sources: &[PathBuf]) -> Result<Command, Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::machine(format!("{}: {error}", folder.display())))?;
    let mut command = compiler("CC", "cc");
    command
        .args(["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-g", "-pthread"])
        .args(WARNINGS)
        .arg("-I")
        .arg(include())
        .args(sources)
        .arg("-o")
        .arg(folder.join(name));
    Ok(command)
}

/// An empty folder for a program's stores.
fn scratch(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let scratch = folder.join(name);
    let broken =
        |error: std::io::Error| Failure::machine(format!("{}: {error}", scratch.display()));
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch).map_err(broken)?;
    }
    std::fs::create_dir_all(&scratch).map_err(broken)?;
    Ok(scratch)
}

/// The same, with a copy of every release's store.
fn with_stores(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let scratch = scratch(folder, name)?;
    let stores = shell::root().join("tests/stores");
    let entries = std::fs::read_dir(&stores)
        .map_err(|error| Failure::check(format!("{}: {error}", stores.display())))?;
    for release in entries.flatten() {
        let store = release.path().join("store");
        if store.is_dir() {
            shell::copy_tree(&store, &scratch.join("releases").join(release.file_name()))?;
        }
    }
    Ok(scratch)
}

/// Once more under valgrind: nothing is read that is not there, nothing is lost. One check.
fn checked(program: &Path, scratch: &Path) -> Result<Sum, Failure> {
    if !setup::valgrind() {
        say("there is no valgrind for this system: memory is not checked");
        return Ok(Sum::default());
    }
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--quiet", "--error-exitcode=1", "--leak-check=full"])
        .arg("--errors-for-leak-kinds=definite,indirect")
        .arg("--show-leak-kinds=definite,indirect")
        .arg(program)
        .arg(scratch);
    runs_quietly(&mut valgrind)
}

fn runs(program: &Path, folder: &Path) -> Result<Sum, Failure> {
    runs_quietly(Command::new(program).arg(folder))
}

/// One check: the exit code decides. What it prints goes to standard error, beside our own words.
fn runs_quietly(command: &mut Command) -> Result<Sum, Failure> {
    say(shell::spelled(command));
    let status = shell::status_of(command.stdout(std::io::stderr()))?;
    Ok(Sum::one(status.success()))
}
