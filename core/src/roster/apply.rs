//! One more entry: its operations change the state in place, so that an entry costs what it says and not what is there
//! already. Every change is written down (`undo`): a refused entry leaves no trace.

use super::holding::{Device, Grant, GrantId, HubAddress, Member, Narrowing};
use super::op::{Numbered, Op, OpRefused};
use super::own_pack;
use super::place::{Grid, Level, Place, label_is_sound, text_is_sound};
use super::state::{PlaceState, State};
use super::undo::{Step, Undo, more};
use crate::domain::PlaceId;
use crate::records::caps;

/// Longest address in a roster entry, in characters.
const ADDRESS_CHARS: usize = 400;

impl State {
    /// Goes on by one entry. Where it is refused, nothing has changed.
    pub(super) fn advance(&mut self, index: u32, ops: &[Op]) -> Result<Step, (usize, OpRefused)> {
        let before = self.index;
        let mut step = Step {
            before,
            undos: Vec::with_capacity(ops.len()),
        };
        self.index = index;
        let mut registrars = 0;
        for (position, op) in ops.iter().enumerate() {
            registrars += usize::from(matches!(op, Op::ReplaceRegistrar { .. }));
            let number = u32::try_from(position).unwrap_or(u32::MAX);
            let applied = if registrars > 1 {
                Err(OpRefused::RegistrarTwice)
            } else {
                self.apply(op, number, &mut step.undos)
            };
            if let Err(why) = applied {
                self.take_back(step);
                return Err((position, why));
            }
        }
        Ok(step)
    }

    fn apply(&mut self, op: &Op, position: u32, undos: &mut Vec<Undo>) -> Result<(), OpRefused> {
        let index = self.index;
        match op {
            Op::Genesis { .. } => return Err(OpRefused::Genesis),
            Op::AddPlaces(places) => {
                for place in places {
                    self.add_place(place)?;
                    undos.push(Undo::PlaceAdded(place.id));
                }
            }
            Op::RemovePlaces(places) => {
                for place in places {
                    self.remove_place(*place)?;
                    undos.push(Undo::PlaceRemoved(*place));
                }
            }
            Op::SetGrid(grid) => self.set_grid(grid, undos)?,
            Op::AddMember { member } => {
                if self.members.contains_key(member) {
                    return Err(OpRefused::MemberDuplicate);
                }
                let new = Member {
                    id: *member,
                    added: index,
                };
                self.members.insert(*member, new);
                undos.push(Undo::Member(*member));
            }
            Op::Grant {
                member,
                role,
                scope,
            } => {
                self.known_member(*member)?;
                self.known_scope(*scope)?;
                if self.held.contains_key(&(*member, *role, *scope)) {
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
                self.hold(&grant);
                self.grants.insert(id, grant);
                self.grants_of.entry(*member).or_default().push(id);
                undos.push(Undo::Granted(id));
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
                let id = device.id;
                if self.devices.contains_key(&id) {
                    return Err(OpRefused::DeviceDuplicate);
                }
                self.devices_of.entry(*member).or_default().insert(id);
                self.devices.insert(id, device);
                undos.push(Undo::DeviceAdded(id));
            }
            Op::Narrow { target, pins } => {
                let narrowing = Narrowing {
                    index: Some(index),
                    pins: pins.clone(),
                };
                let hit = self.hit_by(target)?;
                for id in hit.grants {
                    if let Some(mut grant) = self.grants.remove(&id) {
                        self.let_go(&grant);
                        grant.removed = Some(narrowing.clone());
                        self.grants.insert(id, grant);
                        undos.push(Undo::Narrowed(id));
                    }
                }
                if let Some(id) = hit.device
                    && let Some(device) = self.devices.get_mut(&id)
                {
                    device.removed = Some(narrowing);
                    undos.push(Undo::DeviceRemoved(id));
                }
            }
            Op::ReplaceRegistrar { keys } => {
                let before = std::mem::replace(&mut self.registrar, *keys);
                undos.push(Undo::Registrar(Box::new(before)));
            }
            Op::Hub { address, pin } => {
                if !text_is_sound(address, ADDRESS_CHARS) {
                    return Err(OpRefused::Label);
                }
                let before = self.hub.replace(HubAddress {
                    address: address.clone(),
                    pin: *pin,
                });
                undos.push(Undo::Hub(before.map(Box::new)));
                if self.hub_pins.insert(*pin) {
                    undos.push(Undo::HubPin(*pin));
                }
            }
            Op::MinVersion(version) => {
                if *version < self.min_version {
                    return Err(OpRefused::VersionFalls);
                }
                undos.push(Undo::MinVersion(self.min_version));
                self.min_version = *version;
            }
            Op::ChoosePack(choice) => {
                self.choose(choice)?;
                undos.push(Undo::Chosen(choice.at, choice.pack.clone()));
            }
            Op::Founded { at } => {
                if self.founded.is_some() {
                    return Err(OpRefused::Founded);
                }
                self.founded = Some(*at);
                undos.push(Undo::Founded);
            }
            Op::AdoptPack { packed } => {
                own_pack::adopt(&mut self.own_packs, packed, index)?;
                undos.push(Undo::OwnPack);
            }
            Op::Decline { request } => {
                if self.declined.insert(*request) {
                    undos.push(Undo::Declined(*request));
                }
            }
            Op::Represent {
                household,
                stairwell,
                member,
            } => {
                self.represent(*household, *stairwell, *member)?;
                if let Some(member) = member {
                    more(&mut self.appointed, *member);
                }
                undos.push(Undo::Represented(*household));
            }
            Op::EraseWords { member } => {
                self.known_member(*member)?;
                if !self.wordless.insert(*member) {
                    return Err(OpRefused::WordsErased);
                }
                undos.push(Undo::Wordless(*member));
            }
            Op::ExternalId { of, system, number } => {
                self.known_numbered(*of)?;
                if !text_is_sound(system, caps::TITLE_CHARS)
                    || !(number.is_empty() || text_is_sound(number, caps::TITLE_CHARS))
                    || (matches!(of, Numbered::Member(_)) && !number.is_empty())
                {
                    return Err(OpRefused::Label);
                }
                let number = (!number.is_empty()).then(|| number.clone());
                let before = self.number(*of, system, number);
                undos.push(Undo::Number(*of, system.clone(), before));
            }
        }
        Ok(())
    }

    fn add_place(&mut self, place: &Place) -> Result<(), OpRefused> {
        if self.places.contains_key(&place.id) {
            return Err(OpRefused::PlaceDuplicate);
        }
        let above = place.level.above().ok_or(OpRefused::PlaceLevel)?;
        let parent = place.parent.ok_or(OpRefused::PlaceLevel)?;
        self.known_place(parent, above)?;
        if !label_is_sound(&place.label, place.level) {
            return Err(OpRefused::Label);
        }
        if !self.labels.insert((parent, place.label.clone())) {
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
        let parent = known.place.parent.ok_or(OpRefused::PlaceLevel)?;
        let is_there = |id: &PlaceId| self.places.get(id).is_some_and(|p| !p.is_removed);
        if known.children.iter().any(is_there) || self.is_named(id) {
            return Err(OpRefused::PlaceInUse);
        }
        if let Some(known) = self.places.get_mut(&id) {
            known.is_removed = true;
            self.labels.remove(&(parent, known.place.label.clone()));
        }
        Ok(())
    }

    fn set_grid(&mut self, grid: &Grid, undos: &mut Vec<Undo>) -> Result<(), OpRefused> {
        let before = self.grids.get(&grid.id);
        let is_new = |id: &&PlaceId| before.is_none_or(|b| !b.stairwells.contains(id));
        for stairwell in &grid.stairwells {
            self.known_place(*stairwell, Level::Stairwell)?;
        }
        if !text_is_sound(&grid.label, caps::TITLE_CHARS) {
            return Err(OpRefused::Label);
        }
        let taken = self.grid_labels.get(&grid.label);
        if taken.is_some_and(|other| *other != grid.id) {
            return Err(OpRefused::LabelDuplicate);
        }
        if before.is_some_and(|b| !b.stairwells.is_subset(&grid.stairwells)) {
            return Err(OpRefused::GridShrinks);
        }
        let new: Vec<PlaceId> = grid.stairwells.iter().filter(is_new).copied().collect();
        let before = self.grids.insert(grid.id, grid.clone());
        if let Some(before) = &before {
            self.grid_labels.remove(&before.label);
        }
        self.grid_labels.insert(grid.label.clone(), grid.id);
        undos.push(Undo::Grid(grid.id, before.map(Box::new)));
        for stairwell in new {
            self.grid_since.insert((grid.id, stairwell), self.index);
            more(&mut self.gridded, stairwell);
            undos.push(Undo::GridHeld(grid.id, stairwell));
        }
        Ok(())
    }
}
