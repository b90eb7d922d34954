//! Requests of other officers to the registrar: admissions and narrowings, signed by a member who may grant.
//!
//! An admission makes its device known at once (its records are pending until the registrar enters it). A narrowing
//! that two officers signed holds at once (a suspension), until the registrar confirms or declines it.

use super::entry::{MemberWords, Signature, read_words, words_body};
use super::op::{Op, OpRefused};
use crate::domain::{BodyHash, CommunityId, DeviceId};
use crate::env::Random;
use crate::records::{Body, DeviceKeys, PublicKeys, RosterRef, at_least, sha256_tagged};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The request version that this code reads and writes.
pub const REQUEST_VERSION: u8 = 1;
/// Bytes of a request: pins of a busy device are the longest part.
const MOST_BYTES: usize = 64 * 1024;
/// Bytes of its names.
const MOST_NAMES: usize = 4 * 1024;
/// Signatures of a request.
const MOST_SIGNATURES: usize = 4;

/// A request as stored and sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRequest {
    /// Canonical bytes of a [`RequestContent`]. None is shorter than its fixed parts.
    #[serde(deserialize_with = "at_least::<50, _>")]
    pub bytes: Vec<u8>,
    /// The author's signature and those of others who agree, by device.
    pub signatures: BTreeMap<DeviceId, Signature>,
    /// Salted names of the members that it adds.
    pub names: Option<Vec<u8>>,
}

/// The content of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestContent {
    /// [`REQUEST_VERSION`].
    pub v: u8,
    /// The community.
    pub community: CommunityId,
    /// The roster entry that gives its author the authority.
    pub roster: RosterRef,
    /// The author's device.
    pub by: DeviceId,
    /// The operations that the registrar should enter.
    pub ops: Vec<Op>,
    /// Salted hash of its names.
    pub names: Option<BodyHash>,
}

/// The standing of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestState {
    /// The roster entry that it cites is not here yet.
    Waiting,
    /// Waits for the registrar; a device that it admits is known provisionally.
    Open,
    /// Waits for the registrar and holds already: two officers signed a narrowing.
    Suspends,
    /// The registrar followed or declined it.
    Settled,
    /// Waits for a version of this library that knows what it asks for: kept and handed on unread.
    Unread,
    /// Not, or no longer, possible.
    Refused(OfficerRequestRefused),
}

/// The reason why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OfficerRequestRefused {
    /// Longer than a cap allows.
    #[error("size")]
    Size,
    /// Not in canonical form, or of another version.
    #[error("form")]
    Form,
    /// An operation, a role or a level in it has no name in this version: it waits.
    #[error("later version")]
    Later,
    /// Of another community.
    #[error("community")]
    Community,
    /// Its author's device is unknown or removed.
    #[error("device")]
    Device,
    /// The author's signature is missing or not valid.
    #[error("signature")]
    Signature,
    /// It asks for what only the registrar or the root does.
    #[error("operation")]
    Operation,
    /// Its author may not grant that, or not there.
    #[error("authority")]
    Authority,
    /// The roster would refuse it.
    #[error("impossible: {0}")]
    Op(OpRefused),
    /// Too many requests wait.
    #[error("too many requests")]
    Full,
}

impl OfficerRequestRefused {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size => "request_size",
            Self::Form => "request_form",
            Self::Later => "request_later_version",
            Self::Community => "request_community",
            Self::Device => "request_device",
            Self::Signature => "request_signature",
            Self::Operation => "request_operation",
            Self::Authority => "not_authorised",
            Self::Op(why) => why.code(),
            Self::Full => "request_full",
        }
    }
}

impl OfficerRequest {
    /// Signs a request. [`super::Roster::accept_request`] says whether it can be followed.
    #[must_use]
    pub fn sign(
        community: CommunityId,
        roster: RosterRef,
        ops: Vec<Op>,
        words: &MemberWords,
        keys: &DeviceKeys,
        random: &dyn Random,
    ) -> Self {
        let names = words_body(words, random);
        let content = RequestContent {
            v: REQUEST_VERSION,
            community,
            roster,
            by: keys.device(),
            ops,
            names: names.as_ref().map(Body::hash),
        };
        let mut request = Self {
            bytes: postcard::to_allocvec(&content).unwrap_or_default(),
            signatures: BTreeMap::new(),
            names: names.map(|body| body.as_bytes().to_vec()),
        };
        request.co_sign(keys);
        request
    }

    /// Adds another officer's signature.
    pub fn co_sign(&mut self, keys: &DeviceKeys) {
        let signature = Signature(keys.sign(&self.message()));
        self.signatures.insert(keys.device(), signature);
    }

    /// Its hash: what a [`Op::Decline`] names.
    #[must_use]
    pub fn id(&self) -> [u8; 32] {
        sha256_tagged("linli/roster-request-id/1", &[&self.bytes])
    }

    /// The content, if sizes and form are right.
    ///
    /// # Errors
    /// Size or form; [`OfficerRequestRefused::Later`].
    pub fn open(&self) -> Result<RequestContent, OfficerRequestRefused> {
        let names = self.names.as_ref().map_or(0, Vec::len);
        if self.bytes.len() > MOST_BYTES
            || self.signatures.len() > MOST_SIGNATURES
            || names > MOST_NAMES
        {
            return Err(OfficerRequestRefused::Size);
        }
        let content: RequestContent =
            postcard::from_bytes(&self.bytes).map_err(|error| match error {
                // All that our types themselves refuse is a name of a later version.
                postcard::Error::SerdeDeCustom => OfficerRequestRefused::Later,
                _ => OfficerRequestRefused::Form,
            })?;
        let canonical = postcard::to_allocvec(&content).is_ok_and(|bytes| bytes == self.bytes);
        if !canonical || content.v != REQUEST_VERSION || content.ops.is_empty() {
            return Err(OfficerRequestRefused::Form);
        }
        if !content.ops.iter().all(Op::is_known) {
            return Err(OfficerRequestRefused::Later);
        }
        Ok(content)
    }

    /// The words about members that it brings, for the registrar to put into his entry.
    #[must_use]
    pub fn words(&self) -> MemberWords {
        let expected = self.open().ok().and_then(|content| content.names);
        let body = self.names.clone().and_then(Body::from_bytes);
        let body = body.filter(|body| Some(body.hash()) == expected);
        body.map_or_else(MemberWords::new, |body| read_words(&body))
    }

    /// Drops names that its content does not name by their hash.
    pub(super) fn drop_false_names(&mut self, content: &RequestContent) {
        let body = self.names.take().and_then(Body::from_bytes);
        self.names = body
            .filter(|body| Some(body.hash()) == content.names)
            .map(|body| body.as_bytes().to_vec());
    }

    /// Drops the last of more signatures than a request may have; never its author's.
    pub(super) fn keep_most_signatures(&mut self, author: DeviceId) {
        while self.signatures.len() > MOST_SIGNATURES {
            let others = |device: &&DeviceId| **device != author;
            let last = self.signatures.keys().rev().find(others).copied();
            last.and_then(|device| self.signatures.remove(&device));
        }
    }

    fn message(&self) -> Vec<u8> {
        [b"linli/roster-request/1\0".as_slice(), &self.bytes].concat()
    }

    pub(super) fn signed_by(&self, keys: &PublicKeys) -> bool {
        let signature = self.signatures.get(&keys.device());
        signature.is_some_and(|s| keys.verifies(&self.message(), &s.0))
    }
}
