//! The signed header, its canonical bytes, and the ids that bind to it.

use super::key::{sha256_tagged, truncated};
use crate::domain::{
    BodyHash, ChainId, ChangeHash, CommunityId, DeviceId, DocId, PlaceId, RecordId, RosterHash,
    Timestamp,
};
use serde::{Deserialize, Serialize};

/// The header version that this code writes: ed25519 and SHA-256. Others are left to SM2/SM3 (ADR 2).
pub const VERSION: u8 = 1;

/// Drawn at installation and kept out of backups: a restored phone starts new chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InstallNonce(pub [u8; 16]);

/// The kind of document a record belongs to, as a number, so that kinds of later versions survive unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KindCode(pub u16);

/// The roster entry that the author had before him.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RosterRef {
    /// Position in the linear chain; genesis is 0.
    pub index: u32,
    /// Hash of that entry.
    pub hash: RosterHash,
}

/// The predecessor of a record in its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Prev {
    /// Nothing: this is the chain's first record, and binds the chain's id.
    Start(InstallNonce),
    /// The record before.
    After(RecordId),
}

/// Everything that is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`VERSION`].
    pub v: u8,
    /// The community.
    pub community: CommunityId,
    /// The narrowest place that contains the document's subject.
    pub scope: PlaceId,
    /// The document.
    pub doc: DocId,
    /// Its kind.
    pub kind: KindCode,
    /// The author's device.
    pub device: DeviceId,
    /// The chain: binds device, install nonce and scope.
    pub chain: ChainId,
    /// Position in the chain, from 1.
    pub seq: u64,
    /// The record before, or the nonce.
    pub prev: Prev,
    /// Hash of the chunk.
    pub change: ChangeHash,
    /// Salted hash of the detachable body, if it has one.
    pub body: Option<BodyHash>,
    /// The roster entry that gives the authority.
    pub roster: RosterRef,
    /// Hybrid logical clock: milliseconds << 16 | counter. For display only.
    pub hlc: u64,
}

impl Header {
    /// Canonical bytes: what is hashed and signed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut room = [0; super::caps::HEADER];
        self.write(&mut room).to_vec()
    }

    /// The same, where there is room for any header. A header is read as often as a row is, and compared each time.
    fn write<'a>(&self, room: &'a mut [u8; super::caps::HEADER]) -> &'a [u8] {
        postcard::to_slice(self, room).map_or(&[], |bytes| bytes)
    }

    /// Parses canonical bytes; `None` for anything else, trailing bytes and overlong numbers included.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > super::caps::HEADER {
            return None;
        }
        let header: Self = postcard::from_bytes(bytes).ok()?;
        let seq = 1..=super::caps::SEQ;
        let mut room = [0; super::caps::HEADER];
        (header.v == VERSION && seq.contains(&header.seq) && header.write(&mut room) == bytes)
            .then_some(header)
    }

    /// The message under the signature.
    #[must_use]
    pub fn signed_message(bytes: &[u8]) -> Vec<u8> {
        [b"linli/record/1\0".as_slice(), bytes].concat()
    }

    /// The record's id.
    #[must_use]
    pub fn id_of(bytes: &[u8]) -> RecordId {
        RecordId::from_bytes(sha256_tagged("linli/header/1", &[bytes]))
    }

    /// Whether a chain's first record names the chain that it must; always true of later ones, whose chain is bound
    /// through `prev`.
    #[must_use]
    pub fn binds_chain(&self) -> bool {
        match self.prev {
            Prev::Start(nonce) => {
                self.seq == 1 && self.chain == chain_id(self.device, nonce, self.scope)
            }
            Prev::After(_) => self.seq > 1,
        }
    }

    /// The hybrid logical clock, for advancing one's own; 0 if it is more than an hour ahead of `now`, which is a wrong
    /// clock's doing.
    #[must_use]
    pub const fn trusted_hlc(&self, now: Timestamp) -> u64 {
        trusted(self.hlc, now)
    }

    /// The milliseconds in the hybrid logical clock.
    #[must_use]
    pub const fn display_millis(&self) -> i64 {
        (self.hlc >> 16) as i64
    }
}

/// Clocks differ by minutes: what is later by more than an hour is a wrong clock's doing.
pub(crate) const HOUR_MS: i64 = 3_600_000;

/// A hybrid logical clock, or 0 if it is more than an hour ahead of `now`.
#[must_use]
pub(crate) const fn trusted(hlc: u64, now: Timestamp) -> u64 {
    let millis = (hlc >> 16).cast_signed();
    if millis <= now.0.saturating_add(HOUR_MS) {
        hlc
    } else {
        0
    }
}

/// The chain of one install of one device in one scope.
#[must_use]
pub fn chain_id(device: DeviceId, nonce: InstallNonce, scope: PlaceId) -> ChainId {
    ChainId::from_bytes(truncated(sha256_tagged(
        "linli/chain/1",
        &[device.as_bytes(), &nonce.0, scope.as_bytes()],
    )))
}

/// The document about one subject. `subject` is of variable length and comes last.
#[must_use]
pub fn doc_id(community: CommunityId, kind: KindCode, subject: &[u8]) -> DocId {
    DocId::from_bytes(truncated(sha256_tagged(
        "linli/doc/1",
        &[community.as_bytes(), &kind.0.to_be_bytes(), subject],
    )))
}
