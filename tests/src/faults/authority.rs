//! T8: random rosters × devices × operations × places. Two replicas that got the entries in different ways agree, and
//! both agree with a model that knows nothing but lists.

use super::lists::{HOUSEHOLDS, Model, household};
use super::verdicts::{Ground, Plant};
use super::{Budget, Meter, Row};
use crate::phone::TestRandom;
use crate::sim::network::shuffle;
use linli_core::domain::{DocKind, GridId, HouseholdId, MemberId, PlaceId, Role};
use linli_core::env::Random;
use linli_core::records::DeviceKeys;
use linli_core::records::testing::Dice;
use linli_core::roster::{
    EntryDraft, GrantScope, Grid, Level, NarrowTarget, Op, Place, RawEntry, Root, RootKey, Roster,
};
use linli_core::rules::authority::{Operation, Permission};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) struct World {
    pub(super) roster: Roster,
    pub(super) entries: Vec<RawEntry>,
    pub(super) registrar: Arc<DeviceKeys>,
    pub(super) model: Model,
    /// Of the devices that were entered.
    pub(super) keys: Vec<DeviceKeys>,
}

impl World {
    /// Signs an entry if the roster takes it; else nothing happens.
    fn append(&mut self, ops: Vec<Op>, random: &dyn Random) -> bool {
        let Ok(draft) = self.roster.draft(ops, &BTreeMap::new(), random) else {
            return false;
        };
        let raw = draft.sign(&self.registrar);
        let taken = self.roster.insert(raw.clone()).is_ok();
        if taken {
            self.entries.push(raw);
        }
        taken
    }
}

fn found(random: &dyn Random) -> Option<World> {
    let (root, registrar) = (RootKey::generate(random), DeviceKeys::generate(random));
    let public = Root {
        threshold: 1,
        keys: vec![root.public()],
    };
    let genesis =
        EntryDraft::genesis("月亮湾", public, registrar.public(), random).sign_root(&[&root]);
    let roster = Roster::new(genesis.clone()).ok()?;
    let mut model = Model::default();
    model.parents.push((roster.whole(), None, false));
    let mut world = World {
        roster,
        entries: vec![genesis],
        registrar: Arc::new(registrar),
        model,
        keys: Vec::new(),
    };
    let mut ops = Vec::new();
    for compound in 0..2_u8 {
        let above = PlaceId::from_bytes(random.bytes());
        let mut add = |id, parent, level, label: String| {
            world
                .model
                .parents
                .push((id, Some(parent), level == Level::Stairwell));
            ops.push(Place {
                id,
                parent: Some(parent),
                level,
                label,
            });
        };
        add(
            above,
            world.roster.whole(),
            Level::Compound,
            format!("小区{compound}"),
        );
        for building in 1..=2 {
            let house = PlaceId::from_bytes(random.bytes());
            add(house, above, Level::Building, building.to_string());
            for stairwell in 1..=2 {
                add(
                    PlaceId::from_bytes(random.bytes()),
                    house,
                    Level::Stairwell,
                    stairwell.to_string(),
                );
            }
        }
    }
    world
        .append(vec![Op::AddPlaces(ops)], random)
        .then_some(world)
}

fn random_scope(model: &Model, dice: &mut Dice) -> GrantScope {
    if !model.grids.is_empty() && dice.below(3) == 0 {
        GrantScope::Grid(model.grids[dice.below(model.grids.len())].0)
    } else {
        GrantScope::Place(model.parents[dice.below(model.parents.len())].0)
    }
}

/// Grants a member some role somewhere, perhaps to be taken away again. Who comes to speak for households mostly speaks for
/// one.
pub(super) fn grant(world: &mut World, role: Role, dice: &mut Dice, random: &dyn Random) {
    let count = world.model.devices.len();
    if count == 0 {
        return;
    }
    let member = world.model.devices[dice.below(count)].1;
    let scope = random_scope(&world.model, dice);
    let op = Op::Grant {
        member,
        role,
        scope,
    };
    if world.append(vec![op], random) {
        world.model.grants.push((member, role, scope, true));
    }
    if role == Role::HouseholdRepresentative && dice.below(4) > 0 {
        represent(world, Some(member), dice, random);
    }
}

pub(super) fn change(world: &mut World, dice: &mut Dice, random: &dyn Random) {
    let members: Vec<MemberId> = world
        .model
        .devices
        .iter()
        .map(|(_, member, _)| *member)
        .collect();
    let kind = if members.is_empty() { 0 } else { dice.below(7) };
    match kind {
        0 => {
            let (member, keys) = (
                MemberId::from_bytes(random.bytes()),
                DeviceKeys::generate(random),
            );
            let ops = vec![
                Op::AddMember { member },
                Op::AddDevice {
                    member,
                    keys: keys.public(),
                },
            ];
            if world.append(ops, random) {
                world.model.devices.push((keys.device(), member, true));
                world.keys.push(keys);
            }
        }
        1 => {
            let stairwells = world.model.stairwells(world.roster.whole());
            let some = stairwells
                .into_iter()
                .filter(|_| dice.below(2) == 0)
                .collect::<Vec<_>>();
            let id = GridId::from_bytes(random.bytes());
            let label = format!("网格{}", world.model.grids.len());
            let grid = Grid {
                id,
                label,
                stairwells: some.iter().copied().collect(),
            };
            if world.append(vec![Op::SetGrid(grid)], random) {
                world.model.grids.push((id, some));
            }
        }
        2..=4 => {
            let member = members[dice.below(members.len())];
            let role = Role::ALL[dice.below(Role::ALL.len())];
            let scope = random_scope(&world.model, dice);
            if world.append(
                vec![Op::Grant {
                    member,
                    role,
                    scope,
                }],
                random,
            ) {
                world.model.grants.push((member, role, scope, true));
            }
        }
        5 => {
            let member = (dice.below(4) > 0).then(|| members[dice.below(members.len())]);
            represent(world, member, dice, random);
        }
        _ => {
            let target = if dice.below(3) == 0 {
                NarrowTarget::Device(world.model.devices[dice.below(members.len())].0)
            } else {
                NarrowTarget::Member {
                    member: members[dice.below(members.len())],
                    role: (dice.below(2) == 0).then(|| Role::ALL[dice.below(Role::ALL.len())]),
                    scope: (dice.below(2) == 0).then(|| random_scope(&world.model, dice)),
                }
            };
            let op = Op::Narrow {
                target: target.clone(),
                pins: BTreeMap::new(),
            };
            if world.append(vec![op], random) {
                world.model.narrow(&target);
            }
        }
    }
}

/// Some household is represented by a member, or by nobody any more.
pub(super) fn represent(
    world: &mut World,
    member: Option<MemberId>,
    dice: &mut Dice,
    random: &dyn Random,
) {
    let household = household(dice);
    let stairwells = world.model.stairwells(world.roster.whole());
    let op = Op::Represent {
        household,
        stairwell: stairwells[dice.below(stairwells.len())],
        member,
    };
    if world.append(vec![op], random) {
        world.model.represented.push((household, member));
    }
}

/// One run of so many hands records to a phone and to a hub as well: stores take longer than questions.
const STORES_EVERY: u64 = 4;

/// Runs it; each run is one roster with all its questions.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let mut row = Row::new("T8");
    let mut meter = Meter::start(budget);
    let mut cases = 0_u64;
    let ground = Ground::make();
    let (mut verdicts, mut states) = (0, BTreeMap::<i64, u64>::new());
    let (mut decided, mut in_vain, mut by_own) = (0, 0, 0);
    while let Some(seed) = meter.next_seed() {
        row.runs += 1;
        let mut dice = Dice::new(seed);
        let random = TestRandom::new(seed);
        let Some(mut world) = found(random.as_ref()) else {
            row.violation(seed, "founding failed".to_owned());
            continue;
        };
        for _ in 0..12 + dice.below(24) {
            change(&mut world, &mut dice, random.as_ref());
        }
        let mut late = world.entries.clone();
        if let Some((_, rest)) = late.split_first_mut() {
            shuffle(&mut dice, rest);
        }
        row.fault("entries_out_of_order");
        let replica = Roster::new(late[0].clone()).ok().map(|mut roster| {
            for raw in late.drain(1..) {
                let _ = roster.insert(raw);
            }
            roster
        });
        let Some(replica) = replica else {
            row.violation(seed, "the replica has no genesis".to_owned());
            continue;
        };
        cases += compare(&world, &replica, Bug::None, |note| {
            row.violation(seed, note)
        });
        // The first seed too, so that any seed can be replayed alone.
        if seed.is_multiple_of(STORES_EVERY) || row.runs == 1 {
            row.fault("records_at_phone_and_hub");
            match ground.compare(seed, Plant::Nothing) {
                Ok(compared) => {
                    verdicts += compared.cases;
                    decided += compared.decided;
                    in_vain += compared.in_vain;
                    by_own += compared.by_own;
                    for (state, count) in compared.states {
                        *states.entry(state).or_default() += count;
                    }
                    for note in compared.wrong {
                        row.violation(seed, note);
                    }
                }
                Err(what) => row.violation(seed, what),
            }
        }
        if row.planted_found < 2 {
            row.planted_found = 0;
            row.planted = 2;
            let mut wrong = 0;
            // The planted bug: ○ counts as ●.
            compare(&world, &replica, Bug::ConfirmedIsYes, |_| wrong += 1);
            row.planted_found += u64::from(std::mem::take(&mut wrong) > 0);
            // The planted bug: a model that forgets the last grant or loses a device.
            world.model.grants.pop();
            world.model.devices.pop();
            compare(&world, &replica, Bug::None, |_| wrong += 1);
            row.planted_found += u64::from(wrong > 0);
        }
    }
    // The other planted bugs: hubs that judge otherwise than the phone.
    for plant in [
        Plant::Forgetful,
        Plant::Confused,
        Plant::Lenient,
        Plant::Permissive,
        Plant::Impersonal,
    ] {
        row.planted += 1;
        let differs = |n| {
            let compared = ground.compare(budget.seed.wrapping_add(n), plant);
            compared.is_ok_and(|compared| !compared.wrong.is_empty())
        };
        row.planted_found += u64::from((0..24).any(differs));
    }
    let of = |state| states.get(&state).copied().unwrap_or_default();
    row.counts.push(format!(
        "{cases} cases, {} disagreements; {verdicts} records judged by a phone and by a hub: {} accepted, {} contested, {} pending, {} invalid, {} unauthorised, {} set aside; {by_own} by own right alone; decisions: {decided} reach a record, {in_vain} do not",
        row.violations, of(1), of(2), of(0), of(3), of(4), of(5)
    ));
    row.seconds = meter.seconds();
    row
}

/// A bug of a roster, planted on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bug {
    None,
    /// Whoever may only relay is taken for one who may.
    ConfirmedIsYes,
}

impl Bug {
    fn sees(self, mark: Permission) -> Permission {
        match (self, mark) {
            (Self::ConfirmedIsYes, Permission::Confirmed) => Permission::Yes,
            _ => mark,
        }
    }
}

fn compare(world: &World, replica: &Roster, bug: Bug, mut wrong: impl FnMut(String)) -> u64 {
    let mut cases = 0;
    let tip = world.roster.tip();
    for n in 0..HOUSEHOLDS {
        let household = HouseholdId::from_bytes([n as u8; 16]);
        cases += 1;
        let one = world.roster.representative(household, tip.index);
        let two = replica.representative(household, tip.index);
        if one != two || one != world.model.representative(household) {
            wrong(format!("household {n} is represented by somebody else"));
        }
    }
    for device in world.roster.devices() {
        for (place, ..) in &world.model.parents {
            for kind in DocKind::WRITTEN {
                cases += 1;
                let one = world.roster.reading(device.id, kind, *place);
                let two = replica.reading(device.id, kind, *place);
                let model = world.model.reading(device.id, kind, *place);
                if one != two || one != model {
                    let name = kind.name();
                    wrong(format!(
                        "reads {name}: {one:?}, replica {two:?}, model {model:?}"
                    ));
                }
            }
            for op in Operation::ALL {
                cases += 1;
                let mut one = world.roster.permissions(device.id, *op, *place);
                one.iter_mut().for_each(|(_, mark)| *mark = bug.sees(*mark));
                one.sort_unstable();
                let model = world.model.rights(device.id, *op, *place);
                let relays = world.roster.relays(device.id, *op, *place, &tip);
                let has = |mark| model.iter().any(|(_, known)| *known == mark);
                if one != model || relays != (has(Permission::Confirmed) && !has(Permission::Yes)) {
                    let name = op.name();
                    wrong(format!("{name}: {one:?}, relays {relays}, model {model:?}"));
                }
            }
            for op in Operation::ALL {
                cases += 1;
                let one = world.roster.may(device.id, *op, *place);
                let two = replica.may(device.id, *op, *place);
                let model = world.model.may(device.id, *op, *place);
                if one != two || one != model {
                    wrong(format!(
                        "{}: {one}, replica {two}, model {model}",
                        op.name()
                    ));
                }
            }
        }
    }
    cases
}
