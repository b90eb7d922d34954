//! Chance that follows from the seed of the field day: which door, which note, which order of meeting.
//!
//! Draws from the same kind of stream as the stores do, but from one of its own, so that the story can change without
//! changing anybody's keys.

use linli_core::env::Random;
use linli_json::seed::SeededRandom;

/// Dice.
pub(super) struct Chance(SeededRandom);

impl Chance {
    /// The dice of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(SeededRandom::new(seed, &[b"field day", b"chance"]))
    }

    /// A number below `end`; 0 if there is none.
    pub(super) fn below(&self, end: usize) -> usize {
        let bytes = (&self.0 as &dyn Random).bytes::<8>();
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        // The bias of a modulus is far below what a story could show.
        usize::try_from(u64::from_le_bytes(bytes) % end).unwrap_or(0)
    }

    /// One of them.
    pub(super) fn pick<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Another order.
    pub(super) fn shuffle<T>(&self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
