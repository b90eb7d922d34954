//! Names that are still there after a power cut.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Makes the names in a folder durable, where the platform lets a folder be opened: elsewhere a rename is as durable as
/// it gets.
///
/// # Errors
/// If the disk fails.
pub fn sync_folder(dir: &Path) -> io::Result<()> {
    // A name without folders lies in the working directory.
    let dir = if dir.as_os_str().is_empty() {
        Path::new(".")
    } else {
        dir
    };
    let Ok(handle) = File::open(dir) else {
        return Ok(());
    };
    handle.sync_all().or_else(|error| match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::Unsupported => Ok(()),
        _ => Err(error),
    })
}
