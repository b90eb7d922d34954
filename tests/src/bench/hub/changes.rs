//! H2: changes pushed by many devices at once, each durable at the hub before its receipt.

use super::load::{Line, spread};
use super::process::HubProcess;
use super::town::Town;
use crate::bench::Plan;
use crate::bench::report::Row;
use crate::bench::stats::timed;
use linli_core::env::{SystemClock, SystemRandom};
use linli_core::sync::Batch;
use linli_hub::service::{LimitOptions, Service, ServiceOptions};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Changes of a request: what a leader has collected on one floor.
const EACH: usize = 4;
/// More changes than a hub takes in a second: so many are made before the clock starts.
const MOST: usize = 8_000;

/// `hub_changes_per_s`.
pub(in crate::bench) fn changes(plan: &Plan) -> Row {
    let seconds = plan.sizes.seconds;
    let town = Town::copy(&plan.data, plan.sizes.campaign);
    let (communities, before) = (plan.sizes.campaign.communities, town.records);
    // Deputies that have been here before: their chains are new.
    let devices: Vec<_> = town
        .residents
        .into_iter()
        .filter(|resident| !resident.is_leader && !resident.is_new)
        .collect();
    let count = devices.len();
    let pages = (seconds as usize * MOST).div_ceil(count * EACH);
    let ready: Vec<_> = devices
        .into_iter()
        .map(|resident| {
            let pages = resident.visits(pages, EACH);
            (resident.client, pages, Line::new())
        })
        .collect();

    let hub = HubProcess::start(&plan.program, &town.hub);
    let acknowledged = AtomicU64::new(0);
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let waits = spread(ready, |mut share| {
        let mut waits = Vec::new();
        for round in 0..pages {
            for (client, pages, line) in &mut share {
                if Instant::now() >= deadline {
                    return waits;
                }
                let page: Batch = std::mem::take(&mut pages[round]);
                let way = line.to(&hub);
                let ((answer, _), wait) = timed(|| client.sync(way, page));
                let through = ((round + 1) * EACH) as u64;
                let receipt = answer.receipts.first().expect("a receipt");
                assert_eq!(receipt.through, through, "{:?}", answer.not_taken);
                acknowledged.fetch_add(EACH as u64, Ordering::Relaxed);
                waits.push(wait);
            }
        }
        waits
    });
    let (peak, now) = hub.resident();
    let processor = hub.processor();
    drop(hub);
    let acknowledged = acknowledged.into_inner();
    let held = records(&town.hub);
    assert_eq!(held, before + acknowledged, "every one is there, once");
    let note = format!(
        "{acknowledged} changes in {:.1} s, {EACH} a request, of {count} devices in {communities} communities, each with its \
         own TLS connection, devices and hub on the same machine; waiting at once {}; the hub {now:.0} MB resident (peak \
         {peak:.0}), {:.2} ms of a processor a change; every change counted again at the stopped hub",
        waits.seconds,
        waits.words("requests"),
        processor * 1000.0 / acknowledged.max(1) as f64,
    );
    Row::higher(
        "hub_changes_per_s",
        "changes/s",
        5_000.0,
        acknowledged as f64 / waits.seconds,
        note,
    )
}

/// Records that a stopped hub holds.
fn records(dir: &Path) -> u64 {
    let options = ServiceOptions {
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        limits: LimitOptions::default(),
    };
    let service = Service::open(dir, options).expect("the hub opens");
    let storage = service.storage();
    let communities = storage.communities().expect("communities");
    communities
        .into_iter()
        .map(|community| storage.status(community).expect("its numbers").records)
        .sum()
}
