//! Opening goes by the mark of entries that were verified when they came, and by nothing else; an audit verifies them all.

use crate::domain::RosterHash;
use crate::domain::entry::encode;
use crate::env::SystemRandom;
use crate::intake::{Appended, Projects, audit, renew_projections, roster_of};
use crate::projection;
use crate::records::sha256_tagged;
use crate::roster::tests::fixture::{OFFICE, Town, device, new_registrar};
use crate::roster::{Op, RawEntry, Roster, Verified};
use crate::store::{Ballast, DatabaseKey, Store, StoreError, roster as rows};
use tempfile::TempDir;

/// A store that holds a community's first entry.
struct Desk {
    _folder: TempDir,
    store: Store,
}

impl Desk {
    fn with(genesis: &RawEntry) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = DatabaseKey::new([7; 32]);
        let open = Store::open_furnished(
            folder.path(),
            key,
            Ballast::NONE,
            &SystemRandom,
            projection::renew,
        );
        let store = open.expect("a store").0;
        let roster = Roster::new(genesis.clone()).expect("sound");
        let hash = genesis.hash();
        store
            .write(|tx| {
                rows::put_entry(tx, hash, 0, &encode(genesis), roster.verified(hash), false)
            })
            .expect("written");
        Self {
            _folder: folder,
            store,
        }
    }

    fn rows(&self) -> Vec<rows::EntryRow> {
        self.store.read(rows::entries).expect("read")
    }

    /// The roster as opening makes it.
    fn opened(&self) -> Roster {
        roster_of(self.rows(), Vec::new())
            .expect("read")
            .expect("founded")
    }

    /// Takes entries as they come.
    fn take(&self, entries: &[&RawEntry]) {
        let mut appended = Appended::new(self.opened(), false);
        self.store
            .write(|tx| {
                for raw in entries {
                    appended.append(tx, (*raw).clone()).expect("taken");
                }
                Ok::<_, StoreError>(())
            })
            .expect("written");
    }

    fn marks(&self, hash: RosterHash) -> Option<Verified> {
        let find = |(raw, _): &rows::EntryRow| {
            postcard::from_bytes::<RawEntry>(raw).expect("whole").hash() == hash
        };
        self.rows().into_iter().find(find).expect("a row").1
    }

    fn found(&self) -> Vec<&'static str> {
        let report = audit(&self.store, &self.opened(), Projects::Everything).expect("a report");
        report.failures.into_iter().map(|one| one.code).collect()
    }
}

/// The mark of an entry of the registrar, from the bytes that it covers.
fn mark(raw: &RawEntry, registrar: u8) -> Verified {
    let signers = postcard::to_allocvec(&(0u8, device(registrar).public().signing)).expect("bytes");
    let signatures = postcard::to_allocvec(&raw.signatures).expect("bytes");
    let parts = [signers.as_slice(), &signatures, &raw.bytes];
    let hash = sha256_tagged("linli/roster-verified/1", &parts);
    Verified::from_bytes(&hash).expect("32 bytes")
}

#[test]
fn opening_goes_by_the_mark_of_just_these_signatures_and_an_audit_by_none() {
    let mut town = Town::new();
    town.enter(vec![Op::MinVersion(1)]);
    let all = town.all();
    let desk = Desk::with(&all[0]);
    desk.take(&[&all[1], &all[2]]);
    assert_eq!(desk.opened().tip(), town.roster.tip());
    assert_eq!(desk.marks(all[2].hash()), Some(mark(&all[2], OFFICE)));
    assert_eq!(desk.found(), Vec::<&str>::new());

    // Rot within the row: the mark is not that of these signatures, so they are verified.
    let mut rotten = all[2].clone();
    rotten.signatures[0].1.0[7] ^= 4;
    let put = |verified: Option<&Verified>| {
        let (hash, raw) = (rotten.hash(), encode(&rotten));
        let written = desk
            .store
            .write(|tx| rows::put_entry(tx, hash, 2, &raw, verified, false));
        written.expect("written");
    };
    put(Some(&mark(&all[2], OFFICE)));
    assert_eq!(desk.opened().tip().index, 1);
    assert_eq!(desk.found(), ["roster_signature"]);
    put(None);
    assert_eq!(desk.opened().tip().index, 1);

    // Whoever writes the mark too has the key of the file; an audit finds him.
    put(Some(&mark(&rotten, OFFICE)));
    assert_eq!(desk.opened().tip(), town.roster.tip());
    assert_eq!(desk.found(), ["roster_signature"]);
}

#[test]
fn an_entry_that_waited_and_turned_out_impossible_is_taken_at_no_later_opening() {
    let town = Town::new();
    let all = town.all();
    let replaced = town.sign_root(&all[1], vec![new_registrar(9)]);
    // Whoever was the registrar before signs on; he is known here, so that it may wait.
    let late = town.after(&replaced, vec![Op::MinVersion(1)], &device(OFFICE));
    let desk = Desk::with(&all[0]);
    desk.take(&[&all[1], &late, &replaced]);
    assert_eq!(desk.marks(late.hash()), None);
    assert_eq!(desk.opened().tip().hash, replaced.hash());
    assert_eq!(desk.found(), Vec::<&str>::new());
}

#[test]
fn entries_that_waited_are_marked_once_they_stand_somewhere() {
    let mut town = Town::new();
    town.enter(vec![Op::MinVersion(1)]);
    town.enter(vec![Op::MinVersion(2)]);
    let all = town.all();
    let desk = Desk::with(&all[0]);
    desk.take(&[&all[3], &all[2]]);
    assert_eq!(desk.marks(all[3].hash()), None);
    desk.take(&[&all[1]]);
    for raw in &all[1..] {
        assert_eq!(desk.marks(raw.hash()), Some(mark(raw, OFFICE)));
    }
    assert_eq!(desk.opened().tip(), town.roster.tip());
}

#[test]
fn a_store_of_an_earlier_build_has_its_marks_once_it_was_opened() {
    let mut town = Town::new();
    town.enter(vec![Op::MinVersion(1)]);
    let all = town.all();
    let desk = Desk::with(&all[0]);
    desk.take(&[&all[1], &all[2]]);
    let unmarked = desk.store.write(|tx| {
        (0..).zip(&all).try_for_each(|(index, raw)| {
            rows::put_entry(tx, raw.hash(), index, &encode(raw), None, false)
        })
    });
    unmarked.expect("written");
    assert_eq!(desk.marks(all[2].hash()), None);
    // The migration makes the store one that this version has not read yet, as a new one is.
    renew_projections(&desk.store, Some(&desk.opened()), Projects::Everything).expect("renewed");
    for raw in &all[1..] {
        assert_eq!(desk.marks(raw.hash()), Some(mark(raw, OFFICE)));
    }
}
