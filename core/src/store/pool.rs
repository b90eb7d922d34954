//! Readers of an open store that lie ready. Whether the store is open is known here too, so that a reader asks nobody who
//! may be writing.

use super::StoreError;
use super::open::lock;
use rusqlite::Connection;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Most readers that lie ready.
const READERS: usize = 2;

#[derive(Default)]
pub(super) struct Pool {
    held: Mutex<Held>,
    at_work: AtomicUsize,
}

#[derive(Default)]
struct Held {
    /// `None` while the store is closed.
    opening: Option<Opening>,
    openings: u64,
    spare: Vec<Connection>,
}

/// One time that the store was open: a reader of an earlier one may stand on a file that is no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening(u64);

/// Somebody who reads; counted until this is dropped.
pub(super) struct AtWork<'a>(&'a AtomicUsize);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pool {
    /// Counts one more who reads.
    pub(super) fn begin(&self) -> AtWork<'_> {
        self.at_work.fetch_add(1, Ordering::Relaxed);
        AtWork(&self.at_work)
    }

    pub(super) fn is_at_work(&self) -> bool {
        self.at_work.load(Ordering::Relaxed) > 0
    }

    pub(super) fn open(&self) {
        let mut held = lock(&self.held);
        held.openings += 1;
        held.opening = Some(Opening(held.openings));
    }

    /// Closes the readers that lie ready; those at work are closed when they are put back.
    pub(super) fn close(&self) {
        let mut held = lock(&self.held);
        held.opening = None;
        held.spare.clear();
    }

    pub(super) fn is_open(&self) -> bool {
        lock(&self.held).opening.is_some()
    }

    /// A reader, if one lies ready.
    ///
    /// # Errors
    /// [`StoreError::Closed`].
    pub(super) fn take(&self) -> Result<(Option<Connection>, Opening), StoreError> {
        let mut held = lock(&self.held);
        let opening = held.opening.ok_or(StoreError::Closed)?;
        Ok((held.spare.pop(), opening))
    }

    pub(super) fn put(&self, reader: Connection, opening: Opening) {
        let mut held = lock(&self.held);
        if held.opening == Some(opening) && held.spare.len() < READERS {
            held.spare.push(reader);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::env::SystemRandom;
    use crate::store::{Ballast, DatabaseKey, Store, StoreError, meta};
    use std::sync::mpsc;
    use std::time::Duration;

    fn store(dir: &std::path::Path) -> Store {
        Store::open(dir, DatabaseKey::new([7; 32]), Ballast::NONE, &SystemRandom)
            .expect("a store")
            .0
    }

    #[test]
    fn a_reader_does_not_wait_for_the_one_who_writes() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store(folder.path());
        store
            .write(|tx| meta::put(tx, "word", b"before"))
            .expect("a write");
        let (tell, told) = mpsc::channel();
        std::thread::scope(|scope| {
            let read: Result<Option<Vec<u8>>, StoreError> = store.write(|tx| {
                meta::put(tx, "word", b"after")?;
                scope.spawn(|| tell.send(store.read(|connection| meta::get(connection, "word"))));
                // Only a reader that waits for this very transaction is not heard of.
                told.recv_timeout(Duration::from_secs(20))
                    .map_err(|_| StoreError::Internal("the reader waits".to_owned()))?
            });
            assert_eq!(read, Ok(Some(b"before".to_vec())));
        });
    }

    #[test]
    fn a_reader_of_an_earlier_opening_is_not_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store(folder.path());
        let read: Result<(), StoreError> = store.read(|_| {
            store.suspend()?;
            store.resume()
        });
        assert_eq!(read, Ok(()));
        let (spare, _) = store.readers.take().expect("it is open");
        assert!(spare.is_none());
        store.suspend().expect("it closes");
        let closed: Result<(), StoreError> = store.read(|_| Ok(()));
        assert_eq!(closed, Err(StoreError::Closed));
    }
}
