//! 交回: a collector declares that he has handed in all that he holds of a tally (docs/spec/counting.md 6.5).

use crate::admission::{Own, ballots_subject};
use crate::domain::entry::tally::Return;
use crate::domain::entry::{BallotEntry, Entry, encode};
use crate::domain::vocabulary::BallotNote;
use crate::domain::{ChainId, DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::projection::tally::{self as rows, BallotRow, ReturnRow};
use crate::records::sha256_tagged;
use crate::roster::text::BASE32;
use crate::rules::authority::Operation;
use crate::store::{StoreError, chain, record};
use crate::workspace::deliberation::tally_count::motion;
use crate::workspace::{Error, ReturnView, Workspace};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of the spoken form: 130 bits.
const SPOKEN: usize = 26;

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
                spoken: BASE32
                    .encode(&sha256_tagged("linli/return/1", &[&spoken]))
                    .chars()
                    .take(SPOKEN)
                    .collect(),
            })
        })
    }
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
