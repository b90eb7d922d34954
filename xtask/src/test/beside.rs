//! A part of the tests in a process of its own, beside the others. Its words come in one piece when it has ended, so that no two
//! parts speak at once.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::sum::{self, Sum};
use crate::shell::{self, Failure, say};

/// A part that runs. Whoever drops it ends it.
pub(super) struct Running {
    child: Child,
    said: PathBuf,
}

/// Starts a part.
pub(super) fn start(part: &str) -> Result<Running, Failure> {
    let folder = shell::target_dir().join("tmp");
    let said = folder.join(format!("{part}.said"));
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", said.display()));
    std::fs::create_dir_all(&folder).map_err(broken)?;
    let words = File::create(&said).map_err(broken)?;
    let both = words.try_clone().map_err(broken)?;
    let mut command = Command::new(std::env::current_exe().map_err(broken)?);
    command.args(["test", "--only", part]);
    say(format!(
        "beside the next part: {}",
        shell::spelled(&command)
    ));
    let child = command
        .stdin(Stdio::null())
        .stdout(words)
        .stderr(both)
        .spawn()
        .map_err(broken)?;
    Ok(Running { child, said })
}

/// Waits for its end, says all that it said, and counts.
pub(super) fn end(mut running: Running) -> Result<Sum, Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("a part beside: {error}"));
    let status = running.child.wait().map_err(broken)?;
    let said = std::fs::read(&running.said).map_err(broken)?;
    std::io::stdout().write_all(&said).map_err(broken)?;
    Ok(counted(&String::from_utf8_lossy(&said)).closed(status.success()))
}

/// Number of tests of its last line that gives one.
fn counted(said: &str) -> Sum {
    said.lines()
        .rev()
        .find_map(sum::summary)
        .unwrap_or_default()
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ended already, or nobody waits for it any more: either way nothing is left to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sum_counts() {
        let said = "3 passed, 0 failed\n5 passed, 1 failed\nxtask: a warning at the end\n";
        let sum = counted(said);
        assert_eq!((sum.passed, sum.failed), (5, 1));
        assert_eq!(counted("nothing").closed(false).failed, 1);
    }
}
