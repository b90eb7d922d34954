//! Views of the community: owned values, words already resolved to what a person reads.

use crate::domain::{
    ChainId, CommunityId, DeviceId, DocKind, GridId, MemberId, PlaceId, RecordId, RequestAsks,
    RequestId, Role,
};
use crate::records::State;
use crate::roster::Level;
use crate::workspace::{Said, ScopeName};

/// A community that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
}

/// The owner of this store.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A role over a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceView {
    /// The device.
    pub device: DeviceId,
    /// The number of the roster's entry that added it.
    pub since: u32,
    /// Whether it was taken away.
    pub removed: bool,
}

/// Somebody who works for the community, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// The member.
    pub member: MemberId,
    /// His name, where it is here.
    pub name: Option<String>,
    /// His name for people; whoever has none here by his role and the first digits of his id, as [`crate::workspace::MemberRef`] has it.
    pub said: Said,
    /// His roles with their scopes, oldest first; those that were taken away are marked.
    pub grants: Vec<GrantView>,
    /// His devices; those that were taken away are marked.
    pub devices: Vec<DeviceView>,
}

/// A handover that was entered, or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOver {
    /// The number of the roster's entry.
    pub roster_index: u32,
    /// Doors of the scope at which a call was promised and is still to be made.
    pub call_backs: u64,
}

/// A place of the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceView {
    /// Its id.
    pub place: PlaceId,
    /// Its canonical scope name.
    pub name: String,
    /// Its name for people, as [`crate::workspace::PlaceRef`] has it.
    pub said: Said,
    /// Community, compound, building or stairwell.
    pub level: Level,
}

/// A grid of the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridView {
    /// Its id.
    pub grid: GridId,
    /// Its name.
    pub name: String,
    /// Its stairwells, by canonical name.
    pub stairwells: Vec<String>,
}

/// A record that does not count until an officer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestedView {
    /// The record.
    pub record: RecordId,
    /// Its kind; `None` of a kind that only a later version reads.
    pub kind: Option<DocKind>,
    /// Its chain and its place there.
    pub chain: ChainId,
    /// Its number in the chain, from 1.
    pub seq: u64,
    /// Its author.
    pub by: Option<MemberId>,
    /// Contested (perhaps honest) or unauthorised (its author never had the right), with the reason.
    pub state: State,
}

/// An officer's request to the registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Its id.
    pub request: RequestId,
    /// The member who asks.
    pub by: Option<MemberId>,
    /// The members who agree, himself included.
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
