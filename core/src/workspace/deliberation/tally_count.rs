//! A tally as this store counts it: for who looks at it, for its matter, and for what comes after it.

use crate::domain::entry::tally::VoterKey;
use crate::domain::vocabulary::{BallotAuthority, Choice, TallyState};
use crate::domain::{DeviceId, DocId, MemberId, RecordId};
use crate::projection::tally::{self, BallotRow};
use crate::roster::Roster;
use crate::rules::counting;
use crate::rules::flows::file::TallyFact;
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::closing_views::closing_views;
use crate::workspace::deliberation::motion::{Motion, is_whole, motion};
use crate::workspace::deliberation::questions::again;
use crate::workspace::deliberation::sealing::{SealKeys, seal_view};
use crate::workspace::deliberation::taken::Taken;
use crate::workspace::deliberation::tally_closing::Closings;
use crate::workspace::deliberation::tally_file::{Filed, counted, file};
use crate::workspace::{Error, TallyView, Workspace};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// A tally: the file that anybody can recount, and its answer, provisional until the tally is closed. A store that
    /// lacks a part shows its own part and no answer.
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn tally(&self, tally: DocId) -> Result<TallyView, Error> {
        let device = self.shown.device();
        self.view(|connection, roster| {
            let motion = motion(connection, tally)?;
            let taken = Taken::read(connection, &motion)?;
            let Filed { file, remarks, .. } = file(connection, roster, &motion, &taken)?;
            let unread = taken.unread(&motion).len() as u64;
            let whole = is_whole(roster, device, &motion);
            let answer = whole.then(|| counting::count(&file));
            Ok(TallyView {
                input: file.to_json(),
                answer: answer
                    .map(|answer| serde_json::to_value(&answer))
                    .transpose()
                    .map_err(|_| StoreError::Internal("answer".to_owned()))?,
                provisional: taken.judged.is_none(),
                state: taken.closings.state(),
                closings: closing_views(connection, &motion, &taken)?,
                remarks,
                seal: seal_view(roster, &motion, taken.seal.as_ref(), unread, device),
            })
        })
    }
}

/// A tally as this store has it, to be counted.
pub(crate) struct Counted {
    pub motion: Motion,
    pub filed: Filed,
    state: TallyState,
}

impl Counted {
    pub(crate) fn read(
        connection: &Connection,
        roster: &Roster,
        tally: DocId,
    ) -> Result<Self, Error> {
        let motion = motion(connection, tally)?;
        let taken = Taken::read(connection, &motion)?;
        Ok(Self {
            filed: file(connection, roster, &motion, &taken)?,
            state: taken.closings.state(),
            motion,
        })
    }

    pub(crate) const fn state(&self) -> TallyState {
        self.state
    }

    /// Each voter's sheets, as the ballots say that stand: the answers to all motions of the sheet.
    pub(super) fn sheets_by_voter(&self) -> BTreeMap<String, BTreeSet<Vec<Choice>>> {
        let replaced = counting::replaced(self.filed.file.ballots());
        let mut found: BTreeMap<String, BTreeSet<Vec<Choice>>> = BTreeMap::new();
        for (id, voter, answers) in &self.filed.answers {
            if !replaced.contains(id) {
                let sheets = found.entry(voter.clone()).or_default();
                sheets.insert(answers.clone());
            }
        }
        found
    }

    /// Whether a device receives every part of it in full.
    pub(crate) fn is_whole(&self, roster: &Roster, device: DeviceId) -> bool {
        is_whole(roster, device, &self.motion)
    }
}

/// Whether a tally is sealed and its choices cannot be read yet.
pub(super) fn is_unopened(connection: &Connection, motion: &Motion) -> Result<bool, StoreError> {
    let closings = Closings::read(connection, motion)?;
    let seal = SealKeys::read(connection, motion, &closings)?;
    Ok(seal.is_some_and(|seal| seal.key.is_none()))
}

/// A tally as matters are told of it: its outcome as this store counts it now, undecided until it is closed, for any answer is
/// provisional till then. None where this store lacks the tally or a part of it.
pub(in crate::workspace) fn tally_fact(
    connection: &Connection,
    roster: &Roster,
    device: DeviceId,
    tally: DocId,
) -> Result<Option<TallyFact>, Error> {
    let Ok(motion) = motion(connection, tally) else {
        return Ok(None);
    };
    if !is_whole(roster, device, &motion) {
        return Ok(None);
    }
    let (outcome, _) = outcome_of(connection, roster, &motion)?;
    let again = again(connection, &motion)?;
    Ok(Some(TallyFact {
        rule: motion.opening.rule,
        outcome: outcome.name().to_owned(),
        again: again.map(|first| first.to_string()),
    }))
}

/// What a closed tally comes to by what is here, undecided while it is open; and whether something that its closing covers is not
/// here: what that may be hangs on rights, and on chains of any kind.
pub(super) fn outcome_of(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
) -> Result<(counting::Outcome, bool), Error> {
    let taken = Taken::read(connection, motion)?;
    let Some(judged) = &taken.judged else {
        return Ok((counting::Outcome::Undecided, false));
    };
    let waits = judged.missing != Some(0);
    let Filed { file, .. } = file(connection, roster, motion, &taken)?;
    Ok((counting::count(&file).outcome, waits))
}

/// The ballots of a voter that a correction, withdrawal or settlement names if none are said: a collector's own, a
/// supervisor's and a household's all, as far as nothing replaces them. Only what counting heeds replaces: whoever names another
/// collector's ballot takes nothing from him.
pub(in crate::workspace) fn reachable(
    connection: &Connection,
    motion: &Motion,
    voter: VoterKey,
    authority: BallotAuthority,
    member: MemberId,
) -> Result<Vec<RecordId>, StoreError> {
    let mut named = tally::named(connection, motion.id)?;
    let taken = Taken::read(connection, motion)?;
    let all: Vec<&BallotRow> = taken
        .with_effect()
        .filter(|row| row.voter == voter)
        .collect();
    let ballots: Vec<counting::Ballot> = all
        .iter()
        .map(|row| {
            let named = named.remove(&row.id).unwrap_or_default();
            counted(row, VOTER.to_owned(), &named, &taken.late)
        })
        .collect();
    let replaced = counting::replaced(&ballots);
    Ok(all
        .into_iter()
        .filter(|row| !replaced.contains(&row.id.to_string()))
        .filter(|row| match authority {
            BallotAuthority::Supervisor | BallotAuthority::Slip => true,
            BallotAuthority::Collector => {
                row.member == member && row.authority == BallotAuthority::Collector
            }
        })
        .map(|row| row.id)
        .collect())
}

/// The one voter of a question about his ballots alone.
const VOTER: &str = "voter";
