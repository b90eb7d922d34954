//! T6: bits flip in the files of a store. What it shows afterwards is right, or it says that something is wrong; never
//! silently wrong data.

use super::{Budget, Meter, Row, snapshot};
use crate::phone::{KEY, TestClock, TestRandom};
use crate::scratch;
use crate::sim::Template;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::records::testing::Dice;
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey};
use linli_core::workspace::{Error, OpenOptions, VisitDraft, Workspace};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tempfile::TempDir;

/// Visits recorded one by one before the flips.
const COMMITS: usize = 8;

/// A store at rest or in use, and every state it was ever in.
struct Original {
    folder: TempDir,
    file: String,
    states: Vec<String>,
}

fn open(dir: &Path, seed: u64) -> Result<Workspace, Error> {
    Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(KEY),
        ballast: Ballast::NONE,
        clock: TestClock::start(),
        random: TestRandom::new(seed),
    })
}

fn work(template: &Template, settled: bool) -> Result<Original, Error> {
    let home = scratch::folder();
    let folder = scratch::folder();
    let copied =
        |from: &Path, to: &Path| scratch::copy_store(from, to, None).expect("files can be copied");
    copied(&template.folder(1), home.path());
    let phone = open(home.path(), 5)?;
    let mut states = vec![snapshot::of(&phone)?];
    for n in 0..COMMITS {
        let mut draft = VisitDraft::new(
            format!("1-1-{}0{}", n / 2 % 3 + 1, n % 2 + 1),
            VisitOutcome::Home,
        );
        draft.note = Some(format!("第{n}次"));
        phone.record_visit(draft)?;
        states.push(snapshot::of(&phone)?);
    }
    if settled {
        phone.shutdown()?;
        states = states.split_off(states.len() - 1);
    }
    copied(home.path(), folder.path());
    let file = if settled {
        DATABASE_FILE.to_owned()
    } else {
        format!("{DATABASE_FILE}-wal")
    };
    Ok(Original {
        folder,
        file,
        states,
    })
}

/// Runs it: each run is one damaged copy.
///
/// # Panics
/// If the undamaged store cannot be made.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let template = Template::make();
    let mut row = Row::new("T6");
    let originals = [true, false].map(|settled| work(&template, settled).expect("a store"));
    let mut meter = Meter::start(budget);
    let (mut said, mut whole, mut older) = (0, 0, 0);
    while let Some(seed) = meter.next_seed() {
        let mut dice = Dice::new(seed);
        // Mostly the database; now and then its log, which may then end earlier.
        let original = &originals[usize::from(dice.below(4) == 0)];
        row.runs += 1;
        match damage(original, &mut dice, &mut row) {
            Ok(Some(at)) if at + 1 == original.states.len() => whole += 1,
            Ok(Some(_)) => older += 1,
            Ok(None) => said += 1,
            Err(what) => row.violation(seed, what),
        }
    }
    row.planted = 1;
    let mut blind = originals;
    blind[0].states = vec![String::new()];
    row.planted_found = u64::from(
        (0..200).any(|n| damage(&blind[0], &mut Dice::new(n), &mut Row::default()).is_err()),
    );
    row.counts.push(format!(
        "{} copies: {said} said what is wrong, {whole} showed everything, {older} an earlier commit (log only), {} silently wrong",
        row.runs, row.violations
    ));
    row.seconds = meter.seconds();
    row
}

/// Damages a copy and reads it. Gives which state it shows, or `None` if it says that something is wrong.
fn damage(original: &Original, dice: &mut Dice, row: &mut Row) -> Result<Option<usize>, String> {
    let folder = scratch::folder();
    scratch::copy_store(original.folder.path(), folder.path(), None).map_err(|e| e.to_string())?;
    let path = folder.path().join(&original.file);
    let mut bytes = fs::read(&path).map_err(|e| e.to_string())?;
    match dice.below(4) {
        0 => {
            row.fault("cut");
            bytes.truncate(dice.below(bytes.len()));
        }
        1 => {
            row.fault("page_zeroed");
            let at = dice.below(bytes.len()) / 4096 * 4096;
            let end = (at + 4096).min(bytes.len());
            bytes[at..end].fill(0);
        }
        _ => {
            row.fault("bits_flipped");
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
        }
    }
    fs::write(&path, bytes).map_err(|e| e.to_string())?;
    let read = catch_unwind(AssertUnwindSafe(|| {
        let phone = open(folder.path(), 6)?;
        snapshot::of(&phone)
    }));
    match read {
        Err(_) => Err("panicked".to_owned()),
        Ok(Err(_)) => Ok(None),
        Ok(Ok(shown)) => match original.states.iter().position(|state| *state == shown) {
            Some(at) => Ok(Some(at)),
            None => Err(format!("{} shows something else", original.file)),
        },
    }
}
