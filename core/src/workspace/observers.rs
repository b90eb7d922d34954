//! Those who watch: one thread delivers, in order, coalescing what piles up, and holds no lock while it calls.

use crate::intake::ChangeSet;
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;

/// Told of changes after they are durable.
pub trait ChangeListener: Send + Sync {
    /// Something changed; read again what you show.
    fn changed(&self, changes: &ChangeSet);
}

type Listeners = Mutex<BTreeMap<u64, Arc<dyn ChangeListener>>>;

/// The listeners of a workspace and the thread that serves them.
pub(crate) struct Observers {
    listeners: Arc<Listeners>,
    next: Mutex<u64>,
    thread: Mutex<Option<(Sender<ChangeSet>, JoinHandle<()>)>>,
}

/// Keeps a listener subscribed; dropping it ends the subscription.
pub struct Subscription {
    id: u64,
    listeners: Weak<Listeners>,
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Subscription({})", self.id)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(listeners) = self.listeners.upgrade() {
            let gone = lock(&listeners).remove(&self.id);
            // Unlocked by now: what a listener does when it goes is not ours to know.
            drop(gone);
        }
    }
}

impl Observers {
    pub(crate) fn new() -> Self {
        Self {
            listeners: Arc::new(Mutex::new(BTreeMap::new())),
            next: Mutex::new(0),
            thread: Mutex::new(None),
        }
    }

    /// Subscribes a listener. The thread starts with the first one.
    pub(crate) fn subscribe(&self, listener: Arc<dyn ChangeListener>) -> Subscription {
        let id = {
            let mut next = lock(&self.next);
            *next += 1;
            *next
        };
        lock(&self.listeners).insert(id, listener);
        let mut thread = lock(&self.thread);
        if thread.is_none() {
            let (sender, receiver) = mpsc::channel::<ChangeSet>();
            let listeners = Arc::clone(&self.listeners);
            let handle = std::thread::Builder::new()
                .name("linli-observers".to_owned())
                .spawn(move || {
                    while let Ok(mut changes) = receiver.recv() {
                        while let Ok(more) = receiver.try_recv() {
                            changes.merge(more);
                        }
                        let now: Vec<_> = lock(&listeners).values().cloned().collect();
                        for listener in now {
                            // A listener's panic is its own: the next one is still told.
                            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                                listener.changed(&changes);
                            }));
                        }
                    }
                });
            *thread = handle.ok().map(|handle| (sender, handle));
        }
        Subscription {
            id,
            listeners: Arc::downgrade(&self.listeners),
        }
    }

    /// Tells everybody; never waits.
    pub(crate) fn tell(&self, changes: ChangeSet) {
        if changes.is_empty() {
            return;
        }
        if let Some((sender, _)) = lock(&self.thread).as_ref() {
            // The thread ends only when this sender is dropped.
            let _ = sender.send(changes);
        }
    }

    /// Delivers what is queued and ends the thread.
    pub(crate) fn shutdown(&self) {
        let thread = lock(&self.thread).take();
        if let Some((sender, handle)) = thread {
            drop(sender);
            if handle.thread().id() != std::thread::current().id() {
                let _ = handle.join();
            }
        }
    }
}

impl Drop for Observers {
    fn drop(&mut self) {
        self.shutdown();
    }
}
