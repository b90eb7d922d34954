//! An earlier version of this library, played on one thread: whatever a mask names is unknown there, as it is to a build that
//! was made before it. For the fault program of versions (T13) alone, so no optimised build has it: there nothing is hidden.

/// Whether the version that is played on this thread lacks a word, kind, variant, role or operation: the name of its type,
/// and its number there.
#[cfg(not(debug_assertions))]
pub(crate) const fn hides(_of: &str, _number: u16) -> bool {
    false
}

#[cfg(debug_assertions)]
pub use played::{Mask, without};
#[cfg(debug_assertions)]
pub(crate) use played::{hidden, hides};

#[cfg(debug_assertions)]
mod played {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    /// What a version lacks: names of types, each with a number in it, such as `("VisitOutcome", 6)` or `("DocKind", 8)`.
    pub type Mask = BTreeSet<(&'static str, u16)>;

    thread_local! {
        static HIDDEN: RefCell<Mask> = const { RefCell::new(Mask::new()) };
    }

    /// Puts the mask back that was there before, also after a panic.
    struct Restores(Mask);

    impl Drop for Restores {
        fn drop(&mut self) {
            HIDDEN.with_borrow_mut(|hidden| std::mem::swap(hidden, &mut self.0));
        }
    }

    /// Runs `work` as a version that knows nothing of what `mask` names, and nothing else.
    pub fn without<T>(mask: &Mask, work: impl FnOnce() -> T) -> T {
        let _before = Restores(HIDDEN.replace(mask.clone()));
        work()
    }

    pub(crate) fn hides(of: &str, number: u16) -> bool {
        HIDDEN.with_borrow(|hidden| {
            // The usual case: nothing is hidden.
            !hidden.is_empty() && hidden.iter().any(|(name, n)| *name == of && *n == number)
        })
    }

    /// What is hidden on this thread: another version reads other things.
    pub(crate) fn hidden() -> Mask {
        HIDDEN.with_borrow(Mask::clone)
    }
}
