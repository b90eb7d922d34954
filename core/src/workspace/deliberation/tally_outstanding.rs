//! The most ballots that may still sit on unsynced phones (docs/spec/counting.md 6.4).

use super::motion::Motion;
use super::taken::Taken;
use super::tally_returns::has_returned;
use crate::domain::entry::tally::VoterKey;
use crate::domain::{ChainId, HouseholdId, MemberId, PlaceId};
use crate::records::{Pending, State, chain_id};
use crate::roster::Roster;
use crate::rules::authority::{Operation, Permission};
use crate::store::{Connection, StoreError, chain, record};
use std::collections::{BTreeMap, BTreeSet};

/// A member who may take or settle ballots, or once might.
struct Hand {
    /// The parts where he may settle a dispute, or where his pins leave a settlement that is not here.
    settles: BTreeSet<PlaceId>,
    returned: bool,
}

/// The ballots that may still be missing.
#[derive(Debug, Default)]
pub(super) struct Outstanding {
    pub total: u64,
    /// Of these, what each collector may still hold.
    pub held: Vec<(MemberId, u64)>,
    pub waits: Waits,
}

/// Other facts that decide how much may be missing, before a closing.
#[derive(Debug, Default)]
pub(super) struct Waits {
    /// Parts in which somebody who has not returned may still settle a dispute.
    pub settled_in: BTreeSet<PlaceId>,
    /// Records that pins leave and that are not here.
    pub by_pins: u64,
}

/// Once closed: what the closing covers and is not here. Before, and where a listed return is known by its spoken form
/// alone: all that collectors may still hold.
pub(super) fn outstanding(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    taken: &Taken,
    is_disputed: &dyn Fn(VoterKey) -> bool,
) -> Result<Outstanding, StoreError> {
    match taken.judged.as_ref().map(|judged| judged.missing) {
        Some(Some(total)) => Ok(Outstanding {
            total,
            ..Outstanding::default()
        }),
        Some(None) => before_closing(connection, roster, motion, taken, &|_| false),
        None => before_closing(connection, roster, motion, taken, is_disputed),
    }
}

fn before_closing(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    taken: &Taken,
    is_disputed: &dyn Fn(VoterKey) -> bool,
) -> Result<Outstanding, StoreError> {
    let parts = motion.parts();
    let sheets = &motion.opening.sheets;
    let mut found = Outstanding::default();
    let mut hands: Vec<Hand> = Vec::new();
    for member in roster.members() {
        let mut most = 0_u64;
        let rights = |operation, part| {
            let devices = roster.devices_of(member.id);
            let all =
                devices.flat_map(move |device| roster.permissions(device.id, operation, part));
            all.map(|(_, permission)| permission)
        };
        let own: BTreeSet<HouseholdId> = roster.represents(member.id).collect();
        let now = |operation| {
            let may = |part: &&PlaceId| {
                rights(operation, **part).any(|right| match right {
                    // A household settles its dispute with its slip, and that is a ballot.
                    Permission::Own => operation == Operation::TakeBallot && !own.is_empty(),
                    _ => true,
                })
            };
            parts.iter().filter(may).copied().collect::<BTreeSet<_>>()
        };
        // The voters that he can reach in a part: all, or those of his own households.
        let reached = |part: &PlaceId| {
            let all = rights(Operation::TakeBallot, *part).all(|right| right == Permission::Own);
            entitled_in(motion, *part, (all && !own.is_empty()).then_some(&own))
        };
        let (serves, mut settles) = (now(Operation::TakeBallot), now(Operation::SettleBallot));
        let returned = {
            let (returns, all) = (&taken.returns, &taken.ballots);
            has_returned(returns, all, &taken.without_effect, member.id, &serves)
        };
        // Sheets serve wherever their holder may do anything at all.
        let is_hand = !serves.is_empty() || !settles.is_empty();
        let could = |serves: &BTreeSet<PlaceId>| match motion.allotted(member.id) {
            _ if sheets.is_empty() => serves.iter().map(reached).sum(),
            allotted => u64::from(allotted.unwrap_or_default()),
        };
        if is_hand && !returned {
            most += could(&serves);
        }
        // What was narrowed: no more than his pins leave of it, and that is not here.
        for part in &parts {
            let left = |operation| left_by_pins(connection, roster, member.id, operation, *part);
            if !serves.contains(part) {
                let left = left(Operation::TakeBallot)?;
                found.waits.by_pins += left;
                let counted_above = is_hand && !returned && !sheets.is_empty();
                if !counted_above {
                    most += left.min(could(&BTreeSet::from([*part])));
                }
            }
            let left = if settles.contains(part) {
                0
            } else {
                left(Operation::SettleBallot)?
            };
            found.waits.by_pins += left;
            if left > 0 {
                settles.insert(*part);
            }
        }
        hands.push(Hand { settles, returned });
        if most > 0 {
            found.total += most;
            found.held.push((member.id, most));
        }
    }
    let waiting = hands.into_iter().filter(|hand| !hand.returned);
    found.waits.settled_in = waiting.flat_map(|hand| hand.settles).collect();
    for line in &motion.opening.roll {
        let waits =
            is_disputed(line.voter) && found.waits.settled_in.contains(&motion.part_of(line.voter));
        found.total += u64::from(waits);
    }
    Ok(found)
}

/// The entitled voters of a part; of these households only, if some are named.
fn entitled_in(motion: &Motion, part: PlaceId, of: Option<&BTreeSet<HouseholdId>>) -> u64 {
    let is_of = |voter| match (of, voter) {
        (None, _) => true,
        (Some(own), VoterKey::Household { household, .. }) => own.contains(&household),
        (Some(_), VoterKey::Named(_)) => false,
    };
    let roll = motion.opening.roll.iter();
    let there = roll
        .filter(|line| line.entitled && motion.part_of(line.voter) == part && is_of(line.voter));
    there.count() as u64
}

/// How many records of a member in a part the narrowings of his rights pin that are not here.
fn left_by_pins(
    connection: &Connection,
    roster: &Roster,
    member: MemberId,
    operation: Operation,
    part: PlaceId,
) -> Result<u64, StoreError> {
    let mut left = 0;
    for device in roster.devices_of(member) {
        // Under each grant a record stands that every narrowing pins; one grant is enough.
        let mut through: BTreeMap<ChainId, (u64, _)> = BTreeMap::new();
        for authority in roster.ever(device.id, operation, part) {
            let mut pins = authority.narrowings.iter().map(|narrowing| &narrowing.pins);
            let Some(first) = pins.next() else {
                continue;
            };
            for (chain, pin) in first {
                let mut all = pins.clone().map(|other| other.get(chain));
                let lowest = all.try_fold(*pin, |low, other| Some(low.min(*other?)));
                let Some(lowest) = lowest else {
                    continue;
                };
                let known = through.entry(*chain).or_insert(lowest);
                *known = (*known).max(lowest);
            }
        }
        for (chain, (seq, tip)) in through {
            let Some(row) = chain::find(connection, (chain, device.id, part))? else {
                if may_lie_in(connection, roster, member, chain, part)? {
                    left += seq;
                }
                continue;
            };
            let here = record::by_id(connection, tip)?
                .is_some_and(|found| found.state != State::Pending(Pending::Gap));
            let linked = chain::linked_through(connection, row.num)?;
            left += match seq.checked_sub(linked) {
                _ if here => 0,
                Some(missing) if missing > 0 && row.fork.is_none() => missing,
                // Another branch than the pinned one is here: how much of that one is missing nobody can say.
                _ => seq,
            };
        }
    }
    Ok(left)
}

/// Whether a chain of a member of which nothing is here may lie in a part: its id is a hash of device, install and scope.
fn may_lie_in(
    connection: &Connection,
    roster: &Roster,
    member: MemberId,
    chain: ChainId,
    part: PlaceId,
) -> Result<bool, StoreError> {
    for device in roster.devices_of(member) {
        for nonce in chain::nonces_of(connection, device.id)? {
            let lies_in = |place: PlaceId| chain_id(device.id, nonce, place) == chain;
            if let Some(place) = roster.places().find(|place| lies_in(place.id)) {
                return Ok(place.id == part);
            }
        }
    }
    Ok(true)
}
