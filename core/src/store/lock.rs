//! A folder's lock: one process holds it at a time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Tries, with a pause between two of them: together a fifth of a second.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(10);

/// Takes the lock of a file, which is made if it is not there. Nothing if somebody else holds it.
///
/// A lock that was let go of lives on in a child that another thread is just starting: until the child runs its own
/// program, it holds copies of all open files. So a lock that is held is asked for a few times more.
///
/// # Errors
/// If the file cannot be opened, or the system knows no locks.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody above can tell a child that is just starting from another process"
)]
pub fn take_lock(path: &Path) -> io::Result<Option<File>> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    for tried in 1..=TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if tried < TRIES => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the child takes its moment")]
    fn a_lock_that_lives_on_for_a_moment_is_waited_for_and_a_held_one_is_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let held = take_lock(&path).expect("a lock").expect("it is free");
        assert!(take_lock(&path).expect("an answer").is_none());
        // As a child has it that was not yet started.
        let copy = held.try_clone().expect("a copy");
        drop(held);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(PAUSE);
                drop(copy);
            });
            assert!(take_lock(&path).expect("an answer").is_some());
        });
    }
}
