//! T9: far more phones than a hub can serve at once, among them slow writers, slow readers, connections that say nothing,
//! and bombs, against a real `linli-hub` over TLS. Whoever is turned away is told when to come again; what was
//! acknowledged is there, once, also after the hub was stopped and started.

use super::crowd::{Crowd, Member};
use super::hub_process::{HubFolder, HubProcess};
use super::rowdies::Rowdies;
use super::{Budget, Meter, Row};
use crate::caller::Heard;
use crate::scratch;
use linli_core::domain::RecordId;
use linli_core::env::SystemRandom;
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::records::{Header, Parts};
use linli_core::sync::SyncRequest;
use linli_core::workspace::Transport;
use linli_hub::relay::{Line, Relay};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Most memory of the hub, in KiB: 200 MiB over what it takes at rest.
const MOST_MEMORY: u64 = 262_144;
/// Phones that are on the line at the same moment, at most; the rest follow as these end.
const AT_ONCE: usize = 400;
/// Number of times that a phone that is turned away comes again before it is counted as not served.
const PATIENCE: u32 = 60;
/// Until a stopping hub must have ended.
const STOP: Duration = Duration::from_secs(45);

/// A phone's fault on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Client {
    Sound,
    /// It takes for acknowledged what it has sent, and does not come again.
    Hasty,
}

/// Answers that the phones of a stage saw.
#[derive(Default)]
struct Seen {
    /// Milliseconds of each request that was answered by 200 or 401.
    waits: Vec<f64>,
    refused: BTreeMap<u16, u64>,
    without_time: u64,
    cut: u64,
    not_served: u64,
    acknowledged: Vec<RecordId>,
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.waits.extend(other.waits);
        for (status, count) in other.refused {
            *self.refused.entry(status).or_default() += count;
        }
        self.without_time += other.without_time;
        self.cut += other.cut;
        self.not_served += other.not_served;
        self.acknowledged.extend(other.acknowledged);
    }
}

pub(super) fn client() -> HttpTransport {
    let options = HttpOptions {
        connect: Duration::from_secs(30),
        answer: Duration::from_secs(60),
        retries: 0,
        ..HttpOptions::default()
    };
    // Without a proxy nothing can be wrong with it.
    HttpTransport::new(options, Arc::new(SystemRandom)).expect("a client")
}

/// One request, until it is answered or patience is over.
fn exchange(
    member: &mut Member,
    http: &HttpTransport,
    url: &str,
    request: &SyncRequest,
    kind: Client,
    seen: &mut Seen,
) -> Option<linli_core::sync::SyncAnswer> {
    let body = request.to_bytes();
    for _ in 0..PATIENCE {
        let (signed, signature) = member.caller.sign(body.clone());
        let begun = Instant::now();
        let wait = match http.send(url, member.caller.pin, &signed) {
            Err(_) => {
                seen.cut += 1;
                Duration::from_millis(200)
            }
            Ok(response) => match member.caller.understand(&signature, &response) {
                Heard::Answer(answer) => {
                    seen.waits.push(begun.elapsed().as_secs_f64() * 1e3);
                    member.caller.remember(&answer);
                    return Some(*answer);
                }
                Heard::Challenge(nonce) => {
                    seen.waits.push(begun.elapsed().as_secs_f64() * 1e3);
                    member.caller.nonce = nonce;
                    Duration::ZERO
                }
                Heard::Refused(status, _, after) => {
                    *seen.refused.entry(status).or_default() += 1;
                    seen.without_time += u64::from(after.is_none());
                    Duration::from_secs(u64::from(after.unwrap_or(1)))
                }
            },
        };
        if kind == Client::Hasty && !wait.is_zero() {
            return None;
        }
        // Not all at the same moment.
        std::thread::sleep(wait.mul_f64(0.5 + f64::from(member.number % 64) / 64.0));
    }
    seen.not_served += 1;
    None
}

/// A phone's morning: first contact, three visits, and once more to see whether there is anything.
fn visit(member: &mut Member, url: &str, kind: Client) -> Seen {
    let mut seen = Seen::default();
    let http = client();
    for round in 0..2 {
        let records = if round == 0 {
            member.write(3)
        } else {
            Vec::new()
        };
        let sent: Vec<(RecordId, u64)> = records.iter().map(numbered).collect();
        let request = member.caller.request(records);
        if kind == Client::Hasty {
            seen.acknowledged.extend(sent.iter().map(|(id, _)| *id));
        }
        let Some(answer) = exchange(member, &http, url, &request, kind, &mut seen) else {
            return seen;
        };
        if kind == Client::Sound {
            let through = answer.receipts.iter().map(|receipt| receipt.through).max();
            let covered = sent
                .iter()
                .filter(|(_, seq)| through.is_some_and(|through| *seq <= through));
            seen.acknowledged.extend(covered.map(|(id, _)| *id));
        }
    }
    seen
}

fn numbered(parts: &Parts) -> (RecordId, u64) {
    let seq = Header::from_bytes(&parts.header).map_or(0, |header| header.seq);
    (Header::id_of(&parts.header), seq)
}

/// All phones of a stage, as many at once as there are threads.
fn rush(crowd: &mut [Member], url: &str, kind: Client) -> Result<Seen, String> {
    let threads = crowd.len().min(AT_ONCE);
    let next = AtomicUsize::new(0);
    let members: Vec<Mutex<&mut Member>> = crowd.iter_mut().map(Mutex::new).collect();
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..threads {
            let worker = std::thread::Builder::new().stack_size(1 << 20);
            let work = || {
                let mut seen = Seen::default();
                loop {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    let Some(member) = members.get(n) else {
                        return seen;
                    };
                    let mut member = member.lock().unwrap_or_else(PoisonError::into_inner);
                    seen.add(visit(&mut member, url, kind));
                }
            };
            workers.push(
                worker
                    .spawn_scoped(scope, work)
                    .map_err(|e| e.to_string())?,
            );
        }
        let mut seen = Seen::default();
        for worker in workers {
            seen.add(worker.join().map_err(|_| "a phone panicked".to_owned())?);
        }
        Ok(seen)
    })
}

/// Reads everything that the hub has, as the office would. Gives how often each record came.
fn read_all(office: &mut Member, url: &str) -> Result<BTreeMap<RecordId, u64>, String> {
    let http = client();
    let mut found: BTreeMap<RecordId, u64> = BTreeMap::new();
    office.caller.cursor = None;
    loop {
        let request = office.caller.request(Vec::new());
        let mut seen = Seen::default();
        let answer = exchange(office, &http, url, &request, Client::Sound, &mut seen)
            .ok_or("the office is not served")?;
        let community = office.caller.forger.community;
        let carried = answer
            .records
            .unpack(community)
            .map_err(|e| e.to_string())?;
        for one in carried {
            *found.entry(Header::id_of(&one.parts.header)).or_default() += 1;
        }
        if !answer.more {
            return Ok(found);
        }
    }
}

/// The value below which `share` of all lie, in whole milliseconds.
fn quantile(waits: &[f64], share: f64) -> u64 {
    let at = (waits.len() as f64 * share) as usize;
    waits
        .get(at.min(waits.len().saturating_sub(1)))
        .map_or(0, |wait| *wait as u64)
}

struct Stage {
    folder: tempfile::TempDir,
    hub: HubFolder,
    serving: HubProcess,
    crowd: Crowd,
}

impl Stage {
    fn new(program: &Path, phones: usize, seed: u64) -> Result<Self, String> {
        let folder = scratch::folder();
        let (hub, token, pin) = HubFolder::init(program, &folder.path().join("hub"))?;
        // All of them are behind one address here, as a carrier may put them.
        let town = [
            "--connections-per-address",
            "2000",
            "--body-mib-per-address",
            "32",
        ];
        let serving = hub.serve_with(None, &town)?;
        let crowd = Crowd::found(phones, seed, &pin)?;
        crowd.claim(&serving.url, &token)?;
        Ok(Self {
            folder,
            hub,
            serving,
            crowd,
        })
    }
}

/// Result of a stage.
struct Outcome {
    lost: usize,
    doubled: usize,
    words: String,
}

fn stage(program: &Path, phones: usize, seed: u64, row: &mut Row) -> Result<Outcome, String> {
    let mut stage = Stage::new(program, phones, seed)?;
    let url = stage.serving.url.clone();
    let begun = Instant::now();
    let rowdies = Rowdies::start(&stage.serving, &mut stage.crowd.hostile, phones);
    let mut seen = rush(&mut stage.crowd.phones, &url, Client::Sound)?;
    let took = begun.elapsed();
    let done = rowdies.stop();
    for (kind, count) in &done.counts {
        *row.faults.entry((*kind).to_owned()).or_default() += count;
    }
    row.faults
        .entry("phones".to_owned())
        .and_modify(|n| *n += phones as u64)
        .or_insert(phones as u64);
    // From the last honest answer until the hub answers at once again, with whatever the others left behind.
    let drain = Instant::now();
    let before = read_all(&mut stage.crowd.office, &url)?;
    let drain = drain.elapsed();
    let memory = stage.serving.peak_memory();
    let status = stage.serving.terminate(STOP)?;
    if !status.success() {
        return Err(format!("after SIGTERM: {status}"));
    }
    let again = stage.hub.serve(None)?;
    let after = read_all(&mut stage.crowd.office, &again.url)?;
    let status = again.terminate(STOP)?;
    if !status.success() {
        return Err(format!("after SIGTERM: {status}"));
    }
    stage.hub.run("verify", &[])?;
    drop(stage.folder);
    let missing = |id: &&RecordId| !before.contains_key(*id) || !after.contains_key(*id);
    let lost = seen.acknowledged.iter().filter(missing).count();
    let doubled = after.values().filter(|times| **times > 1).count();
    if seen.without_time > 0 {
        row.violation(
            seed,
            format!("{} refusals without a time", seen.without_time),
        );
    }
    if seen.not_served > 0 {
        row.violation(
            seed,
            format!("{} phones were never served", seen.not_served),
        );
    }
    for what in done.wrong {
        row.violation(seed, what);
    }
    if memory.is_some_and(|kib| kib > MOST_MEMORY) {
        row.violation(seed, format!("the hub took {memory:?} KiB"));
    }
    seen.waits.sort_by(f64::total_cmp);
    let of = |status| seen.refused.get(&status).copied().unwrap_or_default();
    Ok(Outcome {
        lost,
        doubled,
        words: format!(
            "{phones} phones in {:.1} s: p50 {} ms, p99 {} ms, {} 503 and {} 429 with Retry-After, {} lines cut, {} acknowledged, {lost} lost, {doubled} doubled, hub {} MiB, all read again {} ms after",
            took.as_secs_f64(),
            quantile(&seen.waits, 0.5),
            quantile(&seen.waits, 0.99),
            of(503),
            of(429),
            seen.cut,
            seen.acknowledged.len(),
            memory.map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string()),
            drain.as_millis(),
        ),
    })
}

/// The planted bug: phones that take for acknowledged what they have sent, on lines of which some are cut.
fn hasty_found(program: &Path, seed: u64) -> Result<bool, String> {
    let mut stage = Stage::new(program, 40, seed)?;
    let relay = Relay::to(stage.serving.address).map_err(|error| error.to_string())?;
    let mut n = 0_u64;
    relay.lines(move || {
        n += 1;
        Line {
            up: n.is_multiple_of(4).then_some(1_200),
            ..Line::default()
        }
    });
    let seen = rush(&mut stage.crowd.phones, &relay.url(), Client::Hasty)?;
    let all = read_all(&mut stage.crowd.office, &stage.serving.url)?;
    stage.serving.kill();
    Ok(seen.acknowledged.iter().any(|id| !all.contains_key(id)))
}

/// Runs it: 200 phones where time is short, 500 to 5,000 otherwise; each run is one stage.
#[must_use]
pub fn program(budget: Budget, hub: &Path) -> Row {
    let mut row = Row::new("T9");
    let mut meter = Meter::start(budget);
    let sizes: &[usize] = if budget.long {
        &[500, 1_500, 5_000]
    } else if budget.runs.is_some() || budget.time < Duration::from_secs(60) {
        &[200]
    } else {
        &[500, 1_500]
    };
    let mut round = 0;
    loop {
        // The long run plays every stage, however long that takes.
        let is_due = budget.long && round > 0 && round < sizes.len();
        let Some(seed) = meter.next_seed().or(is_due.then_some(budget.seed)) else {
            break;
        };
        if budget.long && round >= sizes.len() {
            break;
        }
        let phones = sizes[round % sizes.len()];
        round += 1;
        row.runs += 1;
        match stage(hub, phones, seed, &mut row) {
            Ok(outcome) => {
                if outcome.lost + outcome.doubled > 0 {
                    row.violation(seed, outcome.words.clone());
                }
                row.counts.push(outcome.words);
            }
            Err(what) => row.violation(seed, format!("{phones} phones: {what}")),
        }
        // Once is all that a short budget allows.
        if sizes.len() == 1 && budget.runs.is_none() {
            break;
        }
    }
    row.planted = 1;
    match hasty_found(hub, budget.seed) {
        Ok(found) => row.planted_found = u64::from(found),
        Err(what) => row.violation(budget.seed, what),
    }
    row.seconds = meter.seconds();
    row
}
