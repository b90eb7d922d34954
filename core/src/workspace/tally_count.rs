//! From records to the file that anybody can recount (recount.md), and the collectors' returns.

use super::tallies::load;
use super::{Error, ReturnView, TallyView, Workspace, doors};
use crate::admission::ballots_subject;
use crate::domain::entry::tally::{Opening, Return, VoterKey};
use crate::domain::entry::{BallotEntry, Entry, Words, encode};
use crate::domain::words::{BallotAuthority, BallotKind, Choice};
use crate::domain::{ChainId, DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::records::{State, sha256_tagged};
use crate::roster::Roster;
use crate::rules::authority::Operation;
use crate::rules::counting;
use crate::store::{StoreError, chain, record};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// An opened motion.
pub(super) struct Motion {
    pub id: DocId,
    pub opening: Opening,
    pub words: Option<Words>,
    pub scope: PlaceId,
}

impl Motion {
    /// The name of a named voter, if its body is here.
    pub(super) fn name_of(&self, voter: VoterKey) -> Option<&str> {
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
    fn parts(&self) -> BTreeSet<PlaceId> {
        self.opening
            .roll
            .iter()
            .map(|line| self.part_of(line.voter))
            .collect()
    }
}

/// Reads a motion.
pub(super) fn motion(connection: &Connection, tally: DocId) -> Result<Motion, Error> {
    let (opening, words, scope) =
        load(connection, tally)?.ok_or(Error::field("tally", "tally_unknown"))?;
    Ok(Motion {
        id: tally,
        opening,
        words,
        scope,
    })
}

/// A ballot as stored.
struct Row {
    id: RecordId,
    state: State,
    scope: PlaceId,
    chain: ChainId,
    seq: u64,
    voter: VoterKey,
    choice: Option<Choice>,
    kind: BallotKind,
    authority: BallotAuthority,
    member: MemberId,
    sheet: u32,
}

fn rows(connection: &Connection, tally: DocId) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, r.state, r.why, d.scope, c.id, r.seq, b.voter, b.choice, b.kind, b.authority, b.member, b.sheet
         FROM ballot b JOIN record r USING(num) JOIN doc d ON d.num = r.doc JOIN chain c ON c.num = r.chain
         WHERE b.motion = ?1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([tally.as_bytes()], |row| {
        let voter = row.get_ref(6)?.as_blob()?;
        let seq: i64 = row.get(5)?;
        let broken = |_| rusqlite::Error::InvalidQuery;
        Ok(Row {
            id: RecordId::from_bytes(row.get(0)?),
            state: State::from_numbers(row.get(1)?, row.get(2)?),
            scope: PlaceId::from_bytes(row.get(3)?),
            chain: ChainId::from_bytes(row.get(4)?),
            seq: seq.cast_unsigned(),
            voter: postcard::from_bytes(voter).map_err(|_| rusqlite::Error::InvalidQuery)?,
            choice: row
                .get::<_, Option<u8>>(7)?
                .map(Choice::try_from)
                .transpose()
                .map_err(broken)?,
            kind: BallotKind::try_from(row.get::<_, u8>(8)?).map_err(broken)?,
            authority: BallotAuthority::try_from(row.get::<_, u8>(9)?).map_err(broken)?,
            member: MemberId::from_bytes(row.get(10)?),
            sheet: row.get(11)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn superseded_by(
    connection: &Connection,
    tally: DocId,
) -> Result<BTreeMap<RecordId, BTreeSet<RecordId>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, s.target FROM ballot b JOIN supersedes s USING(num) JOIN record r USING(num) WHERE b.motion = ?1",
    )?;
    let mut found: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    let mut rows = statement.query([tally.as_bytes()])?;
    while let Some(row) = rows.next()? {
        found
            .entry(RecordId::from_bytes(row.get(0)?))
            .or_default()
            .insert(RecordId::from_bytes(row.get(1)?));
    }
    Ok(found)
}

/// The number of the next sheet that a collector uses in a tally.
pub(super) fn next_sheet(
    connection: &Connection,
    tally: DocId,
    member: MemberId,
) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(max(sheet), 0) + 1 FROM ballot WHERE motion = ?1 AND member = ?2",
        )?
        .query_row(params![tally.as_bytes(), member.as_bytes()], |row| {
            row.get(0)
        })?)
}

/// The ballots of a voter that a correction, withdrawal or settlement names if none are said: a collector's own, a
/// supervisor's all, as far as nothing supersedes them.
pub(super) fn reachable(
    connection: &Connection,
    tally: DocId,
    voter: &VoterKey,
    authority: BallotAuthority,
    member: MemberId,
) -> Result<Vec<RecordId>, StoreError> {
    let named: BTreeSet<RecordId> = superseded_by(connection, tally)?
        .into_values()
        .flatten()
        .collect();
    Ok(rows(connection, tally)?
        .into_iter()
        .filter(|row| row.voter == *voter && !named.contains(&row.id))
        .filter(|row| {
            authority == BallotAuthority::Supervisor
                || (row.member == member && row.authority == BallotAuthority::Collector)
        })
        .map(|row| row.id)
        .collect())
}

impl Workspace {
    /// A tally: the file that anybody can recount, and its answer. A store that lacks a part shows its own part and no
    /// answer.
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn tally(&self, tally: DocId) -> Result<TallyView, Error> {
        let member = self.lock().member();
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

    /// Hands in: declares in every part that this collector serves what his chain holds of the tally.
    ///
    /// # Errors
    /// `tally_unknown`, `not_allowed`; [`Error::Store`].
    pub fn collecting_done(&self, tally: DocId) -> Result<ReturnView, Error> {
        self.command(|command| {
            let tx = command.intake.tx;
            let motion = motion(tx, tally)?;
            let member = command.member()?;
            let device = command.keys.device();
            let at = command.now();
            let all = rows(tx, tally)?;
            let parts: Vec<PlaceId> = motion
                .parts()
                .into_iter()
                .filter(|part| command.check(Operation::TakeBallot, *part).is_ok())
                .collect();
            if parts.is_empty() {
                return Err(Error::NotAllowed {
                    operation: Operation::TakeBallot.name(),
                });
            }
            let mut texts = Vec::new();
            let mut spoken = Vec::new();
            for part in parts {
                let own: Vec<ChainId> = chain::of_device(tx, device)?
                    .into_iter()
                    .filter(|row| row.scope == part)
                    .map(|row| row.id)
                    .collect();
                let chains = if own.is_empty() {
                    vec![crate::records::chain_id(device, command.nonce, part)]
                } else {
                    own
                };
                for chain_id in chains {
                    let mine: Vec<&Row> = sorted(&all, member, chain_id);
                    let ret = Return {
                        motion: tally,
                        chain: chain_id,
                        seqs: (
                            mine.first().map_or(0, |row| row.seq),
                            mine.last().map_or(0, |row| row.seq),
                        ),
                        count: mine.len() as u32,
                        sheets: mine
                            .iter()
                            .map(|row| row.sheet)
                            .collect::<BTreeSet<_>>()
                            .len() as u32,
                        hash: hash(&mine),
                        at,
                    };
                    spoken.extend(encode(&ret));
                    let doc =
                        command.doc(DocKind::Ballots, &ballots_subject(tally.as_bytes(), part));
                    let entry = Entry::Ballots(BallotEntry::Return(ret));
                    let id = command.write_into(part, doc, &entry, None)?;
                    let row = record::by_id(tx, id)?
                        .ok_or(StoreError::Internal("return not stored".to_owned()))?;
                    texts.push(record::parts(tx, row.num)?);
                }
            }
            Ok(ReturnView {
                text: format!(
                    "linli-return:{}",
                    crate::domain::id::to_hex(&encode(&texts))
                ),
                spoken: base32(&sha256_tagged("linli/return/1", &[&spoken]), 26),
            })
        })
    }
}

fn sorted(all: &[Row], member: MemberId, chain: ChainId) -> Vec<&Row> {
    let mut mine: Vec<&Row> = all
        .iter()
        .filter(|row| row.chain == chain && row.member == member)
        .collect();
    mine.sort_by_key(|row| (row.seq, row.id));
    mine
}

/// SHA-256 over the ballots' record ids in chain order.
fn hash(ballots: &[&Row]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for ballot in ballots {
        hash.update(ballot.id.as_bytes());
    }
    hash.finalize().into()
}

/// The first `characters` of base 32 (Crockford's letters: no I, L, O, U).
fn base32(bytes: &[u8], characters: usize) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..characters)
        .map(|at| {
            let value = (0..5).fold(0_usize, |value, bit| {
                let position = at * 5 + bit;
                let byte = bytes.get(position / 8).copied().unwrap_or(0);
                value << 1 | usize::from(byte >> (7 - position % 8) & 1)
            });
            char::from(LETTERS[value])
        })
        .collect()
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
    let all = rows(connection, motion.id)?;
    let mut supersedes = superseded_by(connection, motion.id)?;
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
        let mark = match (row.kind, row.choice) {
            (BallotKind::Withdraw, _) | (_, None) => counting::Mark::Withdraw,
            (BallotKind::Cast, Some(choice)) => counting::Mark::Cast(choice_of(choice)),
            (BallotKind::Correct, Some(choice)) => counting::Mark::Correct(choice_of(choice)),
        };
        let mut ballot =
            counting::Ballot::new(row.id.to_string(), voter, mark, row.member.to_string());
        ballot.authority = match row.authority {
            BallotAuthority::Collector => counting::Authority::Collector,
            BallotAuthority::Slip => counting::Authority::Slip,
            BallotAuthority::Supervisor => counting::Authority::Supervisor,
        };
        ballot.supersedes = supersedes
            .remove(&row.id)
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        ballot.standing = if row.state.is_accepted() && on_allotted_sheet(opening, row) {
            counting::Standing::Accepted
        } else {
            counting::Standing::Contested
        };
        draft.ballots.push(ballot);
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
fn on_allotted_sheet(opening: &Opening, row: &Row) -> bool {
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
        VoterKey::Household { household, .. } => doors::door(connection, roster, household),
        VoterKey::Named(n) => Ok(motion
            .name_of(voter)
            .map_or_else(|| format!("voter-{}", n + 1), str::to_owned)),
    }
}

/// The most ballots that may still sit on unsynced phones (recount.md, "Where `outstanding` comes from").
fn outstanding(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    all: &[Row],
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
        let done = has_returned(connection, motion, all, member.id, &serves)?;
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

/// Whether a collector's returns have arrived in full: one in each part that he serves, each with all the ballots that it
/// lists, and no ballot of his outside them.
fn has_returned(
    connection: &Connection,
    motion: &Motion,
    all: &[Row],
    member: MemberId,
    serves: &BTreeSet<PlaceId>,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.scope, t.chain, t.count, t.hash, t.first, t.last FROM ballot_return t JOIN record r USING(num)
         JOIN doc d ON d.num = r.doc WHERE t.motion = ?1 AND t.member = ?2 AND r.state = 1",
    )?;
    let returns = statement
        .query_map(params![motion.id.as_bytes(), member.as_bytes()], |row| {
            Ok((
                PlaceId::from_bytes(row.get(0)?),
                ChainId::from_bytes(row.get(1)?),
                row.get::<_, u32>(2)?,
                row.get::<_, [u8; 32]>(3)?,
                row.get::<_, i64>(4)?.cast_unsigned(),
                row.get::<_, i64>(5)?.cast_unsigned(),
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut covered: BTreeSet<RecordId> = BTreeSet::new();
    let mut parts: BTreeSet<PlaceId> = BTreeSet::new();
    for (part, chain, count, expected, first, last) in returns {
        let listed: Vec<&Row> = sorted(all, member, chain)
            .into_iter()
            .filter(|row| (first..=last).contains(&row.seq))
            .collect();
        if listed.len() as u32 == count && hash(&listed) == expected {
            covered.extend(listed.iter().map(|row| row.id));
            parts.insert(part);
        }
    }
    Ok(!parts.is_empty()
        && serves.is_subset(&parts)
        && all
            .iter()
            .filter(|row| row.member == member)
            .all(|row| covered.contains(&row.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spoken_form_is_26_characters_of_130_bits() {
        assert_eq!(base32(&[0xff; 32], 26), "Z".repeat(26));
        assert_eq!(base32(&[0b0000_1000, 0b0100_0000], 2), "11");
    }
}
