//! What strangers and removed devices do to a hub (`visitors`), each alone and all at once: its memory is bounded, and an
//! honest phone's day takes hardly longer.

use super::measure::Before;
use super::stage::{STOP, Stage};
use super::visitors::{Plan, Visitors};
use crate::caller::{Caller, Heard};
use crate::faults::hub_process::HubProcess;
use crate::faults::overload::client;
use crate::forger::{Forger, parts};
use linli_core::records::{DeviceKeys, Prev};
use linli_core::roster::RawEntry;
use linli_core::sync::{AUTH_HEADER, Auth, BODY_BYTES, Nonce};
use linli_core::workspace::{CLAIM_PATH, HttpRequest, Transport};
use linli_hub::relay::{Line, Relay};
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

/// Visits of an honest phone's day, in as many syncs.
const DAY: u64 = 20;
/// Days of which the median counts.
const DAYS: u8 = 5;

/// A kind of strain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

    pub(super) fn includes(self, other: Self) -> bool {
        self == other || self == Self::Everything
    }
}

/// What a hub did under it.
pub(super) struct Strained {
    /// Most memory over rest, in KiB.
    pub(super) kib: f64,
    /// Milliseconds of an honest phone's day: the median.
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
fn day(stage: &Stage, url: &str, number: u8) -> Result<f64, String> {
    let http = client();
    let mut phone = caller(stage, &stage.leader, 100 + number);
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

/// A hub under a strain, and an honest phone that works meanwhile.
pub(super) fn strain(stage: &Stage, kind: Strain) -> Result<Strained, String> {
    let hub = stage.hub()?;
    let serving: HubProcess = hub.serve_with(None, &["--proxy", "127.0.0.1"])?;
    let honest = Relay::to(serving.address).map_err(|error| error.to_string())?;
    honest.lines(|| Line {
        on_behalf: Some(Ipv4Addr::new(10, 0, 0, 1)),
        ..Line::default()
    });
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
    let (bomb, _) = removed.sign(bomb(&removed));
    let before = Before::of(&serving.pid())?;
    let visitors = Visitors::start(&Plan {
        kind,
        hub: serving.address,
        pin: stage.pin.0,
        claim: claim(stage).into(),
        bomb: bomb.into(),
        community: *stage.desk.community.as_bytes(),
        device: *stage.leader.keys.device().as_bytes(),
    })?;
    let days: Result<Vec<f64>, String> = (0..DAYS)
        .map(|number| day(stage, &honest.url(), number))
        .collect();
    let kib = before.cost()?.kib;
    let came = visitors.stop()?;
    drop(honest);
    serving.terminate(STOP)?;
    let (day, wrong) = match days {
        Ok(mut days) => {
            days.sort_by(f64::total_cmp);
            (days[days.len() / 2], Vec::new())
        }
        Err(what) => (
            0.0,
            vec![format!("{}: an honest phone: {what}", kind.name())],
        ),
    };
    Ok(Strained {
        kib,
        day,
        wrong,
        words: format!(
            "{}: {came} requests and sockets, hub {:.0} MiB over rest, an honest phone's day {day:.0} ms",
            kind.name(),
            kib / 1024.0
        ),
    })
}
