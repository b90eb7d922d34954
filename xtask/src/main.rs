//! Every chore of this repository: `cargo xtask help`.
//!
//! Owns the order in which things are set up, built and checked. Must not depend on any crate: it is the first thing
//! that a newcomer's machine builds, before the libraries that the other crates need are installed.

mod app;
mod bench;
mod beside;
mod bindings;
mod ci;
mod citations;
mod demo;
mod deny;
mod docs;
mod faults;
mod features;
mod lint;
mod minutes;
mod package;
mod setup;
mod shell;
mod swift;
mod test;
mod tree;

use std::process::ExitCode;

use shell::Failure;

/// One line per command: name, what it does, what runs it.
type Command = (
    &'static str,
    &'static str,
    fn(&[String]) -> Result<(), Failure>,
);

const COMMANDS: &[Command] = &[
    (
        "setup",
        "install what the crates need (libcrypto's headers, Python 3)",
        setup::everything,
    ),
    (
        "demo",
        "a field day on real stores; arguments go to `linli demo`",
        demo::run,
    ),
    (
        "app",
        "the app in a window, on a field day that is played for it; [office | … | --store DIR]",
        app::window,
    ),
    (
        "screenshots",
        "every screen in every size, look and language, as one page under target/",
        app::screenshots,
    ),
    (
        "test",
        "every test, and a last line `N passed, N failed`; [--only LANGUAGE] or [NAME…] runs some",
        test::run,
    ),
    (
        "fmt",
        "format the sources; [--check] only says what it would change",
        lint::fmt,
    ),
    ("lint", "clippy, warnings refused", lint::clippy),
    (
        "deny",
        "licences, banned crates and sources of all dependencies",
        deny::run,
    ),
    (
        "docs",
        "the API documentation, warnings refused; [--open]",
        docs::run,
    ),
    (
        "tree",
        "no machine paths, stray binaries, dead links; core cut as its table says",
        tree::run,
    ),
    (
        "features",
        "each dependency is compiled once: the same features for one crate and for all",
        features::run,
    ),
    (
        "bindings",
        "the library, its Kotlin, Swift and Python, the façades' value types; [--check] compares these",
        bindings::run,
    ),
    (
        "package",
        "what embedders are given: size, android, apk, kit",
        package::run,
    ),
    (
        "bench",
        "measurements against their floors; [--quick] [--json]",
        bench::run,
    ),
    (
        "faults",
        "the fault programs; [--quick | --minutes N] [--seed N] [--json]",
        faults::run,
    ),
    ("ci", "all of the above that a change must pass", ci::run),
    ("help", "this text", help),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = arguments.collect();
    let name = if name == "--help" || name == "-h" {
        "help"
    } else {
        name.as_str()
    };
    let Some((_, _, run)) = COMMANDS.iter().find(|(known, _, _)| *known == name) else {
        eprintln!("xtask: there is no command `{name}`\n");
        eprint!("{}", help_text());
        return ExitCode::from(2);
    };
    match run(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("xtask: {}", failure.message);
            }
            ExitCode::from(failure.exit)
        }
    }
}

fn help_text() -> String {
    let mut text = String::from("The chores of this repository:\n\n");
    for (name, what, _) in COMMANDS {
        text.push_str(&format!("  cargo xtask {name:<8} {what}\n"));
    }
    text.push_str("\nEach installs or builds what it needs first, says so on stderr, and can be repeated at any time.\n");
    text
}

fn help(_: &[String]) -> Result<(), Failure> {
    print!("{}", help_text());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command_once() {
        let text = help_text();
        for (name, _, _) in COMMANDS {
            assert_eq!(
                text.matches(&format!("cargo xtask {name} ")).count(),
                1,
                "{name}"
            );
        }
    }
}
