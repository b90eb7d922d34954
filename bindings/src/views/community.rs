//! The community: its members, its places, and the decisions of officers.

use crate::words::ContestedReason;
use linli_core::domain::{
    CardState, ChainId, CommunityId, DeviceId, DocKind, GridId, MemberId, PlaceId, RecordId,
    RequestAsks, RequestId, Role, Timestamp,
};
use linli_core::roster::Level;
use linli_core::workspace::{
    Admitted, CardMade, CardView, CheckedCard, CommunityCreated, DeviceView, GrantView, GridView,
    HandedOver, IdentityView, MemberView, Page, PlaceView, Said, ScopeName,
};

/// A community that was just made.
#[uniffi::remote(Record)]
pub struct CommunityCreated {
    /// The community.
    pub community: CommunityId,
    /// The office's first member.
    pub member: MemberId,
    /// This device.
    pub device: DeviceId,
    /// The root keys, to be printed and locked away; kept nowhere else.
    pub recovery: Vec<String>,
}

/// A member and the device admitted for him.
#[uniffi::remote(Record)]
pub struct Admitted {
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
}

/// The community, member and device that this store belongs to.
#[uniffi::remote(Record)]
pub struct IdentityView {
    /// The community, once joined.
    pub community: Option<CommunityId>,
    /// This device.
    pub device: DeviceId,
    /// The member it works for, once admitted.
    pub member: Option<MemberId>,
    /// His name, where it is here.
    pub name: Option<String>,
    /// The community's name, once its roster is here.
    pub community_name: Option<String>,
    /// His roles.
    pub roles: Vec<Role>,
    /// His roles with their scopes, those that were taken away included.
    pub grants: Vec<GrantView>,
    /// Whether this device is the registrar's.
    pub registrar: bool,
}

/// What a worker's card says.
#[uniffi::remote(Record)]
pub struct CardView {
    /// The community: its number stands on every posted notice.
    pub community: CommunityId,
    /// Its name.
    pub community_name: String,
    /// The worker.
    pub member: MemberId,
    /// His name; where his own phone does not have it, his role and number.
    pub name: Said,
    /// As what he comes.
    pub role: Role,
    /// Where he works.
    pub place: Said,
    /// The number by which residents ask the community about him.
    pub number: String,
    /// The device that signed it.
    pub device: DeviceId,
    /// The first moment at which it is good.
    pub since: Timestamp,
    /// The last one.
    pub until: Timestamp,
    /// Whether it carries the entries that show who he is: if so, it is checked with the community's number alone.
    pub stands_alone: bool,
}

/// One's own card.
#[uniffi::remote(Record)]
pub struct CardMade {
    /// What it says.
    pub card: CardView,
    /// The text of its code, lines for whoever only reads them first.
    pub text: String,
}

/// A card that was seen.
#[uniffi::remote(Record)]
pub struct CheckedCard {
    /// What can be said of it.
    pub state: CardState,
    /// What it says: believe it where it is genuine, and but for the place where it is proven.
    pub card: CardView,
}

/// A role over a scope.
#[uniffi::remote(Record)]
pub struct GrantView {
    /// As what.
    pub role: Role,
    /// Over what.
    pub scope: ScopeName,
    /// The same for people.
    pub place_said: Said,
    /// Whether it was taken away.
    pub removed: bool,
}

/// A device of a member.
#[uniffi::remote(Record)]
pub struct DeviceView {
    /// The device.
    pub device: DeviceId,
    /// The number of the roster's entry that added it.
    pub since: u32,
    /// Whether it was taken away.
    pub removed: bool,
}

/// Somebody who works for the community, or did.
#[uniffi::remote(Record)]
pub struct MemberView {
    /// The member.
    pub member: MemberId,
    /// His name, where it is here.
    pub name: Option<String>,
    /// His name for people; whoever has none here by his role and the first digits of his id.
    pub said: Said,
    /// His roles with their scopes, oldest first; those that were taken away are marked.
    pub grants: Vec<GrantView>,
    /// His devices; those that were taken away are marked.
    pub devices: Vec<DeviceView>,
}

/// A page of members, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MemberPage {
    /// The items.
    pub items: Vec<MemberView>,
    /// What the next page is asked with; absent at the end.
    pub next: Option<String>,
}

impl From<Page<MemberView>> for MemberPage {
    fn from(page: Page<MemberView>) -> Self {
        Self {
            items: page.items,
            next: page.next,
        }
    }
}

/// A handover that was entered, or asked for.
#[uniffi::remote(Record)]
pub struct HandedOver {
    /// The number of the roster's entry.
    pub roster_index: u32,
    /// Doors of the scope at which a call was promised and is still to be made.
    pub call_backs: u64,
}

/// A place of the community.
#[uniffi::remote(Record)]
pub struct PlaceView {
    /// Its id.
    pub place: PlaceId,
    /// Its canonical scope name.
    pub name: String,
    /// Its name for people, as `PlaceRef` has it.
    pub said: Said,
    /// Community, compound, building or stairwell.
    pub level: Level,
}

/// A grid of the community.
#[uniffi::remote(Record)]
pub struct GridView {
    /// Its id.
    pub grid: GridId,
    /// Its name.
    pub name: String,
    /// Its stairwells, by canonical name.
    pub stairwells: Vec<String>,
}

/// A record that does not count until an officer decides.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ContestedView {
    /// The record.
    pub record: RecordId,
    /// Its kind; absent for one that only a later version reads.
    pub kind: Option<DocKind>,
    /// Its chain.
    pub chain: ChainId,
    /// Its place there, from 1.
    pub seq: u64,
    /// Its author.
    pub by: Option<MemberId>,
    /// The reason; of `NotAuthorised` the author never had the right.
    pub why: ContestedReason,
}

impl From<linli_core::workspace::ContestedView> for ContestedView {
    fn from(view: linli_core::workspace::ContestedView) -> Self {
        Self {
            record: view.record,
            kind: view.kind,
            chain: view.chain,
            seq: view.seq,
            by: view.by,
            why: view.state.into(),
        }
    }
}

/// A request of an officer to the registrar.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RequestView {
    /// Its id.
    pub request: RequestId,
    /// The officer who asks.
    pub by: Option<MemberId>,
    /// The officers who agree, himself included.
    pub agreed: Vec<MemberId>,
    /// The thing asked for.
    pub asks: RequestAsks,
    /// About whom: a member, or the device's member.
    pub member: Option<MemberId>,
    /// About which device, if it is about one.
    pub device: Option<DeviceId>,
    /// Whether it holds already: two officers signed a revocation.
    pub holds: bool,
}

impl From<linli_core::workspace::RequestView> for RequestView {
    fn from(view: linli_core::workspace::RequestView) -> Self {
        Self {
            request: view.request,
            by: view.by,
            agreed: view.agreed,
            asks: view.asks,
            member: view.member,
            device: view.device,
            holds: view.holds,
        }
    }
}
