//! The tally that a screen watches, kept counted: a ballot more costs that ballot. Whatever else comes, it is read anew.

use super::motion::{Motion, is_whole, motion};
use super::sealing::{SealView, is_unread, seal_view};
use super::taken::Taken;
use super::tally_effect::{SlipKeys, alone, is_allotted};
use super::tally_file::{Filed, counted, file_under};
use crate::admission::closes;
use crate::domain::entry::tally::{RollLine, VoterKey};
use crate::domain::vocabulary::{BallotAuthority, TallyState};
use crate::domain::{DeviceId, DocId, MemberId, PlaceId};
use crate::intake::ChangeSet;
use crate::projection::tally::{self, BallotRow, ReturnRow};
use crate::roster::Roster;
use crate::rules::authority::{Operation, Permission};
use crate::rules::counting::Running;
use crate::store::{Connection, StoreError};
use crate::workspace::{Error, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The tally that was asked about last, and what has come since.
#[derive(Default)]
pub(in crate::workspace) struct Watched(Mutex<State>);

#[derive(Default)]
struct State {
    held: Option<HeldTally>,
    /// Local numbers of ballots that came since.
    fresh: Vec<i64>,
    /// Rises with every change: what was read before one is not kept after it.
    age: u64,
}

/// More ballots at once than are taken one by one.
const MOST_FRESH: usize = 64;

impl Watched {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(|poisoned| {
            let mut state = PoisonError::into_inner(poisoned);
            *state = State {
                age: state.age + 1,
                ..State::default()
            };
            self.0.clear_poison();
            state
        })
    }

    /// Takes note of a transaction.
    pub(in crate::workspace) fn changed(&self, changes: &ChangeSet) {
        let mut state = self.lock();
        state.age += 1;
        let Some(tally) = state.held.as_ref().map(|held| held.motion.id) else {
            return;
        };
        match changes.ballots_of(tally) {
            Some(nums) if state.fresh.len() + nums.len() <= MOST_FRESH => {
                state.fresh.extend_from_slice(nums);
            }
            _ => state.held = None,
        }
    }
}

impl Workspace {
    /// Works on a tally as it is counted now.
    pub(crate) fn watching<T>(
        &self,
        tally: DocId,
        work: impl FnOnce(&HeldTally, &Roster) -> T,
    ) -> Result<T, Error> {
        let device = self.shown.device();
        let roster = self.roster()?;
        let age = {
            let mut state = self.watched.lock();
            let state = &mut *state;
            if let Some(held) = state.held.as_mut().filter(|held| held.motion.id == tally) {
                let fresh = std::mem::take(&mut state.fresh);
                let taken = self
                    .store
                    .read(|connection| held.take_all(connection, &fresh));
                if let Ok(true) = taken {
                    return Ok(work(held, &roster));
                }
                state.held = None;
                taken?;
            }
            state.age
        };
        let held = self
            .view(|connection, roster| HeldTally::read(connection, roster, device, tally, None))?;
        let answer = work(&held, &roster);
        let mut state = self.watched.lock();
        // Something came meanwhile: whether it is in there nobody can say.
        if state.age == age && held.is_open {
            state.held = Some(held);
            state.fresh.clear();
        }
        Ok(answer)
    }

    /// Works on a tally as other readings of its rule would count it.
    pub(crate) fn counting_under<T>(
        &self,
        tally: DocId,
        readings: &[String],
        work: impl FnOnce(&HeldTally, &Roster) -> T,
    ) -> Result<T, Error> {
        let device = self.shown.device();
        self.view(|connection, roster| {
            let held = HeldTally::read(connection, roster, device, tally, Some(readings))?;
            Ok(work(&held, roster))
        })
    }
}

/// A tally, counted so that one ballot more is soon taken.
pub(crate) struct HeldTally {
    pub motion: Motion,
    pub running: Running,
    /// The voters on the roll, as the file names them.
    pub names: BTreeMap<VoterKey, String>,
    /// The most that each collector may still hold.
    pub held: Vec<(MemberId, u64)>,
    pub state: TallyState,
    /// Whether this device receives every part in full.
    pub whole: bool,
    /// The parts in which this member takes ballots.
    pub own: Vec<PlaceId>,
    /// Of each voter on the roll, in its order, whether he is entitled and votes there.
    pub there: Vec<bool>,
    pub may_close: bool,
    /// Who opens its choices, where they are sealed.
    pub seal: Option<SealView>,
    /// Voters whose ballots cannot be read yet, as the file names them.
    pub unread: BTreeSet<String>,
    /// Whether ballots still come one by one: not closed, and no pins that say what is missing.
    is_open: bool,
    /// Parts in which a dispute may be settled by somebody who has not returned.
    settled_in: BTreeSet<PlaceId>,
    returns: Vec<ReturnRow>,
    slips: SlipKeys,
    used: BTreeSet<(MemberId, u32)>,
}

impl HeldTally {
    fn read(
        connection: &Connection,
        roster: &Roster,
        device: DeviceId,
        tally: DocId,
        readings: Option<&[String]>,
    ) -> Result<Self, Error> {
        let motion = motion(connection, tally)?;
        let taken = Taken::read(connection, &motion)?;
        let readings = readings.unwrap_or(&motion.opening.readings);
        let Filed {
            file,
            names,
            held,
            waits,
            unread,
            ..
        } = file_under(connection, roster, &motion, &taken, readings)?;
        let may = |operation, part| {
            let rights = roster.permissions(device, operation, part);
            rights
                .into_iter()
                .any(|(_, right)| right != Permission::Own)
        };
        let parts = motion.parts();
        let takes = |part: &PlaceId| may(Operation::TakeBallot, *part);
        let own: Vec<PlaceId> = parts.into_iter().filter(takes).collect();
        let lines = motion.opening.roll.iter();
        let of_own =
            lines.filter(|line| line.entitled && own.contains(&motion.part_of(line.voter)));
        let names_there: BTreeSet<&str> = of_own
            .filter_map(|line| names.get(&line.voter).map(String::as_str))
            .collect();
        let roll = file.roll().iter();
        let there = roll
            .map(|voter| names_there.contains(voter.voter.as_str()))
            .collect();
        let used = taken
            .with_effect()
            .map(|row| (row.member, row.sheet))
            .collect();
        let state = taken.closings.state();
        let seal = seal_view(
            roster,
            &motion,
            taken.seal.as_ref(),
            unread.len() as u64,
            device,
        );
        let unread = unread.iter().filter_map(|voter| names.get(voter).cloned());
        Ok(Self {
            seal,
            unread: unread.collect(),
            running: Running::of(&file),
            whole: is_whole(roster, device, &motion),
            may_close: may(closes(&motion.opening.rule), motion.scope),
            own,
            there,
            is_open: state == TallyState::Open && waits.by_pins == 0,
            settled_in: waits.settled_in,
            returns: taken.returns,
            slips: motion.slips(connection, None)?,
            used,
            names,
            held,
            state,
            motion,
        })
    }

    /// Takes the ballots of these local numbers. Gives whether all are of the ordinary kind; else everything is to be read anew.
    fn take_all(&mut self, connection: &Connection, nums: &[i64]) -> Result<bool, StoreError> {
        for num in nums {
            let Some(row) = tally::ballot_of(connection, *num)? else {
                return Ok(false);
            };
            if !self.take(connection, *num, &row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn take(
        &mut self,
        connection: &Connection,
        num: i64,
        row: &BallotRow,
    ) -> Result<bool, StoreError> {
        let Some(name) = self.names.get(&row.voter) else {
            return Ok(false);
        };
        if !self.is_ordinary(row) {
            return Ok(false);
        }
        if is_unread(row) {
            let is_entitled = self
                .motion
                .opening
                .roll
                .iter()
                .any(|line| line.voter == row.voter && line.entitled);
            if is_entitled {
                self.unread.insert(name.clone());
            }
            self.used.insert((row.member, row.sheet));
            self.waits_for_more();
            return Ok(true);
        }
        let named = tally::named_by(connection, num)?;
        let ballot = counted(row, name.clone(), &named, &BTreeSet::new());
        self.used.insert((row.member, row.sheet));
        if !self.running.add(ballot) {
            return Ok(false);
        }
        self.waits_for_more();
        Ok(true)
    }

    /// Counts anew what may be missing.
    fn waits_for_more(&mut self) {
        let held: u64 = self.held.iter().map(|(_, most)| *most).sum();
        let mut outstanding = held + self.unread.len() as u64;
        if !self.settled_in.is_empty() {
            let disputed: BTreeSet<&str> = self.running.disputed().collect();
            let waits = |line: &&RollLine| {
                self.settled_in.contains(&self.motion.part_of(line.voter))
                    && self
                        .names
                        .get(&line.voter)
                        .is_some_and(|name| disputed.contains(name.as_str()))
            };
            if !disputed.is_empty() {
                outstanding += self.motion.opening.roll.iter().filter(waits).count() as u64;
            }
        }
        self.running.set_outstanding(outstanding);
        if let Some(seal) = &mut self.seal {
            seal.unread = self.unread.len() as u64;
        }
    }

    /// Whether it has effect, and changes nothing but its voter's answers: not how much its collector, who has returned, may
    /// still hold, nor whether another ballot stands.
    fn is_ordinary(&self, row: &BallotRow) -> bool {
        let opening = &self.motion.opening;
        let is_on_roll = self.names.contains_key(&row.voter);
        let is_free = !self.motion.takes_a_number(row.member, row.authority)
            || (is_allotted(&self.motion, row) && !self.used.contains(&(row.member, row.sheet)));
        // What settles a sheet is measured by the other ballots of the sheet.
        let is_of_others = row.authority == BallotAuthority::Supervisor && opening.shared.is_some();
        is_free
            && !is_of_others
            && row.state.is_accepted()
            && !self.returns.iter().any(|ret| ret.member == row.member)
            && alone(&self.motion, row, is_on_roll, &self.returns, &self.slips).is_none()
    }
}
