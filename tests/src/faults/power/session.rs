//! One process of `linli drive` from its start to its end, recorded.

use super::recording::{self, Event};
use super::{Life, words};
use crate::faults::drive::Drive;
use crate::faults::errands::{Errand, Ledger, STORE};
use crate::faults::preload::Orders;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// While it runs.
pub(super) struct Session {
    drive: Option<Drive>,
    log: PathBuf,
    asked: Vec<Errand>,
    killed: bool,
}

/// A session that is over.
pub(super) struct Recorded {
    pub(super) events: Vec<Event>,
    /// Errands that it was asked, one after the other; each was answered before the next was asked.
    pub(super) asked: Vec<Errand>,
    /// It was killed: perhaps between a write and the line that says so.
    pub(super) killed: bool,
}

impl Session {
    pub(super) fn start(life: &Life<'_>, root: &Path) -> Result<Self, String> {
        let log = life.scratch.path().join("log");
        let _ = fs::remove_file(&log);
        let orders = Orders {
            log: Some(log.clone()),
            swallow: life.plant.and_then(super::Plant::swallows),
            ..Orders::default()
        };
        let mut command = life
            .preload
            .drive(life.linli, root, &root.join(STORE), &orders);
        // The same seed makes the same pages, and so the same moments.
        command.args(["--seed", "1", "--now", "2026-11-23T09:00:00+08:00"]);
        command.args(["--ballast", "8192"]);
        Ok(Self {
            drive: Some(Drive::spawn(&mut command)?),
            log,
            asked: Vec::new(),
            killed: false,
        })
    }

    /// Asks and waits. An honest disk gives no reason for anything but `ok`.
    pub(super) fn ask(
        &mut self,
        errand: &Errand,
        root: &Path,
        known: &mut Ledger,
    ) -> Result<(), String> {
        self.asked.push(errand.clone());
        let request = errand.request(self.asked.len() as u64, root);
        let drive = self.drive.as_mut().ok_or("the process is gone")?;
        known.take(errand, &drive.ask(&request)?);
        Ok(())
    }

    pub(super) fn end(&mut self) -> Result<(), String> {
        self.drive.take().map_or(Ok(()), Drive::end)
    }

    /// Kills it in the middle of one more errand.
    pub(super) fn kill(&mut self, errand: Errand, root: &Path, wait: Duration) {
        let Some(mut drive) = self.drive.take() else {
            return;
        };
        drive.send(&errand.request(0, root));
        self.asked.push(errand);
        std::thread::sleep(wait);
        drive.kill();
        self.killed = true;
    }

    pub(super) fn recorded(self, root: &Path) -> Result<Recorded, String> {
        let log = fs::read(&self.log).map_err(|e| format!("no recording: {}", words(e)))?;
        let events = recording::parse(&log, root);
        if events.is_empty() {
            return Err("the library recorded nothing: is linli linked statically?".to_owned());
        }
        Ok(Recorded {
            events,
            asked: self.asked,
            killed: self.killed,
        })
    }
}
