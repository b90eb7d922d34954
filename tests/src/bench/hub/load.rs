//! Many devices at once, and how long each of them waited.

use super::client::Way;
use super::process::{HubProcess, client};
use crate::bench::stats::quantile;
use linli_core::http::HttpTransport;
use std::time::Instant;

/// Devices that wait for an answer at the same moment: half of what the hub has room for.
pub(super) const AT_ONCE: usize = 64;

/// Waits of a run of requests.
#[derive(Debug, Default)]
pub(super) struct Waits {
    /// Milliseconds of each, in no order.
    pub each: Vec<f64>,
    /// Seconds from the first to the last.
    pub seconds: f64,
}

impl Waits {
    /// The middle and the tail in words.
    pub(super) fn words(&self, what: &str) -> String {
        let at = |part| quantile(&self.each, part);
        format!(
            "{} of {} {what}, p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            AT_ONCE.min(self.each.len()),
            self.each.len(),
            at(0.5),
            at(0.99),
            at(1.0),
        )
    }
}

/// Hands out each of these to workers that run at the same time; `work` gives the milliseconds that devices waited.
pub(super) fn spread<T: Send>(all: Vec<T>, work: impl Fn(Vec<T>) -> Vec<f64> + Sync) -> Waits {
    let mut shares: Vec<Vec<T>> = (0..AT_ONCE).map(|_| Vec::new()).collect();
    for (n, one) in all.into_iter().enumerate() {
        shares[n % AT_ONCE].push(one);
    }
    let start = Instant::now();
    let each = std::thread::scope(|scope| {
        let workers: Vec<_> = shares
            .into_iter()
            .map(|share| {
                let work = &work;
                scope.spawn(move || work(share))
            })
            .collect();
        let done = workers.into_iter();
        done.flat_map(|worker| worker.join().expect("no device gives up"))
            .collect()
    });
    Waits {
        each,
        seconds: start.elapsed().as_secs_f64(),
    }
}

/// A device's own connections to the hub.
pub(super) struct Line(HttpTransport);

impl Line {
    pub(super) fn new() -> Self {
        Self(client())
    }

    pub(super) fn to<'a>(&'a self, hub: &'a HubProcess) -> Way<'a> {
        Way {
            transport: &self.0,
            url: &hub.url,
            pin: hub.pin,
        }
    }
}
