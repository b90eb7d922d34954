//! At the doors: households, visits, the order of a round, and corrections of what one wrote.

use super::Workspace;
use crate::corrections::Correction;
use crate::drafts::PageRequest;
use crate::error::LinliError;
use crate::views::{RoundStop, SearchHit, VisitPage};
use linli_core::domain::RecordId;
use linli_core::workspace::{HouseholdView, ScopeName, VisitDraft, VisitVersion};

#[uniffi::export]
impl Workspace {
    /// Records a visit. It is durable when this returns. Gives the visit's id.
    pub async fn record_visit(&self, draft: VisitDraft) -> Result<RecordId, LinliError> {
        self.workers
            .write("record_visit", move |workspace| {
                workspace.record_visit(draft)
            })
            .await
    }

    /// Corrects a visit, log entry, hazard or topic of one's own: what the change does not say stays as it was. The first
    /// version stays visible.
    pub async fn correct(
        &self,
        target: String,
        correction: Correction,
        reason: String,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("correct", move |workspace| {
                workspace.correct(&target, correction.into(), &reason)
            })
            .await
    }

    /// Withdraws what one wrote. The first version stays visible.
    pub async fn withdraw(&self, target: String, reason: String) -> Result<RecordId, LinliError> {
        self.workers
            .write("withdraw", move |workspace| {
                workspace.correct(
                    &target,
                    linli_core::workspace::Correction::Withdraw,
                    &reason,
                )
            })
            .await
    }

    /// Visits, newest first: all, or those of a household (a door number or an id).
    #[uniffi::method(default(household = None, page))]
    pub async fn list_visits(
        &self,
        household: Option<String>,
        page: PageRequest,
    ) -> Result<VisitPage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.list_visits(household.as_deref(), rows, page.after.as_deref())
        };
        Ok(self.workers.read("list_visits", list).await?.into())
    }

    /// All versions of a visit, first one first.
    pub async fn visit_history(&self, visit: RecordId) -> Result<Vec<VisitVersion>, LinliError> {
        self.workers
            .read("visit_history", move |workspace| {
                workspace.visit_history(visit)
            })
            .await
    }

    /// A stairwell's households by floor, with who was last met.
    pub async fn round_list(&self, stairwell: ScopeName) -> Result<Vec<RoundStop>, LinliError> {
        let list =
            move |workspace: &linli_core::workspace::Workspace| workspace.round_list(&stairwell);
        let stops = self.workers.read("round_list", list).await?;
        Ok(stops.into_iter().map(RoundStop::from).collect())
    }

    /// A household with its people and last visits: by door number or id.
    pub async fn household(&self, door_or_id: String) -> Result<HouseholdView, LinliError> {
        self.workers
            .read("household", move |workspace| {
                workspace.household(&door_or_id)
            })
            .await
    }

    /// Finds households, people, topics, hazards, agendas and tallies by door or by any part of their words.
    #[uniffi::method(default(limit = 50))]
    pub async fn search(&self, text: String, limit: u32) -> Result<Vec<SearchHit>, LinliError> {
        let hits = self
            .workers
            .read("search", move |workspace| workspace.search(&text, limit))
            .await?;
        Ok(hits.into_iter().map(SearchHit::from).collect())
    }
}
