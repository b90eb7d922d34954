//! Running other programs and finding our own places. Knows nothing of what the chores mean.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::minutes::{Phase, during};

/// The reason why a chore stopped, and the exit code that says so (README, "Commands").
#[derive(Debug)]
pub(crate) struct Failure {
    /// Advice to the person; empty if the program that failed has said it already.
    pub(crate) message: String,
    /// 1 a check failed, 2 the call is wrong, 3 the machine failed.
    pub(crate) exit: u8,
}

impl Failure {
    /// The answer is no.
    pub(crate) fn check(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            exit: 1,
        }
    }

    /// The call is wrong.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            exit: 2,
        }
    }

    /// The machine lacks something, or failed.
    pub(crate) fn machine(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            exit: 3,
        }
    }
}

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder in which cargo put this program, and so every other development build.
pub(crate) fn build_dir() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_owned))
        .unwrap_or_else(|| root().join("target").join("debug"))
}

/// `target`, wherever the machine's settings put it: all heavy set-up is cached below it.
pub(crate) fn target_dir() -> PathBuf {
    let build = build_dir();
    build
        .parent()
        .map(Path::to_owned)
        .unwrap_or_else(|| root().join("target"))
}

/// A program of the workspace as the development profile builds it.
pub(crate) fn built(program: &str) -> PathBuf {
    build_dir().join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// Builds every program of the workspace. Always all of them: asked for one alone, cargo would choose fewer features
/// for what they share and compile the core a second time for the tests.
pub(crate) fn build_programs() -> Result<(), Failure> {
    let mut build = cargo(["build", "--locked", "--workspace", "--bins"]);
    if built("linli").is_file() {
        build.arg("--quiet");
    } else {
        say("building linli; the first time takes some minutes, later ones seconds");
    }
    during(Phase::Build, || run(build.stdout(std::io::stderr())))
}

/// The cargo that runs us.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// The command as a person would type it.
pub(crate) fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![
        program
            .file_name()
            .unwrap_or(program.as_os_str())
            .to_string_lossy()
            .into_owned(),
    ];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Says on stderr what happens next: stdout belongs to the program that is run.
pub(crate) fn say(text: impl AsRef<str>) {
    eprintln!("» {}", text.as_ref());
}

/// Runs to the end, output shown; a failure that has been shown needs no second message.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    say(spelled(command));
    let status = status_of(command)?;
    if status.success() {
        return Ok(());
    }
    Err(Failure {
        message: format!("`{}` failed ({status})", spelled(command)),
        exit: exit_code(status),
    })
}

/// The child's own exit code where it follows our table, else 1.
fn exit_code(status: ExitStatus) -> u8 {
    match status.code() {
        Some(code @ 2..=3) => code as u8,
        _ => 1,
    }
}

/// Runs to the end and gives the status.
pub(crate) fn status_of(command: &mut Command) -> Result<ExitStatus, Failure> {
    command
        .status()
        .map_err(|error| Failure::machine(format!("cannot start `{}`: {error}", spelled(command))))
}

/// Whether a program can be started and exits 0; its output is thrown away.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Stdout of a program that must succeed.
pub(crate) fn output_of(command: &mut Command) -> Result<String, Failure> {
    let spelling = spelled(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::machine(format!("cannot start `{spelling}`: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::machine(format!(
            "`{spelling}` failed: {}",
            said.trim()
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs with stdout copied to ours line by line; `seen` looks at each line on its way.
pub(crate) fn run_watched(
    command: &mut Command,
    mut seen: impl FnMut(&str),
) -> Result<ExitStatus, Failure> {
    let spelling = spelled(command);
    let failed = |error: std::io::Error| Failure::machine(format!("`{spelling}`: {error}"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let Some(stdout) = child.stdout.take() {
        // Bytes, not lines of text: a test may print what is not UTF-8.
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(failed)?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            seen(&line);
        }
    }
    child.wait().map_err(failed)
}

/// Copies a folder with all that lies in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::machine(format!("cannot copy {}: {error}", from.display()))
    };
    std::fs::create_dir_all(to).map_err(failed)?;
    for entry in std::fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target).map_err(failed)?;
        }
    }
    Ok(())
}
