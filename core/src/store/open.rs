//! The open store: its lock, its one writer and its readers.

use super::ballast::{self, Ballast, Need};
use super::connection::{Access, DatabaseKey, Salt};
use super::create::Furnish;
use super::mending::Refused;
use super::pool::{Opening, Pool};
use super::scratch::Scratch;
use super::{FromStore, StoreError, create, folder, install, log, migrate, salt};
use crate::env::Random;
use crate::records::InstallNonce;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// The database's name in the store's folder.
pub const DATABASE_FILE: &str = "linli.db";
pub(super) const LOG_FILE: &str = "linli.db-wal";
const LOCK_FILE: &str = "lock";
/// "Linl": marks a file as ours in builds without the cipher.
pub(super) const APPLICATION_ID: i64 = 0x4c69_6e6c;

/// One open database.
pub struct Store {
    pub(super) dir: PathBuf,
    pub(super) key: DatabaseKey,
    pub(super) salt: Salt,
    ballast: Ballast,
    connections: Mutex<Option<Connections>>,
    pub(super) readers: Pool,
    pub(super) refused: Mutex<Refused>,
}

pub(super) struct Connections {
    pub(super) writer: Connection,
    /// It met something that it never forgets, though the disk may be well by now.
    pub(super) spoilt: bool,
    /// The log may hold a transaction that was written and then refused.
    pub(super) unsettled: bool,
    /// Held as long as the store is open.
    lock: File,
}

/// Two processes on one chain would fork it.
fn take_lock(dir: &Path) -> Result<File, StoreError> {
    super::lock::take_lock(&dir.join(LOCK_FILE))?.ok_or(StoreError::InUse)
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
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
        ballast: Ballast,
        random: &dyn Random,
    ) -> Result<(Self, InstallNonce), StoreError> {
        Self::open_furnished(dir, key, ballast, random, |_| Ok(()))
    }

    /// Opens as [`Self::open`] does; a new database gets what `furnish` makes in it, before it bears its name.
    pub(crate) fn open_furnished(
        dir: &Path,
        key: DatabaseKey,
        ballast: Ballast,
        random: &dyn Random,
        furnish: Furnish,
    ) -> Result<(Self, InstallNonce), StoreError> {
        // A file that is not ours is left alone before anything is written beside it.
        salt::read(dir)?;
        fs::create_dir_all(dir)?;
        let lock = take_lock(dir)?;
        let salt = match salt::read(dir)? {
            Some(salt) => salt,
            None if salt::was_here(dir)? => return Err(StoreError::Missing),
            None => create::database(dir, &key, random, furnish)
                .map_err(|error| folder::cause(dir, error))?,
        };
        let store = Self {
            dir: dir.to_path_buf(),
            key,
            salt,
            ballast,
            connections: Mutex::new(None),
            readers: Pool::default(),
            refused: Mutex::default(),
        };
        let opened = store.start(lock)?;
        Scratch::sweep(dir);
        *self::lock(&store.connections) = Some(opened);
        store.readers.open();
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
        let lock = match self::lock(&self.refused).lock.take() {
            Some(lock) => lock,
            None => take_lock(&self.dir)?,
        };
        *connections = Some(self.start(lock)?);
        self.readers.open();
        Ok(())
    }

    /// Opens the writer under a lock; the lock goes if it does not open.
    fn start(&self, lock: File) -> Result<Connections, StoreError> {
        match self.writer() {
            Ok(writer) => Ok(Connections {
                writer,
                spoilt: false,
                unsettled: false,
                lock,
            }),
            Err(error) => {
                self.keep_lock(lock);
                Err(self.cause(error))
            }
        }
    }

    /// The file is there.
    fn writer(&self) -> Result<Connection, StoreError> {
        match salt::read(&self.dir)? {
            None => return Err(StoreError::Missing),
            // While this one slept, another was put in its place.
            Some(salt) if salt != self.salt => return Err(StoreError::Foreign),
            Some(_) => {}
        }
        self.forget_refused()?;
        log::check(&self.dir)?;
        let mut writer = self.connect(Access::Write)?;
        let found: i64 = writer.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if found != APPLICATION_ID && found != 0 {
            return Err(StoreError::Foreign);
        }
        migrate::run(&mut writer)?;
        // A process that died may have left words in the log that its last transaction dropped. A disk that is full now is
        // told when something is saved.
        let _ = checkpoint(&writer);
        Ok(writer)
    }

    /// Runs `work` in one durable transaction: all of it, or nothing. Compiled anew for every command: what does not depend on it
    /// stands in functions of its own.
    pub(crate) fn write<T, E: FromStore>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut held = lock(&self.connections);
        let connections = self.ready(&mut held)?;
        let result = transact(&mut connections.writer, work);
        match result {
            Ok(value) => {
                let _ = self.take_off_refused(connections);
                Ok(value)
            }
            Err(error) => Err(self.failed(connections, error)),
        }
    }

    /// The writer, with nothing left of what was refused before.
    fn ready<'a>(
        &self,
        held: &'a mut Option<Connections>,
    ) -> Result<&'a mut Connections, StoreError> {
        let connections = held.as_mut().ok_or(StoreError::Closed)?;
        self.mend(connections)?;
        // If it does not settle, what is written now goes over it.
        let _ = self.take_off_refused(connections);
        Ok(connections)
    }

    /// Runs `work` on a reader, in one snapshot; never waits for the writer.
    pub(crate) fn read<T, E: FromStore>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let _at_work = self.readers.begin();
        let (mut reader, opening) = self.reader()?;
        let result = {
            let tx = snapshot(&mut reader)?;
            work(&tx)
        };
        // One that failed may not forget it, though the disk may be well by now.
        if let Err(error) = &result
            && let Some(known) = error.store()
        {
            return Err(self.cause(known.clone()).into());
        }
        self.readers.put(reader, opening);
        result
    }

    /// A reader that lies ready, or a new one.
    fn reader(&self) -> Result<(Connection, Opening), StoreError> {
        let (spare, opening) = self.readers.take()?;
        let reader = spare.map_or_else(|| self.connect(Access::Read), Ok)?;
        Ok((reader, opening))
    }

    /// Whether somebody reads at this moment: a hint for whoever could use the same core.
    pub(crate) fn is_read(&self) -> bool {
        self.readers.is_at_work()
    }

    /// Finishes the write under way, empties the log into the file and closes everything: what a phone's system asks
    /// for before it sends an app to sleep.
    ///
    /// # Errors
    /// If the checkpoint fails; the connections are closed all the same, and the log is kept.
    pub fn suspend(&self) -> Result<(), StoreError> {
        let Some(mut connections) = lock(&self.connections).take() else {
            return Ok(());
        };
        self.readers.close();
        let result = self.empty_log(&mut connections);
        drop(connections.writer);
        self.keep_lock(connections.lock);
        ballast::keep(&self.dir, self.ballast);
        result
    }

    /// Empties the write-ahead log into the file.
    pub(crate) fn checkpoint(&self) -> Result<(), StoreError> {
        match lock(&self.connections).as_mut() {
            Some(connections) => self.empty_log(connections),
            None => Err(StoreError::Closed),
        }
    }

    fn empty_log(&self, connections: &mut Connections) -> Result<(), StoreError> {
        self.mend(connections)?;
        // Before the log is closed, and so perhaps read anew.
        self.take_off_refused(connections)?;
        checkpoint(&connections.writer)
            .map_err(|error| self.cause(error))
            .or_else(|error| match error {
                StoreError::DiskFull if ballast::release(&self.dir, Need::Order) => {
                    checkpoint(&connections.writer)
                }
                _ => Err(error),
            })
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
        if !self.readers.is_open() {
            return Err(StoreError::Closed);
        }
        // Not on a reader of the pool: those are inside a transaction.
        self.connect(Access::Read)?
            .execute("VACUUM INTO ?1", [text])?;
        File::open(path)?.sync_all()?;
        match path.parent() {
            Some(dir) => Ok(crate::env::sync_folder(dir)?),
            None => Ok(()),
        }
    }

    /// Whether a file that `copy_to` made opens with this key, and every page and index of it is whole.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::Foreign`], [`StoreError::Damaged`]; the disk.
    pub fn check_copy(dir: &Path, key: DatabaseKey, random: &dyn Random) -> Result<(), StoreError> {
        let (store, _) = Self::open(dir, key, Ballast::NONE, random)?;
        store.check_integrity()?;
        store.suspend()
    }

    /// Whether every page and every index is whole (slow: reads the whole file).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if not.
    pub fn check_integrity(&self) -> Result<(), StoreError> {
        // On a connection of its own: FTS5 checks by the segments that a connection last read, and takes for corrupt what the
        // writer has merged since.
        self.read(|_| integrity(&self.connect(Access::Read)?))
    }
}

pub(super) fn integrity(connection: &Connection) -> Result<(), StoreError> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}

fn checkpoint(writer: &Connection) -> Result<(), StoreError> {
    writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn transact<T, E: FromStore>(
    writer: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let tx = begin(writer)?;
    let value = work(&tx)?;
    commit(tx)?;
    Ok(value)
}

fn snapshot(reader: &mut Connection) -> Result<Transaction<'_>, StoreError> {
    Ok(reader.transaction()?)
}

fn begin(writer: &mut Connection) -> Result<Transaction<'_>, StoreError> {
    Ok(writer.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

fn commit(tx: Transaction<'_>) -> Result<(), StoreError> {
    Ok(tx.commit()?)
}
