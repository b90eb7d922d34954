//! Making the SQLite library ready, once a process, before the first store is opened.

use super::StoreError;
use rusqlite::{Connection, OptionalExtension};
use std::sync::{Mutex, PoisonError};

static READY: Mutex<bool> = Mutex::new(false);

/// Returns once the library is ready to open stores. SQLite calls itself ready before the cipher's own preparation
/// (its `SQLITE_EXTRA_INIT`) has run: a second thread that opens a store in between finds no cipher there.
///
/// # Errors
/// [`StoreError::Internal`] if the library has no cipher where this build must have one: it would write plain text.
pub(super) fn prepare() -> Result<(), StoreError> {
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if *ready {
        return Ok(());
    }
    let first = Connection::open_in_memory()?;
    if cfg!(feature = "cipher") {
        let version: Option<String> = first
            .query_row("PRAGMA cipher_version", [], |row| row.get(0))
            .optional()?;
        if version.is_none_or(|version| version.is_empty()) {
            return Err(StoreError::Internal(
                "the SQLite library has no cipher".to_owned(),
            ));
        }
    }
    *ready = true;
    Ok(())
}
