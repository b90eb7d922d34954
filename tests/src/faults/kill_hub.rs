//! T4 of syncs: a real `linli-hub` and real `linli drive` phones, killed in the middle of syncs, and hubs restored from
//! older backups, again and again. What a sync has acknowledged is at the hub when it is back, before any phone has spoken
//! to it again; everything acknowledged is everywhere in the end, once.

use super::drive::Drive;
use super::hub_process::{HubFolder, HubProcess, signal};
use super::{Budget, Meter, Row};
use crate::scratch;
use linli_core::records::testing::Dice;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// After this many kills everything is begun anew.
const KILLS_PER_WORLD: u64 = 20;

/// Paths of the programs.
#[derive(Debug, Clone, Copy)]
pub struct Programs<'a> {
    /// `linli`.
    pub linli: &'a Path,
    /// `linli-hub`.
    pub hub: &'a Path,
}

/// A fault planted on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Planted {
    Nothing,
    /// A phone takes for delivered what it has sent.
    Hasty,
    /// While the hub is down, somebody puts its folder back to what it was, and tells nobody.
    PutBack,
}

/// Counts of what a phone was asked and what it has acknowledged.
#[derive(Debug, Clone, Default)]
struct Ledger {
    /// Visits that were asked for.
    sent: u64,
    /// Notes of those that were answered by `ok`.
    saved: Vec<String>,
    /// Number of those that a sync has answered for since.
    at_hub: usize,
}

struct Phone {
    name: &'static str,
    dir: PathBuf,
    drive: Drive,
    ledger: Ledger,
}

impl Phone {
    fn start(linli: &Path, name: &'static str, within: &Path) -> Result<Self, String> {
        let dir = within.join(name);
        let drive = Drive::start(linli, &dir)?;
        Ok(Self {
            name,
            dir,
            drive,
            ledger: Ledger::default(),
        })
    }

    fn again(&mut self, linli: &Path) -> Result<(), String> {
        self.drive.kill();
        self.drive = Drive::start(linli, &self.dir)?;
        Ok(())
    }

    fn ask(&mut self, mut request: Value) -> Result<Value, String> {
        request["id"] = json!(1);
        self.drive
            .ask(&request)
            .map_err(|what| format!("{}: {what}", self.name))
    }

    /// Saves and syncs until it is told to stop or its process is gone.
    fn work(&mut self, dice: &mut Dice, stop: &AtomicBool, planted: Planted) -> Result<(), String> {
        while !stop.load(Ordering::SeqCst) {
            for _ in 0..=dice.below(3) {
                let note = format!("{}-{}", self.name, self.ledger.sent);
                let door = format!("1-1-{}01", self.ledger.sent % 6 + 1);
                self.ledger.sent += 1;
                self.drive.send(&json!({
                    "id": 1, "op": "record_visit", "household": door, "outcome": "home", "note": note,
                }));
                match self.drive.answer() {
                    Some(answer) if answer.get("ok").is_some() => self.ledger.saved.push(note),
                    Some(answer) => return Err(format!("{}: {answer}", self.name)),
                    None => return Ok(()),
                }
            }
            let so_far = self.ledger.saved.len();
            self.drive.send(&json!({"id": 2, "op": "sync"}));
            if planted == Planted::Hasty {
                self.ledger.at_hub = so_far;
            }
            match self.drive.answer() {
                Some(answer) if answer.get("ok").is_some() => self.ledger.at_hub = so_far,
                Some(answer) => {
                    // The hub is gone: what it says is known.
                    let code = answer["error"]["code"].as_str().unwrap_or_default();
                    if !["hub_unreachable", "hub_timeout", "hub_busy"].contains(&code) {
                        return Err(format!("{}: {answer}", self.name));
                    }
                }
                None => return Ok(()),
            }
        }
        Ok(())
    }

    fn sync(&mut self) -> Result<Value, String> {
        self.ask(json!({"op": "sync"}))
    }

    /// Number of times that each note is shown.
    fn shown(&mut self) -> Result<BTreeMap<String, u64>, String> {
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        let mut after = Value::Null;
        loop {
            let mut request = json!({"op": "list_visits", "limit": 500});
            if !after.is_null() {
                request["after"] = after;
            }
            let page = self.ask(request)?;
            for visit in page["visits"].as_array().ok_or("no visits")? {
                let note = visit["note"].as_str().unwrap_or_default();
                *seen.entry(note.to_owned()).or_default() += 1;
            }
            after = page["next"].clone();
            if after.is_null() {
                return Ok(seen);
            }
        }
    }
}

struct World {
    folder: TempDir,
    hub: HubFolder,
    serving: Option<HubProcess>,
    office: Phone,
    phones: [Phone; 2],
    backups: u64,
}

/// Result of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Found {
    lost: usize,
    doubled: usize,
}

impl World {
    fn new(programs: Programs<'_>) -> Result<Self, String> {
        let folder = scratch::folder();
        let at = folder.path();
        let (hub, token, pin) = HubFolder::init(programs.hub, &at.join("hub"))?;
        let serving = hub.serve(None)?;
        let start = |name| Phone::start(programs.linli, name, at);
        let (mut office, mut a, mut b) = (start("office")?, start("a")?, start("b")?);
        office.ask(json!({"op": "create_community", "name": "月亮湾"}))?;
        let register = at.join("register.csv");
        let rows = (1..=6).map(|n| format!("1,1,{n}01,住户{n},业主,89.12\n"));
        let text = format!(
            "幢,单元,室,姓名,身份,建筑面积\n{}",
            rows.collect::<String>()
        );
        std::fs::write(&register, text).map_err(|e| e.to_string())?;
        office.ask(json!({"op": "import_register", "file": register.display().to_string()}))?;
        office.ask(json!({"op": "claim_hub", "hub": serving.url, "pin": pin, "token": token}))?;
        for phone in [&mut a, &mut b] {
            let invited = office.ask(json!({
                "op": "invite", "role": "building_leader", "scope": {"stairwell": "1-1"}, "name": phone.name,
            }))?;
            let joined = phone.ask(json!({"op": "join", "invitation": invited["invitation"]}))?;
            let enrolment = &joined["enrolment"];
            let drawn = office.ask(json!({"op": "challenge", "enrolment": enrolment}))?;
            let challenge = &drawn["challenge"];
            let said = phone.ask(json!({"op": "answer_challenge", "challenge": challenge}))?;
            office.ask(json!({
                "op": "admit", "enrolment": enrolment, "digits": said["digits"],
            }))?;
        }
        for phone in [&mut office, &mut a, &mut b] {
            phone.sync()?;
        }
        Ok(Self {
            folder,
            hub,
            serving: Some(serving),
            office,
            phones: [a, b],
            backups: 0,
        })
    }

    fn backup(&mut self) -> Result<PathBuf, String> {
        self.backups += 1;
        let file = self.folder.path().join(format!("backup-{}", self.backups));
        self.hub
            .run("backup", &["--to", &file.display().to_string()])?;
        Ok(file)
    }

    fn kill_hub(&mut self) -> Option<std::net::SocketAddr> {
        let serving = self.serving.take()?;
        let address = serving.address;
        serving.kill();
        Some(address)
    }

    /// One run: the phones work, something is killed, it starts again, and everything is compared.
    fn run(
        &mut self,
        programs: Programs<'_>,
        dice: &mut Dice,
        planted: Planted,
        row: &mut Row,
    ) -> Result<Found, String> {
        let kind = match planted {
            Planted::Nothing => dice.below(10),
            Planted::Hasty | Planted::PutBack => 0,
        };
        // Whether the phones have fallen silent when the hub comes back: then what it has is what it had.
        let silent = kind < 3;
        let (hub_dies, phone_dies, restored) = match kind {
            0..=3 => (true, None, false),
            4 | 5 => (false, Some(dice.below(2)), false),
            6 | 7 => (true, Some(dice.below(2)), false),
            _ => (true, None, true),
        };
        let backup = if restored { Some(self.backup()?) } else { None };
        let put_back = self.folder.path().join("put-back");
        if planted == Planted::PutBack {
            self.office.sync()?;
            copy_tree(&self.hub.data.join("communities"), &put_back)?;
        }
        let stop = AtomicBool::new(false);
        let wait = Duration::from_micros(150_000 + dice.below(450_000) as u64);
        let seeds = [dice.below(1 << 30), dice.below(1 << 30)];
        let victim = phone_dies.map(|n| self.phones[n].drive.child.id());
        let (hub, serving) = (&self.hub, &mut self.serving);
        std::thread::scope(|scope| {
            let workers: Vec<_> = self
                .phones
                .iter_mut()
                .zip(seeds)
                .map(|(phone, seed)| {
                    let stop = &stop;
                    scope.spawn(move || phone.work(&mut Dice::new(seed as u64), stop, planted))
                })
                .collect();
            std::thread::sleep(wait);
            let killed = match victim {
                Some(pid) => signal("-KILL", pid),
                None => Ok(()),
            };
            let mut address = None;
            if hub_dies && let Some(old) = serving.take() {
                address = Some(old.address);
                old.kill();
            }
            let start_again = |serving: &mut Option<HubProcess>| {
                let Some(address) = address else {
                    return Ok(());
                };
                if planted == Planted::PutBack {
                    // Behind everybody's back: no new epoch, no word.
                    let current = hub.data.join("communities");
                    std::fs::remove_dir_all(&current).map_err(|e| e.to_string())?;
                    copy_tree(&put_back, &current)?;
                }
                if let Some(file) = &backup {
                    hub.run("restore", &["--from", &file.display().to_string()])?;
                }
                *serving = Some(hub.serve(Some(address))?);
                Ok::<_, String>(())
            };
            let mut started = Ok(());
            if !silent {
                // Phones that try meanwhile find nobody, and try again.
                started = start_again(serving);
            }
            stop.store(true, Ordering::SeqCst);
            let mut result = killed;
            for worker in workers {
                let worked = worker.join().map_err(|_| "a worker panicked".to_owned());
                result = result.and(worked.and_then(|worked| worked));
            }
            if silent {
                started = start_again(serving);
            }
            result.and(started)
        })?;
        if hub_dies {
            row.fault(match (restored, silent) {
                (true, _) => "hub_restored",
                (_, true) => "hub_killed_phones_silent",
                _ => "hub_killed",
            });
        }
        if let Some(n) = phone_dies {
            row.fault("phone_killed");
            self.phones[n].again(programs.linli)?;
        }
        let mut found = Found::default();
        if silent {
            // The office has written nothing: what it hears now is what the hub had when it came back.
            self.office.sync()?;
            let shown = self.office.shown()?;
            let promised = self
                .phones
                .iter()
                .flat_map(|phone| &phone.ledger.saved[..phone.ledger.at_hub]);
            found.lost += promised.filter(|note| !shown.contains_key(*note)).count();
        }
        if planted == Planted::Nothing {
            let all = self.settle()?;
            found.lost += all.lost;
            found.doubled += all.doubled;
        }
        Ok(found)
    }

    /// Everybody syncs until nothing moves; then everybody has everything once, and the same digests.
    fn settle(&mut self) -> Result<Found, String> {
        for round in 0.. {
            let mut moved = 0;
            for phone in self.phones.iter_mut().chain([&mut self.office]) {
                let report = phone.sync()?;
                moved += report["sent"].as_u64().unwrap_or(1);
                moved += report["received"].as_u64().unwrap_or(1);
                moved += u64::from(report["recovering"] == true);
            }
            if moved == 0 {
                break;
            }
            if round > 8 {
                return Err("they do not settle".to_owned());
            }
        }
        let mut saved = BTreeSet::new();
        let mut asked = BTreeSet::new();
        for phone in &self.phones {
            saved.extend(phone.ledger.saved.iter().cloned());
            asked.extend((0..phone.ledger.sent).map(|n| format!("{}-{n}", phone.name)));
        }
        let (mut found, mut digests) = (Found::default(), BTreeSet::new());
        for phone in self.phones.iter_mut().chain([&mut self.office]) {
            let shown = phone.shown()?;
            found.lost += saved
                .iter()
                .filter(|note| !shown.contains_key(*note))
                .count();
            let twice = |(note, times): &(&String, &u64)| **times > 1 || !asked.contains(*note);
            found.doubled += shown.iter().filter(twice).count();
            let digest = phone.ask(json!({"op": "digest"}))?;
            digests.insert(digest["digests"]["1-1"].to_string());
        }
        if digests.len() != 1 {
            return Err(format!("{} different digests", digests.len()));
        }
        Ok(found)
    }

    /// The hub ends as it is told to, and every signature and chain in it holds.
    fn end(mut self) -> Result<(), String> {
        for phone in self.phones.into_iter().chain([self.office]) {
            phone.drive.end()?;
        }
        if let Some(serving) = self.serving.take() {
            let status = serving.terminate(Duration::from_secs(30))?;
            if !status.success() {
                return Err(format!("after SIGTERM: {status}"));
            }
        }
        self.hub.run("verify", &[]).map(drop)
    }

    fn abandon(mut self) {
        let _ = self.kill_hub();
        for phone in &mut self.phones {
            phone.drive.kill();
        }
        self.office.drive.kill();
    }
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(to).map_err(failed)?;
    for entry in std::fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target).map_err(failed)?;
        }
    }
    Ok(())
}

/// Runs it; each run is one kill or restore.
#[must_use]
pub fn program(budget: Budget, programs: Programs<'_>) -> Row {
    let mut row = Row::new("T4-hub");
    let mut meter = Meter::start(budget);
    let mut world: Option<World> = None;
    let (mut lost, mut doubled, mut acknowledged, mut at_hub) = (0, 0, 0, 0);
    while let Some(seed) = meter.next_seed() {
        let mut dice = Dice::new(seed);
        row.runs += 1;
        let mut current = match world.take() {
            Some(world) => world,
            None => match World::new(programs) {
                Ok(world) => world,
                Err(what) => {
                    row.violation(seed, what);
                    break;
                }
            },
        };
        let counted = |world: &World| -> (usize, usize) {
            let ledgers = world.phones.iter().map(|phone| &phone.ledger);
            let sums =
                |sum: (usize, usize), one: &Ledger| (sum.0 + one.saved.len(), sum.1 + one.at_hub);
            ledgers.fold((0, 0), sums)
        };
        let before = counted(&current);
        let result = current.run(programs, &mut dice, Planted::Nothing, &mut row);
        let after = counted(&current);
        acknowledged += after.0 - before.0;
        at_hub += after.1 - before.1;
        match result {
            Ok(found) if found == Found::default() => {
                if row.runs.is_multiple_of(KILLS_PER_WORLD) {
                    if let Err(what) = current.end() {
                        row.violation(seed, what);
                    }
                } else {
                    world = Some(current);
                }
            }
            Ok(found) => {
                lost += found.lost;
                doubled += found.doubled;
                row.violation(
                    seed,
                    format!(
                        "{} acknowledged lost, {} doubled",
                        found.lost, found.doubled
                    ),
                );
                current.abandon();
            }
            Err(what) => {
                row.violation(seed, what);
                current.abandon();
            }
        }
    }
    if let Some(world) = world
        && let Err(what) = world.end()
    {
        row.violation(budget.seed, what);
    }
    for planted in [Planted::Hasty, Planted::PutBack] {
        row.planted += 1;
        row.planted_found += u64::from(finds(programs, planted, budget.seed));
    }
    row.counts.push(format!(
        "{} kills and restores, {acknowledged} saves acknowledged, {at_hub} of them by a sync, {lost} lost, {doubled} doubled",
        row.runs
    ));
    row.seconds = meter.seconds();
    row
}

/// Whether a planted bug is found within a few kills.
fn finds(programs: Programs<'_>, planted: Planted, seed: u64) -> bool {
    let Ok(mut world) = World::new(programs) else {
        return false;
    };
    let found = (0..12).any(|n| {
        let mut dice = Dice::new(seed.wrapping_add(n));
        let result = world.run(programs, &mut dice, planted, &mut Row::default());
        matches!(result, Ok(found) if found.lost > 0)
    });
    world.abandon();
    found
}
