//! One subscription: a callback of C's, and the moment after which it is never called again.

use crate::raw::{Callback, Changed};
use linli_core::workspace::{ChangeListener, ChangeSet};
use linli_json::show;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

pub(crate) struct Listening {
    callback: Callback<Changed>,
    live: AtomicBool,
    /// Held while the callback runs.
    running: Mutex<()>,
    /// The one who runs it.
    runner: Mutex<Option<ThreadId>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Listening {
    pub(crate) const fn new(callback: Callback<Changed>) -> Self {
        Self {
            callback,
            live: AtomicBool::new(true),
            running: Mutex::new(()),
            runner: Mutex::new(None),
        }
    }

    /// Ends it. A call that is under way is waited for, except by itself: a callback may end its own subscription.
    pub(crate) fn end(&self) {
        self.live.store(false, Ordering::SeqCst);
        if *lock(&self.runner) != Some(thread::current().id()) {
            drop(lock(&self.running));
        }
    }

    fn tell(&self, text: String) {
        let _running = lock(&self.running);
        if !self.live.load(Ordering::SeqCst) {
            return;
        }
        *lock(&self.runner) = Some(thread::current().id());
        self.callback.tell(text);
        *lock(&self.runner) = None;
    }
}

impl ChangeListener for Listening {
    fn changed(&self, changes: &ChangeSet) {
        self.tell(show::changes(changes).to_string());
    }
}
