//! One story again, in a process that runs nothing else: for those that count a process's memory, begin with its first
//! store, or kill it.

use std::process::{Command, Output};

/// Set, in a process that [`alone`] started, to the story that it runs.
const RUNS: &str = "LINLI_TEST_RUNS_ALONE";

/// This program, told to run one story and nothing else. `module` is the story's `module_path!()`.
pub(crate) fn command(module: &str, story: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", &path(module, story), "--nocapture"]);
    command
}

/// Whether the story goes on here. In the process of all stories it does not: it is run to its end in another process, and
/// fails with it.
pub(crate) fn alone(module: &str, story: &str) -> bool {
    let path = path(module, story);
    if std::env::var_os(RUNS).is_some_and(|runs| runs == *path) {
        return true;
    }
    let output = command(module, story)
        .env(RUNS, &path)
        .output()
        .expect("a process");
    let said = said(&output);
    assert!(ran(&output), "{path}: {said}");
    println!("{said}");
    false
}

/// Whether exactly one story ran in that process, and passed. A name that nothing has runs nothing, successfully.
pub(crate) fn ran(output: &Output) -> bool {
    output.status.success() && said(output).contains("\ntest result: ok. 1 passed; 0 failed;")
}

/// All that a process wrote.
pub(crate) fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A story as libtest names it: without the name of this program.
fn path(module: &str, story: &str) -> String {
    let module = module.split_once("::").map_or(module, |(_, rest)| rest);
    format!("{module}::{story}")
}

#[test]
fn a_story_that_is_not_there_has_not_run() {
    let output = command(module_path!(), "nobody_tells_this")
        .output()
        .expect("a process");
    assert!(output.status.success());
    assert!(!ran(&output), "{}", said(&output));
}
