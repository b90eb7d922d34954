//! One connection to a database file: its key, its settings, and what is wrong if it does not open.

use super::{StoreError, sqlite};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// 32 random bytes, wrapped by the platform and handed in. Never a passphrase, never derived.
pub struct DatabaseKey(pub(super) Zeroizing<[u8; 32]>);

impl DatabaseKey {
    /// From its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

/// The unencrypted bytes at the head of the file.
pub(super) type Salt = [u8; 16];

/// The purpose of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Makes a file that is not there.
    Create,
    /// The one writer of a file that is there.
    Write,
    /// One of several readers.
    Read,
}

/// The code that authenticates each page. Processors of phones and desks compute SHA-256 in hardware, three times as fast as
/// the SHA-512 that SQLCipher takes by itself (docs/adr/0008).
pub const PAGE_MAC: &str = "HMAC_SHA256";

/// Opens a file and authenticates its first page.
pub(super) fn open(
    path: &Path,
    access: Access,
    key: &DatabaseKey,
    salt: &Salt,
) -> Result<Connection, StoreError> {
    let flags = match access {
        Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    sqlite::prepare()?;
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // A file that does not open for writing is opened by SQLite for reading; it says so at the first write.
    if access != Access::Read && connection.is_readonly("main")? {
        return Err(StoreError::Io("only to be read".to_owned()));
    }
    connection.busy_timeout(Duration::from_secs(5))?;
    if cfg!(feature = "cipher") {
        let raw = Zeroizing::new(format!(
            "x'{}{}'",
            crate::domain::id::to_hex(&*key.0),
            crate::domain::id::to_hex(salt)
        ));
        // Its own words on standard error are no part of our answer: what is wrong comes back as a typed error.
        connection.pragma_update(None, "cipher_log_level", "NONE")?;
        // A copy that `VACUUM INTO` makes goes by the library's default: without this it would not open again.
        connection.pragma_update(None, "cipher_default_hmac_algorithm", PAGE_MAC)?;
        connection
            .pragma_update(None, "key", raw.as_str())
            // The library's own error may quote the statement, and so the key.
            .map_err(|_| StoreError::Internal("the key was not taken".to_owned()))?;
        connection.pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)?;
    }
    // The first read authenticates page 1: with our salt at its head, failing means the key.
    if let Err(error) = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| {
        row.get::<_, i64>(0)
    }) {
        // A file that was cut is malformed, whatever the key.
        let unreadable = error.sqlite_error_code() == Some(ErrorCode::NotADatabase);
        return Err(if unreadable && cfg!(feature = "cipher") {
            StoreError::WrongKey
        } else {
            error.into()
        });
    }
    Ok(connection)
}

/// Sets it up for work.
pub(super) fn tune(connection: &Connection, access: Access) -> Result<(), StoreError> {
    let writes = access != Access::Read;
    // A search scans some 4 MB of a community office; what does not fit is deciphered anew each time.
    connection.pragma_update(None, "cache_size", if writes { -8_192 } else { -16_384 })?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(128);
    // Else cached statements are parsed again whenever they get other values: a fifth of the time of a save.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if writes {
        let mode: String =
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if !mode.eq_ignore_ascii_case("wal") {
            return Err(StoreError::ReadOnly);
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
    }
    Ok(())
}
