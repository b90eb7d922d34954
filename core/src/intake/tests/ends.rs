//! Ends of chains in a batch: written once, and there when it has settled.

use crate::admission::{base_of, visit_subject};
use crate::documents::author_entry;
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::vocabulary::{VisitMode, VisitOutcome};
use crate::domain::{ChangeHash, DocKind, HouseholdId, Role, Timestamp};
use crate::env::SystemRandom;
use crate::intake::{Agendas, ChangeSet, Intake, Origin};
use crate::projection;
use crate::records::{
    Header, InstallNonce, KindCode, Prev, Record, State, Unsigned, VERSION, chain_id, doc_id,
};
use crate::roster::Roster;
use crate::roster::tests::fixture::{STAIRWELL_3_1, Town, admit, at, device, place};
use crate::store::{Ballast, Connection, DatabaseKey, Store, StoreError, chain};

const LEADER: u8 = 7;
const MORNING: Timestamp = Timestamp(1_795_394_400_000);

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

/// Seq of the chain's end as its row says it; none without a row.
fn end(tx: &Connection, of: &Record) -> Result<Option<u64>, StoreError> {
    let Some(row) = chain::find(tx, chain::key_of(of.header()))? else {
        return Ok(None);
    };
    Ok(chain::tip(tx, &row)?.map(|tip| tip.seq))
}

#[test]
fn the_end_of_a_chain_is_written_when_a_batch_settles_and_its_start_at_once() {
    let mut town = Town::new();
    town.enter(admit(LEADER, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let roster = town.roster;
    let records = visits(&roster, 6);
    let folder = tempfile::tempdir().expect("a folder");
    let key = DatabaseKey::new([7; 32]);
    let furnish = projection::renew;
    let opened = Store::open_furnished(folder.path(), key, Ballast::NONE, &SystemRandom, furnish);
    let (store, _) = opened.expect("a store");
    // In order; then one that waits for the one before it, which comes next.
    for (batch, (before, after)) in [(&[0, 1, 2][..], (1, 3)), (&[3, 5, 4], (4, 6))] {
        let (mut agendas, mut changes) = (Agendas::default(), ChangeSet::default());
        let ends: Result<_, StoreError> = store.write(|tx| {
            let mut intake = Intake::new(tx, &roster, &mut agendas, &mut changes, MORNING);
            for n in batch {
                intake.take(&records[*n], Origin::Carried)?;
            }
            let unsettled = end(tx, &records[0])?;
            intake.settle()?;
            Ok((unsettled, end(tx, &records[0])?))
        });
        assert_eq!(ends, Ok((Some(before), Some(after))), "{batch:?}");
    }
    let counts: Result<Vec<State>, StoreError> = store.read(|connection| {
        let row = chain::find(connection, chain::key_of(records[0].header()))?;
        let rows = crate::store::record::of_chain(connection, row.map_or(0, |row| row.num))?;
        Ok(rows.into_iter().map(|row| row.state).collect())
    });
    let accepted = State::Accepted { adopted: false };
    assert_eq!(
        counts,
        Ok(vec![accepted; 6]),
        "and so is the one that waited"
    );
}
