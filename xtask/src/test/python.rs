//! Python: the contract tests over the generated module, and a script outside the repository that has the wheel alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::page;
use super::sum::{self, Sum};
use super::together;
use crate::bindings::{self, Generated, Profile};
use crate::minutes::{Phase, during};
use crate::setup;
use crate::shell::{self, Failure, say};

/// A wheel is what an office gets: it takes no clock and no seed.
const TAKES_NO_SEED: &str = "
import linli, linli.testing
try:
    linli.testing.open_blocking('seeded', key=bytes(32), seed=1)
except linli.StateError as error:
    raise SystemExit(error.code != linli.ErrorCode.TESTING_MISSING)
raise SystemExit('a wheel took a seed')
";

/// All of it.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    let python = Python::ready(Profile::Development)?;
    let mut sum = Sum::default();
    sum.add(python.looked_over()?);
    sum.add(python.contract_tests()?);
    sum.add(together::alone(("python", python.day()))?);
    sum.add(python.consumer()?);
    Ok(sum)
}

/// An environment with the tools, and the package as it stands, put together without building a wheel.
pub(crate) struct Python {
    tools: PathBuf,
    package: PathBuf,
    generated: Generated,
}

impl Python {
    /// Sets it up.
    pub(crate) fn ready(profile: Profile) -> Result<Self, Failure> {
        let tools = during(Phase::SetUp, environment)?;
        let generated = bindings::generate(profile)?;
        let package = shell::target_dir().join("python").join("package");
        put_together(&generated, &package.join("linli"))
            .map_err(|error| Failure::machine(format!("{}: {error}", package.display())))?;
        Ok(Self {
            tools,
            package,
            generated,
        })
    }

    /// The command that starts one person's field day in Python.
    pub(crate) fn day(&self) -> String {
        format!(
            "env 'PYTHONPATH={}' '{}' -B tests/field-day/day.py",
            self.package.display(),
            self.tool("python").display()
        )
    }

    /// Measures the façade; its rows come to lie in `rows`.
    pub(crate) fn bench(&self, rows: &Path) -> Result<(), Failure> {
        let mut bench = self.run("python", &["-B", "bindings/python/bench.py"]);
        shell::run(bench.arg(rows).stdout(std::io::stderr()))
    }

    fn tool(&self, name: &str) -> PathBuf {
        in_environment(&self.tools, name)
    }

    fn run(&self, program: &str, words: &[&str]) -> Command {
        let mut command = Command::new(self.tool(program));
        command
            .args(words)
            .current_dir(shell::root())
            .env("PYTHONPATH", &self.package)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("RUST_BACKTRACE", "0")
            .env("LINLI", shell::built("linli"))
            .env("LINLI_HUB", shell::built("linli-hub"))
            .env("LINLI_SURFACE", self.generated.folder.join("surface.tsv"));
        command
    }

    fn contract_tests(&self) -> Result<Sum, Failure> {
        let words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", TESTS];
        sum::counted(&mut self.run("python", &words), pytest_result)
    }

    /// Form, lint, types: each is one check.
    fn looked_over(&self) -> Result<Sum, Failure> {
        let mut sum = Sum::default();
        let settings = ["--config", SETTINGS];
        for check in [&["format", "--check"][..], &["check", "--no-cache"]] {
            let mut ruff = self.run("ruff", &[check, &settings, SOURCES].concat());
            sum.add(sum::program(&mut ruff)?);
        }
        let cache = shell::target_dir().join("python").join("mypy");
        let mut mypy = self.run("mypy", &["--config-file", SETTINGS, "--package", "linli"]);
        sum.add(sum::program(mypy.arg("--cache-dir").arg(cache))?);
        Ok(sum)
    }

    /// A script of somebody who has nothing but the wheel.
    fn consumer(&self) -> Result<Sum, Failure> {
        let wheel = self.wheel()?;
        let folder = std::env::temp_dir().join(format!("linli-consumer-{}", std::process::id()));
        let done = self.consume(&wheel, &folder);
        let _ = std::fs::remove_dir_all(&folder);
        done
    }

    fn consume(&self, wheel: &Path, folder: &Path) -> Result<Sum, Failure> {
        let environment = folder.join("environment");
        shell::run(venv(&environment).current_dir("/"))?;
        let python = in_environment(&environment, "python");
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--no-deps"]);
        install.arg("--no-cache-dir");
        install.arg("--disable-pip-version-check").arg(wheel);
        shell::run(install.stdout(std::io::stderr()))?;
        let script = shell::root().join("tests/consumers/python/round.py");
        let mut sum = Sum::default();
        let mut run = Command::new(&python);
        run.arg("-B").arg(&script).arg(folder.join("store"));
        sum.add(sum::program(run.current_dir(folder))?);
        let mut types = Command::new(self.tool("mypy"));
        types
            .args(["--strict", "--cache-dir"])
            .arg(folder.join("mypy"));
        types.arg("--python-executable").arg(&python).arg(&script);
        sum.add(sum::program(types.current_dir(folder))?);
        let mut clock = Command::new(&python);
        clock.args(["-B", "-c", TAKES_NO_SEED]);
        sum.add(sum::program(clock.current_dir(folder))?);
        sum.add(page::in_clean_folder("python", |clean| {
            quickstart(&python, clean)
        })?);
        Ok(sum)
    }

    /// Built as the tests' library is; its default features choose the whole workspace's for what lies below
    /// (`xtask/workspace-hack`), so that only the library itself is compiled once more.
    fn wheel(&self) -> Result<PathBuf, Failure> {
        let out = shell::target_dir().join("python").join("wheels");
        let _ = std::fs::remove_dir_all(&out);
        say("building the wheel");
        let mut build = self.run(
            "maturin",
            &["build", "--quiet", "--profile", "dev", "--out"],
        );
        build
            .arg(&out)
            .current_dir(shell::root().join("bindings/python"));
        during(Phase::Build, || shell::run(build.stdout(std::io::stderr())))?;
        let found = std::fs::read_dir(&out)
            .ok()
            .and_then(|mut all| all.find_map(Result::ok));
        found
            .map(|entry| entry.path())
            .ok_or_else(|| Failure::check("maturin made no wheel"))
    }
}

/// The programs of the page as they stand there, in its order, in one empty folder, with nothing but the wheel installed. The page's
/// one command installs that: `pip install` of the folder from which the wheel is made.
fn quickstart(python: &Path, folder: &Path) -> Result<Sum, Failure> {
    let blocks = page::blocks("python.md")?;
    if !page::first(&blocks, "sh")?
        .text
        .starts_with("pip install ./bindings/python")
    {
        return Err(Failure::check(
            "the page for Python no longer begins by installing the package",
        ));
    }
    let mut sum = Sum::default();
    let mut blocks = blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        if block.language != "python" {
            continue;
        }
        let program = folder.join(&block.name);
        std::fs::write(&program, &block.text)
            .map_err(|error| Failure::machine(format!("{}: {error}", program.display())))?;
        say(format!(
            "following docs/embedding/python.md: {}",
            block.name
        ));
        let mut run = Command::new(python);
        let printed = shell::output_of(run.arg("-B").arg(&block.name).current_dir(folder));
        let as_shown = blocks
            .next_if(|next| next.language == "text")
            .is_none_or(|shown| {
                printed
                    .as_ref()
                    .is_ok_and(|said| page::shows(&shown.text, said))
            });
        if let (Ok(said), false) = (&printed, as_shown) {
            println!("FAILED: {} printed\n{said}", block.name);
        }
        sum.add(Sum::one(printed.is_ok() && as_shown));
    }
    Ok(sum)
}

const TESTS: &str = "bindings/python/tests";
const SETTINGS: &str = "bindings/python/pyproject.toml";
const SOURCES: &[&str] = &[
    "bindings/python",
    "tests/consumers/python",
    "tests/field-day",
    "tests/stores",
];

/// The façade, and below it what maturin would put there.
fn put_together(generated: &Generated, package: &Path) -> std::io::Result<()> {
    if package.exists() {
        std::fs::remove_dir_all(package)?;
    }
    let core = package.join("_core");
    std::fs::create_dir_all(&core)?;
    for entry in std::fs::read_dir(shell::root().join("bindings/python/src/linli"))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), package.join(entry.file_name()))?;
        }
    }
    std::fs::write(
        core.join("__init__.py"),
        "from .linli_ffi import *  # noqa: F403\n",
    )?;
    let module = generated.folder.join("python").join("linli_ffi.py");
    std::fs::copy(module, core.join("linli_ffi.py"))?;
    let library = bindings::library_name();
    std::fs::copy(
        generated.library_folder().join(&library),
        core.join(library),
    )
    .map(drop)
}

fn venv(folder: &Path) -> Command {
    let mut command = Command::new("python3");
    command.args(["-m", "venv"]).arg(folder);
    command
}

fn in_environment(folder: &Path, program: &str) -> PathBuf {
    let (programs, suffix) = if cfg!(windows) {
        ("Scripts", ".exe")
    } else {
        ("bin", "")
    };
    folder.join(programs).join(format!("{program}{suffix}"))
}

/// `target/venv` with what requirements.txt names; made anew when that changes.
fn environment() -> Result<PathBuf, Failure> {
    setup::python_environments()?;
    let folder = shell::target_dir().join("venv");
    let wanted = shell::root().join("bindings/python/requirements.txt");
    let kept = folder.join("requirements.txt");
    let read = |file: &Path| std::fs::read_to_string(file).ok();
    if read(&kept).is_some() && read(&kept) == read(&wanted) {
        return Ok(folder);
    }
    shell::run(venv(&folder).arg("--clear"))?;
    let mut install = Command::new(in_environment(&folder, "python"));
    install
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ])
        .arg(&wanted)
        .env("PIP_CACHE_DIR", shell::target_dir().join("pip"));
    shell::run(install.stdout(std::io::stderr()))?;
    std::fs::copy(&wanted, &kept)
        .map_err(|error| Failure::machine(format!("{}: {error}", kept.display())))?;
    Ok(folder)
}

/// `1 failed, 52 passed, 1 skipped in 12.34s` as pytest ends, with or without rules around it.
fn pytest_result(line: &str) -> Option<Sum> {
    let (counts, time) = line.trim().trim_matches('=').trim().rsplit_once(" in ")?;
    if !time.contains('s') {
        return None;
    }
    let mut sum = Sum::default();
    for part in counts.split(", ") {
        let (number, word) = part.split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match word {
            "passed" => sum.passed += number,
            "failed" | "error" | "errors" => sum.failed += number,
            "skipped" | "deselected" | "warning" | "warnings" => {}
            _ => return None,
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_pytest_is_counted() {
        let of = |passed, failed| Some(Sum { passed, failed });
        assert_eq!(pytest_result("53 passed in 27.91s"), of(53, 0));
        let long = "== 6 failed, 47 passed, 1 error in 141.07s (0:02:21) ==";
        assert_eq!(pytest_result(long), of(47, 7));
        assert_eq!(pytest_result("3 files in sight"), None);
        assert_eq!(pytest_result("...... [100%]"), None);
    }
}
