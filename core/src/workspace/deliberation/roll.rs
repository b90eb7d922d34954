//! 名册冻结: who votes in a tally, for which units, and on what ground (docs/spec/counting.md 6.1; rules 5.3, narrower votes).

use crate::admission::closes;
use crate::domain::entry::tally::{RollLine, Unit, VoterKey};
use crate::domain::unit::{USAGE_FIELDS, is_beside_homes};
use crate::domain::vocabulary::WithoutVote;
use crate::domain::{Code, DeviceId, DocKind, HouseholdId, PersonId, PlaceId, RecordId};
use crate::projection::home::{self, Door};
use crate::projection::register;
use crate::roster::{GrantScope, Level, Roster};
use crate::rules::authority::Reading;
use crate::rules::counting;
use crate::store::{Connection, StoreError};
use crate::workspace::author::named;
use crate::workspace::community::people::stairwells_of;
use crate::workspace::doors::address::{self, Home};
use crate::workspace::{Command, Error, OwnersRoll, ScopeName, TallyDraft, Voters};
use std::collections::{BTreeMap, BTreeSet};

/// A roll that is about to be frozen: its lines, the scope that contains it, and the names of named voters.
pub(super) type Frozen = (Vec<RollLine>, PlaceId, Vec<String>);

/// The roll that a draft means.
pub(super) fn roll(
    command: &Command<'_>,
    draft: &TallyDraft,
    rule: &counting::Rule,
) -> Result<Frozen, Error> {
    let owners = match &draft.voters {
        Voters::Names(names) => return of_names(command, names, rule),
        Voters::Households(doors) => OwnersRoll {
            households: doors.clone(),
            ..OwnersRoll::default()
        },
        Voters::Scope(name) => OwnersRoll {
            scope: Some(name.clone()),
            ..OwnersRoll::default()
        },
        Voters::Owners(owners) => owners.clone(),
    };
    let (lines, scope) = of_units(command, &owners, rule)?;
    Ok((lines, scope, Vec::new()))
}

fn of_names(
    command: &Command<'_>,
    names: &[String],
    rule: &counting::Rule,
) -> Result<Frozen, Error> {
    if names.is_empty() {
        return Err(Error::field("voters", Code::RollEmpty));
    }
    let different: BTreeSet<&String> = names.iter().collect();
    if different.len() != names.len() {
        return Err(Error::field("voters", Code::RollRepeated));
    }
    for name in names {
        named("voters", name)?;
    }
    if rule.counts_area() {
        return Err(Error::field("voters", Code::AreaMissing));
    }
    let keys = (0..names.len() as u32).map(VoterKey::Named);
    let lines = keys.map(RollLine::new).collect();
    Ok((lines, own_scope(command, rule)?, names.to_vec()))
}

/// Units of a scope and units that are named, each once; those of one owner make one voter.
fn of_units(
    command: &Command<'_>,
    draft: &OwnersRoll,
    rule: &counting::Rule,
) -> Result<(Vec<RollLine>, PlaceId), Error> {
    let (roster, tx) = (command.roster(), command.intake.tx);
    let home = |door: &String| address::home(tx, roster, door, "voters");
    let (mut homes, widest) = match &draft.scope {
        Some(name) => of_scope(tx, roster, name)?,
        None => (Vec::new(), None),
    };
    for door in &draft.households {
        homes.push(home(door)?);
    }
    let mut listed: BTreeSet<HouseholdId> = BTreeSet::new();
    if !homes.iter().all(|home| listed.insert(home.household)) {
        return Err(Error::field("voters", Code::RollRepeated));
    }
    // By the first unit of its owner, the others.
    let mut further: BTreeMap<HouseholdId, Vec<Home>> = BTreeMap::new();
    let mut merged: BTreeSet<HouseholdId> = BTreeSet::new();
    for doors in &draft.owners {
        let mut own = doors.iter().map(home).collect::<Result<Vec<_>, _>>()?;
        if own.iter().any(|one| !merged.insert(one.household)) {
            return Err(Error::field("voters", Code::RollRepeated));
        }
        // A garage of one's own need not be among the homes to be counted with them.
        let new = own.iter().filter(|one| listed.insert(one.household));
        homes.extend(new.copied());
        let rest = own.split_off(own.len().min(1));
        if let Some(first) = own.first() {
            further.insert(first.household, rest);
        }
    }
    if rule.counts_area() {
        of_one_person(tx, &homes, &merged, &mut further)?;
    }
    let mut silent: BTreeMap<HouseholdId, WithoutVote> = BTreeMap::new();
    for one in &draft.without_vote {
        silent.insert(home(&one.unit)?.household, one.why);
    }
    let places = homes.iter().map(|home| home.stairwell);
    let scope = narrowest(roster, places.chain(widest));
    let scope = scope.filter(|_| !homes.is_empty());
    let scope = scope.ok_or(Error::field("voters", Code::RollEmpty))?;
    let others: BTreeSet<HouseholdId> = further
        .values()
        .flatten()
        .map(|one| one.household)
        .collect();
    let areas = if rule.counts_area() {
        areas(tx, &listed)?
    } else {
        Areas::new()
    };
    let mut lines = Vec::with_capacity(homes.len());
    for home in homes
        .iter()
        .filter(|home| !others.contains(&home.household))
    {
        let units = further.remove(&home.household).unwrap_or_default();
        let mut line = RollLine::new(VoterKey::Household {
            household: home.household,
            stairwell: home.stairwell,
        });
        line.units = units
            .iter()
            .map(|unit| Unit {
                household: unit.household,
                stairwell: unit.stairwell,
            })
            .collect();
        line.why_not = silent.get(&home.household).copied();
        line.entitled = line.why_not.is_none();
        if rule.counts_area() {
            let mut sum = Some(0_u64);
            for unit in std::iter::once(home).chain(&units) {
                let said = areas.get(unit.household.as_bytes()).copied().flatten();
                let (ground, area) = said.ok_or(Error::field("voters", Code::AreaMissing))?;
                line.ground.push(ground);
                sum = sum.and_then(|sum| sum.checked_add(area));
            }
            line.area_cm2 = Some(sum.ok_or(Error::field("voters", Code::AreaMissing))?);
        }
        lines.push(line);
    }
    lines.sort_by_key(|line| line.voter);
    Ok((lines, scope))
}

/// Puts units together that one person owns alone; those that whoever opens the vote has put together stay as he said.
fn of_one_person(
    connection: &Connection,
    homes: &[Home],
    merged: &BTreeSet<HouseholdId>,
    further: &mut BTreeMap<HouseholdId, Vec<Home>>,
) -> Result<(), StoreError> {
    let mut first: BTreeMap<PersonId, HouseholdId> = BTreeMap::new();
    let apart = homes
        .iter()
        .filter(|home| !merged.contains(&home.household));
    let owners = home::owners(
        connection,
        &apart.clone().map(|home| home.household).collect(),
    )?;
    for home in apart {
        let Some(owners) = owners.get(&home.household) else {
            continue;
        };
        let (1, Some(owner)) = (owners.len(), owners.first()) else {
            continue;
        };
        match first.get(owner) {
            Some(household) => further.entry(*household).or_default().push(*home),
            None => {
                first.insert(*owner, home.household);
            }
        }
    }
    Ok(())
}

/// The homes of a scope, and the place that the scope is, where it is one.
fn of_scope(
    connection: &Connection,
    roster: &Roster,
    name: &ScopeName,
) -> Result<(Vec<Home>, Option<PlaceId>), Error> {
    let grant = address::grant_scope(roster, name, "voters")?;
    let covered = roster
        .places()
        .filter(|place| place.level == Level::Stairwell && roster.covers(grant, place.id));
    let stairwells: Vec<PlaceId> = covered.map(|place| place.id).collect();
    let homes = homes_of(connection, &stairwells)?;
    Ok(match grant {
        GrantScope::Place(place) => (homes, Some(place)),
        GrantScope::Grid(_) => (homes, None),
    })
}

/// The units of a place that have a voice, as this store's register has them; none where it does not receive all of that.
pub(in crate::workspace) fn homes_within(
    connection: &Connection,
    roster: &Roster,
    device: DeviceId,
    scope: PlaceId,
) -> Result<Option<Vec<HouseholdId>>, StoreError> {
    let stairwells: Vec<PlaceId> = stairwells_of(roster, GrantScope::Place(scope));
    let reads = |stairwell: &PlaceId| {
        roster.reading(device, DocKind::Register, *stairwell) >= Reading::Facts
    };
    if !stairwells.iter().all(reads) {
        return Ok(None);
    }
    let homes = homes_of(connection, &stairwells)?;
    Ok(Some(homes.into_iter().map(|home| home.household).collect()))
}

/// The field of a unit's area in cm².
const AREA: &str = "area_cm2";

/// Of units by household: the area in cm², and the record of the register that says so; none where the first that does is no number.
type Areas = BTreeMap<[u8; 16], Option<(RecordId, u64)>>;

/// The areas that the register has of these units.
fn areas(connection: &Connection, units: &BTreeSet<HouseholdId>) -> Result<Areas, StoreError> {
    let mut found = Areas::new();
    for live in register::of_fields(connection, units, &[AREA])? {
        let said = || Some((live.record, live.value.as_ref()?.parse().ok()?));
        found.entry(live.subject).or_insert_with(said);
    }
    Ok(found)
}

/// The units of these stairwells that have a voice: homes and shops, no parking spaces or store rooms by their labels or by the
/// register's first word for their kind. Two statements, however many there are.
fn homes_of(connection: &Connection, stairwells: &[PlaceId]) -> Result<Vec<Home>, StoreError> {
    let doors = home::of_stairwells(connection, stairwells)?;
    let all = doors.iter().map(|(_, door)| door.household).collect();
    let mut usages: BTreeMap<[u8; 16], String> = BTreeMap::new();
    for live in register::of_fields(connection, &all, &USAGE_FIELDS)? {
        if let Some(usage) = live.value {
            usages.entry(live.subject).or_insert(usage);
        }
    }
    let has_voice = |door: &Door| {
        let usage = usages.get(door.household.as_bytes());
        !is_beside_homes(&door.room) && !usage.is_some_and(|usage| is_beside_homes(usage))
    };
    let homes = doors.into_iter().filter(|(_, door)| has_voice(door));
    Ok(homes
        .map(|(stairwell, door)| Home {
            household: door.household,
            stairwell,
        })
        .collect())
}

/// The narrowest place that contains all of these.
fn narrowest(roster: &Roster, places: impl Iterator<Item = PlaceId>) -> Option<PlaceId> {
    let mut common: Option<Vec<PlaceId>> = None;
    for place in places {
        let mut line: Vec<PlaceId> = roster.ancestors(place).collect();
        line.insert(0, place);
        common = Some(match common {
            None => line,
            Some(known) => known.into_iter().filter(|id| line.contains(id)).collect(),
        });
    }
    common.and_then(|line| line.first().copied())
}

/// The scope of a vote of named voters: the widest place of one's own grants that may open it.
fn own_scope(command: &Command<'_>, rule: &counting::Rule) -> Result<PlaceId, Error> {
    let operation = closes(rule.name());
    let roster = command.roster();
    roster
        .active_grants(command.member()?)
        .filter_map(|grant| match grant.scope {
            GrantScope::Place(place) => Some(place),
            GrantScope::Grid(_) => None,
        })
        .filter(|place| command.check(operation, *place).is_ok())
        .min_by_key(|place| roster.ancestors(*place).count())
        .ok_or(Error::NotAllowed {
            operation: operation.name(),
        })
}
