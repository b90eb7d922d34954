//! A small disk for tests of full and read-only ones.

use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A small file system of its own, where this user may mount one; its options are given.
#[derive(Debug)]
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// `None`, with a word on standard output, where this user may not mount anything.
    #[must_use]
    pub fn new(options: &str) -> Option<Self> {
        let dir = tempfile::tempdir().ok()?;
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(dir.path())
            .stderr(Stdio::null())
            .status();
        let mounted = mount.is_ok_and(|status| status.success());
        if !mounted {
            println!("skipped: this user may not mount a small file system");
        }
        mounted.then_some(Self(dir))
    }

    /// Its folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Gives it other options.
    ///
    /// # Panics
    /// If the system refuses.
    pub fn remount(&self, options: &str) {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(self.0.path())
            .status();
        assert!(status.is_ok_and(|status| status.success()));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}
