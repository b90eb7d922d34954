//! Authority without a clock: one pure function over (roster, device, operation, scope).

use super::chain::Roster;
use super::holding::{Device, Grant, Narrowing};
use super::place::GrantScope;
use super::reading_set::ReadingSet;
use crate::domain::{DeviceId, DocKind, MemberId, PlaceId, Role};
use crate::records::{Header, RosterRef};
use crate::rules::authority::{Half, Operation, Permission, Reading, may_read, permission};

/// One grant under which a device could do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority<'a> {
    /// The right of the role: never [`Permission::No`].
    pub permission: Permission,
    /// The role.
    pub role: Role,
    /// Everything that has taken this authority away since: of the grant, of the device, suspensions. A record is
    /// accepted under it if every one pins the record.
    pub narrowings: Vec<&'a Narrowing>,
}

impl Roster {
    /// The grants under which a device could do `op` in `scope` as of entry `at` of the line that counts. Empty: it
    /// could not.
    #[must_use]
    pub fn authority<'a>(
        &'a self,
        device: DeviceId,
        op: Operation,
        scope: PlaceId,
        at: u32,
    ) -> Vec<Authority<'a>> {
        let device = self.line.state.devices.get(&device);
        let Some(device) = device.filter(|d| at <= self.line.state.index && d.held_at(at)) else {
            return Vec::new();
        };
        let held = self
            .line
            .state
            .all_grants(device.member)
            .filter(|g| g.held_at(at));
        let covering = held.filter(|g| {
            permission(g.role, op) != Permission::No
                && self.line.state.covers_at(g.scope, scope, at)
        });
        covering
            .map(|grant| self.under(device, grant, op))
            .collect()
    }

    /// The grants under which a device could ever do `op` in `scope`, each with all that has taken it away since.
    #[must_use]
    pub fn ever<'a>(
        &'a self,
        device: DeviceId,
        op: Operation,
        scope: PlaceId,
    ) -> Vec<Authority<'a>> {
        let Some(device) = self.line.state.devices.get(&device) else {
            return Vec::new();
        };
        let grants = self.line.state.all_grants(device.member).filter(|grant| {
            permission(grant.role, op) != Permission::No && self.covers(grant.scope, scope)
        });
        grants.map(|grant| self.under(device, grant, op)).collect()
    }

    fn under<'a>(&'a self, device: &'a Device, grant: &'a Grant, op: Operation) -> Authority<'a> {
        Authority {
            permission: permission(grant.role, op),
            role: grant.role,
            narrowings: [&device.removed, &grant.removed]
                .into_iter()
                .flatten()
                .chain(self.requests.suspensions(grant.id, device.id))
                .collect(),
        }
    }

    /// Whether, by the entry that a record cites, its device could do `op` in `scope` under ○ alone: what it did is relayed,
    /// and marked until somebody confirms it.
    #[must_use]
    pub fn relays(
        &self,
        device: DeviceId,
        op: Operation,
        scope: PlaceId,
        cited: &RosterRef,
    ) -> bool {
        let (Some(cited), Some(known)) = (self.effective_index(cited), self.device(device)) else {
            return false;
        };
        let all = self.authority(device, op, scope, cited.max(known.added));
        let has = |permission| all.iter().any(|a| a.permission == permission);
        has(Permission::Confirmed) && !has(Permission::Yes)
    }

    /// Whether a device's member had `role` over `scope` as of entry `at` of the line that counts.
    #[must_use]
    pub fn holds(&self, device: DeviceId, role: Role, scope: PlaceId, at: u32) -> bool {
        let device = self.line.state.devices.get(&device);
        device
            .filter(|d| at <= self.line.state.index && d.held_at(at))
            .is_some_and(|device| {
                self.line.state.all_grants(device.member).any(|grant| {
                    grant.role == role
                        && grant.held_at(at)
                        && self.line.state.covers_at(grant.scope, scope, at)
                })
            })
    }

    /// The members who held `role` over `scope` or somewhere within it as of entry `at` of the line that counts, by id.
    #[must_use]
    pub fn holders(&self, role: Role, scope: PlaceId, at: u32) -> Vec<MemberId> {
        let concerns = |grant: &Grant| {
            grant.role == role
                && grant.held_at(at)
                && (self.line.state.covers_at(grant.scope, scope, at)
                    || matches!(grant.scope, GrantScope::Place(place) if self.lies_in(place, scope, at)))
        };
        self.members()
            .map(|member| member.id)
            .filter(|member| self.line.state.all_grants(*member).any(concerns))
            .collect()
    }

    /// Whether a device may do `op` in `scope` now: at the tip, with nothing taken away.
    #[must_use]
    pub fn may(&self, device: DeviceId, op: Operation, scope: PlaceId) -> bool {
        !self.permissions(device, op, scope).is_empty()
    }

    /// The device's rights to do `op` in `scope` now, under each of its roles.
    #[must_use]
    pub fn permissions(
        &self,
        device: DeviceId,
        op: Operation,
        scope: PlaceId,
    ) -> Vec<(Role, Permission)> {
        let now = self.authority(device, op, scope, self.line.state.index);
        let whole = now.into_iter().filter(|a| a.narrowings.is_empty());
        whole.map(|a| (a.role, a.permission)).collect()
    }

    /// How much a device receives of the records of a kind of document in a scope: within its grants and above them what
    /// the two halves of the reading matrix say, of others nothing.
    #[must_use]
    pub fn reading(&self, device: DeviceId, kind: DocKind, scope: PlaceId) -> Reading {
        let of = |grant: &Grant| {
            if self
                .line
                .state
                .covers_at(grant.scope, scope, self.line.state.index)
            {
                may_read(grant.role, kind, Half::Within)
            } else if self.line.state.lies_above(scope, grant.scope) {
                may_read(grant.role, kind, Half::Above)
            } else {
                Reading::None
            }
        };
        self.current_grants(device)
            .map(of)
            .max()
            .unwrap_or(Reading::None)
    }

    /// How much of one record a device receives by its reading set. Who reads the kind's headers reads his own records
    /// whole, from whichever of his devices they are.
    #[must_use]
    pub fn reads_of(&self, set: &ReadingSet, device: DeviceId, header: &Header) -> Reading {
        let reading = set.reading(header.scope, header.kind.0);
        match reading {
            Reading::Header | Reading::Facts if self.is_same_member(device, header.device) => {
                Reading::Full
            }
            _ => reading,
        }
    }

    /// Whether two devices are, or were, one member's.
    #[must_use]
    pub fn is_same_member(&self, one: DeviceId, other: DeviceId) -> bool {
        let member = |id| self.line.state.devices.get(&id).map(|device| device.member);
        member(one).is_some_and(|one| member(other) == Some(one))
    }

    /// The grants that a device can use now; none if it is unknown, removed or suspended.
    pub fn current_grants(&self, device: DeviceId) -> impl Iterator<Item = &Grant> {
        let device = self
            .line
            .state
            .devices
            .get(&device)
            .filter(|d| d.removed.is_none());
        let grants = device.into_iter().flat_map(|d| {
            let grants = self.line.state.active_grants(d.member);
            grants.map(move |g| (d.id, g))
        });
        let free = |(device, g): &(DeviceId, &Grant)| {
            self.requests.suspensions(g.id, *device).next().is_none()
        };
        grants.filter(free).map(|(_, g)| g)
    }
}
