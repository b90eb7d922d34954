//! `linli drive` as a client sees it: one request a line, one answer a line.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

pub(super) struct Drive {
    pub(super) child: Child,
    pub(super) input: ChildStdin,
    pub(super) output: BufReader<ChildStdout>,
}

impl Drive {
    pub(super) fn start(linli: &Path, dir: &Path) -> Result<Self, String> {
        Self::spawn(Command::new(linli).arg("drive").arg(dir))
    }

    /// Starts a command whose options the caller chose. What it says on standard error is thrown away.
    pub(super) fn spawn(command: &mut Command) -> Result<Self, String> {
        Self::spawn_heard(command, Stdio::null())
    }

    /// Spawns as [`Self::spawn`] does, with an ear for standard error.
    pub(super) fn spawn_heard(command: &mut Command, errors: Stdio) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(|e| format!("{}: {e}", command.get_program().display()))?;
        let input = child.stdin.take().ok_or("no stdin")?;
        let output = BufReader::new(child.stdout.take().ok_or("no stdout")?);
        Ok(Self {
            child,
            input,
            output,
        })
    }

    /// Sends a request without waiting. False if nobody is there to read it.
    pub(super) fn send(&mut self, request: &Value) -> bool {
        writeln!(self.input, "{request}")
            .and_then(|()| self.input.flush())
            .is_ok()
    }

    /// The next answer; `None` if the process is gone. A line that was cut answers nothing.
    pub(super) fn answer(&mut self) -> Option<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line).ok()?;
        serde_json::from_str(&line).ok()
    }

    /// The `ok` of an answer; everything else as an error.
    pub(super) fn ask(&mut self, request: &Value) -> Result<Value, String> {
        self.send(request);
        let answer = self
            .answer()
            .ok_or_else(|| format!("no answer to {request}"))?;
        match answer.get("ok") {
            Some(ok) => Ok(ok.clone()),
            None => Err(answer.to_string()),
        }
    }

    /// Closes the input and waits for the end.
    pub(super) fn finish(mut self) -> Result<ExitStatus, String> {
        drop(self.input);
        self.child.wait().map_err(|e| e.to_string())
    }

    /// Ends as [`Self::finish`] does; anything but success is an error.
    pub(super) fn end(self) -> Result<(), String> {
        let status = self.finish()?;
        if status.success() {
            Ok(())
        } else {
            Err(status.to_string())
        }
    }

    /// SIGKILL, now.
    pub(super) fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
