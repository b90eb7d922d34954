//! T8: authority on random rosters, equal to a naive model that reads the history from the start for every question.

use super::fixture::*;
use crate::domain::{MemberId, PlaceId, Role};
use crate::roster::{GrantScope, NarrowTarget, Op, Roster};
use crate::rules::authority::{Operation, Permission, permission};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PLACES: [u8; 6] = [
    COMPOUND,
    BUILDING_3,
    STAIRWELL_3_1,
    STAIRWELL_3_2,
    BUILDING_5,
    STAIRWELL_5_1,
];

fn scope() -> impl Strategy<Value = GrantScope> {
    let place = (0..PLACES.len()).prop_map(|i| at(PLACES[i]));
    prop_oneof![3 => place, 2 => (1..3_u8).prop_map(|n| GrantScope::Grid(grid(n)))]
}

fn role() -> impl Strategy<Value = Role> {
    (0..Role::ALL.len()).prop_map(|i| Role::ALL[i])
}

pub(crate) fn op() -> impl Strategy<Value = Op> {
    let who = 2..5_u8;
    let stairwells =
        proptest::sample::subsequence(vec![STAIRWELL_3_1, STAIRWELL_3_2, STAIRWELL_5_1, 71], 0..4);
    prop_oneof![
        4 => (who.clone(), role(), scope()).prop_map(|(m, r, s)| grant(m, r, s)),
        2 => (who.clone(), 100..108_u8).prop_map(|(m, d)| add_device(m, d)),
        1 => (1..3_u8, stairwells).prop_map(|(n, s)| set_grid(n, &n.to_string(), &s)),
        1 => (100..108_u8).prop_map(|d| revoke_device(d, BTreeMap::new())),
        2 => (who, proptest::option::of(role()), proptest::option::of(scope())).prop_map(|(m, role, scope)| {
            let target = NarrowTarget::Member { member: member(m), role, scope };
            Op::Narrow { target, pins: BTreeMap::new() }
        }),
        1 => Just(Op::AddPlaces(vec![
            new_place(70, place(COMPOUND), crate::roster::Level::Building, "7"),
            new_place(71, place(70), crate::roster::Level::Stairwell, "1"),
        ])),
    ]
}

/// History as a list; every question reads it from the start.
pub(crate) struct Naive(Vec<(u32, Op)>);

impl Naive {
    fn until(&self, at: u32) -> impl Iterator<Item = &(u32, Op)> {
        self.0.iter().filter(move |(index, _)| *index <= at)
    }

    fn parents(&self, at: u32) -> BTreeMap<PlaceId, PlaceId> {
        let lists = self.until(at).filter_map(|(_, op)| match op {
            Op::AddPlaces(places) => Some(places),
            _ => None,
        });
        lists
            .flatten()
            .filter_map(|p| Some((p.id, p.parent?)))
            .collect()
    }

    fn subtree(&self, top: PlaceId, at: u32) -> BTreeSet<PlaceId> {
        let parents = self.parents(at);
        let mut out = BTreeSet::from([top]);
        for _ in 0..4 {
            let more = parents.iter().filter(|(_, parent)| out.contains(parent));
            let more: Vec<PlaceId> = more.map(|(id, _)| *id).collect();
            out.extend(more);
        }
        out
    }

    pub(crate) fn covers(&self, scope: GrantScope, wanted: PlaceId, at: u32) -> bool {
        match scope {
            GrantScope::Place(top) => self.subtree(top, at).contains(&wanted),
            GrantScope::Grid(id) => {
                let held = self.until(at).filter_map(|(_, op)| match op {
                    Op::SetGrid(grid) if grid.id == id => Some(&grid.stairwells),
                    _ => None,
                });
                let held: BTreeSet<PlaceId> = held.flatten().copied().collect();
                let all = [31, 32, 51, 71].map(place);
                let below = self.subtree(wanted, at);
                let mut inside = all.iter().filter(|s| below.contains(s)).peekable();
                let known = wanted != place(70) && wanted != place(71)
                    || self.parents(at).contains_key(&wanted);
                known && inside.peek().is_some() && inside.all(|s| held.contains(s))
            }
        }
    }

    /// The grants of a member after entry `at`, by replaying.
    pub(crate) fn grants(&self, of: MemberId, at: u32) -> Vec<(Role, GrantScope)> {
        let mut out = Vec::new();
        for (index, op) in self.until(at) {
            match op {
                Op::Grant {
                    member,
                    role,
                    scope,
                } if *member == of => out.push((*role, *scope)),
                Op::Narrow {
                    target:
                        NarrowTarget::Member {
                            member,
                            role,
                            scope,
                        },
                    ..
                } if *member == of => {
                    out.retain(|(r, s)| {
                        let role_fits = role.is_none_or(|role| role == *r);
                        let within = scope.is_none_or(|wide| self.within(*s, wide, *index));
                        !(role_fits && within)
                    });
                }
                _ => {}
            }
        }
        out
    }

    fn within(&self, narrow: GrantScope, wide: GrantScope, at: u32) -> bool {
        let reached: Vec<PlaceId> = match narrow {
            GrantScope::Place(p) => vec![p],
            GrantScope::Grid(_) => {
                let all = [31, 32, 51, 71].map(place);
                all.into_iter()
                    .filter(|s| self.covers(narrow, *s, at))
                    .collect()
            }
        };
        narrow == wide
            || !reached.is_empty() && reached.into_iter().all(|p| self.covers(wide, p, at))
    }

    pub(crate) fn owner(&self, keys: u8, at: u32) -> Option<MemberId> {
        let id = device(keys).device();
        let mut owner = None;
        for (_, op) in self.until(at) {
            match op {
                Op::AddDevice { member, keys } if keys.device() == id => owner = Some(*member),
                Op::Narrow {
                    target: NarrowTarget::Device(d),
                    ..
                } if *d == id => owner = None,
                _ => {}
            }
        }
        owner
    }

    pub(crate) fn permissions(
        &self,
        keys: u8,
        op: Operation,
        scope: PlaceId,
        at: u32,
    ) -> Vec<(Role, Permission)> {
        let grants = self
            .owner(keys, at)
            .map_or_else(Vec::new, |m| self.grants(m, at));
        let fits = |(role, s): &(Role, GrantScope)| {
            permission(*role, op) != Permission::No && self.covers(*s, scope, at)
        };
        let mut out: Vec<_> = grants
            .into_iter()
            .filter(fits)
            .map(|(r, _)| (r, permission(r, op)))
            .collect();
        out.sort_unstable();
        out
    }
}

/// A town in which those of the operations happened that could, one an entry, and its history.
pub(crate) fn lived(ops: Vec<Op>) -> (Town, Naive) {
    let mut town = Town::new();
    let members = (2..5)
        .map(|n| Op::AddMember { member: member(n) })
        .collect();
    town.enter(members);
    town.enter(vec![set_grid(1, "1", &[]), set_grid(2, "2", &[])]);
    let mut history = Vec::new();
    for raw in town.all() {
        let entry = raw.open().expect("sound");
        history.extend(entry.ops.into_iter().map(|op| (entry.index, op)));
    }
    for op in ops {
        if let Ok(raw) = town.try_sign(vec![op.clone()]) {
            town.roster.insert(raw).expect("sound");
            history.push((town.roster.tip().index, op));
        }
    }
    (town, Naive(history))
}

fn sorted(
    roster: &Roster,
    keys: u8,
    op: Operation,
    scope: PlaceId,
    at: u32,
) -> Vec<(Role, Permission)> {
    let all = roster.authority(device(keys).device(), op, scope, at);
    let mut out: Vec<_> = all.iter().map(|a| (a.role, a.permission)).collect();
    out.sort_unstable();
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn authority_equals_the_naive_model_on_random_rosters(
        ops in proptest::collection::vec(op(), 1..40),
        questions in proptest::collection::vec((100..108_u8, 0..Operation::ALL.len(), 0..8_usize, any::<u32>()), 200),
    ) {
        let (town, naive) = lived(ops);
        let tip = town.roster.tip().index;
        for (keys, op, scope, index) in questions {
            let op = Operation::ALL[op];
            let scope = [10, 30, 31, 32, 50, 51, 70, 71].map(place)[scope];
            let index = index % (tip + 1);
            let (ours, theirs) = (
                sorted(&town.roster, keys, op, scope, index),
                naive.permissions(keys, op, scope, index),
            );
            prop_assert_eq!(&ours, &theirs, "{} {} {} at {}", keys, op.name(), scope, index);
            let may = !naive.permissions(keys, op, scope, tip).is_empty();
            prop_assert_eq!(town.roster.may(device(keys).device(), op, scope), may);
        }
    }
}
