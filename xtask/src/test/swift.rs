//! Swift: the façade's tests and those of the app's models over the real library and the real hub, concurrency and the models once more under
//! the thread sanitizer; the app's views against a stub of SwiftUI; form, documentation, and a project outside the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::page;
use super::sum::{self, Sum};
use super::together;
use crate::bindings::{self, Profile};
use crate::minutes::{Phase, during};
use crate::setup;
use crate::shell::{self, Failure, say};
use crate::swift::Swift;

/// Below `target/`: what the package builds, and the same for the sanitizer.
const SCRATCH: &str = "target/swift-build";
const SANITIZED: &str = "target/swift-tsan";
const SOURCES: &[&str] = &[
    "Package.swift",
    "ios/Sources",
    "ios/Tests",
    "ios/App",
    "ios/Stub",
    "tests/consumers/swift",
];
/// Below `target/`: what becomes of the stub of SwiftUI and of the views.
const VIEWS: &str = "target/swift-views";

/// All of it.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    let swift = ready(Profile::Development)?;
    setup::python()?;
    shell::build_programs()?;
    let mut sum = Sum::default();
    sum.add(formed(&swift)?);
    sum.add(tests(&swift, SCRATCH, &[])?);
    sum.add(tests(
        &swift,
        SANITIZED,
        &[
            "--sanitize=thread",
            "--filter",
            "Concurrency/|LinliModelsTests|LinliHandoverTests",
        ],
    )?);
    sum.add(views(&swift)?);
    sum.add(together::alone(("swift", day()?))?);
    sum.add(documented(&swift)?);
    sum.add(consumer(&swift)?);
    sum.add(page::in_clean_folder("swift", |clean| {
        quickstart(&swift, clean)
    })?);
    Ok(sum)
}

/// Swift, and what the package is built on.
fn ready(profile: Profile) -> Result<Swift, Failure> {
    if shell::target_dir() != shell::root().join("target") {
        return Err(Failure::machine(
            "the Swift package finds the library in the repository's own `target`: unset CARGO_TARGET_DIR",
        ));
    }
    let swift = Swift::ready()?;
    bindings::generate(profile)?;
    Ok(swift)
}

/// Builds one of the package's programs, and gives the command that starts it from anywhere.
fn program(profile: Profile, configuration: &str, name: &str) -> Result<String, Failure> {
    let swift = ready(profile)?;
    let words = [
        "swift",
        "build",
        "--configuration",
        configuration,
        "--scratch-path",
        SCRATCH,
        "--product",
        name,
    ];
    let mut build = swift.command(&words, &[], None);
    during(Phase::Build, || shell::run(build.stdout(std::io::stderr())))?;
    let built = shell::root().join(SCRATCH).join(configuration).join(name);
    Ok(swift.starts(&built))
}

/// The language's own rules of form.
fn formed(swift: &Swift) -> Result<Sum, Failure> {
    let lint = [
        "swift",
        "format",
        "lint",
        "--strict",
        "--recursive",
        "--configuration",
        "ios/.swift-format",
    ];
    sum::program(&mut swift.command(&[&lint[..], SOURCES].concat(), &[], None))
}

/// One after the other: some count this process's threads and memory.
fn tests(swift: &Swift, scratch: &str, more: &[&str]) -> Result<Sum, Failure> {
    let words = [
        "swift",
        "test",
        "--no-parallel",
        "--disable-xctest",
        "--scratch-path",
        scratch,
    ];
    let hub = shell::built("linli-hub");
    let settings: &[(&str, &Path)] = &[
        ("LINLI_HUB", &hub),
        (
            "TSAN_OPTIONS",
            Path::new("halt_on_error=1:suppressions=ios/tsan.supp"),
        ),
    ];
    let mut command = swift.command(&[&words[..], more].concat(), settings, None);
    sum::counted(&mut command, swift_testing_result)
}

/// The app's views and its share extension's, compiled against a stub of SwiftUI and the models that the tests built: to object code, for whether a value may
/// cross to another actor is judged after the types. Nothing of it runs.
fn views(swift: &Swift) -> Result<Sum, Failure> {
    let made = shell::root().join(VIEWS);
    std::fs::create_dir_all(&made)
        .map_err(|error| Failure::machine(format!("{}: {error}", made.display())))?;
    let stub = format!("{VIEWS}/SwiftUI.swiftmodule");
    let mut declare = vec!["-emit-module", "-module-name", "SwiftUI", "-o", &stub];
    let declared = sources("ios/Stub/SwiftUI")?;
    declare.extend(declared.iter().map(String::as_str));
    let modules = format!("{SCRATCH}/debug/Modules");
    let object = format!("{VIEWS}/App.o");
    let mut compile = vec!["-emit-object", "-module-name", "App", "-o", &object];
    compile.extend(["-I", VIEWS, "-I", &modules, "-I", "ios/Sources/LinliFFI"]);
    let mut views = sources("ios/App/Sources")?;
    views.extend(sources("ios/Stub/Platform")?);
    compile.extend(views.iter().map(String::as_str));
    let shared = format!("{VIEWS}/Share.o");
    let mut extension = vec!["-emit-object", "-module-name", "LinliShare", "-o", &shared];
    extension.extend(["-I", VIEWS, "-I", &modules]);
    let handing = sources("ios/App/Share/Sources")?;
    extension.extend(handing.iter().map(String::as_str));
    let mut sum = Sum::default();
    for words in [declare, compile, extension] {
        let always = [
            "swiftc",
            "-swift-version",
            "6",
            "-wmo",
            "-parse-as-library",
            "-warnings-as-errors",
        ];
        sum.add(sum::program(&mut swift.command(
            &[&always[..], &words].concat(),
            &[],
            None,
        ))?);
    }
    Ok(sum)
}

/// Swift's files of a folder of the repository.
fn sources(folder: &str) -> Result<Vec<String>, Failure> {
    let found = std::fs::read_dir(shell::root().join(folder))
        .map_err(|error| Failure::machine(format!("{folder}: {error}")))?;
    let mut files: Vec<String> = found
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".swift"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    Ok(files)
}

/// The command that starts one person's field day in Swift.
pub(crate) fn day() -> Result<String, Failure> {
    program(Profile::Development, "debug", "linli-day")
}

/// Measures the façade; its rows come to lie in `rows`.
pub(crate) fn bench(rows: &Path) -> Result<(), Failure> {
    let start = program(Profile::Release, "release", "linli-swift-bench")?;
    let mut bench = Command::new("sh");
    bench
        .args(["-c", &format!("exec {start} \"$1\""), "sh"])
        .arg(rows);
    shell::run(bench.stdout(std::io::stderr()))
}

/// Every public symbol has its text, and every link in the texts leads somewhere.
fn documented(swift: &Swift) -> Result<Sum, Failure> {
    let dump = [
        "swift",
        "package",
        "--scratch-path",
        SCRATCH,
        "dump-symbol-graph",
        "--minimum-access-level",
        "public",
        "--skip-synthesized-members",
    ];
    shell::run(
        swift
            .command(&dump, &[], None)
            .stdout(std::process::Stdio::null()),
    )?;
    let all = symbol_graphs(&shell::root().join(SCRATCH))?;
    let ours = shell::root().join("target/swift-docs/graphs");
    let _ = std::fs::remove_dir_all(&ours);
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", ours.display()));
    std::fs::create_dir_all(&ours).map_err(broken)?;
    let mut sum = Sum::default();
    let graph = ours.join("Linli.symbols.json");
    std::fs::copy(all.join("Linli.symbols.json"), &graph).map_err(broken)?;
    let mut look = Command::new("python3");
    look.args(["-B", "tests/python/swift_docs.py"]).arg(&graph);
    sum.add(sum::program(look.current_dir(shell::root()))?);
    let convert = [
        "docc",
        "convert",
        "ios/Sources/Linli/Linli.docc",
        "--additional-symbol-graph-dir",
        "target/swift-docs/graphs",
        "--output-path",
        "target/swift-docs/site",
        "--fallback-display-name",
        "Linli",
        "--fallback-bundle-identifier",
        "org.linli.Linli",
        "--warnings-as-errors",
    ];
    sum.add(sum::program(&mut swift.command(&convert, &[], None))?);
    Ok(sum)
}

/// The folder of the symbol graphs: below one named for the system.
fn symbol_graphs(scratch: &Path) -> Result<PathBuf, Failure> {
    let below = std::fs::read_dir(scratch)
        .map_err(|error| Failure::machine(format!("{}: {error}", scratch.display())))?;
    below
        .filter_map(|entry| entry.ok().map(|entry| entry.path().join("symbolgraph")))
        .find(|folder| folder.join("Linli.symbols.json").is_file())
        .ok_or_else(|| Failure::check("swift package dump-symbol-graph wrote nothing of Linli"))
}

/// A project of somebody who has the package's path alone, outside the repository.
fn consumer(swift: &Swift) -> Result<Sum, Failure> {
    let folder = std::env::temp_dir().join(format!("linli-consumer-swift-{}", std::process::id()));
    let made = shell::copy_tree(&shell::root().join("tests/consumers/swift"), &folder);
    let done = made.and_then(|()| {
        let inside = swift.inside(&folder);
        let package = inside.to_string_lossy();
        let store = inside.join("store");
        let words = ["swift", "run", "--package-path", &package, "Round"];
        let store = store.to_string_lossy();
        let root = shell::root();
        let settings: &[(&str, &Path)] = &[("LINLI_PACKAGE", &root)];
        let mut run = swift.command(
            &[&words[..], &[&store as &str]].concat(),
            settings,
            Some(&folder),
        );
        sum::program(&mut run)
    });
    let _ = std::fs::remove_dir_all(&folder);
    done
}

/// The page, in an empty folder beside the repository. Its first command builds the library: that is done already.
fn quickstart(swift: &Swift, folder: &Path) -> Result<Sum, Failure> {
    let blocks = page::blocks("swift.md")?;
    page::write_files(&blocks, "swift", &folder.join("app"))?;
    beside(&folder.join("linli"))
        .map_err(|error| Failure::machine(format!("the page: {error}")))?;
    let commands = page::commands_after(&blocks, "cargo xtask bindings")?;
    say(format!(
        "following docs/embedding/swift.md: {}",
        commands.trim()
    ));
    let app = swift.inside(folder).join("app");
    let script = format!("cd '{}'\n{commands}", app.display());
    let mut follow = swift.command(&["sh", "-e", "-c", &script], &[], Some(folder));
    let printed = shell::output_of(&mut follow)?;
    let as_shown = page::shows(&page::first(&blocks, "text")?.text, &printed);
    if !as_shown {
        println!("FAILED: docs/embedding/swift.md printed\n{printed}");
    }
    Ok(Sum::one(as_shown))
}

/// The repository under another name: where Swift runs, it has its own path too.
#[cfg(unix)]
fn beside(name: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(shell::root(), name)
}

#[cfg(not(unix))]
fn beside(_: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// A test's own line: `✔ Test name() passed after 0.1 seconds.`; the mark before it is the system's.
fn swift_testing_result(line: &str) -> Option<Sum> {
    let (_, rest) = line.split_once(' ')?;
    if !rest.starts_with("Test ") || rest.starts_with("Test run ") || rest.starts_with("Test case ")
    {
        return None;
    }
    if rest.contains(" passed after ") {
        return Some(Sum::one(true));
    }
    rest.contains(" failed after ").then(|| Sum::one(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_swift_testing_is_counted() {
        let passed = "✔ Test theFieldDay() passed after 3.248 seconds.";
        assert_eq!(swift_testing_result(passed), Some(Sum::one(true)));
        let failed = "✘ Test aTallyIsNamed() failed after 0.154 seconds with 1 issue.";
        assert_eq!(swift_testing_result(failed), Some(Sum::one(false)));
        for line in [
            "✔ Test run with 11 tests passed after 9.428 seconds.",
            "✔ Suite Errors passed after 0.629 seconds.",
            "✘ Test aTallyIsNamed() recorded an issue at ListenerTests.swift:46:6",
            "◇ Test theFieldDay() started.",
        ] {
            assert_eq!(swift_testing_result(line), None, "{line}");
        }
    }
}
