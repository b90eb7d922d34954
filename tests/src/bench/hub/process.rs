//! The hub as a process of its own, so that its memory is its own; and a phone's way to it.

use crate::bench::screens::resident_of;
use linli_core::env::{SystemClock, SystemRandom};
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::sync::HubPin;
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError};
use linli_hub::http::HttpOptions as HubOptions;
use linli_hub::local::LocalHub;
use linli_hub::service::LimitOptions;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The first argument of the process that serves; the second is the hub's folder.
pub const HUB: &str = "--hub-of";

/// A town behind one address, as a carrier may have it: devices and hub are on one machine here.
fn one_address() -> HubOptions {
    let defaults = HubOptions::default();
    HubOptions {
        connections_per_address: defaults.connections,
        silent: defaults.connections * 8,
        requests_per_address: defaults.requests,
        body_bytes_per_address: defaults.body_bytes,
        answer_bytes: defaults.answer_bytes * 4,
        ..defaults
    }
}

/// The child's part: serves the hub in a folder with sockets, TLS and the default limits of a device, says where, and ends
/// when its input does.
///
/// # Panics
/// If the hub cannot be served.
pub fn serve(dir: &Path) {
    let hub = LocalHub::start_with(
        dir,
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
        LimitOptions::default(),
        one_address(),
    )
    .expect("the hub serves");
    println!("{} {}", hub.url(), hub.pin());
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

/// A serving hub. Dropping it shuts it down and waits for its end.
pub(in crate::bench) struct HubProcess {
    child: Child,
    pub url: String,
    pub pin: HubPin,
}

impl HubProcess {
    /// Serves the hub in a folder with this program.
    pub(in crate::bench) fn start(program: &Path, dir: &Path) -> Self {
        let mut child = Command::new(program)
            .arg(HUB)
            .arg(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program starts itself");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the hub says where it is");
        let (url, pin) = line.trim().split_once(' ').expect("an address and a pin");
        Self {
            url: url.to_owned(),
            pin: HubPin::from_text(pin).expect("a pin"),
            child,
        }
    }

    /// Peak and present resident memory in MB (10⁶ bytes).
    pub(in crate::bench) fn resident(&self) -> (f64, f64) {
        resident_of(&self.child.id().to_string())
    }

    /// Seconds of processor time so far, its own and the system's for it; 0 where the system does not tell.
    pub(in crate::bench) fn processor(&self) -> f64 {
        // Linux counts in hundredths of a second.
        const TICKS: f64 = 100.0;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        let fields = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split_whitespace();
        let ticks: u64 = fields
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u64>().ok())
            .sum();
        ticks as f64 / TICKS
    }
}

impl Drop for HubProcess {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// The library's own HTTPS client, whatever address the roster has of the hub. It can be cut after some requests.
pub(in crate::bench) struct Routed {
    url: String,
    transport: HttpTransport,
    left: AtomicU64,
    reads_ahead: bool,
}

impl Routed {
    /// To this hub, for as many requests as are made.
    pub(in crate::bench) fn to(hub: &HubProcess) -> Self {
        Self::cut_after(hub, u64::MAX)
    }

    /// To this hub, for so many requests; then there is no network.
    pub(in crate::bench) fn cut_after(hub: &HubProcess, requests: u64) -> Self {
        Self {
            url: hub.url.clone(),
            transport: client(),
            left: AtomicU64::new(requests),
            reads_ahead: true,
        }
    }

    /// To this hub, one page after the other.
    pub(in crate::bench) fn in_step(hub: &HubProcess) -> Self {
        Self {
            reads_ahead: false,
            ..Self::to(hub)
        }
    }
}

/// The library's own HTTPS client.
pub(super) fn client() -> HttpTransport {
    HttpTransport::new(HttpOptions::default(), Arc::new(SystemRandom)).expect("a client")
}

impl Transport for Routed {
    fn reads_ahead(&self) -> bool {
        self.reads_ahead && self.transport.reads_ahead()
    }

    fn send(
        &self,
        _: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let take = |left: u64| left.checked_sub(1);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .map_err(|_| TransportError::Offline)?;
        self.transport.send(&self.url, pin, request)
    }
}
