//! The threads on which operations run: one that writes, two that read, one that talks to the hub. An exported operation
//! sends its work there and waits without a thread of its own, so that no caller's dispatcher ever blocks on a disk.
//! Whoever stops waiting tears nothing in half: what was begun is finished.

use crate::error::LinliError;
use crate::foreign::{LogLevel, LogSink};
use futures_channel::oneshot;
use linli_core::workspace::{Error, Workspace};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

const READERS: usize = 2;

/// A piece of work.
pub type Job = Box<dyn FnOnce(&Workspace) + Send>;

/// What an operation gives, whatever it is.
type Outcome = Result<Box<dyn Any + Send>, LinliError>;

/// An operation.
type Work = Box<dyn FnOnce(&Workspace) -> Outcome + Send>;

/// One that is under way.
type Waiting = dyn Future<Output = Outcome> + Send;

/// Which thread does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// The one that writes, in the order of the calls.
    Write,
    /// One of those that read.
    Read,
    /// The one that waits for networks.
    Network,
}

/// The open store and its threads. They end when this is dropped and their last work is done.
pub struct Workers {
    write: Sender<Job>,
    read: Sender<Job>,
    network: Sender<Job>,
    log: Option<Arc<dyn LogSink>>,
}

impl std::fmt::Debug for Workers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Workers")
    }
}

impl Workers {
    /// Opens a store on a thread of its own and starts the others.
    ///
    /// # Errors
    /// As opening the store; `internal` if the system gives no thread.
    pub async fn start(
        open: impl FnOnce() -> Result<Workspace, LinliError> + Send + 'static,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Self, LinliError> {
        let (write, jobs) = mpsc::channel();
        let (opened, wait) = oneshot::channel();
        spawn("linli-write", move || {
            let result = catch_unwind(AssertUnwindSafe(open))
                .unwrap_or_else(|_| Err(LinliError::internal()));
            match result.map(Arc::new) {
                Ok(workspace) => {
                    let _ = opened.send(Ok(Arc::clone(&workspace)));
                    work(&workspace, &Mutex::new(jobs));
                }
                Err(error) => {
                    let _ = opened.send(Err(error));
                }
            }
        })?;
        let workspace = wait.await.map_err(|_| LinliError::internal())??;
        let read = lane("linli-read", &workspace, READERS)?;
        let network = lane("linli-network", &workspace, 1)?;
        Ok(Self {
            write,
            read,
            network,
            log,
        })
    }

    /// Hands work to a lane.
    ///
    /// # Errors
    /// `internal` if its thread is gone.
    pub fn send(&self, lane: Lane, job: Job) -> Result<(), LinliError> {
        let sender = match lane {
            Lane::Write => &self.write,
            Lane::Read => &self.read,
            Lane::Network => &self.network,
        };
        sender.send(job).map_err(|_| LinliError::internal())
    }

    /// Does something on a lane, and waits for it.
    ///
    /// # Errors
    /// What `work` gives; `internal` if it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        name: &'static str,
        work: impl FnOnce(&Workspace) -> Result<T, LinliError> + Send + 'static,
    ) -> Result<T, LinliError> {
        let work = Box::new(move |workspace: &Workspace| -> Outcome {
            work(workspace).map(|value| Box::new(value) as Box<dyn Any + Send>)
        });
        let outcome = self.outcome(lane, name, work).await?;
        // It is what `work` gave.
        let value = outcome.downcast().map_err(|_| LinliError::internal())?;
        Ok(*value)
    }

    /// Sends work away and waits. There are a hundred operations, and this is compiled once for all of them: it knows neither
    /// what they do nor what they give.
    fn outcome(&self, lane: Lane, name: &'static str, work: Work) -> Pin<Box<Waiting>> {
        let (done, wait) = oneshot::channel();
        let log = self.log.clone();
        let job = move |workspace: &Workspace| {
            let result = catch_unwind(AssertUnwindSafe(|| work(workspace)))
                .unwrap_or_else(|_| Err(LinliError::internal()));
            if let Err(error) = &result {
                note(log.as_deref(), name, error);
            }
            let _ = done.send(result);
        };
        let sent = self.send(lane, Box::new(job));
        Box::pin(async move {
            sent?;
            wait.await.unwrap_or_else(|_| Err(LinliError::internal()))
        })
    }

    /// Reads.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnOnce(&Workspace) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, LinliError> {
        self.run(Lane::Read, name, move |workspace| Ok(work(workspace)?))
            .await
    }

    /// Writes.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnOnce(&Workspace) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, LinliError> {
        self.run(Lane::Write, name, move |workspace| Ok(work(workspace)?))
            .await
    }
}

/// Writes a failure into the app's log, on the thread where it happened.
fn note(log: Option<&dyn LogSink>, name: &str, error: &LinliError) {
    let Some(log) = log else { return };
    let level = match error {
        LinliError::Internal { .. } => LogLevel::Error,
        _ => LogLevel::Warn,
    };
    // A log that fails is no reason to fail.
    let _ = log.log(level, format!("{name}: {}", error.code()));
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), LinliError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(body)
        .map(drop)
        .map_err(|_| LinliError::internal())
}

fn lane(name: &str, workspace: &Arc<Workspace>, threads: usize) -> Result<Sender<Job>, LinliError> {
    let (sender, jobs) = mpsc::channel();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..threads {
        let (workspace, jobs) = (Arc::clone(workspace), Arc::clone(&jobs));
        spawn(name, move || work(&workspace, &jobs))?;
    }
    Ok(sender)
}

/// Works until nobody can send any more.
fn work(workspace: &Workspace, jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            // A panic is the end of this piece of work, and of nothing else.
            Ok(job) => drop(catch_unwind(AssertUnwindSafe(|| job(workspace)))),
            Err(_) => return,
        }
    }
}
