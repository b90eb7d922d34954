//! From records to the file that anybody can recount (docs/spec/counting.md).

use crate::domain::Code;
use crate::domain::entry::tally::{Opening, VoterKey};
use crate::domain::vocabulary::{BallotAuthority, BallotKind, BallotNote, Choice};
use crate::domain::{MemberId, RecordId};
use crate::projection::tally::{self, BallotRow};
use crate::roster::Roster;
use crate::rules::counting;
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::motion::Motion;
use crate::workspace::deliberation::sealing::is_unread;
use crate::workspace::deliberation::taken::{Taken, left_out};
use crate::workspace::deliberation::tally_outstanding::{Outstanding, Waits, outstanding};
use crate::workspace::doors::address;
use crate::workspace::{BallotRemark, Error};
use std::collections::{BTreeMap, BTreeSet};

/// A tally as a file, with what is to be said beside it.
pub(crate) struct Filed {
    pub file: counting::TallyFile,
    pub remarks: Vec<BallotRemark>,
    /// The voters on the roll, as the file names them.
    pub names: BTreeMap<VoterKey, String>,
    /// The most that each collector may still hold.
    pub held: Vec<(MemberId, u64)>,
    /// Other facts that decide how much may be missing.
    pub(super) waits: Waits,
    /// Id, voter and whole sheet of each ballot that is not late, where motions share one.
    pub(super) answers: Vec<(String, String, Vec<Choice>)>,
    /// Voters whose ballots cannot be read yet.
    pub unread: BTreeSet<VoterKey>,
}

/// The tally as a file.
pub(super) fn file(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    taken: &Taken,
) -> Result<Filed, Error> {
    file_under(connection, roster, motion, taken, &motion.opening.readings)
}

/// The tally as a file under these readings of its rule, which need not be its own.
pub(super) fn file_under(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    taken: &Taken,
    readings: &[String],
) -> Result<Filed, Error> {
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
    let mut supersedes = tally::named(connection, motion.id)?;
    let mut draft = counting::TallyDraft::new(rule_of(roster, opening).ok_or_else(internal)?);
    draft.title = motion
        .words
        .as_ref()
        .and_then(|words| words.field("title"))
        .map(str::to_owned);
    if !draft.rule.takes(readings) {
        return Err(Error::field("readings", Code::ReadingUnknown));
    }
    draft.readings = readings.to_vec();
    // Where nobody asks who was there, everybody was.
    let present_only = draft.rule.is_present_only(&draft.readings);
    draft.roll = opening
        .roll
        .iter()
        .map(|line| {
            let mut voter =
                counting::Voter::new(names.get(&line.voter).cloned().unwrap_or_default());
            voter.area = line.area_cm2.and_then(counting::AreaCm2::new);
            voter.entitled = line.entitled;
            voter.present = !present_only || taken.present.contains(&line.voter);
            voter
        })
        .collect();
    let mut answers = Vec::new();
    for row in taken.with_effect().filter(|row| !is_unread(row)) {
        let voter = match names.get(&row.voter) {
            Some(name) => name.clone(),
            None => voter_text(connection, roster, motion, row.voter)?,
        };
        if opening.shared.is_some() && !taken.late.contains(&row.id) {
            answers.push((row.id.to_string(), voter.clone(), row.answers.clone()));
        }
        let named = supersedes.remove(&row.id).unwrap_or_default();
        draft.ballots.push(counted(row, voter, &named, &taken.late));
    }
    let counted = counting::TallyFile::new(draft.clone()).map_err(|_| internal())?;
    let disputed = counting::count(&counted).disputed;
    let is_disputed = |voter: VoterKey| {
        names
            .get(&voter)
            .is_some_and(|name| disputed.contains(name))
    };
    let Outstanding { total, held, waits } =
        outstanding(connection, roster, motion, taken, &is_disputed)?;
    let unread = taken.unread(motion);
    // What is here and cannot be read is to a count as if it sat on somebody's phone.
    draft.outstanding = total + unread.len() as u64;
    let left_out = left_out(connection, motion, taken)?;
    let mut remarks = Vec::new();
    for row in &taken.ballots {
        let breach = left_out.contains(&row.id).then_some(&BallotNote::LeftOut);
        let relayed = row.relayed.then_some(&BallotNote::Relayed);
        let doubt = row.doubt.as_ref();
        let none = taken.without_effect.get(&row.id);
        let broken = taken.broken.contains(&row.id);
        let broken = broken.then_some(&BallotNote::SealBroken);
        let Some(note) = none.or(breach).or(doubt).or(broken).or(relayed) else {
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
    Ok(Filed {
        file: counting::TallyFile::new(draft).map_err(|_| internal())?,
        remarks,
        names,
        held,
        waits,
        answers,
        unread,
    })
}

/// A ballot as counting takes it.
pub(super) fn counted(
    row: &BallotRow,
    voter: String,
    named: &BTreeSet<RecordId>,
    late: &BTreeSet<RecordId>,
) -> counting::Ballot {
    let mark = match (row.kind, row.choice) {
        // Nobody counts it before it is opened; that it replaces another one can be said.
        (_, None) if row.sealed.is_some() => counting::Mark::Cast(counting::Choice::Invalid),
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
    ballot.standing = if late.contains(&row.id) {
        counting::Standing::Late
    } else if row.is_accepted() {
        counting::Standing::Accepted
    } else {
        counting::Standing::Contested
    };
    ballot
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

/// The rule that an opening froze: the roster that the opening cites had it.
fn rule_of(roster: &Roster, opening: &Opening) -> Option<counting::Rule> {
    roster.rule_of(&opening.pack, &opening.rule, u32::MAX)
}
