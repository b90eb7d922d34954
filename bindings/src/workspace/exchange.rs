//! With the hub, and from phone to phone.

use super::Workspace;
use crate::error::LinliError;
use crate::foreign::{SyncListener, Transport};
use crate::meeting::Meeting;
use crate::task::{SyncOptions, SyncTask};
use crate::views::VerifyReport;
use crate::workers::Lane;
use linli_core::domain::DocId;
use linli_core::workspace::{DigestView, Received, SyncStatusView, WitnessView};
use std::sync::Arc;

#[uniffi::export]
impl Workspace {
    /// On the office's store: makes a hub this community's. Its address and pin enter the roster.
    #[uniffi::method(default(transport = None, options))]
    pub async fn claim_hub(
        &self,
        address: String,
        pin: String,
        token: String,
        options: SyncOptions,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<u32, LinliError> {
        let network = options.network(transport)?;
        self.workers
            .run(Lane::Network, "claim_hub", move |workspace| {
                Ok(workspace.claim_hub(&address, &pin, &token, network.transport())?)
            })
            .await
    }

    /// Starts a sync: through the library's own HTTPS, or the app's transport.
    #[uniffi::method(default(listener = None, transport = None, options))]
    pub async fn start_sync(
        &self,
        options: SyncOptions,
        listener: Option<Arc<dyn SyncListener>>,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<Arc<SyncTask>, LinliError> {
        Ok(Arc::new(SyncTask::start(
            &self.workers,
            options,
            transport,
            listener,
        )?))
    }

    /// The state of this store towards its hub: records that are only here, the last good sync, gaps.
    pub async fn sync_status(&self) -> Result<SyncStatusView, LinliError> {
        self.workers
            .read("sync_status", |workspace| workspace.sync_status())
            .await
    }

    /// A signed list of what this store has: to be shown to whoever may have more.
    pub async fn request(&self) -> Result<String, LinliError> {
        self.workers
            .read("request", |workspace| workspace.request())
            .await
    }

    /// Everything that a request lacks and its device may read, sealed to it: for any messenger.
    pub async fn bundle(&self, request: String) -> Result<Vec<u8>, LinliError> {
        self.workers
            .read("bundle", move |workspace| Ok(workspace.bundle(&request)?.0))
            .await
    }

    /// Takes a bundle in.
    pub async fn receive(&self, bundle: Vec<u8>) -> Result<Received, LinliError> {
        self.workers
            .write("receive", move |workspace| workspace.receive(&bundle))
            .await
    }

    /// Begins a meeting with another phone.
    pub async fn meet(&self) -> Result<Arc<Meeting>, LinliError> {
        let meeting = self
            .workers
            .write("meet", |workspace| workspace.meet())
            .await?;
        Ok(Arc::new(Meeting::new(Arc::clone(&self.workers), meeting)))
    }

    /// Digests by scope: stores that hold the same have the same.
    pub async fn digest(&self) -> Result<DigestView, LinliError> {
        self.workers
            .read("digest", |workspace| workspace.digest())
            .await
    }

    /// Checks every signature, chain, hash and list of this store.
    pub async fn verify(&self) -> Result<VerifyReport, LinliError> {
        Ok(self
            .workers
            .read("verify", |workspace| workspace.verify())
            .await?
            .into())
    }

    /// Checks every record of a bundle against the community's roster, without taking it in.
    pub async fn verify_bundle(&self, bundle: Vec<u8>) -> Result<VerifyReport, LinliError> {
        Ok(self
            .workers
            .read("verify_bundle", move |workspace| {
                workspace.verify_bundle(&bundle)
            })
            .await?
            .into())
    }

    /// Signed statements of the hub: the time at which it first saw each ballot of a tally.
    pub async fn witnesses(&self, tally: DocId) -> Result<Vec<WitnessView>, LinliError> {
        self.workers
            .read("witnesses", move |workspace| workspace.witnesses(tally))
            .await
    }
}
