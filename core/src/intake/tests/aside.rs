//! A helper that checks signatures leaves its core to whoever reads, and nothing waits for it meanwhile.

use super::{visits, with_leader};
use crate::env::SystemRandom;
use crate::intake::{Aside, Item, Verdict, check_ahead, verify_each};
use crate::records::{Parts, Record};
use crate::roster::Roster;
use crate::store::{Ballast, DatabaseKey, Store, StoreError};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tempfile::TempDir;

/// More than are checked without a helper.
const MANY: u64 = 100;

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let key = DatabaseKey::new([7; 32]);
    let open = Store::open(folder.path(), key, Ballast::NONE, &SystemRandom);
    (folder, open.expect("a store").0)
}

/// Records of one chain.
fn records(roster: &Roster) -> Vec<Parts> {
    visits(roster, MANY)
        .into_iter()
        .map(Record::into_parts)
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "who does not step aside needs the time to be caught"
)]
fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(200));
}

/// Does something while the store is read.
fn reading<T>(store: &Store, work: impl FnOnce() -> T) -> T {
    let read: Result<T, StoreError> = store.read(|_| Ok(work()));
    read.expect("read")
}

#[test]
fn whoever_steps_aside_waits_while_somebody_reads_and_no_longer_than_there_is_work() {
    let (_folder, store) = store();
    let asked = AtomicU64::new(0);
    let over = || asked.fetch_add(1, Ordering::Relaxed) == 3;
    Aside::always(&store).step(over);
    assert_eq!(asked.load(Ordering::Relaxed), 0, "nobody reads");
    reading(&store, || Aside::NEVER.step(over));
    assert_eq!(asked.load(Ordering::Relaxed), 0, "never");
    reading(&store, || Aside::always(&store).step(over));
    assert_eq!(asked.load(Ordering::Relaxed), 4);
    let failed: Result<(), StoreError> = store.read(|_| Err(StoreError::Closed));
    failed.expect_err("it fails");
    Aside::always(&store).step(over);
    assert_eq!(
        asked.load(Ordering::Relaxed),
        4,
        "a read that failed is over"
    );
}

#[test]
fn nothing_is_checked_ahead_while_somebody_reads() {
    let ((_folder, store), roster) = (store(), with_leader());
    let check = |stop: &AtomicBool| {
        let aside = Aside::always(&store);
        check_ahead(&roster, records(&roster), aside, stop)
    };
    let stop = AtomicBool::new(false);
    let signed = check(&stop);
    assert!(signed.iter().all(|item| matches!(item, Item::Signed(_))));
    let left = reading(&store, || {
        std::thread::scope(|scope| {
            let ahead = scope.spawn(|| check(&stop));
            // Long enough to check all of them, were it not for the reader.
            pause();
            stop.store(true, Ordering::Relaxed);
            ahead.join().expect("it ends")
        })
    });
    assert_eq!((signed.len(), left.len()), (MANY as usize, MANY as usize));
    assert!(left.iter().all(|item| matches!(item, Item::Raw(_))));
}

#[test]
fn every_record_has_its_verdict_in_order_however_long_somebody_reads() {
    let ((_folder, store), roster) = (store(), with_leader());
    let verdicts = || {
        let items = records(&roster).into_iter().map(Item::from).collect();
        let mut seqs = Vec::new();
        let aside = Aside::always(&store);
        let done: Result<(), StoreError> = verify_each(&roster, None, aside, items, |verdict| {
            let Verdict::Sound(record) = verdict else {
                panic!("a sound record is refused");
            };
            seqs.push(record.header().seq);
            Ok(())
        });
        done.expect("all are taken");
        seqs
    };
    let all: Vec<u64> = (1..=MANY).collect();
    assert_eq!(verdicts(), all);
    assert_eq!(reading(&store, verdicts), all);
}
