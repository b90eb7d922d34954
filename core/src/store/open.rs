//! Opening the file, telling apart what can be wrong with it, and handing out connections.

use super::{StoreError, install, library, log, migrate};
use crate::env::Random;
use crate::records::{InstallNonce, sha256_tagged};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

/// The database's name in the store's folder.
pub const DATABASE_FILE: &str = "linli.db";
const LOCK_FILE: &str = "lock";
const LOG_FILE: &str = "linli.db-wal";
const PLAIN_MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// "Linl": marks a file as ours in builds without the cipher.
const APPLICATION_ID: i64 = 0x4c69_6e6c;
const READERS: usize = 2;

/// 32 random bytes, wrapped by the platform and handed in. Never a passphrase, never derived (security.md).
pub struct DatabaseKey(Zeroizing<[u8; 32]>);

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

/// One open database.
pub struct Store {
    dir: PathBuf,
    key: DatabaseKey,
    salt: [u8; 16],
    connections: Mutex<Option<Connections>>,
    readers: Mutex<Vec<Connection>>,
}

struct Connections {
    writer: Connection,
    /// Held as long as the store is open: two processes on one chain would fork it.
    _lock: File,
}

/// The salt stands unencrypted at the head of the file. Ours is half random, half a hash of that half, so that a
/// foreign file is known without a key.
fn is_our_salt(salt: &[u8; 16]) -> bool {
    salt[8..] == sha256_tagged("linli/salt/1", &[&salt[..8]])[..8]
}

fn new_salt(random: &dyn Random) -> [u8; 16] {
    let mut salt = random.bytes::<16>();
    let hash = sha256_tagged("linli/salt/1", &[&salt[..8]]);
    salt[8..].copy_from_slice(&hash[..8]);
    salt
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while the lock was held left an open transaction behind, which its guard rolled back: the data is whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Opens the store in `dir`, making it if the folder holds none. Gives the install nonce too, and whether it is new.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is changed or removed then.
    pub fn open(
        dir: &Path,
        key: DatabaseKey,
        random: &dyn Random,
    ) -> Result<(Self, InstallNonce), StoreError> {
        fs::create_dir_all(dir)?;
        let path = dir.join(DATABASE_FILE);
        let salt = match File::open(&path) {
            Ok(mut file) => {
                let mut head = Vec::new();
                Read::by_ref(&mut file).take(16).read_to_end(&mut head)?;
                match <[u8; 16]>::try_from(head) {
                    Ok(salt) if !cfg!(feature = "cipher") || is_our_salt(&salt) => salt,
                    // A file of no bytes is what a cut in the very first write leaves; nothing is in it to lose.
                    Err(head) if head.is_empty() => new_salt(random),
                    _ => return Err(StoreError::Foreign),
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => new_salt(random),
            Err(error) => return Err(error.into()),
        };
        if cfg!(not(feature = "cipher"))
            && fs::metadata(&path).is_ok_and(|m| m.len() > 0)
            && salt != *PLAIN_MAGIC
        {
            return Err(StoreError::Foreign);
        }
        let store = Self {
            dir: dir.to_path_buf(),
            key,
            salt,
            connections: Mutex::new(None),
            readers: Mutex::new(Vec::new()),
        };
        store.resume()?;
        let nonce = match install::read(dir)? {
            Some(nonce) => nonce,
            None => install::renew(dir, random)?,
        };
        Ok((store, nonce))
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The database's key, for a backup of it.
    pub(crate) fn key_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.key.0.clone()
    }

    /// Draws a new install nonce: after a detected rollback.
    pub(crate) fn renew_install(&self, random: &dyn Random) -> Result<InstallNonce, StoreError> {
        install::renew(&self.dir, random)
    }

    /// Opens the connections again after [`Self::suspend`]; nothing if they are open.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn resume(&self) -> Result<(), StoreError> {
        let mut connections = lock(&self.connections);
        if connections.is_some() {
            return Ok(());
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.dir.join(LOCK_FILE))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let fresh = !fs::metadata(self.dir.join(DATABASE_FILE)).is_ok_and(|m| m.len() > 0);
        log::check(&self.dir.join(LOG_FILE))?;
        let mut writer = self.connect(true)?;
        if fresh {
            writer.pragma_update(None, "application_id", APPLICATION_ID)?;
        } else {
            let found: i64 = writer.query_row("PRAGMA application_id", [], |row| row.get(0))?;
            if found != APPLICATION_ID && found != 0 {
                return Err(StoreError::Foreign);
            }
        }
        migrate::run(&mut writer)?;
        if fresh {
            install::sync_dir(&self.dir)?;
        }
        *connections = Some(Connections {
            writer,
            _lock: file,
        });
        Ok(())
    }

    fn connect(&self, writer: bool) -> Result<Connection, StoreError> {
        let access = if writer {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        };
        library::prepare()?;
        let connection = Connection::open_with_flags(
            self.dir.join(DATABASE_FILE),
            access | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(Duration::from_secs(5))?;
        if cfg!(feature = "cipher") {
            let raw = Zeroizing::new(format!(
                "x'{}{}'",
                crate::domain::id::to_hex(&*self.key.0),
                crate::domain::id::to_hex(&self.salt)
            ));
            // Its own words on standard error are no part of our answer: what is wrong comes back as a typed error.
            connection.pragma_update(None, "cipher_log_level", "NONE")?;
            connection
                .pragma_update(None, "key", raw.as_str())
                // The library's own error may quote the statement, and so the key.
                .map_err(|_| StoreError::Internal("the key was not taken".to_owned()))?;
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
        // A search scans some 4 MB of a community office; what does not fit is deciphered anew each time.
        connection.pragma_update(None, "cache_size", if writer { -8_192 } else { -16_384 })?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.set_prepared_statement_cache_capacity(128);
        // Else cached statements are parsed again whenever they get other values: a fifth of the time of a save.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        if writer {
            let mode: String =
                connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
            if !mode.eq_ignore_ascii_case("wal") {
                return Err(StoreError::ReadOnly);
            }
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "secure_delete", "ON")?;
        }
        Ok(connection)
    }

    /// Runs `work` in one durable transaction: all of it, or nothing.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connections = lock(&self.connections);
        let Some(Connections { writer, .. }) = connections.as_mut() else {
            return Err(StoreError::Closed.into());
        };
        let tx = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let value = work(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        Ok(value)
    }

    /// Runs `work` on a reader, in one snapshot; never waits for the writer.
    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        if lock(&self.connections).is_none() {
            return Err(StoreError::Closed.into());
        }
        let spare = lock(&self.readers).pop();
        let mut reader = match spare {
            Some(reader) => reader,
            None => self.connect(false)?,
        };
        let result = {
            let tx = reader.transaction().map_err(StoreError::from)?;
            work(&tx)
        };
        let mut readers = lock(&self.readers);
        if readers.len() < READERS {
            readers.push(reader);
        }
        result
    }

    /// Finishes the write under way, empties the log into the file and closes everything: what a phone's system asks
    /// for before it sends an app to sleep.
    ///
    /// # Errors
    /// If the checkpoint fails; the connections are closed all the same, and the log is kept.
    pub fn suspend(&self) -> Result<(), StoreError> {
        let Some(Connections { writer, _lock }) = lock(&self.connections).take() else {
            return Ok(());
        };
        lock(&self.readers).clear();
        let result = checkpoint(&writer);
        drop(writer);
        result
    }

    /// Empties the write-ahead log into the file.
    pub(crate) fn checkpoint(&self) -> Result<(), StoreError> {
        match lock(&self.connections).as_ref() {
            Some(Connections { writer, .. }) => checkpoint(writer),
            None => Err(StoreError::Closed),
        }
    }

    /// Copies the database as it is now into a new file, encrypted with the same key.
    ///
    /// # Errors
    /// [`StoreError`], also if the file is there already.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        if path.exists() {
            return Err(StoreError::Io("file exists".to_owned()));
        }
        let text = path
            .to_str()
            .ok_or_else(|| StoreError::Io("path".to_owned()))?;
        if lock(&self.connections).is_none() {
            return Err(StoreError::Closed);
        }
        // Not on a reader of the pool: those are inside a transaction.
        self.connect(false)?.execute("VACUUM INTO ?1", [text])?;
        File::open(path)?.sync_all()?;
        match path.parent() {
            Some(dir) => install::sync_dir(dir),
            None => Ok(()),
        }
    }

    /// Whether a file that [`Self::copy_to`] made opens with this key, and every page and index of it is whole.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::Foreign`], [`StoreError::Damaged`]; the disk.
    pub fn check_copy(dir: &Path, key: DatabaseKey, random: &dyn Random) -> Result<(), StoreError> {
        let (store, _) = Self::open(dir, key, random)?;
        store.check_integrity()?;
        store.suspend()
    }

    /// Whether every page and every index is whole (slow: reads the whole file).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if not.
    pub fn check_integrity(&self) -> Result<(), StoreError> {
        self.read(|connection| {
            let answer: String =
                connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if answer == "ok" {
                Ok(())
            } else {
                Err(StoreError::Damaged)
            }
        })
    }
}

fn checkpoint(writer: &Connection) -> Result<(), StoreError> {
    writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}
