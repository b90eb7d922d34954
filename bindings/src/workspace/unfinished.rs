//! 草稿: what somebody is typing, and undoing what was committed.

use super::Workspace;
use crate::error::LinliError;
use crate::views::{DraftField, DraftView};
use linli_core::domain::RecordId;
use linli_core::workspace::{Committed, DraftKey};

#[uniffi::export]
impl Workspace {
    /// Keeps what is being typed, in place of what was kept there before; without fields nothing is kept there any more. It is
    /// durable when this returns, stays on this phone, encrypted, and is there again after a kill.
    #[uniffi::method(default(fields = []))]
    pub async fn save_draft(
        &self,
        key: DraftKey,
        fields: Vec<DraftField>,
    ) -> Result<(), LinliError> {
        let fields = fields.into_iter().map(|one| (one.field, one.text));
        let fields = fields.collect();
        self.workers
            .write("save_draft", move |workspace| {
                workspace.save_draft(&key, fields)
            })
            .await
    }

    /// Everything that was being typed, the newest first.
    pub async fn drafts(&self) -> Result<Vec<DraftView>, LinliError> {
        let drafts = self.workers.read("drafts", |workspace| workspace.drafts());
        Ok(drafts.await?.into_iter().map(DraftView::from).collect())
    }

    /// Makes a record of a draft, and drops the draft, in one. For 10 seconds it is handed to nobody and can be undone. The screens
    /// are `visit` (`household`, or the draft's thing; `outcome`, `mode`, `note`, `met`, `call_back`) and `topic` (`source`,
    /// `title`, `text`, `household`, or the draft's thing); words and times as the tools spell them.
    pub async fn commit_draft(&self, key: DraftKey) -> Result<Committed, LinliError> {
        self.workers
            .write("commit_draft", move |workspace| {
                workspace.commit_draft(&key)
            })
            .await
    }

    /// Takes back what was committed, while nobody has seen it: nothing is left of it. Fails with `record_unknown` once it is too
    /// late, or something was written after it: withdraw it then.
    pub async fn undo(&self, record: RecordId) -> Result<(), LinliError> {
        self.workers
            .write("undo", move |workspace| workspace.undo(record))
            .await
    }
}
