//! H3: an outage is over, and all devices of a town come back. Most have nothing new; one in ten comes for the first time.

use super::load::{Line, spread};
use super::process::HubProcess;
use super::town::Town;
use crate::bench::Plan;
use crate::bench::report::Row;
use crate::bench::stats::timed;
use linli_core::sync::Batch;
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest that a device may wait, in milliseconds; who waits longer does not count.
const LONGEST: f64 = 5_000.0;

/// `hub_logins_per_s`.
pub(in crate::bench) fn logins(plan: &Plan) -> Row {
    let town = Town::copy(&plan.data, plan.sizes.town);
    let count = town.residents.len();
    let new = town.residents.iter().filter(|one| one.is_new).count();
    // Neighbours do not come one after the other.
    let communities = plan.sizes.town.communities as usize;
    let mut devices: Vec<_> = town.residents.into_iter().enumerate().collect();
    let each = count / communities;
    devices.sort_by_key(|(n, _)| (n % each, n / each));

    let hub = HubProcess::start(&plan.program, &town.hub);
    let requests = AtomicU64::new(0);
    let waits = spread(devices, |share| {
        share
            .into_iter()
            .map(|(_, mut resident)| {
                // A phone that comes back has no connection.
                let line = Line::new();
                let sync = || resident.client.sync(line.to(&hub), Batch::default());
                let ((answer, made), wait) = timed(sync);
                assert!(!resident.is_new || answer.held == Some(super::town::VISITS.into()));
                requests.fetch_add(made.into(), Ordering::Relaxed);
                wait
            })
            .collect()
    });
    let (peak, now) = hub.resident();
    let processor = hub.processor();
    let in_time = waits.each.iter().filter(|wait| **wait <= LONGEST).count();
    let note = format!(
        "{count} devices of {communities} communities, {new} of them new, in {:.1} s, {} requests, each device with a TLS \
         connection of its own, devices and hub on the same machine; waiting at once {}; over 5 s waited {}; the hub \
         {now:.0} MB resident (peak {peak:.0}), {:.1} ms of a processor a device",
        waits.seconds,
        requests.into_inner(),
        waits.words("devices"),
        count - in_time,
        processor * 1000.0 / count.max(1) as f64,
    );
    Row::higher(
        "hub_logins_per_s",
        "logins/s",
        67.0,
        in_time as f64 / waits.seconds,
        note,
    )
}
