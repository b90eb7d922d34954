//! 别处、规则包: other systems' lists, what a place takes of a pack, a place on paper, and what a vote or a door asks.

use super::Workspace;
use crate::drafts::PageRequest;
use crate::error::LinliError;
use crate::spreadsheets;
use crate::views::{ElsewherePage, PackChoice};
use crate::workers::Lane;
use linli_core::domain::DocId;
use linli_core::rules::pages::Language;
use linli_core::screens::SilentDoor;
use linli_core::workspace::{ElsewhereImport, ElsewhereSystem, PageView, ScopeName};
use std::path::PathBuf;

#[uniffi::export]
impl Workspace {
    /// Chooses what a place takes of a pack: its edition, the flows and duties that are off, the readings of its rules. Without a
    /// choice the pack is off there; without a place it is the whole community's. Gives the index of the roster's entry.
    #[uniffi::method(default(scope = None, choice = None))]
    pub async fn choose_pack(
        &self,
        pack: String,
        scope: Option<ScopeName>,
        choice: Option<PackChoice>,
    ) -> Result<u32, LinliError> {
        self.workers
            .write("choose_pack", move |workspace| {
                workspace.choose_pack(scope.as_ref(), &pack, PackChoice::uses(choice))
            })
            .await
    }

    /// The pages that a place can be printed on.
    pub async fn place_pages(&self, scope: ScopeName) -> Result<Vec<PageView>, LinliError> {
        self.workers
            .read("place_pages", move |workspace| {
                workspace.place_pages(&scope)
            })
            .await
    }

    /// A place on a page, as one HTML file for A4 paper that needs nothing else: a round's sheet to be filled by hand.
    pub async fn place_page(
        &self,
        scope: ScopeName,
        page: String,
        language: Language,
    ) -> Result<String, LinliError> {
        self.workers
            .read("place_page", move |workspace| {
                workspace.place_page(&scope, &page, language)
            })
            .await
    }

    /// The other systems that the packs name.
    pub async fn elsewhere_systems(&self) -> Result<Vec<ElsewhereSystem>, LinliError> {
        self.workers
            .read("elsewhere_systems", |workspace| {
                workspace.elsewhere_systems()
            })
            .await
    }

    /// Matters that are still to be typed into another system, newest first; with `all`, those that are typed too.
    pub async fn to_type(
        &self,
        system: String,
        all: bool,
        page: PageRequest,
    ) -> Result<ElsewherePage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.to_type(&system, all, rows, page.after.as_deref())
        };
        let page = self.workers.read("to_type", list).await?;
        Ok(ElsewherePage {
            items: page.items.into_iter().map(Into::into).collect(),
            next: page.next,
        })
    }

    /// Takes the list that another system exported (xlsx, xls, ods, csv): matters get their numbers there.
    pub async fn import_typed(
        &self,
        system: String,
        file: PathBuf,
    ) -> Result<ElsewhereImport, LinliError> {
        self.workers
            .run(Lane::Write, "import_typed", move |workspace| {
                spreadsheets::import_typed(workspace, &system, &file)
            })
            .await
    }

    /// The doors of one's own grants that need care and at which nobody opens, the longest silence first.
    pub async fn silent_doors(&self) -> Result<Vec<SilentDoor>, LinliError> {
        self.workers
            .read("silent_doors", |workspace| workspace.silent_doors())
            .await
    }

    /// Voters of a tally by area whose owners bear one name and one telephone or identity number: if they are one owner, the
    /// vote is to be opened with them as one.
    pub async fn perhaps_one_owner(&self, tally: DocId) -> Result<Vec<Vec<String>>, LinliError> {
        self.workers
            .read("perhaps_one_owner", move |workspace| {
                workspace.perhaps_one_owner(tally)
            })
            .await
    }
}
