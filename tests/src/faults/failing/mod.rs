//! T5: the disk fails. An unmodified `linli drive` works while the n-th call to the disk is answered by an error, or every
//! call from the n-th on until the fault is lifted: no room, I/O errors, no file handles, writes that do half. It never
//! panics, what it answers is true and says what is the matter, and it goes on once the disk does.

mod run;

use super::errands::{Errand, STORE};
use super::preload::{Orders, Preload};
use super::survey;
use super::{Budget, Meter, Row, side_by_side};
use crate::scratch;
use linli_core::records::testing::Dice;
use run::Run;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

/// Errands while the disk may fail. Enough for a founding, an import and every kind of work after a fault at the start.
const UNDER_FAULT: usize = 14;
/// Errands afterwards, all of which must be done.
const AFTER: usize = 6;
/// Strides through all points: every one comes once, and neighbours far apart.
const STRIDE: u64 = 7_919;

/// Faults by their names in `preload/disk.c`, and what may be said of each. A disk that is full just once may have room
/// again when it is asked what the matter is: then nobody knows better than `io`.
const KINDS: [(&str, &[&str]); 5] = [
    ("enospc", &["disk_full", "file_unwritable"]),
    (
        "eio",
        &[
            "io",
            "file_unwritable",
            "file_unreadable",
            "file_not_readable",
        ],
    ),
    (
        "emfile",
        &[
            "io",
            "file_unwritable",
            "file_unreadable",
            "file_not_readable",
        ],
    ),
    (
        "enfile",
        &[
            "io",
            "file_unwritable",
            "file_unreadable",
            "file_not_readable",
        ],
    ),
    ("short", &[]),
];

/// Disks that hold so and so much: a founding takes some 400 kB, and the errands twice that.
const ROOM: &str = "room";
const ROOMS: u64 = 100;
const ROOM_STEP: u64 = 10_000;
/// Bytes that the store keeps for a full disk.
const BALLAST: &str = "65536";

/// One fault.
#[derive(Debug, Clone)]
struct Point {
    kind: &'static str,
    n: u64,
    lasting: bool,
    may_say: &'static [&'static str],
}

impl Point {
    const fn how(&self) -> &'static str {
        if self.lasting { "until" } else { "once" }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.lasting) {
            (ROOM, _) => write!(f, "room for {} bytes", self.n),
            (kind, true) => write!(f, "{kind} from call {} on", self.n),
            (kind, false) => write!(f, "{kind} at call {}", self.n),
        }
    }
}

/// A bug planted around the unmodified tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plant {
    /// A client that takes an error for "saved".
    Deaf,
    /// A disk that says yes and writes nothing.
    Lying,
}

/// Fault that a run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Panic,
    Acknowledgement,
    Code,
    NotRecovered,
}

impl Wrong {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Panic, "panics"),
        (Self::Acknowledgement, "wrong acknowledgements"),
        (Self::Code, "wrong codes"),
        (Self::NotRecovered, "not recovered"),
    ];
}

#[derive(Default)]
struct Found {
    said: BTreeMap<String, u64>,
    acknowledged: u64,
    unharmed: u64,
    wrong: Vec<(Wrong, String)>,
}

/// Runs it; each run is one fault.
#[must_use]
pub fn program(budget: Budget, linli: &Path, preload: &Preload) -> Row {
    let mut row = Row::new("T5");
    let mut meter = Meter::start(budget);
    let bench = Bench { linli, preload };
    let points = match bench.points() {
        Ok(points) => points,
        Err(what) => {
            row.violation(budget.seed, what);
            return row;
        }
    };
    let mut all = Found::default();
    let mut wrong: BTreeMap<Wrong, u64> = BTreeMap::new();
    let point = |seed: u64| &points[(seed.wrapping_mul(STRIDE) % points.len() as u64) as usize];
    let runs = side_by_side(&mut meter, |seed| bench.run(point(seed), seed, None));
    for (seed, (found, ended)) in runs {
        row.runs += 1;
        let point = point(seed);
        row.fault(&format!("{}_{}", point.kind, point.how()));
        if let Err(what) = ended {
            row.violation(seed, what);
        }
        for (kind, what) in &found.wrong {
            *wrong.entry(*kind).or_default() += 1;
            row.violation(seed, format!("{point}: {what}"));
        }
        all.acknowledged += found.acknowledged;
        all.unharmed += u64::from(found.said.is_empty());
        for (code, times) in found.said {
            *all.said.entry(code).or_default() += times;
        }
    }
    let counts = Wrong::ALL
        .map(|(kind, words)| format!("{words} {}", wrong.get(&kind).copied().unwrap_or_default()));
    row.counts.push(format!(
        "{} of {} points, {} acknowledged, {} not harmed at all: {}",
        row.runs,
        points.len(),
        all.acknowledged,
        all.unharmed,
        counts.join(", ")
    ));
    let said: Vec<String> = all
        .said
        .iter()
        .map(|(code, times)| format!("{code} {times}"))
        .collect();
    row.counts.push(format!("said: {}", said.join(", ")));
    // The middle of a run: a store that could not even be made has nothing to lose.
    let writes = points.iter().filter(|point| point.kind == "enospc");
    let writes = writes.map(|point| point.n).max().unwrap_or_default();
    for plant in [Plant::Deaf, Plant::Lying] {
        row.planted += 1;
        let hit = (0..40).find(|n| {
            let point = Point {
                kind: if plant == Plant::Deaf {
                    "enospc"
                } else {
                    "lie"
                },
                n: writes / 3 + n * (writes / 80).max(1),
                lasting: plant == Plant::Lying,
                may_say: KINDS[0].1,
            };
            let seed = budget.seed.wrapping_add(*n);
            // A disk that lies may also keep the tool from working at all.
            let (found, _) = bench.run(&point, seed, Some(plant));
            let lost = |(kind, _): &(Wrong, String)| *kind == Wrong::Acknowledgement;
            found.wrong.iter().any(lost)
        });
        match hit {
            Some(n) => {
                row.planted_found += 1;
                row.counts
                    .push(format!("planted {plant:?}: found after {} points", n + 1));
            }
            None => row.notes.push(format!("planted {plant:?}: not found")),
        }
    }
    row.seconds = meter.seconds();
    row
}

/// The bench that runs points.
struct Bench<'a> {
    linli: &'a Path,
    preload: &'a Preload,
}

impl Bench<'_> {
    /// Every call that a fault can hit, as a run without faults counts them.
    fn points(&self) -> Result<Vec<Point>, String> {
        let folder = scratch::folder();
        let count = folder.path().join("count");
        let orders = Orders {
            count: Some(count.clone()),
            ..Orders::default()
        };
        let mut run = Run::new(self, folder.path(), orders, Dice::new(0))?;
        let mut found = Found::default();
        run.under_fault(&[], &mut found)?;
        run.end(false, &mut found)?;
        if !found.said.is_empty() {
            return Err(format!("without a fault it said {:?}", found.said));
        }
        let text = fs::read_to_string(&count).map_err(|e| {
            format!("the library counted nothing ({e}): is linli linked statically?")
        })?;
        let mut points = Vec::new();
        for (kind, may_say) in KINDS {
            let calls: u64 = text
                .lines()
                .filter_map(|line| line.split_once(' '))
                .find(|(name, _)| *name == kind)
                .and_then(|(_, calls)| calls.parse().ok())
                .ok_or_else(|| format!("{kind} was not counted"))?;
            for n in 1..=calls {
                points.extend([false, true].map(|lasting| Point {
                    kind,
                    n,
                    lasting,
                    may_say,
                }));
            }
        }
        points.extend((1..=ROOMS).map(|n| Point {
            kind: ROOM,
            n: n * ROOM_STEP,
            lasting: true,
            may_say: &["disk_full", "file_unwritable"],
        }));
        Ok(points)
    }

    /// Plays one fault, and looks at everything afterwards.
    fn run(&self, point: &Point, seed: u64, plant: Option<Plant>) -> (Found, Result<(), String>) {
        let mut found = Found::default();
        let ended = self.play(point, seed, plant, &mut found);
        (found, ended)
    }

    fn play(
        &self,
        point: &Point,
        seed: u64,
        plant: Option<Plant>,
        found: &mut Found,
    ) -> Result<(), String> {
        let folder = scratch::folder();
        let orders = Orders {
            fault: Some(format!("{} {} {}", point.kind, point.n, point.how())),
            lift: Some(folder.path().join("lifted")),
            ..Orders::default()
        };
        let mut dice = Dice::new(seed);
        let killed = dice.below(2) == 0;
        let mut run = Run::new(self, folder.path(), orders, dice)?;
        run.deaf = plant == Some(Plant::Deaf);
        let mut may_say = point.may_say.to_vec();
        if point.kind == "enospc" && !point.lasting {
            may_say.push("io");
        }
        run.under_fault(&may_say, found)?;
        fs::write(folder.path().join("lifted"), b"").map_err(|e| e.to_string())?;
        run.afterwards(found)?;
        run.end(killed, found)?;
        // A refused errand has left nothing; unless the process died before it could write anything over it.
        let may: &[Errand] = if killed { &run.refused } else { &[] };
        let seen = survey::read(&run.root.join(STORE));
        for (harm, what) in survey::judge(&seen, &run.known, may) {
            found
                .wrong
                .push((Wrong::Acknowledgement, format!("{}: {what}", harm.words())));
        }
        Ok(())
    }
}
