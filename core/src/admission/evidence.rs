//! Who receives what is kept as evidence alone: whole the offices, others at most the headers without which a later record
//! of the chain would hang in the air.

use crate::domain::{DeviceId, PlaceId, RecordId, Role};
use crate::records::{Prev, State};
use crate::roster::Roster;
use std::collections::BTreeSet;

/// Whether a device works for the community's office in a scope.
#[must_use]
pub fn is_office(roster: &Roster, device: DeviceId, scope: PlaceId) -> bool {
    roster
        .current_grants(device)
        .any(|grant| grant.role == Role::CommunityOffice && roster.covers(grant.scope, scope))
}

/// Of a chain's records, in order of seq, those that are evidence and that a later one which is more stands on.
#[must_use]
pub fn needed_links(
    records: impl DoubleEndedIterator<Item = (RecordId, Prev, State)>,
) -> BTreeSet<RecordId> {
    let (mut wanted, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for (id, prev, state) in records.rev() {
        let is_wanted = wanted.remove(&id);
        if state.is_evidence() {
            if !is_wanted {
                continue;
            }
            needed.insert(id);
        }
        if let Prev::After(before) = prev {
            wanted.insert(before);
        }
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{InstallNonce, Unauthorised};

    #[test]
    fn a_link_is_needed_only_where_something_that_counts_follows() {
        let id = |n: u8| RecordId::from_bytes([n; 32]);
        let evidence = State::Unauthorised(Unauthorised::Never);
        let counts = State::Accepted { adopted: false };
        let states = [evidence, evidence, counts, evidence, counts, evidence];
        let chain: Vec<_> = (1..)
            .zip(states)
            .map(|(n, state)| {
                let start = Prev::Start(InstallNonce([0; 16]));
                let prev = if n == 1 {
                    start
                } else {
                    Prev::After(id(n - 1))
                };
                (id(n), prev, state)
            })
            .collect();
        let needed = needed_links(chain.into_iter());
        assert_eq!(
            needed,
            [id(1), id(2), id(4)].into(),
            "the last leads to nothing"
        );
    }
}
