//! Saving a visit against a plain commit of the same bytes. Both are one durable transaction on the same disk.

use super::Plan;
use super::kept::copy_dir;
use super::plain::{Peek, floor, insert};
use super::report::Row;
use super::stats::{Pairs, median, ms, timed};
use super::workloads::{Workload, door};
use crate::phone::{Phone, TestClock};
use crate::thread_time::ThreadTime;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::VisitDraft;
use std::cell::RefCell;

/// `save_visit_vs_sqlite`.
pub(super) fn save_visit(plan: &Plan) -> Row {
    let built = Workload::P1.store(&plan.data);
    let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
    let dir = scratch.path().join("ours");
    copy_dir(&built.dir, &dir);
    let clock = TestClock::start();
    // A year after the last visit of the workload.
    clock.advance(2 * 365 * 24 * 3600);
    let phone = Phone::at(&dir, &clock, 900);
    let peek = Peek::at(&dir);
    let plain = floor(&scratch.path().join("plain.db"));
    // The floor starts with as many rows as the store.
    plain.execute_batch("BEGIN").expect("a transaction");
    for bytes in peek.some("ORDER BY num") {
        insert(&plain, &bytes);
    }
    plain.execute_batch("COMMIT").expect("a commit");

    let mut home = 0_u32;
    // What both sides work, without what they wait for the disk: the disk decides how much the ratio says of us.
    let (worked, copied) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    let mut save = || {
        clock.advance(60);
        home += 5;
        let mut draft = VisitDraft::new(door(0, home % 24), VisitOutcome::Home);
        draft.note = Some("反映三楼堆物，已劝说。".to_owned());
        let work = ThreadTime::start();
        let (_, time) = timed(|| phone.record_visit(draft).expect("a visit"));
        worked.borrow_mut().push(ms(work.elapsed()));
        time
    };
    let copy = |bytes: &super::plain::Bytes| {
        let work = ThreadTime::start();
        let ((), time) = timed(|| {
            plain
                .execute_batch("BEGIN IMMEDIATE")
                .expect("a transaction");
            insert(&plain, bytes);
            plain.execute_batch("COMMIT").expect("a commit");
        });
        copied.borrow_mut().push(ms(work.elapsed()));
        time
    };
    save();
    let mut last = peek.last();
    copy(&last);
    let size: usize = last.iter().flatten().map(Vec::len).sum();
    let pairs = Pairs::take(
        plan.samples(500),
        |_| save(),
        |_| {
            // Reading what was just saved is no part of either side.
            last = peek.last();
            copy(&last)
        },
    );
    let note = format!(
        "{}; work without waiting for the disk {:.3} and {:.3} ms; {size} B each, full fsync on disk, store of workload P1",
        pairs.words("plain SQLite"),
        median(&worked.borrow()),
        median(&copied.borrow()),
    );
    Row::lower("save_visit_vs_sqlite", "ratio", 1.3, pairs.ratios(), note)
}
