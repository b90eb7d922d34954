//! Matters, and the packs whose flows carry them.

use super::Workspace;
use crate::drafts::PageRequest;
use crate::error::LinliError;
use crate::forms::{FormEntry, values_of};
use crate::views::{
    FlowView, MatterOpened, MatterPage, MatterView, PackAdopted, PackView, StepDraft,
};
use linli_core::domain::{DocId, RecordId, Timestamp};
use linli_core::workspace::{MatterFilter, Obligation, ScopeName, StepTaken};

#[uniffi::export]
impl Workspace {
    /// The packs that this store knows: those of this version, then the community's own.
    pub async fn packs(&self) -> Result<Vec<PackView>, LinliError> {
        let all = self.workers.read("packs", |workspace| workspace.packs());
        Ok(all.await?.into_iter().map(PackView::from).collect())
    }

    /// A flow with its forms and words, by its name or as `pack/flow`: an app draws the form of any step from it.
    pub async fn flow(&self, flow: String) -> Result<FlowView, LinliError> {
        let found = self
            .workers
            .read("flow", move |workspace| workspace.flow(&flow));
        Ok(found.await?.into())
    }

    /// Takes up a pack of the community's own, as its file says it; it travels in the roster. Fails with `pack_unsound` where
    /// `linli pack check` finds a fault.
    pub async fn adopt_pack(&self, pack: Vec<u8>) -> Result<PackAdopted, LinliError> {
        let adopted = self
            .workers
            .write("adopt_pack", move |workspace| workspace.adopt_pack(&pack));
        let (pack, edition) = adopted.await?;
        Ok(PackAdopted { pack, edition })
    }

    /// Opens a matter of a flow (its name, or `pack/flow`) at a place. Fails with `need_unmet`, in whose words the numbers
    /// stand, or with the field of the form that does not fit.
    pub async fn open_matter(
        &self,
        flow: String,
        scope: ScopeName,
        draft: StepDraft,
    ) -> Result<MatterOpened, LinliError> {
        let opened = self.workers.write("open_matter", move |workspace| {
            workspace.open_matter(&flow, &scope, &draft.into())
        });
        let (matter, taken) = opened.await?;
        Ok(MatterOpened {
            matter,
            record: taken.record,
        })
    }

    /// Takes a step of a matter; `settle` decides a conflict. A step that opens another matter writes that one's opening as
    /// well.
    pub async fn take_step(
        &self,
        matter: DocId,
        draft: StepDraft,
    ) -> Result<StepTaken, LinliError> {
        self.workers
            .write("take_step", move |workspace| {
                workspace.take_step(matter, &draft.into())
            })
            .await
    }

    /// Gives other values for some fields of a step of one's own.
    pub async fn amend_step(
        &self,
        step: RecordId,
        values: Vec<FormEntry>,
        reason: String,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("amend_step", move |workspace| {
                workspace.amend(step, &values_of(values), &reason)
            })
            .await
    }

    /// Takes a step of one's own back, as long as nothing was built on it.
    pub async fn withdraw_step(
        &self,
        step: RecordId,
        reason: String,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("withdraw_step", move |workspace| {
                workspace.withdraw(step, &reason)
            })
            .await
    }

    /// Says a few words about a matter, or about one of its steps.
    #[uniffi::method(default(step = None))]
    pub async fn comment(
        &self,
        matter: DocId,
        text: String,
        step: Option<RecordId>,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("comment", move |workspace| {
                workspace.comment(matter, step, &text)
            })
            .await
    }

    /// A matter: its steps, its state, what may be done next and by whom.
    pub async fn matter(&self, matter: DocId) -> Result<MatterView, LinliError> {
        let found = self
            .workers
            .read("matter", move |workspace| workspace.matter(matter));
        Ok(found.await?.into())
    }

    /// Matters, newest first.
    #[uniffi::method(default(filter = None, page))]
    pub async fn list_matters(
        &self,
        filter: Option<MatterFilter>,
        page: PageRequest,
    ) -> Result<MatterPage, LinliError> {
        let (rows, filter) = (page.rows()?, filter.unwrap_or_default());
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.matters(&filter, rows, page.after.as_deref())
        };
        Ok(self.workers.read("list_matters", list).await?.into())
    }

    /// The file of a matter, as JSON, from which `linli flow` comes to the same answer.
    pub async fn matter_file(&self, matter: DocId) -> Result<String, LinliError> {
        let file = self.workers.read("matter_file", move |workspace| {
            workspace.matter_file(matter)
        });
        Ok(file.await?.to_string())
    }

    /// What is due between two times: clocks of matters, and duties that recur.
    pub async fn obligations(
        &self,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Obligation>, LinliError> {
        self.workers
            .read("obligations", move |workspace| {
                workspace.obligations(since, until)
            })
            .await
    }
}
