//! 名册变更、退回: changes of the register by hand, and records that are given back to their author.

use super::Workspace;
use crate::error::LinliError;
use crate::views::RegisterDraft;
use linli_core::domain::RecordId;
use linli_core::screens::ProposedChange;
use linli_core::workspace::ReturnedView;

#[uniffi::export]
impl Workspace {
    /// Proposes a change of the register, which stands as waiting (待核) until the office decides; the office makes it at once. Gives
    /// the record: of the proposal, or of the change.
    pub async fn propose_change(&self, draft: RegisterDraft) -> Result<RecordId, LinliError> {
        let draft = draft.read()?;
        self.workers
            .write("propose_change", move |workspace| {
                workspace.propose_change(draft)
            })
            .await
    }

    /// Decides a proposal: accepted, it holds from now on. A value that somebody has changed since stays beside it as a conflict.
    #[uniffi::method(default(reason = None))]
    pub async fn decide_change(
        &self,
        change: RecordId,
        accept: bool,
        reason: Option<String>,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("decide_change", move |workspace| {
                workspace.decide_change(change, accept, reason.as_deref())
            })
            .await
    }

    /// Proposals that nobody has decided, the oldest first: what waits for the office.
    pub async fn waiting_changes(&self) -> Result<Vec<ProposedChange>, LinliError> {
        self.workers
            .read("waiting_changes", |workspace| workspace.waiting_changes())
            .await
    }

    /// One's own proposals with what was decided, the newest first.
    pub async fn own_changes(&self) -> Result<Vec<ProposedChange>, LinliError> {
        self.workers
            .read("own_changes", |workspace| workspace.own_changes())
            .await
    }

    /// Gives a visit back to its author (退回): its door heads his next round until he has corrected it. By whoever may grant the
    /// author's role there; a body by itself to its own.
    pub async fn return_record(
        &self,
        record: RecordId,
        note: String,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("return_record", move |workspace| {
                workspace.return_record(record, &note)
            })
            .await
    }

    /// One's own visits that were given back and are not corrected yet, the oldest return first.
    pub async fn returned(&self) -> Result<Vec<ReturnedView>, LinliError> {
        self.workers
            .read("returned", |workspace| workspace.returned())
            .await
    }
}
