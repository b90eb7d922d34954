//! Callers that make a hub's day hard: slow writers, slow readers, silent connections, bombs, bodies without end.

use super::crowd::Member;
use super::hub_process::HubProcess;
use super::overload::client;
use crate::caller::{Heard, bomb};
use linli_core::sync::{AUTH_HEADER, BODY_BYTES, HubPin, SYNC_PATH};
use linli_core::workspace::{HttpRequest, Transport};
use linli_hub::relay::{Line, Relay};
use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Deeds of the rowdies, and what the hub did wrong.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) counts: BTreeMap<&'static str, u64>,
    pub(super) wrong: Vec<String>,
}

/// All of them, at work.
pub(super) struct Rowdies {
    stop: Arc<AtomicBool>,
    done: Arc<Mutex<Done>>,
    workers: Vec<JoinHandle<()>>,
    relay: Relay,
    silent: Vec<TcpStream>,
}

/// More of each than a hub answers requests at once.
const SLOW: usize = 140;

fn note(done: &Mutex<Done>, work: impl FnOnce(&mut Done)) {
    work(&mut done.lock().unwrap_or_else(PoisonError::into_inner));
}

fn count(done: &Mutex<Done>, kind: &'static str) {
    note(done, |done| *done.counts.entry(kind).or_default() += 1);
}

impl Rowdies {
    /// Lets them loose.
    pub(super) fn start(hub: &HubProcess, hostile: &mut Vec<Member>, phones: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(Mutex::new(Done::default()));
        let relay = Relay::to(hub.address).expect("a port");
        // A few hundred bytes a second, both ways: the greeting of TLS comes through, a body takes minutes.
        relay.lines(|| Line {
            slow: Some((256, Duration::from_millis(250))),
            ..Line::default()
        });
        let mut rowdies = Self {
            workers: Vec::new(),
            silent: Vec::new(),
            relay,
            stop,
            done,
        };
        if let Some(pin) = hostile.first().map(|member| member.caller.pin) {
            (0..SLOW).for_each(|_| rowdies.slow_writer(pin));
        }
        rowdies.silent.extend((0..phones.min(400)).filter_map(|n| {
            let mut stream = TcpStream::connect(hub.address).ok()?;
            if n % 2 == 0 {
                // The beginning of a greeting.
                let _ = stream.write_all(&[0x16, 3, 1]);
            }
            Some(stream)
        }));
        let silent = rowdies.silent.len() as u64;
        note(&rowdies.done, |done| {
            done.counts.insert("silent_connections", silent);
        });
        for (n, member) in hostile.drain(..).enumerate() {
            match n % 4 {
                0 => rowdies.bomber(member, &hub.url),
                1 => rowdies.endless(member, &hub.url),
                _ => rowdies.slow_reader(member),
            }
        }
        rowdies
    }

    fn spawn(&mut self, work: impl FnOnce(&AtomicBool, &Mutex<Done>) + Send + 'static) {
        let (stop, done) = (Arc::clone(&self.stop), Arc::clone(&self.done));
        let builder = std::thread::Builder::new().stack_size(1 << 20);
        // A system that has no thread left has trouble enough.
        if let Ok(worker) = builder.spawn(move || work(&stop, &done)) {
            self.workers.push(worker);
        }
    }

    /// Anybody's: no key is needed to send slowly.
    fn slow_writer(&mut self, pin: HubPin) {
        let url = self.relay.url();
        self.spawn(move |stop, done| {
            while !stop.load(Ordering::SeqCst) {
                count(done, "slow_writers");
                let request = HttpRequest {
                    method: "POST",
                    path: SYNC_PATH.to_owned(),
                    auth: (AUTH_HEADER, "1.nobody".to_owned()),
                    body: vec![7; 200_000],
                };
                let _ = client().send(&url, pin, &request);
            }
        });
    }

    /// Asks for everything and takes it in drops.
    fn slow_reader(&mut self, mut member: Member) {
        let url = self.relay.url();
        self.spawn(move |stop, done| {
            while !stop.load(Ordering::SeqCst) {
                count(done, "slow_readers");
                let body = member.caller.request(Vec::new()).to_bytes();
                let (request, signature) = member.caller.sign(body);
                if let Ok(response) = client().send(&url, member.caller.pin, &request)
                    && let Heard::Challenge(nonce) = member.caller.understand(&signature, &response)
                {
                    member.caller.nonce = nonce;
                }
            }
        });
    }

    /// Signs what unpacks to far more than it is.
    fn bomber(&mut self, mut member: Member, url: &str) {
        let url = url.to_owned();
        self.spawn(move |stop, done| {
            let http = client();
            let body = bomb(BODY_BYTES);
            while !stop.load(Ordering::SeqCst) {
                let (request, signature) = member.caller.sign(body.clone());
                count(done, "bombs");
                let Ok(response) = http.send(&url, member.caller.pin, &request) else {
                    continue;
                };
                match member.caller.understand(&signature, &response) {
                    Heard::Challenge(nonce) => member.caller.nonce = nonce,
                    Heard::Refused(400, ..) => count(done, "bombs_named_malformed"),
                    Heard::Refused(429 | 503, _, Some(_)) => {
                        count(done, "bombs_told_to_wait");
                        std::thread::sleep(Duration::from_millis(300));
                    }
                    other => note(done, |done| done.wrong.push(format!("a bomb: {other:?}"))),
                }
            }
        });
    }

    /// Sends more than any body may hold.
    fn endless(&mut self, member: Member, url: &str) {
        let url = url.to_owned();
        self.spawn(move |stop, done| {
            let (request, signature) = member.caller.sign(vec![0; 4 * BODY_BYTES]);
            while !stop.load(Ordering::SeqCst) {
                count(done, "endless_bodies");
                // The hub may hang up in the middle: nothing of it is of use.
                if let Ok(response) = client().send(&url, member.caller.pin, &request) {
                    match member.caller.understand(&signature, &response) {
                        Heard::Refused(413 | 429, ..) | Heard::Refused(503, _, Some(_)) => {}
                        other => note(done, |done| {
                            done.wrong.push(format!("an endless body: {other:?}"));
                        }),
                    }
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        });
    }

    /// Calls them off. Who is in the middle of a slow request is left there until its line is cut.
    pub(super) fn stop(self) -> Done {
        self.stop.store(true, Ordering::SeqCst);
        drop(self.silent);
        self.relay.cut_all();
        for worker in self.workers {
            let _ = worker.join();
        }
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut done)
    }
}
