//! 打印、月报、摸底: matters on paper and in ledgers, a member's month, an office's forms.

use super::Workspace;
use crate::error::LinliError;
use crate::spreadsheets;
use crate::views::{FormAdopted, FormFilled, MonthlyStatement};
use crate::workers::Lane;
use linli_core::domain::{DocId, MemberId};
use linli_core::rules::pages::Language;
use linli_core::screens::Statistics;
use linli_core::workspace::{PageView, ScopeName};
use std::path::PathBuf;

#[uniffi::export]
impl Workspace {
    /// The pages that a matter can be printed on: those of its pack, then the common ones.
    pub async fn pages(&self, matter: DocId) -> Result<Vec<PageView>, LinliError> {
        self.workers
            .read("pages", move |workspace| workspace.pages(matter))
            .await
    }

    /// A matter on a page, as one HTML file for A4 paper that needs nothing else. It holds what this store may read; words that
    /// were erased are marked.
    pub async fn page(
        &self,
        matter: DocId,
        page: String,
        language: Language,
    ) -> Result<String, LinliError> {
        self.workers
            .read("page", move |workspace| {
                workspace.page(matter, &page, language)
            })
            .await
    }

    /// A member's month (`2026-11`, days of +08:00): one's own, or, for who may grant in the whole community, anybody's.
    #[uniffi::method(default(member = None))]
    pub async fn statement(
        &self,
        month: String,
        member: Option<MemberId>,
    ) -> Result<MonthlyStatement, LinliError> {
        let month = self.workers.read("statement", move |workspace| {
            workspace.statement(member, &month)
        });
        Ok(month.await?.into())
    }

    /// A month (`2026-11`, days of +08:00) in numbers, stairwell by stairwell: of a place (a grid, too), or of all that this
    /// member works in.
    #[uniffi::method(default(place = None))]
    pub async fn statistics(
        &self,
        month: String,
        place: Option<ScopeName>,
    ) -> Result<Statistics, LinliError> {
        self.workers
            .read("statistics", move |workspace| {
                workspace.statistics(&month, place.as_ref())
            })
            .await
    }

    /// Makes a flow of a blank table (xlsx, xls, ods, csv) and takes its pack up: an office's form, to be filled at doors. With
    /// `repeats` a household may fill several lines. The same table again is the same form.
    #[uniffi::method(default(repeats = false))]
    pub async fn adopt_form(
        &self,
        file: PathBuf,
        repeats: bool,
    ) -> Result<FormAdopted, LinliError> {
        self.workers
            .run(Lane::Write, "adopt_form", move |workspace| {
                spreadsheets::adopt_form(workspace, &file, repeats)
            })
            .await
    }

    /// Writes what was answered into a table like the blank one: a line for each door of the matter's place, also of those who
    /// have not answered.
    pub async fn export_form(
        &self,
        matter: DocId,
        like: PathBuf,
        to: PathBuf,
    ) -> Result<FormFilled, LinliError> {
        self.workers
            .run(Lane::Read, "export_form", move |workspace| {
                spreadsheets::export_form(workspace, matter, &like, &to)
            })
            .await
    }

    /// Writes the matters of a flow, or of every flow, as ledgers (台账): xlsx or csv, as the file is called; in a language, Chinese
    /// if none is said.
    #[uniffi::method(default(flow = None, language = None))]
    pub async fn export_matters(
        &self,
        to: PathBuf,
        flow: Option<String>,
        language: Option<Language>,
    ) -> Result<(), LinliError> {
        self.workers
            .run(Lane::Read, "export_matters", move |workspace| {
                spreadsheets::export_matters(workspace, flow.as_deref(), language, &to)
            })
            .await
    }
}
