//! From records to the file that anybody can recount (docs/spec/counting.md).

use crate::domain::Code;
use crate::domain::entry::BodyWords;
use crate::domain::entry::tally::{Opening, VoterKey};
use crate::domain::vocabulary::{BallotAuthority, BallotKind, BallotNote, Choice};
use crate::domain::{DeviceId, DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::projection::tally::{self, BallotRow, ReturnRow};
use crate::roster::Roster;
use crate::rules::authority::Reading;
use crate::rules::counting;
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::tallies::load;
use crate::workspace::deliberation::tally_effect::without_effect;
use crate::workspace::deliberation::tally_outstanding::outstanding;
use crate::workspace::doors::address;
use crate::workspace::{BallotRemark, Error, TallyView, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// An opened motion.
pub(in crate::workspace) struct Motion {
    pub id: DocId,
    /// Its document's local number.
    pub doc: i64,
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

    /// Where a voter votes.
    pub(super) fn part_of(&self, voter: VoterKey) -> PlaceId {
        match voter {
            VoterKey::Household { stairwell, .. } => stairwell,
            VoterKey::Named(_) => self.scope,
        }
    }

    /// The number of sheets that a collector got; `None` if none were allotted to him.
    pub(super) fn allotted(&self, member: MemberId) -> Option<u32> {
        let sheets = self.opening.sheets.iter();
        let mine = sheets.filter(|(who, _)| *who == member);
        mine.map(|(_, most)| *most).max()
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

/// What was taken of a motion, and what of it has effect.
pub(super) struct Taken {
    pub ballots: Vec<BallotRow>,
    pub returns: Vec<ReturnRow>,
    pub without_effect: BTreeMap<RecordId, BallotNote>,
}

impl Taken {
    pub(super) fn read(connection: &Connection, motion: &Motion) -> Result<Self, StoreError> {
        let ballots = tally::ballots(connection, motion.id)?;
        let returns = tally::returns(connection, motion.id)?;
        let slips = tally::slips(connection, motion.doc)?;
        let without_effect = without_effect(motion, &ballots, &returns, &slips);
        Ok(Self {
            ballots,
            returns,
            without_effect,
        })
    }

    /// The ballots that go into the file.
    pub(super) fn with_effect(&self) -> impl Iterator<Item = &BallotRow> {
        let rows = self.ballots.iter();
        rows.filter(|row| !self.without_effect.contains_key(&row.id))
    }
}

/// Reads a motion.
pub(in crate::workspace) fn motion(connection: &Connection, tally: DocId) -> Result<Motion, Error> {
    let (doc, opening, words, scope) =
        load(connection, tally)?.ok_or(Error::field("tally", Code::TallyUnknown))?;
    Ok(Motion {
        id: tally,
        doc,
        opening,
        words,
        scope,
    })
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
            counted(row, VOTER.to_owned(), &named)
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

/// A ballot as counting takes it.
fn counted(row: &BallotRow, voter: String, named: &BTreeSet<RecordId>) -> counting::Ballot {
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
    ballot.standing = if row.state.is_accepted() {
        counting::Standing::Accepted
    } else {
        counting::Standing::Contested
    };
    ballot
}

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
            let (file, remarks) = file(connection, roster, &motion)?;
            let whole = motion
                .parts()
                .iter()
                .all(|part| roster.reading(device, DocKind::Ballots, *part) >= Reading::Facts);
            let answer = whole.then(|| counting::count(&file));
            Ok(TallyView {
                input: file.to_json(),
                answer: answer
                    .map(|answer| serde_json::to_value(&answer))
                    .transpose()
                    .map_err(|_| StoreError::Internal("answer".to_owned()))?,
                // No motion can be closed yet.
                provisional: true,
                remarks,
            })
        })
    }
}

/// The rule of a tally and its outcome as this store counts it now; none where it lacks the tally or a part of it.
pub(in crate::workspace) fn tally_outcome(
    connection: &Connection,
    roster: &Roster,
    device: DeviceId,
    tally: DocId,
) -> Result<Option<(String, String)>, Error> {
    let Ok(motion) = motion(connection, tally) else {
        return Ok(None);
    };
    let reads = |part: &PlaceId| roster.reading(device, DocKind::Ballots, *part) >= Reading::Facts;
    if !motion.parts().iter().all(reads) {
        return Ok(None);
    }
    let (file, _) = file(connection, roster, &motion)?;
    let outcome = serde_json::to_value(counting::count(&file).outcome).ok();
    let outcome = outcome.and_then(|outcome| outcome.as_str().map(str::to_owned));
    Ok(outcome.map(|outcome| (motion.opening.rule.clone(), outcome)))
}

/// The tally as a file.
fn file(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
) -> Result<(counting::TallyFile, Vec<BallotRemark>), Error> {
    let internal = || StoreError::Internal("tally".to_owned());
    let opening = &motion.opening;
    let mut names: BTreeMap<VoterKey, String> = BTreeMap::new();
    for line in &opening.roll {
        names.insert(
            line.voter,
            voter_text(connection, roster, motion, line.voter)?,
        );
    }
    tell_apart(&mut names);
    let taken = Taken::read(connection, motion)?;
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
    for row in taken.with_effect() {
        let voter = match names.get(&row.voter) {
            Some(name) => name.clone(),
            None => voter_text(connection, roster, motion, row.voter)?,
        };
        let named = supersedes.remove(&row.id).unwrap_or_default();
        draft.ballots.push(counted(row, voter, &named));
    }
    let counted = counting::TallyFile::new(draft.clone()).map_err(|_| internal())?;
    let disputed = counting::count(&counted).disputed;
    let is_disputed = |voter: VoterKey| {
        names
            .get(&voter)
            .is_some_and(|name| disputed.contains(name))
    };
    draft.outstanding = outstanding(connection, roster, motion, &taken, &is_disputed)?;
    let mut remarks = Vec::new();
    for row in &taken.ballots {
        let relayed = row.relayed.then_some(&BallotNote::Relayed);
        let Some(note) = taken.without_effect.get(&row.id).or(relayed) else {
            continue;
        };
        let voter = match names.get(&row.voter) {
            Some(name) => name.clone(),
            None => voter_text(connection, roster, motion, row.voter)?,
        };
        remarks.push(BallotRemark {
            ballot: row.id,
            voter,
            by: row.member,
            sheet: row.sheet,
            note: *note,
        });
    }
    let file = counting::TallyFile::new(draft).map_err(|_| internal())?;
    Ok((file, remarks))
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

/// Names of a roll that came from elsewhere may be one: then each is told by its own key as well, and counted apart.
fn tell_apart(names: &mut BTreeMap<VoterKey, String>) {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for name in names.values() {
        *times.entry(name.clone()).or_default() += 1;
    }
    for (voter, name) in names.iter_mut() {
        if name.is_empty() || times.get(name).is_some_and(|times| *times > 1) {
            *name = format!("{name} ({})", key_text(*voter));
        }
    }
    // Somebody chose the names so that even these meet: nobody is named then.
    let apart: BTreeSet<&String> = names.values().collect();
    if apart.len() < names.len() {
        for (voter, name) in names.iter_mut() {
            *name = key_text(*voter);
        }
    }
}

fn key_text(voter: VoterKey) -> String {
    match voter {
        VoterKey::Household { household, .. } => household.to_string(),
        VoterKey::Named(n) => format!("voter-{}", n.saturating_add(1)),
    }
}

/// A voter as the file names him.
pub(super) fn voter_text(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    voter: VoterKey,
) -> Result<String, StoreError> {
    match voter {
        VoterKey::Household { household, .. } => address::door(connection, roster, household),
        VoterKey::Named(_) => Ok(motion
            .name_of(voter)
            .map_or_else(|| key_text(voter), str::to_owned)),
    }
}
