//! Killed with SIGKILL in the middle of a stream of saves, a store reopens with every acknowledged visit, none doubled.
//! Prints its counts and the seed; `LINLI_KILL_SEED` replays the moments, as far as a machine repeats itself.

use super::outside::{Drive, doors, register};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const KILLS: u64 = 100;
const DOORS: usize = 24;
/// Requests written at once in each round; a round is killed long before they are all served, or just after.
const STREAM: u64 = 400;
const OUTCOMES: [&str; 6] = [
    "home",
    "not_home",
    "refused",
    "moved",
    "vacant",
    "stairwell_locked",
];

/// A small generator: the test must not depend on anybody's.
struct Moments(u64);

impl Moments {
    fn below(&mut self, limit: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

fn seed() -> u64 {
    let given = std::env::var("LINLI_KILL_SEED").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(1, |now| now.as_secs())
    })
}

/// A visit of a round; its note tells it from every other.
struct Sent {
    note: String,
    door: String,
    outcome: &'static str,
}

fn sent(doors: &[String], round: u64, number: u64) -> Sent {
    let at = usize::try_from(number).expect("small");
    Sent {
        note: format!("round {round} visit {number}"),
        door: doors[at % doors.len()].clone(),
        outcome: OUTCOMES[at % OUTCOMES.len()],
    }
}

/// The newest visits by note: at most `pages` of 500. A note seen twice is a doubled visit.
fn stored(drive: &mut Drive, pages: usize) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut after = Value::Null;
    for _ in 0..pages {
        let page = drive.ok("list_visits", json!({ "limit": 500, "after": after }));
        for visit in page["visits"].as_array().expect("a list") {
            let note = visit["note"].as_str().expect("whole").to_owned();
            let twice = found.insert(note.clone(), visit.clone());
            assert!(twice.is_none(), "doubled: {note}");
        }
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    found
}

/// Every acknowledged visit is there as it was sent; every other one is whole or absent.
fn check(
    found: &BTreeMap<String, Value>,
    acknowledged: &BTreeMap<String, String>,
    doors: &[String],
) {
    for (note, visit) in acknowledged {
        let stored = found.get(note);
        let stored = stored.unwrap_or_else(|| panic!("acknowledged and lost: {note}"));
        assert_eq!(
            &stored["visit"], visit,
            "another record took its place: {note}"
        );
    }
    for (note, visit) in found {
        let numbers: Vec<u64> = note
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        let [round, number] = numbers[..] else {
            panic!("nobody sent {note}");
        };
        let sent = sent(doors, round, number);
        assert_eq!(visit["household"], sent.door, "{note}");
        assert_eq!(visit["outcome"], sent.outcome, "{note}");
        assert_eq!(visit["withdrawn"], false, "{note}");
    }
}

#[test]
fn a_hundred_kills_lose_no_acknowledged_visit_and_double_none() {
    let seed = seed();
    println!("kill: seed {seed}");
    let mut moments = Moments(seed);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("register.csv"), register(DOORS)).expect("written");
    let doors = doors(DOORS);
    let mut office = Drive::start(folder.path(), "office", &[]);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    office.ok("import_register", json!({ "file": "register.csv" }));
    office.end();

    let began = Instant::now();
    let (mut acknowledged_in_all, mut unacknowledged_but_kept, mut opened_late) = (0, 0, 0);
    let mut everything = BTreeMap::new();
    let mut last = BTreeMap::new();
    for round in 0..=KILLS {
        let mut drive = Drive::start(folder.path(), "office", &[]);
        // The last round's visits are the newest; all of them every twentieth time.
        let all = round % 20 == 0;
        let found = stored(&mut drive, if all { usize::MAX } else { 1 });
        check(&found, if all { &everything } else { &last }, &doors);
        if round > 0 {
            let mark = format!("round {} ", round - 1);
            let kept = found.keys().filter(|note| note.starts_with(&mark)).count();
            unacknowledged_but_kept += kept - last.len();
        }
        if round == KILLS {
            let report = drive.ok("verify", json!({}));
            assert_eq!(report["failures"], json!([]));
            drive.end();
            break;
        }

        let mut input = drive.take_input();
        let lines: String = (0..STREAM)
            .map(|number| {
                let visit = sent(&doors, round, number);
                let request = json!({
                    "id": visit.note, "op": "record_visit", "household": visit.door,
                    "outcome": visit.outcome, "note": visit.note,
                });
                format!("{request}\n")
            })
            .collect();
        let writer = std::thread::spawn(move || {
            // It dies in the middle of reading this.
            let _ = input.write_all(lines.as_bytes());
            input
        });
        std::thread::sleep(Duration::from_micros(moments.below(100_000)));
        drive.kill();
        last.clear();
        while let Some(answer) = drive.answer() {
            let note = answer["id"].as_str().expect("the id is echoed").to_owned();
            let visit = answer["ok"]["visit"].as_str();
            let visit = visit.unwrap_or_else(|| panic!("refused: {answer}"));
            last.insert(note, visit.to_owned());
        }
        drop(writer.join());
        drive.reap();
        opened_late += u64::from(last.is_empty());
        acknowledged_in_all += last.len();
        everything.extend(last.clone());
    }
    println!(
        "kill: {KILLS} kills in {:.1} s, {acknowledged_in_all} acknowledged, lost 0, doubled 0, \
         {unacknowledged_but_kept} kept unacknowledged, {opened_late} rounds without an answer",
        began.elapsed().as_secs_f64()
    );
    assert!(
        acknowledged_in_all > 0,
        "every round was killed before its first answer"
    );
}
