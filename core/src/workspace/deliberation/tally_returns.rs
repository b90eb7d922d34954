//! 交回: a collector declares that he has handed in all that he holds of a tally (docs/spec/counting.md 6.5).

use super::tally_closing::follows;
use crate::admission::{Own, ballots_subject};
use crate::domain::entry::closing::{Pin, SPOKEN_CHARS};
use crate::domain::entry::tally::Return;
use crate::domain::entry::{BallotEntry, Entry, encode};
use crate::domain::vocabulary::BallotNote;
use crate::domain::{ChainId, DeviceId, DocId, DocKind, MemberId, PlaceId, RecordId, Timestamp};
use crate::projection::tally::{self as rows, BallotRow, ReturnRow};
use crate::records::{Parts, sha256_tagged};
use crate::roster::text::BASE32;
use crate::rules::authority::Operation;
use crate::store::{Connection, StoreError, chain, record};
use crate::workspace::deliberation::motion::motion;
use crate::workspace::{Error, ReturnView, Workspace};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Characters before a return's text.
pub(super) const RETURN_PREFIX: &str = "linli-return:";

impl Workspace {
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
            let all = rows::ballots(tx, tally)?;
            let parts: Vec<PlaceId> = motion
                .parts()
                .into_iter()
                .filter(|part| {
                    let check = command.check_own(Operation::TakeBallot, *part, Own::Chain);
                    check.is_ok()
                })
                .collect();
            if parts.is_empty() {
                return Err(Error::NotAllowed {
                    operation: Operation::TakeBallot.name(),
                });
            }
            let (mut texts, mut made) = (Vec::new(), Vec::new());
            // Whoever has said so says the same again.
            let said: Vec<ReturnRow> = rows::returns(tx, tally)?
                .into_iter()
                .filter(|row| row.member == member && row.chain == row.stands.0)
                .collect();
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
                    if let Some(again) = said.iter().find(|row| row.chain == chain_id) {
                        made.push((part, declared(tally, again)));
                        texts.push(parts_of(tx, again.id)?);
                        continue;
                    }
                    let mine: Vec<&BallotRow> = sorted(&all, member, chain_id);
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
                    made.push((part, ret.clone()));
                    let doc =
                        command.doc(DocKind::Ballots, &ballots_subject(tally.as_bytes(), part));
                    let entry = Entry::Ballots(BallotEntry::Return(ret));
                    let id = command.write_into(part, doc, &entry, None)?;
                    texts.push(parts_of(tx, id)?);
                }
            }
            Ok(ReturnView {
                text: format!(
                    "{RETURN_PREFIX}{}",
                    crate::domain::id::to_hex(&encode(&texts))
                ),
                spoken: spoken(made),
            })
        })
    }
}

fn parts_of(tx: &Connection, id: RecordId) -> Result<Parts, StoreError> {
    let row = record::by_id(tx, id)?;
    let row = row.ok_or(StoreError::Internal("return not stored".to_owned()))?;
    record::parts(tx, row.num)
}

/// A return as its collector signed it.
fn declared(motion: DocId, row: &ReturnRow) -> Return {
    Return {
        motion,
        chain: row.chain,
        seqs: row.seqs,
        count: row.count,
        sheets: row.sheets,
        hash: row.hash,
        at: row.at,
    }
}

/// The spoken form of returns that were declared at once, in the order of their parts and chains.
pub(super) fn spoken(mut returns: Vec<(PlaceId, Return)>) -> String {
    returns.sort_by_key(|(part, ret)| (*part, ret.chain));
    let bytes: Vec<u8> = returns.iter().flat_map(|(_, ret)| encode(ret)).collect();
    let text = BASE32.encode(&sha256_tagged("linli/return/1", &[&bytes]));
    text.chars().take(SPOKEN_CHARS).collect()
}

/// The returns that are here, by their spoken form: what one member declared at one moment.
pub(super) fn groups(returns: &[ReturnRow]) -> BTreeMap<String, Vec<&ReturnRow>> {
    let mut at_once: BTreeMap<(DeviceId, MemberId, Timestamp), Vec<&ReturnRow>> = BTreeMap::new();
    for row in returns {
        let key = (row.device, row.member, row.at);
        at_once.entry(key).or_default().push(row);
    }
    let text = |group: &Vec<&ReturnRow>| {
        let all = group.iter();
        spoken(
            all.map(|row| (row.scope, declared(row.motion, row)))
                .collect(),
        )
    };
    at_once
        .into_values()
        .map(|group| (text(&group), group))
        .collect()
}

/// The ballots that a return lists and that are here, and how many more it lists. Where its chain has branches, those that
/// it follows.
pub(super) fn contained(
    connection: &Connection,
    declared: &ReturnRow,
    all: &[BallotRow],
) -> Result<(Vec<RecordId>, u64), StoreError> {
    if let Some(listed) = in_full(declared, all) {
        return Ok((listed.iter().map(|row| row.id).collect(), 0));
    }
    let (first, last) = declared.seqs;
    let mut listed: Vec<&BallotRow> = sorted(all, declared.member, declared.chain)
        .into_iter()
        .filter(|row| (first..=last).contains(&row.seq))
        .collect();
    let (chain, seq) = declared.stands;
    if chain == declared.chain {
        let tip = declared.id;
        let is_before = follows(connection, Pin { chain, seq, tip })?;
        listed.retain(|row| is_before(row));
    }
    let count = u64::from(declared.count);
    let here = listed.len() as u64;
    // As many as it says, or more, and others than it says: nobody can tell which it means.
    if here >= count && hash(&listed) != declared.hash {
        return Ok((Vec::new(), count));
    }
    Ok((
        listed.iter().map(|row| row.id).collect(),
        count - here.min(count),
    ))
}

fn sorted(all: &[BallotRow], member: MemberId, chain: ChainId) -> Vec<&BallotRow> {
    let mut mine: Vec<&BallotRow> = all
        .iter()
        .filter(|row| row.chain == chain && row.member == member)
        .collect();
    mine.sort_by_key(|row| (row.seq, row.id));
    mine
}

/// SHA-256 over the ballots' record ids in chain order.
fn hash(ballots: &[&BallotRow]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for ballot in ballots {
        hash.update(ballot.id.as_bytes());
    }
    hash.finalize().into()
}

/// The ballots that a return lists which has arrived in full: with all that it lists.
pub(super) fn listed_in_full(returns: &[ReturnRow], all: &[BallotRow]) -> BTreeSet<RecordId> {
    let full = returns.iter().filter_map(|declared| in_full(declared, all));
    full.flatten().map(|row| row.id).collect()
}

/// What a return lists, if all of it is here.
fn in_full<'a>(declared: &ReturnRow, all: &'a [BallotRow]) -> Option<Vec<&'a BallotRow>> {
    let (first, last) = declared.seqs;
    let listed: Vec<&BallotRow> = sorted(all, declared.member, declared.chain)
        .into_iter()
        .filter(|row| (first..=last).contains(&row.seq))
        .collect();
    (listed.len() as u32 == declared.count && hash(&listed) == declared.hash).then_some(listed)
}

/// Whether a collector's returns have arrived in full: one in each part that he serves, each with all the ballots that it
/// lists, and no ballot of his outside them but those without effect.
pub(super) fn has_returned(
    returns: &[ReturnRow],
    all: &[BallotRow],
    without_effect: &BTreeMap<RecordId, BallotNote>,
    member: MemberId,
    serves: &BTreeSet<PlaceId>,
) -> bool {
    let mut covered: BTreeSet<RecordId> = BTreeSet::new();
    let mut parts: BTreeSet<PlaceId> = BTreeSet::new();
    for declared in returns.iter().filter(|row| row.member == member) {
        if let Some(listed) = in_full(declared, all) {
            covered.extend(listed.iter().map(|row| row.id));
            parts.insert(declared.scope);
        }
    }
    !parts.is_empty()
        && serves.is_subset(&parts)
        && all
            .iter()
            .filter(|row| row.member == member && !without_effect.contains_key(&row.id))
            .all(|row| covered.contains(&row.id))
}
