//! The mark that a store keeps beside an entry whose signatures it has verified, so that opening need not verify them again.
//!
//! A mark speaks for an entry only at the place where it was verified: it covers what was signed, the signatures and the
//! keys, which the entries before it give. Whoever could forge one holds the key of the store's file, as for records.

use super::chain::Roster;
use super::entry::{RawEntry, RosterRefused};
use super::op::Root;
use crate::domain::RosterHash;
use crate::records::{PublicKeys, sha256_tagged};

/// SHA-256 over all that verifying an entry's signatures reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verified([u8; 32]);

impl Verified {
    /// As it is stored, 32 bytes; none for another number of them.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Those who must have signed an entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum Signers<'a> {
    Registrar(&'a PublicKeys),
    Root(&'a Root),
}

impl Signers<'_> {
    /// Verifies an entry's signatures, unless `known` is the mark of just these.
    pub(super) fn verify(
        self,
        raw: &RawEntry,
        known: Option<Verified>,
    ) -> Result<Verified, RosterRefused> {
        let verified = self.verified(raw);
        if known != Some(verified) {
            match self {
                Self::Registrar(keys) => raw.check_registrar(keys)?,
                Self::Root(root) => raw.check_root(root)?,
            }
        }
        Ok(verified)
    }

    fn verified(self, raw: &RawEntry) -> Verified {
        let signers = match self {
            Self::Registrar(keys) => postcard::to_allocvec(&(0u8, keys.signing)),
            Self::Root(root) => postcard::to_allocvec(&(1u8, root.threshold, &root.keys)),
        };
        let signatures = postcard::to_allocvec(&raw.signatures);
        // Each list says its own length; what was signed comes last.
        let parts = [
            signers.unwrap_or_default(),
            signatures.unwrap_or_default(),
            raw.bytes.clone(),
        ];
        let parts = parts.each_ref().map(Vec::as_slice);
        Verified(sha256_tagged("linli/roster-verified/1", &parts))
    }
}

impl Roster {
    /// The mark of an entry that is held, on whatever branch; none for one that waits.
    pub(crate) fn verified(&self, hash: RosterHash) -> Option<&Verified> {
        self.nodes.get(&hash).map(|node| &node.verified)
    }
}
