//! From records to the file that anybody can recount (docs/spec/counting.md).

use crate::admission::slips_subject;
use crate::domain::Code;
use crate::domain::entry::BodyWords;
use crate::domain::entry::tally::{Opening, RollLine, VoterKey};
use crate::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, SignerCapacity, TallyState,
};
use crate::domain::{
    CommunityId, DeviceId, DocId, DocKind, HouseholdId, MemberId, PlaceId, RecordId,
};
use crate::projection::tally::{self, BallotRow, ReturnRow};
use crate::records::{KindCode, doc_id};
use crate::roster::Roster;
use crate::rules::authority::Reading;
use crate::rules::counting;
use crate::rules::flows::file::TallyFact;
use crate::store::{Connection, StoreError, document};
use crate::workspace::deliberation::closing::witnessed;
use crate::workspace::deliberation::closing_views::closing_views;
use crate::workspace::deliberation::public_codes::PublicCodes;
use crate::workspace::deliberation::questions::again;
use crate::workspace::deliberation::sealing::{SealKeys, is_unread, seal_view};
use crate::workspace::deliberation::tallies::load;
use crate::workspace::deliberation::tally_closing::{Closings, Judged};
use crate::workspace::deliberation::tally_effect::{SlipKeys, without_effect};
use crate::workspace::deliberation::tally_outstanding::{Outstanding, Waits, outstanding};
use crate::workspace::doors::address;
use crate::workspace::{BallotRemark, Error, TallyView, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// An opened motion.
pub(crate) struct Motion {
    pub id: DocId,
    pub community: CommunityId,
    /// Its document's local number.
    pub doc: i64,
    /// The record that opened it.
    pub opened: RecordId,
    pub opening: Opening,
    pub words: Option<BodyWords>,
    /// Codes of what is published; none while its words are not here.
    pub(super) public: Option<PublicCodes>,
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
    pub(crate) fn part_of(&self, voter: VoterKey) -> PlaceId {
        match voter {
            VoterKey::Household { stairwell, .. } => stairwell,
            VoterKey::Named(_) => self.scope,
        }
    }

    /// The documents whose slips speak in it: its own, and those of the stairwells where its voters vote.
    pub(super) fn slip_docs(&self, connection: &Connection) -> Result<Vec<i64>, StoreError> {
        let kind = DocKind::Motion;
        let mut docs = vec![self.doc];
        for part in self.parts() {
            let subject = slips_subject(part);
            let doc = doc_id(self.community, KindCode(kind.code()), &subject);
            docs.extend(document::find(connection, doc, kind)?);
        }
        Ok(docs)
    }

    /// The keys that speak for its voters: a slip of any of one's units speaks for all of them.
    pub(super) fn slips(
        &self,
        connection: &Connection,
        known: Option<&BTreeSet<RecordId>>,
    ) -> Result<SlipKeys, StoreError> {
        let keys = tally::slips(connection, &self.slip_docs(connection)?, known)?;
        let of_line = |line: &RollLine| {
            let units: Vec<_> = line.all_units().map(|unit| unit.household).collect();
            let voter = line.voter;
            units.into_iter().map(move |household| (household, voter))
        };
        let owners: BTreeMap<HouseholdId, VoterKey> =
            self.opening.roll.iter().flat_map(of_line).collect();
        let whose = |voter: VoterKey| match voter {
            VoterKey::Household { household, .. } => owners.get(&household).copied(),
            VoterKey::Named(_) => Some(voter),
        };
        let keys = keys.into_iter();
        Ok(keys
            .filter_map(|(key, voter)| Some((key, whose(voter)?)))
            .collect())
    }

    /// The number of sheets that a collector got; `None` if none were allotted to him.
    pub(super) fn allotted(&self, member: MemberId) -> Option<u32> {
        let sheets = self.opening.sheets.iter();
        let mine = sheets.filter(|(who, _)| *who == member);
        mine.map(|(_, most)| *most).max()
    }

    /// Whether a ballot of a member takes one of the numbers that were allotted. Numbers bound the answers that phones may hold unseen; a
    /// settlement brings none, for it says again what a sheet of the voter says: whoever got no sheets settles without one.
    pub(super) fn takes_a_number(&self, member: MemberId, authority: BallotAuthority) -> bool {
        let is_settlement = authority == BallotAuthority::Supervisor;
        !self.opening.sheets.is_empty() && (!is_settlement || self.allotted(member).is_some())
    }

    /// The places where its ballots are taken.
    pub(crate) fn parts(&self) -> BTreeSet<PlaceId> {
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
    broken: BTreeSet<RecordId>,
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

/// Reads a motion.
pub(in crate::workspace) fn motion(connection: &Connection, tally: DocId) -> Result<Motion, Error> {
    load(connection, tally)?.ok_or(Error::field("tally", Code::TallyUnknown))
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

/// Whether a device receives every part of a motion in full.
pub(super) fn is_whole(roster: &Roster, device: DeviceId, motion: &Motion) -> bool {
    let parts = motion.parts();
    let reads = |part: &PlaceId| roster.reading(device, DocKind::Ballots, *part);
    parts.iter().all(|part| reads(part) >= Reading::Facts)
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
    answers: Vec<(String, String, Vec<Choice>)>,
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
fn left_out(
    connection: &Connection,
    motion: &Motion,
    taken: &Taken,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let is_late = |row: &&BallotRow| row.state.is_accepted() && taken.late.contains(&row.id);
    let late: Vec<BallotRow> = taken.ballots.iter().filter(is_late).cloned().collect();
    witnessed(connection, &late, motion.opening.deadline)
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
