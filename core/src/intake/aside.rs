//! Whoever checks signatures beside the one that writes leaves its core to a screen that reads meanwhile. With two cores the
//! writer has the one and the screen the other; with more there is one for each.

use crate::store::Store;
use std::num::NonZero;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

/// Cores on which writer, helper and reader do not all have one.
const FEW: usize = 2;
/// How long the helper sleeps before it looks again: as long as two signatures take.
const NAP: Duration = Duration::from_micros(100);

/// For whom a helper steps aside.
#[derive(Clone, Copy)]
pub(crate) struct Aside<'a>(Option<&'a Store>);

impl<'a> Aside<'a> {
    /// For nobody: a hub's requests are all alike.
    pub(crate) const NEVER: Self = Self(None);

    /// For whoever reads this store, where cores are few.
    pub(crate) fn for_readers_of(store: &'a Store) -> Self {
        static CORES: OnceLock<usize> = OnceLock::new();
        let cores = CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get));
        Self((*cores <= FEW).then_some(store))
    }

    /// For whoever reads this store, however many cores there are.
    #[cfg(test)]
    pub(crate) const fn always(store: &'a Store) -> Self {
        Self(Some(store))
    }

    /// Waits while somebody reads, and no longer than until the work is `over`. Nobody waits for the one who does: the writer takes
    /// the work that he leaves.
    #[expect(
        clippy::disallowed_methods,
        reason = "a helper's thread naps, and no operation waits for it"
    )]
    pub(crate) fn step(self, over: impl Fn() -> bool) {
        let Some(store) = self.0 else { return };
        while store.is_read() && !over() {
            thread::sleep(NAP);
        }
    }
}
