//! The community: who belongs to it, where, and what officers decide.

use linli_core::domain::{
    ChainId, CommunityId, DeviceId, GridId, MemberId, PlaceId, RecordId, RequestId, Role,
};
use linli_core::roster::Level;
use linli_core::workspace::{
    Admitted, CommunityCreated, ExternalIdView, GridView, IdentityView, Joined, PlaceView,
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

/// What a joining device shows to the one who invited it.
#[uniffi::remote(Record)]
pub struct Joined {
    /// To be handed over.
    pub enrolment: String,
    /// To be read aloud.
    pub digits: String,
}

/// A member and the device admitted for him.
#[uniffi::remote(Record)]
pub struct Admitted {
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
}

/// Who this store belongs to.
#[uniffi::remote(Record)]
pub struct IdentityView {
    /// The community, once joined.
    pub community: Option<CommunityId>,
    /// This device.
    pub device: DeviceId,
    /// The member it works for, once admitted.
    pub member: Option<MemberId>,
    /// His roles.
    pub roles: Vec<Role>,
    /// Whether this device is the registrar's.
    pub registrar: bool,
}

/// A place of the community.
#[uniffi::remote(Record)]
pub struct PlaceView {
    /// Its id.
    pub place: PlaceId,
    /// Its canonical scope name.
    pub name: String,
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

/// The number that another system gives a thing; several values are a conflict.
#[uniffi::remote(Record)]
pub struct ExternalIdView {
    /// Which system.
    pub system: String,
    /// The numbers; absent where the body is not here.
    pub values: Vec<Option<String>>,
}

/// A record that does not count until an officer decides.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ContestedView {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// Its chain.
    pub chain: ChainId,
    /// Its place there, from 1.
    pub seq: u64,
    /// Who wrote it.
    pub by: Option<MemberId>,
    /// `contested` (perhaps honest) or `unauthorised` (its author never had the right).
    pub state: String,
    /// A code that says why.
    pub why: String,
}

impl From<linli_core::workspace::ContestedView> for ContestedView {
    fn from(view: linli_core::workspace::ContestedView) -> Self {
        Self {
            record: view.record,
            kind: view.kind.to_owned(),
            chain: view.chain,
            seq: view.seq,
            by: view.by,
            state: view.state.to_owned(),
            why: view.why.to_owned(),
        }
    }
}

/// What an officer asks of the registrar.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RequestView {
    /// Its id.
    pub request: RequestId,
    /// Who asks.
    pub by: Option<MemberId>,
    /// Who agrees, himself included.
    pub agreed: Vec<MemberId>,
    /// `admit`, `revoke` or `other`.
    pub asks: String,
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
            asks: view.asks.to_owned(),
            member: view.member,
            device: view.device,
            holds: view.holds,
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SearchHit {
    /// `household`, `person`, `topic`, `hazard`, `agenda` or `tally`.
    pub kind: String,
    /// The id of that thing.
    pub id: String,
    /// What to show.
    pub title: String,
    /// The words that matched.
    pub matched: String,
}

impl From<linli_core::workspace::Hit> for SearchHit {
    fn from(hit: linli_core::workspace::Hit) -> Self {
        Self {
            kind: hit.kind.to_owned(),
            id: hit.id,
            title: hit.title,
            matched: hit.matched,
        }
    }
}

/// A word of a closed vocabulary as people read it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WordText {
    /// Which vocabulary (`visit_outcome`, `role` and so on).
    pub vocabulary: String,
    /// The word's name in the tools.
    pub word: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}
