//! T2: the power fails. Everything that an unmodified `linli drive` does to the disk is recorded; then the disk is rebuilt
//! as a power cut may leave it at any moment, and the store on it is opened. Every acknowledged visit is there, no half
//! transaction is, and nothing is twice. Work goes on from one of the rebuilt disks, until the power fails again.

mod disk;
mod recording;
mod session;

use super::errands::{self, Errand, Ledger, REGISTER, STORE};
use super::preload::Preload;
use super::survey::{self, Harm, Seen};
use super::{Budget, Meter, Row, side_by_side};
use crate::scratch;
use disk::{Disk, Fate, Image};
use linli_core::records::testing::Dice;
use recording::Event;
use serde_json::Value;
use session::{Recorded, Session};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// Power cuts that one store goes through.
const GENERATIONS: usize = 3;
/// Disks rebuilt from each of its lives; in every eighth run, one at every moment.
const STATES: usize = 60;
/// Stores in which a planted bug gets to show itself.
const TRIES: u64 = 6;

/// A bug planted around the unmodified core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plant {
    /// No sync does anything: `synchronous=OFF`.
    NoSync,
    /// The log is not synced: `synchronous=NORMAL`.
    NoLogSync,
    /// Folders are not synced.
    NoFolderSync,
    /// A client that takes whatever it sent for acknowledged.
    Hasty,
    /// A client that sends everything once more after a restart.
    Retrying,
    /// A disk that loses a sector now and then that it had promised to keep.
    Rotten,
}

impl Plant {
    const ALL: [Self; 6] = [
        Self::NoSync,
        Self::NoLogSync,
        Self::NoFolderSync,
        Self::Hasty,
        Self::Retrying,
        Self::Rotten,
    ];

    const fn swallows(self) -> Option<&'static str> {
        match self {
            Self::NoSync => Some("all"),
            Self::NoLogSync => Some("wal"),
            Self::NoFolderSync => Some("folder"),
            Self::Hasty | Self::Retrying | Self::Rotten => None,
        }
    }

    /// The harm that it does.
    const fn harm(self) -> Harm {
        match self {
            Self::NoSync | Self::NoLogSync | Self::NoFolderSync | Self::Hasty => Harm::Lost,
            Self::Retrying => Harm::Doubled,
            Self::Rotten => Harm::Corrupt,
        }
    }
}

/// Findings of a run.
#[derive(Default)]
struct Found {
    states: u64,
    opened: u64,
    events: u64,
    acknowledged: u64,
    fates: BTreeMap<&'static str, u64>,
    harm: BTreeMap<Harm, u64>,
    notes: Vec<String>,
}

impl Found {
    fn add(&mut self, other: Self) {
        self.states += other.states;
        self.opened += other.opened;
        self.events += other.events;
        self.acknowledged += other.acknowledged;
        for (fate, times) in other.fates {
            *self.fates.entry(fate).or_default() += times;
        }
        for (harm, times) in other.harm {
            *self.harm.entry(harm).or_default() += times;
        }
    }
}

/// Runs it; each run is the life of one store.
#[must_use]
pub fn program(budget: Budget, linli: &Path, preload: &Preload) -> Row {
    let mut row = Row::new("T2");
    let mut meter = Meter::start(budget);
    let mut all = Found::default();
    let lives = side_by_side(&mut meter, |seed| {
        Life::new(seed, linli, preload, None).live()
    });
    for (seed, (mut found, ended)) in lives {
        row.runs += 1;
        for note in std::mem::take(&mut found.notes) {
            row.violation(seed, note);
        }
        if let Err(what) = ended {
            row.violation(seed, what);
        }
        all.add(found);
    }
    row.seconds = meter.seconds();
    let harm = Harm::ALL.map(|harm| {
        let times = all.harm.get(&harm).copied().unwrap_or_default();
        format!("{} {times}", harm.words())
    });
    row.counts.push(format!(
        "{} states of {} stores ({} different disks opened, {} events, {} acknowledged): {}; {:.0} states/s",
        all.states,
        row.runs,
        all.opened,
        all.events,
        all.acknowledged,
        harm.join(", "),
        all.states as f64 / row.seconds.max(0.1),
    ));
    for (fate, times) in all.fates {
        row.faults.insert(fate.to_owned(), times);
    }
    for plant in Plant::ALL {
        row.planted += 1;
        let hit = (0..TRIES).find(|n| {
            let seed = budget.seed.wrapping_add(1_000_001 + n);
            // The bug may end a life early.
            let (found, _) = Life::new(seed, linli, preload, Some(plant)).live();
            found.harm.contains_key(&plant.harm())
        });
        match hit {
            Some(n) => {
                row.planted_found += 1;
                row.counts
                    .push(format!("planted {plant:?}: found after {} stores", n + 1));
            }
            None => row
                .notes
                .push(format!("planted {plant:?}: not found in {TRIES} stores")),
        }
    }
    row.seconds = meter.seconds();
    row
}

/// The life of one store.
struct Life<'a> {
    dice: Dice,
    every: bool,
    linli: &'a Path,
    preload: &'a Preload,
    plant: Option<Plant>,
    found: Found,
    base: Image,
    known: Ledger,
    asked: u64,
    seen: BTreeMap<[u8; 32], Result<Seen, String>>,
    scratch: TempDir,
}

impl<'a> Life<'a> {
    fn new(seed: u64, linli: &'a Path, preload: &'a Preload, plant: Option<Plant>) -> Self {
        let register = errands::register().into_bytes();
        Self {
            dice: Dice::new(seed),
            every: seed.is_multiple_of(8),
            linli,
            preload,
            plant,
            found: Found::default(),
            base: BTreeMap::from([(REGISTER.to_owned(), Some(register))]),
            known: Ledger::default(),
            asked: 0,
            seen: BTreeMap::new(),
            scratch: scratch::folder(),
        }
    }

    fn live(mut self) -> (Found, Result<(), String>) {
        let ended = (0..GENERATIONS).try_for_each(|_| self.generation());
        (self.found, ended)
    }

    /// From one power cut to the next.
    fn generation(&mut self) -> Result<(), String> {
        let root = self.scratch.path().join("disk");
        empty(&root)?;
        disk::lay_out(&self.base, &root).map_err(words)?;
        let mut disk = Disk::of(&root).map_err(words)?;
        let sessions = self.work(&root)?;
        let there = disk::read_back(&root).map_err(words)?;
        self.fail(&mut disk, &sessions)?;
        // A write that the library did not see would be lost in every state. (Whoever was killed may have written what he
        // had no time to say.)
        let killed = sessions.iter().any(|one| one.killed);
        match killed || disk.cut(Fate::Kept, &mut self.dice) == there {
            true => Ok(()),
            false => Err("the recording does not lead to what is there".to_owned()),
        }
    }

    /// Lets the tool work in the folder, and records it.
    fn work(&mut self, root: &Path) -> Result<Vec<Recorded>, String> {
        let mut known = self.known.clone();
        let mut sessions = Vec::new();
        for _ in 0..=self.dice.below(2) {
            let mut session = Session::start(self, root)?;
            if self.plant == Some(Plant::Retrying)
                && let Some(note) = known.visits.values().next()
            {
                let again = Errand::Visit { note: note.clone() };
                session.ask(&again, root, &mut known)?;
            }
            for _ in 0..3 + self.dice.below(8) {
                self.asked += 1;
                let errand = Errand::next(&known, self.asked, &mut self.dice);
                session.ask(&errand, root, &mut known)?;
                if errand == Errand::Suspend {
                    session.ask(&Errand::Resume, root, &mut known)?;
                }
            }
            if self.dice.below(2) == 0 {
                self.asked += 1;
                let last = Errand::visit(self.asked, &mut self.dice);
                let wait = Duration::from_micros(self.dice.below(4_000) as u64);
                session.kill(last, root, wait);
            } else {
                session.end()?;
            }
            sessions.push(session.recorded(root)?);
        }
        Ok(sessions)
    }

    /// Cuts the power at moments of what was recorded, and looks at what is left. One such disk is where the store lives
    /// on.
    fn fail(&mut self, disk: &mut Disk, sessions: &[Recorded]) -> Result<(), String> {
        let moments: usize = 1 + sessions.iter().map(|one| one.events.len()).sum::<usize>();
        let mut cuts = vec![0_usize; moments];
        if self.every {
            cuts.fill(1);
        } else {
            // Just before a sync there is most to lose.
            let syncs: Vec<usize> = sessions
                .iter()
                .flat_map(|one| &one.events)
                .enumerate()
                .filter(|(_, event)| matches!(event, Event::Synced { .. }))
                .map(|(moment, _)| moment)
                .collect();
            for n in 0..STATES {
                let moment = match n % 2 {
                    0 if !syncs.is_empty() => syncs[self.dice.below(syncs.len())],
                    _ => self.dice.below(moments),
                };
                cuts[moment] += 1;
            }
        }
        let last = self.dice.below(moments);
        let mut next = None;
        let mut moment = 0;
        let mut must = self.known.clone();
        // Asked of a process that died before it answered: may be there for good, or not.
        let mut open = Vec::new();
        for session in sessions {
            let (mut answered, mut line) = (0, Vec::new());
            for event in &session.events {
                let now = session.asked.get(answered);
                for _ in 0..cuts[moment] {
                    self.look(disk, &must, &open, now);
                }
                if moment == last {
                    next = self.look(disk, &must, &open, now);
                }
                moment += 1;
                self.found.events += 1;
                disk.apply(event)?;
                let Event::Answered { text } = event else {
                    continue;
                };
                line.extend(text);
                while let Some(end) = line.iter().position(|byte| *byte == b'\n') {
                    let rest = line.split_off(end + 1);
                    let answer: Value = serde_json::from_slice(&line).map_err(words)?;
                    line = rest;
                    let errand = session.asked.get(answered).ok_or("an answer too many")?;
                    must.take(errand, &answer["ok"]);
                    answered += 1;
                    self.found.acknowledged += 1;
                }
            }
            open.extend(session.asked[answered..].iter().cloned());
        }
        for _ in 0..cuts[moment] {
            self.look(disk, &must, &open, None);
        }
        if moment == last {
            next = self.look(disk, &must, &open, None);
        }
        let (image, seen) = next.ok_or("the store ends here")?;
        self.base = image;
        self.known = seen.ledger();
        Ok(())
    }

    /// One disk as a power cut leaves it, and what the store on it holds; `None` if it is not as it must be.
    fn look(
        &mut self,
        disk: &Disk,
        must: &Ledger,
        open: &[Errand],
        now: Option<&Errand>,
    ) -> Option<(Image, Seen)> {
        // A planted bug needs to be found but once.
        let planted = self.plant.map(Plant::harm);
        if planted.is_some_and(|harm| self.found.harm.contains_key(&harm)) {
            return None;
        }
        let fate = Fate::ALL[self.dice.below(Fate::ALL.len())];
        let mut image = disk.cut(fate, &mut self.dice);
        if self.plant == Some(Plant::Rotten) {
            self.rot(&mut image);
        }
        self.found.states += 1;
        *self.found.fates.entry(fate.name()).or_default() += 1;
        let seen = self.open(&image);
        let may: Vec<Errand> = open.iter().chain(now).cloned().collect();
        let mut harm = survey::judge(&seen, must, &may);
        if self.plant == Some(Plant::Hasty)
            && let (Ok(seen), Some(Errand::Visit { note })) = (&seen, now)
            && !seen
                .visits
                .iter()
                .any(|(_, there)| there.as_ref() == Some(note))
        {
            harm.push((Harm::Lost, "what was only sent".to_owned()));
        }
        let clean = harm.is_empty();
        for (kind, what) in harm {
            *self.found.harm.entry(kind).or_default() += 1;
            self.found
                .notes
                .push(format!("{}: {}: {what}", fate.name(), kind.words()));
        }
        seen.ok().filter(|_| clean).map(|seen| (image, seen))
    }

    /// Opens a disk; one that was opened before is not opened again.
    fn open(&mut self, image: &Image) -> Result<Seen, String> {
        let mut hash = Sha256::new();
        for (path, content) in image {
            hash.update(path);
            let content = content.as_deref();
            hash.update(
                content
                    .map_or(0, |bytes| bytes.len() as u64 + 1)
                    .to_be_bytes(),
            );
            hash.update(content.unwrap_or_default());
        }
        let hash: [u8; 32] = hash.finalize().into();
        if let Some(seen) = self.seen.get(&hash) {
            return seen.clone();
        }
        self.found.opened += 1;
        let root = self.scratch.path().join("state");
        let seen = empty(&root)
            .and_then(|()| disk::lay_out(image, &root).map_err(words))
            .and_then(|()| survey::read(&root.join(STORE)));
        self.seen.insert(hash, seen.clone());
        seen
    }

    /// The planted disk: a sector that it had promised to keep is gone.
    fn rot(&mut self, image: &mut Image) {
        let mut files: Vec<_> = image
            .values_mut()
            .flatten()
            .filter(|bytes| bytes.len() > 4096)
            .collect();
        let Some(nth) = files.len().checked_sub(1) else {
            return;
        };
        let bytes = &mut files[self.dice.below(nth + 1)];
        let at = self.dice.below(bytes.len() / 512) * 512;
        bytes[at..at + 512].fill(0);
    }
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Makes a folder that holds nothing.
fn empty(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(words)?;
    }
    fs::create_dir_all(folder).map_err(words)
}
