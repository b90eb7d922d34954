//! Memory for what is being unpacked, shared by all who unpack at once: whoever finds none waits a little, and is then told
//! to come again.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes in memory for each byte of an unpacked request: what decoding may take (`bounded`), and its records
/// beside it once they are taken apart.
pub const UNPACKED_FACTOR: usize = 2 * super::bounded::FACTOR;

/// Memory that many share.
#[derive(Debug)]
pub struct Room {
    free: Mutex<usize>,
    freed: Condvar,
    all: usize,
}

/// A share of a [`Room`]; dropping it gives it back.
#[derive(Debug)]
pub struct Share {
    room: Arc<Room>,
    bytes: usize,
}

impl Room {
    /// Of so many bytes.
    #[must_use]
    pub fn new(bytes: usize) -> Arc<Self> {
        Arc::new(Self {
            free: Mutex::new(bytes),
            freed: Condvar::new(),
            all: bytes,
        })
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        // Nothing panics while it is held.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A share of so many bytes (all of it, if that is less), waiting for it at most so long; `None` if there was none.
    #[must_use]
    pub fn take(self: &Arc<Self>, bytes: usize, patience: Duration) -> Option<Share> {
        let bytes = bytes.min(self.all);
        let (mut free, _) = self
            .freed
            .wait_timeout_while(self.lock(), patience, |free| *free < bytes)
            .unwrap_or_else(PoisonError::into_inner);
        if *free < bytes {
            return None;
        }
        *free -= bytes;
        Some(Share {
            room: Arc::clone(self),
            bytes,
        })
    }
}

impl Share {
    /// Gives back what is not needed after all.
    pub fn shrink(&mut self, bytes: usize) {
        let less = self.bytes.saturating_sub(bytes);
        self.bytes -= less;
        *self.room.lock() += less;
        self.room.freed.notify_all();
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.shrink(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_more_than_all_of_it_and_what_is_given_back_can_be_had() {
        let room = Room::new(100);
        let mut most = room.take(80, Duration::ZERO).expect("a share");
        assert!(room.take(30, Duration::ZERO).is_none());
        most.shrink(70);
        let rest = room.take(30, Duration::ZERO).expect("a share");
        assert!(room.take(1, Duration::ZERO).is_none());
        drop(most);
        drop(rest);
        assert!(room.take(1_000, Duration::ZERO).is_some(), "all there is");
    }

    #[test]
    fn whoever_waits_gets_what_another_gives_back() {
        let room = Room::new(10);
        let share = room.take(10, Duration::ZERO).expect("a share");
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| room.take(5, Duration::from_secs(60)).is_some());
            drop(share);
            assert!(waiting.join().expect("no panic"));
        });
    }
}
