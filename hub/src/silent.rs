//! Connections that have not said anything yet. There may be some of each address and some in all; whoever comes when there
//! are enough takes the place of the one that has been silent longest, his own before others'.

use crate::shares::Origin;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Those that are silent, the longest first.
#[derive(Debug)]
pub(crate) struct Silent {
    all: usize,
    each: usize,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    next: u64,
    /// Number, address, and what tells it to go: dropping it does.
    places: VecDeque<(u64, Origin, oneshot::Sender<()>)>,
}

impl Silent {
    pub(crate) fn new(all: usize, each: usize) -> Self {
        Self {
            all,
            each,
            waiting: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Nothing panics while it is held.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place, and what is done once another needs it.
    pub(crate) fn enter(&self, origin: Origin) -> (u64, oneshot::Receiver<()>) {
        let mut waiting = self.lock();
        let own = waiting.places.iter().filter(|(_, of, _)| *of == origin);
        let own = own.count();
        if own >= self.each {
            let oldest = waiting.places.iter().position(|(_, of, _)| *of == origin);
            oldest.and_then(|at| waiting.places.remove(at));
        } else if waiting.places.len() >= self.all {
            waiting.places.pop_front();
        }
        let number = waiting.next;
        waiting.next += 1;
        let (go, gone) = oneshot::channel();
        waiting.places.push_back((number, origin, go));
        (number, gone)
    }

    /// It has spoken, or gone.
    pub(crate) fn leave(&self, number: u64) {
        let mut waiting = self.lock();
        let at = waiting.places.iter().position(|(of, ..)| *of == number);
        at.and_then(|at| waiting.places.remove(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_was_silent_longest_makes_room_his_own_before_others() {
        let silent = Silent::new(3, 2);
        let origin = |n: u8| Origin::of([10, 0, 0, n].into());
        let enter = |n| silent.enter(origin(n));
        let gone = |receiver: &mut oneshot::Receiver<()>| receiver.try_recv() == closed();
        let (_, mut first) = enter(1);
        let (second, mut another) = enter(2);
        let (_, mut third) = enter(2);
        assert!(!gone(&mut first));
        let (_, mut fourth) = enter(2);
        assert!(gone(&mut another), "its own address has two");
        silent.leave(second);
        assert!(!gone(&mut first) && !gone(&mut third) && !gone(&mut fourth));
        let (_, mut fifth) = enter(3);
        assert!(gone(&mut first), "there are three");
        assert!(!gone(&mut fifth));
    }

    fn closed() -> Result<(), oneshot::error::TryRecvError> {
        Err(oneshot::error::TryRecvError::Closed)
    }
}
