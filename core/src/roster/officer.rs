//! What an officer may ask of the registrar: nothing that he could not give or take away himself.

use super::chain::Roster;
use super::holding::Grant;
use super::op::Op;
use super::place::GrantScope;
use super::request::OfficerRequestRefused;
use crate::domain::{MemberId, Role};
use crate::rules::authority::{Operation, Permission, may_grant, permission};

/// A member who asks, with the grants that he had at the cited entry and still has.
pub(super) struct Officer<'a> {
    pub(super) roster: &'a Roster,
    pub(super) member: MemberId,
    pub(super) cited: u32,
}

impl Officer<'_> {
    fn grants(&self) -> impl Iterator<Item = &Grant> {
        let grants = self.roster.line.state.active_grants(self.member);
        grants.filter(|g| g.held_at(self.cited))
    }

    fn may_grant(&self, role: Role, scope: GrantScope) -> bool {
        let fits =
            |g: &Grant| may_grant(g.role, role) && self.roster.line.state.within(scope, g.scope);
        self.grants().any(fits)
    }

    /// Whether he may ask for an operation of a request.
    pub(super) fn may_ask(&self, op: &Op, all: &[&Op]) -> Result<(), OfficerRequestRefused> {
        let state = &self.roster.line.state;
        let allowed = match op {
            Op::AddMember { .. } => {
                let grants = |g: &Grant| permission(g.role, Operation::Grant) != Permission::No;
                self.grants().any(grants)
            }
            Op::Grant { role, scope, .. } => {
                state
                    .known_scope(*scope)
                    .map_err(OfficerRequestRefused::Op)?;
                self.may_grant(*role, *scope)
            }
            Op::AddDevice { member, .. } => {
                let asked = all.iter().filter_map(|op| match op {
                    Op::Grant {
                        member: of,
                        role,
                        scope,
                    } if of == member => Some((*role, *scope)),
                    _ => None,
                });
                let held = state.active_grants(*member).map(|g| (g.role, g.scope));
                let mut both = held.chain(asked).peekable();
                both.peek().is_some() && both.all(|(role, scope)| self.may_grant(role, scope))
            }
            Op::Narrow { target, .. } => {
                let hit = self
                    .roster
                    .hit_until(target, self.cited)
                    .map_err(OfficerRequestRefused::Op)?;
                let of_device = hit.device.and_then(|id| self.roster.device(id));
                let of_device = of_device
                    .into_iter()
                    .flat_map(|d| state.active_grants(d.member));
                let listed = hit.grants.iter().filter_map(|id| state.grants.get(id));
                let mut all = listed.chain(of_device).peekable();
                all.peek().is_some() && all.all(|g| self.may_grant(g.role, g.scope))
            }
            Op::Represent { stairwell, .. } => self.grants().any(|g| {
                let appoints = permission(g.role, Operation::AppointRepresentative);
                appoints != Permission::No && self.roster.covers(g.scope, *stairwell)
            }),
            // The office's over everything, as other words are (see `Operation::Erase`).
            Op::EraseWords { .. } => self.grants().any(|g| {
                permission(g.role, Operation::Erase) == Permission::Yes
                    && self.roster.covers(g.scope, self.roster.whole())
            }),
            _ => return Err(OfficerRequestRefused::Operation),
        };
        allowed
            .then_some(())
            .ok_or(OfficerRequestRefused::Authority)
    }
}
