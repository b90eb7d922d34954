//! Records that the hub may lack, in portions of a page.

use super::state::HubState;
use crate::domain::{CommunityId, DeviceId, RecordId, RosterHash};
use crate::roster::{OfficerRequest, RawEntry};
use crate::store::chain::{ChainKey, key_of};
use crate::store::{Connection, StoreError, outbox, record, roster as rows};
use crate::sync::{
    Batch, Carried, HubPin, Nonce, PAGE_BYTES, PROTOCOL, SyncAnswer, SyncRequest, weight,
};
use std::collections::BTreeSet;

/// A request under way, kept until it is answered: sent again after a cut, it is the very same.
#[derive(Debug, Clone)]
pub(in crate::workspace) struct Unanswered {
    pub pin: HubPin,
    pub nonce: Nonce,
    pub body: Vec<u8>,
    /// The signature that went with it last.
    pub signature: [u8; 64],
    pub sent: Sent,
}

/// Contents of a request.
#[derive(Debug, Clone, Default)]
pub(in crate::workspace) struct Sent {
    pub records: Vec<SentRecord>,
    pub entries: Vec<RosterHash>,
    /// Hash and bytes, as they were sent: a signature may have been added since.
    pub requests: Vec<SentRequest>,
    /// Records after this local number are still to be sent.
    pub through: i64,
    pub all: bool,
}

#[derive(Debug, Clone)]
pub(in crate::workspace) struct SentRequest {
    pub hash: [u8; 32],
    pub raw: Vec<u8>,
    /// Index of the entry that it cites.
    pub cites: u32,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::workspace) struct SentRecord {
    pub num: i64,
    pub id: RecordId,
    pub chain: ChainKey,
    pub seq: u64,
    /// The rest may have come since.
    pub parts: record::Sent,
}

/// The authors whose records are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Records that this device wrote.
    Own,
    /// Records of others that somebody carried here, too: only once it is known what the hub has.
    Everybody,
}

/// Rows that are looked at together.
const ROWS: usize = 512;

/// The next request: everything that fits into a page after local number `after`.
pub(super) fn request(
    connection: &Connection,
    state: &HubState,
    community: CommunityId,
    own: DeviceId,
    whose: Whose,
    (after, held): (i64, &BTreeSet<i64>),
) -> Result<(SyncRequest, Sent), StoreError> {
    let mut sent = Sent::default();
    let mut bytes = 0;
    let mut full = false;
    let mut entries = Vec::new();
    for raw in rows::entries_not_at_hub(connection)? {
        if bytes > 0 && bytes + raw.len() > PAGE_BYTES {
            full = true;
            break;
        }
        bytes += raw.len();
        if let Ok(entry) = postcard::from_bytes::<RawEntry>(&raw) {
            sent.entries.push(entry.hash());
            entries.push(entry);
        }
    }
    let mut requests = Vec::new();
    for raw in rows::requests_not_at_hub(connection)? {
        if full || (bytes > 0 && bytes + raw.len() > PAGE_BYTES) {
            full = true;
            break;
        }
        bytes += raw.len();
        if let Ok(request) = postcard::from_bytes::<OfficerRequest>(&raw) {
            sent.requests.push(SentRequest {
                hash: request.id(),
                cites: request.cites(),
                raw,
            });
            requests.push(request);
        }
    }
    let mut records: Vec<(i64, u64, Carried)> = Vec::new();
    let own = (whose == Whose::Own).then_some(own);
    sent.through = after;
    while !full {
        let nums = outbox::after(connection, sent.through, own, ROWS)?;
        let last = nums.len() < ROWS;
        for num in nums {
            if held.contains(&num) {
                continue;
            }
            let record::Carried {
                chain: chain_num,
                seq,
                parts,
                ..
            } = record::carried(connection, num)?;
            let size = weight(&parts);
            if bytes > 0 && bytes + size > PAGE_BYTES {
                full = true;
                break;
            }
            bytes += size;
            let row = record::row_by_num(connection, num)?;
            sent.records.push(SentRecord {
                num,
                id: row.id,
                chain: key_of(&row.header),
                seq,
                parts: record::Sent {
                    chunk: parts.chunk.is_some(),
                    body: parts.body.is_some(),
                },
            });
            records.push((chain_num, seq, Carried { parts, seq: 0 }));
            sent.through = num;
        }
        if last {
            break;
        }
    }
    sent.all = !full;
    records.sort_by_key(|(chain, seq, _)| (*chain, *seq));
    let request = SyncRequest {
        protocol: PROTOCOL,
        cursor: state.cursor.clone(),
        limit: PAGE_BYTES as u32,
        entries,
        requests,
        records: Batch::pack(community, records.into_iter().map(|(.., carried)| carried)),
        sent_all: sent.all && whose == Whose::Everybody,
        count: !state.complete,
    };
    Ok((request, sent))
}

impl Sent {
    /// Notes what the hub has acknowledged; `tip` is the index of the last entry that is read here. Gives how many records.
    pub(super) fn acknowledge(
        &self,
        tx: &Connection,
        answer: &SyncAnswer,
        tip: u32,
    ) -> Result<u64, StoreError> {
        let not_taken: BTreeSet<RecordId> = answer.not_taken.iter().map(|one| one.record).collect();
        let mut count = 0;
        for receipt in &answer.receipts {
            // A receipt that does not name the very record that was sent is about another branch, or about what somebody
            // else has signed under the chain's id.
            let named = self.records.iter().find(|sent| {
                sent.chain.0 == receipt.chain
                    && sent.seq == receipt.through
                    && sent.id.as_bytes()[..8] == receipt.tip
            });
            let Some(named) = named else {
                continue;
            };
            for sent in self.records.iter().filter(|sent| sent.chain == named.chain) {
                if sent.seq <= receipt.through && !not_taken.contains(&sent.id) {
                    let noted = record::set_sent(tx, sent.num, receipt.seq, sent.parts)?;
                    count += u64::from(noted);
                }
            }
        }
        for hash in &self.entries {
            rows::entry_at_hub(tx, *hash)?;
        }
        let hub = answer.roster.index;
        if hub >= tip {
            rows::send_early_requests_again(tx)?;
        }
        for SentRequest { hash, raw, cites } in &self.requests {
            // A hub of an earlier version may have an entry and not read it: whatever cites it or a later one is held there in
            // memory at most.
            if *cites > hub {
                rows::request_is_early(tx, *hash, raw)?;
            } else {
                rows::request_at_hub(tx, *hash, raw)?;
            }
        }
        Ok(count)
    }
}
