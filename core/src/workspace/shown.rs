//! The roster that views read, and whose this store is: swapped whole, so that a reader never waits for a writer.

use super::{Error, Inner, Workspace};
use crate::domain::{Code, DeviceId, MemberId};
use crate::roster::Roster;
use std::sync::{Arc, PoisonError, RwLock};

/// Context that every view needs besides one snapshot of the store.
pub(super) struct Shown {
    device: DeviceId,
    roster: RwLock<Option<Arc<Roster>>>,
}

impl Shown {
    pub(super) const fn new(device: DeviceId, roster: Option<Arc<Roster>>) -> Self {
        Self {
            device,
            roster: RwLock::new(roster),
        }
    }

    /// The roster as of the last commit that changed it; held no longer than a pointer takes to copy.
    pub(super) fn roster(&self) -> Option<Arc<Roster>> {
        self.roster
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// This device.
    pub(super) const fn device(&self) -> DeviceId {
        self.device
    }

    /// The member that this device works for.
    pub(super) fn member(&self) -> Option<MemberId> {
        self.roster()?
            .device(self.device)
            .map(|device| device.member)
    }

    fn put(&self, roster: Arc<Roster>) {
        *self.roster.write().unwrap_or_else(PoisonError::into_inner) = Some(roster);
    }
}

impl Workspace {
    /// A roster that was just committed: commands and views go by it from now on.
    pub(super) fn go_by(&self, inner: &mut Inner, roster: Roster) {
        let roster = Arc::new(roster);
        inner.roster = Some(Arc::clone(&roster));
        self.shown.put(roster);
    }

    /// The roster, for views.
    pub(crate) fn roster(&self) -> Result<Arc<Roster>, Error> {
        self.shown.roster().ok_or(Error::state(Code::NotEnrolled))
    }
}
