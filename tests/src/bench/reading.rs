//! What a screen's read costs while somebody writes: 2,000 records are received, or a register is imported, and meanwhile a
//! thread lists visits. A reader waits for no writer, but both want the same cores and the same disk.

use super::Plan;
use super::kept::copy_dir;
use super::receive::{self, Set};
use super::report::Row;
use super::stats::{ms, quantile, timed};
use super::workloads::register;
use crate::phone::{Phone, TestClock};
use crate::thread_time::ThreadTime;
use std::sync::atomic::{AtomicBool, Ordering};

const RECEIVING: &str = "read_p99_while_receiving";
const IMPORTING: &str = "read_p99_while_importing";
/// Records of each of the fifty devices.
const EACH: u32 = 40;
/// Records of each of them that are there before: a page to list.
const BEFORE: u32 = 2;
/// Homes of the register that is imported; the store has half of them.
const HOMES: u32 = 2_400;

pub(super) const IDS: &[&str] = &[RECEIVING, IMPORTING];

/// Both rows.
pub(super) fn rows(plan: &Plan) -> Vec<Row> {
    std::fs::create_dir_all(&plan.data).expect("the folder is made");
    let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
    let set = receive::prepare(scratch.path(), BEFORE, EACH);
    let mut rows = Vec::new();
    if plan.wants(RECEIVING) {
        rows.push(measure(plan, RECEIVING, scratch.path(), &set, &|phone| {
            let got = phone.receive(&set.bundle).expect("the bundle is taken");
            assert_eq!(got.accepted, u64::from(receive::DEVICES * EACH), "{got:?}");
        }));
    }
    if plan.wants(IMPORTING) {
        let table = register(HOMES, HOMES * 5 / 2);
        let office = Set {
            receiver: scratch.path().join("office"),
            ..set
        };
        rows.push(measure(
            plan,
            IMPORTING,
            scratch.path(),
            &office,
            &|phone| {
                phone
                    .import_register(&table, false)
                    .expect("the register is imported");
            },
        ));
    }
    rows
}

fn read(phone: &Phone) -> f64 {
    let (page, time) = timed(|| phone.list_visits(None, 50, None).expect("a list"));
    assert_eq!(page.items.len(), 50);
    time
}

/// Each sample is the ratio of one writing.
fn measure(
    plan: &Plan,
    id: &'static str,
    scratch: &std::path::Path,
    set: &Set,
    write: &(dyn Fn(&Phone) + Sync),
) -> Row {
    let clock = TestClock::start();
    let (mut ratios, mut calm, mut busy, mut counts) = (vec![], vec![], vec![], vec![]);
    let (mut worked_calm, mut worked_busy) = (vec![], vec![]);
    for n in 0..plan.samples(25) {
        let dir = scratch.join(format!("{id}-{n}"));
        copy_dir(&set.receiver, &dir);
        let phone = Phone::at(&dir, &clock, 5);
        for _ in 0..20 {
            read(&phone);
        }
        let work = ThreadTime::start();
        let rest: Vec<f64> = (0..500).map(|_| read(&phone)).collect();
        worked_calm.push(ms(work.elapsed()) / rest.len() as f64);
        let done = AtomicBool::new(false);
        let (meanwhile, worked) = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let (work, mut times) = (ThreadTime::start(), Vec::new());
                while !done.load(Ordering::Relaxed) {
                    times.push(read(&phone));
                }
                let worked = ms(work.elapsed()) / times.len() as f64;
                (times, worked)
            });
            write(&phone);
            done.store(true, Ordering::Relaxed);
            reader.join().expect("the reader ends")
        });
        let (at_rest, written) = (quantile(&rest, 0.99), quantile(&meanwhile, 0.99));
        worked_busy.push(worked);
        ratios.push(written / at_rest);
        calm.push(at_rest);
        busy.push(written);
        counts.push(meanwhile.len() as f64);
        drop(phone);
        let _ = std::fs::remove_dir_all(&dir);
    }
    let note = format!(
        "p99 of listing 50 visits: at rest median {:.3} ms, meanwhile {:.3} ms; work of one read without its waiting for a \
         core: {:.3} and {:.3} ms; {:.0} reads in one writing, without a pause, on {} cores",
        quantile(&calm, 0.5),
        quantile(&busy, 0.5),
        quantile(&worked_calm, 0.5),
        quantile(&worked_busy, 0.5),
        quantile(&counts, 0.5),
        std::thread::available_parallelism().map_or(1, usize::from),
    );
    Row::lower(id, "ratio", 2.0, ratios, note)
}
