//! Strangers and removed devices at a hub's door, in a process of their own that has only what time the hub and the honest
//! phone leave: elsewhere they would have machines of their own. The program starts itself as such a process.

use super::strain::Strain;
use crate::faults::overload::client;
use linli_core::domain::{CommunityId, DeviceId};
use linli_core::http::HttpTransport;
use linli_core::sync::{AUTH_HEADER, Auth, BODY_BYTES, HubPin, Nonce, SYNC_PATH};
use linli_core::workspace::{HttpRequest, Transport};
use linli_hub::relay::{Line, Relay};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The word by which the program starts itself as the visitors.
pub const VISITORS: &str = "price-visitors";
/// Callers of a kind at once.
const AT_ONCE: usize = 120;
/// Bodies that are sent by half, and never finished.
const HALVES: usize = 171;
/// Sockets on which nothing is said.
const SILENT: usize = 4_100;
/// Callers that forge and invent.
const FORGERS: u64 = 4;
/// Until everybody has come.
const ALL_HERE: Duration = Duration::from_secs(2);

/// A signed request on paper.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Paper {
    path: String,
    auth: String,
    body: Vec<u8>,
}

impl From<HttpRequest> for Paper {
    fn from(request: HttpRequest) -> Self {
        Self {
            path: request.path,
            auth: request.auth.1,
            body: request.body,
        }
    }
}

impl Paper {
    fn request(&self) -> HttpRequest {
        HttpRequest {
            method: "POST",
            path: self.path.clone(),
            auth: (AUTH_HEADER, self.auth.clone()),
            body: self.body.clone(),
        }
    }
}

/// What they do, and where.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) kind: Strain,
    pub(super) hub: SocketAddr,
    pub(super) pin: [u8; 32],
    pub(super) claim: Paper,
    pub(super) bomb: Paper,
    pub(super) community: [u8; 16],
    /// An honest phone, whose name they use.
    pub(super) device: [u8; 16],
}

/// The visitors as the program sees them.
pub(super) struct Visitors(Child);

impl Visitors {
    /// Lets them come, and waits until they are all there.
    pub(super) fn start(plan: &Plan) -> Result<Self, String> {
        let own = std::env::current_exe().map_err(|e| e.to_string())?;
        let mut child = Command::new("nice")
            .args(["-n", "19"])
            .arg(own)
            .arg(VISITORS)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("nice: {e}"))?;
        let bytes = postcard::to_allocvec(plan).map_err(|e| e.to_string())?;
        let stdin = child.stdin.as_mut().ok_or("no stdin")?;
        stdin
            .write_all(&(bytes.len() as u64).to_be_bytes())
            .and_then(|()| stdin.write_all(&bytes))
            .map_err(|e| e.to_string())?;
        let mut line = String::new();
        let stdout = child.stdout.as_mut().ok_or("no stdout")?;
        let mut ready = [0; 6];
        stdout.read_exact(&mut ready).map_err(|e| e.to_string())?;
        line.push_str(&String::from_utf8_lossy(&ready));
        if line == "ready\n" {
            Ok(Self(child))
        } else {
            Err(format!("the visitors: {line}"))
        }
    }

    /// Sends them home; how often they came.
    pub(super) fn stop(mut self) -> Result<u64, String> {
        drop(self.0.stdin.take());
        let mut line = String::new();
        let stdout = self.0.stdout.take().ok_or("no stdout")?;
        let read = BufReader::new(stdout).read_line(&mut line);
        let ended = self.0.wait();
        read.map_err(|e| e.to_string())?;
        ended.map_err(|e| e.to_string())?;
        line.trim()
            .parse()
            .map_err(|_| format!("the visitors: {line}"))
    }
}

/// A request of somebody who cannot sign it: it names the honest phone, or a device of a community that never was.
fn forged(plan: &Plan, n: u64) -> HttpRequest {
    let (community, device) = if n.is_multiple_of(2) {
        (plan.community, plan.device)
    } else {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&n.to_be_bytes());
        (id, id)
    };
    let auth = Auth {
        community: CommunityId::from_bytes(community),
        device: DeviceId::from_bytes(device),
        nonce: Nonce([0; 16]),
        signature: [5; 64],
    };
    HttpRequest {
        method: "POST",
        path: SYNC_PATH.to_owned(),
        auth: (AUTH_HEADER, auth.to_text()),
        body: vec![0; 64],
    }
}

/// A system that has no thread left has trouble enough.
fn spawn(work: impl FnOnce() + Send + 'static) {
    let builder = std::thread::Builder::new().stack_size(512 << 10);
    let _ = builder.spawn(work);
}

/// Sends requests until the process ends.
fn again(came: &AtomicU64, url: &str, pin: HubPin, mut next: impl FnMut() -> HttpRequest) {
    let http: HttpTransport = client();
    loop {
        came.fetch_add(1, Ordering::Relaxed);
        // Whatever is said, nothing is hoped for.
        let pause = match http.send(url, pin, &next()) {
            Ok(_) => 20,
            Err(_) => 100,
        };
        std::thread::sleep(Duration::from_millis(pause));
    }
}

/// Comes as the visitors: reads the plan from standard input, and goes when that ends.
///
/// # Errors
/// The plan cannot be read, or there is no port for a relay.
pub fn visit() -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let mut input = std::io::stdin().lock();
    let mut length = [0; 8];
    input.read_exact(&mut length).map_err(said)?;
    let mut bytes = Vec::new();
    let length = u64::from_be_bytes(length).min(64 << 20);
    Read::by_ref(&mut input)
        .take(length)
        .read_to_end(&mut bytes)
        .map_err(said)?;
    let plan: Plan = postcard::from_bytes(&bytes).map_err(|e| e.to_string())?;
    let pin = HubPin(plan.pin);
    let came = Arc::new(AtomicU64::new(0));
    let relay = |of: [u8; 4], line: Line| {
        let relay = Relay::to(plan.hub).map_err(said)?;
        relay.lines(move || Line {
            on_behalf: Some(Ipv4Addr::from(of)),
            ..line
        });
        Ok::<_, String>(relay)
    };
    let hostile = relay([10, 66, 0, 1], Line::default())?;
    let stalling = relay(
        [10, 66, 0, 2],
        Line {
            stalled: Some(BODY_BYTES as u64 - 64 * 1024),
            ..Line::default()
        },
    )?;
    let send = |of: Strain, count: usize, url: String, request: &Paper| {
        for _ in (0..count).filter(|_| plan.kind.includes(of)) {
            let (url, request, came) = (url.clone(), request.request(), Arc::clone(&came));
            spawn(move || again(&came, &url, pin, || request.clone()));
        }
    };
    send(Strain::Claims, AT_ONCE, hostile.url(), &plan.claim);
    send(Strain::Bombs, AT_ONCE, hostile.url(), &plan.bomb);
    send(Strain::Halves, HALVES, stalling.url(), &plan.claim);
    for k in (0..FORGERS).filter(|_| plan.kind.includes(Strain::Forged)) {
        let (url, plan, came) = (hostile.url(), plan.clone(), Arc::clone(&came));
        spawn(move || {
            let mut n = k;
            again(&came, &url, pin, || {
                n += FORGERS;
                forged(&plan, n)
            });
        });
    }
    let silent: Vec<TcpStream> = (0..SILENT)
        .filter(|_| plan.kind.includes(Strain::Silent))
        .filter_map(|_| {
            let mut stream = TcpStream::connect(plan.hub).ok()?;
            // As the proxy would, for somebody who then says nothing.
            let line = b"PROXY TCP4 10.66.0.3 127.0.0.1 1 1\r\n";
            stream.write_all(line).ok().map(|()| stream)
        })
        .collect();
    if plan.kind != Strain::Quiet {
        std::thread::sleep(ALL_HERE);
    }
    let mut output = std::io::stdout();
    output.write_all(b"ready\n").map_err(said)?;
    output.flush().map_err(said)?;
    input.read_to_end(&mut bytes).map_err(said)?;
    let came = came.load(Ordering::Relaxed) + silent.len() as u64;
    writeln!(output, "{came}").map_err(said)
}
