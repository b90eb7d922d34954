//! Stories of documents, each with the row of the page's table that it guards.

mod entries;
mod golden;
mod hostile;
mod mutations;
mod texts;

use super::entry::actor_for;
use crate::domain::{
    BodyHash, ChainId, ChangeHash, CommunityId, DeviceId, DocId, PlaceId, RecordId, RosterHash,
};
use crate::records::columns::ActorBytes;
use crate::records::{Header, InstallNonce, KindCode, Prev, RosterRef, VERSION};
use automerge::{Automerge, Change};

/// A chain for tests.
fn chain(number: u8) -> ChainId {
    ChainId::from_bytes([number; 16])
}

/// The predecessor of a chain's record of that number; other numbers of `branch` stand for other records.
fn prev(seq: u64, branch: u8) -> Prev {
    if seq == 1 {
        return Prev::Start(InstallNonce([branch; 16]));
    }
    let mut id = [branch; 32];
    id[..8].copy_from_slice(&seq.to_be_bytes());
    Prev::After(RecordId::from_bytes(id))
}

/// A fresh actor for a text change of a chain.
fn actor(number: u8, seq: u64) -> ActorBytes {
    actor_for(chain(number), &prev(seq, 0))
}

fn header(chain: ChainId, seq: u64, prev: Prev) -> Header {
    Header {
        v: VERSION,
        community: CommunityId::from_bytes([1; 16]),
        scope: PlaceId::from_bytes([2; 16]),
        doc: DocId::from_bytes([3; 16]),
        kind: KindCode(4),
        device: DeviceId::from_bytes([5; 16]),
        chain,
        seq,
        prev,
        change: ChangeHash::from_bytes([6; 32]),
        body: None::<BodyHash>,
        roster: RosterRef {
            index: 0,
            hash: RosterHash::from_bytes([7; 32]),
        },
        hlc: 0,
    }
}

/// Raw Automerge's document of chunks, in one batch.
fn raw(chunks: &[&[u8]]) -> Result<Automerge, automerge::AutomergeError> {
    let mut doc = Automerge::new();
    let changes = chunks
        .iter()
        .map(|chunk| Change::try_from(*chunk))
        .collect::<Result<Vec<_>, _>>()?;
    doc.apply_changes(changes)?;
    Ok(doc)
}
