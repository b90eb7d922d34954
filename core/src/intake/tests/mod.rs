//! What taking and opening share, on stores of their own.

mod aside;
mod ends;
mod verified;

use crate::admission::{base_of, visit_subject};
use crate::documents::author_entry;
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::vocabulary::{VisitMode, VisitOutcome};
use crate::domain::{ChangeHash, DocKind, HouseholdId, Role, Timestamp};
use crate::records::{
    Header, InstallNonce, KindCode, Prev, Record, Unsigned, VERSION, chain_id, doc_id,
};
use crate::roster::Roster;
use crate::roster::tests::fixture::{STAIRWELL_3_1, Town, admit, at, device, place};

const LEADER: u8 = 7;
const MORNING: Timestamp = Timestamp(1_795_394_400_000);

/// A town whose stairwell 3-1 has a leader.
fn with_leader() -> Roster {
    let mut town = Town::new();
    town.enter(admit(LEADER, Role::BuildingLeader, at(STAIRWELL_3_1)));
    town.roster
}

/// A chain of the leader's visits.
fn visits(roster: &Roster, count: u64) -> Vec<Record> {
    let (keys, scope) = (device(LEADER), place(STAIRWELL_3_1));
    let nonce = InstallNonce([4; 16]);
    let (chain, kind) = (
        chain_id(keys.device(), nonce, scope),
        KindCode(DocKind::Visits.code()),
    );
    let value = Entry::Visits(VisitEntry::Visit(VisitFacts {
        household: HouseholdId::from_bytes([9; 16]),
        outcome: VisitOutcome::Home,
        mode: VisitMode::Door,
        at: MORNING,
        call_back: None,
        done_by: None,
        topics: Vec::new(),
    }))
    .to_bytes();
    let mut prev = Prev::Start(nonce);
    (1..=count)
        .map(|seq| {
            let record = Unsigned {
                header: Header {
                    v: VERSION,
                    community: roster.community(),
                    scope,
                    doc: doc_id(roster.community(), kind, &visit_subject(scope, MORNING)),
                    kind,
                    device: keys.device(),
                    chain,
                    seq,
                    prev,
                    change: ChangeHash::from_bytes([0; 32]),
                    body: None,
                    roster: roster.tip(),
                    hlc: MORNING.0.cast_unsigned() << 16,
                },
                chunk: author_entry(base_of(DocKind::Visits), chain, seq, &prev, &value),
                body: None,
            }
            .sign(&keys)
            .expect("a sound draft");
            prev = Prev::After(record.id());
            record
        })
        .collect()
}
