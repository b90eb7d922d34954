//! Witness statements: when a hub first saw a part of a chain. Signed by its key, they lie in no chain, document or
//! digest, and travel: whoever leaves out a ballot that was witnessed in time can be shown to have done so.

use super::hub_key::{HubKey, HubPin, hub_signed};
use crate::domain::{ChainId, CommunityId, RecordId, Timestamp};
use crate::roster::Signature;
use serde::{Deserialize, Serialize};

/// A hub's statement that it held a chain through a record at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Witness {
    /// The chain.
    pub chain: ChainId,
    /// Seq of the record; all before it were there too.
    pub through: u64,
    /// The record.
    pub tip: RecordId,
    /// Time by the hub's clock.
    pub at: Timestamp,
    /// The hub's public key.
    pub hub: [u8; 32],
    /// Over all of it and the community.
    pub signature: Signature,
}

impl Witness {
    fn message(
        community: CommunityId,
        chain: ChainId,
        through: u64,
        tip: RecordId,
        at: Timestamp,
    ) -> Vec<u8> {
        [
            b"linli/witness/1\0".as_slice(),
            community.as_bytes(),
            chain.as_bytes(),
            &through.to_be_bytes(),
            tip.as_bytes(),
            &at.0.to_be_bytes(),
        ]
        .concat()
    }

    /// States it.
    #[must_use]
    pub fn sign(
        key: &HubKey,
        community: CommunityId,
        chain: ChainId,
        (through, tip): (u64, RecordId),
        at: Timestamp,
    ) -> Self {
        Self {
            chain,
            through,
            tip,
            at,
            hub: key.public(),
            signature: Signature(key.sign(&Self::message(community, chain, through, tip, at))),
        }
    }

    /// Whether the community's hub signed it.
    #[must_use]
    pub fn verifies(&self, community: CommunityId, pin: HubPin) -> bool {
        let message = Self::message(community, self.chain, self.through, self.tip, self.at);
        hub_signed(pin, &self.hub, &message, &self.signature.0)
    }
}
