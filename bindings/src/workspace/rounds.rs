//! Inspection rounds and hazards.

use super::Workspace;
use crate::drafts::PageRequest;
use crate::error::LinliError;
use crate::views::{HazardPage, InspectionPage};
use linli_core::domain::{DocId, RecordId};
use linli_core::workspace::{HazardDraft, LogDraft, ScopeName};

#[uniffi::export]
impl Workspace {
    /// Starts the inspection round of a place, template and period, or gives the one that stands: the same on every phone.
    pub async fn start_round(
        &self,
        place: ScopeName,
        template: String,
    ) -> Result<DocId, LinliError> {
        self.workers
            .write("start_round", move |workspace| {
                workspace.start_round(&place, &template)
            })
            .await
    }

    /// Logs an item of a round.
    pub async fn log_entry(&self, draft: LogDraft) -> Result<RecordId, LinliError> {
        self.workers
            .write("log_entry", move |workspace| workspace.log_entry(draft))
            .await
    }

    /// Reports a hazard.
    pub async fn report_hazard(&self, draft: HazardDraft) -> Result<DocId, LinliError> {
        self.workers
            .write("report_hazard", move |workspace| {
                workspace.report_hazard(draft)
            })
            .await
    }

    /// Inspection rounds, newest first.
    #[uniffi::method(default(page))]
    pub async fn list_rounds(&self, page: PageRequest) -> Result<InspectionPage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.list_rounds(rows, page.after.as_deref())
        };
        Ok(self.workers.read("list_rounds", list).await?.into())
    }

    /// Hazards, newest first.
    #[uniffi::method(default(page))]
    pub async fn list_hazards(&self, page: PageRequest) -> Result<HazardPage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.list_hazards(rows, page.after.as_deref())
        };
        Ok(self.workers.read("list_hazards", list).await?.into())
    }
}
