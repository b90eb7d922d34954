//! Receiving 1,000 records of 50 devices: opened, verified, judged, stored and projected, against a plain Automerge batch
//! and a plain SQLite transaction of the same chunks.

use super::Plan;
use super::kept::copy_dir;
use super::plain::{Bytes, Peek, floor, insert};
use super::report::Row;
use super::stats::{Pairs, median, timed};
use super::workloads::{door, register, stairwell};
use crate::phone::AdmitPhone;
use crate::phone::{Phone, TestClock, pass};
use automerge::{Automerge, Change};
use linli_core::documents::Base;
use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{RootPolicy, ScopeName, VisitDraft};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

pub(super) const DEVICES: u32 = 50;
const EACH: u32 = 20;

/// A receiving store that lacks records, and the bundle that brings them.
pub(super) struct Set {
    pub receiver: PathBuf,
    pub bundle: Vec<u8>,
    pub records: Vec<Bytes>,
}

/// So many records of each device, after as many `before` that the receiver has. The sender's folder is `office`.
pub(super) fn prepare(scratch: &Path, before: u32, each: u32) -> Set {
    let clock = TestClock::start();
    let office = Phone::at(&scratch.join("office"), &clock, 1);
    office
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("the community is founded");
    office
        .import_register(&register(DEVICES * 24, DEVICES * 61), false)
        .expect("the register is imported");
    let enrol = |dir: &str, seed: u64, role: Role, scope: &ScopeName| {
        let phone = Phone::at(&scratch.join(dir), &clock, seed);
        let invitation = office.invite(role, scope, "王阿姨").expect("an invitation");
        let joined = phone.join(&invitation).expect("the phone joins");
        office
            .admit_phone(&phone, &joined)
            .expect("the phone is admitted");
        pass(&office, &phone);
        phone
    };
    let leaders: Vec<Phone> = (0..DEVICES)
        .map(|n| {
            let place = ScopeName::Stairwell(stairwell(n));
            enrol(
                &format!("leader-{n}"),
                100 + u64::from(n),
                Role::BuildingLeader,
                &place,
            )
        })
        .collect();
    let write = |count: u32| {
        for visit in 0..count {
            for (n, phone) in (0..).zip(&leaders) {
                clock.advance(30);
                let mut draft = VisitDraft::new(door(n, visit % 24), VisitOutcome::Home);
                if visit % 2 == 0 {
                    draft.note = Some("反映三楼堆物，已劝说。".to_owned());
                }
                phone.record_visit(draft).expect("a visit");
            }
        }
        for phone in &leaders {
            pass(phone, &office);
        }
    };
    if before > 0 {
        write(before);
    }
    // A second desk of the office, up to date but for what the leaders are about to write.
    let mut desk = enrol("desk", 2, Role::CommunityOffice, &ScopeName::Community);
    pass(&office, &desk);
    let known = Peek::at(office.dir()).some("ORDER BY num").len();
    write(each);
    let (bundle, made) = office
        .bundle(&desk.request().expect("a request"))
        .expect("a bundle");
    assert_eq!(made.records, u64::from(DEVICES * each));
    let records = Peek::at(office.dir()).some("ORDER BY num").split_off(known);
    desk.suspend().expect("the desk closes");
    desk.switch_off();
    Set {
        receiver: scratch.join("desk"),
        bundle,
        records,
    }
}

/// One batch, from bytes to a document.
fn apply(records: &[Bytes]) -> Automerge {
    let mut doc = Automerge::new();
    let changes = std::iter::once(Base::Entries.chunk())
        .chain(records.iter().filter_map(|record| record[2].as_deref()))
        .map(|chunk| Change::try_from(chunk).expect("a sound change"));
    let changes: Vec<Change> = changes.collect();
    doc.apply_changes(changes).expect("the batch is applied");
    doc
}

/// `receive_1000_vs_automerge`.
pub(super) fn receive(plan: &Plan) -> Row {
    std::fs::create_dir_all(&plan.data).expect("the folder is made");
    let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
    let set = prepare(scratch.path(), 0, EACH);
    let clock = TestClock::start();
    let ours = |n: usize| {
        let dir = scratch.path().join(format!("take-{n}"));
        copy_dir(&set.receiver, &dir);
        let phone = Phone::at(&dir, &clock, 3);
        let (got, time) = timed(|| phone.receive(&set.bundle).expect("the bundle is taken"));
        assert_eq!(got.accepted, u64::from(DEVICES * EACH), "{got:?}");
        drop(phone);
        let _ = std::fs::remove_dir_all(&dir);
        time
    };
    let (merging, storing) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    let floor = |n: usize| {
        let path = scratch.path().join(format!("floor-{n}.db"));
        let connection = floor(&path);
        let (doc, merge) = timed(|| apply(&set.records));
        let ((), store) = timed(|| {
            connection
                .execute_batch("BEGIN IMMEDIATE")
                .expect("a transaction");
            for [_, _, chunk, _] in &set.records {
                insert(&connection, &[None, None, chunk.clone(), None]);
            }
            connection.execute_batch("COMMIT").expect("a commit");
        });
        drop(doc);
        merging.borrow_mut().push(merge);
        storing.borrow_mut().push(store);
        merge + store
    };
    let pairs = Pairs::take(plan.samples(50), ours, floor);
    let note = format!(
        "{}: Automerge from bytes {:.2}, SQLite {:.2}; bundle {} kB, opened, verified on two threads, judged, projected",
        pairs.words("plain"),
        median(&merging.borrow()),
        median(&storing.borrow()),
        set.bundle.len() / 1000,
    );
    Row::lower(
        "receive_1000_vs_automerge",
        "ratio",
        4.0,
        pairs.ratios(),
        note,
    )
}
