//! The same visits in plain Automerge with its own sync, in Loro and in Yrs: saved one by one, a day's sync, a sync that finds
//! nothing, a first sync, what they take on the disk and in memory. No signature, no judging, no encryption, no search:
//! these are floors of what a document library costs by itself. `docs/benchmarks.md` says how to run it.

mod automerges;
mod loros;
mod visits;
mod yrses;

use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Instant;
use visits::{Visit, visits};

/// A phone's or an office's copy in one of the libraries.
pub trait Peer: Sized {
    const NAME: &'static str;
    /// Empty, for the replica of this number.
    fn new(replica: u64) -> Self;
    fn add(&mut self, visit: &Visit);
    /// The bytes that were added since the last call, as they would be appended to a file.
    fn appended(&mut self) -> Vec<u8>;
    /// Everything, as compact as the library makes it.
    fn saved(&mut self) -> Vec<u8>;
    /// Lets both have what either has; bytes that went up and down.
    fn sync(&mut self, hub: &mut Self) -> (usize, usize);
    fn count(&self) -> usize;
}

/// What P1's building leader and P4's office have.
const LEADER: usize = 1_500;
const OFFICE: usize = 110_000;
const DAY: usize = 20;

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

fn measure<P: Peer>(folder: &Path) -> Value {
    let all = visits(OFFICE + DAY + 200);
    let (mut phone, mut hub) = (P::new(1), P::new(2));
    for visit in &all[..LEADER] {
        phone.add(visit);
    }
    phone.appended();
    phone.sync(&mut hub);
    // Saved one by one, each durable before the next.
    let path = folder.join(P::NAME);
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("a file");
    let mut saves: Vec<f64> = all[LEADER..LEADER + 200]
        .iter()
        .map(|visit| {
            let begun = Instant::now();
            phone.add(visit);
            file.write_all(&phone.appended()).and_then(|()| file.sync_data()).expect("a disk");
            ms(begun)
        })
        .collect();
    saves.sort_by(f64::total_cmp);
    phone.sync(&mut hub);
    for visit in &all[LEADER + 200..LEADER + 200 + DAY] {
        phone.add(visit);
    }
    let day = phone.sync(&mut hub);
    let idle = phone.sync(&mut hub);
    assert_eq!(phone.count(), hub.count());
    // One device writes them: the least that there can be.
    let before = resident();
    let mut office = P::new(3);
    for visit in &all[..OFFICE] {
        office.add(visit);
    }
    let held = resident() - before;
    let stored = office.saved().len();
    let mut desk = P::new(4);
    let begun = Instant::now();
    let (up, down) = desk.sync(&mut office);
    let first = ms(begun) / 1e3;
    assert_eq!(desk.count(), OFFICE);
    json!({
        "peer": P::NAME, "save_ms": saves[saves.len() / 2], "day_bytes": day.0 + day.1,
        "idle_bytes": idle.0 + idle.1, "first_sync_s": first, "first_sync_bytes": up + down,
        "stored_bytes": stored, "memory_mb": held,
    })
}

/// A run of its own for each: memory of one is not another's.
fn main() {
    let folder = std::env::args().nth(2).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    let row = match std::env::args().nth(1).as_deref() {
        Some("automerge") => measure::<automerges::Automerges>(folder),
        Some("loro") => measure::<loros::Loros>(folder),
        Some("yrs") => measure::<yrses::Yrses>(folder),
        _ => {
            eprintln!("linli-peers automerge|loro|yrs [FOLDER ON A REAL DISK]");
            std::process::exit(2);
        }
    };
    println!("{row}");
}
