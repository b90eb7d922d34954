//! A store put up again from a backup.

use crate::codes;
use crate::raw::{Callback, KeepKey};
use linli_core::workspace::restore_backup;
use linli_json::codes::at_file;
use linli_json::failure::Failure;
use std::path::Path;

/// Restores; the database's key is with the app before the database is in its place.
pub(crate) fn restore(
    file: &str,
    code: &str,
    folder: &str,
    keeper: &Callback<KeepKey>,
) -> Result<(), Box<Failure>> {
    std::fs::create_dir_all(folder).map_err(|error| at_file(&error, true, folder))?;
    let mut kept = true;
    let restored = restore_backup(Path::new(file), code, Path::new(folder), &mut |key| {
        kept = keeper.keep(key);
        if kept {
            Ok(())
        } else {
            Err(std::io::Error::other("the key was not kept"))
        }
    });
    if kept {
        Ok(restored?)
    } else {
        Err(codes::failure("key_not_kept"))
    }
}
