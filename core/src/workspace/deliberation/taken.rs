//! What was taken of a motion: ballots, slips and closings, and which of them have effect.

use crate::domain::RecordId;
use crate::domain::entry::tally::VoterKey;
use crate::domain::vocabulary::{BallotNote, SignerCapacity};
use crate::projection::tally::{self, BallotRow, ReturnRow};
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::closing::witnessed;
use crate::workspace::deliberation::motion::Motion;
use crate::workspace::deliberation::sealing::{SealKeys, is_unread};
use crate::workspace::deliberation::tally_closing::{Closings, Judged};
use crate::workspace::deliberation::tally_effect::without_effect;
use std::collections::{BTreeMap, BTreeSet};

/// What was taken of a motion, and what of it has effect.
pub(super) struct Taken {
    pub ballots: Vec<BallotRow>,
    pub returns: Vec<ReturnRow>,
    pub without_effect: BTreeMap<RecordId, BallotNote>,
    pub closings: Closings,
    /// What the closing that stands makes of them; none while the tally is open.
    pub judged: Option<Judged>,
    /// Ballots that are not in time.
    pub late: BTreeSet<RecordId>,
    /// Voters who signed in.
    pub present: BTreeSet<VoterKey>,
    /// The key of a sealed tally; none of an open one.
    pub seal: Option<SealKeys>,
    /// Ballots whose seal does not open.
    pub broken: BTreeSet<RecordId>,
}

impl Taken {
    pub(super) fn read(connection: &Connection, motion: &Motion) -> Result<Self, StoreError> {
        let mut ballots = tally::ballots(connection, motion.id)?;
        let mut returns = tally::returns(connection, motion.id)?;
        let closings = Closings::read(connection, motion)?;
        let standing = closings.standing().map(|record| &record.closing);
        let judged = match standing {
            Some(closing) => {
                let judged = Judged::by(connection, motion, closing, &ballots, &returns)?;
                judged.shield(&mut ballots);
                returns.retain(|row| judged.returns.contains(&row.id));
                Some(judged)
            }
            None => None,
        };
        let seal = SealKeys::read(connection, motion, &closings)?;
        let broken = match &seal {
            Some(seal) => seal.open(connection, motion, &mut ballots)?,
            None => BTreeSet::new(),
        };
        let is_late = |row: &&BallotRow| {
            let judged = judged.as_ref();
            judged.is_some_and(|judged| !judged.in_time.contains(&row.id))
        };
        let late = ballots.iter().filter(is_late).map(|row| row.id).collect();
        let known: Option<BTreeSet<RecordId>> =
            standing.map(|closing| closing.knows.iter().copied().collect());
        let slips = motion.slips(connection, known.as_ref())?;
        let is_known = |id: &RecordId| known.as_ref().is_none_or(|known| known.contains(id));
        let present = tally::signed_in(connection, motion.doc)?
            .into_iter()
            .filter(|(record, _)| is_known(record))
            .map(|(_, voter)| voter)
            .collect();
        let named = tally::named(connection, motion.id)?;
        let without_effect = without_effect(motion, &ballots, &returns, &slips, &late, &named);
        Ok(Self {
            ballots,
            returns,
            without_effect,
            closings,
            judged,
            late,
            present,
            seal,
            broken,
        })
    }

    /// The entitled voters of whom a ballot is here that has effect, is not late, and cannot be read yet.
    pub(super) fn unread(&self, motion: &Motion) -> BTreeSet<VoterKey> {
        let roll = motion.opening.roll.iter();
        let entitled: BTreeSet<VoterKey> = roll
            .filter(|line| line.entitled)
            .map(|line| line.voter)
            .collect();
        self.with_effect()
            .filter(|row| is_unread(row) && !self.late.contains(&row.id))
            .map(|row| row.voter)
            .filter(|voter| entitled.contains(voter))
            .collect()
    }

    /// The ballots that go into the file.
    pub(super) fn with_effect(&self) -> impl Iterator<Item = &BallotRow> {
        let rows = self.ballots.iter();
        rows.filter(|row| !self.without_effect.contains_key(&row.id))
    }
}

/// The number of ballots of the file that are not late, by the capacity of who signed them; `unsigned` where there was no sheet
/// to sign, or a settlement.
pub(super) fn signers(taken: &Taken) -> BTreeMap<&'static str, u64> {
    let mut found: BTreeMap<&'static str, u64> = SignerCapacity::ALL
        .iter()
        .map(|one| (one.name(), 0))
        .collect();
    found.insert("unsigned", 0);
    for row in taken
        .with_effect()
        .filter(|row| !taken.late.contains(&row.id))
    {
        let capacity = row.paper.map_or("unsigned", |paper| paper.capacity.name());
        *found.entry(capacity).or_default() += 1;
    }
    found
}

/// The accepted ballots that the hub saw before the deadline and the closing leaves out.
pub(super) fn left_out(
    connection: &Connection,
    motion: &Motion,
    taken: &Taken,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let is_late = |row: &&BallotRow| row.state.is_accepted() && taken.late.contains(&row.id);
    let late: Vec<BallotRow> = taken.ballots.iter().filter(is_late).cloned().collect();
    witnessed(connection, &late, motion.opening.deadline)
}
