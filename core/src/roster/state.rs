//! State after a chain of entries: places, members, devices, grants, each with the entry that brought it.
//!
//! Nothing is forgotten: what is taken away keeps its interval, so that authority at an earlier entry can be asked later.
//! `apply` changes it, entry by entry.

use super::holding::{Device, Grant, GrantId, HubAddress, Member};
use super::op::{NarrowTarget, Numbered, Op, OpRefused, Root};
use super::own_pack::OwnPack;
use super::pack_choice::Chosen;
use super::place::{GrantScope, Grid, Level, Place, text_is_sound};
use super::represents::Appointed;
use crate::domain::{
    CommunityId, DeviceId, GridId, HouseholdId, MemberId, PlaceId, Role, Timestamp,
};
use crate::records::{PublicKeys, caps};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlaceState {
    pub(super) place: Place,
    pub(super) added: u32,
    pub(super) children: Vec<PlaceId>,
    /// Taken out again, as if it had never been added; what cites it still finds it.
    pub(super) is_removed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) community: CommunityId,
    pub(super) index: u32,
    pub(super) root: Root,
    pub(super) registrar: PublicKeys,
    pub(super) places: BTreeMap<PlaceId, PlaceState>,
    pub(super) grids: BTreeMap<GridId, Grid>,
    /// The entry since which a grid holds a stairwell.
    pub(super) grid_since: BTreeMap<(GridId, PlaceId), u32>,
    pub(super) members: BTreeMap<MemberId, Member>,
    pub(super) devices: BTreeMap<DeviceId, Device>,
    pub(super) grants: BTreeMap<GrantId, Grant>,
    pub(super) grants_of: BTreeMap<MemberId, Vec<GrantId>>,
    /// The grants that nothing has taken away: by member, oldest first; by what they say, of which there is one; and how many
    /// there are over each scope.
    pub(super) active: BTreeMap<MemberId, BTreeSet<GrantId>>,
    pub(super) held: BTreeMap<(MemberId, Role, GrantScope), GrantId>,
    pub(super) reached: BTreeMap<GrantScope, u32>,
    pub(super) devices_of: BTreeMap<MemberId, BTreeSet<DeviceId>>,
    /// Labels that are taken within a place, and of grids.
    pub(super) labels: BTreeSet<(PlaceId, String)>,
    pub(super) grid_labels: BTreeMap<String, GridId>,
    /// The number of grids that hold a stairwell.
    pub(super) gridded: BTreeMap<PlaceId, u32>,
    pub(super) hub: Option<HubAddress>,
    /// The keys of every hub that the community ever had.
    pub(super) hub_pins: BTreeSet<[u8; 32]>,
    pub(super) min_version: u32,
    /// What a place chose about a pack, oldest first.
    pub(super) choices: BTreeMap<(PlaceId, String), Vec<Chosen>>,
    pub(super) founded: Option<Timestamp>,
    pub(super) own_packs: Vec<OwnPack>,
    pub(super) declined: BTreeSet<[u8; 32]>,
    pub(super) numbers: BTreeMap<Numbered, BTreeMap<String, String>>,
    /// Members about whom every word is erased.
    pub(super) wordless: BTreeSet<MemberId>,
    pub(super) represented: BTreeMap<HouseholdId, Vec<Appointed>>,
    /// How often a member was appointed.
    pub(super) appointed: BTreeMap<MemberId, u32>,
}

impl State {
    /// The state after entry 0.
    pub(super) fn genesis(community: CommunityId, ops: &[Op]) -> Result<Self, OpRefused> {
        let [
            Op::Genesis {
                name,
                root,
                registrar,
                ..
            },
        ] = ops
        else {
            return Err(OpRefused::Genesis);
        };
        if !root.is_sound() {
            return Err(OpRefused::Root);
        }
        if !text_is_sound(name, caps::TITLE_CHARS) {
            return Err(OpRefused::Label);
        }
        let whole = PlaceState {
            place: Place {
                id: PlaceId::from_bytes(*community.as_bytes()),
                parent: None,
                level: Level::Community,
                label: name.clone(),
            },
            added: 0,
            children: Vec::new(),
            is_removed: false,
        };
        Ok(Self {
            community,
            index: 0,
            root: root.clone(),
            registrar: *registrar,
            places: BTreeMap::from([(whole.place.id, whole)]),
            grids: BTreeMap::new(),
            grid_since: BTreeMap::new(),
            members: BTreeMap::new(),
            devices: BTreeMap::new(),
            grants: BTreeMap::new(),
            grants_of: BTreeMap::new(),
            active: BTreeMap::new(),
            held: BTreeMap::new(),
            reached: BTreeMap::new(),
            devices_of: BTreeMap::new(),
            labels: BTreeSet::new(),
            grid_labels: BTreeMap::new(),
            gridded: BTreeMap::new(),
            hub: None,
            hub_pins: BTreeSet::new(),
            min_version: 0,
            choices: BTreeMap::new(),
            founded: None,
            own_packs: Vec::new(),
            declined: BTreeSet::new(),
            numbers: BTreeMap::new(),
            represented: BTreeMap::new(),
            appointed: BTreeMap::new(),
            wordless: BTreeSet::new(),
        })
    }

    /// The state after one more entry.
    pub(super) fn after(&self, index: u32, ops: &[Op]) -> Result<Self, (usize, OpRefused)> {
        let mut next = self.clone();
        next.advance(index, ops)?;
        Ok(next)
    }

    pub(super) fn known_numbered(&self, of: Numbered) -> Result<(), OpRefused> {
        match of {
            Numbered::Place(id) if !self.places.contains_key(&id) => Err(OpRefused::PlaceUnknown),
            Numbered::Grid(id) if !self.grids.contains_key(&id) => Err(OpRefused::GridUnknown),
            Numbered::Member(id) if !self.members.contains_key(&id) => {
                Err(OpRefused::MemberUnknown)
            }
            _ => Ok(()),
        }
    }

    /// Whether an active grant, a grid or a choice of packs names a place itself.
    pub(super) fn is_named(&self, id: PlaceId) -> bool {
        self.reached.contains_key(&GrantScope::Place(id))
            || self.gridded.contains_key(&id)
            || self.has_chosen(id)
    }

    pub(super) fn known_member(&self, member: MemberId) -> Result<(), OpRefused> {
        let known = self.members.contains_key(&member);
        known.then_some(()).ok_or(OpRefused::MemberUnknown)
    }

    pub(super) fn known_place(
        &self,
        place: PlaceId,
        level: Level,
    ) -> Result<&PlaceState, OpRefused> {
        let place = self.places.get(&place).filter(|known| !known.is_removed);
        let place = place.ok_or(OpRefused::PlaceUnknown)?;
        let right = place.place.level == level;
        right.then_some(place).ok_or(OpRefused::PlaceLevel)
    }

    pub(super) fn known_scope(&self, scope: GrantScope) -> Result<(), OpRefused> {
        match scope {
            GrantScope::Place(id) if self.places.get(&id).is_none_or(|p| p.is_removed) => {
                Err(OpRefused::PlaceUnknown)
            }
            GrantScope::Grid(id) if !self.grids.contains_key(&id) => Err(OpRefused::GridUnknown),
            GrantScope::Place(_) | GrantScope::Grid(_) => Ok(()),
        }
    }

    /// Every grant that a member ever had.
    pub(super) fn all_grants(&self, member: MemberId) -> impl Iterator<Item = &Grant> {
        let ids = self.grants_of.get(&member).into_iter().flatten();
        ids.filter_map(|id| self.grants.get(id))
    }

    /// The grants that a member has, oldest first.
    pub(super) fn active_grants(&self, member: MemberId) -> impl Iterator<Item = &Grant> {
        let ids = self.active.get(&member).into_iter().flatten();
        ids.filter_map(|id| self.grants.get(id))
    }

    /// Those of them that have a role, by scope.
    pub(super) fn active_of_role(
        &self,
        member: MemberId,
        role: Role,
    ) -> impl Iterator<Item = &Grant> {
        let least = GrantScope::Place(PlaceId::from_bytes([0; 16]));
        let from = self.held.range((member, role, least)..);
        let of = from.take_while(move |((whose, what, _), _)| (*whose, *what) == (member, role));
        of.filter_map(|(_, id)| self.grants.get(id))
    }

    /// The grants and the device that a narrowing would take away.
    pub(super) fn hit_by(&self, target: &NarrowTarget) -> Result<Hit, OpRefused> {
        let hit = match target {
            NarrowTarget::Member {
                member,
                role,
                scope,
            } => {
                self.known_member(*member)?;
                if let Some(scope) = scope {
                    self.known_scope(*scope)?;
                }
                let within = |g: &&Grant| scope.is_none_or(|wide| self.within(g.scope, wide));
                let mut grants: Vec<GrantId> = match role {
                    Some(role) => {
                        let of = self.active_of_role(*member, *role).filter(within);
                        of.map(|g| g.id).collect()
                    }
                    None => {
                        let all = self.active_grants(*member).filter(within);
                        all.map(|g| g.id).collect()
                    }
                };
                grants.sort_unstable();
                Hit {
                    grants,
                    device: None,
                }
            }
            NarrowTarget::Device(id) => {
                let device = self.devices.get(id).ok_or(OpRefused::DeviceUnknown)?;
                Hit {
                    grants: Vec::new(),
                    device: device.removed.is_none().then_some(*id),
                }
            }
        };
        let none = hit.grants.is_empty() && hit.device.is_none();
        if none {
            Err(OpRefused::NarrowsNothing)
        } else {
            Ok(hit)
        }
    }
}

/// The grants and the device that a narrowing takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) grants: Vec<GrantId>,
    pub(super) device: Option<DeviceId>,
}
