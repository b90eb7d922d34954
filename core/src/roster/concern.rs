//! Which requests an entry may have settled or moved: the others are not judged again.

use super::chain::Roster;
use super::op::{NarrowTarget, Op};
use super::request::{OfficerRequest, RequestContent};
use crate::domain::{DeviceId, MemberId};
use std::collections::BTreeSet;

/// What entries are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Concern {
    /// Any request.
    Everybody,
    /// Requests that name one of these, or that one of them signed.
    Of {
        members: BTreeSet<MemberId>,
        requests: BTreeSet<[u8; 32]>,
    },
}

impl Concern {
    pub(super) const fn none() -> Self {
        Self::Of {
            members: BTreeSet::new(),
            requests: BTreeSet::new(),
        }
    }

    /// This, and what one more operation is about.
    pub(super) fn with(mut self, op: &Op, roster: &Roster) -> Self {
        let Self::Of { members, requests } = &mut self else {
            return self;
        };
        match op {
            // A wider grid widens what its officers may ask for.
            Op::SetGrid(_) | Op::ReplaceRegistrar { .. } | Op::Represent { .. } => {
                return Self::Everybody;
            }
            Op::Decline { request } => {
                requests.insert(*request);
            }
            _ => members.extend(member_of(op, |device| owner(roster, device))),
        }
        self
    }

    /// Whether it may have moved a request.
    pub(super) fn touches(
        &self,
        id: &[u8; 32],
        request: &OfficerRequest,
        content: &RequestContent,
        roster: &Roster,
    ) -> bool {
        let Self::Of { members, requests } = self else {
            return true;
        };
        let owner = |device| owner(roster, device);
        let mut named = (request.signatures.keys())
            .filter_map(|device| owner(*device))
            .chain(content.ops.iter().filter_map(|op| member_of(op, owner)));
        requests.contains(id) || named.any(|member| members.contains(&member))
    }
}

fn owner(roster: &Roster, device: DeviceId) -> Option<MemberId> {
    roster.device(device).map(|device| device.member)
}

/// The member whom an operation is about.
fn member_of(op: &Op, owner: impl Fn(DeviceId) -> Option<MemberId>) -> Option<MemberId> {
    match op {
        Op::AddMember { member }
        | Op::Grant { member, .. }
        | Op::AddDevice { member, .. }
        | Op::EraseWords { member }
        | Op::Narrow {
            target: NarrowTarget::Member { member, .. },
            ..
        } => Some(*member),
        Op::Narrow {
            target: NarrowTarget::Device(device),
            ..
        } => owner(*device),
        _ => None,
    }
}
