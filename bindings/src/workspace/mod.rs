//! The one object that an app opens. Each function does one operation of the core on a thread of the library.

mod community;
mod deliberation;
mod doors;
mod exchange;
mod matters;
mod office;
mod photos;
mod printing;
mod register;
mod rounds;
mod screens;
mod unfinished;

use crate::codes::ErrorCode;
use crate::error::LinliError;
use crate::foreign::{ChangeListener, KeySource, Listening, LogSink};
use crate::workers::{Lane, Workers};
use linli_core::env::{SystemClock, SystemRandom};
use linli_core::store::{Ballast, DatabaseKey};
use linli_core::workspace::{
    IdentityView, OpenOptions as CoreOptions, Subscription as CoreSubscription,
};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// The options with which a store is opened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenOptions {
    /// The store's folder, private to the app and left out of the system's backups; made if it is missing.
    pub folder: PathBuf,
    /// Bytes kept free for the day on which the disk is full: 20 MB on a phone, 0 at a desk.
    #[uniffi(default = 20971520)]
    pub ballast_bytes: u64,
}

/// An open store. One per folder and process; share it freely.
#[derive(uniffi::Object)]
pub struct Workspace {
    pub(crate) workers: Arc<Workers>,
}

pub(crate) fn key_of(source: &dyn KeySource) -> Result<DatabaseKey, LinliError> {
    let bytes = source
        .key()
        .map_err(|_| LinliError::of_code(ErrorCode::KeyUnavailable, Some("key")))?;
    let bytes = Zeroizing::new(bytes);
    let key = <[u8; 32]>::try_from(bytes.as_slice())
        .map_err(|_| LinliError::of_code(ErrorCode::KeyFormat, Some("key")))?;
    Ok(DatabaseKey::new(key))
}

#[uniffi::export]
impl Workspace {
    /// Opens the store in a folder, making it if there is none. Fails with `wrong_key`, `foreign_file`, `damaged_file`,
    /// `disk_full`, `read_only_folder`, `newer_schema`, `store_in_use` or `store_missing`; a file is never deleted.
    #[uniffi::constructor(default(log = None))]
    pub async fn open(
        options: OpenOptions,
        key: Arc<dyn KeySource>,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Arc<Self>, LinliError> {
        let open = move || {
            Ok(linli_core::workspace::Workspace::open(CoreOptions {
                key: key_of(key.as_ref())?,
                dir: options.folder,
                ballast: Ballast::bytes(options.ballast_bytes),
                clock: Arc::new(SystemClock),
                random: Arc::new(SystemRandom),
            })?)
        };
        Self::start(open, log).await
    }

    /// Finishes the write under way and closes the file: before the system sends the app to sleep. What needs the file fails
    /// with `store_closed` until `resume`; who this store belongs to, and its places, are known without.
    pub async fn suspend(&self) -> Result<(), LinliError> {
        self.workers
            .write("suspend", |workspace| workspace.suspend())
            .await
    }

    /// Opens the file again.
    pub async fn resume(&self) -> Result<(), LinliError> {
        self.workers
            .write("resume", |workspace| workspace.resume())
            .await
    }

    /// Closes the store for good, and tells listeners what they have not heard yet.
    pub async fn shutdown(&self) -> Result<(), LinliError> {
        self.workers
            .write("shutdown", |workspace| workspace.shutdown())
            .await
    }

    /// Tells a listener of every change until the subscription is cancelled or dropped. Subscribe first, then read: what
    /// changes in between is told.
    pub async fn subscribe(
        &self,
        listener: Arc<dyn ChangeListener>,
    ) -> Result<Arc<Subscription>, LinliError> {
        self.workers
            .run(Lane::Read, "subscribe", move |workspace| {
                let held = workspace.subscribe(Arc::new(Listening(listener)));
                Ok(Arc::new(Subscription(Mutex::new(Some(held)))))
            })
            .await
    }

    /// The community, member and device that this store belongs to.
    pub async fn identity(&self) -> Result<IdentityView, LinliError> {
        self.workers
            .read("identity", |workspace| workspace.identity())
            .await
    }
}

impl Workspace {
    /// Opens a store on the threads on which it will work.
    pub(crate) async fn start(
        open: impl FnOnce() -> Result<linli_core::workspace::Workspace, LinliError> + Send + 'static,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Arc<Self>, LinliError> {
        let workers = Arc::new(Workers::start(open, log).await?);
        Ok(Arc::new(Self { workers }))
    }
}

/// Keeps a listener subscribed.
#[derive(uniffi::Object)]
pub struct Subscription(Mutex<Option<CoreSubscription>>);

#[uniffi::export]
impl Subscription {
    /// Ends it. A call that is under way is finished; calling twice does no harm.
    pub fn cancel(&self) -> Result<(), LinliError> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(held);
        Ok(())
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Workspace")
    }
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Subscription")
    }
}
