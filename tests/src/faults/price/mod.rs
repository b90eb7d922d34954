//! T12, the price list: what a caller costs follows what he sent. Every kind of record, roster entry and request, n and
//! 2n, in every order, at a real phone store and a real hub process, at opening too.

mod drawing;
mod entries;
mod measure;
mod roster;
mod serving;
mod stage;
mod strain;
mod taking;
mod uploads;
mod visitors;
mod work;

pub use drawing::{DRAW, draw};
pub use taking::{WORD, take};
pub use visitors::{VISITORS, visit};

use super::{Budget, Meter, Row, held};
use linli_core::roster::RawEntry;
use linli_core::sync::{BODY_BYTES, seal_bytes, weight};
use measure::Cost;
use serving::Served;
use stage::Stage;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use strain::Strain;
use taking::Taken;
use work::{Case, Order, Sort, Work};

/// Twice the work may cost so many times as much.
const MOST: f64 = 2.3;
/// A case is a violation beyond this: what is quadratic costs four times as much, and between the two lies the noise of a clock
/// that ticks a hundred times a second.
const BEYOND_NOISE: f64 = 3.0;
/// Most memory over rest that a phone may take, in KiB.
const MOST_PHONE: f64 = 64.0 * 1024.0;
/// Most memory over rest that a hub may take, in KiB.
const MOST_HUB: f64 = 200.0 * 1024.0;
/// An honest phone's day at a hub under strain takes at most so many times as long as at a quiet one.
const MOST_DAYS: f64 = 2.0;
/// In a short run, on a machine that does other work: a hub that strangers can stop takes thirty times as long.
const MOST_DAYS_IN_SHORT: f64 = 10.0;
/// Times that a strain is tried before its slowness is believed.
const STRAINS: usize = 3;
/// Times that a case is measured once more before it is believed to cost too much: noise only ever adds.
const AGAIN: usize = 5;

/// One size of one case.
#[derive(Debug, Clone, Copy, Default)]
struct Price {
    phone: Taken,
    hub: Served,
    bundle: u64,
}

impl Price {
    fn least(self, other: Self) -> Self {
        Self {
            phone: Taken {
                receive: self.phone.receive.least(other.phone.receive),
                open: self.phone.open.least(other.phone.open),
                ..other.phone
            },
            hub: Served {
                serve: self.hub.serve.least(other.hub.serve),
                open: self.hub.open.least(other.hub.open),
                ..other.hub
            },
            bundle: other.bundle,
        }
    }

    /// Where it was paid, and how much.
    fn costs(self, empty: Self) -> [(&'static str, Cost); 4] {
        [
            ("phone", self.phone.receive),
            ("phone opening", self.phone.open.without(empty.phone.open)),
            ("hub", self.hub.serve),
            ("hub opening", self.hub.open.without(empty.hub.open)),
        ]
    }
}

/// A bug that is there on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// None.
    Nothing,
    /// A phone that reads the whole bundle again for each record.
    ReadsAgain,
    /// A phone that keeps a copy of the bundle for each record.
    Keeps,
    /// A phone that looks through all it has with every page that it draws.
    LooksAgain,
}

impl Planted {
    const fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::ReadsAgain => "reads-again",
            Self::Keeps => "keeps",
            Self::LooksAgain => "looks-again",
        }
    }

    /// The bug of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        [Self::ReadsAgain, Self::Keeps, Self::LooksAgain]
            .into_iter()
            .find(|planted| planted.word() == word)
            .unwrap_or(Self::Nothing)
    }
}

fn phone(stage: &Stage, bundle: &[u8], planted: Planted) -> Result<Taken, String> {
    let store = stage.office()?;
    let file = store.with_extension("bundle");
    std::fs::write(&file, bundle).map_err(|e| e.to_string())?;
    let taken = taking::elsewhere(WORD, &store, file.as_os_str(), planted)?;
    std::fs::remove_dir_all(&store).map_err(|e| e.to_string())?;
    std::fs::remove_file(&file).map_err(|e| e.to_string())?;
    Ok(taken)
}

fn price(stage: &Stage, case: Case, count: usize, planted: Planted) -> Result<Price, String> {
    let work = case.work(stage, count)?;
    if case.sort == Sort::Drawn {
        return Ok(Price {
            phone: drawing::drawn(stage, &work, planted)?,
            hub: Served::default(),
            bundle: work.records.iter().map(weight).sum::<usize>() as u64,
        });
    }
    let bundle = work.sealed(stage)?;
    let taken = match case.sort {
        Sort::Uploads(_) => Taken::default(),
        _ => phone(stage, &bundle, planted)?,
    };
    let hub = match planted {
        Planted::Nothing => serving::serve(stage, &work)?,
        _ => Served::default(),
    };
    Ok(Price {
        phone: taken,
        hub,
        bundle: bundle.len() as u64,
    })
}

/// What a case showed.
#[derive(Default)]
struct Finding {
    /// The worst ratio of working time, and where.
    cpu: Option<(f64, String)>,
    /// The worst ratio of memory, and where.
    kib: Option<(f64, String)>,
    /// Bytes stored for a byte received, at phone and hub.
    stored: f64,
    /// Most memory at phone and hub, in KiB.
    most: [f64; 2],
    wrong: Vec<String>,
}

fn ratios(name: &str, one: Price, two: Price, empty: Price) -> Finding {
    let mut finding = Finding::default();
    let worse = |held: &mut Option<(f64, String)>, ratio: Option<f64>, at: String| {
        if let Some(ratio) = ratio
            && held.as_ref().is_none_or(|(worst, _)| ratio > *worst)
        {
            *held = Some((ratio, at));
        }
    };
    for ((place, once), (_, twice)) in one.costs(empty).into_iter().zip(two.costs(empty)) {
        let cpu = format!("{name}, {place}: {:.0} → {:.0} ms", once.cpu, twice.cpu);
        worse(&mut finding.cpu, once.cpu_ratio(twice), cpu);
        let kib = format!(
            "{name}, {place}: {:.0} → {:.0} MiB",
            once.kib / 1024.0,
            twice.kib / 1024.0
        );
        worse(&mut finding.kib, once.kib_ratio(twice), kib);
    }
    let more = |stored: u64, before: u64, received: u64| {
        stored.saturating_sub(before) as f64 / received.max(1) as f64
    };
    finding.stored = more(two.phone.stored, empty.phone.stored, two.bundle).max(more(
        two.hub.stored,
        empty.hub.stored,
        two.hub.received,
    ));
    finding.most = [two.phone.receive.kib, two.hub.serve.kib];
    finding
}

impl Finding {
    fn words(&self) -> impl Iterator<Item = String> {
        let both = self.cpu.iter().chain(&self.kib);
        both.map(|(ratio, at)| format!("{at}: × {ratio:.2}"))
    }

    fn is_dear(&self) -> bool {
        let over = |ratio: &Option<(f64, String)>| ratio.as_ref().is_some_and(|(r, _)| *r > MOST);
        over(&self.cpu) || over(&self.kib)
    }
}

fn judge(stage: &Stage, case: Case, scale: usize, empty: Price, planted: Planted) -> Finding {
    // A bug that is there on purpose is not to be excused.
    let again = match planted {
        Planted::Nothing => AGAIN,
        _ => 0,
    };
    let both = |scale: usize| {
        let at = |times: usize| price(stage, case, case.size() * scale * times, planted);
        Ok::<_, String>((at(1)?, at(2)?))
    };
    let name = case.name();
    let found = both(scale).and_then(|(mut one, mut two)| {
        let mut finding = ratios(&name, one, two, empty);
        for n in 0..again {
            if !finding.is_dear() {
                break;
            }
            // What grows too fast does so all the more with more pieces; a tick of the clock, or the page at which a log is
            // moved into the database, weighs less there.
            if n == again / 2 && case.may_grow() {
                (one, two) = both(2 * scale)?;
            } else {
                let grown = if n > again / 2 && case.may_grow() {
                    2
                } else {
                    1
                };
                let (once, twice) = both(grown * scale)?;
                (one, two) = (one.least(once), two.least(twice));
            }
            finding = ratios(&name, one, two, empty);
        }
        Ok(finding)
    });
    let mut finding = found.unwrap_or_else(|what| Finding {
        wrong: vec![format!("{name}: {what}")],
        ..Finding::default()
    });
    for (ratio, at) in finding.cpu.iter().chain(&finding.kib) {
        if *ratio > BEYOND_NOISE {
            finding.wrong.push(format!("{at}: × {ratio:.2}"));
        }
    }
    for (kib, most, place) in [
        (finding.most[0], MOST_PHONE, "phone"),
        (finding.most[1], MOST_HUB, "hub"),
    ] {
        if kib > most {
            finding
                .wrong
                .push(format!("{name}: {place} took {:.0} MiB", kib / 1024.0));
        }
    }
    finding
}

/// A hub under strain (T9): all of it at once; each kind by itself in the long run, or where the number of runs is given.
/// Memory over rest stays below 200 MiB, and an honest phone's day takes at most twice as long as at a quiet hub. The program
/// that calls this starts itself as the visitors ([`VISITORS`]).
pub fn strains(budget: Budget, hub: &Path, row: &mut Row) {
    let meter = Meter::start(budget);
    let stage = match Stage::found(hub, budget.seed) {
        Ok(stage) => stage,
        Err(what) => return row.violation(budget.seed, what),
    };
    let kinds = Strain::ALL
        .into_iter()
        .filter(|kind| budget.runs.is_some() || budget.long || *kind == Strain::Everything);
    for kind in kinds {
        row.fault("strains");
        let mut words = Vec::new();
        let mut served = false;
        // Days are measured by the clock on the wall: what other work on this machine adds is measured again.
        for _ in 0..STRAINS {
            let both = strain::strain(&stage, Strain::Quiet)
                .and_then(|quiet| Ok((quiet, strain::strain(&stage, kind)?)));
            let (quiet, strained) = match both {
                Ok(both) => both,
                Err(what) => {
                    words.push(what);
                    continue;
                }
            };
            let times = strained.day / f64::max(quiet.day, 1.0);
            words.push(format!(
                "{}, {:.0} ms where nobody else came (× {times:.1})",
                strained.words, quiet.day
            ));
            words.extend(strained.wrong);
            if strained.kib > MOST_HUB {
                row.violation(budget.seed, strained.words);
            }
            let most = if budget.long {
                MOST_DAYS
            } else {
                MOST_DAYS_IN_SHORT
            };
            served = times <= most && strained.day > 0.0;
            if served {
                break;
            }
        }
        if let (false, Some(last)) = (served, words.last()) {
            row.violation(budget.seed, last.clone());
        }
        row.counts.extend(words.pop());
    }
    row.seconds += meter.seconds();
}

/// Most memory of a phone that is handed a page of empty roster entries, sealed by somebody unknown: in KiB.
fn bomb(stage: &Stage) -> Result<f64, String> {
    let mut answer = stage.stranger.answer(Vec::new());
    let empty = RawEntry {
        bytes: Vec::new(),
        signatures: Vec::new(),
        names: None,
    };
    answer.roster = vec![empty; (BODY_BYTES - 1_024) / 3];
    let random = crate::phone::TestRandom::new(8);
    let sealed = seal_bytes(&answer.to_bytes(), &stage.receiver, random.as_ref());
    let sealed = sealed.map_err(|e| e.to_string())?;
    Ok(phone(stage, &sealed, Planted::Nothing)?.receive.kib)
}

/// Whether the bugs that are there on purpose are found.
fn planted_found(stage: &Stage, empty: Price) -> [bool; 3] {
    let case = Case {
        sort: Sort::Records(0),
        order: Order::Straight,
    };
    let drawn = Case {
        sort: Sort::Drawn,
        order: Order::Straight,
    };
    let found = |planted| judge(stage, case, 1, empty, planted);
    let over = |ratio: Option<(f64, String)>| ratio.is_some_and(|(ratio, _)| ratio > MOST);
    [
        over(found(Planted::ReadsAgain).cpu),
        over(found(Planted::Keeps).kib),
        over(judge(stage, drawn, 1, empty, Planted::LooksAgain).cpu),
    ]
}

/// The worst of all cases.
#[derive(Default)]
struct Worst {
    cpu: Option<(f64, String)>,
    kib: Option<(f64, String)>,
    stored: (f64, String),
    most: [f64; 2],
}

impl Worst {
    fn add(&mut self, name: String, finding: &Finding) {
        let worse = |held: &mut Option<(f64, String)>, other: &Option<(f64, String)>| {
            if let Some((ratio, _)) = other
                && held.as_ref().is_none_or(|(worst, _)| ratio > worst)
            {
                held.clone_from(other);
            }
        };
        worse(&mut self.cpu, &finding.cpu);
        worse(&mut self.kib, &finding.kib);
        if finding.stored > self.stored.0 {
            self.stored = (finding.stored, name);
        }
        for (most, other) in self.most.iter_mut().zip(finding.most) {
            *most = most.max(other);
        }
    }

    fn words(&self) -> Vec<String> {
        let shown = |what: &str, worst: &Option<(f64, String)>| match worst {
            Some((ratio, at)) => format!("worst {what} ratio {ratio:.2} ({at})"),
            None => format!("no {what} above the floor"),
        };
        vec![
            shown("CPU", &self.cpu),
            shown("memory", &self.kib),
            format!(
                "worst bytes stored per byte received {:.1} ({})",
                self.stored.0, self.stored.1
            ),
            format!(
                "most memory over rest: phone {:.0} MiB, hub {:.0} MiB",
                self.most[0] / 1024.0,
                self.most[1] / 1024.0
            ),
        ]
    }
}

/// Runs it: every case in the long run; else as many of a sample as there is time for, another one for each seed. Where their
/// number is given, so many of all; of one kind by a part of its name, with its own figures.
#[must_use]
pub fn program(budget: Budget, hub: &Path, kind: Option<&str>) -> Row {
    let mut row = Row::new("T12");
    let mut meter = Meter::start(budget);
    let stage = match Stage::found(hub, budget.seed) {
        Ok(stage) => stage,
        Err(what) => {
            row.violation(budget.seed, what);
            return row;
        }
    };
    let nothing = || {
        Ok::<_, String>(Price {
            phone: phone(&stage, &[], Planted::Nothing)?,
            hub: serving::serve(&stage, &Work::default())?,
            bundle: 0,
        })
    };
    let empty = match nothing().and_then(|one| Ok(one.least(nothing()?))) {
        Ok(empty) => empty,
        Err(what) => {
            row.violation(budget.seed, what);
            return row;
        }
    };
    let mut cases = if budget.long || budget.runs.is_some() {
        Case::all()
    } else {
        Case::sample(budget.seed)
    };
    if let Some(kind) = kind {
        cases.retain(|case| case.name().contains(kind));
    }
    // More pieces where there is time: the sizes of the short run miss what grows late.
    let scale = if budget.long { 2 } else { 1 };
    let next = AtomicUsize::new(0);
    let shared = Mutex::new((&mut meter, Worst::default(), Vec::new(), Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    if held(&shared).0.next_seed().is_none() && !budget.long {
                        return;
                    }
                    let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) else {
                        return;
                    };
                    let finding = judge(&stage, *case, scale, empty, Planted::Nothing);
                    let mut held = held(&shared);
                    held.1.add(case.name(), &finding);
                    if kind.is_some() {
                        held.3.extend(finding.words());
                    }
                    held.2.push((*case, finding.wrong));
                }
            });
        }
    });
    let (_, worst, done, words) = shared
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    row.runs = done.len() as u64;
    row.counts.push(format!(
        "{} of {} kinds and orders",
        done.len(),
        Case::all().len()
    ));
    row.counts.extend(worst.words());
    row.counts.extend(words);
    for (case, wrong) in done {
        row.fault(match case.sort {
            Sort::Records(_) => "records",
            Sort::Drawn => "drawn",
            Sort::Entries(_) => "roster_entries",
            Sort::Admissions | Sort::Narrowings => "requests",
            Sort::Uploads(_) => "uploads",
        });
        for what in wrong {
            row.violation(budget.seed, what);
        }
    }
    match bomb(&stage) {
        Ok(kib) => {
            let words = format!("a bundle of empty entries: phone {:.0} MiB", kib / 1024.0);
            if kib > MOST_PHONE {
                row.violation(budget.seed, words.clone());
            }
            row.counts.push(words);
        }
        Err(what) => row.violation(budget.seed, what),
    }
    let found = planted_found(&stage, empty);
    row.planted = found.len() as u64;
    row.planted_found = found.into_iter().map(u64::from).sum();
    row.seconds = meter.seconds();
    row
}
