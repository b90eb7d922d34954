//! A sync under way. It goes on whether somebody waits for it or not, until it is done or called off.

use crate::codes::ErrorCode;
use crate::error::LinliError;
use crate::foreign::{Carrying, SyncListener, Transport};
use crate::workers::{Lane, Workers};
use linli_core::domain::Code;
use linli_core::env::SystemRandom;
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::workspace::{
    Error, PhotoPolicy, PhotoReport, SyncControl, SyncProgress, SyncReport, Workspace,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The options of a sync.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncOptions {
    /// Which photos go along once all records are through; none if not said.
    #[uniffi(default = None)]
    pub photos: Option<PhotoPolicy>,
    /// An HTTP proxy (`http://user:password@host:port`), if the network asks for one.
    #[uniffi(default = None)]
    pub proxy: Option<String>,
    /// The number of times a request that failed is sent again before the sync gives up.
    #[uniffi(default = 4)]
    pub retries: u32,
}

impl SyncOptions {
    pub(crate) fn network(&self, own: Option<Arc<dyn Transport>>) -> Result<Network, LinliError> {
        if let Some(own) = own {
            return Ok(Network::Own(Carrying(own)));
        }
        let options = HttpOptions {
            proxy: self.proxy.clone(),
            retries: self.retries,
            ..HttpOptions::default()
        };
        HttpTransport::new(options, Arc::new(SystemRandom))
            .map(Network::Https)
            .map_err(|_| LinliError::of_code(ErrorCode::ProxyMalformed, Some("proxy")))
    }
}

/// The way to the hub.
pub(crate) enum Network {
    /// The library's own.
    Https(HttpTransport),
    /// The app's.
    Own(Carrying),
}

impl Network {
    pub(crate) fn transport(&self) -> &dyn linli_core::workspace::Transport {
        match self {
            Self::Https(https) => https,
            Self::Own(own) => own,
        }
    }

    fn cancel(&self) {
        if let Self::Https(https) = self {
            https.cancel();
        }
    }
}

/// The outcome of a sync.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncOutcome {
    /// Records.
    pub records: SyncReport,
    /// Photos, if they were asked for.
    pub photos: Option<PhotoReport>,
}

/// Watches a sync for whoever wants to know, and stops it.
pub(crate) struct Control {
    cancelled: AtomicBool,
    progress: Mutex<SyncProgress>,
    listener: Option<Arc<dyn SyncListener>>,
}

impl Control {
    pub(crate) fn new(listener: Option<Arc<dyn SyncListener>>) -> Self {
        Self {
            cancelled: AtomicBool::new(false),
            progress: Mutex::new(SyncProgress::default()),
            listener,
        }
    }
}

impl SyncControl for Control {
    fn progress(&self, progress: SyncProgress) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        if let Some(listener) = &self.listener {
            // Whoever watches and fails stops nothing.
            let _ = listener.progressed(progress);
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }
}

type Ended = Result<SyncOutcome, LinliError>;

/// A sync under way. Keep it to wait, to ask how far it is, or to call it off.
#[derive(uniffi::Object)]
pub struct SyncTask {
    network: Arc<Network>,
    control: Arc<Control>,
    wait: Mutex<Option<futures_channel::oneshot::Receiver<Ended>>>,
}

impl SyncTask {
    pub(crate) fn start(
        workers: &Arc<Workers>,
        options: SyncOptions,
        transport: Option<Arc<dyn Transport>>,
        listener: Option<Arc<dyn SyncListener>>,
    ) -> Result<Self, LinliError> {
        let network = Arc::new(options.network(transport)?);
        let control = Arc::new(Control::new(listener));
        let (done, wait) = futures_channel::oneshot::channel();
        let (net, watch) = (Arc::clone(&network), Arc::clone(&control));
        workers.send(
            Lane::Network,
            Box::new(move |workspace: &Workspace| {
                let result = sync(workspace, options.photos, &net, watch.as_ref());
                let _ = done.send(result.map_err(|error| called_off(error, watch.as_ref())));
            }),
        )?;
        Ok(Self {
            network,
            control,
            wait: Mutex::new(Some(wait)),
        })
    }
}

/// An app's own network fails when the app calls it off: that is the cancelling, and no fault of the hub's.
fn called_off(error: Error, control: &Control) -> LinliError {
    match LinliError::from(error) {
        LinliError::Network { .. } if control.is_cancelled() => LinliError::from(Error::State {
            code: Code::SyncCancelled,
        }),
        other => other,
    }
}

fn sync(
    workspace: &Workspace,
    photos: Option<PhotoPolicy>,
    network: &Network,
    control: &Control,
) -> Result<SyncOutcome, Error> {
    let records = workspace.sync(network.transport(), control)?;
    let photos = photos
        .map(|policy| workspace.sync_photos(policy, network.transport(), control))
        .transpose()?;
    Ok(SyncOutcome { records, photos })
}

#[uniffi::export]
impl SyncTask {
    /// Waits until it is done. Once: a second call fails with `task_awaited`.
    pub async fn wait(&self) -> Result<SyncOutcome, LinliError> {
        let wait = self
            .wait
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
            .ok_or_else(|| LinliError::of_code(ErrorCode::TaskAwaited, None))?;
        wait.await.unwrap_or_else(|_| Err(LinliError::internal()))
    }

    /// Calls it off: what was exchanged until then is kept, and whoever waits gets the error `sync_cancelled`.
    pub fn cancel(&self) -> Result<(), LinliError> {
        self.control.cancelled.store(true, Ordering::SeqCst);
        self.network.cancel();
        Ok(())
    }

    /// Its progress.
    pub fn progress(&self) -> Result<SyncProgress, LinliError> {
        let progress = self.control.progress.lock();
        Ok(*progress.unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for SyncTask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SyncTask")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_fails_because_it_was_called_off_was_called_off() {
        let control = Control::new(None);
        let failed = || Error::State {
            code: Code::HubUnreachable,
        };
        let network = called_off(failed(), &control);
        assert!(matches!(network, LinliError::Network { .. }));
        control.cancelled.store(true, Ordering::SeqCst);
        let cancelled = called_off(failed(), &control);
        assert_eq!(cancelled.code(), "sync_cancelled");
        assert!(matches!(cancelled, LinliError::Cancelled { .. }));
        let full = linli_core::store::StoreError::DiskFull;
        let full = called_off(Error::Store(full), &control);
        assert!(matches!(full, LinliError::Store { .. }));
    }
}
