//! Screens: one read each, of one snapshot, with everything that the screen shows.

use super::Workspace;
use crate::drafts::PageRequest;
use crate::error::LinliError;
use crate::views::{ConflictListPage, FoundPage, HazardPage, HouseholdPage, RollPage, TopicPage};
use linli_core::domain::{DocId, RecordId, Safety};
use linli_core::rules::pages::Language;
use linli_core::screens::{
    Door, HazardFilter, HouseholdFilter, Me, Meter, RoundScreen, SharedText, SyncScreen, Thing,
    Today, TopicFilter, TopicScreen,
};
use linli_core::workspace::{ScopeName, ShareView, SyncState};

/// The core's own.
type Core = linli_core::workspace::Workspace;

#[uniffi::export]
impl Workspace {
    /// 今日, the first screen: the doors of a place (a grid, too), or of all that this member works in.
    #[uniffi::method(default(place = None))]
    pub async fn today(&self, place: Option<ScopeName>) -> Result<Today, LinliError> {
        let read = move |workspace: &Core| workspace.today(place.as_ref());
        self.workers.read("today", read).await
    }

    /// A household's screen, by door number or id.
    pub async fn door(&self, household: String) -> Result<Door, LinliError> {
        let read = move |workspace: &Core| workspace.door(&household);
        self.workers.read("door", read).await
    }

    /// Households by stairwell, floor and room.
    #[uniffi::method(default(filter = None, page))]
    pub async fn households(
        &self,
        filter: Option<HouseholdFilter>,
        page: PageRequest,
    ) -> Result<HouseholdPage, LinliError> {
        let (rows, filter) = (page.rows()?, filter.unwrap_or_default());
        let read =
            move |workspace: &Core| workspace.households(&filter, rows, page.after.as_deref());
        Ok(self.workers.read("households", read).await?.into())
    }

    /// Topics by a filter, newest first.
    #[uniffi::method(default(filter = None, page))]
    pub async fn topics(
        &self,
        filter: Option<TopicFilter>,
        page: PageRequest,
    ) -> Result<TopicPage, LinliError> {
        let (rows, filter) = (page.rows()?, filter.unwrap_or_default());
        let read = move |workspace: &Core| workspace.topics(&filter, rows, page.after.as_deref());
        Ok(self.workers.read("topics", read).await?.into())
    }

    /// A topic's screen.
    pub async fn topic(&self, topic: DocId) -> Result<TopicScreen, LinliError> {
        let read = move |workspace: &Core| workspace.topic(topic);
        self.workers.read("topic", read).await
    }

    /// An inspection round's screen: items, answers and who gave them, what is left.
    pub async fn round(&self, round: DocId) -> Result<RoundScreen, LinliError> {
        let read = move |workspace: &Core| workspace.round(round);
        self.workers.read("round", read).await
    }

    /// Hazards by a filter, newest first.
    #[uniffi::method(default(filter = None, page))]
    pub async fn hazards(
        &self,
        filter: Option<HazardFilter>,
        page: PageRequest,
    ) -> Result<HazardPage, LinliError> {
        let (rows, filter) = (page.rows()?, filter.unwrap_or_default());
        let read = move |workspace: &Core| workspace.hazards(&filter, rows, page.after.as_deref());
        Ok(self.workers.read("hazards", read).await?.into())
    }

    /// Everything in which values contradict each other, in the order of documents and fields.
    #[uniffi::method(default(page))]
    pub async fn conflict_list(&self, page: PageRequest) -> Result<ConflictListPage, LinliError> {
        let rows = page.rows()?;
        let read = move |workspace: &Core| workspace.conflict_list(rows, page.after.as_deref());
        Ok(self.workers.read("conflict_list", read).await?.into())
    }

    /// Hits with the thing that each opens, best first: the first 200, by pages.
    #[uniffi::method(default(page))]
    pub async fn search_list(
        &self,
        text: String,
        page: PageRequest,
    ) -> Result<FoundPage, LinliError> {
        let rows = page.rows()?;
        let read =
            move |workspace: &Core| workspace.search_list(&text, rows, page.after.as_deref());
        Ok(self.workers.read("search_list", read).await?.into())
    }

    /// The thing that an id or a door number opens: a search hit, a QR code, a notification.
    pub async fn thing(&self, id: String) -> Result<Thing, LinliError> {
        let read = move |workspace: &Core| workspace.thing(&id);
        self.workers.read("thing", read).await
    }

    /// The screen of one's own. A store that has joined nothing answers too.
    pub async fn me(&self) -> Result<Me, LinliError> {
        self.workers.read("me", |workspace| workspace.me()).await
    }

    /// The relation of this store to its hub, with what is under way and what exists only on this phone, by kind.
    pub async fn sync_screen(&self) -> Result<SyncScreen, LinliError> {
        let read = |workspace: &Core| workspace.sync_screen();
        self.workers.read("sync_screen", read).await
    }

    /// The state of syncing: one flight at a time, whoever started it.
    pub async fn sync_state(&self) -> Result<SyncState, LinliError> {
        let read = |workspace: &Core| Ok(workspace.sync_state());
        self.workers.read("sync_state", read).await
    }

    /// The safety of a record: only here, with the hub, or in a verified backup as well.
    pub async fn safety(&self, record: RecordId) -> Result<Safety, LinliError> {
        let read = move |workspace: &Core| workspace.safety(record);
        self.workers.read("safety", read).await
    }

    /// The meter of a tally: how far it is, what is certain, what is still needed and from whom.
    pub async fn vote(&self, tally: DocId) -> Result<Meter, LinliError> {
        let read = move |workspace: &Core| workspace.vote(tally);
        self.workers.read("vote", read).await
    }

    /// The meter as other readings of the tally's rule would have it: what hangs on how the rule is read.
    pub async fn vote_by(&self, tally: DocId, readings: Vec<String>) -> Result<Meter, LinliError> {
        let read = move |workspace: &Core| workspace.vote_by(tally, &readings);
        self.workers.read("vote_by", read).await
    }

    /// The roll of a tally, in the order in which its file names the voters.
    #[uniffi::method(default(page))]
    pub async fn vote_roll(&self, tally: DocId, page: PageRequest) -> Result<RollPage, LinliError> {
        let rows = page.rows()?;
        let read = move |workspace: &Core| workspace.vote_roll(tally, rows, page.after.as_deref());
        Ok(self.workers.read("vote_roll", read).await?.into())
    }

    /// What [`Self::share`] would give, without its last line: nothing is kept of that.
    pub async fn preview_share(
        &self,
        thing: String,
        language: Language,
    ) -> Result<SharedText, LinliError> {
        let read = move |workspace: &Core| workspace.preview_share(&thing, language);
        self.workers.read("preview_share", read).await
    }

    /// A notice, a vote or a hazard in a few lines for another app: names, doors and numbers masked, with a last line that says whose
    /// phone gave it and when. That it was given is kept in this store ([`Self::shares`]).
    pub async fn share(&self, thing: String, language: Language) -> Result<SharedText, LinliError> {
        let write = move |workspace: &Core| workspace.share(&thing, language);
        self.workers.write("share", write).await
    }

    /// A picture of a hazard or a notice for another app: as `text` the line that is to stand on the picture that is handed over. What a
    /// person covers in it, and what a camera noted in the file, must be gone from that. That it was given is kept in this store
    /// ([`Self::shares`]).
    pub async fn share_photo(
        &self,
        photo: RecordId,
        language: Language,
    ) -> Result<SharedText, LinliError> {
        let write = move |workspace: &Core| workspace.share_photo(photo, language);
        self.workers.write("share_photo", write).await
    }

    /// What was shared from this phone, newest first, 500 at most.
    pub async fn shares(&self) -> Result<Vec<ShareView>, LinliError> {
        self.workers.read("shares", Core::shares).await
    }
}
