//! 成员: who is there with which roles, scopes and devices; a further role; 交接 a handover.

use crate::domain::{Code, MemberId, PlaceId, Role};
use crate::projection::visit;
use crate::roster::{GrantScope, Grid, Level, NarrowTarget, Op, Roster};
use crate::workspace::community::enrol::{check_grant, contains};
use crate::workspace::community::founding::known_tips;
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::doors::address;
use crate::workspace::paging::PAGE;
use crate::workspace::place_ref;
use crate::workspace::{
    DeviceView, Error, GrantView, GridView, HandedOver, MemberRef, MemberView, Page, Said,
    ScopeName, Workspace,
};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// Everybody who is or was a member, with names where they are here: roles and devices that were taken away are
    /// marked. A page ends with a member's id, after which the next begins.
    ///
    /// # Errors
    /// `not_enrolled`, `cursor_invalid`.
    pub fn members(&self, limit: u32, after: Option<&str>) -> Result<Page<MemberView>, Error> {
        let roster = self.roster()?;
        let after: Option<MemberId> = after
            .map(str::parse)
            .transpose()
            .map_err(|_| Error::field("after", Code::CursorInvalid))?;
        let limit = limit.clamp(1, PAGE) as usize;
        let mut later = roster
            .members()
            .map(|member| member.id)
            .filter(|id| after.is_none_or(|after| *id > after));
        let items: Vec<MemberView> = later
            .by_ref()
            .take(limit)
            .map(|id| member_view(&roster, id))
            .collect();
        let more = later.next().is_some();
        let next = items.last().filter(|_| more);
        Ok(Page {
            next: next.map(|last| last.member.to_string()),
            items,
            total: Some(roster.members().count() as u64),
        })
    }

    /// Every grid, by name.
    ///
    /// # Errors
    /// `not_enrolled`.
    pub fn grids(&self) -> Result<Vec<GridView>, Error> {
        let roster = self.roster()?;
        let mut grids: Vec<GridView> = roster
            .grids()
            .map(|grid| grid_view(&roster, grid))
            .collect();
        grids.sort_by(|a, b| crate::domain::text::natural_cmp(&a.name, &b.name));
        Ok(grids)
    }

    /// Gives a member who is there another role, or the same over another scope.
    ///
    /// # Errors
    /// `member_unknown`, `place_unknown`, `grid_unknown`, `grant_held`, `not_allowed`; [`Error::Store`].
    pub fn grant(&self, member: MemberId, role: Role, scope: &ScopeName) -> Result<u32, Error> {
        self.roster_command(|command, appended| {
            let roster = command.intake.roster;
            let scope = address::grant_scope(roster, scope, "scope")?;
            known(roster, member, "member")?;
            check_grant(command, role, scope)?;
            if holds(roster, member, role, scope) {
                return Err(Error::field("role", Code::GrantHeld));
            }
            let ops = vec![Op::Grant {
                member,
                role,
                scope,
            }];
            append_ops(appended, command, ops, BTreeMap::new())
        })
    }

    /// Whether a member holds this role over this scope today.
    ///
    /// # Errors
    /// `member_unknown`, `place_unknown`, `grid_unknown`; [`Error::Store`].
    pub fn holds_grant(
        &self,
        member: MemberId,
        role: Role,
        scope: &ScopeName,
    ) -> Result<bool, Error> {
        let roster = self.roster()?;
        known(&roster, member, "member")?;
        let scope = address::grant_scope(&roster, scope, "scope")?;
        Ok(holds(&roster, member, role, scope))
    }

    /// 交接: what `from` holds within a scope passes to `to`, in one entry. What `from` did stays as this store knows it;
    /// what still lies on his phone arrives contested and can be adopted, and the phone keeps it until a backup of the hub
    /// has it. Calls that were promised at the doors of the scope are the new one's from then on: her round lists them.
    /// Another officer's store signs a request, which waits for the registrar.
    ///
    /// # Errors
    /// `member_unknown`, `member_same`, `place_unknown`, `grid_unknown`, `grant_none`, `not_allowed`; [`Error::Store`].
    pub fn handover(
        &self,
        from: MemberId,
        to: MemberId,
        scope: &ScopeName,
    ) -> Result<HandedOver, Error> {
        self.roster_command(|command, appended| {
            let roster = command.intake.roster;
            let scope = address::grant_scope(roster, scope, "scope")?;
            known(roster, from, "from")?;
            known(roster, to, "to")?;
            if from == to {
                return Err(Error::field("to", Code::MemberSame));
            }
            let passing: Vec<(Role, GrantScope)> = roster
                .active_grants(from)
                .filter(|grant| contains(roster, scope, grant.scope))
                .map(|grant| (grant.role, grant.scope))
                .collect();
            if passing.is_empty() {
                return Err(Error::field("scope", Code::GrantNone));
            }
            for (role, scope) in &passing {
                check_grant(command, *role, *scope)?;
            }
            let mut stairwells = BTreeSet::new();
            for (_, scope) in &passing {
                stairwells.extend(stairwells_of(roster, *scope));
            }
            let target = NarrowTarget::Member {
                member: from,
                role: None,
                scope: Some(scope),
            };
            let pins = known_tips(command, from)?;
            let mut ops = vec![Op::Narrow { target, pins }];
            let new = passing
                .into_iter()
                .filter(|(role, scope)| !holds(roster, to, *role, *scope));
            ops.extend(new.map(|(role, scope)| Op::Grant {
                member: to,
                role,
                scope,
            }));
            let mut call_backs = 0;
            for stairwell in stairwells {
                let last = visit::last_of_stairwell(command.intake.tx, stairwell)?;
                let promised = last.iter().filter(|versions| {
                    let (shown, _) = versions.shown(|row| row.facts.is_none());
                    let facts = shown.facts.as_ref();
                    facts.is_some_and(|facts| facts.call_back.is_some())
                });
                call_backs += promised.count() as u64;
            }
            let roster_index = append_ops(appended, command, ops, BTreeMap::new())?;
            Ok(HandedOver {
                roster_index,
                call_backs,
            })
        })
    }
}

fn known(roster: &Roster, member: MemberId, field: &'static str) -> Result<(), Error> {
    roster
        .member(member)
        .map(|_| ())
        .ok_or(Error::field(field, Code::MemberUnknown))
}

fn holds(roster: &Roster, member: MemberId, role: Role, scope: GrantScope) -> bool {
    roster
        .active_grants(member)
        .any(|grant| (grant.role, grant.scope) == (role, scope))
}

/// The stairwells over which a grant reaches.
pub(crate) fn stairwells_of(roster: &Roster, scope: GrantScope) -> Vec<PlaceId> {
    match scope {
        GrantScope::Grid(id) => roster
            .grid(id)
            .map_or_else(Vec::new, |grid| grid.stairwells.iter().copied().collect()),
        GrantScope::Place(id) => roster
            .subtree(id)
            .into_iter()
            .filter(|id| {
                let place = roster.place(*id);
                place.is_some_and(|place| place.level == Level::Stairwell)
            })
            .collect(),
    }
}

/// The scopes that a member works in.
pub(crate) fn scopes_of(roster: &Roster, member: Option<MemberId>) -> Vec<GrantScope> {
    let grants = member.map(|member| roster.active_grants(member));
    grants
        .into_iter()
        .flatten()
        .map(|grant| grant.scope)
        .collect()
}

/// The scopes that a read is of: the place that is named (a grid, too), else all that the member works in.
pub(crate) fn scopes_meant(
    roster: &Roster,
    place: Option<&ScopeName>,
    member: Option<MemberId>,
) -> Result<Vec<GrantScope>, Error> {
    match place {
        Some(scope) => Ok(vec![address::grant_scope(roster, scope, "place")?]),
        None => Ok(scopes_of(roster, member)),
    }
}

/// The stairwells of some scopes, each once, in the order of their names.
pub(crate) fn stairwells_within(roster: &Roster, scopes: &[GrantScope]) -> Vec<PlaceId> {
    let all: BTreeSet<PlaceId> = scopes
        .iter()
        .flat_map(|scope| stairwells_of(roster, *scope))
        .collect();
    let mut named: Vec<(String, PlaceId)> = all
        .into_iter()
        .map(|place| (roster.scope_name(place), place))
        .collect();
    named.sort_by(|a, b| crate::domain::text::natural_cmp(&a.0, &b.0).then(a.1.cmp(&b.1)));
    named.into_iter().map(|(_, place)| place).collect()
}

pub(crate) fn member_view(roster: &Roster, member: MemberId) -> MemberView {
    MemberView {
        member,
        name: roster.name(member).map(str::to_owned),
        said: MemberRef::of(roster, member).said,
        grants: grants_of(roster, member),
        devices: roster
            .devices_of(member)
            .map(|device| DeviceView {
                device: device.id,
                since: device.added,
                removed: device.removed.is_some(),
            })
            .collect(),
    }
}

/// The grants that a member has or had, oldest first.
pub(crate) fn grants_of(roster: &Roster, member: MemberId) -> Vec<GrantView> {
    roster
        .grants_of(member)
        .map(|grant| GrantView {
            role: grant.role,
            scope: scope_name(roster, grant.scope),
            place_said: scope_said(roster, grant.scope),
            removed: grant.removed.is_some(),
        })
        .collect()
}

/// The scope of a grant, as it is named to [`Workspace::revoke`].
pub(crate) fn scope_name(roster: &Roster, scope: GrantScope) -> ScopeName {
    let name = roster.grant_scope_name(scope);
    match scope {
        GrantScope::Grid(_) => ScopeName::Grid(name),
        GrantScope::Place(id) => match roster.place(id).map(|place| place.level) {
            Some(Level::Compound) => ScopeName::Compound(name),
            Some(Level::Building) => ScopeName::Building(name),
            Some(Level::Stairwell) => ScopeName::Stairwell(name),
            Some(Level::Community) | None => ScopeName::Community,
        },
    }
}

/// The scope of a grant for people: all of the community, a place, or a grid by its name.
pub(crate) fn scope_said(roster: &Roster, scope: GrantScope) -> Said {
    match scope {
        GrantScope::Grid(_) => Said::typed(roster.grant_scope_name(scope)),
        GrantScope::Place(place) if place == roster.whole() => place_ref::whole(),
        GrantScope::Place(place) => place_ref::said(roster, place),
    }
}

/// A grid with its stairwells in their order.
pub(crate) fn grid_view(roster: &Roster, grid: &Grid) -> GridView {
    let mut stairwells: Vec<String> = grid
        .stairwells
        .iter()
        .map(|place| roster.scope_name(*place))
        .collect();
    stairwells.sort_by(|a, b| crate::domain::text::natural_cmp(a, b));
    GridView {
        grid: grid.id,
        name: grid.label.clone(),
        stairwells,
    }
}
