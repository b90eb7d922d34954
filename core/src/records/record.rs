//! A record: verified parts, held together.

use super::columns::{MAGIC, RAW_CHANGE};
use super::{Body, DeviceKeys, Header, PublicKeys, VERSION, Verifier, caps};
use crate::domain::{ChangeHash, RecordId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The parts as stored and sent. Nothing in here is believed before [`Record::open`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// Canonical header bytes.
    pub header: Vec<u8>,
    /// ed25519 over the tagged header, 64 bytes.
    pub signature: Vec<u8>,
    /// The raw type-1 Automerge change; absent where the receiver may read headers only, and after retention.
    pub chunk: Option<Vec<u8>>,
    /// The detachable body, salt first; absent if withheld, erased or not yet here.
    pub body: Option<Vec<u8>>,
}

impl Parts {
    /// Whether its header says that a later version wrote it: it waits, unread and unverified, for a version that reads it.
    #[must_use]
    pub fn is_later(&self) -> bool {
        self.header.first().is_some_and(|v| *v > VERSION)
            && self.header.len() <= caps::HEADER
            && self.signature.len() == 64
            && self.chunk.as_ref().map_or(0, Vec::len) <= caps::ENTRY_CHUNK
            && self.body.as_ref().map_or(0, Vec::len) <= caps::BODY
    }
}

/// The reason why parts are refused and not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    /// Longer than a cap allows, or shorter than anything valid.
    #[error("size")]
    Size,
    /// The header is not in canonical form, or of another version.
    #[error("header")]
    Header,
    /// The chunk is no raw, uncompressed change.
    #[error("chunk_type")]
    ChunkType,
    /// The chunk does not hash to what the header says.
    #[error("chunk_hash")]
    ChunkHash,
    /// The chain's id does not follow from device, nonce and scope.
    #[error("chain_binding")]
    ChainBinding,
    /// The signature is not strictly valid under the device's key.
    #[error("signature")]
    Signature,
}

impl Refused {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size => "record_size",
            Self::Header => "record_header",
            Self::ChunkType => "record_chunk_type",
            Self::ChunkHash => "record_chunk_hash",
            Self::ChainBinding => "record_chain_binding",
            Self::Signature => "record_signature",
        }
    }
}

/// A record whose sizes, types and hashes hold. Whether its signature does is asked with [`Record::verify`], because
/// that needs the device's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    id: RecordId,
    header: Header,
    header_bytes: Vec<u8>,
    signature: [u8; 64],
    chunk: Option<Vec<u8>>,
    body: Option<Body>,
}

/// Hash of a chunk in the header: SHA-256 over type, length and contents. The checksum is its first four bytes.
pub(crate) fn change_hash(chunk: &[u8]) -> Result<ChangeHash, Refused> {
    if chunk.len() < 10 || chunk.len() > caps::ENTRY_CHUNK {
        return Err(Refused::Size);
    }
    if chunk[..4] != MAGIC || chunk[8] != RAW_CHANGE {
        return Err(Refused::ChunkType);
    }
    let hash: [u8; 32] = Sha256::digest(&chunk[8..]).into();
    if chunk[4..8] != hash[..4] {
        return Err(Refused::ChunkHash);
    }
    Ok(ChangeHash::from_bytes(hash))
}

impl Record {
    /// Checks sizes, form, chunk hash and chain binding of received parts. A body whose hash is wrong is dropped: it is
    /// somebody else's mistake, not the record's.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn open(parts: Parts) -> Result<Self, Refused> {
        let signature = <[u8; 64]>::try_from(parts.signature).map_err(|_| Refused::Size)?;
        if parts.header.len() > caps::HEADER {
            return Err(Refused::Size);
        }
        let header = Header::from_bytes(&parts.header).ok_or(Refused::Header)?;
        if let Some(chunk) = &parts.chunk
            && change_hash(chunk)? != header.change
        {
            return Err(Refused::ChunkHash);
        }
        if !header.binds_chain() {
            return Err(Refused::ChainBinding);
        }
        let body = parts
            .body
            .and_then(Body::from_bytes)
            .filter(|body| Some(body.hash()) == header.body);
        Ok(Self {
            id: Header::id_of(&parts.header),
            header,
            header_bytes: parts.header,
            signature,
            chunk: parts.chunk,
            body,
        })
    }

    /// Whether the device's key signed it.
    ///
    /// # Errors
    /// [`Refused::Signature`].
    pub fn verify(&self, keys: &PublicKeys) -> Result<(), Refused> {
        self.verify_with(&keys.verifier())
    }

    /// The same, with a key that was unpacked before.
    ///
    /// # Errors
    /// [`Refused::Signature`].
    pub fn verify_with(&self, keys: &Verifier) -> Result<(), Refused> {
        let message = Header::signed_message(&self.header_bytes);
        if keys.device() == self.header.device && keys.verifies(&message, &self.signature) {
            Ok(())
        } else {
            Err(Refused::Signature)
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.id
    }

    /// Its header.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The header's canonical bytes.
    #[must_use]
    pub fn header_bytes(&self) -> &[u8] {
        &self.header_bytes
    }

    /// The signature.
    #[must_use]
    pub const fn signature(&self) -> &[u8; 64] {
        &self.signature
    }

    /// The raw change, where held.
    #[must_use]
    pub fn chunk(&self) -> Option<&[u8]> {
        self.chunk.as_deref()
    }

    /// The body, where held.
    #[must_use]
    pub const fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// The parts as stored and sent.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        Parts {
            header: self.header_bytes,
            signature: self.signature.to_vec(),
            chunk: self.chunk,
            body: self.body.map(|b| b.as_bytes().to_vec()),
        }
    }
}

/// A record about to be signed: everything but the hashes, which are computed here.
#[derive(Debug, Clone)]
pub struct Unsigned {
    /// The header; `change` and `body` are overwritten.
    pub header: Header,
    /// The raw change.
    pub chunk: Vec<u8>,
    /// The body, if it has one.
    pub body: Option<Body>,
}

impl Unsigned {
    /// Signs it, and checks the result as a receiver would.
    ///
    /// # Errors
    /// The reason for which a receiver would refuse it: a defect of ours, found before anything is stored.
    pub fn sign(self, keys: &DeviceKeys) -> Result<Record, Refused> {
        let mut header = self.header;
        header.change = change_hash(&self.chunk)?;
        header.body = self.body.as_ref().map(Body::hash);
        let bytes = header.to_bytes();
        let signature = keys.sign(&Header::signed_message(&bytes)).to_vec();
        Record::open(Parts {
            header: bytes,
            signature,
            chunk: Some(self.chunk),
            body: self.body.map(|b| b.as_bytes().to_vec()),
        })
    }
}
