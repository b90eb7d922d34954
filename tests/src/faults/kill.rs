//! T4: `linli drive` is killed in the middle of a stream of saves, again and again. Every acknowledged visit is there
//! afterwards, once; at most the one under way may be there too.

use super::drive::Drive;
use super::{Budget, Meter, Row};
use crate::scratch;
use linli_core::records::testing::Dice;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// After this many kills a new store is begun.
const KILLS_PER_STORE: u64 = 25;

fn found(linli: &Path, dir: &Path) -> Result<(), String> {
    let mut drive = Drive::start(linli, dir)?;
    drive.ask(&json!({"id": 1, "op": "create_community", "name": "月亮湾"}))?;
    let register = dir.join("register.csv");
    let rows = (1..=6).map(|n| format!("1,1,{n}01,住户{n},业主,89.12\n"));
    let text = format!(
        "幢,单元,室,姓名,身份,建筑面积\n{}",
        rows.collect::<String>()
    );
    std::fs::write(&register, text).map_err(|e| e.to_string())?;
    drive
        .ask(&json!({"id": 2, "op": "import_register", "file": register.display().to_string()}))?;
    drive.end()
}

/// Knowledge about the visits of one store.
#[derive(Default)]
struct Known {
    acknowledged: Vec<String>,
    sent: u64,
}

/// Streams visits until the kill, and notes what was acknowledged. `hasty` takes whatever was sent for acknowledged.
fn stream(
    linli: &Path,
    dir: &Path,
    dice: &mut Dice,
    known: &mut Known,
    hasty: bool,
) -> Result<(), String> {
    let mut drive = Drive::start(linli, dir)?;
    let (done, alarm) = mpsc::channel::<()>();
    let wait = Duration::from_micros(dice.below(250_000) as u64);
    let pid = drive.child.id();
    let mut input = drive.input;
    let first = known.sent;
    // One writes ahead of the answers, so that the kill falls anywhere; one reads; one kills.
    let writer = std::thread::spawn(move || {
        let mut n = first;
        let outcomes = ["home", "not_home", "refused"];
        while alarm.try_recv().is_err() {
            let line = json!({
                "id": n, "op": "record_visit", "household": format!("1-1-{}01", n % 6 + 1),
                "outcome": outcomes[(n % 3) as usize], "note": format!("n{n}"),
            });
            n += 1;
            if writeln!(input, "{line}")
                .and_then(|()| input.flush())
                .is_err()
            {
                break;
            }
        }
        n
    });
    let mut child = drive.child;
    let killer = std::thread::spawn(move || {
        std::thread::sleep(wait);
        // SIGKILL on Unix.
        let killed = child.kill();
        let _ = child.wait();
        killed
    });
    let mut line = String::new();
    loop {
        line.clear();
        match drive.output.read_line(&mut line) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        // A line that was cut by the kill acknowledges nothing.
        let Ok(answer) = serde_json::from_str::<Value>(&line) else {
            break;
        };
        match (answer["id"].as_u64(), answer.get("ok")) {
            (Some(n), Some(_)) => {
                if !hasty {
                    known.acknowledged.push(format!("n{n}"));
                }
            }
            _ => return Err(format!("process {pid}: {answer}")),
        }
    }
    let _ = done.send(());
    let _ = killer.join();
    let sent = writer
        .join()
        .map_err(|_| "the writer panicked".to_owned())?;
    if hasty {
        known
            .acknowledged
            .extend((first..sent).map(|n| format!("n{n}")));
    }
    known.sent = sent;
    Ok(())
}

/// Opens the store again and compares. Gives what is lost and what is there twice or unasked.
fn compare(linli: &Path, dir: &Path, known: &Known) -> Result<(usize, usize), String> {
    let mut drive = Drive::start(linli, dir)?;
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let mut request = json!({"id": 1, "op": "list_visits", "limit": 500});
        if !after.is_null() {
            request["after"] = after;
        }
        let page = drive.ask(&request)?;
        for visit in page["visits"].as_array().ok_or("no visits")? {
            *seen
                .entry(visit["note"].as_str().unwrap_or_default().to_owned())
                .or_default() += 1;
        }
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    drive.end()?;
    let lost = known
        .acknowledged
        .iter()
        .filter(|note| !seen.contains_key(*note))
        .count();
    let doubled = seen.values().filter(|times| **times > 1).count();
    Ok((lost, doubled))
}

/// Runs it; each run is one kill.
#[must_use]
pub fn program(budget: Budget, linli: &Path) -> Row {
    let mut row = Row::new("T4");
    let mut meter = Meter::start(budget);
    let mut store: Option<(tempfile::TempDir, Known)> = None;
    let (mut lost, mut doubled, mut acknowledged) = (0, 0, 0);
    while let Some(seed) = meter.next_seed() {
        let mut dice = Dice::new(seed);
        if row.runs.is_multiple_of(KILLS_PER_STORE) {
            store = None;
        }
        row.runs += 1;
        let result = match &mut store {
            Some(_) => Ok(()),
            None => {
                let folder = scratch::folder();
                let result = found(linli, folder.path());
                store = Some((folder, Known::default()));
                result
            }
        };
        let Some((folder, known)) = &mut store else {
            break;
        };
        let before = known.acknowledged.len();
        let result = result
            .and_then(|()| stream(linli, folder.path(), &mut dice, known, false))
            .and_then(|()| compare(linli, folder.path(), known));
        acknowledged += known.acknowledged.len() - before;
        row.fault("killed");
        match result {
            Ok((0, 0)) => {}
            Ok((gone, twice)) => {
                lost += gone;
                doubled += twice;
                row.violation(
                    seed,
                    format!("{gone} acknowledged visits lost, {twice} doubled"),
                );
            }
            Err(what) => {
                store = None;
                row.violation(seed, what);
            }
        }
    }
    row.planted = 1;
    row.planted_found = u64::from((0..8).any(|n| hasty(linli, budget.seed.wrapping_add(n))));
    row.counts.push(format!(
        "{} kills, {acknowledged} acknowledged, {lost} lost, {doubled} doubled",
        row.runs
    ));
    row.seconds = meter.seconds();
    row
}

/// The planted bug: a client that takes a save for done as soon as it is sent.
fn hasty(linli: &Path, seed: u64) -> bool {
    let folder = scratch::folder();
    let mut known = Known::default();
    let result = found(linli, folder.path())
        .and_then(|()| stream(linli, folder.path(), &mut Dice::new(seed), &mut known, true))
        .and_then(|()| compare(linli, folder.path(), &known));
    matches!(result, Ok((lost, _)) if lost > 0)
}
