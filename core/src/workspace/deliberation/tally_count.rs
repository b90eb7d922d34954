//! From records to the file that anybody can recount (docs/spec/counting.md).

use crate::domain::Code;
use crate::domain::entry::BodyWords;
use crate::domain::entry::tally::{Opening, VoterKey};
use crate::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use crate::domain::{DocId, MemberId, PlaceId, RecordId};
use crate::projection::tally::{self, BallotRow};
use crate::roster::Roster;
use crate::rules::authority::Operation;
use crate::rules::counting;
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::tallies::load;
use crate::workspace::deliberation::tally_returns::has_returned;
use crate::workspace::doors::address;
use crate::workspace::{Error, TallyView, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// An opened motion.
pub(in crate::workspace) struct Motion {
    pub id: DocId,
    pub opening: Opening,
    pub words: Option<BodyWords>,
    pub scope: PlaceId,
}

impl Motion {
    /// The name of a named voter, if its body is here.
    pub(in crate::workspace) fn name_of(&self, voter: VoterKey) -> Option<&str> {
        let VoterKey::Named(n) = voter else {
            return None;
        };
        self.words.as_ref()?.field(&format!("voter.{n}"))
    }

    fn part_of(&self, voter: VoterKey) -> PlaceId {
        match voter {
            VoterKey::Household { stairwell, .. } => stairwell,
            VoterKey::Named(_) => self.scope,
        }
    }

    /// The places where its ballots are taken.
    pub(in crate::workspace) fn parts(&self) -> BTreeSet<PlaceId> {
        self.opening
            .roll
            .iter()
            .map(|line| self.part_of(line.voter))
            .collect()
    }
}

/// Reads a motion.
pub(in crate::workspace) fn motion(connection: &Connection, tally: DocId) -> Result<Motion, Error> {
    let (opening, words, scope) =
        load(connection, tally)?.ok_or(Error::field("tally", Code::TallyUnknown))?;
    Ok(Motion {
        id: tally,
        opening,
        words,
        scope,
    })
}

/// The ballots of a voter that a correction, withdrawal or settlement names if none are said: a collector's own, a
/// supervisor's all, as far as nothing replaces them. Only what counting heeds replaces: whoever names another
/// collector's ballot takes nothing from him.
pub(in crate::workspace) fn reachable(
    connection: &Connection,
    motion: &Motion,
    voter: VoterKey,
    authority: BallotAuthority,
    member: MemberId,
) -> Result<Vec<RecordId>, StoreError> {
    let mut named = tally::named(connection, motion.id)?;
    let all: Vec<BallotRow> = tally::ballots(connection, motion.id)?
        .into_iter()
        .filter(|row| row.voter == voter && row.scope == motion.part_of(voter))
        .collect();
    let ballots: Vec<counting::Ballot> = all
        .iter()
        .map(|row| {
            let named = named.remove(&row.id).unwrap_or_default();
            counted(&motion.opening, row, VOTER.to_owned(), &named)
        })
        .collect();
    let replaced = counting::replaced(&ballots);
    Ok(all
        .into_iter()
        .filter(|row| !replaced.contains(&row.id.to_string()))
        .filter(|row| {
            authority == BallotAuthority::Supervisor
                || (row.member == member && row.authority == BallotAuthority::Collector)
        })
        .map(|row| row.id)
        .collect())
}

/// The one voter of a question about his ballots alone.
const VOTER: &str = "voter";

/// A ballot as counting takes it.
fn counted(
    opening: &Opening,
    row: &BallotRow,
    voter: String,
    named: &BTreeSet<RecordId>,
) -> counting::Ballot {
    let mark = match (row.kind, row.choice) {
        (BallotKind::Withdraw, _) | (_, None) => counting::Mark::Withdraw,
        (BallotKind::Cast, Some(choice)) => counting::Mark::Cast(choice_of(choice)),
        (BallotKind::Correct, Some(choice)) => counting::Mark::Correct(choice_of(choice)),
    };
    let mut ballot = counting::Ballot::new(row.id.to_string(), voter, mark, row.member.to_string());
    ballot.authority = match row.authority {
        BallotAuthority::Collector => counting::Authority::Collector,
        BallotAuthority::Slip => counting::Authority::Slip,
        BallotAuthority::Supervisor => counting::Authority::Supervisor,
    };
    ballot.supersedes = named.iter().map(ToString::to_string).collect();
    ballot.standing = if row.state.is_accepted() && on_allotted_sheet(opening, row) {
        counting::Standing::Accepted
    } else {
        counting::Standing::Contested
    };
    ballot
}

impl Workspace {
    /// A tally: the file that anybody can recount, and its answer. A store that lacks a part shows its own part and no
    /// answer.
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn tally(&self, tally: DocId) -> Result<TallyView, Error> {
        let member = self.shown.member();
        self.view(|connection, roster| {
            let motion = motion(connection, tally)?;
            let file = file(connection, roster, &motion)?;
            let whole = motion.parts().iter().all(|part| {
                member.is_some_and(|member| {
                    roster
                        .active_grants(member)
                        .any(|grant| roster.covers(grant.scope, *part))
                })
            });
            let answer = whole.then(|| counting::count(&file));
            Ok(TallyView {
                input: file.to_json(),
                answer: answer
                    .map(|answer| serde_json::to_value(&answer))
                    .transpose()
                    .map_err(|_| StoreError::Internal("answer".to_owned()))?,
            })
        })
    }
}

/// The tally as a file.
fn file(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
) -> Result<counting::TallyFile, Error> {
    let internal = || StoreError::Internal("tally".to_owned());
    let opening = &motion.opening;
    let mut names: BTreeMap<VoterKey, String> = BTreeMap::new();
    for line in &opening.roll {
        names.insert(
            line.voter,
            voter_text(connection, roster, motion, line.voter)?,
        );
    }
    let all = tally::ballots(connection, motion.id)?;
    let mut supersedes = tally::named(connection, motion.id)?;
    let mut draft =
        counting::TallyDraft::new(counting::Rule::from_name(&opening.rule).ok_or_else(internal)?);
    draft.title = motion
        .words
        .as_ref()
        .and_then(|words| words.field("title"))
        .map(str::to_owned);
    draft.pack = counting::Pack::from_name(&opening.pack);
    draft.readings = opening
        .readings
        .iter()
        .filter_map(|name| counting::Reading::from_name(name))
        .collect();
    draft.roll = opening
        .roll
        .iter()
        .map(|line| {
            let mut voter =
                counting::Voter::new(names.get(&line.voter).cloned().unwrap_or_default());
            voter.area = line.area_cm2.and_then(counting::AreaCm2::new);
            voter.entitled = line.entitled;
            voter
        })
        .collect();
    for row in &all {
        // A ballot counts only in the part where its voter votes: whoever works elsewhere cannot reach him.
        if row.scope != motion.part_of(row.voter) {
            continue;
        }
        let voter = match names.get(&row.voter) {
            Some(name) => name.clone(),
            None => voter_text(connection, roster, motion, row.voter)?,
        };
        let named = supersedes.remove(&row.id).unwrap_or_default();
        draft.ballots.push(counted(opening, row, voter, &named));
    }
    let counted = counting::TallyFile::new(draft.clone()).map_err(|_| internal())?;
    let disputed = counting::count(&counted).disputed;
    draft.outstanding = outstanding(connection, roster, motion, &all, &names, &disputed)?;
    Ok(counting::TallyFile::new(draft).map_err(|_| internal())?)
}

fn choice_of(choice: Choice) -> counting::Choice {
    match choice {
        Choice::Yes => counting::Choice::Yes,
        Choice::No => counting::Choice::No,
        Choice::Abstain => counting::Choice::Abstain,
        Choice::Blank => counting::Choice::Blank,
        Choice::Invalid => counting::Choice::Invalid,
    }
}

/// Every ballot uses one allotted number; one on a number that was not allotted to its collector is contested.
fn on_allotted_sheet(opening: &Opening, row: &BallotRow) -> bool {
    opening.sheets.is_empty()
        || row.authority != BallotAuthority::Collector
        || opening
            .sheets
            .iter()
            .any(|(member, most)| *member == row.member && (1..=*most).contains(&row.sheet))
}

fn voter_text(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    voter: VoterKey,
) -> Result<String, StoreError> {
    match voter {
        VoterKey::Household { household, .. } => address::door(connection, roster, household),
        VoterKey::Named(n) => Ok(motion
            .name_of(voter)
            .map_or_else(|| format!("voter-{}", n + 1), str::to_owned)),
    }
}

/// The most ballots that may still sit on unsynced phones (docs/spec/counting.md 6.4).
fn outstanding(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    all: &[BallotRow],
    names: &BTreeMap<VoterKey, String>,
    disputed: &[String],
) -> Result<u64, StoreError> {
    let mut most = 0_u64;
    let entitled_in = |part: PlaceId| {
        motion
            .opening
            .roll
            .iter()
            .filter(|line| line.entitled && motion.part_of(line.voter) == part)
            .count() as u64
    };
    let returns = tally::returns(connection, motion.id)?;
    let mut returned: BTreeMap<MemberId, bool> = BTreeMap::new();
    for member in roster.members() {
        let serves = parts_of(roster, motion, member.id, Operation::TakeBallot);
        let allotted = motion
            .opening
            .sheets
            .iter()
            .find(|(who, _)| *who == member.id)
            .map(|(_, most)| u64::from(*most));
        let settles = !parts_of(roster, motion, member.id, Operation::SettleBallot).is_empty();
        if serves.is_empty() && allotted.is_none() && !settles {
            continue;
        }
        let done = has_returned(&returns, all, member.id, &serves);
        returned.insert(member.id, done);
        if done {
            continue;
        }
        most += if motion.opening.sheets.is_empty() {
            serves.iter().map(|part| entitled_in(*part)).sum()
        } else {
            allotted.unwrap_or(0)
        };
    }
    for (voter, name) in names {
        if !disputed.contains(name) {
            continue;
        }
        let part = motion.part_of(*voter);
        let waits = returned.iter().any(|(member, done)| {
            !done && parts_of(roster, motion, *member, Operation::SettleBallot).contains(&part)
        });
        most += u64::from(waits);
    }
    Ok(most)
}

/// The parts of a motion in which a member may do something.
fn parts_of(
    roster: &Roster,
    motion: &Motion,
    member: MemberId,
    operation: Operation,
) -> BTreeSet<PlaceId> {
    motion
        .parts()
        .into_iter()
        .filter(|part| {
            roster
                .devices_of(member)
                .any(|device| roster.may(device.id, operation, *part))
        })
        .collect()
}
