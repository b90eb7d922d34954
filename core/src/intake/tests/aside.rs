//! A helper that checks signatures leaves its core to whoever reads, and nothing waits for it meanwhile.

use crate::documents::{Base, author_entry};
use crate::domain::{ChangeHash, PlaceId, RosterHash};
use crate::env::SystemRandom;
use crate::intake::{Aside, Item, Verdict, check_ahead, verify_each};
use crate::records::{
    Header, InstallNonce, KindCode, Parts, Prev, RosterRef, Unsigned, VERSION, chain_id, doc_id,
};
use crate::roster::tests::fixture::Town;
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

/// Records of the office's device, told apart by their times.
fn records(town: &Town) -> Vec<Parts> {
    let (keys, scope) = (&town.registrar, PlaceId::from_bytes([2; 16]));
    let community = town.roster.community();
    let nonce = InstallNonce([4; 16]);
    let (chain, prev) = (chain_id(keys.device(), nonce, scope), Prev::Start(nonce));
    let record = |hlc| {
        let header = Header {
            v: VERSION,
            community,
            scope,
            doc: doc_id(community, KindCode(2), b"subject"),
            kind: KindCode(2),
            device: keys.device(),
            chain,
            seq: 1,
            prev,
            change: ChangeHash::from_bytes([0; 32]),
            body: None,
            roster: RosterRef {
                index: 1,
                hash: RosterHash::from_bytes([5; 32]),
            },
            hlc,
        };
        let chunk = author_entry(Base::Entries, chain, 1, &prev, b"entry");
        let body = None;
        let unsigned = Unsigned {
            header,
            chunk,
            body,
        };
        unsigned.sign(keys).expect("a sound draft").into_parts()
    };
    (0..MANY).map(record).collect()
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
    let ((_folder, store), town) = (store(), Town::new());
    let check = |stop: &AtomicBool| {
        let aside = Aside::always(&store);
        check_ahead(&town.roster, records(&town), aside, stop)
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
    let ((_folder, store), town) = (store(), Town::new());
    let verdicts = || {
        let items = records(&town).into_iter().map(Item::from).collect();
        let mut times = Vec::new();
        let aside = Aside::always(&store);
        let done: Result<(), StoreError> =
            verify_each(&town.roster, None, aside, items, |verdict| {
                let Verdict::Sound(record) = verdict else {
                    panic!("a sound record is refused");
                };
                times.push(record.header().hlc);
                Ok(())
            });
        done.expect("all are taken");
        times
    };
    let all: Vec<u64> = (0..MANY).collect();
    assert_eq!(verdicts(), all);
    assert_eq!(reading(&store, verdicts), all);
}
