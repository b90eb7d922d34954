//! Which ballots have no effect, and why (docs/spec/counting.md 6.3). They are in no file; a tally shows them.

use super::motion::Motion;
use super::sealing::unfit;
use super::tally_returns::listed_in_full;
use crate::domain::entry::sheet::SharedSheet;
use crate::domain::entry::tally::VoterKey;
use crate::domain::vocabulary::{BallotAuthority, BallotNote};
use crate::domain::{MemberId, RecordId};
use crate::projection::tally::{BallotRow, ReturnRow};
use crate::records::{Contested, State};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of slips, each with its voter.
pub(super) type SlipKeys = BTreeMap<[u8; 32], VoterKey>;

/// The ballots without effect. All that it reads is of the motion and the rows themselves, in no order of arrival.
pub(super) fn without_effect(
    motion: &Motion,
    rows: &[BallotRow],
    returns: &[ReturnRow],
    slips: &SlipKeys,
    late: &BTreeSet<RecordId>,
    named: &BTreeMap<RecordId, BTreeSet<RecordId>>,
) -> BTreeMap<RecordId, BallotNote> {
    let lines = motion.opening.roll.iter();
    let roll: BTreeSet<VoterKey> = lines.map(|line| line.voter).collect();
    let by_itself = |row: &BallotRow| {
        let on_roll = roll.contains(&row.voter);
        alone(motion, row, on_roll, returns, slips)
    };
    let mut found: BTreeMap<RecordId, BallotNote> = rows
        .iter()
        .filter_map(|row| Some((row.id, by_itself(row)?)))
        .collect();
    let shared = motion.opening.shared.as_ref();
    if shared.is_some_and(SharedSheet::is_one_question) {
        let mixed: Vec<RecordId> = rows
            .iter()
            .filter(|row| !settles_for_a_sheet(row, rows, &found, named))
            .map(|row| row.id)
            .collect();
        for id in mixed {
            found.entry(id).or_insert(BallotNote::SettlementMixed);
        }
    }
    if motion.opening.sheets.is_empty() {
        return found;
    }
    let listed = listed_in_full(returns, rows);
    let mut standing: Vec<&BallotRow> = rows
        .iter()
        .filter(|row| !found.contains_key(&row.id))
        .filter(|row| motion.takes_a_number(row.member, row.authority))
        .collect();
    // The earlier ballot on a number keeps it: first what is in time. What a return lists comes before all that one writes into another chain:
    // else a collector could displace, after the fact, what he had handed in.
    standing.sort_by_key(|row| {
        let doubtful = (
            late.contains(&row.id),
            !row.state.is_accepted(),
            !listed.contains(&row.id),
        );
        (doubtful, row.chain, row.seq, row.id)
    });
    let mut used: BTreeSet<(MemberId, u32)> = BTreeSet::new();
    for row in standing {
        if !is_allotted(motion, row) {
            found.insert(row.id, BallotNote::SheetNotAllotted);
        } else if !used.insert((row.member, row.sheet)) {
            found.insert(row.id, BallotNote::SheetUsed);
        }
    }
    found
}

/// Why a ballot has no effect, whatever other ballots there are.
pub(super) fn alone(
    motion: &Motion,
    row: &BallotRow,
    is_on_roll: bool,
    returns: &[ReturnRow],
    slips: &SlipKeys,
) -> Option<BallotNote> {
    match row.state {
        State::Accepted { .. } | State::Contested(Contested::Narrowed | Contested::Forked) => {}
        State::SetAside(_) => return Some(BallotNote::SetAside),
        _ => return Some(BallotNote::Unauthorised),
    }
    // Whoever works elsewhere cannot reach this voter; who is not on the roll votes nowhere in this motion.
    if !is_on_roll || row.scope != motion.part_of(row.voter) {
        return Some(BallotNote::Elsewhere);
    }
    if is_closed(row, returns) {
        return Some(BallotNote::AfterReturn);
    }
    let speaks = row.slip.and_then(|key| slips.get(&key)) == Some(&row.voter);
    if row.authority == BallotAuthority::Slip && !speaks {
        return Some(BallotNote::SlipUnknown);
    }
    if !is_of_its_sheet(row, motion.opening.shared.as_ref()) {
        return Some(BallotNote::SheetForm);
    }
    unfit(&motion.opening, row)
}

/// Whether its answer is the one that its whole sheet gives, and its sheet one of this question.
fn is_of_its_sheet(row: &BallotRow, shared: Option<&SharedSheet>) -> bool {
    match (shared, row.choice) {
        (None, _) | (Some(_), None) => row.answers.is_empty(),
        (Some(shared), Some(choice)) => {
            shared.accepts(&row.answers)
                && row.answers.get(usize::from(shared.motion)) == Some(&choice)
        }
    }
}

/// Whether a settlement is one of the answers to the whole question that the ballots that it names give.
fn settles_for_a_sheet(
    row: &BallotRow,
    rows: &[BallotRow],
    without: &BTreeMap<RecordId, BallotNote>,
    named: &BTreeMap<RecordId, BTreeSet<RecordId>>,
) -> bool {
    if row.authority != BallotAuthority::Supervisor {
        return true;
    }
    let names = named.get(&row.id);
    let is_named = |other: &&BallotRow| names.is_some_and(|names| names.contains(&other.id));
    rows.iter().filter(is_named).any(|other| {
        other.authority != BallotAuthority::Supervisor
            && other.voter == row.voter
            && !without.contains_key(&other.id)
            && other.answers == row.answers
    })
}

/// Whether its author had returned that chain before he wrote it.
fn is_closed(row: &BallotRow, returns: &[ReturnRow]) -> bool {
    returns.iter().any(|declared| {
        let (chain, seq) = declared.stands;
        (declared.member, declared.chain) == (row.member, row.chain)
            && chain == row.chain
            && seq < row.seq
    })
}

/// Whether its number is one of those that its collector got.
pub(super) fn is_allotted(motion: &Motion, row: &BallotRow) -> bool {
    motion
        .allotted(row.member)
        .is_some_and(|most| (1..=most).contains(&row.sheet))
}
