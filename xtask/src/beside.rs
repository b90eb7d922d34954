//! A chore in a process of its own, beside others. Its words come in one piece when it has ended, so that no two speak at
//! once. Knows nothing of what the chores are.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::shell::{self, Failure, say};

/// A chore that runs. Whoever drops it ends it.
pub(crate) struct Running {
    child: Child,
    said: PathBuf,
}

/// What a chore that has ended said, and whether it went well.
pub(crate) struct Ended {
    pub(crate) said: String,
    pub(crate) is_well: bool,
}

/// Starts `xtask` with these words; `name` is that of the file that takes what it says.
pub(crate) fn start(name: &str, words: &[&str]) -> Result<Running, Failure> {
    let folder = shell::target_dir().join("tmp");
    let said = folder.join(format!("{name}.said"));
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", said.display()));
    std::fs::create_dir_all(&folder).map_err(broken)?;
    let out = File::create(&said).map_err(broken)?;
    let both = out.try_clone().map_err(broken)?;
    let mut command = Command::new(std::env::current_exe().map_err(broken)?);
    command.args(words);
    say(format!("beside what follows: {}", shell::spelled(&command)));
    let child = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(both)
        .spawn()
        .map_err(broken)?;
    Ok(Running { child, said })
}

/// Waits for its end, and says all that it said.
pub(crate) fn end(mut running: Running) -> Result<Ended, Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("a chore beside: {error}"));
    let status = running.child.wait().map_err(broken)?;
    let said = std::fs::read(&running.said).map_err(broken)?;
    std::io::stdout().write_all(&said).map_err(broken)?;
    Ok(Ended {
        said: String::from_utf8_lossy(&said).into_owned(),
        is_well: status.success(),
    })
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ended already, or nobody waits for it any more: either way nothing is left to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
