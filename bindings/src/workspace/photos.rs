//! Photos: apart from records, and never in their way. A sync carries them if its options say so.

use super::Workspace;
use crate::error::LinliError;
use crate::foreign::{SyncListener, Transport};
use crate::task::{Control, SyncOptions};
use crate::workers::Lane;
use linli_core::domain::RecordId;
use linli_core::workspace::{PhotoDraft, PhotoSize, PhotoView, VoiceDraft};
use std::path::PathBuf;
use std::sync::Arc;

#[uniffi::export]
impl Workspace {
    /// Keeps a photo. The file is copied and sealed; the app may delete its own.
    pub async fn attach_photo(&self, draft: PhotoDraft) -> Result<RecordId, LinliError> {
        self.workers
            .write("attach_photo", move |workspace| {
                workspace.attach_photo(&draft)
            })
            .await
    }

    /// Keeps what was said at a visit, a voice note. The file is copied and sealed; the app may delete its own.
    pub async fn attach_voice(&self, draft: VoiceDraft) -> Result<RecordId, LinliError> {
        self.workers
            .write("attach_voice", move |workspace| {
                workspace.attach_voice(&draft)
            })
            .await
    }

    /// The photos of a thing, and of a visit its voice notes.
    pub async fn photos(&self, entity: String) -> Result<Vec<PhotoView>, LinliError> {
        self.workers
            .read("photos", move |workspace| workspace.photos(&entity))
            .await
    }

    /// Withdraws a photo of one's own.
    pub async fn withdraw_photo(
        &self,
        photo: RecordId,
        reason: String,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("withdraw_photo", move |workspace| {
                workspace.withdraw_photo(photo, &reason)
            })
            .await
    }

    /// Writes a photo, unsealed, into a file of the app's, to be shown.
    pub async fn export_photo(
        &self,
        photo: RecordId,
        size: PhotoSize,
        to: PathBuf,
    ) -> Result<(), LinliError> {
        self.workers
            .read("export_photo", move |workspace| {
                workspace.export_photo(photo, size, &to)
            })
            .await
    }

    /// Fetches a photo with the next sync that carries photos.
    pub async fn want_photo(&self, photo: RecordId) -> Result<(), LinliError> {
        self.workers
            .write("want_photo", move |workspace| workspace.want_photo(photo))
            .await
    }

    /// Drops pictures of which the hub has a verified copy elsewhere; thumbnails stay. Gives the bytes that were freed.
    #[uniffi::method(default(listener = None, transport = None, options))]
    pub async fn free_photos(
        &self,
        options: SyncOptions,
        listener: Option<Arc<dyn SyncListener>>,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<u64, LinliError> {
        let network = options.network(transport)?;
        self.workers
            .run(Lane::Network, "free_photos", move |workspace| {
                let control = Control::new(listener);
                Ok(workspace.free_photos(network.transport(), &control)?)
            })
            .await
    }
}
