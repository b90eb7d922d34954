//! Folders for stores that nobody keeps: in memory where the system has such a place, since a schedule writes a lot.

use std::fs;
use std::io;
use std::path::Path;
use tempfile::{Builder, TempDir};

/// A temporary folder, in memory if that is possible.
///
/// # Panics
/// If no folder can be made at all.
#[must_use]
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let builder = || {
        let mut builder = Builder::new();
        builder.prefix("linli-");
        builder
    };
    if memory.is_dir()
        && let Ok(found) = builder().tempdir_in(memory)
    {
        return found;
    }
    builder().tempdir().expect("a temporary folder")
}

/// Copies the files of a store's folder: what stays of it if the process dies at this moment. `leave_out` names a file
/// that does not come along (the install nonce, which no backup holds).
///
/// # Errors
/// As the file system gives them.
pub fn copy_store(from: &Path, to: &Path, leave_out: Option<&str>) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let skip =
            leave_out.is_some_and(|left| name == left) || name.to_string_lossy().ends_with("-shm");
        if !skip && entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
