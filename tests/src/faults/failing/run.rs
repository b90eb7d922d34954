//! One run of errands under a fault: processes of `linli drive` on one store, one after the other.

use super::{AFTER, BALLAST, Bench, Found, UNDER_FAULT, Wrong};
use crate::faults::drive::Drive;
use crate::faults::errands::{self, Errand, Ledger, REGISTER, STORE};
use crate::faults::preload::Orders;
use linli_core::records::testing::Dice;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// One run: processes of `linli drive` on one store, one after the other.
pub(super) struct Run<'a> {
    bench: &'a Bench<'a>,
    pub(super) root: PathBuf,
    errors: PathBuf,
    orders: Orders,
    drive: Option<Drive>,
    awake: bool,
    dice: Dice,
    asked: u64,
    pub(super) deaf: bool,
    pub(super) known: Ledger,
    pub(super) refused: Vec<Errand>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        bench: &'a Bench<'a>,
        folder: &Path,
        orders: Orders,
        dice: Dice,
    ) -> Result<Self, String> {
        let root = folder.join("disk");
        fs::create_dir(&root)
            .and_then(|()| fs::write(root.join(REGISTER), errands::register()))
            .map_err(|e| e.to_string())?;
        let mut run = Self {
            bench,
            root,
            errors: folder.join("errors"),
            orders,
            drive: None,
            awake: true,
            dice,
            asked: 0,
            deaf: false,
            known: Ledger::default(),
            refused: Vec::new(),
        };
        run.start()?;
        Ok(run)
    }

    fn start(&mut self) -> Result<(), String> {
        let store = self.root.join(STORE);
        let mut command =
            self.bench
                .preload
                .drive(self.bench.linli, &self.root, &store, &self.orders);
        command.args(["--seed", "1", "--now", "2026-11-23T09:00:00+08:00"]);
        command.args(["--ballast", BALLAST]);
        let errors = fs::File::options()
            .append(true)
            .create(true)
            .open(&self.errors)
            .map_err(|e| e.to_string())?;
        self.drive = Some(Drive::spawn_heard(&mut command, Stdio::from(errors))?);
        self.awake = true;
        Ok(())
    }

    fn next(&mut self) -> Errand {
        self.asked += 1;
        if self.awake {
            Errand::next(&self.known, self.asked, &mut self.dice)
        } else {
            Errand::Resume
        }
    }

    pub(super) fn under_fault(
        &mut self,
        may_say: &[&str],
        found: &mut Found,
    ) -> Result<(), String> {
        for n in 0..UNDER_FAULT {
            let mut errand = self.next();
            // A sleep and a correction in every run, whatever the dice say.
            if n == UNDER_FAULT - 4 && matches!(errand, Errand::Visit { .. }) {
                errand = Errand::Suspend;
            }
            match self.ask(&errand)? {
                Said::Ok => found.acknowledged += 1,
                Said::Error(code) => {
                    if !may_say.contains(&code.as_str()) {
                        found
                            .wrong
                            .push((Wrong::Code, format!("{} says {code}", errand.name())));
                    }
                    *found.said.entry(code).or_default() += 1;
                }
                Said::NotOpened(code) => {
                    if !may_say.contains(&code.as_str()) {
                        found
                            .wrong
                            .push((Wrong::Code, format!("opening says {code}")));
                    }
                    *found.said.entry(format!("opening {code}")).or_default() += 1;
                    // Somebody tries again, when the disk is well.
                    self.end(false, found)?;
                    self.orders.fault = None;
                    self.start()?;
                }
                Said::Nothing => {
                    found
                        .wrong
                        .push((Wrong::Panic, format!("no answer to {}", errand.name())));
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The disk is well again: everything is done, by the same process.
    pub(super) fn afterwards(&mut self, found: &mut Found) -> Result<(), String> {
        for _ in 0..AFTER {
            let errand = self.next();
            match self.ask(&errand)? {
                Said::Ok => found.acknowledged += 1,
                other => found
                    .wrong
                    .push((Wrong::NotRecovered, format!("{}: {other:?}", errand.name()))),
            }
        }
        Ok(())
    }

    fn ask(&mut self, errand: &Errand) -> Result<Said, String> {
        let request = errand.request(self.asked, &self.root);
        let drive = self.drive.as_mut().ok_or("no process")?;
        drive.send(&request);
        let Some(answer) = drive.answer() else {
            return Ok(Said::Nothing);
        };
        if let Some(ok) = answer.get("ok") {
            self.known.take(errand, ok);
            match errand {
                Errand::Suspend => self.awake = false,
                Errand::Resume => self.awake = true,
                _ => {}
            }
            return Ok(Said::Ok);
        }
        let code = answer["error"]["code"].as_str().unwrap_or("?").to_owned();
        if answer.get("id").is_none() {
            return Ok(Said::NotOpened(code));
        }
        // A log that could not be emptied into the file is closed all the same.
        if *errand == Errand::Suspend {
            self.awake = false;
        }
        if self.deaf
            && let Errand::Visit { note } = errand
        {
            self.known.visits.insert(note.clone(), note.clone());
        }
        self.refused.push(errand.clone());
        Ok(Said::Error(code))
    }

    /// Ends the process, and listens to what it said that was no answer.
    pub(super) fn end(&mut self, killed: bool, found: &mut Found) -> Result<(), String> {
        let Some(mut drive) = self.drive.take() else {
            return Ok(());
        };
        if killed {
            drive.kill();
        } else {
            let status = drive.finish()?;
            if status.code().is_none() {
                found.wrong.push((Wrong::Panic, status.to_string()));
            }
        }
        let errors = fs::read_to_string(&self.errors).unwrap_or_default();
        if errors.contains("internal error") || errors.contains("panicked") {
            found.wrong.push((Wrong::Panic, errors));
        }
        Ok(())
    }
}

/// Outcome of a request.
#[derive(Debug)]
enum Said {
    Ok,
    Error(String),
    /// The process ended before it could answer anything.
    NotOpened(String),
    /// The process is gone.
    Nothing,
}
