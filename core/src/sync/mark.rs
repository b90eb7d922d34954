//! Mark of an office without a hub: a signed word that a verified backup of its store has each chain so far. Below it,
//! phones may drop what their members read no more.

use super::heads::{Short, short};
use crate::domain::{ChainId, CommunityId, DeviceId, RecordId, Timestamp};
use crate::records::{DeviceKeys, PublicKeys};
use crate::roster::Signature;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The chains that an office's backup has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeMark {
    /// The office's device.
    pub by: DeviceId,
    /// Time by the office's clock: a later mark replaces an earlier.
    pub at: Timestamp,
    /// Seq and head of the id of each chain's last record.
    pub chains: BTreeMap<ChainId, (u64, Short)>,
    /// Over all of it and the community.
    pub signature: Signature,
}

fn message(
    community: CommunityId,
    by: DeviceId,
    at: Timestamp,
    chains: &BTreeMap<ChainId, (u64, Short)>,
) -> Vec<u8> {
    let content = postcard::to_allocvec(&(community, by, at, chains)).unwrap_or_default();
    [b"linli/office-mark/1\0".as_slice(), &content].concat()
}

impl OfficeMark {
    /// States it.
    #[must_use]
    pub fn sign(
        keys: &DeviceKeys,
        community: CommunityId,
        at: Timestamp,
        chains: BTreeMap<ChainId, (u64, Short)>,
    ) -> Self {
        let by = keys.device();
        Self {
            by,
            at,
            signature: Signature(keys.sign(&message(community, by, at, &chains))),
            chains,
        }
    }

    /// Whether that device's key signed it. Whether it is an office's is the roster's to say.
    #[must_use]
    pub fn verifies(&self, community: CommunityId, keys: &PublicKeys) -> bool {
        keys.device() == self.by
            && keys.verifies(
                &message(community, self.by, self.at, &self.chains),
                &self.signature.0,
            )
    }

    /// Whether the backup has a chain through this seq, on the branch that ends in `tip` (the store's own record at the
    /// mark's seq).
    #[must_use]
    pub fn covers(&self, chain: ChainId, seq: u64, tip: Option<RecordId>) -> bool {
        self.chains.get(&chain).is_some_and(|(through, head)| {
            seq <= *through && tip.is_some_and(|tip| short(tip) == *head)
        })
    }
}
