//! Changes of a state, each by what takes it back: a line of entries that turns out not to count is walked back, at the
//! cost of the entries that it loses.

use super::holding::{Grant, GrantId, HubAddress};
use super::op::Numbered;
use super::place::Grid;
use super::state::State;
use crate::domain::{DeviceId, GridId, HouseholdId, MemberId, PlaceId};
use crate::records::PublicKeys;
use std::collections::BTreeMap;

/// One change of a state, by what takes it back.
#[derive(Debug, Clone)]
pub(super) enum Undo {
    PlaceAdded(PlaceId),
    PlaceRemoved(PlaceId),
    Grid(GridId, Option<Box<Grid>>),
    GridHeld(GridId, PlaceId),
    Member(MemberId),
    Granted(GrantId),
    Narrowed(GrantId),
    DeviceAdded(DeviceId),
    DeviceRemoved(DeviceId),
    Registrar(Box<PublicKeys>),
    Hub(Option<Box<HubAddress>>),
    HubPin([u8; 32]),
    MinVersion(u32),
    Chosen(PlaceId, String),
    Founded,
    OwnPack,
    Declined([u8; 32]),
    Represented(HouseholdId),
    Wordless(MemberId),
    Number(Numbered, String, Option<String>),
}

/// Changes of one entry, in the order in which they were made.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) before: u32,
    pub(super) undos: Vec<Undo>,
}

/// Adds one to a count.
pub(super) fn more<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}

/// Takes one from a count; where none is left, nothing is.
fn fewer<K: Ord>(counts: &mut BTreeMap<K, u32>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(key);
        }
    }
}

impl State {
    /// Goes back by the entry that was applied last.
    pub(super) fn take_back(&mut self, step: Step) {
        for undo in step.undos.into_iter().rev() {
            self.undo(undo);
        }
        self.index = step.before;
    }

    fn undo(&mut self, undo: Undo) {
        match undo {
            Undo::PlaceAdded(id) => {
                if let Some(known) = self.places.remove(&id)
                    && let Some(parent) = known.place.parent
                {
                    if let Some(parent) = self.places.get_mut(&parent) {
                        parent.children.pop();
                    }
                    self.labels.remove(&(parent, known.place.label));
                }
            }
            Undo::PlaceRemoved(id) => {
                if let Some(known) = self.places.get_mut(&id) {
                    known.is_removed = false;
                    let label = known.place.label.clone();
                    self.labels
                        .extend(known.place.parent.map(|parent| (parent, label)));
                }
            }
            Undo::Grid(id, before) => {
                let after = match before {
                    Some(before) => {
                        self.grid_labels.insert(before.label.clone(), id);
                        self.grids.insert(id, *before)
                    }
                    None => self.grids.remove(&id),
                };
                if let Some(after) = after
                    && self.grids.get(&id).is_none_or(|g| g.label != after.label)
                {
                    self.grid_labels.remove(&after.label);
                }
            }
            Undo::GridHeld(grid, stairwell) => {
                self.grid_since.remove(&(grid, stairwell));
                fewer(&mut self.gridded, &stairwell);
            }
            Undo::Member(id) => drop(self.members.remove(&id)),
            Undo::Granted(id) => {
                if let Some(grant) = self.grants.remove(&id) {
                    self.let_go(&grant);
                    if let Some(of) = self.grants_of.get_mut(&grant.member) {
                        of.pop();
                        if of.is_empty() {
                            self.grants_of.remove(&grant.member);
                        }
                    }
                }
            }
            Undo::Narrowed(id) => {
                if let Some(mut grant) = self.grants.remove(&id) {
                    grant.removed = None;
                    self.hold(&grant);
                    self.grants.insert(id, grant);
                }
            }
            Undo::DeviceAdded(id) => {
                if let Some(device) = self.devices.remove(&id)
                    && let Some(of) = self.devices_of.get_mut(&device.member)
                {
                    of.remove(&id);
                    if of.is_empty() {
                        self.devices_of.remove(&device.member);
                    }
                }
            }
            Undo::DeviceRemoved(id) => {
                if let Some(device) = self.devices.get_mut(&id) {
                    device.removed = None;
                }
            }
            Undo::Registrar(before) => self.registrar = *before,
            Undo::Hub(before) => self.hub = before.map(|before| *before),
            Undo::HubPin(pin) => drop(self.hub_pins.remove(&pin)),
            Undo::MinVersion(before) => self.min_version = before,
            Undo::Chosen(place, pack) => self.unchoose(&(place, pack)),
            Undo::Founded => self.founded = None,
            Undo::OwnPack => drop(self.own_packs.pop()),
            Undo::Declined(request) => drop(self.declined.remove(&request)),
            Undo::Represented(household) => {
                if let Some(all) = self.represented.get_mut(&household) {
                    let last = all.pop();
                    if all.is_empty() {
                        self.represented.remove(&household);
                    }
                    if let Some(member) = last.and_then(|last| last.member) {
                        fewer(&mut self.appointed, &member);
                    }
                }
            }
            Undo::Wordless(member) => drop(self.wordless.remove(&member)),
            Undo::Number(of, system, before) => drop(self.number(of, &system, before)),
        }
    }

    /// Writes a grant that nothing has taken away into the lists of those.
    pub(super) fn hold(&mut self, grant: &Grant) {
        self.active
            .entry(grant.member)
            .or_default()
            .insert(grant.id);
        self.held
            .insert((grant.member, grant.role, grant.scope), grant.id);
        more(&mut self.reached, grant.scope);
    }

    pub(super) fn let_go(&mut self, grant: &Grant) {
        if let Some(active) = self.active.get_mut(&grant.member) {
            active.remove(&grant.id);
            if active.is_empty() {
                self.active.remove(&grant.member);
            }
        }
        self.held.remove(&(grant.member, grant.role, grant.scope));
        fewer(&mut self.reached, &grant.scope);
    }

    /// Sets the number that a system gives, or takes it away; gives the one before.
    pub(super) fn number(
        &mut self,
        of: Numbered,
        system: &str,
        number: Option<String>,
    ) -> Option<String> {
        let numbers = self.numbers.entry(of).or_default();
        let before = match number {
            Some(number) => numbers.insert(system.to_owned(), number),
            None => numbers.remove(system),
        };
        if numbers.is_empty() {
            self.numbers.remove(&of);
        }
        before
    }
}
