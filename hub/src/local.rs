//! A hub on this machine for as long as somebody holds it: what demonstrations, tests and embedders' own tests sync with.
//! It is the real one, sockets and TLS included.

use crate::folder::{Folder, FolderError};
use crate::http::{HttpOptions, Listening, ServeError};
use crate::service::{LimitOptions, Service, ServiceOptions};
use linli_core::env::{Clock, Random};
use linli_core::sync::HubPin;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The reason why there is no hub.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// Its folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its socket.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Its threads.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A serving hub. Dropping it shuts it down.
pub struct LocalHub {
    url: String,
    service: Arc<Service>,
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for LocalHub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LocalHub({})", self.url)
    }
}

impl LocalHub {
    /// Serves the hub in a folder, made if it is missing, on a free port of the loopback address.
    ///
    /// # Errors
    /// [`LocalError`].
    pub fn start(
        dir: &Path,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        limits: LimitOptions,
    ) -> Result<Self, LocalError> {
        Self::start_with(dir, clock, random, limits, HttpOptions::default())
    }

    /// As [`Self::start`], with other shares of what callers may hold at once.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_with(
        dir: &Path,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        limits: LimitOptions,
        http: HttpOptions,
    ) -> Result<Self, LocalError> {
        match Folder::init(dir, random.as_ref()) {
            Ok(_) | Err(FolderError::Exists) => {}
            Err(error) => return Err(error.into()),
        }
        let options = ServiceOptions {
            clock,
            random,
            limits,
        };
        let service = Arc::new(Service::open(dir, options)?);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let (listening, url) = runtime.block_on(async {
            let bound = Listening::bind(Arc::clone(&service), address, http);
            let listening = bound.await?;
            let url = format!("https://{}", listening.address()?);
            Ok::<_, LocalError>((listening, url))
        })?;
        let (stop, stopped) = oneshot::channel();
        let served = runtime.spawn(listening.serve(async {
            // A sender that is gone stops it as well.
            let _ = stopped.await;
        }));
        Ok(Self {
            url,
            service,
            runtime: Some(runtime),
            stop: Some(stop),
            served: Some(served),
        })
    }

    /// The address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its pin.
    #[must_use]
    pub fn pin(&self) -> HubPin {
        self.service.pin()
    }

    /// A token for an office.
    ///
    /// # Errors
    /// The disk.
    pub fn issue_token(&self) -> Result<String, FolderError> {
        self.service.issue_token()
    }

    /// The service behind it.
    #[must_use]
    pub fn service(&self) -> &Arc<Service> {
        &self.service
    }
}

impl Drop for LocalHub {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let (Some(runtime), Some(served)) = (self.runtime.take(), self.served.take()) {
            let _ = runtime.block_on(served);
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
        }
        // Everything acknowledged is durable in any case.
        let _ = self.service.shutdown();
    }
}
