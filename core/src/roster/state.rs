//! State after a chain of entries: places, members, devices, grants, each with the entry that brought it.
//!
//! Applying an entry is a pure function of the state before it. Nothing is forgotten: what is taken away keeps its
//! interval, so that authority at an earlier entry can be asked later.

use super::holding::{Device, Grant, GrantId, HubAddress, Member, Narrowing, RulePack};
use super::op::{NarrowTarget, Numbered, Op, OpRefused, Root};
use super::place::{GrantScope, Grid, Level, Place, label_is_sound, text_is_sound};
use super::represents::Appointed;
use crate::domain::{CommunityId, DeviceId, GridId, HouseholdId, MemberId, PlaceId};
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
    pub(super) hub: Option<HubAddress>,
    /// The keys of every hub that the community ever had.
    pub(super) hub_pins: BTreeSet<[u8; 32]>,
    pub(super) min_version: u32,
    pub(super) packs: BTreeMap<PlaceId, RulePack>,
    pub(super) declined: BTreeSet<[u8; 32]>,
    pub(super) numbers: BTreeMap<Numbered, BTreeMap<String, String>>,
    /// Members about whom every word is erased.
    pub(super) wordless: BTreeSet<MemberId>,
    pub(super) represented: BTreeMap<HouseholdId, Vec<Appointed>>,
}

/// Longest address in a roster entry, in characters.
const ADDRESS_CHARS: usize = 400;

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
            hub: None,
            hub_pins: BTreeSet::new(),
            min_version: 0,
            packs: BTreeMap::new(),
            declined: BTreeSet::new(),
            numbers: BTreeMap::new(),
            represented: BTreeMap::new(),
            wordless: BTreeSet::new(),
        })
    }

    /// The state after one more entry.
    pub(super) fn after(&self, index: u32, ops: &[Op]) -> Result<Self, (usize, OpRefused)> {
        let mut next = self.clone();
        next.index = index;
        let mut registrars = 0;
        for (position, op) in ops.iter().enumerate() {
            registrars += usize::from(matches!(op, Op::ReplaceRegistrar { .. }));
            if registrars > 1 {
                return Err((position, OpRefused::RegistrarTwice));
            }
            let number = u32::try_from(position).unwrap_or(u32::MAX);
            next.apply(op, number).map_err(|why| (position, why))?;
        }
        Ok(next)
    }

    fn apply(&mut self, op: &Op, position: u32) -> Result<(), OpRefused> {
        let index = self.index;
        match op {
            Op::Genesis { .. } => return Err(OpRefused::Genesis),
            Op::AddPlaces(places) => {
                for place in places {
                    self.add_place(place)?;
                }
            }
            Op::RemovePlaces(places) => {
                for place in places {
                    self.remove_place(*place)?;
                }
            }
            Op::SetGrid(grid) => self.set_grid(grid)?,
            Op::AddMember { member } => {
                let new = Member {
                    id: *member,
                    added: index,
                };
                if self.members.insert(*member, new).is_some() {
                    return Err(OpRefused::MemberDuplicate);
                }
            }
            Op::Grant {
                member,
                role,
                scope,
            } => {
                self.known_member(*member)?;
                self.known_scope(*scope)?;
                let same = |g: &&Grant| g.role == *role && g.scope == *scope;
                if self.active_grants(*member).any(|g| same(&g)) {
                    return Err(OpRefused::GrantDuplicate);
                }
                let id = GrantId { index, position };
                let grant = Grant {
                    id,
                    member: *member,
                    role: *role,
                    scope: *scope,
                    removed: None,
                };
                self.grants.insert(id, grant);
                self.grants_of.entry(*member).or_default().push(id);
            }
            Op::AddDevice { member, keys } => {
                self.known_member(*member)?;
                let device = Device {
                    id: keys.device(),
                    member: *member,
                    keys: *keys,
                    added: index,
                    removed: None,
                };
                if self.devices.insert(device.id, device).is_some() {
                    return Err(OpRefused::DeviceDuplicate);
                }
            }
            Op::Narrow { target, pins } => {
                let narrowing = Narrowing {
                    index: Some(index),
                    pins: pins.clone(),
                };
                let hit = self.hit_by(target)?;
                for id in &hit.grants {
                    if let Some(grant) = self.grants.get_mut(id) {
                        grant.removed = Some(narrowing.clone());
                    }
                }
                if let Some(device) = hit.device.and_then(|id| self.devices.get_mut(&id)) {
                    device.removed = Some(narrowing);
                }
            }
            Op::ReplaceRegistrar { keys } => self.registrar = *keys,
            Op::Hub { address, pin } => {
                if !text_is_sound(address, ADDRESS_CHARS) {
                    return Err(OpRefused::Label);
                }
                self.hub_pins.insert(*pin);
                self.hub = Some(HubAddress {
                    address: address.clone(),
                    pin: *pin,
                });
            }
            Op::MinVersion(version) => {
                if *version < self.min_version {
                    return Err(OpRefused::VersionFalls);
                }
                self.min_version = *version;
            }
            Op::RulePack {
                compound,
                pack,
                readings,
            } => {
                self.known_place(*compound, Level::Compound)?;
                let texts = readings.iter().flat_map(|(k, v)| [k, v]);
                if !texts
                    .chain([pack])
                    .all(|t| text_is_sound(t, caps::TITLE_CHARS))
                {
                    return Err(OpRefused::Label);
                }
                let (pack, readings) = (pack.clone(), readings.clone());
                self.packs.insert(*compound, RulePack { pack, readings });
            }
            Op::Decline { request } => {
                self.declined.insert(*request);
            }
            Op::Represent {
                household,
                stairwell,
                member,
            } => self.represent(*household, *stairwell, *member)?,
            Op::EraseWords { member } => {
                self.known_member(*member)?;
                if !self.wordless.insert(*member) {
                    return Err(OpRefused::WordsErased);
                }
            }
            Op::ExternalId { of, system, number } => {
                self.known_numbered(*of)?;
                if !text_is_sound(system, caps::TITLE_CHARS)
                    || !(number.is_empty() || text_is_sound(number, caps::TITLE_CHARS))
                    || (matches!(of, Numbered::Member(_)) && !number.is_empty())
                {
                    return Err(OpRefused::Label);
                }
                let numbers = self.numbers.entry(*of).or_default();
                if number.is_empty() {
                    numbers.remove(system);
                } else {
                    numbers.insert(system.clone(), number.clone());
                }
            }
        }
        Ok(())
    }

    fn known_numbered(&self, of: Numbered) -> Result<(), OpRefused> {
        match of {
            Numbered::Place(id) if !self.places.contains_key(&id) => Err(OpRefused::PlaceUnknown),
            Numbered::Grid(id) if !self.grids.contains_key(&id) => Err(OpRefused::GridUnknown),
            Numbered::Member(id) if !self.members.contains_key(&id) => {
                Err(OpRefused::MemberUnknown)
            }
            _ => Ok(()),
        }
    }

    fn add_place(&mut self, place: &Place) -> Result<(), OpRefused> {
        if self.places.contains_key(&place.id) {
            return Err(OpRefused::PlaceDuplicate);
        }
        let above = place.level.above().ok_or(OpRefused::PlaceLevel)?;
        let parent = place.parent.ok_or(OpRefused::PlaceLevel)?;
        let siblings = &self.known_place(parent, above)?.children;
        if !label_is_sound(&place.label, place.level) {
            return Err(OpRefused::Label);
        }
        let known = |id: &PlaceId| self.places.get(id).filter(|p| !p.is_removed);
        let label = |id: &PlaceId| known(id).map(|p| p.place.label.as_str());
        if siblings.iter().any(|id| label(id) == Some(&place.label)) {
            return Err(OpRefused::LabelDuplicate);
        }
        let new = PlaceState {
            place: place.clone(),
            added: self.index,
            children: Vec::new(),
            is_removed: false,
        };
        self.places.insert(place.id, new);
        if let Some(parent) = self.places.get_mut(&parent) {
            parent.children.push(place.id);
        }
        Ok(())
    }

    /// A place that nothing lies within and no grant, grid or pack reaches to may be taken out.
    fn remove_place(&mut self, id: PlaceId) -> Result<(), OpRefused> {
        let known = self.places.get(&id).filter(|known| !known.is_removed);
        let known = known.ok_or(OpRefused::PlaceUnknown)?;
        if known.place.parent.is_none() {
            return Err(OpRefused::PlaceLevel);
        }
        let is_there = |id: &PlaceId| self.places.get(id).is_some_and(|p| !p.is_removed);
        if known.children.iter().any(is_there) || self.is_named(id) {
            return Err(OpRefused::PlaceInUse);
        }
        if let Some(known) = self.places.get_mut(&id) {
            known.is_removed = true;
        }
        Ok(())
    }

    /// Whether an active grant, a grid or a rule pack names a place itself.
    pub(super) fn is_named(&self, id: PlaceId) -> bool {
        let scope = GrantScope::Place(id);
        let mut grants = self.grants.values();
        grants.any(|grant| grant.removed.is_none() && grant.scope == scope)
            || self
                .grids
                .values()
                .any(|grid| grid.stairwells.contains(&id))
            || self.packs.contains_key(&id)
    }

    fn set_grid(&mut self, grid: &Grid) -> Result<(), OpRefused> {
        for stairwell in &grid.stairwells {
            self.known_place(*stairwell, Level::Stairwell)?;
        }
        if !text_is_sound(&grid.label, caps::TITLE_CHARS) {
            return Err(OpRefused::Label);
        }
        let others = self.grids.values().filter(|g| g.id != grid.id);
        if others.map(|g| &g.label).any(|label| *label == grid.label) {
            return Err(OpRefused::LabelDuplicate);
        }
        let before = self.grids.insert(grid.id, grid.clone());
        if before.is_some_and(|b| !b.stairwells.is_subset(&grid.stairwells)) {
            return Err(OpRefused::GridShrinks);
        }
        for stairwell in &grid.stairwells {
            let since = self.grid_since.entry((grid.id, *stairwell));
            since.or_insert(self.index);
        }
        Ok(())
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

    /// The grants that a member has.
    pub(super) fn active_grants(&self, member: MemberId) -> impl Iterator<Item = &Grant> {
        self.all_grants(member).filter(|g| g.removed.is_none())
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
                let role_fits = |g: &&Grant| role.is_none_or(|role| role == g.role);
                let within = |g: &&Grant| scope.is_none_or(|wide| self.within(g.scope, wide));
                let grants = self.active_grants(*member).filter(role_fits).filter(within);
                Hit {
                    grants: grants.map(|g| g.id).collect(),
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
