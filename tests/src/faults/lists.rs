//! The naive model of T8: a community as lists of places, grids, grants, devices and who speaks for whom. Knows nothing of the
//! library but its matrix.

use linli_core::domain::{DeviceId, DocKind, GridId, HouseholdId, MemberId, PlaceId, Role};
use linli_core::records::testing::Dice;
use linli_core::roster::{GrantScope, NarrowTarget};
use linli_core::rules::authority::{Half, Operation, Permission, Reading, may_read, permission};

/// Lists, and nothing clever.
#[derive(Default, Clone)]
pub(super) struct Model {
    /// Place, what it lies in, whether it is a stairwell.
    pub(super) parents: Vec<(PlaceId, Option<PlaceId>, bool)>,
    pub(super) grids: Vec<(GridId, Vec<PlaceId>)>,
    pub(super) grants: Vec<(MemberId, Role, GrantScope, bool)>,
    pub(super) devices: Vec<(DeviceId, MemberId, bool)>,
    /// Who spoke for a household, the last one last.
    pub(super) represented: Vec<(HouseholdId, Option<MemberId>)>,
}

impl Model {
    pub(super) fn under(&self, place: PlaceId, wide: PlaceId) -> bool {
        let mut at = Some(place);
        while let Some(id) = at {
            if id == wide {
                return true;
            }
            at = self
                .parents
                .iter()
                .find(|(known, ..)| *known == id)
                .and_then(|(_, parent, _)| *parent);
        }
        false
    }

    pub(super) fn stairwells(&self, place: PlaceId) -> Vec<PlaceId> {
        let all = self
            .parents
            .iter()
            .filter(|(id, _, is_stairwell)| *is_stairwell && self.under(*id, place));
        all.map(|(id, ..)| *id).collect()
    }

    pub(super) fn of(&self, scope: GrantScope) -> Vec<PlaceId> {
        match scope {
            GrantScope::Place(place) => self.stairwells(place),
            GrantScope::Grid(grid) => self
                .grids
                .iter()
                .find(|(id, _)| *id == grid)
                .map(|(_, all)| all.clone())
                .unwrap_or_default(),
        }
    }

    pub(super) fn covers(&self, scope: GrantScope, place: PlaceId) -> bool {
        match scope {
            GrantScope::Place(wide) => self.under(place, wide),
            GrantScope::Grid(_) => {
                let (wanted, held) = (self.stairwells(place), self.of(scope));
                !wanted.is_empty() && wanted.iter().all(|id| held.contains(id))
            }
        }
    }

    pub(super) fn within(&self, narrow: GrantScope, wide: GrantScope) -> bool {
        match narrow {
            _ if narrow == wide => true,
            GrantScope::Place(place) => self.covers(wide, place),
            GrantScope::Grid(_) => {
                let all = self.of(narrow);
                !all.is_empty() && all.iter().all(|id| self.covers(wide, *id))
            }
        }
    }

    pub(super) fn may(&self, device: DeviceId, op: Operation, place: PlaceId) -> bool {
        let Some((_, member, true)) = self.devices.iter().find(|(id, ..)| *id == device) else {
            return false;
        };
        self.grants.iter().any(|(who, role, scope, live)| {
            who == member
                && *live
                && permission(*role, op) != Permission::No
                && self.covers(*scope, place)
        })
    }

    /// The grants that a device can use, as role and scope.
    pub(super) fn live(&self, device: DeviceId) -> Vec<(Role, GrantScope)> {
        let Some((_, member, true)) = self.devices.iter().find(|(id, ..)| *id == device) else {
            return Vec::new();
        };
        let grants = self.grants.iter();
        grants
            .filter(|(who, _, _, live)| who == member && *live)
            .map(|(_, role, scope, _)| (*role, *scope))
            .collect()
    }

    /// Every mark of the matrix that a device has for an operation in a place, ●, ○ and own apart.
    pub(super) fn rights(
        &self,
        device: DeviceId,
        op: Operation,
        place: PlaceId,
    ) -> Vec<(Role, Permission)> {
        let grants = self.live(device).into_iter();
        let mut found: Vec<(Role, Permission)> = grants
            .filter(|(_, scope)| self.covers(*scope, place))
            .map(|(role, _)| (role, permission(role, op)))
            .filter(|(_, mark)| *mark != Permission::No)
            .collect();
        found.sort_unstable();
        found
    }

    /// What a device reads of a kind in a place: within what it covers, and above it.
    pub(super) fn reading(&self, device: DeviceId, kind: DocKind, place: PlaceId) -> Reading {
        let above = |scope| {
            let reached = match scope {
                GrantScope::Place(narrow) => vec![narrow],
                GrantScope::Grid(_) => self.of(scope),
            };
            let mut reached = reached.into_iter();
            reached.any(|narrow| narrow != place && self.under(narrow, place))
        };
        let grants = self.live(device).into_iter();
        grants
            .map(|(role, scope)| {
                if self.covers(scope, place) {
                    may_read(role, kind, Half::Within)
                } else if above(scope) {
                    may_read(role, kind, Half::Above)
                } else {
                    Reading::None
                }
            })
            .max()
            .unwrap_or(Reading::None)
    }

    pub(super) fn representative(&self, household: HouseholdId) -> Option<MemberId> {
        let mut all = self.represented.iter().rev();
        all.find(|(known, _)| *known == household)?.1
    }

    /// A household and a stairwell for a ballot: mostly a household that the device's member speaks for, where he may.
    pub(super) fn speaks(&self, device: DeviceId, dice: &mut Dice) -> (HouseholdId, PlaceId) {
        let member = self.devices.iter().find(|(id, ..)| *id == device);
        let member = member.map(|(_, member, _)| *member);
        let own: Vec<HouseholdId> = (0..HOUSEHOLDS)
            .map(|n| HouseholdId::from_bytes([n as u8; 16]))
            .filter(|household| member.is_some() && self.representative(*household) == member)
            .collect();
        let whole = self.parents[0].0;
        let within = self.stairwells(whole).into_iter().filter(|place| {
            self.grants.iter().any(|(who, role, scope, _)| {
                Some(*who) == member
                    && *role == Role::HouseholdRepresentative
                    && self.covers(*scope, *place)
            })
        });
        let within: Vec<PlaceId> = within.collect();
        let some = |dice: &mut Dice| dice.below(4) > 0;
        let household = match own.as_slice() {
            own if !own.is_empty() && some(dice) => own[dice.below(own.len())],
            _ => household(dice),
        };
        let stairwells = match within {
            within if !within.is_empty() && some(dice) => within,
            _ => self.stairwells(whole),
        };
        (household, stairwells[dice.below(stairwells.len())])
    }

    pub(super) fn narrow(&mut self, target: &NarrowTarget) {
        match target {
            NarrowTarget::Device(device) => {
                for (id, _, live) in &mut self.devices {
                    *live &= id != device;
                }
            }
            NarrowTarget::Member {
                member,
                role,
                scope,
            } => {
                let hit: Vec<usize> = (0..self.grants.len())
                    .filter(|n| {
                        let (who, has, at, _) = &self.grants[*n];
                        who == member
                            && role.is_none_or(|role| role == *has)
                            && scope.is_none_or(|scope| self.within(*at, scope))
                    })
                    .collect();
                for n in hit {
                    self.grants[n].3 = false;
                }
            }
        }
    }
}

/// One of the households that somebody may represent.
pub(super) fn household(dice: &mut Dice) -> HouseholdId {
    HouseholdId::from_bytes([dice.below(HOUSEHOLDS) as u8; 16])
}

/// The households that somebody may represent.
pub(super) const HOUSEHOLDS: usize = 3;
