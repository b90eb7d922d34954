//! After the disk failed: what to say, what to take back, and how the same process goes on once the disk does.

use super::ballast::{self, Need};
use super::connection::{self, Access};
use super::open::{Connections, DATABASE_FILE, LOG_FILE, Store, integrity, lock};
use super::{FromStore, StoreError, folder, log};
use rusqlite::Connection;
use std::fs::File;
use std::io;

/// The end of the log behind a transaction that was written and then refused, and could not be taken off yet.
#[derive(Default)]
pub(super) struct Refused {
    /// The number of frames of the log that hold.
    frames: Option<u64>,
    /// Held until it is taken off, even asleep: another process would take it for saved, and write behind it.
    pub(super) lock: Option<File>,
}

impl Store {
    /// Opens a connection; on a full disk with the ballast's room.
    pub(super) fn connect(&self, access: Access) -> Result<Connection, StoreError> {
        let open = || {
            let path = self.dir.join(DATABASE_FILE);
            let connection = connection::open(&path, access, &self.key, &self.salt)?;
            connection::tune(&connection, access)?;
            Ok(connection)
        };
        open()
            .map_err(|error| self.cause(error))
            .or_else(|error| match error {
                StoreError::DiskFull if ballast::release(&self.dir, Need::Order) => open(),
                _ => Err(error),
            })
    }

    /// The disk's word, where SQLite does not say it: that it is full, for example, when it could not open a file. And
    /// a page that could not be read just now is no damaged file yet, from which somebody would have to recover.
    pub(super) fn cause(&self, error: StoreError) -> StoreError {
        if error != StoreError::Damaged {
            return folder::cause(&self.dir, error);
        }
        match self.read_all() {
            Err(found) => found.into(),
            Ok(()) if self.is_whole() => {
                StoreError::Io("a page could not be read at first".to_owned())
            }
            Ok(()) => error,
        }
    }

    /// Whoever closes a file lets go of all locks that his process has on it, SQLite's too. Nobody else asks for those: the
    /// folder's own lock keeps other processes out.
    fn read_all(&self) -> io::Result<()> {
        for name in [DATABASE_FILE, LOG_FILE] {
            match File::open(self.dir.join(name)) {
                Ok(mut file) => io::copy(&mut file, &mut io::sink()).map(drop)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn is_whole(&self) -> bool {
        let path = self.dir.join(DATABASE_FILE);
        // SQLite alone would read a damaged log up to the damage, and find nothing wrong.
        log::check(&self.dir)
            .and_then(|()| connection::open(&path, Access::Read, &self.key, &self.salt))
            .and_then(|connection| integrity(&connection))
            .is_ok()
    }

    /// After a write that was rolled back: the error to give, and everything ready for the next write.
    pub(super) fn failed<E: FromStore>(&self, connections: &mut Connections, error: E) -> E {
        match error.store().cloned() {
            Some(known) => self.refuse(connections, known).into(),
            None => error,
        }
    }

    /// What the store's part in a failure was in truth; what it leaves behind goes.
    fn refuse(&self, connections: &mut Connections, known: StoreError) -> StoreError {
        connections.spoilt |= matches!(known, StoreError::Damaged | StoreError::Io(_));
        connections.unsettled = true;
        // Tried again before the log is next read.
        let _ = self.take_off_refused(connections);
        let cause = self.cause(known);
        if cause == StoreError::DiskFull {
            // Refused, for it is undone by now; but the next one finds room.
            ballast::release(&self.dir, Need::Work);
        }
        cause
    }

    /// Takes off the log what was refused: whoever reads the log anew would take it for saved.
    pub(super) fn take_off_refused(&self, connections: &mut Connections) -> Result<(), StoreError> {
        if connections.unsettled {
            // The number that was known is old by now, and would take off more.
            lock(&self.refused).frames = None;
            let frames = frames(&connections.writer)?;
            lock(&self.refused).frames = Some(frames);
            self.forget_refused()?;
            connections.unsettled = false;
        }
        Ok(())
    }

    pub(super) fn forget_refused(&self) -> Result<(), StoreError> {
        let mut refused = lock(&self.refused);
        if let Some(frames) = refused.frames {
            log::cut(&self.dir, frames)?;
        }
        refused.frames = None;
        Ok(())
    }

    pub(super) fn keep_lock(&self, file: File) {
        let mut refused = lock(&self.refused);
        if refused.frames.is_some() {
            refused.lock = Some(file);
        }
    }

    /// Replaces a writer that is no longer of use. The new one is there before the old one goes: the last to close would
    /// take the log's index along, and an index made anew from the log may hold what was refused.
    pub(super) fn mend(&self, connections: &mut Connections) -> Result<(), StoreError> {
        if connections.spoilt {
            connections.writer = self.connect(Access::Write)?;
            connections.spoilt = false;
        }
        Ok(())
    }
}

/// The number of frames of the log, as its index knows.
fn frames(writer: &Connection) -> Result<u64, StoreError> {
    let frames: i64 = writer.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get(1))?;
    u64::try_from(frames).map_err(|_| StoreError::Internal("no log".to_owned()))
}
