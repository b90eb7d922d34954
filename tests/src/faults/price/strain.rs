//! What strangers and removed devices do to a hub, each alone and all at once: its memory is bounded, and honest phones are
//! served meanwhile.

use super::measure::Before;
use super::stage::{STOP, Stage};
use crate::caller::{Caller, Heard};
use crate::faults::hub_process::HubProcess;
use crate::faults::overload::client;
use crate::forger::{Forger, parts};
use linli_core::domain::{CommunityId, DeviceId};
use linli_core::http::HttpTransport;
use linli_core::records::{DeviceKeys, Prev};
use linli_core::roster::RawEntry;
use linli_core::sync::{AUTH_HEADER, Auth, BODY_BYTES, HubPin, Nonce, SYNC_PATH};
use linli_core::workspace::{CLAIM_PATH, HttpRequest, Transport};
use linli_hub::relay::{Line, Relay};
use std::io::Write;
use std::net::{Ipv4Addr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Scope;
use std::time::{Duration, Instant};

/// Callers of a kind at once.
const AT_ONCE: usize = 120;
/// Bodies that are sent by half, and never finished.
const HALVES: usize = 171;
/// Sockets on which nothing is said.
const SILENT: usize = 4_100;
/// Visits of an honest phone's day, in as many syncs.
const DAY: u64 = 20;

/// A kind of strain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strain {
    /// Nobody does anything.
    Quiet,
    /// Claims without a token, of empty roster entries.
    Claims,
    /// Requests of a removed device that unpack to half a million empty entries.
    Bombs,
    /// Bodies sent by half.
    Halves,
    /// Sockets on which nothing is said.
    Silent,
    /// Requests that name an honest phone, and are not signed by it; and requests of invented devices.
    Forged,
    /// All of that.
    Everything,
}

impl Strain {
    pub(super) const ALL: [Self; 6] = [
        Self::Claims,
        Self::Bombs,
        Self::Halves,
        Self::Silent,
        Self::Forged,
        Self::Everything,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Claims => "claims without a token",
            Self::Bombs => "bombs of a removed device",
            Self::Halves => "bodies sent by half",
            Self::Silent => "silent sockets",
            Self::Forged => "forged requests",
            Self::Everything => "all of it at once",
        }
    }

    fn includes(self, other: Self) -> bool {
        self == other || self == Self::Everything
    }
}

/// What a hub did under it.
pub(super) struct Strained {
    /// Most memory over rest, in KiB.
    pub(super) kib: f64,
    /// Milliseconds of an honest phone's day.
    pub(super) day: f64,
    /// What an honest phone met.
    pub(super) wrong: Vec<String>,
    pub(super) words: String,
}

fn caller(stage: &Stage, of: &Forger, nonce: u8) -> Caller {
    let keys = DeviceKeys::from_secret(&of.keys.secret());
    let mut forger = Forger::with(keys, of.community, of.roster, 1);
    forger.nonce = linli_core::records::InstallNonce([nonce; 16]);
    Caller::new(forger, stage.pin)
}

/// Visits handed in one by one, each answered before the next, as often as the phone's patience lasts.
fn day(stage: &Stage, url: &str) -> Result<f64, String> {
    let http = client();
    let mut phone = caller(stage, &stage.leader, 40);
    let visits = phone.forger.visits(stage.ground.at, stage.ground.home, DAY);
    debug_assert!(matches!(visits[0].header().prev, Prev::Start(_)));
    let begun = Instant::now();
    for visit in parts(&visits) {
        let request = phone.request(vec![visit]);
        let mut tries = 0;
        loop {
            let (signed, signature) = phone.sign(request.to_bytes());
            tries += 1;
            match http.send(url, phone.pin, &signed) {
                Ok(response) => match phone.understand(&signature, &response) {
                    Heard::Answer(answer) => {
                        phone.remember(&answer);
                        break;
                    }
                    Heard::Challenge(nonce) => phone.nonce = nonce,
                    Heard::Refused(status, code, after) if tries > 100 => {
                        return Err(format!("{status} {code} {after:?}"));
                    }
                    Heard::Refused(_, _, after) => {
                        std::thread::sleep(Duration::from_secs(after.unwrap_or(1).into()));
                    }
                },
                Err(error) if tries > 100 => return Err(error.to_string()),
                Err(_) => std::thread::sleep(Duration::from_millis(200)),
            }
        }
    }
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

fn claim(stage: &Stage) -> HttpRequest {
    // Protocol 1, a token of one letter, keys, and a list that says it is as long as the rest.
    let mut body = vec![1, 1, b'x'];
    body.extend_from_slice(&[7; 64]);
    let entries = (BODY_BYTES - body.len() - 8) / 3;
    body.extend_from_slice(&length(entries));
    body.resize(body.len() + 3 * entries, 0);
    let auth = Auth {
        community: stage.desk.community,
        device: stage.desk.keys.device(),
        nonce: Nonce([0; 16]),
        signature: [3; 64],
    };
    HttpRequest {
        method: "POST",
        path: CLAIM_PATH.to_owned(),
        auth: (AUTH_HEADER, auth.to_text()),
        body,
    }
}

/// A number as postcard writes it.
fn length(mut number: usize) -> Vec<u8> {
    let mut out = Vec::new();
    while number >= 0x80 {
        out.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
    out
}

/// Half a million empty roster entries in some 1.5 kB.
fn bomb(caller: &Caller) -> Vec<u8> {
    let mut request = caller.request(Vec::new());
    let empty = RawEntry {
        bytes: Vec::new(),
        signatures: Vec::new(),
        names: None,
    };
    request.entries = vec![empty; (BODY_BYTES - 1_024) / 3];
    request.to_bytes()
}

fn forged(stage: &Stage, n: u64) -> HttpRequest {
    let (community, device) = if n.is_multiple_of(2) {
        (stage.desk.community, stage.leader.keys.device())
    } else {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&n.to_be_bytes());
        (CommunityId::from_bytes(id), DeviceId::from_bytes(id))
    };
    let auth = Auth {
        community,
        device,
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
fn spawn<'scope>(scope: &'scope Scope<'scope, '_>, work: impl FnOnce() + Send + 'scope) {
    let builder = std::thread::Builder::new().stack_size(512 << 10);
    let _ = builder.spawn_scoped(scope, work);
}

/// Sends the same again and again until it is over.
fn again(
    over: &AtomicBool,
    url: &str,
    http: &HttpTransport,
    mut next: impl FnMut() -> (HttpRequest, HubPin),
) {
    while !over.load(Ordering::SeqCst) {
        let (request, pin) = next();
        // Whatever is said, nothing is hoped for.
        let pause = match http.send(url, pin, &request) {
            Ok(_) => 20,
            Err(_) => 100,
        };
        // The callers have no more processors than the hub.
        std::thread::sleep(Duration::from_millis(pause));
    }
}

/// A hub under a strain, and an honest phone that works meanwhile.
pub(super) fn strain(stage: &Stage, kind: Strain) -> Result<Strained, String> {
    let hub = stage.hub()?;
    let serving: HubProcess = hub.serve_with(None, &["--proxy", "127.0.0.1"])?;
    let said = |error: std::io::Error| error.to_string();
    let relay = |of: [u8; 4], line: Line| {
        let relay = Relay::to(serving.address).map_err(said)?;
        relay.lines(move || Line {
            on_behalf: Some(Ipv4Addr::from(of)),
            ..line
        });
        Ok::<_, String>(relay)
    };
    let honest = relay([10, 0, 0, 1], Line::default())?;
    let hostile = relay([10, 66, 0, 1], Line::default())?;
    let stalling = relay(
        [10, 66, 0, 2],
        Line {
            stalled: Some(BODY_BYTES as u64 - 64 * 1024),
            ..Line::default()
        },
    )?;
    // A bomb is signed with the nonce that the hub expects.
    let mut removed = caller(stage, &stage.gone, 41);
    let nothing = removed.request(Vec::new());
    let (signed, signature) = removed.sign(nothing.to_bytes());
    let response = client()
        .send(&honest.url(), removed.pin, &signed)
        .map_err(|e| e.to_string())?;
    if let Heard::Challenge(nonce) = removed.understand(&signature, &response) {
        removed.nonce = nonce;
    }
    let (signed, _) = removed.sign(bomb(&removed));
    let bomb = (signed, removed.pin);
    let claim = (claim(stage), stage.pin);
    let before = Before::of(&serving.pid())?;
    let over = AtomicBool::new(false);
    let (day, wrong) = std::thread::scope(|scope| {
        let (over, url) = (&over, hostile.url());
        for (of, request) in [(Strain::Claims, &claim), (Strain::Bombs, &bomb)] {
            for _ in (0..AT_ONCE).filter(|_| kind.includes(of)) {
                let (url, request) = (url.clone(), request.clone());
                spawn(scope, move || {
                    again(over, &url, &client(), || request.clone());
                });
            }
        }
        for _ in (0..HALVES).filter(|_| kind.includes(Strain::Halves)) {
            let (url, request) = (stalling.url(), claim.clone());
            spawn(scope, move || {
                again(over, &url, &client(), || request.clone());
            });
        }
        for k in (0..4_u64).filter(|_| kind.includes(Strain::Forged)) {
            let url = url.clone();
            spawn(scope, move || {
                let mut n = k;
                again(over, &url, &client(), || {
                    n += 4;
                    (forged(stage, n), stage.pin)
                });
            });
        }
        let silent: Vec<TcpStream> = (0..SILENT)
            .filter(|_| kind.includes(Strain::Silent))
            .filter_map(|_| {
                let mut stream = TcpStream::connect(serving.address).ok()?;
                // As the proxy would, for somebody who then says nothing.
                let line = b"PROXY TCP4 10.66.0.3 127.0.0.1 1 1\r\n";
                stream.write_all(line).ok().map(|()| stream)
            })
            .collect();
        if kind != Strain::Quiet {
            std::thread::sleep(Duration::from_secs(2));
        }
        let day = day(stage, &honest.url());
        if kind != Strain::Quiet {
            std::thread::sleep(Duration::from_secs(1));
        }
        over.store(true, Ordering::SeqCst);
        drop(silent);
        for relay in [&hostile, &stalling] {
            relay.cut_all();
        }
        match day {
            Ok(took) => (took, Vec::new()),
            Err(what) => (
                0.0,
                vec![format!("{}: an honest phone: {what}", kind.name())],
            ),
        }
    });
    let kib = before.cost()?.kib;
    drop((honest, hostile, stalling));
    serving.terminate(STOP)?;
    Ok(Strained {
        kib,
        day,
        wrong,
        words: format!(
            "{}: hub {:.0} MiB over rest, an honest phone's day {day:.0} ms",
            kind.name(),
            kib / 1024.0
        ),
    })
}
