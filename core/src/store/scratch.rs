//! A folder for what is made and not finished yet. It goes when it is dropped; after a power cut, when the folder around
//! it is opened the next time.

use crate::domain::id::to_hex;
use crate::env::Random;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = "scratch-";

/// A folder that is removed at the end, whatever happens.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new one inside `dir`, which is made if it is missing.
    ///
    /// # Errors
    /// The disk.
    pub fn within(dir: &Path, random: &dyn Random) -> io::Result<Self> {
        let path = dir.join(format!("{PREFIX}{}", to_hex(&random.bytes::<8>())));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// The folder's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Removes what a process that was killed has left in `dir`. Only for whoever holds the lock on it. What cannot be
    /// removed is left: it is no more than room lost.
    pub fn sweep(dir: &Path) {
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        for entry in entries {
            if entry.file_name().to_string_lossy().starts_with(PREFIX) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::SystemRandom;

    #[test]
    fn it_goes_at_the_end_and_what_a_kill_left_goes_at_the_next_opening() {
        let dir = tempfile::tempdir().expect("a folder");
        let scratch = Scratch::within(dir.path(), &SystemRandom).expect("made");
        let path = scratch.path().to_owned();
        drop(scratch);
        assert!(!path.exists());
        fs::create_dir_all(&path).expect("left behind");
        fs::write(path.join("copy.db"), "half").expect("written");
        fs::write(dir.path().join("note"), "kept").expect("written");
        Scratch::sweep(dir.path());
        assert!(!path.exists());
        assert!(dir.path().join("note").exists());
    }
}
