//! Changes of a text in an order in which each comes after those that it stands on, in time linear in their number,
//! whatever order they came in.

use crate::domain::ChangeHash;
use crate::records::{caps, walk};
use std::collections::{BTreeMap, VecDeque};

/// The changes that a chunk says it stands on; none if it cannot be read, for then its grammar says so at once.
pub(super) fn dependencies(chunk: &[u8]) -> Vec<ChangeHash> {
    walk(chunk, caps::TEXT_OPS).map_or_else(|_| Vec::new(), |shape| shape.deps)
}

/// What comes next. A change that stands on nothing of the queue comes at once: whether the rest is here is for whoever
/// takes it to say.
pub(super) struct DependencyQueue {
    ready: VecDeque<usize>,
    /// Of each place, how many of those that it stands on are still to come.
    open: Vec<usize>,
    waiting: BTreeMap<ChangeHash, Vec<usize>>,
}

impl DependencyQueue {
    /// Of changes with their places, from 0 on, their hashes and what they stand on.
    pub(super) fn new(changes: impl Iterator<Item = (usize, ChangeHash, Vec<ChangeHash>)>) -> Self {
        let changes: Vec<_> = changes.collect();
        let mut waiting: BTreeMap<ChangeHash, Vec<usize>> = changes
            .iter()
            .map(|(_, hash, _)| (*hash, Vec::new()))
            .collect();
        let (mut ready, mut open) = (VecDeque::new(), Vec::with_capacity(changes.len()));
        for (place, hash, deps) in &changes {
            let mut count = 0;
            for dep in deps {
                if dep != hash
                    && let Some(dependents) = waiting.get_mut(dep)
                {
                    dependents.push(*place);
                    count += 1;
                }
            }
            open.push(count);
            if count == 0 {
                ready.push_back(*place);
            }
        }
        Self {
            ready,
            open,
            waiting,
        }
    }

    /// The place of the next one.
    pub(super) fn next(&mut self) -> Option<usize> {
        self.ready.pop_front()
    }

    /// A change has its verdict: what waited for it may come.
    pub(super) fn settled(&mut self, hash: &ChangeHash) {
        for place in self.waiting.remove(hash).unwrap_or_default() {
            self.open[place] -= 1;
            if self.open[place] == 0 {
                self.ready.push_back(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_comes_after_what_it_stands_on_and_what_waits_for_ever_does_not_come() {
        let hash = |n: u8| ChangeHash::from_bytes([n; 32]);
        // Backwards: 0 stands on 1, 1 on 2; 3 on one that is not here and is tried; 4 on 3.
        let deps = [
            vec![hash(1)],
            vec![hash(2)],
            vec![],
            vec![hash(9)],
            vec![hash(3)],
        ];
        let changes = (0..)
            .zip(deps)
            .map(|(place, deps)| (place, hash(place as u8), deps));
        let mut queue = DependencyQueue::new(changes);
        let mut came = Vec::new();
        while let Some(place) = queue.next() {
            came.push(place);
            if place != 3 {
                queue.settled(&hash(place as u8));
            }
        }
        assert_eq!(came, [2, 3, 1, 0]);
    }
}
