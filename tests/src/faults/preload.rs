//! The library that stands between an unmodified `linli` and the disk (`preload/disk.c`): compiling it with the
//! system's own compiler, and saying to it what it should do.

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/preload/disk.c");

/// The compiled library; gone when this is dropped.
#[derive(Debug)]
pub struct Preload {
    folder: TempDir,
}

/// Faults that the disk plays on the program.
#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    /// The file in which changes and answers are recorded.
    pub(super) log: Option<PathBuf>,
    /// The syncs that do nothing: `all`, `wal`, `folder`.
    pub(super) swallow: Option<&'static str>,
    /// The call that fails, and how.
    pub(super) fault: Option<String>,
    /// The file that ends a lasting fault.
    pub(super) lift: Option<PathBuf>,
    /// The file in which the calls are counted.
    pub(super) count: Option<PathBuf>,
}

impl Preload {
    /// Compiles it.
    ///
    /// # Errors
    /// The obstacle, in words that say what to do: another system than Linux, no C compiler.
    pub fn build() -> Result<Self, String> {
        if !cfg!(target_os = "linux") {
            return Err("needs Linux: elsewhere no library can be put before the disk".to_owned());
        }
        // Beside this program: a folder in memory may forbid to run what lies in it.
        let beside = std::env::current_exe().map_err(|e| e.to_string())?;
        let beside = beside.parent().ok_or("this program lies nowhere")?;
        let folder = tempfile::Builder::new()
            .prefix("preload-")
            .tempdir_in(beside)
            .map_err(|e| format!("{}: {e}", beside.display()))?;
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let mut command = Command::new(&compiler);
        command
            .args(["-shared", "-fPIC", "-O1"])
            .arg("-o")
            .arg(folder.path().join("disk.so"))
            .arg(SOURCE)
            .args(["-ldl", "-lpthread"]);
        let output = command.output().map_err(|e| {
            format!(
                "needs a C compiler, and `{}` does not start ({e}): install gcc or clang, or name yours in CC",
                compiler.display()
            )
        })?;
        if output.status.success() {
            return Ok(Self { folder });
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{SOURCE} does not compile: {}", said.trim()))
    }

    /// `linli drive DIR` with the library in front, watching `root`.
    pub(super) fn drive(&self, linli: &Path, root: &Path, dir: &Path, orders: &Orders) -> Command {
        let mut command = Command::new(linli);
        command.arg("--json").arg("drive").arg(dir);
        command
            .env("LD_PRELOAD", self.folder.path().join("disk.so"))
            .env("LINLI_DISK_ROOT", root);
        let named = [
            ("LINLI_DISK_LOG", &orders.log),
            ("LINLI_DISK_LIFT", &orders.lift),
            ("LINLI_DISK_COUNT", &orders.count),
        ];
        for (name, value) in named {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        if let Some(which) = orders.swallow {
            command.env("LINLI_DISK_SWALLOW", which);
        }
        if let Some(fault) = &orders.fault {
            command.env("LINLI_DISK_FAULT", fault);
        }
        command
    }
}
