//! The rights of who decides about contested work (docs/spec/records.md 7.2): nobody adopts or sets aside what he could
//! not have done himself, or for whom he could not have given it.

use crate::domain::{ChainId, DeviceId, PlaceId, RecordId, Role};
use crate::records::RosterRef;
use crate::roster::{Narrowing, Roster};
use crate::rules::authority::{Operation, Permission, may_grant};

/// The author of a decision and where it stands in his chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decider {
    /// His device.
    pub device: DeviceId,
    /// The roster entry that the decision cites.
    pub roster: RosterRef,
    /// The decision's chain.
    pub chain: ChainId,
    /// Its place there.
    pub seq: u64,
    /// The decision.
    pub id: RecordId,
    /// Whether that chain is forked.
    pub forked: bool,
}

/// The work that a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Its author's device.
    pub author: DeviceId,
    /// The operation that it needed.
    pub operation: Operation,
    /// Its scope.
    pub scope: PlaceId,
    /// The roster index as of which its author's authority is asked.
    pub at: u32,
}

impl Decider {
    /// Whether he may decide about work: by the entry that he cites one of his grants covers its scope, is allowed its
    /// operation outright (●) and may grant its author's role; and the author is another member. Work for which its
    /// author never had the authority is the office's to decide, which may grant every role.
    #[must_use]
    pub fn may_decide(&self, roster: &Roster, work: Work) -> bool {
        let member = |device| roster.device(device).map(|device| device.member);
        let (Some(own), Some(author)) = (member(self.device), member(work.author)) else {
            return false;
        };
        let Some(cited) = roster.effective_index(&self.roster) else {
            return false;
        };
        if own == author {
            return false;
        }
        let under: Vec<Role> = roster
            .authority(work.author, work.operation, work.scope, work.at)
            .into_iter()
            .map(|authority| authority.role)
            .collect();
        let grants = |role: Role| {
            if under.is_empty() {
                Role::ALL.iter().all(|granted| may_grant(role, *granted))
            } else {
                under.iter().any(|granted| may_grant(role, *granted))
            }
        };
        roster
            .authority(self.device, work.operation, work.scope, cited)
            .into_iter()
            .any(|authority| {
                authority.permission == Permission::Yes
                    && grants(authority.role)
                    && authority.narrowings.iter().all(|n| self.is_pinned(n))
            })
    }

    /// Whether a narrowing of his own rights leaves the decision as it was. Of a forked chain only the named record is.
    fn is_pinned(&self, narrowing: &Narrowing) -> bool {
        narrowing
            .pins
            .get(&self.chain)
            .is_some_and(|(seq, named)| self.id == *named || (!self.forked && self.seq < *seq))
    }
}
