//! `linli-hub` as its operator sees it: a process with a folder, one line that says where it is, and signals.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The program, and the folder of one hub.
#[derive(Debug, Clone)]
pub(super) struct HubFolder {
    pub(super) program: PathBuf,
    pub(super) data: PathBuf,
}

/// A serving hub.
pub(super) struct HubProcess {
    child: Child,
    pub(super) url: String,
    pub(super) address: SocketAddr,
}

impl HubFolder {
    /// Makes an empty hub; gives its token and pin.
    pub(super) fn init(program: &Path, data: &Path) -> Result<(Self, String, String), String> {
        let folder = Self {
            program: program.to_path_buf(),
            data: data.to_path_buf(),
        };
        let answer = folder.run("init", &[])?;
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        Ok((folder, text("token"), text("pin")))
    }

    /// One of its commands, and what it answered; anything but exit 0 is an error.
    pub(super) fn run(&self, command: &str, rest: &[&str]) -> Result<Value, String> {
        let output = Command::new(&self.program)
            .args([command, "--json", "--data"])
            .arg(&self.data)
            .args(rest)
            .stderr(Stdio::null())
            .output()
            .map_err(|e| format!("{}: {e}", self.program.display()))?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            return Err(format!("linli-hub {command}: {}: {said}", output.status));
        }
        serde_json::from_str(&said).map_err(|e| format!("linli-hub {command}: {e}: {said}"))
    }

    /// Starts serving, at a given address or any free one, and waits until it is ready.
    pub(super) fn serve(&self, listen: Option<SocketAddr>) -> Result<HubProcess, String> {
        self.serve_with(listen, &[])
    }

    /// The same, with further options.
    pub(super) fn serve_with(
        &self,
        listen: Option<SocketAddr>,
        options: &[&str],
    ) -> Result<HubProcess, String> {
        let listen = listen.map_or_else(|| "127.0.0.1:0".to_owned(), |at| at.to_string());
        let mut child = Command::new(&self.program)
            .args(["serve", "--listen", &listen, "--data"])
            .arg(&self.data)
            .args(options)
            .env("LINLI_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{}: {e}", self.program.display()))?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or("no stdout")?;
        let read = BufReader::new(stdout).read_line(&mut line);
        let ready = read.ok().and_then(|_| {
            let said: Value = serde_json::from_str(&line).ok()?;
            let url = said["listening"].as_str()?.to_owned();
            let address = linli_hub::relay::address_of(&url)?;
            Some((url, address))
        });
        let Some((url, address)) = ready else {
            let _ = child.kill();
            let status = child.wait();
            return Err(format!("the hub does not serve: {status:?}: {line}"));
        };
        Ok(HubProcess {
            child,
            url,
            address,
        })
    }
}

impl HubProcess {
    /// SIGKILL, now.
    pub(super) fn kill(mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// SIGTERM, and how it ended; an error if it has not within so long.
    pub(super) fn terminate(mut self, within: Duration) -> Result<ExitStatus, String> {
        signal("-TERM", self.child.id())?;
        let begun = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if begun.elapsed() < within => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Ok(None) => {
                    self.kill();
                    return Err("SIGTERM did not end the hub".to_owned());
                }
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Its number in the system's list of processes.
    pub(super) fn pid(&self) -> String {
        self.child.id().to_string()
    }

    /// The most memory it ever had, in KiB, where the system tells.
    pub(super) fn peak_memory(&self) -> Option<u64> {
        super::peak_memory_of(&self.pid())
    }
}

/// Sends a signal to a process of ours.
pub(super) fn signal(name: &str, pid: u32) -> Result<(), String> {
    let sent = Command::new("kill")
        .arg(name)
        .arg(pid.to_string())
        .stderr(Stdio::null())
        .status();
    match sent {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("kill {name}: {error}")),
    }
}
