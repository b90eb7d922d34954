//! The community: its members, its places, and the decisions of officers.

use super::Workspace;
use crate::drafts::PageRequest;
use crate::error::LinliError;
use crate::views::{ContestedView, MemberPage, RequestView};
use linli_core::domain::{DeviceId, DocId, MemberId, RecordId, RequestId, Role};
use linli_core::rules::pages::Language;
use linli_core::workspace::{
    Admitted, CardMade, CheckedCard, CommunityCreated, GridView, HandedOver, PlaceView,
    ReviewTarget, RevokeTarget, RootPolicy, ScopeName,
};

#[uniffi::export]
impl Workspace {
    /// Founds a community: this store becomes its office. The recovery texts are the root: print them, lock them away.
    pub async fn create_community(
        &self,
        name: String,
        compound: Option<String>,
        root: RootPolicy,
    ) -> Result<CommunityCreated, LinliError> {
        self.workers
            .write("create_community", move |workspace| {
                workspace.create_community(&name, compound.as_deref(), root)
            })
            .await
    }

    /// Invites somebody: a text to show as a QR code, good for one phone and 24 hours.
    pub async fn invite(
        &self,
        role: Role,
        scope: ScopeName,
        name: String,
    ) -> Result<String, LinliError> {
        self.workers
            .write("invite", move |workspace| {
                workspace.invite(role, &scope, &name)
            })
            .await
    }

    /// Invites another device of a member who is there: what he did before stays his own.
    pub async fn invite_device(&self, member: MemberId) -> Result<String, LinliError> {
        self.workers
            .write("invite_device", move |workspace| {
                workspace.invite_device(member)
            })
            .await
    }

    /// Joins with an invitation: gives the enrolment to hand over to the inviter.
    pub async fn join(&self, invitation: String) -> Result<String, LinliError> {
        self.workers
            .write("join", move |workspace| workspace.join(&invitation))
            .await
    }

    /// On the inviting store, with the enrolment at hand: the challenge to show to the new phone.
    pub async fn challenge(&self, enrolment: String) -> Result<String, LinliError> {
        self.workers
            .write("challenge", move |workspace| {
                workspace.challenge(&enrolment)
            })
            .await
    }

    /// On the new store: the six digits that follow from the challenge, to be read aloud.
    pub async fn answer_challenge(&self, challenge: String) -> Result<String, LinliError> {
        self.workers
            .write("answer_challenge", move |workspace| {
                workspace.answer_challenge(&challenge)
            })
            .await
    }

    /// Admits the device that was challenged and whose owner reads the right digits aloud.
    pub async fn admit(&self, enrolment: String, digits: String) -> Result<Admitted, LinliError> {
        self.workers
            .write("admit", move |workspace| {
                workspace.admit(&enrolment, &digits)
            })
            .await
    }

    /// Gives a member who is there another role, or the same over another scope. Gives the number of the roster's entry.
    pub async fn grant(
        &self,
        member: MemberId,
        role: Role,
        scope: ScopeName,
    ) -> Result<u32, LinliError> {
        self.workers
            .write("grant", move |workspace| {
                workspace.grant(member, role, &scope)
            })
            .await
    }

    /// Passes on what one member holds within a scope to another. What the first did stays as it was.
    pub async fn handover(
        &self,
        from: MemberId,
        to: MemberId,
        scope: ScopeName,
    ) -> Result<HandedOver, LinliError> {
        self.workers
            .write("handover", move |workspace| {
                workspace.handover(from, to, &scope)
            })
            .await
    }

    /// Everybody who is or was a member; what was taken away is marked.
    pub async fn members(&self, page: PageRequest) -> Result<MemberPage, LinliError> {
        let found = self
            .workers
            .read("members", move |workspace| {
                workspace.members(page.limit, page.after.as_deref())
            })
            .await?;
        Ok(found.into())
    }

    /// Takes a grant or a device away. Gives the number of the roster's entry.
    pub async fn revoke(&self, target: RevokeTarget) -> Result<u32, LinliError> {
        self.workers
            .write("revoke", move |workspace| workspace.revoke(target))
            .await
    }

    /// Makes a member a household's representative (户代表), or takes it from whoever it was. While the representative before
    /// him holds his grant, that is revoked first.
    pub async fn appoint_representative(
        &self,
        household: String,
        member: Option<MemberId>,
    ) -> Result<(), LinliError> {
        self.workers
            .write("appoint_representative", move |workspace| {
                workspace.appoint_representative(&household, member)
            })
            .await
    }

    /// Makes another device the registrar, with the root's recovery texts.
    pub async fn replace_registrar(
        &self,
        recovery: Vec<String>,
        device: DeviceId,
    ) -> Result<u32, LinliError> {
        self.workers
            .write("replace_registrar", move |workspace| {
                workspace.replace_registrar(&recovery, device)
            })
            .await
    }

    /// The requests of officers to the registrar.
    pub async fn list_requests(&self) -> Result<Vec<RequestView>, LinliError> {
        let all = self
            .workers
            .read("list_requests", |workspace| workspace.list_requests())
            .await?;
        Ok(all.into_iter().map(RequestView::from).collect())
    }

    /// Signs another officer's revocation as well: with two signatures it holds at once. Gives whether it does.
    pub async fn agree(&self, request: RequestId) -> Result<bool, LinliError> {
        self.workers
            .write("agree", move |workspace| workspace.agree(request))
            .await
    }

    /// On the registrar's store: enters what a request asks for, or declines it.
    pub async fn decide_request(
        &self,
        request: RequestId,
        accept: bool,
    ) -> Result<u32, LinliError> {
        self.workers
            .write("decide_request", move |workspace| {
                workspace.decide_request(request, accept)
            })
            .await
    }

    /// Contested records.
    pub async fn list_contested(&self) -> Result<Vec<ContestedView>, LinliError> {
        let all = self
            .workers
            .read("list_contested", |workspace| workspace.list_contested())
            .await?;
        Ok(all.into_iter().map(ContestedView::from).collect())
    }

    /// Lets contested work count. Gives how many records.
    pub async fn adopt(&self, target: ReviewTarget) -> Result<u64, LinliError> {
        self.workers
            .write("adopt", move |workspace| workspace.adopt(target))
            .await
    }

    /// Leaves contested work out for good. Gives how many records.
    pub async fn set_aside(&self, target: ReviewTarget) -> Result<u64, LinliError> {
        self.workers
            .write("set_aside", move |workspace| workspace.set_aside(target))
            .await
    }

    /// Erases the words of records, on a ground that is kept. Signatures still hold. Gives how many.
    pub async fn erase_bodies(
        &self,
        records: Vec<RecordId>,
        ground: String,
    ) -> Result<u64, LinliError> {
        self.workers
            .write("erase_bodies", move |workspace| {
                workspace.erase_bodies(&records, &ground)
            })
            .await
    }

    /// Erases an agenda's text everywhere, on a ground that is kept, and lets it start again as another. Gives how many
    /// changes of it.
    pub async fn erase_text(
        &self,
        agenda: DocId,
        text: String,
        ground: String,
    ) -> Result<u64, LinliError> {
        self.workers
            .write("erase_text", move |workspace| {
                workspace.erase_text(agenda, &text, &ground)
            })
            .await
    }

    /// Erases a member's name and the numbers that other systems give him. What he did stays. Gives the roster's index.
    pub async fn erase_member_words(&self, member: MemberId) -> Result<u32, LinliError> {
        self.workers
            .write("erase_member_words", move |workspace| {
                workspace.erase_member_words(member)
            })
            .await
    }

    /// Adds a place by hand.
    pub async fn add_place(&self, place: ScopeName) -> Result<PlaceView, LinliError> {
        self.workers
            .write("add_place", move |workspace| workspace.add_place(&place))
            .await
    }

    /// Draws a grid, or draws it anew.
    pub async fn define_grid(
        &self,
        name: String,
        stairwells: Vec<ScopeName>,
    ) -> Result<GridView, LinliError> {
        self.workers
            .write("define_grid", move |workspace| {
                workspace.define_grid(&name, &stairwells)
            })
            .await
    }

    /// The places of this store.
    pub async fn places(&self) -> Result<Vec<PlaceView>, LinliError> {
        self.workers
            .read("places", |workspace| workspace.places())
            .await
    }

    /// The grids of this store.
    pub async fn grids(&self) -> Result<Vec<GridView>, LinliError> {
        self.workers
            .read("grids", |workspace| workspace.grids())
            .await
    }

    /// A member's name, if it is here.
    pub async fn member_name(&self, member: MemberId) -> Result<Option<String>, LinliError> {
        self.workers
            .read("member_name", move |workspace| {
                workspace.member_name(member)
            })
            .await
    }

    /// One's own card to show at a door, good to the end of the day: under a role that one holds, or the first one.
    #[uniffi::method(default(role = None))]
    pub async fn card(
        &self,
        language: Language,
        role: Option<Role>,
    ) -> Result<CardMade, LinliError> {
        self.workers
            .read("card", move |workspace| workspace.card(role, language))
            .await
    }

    /// What can be said of a card that a worker shows: by this store's roster, or, where it has joined nothing or `community` (the
    /// number on a notice board) is another one, by the entries that the card carries. Asks no network.
    #[uniffi::method(default(community = None))]
    pub async fn check_card(
        &self,
        text: String,
        community: Option<String>,
    ) -> Result<CheckedCard, LinliError> {
        self.workers
            .read("check_card", move |workspace| {
                workspace.check_card(&text, community.as_deref())
            })
            .await
    }
}
