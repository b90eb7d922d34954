//! Ends of chains in a batch: written once, and there when it has settled.

use super::{MORNING, visits, with_leader};
use crate::env::SystemRandom;
use crate::intake::{Agendas, ChangeSet, Intake, Origin};
use crate::projection;
use crate::records::{Record, State};
use crate::store::{Ballast, Connection, DatabaseKey, Store, StoreError, chain};

/// Seq of the chain's end as its row says it; none without a row.
fn end(tx: &Connection, of: &Record) -> Result<Option<u64>, StoreError> {
    let Some(row) = chain::find(tx, chain::key_of(of.header()))? else {
        return Ok(None);
    };
    Ok(chain::tip(tx, &row)?.map(|tip| tip.seq))
}

#[test]
fn the_end_of_a_chain_is_written_when_a_batch_settles_and_its_start_at_once() {
    let roster = with_leader();
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
