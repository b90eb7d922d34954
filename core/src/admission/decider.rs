//! The rights of who decides about contested work (docs/spec/records.md 7.2): nobody adopts or sets aside what he could
//! not have done himself, or for whom he could not have given it.

use crate::domain::{ChainId, DeviceId, PlaceId, RecordId, Role};
use crate::records::RosterRef;
use crate::roster::{Narrowing, Roster};
use crate::rules::authority::{Operation, Permission, may_grant};

/// Whether, by the roster entry that he cites, a reviewer may give back to its author a record of a scope: under a role that may
/// grant one of the author's there, and never his own.
#[must_use]
pub fn may_return(
    roster: &Roster,
    (reviewer, cited): (DeviceId, &RosterRef),
    author: DeviceId,
    scope: PlaceId,
) -> bool {
    let member = |device| roster.device(device).map(|device| device.member);
    let (Some(own), Some(other), Some(cited)) = (
        member(reviewer),
        member(author),
        roster.effective_index(cited),
    ) else {
        return false;
    };
    let roles: Vec<Role> = roster
        .grants_of(other)
        .filter(|grant| roster.covers(grant.scope, scope))
        .map(|grant| grant.role)
        .collect();
    own != other
        && roster
            .authority(reviewer, Operation::Grant, scope, cited)
            .into_iter()
            .any(|under| roles.iter().any(|role| may_grant(under.role, *role)))
}

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

#[cfg(test)]
mod tests {
    //! T8 for decisions: on random rosters equal to a naive model that reads the history from the start.

    use super::*;
    use crate::roster::tests::fixture::*;
    use crate::roster::tests::model::{Naive, lived, op};
    use crate::rules::authority::permission;
    use proptest::prelude::*;

    struct Question {
        decider: u8,
        cited: u32,
        author: u8,
        at: u32,
        operation: Operation,
        scope: PlaceId,
    }

    /// Read slowly: whoever held one grant from the entry that he cites until today, which covers the scope, is allowed the
    /// operation outright, and may grant a role of the author's.
    fn naive_may(naive: &Naive, question: &Question, tip: u32) -> bool {
        let Question {
            decider,
            cited,
            author,
            at,
            operation,
            scope,
        } = *question;
        let ever = |keys| (0..=tip).find_map(|index| naive.owner(keys, index));
        let (Some(own), Some(other)) = (ever(decider), ever(author)) else {
            return false;
        };
        let under = naive.permissions(author, operation, scope, at);
        let gives = |role: Role| match under.as_slice() {
            [] => role == Role::CommunityOffice,
            some => some.iter().any(|(granted, _)| may_grant(role, *granted)),
        };
        own != other
            && naive.grants(own, cited).into_iter().any(|(role, over)| {
                let since = |index| {
                    naive.owner(decider, index) == Some(own)
                        && naive.grants(own, index).contains(&(role, over))
                };
                permission(role, operation) == Permission::Yes
                    && naive.covers(over, scope, cited)
                    && gives(role)
                    && (cited..=tip).all(since)
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn who_may_decide_equals_the_naive_model_on_random_rosters(
            ops in proptest::collection::vec(op(), 1..40),
            questions in proptest::collection::vec(
                ((100..108_u8, any::<u32>()), (100..108_u8, any::<u32>()), 0..Operation::ALL.len(), 0..6_usize),
                200,
            ),
        ) {
            let (town, naive) = lived(ops);
            let tip = town.roster.tip().index;
            for ((decider, cited), (author, at), op, scope) in questions {
                let question = Question {
                    // The office takes part too.
                    decider: if decider == 100 { OFFICE } else { decider },
                    cited: cited % (tip + 1),
                    author,
                    at: at % (tip + 1),
                    operation: Operation::ALL[op],
                    scope: [10, 30, 31, 32, 50, 51].map(place)[scope],
                };
                let by = Decider {
                    device: device(question.decider).device(),
                    roster: town.roster.at(question.cited).expect("an entry"),
                    chain: ChainId::from_bytes([1; 16]),
                    seq: 1,
                    id: RecordId::from_bytes([1; 32]),
                    forked: false,
                };
                let work = Work {
                    author: device(author).device(),
                    operation: question.operation,
                    scope: question.scope,
                    at: question.at,
                };
                let ours = by.may_decide(&town.roster, work);
                let theirs = naive_may(&naive, &question, tip);
                prop_assert_eq!(ours, theirs, "{} about {}: {}", question.decider, author, question.operation.name());
            }
        }
    }
}
